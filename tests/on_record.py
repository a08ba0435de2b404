"""Small charts as they were when somebody looked at them: a width, a size or a distance that changes is noticed.

A test of a chart says what its marks are; how thick, how large and how far apart they are nobody wants to write down.  So the
drawing is held against a checksum in ``tests/fixtures/charts.csv``.  Where it is another, the new one is put into
``_build/charts/``: look at it, and if it is as it should be, renew the record with
``RENEW=charts python -m pytest tests/drawing/charts``.
"""

from __future__ import annotations

import csv
import hashlib
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RECORD = Path(__file__).resolve().parent / "fixtures" / "charts.csv"
SEEN = ROOT / "_build" / "charts"


def digest(drawings: list[str]) -> str:
    """A checksum of some drawings."""
    return hashlib.sha256("\0".join(drawings).encode()).hexdigest()[:16]


def stored(record: Path = RECORD) -> dict[str, str]:
    """Test to the checksum of what it drew."""
    if not record.is_file():
        return {}
    with record.open(encoding="utf-8", newline="") as file:
        return {row["test"]: row["drawn"] for row in csv.DictReader(file)}


def hold(test: str, drawings: list[str], record: Path = RECORD, seen: Path = SEEN) -> None:
    """Hold what a test drew against the record; with ``RENEW=charts`` put it there.

    Raises
    ------
    AssertionError
        If it is another, or not on record, naming the files to look at.
    """
    known, found = stored(record), digest(drawings)
    if known.get(test) == found:
        return
    if os.environ.get("RENEW") == "charts":
        with record.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerows([("test", "drawn"), *sorted((known | {test: found}).items())])
        return
    seen.mkdir(parents=True, exist_ok=True)
    name = "".join(sign if sign.isalnum() else "-" for sign in test)
    for number, drawing in enumerate(drawings, start=1):
        (seen / f"{name}-{number}.svg").write_text(drawing, encoding="utf-8")
    what = (
        f"the drawing {found}, expected {known[test]}"
        if test in known
        else f"the drawing {found}, which is not on record"
    )
    raise AssertionError(
        f"{test}: found {what}: look at _build/charts/{name}-*.svg, then RENEW=charts, as tests/on_record.py says"
    )

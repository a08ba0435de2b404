"""The readings on record: ``book/signed.csv``, a line for each pair that somebody has read."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path

from ..book import BOOK
from ..files import write_whole
from .pairing import Pair

__all__ = ["FINDINGS", "SIGNED", "Reading", "load", "signed", "take", "write"]

SIGNED = BOOK / "signed.csv"
FINDINGS = ("supports", "in part", "does not")


@dataclass(frozen=True)
class Reading:
    """A pair as somebody read it.

    Attributes
    ----------
    kind, file, text, entry : str
        As in :class:`~casebook.press.signing.pairing.Pair`.
    evidence : str
        The mark of the evidence as it was.
    reader, read_on : str
        Who read it, and on what day.
    finding : str
        One of :data:`FINDINGS`.
    line : str
        What is not supported; empty only where everything is.
    """

    kind: str
    file: str
    text: str
    entry: str
    evidence: str
    reader: str
    read_on: str
    finding: str
    line: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What a reading is a reading of: its place is no part of it."""
        return self.kind, self.text, self.entry


COLUMNS = [field.name for field in fields(Reading)]


def load(path: Path = SIGNED) -> list[Reading]:
    """The readings on record; none where there is no such file.

    Raises
    ------
    ValueError
        If a line is not what it should be, naming it, what was found and what was expected.
    """
    if not path.is_file():
        return []
    rows = list(csv.reader(io.StringIO(path.read_bytes().decode())))
    if not rows or rows[0] != COLUMNS:
        raise ValueError(
            f"book/{path.name}, row 1: found {','.join(rows[0]) if rows else 'nothing'}, expected {','.join(COLUMNS)}"
        )
    found, seen = [], {}
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(COLUMNS):
            raise ValueError(f"book/{path.name}, row {number}: found {len(row)} cells, expected {len(COLUMNS)}")
        reading = Reading(*row)
        if problem := _problem(reading):
            raise ValueError(f"book/{path.name}, row {number}: {problem}")
        if reading.key in seen:
            raise ValueError(
                f"book/{path.name}, row {number}: found the pair of row {seen[reading.key]} again, expected each once"
            )
        seen[reading.key] = number
        found.append(reading)
    return found


def _problem(reading: Reading) -> str:
    if reading.finding not in FINDINGS:
        return f"found the finding {reading.finding!r}, expected {', '.join(FINDINGS)}"
    if reading.finding != "supports" and not reading.line.strip():
        return f"found {reading.finding!r} without a line, expected what is not supported"
    if not reading.reader.strip():
        return "found no reader, expected who read it"
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", reading.read_on):
        return f"found the day {reading.read_on!r}, expected one like 2026-11-29"
    return ""


def write(readings: Iterable[Reading], path: Path = SIGNED) -> None:
    """Put readings on record, in an order that depends on nothing else."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(COLUMNS)
    lines.writerows(
        list(asdict(reading).values()) for reading in sorted(readings, key=lambda r: (r.file, r.kind, r.text, r.entry))
    )
    write_whole(path, text.getvalue())


def signed(pair: Pair, reader: str, finding: str, line: str = "", day: str = "") -> Reading:
    """A reading of a pair as it is now.

    Raises
    ------
    ValueError
        If the finding is none of :data:`FINDINGS`, a finding that is not full support has no line, or nobody reads.
    """
    day = day or date.today().isoformat()
    reading = Reading(
        pair.kind, pair.file, pair.text, pair.entry, pair.mark, reader.strip(), day, finding.strip(), line.strip()
    )
    if problem := _problem(reading):
        raise ValueError(problem)
    return reading


def take(readings: list[Reading], new: Reading, instead_of: Reading | None = None) -> list[Reading]:
    """The readings with a new one, which takes the place of those of the same pair and of the one it renews."""
    gone = {new.key} | ({instead_of.key} if instead_of else set())
    return [*(reading for reading in readings if reading.key not in gone), new]

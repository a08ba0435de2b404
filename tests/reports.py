"""Where the long checks leave what they found, for the terminal of the next run and for the book."""

from __future__ import annotations

import json
import os
import platform
import sys
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "notebooks"))

FRESH = ROOT / "_build" / "checks"
KEPT = ROOT / "book" / "checks"


def stamp() -> dict:
    """The day, the Python, the cores, a digest of what is checked, and the time: taken when a check begins."""
    from casebook.press.inventory import digests, parts

    return {
        "day": date.today().isoformat(),
        "python": platform.python_version(),
        "of": digests(parts(ROOT)),
        "cores": os.cpu_count(),
        "begun": time.time(),
    }


def keep(name: str, found: dict) -> None:
    """Write a report to ``_build/checks/NAME.json``, with the minutes since its stamp in place of the time."""
    begun = found.get("begun")
    found = {key: value for key, value in found.items() if key != "begun"}
    if begun is not None:
        found["minutes"] = round((time.time() - begun) / 60, 1)
    FRESH.mkdir(parents=True, exist_ok=True)
    text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    (FRESH / f"{name}.json").write_text(text, encoding="utf-8", newline="\n")


def last(name: str, here: bool = False) -> dict:
    """The last report of that name: the one made here, else (unless only that is asked for) the one in the book; empty if there is none."""
    for folder in (FRESH,) if here else (FRESH, KEPT):
        if (path := folder / f"{name}.json").is_file():
            return json.loads(path.read_text(encoding="utf-8"))
    return {}

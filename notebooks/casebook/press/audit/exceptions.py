"""Words that a rule would report and that are right: ``book/exceptions.csv``, each with its reason, each still needed."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from ..book import BOOK

__all__ = ["LIST", "excepted"]

LIST = BOOK / "exceptions.csv"
COLUMNS = ["rule", "file", "entry", "word", "reason"]


@cache
def excepted(path: Path = LIST) -> frozenset[tuple[str, str, str, str]]:
    """Rule, file, entry and word of each exception.

    Raises
    ------
    ValueError
        If a line has no reason, or is no such line.
    """
    if not path.is_file():
        return frozenset()
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    if not rows or rows[0] != COLUMNS:
        raise ValueError(
            f"book/{path.name}, row 1: found {','.join(rows[0]) if rows else 'nothing'}, expected {','.join(COLUMNS)}"
        )
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(COLUMNS) or not all(map(str.strip, row)):
            raise ValueError(
                f"book/{path.name}, row {number}: found {','.join(row)}, expected {', '.join(COLUMNS)}, none empty"
            )
    return frozenset(tuple(row[:4]) for row in rows[1:])

"""The lists that people keep for the audit in ``book/``: small tables, no cell empty, no line twice."""

from __future__ import annotations

import csv
from pathlib import Path

__all__ = ["lines_of"]


def lines_of(path: Path, columns: list[str]) -> list[tuple[int, list[str]]]:
    """The lines of a list with their numbers, as an editor counts them; none where there is no such file.

    Raises
    ------
    ValueError
        If its columns are others, a cell is empty, or a line stands twice; the message names it.
    """
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    if not rows or rows[0] != columns:
        found = ",".join(rows[0]) if rows else "nothing"
        raise ValueError(f"book/{path.name}, row 1: found {found}, expected {','.join(columns)}")
    seen: dict[tuple[str, ...], int] = {}
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(columns) or not all(map(str.strip, row)):
            raise ValueError(
                f"book/{path.name}, row {number}: found {','.join(row)}, expected {', '.join(columns)}, none empty"
            )
        if tuple(row) in seen:
            raise ValueError(
                f"book/{path.name}, row {number}: found row {seen[tuple(row)]} again, expected each line once"
            )
        seen[tuple(row)] = number
    return list(enumerate(rows[1:], start=2))

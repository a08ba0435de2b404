"""The grade of a source goes with its kind and with where it was read; only the weakest may go with any."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from ..cells import Problem
from .exceptions import judged

__all__ = ["grade_problems"]

SOURCES = "data/sources.csv"
OFFICES = ("government", "statistics")
KINDS = {  # grade to the kinds of source that may have it
    "official": OFFICES,
    "official_mirror": OFFICES,
    "party_press": ("party_press",),
    "other_press": ("other_press",),
    "academic": ("academic", "dataset"),
}


def _misgraded(sources: pd.DataFrame) -> Iterator[tuple[str, Problem]]:
    """Sources of another kind than their grade, official ones read in a copy, and copies of official ones that are none."""
    for number, row in enumerate(sources.to_dict("records"), start=2):
        grade = row["grade"]
        if (kinds := KINDS.get(grade)) and row["kind"] not in kinds:
            expected = f"a grade of the kind {row['kind']}: {grade} is for {' and '.join(kinds)}"
            yield row["source_id"], Problem(SOURCES, number, "grade", repr(grade), expected)
        elif grade in ("official", "official_mirror") and (grade == "official") != (row["read_at"] == "original"):
            expected = "official where it was read at its publisher's, official_mirror in a copy"
            yield row["source_id"], Problem(SOURCES, number, "grade", repr(grade), expected)


def grade_problems(frames: dict[str, pd.DataFrame]) -> list[Problem]:
    """Sources whose grade their kind or the place of reading excludes."""
    if not {"sources", "exceptions"} <= set(frames):
        return []
    return judged("grade of a source", _misgraded(frames["sources"]), frames["exceptions"])

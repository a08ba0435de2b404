"""The series against the totals that their sources had when they were first read: no digit, row or year moves alone."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pandas as pd

from ..cells import Problem

__all__ = ["total_problems"]

FILE = "data/totals.csv"
SERIES = {  # table to its columns of values, each with its indicator; none where a row names its own
    "panel": {"value": ""},
    "large_cities": {"gdp_real_growth_percent": "gdp_real_growth", "gdp_nominal_100m_yuan": "gdp_nominal"},
    "provinces": {"real_growth_percent": "gdp_real_growth"},
    "ranks": {"value": ""},
    "yearbook": {"value": ""},
}
Key = tuple[str, str, str, int]


def _values(frames: dict[str, pd.DataFrame]) -> Iterator[tuple[Key, float]]:
    """Each value of the tables of series with table, source, indicator and year."""
    for table, columns in SERIES.items():
        for row in frames[table].to_dict("records"):
            for column, indicator in columns.items():
                if not pd.isna(row[column]):
                    key = table, row["source_id"], indicator or row["indicator_id"], int(row["year"])
                    yield key, row[column]


def _exact(value: float) -> Decimal:
    return Decimal(repr(float(value)))


def _said(rows: int, total: Decimal) -> str:
    return f"{rows} rows that sum to {total:f}"


def total_problems(frames: dict[str, pd.DataFrame]) -> list[Problem]:
    """Sources, indicators and years whose rows or whose sum are not those of the first reading.

    A number is taken as the shortest decimal that gives it, which is how it stands in the table; sums are exact.
    """
    if not {*SERIES, "totals"} <= set(frames):
        return []
    rows, sums = {}, {}
    for key, value in _values(frames):
        rows[key] = rows.get(key, 0) + 1
        sums[key] = sums.get(key, Decimal(0)) + _exact(value)
    problems, known = [], set()
    for number, row in enumerate(frames["totals"].to_dict("records"), start=2):
        key = (row["table"], row["source_id"], row["indicator_id"], int(row["year"]))
        known.add(key)
        there = rows.get(key, 0), sums.get(key, Decimal(0))
        first = int(row["rows"]), _exact(row["total"])
        if there != first:
            found = f"{_said(*there)} for {row['source_id']}, {row['indicator_id']} of {row['year']}"
            expected = f"{_said(*first)}, as in {FILE}, row {number}"
            problems.append(Problem(f"data/{row['table']}.csv", None, None, found, expected))
    for table, source, indicator, year in sorted(set(rows) - known):
        key = (table, source, indicator, year)
        found = f"{_said(rows[key], sums[key])} for {source}, {indicator} of {year}"
        problems.append(Problem(f"data/{table}.csv", None, None, found, f"none, as in {FILE}"))
    return problems

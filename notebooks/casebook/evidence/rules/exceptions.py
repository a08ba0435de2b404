"""Rules that hold for nearly all rows: each exception is a row of ``data/exceptions.csv`` with its reason, none of the code."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from ..cells import Problem

__all__ = ["EXCEPTIONS", "judged"]

EXCEPTIONS = "data/exceptions.csv"


def judged(rule: str, found: Iterable[tuple[str, Problem]], exceptions: pd.DataFrame) -> list[Problem]:
    """What a rule found, without the rows that are excused; and excuses that the rule does not need.

    Parameters
    ----------
    rule : str
        Its name in the column ``rule``.
    found : iterable of (str, Problem)
        Key of a row, and what is wrong with it.
    exceptions : pandas.DataFrame
        The table of exceptions.
    """
    found = list(found)
    own = exceptions[exceptions["rule"] == rule]
    excused, broken = set(own["row"]), {key for key, _ in found}
    problems = [problem for key, problem in found if key not in excused]
    problems += [
        Problem(EXCEPTIONS, number + 2, "row", repr(key), f"no such row: it keeps the rule {rule!r}")
        for number, key in own["row"].items()
        if key not in broken
    ]
    return problems

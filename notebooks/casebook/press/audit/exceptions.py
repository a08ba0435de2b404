"""Words that a rule would report and that are right: ``book/exceptions.csv``, each with its reason, each still needed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ..book import BOOK
from .lists import lines_of

__all__ = ["LIST", "excepted"]

LIST = BOOK / "exceptions.csv"
COLUMNS = ["rule", "file", "entry", "word", "reason"]


@cache
def excepted(path: Path = LIST) -> frozenset[tuple[str, str, str, str]]:
    """Rule, file, entry and word of each exception.

    Raises
    ------
    ValueError
        As for :func:`~casebook.press.audit.lists.lines_of`; a line without a reason is none.
    """
    return frozenset(tuple(row[:4]) for _, row in lines_of(path, COLUMNS))

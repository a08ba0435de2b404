"""Numbers that are words and stand in no link: they are in a closed list, phrase by phrase, or they are reported.

``book/counted.csv`` has a line for each phrase and each file: a number word from two to ten, a fraction, a multiple or an ordinal,
with the word that follows it.  The list is written by hand; a phrase that no longer stands in its file is reported too.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from ..book import BOOK
from .findings import Finding
from .lists import lines_of
from .passages import Passage

__all__ = ["LIST", "counted", "listed", "not_listed"]

LIST = BOOK / "counted.csv"
COLUMNS = ["file", "phrase"]
_WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|half|halves|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|"
    "tenths?|twentieths?|twice|thrice|double[sd]?|doubling|halved?|triple[sd]?|trebled?|[a-z]+fold|second|sixteenth|twelfth|eleventh|"
    "both|dozens?|majority|minority"
)
_COUNTED = re.compile(rf"\b({_WORDS})\b(?:[\s-]+([A-Za-z\u4e00-\u9fff]+))?", re.IGNORECASE)
_NOT_PROSE = re.compile(r"\[[^\]]*\]\([^)]*\)|`[^`]*`|\$[^$]*\$|\{cite[^}]*\}`[^`]*`")


def counted(passage: Passage) -> list[str]:
    """The phrases of a passage that count something in words, outside its links, as they would be listed."""
    if passage.kind == "formula":
        return []
    plain = _NOT_PROSE.sub(" \ufffc ", passage.text)
    return [" ".join(filter(None, match.groups())).lower() for match in _COUNTED.finditer(plain)]


@cache
def listed(path: Path = LIST) -> frozenset[tuple[str, str]]:
    """The file and the phrase of each line of the list.

    Raises
    ------
    ValueError
        As for :func:`~casebook.press.audit.lists.lines_of`.
    """
    return frozenset((file, phrase) for _, (file, phrase) in lines_of(path, COLUMNS))


def not_listed(
    found: dict[str, list[tuple[str, str]]], known: frozenset[tuple[str, str]] | None = None
) -> list[Finding]:
    """A finding for each phrase of a file that the list lacks, and for each line of the list that no file has.

    Parameters
    ----------
    found : dict
        File to the places and phrases in it.
    known : frozenset, optional
        The list; by default ``book/counted.csv``.
    """
    known = listed() if known is None else known
    findings = [
        Finding(place, f'"{phrase}"', "a link, or its line in book/counted.csv")
        for file, phrases in found.items()
        for place, phrase in phrases
        if (file, phrase) not in known
    ]
    there = {(file, phrase) for file, phrases in found.items() for _, phrase in phrases}
    return findings + [
        Finding("book/counted.csv", f'"{phrase}" of {file}', "a phrase that stands there")
        for file, phrase in sorted(known - there)
        if file in found
    ]

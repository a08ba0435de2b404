"""Where a printed figure stands: in the excerpt, in other signs, in part, or outside it.

The column ``printed_at`` of ``data/claims.csv`` says it, and nothing is taken on trust that the row itself can show.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

import pandas as pd

from ...reading.article import normalised
from ...reading.candidates import stretches
from ...reading.numerals import UnreadableFigure
from ...reading.printed import Printed, read
from ..cells import Problem

__all__ = ["OUTSIDE", "excerpt_problems", "stands"]

IN_PLACE, OTHER_SIGNS, NUMBER_ALONE = "", "other signs", "number alone"
OUTSIDE, NOT_KEPT, ADDED_UP = "not excerpted", "words not kept", "added up"

_PLAIN_SIGNS = str.maketrans("餘萬億過數個崗", "余万亿过数个岗")
_is_of_a_numeral = re.compile(r"[\d.零〇一二两三四五六七八九十百千万亿]").match
_goes_on = re.compile(r"[\d.]*\d").match


def _figure(text: str) -> Printed | None:
    try:
        return read(text)
    except UnreadableFigure:
        return None


def _numbers(figure: Printed) -> list[Fraction]:
    """The numbers of a figure, their scale multiplied out."""
    found = []
    for digits in figure.numbers:
        mantissa, _, power = digits.partition("e")
        found.append(Fraction(mantissa) * 10 ** int(power or 0))
    return found


def _read_in(fragment: str) -> Iterator[Printed]:
    """Every part of an excerpt that reads as a figure and breaks no numeral; read as it is asked for, since it takes long."""
    for text in stretches(normalised(fragment).translate(_PLAIN_SIGNS)):
        numeral = [bool(_is_of_a_numeral(sign)) for sign in text]
        between = [place for place in range(1, len(text)) if not (numeral[place - 1] and numeral[place])]
        for start, end in combinations([0, *between, len(text)], 2):
            if (figure := _figure(text[start:end])) is not None:
                yield figure


def _has(form: str, text: str) -> bool:
    """Whether a form stands in a text, and is no part of a longer numeral there."""
    place = text.find(form)
    while place >= 0:
        if not (place and text[place - 1] in "0123456789.") and not _goes_on(text, place + len(form)):
            return True
        place = text.find(form, place + 1)
    return False


def stands(printed: str, fragment: str) -> str:
    """Where a printed figure stands, as far as its excerpt shows.

    Parameters
    ----------
    printed : str
        The figure as printed.
    fragment : str
        The excerpt.

    Returns
    -------
    str
        Empty if it stands there sign by sign; ``other signs`` if another writing there reads as the same set of values;
        ``number alone`` if its number is there and its hedge is not; ``words not kept`` if there is no excerpt;
        ``not excerpted`` if the excerpt does not bear it.
    """
    if not fragment:
        return NOT_KEPT
    if _has(normalised(printed), normalised(fragment)):
        return IN_PLACE
    wanted = _figure(printed)
    if wanted is None:
        return OUTSIDE
    found = OUTSIDE
    for figure in _read_in(fragment):
        if (figure.interval, figure.unit) == (wanted.interval, wanted.unit):
            return OTHER_SIGNS
        if _numbers(figure) == _numbers(wanted):
            found = NUMBER_ALONE
    return found


def _adds_up(printed: str, fragment: str, note: str) -> bool:
    """Whether a note shows the sum that makes a figure, with a number of the excerpt among what is added."""
    for clause in re.findall(r"[^.:,;]*=[^.:,;]*", note):
        left, _, right = clause.partition("=")
        sides = [[int(number) for number in re.findall(r"\d+", side)] for side in (left, right)]
        for total, parts in (sides, sides[::-1]):
            if total and total[0] == sum(parts) == int(printed) and len(parts) > 1:
                there = {number for figure in _read_in(fragment) for number in _numbers(figure)}
                return bool(there & set(map(Fraction, parts)))
    return False


def excerpt_problems(file: str, claims: pd.DataFrame) -> list[Problem]:
    """Claims whose ``printed_at`` is not what excerpt and note show.

    A figure outside its excerpt needs a sister: a claim of the same source whose own figure stands in the same excerpt.
    A figure added up needs its sum in the note.
    """
    rows = claims.to_dict("records")
    own = {(row["source_id"], row["fragment"]) for row in rows if row["printed"] and not row["printed_at"]}
    problems = []

    def report(number: int, column: str, found: str, expected: str) -> None:
        problems.append(Problem(file, number, column, found, expected))

    for number, row in enumerate(rows, start=2):
        printed, fragment, said = row["printed"], row["fragment"], row["printed_at"]
        if not printed:
            if said:
                report(number, "printed_at", repr(said), "empty: the claim prints no figure")
            continue
        seen = stands(printed, fragment)
        if said == ADDED_UP:
            if seen != OUTSIDE:
                report(number, "printed_at", repr(said), f"{seen!r}: the excerpt {fragment!r} bears {printed!r}")
            elif not _adds_up(printed, fragment, row["note"]):
                expected = f"a sum such as 5 = 2 + 3 that gives {printed}, with a number of the excerpt {fragment!r}"
                report(number, "note", repr(row["note"]), expected)
        elif said != seen:
            report(number, "printed_at", repr(said), f"{seen!r}, since {printed!r} is so in the excerpt {fragment!r}")
        elif said == OUTSIDE and (row["source_id"], fragment) not in own:
            expected = "the excerpt of another claim of its source, whose own figure stands in it"
            report(number, "fragment", repr(fragment), expected)
    return problems

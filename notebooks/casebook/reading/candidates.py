"""What looks like a figure or a date in a text: what the reader makes of it, or why it makes nothing of it.

A candidate is the longest stretch that :func:`casebook.reading.printed.read` or
:func:`casebook.reading.written_dates.read_date` understands.  A numeral that no such stretch covers is given with the
reason, so that no figure of a text is passed over in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .numerals import UnreadableFigure
from .printed import Printed, read
from .written_dates import PrintedDate, read_date

__all__ = ["Candidate", "candidates"]

LONGEST = 40  # signs of a figure or a date
LEAD = 24  # signs that may stand before its first numeral: "by the end of October", "no fewer than"
HAN = r"\u4e00-\u9fff"
SIGNS = "零〇一二两三四五六七八九十百千万亿几数半"
WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million billion "
    "trillion dozen dozens several half third thirds quarter quarters doubled tripled trebled quadrupled halved"
).split()
NUMERAL = re.compile(rf"\d+(?:[.,]\d+)*|[{SIGNS}]+|\b(?:{'|'.join(WORDS)})\b", re.IGNORECASE)
# Words of which a numeral is a part and no number
NO_NUMBER = re.compile(
    r"一(?:些|般|样|起|直|定|切|致|流|体|旦|律|批|方面|系列|步|次性|带一路|线|时|边|面|并|再|向|贯|同|道|种|下|番(?!$))"
    r"|统一|唯一|之一|进一步|万一|同一|单一|第一时间|专一|十分|万众|千方百计|百姓|百货|半导体|三农|四川|五金|九江|千瓦"
    r"|分之|多数|少数|数据|数字|数量|人数|总数|指数|系数|数码|半岛|几乎|几何|百年|千年|万象|亿万|双一流"
)
EDGE = re.compile(rf"(?<![A-Za-z0-9.,])(?=[A-Za-z0-9$€£¥~≥≤+-])|(?=[{HAN}“＄％０-９])")


@dataclass(frozen=True)
class Candidate:
    """A stretch of a text that looks like a figure or a date.

    Attributes
    ----------
    start, end : int
        Where it stands, as in ``text[start:end]``.
    text : str
        The stretch itself.
    kind : str
        ``figure``, ``date`` or ``unread``.
    figure : Printed or None
        What it admits, if it is a figure.
    date : PrintedDate or None
        The days that it admits, if it is a date.
    reason : str
        Why it was not read; empty if it was.
    """

    start: int
    end: int
    text: str
    kind: str
    figure: Printed | None = None
    date: PrintedDate | None = None
    reason: str = ""


def candidates(text: str, *, year: int | None = None) -> list[Candidate]:
    """The figures and dates of a text in their order, none over another, and the numerals that could not be read.

    Parameters
    ----------
    text : str
        A paragraph.
    year : int, optional
        The year to assume for dates that print none.

    Returns
    -------
    list of Candidate
    """
    found, at = [], 0
    for numeral in NUMERAL.finditer(text):
        if numeral.start() < at or _is_no_number(text, numeral):
            continue
        best = max(_readings(text, at, numeral, year), key=lambda one: (one.end - one.start, one.kind), default=None)
        found.append(best or _unread(text, numeral))
        at = found[-1].end
    return found


def _is_no_number(text: str, numeral: re.Match) -> bool:
    """Whether the numeral is a part of a word that is no number, such as the 一 of 统一."""
    if numeral.group(0).isascii():
        return False
    around = slice(max(0, numeral.start() - 3), numeral.end() + 3)
    offset = around.start
    return any(
        word.start() + offset <= numeral.start() and numeral.end() <= word.end() + offset
        for word in NO_NUMBER.finditer(text[around])
    )


def _readings(text: str, at: int, numeral: re.Match, year: int | None) -> Iterator[Candidate]:
    """Every stretch round a numeral that is read; of each beginning the longest."""
    lead = max(at, numeral.start() - LEAD)
    starts = {edge.start() + lead for edge in EDGE.finditer(text[lead : numeral.start() + 1])} | {numeral.start()}
    for start in sorted(starts):
        stop = re.match(r"[^。；;！!？?\n]*", text[start : start + LONGEST]).end() + start
        for end in range(stop, numeral.end() - 1, -1):
            if _cuts_a_word(text, end) or text[start].isspace() or text[end - 1].isspace():
                continue
            if one := _read(text, start, end, year):
                yield one
                break


def _cuts_a_word(text: str, end: int) -> bool:
    return bool(re.match(r"[A-Za-z0-9]{2}|\d[.,]\d", text[end - 1 : end + 1] + text[end + 1 : end + 2]))


def _read(text: str, start: int, end: int, year: int | None) -> Candidate | None:
    stretch = text[start:end]
    try:
        return Candidate(start, end, stretch, "date", date=read_date(stretch, year=year))
    except (UnreadableFigure, ValueError):
        pass
    try:
        return Candidate(start, end, stretch, "figure", figure=read(stretch))
    except (UnreadableFigure, ValueError):
        return None


def _unread(text: str, numeral: re.Match) -> Candidate:
    """A numeral that no reading covers, with what stands at it, and why."""
    behind = re.match(rf"[%‰]|[{HAN}]{{1,3}}|\s?[A-Za-z]+", text[numeral.end() :])
    end = numeral.end() + (behind.end() if behind else 0)
    stretch = text[numeral.start() : end]
    try:
        read(stretch)
        reason = "it is read alone, and not in what stands round it"
    except (UnreadableFigure, ValueError) as error:
        reason = str(error)
    return Candidate(numeral.start(), end, stretch, "unread", reason=reason)

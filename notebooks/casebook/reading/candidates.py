"""What looks like a figure or a date in a text: what the reader makes of it, or why it makes nothing of it.

A candidate is the longest stretch that :func:`casebook.reading.printed.read` or
:func:`casebook.reading.written_dates.read_date` understands.  A numeral that no such stretch covers is given with the
reason, so that no figure of a text is passed over in silence.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain

from .amounts import COUNTER
from .forms import Words, words
from .number_words import ONES, TENS
from .numerals import VULGAR, UnreadableFigure, normalise
from .printed import Printed, read
from .written_dates import PrintedDate, read_date

__all__ = ["Candidate", "candidates", "stretches"]

LONGEST = 48  # signs of a figure or a date
HAN = r"\u4e00-\u9fff"
SIGNS = "零〇一二两三四五六七八九十百千万亿几数半"
WORDS = [
    *(word for word in ONES if word != "zero"),
    *TENS,
    *("hundred", "hundreds", "thousand", "thousands", "million", "billion", "trillion", "dozen", "dozens", "several"),
    *("half", "third", "thirds", "quarter", "quarters", "fifth", "fifths"),
    *("doubled", "tripled", "trebled", "quadrupled", "halved", "twice", "tenfold"),
]
NUMERAL = re.compile(
    rf"\b(?:{'|'.join(WORDS[:10])}|\d+)-?fold\b|\d+(?:[.,]\d+)*{VULGAR}?|{VULGAR}|[{SIGNS}]+|翻番|\b(?:{'|'.join(WORDS)})\b",
    re.IGNORECASE,
)
# Words of which a numeral is a part and no number
NO_NUMBER = re.compile(
    r"一(?:些|般|样|起|直|定|切|致|流|体|旦|律|批|方面|系列|步|次性|带一路|线|时|边|面|并|再|向|贯|同|道|种|下|番(?:话|努力|心|功夫|景象))"
    r"|统一|唯一|之一|进一步|万一|同一|单一|第一时间|专一|十分(?!之)|万众|千方百计|百姓|百货|半导体|三农|四川|五金|九江|千瓦"
    r"|零(?:头|售|星|散|件|碎|距离)|分之|多数|少数|数据|数字|数量|人数|总数|指数|系数|数码|半岛|几乎|几何|百年|千年|万象|亿万|双一流"
    r"|[零〇一二三四五六七八九十百千万亿]个(?:是|也|都)|这一|那一|另一|某一|每一|任一|数智|参数|函数|倍数|次数|基数"
)
DATE_WORDS = (
    "by the end of beginning start early mid late until as of through before since after in on during from between and to "
    "first second third fourth quarter half this last next year q1 q2 q3 q4 st nd rd th am"
)
DATE_SIGNS = "年月日号底末初上中下旬季度半截至止到以来今起前之期间去本当明份第规划计时“”从介于和与"
MOSTLY_AN_ARTICLE = re.compile(rf"[{SIGNS}]|一{COUNTER}|one", re.IGNORECASE)
CHANGE = re.compile(
    r"\b(?:rose|fell|grew|went|dropped|declined|climbed|shrank|up|down|cut|reduced|increased|decreased|raised|lowered|moved"
    r"|number|rate|share)\b|[减增升降压缩变]|提高|扩大|精简",
    re.IGNORECASE,
)
COMPARED = re.compile(r"(?:%|per ?cent|points?|times)\s*$", re.IGNORECASE)
BEHIND = tuple(
    re.compile(shape)
    for shape in (
        r"\s?(?:per|for every|in every|out of every)\s[\d,.]+",
        r"[/.:-]\d[\d/.:-]*|[×÷*=]\d+|-[A-Za-z]+",
        r"\s?[A-Za-z]+",
        r"\s?[A-Za-z]+\s[A-Za-z]+",
        rf"[{HAN}]",
        rf"[{HAN}]\d*[{HAN}]",
    )
)
SIGN_BEFORE = re.compile(r"(?<![A-Za-z0-9%)）])(?:[-−–]|负)$")
RANGE_BEHIND = re.compile(r"[-–~]\d[\d,]*(?:\.\d+)?(?:[ ]?(?:%|[A-Za-z]+))?")
PIECE = re.compile(r"[A-Za-z]+|.", re.DOTALL)
MONTHS = "|".join(name for name in calendar.month_name if name)
LEFT_OUT = " ,，、;；:：.。!！?？()（）《》[]【】\t\"'’‘"  # a figure neither begins nor ends with these


@cache
def _alphabet(known: Words) -> tuple[frozenset[str], str]:
    """The Chinese signs that a figure or a date can have, and the English words, in one text."""
    listed = [form.words for form in chain(*known.of.values()) if form.place != "refused"]
    listed += [known.unit_pattern, COUNTER, SIGNS, DATE_SIGNS, "成折分比间点番好"]
    signs = frozenset(re.findall(rf"[{HAN}]", "".join(listed)))
    months = " ".join((*calendar.month_name, *calendar.month_abbr, "sept")).lower()
    english = re.sub(rf"[{HAN}]", "", "|".join(listed)).lower()
    return (
        signs,
        f"{english}|{'|'.join(WORDS)}|{DATE_WORDS}|{months}|per cent percent percentage points pct out of every",
    )


def stretches(text: str) -> list[str]:
    """The stretches of a text without a Chinese sign that no figure has: where a figure stands, it stands in one of them."""
    signs, _ = _alphabet(words())
    return re.sub(rf"[{HAN}]", lambda sign: sign[0] if sign[0] in signs else "\n", text).split("\n")


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
        if best and best.kind == "figure":
            best = _refused(text, at, best)
        found.append(best or _unread(text, numeral))
        at = found[-1].end
    return found


def _refused(text: str, at: int, one: Candidate) -> Candidate:
    """A figure, or why it is none in what stands round it: 40 in 40 tons, 3年 in 近3年, 5 in about 5."""
    if MOSTLY_AN_ARTICLE.fullmatch(one.text):
        return replace(one, kind="unread", figure=None, reason="mostly a or the, and nothing that was counted")
    if (part := _part_of_more(text, at, one)) is not None:
        return part
    starts = [one.start, *_before(text, one.start)]
    ends = {one.end, *(behind.end() for shape in BEHIND if (behind := shape.match(text, one.end)))}
    for start, end in sorted(((start, end) for start in starts for end in ends), key=lambda pair: pair[0] - pair[1]):
        if (start, end) == (one.start, one.end):
            continue
        stretch = text[start:end]
        hedge = re.sub(r"\s", "", text[start : one.start].lower())
        try:
            plain = normalise(stretch)
            if form := words().whole("refused", plain):
                reason = f"cannot read {stretch!r}: {form.reads_as}"
                return Candidate(max(at, start), end, text[max(at, start) : end], "unread", reason=reason)
            if end == one.end and hedge and words().whole("before", hedge):
                read(stretch)
        except UnreadableFigure as error:
            if end == one.end and hedge and words().whole("before", hedge):
                return Candidate(max(at, start), end, text[max(at, start) : end], "unread", reason=str(error))
    return one


def _part_of_more(text: str, at: int, one: Candidate) -> Candidate | None:
    """What a figure is cut out of, with its sign or as a range: -3 of 3, 10-20,000 of 10; None if it stands alone."""
    signed = SIGN_BEFORE.search(text[at : one.start])
    behind = RANGE_BEHIND.match(text, one.end)
    if not signed and not behind:
        return None
    start = at + signed.start() if signed else one.start
    end = behind.end() if behind else one.end
    stretch = text[start:end]
    try:
        return Candidate(start, end, stretch, "figure", figure=read(stretch))
    except UnreadableFigure as error:
        return Candidate(start, end, stretch, "unread", reason=str(error))


def _before(text: str, start: int) -> list[int]:
    """Where one to four Chinese signs before a figure begin, or one to four words, or another sign."""
    lead = text[max(0, start - LONGEST) : start]
    if match := re.search(rf"[{HAN}]{{1,4}}$", lead):
        return [start - count for count in range(1, len(match[0]) + 1)]
    found = [
        start - len(match[0])
        for count in range(1, 5)
        if (match := re.search(rf"(?<![A-Za-z])(?:[A-Za-z]+\.?\s){{{count}}}$", lead))
    ]
    if not found and lead and not lead[-1].isspace() and lead[-1] not in LEFT_OUT:
        found = [start - 1]
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
    first, last = _reach(text, at, numeral)
    edges = [m.start() for m in re.finditer(rf"(?<![A-Za-z0-9.,])(?=[A-Za-z0-9$€£¥])|(?=[{HAN}“])", text[first:last])]
    starts = sorted({first + edge for edge in edges if first + edge <= numeral.start()} | {numeral.start()})
    best = None
    for start in starts:
        for end in range(last, numeral.end() - 1, -1):
            if best and end < best.end:
                break
            if text[start] in LEFT_OUT or text[end - 1] in LEFT_OUT or _cuts_a_word(text, end):
                continue
            if COMPARED.search(text[:start]) and re.match(
                r"(?:fewer|less|more|higher|lower|above|below)\b", text[start:end], re.I
            ):
                break  # 30 % fewer than the 66 before: no hedge on the 66
            one = _read(text, start, end, year)
            if one and one.figure and one.figure.qualifier == "range" and _is_a_change(text, one):
                continue  # rose from 110 to 168 is two figures
            if one:
                if not best or end > best.end or _admits_the_same(one, best):
                    best = one
                break
    if best:
        yield best


def _is_a_change(text: str, one: Candidate) -> bool:
    """Whether a range is told as from one number to another that came later."""
    told = re.split(r"[。；;]|\.\s", text[: one.start][-40:] + one.text)[-1]
    if not re.search(r"(?:\bfrom |[从由自])[^\d]{0,6}[\d一二两三四五六七八九十]", told, re.IGNORECASE):
        return False
    return bool(CHANGE.search(told) or CHANGE.search(text[one.end : one.end + 24]))


def _admits_the_same(one: Candidate, best: Candidate) -> bool:
    """Whether a shorter stretch says the same number: the words before it say nothing of it."""
    if one.figure is None or best.figure is None or words().at_start("before", re.sub(r"\s", "", best.text.lower()))[0]:
        return False
    return all(getattr(one.figure, part) == getattr(best.figure, part) for part in ("interval", "unit", "qualifier"))


def _reach(text: str, at: int, numeral: re.Match) -> tuple[int, int]:
    """How far a figure round a numeral can reach: as far as its signs and words can stand in one."""
    signs, english = _alphabet(words())

    def belongs(piece: str) -> bool:
        if piece[0].isascii() and piece[0].isalpha():
            return piece.lower() in english
        return piece in signs or not re.match(rf"[{HAN}]", piece) and piece not in "。；！？;!?\n"

    first, last = numeral.start(), numeral.end()
    for piece in reversed(list(PIECE.finditer(text, max(at, first - LONGEST), first))):
        if not belongs(piece.group(0)):
            break
        first = piece.start()
    for piece in PIECE.finditer(text, last, min(len(text), last + LONGEST)):
        if not belongs(piece.group(0)):
            break
        last = piece.end()
    return first, last


def _cuts_a_word(text: str, end: int) -> bool:
    return bool(re.match(r"[A-Za-z0-9]{2}|\d[.,/]\d", text[end - 1 : end + 1] + text[end + 1 : end + 2]))


def _read(text: str, start: int, end: int, year: int | None) -> Candidate | None:
    stretch = text[start:end]
    if not re.fullmatch(r"\d{1,4}|\d{1,3}(?:,\d{3})+", stretch) or _is_a_year(text, start, end):
        try:
            found = read_date(stretch, year=year)
            if all(end is None or 1000 <= end.year <= 2200 for end in (found.earliest, found.latest)):
                return Candidate(start, end, stretch, "date", date=found)
        except (UnreadableFigure, ValueError) as error:
            if "has no year" in str(error):
                return Candidate(start, end, stretch, "unread", reason=str(error))
    try:
        return Candidate(start, end, stretch, "figure", figure=read(stretch))
    except (UnreadableFigure, ValueError):
        return None


def _is_a_year(text: str, start: int, end: int) -> bool:
    """Whether four digits alone are a year: the words beside them say so."""
    if not 1900 <= int(text[start:end].replace(",", "")) <= 2100 or end - start != 4:
        return False
    return bool(
        re.search(
            rf"(?:\b(?:in|since|by|from|to|and|of|until|before|after|during|early|late|mid)|{MONTHS})[ -]$",
            text[:start],
            re.I,
        )
    )


def _unread(text: str, numeral: re.Match) -> Candidate:
    """A numeral that no reading covers, with what stands at it, and why."""
    behind = re.match(rf"[%‰]|[/:-]\d[\d/:-]*|[{HAN}]{{1,3}}|\s?[A-Za-z]+", text[numeral.end() :])
    end = numeral.end() + (behind.end() if behind else 0)
    stretch = text[numeral.start() : end]
    try:
        read(stretch)
        reason = "it is read alone, and not in what stands round it"
    except (UnreadableFigure, ValueError) as error:
        reason = str(error)
    return Candidate(numeral.start(), end, stretch, "unread", reason=reason)

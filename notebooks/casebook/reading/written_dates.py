"""Dates as they are printed, Chinese or English: the days that they admit.

For dates as ``data/`` has them, in EDTF, see :mod:`casebook.reading.dates`.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from .numerals import DASH, DIGITS, UnreadableFigure, normalise, whole_number

__all__ = ["PrintedDate", "read_date"]


@dataclass(frozen=True)
class PrintedDate:
    """A printed date: the days it admits, ends included; `earliest` is None for "by the end of …"."""

    text: str
    earliest: date | None
    latest: date

    @property
    def edtf(self) -> str:
        """The date in EDTF (ISO 8601-2): a day, or an interval, ``..`` standing for an open start."""
        if self.earliest == self.latest:
            return self.latest.isoformat()
        return f"{self.earliest.isoformat() if self.earliest else '..'}/{self.latest.isoformat()}"


_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}


def read_date(text: str, *, year: int | None = None) -> PrintedDate:
    """Read a printed date, Chinese or English.

    Parameters
    ----------
    text : str
        ``"8月28日"``, ``"10月中旬"``, ``"截至10月底"``, ``"2020年10月"``, ``"28 August 2020"``,
        ``"mid-October 2020"``, ``"by the end of October 2020"``, ``"before 2020"``, ``"2019年"``, ``"2019—2020年"``.
    year : int, optional
        Year to assume where the text prints none.

    Raises
    ------
    UnreadableFigure
        If the form is not known, the year is missing, or there is no such day.

    Notes
    -----
    上旬, 中旬 and 下旬 are days 1–10, 11–20 and 21 to the end of a month; "early", "mid" and "late" likewise.
    """
    plain = _date_digits(normalise(text))
    if match := re.fullmatch(rf"(\d{{4}})年?{DASH}(\d{{4}})年?", plain):
        first, last = (_year(text, int(end)) for end in match.groups())
        if first > last:
            raise UnreadableFigure(f"cannot read the date {text!r}: it runs from {first} down to {last}")
        return PrintedDate(text, date(first, 1, 1), date(last, 12, 31))
    before = re.search(r"^before|(?:以前|之前|前)$", plain)
    until = before or re.match(r"截至|截止到?|by", plain)
    plain = re.sub(r"^(截至|截止到?|by|before)|(以前|之前|前)$", "", plain)
    pattern_zh = (
        r"(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日|(?P<part>上旬|中旬|下旬|底|初)?))?"
    )
    names = "|".join(_MONTHS)
    pattern_en = (
        rf"(?P<part>early-?|mid-?|late-?|(?:the)?endof)?(?P<day>\d{{1,2}})?(?P<month>{names})(?P<year>\d{{4}})?"
    )
    match = re.fullmatch(pattern_zh, plain) if plain else None
    match = (
        match
        or re.fullmatch(pattern_en, plain)
        or re.fullmatch(r"(?P<year>\d{4})(?P<month>)(?P<day>)(?P<part>)", plain)
    )
    if not match:
        raise UnreadableFigure(f"cannot read the printed date {text!r}")
    stated = match.group("year")
    if not stated and year is None:
        raise UnreadableFigure(f"the printed date {text!r} has no year: say which year to assume")
    in_year = _year(text, int(stated or year))
    day, part = match.group("day"), (match.group("part") or "").rstrip("-")
    if not match.group("month"):
        first, last = date(in_year, 1, 1), date(in_year, 12, 31)
    else:
        first, last = _days_of(text, in_year, match.group("month"), day, part)
    # "before 2020" ends with 2019; "10月31日前" takes the 31st in, as deadlines of Chinese offices do
    if before and (before.group(0) == "before" or not (day or part)):
        return PrintedDate(text, None, first - timedelta(days=1))
    return PrintedDate(text, None if until else first, last)


def _date_digits(text: str) -> str:
    """Chinese numerals of a date in digits: years sign by sign (二〇二〇), months and days as numbers (二十八)."""

    def digits(match: re.Match) -> str:
        run = match.group(0)
        if len(run) == 4 and "十" not in run:
            return "".join(str(DIGITS[sign]) for sign in run)
        return str(whole_number(run)[0])

    return re.sub(r"[零〇一二两三四五六七八九十]+", digits, text)


def _year(text: str, year: int) -> int:
    if not date.min.year < year <= date.max.year:
        raise UnreadableFigure(f"impossible date {text!r}: there is no year {year}")
    return year


def _days_of(text: str, year: int, name: str, day: str | None, part: str) -> tuple[date, date]:
    """First and last day of a day, a third or the whole of a month."""
    month = _MONTHS.get(name) or int(name)
    if not 1 <= month <= 12:
        raise UnreadableFigure(f"impossible date {text!r}: there is no month {month}")
    length = calendar.monthrange(year, month)[1]
    if day:
        if not 1 <= int(day) <= length:
            raise UnreadableFigure(f"impossible date {text!r}: month {month} of {year} has {length} days")
        days = (int(day), int(day))
    elif part in ("底", "endof", "theendof"):
        days = (length, length)
    else:
        third = {"上旬": (1, 10), "early": (1, 10), "初": (1, 10), "中旬": (11, 20), "mid": (11, 20)}
        days = third.get(part, (21, length) if part else (1, length))
    return date(year, month, days[0]), date(year, month, days[1])

"""Dates as they are printed, Chinese or English: the days that they admit.

For dates as ``data/`` has them, in EDTF, see :mod:`casebook.reading.dates`.  A form is read in one way or refused: no season,
no festival, no day before a month in figures (3/4/2020), and no year but one that is printed or that the caller assumes.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from .numerals import DIGITS, UnreadableFigure, whole_number

__all__ = ["PrintedDate", "read_date"]


@dataclass(frozen=True)
class PrintedDate:
    """A printed date: the days it admits, ends included; None for an end that is open, as in "by the end of …"."""

    text: str
    earliest: date | None
    latest: date | None

    @property
    def edtf(self) -> str:
        """The date in EDTF (ISO 8601-2): a day, or an interval, ``..`` standing for an open end."""
        if self.earliest == self.latest:
            return self.latest.isoformat()
        return "/".join(end.isoformat() if end else ".." for end in (self.earliest, self.latest))


@dataclass(frozen=True)
class _Parts:
    """What a date says: its year, month and day as far as it says them, and the part of one of them."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""


_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_RELATIVE = {"今年": 0, "本年": 0, "当年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1}
_RELATIVE |= {"this year": 0, "last year": -1, "next year": 1}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
# First and last month of a part of a year; first and last day of a part of a month, 0 for its end
_OF_YEAR = {"上半年": (1, 6), "下半年": (7, 12), "初": (1, 1)} | {
    f"第{n}季度": (3 * n - 2, 3 * n) for n in (1, 2, 3, 4)
}
_OF_YEAR |= {f"前{n}季度": (1, 3 * n) for n in (2, 3)} | {f"前{n}个月": (1, n) for n in range(2, 12)}
_OF_MONTH = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 0), "上中旬": (1, 20), "中下旬": (11, 0), "初": (1, 10)}
_FIRST_PLAN = 1966 - 5 * 3  # the third five-year plan began in 1966, and each since then five years later
_DASH = r"(?:至|到|—+|–|-|~)"


def read_date(text: str, *, year: int | None = None) -> PrintedDate:
    """Read a printed date, Chinese or English.

    Parameters
    ----------
    text : str
        ``"8月28日"``, ``"10月中旬"``, ``"截至10月底"``, ``"2020年上半年"``, ``"8月28日至30日"``, ``"“十三五”期间"``,
        ``"28 August 2020"``, ``"August 28, 2020"``, ``"mid-October 2020"``, ``"by the end of October 2020"``,
        ``"before 2020"``, ``"the third quarter of 2020"``, ``"2019—2020年"``.
    year : int, optional
        Year to assume where the text prints none, and that of "this year".

    Raises
    ------
    UnreadableFigure
        If the form is not known, the year is missing, or there is no such day.

    Notes
    -----
    上旬, 中旬 and 下旬 are days 1–10, 11–20 and 21 to the end of a month; "early", "mid" and "late" likewise.  年底, 月底 and "the
    end of" are the last day; 年初 is January.  "before 2020" ends with 2019; "10月31日前" takes the 31st in, as deadlines
    of Chinese offices do.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).strip(" ,，“”\"'").lower().split())
    plain = re.sub(r"\s*([\u4e00-\u9fff“”])\s*", r"\1", plain)
    if re.search(r"[\u4e00-\u9fff]", plain):
        plain = re.sub(r"[“”\"'‘’]", "", plain)
    read = _chinese if re.search(r"[\u4e00-\u9fff]", plain) else _english
    found = _iso(text, plain) or read(text, plain, year)
    if found is None:
        raise UnreadableFigure(f"cannot read the printed date {text!r}")
    return PrintedDate(text, *found)


def _iso(text: str, plain: str) -> tuple[date, date] | None:
    """A date in figures with the year first."""
    match = re.fullmatch(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", plain)
    return _days(text, _Parts(int(match[1]), int(match[3]), int(match[4])), None) if match else None


# ------------------------------------------------------------------------------------------------------------ Chinese


def _chinese(text: str, plain: str, year: int | None) -> tuple[date | None, date | None] | None:
    if plan := re.fullmatch(
        r"(十[一二三四五六七八九]?|[一二三四五六七八九])五(?:(?:规划|计划)?(?:期间|时期|中)|规划|计划)", plain
    ):
        first = _FIRST_PLAN + 5 * whole_number(plan[1])[0]
        return date(first, 1, 1), date(first + 4, 12, 31)
    until = re.match(r"截至|截止到?", plain)
    plain = plain[until.end() :] if until else plain
    since = re.search(r"(?:以来|至今|起)$", plain)
    before = None if since or until else re.search(r"(?:以前|之前|前)$", plain)
    for end in (since, before):
        plain = plain[: end.start()] if end else plain
    plain = re.sub(r"(?:期间|时期|之?间)$", "", plain)
    found = _chinese_span(text, _in_digits(plain), year)
    if found is None:
        return None
    first, last = found
    if before and first != last:  # 2020年前 ends with 2019, 10月31日前 takes the 31st in
        return None, first - timedelta(days=1)
    if since:
        return first, None
    return (None, last) if until or before else (first, last)


def _in_digits(text: str) -> str:
    """Chinese numerals of a date in digits: years sign by sign (二〇二〇), months and days as numbers (二十八)."""

    def digits(match: re.Match) -> str:
        run = match.group(0)
        if len(run) == 4 and "十" not in run:
            return "".join(str(DIGITS[sign]) for sign in run)
        return str(whole_number(run)[0])

    return re.sub(r"[零〇一二两三四五六七八九十]+", digits, text)


def _chinese_span(text: str, plain: str, year: int | None) -> tuple[date, date] | None:
    ends = re.split(_DASH, plain)
    if len(ends) == 1:
        parts = _chinese_parts(plain)
        return None if parts is None else _days(text, parts, year)
    if len(ends) != 2 or not all(ends):
        return None
    if not re.search(r"\D$", ends[0]):
        ends[0] += ends[1][-1]  # 2019-2020年, 8月28-30日
    low, high = _chinese_parts(ends[0]), _chinese_parts(ends[1])
    return None if low is None or high is None else _span(text, low, high, year)


def _chinese_parts(plain: str) -> _Parts | None:
    relative = "|".join(name for name in _RELATIVE if "年" in name)
    match = re.fullmatch(
        rf"(?:(?P<year>\d{{4}})年|(?P<relative>{relative}))?"
        r"(?:(?P<month>\d{1,2})月份?(?:(?P<day>\d{1,2})[日号]|(?P<third>上中旬|中下旬|上旬|中旬|下旬|底|末|初))?"
        r"|(?P<of>年?[底末初]|上半年|下半年|第?\d季度|q\d|前\d季度|前\d{1,2}个月)|(?P<only>\d{1,2})[日号])?",
        plain,
    )
    if not match or not plain:
        return None
    said = match.groupdict()
    of = (said["of"] or said["third"] or "").removeprefix("年").replace("末", "底").replace("q", "第")
    if of.startswith("第") and not of.endswith("季度"):
        of += "季度"
    if re.fullmatch(r"\d季度", of):
        of = f"第{of}"
    if said["of"] and of in ("底", "初") and not said["of"].startswith("年") and not (said["year"] or said["relative"]):
        return None
    number = {key: int(said[key]) if said[key] else None for key in ("year", "month", "day", "only")}
    part = f"{said['relative'] or ''}|{of}" if said["relative"] else of
    return _Parts(number["year"], number["month"], number["only"] if number["day"] is None else number["day"], part)


# ------------------------------------------------------------------------------------------------------------ English


def _english(text: str, plain: str, year: int | None) -> tuple[date | None, date | None] | None:
    plain = re.sub(r"(\d)(?:st|nd|rd|th)\b", r"\1", re.sub(rf"\b({_NAMES})\.", r"\1", plain)).replace(",", " ")
    plain = re.sub(rf"(?<![a-z])({_NAMES})(?=\d)", r"\1 ", re.sub(rf"(?<=\d)(?={_NAMES})", " ", plain))
    plain = " ".join(re.sub(r"\bthe\b", " ", plain).split())
    bound = re.match(
        r"(by|until|as of|through|up to|before|since|after|in|on|during|over|for) (?!.*\bto\b)", f"{plain} "
    )
    word = bound[1] if bound else ""
    found = _english_span(text, plain[bound.end() :].strip() if bound else plain, year)
    if found is None:
        return None
    first, last = found
    if word == "before":
        return None, first - timedelta(days=1)
    if word in ("by", "until", "as of", "through", "up to"):
        return None, last
    if word == "since":
        return first, None
    if word == "after":
        return last + timedelta(days=1), None
    return first, last


def _english_span(text: str, plain: str, year: int | None) -> tuple[date, date] | None:
    for shape in (
        r"from (.+?) (?:to|until|through) (.+)",
        r"between (.+?) and (.+)",
        r"(.+?) (?:to|until|through) (.+)",
        r"(.+?) ?[–—-] ?(.+)",
    ):
        match = re.fullmatch(shape, plain)
        if not match or plain.startswith(("mid-", "early-", "late-")) and match[1] in ("mid", "early", "late"):
            continue
        low, high = _english_parts(match[1]), _english_parts(match[2])
        if low is None and re.fullmatch(r"\d{1,2}", match[1]):
            low = _Parts(day=int(match[1]))  # 20 to 25 August
        if high is None and low and low.day and (day := re.fullmatch(r"(\d{1,2})(?: (\d{4}))?", match[2])):
            high = _Parts(int(day[2]) if day[2] else None, None, int(day[1]))  # August 20–25, 2020
        if low is not None and high is not None and not (low.day and not low.month and not high.month):
            return _span(text, low, high, year)
    parts = _english_parts(plain)
    return None if parts is None else _days(text, parts, year)


def _english_parts(plain: str) -> _Parts | None:
    if plain in _RELATIVE:
        return _Parts(part=f"{plain}|")
    of = r"(?: of| in)? (?:(?P<year>\d{4})|(?P<relative>this year|last year|next year))"
    if match := re.fullmatch(rf"(?P<which>first|second) half(?:{of})?", plain):
        return _part_of_year(match, "上半年" if match["which"] == "first" else "下半年")
    if match := re.fullmatch(rf"(?P<which>{'|'.join(_ORDINALS)}) quarter(?:{of})?", plain):
        return _part_of_year(match, f"第{_ORDINALS[match['which']]}季度")
    if match := re.fullmatch(r"q(?P<which>[1-4])(?: (?P<year>\d{4}))?|(?P<before>\d{4}) q(?P<last>[1-4])", plain):
        stated = match["year"] or match["before"]
        return _Parts(int(stated) if stated else None, part=f"第{match['which'] or match['last']}季度")
    if match := re.fullmatch(rf"(?P<which>end|beginning|start)(?:{of})", plain):
        return _part_of_year(match, "底" if match["which"] == "end" else "初")
    names = rf"(?P<month>{_NAMES})"
    for shape in (
        rf"(?P<day>\d{{1,2}}) (?:of )?{names}(?: (?P<year>\d{{4}}))?",
        rf"{names} (?P<day>\d{{1,2}})(?: (?P<year>\d{{4}}))?",
        rf"(?:(?P<part>early|mid|late|end of|beginning of)[- ]?)?{names}(?: (?:of )?(?P<year>\d{{4}}))?",
        r"(?P<year>\d{4})",
    ):
        if match := re.fullmatch(shape, plain):
            said = {"year": None, "month": None, "day": None, "part": None} | match.groupdict()
            part = {"early": "上旬", "mid": "中旬", "late": "下旬", "end of": "底", "beginning of": "上旬"}.get(
                said["part"] or "", ""
            )
            month = _MONTHS[said["month"]] if said["month"] else None
            return _Parts(
                int(said["year"]) if said["year"] else None, month, int(said["day"]) if said["day"] else None, part
            )
    return None


def _part_of_year(match: re.Match, part: str) -> _Parts:
    relative = match["relative"]
    return _Parts(int(match["year"]) if match["year"] else None, part=f"{relative}|{part}" if relative else part)


# --------------------------------------------------------------------------------------------------------------- days


def _span(text: str, low: _Parts, high: _Parts, year: int | None) -> tuple[date, date]:
    """From the first day of one date to the last of another; what one leaves out, the other says."""
    high = _Parts(high.year or low.year, high.month or (low.month if high.day else None), high.day, high.part)
    low = _Parts(low.year or high.year, low.month or (high.month if low.day else None), low.day, low.part)
    first, last = _days(text, low, year)[0], _days(text, high, year)[1]
    if first > last:
        ends = (low.year, high.year) if low.year != high.year else (first, last)
        raise UnreadableFigure(f"cannot read the date {text!r}: it runs from {ends[0]} down to {ends[1]}")
    return first, last


def _days(text: str, parts: _Parts, assumed: int | None) -> tuple[date, date]:
    """First and last day of what a date says."""
    relative, _, part = parts.part.rpartition("|")
    if parts.year is None and assumed is None:
        raise UnreadableFigure(f"the printed date {text!r} has no year: say which year to assume")
    year = parts.year if parts.year is not None else assumed + (_RELATIVE[relative] if relative else 0)
    if not date.min.year < year <= date.max.year:
        raise UnreadableFigure(f"impossible date {text!r}: there is no year {year}")
    if parts.month is None and parts.day:
        raise UnreadableFigure(f"cannot read the printed date {text!r}: a day without its month")
    if parts.month is None and part == "底":
        return date(year, 12, 31), date(year, 12, 31)
    if parts.month is None:
        if part and part not in _OF_YEAR:
            raise UnreadableFigure(f"cannot read the printed date {text!r}: a year has no {part}")
        first, last = _OF_YEAR.get(part, (1, 12))
        return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])
    if not 1 <= parts.month <= 12:
        raise UnreadableFigure(f"impossible date {text!r}: there is no month {parts.month}")
    length = calendar.monthrange(year, parts.month)[1]
    if parts.day is not None:
        if not 1 <= parts.day <= length:
            raise UnreadableFigure(f"impossible date {text!r}: month {parts.month} of {year} has {length} days")
        first, last = parts.day, parts.day
    elif part == "底":
        first, last = length, length
    else:
        first, last = _OF_MONTH.get(part, (1, 0))
    return date(year, parts.month, first), date(year, parts.month, last or length)

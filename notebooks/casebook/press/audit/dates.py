"""Numerals that need no link: years, days and months of the data, the number of a chapter, the minutes it takes."""

from __future__ import annotations

import calendar
import re
from functools import lru_cache

from ...evidence import tables
from ...evidence.register import LEVELS
from ...reading.dates import days
from ..book import parts, setting
from .findings import Page
from .plans import without_plan

__all__ = ["NO_WORD_BEFORE", "without_dates"]

NO_WORD_BEFORE = r"(?<![^\W\u4e00-\u9fff])(?<![.,])"  # a Chinese character stands against its number: 达42%
_MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
_MONTH = "|".join(_MONTHS)


@lru_cache(maxsize=1)
def _known_dates() -> list[str]:
    return [*tables.table("events")["date"], *filter(None, tables.table("claims")["period"])]


@lru_cache(maxsize=1)
def _known_days() -> set[tuple[int, int, int]]:
    """The days that the data name; not those that only bound a month or a year: nobody dated anything to them."""
    named = [match for text in _known_dates() for match in re.findall(r"(\d{4})-(\d\d)-(\d\d)", text)]
    return {tuple(map(int, day)) for day in named}


def _is_known_day(day: int, month: int, year: int | None) -> bool:
    return any((d, m) == (day, month) and year in (None, y) for y, m, d in _known_days())


@lru_cache(maxsize=1)
def _known_months() -> set[tuple[int, int]]:
    spans = [days(text) for text in _known_dates()]
    return {(moment.year, moment.month) for span in spans for moment in {span.earliest, span.latest} - {None}}


def _is_known_month(month: int, year: int) -> bool:
    return (year, month) in _known_months()


_YEAR = r"(?:19[4-9]\d|20[0-3]\d)"
_DAY_MONTH = re.compile(rf"\b(\d{{1,2}})(?:\s*(?:–|-|to|and)\s*(\d{{1,2}}))?\s+({_MONTH})(?:\s+({_YEAR}))?\b")
_MONTH_YEAR = re.compile(rf"\b({_MONTH})\s+({_YEAR})\b")
_YEARS = re.compile(rf"{NO_WORD_BEFORE}(?<![−-])({_YEAR})(?:\s*[–-]\s*({_YEAR}|\d\d))?(?![\w,]*\d)(?!\.\d)")
_NOT_A_YEAR = re.compile(
    r"\s*(?:%|per\s*cent|percent|[a-z-]*\s?(?:people|persons|staff|firms|posts|zones|applicants|yuan|bodies|departments|"
    r"masks|items|cities|claims|cells|rows|euros?|dollars?|km|hectares|metres)\b)"
)
_UNITS = re.compile(r"\b(?:hundred million|ten thousand|million|billion) (?:yuan|US dollars|dollars)\b")
_MINUTES = re.compile(r"\b(\d+) minutes\b")
_COUNTED = ("chapter", "part", "section", "paragraph", "level", "exercise", "step", "figure", "table")
_MOST = 12  # of what is counted within a chapter: exercises, steps, tables


@lru_cache(maxsize=1)
def _limits() -> dict[str, int]:
    """What the prose may count, and how far it goes."""
    known = {
        "chapter": sum(map(len, parts().values())),
        "part": len(parts()),
        "level": len(LEVELS),
        "paragraph": len(tables.table("article")),
    }
    return {**dict.fromkeys(_COUNTED, _MOST), **known, **setting("counted", default={})}


@lru_cache(maxsize=1)
def _structure() -> re.Pattern:
    """A chapter, a part, an exercise by its number, or several: ``Chapters 2, 3 and 5``."""
    return re.compile(rf"\b({'|'.join(_limits())})s?\s+(\d+)((?:\s*(?:,|–|-|to|and|or)\s*\d+)*)", re.IGNORECASE)


def without_dates(page: Page, text: str) -> str:
    """Take out the dates and section numbers that are in order, and report those that are not."""
    text = without_plan(page, _UNITS.sub(" ", text))

    def day_month(match: re.Match) -> str:
        first, last, month, year = match.groups()
        for day in filter(None, (first, last)):
            number, in_year = _MONTHS[month], int(year) if year else None
            if not 1 <= int(day) <= calendar.monthrange(in_year or 2020, number)[1]:
                page.report(f'"{match.group(0)}"', "a day that exists")
            elif not _is_known_day(int(day), number, in_year):
                page.report(f'the date "{match.group(0)}"', "a date of data/events.csv or of a claim")
            else:
                page.audit.trace("dates")
        return " "

    def month_year(match: re.Match) -> str:
        if not _is_known_month(_MONTHS[match.group(1)], int(match.group(2))):
            page.report(f'the month "{match.group(0)}"', "a month of data/events.csv or of a claim")
        else:
            page.audit.trace("dates")
        return " "

    def years(match: re.Match) -> str:
        after, before = text_now[match.end() :], text_now[: match.start()]
        if _NOT_A_YEAR.match(after) and not re.search(r"\b(?:the|its)\s+$", before, re.I):
            return match.group(0)  # a number that only looks like a year: leave it to be reported
        page.audit.trace("dates")
        return " "

    def structure(match: re.Match) -> str:
        kind = match.group(1).lower()
        limit = _limits()[kind]
        for number in re.findall(r"\d+", match.group(0)):
            if not 1 <= int(number) <= limit:
                page.report(f'"{match.group(0)}"', f"a {kind} from 1 to {limit}")
        page.audit.trace("structure")
        return " "

    def minutes(match: re.Match) -> str:
        if page.minutes is None:
            return match.group(0)
        if int(match.group(1)) != page.minutes:
            page.report(f'"{match.group(0)}"', f"{page.minutes} minutes, by the length of the chapter")
        page.audit.trace("structure")
        return " "

    for pattern, rule in (
        (_MINUTES, minutes),
        (_structure(), structure),
        (_DAY_MONTH, day_month),
        (_MONTH_YEAR, month_year),
    ):
        text = pattern.sub(rule, text)
    text_now = text
    return _YEARS.sub(years, text)

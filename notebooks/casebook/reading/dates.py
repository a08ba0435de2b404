"""Uncertain dates: from EDTF to the days they admit, and what order they allow.

Dates stand in ``data/`` in the Extended Date/Time Format (ISO 8601-2): ``2020-08-28`` is a day, ``2020-08`` any day of
a month, ``2020-10-11/2020-10-20`` an interval, ``../2020-10-31`` "by the end of October", ``[2019-09-09,2020-09-09]``
one of two days, ``2014~`` about 2014, ``2025?`` uncertain.  Parsing is the edtf library's;
plain ISO dates, which nearly all are, are read without it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

__all__ = ["Days", "days", "order", "lag"]

ISO_DATE = re.compile(r"([1-9][0-9]{3}(-[0-9]{2}){0,2})[~?%]?")  # a doubt admits the same days

# What the library parses and bounds by other days than the standard's: refused, since nobody would notice
NOT_READ = {
    re.compile(r"\dS\d"): "significant digits are not read here: write the interval, such as 1900/1999",
    re.compile(
        r"^[^T]*\d{4}-(2[1-9]|3[0-9]|4[01])(?![0-9])"
    ): "a season has no fixed days: write the months, as an interval",
    re.compile(r"[\[{][^\]}]*\.\."): "open sets are not read here: write an interval, such as 2020/..",
}


@dataclass(frozen=True)
class Days:
    """The days that a date admits, ends included; None where the end is open."""

    earliest: date | None
    latest: date | None

    @property
    def is_exact(self) -> bool:
        """Whether it is one day."""
        return self.earliest is not None and self.earliest == self.latest

    @property
    def middle(self) -> date:
        """The day half-way, or the bounded end of an open interval."""
        if self.earliest is None or self.latest is None:
            return self.latest or self.earliest
        return self.earliest + (self.latest - self.earliest) / 2


@cache
def days(text: str) -> Days:
    """The days that an EDTF date admits.

    Parameters
    ----------
    text : str
        EDTF, levels 0 and 1, and of level 2 masks, doubts within a date and closed sets.  Approximate years (``~``) admit the year itself: how far off they may be is not stated by
        the source and so is not invented here.

    Raises
    ------
    ValueError
        If the text is no EDTF, names a day that does not exist, or is of a kind that is not read here (seasons,
        significant digits, open sets); the message says which.
    """
    for pattern, reason in NOT_READ.items():
        if pattern.search(text):
            raise ValueError(f"{text!r}: {reason}")
    earliest, latest = _plain(text) or _parsed(text)
    if earliest and latest and earliest > latest:
        raise ValueError(f"{text!r} ends before it begins")
    return Days(earliest, latest)


def _plain(text: str) -> tuple[date | None, date | None] | None:
    """The days of a year, a month, a day, doubtful or not, an interval or a choice of these; None for all else.

    The grammar for the whole of EDTF takes a thousand times longer, and every chapter reads hundreds of dates.
    """
    try:
        if text.startswith("[") and text.endswith("]"):
            spans = [_iso_days(one) for one in text[1:-1].split(",")]
            return min(first for first, _ in spans), max(last for _, last in spans)
        ends = text.split("/")
        if len(ends) > 2 or set(ends) == {".."}:
            return None
        spans = [(None, None) if end == ".." else _iso_days(end) for end in ends]
    except ValueError:
        return None
    return spans[0][0], spans[-1][1]


def _iso_days(text: str) -> tuple[date, date]:
    matched = ISO_DATE.fullmatch(text)
    if not matched:
        raise ValueError(text)
    parts = [int(part) for part in matched.group(1).split("-")]
    if len(parts) == 3:
        return date(*parts), date(*parts)
    if len(parts) == 2:
        return date(*parts, 1), date(*parts, monthrange(*parts)[1])
    return date(*parts, 1, 1), date(*parts, 12, 31)


def _parsed(text: str) -> tuple[date | None, date | None]:
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        parsed = parse_edtf(text)
        first, last = parsed.lower_strict(), parsed.upper_strict()
    except (EDTFParseException, ValueError, TypeError, AttributeError) as error:
        raise ValueError(f"{text!r} is no date in EDTF") from error
    earliest = None if text.startswith(("../", "/")) else _day(first, text)
    latest = None if text.endswith(("/..", "/")) else _day(last, text)
    return earliest, latest


def _day(moment, text: str) -> date:
    try:
        return date(moment.tm_year, moment.tm_mon, moment.tm_mday)
    except (ValueError, AttributeError) as error:
        raise ValueError(f"{text!r} names a day that does not exist") from error


def order(first: str, second: str) -> str:
    """Whether one EDTF date lies ``before`` or ``after`` another, or whether they ``overlap``."""
    one, two = days(first), days(second)
    if one.latest and two.earliest and one.latest < two.earliest:
        return "before"
    if two.latest and one.earliest and two.latest < one.earliest:
        return "after"
    return "overlap"


def lag(first: str, second: str) -> tuple[int, int]:
    """Least and greatest number of days from `first` to `second`, negative if `second` may come first.

    Raises
    ------
    ValueError
        If an end that is needed is open.
    """
    one, two = days(first), days(second)
    if None in (one.earliest, one.latest, two.earliest, two.latest):
        raise ValueError(f"no lag between {first!r} and {second!r}: one of them is open-ended")
    least: timedelta = two.earliest - one.latest
    greatest: timedelta = two.latest - one.earliest
    return least.days, greatest.days

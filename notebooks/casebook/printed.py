"""What a printed figure admits.

A printed number stands for a set of values: "42 %" is what a careful writer prints for any share from 41.5 up to,
but not including, 42.5.  :func:`read` turns a printed form, Chinese or English, into that set.  The rule is one
sentence: *the set holds every value that would have been printed in this way, and no other.*

========================  =====================================  ============================================
form                      read as                                a value v is printed so if
========================  =====================================  ============================================
``109`` (a count)         exactly 109                            v = 109
``42%``  ``26.3%``        [41.5, 42.5)  [26.25, 26.35)           it rounds to the last digit shown
``4200多``                4201 … 4299 (a count)                  it is above, and the next round number is not reached
``近1000``                901 … 999 (a count)                    it is below, and the round number before is passed
``15%左右``               [12.5, 17.5)                           it rounds to 15 in steps of five
``3%—5%``  ``2—3``        [3, 5]  [2, 3]                         it lies between the two, both included
``34:1``                  [33.5, 34.5)                           the first term rounds to 34 for one of the second
``增加一倍``              a multiple in [1.5, 2.5)               it rounds to twice
``至少5%``  ``最多8``     [5, ∞)  [0, 8]                         it is not below (not above) the bound
``一周``                  [3.5, 10.5) days                       it rounds to one week
``全部``                  [100, 100] %                           nothing is left out
========================  =====================================  ============================================

Arithmetic on :class:`Interval` is exact (fractions, not floats) and keeps open and closed ends apart, after
R. E. Moore, *Methods and Applications of Interval Analysis* (SIAM, 1979).
"""

from __future__ import annotations

import calendar
import math
import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from numbers import Rational

__all__ = [
    "Interval",
    "Printed",
    "PrintedDate",
    "read",
    "read_date",
    "in_english",
    "relative_cut",
    "roundings_that_fit",
    "agreement",
]

INFINITY = math.inf


class UnreadableFigure(ValueError):
    """A printed form that :func:`read` or :func:`read_date` does not know."""


# --------------------------------------------------------------------------------------------------- intervals


def _exact(value) -> Fraction | float:
    if isinstance(value, Fraction):
        return value
    if isinstance(value, float):
        return float(value) if math.isinf(value) else Fraction(repr(float(value)))
    if isinstance(value, Rational):
        return Fraction(int(value.numerator), int(value.denominator))
    return Fraction(str(value))


@dataclass(frozen=True)
class Interval:
    """A set of real numbers between two ends, each included or not.

    Parameters
    ----------
    low, high : number
        The ends.  Floats are read by their shortest decimal form, so ``0.1`` is one tenth.
    low_in, high_in : bool
        Whether the end belongs to the set.

    Raises
    ------
    ValueError
        If the set would be empty.
    """

    low: Fraction | float
    high: Fraction | float
    low_in: bool = True
    high_in: bool = True

    def __post_init__(self):
        object.__setattr__(self, "low", _exact(self.low))
        object.__setattr__(self, "high", _exact(self.high))
        object.__setattr__(self, "low_in", self.low_in and self.low != -INFINITY)
        object.__setattr__(self, "high_in", self.high_in and self.high != INFINITY)
        if self.low > self.high or (self.low == self.high and not (self.low_in and self.high_in)):
            raise ValueError(f"empty interval: {self}")

    def __contains__(self, value) -> bool:
        value = _exact(value)
        above = value > self.low or (self.low_in and value == self.low)
        below = value < self.high or (self.high_in and value == self.high)
        return above and below

    def __str__(self) -> str:
        left = "[" if self.low_in else "("
        right = "]" if self.high_in else ")"
        return f"{left}{_plain(self.low)}, {_plain(self.high)}{right}"

    @property
    def width(self) -> Fraction | float:
        """Distance between the ends."""
        return self.high - self.low

    def overlaps(self, other: Interval) -> bool:
        """Whether some value lies in both sets."""
        return self.intersection(other) is not None

    def intersection(self, other: Interval) -> Interval | None:
        """The values in both sets, or None if there are none."""
        low, low_in = max((self.low, not self.low_in), (other.low, not other.low_in))
        high, high_in = min((self.high, self.high_in), (other.high, other.high_in))
        if low > high or (low == high and (low_in or not high_in)):
            return None
        return Interval(low, high, not low_in, high_in)

    def hull(self, other: Interval) -> Interval:
        """The smallest interval that holds both."""
        low, low_out = min((self.low, not self.low_in), (other.low, not other.low_in))
        high, high_in = max((self.high, self.high_in), (other.high, other.high_in))
        return Interval(low, high, not low_out, high_in)

    def integers(self) -> range:
        """The whole numbers in the set.

        Raises
        ------
        ValueError
            If the set is not bounded.
        """
        if math.isinf(self.low) or math.isinf(self.high):
            raise ValueError(f"{self} is not bounded: its whole numbers cannot be listed")
        low = math.ceil(self.low) + (0 if self.low_in or self.low != math.ceil(self.low) else 1)
        high = math.floor(self.high) - (0 if self.high_in or self.high != math.floor(self.high) else 1)
        return range(low, high + 1)

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low, self.high_in, self.low_in)

    def __add__(self, other) -> Interval:
        other = as_interval(other)
        return Interval(
            self.low + other.low, self.high + other.high, self.low_in and other.low_in, self.high_in and other.high_in
        )

    __radd__ = __add__

    def __sub__(self, other) -> Interval:
        return self + (-as_interval(other))

    def __rsub__(self, other) -> Interval:
        return as_interval(other) + (-self)

    def __mul__(self, other) -> Interval:
        other = as_interval(other)
        corners = [
            (_product(a, b), (a_in and b_in) or (a == 0 and a_in) or (b == 0 and b_in))
            for a, a_in in ((self.low, self.low_in), (self.high, self.high_in))
            for b, b_in in ((other.low, other.low_in), (other.high, other.high_in))
        ]
        low = min(value for value, _ in corners)
        high = max(value for value, _ in corners)
        zero_inside = 0 in self or 0 in other
        return Interval(
            low,
            high,
            any(ends_in for value, ends_in in corners if value == low) or (low == 0 and zero_inside),
            any(ends_in for value, ends_in in corners if value == high) or (high == 0 and zero_inside),
        )

    __rmul__ = __mul__

    def __truediv__(self, other) -> Interval:
        other = as_interval(other)
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError(f"division by {other}, which reaches zero")
        inverse = Interval(_inverse(other.high), _inverse(other.low), other.high_in, other.low_in)
        return self * inverse

    def __rtruediv__(self, other) -> Interval:
        return as_interval(other) / self


def _product(a, b):
    return Fraction(0) if a == 0 or b == 0 else a * b


def _inverse(x):
    return Fraction(0) if math.isinf(x) else 1 / x


def as_interval(value) -> Interval:
    """A number as the interval that holds it alone; intervals and printed figures as they are."""
    if isinstance(value, Printed):
        return value.interval
    return value if isinstance(value, Interval) else Interval(value, value)


def _plain(value) -> str:
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if value.denominator == 1:
        return f"{int(value):,}"
    text = f"{float(value):,.4f}".rstrip("0")
    return text if Fraction(text.replace(",", "")) == value else f"{float(value):,.4g}"


# ----------------------------------------------------------------------------------------------- printed figures


@dataclass(frozen=True)
class Printed:
    """A printed figure and what it admits.

    Attributes
    ----------
    text : str
        The form as given.
    interval : Interval
        The values that would have been printed so, in `unit`.
    value : Fraction or None
        The single number printed; None for ranges and for open forms such as "more than".
    qualifier : str
        ``exact``, ``about``, ``more_than``, ``less_than``, ``at_least``, ``at_most``, ``range`` or ``multiple``.
    unit : str
        ``%``, ``: 1``, ``days``, ``years``, ``times``, ``x`` (a multiple in words, such as "doubled") or empty.
    numbers : tuple of str
        The numerals as printed, in plain digits; ``2002e2`` for 20.02万, which was rounded to the last digit shown.
    """

    text: str
    interval: Interval
    value: Fraction | None
    qualifier: str
    unit: str
    numbers: tuple[str, ...]

    def __contains__(self, value) -> bool:
        return value in self.interval

    def __str__(self) -> str:
        return f"{in_english(self)} {self.interval}"


_NUMBER = r"\d+(?:\.\d+)?"
_DASH = r"(?:—+|–|-|~|至|到|to)"
_BEFORE = {
    "more_than": r"超过|突破|逾|多于|超|morethan|over|above",
    "at_least": r"至少|不少于|不低于|atleast|≥",
    "at_most": r"不超过|不高于|最多为?|至多|不多于|atmost|nomorethan|upto|≤",
    "less_than": r"不足|低于|不到|少于|lessthan|below|under|fewerthan",
    "nearly": r"将?近|接近|nearly|almost",
    "about": r"大?约|大概|about|around|roughly",
}
_AFTER = {
    "more_than": r"多|余|几",
    "at_least": r"及?以上|ormore",
    "at_most": r"及?以下|orless|orfewer",
    "about": r"左右|上下|orso",
}
_DOUBLED = {
    "增加一倍": 2,
    "翻一番": 2,
    "翻番": 2,
    "doubled": 2,
    "增加两倍": 3,
    "增加二倍": 3,
    "tripled": 3,
    "翻两番": 4,
    "quadrupled": 4,
}
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_ZH_DIGITS = str.maketrans("零〇一二三四五六七八九", "00123456789")
_ROUND_WORDS = {3: "thousand", 6: "million", 9: "billion", 12: "trillion"}
_SCALES = {"百": 2, "千": 3, "万": 4, "亿": 8} | {word: power for power, word in _ROUND_WORDS.items()}
_SIMPLE_FRACTIONS = tuple(Fraction(n) for n in ("0", "1/4", "1/3", "1/2", "2/3", "3/4", "1"))
_MEASURES = {"岁": "years", "yearsold": "years", "years": "years", "周": "weeks", "weeks": "weeks", "week": "weeks"}
_COUNTERS = r"个|人|名|家|位|只|项|条|次|类|岗|座|平方公里|公顷|亿元|万元|美元|亿美元|元|个月"


def _normalise(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).strip().lower()
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    text = re.sub(r"\s*per\s*cent|\s*percent", "%", text)
    text = re.sub(r"(?<=\d)\s*(?:to|and)\s*(?=\d)", "-", text)
    text = text.replace("a week", "1week").replace("−", "-").replace("∶", ":")
    text = re.sub(r"\b(" + "|".join(_WORDS) + r")\b", lambda m: str(_WORDS[m.group(1)]), text)
    text = re.sub(r"(\d)\s*thirds?", r"\1/3", text)
    text = re.sub(r"(\d)\s*quarters?", r"\1/4", text)
    text = re.sub(rf"(\d+)(?:\.(\d+))?\s*({'|'.join(_ROUND_WORDS.values())})", _scaled, text)
    return re.sub(r"\s+", "", text)


def _arabic(text: str) -> str:
    """Chinese numerals to digits: 四十二 to 42, 三分之二 to 2/3, 七成 to 70%, 百分之五 to 5%."""
    if not re.search(r"[零〇一二两三四五六七八九十百千万亿半成]", text):
        return text

    def digits(match: re.Match) -> str:
        run = match.group(0)
        if re.fullmatch(_NUMBER, run):
            return run
        if run in "零〇一二三四五六七八九":
            return run.translate(_ZH_DIGITS)  # a lone digit need not load the library
        if re.fullmatch(r"[一二两三四五六七八九]{2}", run):
            raise UnreadableFigure(f"cannot read {run!r}: two numerals in a row may mean either, or all between them")
        import cn2an  # its patterns take a tenth of a second to compile, and few figures need it

        try:
            return str(int(cn2an.cn2an(run.replace("两", "二").replace("〇", "零"), "smart")))
        except ValueError:
            raise UnreadableFigure(f"cannot read the Chinese numeral {run!r}") from None

    def decimal(match: re.Match) -> str:
        whole, decimals = match.groups()
        return f"{re.sub('.+', digits, whole)}.{decimals.translate(_ZH_DIGITS)}"

    numeral = r"[零〇一二两三四五六七八九十百千万亿\d][零〇一二两三四五六七八九十百千万亿\d.]*"
    text = text.replace("一半", "1/2").replace("半数", "1/2")
    text = re.sub(r"([零〇一二两三四五六七八九十百千万]+)点([零〇一二三四五六七八九]+)", decimal, text)
    text = re.sub(rf"百分之({numeral})", lambda m: re.sub(numeral, digits, m.group(1)) + "%", text)
    text = re.sub(
        rf"({numeral})分之({numeral})",
        lambda m: f"{re.sub(numeral, digits, m.group(2))}/{re.sub(numeral, digits, m.group(1))}",
        text,
    )
    text = re.sub(r"([一二两三四五六七八九])成", lambda m: re.sub(numeral, digits, m.group(1)) + "0%", text)
    text = re.sub(r"(\d+)\.(\d+)([百千万亿]+)", _scaled, text)
    return re.sub(r"\d+[百千万亿]+|[零〇一二两三四五六七八九十百千万亿]+", digits, text)


def _scaled(match: re.Match) -> str:
    """20.02万 or 200.2 thousand to 2002e2: the place of the last digit shown is kept, the figure was rounded there."""
    whole, decimals, unit = match.groups()
    decimals = decimals or ""
    scale = _SCALES[unit] if unit in _SCALES else sum(_SCALES[sign] for sign in unit)
    if scale > len(decimals):
        return f"{int(whole + decimals)}e{scale - len(decimals)}"
    return f"{int(whole + decimals[:scale])}.{decimals[scale:]}".rstrip(".")


def _significant(digits: str) -> tuple[Fraction, Fraction]:
    """Steps below and above a number shown to its last non-zero digit.

    The steps differ only at a power of ten (below 1000 the one-digit numbers lie 100 apart, above it 1000), and a
    last digit five after another digit counts as a step of five.
    """
    value = Fraction(digits)
    if value == 0:
        return Fraction(1), Fraction(1)
    whole, _, decimals = digits.partition(".")
    if decimals.strip("0"):
        place = Fraction(1, 10 ** len(decimals.rstrip("0")))
    else:
        place = Fraction(10 ** (len(whole) - len(whole.rstrip("0"))))
    mantissa = int(value / place)
    if mantissa > 10 and mantissa % 10 == 5:
        return 5 * place, 5 * place
    return (place / 10 if mantissa == 1 and place > 1 else place), place


def _rounded(digits: str, rounding: str) -> Interval:
    value = Fraction(digits)
    step = Fraction(1, 10 ** len(digits.partition(".")[2]))
    if rounding == "nearest":
        return Interval(value - step / 2, value + step / 2, True, False)
    if rounding == "down":
        return Interval(value, value + step, True, False)
    if rounding == "up":
        return Interval(value - step, value, False, True)
    raise ValueError(f"rounding is 'nearest', 'down' or 'up', not {rounding!r}")


def read(text: str, *, count: bool | None = None, rounding: str = "nearest") -> Printed:
    """Read a printed figure.

    Parameters
    ----------
    text : str
        A figure as printed, such as ``"42%"``, ``"4200多"``, ``"more than 4,200"``, ``"15%左右"``, ``"3%—5%"``,
        ``"34:1"``, ``"增加一倍"``, ``"一周"``; full-width and Chinese numerals are read too.
    count : bool, optional
        Whether the figure counts things, so that a plain whole number is exact.  By default a whole number with no
        per cent sign, no unit of measure and no ratio is a count.
    rounding : {"nearest", "down", "up"}
        How the printer is assumed to round a measured value.

    Returns
    -------
    Printed

    Raises
    ------
    UnreadableFigure
        If the form is not known.
    """
    plain = _normalise(text)
    if plain in _DOUBLED:
        multiple = str(_DOUBLED[plain])
        return Printed(text, _rounded(multiple, rounding), Fraction(multiple), "multiple", "x", (multiple,))
    if plain in ("全部", "all"):
        return Printed(text, Interval(100, 100), Fraction(100), "exact", "%", ("100",))
    plain = _arabic(plain)

    hedge = "exact"
    for name, pattern in _BEFORE.items():
        if match := re.match(pattern, plain):
            hedge, plain = name, plain[match.end() :]
            break
    # 1人以上, 30多家: the hedge may stand before or after the counter
    for name, pattern in _AFTER.items():
        if hedge == "exact" and (match := re.fullmatch(rf"(.*?)(?:{pattern})((?:{_COUNTERS}|%)*)", plain)):
            if re.match(r"[\d.]", match.group(1)):
                hedge, plain = name, match.group(1) + match.group(2)
    plain = re.sub(rf"(?<=[\d%])(?:{_COUNTERS})+$", "", plain)

    if match := re.fullmatch(rf"({_NUMBER})(%?){_DASH}({_NUMBER})(%?)(年|years)?", plain):
        low, _, high, percent, years = match.groups()
        if Fraction(low) > Fraction(high):
            raise UnreadableFigure(f"cannot read the range {text!r}: it runs from {low} down to {high}")
        interval = Interval(Fraction(low), Fraction(high))
        unit = "%" if percent else "years" if years else ""
        return Printed(text, interval, None, "range", unit, (low, high))
    if match := re.fullmatch(rf"({_NUMBER}):1", plain):
        digits = match.group(1)
        return _hedged(text, digits, ": 1", hedge, False if count is None else count, rounding)
    if match := re.fullmatch(r"(\d+)/(0*[1-9]\d*)", plain):
        return _fraction(text, Fraction(int(match.group(1)), int(match.group(2))), hedge, plain)
    if match := re.fullmatch(rf"({_NUMBER})(?:倍|times)", plain):
        printed = _hedged(text, match.group(1), "times", hedge, False, rounding)
        return replace(printed, qualifier="multiple") if hedge == "exact" else printed
    if match := re.fullmatch(rf"({_NUMBER})({'|'.join(_MEASURES)})(?:时间)?", plain):
        unit = _MEASURES[match.group(2)]
        printed = _hedged(text, match.group(1), unit, hedge, False, rounding)
        if unit != "weeks":
            return printed
        days = printed.interval * 7
        return replace(printed, interval=days, value=printed.value and printed.value * 7, unit="days")
    if match := re.fullmatch(r"(\d+)e(\d+)", plain):
        scale = 10 ** int(match.group(2))
        printed = _hedged(text, match.group(1), "", hedge, False, rounding)
        return replace(
            printed, interval=printed.interval * scale, value=printed.value and printed.value * scale, numbers=(plain,)
        )
    if match := re.fullmatch(rf"({_NUMBER})(%?)", plain):
        digits, percent = match.groups()
        whole = "." not in digits and not percent
        return _hedged(text, digits, percent, hedge, whole if count is None else count and whole, rounding)
    raise UnreadableFigure(f"cannot read the printed figure {text!r}: expected a form listed in casebook.printed")


def _hedged(text: str, digits: str, unit: str, hedge: str, count: bool, rounding: str) -> Printed:
    value = Fraction(digits)
    below, above = _significant(digits)
    if value == 0 and hedge in ("nearly", "less_than"):
        raise UnreadableFigure(f"cannot read {text!r}: nothing that is counted or measured here lies below zero")
    numbers = (digits,)
    if hedge == "exact":
        interval = Interval(value, value) if count else _rounded(digits, rounding)
        return Printed(text, interval, value, "exact", unit, numbers)
    if hedge == "about":
        interval = Interval(value - below / 2, value + above / 2, True, False)
        if count:
            whole = interval.integers()
            interval = Interval(whole[0], whole[-1])
        return Printed(text, interval, value, "about", unit, numbers)
    if hedge == "more_than":
        interval = (
            Interval(value + 1, max(value + 1, value + above - 1))
            if count
            else Interval(value, value + above, False, False)
        )
        return Printed(text, interval, None, "more_than", unit, numbers)
    if hedge == "nearly":
        interval = (
            Interval(min(value - 1, value - below + 1), value - 1)
            if count
            else Interval(value - below, value, False, False)
        )
        return Printed(text, interval, None, "less_than", unit, numbers)
    if hedge == "less_than":
        interval = Interval(0, value - 1) if count else Interval(0, value, True, False)
        return Printed(text, interval, None, "less_than", unit, numbers)
    if hedge == "at_least":
        return Printed(text, Interval(value, INFINITY), None, "at_least", unit, numbers)
    return Printed(text, Interval(0, value), None, "at_most", unit, numbers)


def _fraction(text: str, value: Fraction, hedge: str, plain: str) -> Printed:
    if hedge == "exact":
        return Printed(text, Interval(value, value), value, "exact", "", (plain,))
    if hedge != "about":
        raise UnreadableFigure(f"cannot read {text!r}: a fraction stands alone or with 'about'")
    if value not in _SIMPLE_FRACTIONS[1:-1]:
        raise UnreadableFigure(f"cannot read {text!r}: 'about' goes with a half, thirds or quarters")
    at = _SIMPLE_FRACTIONS.index(value)
    low = (value + _SIMPLE_FRACTIONS[at - 1]) / 2
    high = (value + _SIMPLE_FRACTIONS[at + 1]) / 2
    return Printed(text, Interval(low, high, True, False), value, "about", "", (plain,))


def in_english(printed: Printed | str, *, count: bool | None = None) -> str:
    """The printed figure in English, such as ``more than 4,200`` for ``4200多``.

    Raises
    ------
    UnreadableFigure
        If `printed` is a text of unknown form.
    """
    if isinstance(printed, str):
        printed = read(printed, count=count)
    if printed.unit == "x":
        return {"2": "doubled", "3": "tripled", "4": "quadrupled"}[printed.numbers[0]]
    if printed.unit == "days" and printed.qualifier == "exact" and printed.numbers == ("1",):
        return "one week"
    if printed.text in ("全部", "all"):
        return "all"
    unit = {"%": " %", ": 1": " : 1", "times": " times", "years": " years", "days": " weeks"}.get(printed.unit, "")
    numbers = [_grouped(n) for n in printed.numbers]
    if printed.qualifier == "range":
        return f"{numbers[0]}–{numbers[1]}{unit}"
    nearly = printed.qualifier == "less_than" and 0 not in printed.interval
    words = {
        "exact": "",
        "multiple": "",
        "about": "about ",
        "more_than": "more than ",
        "less_than": "nearly " if nearly else "less than ",
        "at_least": "at least ",
        "at_most": "at most ",
    }
    return f"{words[printed.qualifier]}{numbers[0]}{unit}"


def _grouped(digits: str) -> str:
    if "e" in digits:
        mantissa, power = (int(part) for part in digits.split("e"))
        word = next((at for at in _ROUND_WORDS if at >= power), max(_ROUND_WORDS))
        return f"{Decimal(mantissa).scaleb(power - word):,f} {_ROUND_WORDS[word]}"
    if "/" in digits or len(digits.partition(".")[0]) < 4:
        return digits
    whole, point, decimals = digits.partition(".")
    return f"{int(whole):,}{point}{decimals}"


# ------------------------------------------------------------------------------------------------- printed dates


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
        ``"mid-October 2020"``, ``"by the end of October 2020"``, ``"2019年"``.
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
    plain = _arabic(_normalise(text))
    until = bool(re.match(r"截至|截止到?|by|before", plain)) or plain.endswith("前")
    plain = re.sub(r"^(截至|截止到?|by|before)", "", plain)
    pattern_zh = (
        r"(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日|(?P<part>上旬|中旬|下旬|底|初)?)前?)?"
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
    in_year = int(stated or year)
    if not date.min.year <= in_year <= date.max.year:
        raise UnreadableFigure(f"impossible date {text!r}: there is no year {in_year}")
    if not match.group("month"):
        first, last = date(in_year, 1, 1), date(in_year, 12, 31)
        return PrintedDate(text, None if until else first, last)
    month = _MONTHS.get(match.group("month")) or int(match.group("month"))
    if not 1 <= month <= 12:
        raise UnreadableFigure(f"impossible date {text!r}: there is no month {month}")
    length = calendar.monthrange(in_year, month)[1]
    day, part = match.group("day"), (match.group("part") or "").rstrip("-")
    if day:
        if not 1 <= int(day) <= length:
            raise UnreadableFigure(f"impossible date {text!r}: month {month} of {in_year} has {length} days")
        days = (int(day), int(day))
    elif part in ("底", "endof", "theendof"):
        days = (length, length)
    else:
        third = {"上旬": (1, 10), "early": (1, 10), "初": (1, 10), "中旬": (11, 20), "mid": (11, 20)}
        days = third.get(part, (21, length) if part else (1, length))
    first, last = date(in_year, month, days[0]), date(in_year, month, days[1])
    return PrintedDate(text, None if until else first, last)


# ---------------------------------------------------------------------------------------------------- recomputing


def relative_cut(before, after) -> Interval:
    """Per cent removed when `before` becomes `after`, each a number, an interval or a printed figure.

    Written as ``1 - after/before`` so that each figure enters once: the interval is then no wider than it must be.
    """
    return (1 - as_interval(after) / as_interval(before)) * 100


def roundings_that_fit(value, printed: str) -> list[str]:
    """Which roundings, of ``nearest``, ``down`` and ``up``, would print `value` as `printed`."""
    return [how for how in ("nearest", "down", "up") if value in read(printed, rounding=how).interval]


def agreement(printed, recomputed) -> str:
    """``agrees`` if some value lies in both what was printed and what was recomputed, else ``differs``."""
    return "agrees" if as_interval(printed).overlaps(as_interval(recomputed)) else "differs"

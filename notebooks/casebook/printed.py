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
from datetime import date, timedelta
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
        ``%``, ``: 1``, ``days``, ``months``, ``years``, ``times``, ``x`` (a multiple in words, such as "doubled"), a unit of
        measure such as ``km2`` or ``yuan``, or empty for what is counted.
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


@dataclass(frozen=True)
class _Amount:
    """One number with its unit: `digits` times ten to the `power`, the last of the digits being the last place shown.

    `scale` is the power of ten of what is written after the digits (万, million), which a number before it may share.
    """

    digits: str
    power: int
    unit: str
    scale: int = 0

    @property
    def value(self) -> Fraction:
        return Fraction(self.digits) * 10**self.power


_DASH = r"(?:—+|–|-|~|至|到|(?<=[\d%])to(?=\d))"
_BEFORE = {
    "more_than": r"超过|突破|逾|多于|超|morethan|over|above",
    "at_least": r"至少|不少于|不低于|atleast|≥",
    "at_most": r"不超过|不高于|最多为?|至多|不多于|atmost|nomorethan|upto|≤",
    "less_than": r"不足|低于|不到|少于|lessthan|below|under|fewerthan",
    "nearly": r"将?近|接近|nearly|almost",
    "about": r"大?约|大概|about|around|roughly",
}
_BEHIND_NUMBER = {"more_than": r"多|余|几"}
_BEHIND_UNIT = {
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
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"亿": 8, "万": 4, "千": 3, "百": 2, "十": 1}  # largest first: a numeral is split at its largest
_ROUND_WORDS = {3: "thousand", 6: "million", 9: "billion", 12: "trillion"}
_SCALES = {"百": 2, "千": 3, "万": 4, "亿": 8, "百万": 6, "千万": 7, "百亿": 10, "千亿": 11, "万亿": 12} | {
    word: power for power, word in _ROUND_WORDS.items()
}
_SIMPLE_FRACTIONS = tuple(Fraction(n) for n in ("0", "1/4", "1/3", "1/2", "2/3", "3/4", "1"))
_COUNTERS = ("个", "人", "名", "家", "位", "只", "项", "条", "次", "类", "岗", "座")
_MEASURES = {
    "%": "%", "倍": "times", "times": "times", "岁": "years", "yearsold": "years", "年": "years", "years": "years",
    "year": "years", "个月": "months", "months": "months", "month": "months", "周": "weeks", "周时间": "weeks",
    "weeks": "weeks", "week": "weeks", "平方公里": "km2", "km2": "km2", "公顷": "hectares", "hectares": "hectares",
    "平方米": "m2", "m2": "m2", "公里": "km", "km": "km", "亩": "mu", "mu": "mu", "吨": "tonnes", "tonnes": "tonnes",
    "元": "yuan", "yuan": "yuan", "美元": "US dollars", "usdollars": "US dollars",
}  # fmt: skip
_UNIT = "|".join(sorted((*_MEASURES, *_COUNTERS, "成"), key=len, reverse=True))
_NUMERAL = r"[\d.零〇一二两三四五六七八九十百千万亿点]+(?:thousand|million|billion|trillion)?"


def _normalise(text: str) -> str:
    """Lower case, ASCII signs, digits for number words, no blanks; a blank or a comma between digits must group them."""
    text = unicodedata.normalize("NFKC", text).strip().lower()
    text = re.sub(r"(?<![\d,])\d{1,3}(?:,\d{3})+(?![\d,])", lambda m: m.group(0).replace(",", ""), text)
    text = re.sub(r"(?<![\d ])\d{1,3}(?: \d{3})+(?! ?\d)", lambda m: m.group(0).replace(" ", ""), text)
    text = re.sub(r"\s*per\s*cent|\s*percent", "%", text)
    text = re.sub(r"\ba (week|month|year)\b", r"1\1", text)
    text = text.replace("−", "-").replace("∶", ":")
    text = re.sub(r"\b(" + "|".join(_WORDS) + r")\b", lambda m: str(_WORDS[m.group(1)]), text)
    text = re.sub(r"\b(\d)\s*(?:in|out of)\s*10\b", r"\1成", text)
    text = re.sub(r"(\d)\s*thirds?", r"\1/3", text)
    text = re.sub(r"(\d)\s*quarters?", r"\1/4", text)
    if re.search(r"[\d.]\s+[\d.]", text):
        raise UnreadableFigure(f"cannot read {text!r}: two numbers with nothing between them")
    return re.sub(r"\s+", "", text)


def _numeral(text: str) -> tuple[str, int, int]:
    """A number as written: its digits, the power of ten of their last place, and the power of a scale that follows.

    4200 gives ("4200", 0, 0); 20.02万 gives ("2002", 2, 4), for it was rounded to hundreds; 3万5千 gives ("35", 3, 3).

    Raises
    ------
    UnreadableFigure
        If the signs make no number, or may make more than one.
    """
    if match := re.fullmatch(rf"(\d+)(?:\.(\d+))?({'|'.join(_SCALES)})?", text):
        whole, decimals, word = match.groups()
        return *_shifted(whole, decimals or "", _SCALES.get(word, 0)), _SCALES.get(word, 0)
    if match := re.fullmatch(rf"(.+)点([零〇一二三四五六七八九]+)({'|'.join(_SCALES)})?", text):
        whole, decimals, word = match.groups()
        decimals = "".join(str(_DIGITS[sign]) for sign in decimals)
        return *_shifted(str(_whole(whole)[0]), decimals, _SCALES.get(word, 0)), _SCALES.get(word, 0)
    value, place = _whole(text)
    if not re.search(r"[万亿\d]", text):
        place = 0  # 五十 is how 50 is written, and shows its last digit as that does
    scale = sum(_PLACES[sign] for sign in re.search(r"[百千万亿]*$", text).group(0))
    return str(value // 10**place), place, scale


def _shifted(whole: str, decimals: str, scale: int) -> tuple[str, int]:
    """Digits and power of a number with decimals and a scale: 20, 02 and 4 give 2002 and 2."""
    if scale >= len(decimals):
        return str(int(whole + decimals)) if decimals or scale else whole, scale - len(decimals)
    return f"{int(whole + decimals[:scale])}.{decimals[scale:]}", 0


def _whole(text: str) -> tuple[int, int]:
    """A whole number in Chinese signs, digits among them or not, and the power of ten of the last place written.

    It is split at its largest place: 三万五千 is 三 times 万 and 五千.  One sign behind a place stands for the next place
    down (三万五 is 35,000); lower places that are left out are marked (三万零五).
    """
    if re.search(r"[一二两三四五六七八九]{2}", text):
        raise UnreadableFigure(f"cannot read {text!r}: two numerals in a row may mean either, or all between them")
    for sign, power in _PLACES.items():
        head, found, tail = text.rpartition(sign) if sign == "亿" else text.partition(sign)
        if not found:
            continue
        if not head and sign != "十":
            raise UnreadableFigure(f"cannot read the Chinese numeral {text!r}: nothing says how many {sign}")
        times, place = _whole(head) if head else (1, 0)
        if not re.search(r"[万\d]", head):
            place = 0
        if not 0 < times < (10**8 if sign == "亿" else 10**4 if sign == "万" else 10):
            raise UnreadableFigure(f"cannot read the Chinese numeral {text!r}: {head} is no number of {sign}")
        if not tail:
            return times * 10**power, power + place
        rest, place = _behind_place(text, tail, power)
        return times * 10**power + rest, place
    if text in _DIGITS:
        return _DIGITS[text], 0
    if text.isascii() and text.isdigit():
        return int(text), 0
    raise UnreadableFigure(f"cannot read the Chinese numeral {text!r}")


def _behind_place(text: str, tail: str, power: int) -> tuple[int, int]:
    """What stands behind a place of ten to the `power`, and the power of its own last place."""
    if tail[0] in "零〇":
        rest, place = _whole(tail[1:])
        if not 0 < rest < 10 ** (power - 1):
            raise UnreadableFigure(f"cannot read the Chinese numeral {text!r}: {tail} skips no place")
        return rest, place
    rest, place = _whole(tail)
    if len(tail) == 1:
        return rest * 10 ** (power - 1), power - 1
    if tail.isascii() and len(tail) != power or not 0 < rest < 10**power:
        raise UnreadableFigure(f"cannot read the Chinese numeral {text!r}: {tail} may be counted in more than one way")
    return rest, place


def _amount(text: str) -> _Amount:
    """One number with or without a unit, no hedge."""
    if match := re.fullmatch(rf"百分之({_NUMERAL})", text):
        return _Amount(*_numeral(match.group(1))[:2], "%")
    match = re.fullmatch(rf"({_NUMERAL})({_UNIT})?", text)
    if not match:
        raise UnreadableFigure(f"cannot read {text!r} as a number: expected a form listed in casebook.printed")
    digits, power, scale = _numeral(match.group(1))
    unit = match.group(2) or ""
    if unit == "成":  # a tenth, in per cent
        whole, _, decimals = digits.partition(".")
        return _Amount(*_shifted(whole, decimals, power + 1), "%")
    if unit == "年" and power == 0 and len(digits) == 4:
        raise UnreadableFigure(f"cannot read {text!r} as a quantity: it is a calendar year, see read_date")
    return _Amount(digits, power, _MEASURES.get(unit, unit), scale)


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
        If the form is not known, or may mean more than one thing; the message says why.
    """
    plain = _normalise(text)
    if plain in _DOUBLED:
        multiple = str(_DOUBLED[plain])
        return Printed(text, _rounded(multiple, rounding), Fraction(multiple), "multiple", "x", (multiple,))
    if plain in ("全部", "all"):
        return Printed(text, Interval(100, 100), Fraction(100), "exact", "%", ("100",))
    hedge, plain = _hedge(text, plain)
    ends = re.split(_DASH, plain)
    if len(ends) == 2 and all(ends):
        return _range(text, hedge, *ends)
    if match := re.fullmatch(rf"({_NUMERAL}):1", plain):
        digits, power, _ = _numeral(match.group(1))
        return _hedged(text, _Amount(digits, power, ": 1"), hedge, False if count is None else count, rounding)
    if (fraction := _fraction_of(plain)) is not None:
        return _fraction(text, fraction, hedge)
    amount = _amount(plain)
    counted = amount.unit in ("", *_COUNTERS) and "." not in amount.digits
    if amount.power and re.search(rf"[.点]|{'|'.join(_ROUND_WORDS.values())}", plain):
        counted = False  # 1.2万 and 2 million were rounded, 3万 and 35,000 were not
    return _hedged(text, amount, hedge, counted if count is None else count and counted, rounding)


def _hedge(text: str, plain: str) -> tuple[str, str]:
    """The hedge of a figure and the figure without it; a figure with two is refused.

    "1人以上" and "30多家": the hedge may stand before the number, behind it, or behind the unit.
    """
    found = []
    for name, pattern in _BEFORE.items():
        if match := re.match(pattern, plain):
            found.append(name)
            plain = plain[match.end() :]
            break
    for name, pattern in _BEHIND_UNIT.items():
        if match := re.search(rf"(?<=.)(?:{pattern})$", plain):
            found.append(name)
            plain = plain[: match.start()]
            break
    for name, pattern in _BEHIND_NUMBER.items():
        if match := re.fullmatch(rf"({_NUMERAL})(?:{pattern})({_UNIT})?", plain):
            found.append(name)
            plain = match.group(1) + (match.group(2) or "")
    if len(found) > 1:
        raise UnreadableFigure(f"cannot read {text!r}: it is hedged twice")
    return found[0] if found else "exact", plain


def _range(text: str, hedge: str, first: str, second: str) -> Printed:
    """A range, both ends in it; the first number shares the scale and the unit that stand behind the second."""
    if hedge != "exact":
        raise UnreadableFigure(f"cannot read {text!r}: a hedge does not go with a range")
    if first.startswith("百分之") and not second.startswith("百分之"):
        second = f"百分之{second}"
    if (unit := re.search(rf"(?:{_UNIT})$", second)) and not re.search(rf"(?:{_UNIT})$", first):
        first += unit.group(0)
    low, high = _amount(first), _amount(second)
    if low.unit != high.unit:
        raise UnreadableFigure(f"cannot read the range {text!r}: its ends have two units")
    if high.scale and not low.scale:
        low = replace(low, power=low.power + high.scale)  # 20—30万: both in ten thousands
        if low.value >= high.value:
            raise UnreadableFigure(
                f"cannot read the range {text!r}: the scale of {first} may or may not be that of {second}"
            )
    if low.value > high.value:
        ends = f"{float(low.value):g} down to {float(high.value):g}"
        raise UnreadableFigure(f"cannot read the range {text!r}: it runs from {ends}")
    if all(re.fullmatch(r"19\d\d|20\d\d", end) for end in (first, second)):
        raise UnreadableFigure(f"cannot read {text!r} as a quantity: the ends look like calendar years, see read_date")
    numbers = tuple(end.digits if end.power == 0 else str(end.value) for end in (low, high))
    interval, unit = Interval(low.value, high.value), "" if high.unit in _COUNTERS else high.unit
    if unit == "weeks":
        return Printed(text, interval * 7, None, "range", "days", numbers)
    return Printed(text, interval, None, "range", unit, numbers)


def _hedged(text: str, amount: _Amount, hedge: str, count: bool, rounding: str) -> Printed:
    """A single number with its hedge; a count is written out, so that its last place is the last that is not nought."""
    digits, power, unit = amount.digits, amount.power, amount.unit
    unit = "" if unit in _COUNTERS else unit
    if power and (count or hedge != "exact"):  # the steps of a hedge follow from the number written out
        digits, power = str(amount.value), 0
    interval, value, qualifier = _admitted(text, digits, hedge, count, rounding)
    scale = 10**power
    if unit == "weeks":
        scale, unit = 7 * scale, "days"
    if unit == "times" and qualifier == "exact":
        qualifier = "multiple"
    number = f"{digits}e{power}" if power else digits
    return Printed(text, interval * scale, None if value is None else value * scale, qualifier, unit, (number,))


def _admitted(text: str, digits: str, hedge: str, count: bool, rounding: str) -> tuple[Interval, Fraction | None, str]:
    """What a number with its hedge admits, the number where it is one, and the qualifier."""
    value = Fraction(digits)
    below, above = _significant(digits)
    if value == 0 and hedge in ("nearly", "less_than"):
        raise UnreadableFigure(f"cannot read {text!r}: nothing that is counted or measured here lies below zero")
    if hedge == "exact":
        return Interval(value, value) if count else _rounded(digits, rounding), value, "exact"
    if hedge == "at_least":
        return Interval(value, INFINITY), None, "at_least"
    if hedge == "at_most":
        return Interval(0, value), None, "at_most"
    if hedge == "less_than" and count and value == 1:
        raise UnreadableFigure(f"cannot read {text!r}: of what is counted, less than one is none")
    if hedge == "less_than":
        return Interval(0, value - 1) if count else Interval(0, value, True, False), None, "less_than"
    if count and (below if hedge == "nearly" else above) == 1:
        raise UnreadableFigure(f"cannot read {text!r}: a hedge on a count that is not round leaves no room by the rule")
    if hedge == "about":
        interval = Interval(value - below / 2, value + above / 2, True, False)
        return (Interval(*[interval.integers()[end] for end in (0, -1)]) if count else interval), value, "about"
    if hedge == "more_than":
        interval = Interval(value + 1, value + above - 1) if count else Interval(value, value + above, False, False)
        return interval, None, "more_than"
    interval = Interval(value - below + 1, value - 1) if count else Interval(value - below, value, False, False)
    return interval, None, "less_than"


def _fraction_of(plain: str) -> Fraction | None:
    """The fraction that is written, such as 2/3, 三分之二 or 一半; None if none is."""
    if plain in ("一半", "半数", "half"):
        return Fraction(1, 2)
    if match := re.fullmatch(r"(\d+)/(0*[1-9]\d*)", plain):
        return Fraction(int(match.group(1)), int(match.group(2)))
    if (match := re.fullmatch(rf"({_NUMERAL})分之({_NUMERAL})", plain)) and match.group(1) != "百":
        parts = [_numeral(part) for part in match.groups()]
        bottom, top = (Fraction(digits) * 10**power for digits, power, _ in parts)
        return top / bottom if bottom else None
    return None


def _fraction(text: str, value: Fraction, hedge: str) -> Printed:
    shown = f"{value.numerator}/{value.denominator}"
    if hedge == "exact":
        return Printed(text, Interval(value, value), value, "exact", "", (shown,))
    if hedge != "about":
        raise UnreadableFigure(f"cannot read {text!r}: a fraction stands alone or with 'about'")
    if value not in _SIMPLE_FRACTIONS[1:-1]:
        raise UnreadableFigure(f"cannot read {text!r}: 'about' goes with a half, thirds or quarters")
    at = _SIMPLE_FRACTIONS.index(value)
    low = (value + _SIMPLE_FRACTIONS[at - 1]) / 2
    high = (value + _SIMPLE_FRACTIONS[at + 1]) / 2
    return Printed(text, Interval(low, high, True, False), value, "about", "", (shown,))


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
    if printed.unit == "%" and printed.numbers[0].endswith("e1"):
        return f"{printed.numbers[0][:-2]} in 10"
    unit = {"": "", "%": " %", "days": " weeks"}.get(printed.unit, f" {printed.unit}")
    if printed.unit in ("months", "years") and printed.numbers[-1] == "1":
        unit = unit.removesuffix("s")
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
    plain = _date_digits(_normalise(text))
    if match := re.fullmatch(rf"(\d{{4}})年?{_DASH}(\d{{4}})年?", plain):
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
            return "".join(str(_DIGITS[sign]) for sign in run)
        return str(_whole(run)[0])

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

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
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from .intervals import INFINITY, Interval, as_interval
from .numerals import DASH, NUMERAL, ROUND_WORDS, UnreadableFigure, normalise, numeral, shifted

__all__ = ["Printed", "UnreadableFigure", "read", "in_english", "relative_cut", "roundings_that_fit", "agreement"]


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


def _amount(text: str) -> _Amount:
    """One number with or without a unit, no hedge."""
    if match := re.fullmatch(rf"百分之({NUMERAL})", text):
        return _Amount(*numeral(match.group(1))[:2], "%")
    match = re.fullmatch(rf"({NUMERAL})({_UNIT})?", text)
    if not match:
        raise UnreadableFigure(f"cannot read {text!r} as a number: expected a form listed in casebook.reading.printed")
    digits, power, scale = numeral(match.group(1))
    unit = match.group(2) or ""
    if unit == "成":  # a tenth, in per cent
        whole, _, decimals = digits.partition(".")
        return _Amount(*shifted(whole, decimals, power + 1), "%")
    if unit == "年" and power == 0 and len(digits) == 4:
        raise UnreadableFigure(f"cannot read {text!r} as a quantity: it is a calendar year")
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
    plain = normalise(text)
    if plain in _DOUBLED:
        multiple = str(_DOUBLED[plain])
        return Printed(text, _rounded(multiple, rounding), Fraction(multiple), "multiple", "x", (multiple,))
    if plain in ("全部", "all"):
        return Printed(text, Interval(100, 100), Fraction(100), "exact", "%", ("100",))
    hedge, plain = _hedge(text, plain)
    ends = re.split(DASH, plain)
    if len(ends) == 2 and all(ends):
        return _range(text, hedge, *ends)
    if match := re.fullmatch(rf"({NUMERAL}):1", plain):
        digits, power, _ = numeral(match.group(1))
        return _hedged(text, _Amount(digits, power, ": 1"), hedge, False if count is None else count, rounding)
    if (fraction := _fraction_of(plain)) is not None:
        return _fraction(text, fraction, hedge)
    amount = _amount(plain)
    counted = amount.unit in ("", *_COUNTERS) and "." not in amount.digits
    if amount.power and re.search(rf"[.点]|{'|'.join(ROUND_WORDS.values())}", plain):
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
        if match := re.fullmatch(rf"({NUMERAL})(?:{pattern})({_UNIT})?", plain):
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
        raise UnreadableFigure(f"cannot read {text!r} as a quantity: the ends look like calendar years")
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
    if (match := re.fullmatch(rf"({NUMERAL})分之({NUMERAL})", plain)) and match.group(1) != "百":
        parts = [numeral(part) for part in match.groups()]
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
        word = next((at for at in ROUND_WORDS if at >= power), max(ROUND_WORDS))
        return f"{Decimal(mantissa).scaleb(power - word):,f} {ROUND_WORDS[word]}"
    if "/" in digits or len(digits.partition(".")[0]) < 4:
        return digits
    whole, point, decimals = digits.partition(".")
    return f"{int(whole):,}{point}{decimals}"


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

"""A printed figure in English, in words that the reader reads as the same set of values."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from .intervals import INFINITY, Interval
from .numerals import ROUND_WORDS, UnreadableFigure
from .printed import Printed, read

__all__ = ["in_english"]

QUALIFIERS = {
    "exact": ("",),
    "multiple": ("",),
    "about": ("about ",),
    "more_than": ("more than ", "just over "),
    "less_than": ("less than ", "nearly ", "just under "),
    "at_least": ("at least ",),
    "at_most": ("at most ",),
}
TIMES_AS_MUCH = " times as much"
TIMES = {"2": "doubled", "3": "tripled", "4": "quadrupled"}
UNITS = {"": ("",), "%": (" %",), "days": (" weeks", " days"), "years": (" years", " completed years")}


def in_english(printed: Printed | str, *, count: bool | None = None) -> str:
    """The printed figure in English, such as ``more than 4,200`` for ``4200多``.

    What no English form of the reader admits is given by its ends: ``from 20 to below 100 km`` for 数十公里.

    Raises
    ------
    UnreadableFigure
        If `printed` is a text of unknown form.
    """
    if isinstance(printed, str):
        printed = read(printed, count=count)
    return _in_english(printed, count)


@lru_cache(maxsize=4096)
def _in_english(printed: Printed, count: bool | None) -> str:
    if printed.text in ("全部", "all"):
        return "all"
    if printed.text in ("一周", "a week", "one week"):
        return "one week"
    direction = f"{printed.direction} " if printed.direction else ""
    for words in _wordings(printed):
        if _says(direction + words, printed, count):
            return direction + words
    return direction + _by_ends(printed)


def _wordings(printed: Printed) -> Iterator[str]:
    """What the figure may be called, the usual before the rare."""
    numbers = [_grouped(number) for number in printed.numbers]
    units = (TIMES_AS_MUCH,) if printed.unit == "x" else UNITS.get(printed.unit, (f" {printed.unit}",))
    if printed.qualifier == "range":
        for unit in units:
            yield f"{numbers[0]}–{numbers[1]}{unit}"
        return
    if printed.unit == "x":
        if printed.numbers[0] in TIMES:
            yield from (f"{words}{TIMES[printed.numbers[0]]}" for words in QUALIFIERS[printed.qualifier])
        if printed.numbers[0] == "1/2":
            yield "halved"
    tenths = printed.numbers[0].removesuffix("e1")
    if printed.unit == "%" and (tenths != printed.numbers[0] or tenths.endswith("0")):
        tenths = tenths.removesuffix("0") if tenths == printed.numbers[0] else tenths
        in_ten = [f"{words}{tenths} in 10" for words in QUALIFIERS[printed.qualifier]]
    else:
        in_ten = []
    shown = [*numbers[:1]]
    if printed.numbers[0].endswith(".5"):
        shown.append(f"{numbers[0][:-2].removeprefix('0')}½")
    for number in shown:
        for words in QUALIFIERS[printed.qualifier]:
            for unit in units:
                singular = printed.numbers[-1] == "1" and unit in (" months", " years", " days", " hours", " weeks")
                yield f"{words}{number}{unit.removesuffix('s') if singular else unit}"
    yield from in_ten
    if not printed.unit and printed.numbers[0].isdigit():
        yield from (f"{words}{int(printed.numbers[0]) // 12} dozen" for words in QUALIFIERS[printed.qualifier])


def _says(words: str, printed: Printed, count: bool | None) -> bool:
    """Whether the reader reads these words as the same figure, with what it was told, or where it was told no count."""
    same = ("interval", "unit", "direction", "qualifier")
    for told in {count, False}:
        try:
            back = read(words, count=told)
        except UnreadableFigure:
            return False
        if all(getattr(back, part) == getattr(printed, part) for part in same):
            return True
    return False


def _by_ends(printed: Printed) -> str:
    """The set by its ends."""
    interval, unit = printed.interval, f" {printed.unit}" if printed.unit else ""
    unit = TIMES_AS_MUCH if printed.unit == "x" else unit
    low, high = _number(interval.low), _number(interval.high)
    if interval.high == INFINITY:
        return f"at least {low}{unit}"
    if not interval.width:
        return f"{low}{unit}"
    return _ends_in_words(interval, low, high) + unit


def _ends_in_words(interval: Interval, low: str, high: str) -> str:
    if interval.low_in and interval.high_in:
        return f"from {low} to {high}"
    if interval.low_in:
        return f"from {low} to below {high}"
    return f"above {low} and {'up to' if interval.high_in else 'below'} {high}"


def _number(value: Fraction | float) -> str:
    if value == INFINITY:
        return "∞"
    exact = Fraction(value)
    text = f"{float(exact):.9f}".rstrip("0").rstrip(".")
    return _grouped(text) if Fraction(text) == exact else f"{exact.numerator}/{exact.denominator}"


def _grouped(digits: str) -> str:
    if "e" in digits:
        mantissa, power = digits.split("e")
        power = int(power)
        word = next((at for at in ROUND_WORDS if at >= power), max(ROUND_WORDS))
        if power < 2:
            return f"{Decimal(mantissa).scaleb(power):f}"
        return f"{Decimal(mantissa).scaleb(power - word):,f} {ROUND_WORDS[word]}"
    if "/" in digits or len(digits.partition(".")[0].lstrip("-")) < 4:
        return digits
    whole, point, decimals = digits.partition(".")
    return f"{int(whole):,}{point}{decimals}"

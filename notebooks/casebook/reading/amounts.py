"""One number with its unit: how much it is, which of its places was shown last, and in which steps it goes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from .forms import Words, words
from .numerals import DIGITS, NUMERAL, ROUND_WORDS, UnreadableFigure, numeral

__all__ = ["COUNTER", "Amount", "amount", "neighbours", "steps"]

# Measure words of what is counted: 家, 名, 件
COUNTER = "[个人名家位只项条次类岗座件枚户辆套台所处起例份宗笔栋幢间张本部篇门支批艘架头匹株棵层页段章款种届期轮口台组级站节场封幅]"
ONE = "[一二两三四五六七八九]"
PAIR = re.compile(rf"(.*?)({ONE})({ONE})(.*)")


@dataclass(frozen=True)
class Amount:
    """A number with its unit.

    Attributes
    ----------
    value : Fraction
        The number, scales multiplied out.
    place : Fraction
        One of the last place shown, in which it was rounded: 100 for 20.02万, 1/2 for one and a half.
    unit : str
        As in ``units.csv``; empty for what is counted.
    times : Fraction
        How many of `unit` one of the number is: 7 for weeks, which come out in days.
    counted : bool
        Whether only whole numbers are possible.
    step : Fraction or None
        The step that it goes in, if it is not that of its last digit.
    scale : int
        The power of ten of what is written behind the digits (万, million), which a number before it may share.
    limit : Fraction or None
        What it cannot exceed: 100 for a share in tenths.
    shown : str
        The number as it was shown, in plain digits; ``2002e2`` for 20.02万.
    """

    value: Fraction
    place: Fraction
    unit: str
    times: Fraction = Fraction(1)
    counted: bool = False
    step: Fraction | None = None
    scale: int = 0
    limit: Fraction | None = None
    shown: str = ""

    @property
    def steps(self) -> tuple[Fraction, Fraction]:
        """Steps below and above it."""
        return (self.step, self.step) if self.step else steps(self.value)


def steps(value: Fraction) -> tuple[Fraction, Fraction]:
    """Steps below and above a number, which goes in steps of its last digit that is not nought.

    They differ only at a power of ten (below 1000 the one-digit numbers lie 100 apart, above it 1000); a last digit five
    after another digit counts as a step of five.
    """
    if value == 0:
        return Fraction(1), Fraction(1)
    place = Fraction(1)
    while value % (place * 10) == 0:
        place *= 10
    while value % place:
        place /= 10
    mantissa = int(value / place)
    if mantissa > 10 and mantissa % 10 == 5:
        return 5 * place, 5 * place
    return (place / 10 if mantissa == 1 and place > 1 else place), place


@cache
def _shapes(known: Words) -> tuple[tuple[re.Pattern, bool], ...]:
    """The shapes of a number with its unit, and whether a half stands in it."""
    number, inner = rf"(?P<number>{NUMERAL})", rf"(?P<hedge>{known.any_of('behind number')})"
    unit, scale = rf"(?P<unit>{known.unit_pattern}|{COUNTER}|[成折])", r"(?P<scale>[百千万亿]+)"
    halved = rf"(?P<unit>{known.unit_pattern}|月|{COUNTER})"
    # 3.5千米 is three and a half kilometres: what begins with 千 is the unit before it is the scale
    of_thousand = "|".join(
        sorted((part for part in known.unit_pattern.split("|") if part.startswith("千")), key=len, reverse=True)
    )
    shapes = (
        (rf"(?P<number>[\d.点]+[百万亿]*){inner}?(?P<unit>{of_thousand})", False),
        (rf"(?P<share>[百千])分之{number}{inner}?", False),
        (rf"{number}{unit}?", False),
        (rf"{number}成(?P<tenth>{ONE}|\d)", False),
        (rf"{number}{inner}{scale}?{unit}?", False),
        (rf"{number}个{inner}(?P<unit>月|小时|星期|工作日|钟头)", False),
        (rf"{number}{unit}{inner}", False),
        (rf"{number}?个?半(?P<scale>million|billion|trillion)?{halved}?{inner}?", True),
        (rf"半个{halved}{inner}?", True),
        (rf"{number}{unit}半{inner}?", True),
    )
    return tuple((re.compile(shape), half) for shape, half in shapes)


def amount(text: str, *, hedged: bool = False) -> tuple[Amount, str]:
    """A number, its unit, and the hedge that stands inside it, as 多 does in 30多万人 and 一年多.

    Parameters
    ----------
    text : str
        As :func:`casebook.reading.numerals.normalise` gives it.
    hedged : bool
        Whether a hedge stands round it: a count with a hedge is whole, whatever decimals it is printed with.

    Returns
    -------
    tuple of Amount and str
        The hedge is empty if there is none.

    Raises
    ------
    UnreadableFigure
        If the text is no number with or without a unit.
    """
    known = words()
    if re.fullmatch(r"[一二三四五六七八九十百千万]*[一二三四五六七八九]千(?:米|克|瓦时?|卡|伏)", text):
        raise UnreadableFigure(f"cannot read {text!r}: it may be thousands of the unit, or the unit of a thousand")
    for shape, half in _shapes(known):
        match = shape.fullmatch(text)
        if not match:
            continue
        found = dict.fromkeys(("share", "number", "tenth", "hedge", "scale", "unit")) | match.groupdict()
        if half and not _halves(found):
            continue
        hedge = known.at_start("behind number", found["hedge"])[0].reads_as if found["hedge"] else ""
        return _amount(text, found, half, hedged or bool(hedge)), hedge
    raise UnreadableFigure(f"cannot read {text!r} as a number: expected a form listed in casebook.reading.forms")


def _halves(found: dict) -> bool:
    """Whether a half belongs to the number: a half of what is measured, or of a scale, and no share on its own."""
    return bool(found["scale"] or (found["unit"] and not re.fullmatch(COUNTER, found["unit"])))


def _amount(text: str, found: dict, half: bool, hedged: bool) -> Amount:
    word = found["unit"] or ""
    if word in ("成", "折") or found["tenth"]:
        return _tenths(text, found["number"], found["tenth"], half)
    if word == "年" and re.fullmatch(r"\d{4}|[〇零一二三四五六七八九]{4}", found["number"] or ""):
        raise UnreadableFigure(f"cannot read {text!r} as a quantity: it is a calendar year")
    unit = words().unit(f"个{word}" if f"个{word}" in ("个月", "个星期", "个工作日", "个小时", "个钟头") else word)
    digits, power, scale = numeral(found["number"]) if found["number"] else ("0", 0, 0)
    value = Fraction(digits) * 10**power
    place = Fraction(10) ** (power - len(digits.partition(".")[2]))
    shown = f"{digits}e{power}" if power else digits
    if behind := found["scale"]:  # 30多万, half a million
        scale = numeral(f"1{behind}")[1]
        value, place = value * 10**scale, place * 10**scale
    step = None
    if half:
        whole = Fraction(10) ** scale if found["scale"] else Fraction(1)
        value, place, step = value + whole / 2, whole / 2, whole / 2
        shown = _decimal(value)
    if found["share"]:
        return Amount(value, place, "%" if found["share"] == "百" else "‰", scale=scale, shown=shown)
    counted = word == "" or unit is None or unit.counted
    if half and counted and not found["scale"]:
        raise UnreadableFigure(f"cannot read {text!r}: what is counted has no halves")
    rounded = "." in (found["number"] or "") or "点" in (found["number"] or "")
    rounded |= bool(re.search("|".join(ROUND_WORDS.values()), found["number"] or "")) or half
    counted &= value.denominator == 1 and (hedged or not rounded or not scale or place == 1)
    counted &= bool(scale) or not rounded
    return Amount(
        value,
        place,
        unit.unit if unit else "",
        unit.times if unit else Fraction(1),
        counted,
        step,
        scale,
        shown=shown,
    )


def _tenths(text: str, number: str, tenth: str | None, half: bool = False) -> Amount:
    """Tenths in per cent: 三成, 三成五 with its hundredth, 三成半 with half a tenth, 八折, 八五折."""
    if half and "折" in text:
        raise UnreadableFigure(f"cannot read {text!r}: 折 goes with tenths and hundredths")
    if re.fullmatch(f"{ONE}{{2}}", number):  # 八五折 is 85 %
        value, place = Fraction(10 * DIGITS[number[0]] + DIGITS[number[1]]), Fraction(1)
    else:
        digits, power, _ = numeral(number)
        value, place = Fraction(digits) * 10**power * 10, Fraction(10) ** (power + 1 - len(digits.partition(".")[2]))
    if tenth:
        value, place = value + (int(tenth) if tenth.isdigit() and tenth.isascii() else DIGITS[tenth]), Fraction(1)
    if half:
        value, place = value + 5, Fraction(5)
    if not 0 <= value <= 100:
        raise UnreadableFigure(f"cannot read {text!r}: a share in tenths ends at ten of them")
    shown = f"{_decimal(value / 10)}e1" if place == 10 else _decimal(value)
    return Amount(value, place, "%", limit=Fraction(100), shown=shown)


def _decimal(value: Fraction) -> str:
    """A number in plain digits, such as 1.5."""
    text = f"{float(value):f}".rstrip("0").rstrip(".")
    return text or "0"


def neighbours(text: str) -> tuple[str, str] | None:
    """The two numbers that two neighbouring digits name, as 三四十 names 三十 and 四十; None if there are no two.

    Raises
    ------
    UnreadableFigure
        If two digits stand together that are neither neighbours nor 三五.
    """
    match = PAIR.fullmatch(text)
    if not match or re.search(r"[点.]", match.group(1)) or re.fullmatch(f"{ONE}{{2}}折", text):
        return None
    before, one, two, behind = match.groups()
    first, second = DIGITS[one], DIGITS[two]
    if second - first != 1 and (one, two) != ("三", "五") and (one, two) != ("两", "三"):
        raise UnreadableFigure(f"cannot read {text!r}: two numerals in a row that are no neighbours")
    if re.match(ONE, behind):
        raise UnreadableFigure(f"cannot read {text!r}: more than two numerals in a row")
    return f"{before}{one}{behind}", f"{before}{two}{behind}"

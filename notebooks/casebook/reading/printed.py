"""What a printed figure admits.

A printed number stands for a set of values: "42 %" is what a careful writer prints for any share from 41.5 up to,
but not including, 42.5.  :func:`read` turns a printed form, Chinese or English, into that set.  The rule is one
sentence: *the set holds every value that would have been printed in this way, and no other.*  What that means form by
form stands in ``forms.csv``, with the convention and its source; a form that is not known, or that may mean more than
one thing, is refused with the reason.

========================  =====================================  ============================================
form                      read as                                a value v is printed so if
========================  =====================================  ============================================
``109`` (a count)         exactly 109                            v = 109
``42%``  ``26.3%``        [41.5, 42.5)  [26.25, 26.35)           it rounds to the last digit shown
``4200多``                4201 … 4299 (a count)                  it is above, and the next round number is not reached
``近1000``                901 … 999 (a count)                    it is below, and the round number before is passed
``15%左右``               [12.5, 17.5)                           it rounds to 15 in steps of five
``3%—5%``  ``三四十``     [3, 5]  [30, 40]                       it lies between the two, both included
``34:1``                  [33.5, 34.5)                           the first term rounds to 34 for one of the second
``增加一倍``              a multiple in [1.5, 2.5)               it rounds to twice
``至少5%``  ``最多8``     [5, ∞)  [0, 8]                         it is not below (not above) the bound
``一周``  ``一年半``      [3.5, 10.5) days  [1.25, 1.75) years   it rounds to one week, to half years
``全部``                  [100, 100] %                           nothing is left out
========================  =====================================  ============================================
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, lru_cache

from .amounts import COUNTER, Amount, amount, neighbours
from .forms import Form, Words, words
from .intervals import INFINITY, Interval, as_interval
from .numerals import DASH, NUMERAL, UnreadableFigure, normalise, numeral

__all__ = ["Printed", "UnreadableFigure", "read", "relative_cut", "roundings_that_fit", "agreement"]


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
        As in ``units.csv``; ``: 1`` for a ratio, ``x`` for a multiple in words, such as "doubled"; empty for what is counted
        and for a fraction.
    numbers : tuple of str
        The numerals as printed, in plain digits; ``2002e2`` for 20.02万, which was rounded to the last digit shown.
    direction : str
        ``up`` or ``down`` if it is told as a change, such as 下降3.5%; its size stays positive.
    """

    text: str
    interval: Interval
    value: Fraction | None
    qualifier: str
    unit: str
    numbers: tuple[str, ...]
    direction: str = ""

    def __contains__(self, value) -> bool:
        return value in self.interval

    def __str__(self) -> str:
        return f"{self.text} {self.interval}"


_SIMPLE_FRACTIONS = tuple(Fraction(n) for n in ("0", "1/4", "1/3", "1/2", "2/3", "3/4", "1"))
_SIGNS = {
    "us$": "usdollars",
    "hk$": "hkd",
    "nt$": "twd",
    "s$": "sgd",
    "a$": "aud",
    "c$": "cad",
    "$": "usdollars",
    "€": "eur",
    "£": "gbp",
    **{code: code for code in ("rmb", "cny", "usd", "eur", "gbp", "hkd", "jpy", "krw", "inr", "chf")},
}
_LETTERS = {"k": "thousand", "m": "million", "mn": "million", "mln": "million", "bn": "billion", "b": "billion",
            "tn": "trillion", "trn": "trillion"}  # fmt: skip
_MONEY = re.compile(
    rf"({'|'.join(map(re.escape, sorted(_SIGNS, key=len, reverse=True)))})"
    rf"((?:\d[\d.]*|半))(million|billion|trillion|thousand|mln|mn|trn|tn|bn|[kmb](?!(?!and|to)[a-z]))?"
)


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
    if rounding not in ("nearest", "down", "up"):
        raise ValueError(f"rounding is 'nearest', 'down' or 'up', not {rounding!r}")
    found = _read(text, count, rounding, words())
    if isinstance(found, str):
        raise UnreadableFigure(found)
    return found


@lru_cache(maxsize=2**15)
def _read(text: str, count: bool | None, rounding: str, known: Words) -> Printed | str:
    """The figure, or why it cannot be read: the same few hundred forms are read again and again."""
    try:
        return _read_once(text, count, rounding, known)
    except UnreadableFigure as error:
        return str(error)


def _read_once(text: str, count: bool | None, rounding: str, known: Words) -> Printed:
    plain = _MONEY.sub(lambda m: f"{m[2]}{_LETTERS.get(m[3], m[3] or '')}{_SIGNS[m[1]]}", normalise(text))
    if refused := known.whole("refused", plain):
        raise UnreadableFigure(f"cannot read {text!r}: {refused.reads_as}")
    shared = re.search(r"(?<![\d.,])(\d{1,3})(?:-|–|—|~)(\d{1,3}),\d{3}", re.sub(r"\s", "", text))
    if shared and int(shared[1]) < int(shared[2]):
        raise UnreadableFigure(f"cannot read the range {text!r}: the thousands of its end may be those of both")
    hedge, change, core = _around(text, plain, known)
    if change in ("up", "down") and re.fullmatch(r"(?:from|从|由).+(?:to|[至到]).+", core):
        raise UnreadableFigure(
            f"cannot read {text!r}: it is told from one level to another, and how far is not printed"
        )
    printed = _core(text, core, hedge, known, count, rounding)
    if printed.unit == "times" and change in ("up", "down"):
        printed, change = _grown(text, printed, change), ""
    return replace(printed, text=text, direction=change if change in ("up", "down") and printed.unit != "x" else "")


def _grown(text: str, printed: Printed, change: str) -> Printed:
    """What was there, and so many times as much more: a growth by two to three times is three to four times as much."""
    if change == "down":
        raise UnreadableFigure(f"cannot read {text!r}: nothing falls by the whole of it or more")
    numbers = tuple(_plain(Fraction(number) + 1) for number in printed.numbers)
    value = None if printed.value is None else printed.value + 1
    return replace(printed, interval=printed.interval + 1, value=value, unit="x", numbers=numbers)


def _around(text: str, plain: str, known: Words) -> tuple[str, str, str]:
    """What stands round a figure: its hedge, the change that it is told of (``up``, ``down``, ``level`` or none), and the rest."""
    hedges, change = [], ""
    while not known.whole("doubled", plain):
        rests = {place: known.at_start(place, plain) for place in ("before", "change", "emphasis")}
        place = min(rests, key=lambda at: len(rests[at][1]))  # the longest word wins: 多达 is no 多
        form, rest = rests[place]
        if not form or not rest or place == "change" and (change or hedges):
            break
        if place == "before":
            hedges.append(form.reads_as)
        elif place == "change":
            change, rest = _change(form, rest, known)
        plain = rest
    if not re.fullmatch(r".*(?:到|至|between|介于|在).*之间?", plain):
        hedge, rest = known.at_end("behind unit", plain)
        if hedge and rest:
            hedges.append(hedge.reads_as)
            plain = rest
    if len(hedges) > 1:
        raise UnreadableFigure(f"cannot read {text!r}: it is hedged twice")
    return hedges[0] if hedges else "", change, plain


def _change(verb: Form, behind: str, known: Words) -> tuple[str, str]:
    """``up``, ``down`` or, where a level is said to be reached, ``level``; and the text behind."""
    behind = re.sub(r"^(?:了|by)", "", behind)
    level, rest = known.at_start("level", behind)
    return ("level", rest) if level and rest else (verb.reads_as, behind)


def _core(text: str, core: str, hedge: str, known: Words, count: bool | None, rounding: str) -> Printed:
    """The figure without what stands round it."""
    if (named := _named(text, core, hedge, known, rounding)) is not None:
        return named
    if (explicit := _by_ends(text, core)) is not None:
        if hedge:
            raise UnreadableFigure(f"cannot read {text!r}: a hedge does not go with a range")
        return explicit
    if match := re.fullmatch(rf"({NUMERAL})(?:[:比]({NUMERAL})|to(1))", core):
        return _ratio(text, match[1], match[2] or match[3], hedge, count, rounding)
    if (ends := _ends(core)) is not None:
        if hedge:
            raise UnreadableFigure(f"cannot read {text!r}: a hedge does not go with a range")
        return _range(text, *ends)
    if (fraction := _fraction_of(core)) is not None:
        return _fraction(text, fraction, hedge)
    negative = core.startswith("-") and not hedge
    found, inner = amount(core[1:] if negative else core, hedged=bool(hedge))
    if hedge and inner:
        raise UnreadableFigure(f"cannot read {text!r}: it is hedged twice")
    found = replace(found, counted=found.counted if count is None else count and found.counted)
    return _hedged(text, found, hedge or inner or "exact", negative, rounding)


def _named(text: str, core: str, hedge: str, known: Words, rounding: str) -> Printed | None:
    """A form that is a word of its own: all, doubled, 翻番, dozens, 数十, 上百; None if it is none of them."""
    if form := known.whole("whole", core):
        if hedge:
            raise UnreadableFigure(f"cannot read {text!r}: all of something is not hedged")
        value = Fraction(form.reads_as)
        return Printed(text, Interval(value, value), value, "exact", "%", (form.reads_as,))
    if form := known.whole("doubled", core):
        return _multiple(text, Fraction(form.reads_as), hedge, rounding)
    if match := re.fullmatch(rf"(?:{known.any_of('fan')})了?(?P<rest>.*)番(?P<behind>多)?", core):
        inner, number = known.at_start("before", match["rest"])
        times = int(Fraction(numeral(number)[0])) if number else 1
        hedges = [
            one for one in (hedge, inner.reads_as if inner else "", "more_than" if match["behind"] else "") if one
        ]
        if len(hedges) > 1 or hedges and times != 1:
            raise UnreadableFigure(f"cannot read {text!r}: a hedge goes with one 番 alone")
        return _multiple(text, Fraction(2) ** times, hedges[0] if hedges else "", rounding)
    if match := re.fullmatch(r"(\d+)dozens?", core):
        dozen = Fraction(12 * int(match[1]))
        return _hedged(
            text, Amount(dozen, Fraction(1), "", counted=True, step=Fraction(12), shown=str(dozen)), hedge or "exact"
        )
    return _unsaid(text, core, hedge, known)


@cache
def _unsaid_shapes(known: Words) -> dict[str, re.Pattern]:
    """The shapes of a number of which a digit is not said."""
    unit = rf"(?P<unit>{known.unit_pattern}|{COUNTER})?"
    several = rf"好?(?:{known.any_of('several')})(?P<scale>[十百千万亿]*|dozen|hundred|thousand|million|billion){unit}"
    reaching = rf"(?:{known.any_of('reaching')})(?P<scale>[百千万亿]+){unit}"
    collective = rf"(?:{known.any_of('collective')}){unit}"
    shapes = {"several": several, "reaching": reaching, "collective": collective}
    return {place: re.compile(shape) for place, shape in shapes.items()}


def _unsaid(text: str, core: str, hedge: str, known: Words) -> Printed | None:
    """A number of which a digit is not said: 几, 数十, several hundred, 上百, dozens."""
    for place, shape in _unsaid_shapes(known).items():
        match = shape.fullmatch(core)
        form, _ = known.at_start(place, core.removeprefix("好") if place == "several" else core)
        if not match or not form:
            continue
        if hedge:
            raise UnreadableFigure(f"cannot read {text!r}: it is hedged twice")
        low, high = (Fraction(end) for end in form.reads_as.split(".."))
        scale = {"dozen": 12, "hundred": 100}.get(found := match.groupdict().get("scale") or "")
        scale = scale or Fraction(10) ** (numeral(f"1{found}")[1] if found else 0)
        if found == "十":
            scale = Fraction(10)
        measured = known.unit(match["unit"]) if match["unit"] else None
        low, high = low * scale, (high if place == "collective" else (high + 1) * scale - 1)
        if measured and not measured.counted:
            interval = Interval(low, high + 1, True, False) * measured.times
        else:
            interval = Interval(low, high)
        return Printed(text, interval, None, "range", measured.unit if measured else "", (str(low), str(high)))
    return None


def _multiple(text: str, times: Fraction, hedge: str, rounding: str) -> Printed:
    if times < 1:
        if hedge:
            raise UnreadableFigure(f"cannot read {text!r}: a half that is left is not hedged here")
        return Printed(text, Interval(times, times), times, "multiple", "x", (str(times),))
    return _hedged(text, Amount(times, Fraction(1), "x", shown=str(times)), hedge or "exact", rounding=rounding)


def _ends(core: str) -> tuple[str, str] | None:
    """The two ends of a range, as they are written; None if the figure is none."""
    for shape in (
        r"between(?P<low>.+)and(?P<high>.+)",
        r"from(?P<low>.+)to(?P<high>(?!below).+)",
        r"(?:介于|在|从)?(?P<low>.+?)(?:至|到|和|与|-|—|~)(?P<high>.+?)之?间",
        r"从(?P<low>.+)[至到](?P<high>.+)",
    ):
        if match := re.fullmatch(shape, core):
            return match["low"], match["high"]
    ends = re.split(rf"{DASH}(?=[\d零〇一二两三四五六七八九十百千万亿半])|(?<=[a-z])to(?=\d)", core)
    if len(ends) == 2 and all(ends):
        return ends[0], ends[1]
    return neighbours(core)


def _by_ends(text: str, core: str) -> Printed | None:
    """A set that is given by its ends in words: from 20 to below 100 km, above 10 and up to 20; None if it is none."""
    match = re.fullmatch(r"(?P<low_in>from)(?P<low>.+)tobelow(?P<high>.+)", core) or re.fullmatch(
        r"above(?P<low>.+)and(?:(?P<high_in>upto)|below)(?P<high>.+)", core
    )
    if not match:
        return None
    found = {"low_in": None, "high_in": None} | match.groupdict()
    ends = _range(text, match["low"], match["high"])
    interval = Interval(ends.interval.low, ends.interval.high, bool(found["low_in"]), bool(found["high_in"]))
    return replace(ends, interval=interval)


def _range(text: str, first: str, second: str) -> Printed:
    """A range, both ends in it; the first number shares the scale and the unit that stand behind the second."""
    unit = rf"(?:{words().unit_pattern}|{COUNTER}|成)$"
    if first.startswith("百分之") and not second.startswith("百分之"):
        second = f"百分之{second}"
    if (shared := re.search(unit, second)) and not re.search(unit, first):
        first += shared.group(0)
    (low, hedge_low), (high, hedge_high) = amount(first), amount(second)
    if hedge_low or hedge_high:
        raise UnreadableFigure(f"cannot read {text!r}: a hedge does not go with a range")
    if low.unit != high.unit or low.times != high.times:
        raise UnreadableFigure(f"cannot read the range {text!r}: its ends have two units")
    if high.scale and not low.scale:
        scale = Fraction(10) ** high.scale  # 20—30万: both in ten thousands
        low = replace(low, value=low.value * scale, shown=f"{low.shown}e{high.scale}")
        if low.value >= high.value:
            raise UnreadableFigure(
                f"cannot read the range {text!r}: the scale of {first} may or may not be that of {second}"
            )
    if low.value > high.value:
        ends = f"{float(low.value):g} down to {float(high.value):g}"
        raise UnreadableFigure(f"cannot read the range {text!r}: it runs from {ends}")
    if all(re.fullmatch(r"19\d\d|20\d\d", end) for end in (first, second)):
        raise UnreadableFigure(f"cannot read {text!r} as a quantity: the ends look like calendar years")
    numbers = tuple(str(end.value) if "e" in end.shown else end.shown for end in (low, high))
    return Printed(text, Interval(low.value, high.value) * low.times, None, "range", low.unit, numbers)


def _ratio(text: str, first: str, second: str, hedge: str, count: bool | None, rounding: str) -> Printed:
    """Applicants for a post: the first term was rounded, for one of the second."""
    if Fraction(numeral(second)[0]) != 1:
        raise UnreadableFigure(f"cannot read {text!r}: the second term of a ratio is to be one")
    digits, power, _ = numeral(first)
    place = Fraction(10) ** (power - len(digits.partition(".")[2]))
    found = Amount(Fraction(digits) * 10**power, place, ": 1", counted=bool(count), shown=digits)
    return _hedged(text, found, hedge or "exact", rounding=rounding)


def _hedged(text: str, found: Amount, hedge: str, negative: bool = False, rounding: str = "nearest") -> Printed:
    """A single number with its hedge."""
    if negative and found.unit in ("times", "x"):
        raise UnreadableFigure(f"cannot read {text!r}: a multiple is not below nought")
    interval, value, qualifier = _admitted(text, found, hedge, rounding)
    shown = found.shown if hedge == "exact" and not found.counted else _plain(found.value)
    unit = found.unit
    if unit in ("times", "x") and qualifier == "exact":
        qualifier = "multiple"
    if negative:
        interval, shown = interval * -1, f"-{shown}"
        value = None if value is None else -value
    if found.times != 1:
        interval, value = interval * found.times, None if value is None else value * found.times
    return Printed(text, interval, value, qualifier, unit, (shown,))


def _plain(value: Fraction) -> str:
    """A number in digits, a fraction if it has no end."""
    if value.denominator == 1:
        return str(value)
    decimal = f"{float(value):.12f}".rstrip("0")
    return decimal if Fraction(decimal) == value else str(value)


def _admitted(text: str, found: Amount, hedge: str, rounding: str) -> tuple[Interval, Fraction | None, str]:
    """What a number with its hedge admits, the number where it is one, and the qualifier."""
    value, count = found.value, found.counted
    below, above = found.steps
    if value == 0 and hedge in ("nearly", "less_than", "just_less"):
        raise UnreadableFigure(f"cannot read {text!r}: nothing that is counted or measured here lies below zero")
    if hedge == "exact":
        return Interval(value, value) if count else _rounded(value, found.place, rounding), value, "exact"
    if hedge == "at_least":
        return Interval(value, INFINITY if found.limit is None else found.limit), None, "at_least"
    if hedge == "at_most":
        return Interval(0, value), None, "at_most"
    if hedge == "less_than" and count and value == 1:
        raise UnreadableFigure(f"cannot read {text!r}: of what is counted, less than one is none")
    if hedge == "less_than":
        return Interval(0, value - 1) if count else Interval(0, value, True, False), None, "less_than"
    if count and (below if hedge in ("nearly", "just_less") else above) == 1:
        raise UnreadableFigure(f"cannot read {text!r}: a hedge on a count that is not round leaves no room by the rule")
    if hedge == "about":
        interval = Interval(value - below / 2, value + above / 2, True, False)
        return (Interval(*[interval.integers()[end] for end in (0, -1)]) if count else interval), value, "about"
    ends = {
        "more_than": (value, value + above),
        "just_more": (value, value + above / 2),
        "nearly": (value - below, value),
        "just_less": (value - below / 2, value),
    }
    interval = Interval(*ends[hedge], False, False)
    if count:
        inside = interval.integers()
        interval = Interval(inside[0], inside[-1])
    return interval, None, "more_than" if hedge in ("more_than", "just_more") else "less_than"


def _rounded(value: Fraction, place: Fraction, rounding: str) -> Interval:
    if rounding == "nearest":
        return Interval(value - place / 2, value + place / 2, True, False)
    if rounding == "down":
        return Interval(value, value + place, True, False)
    return Interval(value - place, value, False, True)


def _fraction_of(core: str) -> Fraction | None:
    """The fraction that is written, such as 2/3, 三分之二 or 一半; None if none is."""
    if core in ("一半", "半数", "半", "half"):
        return Fraction(1, 2)
    if match := re.fullmatch(r"(\d+)/(0*[1-9]\d*)", core):
        return Fraction(int(match.group(1)), int(match.group(2)))
    if (match := re.fullmatch(rf"({NUMERAL})分之({NUMERAL})", core)) and match.group(1) not in ("百", "千"):
        parts = [numeral(part) for part in match.groups()]
        bottom, top = (Fraction(digits) * 10**power for digits, power, _ in parts)
        return top / bottom if bottom else None
    return None


def _fraction(text: str, value: Fraction, hedge: str) -> Printed:
    """A fraction, as printed or with a hedge; the simple ones are each other's neighbours."""
    shown = (f"{value.numerator}/{value.denominator}",)
    if value > 1:
        raise UnreadableFigure(f"cannot read {text!r}: a fraction of more than one may be a date")
    if not hedge:
        return Printed(text, Interval(value, value), value, "exact", "", shown)
    if value not in _SIMPLE_FRACTIONS[1:-1]:
        raise UnreadableFigure(f"cannot read {text!r}: a hedge goes with a half, thirds or quarters")
    at = _SIMPLE_FRACTIONS.index(value)
    before, after = _SIMPLE_FRACTIONS[at - 1], _SIMPLE_FRACTIONS[at + 1]
    admitted = {
        "about": (Interval((before + value) / 2, (value + after) / 2, True, False), "about"),
        "more_than": (Interval(value, 1, False, True), "more_than"),
        "just_more": (Interval(value, (value + after) / 2, False, False), "more_than"),
        "nearly": (Interval(before, value, False, False), "less_than"),
        "just_less": (Interval((before + value) / 2, value, False, False), "less_than"),
        "less_than": (Interval(0, value, True, False), "less_than"),
        "at_least": (Interval(value, 1), "at_least"),
        "at_most": (Interval(0, value), "at_most"),
    }
    interval, qualifier = admitted[hedge]
    return Printed(text, interval, value if qualifier == "about" else None, qualifier, "", shown)


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

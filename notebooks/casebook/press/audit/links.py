"""A link to the ledger says what is on record: the same numbers in a form that the entry admits."""

from __future__ import annotations

import re

from ...evidence import tables
from ...evidence.claims import Claim, claim
from ...evidence.records import stored_records
from ...reading.dates import days
from ...reading.dates_in_english import english_date
from ...reading.intervals import INFINITY
from ...reading.numerals import UnreadableFigure
from ...reading.written_dates import read_date

__all__ = [
    "HEDGES",
    "agrees_with_record",
    "canonical",
    "in_words",
    "numbers_in",
    "on_record",
    "same_days",
    "shown_forms",
    "unit_of",
    "whole_excerpt",
]

HAN = re.compile(r"[\u4e00-\u9fff]")
_IN_A_NUMBER = r"[\d.,%‰万亿千百十多余几半倍成年月日旬〇零一二三四五六七八九两]"
_NO_CUT = rf"(?:(?<!{_IN_A_NUMBER})|(?!{_IN_A_NUMBER}))"  # where no number goes on
ALIKE = {"doubled": ["twice", "doubling"], "one week": ["a week"]}
FRACTIONS = {"1/2": "half", "1/3": "a third", "2/3": "two thirds", "1/4": "a quarter", "3/4": "three quarters"}
STATED = ("statement", "note", "meaning", "title")  # where an entry says in words what it is
HEDGES = ("from", "only", "the", "these", "those")  # none that changes what a form admits
# Words of quantity: those for a number, those for a share, and a word for more than a half
_EQUAL = {
    **dict.fromkeys(("none", "no", "nobody", "nothing", "neither", "never"), 0),
    **dict.fromkeys(("both", "twice", "double", "doubled", "doubling"), 2),
}
_NEAR = {
    "half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "sixth": 1 / 6, "tenth": 1 / 10, "thirds": 2 / 3,
    "quarters": 3 / 4, "all": 1, "every": 1,
}  # fmt: skip
QUANTITIES = {*_EQUAL, *_NEAR, "most"}
# Words that turn a statement round or say which way it goes: in a link without a figure they stand in the statement too
TURNS = {
    "not", "without", "less", "more", "fewer", "below", "above", "before", "after", "rose", "fell", "grew", "shrank", "increased",
    "decreased", "raised", "lowered", "improved", "worsened", "first", "second", "third", "last", "only",
}  # fmt: skip

_WORD_VALUES = dict(
    zip(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        map(str, range(1, 13)),
        strict=True,
    )
)


def on_record() -> dict[str, Claim | dict]:
    """Everything that prose may link to: claims, and the results and figures that the executed chapters put on record."""
    entries: dict[str, Claim | dict] = {claim_id: claim(claim_id) for claim_id in tables.table("claims")["claim_id"]}
    for record in stored_records():
        if record["kind"] in ("result", "figure"):
            entries[record["id"]] = record
    return entries


def shown_forms(entry: Claim | dict) -> list[str]:
    """The forms in which prose may print an entry, the first being the one on record."""
    shown = entry.shown if isinstance(entry, Claim) else entry.get("shown")
    forms = [shown]
    if isinstance(entry, dict) and isinstance(entry.get("value"), list) and " to " in shown:
        least, most = shown.removesuffix(entry["unit"]).strip().split(" to ")
        unit = shown.removeprefix(f"{least} to {most}")
        forms += [f"at least {least}{unit}", f"at most {most}{unit}"]
    if isinstance(entry, Claim) and entry.figure is not None:
        ends = entry.interval
        if entry.qualifier != "range" and ends.low != ends.high != INFINITY:
            unit = " %" if entry.figure.unit == "%" else ""
            forms += [f"{float(ends.low):g} to {float(ends.high):g}{unit}"]
        if entry.qualifier == "maximum":
            forms.append(shown.removeprefix("a maximum of "))
        if entry.figure.unit == ": 1":
            forms += [form.replace(" : 1", "") for form in forms]
        if entry.figure.unit in ("years", "times"):
            forms.append(shown.removesuffix(f" {entry.figure.unit}"))
        forms += ALIKE.get(shown, [])
        forms += [
            form.replace(digits, words) for form in forms for digits, words in FRACTIONS.items() if digits in form
        ]
    return [form for form in forms if form]


def canonical(text: str) -> str:
    """A phrase with its numbers in one spelling: 42 per cent, 42% and 42 % alike; four and 4; 3–5, 3 to 5."""
    text = " ".join(text.lower().replace("*", "").split())
    text = re.sub(r"\b(" + "|".join(_WORD_VALUES) + r")\b", lambda m: _WORD_VALUES[m.group(1)], text)
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    text = re.sub(r"\s*(?:per cent|percent|%)", "%", text)
    text = re.sub(r"(?<=[\d%])\s*(?:–|—|to|and)\s*(?=[\d−])", "–", text)
    text = re.sub(r"(\d)%–", r"\1–", text)
    return re.sub(r"\s*:\s*1\b", ":1", text)


def numbers_in(text: str) -> list[str]:
    return re.findall(r"[−-]?\d+(?:\.\d+)?(?:/\d+)?%?", canonical(text).replace("–", " "))


def agrees_with_record(text: str, entry: Claim | dict) -> bool:
    """Whether a link text prints an entry as it is on record, and says nothing else.

    It is a form on record, perhaps with its unit; that form after a hedge of a closed list, :data:`HEDGES`; or words of the
    source in Chinese, which begin and end where its number does.
    """
    if isinstance(entry, Claim) and HAN.search(text):
        return whole_excerpt(text.strip(), entry)
    wanted = canonical(text)
    for form in map(canonical, shown_forms(entry)):
        unit = canonical(unit_of(entry))
        written = {form, f"{form} {unit}", f"{form} {unit.removesuffix('s')}", _ordinal(form)}
        if isinstance(entry, dict) and form[:1].isdigit() and _is_positive(entry):
            written.add(f"+{form}")
        if wanted in written or any(wanted == f"{hedge} {one}" for hedge in HEDGES for one in written):
            return True
    return False


def _ordinal(form: str) -> str:
    if not form.isdigit():
        return form
    ending = "th" if form[-2:] in ("11", "12", "13") else {"1": "st", "2": "nd", "3": "rd"}.get(form[-1], "th")
    return form + ending


def _is_positive(entry: dict) -> bool:
    return min(_values(entry)) > 0


def unit_of(entry: Claim | dict) -> str:
    """The unit of a claim or a result, empty for what is counted without one."""
    return entry.unit if isinstance(entry, Claim) else entry["unit"]


def whole_excerpt(text: str, entry: Claim) -> bool:
    """Whether Chinese words stand in the excerpt of a claim, cut off at neither end within a number."""
    return re.search(f"{_NO_CUT}{re.escape(text)}{_NO_CUT}", entry.fragment) is not None


def in_words(text: str, entry: Claim | dict) -> str | None:
    """Why words that link to an entry do not follow from it; None if they do.

    Words of quantity (none, half, both, twice) must follow from the value; where the entry has no figure, a number word, a
    negation or a word of change must stand in its own statement, and a date must hold the days on record.
    """
    words = set(re.findall(r"[a-z]+(?:-[a-z]+)?", text.lower()))
    has_figure = _values(entry) is not None
    told = vars(entry) if isinstance(entry, Claim) else entry
    own = " ".join(told[part] for part in STATED if part in told)
    known = set(re.findall(r"[a-z]+", own.lower())) | set(re.findall(r"\d+", canonical(own)))
    for word in sorted(words & QUANTITIES):
        if has_figure and word not in known and not _follows(word, entry):
            return f"{word!r} to follow from {shown_forms(entry)[0]}"
    counted = words & (_WORD_VALUES.keys() | TURNS | (set() if has_figure else QUANTITIES))
    for word in sorted(counted):
        if word not in known and _WORD_VALUES.get(word, word) not in known:
            return f"{word!r} to stand in what the entry states"
    return None


def same_days(text: str, entry: Claim) -> bool:
    """Whether a date in a link is that of its claim, or a month or year that holds it; with its "by" and its "from"."""
    stated = english_date(entry.period)
    plain = re.sub(r"\s+", " ", text.strip())
    if plain in (stated, re.sub(r" \d{4}\b", "", stated)):
        return True
    span, year = days(entry.period), entry.period[:4]
    if span.earliest is None or span.latest is None:
        return False  # its "by" or its "from" must be there
    try:
        found = read_date(plain, year=int(year) if year.isdigit() else None)
    except UnreadableFigure:
        return False
    if found.earliest is None or found.latest is None:
        return False
    return found.earliest <= span.earliest and span.latest <= found.latest


def _values(entry: Claim | dict) -> tuple[float, float] | None:
    if isinstance(entry, Claim):
        return (float(entry.interval.low), float(entry.interval.high)) if entry.figure is not None else None
    value = entry.get("value")
    if value is None:
        return None
    return tuple(value) if isinstance(value, list) else (value, value)


def _follows(word: str, entry: Claim | dict) -> bool:
    """Whether a word of quantity says of a value between two ends, in per cent or as a share, what it is."""
    low, high = _values(entry)
    if word in _EQUAL:
        return low <= _EQUAL[word] <= high
    if unit_of(entry).startswith("%"):
        low, high = low / 100, high / 100
    if word in _NEAR:
        return low <= _NEAR[word] + 0.03 and high >= _NEAR[word] - 0.03
    return low > 0.5 and high <= 1

"""What a cell of a table may hold: its signs, its type, its column's constraints; and the problem that names it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

import pandas as pd

from ..reading.dates import days

__all__ = ["TEXT", "TO_DO", "DataError", "Problem", "column_of", "unfit"]

# Signs that show nothing, or turn the text round: controls, blanks other than the plain one, marks of direction, joiners,
# fillers, selectors, tags, signs without a meaning of their own.
_UNSEEN = (
    r"\x00-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f"
    r"\u2800\u3000\u3164\ud800-\uf8ff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U0010ffff"
)
_MARKUP = "<[A-Za-z/!?]"
_FORMULA = r"(?:.*[;,])?[=+\-@\uff0b\uff0d\uff1d\uff20]"  # of Excel, which also parts cells at a semicolon
_OTHER_DIGIT = r"[^\D0-9]"

# What free text may be: the pattern of its columns in datapackage.json, so that any reader of the package refuses the rest.
TEXT = rf"(?! |.* $|{_FORMULA}|.*{_MARKUP}|.*{_OTHER_DIGIT})[^{_UNSEEN}]*"
_is_unseen = re.compile(f"[{_UNSEEN}]").search
_is_markup = re.compile(_MARKUP).search
_is_formula = re.compile(_FORMULA).match
_CONTROLS = {0: "NULL", 9: "TAB", 10: "LINE FEED", 13: "CARRIAGE RETURN", 27: "ESCAPE"}


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a file: where, what was found, what was expected.

    `row` counts as a text editor counts lines, so the header is row 1; it is None for the file as a whole.
    """

    file: str
    row: int | None
    column: str | None
    found: str
    expected: str

    def __str__(self) -> str:
        place = self.file
        if self.row is not None:
            place += f", row {self.row}"
        if self.column:
            place += f", column {self.column}"
        return _visible(f"{place}: found {self.found}, expected {self.expected}")


@cache
def _hides(sign: str) -> bool:
    return not sign.isprintable() or bool(_is_unseen(sign))


def _named(sign: str) -> str:
    """A sign by its name and number, such as ``ZERO WIDTH SPACE (U+200B)``."""
    name = unicodedata.name(sign, "") or _CONTROLS.get(ord(sign), "a sign without a name")
    return f"{name} (U+{ord(sign):04X})"


def _visible(text: str) -> str:
    """The text with what cannot be seen given by name: a message must not hide what it speaks of."""
    return "".join(f"[{_named(sign)}]" if _hides(sign) else sign for sign in text)


def _quoted(text: str) -> str:
    """The text in quotes, cut off where it is long."""
    return repr(text) if len(text) <= 200 else f"{text[:200]!r}… of {len(text):,} characters"


class DataError(ValueError):
    """One or more problems in the data; ``problems`` holds them all."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        shown = [str(problem) for problem in problems[:10]]
        if len(problems) > 10:
            shown.append(f"… and {len(problems) - 10} more")
        super().__init__("\n".join(shown))


def unfit(text: str) -> tuple[str, str] | None:
    """What is found in a cell that no table may hold, and what is expected instead; None if there is nothing."""
    if not text.isascii() or not text.isprintable():
        for place, sign in enumerate(text, start=1):
            if _hides(sign):
                return f"{_named(sign)} at sign {place} of {_quoted(text)}", "signs that can be seen, and plain blanks"
            if sign.isdecimal() and not sign.isascii():
                return f"{_named(sign)} at sign {place} of {_quoted(text)}", "digits from 0 to 9"
    if text[:1] == " " or text[-1:] == " ":
        return _quoted(text), "no blank at either end"
    if _is_markup(text):
        return _quoted(text), "no '<' before a letter, '/', '!' or '?': a browser would take it for markup"
    return None


def _number(text: str) -> float:
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
        raise ValueError
    value = float(text)
    if value == float("inf") or (value == 0 and text.startswith("-")):
        raise ValueError
    return value


def _integer(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]+", text) or re.fullmatch("-0+", text):
        raise ValueError
    return int(text)


def _boolean(text: str) -> bool:
    return {"true": True, "false": False}[text]


_READERS = {"number": _number, "integer": _integer, "boolean": _boolean, "string": str}
_TYPES = {"number": "float64", "integer": "Int64", "boolean": "boolean", "string": "str"}

_EXPECTED = {
    "number": "a number in plain decimals",
    "integer": "a whole number",
    "boolean": "true or false",
    "string": "text",
}


def _broken_rule(text: str, value, field: dict) -> str:
    """What a column expects instead of a filled cell; empty if it is as expected."""
    rules = field.get("constraints", {})
    if "enum" in rules and text not in rules["enum"]:
        return "one of " + ", ".join(rules["enum"])
    if field["type"] == "string" and _is_formula(text):
        return "text that does not begin with = + - or @: a spreadsheet would compute it"
    if field.get("edtf") and not _is_edtf(text):
        return "a possible date in EDTF, such as 2020-08-28 or ../2020-10-31"
    if "pattern" in rules and not re.fullmatch(rules["pattern"], text):
        return f"text of the form {rules['pattern']}"
    if field["type"] in ("number", "integer"):
        if value < rules.get("minimum", value):
            return f"at least {rules['minimum']}"
        if value > rules.get("maximum", value):
            return f"at most {rules['maximum']}"
    if "maxLength" in rules and len(text) > rules["maxLength"]:
        return f"at most {rules['maxLength']} characters"
    return ""


TO_DO = (
    "to do"  # of a cell that somebody has yet to fill; only in columns whose schema says, under ``to_do``, with what
)


def column_of(file: str, field: dict, cells: list[tuple[int, str]]) -> tuple[pd.Series, list[Problem]]:
    """The cells of a column as values, and at most one problem a cell, the first."""
    kind, unique = field["type"], field.get("constraints", {}).get("unique")
    values, problems, first, known = [], [], {}, {}
    for row, text in cells:
        if text not in known:
            known[text], first[text] = _value_of(text, field), row
        value, why = known[text]
        if unique and text and text != TO_DO and not why and first[text] != row:
            why = _quoted(text), f"a value of its own: row {first[text]} has it too"
        values.append(value)
        if why:
            problems.append(Problem(file, row, field["name"], *why))
    return pd.Series(values, dtype=_TYPES[kind] if not problems else object), problems


def _value_of(text: str, field: dict) -> tuple[object, tuple[str, str] | None]:
    """A cell as a value; and what is found and what expected, if it is not what its column holds."""
    kind = field["type"]
    nothing = "" if kind == "string" else None
    if text == "":
        required = field.get("constraints", {}).get("required")
        return nothing, (repr(text), "a value: the column may not be empty") if required else None
    if text == TO_DO and field.get("to_do"):
        return TO_DO if kind == "string" else None, None
    if why := unfit(text):
        return nothing, why
    try:
        value = _READERS[kind](text)
    except (ValueError, KeyError):
        return nothing, (_quoted(text), _EXPECTED[kind])
    expected = _broken_rule(text, value, field)
    return value, (_quoted(text), expected) if expected else None


@cache
def _is_edtf(text: str) -> bool:
    try:
        days(text)
    except ValueError:
        return False
    return True

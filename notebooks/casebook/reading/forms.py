"""The forms that the reader of figures knows: words, what they do, and the convention behind each.

``forms.csv`` has the words of hedges, of change, of approximate numbers, and what is refused with its reason; ``units.csv``
the units.  Words are regular expressions without blanks, in lower case.  A file of the same columns replaces rows by
their name and adds others (:func:`use`): a convention that a book does not share is changed there, in the open.

Places of a form
    ``before`` (a hedge before the number), ``behind number``, ``behind unit``; ``emphasis`` (read as if it were not
    there); ``change`` (reads as ``up`` or ``down``) and ``level`` (behind a change: what was reached); ``several`` and
    ``reaching`` (a digit that is not said), ``collective``, ``whole``, ``dozen``; ``doubled``, ``fan``; ``refused`` (reads
    as the reason); ``rule`` (a form that is composed, and has no words of its own).
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from pathlib import Path

__all__ = ["COLUMNS", "Form", "Unit", "Words", "forms", "units", "use", "words"]

FORMS = Path(__file__).with_name("forms.csv")
UNITS = Path(__file__).with_name("units.csv")
COLUMNS = ("form", "place", "words", "reads_as", "example", "convention", "source")
PLACES = (
    "before",
    "behind number",
    "behind unit",
    "emphasis",
    "change",
    "level",
    "several",
    "reaching",
    "collective",
    "whole",
    "dozen",
    "doubled",
    "fan",
    "refused",
    "rule",
)
_overrides: list[Path] = []


@dataclass(frozen=True)
class Form:
    """A row of ``forms.csv``."""

    form: str
    place: str
    words: str
    reads_as: str
    example: str
    convention: str
    source: str


@dataclass(frozen=True)
class Unit:
    """A unit: its words, how many of the unit that it is given in it holds, and whether it is counted, not measured."""

    unit: str
    words: str
    times: Fraction
    counted: bool
    cldr: str


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def use(*paths: Path) -> None:
    """Take the forms of other files before those of the engine; without a file, those of the engine alone.

    Raises
    ------
    ValueError
        If a file has other columns, an unknown place, or words that are no regular expression.
    """
    before = list(_overrides)
    _overrides[:] = [Path(path) for path in paths]
    forms.cache_clear(), words.cache_clear()
    try:
        words()
    except ValueError:
        _overrides[:] = before
        forms.cache_clear(), words.cache_clear()
        raise


@cache
def forms() -> tuple[Form, ...]:
    """All forms, those of an overriding file in the place of the engine's."""
    known = {row["form"]: Form(**row) for row in _rows(FORMS)}
    for path in _overrides:
        for number, row in enumerate(_rows(path), start=2):
            if tuple(row) != COLUMNS:
                raise ValueError(
                    f"{path.name}: found the columns {', '.join(map(str, row))}, expected {', '.join(COLUMNS)}"
                )
            if row["place"] not in PLACES:
                raise ValueError(
                    f"{path.name}, row {number}: found the place {row['place']!r}, expected one of {', '.join(PLACES)}"
                )
            try:
                re.compile(row["words"])
            except re.error as error:
                raise ValueError(
                    f"{path.name}, row {number}: found words that are no regular expression: {error}"
                ) from None
            known[row["form"]] = Form(**row)
    return tuple(known.values())


@cache
def units() -> tuple[Unit, ...]:
    """All units."""
    return tuple(
        Unit(row["unit"], row["words"], Fraction(row["times"]), row["counted"] == "yes", row["cldr"])
        for row in _rows(UNITS)
    )


@dataclass(frozen=True, eq=False)
class Words:
    """The forms, ready to be found in a text without blanks."""

    of: dict[str, list[Form]] = field(repr=False)
    place_pattern: dict[str, re.Pattern] = field(repr=False)
    unit_pattern: str

    def at_start(self, place: str, text: str) -> tuple[Form | None, str]:
        """The form of a place with which a text begins, the longest, and the text behind it."""
        match = self.place_pattern[place].match(text)
        return (self._form(place, match), text[match.end() :]) if match else (None, text)

    def at_end(self, place: str, text: str) -> tuple[Form | None, str]:
        """The form of a place with which a text ends, the longest, and the text before it."""
        match = self.place_pattern[place].search(text)
        return (self._form(place, match), text[: match.start()]) if match else (None, text)

    def whole(self, place: str, text: str) -> Form | None:
        """The form of a place that a text is, from its beginning to its end."""
        match = self.place_pattern[place].fullmatch(text)
        return self._form(place, match) if match else None

    def _form(self, place: str, match: re.Match) -> Form:
        """The form whose word was found; what stands before it may count, as in 3000元起."""
        at = match.span()
        return next(form for form in self.of[place] if re.compile(form.words).fullmatch(match.string, *at))

    def any_of(self, place: str) -> str:
        """A pattern for every word of a place."""
        return "|".join(f"(?:{form.words})" for form in self.of.get(place, ())) or r"(?!)"

    def unit(self, text: str) -> Unit | None:
        """The unit of a word; None for a counter or nothing."""
        return _unit(text)


@cache  # of a few dozen words, asked for each number
def _unit(text: str) -> Unit | None:
    return next((unit for unit in units() if re.fullmatch(unit.words, text)), None)


@cache
def words() -> Words:
    """The forms in use."""
    of: dict[str, list[Form]] = {place: [] for place in PLACES}
    shapes: dict[str, list[str]] = {place: [] for place in PLACES}
    for form in forms():
        if form.words:
            of[form.place].append(form)
            shapes[form.place] += [form.words] if "(" in form.words else form.words.split("|")
    places = {}
    for place, listed in shapes.items():
        longest_first = "|".join(f"(?:{shape})" for shape in sorted(listed, key=len, reverse=True)) or r"(?!)"
        places[place] = re.compile(rf"(?<=.)(?:{longest_first})$" if place == "behind unit" else longest_first)
    parts = sorted({part for unit in units() for part in unit.words.split("|")}, key=len, reverse=True)
    return Words(of, places, "|".join(parts))

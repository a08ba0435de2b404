"""Every numeral that no link and no date explains, with the entry that it could have been linked to."""

from __future__ import annotations

import re

from ...evidence.claims import Claim
from .dates import NO_WORD_BEFORE, without_dates
from .findings import Page
from .links import numbers_in, shown_forms

__all__ = ["NUMERAL", "report_numerals"]

_NUMBER_WORDS = (
    "eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|"
    "eighty|ninety|hundreds?|thousands?|millions?|billions?|dozens?"
)
NUMERAL = re.compile(rf"{NO_WORD_BEFORE}[−-]?\d[\d,.]*(?:\d|(?<=\d))|\b(?:{_NUMBER_WORDS})\b", re.IGNORECASE)


def report_numerals(page: Page, text: str) -> None:
    for match in NUMERAL.finditer(without_dates(page, text)):
        found = match.group(0)
        page.report(
            f'"{found}" with no link to its evidence, in "{_around(text, found)}"', _nearest(found, page.entries)
        )


def _around(text: str, found: str) -> str:
    at = text.find(found)
    return re.sub(r"\s+", " ", text[max(0, at - 30) : at + len(found) + 30]).strip()


def _nearest(found: str, entries: dict) -> str:
    """What is expected, with the entries that print just this number, or else the one that comes nearest."""
    expected = "a link to the ledger"
    try:
        number = float(_digits(found))
    except ValueError:
        return expected  # a number in words
    apart = {key: distance for key, entry in entries.items() if (distance := _apart(number, entry)) is not None}
    ordered = sorted(apart, key=apart.get)
    near = ordered[:1] + [key for key in ordered[1:3] if not apart[key]]
    named = ", ".join(f"{key} ({shown_forms(entries[key])[0]})" for key in near)
    return f"{expected}; nearest on record: {named}" if named else expected


def _apart(number: float, entry: Claim | dict) -> float | None:
    """How far a number is from the nearest that an entry prints, signs apart; None if it prints none."""
    printed = [one for form in shown_forms(entry) for one in numbers_in(form) if "/" not in one]
    return min((abs(float(_digits(one)) - number) for one in printed), default=None)


def _digits(number: str) -> str:
    return re.sub(r"[^\d.]", "", number)

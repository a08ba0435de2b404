"""Every numeral that no link and no date explains, with the entry that it could have been linked to."""

from __future__ import annotations

import math
import re

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
        found = match.group(0).rstrip(".,")
        page.report(
            f'"{found}" with no link to its evidence, in "{_around(text, found)}"', _nearest(found, page.entries)
        )


def _around(text: str, found: str) -> str:
    at = text.find(found)
    return re.sub(r"\s+", " ", text[max(0, at - 30) : at + len(found) + 30]).strip()


def _nearest(found: str, entries: dict) -> str:
    number = re.sub(r"[^\d.]", "", found)
    near = [
        key
        for key, entry in entries.items()
        if number and any(re.sub(r"[^\d.]", "", n) == number for f in shown_forms(entry) for n in numbers_in(f))
    ]
    if not near and number:

        def distance(key):
            values = [
                float(re.sub(r"[^\d.]", "", n) or "inf")
                for f in shown_forms(entries[key])
                for n in numbers_in(f)
                if "/" not in n
            ]
            return min((abs(value - float(number)) for value in values), default=math.inf)

        try:
            near = sorted(entries, key=distance)[:1]
        except ValueError:
            near = []
    named = ", ".join(f"{key} ({shown_forms(entries[key])[0]})" for key in near[:3])
    return "a link to the ledger" + (f"; nearest on record: {named}" if named else "")

"""The printed figure of a row, read with the unit that stands beside it, and with the forms that a book overrides."""

from __future__ import annotations

from ..reading import forms
from ..reading.printed import Printed, read
from .settings import ROOT

__all__ = ["figure_of"]

# Units in which a whole number is still a measurement that somebody rounded; all other whole numbers are counts.
MEASURED_UNITS = ("%", "years", "yuan", "USD", "km2", "hectares", "m2", "x", "share", "ratio", "applicants per post")

OWN_FORMS = ROOT / "book" / "forms.csv"  # where a book holds another convention than the engine
if OWN_FORMS.is_file():
    forms.use(OWN_FORMS)


def figure_of(printed: str, unit: str) -> Printed | None:
    """Read a ``printed`` cell, given its unit; None if the cell is empty.

    Raises
    ------
    casebook.reading.numerals.UnreadableFigure
        If the form is not known.
    """
    if not printed:
        return None
    measured = any(word in unit for word in MEASURED_UNITS)
    return read(printed, count=False) if measured else read(printed)

"""Claims and results made for a test: what a source prints, with its unit, and what a chapter puts on record."""

from __future__ import annotations

from casebook.evidence.claims import Claim
from casebook.evidence.figures import figure_of


def stated(printed: str = "", unit: str = "", **more: str) -> Claim:
    """A claim that prints a figure in a unit; its other cells are empty unless given."""
    cells = dict.fromkeys((name for name in Claim.__dataclass_fields__ if name != "figure"), "")
    return Claim(**{**cells, "unit": unit, "qualifier": "exact", **more}, figure=figure_of(printed, unit))


def result(shown: str, value: float | list[float], unit: str = "", **more) -> dict:
    """A result on record: how it is printed, its value or the two ends of it, and its unit."""
    return {"kind": "result", "id": "a-result", "shown": shown, "value": value, "unit": unit, **more}


FIGURE = {"kind": "figure", "id": "a-figure", "title": "Three zones and their posts", "sources": ["article"]}

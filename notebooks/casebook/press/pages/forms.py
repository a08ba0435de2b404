"""The page of printed forms: each with an example, what it admits, and the convention behind it; and how well they are read."""

from __future__ import annotations

import json
from pathlib import Path

from ...reading.forms import Form, forms, units
from ...reading.numerals import UnreadableFigure
from ...reading.printed import read
from ..writing import write
from .checked import FORMS, KEPT

__all__ = ["admits", "forms_page"]

GROUPS = {
    "Above, below, about": ("before", "behind number", "behind unit"),
    "A digit that is not said": ("several", "reaching", "collective", "dozen", "whole"),
    "Changes and multiples": ("change", "level", "doubled", "fan"),
    "Composed forms": ("rule",),
    "Read as if it were not there": ("emphasis",),
    "Refused": ("refused",),
}
COUNTS = ("right", "dropped", "wrong", "refused", "unread")


def admits(form: str) -> str:
    """What the reader makes of a form: the set in words with its unit, or why it is refused."""
    try:
        found = read(form)
    except UnreadableFigure as error:
        return f"nothing: {str(error).partition(': ')[2]}"
    unit = found.unit and f" {found.unit}"
    told = found.interval.in_words
    if told == "exactly":
        value = found.interval.low
        told = f"exactly {f'{int(value):,}' if value.denominator == 1 else value}"
    return f"{told}{unit}{f', {found.direction}' if found.direction else ''}"


def _row(form: Form) -> dict[str, str]:
    return {
        "example": form.example,
        "admits": admits(form.example),
        "convention": form.convention,
        "source": form.source,
    }


def _readers(report: dict) -> list[dict]:
    """How the readers fared on all forms, a row a reader and language."""
    rows = []
    for name, told in report["readers"].items():
        for language, words in (("zh", "Chinese"), ("en", "English")):
            parts = [kind for half in told["counts"].values() for kind in half.get(language, {}).values()]
            if parts:
                counted = {count: sum(part[count] for part in parts) for count in COUNTS}
                rows.append({"name": name, "language": words, **counted, "of": sum(part["of"] for part in parts)})
    return rows


def forms_page(folder: Path = KEPT) -> str:
    """The page in MyST Markdown; without a comparison of readers where no report has one.

    Parameters
    ----------
    folder : Path
        Where the report of ``make forms-bench`` is, if there is one.
    """
    path = folder / f"{FORMS}.json"
    report = json.loads(path.read_bytes()) if path.is_file() else {}
    listed = {title: [_row(form) for form in forms() if form.place in places] for title, places in GROUPS.items()}
    measured = {unit.unit for unit in units() if not unit.counted and unit.unit != "x"}
    return write(
        "forms",
        groups=[{"title": title, "forms": rows} for title, rows in listed.items()],
        units=sorted(measured),
        first=report.get("first_set_aside", {}),
        readers=_readers(report) if report else [],
    )

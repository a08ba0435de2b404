"""Uncertain dates in English words, with their doubt."""

from __future__ import annotations

from datetime import date

from .dates import days

__all__ = ["english_date"]


def english_date(edtf: str) -> str:
    """An EDTF date in English: ``28 August 2020``, ``11–20 October 2020``, ``by 31 October 2020``, ``July 2019``."""

    def day(moment: date) -> str:
        return f"{moment.day} {moment:%B %Y}"

    span = days(edtf)
    hedge = "about " if "~" in edtf else "perhaps " if "?" in edtf else "perhaps about " if "%" in edtf else ""
    if span.earliest is None:
        stated = english_date(edtf.partition("/")[2].strip("~?%"))
        return f"by {hedge}{stated}" if stated[0].isdigit() and " " in stated else f"by the end of {hedge}{stated}"
    if span.latest is None:
        return f"from {hedge}{english_date(edtf.partition('/')[0].strip('~?%'))}"
    if edtf.startswith("["):
        return " or ".join(english_date(part.strip()) for part in edtf.strip("[]").split(","))
    if span.is_exact:
        return hedge + day(span.latest)
    one, two = span.earliest, span.latest
    if (one.month, one.day, two.month, two.day) == (1, 1, 12, 31):
        return hedge + (str(one.year) if one.year == two.year else f"{one.year}–{two.year}")
    if (
        one.day == 1
        and (two.toordinal() + 1 == _next_month(two).toordinal())
        and (one.year, one.month) == (two.year, two.month)
    ):
        return f"{hedge}{one:%B %Y}"
    if one.day == 1 and _next_month(two) == date.fromordinal(two.toordinal() + 1):
        return f"{hedge}{one:%B}{'' if one.year == two.year else f' {one.year}'} – {two:%B %Y}"
    if (one.year, one.month) == (two.year, two.month):
        return f"{hedge}{one.day}–{day(two)}"
    return f"{hedge}{day(one)} – {day(two)}"


def _next_month(moment: date) -> date:
    return date(moment.year + moment.month // 12, moment.month % 12 + 1, 1)

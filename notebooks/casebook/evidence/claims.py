"""Claims and sources: what is said, where, and what its printed figure admits.

A claim is what a source says: a row of ``data/claims.csv``; a source is a row of ``data/sources.csv``.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import pandas as pd

from ..reading.dates_in_english import english_date
from ..reading.in_english import in_english
from ..reading.intervals import Interval
from ..reading.printed import Printed
from . import tables
from .cells import TO_DO
from .figures import figure_of
from .markup import plain
from .rules.readings import times_read

__all__ = [
    "GRADES", "LEDGER", "UNGRADED", "Claim", "claim", "claims", "figure_of", "how_read", "left_to_do", "source", "unit_after", "written",
]  # fmt: skip

LEDGER = "../book/ledger.md"


@dataclass(frozen=True)
class Claim:
    """What a source says: one row of ``data/claims.csv`` with its printed figure read.

    Attributes
    ----------
    claim_id, source_id, locator, fragment, statement, entity_id, indicator_id, unit, period, stage, status, note : str
        The cells of the row.
    figure : Printed or None
        The printed figure and what it admits; None for dates, names and lists.
    """

    claim_id: str
    source_id: str
    locator: str
    fragment: str
    statement: str
    entity_id: str
    indicator_id: str
    unit: str
    period: str
    stage: str
    status: str
    note: str
    qualifier: str
    figure: Printed | None

    @property
    def interval(self) -> Interval:
        """The values that the printed figure admits, in the claim's unit.

        Raises
        ------
        ValueError
            If the claim prints no figure.
        """
        if self.figure is None:
            raise ValueError(f"claim {self.claim_id} prints no figure: it has no interval")
        return self.figure.interval

    @property
    def value(self) -> int | Fraction:
        """The single number printed, whole numbers as int.

        Raises
        ------
        ValueError
            If the claim prints no single number (a range, "more than", a date).
        """
        if self.figure is None or self.figure.value is None:
            raise ValueError(f"claim {self.claim_id} prints no single number ({self.qualifier}): use its interval")
        value = self.figure.value
        return int(value) if value.denominator == 1 else value

    @property
    def shown(self) -> str:
        """The figure or date in English, such as ``42 %``, ``more than 4,200`` or ``28 August 2020``."""
        if self.figure is not None:
            words = in_english(self.figure)
            return f"a maximum of {words}" if self.qualifier == "maximum" else words
        return english_date(self.period) if self.qualifier == "date" else "no figure"

    def _repr_markdown_(self) -> str:
        admits = f" It admits {self.interval}." if self.figure is not None else ""
        return f"**{plain(self.shown)}** · {plain(self.statement)}.{admits} [{self.claim_id}]({LEDGER}#{self.claim_id})"

    def __repr__(self) -> str:
        admits = f" {self.interval}" if self.figure is not None else ""
        return f"<{self.claim_id}: {self.shown}{admits}>"


@cache
def _claims() -> dict[str, dict]:
    return {row["claim_id"]: row for row in tables.table("claims").to_dict("records")}


@cache
def claim(claim_id: str) -> Claim:
    """The claim of that id, its printed figure read.

    Raises
    ------
    KeyError
        If there is none; the message names the nearest.
    """
    known = _claims()
    if claim_id not in known:
        near = difflib.get_close_matches(claim_id, known, n=3)
        raise KeyError(f"no claim {claim_id!r} in data/claims.csv" + (f"; nearest: {', '.join(near)}" if near else ""))
    row = known[claim_id]
    kept = [name for name in Claim.__dataclass_fields__ if name != "figure"]
    said = {name: row[name] for name in kept}
    if said["statement"] == TO_DO:
        said["statement"] = f"draft: “{row['fragment']}”"
    return Claim(**said, figure=figure_of(row["printed"], row["unit"]))


def left_to_do(claim_id: str) -> list[str]:
    """The columns of a claim that somebody has yet to fill: it is a draft as long as there is one.

    Raises
    ------
    KeyError
        If there is no such claim.
    """
    return [column for column, cell in _claims()[claim_id].items() if isinstance(cell, str) and cell == TO_DO]


def claims(prefix: str = "") -> pd.DataFrame:
    """The table of claims, those whose id starts with `prefix`, indexed by id, with the figure in English (``shown``)
    and how each was read."""
    frame = tables.table("claims")
    frame = frame[frame["claim_id"].str.startswith(prefix)].set_index("claim_id")
    frame.insert(0, "shown", [claim(claim_id).shown for claim_id in frame.index])
    frame["reading"] = [how_read(claim_id) for claim_id in frame.index]
    return frame


@cache
def _readings() -> dict[str, str]:
    return times_read(tables.table("claims"), tables.table("readings"))


def how_read(claim_id: str) -> str:
    """How a claim was read: ``twice``, ``apart`` (by two who differ), ``once`` or ``inferred``.

    Of a text with its readings on record this follows from them; of others the row says it.

    Raises
    ------
    KeyError
        If there is no such claim.
    """
    return _readings().get(claim_id) or _claims()[claim_id]["reading"]


@cache
def _sources() -> dict[str, dict]:
    return {row["source_id"]: row for row in tables.table("sources").to_dict("records")}


def source(source_id: str) -> dict:
    """The row of ``data/sources.csv`` as a dictionary.

    Raises
    ------
    KeyError
        If there is none.
    """
    if source_id not in _sources():
        raise KeyError(f"no source {source_id!r} in data/sources.csv")
    return dict(_sources()[source_id])


GRADES = {
    "official": "official",
    "official_mirror": "official text, read in a copy",
    "party_press": "party press",
    "other_press": "other press",
    "academic": "academic",
    "weak_repost": "weak: origin or wording uncertain",
}
UNGRADED = "not graded yet"  # of a source whose grade is still to do

# Units that are written otherwise than the column gives them; a share is a number.
UNIT_WORDS = {"x": "times", "share": "", "rank": "in the ranking", "applicants per post": "", TO_DO: ""}
ROUND_NUMBERS = {"100 million": "hundred million", "10,000": "ten thousand"}


def written(entry: Claim) -> str:
    """A claim's figure with its unit, such as ``125 posts``, ``3–5 % a year``, ``one week``; a date as it is."""
    return f"{entry.shown} {unit_after(entry, entry.shown)}".rstrip()


def unit_after(entry: Claim, shown: str = "") -> str:
    """What is left to write of a claim's unit after a form of its figure, or after its interval, which carries none.

    Parameters
    ----------
    entry : Claim
        The claim.
    shown : str
        What is written before: ``entry.shown``, which may carry the unit or a part of it; empty for an interval.

    Returns
    -------
    str
        Words that begin without a blank; empty if nothing is left.
    """
    if entry.figure is None or not entry.unit:
        return ""
    unit = entry.unit.removeprefix(entry.figure.unit).lstrip() if shown else entry.unit
    unit = UNIT_WORDS.get(unit, unit)
    for digits, words in ROUND_NUMBERS.items():
        unit = unit.replace(digits, words)
    return _singular(unit) if shown == "1" else unit


def _singular(unit: str) -> str:
    return re.sub(r"s\b", "", re.sub(r"ies\b", "y", unit))

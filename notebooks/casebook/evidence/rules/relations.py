"""A row goes with the rows that it refers to: a unit with its indicator, a place with its holder, a founding with its claim."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from ..cells import Problem
from .exceptions import judged

__all__ = ["relation_problems"]

CLAIMS, ENTITIES, ZONES = "data/claims.csv", "data/entities.csv", "data/zones.csv"
PLACES = ("district", "city", "province")
FOUNDED = ("founded", "national_since")


def _has(word: str, text: str) -> bool:
    """Whether a text has a word; a Chinese one has no bounds."""
    return re.search(rf"(?<![A-Za-z]){re.escape(word)}(?![a-z])", text) is not None


def _of_units(claims: pd.DataFrame, indicators: pd.DataFrame) -> Iterator[tuple[str, Problem]]:
    """Claims in a unit that their indicator does not name; date claims of an indicator that is no date."""
    units = dict(zip(indicators["indicator_id"], indicators["unit"], strict=True))
    for number, row in enumerate(claims.to_dict("records"), start=2):
        allowed = units.get(row["indicator_id"], "")
        if row["unit"] and allowed and not _has(row["unit"], allowed):
            expected = f"a unit of {row['indicator_id']}: {allowed}"
            yield row["claim_id"], Problem(CLAIMS, number, "unit", repr(row["unit"]), expected)
        dated = row["qualifier"] == "date"
        if allowed == "date" and not dated or dated and allowed not in ("date", "text"):
            expected = "an indicator of dates for a date and for nothing else, or one of words"
            yield row["claim_id"], Problem(CLAIMS, number, "indicator_id", repr(row["indicator_id"]), expected)


def _of_holders(entities: pd.DataFrame) -> Iterator[tuple[str, Problem]]:
    """Entities whose name holds that of a place which does not hold them."""
    rows = {row["entity_id"]: row for row in entities.to_dict("records")}
    short = {
        entity: {row["name_en"], row["name_zh"], *row["also"].split("; ")} - {""}
        for entity, row in rows.items()
        if row["kind"] in PLACES and row["parent_id"]
    }
    for number, (entity, row) in enumerate(rows.items(), start=2):
        holders, held = {entity}, row["parent_id"]
        while held in rows and held not in holders:
            holders.add(held)
            held = rows[held]["parent_id"]
        within = {name for holder in holders for name in short.get(holder, ())}
        called = f"{row['name_zh']} | {row['name_en']}"
        lost = sorted(
            place
            for place, names in short.items()
            if place not in holders and any(_has(n, called) for n in names - within)
        )
        if lost:
            expected = f"a place within {' and '.join(lost)}, which its name holds"
            yield entity, Problem(ENTITIES, number, "parent_id", repr(row["parent_id"]), expected)


def _of_short_names(entities: pd.DataFrame) -> Iterator[tuple[str, Problem]]:
    """Places of which no short name in Chinese is the beginning of the long one."""
    for number, row in enumerate(entities.to_dict("records"), start=2):
        short = [name for name in row["also"].split("; ") if name and not name.isascii()]
        if row["kind"] in PLACES and short and not any(row["name_zh"].startswith(name) for name in short):
            expected = f"a name that begins with one of {', '.join(short)}"
            yield row["entity_id"], Problem(ENTITIES, number, "name_zh", repr(row["name_zh"]), expected)


def _of_foundings(zones: pd.DataFrame, claims: pd.DataFrame) -> Iterator[tuple[str, Problem]]:
    """Zones founded, or raised to national rank, at a date that no date claim on them has."""
    dates = claims[claims["qualifier"] == "date"]
    for number, row in enumerate(zones.to_dict("records"), start=2):
        own = sorted(set(dates.loc[dates["entity_id"] == row["entity_id"], "period"]))
        for column in FOUNDED:
            if row[column] and row[column] not in own:
                expected = f"the date of a claim on it: {', '.join(own) or 'there is none'}"
                yield row["entity_id"], Problem(ZONES, number, column, repr(row[column]), expected)


def relation_problems(frames: dict[str, pd.DataFrame]) -> list[Problem]:
    """Rows that do not go with those that they refer to."""
    if not {"claims", "entities", "exceptions", "indicators"} <= set(frames):
        return []
    claims, exceptions = frames["claims"], frames["exceptions"]
    foundings = []
    if "zones" in frames:
        foundings = judged("founding of a zone", _of_foundings(frames["zones"], claims), exceptions)
    return [
        *judged("unit of a claim", _of_units(claims, frames["indicators"]), exceptions),
        *judged("holder of a place", _of_holders(frames["entities"]), exceptions),
        *judged("short name of a place", _of_short_names(frames["entities"]), exceptions),
        *foundings,
    ]

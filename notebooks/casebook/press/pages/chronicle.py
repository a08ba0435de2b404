"""The events, the measures, and the paragraphs of the source under study, each with what it rests on."""

from __future__ import annotations

import pandas as pd

from ...reading.dates_in_english import english_date
from ..writing import write
from . import gather

__all__ = ["chronicle_page"]


def chronicle_page() -> str:
    """What happened, what was ordered or done, and how the article is built, row by row."""
    entities = gather.names()
    systems = gather.names("systems", "system_id")
    families = gather.names("systems", "system_id", "family")
    return write(
        "chronicle",
        events=[_event(row, entities) for row in gather.rows("events")],
        measures=[_measure(row, entities, systems, families) for row in gather.rows("measures")],
        paragraphs=[
            {**row, "repeats": 0 if pd.isna(row["repeats"]) else int(row["repeats"])} for row in gather.rows("article")
        ],
    )


def _event(row: dict, entities: dict[str, str]) -> dict:
    who = dict.fromkeys(entities[row[column]] for column in ("actor", "zone_id"))
    return {
        **row,
        "dated": english_date(row["date"]),
        "who": "; ".join(name for name in who if name),
        "stated": gather.claim_link(row["claim_id"]),
    }


def _measure(row: dict, entities: dict[str, str], systems: dict[str, str], families: dict[str, str]) -> dict:
    return {
        **row,
        "where": entities[row["entity_id"]],
        "family": row["family"].replace("_", " "),
        "scope": row["scope"].replace("_", " "),
        "stated": gather.claim_link(row["claim_id"]),
        "system": systems[row["system_id"]],
        "family_of_system": families[row["system_id"]].replace("_", " "),
    }

"""What a claim is about is named: in its statement, excerpt or note, or by its source."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from ..cells import Problem
from .exceptions import judged

__all__ = ["place_problems"]

CLAIMS = "data/claims.csv"
HELD = ("zone_group", "body")  # kinds that are called by the place that holds them
SAID = ("statement", "fragment", "note")
OF_SOURCE = ("title", "title_en", "publisher", "publisher_en")


def _names(entities: pd.DataFrame) -> dict[str, set[str]]:
    """Entity to what it is called, in small letters: its two names, its short ones, and of a group or a body its holder's."""
    rows = {row["entity_id"]: row for row in entities.to_dict("records")}

    def own(row: dict) -> set[str]:
        return {name.lower() for name in (row["name_en"], row["name_zh"], *row["also"].split("; ")) if name}

    return {
        entity: own(row) | (own(rows[row["parent_id"]]) if row["kind"] in HELD and row["parent_id"] in rows else set())
        for entity, row in rows.items()
    }


def _unnamed(claims: pd.DataFrame, sources: pd.DataFrame, names: dict[str, set[str]]) -> Iterator[tuple[str, Problem]]:
    """Claims in which, and in whose source, nothing names what they are about."""
    of_source = {row["source_id"]: " ".join(row[c] for c in OF_SOURCE) for row in sources.to_dict("records")}
    for number, row in enumerate(claims.to_dict("records"), start=2):
        wanted = names.get(row["entity_id"])
        text = " ".join([*(row[column] for column in SAID), of_source.get(row["source_id"], "")]).lower()
        if wanted and not any(name in text for name in wanted):
            expected = f"an entity that statement, excerpt, note or source names: {', '.join(sorted(wanted))}"
            yield row["claim_id"], Problem(CLAIMS, number, "entity_id", repr(row["entity_id"]), expected)


def place_problems(frames: dict[str, pd.DataFrame]) -> list[Problem]:
    """Claims on something that neither they nor their source name."""
    if not {"claims", "entities", "exceptions", "sources"} <= set(frames):
        return []
    found = _unnamed(frames["claims"], frames["sources"], _names(frames["entities"]))
    return judged("place of a claim", found, frames["exceptions"])

"""The zones, the cases of other places, and every place and body that the tables name."""

from __future__ import annotations

import pandas as pd

from ...reading.dates_in_english import english_date
from .. import book
from ..writing import write
from . import gather

__all__ = ["places_page"]

DATES = {"founded": "founded", "national_since": "national since", "first_treated": "reform first known"}
FIGURES = {"before": "before_claim", "after": "after_claim", "cut": "cut_claim"}


def places_page() -> str:
    """What is not listed of a zone was not read."""
    english, chinese = gather.names(), gather.names(column="name_zh")
    named = {key: {"en": english[key], "zh": chinese[key]} for key in english}
    return write(
        "places",
        words=book.setting("places"),
        zones=[{**row, **named[row["entity_id"]], **_zone(row)} for row in gather.rows("zones")],
        peers=[{**row, **named[row["entity_id"]], **_peer(row)} for row in gather.rows("peers")],
        entities=[
            {**row, "kind": _words(row["kind"]), "within": english[row["parent_id"]]} for row in gather.rows("entities")
        ],
    )


def _words(listed: str) -> str:
    """A value of a list in words."""
    return listed.replace("_", " ")


def _zone(row: dict) -> dict:
    facts = [f"{words} {english_date(row[key])}" for key, words in DATES.items() if row[key]]
    if not pd.isna(row["approved_area_ha"]):
        facts.append(f"{gather.number(row['approved_area_ha'])} hectares approved")
    facts += [row[column] for column in ("other_area", "leading_industries", "status_after_2020")]
    facts = [fact for fact in facts if fact]
    facts = [fact[0].upper() + fact[1:] if not at else fact for at, fact in enumerate(facts)]
    return {"level": _words(row["level"]).capitalize(), "facts": facts}


def _peer(row: dict) -> dict:
    figures = [{"what": words, **gather.claim_link(row[column])} for words, column in FIGURES.items() if row[column]]
    return {"group": _words(row["group"]).capitalize(), "figures": figures}

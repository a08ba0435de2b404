"""Two pages of claims in short: measure by measure, and all of the source under study by what became of them."""

from __future__ import annotations

import re

from ...evidence.claims import claim
from ...evidence.verdicts import VERDICTS
from .. import book
from ..writing import write
from . import gather

__all__ = ["glance_page", "measures_page"]

PLACES = ("country", "province", "city", "district", "zone")


def _lower(sentence: str) -> str:
    """A sentence that goes on after a colon; the name of a place or zone keeps its capital."""
    places = [row["name_en"] for row in gather.rows("entities") if row["kind"] in PLACES]
    named = {name.split()[0] for name in places} - {"A"}  # "A zone in the east of China" has no name
    first = re.match(r"\w*", sentence)[0]
    return sentence if first in named else sentence[:1].lower() + sentence[1:]


def measures_page() -> str:
    """Each measure that the source under study describes, what it claims of it, and where the book treats it."""
    found = gather.verdicts()
    notebook = book.chapter("measures", "chapter")
    claims_of = {
        system_id: dict.fromkeys(row["claim_id"] for row in own if row["claim_id"])
        for system_id, own in gather.by(gather.rows("measures"), "system_id")
    }
    systems = [
        {
            **row,
            "claimed": [_claimed(claim_id, found[claim_id]) for claim_id in claims_of.get(row["system_id"], [])],
            "missing": _lower(row["missing"]),
        }
        for row in gather.rows("systems")
    ]
    part, number = book.part_of(notebook), int(notebook[:2])
    return write("measures", part=part, notebook=notebook, number=number, systems=systems)


def _claimed(claim_id: str, verdict: str) -> dict:
    entry = claim(claim_id)
    link = {**gather.claim_link(claim_id), "statement": _lower(entry.statement)}
    if entry.figure is None:
        link["words"] = "said without a figure"
    return {**link, "verdict": "" if verdict in ("no figure", "cannot be checked") else verdict}


def glance_page() -> str:
    """All claims of the source under study with their verdicts, on one page."""
    found = gather.verdicts()
    own = gather.claims_under_study()
    groups = []
    for verdict in VERDICTS:
        held = [_said(claim_id) for claim_id in own if found[claim_id] == verdict]
        if held:
            groups.append({"heading": f"{verdict[0].upper()}{verdict[1:]}", "claims": held})
    return write("at-a-glance", groups=groups)


def _said(claim_id: str) -> dict:
    entry = claim(claim_id)
    return {**gather.claim_link(claim_id), "statement": "" if entry.qualifier == "text" else entry.statement}

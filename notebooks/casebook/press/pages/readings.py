"""How the source under study was read: by whom, how far they agreed, what they differed on, and what was not consulted."""

from __future__ import annotations

import re
from collections import Counter

from ...evidence import tables
from ...evidence.claims import GRADES, how_read
from ...evidence.rules.readings import FIELDS, Comparison, comparisons
from ...reading.dates_in_english import english_date
from .. import book
from ..writing import write
from . import gather

__all__ = ["readings_page"]

FIELD_NAMES = {
    "printed": "The figure or date as printed",
    "unit": "What is counted",
    "period": "When it was so",
    "stage": "The rung of the ladder",
    "status": "Result, rule, plan or background",
}
# as the notes of sources.csv say it
IN_PART = re.compile(r"\b(?:only the|a summary) .*?\bwas read\b", re.IGNORECASE)
ONCE = re.compile(r"\bone reading only\b", re.IGNORECASE)


def readings_page() -> str:
    """Readers, agreement, differences and how they were settled; and the limits of what was read."""
    claims, readings = tables.table("claims"), tables.table("readings")
    found = comparisons(claims, readings)
    reasons = {(row["claim_id"], row["field"]): row["why"] for row in gather.rows("settled")}
    others = claims[~claims["claim_id"].isin(readings["claim_id"])]
    return write(
        "how-it-was-read",
        claims=readings["claim_id"].nunique(),
        days=[english_date(day) for day in sorted(set(readings["read_on"]))],
        fields=[_field(field, [one for one in found if one.field == field]) for field in FIELDS],
        apart=_groups([one for one in found if not one.alike], reasons),
        against=_groups([one for one in found if one.alike and not one.agreed], reasons),
        others=Counter(how_read(claim_id) for claim_id in others["claim_id"]),
        not_consulted=book.setting("not_consulted"),
        sources=_sources(gather.rows("sources")),
        exceptions=[
            {"rule": rule.capitalize(), "reason": reason, "rows": len(own)}
            for (rule, reason), own in gather.by(gather.rows("exceptions"), "rule", "reason")
        ],
    )


def _field(field: str, found: list[Comparison]) -> dict:
    alike, kept = sum(one.alike for one in found), sum(one.agreed for one in found)
    return {"name": FIELD_NAMES[field], "alike": alike, "share": f"{alike / len(found):.0%}", "kept": kept}


def _groups(found: list[Comparison], reasons: dict[tuple[str, str], str]) -> list[dict]:
    """Cells that differ, in the order of the fields: those of one field and one reason together, and in them those alike."""
    cells = [
        {
            "field": one.field,
            "why": reasons[one.claim_id, one.field],
            "read": tuple(_in_words(one.field, cell) for cell in one.read),
            "table": _in_words(one.field, one.table),
            **gather.claim_link(one.claim_id),
        }
        for one in sorted(found, key=lambda one: FIELDS.index(one.field))
    ]
    return [
        {
            "field": FIELD_NAMES[field],
            "why": why,
            "lines": [
                {"read": read, "table": table, "claims": claims}
                for (read, table), claims in gather.by(own, "read", "table")
            ],
        }
        for (field, why), own in gather.by(cells, "field", "why")
    ]


def _in_words(field: str, cell: str) -> str:
    if (field, cell) == ("unit", "x"):
        return "times as many as before"
    if not cell:
        return "no date" if field == "period" else "none"
    return english_date(cell) if field == "period" else cell


def _sources(rows: list[dict]) -> dict:
    """What of the sources was read where, in part, or once."""
    places, grades = (Counter(row[column] for row in rows) for column in ("read_at", "grade"))
    return {
        "count": len(rows),
        "places": places,
        "without_address": sum(not row["url"] for row in rows),
        "undated": sum(not row["published"] for row in rows),
        "once": sum(bool(ONCE.search(row["note"])) for row in rows),
        "in_part": [row for row in rows if IN_PART.search(row["note"])],
        "grades": [{"name": name, "count": grades[grade]} for grade, name in GRADES.items()],
    }

"""Every source: who published it, when, where it was read, what it is worth."""

from __future__ import annotations

from ...evidence.claims import GRADES, UNGRADED
from ...reading.dates_in_english import english_date
from ..writing import write
from . import gather

__all__ = ["sources_page"]

READ_AT = {"original": "where it was published", "mirror": "in a copy", "text_in_hand": "as a text in hand"}


def sources_page() -> str:
    """The sources in the order of the table."""
    return write("sources", sources=[_entry(row) for row in gather.rows("sources")])


def _entry(row: dict) -> dict:
    return {
        **row,
        "url": row["url"] if gather.linkable(row["url"]) else "",
        "dated": english_date(row["published"]) if row["published"] else "undated",
        "kind": row["kind"].replace("_", " ").capitalize(),
        "grade": GRADES.get(row["grade"], UNGRADED),
        "read_at": READ_AT[row["read_at"]],
    }

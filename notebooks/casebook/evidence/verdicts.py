"""The verdict on each claim: whether a recomputation holds it, or why none can."""

from __future__ import annotations

from collections import defaultdict

from . import tables
from .claims import claim
from .records import stored_records

__all__ = ["VERDICTS", "verdicts"]

VERDICTS = (
    "agrees", "differs", "cannot be checked", "rule, not a result", "plan, not a result", "rule or report", "no figure",
)  # fmt: skip


def verdicts(records: list[dict] | None = None) -> dict[str, str]:
    """The verdict on each claim.

    Parameters
    ----------
    records : list of dict, optional
        What the chapters put on record; by default read from the executed notebooks.

    Returns
    -------
    dict
        Claim id to one of ``agrees``, ``differs``, ``cannot be checked``, ``rule, not a result``,
        ``plan, not a result``, ``rule or report``, ``no figure``.  A claim that was checked more than once differs if any check differs.
    """
    checks = defaultdict(set)
    for record in stored_records() if records is None else records:
        if record["kind"] == "check":
            checks[record["id"]].add(record["verdict"])
    found = {}
    for claim_id in tables.table("claims")["claim_id"]:
        entry = claim(claim_id)
        if claim_id in checks:
            found[claim_id] = "differs" if "differs" in checks[claim_id] else "agrees"
        elif entry.figure is None:
            found[claim_id] = "no figure"
        elif entry.status in ("rule", "plan"):
            found[claim_id] = f"{entry.status}, not a result"
        elif entry.status == "open":
            found[claim_id] = "rule or report"
        else:
            found[claim_id] = "cannot be checked"
    return found

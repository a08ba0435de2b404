"""Make links to the ledger quiet, and let them say at a glance what stands behind a number.

A link to an entry gets the class ``evidence``, the class of its verdict (``differs``, ``rule``, …) and a title with the
claim, its source and what became of it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "notebooks"))

from casebook.evidence import claim, source, stored_records  # noqa: E402
from casebook.ledger import GRADES, verdicts  # noqa: E402

_CLASSES = {
    "agrees": "agrees",
    "differs": "differs",
    "cannot be checked": "unchecked",
    "rule, not a result": "promise",
    "plan, not a result": "promise",
    "no figure": "unchecked",
}


def _tips() -> dict[str, tuple[str, str]]:
    """Entry id to its class and its title."""
    tips = {}
    for claim_id, verdict in verdicts().items():
        entry = claim(claim_id)
        where = source(entry.source_id)
        said_by = (
            f"{where['publisher_en']} ({GRADES[where['grade']]})"
            if entry.source_id != "article"
            else "the source article (weak)"
        )
        admits = f" Admits {entry.interval}." if entry.figure else ""
        tips[claim_id] = (_CLASSES[verdict], f"Printed by {said_by}: {entry.statement}.{admits} Verdict: {verdict}.")
    for record in stored_records():
        if record["kind"] == "result":
            assumes = f" Assumes: {record['assumption']}." if record["assumption"] else ""
            tips[record["id"]] = ("computed", f"Computed here: {record['shown']} {record['meaning']}.{assumes}")
    return tips


def mark_links(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Add class and title to every link to a ledger entry."""
    if docname == "book/ledger":
        return
    tips = app.env.ledger_tips = getattr(app.env, "ledger_tips", None) or _tips()
    for link in doctree.findall(nodes.reference):
        address = link.get("refuri", "")
        if "ledger.html#" not in address:
            continue
        name, title = tips.get(address.split("#", 1)[1], ("computed", "In the ledger"))
        link["classes"] += ["evidence", name]
        link["reftitle"] = title


def setup(app: Sphinx) -> dict:
    app.connect("doctree-resolved", mark_links)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

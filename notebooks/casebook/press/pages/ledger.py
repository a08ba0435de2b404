"""The ledger: an entry for each claim, each result and each figure, on a page and in a table of short lines."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict

from ...evidence.claims import GRADES, claim, how_read, source, unit_after
from ...evidence.register import LEVELS
from ...evidence.verdicts import VERDICTS, verdicts
from ...reading.dates_in_english import english_date
from .. import book
from ..writing import write
from . import gather

__all__ = ["ledger_page", "ledger_table"]

READ_AT = {"original": "", "mirror": ", read in a copy", "text_in_hand": ", text in hand"}
READING = {
    "twice": "twice, independently",
    "apart": "by two readers, who differ",
    "once": "once",
    "inferred": "and inferred from printed figures",
}
PRINTED_AT = {
    "": "",
    "other signs": "; the figure in other signs",
    "number alone": "; the hedge stands outside the excerpt",
    "not excerpted": "; the figure stands outside the excerpt",
    "added up": "; the figure is added up from those printed",
    "words not kept": "",
}
NOT_RECOMPUTED = {
    "no figure": "no figure to recompute",
    "cannot be checked": "cannot be checked: no second figure is known",
}


def ledger_page() -> str:
    """The ledger in MyST Markdown: an entry for each claim, each result and each figure.

    Raises
    ------
    NotebookError, DataError
        If a chapter is not executed in order or the data break their schema.
    """
    records = gather.on_record()
    titles = gather.chapter_titles()
    used = gather.uses(gather.in_prose(), titles)
    results, figures, checks = _first_of(records, "result"), _first_of(records, "figure"), defaultdict(list)
    for record in records:
        if record["kind"] == "check":
            checks[record["id"]].append(_check_line(record, results, titles))
    found, shown_in, noted = verdicts(records), _computed_in(records, titles), _reader_notes()
    claims = [
        {
            **_claim_entry(row),
            "checks": checks[row["claim_id"]],
            "reason": NOT_RECOMPUTED.get(found[row["claim_id"]], found[row["claim_id"]]),
            "computed_in": shown_in[row["claim_id"]],
            "used": used.get(row["claim_id"], []),
            "readers": noted[row["claim_id"]],
        }
        for row in _claim_rows()
    ]
    own = [entry for entry in claims if entry["source_id"] == book.source_under_study()]
    verdicts_of_own = [found[entry["id"]] for entry in own]
    return write(
        "ledger",
        own=own,
        others=[entry for entry in claims if entry["source_id"] != book.source_under_study()],
        counts={verdict: verdicts_of_own.count(verdict) for verdict in VERDICTS if verdict in verdicts_of_own},
        results=[
            {
                **_result_entry(record, titles, results.get(f"{record['id']}-interval")),
                "used": used.get(record["id"], []),
            }
            for record in results.values()
        ],
        figures=[{**_figure_entry(record, titles), "used": used.get(record["id"], [])} for record in figures.values()],
    )


def _first_of(records: list[dict], kind: str) -> dict[str, dict]:
    """The records of a kind by id, the first of each."""
    found = {}
    for record in records:
        if record["kind"] == kind:
            found.setdefault(record["id"], record)
    return found


def _place(record: dict, titles: dict[str, str]) -> dict:
    """Where a record was made."""
    title = titles[record["notebook"]]
    return {
        "chapter": title,
        "number": title.partition(" · ")[0],
        "notebook": record["notebook"],
        "cell": record["cell"],
    }


def _check_line(record: dict, results: dict[str, dict], titles: dict[str, str]) -> dict:
    kept = {key: record[key] for key in ("result", "how", "verdict")}
    return {**kept, "shown": results[record["result"]]["shown"], **_place(record, titles)}


def _computed_in(records: list[dict], titles: dict[str, str]) -> dict[str, list[dict]]:
    """Claim id to the figures, tables and results that are made from it, each once."""
    found = defaultdict(list)
    for record in records:
        for claim_id in record.get("claims", []):
            if record["kind"] in ("figure", "table"):
                chapter = titles[record["notebook"]].partition(" · ")[0]
                place = {"words": f"{chapter}, {record['kind']}", "target": f"../notebooks/{record['notebook']}"}
            else:
                place = {"words": record["id"], "target": f"#{record['id']}"}
            if place not in found[claim_id]:
                found[claim_id].append(place)
    return found


def _claim_rows() -> list[dict]:
    """The rows of claims with the names of what they are about."""
    entities = gather.names()
    indicators = gather.names("indicators", "indicator_id")
    return [
        {**row, "who": entities[row["entity_id"]], "what": indicators[row["indicator_id"]]}
        for row in gather.rows("claims")
    ]


def _reader_notes() -> dict[str, list[dict[str, str]]]:
    """Claim id to what its readers noted, places in the text in words."""
    found = defaultdict(list)
    for row in gather.rows("readings"):
        if row["note"]:
            note = re.sub(r"\bp(\d+)\b", r"paragraph \1", row["note"])
            found[row["claim_id"]].append({"reader": row["reader"].capitalize(), "note": note})
    return found


def _claim_entry(row: dict) -> dict:
    entry = claim(row["claim_id"])
    where = source(entry.source_id)
    figure = None
    if entry.figure is not None:
        hedge = "" if row["qualifier"] == "exact" else row["qualifier"].replace("_", " ")
        wide = bool(entry.interval.width)
        figure = {
            "printed": row["printed"],
            "hedge": hedge,
            "wide": wide,
            "interval": entry.interval,
            "unit": unit_after(entry),
        }
    return {
        "id": entry.claim_id,
        "source_id": entry.source_id,
        "shown": entry.shown,
        "unit": unit_after(entry, entry.shown),
        "statement": entry.statement,
        "figure": figure,
        "fragment": entry.fragment,
        "paragraph": entry.locator[1:],
        "printed_at": PRINTED_AT[row["printed_at"]],
        "title": where["title_en"],
        "url": where["url"] if gather.linkable(where["url"]) else "",
        "publisher": where["publisher_en"],
        "dated": english_date(where["published"]) if where["published"] else "undated",
        "grade": GRADES[where["grade"]],
        "read_at": READ_AT[where["read_at"]],
        "reading": READING[how_read(row["claim_id"])],
        "who": row["who"],
        "what": row["what"].lower(),
        "stage": entry.stage,
        "status": entry.status,
        "period": english_date(entry.period) if entry.period and entry.qualifier != "date" else "",
        "note": entry.note,
    }


def _result_entry(record: dict, titles: dict[str, str], interval: dict | None = None) -> dict:
    """What the page says of a result; of an estimate, also the effects that its placebos leave open."""
    ends = record["value"] if isinstance(record["value"], list) else [record["value"]]
    level = None
    if record["level"] is not None:
        role = "" if record["role"] == "estimate" else record["role"]
        level = {
            "words": LEVELS[record["level"]],
            "role": role,
            "void": record["void"],
            "identification": record["identification"],
            "interval": {key: interval[key] for key in ("id", "shown", "assumption")} if interval else None,
        }
    kept = {key: record[key] for key in ("id", "shown", "meaning", "claims", "assumption")}
    tolerance = f"{record['tolerance']:g}" if record["tolerance"] else ""
    exact = " to ".join(f"{end:.10g}" for end in ends)
    return {**kept, "exact": exact, "tolerance": tolerance, "level": level, **_place(record, titles)}


def _figure_entry(record: dict, titles: dict[str, str]) -> dict:
    sources = [source(source_id)["title_en"] for source_id in record["sources"]]
    return {"id": record["id"], "title": record["title"], "sources": sources, **_place(record, titles)}


def ledger_table() -> str:
    """The ledger in short, as CSV: each claim and each result with its verdict and what stands behind it.

    The pages show the last column when a pointer rests on a link, see ``book/ext/ledger_links.py``.
    """
    records = gather.on_record()
    lines = {}
    for claim_id, verdict in verdicts(records).items():
        entry = claim(claim_id)
        where = source(entry.source_id)
        said_by = f"{where['publisher_en']} ({GRADES[where['grade']]})"
        if entry.source_id == book.source_under_study():
            said_by = f"the source article ({GRADES[where['grade']].partition(':')[0]})"
        admits = f" Admits {entry.interval}." if entry.figure else ""
        lines[claim_id] = (verdict, f"Printed by {said_by}: {entry.statement}.{admits} Verdict: {verdict}.")
    for record in records:
        if record["kind"] == "result":
            assumes = f" Assumes: {record['assumption']}." if record["assumption"] else ""
            lines.setdefault(
                record["id"], ("computed", f"Computed here: {record['shown']} · {record['meaning']}.{assumes}")
            )
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["entry", "verdict", "evidence"])
    writer.writerows((entry, *cells) for entry, cells in lines.items())
    return text.getvalue()

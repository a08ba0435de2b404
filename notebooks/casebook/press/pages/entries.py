"""What the ledger says of each entry, as plain data: a claim, a result, a figure; in words, and ids only where it is cited."""

from __future__ import annotations

import re
from collections import defaultdict
from textwrap import shorten

from ...evidence import tables
from ...evidence.cells import TO_DO
from ...evidence.claims import GRADES, UNGRADED, claim, how_read, left_to_do, source, unit_after, written
from ...evidence.register import LEVELS
from ...evidence.rules.readings import comparisons
from ...evidence.verdicts import verdicts
from ...reading.dates_in_english import english_date
from . import gather

__all__ = ["claim_entries", "figure_entries", "result_entries", "short"]

READ_AT = {"original": "original", "mirror": "copy", "text_in_hand": "text in hand"}
READING = {
    "twice": "twice, independently",
    "apart": "by two readers, who differ",
    "once": "once",
    "inferred": "inferred from printed figures",
    TO_DO: "by no person yet",
}
PRINTED_AT = {
    "": "",
    "other signs": "; the figure in other signs",
    "number alone": "; the hedge stands outside the excerpt",
    "not excerpted": "; the figure stands outside the excerpt",
    "added up": "; the figure is added up from those printed",
    "words not kept": "",
}
# Why a form admits more than one number, where its own words do not say it.
FORMS = {
    "exact": "rounded",
    "multiple": "a rounded multiple",
    "range": "a range",
    "maximum": "a rounded maximum",
}
NOT_RECOMPUTED = {
    "no figure": "",
    "cannot be checked": "cannot be checked",
    "rule or report": "no result to recompute: a rule or a report, the words do not say",
    "rule, not a result": "no result to recompute: a rule",
    "plan, not a result": "no result to recompute: a plan",
}
# What readers took otherwise than the table, by field and by what they took.
OTHERWISE = {"unit": "counted in {}", "period": "dated {}", "printed": "printed {}", "stage": "{}", "status": "{}"}
RUNGS = {
    "input": "an input", "activity": "an activity", "output": "an output", "response": "a response", "outcome": "an outcome",
    "context": "context", "rule": "a rule", "plan": "a plan", "open": "a rule or a report", "result": "a result",
    "background": "background",
}  # fmt: skip
WORDS = {"entity_id": "what it is about", "indicator_id": "what is measured"}  # columns that are no words
MOST, LONGEST = 6, 56  # claims that a result names, signs of what each says


def short(text: str, most: int) -> str:
    """A text in at most so many signs: how it begins and how it ends, as the end tells before from after."""
    if len(text) <= most:
        return text
    tail = text[-(most // 3) :].partition(" ")[2]
    return f"{shorten(text, most - len(tail) - 1, placeholder='…')} {tail}".rstrip()


def claim_entries(records: list[dict]) -> list[dict]:
    """The entry of each claim, in the order of the table."""
    found, checks, computed = verdicts(records), defaultdict(list), _computed_in(records)
    results = gather.first_of(records, "result")
    for record in records:
        if record["kind"] == "check":
            shown = results[record["result"]]["shown"]
            checks[record["id"]].append({**record, "shown": shown})
    otherwise, why, noted = _otherwise(), _settled(), _reader_notes()
    unused, glosses = {row["claim_id"]: row["reason"] for row in gather.rows("not_used")}, _glosses()
    return [
        {
            **_claim(row),
            **glosses.get(row["claim_id"], {"gloss": "", "also": ""}),
            "checks": checks[row["claim_id"]],
            "reason": NOT_RECOMPUTED.get(found[row["claim_id"]], found[row["claim_id"]]),
            "otherwise": otherwise[row["claim_id"]],
            "settled": why[row["claim_id"]],
            "readers": noted[row["claim_id"]],
            "computed_in": computed[row["claim_id"]],
            "not_used": unused.get(row["claim_id"], ""),
        }
        for row in _rows()
    ]


def _rows() -> list[dict]:
    """The rows of claims with the names of what they are about."""
    entities = gather.names()
    indicators = gather.names("indicators", "indicator_id")
    return [
        {**row, "who": entities.get(row["entity_id"], TO_DO), "what": indicators.get(row["indicator_id"], TO_DO)}
        for row in gather.rows("claims")
    ]


def _claim(row: dict) -> dict:
    entry = claim(row["claim_id"])
    where = source(entry.source_id)
    says = "" if entry.qualifier == "text" else written(entry)
    grade, read_at = GRADES.get(where["grade"], UNGRADED), READ_AT[where["read_at"]]
    return {
        "kind": "claim",
        "id": entry.claim_id,
        "source_id": entry.source_id,
        "value": says,
        "meaning": entry.statement,
        "figure": _printed(entry, row) if entry.figure is not None else None,
        "fragment": entry.fragment,
        "paragraph": entry.locator[1:],
        "printed_at": PRINTED_AT[row["printed_at"]],
        "title": where["title_en"],
        "url": where["url"] if gather.linkable(where["url"]) else "",
        "publisher": where["publisher_en"],
        "dated": english_date(where["published"]) if where["published"] else "undated",
        "grade": grade if read_at in grade else f"{grade}; {read_at}",
        "reading": READING[how_read(row["claim_id"])],
        "who": row["who"],
        "what": row["what"].lower(),
        "stage": RUNGS.get(entry.stage, entry.stage),
        "status": RUNGS.get(entry.status, entry.status),
        "period": english_date(entry.period) if entry.period and entry.qualifier != "date" else "",
        "note": entry.note,
        "draft": ", ".join(WORDS.get(column, column) for column in left_to_do(entry.claim_id)),
    }


def _printed(entry, row: dict) -> dict:
    """A printed form, why it admits more than a number, and what it admits."""
    hedge = re.match(r"\D*", entry.shown)[0].strip()
    why = FORMS.get(row["qualifier"]) or f"“{hedge}”"
    ends = entry.interval
    if not ends.width:
        return {"printed": row["printed"], "admits": ends.in_words}
    return {"printed": row["printed"], "admits": f"{why}: {ends.in_words} {unit_after(entry)}".rstrip()}


def _otherwise() -> dict[str, list[str]]:
    """Claim id to how its readers took it where the table takes it otherwise, in words, each once."""
    found = defaultdict(list)
    for one in comparisons(tables.table("claims"), tables.table("readings")):
        for taken in (cell for reader, cell in enumerate(one.read) if cell and not one.kept[reader]):
            said = english_date(taken) if one.field == "period" else RUNGS.get(taken, taken)
            words = OTHERWISE[one.field].format(said)
            if words not in found[one.claim_id]:
                found[one.claim_id].append(words)
    return found


def _settled() -> dict[str, list[str]]:
    """Claim id to why the table stands where readers differ, each reason once."""
    found = defaultdict(list)
    for row in gather.rows("settled"):
        if row["why"] not in found[row["claim_id"]]:
            found[row["claim_id"]].append(row["why"])
    return found


def _glosses() -> dict[str, dict[str, str]]:
    """Claim id to its excerpt word for word in English, and to what else the words can mean."""
    return {row["claim_id"]: {"gloss": row["gloss"], "also": row["also"]} for row in gather.rows("glosses")}


def _reader_notes() -> dict[str, list[dict[str, str]]]:
    """Claim id to what its readers noted, places in the text in words."""
    found = defaultdict(list)
    for row in gather.rows("readings"):
        if row["note"]:
            note = re.sub(r"\bp(\d+)\b", r"paragraph \1", row["note"])
            found[row["claim_id"]].append({"reader": row["reader"].capitalize(), "note": note})
    return found


def _computed_in(records: list[dict]) -> dict[str, list[dict]]:
    """Claim id to the results and figures that are made from it, as links, each once."""
    found = defaultdict(list)
    for record in records:
        if record["kind"] in ("figure", "result"):
            said = short(record.get("meaning", record.get("title")), LONGEST)
            link = {"entry": record["id"], "value": record.get("shown", "figure"), "said": said}
            for claim_id in record["claims"]:
                if link not in found[claim_id]:
                    found[claim_id].append(link)
    return found


def result_entries(records: list[dict]) -> list[dict]:
    """The entry of each result, in the order of the chapters; the words of its first record count."""
    results, held = gather.first_of(records, "result"), defaultdict(list)
    for record in records:
        if record["kind"] == "check":
            against = {"verdict": record["verdict"], **_in_words(record["id"])}
            if against not in held[record["result"]]:
                held[record["result"]].append(against)
    return [
        {**_result(record, results.get(f"{record['id']}-interval")), "held": held[record["id"]]}
        for record in results.values()
    ]


def _result(record: dict, interval: dict | None) -> dict:
    """What is said of a result; of an estimate, also the effects that its placebos leave open."""
    ends = record["value"] if isinstance(record["value"], list) else [record["value"]]
    digits, short = (" to ".join(f"{end:.{most}g}".replace("-", "−") for end in ends) for most in (10, 6))
    places = int(decimals[1]) if (decimals := re.search(r"\.(\d+)f$", record["form"])) else 0
    rounded = any(float(f"{end:.6g}") != round(end, places) for end in ends)
    from_ = [_in_words(claim_id) for claim_id in record["claims"]]
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
    return {
        "kind": "result",
        "id": record["id"],
        "value": record["shown"],
        "meaning": record["meaning"],
        "exact": f"{short} {record['unit']}".rstrip() if rounded else "",
        "digits": digits,
        "tolerance": f"{record['tolerance']:g}" if record["tolerance"] else "",
        "assumption": record["assumption"],
        "from_": from_[:MOST],
        "more": from_[MOST:],
        "level": level,
        "notebook": record["notebook"],
        "cell": record["cell"],
    }


def _in_words(claim_id: str) -> dict[str, str]:
    """A claim as a link of a few words: its figure, and what that is."""
    entry = claim(claim_id)
    said = short(entry.statement, LONGEST)
    value = "" if entry.qualifier == "text" else written(entry)
    return {"entry": claim_id, "value": value or said, "said": said if value else ""}


def figure_entries(records: list[dict]) -> list[dict]:
    """The entry of each figure, in the order of the chapters."""
    return [
        {
            "kind": "figure",
            "id": record["id"],
            "value": "",
            "meaning": record["title"],
            "sources": [source(source_id)["title_en"] for source_id in record["sources"]],
            "notebook": record["notebook"],
            "cell": record["cell"],
        }
        for record in gather.first_of(records, "figure").values()
    ]

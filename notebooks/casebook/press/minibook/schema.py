"""The tables of a mini-book: those of the book that make sense for any article, and a few of drafts.

They are taken from the schema of the project that makes the mini-book.  A column that a person has to fill says with what,
under ``to_do``; a table of which nothing is known yet says that it ``may_be_empty``.
"""

from __future__ import annotations

import copy
import csv
import hashlib
import io
import json
from functools import cache
from pathlib import Path

from ...evidence import tables

__all__ = ["KEPT", "as_csv", "fields_of", "marks", "package", "resources"]

HERE = Path(__file__).resolve().parents[1] / "templates" / "minibook"
KEPT = (
    "sources", "hosts", "entities", "indicators", "claims", "readings", "settled", "glosses", "results", "events", "article",
    "glossary", "not_used", "exceptions",
)  # fmt: skip
FILLED = {"sources", "claims", "results", "article"}  # those that a new mini-book has rows of
TO_FILL = {  # table and column, and what a person is to put there
    ("sources", "title_en"): "the title in English, in your own words if the text is in another language",
    ("sources", "publisher"): "who published it, in the language of the source",
    ("sources", "publisher_en"): "who published it, in English",
    ("sources", "kind"): "the kind of document",
    ("sources", "grade"): "how much weight it bears",
    ("article", "summary_en"): "what the paragraph says, in a phrase of your own",
    ("claims", "statement"): "the claim in English, in your own words, with no figure in it",
    ("claims", "entity_id"): "the place or body that it is about, an id of entities.csv",
    ("claims", "indicator_id"): "what is measured, an id of indicators.csv",
    ("claims", "unit"): "what is counted",
    ("claims", "stage"): "the rung: input, activity, output, response, outcome or context",
    ("claims", "status"): "rule, plan, open, result or background",
    ("claims", "reading"): "once, when you have read the claim in the text yourself; twice, when somebody else has too",
    ("glosses", "gloss"): "the excerpt word for word in English, with its numbers",
}


@cache
def _own() -> list[dict]:
    """The tables that only mini-books have: what could not be read, dates, proposed checks."""
    return json.loads((HERE / "tables.json").read_text(encoding="utf-8"))


def resources(folder: Path = tables.DATA) -> dict[str, dict]:
    """The tables of a mini-book by name, made from the schema of a project.

    Parameters
    ----------
    folder : Path
        Its folder of data.
    """
    known = tables.schema(folder)
    found = {name: _fitted(copy.deepcopy(known[name])) for name in KEPT}
    return found | {own["name"]: copy.deepcopy(own) for own in _own()}


def _fitted(resource: dict) -> dict:
    name, rules = resource["name"], resource["schema"]
    if name not in FILLED:
        resource["may_be_empty"] = True
    there = {*KEPT, "", *(own["name"] for own in _own())}
    rules["foreignKeys"] = [key for key in rules.get("foreignKeys", []) if key["reference"]["resource"] in there]
    for column in rules["fields"]:
        if expected := TO_FILL.get((name, column["name"])):
            column["to_do"] = expected
        if (name, column["name"]) in {("claims", "value"), ("claims", "low"), ("claims", "high")}:
            column.pop("constraints", None)  # an article may speak of a fall below nought, or of billions
    return resource


@cache
def fields_of(name: str) -> list[dict]:
    """The columns of a table of a mini-book."""
    return resources()[name]["schema"]["fields"]


def package(name: str, title: str, made: dict[str, dict]) -> dict:
    """The data package of a mini-book.

    Parameters
    ----------
    name : str
        In small letters, digits and hyphens.
    title : str
        Of the mini-book.
    made : dict of str to dict
        Its tables (:func:`resources`).
    """
    return {
        "profile": "tabular-data-package",
        "name": name,
        "title": f"{title}: the evidence",
        "description": "Claims, sources and checks of one article.",
        "resources": list(made.values()),
    }


def marks(made: dict[str, dict]) -> dict[str, str]:
    """The SHA-256 of each table's schema, by which a later engine knows whether somebody changed it."""
    return {
        name: hashlib.sha256(json.dumps(resource, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
        for name, resource in made.items()
    }


def as_csv(resource: dict, rows: list[dict]) -> str:
    """A table as CSV: its columns in order, empty where a row has none."""
    text = io.StringIO()
    columns = [column["name"] for column in resource["schema"]["fields"]]
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n", extrasaction="raise")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()

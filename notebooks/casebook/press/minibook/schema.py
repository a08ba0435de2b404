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

__all__ = ["HERE", "as_csv", "fields_of", "marks", "package", "resources"]

HERE = Path(__file__).resolve().parents[1] / "templates" / "minibook"


@cache
def _kept() -> dict[str, dict]:
    """The tables of the book that a mini-book has: whether one may be empty, and what a person is to put into which column."""
    return json.loads((HERE / "kept.json").read_text(encoding="utf-8"))


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
    found = {name: _fitted(copy.deepcopy(known[name])) for name in _kept()}
    return found | {own["name"]: copy.deepcopy(own) for own in _own()}


def _fitted(resource: dict) -> dict:
    name, rules = resource["name"], resource["schema"]
    if _kept()[name]["may_be_empty"]:
        resource["may_be_empty"] = True
    there = {*_kept(), "", *(own["name"] for own in _own())}
    rules["foreignKeys"] = [key for key in rules.get("foreignKeys", []) if key["reference"]["resource"] in there]
    for column in rules["fields"]:
        if expected := _kept()[name]["to_do"].get(column["name"]):
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
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()

"""A figure is written with its unit, once: on every generated page and in every output of a chapter."""

from __future__ import annotations

import json
import re

import pytest
from casebook.evidence import records as evidence
from casebook.evidence import tables
from casebook.evidence.claims import claim, written
from casebook.press import book

# Units of one dimension: of two side by side, the second adds nothing or contradicts the first.
DIMENSIONS = (
    r"%|per cent|percent|points?|shares?|ratio",
    r"days?|weeks?|months?|years?",
    r"km2|hectares?|ha|m2|mu",
    r"yuan|USD|dollars?",
    r"times|: 1|applicants per posts?",
)
PAIRS = [re.compile(rf"[^|\n ]*\d[^|\n]{{0,20}}?(?<![\w-])(?:{units})\)? (?:{units})(?![\w-])") for units in DIMENSIONS]
REPEATED = re.compile(r"\b([a-z]{3,}s) \1\b")
DIGITS_AS_UNIT = re.compile(r"(?<![\d.,:/+-])\d[\d.,]* (?:100|10,000|1,000)(?: million)? [A-Za-z][a-zA-Z0-9]*")
ONE_OF_MANY = re.compile(
    r"(?<![\d.,/–−-])(?<!to )1 (?:posts|zones|persons|departments|items|bodies|firms|projects|companies|industries|years|days|"
    r"weeks|hectares|masks|parks|vehicles|platforms|communities|delegations|surveys|tasks|policies)\b"
)


def doubled_units(text: str) -> list[str]:
    """Where a unit follows one of its dimension, or a number in digits a figure as its unit, or a plural stands after one."""
    plain = re.sub(r"[*`\\]|\]\([^)]*\)|\[(?=\d)", "", text)
    return [
        match[0] for pattern in (*PAIRS, REPEATED, DIGITS_AS_UNIT, ONE_OF_MANY) for match in pattern.finditer(plain)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[3–5 % % a year](ledger.md#x)",
        "**26.3 %** % or points",
        "[one 7 week days](x)",
        "5 years years",
        "59.98 km2 km2",
        "34 : 1 applicants per post",
        "12 % per cent",
        "2 times times",
        "3 weeks days",
        "7 hundred million yuan USD",
        "**50** 10,000 m2",
        "147 100 million yuan",
        "**1** zones",
        "posts posts",
        "4 hectares km2",
        "5 % \\% a year",
    ],
)
def test_a_doubled_unit_is_found(text):
    """The check must be able to fail."""
    assert doubled_units(text)


@pytest.mark.parametrize(
    "text",
    [
        "3–5 % a year", "26.3 % or points", "one week", "34 : 1", "1 zone", "74 %, 34 %", "50 ten thousand m2", "| 5 % | % |",
        "67 to 68 % · share of posts", "from 109 to 64 departments", "1.1 points", "in 2019: 5, 2020: 6", "11 zones", "0 to 1 zones",
        "5 years           years",
    ],
)  # fmt: skip
def test_a_single_unit_is_not_found(text):
    """Nor a table's columns, a range, a list."""
    assert doubled_units(text) == []


def test_no_page_writes_a_unit_twice(made):
    """A figure with its unit twice, or with that of another dimension, cannot be read."""
    texts = {
        path.relative_to(book.ROOT).as_posix(): text
        for path, text in made.items()
        if path.suffix == ".md" or path.name == "ledger.csv"
    }
    assert {
        f"book/{name}" for name in ("ledger.md", "ledger/09.md", "at-a-glance.md", "part-1.md", "ledger.csv")
    } <= set(texts)
    found = {name: doubled_units(text) for name, text in texts.items()}
    assert {name: places for name, places in found.items() if places} == {}


@pytest.mark.parametrize("path", evidence.chapters(), ids=lambda path: path.stem[:2])
def test_no_output_writes_a_unit_twice(path):
    """The same for what a chapter shows."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    texts = [
        "".join(text)
        for output in outputs
        for kind, text in {**output.get("data", {}), "text": output.get("text", "")}.items()
        if "svg" not in kind
    ]
    assert [found for text in texts for found in doubled_units(text)] == []


def test_every_claim_is_written_without_doubling():
    """One function says how a figure is written; it must hold for every claim that there is."""
    entries = [claim(claim_id) for claim_id in tables.table("claims")["claim_id"]]
    assert [entry.claim_id for entry in entries if doubled_units(written(entry))] == []
    assert [
        entry.claim_id for entry in entries if entry.unit == "posts" and not written(entry).endswith(" posts")
    ] == []

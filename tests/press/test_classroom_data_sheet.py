"""The data of a chapter as a spreadsheet, cell by cell, of claims that were made up."""

from __future__ import annotations

import pandas as pd
import pytest
import small_chapter
from casebook.evidence import tables
from casebook.evidence.claims import Claim
from casebook.evidence.figures import figure_of
from casebook.press.classroom import data_sheet
from small_chapter import code, markdown, result

HEAD = "name,kind,what it says,figure,low,high,unit,place,when,source,publisher"


def claim(name: str, printed: str, unit: str, entity: str = "town", period: str = "2020") -> Claim:
    """A claim that a small article prints."""
    return Claim(
        claim_id=name, source_id="paper", locator="p1", fragment="", statement=f"The {name}, as told", entity_id=entity,
        indicator_id="x", unit=unit, period=period, stage="", status="", note="", qualifier="", figure=figure_of(printed, unit),
    )  # fmt: skip


@pytest.fixture
def told(monkeypatch) -> dict[str, Claim]:
    """The claims of a small book, by name; a test adds its own."""
    known: dict[str, Claim] = {}
    source = {"title_en": "A paper", "publisher_en": "A press"}
    monkeypatch.setattr(data_sheet, "claims", lambda: pd.DataFrame(index=list(known)))
    monkeypatch.setattr(data_sheet, "claim", known.__getitem__)
    monkeypatch.setattr(data_sheet, "source", {"paper": source}.__getitem__)
    places = pd.DataFrame([{"entity_id": "town", "name_zh": "城", "name_en": "Town"}])
    monkeypatch.setattr(tables, "table", {"entities": places}.__getitem__)
    return known


def sheet(*names: str, records: dict[str, dict] | None = None) -> list[str]:
    """The lines of the sheet of a chapter that names these, after the head."""
    cells = [code("x", "; ".join(f'cb.claim("{name}")' for name in names))]
    made = data_sheet.data_sheet({"cells": cells}, records or {})
    assert made.startswith(f"{HEAD}\n")
    assert made.endswith("\n")
    return made.splitlines()[1:]


@pytest.mark.parametrize(
    ("printed", "unit", "line"),
    [
        ("109个", "posts", '109 posts,109,109,posts,Town,2020,A paper,A press'),
        ("4200多", "persons", '"more than 4,200 persons",4201,4299,persons,Town,2020,A paper,A press'),
        ("4.7%", "%", "4.7 %,4.65,4.75,%,Town,2020,A paper,A press"),
        ("不少于5%", "%", "at least 5 %,5,,%,Town,2020,A paper,A press"),
        ("", "", "no figure,,,,Town,2020,A paper,A press"),
    ],
)  # fmt: skip
def test_a_claim_has_its_figure_and_what_it_admits(told, printed, unit, line):
    """Whoever computes with it needs both ends; one that is open, and a figure that is not printed, is left empty."""
    told["big-cut"] = claim("big-cut", printed, unit)
    assert sheet("big-cut") == [f'big-cut,claim,"The big-cut, as told",{line}']


def test_what_is_not_known_of_a_claim_is_left_empty(told):
    """A place that the book does not name, and a time that is not told."""
    told["big-cut"] = claim("big-cut", "109个", "posts", entity="elsewhere", period="")
    assert sheet("big-cut") == ['big-cut,claim,"The big-cut, as told",109 posts,109,109,posts,,,A paper,A press']


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        (40.0, "40", "40"),
        ([-2.0, 1 / 3], "-2", "0.3333333333"),
        ([float("-inf"), 3], "", "3"),
        ([1, float("inf")], "1", ""),
        (1e-7, "1e-07", "1e-07"),
        (12345678901.5, "1.23456789e+10", "1.23456789e+10"),
    ],
)
def test_a_result_has_its_ends_and_where_it_was_computed(told, value, low, high):
    """Ten digits; an end that is open is left empty, since no spreadsheet reads it."""
    records = {"the-rise": result("the-rise", value, "so, much", unit="points", notebook="03_a.ipynb")}
    assert sheet("the-rise", records=records) == [
        f'the-rise,result,the the-rise,"so, much",{low},{high},points,,,computed in 03_a,'
    ]


def test_what_is_no_claim_and_no_result_is_left_out(told):
    """A word of the code may look like a name; a figure on record has no value."""
    records = {"the-map": result("the-map", 1, "1") | {"kind": "figure"}, "the-rise": result("the-rise", 1.0, "1.0 %")}
    lines = sheet("no-name", "the-map", "the-rise", records=records)
    assert [line.partition(",")[0] for line in lines] == ["the-rise"]


def test_no_answer_is_in_the_sheet(told):
    """Wherever the chapter names it; what a task gives is no answer."""
    chapter = small_chapter.chapter()
    chapter["cells"].append(markdown("more", "[40.0 %](../book/ledger.md#cut)"))
    records = {"start": result("start", 100.0, "100", unit=""), "cut": result("cut", 40.0, "40.0 %")}
    assert data_sheet.data_sheet(chapter, records) == (
        f"{HEAD}\nstart,result,the start,100,100,100,,,,computed in 01_a,\n"
    )


def test_names_are_found_in_prose_captions_and_code(told):
    """In their order, each once, but for keys: in prose only what is linked, in code whatever has the form of a name."""
    figure = {"figure": {"caption": "By [4](../book/ledger.md#of-caption) and is-caption."}}
    shown = {"figure": {"caption": "By [5](../book/ledger.md#of-prose-caption)."}}
    cells = [
        markdown("a", "See [1](../book/ledger.md#of-prose), is-no-name. [2](../book/ledger.md#one)", mystnb=shown),
        code("b", 'cb.claim("of-code"); x_y = a - b; cb.result("of-prose", 3)\n# [3](../book/ledger.md#other)'),
        code("k", 'cb.claim("of-key")', tags=("key",)),
        {**code("c", "draw('a-b-3')"), "metadata": {"mystnb": figure}},
        {"cell_type": "raw", "id": "r", "metadata": {}, "source": 'cb.claim("of-raw") [1](../book/ledger.md#raw)'},
        {**code("d", "x"), "metadata": {"mystnb": {"figure": {"name": "a-name"}}}},
        {**code("e", "1"), "metadata": {"mystnb": {}}},
    ]
    assert data_sheet.entries_of({"cells": cells}) == [
        "of-prose", "one", "of-prose-caption", "of-code", "a-b-3", "of-caption",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("=1+1", "1+1"), ("@a", "a"), ("-a", "a"), ("+a", "a"), ("=+-@ a=", "a="), ("X=", "X="), ("@X", "X"),
        ("-2.5", "-2.5"), ("+1e-05", "+1e-05"), ("-1e+05", "-1e+05"), ("+3", "+3"), ("-1e", "1e"), ("-2 %", "2 %"), ("", ""),
    ],
)  # fmt: skip
def test_no_cell_is_taken_for_a_formula(told, cell, kept):
    """Of a claim and of a result: a spreadsheet would compute it, and a number may begin with its sign."""
    records = {"the-rise": result("the-rise", 1.0, "1.0", meaning=cell)}
    told["big-cut"] = claim("big-cut", "109个", cell)
    rise, cut = sheet("the-rise", "big-cut", records=records)
    assert rise.split(",")[2] == kept
    assert cut.endswith(f",{kept},Town,2020,A paper,A press")

"""The audit of a chapter: which cells it reads, in which place it reports, what it asks of phrases and numbers in code."""

from __future__ import annotations

import json

import pytest
from casebook.press.audit import notebooks
from casebook.press.audit.notebooks import audit_notebook, minutes_to_read
from casebook.press.saved import FOR_SLIDES
from made_entries import result

ENTRIES = {"cut": result("109", 109.0, "departments")}
LEFT = "a link to the ledger; nearest on record: cut (109)"
ON_PAGE = "a number linked to its evidence on the same page"


def markdown(*source: str) -> dict:
    return {"cell_type": "markdown", "source": [*source]}


def code(*source: str, **shown) -> dict:
    return {"cell_type": "code", "source": [*source], **({"metadata": {"mystnb": shown}} if shown else {})}


@pytest.fixture
def found(tmp_path, monkeypatch):
    """The findings on a chapter of some cells: where, what, and what was expected."""
    monkeypatch.setattr(notebooks, "_article_values", lambda: {64: "art-dept-after", 26.3: "art-invest-staff"})

    def of(*cells: dict) -> list[tuple[str, str, str]]:
        path = tmp_path / "01_one.ipynb"
        path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
        return [(one.place, one.found, one.expected) for one in audit_notebook(path, ENTRIES).findings]

    return of


def test_every_cell_is_read_and_named(found):
    """Text, caption and alternative text; other cells have no prose."""
    shown = code("x = 1", figure={"caption": "Of 12."}, image={"alt": "Of 13 and 109"})
    raw = {"cell_type": "raw", "source": ["Of 14."]}
    link = markdown("It cut [109](../book/ledger.md#cut),\n", "not 15.")
    cell = "notebooks/01_one.ipynb, cell"
    assert found(raw, shown, link, code("y = 2"), code(figure={}, image={})) == [
        (f"{cell} 2", '"12" with no link to its evidence, in "Of 12."', LEFT),
        (f"{cell} 3", '"15" with no link to its evidence, in "It cut \ufffc , not 15."', LEFT),
        (f"{cell} 2", '"13" in the heading or alternative text "Of 13 and 109"', ON_PAGE),
    ]


def test_minutes_are_those_that_the_chapter_takes(found):
    """Reckoned from all of its cells."""
    wrong = ("notebooks/01_one.ipynb, cell 1", '"10 minutes"', "5 minutes, by the length of the chapter")
    assert found(markdown("It takes 10 minutes."), code("x = 1")) == [wrong]
    assert found(markdown("It takes 5 minutes."), code("x = 1")) == []


def test_entries_are_those_on_record_unless_given(tmp_path, monkeypatch):
    """The whole book is audited with what is read once."""
    path = tmp_path / "01_one.ipynb"
    path.write_text(json.dumps({"cells": [markdown("[109](../book/ledger.md#cut)")]}), encoding="utf-8")
    monkeypatch.setattr(notebooks, "on_record", lambda: ENTRIES)
    page = audit_notebook(path)
    assert (page.findings, page.used) == ([], {"cut": [("notebooks/01_one.ipynb", "")]})
    assert len(audit_notebook(path, {}).findings) == 1


@pytest.mark.parametrize(
    ("source", "reported"),
    [
        ("title = 'A cut of 12 bodies'", '"12" with no link to its evidence, in "A cut of 12 bodies"'),
        ("title = f'{x} or 12'", '"12" with no link to its evidence, in "or 12"'),
        ("%run 64\n!ls 64\n  %time\nx = 64", "the number 64 typed in code"),
        ("x = [26.3]", "the number 26.3 typed in code"),
        ("x = 64\nx = 'of 12'", "the number 64 typed in code"),
    ],
)
def test_numbers_typed_in_code_are_reported(found, source, reported):
    """A title keeps its number when the data change, and so does a value."""
    assert found(code(*source.splitlines(keepends=True)))[0][1] == reported


def test_a_number_of_the_article_is_to_come_from_its_claim(found):
    """The message says how."""
    assert found(code("x = 64"))[0] == (
        "notebooks/01_one.ipynb, cell 1",
        "the number 64 typed in code",
        "cb.claim('art-dept-after').value",
    )


@pytest.mark.parametrize(
    "source",
    ["x = 12\ny = True", "x = '12'", "x = 'p12'", "x = '1 2'", "x = 'In 2020 it'", "x = (64", "!ls 64\n%time 64"],
)
def test_other_code_passes(found, source):
    """A count, a key, a date, a broken line and a command of the notebook are no typed evidence."""
    assert found(code(source)) == []


def test_minutes_count_words_and_open_cells():
    """A folded cell is not read; a tag for slides folds nothing."""

    def tagged(*tags: str) -> dict:
        return {**code("x"), "metadata": {"tags": [*tags]}}

    slides = tagged(*FOR_SLIDES)
    assert minutes_to_read({"cells": [markdown("word ") for _ in range(650)]}) == 5
    assert minutes_to_read({"cells": [*[slides] * 9, code("x")]}) == 5
    assert minutes_to_read({"cells": [*[slides] * 10, code("x")]}) == 10
    assert minutes_to_read({"cells": [*[code("x")] * 10, *[tagged("hide-input")] * 9]}) == 5
    assert minutes_to_read({"cells": [markdown(*["one:two "] * 325)]}) == 5
    assert minutes_to_read({"cells": [markdown(*["one:two "] * 326)]}) == 10
    assert minutes_to_read({"cells": [markdown(*["[one](two three) `four five` "] * 650)]}) == 5
    assert minutes_to_read({"cells": [markdown("word") for _ in range(651)]}) == 10

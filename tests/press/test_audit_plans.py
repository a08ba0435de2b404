"""The tables of a plan: which of its numbers are its own, how they add up, and what is asked of those of the chapter."""

from __future__ import annotations

import json

import pytest
from casebook.press.audit import plans
from casebook.press.audit.findings import Audit, Page
from casebook.press.audit.markdown import parser
from casebook.press.audit.plans import exercises_of, read_tables, without_plan

NOTE = "book/teach/02.md"


def read(*rows: str, file: str = NOTE) -> tuple[list[str], list[tuple[str, str]], int]:
    """The cells of a table that are a plan's own, what was found in it, and how many numbers were traced."""
    head, *body = rows
    text = "\n".join(["Words", "", head, "|---" * (head.count("|") - 1) + "|", *body, "", "More"])
    page, tokens = Page(NOTE, {}, Audit(), file=file), parser().parse(text)
    own = read_tables(page, tokens)
    told = [(one.found, one.expected) for one in page.audit.findings]
    return [tokens[at].content for at in sorted(own)], told, page.audit.traced["structure"]


@pytest.fixture(autouse=True)
def chapter(monkeypatch):
    """The second chapter has three exercises, of which the last says nothing of itself."""
    known = {1: {"minutes": 10, "marks": 4}, 2: {"minutes": 15}, 3: {}}
    monkeypatch.setattr(plans, "exercises_of", lambda number: known if number == 2 else {})


@pytest.mark.parametrize(
    ("rows", "own"),
    [
        (
            ["| step | 5 | 10 minutes |", "| a | 2 | **4** |", "| b | 3 | 6 |"],
            ["5", "10 minutes", "2", "**4**", "3", "6"],
        ),
        (["| step | 5 min |", "| a | – |", "| b | 5 |", "| c | |"], ["5 min", "–", "5", ""]),
        (["| Step | Minutes | marks |", "| 1 | 7 | - |", "| 2 | x 8 | 9 |"], ["7", "-", "9"]),
        (
            ["| exercise | kind |", "| Exercise 1 | 2 |", "| 2, of 45 | 3 |", "| 3 (long) | x |"],
            ["Exercise 1", "3 (long)"],
        ),
    ],
)
def test_a_plan_has_numbers_of_its_own(rows, own):
    """Those of the columns of minutes, marks and exercises; all others need their evidence."""
    assert read(*rows) == (own, [], len(own))
    assert read(*rows, file="book/teaching.md") == ([], [], 0)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (["| step | 5 | 10 |", "| a | 2 | 4 |", "| b | 2 | 7 |"], [(4, 5), (11, 10)]),
        (["| step | 5 |", "| a | 2 of 3 |", "| b | 3 |"], [(3, 5)]),
        (["| step | 5 |"], [(0, 5)]),
    ],
)
def test_a_column_of_minutes_adds_up_to_its_head(rows, found):
    """A plan of fifty minutes that takes fifty-five fails in the room."""
    expected = [(f"{total} minutes in the plan of {length}", f"{length} minutes") for total, length in found]
    assert read(*rows)[1] == expected


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (["| exercise | minutes | marks |", "| 1 | 10 | 4 |", "| 2 | 15 | 7 |", "| Exercise 3 | 5 | 6 |"], []),
        (
            ["| exercise | minutes | marks |", "| none | 1 | 1 |", "| 4 | 1 | 1 |", "| 1 | 11 | 5 |", "| 2 | 16 | |"],
            [
                ("a table of exercises", "Exercise 3 of the chapter in it"),
                ('"4" in the table of exercises', "an exercise of the chapter"),
                ('"11" minutes for Exercise 1', "10, as the chapter has"),
                ('"5" marks for Exercise 1', "4, as the chapter has"),
                ('"16" minutes for Exercise 2', "15, as the chapter has"),
            ],
        ),
        (
            ["| exercise | marks |", "| 1 | 5 |"],
            [
                ("a table of exercises", "Exercise 2 of the chapter in it"),
                ("a table of exercises", "Exercise 3 of the chapter in it"),
                ('"5" marks for Exercise 1', "4, as the chapter has"),
            ],
        ),
        (["| exercise | kind |", "| 1 | think |"], []),
        (["| task | minutes |", "| 1 | 99 |"], []),
    ],
)
def test_minutes_and_marks_are_those_of_the_chapter(rows, found):
    """A table of exercises has all of them, with what their cells say."""
    assert read(*rows)[1] == found


def test_what_a_plan_counts_in_its_text_is_taken_out():
    """On the page of a plan only."""
    page = Page(NOTE, {}, Audit(), file=NOTE)
    assert without_plan(page, "In 10 minutes, slides 2 and 3; 4 zones.") == "In  ,  ; 4 zones."
    assert page.audit.traced == {"links": 0, "dates": 0, "structure": 2}
    page = Page("a.md", {}, Audit(), file="a.md")
    assert without_plan(page, "In 10 minutes.") == "In 10 minutes."
    assert page.audit.traced["structure"] == 0


def test_exercises_are_read_from_the_cells_of_their_chapter(tmp_path, monkeypatch):
    """With what the cell says of them in its metadata."""
    paths = [tmp_path / "01_one.ipynb", tmp_path / "12_two.ipynb"]
    for path in paths:
        cells = [
            {"source": ["Words"], "metadata": {"casebook": {"marks": 9}}},
            {"source": ["````{admonition} Exercise 1\n", "x"], "metadata": {"casebook": {"marks": int(path.name[:2])}}},
            {"source": ["Why?\n", "```{admonition}  Exercise 12 · think"], "metadata": {}},
        ]
        path.write_text(json.dumps({"cells": [{"cell_type": "markdown", **cell} for cell in cells]}), encoding="utf-8")
    monkeypatch.setattr(plans, "chapters", lambda: paths)
    assert exercises_of(12) == {1: {"marks": 12}, 12: {}}
    assert exercises_of(1) == {1: {"marks": 1}, 12: {}}
    assert exercises_of(3) == {}

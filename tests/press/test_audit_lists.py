"""The lists that people keep for the audit: how a table is refused, which phrases count something, which lines nobody needs."""

from __future__ import annotations

import pytest
from casebook.press.audit import counted as counted_module
from casebook.press.audit.counted import counted, listed, not_listed
from casebook.press.audit.exceptions import excepted
from casebook.press.audit.findings import Finding
from casebook.press.audit.lists import lines_of
from casebook.press.audit.passages import Passage

COLUMNS = ["file", "phrase"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("file,phrase\n", []),
        ("file,phrase\na,b\nb,a\na,a\n", [(2, ["a", "b"]), (3, ["b", "a"]), (4, ["a", "a"])]),
        ('file,phrase\na,"两 b\nc, d"\n', [(2, ["a", "两 b\nc, d"])]),
    ],
)
def test_the_lines_of_a_list_are_numbered_as_in_an_editor(tmp_path, text, lines):
    """A message must lead to its line."""
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    assert lines_of(path, COLUMNS) == lines


def test_a_list_that_is_not_there_has_no_lines(tmp_path):
    """A new book has none of them."""
    assert lines_of(tmp_path / "list.csv", COLUMNS) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "row 1: found nothing, expected file,phrase"),
        ("phrase,file\na,b\n", "row 1: found phrase,file, expected file,phrase"),
        ("file,phrase\na,b\na\n", "row 3: found a, expected file, phrase, none empty"),
        ("file,phrase\na,b,c\n", "row 2: found a,b,c, expected file, phrase, none empty"),
        ("file,phrase\na, \n", "row 2: found a, , expected file, phrase, none empty"),
        ("file,phrase\na,b\nb,c\na,b\n", "row 4: found row 2 again, expected each line once"),
    ],
)
def test_a_list_is_refused_with_its_row(tmp_path, text, message):
    """A line that is read wrongly excuses nothing, or too much."""
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError) as refused:
        lines_of(path, COLUMNS)
    assert str(refused.value) == f"book/list.csv, {message}"


def test_lists_are_read_as_what_is_compared(tmp_path):
    """An exception without its reason, a phrase with its file."""
    path = tmp_path / "list.csv"
    path.write_text("rule,file,entry,word,reason\nunit,a,b,c,d\n", encoding="utf-8")
    assert excepted(path) == {("unit", "a", "b", "c")}
    path = tmp_path / "phrases.csv"
    path.write_text("file,phrase\na,two zones\n", encoding="utf-8")
    assert listed(path) == {("a", "two zones")}


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("Two zones and a half, BOTH", ["two zones", "half", "both"]),
        ("two-thirds of it, tenfold growth", ["two thirds", "tenfold growth"]),
        ("two 个方面", ["two 个方面"]),
        ("[two](#a) three [four](#b)", ["three"]),
        ("two `three` four $five$ six {cite:p}`seven` eight", ["two", "four", "six", "eight"]),
        ("twofold, someone, one", ["twofold"]),
        ("no number", []),
    ],
)
def test_phrases_that_count_are_found_outside_links_and_code(text, phrases):
    """With the word behind them, in small letters, in order."""
    assert counted(Passage("text", text)) == phrases
    assert counted(Passage("formula", text)) == []


FOUND = {"a.md": [("a.md, cell 1", "two zones"), ("a.md, cell 2", "half"), ("a.md, cell 3", "both")], "b.md": []}
KNOWN = frozenset([("a.md", "two zones"), ("a.md", "six"), ("a.md", "five"), ("b.md", "half"), ("c.md", "half")])
EXPECTED = [
    Finding("a.md, cell 2", '"half"', "a link, or its line in book/counted.csv"),
    Finding("a.md, cell 3", '"both"', "a link, or its line in book/counted.csv"),
    Finding("book/counted.csv", '"five" of a.md', "a phrase that stands there"),
    Finding("book/counted.csv", '"six" of a.md', "a phrase that stands there"),
    Finding("book/counted.csv", '"half" of b.md', "a phrase that stands there"),
]


def test_phrases_are_held_against_the_list_of_their_file(monkeypatch):
    """What the list lacks, and what it has in vain for a file that was read."""
    assert not_listed(FOUND, KNOWN) == EXPECTED
    monkeypatch.setattr(counted_module, "listed", lambda: KNOWN)
    assert not_listed(FOUND) == EXPECTED

"""The rows of an article cell by cell, and the marks by which a later run knows what still holds."""

from __future__ import annotations

import datetime
import hashlib
import math
import shutil
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace

import pytest
from casebook.methods.consistency import Proposal
from casebook.press.scan import rows
from casebook.reading.candidates import Candidate
from casebook.reading.documents import Document, UnreadableDocument
from casebook.reading.intervals import Interval

# ------------------------------------------------------------------------------------------------------------- marks


@pytest.fixture
def engine(tmp_path, monkeypatch) -> Path:
    """A copy of the code that reads, to be changed."""
    for room in ("reading", "methods", "press/scan"):
        shutil.copytree(rows.ENGINE / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(rows, "ENGINE", tmp_path)
    rows.reader_mark.cache_clear()
    yield tmp_path
    rows.reader_mark.cache_clear()


@pytest.mark.parametrize(
    ("changed", "other"),
    [
        ("reading/candidates.py", True),
        ("reading/documents/pdf.py", True),
        ("reading/units.csv", True),
        ("methods/consistency/groups.py", True),
        ("press/scan/rows.py", True),
        ("press/scan/tally.py", False),
    ],
)
def test_rows_of_another_reader_are_read_again(engine, changed, other):
    """What reads, what it looks up and what it computes again are all part of it; what only counts is not."""
    before = rows.reader_mark()
    assert len(before) == 12
    with (engine / changed).open("a", encoding="utf-8") as file:
        file.write("\n")
    rows.reader_mark.cache_clear()
    assert (rows.reader_mark() != before) is other


def test_a_file_is_known_by_its_bytes_and_a_large_one_by_size_and_time(tmp_path, monkeypatch):
    """Of what is too large to be read nobody need read the bytes; what is no file has no mark."""
    monkeypatch.setattr(rows, "MOST_BYTES", 3)
    path = tmp_path / "a.txt"
    path.write_bytes(b"abc")
    assert rows.file_mark(path) == hashlib.sha256(b"abc").hexdigest()
    path.write_bytes(b"abcd")
    assert rows.file_mark(path) == f"4-{path.stat().st_mtime_ns}"
    assert rows.file_mark(tmp_path) == ""
    assert rows.file_mark(tmp_path / "nowhere") == ""


def test_a_file_that_cannot_be_opened_has_no_mark(tmp_path, monkeypatch):
    """It is read again by the next run, which may be allowed to."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"abc")

    def refused(*_):
        raise PermissionError

    monkeypatch.setattr(Path, "open", refused)
    assert rows.file_mark(path) == ""


# -------------------------------------------------------------------------------------------------------------- rows


def figure(start: int, text: str, interval: Interval, unit: str = "", qualifier: str = "exact") -> Candidate:
    """A figure of a text."""
    found = SimpleNamespace(interval=interval, unit=unit, qualifier=qualifier)
    return Candidate(start, start + len(text), text, "figure", found)


def day(text: str, earliest, latest) -> Candidate:
    """A date of a text."""
    return Candidate(0, len(text), text, "date", date=SimpleNamespace(earliest=earliest, latest=latest))


@pytest.fixture
def read(tmp_path, monkeypatch):
    """The rows of an article of which paragraphs, what stands in each, and what follows from it are given."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"abc")

    def rows_of(found: dict[str, list[Candidate]], checks=(), notes=()):
        monkeypatch.setattr(rows, "paragraphs_of", lambda path: Document(list(found), "docx", notes=list(notes)))
        monkeypatch.setattr(rows, "candidates", found.get)
        monkeypatch.setattr(
            rows, "proposals", lambda text, given: [check for check in checks if given and given == found[text]]
        )
        return rows.rows_of(path, "in/a.txt", "v1")

    return rows_of


MARKS = {"file_mark": hashlib.sha256(b"abc").hexdigest(), "reader_mark": "v1"}


def last(paragraphs: int, notes: str = "") -> dict:
    """The row that ends the article."""
    of_it = {"document": "in/a.txt", "paragraph": paragraphs, "kind": "document", "text": "docx"}
    return {**of_it, "notes": notes, **MARKS}


def test_figures_dates_and_what_is_neither_have_their_cells(read):
    """In the order of the paragraphs, which are counted from one."""
    one = figure(4, "70.3 %", Interval(Fraction("70.25"), Fraction("70.35")), "%", "about")
    two = day("July 2019", datetime.date(2019, 7, 1), datetime.date(2019, 7, 31))
    three = day("by 2019", None, datetime.date(2019, 12, 31))
    four = Candidate(7, 12, "3.4.5", "unread", reason="two points")
    assert read({"a": [one, two], "b": [], "c": [three, four]}) == [
        {
            "document": "in/a.txt", "paragraph": 1, "kind": "figure", "text": "70.3 %", "locator": "4–10", "reason": "",
            "low": 70.25, "high": 70.35, "unit": "%", "qualifier": "about",
        },
        {
            "document": "in/a.txt", "paragraph": 1, "kind": "date", "text": "July 2019", "locator": "0–9", "reason": "",
            "earliest": "2019-07-01", "latest": "2019-07-31",
        },
        {
            "document": "in/a.txt", "paragraph": 3, "kind": "date", "text": "by 2019", "locator": "0–7", "reason": "",
            "earliest": "", "latest": "2019-12-31",
        },
        {
            "document": "in/a.txt", "paragraph": 3, "kind": "unread", "text": "3.4.5", "locator": "7–12",
            "reason": "two points",
        },
        last(3),
    ]  # fmt: skip


def test_a_check_has_what_it_was_computed_from(read):
    """And what is printed, if a figure of the text follows; shares of a whole have none."""
    before, after = figure(0, "64", Interval(64, 64)), figure(10, "19", Interval(19, 19))
    cut = figure(20, "70.3 %", Interval(Fraction("70.25"), Fraction("70.35")), "%", "about")
    change = Proposal("change", (before, after), cut, Interval(Fraction("70.3125"), Fraction("70.3125")), True)
    whole = Proposal("whole", (before,), None, Interval(99, 101), False)
    found = read({"a": [before, after, cut]}, [change, whole], ["one note", "another"])
    assert found[3:] == [
        {
            "document": "in/a.txt", "paragraph": 1, "kind": "check", "check": "change", "ingredients": "64 ; 19",
            "text": "70.3 %", "locator": "20–26", "unit": "%", "low": 70.25, "high": 70.35, "qualifier": "about",
            "recomputed_low": 70.3125, "recomputed_high": 70.3125, "agrees": "yes",
        },
        {
            "document": "in/a.txt", "paragraph": 1, "kind": "check", "check": "whole", "ingredients": "64",
            "recomputed_low": 99, "recomputed_high": 101, "agrees": "no",
        },
        last(1, "one note ; another"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("end", "written"),
    [
        (Fraction(64), "64"),
        (Fraction(-64), "-64"),
        (Fraction(107), "107"),
        (Fraction(1, 2), "0.5"),
        (Fraction(2**53 - 1), "9007199254740991"),
        (Fraction(2**53), "9007199254740992.0"),
        (Fraction(1 - 2**53), "-9007199254740991"),
        (Fraction(-(2**53)), "-9007199254740992.0"),
        (math.inf, "inf"),
    ],
)
def test_a_whole_number_is_written_as_one_as_far_as_it_is_exact(read, end, written):
    """64 and not 64.0; beyond what a float holds exactly, it says that it is one."""
    low, high = (end, math.inf) if end < 0 else (-math.inf, end)
    (found, _) = read({"a": [figure(0, "x", Interval(low, high))]})
    assert str(found["low" if end < 0 else "high"]) == written
    assert str(found["high" if end < 0 else "low"]) == ("inf" if end < 0 else "-inf")


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (UnreadableDocument("a.txt: found an empty file"), "found an empty file"),
        (UnreadableDocument("b.txt: found\n an  empty file"), "b.txt: found an empty file"),
        (KeyError("x"), "the reader failed: KeyError: 'x'"),
        (UnreadableDocument("x" * 301), "x" * 300),
    ],
)
def test_an_article_that_cannot_be_read_has_one_row(tmp_path, monkeypatch, error, reason):
    """With the reason in one line, not too long, and with its marks: it is not read again until it changes."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"abc")

    def fails(_):
        raise error

    monkeypatch.setattr(rows, "paragraphs_of", fails)
    assert rows.rows_of(path, "in/a.txt", "v1") == [
        {"document": "in/a.txt", "kind": "document", "reason": reason, **MARKS}
    ]


def test_without_a_mark_of_the_reader_none_is_written(tmp_path):
    """And an article is then read again by every run."""
    path = tmp_path / "a.txt"
    path.write_text("No figure here", encoding="utf-8")
    (found,) = rows.rows_of(path, "a.txt")
    assert found["reader_mark"] == ""

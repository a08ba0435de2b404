"""A spreadsheet of text: each cell as its reader sees it, a row as a paragraph, its separator found out."""

from __future__ import annotations

import csv
from datetime import date, datetime
from types import SimpleNamespace

import pytest
from casebook.reading.documents import Document, UnreadableDocument, sheets


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (None, "General", ""), ("  a b ", "General", "a b"), (True, "0%", "True"), (42, "General", "42"), (42.0, "0.00", "42"),
        (1.25, None, "1.25"), (1 / 3, "", "0.333333333333333"), (1234567890123456, "", "1.23456789012346e+15"),
        (0.5, "0%", "50%"), (0.125, "0.00%", "12.50%"), (1, "0.0%", "100.0%"), (0.703, "0.0%", "70.3%"), (0.5, "0% x", "0.5"),
        (date(2020, 8, 28), "", "2020-08-28"), (datetime(2020, 8, 28), "", "2020-08-28"),
        (datetime(2020, 8, 28, 9, 30), "", "2020-08-28 09:30:00"), (datetime(2020, 8, 28, 0, 0, 1), "", "2020-08-28 00:00:01"),
    ],
)  # fmt: skip
def test_a_cell_is_shown_as_its_reader_sees_it(value, form, shown):
    """Shares with the decimals of their format, days without an hour that nobody wrote."""
    assert sheets._shown(SimpleNamespace(value=value, number_format=form)) == shown


def test_a_cell_without_a_format_is_shown_by_its_value():
    """An empty cell has none."""
    assert sheets._shown(SimpleNamespace(value=None)) == ""
    assert sheets._shown(SimpleNamespace(value=0.5)) == "0.5"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        *((f"a{sign}b\nc{sign}d\n", ["a | b", "c | d"]) for sign in ",;\t|"),
        ("a:b\nc:d\n", ["a:b", "c:d"]),
        ("a, ,b\n , \nc,d, e \n", ["a | b", "", "c | d | e"]),
        ("a,b\rc,d\r", ["a | b", "c | d"]),
        ('a,"b\r\nc"\r\nd,"e, f"\r\n', ["a | b\r\nc", "d | e, f"]),
        ("One.\nTwo.\n", ["One.", "Two."]),
    ],
)  # fmt: skip
def test_a_table_of_text_is_its_rows(text, rows):
    """Cells between bars, without those that are empty; a colon parts no cells."""
    assert sheets.read_csv(text.encode()) == Document(rows, "csv", "utf-8", [])


def test_a_mark_is_no_part_of_the_first_cell():
    """Nor is a second one, which a programme puts before what had one already."""
    assert sheets.read_csv("\ufeff\ufeffa,b\nc,d\n".encode()).paragraphs == ["a | b", "c | d"]


def test_the_separator_is_told_from_the_beginning():
    """What stands far behind does not make another table of it."""
    head = "a;b\n" * 16_000  # 64,000 signs
    rows = sheets.read_csv((head + "c,d\n" * 40_000).encode()).paragraphs
    assert (rows[0], rows[-1]) == ("a | b", "c,d")


def test_the_doubts_of_the_text_are_those_of_the_table():
    """A guess of the encoding must not be lost."""
    found = sheets.read_csv("a,\ufffd\nb,c\n".encode())
    assert found.notes == ["1 signs were lost before it came here (U+FFFD)"]


def test_a_cell_without_an_end_is_refused():
    """A quotation mark that nobody closed would swallow the table."""
    before = csv.field_size_limit(131072)  # as Python begins; another library may have changed it
    with pytest.raises(UnreadableDocument) as error:
        sheets.read_csv(("a,b\nc,d\n" + 'e,"' + "x" * 131_073).encode())
    csv.field_size_limit(before)
    assert str(error.value) == (
        "found a table that is no CSV (field larger than field limit (131072)): save it as CSV again"
    )


def test_a_broken_workbook_is_refused():
    """By what it failed with."""
    with pytest.raises(UnreadableDocument) as error:
        sheets.read_workbook(b"nothing")
    assert str(error.value) == "found a broken spreadsheet (BadZipFile): save it again"

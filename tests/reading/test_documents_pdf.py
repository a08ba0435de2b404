"""A PDF: what is a running head, what is a page number, and what a file that cannot be read is told."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from casebook.reading.documents import UnreadableDocument, pdf
from handed_in import write_pdf


def read(monkeypatch, pages: list[list[str]]):
    """What is made of the lines of some pages."""
    monkeypatch.setattr(pdf, "_pages", lambda raw: pages)
    return pdf.read(b"")


def refused(monkeypatch, pages: list[list[str]]) -> str:
    """The line by which such pages are refused."""
    with pytest.raises(UnreadableDocument) as error:
        read(monkeypatch, pages)
    return str(error.value)


@pytest.mark.parametrize(("pages", "told"), [([[]], "1 page"), ([[], [" "]], "2 pages"), ([], "0 pages")])
def test_a_pdf_of_pictures_is_refused(monkeypatch, pages, told):
    """With how many pages there are and what to do."""
    expected = f"found a PDF of pictures, {told} without text: have it recognised first (OCR)"
    assert refused(monkeypatch, pages) == expected


def test_signs_without_a_meaning_are_told_and_are_too_many_beyond_a_tenth(monkeypatch):
    """One in ten is a note, two in eleven are no text."""
    found = read(monkeypatch, [["abcdefghi\ue001"]])
    assert found.paragraphs == ["abcdefghi\ue001"]
    assert found.notes == [
        "paragraphs were guessed from the length of lines",
        "10.0% of its signs have no meaning in its font",
    ]
    expected = "found that 18% of its signs have no meaning in its font: have it recognised first (OCR)"
    assert refused(monkeypatch, [["abcdefghi\ue001\ufffd"]]) == expected


def test_pages_without_text_are_named(monkeypatch):
    """By their numbers, the first being one."""
    assert read(monkeypatch, [[], ["It was so."], [], ["It is."]]).notes == [
        "paragraphs were guessed from the length of lines",
        "without text, as pictures are: page 1, 3",
    ]


def test_the_notes_come_in_one_order(monkeypatch):
    """What was guessed, what was left out, which pages are pictures, which signs say nothing."""
    assert read(monkeypatch, [["It was so in the town, they said\ue001", "7"], []]).notes == [
        "paragraphs were guessed from the length of lines",
        "left out as running heads and page numbers: 1 lines",
        "without text, as pictures are: page 2",
        "2.9% of its signs have no meaning in its font",
    ]


@pytest.mark.parametrize(
    ("pages", "kept", "dropped"),
    [
        # a head on three of five pages is one, on two of four it is not, and two pages are too few
        ([["Head", "a"], ["Head", "b"], ["Head", "c"], ["d"], ["e"]], [["a"], ["b"], ["c"], ["d"], ["e"]], 3),
        ([["Head", "a"], ["Head", "b"], ["c"], ["d"]], [["Head", "a"], ["Head", "b"], ["c"], ["d"]], 0),
        ([["Head", "a"], ["Head", "b"]], [["Head", "a"], ["Head", "b"]], 0),
        # its number may differ, and blanks at its ends
        ([["No 1 ", "a"], ["No 2", "b"], [" No 13", "c"]], [["a"], ["b"], ["c"]], 3),
        # twice on one page is once
        ([["Head", "a", "Head"], ["b"], ["c"]], [["Head", "a", "Head"], ["b"], ["c"]], 0),
        # two lines from either edge, not three
        (
            [[f"a{sign}", f"b{sign}", "same", f"c{sign}", f"d{sign}"] for sign in "xyz"],
            [[f"a{sign}", f"b{sign}", "same", f"c{sign}", f"d{sign}"] for sign in "xyz"],
            0,
        ),
        (
            [[f"a{sign}", "same", f"b{sign}", f"c{sign}", "also", f"d{sign}"] for sign in "xyz"],
            [[f"a{sign}", f"b{sign}", f"c{sign}", f"d{sign}"] for sign in "xyz"],
            6,
        ),
        # a number at an edge is that of the page, on one page as on many; within, it is text
        ([["12", "a", "b", "12", "c", "d", "- 3 -"]], [["a", "b", "12", "c", "d"]], 2),
        ([["第 3 页", "a", "Page 4 of 9"], ["a", "3/9"]], [["a"], ["a"]], 3),
        ([["12345", "a", "b 3"]], [["12345", "a", "b 3"]], 0),
        ([[]], [[]], 0),
        ([], [], 0),
    ],
)  # fmt: skip
def test_running_heads_and_page_numbers_are_left_out(pages, kept, dropped):
    """A head that stayed would cut a paragraph in two; a line of the text that went would be lost."""
    assert pdf._without_running(pages) == (kept, dropped)


LOCKED = "found an encrypted PDF, expected one that opens without a password"


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (pdf.pypdf.errors.DependencyError("no library"), LOCKED),
        (KeyError("/Root"), "found a broken PDF (KeyError): save or print it again"),
        (pdf.PyPdfError("no end"), "found a broken PDF (PyPdfError): save or print it again"),
    ],
)
def test_a_pdf_that_the_library_cannot_read_is_refused(monkeypatch, fault, told):
    """In one line, whatever the library stumbles over."""

    def fails(raw):
        raise fault

    monkeypatch.setattr(pdf.pypdf, "PdfReader", fails)
    with pytest.raises(UnreadableDocument) as error:
        pdf.read(b"")
    assert str(error.value) == told


def test_a_locked_pdf_is_opened_without_a_password_or_not_at_all(monkeypatch):
    """Many are locked against changes alone, and open with an empty password."""
    page = SimpleNamespace(extract_text=lambda: "It was so.")
    locked = SimpleNamespace(is_encrypted=True, pages=[page], decrypt=lambda password: password == "")
    monkeypatch.setattr(pdf.pypdf, "PdfReader", lambda raw: locked)
    assert pdf.read(b"").paragraphs == ["It was so."]
    locked.decrypt = lambda password: 0
    with pytest.raises(UnreadableDocument) as error:
        pdf.read(b"")
    assert str(error.value) == LOCKED


def test_the_lines_of_a_page_are_those_that_hold_something(tmp_path):
    """In their order, page by page."""
    write_pdf(tmp_path / "a.pdf", [["One", " ", "two"], ["three"], []])
    pages = pdf._pages((tmp_path / "a.pdf").read_bytes())
    assert [[line.strip() for line in page] for page in pages] == [["One", "two"], ["three"], []]

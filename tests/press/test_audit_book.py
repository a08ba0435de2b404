"""The audit of a whole book: which files it reads, in which order it tells what it found, and how findings are counted."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest
from casebook.press import audit as audit_module
from casebook.press.audit import Audit, Finding, audit, book, pages, place_of, prose, stray_chapters
from casebook.press.audit.findings import Page
from made_entries import result

ENTRIES = {"cut": result("109", 109.0, "departments")}


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with one chapter, a stray notebook, a written and a generated page, a plan, notes and a README."""
    chapter = {
        "cells": [
            {"cell_type": "markdown", "metadata": {}, "source": ["# One\n", "It cut [109](../book/ledger.md#cut)."]}
        ]
    }
    for name, text in (
        ("notebooks/01_one.ipynb", json.dumps(chapter)),
        ("book/words.md", "# Words\n\nIt cut 64."),
        ("book/a.md", "It cut [109](ledger.md#cut), in 2020."),
        ("book/ledger.md", "It cut 65."),
        ("book/teach/02.md", "Words."),
        ("book/teach/01.md", "Chapter 1 cut 66."),
        ("data/notes.md", "Words."),
        ("README.md", "Two zones, 67 posts."),
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for module in (book, prose):
        monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(book, "BOOK", tmp_path / "book")
    monkeypatch.setattr(audit_module, "tables", SimpleNamespace(DATA=tmp_path / "data"))
    for module in (audit_module, prose):
        monkeypatch.setattr(module, "chapters", lambda: [tmp_path / "notebooks" / "01_one.ipynb"])
    monkeypatch.setattr(audit_module, "strays", lambda: [tmp_path / "notebooks" / "01_copy.ipynb"])
    monkeypatch.setattr(audit_module, "page_paths", lambda: {"ledger": tmp_path / "book" / "ledger.md"})
    monkeypatch.setattr(audit_module, "on_record", lambda: ENTRIES)
    for name in ("excepted", "not_listed"):
        monkeypatch.setattr(prose, name, lambda *_: frozenset())
    monkeypatch.setattr(prose.chinese, "listed", lambda: {})
    return tmp_path


def test_the_pages_are_those_that_people_write(project):
    """A generated page says what is on record anyhow; a page left out may say anything."""
    wanted = ["book/a.md", "book/words.md", "book/teach/01.md", "book/teach/02.md", "data/notes.md"]
    assert pages() == [project / name for name in wanted]
    assert [place_of(path) for path in pages()] == wanted


def test_a_notebook_that_is_no_chapter_is_reported(project):
    """A copy that an editor left would be published and read by nobody."""
    wanted = "its name in _toc.yml, or the file in another folder, or no such file"
    assert stray_chapters() == [Finding("notebooks/01_copy.ipynb", "a notebook that is no chapter", wanted)]


def test_the_whole_book_is_audited(project, monkeypatch):
    """Chapters, pages and sentences, what is found in each, how many numbers were traced, and where each entry is used."""
    (project / "data" / "notes.md").unlink()
    read = []
    monkeypatch.setattr(
        audit_module,
        "audit_prose",
        lambda paths, entries: read.append((paths, entries)) or [Finding("prose", "a", "b")],
    )
    found = audit()
    assert [(one.place, one.found.split(",")[0]) for one in found.findings] == [
        ("notebooks/01_copy.ipynb", "a notebook that is no chapter"),
        ("book/words.md", '"64" with no link to its evidence'),
        ("book/teach/01.md", '"66" with no link to its evidence'),
        ("prose", "a"),
    ]
    assert found.traced == {"links": 2, "dates": 1, "structure": 1}
    assert found.used == {"cut": [("notebooks/01_one.ipynb", "One"), ("book/a.md", "")]}
    names = [
        "notebooks/01_one.ipynb",
        "book/a.md",
        "book/words.md",
        "book/teach/01.md",
        "book/teach/02.md",
        "README.md",
    ]
    assert read == [([project / name for name in names], ENTRIES)]


def test_the_sentences_of_every_file_are_audited(project):
    """The README belongs to them, though its numbers need no link."""
    (project / "README.md").write_text("It cut [109](book/ledger.md#cut) zones.", encoding="utf-8")
    assert [one.place for one in audit().findings][-1] == "README.md"


def test_what_two_audits_found_is_added_up():
    """Numbers traced by kind, and every place of an entry, in order."""
    one, two = Audit(), Audit()
    assert one.traced == {"links": 0, "dates": 0, "structure": 0}
    one.trace("dates")
    two.trace("dates")
    two.trace("links", 3)
    one.used, two.used = {"cut": [("a.md", "A")]}, {"cut": [("b.md", "B")], "jobs": [("b.md", "")]}
    Page("a.md", {}, one).report("a", "b")
    Page("b.md", {}, two).report("c", "d")
    both = one
    both += two
    assert both is one
    assert one.findings == [Finding("a.md", "a", "b"), Finding("b.md", "c", "d")]
    assert one.traced == {"links": 3, "dates": 2, "structure": 0}
    assert one.used == {"cut": [("a.md", "A"), ("b.md", "B")], "jobs": [("b.md", "")]}
    assert str(one.findings[1]) == "b.md: found c, expected d"

"""The checks that every mini-book brings along can fail, and say what they found."""

from __future__ import annotations

import importlib
import sys
from types import SimpleNamespace

import pytest
from casebook.press.minibook import schema


@pytest.fixture
def checks(monkeypatch):
    """The checks, with nothing to find: each asks a part of the engine, which is set by the test."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # a template is copied as it lies there, with all beside it
    module = importlib.import_module("casebook.press.templates.minibook.plain.test_book")
    for name in ("check_package", "suspect", "stale_pages"):
        monkeypatch.setattr(module, name, lambda: [])
    monkeypatch.setattr(module, "audit", lambda: SimpleNamespace(findings=[]))
    monkeypatch.setattr(module, "changed_by_hand", lambda folder: [])
    monkeypatch.setattr(module, "asked", lambda: True)
    monkeypatch.setattr(module, "unsigned", lambda: ([], []))
    return module


class Problem:
    """What the engine tells, which is written out only if it is asked for in words."""

    def __str__(self) -> str:
        return "row 7 is wrong"

    __repr__ = object.__repr__


CHECKS = {
    "test_the_tables_are_as_their_schema_says": ("check_package", lambda: [Problem()], "row 7 is wrong"),
    "test_every_number_in_prose_has_its_evidence": ("audit", lambda: SimpleNamespace(findings=[Problem()]), "row 7 is wrong"),
    "test_what_was_read_is_still_the_same": ("suspect", lambda: ["changed since"], "changed since"),
    "test_the_generated_pages_are_current": ("stale_pages", lambda: ["sources.md"], "sources.md"),
    "test_the_engine_is_as_it_was_copied": ("changed_by_hand", lambda folder: ["Makefile"], "Makefile"),
}  # fmt: skip


def test_each_check_of_a_minibook_is_held_here(checks):
    """One that is added is to be tried too."""
    assert [name for name in vars(checks) if name.startswith("test_")] == list(CHECKS)


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_passes_where_nothing_is_wrong_and_else_says_what_is(checks, monkeypatch, name):
    """A check that cannot fail is none."""
    check = getattr(checks, name)
    check()
    asks, gives, told = CHECKS[name]
    monkeypatch.setattr(checks, asks, gives)
    with pytest.raises(AssertionError, match=told):
        check()


@pytest.mark.parametrize("lacking", [(["a sentence"], []), ([], ["a claim"])])
def test_what_nobody_signed_fails_only_where_signatures_are_asked_for(checks, monkeypatch, lacking):
    """While a book is being written they are not."""
    monkeypatch.setattr(checks, "unsigned", lambda: lacking)
    with pytest.raises(AssertionError, match="a sentence|a claim"):
        checks.test_what_was_read_is_still_the_same()
    monkeypatch.setattr(checks, "asked", lambda: False)
    checks.test_what_was_read_is_still_the_same()


def test_the_engine_is_that_of_the_folder_in_which_the_checks_lie(checks, monkeypatch):
    """They lie in `tests/`, one below it."""
    folders = []
    monkeypatch.setattr(checks, "changed_by_hand", lambda folder: folders.append(folder) or [])
    checks.test_the_engine_is_as_it_was_copied()
    assert folders == [schema.HERE]

"""What the tests of the press share."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_book
from casebook.press import pages


@pytest.fixture(scope="session")
def made() -> dict[Path, str]:
    """Everything that is generated, made once: it takes seconds, and several tests look at it."""
    return pages.generated()


@pytest.fixture
def small(tmp_path, monkeypatch):
    """The folder of a book of three rows a table, from which every page is made while the test runs."""
    yield small_book.take_the_place(monkeypatch, tmp_path)
    monkeypatch.undo()
    small_book.forget()

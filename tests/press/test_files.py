"""A file is written whole or not at all, and an error names it."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from casebook.press import files


def test_a_text_takes_the_place_of_the_old_one_whole(tmp_path):
    """In UTF-8 with line ends as they are, and nothing is left beside it."""
    path = tmp_path / "page.md"
    path.write_text("before", encoding="utf-8")
    files.write_whole(path, "区\nafter\n")
    assert path.read_bytes() == "区\nafter\n".encode()
    assert os.listdir(tmp_path) == ["page.md"]


def test_what_is_written_goes_beside_its_place_first(tmp_path, monkeypatch):
    """Whoever reads the file meanwhile reads the old one."""
    path = tmp_path / "page.md"
    path.write_text("before", encoding="utf-8")
    seen = []
    monkeypatch.setattr(
        files.os, "replace", lambda part, target: seen.append((part.name, part.read_text(), target, path.read_text()))
    )
    files.write_whole(path, "after")
    assert seen == [("page.md.part", "after", path, "before")]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "book/page.md: not written, No space left on device"),
        (OSError("it broke"), "book/page.md: not written, it broke"),
    ],
)
def test_an_error_names_the_file_and_leaves_the_old_one(tmp_path, monkeypatch, error, said):
    """No part of a file lies about, also where the part itself was never made."""
    path = tmp_path / "book" / "page.md"
    path.parent.mkdir()
    path.write_text("before", encoding="utf-8")

    def fails(*_):
        raise error

    monkeypatch.setattr(files.os, "replace", fails)
    with pytest.raises(OSError) as told:
        files.write_whole(path, "after")
    assert str(told.value) == said
    assert told.value.__cause__ is None
    assert path.read_text(encoding="utf-8") == "before"
    assert os.listdir(path.parent) == ["page.md"]


def test_a_folder_that_is_not_there_is_told_with_the_file(tmp_path):
    """Nothing can be taken away there, and that is no second error."""
    with pytest.raises(OSError, match=r"^deeper/page\.md: not written, No such file or directory$"):
        files.write_whole(tmp_path / "nowhere" / "deeper" / "page.md", "after")


def test_the_bytes_do_not_depend_on_the_system(tmp_path, monkeypatch):
    """On Windows a text would else have other line ends and another encoding; here only the call can show it."""
    asked = []
    write = Path.write_text
    monkeypatch.setattr(Path, "write_text", lambda self, text, **how: asked.append(how) or write(self, text, **how))
    files.write_whole(tmp_path / "page.md", "a\n")
    assert asked == [{"encoding": "utf-8", "newline": "\n"}]


def test_where_nothing_can_be_taken_away_the_file_is_still_named(tmp_path, monkeypatch):
    """A read-only folder: the first error counts."""

    def fails(*_, **__):
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(files.os, "replace", fails)
    monkeypatch.setattr(Path, "unlink", fails)
    with pytest.raises(OSError, match=r"/page\.md: not written, Read-only file system$"):
        files.write_whole(tmp_path / "page.md", "after")

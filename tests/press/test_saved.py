"""The form in which a chapter is kept, whatever an editor made of it."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import nbformat
import pytest
from casebook.evidence.records import chapters
from casebook.press import saved

KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {
        "name": "python",
        "pygments_lexer": "ipython3",
        "file_extension": ".py",
        "mimetype": "text/x-python",
    },
}


def cell(source: str, name: str | None = None, kind: str = "markdown", **more) -> dict:
    """A cell, with a name or without."""
    return {"cell_type": kind, "source": source, "metadata": {}} | ({"id": name} if name else {}) | more


def notebook(*cells: dict, minor: int = 4) -> dict:
    """A notebook as an editor saved it."""
    return {"cells": list(cells), "metadata": {"by": "an editor"}, "nbformat": 4, "nbformat_minor": minor}


@pytest.fixture
def chapter(tmp_path) -> Path:
    """Where a chapter of a small project stands, and beside it, by the contents, nothing else is one."""
    for folder in ("book", "notebooks"):
        (tmp_path / folder).mkdir()
    (tmp_path / "_toc.yml").write_text("parts:\n  - chapters:\n      - file: notebooks/01_a\n", encoding="utf-8")
    return tmp_path / "notebooks" / "01_a.ipynb"


def put_on_record(chapter: Path, *cells: tuple[str, str]) -> None:
    """The list of the project: the names and texts of cells of the chapter, and one of another with the same text."""
    rows = [("notebooks/02_b.ipynb#other", cells[0][1]), *((f"notebooks/01_a.ipynb#{name}", t) for name, t in cells)]
    with (chapter.parents[1] / "book" / "inventory.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["part", "sha256"])
        for part, text in rows:
            writer.writerow([part, hashlib.sha256(f"markdown\n{text}".encode()).hexdigest()])


def names(notebook_: dict, path: Path) -> list[str | None]:
    """The names of the cells as they are kept."""
    return [cell.get("id") for cell in saved.as_kept(notebook_, path)["cells"]]


OWN = {"casebook": {"minutes": 5}, "mystnb": {"x": 1}, "tags": ["key"]}
ADDED = {"slideshow": {"slide_type": "slide"}, "collapsed": True}


def test_a_chapter_is_kept_without_what_an_editor_added(chapter):
    """No output, no timing, no count, and nothing that the book does not read; what was handed in is not touched."""
    code = cell("1", "b", "code", outputs=["x"], execution_count=7)
    code["metadata"] = {**OWN, **ADDED, "execution": {"start": "now"}}
    text = {"cell_type": "markdown", "source": "区", "id": "a"}
    given = notebook(text, code | {"attachments": {}})
    kept = saved.as_kept(given, chapter)
    assert kept == {
        "cells": [
            {"cell_type": "markdown", "source": "区", "id": "a", "metadata": {}},
            {
                "cell_type": "code",
                "source": "1",
                "id": "b",
                "metadata": OWN,
                "outputs": [],
                "execution_count": None,
                "attachments": {},
            },
        ],
        "metadata": KERNEL,
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    assert "metadata" not in text
    assert code["execution_count"] == 7
    assert given["metadata"] == {"by": "an editor"}


def test_a_notebook_that_is_no_chapter_keeps_all_but_its_timing(chapter):
    """The slides of a teacher are no business of the book; a name that the chapter lost is not given to them."""
    put_on_record(chapter, ("a", "text"))
    mine = cell("text")
    mine["metadata"] = {**ADDED, "execution": {"start": "now"}}
    kept = saved.as_kept(notebook(mine, cell("1", kind="code")), chapter.with_name("mine.ipynb"))
    assert kept["cells"] == [
        {"cell_type": "markdown", "source": "text", "metadata": ADDED},
        {"cell_type": "code", "source": "1", "metadata": {}, "outputs": [], "execution_count": None},
    ]
    assert kept["nbformat_minor"] == 4
    assert kept["metadata"] == KERNEL


@pytest.mark.parametrize("minor", [2, 4])
@pytest.mark.parametrize(("cells", "named"), [(("a", "b"), True), (("a", None), False), ((None, "b"), False)])
def test_a_format_that_knows_names_is_said_only_where_all_have_one(chapter, minor, cells, named):
    """A cell without a name would make a notebook of the newer format a broken one."""
    given = notebook(*(cell(f"text {n}", name) for n, name in enumerate(cells)), minor=minor)
    assert saved.as_kept(given, chapter)["nbformat_minor"] == (5 if named else minor)


def test_a_cell_gets_back_the_name_that_its_text_has_on_record(chapter):
    """Lost, or replaced by a random one; what is new or was rewritten keeps what it has."""
    put_on_record(chapter, ("one", "1"), ("two", "2"), ("three", "3"), ("four", "4"))
    given = notebook(cell("1"), cell("2", "8a1b"), cell("3", "three"), cell("new", "9c2d"), cell("newer"))
    assert names(given, chapter) == ["one", "two", "three", "9c2d", None]
    assert names(notebook(cell("rewritten", "one"), cell("1")), chapter) == ["one", None]


def test_of_cells_with_the_same_text_each_gets_a_name_of_its_own(chapter):
    """In the order in which they stand on record; of more of them than there are names, the last has none."""
    put_on_record(chapter, ("first", "same"), ("second", "same"))
    assert names(notebook(cell("same"), cell("same"), cell("same")), chapter) == ["first", "second", None]
    assert names(notebook(cell("same", "first"), cell("same")), chapter) == ["first", "second"]
    assert names(notebook(cell("same", "8a1b"), cell("same", "first")), chapter) == ["second", "first"]


def test_without_a_list_no_name_is_given(chapter):
    """A project that was just begun has none, and can be run all the same."""
    assert names(notebook(cell("a"), cell("b", "x")), chapter) == [None, "x"]


def test_the_list_of_the_chapter_s_own_project_counts(chapter, monkeypatch):
    """Wherever the command is given."""
    put_on_record(chapter, ("one", "1"))
    monkeypatch.chdir(chapter.parent)
    monkeypatch.setattr(saved, "chapters", lambda folder: [folder / "01_a.ipynb"])
    assert names(notebook(cell("1")), Path("01_a.ipynb")) == ["one"]


def written(text: str) -> str:
    """A chapter as a rerun writes it, its outputs as they are."""
    return nbformat.writes(nbformat.reads(text, as_version=4), version=4) + "\n"


def test_every_chapter_is_written_as_a_rerun_writes_it():
    """What was put in by hand in another order would be changed by a rerun that changes nothing."""
    assert [path.name for path in chapters() if written(text := path.read_text(encoding="utf-8")) != text] == []
    text = chapters()[0].read_text(encoding="utf-8")
    moved = json.dumps(dict(reversed(json.loads(text).items())), ensure_ascii=False, indent=1) + "\n"
    assert written(moved) == text != moved

"""The list of all parts: which files and cells are in it, in what order, and how a copy differs from it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from casebook.press import inventory


def sha(text: str) -> str:
    """The checksum of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


FILES = {
    "data/b.csv": "1",
    "data/a.csv": "区",
    "data/notes.txt": "3",
    "data/datapackage.json": "4",
    "book/book.json": "5",
    "notebooks/casebook/press/audit/links.py": "6",
    "notebooks/casebook/evidence/a.schema.json": "14",
    "notebooks/casebook/reading/forms.csv": "7",
    "notebooks/casebook/press/templates/a.md.j2": "8",
    "notebooks/casebook/press/templates/deck/a.css": "9",
    "notebooks/casebook/press/templates/minibook/Makefile.txt": "10",
    "notebooks/casebook/press/templates/deck/a.js": "11",
    "notebooks/casebook/drawing/fonts/a.otf": "12",
    "requirements.txt": "13",
}
OTHERS = ("data/README.md", "book/index.md", "notebooks/casebook/evidence/a.csv", "notebooks/requirements.txt")
CELLS = [
    {"cell_type": "markdown", "source": "# Why?"},
    {"cell_type": "code", "id": "one", "source": ["a = 1\n", "a"], "outputs": ["x"]},
    {"cell_type": "markdown", "source": "End"},
]
PARTS = {
    "data/a.csv": sha("区"),
    "data/b.csv": sha("1"),
    "data/datapackage.json": sha("4"),
    "data/notes.txt": sha("3"),
    "book/book.json": sha("5"),
    **{name: sha(text) for name, text in sorted(FILES.items()) if name.startswith("notebooks/")},
    "requirements.txt": sha("13"),
    "notebooks/01_a.ipynb#1": sha("markdown\n# Why?"),
    "notebooks/01_a.ipynb#one": sha("code\na = 1\na"),
    "notebooks/01_a.ipynb#3": sha("markdown\nEnd"),
}


@pytest.fixture
def project(tmp_path) -> Path:
    """A project of a chapter and a file of each kind, with some that are not listed."""
    for name in (*FILES, *OTHERS):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(FILES.get(name, "x"), encoding="utf-8")
    chapter = {"cells": CELLS, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    (tmp_path / "notebooks" / "01_a.ipynb").write_text(json.dumps(chapter), encoding="utf-8")
    return tmp_path


def test_every_file_and_cell_is_a_part(project):
    """By groups, within them by names but for the book's own file; a cell without a name by its number from one."""
    found = inventory.parts(project)
    assert found == PARTS
    first = ["data/a.csv", "data/b.csv", "data/datapackage.json", "data/notes.txt"]
    assert [name for name in found if name.startswith("data/")] == first
    assert list(found)[-4:] == ["requirements.txt", *(f"notebooks/01_a.ipynb#{name}" for name in (1, "one", 3))]


def test_some_groups_may_be_asked_alone(project):
    """Whoever watches the data need not read the code."""
    assert inventory.files(project, ("lock",)) == {"requirements.txt": sha("13")}
    assert inventory.files(project, ()) == {}
    assert len(inventory.files(project)) == len(FILES)


def test_a_group_has_one_digest_over_its_names_and_checksums():
    """It stands in the receipt: written as ``sha256sum`` writes a list, so that others can make it again."""
    found = inventory.digests(
        {"data/a.csv": "1", "book/book.json": "2", "notebooks/01_a.ipynb#x": "3", "notebooks/a.py": "4"}
    )
    assert found == {
        "data": sha("1  data/a.csv\n2  book/book.json\n"),
        "code": sha("4  notebooks/a.py\n"),
        "lock": sha(""),
        "cells": sha("3  notebooks/01_a.ipynb#x\n"),
    }
    assert list(found) == ["data", "code", "lock", "cells"]
    assert inventory.digests({"requirements.txt": "5"})["lock"] == sha("5  requirements.txt\n")


def kept(project: Path, text: str) -> None:
    """The list that is on record."""
    (project / "book" / "inventory.csv").write_bytes(text.encode())


def test_the_list_can_be_read_again(project):
    """With a header and a line end of one kind."""
    page = inventory.inventory_page(project)
    assert page == "part,sha256\n" + "".join(
        f"{part},{checksum}\n" for part, checksum in inventory.parts(project).items()
    )
    kept(project, page)
    assert inventory.recorded(project) == PARTS
    assert inventory.changes(project) == {}
    kept(project, 'part,sha256\n"data/区,\r\n1.csv",5\n')
    assert inventory.recorded(project) == {"data/区,\r\n1.csv": "5"}


def test_what_differs_is_told_by_groups(project):
    """Lost, added and changed parts, with the beginnings of both checksums; groups without a difference are left out."""
    kept(project, inventory.inventory_page(project))
    (project / "data" / "b.csv").write_text("2", encoding="utf-8")
    (project / "data" / "notes.txt").unlink()
    (project / "data" / "c.csv").write_text("3", encoding="utf-8")
    (project / "requirements.txt").unlink()
    found = inventory.changes(project)
    assert found == {
        "data": [
            f"data/b.csv: changed, found {sha('2')[:12]}, expected {sha('1')[:12]}",
            "data/notes.txt: not there, expected as in book/inventory.csv",
            "data/c.csv: found, but not in book/inventory.csv",
        ],
        "lock": ["requirements.txt: not there, expected as in book/inventory.csv"],
    }
    assert list(found) == ["data", "lock"]


def test_without_a_list_nothing_can_be_held_against_it(project):
    """Whoever has none is told so, not that nothing changed."""
    with pytest.raises(FileNotFoundError):
        inventory.changes(project)

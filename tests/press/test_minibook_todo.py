"""What is left to do in a mini-book: each place where it stands, in the order of a person's work."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from casebook.press.minibook.todo import Open, left
from elsewhere import plain_locale  # noqa: F401  (a fixture for every test here)


def put(root: Path, files: dict[str, str]) -> Path:
    """A folder with these files."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(text.encode("utf-8"))
    return root


def package(**tables: dict[str, str]) -> str:
    """A schema: of each table its columns, with what a person is to put there."""
    resources = [
        {
            "name": name,
            "path": f"{name}.csv",
            "schema": {"fields": [{"name": one, **({"to_do": say} if say else {})} for one, say in columns.items()]},
        }
        for name, columns in tables.items()
    ]
    return json.dumps({"resources": resources})


EMPTY = {"data/datapackage.json": package(b={"id": ""})}


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("a.csv", "row 2", "unit", "what"), "a.csv, row 2, unit: what"),
        (("a.md", "line 3", "", "what"), "a.md, line 3: what"),
        (("a.json", "", "case", "what"), "a.json, case: what"),
    ],
)
def test_a_place_is_told_in_a_line(place, line):
    """With as much of it as there is."""
    assert str(Open(*place)) == line


def test_open_cells_are_told_by_row_and_column(tmp_path):
    """However the mark is written; a column that asks nobody has the words for its own, a short row has no cell."""
    files = {
        "data/datapackage.json": package(
            second={"id": "", "say": "what is counted", "note": "", "unit": "the unit"},
            none={"id": ""},
            gone={"id": "x"},
        ),
        "data/second.csv": "\ufeffsay,id,note,unit\n to do ,a,to do,5\n开,b,,TO DO\nto do: more,c\nTo Do,d,,to do\n",
        "data/none.csv": "id\nto do\n",
    }
    assert left(put(tmp_path, files)) == [
        Open("data/second.csv", "row 2", "say", "what is counted"),
        Open("data/second.csv", "row 3", "unit", "the unit"),
        Open("data/second.csv", "row 5", "say", "what is counted"),
        Open("data/second.csv", "row 5", "unit", "the unit"),
    ]


def test_all_tables_are_asked_though_one_asks_nobody(tmp_path):
    """One without open columns, or one that is not there, must not end the list."""
    files = {
        "data/datapackage.json": package(a={"id": ""}, b={"id": "x"}, c={"id": "the id"}),
        "data/a.csv": "id\n1\n",
        "data/c.csv": "id\nto do\n",
    }
    assert left(put(tmp_path, files)) == [Open("data/c.csv", "row 2", "id", "the id")]


@pytest.mark.parametrize("broken", ["id\nto do\n".encode("utf-16"), b'id\n"' + b"x" * 200_000, b"\x00\xff;\r\r"])
def test_a_table_that_cannot_be_read_does_not_end_the_list(tmp_path, broken):
    """What is wrong with it `casebook data` says, in a line with its file; the others are listed."""
    folder = put(
        tmp_path, {"data/datapackage.json": package(a={"id": "x"}, c={"id": "y"}), "data/c.csv": "id\nto do\n"}
    )
    (folder / "data" / "a.csv").write_bytes(broken)
    assert left(folder) == [Open("data/c.csv", "row 2", "id", "y")]


CASE = "the names of the place or body that the article is about, as figures have them"


@pytest.mark.parametrize(
    ("said", "is_left"),
    [
        ({"case": ["to do"]}, True),
        ({"case": "to do"}, True),
        ({"case": ["Norbury"]}, False),
        ({"case": ["Norbury", "to do"]}, False),
        ({}, False),
        (None, False),
    ],
)
def test_the_names_of_the_case_are_to_be_said(tmp_path, said, is_left):
    """Without them no figure shows it in the accent colour."""
    files = EMPTY | ({} if said is None else {"book/book.json": json.dumps(said | {"a": "开"}, ensure_ascii=False)})
    assert left(put(tmp_path, files)) == ([Open("book/book.json", "", "case", CASE)] if is_left else [])


def notebook(*cells: tuple[str, str]) -> str:
    """A notebook of these cells: kind and text."""
    told = [{"cell_type": kind, "source": text.splitlines(keepends=True)} for kind, text in cells]
    return json.dumps({"cells": told, "nbformat": 4, "metadata": {}})


def test_open_places_of_chapters_and_pages_are_told_in_order(tmp_path):
    """Chapters by number and cell, then the pages by line; in each the words behind the mark, to the end of their line."""
    files = EMPTY | {
        "notebooks/02_b.ipynb": notebook(("markdown", "*To do: the last.*")),
        "notebooks/01_a.ipynb": notebook(
            ("markdown", "# One"),
            ("code", "# to do: nothing"),
            ("markdown", "*To do: first.* and *to do:second*\nTO DO:   third, to the end\n\nnotto do: x"),
        ),
        "notebooks/scratch.ipynb": notebook(("markdown", "To do: no chapter")),
        "book/z.md": "to do: z",
        "book/a.md": "x\n\n*to do: 开*\nto do: a, to do: b\n",
        "book/a.txt": "to do: no page",
        "data/notes.md": "to do: notes",
        "README.md": "x\nto do: readme",
    }
    assert left(put(tmp_path, files)) == [
        Open("notebooks/01_a.ipynb", "cell 3", "", "first."),
        Open("notebooks/01_a.ipynb", "cell 3", "", "second"),
        Open("notebooks/01_a.ipynb", "cell 3", "", "third, to the end"),
        Open("notebooks/02_b.ipynb", "cell 1", "", "the last."),
        Open("README.md", "line 2", "", "readme"),
        Open("data/notes.md", "line 1", "", "notes"),
        Open("book/a.md", "line 3", "", "开"),
        Open("book/a.md", "line 4", "", "a, to do: b"),
        Open("book/z.md", "line 1", "", "z"),
    ]


@pytest.mark.parametrize(("before", "asked"), [(0, False), (5, False), (6, True)])
def test_a_generated_page_is_nobodys_to_do(tmp_path, before, asked):
    """It says so in its first lines; what it shows of drafts stands in their tables. The pages behind it are asked."""
    mark = "<!-- Generated by `python -m casebook ledger`. -->\n"
    files = EMPTY | {"book/a.md": "x\n" * before + mark + "to do: x\n", "book/b.md": "to do: y\n"}
    page = [Open("book/a.md", f"line {before + 2}", "", "x")] if asked else []
    assert left(put(tmp_path, files)) == [*page, Open("book/b.md", "line 1", "", "y")]


def test_tables_settings_chapters_and_pages_come_in_this_order(tmp_path):
    """As the readme of a mini-book goes through them."""
    files = {
        "README.md": "to do: d",
        "notebooks/01_a.ipynb": notebook(("markdown", "to do: c")),
        "book/book.json": '{"case": "to do"}',
        "data/datapackage.json": package(b={"id": "a"}),
        "data/b.csv": "id\nto do\n",
    }
    assert [one.expected for one in left(put(tmp_path, files))] == ["a", CASE, "c", "d"]

"""The record read back from executed notebooks: in order, whole, and only from notebooks that ran."""

import nbformat
import pytest
from casebook.evidence.records import NotebookError, chapters, effects, read_notebook, records, stored_records
from nbformat.v4 import new_code_cell, new_notebook, new_output


def on_record(result_id: str, value: float):
    """The output of a cell that put a result on record."""
    record = {"kind": "result", "id": result_id, "value": value, "shown": f"{value:g}"}
    return new_output("display_data", {"text/plain": "x"}, metadata={"casebook": record})


def notebook_of(path, *cells):
    """A notebook with these code cells, each a tuple of execution count and outputs."""
    codes = [
        new_code_cell("f()", execution_count=count, outputs=outputs, id=f"cell-{i}")
        for i, (count, outputs) in enumerate(cells)
    ]
    nbformat.write(new_notebook(cells=codes), path)
    return path


def test_the_record_is_read_back_in_order(tmp_path):
    """A record without its cell could not be found again."""
    path = notebook_of(tmp_path / "01_a.ipynb", (1, [on_record("one", 1.0)]), (2, []), (3, [on_record("three", 3.0)]))
    assert [(r["id"], r["notebook"], r["cell"], r["cell_id"]) for r in records(path)] == [
        ("one", "01_a.ipynb", 1, "cell-0"),
        ("three", "01_a.ipynb", 3, "cell-2"),
    ]


ERROR = new_output("error", ename="KeyError", evalue="'x'", traceback=["t"])


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ([(1, []), (None, [])], "cell 2: found no execution count, expected 2: run the notebook from top to bottom"),
        ([(1, []), (3, [])], "cell 2: found execution count 3, expected 2: run the notebook from top to bottom"),
        ([(2, []), (1, [])], "cell 1: found execution count 2, expected 1: run the notebook from top to bottom"),
        ([(1, []), (2, [ERROR])], "cell 2: found the error KeyError: 'x', expected a cell that runs"),
    ],
)
def test_a_notebook_not_run_from_top_to_bottom_is_no_evidence(tmp_path, cells, message):
    """Outputs of another state of the code would pass for results."""
    path = notebook_of(tmp_path / "01_a.ipynb", *cells)
    with pytest.raises(NotebookError, match=f"^notebooks/01_a.ipynb, {message}"):
        read_notebook(path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "found no such file, expected a notebook"),
        (b'{"cells": [', "found Expecting value.*, expected a notebook in JSON"),
        (b"\xff\xfe", "found 'utf-8' codec can't decode.*, expected a notebook in JSON"),
        (b"[]", "found no cells, expected a notebook"),
        (b"{}", "found no cells, expected a notebook"),
    ],
)
def test_a_file_that_is_no_notebook_is_named(tmp_path, content, message):
    """A bare traceback of the JSON reader names no notebook."""
    path = tmp_path / "01_a.ipynb"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(NotebookError, match=f"^notebooks/01_a.ipynb: {message}"):
        read_notebook(path)


def test_two_chapters_may_share_an_id_only_with_its_value(tmp_path):
    """One address in the ledger would stand for two numbers."""
    notebook_of(tmp_path / "01_a.ipynb", (1, [on_record("share", 13.9)]))
    notebook_of(tmp_path / "02_b.ipynb", (1, []), (2, [on_record("share", 13.9)]))
    assert [r["notebook"] for r in stored_records(tmp_path)] == ["01_a.ipynb", "02_b.ipynb"]
    notebook_of(tmp_path / "02_b.ipynb", (1, []), (2, [on_record("share", 14.0)]))
    expected = "^notebooks/02_b.ipynb, cell 2: found 14 on record as share, expected 13.9 as in notebooks/01_a.ipynb$"
    with pytest.raises(NotebookError, match=expected):
        stored_records(tmp_path)


def test_effects_are_gathered_with_their_level(tmp_path):
    """A list of effects that took in a plain result, or a chapter of its own, would show what nobody claims."""

    def estimate(result_id, level):
        about = {"meaning": f"effect {result_id}", "identification": "a border" if level else ""}
        output = on_record(result_id, 2.0)
        output["metadata"]["casebook"].update(level=level, role="estimate", void="", **about)
        return output

    checked = new_output("display_data", {"text/plain": "x"}, metadata={"casebook": {"kind": "check", "id": "c"}})
    notebook_of(tmp_path / "01_a.ipynb", (1, [estimate("first", 3), estimate("plain", None), checked]))
    notebook_of(tmp_path / "02_b.ipynb", (1, [estimate("second", 1)]))
    notebook_of(tmp_path / "03_c.ipynb", (1, [estimate("own", 2)]))
    found = effects(tmp_path, before=3)
    assert found.to_dict("index") == {
        key: {"shown": "2", "meaning": f"effect {key}", "level": level, "identification": "a border", "role": "estimate",
              "void": "", "chapter": chapter}
        for key, level, chapter in (("first", 3, 1), ("second", 1, 2))
    }  # fmt: skip
    assert list(effects(tmp_path).index) == ["first", "second", "own"]


def test_a_chapter_without_those_before_it_says_so(tmp_path):
    """Opened elsewhere with no other chapter, or with some, it would compute from nothing, or from less."""
    notebook_of(tmp_path / "02_b.ipynb", (1, [on_record("share", 13.9)]))
    with pytest.raises(
        NotebookError, match=r"^notebooks/: found no chapter 01, 03, expected every chapter before 4 in the"
    ):
        stored_records(tmp_path, before=4)


def test_chapters_are_the_numbered_notebooks_in_order(tmp_path):
    """A draft beside the chapters is none of them."""
    for name in ("10_z.ipynb", "02_b.ipynb", "draft.ipynb", "3_c.ipynb", "02_b.md"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert [path.name for path in chapters(tmp_path)] == ["02_b.ipynb", "10_z.ipynb"]

"""The record read back from executed notebooks: in order, whole, and only from notebooks that ran."""

import json
from functools import partial
from pathlib import Path

import nbformat
import pytest
from casebook.evidence import records as module
from casebook.evidence.records import (
    NotebookError,
    chapters,
    effects,
    load,
    read_notebook,
    records,
    stored_records,
    strays,
    values,
)
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


# ------------------------------------------------------------------------------------- messages and forms, whole


AGAIN = "run the notebook from top to bottom (make rerun)"
MARKDOWN = {"cell_type": "markdown", "source": "# Title"}


def code(count: int | None = None, source="f()", **more) -> dict:
    """A code cell as it stands in the file."""
    counted = {} if count is None else {"execution_count": count}
    return {"cell_type": "code", "source": source, **counted, **more}


def saved(path: Path, *cells, **more) -> Path:
    """A notebook with just these cells, written as JSON."""
    path.write_text(json.dumps({"cells": list(cells), **more}, ensure_ascii=False), encoding="utf-8")
    return path


def told(function, *args, **more) -> str:
    """The message that a notebook is refused with."""
    with pytest.raises(NotebookError) as caught:
        function(*args, **more)
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "found no such file, expected a notebook"),
        ('{"cells": [', "found Expecting value: line 1 column 12 (char 11), expected a notebook in JSON"),
        ("[]", "found no cells, expected a notebook of format 4"),
        ('["cells"]', "found no cells, expected a notebook of format 4"),
        ('{"nbformat": 4}', "found no cells, expected a notebook of format 4"),
        ('{"cells": [], "nbformat": 3}', "found format 3, expected a notebook of format 4"),
        ('{"cells": [], "nbformat": 5}', "found format 5, expected a notebook of format 4"),
    ],
)
def test_a_file_that_is_no_notebook_is_refused_in_these_words(tmp_path, content, message):
    """Whoever opens a wrong file has to learn which and why, whether or not it had to be executed."""
    path = tmp_path / "01_a.ipynb"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    assert told(load, path) == told(read_notebook, path) == f"notebooks/01_a.ipynb: {message}"
    assert told(load, str(path)) == f"notebooks/01_a.ipynb: {message}"


@pytest.mark.parametrize(
    ("cell", "lacking"),
    [
        ({"source": ""}, "no cell_type"),
        ({"cell_type": "code"}, "no source"),
        ({"id": "x"}, "no cell_type and no source"),
        ("cell_type and source", "no cell_type and no source"),
    ],
)
def test_a_cell_of_another_format_is_named_by_its_number(tmp_path, cell, lacking):
    """A traceback about a key says nothing of where it is missing."""
    path = saved(tmp_path / "01_a.ipynb", MARKDOWN, cell)
    assert told(load, path) == f"notebooks/01_a.ipynb, cell 2: found {lacking}, expected a cell of format 4"


@pytest.mark.parametrize("more", [{}, {"nbformat": 4}])
def test_a_notebook_is_loaded_as_it_stands(tmp_path, more):
    """A draft that was never run, in any script, is still a notebook; a missing number means the usual format."""
    cells = [{"cell_type": "markdown", "source": ["济南\n"]}, code(), code(7)]
    assert load(saved(tmp_path / "01_a.ipynb", *cells, **more)) == {"cells": cells, **more}
    assert load(saved(tmp_path / "01_a.ipynb", **more)) == {"cells": [], **more}


def test_cells_without_code_are_not_counted(tmp_path):
    """Text and empty cells get no number when a notebook runs, and must not make it look out of order."""
    cells = [MARKDOWN, code(1), code(source=[" ", "\n"]), code(source=""), code(2, ["f", "()"]), MARKDOWN, code(3)]
    path = saved(tmp_path / "01_a.ipynb", *cells)
    assert read_notebook(path) == read_notebook(str(path)) == {"cells": cells}


ERRED = {"output_type": "error", "ename": "KeyError", "evalue": "'x'"}
STREAM = {"output_type": "stream", "text": "x"}


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ([code()], f"cell 1: found no execution count, expected 1: {AGAIN}"),
        ([MARKDOWN, code(1), code(None)], f"cell 3: found no execution count, expected 2: {AGAIN}"),
        ([code(1), MARKDOWN, code(3)], f"cell 3: found execution count 3, expected 2: {AGAIN}"),
        ([code(0)], f"cell 1: found execution count 0, expected 1: {AGAIN}"),
        ([code(1), code(1)], f"cell 2: found execution count 1, expected 2: {AGAIN}"),
        (
            [MARKDOWN, code(1, outputs=[STREAM, ERRED])],
            "cell 2: found the error KeyError: 'x', expected a cell that runs",
        ),
    ],
)
def test_what_was_not_run_in_order_is_told_in_these_words(tmp_path, cells, message):
    """Cells are counted as the reader sees them, runs as the kernel counts them."""
    path = saved(tmp_path / "01_a.ipynb", *cells)
    assert told(read_notebook, path) == told(records, path) == f"notebooks/01_a.ipynb, {message}"


def recorded(**record) -> dict:
    """An output that carries a record."""
    return {"output_type": "display_data", "metadata": {"casebook": record}}


def number(result_id: str, value=1.0, **more) -> dict:
    """An output that carries a result."""
    return recorded(kind="result", id=result_id, value=value, shown=f"{value}", **more)


def test_all_records_of_a_cell_are_read_and_nothing_else(tmp_path):
    """A cell may put two on record among other outputs, and an old cell has no id."""
    plain = {"output_type": "display_data", "metadata": {"other": {"id": "no"}}}
    outputs = [STREAM, number("one"), plain, recorded(), recorded(kind="check", id="two")]
    path = saved(
        tmp_path / "01_a.ipynb", MARKDOWN, code(1, outputs=outputs), code(2, id="x", outputs=[number("three")])
    )
    where = {"notebook": "01_a.ipynb", "cell": 2, "cell_id": ""}
    expected = [
        {"kind": "result", "id": "one", "value": 1.0, "shown": "1.0", **where},
        {"kind": "check", "id": "two", **where},
        {"kind": "result", "id": "three", "value": 1.0, "shown": "1.0", **where, "cell": 3, "cell_id": "x"},
    ]
    assert records(path) == records(str(path)) == expected
    assert records(saved(tmp_path / "02_b.ipynb")) == []


# --------------------------------------------------------------------------------------------------- which chapters


TOC = """root: index
parts:
  - caption: 济南
    chapters:
      - file: notebooks/02_b
        sections:
          - file: book/ledger/02
      - file: notebooks/01_a.ipynb
      # - file: notebooks/04_d
      - file: notebooks/03_c and more
- file: notebooks/index
"""


def test_the_table_of_contents_says_what_a_chapter_is_and_in_which_order(tmp_path):
    """The order of the book is that of its readers, not that of the names of files."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    for name in ("04_d", "01_a", "09_copy", "draft"):
        saved(folder / f"{name}.ipynb")
    (tmp_path / "_toc.yml").write_text(TOC, encoding="utf-8")
    assert chapters(folder) == [folder / name for name in ("02_b.ipynb", "01_a.ipynb", "index.ipynb")]
    assert chapters(str(folder)) == chapters(folder)
    assert strays(folder) == strays(str(folder)) == [folder / "04_d.ipynb", folder / "09_copy.ipynb"]


def test_without_a_table_of_contents_no_numbered_notebook_is_a_stray(tmp_path):
    """Chapters handed out in a folder of their own are all of the book that there is."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    for name in ("2_b", "10_z", "02_b", "02-b", "x02_b"):
        saved(folder / f"{name}.ipynb")
    assert chapters(str(folder)) == [folder / "02_b.ipynb", folder / "10_z.ipynb"]
    assert strays(folder) == []


@pytest.fixture
def book(tmp_path) -> Path:
    """Three chapters: a number, an interval and a check, a number once more."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    saved(folder / "01_a.ipynb", code(1, outputs=[number("share", 13.9)]))
    saved(folder / "02_b.ipynb", code(1, outputs=[recorded(kind="check", id="claim"), number("days", [40.0, 70.0])]))
    saved(folder / "03_c.ipynb", code(1, outputs=[number("rise", 2.0), number("share", 13.9)]))
    return folder


def ids(found: list[dict]) -> list[tuple[str, str]]:
    """Notebook and id of records."""
    return [(record["notebook"][:2], record["id"]) for record in found]


def test_records_are_those_of_all_chapters_or_of_those_before(book):
    """A chapter that read its own record would compute from what it has yet to compute."""
    whole = [("01", "share"), ("02", "claim"), ("02", "days"), ("03", "rise"), ("03", "share")]
    assert ids(stored_records(book)) == whole
    assert ids(stored_records(book, 3)) == whole[:3]
    assert ids(stored_records(book, before=2)) == whole[:1]
    assert stored_records(book, before=1) == stored_records(book, before=0) == []


def test_values_are_numbers_or_the_ends_of_an_interval(book, monkeypatch):
    """What a check is called must not be taken for a number."""
    monkeypatch.setattr(module, "stored_records", partial(stored_records, book))
    assert values() == {"share": 13.9, "days": [40.0, 70.0], "rise": 2.0}
    assert values(before=3) == values(3) == {"share": 13.9, "days": [40.0, 70.0]}


def test_two_values_under_one_id_are_told_in_these_words(book):
    """The first is named as the one that stands, though another chapter lies between."""
    saved(book / "04_d.ipynb", MARKDOWN, code(1, outputs=[number("share", 14.0)]))
    assert told(stored_records, book) == (
        "notebooks/04_d.ipynb, cell 2: found 14.0 on record as share, expected 13.9 as in notebooks/01_a.ipynb"
    )
    assert len(stored_records(book, before=4)) == 5


@pytest.mark.parametrize(
    ("lost", "before", "named"), [(("01", "03"), 4, "01, 03"), (("02",), 3, "02"), (("01", "02", "03"), 2, "01")]
)
def test_lost_chapters_are_told_in_these_words(book, lost, before, named):
    """Whoever opened a chapter alone needs to know which files to put beside it."""
    for path in book.iterdir():
        if path.name[:2] in lost:
            path.unlink()
    assert told(stored_records, book, before=before) == (
        f"notebooks/: found no chapter {named}, expected every chapter before {before} in the folder beside casebook/: "
        "this one reads what they put on record"
    )


def test_a_chapter_that_a_table_of_contents_lists_must_be_there(tmp_path):
    """A line for a notebook that was never saved is no chapter without results."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    (tmp_path / "_toc.yml").write_text("- file: notebooks/01_a\n", encoding="utf-8")
    assert told(stored_records, folder) == "notebooks/01_a.ipynb: found no such file, expected a notebook"


def test_effects_have_their_columns_though_there_are_none(book):
    """A chart of no effects must still find the columns that it draws."""
    for path in book.iterdir():
        path.unlink()
    columns = ["shown", "meaning", "level", "identification", "role", "void", "chapter"]
    assert list(effects(book).columns) == columns
    about = dict(meaning="m", identification="a border", role="placebo", void="two territories")
    saved(book / "12_l.ipynb", code(1, outputs=[number("x", [1.0, 2.0], level=1, **about)]))
    found = effects(book)
    assert list(found.columns) == columns
    assert found.loc["x"].tolist() == ["[1.0, 2.0]", "m", 1, "a border", "placebo", "two territories", 12]


def test_the_book_is_read_where_the_engine_lies(root):
    """Functions called without a folder are called by chapters, from wherever they are opened."""
    assert root / "notebooks" == module.NOTEBOOKS
    assert chapters() == chapters(root / "notebooks")
    assert strays() == []

"""The assignments for nbgrader and otter-grader, cell by cell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import small_chapter
from casebook.evidence.records import NOTEBOOKS
from casebook.press.classroom import copies, exports, kit
from small_chapter import cell, code, result

NEAR = ["from casebook.press.classroom.practice import near\n", "\n"]
COMMON = {"metadata": {}, "outputs": [], "execution_count": None}
UNTOUCHED = ["find-casebook", "title", "data", "aside", "exercises", "practice", "ex1", "ex2", "ex2-check", "ex3", "sources"]  # fmt: skip


@pytest.fixture
def chapter() -> kit.Chapter:
    """A small chapter whose second exercise asks for one value."""
    return kit.Chapter("01", Path("01_a.ipynb"), small_chapter.chapter(), {})


@pytest.fixture
def asked(chapter, monkeypatch) -> list[tuple]:
    """What the exports have asked for, in the place of the chapters of the book."""
    kept = []
    monkeypatch.setattr(exports, "chapters_of", lambda *given: kept.append(given) or [chapter])
    return kept


def second_value(chapter: kit.Chapter) -> None:
    """Let the second exercise ask for two ends as well."""
    more = result("reach", [1.0, 2.0], "1.0 to 2.0 %", tolerance=0.05)
    cell(chapter.notebook, "ex2-solution")["outputs"] += code("x", "", more)["outputs"]


def read(path: Path) -> dict:
    """A notebook that was written."""
    return json.loads(path.read_text(encoding="utf-8"))


def graded(name: str, grade: bool, solution: bool, **points: int) -> dict:
    """What nbgrader reads of a cell."""
    told = {"schema_version": 3, "grade_id": name, "grade": grade, "solution": solution, "locked": not solution}
    return {"nbgrader": told | {"task": False} | points}


def raw(name: str, *lines: str) -> dict:
    """A mark of otter."""
    return {"cell_type": "raw", "id": name, "metadata": {}, "source": list(lines)}


def solved(name: str, *lines: str, **more) -> dict:
    """A cell of code as it is handed over."""
    return {"cell_type": "code", "id": name, "source": list(lines), **COMMON, **more}


def test_what_asks_for_nothing_is_that_of_the_students_copy(chapter, asked, tmp_path):
    """Either tool gets the whole chapter, in order, as a notebook of the same kind."""
    copy = copies.student(chapter.notebook, "01")
    for export in exports.EXPORTS.values():
        made = read(*export(["1"], tmp_path))
        assert [one for one in made["cells"] if one["id"] in UNTOUCHED] == [
            one for one in copy["cells"] if one["id"] in UNTOUCHED
        ]
        assert made | {"cells": []} == copy | {"cells": []}
    assert list(exports.EXPORTS) == ["nbgrader", "otter"]


def test_nbgrader_has_one_value_marked(chapter, asked, tmp_path):
    """A mark for the value, those that are left for the words, and none for the cell of the solution."""
    (path,) = exports.nbgrader(["1"], tmp_path)
    cells = read(path)["cells"]
    assert [one["id"] for one in cells] == [
        "find-casebook", "title", "data", "aside", "exercises", "practice", "ex1", "ex1-answer", "ex2", "ex2-answer",
        "ex2-check", "ex2-cut", "ex2-words", "ex3", "ex3-answer", "sources",
    ]  # fmt: skip
    assert [one for one in cells if one["metadata"] or one["id"] == "ex2-answer"] == [
        {"cell_type": "markdown", "id": "ex1-answer", "source": ["*Your answer:*"],
         "metadata": graded("ex1-answer", True, True, points=2)},
        solved("ex2-answer", "# answer: the cut (a number, %)\n", "### BEGIN SOLUTION\n", "answer = 40.0\n", "### END SOLUTION",
               metadata=graded("ex2-answer", False, True)),
        solved("ex2-cut", "### BEGIN HIDDEN TESTS\n", *NEAR, 'assert near(answer, 40.0, 4e-08), "cut"\n', "### END HIDDEN TESTS",
               metadata=graded("ex2-cut", True, False, points=1)),
        {"cell_type": "markdown", "id": "ex2-words", "source": ["*Your answer:*"],
         "metadata": graded("ex2-words", True, True, points=2)},
        {"cell_type": "markdown", "id": "ex3-answer", "source": ["*Your answer:*"],
         "metadata": graded("ex3-answer", True, True, points=4)},
    ]  # fmt: skip


def test_nbgrader_has_several_values_marked(chapter, asked, tmp_path):
    """Each by its name in the dictionary; where the values take all marks, none is left for words."""
    second_value(chapter)
    small_chapter.told(chapter.notebook, "ex2")["marks"] = 2
    made = read(*exports.nbgrader(["1"], tmp_path))
    answer, first, second, words = (cell(made, f"ex2-{name}") for name in ("answer", "cut", "reach", "words"))
    assert answer["source"] == [
        "# answer: a dictionary with\n", '# "cut": the cut (a number, %)\n', '# "reach": the reach (two ends, %)\n',
        "### BEGIN SOLUTION\n", 'answer = {"cut": 40.0, "reach": [1.0, 2.0]}\n', "### END SOLUTION",
    ]  # fmt: skip
    assert first["source"][3] == 'assert near(answer["cut"], 40.0, 4e-08), "cut"\n'
    assert second["source"][3] == 'assert near(answer["reach"], [1.0, 2.0], 0.05), "reach"\n'
    assert second["metadata"] == graded("ex2-reach", True, False, points=1)
    assert words["metadata"] == {}


def test_otter_has_one_value_in_a_question(chapter, asked, tmp_path):
    """Solution and test between their marks, once; what else is asked stays as it is."""
    (path,) = exports.otter(["1"], tmp_path)
    cells = read(path)["cells"]
    assert [one["id"] for one in cells if one["id"].startswith("ex3")] == ["ex3", "ex3-answer"]
    assert cells[0] == raw(
        "otter-config", "# ASSIGNMENT CONFIG\n", "init_cell: true\n", "export_cell: false\n", "run_tests: false"
    )
    at = [one["id"] for one in cells].index("ex2")
    assert cells[at + 1 : at + 11] == [
        raw("ex2-begin", "# BEGIN QUESTION\n", "name: ex2\n", "points: 1"),
        {"cell_type": "markdown", "id": "ex2-asked", "metadata": {}, "source": ["The values of the exercise above."]},
        raw("ex2-begin-solution", "# BEGIN SOLUTION"),
        solved("ex2-answer", "# answer: the cut (a number, %)\n", "answer = 40.0  # SOLUTION"),
        raw("ex2-end-solution", "# END SOLUTION"),
        raw("ex2-begin-tests", "# BEGIN TESTS"),
        solved("ex2-cut", "# HIDDEN\n", *NEAR, 'assert near(answer, 40.0, 4e-08), "cut"'),
        raw("ex2-end-tests", "# END TESTS"),
        raw("ex2-end", "# END QUESTION"),
        solved("ex2-check", 'check("cut", answer)'),
    ]


def test_otter_has_several_values_in_a_question(chapter, asked, tmp_path):
    """A point and a test for each."""
    second_value(chapter)
    made = read(*exports.otter(["1"], tmp_path))
    assert cell(made, "ex2-begin")["source"][-1] == "points: 2"
    assert cell(made, "ex2-answer")["source"] == [
        "# answer: a dictionary with\n", '# "cut": the cut (a number, %)\n', '# "reach": the reach (two ends, %)\n',
        'answer = {"cut": 40.0, "reach": [1.0, 2.0]}  # SOLUTION',
    ]  # fmt: skip
    assert cell(made, "ex2-cut")["source"][-1] == 'assert near(answer["cut"], 40.0, 4e-08), "cut"'
    assert cell(made, "ex2-reach")["source"][-1] == 'assert near(answer["reach"], [1.0, 2.0], 0.05), "reach"'


def test_each_tool_has_the_folders_that_it_wants(asked, tmp_path):
    """Of the chapters that were asked for; written again, the same file."""
    for _ in range(2):
        made = exports.nbgrader(["1"], tmp_path / "new" / "nb", tmp_path), exports.otter(["1"], tmp_path / "new" / "ot")
    assert made == (
        [tmp_path / "new" / "nb" / "source" / "ch01" / "01_a.ipynb"],
        [tmp_path / "new" / "ot" / "ch01" / "01_a.ipynb"],
    )
    assert asked == [(["1"], tmp_path), (["1"], NOTEBOOKS)] * 2
    assert made[0][0].read_text(encoding="utf-8").startswith('{\n "cells": [\n')

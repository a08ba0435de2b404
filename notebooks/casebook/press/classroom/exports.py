"""Assignments for nbgrader and otter-grader, from the same tasks and answers: the choice stays the school's.

Either is a master from which the school's tool makes the student's file.  Tests are hidden, so that no value that is
expected stands in that file; answers are held within the tolerance, as :mod:`.grade` does.  Neither tool is needed here.
What comes after marking shows them: nbgrader's feedback prints hidden tests, and so do the results of otter.  Those of otter
also say "All test cases passed!" of tests that are public, of which there are none.  Otter marks values alone, not words.

Where they run, ``casebook`` must be found: set ``PYTHONPATH`` to the folder ``notebooks``.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from ...evidence.records import NOTEBOOKS
from ..files import write_whole
from ..writing import write
from . import copies, sheets
from .kit import OUT, Chapter, chapters_of, written

__all__ = ["EXPORTS", "nbgrader", "otter"]


def nbgrader(numbers: list[str], out: Path = OUT / "nbgrader", folder: Path = NOTEBOOKS) -> list[Path]:
    """Write ``source/chNN/NN_….ipynb`` for each chapter: what ``nbgrader generate_assignment chNN`` takes."""
    return [
        _kept(out / "source" / f"ch{chapter.number}" / chapter.path.name, _nbgrader(chapter))
        for chapter in chapters_of(numbers, folder)
    ]


def otter(numbers: list[str], out: Path = OUT / "otter", folder: Path = NOTEBOOKS) -> list[Path]:
    """Write ``chNN/NN_….ipynb`` for each chapter: what ``otter assign`` takes."""
    return [
        _kept(out / f"ch{chapter.number}" / chapter.path.name, _otter(chapter))
        for chapter in chapters_of(numbers, folder)
    ]


EXPORTS: dict[str, Callable[[list[str]], list[Path]]] = {"nbgrader": nbgrader, "otter": otter}


def _kept(path: Path, notebook: dict) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, written(notebook))
    return path


def _asked(chapter: Chapter) -> defaultdict[str, list[dict]]:
    """The answers of each computed exercise, by its name; of another name, none."""
    asked = defaultdict(list)
    for answer in sheets.asked_of(chapter.exercises):
        asked[answer["exercise"]].append(answer)
    return asked


def _nbgrader(chapter: Chapter) -> dict:
    """The student's copy with a place for the answers that nbgrader knows, and hidden tests."""
    notebook, asked = copies.student(chapter.notebook, chapter.number), _asked(chapter)
    marks = {exercise.name: exercise.marks for exercise in chapter.exercises}
    cells = []
    for cell in notebook["cells"]:
        name, _, part = cell["id"].partition("-")
        values = asked[name]
        if part == "answer" and values:
            cell["source"] = copies.lines(
                _wanted(values) + "### BEGIN SOLUTION\n" + _solved(values) + "\n### END SOLUTION\n"
            )
            cell["metadata"] = _graded(cell["id"], solution=True)
        elif name in marks and part in ("answer", "words"):
            left = marks[name] - len(values)
            if left:
                cell["metadata"] = _graded(cell["id"], solution=True, points=left)
        cells.append(cell)
        if part == "check" and values:
            for answer in values:
                test = write("hidden", folder=copies.FOLDER, answer=_literal(answer), begin="### BEGIN HIDDEN TESTS",
                             end="### END HIDDEN TESTS", at=_at(values, answer))  # fmt: skip
                metadata = _graded(f"{name}-{answer['id']}", solution=False, points=answer["marks"])
                cells.append(copies.code(f"{name}-{answer['id']}", test) | {"metadata": metadata})
    return notebook | {"cells": cells}


def _graded(name: str, *, solution: bool, **points: int) -> dict:
    """What nbgrader reads of a cell; one that has points is graded."""
    told = {
        "schema_version": 3,
        "grade_id": name,
        "grade": bool(points),
        "solution": solution,
        "locked": not solution,
        "task": False,
    }
    return {"nbgrader": told | points}


def _otter(chapter: Chapter) -> dict:
    """The student's copy between the marks of otter, each value with a hidden test."""
    notebook, asked = copies.student(chapter.notebook, chapter.number), _asked(chapter)
    cells = [_raw("otter-config", "# ASSIGNMENT CONFIG\ninit_cell: true\nexport_cell: false\nrun_tests: false\n")]
    for cell in notebook["cells"]:
        name, _, part = cell["id"].partition("-")
        values = asked[name]
        if part == "answer" and values:
            points = sum(answer["marks"] for answer in values)
            cell["source"] = copies.lines(_wanted(values) + _solved(values, "  # SOLUTION"))
            cells += [
                _raw(f"{name}-begin", f"# BEGIN QUESTION\nname: {name}\npoints: {points}\n"),
                {
                    "cell_type": "markdown",
                    "id": f"{name}-asked",
                    "metadata": {},
                    "source": ["The values of the exercise above."],
                },
                _raw(f"{name}-begin-solution", "# BEGIN SOLUTION"),
                cell,
                _raw(f"{name}-end-solution", "# END SOLUTION"),
                _raw(f"{name}-begin-tests", "# BEGIN TESTS"),
            ]
            for answer in values:
                test = write("hidden", folder=copies.FOLDER, answer=_literal(answer), begin="# HIDDEN", end="",
                             at=_at(values, answer))  # fmt: skip
                cells.append(copies.code(f"{name}-{answer['id']}", test))
            cells += [_raw(f"{name}-end-tests", "# END TESTS"), _raw(f"{name}-end", "# END QUESTION")]
        else:
            cells.append(cell)
    return notebook | {"cells": cells}


def _wanted(values: list[dict]) -> str:
    """What the answer is to be, as comments, which the tools leave in the student's file."""
    if len(values) == 1:
        return f"# answer: {copies.asked(values[0])}\n"
    return "# answer: a dictionary with\n" + "".join(f'# "{one["id"]}": {copies.asked(one)}\n' for one in values)


def _solved(values: list[dict], mark: str = "") -> str:
    if len(values) == 1:
        return f"answer = {_value(values[0])}{mark}"
    inner = ", ".join(f'"{answer["id"]}": {_value(answer)}' for answer in values)
    return f"answer = {{{inner}}}{mark}"


def _value(answer: dict) -> str:
    return json.dumps(answer["value"])


def _literal(answer: dict) -> dict:
    return {"id": answer["id"], "value": _value(answer), "tolerance": repr(answer["tolerance"])}


def _at(values: list[dict], answer: dict) -> str:
    return "" if len(values) == 1 else f'["{answer["id"]}"]'


def _raw(name: str, text: str) -> dict:
    return {"cell_type": "raw", "id": name, "metadata": {}, "source": copies.lines(text)}

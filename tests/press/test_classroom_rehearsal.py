"""A rehearsal of every chapter: unanswered, right, and each wrong answer to expect, through check and marks.

The wrong answers are computed, in the chapter, by the code of somebody who errs so; none is typed.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest
from casebook.evidence.records import NOTEBOOKS, chapters
from casebook.press.classroom import grade, kit, sheets
from casebook.press.classroom.copies import student
from naive_answers import NAIVE

pytestmark = pytest.mark.slow
NUMBERS = [path.name[:2] for path in chapters()]


@pytest.fixture(scope="module")
def book() -> dict[str, kit.Chapter]:
    """All chapters by number."""
    return {chapter.number: chapter for chapter in kit.chapters_of([])}


def wanted(chapter: kit.Chapter) -> list[dict]:
    """The answers of a chapter."""
    return sheets.answers(chapter.exercises, chapter.number, chapter.title)["answers"]


def answered(chapter: kit.Chapter, values: dict[str, str]) -> dict:
    """The student's copy without the code of the chapter, each answer as given."""
    copy = student(chapter.notebook, chapter.number)
    own = re.compile(r"find-casebook|practice|ex\d+-(answer|check)")
    copy["cells"] = [cell for cell in copy["cells"] if own.fullmatch(cell["id"])]
    for exercise in chapter.exercises:
        asked = [answer["id"] for answer in exercise.answers]
        for cell in copy["cells"]:
            if cell["id"] == f"{exercise.name}-answer" and exercise.kind == "compute" and values:
                inner = ", ".join(f"{name!r}: {values[name]}" for name in asked)
                cell["source"] = f"answer = {values[asked[0]] if len(asked) == 1 else '{' + inner + '}'}"
    return copy


def erring(chapter: kit.Chapter) -> tuple[dict, list[tuple[dict, str, str]]]:
    """The whole student's copy with each naive answer checked in its turn; and answer, wrong form, what it shows, in order."""
    copy, told, cells = student(chapter.notebook, chapter.number), [], []
    for cell in copy["cells"]:
        cells.append(cell)
        for exercise in chapter.exercises:
            if cell["id"] != f"{exercise.name}-check":
                continue
            for answer in wanted(chapter):
                mistakes = [m for m in exercise.mistakes if m.result == answer["id"]]
                codes = NAIVE.get((chapter.number, answer["id"]), [])
                assert len(codes) == len(mistakes) or answer["exercise"] != exercise.name, answer["id"]
                for mistake, naive in zip(mistakes, codes, strict=False):
                    cells.append(cell | {"id": f"naive-{len(told)}", "source": f"check({answer['id']!r}, {naive})"})
                    told.append((answer, mistake.shown, mistake.says))
    return copy | {"cells": cells}, told


def test_every_mistake_has_its_code(book):
    """And every code its mistake: a wrong answer that nobody computed may be one that nobody gets."""
    expected = {}
    for number, chapter in book.items():
        for exercise in chapter.exercises:
            for mistake in exercise.mistakes:
                expected[number, mistake.result] = expected.get((number, mistake.result), 0) + 1
    assert {place: len(codes) for place, codes in NAIVE.items()} == expected


@pytest.mark.parametrize("number", NUMBERS)
def test_a_chapter_is_rehearsed(number, book, tmp_path, record_property):
    """Unanswered earns nothing, right earns all, each wrong answer is told what it shows; the copy itself runs through."""
    chapter = book[number]
    values = {answer["id"]: repr(answer["value"]) for answer in wanted(chapter)}
    handed_in = tmp_path / "handed-in"
    handed_in.mkdir()
    for name, given in (("blank", {}), ("right", values)):
        (handed_in / f"{name}.ipynb").write_text(kit.written(answered(chapter, given)), encoding="utf-8")
    _, rows, _ = grade.grade(number, handed_in, tmp_path / "grades.csv")
    verdicts = {
        name: [(row["marks"], row["reason"]) for row in rows if row["name"] == name] for name in ("blank", "right")
    }
    assert verdicts == {"blank": [(0, "no answer")] * len(values), "right": [(1, "right")] * len(values)}

    notebook, told = erring(chapter)
    copy, kept = tmp_path / "wrong.ipynb", tmp_path / "wrong.jsonl"
    copy.write_text(kit.written(notebook), encoding="utf-8")
    command = [sys.executable, "-m", "casebook.press.classroom.sandbox", str(copy), str(kept), "120"]
    subprocess.run(command, cwd=NOTEBOOKS, check=True, capture_output=True, timeout=500)
    records = [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()]
    assert [record["error"] for record in records if record["kind"] == "error"] == []
    found = [record for record in records if record["kind"] == "answer"]
    assert [(record["id"], record["shown"], record["verdict"]) for record in found] == [
        (answer["id"], shown, f"**not yet.** Whoever has this {says}.") for answer, shown, says in told
    ]
    assert [grade.marks(answer, record) for (answer, _, _), record in zip(told, found, strict=True)] == [
        (0, f"{shown}: {says}") for _, shown, says in told
    ]
    record_property(f"chapter {number} rehearsed", f"{len(values)} unanswered, {len(values)} right, {len(told)} wrong")

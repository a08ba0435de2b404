"""What a class gets of a chapter: copies, sheets, data, exports, the archive; no answer in anything that students get."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import small_chapter
from casebook.evidence.records import NotebookError, chapters, load
from casebook.press.classroom import archive, copies, data_sheet, exercises, exports, kit, practice, sheets
from casebook.reading.intervals import Interval
from small_chapter import cell, code, result


@pytest.fixture
def chapter() -> kit.Chapter:
    """A small chapter as the kit takes it."""
    notebook = small_chapter.chapter()
    records = {"start": result("start", 100.0, "100", "d", ""), "cut": result("cut", 40.0, "40.0 %")}
    return kit.Chapter("01", Path("01_a.ipynb"), notebook, records)


def source(notebook: dict) -> str:
    """All text of a notebook."""
    return "\n".join("".join(one["source"]) for one in notebook["cells"])


# ----------------------------------------------------------------------------------------------------------- copies


def test_the_students_copy_has_places_and_no_key(chapter):
    """In the order of the chapter: the finder first, the check before the first task, each answer after its task."""
    copy = copies.student(chapter.notebook, "01")
    assert [one["id"] for one in copy["cells"]] == [
        "find-casebook", "title", "data", "aside", "exercises", "practice", "ex1", "ex1-answer", "ex2", "ex2-answer",
        "ex2-check", "ex2-words", "ex3", "ex3-answer", "sources",
    ]  # fmt: skip
    assert copy["metadata"]["casebook"] == {"chapter": "01", "edition": "student"}
    assert [one for one in copy["cells"] if one.get("outputs") or one["metadata"]] == []
    assert "".join(cell(copy, "ex2")["source"]) == (
        "### Exercise 2 · compute\n\n*10 minutes, 3 marks*\n\nHow deep is the cut, from 100?"
    )
    assert (
        "".join(cell(copy, "title")["source"]) == "# Did it fall?\n\nSee 100, (one; two) and [Chapter 2](02_b.ipynb)."
    )
    assert "".join(cell(copy, "aside")["source"]) == "## Questions\n\n**What is it?**"  # a folded answer is one as well
    assert "".join(cell(copy, "ex2-answer")["source"]).splitlines()[1:] == ["# the cut (a number, %)", "answer = ..."]
    assert "".join(cell(copy, "ex2-check")["source"]) == 'check("cut", answer)'


def test_several_answers_have_a_line_each(chapter):
    """A dictionary by the names of the results; two ends where an interval is asked."""
    cell(chapter.notebook, "ex2-solution")["outputs"] += code("x", "", result("reach", [1.0, 2.0], "1.0 to 2.0 %"))[
        "outputs"
    ]
    copy = copies.student(chapter.notebook, "01")
    answer = "".join(cell(copy, "ex2-answer")["source"])
    assert '    # the reach (two ends, %)\n    "reach": ...,\n}' in answer
    assert "".join(cell(copy, "ex2-check")["source"]).splitlines()[1] == 'check("reach", answer["reach"])'
    compile(answer, "answer", "exec")


def leaks(text: str, told: list[exercises.Exercise]) -> list[str]:
    """What of the keys stands in a text: a line of an answer or of its code."""
    lines = [line for one in told for _, body in one.keys for line in body.splitlines()]
    lines += [line for one in told for solution in one.solution for line in exercises.text_of(solution).splitlines()]
    return [line for line in lines if len(line.split()) > 3 and copies.plain(line).strip() in text]


def test_no_key_is_in_what_students_get():
    """Of every chapter, in the copy, the handout and the data; looked for line by line."""
    compared = 0
    for chapter in kit.chapters_of([]):
        given = [kit.KIT[name][1](chapter) for name in archive.GIVEN]
        assert [leaks(text, chapter.exercises) for text in given] == [[], [], []], chapter.number
        copy = copies.student(chapter.notebook, chapter.number)
        compared += len(re.findall(r'"right": "[0-9a-f]{64}"', source(copy)))
        rows = {row["name"] for row in csv.DictReader(io.StringIO(given[archive.GIVEN.index("data")]))}
        assert rows
        assert rows.isdisjoint(answer["id"] for exercise in chapter.exercises for answer in exercise.answers)
    assert compared > 40


def test_a_key_that_is_left_is_found(chapter):
    """The check above can fail: a sabotaged chapter, whose key has lost its tag."""
    told = chapter.exercises
    assert leaks(source(copies.student(chapter.notebook, "01")), told) == []
    cell(chapter.notebook, "ex2-solution")["metadata"]["tags"] = ["hide-cell"]
    assert leaks(source(copies.student(chapter.notebook, "01")), told) == [
        "    gone = a - b",
        "    return 100 * gone / a",
        "result = cut(before, after)",
    ]


def test_the_instructors_copy_has_the_keys_open(chapter):
    """After their tasks, with code and outputs as in the chapter."""
    copy = copies.instructor(chapter.notebook, "01")
    assert [one["id"] for one in copy["cells"]][1:] == [one["id"] for one in chapter.notebook["cells"]]
    assert "".join(cell(copy, "ex2-key")["source"]) == "**Solution**\n\nIt is 40.0 %."
    assert "".join(cell(copy, "aside")["source"]) == "## Questions\n\n**What is it?**\n\nA secret."
    assert cell(copy, "ex2-solution")["outputs"]


def test_the_first_cell_finds_the_engine_or_says_what_to_do(chapter, tmp_path, monkeypatch):
    """Beside the notebook, in a folder above, or nowhere."""
    first = "".join(copies.student(chapter.notebook, "01")["cells"][0]["source"])
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    monkeypatch.setattr("sys.path", [])
    inner = tmp_path / "class" / "student"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    with pytest.raises(ImportError, match="Unpack the whole archive"):
        exec(first, {})
    for home in (tmp_path / "notebooks", inner):
        (home / "casebook").mkdir(parents=True)
        (home / "casebook" / "__init__.py").touch()
        found = {}
        exec(first, found)
        assert found["sys"].path[0] == str(home)


# --------------------------------------------------------------------------------------------------------- practice


@pytest.fixture
def said(monkeypatch) -> list[tuple[str, dict]]:
    """What a check shows, and what it puts on record."""
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda text, metadata=None: shown.append((text.data, metadata)))
    monkeypatch.setattr(practice, "registered", lambda name: {"form": ".1f", "unit": "%"})
    return shown


KNOWN = {
    "cut": {
        "right": practice.mark("cut", "40.0 %"),
        "mistakes": {practice.mark("cut", "66.7 %"): "divided by the rest"},
    }
}


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (40, "`cut`: 40.0 % · **right**, to the digits shown."),
        (Fraction(4001, 100), "`cut`: 40.0 % · **right**, to the digits shown."),
        (np.float64(66.66), "`cut`: 66.7 % · **not yet.** Whoever has this divided by the rest."),
        (41.0, "`cut`: 41.0 % · **not yet.**"),
        ((40.0, 41.0), "`cut`: 40.0 to 41.0 % · **not yet.**"),
        (..., "`cut`: no answer yet."),
        (None, "`cut`: no answer yet."),
        ("40.0", "`cut`: found '40.0', expected a number, or the two ends of a range."),
        (True, "`cut`: found 'True', expected a number, or the two ends of a range."),
        ([1, 2, 3], "`cut`: found '[1, 2, 3]', expected a number, or the two ends of a range."),
        (float("nan"), "`cut`: found nan, expected finite numbers."),
    ],
)
def test_a_check_tells_right_from_wrong(said, answer, text):
    """And what a wrong answer shows, if it is one to expect; a value goes on record, for marking."""
    practice.practice(KNOWN)("cut", answer)
    ((shown, record),) = said
    assert shown == text
    assert (record is not None) == ("·" in text)
    if record:
        told = record["casebook"]
        assert (told["kind"], told["id"], told["shown"]) == ("answer", "cut", text.split(": ")[1].split(" ·")[0])
        json.dumps(record)


def test_a_check_of_another_exercise_is_refused(said):
    """A name that was changed by mistake."""
    with pytest.raises(KeyError, match="no answer 'cup' in this notebook: cut"):
        practice.practice(KNOWN)("cup", 1)


@pytest.mark.parametrize(
    ("answer", "near"),
    [
        (40.0, True),
        (40.1, True),
        (40.2, False),
        ((39.0, 41.0), False),
        ("40", False),
        (..., False),
        (Interval(40, 40), False),
    ],
)
def test_near_is_within_the_tolerance(answer, near):
    """What marks are given by."""
    assert practice.near(answer, 40.0, 0.11) is near
    assert practice.near([1.0, answer] if near else answer, [1.0, 40.0], 0.11) is near


# ------------------------------------------------------------------------------------------------- sheets and data


def test_the_answers_for_marking_are_complete(chapter, tmp_path, monkeypatch):
    """Value, form, unit, tolerance, a mark each; one that the book shows elsewhere says so."""
    listed = tmp_path / "shown.csv"
    listed.write_text("result,file,reason\ncut,p.md,said\n", encoding="utf-8")
    monkeypatch.setattr(sheets, "ELSEWHERE", listed)
    assert sheets.answers(chapter.exercises, "01", chapter.title) == {
        "chapter": "01",
        "title": "Did it fall?",
        "answers": [
            {
                "exercise": "ex2", "id": "cut", "meaning": "the cut", "value": 40.0, "shown": "40.0 %", "form": ".1f",
                "unit": "%", "tolerance": 40.0 * sheets.CLOSE, "marks": 1,
                "mistakes": {"66.7 %": "divided by what was left"}, "elsewhere": ["p.md"],
            }
        ],
    }  # fmt: skip


def test_the_key_and_the_rubric_say_what_a_lecturer_needs(chapter):
    """Answers with their tolerance, mistakes, code; minutes and marks; the rubric of what is written."""
    key, rubric = (kit.KIT[name][1](chapter) for name in ("key", "rubric"))
    assert "| the cut | 40.0 % | 40 | 4e-08 |  |" in key
    assert "| 66.7 % | divided by what was left |" in key
    assert "    return 100 * gone / a" in key
    assert "**Solution.**\n\nBecause." in key
    assert rubric.startswith("# Marks: Did it fall?\n\n9 marks, 30 minutes.")
    assert "| 2 | compute | 10 | 3 | the value; 2 for the answer in words |" in rubric
    assert rubric.rstrip().endswith("**Solution.**\n\nA point each.")


def test_the_handout_is_one_page_without_key_or_other_host(chapter):
    """Tasks, lines to write on, formulas, the language of Chinese."""
    handout = kit.KIT["handout"][1](chapter)
    assert [title for title in re.findall(r"<h2>(.*?)</h2>", handout)] == [
        "Exercise 1 · think", "Exercise 2 · compute", "Exercise 3 · your turn",
    ]  # fmt: skip
    assert handout.count('class="space') == 3
    assert "<msup>" in handout
    assert '<span lang="zh-CN">区</span>' in handout
    assert "Because" not in handout


NOTE = """# Teaching

## Exercises

| exercise | kind | minutes | marks | what earns them |
| --- | --- | --: | --: | --- |
| Exercise 1, why | think | 10 | 2 | a ground, of [40.0 %](../ledger.md#cut) |
| 3 · a page | your turn | 10 | 4 | by the rubric |

## Rubric

| Exercise 3 | not yet | strong |
| --- | --- | --- |
| whom | some | [all](../ledger.md#start) |

## If time is short

Nothing.
"""


def test_there_is_one_rubric_and_it_is_the_notes(chapter):
    """What the note says of an exercise stands beside its marks; of one that it leaves out, what its key gives."""
    rubric = sheets.rubric(chapter.exercises, chapter.title, NOTE)
    assert "| 1 | think | 10 | 2 | a ground, of 40.0 % |" in rubric
    assert "| 2 | compute | 10 | 3 | the value; 2 for the answer in words |" in rubric
    assert rubric.rstrip().endswith("| Exercise 3 | not yet | strong |\n| --- | --- | --- |\n| whom | some | all |")
    assert "A point each" not in rubric


@pytest.mark.parametrize("chapter", kit.chapters_of([]), ids=lambda chapter: chapter.number)
def test_the_rubric_of_a_chapter_is_that_of_its_note(chapter):
    """Line by line, with no link left and no exercise marked by a key."""
    made = sheets.rubric(chapter.exercises, chapter.title, chapter.note)
    assert len(sheets.ROW.findall(made.partition("## Rubric")[0])) == len(chapter.exercises)
    assert re.findall(r"\]\(|ledger\.md", made) == []
    if chapter.note:
        earned = [earns for _, earns in sheets.ROW.findall(made.partition("## Rubric")[0])]
        assert not {sheets._earns(one) for one in chapter.exercises} & set(earned)


def test_a_task_for_a_computer_says_so_and_leaves_little_room(chapter):
    """Unless a pencil will do; then it has room by its minutes."""
    handout = sheets.handout(chapter.exercises, chapter.title)
    assert handout.count("With a computer") == 1
    rooms = [part.count('class="line"') for part in handout.split("<h2>")[1:]]
    assert rooms == [14, sheets.LEAST_ROOM, 14]
    small_chapter.told(chapter.notebook, "ex2")["paper"] = {"pencil": True}
    handout = sheets.handout(exercises.exercises(chapter.notebook), chapter.title)
    assert "With a computer" not in handout
    assert handout.split("<h2>")[2].count('class="line"') == 14


def test_a_task_on_paper_has_what_it_needs(chapter):
    """A sentence, cells of the chapter without links, room as asked for, or a sheet to fill in."""
    table = '<table><caption>滨州</caption><tr><td><a href="x#y">29</a></td></tr></table>'
    cell(chapter.notebook, "data")["outputs"] = [{"data": {"text/html": f"<style>a</style>{table}"}}]
    small_chapter.told(chapter.notebook, "ex1")["paper"] = {"say": "Not *b*.", "beside": ["data", "aside"], "room": 3}
    small_chapter.told(chapter.notebook, "ex3")["paper"] = {"room": {"columns": ["Figure", "Stage"], "rows": 5}}
    first, _, third = sheets.handout(exercises.exercises(chapter.notebook), chapter.title).split("<h2>")[1:]
    assert "Not <em>b</em>." in first
    assert '<caption><span lang="zh-CN">滨州</span></caption><tr><td>29</td>' in first
    assert "A secret" not in first
    assert (first.count('class="line"'), third.count("<td></td>")) == (3, 10)
    assert '<th scope="col">Stage</th>' in third


@pytest.mark.parametrize(
    ("paper", "message"),
    [
        ({"beside": ["ex2-solution"]}, "found 'ex2-solution' beside it on paper, expected a cell that is no key"),
        ({"beside": ["nothing"]}, "found 'nothing' beside it on paper"),
        ({"lines": 3}, "found paper.lines, expected beside, pencil, room, say"),
    ],
)
def test_a_key_on_paper_is_refused(chapter, paper, message):
    """And a cell that is not there, and a word that the handout does not know."""
    small_chapter.told(chapter.notebook, "ex1")["paper"] = paper
    with pytest.raises(NotebookError, match=re.escape(message)):
        exercises.exercises(chapter.notebook)


@pytest.mark.parametrize("path", chapters(), ids=lambda path: path.name[:2])
def test_a_handout_loads_nothing(path):
    """It is printed where there is no network; and no directive is left in it."""
    handout = sheets.handout(exercises.exercises(load(path)), "A chapter")
    assert re.findall(r"(?:src|href)=|url\((?!.data:font/)|@import|\{\w+\}`|```|ledger\.md", handout) == []


def test_the_data_sheet_is_in_words_and_holds_no_answer(chapter):
    """Claims with place, day and source; results that are no answers; nothing a spreadsheet would compute."""
    chapter.notebook["cells"][1]["source"] += '\ncb.claim("art-dept-before"); cb.result("the-rise", 2)'
    chapter.records["the-rise"] = result("the-rise", [-2.0, 3.0], "+2.0 to +3.0 points", "+.1f", "points")
    cell(chapter.notebook, "title")["source"] += " [40.0 %](../book/ledger.md#cut)"
    rows = list(csv.DictReader(io.StringIO(kit.KIT["data"][1](chapter))))
    assert [row["name"] for row in rows] == ["start", "art-dept-before", "the-rise"]
    assert (rows[1]["figure"], rows[1]["low"], rows[1]["place"], rows[1]["unit"]) == (
        "109 departments",
        "109",
        "Development zones of Jinan",
        "departments",
    )
    assert rows[1]["source"]
    assert (rows[2]["figure"], rows[2]["low"], rows[2]["high"]) == ("2.0 to +3.0 points", "-2", "3")


@pytest.mark.parametrize(
    ("cell", "kept"), [("=1+1", "1+1"), ("@a", "a"), ("-2.5", "-2.5"), ("+1e-05", "+1e-05"), ("a=b", "a=b")]
)
def test_no_cell_is_a_formula(cell, kept):
    """A number may begin with its sign."""
    assert data_sheet._harmless(cell) == kept


# ------------------------------------------------------------------------------------------- kit, exports, archive


def test_the_same_chapters_give_the_same_bytes(tmp_path):
    """A kit that differs with every run could not be compared."""
    made = []
    for name in ("one", "two"):
        paths = kit.make(["9"], tmp_path / name)
        assert [path.parent.name for path in paths] == list(kit.KIT)
        made.append([path.read_bytes() for path in paths])
    assert made[0] == made[1]
    assert json.loads((tmp_path / "one" / "checks" / "09.json").read_text(encoding="utf-8"))["chapter"] == "09"


def test_nbgrader_gets_places_and_hidden_tests(tmp_path, chapter, monkeypatch):
    """What is expected stands between the marks that nbgrader takes out, and nowhere else."""
    monkeypatch.setattr(exports, "chapters_of", lambda numbers, folder: [chapter])
    (path,) = exports.nbgrader(["1"], tmp_path)
    assert path.relative_to(tmp_path).as_posix() == "source/ch01/01_a.ipynb"
    made = json.loads(path.read_text(encoding="utf-8"))
    told = {one["id"]: one["metadata"]["nbgrader"] for one in made["cells"] if "nbgrader" in one["metadata"]}
    assert {name: mark.get("points") for name, mark in told.items()} == {
        "ex1-answer": 2, "ex2-answer": None, "ex2-cut": 1, "ex2-words": 2, "ex3-answer": 4
    }  # fmt: skip
    released = re.sub(r"### BEGIN (SOLUTION|HIDDEN TESTS)\n.*?### END \1", "", source(made), flags=re.DOTALL)
    assert "40.0" in source(made)
    assert "40.0" not in released
    scope: dict = {"answer": 40.0}
    exec("".join(cell(made, "ex2-cut")["source"]), scope)
    scope["answer"] = 66.7
    with pytest.raises(AssertionError, match="cut"):
        exec("".join(cell(made, "ex2-cut")["source"]), scope)


def test_otter_gets_questions_and_hidden_tests(tmp_path, chapter, monkeypatch):
    """Each between its marks; the value stands in the line of the solution and in a hidden test."""
    monkeypatch.setattr(exports, "chapters_of", lambda numbers, folder: [chapter])
    (path,) = exports.otter(["1"], tmp_path)
    made = json.loads(path.read_text(encoding="utf-8"))
    raw = [exercises.text_of(one).splitlines()[0] for one in made["cells"] if one["cell_type"] == "raw"]
    assert raw == ["# ASSIGNMENT CONFIG", "# BEGIN QUESTION", "# BEGIN SOLUTION", "# END SOLUTION", "# BEGIN TESTS", "# END TESTS",
                   "# END QUESTION"]  # fmt: skip
    with_value = [one for one in made["cells"] if "40.0" in exercises.text_of(one)]
    assert [one["id"] for one in with_value] == ["ex2-answer", "ex2-cut"]
    assert exercises.text_of(with_value[0]).endswith("answer = 40.0  # SOLUTION")
    assert exercises.text_of(with_value[1]).startswith("# HIDDEN\n")


def test_the_code_alone_keeps_what_later_chapters_read(chapter):
    """No text, no key, no picture; an estimate of a key stays, since a later chapter counts estimates."""
    chapter.notebook["cells"].append(
        code("figure", "draw()", {"kind": "figure", "id": "fall"}, result("fell", 1.0, "1.0 %"))
    )
    cell(chapter.notebook, "ex2-solution")["outputs"] += code("x", "", result("effect", 2.0, "2.0 %", level=3))[
        "outputs"
    ]
    bare = archive.code_alone(chapter.notebook)
    assert [(one["id"], one["execution_count"]) for one in bare["cells"]] == [
        ("data", 1),
        ("figure", 2),
        ("exercises", 3),
    ]
    records = [output["metadata"]["casebook"]["id"] for one in bare["cells"] for output in one["outputs"]]
    assert records == ["fell", "effect"]
    assert "40.0" not in json.dumps(bare)


def test_the_student_edition_has_what_it_needs_and_no_key(chapter, root, tmp_path, monkeypatch):
    """Copies beside the engine and the tables; the same bytes for the same chapters."""
    files = archive.edition(root, [chapter])
    assert {
        "01_a.ipynb",
        "notebooks/01_a.ipynb",
        "sheets/01.csv",
        "handout/01.html",
        "README.md",
        "requirements.txt",
    } <= set(files)
    assert {"data/claims.csv", "book/book.json", "_toc.yml", "notebooks/casebook/__main__.py"} <= set(files)
    assert [
        name for name in files if name.startswith(("key", "checks", "instructor", "rubric", "tests", "book/ledger"))
    ] == []
    told = chapter.exercises
    own = [name for name in files if not name.startswith(("notebooks/casebook", "data/"))]
    assert {name: leaks(files[name].decode("utf-8", "replace"), told) for name in own} == dict.fromkeys(own, [])
    monkeypatch.setattr(archive, "chapters_of", lambda numbers: [chapter])
    made = []
    for name in ("one.zip", "two.zip"):
        archive.write_archive(tmp_path / name, root)
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]
    with zipfile.ZipFile(tmp_path / "one.zip") as packed:
        assert all(name.startswith("student-edition/") for name in packed.namelist())


@pytest.mark.slow
def test_the_archive_runs_where_it_is_unpacked(tmp_path):
    """Away from the project: the chapters that read what earlier ones found, unanswered, and the line for a laptop."""
    archive.write_archive(tmp_path / "student-edition.zip")
    with zipfile.ZipFile(tmp_path / "student-edition.zip") as packed:
        packed.extractall(tmp_path)
    home = tmp_path / archive.NAME
    said = subprocess.run(
        [sys.executable, "-m", "casebook", "ready"], cwd=home / "notebooks", capture_output=True, text=True, timeout=300
    )
    assert (said.returncode, said.stdout[:7]) == (0, "ready: "), said.stdout + said.stderr
    one = "from pathlib import Path; from casebook.press.verify import verify; print(*verify([Path(PATH)], 'Li Hua'))"
    (path,) = (home / "notebooks").glob("01_*.ipynb")
    command = [sys.executable, "-c", one.replace("PATH", repr(str(path)))]
    said = subprocess.run(command, cwd=home / "notebooks", capture_output=True, text=True, timeout=300)
    assert "True # Reading a Reform, student edition: receipt of a rerun\n\nMade out for Li Hua." in said.stdout, said
    assert "**Everything agrees.**" in said.stdout
    sandbox = ["-m", "casebook.press.classroom.sandbox"]
    for path in (*home.glob("16_*.ipynb"), *home.glob("18_*.ipynb")):
        kept = tmp_path / f"{path.stem}.jsonl"
        command = [sys.executable, *sandbox, str(path), str(kept), "200"]
        subprocess.run(
            command, cwd=home, env=os.environ | {"PYTHONPATH": str(home / "notebooks")}, check=True, timeout=500
        )
        told = [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()]
        assert [one["kind"] for one in told] == ["limits", "checks", "end"], told
    assert len(list(tmp_path.glob("*.jsonl"))) == 2

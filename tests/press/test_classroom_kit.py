"""The kit of a chapter, the student edition, and the commands that write them, in a small folder."""

from __future__ import annotations

import argparse
import json
import zipfile
from pathlib import Path

import pandas as pd
import pytest
import small_chapter
from casebook.evidence.records import NOTEBOOKS, NotebookError
from casebook.press import inventory
from casebook.press.classroom import (
    archive,
    commands,
    copies,
    data_sheet,
    exercises,
    exports,
    grade,
    kit,
    ready,
    sheets,
)
from small_chapter import code, key, markdown, result, task

# --------------------------------------------------------------------------------------------------------------- kit


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """A folder of two chapters, executed, and a teaching note on the first."""
    place = tmp_path / "notebooks"
    place.mkdir()
    second = {
        **small_chapter.chapter(),
        "cells": [markdown("t", "# And 区?"), code("c", "1", {"kind": "figure", "id": "f"})],
    }
    for name, notebook in (("01_a.ipynb", small_chapter.chapter()), ("02_b.ipynb", second)):
        for number, cell in enumerate((one for one in notebook["cells"] if one["cell_type"] == "code"), start=1):
            cell["execution_count"] = number
        (place / name).write_text(json.dumps(notebook), encoding="utf-8")
    (tmp_path / "book" / "teach").mkdir(parents=True)
    (tmp_path / "book" / "teach" / "01.md").write_text("## Rubric\n\nGood: 区.\n", encoding="utf-8")
    monkeypatch.setattr(kit, "BOOK", tmp_path / "book")
    monkeypatch.setattr(data_sheet, "claims", pd.DataFrame)
    return place


def test_a_chapter_has_what_a_class_needs(folder):
    """Number, path, notebook, results of all chapters, and its note; one without a note has none."""
    first, second = kit.chapters_of([], folder)
    assert (first.number, first.path, second.number, second.path) == (
        "01", folder / "01_a.ipynb", "02", folder / "02_b.ipynb"
    )  # fmt: skip
    assert (first.title, second.title) == ("Did it fall?", "And 区?")
    assert (first.note, second.note) == ("## Rubric\n\nGood: 区.\n", "")
    assert [one.name for one in first.exercises] == ["ex1", "ex2", "ex3"]
    assert second.exercises == []
    assert sorted(first.records) == ["cut", "start"]
    assert (first.records["cut"]["shown"], second.records) == ("40.0 %", first.records)
    assert first.notebook["cells"][1]["source"] == "before, after = 100, 60"
    assert [one.number for one in kit.chapters_of(["2"], folder)] == ["02"]


@pytest.mark.parametrize(
    ("numbers", "message"),
    [
        (["7"], "found no chapter 07, expected some of 01, 02"),
        (["3", "1", "12"], "found no chapter 03, 12, expected some of 01, 02"),
    ],
)
def test_a_chapter_that_is_not_there_is_named(folder, numbers, message):
    """Each of them, as chapters are numbered."""
    with pytest.raises(NotebookError) as refused:
        exercises.chosen(numbers, folder)
    assert str(refused.value) == message


def test_chapters_come_as_they_are_asked_for(folder):
    """With a nought or without; all, in their order, if none is named."""
    assert [(number, path.name) for number, path, _ in exercises.chosen(["02", "1"], folder)] == [
        ("02", "02_b.ipynb"), ("01", "01_a.ipynb")
    ]  # fmt: skip
    assert [(number, len(notebook["cells"])) for number, _, notebook in exercises.chosen([], folder)] == [
        ("01", 12), ("02", 2)
    ]  # fmt: skip


def test_the_same_thing_is_stored_in_the_same_way():
    """Whatever order it was put together in; Chinese is legible."""
    assert kit.written({"b": ["区"], "a": 1}) == '{\n "a": 1,\n "b": [\n  "区"\n ]\n}\n'


def test_the_kit_of_a_chapter_is_written_folder_by_folder(folder, tmp_path, monkeypatch):
    """Each part by what makes it, of the chapters that are asked for, over an older kit."""
    monkeypatch.setattr(kit, "deck", lambda path: f"deck of {path.name}")
    for _ in range(2):
        made = kit.make(["1"], tmp_path / "new" / "class", folder)
    names = ["student/01_a.ipynb", "instructor/01_a.ipynb", "key/01.md", "rubric/01.md", "checks/01.json", "data/01.csv", "handout/01.html", "decks/01.html"]  # fmt: skip
    assert [path.relative_to(tmp_path / "new" / "class").as_posix() for path in made] == names
    (chapter,) = kit.chapters_of(["1"], folder)
    title, told = "Did it fall?", chapter.exercises
    assert [path.read_text(encoding="utf-8") for path in made] == [
        kit.written(copies.student(chapter.notebook, "01")),
        kit.written(copies.instructor(chapter.notebook, "01")),
        sheets.key(told, title),
        sheets.rubric(told, title, chapter.note),
        kit.written(sheets.answers(told, "01", title)),
        data_sheet.data_sheet(chapter.notebook, chapter.records),
        sheets.handout(told, title),
        "deck of 01_a.ipynb",
    ]
    assert "Good: 区." in made[3].read_text(encoding="utf-8")
    assert len(kit.make([], tmp_path / "all", folder)) == 16


# ----------------------------------------------------------------------------------------------------------- archive


def bare(name: str, source, *records: dict, count: int, **metadata) -> dict:
    """A cell as the student edition has it: its code and what it put on record."""
    outputs = [{"output_type": "display_data", "data": {}, "metadata": {"casebook": record}} for record in records]
    return {
        "cell_type": "code", "id": name, "metadata": metadata, "source": source, "outputs": outputs, "execution_count": count
    }  # fmt: skip


def test_the_code_alone_has_no_text_no_figure_and_no_key():
    """Later chapters read what is on record; an estimate of a key stays, apart from the code that made it."""
    kept, drawn = result("kept", 1.0, "1.0 %"), {"kind": "figure", "id": "drawn"}
    hidden, told = result("hidden", 2.0, "2.0 %"), result("told", 3.0, "3.0 %", level=0)
    first = code("a", ["x = 1\n", "x"], kept, drawn, tags=("slide",)) | {"attachments": {}}
    first["outputs"] += [{"output_type": "stream", "text": "x"}, {"output_type": "display_data", "metadata": {}}]
    notebook = {
        "cells": [markdown("t", "# T"), code("empty", " \n"), first, code("k", "y = 2", hidden, told, tags=("key",)), code("b", "z")],
        "metadata": {"kept": 1},
        "nbformat": 4,
    }  # fmt: skip
    made = archive.code_alone(notebook)
    assert (made["metadata"], made["nbformat"]) == ({"kept": 1, "casebook": {"edition": "code alone"}}, 4)
    assert made["cells"] == [
        bare("a", ["x = 1\n", "x"], kept, count=1) | {"attachments": {}},
        bare("b", "z", count=2),
        bare("exercises", ["# estimates that the exercises put on record"], told, count=3, tags=["key"]),
    ]
    notebook["cells"].pop(3)
    assert [cell["id"] for cell in archive.code_alone(notebook)["cells"]] == ["a", "b"]


@pytest.fixture
def place(tmp_path) -> Path:
    """A project of a few files, some of which students need."""
    root = tmp_path / "project"
    for name in (
        "LICENSE", "LICENSE-CONTENT", "requirements.txt", "requirements.in", "_toc.yml", "book/book.json", "book/a.md",
        "data/a.csv", "data/b.json", "data/c.txt", "data/notes.md", "tests/a.py", "notebooks/requirements.txt",
        "notebooks/09_old.ipynb", "notebooks/casebook/a.py", "notebooks/casebook/press/b.py", "notebooks/casebook/t.j2",
        "notebooks/casebook/evidence/e.json", "notebooks/casebook/fonts/f.woff", "README.md",
    ):  # fmt: skip
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(f"of {name}\n", encoding="utf-8")
    (root / "_config.yml").write_text("title: A small book\n", encoding="utf-8")
    (root / "data" / "folder.csv").mkdir()
    return root


NEEDED = [
    "01_a.ipynb", "LICENSE", "LICENSE-CONTENT", "README.md", "_config.yml", "_toc.yml", "book/book.json", "book/inventory.csv", "data/a.csv",
    "data/b.json", "data/c.txt", "handout/01.html", "notebooks/01_a.ipynb", "notebooks/casebook/a.py",
    "notebooks/casebook/evidence/e.json", "notebooks/casebook/fonts/f.woff", "notebooks/casebook/press/b.py", "notebooks/casebook/t.j2",
    "notebooks/requirements.txt", "requirements.txt", "sheets/01.csv",
]  # fmt: skip


def test_the_student_edition_has_these_files_and_no_other(place, folder, monkeypatch):
    """In the order of their places; those of the project as they are, and the README of the edition."""
    (chapter,) = kit.chapters_of(["1"], folder)
    files = archive.edition(place, [chapter])
    assert list(files) == NEEDED
    assert files["data/a.csv"] == b"of data/a.csv\n"
    assert files["notebooks/01_a.ipynb"].decode() == kit.written(archive.code_alone(chapter.notebook))
    for name, given in (("01_a.ipynb", "student"), ("handout/01.html", "handout"), ("sheets/01.csv", "data")):
        assert files[name].decode() == kit.KIT[given][1](chapter)
    readme = files["README.md"].decode()
    assert readme.startswith(
        "# A small book: student edition\n\nThe chapters with a place for each answer, and no key.\n"
    )
    asked = []
    monkeypatch.setattr(archive, "chapters_of", lambda numbers: asked.append(numbers) or [chapter])
    assert archive.edition(place) == files
    assert "01_a.ipynb" not in archive.edition(place, [])
    assert asked == [[]]


def test_the_student_edition_lists_its_own_files(place, folder, tmp_path):
    """A student's receipt holds what was unpacked against this list, not against that of the project."""
    for name, content in archive.edition(place, kit.chapters_of(["1"], folder)).items():
        (tmp_path / "unpacked" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "unpacked" / name).write_bytes(content)
    (tmp_path / "unpacked" / "_toc.yml").write_text("  - file: notebooks/01_a\n", encoding="utf-8")
    assert inventory.changes(tmp_path / "unpacked") == {}
    assert "notebooks/01_a.ipynb#data" in inventory.recorded(tmp_path / "unpacked")
    (tmp_path / "unpacked" / "data" / "a.csv").write_text("mine", encoding="utf-8")
    assert [line.partition(",")[0] for line in inventory.changes(tmp_path / "unpacked")["data"]] == [
        "data/a.csv: changed"
    ]


def test_a_student_edition_makes_no_kit(folder):
    """Its chapters have no exercises; whoever asks there is told where they are."""
    path = folder / "01_a.ipynb"
    path.write_text(kit.written(archive.code_alone(json.loads(path.read_text(encoding="utf-8")))), encoding="utf-8")
    assert [chapter.number for chapter in kit.chapters_of(["2"], folder)] == ["02"]
    with pytest.raises(NotebookError) as refused:
        kit.chapters_of(["1"], folder)
    assert str(refused.value) == (
        "notebooks/01_a.ipynb: found its code alone, as a student edition has it, expected a chapter with its exercises: "
        "they are in the whole project, which whoever made the edition has"
    )


def test_the_archive_holds_the_edition_in_a_folder(place, folder, tmp_path, monkeypatch):
    """Which unpacks beside others, and does not spill over them."""
    monkeypatch.setattr(archive, "chapters_of", lambda numbers: kit.chapters_of(["1"], folder))
    archive.write_archive(tmp_path / "a.zip", place)
    with zipfile.ZipFile(tmp_path / "a.zip") as packed:
        assert packed.namelist() == [f"student-edition/{name}" for name in NEEDED]
        assert packed.read("student-edition/LICENSE") == b"of LICENSE\n"


# ---------------------------------------------------------------------------------------------------------- commands


def given(**more) -> argparse.Namespace:
    """What somebody typed."""
    return argparse.Namespace(**{"archive": None, "export": None, "chapters": ["9"], **more})


@pytest.fixture
def made(tmp_path, monkeypatch) -> list[tuple]:
    """What was asked of the kit and the exports, which write nothing."""
    asked = []
    out = tmp_path / "_build" / "class"
    kits = [out / "student" / "1.ipynb", out / "key" / "1.md", out / "student" / "2.ipynb"]
    monkeypatch.setattr(kit, "ROOT", tmp_path)
    monkeypatch.setattr(kit, "make", lambda *numbers: asked.append(("kit", *numbers)) or kits)
    otter = lambda *numbers: asked.append(("otter", *numbers)) or [out / "otter" / "ch09" / "9.ipynb"]  # noqa: E731
    monkeypatch.setitem(exports.EXPORTS, "otter", otter)
    monkeypatch.setattr(archive, "write_archive", lambda path: path.write_bytes(b"x" * 2_350_001))
    return asked


def test_the_command_says_what_is_in_the_kit(made, capsys):
    """And what of it is for students."""
    assert commands.hand_out(given()) == 0
    assert capsys.readouterr().out == (
        "_build/class/key/: 1 file\n_build/class/student/: 2 files\n"
        "Hand out student/, handout/ and data/; keep the others to yourself.\n"
    )
    assert made == [("kit", ["9"])]


def test_the_command_says_what_an_export_is(made, capsys):
    """It has all answers: the tool makes the students' files of it."""
    assert commands.hand_out(given(export="otter")) == 0
    assert capsys.readouterr().out == (
        "_build/class/otter/ch09/: 1 file\nMasters with all answers: otter makes the students' files of them.\n"
    )
    assert made == [("otter", ["9"])]


def test_the_command_writes_the_student_edition_alone(made, tmp_path, capsys):
    """Whoever asks for the archive gets no kit."""
    assert commands.hand_out(given(archive=tmp_path / "edition.zip", chapters=[])) == 0
    assert capsys.readouterr().out == "Written: edition.zip, 2.4 MB\n"
    assert made == []


def test_an_edition_of_one_chapter_is_refused(made, tmp_path):
    """Later chapters read what earlier ones found: a number that is passed over would promise another archive."""
    with pytest.raises(ValueError, match="^--archive: found chapter 9, 99, expected no number: the student edition"):
        commands.hand_out(given(archive=tmp_path / "edition.zip", chapters=["9", "99"]))
    assert not (tmp_path / "edition.zip").exists()


@pytest.mark.parametrize(
    ("lacking", "told"),
    [
        (set(), ""),
        ({"size of files", "memory"}, "Not limited on this system: memory, size of files.\n"),
    ],
)
def test_the_command_warns_marks_and_says_what_was_not_limited(tmp_path, monkeypatch, capsys, lacking, told):
    """The warning comes before any code of a student runs."""
    asked = []

    def marked(*typed):
        asked.append((typed, capsys.readouterr().out))
        return tmp_path / "grades.csv", [{"name": "anna"}, {"name": "ben"}, {"name": "anna"}], lacking

    monkeypatch.setattr(grade, "grade", marked)
    typed = argparse.Namespace(chapter="9", folder=tmp_path / "in", out=tmp_path / "out.csv")
    assert commands.mark(typed) == 0
    assert asked == [(("9", tmp_path / "in", tmp_path / "out.csv"), f"{grade.WARNING}\n")]
    assert capsys.readouterr().out == (
        f"{told}Written: grades.csv, 2 notebooks. Words are marked by hand, by the rubric.\n"
    )


@pytest.mark.parametrize(("well", "status"), [(True, 0), (False, 1)])
def test_the_command_says_whether_a_laptop_is_ready(monkeypatch, capsys, well, status):
    """To a person in a line, to a script by its status."""
    monkeypatch.setattr(ready, "ready", lambda: (well, "a line"))
    assert commands.say_ready(argparse.Namespace()) == status
    assert capsys.readouterr().out == "a line\n"
    assert list(commands.COMMANDS) == ["class", "grade", "ready"]


# --------------------------------------------------------------------------------------------------------- exercises


def test_an_exercise_is_read_with_all_that_it_says():
    """Every part of it, whichever others there are."""
    beside = markdown("beside", "One.")
    first = task(12, "compute · How?", "\nWhy?\n", kind="compute", minutes=5, marks=2, given=["b"], mistakes=[["1", "erred", "a"]],
                 paper={"beside": ["beside", "ex12"], "room": 3, "pencil": True, "say": "So."})  # fmt: skip
    key_cell = key(12, " So. ")
    key_cell["source"] += "\n\n```{dropdown}  Second \nMore.\n```"
    solved = code("s", "1", result("a", 1.0, "1"), result("b", 2.0, "2"), {"kind": "figure", "id": "f"}, tags=("key",))
    solved["outputs"] += [{"output_type": "stream"}]
    bare_code = {"cell_type": "code", "id": "s2", "metadata": {"tags": ["key"]}, "source": "```{dropdown} No\nx\n```"}
    stray = code("stray", "1", result("c", 1.0, "1"), tags=("key",))
    (one,) = exercises.exercises(
        {"cells": [stray, beside, first, key_cell, solved, bare_code, {**beside, "id": "last"}]}
    )
    assert one == exercises.Exercise(
        number=12, title="compute · How?", kind="compute", minutes=5, marks=2, task="Why?",
        keys=(("Solution", "So."), ("Second", "More.")), solution=(solved, bare_code),
        answers=(solved["outputs"][0]["metadata"]["casebook"],), given=("b",),
        mistakes=(exercises.Mistake("1", "erred", "a"),), paper=first["metadata"]["casebook"]["paper"], beside=(beside, first),
    )  # fmt: skip
    assert one.name == "ex12"


PLAIN = {"kind": "think", "minutes": 5, "marks": 1}


@pytest.mark.parametrize(
    ("told", "source", "found"),
    [
        ({}, None, "found no kind, no minutes, no marks in its metadata, expected an exercise (press/classroom/exercises.py)"),
        ({"kind": "think"}, None, "found no minutes, no marks in its metadata, expected an exercise (press/classroom/exercises.py)"),
        (PLAIN, "Why?", "found no {admonition}, expected an exercise (press/classroom/exercises.py)"),
        (PLAIN | {"paper": {"size": 1, "lines": 3}}, None, "found paper.lines, expected beside, pencil, room, say"),
        (PLAIN | {"paper": {"beside": ["ex1", "b", "a"]}}, None, "found 'b' beside it on paper, expected a cell that is no key"),
        (PLAIN | {"paper": {"beside": ["ex1-key"]}}, None, "found 'ex1-key' beside it on paper, expected a cell that is no key"),
    ],
)  # fmt: skip
def test_what_is_no_exercise_is_refused_by_name(told, source, found):
    """A lecturer who has forgotten a word has to know which."""
    one = task(1, "think", "Why?", **told)
    one["source"] = source or one["source"]
    with pytest.raises(NotebookError) as refused:
        exercises.exercises({"cells": [markdown("t", "# T"), one, key(1, "So.")]})
    assert str(refused.value) == f"cell ex1: {found}"


def test_cells_without_metadata_or_names_are_no_exercises():
    """As an editor of another format leaves them."""
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": "# T"}, markdown("ex", "x"), markdown("ex1-key", "x"), markdown("an-ex1", "x")
    ]  # fmt: skip
    assert exercises.exercises({"cells": cells}) == []
    assert [exercises.is_key(markdown("a", "x", tags=tags)) for tags in (["key"], ["keys"], [])] == [True, False, False]
    with pytest.raises(NotebookError) as refused:
        exercises.exercises({"cells": [markdown("ex1", "```{admonition} Exercise 1 · think\nWhy?\n```")]})
    assert str(refused.value).startswith("cell ex1: found no kind, no minutes, no marks in its metadata, ")


def test_the_chapters_of_the_book_are_the_default():
    """Nobody has to say where they are."""
    assert [path.parent for _, path, _ in exercises.chosen(["1"])] == [NOTEBOOKS]

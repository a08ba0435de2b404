"""Marking: right, wrong and blank; and notebooks that raise, never end, print without end, take all memory, or end their process."""

from __future__ import annotations

import csv
import os
import sys
import time

import pytest
import small_chapter
from casebook.press.classroom import grade, kit, sandbox
from small_chapter import code

ANSWER = {
    "exercise": "ex2", "id": "cut", "value": 41.28440366972477, "shown": "41.3 %", "tolerance": 1e-6, "marks": 1,
    "mistakes": {"70.3 %": "divided by what was left"},
}  # fmt: skip


def record(value, shown: str) -> dict:
    """An answer as the check puts it on record."""
    return {"kind": "answer", "id": "cut", "value": value, "shown": shown}


@pytest.mark.parametrize(
    ("found", "trouble", "told"),
    [
        (record(41.284403, "41.3 %"), "", (1, "right")),
        (record(41.3, "41.3 %"), "", (0, "right to the digits shown, 41.3 %, not within 1e-06: rounded on the way")),
        (record(70.3125, "70.3 %"), "", (0, "70.3 %: divided by what was left")),
        (record(12.0, "12.0 %"), "", (0, "found 12.0 %")),
        (record([41.2, 41.3], "41.2 to 41.3 %"), "", (0, "found 41.2 to 41.3 %")),
        (record("41.3", "41.3 %"), "", (0, "right to the digits shown, 41.3 %, not within 1e-06: rounded on the way")),
        (record(None, ""), "", (0, "found ")),
        (None, "", (0, "no answer")),
        (None, "cell 3: no end after 60 seconds", (0, "no answer; cell 3: no end after 60 seconds")),
        (record(41.284403, "41.3 %"), "cell 9: NameError", (1, "right")),
    ],
)
def test_marks_are_by_the_tolerance(found, trouble, told):
    """Practice is to the digits shown; the reason says which it is."""
    assert grade.marks(ANSWER, found, trouble) == told


def test_two_ends_are_both_held():
    """A range is right only if both of its ends are."""
    answer = ANSWER | {"value": [1.0, 2.0], "tolerance": 0.1}
    assert grade.marks(answer, record([1.05, 2.0], "1 to 2"))[0] == 1
    assert grade.marks(answer, record([1.05, 2.2], "1 to 2.2"))[0] == 0
    assert grade.marks(answer, record(1.0, "1"))[0] == 0


# What a notebook may do before and after its answer.
GIVES = "from casebook.evidence.records import RECORD\nfrom IPython.display import Markdown, display\n" + (
    "give = lambda value: display(Markdown('x'), metadata={RECORD: "
    "{'kind': 'answer', 'id': 'cut', 'value': value, 'shown': str(value)}})"
)


def handed_in(folder, *sources: str):
    """A notebook of cells, as a file."""
    cells = [code(f"cell-{number}", source) for number, source in enumerate((GIVES, *sources), start=1)]
    path = folder / "a.ipynb"
    path.write_text(kit.written({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8")
    return path


@pytest.mark.slow
@pytest.mark.parametrize(
    ("bad", "trouble"),
    [
        ("1 / 0", "cell cell-2: ZeroDivisionError: division by zero"),
        ("for", "cell cell-2: SyntaxError: "),
        ("import nowhere_at_all", "cell cell-2: ModuleNotFoundError: "),
        ("while True: pass", "cell cell-2: no end after 2 seconds"),
        ("while True:\n    try:\n        while True: pass\n    except Exception: pass", "cell cell-2: no end after 2 seconds"),
        ("import time\ntime.sleep(90)", "cell cell-2: no end after 2 seconds"),
        ("for _ in range(40): print('x' * 10**6)", ""),
        ("import sys\nfor _ in range(40): print('x' * 10**6, file=sys.stderr)", ""),
        ("from IPython.display import display\nfor _ in range(40): display('x' * 10**6)", ""),
        ("raise SystemExit(3)", "cell cell-2: SystemExit: 3"),
        ("exit()", ""),
        ("raise KeyboardInterrupt", "cell cell-2: KeyboardInterrupt: "),
        ("x = bytearray(10**12)", "cell cell-2: memory ran out"),
        ("input()", "cell cell-2: "),
        ("!echo shell", ""),
        ("import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()", ""),
    ],
    ids=lambda text: None,
)  # fmt: skip
def test_a_cell_that_goes_wrong_stops_nothing(tmp_path, bad, trouble):
    """The cells before and after it count."""
    if trouble.endswith("memory ran out") and sys.platform != "linux":
        pytest.skip("memory is not limited on this system")
    path = handed_in(tmp_path, bad, "give(1.5)")
    before = path.read_bytes(), path.stat().st_mtime_ns
    ran = grade.run_apart(path, cell=2, whole=60)
    assert ran.answers["cut"]["value"] == 1.5
    assert ran.trouble.startswith(trouble)
    assert bool(trouble) == bool(ran.trouble)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert [one.name for one in tmp_path.iterdir()] == ["a.ipynb"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("bad", "trouble"),
    [
        ("import os\nos._exit(3)", "its process ended on the way"),
        ("import signal, os\nos.kill(os.getpid(), signal.SIGKILL)", "its process ended on the way"),
        ("import signal\nsignal.setitimer(signal.ITIMER_REAL, 0)\nwhile True: pass", "no end after 8 seconds"),
    ],
)
def test_answers_given_before_the_end_count(tmp_path, bad, trouble):
    """A process that ends, or has to be ended, keeps what it had put on record; nothing of it goes on."""
    ran = grade.run_apart(handed_in(tmp_path, "give(1.5)", bad, "give(2.5)"), cell=2, whole=8)
    assert ran.answers["cut"]["value"] == 1.5
    assert ran.trouble == trouble


@pytest.mark.slow
def test_what_a_notebook_starts_ends_with_it(tmp_path):
    """A process that it leaves behind would go on with the marker's rights."""
    mark = tmp_path / "still-there"
    sleeper = f"import time, pathlib; time.sleep(4); pathlib.Path({str(mark)!r}).touch()"
    bad = f"import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', {sleeper!r}])"
    began = time.monotonic()
    assert grade.run_apart(handed_in(tmp_path, bad, "give(1)")).trouble == ""
    time.sleep(max(0.0, 6 - (time.monotonic() - began)))
    assert not mark.exists()


@pytest.mark.slow
def test_a_notebook_sees_little_of_its_surroundings(tmp_path, monkeypatch):
    """No token and no key that the marker's shell holds, and a home of its own."""
    monkeypatch.setenv("A_TOKEN", "secret")
    ran = grade.run_apart(handed_in(tmp_path, "import os\ngive('A_TOKEN' in os.environ or os.environ['HOME'])"))
    assert ran.answers["cut"]["value"] != True  # noqa: E712, a text is wanted
    assert "grade-" in ran.answers["cut"]["value"]
    assert os.environ["HOME"] not in ran.answers["cut"]["value"]


@pytest.mark.slow
def test_limits_that_a_system_lacks_are_named(tmp_path, monkeypatch):
    """Whoever marks on Windows must know that memory has no limit."""
    ran = grade.run_apart(handed_in(tmp_path, "give(1)"))
    assert ran.lacking == (() if sys.platform == "linux" else ran.lacking)
    monkeypatch.setitem(sys.modules, "resource", None)
    assert "memory" in sandbox.limited()


def test_a_folder_is_marked_into_one_table(tmp_path, monkeypatch, capsys):
    """A row for each answer of each notebook, in the order of names; what students wrote is no formula."""
    notebook = small_chapter.chapter()
    chapter = kit.Chapter("01", tmp_path / "01_a.ipynb", notebook, {})
    monkeypatch.setattr(grade, "chapters_of", lambda numbers: [chapter])
    ran = {
        "=anna": grade.Ran({"cut": record(40.0, "40.0 %")}, "", ()),
        "ben": grade.Ran({}, "=cmd()", ("memory",)),
    }
    monkeypatch.setattr(grade, "run_apart", lambda path, cell, whole: ran[path.stem])
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ran:
        (folder / f"{name}.ipynb").write_text("{}", encoding="utf-8")
    (folder / "notes.txt").touch()
    path, rows, lacking = grade.grade("1", folder, tmp_path / "out" / "grades.csv")
    assert lacking == {"memory"}
    assert [(row["name"], row["marks"]) for row in rows] == [("=anna", 1), ("ben", 0)]
    with path.open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [
            list(grade.COLUMNS),
            ["'=anna", "ex2", "cut", "1", "1", "right"],
            ["ben", "ex2", "cut", "0", "1", "no answer; =cmd()"],
        ]
    assert capsys.readouterr().out == "  =anna: 1 of 1\n  ben: 0 of 1\n"
    assert sorted(one.name for one in folder.iterdir()) == ["=anna.ipynb", "ben.ipynb", "notes.txt"]


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_a_folder_without_notebooks_is_refused(tmp_path, name):
    """Most likely a wrong path."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(
        FileNotFoundError, match=f"{name}: found no notebook, expected a folder with what was handed in"
    ):
        grade.grade("1", tmp_path / name)


@pytest.mark.slow
def test_what_is_no_notebook_earns_nothing(tmp_path):
    """A file that cannot be read is a row like others."""
    path = tmp_path / "a.ipynb"
    path.write_text("{", encoding="utf-8")
    ran = grade.run_apart(path)
    assert ran.answers == {}
    assert ran.trouble.startswith("handed-in.ipynb: found Expecting property name")


def test_whoever_marks_is_warned():
    """The docstring says it and how to keep it apart; the command prints it."""
    assert "rights" in grade.WARNING
    assert "container" in grade.WARNING
    assert "--network none" in grade.__doc__

"""Marking: right, wrong and blank; and notebooks that raise, never end, print without end, take all memory, or end their process."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import small_chapter
from casebook.evidence.records import NOTEBOOKS
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
        ({"kind": "answer", "id": "cut"}, "", (0, "found ")),
        (record(12.0, "1" * 60 + "2"), "", (0, "found " + "1" * 60)),
        (record(12.0, 12.0), "", (0, "found 12.0")),
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


# ----------------------------------------------------------------------------------------- a process that plays its part


class Played:
    """In the place of a process: writes what the sandbox would have written, and keeps how it was started and ended."""

    pid = 4321

    def __init__(self, monkeypatch, told: bytes = b"", late: bool = False):
        self.told, self.late, self.waited, self.ended = told, late, [], []
        monkeypatch.setattr(subprocess, "Popen", self.start)
        monkeypatch.setattr(os, "killpg", lambda *given: self.ended.append(given), raising=False)

    def start(self, command, **options):
        self.command, self.options = command, options
        self.folder = Path(options["cwd"])
        self.there = {path.name: path.read_bytes() for path in self.folder.iterdir()}
        (self.folder / "answers.jsonl").write_bytes(self.told)
        return self

    def wait(self, timeout=None):
        self.waited.append(timeout)
        if self.late and len(self.waited) == 1:
            raise subprocess.TimeoutExpired(self.command, timeout)

    def kill(self):
        self.ended.append("killed")


@pytest.fixture
def notebook(tmp_path) -> Path:
    """What somebody handed in."""
    path = tmp_path / "anna.ipynb"
    path.write_bytes(b'{"cells": []}')
    return path


def lines(*records) -> bytes:
    """Records as the sandbox writes them."""
    return "".join(f"{json.dumps(one)}\n" for one in records).encode()


def test_a_notebook_runs_in_a_folder_of_its_own_with_little_around_it(notebook, monkeypatch):
    """A copy of it, no token of the shell, nothing to read from or to print to, and a group that can be ended whole."""
    for name in list(os.environ):
        monkeypatch.delenv(name)
    for name, value in {"PATH": "/bin", "LANG": "C", "LC_ALL": "C.UTF-8", "A_TOKEN": "secret", "HOME": "/me"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("SYSTEMROOT", "C:")
    monkeypatch.setenv("LD_LIBRARY_PATH", "/lib")
    played = Played(monkeypatch, lines({"kind": "end"}))
    assert grade.run_apart(notebook, 2.0, 9.0) == grade.Ran({}, "", ())
    folder = str(played.folder)
    assert played.command == [
        sys.executable, "-m", "casebook.press.classroom.sandbox", f"{folder}/handed-in.ipynb", f"{folder}/answers.jsonl", "2.0",
    ]  # fmt: skip
    assert played.options == {
        "cwd": folder,
        "env": {
            "PATH": "/bin", "SYSTEMROOT": "C:", "LANG": "C", "LC_ALL": "C.UTF-8", "LD_LIBRARY_PATH": "/lib",
            "PYTHONPATH": str(NOTEBOOKS), "PYTHONDONTWRITEBYTECODE": "1", "MPLBACKEND": "Agg",
            "IPYTHONDIR": f"{folder}/ipython", "HOME": folder, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1",
        },
        "stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "start_new_session": True,
    }  # fmt: skip
    assert played.there == {"handed-in.ipynb": b'{"cells": []}', "answers.jsonl": b""}
    assert played.folder.name.startswith("grade-")
    assert not played.folder.exists()
    assert (played.waited, played.ended) == ([9.0, grade.ENDED], [(4321, signal.SIGKILL)])


def test_a_notebook_has_the_time_that_the_module_names(notebook, monkeypatch):
    """Where whoever marks names none; what the shell lacks is not made up."""
    monkeypatch.delenv("SYSTEMROOT", raising=False)
    played = Played(monkeypatch)
    grade.run_apart(notebook)
    assert (played.command[-1], played.waited[0]) == ("60.0", 300.0)
    assert "SYSTEMROOT" not in played.options["env"]


@pytest.mark.parametrize(
    ("told", "answers", "trouble", "lacking"),
    [
        (lines({"kind": "limits", "lacking": ["memory", "time of a cell"]}, record(1.5, "1.5 %"), {"kind": "end"}),
         {"cut": record(1.5, "1.5 %")}, "", ("memory", "time of a cell")),
        (lines({"kind": "limits"}, {"kind": "end"}), {}, "", ()),
        (lines({"kind": "end"}, {"kind": "limits", "lacking": ["memory"]}), {}, "", ()),
        (lines({"kind": "other", "lacking": ["memory"]}, {"kind": "end"}), {}, "", ()),
        (b"", {}, "its process ended on the way", ()),
        (lines({"kind": "error", "error": "cell 1: a"}, record(1.5, "1.5 %")),
         {"cut": record(1.5, "1.5 %")}, "cell 1: a; its process ended on the way", ()),
        (lines(*({"kind": "error", "error": one} for one in "abcd"), {"kind": "end"}), {}, "a; b; c", ()),
        (lines({"kind": "error"}, {"kind": "error", "error": 3}, {"kind": "end"}), {}, "; 3", ()),
        (lines(record(1.5, "1.5 %"), record(2.5, "2.5 %"), {"kind": "end"}), {"cut": record(2.5, "2.5 %")}, "", ()),
        (lines({"kind": "answer", "value": 1.0}, {"kind": "result", "id": "cut"}, {"kind": "end"}), {}, "", ()),
        (b"{\n" + lines([1], 3, {"id": "cut"}, {"kind": 1}, {"kind": "answer", "id": 1}, {"kind": "end"}), {}, "", ()),
        (b'{"kind": "error", "error": "\xff \xe5\x8c\xba"}\n' + lines({"kind": "end"}), {}, "\ufffd 区", ()),
    ],
    ids=["in order", "limits without names", "limits not first", "no limits", "nothing", "cut off", "many errors", "odd errors",
         "answered twice", "no answers", "no records", "no text"],
)  # fmt: skip
def test_what_a_process_wrote_is_read_whatever_it_is(notebook, monkeypatch, told, answers, trouble, lacking):
    """The code of a student can write there too: what is no record is passed over."""
    Played(monkeypatch, told)
    assert grade.run_apart(notebook) == grade.Ran(answers, trouble, lacking)


def test_so_much_is_read_and_no_more(notebook, monkeypatch):
    """A file of answers without end would fill the memory of whoever marks."""
    first = lines(record(1.5, "1.5 %"), {"kind": "end"})
    monkeypatch.setattr(grade, "READ", len(first))
    Played(monkeypatch, first + lines(record(2.5, "2.5 %")))
    assert grade.run_apart(notebook).answers == {"cut": record(1.5, "1.5 %")}


def test_a_process_that_does_not_end_is_ended(notebook, monkeypatch):
    """What it had answered counts; and one that is gone already, or that may not be ended, is no error."""
    played = Played(monkeypatch, lines(record(1.5, "1.5 %")), late=True)
    assert grade.run_apart(notebook, whole=9) == grade.Ran({"cut": record(1.5, "1.5 %")}, "no end after 9 seconds", ())
    assert (played.waited, played.ended) == ([9, grade.ENDED], [(4321, signal.SIGKILL)])
    for error in (ProcessLookupError, PermissionError):
        played = Played(monkeypatch, lines({"kind": "end"}))
        monkeypatch.setattr(os, "killpg", lambda *_, error=error: (_ for _ in ()).throw(error))
        assert grade.run_apart(notebook).trouble == ""
        assert played.waited == [300.0, grade.ENDED]
    monkeypatch.delattr(os, "killpg")
    played = Played(monkeypatch, lines({"kind": "end"}))
    monkeypatch.delattr(os, "killpg")
    assert grade.run_apart(notebook).trouble == ""
    assert (played.waited, played.ended) == ([300.0, grade.ENDED], ["killed"])


def test_a_folder_that_cannot_be_removed_costs_no_marks(notebook, monkeypatch):
    """Something that a notebook has started may hold it for a while."""
    played = Played(monkeypatch, lines(record(1.5, "1.5 %"), {"kind": "end"}))
    with monkeypatch.context() as held:
        held.setattr(os, "rmdir", lambda *_, **__: (_ for _ in ()).throw(OSError("held")))
        assert grade.run_apart(notebook).answers == {"cut": record(1.5, "1.5 %")}
    shutil.rmtree(played.folder)


# -------------------------------------------------------------------------------------------------- processes in earnest

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


class Folder:
    """A folder of notebooks, a chapter that asks for one value, and what comes of each notebook."""

    def __init__(self, place: Path, monkeypatch, ran: dict[str, grade.Ran]):
        self.place, self.asked, self.limits = place / "in", [], []
        self.place.mkdir()
        for name in ran:
            (self.place / f"{name}.ipynb").write_text("{}", encoding="utf-8")
        chapter = kit.Chapter("01", place / "01_a.ipynb", small_chapter.chapter(), {})
        monkeypatch.setattr(grade, "chapters_of", lambda numbers: [self.asked.append(numbers) or chapter][:1])
        monkeypatch.setattr(grade, "OUT", place / "class")

        def run(path, cell, whole):
            self.limits.append((cell, whole))
            return ran[path.stem]

        monkeypatch.setattr(grade, "run_apart", run)


def test_a_folder_is_marked_into_one_table(tmp_path, monkeypatch, capsys):
    """A row for each answer of each notebook, in the order of names; what students wrote is no formula."""
    ran = {
        "=anna": grade.Ran({"cut": record(40.0, "40.0 %")}, "", ("memory", "size of files")),
        "@ben": grade.Ran({}, "=cmd()", ()),
        "+cem": grade.Ran({"cut": record(1, "+1\n or so")}, "", ("memory",)),
        "-dan": grade.Ran({}, "", ()),
        "eve": grade.Ran({"cut": record(60.0, "66.7 %")}, "", ()),
    }
    given = Folder(tmp_path, monkeypatch, ran)
    (given.place / "notes.txt").touch()
    (given.place / "older.ipynb").mkdir()
    target = tmp_path / "new" / "out" / "grades.csv"
    path, rows, lacking = grade.grade("1", given.place, target, 2.0, 9.0)
    assert (path, lacking) == (target, {"memory", "size of files"})
    assert given.asked == [["1"]]
    assert given.limits == [(2.0, 9.0)] * 5
    assert rows[1] == {"name": "-dan", "exercise": "ex2", "answer": "cut", "marks": 0, "of": 1, "reason": "no answer"}
    assert [(row["name"], row["marks"]) for row in rows] == [
        ("+cem", 0), ("-dan", 0), ("=anna", 1), ("@ben", 0), ("eve", 0)
    ]  # fmt: skip
    assert path.read_bytes().decode("utf-8") == (
        "name,exercise,answer,marks,of,reason\n"
        "'+cem,ex2,cut,0,1,found +1 or so\n"
        "'-dan,ex2,cut,0,1,no answer\n"
        "'=anna,ex2,cut,1,1,right\n"
        "'@ben,ex2,cut,0,1,no answer; =cmd()\n"
        "eve,ex2,cut,0,1,66.7 %: divided by what was left\n"
    )
    told = capsys.readouterr().out
    passed = "".join(
        f"  {name}: not marked, found no notebook, expected NAME.ipynb\n" for name in ("notes.txt", "older.ipynb")
    )
    assert told == passed + "  +cem: 0 of 1\n  -dan: 0 of 1\n  =anna: 1 of 1\n  @ben: 0 of 1\n  eve: 0 of 1\n"
    assert (len(list(given.place.iterdir())), (given.place / "eve.ipynb").read_text(encoding="utf-8")) == (7, "{}")


def test_the_table_lies_with_the_kit_unless_a_place_is_named(tmp_path, monkeypatch):
    """A second marking puts its table in the place of the first; the limits are those that the module names."""
    given = Folder(tmp_path, monkeypatch, {"anna": grade.Ran({}, "", ())})
    for _ in range(2):
        path, _, _ = grade.grade("01", given.place)
        assert path == tmp_path / "class" / "grades.csv"
        assert path.read_text(encoding="utf-8").endswith("\nanna,ex2,cut,0,1,no answer\n")
    assert given.limits == [(grade.CELL, grade.WHOLE)] * 2
    assert (grade.CELL, grade.WHOLE) == (60, 300)


def test_two_notebooks_run_at_once_and_each_is_told_as_it_ends(tmp_path, monkeypatch):
    """Each may take all the memory that one is given; and whoever waits sees that it goes on."""
    given = Folder(tmp_path, monkeypatch, dict.fromkeys("abcdef", grade.Ran({}, "", ())))
    running, most, lock, seen = 0, 0, threading.Lock(), []

    def run(path, cell, whole):
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.01)
        with lock:
            running -= 1
        return grade.Ran({}, "", ())

    class Screen:
        def __init__(self):
            self.kept = ""

        def write(self, text):
            self.kept += text

        def flush(self):
            seen.append(self.kept)
            self.kept = ""

    monkeypatch.setattr(grade, "run_apart", run)
    monkeypatch.setattr(sys, "stdout", Screen())
    grade.grade("1", given.place)
    assert most == 2
    assert seen == [f"  {name}: 0 of 1\n" for name in "abcdef"]


def test_a_notebook_of_another_chapter_is_told_by_its_checks(tmp_path, monkeypatch, capsys):
    """It is no student without an answer: most likely the folder, or the number, is another one's."""
    given = Folder(
        tmp_path,
        monkeypatch,
        {
            "a": grade.Ran({}, "", (), ("fall", "x")),
            "b": grade.Ran({}, "cell 1: E", (), ("cut", "fall")),
            "c": grade.Ran({}, "cell 1: E", (), ("fall",)),
            "d": grade.Ran({}, "", (), ("of nobody",)),
        },
    )
    other = small_chapter.chapter()
    solution = next(cell for cell in other["cells"] if cell["id"] == "ex2-solution")
    for output in solution["outputs"]:
        output["metadata"]["casebook"]["id"] = "fall"
    both = [kit.Chapter(name, tmp_path, told, {}) for name, told in (("01", small_chapter.chapter()), ("02", other))]
    monkeypatch.setattr(grade, "chapters_of", lambda numbers: both[:1] if numbers else both)
    _, rows, _ = grade.grade("1", given.place)
    assert [row["reason"] for row in rows] == [
        "no answer; a.ipynb: found a notebook of chapter 02, expected one of chapter 01",
        "no answer; cell 1: E",
        "no answer; c.ipynb: found a notebook of chapter 02, expected one of chapter 01; cell 1: E",
        "no answer",
    ]
    assert "  a.ipynb: found a notebook of chapter 02, expected one of chapter 01\n  a: 0 of" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b" \n", "found an empty file, expected a notebook; ask for it again"),
        (
            '{"cells": []}'.encode("utf-16"),
            "found UTF-16, expected a notebook in plain UTF-8: open it in an editor and save it as that",
        ),
        (
            '{"cells": []}'.encode("utf-8-sig"),
            "found a mark of order (BOM) before the first sign, expected a notebook in plain UTF-8: open it in an editor "
            "and save it as that",
        ),
        (b"[]", "found no cells, expected a notebook of format 4; ask for it again"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_what_to_do(tmp_path, monkeypatch, content, told):
    """Whoever marks can mend it, or ask for it again."""
    path, answers = tmp_path / "a.ipynb", tmp_path / "answers.jsonl"
    path.write_bytes(content)
    monkeypatch.setattr(sandbox, "limited", list)
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, getattr(sys, name))
    sandbox.main([str(path), str(answers), "1"])
    kept = [json.loads(line) for line in answers.read_text(encoding="utf-8").splitlines()]
    assert kept[1] == {"kind": "error", "error": f"a.ipynb: {told}"}


def test_the_sandbox_names_the_answers_that_cells_check(tmp_path, monkeypatch):
    """By which a notebook of another chapter is known, however its source is stored."""
    path, answers = tmp_path / "a.ipynb", tmp_path / "answers.jsonl"
    sources = ('check("cut", answer)', ["x = 'a'\n", 'check("a-b.c", answer["a"])'], 'recheck("no", 1)')
    path.write_text(kit.written({"cells": [code("c", one) | {"source": one} for one in sources]}), encoding="utf-8")
    monkeypatch.setattr(sandbox, "limited", list)
    monkeypatch.setattr(sandbox, "run", lambda *_: None)
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, getattr(sys, name))
    sandbox.main([str(path), str(answers), "1"])
    kept = [json.loads(line) for line in answers.read_text(encoding="utf-8").splitlines()]
    assert kept[1] == {"kind": "checks", "names": ["a-b.c", "cut"]}


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_a_folder_without_notebooks_is_refused(tmp_path, name):
    """Most likely a wrong path."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(FileNotFoundError) as refused:
        grade.grade("1", tmp_path / name)
    assert str(refused.value) == f"{name}: found no notebook, expected a folder with what was handed in"


@pytest.mark.slow
def test_what_is_no_notebook_earns_nothing(tmp_path):
    """A file that cannot be read is a row like others."""
    path = tmp_path / "a.ipynb"
    path.write_text("{", encoding="utf-8")
    ran = grade.run_apart(path)
    assert ran.answers == {}
    assert ran.trouble.startswith("a.ipynb: found Expecting property name")


def test_whoever_marks_is_warned():
    """The docstring says it and how to keep it apart; the command prints it."""
    assert "rights" in grade.WARNING
    assert "container" in grade.WARNING
    assert "--network none" in grade.__doc__

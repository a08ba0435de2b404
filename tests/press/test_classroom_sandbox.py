"""The sandbox in this process: limits, cells that go wrong, and what it writes down."""

from __future__ import annotations

import builtins
import json
import os
import signal
import sys
from types import SimpleNamespace

import pytest
from casebook.press.classroom import kit, sandbox
from IPython.core.interactiveshell import InteractiveShell

# ------------------------------------------------------------------------------------------------------------ limits


class Resource:
    """A system's limits, in the place of this one's."""

    RLIMIT_AS, RLIMIT_FSIZE, RLIMIT_CORE = "memory", "files", "core"

    def __init__(self, refused: dict[str, Exception] | None = None):
        self.refused, self.set = refused or {}, []

    def setrlimit(self, kind, limits):
        if kind in self.refused:
            raise self.refused[kind]
        self.set.append((kind, limits))


@pytest.mark.parametrize(
    ("refused", "kept"),
    [
        ({}, ["memory", "files", "core"]),
        ({"memory": ValueError()}, ["files", "core"]),
        ({"files": OSError()}, ["memory", "core"]),
    ],
)
def test_every_limit_that_there_is_is_set(monkeypatch, refused, kept):
    """One that the system refuses keeps no other from being set."""
    most = {"memory": 4 * 1024**3, "files": 64 * 1024**2, "core": 0}
    system = Resource(refused)
    monkeypatch.setitem(sys.modules, "resource", system)
    monkeypatch.setattr(sys, "platform", "linux")
    assert sandbox.limited() == []
    assert system.set == [(kind, (most[kind], most[kind])) for kind in kept]


def test_a_limit_that_is_not_kept_is_named(monkeypatch):
    """Whoever marks there must know it, in the words of the command."""
    monkeypatch.setitem(sys.modules, "resource", Resource())
    monkeypatch.setattr(sys, "platform", "darwin")
    assert sandbox.limited() == ["memory"]
    monkeypatch.setitem(sys.modules, "resource", None)
    assert sandbox.limited() == ["memory", "size of files"]
    monkeypatch.delattr(signal, "setitimer")
    assert sandbox.limited() == ["memory", "size of files", "time of a cell"]


# ------------------------------------------------------------------------------------------------------------- cells


@pytest.fixture(scope="module")
def shells(tmp_path_factory):
    """One shell for all tests, since to make one takes time; it has a home of its own, and is gone after them."""
    before = signal.getsignal(signal.SIGALRM), sys.displayhook, sys.excepthook, dict(vars(builtins))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IPYTHONDIR", str(tmp_path_factory.mktemp("ipython")))
        InteractiveShell.clear_instance()
        yield InteractiveShell.instance()
    InteractiveShell.instance().history_manager.end_session()
    InteractiveShell.clear_instance()
    signal.signal(signal.SIGALRM, before[0])
    sys.displayhook, sys.excepthook = before[1:3]
    vars(builtins).update(before[3])


@pytest.fixture
def shell(shells):
    """The shell, whole again after a test that breaks it; an alarm that nobody waits for ends no test."""
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    yield shells
    vars(shells).pop("run_cell", None)


GIVES = "from casebook.evidence.records import RECORD\nfrom IPython.display import Markdown, display\n" + (
    "give = lambda value, kind='answer': display(Markdown('x'), metadata={RECORD: {'kind': kind, 'id': 'cut', 'value': value}})"
)


ALARM = "__import__('signal').raise_signal(14)"  # as after the time of a cell


def ran(*sources: str | dict, seconds: float = 20.0) -> list[dict]:
    """What is kept of cells that run after the one that lets them give answers."""
    cells = [
        one if isinstance(one, dict) else {"cell_type": "code", "id": f"c{number}", "source": one}
        for number, one in enumerate((GIVES, *sources), start=1)
    ]
    kept = []
    sandbox.run({"cells": cells}, seconds, kept.append)
    return kept


def answer(value) -> dict:
    """An answer on record."""
    return {"kind": "answer", "id": "cut", "value": value}


def error(said: str, cell: str = "c2") -> dict:
    """An error on record."""
    return {"kind": "error", "error": f"cell {cell}: {said}"}


def test_answers_are_kept_and_nothing_else(shell):
    """No other record, and no output; prose is passed over, and a cell without a name has its number."""
    prose = {"cell_type": "markdown", "id": "words", "source": "1 / 0"}
    nameless = {"cell_type": "code", "source": ["1 /", " 0"]}
    metadata = "display(Markdown('x'), metadata={RECORD: 'answer'}); display(Markdown('x'))"
    assert ran(prose, "give(1.5)", "give(2.5, 'result')", metadata, nameless, "give(3.5)") == [
        answer(1.5), error("ZeroDivisionError: division by zero", "6"), answer(3.5),
    ]  # fmt: skip


@pytest.mark.filterwarnings("ignore:To exit")
@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("raise ValueError('x' * 300)", f"ValueError: {'x' * 188}"),
        ("raise SystemExit(3)", "SystemExit: 3"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt: "),
        ("raise MemoryError('much')", "memory ran out"),
        ("for", "SyntaxError: invalid syntax"),
        (ALARM, "no end after 20 seconds"),
        (f"try:\n    {ALARM}\nexcept Exception:\n    pass", "no end after 20 seconds"),
    ],
)
def test_what_went_wrong_is_kept_and_the_next_cell_runs(shell, bad, said):
    """In a line that students get to read."""
    first, second = ran(bad, "give(1.5)")
    assert first["error"].partition(" (")[0] == error(said)["error"]  # where it stands in a file is no matter
    assert (first["kind"], second) == ("error", answer(1.5))


@pytest.mark.parametrize("fine", ["exit()", "print('x')", "1 + 1", ""])
def test_what_is_no_error_leaves_no_word(shell, fine):
    """A cell that asks for the end does not get it."""
    assert ran(fine, "give(1.5)") == [answer(1.5)]


def test_a_cell_that_breaks_its_shell_is_told_of(shell):
    """The rest of the notebook has no shell to run in, and each of its cells says so."""
    assert ran("get_ipython().run_cell = None", "give(1)", "give(2)") == [
        error("TypeError: 'NoneType' object is not callable", "c3"),
        error("TypeError: 'NoneType' object is not callable", "c4"),
    ]


def test_each_cell_has_its_time_and_is_reminded_each_second(shell, monkeypatch):
    """So that a cell which catches the first alarm meets the next; after it there is none."""
    calls = []
    monkeypatch.setattr(signal, "setitimer", lambda *given: calls.append(given))
    ran("1 / 0", {"cell_type": "raw", "id": "raw", "source": "x"}, seconds=7.0)
    assert calls == [(signal.ITIMER_REAL, 7.0, 1), (signal.ITIMER_REAL, 0)] * 2


def test_a_system_without_an_alarm_runs_the_cells_too(shell, monkeypatch):
    """On Windows a notebook has its time as a whole."""
    monkeypatch.delattr(signal, "setitimer")
    with monkeypatch.context() as patch:
        patch.setattr(signal, "signal", lambda *_: pytest.fail("set an alarm"))
        assert ran("1 / 0", "give(1.5)") == [error("ZeroDivisionError: division by zero"), answer(1.5)]


def test_nothing_is_drawn_or_kept_of_what_a_cell_shows(shell):
    """Pictures and pages are for a reader, and take their time; a history would outlive the notebook."""
    shows = (
        "seen = []\nclass Seen:\n    def _repr_html_(self): seen.append('html')\n"
        "    def _repr_markdown_(self): seen.append('markdown')\n    def __repr__(self): seen.append('plain'); return ''\n"
        "display(Seen())"
    )
    assert ran(shows, "give(sorted(seen))", "give(get_ipython().execution_count)") == [
        answer(["markdown", "plain"]), answer(1),
    ]  # fmt: skip
    assert shell.history_manager.enabled is False


# -------------------------------------------------------------------------------------------------------------- main


@pytest.fixture
def started(tmp_path, monkeypatch):
    """The sandbox as a process would start it, with what its notebook does; what it prints to is put back."""
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, getattr(sys, name))
    monkeypatch.setattr(sandbox, "limited", lambda: ["memory"])
    path, answers = tmp_path / "a.ipynb", tmp_path / "answers.jsonl"
    path.write_text(kit.written({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8")
    arguments = [str(path), str(answers), "2.5"]
    return SimpleNamespace(path=path, answers=answers, arguments=arguments, main=lambda: sandbox.main(arguments))


def lines(path) -> list[dict]:
    """The records in a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_what_is_kept_is_written_at_once(started, monkeypatch):
    """Line by line, after what was there: a process that is ended on the way has written what it had."""
    started.answers.write_text('{"kind": "before"}\n', encoding="utf-8")
    seen = []

    def run(notebook, seconds, keep):
        seen.append((notebook["cells"], seconds, lines(started.answers)))
        keep(answer("区"))
        seen.append(lines(started.answers)[-1])
        seen.append([(file.name, file.encoding, file.mode) for file in (sys.stdout, sys.stderr)])
        print("x")

    monkeypatch.setattr(sandbox, "run", run)
    assert started.main() == 0
    limits = {"kind": "limits", "lacking": ["memory"]}
    assert seen == [
        ([], 2.5, [{"kind": "before"}, limits]), answer("区"), [(os.devnull, "utf-8", "w")] * 2
    ]  # fmt: skip
    assert lines(started.answers) == [{"kind": "before"}, limits, answer("区"), {"kind": "end"}]


def test_what_is_no_notebook_is_an_error_on_record(started):
    """By the name that it was handed in under."""
    started.path.unlink()
    assert started.main() == 0
    assert lines(started.answers)[1:] == [
        {"kind": "error", "error": "a.ipynb: found no such file, expected a notebook; ask for it again"}, {"kind": "end"}
    ]  # fmt: skip

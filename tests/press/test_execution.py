"""What a rerun asks of a kernel, what it makes of its answers, and what it writes; no kernel is started here."""

from __future__ import annotations

import asyncio
import io
import json
import math
import signal
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import ANY

import nbclient
import nbformat
import pytest
from casebook.evidence.records import NotebookError
from casebook.press import files, kernel, rerun, saved
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError


def write(path: Path, *sources: str) -> Path:
    """A notebook of code cells that were never run."""
    cells = [
        {"cell_type": "code", "id": f"c{n}", "metadata": {}, "source": s, "execution_count": None, "outputs": []}
        for n, s in enumerate(sources)
    ]
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8")
    return path


# ------------------------------------------------------------------------------------------------------ the client


@pytest.fixture
def client(monkeypatch):
    """The client of notebooks that was asked last: it begins the cells up to ``at``, then raises what is in ``errors``."""
    told = SimpleNamespace(errors=[], at=0, runs=0, threads=[], signals=[], given=None, made=None)

    class Client:
        def __init__(self, notebook, **given):
            told.made, told.given, self.notebook, self.on_notebook_start = self, given, notebook, None

        def _cleanup_kernel(self):
            pass

        async def async_execute(self):
            told.runs += 1
            told.threads.append(threading.current_thread())
            try:
                asyncio.get_running_loop().add_signal_handler(signal.SIGINT, print)
            except RuntimeError:
                told.signals.append("refused")
            if self.on_notebook_start is not None:
                await self.on_notebook_start(notebook=self.notebook)
            for index in range(told.at):
                self.given_cell(index)
            if told.errors:
                raise told.errors.pop(0)
            self.notebook.metadata["language_info"] = {"name": "python", "version": "3.99"}

        def given_cell(self, index):
            told.given["on_cell_start"](cell=self.notebook.cells[index], cell_index=index)

    monkeypatch.setattr(nbclient, "NotebookClient", Client)
    return told


def test_a_notebook_is_run_without_timing_and_without_pauses(tmp_path, client):
    """A time in the file, a line in two pieces or a kernel of another name would each be a difference that is none."""
    fresh = rerun.execute(write(tmp_path / "01_a.ipynb", "1"))
    assert client.given == {
        "timeout": 600,
        "kernel_manager_class": kernel.OwnKernelManager,
        "record_timing": False,
        "coalesce_streams": True,
        "shutdown_kernel": "immediate",
        "extra_arguments": ["--IPKernelApp.log_level=40", "--Kernel._execute_sleep=0"],
        "resources": {"metadata": {"path": str(tmp_path)}},
        "on_cell_start": ANY,
    }
    assert fresh is client.made.notebook
    assert [cell.source for cell in fresh.cells] == ["1"]
    assert client.made.on_notebook_start is None
    assert client.runs == 1


def test_the_version_of_python_is_not_kept(tmp_path, client):
    """The client writes it into the notebook; on another machine it would be another."""
    fresh = rerun.execute(write(tmp_path / "01_a.ipynb", "1"))
    assert fresh.metadata == saved.KERNEL
    assert fresh.metadata.language_info.name == "python"


def test_the_kernel_is_asked_what_it_is_before_the_first_cell(tmp_path, client, monkeypatch):
    """A cell may change what it would say later."""

    async def surroundings(asked):
        assert asked is client.made
        return {"python": "3.99"}

    monkeypatch.setattr(kernel, "surroundings", surroundings)
    said = {}
    rerun.execute(write(tmp_path / "01_a.ipynb", "1"), said)
    assert said == {"python": "3.99"}


@pytest.mark.parametrize(
    ("error", "found"),
    [
        (CellExecutionError("Traceback …", "KeyError", "'a'"), "KeyError: 'a'"),
        (CellTimeoutError("A cell timed out"), "no end after 600 seconds"),
        (DeadKernelError("Kernel died"), "that the kernel ended"),
    ],
)
@pytest.mark.parametrize("begun", [1, 3])
def test_the_cell_that_broke_is_named(tmp_path, client, error, found, begun):
    """The last that was begun, counted from one; a kernel that ends in the middle is not started again."""
    client.errors, client.at = [error], begun
    with pytest.raises(NotebookError) as told:
        rerun.execute(write(tmp_path / "01_a.ipynb", "1", "2", "3"))
    assert str(told.value) == f"notebooks/01_a.ipynb, cell {begun}: found {found}, expected a cell that runs"
    assert told.value.__suppress_context__
    assert client.runs == 1


DIED = "Kernel died before replying to kernel_info"


@pytest.mark.parametrize(
    ("errors", "runs", "found"),
    [
        ([DIED], 2, None),
        ([DIED, DIED], 3, None),
        ([DIED, DIED, DIED], 3, DIED),
        (["no port"], 1, "no port"),
        ([DIED, "no port"], 2, "no port"),
    ],
)
def test_a_kernel_that_dies_before_its_first_word_is_started_thrice(tmp_path, client, monkeypatch, errors, runs, found):
    """Two that start at one moment may draw the same port; whatever else is wrong stays wrong, and is told at once."""
    forgotten = []
    monkeypatch.setattr(rerun, "atexit", SimpleNamespace(unregister=forgotten.append))
    client.errors = [RuntimeError(error) for error in errors]
    path = write(tmp_path / "01_a.ipynb", "1")
    if found is None:
        rerun.execute(path)
        assert forgotten == []
    else:
        with pytest.raises(NotebookError) as told:
            rerun.execute(path)
        assert str(told.value) == f"notebooks/01_a.ipynb: found {found}, expected a kernel that starts"
        assert told.value.__suppress_context__
        assert forgotten == [client.made._cleanup_kernel], "it would complain of a kernel that never was"
    assert client.runs == runs


def test_a_notebook_runs_in_a_thread_only_where_a_loop_runs_already(tmp_path, client):
    """A loop cannot run within another."""
    path = write(tmp_path / "01_a.ipynb", "1")
    rerun.execute(path)

    async def ask():
        return rerun.execute(path)

    asyncio.run(ask())
    assert [thread is threading.main_thread() for thread in client.threads] == [True, False]


def test_an_interrupt_is_left_to_the_process(tmp_path, client):
    """The client would answer it, and a worker is to be deaf to it."""
    rerun.execute(write(tmp_path / "01_a.ipynb", "1"))
    assert client.signals == ["refused"]


# -------------------------------------------------------------------------------------------------- what is written


def shown(value, tolerance=0.0, name="a") -> dict:
    """The output that shows a result."""
    record = {"kind": "result", "id": name, "value": value, "tolerance": tolerance}
    return {"output_type": "display_data", "data": {"text/plain": "x"}, "metadata": {"casebook": record}}


def executed(value) -> nbformat.NotebookNode:
    """A notebook with a result, as it comes from a kernel."""
    cell = {"cell_type": "code", "id": "c0", "metadata": {}, "source": "区", "execution_count": 1}
    cells = [{**cell, "outputs": [shown(value, 0.5)]}]
    return nbformat.from_dict({"cells": cells, "metadata": saved.KERNEL, "nbformat": 4, "nbformat_minor": 5})


def one_process(function, paths):
    """In this process, one after the other."""
    return map(function, paths)


def test_a_chapter_is_written_if_it_changed_and_only_then(tmp_path, monkeypatch):
    """Digits below the tolerance are no change, and a file that is as it was keeps its time."""
    path = tmp_path / "01_a.ipynb"
    path.write_text(nbformat.writes(executed(1.0)), encoding="utf-8")  # without the line end of the last line
    asked = []
    monkeypatch.setattr(rerun, "execute", lambda path: asked.append(path) or executed(1.25))
    monkeypatch.setattr(rerun, "in_parallel", one_process)
    assert rerun.rerun([path]) == ["01_a.ipynb"]
    assert path.read_bytes() == (nbformat.writes(executed(1.0)) + "\n").encode()
    written = []
    monkeypatch.setattr(rerun, "write_whole", lambda *given: written.append(given))
    assert rerun.rerun([path]) == []
    assert written == []
    assert asked == [path, path]


def test_all_chapters_are_run_if_none_is_named(tmp_path, monkeypatch):
    """And those that changed are told in the order of their names."""
    paths = [tmp_path / f"{name}.ipynb" for name in ("02_b", "01_a", "03_c")]
    monkeypatch.setattr(rerun, "chapters", lambda: paths)
    asked = []

    def in_parallel(function, given):
        asked.append((function, given))
        return [("02_b.ipynb", True), ("03_c.ipynb", False), ("01_a.ipynb", True)]

    monkeypatch.setattr(rerun, "in_parallel", in_parallel)
    for path in paths:
        files.part_of(path).write_text("half", encoding="utf-8")
    assert rerun.rerun() == ["01_a.ipynb", "02_b.ipynb"]
    assert asked == [(rerun._rerun_one, paths)]
    assert list(tmp_path.iterdir()) == [], "half of a chapter lies about"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ([], "All chapters and pages are as they were: run it again."),
        (["01_a"], "New: 01_a.ipynb. The other chapters and all pages are as they were: run it again."),
        (["01_a", "02_b"], "New: 01_a.ipynb, 02_b.ipynb. The other chapters and all pages are as they were: run it again."),
    ],
)  # fmt: skip
def test_what_an_interrupt_left_is_told(tmp_path, monkeypatch, changed, told):
    """By what is in the files; one that never was there is neither old nor new."""
    paths = [write(tmp_path / f"{name}.ipynb", "1") for name in ("01_a", "02_b")]

    def interrupted(*_):
        for name in changed:
            (tmp_path / f"{name}.ipynb").write_text("{}", encoding="utf-8")
        raise KeyboardInterrupt

    monkeypatch.setattr(rerun, "in_parallel", interrupted)
    with pytest.raises(KeyboardInterrupt) as stopped:
        rerun.rerun([*paths, tmp_path / "03_lost.ipynb"])
    assert str(stopped.value) == told
    assert stopped.value.__suppress_context__


# ------------------------------------------------------------------------------------------------ what may differ


@pytest.mark.parametrize(
    ("one", "two", "tolerance", "same"),
    [
        (1.0, 1.5, 0.5, True),
        (1.5, 1.0, 0.5, True),
        (1.0, 1.75, 0.5, False),
        (1.75, 1.0, 0.5, False),
        (-1.0, 1.0, 0.5, False),
        ([1.0, 2.0], [1.5, 2.5], 0.5, True),
        ([1.0, 2.0], [1.0, 2.75], 0.5, False),
        ([1.0, 2.0], [1.75, 2.0], 0.5, False),
        (1.0, [1.0], 0.5, False),
        ([1.0], 1.0, 0.5, False),
        (math.nan, math.nan, 9.0, False),
    ],
)
def test_a_value_may_differ_by_its_tolerance_and_no_more(one, two, tolerance, same):
    """Up or down, at both ends of an interval; what is no number differs from everything."""
    assert rerun.within(one, two, tolerance) is same


def test_an_interval_has_as_many_ends_as_the_other():
    """What is longer is broken: its first ends must not speak for it."""
    with pytest.raises(ValueError, match="shorter"):
        rerun.within([1.0, 2.0, 3.0], [1.0, 2.0], 9.0)


def test_results_are_found_among_other_outputs():
    """Sentences have no outputs, a printed line no metadata, a plot no record, and a check is no result."""
    check = {"output_type": "display_data", "metadata": {"casebook": {"kind": "check", "id": "c"}}}
    others = [{"output_type": "stream", "text": "a"}, {"output_type": "display_data", "metadata": {}}, check]
    first, second = shown(1.0), shown(2.0, name="b")
    cells = [{"cell_type": "markdown"}, {"outputs": [*others, first]}, {"outputs": [second]}]
    found = rerun.results_of({"cells": cells})
    assert found == [first["metadata"]["casebook"], second["metadata"]["casebook"]]
    assert found[0] is first["metadata"]["casebook"], "what is settled must be settled in the notebook"


@pytest.mark.parametrize(
    ("stored", "fresh", "kept"),
    [
        (1.0, 1.25, 1.0),
        (1.0, 1.5, 1.0),
        (1.0, 2.0, 2.0),
        (72, 72.0, 72.0),
        ([1.0, 2], [1.25, 2.0], [1.0, 2.0]),
        ([1.0, 2.0], [1.25, 3.0], [1.25, 3.0]),
        ([1.0, 2.0], 1.0, 1.0),
    ],
)
def test_a_value_within_its_tolerance_stays_as_it_was(stored, fresh, kept):
    """Digits below it belong to the processor; a number that is the same takes the form of the fresh one."""
    notebook = {"cells": [{"outputs": [shown(fresh, 0.5), shown(7.0, 0.5, "new")]}]}
    rerun.settle(notebook, {"cells": [{"outputs": [shown(stored, 0.0), shown(5.0, 9.0, "gone")]}]})
    assert repr([record["value"] for record in rerun.results_of(notebook)]) == repr([kept, 7.0])


# ------------------------------------------------------------------------------------------------- two at a time


@pytest.fixture
def threads(monkeypatch):
    """Threads in place of processes: how many were asked for each time; ``end`` is set when the pool is left."""
    told = SimpleNamespace(asked=[], end=threading.Event())

    @contextmanager
    def workers(processes):
        told.asked.append(processes)
        with ThreadPoolExecutor(processes) as pool:
            try:
                yield pool
            finally:
                told.end.set()

    monkeypatch.setattr(rerun, "workers", workers)
    return told


@pytest.mark.parametrize(("names", "processes"), [("", 1), ("a", 1), ("ab", 2), ("abc", 2)])
def test_two_notebooks_run_at_a_time_and_each_is_told(threads, capsys, names, processes):
    """A reader who waits for minutes sees how far it is; no process is started for nothing."""
    paths = [Path(f"{name}.ipynb") for name in names]
    found = list(rerun.in_parallel(lambda path: path.stem.upper(), paths))
    assert sorted(found) == sorted(names.upper())
    assert threads.asked == [processes]
    told = capsys.readouterr().out.splitlines()
    assert told == [f"  {n}/{len(names)} {done.lower()}.ipynb" for n, done in enumerate(found, start=1)]


def test_a_notebook_that_is_done_is_told_before_the_next(threads, monkeypatch):
    """Also through a pipe, which would keep the lines to the end."""

    class Pipe(io.StringIO):
        seen = ""

        def flush(self):
            self.seen = self.getvalue()

    monkeypatch.setattr(sys, "stdout", pipe := Pipe())
    assert next(rerun.in_parallel(lambda path: 5, [Path("a.ipynb")])) == 5
    assert pipe.seen == "  1/1 a.ipynb\n"


def test_a_run_that_does_not_end_names_what_is_left(threads, monkeypatch):
    """Each may take its time, all together so many times as long; what is done is not named."""
    monkeypatch.setattr(rerun, "LIMIT", 0.02)
    paths = [Path("a.ipynb"), Path("c.ipynb"), Path("b.ipynb")]
    with pytest.raises(NotebookError) as told:
        list(rerun.in_parallel(lambda path: path.stem == "a" or threads.end.wait(30), paths[1:] + paths[:1]))
    assert str(told.value) == "no end after 0.06 seconds: a.ipynb, b.ipynb, c.ipynb"
    threads.end.clear()
    monkeypatch.setattr(rerun, "LIMIT", 0.125)
    with pytest.raises(NotebookError, match=r"^no end after 0\.375 seconds: b\.ipynb, c\.ipynb$"):
        list(rerun.in_parallel(lambda path: path.stem == "a" or threads.end.wait(30), paths))
    assert threads.end.is_set()


def test_what_failed_is_raised_as_it_is(threads):
    """With the words of the notebook that broke."""
    with pytest.raises(ZeroDivisionError):
        list(rerun.in_parallel(lambda path: 1 / 0, [Path("a.ipynb")]))


# ------------------------------------------------------------------------------------------------------- the kernel


def test_a_kernel_is_asked_without_leaving_a_trace():
    """A question that counted as a cell would number all cells anew."""
    asked = []

    class Client:
        class kc:
            @staticmethod
            def execute(code, **how):
                asked.append((code, how))
                return "number 5"

        async def async_wait_for_reply(self, number):
            assert number == "number 5"
            text = repr(json.dumps({"python": "3.99", "prefix": "it's", "packages": {"pandas": "1"}}))
            return {"content": {"user_expressions": {"said": {"data": {"text/plain": text}}}}}

    said = asyncio.run(kernel.surroundings(Client()))
    assert said == {"python": "3.99", "prefix": "it's", "packages": {"pandas": "1"}}
    question = {"said": kernel.QUESTION}
    assert asked == [("", {"silent": True, "store_history": False, "user_expressions": question})]


def test_the_kernel_is_that_of_this_python(monkeypatch):
    """Whatever is installed under its name."""
    spec = {"argv": ["here"], "display_name": "Here", "language": "python"}
    monkeypatch.setattr(kernel, "get_kernel_dict", lambda: spec)
    found = kernel.OwnKernelManager(kernel_name="another").kernel_spec
    assert (found.argv, found.display_name, found.language) == (["here"], "Here", "python")

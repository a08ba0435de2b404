"""What is asked of pebble and of Dask, and what is made of their answers; no process is started here."""

from __future__ import annotations

import concurrent.futures
import logging
import multiprocessing
import sys
from contextlib import closing, contextmanager
from types import ModuleType, SimpleNamespace

import pebble
import pytest
from casebook.press.scan import engines

ENDED = "the process that read it was ended, as where memory runs out"
SLOW = "it was not read within 2.5 seconds: raise --limit, or divide it"


@pytest.fixture
def task(tmp_path) -> engines.Task:
    """An article."""
    (tmp_path / "a.txt").write_text("Five posts", encoding="utf-8")
    return engines.Task(tmp_path / "a.txt", "in/a.txt", "v1")


def tasks(*names: str) -> list[engines.Task]:
    """Articles whose files are not there."""
    return [engines.Task(engines.Path("nowhere") / name, name, "v1") for name in names]


def row(article: str, reason: str, mark: str = "") -> list[dict]:
    """What stands for an article that was not read."""
    return [{"document": article, "kind": "document", "reason": reason, "file_mark": mark, "reader_mark": "v1"}]


class Future:
    """What will become of an article: rows, or an error; it keeps how long it was waited for."""

    def __init__(self, found):
        self.found, self.waited = found, []

    def result(self, *wait):
        self.waited.append(wait)
        if isinstance(self.found, BaseException):
            raise self.found
        return self.found


class Pool:
    """A pool that reads nothing: an article's rows are its name."""

    def __init__(self, answer=lambda task: [task.article]):
        self.asked, self.ended, self.answer, self.futures = [], [], answer, []

    def schedule(self, function, timeout):
        assert function.__func__ is engines.Task.read
        self.asked.append((function.__self__.article, timeout))
        self.futures.append(Future(self.answer(function.__self__)))
        return self.futures[-1]

    def stop(self):
        self.ended.append("stop")

    def join(self):
        self.ended.append("join")


# -------------------------------------------------------------------------------------------------------- an article


def test_an_article_is_read_and_named_as_the_table_names_it(task):
    """Its rows have the mark of the code, by which a later run knows them again."""
    found = task.read()
    assert {line["document"] for line in found} == {"in/a.txt"}
    assert found[-1]["reader_mark"] == "v1"
    assert task.failed("it broke") == row("in/a.txt", "it broke", engines.file_mark(task.path))


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (concurrent.futures.TimeoutError(), SLOW),
        (TimeoutError("late"), SLOW),
        (pebble.ProcessExpired("it ended"), ENDED),
        (concurrent.futures.CancelledError(), ENDED),
        (MemoryError("no more"), "the reader failed: MemoryError"),
    ],
)
def test_what_became_of_an_article_is_told_in_its_row(task, error, reason):
    """Whatever happens to one, the others are read."""
    assert engines._rows(task, Future(error), 2.5) == row("in/a.txt", reason, engines.file_mark(task.path))


def test_an_answer_is_waited_for_as_long_as_was_said(task):
    """For ever, if nothing was: the pool has a limit of its own."""
    future = Future([{"kind": "figure"}])
    assert engines._rows(task, future, 2.5) == [{"kind": "figure"}]
    assert engines._rows(task, future, 2.5, 40.0) == [{"kind": "figure"}]
    assert future.waited == [(None,), (40.0,)]


# -------------------------------------------------------------------------------------------------------- processes


@pytest.mark.parametrize(
    ("method", "preloaded"), [("forkserver", [["casebook.press.scan.engines"]]), ("spawn", [])], ids=lambda v: str(v)
)
def test_processes_are_started_beside_threads(monkeypatch, method, preloaded):
    """A fork is not safe there; a server that has imported the reader is, and is quick."""
    made = []

    def context(asked):
        return SimpleNamespace(asked=asked, preloaded=[], set_forkserver_preload=None)

    def get_context(asked):
        found = context(asked)
        found.set_forkserver_preload = found.preloaded.append
        return found

    monkeypatch.setattr(multiprocessing, "get_context", get_context)
    monkeypatch.setattr(pebble, "ProcessPool", lambda workers, **how: made.append((workers, how)) or "the pool")
    monkeypatch.setattr(engines, "METHOD", method)
    assert engines._pool(3) == "the pool"
    [(workers, how)] = made
    assert workers == 3
    assert how.keys() == {"context", "initializer"}
    assert how["initializer"] is engines._begin
    assert how["context"].asked == method
    assert how["context"].preloaded == preloaded


@pytest.fixture
def begun(monkeypatch):
    """What new processes began with."""
    told = []
    monkeypatch.setattr(engines, "begin", lambda *given: told.append(given))
    return told


def limits(error: BaseException | None = None) -> ModuleType:
    """A module of limits that keeps what is asked of it, or refuses."""
    made = ModuleType("resource")
    made.asked, made.RLIMIT_AS = [], "address space"

    def setrlimit(*given):
        if error is not None:
            raise error
        made.asked.append(given)

    made.setrlimit = setrlimit
    return made


def test_a_process_takes_no_more_memory_than_an_article_needs(monkeypatch, begun):
    """One article must not bring down the machine; three gigabytes, now and later."""
    monkeypatch.setitem(sys.modules, "resource", known := limits())
    engines._begin()
    assert known.asked == [("address space", (3221225472, 3221225472))]
    assert begun == [(None, ())]


@pytest.mark.parametrize("known", [None, limits(ValueError("too much")), limits(OSError("not here"))])
def test_a_system_without_such_a_limit_reads_all_the_same(monkeypatch, begun, known):
    """On Windows there is no such module, on macOS no such limit."""
    monkeypatch.setitem(sys.modules, "resource", known)
    engines._begin()
    assert begun == [(None, ())]


def test_another_error_of_a_limit_is_not_passed_over(monkeypatch, begun):
    """A fault in the code would leave all processes without a limit."""
    monkeypatch.setitem(sys.modules, "resource", limits(TypeError("two numbers")))
    with pytest.raises(TypeError, match="two numbers"):
        engines._begin()


def test_all_articles_are_read_in_their_order_and_no_process_is_left(monkeypatch):
    """A few are asked ahead, for each worker; the pool is ended when the last is read."""
    pool, asked = Pool(), []
    monkeypatch.setattr(engines, "_pool", lambda workers: asked.append(workers) or pool)
    monkeypatch.setattr(engines, "AHEAD", 2)
    given = engines.ENGINES["processes"](tasks(*"abcdefgh"), 3, 2.5)
    assert next(given) == ["a"]
    assert pool.asked == [(name, 2.5) for name in "abcdef"]
    assert pool.ended == []
    assert list(given) == [[name] for name in "bcdefgh"]
    assert pool.asked == [(name, 2.5) for name in "abcdefgh"]
    assert pool.ended == ["stop", "join"]
    assert asked == [3]


def test_a_run_that_is_left_leaves_no_process(monkeypatch):
    """By an error or an interrupt of the one who asked."""
    pool = Pool()
    monkeypatch.setattr(engines, "_pool", lambda workers: pool)
    with closing(engines.ENGINES["processes"](tasks(*"abc"), 1, 2.5, "")) as given:
        next(given)
    assert pool.ended == ["stop", "join"]


def test_a_bad_article_on_a_pool_is_one_row(monkeypatch):
    """With the limit that was asked for."""
    pool = Pool(lambda task: TimeoutError() if task.article == "b" else [task.article])
    monkeypatch.setattr(engines, "_pool", lambda workers: pool)
    assert list(engines.ENGINES["processes"](tasks(*"abc"), 1, 2.5)) == [["a"], row("b", SLOW), ["c"]]


def test_a_scheduler_is_none_of_the_processes():
    """Whoever names one wants Dask."""
    with pytest.raises(ValueError) as told:
        next(engines.ENGINES["processes"](tasks("a"), 1, 2.5, "tcp://127.0.0.1:1"))
    assert str(told.value) == "--scheduler: found --engine processes, expected --engine dask"


# ------------------------------------------------------------------------------------------------------------- Dask


class KilledWorker(Exception):
    """What Dask says of an article that ended its worker again and again."""


@pytest.fixture
def dask(monkeypatch):
    """Dask on no machine: what it was asked for, in order; ``answers`` are given by the names of articles."""
    told = SimpleNamespace(events=[], answers={}, threads={"tcp://1": 1, "tcp://2": 2}, fails=False, submitted=[])

    @contextmanager
    def opened(what, *given, **settings):
        told.events.append((what, given, settings))
        yield SimpleNamespace(**{name: getattr(told, name) for name in ("submit", "nthreads", "run")}, what=what)
        told.events.append(f"{what} left")

    def submit(function, task, limit, **how):
        told.submitted.append((function, task.article, limit, how))
        return Future(told.answers.get(task.article, [task.article]))

    def run(function):
        told.events.append(("run", function))
        if told.fails:
            raise OSError("the scheduler is gone")

    told.submit, told.run, told.nthreads = submit, run, lambda: told.threads
    modules = {name: ModuleType(name) for name in ("dask", "distributed", "distributed.scheduler")}
    modules["dask"].config = SimpleNamespace(set=lambda given: opened("settings", given))
    modules["distributed"].LocalCluster = lambda *given, **how: opened("cluster", *given, **how)
    modules["distributed"].Client = lambda where: opened("client", getattr(where, "what", where))
    modules["distributed.scheduler"].KilledWorker = KilledWorker
    for name, module in modules.items():
        monkeypatch.setitem(sys.modules, name, module)
    return told


def test_without_a_scheduler_a_cluster_is_made_here(dask, monkeypatch):
    """Of workers that may start processes, without a page of their own and without a word; all is taken down again."""
    monkeypatch.setattr(engines, "AHEAD", 2)
    given = engines.ENGINES["dask"](tasks(*"abcdefgh"), 5, 2.5)
    assert next(given) == ["a"]
    assert dask.submitted == [(engines._read_guarded, name, 2.5, {"pure": False}) for name in "abcdef"]
    opened = [
        ("settings", ({"distributed.worker.daemon": False},), {}),
        ("cluster", (5,), {"threads_per_worker": 1, "dashboard_address": None, "silence_logs": logging.CRITICAL}),
        ("client", ("cluster",), {}),
    ]
    assert dask.events == opened
    assert list(given) == [[name] for name in "bcdefgh"]
    assert dask.events[3:] == [("run", engines._end_own_processes), "client left", "cluster left", "settings left"]


def test_a_scheduler_that_is_named_is_asked(dask, monkeypatch):
    """No cluster is made; before its workers are there, as many articles are asked as workers were."""
    monkeypatch.setattr(engines, "AHEAD", 2)
    dask.threads = {}
    given = engines.ENGINES["dask"](tasks(*"abcdefgh"), 2, 2.5, "tcp://127.0.0.1:1")
    assert next(given) == ["a"]
    assert len(dask.submitted) == 4
    assert dask.events[1] == ("client", ("tcp://127.0.0.1:1",), {})
    assert len(list(given)) == 7


def test_a_worker_that_ended_is_one_bad_article(dask):
    """What else goes wrong with Dask is no matter of an article."""
    dask.answers = {"b": KilledWorker("b"), "c": concurrent.futures.CancelledError()}
    found = list(engines.ENGINES["dask"](tasks(*"abcd"), 1, 2.5))
    assert found == [["a"], row("b", ENDED), row("c", ENDED), ["d"]]
    dask.answers = {"a": OSError("no such scheduler")}
    with pytest.raises(OSError, match="no such scheduler"):
        list(engines.ENGINES["dask"](tasks("a"), 1, 2.5))


def test_a_scheduler_that_is_gone_at_the_end_takes_no_rows_with_it(dask):
    """All articles were read by then."""
    dask.fails = True
    assert list(engines.ENGINES["dask"](tasks("a"), 1, 2.5)) == [["a"]]
    assert dask.events[3:] == [("run", engines._end_own_processes), "client left", "cluster left", "settings left"]


@pytest.mark.parametrize("lost", ["dask", "distributed", "distributed.scheduler"])
def test_dask_that_is_not_installed_is_said(dask, monkeypatch, lost):
    """With what to do."""
    monkeypatch.setitem(sys.modules, lost, None)
    with pytest.raises(ValueError) as told:
        next(engines.ENGINES["dask"](tasks("a"), 1, 2.5))
    assert str(told.value) == (
        "--engine dask needs dask and distributed, which are not installed: install notebooks/requirements-scan.txt"
    )


@pytest.fixture
def on_a_worker(dask, monkeypatch):
    """A worker of three threads: the pools that were made on it, each with its size."""
    made = []
    worker = SimpleNamespace(state=SimpleNamespace(nthreads=3))
    sys.modules["distributed"].get_worker = lambda: worker
    monkeypatch.setattr(engines, "_pool", lambda workers: made.append((workers, Pool())) or made[-1][1])
    engines._own_processes.cache_clear()
    yield made
    engines._own_processes.cache_clear()


def test_a_worker_reads_in_processes_of_its_own_and_ends_them(on_a_worker):
    """As many as it has threads, kept from article to article; what comes after their end has new ones."""
    engines._end_own_processes()
    assert on_a_worker == [], "processes were started to be ended"
    first, second, third = tasks(*"abc")
    assert engines._read_guarded(first, 2.5) == ["a"]
    assert engines._read_guarded(second, 2.5) == ["b"]
    [(workers, pool)] = on_a_worker
    assert workers == 3
    assert pool.asked == [("a", 2.5), ("b", 2.5)]
    assert [future.waited for future in pool.futures] == [[(35.0,)], [(35.0,)]], "twice the limit, and time to start"
    engines._end_own_processes()
    assert pool.ended == ["stop", "join"]
    assert engines._read_guarded(third, 2.5) == ["c"]
    assert len(on_a_worker) == 2
    assert on_a_worker[1][1].ended == []


def test_a_bad_article_on_a_worker_is_one_row(on_a_worker, monkeypatch):
    """With the limit that was asked for, not the time that was waited."""
    monkeypatch.setattr(engines, "_pool", lambda workers: Pool(lambda task: TimeoutError()))
    assert engines._read_guarded(*tasks("a"), 2.5) == row("a", SLOW)


def test_a_worker_that_may_start_no_process_is_told_what_to_do(monkeypatch, task):
    """Dask starts such workers unless it is told otherwise."""
    monkeypatch.setattr(multiprocessing, "current_process", lambda: SimpleNamespace(daemon=True))
    with pytest.raises(ValueError) as told:
        engines._read_guarded(task, 1.0)
    assert str(told.value) == "a Dask worker that may start no process: start it with --no-nanny"

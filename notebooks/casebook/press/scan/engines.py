"""Where the articles are read: in processes of this machine (pebble), or on the machines of a Dask scheduler.

Both take articles as they are needed, a few ahead, and give the rows back in the order of the articles.  An article that
takes too long, or ends the process that reads it, is one bad article.
"""

from __future__ import annotations

import functools
import logging
import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, TimeoutError
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from ..workers import begin
from .rows import bad_article, file_mark, rows_of

__all__ = ["ENGINES", "Task"]

AHEAD = 32  # articles a worker that are under way or wait to be written
# The pool has threads, beside which a fork is not safe; a server that has imported the reader forks quickly and safely.
METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
START = 30  # seconds in which a process surely starts; a pool that was ended under an article gives no answer
MEMORY = 3 * 1024**3  # bytes of address space of a process that reads


@dataclass(frozen=True)
class Task:
    """An article to read: where it is, how the table names it, the mark of the code."""

    path: Path
    article: str
    reader: str

    def read(self) -> list[dict]:
        """Its rows."""
        return rows_of(self.path, self.article, self.reader)

    def failed(self, reason: str) -> list[dict]:
        """Its one row, if it cannot be read."""
        return [bad_article(self.article, reason, file_mark(self.path), self.reader)]


ENDED = "the process that read it was ended, as where memory runs out"


def _begin() -> None:
    """In a new process: end with the one that started it, and take no more memory than one article needs."""
    begin(None, ())
    with suppress(ImportError, ValueError, OSError):  # a system that knows no such limit
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _in_order(tasks: Iterable[Task], ahead: int, submit: Callable, rows: Callable) -> Iterator[list[dict]]:
    """Submit a few tasks ahead; the rows of each in the order of the tasks."""
    waiting: deque = deque()
    for task in tasks:
        waiting.append((task, submit(task)))
        if len(waiting) >= ahead:
            yield rows(*waiting.popleft())
    while waiting:
        yield rows(*waiting.popleft())


def _pool(workers: int):
    from pebble import ProcessPool

    context = multiprocessing.get_context(METHOD)
    if METHOD == "forkserver":
        context.set_forkserver_preload([__name__])
    return ProcessPool(workers, context=context, initializer=_begin)


def _rows(task: Task, future, limit: float, wait: float | None = None) -> list[dict]:
    """What became of an article that was read in a pool; after `wait` seconds it counts as one that takes too long."""
    from pebble import ProcessExpired

    try:
        return future.result(wait)
    except TimeoutError:
        return task.failed(f"it was not read within {limit:g} seconds: raise --limit, or divide it")
    except (ProcessExpired, CancelledError):
        return task.failed(ENDED)
    except Exception as error:  # memory ran out, or its rows could not be handed over
        return task.failed(f"the reader failed: {type(error).__name__}")


def _on_processes(tasks: Iterable[Task], workers: int, limit: float, scheduler: str = "") -> Iterator[list[dict]]:
    """In processes of this machine, each article with a limit of time of its own."""
    if scheduler:
        raise ValueError("--scheduler: found --engine processes, expected --engine dask")
    pool = _pool(workers)

    def submit(task: Task):
        return pool.schedule(task.read, timeout=limit)

    try:
        yield from _in_order(tasks, AHEAD * workers, submit, lambda task, future: _rows(task, future, limit))
    finally:
        pool.stop()
        pool.join()


@functools.cache
def _own_processes():
    """On a Dask worker: the processes that read there, one for each of its threads."""
    from distributed import get_worker

    return _pool(get_worker().state.nthreads)


def _end_own_processes() -> None:
    """On a Dask worker: end the processes that read there, if any were started."""
    if _own_processes.cache_info().currsize:
        pool = _own_processes()
        _own_processes.cache_clear()  # first: what comes now has processes of its own
        pool.stop()
        pool.join()


def _read_guarded(task: Task, limit: float) -> list[dict]:
    """On a Dask worker: an article, read in a process that may hang or end without the worker."""
    if multiprocessing.current_process().daemon:
        raise ValueError("a Dask worker that may start no process: start it with --no-nanny")
    return _rows(task, _own_processes().schedule(task.read, timeout=limit), limit, 2 * limit + START)


def _on_dask(tasks: Iterable[Task], workers: int, limit: float, scheduler: str = "") -> Iterator[list[dict]]:
    """On the workers of a Dask scheduler, which see the folder under the same path; a cluster on this machine by default."""
    try:
        import dask
        from distributed import Client, LocalCluster
        from distributed.scheduler import KilledWorker
    except ModuleNotFoundError:
        raise ValueError(
            "--engine dask needs dask and distributed, which are not installed: install notebooks/requirements-scan.txt"
        ) from None

    def rows(task: Task, future) -> list[dict]:
        try:
            return future.result()
        except (KilledWorker, CancelledError):
            return task.failed(ENDED)

    with dask.config.set({"distributed.worker.daemon": False}), ExitStack() as left:
        if not scheduler:
            settings = {"threads_per_worker": 1, "dashboard_address": None, "silence_logs": logging.CRITICAL}
            cluster = left.enter_context(LocalCluster(workers, **settings))
        client = left.enter_context(Client(scheduler or cluster))

        def submit(task: Task):
            return client.submit(_read_guarded, task, limit, pure=False)

        slots = sum(client.nthreads().values()) or workers
        try:
            yield from _in_order(tasks, AHEAD * slots, submit, rows)
        finally:
            with suppress(Exception):  # a scheduler that is gone
                client.run(_end_own_processes)


ENGINES: dict[str, Callable[..., Iterator[list[dict]]]] = {"processes": _on_processes, "dask": _on_dask}

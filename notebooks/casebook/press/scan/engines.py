"""Where the articles are read: in processes of this machine (pebble), or on the machines of a Dask scheduler.

Both take articles as they are needed, a few ahead, and give the rows back in the order of the articles.  An article that
takes too long, or ends the process that reads it, is one bad article.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, TimeoutError
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ..workers import USUAL, begin
from .rows import bad_article, file_mark, rows_of

__all__ = ["ENGINES", "Task"]

AHEAD = 32  # articles a worker that are under way or wait to be written
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


def _too_long(limit: float) -> str:
    return f"it was not read within {limit:g} seconds: raise --limit, or divide it"


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


def _on_processes(tasks: Iterable[Task], workers: int, limit: float, scheduler: str = "") -> Iterator[list[dict]]:
    """In processes of this machine, each article with a limit of time of its own."""
    from pebble import ProcessExpired, ProcessPool

    if scheduler:
        raise ValueError("--scheduler: found --engine processes, expected --engine dask")
    pool = ProcessPool(workers, context=multiprocessing.get_context(USUAL), initializer=_begin)

    def rows(task: Task, future) -> list[dict]:
        try:
            return future.result()
        except TimeoutError:
            return task.failed(_too_long(limit))
        except (ProcessExpired, CancelledError):
            return task.failed(ENDED)

    try:
        yield from _in_order(tasks, AHEAD * workers, lambda task: pool.schedule(task.read, timeout=limit), rows)
    finally:
        pool.stop()
        pool.join()


def _on_dask(tasks: Iterable[Task], workers: int, limit: float, scheduler: str = "") -> Iterator[list[dict]]:
    """On the workers of a Dask scheduler, which see the folder under the same path; a cluster on this machine by default.

    Dask ends no task that hangs: a worker that holds an article too long is started anew.
    """
    try:
        from distributed import Client, LocalCluster
        from distributed.scheduler import KilledWorker
    except ModuleNotFoundError:
        raise ValueError(
            "--engine dask needs dask and distributed, which are not installed: install notebooks/requirements-scan.txt"
        ) from None
    import dask

    settings = {"distributed.scheduler.allowed-failures": 0, "distributed.logging.distributed": "critical"}
    with dask.config.set(settings):
        cluster = None if scheduler else LocalCluster(workers, threads_per_worker=1, dashboard_address=None)
        client = Client(scheduler or cluster)

        def rows(task: Task, future) -> list[dict]:
            try:
                return future.result(timeout=limit)
            except TimeoutError:
                holders = [address for address, keys in client.processing().items() if future.key in map(str, keys)]
                future.cancel(force=True)
                with suppress(Exception):  # gone by itself
                    client.restart_workers(holders, timeout=limit, raise_for_error=False)
                return task.failed(_too_long(limit))
            except (KilledWorker, CancelledError):
                return task.failed(ENDED)

        try:
            slots = sum(client.nthreads().values()) or workers
            yield from _in_order(
                tasks, AHEAD * slots, lambda task: client.submit(task.read, pure=False, retries=0), rows
            )
        finally:
            client.close()
            if cluster is not None:
                cluster.close()


ENGINES: dict[str, Callable[..., Iterator[list[dict]]]] = {"processes": _on_processes, "dask": _on_dask}

"""Processes that do a part of the work and end with the one that started them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager

__all__ = ["begin", "workers"]


# Where a fork is safe, it is quicker: a worker has what its parent imported.  From Python 3.14 on it must be asked for.
USUAL = "fork" if sys.platform == "linux" else None


def begin(start: Callable | None, given: tuple) -> None:
    """In a new worker: leave an interrupt to the parent, end when the parent is gone, then do what was asked."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _hold_interrupts(False)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if start is not None:
        start(*given)


def _end_with_parent() -> None:
    multiprocessing.parent_process().join()  # returns when the parent has ended, in whatever way
    os._exit(1)


def _hold_interrupts(held: bool) -> None:
    """Keep an interrupt waiting, or let it come; on Windows it comes always."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK if held else signal.SIG_UNBLOCK, {signal.SIGINT})


@contextmanager
def workers(
    processes: int, start: Callable | None = None, given: tuple = (), method: str | None = USUAL
) -> Iterator[ProcessPoolExecutor]:
    """A pool of processes for the block.

    If the block is left by an error, an interrupt or a time limit, what waits is dropped and what runs is ended: nothing
    goes on unseen.

    Parameters
    ----------
    processes : int
        How many.
    start, given : callable, tuple
        What each does first, with these arguments.
    method : str, optional
        How processes are started (see :mod:`multiprocessing`); by default as is quickest on the system.
    """
    context = multiprocessing.get_context(method)
    others = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(processes, context, begin, (start, given))
    try:
        _hold_interrupts(True)  # a worker that is still importing would answer one with a traceback
        try:
            for _ in range(processes):
                pool.submit(int)
        finally:
            _hold_interrupts(False)
        yield pool
    except BaseException:
        for process in set(multiprocessing.active_children()) - others:
            process.kill()
        raise
    finally:
        pool.shutdown(cancel_futures=True)

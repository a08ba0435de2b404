"""A worker hears no interrupt and ends with its parent, whatever it was asked to do first."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading

import pytest
from casebook.press import workers

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs signals")


def held() -> bool:
    """Whether an interrupt waits."""
    return signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())


@pytest.fixture(autouse=True)
def as_before():
    """What a worker does with interrupts is not done to the tests that follow."""
    handler = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, handler)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


@pytest.fixture
def watched(monkeypatch):
    """What each watch for the end of a parent began with: whether it keeps its process alive."""
    seen, begun = [], threading.Event()

    def watch():
        seen.append(threading.current_thread().daemon)
        begun.set()

    monkeypatch.setattr(workers, "_end_with_parent", watch)
    return lambda: seen if begun.wait(10) else None


def test_a_worker_leaves_interrupts_to_its_parent_and_watches_it(watched):
    """The watch must not keep a worker from ending that has nothing left to do."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    workers.begin(None, ("never used",))
    assert watched() == [True]
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    assert not held(), "a process that it starts, such as a kernel, would be deaf as well"


def test_a_worker_does_first_what_it_was_asked(watched):
    """With the arguments that were given for it, when it can no longer be interrupted."""
    done = []
    workers.begin(lambda *given: done.append((given, signal.getsignal(signal.SIGINT))), (1, "b"))
    assert done == [((1, "b"), signal.SIG_IGN)]
    assert watched() == [True]


def test_a_worker_ends_when_its_parent_is_gone(monkeypatch):
    """Not before, and with a status that says that its work was not done."""
    told = []

    class Parent:
        def join(self):
            told.append("gone")

    monkeypatch.setattr(multiprocessing, "parent_process", Parent)
    monkeypatch.setattr(workers.os, "_exit", told.append)
    workers._end_with_parent()
    assert told == ["gone", 1]


def test_an_interrupt_waits_while_workers_start(monkeypatch):
    """One that is still importing would answer it with a traceback; in the block it comes again."""
    seen = []

    class Pool:
        def __init__(self, processes, context, begin, given):
            seen.append((processes, begin, given))

        def submit(self, what):
            seen.append(held())

        def shutdown(self, cancel_futures):
            seen.append(("left", cancel_futures))

    monkeypatch.setattr(workers, "ProcessPoolExecutor", Pool)
    with workers.workers(2, print, ("a",)):
        seen.append(held())
    assert seen == [(2, workers.begin, (print, ("a",))), True, True, False, ("left", True)]


def test_where_no_interrupt_can_wait_nothing_is_asked(monkeypatch):
    """On Windows there is no such call."""
    monkeypatch.delattr(signal, "pthread_sigmask")
    handler = signal.getsignal(signal.SIGINT)
    workers._hold_interrupts(True)
    assert signal.getsignal(signal.SIGINT) is handler
    monkeypatch.undo()

"""Processes that a check starts: known by a mark in their surroundings, stopped however the check ends, seen to be gone.

A server that detaches itself, as those of a hub do, is no child any more; the mark it still has.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import psutil

MARK = "STARTED_BY_A_CHECK"
PATIENCE = 20  # seconds that a process is given to end by itself


class Started:
    """What was started under one mark.

    Attributes
    ----------
    around : dict of str to str
        The environment with which to start, the mark in it.
    ports : set of int
        Ports on which something of it was seen to listen.
    left : list of str
        What still ran or listened when everything had been stopped; empty if nothing did.
    """

    def __init__(self):
        self.mark = uuid.uuid4().hex
        self.around = {**os.environ, MARK: self.mark}
        self.ports: set[int] = set()
        self.left: list[str] = []

    def run(self, command: list[str], log: Path, **options) -> subprocess.Popen:
        """Start a command, in a session of its own so that an interrupt at the keyboard comes to the check alone."""
        with log.open("ab") as file:
            return subprocess.Popen(
                command, env=self.around, stdout=file, stderr=file, start_new_session=True, **options
            )

    def processes(self) -> list[psutil.Process]:
        """Everything with the mark that runs now."""
        found = []
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error, OSError):
                if process.environ().get(MARK) == self.mark and process.status() != psutil.STATUS_ZOMBIE:
                    found.append(process)
        return found

    def listening(self) -> list[tuple[str, int]]:
        """Address and port of each socket on which something of it listens."""
        found = []
        for process in self.processes():
            with contextlib.suppress(psutil.Error, OSError):
                found += [tuple(c.laddr) for c in process.net_connections("inet") if c.status == psutil.CONN_LISTEN]
        self.ports |= {port for _, port in found}
        return found

    def stop(self) -> None:
        """Ask everything to end, end what does not, and note what is left."""
        self.listening()
        for ask in (psutil.Process.terminate, psutil.Process.kill):
            running = self.processes()
            for process in running:
                with contextlib.suppress(psutil.NoSuchProcess):
                    ask(process)
            psutil.wait_procs(running, PATIENCE)
        self.left = [f"process {process.pid} still runs" for process in self.processes()]
        self.left += [f"port {port} still answers" for port in sorted(self.ports) if answers(port)]


def answers(port: int) -> bool:
    """Whether something listens on a port of this machine."""
    with socket.socket() as asking:
        asking.settimeout(1)
        return asking.connect_ex(("127.0.0.1", port)) == 0


def free_ports(count: int) -> list[int]:
    """So many ports of the loopback that nothing uses."""
    with contextlib.ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def memory(processes: list[psutil.Process]) -> int:
    """Bytes that these processes keep, what several share divided among them where the system says so (Linux)."""
    kept = 0
    for process in processes:
        with contextlib.suppress(psutil.Error):
            told = process.memory_full_info()
            kept += getattr(told, "pss", told.uss)
    return kept


def until(true, limit: float, every: float = 0.2) -> bool:
    """Wait until something is true; whether it became so in time, in seconds."""
    end = time.monotonic() + limit
    while not (now := true()) and time.monotonic() < end:
        time.sleep(every)
    return bool(now)


@contextlib.contextmanager
def started() -> Iterator[Started]:
    """For the block, a mark under which to start; at its end, by whatever way, all of it is stopped.

    A request to end, as from ``kill`` or a runner that has waited too long, is taken like an interrupt at the keyboard.
    """

    def end(number, frame):
        raise KeyboardInterrupt

    usual = {number: signal.signal(number, end) for number in _signals()}
    things = Started()
    try:
        yield things
    finally:
        for number in usual:  # a second interrupt must not leave half of it running
            signal.signal(number, signal.SIG_IGN)
        things.stop()
        for line in things.left:
            print(f"Left: {line}.", file=sys.stderr)
        for number, before in usual.items():
            signal.signal(number, before)


def _signals() -> list[signal.Signals]:
    return [signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])]

"""Run one notebook that somebody handed in, in this process, and write down the answers that it puts on record.

Started by :mod:`.grade` as a process of its own, which it limits itself: memory and files where the system has such limits,
time for each cell where it has an alarm.  What is printed goes nowhere.  This keeps a mistake from doing harm, not malice:
the code has the rights of whoever runs it.
"""

from __future__ import annotations

import codecs
import json
import os
import re
import signal
import sys
from contextlib import suppress
from pathlib import Path

from ...evidence.records import RECORD, NotebookError, load
from .exercises import text_of

__all__ = ["MEMORY", "WRITTEN", "limited", "main", "run"]

MEMORY = 4 * 1024**3  # bytes of address space; the libraries take one before the first cell
WRITTEN = 64 * 1024**2  # bytes that a file may have
CHECKED = re.compile(r'\bcheck\("([\w.-]+)"')  # an answer that a student's copy checks
MARKS = {
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
    codecs.BOM_UTF8: "a mark of order (BOM) before the first sign",
}


class TooLong(BaseException):
    """A cell has had its time; no ``except Exception`` of a cell catches it."""


def limited() -> list[str]:
    """Set the limits that this system has; returns those that it has not."""
    lacking = []
    try:
        import resource
    except ImportError:
        lacking = ["memory", "size of files"]
    else:
        for kind, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, WRITTEN), (resource.RLIMIT_CORE, 0)):
            with suppress(ValueError, OSError):  # a system that has the name and not the limit
                resource.setrlimit(kind, (most, most))
        if sys.platform == "darwin":
            lacking.append("memory")  # it takes the limit and does not keep it
    if not hasattr(signal, "setitimer"):
        lacking.append("time of a cell")
    return lacking


def run(notebook: dict, seconds: float, keep) -> None:
    """Run the cells of code in order, whatever they do.

    Parameters
    ----------
    notebook : dict
        As handed in.
    seconds : float
        That a cell may take.
    keep : callable
        Called with each answer that goes on record, and with each error, as a dictionary.
    """
    from IPython.core.displaypub import DisplayPublisher
    from IPython.core.interactiveshell import InteractiveShell

    class Publisher(DisplayPublisher):
        def publish(self, data=None, metadata=None, **_):
            record = (metadata or {}).get(RECORD)
            if isinstance(record, dict) and record.get("kind") == "answer":
                keep(record)

    shell = InteractiveShell.instance()
    shell.display_pub = Publisher()
    shell.display_formatter.active_types = ["text/plain", "text/markdown"]
    shell.history_manager.enabled = False
    shell.ask_exit = lambda: None  # what a cell asks for with exit()
    shell.showtraceback = lambda *_, **__: None
    alarm = hasattr(signal, "setitimer")
    if alarm:
        signal.signal(signal.SIGALRM, _too_long)
    for number, cell in enumerate(notebook["cells"], start=1):
        if cell["cell_type"] != "code":
            continue
        name = str(cell.get("id", number))
        try:
            if alarm:
                signal.setitimer(signal.ITIMER_REAL, seconds, 1)  # and again each second, for a cell that catches it
            ran = shell.run_cell(text_of(cell))
            error = ran.error_before_exec or ran.error_in_exec
        except BaseException as raised:  # whatever a cell raises, the next one runs
            error = raised
        finally:
            if alarm:
                signal.setitimer(signal.ITIMER_REAL, 0)
        if error is not None:
            keep({"kind": "error", "error": f"cell {name}: {_told(error, seconds)}"})


def _too_long(*_):
    raise TooLong


def _told(error: BaseException, seconds: float) -> str:
    if isinstance(error, TooLong):
        return f"no end after {seconds:g} seconds"
    if isinstance(error, MemoryError):
        return "memory ran out"
    return f"{type(error).__name__}: {error}"[:200]


def _amiss(path: Path, error: NotebookError) -> str:
    """What is wrong with a file that is no notebook, and what to do."""
    content = path.read_bytes() if path.is_file() else b""
    if found := next((told for mark, told in MARKS.items() if content.startswith(mark)), ""):
        return (
            f"{path.name}: found {found}, expected a notebook in plain UTF-8: open it in an editor and save it as that"
        )
    told = str(error).removeprefix("notebooks/")
    if path.is_file() and not content.strip():
        told = f"{path.name}: found an empty file, expected a notebook"
    return f"{told}; ask for it again"


def main(arguments: list[str]) -> int:
    """``python -m casebook.press.classroom.sandbox NOTEBOOK ANSWERS SECONDS``."""
    path, answers, seconds = Path(arguments[0]), Path(arguments[1]), float(arguments[2])
    with answers.open(
        "a", encoding="utf-8", buffering=1
    ) as file:  # line by line: what was answered before an end counts

        def keep(record: dict) -> None:
            file.write(json.dumps(record) + "\n")

        keep({"kind": "limits", "lacking": limited()})
        sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115, as long as the process
        try:
            notebook = load(path)
            if names := {*CHECKED.findall(str([cell["source"] for cell in notebook["cells"]]))}:
                keep({"kind": "checks", "names": sorted(names)})
            run(notebook, seconds, keep)
        except NotebookError as error:
            keep({"kind": "error", "error": _amiss(path, error)})
        keep({"kind": "end"})
    return 0


if __name__ == "__main__":
    os._exit(main(sys.argv[1:]))  # no thread and no handler of a cell holds the process

"""Execute the chapters from top to bottom, two at a time.

:func:`rerun` writes them without timing and without the version of Python, and keeps digits below a result's tolerance as
they were, so that a rerun on another machine gives the same file.
"""

from __future__ import annotations

import asyncio
import atexit
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from ..evidence.records import RECORD, NotebookError, chapters, load
from .files import part_of, write_whole
from .saved import as_kept
from .workers import workers

__all__ = ["execute", "in_parallel", "rerun", "settle", "within"]

PROCESSES = 2
STARTS = 3  # of a kernel, before giving up
LIMIT = 600  # seconds that a cell may take, and of all chapters each


def execute(path: Path, said: dict | None = None):
    """A fresh execution of a notebook, in memory, in a kernel of the Python that runs now.

    Parameters
    ----------
    path : Path
        The notebook.
    said : dict, optional
        Filled with what the kernel says about itself before the first cell (:func:`casebook.press.kernel.surroundings`).

    Returns
    -------
    nbformat.NotebookNode

    Raises
    ------
    NotebookError
        If the file is no notebook, if no kernel starts, or if a cell fails, does not end or ends the kernel; names notebook
        and cell.
    """
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    from . import kernel

    kept = as_kept(load(path), path)
    notebook = nbformat.reads(json.dumps(kept), as_version=4)
    number = 0

    def at(cell, cell_index: int) -> None:
        nonlocal number
        number = cell_index + 1

    def broken(found: str) -> NotebookError:
        return NotebookError(f"notebooks/{Path(path).name}, cell {number}: found {found}, expected a cell that runs")

    client = NotebookClient(
        notebook,
        timeout=LIMIT,
        kernel_manager_class=kernel.OwnKernelManager,
        record_timing=False,
        coalesce_streams=True,  # a line may arrive in pieces, when the machine has much to do
        shutdown_kernel="immediate",  # nothing is left to save, and one in fifty takes seconds to go when asked
        # Errors only, and no pause after a cell.
        extra_arguments=["--IPKernelApp.log_level=40", "--Kernel._execute_sleep=0"],
        resources={"metadata": {"path": str(Path(path).parent)}},
        on_cell_start=at,
    )
    if said is not None:

        async def ask(notebook) -> None:
            said.update(await kernel.surroundings(client))

        client.on_notebook_start = ask
    try:
        _start_and_run(client)
    except CellExecutionError as error:
        raise broken(f"{error.ename}: {error.evalue}") from None
    except CellTimeoutError:
        raise broken(f"no end after {LIMIT} seconds") from None
    except DeadKernelError:
        raise broken("that the kernel ended") from None
    except RuntimeError as error:
        atexit.unregister(client._cleanup_kernel)  # of a kernel that never was, it would complain at the very end
        raise NotebookError(f"notebooks/{Path(path).name}: found {error}, expected a kernel that starts") from None
    notebook.metadata = nbformat.from_dict(kept["metadata"])
    return notebook


class _Loop(asyncio.SelectorEventLoop):
    """A loop that leaves signals to the process: a worker is deaf to an interrupt, and its parent ends it."""

    def add_signal_handler(self, *_):
        raise RuntimeError  # as in a thread, which the notebook client knows


def _start_and_run(client) -> None:
    """Execute, in a thread of its own where a loop runs already, as in a notebook."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        _run(client)
    else:
        with ThreadPoolExecutor() as pool:
            pool.submit(_run, client).result()


def _run(client) -> None:
    """Execute; a kernel that dies before its first word is started again.

    Kernels that start at one moment may draw the same port, and the later one dies.  Nothing of the notebook has run by
    then, so a second start hides no error of a cell.
    """
    with asyncio.Runner(loop_factory=_Loop) as runner:
        for attempt in range(STARTS):
            try:
                runner.run(client.async_execute())
                return
            except RuntimeError as error:
                if "Kernel died before replying" not in str(error) or attempt == STARTS - 1:
                    raise


def _rerun_one(path: Path) -> tuple[str, bool]:
    import nbformat

    stored, before = load(path), path.read_bytes()
    fresh = execute(path)
    settle(fresh, stored)
    text = nbformat.writes(fresh) + "\n"
    if changed := text.encode() != before:
        write_whole(path, text)
    return path.name, changed


def settle(fresh, stored) -> None:
    """Put the stored value of a result back where the fresh one is within its tolerance.

    Below the tolerance, digits belong to the processor and not to the data: a rerun elsewhere must not rewrite them.
    Where both are the same number, the fresh form stays: an editor may have written 72 for 72.0.
    The cells of `fresh` are changed in place; `stored` is the same notebook as it was before.
    """
    kept = {record["id"]: record["value"] for record in results_of(stored)}
    for record in results_of(fresh):
        if record["id"] in kept and within(record["value"], kept[record["id"]], record["tolerance"]):
            record["value"] = _settled(record["value"], kept[record["id"]])


def _settled(fresh: float | list[float], stored: float | list[float]) -> float | list[float]:
    if isinstance(fresh, list):
        return [_settled(one, two) for one, two in zip(fresh, stored, strict=True)]
    return fresh if fresh == stored else stored


def results_of(notebook) -> list[dict]:
    """The results that the outputs of a notebook put on record, in order; changes to them change the notebook."""
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", [])]
    found = [output.get("metadata", {}).get(RECORD) for output in outputs]
    return [record for record in found if record and record["kind"] == "result"]


def within(one: float | list[float], two: float | list[float], tolerance: float) -> bool:
    """Whether two stored values, numbers or intervals, differ by no more than `tolerance`; NaN differs from all."""
    ends, others = (value if isinstance(value, list) else [value] for value in (one, two))
    return isinstance(one, list) == isinstance(two, list) and all(
        abs(x - y) <= tolerance for x, y in zip(ends, others, strict=True)
    )


def in_parallel(function: Callable, paths: list[Path]) -> Iterator:
    """Results of a function of a notebook, two notebooks at a time, as they come; says which is done.

    If one fails or the reader interrupts, the others are stopped.
    """
    import nbclient  # noqa: F401  (loaded here once, workers that are forked share it)

    limit = LIMIT * len(paths)
    with workers(min(PROCESSES, len(paths) or 1)) as pool:
        waiting = {pool.submit(function, path): path for path in paths}
        done = as_completed(waiting, limit)
        for number in range(1, len(paths) + 1):
            try:
                future = next(done)
            except TimeoutError:
                left = sorted(path.name for future, path in waiting.items() if not future.done())
                raise NotebookError(f"no end after {limit} seconds: {', '.join(left)}") from None
            result = future.result()
            print(f"  {number}/{len(paths)} {waiting[future].name}", flush=True)
            yield result


def rerun(paths: list[Path] | None = None) -> list[str]:
    """Execute notebooks in place; returns the names of those whose content changed.

    Raises
    ------
    KeyboardInterrupt
        If the reader interrupts, saying which are new.
    """
    paths = paths or chapters()
    before = {path: path.read_bytes() for path in paths if path.is_file()}
    try:
        return sorted(name for name, changed in in_parallel(_rerun_one, paths) if changed)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(_stopped([path.name for path in before if path.read_bytes() != before[path]])) from None
    finally:
        for path in paths:  # of one that was ended while it wrote
            part_of(path).unlink(missing_ok=True)


def _stopped(new: list[str]) -> str:
    """What an interrupted rerun left."""
    if not new:
        return "All chapters and pages are as they were: run it again."
    return f"New: {', '.join(new)}. The other chapters and all pages are as they were: run it again."

"""Execute the chapters and compare what they put on record.

:func:`rerun` executes notebooks from top to bottom, two at a time, and writes them without timing and without the version
of Python, so that a rerun on another machine gives the same file.  :func:`compare_results` executes them again without
writing and holds the full-precision results against those stored, each to its stated tolerance.
"""

from __future__ import annotations

import os
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from .evidence import RECORD, NotebookError, chapters, records

__all__ = ["compare_results", "execute", "rerun"]

PROCESSES = 2
STARTS = 3  # of a kernel, before giving up


def execute(path: Path):
    """A fresh execution of a notebook, in memory.

    Returns
    -------
    nbformat.NotebookNode

    Raises
    ------
    NotebookError
        If a cell fails, naming notebook and cell.
    """
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
            cell.metadata.pop("execution", None)
    client = NotebookClient(
        notebook,
        timeout=600,
        kernel_name="python3",
        record_timing=False,
        extra_arguments=["--IPKernelApp.log_level=40"],  # errors only
        resources={"metadata": {"path": str(Path(path).parent)}},
    )
    if sys.platform == "win32":
        import asyncio

        asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
    try:
        _start_and_run(client)
    except CellExecutionError as error:
        cell = next(
            i for i, c in enumerate(notebook.cells, 1) if any(o.output_type == "error" for o in c.get("outputs", []))
        )
        raise NotebookError(
            f"notebooks/{Path(path).name}, cell {cell}: found {error.ename}: {error.evalue}, expected a cell that runs"
        ) from None
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {
                "name": "python",
                "pygments_lexer": "ipython3",
                "file_extension": ".py",
                "mimetype": "text/x-python",
            },
        }
    )
    return notebook


def _start_and_run(client) -> None:
    """Execute; a kernel that dies before its first word is started again.

    Kernels that start at one moment may draw the same port, and the later one dies.  Nothing of the notebook has run by
    then, so a second start hides no error of a cell.
    """
    for attempt in range(STARTS):
        try:
            client.execute()
            return
        except RuntimeError as error:
            if "Kernel died before replying" not in str(error) or attempt == STARTS - 1:
                raise


def _rerun_one(path: Path) -> tuple[str, bool]:
    import nbformat

    before = path.read_text(encoding="utf-8")
    fresh = execute(path)
    settle(fresh, nbformat.reads(before, as_version=4))
    text = nbformat.writes(fresh, version=4) + "\n"
    if text != before:
        temporary = path.with_suffix(".ipynb.part")
        temporary.write_text(text, encoding="utf-8", newline="\n")
        os.replace(temporary, path)
    return path.name, text != before


def settle(fresh, stored) -> None:
    """Put the stored value of a result back where the fresh one is within its tolerance.

    Below the tolerance, digits belong to the processor and not to the data: a rerun elsewhere must not rewrite them.
    The cells of `fresh` are changed in place; `stored` is the same notebook as it was before.
    """
    kept = {record["id"]: record["value"] for record in results_of(stored)}
    for record in results_of(fresh):
        if record["id"] in kept and within(record["value"], kept[record["id"]], record["tolerance"]):
            record["value"] = kept[record["id"]]


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


def _fresh_records(path: Path) -> tuple[str, list[dict]]:
    found = []
    for cell in execute(path).cells:
        for output in cell.get("outputs", []):
            if record := output.get("metadata", {}).get(RECORD):
                found.append(dict(record))
    return path.name, found


def _in_parallel(function, paths: list[Path]):
    with ProcessPoolExecutor(min(PROCESSES, len(paths) or 1)) as pool:
        waiting = {pool.submit(function, path): path for path in paths}
        for done, future in enumerate(as_completed(waiting), start=1):
            result = future.result()
            print(f"  {done}/{len(paths)} {waiting[future].name}", flush=True)
            yield result


def rerun(paths: list[Path] | None = None) -> list[str]:
    """Execute notebooks in place; returns the names of those whose content changed."""
    return sorted(name for name, changed in _in_parallel(_rerun_one, paths or chapters()) if changed)


def compare_results(paths: list[Path] | None = None) -> tuple[list[str], int]:
    """Execute the chapters afresh and hold their results against the stored ones in full precision.

    Returns
    -------
    tuple of (list of str, int)
        Differences beyond the stated tolerance, a line each; and how many values were compared.
    """
    problems, compared = [], 0
    for name, fresh in _in_parallel(_fresh_records, paths or chapters()):
        path = next(p for p in (paths or chapters()) if p.name == name)
        stored = records(path)
        problems += [f"notebooks/{name}: {line}" for line in differences(stored, fresh)]
        compared += sum(record["kind"] == "result" for record in stored)
    return sorted(problems), compared


def differences(stored: list[dict], fresh: list[dict]) -> list[str]:
    """What differs between two lists of records: ids, order, and values beyond the stored tolerance."""
    one = [(record["kind"], record["id"]) for record in stored]
    two = [(record["kind"], record["id"]) for record in fresh]
    if one != two:
        lost, new = [i for k, i in one if (k, i) not in two], [i for k, i in two if (k, i) not in one]
        return [
            f"found records {two}, expected {one}"
            if not lost and not new
            else f"missing on rerun: {lost}; new on rerun: {new}"
        ]
    problems = []
    for before, after in zip(stored, fresh, strict=True):
        if before["kind"] != "result":
            continue
        if not within(after["value"], before["value"], before["tolerance"]):
            problems.append(
                f"result {before['id']}: found {after['value']!r}, expected {before['value']!r} within {before['tolerance']:g}"
            )
    return problems

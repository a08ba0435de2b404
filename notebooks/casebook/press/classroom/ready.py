"""Whether a laptop is ready for class: one chapter runs, within a minute, and gives the results of the book."""

from __future__ import annotations

import importlib.util
import platform
import sys
import time
from concurrent.futures import TimeoutError as Late
from pathlib import Path

from ...evidence.records import NotebookError, chapters, load
from ..receipt import other_versions
from ..rerun import execute, results_of, within
from ..workers import workers

__all__ = ["NEEDED", "SECONDS", "ready"]

SECONDS = 60.0
NEEDED = ("pandas", "matplotlib", "numpy", "scipy", "cn2an", "edtf", "ipykernel", "nbclient")
INSTALL = "in the folder above: python -m pip install -r requirements.txt"


def ready(path: Path | None = None, seconds: float = SECONDS) -> tuple[bool, str]:
    """Run one chapter, and say in a line whether all is well.

    Parameters
    ----------
    path : Path, optional
        The chapter; the first by default.
    seconds : float
        That it may take.

    Returns
    -------
    tuple of (bool, str)
        Whether it is ready, and the line: ``ready: …``, or ``not ready: `` with what is missing and what to do.
    """
    version = platform.python_version()
    if not (3, 11) <= sys.version_info[:2] <= (3, 14):
        return False, f"not ready: this is Python {version}; install Python 3.11, 3.12, 3.13 or 3.14"
    if missing := [name for name in NEEDED if not importlib.util.find_spec(name)]:
        return False, f"not ready: {', '.join(missing)} missing; {INSTALL}"
    path, began = path or chapters()[0], time.monotonic()
    try:
        stored = {record["id"]: record for record in results_of(load(path))}
        with workers(1) as pool:
            fresh = pool.submit(_results, path).result(seconds)
    except Late:
        return False, f"not ready: {path.name} took more than {seconds:g} seconds; close other programs and try again"
    except NotebookError as error:
        return False, f"not ready: {error}; {INSTALL}" if _others() else f"not ready: {error}; unpack the archive again"
    wrong = [
        name
        for name, record in stored.items()
        if name not in fresh or not within(fresh[name], record["value"], record["tolerance"])
    ]
    if wrong:
        why = (
            f"other versions of {', '.join(_others())}; {INSTALL}"
            if _others()
            else "the copy was changed; unpack it again"
        )
        return False, f"not ready: {path.name} gives other results ({', '.join(wrong[:3])}): {why}"
    took = time.monotonic() - began
    return (
        True,
        f"ready: Python {version}, {path.name} ran in {took:.0f} s, its {len(stored)} results are those of the book",
    )


def _results(path: Path) -> dict[str, float | list[float]]:
    return {record["id"]: record["value"] for record in results_of(execute(path))}


def _others() -> list[str]:
    """The packages that the chapters need and that are not those of the lock."""
    return [name for line in other_versions() if (name := line.partition(":")[0]) in NEEDED]

"""How long each chapter takes to rerun, beside an empty notebook with the same imports, measured in one run.

Ratios travel between machines; seconds do not.
"""

from __future__ import annotations

import json
import time
from pathlib import Path
from statistics import median

from .evidence import NOTEBOOKS, chapters
from .rerun import execute

__all__ = ["LIMIT", "bench", "report"]

LIMIT = 6.0  # times the empty notebook, for any chapter
RESULTS = NOTEBOOKS.parent / "_build" / "bench.json"


def _seconds(path: Path, rounds: int) -> float:
    taken = []
    for _ in range(rounds):
        begin = time.perf_counter()
        execute(path)
        taken.append(time.perf_counter() - begin)
    return median(taken)


def bench(rounds: int = 1, paths: list[Path] | None = None) -> dict:
    """Time every chapter and the empty notebook.

    Parameters
    ----------
    rounds : int
        Executions of each chapter; the median counts.  The empty notebook runs at least three times.
    paths : list of Path, optional
        Chapters; all by default.

    Returns
    -------
    dict
        ``empty`` in seconds, and ``chapters``: name to seconds and ratio to the empty notebook.
    """
    import nbformat

    empty = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell("import pandas as pd\nimport matplotlib.pyplot as plt")]
    )
    place = NOTEBOOKS / ".empty.ipynb"
    nbformat.write(empty, place)
    try:
        execute(place)  # warm the file cache
        base = _seconds(place, max(3, rounds))
        found = {}
        for path in paths or chapters():
            seconds = _seconds(path, rounds)
            found[path.name] = {"seconds": round(seconds, 2), "ratio": round(seconds / base, 2)}
            print(f"  {path.stem:44} {seconds:6.2f} s  {seconds / base:5.2f} ×", flush=True)
    finally:
        place.unlink(missing_ok=True)
    return {"empty": round(base, 2), "chapters": found}


def report(rounds: int = 1) -> list[str]:
    """Run the bench, compare with the last, write it down; returns the chapters over the limit, a line each."""
    last = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {"chapters": {}}
    measured = bench(rounds)
    ratios = [row["ratio"] for row in measured["chapters"].values()]
    print(
        f"Empty notebook: {measured['empty']:.2f} s. Median chapter: {median(ratios):.2f} ×, greatest: {max(ratios):.2f} ×."
    )
    for name, row in measured["chapters"].items():
        before = last["chapters"].get(name)
        if before and abs(row["ratio"] / before["ratio"] - 1) > 0.25:
            print(f"  {name}: {before['ratio']:.2f} × last time, {row['ratio']:.2f} × now")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    return [
        f"notebooks/{name}: found {row['ratio']:.2f} times the empty notebook, expected at most {LIMIT:g}"
        for name, row in measured["chapters"].items()
        if row["ratio"] > LIMIT
    ]

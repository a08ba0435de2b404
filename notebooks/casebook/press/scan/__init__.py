"""Many articles at once: a folder read in parallel into one table, which a second run goes on with where it stopped.

Rows are written as they come, in the order of the articles, and none is kept; whatever becomes of one file, it has a row
that says so.  See :mod:`.rows` for what a row holds.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from .engines import ENGINES, Task
from .rows import Mark, file_mark, reader_mark
from .table import Table
from .tally import Tally

__all__ = ["LIMIT", "articles_in", "scan"]

LIMIT = 60.0  # seconds that one article may take
EVERY = 5.0  # seconds between two lines on how far it is


def articles_in(folder: Path) -> Iterator[Path]:
    """Every file below a folder in the order of the names, links to folders not followed, hidden ones left out.

    Raises
    ------
    ValueError
        If it is no folder.
    """
    if not folder.is_dir():
        raise ValueError(
            f"{folder}: found {'a file' if folder.exists() else 'no such folder'}, expected a folder of articles"
        )
    for inside, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(inside) / name for name in sorted(files) if not name.startswith("."))


def scan(
    folder: Path,
    out: Path,
    *,
    workers: int = 0,
    engine: str = "processes",
    scheduler: str = "",
    limit: float = LIMIT,
    say: Callable[[str], None] = lambda line: print(line, file=sys.stderr, flush=True),
) -> Tally:
    """Read the articles in a folder into a table of figures, dates and checks.

    Parameters
    ----------
    folder : Path
        Searched with all folders in it.
    out : Path
        The table, ``.csv`` or ``.parquet``.  What it holds of files that have not changed since, read by this version of
        the reader, stays; files that are gone go from it.
    workers : int
        Processes; as many as there are cores by default.
    engine : str
        One of :data:`ENGINES`: ``processes`` on this machine, ``dask`` on those of a scheduler.
    scheduler : str
        The address of a Dask scheduler; a cluster on this machine by default.
    limit : float
        Seconds that an article may take.
    say : callable
        Takes the lines on how far it is.

    Returns
    -------
    Tally
        What the whole table holds.

    Raises
    ------
    ValueError
        If the folder is none, the table is of another kind, or an engine or a format is not installed.
    """
    folder, out, workers = Path(folder), Path(out), workers or os.cpu_count() or 1
    if engine not in ENGINES:
        raise ValueError(f"--engine: found {engine}, expected {' or '.join(ENGINES)}")
    own = {out.resolve(), *(path.resolve() for path in Table.beside(out))}
    wanted = [path for path in articles_in(folder) if path.resolve() not in own]
    if not wanted:
        raise ValueError(f"{folder}: found no file in it, expected articles")
    reader, tally = reader_mark(), Tally()
    names = {_name(path, folder): path for path in wanted}

    def is_current(mark: Mark) -> bool:
        return mark.reader == reader and mark.article in names and file_mark(names[mark.article]) == mark.file

    with Table(out) as table:
        kept = table.go_on(is_current, tally)
        tasks = [Task(path, name, reader) for name, path in names.items() if name not in kept]
        if kept:
            say(f"{len(kept):,} of {len(names):,} articles were read before and have not changed.")
        begun = told = time.monotonic()
        results = ENGINES[engine](tasks, workers, limit, scheduler)
        try:
            for number, rows in enumerate(islice(results, len(tasks)), start=1):
                table.write(rows)
                tally.add_all(rows)
                if (now := time.monotonic()) - told >= EVERY:
                    told = now
                    say(
                        f"{number:,} of {len(tasks):,} articles, {number / (now - begun):,.1f} a second; {tally.so_far()}"
                    )
        finally:
            results.close()  # and with it every process
    return tally


def _name(path: Path, folder: Path) -> str:
    """An article by its path in the folder; one that a spreadsheet would compute is led in by ``./``."""
    name = path.relative_to(folder).as_posix().encode("utf-8", "replace").decode()
    return f"./{name}" if name.startswith(tuple("=+-@")) else name

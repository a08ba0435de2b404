"""Mark what students handed in: the values of the computed exercises, held against the answers within their tolerance.

**This runs the students' code with the rights of whoever marks.**  Limits of time and memory keep a mistake from doing harm,
not malice: a cell can read and write what you can.  Mark as another account that owns nothing, or in a container without
network: ``docker run --rm --network none --read-only --tmpfs /tmp …``.  No submission is written to: each is copied and
run in a folder of its own, which is gone afterwards.

What is written in words earns marks too; those are given by hand, by the rubric.
"""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from ...evidence.records import NOTEBOOKS
from ..files import write_whole
from .kit import OUT, chapters_of
from .practice import near
from .sheets import asked_of

__all__ = ["CELL", "COLUMNS", "WARNING", "WHOLE", "Ran", "grade", "marks", "run_apart"]

CELL, WHOLE = 60.0, 300.0  # seconds that a cell may take, and a notebook
PROCESSES = 2
ENDED = 30  # seconds that a killed process may take to go
KEPT = ("PATH", "SYSTEMROOT", "LANG", "LC_ALL", "LD_LIBRARY_PATH")  # of the surroundings: no token, no key
READ = 4 * 1024**2  # bytes of answers that are read of one notebook
COLUMNS = ("name", "exercise", "answer", "marks", "of", "reason")
WARNING = (
    "This runs the students' code with your rights: use another account, or a container without network "
    "(see press/classroom/grade.py)."
)


@dataclass(frozen=True)
class Ran:
    """What came of a notebook that was run apart.

    Its answers by name, what went wrong, which limits there were not, and the answers that its cells check.
    """

    answers: dict[str, dict]
    trouble: str
    lacking: tuple[str, ...]
    checks: tuple[str, ...] = ()


def grade(
    number: str, folder: Path, out: Path | None = None, cell: float = CELL, whole: float = WHOLE
) -> tuple[Path, list[dict], set[str]]:
    """Mark all notebooks in a folder.

    Parameters
    ----------
    number : str
        The chapter.
    folder : Path
        Where the submissions are, each ``NAME.ipynb``.
    out : Path, optional
        The table of marks; by default ``_build/class/grades.csv``.
    cell, whole : float
        Seconds that a cell, and a notebook, may take.

    Returns
    -------
    tuple of (Path, list of dict, set of str)
        The table, its rows, and the limits that this system does not have.

    Raises
    ------
    FileNotFoundError
        If there is no such folder, or no notebook in it.
    """
    handed_in = sorted(path for path in folder.glob("*.ipynb") if path.is_file())
    if not handed_in:
        raise FileNotFoundError(f"{folder.name}: found no notebook, expected a folder with what was handed in")
    target = out or OUT / "grades.csv"
    for path in sorted({*folder.iterdir()} - {*handed_in, target}):
        if not path.name.startswith("."):
            print(f"  {path.name}: not marked, found no notebook, expected NAME.ipynb")
    (chapter,) = chapters_of([number])
    wanted = asked_of(chapter.exercises)
    rows, lacking = [], set()
    with ThreadPoolExecutor(PROCESSES) as pool:
        for path, ran in pool.map(lambda path: (path, run_apart(path, cell, whole)), handed_in):
            if other := _other_chapter(ran, wanted):
                found = f"{path.name}: found a notebook of chapter {other}, expected one of chapter {chapter.number}"
                ran = replace(ran, trouble="; ".join(filter(None, (found, ran.trouble))))
                print(f"  {found}", flush=True)
            own = [_row(path.stem, answer, ran) for answer in wanted]
            print(f"  {path.stem}: {sum(row['marks'] for row in own)} of {len(wanted)}", flush=True)
            rows += own
            lacking |= set(ran.lacking)
    target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, _table(rows))
    return target, rows, lacking


def _other_chapter(ran: Ran, wanted: list[dict]) -> str:
    """Of which other chapter a notebook is, by the answers that its cells check; nothing if they do not tell."""
    checks = {*ran.checks}
    if not checks or checks & {answer["id"] for answer in wanted}:
        return ""
    asked = {chapter.number: {answer["id"] for answer in asked_of(chapter.exercises)} for chapter in chapters_of([])}
    return next((number for number, names in asked.items() if names & checks), "")


def _row(name: str, answer: dict, ran: Ran) -> dict:
    earned, reason = marks(answer, ran.answers.get(answer["id"]), ran.trouble)
    return {
        "name": name,
        "exercise": answer["exercise"],
        "answer": answer["id"],
        "marks": earned,
        "of": answer["marks"],
        "reason": reason,
    }


def marks(answer: dict, record: dict | None, trouble: str = "") -> tuple[int, str]:
    """Marks and the reason for one answer.

    Parameters
    ----------
    answer : dict
        What is wanted (:func:`.sheets.asked_of`).
    record : dict, optional
        What the notebook put on record.
    trouble : str
        What went wrong with the notebook.
    """
    if record is None:
        return 0, f"no answer; {trouble}" if trouble else "no answer"
    if near(record.get("value"), answer["value"], answer["tolerance"]):
        return answer["marks"], "right"
    printed = str(record.get("shown", ""))[:60]
    if printed == answer["shown"]:
        return 0, f"right to the digits shown, {printed}, not within {answer['tolerance']:.1g}: rounded on the way"
    if printed in answer["mistakes"]:
        return 0, f"{printed}: {answer['mistakes'][printed]}"
    return 0, f"found {printed}"


def run_apart(path: Path, cell: float = CELL, whole: float = WHOLE) -> Ran:
    """Run a notebook as a process of its own, from a copy in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="grade-", ignore_cleanup_errors=True) as folder:
        copy, told = Path(folder) / "handed-in.ipynb", Path(folder) / "answers.jsonl"
        shutil.copyfile(path, copy)
        told.touch()
        ended = _run([str(copy), str(told), str(cell)], folder, whole)
        with told.open("rb") as file:
            lines = file.read(READ).decode("utf-8", errors="replace").splitlines()
    records = [record for line in lines if (record := _record(line))]
    errors = [
        str(record.get("error", "")).replace(copy.name, path.name) for record in records if record["kind"] == "error"
    ]
    checks = next((record.get("names") for record in records if record["kind"] == "checks"), ())
    if ended:
        errors.append(ended)
    elif not any(record["kind"] == "end" for record in records):
        errors.append("its process ended on the way")
    return Ran(
        answers={record["id"]: record for record in records if record["kind"] == "answer" and "id" in record},
        trouble="; ".join(errors[:3]),
        lacking=tuple(records[0].get("lacking", ())) if records and records[0]["kind"] == "limits" else (),
        checks=tuple(map(str, checks)) if isinstance(checks, (list, tuple)) else (),
    )


def _record(line: str) -> dict | None:
    with suppress(json.JSONDecodeError):
        found = json.loads(line)
        if isinstance(found, dict) and isinstance(found.get("kind"), str) and isinstance(found.get("id", ""), str):
            return found
    return None


def _run(arguments: list[str], folder: str, whole: float) -> str:
    """Run the sandbox in a process group of its own; says if it had to be ended."""
    environment = {
        **{name: os.environ[name] for name in KEPT if name in os.environ},
        "PYTHONPATH": str(NOTEBOOKS),
        "PYTHONDONTWRITEBYTECODE": "1",
        "MPLBACKEND": "Agg",
        "IPYTHONDIR": str(Path(folder) / "ipython"),
        "HOME": folder,
        **dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1"),  # each thread would take address space
    }
    command = [sys.executable, "-m", "casebook.press.classroom.sandbox", *arguments]
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(whole)
    except subprocess.TimeoutExpired:
        return f"no end after {whole:g} seconds"
    finally:
        _end(process)
    return ""


def _end(process: subprocess.Popen) -> None:
    """End a process and what it started."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait(timeout=ENDED)


def _table(rows: list[dict]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: _cell(value) for key, value in row.items()} for row in rows)
    return text.getvalue()


def _cell(value) -> str:
    """A cell that no spreadsheet takes for a formula: names and errors are what students wrote."""
    text = " ".join(str(value).split())
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text

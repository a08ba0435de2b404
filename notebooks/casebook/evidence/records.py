"""The record read back from the executed notebooks, in the order of the book; the ledger is made from it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pandas as pd

__all__ = [
    "NARROW_SVG",
    "NOTEBOOKS",
    "RECORD",
    "NotebookError",
    "chapters",
    "effects",
    "load",
    "read_notebook",
    "records",
    "stored_records",
    "strays",
    "values",
]

NOTEBOOKS = Path(__file__).resolve().parents[2]
RECORD = "casebook"
NARROW_SVG = "text/vnd.narrow+svg"  # a figure laid out for phones: a kind of text, which a notebook holds line by line
NUMBERED = "[0-9][0-9]_*.ipynb"


class NotebookError(ValueError):
    """A notebook that cannot be read as evidence: not executed, executed out of order, or broken."""


def load(path: Path) -> dict:
    """A notebook as a dictionary, executed or not.

    Raises
    ------
    NotebookError
        If the file is missing or is no notebook of this format, naming it.
    """
    path = Path(path)
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NotebookError(f"notebooks/{path.name}: found no such file, expected a notebook") from None
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise NotebookError(f"notebooks/{path.name}: found {error}, expected a notebook in JSON") from None
    if not isinstance(notebook, dict) or "cells" not in notebook:
        raise NotebookError(f"notebooks/{path.name}: found no cells, expected a notebook of format 4")
    if notebook.get("nbformat", 4) != 4:
        raise NotebookError(
            f"notebooks/{path.name}: found format {notebook['nbformat']}, expected a notebook of format 4"
        )
    for number, cell in enumerate(notebook["cells"], start=1):
        lacking = [key for key in ("cell_type", "source") if not isinstance(cell, dict) or key not in cell]
        if lacking:
            raise NotebookError(
                f"notebooks/{path.name}, cell {number}: found no {' and no '.join(lacking)}, expected a cell of format 4"
            )
    return notebook


def read_notebook(path: Path) -> dict:
    """An executed notebook as a dictionary.

    Raises
    ------
    NotebookError
        If the file is missing, is no notebook, or was not executed once from top to bottom; the message names notebook,
        cell, what was found and what was expected.
    """
    path = Path(path)
    notebook = load(path)
    expected = 0
    for number, cell in enumerate(notebook["cells"], start=1):
        if cell["cell_type"] != "code" or not "".join(cell["source"]).strip():
            continue
        expected += 1
        count = cell.get("execution_count")
        if count != expected:
            found = "no execution count" if count is None else f"execution count {count}"
            raise NotebookError(
                f"notebooks/{path.name}, cell {number}: found {found}, expected {expected}: "
                "run the notebook from top to bottom (make rerun)"
            )
        for output in cell.get("outputs", []):
            if output["output_type"] == "error":
                raise NotebookError(
                    f"notebooks/{path.name}, cell {number}: found the error {output['ename']}: {output['evalue']}, "
                    "expected a cell that runs"
                )
    return notebook


def records(path: Path) -> list[dict]:
    """What an executed notebook put on record, in order, each with ``notebook`` and ``cell`` added.

    Raises
    ------
    NotebookError
        As for :func:`read_notebook`.
    """
    found = []
    for number, cell in enumerate(read_notebook(path)["cells"], start=1):
        for output in cell.get("outputs", []):
            record = output.get("metadata", {}).get(RECORD)
            if record:
                found.append({**record, "notebook": Path(path).name, "cell": number, "cell_id": cell.get("id", "")})
    return found


def chapters(folder: Path = NOTEBOOKS) -> list[Path]:
    """The notebooks of the book, in the order of ``_toc.yml``; where there is none, those with a number."""
    folder = Path(folder)
    contents = folder.parent / "_toc.yml"
    if not contents.is_file():
        return sorted(folder.glob(NUMBERED))
    listed = re.findall(r"^\s*- file: notebooks/(\S+)\s*$", contents.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [folder / f"{name.removesuffix('.ipynb')}.ipynb" for name in listed]


def strays(folder: Path = NOTEBOOKS) -> list[Path]:
    """Notebooks that are numbered as chapters and are none, such as a copy that an editor made."""
    return sorted(set(Path(folder).glob(NUMBERED)) - set(chapters(folder)))


def stored_records(folder: Path = NOTEBOOKS, before: int | None = None) -> list[dict]:
    """What all chapters put on record, or those before a given chapter.

    Raises
    ------
    NotebookError
        If a notebook is not executed in order, if two chapters put different values on record under one id, or if one of
        the chapters before is not there.
    """
    found, seen = [], {}
    for path in chapters(folder) if before is None else _chapters_before(before, folder):
        for record in records(path):
            if record["kind"] == "result":
                earlier = seen.setdefault(record["id"], record)
                if earlier["value"] != record["value"]:
                    raise NotebookError(
                        f"notebooks/{record['notebook']}, cell {record['cell']}: found {record['shown']} on record as "
                        f"{record['id']}, expected {earlier['shown']} as in notebooks/{earlier['notebook']}"
                    )
            found.append(record)
    return found


def _chapters_before(number: int, folder: Path) -> list[Path]:
    paths = [path for path in chapters(folder) if int(path.name[:2]) < number]
    there = {int(path.name[:2]) for path in paths}
    if lost := [f"{other:02d}" for other in range(1, number) if other not in there]:
        raise NotebookError(
            f"notebooks/: found no chapter {', '.join(lost)}, expected every chapter before {number} in the folder beside "
            "casebook/: this one reads what they put on record"
        )
    return paths


def values(before: int | None = None) -> dict[str, float | list[float]]:
    """The results on record by id, or those of the chapters before a given one: a number, or the two ends of an interval.

    Raises
    ------
    NotebookError
        As for :func:`stored_records`.
    """
    return {record["id"]: record["value"] for record in stored_records(before=before) if record["kind"] == "result"}


def effects(folder: Path = NOTEBOOKS, before: int | None = None) -> pd.DataFrame:
    """Every claim of effect that the chapters put on record, right or wrong, with its level of evidence.

    Parameters
    ----------
    folder : Path
        Where the chapters are.
    before : int, optional
        Only chapters before this one, so that a chapter need not have run itself.

    Returns
    -------
    pandas.DataFrame
        Indexed by result id: ``shown``, ``meaning``, ``level`` (Maryland scale), ``identification``, ``role``
        (an estimate, or a placebo, a robustness check, a repeat), ``void`` (what is broken in its data), ``chapter``.

    Raises
    ------
    NotebookError
        As for :func:`stored_records`.
    """
    rows = {
        record["id"]: [
            record["shown"],
            record["meaning"],
            record["level"],
            record["identification"],
            record["role"],
            record["void"],
            int(record["notebook"][:2]),
        ]
        for record in stored_records(folder, before)
        if record["kind"] == "result" and record["level"] is not None
    }
    columns = ["shown", "meaning", "level", "identification", "role", "void", "chapter"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)

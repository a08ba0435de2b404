"""The reader's receipt: rerun everything, compare everything, and say what differs, by how much, and why it may.

Every chapter is executed afresh and held against what is stored: each output of each cell to the byte, each result in full
precision against its stated tolerance.  Files are held against ``book/inventory.csv`` and installed packages against
``requirements.txt``, so that a difference that comes from another version of a package is told apart from one that comes
from other data or other code.

A student edition stores of each chapter its code and what that puts on record, without texts and figures and without the
code of keys: there records are compared, no output to the byte, and the receipt is headed as that of a student edition.
"""

from __future__ import annotations

from pathlib import Path

from ..evidence.records import NotebookError, chapters, load
from ..evidence.tables import check_package
from . import inventory
from .audit import audit
from .classroom.exercises import is_alone, is_key
from .comparison import Comparison, Difference, compare
from .receipt import here, other_versions, receipt
from .rerun import execute, in_parallel

__all__ = ["verify"]


def verify(paths: list[Path] | None = None, bearer: str = "") -> tuple[bool, str]:
    """Rerun all chapters in memory and compare.

    Parameters
    ----------
    paths : list of Path, optional
        Chapters; all by default.
    bearer : str
        For whom the receipt is made out; it stands in it above its checksum.

    Returns
    -------
    tuple of (bool, str)
        Whether everything agrees, and the receipt in Markdown.
    """
    before = inventory.parts()
    found, told = Comparison(), {}
    for name, comparison, said in sorted(in_parallel(_compare_one, paths or chapters()), key=lambda three: three[0]):
        found.add(comparison)
        told |= {name: said} if said else {}
    touched = sorted(part for part, checksum in inventory.parts().items() if before.get(part) != checksum)
    problems = [str(problem) for problem in check_package()]
    problems += [] if problems else [str(finding) for finding in audit().findings]
    problems += [f"{part}: changed while the chapters ran" for part in touched]
    own = here()
    problems += [
        f"notebooks/{name}: ran in another Python, {said['python']}, expected the one that was asked, {own['python']}"
        for name, said in told.items()
        if said["prefix"] != own["prefix"]
    ]
    ran = next(iter(told.values()), own)
    changed, versions = inventory.changes(), other_versions(packages=ran["packages"])
    text = receipt(found, changed, versions, problems, inventory.digests(before), ran, bearer)
    return not (found.differences or changed or problems), text


def _compare_one(path: Path) -> tuple[str, Comparison, dict]:
    said: dict = {}
    try:
        stored, fresh = load(path), execute(path, said)
        return path.name, (_compare_alone if is_alone(stored) else compare)(path.name, stored, fresh), said
    except NotebookError as error:  # a cell that fails is a difference like others, not the end of the receipt
        place, _, what = str(error).partition(": ")
        return path.name, Comparison(differences=[Difference(place, "execution", what)]), said


def _compare_alone(name: str, stored: dict, fresh: dict) -> Comparison:
    """Hold a chapter of a student edition against its rerun: what is on record, where there are no texts to compare.

    The cell that stands for the exercises computes nothing and is left out.
    """
    from .classroom.archive import code_alone

    kept = [cell for cell in stored["cells"] if not is_key(cell)]
    found = compare(name, {**stored, "cells": kept}, code_alone(fresh))
    found.outputs, found.alone = 0, True
    return found

"""A chapter as an editor saved it, and the form in which chapters are kept: nothing in it that differs by editor or machine."""

from __future__ import annotations

from pathlib import Path

from ..evidence.records import chapters
from . import inventory

__all__ = ["FOR_SLIDES", "KEPT", "KERNEL", "as_kept"]

KEPT = {"casebook", "mystnb", "tags"}  # of the metadata of a cell
KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {
        "name": "python",
        "pygments_lexer": "ipython3",
        "file_extension": ".py",
        "mimetype": "text/x-python",
    },
}
FOR_SLIDES = {"slide", "slide-code"}  # tags of cells that go into the deck of a chapter, and say nothing of its page


def as_kept(notebook: dict, path: Path) -> dict:
    """The notebook with no outputs, no timing, and, if it is a chapter, no metadata but what the book reads.

    A cell that lost its name gets it back if ``book/inventory.csv`` knows its text.

    Parameters
    ----------
    notebook : dict
        As it was read.
    path : Path
        Where from.
    """
    is_chapter = Path(path) in chapters(Path(path).parent)
    cells = [dict(cell) for cell in notebook["cells"]]
    for cell in cells:
        metadata = cell.get("metadata") or {}
        cell["metadata"] = {k: v for k, v in metadata.items() if (k in KEPT if is_chapter else k != "execution")}
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
    if is_chapter:
        _give_names_back(cells, Path(path))
    named = all("id" in cell for cell in cells)
    return {
        **notebook,
        "cells": cells,
        "metadata": KERNEL,
        "nbformat_minor": 5 if named else notebook["nbformat_minor"],
    }


def _give_names_back(cells: list[dict], path: Path) -> None:
    known = _names_on_record(path)
    there = {cell.get("id") for cell in cells}
    lost = [cell_id for cell_id in known if cell_id not in there]
    for cell in cells:
        if cell.get("id") not in known:
            digest = inventory.digest_of(cell)
            own = next((cell_id for cell_id in lost if known[cell_id] == digest), None)
            if own:
                cell["id"] = own
                lost.remove(own)


def _names_on_record(path: Path) -> dict[str, str]:
    """The cells of a chapter by name, in order, with their checksums; none if the project has no list."""
    try:
        recorded = inventory.recorded(path.resolve().parents[1])
    except FileNotFoundError:
        return {}
    start = f"notebooks/{path.name}#"
    return {part.removeprefix(start): checksum for part, checksum in recorded.items() if part.startswith(start)}

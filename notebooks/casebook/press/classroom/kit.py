"""Everything for a class from the chapters, written to ``_build/class/``: the same chapters give the same bytes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ...evidence.records import NOTEBOOKS, NotebookError, stored_records
from ..book import BOOK, ROOT
from ..decks import deck
from ..files import write_whole
from . import copies, sheets
from .data_sheet import data_sheet
from .exercises import Exercise, chosen, exercises, is_alone

__all__ = ["KIT", "OUT", "Chapter", "chapters_of", "make", "written"]

OUT = ROOT / "_build" / "class"


@dataclass(frozen=True)
class Chapter:
    """A chapter as a class needs it: its number, path and notebook, what all chapters put on record, and its teaching note."""

    number: str
    path: Path
    notebook: dict
    records: dict[str, dict]
    note: str = ""

    @cached_property
    def exercises(self) -> list[Exercise]:
        """Its exercises."""
        return exercises(self.notebook)

    @property
    def title(self) -> str:
        """Its title."""
        return sheets.title_of(self.notebook)


def written(thing: dict) -> str:
    """A notebook or an answer sheet as it is stored: the same bytes for the same thing."""
    return json.dumps(thing, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


# Folder and ending of each file that a chapter gives, and what writes it.
KIT: dict[str, tuple[str, Callable[[Chapter], str]]] = {
    "student": ("", lambda c: written(copies.student(c.notebook, c.number))),
    "instructor": ("", lambda c: written(copies.instructor(c.notebook, c.number))),
    "key": (".md", lambda c: sheets.key(c.exercises, c.title)),
    "rubric": (".md", lambda c: sheets.rubric(c.exercises, c.title, c.note)),
    "checks": (".json", lambda c: written(sheets.answers(c.exercises, c.number, c.title))),
    "data": (".csv", lambda c: data_sheet(c.notebook, c.records)),
    "handout": (".html", lambda c: sheets.handout(c.exercises, c.title)),
    "decks": (".html", lambda c: deck(c.path)),
}


def chapters_of(numbers: list[str], folder: Path = NOTEBOOKS) -> list[Chapter]:
    """Chapters by their numbers, all if none is named.

    Raises
    ------
    NotebookError
        If there is no such chapter, one was not executed, or one is its code alone.
    """
    found = chosen(numbers, folder)
    if alone := [path.name for _, path, notebook in found if is_alone(notebook)]:
        raise NotebookError(
            f"notebooks/{alone[0]}: found its code alone, as a student edition has it, expected a chapter with its exercises: "
            "they are in the whole project, which whoever made the edition has"
        )
    records = {record["id"]: record for record in stored_records(folder) if record["kind"] == "result"}
    return [Chapter(number, path, notebook, records, _note(number)) for number, path, notebook in found]


def _note(number: str) -> str:
    """The teaching note of a chapter; none is no text."""
    path = BOOK / "teach" / f"{number}.md"
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def make(numbers: list[str], out: Path = OUT, folder: Path = NOTEBOOKS) -> list[Path]:
    """Write the kit of some chapters.

    Parameters
    ----------
    numbers : list of str
        Chapters, as ``9`` or ``09``; all if none is named.
    out, folder : Path
        Where to, and where the chapters are.

    Returns
    -------
    list of Path
        The files, chapter by chapter.
    """
    out.mkdir(parents=True, exist_ok=True)
    made = []
    for chapter in chapters_of(numbers, folder):
        for name, (ending, content) in KIT.items():
            path = out / name / (f"{chapter.number}{ending}" if ending else chapter.path.name)
            write_whole(path, content(chapter))
            made.append(path)
    return made

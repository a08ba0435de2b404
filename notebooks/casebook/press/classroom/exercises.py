"""The exercises of a chapter, read from its cells.

A task is a Markdown cell ``exN`` with an admonition; its key follows in cells with the tag ``key``: a Markdown cell
``exN-key`` with the folded answer, and for what is computed the code that computes it.  What it takes and earns stands in
the metadata of the task, under ``casebook``:

kind
    ``think``, ``compute`` or ``your turn``.
minutes, marks
    How long it takes, and how many marks it earns: one for each value that is computed, the others for the words.
given
    Results of the key that the task itself names, and that are no answers.
mistakes
    ``[shown, says, result]``: a wrong value as the book would print it, what whoever has it did, and of which result.
paper
    What the handout does with it: ``pencil``, true if what is computed needs no computer; ``say``, what to leave out or to
    use on paper, in a sentence; ``beside``, the cells whose text, table or formulas are printed with it; ``room``, a number
    of lines, or ``columns`` and ``rows`` of a sheet to fill in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from ...evidence.records import NOTEBOOKS, RECORD, NotebookError, chapters, load

__all__ = [
    "ALONE",
    "KEY",
    "KINDS",
    "Exercise",
    "Mistake",
    "chosen",
    "exercises",
    "is_alone",
    "is_key",
    "linked",
    "text_of",
]

ALONE = {"edition": "code alone"}  # in the metadata of a chapter as a student edition has it
KEY = "key"  # the tag of what a student's copy leaves out
KINDS = ("think", "compute", "your turn")
ON_PAPER = {"pencil", "say", "beside", "room"}
TASK = re.compile(r"ex(\d+)")
ADMONITION = re.compile(
    r"^(`{3,})\{admonition\}[ \t]+(?P<title>[^\n]*)\n(?::class:[^\n]*\n)?(?P<body>.*?)^\1[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
FOLD = re.compile(r"^(`{3,})\{dropdown\}[ \t]+(?P<title>[^\n]*)\n(?P<body>.*?)^\1[ \t]*$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"ledger\.md#([\w.-]+)\)")


@dataclass(frozen=True)
class Mistake:
    """A wrong value that somebody would get: as it is printed, what whoever has it did, of which result."""

    shown: str
    says: str
    result: str


@dataclass(frozen=True)
class Exercise:
    """An exercise with its key.

    Attributes
    ----------
    number, title, kind, minutes, marks
        As the task says them; the title without ``Exercise N · ``.
    task : str
        What is asked, in MyST Markdown.
    keys : tuple of (str, str)
        Title and text of each folded answer.
    solution : tuple of dict
        The cells of code that compute the answer.
    answers : tuple of dict
        The results that the solution puts on record and the task does not give.
    given : tuple of str
        Those that it gives.
    mistakes : tuple of Mistake
        Wrong values to expect.
    paper : dict
        What the handout does with it.
    beside : tuple of dict
        The cells of the chapter that are printed with it.
    """

    number: int
    title: str
    kind: str
    minutes: int
    marks: int
    task: str
    keys: tuple[tuple[str, str], ...]
    solution: tuple[dict, ...]
    answers: tuple[dict, ...]
    given: tuple[str, ...]
    mistakes: tuple[Mistake, ...]
    paper: dict = field(default_factory=dict)
    beside: tuple[dict, ...] = ()

    @property
    def name(self) -> str:
        """The name of its cell, ``exN``."""
        return f"ex{self.number}"


def text_of(cell: dict) -> str:
    """The source of a cell as one text."""
    return "".join(cell["source"])


def is_key(cell: dict) -> bool:
    """Whether a cell belongs to a key."""
    return KEY in cell["metadata"].get("tags", [])


def is_alone(notebook: dict) -> bool:
    """Whether a chapter is its code alone, as a student edition has it (:mod:`.archive`)."""
    return notebook.get("metadata", {}).get(RECORD) == ALONE


def linked(text: str) -> list[str]:
    """The entries of the ledger that a text links to, in order."""
    return LINK.findall(text)


def exercises(notebook: dict) -> list[Exercise]:
    """The exercises of a chapter, in order.

    Raises
    ------
    NotebookError
        If a task has no admonition, or does not say its kind, minutes and marks.
    """
    groups: list[list[dict]] = []
    for cell in notebook["cells"]:
        if TASK.fullmatch(cell.get("id", "")):
            groups.append([cell])
        elif groups and is_key(cell):
            groups[-1].append(cell)
    free = {cell.get("id", ""): cell for cell in notebook["cells"] if not is_key(cell)}
    return [_exercise(task, keys, free) for task, *keys in groups]


def _exercise(cell: dict, keys: list[dict], free: dict[str, dict]) -> Exercise:
    asked, told = ADMONITION.search(text_of(cell)), cell["metadata"].get(RECORD, {})
    lacking = [name for name in ("kind", "minutes", "marks") if name not in told]
    if not asked or lacking:
        found = f"no {', no '.join(lacking)} in its metadata" if lacking else "no {admonition}"
        raise NotebookError(f"cell {cell['id']}: found {found}, expected an exercise (press/classroom/exercises.py)")
    paper = told.get("paper", {})
    if unknown := sorted(paper.keys() - ON_PAPER):
        raise NotebookError(f"cell {cell['id']}: found paper.{unknown[0]}, expected {', '.join(sorted(ON_PAPER))}")
    if lost := [name for name in paper.get("beside", ()) if name not in free]:
        raise NotebookError(f"cell {cell['id']}: found {lost[0]!r} beside it on paper, expected a cell that is no key")
    code = [one for one in keys if one["cell_type"] == "code"]
    folded = [fold for one in keys if one["cell_type"] == "markdown" for fold in FOLD.finditer(text_of(one))]
    given = tuple(told.get("given", ()))
    return Exercise(
        number=int(TASK.fullmatch(cell["id"])[1]),
        title=asked["title"].partition(" · ")[2],
        kind=told["kind"],
        minutes=told["minutes"],
        marks=told["marks"],
        task=asked["body"].strip(),
        keys=tuple((fold["title"].strip(), fold["body"].strip()) for fold in folded),
        solution=tuple(code),
        answers=tuple(record for record in _results(code) if record["id"] not in given),
        given=given,
        mistakes=tuple(Mistake(*mistake) for mistake in told.get("mistakes", ())),
        paper=paper,
        beside=tuple(free[name] for name in paper.get("beside", ())),
    )


def _results(cells: list[dict]) -> list[dict]:
    records = [output.get("metadata", {}).get(RECORD) for cell in cells for output in cell.get("outputs", [])]
    return [record for record in records if record and record["kind"] == "result"]


def chosen(numbers: list[str], folder: Path = NOTEBOOKS) -> list[tuple[str, Path, dict]]:
    """Chapters by their numbers, all if none is named: number as ``09``, path, and notebook.

    Raises
    ------
    NotebookError
        If there is no such chapter, naming those there are.
    """
    there = {path.name[:2]: path for path in chapters(folder)}
    wanted = [number.zfill(2) for number in numbers] or list(there)
    if lost := [number for number in wanted if number not in there]:
        raise NotebookError(f"found no chapter {', '.join(lost)}, expected some of {', '.join(there)}")
    return [(number, there[number], load(there[number])) for number in wanted]

"""The copies of a chapter: the student's, with a place for each answer and no key, and the instructor's, with all keys open.

Both are notebooks that any editor shows: what only the book's own pages can show, such as folds and links to the ledger,
becomes plain Markdown.
"""

from __future__ import annotations

import json
import re

from ...evidence.records import RECORD
from ..saved import KERNEL
from ..writing import TEMPLATES, write
from .exercises import ADMONITION, FOLD, TASK, Exercise, exercises, is_key, text_of
from .practice import mark

__all__ = ["FOLDER", "asked", "code", "instructor", "lines", "plain", "student"]

FOLDER = TEMPLATES / "classroom"
TO_THE_BOOK = re.compile(r"\[([^\]]*)\]\((?:\.\./book/|#)[^)]*\)")
CITED = re.compile(r"\{cite:\w\}`([^`]*)`")
ROLE = re.compile(r"\{[\w:-]+\}`([^`<]*)(?:<[^`>]*>)?`")


def plain(text: str, opened: bool = False) -> str:
    """Markdown as any editor shows it.

    Parameters
    ----------
    text : str
        MyST Markdown of a chapter.
    opened : bool
        Whether what is folded is shown, or its title alone.
    """
    text = FOLD.sub(
        lambda fold: f"**{fold['title'].strip()}**" + (f"\n\n{fold['body'].strip()}" if opened else ""), text
    )
    text = ADMONITION.sub(lambda box: f"### {box['title'].strip()}\n\n{box['body'].strip()}", text)
    text = TO_THE_BOOK.sub(r"\1", text)
    text = CITED.sub(lambda cited: f"({cited[1].replace(',', '; ')})", text)
    return ROLE.sub(lambda role: role[1].strip(), text)


def student(notebook: dict, number: str) -> dict:
    """The student's copy: no key, no output, a place for each answer, and a check that holds none."""
    told = {exercise.name: exercise for exercise in exercises(notebook)}
    cells = [code("find-casebook", write("find", folder=FOLDER))]
    for cell in notebook["cells"]:
        if is_key(cell):
            continue
        cells.append(_without_outputs(cell) if cell["cell_type"] == "code" else _prose(cell, plain(text_of(cell))))
        exercise = told.get(cell["id"])
        if exercise:
            cells[-1]["source"] = lines(_task(text_of(cell), exercise))
            cells += _places(exercise)
    known = [exercise for exercise in told.values() if exercise.kind == "compute"]
    if known:
        first = next(at for at, cell in enumerate(cells) if TASK.fullmatch(cell["id"]))
        cells.insert(first, code("practice", write("practice", folder=FOLDER, known=_known(known))))
    return _notebook(cells, number, "student")


def instructor(notebook: dict, number: str) -> dict:
    """The instructor's copy: everything that the chapter has, the keys open after their tasks."""
    told = {exercise.name: exercise for exercise in exercises(notebook)}
    cells = [code("find-casebook", write("find", folder=FOLDER))]
    for cell in notebook["cells"]:
        text = text_of(cell)
        if cell["cell_type"] != "markdown":
            cells.append(cell)
        elif cell["id"] in told:
            cells.append(_prose(cell, _task(text, told[cell["id"]])))
        else:
            cells.append(_prose(cell, plain(text, opened=True)))
    return _notebook(cells, number, "instructor")


def _task(text: str, exercise: Exercise) -> str:
    """The task in plain Markdown, with its minutes and marks under its title."""
    title, _, rest = plain(text).partition(f"### Exercise {exercise.number}")
    line, _, body = rest.partition("\n")
    return (
        f"{title}### Exercise {exercise.number}{line}\n\n*{exercise.minutes} minutes, {exercise.marks} marks*\n{body}"
    )


def _places(exercise: Exercise) -> list[dict]:
    """Where the answer goes: a cell to write in, and for what is computed a line for each value and its check."""
    words = "*Your answer:*"
    if exercise.kind != "compute":
        return [_markdown(f"{exercise.name}-answer", words)]
    values = [
        {"id": answer["id"], "asked": asked(answer), "at": "" if len(exercise.answers) == 1 else f'["{answer["id"]}"]'}
        for answer in exercise.answers
    ]
    return [
        code(f"{exercise.name}-answer", write("answer", folder=FOLDER, values=values)),
        code(f"{exercise.name}-check", write("check", folder=FOLDER, values=values)),
        _markdown(f"{exercise.name}-words", words),
    ]


def asked(answer: dict) -> str:
    """What an answer is to be: what it says, whether a number or two ends, and its unit."""
    kind = "two ends" if isinstance(answer["value"], list) else "a number"
    return f"{answer['meaning']} ({', '.join(filter(None, (kind, answer['unit'])))})"


def _known(computed: list[Exercise]) -> list[dict]:
    return [
        {
            "id": answer["id"],
            "right": mark(answer["id"], answer["shown"]),
            "mistakes": [
                {"mark": mark(answer["id"], mistake.shown), "says": json.dumps(mistake.says, ensure_ascii=False)}
                for mistake in exercise.mistakes
                if mistake.result == answer["id"]
            ],
        }
        for exercise in computed
        for answer in exercise.answers
    ]


def lines(text: str) -> list[str]:
    """The source of a cell as notebooks store it."""
    return text.rstrip("\n").splitlines(keepends=True)


def _markdown(name: str, text: str) -> dict:
    return {"cell_type": "markdown", "id": name, "metadata": {}, "source": lines(text)}


def _prose(cell: dict, text: str) -> dict:
    return _markdown(cell["id"], text)


def code(name: str, text: str) -> dict:
    """A cell of code that did not run."""
    return {
        "cell_type": "code", "id": name, "metadata": {}, "source": lines(text), "outputs": [], "execution_count": None
    }  # fmt: skip


def _without_outputs(cell: dict) -> dict:
    return code(cell["id"], text_of(cell))


def _notebook(cells: list[dict], number: str, edition: str) -> dict:
    metadata = KERNEL | {RECORD: {"chapter": number, "edition": edition}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}

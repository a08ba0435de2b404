"""What a chapter must keep so that a student's copy can be made of it, and gives no answer away.

Each problem is a line: the cell, what was found, what was expected.
"""

from __future__ import annotations

import ast
import builtins
import csv
import re
from collections.abc import Iterable
from pathlib import Path

from ...evidence.records import NotebookError
from ...evidence.register import shown
from ...reading.intervals import Interval
from ..book import ROOT
from .exercises import ADMONITION, FOLD, KINDS, TASK, Exercise, exercises, is_key, linked, text_of

__all__ = ["ELSEWHERE", "MINUTES", "as_value", "elsewhere", "problems", "rows_of", "unlisted"]

MINUTES = (20, 45)  # for all exercises of a chapter
ELSEWHERE = ROOT / "book" / "shown_elsewhere.csv"  # answers that another place of the book shows, with the reason
NUMBER = re.compile(r"[+−-]?\d[\d,]*(?:\.\d+)?")


def problems(notebook: dict) -> list[str]:
    """What keeps a chapter from being split into tasks and keys, a line each; none if all is well."""
    found = _cells(notebook)
    if found:
        return found
    try:
        told = exercises(notebook)
    except NotebookError as error:
        return [str(error)]
    for exercise in told:
        found += [f"cell {exercise.name}: {line}" for check in CHECKS for line in check(exercise)]
    total = sum(exercise.minutes for exercise in told)
    if told and not MINUTES[0] <= total <= MINUTES[1]:
        found.append(f"found exercises of {total} minutes, expected {MINUTES[0]} to {MINUTES[1]}")
    return found + _names(notebook)


def _cells(notebook: dict) -> list[str]:
    """Tasks and keys stand in cells of their own, by their names, next to each other."""
    found, current, keyed = [], None, set()
    for number, cell in enumerate(notebook["cells"], start=1):
        name, prose = cell.get("id", ""), cell["cell_type"] == "markdown"
        asked = re.search(r"\{admonition\} Exercise (\d+)", text_of(cell)) if prose else None
        if asked:
            if name != f"ex{asked[1]}":
                found.append(f"cell {number}: found the id {name!r}, expected 'ex{asked[1]}' for a task")
            if FOLD.search(text_of(cell)):
                found.append(f"cell {name}: found its key in the same cell, expected it in 'ex{asked[1]}-key'")
            current = asked[1]
        elif prose and TASK.fullmatch(name):
            found.append(f"cell {name}: found no exercise, expected an {{admonition}}")
        elif is_key(cell) and current is None:
            found.append(f"cell {name}: found the tag 'key', expected it after a task alone")
        elif is_key(cell) and prose:
            if name != f"ex{current}-key" or not FOLD.search(text_of(cell)) or ADMONITION.search(text_of(cell)):
                found.append(f"cell {name}: found the tag 'key', expected the folded key 'ex{current}-key'")
            keyed.add(current)
        elif prose:
            current = None
    tasks = {found_[1] for cell in notebook["cells"] if (found_ := TASK.fullmatch(cell.get("id", "")))}
    found += [f"cell ex{number}: found no key after it, expected 'ex{number}-key'" for number in sorted(tasks - keyed)]
    return found


def _costs(exercise: Exercise) -> list[str]:
    found = []
    if exercise.kind not in KINDS or not exercise.title.startswith(exercise.kind):
        found.append(
            f"found the kind {exercise.kind!r} and the title {exercise.title!r}, expected one of {', '.join(KINDS)} in both"
        )
    for name in ("minutes", "marks"):
        if not isinstance(value := getattr(exercise, name), int) or value < 1:
            found.append(f"found {value!r} {name}, expected a whole number from 1")
    return found


def _values(exercise: Exercise) -> list[str]:
    computed = exercise.kind == "compute"
    if computed and not exercise.answers:
        return ["found no result on record in its key, expected what it asks for"]
    if computed and isinstance(exercise.marks, int) and exercise.marks < len(exercise.answers):
        return [f"found {exercise.marks} marks for {len(exercise.answers)} values, expected one for each"]
    return []


def _leaks(exercise: Exercise) -> list[str]:
    """The task links to no answer and does not print one; what it gives, it names."""
    links, prose = linked(exercise.task), re.sub(r"\[([^\]]*)\]\([^)]*\)", " ", exercise.task)
    found = [f"found a link to its answer {a['id']}, expected none" for a in exercise.answers if a["id"] in links]
    for answer in exercise.answers:
        if re.search(rf"(?<![\w.,]){re.escape(answer['shown'])}(?![\w%]|[.,]\d)", prose):
            found.append(f"found {answer['shown']!r}, its answer {answer['id']}, expected a task without it")
    return found + [
        f"found {given!r} as given, expected a result of its key that the task links to"
        for given in exercise.given
        if given not in links
    ]


def _mistakes(exercise: Exercise) -> list[str]:
    answers = {answer["id"]: answer for answer in exercise.answers}
    found = []
    for mistake in exercise.mistakes:
        answer = answers.get(mistake.result)
        if answer is None:
            found.append(f"found a mistake of {mistake.result!r}, expected one of its answers: {', '.join(answers)}")
        elif mistake.shown == answer["shown"]:
            found.append(f"found the mistake {mistake.shown!r}, expected another value than the answer")
        elif _again(mistake.shown, answer) != mistake.shown:
            found.append(f"found the mistake {mistake.shown!r}, expected the form of {answer['shown']!r}")
        if not mistake.says.strip():
            found.append(f"found nothing on the mistake {mistake.shown!r}, expected what whoever has it did")
    if exercise.kind == "compute" and not exercise.mistakes:
        found.append("found no mistake, expected at least one that somebody would make")
    return found


def as_value(text: str) -> float | Interval:
    """The number, or the interval, that a form of the book prints: ``−2.8 to +6.4 log points``."""
    ends = [float(number.replace(",", "").replace("−", "-")) for number in NUMBER.findall(text)]
    return Interval(*ends) if len(ends) == 2 else ends[0]


def _again(text: str, answer: dict) -> str:
    try:
        return shown(as_value(text), answer["form"], answer["unit"])
    except (ValueError, IndexError):
        return ""


CHECKS = (_costs, _values, _leaks, _mistakes)


def _names(notebook: dict) -> list[str]:
    """No cell uses a name that only a key binds, but the key of the same exercise."""
    own, shared, number = {}, set(dir(builtins)), ""
    cells = []
    for cell in notebook["cells"]:
        if TASK.fullmatch(cell.get("id", "")):
            number = cell["id"]
        if cell["cell_type"] == "code":
            bound, used = _bound_and_used(text_of(cell))
            owner = number if is_key(cell) else ""
            cells.append((cell["id"], owner, used))
            (own.setdefault(owner, set()) if owner else shared).update(bound)
    bound_in = {name: owner for owner, names in own.items() for name in names - shared}
    return [
        f"cell {cell}: found the name {name!r}, which only the key of {bound_in[name]} binds, expected it bound outside"
        for cell, owner, used in cells
        for name in sorted(used & set(bound_in) - own.get(owner, set()))
    ]


SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def _bound_and_used(source: str) -> tuple[set[str], set[str]]:
    """The names that code binds at its top, and those that it takes from outside.

    What a function or a comprehension binds is its own; not asked of :mod:`symtable`, which tells comprehensions otherwise
    from Python 3.12 on.
    """
    bound, inner, used = set(), set(), set()

    def read(node: ast.AST, own: set[str]) -> None:
        if isinstance(node, ast.Name):
            (used if isinstance(node.ctx, ast.Load) else own).add(node.id)
        elif isinstance(node, ast.arg):
            own.add(node.arg)
        elif isinstance(node, ast.alias):
            own.add(node.asname or node.name.partition(".")[0])
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            own.add(node.name)
        for child in ast.iter_child_nodes(node):
            read(child, inner if isinstance(node, SCOPES + COMPREHENSIONS) else own)

    read(ast.parse(source), bound)
    return bound, used - (inner - bound)


def elsewhere(chapters: dict[str, dict], pages: dict[str, str]) -> set[tuple[str, str]]:
    """Answers of computed exercises that a place outside their key links to.

    Parameters
    ----------
    chapters : dict of str to dict
        File name to notebook.
    pages : dict of str to str
        File name to Markdown of the pages that people write.

    Returns
    -------
    set of (str, str)
        Result and file.
    """
    answers = {
        answer["id"]
        for notebook in chapters.values()
        for exercise in exercises(notebook)
        if exercise.kind == "compute"
        for answer in exercise.answers
    }
    found = {(entry, name) for name, text in pages.items() for entry in linked(text)}
    for name, notebook in chapters.items():
        for cell in notebook["cells"]:
            if not is_key(cell):
                caption = cell["metadata"].get("mystnb", {}).get("figure", {}).get("caption", "")
                prose = text_of(cell) if cell["cell_type"] == "markdown" else ""
                found |= {(entry, name) for entry in linked(prose + caption)}
    return {(entry, name) for entry, name in found if entry in answers}


def rows_of(listed: Path = ELSEWHERE) -> list[dict[str, str]]:
    """The answers that another place of the book shows, each with its file and the reason; none where there is no list."""
    if not listed.is_file():
        return []
    with listed.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def unlisted(found: Iterable[tuple[str, str]], listed: Path = ELSEWHERE) -> list[str]:
    """Answers shown elsewhere that the table does not have with a reason, and lines of the table that nothing needs."""
    rows = rows_of(listed)
    known = {(row["result"], row["file"]) for row in rows}
    lines = [
        f"{name}: found the answer {entry}, expected a key without echo, or a line in book/{listed.name}"
        for entry, name in sorted(set(found) - known)
    ]
    lines += [
        f"book/{listed.name}: found {entry} in {name}, which shows it no more"
        for entry, name in sorted(known - set(found))
    ]
    return lines + [
        f"book/{listed.name}: found no reason for {row['result']}" for row in rows if not row["reason"].strip()
    ]

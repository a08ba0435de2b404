"""The plan of a class, on a page of ``book/teach/``: its minutes and marks are its own, so they are checked by adding up.

A number of the plan needs no evidence, for nobody found it out: the lecturer decides it.  What can be wrong with it is that a
plan of 50 minutes takes 55, or that it gives an exercise other minutes or marks than the chapter does.
"""

from __future__ import annotations

import re
from pathlib import Path

from ...evidence.records import chapters, load
from .findings import Page

__all__ = ["FOLDER", "chapter_of", "exercises_of", "is_plan", "read_tables", "without_plan"]

FOLDER = "book/teach"
_LENGTH = re.compile(r"(\d+)(?: min(?:utes)?)?")  # the head of a column of minutes that add up to it
_OWN = ("minutes", "marks")  # the head of a column of the plan's own numbers
_NUMBER = re.compile(r"\**(\d+)\**|[–—-]?")
_EXERCISE = re.compile(r"(?:exercise )?(\d+)\b[^\d]*", re.IGNORECASE)
_TITLE = re.compile(r"^`{3,}\{admonition\}\s*Exercise\s+(\d+)", re.MULTILINE)
_SAID = re.compile(
    r"\b\d+(?:[–-]\d+)?[ -](?:minutes?|marks?)\b|\b(?:minute|question|slide|week)s?\s\d+(?:(?:,| and| or| to|[–-]) ?\d+)*\b"
    r"|\b\d+ (?:pairs|students)\b",  # of the room, not of the book
    re.IGNORECASE,
)


def is_plan(file: str) -> bool:
    """Whether a page is the plan of a class."""
    return file.startswith(f"{FOLDER}/")


def chapter_of(file: str) -> int | None:
    """The chapter that a plan is for, by its name; None for any other page."""
    name = Path(file).stem
    return int(name) if is_plan(file) and name.isdigit() else None


def without_plan(page: Page, text: str) -> str:
    """Take out what a plan counts of its own, such as ``10 minutes``, ``minute 20``, ``slides 2 and 3`` and ``20 pairs``."""
    if not is_plan(page.file):
        return text
    text, found = _SAID.subn(" ", text)
    page.audit.trace("structure", found)
    return text


def read_tables(page: Page, tokens: list) -> set[int]:
    """Check the tables of a plan, and say which tokens hold its own numbers, for the audit to pass over.

    A column headed by a number of minutes adds up to it.  Where a table has exercises with minutes or marks, they are those of
    the chapter, and all of its exercises are there.

    Parameters
    ----------
    page : Page
        The page, which is told what does not hold.
    tokens : list
        What the parser of Markdown makes of the page.

    Returns
    -------
    set of int
        Places in ``tokens``; empty for a page that is no plan.
    """
    own: set[int] = set()
    if not is_plan(page.file):
        return own
    for head, *rows in _tables(tokens):
        heads = [text.lower() for _, text in head]
        for column, name in enumerate(heads):
            if length := _LENGTH.fullmatch(name):
                own |= {head[column][0]} | _add_up(page, [row[column] for row in rows], int(length[1]))
            elif name in _OWN:
                own |= {at for at, text in (row[column] for row in rows) if _NUMBER.fullmatch(text)}
            elif name == "exercise":
                own |= {at for at, text in (row[column] for row in rows) if _EXERCISE.fullmatch(text)}
        if "exercise" in heads and set(_OWN) & set(heads):
            _as_in_the_chapter(page, heads, rows)
    page.audit.trace("structure", len(own))
    return own


def _tables(tokens: list) -> list[list[list[tuple[int, str]]]]:
    """The tables with their rows, each cell with the place of its text in the tokens."""
    found = []
    for at, token in enumerate(tokens):
        if token.type == "table_open":
            found.append([])
        elif token.type == "tr_open":
            found[-1].append([])
        elif token.type == "inline" and tokens[at - 1].type in ("th_open", "td_open"):
            found[-1][-1].append((at, token.content.strip()))
    return found


def _add_up(page: Page, cells: list[tuple[int, str]], length: int) -> set[int]:
    numbers = {at: match for at, text in cells if (match := _NUMBER.fullmatch(text))}
    total = sum(int(match[1] or 0) for match in numbers.values())
    if total != length:
        page.report(f"{total} minutes in the plan of {length}", f"{length} minutes")
    return set(numbers)


def _as_in_the_chapter(page: Page, heads: list[str], rows: list[list[tuple[int, str]]]) -> None:
    wanted, told = exercises_of(chapter_of(page.file)), {}
    for row in rows:
        cells = {head: text for head, (_, text) in zip(heads, row, strict=True)}
        if number := _EXERCISE.match(cells["exercise"]):
            told[int(number[1])] = cells
    for number in sorted(wanted.keys() - told.keys()):
        page.report("a table of exercises", f"Exercise {number} of the chapter in it")
    for number, cells in told.items():
        if number not in wanted:
            page.report(f'"{cells["exercise"]}" in the table of exercises', "an exercise of the chapter")
            continue
        for name in _OWN:
            planned, found = wanted[number].get(name), cells.get(name)
            if None not in (planned, found) and found != str(planned):
                page.report(f'"{found}" {name} for Exercise {number}', f"{planned}, as the chapter has")


def exercises_of(chapter: int | None) -> dict[int, dict]:
    """The exercises of a chapter by number, each with what its cell says of it: minutes and marks, if it says so."""
    found = {}
    for path in chapters():
        if int(path.name[:2]) == chapter:
            for cell in load(path)["cells"]:
                if title := _TITLE.search("".join(cell["source"])):
                    found[int(title[1])] = cell["metadata"].get("casebook", {})
    return found

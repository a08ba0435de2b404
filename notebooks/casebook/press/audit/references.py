"""What the prose says of the book itself: the number of a chapter that it links to, an exercise that exists, a level on record."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .passages import LEDGER_LINK

__all__ = ["exercises_in", "false_references"]

_CHAPTER = re.compile(r"\[([^\]]*)\]\((\d\d)_[\w.]+\)")
_NUMBERED = re.compile(r"\bchapters?\s+(\d+)", re.IGNORECASE)
_EXERCISE = re.compile(r"\bexercises?\s+(\d+)((?:\s*(?:,|–|and|or|to)\s*\d+)*)", re.IGNORECASE)
_TITLE = re.compile(r"^`{3,}\{(?:admonition|exercise)\}\s*Exercise\s+(\d+)", re.MULTILINE)
_LEVEL = re.compile(r"\blevels?\s+(\d)(?:\s*(?:,|–|and|or|to)\s*(\d))?", re.IGNORECASE)


def exercises_in(markdown: str) -> list[int]:
    """The numbers of the exercises of a chapter, as they follow one another."""
    return [int(number) for number in _TITLE.findall(markdown)]


def false_references(
    sentence: str, entries: dict, exercises: dict[int, list[int]], chapter: int | None
) -> Iterator[tuple[str, str]]:
    """What a sentence says of the book and is not so: what was found, what was expected.

    Parameters
    ----------
    sentence : str
        Its links as ``[text](#id)`` and ``[text](NN_name.ipynb)``.
    entries : dict
        What is on record.
    exercises : dict
        Chapter to the numbers of its exercises.
    chapter : int or None
        The chapter that the sentence stands in.
    """
    linked = []
    for text, number in _CHAPTER.findall(sentence):
        linked.append(int(number))
        said = _NUMBERED.search(text)
        if said and int(said[1]) != int(number):
            yield f'"{text}" linked to chapter {int(number)}', f"Chapter {int(number)}"
    there = [set(exercises.get(number, ())) for number in linked or [chapter] if number is not None]
    for match in _EXERCISE.finditer(sentence):
        numbers = {int(number) for number in re.findall(r"\d+", match[0])}
        if there and not any(numbers <= known for known in there):
            yield (
                f'"{match[0]}"',
                f"an exercise that exists: {', '.join(map(str, sorted(set().union(*there)))) or 'there is none'}",
            )
    levels = {
        entries[entry]["level"]
        for _, entry in LEDGER_LINK.findall(sentence)
        if entry in entries and _has_level(entries[entry])
    }
    for match in _LEVEL.finditer(sentence):
        said = {int(number) for number in match.groups() if number}
        if levels and not said & levels:
            yield f'"{match[0]}"', f"level {' or '.join(map(str, sorted(levels)))}, as on record"


def _has_level(entry) -> bool:
    return isinstance(entry, dict) and entry.get("level") is not None

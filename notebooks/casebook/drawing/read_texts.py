"""The texts of a figure, held against its table and the record: every number is known, stands at its place and can be read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

import numpy as np
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle
from matplotlib.ticker import FixedFormatter, FuncFormatter

from ..evidence.claims import claim
from ..evidence.register import on_record
from .artists import Mark, Word, contrast, numerals, one_line
from .picture import ROW, Picture, holds

__all__ = ["text_problems"]

LONE = re.compile(r"[-+−]?[\d.,]+\s*%?")
LESS = re.compile(r"(\w[\w ]*?) less (\w[\w ]*?)(?:, .*)?")
READABLE = 4.5  # least contrast of text with what is behind it (Web Content Accessibility Guidelines 2.2, 1.4.3)


def text_problems(picture: Picture, claims: Sequence[str]) -> list[str]:
    """What is wrong with the texts of a figure, a line each: the text, what was found, what was expected.

    Parameters
    ----------
    picture : Picture
        The figure and its table.
    claims : sequence of str
        Claims whose figures may be written in the figure, besides the table's and the results on record.
    """
    return [
        *_texts(picture, claims),
        *_beside_another_mark(picture),
        *_in_another_row(picture),
        *_ticks(picture),
        *_differences(picture),
        *_unread(picture),
    ]


def _numbers_known(picture: Picture, claims: Sequence[str]) -> list[float]:
    """The numbers that a text may write: of cells, of the claims drawn, of results on record."""
    known = [number for values in picture.numbers.values() for number in values]
    texts = [str(value) for name in picture.table.columns for value in picture.table[name].dropna().unique()]
    texts += [str(name) for name in picture.table.columns]
    for claim_id in claims:
        stated = claim(claim_id)
        texts += [stated.shown, stated.period]
        if stated.figure is not None:
            known += [float(stated.interval.low), float(stated.interval.high)]
    for record in on_record().values():
        texts.append(record["shown"])
        known += record["value"] if isinstance(record["value"], list) else [record["value"]]
    return [*known, *(number for text in texts for number, _ in numerals(text))]


def _texts(picture: Picture, claims: Sequence[str]) -> list[str]:
    known = np.array([number for number in _numbers_known(picture, claims) if np.isfinite(number)])
    problems = []
    for word in picture.words:
        if word.kind == "tick" and (not _labels_are_given(word) or _alone(word.text)):
            continue  # those stand at their numbers
        for number, half in numerals(word.text):
            if (np.abs(known - number) <= half * 1.0000001).any() or _is_count(picture, word, number):
                continue
            problems.append(
                f"text {one_line(word.text)!r}: found {number:g}, expected a number of the table or on record"
            )
    return problems


def _alone(text: str) -> tuple[float, float] | None:
    """The number that a text is, if it is nothing else, with half a unit of its last place."""
    return next(iter(numerals(text)), None) if LONE.fullmatch(text.strip()) else None


def _beside_another_mark(picture: Picture) -> list[str]:
    """A text that is a number of its row, written at a mark that stands for another number of it."""
    problems = []
    for word in picture.words:
        if word.kind != "text" or not (found := _alone(word.text)):
            continue
        points = picture.vertices[word.ax]
        if not ((np.abs(points[:, 0] - word.x) <= 1e-9) & (np.abs(points[:, 1] - word.y) <= 1e-9)).any():
            continue
        number, half = found
        if any(abs(number - place) <= half for place in (word.x, word.y)):
            continue
        for row in range(len(picture.table)):
            values = np.array([picture.numbers[name][row] for name in picture.drawn])
            at = any((np.abs(values - place) <= 1e-9).any() for place in (word.x, word.y))
            if at and (np.abs(values - number) <= half).any():
                problems.append(
                    f"text {word.text!r}, row {row + 1}: found it at ({word.x:g}, {word.y:g}), expected it at {number:g}"
                )
    return problems


def _in_another_row(picture: Picture) -> list[str]:
    """A text that is a number, in line with the label of a row that has no such number, though others have it."""
    problems = []
    labels = [name for name in picture.labels if len({*picture.cells[name]}) == len(picture.table)]
    for word in picture.words:
        if word.kind != "text" or not (found := _alone(word.text)):
            continue
        with_it = [row for row in range(len(picture.table)) if _has(picture, row, *found)]
        beside = {
            row
            for name in labels
            for row in range(len(picture.table))
            for label in picture.cells_words(name, row)
            if label is not word and label.ax is word.ax and abs(label.y - word.y) <= ROW
        }
        # where a line has several rows, as in a matrix, none
        if len(beside) == 1 and with_it and not beside <= {*with_it}:
            problems.append(
                f"text {word.text!r}: found it in line with row {min(beside) + 1}, expected it with row {with_it[0] + 1}"
            )
    return problems


def _has(picture: Picture, row: int, number: float, half: float) -> bool:
    """Whether a row has a number, in a cell of numbers or in a text."""
    cells = [column[row] for column in picture.cells.values() if isinstance(column[row], str)]
    values = [values[row] for values in picture.numbers.values()]
    values += [value for cell in cells for value, _ in numerals(cell)]
    return any(abs(value - number) <= half * 1.0000001 for value in values)


def _is_count(picture: Picture, word: Word, number: float) -> bool:
    """Whether a number counts the rows that have a cell in common which is written in the same text or in its line."""
    for name in picture.worded:
        for cell, count in picture.table[name].value_counts().items():
            if count != number or not isinstance(cell, str):
                continue
            for other in picture.words:
                if holds(other.text, cell) and other.ax is word.ax:
                    if other is word or abs(other.y - word.y) <= ROW or abs(other.x - word.x) <= ROW:
                        return True
    cells = {one_line(cell) for name in picture.table.columns for cell in picture.table[name] if isinstance(cell, str)}
    ticks = [other.text for other in picture.words if other.kind == "tick" and abs(other.y - word.y) <= ROW]
    return number == 0 and any(one_line(text) not in cells for text in ticks)


def _labels_are_given(word: Word) -> bool:
    """Whether tick labels were handed over, so that they need not be the numbers at which they stand."""
    axis = word.ax.yaxis if np.isnan(word.x) else word.ax.xaxis
    formatter = axis.get_major_formatter()
    by_place = isinstance(formatter, FuncFormatter) and isinstance(formatter.func, partial)  # as set_xticks makes it
    return by_place or isinstance(formatter, FixedFormatter)


def _ticks(picture: Picture) -> list[str]:
    """A tick label that is a number stands at that number."""
    problems = []
    for word in picture.words:
        if word.kind != "tick" or not _labels_are_given(word) or not (found := _alone(word.text)):
            continue
        number, half = found
        place = word.y if np.isnan(word.x) else word.x
        if abs(number - place) > half:
            problems.append(f"tick label {word.text!r}: found it at {place:g}, expected it at its number")
    return problems


def _differences(picture: Picture) -> list[str]:
    """Where an axis says that it has one thing less another, the table has both, and a column drawn is their difference."""
    problems = []
    columns = {str(name).casefold(): values for name, values in picture.numbers.items()}
    for word in picture.words:
        said = LESS.fullmatch(one_line(word.text)) if word.kind == "axis" else None
        if not said:
            continue
        one, two = (columns.get(part.casefold()) for part in said.groups())
        if one is None or two is None:
            problems.append(
                f"axis {word.text!r}: found no columns {said[1]!r} and {said[2]!r}, expected both in the table"
            )
        elif not any(
            np.nanmax(np.abs(picture.numbers[name] - (one - two))) <= 3 * picture.tolerances[name]
            for name in picture.drawn
        ):
            problems.append(f"axis {word.text!r}: found no column drawn that is this difference, expected one")
    return problems


def _unread(picture: Picture) -> list[str]:
    """Texts whose contrast with what is behind them is too low to be read."""
    problems = []
    for word in picture.words:
        ground = _ground(picture, word)
        found = contrast(word.colour, ground)
        if found < READABLE:
            problems.append(
                f"text {one_line(word.text)!r}: found {word.colour} on {ground}, a contrast of {found:.1f}, "
                f"expected at least {READABLE}"
            )
    return problems


def _ground(picture: Picture, word: Word) -> str:
    """The colour of the bar, box or span in which the middle of a text stands, as it is seen on white; else white."""
    boxes = [mark.artist for mark in picture.marks if word.kind == "text" and _may_stand_in(mark, word)]
    if not boxes or word.artist.get_bbox_patch() is not None:
        return "#ffffff"
    extent = word.artist.get_window_extent()
    middle = ((extent.x0 + extent.x1) / 2, (extent.y0 + extent.y1) / 2)
    boxes = [box for box in boxes if box.get_window_extent().contains(*middle)]
    if not boxes:
        return "#ffffff"
    *tone, strength = max(boxes, key=lambda box: box.get_zorder()).get_facecolor()
    return to_hex([part * strength + 1 - strength for part in tone])


def _may_stand_in(mark: Mark, word: Word) -> bool:
    if mark.ax is not word.ax or not isinstance(mark.artist, Rectangle) or mark.artist.get_facecolor()[3] == 0:
        return False
    anchor, low, high = (word.x, word.y), mark.points.min(axis=0), mark.points.max(axis=0)
    return bool((np.isnan(low) | ((low <= anchor) & (anchor <= high))).all())

"""What was drawn, held against the table that is handed over with it: every value at its place, every number in a text."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
from matplotlib.dates import date2num

from ..evidence.claims import claim
from ..reading.dates import days
from .artists import numerals, one_line, spans
from .picture import ROW, Picture, complain, within
from .picture import Misdrawn as Misdrawn  # what it raises
from .read_texts import text_problems

__all__ = ["Misdrawn", "read_back"]


def read_back(
    fig,
    figure_id: str,
    table: pd.DataFrame,
    *,
    undrawn: Sequence[str] = (),
    written: Sequence[str] = (),
    claims: Sequence[str] = (),
) -> Picture:
    """Hold a figure against its table.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        Laid out.
    figure_id : str
        Named in every message.
    table : pandas.DataFrame
        What the figure is to show: each number of it is a coordinate of a mark, in line with the other numbers and with
        the labels of its row, within the limits of its axes.
    undrawn : sequence of str
        Columns of numbers or dates that the figure does not draw.
    written : sequence of str
        Columns of numbers that stand in the figure as texts only.
    claims : sequence of str
        Claims whose figures may be written in the figure, besides the table's and the results on record.

    Returns
    -------
    Picture
        What was read.

    Raises
    ------
    Misdrawn
        If a value is not drawn at its place, if axes cut a mark off, if an excuse is not needed, if a text writes a number
        that is nowhere on record, if a shaded span covers no rows of the table, or if a text cannot be read; the message
        names figure, column and row or artist, what was found and what was expected.
    """
    picture = Picture(fig, table, tuple(undrawn), tuple(written))
    problems = [
        *_unknown_columns(picture),
        *_cut_off(picture),
        *_values(picture),
        *_excuses(picture),
        *_shaded(picture, claims),
        *text_problems(picture, claims),
    ]
    complain(figure_id, problems)
    return picture


# --------------------------------------------------------------------------------------------------- values in place


def _unknown_columns(picture: Picture) -> list[str]:
    stated = [*picture.undrawn, *picture.written]
    return [
        f"column {name!r}: found no such column of numbers, expected one of {', '.join(map(repr, picture.numbers))}"
        for name in stated
        if name not in picture.numbers
    ]


def _cut_off(picture: Picture) -> list[str]:
    """Marks that reach beyond the limits of their axes and are cut there."""
    problems = []
    for mark in picture.marks:
        if mark.kind == "arrow" or not mark.artist.get_clip_on() or not np.isfinite(mark.points).all():
            continue
        if within(mark.ax, mark.points).all():
            continue
        for direction, name in enumerate("xy"):
            low, high = sorted((mark.ax.get_xlim, mark.ax.get_ylim)[direction]())
            values = mark.points[:, direction]
            if values.min() < low or values.max() > high:
                problems.append(
                    f"{mark.kind} in {_named(mark.colours)}: found {name} from {values.min():.6g} to {values.max():.6g}, "
                    f"expected it within the axes, {low:.6g} to {high:.6g}"
                )
    return problems


def _values(picture: Picture) -> list[str]:
    problems = []
    for name in picture.drawn:
        problems += _position(picture, name)
    for name in picture.written:
        if name in picture.numbers:
            problems += _writing(picture, name)
    return problems


def _rows(picture: Picture, name: str) -> Iterable[int]:
    return np.flatnonzero(np.isfinite(picture.numbers[name]))


def _cell(picture: Picture, name: str, row: int) -> str:
    value = picture.table[name][row]
    shown = f"{value:.10g}" if isinstance(value, int | float | np.number) else str(value)
    label = next((str(picture.table[label][row]) for label in picture.labels), "")
    return f"column {name!r}, row {row + 1}{f' ({one_line(label)})' if label else ''}: found no mark at {shown}"


def _position(picture: Picture, name: str) -> list[str]:
    """Each value of a column is a coordinate of a mark, in line with its row."""
    places = {row: picture.lines(name, row) for row in _rows(picture, name)}
    problems = [
        f"{_cell(picture, name, row)}, expected one within the axes" for row, found in places.items() if not found
    ]
    if problems:
        return problems
    others = [other for other in picture.drawn if other != name]
    for label in picture.labels:
        strayed = [row for row in places if not _labelled(picture, name, label, row, places[row], others)]
        problems += [
            f"{_cell(picture, name, row)} in line with {one_line(picture.table[label][row])!r}, expected one"
            for row in strayed
        ]
    if others and not problems:
        strayed = _strayed(picture, name, others, places)
        problems += [
            f"{_cell(picture, name, row)} in line with another number of the row, expected one" for row in strayed
        ]
    return problems


def _strayed(picture: Picture, name: str, others: list[str], rows: Iterable[int]) -> list[int]:
    """The rows in which a value is in line with no value of the column to which it is nearest in that."""
    fewest = list(rows)
    for other in others:
        fewest = min(fewest, [row for row in rows if not _in_line(picture, name, other, row)], key=len)
        if not fewest:
            break
    return fewest


def _beside(picture: Picture, places: list, label: str, row: int, value: float = np.nan) -> bool:
    """Whether a value is drawn in line with its label, or in its axes if several rows share it.

    In other axes the label counts if a mark there is in line with both.
    """
    cell = picture.cells[label][row]
    if not isinstance(cell, str) or not cell.strip():
        return True
    by_row = picture.labels[label]
    for word in picture.cells_words(label, row):
        anchors = (word.x, word.y)
        for ax, direction, place in places:
            if ax is not word.ax:
                if not by_row and picture.linked(word, direction, place):
                    return True
            elif (
                not by_row
                or np.isnan(anchors).all()
                or np.isnan(place)
                or abs(anchors[direction] - place) <= ROW
                or abs(anchors[1 - direction] - value) <= 1e-9
            ):
                return True
    return False


def _labelled(picture: Picture, name: str, label: str, row: int, places: list, others: list[str]) -> bool:
    """Whether a value is in line with its label, or with a number of its row in the same axes that is."""
    numbers = picture.numbers
    if _beside(picture, places, label, row, numbers[name][row]):
        return True
    axes = {word.ax for word in picture.cells_words(label, row)} if picture.labels[label] else set()
    return any(
        np.isfinite(numbers[other][row])
        and _beside(picture, picture.lines(other, row), label, row, numbers[other][row])
        and _in_line(picture, name, other, row, axes)
        for other in others
    )


def _in_line(picture: Picture, name: str, other: str, row: int, axes: set | None = None) -> bool:
    """Whether two values of a row are one point, or lie on one line across or up; if asked for, in some axes only."""
    value, second = picture.numbers[name][row], picture.numbers[other][row]
    if np.isnan(second):
        return True
    near, nearby = picture.tolerances[name], picture.tolerances[other]
    mine, theirs = picture.lines(name, row), picture.lines(other, row)
    if axes is not None:
        mine, theirs = ([place for place in places if place[0] in axes] for places in (mine, theirs))
    if any(abs(place - second) <= nearby for _, _, place in mine) or any(
        abs(place - value) <= near for _, _, place in theirs
    ):
        return True
    return any(
        ax is bx and one == two and abs(place - there) <= ROW / 100
        for ax, one, place in mine
        for bx, two, there in theirs
    )


def _writing(picture: Picture, name: str) -> list[str]:
    """Each value of a column is a number in a text, in line with the label of its row."""
    written = [word for word in picture.words if word.ax is not None and word.kind != "tick"]
    said = [(word, _written(word.text)) for word in written]
    problems = []
    for row in _rows(picture, name):
        value = picture.numbers[name][row]
        texts = [word for word, numbers in said if any(abs(number - value) <= half for number, half in numbers)]
        places = [(word.ax, direction, place) for word in texts for direction, place in enumerate((word.x, word.y))]
        beside = all(_beside(picture, places, label, row) for label in picture.labels)
        if not texts or not beside:
            told = _cell(picture, name, row).replace("found no mark at", "found no text with")
            problems.append(f"{told} in line with its row, expected one")
    return problems


def _written(text: str) -> list[tuple[float, float]]:
    return [*numerals(text), *([(0.0, 0.0)] if one_line(text) == "none" else [])]


def _excuses(picture: Picture) -> list[str]:
    """Columns said not to be drawn, or only written, that are drawn."""
    problems = []
    for name in (*picture.undrawn, *picture.written):
        if name not in picture.numbers or not len(_rows(picture, name)):
            continue
        if _surely_drawn(picture, name):
            problems.append(f"column {name!r}: found every value drawn, expected no excuse for it")
        elif name in picture.undrawn and not _writing(picture, name):
            problems.append(f"column {name!r}: found every value written in the figure, expected it among `written`")
    return problems


def _surely_drawn(picture: Picture, name: str) -> bool:
    """Whether each value of a column is a coordinate in line with its label, or one point with another number."""
    rows = _rows(picture, name)
    places = {row: [place for place in picture.lines(name, row) if math.isfinite(place[2])] for row in rows}
    labels = [label for label, by_row in picture.labels.items() if by_row]
    if labels:
        return any(all(_beside(picture, places[row], label, row) for row in rows) for label in labels)
    return any(
        all(any(abs(place - picture.numbers[other][row]) <= 1e-9 for _, _, place in places[row]) for row in rows)
        for other in picture.drawn
    )


# ---------------------------------------------------------------------------------------------- shaded spans


def _shaded(picture: Picture, claims: Sequence[str]) -> list[str]:
    """A shaded span has its ends in the table or in a claim, or covers the rows that a column marks."""
    ends = [number for values in picture.numbers.values() for number in values]
    for claim_id in claims:
        stated = claim(claim_id)
        if stated.figure is not None:
            ends += [float(stated.interval.low) - 0.5, float(stated.interval.high) + 0.5]
        if stated.period:
            span = days(stated.period)
            ends += [date2num(day) for day in (span.earliest, span.latest) if day]
    ends = np.array(ends)
    return [
        f"span in {_named(mark.colours)}: found it from {low:g} to {high:g}, "
        "expected ends that are in the table, or rows that a column of it marks"
        for mark, direction, low, high in spans(picture.fig)
        if not all((np.abs(ends - end) < 1e-9).any() for end in (low, high)) and not _covers(picture, low, high)
    ]


def _covers(picture: Picture, low: float, high: float) -> bool:
    """Whether a span covers exactly the rows that are true in a column, or have one text in it."""
    for name, values in picture.numbers.items():
        inside = (values >= low) & (values <= high)
        if not inside.any() or name in picture.written:
            continue
        for other in picture.worded:
            cells = picture.table[other]
            if pd.api.types.is_bool_dtype(cells):
                same = [cells.to_numpy(dtype=bool)]
            else:
                same = [(cells == cell).to_numpy(dtype=bool) for cell in cells.dropna().unique() if cell]
            if any((marked == inside).all() for marked in same):
                return True
    return False


def _named(colours: Iterable[str]) -> str:
    return " and ".join(sorted(colours)) or "white"

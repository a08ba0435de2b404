"""A figure and the table it is to show: what is drawn of each cell, and where."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd
from matplotlib.dates import date2num

from .artists import Mark, Word, marks, one_line, words

__all__ = ["ROW", "Misdrawn", "Picture", "complain", "holds"]

ROW = 0.49  # of the distance between two rows: a label within it belongs to the row
MOST_PLACES = 6  # a column with more is not rounded
SHOWN = 12  # problems told at once


class Misdrawn(ValueError):
    """A figure that does not show its table."""


@dataclass
class Picture:
    """A figure and the table it is to show.

    Attributes
    ----------
    fig : matplotlib.figure.Figure
    table : pandas.DataFrame
    undrawn, written : tuple of str
        Columns of numbers that are not drawn, and those that are drawn as texts only.
    """

    fig: object
    table: pd.DataFrame
    undrawn: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    marks: list[Mark] = field(init=False)
    words: list[Word] = field(init=False)
    _lines: dict = field(init=False, default_factory=dict)
    _holding: dict = field(init=False, default_factory=dict)
    _linked: dict = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.table = self.table.reset_index(drop=True)
        self.marks = [mark for mark in marks(self.fig) if mark.colours]
        self.words = list(words(self.fig))

    @cached_property
    def numbers(self) -> dict[str, np.ndarray]:
        """The columns of numbers or dates, as numbers; NaN where there is none."""
        found = {}
        for name in self.table.columns:
            column = self.table[name]
            if pd.api.types.is_bool_dtype(column):
                continue
            if pd.api.types.is_numeric_dtype(column):
                found[name] = column.to_numpy(dtype=float, na_value=np.nan)
            elif _all_are_days(column) or pd.api.types.is_datetime64_any_dtype(column):
                found[name] = np.array([np.nan if pd.isna(day) else date2num(day) for day in column])
        return found

    @cached_property
    def worded(self) -> list[str]:
        """The columns of anything but numbers and dates."""
        return [name for name in self.table.columns if name not in self.numbers]

    @cached_property
    def cells(self) -> dict[str, list]:
        """The table by column, as lists."""
        return {name: self.table[name].tolist() for name in self.table.columns}

    @cached_property
    def drawn(self) -> list[str]:
        """The columns of numbers that are to be coordinates of marks."""
        return [name for name in self.numbers if name not in (*self.undrawn, *self.written)]

    @cached_property
    def vertices(self) -> dict[object, np.ndarray]:
        """For each axes the vertices of its marks that lie within its limits, and the lengths of its bars."""
        found = {}
        for ax in self.fig.axes:
            own = [mark for mark in self.marks if mark.ax is ax]
            parts = [mark.points[within(ax, mark.points)] for mark in own]
            parts += [lengths(mark) for mark in own if within(ax, mark.points).all()]
            found[ax] = np.concatenate([np.empty((0, 2)), *parts])
        return found

    @cached_property
    def labels(self) -> dict[str, bool]:
        """Columns of texts of which every cell is written in the figure; True if once for each row."""
        found = {}
        texts = [word for word in self.words if word.ax is not None]
        for name in self.worded:
            cells = [cell for cell in self.table[name] if isinstance(cell, str) and cell.strip()]
            counts = {cell: sum(holds(word.text, cell) for word in texts) for cell in cells}
            if cells and all(counts.values()):
                found[name] = all(counts[cell] >= cells.count(cell) for cell in counts)
        return found

    @cached_property
    def tolerances(self) -> dict[str, float]:
        """Half a unit of the last place to which each column is rounded; next to nothing if it is not, or whole."""
        return {name: _rounding(values[np.isfinite(values)]) for name, values in self.numbers.items()}

    def lines(self, name: str, row: int) -> list[tuple[object, int, float]]:
        """Where the value of a cell is drawn: axes, and the line on which it is (0: this x, 1: this y)."""
        value, near = self.numbers[name][row], self.tolerances[name]
        if (value, near) not in self._lines:
            found = []
            for ax, points in self.vertices.items():
                for direction in (0, 1):
                    hit = np.abs(points[:, direction] - value) <= near
                    found += [(ax, 1 - direction, place) for place in set(points[hit, 1 - direction].tolist())]
            self._lines[value, near] = found
        return self._lines[value, near]

    def cells_words(self, name: str, row: int) -> list[Word]:
        """The texts of the figure that hold the cell of a column of labels."""
        cell = self.cells[name][row]
        if cell not in self._holding:
            holding = [word for word in self.words if word.ax is not None and holds(word.text, cell)]
            exact = [word for word in holding if one_line(word.text) == one_line(cell)]
            self._holding[cell] = exact or holding
        return self._holding[cell]

    def linked(self, word: Word, direction: int, place: float) -> bool:
        """Whether a mark in the axes of a text lies on a line (0: this x, 1: this y) and on the row of the text."""
        if (word, direction, place) not in self._linked:  # many rows share a place
            points = self.vertices[word.ax]
            there = points[np.abs(points[:, direction] - place) <= 1e-9, 1 - direction]
            on_row = np.abs(there - (word.x, word.y)[1 - direction]) <= ROW
            self._linked[word, direction, place] = bool(on_row.any())
        return self._linked[word, direction, place]


def within(ax, points: np.ndarray) -> np.ndarray:
    """Which points lie within the limits of their axes, in the directions that they have."""
    low, high = np.sort([ax.get_xlim(), ax.get_ylim()]).T
    slack = 1e-6 * (high - low)
    return (np.isnan(points) | ((points >= low - slack) & (points <= high + slack))).all(axis=1)


def lengths(mark: Mark) -> np.ndarray:
    """How long a bar is, across and up, as points on the lines through its middle."""
    if mark.kind != "bar":
        return np.empty((0, 2))
    left, right, bottom, top = mark.points
    return np.array([(right[0] - left[0], left[1]), (bottom[0], top[1] - bottom[1])])


def holds(text: str, cell: str) -> bool:
    """Whether a text of a figure is, or has as whole words, the text of a cell."""
    text, cell = one_line(text), one_line(cell)
    if text == cell:
        return True
    return len(cell) > 2 and re.search(rf"(?<!\w){re.escape(cell)}(?!\w)", text) is not None


def _rounding(values: np.ndarray) -> float:
    for places in range(MOST_PLACES + 1):
        if np.abs(values - values.round(places)).max(initial=0) <= 1e-9:
            return 0.5000001 * 10.0**-places if places else 1e-9
    return 1e-9 * float(np.abs(values).max(initial=1))


def _all_are_days(column: pd.Series) -> bool:
    present = column.dropna()
    return len(present) > 0 and all(isinstance(value, date) for value in present)


def complain(figure_id: str, problems: list[str]) -> None:
    """Raise :class:`Misdrawn` if there is a problem."""
    if problems:
        more = [f"and {len(problems) - SHOWN} more"] if len(problems) > SHOWN else []
        raise Misdrawn("\n".join(f"figure {figure_id!r}: {problem}" for problem in [*problems[:SHOWN], *more]))

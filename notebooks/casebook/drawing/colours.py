"""The accent colour marks the case under study and nothing else, and a text that names a series has its colour."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.colors import to_hex

from ..evidence.settings import case_under_study
from .artists import Mark, Word, numerals, one_line
from .picture import ROW, Picture, complain, holds
from .style import ACCENT, ink

__all__ = ["read_colours"]

MARK_AND_LABEL = 1e-9  # a label at a mark has its coordinate


class Accented:
    """What of a picture is named as the case under study: rows, columns and texts.

    Parameters
    ----------
    picture : Picture
    names : sequence of str
        Columns of True and False, columns of numbers, cells, or words of a text.
    case : sequence of str
        Names of the case under study, with which cells and columns begin.
    """

    def __init__(self, picture: Picture, names: Sequence[str], case: Sequence[str]) -> None:
        self.picture, self.names, self.case = picture, tuple(names), tuple(case)
        self.drawn = picture.drawn
        table = picture.table
        self.rows = [row for row in range(len(table)) if any(self._marks(name, row) for name in table.columns)]
        self.columns = [name for name in self.drawn if str(name) in names or self.begins(str(name).capitalize())]
        self.near = np.array([picture.tolerances[name] for name in self.drawn])
        self._values = {}
        self._anchors = {}

    def begins(self, text) -> bool:
        """Whether a cell, a column or a text begins with a name of the case under study."""
        found = one_line(text)
        return any(found.startswith(name) and not found[len(name) : len(name) + 1].isalnum() for name in self.case)

    def _marks(self, column: str, row: int) -> bool:
        cell = self.picture.cells[column][row]
        if isinstance(cell, bool):
            return column in self.names and cell
        return isinstance(cell, str) and (cell in self.names or self.begins(cell))

    def told(self, name: str) -> bool:
        """Whether a name that was given marks anything: a column, a cell or a text."""
        table = self.picture.table
        if name in table.columns:
            return not pd.api.types.is_bool_dtype(table[name]) or bool(table[name].any())
        if any(name in cells for cells in self.picture.cells.values()):
            return True
        return any(holds(word.text, name) for word in self.picture.words)

    def values(self, row: int) -> np.ndarray:
        """The numbers of a row that are drawn as places."""
        if row not in self._values:
            self._values[row] = np.array([self.picture.numbers[name][row] for name in self.drawn])
        return self._values[row]

    def anchors(self, row: int) -> list[tuple[str, Word, bool]]:
        """The labels of a row: column, text, and whether no other row has it; not where each of several has it."""
        if row in self._anchors:
            return self._anchors[row]
        found = self._anchors[row] = []
        for name, by_row in self.picture.labels.items():
            alone = self.picture.cells[name].count(self.picture.cells[name][row]) == 1
            if alone or not by_row:
                found += [(name, word, alone) for word in self.picture.cells_words(name, row)]
        return found

    def has(self, ax, x: float, y: float, rows: Sequence[int]) -> bool:
        """Whether a point stands for one of some rows."""
        return any(self._is_of(row, ax, x, y) for row in rows)

    def _is_of(self, row: int, ax, x: float, y: float) -> bool:
        """Whether a point has two numbers of a row, or one of them beside its label, or lies in line with its own label."""
        values = self.values(row)
        one, two = ((np.abs(values - place) <= self.near).any() for place in (x, y))
        if one and two:
            return True
        labels = self.anchors(row)
        beside = {name for name, word, _ in labels if word.ax is ax and abs(word.y - y) <= ROW}
        above = {name for name, word, _ in labels if word.ax is ax and abs(word.x - x) <= ROW}
        own = {name for name, word, alone in labels if alone and word.ax is ax and abs(word.y - y) <= ROW}
        return bool(
            own or (one and beside) or (two and above) or (beside and above and beside | above > beside & above)
        )

    def in_column(self, x: float, y: float) -> bool:
        """Whether a point stands for a value of a column that is named."""
        return any(
            (np.abs(self.picture.numbers[name] - place) <= self.picture.tolerances[name]).any()
            for name in self.columns
            for place in (x, y)
        )

    def named(self, word: Word) -> bool:
        """Whether a text is or begins with a name."""
        return self.begins(word.text) or any(holds(word.text, name) for name in self.names)

    def allows_mark(self, mark: Mark) -> bool:
        """Whether a mark in the accent stands for what is named."""
        points = np.unique(mark.points[np.isfinite(mark.points).all(axis=1)], axis=0)
        enough = any if mark.kind in ("bar", "arrow") else all
        if len(points) and enough(self.has(mark.ax, x, y, self.rows) or self.in_column(x, y) for x, y in points):
            return True
        labels = [word for word in self.picture.words if word.colour == ACCENT and self.named(word)]
        for direction in (0, 1):
            places = mark.points[:, direction]
            other = mark.points[:, 1 - direction]
            lone = np.isnan(other).all() or len(points) == 1
            if lone and any(np.abs(places - (word.x, word.y)[direction]).min() <= MARK_AND_LABEL for word in labels):
                return True
        return False

    def allows_word(self, word: Word) -> bool:
        """Whether a text in the accent names, or stands at, what is named."""
        if self.named(word) or word.ax is None:
            return self.named(word)
        if self.has(word.ax, word.x, word.y, self.rows) or self.in_column(word.x, word.y):
            return True
        return any(self._writes(word, row) and self._is_beside(word, row) for row in self.rows)

    def _writes(self, word: Word, row: int) -> bool:
        """Whether a text has a cell of a row, or a number of it."""
        cells = [column[row] for column in self.picture.cells.values()]
        if any(isinstance(cell, str) and holds(word.text, cell) for cell in cells):
            return True
        numbers = [values[row] for values in self.picture.numbers.values()]
        return any(abs(value - number) <= half for number, half in numerals(word.text) for value in numbers)

    def _is_beside(self, word: Word, row: int) -> bool:
        anchors = [other for _, other, _ in self.anchors(row) if other.ax is word.ax]
        return np.isnan(word.x + word.y) or any(
            abs(other.y - word.y) <= ROW or abs(other.x - word.x) <= ROW for other in anchors
        )


def read_colours(
    picture: Picture, figure_id: str, accent: Sequence[str] = (), case: Sequence[str] | None = None
) -> None:
    """Hold the colours of a figure against what they stand for.

    Parameters
    ----------
    picture : Picture
        The figure and its table.
    figure_id : str
        Named in every message.
    accent : sequence of str
        What else than the case under study is drawn in the accent colour: a column of True and False, whose rows are; a
        column of numbers; a cell, whose rows are; words of a text.
    case : sequence of str, optional
        Names of the case under study; by default those of ``book/book.json``.

    Raises
    ------
    casebook.drawing.read_back.Misdrawn
        If something in the accent is not named, if something named is not in the accent, if a name marks nothing, or if a
        text that names a series has another colour.
    """
    if case is None and not (case := case_under_study()):
        return  # a chapter without its book: nobody says what the case is
    accented = Accented(picture, accent, case)
    problems = [
        f"accent {name!r}: found no such column, cell or text, expected none that marks nothing"
        for name in accent
        if not accented.told(name)
    ]
    marks = [mark for mark in picture.marks if ACCENT in mark.colours]
    words = [word for word in picture.words if word.colour == ACCENT]
    problems += [
        f"{mark.kind} at {_place(mark)}: found the accent colour, expected it for the case under study only"
        for mark in marks
        if not accented.allows_mark(mark)
    ]
    problems += [
        f"text {one_line(word.text)!r}: found the accent colour, expected it for the case under study only"
        for word in words
        if not accented.allows_word(word)
    ]
    if marks or words or accent:
        problems += _without(accented, marks)
    complain(figure_id, [*problems, *_series(picture)])


def _place(mark: Mark) -> str:
    x, y = mark.points[len(mark.points) // 2]
    return f"({x:.6g}, {y:.6g})"


def _without(accented: Accented, marks: list[Mark]) -> list[str]:
    """Rows and columns that are named and have no mark in the accent, though marks are drawn for them."""
    picture = accented.picture
    problems = []
    for row in accented.rows:
        if any(_stands_for(accented, mark, row) for mark in marks):
            continue
        if any(_stands_for(accented, mark, row) for mark in picture.marks):
            label = next((str(picture.table[name][row]) for name in picture.labels), "")
            problems.append(f"row {row + 1} ({one_line(label)}): found no mark in the accent colour, expected one")
    for name in accented.columns:
        values = picture.numbers[name][np.isfinite(picture.numbers[name])]
        own = [mark for mark in marks if any(np.isin(mark.points.round(9), values.round(9)).any(axis=1))]
        if not own:
            problems.append(f"column {name!r}: found no mark in the accent colour, expected one")
    return problems


def _stands_for(accented: Accented, mark: Mark, row: int) -> bool:
    points = np.unique(mark.points[np.isfinite(mark.points).all(axis=1)], axis=0)
    return any(accented.has(mark.ax, x, y, [row]) for x, y in points)


def _series(picture: Picture) -> list[str]:
    """Texts that name a column whose line has another colour."""
    colours = {name: _colours_of(picture, name) for name in picture.drawn}
    problems = _keys(picture, colours)
    for word in picture.words:
        named = [name for name in colours if len(str(name)) > 2 and holds(word.text, str(name)) and colours[name]]
        if word.kind != "text" or not named:
            continue
        admitted = {ink(colour) for name in named for colour in colours[name]}
        if ink(word.colour) not in admitted:
            problems.append(
                f"text {one_line(word.text)!r}: found it in {word.colour}, expected the colour of {named[0]!r}, "
                f"{' or '.join(sorted(admitted))}"
            )
    return problems


def _keys(picture: Picture, colours: dict[str, set[str]]) -> list[str]:
    """Handles of a legend that have not the colour of what they stand for."""
    problems = []
    for legend in (ax.get_legend() for ax in picture.fig.axes if ax.get_legend()):
        for handle, text in zip(legend.legend_handles, legend.get_texts(), strict=True):
            colour = to_hex(handle.get_color() if hasattr(handle, "get_color") else handle.get_facecolor())
            meant = colours.get(text.get_text())
            if not meant:
                problems.append(
                    f"legend {text.get_text()!r}: found no line or marks of a column of that name, expected them"
                )
            elif colour not in meant:
                problems.append(f"legend {text.get_text()!r}: found {colour}, expected {' or '.join(sorted(meant))}")
    return problems


def _colours_of(picture: Picture, name: str) -> set[str]:
    """The colours of the lines and areas that run through all values of a column."""
    rows = np.flatnonzero(np.isfinite(picture.numbers[name]))
    if len(rows) < 2:
        return set()
    values, near = np.sort(picture.numbers[name][rows]), picture.tolerances[name]
    found = set()
    for ax in picture.fig.axes:
        own = [mark for mark in picture.marks if mark.ax is ax and mark.kind == "line" and len(mark.points) > 1]
        for mark in own:
            if (
                len(mark.points) == len(rows)
                and (np.abs(np.sort(mark.points, axis=0).T - values) <= near).all(axis=1).any()
            ):
                found |= mark.colours
        for other in picture.drawn:
            pairs = np.column_stack([picture.numbers[other][rows], picture.numbers[name][rows]])
            reach = np.array([picture.tolerances[other], picture.tolerances[name]])
            through = [mark for mark in own if _within(mark.points, pairs, reach)]
            if other != name and sum(len(mark.points) for mark in through) >= len(rows):
                found |= {colour for mark in through for colour in mark.colours}
    return found


def _within(points: np.ndarray, pairs: np.ndarray, reach: np.ndarray) -> bool:
    return all((np.abs(pairs - point) <= reach).all(axis=1).any() for point in points)

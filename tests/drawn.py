"""What an axes draws, as short tuples that a test can compare: bars, lines, texts, limits."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from casebook.drawing import artists
from matplotlib.collections import LineCollection
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle
from matplotlib.text import Annotation


class Bar(NamedTuple):
    """A rectangle in data coordinates: where it begins, ends and has its middle, and its fill (empty if none)."""

    left: float
    right: float
    middle: float
    fill: str


class Line(NamedTuple):
    """A line or marks: where they go, the colour, the marker, and whether it is filled."""

    x: list[float]
    y: list[float]
    colour: str
    marker: str
    filled: bool


def _short(values) -> list[float]:
    return [round(float(value), 4) for value in values]


def _fill(patch) -> str:
    face = patch.get_facecolor()
    return to_hex(face) if patch.get_fill() and face[3] > 0 else ""


def bars(ax) -> list[Bar]:
    """The horizontal bars, in the order in which they were drawn."""
    found = []
    for patch in ax.patches:
        if isinstance(patch, Rectangle) and all(patch.get_data_transform().contains_branch_seperately(ax.transData)):
            ends = (patch.get_x(), patch.get_x() + patch.get_width(), patch.get_y() + patch.get_height() / 2)
            found.append(Bar(*_short(ends), _fill(patch)))
    return found


def columns(ax) -> list[Bar]:
    """The upright bars: where they begin and end upwards, and their place across."""
    found = []
    for patch in ax.patches:
        if isinstance(patch, Rectangle):
            ends = (patch.get_y(), patch.get_y() + patch.get_height(), patch.get_x() + patch.get_width() / 2)
            found.append(Bar(*_short(ends), _fill(patch)))
    return found


def lines(ax, marker: str | None = None) -> list[Line]:
    """The lines, or those with a marker; a line through the axes has its place and both ends of them."""
    found = []
    for line in ax.lines:
        if marker is None or line.get_marker() == marker:
            x, y = (_short(values) for values in line.get_data(orig=False))
            marked = line.get_marker() not in ("None", "", None)
            colour = line.get_markeredgecolor() if marked and line.get_linestyle() == "None" else line.get_color()
            filled = to_hex(line.get_markerfacecolor()) != "#ffffff"
            found.append(Line(x, y, to_hex(colour), line.get_marker() if marked else "", filled))
    return found


def texts(ax) -> dict[str, str]:
    """The texts with their colours."""
    return {artists.one_line(word.text): word.colour for word in _words(ax)}


def places(ax) -> dict[str, tuple[float, float]]:
    """The texts with their anchors; NaN where an anchor is no place of the data."""
    return {artists.one_line(word.text): (round(word.x, 4), round(word.y, 4)) for word in _words(ax)}


def _words(ax) -> list[artists.Word]:
    return [word for word in artists.words(ax.figure) if word.ax is ax and word.kind == "text"]


def areas(ax) -> list[tuple[list[float], list[float], str]]:
    """The filled areas: least and greatest x, least and greatest y, colour."""
    found = []
    for drawn in ax.collections:
        if not isinstance(drawn, LineCollection):
            points = np.concatenate([path.vertices for path in drawn.get_paths()])
            ends = [_short((points[:, n].min(), points[:, n].max())) for n in (0, 1)]
            found.append((*ends, to_hex(drawn.get_facecolor()[0])))
    return found


def spans(ax) -> list[tuple[float, float, str]]:
    """The shaded spans across the axes: ends and colour."""
    return [
        (*_short((low, high)), next(iter(mark.colours)))
        for mark, direction, low, high in artists.spans(ax.figure)
        if mark.ax is ax and direction == 0
    ]


def arrows(ax) -> list[tuple[list[float], list[float], str]]:
    """The arrows: head, tail, colour."""
    found = []
    for text in ax.texts:
        if isinstance(text, Annotation) and text.arrow_patch is not None:
            mark = next(mark for mark in artists.marks(ax.figure) if mark.artist is text)
            found.append((_short(mark.points[0]), _short(mark.points[1]), next(iter(mark.colours))))
    return found


def cuts_off(ax) -> list[artists.Mark]:
    """The marks that reach beyond the limits of their axes."""
    from casebook.drawing.picture import within

    return [mark for mark in artists.marks(ax.figure) if mark.ax is ax and not within(ax, mark.points).all()]

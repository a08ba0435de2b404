"""What a figure draws, read from its artists: marks with their places in data coordinates, and texts with theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.collections import Collection, LineCollection, PathCollection
from matplotlib.colors import to_hex, to_rgba
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.text import Annotation, Text
from matplotlib.transforms import Transform

__all__ = ["Mark", "Word", "contrast", "marks", "numerals", "one_line", "spans", "words"]

NUMERAL = re.compile(r"(?<![\w.,])[-+−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\d])|(?<=[A-Za-z=>])\d+(?:\.\d+)?")


@dataclass(frozen=True, eq=False)
class Mark:
    """A line, bar, area or arrow.

    Attributes
    ----------
    ax : matplotlib.axes.Axes
    artist : matplotlib.artist.Artist
    kind : str
        ``line``, ``bar``, ``area`` or ``arrow``.
    points : array, points × 2
        Vertices in data coordinates, dates as numbers; NaN in a direction in which it has no data.
    colours : frozenset of str
        As ``#rrggbb``, without what cannot be seen and without white.
    """

    ax: Axes
    artist: object
    kind: str
    points: np.ndarray
    colours: frozenset[str]


@dataclass(frozen=True, eq=False)
class Word:
    """A text, with its anchor in data coordinates: NaN in a direction in which it has none; tick labels and titles too."""

    ax: Axes | None
    text: str
    x: float
    y: float
    colour: str
    kind: str  # text, title, axis, tick, legend
    artist: Text


def one_line(text: str) -> str:
    """A text with every run of blanks and line breaks as one blank."""
    return " ".join(str(text).split())


def numerals(text: str) -> list[tuple[float, float]]:
    """The numbers that a text writes, each with half a unit of its last place."""
    found = []
    for numeral in NUMERAL.findall(re.sub(r"\$[^$]*\$", " ", text)):
        plain = numeral.replace(",", "").replace("−", "-")
        found.append((float(plain), 0.5 * 10.0 ** -len(plain.partition(".")[2])))
    return found


def contrast(colour: str, ground: str = "white") -> float:
    """The contrast of two colours, 1 to 21, as the Web Content Accessibility Guidelines 2.2 define it."""

    def luminance(name: str) -> float:
        part = np.array(to_rgba(name)[:3])
        linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
        return float(linear @ [0.2126, 0.7152, 0.0722])

    one, two = luminance(colour), luminance(ground)
    return (max(one, two) + 0.05) / (min(one, two) + 0.05)


def _hexes(*colours) -> frozenset[str]:
    seen = [rgba for rgba in map(to_rgba, colours) if rgba[3] > 0]
    return frozenset(map(to_hex, seen)) - {"#ffffff"}


def _in_data(ax: Axes, transform, points: np.ndarray) -> np.ndarray:
    """Points with NaN where the direction is not that of the data."""
    points = np.array(points, ndmin=2)
    for direction, holds in enumerate(transform.contains_branch_seperately(ax.transData)):
        if not holds:
            points[:, direction] = np.nan
    return points


def _line(ax: Axes, line: Line2D) -> Mark | None:
    drawn = line.get_linestyle() != "None" and line.get_linewidth() > 0
    marked = line.get_marker() not in ("None", "none", " ", "")
    if not (drawn or marked):
        return None
    colours = [line.get_color()] if drawn else []
    if marked:
        colours += [line.get_markeredgecolor(), line.get_markerfacecolor()]
    points = _in_data(ax, line.get_transform(), np.column_stack(line.get_data(orig=False)))
    return Mark(ax, line, "line", points, _hexes(*colours))


def _patch(ax: Axes, patch: Patch) -> Mark:
    edge = patch.get_edgecolor() if patch.get_linewidth() > 0 else "none"
    colours = _hexes(edge, patch.get_facecolor() if patch.get_fill() else "none")
    transform = patch.get_data_transform()
    if isinstance(patch, Rectangle):
        left, bottom = ax.convert_xunits(patch.get_x()), ax.convert_yunits(patch.get_y())
        right, top = left + patch.get_width(), bottom + patch.get_height()
        across, up = (left + right) / 2, (bottom + top) / 2
        inside = transform.contains_branch_seperately(ax.transData)
        corners = [(left, up), (right, up), (across, bottom), (across, top)]
        return Mark(ax, patch, "bar" if all(inside) else "area", _in_data(ax, transform, corners), colours)
    points = patch.get_patch_transform().transform(patch.get_path().vertices)
    return Mark(ax, patch, "area", _in_data(ax, transform, points), colours)


def _collection(ax: Axes, drawn: Collection) -> Mark:
    if isinstance(drawn, PathCollection):
        points, transform = drawn.get_offsets(), drawn.get_offset_transform()
    else:
        points = np.concatenate([np.empty((0, 2)), *(path.vertices for path in drawn.get_paths())])
        transform = drawn.get_transform()
    kind = "line" if isinstance(drawn, PathCollection | LineCollection) else "area"
    colours = _hexes(*drawn.get_facecolor(), *drawn.get_edgecolor())
    return Mark(ax, drawn, kind, _in_data(ax, transform, points), colours)


def _ends(ax: Axes, text: Annotation) -> tuple[np.ndarray, np.ndarray]:
    """What an annotation points at and where it stands, in data coordinates."""

    def place(point, coordinates) -> np.ndarray:
        pair = coordinates if isinstance(coordinates, tuple) else (coordinates, coordinates)
        found = np.full(2, np.nan)
        for direction, convert in enumerate((ax.convert_xunits, ax.convert_yunits)):
            kind = pair[direction]
            if kind == "data" or (
                isinstance(kind, Transform) and kind.contains_branch_seperately(ax.transData)[direction]
            ):
                found[direction] = convert(point[direction])
        return found

    at = place(text.xy, text.xycoords)
    return at, place(text.xyann, text.anncoords) if text.anncoords == "data" else at


def marks(fig) -> list[Mark]:
    """Every mark of a figure that can be seen: no axes, ticks or grid."""
    found = []
    for ax in fig.axes:
        found += [_line(ax, line) for line in ax.lines if line.get_visible()]
        found += [_patch(ax, patch) for patch in ax.patches if patch.get_visible()]
        found += [_collection(ax, drawn) for drawn in ax.collections if drawn.get_visible()]
        for text in ax.texts:
            if isinstance(text, Annotation) and text.arrow_patch is not None and text.get_visible():
                points = np.vstack(_ends(ax, text))
                found.append(Mark(ax, text, "arrow", points, _hexes(text.arrow_patch.get_edgecolor())))
    return [mark for mark in found if mark is not None and len(mark.points)]


def spans(fig) -> list[tuple[Mark, int, float, float]]:
    """The shaded spans that run through their axes: mark, direction (0 across, 1 up), and the two ends."""
    found = []
    for mark in marks(fig):
        if isinstance(mark.artist, Rectangle):
            for direction in (0, 1):
                values = mark.points[:, direction]
                if np.isfinite(values).all() and np.isnan(mark.points[:, 1 - direction]).all():
                    found.append((mark, direction, values.min(), values.max()))
    return found


def words(fig) -> Iterator[Word]:
    """Every text of a figure that can be seen and is not empty."""
    yield from (_word(None, text, "title") for text in fig.texts if _is_seen(text))
    for ax in fig.axes:
        axes = [axis for axis in (ax.xaxis, ax.yaxis) if ax.axison and axis.get_visible()]
        titles = [ax.title, ax._left_title, ax._right_title]
        labels = [axis.label for axis in axes]
        for kind, texts in (("text", ax.texts), ("title", titles), ("axis", labels)):
            yield from (_word(ax, text, kind) for text in texts if _is_seen(text))
        yield from _tick_labels(ax, axes)
        if legend := ax.get_legend():
            yield from (_word(ax, text, "legend") for text in legend.get_texts() if _is_seen(text))


def _is_seen(text: Text) -> bool:
    return text.get_visible() and bool(text.get_text().strip())


def _tick_labels(ax: Axes, axes: list[Axis]) -> Iterator[Word]:
    for axis in axes:
        low, high = sorted(axis.get_view_interval())
        slack = 1e-9 * (high - low)
        for tick in axis.get_major_ticks():
            label, place = tick.label1, tick.get_loc()
            if _is_seen(label) and low - slack <= place <= high + slack:
                x, y = (place, np.nan) if axis is ax.xaxis else (np.nan, place)
                yield Word(ax, label.get_text(), x, y, to_hex(label.get_color()), "tick", label)


def _word(ax: Axes | None, text: Text, kind: str) -> Word:
    x = y = np.nan
    if kind == "text":
        if isinstance(text, Annotation):
            x, y = _ends(ax, text)[0]
        else:
            x, y = _in_data(ax, text.get_transform(), text.get_unitless_position())[0]
    return Word(ax, text.get_text(), float(x), float(y), to_hex(text.get_color()), kind, text)

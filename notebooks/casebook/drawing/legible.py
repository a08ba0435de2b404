"""Whether each text of a figure can be read as it is laid out, and stands where it stood in a wider layout."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.text import Annotation, Text
from matplotlib.transforms import Bbox

from .artists import Word, marks, one_line, words
from .style import LEAST

__all__ = ["Cramped", "Fault", "Stand", "box_of", "faults", "require_sizes", "stands"]

SHARE = 0.5  # of the width: what axes keep beside their labels
APART = 3.0  # points between two texts of a line
TOUCH = 1.5  # points by which boxes of texts may overlap: they are higher than their letters


class Cramped(ValueError):
    """A figure with texts that are too small, or do not fit on a phone."""


@dataclass(frozen=True, eq=False)
class Stand:
    """Where a text stood before the figure was made narrower: what it lay in, and what of its axes it did not touch."""

    text: Text
    inside: tuple[Axes | Rectangle, ...]
    clear: tuple[Artist, ...]


@dataclass(frozen=True, eq=False)
class Fault:
    """What is wrong with a layout.

    Attributes
    ----------
    word : Word
        The text that would have to give way.
    told : str
        What was found and what was expected.
    beside : bool
        Whether a narrower text would help; if not, a higher figure may.
    out : float
        Pixels by which the text takes room from its axes, which are wider once it is broken.
    mild : bool
        Whether the text may stay as it is if it is one word: it stands over an edge of its axes where no line is drawn.
    """

    word: Word
    told: str
    beside: bool = True
    out: float = 0.0
    mild: bool = False

    def __str__(self) -> str:
        return f"text {one_line(self.word.text)!r}: {self.told}"


def require_sizes(fig, figure_id: str) -> None:
    """Raise :class:`Cramped` if a text of the figure is smaller than twelve pixels at the width at which it is drawn."""
    small = [word for word in words(fig) if word.artist.get_fontsize() < LEAST]
    if small:
        told = [f"text {one_line(w.text)!r}: found {w.artist.get_fontsize():g} points" for w in small]
        raise Cramped("\n".join(f"figure {figure_id!r}: {line}, expected at least {LEAST:g}" for line in told))


def stands(fig) -> list[Stand]:
    """Where the texts among the marks of a figure stand, as it is laid out."""
    drawn, found, touching = marks(fig), [], cache(_touching)
    extents = {mark.artist: mark.artist.get_window_extent() for mark in drawn if isinstance(mark.artist, Rectangle)}
    for word in words(fig):
        if word.kind == "text":
            box, near = box_of(word), [mark for mark in drawn if mark.ax is word.ax and mark.kind != "arrow"]
            letters, within = _letters(box, fig.dpi / 72), _with_edges(box, fig.dpi / 72)
            boxes = [mark.artist for mark in near if mark.artist in extents]
            bars = [bar for bar in boxes if not _beyond(within, extents[bar], 0).any()]
            inside = (*([] if _beyond(box, word.ax.bbox, 0).any() else [word.ax]), *bars)
            on_ground = bool(bars) or word.artist.get_bbox_patch() is not None
            clear = () if on_ground else tuple(mark.artist for mark in near if not touching(mark.artist)(letters))
            found.append(Stand(word.artist, inside, clear))
    return found


def faults(fig, before: list[Stand]) -> list[Fault]:
    """What cannot be read in a figure as it is laid out, or is not where it was.

    A text is cut off, over another, out of the bar or the axes in which it lay, over a mark of which it was clear, or
    leaves its axes no room.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
    before : list of Stand
        From the wider layout.
    """
    placed = [(word, box_of(word)) for word in words(fig)]
    point = fig.dpi / 72
    found = [*_cut(fig, placed, point), *_over(placed, point), *_squeezed(fig, placed)]
    return found + list(_displaced({word.artist: (word, box) for word, box in placed}, before, point))


def box_of(word: Word) -> Bbox:
    """The box of the letters alone: that of an annotation, which is asked so that it moves to its place, has its arrow in it."""
    if isinstance(word.artist, Annotation):
        word.artist.get_window_extent()
    return Text.get_window_extent(word.artist)


def _letters(box: Bbox, point: float) -> Bbox:
    """A box as high as its letters, and a little wider."""
    return box.padded(APART / 2 * point, -TOUCH * point)


def _with_edges(box: Bbox, point: float) -> Bbox:
    """A box with what it keeps free at its sides inside a bar."""
    return box.padded(APART / 2 * point, 0)


def _beyond(box: Bbox, edge: Bbox, slack: float) -> np.ndarray:
    """Whether a box stands over an edge, across and up."""
    return np.any([box.min < edge.min - slack, box.max > edge.max + slack], axis=0)


def _touching(artist: Artist) -> Callable[[Bbox], bool]:
    """Whether a line, bar or area, as it is laid out now, runs through a box: asked of many boxes, its path is placed once."""
    if isinstance(artist, PathCollection):
        return _holds_any(artist.get_offset_transform().transform(artist.get_offsets()))
    paths = [artist.get_path()] if isinstance(artist, Line2D | Patch) else artist.get_paths()
    placed = [artist.get_transform().transform_path(path) for path in paths]
    if isinstance(artist, Line2D) and artist.get_linestyle() == "None":
        return _holds_any(placed[0].vertices)
    filled = not isinstance(artist, Line2D) and (not isinstance(artist, Patch) or artist.get_fill())
    return lambda box: any(path.intersects_bbox(box, filled=filled) for path in placed)


def _holds_any(points: np.ndarray) -> Callable[[Bbox], bool]:
    """Whether a box holds one of some points, its edges included."""
    places = points.tolist()

    def holds(box: Bbox) -> bool:
        left, bottom, right, top = box.extents
        return any(left <= x <= right and bottom <= y <= top for x, y in places)

    return holds


def _cut(fig, placed, point: float) -> Iterator[Fault]:
    for word, box in placed:
        across, up = _beyond(box, fig.bbox, point)
        if across or up:
            yield Fault(word, "found it cut off, expected all of it", across or word.kind == "axis")


def _over(placed, point: float) -> Iterator[Fault]:
    for (one, here), (two, there) in combinations(placed, 2):
        across = min(here.x1, there.x1) - max(here.x0, there.x0)
        up = min(here.y1, there.y1) - max(here.y0, there.y0)
        if across > -APART * point and up > TOUCH * point:
            wide, other = (one, two) if here.width > there.width else (two, one)
            told = f"found it over {one_line(other.text)!r}, expected them apart"
            yield Fault(wide, told, beside=up > min(here.height, there.height) / 2)


def _squeezed(fig, placed) -> Iterator[Fault]:
    for ax in fig.axes:
        if ax.bbox.width < SHARE * fig.bbox.width:
            beside = [(max(ax.bbox.x0 - at.x0, at.x1 - ax.bbox.x1), word) for word, at in placed if word.ax is ax]
            out, word = max(beside, key=lambda pair: pair[0], default=(0, None))
            if out > 0:
                share = f"{ax.bbox.width / fig.bbox.width:.0%}"
                yield Fault(word, f"found {share} of the width left beside it, expected {SHARE:.0%}", out=out)


def _displaced(placed: dict[Text, tuple[Word, Bbox]], before: list[Stand], point: float) -> Iterator[Fault]:
    touching = cache(_touching)
    for stand in before:
        if stand.text not in placed:
            continue
        word, box = placed[stand.text]
        letters, half = _letters(box, point), _letters(_half(word, box), point)
        for place in stand.inside:
            axes = isinstance(place, Axes)
            edge, slack = (place.bbox, point) if axes else (place.get_window_extent(), 0.0)
            across, up = _beyond(box if axes else _with_edges(box, point), edge, slack)
            if across or up:
                told = f"found it out of the {'axes' if axes else 'bar'} in which it lay, expected it within"
                out = max(edge.x0 - box.x0, box.x1 - edge.x1) if across and axes else 0.0
                yield Fault(word, told, bool(across), out, axes and not up and not _over_a_spine(word.ax, box))
        touched = [artist for artist in stand.clear if touching(artist)(letters)]
        if touched:
            told = "found it over a mark of which it was clear, expected it beside"
            yield Fault(word, told, beside=not any(touching(artist)(half) for artist in touched))


def _over_a_spine(ax: Axes, box: Bbox) -> bool:
    """Whether a box crosses the line at the left or at the right of axes."""
    sides = {"left": box.x0 < ax.bbox.x0, "right": box.x1 > ax.bbox.x1}
    return any(beyond and ax.axison and ax.spines[side].get_visible() for side, beyond in sides.items())


def _half(word: Word, box: Bbox) -> Bbox:
    """The box of a text if it were half as wide, and a line higher."""
    left = {"left": 0.0, "center": 0.25, "right": 0.5}[word.artist.get_horizontalalignment()]
    line = box.height / (word.text.count("\n") + 1)
    below = {"top": 1.0, "bottom": 0.0, "baseline": 0.0}.get(word.artist.get_verticalalignment(), 0.5)
    return Bbox.from_bounds(box.x0 + left * box.width, box.y0 - below * line, box.width / 2, box.height + line)

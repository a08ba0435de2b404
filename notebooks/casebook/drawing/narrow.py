"""The same figure laid out once more for a phone: narrower, as high as needed, its letters no smaller."""

from __future__ import annotations

import re
import textwrap

import numpy as np
from matplotlib.artist import Artist
from matplotlib.text import Text

from .artists import Word, words
from .legible import Cramped, Fault, Stand, box_of, faults, stands
from .style import NARROW

__all__ = ["narrowed", "narrowly"]

STEPS = 60  # remedies tried before a figure is refused
HIGHER = 1.06  # what one of them makes of the height
HIGHEST = 2.0  # of the height it had
FLAT = 0.6  # of the height that axes had
LABEL = 0.4  # of the width: the longest label of a row
TOGETHER = re.compile(r"\([^()]{1,15}\)| ·|per cent")  # is not broken


def narrowly(artist: Artist, **properties) -> Artist:
    """Have an artist changed on a narrow canvas, where it would find no room as it is.

    Parameters
    ----------
    artist : matplotlib.artist.Artist
    **properties
        As for :meth:`matplotlib.artist.Artist.set`.
    """
    artist.narrowly = properties
    return artist


def narrowed(fig, figure_id: str) -> None:
    """Lay a figure out for a phone: as wide as its column, letters as they were, lines broken, the height as needed.

    Remedies are tried in turn until nothing is wrong: a text is broken into one more line, every second label of an axis
    is left out, the figure is made a little higher.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        As it was laid out to be published; it is changed, and laid out when this returns.
    figure_id : str
        Named in every message.

    Raises
    ------
    Cramped
        If something stays wrong; the message names each text, what was found and what was expected.
    """
    before, highest = stands(fig), fig.get_size_inches()[1] * HIGHEST
    heights = {ax: ax.bbox.height / fig.dpi for ax in fig.axes}
    _keep_ticks(fig)
    for artist in fig.findobj(lambda artist: hasattr(artist, "narrowly")):
        artist.set(**artist.narrowly)
    fig.set_size_inches(NARROW, fig.get_size_inches()[1])
    _break_labels(fig, before)
    for _ in range(STEPS):
        _lay_out(fig)
        found = [fault for fault in faults(fig, before) if not fault.mild or _can_be_broken(fault.word)]
        flat = [ax for ax in fig.axes if ax.bbox.height / fig.dpi < FLAT * heights[ax]]
        if not found and not flat:
            fig.set_layout_engine(None)
            return
        if not _remedied(fig, found, highest):
            break
    told = [str(fault) for fault in found] or [f"found axes too flat at {highest:.1f} inches, expected them higher"]
    raise Cramped("\n".join(f"figure {figure_id!r}, {NARROW} inches wide: {line}" for line in told))


def _lay_out(fig) -> None:
    for ax in fig.axes:
        ax.set_in_layout(True)  # where they were put by hand they would stay
    fig.set_layout_engine("constrained")
    fig.get_layout_engine().execute(fig)


def _keep_ticks(fig) -> None:
    """Hold the labels of the axes as they are: a locator would choose others for less room, such as half years."""
    shown = [axis for ax in fig.axes if ax.axison for axis in (ax.xaxis, ax.yaxis) if axis.get_visible()]
    for axis, ticks in [(axis, _ticks(axis)) for axis in shown]:  # all are read before one is set: axes may share them
        _set_ticks(axis, list(ticks))


def _ticks(axis) -> dict[float, str]:
    """The places of the ticks that are seen, with their labels."""
    low, high = sorted(axis.get_view_interval())
    slack = 1e-9 * (high - low)
    seen = [tick for tick in axis.get_major_ticks() if low - slack <= tick.get_loc() <= high + slack]
    return {tick.get_loc(): tick.label1.get_text() for tick in seen}


def _set_ticks(axis, places: list[float], labels: list[str] | None = None) -> None:
    """Set the places of the ticks, which keep what writes their labels unless some are given; limits stay."""
    low, high = axis.get_view_interval()  # the array itself would move with the limits
    axis.set_ticks(places, labels=labels)
    axis.set_view_interval(low, high, ignore=True)


def _break_labels(fig, before: list[Stand]) -> None:
    """Break what is plainly too long, so that a first layout has room for the axes.

    A label of a row, or another text beside the axes, may have its share of the width, that of an axis their length.
    """
    within = {stand.text for stand in before if stand.inside}
    for word in words(fig):
        upright = word.artist.get_rotation()
        if word.kind == "axis":
            room = word.ax.bbox.height if upright else fig.bbox.width * 0.95
        elif word.kind == "tick" and np.isnan(word.x) or word.kind == "text" and word.artist not in within:
            room = fig.bbox.width * LABEL
        elif word.kind == "text":
            room = fig.bbox.width * 0.95
        else:
            continue
        while (box_of(word).height if upright else box_of(word).width) > room and _broken(word):
            pass


def _remedied(fig, found: list[Fault], highest: float) -> bool:
    """Do what helps each text that has to be narrower, once; where nothing does, make the figure higher if it may be."""
    done, tried, first = False, set(), {}
    for fault in sorted(found, key=lambda fault: fault.out):
        if fault.out and _can_be_broken(fault.word):
            first[fault.word.ax] = fault
    for fault in first.values() or found:
        word = fault.word
        across = word.kind == "tick" and np.isnan(word.y)
        what = word.ax.xaxis if across else word.artist
        if fault.beside and what not in tried:
            tried.add(what)
            done |= _thinned(word.ax.xaxis) if across else _broken(word)
    if done:
        return True
    height = fig.get_size_inches()[1] * HIGHER
    fig.set_size_inches(NARROW, min(height, highest))
    return height <= highest


def _broken(word: Word) -> bool:
    """Break a text into one more line, if it can be."""
    before, after = word.artist.get_text(), _in_one_more_line(word.artist)
    if word.kind == "tick":
        ticks = _ticks(word.ax.yaxis) | {word.y: after}
        _set_ticks(word.ax.yaxis, list(ticks), list(ticks.values()))
    word.artist.set_text(after)
    return after != before


def _thinned(axis) -> bool:
    """Leave out every second label of an axis, but not nought, if more than two are there."""
    places = list(_ticks(axis))
    if len(places) > 2:
        _set_ticks(axis, places[places.index(0) % 2 if 0 in places else 0 :: 2])
    return len(places) > 2


def _can_be_broken(word: Word) -> bool:
    return _in_one_more_line(word.artist) != word.artist.get_text()


def _in_one_more_line(artist: Text) -> str:
    """What a text would be, broken once more: from the whole of it, for a text in two lines is not broken in each."""
    artist.whole = getattr(artist, "whole", artist.get_text())
    return _narrower(artist.whole, artist.get_text().count("\n") + 1)


def _narrower(text: str, count: int) -> str:
    """A text in more lines than it has, as even as they can be; the same text if it has no blank to be broken at."""
    lines = text.split("\n")
    ways = [_wrapped(lines, width) for width in range(max(map(len, lines)), 0, -1)] or [lines]
    more = [way for way in ways if len(way) > count] or ways[-1:]
    fewest = min(map(len, more))
    return "\n".join(min((way for way in more if len(way) == fewest), key=lambda way: max(map(len, way))))


def _wrapped(lines: list[str], width: int) -> list[str]:
    whole = {"break_long_words": False, "break_on_hyphens": False}
    held = [TOGETHER.sub(lambda part: part[0].replace(" ", "\0"), line) for line in lines]
    parts = [part for line in held for part in textwrap.wrap(line, width, **whole) or [""]]
    return [part.replace("\0", " ") for part in parts]

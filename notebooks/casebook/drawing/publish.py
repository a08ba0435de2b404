"""A figure published: the finding and the sources as text, the picture between them, its table to download."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from functools import lru_cache

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib import font_manager
from matplotlib.text import Text

from ..evidence.claims import source
from ..evidence.records import NARROW_SVG, RECORD
from .colours import read_colours
from .legible import require_sizes
from .narrow import narrowed
from .read_back import read_back
from .style import FONTS

__all__ = ["MissingGlyph", "cited", "glyphs", "publish", "require_glyphs", "svg"]


class MissingGlyph(ValueError):
    """A character in a figure that the bundled font does not have."""


def cited(source_ids: list[str] | tuple[str, ...]) -> list[list[str]]:
    """The sources as a reader is told of them, each once: publisher and year, whether a copy was read, and the id."""
    named = {}
    for source_id in source_ids:
        row = source(source_id)
        year = ("about " if "~" in row["published"] else "") + row["published"][:4]
        copy = " (read in a copy)" if row["read_at"] == "mirror" else ""
        named.setdefault(f"{row['publisher_en']}{', ' + year if year else ''}{copy}", source_id)
    return [[text, source_id] for text, source_id in named.items()]


def publish(
    fig,
    figure_id: str,
    title: str,
    table: pd.DataFrame,
    sources,
    note: str = "",
    claims=(),
    *,
    accent: str | Sequence[str] = (),
    undrawn: str | Sequence[str] = (),
    written: str | Sequence[str] = (),
) -> None:
    """Finish a figure and show it; its title and its sources are no part of the picture but text of its caption.

    The plotted table goes into the same output as CSV, so that it can be downloaded from the page, and so does the figure
    laid out for phones (:mod:`casebook.drawing.narrow`).  Before that, what was drawn is held against the table
    (:mod:`casebook.drawing.read_back`, :mod:`casebook.drawing.colours`), in both layouts.

    Parameters
    ----------
    fig : matplotlib.figure.Figure
        A figure made by :func:`canvas`.
    figure_id : str
        Name in the ledger and of the downloaded file, kebab-case.
    title : str
        The finding, as a sentence, its numbers formatted from values.
    table : pandas.DataFrame
        What was plotted.
    sources : sequence of str
        Ids of the sources that the figure draws on; none where what is drawn was invented, as `note` then says.
    note : str
        A sentence put before the sources.
    claims : sequence of str
        Ids of the claims that are drawn, so that the ledger knows of their use.
    accent : str or sequence of str
        What is in the accent colour beside the case under study: a column of True and False, whose rows are; a column of
        numbers; a cell; words of a text.
    undrawn : str or sequence of str
        Columns of numbers that the figure does not draw.
    written : str or sequence of str
        Columns of numbers that stand in the figure as texts only.

    Raises
    ------
    MissingGlyph
        If a text in the figure has a character that the bundled font lacks (matplotlib would draw a box).
    ValueError
        If the table is empty, or neither a source nor a note says what it draws on.
    Misdrawn
        If the figure does not show its table.
    Cramped
        If a text in the figure is too small, or does not fit on a phone.
    """
    from IPython.display import display

    if table.empty or not (sources or note):
        raise ValueError(
            f"figure {figure_id!r} needs the table that it plots and at least one source, or a note instead"
        )
    require_glyphs(fig)
    require_sizes(fig, figure_id)
    record = {"kind": "figure", "id": figure_id, "title": title, "note": note, "cited": cited(sources)}
    record |= {"sources": list(sources), "claims": list(claims)}
    drawn = {"image/svg+xml": svg(fig)}
    named = {"undrawn": _names(undrawn), "written": _names(written)}
    read_colours(read_back(fig, figure_id, table, claims=claims, **named), figure_id, _names(accent))
    narrowed(fig, figure_id)
    read_back(fig, figure_id, table, claims=claims, **named)
    drawn[NARROW_SVG] = svg(fig)
    csv = table.to_csv(index=False, lineterminator="\n", float_format="%.10g")  # below, digits belong to the processor
    display({**drawn, "text/csv": csv, "text/plain": title}, raw=True, metadata={RECORD: record})
    plt.close(fig)


def _names(given: str | Sequence[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def svg(fig) -> str:
    """A figure as SVG text: the same for the same figure, whenever and wherever it is drawn."""
    for axis in (axis for ax in fig.axes for axis in (ax.xaxis, ax.yaxis)):
        if not axis.get_label_text():
            axis.set_label_coords(0, 0)  # to find the place of a label costs much, and here nothing is to be placed
    if layout := fig.get_layout_engine():
        layout.execute(fig)
    fig.set_layout_engine(None)  # a constrained layout would move a little with every further drawing
    for ax in fig.axes:
        snap(ax)
    text = io.StringIO()
    fig.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    return text.getvalue()


def snap(ax) -> None:
    """Put the box of the axes on a grid finer than any eye.

    Its last bits belong to the processor (of a logarithm, of a sum in the layout), and the name of the clip path is a hash
    of all its digits.
    """
    ax.set_position(mpl.transforms.Bbox(ax.get_position().get_points().round(6)))


def require_glyphs(fig) -> None:
    """Raise :class:`MissingGlyph` if a text of the figure has a character the bundled font lacks."""
    available = glyphs()
    for artist in fig.findobj(Text):
        if not artist.get_visible():
            continue
        missing = sorted(
            set(re.sub(r"\$[^$]*\$", "", artist.get_text())) - available - {"\n"}
        )  # formulas have a font of their own
        if missing:
            raise MissingGlyph(
                f"figure text {artist.get_text()!r}: found {', '.join(f'{c} (U+{ord(c):04X})' for c in missing)}, "
                f"expected characters of the bundled font: renew it with `python -m casebook font FULL_FONT`"
            )


@lru_cache(maxsize=1)
def glyphs() -> set[str]:
    """The characters that every bundled font file has.

    Raises
    ------
    MissingGlyph
        If no font is bundled.
    """
    paths = sorted(FONTS.glob("*.otf"))
    if not paths:
        raise MissingGlyph(f"no font in {FONTS.name}/: found none, expected the bundled subset")
    covered = [set(map(chr, font_manager.get_font(path).get_charmap())) for path in paths]
    return set.intersection(*covered)

"""Figures in the house style: the finding and the sources as text, the picture between them, its table to download.

Importing this module sets matplotlib's style for the notebook: a bundled font with the Chinese characters the book
uses, SVG output that is the same bytes on every run, and a palette that can be told apart in grey and by colour-blind
readers (Okabe and Ito 2008).
"""

from __future__ import annotations

import io
import re
from functools import lru_cache
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib import font_manager, ft2font
from matplotlib.text import Text

from ..evidence.claims import source
from ..evidence.records import RECORD

__all__ = ["ACCENT", "PALETTE", "GREY", "INK", "MissingGlyph", "canvas", "publish", "cited"]

FONTS = Path(__file__).with_name("fonts")
FONT = "Reform Sans"

INK = "#22262b"
GREY = "#8a9099"
LIGHT = "#d9dce0"
ACCENT = "#b8321f"  # the one accent, for the case under study and nothing else
PALETTE = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#5c6470"]

WIDTH = 4.8  # inches: text of 9.5 points is still 9 pixels high on a phone 360 pixels wide


class MissingGlyph(ValueError):
    """A character in a figure that the bundled font does not have."""


class FontFile(io.BytesIO):
    """A font in memory; as text, its path, which other formats than SVG ask for.

    Matplotlib 3.11 reads a glyph from the open file whenever it measures or draws it, which takes longer than drawing.
    Its development version reads fonts from memory itself (pull request 32064); with it, this class can go.
    """

    def __init__(self, path: str | Path) -> None:
        super().__init__(Path(path).read_bytes())
        self.path = str(path)

    def __str__(self) -> str:
        return self.path


def _read_bundled_fonts_from_memory() -> None:
    opened = ft2font.FT2Font

    def font(path, **options):
        return opened(FontFile(path) if Path(str(path)).parent == FONTS else path, **options)

    ft2font.FT2Font = font


def _use_house_style() -> None:
    for path in sorted(FONTS.glob("*.otf")):
        font_manager.fontManager.addfont(path)
    _read_bundled_fonts_from_memory()
    mpl.rcParams.update(
        {
            "font.family": [FONT],
            "font.size": 9.5,
            "axes.titlesize": 11.5,
            "axes.titleweight": "bold",
            "axes.titlelocation": "left",
            "axes.labelsize": 9.5,
            "axes.labelcolor": INK,
            "axes.edgecolor": GREY,
            "axes.linewidth": 0.7,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.unicode_minus": True,
            "axes.prop_cycle": mpl.cycler(color=PALETTE),
            "xtick.color": INK,
            "ytick.color": INK,
            "xtick.labelsize": 9,
            "ytick.labelsize": 9,
            "text.color": INK,
            "legend.frameon": False,
            "figure.facecolor": "white",
            "savefig.facecolor": "white",
            "figure.figsize": (WIDTH, 3.2),
            "figure.dpi": 100,
            "text.hinting": "none",  # SVG has no pixels to fit letters to; without, a layout is measured faster
            "svg.fonttype": "path",
            "svg.hashsalt": "reading-a-reform",
        }
    )
    try:
        from IPython import get_ipython

        if get_ipython() is not None:
            from matplotlib_inline.backend_inline import set_matplotlib_formats

            set_matplotlib_formats("svg", metadata={"Date": None}, bbox_inches=None)
    except ImportError:
        pass


def canvas(height: float = 3.2, rows: int = 1, **options):
    """A figure of the book's width.

    Parameters
    ----------
    height : float
        Inches, title and source line included; the width is the same for all figures.
    rows : int
        Number of axes, one above the other.
    **options
        Passed to :func:`matplotlib.pyplot.subplots`.

    Returns
    -------
    tuple of (matplotlib.figure.Figure, matplotlib.axes.Axes or array of them)
    """
    return plt.subplots(rows, 1, figsize=(WIDTH, height), layout="constrained", **options)


def cited(source_ids: list[str] | tuple[str, ...]) -> list[list[str]]:
    """The sources as a reader is told of them, each once: publisher and year, whether a copy was read, and the id."""
    named = {}
    for source_id in source_ids:
        row = source(source_id)
        year = row["published"][:4]
        copy = " (read in a copy)" if row["read_at"] == "mirror" else ""
        named.setdefault(f"{row['publisher_en']}{', ' + year if year else ''}{copy}", source_id)
    return [[text, source_id] for text, source_id in named.items()]


def publish(fig, figure_id: str, title: str, table: pd.DataFrame, sources, note: str = "", claims=()) -> None:
    """Finish a figure and show it; its title and its sources are no part of the picture but text of its caption.

    The plotted table goes into the same output as CSV, so that it is compared with the figure and can be downloaded from
    the page.

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
        Ids of the sources that the figure draws on.
    note : str
        A sentence put before the sources.
    claims : sequence of str
        Ids of the claims that are drawn, so that the ledger knows of their use.

    Raises
    ------
    MissingGlyph
        If a text in the figure has a character that the bundled font lacks (matplotlib would draw a box).
    ValueError
        If the table is empty or no source is given.
    """
    from IPython.display import display

    if table.empty or not sources:
        raise ValueError(f"figure {figure_id!r} needs the table that it plots and at least one source")
    require_glyphs(fig)
    record = {"kind": "figure", "id": figure_id, "title": title, "note": note, "cited": cited(sources)}
    record |= {"sources": list(sources), "claims": list(claims)}
    csv = table.to_csv(index=False, lineterminator="\n", float_format="%.10g")  # below, digits belong to the processor
    display({"image/svg+xml": svg(fig), "text/csv": csv, "text/plain": title}, raw=True, metadata={RECORD: record})
    plt.close(fig)


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


_use_house_style()

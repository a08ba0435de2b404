"""The house style: palette, bundled font, width of a figure.

Importing this module sets matplotlib's style for the notebook: a bundled font with the Chinese characters the book
uses, SVG output that is the same bytes on every run, and a palette that can be told apart in grey and by colour-blind
readers (Okabe and Ito 2008).
"""

from __future__ import annotations

import io
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib import font_manager, ft2font

__all__ = ["ACCENT", "FONTS", "GREY", "INK", "LIGHT", "MUTED", "PALETTE", "canvas", "ink"]

FONTS = Path(__file__).with_name("fonts")
FONT = "Reform Sans"

INK = "#22262b"
MUTED = "#5c6470"  # text that stands back
GREY = "#8a9099"  # lines and areas: on white too pale for text
LIGHT = "#d9dce0"
ACCENT = "#b8321f"  # the one accent, for the case under study and nothing else
PALETTE = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#5c6470"]
_INKS = {
    GREY: MUTED,
    LIGHT: MUTED,
    "#e69f00": "#8f6200",
    "#009e73": "#00734f",
    "#cc79a7": "#a0487a",
    "#56b4e9": "#0b6a9f",
}

WIDTH = 4.8  # inches
NARROW = 3.4  # inches: 326 pixels, the column of a phone 360 pixels wide
LEAST = 9.0  # points of a letter: 12 pixels at the width at which it was drawn


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
    pd.set_option("display.max_colwidth", None)  # a text that is cut is neither read nor compared
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


def ink(colour: str) -> str:
    """The colour in which text is written that names what is drawn in a colour: the same, or a darker one if it is pale."""
    return _INKS.get(colour, colour)


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


_use_house_style()

"""The house style is what is set: its font from memory, its ink, its width, text as paths, the same bytes."""

from __future__ import annotations

import sys

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from casebook.drawing import style
from matplotlib import font_manager, ft2font


@pytest.fixture
def bare():
    """Matplotlib as it comes, and as it was after the test."""
    opened = ft2font.FT2Font
    with mpl.rc_context():
        mpl.rcdefaults()
        yield
    ft2font.FT2Font = opened


def test_the_style_is_set_whole(bare):
    """A setting that is lost changes every figure, and a comparison of each with itself sees nothing."""
    style._use_house_style()
    expected = {
        "font.family": ["Reform Sans"], "font.size": 9.5, "axes.titlesize": 11.5, "axes.titleweight": "bold",
        "axes.titlelocation": "left", "axes.labelsize": 9.5, "axes.labelcolor": style.INK, "axes.edgecolor": style.GREY,
        "axes.linewidth": 0.7, "axes.spines.top": False, "axes.spines.right": False, "axes.unicode_minus": True,
        "xtick.color": style.INK, "ytick.color": style.INK, "xtick.labelsize": 9, "ytick.labelsize": 9, "text.color": style.INK,
        "legend.frameon": False, "figure.facecolor": "white", "savefig.facecolor": "white", "figure.figsize": [4.8, 3.2],
        "figure.dpi": 100, "text.hinting": "none", "svg.fonttype": "path", "svg.hashsalt": "reading-a-reform",
    }  # fmt: skip
    found = {key: mpl.rcParams[key] for key in expected}
    found["figure.figsize"] = [*found["figure.figsize"]]
    assert found == expected
    assert [entry["color"] for entry in mpl.rcParams["axes.prop_cycle"]] == style.PALETTE


def test_the_bundled_font_is_the_one_that_is_found(bare):
    """Both weights, from the folder of the engine: no font of a system may take their place."""
    known = font_manager.fontManager.ttflist
    kept = [entry for entry in known if entry.name == style.FONT]
    for entry in kept:
        known.remove(entry)
    try:
        style._use_house_style()
        own = {str(entry.fname) for entry in known if entry.name == "Reform Sans"}
    finally:
        font_manager.fontManager.ttflist[:] = [e for e in known if e.name != style.FONT] + kept
    assert own == {str(path) for path in style.FONTS.glob("*.otf")}
    assert len(own) == 2


def test_a_bundled_font_is_read_from_memory_and_keeps_its_path(bare):
    """Other fonts are opened as they are."""
    opened = []
    ft2font.FT2Font = lambda path, **options: opened.append((path, options))
    style._read_bundled_fonts_from_memory()
    own = style.FONTS / "ReformSans-Regular.otf"
    ft2font.FT2Font(str(own), hinting_factor=8)
    ft2font.FT2Font("/elsewhere/a.otf", hinting_factor=8)
    (first, options), (second, others) = opened
    assert (str(first), first.read(), first.path) == (str(own), own.read_bytes(), str(own))
    assert (second, options, others) == ("/elsewhere/a.otf", {"hinting_factor": 8}, {"hinting_factor": 8})


def test_a_figure_has_the_width_of_a_page():
    """Whatever its height and its rows; a layout keeps texts from lying over each other."""
    for given, size, rows in (
        ({}, (4.8, 3.2), 1),
        ({"height": 2.5}, (4.8, 2.5), 1),
        ({"rows": 2, "sharex": True}, (4.8, 3.2), 2),
    ):
        drawn, axes = style.canvas(**given)
        assert tuple(drawn.get_size_inches()) == size
        assert len(drawn.axes) == rows
        assert type(drawn.get_layout_engine()).__name__ == "ConstrainedLayoutEngine"
        if rows == 2:
            assert axes[0].get_shared_x_axes().joined(axes[0], axes[1])
            assert axes[0].get_position().y0 > axes[1].get_position().y0
        plt.close(drawn)


def test_a_notebook_shows_figures_as_drawings_without_a_date(bare, monkeypatch):
    """Those of one day would differ from those of the next; only where a notebook runs, or IPython is there at all."""
    told = []
    monkeypatch.setattr(style, "_read_bundled_fonts_from_memory", lambda: None)
    monkeypatch.setattr("matplotlib_inline.backend_inline.set_matplotlib_formats", lambda *n, **o: told.append((n, o)))
    monkeypatch.setattr("IPython.get_ipython", lambda: None)
    style._use_house_style()
    assert told == []
    monkeypatch.setattr("IPython.get_ipython", lambda: "a notebook")
    style._use_house_style()
    assert told == [(("svg",), {"metadata": {"Date": None}, "bbox_inches": None})]
    monkeypatch.setitem(sys.modules, "IPython", None)
    style._use_house_style()
    assert len(told) == 1


def test_a_text_in_a_table_is_not_cut(bare):
    """What is cut is neither read nor compared."""
    with pd.option_context("display.max_colwidth", 50):
        style._use_house_style()
        assert pd.get_option("display.max_colwidth") is None


@pytest.mark.parametrize(
    ("colour", "written"),
    [(style.GREY, style.MUTED), (style.LIGHT, style.MUTED), ("#e69f00", "#8f6200"), (style.ACCENT, style.ACCENT), ("#123456", "#123456")],
)  # fmt: skip
def test_a_pale_colour_is_written_in_a_darker_one(colour, written):
    """Lines may be paler than letters; any other colour is its own ink."""
    assert style.ink(colour) == written

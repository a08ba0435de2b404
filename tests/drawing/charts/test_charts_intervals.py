"""Estimates and what they exclude: what is drawn follows from a frame of three rows."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from casebook.drawing import charts
from casebook.drawing.style import ACCENT, GREY, INK, LIGHT, MUTED, canvas
from drawn import areas, cuts_off, lines, places, spans, texts


@pytest.fixture
def ax():
    """Axes of their own."""
    yield canvas(3)[1]
    plt.close("all")


def widths(ax) -> list[float]:
    """How thick the lines are, in the order in which they were drawn."""
    return [line.get_linewidth() for line in ax.lines]


def styles(ax) -> list[str]:
    """Whether the lines are whole, dashed, dotted or none."""
    return [line.get_linestyle() for line in ax.lines]


def sizes(ax) -> list[float]:
    """How large the marks are, in the order in which they were drawn."""
    return [line.get_markersize() for line in ax.lines if line.get_marker() not in ("None", "", None)]


def beside(ax) -> dict[str, tuple[tuple[float, float], str, str, str]]:
    """The texts with their offset in points from what they name, the side they grow to, their middle and their weight."""
    return {
        text.get_text(): (text.xyann, text.get_ha(), text.get_va(), text.get_fontweight())
        for text in ax.texts
        if text.anncoords == "offset points"
    }


def ticks(ax) -> dict[str, float]:
    """The names along the upright axis with their heights."""
    return dict(zip([label.get_text() for label in ax.get_yticklabels()], ax.get_yticks(), strict=True))


# ------------------------------------------------------------------------------------------------ a unit and its mix


def test_two_lines(ax):
    """The unit in the accent, its mix dashed, the names at the ends and apart, the years after the fitted ones shaded."""
    frame = pd.DataFrame({"Ours": [-4.0, 0.0, 6.0], "its mix": [-3.0, 0.5, 5.0]}, index=[2018, 2019, 2020])
    charts.two_lines(ax, frame, "Ours", "its mix", 2019)
    assert lines(ax) == [
        ([2018, 2019, 2020], [-3, 0.5, 5], INK, "", True), ([2018, 2019, 2020], [-4, 0, 6], ACCENT, "", True)
    ]  # fmt: skip
    assert (styles(ax), widths(ax)) == (["--", "-"], [1.4, 2])
    assert spans(ax) == [(2019.5, 2020, LIGHT)]
    assert ax.patches[0].get_alpha() < 1  # the lines are seen through it
    assert ax.patches[0].get_linewidth() == 0  # an edge would reach beyond its ends
    assert {text.get_fontsize() for text in ax.texts} == {9}
    assert texts(ax) == {"Ours": ACCENT, "its mix": INK}
    assert places(ax) == {"Ours": (2020, 6.3), "its mix": (2020, 4.7)}
    assert beside(ax) == {name: ((5, 0), "left", "center", "normal") for name in ("Ours", "its mix")}
    assert ax.get_xlim() == (2018, 2020)
    assert cuts_off(ax) == []


# --------------------------------------------------------------------------------------------- ranks among placebos


def ranks(ax) -> dict[str, list[tuple[float, float]]]:
    """The dots by colour: their sizes and places."""
    return {line.colour: list(zip(line.x, line.y, strict=True)) for line in lines(ax, "o")}


def test_ranked_sizes(ax):
    """The largest on top; those at least as large dark, the others pale, the unit in the accent with its name."""
    charts.ranked_sizes(ax, pd.Series({"Small": 1.0, "Big": 5.0, "Ours": 2.0}), "Ours")
    assert ranks(ax) == {INK: [(5, 3)], ACCENT: [(2, 2)], GREY: [(1, 1)]}
    assert sizes(ax) == [4, 4, 7]
    assert [(line.x, line.colour) for line in lines(ax, "None")] == [([2, 2], ACCENT)]
    assert (styles(ax)[-1], widths(ax)[-1]) == (":", 0.7)
    assert texts(ax) == {"Ours": ACCENT}
    assert places(ax) == {"Ours": (2, 2)}
    assert beside(ax) == {"Ours": ((8, 0), "left", "center", "bold")}
    assert ax.get_xlim()[0] == pytest.approx(-0.15)
    assert ax.get_xlim()[1] > 5
    assert ax.get_ylim() == (0, 4)
    assert list(ax.get_yticks()) == []
    assert not ax.spines["left"].get_visible()
    assert ax.spines["bottom"].get_visible()
    assert cuts_off(ax) == []


def test_ranked_sizes_counts_an_equal_one_among_the_larger(ax):
    """As the p-value does: at least as large."""
    charts.ranked_sizes(ax, pd.Series({"Ours": 2.0, "Even": 2.0, "Small": 1.0}), "Ours")
    assert ranks(ax) == {INK: [(2, 2)], ACCENT: [(2, 3)], GREY: [(1, 1)]}


def test_ranked_sizes_leaves_equal_ones_in_their_order(ax):
    """Where sizes are equal the order of the data stands, on every processor."""
    many = pd.Series(2.0, index=["Ours", *(f"city {n}" for n in range(40))])
    charts.ranked_sizes(ax, many, "Ours")
    assert places(ax) == {"Ours": (2, 41)}


@pytest.mark.parametrize(
    ("own", "found"),
    [(9.0, {ACCENT: [(9, 3)], GREY: [(5, 2), (1, 1)]}), (0.5, {INK: [(5, 3), (1, 2)], ACCENT: [(0.5, 1)]})],
)
def test_ranked_sizes_at_either_end(ax, own, found):
    """The unit may be the largest of all, or the smallest."""
    charts.ranked_sizes(ax, pd.Series({"Small": 1.0, "Big": 5.0, "Ours": own}), "Ours")
    assert {colour: dots for colour, dots in ranks(ax).items() if dots} == found


# --------------------------------------------------------------------------------------------- the test turned round


def test_p_curve(ax):
    """The level dashed, the interval thick upon it, the estimate at the top, each end of the interval named outside it."""
    curve = pd.Series([0.05, 0.7, 1.0, 0.1], index=[-10.0, 0.0, 2.0, 14.0])
    charts.p_curve(ax, curve, 0.09, (-5.14, 9.42), 2.0, "Ours")
    assert lines(ax) == [
        ([-10, 0, 2, 14], [0.05, 0.7, 1, 0.1], GREY, "", True), ([0, 1], [0.09, 0.09], GREY, "", True),
        ([-5.14, 9.42], [0.09, 0.09], INK, "", True), ([2], [1], ACCENT, "o", True), ([0], [0.7], INK, "o", False),
    ]  # fmt: skip
    assert styles(ax)[:3] == ["-", "--", "-"]
    assert widths(ax)[:3] == [1.6, 1, 4]
    assert ax.lines[2].get_solid_capstyle() == "butt"  # a round one would reach beyond the ends
    assert sizes(ax) == [7, 6]
    assert texts(ax) == {
        "Ours, as estimated": ACCENT, "no effect": INK, "level of the test": MUTED, "−5.1": INK, "+9.4": INK
    }  # fmt: skip
    assert places(ax) == {
        "Ours, as estimated": (2, 1), "no effect": (0, 0.7), "level of the test": (-10, 0.09), "−5.1": (-5.14, 0.09),
        "+9.4": (9.42, 0.09),
    }  # fmt: skip
    assert beside(ax) == {
        "Ours, as estimated": ((9, 0), "left", "center", "bold"),
        "no effect": ((-9, 0), "right", "center", "normal"),
        "level of the test": ((3, 4), "left", "baseline", "normal"),
        "−5.1": ((-6, 7), "right", "baseline", "bold"),
        "+9.4": ((6, 7), "left", "baseline", "bold"),
    }
    assert ax.get_ylim() == (0, 1.06)
    assert ax.get_xlim() == (-10, 14)
    assert ax.get_ylabel() == "p-value"
    assert cuts_off(ax) == []
    (named,) = [text for text in ax.texts if hasattr(text, "narrowly")]
    assert (named.get_text(), named.narrowly) == (
        "level of the test",
        {"position": (3, 20)},
    )  # above the end on a phone


# ------------------------------------------------------------------------------------------- gaps before their bands


def test_gap_bands():
    """A panel each: the band of the placebos, the gap over it, dots filled in the years read and hollow in those fitted."""
    years = [2018, 2019, 2020]
    early = pd.DataFrame(
        {"gap": [0.1, -1.0, 2.0], "low": [-0.2, -3.0, -5.0], "high": [0.3, 2.5, 4.0], "read": [False, True, True]},
        index=years,
    )
    late = pd.DataFrame(
        {"gap": [0.2, 0.5, 3.0], "low": [-0.1, -0.4, -2.0], "high": [0.4, 0.6, 6.0], "read": [False, False, True]},
        index=years,
    )
    fig, (above, below) = canvas(4.8, rows=2)
    charts.gap_bands((above, below), {"without 2019": early, "with 2019": late})
    assert areas(above) == [([2018, 2020], [-5, 4], LIGHT)]
    assert areas(below) == [([2018, 2020], [-2, 6], LIGHT)]
    for axes, path in ((above, early), (below, late)):
        [band] = axes.collections
        corners = {(float(x), float(y)) for x, y in band.get_paths()[0].vertices}
        assert band.get_linewidth() == [0]
        assert corners == {*zip(years, path["low"], strict=True), *zip(years, path["high"], strict=True)}
    assert lines(above) == [
        ([0, 1], [0, 0], INK, "", True), (years, [0.1, -1, 2], GREY, "", True),
        ([2019, 2020], [-1, 2], INK, "o", True), ([2018], [0.1], INK, "o", False),
    ]  # fmt: skip
    assert lines(below) == [
        ([0, 1], [0, 0], INK, "", True), (years, [0.2, 0.5, 3], GREY, "", True), ([2020], [3], INK, "o", True),
        ([2018, 2019], [0.2, 0.5], INK, "o", False),
    ]  # fmt: skip
    for axes, heading in ((above, "without 2019"), (below, "with 2019")):
        assert widths(axes)[:2] == [0.6, 1.4]
        assert sizes(axes) == [5.5, 5.5]
        assert {line.get_markeredgewidth() for line in axes.lines[2:]} == {1.4}
        assert {line.get_markerfacecolor() for line in axes.lines[2:]} == {INK, "white"}
        assert texts(axes) == {heading: INK}
        [text] = axes.texts
        assert (text.get_position(), text.get_transform(), text.get_va()) == ((0.02, 0.96), axes.transAxes, "top")
        assert text.get_fontsize() == 9
        assert axes.get_ylabel() == "gap, log points"
        fig.draw_without_rendering()
        assert all(float(tick).is_integer() for tick in axes.get_xticks())
        assert cuts_off(axes) == []
    plt.close("all")


def test_gap_bands_takes_no_panel_without_its_path():
    """One axes for two paths, or two for one, is a slip of the caller."""
    path = pd.DataFrame({"gap": [1.0], "low": [0.0], "high": [2.0], "read": [True]}, index=[2020])
    _, axes = canvas(4, rows=2)
    for panels in ({"one": path}, {"one": path, "two": path, "three": path}):
        with pytest.raises(ValueError, match="zip"):
            charts.gap_bands(axes, panels)
    plt.close("all")


# ----------------------------------------------------------------------------------------------- intervals by design


def test_interval_rows(ax):
    """The first row on top, a bar from low to high with its estimate on it, the case in the accent and no other."""
    frame = pd.DataFrame(
        [["ours", -5.1, 2.1, 9.4, True], ["the province", -0.7, 4.9, 10.5, False], ["inside", -4.0, 0.8, 5.6, True]],
        columns=["design", "low", "estimate", "high", "case"],
    )
    charts.interval_rows(ax, frame)
    assert lines(ax) == [
        ([0, 0], [0, 1], INK, "", True),
        ([-5.1, 9.4], [3, 3], ACCENT, "", True), ([2.1], [3], ACCENT, "o", True),
        ([-0.7, 10.5], [2, 2], MUTED, "", True), ([4.9], [2], MUTED, "o", True),
        ([-4, 5.6], [1, 1], ACCENT, "", True), ([0.8], [1], ACCENT, "o", True),
    ]  # fmt: skip
    assert widths(ax)[:2] == [0.6, 2]
    assert {line.get_solid_capstyle() for line in ax.lines[1::2]} == {"butt"}
    assert sizes(ax) == [6, 6, 6]
    assert ticks(ax) == {"ours": 3, "the province": 2, "inside": 1}
    assert ax.yaxis.get_major_ticks()[0].tick1line.get_markersize() == 0
    assert ax.xaxis.get_major_ticks()[0].tick1line.get_markersize() > 0
    assert ax.get_ylim() == (0.4, 3.6)
    assert not ax.spines["left"].get_visible()
    assert cuts_off(ax) == []


# ------------------------------------------------------------------------------------------------------ many choices


def test_choice_strips(ax):
    """A strip a pool, in the order of their appearance, its strokes before its own band and none of another's."""
    frame = pd.DataFrame({"strip": ["outside", "inside", "outside"], "estimate": [2.1, 0.8, 3.1]})
    bands = pd.DataFrame({"low": [-4.1, -8.6], "high": [3.7, 7.8]}, index=["inside", "outside"])
    charts.choice_strips(ax, frame, bands)
    assert lines(ax) == [
        ([-8.6, 7.8], [2, 2], LIGHT, "", True), ([2.1, 3.1], [2, 2], ACCENT, "|", True),
        ([-4.1, 3.7], [1, 1], LIGHT, "", True), ([0.8], [1], ACCENT, "|", True),
        ([0, 0], [0, 1], INK, "", True),
    ]  # fmt: skip
    assert [styles(ax)[at] for at in (1, 3)] == ["None"] * 2  # strokes, with no line through them
    assert [widths(ax)[at] for at in (0, 2, 4)] == [13, 13, 0.6]
    assert {ax.lines[at].get_solid_capstyle() for at in (0, 2)} == {"butt"}
    assert sizes(ax) == [13, 13]
    assert {ax.lines[at].get_markeredgewidth() for at in (1, 3)} == {1.2}
    assert ticks(ax) == {"outside": 2, "inside": 1}
    assert ax.yaxis.get_major_ticks()[0].tick1line.get_markersize() == 0
    assert ax.xaxis.get_major_ticks()[0].tick1line.get_markersize() > 0
    assert ax.get_ylim() == (0.4, 2.6)
    assert not ax.spines["left"].get_visible()
    assert cuts_off(ax) == []


def test_choice_strips_shows_every_estimate(ax):
    """As many strokes as choices, those that agree among them."""
    frame = pd.DataFrame({"strip": ["only"] * 3, "estimate": [1.0, 1.0, -2.0]})
    charts.choice_strips(ax, frame, pd.DataFrame({"low": [-1.0], "high": [1.5]}, index=["only"]))
    assert [line.x for line in lines(ax, "|")] == [[1, 1, -2]]
    assert np.isclose(ax.get_ylim(), (0.4, 1.6)).all()

"""Curves, weights and specifications: what is drawn follows from a small frame."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from casebook.drawing import charts
from casebook.drawing.style import ACCENT, GREY, INK, PALETTE, canvas, ink
from drawn import areas, cuts_off, lines, places, texts
from matplotlib.colors import to_hex

BLUE, AMBER, GREEN = PALETTE[:3]


@pytest.fixture
def ax():
    """Axes of their own."""
    yield canvas(3)[1]
    plt.close("all")


def test_bounded_lines(ax):
    """A band where the bounds differ, a line where they do not, the name of each in its colour."""
    frame = pd.DataFrame(
        [["band", 0, 1.0, 2.0, AMBER], ["band", 1, 3.0, 5.0, AMBER], ["one", 0, 4.0, 4.0, BLUE], ["one", 1, 6.0, 6.0, BLUE]],
        columns=["line", "x", "low", "high", "colour"],
    )  # fmt: skip
    names = {"band": ("a band", 0.5, 2, "left"), "one": ("a line", 0.2, 5, "right")}
    charts.bounded_lines(ax, frame, names, "across", "up")
    assert lines(ax) == [
        ([0, 1], [1, 3], AMBER, "", True), ([0, 1], [2, 5], AMBER, "", True), ([0, 1], [4, 6], BLUE, "", True)
    ]  # fmt: skip
    assert areas(ax) == [([0, 1], [1, 5], AMBER)]
    assert texts(ax) == {"a band": ink(AMBER), "a line": BLUE}
    assert places(ax) == {"a band": (0.5, 2), "a line": (0.2, 5)}
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("across", "up")
    assert [line.get_drawstyle() for line in ax.lines] == ["default"] * 3


def test_bounded_lines_in_steps(ax):
    """Whole numbers go in steps."""
    frame = pd.DataFrame({"line": "one", "x": [1, 2], "low": [3, 4], "high": [3, 4], "colour": BLUE})
    charts.bounded_lines(ax, frame, {"one": ("a line", 1, 3, "left")}, "", "", steps=True)
    assert [line.get_drawstyle() for line in ax.lines] == ["steps-mid"]


def test_power_curve(ax):
    """Line and dots in per cent at their effects, the target met where it was found."""
    curve = pd.Series([0.05, 0.5, 0.9], index=[0.0, 1.0, 2.0])
    simulated = pd.Series([0.06, 0.48, 0.91], index=[0.0, 1.0, 2.0])
    charts.power_curve(ax, curve, simulated, 0.8, 1.7, "true effect")
    assert lines(ax) == [
        ([0, 1, 2], [5, 50, 90], BLUE, "", True), ([0, 1, 2], [6, 48, 91], INK, "o", False),
        ([0, 1.7, 1.7], [80, 80, 0], GREY, "", True),
    ]  # fmt: skip
    assert ax.get_xlabel() == "true effect"
    assert ax.get_ylim() == (0, 104)
    assert cuts_off(ax) == []


def test_donor_weights(ax):
    """A mark a setting, the first donor on top, the key in the colours of the marks."""
    weights = pd.DataFrame({"none": [0.5, 0.3, 0.0], "one": [0.2, 0.1, 0.4]}, index=["North", "South", "West"])
    charts.donor_weights(ax, weights)
    assert lines(ax) == [([50, 30, 0], [3, 2, 1], BLUE, "o", False), ([20, 10, 40], [3, 2, 1], AMBER, "D", False)]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["North", "South", "West"]
    assert list(ax.get_yticks()) == [3, 2, 1]
    handles = ax.get_legend().legend_handles
    assert [to_hex(handle.get_color()) for handle in handles] == [BLUE, AMBER]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["none", "one"]
    [guides] = ax.collections
    assert [segment[1].tolist() for segment in guides.get_segments()] == [[50, 3], [30, 2], [40, 1]]
    assert cuts_off(ax) == []


def test_specification_curve():
    """Usable estimates in the accent, filled if p is low; wrong ones crosses, those aside triangles; choices beneath."""
    curve = pd.DataFrame(
        [["real", "near", 2.0, 0.5], ["wrong", "far", 30.0, 0.01], ["lights", "near", -4.0, 0.4], ["real", "far", 1.0, 0.1]],
        columns=["outcome", "donors", "estimate", "p"],
    )  # fmt: skip
    _, (upper, lower) = canvas(5, rows=2)
    choices = {"outcome": ["real", "lights", "wrong"], "donors": ["near", "far"]}
    charts.specification_curve((upper, lower), curve, choices, "wrong", "lights", 0.1)
    assert lines(upper)[:4] == [
        ([4], [30], GREY, "x", True), ([1], [-4], BLUE, "^", False), ([2], [1], ACCENT, "o", True),
        ([3], [2], ACCENT, "o", False),
    ]  # fmt: skip
    heights = dict(zip([label.get_text() for label in lower.get_yticklabels()], lower.get_yticks(), strict=True))
    assert list(heights) == ["real", "lights", "wrong", "near", "far"]
    made = [
        (option, sorted(round(float(segment[0][0])) for segment in drawn.get_segments()), to_hex(drawn.get_color()[0]))
        for option, drawn in zip(heights, lower.collections, strict=True)
    ]
    assert made == [
        ("real", [2, 3], INK), ("lights", [1], BLUE), ("wrong", [4], GREY), ("near", [1, 3], INK), ("far", [2, 4], INK)
    ]  # fmt: skip
    for drawn, height in zip(lower.collections, heights.values(), strict=True):
        assert {round(float(segment[:, 1].mean()), 6) for segment in drawn.get_segments()} == {round(height, 6)}
    assert [text.get_text() for text in upper.get_yticklabels()] == ["−10", "−5", "−2", "0", "2", "5", "10", "20", "40"]
    assert list(upper.get_yticks()) == [-10, -5, -2, 0, 2, 5, 10, 20, 40]
    assert cuts_off(upper) == cuts_off(lower) == []
    plt.close("all")


def test_log_axes(ax):
    """Ticks at their numbers, written as they are."""
    charts.log_axes(ax, [12, 50, 159], [0.5, 1, 8])
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log")
    assert list(ax.get_xticks()) == [12, 50, 159]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["12", "50", "159"]
    assert list(ax.get_yticks()) == [0.5, 1, 8]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["0.5", "1", "8"]

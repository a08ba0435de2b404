"""Curves: what is drawn follows from a small frame."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from casebook.drawing import charts
from casebook.drawing.style import GREY, INK, PALETTE, canvas, ink
from drawn import areas, cuts_off, lines, places, texts

BLUE, AMBER = PALETTE[:2]


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

"""How a whole is spread over units: what is drawn follows from a small frame."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from casebook.drawing import charts
from casebook.drawing.style import ACCENT, GREY, INK, LIGHT, MUTED, PALETTE, canvas
from drawn import areas, bars, columns, cuts_off, lines, places, texts

BLUE, AMBER, GREEN = PALETTE[:3]


@pytest.fixture
def ax():
    """Axes of their own."""
    yield canvas(3)[1]
    plt.close("all")


def test_ranked_panels():
    """The greatest and the mean in the accent, the rest grey; the mean is called the mean, the median has a ring."""
    frame = pd.DataFrame({"case": ["a"] * 3 + ["b"] * 3, "rank": [1, 2, 3] * 2, "value": [9, 2, 1, 9, 3, 0]})
    _, (above, below) = canvas(4, rows=2)
    charts.ranked_panels((above, below), frame, {"a": "middle: 2", "b": "middle: 3"}, 4)
    assert columns(above) == [(0, 9, 1, ACCENT), (0, 2, 2, GREY), (0, 1, 3, GREY)]
    assert columns(below) == [(0, 9, 1, ACCENT), (0, 3, 2, GREY), (0, 0, 3, GREY)]
    for axes in (above, below):
        assert [(line.y, line.colour) for line in lines(axes) if not line.marker] == [([4, 4], ACCENT)]
        assert {line.get_markerfacecolor() for line in axes.lines if line.get_marker() == "o"} == {"none"}
    rings = [(line.x, line.y, line.colour) for axes in (above, below) for line in lines(axes, "o")]
    assert rings == [([2], [2], INK), ([2], [3], INK)]
    assert texts(above) == {"a": INK, "middle: 2": INK, "mean 4": ACCENT}
    assert texts(below) == {"b": INK, "middle: 3": INK}
    assert places(above)["mean 4"] == (3, 4)
    assert list(above.get_yticks()) == [0, 9]
    assert below.get_xlabel() == "the 3 posts, the most wanted first"
    assert cuts_off(above) == cuts_off(below) == []
    plt.close("all")


def test_lorenz_region(ax):
    """The region between the extremes, the curve between them in blue and dashed, each with its name."""
    frame = pd.DataFrame({"even": [0.0, 50.0, 100.0], "guess": [0.0, 30.0, 100.0], "uneven": [0.0, 5.0, 100.0]}, index=[0.0, 50.0, 100.0])  # fmt: skip
    names = {"equal": ("all alike", 36, 40, 40), "even": ("most equal", 66, 54, 0), "guess": ("a guess", 60, 25, 0), "uneven": ("most unequal", 50, 4, 0)}  # fmt: skip
    charts.lorenz_region(ax, frame, "uneven", "even", "guess", names)
    assert [(line.y, line.colour) for line in lines(ax)] == [
        ([0, 100], GREY), ([0, 5, 100], INK), ([0, 50, 100], INK), ([0, 30, 100], BLUE)
    ]  # fmt: skip
    assert [line.get_linestyle() for line in ax.lines][1:] == ["-", "-", "--"]
    assert areas(ax) == [([0, 100], [0, 100], LIGHT)]
    assert texts(ax) == {"all alike": MUTED, "most equal": INK, "a guess": INK, "most unequal": INK}
    assert cuts_off(ax) == []


def test_overlap_strips(ax):
    """The second group begins where the overlap does, and neither is what both leave."""
    cases = pd.DataFrame({"case": ["apart", "partly", "within"], "first": 34.0, "second": 17.5, "both": [0, 6, 17.5]})
    charts.overlap_strips(ax, cases, "degree", "school")
    drawn = [bar for bar in bars(ax) if bar.fill]
    assert [bar[:2] for bar in drawn if bar.fill == BLUE] == [(0, 34)] * 3
    assert [bar[:2] for bar in drawn if bar.fill == AMBER] == [(16.5, 34), (28, 45.5), (34, 51.5)]
    assert {bar[:2] for bar in bars(ax) if not bar.fill} == {(0, 100)}
    neither = {text: place[1] for text, place in places(ax).items() if text.startswith("neither")}
    assert neither == {"neither: 48.5 %": 2, "neither: 54.5 %": 1, "neither: 66.0 %": 0}
    assert [places(ax)[case][1] for case in ("within", "partly", "apart")] == pytest.approx([0.34, 1.34, 2.34])
    assert (places(ax)["degree"][1], places(ax)["school"][1]) == (2.13, 1.85)
    assert cuts_off(ax) == []


def test_counted_draws():
    """A bar a count, blue from the one reported on, one scale for all panels, each with its name and note inside."""
    shares = pd.DataFrame({"all stay": [70.0, 30.0, 0.0, 0.0], "some leave": [5.0, 15.0, 30.0, 50.0]})
    fig, axes = canvas(4, rows=2, sharex=True, sharey=True)
    charts.counted_draws(axes, shares, 2, {"all stay": "two or more: 0 %", "some leave": "two or more: 80 %"})
    for ax, (case, note) in zip(axes, (("all stay", "0"), ("some leave", "80")), strict=True):
        assert [(column.right, column.middle, column.fill) for column in columns(ax)] == [
            (share, count, BLUE if count >= 2 else GREY) for count, share in shares[case].items()
        ]
        assert texts(ax) == {case: INK, f"two or more: {note} %": BLUE}
        assert ax.get_ylim() == (0, pytest.approx(98))
        assert list(ax.get_xticks()) == [0, 2]
        assert cuts_off(ax) == []
    plt.close(fig)


def test_assignment_histogram(ax):
    """As large as the observed one, either way: blue; smaller: grey; and the observed one a line at an edge."""
    differences = np.array([-1.1, -0.9, -0.2, 0.0, 0.3, 0.6, 0.7, 1.2])
    charts.assignment_histogram(ax, differences, 0.6, 0.3)
    drawn = [column for column in columns(ax) if column.right > 0]
    assert {colour: sum(c.right for c in drawn if c.fill == colour) for colour in (GREY, BLUE)} == {GREY: 3, BLUE: 5}
    assert all((abs(c.middle) < 0.6) == (c.fill == GREY) for c in drawn)
    assert [(line.x, line.colour) for line in lines(ax)] == [([0.6, 0.6], INK)]
    edges = {round(patch.get_x(), 6) for patch in ax.patches}
    assert {0.6, -0.6} <= edges

"""How a whole is spread over units: what is drawn follows from a small frame."""

from __future__ import annotations

import pandas as pd
import pytest
from casebook.drawing import charts
from casebook.drawing.style import ACCENT, GREY, INK, PALETTE, canvas
from drawn import columns, cuts_off, lines, places, texts

BLUE = PALETTE[0]


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


def test_counted_draws():
    """A bar a count, blue from the one reported on, one scale for all panels, each with its name and note inside."""
    shares = pd.DataFrame({"all stay": [70.0, 30.0, 0.0, 0.0], "some leave": [5.0, 15.0, 30.0, 50.0]})
    _, axes = canvas(4, rows=2, sharex=True, sharey=True)
    charts.counted_draws(axes, shares, 2, {"all stay": "two or more: 0 %", "some leave": "two or more: 80 %"})
    for ax, (case, note) in zip(axes, (("all stay", "0"), ("some leave", "80")), strict=True):
        assert [(column.right, column.middle, column.fill) for column in columns(ax)] == [
            (share, count, BLUE if count >= 2 else GREY) for count, share in shares[case].items()
        ]
        assert texts(ax) == {case: INK, f"two or more: {note} %": BLUE}
        assert ax.get_ylim() == (0, pytest.approx(98))
        assert list(ax.get_xticks()) == [0, 2]
        assert cuts_off(ax) == []


def test_a_case_without_axes_is_refused():
    """Else it would be left out, and nobody would miss it."""
    with pytest.raises(ValueError, match="is longer than argument 1"):
        charts.counted_draws([], pd.DataFrame({"a": [1]}), 1, {"a": "note"})
    with pytest.raises(ValueError, match="is longer than argument 1"):
        charts.ranked_panels([], pd.DataFrame({"rank": [1], "value": [2]}), {"a": "note"}, 1)

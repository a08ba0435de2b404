"""Claims on the ladder: what is drawn follows from a frame of three rows."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from casebook.drawing import charts
from casebook.drawing.style import ACCENT, MUTED, PALETTE, canvas
from drawn import bars, cuts_off, lines, places, texts

BLUE = PALETTE[0]


@pytest.fixture
def ax():
    """Axes of their own."""
    yield canvas(3)[1]
    plt.close("all")


def test_ladder(ax):
    """A mark a claim on its rung, results filled and first, the number at the end, nought on an empty rung."""
    claims = pd.DataFrame({"stage": ["output", "output", "response"], "status": ["plan", "result", "result"]})
    charts.ladder(ax, claims)
    assert lines(ax, "o") == [
        ([0], [2], BLUE, "o", True), ([1], [2], BLUE, "o", False), ([0], [3], BLUE, "o", True)
    ]  # fmt: skip
    assert [(text.get_text(), text.get_position()[1]) for text in ax.texts] == [
        ("0", 0), ("0", 1), ("2", 2), ("1", 3), ("0", 4)
    ]  # fmt: skip
    assert [label.get_text() for label in ax.get_yticklabels()] == [
        "input", "activity", "output", "response", "outcome"
    ]  # fmt: skip
    assert list(ax.get_yticks()) == [0, 1, 2, 3, 4]
    assert cuts_off(ax) == []


def test_rungs_beside(ax):
    """Full what is done, pale what is not and said so once, the first group above the second, each in its colour."""
    counts = pd.DataFrame(
        [
            ["ours", "output", 3, 20.0, 10.0],
            ["theirs", "output", 9, 30.0, 5.0],
            ["ours", "outcome", 0, 0.0, 0.0],
            ["ours", "activity", 5, 40.0, 2.0],
            ["theirs", "activity", 7, 1.0, 1.0],
        ],
        columns=["group", "stage", "count", "done", "not_done"],
    )
    charts.rungs_beside(ax, counts, {"ours": "ours", "theirs": "all others"}, {"ours": ACCENT, "theirs": MUTED})
    assert bars(ax) == [
        (0, 20, 2.2, ACCENT), (20, 30, 2.2, ACCENT), (0, 30, 1.8, MUTED), (30, 35, 1.8, MUTED), (0, 0, 4.2, ACCENT),
        (0, 0, 4.2, ACCENT), (0, 40, 1.2, ACCENT), (40, 42, 1.2, ACCENT), (0, 1, 0.8, MUTED), (1, 2, 0.8, MUTED),
    ]  # fmt: skip
    assert [patch.get_alpha() for patch in ax.patches] == [None, 0.35] * 5
    assert texts(ax) == {
        "3": ACCENT, "ours": ACCENT, "9": MUTED, "all others": MUTED, "none": ACCENT, "5": ACCENT, "7": MUTED,
        "pale: no result": MUTED,
    }  # fmt: skip
    assert places(ax)["pale: no result"] == places(ax)["7"] == (2, 0.8)
    assert places(ax)["3"] == (30, 2.2)
    assert places(ax)["none"] == (0, 4.2)
    assert cuts_off(ax) == []

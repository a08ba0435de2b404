"""Units against kinds: what is drawn follows from a frame of three rows."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from casebook.drawing import charts
from casebook.drawing.style import ACCENT, INK, LIGHT, MUTED, PALETTE, canvas
from drawn import bars, cuts_off, lines, places, texts
from matplotlib.colors import to_hex

BLUE = PALETTE[0]


@pytest.fixture
def ax():
    """Axes of their own."""
    yield canvas(3)[1]
    plt.close("all")


def test_evidence_matrix(ax):
    """Dark if firm, pale if weak, empty if missing, in the accent if of the time asked for."""
    cells = pd.DataFrame(
        [["posts", "a", "firm", "2017", False], ["posts", "b", "weak", "2018", False], ["cuts", "a", "missing", "", False],
         ["cuts", "b", "firm", "2019", True]],
        columns=["row", "column", "evidence", "years", "wanted"],
    )  # fmt: skip
    charts.evidence_matrix(ax, cells, {"a": "Here", "b": "There"}, {"What it did": 1, "What came": 1})
    assert [bar.fill for bar in bars(ax)] == [MUTED, "#cfd4da", "#ffffff", ACCENT]
    assert [bar.left for bar in bars(ax)] == pytest.approx([-0.46, 0.54, -0.46, 0.54])
    assert [patch.get_linestyle() for patch in ax.patches] == ["-", "-", ":", "-"]
    assert to_hex(ax.patches[2].get_edgecolor()) == LIGHT
    found = places(ax)
    for text, place in zip(("2017", "2018", "2019"), (0, 1, 3), strict=True):
        assert found[text] == (pytest.approx(bars(ax)[place].left + 0.46), pytest.approx(bars(ax)[place].middle))
    assert texts(ax) == {
        "What it did": INK, "What came": INK, "posts": INK, "cuts": INK, "2017": "#ffffff", "2018": INK, "2019": "#ffffff",
        "Here": INK, "There": INK,
    }  # fmt: skip
    assert (found["posts"][1], found["cuts"][1]) == (
        pytest.approx(bars(ax)[0].middle),
        pytest.approx(bars(ax)[2].middle),
    )
    assert found["What it did"][1] < found["posts"][1] < found["What came"][1] < found["cuts"][1]
    assert (found["Here"][0], found["There"][0]) == (0, 1)
    assert cuts_off(ax) == []


def test_evidence_grid(ax):
    """A number in its column, a dot where there is evidence, a ring where there is none; each row at its label."""
    grid = pd.DataFrame({"printed": [2, 0, 1], "same\nfact": [0, 0, 3]}, index=["Lists", "Pay", "Parks"])
    charts.evidence_grid(ax, grid, "printed")
    assert [(text.get_text(), text.get_position()) for text in ax.texts if text.get_text() in ("2", "none", "1")] == [
        ("2", (0, 0)), ("none", (0, 1)), ("1", (0, 2))
    ]  # fmt: skip
    assert texts(ax) == {
        "Lists": INK, "2": INK, "Pay": INK, "none": MUTED, "Parks": INK, "1": INK, "printed": MUTED, "same fact": MUTED,
    }  # fmt: skip
    assert lines(ax, "o") == [
        ([1], [0], LIGHT, "o", False), ([1], [1], LIGHT, "o", False), ([1], [2], BLUE, "o", True)
    ]  # fmt: skip
    assert [places(ax)[label][1] for label in grid.index] == [0, 1, 2]
    assert (places(ax)["printed"][0], places(ax)["same fact"][0]) == (0, 1)
    assert cuts_off(ax) == []

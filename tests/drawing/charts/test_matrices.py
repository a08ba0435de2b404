"""Units against kinds: what is drawn follows from a frame of three rows."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from casebook.drawing import charts
from casebook.drawing.style import INK, LIGHT, MUTED, PALETTE, canvas
from drawn import cuts_off, lines, places, texts

BLUE = PALETTE[0]


@pytest.fixture
def ax():
    """Axes of their own."""
    yield canvas(3)[1]
    plt.close("all")


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
    assert {text.get_text(): text.narrowly for text in ax.texts if hasattr(text, "narrowly")} == {
        "printed": {"rotation": 90}, "same\nfact": {"rotation": 90},  # beside each other they have no room on a phone
    }  # fmt: skip


def test_a_long_row_label_leaves_the_grid_its_room(ax):
    """In two lines."""
    grid = pd.DataFrame({"printed": [2]}, index=["A larger share for investment service"])
    charts.evidence_grid(ax, grid, "printed")
    assert ax.texts[0].get_text() == "A larger share for\ninvestment service"

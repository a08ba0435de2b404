"""Bars and rows of marks: what is drawn follows from a frame of three rows."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from casebook.drawing import charts
from casebook.drawing.style import ACCENT, GREY, INK, PALETTE, canvas
from drawn import bars, cuts_off, lines, places, texts
from matplotlib.colors import to_hex

BLUE = PALETTE[0]


@pytest.fixture
def ax():
    """Axes of their own."""
    yield canvas(3)[1]
    plt.close("all")


def test_case_bars(ax):
    """The first case on top, the pale part from low to high, the accent where it is asked for."""
    frame = pd.DataFrame(
        [["posts", "2016", 148, 148, "148", False], ["posts", "2020", 100, 120, "over 100", True], ["posts", "2021", 7, 9, "8", False]],
        columns=["measure", "case", "low", "high", "shown", "accent"],
    )  # fmt: skip
    charts.case_bars([ax], frame)
    assert bars(ax) == [
        (0, 7, 0, GREY), (7, 9, 0, GREY), (0, 100, 1, ACCENT), (100, 120, 1, ACCENT), (0, 148, 2, GREY), (148, 148, 2, GREY)
    ]  # fmt: skip
    assert [patch.get_alpha() for patch in ax.patches] == [None, 0.4] * 3
    assert texts(ax) == {"148": INK, "2016": INK, "over 100": ACCENT, "2020": INK, "8": INK, "2021": INK}
    assert places(ax)["over 100"] == (120, 1)
    assert places(ax)["2020"][1] == 1
    assert ax.get_title(loc="left") == "posts"
    assert cuts_off(ax) == []


def test_named_bars(ax):
    """A bar as long as its value, its name above it, the value at its end; one row in the accent."""
    frame = pd.DataFrame({"plan": ["fast", "slow", "never"], "points": [0.46, 1.31, 2.0]})
    charts.named_bars(ax, frame, "plan", "points", accent="slow", form=".1f")
    assert bars(ax) == [(0, 0.46, 0, GREY), (0, 1.31, 1, ACCENT), (0, 2, 2, GREY)]
    assert texts(ax) == {"fast": INK, "0.5": INK, "slow": ACCENT, "1.3": ACCENT, "never": INK, "2.0": INK}
    assert places(ax)["slow"] == (0, 0.7)
    assert places(ax)["1.3"] == (1.31, 1)
    assert cuts_off(ax) == []


@pytest.mark.parametrize(("form", "texts_drawn"), [(",.0f", ["1,200", "0", "3"]), (".1f", ["1200.0", "0.5", "3.0"])])
def test_named_bars_say_their_values_in_the_form_asked_for(ax, form, texts_drawn):
    """Whole numbers would print half a point as nought."""
    frame = pd.DataFrame({"name": list("abc"), "value": [1200.0, 0.5, 3.0]})
    charts.named_bars(ax, frame, "name", "value", form=form)
    assert [text.get_text() for text in ax.texts][1::2] == texts_drawn


@pytest.mark.parametrize(
    ("repeats", "named"),
    [([None, None, 1], {"1": INK, "3": BLUE}), ([None, 1, 1], {"1": INK, "2": BLUE, "3": BLUE}), ([None] * 3, {})],
)
def test_paragraph_strip(repeats, named):
    """Repeats in blue, originals in grey, an arc from each repeat to its original, both numbered, and the sum below."""
    frame = pd.DataFrame(
        {"paragraph": [1, 2, 3], "characters": [10, 20, 30], "repeats": pd.array(repeats, dtype="Int64")}
    )
    _, (strip, below) = canvas(3, rows=2)
    charts.paragraph_strip((strip, below), frame)
    pairs = [(place, again) for place, again in zip([1, 2, 3], repeats, strict=True) if again]
    assert bars(strip) == [
        (0, size, place, GREY if again is None else BLUE)
        for place, size, again in zip([1, 2, 3], [10, 20, 30], repeats, strict=True)
    ]
    arcs = lines(strip)
    assert [(line.y[0], line.y[-1], line.colour) for line in arcs] == [(again, place, BLUE) for place, again in pairs]
    assert all(line.x[0] == line.x[-1] == max(line.x) < 0 for line in arcs)
    wide = [-min(line.x) for line in arcs]
    assert wide == sorted(wide)  # the further apart, the wider: no arc hides another
    assert {label.get_text(): to_hex(label.get_color()) for label in strip.get_yticklabels()} == named
    repeated = sum(10 * place for place, _ in pairs)
    assert bars(below) == [(0, repeated, 0, BLUE), (repeated, 60, 0, GREY)]
    assert list(texts(below)) == [f"the repeats together: {repeated / 60 * 100:.1f} % of all characters"]
    assert strip.get_ylim()[0] > strip.get_ylim()[1]  # the first paragraph is on top
    assert cuts_off(strip) == cuts_off(below) == []


def test_grain_rows(ax):
    """Two dots joined by a line, one where both are the same, words where nothing is printed; the axis begins at nought."""
    frame = pd.DataFrame(
        [["There", 26, 209, "26 or 209", False], ["Elsewhere", 856, 856, "856", False], ["Ours", None, None, "not counted", True]],
        columns=["label", "low", "high", "shown", "accent"],
    ).astype({"low": float, "high": float})  # fmt: skip
    charts.grain_rows(ax, frame, "items")
    assert [line.x for line in lines(ax, "None")] == [[26, 209], [856, 856]]
    assert lines(ax, "o") == [([26, 209], [0.1, 0.1], BLUE, "o", True), ([856, 856], [1.1, 1.1], BLUE, "o", True)]
    assert texts(ax) == {
        "There": INK, "26 or 209": BLUE, "Elsewhere": INK, "856": BLUE, "Ours": ACCENT, "not counted": ACCENT,
    }  # fmt: skip
    assert places(ax)["26 or 209"] == (209, 0.1)
    assert (places(ax)["There"], places(ax)["not counted"]) == ((0, -0.2), (0, 2.1))
    assert (ax.get_xscale(), ax.get_xlim()[0]) == ("linear", 0)
    assert cuts_off(ax) == []


def test_a_measure_without_axes_is_refused():
    """Else it would be left out, and nobody would miss it."""
    frame = pd.DataFrame(
        [["posts", "2016", 148, 148, "148", False]], columns=["measure", "case", "low", "high", "shown", "accent"]
    )
    with pytest.raises(ValueError, match="is longer than argument 1"):
        charts.case_bars([], frame)


def test_axes_without_a_measure_are_refused():
    """They would stay empty."""
    with pytest.raises(ValueError, match="is shorter than argument 1"):
        charts.case_bars([None], pd.DataFrame({"measure": []}))

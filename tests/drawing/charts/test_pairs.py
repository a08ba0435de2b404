"""Two values of one thing: what is drawn follows from a frame of three rows."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from casebook.drawing import charts
from casebook.drawing.style import GREY, INK, LIGHT, MUTED, PALETTE, canvas
from drawn import arrows, bars, cuts_off, lines, places, texts

BLUE = PALETTE[0]


@pytest.fixture
def ax():
    """Axes of their own."""
    yield canvas(3)[1]
    plt.close("all")


def test_interval_pairs():
    """A number line a row in its own unit, the printed band over what was recomputed, and the texts clear of each other."""
    pairs = pd.DataFrame(
        [["cut, %", 41.5, 42.5, 41.0, 41.25, "printed 42", "found 41"], ["a post", 49.0, 51.0, 50.0, 52.0, "printed 50", "found 51"],
         ["km²", 99.0, 101.0, 102.0, 102.0, "printed 100", "found 102"]],
        columns=["label", "printed_low", "printed_high", "found_low", "found_high", "printed", "found"],
    )  # fmt: skip
    _, axes = canvas(4, rows=3)
    charts.interval_pairs(axes, pairs)
    for row, one in zip(pairs.itertuples(), axes, strict=True):
        assert [(line.x, line.y, line.colour) for line in lines(one)] == [
            ([row.printed_low] * 2, [0, 1], GREY), ([row.printed_high] * 2, [0, 1], GREY),
            ([row.printed_low, row.printed_high], [1, 1], LIGHT), ([row.found_low, row.found_high], [0, 0], BLUE),
        ]  # fmt: skip
        assert texts(one) == {row.printed: INK, row.found: BLUE}
        assert places(one)[row.printed] == ((row.printed_low + row.printed_high) / 2, 1)
        assert places(one)[row.found] == ((row.found_low + row.found_high) / 2, 0)
        assert one.get_xlabel() == row.label
        assert cuts_off(one) == []
    sides = {text.get_text(): text.get_ha() for one in axes for text in one.texts}
    assert [sides[text] for text in pairs["found"]] == ["right", "center", "left"]


def test_slopes(ax):
    """A line from place to place; those that lead to an earlier place in blue, with their names."""
    frame = pd.DataFrame({"what": ["Masks", "Plan", "Vote"], "told": [3, 1, 2], "happened": [1, 2, 3]})
    charts.slopes(ax, frame, "told", "happened", "what", "as told", "as it was")
    assert lines(ax) == [
        ([0, 1], [3, 1], BLUE, "o", True), ([0, 1], [1, 2], GREY, "o", True), ([0, 1], [2, 3], GREY, "o", True)
    ]  # fmt: skip
    assert texts(ax) == {
        "Masks": BLUE, "3": BLUE, "Plan": INK, "1": MUTED, "Vote": INK, "2": MUTED, "as told": MUTED, "as it was": MUTED,
    }  # fmt: skip
    assert [places(ax)[name] for name in ("Masks", "Plan", "Vote")] == [(1.04, 1), (1.04, 2), (1.04, 3)]
    assert [places(ax)[number][1] for number in "123"] == [1, 2, 3]
    assert (places(ax)["as told"][0], places(ax)["as it was"][0]) == (0, 1.04)
    top, bottom = ax.get_ylim()[1], ax.get_ylim()[0]
    assert top < 1 < bottom  # the first place is on top
    assert cuts_off(ax) == []


def test_paired_dots(ax):
    """Filled the first, hollow the second, each value outside its dot, the two columns named under the first row."""
    frame = pd.DataFrame({"plan": ["As it was", "Waves", "Half"], "fast": [0.17, 0.3, 0.15], "slow": [0.48, 0.2, 0.18]})
    charts.paired_dots(ax, frame, "plan", "fast", "slow", "error")
    assert [(line.x[0], line.y[0], line.colour, line.filled) for line in lines(ax, "o")] == [
        (0.15, 0, BLUE, True), (0.18, 0, INK, False), (0.3, 1, BLUE, True), (0.2, 1, INK, False),
        (0.17, 2, BLUE, True), (0.48, 2, INK, False),
    ]  # fmt: skip
    assert [(line.x, line.y[0]) for line in lines(ax, "None")] == [
        ([0.15, 0.18], 0),
        ([0.3, 0.2], 1),
        ([0.17, 0.48], 2),
    ]
    found = places(ax)
    assert [found[text] for text in ("0.15", "0.18", "0.30", "0.20", "0.17", "0.48")] == [
        (0.15, 0), (0.18, 0), (0.3, 1), (0.2, 1), (0.17, 2), (0.48, 2)
    ]  # fmt: skip
    sides = {text.get_text(): text.get_ha() for text in ax.texts}
    assert (sides["0.15"], sides["0.18"], sides["0.30"], sides["0.20"]) == ("right", "left", "left", "right")
    assert (found["fast"], found["slow"]) == ((0.17, 2), (0.48, 2))
    assert texts(ax)["fast"] == BLUE
    assert texts(ax)["slow"] == INK
    assert [found[name] for name in ("As it was", "Waves", "Half")] == [(0, 2.2), (0, 1.2), (0, 0.2)]
    assert ax.get_xlim()[0] == 0
    assert ax.get_xlabel() == "error"
    assert cuts_off(ax) == []


def boxes(*rows) -> pd.DataFrame:
    """A small organisation: group, name, counted."""
    return pd.DataFrame(rows, columns=["group", "name", "counted"])


def test_organisation(ax):
    """Filled if counted, hollow if outside; before at the left without names, after at the right, each group below its heading."""
    charts.organisation(
        ax, boxes(["before: 1", "", True], ["after: 1", "Finance", True], ["gone", "Schools and kindergartens too", False]), "There"
    )  # fmt: skip
    before, stays, gone = bars(ax)
    assert [bar.fill for bar in (before, stays, gone)] == [MUTED, MUTED, "#ffffff"]
    assert [patch.get_linestyle() for patch in ax.patches] == ["solid", "solid", "--"]
    assert before.right < 0.21 < 0.3 == stays.left == gone.left
    found = places(ax)
    for name, bar in (("Finance", stays), ("Schools and kindergartens too", gone)):
        assert found[name] == (pytest.approx((bar.left + bar.right) / 2, abs=1e-3), pytest.approx(bar.middle))
    assert texts(ax) == {
        "before: 1": INK, "after: 1": INK, "Finance": "#ffffff", "gone": INK, "Schools and kindergartens too": INK
    }  # fmt: skip
    assert found["after: 1"][1] < stays.middle < found["gone"][1] < gone.middle
    assert [head[1] for head, _, _ in arrows(ax)] == [found["after: 1"][1], found["gone"][1]]
    assert ax.get_title(loc="left") == "There"
    assert cuts_off(ax) == []


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([["before: 1", "", True], ["after: 2", "Finance", True]], "found 1 boxes, expected 2"),
        ([["before: 1", "", True], ["before: 1", "", True], ["after", "Law", True]], "found 2 boxes, expected 1"),
        ([["before: 2", "", True], ["before: 2", "Finance", True]], "with and without a name"),
    ],
)
def test_an_organisation_that_says_another_number_than_it_draws_is_refused(ax, rows, message):
    """Sabotage: a box too few, a box too many, and a name that would vanish among the squares."""
    with pytest.raises(ValueError, match=message):
        charts.organisation(ax, boxes(*rows), "There")

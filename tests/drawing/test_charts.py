"""Charts, each with a small frame: what is drawn follows from what is given."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from casebook.drawing import charts
from casebook.drawing.style import ACCENT, canvas


@pytest.mark.parametrize(
    ("kind", "first_year", "pieces"),
    [("boundary", 2012, 2), ("vintage", 2012, 2), ("shock", 2012, 1), ("boundary", 2010, 1), ("boundary", 2015, 1)],
)
def test_the_line_stops_at_a_break_inside_it_and_not_at_a_shock(kind, first_year, pieces):
    breaks = pd.DataFrame({"kind": [kind], "first_year": [first_year], "label": ["a break"]})
    fig, ax = plt.subplots()
    charts.broken_series(ax, pd.Series(range(5), index=range(2010, 2015)), breaks)
    drawn = [line for line in ax.lines if line.get_marker() == "o"]
    plt.close(fig)
    assert len(drawn) == pieces
    assert sum(len(line.get_xdata()) for line in drawn) == 5


@pytest.mark.parametrize(("accent", "in_colour"), [("", 0), ("One", 1), ("Two", 1), ("Three", 0)])
def test_only_the_rows_that_are_asked_for_stand_out(accent, in_colour):
    """The case under study is named by the chapter; the chart knows none."""
    pairs = pd.DataFrame(
        [["One: a", 1.0, 2.0, 1.2, 1.3, "agrees"], ["Two: b", 1.0, 2.0, 3.0, 3.5, "differs"]],
        columns=["label", "printed_low", "printed_high", "found_low", "found_high", "verdict"],
    )
    fig, ax = plt.subplots()
    charts.interval_pairs(ax, pairs, accent=accent)
    found = [line.get_color() for line in ax.lines if line.get_marker() == "|"]
    plt.close(fig)
    assert len(found) == 2
    assert found.count(ACCENT) == in_colour


@pytest.mark.parametrize("repeats", [[None, 1, None, 3, 3], [None, None, None, 2, 2]])
def test_every_run_of_repeats_is_named(repeats):
    """The first run has nothing before it to differ from, and went unnamed."""
    text = pd.DataFrame({"paragraph": range(1, 6), "characters": 9, "repeats": pd.array(repeats, dtype="Int64")})
    drawn, ax = canvas(2.5)
    charts.paragraph_strip(ax, text)
    assert [label.get_text() for label in ax.texts] == [f"={n}" for n in sorted({n for n in repeats if n})]
    plt.close(drawn)

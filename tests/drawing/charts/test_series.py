"""Yearly series: what is drawn follows from a few years."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from casebook.drawing import charts
from casebook.drawing.style import ACCENT, GREY, INK, LIGHT, MUTED, canvas
from drawn import cuts_off, lines, places, spans, texts


@pytest.fixture
def ax():
    """Axes of their own."""
    yield canvas(3)[1]
    plt.close("all")


@pytest.mark.parametrize(("first_year", "pieces"), [(2011, [[2010], [2011, 2012, 2013]]), (2013, [[2010, 2011, 2012], [2013]]), (2010, [[2010, 2011, 2012, 2013]]), (2014, [[2010, 2011, 2012, 2013]])])  # fmt: skip
def test_broken_series_stops_at_every_break_inside_it(ax, first_year, pieces):
    """At the first and at the last year that can be cut off too, and not before or after them."""
    breaks = pd.DataFrame({"kind": ["boundary"], "first_year": [first_year], "label": ["a merger"]})
    charts.broken_series(ax, pd.Series([5.0, 6.0, 9.0, 8.0], index=range(2010, 2014)), breaks)
    assert [line.x for line in lines(ax, "o")] == pieces
    assert {line.colour for line in lines(ax, "o")} == {ACCENT}
    marked = [(line.x, line.colour) for line in lines(ax, "None")]
    assert marked == ([([first_year - 0.5] * 2, INK)] if len(pieces) > 1 else [])
    assert ("a merger" in texts(ax)) == (len(pieces) > 1)


def test_broken_series_marks_a_year_once(ax):
    """Two breaks of one year have one line and one text above it; the text leans inwards, so that none is cut off."""
    breaks = pd.DataFrame(
        {"kind": ["boundary", "vintage", "boundary"], "first_year": [2011, 2011, 2013], "label": ["a merger", "a census", "a split"]}
    )  # fmt: skip
    charts.broken_series(ax, pd.Series([5.0, 6.0, 9.0, 8.0], index=range(2010, 2014)), breaks)
    assert [line.x for line in lines(ax, "o")] == [[2010], [2011, 2012], [2013]]
    assert [line.x for line in lines(ax, "None")] == [[2010.5] * 2, [2012.5] * 2]
    assert texts(ax) == {"a merger a census": INK, "a split": INK}
    sides = {note.get_text(): (note.get_ha(), note.xy) for note in ax.texts}
    assert sides == {"a merger\na census": ("left", (2010.5, 1)), "a split": ("right", (2012.5, 1))}
    assert cuts_off(ax) == []


def test_broken_series_names_its_values(ax):
    """A shock is left out and does not stop the line; a text stands at its year, in the colour of the line."""
    breaks = pd.DataFrame({"kind": ["shock"], "first_year": [2012], "label": ["a flood"]})
    series = pd.Series([5.0, None, 9.0, 8.0], index=range(2010, 2014))
    charts.broken_series(ax, series, breaks, colour=INK, shown={2012: "9", 2013: "8"})
    assert lines(ax) == [([2010, 2012, 2013], [5, 9, 8], INK, "o", True)]
    assert texts(ax) == {"9": INK, "8": INK}
    assert (places(ax)["9"], places(ax)["8"]) == ((2012, 9), (2013, 8))
    assert ax.get_xlim() == (2009.4, 2013.6)
    assert cuts_off(ax) == []


def test_gap_paths(ax):
    """One unit in the accent, the others grey, and the years after the fitted ones shaded."""
    gaps = pd.DataFrame({"Ours": [0.0, 1.0, 3.0], "North": [0.0, -1.0, 2.0], "South": [1.0, 0.0, -4.0]}, index=[2018, 2019, 2020])  # fmt: skip
    charts.gap_paths(ax, gaps, "Ours", 2019, "grey: 2 cities")
    assert [(line.y, line.colour) for line in lines(ax)] == [
        ([0, -1, 2], GREY), ([1, 0, -4], GREY), ([0, 1, 3], ACCENT), ([0, 0], INK)
    ]  # fmt: skip
    assert spans(ax) == [(2019.5, 2020, LIGHT)]
    assert texts(ax) == {"Ours": ACCENT, "grey: 2 cities": MUTED}
    assert places(ax)["Ours"] == (2020, 3)
    assert ax.get_xlim() == (2018, 2020)
    assert cuts_off(ax) == []

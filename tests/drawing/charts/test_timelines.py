"""Dates with their doubt along an axis of time: what is drawn follows from a frame of three rows."""

from __future__ import annotations

from datetime import date

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from casebook.drawing import charts
from casebook.drawing.picture import Misdrawn
from casebook.drawing.read_back import read_back
from casebook.drawing.style import ACCENT, GREY, INK, LIGHT, MUTED, canvas
from drawn import arrows, cuts_off, lines, places, spans, texts
from matplotlib.dates import date2num


@pytest.fixture
def ax():
    """Axes of their own."""
    yield canvas(3)[1]
    plt.close("all")


def day(text: str) -> float:
    """A day as matplotlib counts it."""
    return date2num(date.fromisoformat(text))


def frame(rows: list, *columns: str) -> pd.DataFrame:
    """Rows with their days read."""
    read = [[date.fromisoformat(x) if isinstance(x, str) and x[:2] == "20" else x for x in row] for row in rows]
    return pd.DataFrame(read, columns=list(columns))


def test_timeline(ax):
    """A dot for a day, a bar for an interval, an arrow for an open start; each lane in its colour."""
    events = frame(
        [["Done somewhere", None, "2019-12-31", "zone"], ["Assembly", "2020-08-28", "2020-08-28", "city"],
         ["Order", "2020-03-01", "2020-03-31", "province"]],
        "title_en", "earliest", "latest", "lane",
    )  # fmt: skip
    charts.timeline(ax, events, "2019-07-01", "2021-01-31")
    [(head, tail, colour)] = arrows(ax)
    assert (head, colour) == ([pytest.approx(day("2019-12-31") - 41), 0], INK)
    assert tail == [day("2019-12-31"), 0]
    assert lines(ax) == [
        ([day("2019-12-31")], [0], INK, "|", True), ([day("2020-08-28")], [1], ACCENT, "o", True),
        ([day("2020-03-01"), day("2020-03-31")], [2, 2], MUTED, "", True),
    ]  # fmt: skip
    assert texts(ax) == {"Done somewhere": INK, "Assembly": ACCENT, "Order": MUTED}
    assert [places(ax)[name][1] for name in ("Done somewhere", "Assembly", "Order")] == [0, 1, 2]
    assert ax.get_xlim() == (day("2019-07-01"), day("2021-01-31"))
    assert ax.get_ylim()[0] > 2 > 0 > ax.get_ylim()[1]  # the first row is on top
    assert [mark for mark in cuts_off(ax) if mark.kind != "arrow"] == []


def test_timeline_with_another_accent(ax):
    """The lane that is asked for, and no other."""
    events = frame([["One", "2020-01-01", "2020-01-01", "zone"], ["Two", "2020-02-01", "2020-02-01", "city"]],
                   "title_en", "earliest", "latest", "lane")  # fmt: skip
    charts.timeline(ax, events, "2019-12-01", "2020-03-01", accent="zone")
    assert [line.colour for line in lines(ax)] == [ACCENT, MUTED]
    assert texts(ax) == {"One": ACCENT, "Two": MUTED}


STEPS = [["Ours", "2019-07-10", "2019-07-10", True, True, True], ["There", "2016-12-01", "2018-12-31", False, False, False],
         ["West", None, "2022-12-31", True, False, False]]  # fmt: skip


def steps() -> pd.DataFrame:
    """Three places: a day whose way is known, two years without one, an open start."""
    return frame(STEPS, "place", "earliest", "latest", "known", "home", "accent")


def test_spread(ax):
    """A row a place: a dot for a day or a month, a bar for more, an arrow for an open start; hollow or thin if unknown."""
    more = frame([["There", "2021-12-01", "2021-12-31", False, True, False],
                  ["There", "2021-06-01", "2021-06-01", False, True, False]], *steps().columns)  # fmt: skip
    charts.spread(ax, pd.concat([steps(), more]), "2016-01-01", "2026-01-01")
    [(head, tail, colour)] = arrows(ax)
    assert (head[1], tail, colour) == (2, [day("2022-12-31"), 2], MUTED)
    assert lines(ax) == [
        ([day("2019-07-10")], [0], ACCENT, "o", True), ([day("2016-12-01"), day("2018-12-31")], [1, 1], MUTED, "", True),
        ([day("2022-12-31")], [2], MUTED, "|", True), ([day("2021-12-01"), day("2021-12-31")], [1, 1], INK, "", True),
        ([day("2021-12-01"), day("2021-12-31")], [1, 1], "#ffffff", "", False), ([day("2021-06-01")], [1], INK, "o", False),
    ]  # fmt: skip
    assert [line.get_linewidth() for line in ax.lines if line.get_marker() == "None"] == [1.4, 6.5, 3.5]
    assert [(label.get_text(), label.get_color()) for label in ax.get_yticklabels()] == [
        ("Ours", ACCENT), ("There", INK), ("West", MUTED)
    ]  # fmt: skip
    assert ax.get_xlim() == (day("2016-01-01"), day("2026-01-01"))
    assert ax.get_ylim()[0] > 2 > 0 > ax.get_ylim()[1]
    assert [mark for mark in cuts_off(ax) if mark.kind != "arrow"] == []


def test_spread_is_read_back(ax):
    """A step that was moved in the table after it was drawn is named with its place."""
    charts.spread(ax, steps(), "2016-01-01", "2026-01-01")
    ax.figure.canvas.draw()
    read_back(ax.figure, "small", steps())
    moved = steps().assign(latest=[date(2020, 7, 10), date(2018, 12, 31), date(2022, 12, 31)])
    with pytest.raises(Misdrawn, match="'latest', row 1 .Ours."):
        read_back(ax.figure, "small", moved)


def test_exposure(ax):
    """Pale where it may have begun, full from the latest day on; early ones and their labels in the accent."""
    units = frame([["Ours", "2016-05-01", "2016-06-01", True], ["There", "2019-07-10", "2019-12-31", False], ["West", "2020-08-28", "2020-10-31", False]],
                  "label", "earliest", "latest", "early")  # fmt: skip
    charts.exposure(ax, units, "2014-01-01", "2020-12-31", "2019-07-10", "opinion")
    last = day("2020-12-31")
    assert [(line.x, line.y[0], line.colour) for line in lines(ax)] == [
        ([day("2016-05-01"), day("2016-06-01")], 0, ACCENT), ([day("2016-06-01"), last], 0, ACCENT),
        ([day("2019-07-10"), day("2019-12-31")], 1, GREY), ([day("2019-12-31"), last], 1, GREY),
        ([day("2020-08-28"), day("2020-10-31")], 2, GREY), ([day("2020-10-31"), last], 2, GREY),
        ([day("2019-07-10")] * 2, 0, INK),
    ]  # fmt: skip
    assert [line.get_alpha() for line in ax.lines[:6]] == [0.35, None] * 3
    assert [(label.get_text(), label.get_color()) for label in ax.get_yticklabels()] == [
        ("Ours", ACCENT), ("There", INK), ("West", INK)
    ]  # fmt: skip
    assert places(ax)["opinion"][0] == day("2019-07-10")
    assert cuts_off(ax) == []


def test_zone_steps(ax):
    """The first treatment in the accent, other steps grey, a row a unit, the common period shaded."""
    steps = frame([["Ours", "named", "2015-09-01", "2015-09-01", False], ["Ours", "pilot", "2019-07-10", "2019-12-31", True],
                   ["There", "reform", "2017-01-01", "2017-12-31", True]], "unit", "label", "earliest", "latest", "treated")  # fmt: skip
    charts.zone_steps(ax, steps, (date(2019, 7, 10), date(2019, 12, 31)), "pilot of 2019")
    assert lines(ax) == [
        ([day("2015-09-01")], [0], GREY, "o", True), ([day("2019-07-10"), day("2019-12-31")], [0, 0], ACCENT, "", True),
        ([day("2017-01-01"), day("2017-12-31")], [1, 1], ACCENT, "", True),
    ]  # fmt: skip
    assert spans(ax) == [(day("2019-07-10"), day("2019-12-31"), LIGHT)]
    assert texts(ax) == {"pilot of 2019": MUTED, "named": MUTED, "pilot": ACCENT, "reform": ACCENT}
    assert places(ax)["named"] == (day("2015-09-01"), 0)
    assert places(ax)["pilot"] == (day("2019-12-31"), 0)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Ours", "There"]


def test_admitted_spans(ax):
    """Clipped to the window, an arrow where a date admits days outside; the count at the right, in the colour of the row."""
    rows = [["the meeting", "2020-08-28", "2020-08-28", 1, True], ["the year", "2020-01-01", "2020-12-31", 20, True],
            ["elsewhere", "2020-09-01", None, 3, False]]  # fmt: skip
    charts.admitted_spans(ax, frame(rows, "label", "earliest", "latest", "count", "accent"), "2020-08-28", "2020-10-31")
    first, last = day("2020-08-28"), day("2020-10-31")
    assert lines(ax) == [
        ([first], [0], ACCENT, "o", True), ([first, last], [1, 1], ACCENT, "", True), ([first], [1], ACCENT, "<", True),
        ([last], [1], ACCENT, ">", True), ([day("2020-09-01"), last], [2, 2], MUTED, "", True), ([last], [2], MUTED, ">", True),
    ]  # fmt: skip
    assert texts(ax) == {
        "the meeting": INK, "1": ACCENT, "the year": INK, "20": ACCENT, "elsewhere": INK, "3": MUTED, "claims": INK,
    }  # fmt: skip
    assert [places(ax)[text][1] for text in ("the meeting", "1", "the year", "20", "elsewhere", "3")] == [
        0,
        0,
        1,
        1,
        2,
        2,
    ]
    assert ax.get_xlim() == (first, last)
    assert cuts_off(ax) == []


def test_dated_rates(ax):
    """Thick and dark of the unit asked for, thin and grey of a larger one; the window in the accent with its name."""
    rates = frame([["own +19 %", "2017-01-01", "2017-12-31", True], ["of the district +5 %", "2019-01-01", "2019-12-31", False],
                   ["own +7 %", "2024-01-01", "2024-12-31", True]], "label", "earliest", "latest", "whole")  # fmt: skip
    charts.dated_rates(ax, rates, (date(2019, 7, 10), date(2019, 12, 31)), "the pilot")
    assert [(line.x, line.y[0], line.colour) for line in lines(ax)] == [
        ([day("2017-01-01"), day("2017-12-31")], 0, INK), ([day("2019-01-01"), day("2019-12-31")], 1, GREY),
        ([day("2024-01-01"), day("2024-12-31")], 2, INK),
    ]  # fmt: skip
    assert [line.get_linewidth() for line in ax.lines] == [6, 2.2, 6]
    assert spans(ax) == [(day("2019-07-10"), day("2019-12-31"), ACCENT)]
    assert texts(ax) == {"the pilot": ACCENT, "own +19 %": INK, "of the district +5 %": MUTED, "own +7 %": INK}
    assert places(ax)["own +19 %"] == (day("2017-12-31"), 0)
    assert places(ax)["own +7 %"] == (day("2024-01-01"), 2)
    assert places(ax)["the pilot"][0] == day("2019-12-31")
    assert [mark for mark in cuts_off(ax) if mark.kind == "line"] == []

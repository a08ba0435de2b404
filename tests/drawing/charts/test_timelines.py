"""Dates with their doubt along an axis of time: what is drawn follows from a frame of three rows."""

from __future__ import annotations

from datetime import date

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from casebook.drawing import charts
from casebook.drawing.picture import Misdrawn
from casebook.drawing.read_back import read_back
from casebook.drawing.style import ACCENT, GREY, INK, MUTED, PALETTE, canvas
from drawn import arrows, bars, cuts_off, lines, places, texts
from matplotlib.colors import to_hex, to_rgb
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


def test_spread_hides_no_mark(ax):
    """Marks of one place that would cover each other stand one above the other in its row, the first on top; others do not move."""
    rows = [["There", "2019-07-01", "2019-07-31", False, False, False], ["There", "2019-07-01", "2019-07-31", True, False, False],
            ["Ours", "2019-07-10", "2019-07-10", True, True, False], ["West", None, "2022-12-31", False, False, False],
            ["West", "2022-01-01", "2022-12-31", False, False, False], ["West", "2021-10-01", "2021-10-01", True, False, False],
            ["West", "2024-01-01", "2024-01-01", True, False, False]]  # fmt: skip
    table = frame(rows, *steps().columns)
    charts.spread(ax, table, "2016-01-01", "2026-01-01")
    hollow, white, filled, alone, tick, year, early, late = lines(ax)
    assert hollow[:2] == white[:2] == ([day("2019-07-01"), day("2019-07-31")], [-0.22, -0.22])
    assert filled[:2] == ([day("2019-07-01"), day("2019-07-31")], [0.22, 0.22])
    assert [mark.y for mark in (alone, tick, year, early, late)] == [[1], [2.22], [1.78, 1.78], [2], [2]]
    [(head, tail, _)] = arrows(ax)
    assert (head[1], tail[1]) == (2.22, 2.22)
    ax.figure.canvas.draw()
    read_back(ax.figure, "covered", table)


def test_spread_lets_a_lane_be_used_again(ax):
    """A long mark has all short ones above it; one that begins as the dot before it ends has a lane of its own."""
    rows = [["West", "2021-12-01", "2021-12-31", True, False, False], ["West", "2022-06-17", "2022-06-17", True, False, False],
            ["West", "2022-01-01", "2022-12-31", True, False, False], ["West", "2022-07-01", "2022-07-01", True, False, False]]  # fmt: skip
    charts.spread(ax, frame(rows, *steps().columns), "2016-01-01", "2026-01-01")
    assert [line.y[0] for line in lines(ax)] == [-0.44, -0.44, 0, 0.44]


def test_spread_is_read_back(ax):
    """A step that was moved in the table after it was drawn is named with its place."""
    charts.spread(ax, steps(), "2016-01-01", "2026-01-01")
    ax.figure.canvas.draw()
    read_back(ax.figure, "small", steps())
    moved = steps().assign(latest=[date(2020, 7, 10), date(2018, 12, 31), date(2022, 12, 31)])
    with pytest.raises(Misdrawn, match="'latest', row 1 .Ours."):
        read_back(ax.figure, "small", moved)


def test_exposure(ax):
    """Pale where it may have begun, full from the latest day on; early ones and their labels in colour."""
    units = frame([["Ours", "2016-05-01", "2016-06-01", True], ["There", "2019-07-10", "2019-12-31", False], ["West", "2020-08-28", "2020-10-31", False]],
                  "label", "earliest", "latest", "early")  # fmt: skip
    charts.exposure(ax, units, "2014-01-01", "2020-12-31", "2019-07-10", "opinion")
    last = day("2020-12-31")
    assert [(line.x, line.y[0], line.colour) for line in lines(ax)] == [
        ([day("2016-05-01"), day("2016-06-01")], 0, PALETTE[0]), ([day("2016-06-01"), last], 0, PALETTE[0]),
        ([day("2019-07-10"), day("2019-12-31")], 1, GREY), ([day("2019-12-31"), last], 1, GREY),
        ([day("2020-08-28"), day("2020-10-31")], 2, GREY), ([day("2020-10-31"), last], 2, GREY),
        ([day("2019-07-10")] * 2, 0, INK),
    ]  # fmt: skip
    assert [line.get_alpha() for line in ax.lines[:6]] == [0.35, None] * 3
    assert [(label.get_text(), label.get_color()) for label in ax.get_yticklabels()] == [
        ("Ours", PALETTE[0]), ("There", INK), ("West", INK)
    ]  # fmt: skip
    assert places(ax)["opinion"][0] == day("2019-07-10")
    assert cuts_off(ax) == []


TERMS = [
    ["Mayor", "Li", "2019-03-01", "2019-03-31", "2020-02-13", "2020-02-13", True],
    ["Mayor", "", "2020-02-13", "2020-02-13", "2020-03-27", "2020-03-27", True],
    ["Governor", "Wang", "2020-04-17", "2020-04-17", "2020-04-17", "2020-09-30", False],
    ["Clerk", "Zhao", "2020-03-20", "2020-03-20", "2020-03-20", "2020-03-20", False],
]  # fmt: skip
TERM = ("office", "person", "perhaps_from", "begins", "ends", "perhaps_to", "accent")


def terms_drawn(ax, terms=None):
    """The four terms, or others, on axes of two years with one mark."""
    charts.office_terms(ax, frame(terms or TERMS, *TERM), "2019-01-01", "2020-12-31", {"video": "2020-03-17"})


def test_office_terms(ax):
    """Pale where perhaps, full where surely, an outline where nobody held it, a dot for one day; a row an office."""
    terms_drawn(ax)
    pale = {colour: to_hex([0.7 + 0.3 * part for part in to_rgb(colour)]) for colour in (ACCENT, MUTED)}
    assert bars(ax) == [
        (day("2019-03-01"), day("2019-03-31"), 0, pale[ACCENT]), (day("2019-03-31"), day("2020-02-13"), 0, ACCENT),
        (day("2020-02-13"), day("2020-03-27"), 0, ""), (day("2020-04-17"), day("2020-09-30"), 1, pale[MUTED]),
    ]  # fmt: skip
    assert [(round(patch.get_height(), 2), patch.get_linewidth()) for patch in ax.patches] == [
        (0.36, 0), (0.36, 0), (0.36, 1.4), (0.36, 0),
    ]  # fmt: skip
    assert to_hex(ax.patches[2].get_edgecolor()) == ACCENT
    assert lines(ax) == [
        ([day("2020-03-17")] * 2, [0, 1], GREY, "", True), ([day("2020-04-17")], [1], MUTED, "o", True),
        ([day("2020-03-20")], [2], MUTED, "o", True),
    ]  # fmt: skip
    assert ax.lines[0].get_zorder() < ax.patches[0].get_zorder()  # behind the bars
    assert ax.get_xlim() == (day("2019-01-01"), day("2020-12-31"))
    assert ax.get_ylim()[0] > 2 > 0 > -1.1 > ax.get_ylim()[1]
    assert cuts_off(ax) == []
    assert (list(ax.get_yticks()), ax.spines["left"].get_visible()) == ([], False)
    assert [label.get_text() for label in ax.get_xticklabels()] == ["2019", "2020"]


def test_office_terms_names(ax):
    """A name in its bar, beside its dot, at the beginning of the gap; offices at the left, above their rows; the mark on top."""
    terms_drawn(ax)
    white = "#ffffff"
    assert texts(ax) == {
        "video": INK, "Li": white, "nobody": ACCENT, "Wang": INK, "Zhao": MUTED, "Mayor": INK, "Governor": INK, "Clerk": INK,
    }  # fmt: skip
    found, written = places(ax), {text.get_text(): text for text in ax.texts}
    assert found["Li"] == (pytest.approx((day("2019-03-31") + day("2020-02-13")) / 2, abs=0.5), 0)
    assert found["Wang"] == (pytest.approx((day("2020-04-17") + day("2020-09-30")) / 2, abs=0.5), 1)
    assert (found["nobody"], found["Zhao"]) == ((day("2020-02-13"), 0), (day("2020-03-20"), 2))
    assert found["video"] == (day("2020-03-17"), -1.1)
    assert [found[office] for office in ("Mayor", "Governor", "Clerk")] == [
        (day("2019-01-01"), row) for row in range(3)
    ]
    aligned = {name: text.get_ha() for name, text in written.items()}
    assert aligned == {name: "left" for name in found} | {"Li": "center", "Wang": "center", "nobody": "right"}
    assert {name for name, text in written.items() if text.get_va() == "center"} == {"Li", "Wang", "Zhao"}
    assert written["Mayor"].xyann == written["nobody"].xyann == (0, 12)  # above the bar
    assert written["Zhao"].xyann[0] > 3 <= written["video"].xyann[0]
    assert {name for name, text in written.items() if text.get_bbox_patch()} == {"Zhao", "Mayor", "Governor", "Clerk"}
    assert {name for name, text in written.items() if text.get_fontweight() == "bold"} == {"Mayor", "Governor", "Clerk"}
    assert {text.get_fontsize() for text in ax.texts} == {9}


def test_office_terms_beyond_the_axes_are_seen(ax):
    """A term that is not clipped to the window is cut off, and no figure with it is published."""
    terms_drawn(ax, [["Mayor", "Li", "2018-03-01", "2018-03-01", "2020-02-13", "2020-02-13", True]])
    assert [mark.kind for mark in cuts_off(ax)] == ["bar"]


def test_office_terms_with_another_end_are_refused(ax):
    """What is drawn is the table; a table in which one end has been moved is another."""
    terms_drawn(ax)
    table = frame(TERMS, *TERM)
    read_back(ax.figure, "terms", table)
    table.loc[0, "ends"] = date(2020, 2, 20)
    with pytest.raises(Misdrawn, match="column 'ends', row 1"):
        read_back(ax.figure, "terms", table)

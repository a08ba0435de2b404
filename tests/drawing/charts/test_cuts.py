"""Cuts and what chance makes of the deepest: what is drawn follows from a frame of three rows."""

from __future__ import annotations

import pandas as pd
import pytest
from casebook.drawing import charts
from casebook.drawing.style import ACCENT, GREY, INK, LIGHT, MUTED, PALETTE, canvas
from drawn import arrows, bars, cuts_off, lines, places, texts

BLUE = PALETTE[0]


def test_cut_panels():
    """A panel each, the first row on top, hollow where like is not counted with like, one row in the accent."""
    frame = pd.DataFrame(
        [["Cities", "Ours", "2020", 41.0, 41.0, True, "41 %", True], ["Cities", "There", "2023", 42.5, 43.5, False, "43 %", False],
         ["Zones", "Small", "2019", 79.0, 79.0, True, "79 %", False]],
        columns=["panel", "label", "when", "low", "high", "alike", "shown", "accent"],
    )  # fmt: skip
    _, (above, below) = canvas(5, rows=2, sharex=True)
    charts.cut_panels((above, below), frame)
    assert lines(above, "o") == [([43], [0], BLUE, "o", False), ([41], [1], ACCENT, "o", True)]
    assert lines(below, "o") == [([79], [0], BLUE, "o", True)]
    spans = [(line.x, line.y, line.colour) for line in lines(above, "None") if line.colour != LIGHT]
    assert spans == [([42.5, 43.5], [0, 0], BLUE), ([41, 41], [1, 1], ACCENT)]
    assert texts(above) == {"43 %": INK, "There, 2023": INK, "41 %": ACCENT, "Ours, 2020": ACCENT}
    assert places(above)["41 %"] == (41, 1)
    assert places(above)["Ours, 2020"][1] == 1
    assert (above.get_title(loc="left"), below.get_title(loc="left")) == ("Cities", "Zones")
    assert cuts_off(above) == cuts_off(below) == []


def test_lead_by_chance():
    """Bars from the base to few and to many, a diamond at the cut, the base in the accent with its name."""
    frame = pd.DataFrame(
        [["One", True, 60.0, 46.0, 64.0], ["Two", False, 55.0, 48.0, 68.0], ["Three", True, 79.0, 47.0, 65.0]],
        columns=["label", "alike", "cut", "few", "many"],
    )
    _, ax = canvas(4)
    charts.lead_by_chance(ax, frame, 41.3, "Ours, 41 %", "of 2", "of 13")
    assert bars(ax) == [
        (41.3, 65, 0, LIGHT), (41.3, 47, 0, GREY), (41.3, 68, 1, LIGHT), (41.3, 48, 1, GREY), (41.3, 64, 2, LIGHT),
        (41.3, 46, 2, GREY),
    ]  # fmt: skip
    assert lines(ax, "D") == [([79], [0], BLUE, "D", True), ([55], [1], BLUE, "D", False), ([60], [2], BLUE, "D", True)]
    assert [(line.x, line.colour) for line in lines(ax, "None")] == [([41.3, 41.3], ACCENT)]
    assert texts(ax) == {"Three": INK, "Two": INK, "One": INK, "Ours, 41 %": ACCENT, "of 2": MUTED, "of 13": MUTED}
    assert [places(ax)[name][1] for name in ("Three", "Two", "One")] == [0, 1, 2]
    assert [arrow[0] for arrow in arrows(ax)] == [[46, 2.25], [64, 2.25]]
    assert (places(ax)["of 2"][0], places(ax)["of 13"][0]) == (46, 64)
    assert cuts_off(ax) == []


def test_a_panel_without_axes_is_refused():
    """Else it would be left out, and nobody would miss it."""
    with pytest.raises(ValueError, match="is longer than argument 1"):
        charts.cut_panels([], pd.DataFrame({"panel": ["Cities"]}))

"""The events of the reform: their order, and the days that their dates admit."""

from datetime import date

import pytest
from casebook.evidence import tables
from casebook.evidence.events import events


def test_events_are_in_the_order_of_their_middles():
    """A chart of events out of order would tell another story; a lost event none at all."""
    frame = events()
    assert sorted(frame["event_id"]) == sorted(tables.table("events")["event_id"])
    assert list(frame["middle"]) == sorted(frame["middle"])
    by_id = frame.set_index("event_id")
    assert list(frame.index) == list(range(len(frame)))
    assert by_id.loc["jinan-mobilises", ["earliest", "latest", "middle"]].tolist() == [date(2020, 8, 28)] * 3
    assert by_id.loc["jinan-mobilises", "exact"]
    assert by_id.loc["city-complete", ["earliest", "latest", "exact"]].tolist() == [None, date(2020, 10, 31), False]


def test_an_event_with_an_impossible_date_is_refused(monkeypatch):
    """A spoiled row must stop the chapter, not vanish from the chart."""
    spoiled = tables.table("events")
    spoiled.loc[3, "date"] = "2020-02-30"
    monkeypatch.setattr(tables, "table", lambda name: spoiled)
    with pytest.raises(ValueError, match="'2020-02-30' is no date in EDTF"):
        events()

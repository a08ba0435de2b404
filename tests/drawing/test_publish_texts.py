"""What a published figure says besides its picture: its finding, its sources as a reader is told of them, its whole table."""

from __future__ import annotations

import IPython.display
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from casebook.drawing import publish as module
from casebook.drawing.style import canvas

SOURCES = {
    "paper": {"publisher_en": "Post", "published": "2020-11-30", "read_at": "original"},
    "copy": {"publisher_en": "Town", "published": "2019-07~", "read_at": "mirror"},
    "other": {"publisher_en": "Post", "published": "2020", "read_at": "text_in_hand"},
    "undated": {"publisher_en": "Land", "published": "", "read_at": "mirror"},
}


@pytest.fixture(autouse=True)
def known(monkeypatch):
    """Four sources; whether the picture shows its table is asked by other tests."""
    monkeypatch.setattr(module, "source", SOURCES.__getitem__)
    for reading in ("read_back", "read_colours"):
        monkeypatch.setattr(module, reading, lambda *_, **__: None, raising=False)


def test_sources_are_told_by_publisher_and_year_each_once():
    """A copy is told as one, a doubtful year as doubtful; two papers of a publisher and a year are told in one."""
    assert module.cited(["paper", "copy", "other", "undated"]) == [
        ["Post, 2020", "paper"],
        ["Town, about 2019 (read in a copy)", "copy"],
        ["Land (read in a copy)", "undated"],
    ]
    assert module.cited(("other", "paper")) == [["Post, 2020", "other"]]
    assert module.cited([]) == []


@pytest.fixture
def shown(monkeypatch) -> list:
    """What is displayed."""
    told = []
    monkeypatch.setattr(IPython.display, "display", lambda *given, **more: told.append((given, more)))
    monkeypatch.setattr(module, "svg", lambda fig: f"<svg of {len(fig.axes)}, {fig.get_size_inches()[0]} wide/>")
    return told


TABLE = pd.DataFrame({"year": [2019, 2020, 2021], "name": ["区", "a, b", ""], "value": [0.1, 1 / 3, 12345678901.5]})


def test_a_figure_is_shown_with_its_texts_and_its_whole_table(shown):
    """All in one output, so that nothing else has to be kept in step; the last row is there, with ten digits."""
    drawn, _ = canvas(2.5)
    module.publish(drawn, "the-figure", "It fell", TABLE, ["paper", "copy"], "Rounded.", ("cut", "jobs"))
    (((data,), more),) = shown
    assert data == {
        "image/svg+xml": "<svg of 1, 4.8 wide/>",
        "text/vnd.narrow+svg": "<svg of 1, 3.4 wide/>",
        "text/csv": 'year,name,value\n2019,区,0.1\n2020,"a, b",0.3333333333\n2021,,1.23456789e+10\n',
        "text/plain": "It fell",
    }
    assert more == {
        "raw": True,
        "metadata": {
            "casebook": {
                "kind": "figure",
                "id": "the-figure",
                "title": "It fell",
                "note": "Rounded.",
                "cited": [["Post, 2020", "paper"], ["Town, about 2019 (read in a copy)", "copy"]],
                "sources": ["paper", "copy"],
                "claims": ["cut", "jobs"],
            }
        },
    }
    assert not plt.fignum_exists(drawn.number)


def test_a_note_stands_where_what_is_drawn_has_no_source(shown):
    """Figures of an invented text rest on nothing, and say so; without the note they are refused, below."""
    drawn, _ = canvas(2.5)
    module.publish(drawn, "bare", "It fell", TABLE, (), note="The town is invented.")
    record = shown[0][1]["metadata"]["casebook"]
    assert (record["note"], record["cited"], record["sources"]) == ("The town is invented.", [], [])


def test_a_figure_without_a_note_or_claims_has_none(shown):
    """An absent note must not be that of the figure before."""
    drawn, _ = canvas(2.5)
    module.publish(drawn, "bare", "It fell", TABLE, ("paper",))
    record = shown[0][1]["metadata"]["casebook"]
    assert (record["note"], record["claims"], record["sources"]) == ("", [], ["paper"])


@pytest.mark.parametrize(("table", "sources"), [(TABLE.iloc[:0], ["paper"]), (TABLE, []), (TABLE, ())])
def test_a_figure_without_table_or_sources_is_refused(shown, table, sources):
    """A reader could neither check it nor ask anybody."""
    drawn, _ = canvas(2.5)
    with pytest.raises(
        ValueError, match=r"^figure 'bare' needs the table that it plots and at least one source, or a note instead$"
    ):
        module.publish(drawn, "bare", "It fell", table, sources)
    assert shown == []
    plt.close(drawn)

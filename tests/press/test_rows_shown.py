"""The appendix shows every row of its tables: a reader who finds no row there must be able to conclude there is none."""

from __future__ import annotations

import re

import pytest
from casebook.evidence import tables
from casebook.press.pages import chronicle, gather, places, series, sources

KEYED = [
    (sources.sources_page, "sources", "source_id"),
    (places.places_page, "zones", "entity_id"),
    (places.places_page, "peers", "peer_id"),
    (places.places_page, "entities", "entity_id"),
    (chronicle.chronicle_page, "events", "event_id"),
    (chronicle.chronicle_page, "measures", "measure_id"),
    (series.series_page, "breaks", "break_id"),
]


def missing(page: str, keys) -> list[str]:
    """The keys that the page does not show."""
    return [key for key in keys if f"`{key}`" not in page]


@pytest.mark.parametrize(("maker", "name", "key"), KEYED)
def test_every_row_is_shown(maker, name, key):
    """A row left out of the page that says it shows them all would be hidden."""
    assert missing(maker(), tables.table(name)[key]) == []


def test_a_row_left_out_is_found(monkeypatch):
    """The check above must fail when a page leaves a row out."""
    whole = tables.table("sources")
    monkeypatch.setattr(gather, "rows", lambda name: whole.iloc[1:].to_dict("records"))
    assert missing(sources.sources_page(), whole["source_id"]) == [whole["source_id"].iloc[0]]


def values_shown(page: str) -> int:
    """How many values of a year the lines of a page of series give."""
    lines = [line for line in page.splitlines() if line.startswith(": ")]
    return sum(len(re.findall(r"\b\d{4}: ", re.sub(r"\. \*.*", "", line))) for line in lines)


def test_every_value_of_the_panel_is_shown(monkeypatch):
    """The page says that it holds every value; one left out must be missed."""
    panel = tables.table("panel")
    before = "## Growth and GDP of the large cities"
    assert values_shown(series.series_page().split(before)[0]) == len(panel)
    shorter = panel.iloc[:-1]
    monkeypatch.setattr(
        gather.tables, "table", lambda name, whole=tables.table: shorter if name == "panel" else whole(name)
    )
    assert values_shown(series.series_page().split(before)[0]) == len(panel) - 1


def test_every_value_of_the_other_series_is_shown():
    """So does the rest of the page, table by table."""
    page = series.series_page()
    for table, title in {
        "large_cities": "Growth and GDP of the large cities",
        "provinces": "Growth of the provinces",
        "yearbook": "Growth in the yearbook of Shandong",
        "ranks": "Ranks of high-tech zones",
    }.items():
        shown = page.split(f"## {title}\n")[1].split("\n## ")[0]
        values = 2 if table == "large_cities" else 1  # growth and product in a row
        assert values_shown(shown) == values * len(tables.table(table)), table


def test_the_years_of_a_note_stand_before_it():
    """A note that holds for some years only must not seem to hold for all."""
    rows = [{"year": year, "note": note} for year, note in ((2018, ""), (2019, "revised"), (2020, "revised"))]
    assert series.notes(rows) == [{"years": "2019, 2020", "note": "revised"}]

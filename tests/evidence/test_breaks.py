"""The breaks of a series: its own, and those of the places that hold it."""

import pandas as pd
import pytest
from casebook.evidence import tables
from casebook.evidence.breaks import breaks_of


def test_breaks_come_from_the_entity_and_from_the_places_that_hold_it():
    found = set(breaks_of("jinan", "gdp_nominal")["break_id"])
    assert {"jinan-laiwu-2019", "census4-gdp", "epidemic-2020"} <= found
    assert "fdi-definition-2019" not in found, "a break of another series"
    assert "census4-zibo" not in found, "a break of a sister city"


def test_a_boundary_is_not_passed_down_but_a_definition_is():
    found = set(breaks_of("laiwu", "gdp_nominal")["break_id"])
    assert {"laiwu-district-2020", "laiwu-district-2021", "census4-gdp", "startup-area-2021"} <= found
    assert "jinan-laiwu-2019" not in found
    assert "fdi-definition-2019" in set(breaks_of("jinan", "fdi_utilised")["break_id"])


def test_an_unknown_entity_is_an_error():
    with pytest.raises(KeyError):
        breaks_of("atlantis", "gdp_nominal")


@pytest.fixture
def small(monkeypatch):
    """A country, its city, a zone of the city and another city, with breaks of each."""
    rows = [
        ("late", "shock", "city", "gdp", 2020),
        ("b-vintage", "vintage", "zone", "", 2010),
        ("a-vintage", "vintage", "city", "", 2010),
        ("a-shock", "shock", "country", "gdp", 2010),
        ("own-boundary", "boundary", "zone", "gdp", 2015),
        ("city-boundary", "boundary", "city", "gdp", 2005),
        ("sister", "shock", "other", "gdp", 2001),
        ("of-posts", "definition", "city", "posts", 2001),
    ]
    parents = {"country": "", "city": "country", "zone": "city", "other": "country"}
    given = {
        "breaks": pd.DataFrame(rows, columns=["break_id", "kind", "entity_id", "indicator_id", "first_year"]),
        "entities": pd.DataFrame(parents.items(), columns=["entity_id", "parent_id"]),
    }
    monkeypatch.setattr(tables, "table", lambda name: given[name].copy())


@pytest.mark.parametrize(
    ("entity", "indicator", "found"),
    [
        ("zone", "gdp", ["a-shock", "a-vintage", "b-vintage", "own-boundary", "late"]),
        ("city", "gdp", ["city-boundary", "a-shock", "a-vintage", "late"]),
        ("country", "gdp", ["a-shock"]),
        ("other", "gdp", ["sister", "a-shock"]),
        ("city", "posts", ["of-posts", "a-vintage"]),
        ("country", "posts", []),
    ],
)
def test_breaks_are_in_order_of_year_kind_and_id(small, entity, indicator, found):
    """A chart draws them from left to right, from the place itself up to the country and never down."""
    breaks = breaks_of(entity, indicator)
    assert breaks["break_id"].tolist() == found
    assert breaks.index.tolist() == list(range(len(found)))
    assert list(breaks.columns) == ["break_id", "kind", "entity_id", "indicator_id", "first_year"]

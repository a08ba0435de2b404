"""The breaks of a series: its own, and those of the places that hold it."""

import pytest
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

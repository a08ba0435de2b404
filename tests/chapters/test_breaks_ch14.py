"""The breaks of a series, and the chart that stops at them."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from casebook.drawing import charts


def test_breaks_come_from_the_entity_and_from_the_places_that_hold_it():
    found = set(charts.breaks_of("jinan", "gdp_nominal")["break_id"])
    assert {"jinan-laiwu-2019", "census4-gdp", "epidemic-2020"} <= found
    assert "fdi-definition-2019" not in found, "a break of another series"
    assert "census4-zibo" not in found, "a break of a sister city"


def test_a_boundary_is_not_passed_down_but_a_definition_is():
    found = set(charts.breaks_of("laiwu", "gdp_nominal")["break_id"])
    assert {"laiwu-district-2020", "laiwu-district-2021", "census4-gdp", "startup-area-2021"} <= found
    assert "jinan-laiwu-2019" not in found
    assert "fdi-definition-2019" in set(charts.breaks_of("jinan", "fdi_utilised")["break_id"])


def test_an_unknown_entity_is_an_error():
    with pytest.raises(KeyError):
        charts.breaks_of("atlantis", "gdp_nominal")


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

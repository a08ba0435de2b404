"""The series keep the rows and the sums that their sources had when they were first read."""

from __future__ import annotations

import pytest
from casebook.evidence import tables
from casebook.evidence.rules.totals import SERIES, total_problems


def frames() -> dict:
    """The tables that the rule compares."""
    return {name: tables.table(name) for name in (*SERIES, "totals")}


def told(given: dict) -> list[str]:
    """What the rule reports."""
    return [str(problem) for problem in total_problems(given)]


def test_the_series_are_those_of_the_first_reading():
    """Every value of every table is within a total, and a table without totals would pass unread."""
    given = frames()
    assert told(given) == []
    rows = given["totals"].groupby("table")["rows"].sum()
    assert set(rows.index) == set(SERIES)
    cities = given["large_cities"][["gdp_real_growth_percent", "gdp_nominal_100m_yuan"]]
    assert rows["large_cities"] == cities.notna().sum().sum()
    assert all(rows[name] == len(given[name]) for name in SERIES if name != "large_cities")


def test_a_digit_that_moved_is_found():
    """The last digit of a value that no chapter uses."""
    given = frames()
    at = given["panel"].index[given["panel"]["entity_id"].eq("changqing") & given["panel"]["year"].eq(2015)][0]
    given["panel"].loc[at, "value"] += 0.0001
    (problem,) = told(given)
    assert problem.startswith("data/panel.csv: found 10 rows that sum to ")
    assert ", expected 10 rows that sum to " in problem
    said = given["totals"]["source_id"].eq("p-sdy16") & given["totals"]["indicator_id"].eq("budget_expenditure")
    assert problem.endswith(f"as in data/totals.csv, row {given['totals'].index[said][0] + 2}")


def test_a_digit_of_a_large_city_is_found():
    """The series of the large cities is compared with all its digits too."""
    given = frames()
    given["large_cities"].loc[0, "gdp_real_growth_percent"] += 0.1
    (problem,) = told(given)
    assert problem.startswith("data/large_cities.csv: found 35 rows that sum to ")
    assert "for gp-gdp, gdp_real_growth of 2010" in problem


def test_a_digit_of_a_province_is_found():
    """So is the growth of the provinces, official or a mean of cities."""
    for at, source in ((0, "gp-gdp"), (20, "nbs-pe")):
        given = frames()
        given["provinces"].loc[at, "real_growth_percent"] += 0.001
        (problem,) = told(given)
        assert problem.startswith("data/provinces.csv: found 31 rows that sum to ")
        assert f"for {source}, gdp_real_growth of " in problem


def test_a_place_that_moved_is_found():
    """So are the ranks, a source at a time."""
    given = frames()
    given["ranks"].loc[0, "value"] += 1
    (problem,) = told(given)
    assert problem.startswith("data/ranks.csv: found 1 rows that sum to 12.0 for gxq-2021, national_rank of 2018")


def test_a_digit_of_the_yearbook_is_found():
    """So is the growth that the yearbook prints, to the last of its digits."""
    given = frames()
    given["yearbook"].loc[2, "value"] += 0.0001
    (problem,) = told(given)
    assert problem.startswith("data/yearbook.csv: found 16 rows that sum to ")
    assert "for sdyb-lgeaw, gdp_real_growth of 2015" in problem


def test_a_value_left_empty_is_found():
    """A cell of a large city that was emptied is a row less."""
    given = frames()
    given["large_cities"].loc[0, "gdp_nominal_100m_yuan"] = float("nan")
    (problem,) = told(given)
    assert problem.startswith("data/large_cities.csv: found 33 rows that sum to ")


def test_a_row_that_left_is_found():
    """A source of one row has no row then, and says so."""
    given = frames()
    one = given["panel"]["indicator_id"].eq("exports_cny")
    assert one.sum() == 1
    given["panel"] = given["panel"][~one]
    (problem,) = told(given)
    assert problem.startswith("data/panel.csv: found 0 rows that sum to 0 for ")


@pytest.mark.parametrize(("column", "value"), [("year", 2011), ("source_id", "mas"), ("indicator_id", "exports_cny")])
def test_a_row_under_another_head_is_found_twice(column, value):
    """Once where it is missing, once where it is too many."""
    given = frames()
    panel = given["panel"]
    rows = panel["source_id"].eq("gp-gdp") & panel["indicator_id"].eq("gdp_nominal") & panel["year"].eq(2010)
    panel.loc[panel.index[rows][0], column] = value
    assert len(told(given)) == 2


def test_a_series_without_a_total_is_found():
    """A source that was added without its totals is held against nothing."""
    given = frames()
    given["totals"] = given["totals"][given["totals"]["source_id"] != "ntl"]
    problems = told(given)
    assert len(problems) == 11
    assert problems[0].startswith("data/panel.csv: found 13 rows that sum to ")
    assert problems[0].endswith("for ntl, night_lights_stock of 2014, expected none, as in data/totals.csv")


def test_the_rule_is_asked_of_the_whole_package(data_copy):
    """``casebook data`` must ask it."""
    path = data_copy / "totals.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("2010,17,93.7714", "2010,17,93.7715"), encoding="utf-8")
    (problem,) = tables.check_package(data_copy)
    assert str(problem).startswith("data/panel.csv: found 17 rows that sum to 93.7714 for gp-fdi, fdi_utilised of 2010")
    path.unlink()
    assert [problem.file for problem in tables.check_package(data_copy)] == ["data/totals.csv"]

"""The series keep the rows and the sums that their sources had when they were first read."""

from __future__ import annotations

import pandas as pd
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


# ------------------------------------------------------------------------------------------- small tables, every word


SMALL = {
    "panel": (("source_id", "indicator_id", "year", "value"), [("a", "gdp", 2010, 0.1), ("a", "gdp", 2010, 0.2)]),
    "large_cities": (
        ("source_id", "year", "gdp_real_growth_percent", "gdp_nominal_100m_yuan"), [("c", 2011, 7.5, None), ("c", 2011, 8.5, 12.0)],
    ),
    "provinces": (("source_id", "indicator_id", "year", "real_growth_percent"), [("p", "other", 2012, -1.25)]),
    "ranks": (("source_id", "indicator_id", "year", "value"), [("r", "rank", 2013, 3.0)]),
    "yearbook": (("source_id", "indicator_id", "year", "value"), [("y", "growth", 2014, 6.0), ("y", "growth", 2015, None)]),
}  # fmt: skip
TOTALS = [
    ("panel", "a", "gdp", 2010, 2, 0.3),
    ("large_cities", "c", "gdp_real_growth", 2011, 2, 16.0),
    ("large_cities", "c", "gdp_nominal", 2011, 1, 12.0),
    ("provinces", "p", "gdp_real_growth", 2012, 1, -1.25),
    ("ranks", "r", "rank", 2013, 1, 3.0),
    ("yearbook", "y", "growth", 2014, 1, 6.0),
]


def small(totals: list[tuple], **added: list[tuple]) -> dict[str, pd.DataFrame]:
    """Tables of a few rows, with some added, and their totals."""
    given = {
        name: pd.DataFrame([*rows, *added.get(name, [])], columns=list(columns))
        for name, (columns, rows) in SMALL.items()
    }
    columns = ["table", "source_id", "indicator_id", "year", "rows", "total"]
    return given | {"totals": pd.DataFrame(totals, columns=columns)}


def test_sums_are_those_of_the_decimals():
    """A tenth and two tenths are three tenths, and an empty cell is no row."""
    assert told(small(TOTALS)) == []


@pytest.mark.parametrize("lost", [*SMALL, "totals"])
def test_without_one_of_its_tables_the_rule_says_nothing(lost):
    """A table that cannot be read is reported as such, once."""
    given = small(TOTALS[1:])
    assert len(told(given)) == 1
    del given[lost]
    assert told(given) == []


def test_what_moved_is_told_word_for_word():
    """In the order of the totals, with the row that has them; a sum without an exponent, as it stands in the table."""
    moved = [
        ("panel", "a", "gdp", 2010, 2, 0.31),
        ("large_cities", "c", "gdp_real_growth", 2011, 3, 16.0),
        ("ranks", "r", "rank", 2013, 1, 0.0000001),
        ("ranks", "gone", "rank", 2013, 2, 5.0),
        *TOTALS[2:4],
        TOTALS[5],
    ]
    assert told(small(moved)) == [
        "data/panel.csv: found 2 rows that sum to 0.3 for a, gdp of 2010, "
        "expected 2 rows that sum to 0.31, as in data/totals.csv, row 2",
        "data/large_cities.csv: found 2 rows that sum to 16.0 for c, gdp_real_growth of 2011, "
        "expected 3 rows that sum to 16.0, as in data/totals.csv, row 3",
        "data/ranks.csv: found 1 rows that sum to 3.0 for r, rank of 2013, "
        "expected 1 rows that sum to 0.0000001, as in data/totals.csv, row 4",
        "data/ranks.csv: found 0 rows that sum to 0 for gone, rank of 2013, "
        "expected 2 rows that sum to 5.0, as in data/totals.csv, row 5",
    ]


def test_what_has_no_total_is_told_in_order():
    """By table, source, indicator and year, whatever the order of the rows."""
    added = {
        "yearbook": [("y", "growth", 2015, 1.5)],
        "panel": [("b", "gdp", 2010, 1.0), ("a", "gdp", 2011, 2.5), ("a", "area", 2012, 3.0), ("a", "gdp", 2011, 0.25)],
    }
    assert told(small(TOTALS, **added)) == [
        "data/panel.csv: found 1 rows that sum to 3.0 for a, area of 2012, expected none, as in data/totals.csv",
        "data/panel.csv: found 2 rows that sum to 2.75 for a, gdp of 2011, expected none, as in data/totals.csv",
        "data/panel.csv: found 1 rows that sum to 1.0 for b, gdp of 2010, expected none, as in data/totals.csv",
        "data/yearbook.csv: found 1 rows that sum to 1.5 for y, growth of 2015, expected none, as in data/totals.csv",
    ]

"""Growth of the provinces against the growth of their cities, wherever the project has both."""

from __future__ import annotations

import math

import pytest
from casebook.evidence import tables

MUNICIPALITIES = ("Beijing", "Tianjin", "Shanghai", "Chongqing")
ROUNDED = 0.0505  # a mean of three decimals beside a rate of one


def weighted(panel) -> dict[int, float]:
    """Growth of Shandong by year, per cent: mean of the log growth of its cities, by their product of 2015 to 2017."""
    own = [row for row in panel.to_dict("records") if row["source_id"] == "gp-gdp"]
    weight = {}
    for row in own:
        if row["indicator_id"] == "gdp_nominal" and 2015 <= row["year"] <= 2017:
            weight[row["entity_id"]] = weight.get(row["entity_id"], 0) + row["value"]
    assert len(weight) == 16
    sums = {}
    for row in own:
        if row["indicator_id"] == "gdp_real_growth":
            log = weight[row["entity_id"]] * math.log1p(row["value"] / 100)
            sums[row["year"]] = sums.get(row["year"], 0) + log
    return {year: 100 * math.expm1(log / sum(weight.values())) for year, log in sums.items()}


def growth(provinces, name: str) -> dict[int, float]:
    """Year to the growth of a province."""
    own = provinces[provinces["province_en"] == name]
    return dict(zip(own["year"], own["real_growth_percent"], strict=True))


def apart(provinces, panel, cities) -> list[str]:
    """Means of cities that the cities on record do not give: of Shandong, and of provinces that are one city."""
    problems = []
    known = {"Shandong": (weighted(panel), 0.0011)}
    for name in MUNICIPALITIES:
        own = cities[cities["city_en"] == name]
        known[name] = dict(zip(own["year"], own["gdp_real_growth_percent"], strict=True)), ROUNDED
    for name, (rates, near) in known.items():
        given = growth(provinces, name)
        problems += [
            f"{name} {year}: found {given[year]:g}, expected {rate:.3f}"
            for year, rate in rates.items()
            if year < 2016 and abs(given[year] - rate) > near
        ]
    return problems


@pytest.mark.rule
def test_a_mean_of_cities_is_that_of_the_cities():
    """Thirty values can be computed again: six years of Shandong and of the four provinces that are cities."""
    given = [tables.table(name) for name in ("provinces", "panel", "large_cities")]
    assert apart(*given) == []


@pytest.mark.parametrize(("name", "by"), [("Shandong", 0.01), ("Tianjin", 0.1), ("Chongqing", -0.11)])
def test_a_mean_that_moved_is_found(name, by):
    """The rule must be able to fail, by as little as a digit of the table that is compared."""
    provinces, panel, cities = (tables.table(name) for name in ("provinces", "panel", "large_cities"))
    at = provinces.index[provinces["province_en"].eq(name) & provinces["year"].eq(2013)][0]
    provinces.loc[at, "real_growth_percent"] += by
    (problem,) = apart(provinces, panel, cities)
    assert problem.startswith(f"{name} 2013: found ")


def test_official_and_mean_of_cities_are_near_where_both_are_known():
    """For 248 pairs the note of the source says how near; the book has the cities of five provinces only."""
    provinces, cities = tables.table("provinces"), tables.table("large_cities")
    known = {"Shandong": weighted(tables.table("panel"))}
    for name in MUNICIPALITIES:
        own = cities[cities["city_en"] == name]
        known[name] = dict(zip(own["year"], own["gdp_real_growth_percent"], strict=True))
    gaps = [
        abs(growth(provinces, name)[year] - rate)
        for name, rates in known.items()
        for year, rate in rates.items()
        if year > 2015
    ]
    assert len(gaps) == 40
    assert max(gaps) < 0.55
    note = tables.table("sources").set_index("source_id").loc["gp-gdp", "note"]
    assert "110 of 248 within 0.2 points, 210 within 0.5" in note

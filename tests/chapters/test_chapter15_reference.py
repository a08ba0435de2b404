"""Chapter 15: each of its numbers by other code from the raw tables, and a published example with known weights."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import second_design as second
from casebook.evidence import records as evidence
from casebook.methods import designs
from redrawn import drawn, stored
from scipy.optimize import minimize

YEARS, FIT, READ = range(2010, 2024), range(2010, 2020), range(2020, 2024)
LEFT_OUT = ("Jinan", "Qingdao", "Harbin")
CHAPTER = evidence.NOTEBOOKS / "15_a_city_made_of_cities.ipynb"
FIXTURE = Path(__file__).resolve().parents[1] / "fixtures" / "basque_predictors.json"
pytestmark = (
    pytest.mark.slow
)  # each placebo is fitted a second time, for each sabotage again, and each figure drawn twice


@pytest.fixture(scope="module")
def record() -> dict[str, float | list[float]]:
    """What the executed chapter put on record."""
    return {entry["id"]: entry["value"] for entry in evidence.records(CHAPTER) if entry["kind"] == "result"}


# ------------------------------------------------------------------------------------------------------ a second time


def change(city: dict[int, float], before: range, after: range) -> float:
    """Mean growth of the later years less that of the earlier ones, by sums."""
    means = []
    for years in (after, before):
        total = 0.0
        for year in years:
            total += city[year]
        means.append(total / len(years))
    return means[0] - means[1]


def lead(rates: second.Rates, year: int) -> float:
    """Growth of Jinan in a year less the mean of the others."""
    others = [growth[year] for city, growth in rates.items() if city != "Jinan"]
    return rates["Jinan"][year] - sum(others) / len(others)


def plain(rates: second.Rates, fit: range = FIT, halves: int = 2015) -> dict[str, float]:
    """Before and after, differences in differences, and the climb of Jinan's lead."""
    others = [city for city in rates if city != "Jinan"]

    def did(before: range, after: range) -> float:
        changes = [change(rates[city], before, after) for city in others]
        return change(rates["Jinan"], before, after) - sum(changes) / len(changes)

    return {
        "cw-before-after": change(rates["Jinan"], fit, READ),
        "cw-did-outside": did(fit, READ),
        "cw-did-outside-placebo": did(range(2010, halves), range(halves, 2020)),
        "cw-climb-outside": lead(rates, 2019) - lead(rates, 2011),
    }


def mixed(
    rates: second.Rates, fit: range = FIT, in_pools: bool = False, level: float = 0.1
) -> dict[str, float | tuple]:
    """The mix of cities outside, its placebos, and the test turned round."""
    paths = second.gaps(second.cumulated(rates, YEARS), fit, in_pools=in_pools)
    ends = paths.loc[2023]
    mean = paths.loc[READ].mean()
    sizes = sorted(abs(end) for end in ends[1:])
    at_least = [size for size in sizes if size >= abs(ends["Jinan"])]
    low, high = second.interval(ends, level)
    places = sum(place / len(ends) <= level for place in range(1, len(ends) + 1))
    return {
        "cw-outside": ends["Jinan"],
        "cw-outside-2020": paths.loc[2020, "Jinan"],
        "cw-outside-2021": paths.loc[2021, "Jinan"],
        "cw-donors-outside": len(rates) - 1,
        "cw-fitted-years": len(fit),
        "cw-error-before": math.sqrt(sum(paths.loc[year, "Jinan"] ** 2 for year in fit) / len(fit)),
        "cw-wuhan-2020": paths.loc[2020, "Wuhan"],
        "cw-wuhan-2023": ends["Wuhan"],
        "cw-outside-p": second.p_value(ends),
        "cw-outside-larger": len(at_least),
        "cw-outside-typical": np.median(sizes),
        "cw-outside-third": sizes[-places],
        "cw-outside-interval": (low, high),
        "cw-outside-low": low,
        "cw-outside-high": high,
        "cw-outside-excluded-percent": 100 * (math.exp(high / 100) - 1),
        "cw-outside-places": places,
        "cw-outside-units": len(rates),
        "cw-outside-attained": 100 * places / len(ends),
        "cw-outside-high-year": high / len(READ),
        "cw-outside-mean": mean["Jinan"],
        "cw-outside-mean-interval": second.interval(mean, level),
    }


def beside_shandong(rates: second.Rates, fit: range = FIT) -> dict[str, float]:
    """Jinan made of the other cities of the province."""
    levels = second.cumulated(rates, YEARS)
    pool = [city for city in levels if city != "Jinan"]
    level = levels - levels.loc[list(fit)].mean()
    share = second.weights(level.loc[fit, pool].to_numpy(), level.loc[fit, "Jinan"].to_numpy(), 1.0)
    return {
        "cw-qingdao-weight": 100 * share[pool.index("Qingdao")] if "Qingdao" in pool else 0.0,
        "cw-shandong": second.gap(levels, "Jinan", pool, fit)[2023],
    }


def first_printed(left_out: str = "laiwu-city") -> pd.DataFrame:
    """Product as first printed, in log points, Jinan first and Laiwu as a city of its own left out."""
    kept = [
        row
        for row in second.rows("panel")
        if (row["source_id"], row["indicator_id"]) == ("gp-ind", "gdp_nominal") and row["entity_id"] != left_out
    ]
    values = second.read(kept, "entity_id", "value")
    values = {"jinan": values.pop("jinan")} | values
    return pd.DataFrame(
        {city: [100 * math.log(of[year]) for year in YEARS] for city, of in values.items()}, index=YEARS
    )


def wrong(levels: pd.DataFrame, fit: range = range(2010, 2019)) -> dict[str, float]:
    """The gap on levels whose books changed, and its rank."""
    ends = second.gaps(levels, fit).loc[2023]
    return {
        "cw-first-early": ends["jinan"],
        "cw-first-early-p": second.p_value(ends),
        "cw-first-early-percent": 100 * (math.exp(ends["jinan"] / 100) - 1),
        "cw-first-early-larger": sum(abs(end) >= abs(ends["jinan"]) for end in ends[1:]),
        "cw-first-early-units": len(ends),
    }


@pytest.fixture(scope="module")
def rates() -> second.Rates:
    """Growth of Jinan and of the cities that the chapter compares it with."""
    return second.outside(LEFT_OUT)


@pytest.fixture(scope="module")
def again(rates) -> dict[str, float | tuple]:
    """Every number of the chapter, a second time."""
    return plain(rates) | mixed(rates) | beside_shandong(second.inside()) | wrong(first_printed())


def test_every_number_on_record_recomputes(record, again):
    """A wrong filter, window or weight would leave the ledger with another number than the tables give."""
    assert set(record) == set(again)
    assert second.apart(record, again, 1e-5) == set()


def test_who_ends_further_on_the_wrong_levels():
    """Yantai, which the text names."""
    ends = second.gaps(first_printed(), range(2010, 2019)).loc[2023]
    assert [city for city in ends.index[1:] if abs(ends[city]) >= ends["jinan"]] == ["yantai"]


def heavier(rates: second.Rates, ridge: float = 1.0) -> list[dict]:
    """The rows of the table of the mix: every donor with more than one per cent, the largest first."""
    levels = second.cumulated(rates, YEARS)
    level = levels - levels.loc[list(FIT)].mean()
    share = second.weights(level.loc[FIT].iloc[:, 1:].to_numpy(), level.loc[FIT, "Jinan"].to_numpy(), ridge)
    order = sorted(zip(100 * share, levels.columns[1:], strict=True), reverse=True)
    return [{"Donor": city, "Weight, %": part} for part, city in order if part > 1]


def test_the_table_of_the_mix_recomputes(rates):
    """Each donor and its weight to the digit, and who heads the table."""
    found = second.shown(CHAPTER, "The mix for Jinan")
    assert list(found[0]) == ["Donor", "Weight, %"]
    assert second.as_printed(found, heavier(rates))
    assert [row["Donor"] for row in found[:3]] == ["Beijing", "Shanghai", "Shenzhen"]


def said() -> str:
    """What the cells print, and the captions of tables, one after another."""
    cells = json.loads(CHAPTER.read_text(encoding="utf-8"))["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    return "\n".join("".join(output.get("text", output.get("data", {}).get("text/plain", ""))) for output in outputs)


NUMBER = r"([+-]?\d+\.\d+)"
PRINTED = {
    f"Gap of Wuhan in 2020: {NUMBER} by hand, {NUMBER} by cb.designs\n": lambda of: [of["cw-wuhan-2020"]] * 2,
    f"its gap in 2023 is {NUMBER} by hand and {NUMBER} log points by cb.designs\n": lambda of: [of["cw-outside"]] * 2,
    f"plus and minus {NUMBER}: {NUMBER} to {NUMBER}; by cb.designs: {NUMBER} to {NUMBER}\n": (
        lambda of: [of["cw-outside-third"], *of["cw-outside-interval"], *of["cw-outside-interval"]]
    ),
}


def as_said(pattern: str, of: dict) -> bool:
    """Whether the one line of this form says these numbers, to its third decimal."""
    [numbers] = re.findall(pattern, said())
    return np.allclose([float(number) for number in numbers], PRINTED[pattern](of), rtol=0, atol=5.01e-4)


@pytest.mark.parametrize("pattern", PRINTED)
def test_what_the_cells_print_recomputes(again, pattern):
    """By hand and by function, or from one end to the other: every number of each line."""
    assert as_said(pattern, again)


def kept_hundredths(ends: tuple[float, float]) -> tuple[float, float]:
    """The first and the last hundredth within an interval."""
    low, high = ends
    return math.ceil(100 * low) / 100, math.floor(100 * high) / 100


def test_the_supposed_effects_that_are_kept_recompute(again):
    """By hundredths from the first within the interval to the last, and none lost at an end of what is supposed."""
    [kept] = re.findall(f"Kept: {NUMBER} to {NUMBER}, by hundredths; ", said())
    low, high = again["cw-outside-interval"]
    assert tuple(map(float, kept)) == kept_hundredths((low, high))
    assert -15 < low < high < 15
    for moved in ((low - 0.01, high), (low, high + 0.01)):  # sabotage: a hundredth too many
        assert tuple(map(float, kept)) != kept_hundredths(moved)


def curve(figure: str = "test-turned-round") -> dict[float, float]:
    """Supposed effects and their p-values, as a figure's table has them."""
    cells = json.loads(CHAPTER.read_text(encoding="utf-8"))["cells"]
    [text] = [
        "".join(output["data"]["text/csv"])
        for cell in cells
        for output in cell.get("outputs", [])
        if output.get("metadata", {}).get("casebook", {}).get("id") == figure
    ]
    return {float(row["supposed"]): float(row["p"]) for row in csv.DictReader(io.StringIO(text))}


def supposed_away(ends: pd.Series, supposed: float) -> float:
    """The p-value of what is left of Jinan's gap when an effect is taken off it."""
    return second.p_value(pd.Series([ends.iloc[0] - supposed, *ends.iloc[1:]]))


def test_the_curve_of_supposed_effects_recomputes(rates):
    """Every tenth of a log point from fifteen below nought to fifteen above, each ranked anew."""
    found, levels = curve(), second.cumulated(rates, YEARS)
    assert list(found) == [step / 10 for step in range(-150, 151)]
    ends = second.gaps(levels, FIT).loc[2023]
    assert all(abs(p - supposed_away(ends, at)) < 5.1e-5 for at, p in found.items())
    fed = second.gaps(levels, FIT, in_pools=True).loc[2023]  # sabotage: Jinan in the pools of its placebos
    assert any(abs(p - supposed_away(fed, at)) > 0.02 for at, p in found.items())


def test_the_interval_is_the_estimate_and_the_third_largest_placebo(again):
    """The formula of the text, beside the search; it fails if places or sizes are miscounted."""
    low, high = again["cw-outside-interval"]
    assert (low, high) == pytest.approx(
        (again["cw-outside"] - again["cw-outside-third"], again["cw-outside"] + again["cw-outside-third"]), abs=1e-6
    )
    assert (again["cw-outside-places"], again["cw-outside-units"]) == (3, 33)


def test_growth_fell_in_every_city_of_the_table(rates):
    """The reason why before and after says nothing, of Jinan as of the others."""
    assert max(change(growth, FIT, READ) for growth in rates.values()) < 0


# ----------------------------------------------------------------------------------------------------------- sabotages


def test_qingdao_left_in_would_be_noticed(record):
    """Sabotage: a city of Shandong among the cities outside is another pool."""
    rates = second.outside(("Jinan", "Harbin"))
    names = {"cw-donors-outside", "cw-outside-units", "cw-outside", "cw-outside-2020", "cw-outside-2021"}
    names |= {"cw-outside-typical", "cw-outside-mean"}
    assert names <= second.apart(record, mixed(rates), 0.01)
    assert {"cw-did-outside", "cw-climb-outside"} <= second.apart(record, plain(rates), 0.01)
    assert not second.as_printed(second.shown(CHAPTER, "The mix for Jinan"), heavier(rates))


@pytest.mark.parametrize("ridge", [0.5, 2.0])
def test_another_ridge_would_be_noticed_in_the_table_of_the_mix(rates, ridge):
    """Sabotage: half the price on uneven weights, or twice, and the table is another."""
    assert not second.as_printed(second.shown(CHAPTER, "The mix for Jinan"), heavier(rates, ridge))


def test_harbin_has_a_hole():
    """Sabotage: it cannot be left in, by this code or by the package's."""
    rates = second.outside(("Jinan", "Qingdao"))
    [missing] = [year for year in YEARS if year not in rates["Harbin"]]
    with pytest.raises(KeyError, match=str(missing)):
        mixed(rates)
    with pytest.raises(ValueError, match=f"no value for Harbin in {missing}"):
        designs.cumulated_growth(pd.DataFrame(rates).loc[YEARS])


def test_jinan_in_the_pools_of_its_placebos_would_be_noticed(record, rates):
    """Sabotage: then what Jinan did shows in the placebos; its own gap is the same."""
    names = {"cw-outside-typical", "cw-outside-interval", "cw-outside-mean-interval", "cw-outside-excluded-percent"}
    names |= {"cw-outside-third", "cw-outside-low", "cw-outside-high", "cw-wuhan-2020", "cw-wuhan-2023"}
    spoiled = mixed(rates, in_pools=True)
    found = second.apart(record, spoiled, 0.01)
    assert names <= found
    assert found.isdisjoint({"cw-outside", "cw-outside-2020", "cw-outside-2021", "cw-outside-units"})
    assert [as_said(pattern, spoiled) for pattern in PRINTED] == [False, True, False]


@pytest.mark.parametrize("fit", [range(2010, 2019), range(2011, 2020)], ids=["to 2018", "from 2011"])
def test_a_wrong_base_year_would_be_noticed(record, rates, fit):
    """Sabotage: a year less at either end."""
    names = {
        "cw-fitted-years",
        "cw-outside",
        "cw-outside-2020",
        "cw-outside-2021",
        "cw-outside-interval",
        "cw-outside-third",
        "cw-outside-mean",
        "cw-wuhan-2020",
        "cw-wuhan-2023",
    }
    assert names <= second.apart(record, mixed(rates, fit), 0.01)
    assert {"cw-before-after", "cw-did-outside"} <= second.apart(record, plain(rates, fit), 0.01)
    assert second.apart(record, beside_shandong(second.inside(), fit), 0.01) >= {"cw-shandong", "cw-qingdao-weight"}


def test_the_fourth_place_in_place_of_the_third_would_be_noticed(record, rates):
    """Sabotage: the interval ends at the third largest placebo; at the fourth it is too narrow, and at the second too wide."""
    names = {"cw-outside-interval", "cw-outside-places", "cw-outside-attained", "cw-outside-mean-interval"}
    names |= {"cw-outside-third", "cw-outside-low", "cw-outside-high"}
    ends = {level: mixed(rates, level=level) for level in (0.065, 0.125)}
    assert [found["cw-outside-places"] for found in ends.values()] == [2, 4]
    for found in ends.values():
        assert names <= second.apart(record, found, 0.01)
    assert ends[0.065]["cw-outside-interval"][1] > record["cw-outside-interval"][1]
    assert ends[0.125]["cw-outside-interval"][1] < record["cw-outside-interval"][1]


def test_another_year_would_be_noticed(record, rates):
    """Sabotage: a gap read a year later or earlier than it is called."""
    paths = second.gaps(second.cumulated(rates, YEARS), FIT)
    read = {("Jinan", 2020): "cw-outside-2020", ("Jinan", 2021): "cw-outside-2021", ("Jinan", 2023): "cw-outside"}
    read |= {("Wuhan", 2020): "cw-wuhan-2020", ("Wuhan", 2023): "cw-wuhan-2023"}
    for (city, year), name in read.items():
        for other in {year - 1, year + 1} & set(READ):
            assert abs(paths.loc[other, city] - record[name]) > 0.05


def test_other_halves_would_be_noticed(record, rates):
    """Sabotage: the placebo of the differences in differences, its years divided a year later."""
    assert second.apart(record, plain(rates, halves=2016), 0.01) == {"cw-did-outside-placebo"}


def test_shandong_without_qingdao_would_be_noticed(record):
    """Sabotage: the estimate inside is Jinan less mostly Qingdao."""
    rates = {city: growth for city, growth in second.inside().items() if city != "Qingdao"}
    assert second.apart(record, beside_shandong(rates), 0.01) == {"cw-shandong", "cw-qingdao-weight"}


def test_the_wrong_answer_fitted_a_year_longer_would_be_noticed(record):
    """Sabotage: with 2019 fitted most of the jump is taken out; and log points are not per cent."""
    assert abs(wrong(first_printed(), FIT)["cw-first-early"] - record["cw-first-early"]) > 10
    assert abs(record["cw-first-early-percent"] - record["cw-first-early"]) > 5


def test_another_set_of_cities_on_the_wrong_levels_would_be_noticed(record):
    """Sabotage: Yantai dropped is a unit less and another rank; Laiwu left in has holes, before and after its merger."""
    fewer = wrong(first_printed().drop(columns="yantai"))
    assert second.apart(record, fewer, 0.005) == set(fewer)
    with pytest.raises(KeyError, match="2017"):
        first_printed(left_out="")


def test_levels_not_demeaned_would_be_noticed(record, rates):
    """Sabotage: with the cities' levels of 2010 to 2019 left in, another mix is found."""
    levels = second.cumulated(rates, YEARS)
    share = second.weights(levels.loc[FIT].iloc[:, 1:].to_numpy(), levels.loc[FIT, "Jinan"].to_numpy(), 1.0)
    assert abs((levels["Jinan"] - levels.iloc[:, 1:] @ share)[2023] - record["cw-outside"]) > 0.05


# ------------------------------------------------------------------------------- three ways to the weights, two to the rest


@pytest.mark.parametrize("ridge", [1.0, 1e6])
def test_three_solvers_find_the_same_weights(rates, ridge):
    """An active set, sequential quadratic programming, and the package's non-negative least squares."""
    levels = second.cumulated(rates, YEARS)
    level = (levels - levels.loc[list(FIT)].mean()).loc[FIT]
    donors, own = level.iloc[:, 1:].to_numpy(), level["Jinan"].to_numpy()
    share = second.weights(donors, own, ridge)
    assert designs.simplex_weights(donors, own, ridge) == pytest.approx(share, abs=1e-8)
    stepped = minimize(
        lambda w: (((own - donors @ w) ** 2).sum() + ridge * (w**2).sum()) / ridge,
        np.full(len(share), 1 / len(share)),
        jac=lambda w: (-2 * donors.T @ (own - donors @ w) + 2 * ridge * w) / ridge,
        bounds=[(0, 1)] * len(share),
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1, "jac": np.ones_like},
        method="SLSQP",
        options={"ftol": 1e-14, "maxiter": 1000},
    ).x
    assert stepped == pytest.approx(share, abs=1e-4)


def test_the_package_finds_the_same_placebos_and_interval(rates):
    """The fast path through all cities, the single designs, and the interval from the ranks."""
    levels = second.cumulated(rates, YEARS)
    paths = second.gaps(levels, FIT)
    fast = designs.placebo_gaps(levels, "Jinan", FIT, READ, ridge=1)
    assert fast.to_numpy() == pytest.approx(paths.to_numpy(), abs=1e-7)
    for unit in levels:
        pool = [other for other in levels if other not in ("Jinan", unit)]
        single = designs.synthetic_control(levels, unit, FIT, READ, pool, ridge=1)
        assert single.gap.to_numpy() == pytest.approx(paths[unit].to_numpy(), abs=1e-7)
    ends = paths.loc[2023]
    assert designs.placebo_interval(ends, "Jinan", 0.1) == pytest.approx(second.interval(ends), abs=1e-8)


# ---------------------------------------------------------------------------------------------- figures and last bits


def test_the_last_bits_of_the_data_move_no_figure(monkeypatch):
    """A thousand millionth of each value, far more than a processor adds, and every figure stays the same text."""
    found = drawn(monkeypatch, CHAPTER, 1e-9)
    assert set(found) == {"did-gap", "jinan-and-mix", "placebo-gaps", "test-turned-round"}
    assert found == stored(CHAPTER)


def test_what_the_eye_can_see_moves_the_figures(monkeypatch):
    """Sabotage: the comparison above must be able to fail, for each figure."""
    found, kept = drawn(monkeypatch, CHAPTER, 0.03), stored(CHAPTER)
    assert {name for name in found if found[name] != kept[name]} == set(kept)


# ------------------------------------------------------------------------------------------------ levels and weights

# Every other estimate is of level 3; what is signed and has none is no estimate: what placebos leave open, and its ends.
OPEN = {"cw-outside-interval", "cw-outside-low", "cw-outside-high", "cw-outside-mean-interval"}
LEVELS = {"cw-before-after": 1, "cw-did-outside": 2, "cw-did-outside-placebo": 2}


def test_every_claim_of_effect_has_its_level():
    """An estimate without its level of evidence reads like a finding."""
    entries = [entry for entry in evidence.records(CHAPTER) if entry["kind"] == "result"]
    claims = {entry["id"]: entry for entry in entries if entry["level"] is not None}
    signed = {entry["id"] for entry in entries if entry["form"].startswith("+")}
    assert signed == set(claims) | OPEN
    assert {name: entry["level"] for name, entry in claims.items()} == dict.fromkeys(claims, 3) | LEVELS
    assert all(entry["identification"] for entry in claims.values())
    assert all(entry["assumption"] for entry in entries if entry["id"] in claims.keys() | OPEN)


def basque() -> tuple[np.ndarray, np.ndarray, np.ndarray, dict]:
    """The scaled predictors of Abadie and Gardeazabal (2003): donors, treated, importance of predictors, the fixture."""
    stored = json.loads(FIXTURE.read_text(encoding="utf-8"))
    donors = np.array(list(stored["donors"].values())).T
    return donors, np.array(stored["treated"]), np.sqrt(np.array(stored["V"])), stored


@pytest.mark.parametrize("solver", [designs.simplex_weights, second.weights], ids=["package", "second"])
def test_the_published_weights_of_the_basque_country_are_found(solver):
    """Catalonia 0.851 and Madrid 0.149: weights that are on record elsewhere must come out of our solvers."""
    donors, treated, importance, stored = basque()
    weights = solver(importance[:, None] * donors, importance * treated, 0.0)
    found = dict(zip(stored["donors"], weights, strict=True))
    for region, published in stored["published"].items():
        assert found.pop(region) == pytest.approx(published, abs=0.005)
    assert max(found.values()) < 0.005


def test_other_predictor_weights_give_another_answer():
    """Sabotage: with all predictors equal the published weights do not come out, so the test above can fail."""
    donors, treated, _, stored = basque()
    found = dict(zip(stored["donors"], designs.simplex_weights(donors, treated), strict=True))
    assert abs(found["Cataluna"] - stored["published"]["Cataluna"]) > 0.05
    assert found["Madrid (Comunidad De)"] < 0.05

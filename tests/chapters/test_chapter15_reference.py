"""Chapter 15: its estimates and ranks by another method from the raw tables, and a published example with known weights."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from casebook.evidence import records as evidence
from casebook.evidence import tables
from casebook.methods import designs
from redrawn import drawn, stored
from scipy.optimize import minimize

FIT, READ = list(range(2010, 2020)), list(range(2020, 2024))
pytestmark = pytest.mark.slow  # each placebo is fitted a second time, by another method

FIXTURE = Path(__file__).resolve().parents[1] / "fixtures" / "basque_predictors.json"
CHAPTER = "15_a_city_made_of_cities.ipynb"


@pytest.fixture(scope="module")
def record() -> dict[str, float]:
    """What the executed chapter put on record."""
    path = evidence.NOTEBOOKS / CHAPTER
    return {entry["id"]: entry["value"] for entry in evidence.records(path) if entry["kind"] == "result"}


@pytest.fixture(scope="module")
def rates() -> dict[str, dict[str, pd.Series]]:
    """Growth by year of each city of a pool, Jinan first."""
    panel, large = tables.table("panel"), tables.table("large_cities")
    panel = panel[(panel["indicator_id"] == "gdp_real_growth") & (panel["vintage"] == "latest_revised")]
    near = {city: rows.set_index("year")["value"] for city, rows in panel.groupby("entity_id")}
    far = {city: rows.set_index("year")["gdp_real_growth_percent"] for city, rows in large.groupby("city_en")}
    for city in ("Jinan", "Qingdao", "Harbin"):
        del far[city]
    jinan = {"jinan": near.pop("jinan")}
    return {"shandong": jinan | near, "outside": jinan | far, "both": jinan | near | far}


def cumulated(cities: dict[str, pd.Series]) -> np.ndarray:
    """Cumulated log growth, years × cities; built with loops and without the package's designs."""
    return np.array([np.cumsum(100 * np.log(1 + city.loc[FIT + READ].to_numpy() / 100)) for city in cities.values()]).T


@pytest.fixture(scope="module")
def pools(rates) -> dict[str, np.ndarray]:
    """Cumulated log growth of each pool, years × cities, Jinan first."""
    return {name: cumulated(cities) for name, cities in rates.items()}


def independent_weights(donors: np.ndarray, treated: np.ndarray, ridge: float) -> np.ndarray:
    """Weights by sequential quadratic programming on the stated problem, not by non-negative least squares."""
    pool = range(donors.shape[1])
    return minimize(
        lambda w: ((treated - donors @ w) ** 2).sum() + ridge * (w**2).sum(),
        np.full(len(pool), 1 / len(pool)),
        jac=lambda w: -2 * donors.T @ (treated - donors @ w) + 2 * ridge * w,
        bounds=[(0, 1)] * len(pool),
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1, "jac": np.ones_like},
        method="SLSQP",
        options={"ftol": 1e-12, "maxiter": 1000},
    ).x


def independent_gap(levels: np.ndarray, fitted: int, unit: int = 0) -> np.ndarray:
    """The gap of one city by year, the first city in no other's pool; ridge one."""
    centred = levels - levels[:fitted].mean(axis=0)
    pool = [other for other in range(1, levels.shape[1]) if other != unit]
    return centred[:, unit] - centred[:, pool] @ independent_weights(
        centred[:fitted, pool], centred[:fitted, unit], 1.0
    )


def independent_gaps(levels: np.ndarray, fitted: int) -> np.ndarray:
    """Gaps, years × cities, of the first city and of each other in its place."""
    return np.array([independent_gap(levels, fitted, unit) for unit in range(levels.shape[1])]).T


def rank_p(values: np.ndarray) -> float:
    """Share of cities, the first among them, that lie at least as far from nought as the first."""
    return sum(abs(value) >= abs(values[0]) - 1e-9 for value in values) / len(values)


@pytest.fixture(scope="module")
def gaps(pools) -> dict[str, np.ndarray]:
    """Gaps of each pool, years × cities, Jinan first."""
    return {name: independent_gaps(levels, len(FIT)) for name, levels in pools.items()}


@pytest.fixture(scope="module")
def effects(gaps) -> dict[str, np.ndarray]:
    """The gap of 2023 for Jinan (first) and for every donor in its place."""
    return {name: paths[-1] for name, paths in gaps.items()}


@pytest.mark.parametrize("pool", ["shandong", "outside", "both"])
def test_the_estimates_on_record_recompute(record, effects, pool):
    """A wrong filter, window or weight would leave the ledger with another number than the tables give."""
    assert record[f"cw-{pool}"] == pytest.approx(effects[pool][0], abs=2e-3)


PLACEBOS = {  # what the text says of the placebos of each pool, beside the p-value
    "shandong": ["least-p", "largest", "typical"],
    "outside": ["largest", "typical"],
    "both": [],
}


@pytest.mark.parametrize("pool", PLACEBOS)
def test_the_placebo_ranks_on_record_recompute(record, effects, pool):
    """The p-value is a rank over all cities with Jinan among them, and so are its floor and the largest placebo."""
    sizes = np.abs(effects[pool])
    at_least = sum(size >= sizes[0] - 1e-9 for size in sizes)
    assert record[f"cw-{pool}-p"] == pytest.approx(at_least / len(sizes), abs=1e-9)
    found = {
        "least-p": pytest.approx(1 / len(sizes), abs=1e-12),
        "largest": pytest.approx(sizes[1:].max(), abs=5e-3),
        "typical": pytest.approx(np.median(sizes[1:]), abs=5e-3),
    }
    assert {part: record[f"cw-{pool}-{part}"] for part in PLACEBOS[pool]} == {
        part: found[part] for part in PLACEBOS[pool]
    }


def test_another_design_would_be_noticed(record, pools):
    """Sabotage: with Jinan's levels not demeaned, or 2019 left out of the fit, the estimate is not the one on record."""
    levels = pools["outside"]
    donors = list(range(1, levels.shape[1]))
    raw = designs.simplex_weights(levels[: len(FIT), donors], levels[: len(FIT), 0], 1.0)
    assert abs((levels[:, 0] - levels[:, donors] @ raw)[-1] - record["cw-outside"]) > 0.05
    shorter = levels - levels[:9].mean(axis=0)
    weights = designs.simplex_weights(shorter[:9, donors], shorter[:9, 0], 1.0)
    assert abs((shorter[:, 0] - shorter[:, donors] @ weights)[-1] - record["cw-outside"]) > 0.05


# ---------------------------------------------------------------------------------- which cities, and since when

TIER = ("Beijing", "Shanghai", "Shenzhen", "Guangzhou")


def outside_without(rates: dict, left_out: tuple[str, ...]) -> np.ndarray:
    """Cumulated log growth of the cities outside, Jinan first and some left out, years × cities."""
    return cumulated({city: growth for city, growth in rates["outside"].items() if city not in left_out})


def test_the_estimate_without_the_first_tier_recomputes(record, rates):
    """Four cities carry the estimate outside: weight, gap, rank and fit without them."""
    levels = cumulated(rates["outside"])
    centred = levels - levels[: len(FIT)].mean(axis=0)
    weights = independent_weights(centred[: len(FIT), 1:], centred[: len(FIT), 0], 1.0)
    share = dict(zip(list(rates["outside"])[1:], weights, strict=True))
    assert record["cw-tier-weight"] == pytest.approx(100 * sum(share[city] for city in TIER), abs=0.05)
    without = independent_gaps(outside_without(rates, TIER), len(FIT))
    assert record["cw-outside-notier"] == pytest.approx(without[-1, 0], abs=2e-3)
    assert record["cw-outside-notier-2022"] == pytest.approx(without[-2, 0], abs=2e-3)
    assert record["cw-outside-notier-p"] == pytest.approx(rank_p(without[-1]), abs=1e-9)
    error = np.sqrt((without[: len(FIT), 0] ** 2).mean())
    assert record["cw-outside-notier-error"] == pytest.approx(error, abs=1e-3)


def test_without_other_cities_another_estimate_comes_out(record, rates):
    """Sabotage: without the four places that reformed their zones, or without one of the four, it is not the same number."""
    for left_out in (("Zhengzhou", "Tianjin", "Taiyuan", "Nanjing"), TIER[:1]):
        gap = independent_gap(outside_without(rates, left_out), len(FIT))
        assert abs(gap[-1] - record["cw-outside-notier"]) > 0.5


def test_the_weight_of_qingdao_recomputes(record, rates):
    """The estimate inside is Jinan less mostly Qingdao."""
    levels = cumulated(rates["shandong"])
    centred = levels - levels[: len(FIT)].mean(axis=0)
    weights = independent_weights(centred[: len(FIT), 1:], centred[: len(FIT), 0], 1.0)
    share = dict(zip(list(rates["shandong"])[1:], weights, strict=True))
    assert max(share, key=share.get) == "qingdao"
    assert record["cw-qingdao-weight"] == pytest.approx(100 * share["qingdao"], abs=0.05)


LIMIT = 0.3  # log points, chosen in the chapter


def well_fitted(paths: np.ndarray, limit: float) -> np.ndarray:
    """Gaps of the cities whose root mean squared gap in the years fitted is no larger than the limit."""
    errors = np.sqrt((paths[: len(FIT)] ** 2).mean(axis=0))
    return paths[:, errors <= limit]


def test_the_test_without_ill_fitted_placebos_recomputes(record, rates, gaps):
    """The largest placebo is Shenyang, which no mix fits; without such cities the ceiling is lower and the rank the same."""
    paths, names = gaps["outside"], list(rates["outside"])
    errors = np.sqrt((paths[: len(FIT)] ** 2).mean(axis=0))
    largest = int(np.abs(paths[-1, 1:]).argmax()) + 1
    assert names[largest] == "Shenyang"
    assert record["cw-fit-worst"] == pytest.approx(errors[largest] / errors[0], rel=0.01)
    close = well_fitted(paths, LIMIT)
    assert record["cw-fit-donors"] == close.shape[1] - 1
    assert record["cw-fit-largest"] == pytest.approx(np.abs(close[-1, 1:]).max(), abs=5e-3)
    assert record["cw-fit-p"] == pytest.approx(rank_p(close[-1]), abs=1e-9)


def test_another_limit_of_fit_would_be_noticed(record, gaps):
    """Sabotage: a limit twice as high keeps more cities and has another ceiling."""
    loose = well_fitted(gaps["outside"], 2 * LIMIT)
    assert loose.shape[1] - 1 > record["cw-fit-donors"]
    assert np.abs(loose[-1, 1:]).max() > record["cw-fit-largest"] + 0.1


@pytest.mark.parametrize("pool", ["shandong", "outside"])
def test_the_gap_since_2019_recomputes(record, gaps, pool):
    """What was there at the end of 2019 is older than the reform of 2020: base, change and rank of the change."""
    base, last = gaps[pool][FIT.index(2019)], gaps[pool][-1]
    assert record[f"cw-{pool}-2019"] == pytest.approx(base[0], abs=2e-3)
    assert record[f"cw-{pool}-since"] == pytest.approx(last[0] - base[0], abs=2e-3)
    assert record[f"cw-{pool}-since-p"] == pytest.approx(rank_p(last - base), abs=1e-9)


def test_another_base_year_would_be_noticed(record, gaps):
    """Sabotage: with the end of 2018 as base, most of the gap inside comes later."""
    assert abs(gaps["shandong"][-1, 0] - gaps["shandong"][FIT.index(2018), 0] - record["cw-shandong-since"]) > 0.5


# -------------------------------------------------------------------------------- first-published levels and lights


@pytest.fixture(scope="module")
def printed() -> tuple[list[str], np.ndarray]:
    """Cities, Jinan first, and their first-published product in log points, 2010 to 2023."""
    panel = tables.table("panel")
    rows = panel[(panel["source_id"] == "gp-ind") & (panel["indicator_id"] == "gdp_nominal")]
    names = ["jinan", *sorted(set(rows["entity_id"]) - {"jinan", "laiwu-city"})]
    values = rows.set_index(["entity_id", "year"])["value"]
    return names, np.array([[100 * np.log(values[name, year]) for name in names] for year in FIT + READ])


@pytest.mark.parametrize(("short", "fitted"), [("same", 10), ("early", 9)])
def test_the_wrong_answers_recompute(record, printed, short, fitted):
    """The mistake and its rank: the smaller one stands out, the larger one is passed by another city."""
    names, levels = printed
    ends = independent_gaps(levels, fitted)[-1]
    assert record[f"cw-first-{short}"] == pytest.approx(ends[0], abs=5e-3)
    assert record[f"cw-first-{short}-p"] == pytest.approx(rank_p(ends), abs=1e-9)
    if short == "early":
        assert record["cw-first-early-percent"] == pytest.approx(100 * (np.exp(ends[0] / 100) - 1), abs=0.01)
        assert [names[at] for at in range(1, len(ends)) if abs(ends[at]) >= ends[0]] == ["yantai"]
        assert record["cw-first-early-larger"] == 1


def test_the_wrong_answers_are_not_each_other(record, printed):
    """Sabotage: fitted one year longer the answer is another, and log points are not per cent."""
    assert abs(independent_gap(printed[1], 10)[-1] - record["cw-first-early"]) > 10
    assert abs(record["cw-first-early-percent"] - record["cw-first-early"]) > 5


def test_the_lights_recompute(record):
    """Few cities, five years before: gap, rank, and the placebos that it is held against."""
    rows = tables.table("panel").query("source_id == 'ntl' and 2015 <= year <= 2023")
    values = rows.set_index(["entity_id", "year"])["value"]
    names = ["jinan", *sorted(set(rows["entity_id"]) - {"jinan"})]
    levels = np.array([[100 * np.log(values[name, year]) for name in names] for year in range(2015, 2024)])
    ends = independent_gaps(levels, 5)[-1]
    assert record["cw-lights"] == pytest.approx(ends[0], abs=0.02)
    assert record["cw-lights-p"] == pytest.approx(rank_p(ends), abs=1e-9)
    assert record["cw-lights-typical"] == pytest.approx(np.median(np.abs(ends[1:])), abs=0.02)
    assert record["cw-lights-largest"] == pytest.approx(np.abs(ends[1:]).max(), abs=0.02)


# ------------------------------------------------------------------------------------------- many specifications


def cities_of_the_curve(rates: dict) -> tuple[list[int], list[int]]:
    """How many cities a specification ranks, on real growth and on revised levels: two by two by three of them a pool."""
    panel, large = tables.table("panel"), tables.table("large_cities")
    panel = panel[(panel["indicator_id"] == "gdp_nominal") & (panel["vintage"] == "revised_2018_census")]
    years = set(range(2011, 2024))
    near = [unit for unit, rows in panel.dropna(subset="value").groupby("entity_id") if years <= set(rows["year"])]
    large = large[~large["city_en"].isin(["Jinan", "Qingdao", "Harbin"])].dropna(subset="gdp_nominal_100m_yuan")
    far = [unit for unit, rows in large.groupby("city_en") if years <= set(rows["year"])]
    levels = [len(near), 1 + len(far), len(near) + len(far)]
    return [len(cities) for cities in rates.values()], levels


def by_chance(counts: list[int], tenths: int = 1) -> float:
    """Specifications expected at a p-value of at most so many tenths, each city as likely as any other at each rank."""
    return sum(12 * (tenths * count // 10) / count for count in counts)


def test_what_chance_alone_would_give_recomputes(record, rates):
    """With few cities a p-value moves in steps, so fewer than one in ten are expected at one tenth."""
    growth, levels = cities_of_the_curve(rates)
    assert record["cw-curve-chance-real"] == pytest.approx(by_chance(growth), abs=1e-9)
    assert record["cw-curve-chance"] == pytest.approx(by_chance(growth) + by_chance(levels), abs=1e-9)


def test_one_in_ten_would_be_noticed(record, rates):
    """Sabotage: a tenth of all specifications is another number, and so is the chance at two tenths."""
    growth, levels = cities_of_the_curve(rates)
    assert abs(record["cw-curve-usable"] / 10 - record["cw-curve-chance"]) > 1
    assert abs(by_chance(growth + levels, 2) - record["cw-curve-chance"]) > 1


def test_placebo_gaps_are_those_of_the_single_designs(pools):
    """The fast path for the curve must not be another design."""
    frame = pd.DataFrame(pools["shandong"], index=FIT + READ).rename(columns={0: "jinan"})
    gaps = designs.placebo_gaps(frame, "jinan", FIT, READ, ridge=1)
    donors = [unit for unit in frame if unit != "jinan"]
    for unit in frame:
        pool = [donor for donor in donors if donor != unit]
        alone = designs.synthetic_control(frame, unit, FIT, READ, pool, ridge=1)
        assert gaps[unit].to_numpy() == pytest.approx(alone.gap.to_numpy(), abs=1e-12)


# ---------------------------------------------------------------------------------------------- figures and last bits


def test_the_last_bits_of_the_data_move_no_figure(monkeypatch):
    """A thousand millionth of each value, far more than a processor adds, and every figure stays the same text."""
    found = drawn(monkeypatch, evidence.NOTEBOOKS / CHAPTER, 1e-9)
    assert len(found) == 5
    assert found == stored(evidence.NOTEBOOKS / CHAPTER)


def test_what_the_eye_can_see_moves_the_figures(monkeypatch):
    """Sabotage: the comparison above must be able to fail, for each figure."""
    found, kept = drawn(monkeypatch, evidence.NOTEBOOKS / CHAPTER, 0.03), stored(evidence.NOTEBOOKS / CHAPTER)
    assert {name for name in found if found[name] != kept[name]} == set(kept)


# ------------------------------------------------------------------------------------------------ levels and weights


def test_every_claim_of_effect_has_its_level(record):
    """An estimate without its level of evidence reads like a finding."""
    entries = [e for e in evidence.records(evidence.NOTEBOOKS / CHAPTER) if e["kind"] == "result"]
    estimates = [e for e in entries if "log points" in e["unit"] and e["form"].startswith("+")]
    assert len(estimates) >= 20
    assert all(e["level"] in (1, 2, 3) and e["identification"] for e in estimates)
    assert not any(e["level"] in (4, 5) for e in entries)


def basque() -> tuple[np.ndarray, np.ndarray, np.ndarray, dict]:
    """The scaled predictors of Abadie and Gardeazabal (2003): donors, treated, importance of predictors, the fixture."""
    stored = json.loads(FIXTURE.read_text(encoding="utf-8"))
    donors = np.array(list(stored["donors"].values())).T
    return donors, np.array(stored["treated"]), np.sqrt(np.array(stored["V"])), stored


def test_the_published_weights_of_the_basque_country_are_found():
    """Catalonia 0.851 and Madrid 0.149: weights that are on record elsewhere must come out of our solver."""
    donors, treated, importance, stored = basque()
    weights = designs.simplex_weights(importance[:, None] * donors, importance * treated)
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

"""Chapter 17: its spreads, errors and numbers of zones by other code from the raw tables, and figures free of last bits."""

from __future__ import annotations

import csv
import json
import math

import numpy as np
import pytest
from casebook.evidence import records
from redrawn import drawn, stored
from scipy import integrate, stats
from scipy.special import gammaincinv

CHAPTER = records.NOTEBOOKS / "17_what_would_it_take_to_know.ipynb"
BEFORE = range(2010, 2020)


@pytest.fixture(scope="module")
def record() -> dict[str, float]:
    """What the executed chapter put on record."""
    return {entry["id"]: entry["value"] for entry in records.records(CHAPTER) if entry["kind"] == "result"}


@pytest.fixture(scope="module")
def raw() -> list[dict]:
    """Rows of real growth, read with no help of the package."""
    with (records.NOTEBOOKS.parent / "data" / "panel.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["indicator_id"] == "gdp_real_growth"]


@pytest.fixture(scope="module")
def cities(raw) -> np.ndarray:
    """Growth of the cities as revised, years × cities."""
    rates = {
        (int(row["year"]), row["entity_id"]): float(row["value"]) for row in raw if row["vintage"] == "latest_revised"
    }
    names = sorted({city for year, city in rates if year in BEFORE})
    return np.array([[rates[year, city] for city in names] for year in BEFORE])


def windows(cities: np.ndarray) -> list[float]:
    """Spread of the change of mean growth over windows of one to five years, by loops."""
    spreads = []
    for length in range(1, 6):
        variances = []
        for start in range(len(cities) - 2 * length + 1):
            first, second = cities[start : start + length], cities[start + length : start + 2 * length]
            variances.append(np.var(second.mean(axis=0) - first.mean(axis=0), ddof=1))
        spreads.append(math.sqrt(np.mean(variances)))
    return spreads


# ------------------------------------------------------------------------------------------- how far districts spread


def spread_of_districts(raw: list[dict]) -> tuple[float, float, float, int]:
    """Pooled spread within a year, the ends of its interval of 90 %, and the number of rates, by sums of squares."""
    with (records.NOTEBOOKS.parent / "data" / "entities.csv").open(encoding="utf-8", newline="") as file:
        inside = {r["entity_id"] for r in csv.DictReader(file) if (r["kind"], r["parent_id"]) == ("district", "jinan")}
    rates: dict[str, dict[str, float]] = {}
    for row in raw:
        if row["entity_id"] in inside and int(row["year"]) >= 2020:
            rates.setdefault(row["year"], {})[row["entity_id"]] = float(row["value"])
    squares, spare = 0.0, 0
    for year in rates.values():
        mean = sum(year.values()) / len(year)
        squares += sum((rate - mean) ** 2 for rate in year.values())
        spare += len(year) - 1
    low, high = (math.sqrt(squares / (2 * gammaincinv(spare / 2, q))) for q in (0.95, 0.05))
    return math.sqrt(squares / spare), low, high, sum(map(len, rates.values()))


def test_the_spread_of_the_districts_recomputes(record, raw):
    """Four rates in each of two years, two in each of two: 0.92, and anything from 0.66 to 1.57."""
    pooled, low, high, count = spread_of_districts(raw)
    assert record["know-district-spread"] == pytest.approx(pooled, abs=1e-9)
    assert record["know-district-spread-least"] == pytest.approx(low, abs=1e-9)
    assert record["know-district-spread-most"] == pytest.approx(high, abs=1e-9)
    assert record["know-district-rates"] == count == 12
    assert (round(pooled, 2), round(low, 2), round(high, 2)) == (0.92, 0.66, 1.57)


def test_no_lower_limit_follows_from_the_rows(record):
    """The claim that districts spread at least as much as cities must be one that these rows can refuse."""
    assert record["know-district-spread-least"] < record["know-noise"] < record["know-district-spread-most"]


def test_a_year_left_out_would_be_noticed(record, raw):
    """Sabotage: without one year the spread is another."""
    pooled, *_ = spread_of_districts([row for row in raw if row["year"] != "2021"])
    assert abs(pooled - record["know-district-spread"]) > 0.05


@pytest.mark.parametrize(
    ("name", "spread"), [("know-mde-least", "least"), ("know-mde-most", "most"), ("know-mde", None)]
)
def test_the_smallest_effects_have_the_power_asked_for(record, name, spread):
    """Both tails of the non-central t, in place of the non-central F of the package."""
    sd = record[f"know-district-spread-{spread}"] if spread else record["know-noise"]
    assert power_by_tails(record[name], 12, 4, sd) == pytest.approx(0.8, abs=1e-6)


def power_by_tails(effect: float, units: int, treated: int, sd: float) -> float:
    """Power of the two-sided t-test of a difference in means."""
    shift = effect / (sd * math.sqrt(1 / treated + 1 / (units - treated)))
    critical = stats.t.ppf(0.975, units - 2)
    return float(stats.nct.sf(critical, units - 2, shift) + stats.nct.cdf(-critical, units - 2, shift))


# ------------------------------------------------------------------------------------------- what one year says of the next


def lag_one(leads: np.ndarray) -> float:
    """Correlation of each value with the one before, all cities together."""
    return float(np.corrcoef(leads[..., 1:, :].ravel(), leads[..., :-1, :].ravel())[0, 1])


def test_the_correlations_recompute(record, cities):
    """With the steady leads in it, without them, and put right for the few years."""
    leads = cities - cities.mean(axis=1, keepdims=True)
    within = lag_one(leads - leads.mean(axis=0))
    assert record["know-rho"] == pytest.approx(lag_one(leads), abs=1e-9)
    assert record["know-rho-within"] == pytest.approx(within, abs=1e-9)
    right = record["know-rho-corrected"]
    assert right - (1 + right) / (len(cities) - 1) == pytest.approx(within, abs=1e-9)


def simulated_within(rho: float) -> np.ndarray:
    """The correlation within units of invented first-order series, as many and as long as those of the cities."""
    rng, found = np.random.default_rng(5), []
    for _ in range(400):
        series = np.empty((10, 16))
        series[0] = rng.normal(0, 1 / math.sqrt(1 - rho**2), 16)
        for year in range(1, 10):
            series[year] = rho * series[year - 1] + rng.normal(size=16)
        series -= series.mean(axis=1, keepdims=True)
        found.append(lag_one(series - series.mean(axis=0)))
    return np.array(found)


def test_ten_years_press_the_correlation_down(record):
    """Invented series with the corrected value show what was measured; with the measured one they show much less."""
    corrected = simulated_within(record["know-rho-corrected"])
    assert abs(corrected.mean() - record["know-rho-within"]) < corrected.std()
    uncorrected = simulated_within(record["know-rho-within"])
    assert uncorrected.mean() < record["know-rho-within"] - 1.5 * uncorrected.std()


# ------------------------------------------------------------------------------------------------------- the timetables


def regression_error(starts: np.ndarray, ramp: int, noise: float, rho: float) -> float:
    """Standard error from the coefficients of a regression with a dummy for each zone and year, not from a formula."""
    years = range(2016, 2024)
    rows, seen = [], []
    for zone, start in enumerate(starts):
        for at, year in enumerate(years):
            rows.append([float(zone == other) for other in range(len(starts))] + [float(at == k) for k in range(1, 8)])
            seen.append(min(max((year + 1 - start) / ramp, 0), 1))
    dummies, exposure = np.array(rows), np.array(seen)
    left = exposure - dummies @ np.linalg.lstsq(dummies, exposure, rcond=None)[0]
    weights = (left / (left @ exposure)).reshape(len(starts), 8)
    variance = 0.0
    for one in range(8):
        for two in range(8):
            variance += (weights[:, one] * weights[:, two]).sum() * noise**2 * rho ** abs(one - two)
    return math.sqrt(variance)


@pytest.fixture(scope="module")
def timetables() -> dict[str, np.ndarray]:
    """When each of 159 zones starts: as it was, and in four waves."""
    as_was = np.array([2020.0] * 54 + [2020 + 305 / 366] * 105)
    return {"as it was": as_was, "waves": 2020.0 + np.arange(159) % 4}


@pytest.mark.parametrize(("ramp", "word"), [(1, "fast"), (3, "slow")])
def test_the_errors_of_the_timetables_recompute(record, timetables, ramp, word):
    """0.17 and 0.48 points, and what they let a study see."""
    error = regression_error(timetables["as it was"], ramp, record["know-noise"], record["know-rho"])
    assert record[f"know-error-{word}"] == pytest.approx(error, abs=1e-6)
    found = record[f"know-seen-{word}"] / error
    assert stats.norm.sf(1.959963985 - found) + stats.norm.cdf(-1.959963985 - found) == pytest.approx(0.8, abs=1e-4)
    if word == "slow":
        waves = regression_error(timetables["waves"], ramp, record["know-noise"], record["know-rho"])
        assert record["know-wave-worth"] == pytest.approx((error / waves) ** 2, abs=1e-5)


def test_half_a_point_that_came_at_once_would_have_been_seen(record):
    """Noise drawn zone by zone: the timetable as it was finds half a point in most studies, and a slow one in few."""
    noise, rho = record["know-noise"], record["know-rho"]
    found = {word: stats.norm.sf(1.96 - 0.5 / record[f"know-error-{word}"]) for word in ("fast", "slow")}
    assert found["fast"] > 0.8 > 0.3 > found["slow"]
    rng, series = np.random.default_rng(9), np.empty((600, 8, 159))
    series[:, 0] = rng.normal(0, noise, (600, 159))
    for year in range(1, 8):
        series[:, year] = rho * series[:, year - 1] + rng.normal(0, noise * math.sqrt(1 - rho**2), (600, 159))
    contrast = series - series.mean(axis=2, keepdims=True)
    contrast -= contrast.mean(axis=1, keepdims=True)
    starts = np.array([2020.0] * 54 + [2020 + 305 / 366] * 105)
    seen = np.clip(np.arange(2017, 2025)[:, None] - starts, 0, 1)
    seen = seen - seen.mean(axis=1, keepdims=True) - seen.mean(axis=0) + seen.mean()
    estimates = 0.5 + (contrast * seen).sum(axis=(1, 2)) / (seen**2).sum()
    share = (abs(estimates) > 1.96 * record["know-error-fast"]).mean()
    assert share == pytest.approx(found["fast"], abs=0.06)


def test_another_timetable_would_be_noticed(record, timetables):
    """Sabotage: with the pilots half a year earlier, or no memory in the noise, the error is not the one on record."""
    as_was = timetables["as it was"]
    earlier = np.where(as_was == 2020, 2019.5, as_was)
    noise, rho = record["know-noise"], record["know-rho"]
    assert abs(regression_error(earlier, 3, noise, rho) - record["know-error-slow"]) > 0.02
    assert abs(regression_error(as_was, 3, noise, 0.0) - record["know-error-slow"]) > 0.02


# --------------------------------------------------------------------------------------------------------- the plan


def says_nought(units: int, treated: int, sd: float) -> float:
    """Share of studies whose whole interval lies within one point, by a sum over the density of the estimated spread."""
    error, freedom = sd * math.sqrt(1 / treated + 1 / (units - treated)), units - 2
    reach = stats.t.ppf(0.975, freedom) * error

    def part(ratio):
        room = max(1 - reach * ratio, 0) / error
        return (2 * stats.norm.cdf(room) - 1) * stats.chi.pdf(ratio, freedom, scale=1 / math.sqrt(freedom))

    grid = np.linspace(0.3, 1.9, 1601)
    return float(integrate.simpson([part(ratio) for ratio in grid], x=grid))


def test_the_stop_rule_recomputes(record, cities):
    """133 zones in the proportion of the pilots, 145 on the noise of one year: one fewer is too few."""
    twice = {"know-plan-zones": 2 * max(windows(cities)), "know-plan-zones-year": 2 * record["know-noise"]}
    for name, sd in twice.items():
        zones = int(record[name])
        assert power_by_tails(1, zones, round(zones * 54 / 159), sd) >= 0.8
        assert power_by_tails(1, zones - 1, round((zones - 1) * 54 / 159), sd) < 0.8
    assert (record["know-plan-zones"], record["know-plan-zones-year"]) == (133, 145)


def test_the_rule_for_half_treated_does_not_do_for_a_third(record, cities):
    """Sabotage: the number for half treated, used for the plan, misses the power asked for."""
    zones = int(record["know-zones-twice"])
    sd = 2 * max(windows(cities))
    assert zones == 120
    assert power_by_tails(1, zones, zones // 2, sd) >= 0.8
    assert power_by_tails(1, zones, round(zones * 54 / 159), sd) < 0.77


def test_the_answer_of_no_effect_recomputes(record, cities):
    """61 % with 120 zones, 73 % with all; 160 and 177 zones for 80 %: the density in place of the quantiles."""
    sd = 2 * max(windows(cities))
    assert record["know-nought-half"] == pytest.approx(100 * says_nought(120, 60, sd), abs=1e-3)
    assert record["know-nought-plan"] == pytest.approx(100 * says_nought(159, 54, sd), abs=1e-3)
    half, plan = int(record["know-nought-half-zones"]), int(record["know-nought-plan-zones"])
    assert says_nought(half, half // 2, sd) >= 0.8 > says_nought(half - 2, half // 2 - 1, sd)
    assert (
        says_nought(plan, round(plan * 54 / 159), sd) >= 0.8 > says_nought(plan - 1, round((plan - 1) * 54 / 159), sd)
    )


@pytest.mark.parametrize("end", ["", "-most"])
def test_the_study_of_the_exercise_recomputes(record, end):
    """Its noise is that of the districts: one zone fewer is too few, for either answer."""
    sd = record["know-district-spread" + end]
    for answer, share in (
        ("find", lambda n, k: power_by_tails(1, n, k, sd)),
        ("none", lambda n, k: says_nought(n, k, sd)),
    ):
        zones = int(record[f"know-size-{answer}{end}"])
        assert share(zones, round(zones * 54 / 159)) >= 0.8 > share(zones - 1, round((zones - 1) * 54 / 159))


# ------------------------------------------------------------------------------------------------------- zones of one city


@pytest.fixture(scope="module")
def shown() -> dict[str, list[float]]:
    """The table of clusters as the page shows it: for each correlation what the zones count for, and the two errors."""
    cells = json.loads(CHAPTER.read_text(encoding="utf-8"))["cells"]
    (cell,) = [one for one in cells if one["id"] == "clusters-cell"]
    lines = "".join(cell["outputs"][0]["data"]["text/plain"]).splitlines()
    rows = [line.split(" | ") for line in lines if line[:1].isdigit()]
    return {row[0]: [float(cell) for cell in row[1:]] for row in rows}


def invented_error(r: float, together: bool, noise: float, rho: float, draws: int = 3000) -> float:
    """Spread of the estimate over invented years of 160 zones in 16 cities, with a part of their luck in common.

    The luck is drawn, city by city and zone by zone, and a regression with means of zones and years taken out is run on each
    draw: no design effect is used.
    """
    rng, steps = np.random.default_rng(17), math.sqrt(1 - rho**2)

    def luck(units: int) -> np.ndarray:
        series = np.empty((draws, 8, units))
        series[:, 0] = rng.normal(size=(draws, units))
        for year in range(1, 8):
            series[:, year] = rho * series[:, year - 1] + steps * rng.normal(size=(draws, units))
        return series

    city = np.repeat(np.arange(16), 10)
    growth = noise * (math.sqrt(r) * luck(16)[:, :, city] + math.sqrt(1 - r) * luck(160))
    first = city < 5 if together else np.arange(160) % 10 < 3
    starts = np.where(first, 2020.0, 2020 + 305 / 366)
    seen = np.clip(np.arange(2017, 2025)[:, None] - starts, 0, 1)
    seen = seen - seen.mean(axis=0) - seen.mean(axis=1, keepdims=True) + seen.mean()
    return float(((growth * seen).sum(axis=(1, 2)) / (seen**2).sum()).std())


@pytest.mark.parametrize("r", [0.1, 0.3, 0.5])
def test_luck_in_common_does_to_an_error_what_the_table_says(record, shown, r):
    """The ratio of errors with and without it, whole cities and mixed, from draws; then the numbers shown for 159 zones."""
    noise, rho = record["know-noise"], record["know-rho"]
    for together, factor in ((True, 1 + 9 * r), (False, 1 - r)):
        ratio = invented_error(r, together, noise, rho) / invented_error(0, together, noise, rho)
        assert ratio == pytest.approx(math.sqrt(factor), rel=0.05)
    effect = 1 + (159 / 16 - 1) * r
    fast = record["know-error-fast"]
    exact = [159 / effect, fast * math.sqrt(effect), fast * math.sqrt(1 - r)]
    assert shown[f"{r:.1f}"] == [round(exact[0]), *(pytest.approx(one, abs=0.005) for one in exact[1:])]


def test_whole_cities_and_mixed_ones_are_told_apart(record):
    """Sabotage: the factor of the one, taken for the other, is far off."""
    noise, rho = record["know-noise"], record["know-rho"]
    ratio = invented_error(0.3, False, noise, rho) / invented_error(0, False, noise, rho)
    assert abs(ratio - math.sqrt(1 + 9 * 0.3)) > 0.5


def test_zones_that_move_together_count_for_their_cities(record, shown):
    """16 in place of 159 zones, and a correlation beyond which cities hold fewer zones than a study needs."""
    assert record["know-cluster-factor"] ** 2 * 16 == pytest.approx(159)
    assert shown["1.0"][0] == 16
    limit = record["know-cluster-limit"]
    independent = [n / (1 + (n / 16 - 1) * limit) for n in (159, 10_000, 10**9)]
    assert independent == sorted(independent)
    assert independent[-1] == pytest.approx(record["know-plan-zones"], abs=1e-3)


def shared_by_districts(raw: list[dict], sd: float) -> float:
    """Share of a district's variance that is its city's: what makes 12 invented districts give the spread of the cities.

    The variance of the city's part is sought by halving, and the spread of means of 12 follows from it.
    """
    rates: dict[str, list[float]] = {}
    for row in raw:
        if row["vintage"] == "latest_revised" and 2020 <= int(row["year"]) <= 2023:
            rates.setdefault(row["year"], []).append(float(row["value"]))
    between = float(np.mean([np.var(year, ddof=1) for year in rates.values()]))
    least, most = 0.0, between
    for _ in range(80):
        part = (least + most) / 2
        least, most = (part, most) if part + sd**2 / 12 < between else (least, part)
    return part / (part + sd**2)


def test_what_districts_share_with_their_city_recomputes(record, raw):
    """0.35, and anything from 0.12 to 0.53: the steadier the districts, the more of their spread is the city's."""
    for name, spread in (("", ""), ("-least", "-most"), ("-most", "-least")):
        expected = shared_by_districts(raw, record["know-district-spread" + spread])
        assert record["know-icc" + name] == pytest.approx(expected, abs=1e-9)
    assert [round(record["know-icc" + name], 2) for name in ("-least", "", "-most")] == [0.12, 0.35, 0.53]


def test_a_mean_of_twelve_taken_for_a_district_would_be_noticed(record, raw):
    """Sabotage: with the cities' whole spread taken for their part, the share is another."""
    between = record["know-noise-later"] ** 2
    assert abs(between / (between + record["know-district-spread"] ** 2) - record["know-icc"]) > 0.02


def test_the_later_spread_of_the_cities_recomputes(record, raw):
    """From 2020 to 2023 it is less than before."""
    years = {}
    for row in raw:
        if row["vintage"] == "latest_revised" and int(row["year"]) >= 2020:
            years.setdefault(row["year"], []).append(float(row["value"]))
    assert len(years) == 4
    spread = math.sqrt(np.mean([np.var(rates, ddof=1) for rates in years.values()]))
    assert record["know-noise-later"] == pytest.approx(spread, abs=1e-9)
    assert spread < record["know-noise"]


# ---------------------------------------------------------------------------------------------- figures and last bits


def test_the_last_bits_of_the_data_move_no_figure(monkeypatch):
    """A thousand millionth of each value, far more than a processor adds, and every figure stays the same text."""
    found = drawn(monkeypatch, CHAPTER, 1e-9)
    assert len(found) == 3
    assert found == stored(CHAPTER)


def test_what_the_eye_can_see_moves_the_figures(monkeypatch):
    """Sabotage: the comparison above must be able to fail, for each figure."""
    found, kept = drawn(monkeypatch, CHAPTER, 0.03), stored(CHAPTER)
    assert {name for name in found if found[name] != kept[name]} == set(kept)

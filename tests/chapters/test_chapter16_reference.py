"""Chapter 16: each of its numbers by other code from the raw tables, and what its figures and sentences say of them."""

from __future__ import annotations

import math
from decimal import Decimal
from itertools import combinations, product
from random import Random

import numpy as np
import pandas as pd
import pytest
import second_design as second
from casebook.evidence import records as evidence
from casebook.methods import designs
from redrawn import drawn, stored

YEARS, FIT, READ = range(2010, 2024), range(2010, 2020), range(2020, 2024)
LEFT_OUT = ("Jinan", "Qingdao", "Harbin")
TIER = ("Beijing", "Shanghai", "Shenzhen", "Guangzhou")
MUNICIPAL = ("Beijing", "Shanghai", "Tianjin", "Chongqing")
LARGE, NO_TIER, NO_MUNICIPAL, NEAR = (
    "all large cities", "without the first tier", "without municipalities", "other cities of Shandong"
)  # fmt: skip
LATE, EARLY = range(2016, 2020), range(2016, 2019)
LIMIT = 0.3  # of the error before, log points, chosen in the chapter
CHAPTER = evidence.NOTEBOOKS / "16_what_can_be_excluded.ipynb"
pytestmark = pytest.mark.slow  # some thousand mixes are found a second time, and each figure is drawn twice


@pytest.fixture(scope="module")
def record() -> dict[str, float | list[float]]:
    """What the executed chapter put on record."""
    return {entry["id"]: entry["value"] for entry in evidence.records(CHAPTER) if entry["kind"] == "result"}


def percent(points: float) -> float:
    """Log points in per cent."""
    return 100 * (math.exp(points / 100) - 1)


def error_before(path: pd.Series, fit: range) -> float:
    """Root mean squared gap of the years fitted."""
    return math.sqrt(sum(path[year] ** 2 for year in fit) / len(fit))


# ----------------------------------------------------------------------------------------- the yearbook, digit by digit

YEARBOOK = {"ex-yearbook-all", "ex-yearbook-near", "ex-yearbook-late", "ex-yearbook-late-equal"}
INDUSTRY = {"ex-industry-2020", "ex-industry-2021"}


def yearbook(printings: tuple[str, ...] = ("first_printed",), late: int = 2019, near: str = "0.1") -> dict[str, int]:
    """Rates of both tables, as decimal numbers: how many there are, and how many agree."""
    compiled = {
        (row["entity_id"], row["year"]): Decimal(row["value"])
        for row in second.rows("panel")
        if (row["indicator_id"], row["vintage"]) == ("gdp_real_growth", "latest_revised")
    }
    off = [
        (int(row["year"]), abs(Decimal(row["value"]) - compiled[row["entity_id"], row["year"]]))
        for row in second.rows("yearbook")
        if row["indicator_id"] == "gdp_real_growth" and row["printing"] in printings
        if (row["entity_id"], row["year"]) in compiled
    ]
    return {
        "ex-yearbook-all": len(off),
        "ex-yearbook-near": sum(by <= Decimal(near) for _, by in off),
        "ex-yearbook-late": sum(year >= late for year, _ in off),
        "ex-yearbook-late-equal": sum(year >= late and by <= Decimal("0.05") for year, by in off),
    }


def test_the_yearbook_recomputes(record):
    """As first printed, one rate a city and year: counted without a float."""
    assert second.apart(record, yearbook(), 0) == set()


@pytest.mark.parametrize(
    ("spoiled", "noticed"),
    [
        ({"printings": ("first_printed", "final")}, YEARBOOK),
        ({"late": 2018}, {"ex-yearbook-late", "ex-yearbook-late-equal"}),
        ({"near": "0.2"}, {"ex-yearbook-near"}),
    ],
    ids=["two printings", "since 2018", "two tenths"],
)
def test_another_count_of_the_yearbook_would_be_noticed(record, spoiled, noticed):
    """Sabotage: a rate counted once for each printing, a year too many, a wider margin."""
    assert second.apart(record, yearbook(**spoiled), 0) == noticed


def industry(preferred: str = "final", among_them: bool = False) -> dict[int, float]:
    """By how much industry grew faster in Jinan than in the mean of the other cities, by year since 2016."""
    rates: dict[int, dict[str, float]] = {}
    for row in sorted(second.rows("yearbook"), key=lambda row: row["printing"] == preferred):
        if row["indicator_id"] == "value_added_industry_growth":
            rates.setdefault(int(row["year"]), {})[row["entity_id"]] = float(row["value"])
    leads = {}
    for year, cities in sorted(rates.items()):
        if year >= 2016:
            assert len(cities) == 16
            own = cities["jinan"] if among_them else cities.pop("jinan")
            leads[year] = own - sum(cities.values()) / len(cities)
    return leads


def test_the_lead_of_industry_recomputes(record):
    """The table of years, and the two that the text names."""
    leads = industry()
    table = second.shown(CHAPTER, "Real growth of industry in the cities of Shandong")
    assert [int(row["Year"]) for row in table] == list(leads)
    column = "Jinan less the mean of the others, points"
    assert second.as_printed(table, [{column: lead} for lead in leads.values()])
    assert second.apart(record, {f"ex-industry-{year}": leads[year] for year in (2020, 2021)}, 1e-9) == set()


def test_another_printing_of_industry_would_be_noticed(record):
    """Sabotage: 2021 is printed twice, and the final rates are the later ones."""
    leads = industry("first_printed")
    found = {f"ex-industry-{year}": leads[year] for year in (2020, 2021)}
    assert second.apart(record, found, 0.05) == {"ex-industry-2021"}


def test_jinan_among_the_others_or_another_year_of_industry_would_be_noticed(record):
    """Sabotage: a lead over a mean that holds Jinan itself, or the lead of the year before."""
    leads = industry(among_them=True)
    assert second.apart(record, {f"ex-industry-{year}": leads[year] for year in (2020, 2021)}, 0.05) == INDUSTRY
    leads = industry()
    assert second.apart(record, {f"ex-industry-{year}": leads[year - 1] for year in (2020, 2021)}, 0.05) == INDUSTRY


# ------------------------------------------------------------------------------------------------- sixteen witnesses


def witnesses(near: second.Rates, far: second.Rates, fit: range = FIT) -> pd.Series:
    """The gap of each city of Shandong in 2023, to its own mix of the cities outside."""
    pool = [city for city in far if city != "Jinan"]
    levels = second.cumulated({city: far[city] for city in pool} | near, YEARS)
    return pd.Series({city: second.gap(levels, city, pool, fit)[2023] for city in near})


def counted(ends: pd.Series, placebos: pd.Series) -> dict[str, float]:
    """The witnesses' mean, how many say yes, where Jinan stands, and how often chance goes as far, by draws of its own."""
    mean, random, draws = sum(ends) / len(ends), Random(3), 10_000
    means = [sum(random.sample(list(placebos), len(ends))) / len(ends) for _ in range(draws)]
    return {
        "ex-cities": len(ends),
        "ex-cities-mean": mean,
        "ex-cities-above": sum(end > 0 for end in ends),
        "ex-cities-draws": draws,
        "ex-cities-as-far": 100 * sum(abs(drawn) >= abs(mean) for drawn in means) / draws,
        "ex-jinan-place": 1 + sum(end > ends["Jinan"] for end in ends),
    }


# ----------------------------------------------------------------------------------------------------- the province


def provinces() -> second.Rates:
    """Growth of the provinces, Shandong first."""
    rates = second.read(second.rows("provinces"), "province_en", "real_growth_percent")
    return {"Shandong": rates.pop("Shandong")} | rates


def share_of_the_zones() -> float:
    """The least that the economic zones' part of the province may be, as a share."""
    [low] = [row["low"] for row in second.rows("claims") if row["claim_id"] == "zones-economy-share"]
    return float(low) / 100


def of_the_province(
    rates: second.Rates, late: range = LATE, early: range = EARLY, in_pools: bool = False, unheard: str = ""
) -> dict[str, float | tuple]:
    """Shandong against the others on both bases; `unheard` is a placebo that is left out of the ranks alone."""
    levels = second.cumulated(rates, range(2016, 2025))
    paths = {
        "late": second.gaps(levels, late, in_pools=in_pools),
        "early": second.gaps(levels, early, in_pools=in_pools),
    }
    if unheard:
        paths = {base: path.drop(columns=unheard) for base, path in paths.items()}
    found: dict[str, float | tuple] = {"pv-provinces": len(rates), "pv-donors": len(rates) - 1}
    for base, path in paths.items():
        found |= {
            f"pv-{base}": path.loc[2024, "Shandong"],
            f"pv-{base}-p": second.p_value(path.loc[2024]),
            f"pv-{base}-interval": second.interval(path.loc[2024]),
            f"ex-seen-{base}": second.seen(path.loc[2024]),
        }
    own = {base: path["Shandong"] for base, path in paths.items()}
    highest = max(found[f"pv-{base}-interval"][1] for base in paths)
    others = [growth[2019] for name, growth in rates.items() if name != "Shandong"]
    return found | {
        "pv-lag-2019": sum(others) / len(others) - rates["Shandong"][2019],
        "pv-early-2019": own["early"][2019],
        "pv-late-2022": own["late"][2022] - own["late"][2021],
        "pv-excluded": highest,
        "pv-excluded-percent": percent(highest),
        "ex-zones-excluded": percent(highest) / share_of_the_zones(),
        "ex-2021": own["early"][2021],
        "ex-2021-interval": second.interval(paths["early"].loc[2021]),
    }


def by_the_other_estimator(rates: second.Rates, fit: range) -> pd.Series:
    """Synthetic difference in differences of Shandong, and of each other province in its place."""
    levels = second.cumulated(rates, range(2016, 2025))
    others = [name for name in levels if name != "Shandong"]
    pools = {unit: [name for name in others if name != unit] for unit in levels}
    return pd.Series({unit: second.synthetic_did(levels, unit, pool, fit, 2024) for unit, pool in pools.items()})


def checked(rates: second.Rates, fit: range = LATE, sooner: range = range(2004, 2015)) -> dict[str, float | tuple]:
    """One donor left out, each in turn; and a date at which nothing happened."""
    levels = second.cumulated(rates, range(2016, 2025))
    others = [name for name in levels if name != "Shandong"]
    alone = [second.gap(levels, "Shandong", [name for name in others if name != out], fit)[2024] for out in others]
    placebo = second.gaps(second.cumulated(rates, range(2004, 2019)), sooner).loc[2018]
    return {
        "pv-alone": (min(alone), max(alone)),
        "pv-sooner": placebo["Shandong"],
        "pv-sooner-p": second.p_value(placebo),
    }


# ------------------------------------------------------------------------------------------------- Jinan, pool by pool


def share_of_the_zone() -> float:
    """The least that the High-tech Zone's part of the city's product may be, as a share."""
    ends = {row["claim_id"]: (float(row["low"]), float(row["high"])) for row in second.rows("claims") if row["value"]}
    return ends["gxq-gdp20"][0] / ends["jn-gdp20"][1]


def close_fits(path: pd.DataFrame, limit: float = LIMIT) -> pd.Series:
    """Gaps of 2023 of those whose error before is no larger than the limit."""
    return path.loc[2023, [unit for unit in path if error_before(path[unit], FIT) <= limit]]


def of_the_pools(found: dict[str, pd.DataFrame], limit: float = LIMIT, base: int = 2019) -> dict[str, float | tuple]:
    """Jinan against each pool, and what that means for a zone."""
    ends = {name: paths.loc[2023] for name, paths in found.items()}
    since = {name: paths.loc[2023] - paths.loc[base] for name, paths in found.items()}
    return {
        "cw-outside-notier": ends[NO_TIER]["Jinan"],
        "cw-outside-notier-p": second.p_value(ends[NO_TIER]),
        "cw-outside-notier-interval": second.interval(ends[NO_TIER]),
        "cw-shandong-p": second.p_value(ends[NEAR]),
        "cw-shandong-interval": second.interval(ends[NEAR]),
        "cw-fit-interval": second.interval(close_fits(found[LARGE], limit)),
        "cw-outside-since": since[LARGE]["Jinan"],
        "cw-outside-since-p": second.p_value(since[LARGE]),
        "cw-shandong-since": since[NEAR]["Jinan"],
        "ex-seen-outside": second.seen(ends[LARGE]),
        "ex-seen-outside-mean": second.seen(found[LARGE].loc[READ].mean()),
        "ex-seen-shandong": second.seen(ends[NEAR]),
        "ex-zone-excluded": percent(second.interval(ends[LARGE])[1]) / share_of_the_zone(),
    }


def of_the_tier(levels: pd.DataFrame, tier: tuple[str, ...] = TIER) -> dict[str, float | tuple]:
    """The weight of the four, and the estimate without any two of them."""
    others = [city for city in levels if city != "Jinan"]
    level = levels - levels.loc[list(FIT)].mean()
    share = second.weights(level.loc[FIT, others].to_numpy(), level.loc[FIT, "Jinan"].to_numpy(), 1.0)
    without = [
        second.gap(levels, "Jinan", [city for city in others if city not in pair], FIT)[2023]
        for pair in combinations(tier, 2)
    ]
    return {
        "cw-tier-weight": 100 * sum(part for part, city in zip(share, others, strict=True) if city in tier),
        "ex-two-out": (min(without), max(without)),
    }


Run = tuple[str, range, float, str]


def all_choices(pools: dict[str, pd.DataFrame]) -> dict[Run, pd.Series]:
    """Every estimate with its placebos, by pool, years fitted, ridge and reading."""
    runs = {}
    spans = (range(2010, 2020), range(2014, 2020), range(2010, 2019))
    for (pool, levels), fit, ridge in product(pools.items(), spans, (1.0, 1e6)):
        paths = second.gaps(levels.loc[fit[0] :], fit, ridge)
        runs[pool, fit, ridge, "last"] = paths.loc[2023]
        runs[pool, fit, ridge, "mean"] = sum(paths.loc[year] for year in READ) / len(READ)
        runs[pool, fit, ridge, "since"] = paths.loc[2023] - paths.loc[2019]
    return runs


def medians(runs: dict[Run, pd.Series], pool: str) -> pd.Series:
    """The median of each city over the choices of a pool, Jinan first."""
    kept = [run for key, run in runs.items() if key[0] == pool]
    return pd.Series({city: float(np.median([run[city] for run in kept])) for city in kept[0].index})


def on_one_side(runs: dict[Run, pd.Series], pool: str) -> int:
    """Cities of a pool whose estimates have all the same sign, whatever the choice."""
    kept = [run for key, run in runs.items() if key[0] == pool]
    return sum(len({run[city] > 0 for run in kept}) == 1 for city in kept[0].index)


def of_the_curve(runs: dict[Run, pd.Series]) -> dict[str, float]:
    """All choices at once."""
    pools = {key[0] for key in runs}
    return {
        "ex-curve": len(runs),
        "ex-curve-low": sum(second.p_value(run) <= 0.1 for run in runs.values()),
        "ex-curve-pool": sum(key[0] == LARGE for key in runs),
        "ex-joint-outside": second.p_value(medians(runs, LARGE)),
        "ex-joint-least": min(second.p_value(medians(runs, pool)) for pool in pools),
        "ex-one-side": on_one_side(runs, LARGE),
    }


# ---------------------------------------------------------------------------------------------- all of it, once a module


@pytest.fixture(scope="module")
def far() -> second.Rates:
    """Growth of Jinan and the cities outside."""
    return second.outside(LEFT_OUT)


@pytest.fixture(scope="module")
def pools(far) -> dict[str, pd.DataFrame]:
    """Growth of each pool added up, Jinan first."""
    return {
        LARGE: second.cumulated(far, YEARS),
        NO_TIER: second.cumulated(far, YEARS, TIER),
        NO_MUNICIPAL: second.cumulated(far, YEARS, MUNICIPAL),
        NEAR: second.cumulated(second.inside(), YEARS),
    }


@pytest.fixture(scope="module")
def found(pools) -> dict[str, pd.DataFrame]:
    """Gaps of each pool, years × cities, Jinan first."""
    return {name: second.gaps(levels, FIT) for name, levels in pools.items()}


@pytest.fixture(scope="module")
def ends(far) -> pd.Series:
    """The sixteen cities of Shandong, each against its mix."""
    return witnesses(second.inside(), far)


@pytest.fixture(scope="module")
def runs(pools) -> dict[Run, pd.Series]:
    """All choices on real growth."""
    return all_choices(pools)


@pytest.fixture(scope="module")
def other_estimator() -> dict[str, pd.Series]:
    """Synthetic difference in differences on both bases."""
    return {"late": by_the_other_estimator(provinces(), LATE), "early": by_the_other_estimator(provinces(), EARLY)}


@pytest.fixture(scope="module")
def again(pools, found, ends, runs, other_estimator) -> dict[str, float | tuple]:
    """Every number of the chapter a second time, but for the yearbook's and those that chance has a part in."""
    return (
        counted(ends, found[LARGE].loc[2023].iloc[1:])
        | of_the_province(provinces())
        | checked(provinces())
        | {f"pv-second-{base}": values["Shandong"] for base, values in other_estimator.items()}
        | of_the_pools(found)
        | of_the_tier(pools[LARGE])
        | of_the_curve(runs)
    )


def test_every_number_on_record_recomputes(record, again):
    """A wrong filter, window, pool or weight would leave the ledger with another number than the tables give."""
    assert set(record) - YEARBOOK - INDUSTRY - set(NOISE) == set(again)
    assert second.apart(record, again, 1e-5) == set()


def test_the_pools_of_jinan_are_what_they_are_called(pools):
    """The first tier and the municipalities are in the table, so that leaving them out does something."""
    assert {*TIER, *MUNICIPAL} < set(pools[LARGE])
    assert [len(pools[name].columns) for name in (LARGE, NO_TIER, NO_MUNICIPAL, NEAR)] == [33, 29, 29, 16]
    assert all(levels.columns[0] == "Jinan" for levels in pools.values())


# ------------------------------------------------------------------------------------------------------------- noise

DRAWS = 600
# Two quantiles of different draws, of 200 and of 600, differ by about a sixth of the spread: four times that is allowed.
NOISE = {"ex-noise-rounding": (0.05, 0.05), "ex-noise-revision": (0.3, 0.35)}  # margin of a rate, and what is allowed


def shaken(rates: second.Rates, margin: float, seed: int = 77) -> tuple[float, float]:
    """Nine in ten of the gaps of 2023 when each rate moves within a margin, by a random stream of its own."""
    random = np.random.Generator(np.random.MT19937(seed))
    growth = np.array([[city[year] for year in YEARS] for city in rates.values()]).T
    found = []
    for _ in range(DRAWS):
        moved = np.cumsum(100 * np.log(1 + (growth + margin * (2 * random.random(growth.shape) - 1)) / 100), axis=0)
        moved -= moved[: len(FIT)].mean(axis=0)
        share = second.weights(moved[: len(FIT), 1:], moved[: len(FIT), 0], 1.0)
        found.append(moved[-1, 0] - moved[-1, 1:] @ share)
    found.sort()
    return found[DRAWS // 20], found[-DRAWS // 20]


@pytest.mark.parametrize("name", NOISE)
def test_the_bands_of_uncertain_rates_recompute(record, far, name):
    """Other draws, the same band."""
    margin, allowed = NOISE[name]
    assert second.apart(record, {name: shaken(far, margin)}, allowed) == set()


def shaken_alike(rates: second.Rates, margin: float, draws: int = 200, seed: int = 2019) -> tuple[float, float]:
    """The same band from the stream that the chapter draws from, Jinan last, with mixes and quantiles of our own."""
    random, found = np.random.default_rng(seed), []
    names = [*sorted(name for name in rates if name != "Jinan"), "Jinan"]
    for _ in range(draws):
        errors = random.uniform(-margin, margin, (len(YEARS), len(names)))
        moved = {
            name: {year: rates[name][year] + errors[at, column] for at, year in enumerate(YEARS)}
            for column, name in enumerate(names)
        }
        found.append(second.gap(second.cumulated(moved, YEARS), "Jinan", names[:-1], FIT)[2023])
    found.sort()

    def at(share: float) -> float:
        place = share * (draws - 1)
        below = int(place)
        return found[below] + (place - below) * (found[below + 1] - found[below])

    return at(0.05), at(0.95)


@pytest.mark.parametrize("name", NOISE)
def test_two_hundred_draws_give_the_bands_to_the_digit(record, far, name):
    """The draws of the chapter again; sabotage: one draw fewer, and a band lies elsewhere."""
    margin, _ = NOISE[name]
    assert second.apart(record, {name: shaken_alike(far, margin)}, 1e-5) == set()
    assert second.apart(record, {name: shaken_alike(far, margin, draws=199)}, 1e-5) == {name}


@pytest.mark.parametrize("name", NOISE)
def test_half_the_margin_would_be_noticed(record, far, name):
    """Sabotage: a tenth is the width of a rounding, and half a tenth its reach."""
    margin, allowed = NOISE[name]
    assert second.apart(record, {name: shaken(far, margin / 2)}, allowed) == {name}


# ------------------------------------------------------------------------------------------------ tables of the chapter


def summed_up(values: pd.Series) -> dict[str, float]:
    """What the chapter's tables tell of an estimate and its placebos."""
    low, high = second.interval(values)
    places = sum(place / len(values) <= 0.1 for place in range(1, len(values) + 1))
    return {
        "estimate": values.iloc[0],
        "p": second.p_value(values),
        "low": low,
        "high": high,
        "attained": 100 * places / len(values),
        "seen": second.seen(values),
    }


def test_the_table_of_pools_recomputes(found):
    """Five choices, each with its rank and its interval."""
    of = {name: summed_up(paths.loc[2023]) for name, paths in found.items()}
    of["all, ill-fitted placebos out"] = summed_up(close_fits(found[LARGE]))
    columns = {"Gap in 2023": "estimate", "p": "p", "Open from": "low", "to": "high"}
    table = second.shown(CHAPTER, "Jinan's product against five choices")
    again = [{"Donors": name} | {column: said[key] for column, key in columns.items()} for name, said in of.items()]
    assert second.as_printed(table, again)
    assert second.as_printed([{"p": row["p"]} for row in table], [{"p": said["p"]} for said in of.values()], 0.00501)


def test_the_table_of_all_choices_recomputes(runs):
    """Least, median and most of Jinan, the rank of its median, and the cities with all on one side."""
    again = []
    for pool in (LARGE, NO_TIER, NO_MUNICIPAL, NEAR):
        kept = [run for key, run in runs.items() if key[0] == pool]
        own = sorted(run["Jinan"] for run in kept)
        again.append(
            {
                "Donors": pool, "Choices": len(kept), "Least": own[0], "Median": (own[8] + own[9]) / 2, "Most": own[-1],
                "p of the median": second.p_value(medians(runs, pool)), "Cities all on one side": on_one_side(runs, pool),
                "of": len(kept[0]),
            }
        )  # fmt: skip
    assert second.as_printed(second.shown(CHAPTER, "All choices on real growth at once"), again)


@pytest.fixture(scope="module")
def all_designs(found, other_estimator) -> dict[str, dict[str, float]]:
    """What each design leaves open and could see."""
    rates = provinces()
    levels = second.cumulated(rates, range(2016, 2025))
    return {
        "Jinan, large cities outside, last year": summed_up(found[LARGE].loc[2023]),
        "Jinan, the same, mean of the years": summed_up(found[LARGE].loc[READ].mean()),
        "Jinan, without the first tier": summed_up(found[NO_TIER].loc[2023]),
        "Jinan, other cities of Shandong": summed_up(found[NEAR].loc[2023]),
        "Jinan, night lights": summed_up(second.gaps(lights(), range(2015, 2020)).loc[2023]),
        "Shandong, fitted 2016–19": summed_up(second.gaps(levels, LATE).loc[2024]),
        "Shandong, fitted 2016–18": summed_up(second.gaps(levels, EARLY).loc[2024]),
        "Shandong, synthetic DiD": summed_up(other_estimator["late"]),
    }


def lights() -> pd.DataFrame:
    """Light of the cities that the table has, in log points, Jinan first."""
    values = second.read([row for row in second.rows("panel") if row["source_id"] == "ntl"], "entity_id", "value")
    values = {"jinan": values.pop("jinan")} | values
    years = range(2015, 2024)
    return pd.DataFrame(
        {city: [100 * math.log(of[year]) for year in years] for city, of in values.items()}, index=years
    )


def test_the_table_of_designs_recomputes(all_designs):
    """Eight designs: estimate, interval, what is excluded in per cent, the level attained, and the smallest effect seen."""
    again, whole = [], []
    for name, said in all_designs.items():
        again.append(
            {"Design": name, "Estimate": said["estimate"], "Open from": said["low"], "to": said["high"]}
            | {"Smallest effect seen": said["seen"]}
        )
        whole.append({"Excluded above, %": percent(said["high"]), "Level, %": said["attained"]})
    table = second.shown(CHAPTER, "What each design leaves open and could see")
    assert second.as_printed(table, again)
    assert second.as_printed(table, whole, 0.501)


def for_parts(bound: float) -> list[dict]:
    """The rows of the table of parts: a bound on the city in per cent, divided by the part that the zone has of it."""
    parts = {"a twentieth": 0.05, "the High-tech Zone's": share_of_the_zone(), "a quarter": 0.25, "half": 0.5}
    return [
        {"Zone's part of the city": name, "Share, %": 100 * part, "Gain excluded above, %": percent(bound) / part}
        for name, part in (parts | {"the whole": 1.0}).items()
    ]


def parts_as_printed(again: list[dict]) -> bool:
    """Whether the table of parts says the same, shares to a tenth and gains to a whole per cent."""
    table = second.shown(CHAPTER, "What the bound on the city means for a part of it")
    gains = [{name: row[name] for name in row if name.startswith("Gain")} for row in again]
    rest = [{name: row[name] for name in row if not name.startswith("Gain")} for row in again]
    assert set(table[0]) == set(again[0])
    return second.as_printed(table, rest) and second.as_printed(table, gains, 0.501)


def test_the_table_of_zones_recomputes(found):
    """A bound on the whole in per cent is one on the part divided by its share."""
    assert parts_as_printed(for_parts(second.interval(found[LARGE].loc[2023])[1]))


def test_the_bound_on_a_part_makes_the_bound_on_the_whole(record, found):
    """A part that gains so much beside a rest that gains nothing makes the whole gain what is excluded, and no more."""
    city = percent(second.interval(found[LARGE].loc[2023])[1])
    for name, share, whole in (
        ("ex-zone-excluded", share_of_the_zone(), city),
        ("ex-zones-excluded", share_of_the_zones(), record["pv-excluded-percent"]),
    ):
        grown = share * (1 + record[name] / 100) + (1 - share)
        assert 100 * (grown - 1) == pytest.approx(whole, abs=1e-5)


def test_log_points_divided_by_the_share_would_be_noticed(record, found):
    """Sabotage: of log points a part of the whole is not a part, and what is excluded would seem less than it is."""
    bound = second.interval(found[LARGE].loc[2023])[1]
    assert percent(bound / share_of_the_zone()) > record["ex-zone-excluded"] + 20
    assert percent(record["pv-excluded"] / share_of_the_zones()) > record["ex-zones-excluded"] + 1
    loose = [{**row, "Gain excluded above, %": percent(bound / (row["Share, %"] / 100))} for row in for_parts(bound)]
    assert not parts_as_printed(loose)


def test_another_share_of_the_zones_would_be_noticed(record):
    """Sabotage: the upper ends of the zone's share and of the city's product, or the lower of the province's two bounds."""
    ends = {row["claim_id"]: (float(row["low"]), float(row["high"])) for row in second.rows("claims") if row["value"]}
    bound = record["ex-zone-excluded"] * share_of_the_zone()
    assert abs(bound / (ends["gxq-gdp20"][1] / ends["jn-gdp20"][0]) - record["ex-zone-excluded"]) > 1e-3
    lower = min(record[f"pv-{base}-interval"][1] for base in ("late", "early"))
    assert abs(percent(lower) / share_of_the_zones() - record["ex-zones-excluded"]) > 1


# ------------------------------------------------------------------------------------------- what the sentences say


def test_no_draw_of_sixteen_is_as_far(record, found):
    """Not only ten thousand: the sixteen placebos that lie furthest to one side have a smaller mean."""
    placebos = sorted(found[LARGE].loc[2023].iloc[1:])
    farthest = max(abs(sum(side) / 16) for side in (placebos[:16], placebos[-16:]))
    assert farthest < record["ex-cities-mean"]
    assert record["ex-cities-as-far"] == 0


def test_every_interval_holds_nought_and_none_reaches_beyond_the_provinces(record, all_designs):
    """The finding of the figure, and of the table of pools: none lets in more than the pool of all large cities."""
    ours = {name: said for name, said in all_designs.items() if "lights" not in name}
    assert all(said["low"] < 0 < said["high"] for said in ours.values())
    assert max(said["high"] for said in ours.values()) == pytest.approx(record["pv-excluded"], abs=1e-5)
    widest = all_designs["Jinan, large cities outside, last year"]["high"]
    for name in ("cw-outside-notier-interval", "cw-shandong-interval", "cw-fit-interval"):
        assert record[name][0] < 0 < record[name][1] < widest


def test_no_choice_leaves_the_span_of_its_placebos(runs):
    """The finding of the figure of all choices."""
    for pool in (LARGE, NO_TIER, NO_MUNICIPAL, NEAR):
        kept = [run for key, run in runs.items() if key[0] == pool]
        low, high = np.quantile([value for run in kept for value in run[1:]], [0.05, 0.95])
        assert all(low < run["Jinan"] < high for run in kept)


def test_most_of_the_earlier_estimate_came_in_one_year():
    """In 2022 more than in any other year, on both bases, and on the earlier one more than half."""
    levels = second.cumulated(provinces(), range(2016, 2025))
    for fit, share in ((LATE, 0.4), (EARLY, 0.5)):
        path = second.gaps(levels, fit)["Shandong"]
        gained = {year: path[year] - path[year - 1] for year in range(2020, 2025)}
        assert max(gained, key=gained.get) == 2022
        assert gained[2022] > share * path[2024]


def test_the_province_fell_furthest_behind_in_2019():
    """By more than a tenth of a point further than in any other year, so that the base matters."""
    rates = provinces()
    others = [name for name in rates if name != "Shandong"]
    behind = {
        year: sum(rates[name][year] for name in others) / len(others) - rates["Shandong"][year]
        for year in range(2016, 2025)
    }
    last, second_last = sorted(behind, key=behind.get, reverse=True)[:2]
    assert last == 2019
    assert behind[last] > behind[second_last] + 0.1


def test_the_tier_grew_slowly_in_2022(far):
    """Three of the four below the mean of the large cities, as the solution says, and not the fourth."""
    cities = {name: growth[2022] for name, growth in far.items() if name != "Jinan"}
    mean = sum(cities.values()) / len(cities)
    assert [name for name in TIER if cities[name] < mean] == ["Beijing", "Shanghai", "Guangzhou"]


def test_who_is_among_the_lowest_and_who_does_not_fit(found, ends):
    """Jinan is one of the four lowest of sixteen; the placebos that no mix fits are among the largest."""
    assert "Jinan" in ends.nsmallest(4).index
    assert ends.max() > 6
    out = set(found[LARGE].columns) - set(close_fits(found[LARGE]).index)
    assert len(out) == 16
    assert set(found[LARGE].loc[2023].abs().nlargest(7).index) < out


# ----------------------------------------------------------------------------------------------------------- sabotages


def test_shandong_in_the_pools_of_its_placebos_would_be_noticed(record):
    """Sabotage: what Shandong did then shows in the placebos; its own gaps are the same."""
    noticed = second.apart(record, of_the_province(provinces(), in_pools=True), 0.01)
    ends = {"pv-late-interval", "pv-excluded", "pv-excluded-percent", "ex-seen-late", "ex-2021-interval"}
    assert noticed == {*ends, "pv-late-p", "pv-early-p", "ex-zones-excluded"}


@pytest.mark.parametrize(("base", "years"), [("early", LATE), ("late", EARLY), ("late", range(2017, 2020))])
def test_a_wrong_base_of_the_province_would_be_noticed(record, base, years):
    """Sabotage: one base read as the other, or begun a year later."""
    noticed = second.apart(record, of_the_province(provinces(), **{base: years}), 0.01)
    names = {f"pv-{base}", f"pv-{base}-p", f"pv-{base}-interval", f"ex-seen-{base}"}
    late = {"pv-late-2022", "pv-excluded", "pv-excluded-percent", "ex-zones-excluded"}
    names |= {"pv-early-2019", "ex-2021", "ex-2021-interval"} if base == "early" else late
    assert names <= noticed


def test_a_base_a_year_longer_would_be_noticed_in_the_checks(record):
    """Sabotage: the placebo in time fitted up to 2015, the donors left out on the earlier base."""
    noticed = second.apart(record, checked(provinces(), EARLY, range(2004, 2016)), 0.01)
    assert noticed == {"pv-alone", "pv-sooner", "pv-sooner-p"}


def test_tianjin_dropped_would_be_noticed(record):
    """Sabotage: no mix of provinces fits it, and on the earlier base the interval ends at it; out of pools or ranks alone."""
    levels = second.cumulated(provinces(), range(2016, 2025))
    errors = {name: error_before(path, EARLY) for name, path in second.gaps(levels, EARLY).items()}
    assert max(errors, key=errors.get) == "Tianjin"
    rates = provinces()
    whole = second.apart(record, of_the_province(rates, unheard="Tianjin"), 0.01)
    del rates["Tianjin"]
    dropped = second.apart(record, of_the_province(rates), 0.01)
    assert {"pv-early-interval", "pv-early-p"} <= whole & dropped
    assert {"pv-provinces", "pv-donors"} <= dropped


def test_weights_of_years_left_out_would_be_noticed(record):
    """Sabotage: without them the other estimator is a synthetic control with another ridge."""
    levels = second.cumulated(provinces(), range(2016, 2025))
    others = [name for name in levels if name != "Shandong"]
    even = second.gap(levels, "Shandong", others, LATE)[2024]
    assert abs(even - record["pv-second-late"]) > 0.1


@pytest.mark.parametrize("city", TIER)
def test_a_city_of_the_first_tier_left_in_would_be_noticed(record, far, pools, found, city):
    """Sabotage: any one of the four changes the estimate, its rank or its interval."""
    levels = second.cumulated(far, YEARS, [name for name in TIER if name != city])
    spoiled = of_the_pools(found | {NO_TIER: second.gaps(levels, FIT)})
    assert {"cw-outside-notier", "cw-outside-notier-interval"} <= second.apart(record, spoiled, 0.01)
    three = tuple(name for name in TIER if name != city)
    assert second.apart(record, of_the_tier(pools[LARGE], three), 0.01) >= {"cw-tier-weight"}


@pytest.mark.parametrize(
    ("own", "other", "noticed"),
    [
        (NO_TIER, LARGE, {"cw-outside-notier-p"}),  # its interval ends at Changchun in both
        (NEAR, NO_TIER, {"cw-shandong-p", "cw-shandong-interval", "ex-seen-shandong"}),
        (LARGE, NO_TIER, {"cw-fit-interval", "cw-outside-since-p", "ex-seen-outside", "ex-seen-outside-mean"}),
        (LARGE, NEAR, {"cw-fit-interval", "cw-outside-since-p", "ex-seen-outside", "ex-zone-excluded"}),
    ],
    ids=["large for no tier", "no tier for near", "no tier for large", "near for large"],
)
def test_placebos_of_another_pool_would_be_noticed(record, found, own, other, noticed):
    """Sabotage: an estimate ranked among the gaps of cities that were fitted from other donors."""
    swapped = found | {own: found[other].assign(Jinan=found[own]["Jinan"])}
    assert noticed <= second.apart(record, of_the_pools(swapped), 1e-3)


@pytest.mark.parametrize("limit", [2 * LIMIT, LIMIT / 2])
def test_another_limit_of_fit_would_be_noticed(found, limit):
    """Sabotage: more placebos than a mix can fit, or fewer, and the last row of the table of pools is another."""
    row = second.shown(CHAPTER, "Jinan's product against five choices")[-1]
    said = summed_up(close_fits(found[LARGE], limit))
    assert not second.as_printed([{"p": row["p"]}], [{"p": said["p"]}], 0.00501)


def test_ill_fitted_placebos_left_in_would_be_noticed(record, found):
    """Sabotage: the interval of those that fit ends at Wuhan; with those twice as ill fitted it is another."""
    assert second.apart(record, of_the_pools(found, 2 * LIMIT), 0.01) == {"cw-fit-interval"}
    assert close_fits(found[LARGE]).iloc[1:].abs().idxmax() == "Wuhan"


def test_the_limit_of_fit_decides_little_near_its_place(record, found):
    """A city at 0.2999 is in and one at 0.308 is out: with or without them the interval is the same."""
    for limit in (0.295, 0.31):
        assert second.interval(close_fits(found[LARGE], limit)) == pytest.approx(record["cw-fit-interval"], abs=1e-5)


def test_another_base_of_the_growth_since_would_be_noticed(record, found):
    """Sabotage: from the end of 2018 most of the gap inside comes later."""
    names = {"cw-outside-since", "cw-outside-since-p", "cw-shandong-since"}
    assert second.apart(record, of_the_pools(found, base=2018), 0.01) == names


def test_a_wrong_base_of_the_witnesses_would_be_noticed(record, far, found):
    """Sabotage: fitted to 2018, each city has another gap, and chance goes as far now and then."""
    ends = witnesses(second.inside(), far, range(2010, 2019))
    placebos = found[LARGE].loc[2023].iloc[1:]
    names = {"ex-cities-mean", "ex-cities-as-far", "ex-jinan-place"}
    assert second.apart(record, counted(ends, placebos), 0.01) == names


HALVES = {
    "one ridge": lambda key: key[2] == 1.0,
    "equal weights": lambda key: key[2] == 1e6,
    "two windows of three": lambda key: key[1] != range(2010, 2020),
}


@pytest.mark.parametrize("half", HALVES)
def test_medians_over_some_of_the_choices_would_be_noticed(record, runs, half):
    """Sabotage: half of them, or two thirds, and ranks of medians or cities on one side are others."""
    kept = {key: run for key, run in runs.items() if HALVES[half](key)}
    names = {"ex-curve", "ex-curve-pool", "ex-joint-outside", "ex-one-side"}
    assert names <= second.apart(record, of_the_curve(kept), 0.01)


# -------------------------------------------------------------------------- the package's functions, on the same tables


def test_the_package_sees_the_same(found, other_estimator):
    """The smallest effect seen and the interval, by a formula there and by trying here."""
    values = [found[LARGE].loc[2023], found[NEAR].loc[2023], other_estimator["late"]]
    for ends in values:
        assert designs.detectable_effect(ends, ends.index[0]) == pytest.approx(second.seen(ends), abs=1e-5)
        assert designs.placebo_interval(ends, ends.index[0]) == pytest.approx(second.interval(ends), abs=1e-8)


def test_the_package_differs_twice_as_we_do(other_estimator):
    """Synthetic difference in differences of every province, with its own solver."""
    levels = second.cumulated(provinces(), range(2016, 2025))
    again = designs.placebos(levels, "Shandong", lambda frame, unit: designs.synthetic_did(frame, unit, LATE, [2024]))
    assert again.to_numpy() == pytest.approx(other_estimator["late"].to_numpy(), abs=1e-4)


# ---------------------------------------------------------------------------------------------- figures and last bits


def test_the_last_bits_of_the_data_move_no_figure(monkeypatch):
    """A thousand millionth of each value, far more than a processor adds, and every figure stays the same text."""
    found = drawn(monkeypatch, CHAPTER, 1e-9)
    assert set(found) == {"sixteen-cities", "province-paths", "curve", "designs"}
    assert found == stored(CHAPTER)


def test_what_the_eye_can_see_moves_the_figures(monkeypatch):
    """Sabotage: the comparison above must be able to fail, for each figure."""
    found, kept = drawn(monkeypatch, CHAPTER, 0.03), stored(CHAPTER)
    assert {name for name in found if found[name] != kept[name]} == set(kept)


# --------------------------------------------------------------------------------------------------- levels of claims


def test_every_claim_of_effect_has_its_level():
    """An estimate without its level of evidence reads like a finding; sixteen witnesses of one province are of level 2."""
    entries = [entry for entry in evidence.records(CHAPTER) if entry["kind"] == "result"]
    claims = {entry["id"]: entry for entry in entries if entry["level"] is not None}
    signed = {entry["id"] for entry in entries if entry["form"].startswith("+")}
    bounds = {entry["id"] for entry in entries if isinstance(entry["value"], list)} - set(claims)
    assert signed == set(claims) | bounds | {"ex-industry-2021"}  # a printed rate less others, and of no effect
    assert {name: entry["level"] for name, entry in claims.items()} == dict.fromkeys(claims, 3) | {"ex-cities-mean": 2}
    assert all(entry["identification"] for entry in claims.values())
    assert all(entry["assumption"] for entry in entries if entry["id"] in claims.keys() | bounds)

"""Chapter 14: its breaks by hand from the raw table, its sign test by counting coins, its simulation by sorting whole tables."""

from __future__ import annotations

import csv
import itertools
import math
from pathlib import Path

import numpy as np
import pytest
from casebook.evidence import records as evidence

DATA = Path(__file__).resolve().parents[2] / "data"
CHAPTER = "14_four_ways_to_find_an_effect_that_is_not_there.ipynb"
MOVES, DRAWS, SEED = (2, 3, 4), 4000, 2022


def rows(name: str, **cells: str) -> list[dict]:
    """The rows of a table with these cells, as text."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if all(row[key] == cell for key, cell in cells.items())]


@pytest.fixture(scope="module")
def record() -> dict:
    """What the executed chapter put on record."""
    path = evidence.NOTEBOOKS / CHAPTER
    return {entry["id"]: entry["value"] for entry in evidence.records(path) if entry["kind"] == "result"}


def claimed(claim_id: str) -> int:
    """The figure of a claim, as it is printed."""
    (row,) = rows("claims", claim_id=claim_id)
    return int(row["value"])


# ------------------------------------------------------------------------------------------------- product and breaks


def product(city: str, year: int, **cells: str) -> float:
    """The one figure of a city's product in a year."""
    found = rows("panel", entity_id=city, year=str(year), indicator_id="gdp_nominal", **cells)
    (value,) = {row["value"] for row in found}
    return float(value)


def test_the_leap_is_laiwu_the_census_and_the_year(record):
    """Three factors from five printed figures, multiplied by hand."""
    before, after = product("jinan", 2018, source_id="p-c18"), product("jinan", 2019, source_id="p-c19")
    laiwu = product("laiwu-city", 2018, source_id="gp-ind")
    revised = [product("jinan", year, source_id="gp-gdp") for year in (2018, 2019)]
    assert record["artefact-jinan-naive"] == pytest.approx(100 * (after - before) / before)
    assert record["artefact-jinan-territory"] == pytest.approx(100 * (revised[1] - revised[0]) / revised[0])
    assert record["artefact-laiwu-adds"] == pytest.approx(100 * laiwu / before)
    assert record["artefact-census-takes"] == pytest.approx(100 * (before + laiwu - revised[0]) / (before + laiwu))
    factors = [
        1 + record["artefact-laiwu-adds"] / 100,
        1 - record["artefact-census-takes"] / 100,
        1 + record["artefact-jinan-territory"] / 100,
    ]
    assert math.prod(factors) == pytest.approx(1 + record["artefact-jinan-naive"] / 100)
    assert record["artefact-added-up"] == pytest.approx(100 * (after / (before + laiwu) - 1))


def differenced(source: str, left_out: tuple[str, ...]) -> float:
    """Jinan's change in log points less the mean change of the others, summed year by year."""
    found = rows("panel", source_id=source, indicator_id="gdp_nominal")
    levels = {(row["entity_id"], int(row["year"])): 100 * math.log(float(row["value"])) for row in found}
    change = {
        city: sum(levels[city, year] for year in (2020, 2021, 2022)) / 3
        - sum(levels[city, year] for year in (2016, 2017, 2018)) / 3
        for city in sorted({city for city, year in levels if year == 2020} - set(left_out))
    }
    others = [value for city, value in change.items() if city != "jinan"]
    return change["jinan"] - sum(others) / len(others)


def test_the_comparison_recomputes(record):
    """On published levels and on revised ones; with the other census basis it is another number."""
    published = differenced("gp-ind", ("laiwu-city",))
    assert record["artefact-did-published"] == pytest.approx(published)
    assert record["artefact-did-percent"] == pytest.approx(100 * (math.exp(published / 100) - 1))
    assert record["artefact-did-revised"] == pytest.approx(differenced("gp-gdp", ("zibo",)))
    assert abs(record["artefact-did-revised"] - published) > 20


# ------------------------------------------------------------------------------------------------------ the sign test


def tossed(risen: int, zones: int) -> float:
    """Share of all ways in which so many coins can fall that show at least so many heads, each way counted."""
    return sum(sum(coins) >= risen for coins in itertools.product((0, 1), repeat=zones)) / 2**zones


def henan() -> tuple[int, int]:
    """Zones of Henan that rose, and zones of Henan."""
    (row,) = rows("ranks", indicator_id="zones_risen", province_en="Henan")
    return int(row["value"]), int(row["of"])


def test_the_sign_tests_recount(record):
    """Of all the ways in which 13 and 7 coins can fall."""
    far, less, zones = claimed("rank-sd-far"), claimed("rank-sd-less"), claimed("rank-sd-zones")
    assert (record["rank-risen"], zones) == (far + less, 13)
    assert record["rank-p"] == pytest.approx(tossed(far + less, zones), abs=1e-12)
    assert henan() == (claimed("rank-henan-risen"), 7)
    assert record["rank-henan-p"] == pytest.approx(tossed(*henan()), abs=1e-12)


def test_another_count_of_henan_would_be_noticed(record):
    """Sabotage: one zone more or fewer in the province, or among its risers."""
    rose, zones = henan()
    for other in ((rose, zones + 1), (rose - 1, zones - 1), (rose - 1, zones), (rose + 1, zones)):
        assert abs(tossed(*other) - record["rank-henan-p"]) > 0.02


# ----------------------------------------------------------------------------------------------------- the simulation


def start() -> tuple[int, list[int], list[int]]:
    """Zones ranked before, places of Hubei's if they stand evenly, and the places of Shandong's that are on record."""
    zones, still = claimed("rank-zones-2020"), claimed("rank-zones-2021")
    left = zones - still
    hubei = [round((2 * k + 1) * zones / (2 * left)) for k in range(left)]
    known = [
        int(row["value"]) for row in rows("ranks", province_en="Shandong", year="2020", indicator_id="national_rank")
    ]
    return zones, hubei, known


@pytest.fixture(scope="module")
def chances() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Starting places, noise of each zone and noise of the province, in the order in which the chapter draws them."""
    zones, hubei, known = start()
    free = [place for place in range(1, zones + 1) if place not in hubei and place not in known]
    chance = np.random.default_rng(SEED)
    shuffled = [np.array(free)[np.argsort(row)] for row in chance.random((DRAWS, len(free)))]
    old = np.array([[*known, *row[: 13 - len(known)]] for row in shuffled])
    return old, chance.standard_normal((DRAWS, zones)), chance.standard_normal((DRAWS, 1))


def tables(chances, move: float, shared: float, leave: bool, score=None) -> list[list[int]]:
    """Places that the 13 gain in each draw: each whole table is sorted, and places are looked up in it by name."""
    zones, hubei, _ = start()
    gone = set(hubei) if leave else set()
    score = score or {place: float(place) for place in range(1, zones + 1)}
    gains = []
    for ours, noise, common in zip(*chances, strict=True):
        pull = dict(enumerate(noise.tolist(), start=1))
        for zone in ours.tolist():
            pull[zone] = math.sqrt(1 - shared) * pull[zone] + math.sqrt(shared) * common[0]
        ranked = sorted(
            (zone for zone in score if zone not in gone), key=lambda zone: score[zone] + move / 0.6745 * pull[zone]
        )
        new = {zone: place for place, zone in enumerate(ranked, start=1)}
        gains.append([zone - new[zone] for zone in ours.tolist()])
    return gains


def share(gains: list[list[int]], risen: int = 12, far: int = 0) -> float:
    """Share of draws with so many risers, so many of them by eight places or more."""
    return sum(
        sum(g > 0 for g in draw) >= risen and sum(g >= 8 for g in draw) >= far for draw in gains
    ) / len(gains)  # fmt: skip


@pytest.fixture(scope="module")
def cases(chances) -> dict[tuple, list[list[int]]]:
    """Gains by move, share of common noise, and whether Hubei leaves."""
    return {
        case: tables(chances, *case)
        for case in itertools.product(MOVES, (0.0, 0.2), (False, True))
    }  # fmt: skip


def ends(values) -> list[float]:
    """The least and the greatest."""
    return [min(values), max(values)]


@pytest.mark.slow
def test_the_shares_recount(record, cases):
    """Draw by draw, with whole tables sorted instead of zones counted."""
    stay = [share(gains) for (_, _, leave), gains in cases.items() if not leave]
    leave = [gains for (_, _, leave), gains in cases.items() if leave]
    assert record["rank-stay"] == pytest.approx(max(stay), abs=1e-12)
    assert record["rank-leave"] == pytest.approx(ends([share(gains) for gains in leave]), abs=1e-12)
    both = [share(gains, far=claimed("rank-sd-far")) for gains in leave]
    assert record["rank-both"] == pytest.approx(ends(both), abs=1e-12)


@pytest.mark.slow
def test_places_move_as_the_chapter_assumes(cases):
    """By two, three and four in the median, with nobody gone."""
    for (move, _, leave), gains in cases.items():
        if not leave:
            assert np.median(np.abs(gains)) == move


@pytest.mark.slow
def test_the_choices_varied_recount(record, chances):
    """Half of the noise common, more noise, and zones that stand closer in the middle of the table."""
    half = {(move, leave): share(tables(chances, move, 0.5, leave)) for move in MOVES for leave in (False, True)}
    assert record["rank-half"] == pytest.approx(ends([half[move, True] for move in MOVES]), abs=1e-12)
    assert record["rank-half-stay"] == pytest.approx(max(half[move, False] for move in MOVES), abs=1e-12)
    noisy = [share(tables(chances, 8, shared, True)) for shared in (0.0, 0.2)]
    assert record["rank-noisy"] == pytest.approx(ends(noisy), abs=1e-12)

    def quantile(at: float) -> float:
        """By halving, where the normal distribution reaches a share."""
        low, high = -9.0, 9.0
        while high - low > 1e-13:
            middle = (low + high) / 2
            low, high = (middle, high) if math.erf(middle / math.sqrt(2)) < 2 * at - 1 else (low, middle)
        return low

    zones = start()[0]
    bell = {place: 44 * quantile((place - 0.5) / zones) for place in range(1, zones + 1)}
    curved = [share(tables(chances, move, shared, True, bell)) for move in MOVES for shared in (0.0, 0.2)]
    assert record["rank-bell"] == pytest.approx(ends(curved), abs=1e-3)
    assert [np.median(np.abs(tables(chances, move, 0.0, False, bell))) for move in MOVES] == list(MOVES)


@pytest.mark.slow
def test_other_draws_give_the_same_within_the_error_stated(record, chances):
    """Another generator: what is on record is no luck of its seed."""
    zones, hubei, known = start()
    free = [place for place in range(1, zones + 1) if place not in hubei and place not in known]
    chance = np.random.Generator(np.random.MT19937(7))
    old = np.array([[*known, *chance.choice(free, 11, replace=False)] for _ in range(DRAWS)])
    other = (old, chance.standard_normal((DRAWS, zones)), chance.standard_normal((DRAWS, 1)))
    error = record["rank-error"]
    assert error == pytest.approx(2 * math.sqrt(0.25 / DRAWS))
    again = [share(tables(other, move, shared, True)) for move, shared in ((4, 0.0), (2, 0.2))]
    assert again == pytest.approx(record["rank-leave"], abs=math.sqrt(2) * error)


def test_the_check_against_yingtan_recounts(record):
    """Zones of Hubei above its place, by the even spread and by its own two figures."""
    place = claimed("rank-yingtan-2021") + claimed("rank-yingtan-rise")
    assert record["rank-above"] == sum(zone < place for zone in start()[1])
    assert record["rank-gift"] == claimed("rank-yingtan-rise") - claimed("rank-yingtan-net")


@pytest.mark.slow
def test_a_wrong_table_or_a_wrong_count_would_be_noticed(record, cases):
    """Sabotage: Hubei kept in, or a zone that keeps its place counted as a riser."""
    kept = ends([share(gains) for (_, _, leave), gains in cases.items() if not leave])
    assert min(abs(a - b) for a, b in zip(kept, record["rank-leave"], strict=True)) > 0.1
    loose = {case: sum(sum(g >= 0 for g in draw) >= 12 for draw in gains) / len(gains) for case, gains in cases.items()}
    wrong = ends([value for (_, _, leave), value in loose.items() if leave])
    assert min(abs(a - b) for a, b in zip(wrong, record["rank-leave"], strict=True)) > 0.02
    assert max(value for (_, _, leave), value in loose.items() if not leave) - record["rank-stay"] > 0.005

"""Chapter 15: its estimates and ranks by another method from the raw tables, and a published example with known weights."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from casebook import designs, evidence, tables
from scipy.optimize import minimize

FIT, READ = list(range(2010, 2020)), list(range(2020, 2024))
FIXTURE = Path(__file__).parent / "fixtures" / "basque_predictors.json"
CHAPTER = "15_compared_with_what.ipynb"


@pytest.fixture(scope="module")
def record() -> dict[str, float]:
    """What the executed chapter put on record."""
    path = evidence.NOTEBOOKS / CHAPTER
    return {entry["id"]: entry["value"] for entry in evidence.records(path) if entry["kind"] == "result"}


@pytest.fixture(scope="module")
def pools() -> dict[str, np.ndarray]:
    """Cumulated log growth, years × cities, Jinan first; built with loops and without the package's designs."""
    panel, large = tables.table("panel"), tables.table("large_cities")
    panel = panel[(panel["indicator_id"] == "gdp_real_growth") & (panel["vintage"] == "latest_revised")]
    near = {city: rows.set_index("year")["value"] for city, rows in panel.groupby("entity_id")}
    far = {city: rows.set_index("year")["gdp_real_growth_percent"] for city, rows in large.groupby("city_en")}
    for city in ("Jinan", "Qingdao", "Harbin"):
        del far[city]
    jinan = {"jinan": near.pop("jinan")}
    chosen = {"shandong": jinan | near, "outside": jinan | far, "both": jinan | near | far}
    return {
        name: np.array(
            [np.cumsum(100 * np.log(1 + rates.loc[FIT + READ].to_numpy() / 100)) for rates in cities.values()]
        ).T
        for name, cities in chosen.items()
    }


def independent_gaps(levels: np.ndarray, unit: int, pool: list[int], ridge: float) -> np.ndarray:
    """The gap of one city by sequential quadratic programming on the stated problem, not by non-negative least squares."""
    centred = levels - levels[: len(FIT)].mean(axis=0)
    donors, treated = centred[: len(FIT), pool], centred[: len(FIT), unit]
    solved = minimize(
        lambda w: ((treated - donors @ w) ** 2).sum() + ridge * (w**2).sum(),
        np.full(len(pool), 1 / len(pool)),
        jac=lambda w: -2 * donors.T @ (treated - donors @ w) + 2 * ridge * w,
        bounds=[(0, 1)] * len(pool),
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1, "jac": np.ones_like},
        method="SLSQP",
        options={"ftol": 1e-12, "maxiter": 1000},
    )
    return centred[:, unit] - centred[:, pool] @ solved.x


@pytest.fixture(scope="module")
def effects(pools) -> dict[str, np.ndarray]:
    """The gap of 2023 for Jinan (first) and for every donor in its place."""
    found = {}
    for name, levels in pools.items():
        donors = range(1, levels.shape[1])
        found[name] = np.array(
            [independent_gaps(levels, at, [d for d in donors if d != at], 1.0)[-1] for at in range(levels.shape[1])]
        )
    return found


@pytest.mark.parametrize("pool", ["shandong", "outside", "both"])
def test_the_estimates_on_record_recompute(record, effects, pool):
    """A wrong filter, window or weight would leave the ledger with another number than the tables give."""
    assert record[f"cw-{pool}"] == pytest.approx(effects[pool][0], abs=2e-3)


@pytest.mark.parametrize("pool", ["shandong", "outside", "both"])
def test_the_placebo_ranks_on_record_recompute(record, effects, pool):
    """The p-value is a rank over all cities with Jinan among them, and so are its floor and the largest placebo."""
    sizes = np.abs(effects[pool])
    at_least = sum(size >= sizes[0] - 1e-9 for size in sizes)
    assert record[f"cw-{pool}-p"] == pytest.approx(at_least / len(sizes), abs=1e-9)
    assert record[f"cw-{pool}-least-p"] == pytest.approx(1 / len(sizes), abs=1e-12)
    assert record[f"cw-{pool}-largest"] == pytest.approx(sizes[1:].max(), abs=5e-3)
    assert record[f"cw-{pool}-typical"] == pytest.approx(np.median(sizes[1:]), abs=5e-3)


def test_another_design_would_be_noticed(record, pools):
    """Sabotage: with Jinan's levels not demeaned, or 2019 left out of the fit, the estimate is not the one on record."""
    levels = pools["outside"]
    donors = list(range(1, levels.shape[1]))
    raw = designs.simplex_weights(levels[: len(FIT), donors], levels[: len(FIT), 0], 1.0)
    assert abs((levels[:, 0] - levels[:, donors] @ raw)[-1] - record["cw-outside"]) > 0.05
    shorter = levels - levels[:9].mean(axis=0)
    weights = designs.simplex_weights(shorter[:9, donors], shorter[:9, 0], 1.0)
    assert abs((shorter[:, 0] - shorter[:, donors] @ weights)[-1] - record["cw-outside"]) > 0.05


def test_placebo_gaps_are_those_of_the_single_designs(pools):
    """The fast path for the curve must not be another design."""
    frame = pd.DataFrame(pools["shandong"], index=FIT + READ).rename(columns={0: "jinan"})
    gaps = designs.placebo_gaps(frame, "jinan", FIT, READ, ridge=1)
    single = designs.placebo_effects(frame, "jinan", FIT, READ, ridge=1)["effect"]
    assert gaps.loc[2023].to_numpy() == pytest.approx(single.to_numpy(), abs=1e-12)
    alone = designs.synthetic_control(frame, "jinan", FIT, READ, ridge=1)
    assert gaps["jinan"].to_numpy() == pytest.approx(alone.gap.to_numpy(), abs=1e-12)


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

"""The comparison designs against brute force, a reference implementation, closed forms and examples with known answers."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest
from casebook import designs, tables
from hypothesis import given, settings
from hypothesis import strategies as st

FIT, READ = range(2010, 2020), range(2020, 2024)


@pytest.fixture(scope="module")
def shandong() -> pd.DataFrame:
    """Cumulated official real growth of the 16 cities, as revised."""
    panel = tables.table("panel").query("indicator_id == 'gdp_real_growth' and vintage == 'latest_revised'")
    return designs.cumulated_growth(panel.pivot(index="year", columns="entity_id", values="value").loc[2010:2023])


def loss(donors, treated, weights) -> float:
    """What the weights are chosen to make small."""
    return float(((treated - donors @ weights) ** 2).sum())


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.integers(0, 10**6), st.integers(2, 6), st.integers(2, 8))
def test_weights_are_on_the_simplex_and_no_neighbour_is_better(seed, count, periods):
    """Any shift of weight from one donor to another that makes the fit better would prove the weights wrong."""
    rng = np.random.default_rng(seed)
    donors, treated = rng.normal(size=(periods, count)), rng.normal(size=periods)
    weights = designs.simplex_weights(donors, treated)
    assert weights.min() >= 0
    assert weights.sum() == pytest.approx(1, abs=1e-12)
    best = loss(donors, treated, weights)
    for giver, taker in product(range(count), repeat=2):
        for step in (1e-3, 1e-2, 0.1):
            moved = weights.copy()
            amount = min(step, moved[giver])
            moved[giver] -= amount
            moved[taker] += amount
            assert loss(donors, treated, moved) >= best - 1e-9


def test_a_known_mixture_is_found():
    """A unit made from donors must get back the weights it was made with."""
    rng = np.random.default_rng(1)
    donors = rng.normal(size=(12, 5))
    truth = np.array([0.5, 0.3, 0.2, 0, 0])
    assert designs.simplex_weights(donors, donors @ truth) == pytest.approx(truth, abs=1e-9)


def test_weights_by_brute_force_on_a_grid():
    """With three donors every mixture can be tried."""
    rng = np.random.default_rng(2)
    donors, treated = rng.normal(size=(6, 3)), rng.normal(size=6)
    steps = np.linspace(0, 1, 201)
    grid = [(a, b, 1 - a - b) for a in steps for b in steps if a + b <= 1 + 1e-12]
    tried = min(loss(donors, treated, np.array(w)) for w in grid)
    found = loss(donors, treated, designs.simplex_weights(donors, treated))
    assert found <= tried + 1e-12
    assert found == pytest.approx(tried, abs=2e-3)


def test_wrong_weights_would_be_found():
    """The comparison must be able to fail: equal weights are not the answer."""
    rng = np.random.default_rng(2)
    donors, treated = rng.normal(size=(6, 3)), rng.normal(size=6)
    assert (
        loss(donors, treated, np.full(3, 1 / 3))
        > loss(donors, treated, designs.simplex_weights(donors, treated)) + 1e-3
    )


def test_weights_agree_with_the_reference_implementation(shandong):
    """Pysyncon solves the same problem by another method: weights within 1e-4, the effect within 0.001 log points."""
    from pysyncon import Synth

    for treated in shandong.columns:
        ours = designs.synthetic_control(shandong, treated, FIT, READ)
        centred = shandong - shandong.loc[list(FIT)].mean()
        before = centred.loc[list(FIT)]
        donors = before.drop(columns=treated)
        reference, _ = Synth.w_optimize(
            np.eye(len(before)),
            donors.to_numpy(),
            before[treated].to_numpy(),
            qp_options={"ftol": 1e-14, "maxiter": 5000},
        )
        # on some processors its solver stops for one city while the weights still sum to more than one
        feasible = reference.clip(0) / reference.clip(0).sum()
        least = loss(donors.to_numpy(), before[treated].to_numpy(), feasible)
        assert loss(donors.to_numpy(), before[treated].to_numpy(), ours.weights.to_numpy()) <= least + 1e-6
        if treated == "jinan":
            assert ours.weights.to_numpy() == pytest.approx(reference, abs=1e-4)
            gap = centred.loc[2023, treated] - float(centred.loc[2023, donors.columns] @ reference)
            assert ours.effect == pytest.approx(gap, abs=1e-3)


def test_placebo_p_recomputes_by_hand(shandong):
    """The p-value is the rank of the treated unit among all units, no less than one over their number."""
    effects = designs.placebo_effects(shandong, "jinan", FIT, READ)["effect"]
    at_least = sum(abs(e) >= abs(effects["jinan"]) for e in effects)
    assert designs.placebo_p(effects, "jinan") == at_least / 16
    assert designs.placebo_p(pd.Series({"a": 5.0, "b": 1.0, "c": -2.0, "d": 0.0}), "a") == 1 / 4


def test_leave_one_out_leaves_one_out(shandong):
    """Each entry is the effect of a design that does not have the donor."""
    without = designs.leave_one_out(shandong, "jinan", FIT, READ)
    for donor, effect in without.items():
        pool = [u for u in shandong.columns if u not in ("jinan", donor)]
        assert effect == designs.synthetic_control(shandong, "jinan", FIT, READ, pool).effect


def test_difference_in_differences_finds_a_planted_effect():
    """Two groups on parallel paths, one lifted by three."""
    outcome = pd.DataFrame({"a": [1.0, 2, 6, 7], "b": [0.0, 1, 2, 3], "c": [5.0, 6, 7, 8]})
    assert designs.difference_in_differences(outcome, ["a"], ["b", "c"], [0, 1], [2, 3]) == pytest.approx(3)


def test_cumulated_growth_and_its_errors():
    """Two years of ten per cent are twenty-one, in log points of both."""
    growth = pd.DataFrame({"a": [10.0, 10.0]}, index=[2010, 2011])
    assert designs.cumulated_growth(growth).loc[2011, "a"] == pytest.approx(100 * np.log(1.21))
    with pytest.raises(ValueError, match="found no value for a in 2011"):
        designs.cumulated_growth(growth.mask(growth.index.to_numpy()[:, None] == 2011))


def test_bad_designs_are_refused(shandong):
    """A unit that is its own donor, or a year both fitted and read, would look like a perfect fit."""
    with pytest.raises(ValueError, match="among the donors"):
        designs.synthetic_control(shandong, "jinan", FIT, READ, ["jinan", "qingdao"])
    with pytest.raises(ValueError, match="both fitted and read"):
        designs.synthetic_control(shandong, "jinan", range(2010, 2021), READ)
    with pytest.raises(ValueError, match="expected periods"):
        designs.simplex_weights(np.zeros((3, 2)), np.zeros(4))
    with pytest.raises(ValueError, match="not finite"):
        designs.simplex_weights(np.full((3, 2), np.nan), np.zeros(3))


def test_assignments_are_all_and_each_once():
    """Four of twelve districts: 495 ways."""
    matrix = designs.assignments(12, 4)
    assert matrix.shape == (495, 12)
    assert (matrix.sum(axis=1) == 4).all()
    assert len({tuple(row) for row in matrix}) == 495


def test_randomisation_p_by_brute_force():
    """Every assignment tried one by one must give the same share."""
    values = np.array([3.0, 1.0, 4.0, 1.5, 9.0, 2.6])
    treated = np.array([True, False, True, False, False, False])
    observed = values[treated].mean() - values[~treated].mean()
    differences = []
    for chosen in combinations(range(6), 2):
        mask = np.isin(np.arange(6), chosen)
        differences.append(values[mask].mean() - values[~mask].mean())
    assert designs.randomisation_p(values, treated) == np.mean(np.abs(differences) >= abs(observed) - 1e-12)
    with pytest.raises(ValueError, match="expected some and not all"):
        designs.randomisation_p(values, np.zeros(6, bool))


def test_simulated_power_agrees_with_the_closed_form():
    """The simulation is of the exact test and the closed form of the t-test: they must lie within five points."""
    effects = [0.0, 1.0, 2.0, 3.0]
    simulated = designs.power_by_simulation(effects, 12, 4, 1.0, draws=4000, seed=7)
    assert simulated[0.0] == pytest.approx(0.05, abs=0.015)
    for effect in effects:
        assert simulated[effect] == pytest.approx(designs.power_closed_form(effect, 12, 4, 1.0), abs=0.05)
    again = designs.power_by_simulation(effects, 12, 4, 1.0, draws=4000, seed=7)
    assert (simulated == again).all()


def test_minimum_detectable_effect_has_the_power_it_says():
    """Put back into the power function it must give 80 per cent."""
    smallest = designs.minimum_detectable_effect(12, 4, 1.3)
    assert designs.power_closed_form(smallest, 12, 4, 1.3) == pytest.approx(0.8, abs=1e-9)

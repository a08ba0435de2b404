"""The comparison designs against brute force, a reference implementation, closed forms and examples with known answers."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest
from casebook.evidence import tables
from casebook.methods import designs
from casebook.methods.designs.randomisation import mean_differences
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
    effects = designs.placebo_gaps(shandong, "jinan", FIT, READ).loc[2023]
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


# ------------------------------------------------------------------------------------- what a design is made of


def toy(seed: int = 3, units: int = 5, periods: int = 8) -> pd.DataFrame:
    """Random walks of a few units, periods from 2010 on."""
    steps = np.random.default_rng(seed).normal(size=(periods, units))
    return pd.DataFrame(steps.cumsum(axis=0), index=range(2010, 2010 + periods), columns=list("abcdefgh")[:units])


def test_a_synthetic_control_reads_its_gap():
    """Effect and error by hand: a gap of 3 and 4 before, of nought and 12 after."""
    gap = pd.Series([3.0, -4.0, 0.0, -12.0], index=[2018, 2019, 2020, 2021])
    design = designs.SyntheticControl("a", pd.Series({"b": 1.0}), gap, [2018, 2019], [2020, 2021])
    assert design.effect == -12.0
    assert design.error_before == pytest.approx(np.sqrt(12.5))


@pytest.mark.parametrize("demean", [True, False])
def test_a_synthetic_control_is_its_weights_and_its_gap(demean):
    """The gap must be the treated unit less the weighted donors, less their means before where the design says so."""
    outcome = toy()
    fit, read = range(2010, 2015), range(2015, 2018)
    design = designs.synthetic_control(outcome, "b", fit, read, ["a", "c", "e"], demean=demean)
    assert (design.treated, design.fit, design.read) == ("b", list(fit), list(read))
    assert list(design.weights.index) == ["a", "c", "e"]
    level = outcome - outcome.loc[2010:2014].mean() if demean else outcome
    expected = level["b"] - (level[["a", "c", "e"]] * design.weights).sum(axis=1)
    pd.testing.assert_series_equal(design.gap, expected, check_names=False)
    weights = designs.simplex_weights(level.loc[2010:2014, ["a", "c", "e"]].to_numpy(), level.loc[2010:2014, "b"])
    assert design.weights.to_numpy() == pytest.approx(weights, abs=1e-12)
    if demean:
        unsaid = designs.synthetic_control(outcome, "b", fit, read, ["a", "c", "e"])
        assert (unsaid.gap == design.gap).all()


def test_all_other_units_are_donors_unless_named():
    """A treated unit in its own pool would fit itself; one left out would be a choice that nobody made."""
    outcome = toy()
    assert list(designs.synthetic_control(outcome, "c", range(2010, 2015), [2016]).weights.index) == list("abde")
    named = designs.synthetic_control(outcome, "c", range(2010, 2015), [2016], ["d", "a"])
    assert list(named.weights.index) == ["d", "a"]


def test_a_missing_value_is_named():
    """A gap in the data must not turn into a weight."""
    outcome = toy().mask(lambda frame: (frame.index.to_numpy()[:, None] == 2012) & (frame.columns == "d"))
    with pytest.raises(ValueError, match="^outcome: found no value for d in 2012, expected a number$"):
        designs.synthetic_control(outcome, "a", range(2010, 2015), [2016])
    assert designs.synthetic_control(outcome, "a", [2010, 2011, 2013], [2016], ["b", "c"]).read == [2016]
    growth = toy()
    growth.loc[2013, "e"] = np.nan
    with pytest.raises(ValueError, match="^growth: found no value for e in 2013, expected a number$"):
        designs.cumulated_growth(growth)


def test_a_ridge_pulls_the_weights_together():
    """The penalty is in squared units of the outcome: on a grid no other mixture may do better with it."""
    rng = np.random.default_rng(4)
    donors, treated = rng.normal(size=(6, 3)) * 5, rng.normal(size=6) * 5
    steps = np.linspace(0, 1, 101)
    grid = np.array([(a, b, 1 - a - b) for a in steps for b in steps if a + b <= 1 + 1e-12])
    apart = []
    for ridge in (0.0, 10.0, 100.0, 1e6):
        found = designs.simplex_weights(donors, treated, ridge)
        best = loss(donors, treated, found) + ridge * (found**2).sum()
        tried = ((treated[:, None] - donors @ grid.T) ** 2).sum(axis=0) + ridge * (grid**2).sum(axis=1)
        assert best <= tried.min() + 1e-9 * best
        apart.append(((found - 1 / 3) ** 2).sum())
    assert apart == sorted(apart, reverse=True)
    assert apart[0] > 0.1
    assert apart[-1] < 1e-6


def test_donors_that_fit_exactly_still_get_weights():
    """No difference to divide by is no reason for a nought or a nan."""
    weights = designs.simplex_weights(np.ones((4, 2)), np.ones(4))
    assert weights.sum() == pytest.approx(1)
    assert (weights >= 0).all()


def test_the_refusals_say_what_was_found():
    """Whoever calls a design wrongly must read what is wrong, not where numpy broke."""
    with pytest.raises(
        ValueError,
        match=r"^found donors of shape \(3, 2\) and treated of shape \(4,\), expected periods × donors and periods$",
    ):
        designs.simplex_weights(np.zeros((3, 2)), np.zeros(4))
    with pytest.raises(ValueError, match=r"^found donors of shape \(3,\)"):
        designs.simplex_weights(np.zeros(3), np.zeros(3))
    message = "^found values that are not finite, expected numbers in every period$"
    with pytest.raises(ValueError, match=message):
        designs.simplex_weights(np.full((3, 2), np.inf), np.zeros(3))
    with pytest.raises(ValueError, match=message):
        designs.simplex_weights(np.zeros((3, 2)), np.array([0.0, np.nan, 0.0]))
    with pytest.raises(ValueError, match="^found the treated unit 'a' among the donors$"):
        designs.synthetic_control(toy(), "a", [2010, 2011], [2012], ["a", "b"])
    with pytest.raises(ValueError, match=r"^found \[2011, 2012\] both fitted and read, expected two separate windows$"):
        designs.synthetic_control(toy(), "a", [2010, 2011, 2012], [2012, 2011])
    with pytest.raises(ValueError, match="^found 3 of 3 units treated, expected some and not all$"):
        designs.randomisation_p(np.arange(3), np.ones(3, bool))


# ------------------------------------------------------------------------------------------ placebos, one by one


@pytest.mark.parametrize("ridge", [0.0, 0.7])
def test_placebo_gaps_are_those_of_each_design(ridge):
    """The fast way must give the gaps of the slow way, in every period."""
    outcome = toy()
    outcome.loc[2009] = 0.0  # a period that is in no window
    fit, read = range(2010, 2015), [2016, 2015]
    found = designs.placebo_gaps(outcome, "b", fit, read, ridge=ridge)
    assert list(found.index) == [*fit, *read]
    assert list(found.columns) == list(outcome.columns)
    for unit in outcome.columns:
        pool = [other for other in "acde" if other != unit]
        design = designs.synthetic_control(outcome, unit, fit, read, pool, ridge=ridge)
        assert found[unit].to_numpy() == pytest.approx(design.gap.to_numpy(), abs=1e-9)
    unsaid = designs.placebo_gaps(outcome, "b", fit, read)
    assert np.allclose(unsaid, found, atol=1e-9) == (ridge == 0.0)


def test_placebo_p_counts_ties_and_sizes():
    """A tie counts against the treated unit, a sign does not count, and the smallest value is one over the units."""
    assert designs.placebo_p(pd.Series({"a": -2.0, "b": 2.0, "c": 1.0, "d": 0.5}), "a") == 0.5
    assert designs.placebo_p(pd.Series({"a": -2.0, "b": 2.0 - 1e-13, "c": 1.0, "d": 0.5}), "a") == 0.5
    assert designs.placebo_p(pd.Series({"a": 2.0, "b": 1.999, "c": -1.0, "d": 0.5}), "a") == 0.25


@pytest.mark.parametrize("options", [{}, {"demean": False}])
def test_leave_one_out_names_each_donor_with_weight(options):
    """A donor without weight changes nothing, and one with weight must be tried."""
    outcome = toy(units=6)
    fit, read = range(2010, 2014), range(2014, 2018)
    donors = ["a", "c", "d", "f"]
    whole = designs.synthetic_control(outcome, "b", fit, read, donors, **options)
    without = designs.leave_one_out(outcome, "b", fit, read, donors, **options)
    assert without.name == "effect"
    assert list(without.index) == [donor for donor in donors if whole.weights[donor] > 1e-9]
    for donor, effect in without.items():
        pool = [other for other in donors if other != donor]
        assert effect == designs.synthetic_control(outcome, "b", fit, read, pool, **options).effect


def test_leave_one_out_draws_on_no_donor_that_was_not_named():
    """A twin of the treated unit that the design leaves out would take all weight, and leave nothing to try."""
    outcome = toy(units=5)
    outcome["e"] = outcome["b"]
    fit, read = range(2010, 2014), range(2014, 2018)
    assert list(designs.leave_one_out(outcome, "b", fit, read).index) == ["e"]
    without = designs.leave_one_out(outcome, "b", fit, read, ["a", "c", "d"])
    whole = designs.synthetic_control(outcome, "b", fit, read, ["a", "c", "d"])
    assert list(without.index) == [donor for donor in "acd" if whole.weights[donor] > 1e-9]


def test_fractions_are_numbers_too():
    """Ends of intervals are exact, and a design takes them as they are."""
    donors = [[Fraction(1, 2), Fraction(3, 2)], [Fraction(0), Fraction(2)]]
    weights = designs.simplex_weights(donors, [Fraction(3, 4), Fraction(1, 2)])
    assert weights == pytest.approx([0.75, 0.25])
    assert designs.randomisation_p([Fraction(9), Fraction(1, 3)], [1, 0]) == 1.0


def test_difference_in_differences_takes_means_of_units_and_periods():
    """Unequal groups and windows: the mean of each counts, not the sum."""
    outcome = pd.DataFrame({"a": [1.0, 3, 9], "b": [0.0, 2, 9], "c": [5.0, 6, 7], "d": [0.0, 0, 90]})
    expected = (9 + 9) / 2 - (2 + 1) / 2 - (7 - 5.5)
    assert designs.difference_in_differences(outcome, ["a", "b"], ["c"], iter([0, 1]), iter([2])) == expected


# ------------------------------------------------------------------------------------------ chance and power


def test_assignments_stand_in_lexicographic_order():
    """The first is the one that treats the first units: power by simulation relies on it."""
    assert designs.assignments(4, 2).tolist() == [
        [1, 1, 0, 0], [1, 0, 1, 0], [1, 0, 0, 1], [0, 1, 1, 0], [0, 1, 0, 1], [0, 0, 1, 1]
    ]  # fmt: skip


def test_randomisation_p_counts_ties():
    """Equal differences count: two of six assignments are as far apart as the one observed."""
    assert designs.randomisation_p([1, 2, 3, 4], [1, 1, 0, 0]) == 2 / 6
    assert designs.randomisation_p([1.0, 1, 1, 1], [1, 0, 0, 0]) == 1.0
    assert designs.randomisation_p([9, 0], [1, 0]) == 1.0


def test_mean_differences_of_draws():
    """Rows are assignments, columns are draws."""
    matrix = np.array([[1.0, 0, 0], [0, 1.0, 0]])
    values = np.array([[6.0, 1.0], [2.0, 1.0], [4.0, 7.0]])
    assert mean_differences(matrix, values).tolist() == [[3.0, -3.0], [-3.0, -3.0]]


def test_simulated_power_by_hand():
    """Every draw tested one by one with the exact test must reject in the same share."""
    noise = np.random.default_rng(5).normal(0, 2.0, (6, 40))
    rejected = []
    for draw in noise.T:
        values = draw + np.array([4.0, 4.0, 0, 0, 0, 0])
        rejected.append(designs.randomisation_p(values, [1, 1, 0, 0, 0, 0]) <= 0.2)
    power = designs.power_by_simulation([4.0], 6, 2, 2.0, alpha=0.2, draws=40, seed=5)
    assert power.to_dict() == {4.0: np.mean(rejected)}
    assert power.name == "power"
    assert 0 < power[4.0] < 1


def test_simulated_power_rests_on_the_defaults_it_states():
    """Two thousand draws of seed nought at a level of five per cent, unless said otherwise."""
    said = designs.power_by_simulation([1.5], 8, 3, 1.0, alpha=0.05, draws=2000, seed=0)
    assert designs.power_by_simulation([1.5], 8, 3, 1.0)[1.5] == said[1.5]
    assert designs.power_by_simulation([1.5], 8, 3, 1.0, draws=100)[1.5] != said[1.5]


@pytest.mark.parametrize(
    ("effect", "units", "treated", "sd", "alpha"),
    [(1, 12, 4, 1, 0.05), (-2, 9, 3, 1.7, 0.1), (0, 8, 2, 1, 0.05), (7, 16, 1, 0.8, 0.01)],
)
def test_power_in_closed_form_is_that_of_both_tails(effect, units, treated, sd, alpha):
    """The t-test rejects in either tail of the non-central t distribution, far out as well."""
    from scipy import stats

    shift = effect / (sd * np.sqrt(1 / treated + 1 / (units - treated)))
    critical = stats.t.ppf(1 - alpha / 2, units - 2)
    expected = stats.nct.sf(critical, units - 2, shift) + stats.nct.sf(critical, units - 2, -shift)
    assert designs.power_closed_form(effect, units, treated, sd, alpha=alpha) == pytest.approx(expected, abs=1e-9)
    if alpha == 0.05:
        assert designs.power_closed_form(effect, units, treated, sd) == pytest.approx(expected, abs=1e-9)


def test_minimum_detectable_effect_heeds_level_and_power():
    """A stricter test or more power needs a greater effect, and each must be the one asked for."""
    greater = designs.minimum_detectable_effect(16, 1, 0.8, alpha=0.01, power=0.9)
    assert designs.power_closed_form(greater, 16, 1, 0.8, alpha=0.01) == pytest.approx(0.9, abs=1e-9)
    assert greater > designs.minimum_detectable_effect(16, 1, 0.8)
    assert designs.minimum_detectable_effect(16, 1, 0.8, alpha=0.05, power=0.8) == designs.minimum_detectable_effect(
        16, 1, 0.8
    )


# ------------------------------------------------------------------------------------------ an answer of no effect


def share_within(margin, units, treated, sd, effect=0.0, alpha=0.05, draws=200_000):
    """Invented studies whose whole t-interval lies within the margin: estimate and its spread drawn apart."""
    from scipy import stats

    rng, freedom = np.random.default_rng(11), units - 2
    error = sd * np.sqrt(1 / treated + 1 / (units - treated))
    found = rng.normal(effect, error, draws)
    half = stats.t.ppf(1 - alpha / 2, freedom) * error * np.sqrt(rng.chisquare(freedom, draws) / freedom)
    return float(((found - half > -margin) & (found + half < margin)).mean())


@pytest.mark.parametrize(
    ("margin", "units", "treated", "sd", "effect", "alpha"),
    [(1, 120, 60, 1.93, 0, 0.05), (1, 160, 80, 1.93, 0, 0.05), (2, 30, 8, 1.5, 0.4, 0.1), (0.5, 12, 4, 1, 0, 0.05)],
)
def test_equivalence_power_is_the_share_of_intervals_within(margin, units, treated, sd, effect, alpha):
    """Counting whole studies must give what the integral says, within five errors of the count."""
    found = designs.equivalence_power(margin, units, treated, sd, effect=effect, alpha=alpha)
    counted = share_within(margin, units, treated, sd, effect, alpha)
    assert found == pytest.approx(counted, abs=5 * 0.5 / np.sqrt(200_000))


def test_equivalence_power_from_raw_studies():
    """Once with outcomes drawn place by place, and the interval that scipy gives."""
    from scipy import stats

    noise = np.random.default_rng(12).normal(0, 1.9, (60, 4000))
    ends = stats.ttest_ind(noise[:20], noise[20:], axis=0).confidence_interval(0.95)
    counted = ((ends.low > -1.5) & (ends.high < 1.5)).mean()
    assert designs.equivalence_power(1.5, 60, 20, 1.9) == pytest.approx(counted, abs=5 * 0.5 / np.sqrt(4000))
    assert 0.05 < counted < 0.95


def test_equivalence_power_knows_its_limits():
    """A wide margin holds every interval, a narrow one none, and an effect at the margin is hardly ever called none."""
    assert designs.equivalence_power(50, 30, 15, 1.0) == pytest.approx(1)
    assert designs.equivalence_power(0.01, 30, 15, 1.0) == 0
    assert designs.equivalence_power(1, 400, 200, 1.0, effect=1.0) <= 0.025 + 1e-6
    assert designs.equivalence_power(1, 400, 200, 1.0, effect=-1.0) == pytest.approx(
        designs.equivalence_power(1, 400, 200, 1.0, effect=1.0)
    )


def test_finding_an_effect_is_not_the_power_to_find_none():
    """Sabotage: the power of the usual test in its place would promise far too much."""
    assert designs.power_closed_form(1, 120, 60, 1.93) > designs.equivalence_power(1, 120, 60, 1.93) + 0.15

"""Placebos, the rank test turned round, and what it can see: by counting, without the package's shortcuts."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from casebook.methods import designs


def values(seed: int, units: int) -> pd.Series:
    drawn = np.random.default_rng(seed).normal(0, 3, units)
    return pd.Series(drawn, index=["treated", *(f"d{at}" for at in range(1, units))])


def rank_p(drifts: np.ndarray, gap: float) -> float:
    """Share of all units, the one tested among them, that lie at least as far from nought."""
    return (1 + sum(abs(drift) >= abs(gap) for drift in drifts)) / (len(drifts) + 1)


@pytest.mark.parametrize(("units", "level"), [(16, 0.1), (33, 0.1), (31, 0.1), (31, 0.05), (48, 0.1), (12, 0.2)])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_interval_holds_exactly_the_effects_that_are_not_rejected(seed, units, level):
    """Inside and outside of each end, by the rank of what is left when the effect is taken off."""
    found = values(seed, units)
    low, high = designs.placebo_interval(found, "treated", level)
    drifts = found.drop("treated").to_numpy()
    for end, inward in ((low, 1), (high, -1)):
        assert rank_p(drifts, found["treated"] - (end + inward * 1e-6)) > level
        assert rank_p(drifts, found["treated"] - (end - inward * 1e-6)) <= level
    assert low <= found["treated"] <= high


def test_the_published_ends_need_the_right_place():
    """Three of 33, not the largest and not the median: another place is another interval."""
    found = pd.Series([2.0, *range(1, 33)], index=["treated", *map(str, range(32))], dtype=float)
    assert designs.placebo_interval(found, "treated", 0.1) == (2.0 - 30, 2.0 + 30)
    assert designs.places_that_reject(33, 0.1) == 3
    assert designs.places_that_reject(30, 0.1) == 3
    assert designs.places_that_reject(9, 0.1) == 0


def test_too_few_units_exclude_nothing():
    found = values(1, 9)
    assert designs.placebo_interval(found, "treated", 0.1) == (-math.inf, math.inf)
    assert designs.detectable_effect(found, "treated", 0.1) == math.inf


def test_the_treated_unit_is_no_placebo_of_its_own():
    """Its own size moves the middle of the interval and not its width."""
    found = values(5, 31)
    moved = found.copy()
    moved["treated"] += 100
    low, high = designs.placebo_interval(found, "treated")
    assert designs.placebo_interval(moved, "treated") == pytest.approx((low + 100, high + 100))
    assert designs.detectable_effect(moved, "treated") == designs.detectable_effect(found, "treated")


def share_found(drifts: np.ndarray, effect: float, places: int) -> float:
    """Share of placebos and signs in which the effect takes one of the first places among the other placebos."""
    hits = 0
    for at, drift in enumerate(drifts):
        others = np.delete(drifts, at)
        for sign in (1, -1):
            place = 1 + sum(abs(other) > abs(drift + sign * effect) for other in others)
            hits += place <= places
    return hits / (2 * len(drifts))


@pytest.mark.parametrize(("units", "level", "power"), [(16, 0.1, 0.8), (33, 0.1, 0.8), (31, 0.1, 0.5), (48, 0.05, 0.9)])
def test_the_smallest_effect_seen_is_found_that_often_and_a_smaller_one_is_not(units, level, power):
    found = values(units, units)
    effect = designs.detectable_effect(found, "treated", level, power)
    drifts, places = found.drop("treated").to_numpy(), designs.places_that_reject(units, level)
    for more in (1e-6, 0.1, 1.0, 5.0, 50.0):
        assert share_found(drifts, effect + more, places) >= power
    assert share_found(drifts, effect - 1e-6, places) < power


def test_a_level_that_all_places_attain_is_refused():
    with pytest.raises(ValueError, match="found 3 placebos for the level 0.9, expected more than 3"):
        designs.detectable_effect(values(1, 4), "treated", 0.9)


def test_placebos_keep_the_treated_unit_out_of_every_pool():
    frame = pd.DataFrame(np.arange(12.0).reshape(3, 4), columns=["treated", "a", "b", "c"])
    seen = {}

    def design(outcome, unit):
        seen[unit] = list(outcome.columns)
        return float(outcome[unit].sum())

    found = designs.placebos(frame, "treated", design)
    assert list(found.index) == ["treated", "a", "b", "c"]
    assert found["treated"] == frame["treated"].sum()
    assert seen["treated"] == ["treated", "a", "b", "c"]
    assert all("treated" not in pool for unit, pool in seen.items() if unit != "treated")

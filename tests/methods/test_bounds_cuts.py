"""Cuts and the deepest of them, on cases small enough to be worked out by hand or listed in full."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import product
from math import asin, pi, sqrt

import pytest
from casebook.methods import bounds

# ----------------------------------------------------------------------------------------------------- mean of cuts


def test_the_mean_of_two_cuts_by_hand():
    """Three of four and one of two: 75 and 50 per cent, each zone counting once."""
    assert bounds.mean_cut([(4, 1), (2, 1)]) == Fraction(125, 2)
    assert bounds.mean_cut([(5, 5)]) == 0


def test_the_zones_of_a_small_city_by_hand():
    """Nine before, six after, three zones: one bears all, or two halve and the third loses one of five."""
    least, greatest = bounds.mean_cut_range(9, 6, 3)
    assert least == [(1, 1), (1, 1), (7, 4)]
    assert greatest == [(2, 1), (2, 1), (5, 4)]
    assert bounds.mean_cut(least) == Fraction(100, 7)
    assert bounds.mean_cut(greatest) == 40


def test_one_zone_leaves_no_choice():
    assert bounds.mean_cut_range(6, 3, 1) == ([(6, 3)], [(6, 3)])


def test_a_zone_that_keeps_nothing_is_refused_with_its_totals():
    told = "2 zones with 5 departments before and 4 after, 0 left in each: there are none"
    with pytest.raises(ValueError, match=f"^{re.escape(told)}$"):
        bounds.mean_cut_range(5, 4, 2, 0)


def test_a_split_that_cannot_be_is_refused_with_its_numbers():
    for total, parts in ((-1, 2), (5, 0)):
        told = f"cannot split {total} into {parts} parts: expected a total from 0 and parts from 1"
        with pytest.raises(ValueError, match=f"^{re.escape(told)}$"):
            bounds.even_sizes(total, parts)


# -------------------------------------------------------------------------------------------------- the greatest cut


def chance_of(pattern: tuple[int, ...], share: Fraction, together: Fraction) -> Fraction:
    """Chance of one zone's departments going or staying in this order, from an urn: each removal adds to its colour."""
    chance, removed = Fraction(1), 0
    for drawn, gone in enumerate(pattern):
        next_goes = (share * (1 - together) + removed * together) / (1 - together + drawn * together)
        chance *= next_goes if gone else 1 - next_goes
        removed += gone
    return chance


def greatest_by_listing(sizes: list[int], share: Fraction, together: Fraction) -> dict[Fraction, Fraction]:
    """Chance of each greatest cut, over every pattern of every zone."""
    found: dict[Fraction, Fraction] = {}
    for patterns in product(*(list(product((0, 1), repeat=size)) for size in sizes)):
        cut, chance = max(Fraction(100 * sum(zone), len(zone)) for zone in patterns), Fraction(1)
        for zone in patterns:
            chance *= chance_of(zone, share, together)
        found[cut] = found.get(cut, Fraction(0)) + chance
    return dict(sorted(found.items()))


@pytest.mark.parametrize("together", [Fraction(0), Fraction(1, 20), Fraction(1, 2)])
@pytest.mark.parametrize("sizes", [[1], [2, 3], [1, 2, 2]])
def test_the_greatest_cut_of_departments_that_go_together_by_listing(sizes, together):
    """Both the cuts that can be and their chances, in order."""
    expected = greatest_by_listing(sizes, Fraction(2, 5), together)
    found = bounds.greatest_cut(sizes, 0.4, float(together))
    assert list(found.index) == pytest.approx([float(cut) for cut in expected])
    assert found.to_list() == pytest.approx([float(chance) for chance in expected.values()], abs=1e-12)


def test_the_listing_without_the_correlation_fails():
    """Sabotage: departments that go each for itself have other chances."""
    expected = greatest_by_listing([2, 3], Fraction(2, 5), Fraction(0))
    found = bounds.greatest_cut([2, 3], 0.4, 0.5).to_list()
    assert found != pytest.approx([float(chance) for chance in expected.values()], abs=0.01)


def test_each_for_itself_unless_said_otherwise():
    """Two tosses of a coin; wholly alike is no default."""
    assert bounds.removed_chances(2, 0.5) == [0.25, 0.5, 0.25]
    assert bounds.greatest_cut([1, 1], 0.5).to_dict() == {0.0: 0.25, 100.0: 0.75}


@pytest.mark.parametrize(("share", "cut"), [(0, 0.0), (1, 100.0)])
def test_a_share_of_none_or_all_is_certain(share, cut):
    found = bounds.greatest_cut([2, 3], share)
    assert found[cut] == found.sum() == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (([0, 3], 0.5), "found sizes [0, 3] and share 0.5, expected sizes from 1 and a share from 0 to 1"),
        (([], 0.5), "found sizes [] and share 0.5, expected sizes from 1 and a share from 0 to 1"),
        (([3], -0.1), "found sizes [3] and share -0.1, expected sizes from 1 and a share from 0 to 1"),
        (([3], 1.1), "found sizes [3] and share 1.1, expected sizes from 1 and a share from 0 to 1"),
        (([3], 0.5, 1), "found a correlation of 1, expected one from 0 to below 1"),
        (([3], 0.5, -0.1), "found a correlation of -0.1, expected one from 0 to below 1"),
    ],
)
def test_chances_that_cannot_be_are_refused_with_what_was_found(arguments, told):
    with pytest.raises(ValueError, match=f"^{re.escape(told)}$"):
        bounds.greatest_cut(*arguments)


# -------------------------------------------------------------------------------------------------- the lead of the best

# Mean of the greatest of so many normal values, in closed form (order statistics).
GREATEST = {
    2: 1 / sqrt(pi),
    3: 3 / (2 * sqrt(pi)),
    4: 6 / sqrt(pi) * (1 / 4 + asin(1 / 3) / (2 * pi)),
}


@pytest.mark.parametrize("units", GREATEST)
def test_the_lead_of_the_best_one_in_closed_form(units):
    assert bounds.lead_of_best(1, units) == pytest.approx(GREATEST[units], abs=1e-12)


@pytest.mark.parametrize("units", GREATEST)
def test_the_best_but_one_balance_the_last(units):
    """All values lie around nought, so all but the last lead by what the last falls behind, shared among them."""
    assert bounds.lead_of_best(units - 1, units) == pytest.approx(GREATEST[units] / (units - 1), abs=1e-12)
    assert bounds.lead_of_best(units, units) == pytest.approx(0, abs=1e-12)


def test_the_best_two_of_four_by_the_gaps_between():
    """Take one of four away: the greatest of the three left is the second of the four once in four times."""
    second = 4 * GREATEST[3] - 3 * GREATEST[4]
    assert bounds.lead_of_best(2, 4) == pytest.approx((GREATEST[4] + second) / 2, abs=1e-12)


@pytest.mark.parametrize(("chosen", "units"), [(0, 5), (6, 5)])
def test_a_choice_that_cannot_be_is_refused_with_its_numbers(chosen, units):
    with pytest.raises(ValueError, match=f"^found {chosen} chosen of {units}, expected from 1 to all of them$"):
        bounds.lead_of_best(chosen, units)

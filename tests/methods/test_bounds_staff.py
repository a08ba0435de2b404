"""Mean ages and whom a rule spares: the ends that are reached and those that are not, by hand on two people."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from casebook.methods import bounds
from casebook.methods.bounds import staff
from casebook.reading.intervals import Interval

# ------------------------------------------------------------------------------------------------------ mean after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # 20 stays and a 60 left: 40 before.  60 stays and a 20 left: 40 before.  Both lie inside.
        (Interval(35, 45, False, False), Interval(20, 60)),
        # The same pair has the mean 40, which is no longer inside: 20 is not reached, 60 is, with a 30 that left.
        (Interval(40, 50, False, False), Interval(20, 60, False, True)),
        (Interval(30, 40, False, False), Interval(20, 60, True, False)),
        (Interval(40, 50, True, False), Interval(20, 60)),
        # The sum before is above 100, of which at most 60 left: the other is older than 40.
        (Interval(50, 55, False, False), Interval(40, 60, False, True)),
        (Interval(25, 30, False, False), Interval(20, 40, True, False)),
    ],
)
def test_one_of_two_leaves(before, after):
    """Who stays is as young or as old as the other could make up for."""
    assert bounds.mean_after(2, 1, 0, before, 20, 60) == after


def test_an_end_stays_open_if_nobody_leaves():
    assert bounds.mean_after(2, 0, 0, Interval(40, 50, False, False), 20, 60) == Interval(40, 50, False, False)
    assert bounds.mean_after(2, 0, 0, Interval(40, 50, True, False), 20, 60) == Interval(40, 50, True, False)


def test_a_newcomer_moves_both_ends():
    """Two of mean 50 and one of 20 to 60 are three of mean 40 to 160/3."""
    assert bounds.mean_after(2, 0, 1, 50, 20, 60) == Interval(40, Fraction(160, 3))


def test_all_leave_and_one_comes():
    assert bounds.mean_after(2, 2, 1, 50, 20, 60) == Interval(20, 60)


@pytest.mark.parametrize(("before", "found"), [(19, "[19, 19]"), (61, "[61, 61]")])
def test_a_mean_outside_the_ages_is_refused(before, found):
    """At either end; the ages at the ends themselves will do."""
    told = f"mean before: found {found}, expected ages from 20 to 60"
    with pytest.raises(ValueError, match=f"^{re.escape(told)}$"):
        bounds.mean_after(2, 1, 0, before, 20, 60)
    assert bounds.mean_after(2, 1, 0, 20, 20, 60) == Interval(20, 20)
    assert bounds.mean_after(2, 1, 0, 60, 20, 60) == Interval(60, 60)


def test_a_group_that_cannot_be_is_refused_with_its_heads():
    told = "found 3 leavers and 1 arrivals for 2, expected a group that exists"
    with pytest.raises(ValueError, match=f"^{re.escape(told)}$"):
        bounds.mean_after(2, 3, 1, 45, 20, 60)
    with pytest.raises(ValueError, match="found 0 leavers and -1 arrivals for 2"):
        bounds.mean_after(2, 0, -1, 45, 20, 60)


# -------------------------------------------------------------------------------------------------- fewest leavers


@pytest.mark.parametrize(
    ("arrivals", "before", "after", "fewest"),
    [
        (8, 45, 39, 23),  # 4676 - 60 n <= 39 (108 - n), so 21 n >= 464
        (8, 45, 51, 19),  # 4980 - 22 n >= 51 (108 - n), so 29 n >= 528
        (1, 60, Fraction(119, 2), 25),  # 6022 - 60 n <= 59.5 (101 - n), so n / 2 >= 12.5
        (1, 22, Fraction(45, 2), 25),  # 2260 - 22 n >= 22.5 (101 - n), so n / 2 >= 12.5
        (0, 45, 45, 0),
    ],
)
def test_the_fewest_leavers_of_a_hundred_are_found_at_the_first_try(monkeypatch, arrivals, before, after, fewest):
    """The inequality in the margin, solved by hand, is where the count begins: a large staff takes no longer."""
    tries = []

    def counted(heads, leavers, *others):
        tries.append(leavers)
        return bounds.mean_after(heads, leavers, *others)

    monkeypatch.setattr(staff, "mean_after", counted)
    assert staff.fewest_leavers(100, arrivals, before, after, 22, 60) == fewest
    assert tries == [fewest]


def test_all_may_have_to_leave_or_no_number_will_do():
    """One comes at 22: with nobody left beside, the mean is 22; without an arrival somebody must stay."""
    assert bounds.fewest_leavers(3, 1, 60, 22, 22, 60) == 3
    assert bounds.fewest_leavers(3, 0, 60, 22, 22, 60) is None


# ------------------------------------------------------------------------------------------------ whom a rule spares


def test_the_rates_at_the_ends_are_rates():
    """Nobody is hit, everybody is hit in the first year, and so is everybody among a fifth of the posts."""
    assert bounds.never_hit(Fraction(0), 5) == 1
    assert bounds.never_hit(Fraction(1), 1) == 0
    assert bounds.never_hit(Fraction(1, 5), 1, Fraction(1, 5)) == Fraction(4, 5)


def test_two_years_by_hand():
    """A quarter of all: 9/16 are left.  A quarter that falls on one half: the other half, and a quarter of the first."""
    assert bounds.never_hit(Fraction(1, 4), 2) == Fraction(9, 16)
    assert bounds.never_hit(Fraction(1, 4), 2, Fraction(1, 2)) == Fraction(5, 8)


@pytest.mark.parametrize(("rate", "at_risk"), [(-0.1, 1), (0.3, 0.2), (0.5, 1.5)])
def test_a_rule_that_cannot_be_met_is_refused_with_its_numbers(rate, at_risk):
    told = f"found a rate of {rate} among {at_risk} of the posts, expected 0 <= rate <= at risk <= 1"
    with pytest.raises(ValueError, match=f"^{re.escape(told)}$"):
        bounds.never_hit(rate, 1, at_risk)

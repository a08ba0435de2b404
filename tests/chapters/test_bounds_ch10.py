"""The bounds of chapter 10: each is attained by a data set, and a wrong one fails."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations_with_replacement

import casebook as cb
import numpy as np
import pytest
from casebook.evidence import records as evidence
from casebook.methods import bounds
from casebook.reading.intervals import Interval, as_interval

CHAPTER = "10_who_was_moved.ipynb"
FALL_BEFORE, FALL_AFTER = Interval(44.5, 45.5, True, False), Interval(38.5, 39.5, True, False)


# -------------------------------------------------------------------------------------------------- mean ages


def means_by_counting(staff, leavers, arrivals, mean, ages):
    """Least and greatest mean after, over every staff of these whole ages with that mean."""
    found = []
    for group in combinations_with_replacement(ages, staff):
        if sum(group) != mean * staff:
            continue
        for gone in set(combinations_with_replacement(range(staff), leavers)):
            if len(set(gone)) < leavers:
                continue
            kept = sum(group) - sum(group[i] for i in gone)
            for new in (ages[0], ages[-1]):
                found.append(Fraction(kept + new * arrivals, staff - leavers + arrivals))
    return min(found), max(found)


@pytest.mark.parametrize(("leavers", "arrivals"), [(0, 0), (0, 2), (1, 0), (1, 1), (2, 1), (3, 2), (4, 1)])
def test_mean_after_by_brute_force(leavers, arrivals):
    ages = range(2, 7)
    bound = bounds.mean_after(4, leavers, arrivals, 4, 2, 6)
    assert (bound.low, bound.high) == means_by_counting(4, leavers, arrivals, 4, ages)


def test_the_fewest_leavers_are_attained_and_one_fewer_is_not():
    least = bounds.fewest_leavers(100, 8, FALL_BEFORE, FALL_AFTER, 22, 60)
    staying = (Fraction("44.5") * 100 - 60 * least) / (100 - least)
    assert 22 <= staying <= 60
    assert (staying * (100 - least) + 22 * 8) / (100 - least + 8) in FALL_AFTER
    one_fewer = bounds.mean_after(100, least - 1, 8, FALL_BEFORE, 22, 60)
    assert not one_fewer.overlaps(FALL_AFTER)


def fewest_by_exhaustion(staff, arrivals, before, after):
    """Every number of leavers in turn."""
    for leavers in range(staff + (arrivals > 0)):
        if bounds.mean_after(staff, leavers, arrivals, before, 22, 60).overlaps(after):
            return leavers
    return None


@pytest.mark.parametrize(
    "after", [Interval(38, 39, True, False), Interval(22, 22), Interval(59, 60, False, True), 45, Interval(0, 99)]
)
def test_the_fewest_leavers_agree_with_exhaustion(after):
    """Up and down, open and closed: no number below the one that the count begins with will do."""
    after = as_interval(after)
    for before in (45, Interval("44.5", "45.5", True, False), 22, 60):
        for staff in (1, 2, 7, 30):
            for arrivals in (0, 1, 5):
                expected = fewest_by_exhaustion(staff, arrivals, before, after)
                assert bounds.fewest_leavers(staff, arrivals, before, after, 22, 60) == expected


def test_exchange_of_eight_ends_at_sixty():
    def reach(staff, moved):
        return bounds.mean_after(staff, moved, moved, FALL_BEFORE, 22, 60).overlaps(FALL_AFTER)

    assert max(n for n in range(20, 400) if reach(n, 8)) == 60
    assert (
        max(n for n in range(20, 400) if reach(n, 20)) == 151
    )  # at 152 the end of the printed interval is not reached


def test_nobody_in_nobody_out_moves_nothing():
    assert not bounds.mean_after(100, 0, 0, FALL_BEFORE, 22, 60).overlaps(FALL_AFTER)
    assert bounds.fewest_leavers(1, 0, 45, 39, 22, 60) is None


def test_a_wrong_bound_on_leavers_fails():
    """Sabotage: the rule of thumb 'fall times staff over the age gap' forgets that the group shrinks."""
    thumb = int(5 * 100 / 38) + 1
    assert not bounds.mean_after(100, thumb, 0, FALL_BEFORE, 22, 60).overlaps(FALL_AFTER)


@pytest.mark.parametrize("wrong", [(10, 11, 0), (10, 10, 0), (10, -1, 0)])
def test_groups_that_cannot_be(wrong):
    with pytest.raises(ValueError, match="expected a group that exists"):
        bounds.mean_after(*wrong, 45, 22, 60)


# ------------------------------------------------------------------------------------------------- elimination


def test_never_hit_follows_the_recursion():
    left = Fraction(1)
    for year in range(1, 21):
        left *= 1 - Fraction(1, 25)
        assert bounds.never_hit(Fraction(1, 25), year) == left
    assert bounds.never_hit(Fraction(1, 20), 1, Fraction(1, 5)) == Fraction(19, 20)  # the first year is the same
    assert bounds.never_hit(Fraction(1, 20), 200, Fraction(1, 5)) > Fraction(4, 5)  # the rest is never hit


def simulated(rate: float) -> np.ndarray:
    """Heads of 500 not yet hit after each of twenty years, in 2000 runs: everybody is drawn anew every year."""
    draws = np.random.default_rng(7).random((20, 2000, 500))
    return np.logical_and.accumulate(draws >= rate, axis=0).sum(axis=2).T


def test_simulation_agrees_with_the_binomial():
    from scipy.stats import binom

    left = simulated(0.04)
    assert left.shape == (2000, 20)
    for year in (1, 5, 10, 20):
        exact = binom(500, bounds.never_hit(0.04, year))
        assert abs(left[:, year - 1].mean() - exact.mean()) < 4 * exact.std() / np.sqrt(2000)
        assert abs(left[:, year - 1].std() / exact.std() - 1) < 0.08


def test_a_wrong_survival_fails():
    """Sabotage: 'three per cent a year for twenty years is sixty per cent' adds where it must multiply."""
    left = simulated(0.03)[:, -1].mean() / 500
    assert abs(left - bounds.never_hit(0.03, 20)) < 0.01
    assert abs(left - (1 - 0.03 * 20)) > 0.1


@pytest.mark.parametrize("rate", [-0.1, 0.3])
def test_rates_that_cannot_be(rate):
    with pytest.raises(ValueError, match="expected 0 <= rate"):
        bounds.never_hit(rate, 1, 0.2)


# ------------------------------------------------------------------------------------- how much younger the newcomers


@pytest.fixture(scope="module")
def record() -> dict:
    """What the executed chapter put on record."""
    entries = evidence.records(evidence.NOTEBOOKS / CHAPTER)
    return {entry["id"]: entry["value"] for entry in entries if entry["kind"] == "result"}


def gaps_by_teams(members: int, most_replaced: int) -> list[Fraction]:
    """Gaps in mean age that bring the mean of a team down by 4.5 years and more, for every number replaced."""
    least_fall = Fraction(9, 2) * members  # in years of all members together
    return [least_fall / replaced for replaced in range(1, most_replaced + 1)]


def test_the_least_gap_is_that_of_a_team_replaced_as_a_whole(record):
    """With up to all replaced the least is 4.5 years; with at most those exchanged it would be 6.0, and is no bound."""
    everybody, exchanged = gaps_by_teams(200, 200), gaps_by_teams(200, 148)
    assert record["moved-lead-gap-least"] == min(everybody) == 4.5
    assert min(exchanged) == pytest.approx(record["moved-lead-gap"][0], abs=0.05)
    before, after = [55, 52, 50, 47], [50.5, 47.5, 45.5, 42.5]  # a team of which everybody left, each for one younger
    fall = np.mean(before) - np.mean(after)
    assert fall in cb.read("5岁").interval
    assert fall < record["moved-lead-gap"][0]  # sabotage: 6.0 as the least is refuted by this team
    assert not fall < record["moved-lead-gap-least"]


def test_the_gap_with_its_assumption(record):
    """Over 73.5 to 74.5 %, both ends by hand."""
    assert record["moved-lead-gap"] == pytest.approx([450 / 74.5, 550 / 73.5])
    assert record["moved-lead-gap"] != pytest.approx([4.5, 5.5], abs=0.5)  # sabotage: as if all were replaced


# ----------------------------------------------------------------------------------------------- Lingang, as on record


def lowest_mean_after(staff: int, gone: int, came: int, ages: tuple[int, int]) -> Fraction:
    """Mean age of the youngest staff there can be: from the least mean before the oldest went and the youngest came."""
    youngest, oldest = ages
    staying = max(Fraction("44.5") * staff - gone * oldest, Fraction(youngest * (staff - gone)))
    return (staying + came * youngest) / (staff - gone + came)


def fewest_gone(staff: int, came: int, ages: tuple[int, int] = (22, 60)) -> int:
    """Leavers tried one after another until the mean prints as 39."""
    return next(gone for gone in range(staff) if lowest_mean_after(staff, gone, came, ages) < Fraction("39.5"))


def test_the_bounds_on_lingang_are_those_of_staffs_that_are_built(record):
    assert record["moved-lingang-others"] == 20 - 12
    assert record["moved-leavers-eight"] == fewest_gone(100, 8) == 18
    assert record["moved-ex-leavers"] == fewest_gone(100, 8, (28, 55)) == 27
    exchanged = [n for n in range(20, 400) if lowest_mean_after(n, 8, 8, (22, 60)) < Fraction("39.5")]
    assert record["moved-lingang-staff-eight"] == max(exchanged) == 60
    shares = [100 * fewest_gone(staff, 0) / staff for staff in range(30, 2000)]
    assert record["moved-leavers-share"] == pytest.approx(min(shares), abs=0.01)
    assert all(share > record["moved-leavers-share"] for share in shares)  # at any size, and itself not reached
    assert record["moved-lingang-posts-gap"] == pytest.approx([5 * 20 / 12, 7 * 20 / 12])


def test_the_staff_that_the_chapter_builds_attains_the_bound():
    """Eighteen leave at sixty, eight come at twenty-two; sabotage: with seventeen the same staff prints 40."""
    for gone, printed in ((18, 39), (17, 40)):
        stay = (Fraction(4450) - 60 * gone) / (100 - gone)
        before, after = [60] * gone + [stay] * (100 - gone), [stay] * (100 - gone) + [22] * 8
        assert all(22 <= age <= 60 for age in before + after)
        assert int(sum(before) / len(before) + Fraction(1, 2)) == 45
        assert int(sum(after) / len(after) + Fraction(1, 2)) == printed


# ------------------------------------------------------------------------------------------ whom the rule spares, as on record


def spared_of(staff: int, a_year: int, choose) -> float:
    """Per cent of a first staff never hit in twenty years, post by post: `choose` names the posts of a year."""
    hit: set[int] = set()
    for year in range(20):
        posts = [post % staff for post in choose(year)]
        assert len(set(posts)) == a_year  # sabotage would be a year in which the rule is not met
        hit.update(posts)
    return 100 * (1 - len(hit) / staff)


def test_nobody_or_nearly_everybody_may_be_spared(record):
    """Both ends are attained by a rule that is met each year, and no choice of posts goes beyond them."""
    in_turn = spared_of(100, 5, lambda year: range(5 * year, 5 * year + 5))
    same_posts = spared_of(100, 3, lambda year: range(3))
    assert record["moved-left-any"] == pytest.approx([in_turn, same_posts])
    rng = np.random.default_rng(3)
    for a_year in (3, 4, 5):
        drawn = spared_of(100, a_year, lambda year, size=a_year: rng.choice(100, size, replace=False))
        assert in_turn < drawn < same_posts
    assert record["moved-left-any"] != pytest.approx([40, 95])  # sabotage: each end at the other rate


def test_the_ways_in_between(record):
    """Year after year by hand: at five and at three in a hundred, of all posts and of a fifth of them."""
    left = {rate: [100.0, 100.0] for rate in (5, 3)}  # anybody; the fifth alone
    for _ in range(20):
        for rate, both in left.items():
            left[rate] = [both[0] * (1 - rate / 100), both[1] * (1 - rate / 20)]
    assert record["moved-left-20"] == pytest.approx([left[5][0], left[3][0]])
    assert record["moved-weak-left"] == pytest.approx([80 + left[5][1] / 5, 80 + left[3][1] / 5])
    assert record["moved-weak-share"] == 20
    assert record["moved-left-20"] != pytest.approx([left[5][1], left[3][1]], abs=1)  # sabotage: one for the other

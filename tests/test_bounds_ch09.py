"""Chapter 9: bounds on the mean of cuts and the greatest of many cuts, against brute force on small cases."""

from fractions import Fraction
from itertools import combinations, product

import pytest
from casebook import bounds


def all_mean_cuts(before: int, after: int, zones: int, kept: int) -> list[Fraction]:
    """The mean cut of every division of the totals over the zones, by exhaustion."""
    pairs = [(b, a) for b in range(kept, before + 1) for a in range(kept, b + 1)]
    return [
        bounds.mean_cut(division)
        for division in product(pairs, repeat=zones)
        if sum(b for b, _ in division) == before and sum(a for _, a in division) == after
    ]


SMALL = [
    (7, 4, 2, 1),
    (9, 3, 2, 1),
    (9, 6, 3, 1),
    (8, 3, 3, 1),
    (10, 7, 3, 2),
    (10, 6, 3, 2),
    (8, 8, 3, 1),
    (6, 3, 1, 1),
]


@pytest.mark.parametrize(("before", "after", "zones", "kept"), SMALL)
def test_the_mean_cut_lies_between_its_bounds_and_attains_them(before, after, zones, kept):
    """A bound that no division attains would be too wide, one that a division passes would be wrong."""
    every = all_mean_cuts(before, after, zones, kept)
    least, greatest = bounds.mean_cut_range(before, after, zones, kept)
    assert (bounds.mean_cut(least), bounds.mean_cut(greatest)) == (min(every), max(every))


def test_a_wrong_bound_fails():
    """Sabotage: the pooled cut as a bound, and the greatest mean with all cuts spread evenly, are both passed."""
    every = all_mean_cuts(9, 6, 3, 1)
    pooled = 100 * (1 - Fraction(6, 9))
    even = bounds.mean_cut([(3, 2)] * 3)
    assert min(every) < pooled < max(every)
    assert even < max(every)


@pytest.mark.parametrize("kept", [1, 3])
@pytest.mark.parametrize("zones", [4, 13, 20])
def test_the_zones_that_attain_a_bound_have_the_totals(zones, kept):
    """A constructed example with other totals would show nothing about Jinan."""
    for made in bounds.mean_cut_range(109, 64, zones, kept):
        assert len(made) == zones
        assert (sum(b for b, _ in made), sum(a for _, a in made)) == (109, 64)
        assert all(kept <= a <= b for b, a in made)


def test_impossible_totals_are_refused():
    """More zones than departments left, or departments gained, allow no zones at all."""
    for arguments in [(109, 64, 65), (64, 109, 13), (109, 64, 0), (109, 64, 13, 5)]:
        with pytest.raises(ValueError, match="there are none"):
            bounds.mean_cut_range(*arguments)


@pytest.mark.parametrize("sizes", [[3], [2, 3], [2, 2, 3]])
def test_the_greatest_cut_by_exhaustion(sizes):
    """Every pattern of departments removed or not, weighted by its chance."""
    share = Fraction(2, 5)
    expected: dict = {}
    for pattern in product([0, 1], repeat=sum(sizes)):
        cut = greatest(pattern, sizes)
        weight = share ** sum(pattern) * (1 - share) ** (len(pattern) - sum(pattern))
        expected[cut] = expected.get(cut, 0) + weight
    found = bounds.greatest_cut(sizes, float(share))
    assert found.sum() == pytest.approx(1)
    for cut, weight in found.items():
        assert weight == pytest.approx(float(expected.get(Fraction(cut).limit_denominator(1000), 0)), abs=1e-12)


@pytest.mark.parametrize(("sizes", "removed"), [([2, 3], 2), ([2, 2, 3], 3), ([4, 1], 0), ([3, 3, 2], 8)])
def test_the_greatest_cut_of_an_urn_by_exhaustion(sizes, removed):
    """Every set of departments that could have been drawn, counted."""
    drawn = [
        greatest([place in chosen for place in range(sum(sizes))], sizes)
        for chosen in combinations(range(sum(sizes)), removed)
    ]
    found = bounds.greatest_cut_drawn(sizes, removed)
    assert sum(found.values()) == 1
    assert found == {cut: Fraction(drawn.count(cut), len(drawn)) for cut in found}
    assert set(drawn) <= set(found)


def greatest(pattern, sizes) -> Fraction:
    """The greatest cut in per cent, departments listed zone by zone."""
    place, cuts = 0, []
    for size in sizes:
        cuts.append(Fraction(100 * sum(pattern[place : place + size]), size))
        place += size
    return max(cuts)


def test_simulation_and_formula_agree_and_a_wrong_share_does_not():
    """Two ways to one number; sabotage: with another chance of removal they part."""
    sizes = bounds.even_sizes(109, 13)
    drawn = bounds.simulated_greatest_cuts(sizes, 45 / 109, draws=40_000, seed=1).mean()
    right, wrong = (bounds.greatest_cut(sizes, share) for share in (45 / 109, 48 / 109))
    assert drawn == pytest.approx((right.index * right).sum(), abs=0.25)
    assert drawn != pytest.approx((wrong.index * wrong).sum(), abs=0.25)


def test_even_sizes():
    """The parts sum to the whole and differ by one at most."""
    assert bounds.even_sizes(109, 13) == [9] * 5 + [8] * 8
    assert bounds.even_sizes(0, 2) == [0, 0]
    with pytest.raises(ValueError, match="cannot split"):
        bounds.even_sizes(5, 0)


@pytest.mark.parametrize(("sizes", "share"), [([], 0.5), ([0, 3], 0.5), ([3], 1.5)])
def test_impossible_chances_are_refused(sizes, share):
    """A size of nought or a chance above one would give a number that means nothing."""
    with pytest.raises(ValueError, match="expected sizes from 1"):
        bounds.greatest_cut(sizes, share)
    with pytest.raises(ValueError, match="cannot draw"):
        bounds.greatest_cut_drawn(sizes, sum(sizes) + 1)

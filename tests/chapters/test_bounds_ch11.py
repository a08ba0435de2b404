"""Bounds on how applicants were spread over posts: each against all cases of a small example, and attained."""

from fractions import Fraction
from itertools import combinations, combinations_with_replacement, product

import pytest
from casebook.evidence import records as evidence
from casebook.methods import bounds
from casebook.reading.intervals import Interval
from casebook.reading.printed import read

CHAPTER = "11_how_fierce_was_the_competition.ipynb"
SMALL = [
    (total, count, top, least)
    for count in (1, 3, 5)
    for top in (2, 4, 6)
    for least in (0, 1)
    for total in range(top + (count - 1) * least, count * top + 1)
]
LARGE = [(total, 125, 294, least) for total in (4201, 4250, 4299) for least in (0, 1)]


def all_ways(total: int, count: int, top: int, least: int) -> list[tuple[int, ...]]:
    """Every way to spread a total over units, the maximum attained; found by listing."""
    ways = combinations_with_replacement(range(top, least - 1, -1), count)
    return [way for way in ways if sum(way) == total and way[0] == top]


def median(values) -> int:
    """The middle of an odd number of values."""
    return sorted(values)[len(values) // 2]


def pairwise_gini(values) -> Fraction:
    """The Gini coefficient by its definition over pairs, independent of the form by ranks."""
    pairs = sum(abs(a - b) for a, b in product(values, repeat=2))
    return Fraction(pairs, 2 * len(values) * sum(values))


def wrong_indices(ways, equal, unequal) -> list[str]:
    """Which indices leave the range between two spreads somewhere among the ways."""
    indices = {
        "gini": pairwise_gini,
        "met": bounds.mean_met,
        "largest two": lambda values: sum(sorted(values)[-2:]),
        "without": lambda values: sum(value == 0 for value in values),
    }
    return [
        name
        for name, index in indices.items()
        if not index(equal) == min(map(index, ways)) <= max(map(index, ways)) == index(unequal)
    ]


@pytest.mark.parametrize("case", SMALL)
def test_the_extremes_are_extreme_by_every_index(case):
    """If some spread were more unequal than the most unequal one, a bound on the Gini coefficient would be wrong."""
    assert wrong_indices(all_ways(*case), bounds.most_equal(*case), bounds.most_unequal(*case)) == []


def test_a_wrong_extreme_is_found():
    """Sabotage: two spreads that fit, but are not extreme, fail the same comparison."""
    ways = all_ways(9, 5, 4, 0)
    assert wrong_indices(ways, [4, 2, 2, 1, 0], [4, 4, 1, 0, 0]) != []
    assert wrong_indices(ways, bounds.most_equal(9, 5, 4), [4, 3, 2, 0, 0]) == ["gini", "met", "largest two"]


@pytest.mark.parametrize("case", LARGE)
@pytest.mark.parametrize("spread", [bounds.most_equal, bounds.most_unequal, bounds.middling])
def test_each_spread_fits_the_article(case, spread):
    """A spread with another sum, number, maximum or minimum is no bound on anything that was printed."""
    total, count, top, least = case
    values = spread(*case)
    assert (sum(values), len(values), max(values)) == (total, count, top)
    assert min(values) >= least
    assert values == sorted(values, reverse=True)


@pytest.mark.parametrize("case", SMALL)
def test_median_bounds_by_listing(case):
    """Both ends are the least and the greatest median of all ways."""
    medians = [median(way) for way in all_ways(*case)]
    assert bounds.median_range(*case) == (min(medians), max(medians))


@pytest.mark.parametrize("threshold", [1, 2, 3, 4])
@pytest.mark.parametrize("case", SMALL)
def test_bounds_below_a_threshold_by_listing(case, threshold):
    """Both ends are the least and the greatest number of units below the threshold, of all ways."""
    if not case[3] < threshold <= case[2]:
        with pytest.raises(ValueError, match="threshold"):
            bounds.below_range(*case[:3], threshold, case[3])
        return
    below = [sum(value < threshold for value in way) for way in all_ways(*case)]
    assert bounds.below_range(*case[:3], threshold, case[3]) == (min(below), max(below))


def fits_the_article(values) -> bool:
    """Whether numbers of applicants, a post each, agree with all that is printed of them."""
    ratio = Fraction(sum(values), len(values))
    return sum(values) in read("4200多").interval.integers() and (
        (len(values), max(values), min(values) >= 0) == (125, 294, True) and ratio in read("34:1", count=False).interval
    )


def test_the_bounds_of_the_article_are_attained():
    """The greatest median and the most posts below ten, each by a spread that is built here; one step more fails."""
    most = max(bounds.median_range(total, 125, 294)[1] for total in range(4201, 4300))
    highest = [294] + [most] * 62 + [0] * 62
    highest[1] += 4299 - sum(highest)
    assert fits_the_article(highest)
    assert median(highest) == most
    assert sum([294] + [most + 1] * 62 + [0] * 62) > 4299  # sabotage: the next greater median needs too many applicants

    most = max(bounds.below_range(total, 125, 294, 10)[1] for total in range(4201, 4300))
    crowded = [294] * (125 - most) + [9] * most
    assert fits_the_article(crowded)
    assert sum(value < 10 for value in crowded) == most
    assert sum([294] * (124 - most) + [9] * (most + 1)) < 4201  # sabotage: one post more below ten leaves too few


@pytest.mark.parametrize("least", [0, 1])
def test_the_fewest_posts_with_anybody(least):
    """The most unequal spread leaves no post free that another could leave, by the integer programme."""
    found = bounds.counted_range(range(4201, 4300), [(125, None)], 294, range(least + 1), least)
    closed = max(bounds.most_unequal(total, 125, 294, least).count(least) for total in range(4201, 4300))
    assert found[1] == closed


@pytest.mark.parametrize("least", [0, 1])
@pytest.mark.parametrize("threshold", [2, 10, 100])
def test_programme_and_closed_form_agree(threshold, least):
    """The integer programme and the closed form reach the same numbers by two roads."""
    by_programme = bounds.counted_range(range(4201, 4300), [(125, None)], 294, range(threshold), least)
    closed = [bounds.below_range(total, 125, 294, threshold, least) for total in range(4201, 4300)]
    assert by_programme == (min(low for low, _ in closed), max(high for _, high in closed))


def test_programme_with_parts_by_listing():
    """Two units share three persons, three others the rest: all ways listed."""
    totals, wanted = range(8, 11), range(2)
    counts = [
        sum(value in wanted for value in (*first, *second))
        for first in combinations_with_replacement(range(6), 2)
        for second in combinations_with_replacement(range(6), 3)
        if sum(first) == 3 and sum(first) + sum(second) in totals and max(*first, *second) == 5
    ]
    assert bounds.counted_range(totals, [(2, 3), (3, None)], 5, wanted) == (min(counts), max(counts))


def test_what_cannot_fit_is_refused():
    """An impossible total must not give a bound."""
    for call in (bounds.most_equal, bounds.most_unequal, bounds.middling, bounds.median_range):
        with pytest.raises(ValueError, match="no 125 whole numbers"):
            call(293, 125, 294)
    with pytest.raises(ValueError, match="odd number"):
        bounds.median_range(10, 4, 5)
    with pytest.raises(ValueError, match="no whole numbers fit"):
        bounds.counted_range(range(3, 5), [(3, None)], 5, range(2))
    with pytest.raises(ValueError, match="positive sum"):
        bounds.gini([0, 0])
    with pytest.raises(ValueError, match="expected each"):
        bounds.overlap_range(10, 11, 2)
    with pytest.raises(ValueError, match="expected one between"):
        bounds.truncated_geometric(300, 294)


def test_gini_of_known_cases():
    """Equality is nought; one unit with everything is (n - 1)/n."""
    assert bounds.gini([3, 3, 3]) == 0
    assert bounds.gini([0, 0, 0, 8]) == Fraction(3, 4)


def entropy(probabilities) -> float:
    """Entropy in nats."""
    import numpy as np

    kept = probabilities[probabilities > 0]
    return float(-(kept * np.log(kept)).sum())


@pytest.mark.parametrize(("mean", "top", "least"), [(31.9, 294, 0), (31.9, 294, 1), (3, 6, 0), (5.5, 6, 0)])
def test_the_guess_has_its_mean_and_the_greatest_entropy(mean, top, least):
    """A small step to any side that keeps sum and mean must lose entropy."""
    import numpy as np

    found = bounds.truncated_geometric(mean, top, least)
    values = np.arange(least, top + 1)
    assert found.sum() == pytest.approx(1, abs=1e-12)
    assert found @ values == pytest.approx(mean, abs=1e-9)
    for a, b in [(0, 2), (1, 4), (0, len(values) - 1)]:
        middle = (a + b) // 2
        step = np.zeros(len(values))
        step[a], step[b], step[middle] = b - middle, middle - a, a - b
        for size in (1e-6, -1e-6):
            if (found + size * step).min() > 0:
                assert entropy(found + size * step) < entropy(found)


@pytest.mark.parametrize("printed", ["17.5%", "34%"])
@pytest.mark.parametrize("total", [7, 40, 250, 4201, 4299])
def test_counts_that_fit_by_listing(printed, total):
    """All whole numbers whose share would be printed so, and no other."""
    admitted = read(printed).interval
    listed = [k for k in range(total + 1) if Fraction(100 * k, total) in admitted]
    assert list(bounds.fitting_counts(total, admitted)) == listed


def test_the_open_end_is_left_out():
    """A share that rounds up to the next figure must not be counted; with the end let in it would be."""
    assert 69 not in bounds.fitting_counts(200, Interval(33.5, 34.5, True, False))
    assert 69 in bounds.fitting_counts(200, Interval(33.5, 34.5))


def test_overlap_by_listing():
    """All pairs of groups within six persons."""
    people = range(6)
    for first, second in product(range(7), repeat=2):
        found = [len(set(a) & set(b)) for a in combinations(people, first) for b in combinations(people, second)]
        assert bounds.overlap_range(6, first, second) == (min(found), max(found))


def test_the_mean_met_by_listing():
    """Asked one by one, the persons name their units."""
    values = [5, 2, 0, 1]
    named = [size for size in values for _ in range(size)]
    assert bounds.mean_met(values) == Fraction(sum(named), len(named))


# ------------------------------------------------------------------------------------------- the chapter's numbers


@pytest.fixture(scope="module")
def record() -> dict:
    """What the executed chapter put on record."""
    entries = evidence.records(evidence.NOTEBOOKS / CHAPTER)
    return {entry["id"]: entry["value"] for entry in entries if entry["kind"] == "result"}


def held_by_the_first(posts, least: int) -> list[float]:
    """Per cent of the applicants at the most wanted posts, a part of a post counted in part: least and greatest, by hand."""
    shares, whole, part = [], int(posts), posts - int(posts)
    for total in range(4201, 4300):
        each, rest = divmod(total - 294, 124)  # all but one alike
        even = [294] + [each + 1] * rest + [each] * (124 - rest)
        full, left = divmod(total - 125 * least, 294 - least)  # as many as possible crowded
        crowded = [294] * full + [least + left] + [least] * (124 - full)
        shares += [100 * (sum(way[:whole]) + part * way[whole]) / total for way in (even, crowded)]
    return [min(shares), max(shares)]


@pytest.mark.parametrize(("name", "least"), [("any", 0), ("one", 1)])
def test_the_twelve_most_wanted_posts_are_twelve(record, name, least):
    """12 of 125 posts are 9.6 %; a true tenth, of 12.5 posts, holds another share."""
    assert record["fierce-twelve"] == 12
    assert record["fierce-twelve-share"] == pytest.approx([9.6] * 2)
    assert record[f"fierce-twelve-{name}"] == pytest.approx(held_by_the_first(12, least))
    assert record[f"fierce-twelve-{name}"][1] != pytest.approx(held_by_the_first(12.5, least)[1], abs=1)  # sabotage


def test_the_most_empty_posts_with_the_deputies(record):
    """All deputies' applicants at one post, the others as crowded as can be; with one empty post more they do not fit."""
    empty = record["fierce-empty-deputies"]
    others = 125 - 1 - int(empty)
    assert 294 * others >= 4201 - 60
    assert 294 * (others - 1) < 4201 - 60
    assert empty < record["fierce-empty-any"] == 125 - -(-4201 // 294)

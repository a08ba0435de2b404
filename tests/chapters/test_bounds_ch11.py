"""Bounds on how applicants were spread over posts: each against all cases of a small example, and attained."""

from fractions import Fraction
from itertools import combinations, combinations_with_replacement, product

import numpy as np
import pytest
from casebook.evidence import records as evidence
from casebook.methods import bounds
from casebook.reading.printed import read
from scipy.optimize import LinearConstraint, milp

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
@pytest.mark.parametrize("spread", [bounds.most_equal, bounds.most_unequal])
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


def fits_the_article(values) -> bool:
    """Whether numbers of applicants, a post each, agree with all that is printed of them."""
    ratio = Fraction(sum(values), len(values))
    return sum(values) in read("4200多").interval.integers() and (
        (len(values), max(values), min(values) >= 0) == (125, 294, True) and ratio in read("34:1", count=False).interval
    )


def test_the_bound_of_the_article_is_attained():
    """The greatest median, by a spread that is built here; one step more fails."""
    most = max(bounds.median_range(total, 125, 294)[1] for total in range(4201, 4300))
    highest = [294] + [most] * 62 + [0] * 62
    highest[1] += 4299 - sum(highest)
    assert fits_the_article(highest)
    assert median(highest) == most
    assert sum([294] + [most + 1] * 62 + [0] * 62) > 4299  # sabotage: the next greater median needs too many applicants


def counted(parts, wanted: range, totals: range = range(4201, 4300), top: int = 294, least: int = 0) -> tuple[int, int]:
    """Least and greatest number of units whose value is wanted, by integer programming.

    Parts are pairs of a number of units and their own sum, or None; the unknowns are the units of each part at each value.
    """
    values = np.tile(np.arange(least, top + 1), len(parts))
    rows = [(values, totals[0], totals[-1]), (values == top, 1, np.inf)]
    for place, (units, subtotal) in enumerate(parts):
        here = np.repeat(np.arange(len(parts)) == place, top + 1 - least)
        rows.append((here, units, units))
        rows += [] if subtotal is None else [(here * values, subtotal, subtotal)]
    matrix, low, high = (np.array(part, float) for part in zip(*rows, strict=True))
    aim = np.isin(values, wanted).astype(float)
    within, whole = LinearConstraint(matrix, low, high), np.ones(len(aim))
    return tuple(round(aim @ milp(sign * aim, integrality=whole, constraints=within).x) for sign in (1, -1))


@pytest.mark.parametrize("least", [0, 1])
def test_the_fewest_posts_with_anybody(least):
    """The most unequal spread leaves no post free that another could leave, by the integer programme."""
    closed = max(bounds.most_unequal(total, 125, 294, least).count(least) for total in range(4201, 4300))
    assert counted([(125, None)], range(least + 1), least=least)[1] == closed


def test_programme_with_parts_by_listing():
    """Two units share three persons, three others the rest: all ways listed."""
    totals, wanted = range(8, 11), range(2)
    counts = [
        sum(value in wanted for value in (*first, *second))
        for first in combinations_with_replacement(range(6), 2)
        for second in combinations_with_replacement(range(6), 3)
        if sum(first) == 3 and sum(first) + sum(second) in totals and max(*first, *second) == 5
    ]
    assert counted([(2, 3), (3, None)], wanted, totals, 5) == (min(counts), max(counts))


def test_what_cannot_fit_is_refused():
    """An impossible total must not give a bound."""
    for call in (bounds.most_equal, bounds.most_unequal, bounds.median_range):
        with pytest.raises(ValueError, match="no 125 whole numbers"):
            call(293, 125, 294)
    with pytest.raises(ValueError, match="odd number"):
        bounds.median_range(10, 4, 5)
    with pytest.raises(ValueError, match="positive sum"):
        bounds.gini([0, 0])


def test_gini_of_known_cases():
    """Equality is nought; one unit with everything is (n - 1)/n."""
    assert bounds.gini([3, 3, 3]) == 0
    assert bounds.gini([0, 0, 0, 8]) == Fraction(3, 4)


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


def possible_middles(posts: int, deputies: tuple[int, int] = (0, 0)) -> list[int]:
    """Every value that the middle post can have, each tried by the least and the greatest sum of such a list.

    `deputies` are a number of posts, their applicants known, one of which stands below the middle and holds them all.
    """
    half, found = posts // 2, []
    for middle in range(295):
        least = 294 + (half - 1) * middle + middle + deputies[1]
        most = half * 294 + middle + (half - deputies[0]) * middle + deputies[1]
        if least <= 4299 and most >= 4201 and (deputies[1] <= middle or not deputies[0]):
            found.append(middle)
    return found


def test_the_bounds_on_the_middle_post(record):
    """From the least value that can be to the greatest; for another number of posts it is another."""
    found = possible_middles(125)
    assert record["fierce-median-any"] == [found[0], found[-1]]
    assert record["fierce-median-one"] == [1, (4299 - 294 - 62) // 62]
    assert possible_middles(123)[-1] != found[-1]  # sabotage
    assert record["fierce-median-deputies"] == possible_middles(125, (5, 60))[-1] < found[-1]


def needed(middle: int) -> int:
    """Applicants for a list with that middle post, by adding one after the other."""
    filled = [0] * 125
    filled[0] = 294
    for place in range(1, 63):
        while filled[place] < middle:
            filled[place] += 1
    assert sorted(filled)[62] == middle
    return sum(filled)


def test_the_list_of_the_exercise(record):
    """The upper end takes as many as are printed, one more at the middle post takes too many."""
    end = int(record["fierce-median-any"][1])
    assert record["fierce-highest-needs"] == needed(end) <= 4299
    assert record["fierce-beyond-needs"] == needed(end + 1) > 4299
    assert needed(end - 1) != record["fierce-highest-needs"]  # sabotage


def by_hand(total: int, least: int) -> tuple[list[int], list[int]]:
    """The most equal and the most unequal list, filled one applicant at a time."""
    even, crowded = [294] + [least] * 124, [294] + [least] * 124
    for nth in range(total - sum(even)):
        even[1 + nth % 124] += 1
    left, place = total - sum(crowded), 1
    while left:
        step = min(294 - crowded[place], left)
        crowded[place], left, place = crowded[place] + step, left - step, place + 1
    return even, crowded


def pairs_gini(values: list[int]) -> float:
    """The Gini coefficient over pairs, each unequal pair twice."""
    return sum(abs(a - b) for a, b in combinations(values, 2)) / (len(values) * sum(values))


def asked(values: list[int]) -> float:
    """The mean of what the applicants name, asked one by one."""
    named = [size for size in values for _ in range(size)]
    return sum(named) / len(named)


@pytest.mark.parametrize(("name", "least"), [("any", 0), ("one", 1)])
def test_gini_and_average_applicant(record, name, least):
    """Both ends over the printed totals, by lists and measures that are built here; a list within is no end."""
    ways = [by_hand(total, least) for total in range(4201, 4300)]
    for measure, key in ((pairs_gini, "gini"), (asked, "met")):
        low = min(measure(even) for even, _ in ways)
        high = max(measure(crowded) for _, crowded in ways)
        assert record[f"fierce-{key}-{name}"] == pytest.approx([low, high])
        within = [294] + [64] * 62 + [0] * 62  # sabotage: the list with the highest middle
        assert low < measure(within) < high


def test_the_most_empty_posts(record):
    """As crowded as can be, without and with all deputies' applicants at one post; with one empty post more they do not fit."""
    empty, bare = int(record["fierce-empty-deputies"]), int(record["fierce-empty-any"])
    assert 294 * (125 - bare) >= 4201 > 294 * (125 - bare - 1)
    assert 294 * (125 - 1 - empty) >= 4201 - 60 > 294 * (125 - 1 - empty - 1)
    assert record["fierce-wanted"] == [125 - bare, 125]
    assert record["fierce-chance"] == pytest.approx([100 * (125 - bare) / 4299, 100 * 125 / 4201])


def test_the_programme_agrees_with_the_lists_of_the_deputies(record):
    """By integer programming, with the deputies as a part of their own: the same ends, and no list beyond."""

    def most(wanted: range) -> int:
        return counted([(5, 60), (120, None)], wanted)[1]

    middle = int(record["fierce-median-deputies"])
    assert most(range(1)) == record["fierce-empty-deputies"]
    assert most(range(middle, 295)) > 62 >= most(range(middle + 1, 295))


def test_the_gap_to_2016(record):
    """More applicants that the ratio of 2016 would have taken: the printed ends against each other."""
    ends = [100 * (Fraction(earlier, 148) * 125 / now - 1) for earlier, now in ((5701, 4299), (5799, 4201))]
    assert record["fierce-gap"] == pytest.approx([float(end) for end in ends])
    people_only = [100 * (5701 / 4299 - 1), 100 * (5799 / 4201 - 1)]  # sabotage: the posts left out
    assert record["fierce-gap"] != pytest.approx(people_only, rel=0.2)

"""The bounds of Chapter 12, against brute force and against data that attain them."""

from __future__ import annotations

import itertools
import statistics

import pytest
from casebook.evidence import records as evidence
from casebook.evidence import tables
from casebook.methods.bounds import median_given_known
from casebook.reading.intervals import Interval
from hypothesis import given, settings
from hypothesis import strategies as st

CHAPTER = "12_where_did_the_functions_go.ipynb"
CASES = [
    (12, 5, (4,), 0, 6),
    (12, 4, (), 1, None),
    (20, 6, (9, 2), 0, 8),
    (9, 5, (0, 7), 0, 5),
    (15, 4, (12,), 1, None),
    (10, 3, (), 0, 4),
]


def medians(total, count, known, least, most) -> list:
    """All medians that some completion has, by listing every completion."""
    free, rest = count - len(known), total - sum(known)
    top = rest if most is None else most
    every = itertools.combinations_with_replacement(range(least, top + 1), free)
    return [statistics.median([*numbers, *known]) for numbers in every if sum(numbers) == rest]


def bounds_hold(bounds: Interval, case: tuple) -> bool:
    """Whether bounds are those that brute force finds."""
    found = medians(*case)
    return bounds == Interval(min(found), max(found))


@pytest.mark.parametrize("case", CASES)
def test_median_bounds_are_those_of_all_completions(case):
    total, count, known, least, most = case
    bounds, low, high = median_given_known(total, count, known, least=least, most=most)
    assert bounds_hold(bounds, case)
    for data, end in ((low, bounds.low), (high, bounds.high)):  # the bounds are attained by lists that fit
        assert statistics.median(data) == end
        assert (sum(data), len(data)) == (total, count)
        unknown = list(data)
        for number in known:
            unknown.remove(number)
        assert min(unknown) >= least
        assert most is None or max(unknown) <= most


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 7), min_size=2, max_size=6), st.integers(0, 2), st.integers(0, 2))
def test_median_bounds_hold_for_any_small_list(numbers, shown, slack):
    known = tuple(numbers[: min(shown, len(numbers) - 1)])
    case = (sum(numbers), len(numbers), known, 0, max(numbers) + slack)
    bounds, _, _ = median_given_known(*case[:3], least=0, most=case[4])
    assert bounds_hold(bounds, case)
    assert statistics.median(numbers) in bounds


@pytest.mark.parametrize("case", CASES)
def test_a_wrong_median_bound_is_noticed(case):
    total, count, known, least, most = case
    bounds, _, _ = median_given_known(total, count, known, least=least, most=most)
    assert not bounds_hold(Interval(bounds.low, bounds.high + 1), case)
    assert not bounds_hold(Interval(bounds.low - 1, bounds.high), case)


def test_bounds_that_forget_the_known_are_noticed():
    case = (20, 6, (9, 2), 0, 8)
    forgotten, _, _ = median_given_known(20, 6, (), least=0, most=9)
    assert not bounds_hold(forgotten, case)


@pytest.mark.parametrize("arguments", [(5, 3, (4, 4)), (5, 2, (1, 4)), (2, 3, ())])
def test_a_sum_that_cannot_be_is_refused(arguments):
    with pytest.raises(ValueError, match="cannot add up"):
        median_given_known(*arguments, least=1, most=3)


# ------------------------------------------------------------------------------------------- the chapter's numbers


@pytest.fixture(scope="module")
def record() -> dict:
    """What the executed chapter put on record."""
    entries = evidence.records(evidence.NOTEBOOKS / CHAPTER)
    return {entry["id"]: entry["value"] for entry in entries if entry["kind"] == "result"}


def left_a_pilot(pilots: int, taian_lists: int) -> tuple[float, float]:
    """Social and operating items a pilot, with Linyi, Liaocheng and Tai'an taken out one by one."""
    social, zones = 8312, pilots
    for items, places in ((327, 1), (856, 1), (209 * taian_lists, 8)):
        social, zones = social - items, zones - places
    return social / zones, (452 - 24 - 48 * taian_lists) / (zones + 1)  # of Linyi no operating items are known


def test_items_a_pilot_are_over_the_pilots_of_the_same_text(record):
    """8,312 stands beside 54 pilots; over the 45 of another paper the mean would be another."""
    assert record["functions-social-mean"] == pytest.approx(8312 / 54)
    assert record["functions-social-mean"] != pytest.approx(8312 / 45, abs=1)  # sabotage


def test_what_is_left_for_the_other_pilots(record):
    """Both readings of Tai'an; the other count of pilots passes the upper ends."""
    social, operating = zip(*(left_a_pilot(54, lists) for lists in (1, 8)), strict=True)
    assert record["functions-left-social"] == pytest.approx([min(social), max(social)])
    assert record["functions-left-oper"] == pytest.approx([min(operating), max(operating)])
    other = left_a_pilot(45, 1)  # sabotage
    assert other[0] > record["functions-left-social"][1] + 1
    assert other[1] > record["functions-left-oper"][1] + 1


def without_an_item(eight_count: bool) -> int:
    """Pilots left without an operating item, at least: items are dealt out one a pilot until they run out."""
    items, waiting = 452 - 24 - 48 * (8 if eight_count else 1), 54 - 1 - 8
    while items and waiting:
        items, waiting = items - 1, waiting - 1
    return waiting


def test_a_list_for_each_zone_of_taian_leaves_a_pilot_without(record):
    """One item is missing; if the list is a sum, or if there were one zone less, none is."""
    assert record["functions-oper-without"] == without_an_item(eight_count=True) == 1
    assert without_an_item(eight_count=False) == 0  # sabotage


def test_the_zones_of_taian_are_those_of_their_name(record):
    """The note to the area and the name of the entity were written apart."""
    (name,) = [row.name_zh for row in tables.table("entities").itertuples() if row.entity_id == "taian-pilots"]
    assert record["functions-taian-zones"] == int("".join(sign for sign in name if sign.isdigit())) == 8
    assert record["functions-taian-sum"] == pytest.approx(209 / 8)


def test_the_spread_of_items_and_of_ratios(record):
    """The ratio spreads less than the items under one reading of Tai'an, and more under the other."""
    assert record["functions-grain-span"] == pytest.approx(856 / (209 / 8))
    assert record["functions-grain-span-list"] == pytest.approx(856 / 209)
    assert record["functions-ratio-span"] == pytest.approx((856 / 24) / (209 / 48))
    assert record["functions-grain-span-list"] < record["functions-ratio-span"] < record["functions-grain-span"]


def test_the_median_pilot(record):
    """Lists below the middle at one item, those from the middle up equal; half an item more passes the sum."""
    most = record["functions-median-54"][1]
    assert record["functions-median-54"][0] == 1
    below, from_the_middle = 26, 54 - 26 - 2  # of those from the middle up, two are Linyi and Liaocheng
    assert below + from_the_middle * most + 327 + 856 <= 8312
    assert below + most + (from_the_middle - 1) * (most + 1) + 327 + 856 > 8312


def attained(median: int, short: int) -> bool:
    """Whether 45 lists with that sum and that median are met by keeping so many at one item; one takes what is left."""
    unknown = [1] * short + [median] * (43 - short)
    unknown[-1] += 8312 - 327 - 856 - sum(unknown)
    return unknown[-1] >= median and statistics.median([327, 856, *unknown]) == median


def test_the_median_pilot_of_45(record):
    """Whatever number of lists is kept at one item, 327 is the greatest median; the formula of the text is not attained."""
    reached = [median for median in range(1, 400) for short in range(44) if attained(median, short)]
    assert record["functions-median-45"] == [min(reached), max(reached)] == [1, 327]
    assert record["functions-median-45-formula"] == (8312 - 327 - 856 - 22) // (45 - 22 - 2) == 338
    assert 338 not in reached  # sabotage: a formula used outside what it supposes


def test_shares_before_and_after_at_the_front(record):
    """Bases in steps of a hundredth: the greatest from which the rise as printed can start, in per cent or in points."""
    bases = [step / 100 for step in range(10_001)]
    least_rise, most_rise = 26.25, 26.35
    relative = [base for base in bases if base * (1 + least_rise / 100) <= 100]
    points = [base for base in bases if base + least_rise <= 100]
    assert record["functions-base-most-relative"] == pytest.approx(max(relative), abs=0.01)
    assert record["functions-base-most-points"] == pytest.approx(max(points), abs=0.01)
    ends = 20 * (1 + most_rise / 100), 20 + most_rise
    assert (record["functions-east-relative"], record["functions-east-points"]) == pytest.approx(ends)
    assert max(ends) < 84.5  # the least that TEDA's printed share admits
    assert record["functions-base-most-relative"] != pytest.approx(
        100 - 26.3, abs=1
    )  # sabotage: the readings exchanged


def pairs_alike(front: list[tuple[str, ...]], parts: slice) -> int:
    """Pairs of places that are coded alike in some columns."""
    return sum(one[parts] == other[parts] for one, other in itertools.combinations(front, 2))


def test_pairs_at_the_front(record):
    """The coding again, by hand; a place that changes its unit makes a pair less or more."""
    front = [
        ("staff", "rise", "both", "investment and service"),
        ("bodies", "share", "after", "industry and investment"),
        ("bodies", "share", "after", "serve the economy"),
        ("bodies", "share", "after", "economic"),
        ("staff", "share", "after", "investment and service to firms"),
        ("staff", "share", "before", "front-line investment"),
    ]
    assert record["functions-pairs"] == len(front) * (len(front) - 1) / 2
    assert record["functions-pairs-same"] == pairs_alike(front, slice(0, 3))
    assert record["functions-pairs-whole"] == pairs_alike(front, slice(0, 4))
    front[3] = ("staff", *front[3][1:])  # sabotage: Jining's bodies taken for people
    assert record["functions-pairs-same"] != pairs_alike(front, slice(0, 3))

"""The bounds and the contract of Chapter 12, against brute force and against data that attain them."""

from __future__ import annotations

import itertools
import statistics

import pytest
from casebook.evidence import records as evidence
from casebook.methods.bounds import best_slope, median_given_known, two_task_gain
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


CONTRACTS = [(0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (4.0, 0.0, 0.0), (1.0, 1.0, 0.5), (3.0, 0.7, 0.8), (0.5, 3.0, 0.6)]


def slope_by_search(risk_cost, weight, overlap) -> float:
    """The best slope without the formula: the agent's efforts and the slope are both found by an optimiser."""
    from scipy.optimize import minimize, minimize_scalar

    def loss(slope):
        def unhappy(efforts):
            e, d = efforts
            return (e**2 + d**2 + 2 * overlap * e * d) / 2 - slope * e

        e, d = minimize(unhappy, [0.1, 0.0], tol=1e-12).x
        cost = (e**2 + d**2 + 2 * overlap * e * d) / 2
        return -(e + weight * d - cost - risk_cost * slope**2 / 2)

    return minimize_scalar(loss, bounds=(0, 2), method="bounded", options={"xatol": 1e-9}).x


@pytest.mark.parametrize("contract", CONTRACTS)
def test_the_slope_is_the_best_of_all(contract):
    assert best_slope(*contract) == pytest.approx(slope_by_search(*contract), abs=1e-4)


def test_a_slope_for_one_task_is_not_the_best_for_two():
    one_task = best_slope(1.0)  # sabotage: the textbook formula where two tasks compete
    assert one_task != pytest.approx(slope_by_search(1.0, 1.0, 0.5), abs=1e-2)


@pytest.mark.parametrize("contract", CONTRACTS)
def test_the_gain_is_greatest_at_the_best_slope(contract):
    best = best_slope(*contract)
    top = two_task_gain(best, *contract)["gain"]
    assert all(two_task_gain(b / 100, *contract)["gain"] <= top + 1e-12 for b in range(201))
    assert two_task_gain(2 * best, *contract)["gain"] <= 1e-12  # at twice the best slope nothing is left of the gain


@pytest.mark.parametrize("arguments", [(-1.0, 0.0, 0.0), (1.0, 0.0, 1.0), (1.0, 0.0, -0.1)])
def test_a_contract_outside_the_model_is_refused(arguments):
    with pytest.raises(ValueError, match="expected"):
        best_slope(*arguments)


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
    """8,312 and 452 stand beside 54 pilots; over the 45 of another paper the means would be others."""
    assert record["functions-social-mean"] == pytest.approx(8312 / 54)
    assert record["functions-oper-mean"] == pytest.approx(452 / 54)
    assert record["functions-social-mean"] != pytest.approx(8312 / 45, abs=1)  # sabotage
    assert record["functions-oper-mean"] != pytest.approx(452 / 45, abs=0.1)


def test_what_is_left_for_the_other_pilots(record):
    """Both readings of Tai'an; the other count of pilots passes the upper ends."""
    social, operating = zip(*(left_a_pilot(54, lists) for lists in (1, 8)), strict=True)
    assert record["functions-left-social"] == pytest.approx([min(social), max(social)])
    assert record["functions-left-oper"] == pytest.approx([min(operating), max(operating)])
    other = left_a_pilot(45, 1)  # sabotage
    assert other[0] > record["functions-left-social"][1] + 1
    assert other[1] > record["functions-left-oper"][1] + 1


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

"""Intervals: exact ends, and arithmetic that loses no value and adds none."""

from __future__ import annotations

import math
import operator
from fractions import Fraction

import pytest
from casebook.reading.intervals import Interval, as_interval
from casebook.reading.printed import read
from hypothesis import assume, given, settings
from hypothesis import strategies as st

steady = settings(derandomize=True, deadline=None, database=None, max_examples=100)

INFINITY = math.inf


def half_open(low, high) -> Interval:
    """[low, high)."""
    return Interval(low, high, True, False)


def open_both(low, high) -> Interval:
    """(low, high)."""
    return Interval(low, high, False, False)


@pytest.mark.parametrize(
    ("interval", "words"),
    [
        (Interval(17, 17), "exactly"),
        (half_open(41.5, 42.5), "from 41.5 to below 42.5"),
        (Interval(4201, 4299), "from 4,201 to 4,299"),
        (open_both(79, 80), "above 79 and below 80"),
        (Interval(79, 80, False, True), "above 79 and at most 80"),
        (Interval(5, INFINITY), "5 or more"),
        (open_both(5, INFINITY), "above 5"),
        (Interval(-INFINITY, 2), "at most 2"),
        (half_open(-INFINITY, 2), "below 2"),
    ],
)
def test_a_set_in_words(interval, words):
    """Whether an end belongs to it is a matter of brackets, which not everybody reads."""
    assert interval.in_words == words


def test_ends_open_and_closed():
    """An excluded end must stay outside."""
    interval = half_open(1, 2)
    assert 1 in interval
    assert 2 not in interval
    assert Fraction(199, 100) in interval
    assert 0.999 not in interval
    assert str(interval) == "[1, 2)"
    assert str(Interval(-INFINITY, 0.1)) == "(−∞, 0.1]"
    assert str(Interval(0, INFINITY)) == "[0, ∞)"
    assert str(Interval(Fraction(1, 3), Fraction(12345, 7))) == "[0.3333, 1,764]"
    assert str(Interval(10.5, 1234.25)) == "[10.5, 1,234.25]"
    assert -INFINITY not in Interval(-INFINITY, 0)


def test_float_is_read_as_written():
    """0.1 is one tenth, not its binary neighbour."""
    assert Interval(0.1, 0.1).low == Fraction(1, 10)


@pytest.mark.parametrize("ends", [(2, 1), (1, 1, True, False), (1, 1, False, True), (INFINITY, INFINITY)])
def test_empty_interval_is_an_error(ends):
    """A set with nothing in it would agree and disagree with everything."""
    with pytest.raises(ValueError, match="empty interval: "):
        Interval(*ends)


@pytest.mark.parametrize(
    ("interval", "whole"),
    [
        (Interval(1, 3), [1, 2, 3]),
        (half_open(1, 3), [1, 2]),
        (open_both(1, 3), [2]),
        (open_both(1, 2), []),
        (Interval(0.5, 2.5), [1, 2]),
        (Interval(-1.5, 0), [-1, 0]),
    ],
)
def test_integers(interval, whole):
    """A whole number at an excluded end would be counted."""
    assert list(interval.integers()) == whole


def test_integers_without_a_bound_are_refused():
    """An unbounded set cannot be listed."""
    with pytest.raises(ValueError, match=r"\[5, ∞\) is not bounded"):
        read("至少5").interval.integers()


def test_intersection():
    """Sets that only touch at an excluded end have nothing in common."""
    assert half_open(1, 3).intersection(Interval(2, 4)) == half_open(2, 3)
    assert half_open(1, 2).intersection(Interval(2, 3)) is None
    assert Interval(1, 2).intersection(Interval(2, 3)) == Interval(2, 2)
    assert open_both(1, 2).intersection(Interval(1, 2)) == open_both(1, 2)
    assert Interval(1, 2).overlaps(Interval(2, 3))
    assert not half_open(1, 2).overlaps(Interval(2, 3))


@pytest.mark.parametrize(
    "divisor", [Interval(-1, 1), Interval(0, 1), open_both(0, 1), open_both(-1, 0), Interval(0, 0)]
)
def test_division_by_what_reaches_zero_is_refused(divisor):
    """Near zero the quotient has no bound."""
    with pytest.raises(ZeroDivisionError, match="which reaches zero"):
        Interval(1, 2) / divisor
    with pytest.raises(ZeroDivisionError, match="which reaches zero"):
        1 / divisor


def test_arithmetic_with_an_unbounded_interval():
    """An open bound must stay open, and nothing times nothing is nothing."""
    at_least = Interval(5, INFINITY)
    assert at_least + 1 == Interval(6, INFINITY)
    assert 1 / at_least == Interval(0, Fraction(1, 5), False, True)
    assert at_least * Interval(0, 1) == Interval(0, INFINITY)
    assert -at_least == Interval(-INFINITY, -5)
    assert 10 - at_least == Interval(-INFINITY, 5)


fractions = st.fractions(min_value=-12, max_value=12, max_denominator=6)


@st.composite
def intervals(draw) -> Interval:
    """Bounded intervals, ends in or out, single points among them."""
    low, high = sorted((draw(fractions), draw(fractions)))
    if low == high:
        return Interval(low, high)
    return Interval(low, high, draw(st.booleans()), draw(st.booleans()))


@st.composite
def members(draw, interval: Interval) -> Fraction:
    """A number in `interval`, its included ends among them."""
    share = draw(st.fractions(min_value=0, max_value=1, max_denominator=8))
    value = interval.low + share * interval.width
    return value if value in interval else interval.low + interval.width / 2


OPERATIONS = [operator.add, operator.sub, operator.mul, operator.truediv]


def drawn_operands(data, operation) -> tuple[Interval, Interval]:
    one, two = data.draw(intervals()), data.draw(intervals())
    assume(operation is not operator.truediv or not two.low <= 0 <= two.high)
    return one, two


@pytest.mark.parametrize("operation", OPERATIONS)
@steady
@given(data=st.data())
def test_arithmetic_loses_no_value(operation, data):
    """For x in X and y in Y, x∘y must lie in X∘Y."""
    one, two = drawn_operands(data, operation)
    x, y = data.draw(members(one)), data.draw(members(two))
    assert operation(x, y) in operation(one, two)
    assert operation(x, y) in operation(x, two)
    assert operation(x, y) in operation(one, y)


@pytest.mark.parametrize("operation", OPERATIONS)
@steady
@given(data=st.data())
def test_arithmetic_adds_no_value(operation, data):
    """The ends of X∘Y are reached where they are closed, approached where they are open, and never passed."""
    one, two = drawn_operands(data, operation)
    result = operation(one, two)
    corners = [operation(x, y) for x in (one.low, one.high) for y in (two.low, two.high)]
    assert (result.low, result.high) == (min(corners), max(corners))

    def telling(interval: Interval) -> list[Fraction]:
        return [v for v in (interval.low, interval.high, 0, interval.low + interval.width / 2) if v in interval]

    reached = {operation(Fraction(x), y) for x in telling(one) for y in telling(two)}
    assert result.low_in == (result.low in reached)
    assert result.high_in == (result.high in reached)


@steady
@given(one=intervals(), two=intervals(), value=fractions)
def test_an_intersection_holds_what_it_should(one, two, value):
    """A value is in both sets if it is in the intersection, and not otherwise."""
    both = one.intersection(two)
    assert (value in one and value in two) == (both is not None and value in both)


@steady
@given(interval=intervals())
def test_integers_are_those_in_the_set(interval):
    """No whole number of the set is missing and none is added."""
    assert list(interval.integers()) == [n for n in range(-13, 14) if n in interval]


def test_a_printed_figure_stands_for_its_interval():
    """What has an interval is taken by it, and a number alone is the set of itself."""
    assert as_interval(read("42%")) == half_open(41.5, 42.5)
    assert as_interval(Interval(1, 2)) == Interval(1, 2)
    assert as_interval(7) == Interval(7, 7)

"""The least and the greatest median of numbers of which the sum and some are known: by hand, with the lists that attain them."""

from __future__ import annotations

import pytest
from casebook.methods.bounds import median_given_known
from casebook.reading.intervals import Interval


@pytest.mark.parametrize(
    ("arguments", "least", "most", "expected"),
    [
        # nothing known: three numbers that sum to six; all equal below, one at the bottom above
        ((6, 3), 0, None, (Interval(0, 3), [0, 0, 6], [0, 3, 3])),
        ((6, 3), 1, None, (Interval(1, 2), [1, 1, 4], [1, 2, 3])),
        # a greatest number of four keeps the least median off nought
        ((6, 3), 0, 4, (Interval(1, 3), [1, 1, 4], [0, 3, 3])),
        # what is known may lie beyond what the unknown admit, and is no pattern for them
        ((15, 4, (9,)), 0, 3, (Interval(2, 3), [2, 2, 2, 9], [0, 3, 3, 9])),
        # two of three are known to be nothing, and no third can lift the middle
        ((10, 3, (0, 0)), 0, None, (Interval(0, 0), [0, 0, 10], [0, 0, 10])),
        # all but one known: nothing is left to choose
        ((6, 3, (1, 2)), 0, None, (Interval(2, 2), [1, 2, 3], [1, 2, 3])),
    ],
)
def test_the_median_and_its_lists_by_hand(arguments, least, most, expected):
    """Each bound with a list that attains it, where there is only one such list."""
    assert median_given_known(*arguments, least=least, most=most) == expected


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((5, 3, (4, 4)), "1 unknown numbers from 1 to 3 cannot add up to -3"),
        ((5, 2, (1, 4)), "0 unknown numbers from 1 to 3 cannot add up to 0"),
        ((2, 3, ()), "3 unknown numbers from 1 to 3 cannot add up to 2"),
        ((10, 3, ()), "3 unknown numbers from 1 to 3 cannot add up to 10"),
    ],
)
def test_a_sum_that_cannot_be_is_refused_with_its_numbers(arguments, message):
    """Whoever mistyped a sum must see what was left for how many."""
    with pytest.raises(ValueError) as error:
        median_given_known(*arguments, least=1, most=3)
    assert str(error.value) == message


def test_an_unknown_number_may_be_nothing_unless_it_is_said_otherwise():
    """The least median of three that sum to six is nought."""
    assert median_given_known(6, 3) == (Interval(0, 3), [0, 0, 6], [0, 3, 3])


@pytest.mark.parametrize(("total", "expected"), [(3, [1, 1, 1]), (9, [3, 3, 3])])
def test_a_sum_at_its_bound_leaves_one_list(total, expected):
    """The least and the greatest sum can be."""
    median = expected[0]
    assert median_given_known(total, 3, least=1, most=3) == (Interval(median, median), expected, expected)

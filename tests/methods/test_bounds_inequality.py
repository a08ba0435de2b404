"""How unequal whole numbers are: by hand on a few, and refused where there is nothing to share."""

from __future__ import annotations

from fractions import Fraction

import pytest
from casebook.methods.bounds import gini, mean_met


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1], Fraction(0)),
        ([0, 1], Fraction(1, 2)),
        ([1, 0, 0], Fraction(2, 3)),
        ([4, 4, 4, 4], Fraction(0)),
        ([1, 2, 3], Fraction(2, 9)),  # the pairs differ by 1, 1 and 2: 8 with each pair twice, over 2 · 3 · 6
        ([3, 1, 2], Fraction(2, 9)),
    ],
)
def test_gini_by_hand(values, expected):
    """Exact, in any order, and for the smallest sum there is."""
    assert gini(values) == expected


@pytest.mark.parametrize("values", [[], [0], [0, 0, 0], [2, -3]])
def test_nothing_to_share_is_refused(values):
    """Nothing divided among any number is neither equal nor unequal."""
    with pytest.raises(ValueError, match="^the Gini coefficient needs a positive sum$"):
        gini(values)


def test_the_mean_that_persons_meet_is_weighed_by_persons():
    """Three persons meet a unit of three and one meets a unit of one: ten over four."""
    assert mean_met([3, 1, 0]) == Fraction(10, 4)

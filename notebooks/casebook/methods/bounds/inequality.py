"""How unequal whole numbers are, exactly."""

from __future__ import annotations

from fractions import Fraction

__all__ = ["gini", "mean_met"]


def gini(values) -> Fraction:
    """The Gini coefficient of whole numbers, exact: 0 if all are equal, (n − 1)/n if one of n units has everything.

    Parameters
    ----------
    values : sequence of int
        One value a unit, none negative, in any order.

    Raises
    ------
    ValueError
        If the values add up to nought.

    Notes
    -----
    Method: half the mean absolute difference over the mean, in its form by ranks.
    """
    ordered = sorted(values)
    count, total = len(ordered), sum(ordered)
    if total <= 0:
        raise ValueError("the Gini coefficient needs a positive sum")
    return Fraction(sum((2 * rank - count - 1) * value for rank, value in enumerate(ordered, 1)), count * total)


def mean_met(values) -> Fraction:
    """The mean over persons of the size of the unit that the person is in, against the mean over units.

    Parameters
    ----------
    values : sequence of int
        Persons a unit.  A unit of x persons is met by x persons.

    Returns
    -------
    Fraction
        Sum of squares over sum.

    Notes
    -----
    Method: size-biased sampling, by arithmetic.
    """
    return Fraction(sum(value * value for value in values), sum(values))

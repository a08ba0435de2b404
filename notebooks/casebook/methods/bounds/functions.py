"""Where functions went: the median of a list of which only the sum and some numbers are known."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from fractions import Fraction

from ...reading.intervals import Interval

__all__ = ["median_given_known"]


def median_given_known(
    total: int, count: int, known: Sequence[int] = (), *, least: int = 0, most: int | None = None
) -> tuple[Interval, list[int], list[int]]:
    """Least and greatest median of whole numbers of which only the sum and some are known.

    The greatest median is searched exactly: a pair of middle values is possible if the cheapest list that reaches it
    does not exceed the sum, since whatever is left over can be added at the top.  The least median is the same problem
    in a mirror.

    Parameters
    ----------
    total : int
        Sum of all numbers, the known ones included.
    count : int
        How many numbers there are.
    known : sequence of int
        Those that are known; they need not lie between `least` and `most`.
    least, most : int
        What each unknown number admits; `most` None means that the sum alone bounds it.

    Returns
    -------
    tuple of (Interval, list of int, list of int)
        The bounds, and two sorted lists of length `count` that attain the lower and the upper one.

    Raises
    ------
    ValueError
        If no list of that length has that sum.
    """
    free, rest = count - len(known), total - sum(known)
    ceiling = max(least, rest - least * (free - 1)) if most is None else most
    if free < 1 or not least * free <= rest <= ceiling * free:
        raise ValueError(f"{free} unknown numbers from {least} to {ceiling} cannot add up to {rest}")
    highest = _highest_median(rest, free, known, least, ceiling)
    flip = least + ceiling
    mirrored = _highest_median(flip * free - rest, free, [flip - number for number in known], least, ceiling)
    lowest = sorted(flip - number for number in mirrored)
    middle = [Fraction(data[(count - 1) // 2] + data[count // 2], 2) for data in (lowest, highest)]
    return Interval(*middle), lowest, highest


def _highest_median(rest: int, free: int, known: Sequence[int], least: int, most: int) -> list[int]:
    count = free + len(known)
    at_upper, at_lower = count - count // 2, count - (count - 1) // 2  # how many are not below each middle value

    in_order = sorted(known)

    def not_below(value: int) -> int:
        return len(in_order) - bisect_left(in_order, value)

    def cheapest(lower: int, upper: int) -> tuple[int, int] | None:
        """How many unknown numbers stand at `upper` and at `lower` in the cheapest list that has these middle values."""
        high = max(0, at_upper - not_below(upper))
        middle = max(0, at_lower - not_below(lower) - high)
        if high + middle > free or (high and upper > most) or (middle and lower > most):
            return None
        cost = high * max(upper, least) + middle * max(lower, least) + (free - high - middle) * least
        return (high, middle) if cost <= rest else None

    best, found = None, None
    upper = top = max([most, *known])
    for lower in range(min([least, *known]), top + 1):
        if cheapest(lower, lower) is None:
            break
        if at_lower == at_upper:
            upper = lower
        while cheapest(lower, upper) is None:  # a higher lower one costs more, so that the upper one only falls
            upper -= 1
        if best is None or lower + upper > best:
            best, (high, middle) = lower + upper, cheapest(lower, upper)
            found = [max(upper, least)] * high + [max(lower, least)] * middle + [least] * (free - high - middle)
    left = rest - sum(found)
    for place in range(free):  # what is left over goes to the top, where it moves no middle value down
        added = min(left, most - found[place])
        found[place] += added
        left -= added
    return sorted([*found, *known])

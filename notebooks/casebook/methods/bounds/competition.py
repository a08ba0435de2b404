"""How fierce a competition was: what totals, a mean and a maximum leave possible for the units between."""

from __future__ import annotations

from fractions import Fraction

__all__ = [
    "below_range",
    "counted_range",
    "fitting_counts",
    "median_range",
    "middling",
    "most_equal",
    "most_unequal",
    "overlap_range",
    "truncated_geometric",
]


def _units(total: int, count: int, top: int, least: int) -> None:
    if not (0 <= least <= top and top + (count - 1) * least <= total <= count * top):
        raise ValueError(
            f"no {count} whole numbers from {least} to {top}, one of them {top}, add up to {total}: "
            f"expected a total from {top + (count - 1) * least} to {count * top}"
        )


def most_equal(total: int, count: int, top: int, least: int = 0) -> list[int]:
    """The most equal way to spread a total over units when one unit is known to have the maximum.

    One unit has `top`, and the others differ by one at most.  Every other way that fits majorises this one, so each
    index that grows with inequality (Gini, variance, share of the largest units) is least here.

    Parameters
    ----------
    total : int
        Sum over all units, such as applicants.
    count : int
        Number of units, such as posts.
    top : int
        Greatest value, attained by one unit at least.
    least : int
        Smallest value allowed.

    Returns
    -------
    list of int
        `count` values in descending order.

    Raises
    ------
    ValueError
        If no whole numbers fit.

    Notes
    -----
    Method: majorisation.
    Checked by listing all ways in small cases.
    """
    _units(total, count, top, least)
    if count == 1:
        return [top]
    each, rest = divmod(total - top, count - 1)
    return [top] + [each + 1] * rest + [each] * (count - 1 - rest)


def most_unequal(total: int, count: int, top: int, least: int = 0) -> list[int]:
    """The most unequal way to spread a total over units: as many as possible at the maximum, the others at the minimum.

    Parameters, errors and method as in :func:`most_equal`; every index that grows with inequality is greatest here.

    Returns
    -------
    list of int
        `count` values in descending order: some at `top`, at most one between, the rest at `least`.
    """
    _units(total, count, top, least)
    if top == least:
        return [top] * count
    full, rest = divmod(total - count * least, top - least)
    between = [least + rest] if full < count else []
    return [top] * full + between + [least] * (count - full - len(between))


def median_range(total: int, count: int, top: int, least: int = 0) -> tuple[int, int]:
    """Least and greatest median of an odd number of whole numbers with a given sum and an attained maximum.

    Parameters
    ----------
    total, count, top, least : int
        As in :func:`most_equal`; `count` is odd.

    Returns
    -------
    tuple of int
        For the least, all above the middle stand at `top`; for the greatest, all below it stand at `least`.

    Raises
    ------
    ValueError
        If `count` is even, or if no whole numbers fit.

    Notes
    -----
    Method: closed form; checked by listing all ways in small cases.
    """
    if count % 2 == 0:
        raise ValueError(f"found {count} units, expected an odd number: an even one has no middle unit")
    _units(total, count, top, least)
    half = count // 2
    if half == 0:
        return top, top
    lowest = max(least, -((half * top - total) // (half + 1)))
    return lowest, min(top, (total - top - half * least) // half)


def below_range(total: int, count: int, top: int, threshold: int, least: int = 0) -> tuple[int, int]:
    """Least and greatest number of units below a threshold, given the sum and an attained maximum.

    Parameters
    ----------
    total, count, top, least : int
        As in :func:`most_equal`.
    threshold : int
        Units with fewer than this are counted; above `least`, at most `top`.

    Returns
    -------
    tuple of int

    Raises
    ------
    ValueError
        If no whole numbers fit, or if the threshold is out of range.

    Notes
    -----
    Method: closed form.  With k units below, the sum runs through every whole number from its least to its greatest.
    """
    _units(total, count, top, least)
    if not least < threshold <= top:
        raise ValueError(f"found the threshold {threshold}, expected one from {least + 1} to {top}")
    fits = [
        k
        for k in range(count)
        if k * least + (count - k - 1) * threshold + top <= total <= k * (threshold - 1) + (count - k) * top
    ]
    return fits[0], fits[-1]


def counted_range(totals: range, parts, top: int, wanted: range, least: int = 0) -> tuple[int, int]:
    """Least and greatest number of units whose value lies in a range, where the units fall into parts; by integer programming.

    Parameters
    ----------
    totals : range
        The sums that are possible over all parts.
    parts : sequence of tuple of (int, int or None)
        Number of units of each part, and its own sum where that is known.
    top : int
        Greatest value, attained by one unit at least.
    wanted : range
        The values that are counted.
    least : int
        Smallest value allowed.

    Returns
    -------
    tuple of int

    Raises
    ------
    ValueError
        If no whole numbers fit.

    Notes
    -----
    Method: the unknowns are the numbers of units of each part at each value, so the programme is linear and exact in whole
    numbers; solved by :func:`scipy.optimize.milp`.
    """
    import numpy as np
    from scipy.optimize import LinearConstraint, milp

    values = np.arange(least, top + 1)
    rows = [(np.tile(values, len(parts)), totals[0], totals[-1])]
    rows.append((np.tile(values == top, len(parts)).astype(int), 1, np.inf))
    for place, (units, subtotal) in enumerate(parts):
        here = np.repeat(np.arange(len(parts)) == place, len(values)).astype(int)
        rows.append((here, units, units))
        if subtotal is not None:
            rows.append((here * np.tile(values, len(parts)), subtotal, subtotal))
    matrix, low, high = (np.array(part) for part in zip(*rows, strict=True))
    aim = np.tile(np.isin(values, wanted), len(parts)).astype(int)
    found = []
    for sign in (1, -1):
        solved = milp(sign * aim, integrality=np.ones(len(aim)), constraints=LinearConstraint(matrix, low, high))
        if not solved.success:
            raise ValueError(f"no whole numbers fit: {solved.message}")
        found.append(int(aim @ np.round(solved.x).astype(int)))
    return found[0], found[1]


def truncated_geometric(mean: float, top: int, least: int = 0):
    """Probabilities of the whole numbers from `least` to `top` with a given mean and the greatest entropy.

    Parameters
    ----------
    mean : float
        Strictly between `least` and `top`.
    top, least : int
        Ends of the support.

    Returns
    -------
    numpy.ndarray
        Shape ``(top - least + 1,)``; sums to one within 1e-12, with the mean within 1e-9.

    Raises
    ------
    ValueError
        If the mean is not inside the support.

    Notes
    -----
    Method: the distribution of greatest entropy under a given mean is exponential in the value.  Its rate is found by :func:`scipy.optimize.brentq`.
    """
    import numpy as np
    from scipy.optimize import brentq

    if not least < mean < top:
        raise ValueError(f"found the mean {mean}, expected one between {least} and {top}")
    values = np.arange(least, top + 1)

    def weights(rate):
        exponent = -rate * values
        raw = np.exp(exponent - exponent.max())
        return raw / raw.sum()

    rate = brentq(lambda r: weights(r) @ values - mean, -50, 50, xtol=1e-15)
    return weights(rate)


def middling(total: int, count: int, top: int, least: int = 0) -> list[int]:
    """A guess between the extremes: one unit at the maximum, the others as a truncated geometric distribution has them.

    The others stand at the middles of equal steps of the distribution of :func:`truncated_geometric`; what rounding leaves
    over is given, or taken, one each from the greatest on.

    Parameters, errors
        As in :func:`most_equal`.

    Returns
    -------
    list of int
        `count` values in descending order that add up to `total`.
    """
    import numpy as np

    _units(total, count, top, least)
    others = count - 1
    reached = np.cumsum(truncated_geometric((total - top) / others, top, least))
    steps = (np.arange(others) + 0.5) / others
    values = (np.searchsorted(reached, steps) + least).tolist()[::-1]
    left = total - top - sum(values)
    while left:
        for place in range(others):
            move = (left > 0) - (left < 0)
            if least <= values[place] + move <= top:
                values[place] += move
                left -= move
    return [top, *sorted(values, reverse=True)]


def fitting_counts(total: int, percent) -> range:
    """The whole numbers of `total` whose share lies in an interval of percentages.

    Parameters
    ----------
    total : int
        The whole, positive.
    percent : casebook.reading.printed.Interval
        What a printed percentage admits.

    Returns
    -------
    range
        Empty if no whole number would be printed so.
    """
    return (percent * Fraction(total, 100)).integers()


def overlap_range(total: int, first: int, second: int) -> tuple[int, int]:
    """Least and greatest number of members that two groups within one whole can have in common.

    Parameters
    ----------
    total, first, second : int
        Sizes of the whole and of the two groups.

    Returns
    -------
    tuple of int
        max(0, first + second − total) and min(first, second).

    Raises
    ------
    ValueError
        If a group is larger than the whole or negative.

    Notes
    -----
    Method: the bounds of Fréchet, each attained.
    """
    if not (0 <= first <= total and 0 <= second <= total):
        raise ValueError(f"found groups of {first} and {second}, expected each from 0 to {total}")
    return max(0, first + second - total), min(first, second)

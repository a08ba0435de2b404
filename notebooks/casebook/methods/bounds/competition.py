"""How fierce a competition was: what totals, a mean and a maximum leave possible for the units between."""

from __future__ import annotations

__all__ = ["median_range", "most_equal", "most_unequal"]


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

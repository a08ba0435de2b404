"""How deep a cut was: means of ratios and ratios of means, and how far chance alone lifts the deepest of several."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from math import comb, prod
from statistics import NormalDist

__all__ = [
    "even_sizes",
    "greatest_cut",
    "lead_of_best",
    "mean_cut",
    "mean_cut_range",
    "removed_chances",
]


def even_sizes(total: int, parts: int) -> list[int]:
    """A whole number split into parts as equal as whole numbers allow, the larger ones first.

    Parameters
    ----------
    total, parts : int
        What is split (at least 0) and into how many parts (at least 1).

    Returns
    -------
    list of int
        `parts` numbers that sum to `total` and differ by at most 1.

    Raises
    ------
    ValueError
        If `parts` is below 1 or `total` below 0.
    """
    if parts < 1 or total < 0:
        raise ValueError(f"cannot split {total} into {parts} parts: expected a total from 0 and parts from 1")
    size, larger = divmod(total, parts)
    return [size + 1] * larger + [size] * (parts - larger)


def mean_cut_range(before: int, after: int, zones: int, kept: int = 1) -> tuple[list, list]:
    """The zones that make the mean of their cuts least and greatest, given only the totals.

    Parameters
    ----------
    before, after : int
        Departments of all zones together, before and after.
    zones : int
        How many zones there are.
    kept : int
        Fewest departments that any zone has left, at least 1; no zone grows.

    Returns
    -------
    tuple of (list of (int, int), list of (int, int))
        Departments before and after in each zone: the zones with the least mean cut, then those with the greatest.

    Raises
    ------
    ValueError
        If no zones have these totals.

    Notes
    -----
    With d removed of b, the sum of d/b is at least all that was removed over the largest b that is possible, which one zone
    attains that bears all of it.  For the greatest mean write d/(d + a): for given d it is convex in a, so the departments
    left over and above `kept` stand in one zone; for the others d/(d + kept) is concave in d, so d is spread evenly; what the
    one zone loses is tried out.  Exact, in whole numbers.
    """
    spare, gone = after - zones * kept, before - after
    if zones < 1 or kept < 1 or spare < 0 or gone < 0:
        raise ValueError(
            f"{zones} zones with {before} departments before and {after} after, {kept} left in each: there are none"
        )
    least = [(kept, kept)] * (zones - 1) + [(kept + spare + gone, kept + spare)]

    def candidate(in_one: int) -> list[tuple[int, int]]:
        others = even_sizes(gone - in_one, zones - 1) if zones > 1 else []
        return [(kept + d, kept) for d in others] + [(kept + spare + in_one, kept + spare)]

    tried = range(gone + 1) if zones > 1 else [gone]
    return least, max(map(candidate, tried), key=mean_cut)


def mean_cut(zones: Sequence[tuple[int, int]]) -> Fraction:
    """The mean of the zones' cuts in per cent, each zone counting once; each zone is (departments before, after)."""
    return sum(100 * (1 - Fraction(after, before)) for before, after in zones) / len(zones)


def _at_most_of(most: int, trials: int, chance):
    """Probability of at most so many successes in independent trials of one chance, a number or an array of numbers."""
    return sum(comb(trials, k) * chance**k * (1 - chance) ** (trials - k) for k in range(most + 1))


def removed_chances(size: int, share: float, together: float = 0.0) -> list[float]:
    """Chances that 0, 1, … all departments of one zone are removed, if they are removed alike to some degree.

    Parameters
    ----------
    size : int
        Departments of the zone before.
    share : float
        Chance that any one of them is removed, from 0 to 1.
    together : float
        Correlation between two departments of the zone, from 0 (each for itself) to below 1.

    Returns
    -------
    list of float, length ``size + 1``
        Sums to 1.

    Notes
    -----
    Beta-binomial (Skellam 1948) in the form of an urn: each removal makes the next likelier.  At 0 it is the binomial.  The
    variance is ``1 + (size - 1) * together`` times that of the binomial.
    """

    def steps(chance: float, count: int) -> float:
        return prod(chance * (1 - together) + k * together for k in range(count))

    return [comb(size, k) * steps(share, k) * steps(1 - share, size - k) / steps(1, size) for k in range(size + 1)]


def greatest_cut(sizes: Sequence[int], share: float, together: float = 0.0):
    """How deep the deepest of several cuts is, if each department is removed by chance and the zones are independent.

    Parameters
    ----------
    sizes : sequence of int, shape (zones,)
        Departments of each zone before, each at least 1.
    share : float
        Chance that a department is removed, from 0 to 1.
    together : float
        Correlation between two departments of one zone, from 0 to below 1.

    Returns
    -------
    pandas.Series
        Probability of each possible greatest cut, indexed by the cut in per cent, ascending; sums to 1.

    Raises
    ------
    ValueError
        If a size is below 1, `share` is no probability or `together` is outside its range.

    Notes
    -----
    The greatest of independent shares is at most x if all are: the distribution function is the product of theirs (order
    statistics).  Each is summed term by term: sizes are small, and scipy takes longer to load.
    """
    import numpy as np
    import pandas as pd

    if min(sizes, default=0) < 1 or not 0 <= share <= 1:
        raise ValueError(f"found sizes {list(sizes)} and share {share}, expected sizes from 1 and a share from 0 to 1")
    if not 0 <= together < 1:
        raise ValueError(f"found a correlation of {together}, expected one from 0 to below 1")
    cuts = sorted({Fraction(k, n) for n in set(sizes) for k in range(n + 1)})
    at_most = {n: list(accumulate(removed_chances(n, share, together))) for n in map(int, set(sizes))}
    below = [prod(at_most[int(n)][int(x * int(n))] for n in sizes) for x in cuts]
    return pd.Series(np.diff(below, prepend=0.0), index=[float(100 * x) for x in cuts])


def lead_of_best(chosen: int, units: int) -> float:
    """How far the best of several units lie above the mean of all by chance alone, if their values are normal.

    Parameters
    ----------
    chosen, units : int
        How many are chosen, from the top, and of how many.

    Returns
    -------
    float
        Expected mean of the chosen, in standard deviations.

    Raises
    ------
    ValueError
        Unless 1 ≤ chosen ≤ units.

    Notes
    -----
    A unit at x is among the chosen if fewer than `chosen` of the others lie above it (order statistics); integrated by
    trapezoids over eight standard deviations to either side.
    """
    import numpy as np

    if not 1 <= chosen <= units:
        raise ValueError(f"found {chosen} chosen of {units}, expected from 1 to all of them")
    x = np.linspace(-8, 8, 4001)
    density = np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)
    above = np.array([NormalDist().cdf(-value) for value in x])
    return float(units / chosen * np.trapezoid(x * density * _at_most_of(chosen - 1, units - 1, above), x))

"""Bounds and exact arithmetic for small cases: what printed figures leave possible, and what they rule out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from math import ceil, comb, prod
from statistics import NormalDist

from ..reading.intervals import Interval, as_interval

__all__ = [
    "below_range",
    "best_slope",
    "counted_range",
    "even_sizes",
    "fewest_leavers",
    "fitting_counts",
    "gini",
    "greatest_cut",
    "greatest_cut_drawn",
    "lead_of_best",
    "mean_after",
    "mean_cut",
    "mean_cut_range",
    "mean_met",
    "median_given_known",
    "median_range",
    "middling",
    "most_equal",
    "most_unequal",
    "never_hit",
    "newcomer_share",
    "overlap_range",
    "removed_chances",
    "simulated_greatest_cuts",
    "simulated_never_hit",
    "sizes_that_fit",
    "truncated_geometric",
    "two_task_gain",
]


# ------------------------------------------------------------------------------------- who was moved (chapter 10)


def sizes_that_fit(share: Interval, most: int) -> list[int]:
    """The sizes of a group in which some whole number of members makes a printed share.

    Parameters
    ----------
    share : Interval
        What the printed share admits, in per cent.
    most : int
        Greatest size tried, at least 1.

    Returns
    -------
    list of int
        Sizes n from 1 to `most` with a whole k such that 100 k / n lies in `share`, ascending.

    Raises
    ------
    ValueError
        If `most` is below 1.

    Notes
    -----
    By exhaustion, in exact fractions.
    """
    if most < 1:
        raise ValueError(f"greatest size: found {most}, expected at least 1")
    return [size for size in range(1, most + 1) if len((share / 100 * size).integers())]


def newcomer_share(before, multiple, replaced) -> Interval | None:
    """Which share of newcomers must hold a degree, if the share of holders is multiplied and part of a team replaced.

    Parameters
    ----------
    before : number
        Share of holders in the team before, 0 to 1.
    multiple : number
        Share after as a multiple of the share before.
    replaced : number
        Share of the team whose members left and were replaced from outside it, above 0, at most 1.

    Returns
    -------
    Interval or None
        From all holders having stayed, as far as there was room, to as many as possible having left; None if even a
        degree for every newcomer does not reach the share after.

    Raises
    ------
    ValueError
        If a share lies outside its range.

    Notes
    -----
    Bounds by accounting: after = holders who stayed + holders who came; those who stayed number between
    max(0, before - replaced) and min(before, 1 - replaced).  The size of the team is the same before and after.
    """
    before, multiple, replaced = (Fraction(str(number)) for number in (before, multiple, replaced))
    if not (0 <= before <= 1 and 0 < replaced <= 1 and multiple >= 0):
        raise ValueError(f"found shares {before} and {replaced}, multiple {multiple}, expected shares from 0 to 1")
    after = before * multiple
    least = max(Fraction(0), (after - min(before, 1 - replaced)) / replaced)
    most = min(Fraction(1), (after - max(Fraction(0), before - replaced)) / replaced)
    return Interval(least, most) if least <= 1 and least <= most else None


def mean_after(staff: int, leavers: int, arrivals: int, before, youngest, oldest) -> Interval:
    """Which mean ages a staff can have after some left and some came.

    Parameters
    ----------
    staff, leavers, arrivals : int
        Heads before, heads that left (at most `staff`), heads that came from outside.
    before : Interval or number
        Mean age before, years.
    youngest, oldest : number
        Least and greatest age of anybody, years.

    Returns
    -------
    Interval
        Every mean in it is reached by some ages in the range, and no other.

    Raises
    ------
    ValueError
        If more leave than are there, nobody is left, or the mean before lies outside the range of ages.

    Notes
    -----
    Ages are real numbers.  The least sum after is reached when the oldest leave and the youngest come: those who stay
    then have the sum before less that of the leavers, and no less than the youngest age a head.  The greatest likewise.
    Between the two every sum is reached, since ages move without gaps.
    """
    before = as_interval(before)
    staying = staff - leavers
    heads = staying + arrivals
    if leavers > staff or min(leavers, arrivals) < 0 or heads < 1:
        raise ValueError(f"found {leavers} leavers and {arrivals} arrivals for {staff}, expected a group that exists")
    if before.low < youngest or before.high > oldest:
        raise ValueError(f"mean before: found {before}, expected ages from {youngest} to {oldest}")
    low = max(before.low * staff - leavers * oldest, Fraction(staying * youngest)) + arrivals * youngest
    high = min(before.high * staff - leavers * youngest, Fraction(staying * oldest)) + arrivals * oldest
    low_in = before.low_in or before.low * staff - leavers * oldest < staying * youngest
    high_in = before.high_in or before.high * staff - leavers * youngest > staying * oldest
    return Interval(low / heads, high / heads, low_in, high_in)


def fewest_leavers(staff: int, arrivals: int, before, after, youngest, oldest) -> int | None:
    """How many at least must have left for a staff to go from one mean age to another.

    Parameters
    ----------
    staff, arrivals : int
        Heads before, heads that came from outside.
    before, after : Interval or number
        Mean age before and after, years.
    youngest, oldest : number
        Least and greatest age of anybody, years.

    Returns
    -------
    int or None
        Heads; None if no number will do.

    Raises
    ------
    ValueError
        As for :func:`mean_after`.

    Notes
    -----
    Counted up from the number below which even the oldest leaving, or the youngest, moves the sum of ages too little.
    """
    before, after, heads = as_interval(before), as_interval(after), staff + arrivals
    too_old = before.low * staff + arrivals * youngest - after.high * heads  # years in all, if nobody left
    too_young = after.low * heads - before.high * staff - arrivals * oldest
    steps = ((too_old, oldest - after.high), (too_young, after.low - youngest))
    start = max([0, *(ceil(years / each) for years, each in steps if each > 0)])
    last = staff if arrivals else staff - 1
    for leavers in range(min(start, last), last + 1):
        if mean_after(staff, leavers, arrivals, before, youngest, oldest).overlaps(after):
            return leavers
    return None


def never_hit(rate, years: int, at_risk=1):
    """Share of the first staff that a yearly rule has not hit after some years.

    Parameters
    ----------
    rate : number
        Share of all posts hit in each year, 0 to 1; the posts are filled again.
    years : int
        Number of years.
    at_risk : number
        Share of the posts among which the hits fall, always the same posts; 1 if anybody can be hit in any year.

    Returns
    -------
    number
        ``1 - at_risk + at_risk * (1 - rate / at_risk) ** years``, of the type of `rate`.

    Raises
    ------
    ValueError
        If `rate` exceeds `at_risk`, so that there are not posts enough to be hit.

    Notes
    -----
    The year of the first hit is geometric for a post at risk.  Hits in a year fall on posts at random.
    """
    if not 0 <= rate <= at_risk <= 1:
        raise ValueError(f"found a rate of {rate} among {at_risk} of the posts, expected 0 <= rate <= at risk <= 1")
    return 1 - at_risk + at_risk * (1 - rate / at_risk) ** years


def simulated_never_hit(rate: float, years: int, staff: int, runs: int, seed: int):
    """The same as :func:`never_hit` for everybody at risk, by simulation: each of `staff` drawn anew every year.

    Parameters
    ----------
    rate : float
        Chance of being hit in a year, 0 to 1.
    years, staff, runs, seed : int
        Years, heads, repetitions, and the seed of the random numbers.

    Returns
    -------
    numpy.ndarray of int, shape (runs, years)
        Heads of the first staff not yet hit after each year.

    Raises
    ------
    ValueError
        If `rate` is no probability.

    Notes
    -----
    A column is a sample of Binomial(staff, (1 - rate) ** year).
    """
    import numpy as np

    if not 0 <= rate <= 1:
        raise ValueError(f"chance of being hit: found {rate}, expected 0 to 1")
    draws = np.random.default_rng(seed).random((years, runs, staff))
    untouched = np.logical_and.accumulate(draws >= rate, axis=0)
    return untouched.sum(axis=2).T


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


def best_slope(risk_cost: float, weight: float = 0.0, overlap: float = 0.0) -> float:
    """Best share of a measured result to pay out, in a linear contract with a second task that is not measured.

    Pay is ``w = a + b x`` with ``x = e + noise``.  The agent has constant absolute risk aversion r, the noise is normal
    with variance s2, and effort costs ``c/2 (e**2 + d**2 + 2 k e d)``, where e is the measured effort and d what is
    added to the unmeasured one.  The principal gains ``e + v d``.  Then the agent chooses ``e = b / (c (1 - k**2))`` and
    ``d = -k e``, and the slope that maximises the joint gain is ``(1 - v k) / (1 + r c s2 (1 - k**2))``, not below 0.
    With ``k = 0`` this is the textbook ``1 / (1 + r c s2)``.  After Holmström and Milgrom (1991); the quadratic form is
    ours.

    Parameters
    ----------
    risk_cost : float
        The product r c s2, without unit, not negative.
    weight : float
        v: what a unit of the unmeasured task is worth, the measured one being worth 1.
    overlap : float
        k: how far effort on one task makes the other dearer, from 0 to below 1.

    Returns
    -------
    float
        The slope b, from 0 to 1.

    Raises
    ------
    ValueError
        If `risk_cost` is negative or `overlap` is not in [0, 1).
    """
    _require_contract(risk_cost, overlap)
    return max(0.0, (1 - weight * overlap) / (1 + risk_cost * (1 - overlap**2)))


def two_task_gain(slope: float, risk_cost: float, weight: float = 0.0, overlap: float = 0.0) -> dict[str, float]:
    """Efforts and joint gain at a given slope, in the model of :func:`best_slope`.

    Parameters
    ----------
    slope : float
        b: share of the measured result that is paid out.
    risk_cost, weight, overlap : float
        As for :func:`best_slope`.

    Returns
    -------
    dict of str to float
        ``measured``: effort on the measured task; ``unmeasured``: change of the other; ``gain``: what principal and agent
        gain together over flat pay.  All in units of 1/c.

    Raises
    ------
    ValueError
        As for :func:`best_slope`.
    """
    _require_contract(risk_cost, overlap)
    measured = slope / (1 - overlap**2)
    cost = slope**2 / (2 * (1 - overlap**2)) + risk_cost * slope**2 / 2
    return {
        "measured": measured,
        "unmeasured": -overlap * measured,
        "gain": measured * (1 - weight * overlap) - cost,
    }


def _require_contract(risk_cost: float, overlap: float) -> None:
    if risk_cost < 0:
        raise ValueError(f"risk times cost times variance is {risk_cost}: expected 0 or more")
    if not 0 <= overlap < 1:
        raise ValueError(f"overlap of the tasks is {overlap}: expected 0 or more, and less than 1")


# -------------------------------------------------- how fierce was the competition (chapter 11)


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


# ----------------------------------------------------------------------------- how deep was the cut (chapter 9)


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


def at_most_of(most: int, trials: int, chance):
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


def greatest_cut_drawn(sizes: Sequence[int], removed: int) -> dict[Fraction, Fraction]:
    """How deep the deepest of several cuts is, if just so many departments are drawn from all as from an urn.

    Parameters
    ----------
    sizes : sequence of int, shape (zones,)
        Departments of each zone before, each at least 1.
    removed : int
        Departments removed in all zones together.

    Returns
    -------
    dict of Fraction to Fraction
        Probability of each possible greatest cut (in per cent), exact; sums to 1.

    Raises
    ------
    ValueError
        If more are removed than there are, or a size is below 1.

    Notes
    -----
    Counted, not simulated: the ways to remove k of n are the coefficients of (1 + t)^n, and a product of polynomials cut off
    at the cut asked for counts the draws in which no zone loses more.
    """
    if min(sizes, default=0) < 1 or not 0 <= removed <= sum(sizes):
        raise ValueError(f"cannot draw {removed} from zones of sizes {list(sizes)}")

    def ways(x: Fraction) -> int:
        counts = [1] + [0] * removed
        for n in sizes:
            most = int(x * n)
            counts = [sum(comb(n, k) * counts[t - k] for k in range(min(most, t) + 1)) for t in range(removed + 1)]
        return counts[removed]

    cuts = sorted({Fraction(k, n) for n in set(sizes) for k in range(n + 1)})
    draws, so_far, found = comb(sum(sizes), removed), 0, {}
    for x in cuts:
        now = ways(x)
        found[100 * x] = Fraction(now - so_far, draws)
        so_far = now
    return found


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
    return float(units / chosen * np.trapezoid(x * density * at_most_of(chosen - 1, units - 1, above), x))


def simulated_greatest_cuts(sizes: Sequence[int], share: float, draws: int, seed: int):
    """The greatest cut in each of many made-up cities, for comparison with :func:`greatest_cut`.

    Parameters
    ----------
    sizes : sequence of int, shape (zones,)
        Departments of each zone before, each at least 1.
    share : float
        Chance that a department is removed, from 0 to 1.
    draws, seed : int
        Number of cities, and the seed of the generator (PCG64 of numpy).

    Returns
    -------
    numpy.ndarray, shape (draws,)
        Greatest cut of each city, in per cent.
    """
    import numpy as np

    sizes = np.asarray(sizes)
    removed = np.random.default_rng(seed).binomial(sizes, share, size=(draws, len(sizes)))
    return (removed / sizes).max(axis=1) * 100

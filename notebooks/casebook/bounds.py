"""Bounds and exact arithmetic for small cases: what printed figures leave possible, and what they rule out."""

from __future__ import annotations

from fractions import Fraction

from .printed import Interval, as_interval

from collections.abc import Sequence
__all__ = [
    "best_slope",
    "fewest_leavers",
    "mean_after",
    "median_given_known",
    "never_hit",
    "newcomer_share",
    "simulated_never_hit",
    "sizes_that_fit",
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
    By exhaustion over :func:`mean_after`.
    """
    after = as_interval(after)
    for leavers in range(staff + (arrivals > 0)):
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

    def cheapest(lower: int, upper: int) -> list[int] | None:
        high = max(0, at_upper - sum(number >= upper for number in known))
        middle = max(0, at_lower - sum(number >= lower for number in known) - high)
        if high + middle > free:
            return None
        filled = [max(upper, least)] * high + [max(lower, least)] * middle + [least] * (free - high - middle)
        return filled if sum(filled) <= rest and max(filled) <= most else None

    best, found = None, None
    top = max([most, *known])
    for lower in range(min([least, *known]), top + 1):
        filled = cheapest(lower, lower)
        if filled is None:
            break
        upper, beyond = lower, top + 1
        while at_lower != at_upper and beyond - upper > 1:
            trial = (upper + beyond) // 2
            upper, beyond = (trial, beyond) if cheapest(lower, trial) else (upper, trial)
        if best is None or lower + upper > best:
            best, found = lower + upper, cheapest(lower, upper)
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

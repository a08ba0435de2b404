"""Who was moved: what the mean age of a staff says of those who left and those who came, and whom a yearly rule spares."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from ...reading.intervals import Interval, as_interval

__all__ = ["fewest_leavers", "mean_after", "never_hit"]


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

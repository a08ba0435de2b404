"""What an interval allows to say, in a fixed form of words.

Three verdicts on an effect, after the informative statements of GRADE (Santesso et al. 2020): relevant, equivalent to
nought, inconclusive.  The smallest effect of interest is set before the interval is seen.
"""

from __future__ import annotations

import re

import numpy as np

__all__ = ["GRAMMAR", "conclusion", "in_words"]

_FORMS = {
    "relevant, up": "The evidence shows that {cause} raised {outcome}, by at least {low}.",
    "relevant, down": "The evidence shows that {cause} lowered {outcome}, by at least {high}.",
    "equivalent to nought": "The evidence shows little to no effect of {cause} on {outcome}: {low} to {high}.",
    "inconclusive": "The evidence is uncertain about the effect of {cause} on {outcome}: {low} to {high} is left open.",
    "no conclusion": "Too few comparisons fit to say anything about the effect of {cause} on {outcome}.",
}

GRAMMAR = re.compile(
    "|".join(
        re.escape(form).replace(r"\{cause\}", r"[^.]+?").replace(r"\{outcome\}", r"[^.]+?").replace(r"\{low\}", ".+?")
        .replace(r"\{high\}", ".+?")
        for form in _FORMS.values()
    )
)  # fmt: skip
"""A sentence about an effect has one of these forms, whole."""


def conclusion(interval: tuple[float, float], interest: float) -> str:
    """Which verdict an interval of an effect allows.

    Parameters
    ----------
    interval : tuple of float
        Ends of the interval.
    interest : float
        The smallest effect of interest, above nought, in the same unit, set beforehand and with a reason.

    Returns
    -------
    str
        ``relevant, up`` or ``relevant, down`` if the whole interval lies beyond it, ``equivalent to nought`` if the whole
        interval lies within it on either side, ``no conclusion`` if the interval has no bound, else ``inconclusive``.

    Raises
    ------
    ValueError
        If the smallest effect of interest is not above nought, or the ends stand in the wrong order.
    """
    low, high = interval
    if not interest > 0:
        raise ValueError(f"found {interest} as the smallest effect of interest, expected a number above nought")
    if not low <= high:
        raise ValueError(f"found an interval from {low} to {high}, expected the lower end first")
    if not np.isfinite([low, high]).all():
        return "no conclusion"
    if low >= interest:
        return "relevant, up"
    if high <= -interest:
        return "relevant, down"
    if -interest < low and high < interest:
        return "equivalent to nought"
    return "inconclusive"


def in_words(interval: tuple[float, float], interest: float, cause: str, outcome: str, unit: str) -> str:
    """The verdict as a sentence of the fixed form, with the ends of the interval in it.

    Parameters
    ----------
    interval, interest
        As in :func:`conclusion`.
    cause, outcome, unit : str
        What may have worked, on what, counted in what.
    """
    low, high = interval
    verdict = conclusion(interval, interest)
    ends = {"low": f"{low:+.1f} {unit}", "high": f"{high:+.1f} {unit}"}
    if verdict.startswith("relevant"):
        ends = {name: end.lstrip("+-") for name, end in ends.items()}
    return _FORMS[verdict].format(cause=cause, outcome=outcome, **ends).replace("-", "−")

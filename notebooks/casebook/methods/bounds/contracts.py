"""What a contract does that pays for one task of two: the linear contract of Holmström and Milgrom."""

from __future__ import annotations

__all__ = ["best_slope", "two_task_gain"]


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

"""Synthetic control: a unit made of others, as like the treated one as it was before.

Methods: Abadie, Diamond and Hainmueller (2010); demeaned, Ferman and Pinto (2021).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

__all__ = ["SyntheticControl", "leave_one_out", "simplex_weights", "synthetic_control"]


def simplex_weights(donors: np.ndarray, treated: np.ndarray, ridge: float = 0.0) -> np.ndarray:
    """Weights, none negative and together one, that bring the donors closest to the treated unit.

    Solves ``min ‖y − Xw‖² + ridge·‖w‖²`` on the simplex by one call of non-negative least squares.  On the simplex
    ``y = y·Σw``, so the aim is ``‖Aw‖²`` with ``A = X − y1ᵀ``; and the minimiser over ``w ≥ 0`` of
    ``‖Aw‖² + (Σw − 1)²`` is a multiple of it, because for ``w = tv`` with ``v`` on the simplex the best ``t`` leaves
    ``‖Av‖² / (1 + ‖Av‖²)``, which grows with ``‖Av‖²``.

    Parameters
    ----------
    donors : array, periods × donors
    treated : array, periods
    ridge : float
        Weight of the penalty that makes the solution one of a kind where donors outnumber periods; in squared units of
        the outcome.

    Returns
    -------
    array, donors
        The weights.

    Raises
    ------
    ValueError
        If shapes do not fit or values are not finite.
    """
    from scipy.optimize import nnls

    donors, treated = np.asarray(donors, float), np.asarray(treated, float)
    if donors.ndim != 2 or treated.shape != donors.shape[:1]:
        raise ValueError(
            f"found donors of shape {donors.shape} and treated of shape {treated.shape}, expected periods × donors and periods"
        )
    if not (np.isfinite(donors).all() and np.isfinite(treated).all()):
        raise ValueError("found values that are not finite, expected numbers in every period")
    count = donors.shape[1]
    difference = donors - treated[:, None]
    scale = np.sqrt((difference**2).mean()) or 1.0
    rows = [difference / scale, np.ones((1, count))]
    if ridge:
        rows.insert(1, np.sqrt(ridge) / scale * np.eye(count))
    target = np.zeros(sum(len(row) for row in rows))
    target[-1] = 1.0
    weights, _ = nnls(np.vstack(rows), target, maxiter=50 * count)
    return weights / weights.sum()


@dataclass(frozen=True)
class SyntheticControl:
    """A treated unit and its synthetic control.

    Attributes
    ----------
    treated : str
    weights : Series, donors
    gap : Series, periods
        Treated less synthetic, in the unit of the outcome; with demeaning, of the outcome less its mean before.
    fit : list
        Periods that the weights were chosen on.
    read : list
        Periods in which the gap is read.
    """

    treated: str
    weights: pd.Series
    gap: pd.Series
    fit: list
    read: list

    @property
    def effect(self) -> float:
        """The gap in the last period read."""
        return float(self.gap[self.read[-1]])

    @property
    def error_before(self) -> float:
        """Root mean squared gap in the periods fitted."""
        return float(np.sqrt((self.gap[self.fit] ** 2).mean()))


def synthetic_control(
    outcome: pd.DataFrame,
    treated: str,
    fit: Iterable,
    read: Iterable,
    donors: Sequence[str] | None = None,
    *,
    demean: bool = True,
    ridge: float = 0.0,
) -> SyntheticControl:
    """A synthetic control for one unit.

    Parameters
    ----------
    outcome : DataFrame, periods × units
    treated : str
        A column of `outcome`.
    fit, read : iterable of periods
        Periods to choose the weights on, and to read the gap in.
    donors : sequence of str, optional
        Columns to draw on; by default all others.
    demean : bool
        Take each unit's mean over the fitted periods out first, so that levels need not match.
    ridge : float
        As in :func:`simplex_weights`.

    Returns
    -------
    SyntheticControl

    Raises
    ------
    ValueError
        If the treated unit is among the donors, a period is both fitted and read, or a value is missing.
    """
    fit, read = list(fit), list(read)
    donors = [unit for unit in outcome.columns if unit != treated] if donors is None else list(donors)
    if treated in donors:
        raise ValueError(f"found the treated unit {treated!r} among the donors")
    if set(fit) & set(read):
        raise ValueError(f"found {sorted(set(fit) & set(read))} both fitted and read, expected two separate windows")
    used = outcome.loc[fit + read, [treated, *donors]]
    if used.isna().to_numpy().any():
        row, column = np.argwhere(used.isna().to_numpy())[0]
        raise ValueError(f"outcome: found no value for {used.columns[column]} in {used.index[row]}, expected a number")
    if demean:
        used = used - used.loc[fit].mean()
    weights = simplex_weights(used.loc[fit, donors].to_numpy(), used.loc[fit, treated].to_numpy(), ridge)
    gap = used[treated] - used[donors].to_numpy() @ weights
    return SyntheticControl(treated, pd.Series(weights, index=donors), gap, fit, read)


def leave_one_out(
    outcome: pd.DataFrame, treated: str, fit: Iterable, read: Iterable, donors=None, **options
) -> pd.Series:
    """The effect without each donor that has weight, indexed by the donor left out."""
    fit, read = list(fit), list(read)
    donors = [unit for unit in outcome.columns if unit != treated] if donors is None else list(donors)
    whole = synthetic_control(outcome, treated, fit, read, donors, **options)
    effects = {}
    for unit in whole.weights.index[whole.weights > 1e-9]:
        pool = [other for other in donors if other != unit]
        effects[unit] = synthetic_control(outcome, treated, fit, read, pool, **options).effect
    return pd.Series(effects, name="effect")

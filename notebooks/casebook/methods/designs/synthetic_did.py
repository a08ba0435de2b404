"""Synthetic difference in differences: weights for units and for the periods before, then a difference of differences.

Method: Arkhangelsky, Athey, Hirshberg, Imbens and Wager (2021), algorithm 1, for one treated unit.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from .synthetic import simplex_weights

__all__ = ["synthetic_did"]


def synthetic_did(outcome: pd.DataFrame, treated: str, fit: Iterable, read: Iterable) -> float:
    """Synthetic difference in differences of one unit, the mean of the periods read.

    The donors' weights let their mix move as the treated unit did, up to a constant, with the ridge of the paper; the
    weights of the periods before let them foretell the donors' mean of the periods read, up to a constant.  The paper adds a
    hair of a ridge to the latter; where donors outnumber those periods they are one of a kind without.

    Parameters
    ----------
    outcome : DataFrame, periods × units
        All units but `treated` are donors; no gaps in the periods used.
    treated : str
    fit, read : iterable of periods
        Before and after; at least two before, for the noise of the donors is read off their changes.

    Returns
    -------
    float
        In the unit of the outcome.

    Raises
    ------
    ValueError
        If fewer than two periods are fitted or a value is missing.
    """
    fit, read = list(fit), list(read)
    if len(fit) < 2:
        raise ValueError(f"found {len(fit)} periods before, expected at least two")
    if outcome.loc[fit + read].isna().to_numpy().any():
        raise ValueError("outcome: found a value missing in the periods used, expected numbers")
    donors = outcome.columns.drop(treated)
    before, own = outcome.loc[fit, donors].to_numpy(), outcome.loc[fit, treated].to_numpy()
    after = outcome.loc[read, donors].to_numpy()
    noise = np.diff(before, axis=0).std(ddof=1)
    ridge = np.sqrt(len(read)) * noise**2 * len(fit)  # ζ² T₀ with ζ = (N_tr T_post)^¼ σ and one treated unit
    # the donors' means are out, so that a constant in the target moves no weight: that is the intercept
    mix = simplex_weights(before - before.mean(axis=0), own, ridge)
    when = simplex_weights((before - before.mean(axis=1, keepdims=True)).T, after.mean(axis=0))
    gap = outcome[treated] - outcome[donors] @ mix
    return float(gap[read].mean() - when @ gap[fit])

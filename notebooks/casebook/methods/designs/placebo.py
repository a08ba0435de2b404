"""The same design where nothing happened: placebos in space and in time.

Method: Abadie, Diamond and Hainmueller (2015).
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from .synthetic import simplex_weights, synthetic_control

__all__ = ["placebo_effects", "placebo_gaps", "placebo_p"]


def placebo_effects(
    outcome: pd.DataFrame, treated: str, fit: Iterable, read: Iterable, donors=None, **options
) -> pd.DataFrame:
    """The same design for the treated unit and for each donor in its place, the treated unit left out of the pools.

    Returns
    -------
    DataFrame, units × (effect, error_before, error_after, error_ratio)
        The treated unit first.
    """
    fit, read = list(fit), list(read)
    donors = [unit for unit in outcome.columns if unit != treated] if donors is None else list(donors)
    rows = {}
    for unit in [treated, *donors]:
        pool = [other for other in donors if other != unit]
        design = synthetic_control(outcome, unit, fit, read, pool, **options)
        rows[unit] = [design.effect, design.error_before, design.error_after, design.error_ratio]
    return pd.DataFrame.from_dict(
        rows, orient="index", columns=["effect", "error_before", "error_after", "error_ratio"]
    )


def placebo_gaps(
    outcome: pd.DataFrame, treated: str, fit: Iterable, read: Iterable, *, ridge: float = 0.0
) -> pd.DataFrame:
    """The gaps of the treated unit and of each donor in its place, demeaned, the treated unit left out of the pools.

    The same design as :func:`placebo_effects`, for all periods, and fast enough for hundreds of specifications.

    Parameters
    ----------
    outcome : DataFrame, periods × units
        No gaps in the periods used; all units but `treated` are donors.
    treated : str
    fit, read : iterable of periods
    ridge : float
        As in :func:`simplex_weights`.

    Returns
    -------
    DataFrame, periods × units
    """
    fit, read = list(fit), list(read)
    used = outcome.loc[fit + read]
    values = (used - used.loc[fit].mean()).to_numpy()
    donors = [at for at, unit in enumerate(outcome.columns) if unit != treated]
    gaps = np.empty_like(values)
    for at in range(values.shape[1]):
        pool = [other for other in donors if other != at]
        gaps[:, at] = values[:, at] - values[:, pool] @ simplex_weights(
            values[: len(fit), pool], values[: len(fit), at], ridge
        )
    return pd.DataFrame(gaps, index=used.index, columns=used.columns)


def placebo_p(values: pd.Series, treated: str) -> float:
    """Share of units, the treated one among them, whose value is at least as large in size as that of the treated unit.

    The smallest value it can take is one over the number of units.
    """
    size = values.abs()
    return float((size >= size[treated] - 1e-12).mean())

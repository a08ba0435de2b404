"""Outcomes made comparable, and the plain difference in differences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

__all__ = ["cumulated_growth", "difference_in_differences"]


def cumulated_growth(growth: pd.DataFrame) -> pd.DataFrame:
    """Cumulated growth in log points, nought before the first period.

    Parameters
    ----------
    growth : DataFrame, periods × units
        Growth in per cent on the period before, no gaps.

    Returns
    -------
    DataFrame, periods × units
        100 × the sum of log(1 + growth/100) up to and with the period.

    Raises
    ------
    ValueError
        If a value is missing, naming the first.
    """
    if growth.isna().to_numpy().any():
        row, column = np.argwhere(growth.isna().to_numpy())[0]
        raise ValueError(
            f"growth: found no value for {growth.columns[column]} in {growth.index[row]}, expected a number"
        )
    return 100 * np.log1p(growth / 100).cumsum()


def difference_in_differences(
    outcome: pd.DataFrame, treated: Sequence[str], controls: Sequence[str], before: Iterable, after: Iterable
) -> float:
    """Change of the treated units' mean less change of the controls' mean, in the unit of the outcome."""
    before, after = list(before), list(after)
    change = outcome.loc[after].mean() - outcome.loc[before].mean()
    return float(change[list(treated)].mean() - change[list(controls)].mean())

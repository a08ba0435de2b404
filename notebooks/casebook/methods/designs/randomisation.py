"""Exact randomisation inference: every assignment that could have been (Fisher 1935)."""

from __future__ import annotations

from itertools import combinations

import numpy as np

__all__ = ["assignments", "mean_differences", "randomisation_p"]


def assignments(units: int, treated: int) -> np.ndarray:
    """Every way to choose `treated` of `units`, as a matrix of 0 and 1, assignments × units, in lexicographic order."""
    chosen = np.array(list(combinations(range(units), treated)))
    matrix = np.zeros((len(chosen), units))
    np.put_along_axis(matrix, chosen, 1.0, axis=1)
    return matrix


def randomisation_p(values: np.ndarray, treated: np.ndarray) -> float:
    """Exact two-sided p-value of the difference in means under every assignment of the same size.

    Parameters
    ----------
    values : array, units
    treated : array of bool, units

    Returns
    -------
    float
        Share of all assignments whose difference is at least as large in size as the one observed.

    Raises
    ------
    ValueError
        If no unit or every unit is treated.
    """
    values, treated = np.asarray(values, float), np.asarray(treated, bool)
    count, chosen = len(values), int(treated.sum())
    if not 0 < chosen < count:
        raise ValueError(f"found {chosen} of {count} units treated, expected some and not all")
    differences = mean_differences(assignments(count, chosen), values[:, None])[:, 0]
    observed = values[treated].mean() - values[~treated].mean()
    return float((np.abs(differences) >= abs(observed) - 1e-12).mean())


def mean_differences(matrix: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Difference in means for every assignment (rows) and every draw (columns of `values`, units × draws)."""
    units, chosen = matrix.shape[1], matrix[0].sum()
    differences = matrix @ values  # sums over the treated, and changed in place: there may be millions
    differences *= 1 / chosen + 1 / (units - chosen)
    differences -= values.sum(axis=0) / (units - chosen)
    return differences

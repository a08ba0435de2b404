"""Comparison designs: what a reform did, compared with what would have been.

Thin functions over numpy and scipy.  Outcomes stand in a frame with one row a period and one column a unit; treated units
are named, donors are the other columns unless given.  Nothing here says whether a design is believable: that is for the
text beside it.

Methods: synthetic control (Abadie, Diamond and Hainmueller 2010), demeaned (Ferman and Pinto 2021), placebo inference in
space and in time (Abadie, Diamond and Hainmueller 2015), exact randomisation inference (Fisher 1935).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

__all__ = [
    "SyntheticControl",
    "assignments",
    "cumulated_growth",
    "difference_in_differences",
    "equivalence_power",
    "leave_one_out",
    "minimum_detectable_effect",
    "placebo_effects",
    "placebo_gaps",
    "placebo_p",
    "power_by_simulation",
    "power_closed_form",
    "randomisation_p",
    "simplex_weights",
    "synthetic_control",
]


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

    @property
    def error_after(self) -> float:
        """Root mean squared gap in the periods read."""
        return float(np.sqrt((self.gap[self.read] ** 2).mean()))

    @property
    def error_ratio(self) -> float:
        """Error after over error before: it explodes where donors are many and periods few, and then says nothing."""
        return self.error_after / self.error_before if self.error_before else np.inf


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


def difference_in_differences(
    outcome: pd.DataFrame, treated: Sequence[str], controls: Sequence[str], before: Iterable, after: Iterable
) -> float:
    """Change of the treated units' mean less change of the controls' mean, in the unit of the outcome."""
    before, after = list(before), list(after)
    change = outcome.loc[after].mean() - outcome.loc[before].mean()
    return float(change[list(treated)].mean() - change[list(controls)].mean())


# ------------------------------------------------------------------------------------------ randomisation and power


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
    differences = _mean_differences(assignments(count, chosen), values[:, None])[:, 0]
    observed = values[treated].mean() - values[~treated].mean()
    return float((np.abs(differences) >= abs(observed) - 1e-12).mean())


def _mean_differences(matrix: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Difference in means for every assignment (rows) and every draw (columns of `values`, units × draws)."""
    units, chosen = matrix.shape[1], matrix[0].sum()
    sums = matrix @ values
    return sums / chosen - (values.sum(axis=0) - sums) / (units - chosen)


def power_by_simulation(
    effects: Sequence[float],
    units: int,
    treated: int,
    sd: float,
    *,
    alpha: float = 0.05,
    draws: int = 2000,
    seed: int = 0,
) -> pd.Series:
    """Share of simulated experiments in which exact randomisation inference rejects, for each effect.

    Parameters
    ----------
    effects : sequence of float
        True effects, in the unit of the outcome.
    units, treated : int
    sd : float
        Standard deviation of the outcome between units, same unit.
    alpha : float
        Level of the test.
    draws : int
        Simulated experiments for each effect; the same noise serves all effects.
    seed : int

    Returns
    -------
    Series, effects
        Power; its simulation error is at most 0.5/√draws.
    """
    noise = np.random.default_rng(seed).normal(0, sd, (units, draws))
    matrix = assignments(units, treated)
    power = {}
    for effect in effects:
        outcome = noise.copy()
        outcome[:treated] += effect
        differences = np.abs(_mean_differences(matrix, outcome))
        p_values = (differences >= differences[0] - 1e-12).mean(axis=0)  # the first assignment is the true one
        power[effect] = float((p_values <= alpha + 1e-12).mean())
    return pd.Series(power, name="power")


def power_closed_form(effect: float, units: int, treated: int, sd: float, *, alpha: float = 0.05) -> float:
    """Power of the two-sided t-test of a difference in means, normal outcomes, equal variances.

    Its square is the F-test, so the power is a tail of the non-central F distribution.  The two tails of the non-central
    t would do as well, but the far one is not a number for large effects.
    """
    from scipy.special import ncfdtr, stdtrit

    freedom = units - 2
    shift = effect / (sd * np.sqrt(1 / treated + 1 / (units - treated)))
    critical = stdtrit(freedom, 1 - alpha / 2)
    return float(1 - ncfdtr(1, freedom, shift**2, critical**2))


def equivalence_power(
    margin: float, units: int, treated: int, sd: float, *, effect: float = 0.0, alpha: float = 0.05
) -> float:
    """How often the whole confidence interval of a difference in means lies within a margin about nought.

    Given the estimated spread, the difference has to fall within what the interval leaves of the margin; the estimate's
    spread follows a chi distribution, over whose quantiles this is averaged.  With ``alpha`` of five per cent the interval
    is that of 95 %, which asks for more than the two one-sided tests of Schuirmann (1987) at that level.

    Parameters
    ----------
    margin : float
        Half the width of the band in which the interval has to lie, in the unit of `sd`.
    units, treated : int
    sd : float
        Standard deviation of the outcome between units.
    effect : float
        The true effect.
    alpha : float
        One less the coverage of the interval.

    Returns
    -------
    float
        Share of studies, 0 to 1.
    """
    from scipy.integrate import quad
    from scipy.special import chdtri, ndtr, stdtrit

    freedom = units - 2
    error = sd * np.sqrt(1 / treated + 1 / (units - treated))
    reach = stdtrit(freedom, 1 - alpha / 2)

    def inside(quantile):
        room = margin - reach * error * np.sqrt(chdtri(freedom, 1 - quantile) / freedom)
        return max(ndtr((room - effect) / error) - ndtr((-room - effect) / error), 0.0)

    return float(quad(inside, 0, 1, limit=200)[0])


def minimum_detectable_effect(units: int, treated: int, sd: float, *, alpha: float = 0.05, power: float = 0.8) -> float:
    """Smallest effect that the t-test finds with the given power, in the unit of `sd`."""
    from scipy.optimize import brentq

    error = sd * np.sqrt(1 / treated + 1 / (units - treated))

    def shortfall(effect):
        return power_closed_form(effect, units, treated, sd, alpha=alpha) - power

    return float(brentq(shortfall, 0.0, 7 * error))

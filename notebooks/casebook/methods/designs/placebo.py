"""The same design where nothing happened: placebos, the rank among them, and what the rank test excludes and can see.

Methods: placebos, Abadie, Diamond and Hainmueller (2015); the test turned round into an interval, Firpo and Possebom (2018).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd

from .synthetic import simplex_weights

__all__ = [
    "detectable_effect",
    "placebo_gaps",
    "placebo_interval",
    "placebo_p",
    "places_that_reject",
    "placebos",
]

_TIE = 1e-12  # gaps that differ by less are equal: the last bits of a fit decide no rank


def placebos(outcome: pd.DataFrame, treated: str, design: Callable[[pd.DataFrame, str], float]) -> pd.Series:
    """What a design finds for the treated unit and for each other unit in its place.

    Parameters
    ----------
    outcome : DataFrame, periods × units
    treated : str
    design : callable
        Takes an outcome and the name of one of its columns and returns a number; all other columns are donors.

    Returns
    -------
    Series, units
        The treated unit first, which is no donor of any other.
    """
    others = outcome.drop(columns=treated)
    return pd.Series({treated: design(outcome, treated)} | {unit: design(others, unit) for unit in others})


def placebo_gaps(
    outcome: pd.DataFrame, treated: str, fit: Iterable, read: Iterable, *, ridge: float = 0.0
) -> pd.DataFrame:
    """The gaps of the treated unit and of each donor in its place, demeaned, the treated unit left out of the pools.

    The same design as :func:`synthetic_control` one by one, and fast enough for hundreds of specifications.

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
    return float((size >= size[treated] - _TIE).mean())


def places_that_reject(units: int, level: float) -> int:
    """How many of the first places among `units` count as unusual at a level: one unit at place k has p = k / units."""
    return int(np.floor(level * units + 1e-9))


def placebo_interval(values: pd.Series, treated: str, level: float = 0.1) -> tuple[float, float]:
    """The effects that the rank test does not reject: the placebo test turned round.

    Take a supposed effect off the value of the treated unit and rank what is left among the placebos.  The effect stays in
    the interval while that rank has p > `level`; this is so as long as at least k placebos are as large in size, where k
    is the number of :func:`places_that_reject`.  So the ends lie as far from the estimate as the k-th largest placebo from
    nought.  It assumes that the effect is the same number whatever its sign, and that the units drift alike.

    Parameters
    ----------
    values : Series, units
        The value of the treated unit and of the placebos, in whose pools it was no donor.
    treated : str
    level : float
        Level of the test, 0 to 1; what is attained is k / units.

    Returns
    -------
    tuple of float
        Lower and upper end, in the unit of `values`; without bound if so few units can reject nothing.
    """
    sizes = np.sort(values.drop(treated).abs().to_numpy())[::-1]
    first = places_that_reject(len(values), level)
    reach = sizes[first - 1] if first else np.inf
    return float(values[treated] - reach), float(values[treated] + reach)


def detectable_effect(values: pd.Series, treated: str, level: float = 0.1, power: float = 0.8) -> float:
    """Smallest effect, of either sign, that the rank test finds in the given share of cases, whatever larger one is added.

    Each placebo takes the part of the treated unit in turn: an effect is added to its value, once up and once down, and
    the sum is ranked among the other placebos with one place for itself.  The value of the treated unit is not used.

    Parameters
    ----------
    values : Series, units
    treated : str
    level : float
        Level of the rank test.
    power : float
        Share of placebos and signs, 0 to 1.

    Returns
    -------
    float
        In the unit of `values`; infinite if so few units can reject nothing.
    """
    drifts = values.drop(treated).to_numpy()
    first = places_that_reject(len(values), level)
    if not first:
        return np.inf
    if first > len(drifts) - 1:
        raise ValueError(f"found {len(drifts)} placebos for the level {level}, expected more than {first}")
    bars = np.array([np.sort(np.abs(np.delete(drifts, at)))[-first] for at in range(len(drifts))])
    # an effect t is found where |drift ± t| passes the bar; from the larger root on it always is
    found_from = np.sort(np.concatenate([bars - drifts, bars + drifts]))
    needed = int(np.ceil(power * len(found_from) - 1e-9))
    return float(max(found_from[needed - 1], 0.0))

"""What a design of a given size would find: power against no effect, power for equivalence, the least effect found."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from .randomisation import assignments, mean_differences

__all__ = ["equivalence_power", "minimum_detectable_effect", "power_by_simulation", "power_closed_form"]


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
    by_chance = mean_differences(matrix, noise)
    of_effect = mean_differences(matrix, (np.arange(units) < treated)[:, None])
    power = {}
    for effect in effects:
        differences = by_chance + effect * of_effect
        np.abs(differences, out=differences)
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

"""Synthetic difference in differences: a published estimate, another solver, and a planted effect."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from casebook.methods.designs import synthetic_did
from scipy.optimize import minimize

FIXTURE = Path(__file__).resolve().parents[1] / "fixtures" / "california_smoking.csv"
PUBLISHED = -15.604  # packs a head: California's tobacco control programme, Arkhangelsky et al. (2021), their own code


@pytest.fixture(scope="module")
def california() -> pd.DataFrame:
    """Packs a head, years × states, 1970–2000 (the data that the authors publish with their package)."""
    return pd.read_csv(FIXTURE).pivot(index="year", columns="state", values="packs")


def test_the_published_estimate_is_found(california):
    found = synthetic_did(california, "California", range(1970, 1989), range(1989, 2001))
    assert found == pytest.approx(PUBLISHED, abs=0.005)


def test_another_window_gives_another_estimate(california):
    """The published number is not found by any windows."""
    assert abs(synthetic_did(california, "California", range(1970, 1985), range(1985, 2001)) - PUBLISHED) > 0.5


def simplex(loss, count: int) -> np.ndarray:
    return minimize(
        loss, np.full(count, 1 / count), bounds=[(0, 1)] * count, tol=1e-14, method="SLSQP",
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1}, options={"maxiter": 2000},
    ).x  # fmt: skip


def by_the_paper(outcome: pd.DataFrame, treated: str, fit: list[int], read: list[int]) -> float:
    """Algorithm 1 in its own words: intercepts as variables profiled out by hand, another solver."""
    donors = [name for name in outcome if name != treated]
    pre, own = outcome.loc[fit, donors].to_numpy(), outcome.loc[fit, treated].to_numpy()
    post = outcome.loc[read, donors].to_numpy()
    sigma = np.std(np.diff(pre, axis=0), ddof=1)
    zeta = len(read) ** 0.25 * sigma

    def unit_loss(w):
        rest = own - pre @ w
        return ((rest - rest.mean()) ** 2).sum() + zeta**2 * len(fit) * (w**2).sum()

    def time_loss(v):
        rest = post.mean(axis=0) - pre.T @ v
        return ((rest - rest.mean()) ** 2).sum() + (1e-6 * sigma) ** 2 * len(donors) * (v**2).sum()

    omega, lam = simplex(unit_loss, len(donors)), simplex(time_loss, len(fit))
    gap = outcome[treated] - outcome[donors] @ omega
    return gap[read].mean() - lam @ gap[fit]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_it_agrees_with_the_paper_by_another_solver(seed):
    random = np.random.default_rng(seed)
    steps = random.normal(6, 1, (9, 12)) + random.normal(0, 1, (9, 1))
    outcome = pd.DataFrame(steps.cumsum(axis=0), index=range(2011, 2020), columns=[f"u{at}" for at in range(12)])
    fit, read = list(range(2011, 2017)), [2017, 2018, 2019]
    assert synthetic_did(outcome, "u0", fit, read) == pytest.approx(by_the_paper(outcome, "u0", fit, read), abs=1e-3)


def test_a_planted_effect_comes_out_and_a_level_does_not_matter():
    random = np.random.default_rng(7)
    outcome = pd.DataFrame(random.normal(5, 1, (8, 10)).cumsum(axis=0), index=range(8), columns=list("abcdefghij"))
    plain = synthetic_did(outcome, "a", range(5), range(5, 8))
    planted = outcome.copy()
    planted.loc[5:, "a"] += 3
    assert synthetic_did(planted, "a", range(5), range(5, 8)) == pytest.approx(plain + 3)
    assert synthetic_did(outcome + np.arange(10) * 50, "a", range(5), range(5, 8)) == pytest.approx(plain, abs=1e-6)


def test_one_period_before_and_a_hole_are_refused():
    outcome = pd.DataFrame(np.arange(12.0).reshape(4, 3), columns=list("abc"))
    with pytest.raises(ValueError, match="found 1 periods before, expected at least two"):
        synthetic_did(outcome, "a", [0], [1, 2])
    outcome.loc[2, "b"] = np.nan
    with pytest.raises(ValueError, match="^outcome: found a value missing in the periods used, expected numbers$"):
        synthetic_did(outcome, "a", [0, 1], [2, 3])

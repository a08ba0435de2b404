"""Chapter 4: how far the best of several lie ahead by chance alone, against known values and simulation."""

import math

import numpy as np
import pytest
from casebook.methods import bounds


def test_known_expectations_of_order_statistics():
    """The greatest of two normal values has the mean 1/√π, of three 3/(2√π); all together have none."""
    assert bounds.lead_of_best(1, 2) == pytest.approx(1 / math.sqrt(math.pi), abs=1e-9)
    assert bounds.lead_of_best(1, 3) == pytest.approx(1.5 / math.sqrt(math.pi), abs=1e-9)
    assert bounds.lead_of_best(5, 5) == pytest.approx(0.0, abs=1e-9)
    assert bounds.lead_of_best(1, 1) == pytest.approx(0.0, abs=1e-9)


def test_the_lead_of_the_best_four_of_thirteen_is_what_a_simulation_finds():
    """Two ways to one number; sabotage: the best three are further ahead than the best four."""
    drawn = np.sort(np.random.default_rng(4).normal(size=(100_000, 13)), axis=1)
    assert drawn[:, -4:].mean() == pytest.approx(bounds.lead_of_best(4, 13), abs=0.005)
    assert drawn[:, -3:].mean() != pytest.approx(bounds.lead_of_best(4, 13), abs=0.005)


@pytest.mark.parametrize(("chosen", "units"), [(0, 5), (6, 5), (1, 0)])
def test_an_impossible_choice_is_refused(chosen, units):
    """The best six of five would be a number without a meaning."""
    with pytest.raises(ValueError, match="expected from 1 to all of them"):
        bounds.lead_of_best(chosen, units)

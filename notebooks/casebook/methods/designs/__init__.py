"""Comparison designs: what a reform did, compared with what would have been.

Thin functions over numpy and scipy.  Outcomes stand in a frame with one row a period and one column a unit; treated units
are named, donors are the other columns unless given.  Nothing here says whether a design is believable: that is for the
text beside it.

Methods: synthetic control (Abadie, Diamond and Hainmueller 2010), demeaned (Ferman and Pinto 2021), placebo inference in
space and in time (Abadie, Diamond and Hainmueller 2015), its inversion to an interval (Firpo and Possebom 2018), synthetic
difference in differences (Arkhangelsky et al. 2021), exact randomisation inference (Fisher 1935).
"""

from .comparison import cumulated_growth, difference_in_differences
from .conclusions import conclusion, in_words
from .placebo import (
    detectable_effect,
    placebo_gaps,
    placebo_interval,
    placebo_p,
    placebos,
    places_that_reject,
)
from .power import equivalence_power, minimum_detectable_effect, power_by_simulation, power_closed_form
from .randomisation import assignments, randomisation_p
from .synthetic import SyntheticControl, leave_one_out, simplex_weights, synthetic_control
from .synthetic_did import synthetic_did

__all__ = [
    "SyntheticControl",
    "assignments",
    "conclusion",
    "cumulated_growth",
    "detectable_effect",
    "difference_in_differences",
    "equivalence_power",
    "in_words",
    "leave_one_out",
    "minimum_detectable_effect",
    "placebo_gaps",
    "placebo_interval",
    "placebo_p",
    "placebos",
    "places_that_reject",
    "power_by_simulation",
    "power_closed_form",
    "randomisation_p",
    "simplex_weights",
    "synthetic_control",
    "synthetic_did",
]

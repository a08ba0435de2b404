"""Bounds and exact arithmetic for small cases: what printed figures leave possible, and what they rule out, a file a question."""

from .competition import median_range, most_equal, most_unequal
from .cuts import even_sizes, greatest_cut, lead_of_best, mean_cut, mean_cut_range, removed_chances
from .functions import median_given_known
from .inequality import gini, mean_met
from .staff import fewest_leavers, mean_after, never_hit

__all__ = [
    "even_sizes",
    "fewest_leavers",
    "gini",
    "greatest_cut",
    "lead_of_best",
    "mean_after",
    "mean_cut",
    "mean_cut_range",
    "mean_met",
    "median_given_known",
    "median_range",
    "most_equal",
    "most_unequal",
    "never_hit",
    "removed_chances",
]

"""Bounds and exact arithmetic for small cases: what printed figures leave possible, and what they rule out, a file a question."""

from .competition import (
    below_range,
    counted_range,
    fitting_counts,
    median_range,
    middling,
    most_equal,
    most_unequal,
    overlap_range,
    truncated_geometric,
)
from .cuts import even_sizes, greatest_cut, greatest_cut_drawn, lead_of_best, mean_cut, mean_cut_range, removed_chances
from .functions import median_given_known
from .inequality import gini, mean_met
from .staff import fewest_leavers, mean_after, never_hit

__all__ = [
    "below_range",
    "counted_range",
    "even_sizes",
    "fewest_leavers",
    "fitting_counts",
    "gini",
    "greatest_cut",
    "greatest_cut_drawn",
    "lead_of_best",
    "mean_after",
    "mean_cut",
    "mean_cut_range",
    "mean_met",
    "median_given_known",
    "median_range",
    "middling",
    "most_equal",
    "most_unequal",
    "never_hit",
    "overlap_range",
    "removed_chances",
    "truncated_geometric",
]

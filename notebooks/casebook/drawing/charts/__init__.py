"""The kinds of chart that this book draws: each takes axes and a frame, and returns nothing.

Texts are written beside what they name; no chart needs a legend to be read.
"""

from ...evidence.breaks import breaks_of  # the frame that broken_series takes
from .bars import case_bars, grain_rows, named_bars, paragraph_strip
from .curves import bounded_lines, donor_weights, log_axes, power_curve, specification_curve
from .cuts import cut_panels, lead_by_chance
from .distributions import assignment_histogram, counted_draws, lorenz_region, overlap_strips, ranked_panels
from .intervals import choice_strips, gap_bands, interval_rows, p_curve, ranked_sizes, two_lines
from .ladder import RUNGS, ladder, rungs_beside
from .matrices import evidence_grid
from .pairs import interval_pairs, organisation, paired_dots, slopes
from .series import broken_series, gap_paths
from .timelines import exposure, office_terms, spread, timeline

__all__ = [
    "RUNGS",
    "assignment_histogram",
    "bounded_lines",
    "breaks_of",
    "broken_series",
    "case_bars",
    "choice_strips",
    "counted_draws",
    "cut_panels",
    "donor_weights",
    "evidence_grid",
    "exposure",
    "gap_bands",
    "gap_paths",
    "grain_rows",
    "interval_pairs",
    "interval_rows",
    "ladder",
    "lead_by_chance",
    "log_axes",
    "lorenz_region",
    "named_bars",
    "office_terms",
    "organisation",
    "overlap_strips",
    "p_curve",
    "paired_dots",
    "paragraph_strip",
    "power_curve",
    "ranked_panels",
    "ranked_sizes",
    "rungs_beside",
    "slopes",
    "specification_curve",
    "spread",
    "timeline",
    "two_lines",
]

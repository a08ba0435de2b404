"""The kinds of chart that this book draws: each takes axes and a frame, and returns nothing.

Texts are written beside what they name; no chart needs a legend to be read.
"""

from ...evidence.breaks import breaks_of  # the frame that broken_series takes
from .bars import case_bars, grain_rows, named_bars, paragraph_strip
from .curves import bounded_lines, power_curve
from .cuts import cut_panels, lead_by_chance
from .distributions import counted_draws, ranked_panels
from .intervals import choice_strips, gap_bands, interval_rows, p_curve, ranked_sizes, two_lines
from .ladder import RUNGS, ladder, rungs_beside
from .matrices import evidence_grid
from .pairs import interval_pairs, organisation, paired_dots, slopes
from .series import broken_series, gap_paths
from .timelines import exposure, office_terms, spread, timeline

__all__ = [
    "RUNGS",
    "bounded_lines",
    "breaks_of",
    "broken_series",
    "case_bars",
    "choice_strips",
    "counted_draws",
    "cut_panels",
    "evidence_grid",
    "exposure",
    "gap_bands",
    "gap_paths",
    "grain_rows",
    "interval_pairs",
    "interval_rows",
    "ladder",
    "lead_by_chance",
    "named_bars",
    "office_terms",
    "organisation",
    "p_curve",
    "paired_dots",
    "paragraph_strip",
    "power_curve",
    "ranked_panels",
    "ranked_sizes",
    "rungs_beside",
    "slopes",
    "spread",
    "timeline",
    "two_lines",
]

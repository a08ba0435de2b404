"""Rules that a table must keep and its schema cannot say: across the cells of a row, and across tables."""

from .totals import total_problems

__all__ = ["ACROSS_TABLES"]

ACROSS_TABLES = (total_problems,)  # each takes the frames by name, and says nothing of a table that cannot be read

"""Rules that a table must keep and its schema cannot say: across the cells of a row, and across tables."""

from .readings import reading_problems
from .totals import total_problems

__all__ = ["ACROSS_TABLES"]

# each takes the frames by name, and says nothing if one that it needs cannot be read
ACROSS_TABLES = (total_problems, reading_problems)

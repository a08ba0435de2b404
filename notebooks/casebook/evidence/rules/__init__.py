"""Rules that a table must keep and its schema cannot say: across the cells of a row, and across tables."""

from .addresses import address_problems
from .glosses import gloss_problems
from .grades import grade_problems
from .places import place_problems
from .readings import reading_problems
from .relations import relation_problems
from .times import time_problems
from .totals import total_problems

__all__ = ["ACROSS_TABLES"]

# each takes the frames by name, and says nothing if one that it needs cannot be read
ACROSS_TABLES = (
    total_problems,
    reading_problems,
    address_problems,
    time_problems,
    place_problems,
    relation_problems,
    grade_problems,
    gloss_problems,
)

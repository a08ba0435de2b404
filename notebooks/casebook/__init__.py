"""The helpers of the book: evidence, printed figures, uncertain dates, figures.

Every chapter begins with the same two lines::

    import pandas as pd
    import casebook as cb

``casebook`` lies beside the notebooks and needs no installation.
"""

import gc

import pandas as pd

from .drawing import charts
from .drawing.figures import ACCENT, GREY, INK, PALETTE, canvas, publish
from .drawing.tables import show
from .evidence.events import events
from .evidence.record import check, claim, claims, comparison, effects, facts, result, source, values
from .evidence.tables import table
from .methods import bounds, designs
from .reading.dates import days, lag, order
from .reading.printed import Interval, in_english, read, read_date, relative_cut, roundings_that_fit

gc.freeze()  # what is imported stays: a search for cycles in it takes as long as a figure and finds nothing
pd.set_option("display.max_colwidth", None)  # a text that is cut is neither read nor compared

__all__ = [
    "GREY", "INK", "ACCENT", "PALETTE", "Interval", "bounds", "canvas", "charts", "check", "claim", "claims", "comparison", "days", "designs", "effects", "events", "facts",
    "in_english", "lag", "order", "publish", "read", "read_date", "relative_cut", "result", "roundings_that_fit", "show", "source",
    "table", "values",
]  # fmt: skip

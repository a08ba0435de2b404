"""The helpers of the book: evidence, printed figures, uncertain dates, figures.

Every chapter begins with the same two lines::

    import pandas as pd
    import casebook as cb

``casebook`` lies beside the notebooks and needs no installation.
"""

import gc

from .drawing import charts
from .drawing.publish import publish
from .drawing.style import ACCENT, GREY, INK, MUTED, PALETTE, canvas, ink
from .drawing.tables import show
from .evidence.breaks import breaks_of
from .evidence.claims import claim, claims, source, written
from .evidence.events import events
from .evidence.facts import comparison, facts
from .evidence.records import effects, values
from .evidence.register import check, result
from .evidence.tables import table
from .methods import bounds, designs
from .reading.candidates import candidates
from .reading.dates import days, lag, order
from .reading.in_english import in_english
from .reading.intervals import Interval
from .reading.printed import read, relative_cut, roundings_that_fit


def __getattr__(name: str):
    """Few chapters hold a text against itself, and to compile the words of it takes as long as the rest of the engine."""
    if name != "proposals":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from .methods.consistency import proposals

    return proposals


gc.freeze()  # what is imported stays: a search for cycles in it takes as long as a figure and finds nothing

__all__ = [
    "ACCENT", "GREY", "INK", "MUTED", "PALETTE", "Interval", "bounds", "breaks_of", "candidates", "canvas", "charts", "check", "claim",
    "claims", "comparison", "days", "designs", "effects", "events", "facts", "in_english", "ink", "lag", "order",
    "proposals", "publish", "read", "relative_cut", "result", "roundings_that_fit", "show", "source", "table",
    "values", "written",
]  # fmt: skip

"""The dated events of the reform, with the days that each date admits."""

from __future__ import annotations

import pandas as pd

from ..reading.dates import days
from . import tables

__all__ = ["events"]


def events() -> pd.DataFrame:
    """The events of ``data/events.csv`` in their order, with the days that each date admits.

    Returns
    -------
    pandas.DataFrame
        The columns of the table and ``earliest``, ``latest``, ``middle`` (dates; None where open) and ``exact``.
    """
    frame = tables.table("events")
    spans = [days(text) for text in frame["date"]]
    frame["earliest"] = [span.earliest for span in spans]
    frame["latest"] = [span.latest for span in spans]
    frame["middle"] = [span.middle for span in spans]
    frame["exact"] = [span.is_exact for span in spans]
    return frame.sort_values(["middle", "event_id"], ignore_index=True)

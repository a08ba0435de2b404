"""Breaks of a series: where the years before and after do not compare."""

from __future__ import annotations

import pandas as pd

from . import tables

__all__ = ["breaks_of"]


def breaks_of(entity_id: str, indicator_id: str) -> pd.DataFrame:
    """Breaks of a series in ``data/breaks.csv``: the entity's own, and those of the places that hold it.

    A boundary is an entity's own affair and is not passed down; definitions, vintages and shocks are.

    Parameters
    ----------
    entity_id, indicator_id : str

    Returns
    -------
    pandas.DataFrame
        Rows of the table in order of ``first_year``; whether a break touches a given vintage is said in ``description``.

    Raises
    ------
    KeyError
        If there is no such entity.
    """
    parents = tables.table("entities").set_index("entity_id")["parent_id"]
    line, above = [entity_id], parents[entity_id]
    while above:
        line.append(above)
        above = parents[above]
    breaks = tables.table("breaks")
    own = (breaks["entity_id"] == entity_id) | (breaks["entity_id"].isin(line) & (breaks["kind"] != "boundary"))
    touched = own & breaks["indicator_id"].isin(["", indicator_id])
    return breaks[touched].sort_values(["first_year", "kind", "break_id"], ignore_index=True)

"""A compiled series beside the yearbook that prints the same figures: how far a copy can be trusted."""

from __future__ import annotations

import pandas as pd

from . import tables

__all__ = ["beside_yearbook"]

INDICATOR, COPY = "gdp_real_growth", "gp-gdp"
DIGITS = 4  # the most that the yearbook's files have


def beside_yearbook() -> pd.DataFrame:
    """Real growth of the cities of Shandong as compiled, beside the yearbook's own table of the same year.

    Returns
    -------
    pandas.DataFrame
        One row a city and year that both have: ``entity_id``, ``year``, ``compiled``, ``printed`` (as first printed) and
        ``gap``, the one less the other, in points with the digits of the tables.
    """
    panel, yearbook = tables.table("panel"), tables.table("yearbook")
    compiled = panel[(panel["source_id"] == COPY) & (panel["indicator_id"] == INDICATOR)]
    printed = yearbook[(yearbook["printing"] == "first_printed") & (yearbook["indicator_id"] == INDICATOR)]
    key = ["entity_id", "year"]
    found = compiled[[*key, "value"]].merge(printed[[*key, "value"]], on=key, validate="one_to_one")
    found.columns = [*key, "compiled", "printed"]
    return found.assign(gap=(found["compiled"] - found["printed"]).round(DIGITS))

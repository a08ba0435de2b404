"""Synthetic controls, their placebos and what these exclude, a second time: from the raw files, by other code.

Nothing here comes from :mod:`casebook.methods`.  Weights are found by an active set and proved the best there are; the
interval is found by trying effects one after another, and so is the smallest effect that a test sees.  In a frame of units
the one under study is the first.
"""

from __future__ import annotations

import csv
import json
import math
import statistics
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

DATA = Path(__file__).resolve().parents[1] / "data"
Rates = dict[str, dict[int, float]]  # of units by year

# ---------------------------------------------------------------------------------------------------------------- data


def rows(table: str) -> list[dict[str, str]]:
    """The rows of a table as they stand in its file."""
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read(found: Iterable[dict[str, str]], unit: str, value: str) -> Rates:
    """Values by unit and year; what is empty is left out."""
    rates: Rates = {}
    for row in found:
        if row[value]:
            at = rates.setdefault(row[unit], {})
            assert int(row["year"]) not in at, f"{row[unit]} has two values in {row['year']}"
            at[int(row["year"])] = float(row[value])
    return rates


def inside() -> Rates:
    """Growth of the cities of Shandong by their English names, Jinan first."""
    names = {row["entity_id"]: row["name_en"] for row in rows("entities")}
    kept = [
        row for row in rows("panel") if (row["indicator_id"], row["vintage"]) == ("gdp_real_growth", "latest_revised")
    ]
    rates = {names[unit]: years for unit, years in read(kept, "entity_id", "value").items()}
    return {"Jinan": rates.pop("Jinan")} | rates


def outside(left_out: Iterable[str]) -> Rates:
    """Growth of Jinan, as for the cities of Shandong, and of the large cities of the other table but for some."""
    far = read(rows("large_cities"), "city_en", "gdp_real_growth_percent")
    return {"Jinan": inside()["Jinan"]} | {city: years for city, years in far.items() if city not in left_out}


def cumulated(rates: Rates, years: Sequence[int], without: Iterable[str] = ()) -> pd.DataFrame:
    """Growth added up in log points, years × units, some left out; a hole in the years is a KeyError."""
    found = {}
    for unit, growth in rates.items():
        if unit not in without:
            level, path = 0.0, []
            for year in years:
                level += 100 * math.log(1 + growth[year] / 100)
                path.append(level)
            found[unit] = path
    return pd.DataFrame(found, index=list(years))


# -------------------------------------------------------------------------------------------------------------- designs


def weights(donors: np.ndarray, own: np.ndarray, ridge: float) -> np.ndarray:
    """Weights, none negative and together one, with the least misfit and ridge; found by an active set.

    What it returns has met the conditions of Karush, Kuhn and Tucker, which for a problem of this kind only the best can:
    every donor with weight has the same slope, and none without weight has a lower one.
    """
    square, target = donors.T @ donors + ridge * np.eye(donors.shape[1]), donors.T @ own
    found, free = np.zeros(len(target)), [int(np.argmin(np.diag(square) / 2 - target))]
    found[free] = 1.0
    near = 1e-10 * (1 + np.abs(target).max())
    for _ in range(1000):
        slopes = square @ found - target
        least = int(np.argmin(slopes))
        if slopes[least] >= slopes[free].mean() - near:
            assert np.ptp(slopes[free]) <= 2 * near
            assert found.min() >= 0
            assert abs(found.sum() - 1) < 1e-12
            return found
        free.append(least)
        while True:  # towards the best among the free ones, leaving behind who comes to nought on the way
            system = np.block([[square[np.ix_(free, free)], np.ones((len(free), 1))], [np.ones(len(free)), 0]])
            aim = np.linalg.solve(system, [*target[free], 1])[:-1]
            if (aim > 0).all():
                found[free] = aim
                break
            share = {at: found[unit] / (found[unit] - aim[at]) for at, unit in enumerate(free) if aim[at] <= 0}
            first = min(share, key=share.get)
            found[free] += share[first] * (aim - found[free])
            found[free.pop(first)] = 0.0
    raise AssertionError("no end in sight")


def gap(levels: pd.DataFrame, unit: str, pool: Sequence[str], fit: Sequence[int], ridge: float = 1.0) -> pd.Series:
    """A unit less its mix of a pool, by year, each unit's mean over the years fitted taken out."""
    years = [list(levels.index).index(year) for year in fit]
    own, donors = levels[unit].to_numpy(), levels[list(pool)].to_numpy()
    own, donors = own - own[years].mean(), donors - donors[years].mean(axis=0)
    return pd.Series(own - donors @ weights(donors[years], own[years], ridge), index=levels.index)


def gaps(levels: pd.DataFrame, fit: Sequence[int], ridge: float = 1.0, in_pools: bool = False) -> pd.DataFrame:
    """Gaps of the first unit and of each other in its place; the first is in no other's pool, unless it is asked for."""
    first, *others = levels.columns
    pools = {unit: [name for name in (levels if in_pools else others) if name != unit] for unit in levels}
    return pd.DataFrame({unit: gap(levels, unit, pool, fit, ridge) for unit, pool in pools.items()})


def synthetic_did(levels: pd.DataFrame, unit: str, pool: Sequence[str], fit: Sequence[int], year: int) -> float:
    """Synthetic difference in differences of Arkhangelsky et al. (2021), algorithm 1: one unit, one year read."""
    moves = [
        levels[name][late] - levels[name][early] for name in pool for early, late in zip(fit, fit[1:], strict=False)
    ]
    apart = gap(levels, unit, pool, fit, ridge=statistics.stdev(moves) ** 2 * len(fit))
    before = np.array([[levels[name][at] for at in fit] for name in pool])  # the years are to foretell the year read
    ahead = np.array([levels[name][year] for name in pool])
    share = weights(before - before.mean(axis=0), ahead - ahead.mean(), 0.0)
    return float(apart[year] - sum(part * apart[at] for part, at in zip(share, fit, strict=True)))


# ---------------------------------------------------------------------------------------------------------------- tests


def p_value(values: pd.Series) -> float:
    """Share of the units, the first among them, that lie at least as far from nought as the first."""
    own, *_ = values
    return sum(abs(value) >= abs(own) - 1e-9 for value in values) / len(values)


def interval(values: pd.Series, level: float = 0.1) -> tuple[float, float]:
    """Effects that the test does not reject at a level: each hundredth tried, and then between the last two.

    Where the units are so few that nothing is rejected, it has no ends.
    """
    own, *placebos = values
    reach = np.abs(placebos).max() + 1

    def stays(supposed: float) -> bool:
        left = abs(own - supposed)
        return (1 + sum(abs(placebo) >= left for placebo in placebos)) / len(values) > level + 1e-9

    if stays(own + reach):
        return -math.inf, math.inf
    tried = own + np.arange(-reach, reach, 0.01)
    kept = [at for at, supposed in enumerate(tried) if stays(supposed)]
    assert kept == list(range(kept[0], kept[-1] + 1)), "what stays is no interval"
    ends = []
    for inner, outer in ((tried[kept[0]], tried[kept[0] - 1]), (tried[kept[-1]], tried[kept[-1] + 1])):
        while abs(outer - inner) > 1e-10:
            middle = (inner + outer) / 2
            inner, outer = (middle, outer) if stays(middle) else (inner, middle)
        ends.append(inner)
    return float(ends[0]), float(ends[1])


def seen(values: pd.Series, level: float = 0.1, power: float = 0.8) -> float:
    """Smallest effect from which on the test finds any in that share of cases: planted in each placebo, up and down."""
    _, *placebos = values
    top = 3 * np.abs(placebos).max()

    def found(effects: np.ndarray) -> np.ndarray:
        """Whether each effect is found, placebos and signs × effects."""
        cases = []
        for at, drift in enumerate(placebos):
            others = np.sort(np.abs(placebos[:at] + placebos[at + 1 :]))
            for sign in (1, -1):
                as_large = len(others) - np.searchsorted(others, np.abs(drift + sign * effects))
                cases.append((1 + as_large) / (1 + len(others)) <= level + 1e-9)
        return np.array(cases)

    def from_there_on(effects: np.ndarray, last: np.ndarray) -> np.ndarray:
        """Whether each effect and all larger ones are found; `last` says it of those beyond."""
        return np.logical_and.accumulate(found(effects)[:, ::-1], axis=1)[:, ::-1] & last[:, None]

    coarse = np.arange(0, top, 0.01)
    always = from_there_on(coarse, np.ones(2 * len(placebos), bool))
    at = int(np.argmax(always.mean(axis=0) >= power - 1e-9))
    fine = np.linspace(coarse[max(at - 1, 0)], coarse[at], 10_001)
    closer = from_there_on(fine, always[:, at])
    return float(fine[np.argmax(closer.mean(axis=0) >= power - 1e-9)])


# ------------------------------------------------------------------------------------------------------ what a chapter says


def apart(record: dict, again: dict, within: float) -> set[str]:
    """The results whose two values, or ends, lie further apart than allowed."""
    return {
        name
        for name, value in again.items()
        if not np.allclose(np.atleast_1d(record[name]), np.atleast_1d(value), rtol=0, atol=within)
    }


def shown(chapter: Path, caption: str) -> list[dict[str, str]]:
    """The rows of the table of a chapter whose caption begins so, as they are printed."""
    [text] = [
        text
        for cell in json.loads(chapter.read_text(encoding="utf-8"))["cells"]
        for output in cell.get("outputs", [])
        if (text := "".join(output.get("data", {}).get("text/plain", ""))).startswith(caption)
    ]
    header, *lines = [line.split(" | ") for line in text.splitlines()[1:]]
    return [dict(zip(header, line, strict=True)) for line in lines]


def printed(text: str) -> float:
    """A number as it is printed, with its sign."""
    return float(text.replace("−", "-"))


def as_printed(found: list[dict[str, str]], again: list[dict], within: float = 0.0501) -> bool:
    """Whether the cells of a table are those of another: words the same, numbers as near as their last digit."""
    return len(found) == len(again) and all(
        row[name] == value if isinstance(value, str) else abs(printed(row[name]) - value) < within
        for row, other in zip(found, again, strict=True)
        for name, value in other.items()
    )

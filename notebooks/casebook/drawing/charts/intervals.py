"""Estimates and what they exclude: ranks among placebos, the test turned round, intervals by design, many choices."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..narrow import narrowly
from ..style import ACCENT, GREY, INK, LIGHT, MUTED

__all__ = ["choice_strips", "gap_bands", "interval_rows", "p_curve", "ranked_sizes", "two_lines"]


def two_lines(ax, lines: pd.DataFrame, unit: str, mix: str, fitted: int) -> None:
    """A unit and its mix as two lines, the years read shaded.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    lines : pandas.DataFrame
        Index: year; columns `unit` and `mix`, in the unit of the outcome.
    unit, mix : str
        Columns, also written at the end of the lines.
    fitted : int
        Last year that the weights were chosen on.
    """
    last = lines.index[-1]
    ax.plot(lines.index, lines[mix], color=INK, lw=1.4, ls="--")
    ax.plot(lines.index, lines[unit], color=ACCENT, lw=2)
    ax.axvspan(fitted + 0.5, last, color=LIGHT, alpha=0.45, lw=0)
    apart = 0.03 * (lines.to_numpy().max() - lines.to_numpy().min())
    for name, colour, nudge in ((unit, ACCENT, apart), (mix, INK, -apart)):
        ax.annotate(
            name, (last, lines.loc[last, name] + nudge), (5, 0), textcoords="offset points", va="center", color=colour,
            fontsize=9,
        )  # fmt: skip
    ax.set_xlim(lines.index[0], last)


def ranked_sizes(ax, sizes: pd.Series, unit: str) -> None:
    """Sizes in order, one dot each: those at least as large as the unit's dark, the others pale, the unit in its colour.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    sizes : pandas.Series
        Units, at least nought; drawn from the largest, at the top.
    unit : str
    """
    order = sizes.sort_values(ascending=False, kind="stable")
    places = np.arange(len(order), 0, -1)
    mine, larger = order.index == unit, (order >= order[unit]).to_numpy()
    for there, colour, size in ((larger & ~mine, INK, 4), (~larger, GREY, 4), (mine, ACCENT, 7)):
        ax.plot(order[there], places[there], "o", ms=size, color=colour)
    ax.annotate(
        unit,
        (order[unit], places[mine][0]),
        (8, 0),
        textcoords="offset points",
        va="center",
        color=ACCENT,
        fontweight="bold",
    )
    ax.axvline(order[unit], color=ACCENT, lw=0.7, ls=":")
    ax.set_xlim(left=-0.03 * order.max())
    ax.set_ylim(0, len(order) + 1)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)


def p_curve(ax, curve: pd.Series, level: float, ends: tuple[float, float], estimate: float, unit: str) -> None:
    """The p-value of each supposed effect, as steps, with the level of the test and the interval it cuts out.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    curve : pandas.Series
        Index: supposed effect; values: p, 0 to 1.
    level : float
        Effects with p above it stay.
    ends : tuple of float
        Ends of the interval.
    estimate : float
    unit : str
        Whose estimate it is; written beside it.
    """
    ax.plot(curve.index, curve, color=GREY, lw=1.6)
    ax.axhline(level, color=GREY, lw=1, ls="--")
    ax.plot(ends, [level, level], color=INK, lw=4, solid_capstyle="butt")
    ax.plot([estimate], [1], "o", ms=7, color=ACCENT)  # nothing left to rank: every placebo is as large
    nought = curve.iloc[np.abs(curve.index).argmin()]
    ax.plot([0], [nought], "o", ms=6, mfc="white", mec=INK, mew=1.4)
    ax.annotate("no effect", (0, nought), (-9, 0), textcoords="offset points", va="center", ha="right", fontsize=9)
    ax.annotate(
        f"{unit}, as estimated", (estimate, 1), (9, 0), textcoords="offset points", va="center", color=ACCENT,
        fontweight="bold",
    )  # fmt: skip
    named = ax.annotate(
        "level of the test", (curve.index[0], level), (3, 4), textcoords="offset points", fontsize=9, color=MUTED
    )
    narrowly(named, position=(3, 20))  # above the end of the interval
    for end, side in zip(ends, ("right", "left"), strict=True):
        ax.annotate(
            f"{end:+.1f}".replace("-", "−"), (end, level), (-6 if side == "right" else 6, 7), textcoords="offset points",
            ha=side, color=INK, fontweight="bold",
        )  # fmt: skip
    ax.set_ylim(0, 1.06)
    ax.set_xlim(curve.index[0], curve.index[-1])
    ax.set_ylabel("p-value")


def gap_bands(axes, paths: dict[str, pd.DataFrame]) -> None:
    """The gap of a unit over the years in several panels, each before its own band of placebos.

    Parameters
    ----------
    axes : sequence of matplotlib.axes.Axes
    paths : dict of str to pandas.DataFrame
        For each panel, by its heading: index year; columns ``gap``, ``low`` and ``high`` (of the placebos) and ``read``
        (whether the year is read; the others were fitted).
    """
    for ax, (heading, path) in zip(axes, paths.items(), strict=True):
        ax.fill_between(path.index, path["low"], path["high"], color=LIGHT, lw=0)
        ax.axhline(0, color=INK, lw=0.6)
        ax.plot(path.index, path["gap"], color=GREY, lw=1.4)
        for there, fill in ((path["read"], INK), (~path["read"], "white")):
            ax.plot(path.index[there], path.loc[there, "gap"], "o", ms=5.5, mfc=fill, mec=INK, mew=1.4)
        ax.text(0.02, 0.96, heading, transform=ax.transAxes, va="top", fontsize=9, color=INK)
        ax.set_ylabel("gap, log points")
        ax.xaxis.get_major_locator().set_params(integer=True)


def interval_rows(ax, rows: pd.DataFrame) -> None:
    """Estimates with their intervals, a row a design.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    rows : pandas.DataFrame
        In the order from the top; columns ``design``, ``low``, ``estimate``, ``high`` and ``case`` (whether it is the case
        under study, drawn in its colour).
    """
    heights = np.arange(len(rows), 0, -1)
    ax.axvline(0, color=INK, lw=0.6)
    for height, row in zip(heights, rows.itertuples(), strict=True):
        colour = ACCENT if row.case else MUTED
        ax.plot([row.low, row.high], [height, height], color=colour, lw=2, solid_capstyle="butt")
        ax.plot([row.estimate], [height], "o", ms=6, color=colour)
    ax.set_yticks(heights, rows["design"])
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(0.4, len(rows) + 0.6)
    ax.spines["left"].set_visible(False)


def choice_strips(ax, estimates: pd.DataFrame, bands: pd.DataFrame) -> None:
    """Estimates of many choices, a strip for each value of one of them, each before the band of its placebos.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    estimates : pandas.DataFrame
        Columns ``strip`` and ``estimate``; strips from the top in the order of their appearance.
    bands : pandas.DataFrame
        Index: strip; columns ``low`` and ``high``.
    """
    strips = list(dict.fromkeys(estimates["strip"]))
    heights = dict(zip(strips, range(len(strips), 0, -1), strict=True))
    for strip, height in heights.items():
        low, high = bands.loc[strip, ["low", "high"]]
        ax.plot([low, high], [height, height], color=LIGHT, lw=13, solid_capstyle="butt")
        found = estimates.loc[estimates["strip"] == strip, "estimate"]
        ax.plot(found, [height] * len(found), "|", ms=13, mew=1.2, color=ACCENT)
    ax.axvline(0, color=INK, lw=0.6)
    ax.set_yticks(list(heights.values()), strips)
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(0.4, len(strips) + 0.6)
    ax.spines["left"].set_visible(False)

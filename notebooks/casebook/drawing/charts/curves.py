"""Curves: bounds and power."""

from __future__ import annotations

import pandas as pd

from ..style import GREY, INK, LIGHT, PALETTE, ink

__all__ = ["bounded_lines", "power_curve"]


def bounded_lines(ax, lines: pd.DataFrame, names: dict[str, tuple], x: str, y: str, steps: bool = False) -> None:
    """Lines, each with the band between its bounds where it has one, and its name written beside it.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    lines : pandas.DataFrame
        Columns ``line`` (key), ``x``, ``low``, ``high`` and ``colour``, in the order in which they are drawn; where
        ``low`` and ``high`` are the same there is no band.
    names : dict of str to tuple
        Text, x, y and horizontal alignment of the name of each line.
    x, y : str
        Labels of the axes.
    steps : bool
        Whether lines without a band are drawn as steps, for whole numbers.
    """
    for key, line in lines.groupby("line", sort=False):
        colour = line["colour"].iloc[0]
        if (line["low"] == line["high"]).all():
            ax.plot(line["x"], line["low"], color=colour, lw=2, drawstyle="steps-mid" if steps else "default")
        else:
            ax.fill_between(line["x"], line["low"], line["high"], color=colour, alpha=0.18, lw=0)
            ax.plot(line["x"], line["low"], color=colour, lw=1.2)
            ax.plot(line["x"], line["high"], color=colour, lw=1.2)
        text, at_x, at_y, side = names[key]
        ax.text(
            at_x, at_y, text, color=ink(colour), ha=side, va="center", fontsize=9, fontweight="bold", linespacing=1.2
        )
    ax.xaxis.get_major_locator().set_params(integer=True)
    ax.set_xlabel(x)
    ax.set_ylabel(y)
    ax.grid(color=LIGHT, lw=0.7)
    ax.set_axisbelow(True)


def power_curve(ax, curve: pd.Series, simulated: pd.Series, target: float, found: float, unit: str) -> None:
    """Power over the true effect: a line from the closed form, dots from simulation, and where the target is met.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    curve, simulated : pandas.Series
        Index: true effect; values: power, 0 to 1.
    target, found : float
        Power asked for, and the effect at which the line meets it.
    unit : str
        Label of the horizontal axis.
    """
    ax.plot(curve.index, curve * 100, color=PALETTE[0], lw=2)
    ax.plot(simulated.index, simulated * 100, "o", ms=7, mfc="white", mec=INK, mew=1.4, zorder=3, clip_on=False)
    ax.plot([0, found, found], [target * 100, target * 100, 0], color=GREY, ls="--", lw=1.2)
    ax.set_ylim(0, 104)
    ax.set_xlim(0, curve.index.max() * 1.02)
    ax.set_xlabel(unit)
    ax.set_ylabel("found, % of studies")
    ax.grid(axis="y", color=LIGHT, lw=0.7)
    ax.set_axisbelow(True)

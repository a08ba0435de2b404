"""Curves: bounds, power, weights and estimates over the choices behind them."""

from __future__ import annotations

import pandas as pd

from ..style import ACCENT, GREY, INK, LIGHT, PALETTE, ink

__all__ = [
    "bounded_lines",
    "donor_weights",
    "log_axes",
    "power_curve",
    "specification_curve",
]


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


def donor_weights(ax, weights: pd.DataFrame) -> None:
    """Weights of donors under several settings, one row a donor and one mark a setting.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    weights : pandas.DataFrame
        Donors × settings, shares; the first row is drawn on top, the column names make the key.
    """
    marks = zip("oDs^", [PALETTE[0], PALETTE[1], PALETTE[2], PALETTE[5]], strict=True)
    heights = range(len(weights), 0, -1)
    for name, (mark, colour) in zip(weights.columns, marks, strict=False):
        ax.plot(weights[name] * 100, heights, mark, ms=6, color=colour, mfc="white", mew=1.6, label=name, clip_on=False)
    ax.hlines(heights, 0, weights.max(axis=1) * 100, color=LIGHT, lw=1, zorder=0)
    ax.set_yticks(list(heights), weights.index)
    ax.tick_params(axis="y", length=0, pad=8)
    ax.set_xlim(left=0)
    ax.set_xlabel("weight, per cent")
    ax.legend(loc="lower right", fontsize=9)


def specification_curve(
    axes, curve: pd.DataFrame, choices: dict[str, list[str]], wrong: str, aside: str, low_p: float
) -> None:
    """Estimates of many specifications in order of size, and beneath them which choices each one made.

    Parameters
    ----------
    axes : array of two matplotlib.axes.Axes
    curve : pandas.DataFrame
        One row a specification: ``estimate`` (log points), ``p`` and one column a choice.
    choices : dict
        Column of `curve` to its options, in the order of the rows.
    wrong : str
        The option whose estimates are known to be wrong; drawn as crosses.
    aside : str
        The option that is a check only; drawn as triangles.
    low_p : float
        Estimates with a placebo p no higher than this are filled.
    """
    upper, lower = axes
    curve = curve.sort_values("estimate", kind="stable", ignore_index=True)
    curve.index += 1
    bad, check = ((curve[list(choices)] == option).any(axis=1) for option in (wrong, aside))
    good, low = ~bad & ~check, curve["p"] <= low_p
    for part, style in (
        (curve[bad], {"marker": "x", "color": GREY, "mew": 1.3}),
        (curve[check], {"marker": "^", "color": PALETTE[0], "mfc": "white"}),
        (curve[good & low], {"marker": "o", "color": ACCENT}),
        (curve[good & ~low], {"marker": "o", "color": ACCENT, "mfc": "white"}),
    ):
        upper.plot(part.index, part["estimate"], ls="", ms=3.6, **style)
    upper.axhline(0, color=INK, lw=0.6)
    upper.set_yscale("symlog", linthresh=5)
    upper.set_yticks([-10, -5, -2, 0, 2, 5, 10, 20, 40], ["−10", "−5", "−2", "0", "2", "5", "10", "20", "40"])
    upper.minorticks_off()
    upper.set_xticks([])
    upper.spines["bottom"].set_visible(False)
    upper.set_ylabel("estimate, log points")
    height, ticks, labels = 0.0, [], []
    for column, options in choices.items():
        for option in options:
            there = curve.index[curve[column] == option]
            colour = {wrong: GREY, aside: PALETTE[0]}.get(option, INK)
            lower.vlines(there, height - 0.36, height + 0.36, color=colour, lw=1.6)
            ticks.append(height)
            labels.append(option)
            height -= 1
        height -= 0.6
    lower.set_yticks(ticks, labels)
    lower.tick_params(axis="both", length=0)
    lower.set_xticks([])
    lower.spines[["left", "bottom"]].set_visible(False)
    for ax in axes:
        ax.set_xlim(-0.5, len(curve) + 1.5)


def log_axes(ax, across: list[float], up: list[float]) -> None:
    """Make both axes logarithmic, with these ticks and no others, written as they are.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    across, up : list of float
        Ticks of the horizontal and of the vertical axis, above nought.
    """
    ax.set(xscale="log", yscale="log")
    ax.minorticks_off()
    ax.set_xticks(across, [f"{tick:g}" for tick in across])
    ax.set_yticks(up, [f"{tick:g}" for tick in up])

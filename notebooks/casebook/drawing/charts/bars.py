"""Counts as bars or marks, a row each."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator

from ..style import ACCENT, GREY, INK, MUTED, PALETTE

__all__ = [
    "case_bars",
    "grain_rows",
    "named_bars",
    "paragraph_strip",
]


def case_bars(axes, frame: pd.DataFrame) -> None:
    """Two or more cases side by side in several measures: an axes for each measure, a bar for each case.

    Parameters
    ----------
    axes : sequence of matplotlib.axes.Axes
        One for each measure, in the order in which the measures come.
    frame : pandas.DataFrame
        One row a bar: columns ``measure`` (with its unit), ``case``, ``low`` and ``high`` (what the printed figure admits,
        the part above `low` in a lighter tone), ``shown`` (written after the bar) and ``accent`` (bool).
    """
    for ax, (measure, rows) in zip(axes, frame.groupby("measure", sort=False), strict=True):
        for height, row in enumerate(rows[::-1].itertuples()):
            colour = ACCENT if row.accent else GREY
            ax.barh(height, row.low, height=0.66, color=colour)
            ax.barh(height, row.high - row.low, left=row.low, height=0.66, color=colour, alpha=0.4)
            ax.annotate(
                row.shown, (row.high, height), (4, 0), textcoords="offset points", va="center", fontweight="bold",
                color=ACCENT if row.accent else INK,
            )  # fmt: skip
            ax.text(-0.015, height, row.case, transform=ax.get_yaxis_transform(), ha="right", va="center")
        ax.set_title(measure, fontsize=9.5, fontweight="normal", color=MUTED, pad=3)
        ax.set_xlim(0, rows["high"].max() * 1.46)
        ax.set_ylim(-0.5, len(rows) - 0.5)
        ax.set_yticks([])
        ax.xaxis.set_visible(False)
        ax.spines["bottom"].set_visible(False)


def named_bars(ax, frame: pd.DataFrame, name: str, value: str, accent: str = "", form: str = ",.0f") -> None:
    """Horizontal bars from the first row down, the name above each and the value at its end.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    frame : pandas.DataFrame
        Columns `name` (texts) and `value` (numbers, in one unit).
    accent : str
        Name of the row drawn in the accent colour.
    form : str
        Format specification of the values.
    """
    for row, (text, number) in enumerate(frame[[name, value]].to_numpy()):
        colour = ACCENT if text == accent else GREY
        ax.barh(row, number, height=0.5, color=colour)
        ax.text(0, row - 0.3, text, va="bottom", fontsize=9, color=ACCENT if text == accent else INK)
        ax.annotate(
            f"{number:{form}}", (number, row), (4, 0), textcoords="offset points", va="center", fontweight="bold",
            color=ACCENT if text == accent else INK,
        )  # fmt: skip
    ax.set_ylim(len(frame) - 0.5, -0.85)
    ax.set_xlim(0, frame[value].max() * 1.15)
    ax.xaxis.set_major_formatter(f"{{x:{form}}}")
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)


def paragraph_strip(axes, paragraphs: pd.DataFrame) -> None:
    """The paragraphs of a text from the top down as bars of their length, an arc from each repeat to what it repeats.

    Parameters
    ----------
    axes : sequence of matplotlib.axes.Axes
        One for the paragraphs, and one below it for the repeats put end to end, beside all the rest.
    paragraphs : pandas.DataFrame
        Columns ``paragraph`` (number), ``characters`` and ``repeats`` (number of the earlier paragraph, or missing).
    """
    strip, below = axes
    most, again = paragraphs["characters"].max(), paragraphs[paragraphs["repeats"].notna()]
    for row in paragraphs.itertuples():
        colour = GREY if pd.isna(row.repeats) else PALETTE[0]
        strip.barh(row.paragraph, row.characters, color=colour)
    widest = (again["paragraph"] - again["repeats"]).max()
    turn = np.linspace(-np.pi / 2, np.pi / 2, 41)
    for row in again.itertuples():
        middle, half = (row.paragraph + row.repeats) / 2, (row.paragraph - row.repeats) / 2
        out = most * (0.03 + 0.17 * half * 2 / widest) * np.cos(turn)
        strip.plot(-most * 0.08 - out, middle + half * np.sin(turn), color=PALETTE[0], lw=1.3)
    strip.spines["left"].set_position("zero")
    named = sorted({*again["paragraph"], *again["repeats"]})
    strip.set_yticks(named, [f"{number}" for number in named], fontsize=9)
    for place, label in enumerate(strip.get_yticklabels()):
        label.set_color(PALETTE[0] if named[place] in set(again["paragraph"]) else INK)
    strip.tick_params(axis="y", length=0)
    strip.set_ylim(paragraphs["paragraph"].max() + 0.7, paragraphs["paragraph"].min() - 0.7)
    strip.set_xticks([tick for tick in MaxNLocator(5).tick_values(0, most) if tick <= most])
    strip.spines["bottom"].set_bounds(0, most)
    strip.set_xlabel("characters in a paragraph")
    total, part = paragraphs["characters"].sum(), again["characters"].sum()
    below.barh(0, part, color=PALETTE[0])
    below.barh(0, total - part, left=part, color=GREY)
    below.text(0, 0.6, f"the repeats together: {part / total * 100:.1f} % of all characters", va="bottom", fontsize=9)
    below.set_ylim(-0.5, 1.9)
    below.axis("off")
    for ax, length in ((strip, most), (below, total)):
        ax.set_xlim(-0.29 * length, 1.02 * length)


def grain_rows(ax, rows: pd.DataFrame, unit: str) -> None:
    """Counts on one axis from nought, a row each: a dot, two joined by a line where it can be read in two ways, words where none is.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    rows : pandas.DataFrame
        Columns ``label``, ``low``, ``high`` (missing where nothing is printed), ``shown`` (text beside the mark) and
        ``accent`` (bool: in the accent colour).
    unit : str
        Label of the axis.
    """
    for height, row in enumerate(rows.itertuples()):
        colour = ACCENT if row.accent else PALETTE[0]
        ax.text(0, height - 0.2, row.label, va="bottom", fontsize=9, color=ACCENT if row.accent else INK)
        if pd.isna(row.low):
            ax.text(0, height + 0.1, row.shown, va="center", fontweight="bold", color=colour, fontsize=9)
            continue
        ax.plot([row.low, row.high], [height + 0.1] * 2, lw=1.6, color=colour)
        ax.plot([row.low, row.high], [height + 0.1] * 2, "o", ms=6.5, color=colour)
        ax.annotate(
            row.shown, (row.high, height + 0.1), (7, 0), textcoords="offset points", va="center", fontweight="bold",
            color=colour, fontsize=9,
        )  # fmt: skip
    ax.set_xlim(0, rows["high"].max() * 1.2)
    ax.set_ylim(len(rows) - 0.5, -0.75)
    ax.xaxis.set_major_formatter("{x:,.0f}")
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.set_xlabel(unit)

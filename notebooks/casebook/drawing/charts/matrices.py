"""Units against kinds: what is known of each."""

from __future__ import annotations

import textwrap

import pandas as pd

from ..narrow import narrowly
from ..style import INK, LIGHT, MUTED, PALETTE

__all__ = [
    "evidence_grid",
]


def evidence_grid(ax, grid: pd.DataFrame, number: str) -> None:
    """Things against kinds of evidence: a column of numbers, then a dot where there is evidence and a ring where none is.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    grid : pandas.DataFrame
        Index: labels of the rows; columns: names of the kinds of evidence (line breaks allowed), cells: counts.
    number : str
        The column that is written as a number and not as a dot.
    """
    for row, (label, cells) in enumerate(grid.iterrows()):
        ax.text(-0.75, row, textwrap.fill(label, 26), ha="right", va="center", fontsize=9, linespacing=1.0)
        for place, (name, count) in enumerate(cells.items()):
            if name == number:
                ax.text(
                    place, row, f"{count}" if count else "none", ha="center", va="center",
                    color=INK if count else MUTED, fontweight="bold" if count else "normal",
                    bbox={"fc": "white", "ec": "none", "pad": 1.5},
                )  # fmt: skip
            else:
                ax.plot(
                    place, row, "o", ms=8 if count else 5, mfc=PALETTE[0] if count else "white",
                    mec=PALETTE[0] if count else LIGHT, mew=1.2,
                )  # fmt: skip
    for place, name in enumerate(grid.columns):
        heading = ax.text(place, -0.75, name, ha="center", va="bottom", fontsize=9, color=MUTED, linespacing=1.0)
        narrowly(heading, rotation=90)
    ax.set_xlim(-0.6, grid.shape[1] - 0.4)
    ax.set_ylim(len(grid) - 0.4, -0.7)
    ax.set_yticks(range(len(grid)), [])
    ax.xaxis.set_visible(False)
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.tick_params(length=0)
    ax.grid(axis="y", color=LIGHT, lw=0.6)
    ax.set_axisbelow(True)

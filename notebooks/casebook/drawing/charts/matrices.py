"""Units against kinds: what is known of each."""

from __future__ import annotations

import pandas as pd
from matplotlib.patches import Rectangle

from ..style import ACCENT, INK, LIGHT, MUTED, PALETTE

__all__ = [
    "evidence_grid",
    "evidence_matrix",
]


def evidence_matrix(ax, cells: pd.DataFrame, columns: dict[str, str], groups: dict[str, int]) -> None:
    """What is known of each unit: dark if firm, pale if weak, empty if missing, in the accent colour if of the time asked for.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    cells : pandas.DataFrame
        One row a cell: ``row``, ``column``, ``evidence`` (``firm``, ``weak``, ``missing``), ``years`` (text in the cell)
        and ``wanted`` (True if the fact is of the time asked for); rows in the order in which they are drawn.
    columns : dict of str to str
        Heading of each column, by its key in ``column``, in order.
    groups : dict of str to int
        Name of each group of rows and the number of its rows, in order.
    """
    rows = list(dict.fromkeys(cells["row"]))
    starts, base = {}, 0
    for name, count in groups.items():
        starts |= {row: place + base + 0.75 for place, row in enumerate(rows[len(starts) : len(starts) + count])}
        ax.text(-2.35, base + 0.12, name, fontweight="bold", va="center", fontsize=9)
        base += count + 0.85
    places = {key: place for place, key in enumerate(columns)}
    fills = {"firm": MUTED, "weak": "#cfd4da", "missing": "white"}
    for row, height in starts.items():
        ax.text(-2.35, height + 0.25, row, va="center", fontsize=9)
    for cell in cells.itertuples():
        left, low = places[cell.column] - 0.46, starts[cell.row] - 0.17
        missing = cell.evidence == "missing"
        fill = ACCENT if cell.wanted else fills[cell.evidence]
        edge = {"ec": LIGHT, "ls": ":"} if missing else {"ec": fill, "ls": "-"}
        ax.add_patch(Rectangle((left, low), 0.92, 0.84, fc=fill, lw=0.8, **edge))
        colour = "white" if cell.wanted or cell.evidence == "firm" else INK
        ax.text(left + 0.46, low + 0.42, cell.years, ha="center", va="center", fontsize=8, color=colour)
    for key, name in columns.items():
        ax.text(places[key], -0.4, name, ha="center", va="bottom", fontsize=9, linespacing=1.15)
    ax.set_xlim(-2.4, len(columns) - 0.45)
    ax.set_ylim(base - 0.1, -1.5)
    ax.axis("off")


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
        ax.text(-0.75, row, label, ha="right", va="center", fontsize=9)
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
        ax.text(place, -0.75, name, ha="center", va="bottom", fontsize=8.5, color=MUTED, linespacing=1.0)
    ax.set_xlim(-0.6, grid.shape[1] - 0.4)
    ax.set_ylim(len(grid) - 0.4, -0.7)
    ax.set_yticks(range(len(grid)), [])
    ax.xaxis.set_visible(False)
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.tick_params(length=0)
    ax.grid(axis="y", color=LIGHT, lw=0.6)
    ax.set_axisbelow(True)

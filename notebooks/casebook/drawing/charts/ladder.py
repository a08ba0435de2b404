"""Claims on the rungs from input to outcome, and figures under their verdicts."""

from __future__ import annotations

import pandas as pd
from matplotlib.patches import Rectangle

from ..style import GREY, INK, PALETTE

__all__ = [
    "RUNGS",
    "ladder",
    "rungs_beside",
    "verdict_tiles",
]

RUNGS = ["input", "activity", "output", "response", "outcome"]


def ladder(ax, claims: pd.DataFrame) -> None:
    """Claims as marks on the rungs input, activity, output, response, outcome; filled if reported as a result.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    claims : pandas.DataFrame
        Columns ``stage`` and ``status``.
    """
    for height, rung in enumerate(RUNGS):
        held = claims[claims["stage"] == rung].sort_values("status", key=lambda s: s.ne("result"))
        for place, status in enumerate(held["status"]):
            filled = status == "result"
            ax.plot(place, height, "o", ms=9, mfc=PALETTE[0] if filled else "white", mec=PALETTE[0], mew=1.4)
        ax.text(max(len(held), 0) + 0.1, height, f"{len(held)}", va="center", fontweight="bold", color=INK)
    ax.set_yticks(range(len(RUNGS)), RUNGS)
    ax.set_ylim(-0.6, len(RUNGS) - 0.4)
    ax.set_xlim(-0.7, claims["stage"].value_counts().max() + 2)
    ax.xaxis.set_visible(False)
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.tick_params(length=0)


def rungs_beside(ax, counts: pd.DataFrame, names: dict[str, str], colours: dict[str, str]) -> None:
    """Claims of several sources on each rung of the ladder, in per cent of their own; results full, rules and plans pale.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    counts : pandas.DataFrame
        Columns ``group``, ``stage``, ``done`` (share of claims reported as results, per cent), ``not_done`` (share that are
        rules, plans or background) and ``count`` (number of claims on the rung).
    names, colours : dict of str to str
        Name and colour of each group, in the order in which they are drawn.
    """
    thick = 0.8 / len(names)
    for row in counts.itertuples():
        place = list(names).index(row.group)
        height = RUNGS.index(row.stage) + 0.4 - thick * (place + 0.5)
        ax.barh(height, row.done, thick * 0.86, color=colours[row.group])
        ax.barh(height, row.not_done, thick * 0.86, left=row.done, color=colours[row.group], alpha=0.35)
        text = f"{row.count}" if row.count else "none"
        ax.annotate(
            text, (row.done + row.not_done, height), (4, 0), textcoords="offset points", va="center",
            fontweight="bold", fontsize=9, color=colours[row.group],
        )  # fmt: skip
        if row.stage == RUNGS[2]:
            ax.annotate(
                names[row.group], (row.done + row.not_done, height), (24, 0), textcoords="offset points", va="center",
                fontsize=9, color=colours[row.group],
            )  # fmt: skip
    ax.set_yticks(range(len(RUNGS)), RUNGS)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.set_xlim(0, (counts["done"] + counts["not_done"]).max() * 1.55)
    ax.set_xlabel("per cent of the claims of the group")


def verdict_tiles(ax, tiles: pd.DataFrame, styles: dict[str, str], columns: int = 4) -> None:
    """Figures as tiles, gathered under their verdict: solid, outlined, pale or dashed by what can be said of them.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    tiles : pandas.DataFrame
        Columns ``verdict``, ``shown`` (the figure) and ``label`` (what it counts; line breaks allowed).
    styles : dict of str to str
        Verdicts in the order in which they are drawn, each with ``solid``, ``dark``, ``outlined``, ``pale`` or ``dashed``.
    columns : int
        Tiles in a row.
    """
    looks = {
        "solid": ({"fc": PALETTE[0], "ec": PALETTE[0]}, "white"), "dark": ({"fc": INK, "ec": INK}, "white"),
        "outlined": ({"fc": "white", "ec": PALETTE[0], "lw": 1.6}, INK), "pale": ({"fc": "#e9ebee", "ec": "#e9ebee"}, INK),
        "dashed": ({"fc": "white", "ec": GREY, "ls": (0, (3, 2)), "lw": 1.1}, INK),
    }  # fmt: skip
    top = 0.0
    for verdict, style in styles.items():
        held = tiles[tiles["verdict"] == verdict]
        box, colour = looks[style]
        ax.text(0, top + 0.3, f"{verdict}: {len(held)}", fontweight="bold", va="center", fontsize=9.5)
        top += 0.52
        for number, tile in enumerate(held.itertuples()):
            left, low = number % columns, top + number // columns
            ax.add_patch(Rectangle((left + 0.03, low + 0.04), 0.94, 0.9, **{"lw": 0.8, **box}))
            ax.text(left + 0.5, low + 0.25, tile.shown, ha="center", va="center", fontweight="bold", color=colour)
            ax.text(
                left + 0.5, low + 0.65, tile.label, ha="center", va="center", fontsize=8, color=colour, linespacing=1.0
            )
        top += -(-len(held) // columns) + 0.12
    ax.set_xlim(0, columns)
    ax.set_ylim(top, 0)
    ax.axis("off")

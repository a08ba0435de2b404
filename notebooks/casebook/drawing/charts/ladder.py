"""Claims on the rungs from input to outcome."""

from __future__ import annotations

import pandas as pd

from ..style import INK, PALETTE

__all__ = [
    "RUNGS",
    "ladder",
    "rungs_beside",
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
        beside = {RUNGS[2]: names[row.group], RUNGS[1]: "pale: no result" if place == len(names) - 1 else ""}.get(
            row.stage
        )
        if beside:
            ax.annotate(
                beside, (row.done + row.not_done, height), (24, 0), textcoords="offset points", va="center",
                fontsize=9, color=colours[row.group],
            )  # fmt: skip
    ax.set_yticks(range(len(RUNGS)), RUNGS)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.set_xlim(0, (counts["done"] + counts["not_done"]).max() * 1.55)
    ax.set_xlabel("per cent of the claims of the group")

"""How deep cuts were, and how far chance alone lifts the deepest."""

from __future__ import annotations

import pandas as pd

from ..style import ACCENT, GREY, INK, LIGHT, MUTED, PALETTE

__all__ = [
    "cut_panels",
    "lead_by_chance",
]


def cut_panels(axes, frame: pd.DataFrame) -> None:
    """Cuts in panels that are not to be ranked together: filled if like is counted with like, hollow if not.

    Parameters
    ----------
    axes : sequence of matplotlib.axes.Axes
        One for each panel, in the order in which the panels come, sharing their x axis.
    frame : pandas.DataFrame
        One row a cut: columns ``panel``, ``label``, ``when``, ``low`` and ``high`` (per cent), ``alike`` (bool), ``shown``
        (written beside the mark) and ``accent`` (bool).
    """
    for ax, (panel, rows) in zip(axes, frame.groupby("panel", sort=False), strict=True):
        for height, row in enumerate(rows[::-1].itertuples()):
            colour = ACCENT if row.accent else PALETTE[0]
            ax.plot([0, row.low], [height, height], color=LIGHT, lw=1.2, zorder=0)
            ax.plot([row.low, row.high], [height, height], color=colour, lw=5, alpha=0.5, solid_capstyle="butt")
            middle = (row.low + row.high) / 2
            ax.plot(middle, height, "o", ms=8, mec=colour, mew=1.5, mfc=colour if row.alike else "white")
            ax.annotate(
                row.shown, (row.high, height), (8, 0), textcoords="offset points", va="center", fontsize=9,
                color=ACCENT if row.accent else INK,
            )  # fmt: skip
            ax.text(
                -0.02, height, f"{row.label}, {row.when}", transform=ax.get_yaxis_transform(), ha="right", va="center",
                fontsize=9, color=ACCENT if row.accent else INK,
            )  # fmt: skip
        ax.set_title(panel, fontsize=9.5, color=MUTED, pad=4)
        ax.set_xlim(0, 116)
        ax.set_ylim(-0.6, len(rows) - 0.4)
        ax.set_yticks([])
        ax.set_xticks(range(0, 101, 20))
        ax.spines["left"].set_visible(False)
    axes[-1].set_xlabel("bodies removed, per cent")


def lead_by_chance(ax, frame: pd.DataFrame, base: float, base_name: str, near: str, far: str) -> None:
    """How far above a base chance alone is expected to lift the deepest of few and of many, beside what was printed.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    frame : pandas.DataFrame
        Columns ``label``, ``few``, ``many`` (expected deepest cut) and ``cut`` (the printed one), all in per cent, and
        ``alike`` (bool: hollow if not).
    base : float
        Average cut, per cent, from which the bars start.
    base_name, near, far : str
        Names of the base, of the dark bar and of the light bar, written in the top row.
    """
    for height, row in enumerate(frame[::-1].itertuples()):
        ax.barh(height, row.many - base, left=base, height=0.5, color=LIGHT)
        ax.barh(height, row.few - base, left=base, height=0.5, color=GREY)
        inside = PALETTE[0] if row.alike else "white"
        ax.plot(row.cut, height, "D", ms=6.5, mfc=inside, mec=PALETTE[0], mew=1.4, zorder=3)
        ax.text(-0.02, height, row.label, transform=ax.get_yaxis_transform(), ha="right", va="center", fontsize=9)
    top = len(frame) - 1
    first = frame.iloc[0]
    ax.axvline(base, color=ACCENT, lw=1.6)
    ax.annotate(base_name, (base, -0.85), (4, 0), textcoords="offset points", color=ACCENT, va="center", fontsize=9)
    for at, text, shift in ((first.few, near, "left"), (first.many, far, "center")):
        high = top + (0.45 if shift == "left" else 1.0)
        ax.annotate(
            text, (at, top + 0.25), (at, high + 0.15), ha=shift, va="bottom", fontsize=9, color=MUTED,
            arrowprops={"arrowstyle": "-", "color": GREY, "lw": 0.7, "shrinkA": 0, "shrinkB": 0},
        )  # fmt: skip
    ax.set_ylim(-1.25, top + 1.75)
    ax.set_xlim(base - 3, 84)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.set_xlabel("departments removed, per cent (diamond: by counts)")

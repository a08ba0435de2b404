"""How a whole is spread over units, as it may be or as chance has it."""

from __future__ import annotations

import pandas as pd

from ..style import ACCENT, GREY, INK, PALETTE

__all__ = [
    "counted_draws",
    "ranked_panels",
]


def counted_draws(axes, shares: pd.DataFrame, reported: int, notes: dict[str, str]) -> None:
    """How often chance gives each count, a panel a case; a count as large as the one reported stands out.

    Parameters
    ----------
    axes : sequence of matplotlib.axes.Axes
        One for each case, with one scale.
    shares : pandas.DataFrame
        Counts × cases: share of the draws, per cent.
    reported : int
        The count that was reported.
    notes : dict of str to str
        For each case, in the order of the panels, a line written under its name.
    """
    for ax, (case, note) in zip(axes, notes.items(), strict=True):
        colours = [PALETTE[0] if count >= reported else GREY for count in shares.index]
        ax.bar(shares.index, shares[case], width=0.82, color=colours, linewidth=0)
        ax.set_ylim(0, shares.to_numpy().max() * 1.4)
        ax.text(0.01, 0.97, case, transform=ax.transAxes, va="top", fontweight="bold")
        ax.text(0.01, 0.85, note, transform=ax.transAxes, va="top", fontsize=9, color=PALETTE[0])
        ax.set_xlim(shares.index.min() - 0.6, shares.index.max() + 0.6)
        ax.set_xticks([count for count in shares.index if count % 2 == reported % 2])
        ax.set_ylabel("% of draws")


def ranked_panels(axes, frame: pd.DataFrame, notes: dict[str, str], mean: float) -> None:
    """Units in order of size, a panel a case; what is printed in the accent colour, what is filled in grey, the median ringed.

    Parameters
    ----------
    axes : sequence of matplotlib.axes.Axes
        One for each case.
    frame : pandas.DataFrame
        Columns ``case``, ``rank`` (1 the largest) and ``value``; the largest value and the mean count as printed.
    notes : dict of str to str
        For each case, in the order of the panels, a line written under its name.
    mean : float
        Drawn across every panel and named in the first.
    """
    count, top = frame["rank"].max(), frame["value"].max()
    for ax, (case, note) in zip(axes, notes.items(), strict=True):
        rows = frame[frame["case"] == case]
        ax.bar(rows["rank"], rows["value"], width=1, color=[ACCENT, *[GREY] * (len(rows) - 1)], linewidth=0)
        ax.axhline(mean, color=ACCENT, lw=1.1, ls=(0, (4, 2)))
        ax.plot((count + 1) / 2, rows["value"].median(), "o", ms=7, mfc="none", mec=INK, mew=1.2, clip_on=False)
        ax.text(count, top * 1.02, case, ha="right", va="top", fontweight="bold")
        ax.text(count, top * 0.82, note, ha="right", va="top", fontsize=9, linespacing=1.35)
        ax.set_xlim(0, count + 1)
        ax.set_ylim(0, top * 1.05)
        ax.set_yticks([0, top])
        ax.set_xticks([])
    axes[0].annotate(
        f"mean {mean:g}", (count, mean), (0, 3), textcoords="offset points", ha="right", color=ACCENT, fontsize=9,
        fontweight="bold",
    )  # fmt: skip
    axes[0].set_ylabel("applicants", labelpad=-8)
    axes[-1].set_xlabel(f"the {count} posts, the most wanted first")

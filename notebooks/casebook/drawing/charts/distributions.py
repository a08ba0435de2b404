"""How a whole is spread over units, as it may be or as chance has it."""

from __future__ import annotations

import pandas as pd

from ..style import ACCENT, GREY, INK, LIGHT, MUTED, PALETTE

__all__ = [
    "assignment_histogram",
    "counted_draws",
    "lorenz_region",
    "overlap_strips",
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


def lorenz_region(ax, frame: pd.DataFrame, low: str, high: str, inside: str, names: dict[str, tuple]) -> None:
    """The Lorenz curves of two extreme cases, the region between them, and a third curve inside it.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    frame : pandas.DataFrame
        Indexed by the share of units from the smallest on (per cent, starting at 0), a column a case: the share of the
        whole that these units hold (per cent).
    low, high, inside : str
        Columns: the most unequal case, the most equal one, and the one between.
    names : dict of str to tuple
        For each column, and for ``"equal"`` (the diagonal): text, x, y and rotation of its label.
    """
    at = frame.index.to_numpy()
    ax.fill_between(at, frame[low], frame[high], color=LIGHT, lw=0, zorder=1)
    ax.plot([0, 100], [0, 100], color=GREY, lw=0.8, ls=(0, (2, 2)), zorder=2)
    for column, style in ((low, "-"), (high, "-"), (inside, (0, (4, 2)))):
        ax.plot(at, frame[column], color=PALETTE[0] if column == inside else INK, lw=1.6, ls=style, zorder=3)
    for column, (text, x, y, turn) in names.items():
        colour = MUTED if column == "equal" else INK  # blue is not read on the grey of the region
        ax.text(x, y, text, color=colour, rotation=turn, rotation_mode="anchor", fontsize=9, linespacing=1.25)
    ax.set_xlim(0, 100)
    ax.set_ylim(0, 101)
    ax.set_xticks([0, 25, 50, 75, 100])
    ax.set_yticks([0, 25, 50, 75, 100])
    ax.set_xlabel("% of posts, the least wanted first")
    ax.set_ylabel("% of applicants")


def overlap_strips(ax, cases: pd.DataFrame, first: str, second: str) -> None:
    """Two groups in one whole, a row a case: how far they may lie over each other.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    cases : pandas.DataFrame
        One row a case: columns ``case``, ``first``, ``second`` and ``both`` (per cent of the whole).
    first, second : str
        Names of the groups, written once.
    """
    for height, row in enumerate(cases[::-1].itertuples()):
        start = row.first - row.both
        neither = start + row.second if row.second > row.both else row.first
        ax.barh(height, 100, height=0.56, color="none", edgecolor=GREY, lw=0.7)
        ax.barh(height + 0.14, row.first, height=0.28, color=PALETTE[0], lw=0)
        ax.barh(height - 0.14, row.second, left=start, height=0.28, color=PALETTE[1], lw=0)
        ax.text(0, height + 0.34, row.case, va="bottom", fontweight="bold")
        ax.text(98.5, height, f"neither: {100 - neither:.1f} %", ha="right", va="center", fontsize=9)
        if height == len(cases) - 1:
            ax.text(1.5, height + 0.13, first, va="center", color="white", fontsize=8.5)
            ax.text(start + row.second + 1, height - 0.15, second, va="center", color=INK, fontsize=8.5)
    ax.set_xlim(0, 100)
    ax.set_ylim(-0.45, len(cases) - 0.3)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.set_xlabel("% of applicants")


def assignment_histogram(ax, differences, observed: float, step: float) -> None:
    """Differences in means under every assignment, a histogram in which those as large as the observed one stand out.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    differences : array, assignments
        In the unit of the outcome.
    observed : float
        The difference under the true assignment.
    step : float
        Width of a bar; `observed` lies on an edge, so that no bar is half in and half out.
    """
    size, far = abs(observed), abs(differences) >= abs(observed) - 1e-12
    bars = int(max(abs(differences).max() - size, 0) // step + 1)
    inside = max(round(2 * size / step), 1)
    inner = [-size + 2 * size * k / inside for k in range(inside + 1)]
    outer = [-size - step * k for k in range(bars, 0, -1)] + [-size, size]
    outer += [size + step * k for k in range(1, bars + 1)]
    ax.hist(differences[~far], bins=inner, color=GREY, edgecolor="white", lw=0.6)
    ax.hist(differences[far], bins=outer, color=PALETTE[0], edgecolor="white", lw=0.6)
    ax.axvline(observed, color=INK, lw=1.4)
    ax.set_ylabel("assignments")

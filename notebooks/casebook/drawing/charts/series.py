"""Yearly series: broken where two years do not compare, and against others."""

from __future__ import annotations

import pandas as pd

from ..style import ACCENT, GREY, INK, LIGHT, MUTED

__all__ = [
    "broken_series",
    "gap_paths",
]


def broken_series(
    ax, series: pd.Series, breaks: pd.DataFrame, *, colour: str = ACCENT, shown: dict | None = None
) -> None:
    """A yearly series with its breaks marked: the line stops where two years do not compare.

    Breaks of one year share a mark.  A shock is not drawn: the years compare, but more than one thing happened.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    series : pandas.Series
        Values by year.
    breaks : pandas.DataFrame
        Columns ``kind``, ``first_year`` and ``label``, as :func:`breaks_of` gives them; those outside the series' years
        are left out.  With no rows the line runs through.
    colour : str
    shown : dict of int to str, optional
        Texts written at years of the series.
    """
    series = series.dropna()
    first, last = series.index.min(), series.index.max()
    cuts = breaks[breaks["first_year"].between(first + 1, last) & (breaks["kind"] != "shock")]
    part = pd.Series(series.index, index=series.index).map(lambda year: (cuts["first_year"].unique() <= year).sum())
    for _, piece in series.groupby(part):
        ax.plot(piece.index, piece, "o-", color=colour, ms=4.5, lw=2)
    for year, text in (shown or {}).items():
        trough = year > first and series[year] < series.loc[:year].iloc[-2]
        place = {"xytext": (0, -14), "ha": "center"} if trough else {"xytext": (-3, 6), "ha": "right"}
        ax.annotate(
            text, (year, series[year]), textcoords="offset points", color=colour, fontweight="bold", **place,
        )  # fmt: skip
    ax.set_xlim(first - 0.6, last + 0.6)
    ax.margins(y=0.16)
    for year, labels in cuts.groupby("first_year")["label"]:
        left = year - first <= (last - first) / 2
        ax.axvline(year - 0.5, color=INK, lw=1.3, ls="--", zorder=0)
        ax.annotate(
            "\n".join(labels), (year - 0.5, 1), (-4 if left else 4, 4), xycoords=ax.get_xaxis_transform(),
            textcoords="offset points", ha="left" if left else "right", va="bottom", fontsize=9, color=INK,
            linespacing=1.2,
        )  # fmt: skip
    ax.xaxis.get_major_locator().set_params(integer=True)


def gap_paths(ax, gaps: pd.DataFrame, accent: str, fitted: int, others: str) -> None:
    """Gaps of one unit and of the placebos: the unit in its colour, the placebos grey, the years read shaded.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    gaps : pandas.DataFrame
        Years × units, in log points.
    accent : str
        Column of the unit.
    fitted : int
        Last year that the weights were chosen on.
    others : str
        What the grey lines are, written among them.
    """
    for unit in gaps.columns.drop(accent):
        ax.plot(gaps.index, gaps[unit], color=GREY, lw=0.7, alpha=0.55)
    ax.plot(gaps.index, gaps[accent], color=ACCENT, lw=2.4)
    last = gaps.index[-1]
    ax.axvspan(fitted + 0.5, last, color=LIGHT, alpha=0.45, lw=0)
    ax.axhline(0, color=INK, lw=0.6)
    ax.annotate(
        accent, (last, gaps[accent].iloc[-1]), (5, 0), textcoords="offset points", va="center", color=ACCENT,
        fontweight="bold",
    )  # fmt: skip
    ax.text(0.02, 0.04, others, transform=ax.transAxes, color=MUTED, fontsize=9)
    ax.set_xlim(gaps.index[0], last)
    ax.set_ylabel("gap, log points")

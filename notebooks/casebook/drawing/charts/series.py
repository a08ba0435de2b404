"""Yearly series: broken where two years do not compare, and against others."""

from __future__ import annotations

import pandas as pd

from ..style import ACCENT, GREY, INK, LIGHT, MUTED

__all__ = [
    "broken_series",
    "gap_lines",
    "gap_paths",
]


def broken_series(
    ax, series: pd.Series, breaks: pd.DataFrame, *, colour: str = ACCENT, shown: dict | None = None
) -> None:
    """A yearly series with its breaks marked: the line stops where two years do not compare.

    A shock is dotted and does not stop the line: the years compare, but more than one thing happened.

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
    inside = breaks[breaks["first_year"].between(first + 1, last)].sort_values("first_year")
    cuts = inside.loc[inside["kind"] != "shock", "first_year"]
    part = pd.Series(series.index, index=series.index).map(lambda year: (cuts <= year).sum())
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
    late = len(inside) and inside["first_year"].mean() > (first + last) / 2
    rows = inside if late else inside[::-1]
    for height, row in enumerate(rows.itertuples()):
        at, shock = row.first_year - 0.5, row.kind == "shock"
        tone, top = (MUTED if shock else INK), 6 + 13 * height
        ax.axvline(at, color=tone, lw=0.8 if shock else 1.3, ls=":" if shock else "--", zorder=0)
        ax.annotate(
            f"{row.label} ({row.kind})", (at, 1), (-4 if late else 4, top), xycoords=ax.get_xaxis_transform(),
            textcoords="offset points", ha="right" if late else "left", va="center", fontsize=8.5, color=tone,
        )  # fmt: skip
        ax.annotate(
            "", (at, 1), (0, top + 5), xycoords=ax.get_xaxis_transform(), textcoords="offset points",
            arrowprops={"arrowstyle": "-", "color": tone, "lw": 0.8 if shock else 1.3, "ls": ":" if shock else "--",
                        "shrinkA": 0, "shrinkB": 0},
        )  # fmt: skip
    ax.xaxis.get_major_locator().set_params(integer=True)


def gap_lines(ax, gaps: pd.DataFrame, names: dict[str, tuple[str, str]], windows: dict[str, tuple[int, int]]) -> None:
    """One unit less the mean of others, a line a data set, with the windows that a design averages shaded.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    gaps : pandas.DataFrame
        Years × data sets, nought in the year of reference.
    names : dict of str to (str, str)
        For each column of `gaps`: text at the end of its line, and colour.
    windows : dict of str to (int, int)
        First and last year of each shaded window, by its name.
    """
    for column, (text, colour) in names.items():
        line = gaps[column].dropna()
        ax.plot(line.index, line, color=colour, lw=2)
        ax.annotate(
            text, (line.index[-1], line.iloc[-1]), (5, 0), textcoords="offset points", va="center", fontsize=9, color=colour,
            linespacing=1.2,
        )  # fmt: skip
    ax.axhline(0, color=GREY, lw=0.7, zorder=0)
    low, high = ax.get_ylim()
    ax.set_ylim(low, high + 0.12 * (high - low))
    for text, (start, end) in windows.items():
        ax.axvspan(start - 0.4, end + 0.4, color=LIGHT, alpha=0.5, lw=0, zorder=-1)
        ax.text((start + end) / 2, ax.get_ylim()[1], text, ha="center", va="top", fontsize=9, color=MUTED)
    ax.set_xlim(gaps.index.min() - 0.3, gaps.index.max() + 0.36 * (gaps.index.max() - gaps.index.min()))
    ax.set_xticks([year for year in gaps.index if (year - gaps.index.min()) % 3 == 0])


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

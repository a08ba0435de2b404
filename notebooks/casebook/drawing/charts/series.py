"""Yearly series: broken where two years do not compare, against others, within bands."""

from __future__ import annotations

import matplotlib.dates as mdates
import pandas as pd

from ..style import ACCENT, GREY, INK, LIGHT, MUTED, PALETTE

__all__ = [
    "broken_series",
    "count_bands",
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


def count_bands(ax, bands: pd.DataFrame, points: pd.DataFrame, beneath: str = "") -> None:
    """Uncertain counts over time as bands, and single counts that are on record as marks.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    bands : pandas.DataFrame
        Columns ``start``, ``end`` (dates), ``low``, ``high``, ``label``, ``side`` (``above`` or ``below`` the band).
    points : pandas.DataFrame
        Columns ``day`` (date), ``count``, ``label``, ``accent`` (bool: in the accent colour).
    beneath : str
        Written in the space under the last band.
    """
    for band in bands.itertuples():
        ax.fill_between([band.start, band.end], band.low, band.high, color=PALETTE[0], alpha=0.3, lw=0)
        ax.fill_between([band.start, band.end], 0, band.low, color=LIGHT, alpha=0.35, lw=0)
        for level in (band.low, band.high):
            ax.plot([band.start, band.end], [level, level], color=PALETTE[0], lw=1.2)
        place = band.high + 4 if band.side == "above" else band.low - 5
        ax.annotate(
            band.label, (band.start, place), (4, 0), textcoords="offset points", color=PALETTE[0], fontsize=9,
            va="bottom" if band.side == "above" else "top", fontweight="bold", linespacing=1.1,
        )  # fmt: skip
    for point in points.itertuples():
        colour = ACCENT if point.accent else INK
        ax.plot([point.day], [point.count], "o", ms=6, color=colour, clip_on=False, zorder=4)
        ax.annotate(
            point.label, (point.day, point.count), (-4, 8), textcoords="offset points", ha="right", va="bottom",
            fontsize=9, color=colour, linespacing=1.1,
        )  # fmt: skip
    last = bands.iloc[-1]
    ax.annotate(
        beneath, (last["start"], last["low"] / 2), (4, 0), textcoords="offset points", va="center", fontsize=9,
        color=MUTED, linespacing=1.1,
    )  # fmt: skip
    ax.set_ylim(0, bands["high"].max() * 1.16)
    ax.set_xlim(bands["start"].min().replace(day=1), bands["end"].max())
    ax.xaxis.set_major_locator(mdates.MonthLocator(bymonth=(1, 7)))
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%b %Y"))

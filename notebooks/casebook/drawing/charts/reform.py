"""Part II: what was ordered, begun and declared, where and when."""

from __future__ import annotations

from datetime import date

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.patches import Rectangle

from ...drawing.figures import ACCENT, GREY, INK, LIGHT, PALETTE

__all__ = [
    "admitted_spans",
    "case_bars",
    "count_bands",
    "count_rows",
    "dated_rates",
    "evidence_grid",
    "evidence_matrix",
    "exposure",
    "lists_against_band",
    "named_bars",
    "precursor_matrix",
    "second_count",
    "zone_steps",
]


def case_bars(axes, frame: pd.DataFrame) -> None:
    """Two or more cases side by side in several measures: an axes for each measure, a bar for each case.

    Parameters
    ----------
    axes : sequence of matplotlib.axes.Axes
        One for each measure, in the order in which the measures come.
    frame : pandas.DataFrame
        One row a bar: columns ``measure`` (with its unit), ``case``, ``low`` and ``high`` (what the printed figure admits,
        the part above `low` in a lighter tone), ``shown`` (written after the bar) and ``accent`` (bool).
    """
    for ax, (measure, rows) in zip(axes, frame.groupby("measure", sort=False), strict=True):
        for height, row in enumerate(rows[::-1].itertuples()):
            colour = ACCENT if row.accent else GREY
            ax.barh(height, row.low, height=0.66, color=colour)
            ax.barh(height, row.high - row.low, left=row.low, height=0.66, color=colour, alpha=0.4)
            ax.annotate(
                row.shown, (row.high, height), (4, 0), textcoords="offset points", va="center", fontweight="bold",
                color=ACCENT if row.accent else INK,
            )  # fmt: skip
            ax.text(-0.015, height, row.case, transform=ax.get_yaxis_transform(), ha="right", va="center")
        ax.set_title(measure, fontsize=9.5, fontweight="normal", color="#5c6470", pad=3)
        ax.set_xlim(0, rows["high"].max() * 1.46)
        ax.set_ylim(-0.5, len(rows) - 0.5)
        ax.set_yticks([])
        ax.xaxis.set_visible(False)
        ax.spines["bottom"].set_visible(False)


_PRECURSOR_MARKS = {  # code: marker, fill style, words of the key
    "same": ("o", "full", "the same kind"),
    "near": ("o", "left", "something near it"),
    "named": (".", "full", "named, no more"),
    "against": ("x", "full", "the opposite"),
}


def precursor_matrix(ax, cells: pd.DataFrame, rows: dict, columns: dict, spans: dict, apart: tuple = ()) -> None:
    """Which instrument was tried in which earlier case: a mark where something was read, nothing where nothing was.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    cells : pandas.DataFrame
        Columns ``row`` and ``column`` (keys of `rows` and `columns`) and ``code`` (``same``, ``near``, ``named`` or
        ``against``).
    rows, columns : dict
        Keys and labels, in the order in which they are drawn.
    spans : dict
        Columns in which nothing was read by instrument, each with the words written along it.
    apart : sequence
        Columns that are drawn in grey, because they are not the case under study.
    """
    across = {key: place for place, key in enumerate(columns)}
    down = {key: place for place, key in enumerate(rows)}

    def mark(x, y, code, colour):
        marker, fill, _ = _PRECURSOR_MARKS[code]
        size = 6 if marker == "." else 8 if marker == "x" else 9.5
        ax.plot(x, y, marker, ms=size, mew=2 if marker == "x" else 1.4, mec=colour, mfc=colour, fillstyle=fill,
                markerfacecoloralt="white", clip_on=False)  # fmt: skip

    for cell in cells.itertuples():
        mark(across[cell.column], down[cell.row], cell.code, "#5c6470" if cell.column in apart else ACCENT)
    for column, words in spans.items():
        ax.fill_between(
            [across[column] - 0.3, across[column] + 0.3], -0.5, len(rows) - 0.5, color=LIGHT, alpha=0.55, lw=0
        )
        ax.text(across[column], (len(rows) - 1) / 2, words, rotation=90, ha="center", va="center", fontsize=9)
    for column, label in columns.items():
        ax.text(across[column], -0.75, label, ha="center", va="bottom", fontsize=8.5)
    for code, (x, y) in zip(_PRECURSOR_MARKS, ((-0.6, 0.4), (-0.6, 1.4), (2, 0.4), (2, 1.4)), strict=True):
        mark(x - 0.95, len(rows) + y, code, "#5c6470")
        ax.text(x - 0.75, len(rows) + y, _PRECURSOR_MARKS[code][2], va="center", fontsize=9)
    ax.set_yticks(range(len(rows)), rows.values())
    ax.hlines([place + 0.5 for place in range(len(rows) - 1)], -0.5, len(columns) - 0.5, color=LIGHT, lw=0.7, zorder=0)
    ax.set_ylim(len(rows) + 1.8, -2.6)
    ax.set_xlim(-0.5, len(columns) - 0.4)
    ax.xaxis.set_visible(False)
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.tick_params(length=0)


def exposure(ax, units: pd.DataFrame, first: str, last: str, mark: str, mark_label: str) -> None:
    """Since when each unit has been treated: a bar from the latest day on which it can have begun, pale before that.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    units : pandas.DataFrame
        One row a unit: columns ``label``, ``earliest`` and ``latest`` (dates between which treatment began) and ``early``
        (bool: drawn in the accent colour).
    first, last : str
        Ends of the time axis, ISO dates.
    mark, mark_label : str
        A day at which a line is drawn, ISO date, and its name.
    """
    first, last, mark = (date.fromisoformat(day) for day in (first, last, mark))
    for row, unit in enumerate(units.itertuples()):
        colour = ACCENT if unit.early else GREY
        ax.plot([unit.earliest, unit.latest], [row, row], lw=8, color=colour, alpha=0.35, solid_capstyle="butt")
        ax.plot([unit.latest, last], [row, row], lw=8, color=colour, solid_capstyle="butt")
    ax.axvline(mark, color=INK, lw=1.2)
    ax.annotate(
        mark_label, (mark, -0.75), (-4, 0), textcoords="offset points", ha="right", va="center", fontsize=9, color=INK
    )
    ax.set_yticks(range(len(units)), units["label"])
    for label, early in zip(ax.get_yticklabels(), units["early"], strict=True):
        label.set_color(ACCENT if early else INK)
    ax.set_ylim(len(units) - 0.4, -1.3)
    ax.set_xlim(first, last)
    ax.xaxis.set_major_locator(mdates.YearLocator())
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    ax.grid(axis="x", color=LIGHT, lw=0.7)
    ax.set_axisbelow(True)
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", length=0)


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
        ax.fill_between([band.start, band.end], 0, band.low, color=LIGHT, alpha=0.45, lw=0)
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
        color="#5c6470", linespacing=1.1,
    )  # fmt: skip
    ax.set_ylim(0, bands["high"].max() * 1.16)
    ax.set_xlim(bands["start"].min().replace(day=1), bands["end"].max())
    ax.xaxis.set_major_locator(mdates.MonthLocator(bymonth=(1, 7)))
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%b %Y"))


def count_rows(ax, counts: pd.DataFrame, unit: str) -> None:
    """Rival counts of the same thing, a row each: a mark at the count, what it counts above, who says it beside.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    counts : pandas.DataFrame
        Columns ``group`` (a new one leaves a gap and is written in bold), ``label``, ``count``, ``firm`` (bool: read
        twice and printed, a filled mark).
    unit : str
        Label of the axis.
    """
    row, last = 0.0, None
    for item in counts.itertuples():
        if item.group != last:
            row += 0.0 if last is None else 0.5
            ax.text(0, row, item.group, fontweight="bold", va="center", fontsize=9.5)
            last, row = item.group, row + 0.95
        ax.plot([0, item.count], [row, row], color=LIGHT, lw=1.2, zorder=0)
        ax.plot([item.count], [row], "o", ms=7, mec=PALETTE[0], mfc=PALETTE[0] if item.firm else "white", mew=1.5)
        ax.text(item.count + 5, row, f"{item.count}", va="center", fontweight="bold", color=PALETTE[0])
        ax.text(0, row - 0.42, item.label, fontsize=8.5, color="#5c6470", va="center")
        row += 1.0
    ax.set_xlim(0, counts["count"].max() * 1.13)
    ax.set_ylim(row - 0.4, -0.6)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.set_xlabel(unit)


def dated_rates(ax, rates: pd.DataFrame, window: tuple[date, date], window_name: str) -> None:
    """Printed rates, each at the period it is printed for, against the window in which an effect would have to show.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    rates : pandas.DataFrame
        Columns ``label``, ``earliest``, ``latest`` (dates) and ``whole`` (True if the rate is of the unit asked for, False
        if it is of a larger one), in the order of the rows.
    window : tuple of datetime.date
        First and last day of the window, drawn as a band in the accent colour.
    window_name : str
        Written above the band.
    """
    ax.axvspan(*window, color=ACCENT, alpha=0.22, lw=0)
    ax.text(window[1], -0.85, f" {window_name}", color=ACCENT, fontweight="bold", va="center", fontsize=9)
    first, last = min(*rates["earliest"], window[0]), max(*rates["latest"], window[1])
    half = first + (last - first) / 2
    for row, rate in enumerate(rates.itertuples()):
        line = {"color": INK, "lw": 6} if rate.whole else {"color": GREY, "lw": 2.2}
        ax.plot([rate.earliest, rate.latest], [row, row], solid_capstyle="butt", **line)
        right = rate.earliest < half
        ax.annotate(
            rate.label, (rate.latest if right else rate.earliest, row), (5 if right else -5, 0),
            textcoords="offset points", ha="left" if right else "right", va="center", fontsize=9,
            color=INK if rate.whole else "#5c6470",
        )  # fmt: skip
    ax.set_ylim(len(rates) - 0.4, -1.3)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.xaxis.set_major_locator(mdates.YearLocator())
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    ax.grid(axis="x", color=LIGHT, lw=0.7)
    ax.set_axisbelow(True)


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
    fills = {"firm": "#5c6470", "weak": "#cfd4da", "missing": "white"}
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


def zone_steps(ax, steps: pd.DataFrame, band: tuple[date, date], band_name: str) -> None:
    """What happened to each unit and when, a row a unit; the first treatment in the accent colour.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    steps : pandas.DataFrame
        Columns ``unit``, ``label``, ``earliest``, ``latest`` (dates) and ``treated`` (True for the first treatment).
    band : tuple of datetime.date
        First and last day of a common period, shaded.
    band_name : str
        Written above the band.
    """
    units = list(dict.fromkeys(steps["unit"]))
    ax.axvspan(*band, color=LIGHT, alpha=0.8, lw=0)
    ax.text(band[1], -0.98, band_name, ha="right", va="center", fontsize=9, color="#5c6470")
    for step in steps.itertuples():
        row, colour = units.index(step.unit), ACCENT if step.treated else GREY
        if step.earliest == step.latest:
            ax.plot([step.earliest], [row], "o", ms=6, color=colour)
        else:
            ax.plot([step.earliest, step.latest], [row, row], lw=7, color=colour, solid_capstyle="butt")
        late = step.earliest >= date.fromordinal(band[0].toordinal() - 300)
        ax.annotate(
            step.label, (step.latest if late else step.earliest, row), (0, -9 if step.treated else 9),
            textcoords="offset points", ha="right" if late else "left", va="top" if step.treated else "bottom",
            fontsize=8.5, color=colour if step.treated else "#5c6470",
        )  # fmt: skip
    ax.set_yticks(range(len(units)), units)
    ax.set_ylim(len(units) - 0.35, -1.25)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.xaxis.set_major_locator(mdates.YearLocator())
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    ax.grid(axis="x", color=LIGHT, lw=0.7)
    ax.set_axisbelow(True)


def admitted_spans(ax, spans: pd.DataFrame, first: str, last: str) -> None:
    """The days that dates admit, clipped to a window, a row each: a dot for a day, a bar else, arrows where it goes on.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    spans : pandas.DataFrame
        Columns ``label``, ``earliest``, ``latest`` (dates or None where open), ``count`` (written at the right) and
        ``accent`` (drawn in the accent colour if true).
    first, last : str
        Ends of the window, ISO dates.
    """
    first, last = date.fromisoformat(first), date.fromisoformat(last)
    for row, span in enumerate(spans.itertuples()):
        colour = ACCENT if span.accent else "#5c6470"
        left = first if span.earliest is None else max(span.earliest, first)
        right = last if span.latest is None else min(span.latest, last)
        ax.text(-0.035, row, span.label, transform=ax.get_yaxis_transform(), ha="right", va="center", fontsize=9)
        ax.text(
            1.04, row, f"{span.count}", transform=ax.get_yaxis_transform(), va="center", color=colour, fontweight="bold"
        )
        if left == right:
            ax.plot([left], [row], "o", ms=7, color=colour, clip_on=False)
            continue
        wide = (right - left).days > 40
        ax.plot([left, right], [row, row], lw=5, color=colour, alpha=0.35 if wide else 1, solid_capstyle="butt")
        if span.earliest is None or span.earliest < first:
            ax.plot([left], [row], "<", ms=7, color=colour, clip_on=False)
        if span.latest is None or span.latest > last:
            ax.plot([right], [row], ">", ms=7, color=colour, clip_on=False)
    ax.set_ylim(len(spans) - 0.4, -0.7)
    ax.set_xlim(first, last)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.text(1.04, -0.75, "claims", transform=ax.get_yaxis_transform(), ha="center", va="bottom", fontsize=8.5)
    ax.set_xticks([date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1, 14)])
    ax.xaxis.set_major_formatter(lambda day, _: f"{mdates.num2date(day).day} {mdates.num2date(day):%b}")
    ax.grid(axis="x", color=LIGHT, lw=0.7)
    ax.set_axisbelow(True)


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
                    color=ACCENT if count else GREY, fontweight="bold" if count else "normal",
                    bbox={"fc": "white", "ec": "none", "pad": 1.5},
                )  # fmt: skip
            else:
                ax.plot(
                    place, row, "o", ms=8 if count else 5, mfc=PALETTE[0] if count else "white",
                    mec=PALETTE[0] if count else LIGHT, mew=1.2,
                )  # fmt: skip
    for place, name in enumerate(grid.columns):
        ax.text(place, -0.75, name, ha="center", va="bottom", fontsize=8.5, color="#5c6470", linespacing=1.0)
    ax.set_xlim(-0.6, grid.shape[1] - 0.4)
    ax.set_ylim(len(grid) - 0.4, -0.7)
    ax.set_yticks(range(len(grid)), [])
    ax.xaxis.set_visible(False)
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.tick_params(length=0)
    ax.grid(axis="y", color=LIGHT, lw=0.6)
    ax.set_axisbelow(True)


def lists_against_band(ax, lists: pd.DataFrame, low: float, high: float, band: str) -> None:
    """Numbers of listed things, a row each, against a planned band: filled marks for the main ones, open for extras.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    lists : pandas.DataFrame
        Columns ``label``, ``leading``, ``extra`` (numbers) and ``covered`` (whether the band applies to the row).
    low, high : float
        Ends of the band, in things.
    band : str
        What is written above the band.
    """
    ax.axvspan(low - 0.5, high + 0.5, color=LIGHT, lw=0)
    ax.text((low + high) / 2, -0.75, band, ha="center", va="bottom", fontsize=8.5, color="#5c6470")
    for row, zone in enumerate(lists.itertuples()):
        colour = ACCENT if zone.covered else GREY
        for place in range(1, zone.leading + zone.extra + 1):
            filled = place <= zone.leading
            ax.plot(place, row, "o", ms=9, mfc=colour if filled else "white", mec=colour, mew=1.4)
        ax.text(
            -0.02, row, zone.label, transform=ax.get_yaxis_transform(), ha="right", va="center", fontsize=9, color=INK
        )
    most = int(max((lists["leading"] + lists["extra"]).max(), high))
    ax.set_xlim(0.3, most + 0.7)
    ax.set_ylim(len(lists) - 0.4, -0.7)
    ax.set_yticks([])
    ax.set_xticks(range(1, most + 1))
    ax.spines["left"].set_visible(False)


def named_bars(ax, frame: pd.DataFrame, name: str, value: str, accent: str = "", form: str = ",.0f") -> None:
    """Horizontal bars from the first row down, the name above each and the value at its end.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    frame : pandas.DataFrame
        Columns `name` (texts) and `value` (numbers, in one unit).
    accent : str
        Name of the row drawn in the accent colour.
    form : str
        Format specification of the values.
    """
    for row, (text, number) in enumerate(zip(frame[name], frame[value], strict=True)):
        colour = ACCENT if text == accent else GREY
        ax.barh(row, number, height=0.5, color=colour)
        ax.text(0, row - 0.3, text, va="bottom", fontsize=9, color=ACCENT if text == accent else INK)
        ax.annotate(
            f"{number:{form}}", (number, row), (4, 0), textcoords="offset points", va="center", fontweight="bold",
            color=ACCENT if text == accent else INK,
        )  # fmt: skip
    ax.set_ylim(len(frame) - 0.5, -0.85)
    ax.set_xlim(0, frame[value].max() * 1.15)
    ax.xaxis.set_major_formatter(f"{{x:{form}}}")
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)


def second_count(ax, frame: pd.DataFrame, accent: str = "") -> None:
    """Two counts of a place as shares of the first: a grey outline for the first, a bar for the second.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    frame : pandas.DataFrame
        Columns ``place``, ``before``, ``after`` (counts) and ``counted`` (what is counted, written under the name).
    accent : str
        Place drawn in the accent colour.
    """
    for row, entry in enumerate(frame.itertuples()):
        share = entry.after / entry.before * 100
        colour = ACCENT if entry.place == accent else PALETTE[0]
        ax.barh(row, 100, height=0.34, facecolor="none", edgecolor=GREY, lw=1)
        ax.barh(row, share, height=0.34, color=colour, alpha=0.85)
        ax.text(0, row - 0.24, entry.place, va="bottom", fontsize=9.5, fontweight="bold", color=colour)
        ax.text(
            1, row - 0.25, entry.counted, transform=ax.get_yaxis_transform(), va="bottom", ha="right", fontsize=8.5,
            color="#5c6470", bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8},
        )  # fmt: skip
        ax.annotate(
            f"{entry.before:,.0f} → {entry.after:,.0f}", (max(share, 100), row), (4, 0), textcoords="offset points",
            va="center", fontsize=9, color=colour,
        )  # fmt: skip
    ax.axvline(100, color=GREY, lw=0.8, zorder=0)
    ax.set_ylim(len(frame) - 0.6, -0.75)
    ax.set_xlim(0, max((frame["after"] / frame["before"]).max(), 1) * 100 * 1.25)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.set_xlabel("second count, per cent of the first")

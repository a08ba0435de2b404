"""The kinds of chart that this book draws: each takes axes and a frame, and returns nothing.

Texts are written beside what they name; no chart needs a legend to be read.
"""

from __future__ import annotations

from datetime import date

import matplotlib.dates as mdates
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.patches import Rectangle

from .figures import GREY, INK, JINAN, LIGHT, PALETTE

__all__ = [
    "admitted_spans",
    "assignment_histogram",
    "before_after_columns",
    "bounded_lines",
    "breaks_of",
    "broken_series",
    "case_bars",
    "contract_lines",
    "count_bands",
    "count_rows",
    "cut_by_revision",
    "cut_panels",
    "dated_rates",
    "donor_weights",
    "evidence_grid",
    "evidence_matrix",
    "exposure",
    "gap_lines",
    "gap_paths",
    "grain_rows",
    "interval_pairs",
    "ladder",
    "lead_by_chance",
    "lists_against_band",
    "lists_same_sum",
    "logic_model",
    "lorenz_region",
    "naive_and_corrected",
    "named_bars",
    "overlap_strips",
    "paragraph_strip",
    "power_curve",
    "precursor_matrix",
    "ranked_panels",
    "rule_against_result",
    "rungs_beside",
    "scope_grid",
    "second_count",
    "slopes",
    "specification_curve",
    "timeline",
    "two_depths",
    "verdict_tiles",
    "zone_steps",
]

RUNGS = ["input", "activity", "output", "outcome"]


def paragraph_strip(ax, paragraphs: pd.DataFrame) -> None:
    """The paragraphs of a text as bars of their length, repeats in colour.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    paragraphs : pandas.DataFrame
        Columns ``paragraph`` (number), ``characters`` and ``repeats`` (number of the earlier paragraph, or missing).
    """
    repeated = paragraphs["repeats"].notna()
    colours = [PALETTE[0] if again else GREY for again in repeated]
    ax.bar(paragraphs["paragraph"], paragraphs["characters"], color=colours, width=0.8)
    again = paragraphs[repeated]
    for row in again[again["repeats"] != again["repeats"].shift()].itertuples():  # a run of one paragraph, named once
        ax.annotate(
            f"={row.repeats}", (row.paragraph, row.characters), ha="center", va="bottom", fontsize=8, color=PALETTE[0]
        )
    ax.set_xlabel("paragraph, in the order of the text")
    ax.set_ylabel("characters")
    ax.set_xlim(0.2, len(paragraphs) + 0.8)


def ladder(ax, claims: pd.DataFrame) -> None:
    """Claims as marks on the rungs input, activity, output, outcome; filled if reported as a result.

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
    ax.grid(axis="y", color=LIGHT, lw=0.8)
    ax.set_axisbelow(True)


def interval_pairs(ax, pairs: pd.DataFrame, printed_name: str = "printed", found_name: str = "recomputed") -> None:
    """What a printed figure admits beside what was recomputed, each scaled to the middle of the printed interval.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    pairs : pandas.DataFrame
        Columns ``label``, ``printed_low``, ``printed_high``, ``found_low``, ``found_high`` (same unit in a row) and
        ``verdict`` (``agrees`` or ``differs``).
    """
    for height, row in enumerate(pairs[::-1].itertuples()):
        middle = (row.printed_low + row.printed_high) / 2
        printed = [(end / middle - 1) * 100 for end in (row.printed_low, row.printed_high)]
        found = [(end / middle - 1) * 100 for end in (row.found_low, row.found_high)]
        colour = JINAN if row.label.startswith("Jinan") else PALETTE[0]
        ax.plot(printed, [height + 0.14] * 2, lw=7, color=LIGHT, solid_capstyle="butt")
        ax.plot(found, [height - 0.14] * 2, lw=2, color=colour, marker="|", ms=10, mew=2)
        ax.text(-0.01, height, row.label, transform=ax.get_yaxis_transform(), ha="right", va="center")
        ax.text(
            max(*printed, *found) + 0.15, height, row.verdict, va="center", color=colour, fontweight="bold", fontsize=9
        )
    top = len(pairs) - 1
    row = pairs.iloc[0]
    middle = (row.printed_low + row.printed_high) / 2
    ax.annotate(
        printed_name, ((row.printed_low / middle - 1) * 100, top + 0.26), va="bottom", fontsize=8.5, color="#5c6470"
    )
    ax.annotate(found_name, ((row.found_low / middle - 1) * 100, top - 0.3), va="top", fontsize=8.5, color="#5c6470")
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.set_ylim(-0.6, top + 0.7)
    ax.axvline(0, color=GREY, lw=0.6, zorder=0)
    ax.set_xlabel("per cent away from the printed figure")


def timeline(ax, events: pd.DataFrame, first: str, last: str, accent: str = "city") -> None:
    """Events in the order of their dates, a row each: a dot for a day, a bar for an interval, an arrow for an open start.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    events : pandas.DataFrame
        Columns ``title_en``, ``earliest``, ``latest`` (dates or None), ``lane``.
    first, last : str
        Ends of the time axis, ISO dates.
    accent : str
        Lane drawn in the accent colour.
    """
    first, last = date.fromisoformat(first), date.fromisoformat(last)
    span = (last - first).days
    for row, event in enumerate(events.itertuples()):
        colour = JINAN if event.lane == accent else INK if event.lane == "zone" else "#5c6470"
        left = first if event.earliest is None else max(event.earliest, first)
        right = min(event.latest, last)
        if event.earliest is None:
            left = date.fromordinal(right.toordinal() - round(span * 0.07))
            ax.annotate(
                "",
                (left, row),
                (right, row),
                arrowprops={"arrowstyle": "->", "color": colour, "lw": 1.4, "shrinkA": 0, "shrinkB": 0},
            )
            ax.plot([right], [row], "|", ms=9, mew=2, color=colour)
        elif left == right:
            ax.plot([left], [row], "o", ms=5.5, color=colour)
        else:
            ax.plot([left, right], [row, row], lw=4.5, color=colour, solid_capstyle="butt")
        centre = (left.toordinal() + right.toordinal()) / 2
        before = centre > first.toordinal() + span * 0.52
        ax.annotate(
            event.title_en, (left if before else right, row), (-6 if before else 6, 0), textcoords="offset points",
            ha="right" if before else "left", va="center", color=colour, fontsize=9,
            fontweight="bold" if event.lane == accent else "normal",
        )  # fmt: skip
    ax.set_ylim(len(events) - 0.4, -0.8)
    ax.set_xlim(first, last)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    locator = mdates.MonthLocator(bymonth=(1, 7)) if span < 1200 else mdates.YearLocator(max(1, span // 1800))
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%b %Y" if span < 1200 else "%Y"))
    ax.grid(axis="x", color=LIGHT, lw=0.7)
    ax.set_axisbelow(True)


def slopes(ax, frame: pd.DataFrame, left: str, right: str, label: str, left_title: str, right_title: str) -> None:
    """Two orders of the same things, joined by lines; lines that lead to an earlier place are in colour.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    frame : pandas.DataFrame
        One row a thing; columns `left` and `right` are its places (1 is first), `label` its name.
    """
    for row in frame.to_dict("records"):
        one, two = row[left], row[right]
        colour = PALETTE[0] if two < one else GREY
        ax.plot([0, 1], [one, two], color=colour, lw=1.6, marker="o", ms=4)
        ax.text(1.04, two, row[label], va="center", color=colour if two < one else INK, fontsize=9)
        ax.text(-0.04, one, f"{one:.0f}", va="center", ha="right", color=colour)
    count = len(frame)
    ax.set_ylim(count + 0.5, 0)
    ax.set_xlim(-0.15, 2.35)
    ax.text(0, 0.3, left_title, ha="center", fontsize=8.5, color="#5c6470")
    ax.text(1.04, 0.3, right_title, ha="left", fontsize=8.5, color="#5c6470")
    ax.axis("off")


def scope_grid(ax, counts: pd.DataFrame, accent: str = "") -> None:
    """A table of counts as shaded squares, with the sums of the columns beneath; an empty cell stays empty.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    counts : pandas.DataFrame
        Whole numbers; the index names the rows, the columns the columns (line breaks allowed).
    accent : str
        Column drawn in the accent colour.
    """
    most = counts.to_numpy().max()
    for place, column in enumerate(counts.columns):
        colour = JINAN if column == accent else PALETTE[0]
        for row, number in enumerate(counts[column]):
            if number == 0:
                ax.text(place, row, "–", ha="center", va="center", color=GREY)
                continue
            share = 0.12 + 0.55 * number / most
            ax.add_patch(plt.Rectangle((place - 0.47, row - 0.44), 0.94, 0.88, color=colour, alpha=share, lw=0))
            ax.text(place, row, f"{number}", ha="center", va="center", fontweight="bold", color=INK)
        ax.text(place, len(counts) - 0.15, f"{counts[column].sum()}", ha="center", va="center", fontweight="bold")
        ax.text(place, -0.62, column, ha="center", va="bottom", fontsize=8.5, color=colour, linespacing=1.05)
    for row, name in enumerate([*counts.index, "all"]):
        ax.text(-0.58, row - (0.15 if name == "all" else 0), name, ha="right", va="center")
    ax.set_xlim(-2.3, len(counts.columns) - 0.45)
    ax.set_ylim(len(counts) + 0.25, -1.75)
    ax.axhline(len(counts) - 0.5, xmin=0.02, color=GREY, lw=0.7)
    ax.axis("off")


def logic_model(ax, start: str, rows: pd.DataFrame, chain: pd.DataFrame) -> None:
    """A logic model from top to bottom: an order, its instruments with their outputs, then a chain of steps.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    start : str
        Text of the first box.
    rows : pandas.DataFrame
        One instrument a row: ``instrument``, ``name_zh``, ``stated`` (bool: told of the order itself, drawn with a
        firm outline), ``output`` and ``counted`` (bool: a solid arrow leads to it).
    chain : pandas.DataFrame
        The steps below, in order: ``step``, ``detail``, ``arrow``, what is written beside the arrow that leads to it, and
        ``heading``, written before it, or empty.
    """

    def box(left, right, top, height, text, firm=True, colour=INK):
        style = {"ec": colour if firm else GREY, "ls": "-" if firm else (0, (3, 2)), "lw": 1.4 if firm else 1.1}
        ax.add_patch(plt.Rectangle((left, top), right - left, height, fc="white", **style))
        ax.text((left + right) / 2, top + height / 2, text, ha="center", va="center", fontsize=9, linespacing=1.15)

    def arrow(tail, head, firm):
        colour, down = INK if firm else GREY, tail[0] == head[0]
        ax.plot(*zip(tail, head, strict=True), color=colour, lw=1.6, ls="-" if firm else (0, (1, 2)))
        tip = (head[0], head[1] - 0.1) if down else (head[0] - 0.13, head[1])
        ax.plot(*tip, marker="v" if down else ">", ms=6.5, mec=colour, mfc=colour if firm else "white")

    def heading(left, top, text):
        ax.text(left, top, text, fontsize=8.5, color="#5c6470", va="bottom")

    box(0, 10, 0, 0.8, start)
    arrow((2.4, 0.8), (2.4, 1.62), True)
    heading(2.7, 1.45, "activities 活动")
    heading(6.1, 1.45, "outputs 产出")
    top = 1.65
    for row in rows.itertuples():
        box(0, 4.8, top, 0.88, f"{row.instrument}\n{row.name_zh}", row.stated)
        box(6, 10, top, 0.88, row.output, row.counted)
        arrow((4.82, top + 0.44), (5.98, top + 0.44), row.counted)
        top += 1.0
    for row in chain.itertuples():
        arrow((5, top - 0.08), (5, top + 0.62), False)
        ax.text(5.25, top + 0.24, row.arrow, fontsize=8.5, color="#5c6470", va="center")
        heading(0.05, top + 0.55, row.heading)
        box(0, 10, top + 0.64, 0.88, f"{row.step}\n{row.detail}", False)
        top += 1.6
    ax.set_xlim(-0.1, 10.1)
    ax.set_ylim(top + 0.05, -0.1)
    ax.axis("off")


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
        colour = JINAN if point.accent else INK
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
        colour = JINAN if span.accent else "#5c6470"
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
                    color=JINAN if count else GREY, fontweight="bold" if count else "normal",
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
        colour = JINAN if zone.covered else GREY
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
            colour = JINAN if row.accent else GREY
            ax.barh(height, row.low, height=0.66, color=colour)
            ax.barh(height, row.high - row.low, left=row.low, height=0.66, color=colour, alpha=0.4)
            ax.annotate(
                row.shown, (row.high, height), (4, 0), textcoords="offset points", va="center", fontweight="bold",
                color=JINAN if row.accent else INK,
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
        mark(across[cell.column], down[cell.row], cell.code, "#5c6470" if cell.column in apart else JINAN)
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
        colour = JINAN if unit.early else GREY
        ax.plot([unit.earliest, unit.latest], [row, row], lw=8, color=colour, alpha=0.35, solid_capstyle="butt")
        ax.plot([unit.latest, last], [row, row], lw=8, color=colour, solid_capstyle="butt")
    ax.axvline(mark, color=INK, lw=1.2)
    ax.annotate(
        mark_label, (mark, -0.75), (-4, 0), textcoords="offset points", ha="right", va="center", fontsize=9, color=INK
    )
    ax.set_yticks(range(len(units)), units["label"])
    for label, early in zip(ax.get_yticklabels(), units["early"], strict=True):
        label.set_color(JINAN if early else INK)
    ax.set_ylim(len(units) - 0.4, -1.3)
    ax.set_xlim(first, last)
    ax.xaxis.set_major_locator(mdates.YearLocator())
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    ax.grid(axis="x", color=LIGHT, lw=0.7)
    ax.set_axisbelow(True)
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", length=0)


def named_bars(ax, frame: pd.DataFrame, name: str, value: str, accent: str = "") -> None:
    """Horizontal bars from the first row down, the name above each and the value at its end.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    frame : pandas.DataFrame
        Columns `name` (texts) and `value` (numbers, in one unit).
    accent : str
        Name of the row drawn in the accent colour.
    """
    for row, (text, number) in enumerate(zip(frame[name], frame[value], strict=True)):
        colour = JINAN if text == accent else GREY
        ax.barh(row, number, height=0.5, color=colour)
        ax.text(0, row - 0.3, text, va="bottom", fontsize=9, color=JINAN if text == accent else INK)
        ax.annotate(
            f"{number:,.0f}", (number, row), (4, 0), textcoords="offset points", va="center", fontweight="bold",
            color=JINAN if text == accent else INK,
        )  # fmt: skip
    ax.set_ylim(len(frame) - 0.5, -0.85)
    ax.set_xlim(0, frame[value].max() * 1.15)
    ax.xaxis.set_major_formatter("{x:,.0f}")
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
        colour = JINAN if entry.place == accent else PALETTE[0]
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
    ax.axvspan(*window, color=JINAN, alpha=0.22, lw=0)
    ax.text(window[1], -0.85, f" {window_name}", color=JINAN, fontweight="bold", va="center", fontsize=9)
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
        fill = JINAN if cell.wanted else fills[cell.evidence]
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
        row, colour = units.index(step.unit), JINAN if step.treated else GREY
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


def bounded_lines(ax, lines: pd.DataFrame, names: dict[str, tuple], x: str, y: str, steps: bool = False) -> None:
    """Lines, each with the band between its bounds where it has one, and its name written beside it.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    lines : pandas.DataFrame
        Columns ``line`` (key), ``x``, ``low``, ``high`` and ``colour``, in the order in which they are drawn; where
        ``low`` and ``high`` are the same there is no band.
    names : dict of str to tuple
        Text, x, y and horizontal alignment of the name of each line.
    x, y : str
        Labels of the axes.
    steps : bool
        Whether lines without a band are drawn as steps, for whole numbers.
    """
    for key, line in lines.groupby("line", sort=False):
        colour = line["colour"].iloc[0]
        if (line["low"] == line["high"]).all():
            ax.plot(line["x"], line["low"], color=colour, lw=2, drawstyle="steps-mid" if steps else "default")
        else:
            ax.fill_between(line["x"], line["low"], line["high"], color=colour, alpha=0.18, lw=0)
            ax.plot(line["x"], line["low"], color=colour, lw=1.2)
            ax.plot(line["x"], line["high"], color=colour, lw=1.2)
        text, at_x, at_y, side = names[key]
        ax.text(at_x, at_y, text, color=colour, ha=side, va="center", fontsize=9, fontweight="bold", linespacing=1.2)
    ax.xaxis.get_major_locator().set_params(integer=True)
    ax.set_xlabel(x)
    ax.set_ylabel(y)
    ax.grid(color=LIGHT, lw=0.7)
    ax.set_axisbelow(True)


def rule_against_result(axes, rows: pd.DataFrame, x: str) -> None:
    """What a rule asks for and what was reported, panel by panel; a row with no figure says so.

    Parameters
    ----------
    axes : sequence of matplotlib.axes.Axes
        One for each ``panel``, in order.
    rows : pandas.DataFrame
        Columns ``panel``, ``row`` (label), ``low``, ``high`` (missing if no figure was read; ``high`` alone missing if
        the figure has no upper end), ``shown`` (text beside the bar) and ``accent`` (True in the accent colour).
    x : str
        Label of the axis of the last panel.
    """
    end = rows["high"].max() * 1.75
    for ax, (panel, part) in zip(axes, rows.groupby("panel", sort=False), strict=True):
        for height, row in enumerate(part[::-1].itertuples()):
            colour = JINAN if row.accent else "#5c6470"
            if pd.isna(row.low):
                ax.text(end * 0.01, height, row.shown, va="center", fontsize=9, style="italic", color="#5c6470")
                continue
            if pd.isna(row.high):
                ax.annotate(
                    "", (row.low + end * 0.13, height), (row.low, height),
                    arrowprops={"arrowstyle": "-|>", "color": colour, "lw": 2.2, "shrinkA": 0, "shrinkB": 0},
                )  # fmt: skip
                ax.plot(row.low, height, "|", color=colour, ms=12, mew=2.2)
                beside = row.low + end * 0.15
            else:
                ax.plot([row.low, row.high], [height, height], color=colour, lw=9, solid_capstyle="butt")
                beside = row.high + end * 0.02
            ax.text(beside, height, row.shown, va="center", fontsize=9, color=colour, fontweight="bold")
        ax.set_title(panel, fontsize=9.5)
        ax.set_yticks(range(len(part)), part["row"][::-1])
        ax.set_ylim(-0.6, len(part) - 0.4)
        ax.set_xlim(0, end)
        ax.tick_params(axis="y", length=0)
        ax.spines["left"].set_visible(False)
        ax.grid(axis="x", color=LIGHT, lw=0.7)
        ax.set_axisbelow(True)
    for ax in axes[:-1]:
        ax.tick_params(axis="x", labelbottom=False)
    axes[-1].set_xlabel(x)


def lists_same_sum(ax, lists: pd.DataFrame, named: dict[str, tuple[str, float, float]], unit: str) -> None:
    """Lists of the same length and sum, each from its greatest number to its least, with the median of each marked.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    lists : pandas.DataFrame
        One column a list, positive numbers in any order.
    named : dict of str to tuple of (str, float, float)
        For each column the text written beside its line and where: rank and height.
    unit : str
        Label of the upright axis, which is logarithmic.
    """
    count = len(lists)
    middle = (count + 1) / 2
    ax.axvline(middle, color=LIGHT, lw=6, zorder=0)
    ax.text(middle, lists.max().max() * 1.5, "median", ha="center", va="bottom", fontsize=8.5, color="#5c6470")
    for colour, (column, (text, rank, height)) in zip((GREY, PALETTE[0], PALETTE[2]), named.items(), strict=False):
        numbers = sorted(lists[column], reverse=True)
        ax.step(range(1, count + 1), numbers, where="mid", color=colour, lw=2)
        ax.plot([middle], [lists[column].median()], "o", ms=7.5, color=colour, zorder=4)
        ax.text(rank, height, text, color="#5c6470" if colour == GREY else colour, fontsize=9, va="center")
    ax.set_yscale("log")
    ax.yaxis.set_major_formatter("{x:,.0f}")
    ax.set_xlim(0, count + 1)
    ax.set_ylim(0.7, lists.max().max() * 1.4)
    ax.set_xlabel("pilots, from the longest list to the shortest")
    ax.set_ylabel(unit)


def contract_lines(axes, slopes: pd.DataFrame, efforts: pd.DataFrame, marks: dict[str, float]) -> None:
    """A linear contract in two panels: the best slope over uncertainty, and what a slope does to two tasks.

    Parameters
    ----------
    axes : pair of matplotlib.axes.Axes
    slopes : pandas.DataFrame
        Index: risk aversion times cost times variance; columns ``one task`` and ``two tasks``: the best slope.
    efforts : pandas.DataFrame
        Index: slope; columns ``measured``, ``unmeasured`` and ``gain``, in units of 1/c.
    marks : dict of str to float
        Slopes marked in the lower panel, by what is written on them.
    """
    above, below = axes
    for colour, column in zip((PALETTE[0], PALETTE[1]), ("one task", "two tasks"), strict=True):
        above.plot(slopes.index, slopes[column], color=colour, lw=2)
    ends, first = slopes.index.max(), slopes.index[len(slopes) // 6]
    above.text(first, slopes["one task"].asof(first) + 0.09, "  only the measured task in the job", color=PALETTE[0])
    above.text(ends / 60, 0.05, "an unmeasured task too", color="#9a6a00")
    above.set_ylim(0, 1.05)
    above.set_xlim(0, ends)
    above.set_xlabel("uncertainty: r × c × variance of luck")
    above.set_ylabel("best slope b")
    styles = {"measured": (PALETTE[0], "-"), "unmeasured": (PALETTE[1], "-"), "gain": (INK, "--")}
    for column, (colour, line) in styles.items():
        below.plot(efforts.index, efforts[column], color=colour, ls=line, lw=2)
    last = efforts.iloc[-1]
    names = {"measured": "effort on what\nis measured", "unmeasured": "change of what\nis not", "gain": "joint gain"}
    span = efforts.max().max() - efforts.min().min()
    for column, text in names.items():
        colour = "#9a6a00" if column == "unmeasured" else styles[column][0]
        place = last[column] + {"gain": 0.09, "unmeasured": -0.05}.get(column, 0.0) * span
        below.text(efforts.index.max() * 1.02, place, text, va="center", fontsize=9, color=colour)
    below.set_ylim(efforts.min().min() - 0.2 * span, efforts.max().max())
    below.axhline(0, color=GREY, lw=0.7)
    for text, slope in marks.items():
        below.axvline(slope, color=LIGHT, lw=1.2, zorder=0)
        below.text(slope, efforts.max().max() * 1.03, text, ha="center", va="bottom", fontsize=8.5, color="#5c6470")
    below.set_xlim(0, efforts.index.max() * 1.42)
    below.set_xticks([tick / 4 for tick in range(5)])
    below.set_xlabel("slope b: share of the measured result that is paid out")
    below.set_ylabel("units of 1/c")


def ranked_panels(axes, frame: pd.DataFrame, notes: dict[str, str], mean: float) -> None:
    """Units in order of size, a panel a case; what is printed in the accent colour, what is filled in grey.

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
        ax.bar(rows["rank"], rows["value"], width=1, color=[JINAN, *[GREY] * (len(rows) - 1)], linewidth=0)
        ax.axhline(mean, color=JINAN, lw=1.1, ls=(0, (4, 2)))
        ax.text(count, top * 1.02, case, ha="right", va="top", fontweight="bold")
        ax.text(count, top * 0.82, note, ha="right", va="top", fontsize=9, linespacing=1.35)
        ax.set_xlim(0, count + 1)
        ax.set_ylim(0, top * 1.05)
        ax.set_yticks([0, top])
        ax.set_xticks([])
    axes[0].annotate(
        f"mean {mean:g}", (count, mean), (0, 3), textcoords="offset points", ha="right", color=JINAN, fontsize=9,
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
        ax.plot(at, frame[column], color=JINAN if column == inside else INK, lw=1.6, ls=style, zorder=3)
    for column, (text, x, y, turn) in names.items():
        colour = {inside: JINAN, "equal": "#5c6470"}.get(column, INK)
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


def grain_rows(ax, rows: pd.DataFrame, unit: str) -> None:
    """Counts over several orders of magnitude, a row each: a dot, a bar where the count is an interval, words where none is.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    rows : pandas.DataFrame
        Columns ``label``, ``low``, ``high`` (missing where nothing is printed), ``shown`` (text beside the mark) and
        ``accent`` (bool: in the accent colour).
    unit : str
        Label of the axis.
    """
    left, most = rows["low"].min(), rows["high"].max()
    for height, row in enumerate(rows.itertuples()):
        colour = JINAN if row.accent else PALETTE[0]
        ax.text(left, height - 0.2, row.label, va="bottom", fontsize=9, color=JINAN if row.accent else INK)
        if pd.isna(row.low):
            ax.text(left, height + 0.1, row.shown, va="center", fontweight="bold", color=colour, fontsize=9)
            continue
        ax.plot([row.low, row.high], [height + 0.1] * 2, lw=5, color=colour, solid_capstyle="butt")
        ax.plot([row.low, row.high], [height + 0.1] * 2, "o", ms=6.5, color=colour)
        ax.annotate(
            row.shown, (row.high, height + 0.1), (7, 0), textcoords="offset points", va="center", fontweight="bold",
            color=colour, fontsize=9,
        )  # fmt: skip
    ax.set_xscale("log")
    ax.set_xlim(left * 0.88, most * 1.8)
    ax.set_ylim(len(rows) - 0.5, -0.75)
    ax.set_xticks([tick for tick in (1, 3, 10, 30, 100, 300, 1000, 3000) if left * 0.88 < tick < most * 1.8])
    ax.xaxis.set_major_formatter("{x:,.0f}")
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.set_xlabel(unit)


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
            colour = JINAN if row.accent else PALETTE[0]
            ax.plot([0, row.low], [height, height], color=LIGHT, lw=1.2, zorder=0)
            ax.plot([row.low, row.high], [height, height], color=colour, lw=5, alpha=0.5, solid_capstyle="butt")
            middle = (row.low + row.high) / 2
            ax.plot(middle, height, "o", ms=8, mec=colour, mew=1.5, mfc=colour if row.alike else "white")
            ax.annotate(
                row.shown, (row.high, height), (8, 0), textcoords="offset points", va="center", fontsize=9,
                color=JINAN if row.accent else INK,
            )  # fmt: skip
            ax.text(
                -0.02, height, f"{row.label}, {row.when}", transform=ax.get_yaxis_transform(), ha="right", va="center",
                fontsize=9, color=JINAN if row.accent else INK,
            )  # fmt: skip
        ax.set_title(panel, fontsize=9.5, color="#5c6470", pad=4)
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
        Columns ``label``, ``few``, ``many`` (expected deepest cut) and ``cut`` (the printed one), all in per cent.
    base : float
        Average cut, per cent, from which the bars start.
    base_name, near, far : str
        Names of the base, of the dark bar and of the light bar, written in the top row.
    """
    for height, row in enumerate(frame[::-1].itertuples()):
        ax.barh(height, row.many - base, left=base, height=0.5, color=LIGHT)
        ax.barh(height, row.few - base, left=base, height=0.5, color=GREY)
        ax.plot(row.cut, height, "D", ms=7, color=PALETTE[0], mec="white", mew=0.8, zorder=3)
        ax.text(-0.02, height, row.label, transform=ax.get_yaxis_transform(), ha="right", va="center", fontsize=9)
    top = len(frame) - 1
    first = frame.iloc[0]
    ax.axvline(base, color=JINAN, lw=1.6)
    ax.annotate(base_name, (base, -0.85), (4, 0), textcoords="offset points", color=JINAN, va="center", fontsize=9)
    for at, text, shift in ((first.few, near, "right"), (first.many, far, "center")):
        high = top + (0.45 if shift == "right" else 1.0)
        ax.annotate(
            text, (at, top + 0.25), (at, high + 0.15), ha=shift, va="bottom", fontsize=9, color="#5c6470",
            arrowprops={"arrowstyle": "-", "color": GREY, "lw": 0.7, "shrinkA": 0, "shrinkB": 0},
        )  # fmt: skip
    ax.set_ylim(-1.25, top + 1.75)
    ax.set_xlim(base - 3, 84)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.set_xlabel("departments removed, per cent (diamond: as printed)")


def before_after_columns(axes, cases: dict[str, list]) -> None:
    """Made-up units with their counts before (outline) and after (filled), one panel for each case.

    Parameters
    ----------
    axes : sequence of matplotlib.axes.Axes
        One for each case.
    cases : dict of str to list of (int, int)
        Title of each panel and the units in it: count before, count after.
    """
    for ax, (title, units) in zip(axes, cases.items(), strict=True):
        ordered = sorted(units)
        places = range(1, len(ordered) + 1)
        ax.bar(places, [before for before, _ in ordered], width=0.72, fc="white", ec=GREY, lw=1)
        ax.bar(places, [after for _, after in ordered], width=0.72, color=PALETTE[0])
        for place, (before, after) in zip(places, ordered, strict=True):
            text = f"{before}→{after}" if before != after else f"{after}"
            narrow = before < 30
            ax.text(
                place + (0 if narrow else 0.3), before + 1.5, text, ha="center" if narrow else "right", fontsize=7.5
            )
        ax.set_title(title, fontsize=9.5, color=INK, pad=4)
        ax.set_ylim(0, max(before for case in cases.values() for before, _ in case) * 1.12)
        ax.set_xticks([])
        ax.set_ylabel("departments")
    axes[-1].set_xlabel("one column a zone: outline before, filled after")


def two_depths(ax, frame: pd.DataFrame, first: str, second: str) -> None:
    """Two cuts of one place joined by a line, the second a square; hollow where they do not compare.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    frame : pandas.DataFrame
        Columns ``label``, ``first``, ``second`` (per cent), ``first_shown``, ``second_shown`` and ``alike`` (bool).
    first, second : str
        Names of the two cuts, written over the top row.
    """
    for height, row in enumerate(frame[::-1].itertuples()):
        colour = PALETTE[0] if row.alike else GREY
        face = {"mfc": colour if row.alike else "white", "mec": colour, "mew": 1.5, "zorder": 3}
        ax.plot([row.first, row.second], [height, height], color=colour, lw=1.6, ls="-" if row.alike else ":")
        ax.plot(row.first, height, "o", ms=9, **face)
        ax.plot(row.second, height, "s", ms=8, **face)
        left_is_second = row.second < row.first
        for at, text, is_second in ((row.first, row.first_shown, False), (row.second, row.second_shown, True)):
            left = is_second == left_is_second
            ax.annotate(
                text, (at, height), (-8 if left else 8, 0), textcoords="offset points", va="center",
                ha="right" if left else "left", fontsize=9, color=colour if row.alike else "#5c6470",
            )  # fmt: skip
        ax.text(-0.02, height, row.label, transform=ax.get_yaxis_transform(), ha="right", va="center", fontsize=9)
    top = len(frame) - 1
    ends = sorted([(frame.iloc[0]["first"], first), (frame.iloc[0]["second"], second)])
    for (at, text), side, shift in zip(ends, ("right", "left"), (6, -6), strict=True):
        ax.annotate(
            text, (at, top), (shift, 10), textcoords="offset points", ha=side, va="bottom", fontsize=9, color="#5c6470"
        )
    ax.set_ylim(-0.6, top + 0.85)
    ax.set_xlim(0, 104)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.set_xlabel("removed, per cent")


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


def power_curve(ax, curve: pd.Series, simulated: pd.Series, target: float, found: float, unit: str) -> None:
    """Power over the true effect: a line from the closed form, dots from simulation, and where the target is met.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    curve, simulated : pandas.Series
        Index: true effect; values: power, 0 to 1.
    target, found : float
        Power asked for, and the effect at which the line meets it.
    unit : str
        Label of the horizontal axis.
    """
    ax.plot(curve.index, curve * 100, color=PALETTE[0], lw=2)
    ax.plot(simulated.index, simulated * 100, "o", ms=7, mfc="white", mec=INK, mew=1.4, zorder=3)
    ax.plot([0, found, found], [target * 100, target * 100, 0], color=GREY, ls="--", lw=1.2)
    ax.set_ylim(0, 104)
    ax.set_xlim(0, curve.index.max() * 1.02)
    ax.set_xlabel(unit)
    ax.set_ylabel("found, % of studies")
    ax.grid(axis="y", color=LIGHT, lw=0.7)
    ax.set_axisbelow(True)


def breaks_of(entity_id: str, indicator_id: str) -> pd.DataFrame:
    """Breaks of a series in ``data/breaks.csv``: the entity's own, and those of the places that hold it.

    A boundary is an entity's own affair and is not passed down; definitions, vintages and shocks are.

    Parameters
    ----------
    entity_id, indicator_id : str

    Returns
    -------
    pandas.DataFrame
        Rows of the table in order of ``first_year``; whether a break touches a given vintage is said in ``description``.

    Raises
    ------
    KeyError
        If there is no such entity.
    """
    from .tables import table

    parents = table("entities").set_index("entity_id")["parent_id"]
    line, above = [entity_id], parents[entity_id]
    while above:
        line.append(above)
        above = parents[above]
    breaks = table("breaks")
    own = (breaks["entity_id"] == entity_id) | (breaks["entity_id"].isin(line) & (breaks["kind"] != "boundary"))
    touched = own & breaks["indicator_id"].isin(["", indicator_id])
    return breaks[touched].sort_values(["first_year", "kind", "break_id"], ignore_index=True)


def broken_series(
    ax, series: pd.Series, breaks: pd.DataFrame, *, colour: str = JINAN, shown: dict | None = None
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
        tone, top = ("#5c6470" if shock else INK), 6 + 13 * height
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


def cut_by_revision(ax, frame: pd.DataFrame, accent: str) -> None:
    """How far a revision moved each unit, a bar a unit, in the order of the frame from the top.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    frame : pandas.DataFrame
        Columns ``label`` and ``change`` (per cent).
    accent : str
        Label of the unit in the accent colour.
    """
    for height, row in enumerate(frame[::-1].itertuples()):
        colour = JINAN if row.label == accent else PALETTE[5]
        ax.barh(height, row.change, height=0.66, color=colour)
        ax.text(0.7, height, row.label, va="center", fontsize=9, color=colour)
        text = f"{row.change:.1f}".replace("-", "−") if abs(row.change) >= 0.05 else "0"
        ax.text(row.change - 0.7, height, text, va="center", ha="right", fontsize=8.5, color=colour)
    ax.set_xlim(frame["change"].min() * 1.15, 13)
    ax.set_ylim(-0.6, len(frame) - 0.4)
    ax.set_yticks([])
    ax.set_xticks([tick for tick in range(-40, 1, 10) if tick > frame["change"].min() * 1.15])
    ax.spines["left"].set_visible(False)
    ax.axvline(0, color=GREY, lw=0.8)


def naive_and_corrected(ax, rows: pd.DataFrame, unit: str) -> None:
    """What a chart across a break says (hollow) and what comparable data say (filled), a row a case.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    rows : pandas.DataFrame
        Columns ``label``, ``naive`` and ``corrected`` (missing where comparable data say nothing).
    unit : str
        Label of the axis.
    """
    for height, row in enumerate(rows[::-1].itertuples()):
        known = not pd.isna(row.corrected)
        ax.text(
            rows["naive"].min() - 3, height + 0.24, row.label, va="bottom", fontsize=9,
            bbox={"fc": "white", "ec": "none", "pad": 1},
        )  # fmt: skip
        if known:
            ax.plot([row.naive, row.corrected], [height, height], color=LIGHT, lw=3, zorder=0)
            ax.plot(row.corrected, height, "o", ms=8, color=PALETTE[0])
        ax.plot(row.naive, height, "o", ms=8, mfc="white", mec=INK, mew=1.5)
        right = not known or row.naive > row.corrected
        text = f"{row.naive:+.1f}".replace("-", "−") + ("" if known else "   corrected: cannot be told")
        ax.annotate(
            text, (row.naive, height), (9 if right else -9, 0), textcoords="offset points", va="center",
            ha="left" if right else "right", fontsize=9,
        )  # fmt: skip
        if known:
            ax.annotate(
                f"{row.corrected:+.1f}".replace("-", "−"), (row.corrected, height), (-9 if right else 9, 0),
                textcoords="offset points", va="center", ha="right" if right else "left", fontsize=9, color=PALETTE[0],
                fontweight="bold",
            )  # fmt: skip
    ax.axvline(0, color=GREY, lw=0.8, zorder=0)
    ax.set_xlim(rows["naive"].min() - 11, max(rows["naive"].max(), rows["corrected"].max()) + 9)
    ax.set_ylim(-0.55, len(rows) - 0.2)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.set_xlabel(unit)


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
        ax.text((start + end) / 2, ax.get_ylim()[1], text, ha="center", va="top", fontsize=9, color="#5c6470")
    ax.set_xlim(gaps.index.min() - 0.3, gaps.index.max() + 0.36 * (gaps.index.max() - gaps.index.min()))
    ax.set_xticks([year for year in gaps.index if (year - gaps.index.min()) % 3 == 0])


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
        "solid": ({"fc": PALETTE[0], "ec": PALETTE[0]}, "white"), "dark": ({"fc": JINAN, "ec": JINAN}, "white"),
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
    ax.plot(gaps.index, gaps[accent], color=JINAN, lw=2.4)
    last = gaps.index[-1]
    ax.axvspan(fitted + 0.5, last, color=LIGHT, alpha=0.45, lw=0)
    ax.axhline(0, color=INK, lw=0.6)
    ax.annotate(
        accent, (last, gaps[accent].iloc[-1]), (5, 0), textcoords="offset points", va="center", color=JINAN,
        fontweight="bold",
    )  # fmt: skip
    ax.text(0.02, 0.04, others, transform=ax.transAxes, color="#5c6470", fontsize=9)
    ax.set_xlim(gaps.index[0], last)
    ax.set_ylabel("gap, log points")


def donor_weights(ax, weights: pd.DataFrame) -> None:
    """Weights of donors under several settings, one row a donor and one mark a setting.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    weights : pandas.DataFrame
        Donors × settings, shares; the first row is drawn on top, the column names make the key.
    """
    marks = zip("oDs^", [PALETTE[0], PALETTE[1], PALETTE[2], PALETTE[5]], strict=True)
    heights = range(len(weights), 0, -1)
    for name, (mark, colour) in zip(weights.columns, marks, strict=False):
        ax.plot(weights[name] * 100, heights, mark, ms=6, color=colour, mfc="white", mew=1.6, label=name, clip_on=False)
    ax.hlines(heights, 0, weights.max(axis=1) * 100, color=LIGHT, lw=1, zorder=0)
    ax.set_yticks(list(heights), weights.index)
    ax.tick_params(axis="y", length=0, pad=8)
    ax.set_xlim(left=0)
    ax.set_xlabel("weight, per cent")
    ax.legend(loc="lower right", fontsize=9)


def specification_curve(
    axes, curve: pd.DataFrame, choices: dict[str, list[str]], wrong: str, aside: str, low_p: float
) -> None:
    """Estimates of many specifications in order of size, and beneath them which choices each one made.

    Parameters
    ----------
    axes : array of two matplotlib.axes.Axes
    curve : pandas.DataFrame
        One row a specification: ``estimate`` (log points), ``p`` and one column a choice.
    choices : dict
        Column of `curve` to its options, in the order of the rows.
    wrong : str
        The option whose estimates are known to be wrong; drawn as crosses.
    aside : str
        The option that is a check only; drawn as triangles.
    low_p : float
        Estimates with a placebo p no higher than this are filled.
    """
    upper, lower = axes
    curve = curve.sort_values("estimate", kind="stable").reset_index(drop=True)
    bad, check = ((curve[list(choices)] == option).any(axis=1) for option in (wrong, aside))
    good, low = ~bad & ~check, curve["p"] <= low_p
    for part, style in (
        (curve[bad], {"marker": "x", "color": GREY, "mew": 1.3}),
        (curve[check], {"marker": "^", "color": PALETTE[0], "mfc": "white"}),
        (curve[good & low], {"marker": "o", "color": JINAN}),
        (curve[good & ~low], {"marker": "o", "color": JINAN, "mfc": "white"}),
    ):
        upper.plot(part.index, part["estimate"], ls="", ms=3.6, **style)
    upper.axhline(0, color=INK, lw=0.6)
    upper.set_yscale("symlog", linthresh=5)
    upper.set_yticks([-10, -5, -2, 0, 2, 5, 10, 20, 40], ["−10", "−5", "−2", "0", "2", "5", "10", "20", "40"])
    upper.minorticks_off()
    upper.set_xticks([])
    upper.spines["bottom"].set_visible(False)
    upper.set_ylabel("estimate, log points")
    height, ticks, labels = 0.0, [], []
    for column, options in choices.items():
        for option in options:
            there = curve.index[curve[column] == option]
            colour = {wrong: GREY, aside: PALETTE[0]}.get(option, INK)
            lower.vlines(there, height - 0.36, height + 0.36, color=colour, lw=1.6)
            ticks.append(height)
            labels.append(option)
            height -= 1
        height -= 0.6
    lower.set_yticks(ticks, labels)
    lower.tick_params(axis="both", length=0)
    lower.set_xticks([])
    lower.spines[["left", "bottom"]].set_visible(False)
    for ax in axes:
        ax.set_xlim(-1.5, len(curve) + 0.5)

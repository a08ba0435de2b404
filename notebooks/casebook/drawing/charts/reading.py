"""Part I: the source read, its figures and its dates."""

from __future__ import annotations

from datetime import date

import matplotlib.dates as mdates
import pandas as pd

from ...drawing.figures import ACCENT, GREY, INK, LIGHT, PALETTE

__all__ = [
    "RUNGS",
    "interval_pairs",
    "ladder",
    "paragraph_strip",
    "slopes",
    "timeline",
]


RUNGS = ["input", "activity", "output", "response", "outcome"]


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
    starts = again["repeats"] != again["repeats"].shift(fill_value=0)  # a run of one paragraph is named once
    for row in again[starts].itertuples():
        ax.annotate(
            f"={row.repeats}", (row.paragraph, row.characters), ha="center", va="bottom", fontsize=8, color=PALETTE[0]
        )
    ax.set_xlabel("paragraph, in the order of the text")
    ax.set_ylabel("characters")
    ax.set_xlim(0.2, len(paragraphs) + 0.8)


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
        colour = ACCENT if row.label.startswith("Jinan") else PALETTE[0]
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
        colour = ACCENT if event.lane == accent else INK if event.lane == "zone" else "#5c6470"
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

"""What happened when: dates with their doubt along an axis of time."""

from __future__ import annotations

from datetime import date, timedelta

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.colors import to_rgb
from matplotlib.dates import date2num

from ..style import ACCENT, GREY, INK, LIGHT, MUTED, PALETTE

__all__ = [
    "exposure",
    "office_terms",
    "spread",
    "timeline",
]


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
        colour = ACCENT if event.lane == accent else INK if event.lane == "zone" else MUTED
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


def spread(ax, steps: pd.DataFrame, first: str, last: str) -> None:
    """When each place took its steps, a row a place: filled where it is known by which way it came there, else hollow.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    steps : pandas.DataFrame
        One row a step: columns ``place``, ``earliest`` and ``latest`` (dates between which it was taken; ``earliest`` None
        where open, drawn as an arrow), ``known`` (bool), ``home`` (bool: drawn dark) and ``accent`` (bool: drawn in the
        accent colour).  Places stand in the order of the rows; steps of a place whose marks would cover each other stand
        one above the other in its row.
    first, last : str
        Ends of the time axis, ISO dates.
    """
    first, last = date.fromisoformat(first), date.fromisoformat(last)
    places = list(dict.fromkeys(steps["place"]))
    colours = {}
    arrow = timedelta(round((last - first).days * 0.07))
    starts = [step.latest - arrow if pd.isna(step.earliest) else step.earliest for step in steps.itertuples()]
    offsets = _stacked(steps["place"], starts, steps["latest"], timedelta(round((last - first).days * _DOT)))
    for step, start, offset in zip(steps.itertuples(), starts, offsets, strict=True):
        row, colour = places.index(step.place) + offset, ACCENT if step.accent else INK if step.home else MUTED
        colours[step.place] = colour
        if pd.isna(step.earliest):
            style = {"arrowstyle": "->", "color": colour, "lw": 1.4, "shrinkA": 0, "shrinkB": 0}
            ax.annotate("", (start, row), (step.latest, row), arrowprops=style)
            ax.plot([step.latest], [row], "|", ms=9, mew=2, color=colour)
        elif step.earliest == step.latest:
            ax.plot([step.latest], [row], "o", ms=6.5, mew=1.3, color=colour, mfc=colour if step.known else "white")
        elif (step.latest - step.earliest).days <= 31:  # a month is nearly a dot on an axis of years
            ends, rows = [step.earliest, step.latest], [row, row]
            ax.plot(ends, rows, lw=6.5, color=colour, solid_capstyle="round")
            if not step.known:
                ax.plot(ends, rows, lw=3.5, color="white", solid_capstyle="round")
        else:
            ax.plot(
                [step.earliest, step.latest],
                [row, row],
                lw=5 if step.known else 1.4,
                color=colour,
                solid_capstyle="butt",
            )
    ax.set_yticks(range(len(places)), places)
    for label, place in zip(ax.get_yticklabels(), places, strict=True):
        label.set_color(colours[place])
    ax.set_ylim(len(places) - 0.4, -0.7)
    ax.set_xlim(first, last)
    ax.xaxis.set_major_locator(mdates.YearLocator(2))
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    ax.grid(axis="both", color=LIGHT, lw=0.7)
    ax.set_axisbelow(True)
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", length=0)


_DOT = 0.02  # of the time axis: about the width of a dot on it
_APART = 0.44  # of a row: between marks that would cover each other


def _stacked(places, starts, ends, gap: timedelta) -> list[float]:
    """How far below the middle of its row each mark stands: marks of a place less than a gap apart share the row, the first on top."""
    marks = sorted(enumerate(zip(places, starts, ends, strict=True)), key=lambda mark: mark[1][:2])
    groups, lanes = [], {}
    for number, (place, start, end) in marks:
        taken = groups[-1][1] if groups and groups[-1][0] == place else []  # when each lane of the group is free again
        if not any(start < free for free in taken):
            taken = []
            groups.append((place, taken))
        lane = next((lane for lane, free in enumerate(taken) if free <= start), len(taken))
        taken[lane : lane + 1] = [end + gap]
        lanes[number] = (lane, taken)
    return [(lane - (len(taken) - 1) / 2) * _APART for lane, taken in (lanes[number] for number in range(len(lanes)))]


def exposure(ax, units: pd.DataFrame, first: str, last: str, mark: str, mark_label: str) -> None:
    """Since when each unit has been treated: a bar from the latest day on which it can have begun, pale before that.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    units : pandas.DataFrame
        One row a unit: columns ``label``, ``earliest`` and ``latest`` (dates between which treatment began) and ``early``
        (bool: drawn in colour).
    first, last : str
        Ends of the time axis, ISO dates.
    mark, mark_label : str
        A day at which a line is drawn, ISO date, and its name.
    """
    first, last, mark = (date.fromisoformat(day) for day in (first, last, mark))
    for row, unit in enumerate(units.itertuples()):
        colour = PALETTE[0] if unit.early else GREY
        ax.plot([unit.earliest, unit.latest], [row, row], lw=8, color=colour, alpha=0.35, solid_capstyle="butt")
        ax.plot([unit.latest, last], [row, row], lw=8, color=colour, solid_capstyle="butt")
    ax.axvline(mark, color=INK, lw=1.2)
    ax.annotate(
        mark_label, (mark, -0.75), (-4, 0), textcoords="offset points", ha="right", va="center", fontsize=9, color=INK
    )
    ax.set_yticks(range(len(units)), units["label"])
    for label, early in zip(ax.get_yticklabels(), units["early"], strict=True):
        label.set_color(PALETTE[0] if early else INK)
    ax.set_ylim(len(units) - 0.4, -1.3)
    ax.set_xlim(first, last)
    ax.xaxis.set_major_locator(mdates.YearLocator())
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    ax.grid(axis="x", color=LIGHT, lw=0.7)
    ax.set_axisbelow(True)
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", length=0)


def office_terms(ax, terms: pd.DataFrame, first: str, last: str, marks: dict[str, str]) -> None:
    """Who held which office when, a row an office: full where surely, pale where perhaps, a dot for one day, an outline for nobody.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    terms : pandas.DataFrame
        One row a term, all dates within the ends of the axis: columns ``office``, ``person`` (empty while nobody held it),
        ``perhaps_from``, ``begins``, ``ends``, ``perhaps_to`` (dates: surely in office from the second to the third, perhaps
        from the first and until the fourth) and ``accent`` (drawn in the accent colour if true).
    first, last : str
        Ends of the time axis, ISO dates.
    marks : dict of str to str
        Name and day (ISO date) of what is marked by a line through all rows.
    """
    offices, first = list(dict.fromkeys(terms["office"])), date.fromisoformat(first)
    for name, day in marks.items():
        ax.axvline(date.fromisoformat(day), color=GREY, lw=1, zorder=0)
        ax.annotate(name, (date.fromisoformat(day), -1.1), (3, 0), textcoords="offset points", fontsize=9, color=INK)
    for term in terms.itertuples():
        row, colour = offices.index(term.office), ACCENT if term.accent else MUTED
        if not term.person:
            _bar(ax, row, term.begins, term.ends, fill=False, edgecolor=colour, lw=1.4)
            ax.annotate("nobody", (term.begins, row), **_ABOVE, ha="right", color=colour)
            continue
        for left, right in ((term.perhaps_from, term.begins), (term.ends, term.perhaps_to)):
            _bar(ax, row, left, right, color=[0.7 + 0.3 * part for part in to_rgb(colour)], lw=0)
        _bar(ax, row, term.begins, term.ends, color=colour, lw=0)
        _name_of_term(ax, row, term, colour)
    for row, office in enumerate(offices):
        ax.annotate(office, (first, row), **_ABOVE, fontweight="bold", bbox=_ON_WHITE)
    ax.set_ylim(len(offices) - 0.6, -1.3)
    ax.set_xlim(first, date.fromisoformat(last))
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.xaxis.set_major_locator(mdates.YearLocator())
    ax.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))


_ABOVE = {"xytext": (0, 12), "textcoords": "offset points", "fontsize": 9}  # of a bar
_ON_WHITE = {"boxstyle": "square,pad=0.05", "color": "white"}  # so that no line runs through the letters


def _bar(ax, row: int, left: date, right: date, **style) -> None:
    """A bar from one day to another, if there is any time between them."""
    if left < right:
        ax.barh(row, date2num(right) - date2num(left), left=date2num(left), height=0.36, **style)


def _name_of_term(ax, row: int, term, colour: str) -> None:
    """Who held the office, in the bar, full or pale; a term that is sure on one day only has a dot, and its name beside it."""
    if term.begins == term.ends:
        ax.plot([term.begins], [row], "o", ms=6, color=colour)
    if term.begins == term.perhaps_to:
        beside = {"xytext": (7, 0), "textcoords": "offset points", "va": "center", "bbox": _ON_WHITE}
        ax.annotate(term.person, (term.ends, row), **beside, fontsize=9, color=colour)
        return
    last = term.ends if term.begins < term.ends else term.perhaps_to
    middle = term.begins + (last - term.begins) / 2
    ax.annotate(
        term.person, (middle, row), ha="center", va="center", fontsize=9,
        color="white" if term.begins < term.ends else INK,
    )  # fmt: skip

"""Two values of one thing side by side: printed and recomputed, first and second, naive and corrected."""

from __future__ import annotations

import re
import textwrap

import pandas as pd
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from ..style import GREY, INK, LIGHT, MUTED, PALETTE, ink

__all__ = [
    "interval_pairs",
    "organisation",
    "paired_dots",
    "slopes",
]


def interval_pairs(axes, pairs: pd.DataFrame) -> None:
    """What a printed figure admits over what was recomputed, a number line for each pair: they meet, or they do not.

    Parameters
    ----------
    axes : sequence of matplotlib.axes.Axes
        One for each row, from the top.
    pairs : pandas.DataFrame
        Columns ``label`` (with the unit), ``printed_low``, ``printed_high``, ``found_low``, ``found_high`` (same unit in a
        row), ``printed`` and ``found`` (texts written beside the two).
    """
    for ax, row in zip(axes, pairs.itertuples(), strict=True):
        ends = [row.printed_low, row.printed_high, row.found_low, row.found_high]
        low, width = min(ends), max(ends) - min(ends)
        for end in ends[:2]:
            ax.plot([end, end], [0, 1], color=GREY, lw=0.8, ls=":")
        ax.plot(ends[:2], [1, 1], lw=9, color=LIGHT, solid_capstyle="butt")
        ax.plot(ends[2:], [0, 0], lw=2, color=PALETTE[0], marker="|", ms=11, mew=2)
        side = "right" if ends[3] < ends[0] else "left" if ends[2] > ends[1] else "center"  # away from the printed one
        for at, height, text, colour, align in (
            (sum(ends[:2]) / 2, 1, row.printed, INK, "center"), (sum(ends[2:]) / 2, 0, row.found, PALETTE[0], side)
        ):  # fmt: skip
            ax.annotate(
                text, (at, height), (0, 8), textcoords="offset points", ha=align, va="bottom", fontsize=9, color=colour,
            )  # fmt: skip
        ax.set_xlim(low - width * 0.65, low + width * 1.65)
        ax.set_ylim(-0.45, 1.9)
        ax.xaxis.set_major_locator(MaxNLocator(6, steps=[1, 5, 10]))
        ax.set_yticks([])
        ax.spines["left"].set_visible(False)
        ax.set_xlabel(row.label)


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
        ax.text(-0.04, one, f"{one:.0f}", va="center", ha="right", color=ink(colour))
    count = len(frame)
    ax.set_ylim(count + 0.5, 0)
    ax.set_xlim(-0.15, 2.35)
    ax.text(0, 0.3, left_title, ha="center", fontsize=9, color=MUTED)
    ax.text(1.04, 0.3, right_title, ha="left", fontsize=9, color=MUTED)
    ax.axis("off")


def paired_dots(ax, frame: pd.DataFrame, name: str, first: str, second: str, unit: str, form: str = ".2f") -> None:
    """Two values of each thing on one axis from nought, the first filled, the second hollow, its name above them.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    frame : pandas.DataFrame
        One row a thing, the first on top: columns `name` (texts), `first` and `second` (numbers above nought, in one unit),
        whose names are written under the two dots of the top row.
    name, first, second : str
    unit : str
        Label of the axis.
    form : str
        Format specification of the values.
    """
    top = len(frame) - 1
    styles = {first: ({"color": PALETTE[0]}, PALETTE[0]), second: ({"mfc": "white", "mec": INK, "mew": 1.5}, INK)}
    for height, row in enumerate(frame[::-1].to_dict("records")):
        ax.plot([row[first], row[second]], [height, height], color=LIGHT, lw=3, zorder=1)
        ax.text(0, height + 0.2, row[name], va="bottom", fontsize=9)
        for column, other in ((first, second), (second, first)):
            mark, colour = styles[column]
            left = row[column] < row[other]
            ax.plot(row[column], height, "o", ms=8, zorder=3, **mark)
            ax.annotate(
                f"{row[column]:{form}}", (row[column], height), (-8 if left else 8, 0), textcoords="offset points",
                va="center", ha="right" if left else "left", fontweight="bold", color=colour,
            )  # fmt: skip
            if height == top:
                ax.annotate(
                    column, (row[column], height), (0, -8), textcoords="offset points", va="top", ha="center",
                    fontsize=9, color=colour,
                )  # fmt: skip
    ax.set_xlim(0, frame[[first, second]].max().max() * 1.2)
    ax.set_ylim(-0.5, top + 0.65)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.set_xlabel(unit)


def organisation(ax, boxes: pd.DataFrame, name: str) -> None:
    """What a body consisted of, and what became of each part: boxes at the left for before, at the right for after.

    A part that is counted is filled, one that stands outside the count is hollow; one whose name was not read is a square
    without a text.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    boxes : pandas.DataFrame
        One row a box, in order: ``group`` (its heading; the first group is what there was before), ``name`` (empty if it was
        not read) and ``counted`` (bool).
    name : str
        Whose chart it is, written above it.

    Raises
    ------
    ValueError
        If a heading has a number that is not that of its boxes, or a group has parts with and without a name.
    """
    parts = [group for _, group in boxes.groupby("group", sort=False)]
    end = _group_of_boxes(ax, parts[0], 0.0, 0.21, 0.0)
    low = 0.0
    for part in parts[1:]:
        ax.annotate(
            "",
            (0.29, low + 0.5),
            (0.225, end / 2),
            arrowprops={"arrowstyle": "->", "color": GREY, "lw": 1.2, "shrinkA": 0},
        )
        low = _group_of_boxes(ax, part, 0.3, 1.0, low) + 0.35
    ax.set_title(name, fontsize=10)
    ax.set_xlim(-0.005, 1.005)
    ax.set_ylim(max(end, low), -0.1)
    ax.axis("off")


def _group_of_boxes(ax, part: pd.DataFrame, left: float, right: float, top: float) -> float:
    """Draw a heading and its boxes from a height down, and return the height below them."""
    heading = part["group"].iloc[0]
    stated = re.findall(r"\d+", heading)[:1] or [len(part)]
    if int(stated[0]) != len(part):
        raise ValueError(f"group {heading!r}: found {len(part)} boxes, expected {stated[0]}, as its heading says")
    if len(set(part["name"] == "")) > 1:
        raise ValueError(f"group {heading!r}: found parts with and without a name, expected a group for each")
    ax.text(left, top + 0.5, heading, va="center", fontsize=9, fontweight="bold")
    named, gap = bool(part["name"].iloc[0]), 0.012
    wide = 2 if named else max(2, round((right - left) / 0.07))
    width = (right - left) / wide
    words = [textwrap.fill(name, 23) for name in part["name"]]
    low = top + 1.0
    for at in range(0, len(part), wide):
        row = words[at : at + wide]
        height = 0.62 if not named else 1.7 if any("\n" in word for word in row) else 1.0
        for place, (word, counted) in enumerate(zip(row, part["counted"].iloc[at : at + wide], strict=True)):
            x = left + place * width
            face = {"fc": MUTED, "ec": MUTED} if counted else {"fc": "white", "ec": GREY, "ls": "--"}
            ax.add_patch(Rectangle((x, low + 0.06), width - gap, height - 0.12, lw=0.9, **face))
            if word:
                ax.text(
                    x + (width - gap) / 2, low + height / 2, word, ha="center", va="center_baseline", fontsize=9,
                    color="white" if counted else INK, linespacing=1.05,
                )  # fmt: skip
        low += height
    return low

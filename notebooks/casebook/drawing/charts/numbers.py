"""Part III: what printed numbers leave possible."""

from __future__ import annotations

import pandas as pd

from ...drawing.figures import ACCENT, GREY, INK, LIGHT, PALETTE

__all__ = [
    "before_after_columns",
    "bounded_lines",
    "contract_lines",
    "cut_panels",
    "grain_rows",
    "lead_by_chance",
    "lists_same_sum",
    "lorenz_region",
    "overlap_strips",
    "ranked_panels",
    "rule_against_result",
    "two_depths",
]


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
            colour = ACCENT if row.accent else PALETTE[0]
            ax.plot([0, row.low], [height, height], color=LIGHT, lw=1.2, zorder=0)
            ax.plot([row.low, row.high], [height, height], color=colour, lw=5, alpha=0.5, solid_capstyle="butt")
            middle = (row.low + row.high) / 2
            ax.plot(middle, height, "o", ms=8, mec=colour, mew=1.5, mfc=colour if row.alike else "white")
            ax.annotate(
                row.shown, (row.high, height), (8, 0), textcoords="offset points", va="center", fontsize=9,
                color=ACCENT if row.accent else INK,
            )  # fmt: skip
            ax.text(
                -0.02, height, f"{row.label}, {row.when}", transform=ax.get_yaxis_transform(), ha="right", va="center",
                fontsize=9, color=ACCENT if row.accent else INK,
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
        Columns ``label``, ``few``, ``many`` (expected deepest cut) and ``cut`` (the printed one), all in per cent, and
        ``alike`` (bool: hollow if not).
    base : float
        Average cut, per cent, from which the bars start.
    base_name, near, far : str
        Names of the base, of the dark bar and of the light bar, written in the top row.
    """
    for height, row in enumerate(frame[::-1].itertuples()):
        ax.barh(height, row.many - base, left=base, height=0.5, color=LIGHT)
        ax.barh(height, row.few - base, left=base, height=0.5, color=GREY)
        inside = PALETTE[0] if row.alike else "white"
        ax.plot(row.cut, height, "D", ms=6.5, mfc=inside, mec=PALETTE[0], mew=1.4, zorder=3)
        ax.text(-0.02, height, row.label, transform=ax.get_yaxis_transform(), ha="right", va="center", fontsize=9)
    top = len(frame) - 1
    first = frame.iloc[0]
    ax.axvline(base, color=ACCENT, lw=1.6)
    ax.annotate(base_name, (base, -0.85), (4, 0), textcoords="offset points", color=ACCENT, va="center", fontsize=9)
    for at, text, shift in ((first.few, near, "left"), (first.many, far, "center")):
        high = top + (0.45 if shift == "left" else 1.0)
        ax.annotate(
            text, (at, top + 0.25), (at, high + 0.15), ha=shift, va="bottom", fontsize=9, color="#5c6470",
            arrowprops={"arrowstyle": "-", "color": GREY, "lw": 0.7, "shrinkA": 0, "shrinkB": 0},
        )  # fmt: skip
    ax.set_ylim(-1.25, top + 1.75)
    ax.set_xlim(base - 3, 84)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.set_xlabel("departments removed, per cent (diamond: by counts)")


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
            colour = ACCENT if row.accent else "#5c6470"
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
        ax.bar(rows["rank"], rows["value"], width=1, color=[ACCENT, *[GREY] * (len(rows) - 1)], linewidth=0)
        ax.axhline(mean, color=ACCENT, lw=1.1, ls=(0, (4, 2)))
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
        ax.plot(at, frame[column], color=ACCENT if column == inside else INK, lw=1.6, ls=style, zorder=3)
    for column, (text, x, y, turn) in names.items():
        colour = {inside: ACCENT, "equal": "#5c6470"}.get(column, INK)
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
        colour = ACCENT if row.accent else PALETTE[0]
        ax.text(left, height - 0.2, row.label, va="bottom", fontsize=9, color=ACCENT if row.accent else INK)
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

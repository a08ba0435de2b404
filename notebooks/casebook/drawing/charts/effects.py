"""Part IV: outputs and outcomes, breaks, comparisons and their power."""

from __future__ import annotations

import pandas as pd
from matplotlib.patches import Rectangle

from ...drawing.figures import ACCENT, GREY, INK, LIGHT, PALETTE
from .reading import RUNGS

__all__ = [
    "assignment_histogram",
    "breaks_of",
    "broken_series",
    "cut_by_revision",
    "donor_weights",
    "gap_lines",
    "gap_paths",
    "log_axes",
    "naive_and_corrected",
    "power_curve",
    "rungs_beside",
    "specification_curve",
    "verdict_tiles",
]


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
        "solid": ({"fc": PALETTE[0], "ec": PALETTE[0]}, "white"), "dark": ({"fc": ACCENT, "ec": ACCENT}, "white"),
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
    from ...evidence.tables import table

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
        colour = ACCENT if row.label == accent else PALETTE[5]
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
        (curve[good & low], {"marker": "o", "color": ACCENT}),
        (curve[good & ~low], {"marker": "o", "color": ACCENT, "mfc": "white"}),
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


def log_axes(ax, across: list[float], up: list[float]) -> None:
    """Make both axes logarithmic, with these ticks and no others, written as they are.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    across, up : list of float
        Ticks of the horizontal and of the vertical axis, above nought.
    """
    ax.set(xscale="log", yscale="log")
    ax.minorticks_off()
    ax.set_xticks(across, [f"{tick:g}" for tick in across])
    ax.set_yticks(up, [f"{tick:g}" for tick in up])

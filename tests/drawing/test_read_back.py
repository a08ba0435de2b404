"""What was drawn is held against its table: each fault that a figure can have is made, and must be named."""

from __future__ import annotations

from datetime import date

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from casebook.drawing.artists import contrast, numerals
from casebook.drawing.picture import Misdrawn
from casebook.drawing.read_back import read_back
from casebook.drawing.style import GREY, INK, LIGHT, PALETTE, canvas, ink
from casebook.evidence import register

BARS = pd.DataFrame({"place": ["North", "South", "West"], "jobs": [10, 25, 40]})
LINES = pd.DataFrame({"year": [2019, 2020, 2021], "rate": [4.5, 2.25, 3.5], "after": [False, True, True]})


@pytest.fixture(autouse=True)
def closed():
    """No figure is left open, and nothing is on record."""
    register._on_record.clear()
    yield
    register._on_record.clear()
    plt.close("all")


def bars(values=(10, 25, 40), names=tuple(BARS["place"]), texts=None, limit=50):
    """Three bars with their names at the left and their values at the ends."""
    fig, ax = canvas(2.5)
    for row, (value, name) in enumerate(zip(values, names, strict=True)):
        ax.barh(row, value, height=0.6, color=GREY)
        ax.text(0, row - 0.3, name, va="top")
        ax.annotate((texts or [f"{v}" for v in values])[row], (value, row), (4, 0), textcoords="offset points")
    ax.set(xlim=(0, limit), yticks=[])
    return fig


def lines(values=tuple(LINES["rate"]), shaded=(2019.5, 2021.5)):
    """A line through three years, the last two shaded."""
    fig, ax = canvas(2.5)
    ax.plot(LINES["year"], values, "o-", color=PALETTE[0])
    ax.axvspan(*shaded, color=LIGHT)
    ax.set(xticks=LINES["year"])
    return fig


def problems(fig, table, **options) -> list[str]:
    """What is wrong, without the name of the figure."""
    fig.canvas.draw()
    try:
        read_back(fig, "small", table, **options)
    except Misdrawn as error:
        return [line.removeprefix("figure 'small': ") for line in str(error).splitlines()]
    return []


def test_figures_that_show_their_tables_pass():
    """The sabotage below proves something only if the figures were right."""
    assert problems(bars(), BARS) == []
    assert problems(lines(), LINES) == []


# ------------------------------------------------------------------------------------------------------------ values


@pytest.mark.parametrize("spoiled", [(10, 25, 39), (10, 24.9, 40), (6, 15, 24)])
def test_a_bar_of_another_length_is_named(spoiled):
    """By column, row and label."""
    found = problems(bars(spoiled, texts=["10", "25", "40"]), BARS)
    row = max(n for n in range(3) if spoiled[n] != BARS["jobs"][n])
    value, place = BARS["jobs"][row], BARS["place"][row]
    assert f"column 'jobs', row {row + 1} ({place}): found no mark at {value}, expected one within the axes" in found


def test_values_on_the_rows_of_others_are_named():
    """All values are there, each at the wrong name."""
    found = problems(bars(names=("West", "South", "North")), BARS)
    assert found == [
        "column 'jobs', row 1 (North): found no mark at 10 in line with 'North', expected one",
        "column 'jobs', row 3 (West): found no mark at 40 in line with 'West', expected one",
        "text '10': found it in line with row 3, expected it with row 1",
        "text '40': found it in line with row 1, expected it with row 3",
    ]


def test_values_at_the_years_of_others_are_named():
    """All values are there, two of them in the wrong year."""
    found = problems(lines((2.25, 4.5, 3.5)), LINES)
    assert "column 'rate', row 1: found no mark at 4.5 in line with another number of the row, expected one" in found


def test_a_table_may_be_rounded_and_no_more():
    """Half a unit of the last place of the table."""
    assert problems(lines((4.5, 2.2549, 3.5)), LINES) == []
    assert problems(lines((4.5, 2.2551, 3.5)), LINES) != []


def test_axes_that_cut_a_bar_off_fail():
    """A bar that ends outside looks as long as the axes."""
    assert problems(bars(limit=30), BARS) == [
        f"bar in {GREY}: found x from 0 to 40, expected it within the axes, 0 to 30",
        "column 'jobs', row 3 (West): found no mark at 40, expected one within the axes",
    ]


def test_a_mark_that_nobody_can_see_shows_nothing():
    """White on white, without a line or not visible."""
    for hidden in ({"color": "white"}, {"ls": "", "marker": ""}, {"visible": False}, {"alpha": 1, "lw": 0}):
        fig, ax = canvas(2.5)
        ax.plot(LINES["year"], LINES["rate"], **hidden)
        assert "column 'rate', row 1: found no mark at 4.5, expected one within the axes" in problems(fig, LINES)


def test_every_kind_of_mark_counts():
    """Points, steps, spans between, bars upwards and stacked, ends of error bars, upright lines, arrows."""
    table = LINES[["year", "rate"]]
    years, rates = table["year"], table["rate"]
    for draw in (
        lambda ax: ax.scatter(years, rates, color=INK),
        lambda ax: ax.step(years, rates, where="mid", color=INK),
        lambda ax: ax.fill_between(years, 0, rates, color=GREY),
        lambda ax: ax.bar(years, rates, color=GREY),
        lambda ax: ax.vlines(years, 0, rates, color=INK),
        lambda ax: ax.errorbar(years, rates - 1, yerr=[[0] * 3, [1] * 3], color=INK, ls=""),
        lambda ax: [ax.annotate("", (x, y), (x, 0), arrowprops={"arrowstyle": "->"}) for x, y in table.to_numpy()],
    ):
        fig, ax = canvas(2.5)
        ax.set(xlim=(2018, 2022), ylim=(0, 5))
        draw(ax)
        assert problems(fig, table) == []
    fig, ax = canvas(2.5)
    for row, (done, more) in enumerate([(1, 2), (2, 4), (3, 0.5)]):
        ax.barh(row, done, color=GREY)
        ax.barh(row, more, left=done, color=LIGHT)
    ax.set_yticks(range(3), BARS["place"])
    assert problems(fig, BARS[["place"]].assign(done=[1, 2, 3], more=[2, 4, 0.5])) == []


def test_dates_are_values_too():
    """A bar from the first to the last day."""
    table = pd.DataFrame({"step": ["Plan", "Act"], "start": [date(2020, 1, 1), date(2020, 8, 28)], "days": [30, 64]})
    fig, ax = canvas(2.5)
    ax.plot([date(2020, 1, 1)], [0], "o", color=INK)
    ax.plot([date(2020, 8, 29)], [1], "o", color=INK)
    ax.set_yticks([0, 1], table["step"])
    assert problems(fig, table, undrawn=["days"]) == [
        "column 'start', row 2 (Act): found no mark at 2020-08-28, expected one within the axes"
    ]


def test_a_group_of_rows_stands_in_the_panel_of_its_name():
    """Panels that change their names show other rows."""
    table = pd.DataFrame({"panel": ["Here"] * 2 + ["There"] * 2, "year": [1, 2, 1, 2], "rate": [5.5, 6.5, 8.5, 9.5]})
    for names, right in ((["Here", "There"], True), (["There", "Here"], False)):
        fig, axes = canvas(3, rows=2)
        for ax, name, values in zip(axes, names, ([5.5, 6.5], [8.5, 9.5]), strict=True):
            ax.plot([1, 2], values, color=INK)
            ax.text(0.1, 0.9, f"what was found: {name}", transform=ax.transAxes)
        assert (problems(fig, table) == []) == right


# ----------------------------------------------------------------------------------------------------------- excuses


def test_a_column_that_is_not_drawn_must_be_excused():
    """Stated at the call, not guessed."""
    table = BARS.assign(staff=[300, 500, 700])
    assert "column 'staff', row 1 (North): found no mark at 300, expected one within the axes" in problems(
        bars(), table
    )
    assert problems(bars(), table, undrawn=["staff"]) == []


@pytest.mark.parametrize("excuse", ["undrawn", "written"])
def test_an_excuse_that_is_not_needed_fails(excuse):
    """Else all columns would be excused in the end."""
    assert problems(bars(), BARS, **{excuse: ["jobs"]}) == [
        "column 'jobs': found every value drawn, expected no excuse for it"
    ]


def test_an_excuse_for_no_column_fails():
    """A column renamed, its excuse left behind."""
    assert problems(bars(), BARS, undrawn=["posts"]) == [
        "column 'posts': found no such column of numbers, expected one of 'jobs'"
    ]


def test_a_number_may_be_written_beside_its_row():
    """Written at its row, and nowhere else."""
    table = BARS.assign(share=[13.3, 33.3, 53.3])
    texts = [f"{jobs} ({share} %)" for jobs, share in zip(table["jobs"], table["share"], strict=True)]
    assert problems(bars(texts=texts), table, written=["share"]) == []
    assert problems(bars(texts=texts), table, undrawn=["share"]) == [
        "column 'share': found every value written in the figure, expected it among `written`"
    ]
    swapped = [texts[1].replace("25", "10"), texts[0].replace("10", "25"), texts[2]]
    assert problems(bars(texts=swapped), table, written=["share"]) == [
        "column 'share', row 1 (North): found no text with 13.3 in line with its row, expected one",
        "column 'share', row 2 (South): found no text with 33.3 in line with its row, expected one",
    ]


# ------------------------------------------------------------------------------------------------- numbers in texts


def test_a_number_from_nowhere_is_named():
    """Not of the table, not of a claim, not on record."""
    fig = bars()
    fig.axes[0].text(30, 1, "of 812 in all")
    assert problems(fig, BARS) == ["text 'of 812 in all': found 812, expected a number of the table or on record"]
    register._on_record["all"] = {"shown": "812 posts", "value": 812.0}
    assert problems(fig, BARS) == []


def test_a_number_of_a_claim_is_known_if_the_claim_is_drawn():
    """The article prints 125 posts."""
    fig = bars()
    fig.axes[0].set_xlabel("of 125 posts")
    assert problems(fig, BARS) != []
    assert problems(fig, BARS, claims=["art-jobs"]) == []


def test_a_number_in_the_row_of_another_is_named():
    """Each bar is right, and two of them have each other's number at their ends."""
    assert problems(bars(texts=["25", "10", "40"]), BARS) == [
        "text '25': found it in line with row 1, expected it with row 2",
        "text '10': found it in line with row 2, expected it with row 1",
    ]


def test_a_number_may_be_rounded_as_it_is_written():
    """To its own last place, not to another."""
    table = BARS.assign(jobs=[9.96, 25.04, 40.06])
    assert problems(bars((9.96, 25.04, 40.06), texts=["10.0", "25.0", "40.1"]), table) == []
    assert problems(bars((9.96, 25.04, 40.06), texts=["10.0", "25.1", "40.1"]), table) == [
        "text '25.1': found 25.1, expected a number of the table or on record"
    ]


def test_a_number_at_the_mark_of_another_number_is_named():
    """Both stand in the row, and each at the other."""
    table = pd.DataFrame({"case": ["One", "Two"], "naive": [20, 41], "corrected": [8, 13]})
    for texts, right in ((("20", "8"), True), (("20", "20"), False)):
        fig, ax = canvas(2.5)
        for row, (naive, corrected) in enumerate([(20, 8), (41, 13)]):
            ax.plot([naive, corrected], [row, row], "o", color=INK)
        for x, text in zip((20, 8), texts, strict=True):
            ax.annotate(text, (x, 0), (4, 0), textcoords="offset points")
        ax.set_yticks([0, 1], table["case"])
        expected = [] if right else ["text '20', row 1: found it at (8, 0), expected it at 20"]
        assert problems(fig, table) == expected


def test_counts_of_rows_are_known_beside_what_they_count():
    """A text may count the rows that have a cell in common, and none."""
    table = pd.DataFrame({"rung": ["output", "output", "input"]})
    fig, ax = canvas(2.5)
    ax.set_yticks(range(3), ["input", "output", "outcome"])
    for row, count in enumerate((1, 2, 0)):
        ax.text(0.5, row, f"{count}")
    assert problems(fig, table) == []
    ax.texts[1].set_text("3")
    assert problems(fig, table) == ["text '3': found 3, expected a number of the table or on record"]


def test_a_tick_label_stands_at_its_number():
    """Labels of another scale under the same line."""
    fig = lines()
    fig.axes[0].set_xticks([2019, 2020, 2021], ["2018", "2019", "2020"])
    assert "tick label '2018': found it at 2019, expected it at its number" in problems(fig, LINES)


def test_a_difference_is_the_way_round_that_its_axis_says():
    """The one less the other, and not the other way round."""
    table = pd.DataFrame({"year": [1, 2, 3], "gap": [1.5, 2.5, -1.5], "Ours": [5.5, 6.5, 5], "theirs": [4, 4, 6.5]})
    for label, right in (("Ours less theirs, points", True), ("Theirs less ours, points", False)):
        fig, ax = canvas(2.5)
        ax.plot(table["year"], table["gap"], color=INK)
        ax.set_ylabel(label)
        assert (problems(fig, table, undrawn=["Ours", "theirs"]) == []) == right
    assert problems(fig, table[["year", "gap"]]) == [
        "axis 'Theirs less ours, points': found no columns 'Theirs' and 'ours', expected both in the table"
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("−28.4 %", [-28.4]), ("8.9 to 11.0", [8.9, 11]), ("2014–16", [2014, 16]), ("1,356 of 5,700", [1356, 5700]),
        ("=17", [17]), ("13 → 14", [13, 14]), ("p7-8", [7, 8]), ("none", []), ("$x^2$ of 3", [3]),
    ],
)  # fmt: skip
def test_numbers_are_read_from_texts(text, found):
    """Signs, commas, ranges, and no formula."""
    assert [number for number, _ in numerals(text)] == found


# --------------------------------------------------------------------------------------------------- spans, contrast


def test_a_span_covers_the_rows_that_a_column_marks():
    """Shaded two years too early."""
    assert problems(lines(shaded=(2018.5, 2020.5)), LINES) == [
        f"span in {LIGHT}: found it from 2018.5 to 2020.5, "
        "expected ends that are in the table, or rows that a column of it marks"
    ]
    assert problems(lines(shaded=(2018.5, 2020.5)), LINES.drop(columns="after")) != []


def test_a_span_may_end_where_a_claim_does():
    """The article plans for two to three industries."""
    fig = bars()
    fig.axes[0].axvspan(1.5, 3.5, color=LIGHT)
    assert problems(fig, BARS, claims=["art-ind"]) == []
    assert problems(fig, BARS) != []


def test_text_in_the_light_grey_is_refused():
    """3.2 to 1 on white: it must be 4.5 to 1."""
    fig = bars()
    fig.axes[0].texts[0].set_color(GREY)
    assert problems(fig, BARS) == [f"text 'North': found {GREY} on #ffffff, a contrast of 3.2, expected at least 4.5"]


def test_text_in_a_bar_is_read_on_the_bar():
    """White is read on blue, not on grey; the dark ink is read on grey."""
    for colour, fill, right in (("white", PALETTE[0], True), ("white", GREY, False), (INK, GREY, True)):
        fig, ax = canvas(2.5)
        ax.barh(0, 100, color=fill)
        ax.text(5, 0, "inside", color=colour, va="center")
        ax.set_yticks([])
        assert (problems(fig, pd.DataFrame({"all": [100]})) == []) == right


def test_text_in_a_span_is_read_on_the_span():
    """As pale as the span is."""
    for strength, right in ((1, False), (0.3, True)):
        fig = bars()
        fig.axes[0].axvspan(30, 40, color=LIGHT, alpha=strength, zorder=0)
        fig.axes[0].text(31, 0, "shaded", color=PALETTE[5])
        assert (problems(fig, BARS.assign(span=[30, 40, 40]), undrawn=["span"]) == []) == right


def test_every_colour_has_an_ink_that_can_be_read():
    """What is drawn in a pale colour is named in a darker one."""
    assert [colour for colour in (*PALETTE, GREY, LIGHT, INK) if contrast(ink(colour)) < 4.5] == []
    assert contrast("black") == pytest.approx(21)
    assert contrast("#777777") == pytest.approx(4.48, abs=0.005)  # the example of the guidelines


def test_a_message_names_figure_and_ends():
    """A table of another figure would fill the screen."""
    table = pd.DataFrame({"year": range(1900, 1950)})
    found = problems(lines(), table.assign(after=True))
    assert len(found) == 13
    assert found[-1].startswith("and ")

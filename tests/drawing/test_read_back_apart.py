"""A figure is held against its table, asked of one value, one label, one excuse and one span at a time."""

from __future__ import annotations

from datetime import date

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from casebook.drawing.read_back import Misdrawn, read_back
from casebook.drawing.style import GREY, LIGHT, PALETTE
from matplotlib.dates import date2num

BLUE = PALETTE[0]


@pytest.fixture
def ax():
    """Plain axes from nought to ten."""
    fig, drawn = plt.subplots()
    drawn.set(xlim=(0, 10), ylim=(0, 10), xticks=[], yticks=[])
    yield drawn
    plt.close(fig)


def told(ax, undrawn=(), written=(), claims=(), **columns) -> list[str]:
    """What is wrong with a figure beside a table of some columns."""
    try:
        read_back(ax.figure, "small", pd.DataFrame(columns), undrawn=undrawn, written=written, claims=claims)
    except Misdrawn as error:
        return [line.removeprefix("figure 'small': ") for line in str(error).splitlines()]
    return []


def test_what_was_read_is_handed_on(ax):
    """The check of colours needs it."""
    ax.plot([1], [2], "o")
    table = pd.DataFrame({"a": [1], "b": [2], "c": [3], "d": [4]})
    ax.text(5, 5, "4")
    found = read_back(ax.figure, "small", table, undrawn=["c"], written=["d"])
    assert (found.fig, found.undrawn, found.written, found.drawn) == (ax.figure, ("c",), ("d",), ["a", "b"])


# --------------------------------------------------------------------------------------------------------- cut off


def cut(name: str, low, high, kind: str = "line", colours: str = BLUE) -> str:
    """The message for a mark that reaches beyond axes from nought to ten."""
    return f"{kind} in {colours}: found {name} from {low} to {high}, expected it within the axes, 0 to 10"


@pytest.mark.parametrize(
    ("draw", "found"),
    [
        (lambda ax: ax.plot([1, 2], [4, 12], color=BLUE), [cut("y", 4, 12)]),
        (lambda ax: ax.plot([-1.2345678, 2], [4, 5], color=BLUE), [cut("x", -1.23457, 2)]),
        (lambda ax: ax.plot([-1, 11], [-2, 12], color=BLUE), [cut("x", -1, 11), cut("y", -2, 12)]),
        (lambda ax: ax.plot([0, 10], [10, 0], color=BLUE), []),
        (lambda ax: ax.plot([0, 10 + 1e-6], [1, 2], color=BLUE), []),
        (lambda ax: ax.plot([1, 2], [4, 12], color=BLUE, clip_on=False), []),
        (lambda ax: ax.plot([1, 2], [4, 12], color="white"), []),
        (lambda ax: ax.axvline(12, color=BLUE), []),
        (lambda ax: ax.annotate("", (1, 12), (1, 1), arrowprops={"arrowstyle": "->", "color": BLUE}), []),
        (lambda ax: ax.bar(1, 12, width=1, fc=GREY, ec=BLUE), [cut("y", 0, 12, "bar", f"{BLUE} and {GREY}")]),
        (lambda ax: [ax.plot([1], [1], "o", clip_on=False), ax.plot([1, 2], [4, 12], color=BLUE)], [cut("y", 4, 12)]),
        (lambda ax: [ax.plot([1], [1], "o"), ax.plot([1, 2], [4, 12], color=BLUE)], [cut("y", 4, 12)]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("turned", [False, True])
def test_a_mark_beyond_the_limits_is_named(ax, draw, found, turned):
    """In each direction, with its ends; whoever lets it stand over the edge or points beyond it means to."""
    draw(ax)
    if turned:
        ax.set(xlim=(10, 0), ylim=(10, 0))
    assert told(ax, name=["a"]) == found


# -------------------------------------------------------------------------------------------------- values in place


def lost(column: str, row: int, value, label: str = "") -> str:
    """The message for a value that is drawn nowhere."""
    return f"column {column!r}, row {row}{label}: found no mark at {value}, expected one within the axes"


def test_an_excuse_for_what_is_no_column_of_numbers_is_named(ax):
    """Undrawn or written, with the columns that there are."""
    problem = "column {!r}: found no such column of numbers, expected one of 'a', 'b'"
    found = told(ax, ["a", "c", "b", "name"], ["d"], a=[1], b=[2], name=["x"])
    assert found == [problem.format(name) for name in ("c", "name", "d")]


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ([2, 7], "7"), ([2.5, 1234567.89126], "1234567.891"), ([2.5, 0.30000000000000004], "0.3"), ([date(2020, 1, 2), date(2020, 1, 5)], "2020-01-05"),
    ],
)  # fmt: skip
def test_a_value_that_is_not_drawn_is_named_as_it_is(ax, values, shown):
    """With its row, and its label in one line; what is missing need not be drawn."""
    numbers = [value if not isinstance(value, date) else date2num(value) for value in values]
    ax.set_xlim(0, 1e5)
    ax.plot(numbers[0], 1, "o")
    rows = [values[0], None, values[1]]
    assert told(ax, a=rows) == [lost("a", 3, shown)]
    for place, name in enumerate(("North", "South", "far\nWest"), start=1):
        ax.text(numbers[0], place, name)
    assert told(ax, other=["x", "y", "z"], a=rows, place=["North", "South", "far\nWest"]) == [
        lost("a", 3, shown, " (far West)")
    ]


def test_a_value_that_is_nowhere_is_not_asked_for_twice(ax):
    """Neither in line with its label nor with the other numbers of its row."""
    ax.plot([1], [5], "o")
    ax.text(0, 9, "North")
    assert told(ax, place=["North"], a=[2], b=[5]) == [lost("a", 1, 2, " (North)"), *[
        "column 'b', row 1 (North): found no mark at 5 in line with 'North', expected one"]]  # fmt: skip


@pytest.mark.parametrize(
    ("draw", "right"),
    [
        (lambda ax: ax.text(9, 2.48, "North"), True), (lambda ax: ax.text(9, 1.52, "North"), True),
        (lambda ax: ax.text(9, 2.5, "North"), False), (lambda ax: ax.text(9, 1.5, "North"), False),
        (lambda ax: ax.text(5, 8, "North"), True), (lambda ax: ax.text(5.01, 8, "North"), False),
        (lambda ax: ax.text(2, 8, "North"), False), (lambda ax: ax.set_title("North"), True),
        (lambda ax: ax.text(0, 2, "North", transform=ax.get_yaxis_transform()), True),
        (lambda ax: ax.text(0, 4, "North", transform=ax.get_yaxis_transform()), False),
        (lambda ax: ax.text(0, 0, "North", transform=ax.transAxes), True),
        (lambda ax: ax.figure.add_subplot().text(9, 2, "North"), False),
        (lambda ax: [ax.text(9, 8, "North, too"), ax.text(9, 2, "North")], True),
        (lambda ax: [ax.text(9, 8, "North"), ax.text(9, 2, "North, too")], False),
        (lambda ax: [ax.text(9, 8, "North"), ax.text(9, 2, "North")], True),
    ],
)  # fmt: skip
def test_a_value_stands_in_the_line_of_its_label(ax, draw, right):
    """Within half a row, or with the label at the value itself; a title is the label of all of its axes."""
    ax.plot([5], [2], "o")
    draw(ax)
    message = "column 'a', row 1 (North): found no mark at 5 in line with 'North', expected one"
    assert told(ax, place=["North"], a=[5]) == ([] if right else [message])


def test_a_line_through_the_axes_is_in_line_with_every_label(ax):
    """It has no place in the other direction."""
    ax.axvline(5)
    ax.text(9, 8, "North")
    assert told(ax, place=["North"], a=[5]) == []


@pytest.mark.parametrize(("place", "right"), [((3, 2), True), ((3.48, 2), True), ((3.5, 2), False), ((9, 9), False)])
def test_a_label_of_other_axes_counts_where_a_mark_there_joins_them(ax, place, right):
    """A name that several rows share, in line with a mark of theirs at the same place."""
    ax.plot([5, 6], [2, 2], "o")
    other = ax.figure.add_subplot()
    other.plot([3, 8], [2, 4], "o")
    other.text(*place, "North")
    found = told(ax, place=["North", "North"], a=[5, 6])
    assert (found == []) == right


def test_rows_without_a_name_need_no_label(ax):
    """An empty cell is written nowhere."""
    ax.plot([5, 6, 7], [2, 3, 4], "o")
    ax.text(9, 2, "North")
    assert told(ax, place=["North", None, " "], a=[5, 6, 7]) == []


@pytest.mark.parametrize(("name", "right"), [((0, 2), True), ((0, 6), True), ((0, 4), False)])
def test_a_number_may_be_in_line_with_one_that_has_the_label(ax, name, right):
    """A point below the end of a bar: the bar is named, and the point is in its line."""
    ax.plot([5, 5], [2, 6], "o")
    ax.text(*name, "North")
    message = "column {!r}, row 1 (North): found no mark at {} in line with 'North', expected one"
    expected = [] if right else [message.format("a", 5), message.format("b", 6)]
    assert told(ax, place=["North"], a=[5], b=[6]) == expected


@pytest.mark.parametrize(
    ("draw", "strayed"),
    [
        (lambda ax: ax.plot([2, 3], [5, 6], "o"), []), (lambda ax: ax.plot([2, 3], [6, 5], "o"), [1, 2]),
        (lambda ax: ax.plot([2, 5, 3, 6], [8, 8, 9, 9], "o"), []), (lambda ax: ax.plot([8, 8, 9, 9], [2, 5, 3, 6], "o"), []),
        (lambda ax: ax.plot([2, 5, 3, 6], [8, 8.004, 9, 9], "o"), []), (lambda ax: ax.plot([2, 5, 3, 6], [8, 8.006, 9, 9], "o"), [1]),
        (lambda ax: ax.plot([2, 8, 3, 6], [8, 5, 9, 9], "o"), [1]),
        (lambda ax: [ax.plot([2, 3, 6], [8, 9, 9], "o"), second(ax).plot([5], [8], "o")], [1]),
    ],
)  # fmt: skip
def test_numbers_of_a_row_are_in_line_with_each_other(ax, draw, strayed):
    """One point has both, or both lie across or upwards on one line of the same axes."""
    draw(ax)
    message = "column {!r}, row {}: found no mark at {} in line with another number of the row, expected one"
    columns = {"a": [2, 3], "b": [5, 6]}
    assert told(ax, **columns) == [message.format(n, row, columns[n][row - 1]) for n in "ab" for row in strayed]


def second(ax):
    """Other axes of the same limits."""
    drawn = ax.figure.add_subplot()
    drawn.set(xlim=(0, 10), ylim=(0, 10), xticks=[], yticks=[])
    return drawn


def test_a_number_needs_one_other_that_is_there(ax):
    """Where the other is missing it stands alone, and of several others one is enough."""
    ax.plot([2, 3], [5, 6], "o")
    ax.plot([7, 8], [9, 9.5], "o")
    assert told(ax, a=[2, 7], b=[5, None], c=[5, 9]) == []
    assert told(ax, a=[2, 3], b=[5, 6], c=[9.5, 9]) == [
        f"column 'c', row {row}: found no mark at {value} in line with another number of the row, expected one"
        for row, value in ((1, 9.5), (2, 9))
    ]


# -------------------------------------------------------------------------------------------------- written, excused


@pytest.mark.parametrize(
    ("draw", "right"),
    [
        (lambda ax: ax.text(9, 2, "13"), True), (lambda ax: ax.text(9, 2, "of 13.3"), True), (lambda ax: ax.text(9, 2, "14"), False),
        (lambda ax: ax.text(9, 2, "13.2"), False), (lambda ax: ax.text(9, 4, "13"), False), (lambda ax: ax.figure.text(0, 0, "13"), False),
        (lambda ax: ax.set_yticks([2], ["13"]), False), (lambda ax: [ax.text(9, 4, "13"), ax.text(9, 2, "13")], True),
        (lambda ax: ax.set_title("13"), True),
    ],
)  # fmt: skip
def test_a_number_is_written_in_the_line_of_its_label(ax, draw, right):
    """As exact as it is written; not above the figure, nor as the label of a tick."""
    ax.text(0, 2, "North")
    draw(ax)
    message = "column 'a', row 1 (North): found no text with 13.3 in line with its row, expected one"
    assert [line for line in told(ax, written=["a"], place=["North"], a=[13.3]) if "column" in line] == (
        [] if right else [message]
    )


def test_nought_may_be_written_as_none(ax):
    """And nothing else; a row without a number writes none."""
    for place, text in enumerate(("none", "none at all", "x")):
        ax.text(9, place, text)
        ax.text(0, place, ("low", "mid", "top")[place])
    message = "column 'a', row 2 (mid): found no text with 0 in line with its row, expected one"
    assert told(ax, written=["a"], name=["low", "mid", "top"], a=[0, 0, None]) == [message]
    ax.texts[2].set_text("none")
    ax.texts[4].set_text("7")
    assert told(ax, written=["a"], name=["low", "mid", "top"], a=[0, 0, 7]) == []


def test_an_excuse_for_what_is_drawn_is_named(ax):
    """Every value, at its label or at a point that has another number of its row; one that is not makes it needed."""
    needless = "column 'a': found every value drawn, expected no excuse for it"
    ax.plot([5, 6], [1, 2], "o")
    assert told(ax, ["a"], a=[5, 6], b=[1, 2]) == [needless]
    assert told(ax, [], ["a"], a=[5, 6], b=[1, 2])[-1] == needless
    assert told(ax, ["a"], a=[5, 7], b=[1, 2]) == []
    assert told(ax, ["a"], a=[6, 5], b=[1, 2]) == []
    assert told(ax, ["a"], a=[5, 6]) == []
    assert told(ax, ["a"], a=[float("nan")] * 2, b=[1, 2]) == []
    for place, name in enumerate(("North", "South"), start=1):
        ax.text(0, place, name)
    assert told(ax, ["a"], place=["North", "South"], a=[5, 6]) == [needless]
    assert told(ax, ["a"], place=["South", "North"], a=[5, 6]) == []


def test_an_excuse_for_what_is_written_is_named(ax):
    """It is no secret that the figure has it."""
    ax.text(5, 5, "13 and 14")
    assert told(ax, ["a"], a=[13, 14]) == [
        "column 'a': found every value written in the figure, expected it among `written`"
    ]
    assert told(ax, ["a"], a=[13, 15]) == ["text '13 and 14': found 14, expected a number of the table or on record"]


# ------------------------------------------------------------------------------------------------------ shaded spans


@pytest.mark.parametrize(
    ("ends", "columns", "right"),
    [
        ((2, 4), {"a": [2, 4]}, True), ((2, 4), {"a": [2, 5]}, False), ((2, 4), {"a": [3, 4]}, False),
        ((2, 4), {"a": [2, None], "b": [9, 4]}, True), ((1.5, 3.5), {"a": [1, 2, 3, 4], "in": [False, True, True, False]}, True),
        ((1.5, 3.5), {"a": [1, 2, 3, 4], "in": [True, True, True, False]}, False),
        ((1.5, 3.5), {"a": [1, 2, 3, 4], "in": ["", "now", "now", "then"]}, True),
        ((1.5, 3.5), {"a": [1, 2, 3, 4], "in": ["x", "", "", "x"]}, False),
        ((1.5, 3.5), {"a": [1, 2, 3, 4], "in": ["now", "now", "now", None]}, False),
        ((2, 3.5), {"a": [1, 2, 3, 4], "in": ["x", "now", "now", "x"]}, True), ((1.5, 3), {"a": [1, 2, 3, 4], "in": ["x", "now", "now", "x"]}, True),
        ((4.5, 5.5), {"a": [1, 2, 3, 4], "in": [False] * 4}, False), ((1.5, 3.5), {"a": [1, 2, 3, 4]}, False),
        ((1.5, 3.5), {"a": [9, 9, 9, 9], "b": [1, 2, 3, 4], "in": [False, True, True, False]}, True),
    ],
)  # fmt: skip
@pytest.mark.parametrize("upright", [True, False])
def test_a_span_has_its_ends_in_the_table_or_covers_rows(ax, ends, columns, right, upright):
    """Those that are true in a column, or that have one text in it."""
    (ax.axvspan if upright else ax.axhspan)(*ends, color=LIGHT)
    message = (
        f"span in {LIGHT}: found it from {ends[0]:g} to {ends[1]:g}, "
        "expected ends that are in the table, or rows that a column of it marks"
    )
    found = told(ax, [name for name in columns if name != "in"], **columns)
    assert [line for line in found if "span" in line] == ([] if right else [message])


def test_a_span_that_nobody_sees_is_called_white(ax):
    """It covers what is behind it all the same."""
    ax.axvspan(2, 4.25, color="white")
    assert told(ax, ["a"], a=[2, 4])[0].startswith("span in white: found it from 2 to 4.25, expected ends")


def test_a_column_that_is_only_written_has_no_place_to_be_covered(ax):
    """Its numbers are no places."""
    ax.axvspan(1.5, 3.5, color=LIGHT)
    ax.text(5, 9, "1, 2, 3, 4")
    columns = {"a": [1, 2, 3, 4], "in": [False, True, True, False]}
    assert [line[:4] for line in told(ax, [], ["a"], **columns)] == ["span"]


@pytest.mark.parametrize(
    ("claim", "ends", "right"),
    [
        ("art-ind", (1.5, 3.5), True), ("art-ind", (2, 3), False), ("art-ind", (1.5, 3), False), ("art-jobs", (124.5, 125.5), True),
        ("art-jobs", (date(2020, 9, 1), date(2020, 12, 31)), True), ("art-jobs", (date(2020, 9, 1), date(2020, 12, 30)), False),
        ("lg-ind25", (date(2025, 7, 1), date(2025, 7, 31)), True), ("lg-ind25", (2, 3), False),
    ],
)  # fmt: skip
def test_a_span_may_have_the_ends_of_a_claim(ax, claim, ends, right):
    """Half a unit round its figure, or the first and the last day of its time."""
    low, high = (date2num(end) if isinstance(end, date) else end for end in ends)
    ax.set_xlim(low - 1, high + 1)
    ax.axvspan(low, high, color=LIGHT)
    assert [line[:4] for line in told(ax, claims=[claim], name=["a"])] == ([] if right else ["span"])


# ------------------------------------------------------------------------------------------------------ all of them


def test_every_column_and_every_label_is_told_of(ax):
    """What is wrong with one does not hide what is wrong with another."""
    ax.plot([5], [2], "o")
    ax.text(9, 8, "North")
    ax.text(9, 6, "plan")
    columns = {"place": ["North"], "what": ["plan"], "a": [5], "b": [7.5], "c": [8.5]}
    start = "column {!r}, row 1 (North): found no {} {}"
    assert told(ax, written=["b", "c"], **columns) == [
        start.format("a", "mark at", "5 in line with 'North', expected one"),
        start.format("a", "mark at", "5 in line with 'plan', expected one"),
        start.format("b", "text with", "7.5 in line with its row, expected one"),
        start.format("c", "text with", "8.5 in line with its row, expected one"),
    ]


def test_the_other_number_that_fits_best_says_which_row_strays(ax):
    """One of three is astray beside the second column, two of three beside the first."""
    ax.plot([1, 2, 3], [9, 9.2, 7], "o")  # the third with its first other
    ax.plot([1, 2], [4, 5], "o")  # the first and the second with their second other
    ax.plot([9, 9.5, 8], [0.2, 0.4, 0.6], "o")
    ax.plot([6], [0.8], "o")
    found = told(ax, a=[1, 2, 3], b=[9.5, 8, 7], c=[4, 5, 6])
    message = "column 'a', row 3: found no mark at 3 in line with another number of the row, expected one"
    assert [line for line in found if line.startswith("column 'a'")] == [message]

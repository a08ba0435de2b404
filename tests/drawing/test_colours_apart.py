"""What is in the accent colour and what names a series, asked of one mark, one text and one key at a time."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from casebook.drawing.colours import read_colours
from casebook.drawing.picture import Misdrawn, Picture
from casebook.drawing.style import ACCENT, GREY, INK, MUTED, PALETTE

BLUE = PALETTE[0]


@pytest.fixture
def ax():
    """Plain axes from nought to ten."""
    fig, drawn = plt.subplots()
    drawn.set(xlim=(0, 10), ylim=(0, 10), xticks=[], yticks=[])
    yield drawn
    plt.close(fig)


def told(ax, accent=(), case=("Ours",), excuses=(), **columns) -> list[str]:
    """What is wrong with the colours of a figure beside a table of some columns."""
    try:
        read_colours(Picture(ax.figure, pd.DataFrame(columns), *excuses), "small", accent, case)
    except Misdrawn as error:
        return [line.removeprefix("figure 'small': ") for line in str(error).splitlines()]
    return []


def stray(what: str, place: str) -> str:
    """The message for something in the accent that is not named."""
    return f"{what} {place}: found the accent colour, expected it for the case under study only"


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("Ours", True), ("Ours, all", True), ("Ours\nall", True), ("Mine (2)", True), ("Ours-b", True), ("Oursel", False),
        ("Ours2", False), ("of Ours", False), ("ours", False),
    ],
)  # fmt: skip
def test_a_row_is_of_the_case_if_its_name_begins_with_it(ax, name, right):
    """With any of its names, up to the end of a word."""
    ax.barh(2, 4, height=1, color=ACCENT)
    ax.text(9, 2, name)
    expected = [] if right else [stray("bar at", "(2, 1.5)")]
    assert told(ax, case=("Ours", "Mine"), place=[name], jobs=[4]) == expected


def test_a_stray_mark_is_told_by_the_middle_of_its_points(ax):
    """To six digits."""
    ax.plot([1, 2.12345678, 3], [4, 5, 6], color=ACCENT)
    assert told(ax, a=[9]) == [stray("line at", "(2.12346, 5)")]


@pytest.mark.parametrize(
    ("place", "right"),
    [
        ((2, 3), True), ((3, 2), True), ((2.02, 3), False), ((2, 3.02), False), ((2, 7), False), ((2, 8), True),
        ((2, 8.48), True), ((2, 7.52), True), ((2, 8.5), False), ((9, 3), True), ((8.52, 3), True), ((9.48, 3), True),
        ((8.5, 3), False), ((6, 8.4), True), ((6, 8.5), False), ((9, 6), False), ((5, 7), False), ((4.5, 1), False),
    ],
)  # fmt: skip
def test_a_point_stands_for_a_row_by_its_numbers_and_its_label(ax, place, right):
    """Two numbers; one of them in line with the label; or the line of a label that no other row has."""
    ax.plot(*place, "o", color=ACCENT)
    ax.text(9, 8, "Ours")
    ax.text(4.5, 1.2, "Theirs")
    ax.figure.add_subplot().text(2, 7, "Ours")
    columns = {"place": ["Ours", "Theirs"], "a": [2, 5], "b": [3, 7]}
    expected = [] if right else [stray("line at", f"({place[0]:g}, {place[1]:g})")]
    assert [line for line in told(ax, **columns) if line.startswith("line")] == expected


def test_a_value_may_be_rounded_in_the_table_and_no_more(ax):
    """Each column as it is rounded itself."""
    ax.plot([2.24], [3], "o", color=ACCENT)
    assert told(ax, place=["Ours"], a=[2.2], b=[3]) == []
    assert told(ax, place=["Ours"], a=[2.3], b=[3]) == [stray("line at", "(2.24, 3)")]
    assert told(ax, place=["Ours"], a=[2.2], b=[3.04]) == [stray("line at", "(2.24, 3)")]


def test_a_name_of_several_rows_is_no_place_of_one(ax):
    """In its line a number must be the row's own; where each has a label of its own none is taken for the other."""
    ax.text(9, 8, "Ours")
    ax.plot([2, 6], [8, 8], "o", color=ACCENT)
    columns = {"place": ["Ours", "Ours"], "a": [2, 4], "b": [3, 5]}
    assert told(ax, **columns) == [stray("line at", "(6, 8)")]
    ax.lines[0].set_data([2, 4], [8, 8])
    assert told(ax, **columns) == []
    ax.text(9, 1, "Ours")
    assert told(ax, **columns) == [stray("line at", "(4, 8)")]


def test_a_cell_of_a_matrix_stands_for_its_row_and_its_column(ax):
    """Both are named at its edges, neither once for each row of the table; a name at one edge is not enough."""
    for place, name in ((2, "plan"), (4, "deed")):
        ax.text(place, 9, name)
    for place, name in ((6, "Ours"), (3, "There")):
        ax.text(0, place, name)
    ax.plot([2, 4], [6, 6], "o", color=ACCENT)
    columns = {"place": ["Ours", "Ours", "There", "There"], "what": ["plan", "deed"] * 2}
    assert told(ax, **columns) == []
    ax.plot([2], [3], "o", color=ACCENT)
    ax.plot([6], [6], "o", color=ACCENT)
    ax.plot([0], [6.2], "o", color=ACCENT)
    assert told(ax, **columns) == [stray("line at", place) for place in ("(2, 3)", "(6, 6)", "(0, 6.2)")]


def test_a_line_stands_for_the_case_in_all_its_points_a_bar_in_one(ax):
    """The ends of a bar are where another may begin."""
    ax.plot([2, 4], [3, 5], "o-", color=ACCENT)
    assert told(ax, place=["Ours", "There"], a=[2, 4], b=[3, 5]) == [stray("line at", "(4, 5)")]
    assert told(ax, place=["Ours", "Ours"], a=[2, 4], b=[3, 5]) == []
    ax.lines[0].remove()
    ax.annotate("", (2, 3), (4, 5), arrowprops={"arrowstyle": "->", "color": ACCENT})
    assert told(ax, place=["Ours", "There"], a=[2, 4], b=[3, 5]) == []
    assert told(ax, place=["Ours", "There"], a=[9, 4], b=[3, 5]) == [stray("arrow at", "(4, 5)")]


@pytest.mark.parametrize("name", ["ours", "ours by plan", "OURS"])
def test_a_column_is_of_the_case_if_its_name_begins_with_it(ax, name):
    """Its values may stand anywhere, and one of them must be in the accent, wherever something is."""
    ax.plot([1, 2], [4, 5], color=ACCENT)
    assert told(ax, **{name: [4, 5]}) == []
    assert told(ax, **{name: [4, 5.5]}) == [stray("line at", "(2, 5)")]
    ax.plot([1, 2], [7, 8], color=GREY)
    assert told(ax, ["other"], **{name: [7, 8], "other": [4, 5]}) == [
        f"column {name!r}: found no mark in the accent colour, expected one"
    ]
    ax.lines[0].remove()
    assert told(ax, **{name: [7, 8]}) == []
    ax.text(5, 5, "Ours", color=ACCENT)
    assert told(ax, **{name: [7, 8]}) == [f"column {name!r}: found no mark in the accent colour, expected one"]


def test_a_column_is_found_whatever_a_computer_adds(ax):
    """0.1 and 0.2 are not quite 0.3; what is missing is not drawn."""
    ax.plot([1, 2], [0.1 + 0.2, 5], color=ACCENT)
    ax.plot([1], [9], "o", color=GREY)
    assert told(ax, ["sum"], sum=[0.3, None, 5.0]) == []


@pytest.mark.parametrize(
    ("draw", "right"),
    [
        (lambda ax: ax.axvline(4, color=ACCENT), True), (lambda ax: ax.axhline(6, color=ACCENT), True),
        (lambda ax: ax.axvline(4.01, color=ACCENT), False), (lambda ax: ax.axhline(4, color=ACCENT), False),
        (lambda ax: ax.plot([4], [1], "o", color=ACCENT), True), (lambda ax: ax.plot([1], [6], "o", color=ACCENT), True),
        (lambda ax: ax.plot([4, 4], [1, 2], color=ACCENT), False), (lambda ax: ax.plot([6], [4], "o", color=ACCENT), False),
        (lambda ax: ax.axvspan(4, 5, color=ACCENT), True), (lambda ax: ax.axvspan(4.5, 5, color=ACCENT), False),
    ],
)  # fmt: skip
def test_a_line_of_reference_has_the_place_of_its_name(ax, draw, right):
    """One that runs through the axes, or one point; the name is in the accent and is that of the case, or is given."""
    draw(ax)
    name = ax.text(4, 6, "Ours, mean", color=ACCENT)
    assert (told(ax, a=[9]) == []) == right
    name.set_text("mean of ours")
    assert (told(ax, ["mean of"], a=[9]) == []) == right
    name.set_color(INK)
    assert told(ax, ["mean of"], a=[9]) != []


@pytest.mark.parametrize(
    ("draw", "right"),
    [
        (lambda ax: ax.text(1, 1, "Ours and more"), True), (lambda ax: ax.text(1, 1, "like Ours"), False),
        (lambda ax: ax.text(1, 1, "the mean of all"), True), (lambda ax: ax.text(1, 1, "the means"), False),
        (lambda ax: ax.text(2, 3, "here"), True), (lambda ax: ax.text(2, 4, "here"), False), (lambda ax: ax.text(1, 8, "here"), True),
        (lambda ax: ax.text(1, 8.4, "2"), True), (lambda ax: ax.text(1, 5, "2"), False), (lambda ax: ax.text(1, 5, "5"), False),
        (lambda ax: ax.text(8.6, 5, "or 3"), True), (lambda ax: ax.text(8.6, 5, "2.4"), False), (lambda ax: ax.text(8.6, 5, "1.96"), False),
        (lambda ax: ax.text(8.5, 5, "or 3"), False), (lambda ax: ax.text(9.48, 5, "plan B"), True), (lambda ax: ax.text(9.48, 5, "plan C"), False),
        (lambda ax: ax.text(0, 0, "3", transform=ax.transAxes), True), (lambda ax: ax.text(0, 0, "4", transform=ax.transAxes), False),
        (lambda ax: ax.figure.text(0, 0, "3"), False), (lambda ax: ax.figure.text(0, 0, "Ours"), True),
        (lambda ax: ax.set_title("in 3 ways", loc="left"), True), (lambda ax: ax.set_title("in 4 ways", loc="left"), False),
    ],
)  # fmt: skip
def test_a_text_in_the_accent_names_or_stands_at_what_is_of_the_case(ax, draw, right):
    """By its words, by its place, or by a cell or number of the row beside its label or without a place."""
    ax.plot([2], [3], "o", color=ACCENT)
    ax.text(9, 8, "Ours")
    ax.text(3.3, 9.3, "There")
    ax.text(9, 1, "the mean")
    text = draw(ax)
    text.set_color(ACCENT)
    columns = {"place": ["Ours", "There"], "a": [2, 5], "b": [3, 7], "plan": ["plan B", "plan C"]}
    expected = [] if right else [stray("text", repr(text.get_text()))]
    assert told(ax, ["the mean"], **columns) == expected


def test_a_text_at_a_value_of_a_named_column_may_be_in_the_accent(ax):
    """At another value not."""
    ax.plot([1, 2], [4, 5], color=ACCENT)
    ax.text(9, 5, "up", color=ACCENT)
    ax.text(9, 6, "too\nfar", color=ACCENT)
    assert told(ax, ours=[4, 5], other=[6, 7]) == [stray("text", "'too far'")]


@pytest.mark.parametrize(
    ("name", "marks_something"),
    [
        ("early", True), ("late", False), ("jobs", True), ("South", True), ("Sou", False), ("in words", True), ("words", True),
        ("word", False), ("East", False),
    ],
)  # fmt: skip
def test_a_name_marks_a_column_a_cell_or_a_text(ax, name, marks_something):
    """A column of truth in which something is true."""
    ax.set_title("said in words")
    columns = {"place": ["North", "South"], "jobs": [1, 2], "early": [True, False], "late": [False, False]}
    message = f"accent {name!r}: found no such column, cell or text, expected none that marks nothing"
    assert (message in told(ax, [name], case=(), **columns)) != marks_something


def test_a_row_that_is_named_has_a_mark_in_the_accent_if_it_has_one(ax):
    """Named by its first label; one without a mark, or in a figure without the accent, needs none."""
    ax.plot([2], [3], "o", color=GREY)
    ax.plot([4], [5], "o", color=ACCENT)
    columns = {"a": [2, 4, 9], "b": [3, 5, 9], "who": ["Ours", "Ours, too", "Ours\nas well"]}
    assert told(ax, **columns) == ["row 1 (): found no mark in the accent colour, expected one"]
    for place, name in enumerate(columns["who"]):
        ax.text(8, place, name)
    assert told(ax, **columns) == ["row 1 (Ours): found no mark in the accent colour, expected one"]
    ax.lines[1].remove()
    assert told(ax, **columns) == []


@pytest.mark.parametrize(("case", "right"), [((), True), (("Ours",), True), (("Theirs",), False)])
def test_the_case_is_that_of_the_book(ax, monkeypatch, case, right):
    """Where no book says it, nothing is asked."""
    monkeypatch.setattr("casebook.drawing.colours.case_under_study", lambda: case)
    ax.plot([2], [3], "o", color=ACCENT)
    assert (told(ax, case=None, place=["Ours"], a=[2], b=[3]) == []) == right
    assert told(ax, ["nothing"], case=(), place=["Ours"], a=[2], b=[3]) != []


# --------------------------------------------------------------------------------------------- texts, keys and series


def coloured(text: str, colour: str, name: str, *meant: str) -> str:
    """The message for a text that has not the colour of what it names."""
    return f"text {text!r}: found it in {colour}, expected the colour of {name!r}, {' or '.join(meant)}"


@pytest.mark.parametrize(
    ("draw", "drawn"),
    [
        (lambda ax: ax.plot([1, 2, 3], [4, 5, 6], color=BLUE), True), (lambda ax: ax.plot([4, 5, 6], [1, 2, 3], color=BLUE), True),
        (lambda ax: ax.plot([3, 1, 2], [6, 4, 5], color=BLUE), True), (lambda ax: ax.plot([7, 8, 9], [4.04, 5, 6], color=BLUE), False),
        (lambda ax: ax.plot([1, 2], [4, 5], color=BLUE), False), (lambda ax: ax.plot([1, 2, 3, 3], [4, 5, 6, 6], color=BLUE), True),
        (lambda ax: ax.bar([1, 2, 3], [4, 5, 6], color=BLUE), False), (lambda ax: ax.scatter([1, 2, 3], [4, 5, 6], color=BLUE), True),
        (lambda ax: [ax.plot([1, 2], [4, 5], color=BLUE), ax.plot([2, 3], [5, 6], color=BLUE)], True),
        (lambda ax: [ax.plot([1, 2], [4, 5], color=BLUE), ax.plot([3], [6], "o", color=BLUE)], False),
        (lambda ax: [ax.plot([1, 2], [4, 5], color=BLUE), ax.figure.add_subplot().plot([2, 3], [5, 6], color=BLUE)], False),
        (lambda ax: [ax.plot([1, 2], [4, 5], color=BLUE), ax.plot([2, 3], [6, 5], color=BLUE)], False),
        (lambda ax: ax.plot([7, 8, 9], [4, 5, 6], color=BLUE), True), (lambda ax: ax.plot([7, 8, 9], [4, 5, 5.5], color=BLUE), False),
    ],
)  # fmt: skip
def test_a_series_is_what_runs_through_all_its_values(ax, draw, drawn):
    """A line or marks of them in one direction, or pieces that have all points; bars and single points are none."""
    draw(ax)
    ax.text(9, 9, "the rate", color=INK)
    expected = [coloured("the rate", INK, "rate", BLUE)] if drawn else []
    assert told(ax, year=[1, 2, 3, None], rate=[4, 5, 6, None]) == expected


def test_a_series_may_be_rounded_as_its_column_is(ax):
    """Both ways, alone and with the numbers across."""
    ax.plot([7, 8, 9], [4.14, 5.2, 6.3], color=BLUE)
    ax.plot([1, 2.04], [4.14, 5.2], color=GREY)
    ax.plot([2, 3], [5.2, 6.26], color=GREY)
    ax.text(9, 9, "the rate", color=INK)
    assert told(ax, year=[1.0, 2.0, 3.5], rate=[4.1, 5.2, 6.3]) == [coloured("the rate", INK, "rate", BLUE)]
    ax.lines[1].set_xdata([1, 2])
    assert told(ax, year=[1, 2, 3], rate=[4.1, 5.2, 6.3]) == [coloured("the rate", INK, "rate", BLUE, MUTED)]


def test_one_value_is_no_series(ax):
    """Two are."""
    ax.plot([1, 2], [4, 5], color=BLUE)
    ax.text(9, 9, "rate", color=INK)
    assert told(ax, year=[1, 2], rate=[4, None]) == []
    assert told(ax, year=[1, 2], rate=[4, 5]) == [coloured("rate", INK, "rate", BLUE)]


def test_a_text_may_have_the_colour_of_any_series_that_it_names(ax):
    """Or its darker ink; a short name stands in too many texts, and a title names no line."""
    ax.plot([1, 2], [4, 5], color=BLUE)
    ax.plot([1, 2], [7, 8], color="#e69f00")
    ax.set_title("rate")
    ax.text(9, 1, "ab")
    columns = {"year": [1, 2], "rate": [4, 5], "share": [7, 8], "ab": [4, 5]}
    for text, colour, right in (
        ("rate", BLUE, True), ("rate and share", BLUE, True), ("rate and share", "#8f6200", True), ("share", "#e69f00", True),
        ("rates", INK, True),
    ):  # fmt: skip
        word = ax.text(9, 9, text, color=colour)
        assert (told(ax, **columns) == []) == right
        word.remove()
    ax.text(9, 9, "share\nand rate", color=INK)
    ax.text(9, 5, "year")
    assert told(ax, **columns) == [
        coloured("share and rate", INK, "rate", BLUE, "#8f6200"),
        coloured("year", INK, "year", BLUE, "#8f6200"),
    ]


def test_a_key_names_a_series(ax):
    """Lines, areas and marks have their colours; one of two colours may have either."""
    (line,) = ax.plot([1, 2], [4, 5], color=BLUE)
    area = ax.bar([1, 2], [7, 8], color=GREY)
    ax.plot([1, 2], [7, 8], "o", mfc=ACCENT, mec=GREY, ls="")
    ax.legend([line, area[0], line], ["rate", "share", "lost"])
    columns = {"year": [1, 2], "rate": [4, 5], "share": [7, 8]}
    ours = {"accent": ["share"], "case": ()}
    lost = "legend 'lost': found no line or marks of a column of that name, expected them"
    assert told(ax, **ours, **columns) == [lost]
    ax.legend([area[0], line], ["rate", "share"])
    assert told(ax, **ours, **columns) == [
        f"legend 'rate': found {GREY}, expected {BLUE}", f"legend 'share': found {BLUE}, expected {GREY} or {ACCENT}"
    ]  # fmt: skip

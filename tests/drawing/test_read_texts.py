"""The texts of a figure are held against its table: each number is known, stands at its place and can be read."""

from __future__ import annotations

from datetime import date

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from casebook.drawing.picture import Picture
from casebook.drawing.read_texts import text_problems
from casebook.evidence import register
from matplotlib.patches import Rectangle


@pytest.fixture(autouse=True)
def nothing_on_record(monkeypatch):
    """No result of another test is known."""
    monkeypatch.setattr(register, "_on_record", {})


@pytest.fixture
def ax():
    """Plain axes from nought to ten."""
    fig, drawn = plt.subplots()
    drawn.set(xlim=(0, 10), ylim=(0, 10), xticks=[], yticks=[])
    yield drawn
    plt.close(fig)


def problems(ax, *claims, excuses=(), **columns) -> list[str]:
    """What is wrong with the texts of a figure beside a table of some columns."""
    return text_problems(Picture(ax.figure, pd.DataFrame(columns), *excuses), claims)


def unknown(text, number) -> str:
    """The message for a number that is nowhere."""
    return f"text {text!r}: found {number}, expected a number of the table or on record"


# ------------------------------------------------------------------------------------------------- numbers are known


@pytest.mark.parametrize(
    ("text", "column", "values"),
    [
        ("of 12", "a", [12, 13]), ("of 12 or 13", "a", [12, 13]), ("of 12.3", "a", [12.345]), ("of 12.35", "a", [12.345]),
        ("of 12.34", "a", [12.345]), ("of 7", "name", ["7 posts", None]), ("of 9", "plan 9", [1]), ("of 2020", "day", [date(2020, 5, 1)]),
        ("of 3", "a", [3, None]), ("no number", "a", [1]), ("of 1,356", "a", [1356.4]),
    ],
)  # fmt: skip
def test_a_number_of_the_table_is_known(ax, text, column, values):
    """As it is, rounded either way at half a unit, in a cell of text or of days, or in the name of a column."""
    ax.text(1, 1, text)
    assert problems(ax, **{column: values}) == []


@pytest.mark.parametrize(
    ("text", "values", "number"),
    [
        ("of 12.35", [12.356], "12.35"), ("of 12.36", [12.345], "12.36"), ("of\n1,356", [1355.4], "1356"), ("of 4", [], "4"),
        ("of −4", [4], "-4"),
    ],
)  # fmt: skip
def test_another_number_is_named(ax, text, values, number):
    """By the text in a line and the number in figures."""
    ax.text(1, 1, text)
    assert problems(ax, a=pd.Series(values, dtype=float)) == [unknown(" ".join(text.split()), number)]


def test_each_number_of_a_text_is_asked_for(ax):
    """The one that is known does not answer for the others, wherever the text stands."""
    ax.text(1, 1, "4 and 5 and 6")
    ax.set_title("of 7")
    ax.set_xlabel("of 8")
    ax.figure.text(0, 0, "of 9")
    assert problems(ax, a=[4, 6]) == [
        unknown("of 9", 9), unknown("4 and 5 and 6", 5), unknown("of 7", 7), unknown("of 8", 8)
    ]  # fmt: skip


def test_a_claim_that_is_drawn_is_known_by_its_figure_its_bounds_and_its_time(ax):
    """The plan of 2020 sets industries, two to three, a zone; the posts were advertised from September to December."""
    for text in ("of 2", "of 3", "in 2020", "of 125", "of 12"):
        ax.text(1, 1, text)
    assert problems(ax, "art-ind", a=["x"]) == [unknown("of 125", 125), unknown("of 12", 12)]
    assert problems(ax, "art-ind", "art-jobs", a=["x"]) == []


def test_a_claim_is_known_as_it_is_printed(ax):
    """More than 4,200 applicants are between 4,201 and 4,299; one without a figure has its time."""
    for text in ("of 4,200", "of 4,201", "of 4,299", "in 2025"):
        ax.text(1, 1, text)
    assert problems(ax, "art-applicants", a=["x"]) == [unknown("in 2025", 2025)]
    assert problems(ax, "art-applicants", "lg-ind25", a=["x"]) == []


@pytest.mark.parametrize(
    ("record", "known"),
    [
        ({"shown": "812 posts", "value": 811.6}, ["of 812", "of 811.6"]), ({"shown": "2 to 3", "value": [2.2, 2.9]}, ["of 2.2", "of 2.9", "of 3"]),
    ],
)  # fmt: skip
def test_a_result_on_record_is_known_as_it_is_shown_and_as_it_is(ax, monkeypatch, record, known):
    """A number or a range."""
    for text in known:
        ax.text(1, 1, text)
    assert len(problems(ax, a=["x"])) == len(known)
    monkeypatch.setitem(register._on_record, "one", record)
    assert problems(ax, a=["x"]) == []


def test_a_tick_label_is_asked_for_if_it_was_given_and_has_words(ax):
    """Others stand at their numbers, which a check of its own holds."""
    ax.set_xticks([1, 2, 3], ["1", "plan 7", " 3 "])
    ax.yaxis.set_major_formatter("{x:.0f} years")
    ax.set_yticks([5, 6])
    ax.figure.canvas.draw()
    assert problems(ax, a=["x"]) == [unknown("plan 7", 7)]


# ---------------------------------------------------------------------------------------------------- counts of rows

PLACES = ("North", "North", "South", "South", "South", "West")


def test_a_text_may_count_the_rows_of_what_it_names(ax):
    """In its own words."""
    ax.text(1, 1, "North: 2")
    ax.text(1, 3, "South: 4")
    assert problems(ax, place=PLACES) == [unknown("South: 4", 4)]


@pytest.mark.parametrize(
    ("place", "right"), [((1, 5), True), ((5, 1), True), ((1, 5.49), True), ((1.49, 5), True), ((5, 5), False), ((1.5, 5), False)]
)  # fmt: skip
def test_a_count_may_stand_in_the_line_of_what_it_counts(ax, place, right):
    """Beside or below it, within half a row."""
    ax.text(1, 1, "South")
    ax.text(*place, "n = 3")
    ax.figure.add_subplot().text(1.5, 5, "South")
    assert problems(ax, place=PLACES) == ([] if right else [unknown("n = 3", 3)])


def test_nought_rows_have_what_no_cell_has(ax):
    """At a tick of its own line; at one that has rows nought is wrong."""
    ax.set_yticks([1, 2], ["East", "North"])
    ax.text(5, 1.4, "n = 0")
    ax.text(5, 2.49, "n = 0!")
    ax.text(5, 1.1, "n = 5")
    assert problems(ax, place=PLACES) == [unknown("n = 0!", 0), unknown("n = 5", 5)]


def test_a_count_of_truth_is_no_count_of_a_name(ax):
    """Nobody could read which column it is."""
    ax.text(1, 1, "True: 2")
    assert problems(ax, truth=[True, True, False], n=[7, 8, 9]) == [unknown("True: 2", 2)]


# ----------------------------------------------------------------------------------------- numbers at marks, in rows


@pytest.mark.parametrize(
    ("place", "text", "found"),
    [
        ((8, 1), "2", ["text '2', row 1: found it at (8, 1), expected it at 2"]), ((8, 1), "8", []), ((2, 1), "2", []),
        ((8, 1), "1", []), ((8, 1), "of 2", []), ((5, 1), "2", []), ((8, 2), "2", []), ((8, 1), "4", []),
        ((8, 1), "2.0 %", ["text '2.0 %', row 1: found it at (8, 1), expected it at 2"]), ((8, 1), "2.4", []),
    ],
)  # fmt: skip
def test_a_number_stands_at_the_mark_of_its_own(ax, place, text, found):
    """Where a mark of its row stands for another of its numbers it would be taken for that; elsewhere it says nothing."""
    ax.plot([2, 8], [1, 1], "o")
    ax.plot([4, 6], [7, 7], "o")
    ax.text(4, 7, "no number")
    ax.text(5, 5, "2")  # at no mark
    ax.text(2, 1, "2")
    ax.text(*place, text)
    told = problems(ax, excuses=[("c",)], a=[2, 4], b=[8, 6], c=[1, 2.4])
    assert told == found


def test_a_title_at_no_mark_is_not_asked(ax):
    """It has no place."""
    ax.plot([2, 8], [1, 1], "o")
    ax.set_title("2")
    assert problems(ax, a=[2], b=[8]) == []


@pytest.mark.parametrize(
    ("row", "text", "found"),
    [
        (1, "10", []), (1, "25", ["text '25': found it in line with row 1, expected it with row 2"]),
        (2.48, "40 %", ["text '40 %': found it in line with row 2, expected it with row 3"]), (2.5, "10", []),
        (1.52, "40", ["text '40': found it in line with row 2, expected it with row 3"]), (2, "or 40", []),
        (3, "10.0", ["text '10.0': found it in line with row 3, expected it with row 1"]), (3, "7", []), (2, "7", [
            "text '7': found it in line with row 2, expected it with row 3"]),
        (3, "25.35", ["text '25.35': found it in line with row 3, expected it with row 2"]),
    ],
)  # fmt: skip
def test_a_number_stands_in_its_row(ax, row, text, found):
    """Within half a row of its label; a number in a cell of text counts, too."""
    for place, name in enumerate(("North", "South", "West"), start=1):
        ax.text(0, place, name)
    ax.text(5, 1, "10")
    ax.text(5, row, text)
    assert (
        problems(ax, a=["North", "South", "West"], b=[10, 25, 40], c=[10, 25.345, 40], d=["", "of 10", "7 of"]) == found
    )


def test_labels_that_are_numbers_are_no_rows_of_others(ax):
    """A label stands at its own place; in a line with several rows none is asked for, nor are labels of other axes."""
    ax.text(0, 1, "2016")
    ax.text(0, 2, "2017")
    ax.figure.add_subplot().text(5, 1, "2017")
    assert problems(ax, year=["2016", "2017"], a=[1, 2]) == []
    ax.text(3, 1, "2017")
    assert problems(ax, year=["2016", "2017"], a=[1, 2]) == [
        "text '2016': found it in line with row 2, expected it with row 1",
        "text '2017': found it in line with row 1, expected it with row 2",
    ]


def test_a_line_of_several_rows_has_the_numbers_of_all(ax):
    """As a matrix has it; and a name that several rows share names none of them."""
    for place, name in ((1, "North"), (1.2, "South"), (4, "West")):
        ax.text(0, place, name)
    ax.text(5, 1, "40")
    ax.text(5, 4, "10")
    shared = {"a": ["North", "South", "West", "West"], "b": [10, 25, 40, 41]}
    assert problems(ax, **shared) == []
    assert problems(ax, a=["North", "South", "West"], b=[10, 25, 40]) == [
        "text '10': found it in line with row 3, expected it with row 1"
    ]


# ------------------------------------------------------------------------------------------------- ticks and axes


@pytest.mark.parametrize("direction", ["x", "y"])
def test_a_tick_label_that_is_a_number_stands_at_it(ax, direction):
    """As exact as it is written, on either axis; words are no number."""
    labels = ["1", "2.0", "2.9", "4 %", "plan 7", "5.45", "7"]
    ax.set(**{f"{direction}ticks": [1, 2.05, 3, 5, 6, 5.5, 7.51], f"{direction}ticklabels": labels})
    assert problems(ax, a=[7]) == [
        f"tick label {label!r}: found it at {place}, expected it at its number"
        for label, place in (("2.9", 3), ("4 %", 5), ("5.45", 5.5), ("7", 7.51))
    ]


def test_a_tick_label_that_was_not_given_is_at_its_number(ax):
    """However it is written: in thousands, say; labels that stand fixed are given."""
    ax.yaxis.set_major_formatter(lambda value, _: f"{value / 1000:g}")
    ax.set_yticks([5])
    ax.figure.canvas.draw()
    assert problems(ax, a=[1]) == []
    ax.yaxis.set_major_formatter(plt.FixedFormatter(["3"]))
    ax.figure.canvas.draw()
    assert problems(ax, a=[1]) == ["tick label '3': found it at 5, expected it at its number"]


@pytest.mark.parametrize(
    ("label", "found"),
    [
        ("Ours less theirs", []), ("ours\nless Theirs, points", []), ("Theirs less ours", ["no column drawn that is this difference"]),
        ("more or less, points", []), ("Ours less others", ["no columns 'Ours' and 'others'"]),
        ("others less ours", ["no columns 'others' and 'ours'"]),
    ],
)  # fmt: skip
def test_an_axis_of_a_difference_has_it_in_the_table(ax, label, found):
    """The one less the other, and both are there."""
    ax.set_xlabel(label)
    rest = {"no columns": "expected both in the table", "no column ": "expected one"}
    told = problems(
        ax,
        excuses=[("Ours", "theirs")],
        gap=[1.5, None, -1.5],
        Ours=[5.5, 1, 5],
        theirs=[4.0, 1, 6.5],
        other=[1.5, 2, 3],
    )
    assert told == [f"axis {label!r}: found {what}, {rest[what[:10]]}" for what in found]


@pytest.mark.parametrize(("gap", "right"), [(1.3, True), (1.6, False), (1.5, True)])
def test_a_difference_may_be_rounded_three_times(ax, gap, right):
    """Once itself, once each of the two."""
    ax.set_ylabel("ours less theirs")
    told = problems(ax, excuses=[("ours", "theirs")], gap=[gap, 2.0], ours=[5.44, 6.0], theirs=[4.0, 4.0])
    assert (told == []) == right


def test_a_text_that_is_no_axis_says_no_difference(ax):
    """It is a sentence."""
    ax.text(1, 1, "one less two")
    ax.set_title("one less two")
    assert problems(ax, a=[1]) == []


# -------------------------------------------------------------------------------------------------------- legibility


def test_a_text_without_contrast_is_named(ax):
    """In the colours, with what they give."""
    ax.text(1, 1, "too\npale", color="#777777")
    ax.text(1, 5, "dark", color="#767676")
    assert problems(ax, a=[1]) == [
        "text 'too pale': found #777777 on #ffffff, a contrast of 4.5, expected at least 4.5"
    ]


@pytest.mark.parametrize(
    ("box", "ground"),
    [
        ({}, "#000080"), ({"alpha": 0.5}, "#8080c0"), ({"alpha": 0}, None), ({"fill": False}, None), ({"visible": False}, None),
        ({"xy": (0, 6)}, None), ({"xy": (3, 0)}, None), ({"xy": (1, 3)}, "#000080"),
    ],
)  # fmt: skip
def test_a_text_is_read_on_the_box_in_which_its_middle_stands(ax, box, ground):
    """As that is seen on white: not if it is hollow, hidden or elsewhere."""
    box = {"xy": (0, 0)} | box
    ax.add_patch(Rectangle(box.pop("xy"), 8, 4, color="#000080", **box))
    ax.text(2, 3, "box", color="#111180", ha="center", va="center")
    expected = [] if ground is None else [ground]
    assert [line.split(" on ")[1][:7] for line in problems(ax, a=[1])] == expected


def test_a_text_is_read_on_the_topmost_box(ax):
    """The one that hides the others, whenever it was drawn; a box of its own hides all of them."""
    ax.add_patch(Rectangle((0, 0), 8, 8, color="#ffff00", zorder=3))
    ax.add_patch(Rectangle((0, 0), 8, 8, color="#000000", zorder=2))
    ax.text(2, 3, "black", color="black")
    assert problems(ax, a=[1]) == []
    ax.patches[1].set_zorder(4)
    ax.add_patch(Rectangle((0, 0), 8, 8, facecolor="white", edgecolor="blue", fill=False, zorder=5))
    ax.add_patch(Rectangle((0, 0), 8, 8, facecolor=(1, 1, 1, 0), edgecolor="blue", zorder=6))
    assert problems(ax, a=[1]) == ["text 'black': found #000000 on #000000, a contrast of 1.0, expected at least 4.5"]
    ax.texts[0].set_bbox({"facecolor": "white"})
    assert problems(ax, a=[1]) == []


@pytest.mark.parametrize(
    "words", [(9, "beyond", "right"), (1, "a text that begins in the box and leaves it at once", "left")]
)
def test_a_text_with_its_anchor_or_its_middle_outside_a_box_is_read_on_white(ax, words):
    """It stands mostly beside it."""
    x, text, side = words
    ax.add_patch(Rectangle((0, 0), 2 if side == "left" else 8.9, 8, color="black"))
    ax.text(x, 3, text, ha=side, color="black")
    assert problems(ax, a=[1]) == []


def test_a_text_in_a_span_is_read_on_it(ax):
    """Anchored in the direction that the span has; a title has no place in it, nor has a text of other axes."""
    ax.axvspan(0, 8, color="black")
    ax.text(4, 0.5, "inside", transform=ax.get_xaxis_transform(), color="black")
    ax.text(0.4, 0.4, "of the axes", transform=ax.transAxes, color="black")
    ax.set_title("above", y=0.5, color="black")
    ax.figure.add_subplot().text(0.5, 0.5, "beside", color="black")
    assert [line.split(":")[0] for line in problems(ax, a=[1])] == ["text 'inside'"]

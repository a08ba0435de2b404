"""What a figure draws is read from its artists: each mark and each text with its place, its kind and its colours."""

from __future__ import annotations

from datetime import date

import matplotlib.pyplot as plt
import numpy as np
import pytest
from casebook.drawing.artists import contrast, marks, numerals, one_line, spans, words
from matplotlib.collections import LineCollection
from matplotlib.patches import Polygon, Rectangle

NAN = float("nan")
RED, BLUE, GREEN = "#ff0000", "#0000ff", "#008000"


@pytest.fixture
def ax():
    """Plain axes from nought to ten."""
    fig, drawn = plt.subplots()
    drawn.set(xlim=(0, 10), ylim=(0, 10))
    yield drawn
    plt.close(fig)


def read(ax) -> list[tuple]:
    """The marks of a figure as kind, points and colours."""
    return [(mark.kind, mark.points.tolist(), sorted(mark.colours)) for mark in marks(ax.figure)]


def same(found, expected) -> None:
    """Hold numbers against others, NaN among them."""
    np.testing.assert_allclose(np.array(found, float), np.array(expected, float), rtol=0, atol=1e-9)


# ------------------------------------------------------------------------------------------------------------- texts


@pytest.mark.parametrize(("text", "line"), [("a  b\n c ", "a b c"), ("", ""), (12, "12")])
def test_a_text_is_put_in_a_line(text, line):
    """Else a label that is broken would not be the cell that it shows."""
    assert one_line(text) == line


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("12 of 1,356", [(12, 0.5), (1356, 0.5)]), ("4.25 %", [(4.25, 0.005)]), ("−28.4 and -3", [(-28.4, 0.05), (-3, 0.5)]),
        ("1,234.5", [(1234.5, 0.05)]), ("$x^2$-5", [(-5, 0.5)]), ("$1$ 2 $3$", [(2, 0.5)]), ("", []),
    ],
)  # fmt: skip
def test_a_number_is_read_with_half_a_unit_of_its_last_place(text, found):
    """So much may the number in the table differ from it."""
    assert numerals(text) == [pytest.approx(number, abs=1e-12) for number in found]


@pytest.mark.parametrize(
    ("colour", "ground", "found"),
    [
        ("black", "white", 21), ("white", "black", 21), ("white", "white", 1), ("#ff0000", "white", 1.05 / 0.2626),
        ("#00ff00", "white", 1.05 / 0.7652), ("#0000ff", "white", 1.05 / 0.1222), ("#0000ff", "black", 0.1222 / 0.05),
        ("#0a0a0a", "white", 19.79814), ("#808080", "white", 3.94944),
    ],
)  # fmt: skip
def test_a_contrast_is_that_of_the_guidelines(colour, ground, found):
    """By the weights of the three colours, and by either side of the bend in how light grows."""
    assert contrast(colour, ground) == pytest.approx(found, rel=1e-6)
    if ground == "white":
        assert contrast(colour) == contrast(colour, "white")


def test_the_bend_of_the_contrast_belongs_to_its_straight_part():
    """The two formulas give almost the same there, and the guidelines say which."""
    assert contrast((0.04045,) * 3) == pytest.approx(1.05 / (0.04045 / 12.92 + 0.05), rel=1e-12)


# ------------------------------------------------------------------------------------------------------------- lines


def test_a_line_has_its_points_and_its_colour(ax):
    """A mark knows its axes and its artist, too."""
    (line,) = ax.plot([1, 2], [3, 4], color=RED, lw=0.5)
    assert read(ax) == [("line", [[1, 3], [2, 4]], [RED])]
    assert (marks(ax.figure)[0].ax, marks(ax.figure)[0].artist) == (ax, line)


def test_a_marker_has_two_colours_and_a_line_its_own(ax):
    """A line that is not drawn lends its colour to nothing."""
    ax.plot([1], [3], "o", color=RED, mec=BLUE, mfc=GREEN)
    ax.plot([2], [4], "o-", color=RED, mec=BLUE, mfc="white")
    ax.plot([3], [5], "o-", lw=0, color=RED, mec=BLUE, mfc="none")
    assert read(ax) == [
        ("line", [[1, 3]], [BLUE, GREEN]),
        ("line", [[2, 4]], [BLUE, RED]),
        ("line", [[3, 5]], [BLUE]),
    ]


@pytest.mark.parametrize("style", ["None", "none", " ", ""])
def test_a_line_without_strokes_and_markers_is_no_mark(ax, style):
    """However matplotlib is told so."""
    ax.plot([1, 2], [3, 4], ls=style, marker=style)
    ax.plot([1, 2], [3, 4], ls=style, marker=style, lw=0)
    assert read(ax) == []


def test_what_is_not_visible_is_no_mark(ax):
    """Of any kind."""
    ax.plot([1, 2], [3, 4], visible=False)
    ax.bar(1, 2, visible=False)
    ax.scatter([1], [2], visible=False)
    ax.annotate("", (1, 2), (3, 4), arrowprops={"arrowstyle": "->"}, visible=False)
    ax.plot([], [])
    assert read(ax) == []


def test_what_is_transparent_or_white_has_no_colour(ax):
    """Nobody sees it, though it is there; half transparent is seen."""
    ax.plot([1], [1], color=(1, 0, 0, 0))
    ax.plot([1], [1], color=(1, 0, 0, 0.5))
    ax.plot([1], [1], color="white")
    ax.plot([1], [1], color="none")
    assert [colours for *_, colours in read(ax)] == [[], [RED], [], []]


def test_a_line_through_the_axes_has_a_place_in_one_direction(ax):
    """In the other its ends are those of the axes."""
    ax.axvline(3, color=RED)
    ax.axhline(4, color=RED)
    (_, upright, _), (_, level, _) = read(ax)
    same(upright, [[3, NAN], [3, NAN]])
    same(level, [[NAN, 4], [NAN, 4]])


# ------------------------------------------------------------------------------------------------- bars, areas, points


def test_a_bar_has_the_middles_of_its_four_sides(ax):
    """Left, right, bottom and top: as long as it is, where it stands."""
    ax.barh(4, 6, left=1, height=2, color=RED)
    ax.bar(8, 3, bottom=2, width=1, facecolor="none", edgecolor=BLUE, lw=0.5)
    assert read(ax) == [
        ("bar", [[1, 4], [7, 4], [4, 3], [4, 5]], [RED]),
        ("bar", [[7.5, 3.5], [8.5, 3.5], [8, 2], [8, 5]], [BLUE]),
    ]


def test_an_edge_without_width_and_a_box_that_is_not_filled_have_no_colour(ax):
    """They have one set, and it is not drawn."""
    ax.add_patch(Rectangle((1, 1), 2, 2, facecolor=RED, edgecolor=BLUE, lw=0))
    ax.add_patch(Rectangle((1, 1), 2, 2, facecolor=RED, edgecolor=BLUE, lw=1, fill=False))
    ax.add_patch(Rectangle((1, 1), 2, 2, facecolor=RED, edgecolor=BLUE, lw=1))
    assert [colours for *_, colours in read(ax)] == [[RED], [BLUE], [BLUE, RED]]


def test_a_bar_of_days_stands_at_their_numbers(ax):
    """2 January 1970 is day one."""
    days = ax.figure.add_subplot()
    days.bar([date(1970, 1, 2)], [5], width=2, bottom=1)
    assert read(ax)[0][1] == [[0, 3.5], [2, 3.5], [1, 1], [1, 6]]


def test_a_span_is_an_area_with_a_place_in_one_direction(ax):
    """Across or upwards; spans are told with their ends, and boxes of the axes or of the data are none."""
    ax.axvspan(2, 5, color=RED)
    ax.axhspan(3, 7, color=BLUE)
    ax.add_patch(Rectangle((0.1, 0.2), 0.5, 0.5, transform=ax.transAxes))
    ax.bar(8, 3)
    ax.axvline(4)
    upright, level, box, bar, _ = sorted(read(ax), key=lambda mark: ("area", "bar", "line").index(mark[0]))
    same(upright[1], [[2, NAN], [5, NAN], [3.5, NAN], [3.5, NAN]])
    same(level[1], [[NAN, 5], [NAN, 5], [NAN, 3], [NAN, 7]])
    same(box[1], [[NAN, NAN]] * 4)
    assert (upright[0], level[0], box[0], bar[0]) == ("area", "area", "area", "bar")
    found = spans(ax.figure)
    assert [entry[1:] for entry in found] == [(0, 2, 5), (1, 3, 7)]
    assert [entry[0].artist for entry in found] == ax.patches[:2]


def test_a_polygon_is_an_area_of_its_corners(ax):
    """Whatever its own measure is."""
    ax.add_patch(Polygon([(1, 1), (3, 1), (2, 4)], facecolor=RED, lw=0))
    assert read(ax) == [("area", [[1, 1], [3, 1], [2, 4], [1, 1]], [RED])]


def test_points_are_read_at_their_places_with_their_colours(ax):
    """Each point may have its own."""
    ax.scatter([1, 2], [3, 4], color=[RED, BLUE])
    ax.scatter([5], [6], facecolor=RED, edgecolor=GREEN)
    assert read(ax) == [("line", [[1, 3], [2, 4]], [BLUE, RED]), ("line", [[5, 6]], [GREEN, RED])]


def test_strokes_are_lines_and_filled_shapes_are_areas(ax):
    """Their vertices in their order; a collection of nothing is no mark."""
    ax.vlines([1, 2], 0, [3, 4], color=RED)
    ax.hlines([1], 0, 5, color=RED, transform=ax.get_yaxis_transform())
    shape = ax.fill_between([1, 2], 0, [3, 4], color=BLUE)
    ax.add_collection(LineCollection([]))
    upright, level, area = read(ax)
    assert upright == ("line", [[1, 0], [1, 3], [2, 0], [2, 4]], [RED])
    assert (level[0], level[2]) == ("line", [RED])
    same(level[1], [[NAN, 1], [NAN, 1]])
    assert area == ("area", shape.get_paths()[0].vertices.tolist(), [BLUE])
    assert [1, 3] in area[1]


# ------------------------------------------------------------------------------------------------------------ arrows


def test_an_arrow_has_its_head_and_its_tail(ax):
    """The head first; a tail that is so many points away is no place of the data."""
    look = {"arrowstyle": "->", "edgecolor": RED}
    ax.annotate("far", (1, 2), (3, 4), arrowprops=look)
    ax.annotate("near", (1, 2), (8, 0), textcoords="offset points", arrowprops=look)
    ax.annotate("line", (1, 0.5), xycoords=("data", "axes fraction"), xytext=(5, 6), textcoords="data", arrowprops=look)
    ax.annotate("text without an arrow", (9, 9))
    far, near, line = read(ax)
    assert far == ("arrow", [[1, 2], [3, 4]], [RED])
    assert near == ("arrow", [[1, 2], [1, 2]], [RED])
    same(line[1], [[1, NAN], [5, 6]])
    assert [mark.artist for mark in marks(ax.figure)] == ax.texts[:3]


# --------------------------------------------------------------------------------------------------- words and places


def named(ax) -> dict[str, tuple]:
    """The words of a figure: text to kind, place and colour; ticks only if they have letters."""
    found = {word.text: (word.kind, word.x, word.y, word.colour) for word in words(ax.figure)}
    return {text: of for text, of in found.items() if any(sign.isalpha() for sign in text)}


@pytest.mark.parametrize(
    ("draw", "place"),
    [
        (lambda ax: ax.text(1, 2, "here", color=RED), (1, 2)),
        (lambda ax: ax.text(1, 0.5, "here", color=RED, transform=ax.get_xaxis_transform()), (1, NAN)),
        (lambda ax: ax.text(0, 2, "here", color=RED, transform=ax.get_yaxis_transform()), (NAN, 2)),
        (lambda ax: ax.text(0.5, 0.5, "here", color=RED, transform=ax.transAxes), (NAN, NAN)),
        (lambda ax: ax.annotate("here", (1, 2), (4, 5), textcoords="offset points", color=RED), (1, 2)),
        (lambda ax: ax.annotate("here", (1, 2), (4, 5), color=RED), (1, 2)),
        (lambda ax: ax.annotate("here", (1, 0.5), xycoords=("data", "axes fraction"), color=RED), (1, NAN)),
        (lambda ax: ax.annotate("here", (0.5, 2), xycoords=("axes fraction", "data"), color=RED), (NAN, 2)),
        (lambda ax: ax.annotate("here", (0.5, 2), xycoords=ax.get_yaxis_transform(), color=RED), (NAN, 2)),
        (lambda ax: ax.annotate("here", (1, 0.5), xycoords=ax.get_xaxis_transform(), color=RED), (1, NAN)),
        (lambda ax: ax.annotate("here", (0.5, 0.5), xycoords="axes fraction", color=RED), (NAN, NAN)),
    ],
)  # fmt: skip
def test_a_text_has_its_anchor_in_the_data(ax, draw, place):
    """In each direction in which it has one; an annotation stands for what it points at."""
    artist = draw(ax)
    (word,) = (word for word in words(ax.figure) if word.text == "here")
    assert (word.kind, word.colour, word.ax, word.artist) == ("text", RED, ax, artist)
    same((word.x, word.y), place)


def test_an_annotation_at_a_day_stands_at_its_number(ax):
    """Else a label of a date would be nowhere."""
    plt.close(ax.figure)
    _, days = plt.subplots()
    days.plot([date(1970, 1, 2), date(1970, 1, 9)], [0, 1])
    days.annotate("day", (date(1970, 1, 3), 0.5))
    days.text(date(1970, 1, 4), 0.5, "other")
    found = named(days)
    assert (found["day"][1:3], found["other"][1:3]) == ((2, 0.5), (3, 0.5))
    plt.close(days.figure)


def test_titles_labels_ticks_and_legends_are_words_of_their_kind(ax):
    """In the order of figure, texts, titles, axes, ticks and legend; none of the first has a place."""
    ax.figure.text(0.5, 0.5, "above")
    ax.text(1, 1, "inside")
    for side in ("center", "left", "right"):
        ax.set_title(side, loc=side)
    ax.set(xlabel="across", ylabel="upwards")
    ax.set_xticks([2], ["two"])
    ax.set_yticks([3], ["three"], color=RED)
    ax.plot([1], [1], label="key")
    ax.legend(labelcolor=BLUE)
    found = named(ax)
    assert [(text, of[0]) for text, of in found.items()] == [
        ("above", "title"), ("inside", "text"), ("center", "title"), ("left", "title"), ("right", "title"),
        ("across", "axis"), ("upwards", "axis"), ("two", "tick"), ("three", "tick"), ("key", "legend"),
    ]  # fmt: skip
    assert found["three"][3] == RED
    assert found["key"][3] == BLUE
    same([of[1:3] for of in found.values()], [
        (NAN, NAN), (1, 1), (NAN, NAN), (NAN, NAN), (NAN, NAN), (NAN, NAN), (NAN, NAN), (2, NAN), (NAN, 3), (NAN, NAN)
    ])  # fmt: skip
    assert [word.ax for word in words(ax.figure)] == [None, *[ax] * 9]
    assert next(word.artist.get_text() for word in words(ax.figure) if word.kind == "tick") == "two"


def test_what_is_empty_or_hidden_is_no_word(ax):
    """Nobody reads it: of the figure, the axes, a title, an axis, a tick or a legend."""
    ax.figure.text(0.5, 0.5, " ")
    ax.figure.text(0.5, 0.5, "hidden", visible=False)
    ax.text(1, 1, "\n")
    ax.text(1, 1, "hidden", visible=False)
    ax.set_title("hidden").set_visible(False)
    ax.set_xlabel("hidden").set_visible(False)
    ax.set_xticks([2, 3], ["", "hidden"])
    ax.tick_params(labelbottom=False)
    ax.set_yticks([2, 3], [" ", "seen"])
    ax.plot([1], [1], label=" ")
    ax.legend()
    assert [word.text for word in words(ax.figure)] == ["seen"]


def test_axes_that_are_off_have_no_labels_and_no_ticks(ax):
    """Of one direction, or of both; texts and titles stay."""
    ax.set(xlabel="across", ylabel="upwards", title="name", xticks=[], yticks=[])
    ax.text(1, 1, "inside")
    ax.set_xticks([2], ["two"])
    ax.set_yticks([3], ["three"])
    ax.xaxis.set_visible(False)
    assert [*named(ax)] == ["inside", "name", "upwards", "three"]
    ax.xaxis.set_visible(True)
    ax.axis("off")
    assert [*named(ax)] == ["inside", "name"]


@pytest.mark.parametrize("limits", [(1000, 1010), (1010, 1000)])
def test_a_tick_counts_within_the_limits_of_its_axis(ax, limits):
    """To the rounding of a place, at both ends, whichever way the axis runs."""
    places = {
        "low": 1000,
        "high": 1010,
        "hair": 1010 + 5e-9,
        "under": 1000 - 5e-9,
        "out": 1010 + 1e-6,
        "down": 1000 - 1e-6,
    }
    for axis, limit in ((ax.set_xticks, ax.set_xlim), (ax.set_yticks, ax.set_ylim)):
        axis([*places.values()], [*places])
        limit(*limits)
    assert sorted(word.text for word in words(ax.figure) if word.kind == "tick") == sorted(
        ["low", "high", "hair", "under"] * 2
    )

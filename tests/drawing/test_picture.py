"""A figure beside its table: which columns are numbers and labels, how far they are rounded, and where each value is drawn."""

from __future__ import annotations

from datetime import date

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from casebook.drawing.picture import Misdrawn, Picture, complain, holds, lengths, within

NAN = float("nan")


@pytest.fixture
def ax():
    """Plain axes from nought to ten."""
    fig, drawn = plt.subplots()
    drawn.set(xlim=(0, 10), ylim=(0, 10), xticks=[], yticks=[])
    yield drawn
    plt.close(fig)


def picture(ax, *excuses, **columns) -> Picture:
    """A figure and a table of some columns."""
    return Picture(ax.figure, pd.DataFrame(columns), *excuses)


def test_columns_of_numbers_and_days_are_numbers(ax):
    """What is missing is no number; truth, texts, mixtures and nothing at all are none."""
    day = date(1970, 1, 3)
    found = picture(
        ax,
        whole=[1, 2], broken=[1.5, None], counted=pd.array([3, None], dtype="Int64"), day=[day, None],
        stamp=pd.to_datetime(["1970-01-02", None]), truth=[True, False], text=["1", "2"], mixed=[day, "later"],
        nothing=pd.Series([None, None], dtype=object),
    )  # fmt: skip
    expected = {"whole": [1, 2], "broken": [1.5, NAN], "counted": [3, NAN], "day": [2, NAN], "stamp": [1, NAN]}
    assert [*found.numbers] == [*expected]
    for name, values in expected.items():
        np.testing.assert_array_equal(found.numbers[name], values)
        assert found.numbers[name].dtype == float
    assert found.cells["text"] == ["1", "2"]
    assert found.drawn == [*expected]


def test_a_row_is_counted_from_the_first(ax):
    """Whatever index the table has; excused columns are not to be drawn."""
    table = pd.DataFrame({"a": [1, 2], "b": [3, 4], "c": [5, 6]}, index=[7, 9])
    found = Picture(ax.figure, table, ("a",), ("c",))
    assert [*found.table.index] == [0, 1]
    assert found.drawn == ["b"]
    assert (found.undrawn, found.written) == (("a",), ("c",))


@pytest.mark.parametrize(
    ("values", "tolerance"),
    [
        ([1, 200, -3], 1e-9), ([1 + 5e-10], 1e-9), ([1.4], 0.05), ([1.5, 2.25], 0.005), ([0.123456], 5e-7),
        ([0.1234567], 1e-9), ([0.5, -3.1234567], 3.1234567e-9), ([NAN], 1e-9), ([NAN, 2.5], 0.05),
    ],
)  # fmt: skip
def test_a_column_is_rounded_as_its_values_are(ax, values, tolerance):
    """Half a unit of the last place, and a hair for what a computer adds; not at all with more than six places."""
    found = picture(ax, a=np.array(values, float)).tolerances
    assert found == {"a": pytest.approx(tolerance, rel=1e-6, abs=0)}
    assert found["a"] >= tolerance


def test_a_value_at_half_a_unit_is_that_of_the_table(ax):
    """0.25 may be printed as 0.2 and as 0.3."""
    ax.plot([0.25], [1], "o")
    assert picture(ax, a=[0.2]).lines("a", 0) == picture(ax, a=[0.3]).lines("a", 0) == [(ax, 1, 1)]


def test_a_value_is_drawn_where_a_mark_has_it(ax):
    """Across and upwards, in each axes, each line once; a bar is as long as its value, and what is cut off is not there."""
    ax.bar([1, 2], [3, 20], width=0.5)
    ax.plot([3, 3], [5, 5], "o")
    ax.plot([4], [6], "o", color="white")
    other = ax.figure.add_subplot()
    other.set(xlim=(0, 10), ylim=(0, 10))
    other.barh(7, 3, left=5, height=0.5)
    found = picture(ax, a=[3, 20, 4, 1, 2], b=[9, 9, 9, 9, 8])
    assert set(found.lines("a", 0)) == {(ax, 0, 1), (ax, 1, 5), (other, 1, 7)}
    assert len(found.lines("a", 0)) == 3
    assert found.lines("a", 1) == []
    assert found.lines("a", 2) == []
    assert set(found.lines("a", 3)) == {(ax, 1, 0), (ax, 1, 3)}
    assert set(found.lines("a", 4)) == {(ax, 1, 0)}, "the bar that is cut off has its foot and no length"
    assert found.lines("b", 4) == [(other, 1, 7)]
    assert set(picture(ax, a=[7]).lines("a", 0)) == {(other, 0, 5), (other, 0, 8), (other, 0, 3)}


def test_a_bar_has_its_lengths_beside_its_corners(ax):
    """Across and upwards, on the lines through its middle; another mark has none."""
    ax.barh(7, 3, left=5, height=0.5)
    ax.plot([1], [1])
    found = picture(ax)
    bar, line = found.marks[1], found.marks[0]
    assert (bar.kind, line.kind) == ("bar", "line")
    assert lengths(bar).tolist() == [[3, 7], [6.5, 0.5]]
    assert lengths(line).shape == (0, 2)
    np.testing.assert_array_equal(
        found.vertices[ax], [[1, 1], [5, 7], [8, 7], [6.5, 6.75], [6.5, 7.25], [3, 7], [6.5, 0.5]]
    )


def test_axes_without_marks_have_no_vertices(ax):
    """And no value is drawn there."""
    assert picture(ax).vertices[ax].shape == (0, 2)
    assert picture(ax, a=[1]).lines("a", 0) == []


@pytest.mark.parametrize("limits", [(0, 10), (10, 0)])
def test_a_point_lies_within_the_limits_of_its_axes(ax, limits):
    """In each direction that it has, to a millionth of them, whichever way they run."""
    ax.set(xlim=limits, ylim=(1000, 1001))
    points = np.array([
        [0, 1000], [10, 1001], [-1, 1000.5], [11, 1000.5], [5, 999], [5, 1002], [NAN, 1000.5], [5, NAN], [NAN, NAN], [NAN, 999],
        [10.000005, 1000.5], [-0.000005, 1000.5], [10.00002, 1000.5], [-0.00002, 1000.5], [5, 1001.0001], [5, 999.9999],
    ])  # fmt: skip
    expected = [True, True, *[False] * 4, True, True, True, False, True, True, *[False] * 4]
    assert within(ax, points).tolist() == expected


def test_a_column_is_a_label_if_each_cell_is_written(ax):
    """True if so often as there are rows of it; empty cells need not be, and a text of the figure counts for nothing."""
    for place, text in enumerate(("North", "South: Asia", "Asia", "once")):
        ax.text(1, place, text)
    ax.figure.text(0, 0, "above")
    found = picture(
        ax, (), (),
        place=["North", "South"], part=["Asia", "Asia"], shared=["once", "once"], gap=["North", None], blank=["", " "],
        lost=["North", "West"], above=["above", "above"], truth=[True, False], number=[1, 2],
    )  # fmt: skip
    assert found.labels == {"place": True, "part": True, "shared": False, "gap": True}


def test_a_cell_is_looked_for_in_the_texts_that_have_it(ax):
    """Those that are it, if there are any, line breaks or not; else those in which it stands."""
    texts = {
        text: ax.text(1, 1, text)
        for text in ("North", "North of it", "South\nEast", "South East 2", "West 1", "2 West")
    }
    ax.figure.text(0, 0, "West")
    found = picture(ax, place=["North", "South East", "West", "away"])
    words = [[word.artist for word in found.cells_words("place", row)] for row in range(4)]
    assert words == [[texts["North"]], [texts["South\nEast"]], [texts["West 1"], texts["2 West"]], []]


@pytest.mark.parametrize(
    ("text", "cell", "held"),
    [
        ("a b", "a\nb", True), ("ab", "ab", True), ("ab cd", "ab", False), ("abc def", "abc", True), ("def, abc", "abc", True),
        ("abcd", "abc", False), ("dabc", "abc", False), ("abx d", "ab.", False), ("ab. d", "ab.", True), ("", "abc", False),
        ("x a  bc", "a bc", True),
    ],
)  # fmt: skip
def test_a_text_holds_a_cell_as_whole_words(text, cell, held):
    """One or two signs must be the whole text: they stand in many."""
    assert holds(text, cell) is held


def test_no_problem_is_no_complaint():
    """A figure that is right is published."""
    complain("small", [])


@pytest.mark.parametrize(("count", "last"), [(1, "p0"), (12, "p11"), (13, "and 1 more"), (20, "and 8 more")])
def test_a_complaint_tells_twelve_problems(count, last):
    """Each in a line with the figure, and how many more there are."""
    with pytest.raises(Misdrawn) as caught:
        complain("small", [f"p{number}" for number in range(count)])
    told = [f"p{number}" for number in range(min(count, 12))]
    expected = told if count <= 12 else [*told, last]
    assert str(caught.value).splitlines() == [f"figure 'small': {line}" for line in expected]

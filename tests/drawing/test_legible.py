"""What cannot be read in a figure as it is laid out: each fault in a figure that has it and in one that has it not."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pytest
from casebook.drawing import legible
from casebook.drawing.artists import Word
from casebook.drawing.legible import Cramped, faults, require_sizes, stands
from casebook.drawing.style import LEAST, WIDTH, canvas
from matplotlib.patches import Rectangle
from matplotlib.transforms import Bbox

LONG = "a label of a row that nobody has broken yet"


@pytest.fixture
def ax():
    """Axes from nought to ten in both directions, with a line at the top."""
    fig, drawn = canvas(3)
    drawn.plot([0, 10], [9, 9])
    drawn.set(xlim=(0, 10), ylim=(0, 10))
    yield drawn
    plt.close(fig)


def found(ax, before=()) -> list[str]:
    """The faults of its figure, laid out."""
    ax.figure.get_layout_engine().execute(ax.figure)
    return [str(fault) for fault in faults(ax.figure, list(before))]


def laid_out(ax):
    """Where the texts of its figure stand."""
    ax.figure.get_layout_engine().execute(ax.figure)
    return stands(ax.figure)


@pytest.mark.parametrize("place", ["text", "annotation", "label", "tick", "title"])
def test_a_small_text_is_refused(ax, place):
    """Twelve pixels at the width at which a figure is drawn, wherever the text stands."""
    for size in (LEAST, 7):
        {
            "text": lambda size: ax.text(1, 1, "tiny", fontsize=size),
            "annotation": lambda size: ax.annotate("tiny", (1, 1), fontsize=size),
            "label": lambda size: ax.set_xlabel("tiny", fontsize=size),
            "tick": lambda size: ax.set_xticks([5], ["tiny"], fontsize=size),
            "title": lambda size: ax.set_title("tiny", fontsize=size),
        }[place](size)
        if size == LEAST:
            require_sizes(ax.figure, "small")
    with pytest.raises(Cramped, match=r"^figure 'small': text 'tiny': found 7 points, expected at least 9$"):
        require_sizes(ax.figure, "small")


def test_a_text_that_is_not_seen_may_be_small(ax):
    """An axis that is not drawn has labels too."""
    ax.text(1, 1, "tiny", fontsize=5, visible=False)
    ax.axis("off")
    ax.set_xlabel("tiny", fontsize=5)
    require_sizes(ax.figure, "small")


def test_a_figure_without_faults_has_none(ax):
    """What is well set must pass."""
    ax.text(5, 5, "a text", ha="center")
    ax.set(xlabel="across", ylabel="up", title="A title")
    assert found(ax) == []


def test_a_text_that_is_cut_off_is_found(ax):
    """Over an edge of the canvas."""
    ax.figure.text(0.9, 0.5, LONG)
    assert found(ax) == [f"text {LONG!r}: found it cut off, expected all of it"]


@pytest.mark.parametrize(("apart", "told"), [(0, True), (2.5, False)])
def test_two_texts_on_each_other_are_found(ax, apart, told):
    """The wider one would have to give way."""
    ax.text(5, 5, "a long text")
    ax.text(5, 5 - apart, "short")
    assert found(ax) == ["text 'a long text': found it over 'short', expected them apart"] * told


def test_two_texts_that_touch_in_a_line_are_found(ax):
    """Without a gap they are read as one."""
    ax.text(5, 5, "before", ha="right")
    ax.text(5, 5, "after")
    assert found(ax) == ["text 'before': found it over 'after', expected them apart"]


def test_axes_that_their_labels_leave_no_room_are_found(ax):
    """What is left beside the label, and what is asked."""
    ax.text(-0.02, 5, LONG, transform=ax.get_yaxis_transform(), ha="right")
    (told,) = found(ax)
    assert told.startswith(f"text {LONG!r}: found ")
    assert told.endswith("% of the width left beside it, expected 50%")
    ax.texts[0].set_text("a label")
    assert found(ax) == []


def test_a_text_that_left_its_axes_is_found(ax):
    """Where it was within before."""
    text = ax.text(4, 5, "inside")
    before = laid_out(ax)
    text.set_text("x" * 60)
    text.set_in_layout(False)
    assert found(ax, before)[-1] == f"text {'x' * 60!r}: found it out of the axes in which it lay, expected it within"
    text.set_text("inside")
    assert found(ax, before) == []


def test_a_text_that_was_outside_may_stay_there(ax):
    """It was put there."""
    ax.text(10, 5, "beside")
    assert found(ax, laid_out(ax)) == []


def test_a_text_that_left_its_bar_is_found(ax):
    """White on dark, it would be lost."""
    ax.add_patch(Rectangle((2, 2), 4, 2))
    text = ax.text(4, 3, "in it", ha="center", va="center")
    before = laid_out(ax)
    assert found(ax, before) == []
    text.set_text("in it no more, for it is much too long")
    assert found(ax, before) == [
        "text 'in it no more, for it is much too long': found it out of the bar in which it lay, expected it within"
    ]


MARKS = {
    "line": lambda ax: ax.plot([0, 10], [5, 5]),
    "dots": lambda ax: ax.plot([2, 5, 8], [5, 5, 5], "o"),
    "cloud": lambda ax: ax.scatter([2, 5, 8], [5, 5, 5]),
    "bar": lambda ax: ax.barh(5, 10),
    "area": lambda ax: ax.fill_between([0, 10], [4, 4], [6, 6]),
    "rule": lambda ax: ax.axhline(5),
}


@pytest.mark.parametrize("kind", MARKS)
def test_a_text_that_moved_over_a_mark_is_found(ax, kind):
    """A mark of which it was clear, of any kind."""
    MARKS[kind](ax)
    ax.set(xlim=(0, 10), ylim=(0, 10))
    text = ax.text(5, 2, "beside", ha="center", va="center")
    before = laid_out(ax)
    assert found(ax, before) == []
    text.set_y(5)
    assert found(ax, before) == ["text 'beside': found it over a mark of which it was clear, expected it beside"]


def test_a_text_that_stood_over_a_mark_may_stay_there(ax):
    """And one with a ground of its own may stand anywhere."""
    ax.axhline(5)
    ax.text(3, 5, "over it", va="center")
    text = ax.text(7, 2, "on white", va="center", bbox={"fc": "white", "ec": "none"})
    before = laid_out(ax)
    text.set_y(5)
    assert found(ax, before) == []


def test_a_narrower_text_helps_or_it_does_not(ax):
    """Two rows that are too close need height, two neighbours need breadth."""
    ax.text(5, 5, "under", va="bottom")
    ax.text(5, 5.1, "over", va="bottom")
    ax.figure.get_layout_engine().execute(ax.figure)
    (fault,) = faults(ax.figure, [])
    assert fault.beside
    ax.texts[1].set_y(5.4)
    (fault,) = faults(ax.figure, [])
    assert not fault.beside


def test_breadth_helps_beside_a_line_and_not_between_two(ax):
    """A text in more lines is higher, too."""
    ax.axvline(7)
    text = ax.text(5, 2, "beside", ha="center", va="center")
    before = laid_out(ax)
    text.set_text("beside it no more")
    text.set_x(5.8)
    (fault,) = faults(ax.figure, before)
    assert fault.beside
    ax.axhline(1.2)
    ax.axhline(2.8)
    text.set_text("beside")
    text.set_x(5)
    before = laid_out(ax)
    text.set_y(1.25)
    (fault,) = faults(ax.figure, before)
    assert not fault.beside


@pytest.mark.parametrize(("side", "x", "mild"), [("right", 9.7, True), ("left", -0.3, False)])
def test_a_word_may_stand_over_an_edge_where_no_line_is(ax, side, x, mild):
    """The axes of the house have none at the right."""
    text = ax.text(5, 5, "word", ha=side if side == "left" else "left")
    before = laid_out(ax)
    text.set_x(x)
    text.set_in_layout(False)
    fault = next(fault for fault in faults(ax.figure, before) if "in which it lay" in str(fault))
    assert fault.mild == mild


@pytest.mark.parametrize(
    ("x", "y", "beside"), [(0.9, 0.5, True), (-0.1, 0.5, True), (0.3, 1.0, False), (0.3, -0.03, False)]
)
def test_a_text_is_cut_off_at_any_edge(ax, x, y, beside):
    """At the sides a narrower one helps, above and below it does not."""
    ax.figure.text(x, y, "a remark of some length")
    ax.figure.get_layout_engine().execute(ax.figure)
    (fault,) = faults(ax.figure, [])
    assert (fault.word.text, fault.beside) == ("a remark of some length", beside)
    assert str(fault).endswith("found it cut off, expected all of it")


def test_a_label_of_an_axis_that_is_cut_off_upwards_may_be_broken(ax):
    """It is written upright."""
    ax.set_ylabel(LONG * 2)
    ax.figure.get_layout_engine().execute(ax.figure)
    (fault,) = faults(ax.figure, [])
    assert (fault.word.kind, fault.beside) == ("axis", True)


@pytest.mark.parametrize(("gap", "count"), [(2.0, 1), (4.0, 0)])
def test_texts_of_a_line_stand_three_points_apart(ax, gap, count):
    """Points, not pixels: a figure may have any resolution."""
    for dpi in (72, 200):
        ax.figure.dpi = dpi
        for text in list(ax.texts):
            text.remove()
        ax.annotate("one", (5, 5), (0, 0), textcoords="offset points", ha="right")
        ax.annotate("two", (5, 5), (gap, 0), textcoords="offset points", ha="left")
        assert len(found(ax)) == count


def test_the_widest_text_beside_is_told(ax):
    """By how much it takes room from its axes; a text of other axes is not asked."""
    ax.text(-0.02, 5, LONG, transform=ax.get_yaxis_transform(), ha="right")
    ax.text(-0.02, 2, LONG[:9], transform=ax.get_yaxis_transform(), ha="right")
    ax.figure.get_layout_engine().execute(ax.figure)
    (fault,) = [fault for fault in faults(ax.figure, []) if "of the width" in fault.told]
    assert fault.word.text == LONG
    assert fault.out == pytest.approx(ax.bbox.x0 - ax.texts[0].get_window_extent().x0)
    share = ax.bbox.width / ax.figure.bbox.width
    assert fault.told == f"found {share:.0%} of the width left beside it, expected 50%"


@pytest.mark.parametrize(("x", "side"), [(9.5, "right"), (-0.5, "left")])
def test_how_far_a_text_is_out_of_its_axes_is_told(ax, x, side):
    """In pixels, at either side."""
    text = ax.text(5, 5, "inside", ha="left")
    before = laid_out(ax)
    text.set_x(x)
    text.set_in_layout(False)
    ends = text.get_window_extent()
    (fault,) = [fault for fault in faults(ax.figure, before) if "in which it lay" in fault.told]
    assert fault.beside
    assert fault.out == pytest.approx({"right": ends.x1 - ax.bbox.x1, "left": ax.bbox.x0 - ends.x0}[side])


def test_a_text_out_of_its_axes_upwards_needs_height(ax):
    """No line that is broken brings it back."""
    text = ax.text(5, 5, "inside", ha="center")
    before = laid_out(ax)
    text.set_y(9.9)
    (fault,) = [fault for fault in faults(ax.figure, before) if "in which it lay" in fault.told]
    assert (fault.beside, fault.out, fault.mild) == (False, 0, False)


def test_where_texts_stand_is_told_of_each(ax):
    """What it lies in, and what it is clear of; an arrow is no mark."""
    bar = ax.add_patch(Rectangle((2, 2), 4, 2))
    ax.text(4, 3, "in", ha="center", va="center")
    ax.text(8, 6, "beside")
    ax.annotate("pointing", (8, 9), (8, 4), arrowprops={"arrowstyle": "->"})
    inside, beside, pointing = laid_out(ax)
    assert (inside.inside, inside.clear) == ((ax, bar), ())
    assert (beside.inside, set(beside.clear)) == ((ax,), {bar, ax.lines[0]})
    assert (pointing.inside, set(pointing.clear)) == ((ax,), {bar, ax.lines[0]})


def test_the_least_size_is_twelve_pixels():
    """At the width at which a figure is drawn, at 96 pixels an inch."""
    assert LEAST / 72 * 96 == 12
    assert WIDTH * 96 < 480


# -------------------------------------------------------------------------------------------------------- the boxes

BOX = Bbox.from_extents(100, 50, 140, 74)


@pytest.mark.parametrize(("side", "x"), [("left", 100), ("center", 110), ("right", 120)])
@pytest.mark.parametrize(("upright", "y"), [("top", 38), ("bottom", 50), ("baseline", 50), ("center", 44)])
def test_half_a_text_keeps_its_anchor(ax, side, x, upright, y):
    """It is a line higher: of two lines of twelve pixels a third one comes."""
    artist = ax.text(0, 0, "two\nlines", ha=side, va=upright)
    half = legible._half(Word(ax, "two\nlines", 0, 0, "#000000", "text", artist), BOX)
    assert half.bounds == (x, y, 20, 36)


def test_letters_are_wider_and_less_high_than_their_box():
    """By a point and a half at each side, whatever the resolution."""
    assert legible._letters(BOX, 2).extents.tolist() == [97, 53, 143, 71]
    assert legible._with_edges(BOX, 2).extents.tolist() == [97, 50, 143, 74]


@pytest.mark.parametrize(
    ("edge", "slack", "beyond"),
    [
        ((100, 50, 140, 74), 0, [False, False]),
        ((101, 50, 140, 74), 0, [True, False]),
        ((100, 50, 139, 74), 0, [True, False]),
        ((100, 51, 140, 74), 0, [False, True]),
        ((100, 50, 140, 73), 0, [False, True]),
        ((102, 52, 138, 72), 2, [False, False]),
        ((103, 53, 137, 71), 2, [True, True]),
    ],
)
def test_a_box_is_beyond_an_edge_by_more_than_the_slack(edge, slack, beyond):
    """Across and up, at either end."""
    assert legible._beyond(BOX, Bbox.from_extents(edge), slack).tolist() == beyond


def test_between_two_dots_is_nothing(ax):
    """Dots are no line, and a ring of lines has nothing in it; a filled shape has."""
    ax.figure.get_layout_engine().execute(ax.figure)
    box = Bbox(ax.transData.transform([[4, 4], [6, 6]]))
    (dots,) = ax.plot([1, 9], [5, 5], "o")
    (line,) = ax.plot([1, 9], [5, 5], "o-")
    (ring,) = ax.plot([1, 9, 9, 1, 1], [1, 1, 9, 9, 1])
    hollow = ax.add_patch(Rectangle((1, 1), 8, 8, fill=False))
    full = ax.add_patch(Rectangle((1, 1), 8, 8))
    assert [legible._touching(artist)(box) for artist in (dots, line, ring, hollow, full)] == [
        False, True, False, False, True,
    ]  # fmt: skip

"""How a figure is made narrow, step by step: what is broken at once, which remedy follows which fault, and where it ends."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pytest
from casebook.drawing import narrow
from casebook.drawing.artists import words
from casebook.drawing.legible import Cramped, Fault, box_of
from casebook.drawing.narrow import narrowed
from casebook.drawing.style import canvas

PIXELS = 340  # of the narrow figure across


@pytest.fixture(autouse=True)
def closed():
    """No figure is left open."""
    yield
    plt.close("all")


@pytest.fixture
def ax():
    """Axes of the book's width, laid out."""
    fig, drawn = canvas(3)
    drawn.set(xlim=(0, 10), ylim=(0, 10), xticks=[], yticks=[])
    fig.get_layout_engine().execute(fig)
    return drawn


@pytest.fixture
def rounds(monkeypatch):
    """What is wrong after each layout: lists of faults, made of the words of a figure; then nothing, or always the last."""

    def told(*found, always=False) -> list:
        left, asked = list(found), []

        def faults(fig, before):
            asked.append(tuple(fig.get_size_inches()))
            now = left[0] if always else left.pop(0) if left else []
            texts = {word.text: word for word in words(fig)}
            one_line = {text.replace("\n", " "): word for text, word in texts.items()}
            return [Fault(one_line[text], *rest) for text, *rest in now]

        monkeypatch.setattr(narrow, "faults", faults)
        return asked

    return told


def drawn_narrow(ax) -> None:
    """A figure made narrow after it was drawn, as a figure that is published is: its ticks stand where they belong."""
    ax.figure.draw_without_rendering()
    narrowed(ax.figure, "small")


def sized(artist, pixels: float, of: str = "width"):
    """A text in letters so large that it is so many pixels wide or high."""
    word = next(word for word in words(artist.figure) if word.artist is artist)
    artist.set_fontsize(artist.get_fontsize() * pixels / getattr(box_of(word), of))
    return artist


# -------------------------------------------------------------------------------------------------- broken at once


@pytest.mark.parametrize(
    ("draw", "share", "lines"),
    [
        (lambda ax: ax.xaxis.get_label(), 0.93, 1), (lambda ax: ax.xaxis.get_label(), 0.97, 2),
        (lambda ax: ax.text(-9, 5, "aa bb"), 0.38, 1), (lambda ax: ax.text(-9, 5, "aa bb"), 0.42, 2),
        (lambda ax: ax.text(0.1, 5, "aa bb"), 0.93, 1), (lambda ax: ax.text(0.1, 5, "aa bb"), 0.97, 2),
        (lambda ax: ax.set_title("aa bb"), 1.1, 1), (lambda ax: ax.figure.text(0, 0, "aa bb"), 1.1, 1),
    ],
)  # fmt: skip
def test_a_text_that_is_plainly_too_long_is_broken_before_the_first_layout(ax, rounds, draw, share, lines):
    """Beside the axes it may have four tenths of the width, below or within them nearly all; a title is left."""
    rounds()
    ax.set_xlabel("aa bb")
    artist = sized(draw(ax), share * PIXELS)
    narrowed(ax.figure, "small")
    assert artist.get_text().split() == ["aa", "bb"]
    assert artist.get_text().count("\n") + 1 == lines


@pytest.mark.parametrize(("share", "lines"), [(0.97, 1), (1.03, 2)])
def test_a_label_of_an_upright_axis_has_the_height_of_the_axes(ax, rounds, share, lines):
    """It stands along them."""
    rounds()
    artist = sized(ax.set_ylabel("aa bb"), share * ax.bbox.height, "height")
    narrowed(ax.figure, "small")
    assert artist.get_text().count("\n") + 1 == lines


@pytest.mark.parametrize(("share", "lines"), [(0.38, 1), (0.42, 2), (0.9, 4)])
def test_a_label_of_a_row_is_broken_until_it_has_its_share(ax, rounds, share, lines):
    """Those of an axis across are not: they are thinned instead."""
    rounds()
    ax.set_yticks([4, 6], ["aa bb cc dd", "ee ff"])
    sized(ax.get_yticklabels()[0], share * PIXELS)
    ax.set_xticks([5], ["aa bb"])
    sized(ax.get_xticklabels()[0], 0.9 * PIXELS)
    narrowed(ax.figure, "small")
    assert [label.get_text().replace("\n", " ") for label in ax.get_yticklabels()] == ["aa bb cc dd", "ee ff"]
    assert [label.get_text().count("\n") + 1 for label in ax.get_yticklabels()] == [lines, 1]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["aa bb"]


def test_a_figure_in_order_is_laid_out_once(ax, rounds):
    """As wide as a phone and as high as it was; its axes have their part in it, wherever they were put."""
    asked = rounds()
    ax.set_in_layout(False)
    narrowed(ax.figure, "small")
    assert asked == [(3.4, 3)]
    assert ax.get_in_layout()
    assert ax.figure.get_layout_engine() is None
    assert 300 < ax.bbox.width < 340


# ------------------------------------------------------------------------------------------------------------- ticks


@pytest.mark.parametrize("limits", [(1000, 1010), (1010, 1000)])
def test_ticks_that_are_seen_stay_and_so_do_limits(ax, rounds, limits):
    """At both ends, to the rounding of a place; what is beyond has never been seen."""
    rounds()
    seen = [1000 - 5e-9, 1000, 1005, 1010, 1010 + 5e-9]
    ax.set_xticks([1000 - 1e-6, *seen, 1010 + 1e-6])
    ax.set_xlim(*limits)
    ax.set_yticks([2, 4], ["two", "four"])
    drawn_narrow(ax)
    assert list(ax.get_xticks()) == seen
    assert ax.get_xlim() == limits
    assert [label.get_text() for label in ax.get_yticklabels()] == ["two", "four"]


def test_ticks_that_nobody_sees_are_left(ax, rounds):
    """Of axes that are off, and of an axis that is hidden."""
    rounds()
    ax.set(xticks=[5, 20], yticks=[5, 20], xlim=(0, 10), ylim=(0, 10))
    ax.yaxis.set_visible(False)
    drawn_narrow(ax)
    assert (list(ax.get_xticks()), list(ax.get_yticks())) == ([5], [5, 20])
    ax.set(xticks=[5, 20], xlim=(0, 10))
    ax.axis("off")
    drawn_narrow(ax)
    assert list(ax.get_xticks()) == [5, 20]


def test_axes_that_share_an_axis_keep_its_ticks(rounds):
    """Those of the one are read before they are set for the other."""
    rounds()
    fig, (above, below) = canvas(3, rows=2, sharex=True)
    above.plot([0, 10], [0, 1])
    drawn_narrow(above)
    assert list(above.get_xticks()) == list(below.get_xticks()) == [0, 2, 4, 6, 8, 10]


# ---------------------------------------------------------------------------------------------------------- remedies


@pytest.mark.parametrize(
    ("places", "left"),
    [([1, 2, 3, 4, 5], [1, 3, 5]), ([-1, 0, 1, 2], [0, 2]), ([0, 1, 2, 3], [0, 2]), ([1, 2, 3], [1, 3])],
)
def test_ticks_across_are_thinned_once_a_step(ax, rounds, places, left):
    """However many of them have no room; nought stays."""
    asked = rounds([(f"{place}".replace("-", "−"), "found it", True) for place in places[:2]])
    ax.set_xticks(places)
    ax.set_xlim(-1.5, 5.5)
    drawn_narrow(ax)
    assert list(ax.get_xticks()) == left
    assert asked == [(3.4, 3)] * 2


def test_two_ticks_are_not_thinned(ax, rounds):
    """An axis with one says no scale: the figure grows instead."""
    asked = rounds([("4", "found it", True)])
    ax.set_xticks([4, 6])
    drawn_narrow(ax)
    assert list(ax.get_xticks()) == [4, 6]
    assert asked == [(3.4, 3), (3.4, pytest.approx(3.18))]


def test_every_text_without_room_is_broken(ax, rounds):
    """Texts and labels of rows; one that a higher figure would help is not, and the height stays."""
    asked = rounds([("aa bb", "found it", True), ("cc dd", "found it", True), ("ee ff", "found it", False)])
    texts = [ax.text(2, place, text) for place, text in enumerate(("aa bb", "ee ff", "gg hh"))]
    ax.set_yticks([3], ["cc dd"])
    narrowed(ax.figure, "small")
    assert [text.get_text() for text in texts] == ["aa\nbb", "ee ff", "gg hh"]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["cc\ndd"]
    assert asked == [(3.4, 3)] * 2


def test_a_text_is_broken_anew_in_each_step(ax, rounds):
    """Three lines of the whole, and not one of two lines broken again."""
    text = "a remark of some seven words or"
    rounds([(text, "found it", True)], [(text, "found it", True)])
    artist = ax.text(1, 5, text)
    narrowed(ax.figure, "small")
    assert artist.get_text() == "a remark of\nsome seven\nwords or"


def test_what_takes_most_room_from_its_axes_is_broken_first(rounds):
    """One text for each axes; the others may have room then."""
    fig, (above, below) = canvas(3, rows=2)
    texts = []
    for ax, names in ((above, ("aa bb", "cc dd", "ee ff")), (below, ("gg hh", "ii jj"))):
        ax.set(xticks=[], yticks=[], xlim=(0, 10), ylim=(0, 10))
        texts += [ax.text(1, place, name) for place, name in enumerate(names)]
    fig.get_layout_engine().execute(fig)
    asked = rounds([
        ("aa bb", "found it", True, 5.0), ("cc dd", "found it", True, 9.0), ("ee ff", "found it", True), ("gg hh", "found it", True, 2.0),
        ("ii jj", "found it", True, 1.0),
    ])  # fmt: skip
    narrowed(fig, "small")
    assert [text.get_text() for text in texts] == ["aa bb", "cc\ndd", "ee ff", "gg\nhh", "ii jj"]
    assert asked == [(3.4, 3)] * 2


def test_a_word_that_takes_room_gives_way_to_a_text_that_can_be_broken(ax, rounds):
    """It cannot be broken itself, however much it takes."""
    rounds([("word", "found it", True, 9.0), ("aa bb", "found it", True, 5.0), ("cc dd", "found it", True)])
    texts = [ax.text(1, place, name) for place, name in enumerate(("word", "aa bb", "cc dd"))]
    narrowed(ax.figure, "small")
    assert [text.get_text() for text in texts] == ["word", "aa\nbb", "cc dd"]


@pytest.mark.parametrize(("text", "mild", "steps"), [("word", True, 1), ("word", False, 2), ("aa bb", True, 2)])
def test_a_mild_fault_is_let_pass_where_nothing_can_be_broken(ax, rounds, text, mild, steps):
    """A word at the end of a bar may stand over the edge of its axes."""
    asked = rounds([(text, "found it", True, 0.0, mild)])
    ax.text(1, 1, text)
    narrowed(ax.figure, "small")
    assert len(asked) == steps


# --------------------------------------------------------------------------------------------------------- refusals


def test_a_figure_grows_to_twice_its_height_and_is_refused_then(ax, rounds):
    """By a little each time; each fault that is left is told."""
    asked = rounds([("word", "found it here", True), ("other", "found it there", False)], always=True)
    ax.text(1, 1, "word")
    ax.text(1, 2, "other")
    with pytest.raises(Cramped) as caught:
        narrowed(ax.figure, "small")
    assert str(caught.value).splitlines() == [
        "figure 'small', 3.4 inches wide: text 'word': found it here",
        "figure 'small', 3.4 inches wide: text 'other': found it there",
    ]
    assert asked == [(3.4, pytest.approx(3 * 1.06**step)) for step in range(12)]
    assert tuple(ax.figure.get_size_inches()) == (3.4, 6)


def test_a_figure_that_is_never_in_order_is_refused(ax, rounds, monkeypatch):
    """After so many steps."""
    monkeypatch.setattr(narrow, "STEPS", 3)
    asked = rounds([("word", "found it here", True)], always=True)
    ax.text(1, 1, "word")
    with pytest.raises(Cramped, match="^figure 'small', 3.4 inches wide: text 'word': found it here$"):
        narrowed(ax.figure, "small")
    assert len(asked) == 3


@pytest.mark.parametrize(("least", "grown"), [(0.8, False), (0.97, True)])
def test_axes_keep_their_share_of_the_height_they_had(ax, rounds, monkeypatch, least, grown):
    """A line more below them takes from it: the figure grows where that is too much."""
    monkeypatch.setattr(narrow, "FLAT", least)
    asked = rounds()
    ax.set_xlabel("aa bb " * 16)
    ax.figure.draw_without_rendering()
    before = ax.bbox.height
    narrowed(ax.figure, "small")
    assert ax.get_xlabel().count("\n") == 1
    assert (len(asked) > 1) is grown
    assert ax.bbox.height >= least * before


def test_axes_that_stay_too_flat_are_refused(ax, rounds, monkeypatch):
    """The message has the height at which it was given up."""
    monkeypatch.setattr(narrow, "FLAT", 5)
    rounds()
    with pytest.raises(Cramped) as caught:
        narrowed(ax.figure, "small")
    assert (
        str(caught.value) == "figure 'small', 3.4 inches wide: found axes too flat at 6.0 inches, expected them higher"
    )

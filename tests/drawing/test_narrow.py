"""A figure laid out once more for a phone: nothing lost, no letter smaller, and refused where it does not fit."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import matplotlib.pyplot as plt
import numpy as np
import pytest
from casebook.drawing import narrow as module
from casebook.drawing.artists import marks, one_line, words
from casebook.drawing.legible import Cramped, faults, stands
from casebook.drawing.narrow import _narrower, narrowed, narrowly
from casebook.drawing.publish import svg
from casebook.drawing.style import NARROW, canvas
from casebook.evidence.records import NARROW_SVG, chapters

SENTENCE = "a remark that is long and stands where there is no room for it"


@pytest.fixture
def ax():
    """Axes with years across, and a line."""
    fig, drawn = canvas(3)
    drawn.plot(range(2010, 2024), np.arange(14) ** 2, "o-")
    yield drawn
    plt.close(fig)


def narrow(ax) -> str:
    """The figure of some axes, published as it is, then narrow."""
    svg(ax.figure)
    narrowed(ax.figure, "small")
    return svg(ax.figure)


def texts(fig) -> set[str]:
    """The texts of a figure, each in a line."""
    return {one_line(word.text) for word in words(fig)}


def test_it_is_as_wide_as_the_column_of_a_phone(ax):
    """In points, as the file says it."""
    root = ET.fromstring(narrow(ax))
    assert (root.get("width"), root.get("viewBox")) == ("244.8pt", "0 0 244.8 216")
    assert pytest.approx(244.8) == NARROW * 72


def test_letters_keep_their_size_and_nothing_is_lost(ax):
    """All texts, all marks, the same limits."""
    ax.text(2011, 150, SENTENCE[:30])
    ax.set(xlabel=SENTENCE, ylabel="up")
    fig = ax.figure
    svg(fig)
    before = texts(fig), len(marks(fig)), ax.get_xlim(), ax.get_ylim(), [w.artist.get_fontsize() for w in words(fig)]
    narrowed(fig, "small")
    assert texts(fig) == before[0]
    assert (len(marks(fig)), ax.get_xlim(), ax.get_ylim()) == before[1:4]
    assert [w.artist.get_fontsize() for w in words(fig)] == before[4]
    assert ax.get_xlabel().count("\n") == 1
    assert faults(fig, []) == []


def test_it_is_the_same_bytes_each_time():
    """A layout that moved a little would differ on every rerun."""

    def drawn() -> str:
        fig, ax = canvas(3)
        ax.plot(range(2010, 2024), range(14))
        ax.set_xlabel(SENTENCE)
        text = narrow(ax)
        plt.close(fig)
        return text

    assert drawn() == drawn()


def test_ticks_are_thinned_and_none_is_new(ax):
    """Every second one, nought among them; a locator would choose others, such as half years."""
    ax.set_xticks(range(2010, 2024))
    ax.set_yticks(range(-50, 200, 50))
    ax.xaxis.set_tick_params(labelsize=11)
    narrow(ax)
    assert list(ax.get_xticks()) == list(range(2010, 2024, 2))
    other = canvas(3)[1]
    other.plot([-30000, 30000], [0, 1])
    other.set_xticks(range(-30000, 30001, 10000))
    narrow(other)
    assert list(other.get_xticks()) == [-20000, 0, 20000]


def test_ticks_that_have_room_stay(ax):
    """As they are in the wide figure."""
    svg(ax.figure)
    before = [tick for tick in ax.get_xticks() if 2010 <= tick <= 2023]
    narrowed(ax.figure, "small")
    assert list(ax.get_xticks()) == before


def test_labels_of_rows_are_broken_and_stay_at_their_rows():
    """With their colours."""
    fig, ax = canvas(3)
    ax.barh(range(3), [1, 2, 3])
    ax.set_yticks(range(3), ["short", "the label of the second row, which is long", "third"])
    ax.get_yticklabels()[1].set_color("#b8321f")
    narrow(ax)
    labels = ax.get_yticklabels()
    assert one_line(labels[1].get_text()) == "the label of the second row, which is long"
    assert "\n" in labels[1].get_text()
    assert [label.get_color() == "#b8321f" for label in labels] == [False, True, False]
    assert [label.get_text() for label in labels[::2]] == ["short", "third"]
    plt.close(fig)


def test_a_text_beside_a_mark_is_broken_until_its_axes_have_room(ax):
    """It would leave the line a third of the width."""
    ax.annotate(SENTENCE, (2023, 100), (5, 0), textcoords="offset points", va="center")
    narrow(ax)
    assert ax.texts[0].get_text().count("\n") >= 3
    assert ax.bbox.width >= ax.figure.bbox.width / 2


def test_rows_that_come_too_close_get_a_higher_figure():
    """Each label of two lines needs its room."""
    fig, ax = canvas(1.6)
    ax.barh(range(6), range(6))
    ax.set_yticks(range(6), [f"row {number} with a label in two lines" for number in range(6)])
    narrow(ax)
    assert fig.get_size_inches()[1] > 1.6
    assert faults(fig, []) == []
    plt.close(fig)


def test_an_artist_can_have_another_place_on_a_phone(ax):
    """Where a chart knows better than a rule."""
    text = narrowly(ax.annotate("here", (2015, 25), (0, 20), textcoords="offset points"), position=(0, -20))
    assert text.xyann == (0, 20)
    narrow(ax)
    assert text.xyann == (0, -20)


def test_a_word_at_the_end_of_a_bar_may_stand_over_the_edge_of_its_axes():
    """It cannot be broken, and no line is there; the figure grows for nothing."""
    fig, ax = canvas(2)
    ax.barh(0, 10)
    ax.set_xlim(0, 11.5)
    ax.annotate("1200.00", (10, 0), (4, 0), textcoords="offset points", va="center", fontweight="bold")
    narrow(ax)
    assert fig.get_size_inches()[1] == 2
    plt.close(fig)


# ---------------------------------------------------------------------------------------------------- what is refused


def test_a_word_that_cannot_be_broken_is_refused(ax):
    """It would be cut off, or leave no room."""
    ax.set_xlabel("x" * 70)
    with pytest.raises(
        Cramped, match=r"^figure 'small', 3\.4 inches wide: text 'x+': found it cut off, expected all of it"
    ):
        narrow(ax)


def test_two_texts_in_one_place_are_refused(ax):
    """No height parts them."""
    ax.text(2012, 100, "one")
    ax.text(2012, 100, "two")
    with pytest.raises(Cramped, match="text '(one|two)': found it over '(one|two)', expected them apart"):
        narrow(ax)


def test_a_label_that_leaves_no_room_is_refused(ax):
    """A word as long as the axes."""
    ax.text(-0.02, 0.5, "y" * 40, transform=ax.transAxes, ha="right")
    with pytest.raises(Cramped, match="text 'y+': found .*, expected"):
        narrow(ax)


def test_axes_that_become_too_flat_are_refused(monkeypatch):
    """Lines below them would leave no height for the marks, if the figure may not be higher."""

    def low() -> str:
        fig, ax = canvas(1.3)
        ax.plot([0, 1], [0, 1])
        ax.set_yticks([])
        ax.set_xlabel(f"{SENTENCE}, {SENTENCE}\n{SENTENCE}")
        drawn = narrow(ax)
        assert ax.bbox.height / fig.dpi > 0.25
        assert fig.get_size_inches()[1] > 1.3
        plt.close(fig)
        return drawn

    assert low()
    monkeypatch.setattr(module, "HIGHEST", 1.0)
    with pytest.raises(
        Cramped, match=r"^figure 'small', 3\.4 inches wide: found axes too flat at 1\.3 inches, expected them h"
    ):
        low()


# -------------------------------------------------------------------------------------------------- breaking a text


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("one two", "one\ntwo"),
        ("aa bb cc dd", "aa bb\ncc dd"),
        ("aa bb cc dd\nee", "aa bb\ncc dd\nee"),
        ("41 % (109 → 64)", "41 %\n(109 → 64)"),
        ("Laiwu High-tech · pilot", "Laiwu High-tech ·\npilot"),
        ("departments removed, per cent", "departments\nremoved, per cent"),
        ("whole", "whole"),
        ("", ""),
    ],
)
def test_a_text_is_broken_into_one_more_line(text, broken):
    """As even as it can be; what belongs together stays, and what has no blank is left."""
    found = _narrower(text, text.count("\n") + 1)
    assert found == broken
    assert one_line(found) == one_line(text)


def test_a_broken_text_is_broken_anew():
    """Three lines are not two of which one was broken again."""
    text = "a remark of some seven words or"
    assert [_narrower(text, lines).split("\n") for lines in (1, 2)] == [
        ["a remark of some", "seven words or"],
        ["a remark of", "some seven", "words or"],
    ]
    assert _narrower("one two", 2) == "one\ntwo"
    assert _narrower("aa bb cc", 3) == "aa\nbb\ncc"


# ----------------------------------------------------------------------------------------------------- in the chapters


def test_every_figure_of_the_chapters_has_its_narrow_one():
    """As high as it must be and no more than twice as high as the wide one."""
    found = 0
    for chapter in chapters():
        for cell in json.loads(chapter.read_text(encoding="utf-8"))["cells"]:
            for output in cell.get("outputs", []):
                if "image/svg+xml" in output.get("data", {}):
                    wide, slim = (ET.fromstring("".join(output["data"][k])) for k in ("image/svg+xml", NARROW_SVG))
                    heights = [float(root.get("height").removesuffix("pt")) for root in (wide, slim)]
                    assert slim.get("width") == "244.8pt"
                    assert heights[0] <= heights[1] <= 2 * heights[0]
                    found += 1
    assert found > 20


def test_where_texts_stood_is_asked_before(ax):
    """Sabotage: without it a text may leave its axes."""
    text = ax.text(2011, 150, "within")
    svg(ax.figure)
    before = stands(ax.figure)
    text.set_x(2023)
    text.set_in_layout(False)
    assert [str(fault) for fault in faults(ax.figure, before)][-1].endswith("in which it lay, expected it within")
    assert not any("lay" in str(fault) for fault in faults(ax.figure, []))

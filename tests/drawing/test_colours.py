"""The accent colour marks the case under study and nothing else, and a text has the colour of the line that it names."""

from __future__ import annotations

import json

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from casebook.drawing.colours import read_colours
from casebook.drawing.picture import Misdrawn, Picture
from casebook.drawing.style import ACCENT, GREY, INK, MUTED, PALETTE, canvas
from casebook.evidence.settings import case_under_study

BARS = pd.DataFrame({"place": ["Ours, all", "South", "West"], "jobs": [10, 25, 40], "early": [False, True, False]})
LINES = pd.DataFrame({"year": [1, 2, 3], "ours": [4.5, 2.25, 3.5], "printed": [1.5, 5.25, 6.5]})


@pytest.fixture(autouse=True)
def closed():
    """No figure is left open."""
    yield
    plt.close("all")


def bars(accented=(0,), texts=(0,)):
    """Three bars, some in the accent colour, and their names, some in it."""
    fig, ax = canvas(2.5)
    for row, entry in enumerate(BARS.itertuples()):
        ax.barh(row, entry.jobs, height=0.6, color=ACCENT if row in accented else GREY)
        ax.text(0, row - 0.3, entry.place, color=ACCENT if row in texts else INK)
    ax.set_yticks([])
    return fig


def lines(ours=ACCENT, printed=GREY, text="as printed", colour=MUTED):
    """Two lines, and a text beside one of them."""
    fig, ax = canvas(2.5)
    ax.plot(LINES["year"], LINES["ours"], color=ours)
    ax.plot(LINES["year"], LINES["printed"], color=printed)
    ax.text(1.5, 6, text, color=colour)
    return fig


def problems(fig, table, accent=(), case=("Ours",), **excuses) -> list[str]:
    """What is wrong, without the name of the figure."""
    fig.canvas.draw()
    try:
        read_colours(Picture(fig, table, **excuses), "small", accent, case)
    except Misdrawn as error:
        return [line.removeprefix("figure 'small': ") for line in str(error).splitlines()]
    return []


def test_figures_in_good_order_pass():
    """The sabotage below proves something only if the figures were right."""
    assert problems(bars(), BARS) == []
    assert problems(bars((1,), (1,)), BARS, ["early"], case=()) == []
    assert problems(lines(), LINES, ["ours"], case=()) == []
    assert problems(bars((), ()), BARS) == []  # a chart without the accent need not begin to use it


def test_the_accent_on_another_row_is_named():
    """Both: what is in it and should not be, what should be and is not."""
    assert problems(bars((2,)), BARS) == [
        "bar at (20, 1.7): found the accent colour, expected it for the case under study only",
        "row 1 (Ours, all): found no mark in the accent colour, expected one",
    ]


def test_the_accent_on_another_label_is_named():
    """The bar is right, the wrong name is coloured."""
    assert problems(bars((0,), (1,)), BARS) == [
        "text 'South': found the accent colour, expected it for the case under study only"
    ]


def test_the_accent_on_every_row_is_named():
    """A colour for all marks nothing."""
    assert len(problems(bars((0, 1, 2)), BARS)) == 2


def test_the_accent_on_another_line_is_named():
    """By a point of it."""
    assert problems(lines(ours=GREY, printed=ACCENT), LINES, ["ours"], case=()) == [
        "line at (2, 5.25): found the accent colour, expected it for the case under study only",
        "column 'ours': found no mark in the accent colour, expected one",
        f"text 'as printed': found it in {MUTED}, expected the colour of 'printed', {ACCENT}",
    ]


def test_rows_may_be_named_by_a_column_of_truth():
    """The rows that are true, and no others."""
    assert problems(bars((2,), (2,)), BARS, ["early"], case=()) != []


def test_rows_may_be_named_by_a_cell():
    """Each row that has it."""
    assert problems(bars((1,), (1,)), BARS, ["South"], case=()) == []
    assert problems(bars((1,), (1,)), BARS, ["West"], case=()) != []


@pytest.mark.parametrize("name", ["late", "East", "Our"])
def test_a_name_that_marks_nothing_fails(name):
    """An excuse left behind."""
    assert f"accent {name!r}: found no such column, cell or text, expected none that marks nothing" in problems(
        bars(), BARS, [name]
    )


def test_the_case_is_named_by_the_beginning_of_a_label():
    """As a whole word: not what others say of it, not a word that goes on."""
    renamed = BARS.assign(place=["Ourselves", "South of Ours", "West"])
    fig = bars()
    for text, name in zip(fig.axes[0].texts, renamed["place"], strict=True):
        text.set_text(name)
    assert problems(fig, renamed) != []


def test_a_line_of_reference_may_bear_the_name():
    """A mean of the case under study, with its name at it."""
    fig = bars()
    fig.axes[0].axvline(18, color=ACCENT)
    assert problems(fig, BARS) == [
        "line at (18, nan): found the accent colour, expected it for the case under study only"
    ]
    fig.axes[0].text(18, 2.5, "Ours, mean", color=ACCENT)
    assert problems(fig, BARS) == []


def test_a_text_has_the_colour_of_the_line_that_it_names():
    """The label of one line in the colour of the other."""
    assert problems(lines(text="as printed", colour=PALETTE[0]), LINES, ["ours"], case=()) == [
        f"text 'as printed': found it in {PALETTE[0]}, expected the colour of 'printed', {MUTED}"
    ]
    assert problems(lines(text="as printed", colour=MUTED), LINES, ["ours"], case=()) == []


def test_a_key_has_the_colours_of_its_lines():
    """Handles that change places."""
    fig = lines()
    one, two = fig.axes[0].lines
    fig.axes[0].texts[0].remove()
    fig.axes[0].legend([one, two], ["ours", "printed"])
    assert problems(fig, LINES, ["ours"], case=()) == []
    fig.axes[0].legend([two, one], ["ours", "printed"])
    assert problems(fig, LINES, ["ours"], case=()) == [
        f"legend 'ours': found {GREY}, expected {ACCENT}",
        f"legend 'printed': found {ACCENT}, expected {GREY}",
    ]


def test_the_book_names_its_case(tmp_path):
    """In book.json, and nowhere in the engine."""
    assert case_under_study(tmp_path) == ()
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "book.json").write_text(json.dumps({"case": ["Ours"]}), encoding="utf-8")
    assert case_under_study(tmp_path) == ("Ours",)
    for wrong in ("Ours", [1], [""]):
        (tmp_path / "book" / "book.json").write_text(json.dumps({"case": wrong}), encoding="utf-8")
        with pytest.raises(ValueError, match="book/book.json, case: found .*, expected a list of names"):
            case_under_study(tmp_path)
    (tmp_path / "book" / "book.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ValueError, match="book/book.json: found no case"):
        case_under_study(tmp_path)

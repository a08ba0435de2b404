"""A figure taken apart: where each panel begins and ends, to the point."""

from __future__ import annotations

import pytest
from casebook.press.decks.panels import panels, size
from lxml import etree

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" height="300pt" viewBox="0 0 120.5 300">'
OTHER = '<g id="axes_2"><path d="M 1 200 L 2 290"/></g>'


def parts(drawn: str, other: str = OTHER) -> list[etree._Element]:
    """The panels of a figure in whose first this is drawn."""
    return [etree.fromstring(part) for part in panels(f'{HEAD}<g id="axes_1">{drawn}</g>{other}</svg>')]


@pytest.mark.parametrize(
    ("drawn", "box"),
    [
        ('<path d="M 1 50 L 2 90.256 Z"/>', "0 46 120.5 48.26"),
        ('<path d="M 1 -2.5 L 300 90"/>', "0 -6.5 120.5 100.5"),
        ('<path d="M 1 50 L 2 60"/><use y="70.5"/><use x="3"/>', "0 46 120.5 28.5"),
        ('<path d="M 1 50"/><g transform="translate(9 80) scale(0.1)"><path d="M 0 900"/></g>', "0 46 120.5 42"),
        ('<path d="M 1 50"/><g transform="translate(9.5,-20.25)"/>', "0 -35.25 120.5 89.25"),
        ('<path d="M 1 50"/><path transform="translate(1 70)" d="M 0 400"/>', "0 46 120.5 32"),
        ('<path d="M 1 50"/><path transform="scale(2)" d="M 0 60"/>', "0 46 120.5 18"),
        ('<path d="M 1 50 L 1 52"/><defs><g><path d="M 0 900"/></g></defs><text y="900"/>', "0 46 120.5 10"),
        ('<path d="M 1 50"/><path/><g><path d="M 1 60"/></g>', "0 46 120.5 18"),
    ],
    ids=[
        "path",
        "above the top",
        "use",
        "text",
        "text with a comma",
        "moved path",
        "other measure",
        "letters",
        "nested",
    ],
)
def test_a_panel_is_as_high_as_what_is_drawn_in_it(drawn, box):
    """With a margin; a text stands on its line, and letters that are only defined take no room."""
    panel = parts(drawn)[0]
    assert panel.get("viewBox") == box
    assert panel.get("height") == f"{box.split()[3]}pt"


def test_each_panel_stands_alone_with_the_letters_of_all():
    """What is drawn outside of panels stays in each; only their own drawing goes."""
    drawn = '<path d="M 1 50"/><g><defs><path id="letter"/></defs><use y="60"/></g>'
    made = parts(drawn, f'<g id="figure_title"><path d="M 0 9"/></g><g><path d="M 3 3"/></g>{OTHER}')
    ids = [[node.get("id") for node in one.iter() if node.get("id")] for one in made]
    assert ids == [["axes_1", "letter", "figure_title", "axes_2"], ["axes_1", "letter", "figure_title", "axes_2"]]
    assert [[node.get("d") for node in one.iter("{*}path")] for one in made] == [
        ["M 1 50", None, "M 0 9", "M 3 3"], [None, "M 0 9", "M 3 3", "M 1 200 L 2 290"]
    ]  # fmt: skip
    assert [one.get("viewBox") for one in made] == ["0 46 120.5 18", "0 196 120.5 98"]


@pytest.mark.parametrize("other", ["", '<g id="axes_2b"/>', '<g id="my_axes_2"/>', "<g/>", '<path id="axes_2"/>'])
def test_a_figure_of_one_panel_stays_as_it_is(other):
    """To the byte; a legend is no panel."""
    svg = f'{HEAD}<g id="axes_1"><path d="M 1 区"/></g>{other}</svg>'
    assert panels(svg) == [svg]


def test_the_size_of_a_figure_is_that_of_its_box():
    """In points, width before height."""
    assert size(f"{HEAD}区</svg>") == (120.5, 300.0)

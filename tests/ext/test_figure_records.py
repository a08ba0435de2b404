"""The figures of a chapter are found in its outputs, with their pictures, their texts and their tables."""

from __future__ import annotations

from types import SimpleNamespace

import figure_records
import pytest
from some_figures import CSV, SLIM, WIDE, notebook


def test_figures_on_record_are_found_by_their_names(tmp_path):
    """A figure that takes another's texts would say what it does not show."""
    found = figure_records.drawn_in(notebook(tmp_path), "notebooks/01")
    assert {name: one.id for name, one in found.items()} == {"fig-one": "one", "fig-two": "two"}
    one = found["fig-one"]
    assert (one.page, one.csv, one.wide, one.narrow) == ("notebooks/01", "".join(CSV), WIDE, SLIM)
    assert found["fig-two"].csv == "a\n1\n"


def test_all_chapters_are_asked_and_no_other_page(tmp_path):
    """A page of prose has no outputs."""
    paths = {"notebooks/01": notebook(tmp_path), "book/a": tmp_path / "a.md"}
    env = SimpleNamespace(found_docs=set(paths), doc2path=lambda page: str(paths[page]))
    assert {name: one.page for name, one in figure_records.drawn(env).items()} == dict.fromkeys(
        ("one", "two"), "notebooks/01"
    )


@pytest.mark.parametrize(("svg", "size"), [(WIDE, (461, 288)), (SLIM, (326, 432))])
def test_a_picture_has_the_size_that_it_states(svg, size):
    """In whole pixels of a page, which are three quarters of a point."""
    assert figure_records.pixels(svg) == size

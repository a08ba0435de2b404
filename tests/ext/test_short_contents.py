"""The ledger's contents keep its sections and lose its entries; those of other pages stay whole."""

from __future__ import annotations

from types import SimpleNamespace

import short_contents
from docutils import nodes


def contents() -> nodes.bullet_list:
    """A title with two sections, each with two entries."""

    def item(text: str, *below: nodes.Node) -> nodes.list_item:
        listed = [nodes.bullet_list("", *below)] if below else []
        return nodes.list_item("", nodes.paragraph("", text), *listed)

    sections = [item(name, item(f"{name}1"), item(f"{name}2")) for name in ("A", "B")]
    return nodes.bullet_list("", item("Title", *sections))


def test_only_the_ledger_is_cut_short():
    """A page that loses its sections could not be found its way in."""
    environment = SimpleNamespace(tocs={"book/ledger/09": contents(), "book/other": contents()})
    short_contents.keep_sections(None, environment)
    assert environment.tocs["book/ledger/09"].astext().split() == ["Title", "A", "B"]
    assert environment.tocs["book/other"].astext().split() == ["Title", "A", "A1", "A2", "B", "B1", "B2"]


def test_a_book_without_a_ledger_is_left_alone():
    """An extension is no reason for a build to fail."""
    environment = SimpleNamespace(tocs={"book/other": contents()})
    short_contents.keep_sections(None, environment)
    assert [*environment.tocs] == ["book/other"]


def test_it_listens_when_all_pages_are_read(app, safe):
    """Before that there are no contents."""
    assert short_contents.setup(app) == safe
    assert app.said == [("connect", "env-updated", short_contents.keep_sections)]

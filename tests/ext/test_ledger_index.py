"""A line of the ledger's index answers to the id of its entry, and the words of a link stand bare in the ledger."""

from __future__ import annotations

from types import SimpleNamespace

import ledger_index
import pytest
from docutils import nodes
from docutils.utils import new_document
from sphinx import addnodes


def index(*targets: tuple[str, str]) -> nodes.document:
    """A page with a list of links, each with its domain."""
    document, lines = new_document("page"), nodes.bullet_list()
    for domain, target in targets:
        link = addnodes.pending_xref("", nodes.inline("", "41.3 %"), refdomain=domain or None, reftarget=target)
        lines += nodes.list_item("", nodes.paragraph("", "", link, nodes.Text(" · what it is")))
    document += lines
    return document


def ids_of(document: nodes.document) -> list[list[str]]:
    """The ids of the lines."""
    return [line["ids"] for line in document.findall(nodes.list_item)]


def book(docname: str) -> SimpleNamespace:
    """Sphinx while it reads a page."""
    env = SimpleNamespace(docname=docname, metadata={docname: {"myst_slugs": {"the-ledger": (1, "x", "The ledger")}}})
    return SimpleNamespace(env=env)


def test_a_line_answers_to_the_id_it_leads_to():
    """Links in chapters and in old bookmarks name the index and the id."""
    app, document = book("book/ledger"), index(("", "cut"), ("doc", "how-to"), ("", "jobs"))
    ledger_index.answer_to_ids(app, document)
    assert ids_of(document) == [["cut"], [], ["jobs"]]
    known = app.env.metadata["book/ledger"]["myst_slugs"]
    assert {name: told[1:] for name, told in known.items()} == {
        "the-ledger": ("x", "The ledger"), "cut": ("cut", "41.3 %"), "jobs": ("jobs", "41.3 %"),
    }  # fmt: skip


@pytest.mark.parametrize("docname", ["book/ledger/09", "book/at-a-glance"])
def test_other_pages_keep_their_lines(docname):
    """A second line of one id would take the links of the first."""
    app, document = book(docname), index(("", "cut"))
    ledger_index.answer_to_ids(app, document)
    assert ids_of(document) == [[]]
    assert [*app.env.metadata[docname]["myst_slugs"]] == ["the-ledger"]


def links(docname: str) -> list[str]:
    """Three links of a page after the transform: wrapped, wrapped for another reason, bare."""
    document = new_document("page")
    for child in (
        nodes.inline("", "a", classes=["std", "std-ref"]),
        nodes.inline("", "b", classes=["zh"]),
        nodes.Text("c"),
    ):
        document += nodes.reference("", "", child, refuri="x.html")
    ledger_index.bare_words(None, document, docname)
    return ["".join(type(child).__name__ for child in link.children) for link in document.findall(nodes.reference)]


def test_words_stand_bare():
    """What another extension wrapped stays as it is."""
    assert links("book/ledger/09") == links("notebooks/09") == ["Text", "inline", "Text"]


def test_it_listens_when_a_page_is_read_and_when_its_links_are_known(app, safe):
    """Before the first there are no lines, before the second no links."""
    assert ledger_index.setup(app) == safe
    assert app.said == [
        ("connect", "doctree-read", ledger_index.answer_to_ids), ("connect", "doctree-resolved", ledger_index.bare_words),
    ]  # fmt: skip

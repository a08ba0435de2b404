"""A link to the ledger says at a glance what stands behind the number, each its own."""

from __future__ import annotations

import ledger_links
import pytest
from docutils import nodes
from docutils.utils import new_document

LEDGER = """entry,verdict,evidence
cut,differs,"Printed by the city: bodies, 区"
rate,computed,Computed here: 41.2 %
posts,"plan, not a result",Printed
rule,"rule, not a result",Printed
which,rule or report,Printed
said,no figure,Printed
ten,cannot be checked,Printed
same,agrees,Printed
"""


@pytest.fixture
def short(tmp_path, monkeypatch):
    """The short ledger of a small book."""
    path = tmp_path / "ledger.csv"
    path.write_text(LEDGER, encoding="utf-8")
    monkeypatch.setattr(ledger_links, "LEDGER", path)
    ledger_links.tips.cache_clear()
    yield path
    ledger_links.tips.cache_clear()


def links(*addresses: str, docname: str = "notebooks/01") -> list[tuple[list[str], str | None]]:
    """Class and title of some links after the transform."""
    document = new_document("page")
    for address in addresses:
        document += nodes.reference("x", "x", refuri=address, classes=["reference"])
    document += nodes.reference("x", "x", refid="a")
    ledger_links.mark_links(None, document, docname)
    return [(link["classes"], link.get("reftitle")) for link in document.findall(nodes.reference)]


def test_a_link_has_the_verdict_and_the_words_of_its_entry(short):
    """A link with its neighbour's words would mislead whoever trusts the pointer."""
    addresses = [
        "https://example.org", "../book/ledger.html#rate", "ledger.html#cut", "../book/ledger.html#none", "sources.html#cut",
        "ledger/09.html#cut", "../book/ledger/article.html#rate", "book-ledger.html#cut",
    ]  # fmt: skip
    assert links(*addresses) == [
        (["reference"], None),
        (["reference", "evidence", "computed"], "Computed here: 41.2 %"),
        (["reference", "evidence", "differs"], "Printed by the city: bodies, 区"),
        (["reference", "evidence", "computed"], "In the ledger"),
        (["reference"], None),
        (["reference", "evidence", "differs"], "Printed by the city: bodies, 区"),
        (["reference", "evidence", "computed"], "Computed here: 41.2 %"),
        (["reference"], None),
        ([], None),
    ]


def test_the_ledger_itself_is_left_alone(short):
    """Its own links would say what stands beside them."""
    for docname in ("book/ledger", "book/ledger/09"):
        assert links("ledger.html#cut", "09.html#cut", docname=docname) == [(["reference"], None)] * 2 + [([], None)]


def test_every_verdict_has_its_look(short):
    """A promise must not look like a result."""
    assert {entry: name for entry, (name, _) in ledger_links.tips().items()} == {
        "cut": "differs", "rate": "computed", "posts": "promise", "rule": "promise", "which": "promise", "said": "unchecked",
        "ten": "unchecked", "same": "agrees",
    }  # fmt: skip


def test_the_looks_are_those_of_all_verdicts():
    """A new verdict without a class would end the build with a key that is missing."""
    from casebook.evidence.verdicts import VERDICTS

    assert set(ledger_links.CLASSES) == {*VERDICTS, "computed"}


def test_it_listens_when_links_have_their_addresses(app, safe):
    """Before that a link does not know where it leads."""
    assert ledger_links.setup(app) == safe
    assert app.said == [("connect", "doctree-resolved", ledger_links.mark_links)]

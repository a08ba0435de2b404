"""A link to the ledger says at a glance what stands behind the number, each its own."""

from __future__ import annotations

import ledger_links
import pytest
from docutils import nodes
from docutils.utils import new_document

LEDGER = """entry,verdict,name,evidence,page
cut,differs,"bodies < before, 区",x,book/ledger/09
rate,computed,rate of cuts,x,book/ledger/article
posts,"plan, not a result",posts,x,book/ledger/09
rule,"rule, not a result",a rule,x,book/ledger/09
which,rule or report,which,x,book/ledger/09
said,no figure,words,x,book/ledger/09
ten,cannot be checked,ten,x,book/ledger/09
same,agrees,same,x,book/ledger/09
"""


@pytest.fixture
def short(tmp_path, monkeypatch):
    """The short ledger of a small book."""
    path = tmp_path / "ledger.csv"
    path.write_text(LEDGER, encoding="utf-8")
    monkeypatch.setattr(ledger_links, "LEDGER", path)
    ledger_links.entries.cache_clear()
    yield path
    ledger_links.entries.cache_clear()


def links(*addresses: str, docname: str = "notebooks/01") -> list[tuple[list[str], str | None, str | None]]:
    """Class, words and address of some links after the transform."""
    document = new_document("page")
    for address in addresses:
        document += nodes.reference("x", "x", refuri=address, classes=["reference"])
    document += nodes.reference("x", "x", refid="a")
    ledger_links.mark_links(None, document, docname)
    return [(link["classes"], link.get("reftitle"), link.get("refuri")) for link in document.findall(nodes.reference)]


@pytest.mark.parametrize(
    ("address", "name", "words", "to"),
    [
        ("../book/ledger.html#rate", "computed", "rate of cuts; computed here", "../book/ledger/article.html#rate"),
        ("ledger.html#cut", "differs", "bodies < before, 区; printed, differs", "ledger/09.html#cut"),
        ("ledger/09.html#cut", "differs", "bodies < before, 区; printed, differs", "ledger/09.html#cut"),
        ("ledger.html#said", "unchecked", "words; printed", "ledger/09.html#said"),
    ],
)
def test_a_link_has_the_verdict_and_leads_to_the_entry_in_full(short, address, name, words, to):
    """A link with its neighbour's words would mislead whoever trusts it."""
    assert links(address) == [(["reference", "evidence", name], words, to), ([], None, None)]


@pytest.mark.parametrize(
    "address",
    ["https://example.org", "../book/ledger.html#none", "sources.html#cut", "book-ledger.html#cut", "ledger.html"],
)
def test_other_links_are_left_alone(short, address):
    """They are no evidence."""
    assert links(address) == [(["reference"], None, address), ([], None, None)]


def test_the_ledger_itself_is_left_alone(short):
    """Its own links would say what stands beside them."""
    for docname in ("book/ledger", "book/ledger/09"):
        assert links("ledger.html#cut", docname=docname) == [(["reference"], None, "ledger.html#cut"), ([], None, None)]


def test_the_name_of_a_link_begins_with_its_text(short):
    """Who speaks to a page says what is written; who hears a list of links hears what each is."""
    body = '<p><a class="evidence x" href="a#b" title="bodies &lt; before; printed"><strong>109 &amp; <span>more</span></strong></a> <a class="x" title="y">z</a></p>'
    context = {"body": body}
    ledger_links.name_links(None, "page", "page.html", context, None)
    assert context["body"] == (
        '<p><a class="evidence x" href="a#b" aria-label="109 &amp; more: bodies &lt; before; printed">'
        '<strong>109 &amp; <span>more</span></strong></a> <a class="x" title="y">z</a></p>'
    )


def test_every_verdict_has_its_look(short):
    """A promise must not look like a result."""
    assert {entry: name for entry, (name, *_) in ledger_links.entries().items()} == {
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
    assert app.said == [
        ("connect", "doctree-resolved", ledger_links.mark_links), ("connect", "html-page-context", ledger_links.name_links),
    ]  # fmt: skip

"""A card is the entry of the ledger, without what stands beyond it, with addresses that lead from where it is shown."""

from __future__ import annotations

import json
import re

import evidence_cards
import pytest

LEDGER = """<html><body><article><section id="what"><h2>What</h2>
<section id="cut"><h3>41.3 % · cut<a class="headerlink" href="#cut">#</a></h3>
<p class="x">From <a class="reference internal" href="#before"><span class="std std-ref">109 departments</span></a>,
in <a href="../../notebooks/09.html#a-section">Chapter 9</a>; <span lang="zh-CN" class="zh">精减</span>; <a href="https://example.org/a">source</a></p>
<p class="cite-line">Cite me</p><div class="beyond-card docutils container"><p>cell 7</p></div></section>
<section id="before"><h3>109 · before</h3><p>x &lt; y</p></section>
</section></article></body></html>"""
PAGE = '<html><body><p><a class="evidence computed reference internal" aria-label="x" href="{to}#cut">41 %</a></p></body></html>'


@pytest.fixture
def known() -> dict:
    """The cards of a small ledger."""
    return evidence_cards.cards("book/ledger/09.html", LEDGER)


def held(text: str) -> dict[str, str]:
    """The cards in a page."""
    data = re.search(r'<script type="application/json" id="evidence">(.*?)</script>', text, flags=re.DOTALL)
    return json.loads(data[1]) if data else {}


def test_an_entry_is_a_card_and_a_group_of_entries_is_none(known):
    """A card of a whole page would be the page."""
    assert list(known) == ["cut", "before"]


@pytest.mark.parametrize(
    ("page", "to", "addresses"),
    [
        ("notebooks/09.html", "../book/ledger/09.html",
         ["../book/ledger/09.html#before", "09.html#a-section", "https://example.org/a"]),
        ("book/index.html", "ledger/09.html",
         ["ledger/09.html#before", "../notebooks/09.html#a-section", "https://example.org/a"]),
    ],
)  # fmt: skip
def test_a_card_leads_where_its_entry_leads(known, page, to, addresses):
    """A link that is right on the ledger's page is wrong one folder up."""
    cards = held(evidence_cards.with_cards(page, PAGE.format(to=to), known))
    assert re.findall(r'href="([^"]*)"', cards["cut"]) == addresses


def test_a_card_has_what_is_to_be_seen_and_nothing_else(known):
    """The rest is on the page of the ledger, one click further."""
    cards = held(evidence_cards.with_cards("notebooks/09.html", PAGE.format(to="x"), known))
    assert list(cards) == ["cut"]
    card = cards["cut"]
    assert card.startswith("<h3>41.3 % · cut</h3>")
    assert '<span lang="zh-CN" class="zh">精减</span>' in card
    assert '<p class="cite-line">Cite me</p>' in card
    for gone in ("cell 7", "headerlink", "std-ref", "reference internal", " id="):
        assert gone not in card


def test_a_card_cannot_end_the_script_that_holds_it(known):
    """Markup in the data would otherwise become part of the page."""
    text = evidence_cards.with_cards("a.html", PAGE.format(to="x").replace("#cut", "#before"), known)
    assert "<\\/p>" in text
    assert text.count("</script>") == 1
    assert held(text)["before"] == "<h3>109 · before</h3><p>x &lt; y</p>"


def test_a_page_without_numbers_stays_as_it_is(known):
    """And so does one whose numbers are not in the ledger."""
    for page in ("<html><body><p>x</p></body></html>", PAGE.format(to="x").replace("#cut", "#lost")):
        assert evidence_cards.with_cards("a.html", page, known) == page


def test_it_is_set_up(app, safe):
    """When all pages are written."""
    assert evidence_cards.setup(app) == safe
    assert app.said == [("connect", "build-finished", evidence_cards.add_cards)]

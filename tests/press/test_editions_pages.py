"""A built page without its frame, to the letter: what goes, what stays, and where its links are led."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from casebook.press.editions.pages import About, Page, about, read_page, relink
from elsewhere import plain_locale  # noqa: F401  (a fixture for every test here)
from lxml import etree
from lxml import html as markup


def put(html: Path, name: str, text: str) -> Path:
    """A page of a built book."""
    path = html / f"{name}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return html


def body_of(html: Path, article: str) -> str:
    """An article as it stands when its page is read, without what follows it."""
    put(html, "a", f"<!doctype html><html><body><article role='main' id='top'>{article}</article></body></html>")
    return etree.tostring(read_page(html, "a").body, encoding="unicode", method="html")


SAID = {
    "name": "A Book: on zones",
    "author": [{"name": "Ada Lin"}, {"name": "The Readers"}],
    "version": "1.2",
    "copyrightYear": 2026,
    "inLanguage": "zh",
    "license": ["https://spdx.org/licenses/MIT.html", "https://spdx.org/licenses/CC0-1.0.html"],
    "description": "What became of the zones.",
}


def front(said: dict) -> str:
    """A landing page that says what its book is."""
    return f'<title>\n A Book </title><script type="application/ld+json">{json.dumps(said)}</script>'


@pytest.mark.parametrize(
    ("more", "year", "address"),
    [
        ({}, "2026", ""),
        ({"datePublished": "2025-03-01", "url": "https://example.org/b/book/index.html"}, "2025", "https://example.org/b/"),
        ({"datePublished": "", "url": "https://example.org/"}, "2026", "https://example.org/"),
    ],
)  # fmt: skip
def test_all_that_a_book_says_of_itself_is_taken_from_its_landing_page(tmp_path, more, year, address):
    """Each edition prints it: a wrong author, licence or year would go out with it."""
    assert about(put(tmp_path, "book/index", front(SAID | more)), "book/index") == About(
        name="a-book",
        title="A Book: on zones",
        short="A Book",
        authors=("Ada Lin", "The Readers"),
        version="1.2",
        year=year,
        language="zh",
        licences=("https://spdx.org/licenses/MIT.html", "https://spdx.org/licenses/CC0-1.0.html"),
        description="What became of the zones.",
        address=address,
    )


def test_a_page_that_cannot_be_taken_is_named_with_what_was_expected(tmp_path):
    """Who reads the message knows which page it is, and what to do."""
    with pytest.raises(FileNotFoundError) as lost:
        read_page(tmp_path, "book/a")
    assert str(lost.value) == "_build/html/book/a.html: found no such file, expected the built book (make book)"
    put(tmp_path, "book/a", "<title>A</title><p>Text</p>")
    with pytest.raises(ValueError) as silent:
        about(tmp_path, "book/a")
    expected = "found no JSON-LD, expected title, authors and version of the book"
    assert str(silent.value) == f"_build/html/book/a.html: {expected}"
    for text in ("<p>No article</p><h1>A</h1>", "<article><h2>No title</h2></article>"):
        put(tmp_path, "book/a", text)
        with pytest.raises(ValueError) as bare:
            read_page(tmp_path, "book/a")
        expected = "found no article with a title, expected a page of the book"
        assert str(bare.value) == f"_build/html/book/a.html: {expected}"


@pytest.mark.parametrize(
    ("article", "left"),
    [
        ("<p role='note' tabindex='0' class='x'>Text</p>", '<p class="x">Text</p>'),
        ("<p>a<button>b</button>c<script>d</script>e</p>", "<p>ace</p>"),
        ("<div><p> <span></span>\n</p></div><p>x</p>", "<p>x</p>"),
        ("<p id='place'></p><span id='other'> </span>", '<p id="place"></p><span id="other"> </span>'),
        ("<p><span>\u00a0<img src='a.png' loading='lazy'></span></p>", '<p><span>\u00a0<img src="a.png"></span></p>'),
        ("<p><span><b>x</b></span></p>", "<p><span><b>x</b></span></p>"),
        ("<b></b>", "<b></b>"),
        ("<details open class='d'><summary>More</summary><p>x</p></details>", '<div class="d"><p class="summary">More</p><p>x</p></div>'),
        ("<details><summary class='sd'>One</summary></details><details open><summary>Two</summary></details>",
         '<div><p class="summary">One</p></div><div><p class="summary">Two</p></div>'),
        ("<details class='hide above-input'><summary>Show code</summary><p>x</p></details>", '<div class="hide above-input"><p>x</p></div>'),
        ("<picture><source srcset='n.svg'><source srcset='m.svg'><img src='a.svg'></picture>", '<picture><img src="a.svg"></picture>'),
    ],
)  # fmt: skip
def test_of_an_article_only_text_and_figures_stay(tmp_path, article, left):
    """What paper cannot do goes without taking a word of the text along; what is empty goes, unless links lead there."""
    assert body_of(tmp_path, f"<h1>A</h1>{article}") == f"<div><h1>A</h1>{left}</div>"


def test_a_title_is_one_line_however_it_was_laid_out(tmp_path):
    """It stands in contents and outline; what is taken out of the page is not in it either."""
    put(
        tmp_path,
        "b/c",
        "<article><div><h1>\n1. <em>One</em>\n two?<a class='headerlink'>¶</a></h1></div></article>after",
    )
    page = read_page(tmp_path, "b/c")
    assert (page.name, page.title) == ("b/c", "1. One two?")


def led_on(text: str, lead, *rename) -> str:
    """The body of a page at ``book/one`` after its links were led on."""
    page = Page("book/one", "One", markup.fragment_fromstring(text, create_parent="div"))
    relink(page, lead, *rename)
    return etree.tostring(page.body, encoding="unicode", method="html")


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("two.html#x", ("book/two.html", "x")),
        ("two.html", ("book/two.html", "")),
        ("../a%20b/c.html#d", ("a b/c.html", "d")),
        ("#here", ("book/one.html", "here")),
        ("./deep/../two.html", ("book/two.html", "")),
    ],
)
def test_a_link_is_asked_for_by_place_and_id_from_the_top(address, asked):
    """However it is written, it is the same place."""
    found = []
    text = led_on(f'<a href="{address}">x</a>', lambda *place: found.append(place) or "new")
    assert found == [asked]
    assert text == '<div><a href="new">x</a></div>'


@pytest.mark.parametrize(
    ("link", "left"),
    [
        ('<a href="https://example.org/">x</a>', '<a href="https://example.org/">x</a>'),
        ('<a href="//example.org/">x</a>', '<a href="//example.org/">x</a>'),
        ('<a href="MAILTO:a@b.c">x</a>', '<a href="MAILTO:a@b.c">x</a>'),
        ('<a href="data:text/csv,1">x</a>', "x"),
        ('<a id="here">x</a>', '<a id="here">x</a>'),
        ("<a>x</a>", "<a>x</a>"),
        ('<a href="">x</a>', '<a href="">x</a>'),
        ('<a href="gone.html" download title="Note">x</a>', "x"),
        ('<a href="gone.html" id="here" download="a">x</a>', '<a id="here">x</a>'),
        ('<a href="https://example.org/" title="Note" download>x</a>', '<a href="https://example.org/">x</a>'),
    ],
)
def test_a_link_that_leads_nowhere_leaves_its_words_and_its_place(link, left):
    """Addresses on the web stay; data that stands in the address is no link on paper; all of them in one page."""
    text = led_on(f"{link} and {link}", lambda place, fragment: "")
    assert text == f"<div>{left} and {left}</div>"


def test_what_points_to_a_place_is_renamed_with_it():
    """A label or a description of several parts keeps all of them."""
    text = '<p id="a" aria-labelledby="b  c" class="k">x</p><label for="d">y</label><p headers="e" aria-controls="f" aria-describedby="g">z</p>'
    assert led_on(text, lambda *_: "", "x-{}".format) == (
        '<div><p id="x-a" aria-labelledby="x-b x-c" class="k">x</p><label for="x-d">y</label>'
        '<p headers="x-e" aria-controls="x-f" aria-describedby="x-g">z</p></div>'
    )
    assert led_on('<p id="a">x</p>', lambda *_: "") == '<div><p id="a">x</p></div>'

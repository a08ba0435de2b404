"""What pages say of themselves: a description each, metadata that parses, absolute addresses or none."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import page_head
import pytest
from built import ADDRESS, ROOT, chapter_pages, pages
from docutils import nodes
from lxml import html

ABSOLUTE = ("og:url", "og:image", "citation_public_url", "citation_fulltext_html_url")


def head(text: str) -> dict[str, list[str]]:
    """What stands in a head, by the names of its metadata; the links under their kinds."""
    found = {}
    for node in html.fromstring(text).iter("meta", "link"):
        name = node.get("name") or node.get("property") or node.get("rel")
        found.setdefault(name, []).append(node.get("content") or node.get("href"))
    return found


def linked(text: str) -> dict:
    """The JSON-LD of a page."""
    (script,) = html.fromstring(text).xpath("//script[@type='application/ld+json']")
    return json.loads(script.text)


def description_problems(found: dict[str, str]) -> list[str]:
    """Pages, by name, whose description is missing, long, or another's."""
    counts = Counter(found.values())
    return [
        f"{name}: {text!r}"
        for name, text in found.items()
        if not 40 <= len(text) <= page_head.LONGEST or counts[text] > 1
    ]


def address_problems(text: str, top: str) -> list[str]:
    """Addresses in a head that must be absolute and are not, or are there though the book has none."""
    said, found = head(text), []
    for name in (*ABSOLUTE, "canonical", "alternate"):
        found += [f"{name}: {value}" for value in said.get(name, []) if not top or not (value or "").startswith(top)]
    return found


def whole_problems(text: str) -> list[str]:
    """What a page of a published book must say and does not."""
    said = head(text)
    return [
        name for name in ("canonical", "description", "og:title", "citation_title", *ABSOLUTE) if not said.get(name)
    ]


def texts(book: Path) -> dict[str, str]:
    """The pages that people read, by their place."""
    return {path.relative_to(book).as_posix(): path.read_text(encoding="utf-8") for path in pages(book)}


# ------------------------------------------------------------------------------------------------------------ the book


def test_every_page_has_a_description_and_no_two_the_same(book):
    """It is what a list of results shows."""
    assert description_problems({name: head(text)["description"][0] for name, text in texts(book).items()}) == []


def test_a_book_that_is_not_published_names_no_address(book):
    """A dead or a relative one is worse than none."""
    assert {name: found for name, text in texts(book).items() if (found := address_problems(text, ""))} == {}
    assert ADDRESS not in "".join(texts(book).values())


@pytest.mark.slow
def test_a_published_book_names_the_address_of_each_page(published):
    """Each its own, and whole."""
    for name, text in texts(published).items():
        assert address_problems(text, ADDRESS) == [], name
        assert whole_problems(text) == [], name
        assert head(text)["canonical"] == head(text)["og:url"] == [ADDRESS + name]
        image = head(text)["og:image"][0].removeprefix(ADDRESS)
        assert (published / image).read_bytes().startswith(b"\x89PNG"), name


@pytest.mark.slow
def test_json_says_what_a_page_is(published):
    """The book with its chapters, a chapter of the book, the data with the files that hold it."""
    said = {name: linked(text) for name, text in texts(published).items()}
    front, data = said["book/index.html"], said["book/data-dictionary.html"]
    numbered = [path.relative_to(published).as_posix() for path in chapter_pages(published) if path.stem < "90"]
    assert front["@type"] == "Book"
    assert [part["url"] for part in front["hasPart"]] == [ADDRESS + name for name in numbered]
    for number, name in enumerate(numbered, start=1):
        assert said[name]["@type"] == ["Chapter", "ScholarlyArticle"], name
        assert (said[name]["position"], said[name]["isPartOf"]["name"]) == (number, front["name"])
        assert said[name]["name"] in html.fromstring((published / name).read_text(encoding="utf-8")).findtext(
            ".//title"
        )
    assert data["@type"] == "Dataset"
    assert data["license"]
    files = [part["contentUrl"].removeprefix(ADDRESS) for part in data["distribution"]]
    assert {Path(name).suffix for name in files} == {".csv", ".zip"}
    assert [name for name in files if not (published / name).is_file()] == []
    assert Counter(str(one["@type"]) for one in said.values())["Dataset"] == 1


def test_json_of_a_book_without_an_address_has_none(book):
    """It still says what the pages are."""
    said = {name: linked(text) for name, text in texts(book).items()}
    assert said["book/index.html"]["@type"] == "Book"
    assert "distribution" not in said["book/data-dictionary.html"]
    assert [name for name, one in said.items() if {"url", "image"} & set(one)] == []


@pytest.mark.slow
def test_every_page_says_how_to_cite_it(published):
    """The sentence and BibTeX, with the address of the page."""
    for name, text in texts(published).items():
        (cite,) = html.fromstring(text).find_class("cite-page")
        assert ADDRESS + name in cite.findtext("p"), name
        assert f"url = {{{ADDRESS}{name}}}" in cite.findtext("pre"), name
    keys = [re.search(r"@\w+{([^,]+),", text)[1] for text in texts(published).values()]
    assert len(set(keys)) == len(keys)
    assert keys[0].startswith("reading-a-reform-")


@pytest.mark.slow
def test_the_cover_is_drawn_alike_and_has_the_title(published, book):
    """Twice the same bytes; the title of the configuration, in full."""
    assert (published / page_head.COVER).read_bytes() == (book / page_head.COVER).read_bytes()
    drawn = html.parse(ROOT / "book" / "static" / "cover.svg").getroot()
    assert " ".join(text.text_content() for text in drawn.iter("text")).startswith("Reading a Reform ")


# ------------------------------------------------------------------------------------------------------------- sabotage


GOOD = "In the zone bodies became fewer, and those who had headed one came out as deputies."


@pytest.mark.parametrize("spoilt", [{"a": GOOD, "b": GOOD}, {"a": ""}, {"a": "Short."}, {"a": GOOD * 3}])
def test_a_description_that_says_nothing_is_found(spoilt):
    """Missing, short, long, or another page's."""
    assert description_problems({"c": "Another one, which is long enough to say something of its page.", **spoilt})


@pytest.mark.parametrize(
    ("text", "top"),
    [
        ('<link rel="canonical" href="a.html">', "https://example.org/"),
        ('<link rel="canonical" href="https://example.org/a.html">', ""),
        ('<meta property="og:image" content="../_images/a.png">', "https://example.org/"),
        ('<link rel="alternate" href="/feed.xml">', "https://example.org/"),
        ('<meta property="og:url" content="http://localhost/a.html">', "https://example.org/"),
    ],
)
def test_an_address_that_is_not_absolute_or_not_there_is_found(text, top):
    """The check must be able to fail."""
    assert address_problems(f"<html><head>{text}</head></html>", top)
    assert whole_problems(f"<html><head>{text}</head></html>")


# ---------------------------------------------------------------------------------------------------------- its functions


def doctree(*children: nodes.Node) -> nodes.document:
    """A page."""
    from docutils.utils import new_document

    document = new_document("page")
    document += [*children]
    return document


def test_a_description_is_of_the_running_text():
    """Not of a caption, a box, a table or an output, not of a formula, and not of two words."""
    image = nodes.figure("", nodes.caption("", "c"), nodes.legend("", nodes.paragraph("", f"Figure. {GOOD}")))
    beside = [
        image,
        nodes.note("", nodes.paragraph("", f"Note. {GOOD}")),
        nodes.container("", nodes.paragraph("", f"Output. {GOOD}")),
        nodes.paragraph("", "Two words."),
        nodes.paragraph("", "", nodes.Text(f"Formula {GOOD}"), nodes.math("", "x^2")),
    ]
    page = doctree(*beside, nodes.paragraph("", f"  {GOOD}\n  More."), nodes.paragraph("", f"Later. {GOOD}"))
    assert page_head.description(page) == f"{GOOD} More."
    assert page_head.description(doctree(*beside)) == ""


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("One. Two. Three.", 9, "One. Two."),
        ("One. Two. Three.", 8, "One."),
        ("A rise of 5.3 % in all. Two.", 23, "A rise of 5.3 % in all."),
        ("One two, three four.", 9, "One two…"),
        ("Is it? It is.", 99, "Is it? It is."),
    ],
)
def test_a_text_is_cut_after_a_sentence(text, most, expected):
    """Of a first sentence that is too long, after a word."""
    assert page_head.cut(text, most) == expected


def test_the_picture_of_a_page_is_its_first_figure_that_has_one():
    """A figure without a PNG has none to show; a page without a figure has the book's."""
    plain, first, second = (nodes.figure("", nodes.image("", alt=f"alt {name}")) for name in "abc")
    first["png"], second["png"] = "b.png", "c.png"
    assert page_head.picture(doctree(plain, first, second)) == ("_images/b.png", "alt b")
    assert page_head.picture(doctree(plain)) == (page_head.COVER, "")


def test_a_script_in_a_title_stays_text():
    """JSON stands in a script: a closing mark in it would end it."""
    of = page_head.Citation("A", (("Person", "B"),), "1", "2026", "", ())
    titles = {"front": nodes.title("", "A"), "one": nodes.title("", "</script><b>")}
    app = SimpleNamespace(
        config=SimpleNamespace(root_doc="front", language="en"),
        env=SimpleNamespace(titles=titles, toc_secnumbers={"one": {"": (1,)}, "front": {}}, metadata={}),
    )
    said = page_head.linked_data(app, "front", {"title": "A", "description": "D"}, of, "")
    assert said["hasPart"] == [{"@type": "Chapter", "position": 1, "name": "</script><b>"}]
    written = page_head.as_script(said)
    assert "<" not in written
    assert json.loads(written) == said


def test_it_listens_when_a_page_is_written(app, safe):
    """Head with each page, the cover at the end."""
    assert page_head.setup(app) == safe
    assert app.said == [
        ("connect", "html-page-context", page_head.add_head),
        ("connect", "build-finished", page_head.draw_cover),
    ]

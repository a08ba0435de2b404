"""A web page as blocks of text, and what is told of the lines that are no part of its article."""

from __future__ import annotations

import pytest
from casebook.reading.documents import UnreadableDocument, web
from lxml import etree, html


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<body>a<p>b</p>c<p>d</p>e</body>", ["a", "b", "c", "d", "e"]),
        ("<body><p>6<b>4</b> to<i> 19</i>, <a href='x'>a\n cut</a></p></body>", ["64 to 19, a cut"]),
        ("<body><p>a<br>b</p><div>c<p></p>d</div></body>", ["a", "b", "c", "d"]),
        ("<body>a<!-- no text -->b<p>c<!-- nor this --></p></body>", ["ab", "c"]),
        (
            "<table><tr><th>Year</th><th>Posts</th></tr><tr><td>2018</td><td> 64 </td></tr></table>",
            ["Year | Posts", "2018 | 64"],
        ),
        ("<table><tr><td><p>a</p><p>b</p></td><td>c</td></tr></table>", ["a b | c"]),
        ("<table><tr><td>a<br>b</td><td></td><td>c</td></tr></table><p>d</p>", ["a b | | c", "d"]),
        (
            "<table><tr><td>a<table><tr><td>b</td></tr></table></td><td>c</td></tr></table>",
            ["a | b | c"],
        ),
        ("<body>  <p> </p> </body>", []),
    ],
)
def test_a_page_is_its_blocks(page, expected):
    """What stands in a line is no block, a row of a table is one, and nothing is lost between two."""
    assert [*web.blocks(html.fromstring(page))] == expected


def test_what_stands_behind_a_tree_is_no_part_of_it():
    """A part of a page is asked alone."""
    part = html.fromstring("<div><p>a</p>b</div>")[0]
    assert [*web.blocks(part)] == ["a"]


def test_the_elements_of_the_extracted_article_are_blocks_too():
    """Its rows and cells have names of their own, and so has what stands in a line."""
    made = etree.fromstring(
        "<doc><main><p>a <hi>b</hi></p><table><row><cell>c</cell><cell>d</cell></row></table></main></doc>"
    )
    assert [*web.blocks(made)] == ["a b", "c | d"]


@pytest.mark.parametrize(
    ("every", "article", "expected"),
    [
        (["a b", "c"], ["ab", "c"], []),
        (["a | b"], ["ab"], []),
        (["a b"], ["a", "b"], []),
        (["ab"], ["a | b"], []),
        (["Home", "News 24", "a"], ["a"], ["left out as no part of the article: 2 lines of the page, 1 of them with a figure"]),
        (["Home"], ["a"], ["left out as no part of the article: 1 lines of the page, 0 of them with a figure"]),
        (["1 and 2"], ["a"], ["left out as no part of the article: 1 lines of the page, 1 of them with a figure"]),
        ([], [], []),
    ],
)  # fmt: skip
def test_the_lines_left_out_are_counted(every, article, expected):
    """A line with a figure that is gone may be the one that matters; blanks and bars make no other line of it."""
    assert web._left_out(every, article) == expected


def read(monkeypatch, page: str | bytes, article: str | None):
    """A page of which the library takes this for the article."""
    asked = []
    monkeypatch.setattr(web.trafilatura, "extract", lambda text, **options: asked.append((text, options)) or article)
    found = web.read(page if isinstance(page, bytes) else page.encode())
    assert [options for _, options in asked] == [
        {"output_format": "xml", "include_comments": False, "favor_recall": True}
    ]
    return found


def test_a_title_above_the_article_is_put_before_it(monkeypatch):
    """If there is one; of two it is not known which, and one that the article has stands there already."""
    article = "<doc><main><p>It was so.</p></main></doc>"
    page = "<html><body><h1>Fewer\n desks</h1><p>It was so.</p></body></html>"
    assert read(monkeypatch, page, article).paragraphs == ["Fewer desks", "It was so."]
    assert read(monkeypatch, page, article).notes == []
    two = page.replace("<p>", "<h1>More</h1><p>")
    found = read(monkeypatch, two, article)
    assert found.paragraphs == ["It was so."]
    assert found.notes == ["left out as no part of the article: 2 lines of the page, 0 of them with a figure"]
    whole = article.replace("<p>", "<head>Fewer desks</head><p>")
    assert read(monkeypatch, page, whole).paragraphs == ["Fewer desks", "It was so."]


@pytest.mark.parametrize("article", [None, "<doc><main> </main></doc>"])
def test_a_page_without_an_article_is_all_its_text(monkeypatch, article):
    """But for what a reader does not see; the tail of it stays."""
    page = (
        "<html><head><title>T</title></head><body>a<script>1</script>b<style>2</style><svg>3</svg><noscript>4</noscript>"
        "<template>5</template><p>c</p></body></html>"
    )
    found = read(monkeypatch, page, article)
    assert (found.paragraphs, found.kind, found.encoding) == (["ab", "c"], "html", "utf-8")
    assert found.notes == ["no article was found in the page: all its text was read"]


def test_the_doubts_of_the_text_are_those_of_the_page(monkeypatch):
    """The encoding that it names is tried first, and a lie stands before all other notes."""
    page = "<html><head><meta charset='gbk'></head><body><p>门店\ufffd</p></body></html>"
    lie = "it says that it is gbk, and it is not"
    lost = "1 signs were lost before it came here (U+FFFD)"
    found = read(monkeypatch, page.replace("门店", "门"), None)
    assert (found.encoding, found.notes) == (
        "utf-8", [lie, lost, "no article was found in the page: all its text was read"]
    )  # fmt: skip
    article = "<doc><main><p>门\ufffd</p></main></doc>"
    assert read(monkeypatch, page.replace("门店", "门"), article).notes == [lie, lost]
    gbk = page.replace("\ufffd", "").encode("gbk")
    assert read(monkeypatch, gbk, None).paragraphs == ["门店"]


@pytest.mark.parametrize(
    "start", ["<?xml version='1.0' encoding='utf-8'?>", "\ufeff", " \n<?xml version='1.0' encoding='gbk'?>\n"]
)
def test_a_declaration_is_no_part_of_a_page(monkeypatch, start):
    """The library refuses a text that names an encoding."""
    assert read(monkeypatch, f"{start}<html><body><p>It was so.</p></body></html>", None).paragraphs == ["It was so."]


def test_an_encoding_named_far_down_is_not_that_of_the_page(monkeypatch):
    """A page on encodings names others in its text; what it says of itself stands at its beginning."""
    page = f"<html><body><p>{'so ' * 1000}</p><meta charset='gbk'><p>é</p></body></html>"
    found = read(monkeypatch, page, None)
    assert (found.encoding, found.notes) == ("utf-8", ["no article was found in the page: all its text was read"])


def test_a_page_that_begins_with_a_letter_keeps_it(monkeypatch):
    """A part of a page, saved without its head."""
    assert read(monkeypatch, "Xanadu<p>b</p>", None).paragraphs == ["Xanadu", "b"]


@pytest.mark.parametrize("page", [b"", b"<!-- -->", b"<?xml version='1.0'?>"])
def test_a_page_of_nothing_is_refused(page):
    """In one line."""
    with pytest.raises(UnreadableDocument) as error:
        web.read(page)
    assert str(error.value) == "found no text in the page"

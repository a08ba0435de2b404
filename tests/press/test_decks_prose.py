"""The prose of a slide: links, roles, citations, formulas and Chinese, to the letter."""

from __future__ import annotations

import pytest
from casebook.press.decks import prose
from casebook.press.decks.prose import Prose, marked

REFERENCES = """
@article{one2001, author = {Wang, Li}, title = {A}, year = {2001}}
@book{two2002, editor = {van der Berg, Jan and {World Bank}}, title = {B}, year = {2002}}
@article{three2003, author = {Ö & Co, A. and Li, B. and Xu, C.}, title = {C}, year = {2003}}
@misc{law, title = {The law}}
@misc{bare}
"""


@pytest.fixture
def cited(tmp_path, monkeypatch):
    """A book with references of its own."""
    (tmp_path / "references.bib").write_text(REFERENCES, encoding="utf-8")
    monkeypatch.setattr(prose, "BOOK", tmp_path)
    prose.references.cache_clear()
    yield tmp_path
    prose.references.cache_clear()


def test_references_are_by_author_and_year(cited):
    """Two authors by name, of three the first; editors or the title where there is no author."""
    assert prose.references() == {
        "one2001": ("Wang", "2001"),
        "two2002": ("van der Berg and World Bank", "2002"),
        "three2003": ("Ö & Co et al.", "2003"),
        "law": ("The law", "no date"),
        "bare": ("bare", "no date"),
    }


def test_a_book_without_references_has_none(cited):
    """It cites nothing, and needs no file for it."""
    (cited / "references.bib").unlink()
    assert prose.references() == {}


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("{cite:t}`one2001`", "Wang (2001)"),
        ("{cite:t}`one2001,law`", "Wang (2001) and The law (no date)"),
        ("{cite:p}`one2001, two2002`", "(Wang, 2001; van der Berg and World Bank, 2002)"),
        ("{cite:p}`three2003`", "(Ö &amp; Co et al., 2003)"),
        ("{ref}`the map <map>`", "the map"),
        ("{doc}`A & B<x>`", "A &amp; B"),
        ("{term}`zone  <z>`, {numref}`Figure <f>`", "zone, Figure"),
    ],
)
def test_a_role_is_what_it_says(cited, text, html):
    """A citation as the pages have it, a reference by its own words."""
    assert Prose().inline(text) == html


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{cite:t}`one2001,no1,no2`", "found the citation of no1, no2, expected a reference of book/references.bib"),
        ("{eval}`1`", "found the role {eval}`1`, expected a citation, or a reference with words of its own"),
        ("{ref}`map`", "found the role {ref}`map`, expected a citation, or a reference with words of its own"),
        ("{eval}`a <b>`", "found the role {eval}`a <b>`, expected a citation, or a reference with words of its own"),
        ("![a](b.png)", "found an image in prose, expected figures of code cells only: they have their text and their table"),
    ],
)  # fmt: skip
def test_what_no_slide_can_show_is_refused(cited, text, message):
    """In the words that lead to the line."""
    with pytest.raises(ValueError) as refused:
        Prose().inline(text)
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("link", "there"),
    [
        ("../book/ledger.md#cut", "../book/ledger.html#cut"),
        ("08_what.ipynb", "../notebooks/08_what.html"),
        ("08_what.ipynb#a.b:c", "../notebooks/08_what.html#a.b:c"),
        ("sub/x.md", "../notebooks/sub/x.html"),
        ("../a.md", "../a.html"),
        ("https://example.org/a.md", ""),
        ("//example.org/a.md", ""),
        ("../../a.md", ""),
        ("a.png", ""),
        ("#cut", ""),
        ("", ""),
    ],
)
def test_a_link_leads_to_the_built_book_or_nowhere(link, there):
    """From where the deck lies; a deck that stands alone has none."""
    assert Prose("../").address(link) == there
    assert Prose().address(link) == ""
    led = f'<a href="{there}">b</a>' if there else '<span class="linked">b</span>'
    if link:
        assert Prose("../").inline(f"a [b]({link})") == f"a {led}"
    assert Prose().inline(f"[b]({link or '<>'})") == '<span class="linked">b</span>'


def test_each_link_is_closed_as_it_was_opened():
    """One that leads out of the book beside one that does not."""
    assert Prose("x/&/").inline("[a](b.md) [c](https://d.e) [f](g.md)") == (
        '<a href="x/&amp;/notebooks/b.html">a</a> <span class="linked">c</span> <a href="x/&amp;/notebooks/g.html">f</a>'
    )


def formula(name: str, display: str) -> str:
    """A letter as MathML."""
    return f'<math display="{display}"><mrow><mi>{name}</mi></mrow></math>'


def test_a_text_is_written_as_html():
    """Headings as bold paragraphs, formulas in the line and on their own, tables, and no tag of the text's own."""
    reader = Prose()
    source = "# A $x$\n\nIt <b>is</b>.\n\n$$\ny\n$$\n\n| a |\n| --- |\n| 3 % |\n"
    html = reader.html(reader.parse(source))
    assert f'<p class="heading">A {formula("x", "inline")}</p>' in html
    assert "<p>It &lt;b&gt;is&lt;/b&gt;.</p>\n" in html
    assert formula("y", "block") in html
    assert "<table>\n<thead>\n<tr>\n<th>a</th>" in html
    assert "<td>3\u202f%</td>" in html
    assert "xmlns" not in html
    assert reader.inline("Of $x$ and 区") == f'Of {formula("x", "inline")} and <span lang="zh-CN">区</span>'


@pytest.mark.parametrize(
    ("html", "made"),
    [
        ("3 % of 区、城。 x", '3\u202f% of <span lang="zh-CN">区、城。</span> x'),
        ('<a title="区 3 %">a %</a>3  % x %', '<a title="区 3 %">a %</a>3  % x %'),
        ("《区》<b>城</b>", '<span lang="zh-CN">《区》</span><b><span lang="zh-CN">城</span></b>'),
        ("", ""),
    ],
)
def test_chinese_and_shares_are_marked_outside_of_tags(html, made):
    """For fonts and voices; a number stays with its per cent sign."""
    assert marked(html) == made

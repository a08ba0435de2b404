"""The PDF without a browser: what it is asked to print, what becomes of the print, and how the joined book is put together."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from casebook.press.editions import paper
from casebook.press.editions.pages import About, about
from elsewhere import plain_locale  # noqa: F401  (a fixture for every test here)
from lxml import html as markup
from small_site import PARTS, build, frame

BOOK = About(
    "a-book", "A Book: on zones", "A <Book>", ("Ada Lin", "The Readers"), "1.2", "2026", "en", (), "What became.", ""
)


@pytest.fixture
def html(tmp_path) -> Path:
    """A small built book that is published nowhere."""
    return build(tmp_path / "html")


# ------------------------------------------------------------------------------------------------------ which browser


@pytest.mark.parametrize("named", ["", "none"])
def test_no_browser_is_told_with_what_to_do(monkeypatch, tmp_path, named):
    """Whoever has none is told which was looked for, and how to name another."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("CHROMIUM", named)
    with pytest.raises(FileNotFoundError) as refused:
        paper.browser()
    assert str(refused.value) == (
        f"{named or 'chromium'}: found no such browser, expected one that prints the PDF: install Chromium, or name it, as in "
        "CHROMIUM=/path/to/chrome"
    )


def test_a_browser_that_is_named_goes_before_one_that_is_found(monkeypatch, tmp_path):
    """Somebody named it for a reason; of those that are found the first in the list prints."""
    for name in ("chromium", "msedge", "mine"):
        (tmp_path / name).write_text("#!/bin/sh\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    assert paper.browser() == str(tmp_path / "chromium")
    monkeypatch.setenv("CHROMIUM", "mine")
    assert paper.browser() == "mine"


# ------------------------------------------------------------------------------------------------------------- a print


@pytest.mark.parametrize("fails", [False, True])
def test_a_page_is_printed_on_a4_with_outline_tags_and_numbers(monkeypatch, tmp_path, fails):
    """A reader turns to the number in the contents; a screen reader needs the tags; no browser is left running."""
    said = []

    def pdf(**asked):
        said.append(("pdf", asked))
        if fails:
            raise RuntimeError("no paper")
        return b"%PDF"

    tab = SimpleNamespace(goto=lambda address, **asked: said.append(("goto", address, asked)), pdf=pdf)
    running = SimpleNamespace(new_page=lambda: tab, close=lambda: said.append(("close",)))
    launched = SimpleNamespace(launch=lambda **asked: said.append(("launch", asked)) or running)

    class Driver:
        def __enter__(self):
            return SimpleNamespace(chromium=launched)

        def __exit__(self, *_):
            said.append(("end",))

    monkeypatch.setitem(sys.modules, "playwright.sync_api", SimpleNamespace(sync_playwright=Driver))
    page = tmp_path / "a book.html"
    if fails:
        with pytest.raises(RuntimeError, match="no paper"):
            paper.print_pdf(page, BOOK, "/bin/mine")
    else:
        assert paper.print_pdf(page, BOOK, "/bin/mine") == b"%PDF"
    launch, goto, (_, asked), *after = said
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    assert launch == ("launch", {"executable_path": "/bin/mine", "args": flags})
    assert goto == ("goto", f"file://{tmp_path.as_posix()}/a%20book.html", {"wait_until": "load"})
    foot = asked.pop("footer_template")
    assert '<span>A &lt;Book&gt;</span><span class="pageNumber"></span>' in foot
    assert asked == {
        "format": "A4",
        "margin": {"top": "18mm", "bottom": "20mm", "left": "22mm", "right": "22mm"},
        "outline": True,
        "tagged": True,
        "print_background": True,
        "display_header_footer": True,
        "header_template": "<span></span>",
    }
    assert after == [("close",), ("end",)]


def printed(titles: list[str], places: dict[str, int], pages: int) -> bytes:
    """A print with pages, an outline two deep and named places."""
    from pypdf import PdfWriter

    made, above = PdfWriter(), None
    made.pdf_header = "%PDF-1.4"
    for _ in range(pages):
        made.add_blank_page(100, 100)
    for number, title in enumerate(titles):
        entry = made.add_outline_item(title, 0, above if number % 2 else None)
        above = None if number % 2 else entry
    for name, number in places.items():
        made.add_named_destination(name, number)
    out = io.BytesIO()
    made.write(out)
    return out.getvalue()


@pytest.fixture
def prints(monkeypatch):
    """What the browser was given to print, a text each; what it gives is set by the test."""
    given, gives = [], []

    def print_pdf(page: Path, book: About, chosen: str) -> bytes:
        given.append((page.name, page.read_text(encoding="utf-8"), book, chosen))
        return gives[len(given) - 1]

    monkeypatch.setattr(paper, "print_pdf", print_pdf)
    monkeypatch.setattr(paper, "browser", lambda: "/bin/mine")
    return SimpleNamespace(given=given, gives=gives)


def test_the_second_print_has_the_numbers_that_the_first_has_told(html, prints, tmp_path):
    """A number in the contents is that of the page on which its chapter begins, counted from one."""
    from pypdf import PdfReader

    twice = ["Contents", "A Book A Book", "Part", "1. One?", "1.1. Data"]
    prints.gives += [printed(twice, {"/notebooks-01-one": 2, "/book-index": 1}, 3), printed(twice, {}, 4)]
    said = about(html, "book/index")
    assert paper.write(html, PARTS, said, tmp_path / "a.pdf") == 4
    (first, before, *with_first), (second, after, *with_second) = prints.given
    assert first == second == "book.html"
    assert with_first == with_second == [said, "/bin/mine"]
    contents = [
        [(link.get("href"), link.get("data-page")) for link in markup.document_fromstring(text).xpath("//li/a")]
        for text in (before, after)
    ]
    assert contents[0] == [("#book-index", ""), ("#notebooks-01-one", "")]
    assert contents[1] == [("#book-index", "2"), ("#notebooks-01-one", "3")]
    pdf = PdfReader(tmp_path / "a.pdf")
    assert len(pdf.pages) == 4
    assert pdf.pdf_header == "%PDF-1.4"
    titles = [[entry.title for entry in part] if isinstance(part, list) else part.title for part in pdf.outline]
    assert titles == ["Contents", ["A Book"], "Part I · The reform", ["1. One?"], "1.1. Data"]
    assert dict(pdf.metadata) == {
        "/Producer": "pypdf",
        "/Title": "A Book: on zones & more",
        "/Author": "Ada Lin, The Readers",
        "/Subject": "What became of the zones.",
        "/CreationDate": "D:20200101000000Z",
        "/ModDate": "D:20200101000000Z",
    }


def test_an_outline_that_lacks_a_heading_is_refused_and_nothing_written(html, prints, tmp_path):
    """Its entries would have the names of their neighbours."""
    prints.gives += [printed(["A"], {}, 1), printed(["A", "B"], {}, 1)]
    with pytest.raises(ValueError) as refused:
        paper.write(html, PARTS, about(html, "book/index"), tmp_path / "a.pdf")
    assert str(refused.value) == "the outline of the PDF: found 2 entries, expected 5, one a heading"
    assert list(tmp_path.glob("*.pdf")) == []


def test_headings_of_every_depth_are_in_the_outline_in_their_order():
    """As the reader sees them: in one line, without their marks."""
    text = "".join(f"<h{level}>{level}\n <em>x</em></h{level}>" for level in (2, 1, 3, 4, 6, 5))
    assert paper.headings(f"{text}<p>7</p>") == ["2 x", "1 x", "3 x", "4 x", "6 x", "5 x"]


# ----------------------------------------------------------------------------------------------------- the joined book

DEEP = "".join(f"<h{level}>{level}</h{level}>" for level in range(1, 7))


def put(html: Path, name: str, article: str) -> None:
    """A page of a built book, with words behind its article."""
    text = frame(name, article).replace("</article>", "</article>behind")
    (html / f"{name}.html").write_text(text, encoding="utf-8")


def test_pages_stand_below_their_parts_in_their_order(html):
    """The title of a chapter is a heading below that of its part; a part whose pages are not printed is none."""
    put(html, "book/index", "<h1>Front</h1>")
    put(html, "notebooks/01_one", f"{DEEP}<p>7</p>")
    put(html, "notebooks/02_two", "<h1>Two</h1>a<br>b")
    (html / "book" / "ledger").mkdir()
    put(html, "book/ledger/01", "<h1>Entries</h1>")
    parts = [
        ("", ["book/index"]),
        ("The reform", ["notebooks/01_one", "notebooks/02_two"]),
        ("Use it", ["book/ledger", "book/ledger/01"]),
    ]
    text = paper.joined(html, parts, BOOK, {"notebooks-02-two": 9})
    two = '<section class="page" id="notebooks-02-two">\n<div>\n      <h2>Two</h2>a<br>b</div>\n</section>'
    assert two in text
    page = markup.document_fromstring(text)
    told = [(one.get("href"), one.get("data-page"), one.text) for one in page.xpath("//nav//a")]
    assert told == [
        ("#book-index", "", "Front"),
        ("#part-the-reform", None, "The reform"),
        ("#notebooks-01-one", "", "1"),
        ("#notebooks-02-two", "9", "Two"),
    ]
    assert [[one.get("id") for one in part] for part in page.find_class("part")] == [
        ["book-index"],
        ["part-the-reform", "notebooks-01-one", "notebooks-02-two"],
    ]
    one = page.get_element_by_id("notebooks-01-one")
    assert [(node.tag, node.text) for node in one.find("div")] == [
        ("h2", "1"), ("h3", "2"), ("h4", "3"), ("h5", "4"), ("h6", "5"), ("h6", "6"), ("p", "7"),
    ]  # fmt: skip
    assert "behind" not in page.text_content()


def test_the_joined_book_carries_its_style_letters_and_cover(html):
    """It is printed from another folder, without a network: each address is that of a file that is there."""
    text = paper.joined(html, PARTS, about(html, "book/index"))
    page = markup.document_fromstring(text)
    style = page.find(".//style").text
    assert (paper.STYLE).read_text(encoding="utf-8") in style
    faces = [line.split("; ")[1:] for line in style.splitlines() if line.startswith("@font-face")]
    letters = (Path(paper.__file__).parents[2] / "drawing" / "fonts").as_uri()
    assert faces == [
        ["font-weight: bold", f'src: url("{letters}/ReformSans-Bold.otf");'],
        ["font-weight: normal", f'src: url("{letters}/ReformSans-Regular.otf");'],
    ]
    assert page.xpath("//img/@src") == [f"{html.as_uri()}/_static/cover.png", f"{html.as_uri()}/_images/a.svg"]


def test_an_image_with_a_blank_in_its_name_is_found(html):
    """Its address is quoted, and seen from the page that shows it."""
    put(html, "notebooks/01_one", '<h1>One</h1><img src="deep/../../_images/a b.png"><img src="c.png">')
    page = markup.document_fromstring(paper.joined(html, PARTS, about(html, "book/index")))
    base = html.as_uri()
    assert page.xpath("//img/@src")[1:] == [f"{base}/_images/a%20b.png", f"{base}/notebooks/c.png"]


NOT_PRINTED = "The ledger, with an entry for each number, is not printed."


@pytest.mark.parametrize(
    ("address", "ledger", "said"),
    [
        ("", True, f"{NOT_PRINTED} It is a page of the book on the screen, and in the ePub."),
        ("https://example.org/b/", True, f"{NOT_PRINTED} It stands at https://example.org/b/book/ledger.html, where the numbers lead."),
        ("https://example.org/b/", False, None),
    ],
)  # fmt: skip
def test_what_is_not_printed_is_said_with_where_it_is(tmp_path, address, ledger, said):
    """A reader of the paper wants to know where the numbers lead; a book without a ledger says nothing of one."""
    html = build(tmp_path / "html", address)
    parts = PARTS if ledger else PARTS[:2]
    page = markup.document_fromstring(paper.joined(html, parts, about(html, "book/index")))
    lines = [one.text_content() for one in page.xpath("//section[@class='title']/p")]
    assert lines == [
        "A Book: on zones & more",
        "Ada Lin, The Readers, 2026, version 1.2",
        *([address] if address else []),
        *([said] if said else []),
    ]


@pytest.mark.parametrize(
    ("href", "led", "led_on_the_web"),
    [
        ("02_two.html", "#notebooks-02-two", "#notebooks-02-two"),
        ("02_two.html#deep", "#notebooks-02-two--deep", "#notebooks-02-two--deep"),
        ("02_two.html#gone", "#notebooks-02-two", "#notebooks-02-two"),
        ("02_two.html#one", "#notebooks-02-two", "#notebooks-02-two"),
        ("#one", "#notebooks-01-one--one", "#notebooks-01-one--one"),
        ("../book/ledger.html#cut", None, "https://example.org/b/book/ledger.html#cut"),
        ("../book/ledger/01.html", None, "https://example.org/b/book/ledger/01.html"),
        ("../_downloads/all.zip", None, "https://example.org/b/_downloads/all.zip"),
    ],
)
def test_a_link_leads_to_its_place_in_the_joined_book_or_out_of_it(html, href, led, led_on_the_web):
    """To the page where the place is lost; to what is not printed only where the book has an address."""
    put(html, "notebooks/01_one", f'<h1 id="one">One</h1><p><a href="{href}">x</a></p>')
    put(html, "notebooks/02_two", '<h1>Two</h1><p id="deep">x</p>')
    parts = [("Part", ["notebooks/01_one", "notebooks/02_two"]), ("Use it", ["book/ledger"])]
    for address, wanted in (("", led), ("https://example.org/b/", led_on_the_web)):
        book = About("a", "A", "A", ("B",), "1", "2026", "en", (), "", address)
        page = markup.document_fromstring(paper.joined(html, parts, book))
        paragraph = page.xpath("//section[@id='notebooks-01-one']//p")[0]
        assert paragraph.text_content() == "x"
        assert paragraph.xpath("a/@href") == ([wanted] if wanted else [])


@pytest.mark.parametrize(
    ("name", "answer"),
    [("book/ledger", True), ("book/ledger/01", True), ("book/ledgers", False), ("notebooks/book/ledger", False)],
)
def test_the_ledger_is_known_by_its_place(name, answer):
    """It is what is left out of the print, and nothing beside it."""
    assert paper.is_ledger(name) is answer


def test_each_thing_that_leads_astray_is_told_once_and_in_order():
    """Names that are there twice, then links by their order; what leads to the web or to a mail is in order."""
    text = (
        '<p id="b"></p><p id="b"></p><p id="a"></p><p id="a"></p><p id="c"></p><a href="#c">x</a><a href="#d">x</a>'
        '<a href="e.html">x</a><a href="https://a.b">x</a><a href="http://a.b">x</a><a href="mailto:a@b.c">x</a><a>x</a>'
        '<a href="f#c">x</a>'
    )
    assert paper.dangling(text) == [
        "a: two places of this name",
        "b: two places of this name",
        "#d: no such place",
        "e.html: leads out of the book",
        "f#c: leads out of the book",
    ]

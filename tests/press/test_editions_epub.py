"""The ePub of a few small pages, file by file, and what its check says of each thing that can be wrong."""

from __future__ import annotations

import uuid
import zipfile
from pathlib import Path

import pytest
from casebook.press.editions import epub
from casebook.press.editions.pages import About
from elsewhere import plain_locale  # noqa: F401  (a fixture for every test here)
from lxml import etree
from small_site import PIXEL

ADDRESS = "https://example.org/b/"
BOOK = About("a", "A Book", "A", ("Ada Lin",), "1.2", "2026", "en", ("https://spdx.org/MIT",), "What became.", ADDRESS)
UNPUBLISHED = About(
    "a", "A Book", "A", ("Ada Lin",), "1.2", "2026", "en", ("https://spdx.org/MIT",), "What became.", ""
)
PARTS = [("", ["index"]), ("One part", ["deep/01_one"]), ("Nothing", [])]
PAGES = {
    "index": """<h1>Front <i>page</i></h1><p><a href="deep/01_one.html#here">a</a> <a href="deep/01_one.html#gone">b</a>
<a href="deep/01_one.html">c</a> <a href="all.zip">d</a> <a href="all.zip#x">e</a><a id="mark"></a></p><img src="pictures/B c.svg">""",
    "deep/01_one": """<h1>One</h1><p id="here">x<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>c</mi></math></p>
<img src="../pictures/B c.svg"><img src="a.png"><img src="../pictures/d.jpg">""",
}
OPF = "{http://www.idpf.org/2007/opf}"


@pytest.fixture
def html(tmp_path) -> Path:
    """Two built pages with their images, and words behind their articles."""
    for name, article in PAGES.items():
        path = tmp_path / "html" / f"{name}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<html><body><article>{article}</article>behind</body></html>", encoding="utf-8")
    for name in ("pictures/B c.svg", "deep/a.png", "pictures/d.jpg"):
        (tmp_path / "html" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "html" / name).write_bytes(f"<math>{name}".encode())
    (tmp_path / "html" / "_static").mkdir()
    (tmp_path / "html" / "_static" / "cover.png").write_bytes(PIXEL)
    return tmp_path / "html"


def files_of(html: Path, book: About = BOOK) -> dict[str, bytes]:
    """The files of its ePub."""
    epub.write(html, PARTS, book, html.parent / "a.epub")
    with zipfile.ZipFile(html.parent / "a.epub") as made:
        return {name: made.read(name) for name in made.namelist()}


NAMES = [
    "mimetype",
    "META-INF/container.xml",
    "EPUB/package.opf",
    "EPUB/nav.xhtml",
    "EPUB/cover.xhtml",
    "EPUB/images/cover.png",
    "EPUB/style.css",
    "EPUB/index.xhtml",
    "EPUB/deep-01-one.xhtml",
    "EPUB/images/a.png",
    "EPUB/images/b-c.svg",
    "EPUB/images/d.jpg",
]


def test_the_files_of_an_epub_stand_in_their_order_with_one_date(html):
    """A reader of ePubs asks the first, uncompressed, what it is; the same book gives the same bytes."""
    files_of(html)
    with zipfile.ZipFile(html.parent / "a.epub") as made:
        told = made.infolist()
    assert [info.filename for info in told] == NAMES
    assert [info.compress_type for info in told] == [zipfile.ZIP_STORED] + [zipfile.ZIP_DEFLATED] * (len(NAMES) - 1)
    assert {info.date_time for info in told} == {(2020, 1, 1, 0, 0, 0)}


def test_images_style_and_cover_are_those_of_the_book(html):
    """To the byte, each once, however many pages show it."""
    files = files_of(html)
    assert files["mimetype"] == b"application/epub+zip"
    assert b'full-path="EPUB/package.opf"' in files["META-INF/container.xml"]
    assert {name: files[f"EPUB/images/{name}"] for name in ("cover.png", "a.png", "b-c.svg", "d.jpg")} == {
        "cover.png": PIXEL,
        "a.png": b"<math>deep/a.png",
        "b-c.svg": b"<math>pictures/B c.svg",
        "d.jpg": b"<math>pictures/d.jpg",
    }
    assert files["EPUB/style.css"] == epub.STYLE.read_bytes()


def test_the_package_lists_each_file_with_its_kind_and_what_it_holds(html):
    """Readers refuse a file of an unknown kind, and a page with formulas that are not told."""
    package = etree.fromstring(files_of(html)["EPUB/package.opf"])
    items = [dict(item.attrib) for item in package.iter(f"{OPF}item")]
    xhtml = "application/xhtml+xml"
    assert items == [
        {"id": "nav", "href": "nav.xhtml", "media-type": xhtml, "properties": "nav"},
        {"id": "cover", "href": "cover.xhtml", "media-type": xhtml},
        {
            "id": "i-images-cover-png",
            "href": "images/cover.png",
            "media-type": "image/png",
            "properties": "cover-image",
        },
        {"id": "i-style-css", "href": "style.css", "media-type": "text/css"},
        {"id": "i-index-xhtml", "href": "index.xhtml", "media-type": xhtml},
        {"id": "i-deep-01-one-xhtml", "href": "deep-01-one.xhtml", "media-type": xhtml, "properties": "mathml"},
        {"id": "i-images-a-png", "href": "images/a.png", "media-type": "image/png"},
        {"id": "i-images-b-c-svg", "href": "images/b-c.svg", "media-type": "image/svg+xml"},
        {"id": "i-images-d-jpg", "href": "images/d.jpg", "media-type": "image/jpeg"},
    ]
    spine = [ref.get("idref") for ref in package.iter(f"{OPF}itemref")]
    assert spine == ["cover", "nav", "i-index-xhtml", "i-deep-01-one-xhtml"]


@pytest.mark.parametrize(("book", "name"), [(BOOK, ADDRESS), (UNPUBLISHED, "urn:A Book")])
def test_a_book_is_known_by_its_address_or_else_by_its_title(html, book, name):
    """The id of a work: a library replaces the old edition by the new one of the same id."""
    said = etree.fromstring(files_of(html, book)["EPUB/package.opf"])[0]
    words = {etree.QName(node).localname: node.text for node in said if not node.get("property") and node.text}
    assert words == {
        "identifier": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}",
        "title": "A Book",
        "language": "en",
        "creator": "Ada Lin",
        "date": "2026",
        "description": "What became.",
        "rights": "https://spdx.org/MIT",
        **({"source": ADDRESS} if book is BOOK else {}),
    }


def test_the_contents_name_parts_and_pages_and_where_the_text_begins(html):
    """A part without a page is not there; a page without a part stands by itself."""
    files = files_of(html)
    nav = etree.fromstring(files["EPUB/nav.xhtml"])
    told = [(node.get("href"), node.text) for node in nav.iter() if etree.QName(node).localname in ("a", "span")]
    assert told == [
        ("index.xhtml", "Front page"),
        (None, "One part"),
        ("deep-01-one.xhtml", "One"),
        ("cover.xhtml", "Cover"),
        ("nav.xhtml", "Contents"),
        ("index.xhtml", "A"),
    ]
    assert b'<img src="images/cover.png" alt="A Book"/>' in files["EPUB/cover.xhtml"]


@pytest.mark.parametrize("book", [BOOK, UNPUBLISHED])
def test_a_page_of_an_epub_leads_within_it_and_to_the_web(html, book):
    """A lost place becomes its page; what is not in the ePub is led to where it is published, or is no link."""
    files = files_of(html, book)
    front = files["EPUB/index.xhtml"].decode()
    zipped = '<a href="https://example.org/b/all.zip">d</a> <a href="https://example.org/b/all.zip#x">e</a>'
    assert front.partition("<body>")[2] == (
        '\n<div><h1>Front <i>page</i></h1><p><a href="deep-01-one.xhtml#here">a</a> <a href="deep-01-one.xhtml">b</a>\n'
        f'<a href="deep-01-one.xhtml">c</a> {zipped if book is BOOK else "d e"}<span id="mark"/></p>'
        '<img src="images/b-c.svg"/></div>\n</body>\n</html>'
    )
    assert "<title>Front page</title>" in front
    one = files["EPUB/deep-01-one.xhtml"].decode()
    assert [line.partition('"')[0] for line in one.split('src="')[1:]] == [
        "images/b-c.svg",
        "images/a.png",
        "images/d.jpg",
    ]
    assert epub.problems(html.parent / "a.epub") == []


# ----------------------------------------------------------------------------------------------------------- the check

CONTAINER = b'<container><rootfile full-path="EPUB/package.opf"/></container>'
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf"><manifest>{}</manifest><spine>{}</spine></package>"""
HEAD = '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en">'
LINK = '<link rel="stylesheet" href="../s.css"/>'


def asked(tmp_path: Path, pages: dict[str, str], **more) -> list[str]:
    """What the check says of an ePub with these pages, an image and a style; and with more files, or without some."""
    listed = [*pages, "s.css", "deep/i.png", *more.get("listed", [])]
    items = "".join(f'<item id="{number}" href="{name}"/>' for number, name in enumerate(listed))
    spine = "".join(f'<itemref idref="{ref}"/>' for ref in more.get("spine", range(len(pages))))
    files = {
        "mimetype": more.get("mimetype", b"application/epub+zip"),
        "META-INF/container.xml": more.get("container", CONTAINER),
        "EPUB/package.opf": PACKAGE.format(items, spine).encode(),
        **{f"EPUB/{name}": text.encode() for name, text in pages.items()},
        "EPUB/s.css": b"",
        "EPUB/deep/i.png": b"",
        **more.get("files", {}),
    }
    files = {name: content for name, content in files.items() if name not in more.get("without", ())}
    with zipfile.ZipFile(tmp_path / "a.epub", "w") as made:
        for name in more.get("order", files):
            made.writestr(name, files[name], more.get("how", {}).get(name, zipfile.ZIP_STORED))
    return epub.problems(tmp_path / "a.epub")


NO_MIMETYPE = "mimetype: not first, not stored or not that of an ePub"
NO_PACKAGE = "META-INF/container.xml: does not lead to the package"
PLAIN = {"a.xhtml": f"{HEAD}</html>", "b.xhtml": f"{HEAD}</html>"}


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({}, []),
        ({"mimetype": b"application/zip"}, [NO_MIMETYPE]),
        ({"how": {"mimetype": zipfile.ZIP_DEFLATED}}, [NO_MIMETYPE]),
        ({"without": ["mimetype"]}, [NO_MIMETYPE]),
        ({"without": ["mimetype", "EPUB/package.opf"]}, [NO_MIMETYPE, NO_PACKAGE]),
        ({"without": ["META-INF/container.xml"]}, [NO_PACKAGE]),
        ({"container": b"<container/>"}, [NO_PACKAGE]),
        ({"listed": ["c.css", "d.xhtml"]}, ["EPUB/c.css: listed and not there", "EPUB/d.xhtml: listed and not there"]),
        ({"files": {"EPUB/c.css": b"", "d": b""}}, ["EPUB/c.css: there and not listed", "d: there and not listed"]),
        ({"spine": ["1", "x", "y"]}, ["spine: x is not listed", "spine: y is not listed"]),
    ],
)
def test_what_is_wrong_with_the_parts_of_an_epub_is_told(tmp_path, more, found):
    """A line for each, all of them at once; without its package there is nothing else to ask."""
    assert asked(tmp_path, PLAIN, **more) == found


def test_a_mimetype_that_is_not_the_first_file_is_told(tmp_path):
    """A reader looks at the first bytes, and nowhere else."""
    order = ["META-INF/container.xml", "mimetype", "EPUB/package.opf", "EPUB/a.xhtml", "EPUB/b.xhtml", "EPUB/s.css", "EPUB/deep/i.png"]  # fmt: skip
    assert asked(tmp_path, PLAIN, order=order) == [NO_MIMETYPE]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f'{HEAD}{LINK}<p id="x"/><a href="#x">1</a><a href="../b.xhtml#y">1</a><a href="../b.xhtml">1</a><img src="i.png"/></html>', []),
        (f'{HEAD}<!-- told --><?told?><p id="x"/><p id="w"/><p id="x"/><p id="w"/><p id="w"/></html>', ["two places named w", "two places named x"]),
        ('<html xmlns="http://www.w3.org/1999/xhtml" lang="en"/>', ["no language"]),
        (f'{HEAD}<a href="https://a.b/">1</a><a href="//a.b/">1</a><a href="HTTP://a.b/">1</a></html>', []),
        (f'{HEAD}<img src="https://a.b/c.png"/><p/><video poster="//a.b/d"/></html>', ["loads https://a.b/c.png", "loads //a.b/d"]),
        (f'{HEAD}<link href="http://a.b/c.css"/><object data="HTTPS://a.b/d"/></html>', ["loads http://a.b/c.css", "loads HTTPS://a.b/d"]),
        (f'{HEAD}<a href="#z">1</a><a href="../b.xhtml#z">1</a><a href="c.xhtml">1</a></html>',
         ["#z is not there", "../b.xhtml#z is not there", "c.xhtml is not there"]),
        (f'{HEAD}<img src="j.png"/><link href="t.css"/><img src="i.png#anything"/></html>', ["j.png is not there", "t.css is not there"]),
        (f'{HEAD}<p title="j.png" class="x"/><a title="t" href="../b.xhtml" rel="c.xhtml">1</a><area href="q.xhtml"/></html>', []),
        (f'{HEAD}<img alt="x" title="y" src="j.png" lowsrc="k.png"/></html>', ["j.png is not there"]),
        (f'{HEAD}<img src="https://a.b/c.png" data="j.png"/></html>', ["loads https://a.b/c.png", "j.png is not there"]),
        (f'{HEAD}<a href="https://a.b/" data="j.png">1</a></html>', ["j.png is not there"]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_page_of_an_epub_is_told(tmp_path, text, found):
    """A line for each thing, with the page and the address as it stands there."""
    pages = {"deep/a.xhtml": text, "b.xhtml": f'{HEAD}<p id="y"/></html>'}
    assert asked(tmp_path, pages) == [f"EPUB/deep/a.xhtml: {one}" for one in found]


def test_a_page_that_is_not_well_formed_is_told_and_the_others_asked(tmp_path):
    """The parser says where; links to it are taken as they are, for its places cannot be known."""
    pages = {"a.xhtml": "<p>", "b.xhtml": f'{HEAD}<a href="a.xhtml#x">1</a><a href="c">1</a></html>'}
    broken, lost = asked(tmp_path, pages)
    assert broken.startswith("EPUB/a.xhtml: not well-formed, ")
    assert "line 1" in broken
    assert lost == "EPUB/b.xhtml: c is not there"

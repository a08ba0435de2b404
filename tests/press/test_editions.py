"""The book beyond the screen: joined links, the PDF as printed, the ePub's parts, the archive without a server."""

from __future__ import annotations

import json
import shutil
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from built import chromium
from casebook.__main__ import main
from casebook.press import editions
from casebook.press.editions import archive, epub, paper
from casebook.press.editions.layout import write_layout
from casebook.press.editions.pages import About, about, read_page, relink, slug
from elsewhere import plain_locale  # noqa: F401  (a fixture for every test here)
from jinja2 import UndefinedError
from lxml import html as markup
from small_site import ONE, PARTS, SAID, build, frame, words


@pytest.fixture
def html(tmp_path) -> Path:
    """A small built book that is published nowhere."""
    return build(tmp_path / "html")


# --------------------------------------------------------------------------------------------------------------- pages


def test_the_book_says_what_it_is(html, tmp_path):
    """Title, authors, version and address are those of the landing page; an address only where it has one."""
    found = about(html, "book/index")
    assert (found.name, found.short, found.title) == ("a-book", "A Book", SAID["name"])
    assert (found.authors, found.year, found.address) == (("Ada Lin", "The Readers"), "2026", "")
    published = about(build(tmp_path / "published", "https://example.org/b/"), "book/index")
    assert published.address == "https://example.org/b/"


def test_a_book_that_was_not_built_or_says_nothing_is_refused(html):
    """The message says what to do."""
    (html / "notebooks" / "01_one.html").unlink()
    with pytest.raises(FileNotFoundError, match=r"^_build/html/notebooks/01_one.html: .*make book"):
        read_page(html, "notebooks/01_one")
    (html / "book" / "index.html").write_text("<title>A</title>", encoding="utf-8")
    with pytest.raises(ValueError, match="found no JSON-LD"):
        about(html, "book/index")
    with pytest.raises(ValueError, match="found no article with a title"):
        read_page(html, "book/index")


def test_a_page_is_its_text_without_its_frame(html):
    """No code, button, permalink, download, narrow picture or fold; the solution, the figure and the formula."""
    page = read_page(html, "notebooks/01_one")
    assert page.title == "1. One?"
    assert words(page.body) == "1. One? 1.1. Data Formula c (top), 开发区. Fig. 1.1 Solution It is less."
    assert {node.tag for node in page.body.iter()} & {
        "button",
        "source",
        "svg",
        "details",
        "summary",
        "pre",
        "nav",
    } == set()
    assert page.body.xpath(".//img/@src") == ["../_images/a.svg"]
    assert "loading" not in page.body.find(".//img").attrib
    assert "Icons" not in page.body.text_content()
    assert page.body.find(".//math") is not None
    assert page.body.xpath(".//@id") == ["one", "data", "fig-a"]


def test_links_are_led_on_and_lose_no_word(html):
    """By place and id, seen from the top of the book; what leads nowhere any more keeps its words."""
    page = read_page(html, "book/index")
    asked = []
    relink(
        page,
        lambda there, fragment: asked.append((there, fragment)) or ("" if "zip" in there else f"#{fragment}"),
        "x-{}".format,
    )
    assert asked == [
        ("book/ledger.html", "cut"),
        ("notebooks/01_one.html", "data"),
        ("notebooks/01_one.html", "gone"),
        ("_downloads/x/all.zip", ""),
    ]
    assert page.body.xpath(".//a/@href") == ["#cut", "#data", "#gone", "https://example.org/a"]
    assert page.body.xpath(".//@id") == ["x-a-book"]
    assert not page.body.xpath(".//@title | .//@download")
    assert words(page.body) == "A Book See 41.3 %, the data, gone, all and elsewhere."


@pytest.mark.parametrize(
    ("text", "name"), [("Reading a Reform", "reading-a-reform"), ("notebooks/09_how", "notebooks-09-how")]
)
def test_a_name_for_files_and_places(text, name):
    """Nothing that a file system or an address would change."""
    assert slug(text) == name


# --------------------------------------------------------------------------------------------------------------- paper


def test_the_joined_book_leads_into_itself(html):
    """Ids keep apart, links lead to their place or to the page, and the ledger is named and not there."""
    text = paper.joined(html, PARTS, about(html, "book/index"), {"notebooks-01-one": 7})
    assert paper.dangling(text) == []
    page = markup.document_fromstring(text)
    front = page.get_element_by_id("book-index")
    assert front.xpath(".//a/@href") == ["#notebooks-01-one--data", "#notebooks-01-one", "https://example.org/a"]
    assert "41.3 %" in words(front)
    assert [(link.get("href"), link.get("data-page")) for link in page.xpath("//li/a")] == [
        ("#book-index", ""),
        ("#notebooks-01-one", "7"),
    ]
    assert paper.headings(text) == ["Contents", "A Book", "Part I · The reform", "1. One?", "1.1. Data"]
    assert [page.xpath(f"count(//h{level})") for level in (1, 2, 3)] == [2, 2, 1]
    assert "The ledger, with an entry for each number, is not printed. It is a page of the book on the screen" in words(
        page
    )
    assert "41.3 %</h" not in text


def test_a_published_book_leads_out_to_what_is_not_printed(tmp_path):
    """To the entry of a number, and to a file to download."""
    html = build(tmp_path / "html", "https://example.org/b/")
    text = paper.joined(html, PARTS, about(html, "book/index"))
    assert paper.dangling(text) == []
    links = markup.document_fromstring(text).get_element_by_id("book-index").xpath(".//a/@href")
    assert links[0] == "https://example.org/b/book/ledger.html#cut"
    assert "https://example.org/b/_downloads/x/all.zip" in links
    assert "https://example.org/b/book/ledger.html" in text


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('href="#notebooks-01-one--data"', 'href="#one--data"', "#one--data: no such place"),
        ('id="notebooks-01-one--fig-a"', 'id="book-index"', "book-index: two places of this name"),
        (
            'href="#notebooks-01-one"',
            'href="../notebooks/01_one.html"',
            "../notebooks/01_one.html: leads out of the book",
        ),
    ],
)
def test_a_joined_book_that_leads_astray_is_found(html, old, new, found):
    """The check must be able to fail."""
    text = paper.joined(html, PARTS, about(html, "book/index"))
    assert old in text
    assert found in paper.dangling(text.replace(old, new))


def test_a_browser_is_named_or_found(monkeypatch, tmp_path):
    """And where there is none, the message says how to name one."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    with pytest.raises(FileNotFoundError, match=r"chromium: found no such browser.*CHROMIUM=/path"):
        paper.browser()
    there = tmp_path / "google-chrome"
    there.write_text("#!/bin/sh\n", encoding="utf-8")
    there.chmod(0o755)
    assert paper.browser() == str(there)
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "none"))
    with pytest.raises(FileNotFoundError, match="none: found no such browser"):
        paper.browser()


@pytest.fixture
def printing():
    """Print as the command does: in a thread of its own, for a browser of other tests may be running in this one."""
    pytest.importorskip("playwright.sync_api", reason="the playwright package is not installed")
    pytest.importorskip("pypdf", reason="the package pypdf is not installed")
    if not chromium():
        pytest.skip("no chromium on this machine: install it, or set CHROMIUM=path")
    with ThreadPoolExecutor(1) as pool:
        yield lambda *given: pool.submit(paper.write, *given).result()


@pytest.mark.browser
@pytest.mark.slow
def test_the_pdf_has_outline_numbers_and_links(html, printing, tmp_path):
    """Its contents say on which page a chapter begins, and each link lands on a page of it."""
    import pypdf

    html.joinpath("notebooks/01_one.html").write_text(
        frame("One", ONE.replace("<p>Formula", f"{'<p>More.</p>' * 150}<p>Formula")), encoding="utf-8"
    )
    pages = printing(html, PARTS, about(html, "book/index"), tmp_path / "a.pdf")
    pdf = pypdf.PdfReader(tmp_path / "a.pdf")
    text = [page.extract_text() for page in pdf.pages]
    assert len(text) == pages
    entries = list(flat(pdf.outline))
    assert [entry.title for entry in entries] == ["Contents", "A Book", "Part I · The reform", "1. One?", "1.1. Data"]
    for entry in entries:
        assert entry.title.split()[-1] in text[pdf.get_destination_page_number(entry)]
    begins = pdf.get_destination_page_number(entries[3]) + 1
    assert any(line.split() == ["1.", "One?", str(begins)] for line in text[1].splitlines())
    assert text[begins - 1].split()[-1] == str(begins)
    assert {pdf.get_destination_page_number(place) for place in pdf.named_destinations.values()} <= set(range(pages))
    led = [
        note.get_object()["/A"]["/URI"]
        for page in pdf.pages
        for note in page.get("/Annots", [])
        if "/URI" in note.get_object().get("/A", {})
    ]
    assert led == ["https://example.org/a"]
    assert (pdf.metadata.title, pdf.metadata.author) == (SAID["name"], "Ada Lin, The Readers")
    assert pdf.trailer["/Root"]["/Lang"] == "en"
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.metadata.creation_date.year == 2020
    again = tmp_path / "b.pdf"
    printing(html, PARTS, about(html, "book/index"), again)
    assert again.read_bytes() == (tmp_path / "a.pdf").read_bytes()


def flat(outline: list):
    """The entries of an outline, one after the other."""
    for entry in outline:
        yield from flat(entry) if isinstance(entry, list) else [entry]


@pytest.mark.browser
@pytest.mark.slow
def test_an_outline_that_misses_a_heading_is_refused(html, printing, tmp_path, monkeypatch):
    """The names would be those of their neighbours."""
    monkeypatch.setattr(paper, "headings", lambda text: ["Contents"])
    with pytest.raises(ValueError, match=r"found 5 entries, expected 1"):
        printing(html, PARTS, about(html, "book/index"), tmp_path / "a.pdf")
    assert not (tmp_path / "a.pdf").exists()


# ---------------------------------------------------------------------------------------------------------------- ePub


@pytest.fixture
def made(html, tmp_path) -> Path:
    """The ePub of the small book."""
    path = tmp_path / "a.epub"
    epub.write(html, PARTS, about(html, "book/index"), path)
    return path


def spoilt(path: Path, change) -> list[str]:
    """What the check says of an ePub after a change to its files, as a dictionary."""
    with zipfile.ZipFile(path) as whole:
        files = {info.filename: whole.read(info) for info in whole.infolist()}
        ways = {info.filename: info.compress_type for info in whole.infolist()}
    files = change(files)
    out = path.with_name("spoilt.epub")
    with zipfile.ZipFile(out, "w") as target:
        for name, content in files.items():
            target.writestr(name, content, ways.get(name, zipfile.ZIP_STORED))
    return epub.problems(out)


def test_an_epub_is_whole(made):
    """It says what it is first; pages, figures and formulas are in it and lead to each other, the ledger too."""
    assert epub.problems(made) == []
    with zipfile.ZipFile(made) as files:
        package, nav = files.read("EPUB/package.opf").decode(), files.read("EPUB/nav.xhtml").decode()
        one, front = files.read("EPUB/notebooks-01-one.xhtml").decode(), files.read("EPUB/book-index.xhtml").decode()
        assert "EPUB/images/a.svg" in files.namelist()
    assert "<dc:title>A Book: on zones &amp; more</dc:title>" in package
    assert package.count("<dc:creator>") == 2
    assert 'href="notebooks-01-one.xhtml" media-type="application/xhtml+xml" properties="mathml"' in package
    assert 'properties="cover-image"' in package
    assert "<span>Part I · The reform</span>" in nav
    assert 'href="book-ledger.xhtml#cut"' in front
    assert 'src="images/a.svg"' in one
    assert "cut = before" not in one


def test_the_same_pages_give_the_same_epub(made, html, tmp_path):
    """To the byte; with an address it is another work, by its id."""
    again = tmp_path / "b.epub"
    epub.write(html, PARTS, about(html, "book/index"), again)
    assert again.read_bytes() == made.read_bytes()
    other = build(tmp_path / "other", "https://example.org/b/")
    epub.write(other, PARTS, about(other, "book/index"), again)
    assert epub.problems(again) == []
    assert b"https://example.org/b/_downloads/x/all.zip" in zipfile.ZipFile(again).read("EPUB/book-index.xhtml")


PAGE = "EPUB/notebooks-01-one.xhtml"


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda files: dict(reversed(files.items())), "mimetype: not first"),
        (lambda files: files | {"META-INF/container.xml": b"<container/>"}, "does not lead to the package"),
        (lambda files: {name: text for name, text in files.items() if "images/a" not in name}, "images/a.svg: listed and not there"),
        (lambda files: files | {"EPUB/stray.txt": b"x"}, "stray.txt: there and not listed"),
        (lambda files: files | {PAGE: files[PAGE].replace(b"</body>", b"<br></body>")}, "not well-formed"),
        (lambda files: files | {PAGE: files[PAGE].replace(b' xml:lang="en"', b"")}, "no language"),
        (lambda files: files | {PAGE: files[PAGE].replace(b'src="images', b'src="https://example.org')}, "loads https://example.org/a.svg"),
        (lambda files: files | {PAGE: files[PAGE].replace(b"#one", b"#x-one")}, "is not there"),
        (lambda files: files | {PAGE: files[PAGE].replace(b'href="notebooks', b'href="gone').replace(b"#one", b"gone.xhtml")}, "is not there"),
        (lambda files: files | {PAGE: files[PAGE].replace(b'id="fig-a"', b'id="data"')}, "two places named data"),
        (lambda files: files | {"EPUB/package.opf": files["EPUB/package.opf"].replace(b'<itemref idref="nav"/>', b'<itemref idref="x"/>')}, "spine: x is not listed"),
    ],
)  # fmt: skip
def test_a_spoiled_epub_is_found(made, change, found):
    """The check must be able to fail, for each thing that it asks."""
    assert spoilt(made, lambda files: files) == []
    assert any(found in problem for problem in spoilt(made, change))


# ------------------------------------------------------------------------------------------------------------- archive


def test_the_archive_has_the_pages_and_what_they_name(html):
    """No sources, maps, unused files, nor what only a host needs; no link to any of it."""
    files = archive.wanted(html)
    assert set(files) == {
        "index.html", "book/index.html", "book/ledger.html", "notebooks/01_one.html", "_images/a.svg", "_images/a-narrow.svg",
        "_static/book.css", "_static/paper.svg", "_downloads/x/all.zip",
    }  # fmt: skip
    assert archive.dead_links(files) == ["book/index.html: ../notebooks/01_one.html#gone has no such place"]
    assert b"Download this page" not in files["book/index.html"]


def test_a_dead_link_in_the_archive_is_found(html):
    """A page, an image, a place that is not there."""
    files = archive.wanted(html)
    gone = {name: text for name, text in files.items() if name not in ("book/ledger.html", "_images/a.svg")}
    found = archive.dead_links(gone)
    assert "book/index.html: ledger.html#cut is not there" in found
    assert "notebooks/01_one.html: ../_images/a.svg is not there" in found


def test_the_same_pages_give_the_same_archive(html, tmp_path):
    """Whatever the clock says."""
    made = [tmp_path / name / "a-site.zip" for name in "ab"]
    for path in made:
        path.parent.mkdir()
        archive.write(html, path)
        shutil.copystat(html / "index.html", html / "index.html")
        (html / "index.html").touch()
    assert made[0].read_bytes() == made[1].read_bytes()
    assert zipfile.ZipFile(made[0]).namelist()[0].startswith("a-site/")


# --------------------------------------------------------------------------------------------------------- all together


OFFER = '<p><span class="edition" id="edition-pdf">PDF</span> <span class="edition" id="edition-epub">ePub</span></p>'


@pytest.fixture
def all_three(html, tmp_path, monkeypatch) -> dict[str, Path]:
    """The editions of the small book, with a print that needs no browser."""
    monkeypatch.setattr(editions, "contents", lambda: PARTS)
    monkeypatch.setattr(paper, "write", lambda html, parts, book, target: target.write_bytes(b"%PDF") + 3)
    out, report = tmp_path / "editions", tmp_path / "checks" / "editions.json"
    made = editions.editions(html, out, report)
    return {"out": out, "report": report, **dict(zip(editions.FILES, made, strict=True))}


def test_the_editions_are_named_and_measured(all_three):
    """The report says how large they are, for the page that offers them."""
    assert [all_three[kind].name for kind in editions.FILES] == ["a-book.pdf", "a-book.epub", "a-book-site.zip"]
    report = json.loads(all_three["report"].read_text(encoding="utf-8"))
    assert report == {"bytes": {kind: all_three[kind].stat().st_size for kind in editions.FILES}, "pages": 7}


def test_the_command_says_what_it_wrote(all_three, html, monkeypatch, capsys):
    """And puts it into the book where it is asked to."""
    made, asked = [all_three[kind] for kind in editions.FILES], []
    monkeypatch.setattr(editions, "editions", lambda: made)
    monkeypatch.setattr(editions, "publish", lambda: asked.append(1) or [html / "book" / "index.html"])
    assert main(["editions"]) == 0
    assert asked == []
    assert "Written: editions/a-book.epub, 0.0 MB\n" in capsys.readouterr().out
    assert main(["editions", "--publish"]) == 0
    assert capsys.readouterr().out.endswith("Put into the book, and linked from: index.html\n")
    monkeypatch.setattr(editions, "editions", lambda: paper.browser())
    monkeypatch.setenv("CHROMIUM", "/none")
    assert main(["editions"]) == 1
    assert "/none: found no such browser" in capsys.readouterr().err


def test_without_a_browser_the_other_two_are_there(html, tmp_path, monkeypatch):
    """And the command fails, saying why."""
    monkeypatch.setattr(editions, "contents", lambda: PARTS)
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "none"))
    with pytest.raises(FileNotFoundError, match="found no such browser"):
        editions.editions(html, tmp_path / "editions", tmp_path / "editions.json")
    assert sorted(path.name for path in (tmp_path / "editions").iterdir()) == ["a-book-site.zip", "a-book.epub"]
    assert not (tmp_path / "editions.json").exists()


def test_the_report_of_the_editions_is_written_a_line_for_each(all_three):
    """It is kept with the book, where a changed size should be a changed line."""
    sizes = [f'  "{kind}": {all_three[kind].stat().st_size}' for kind in ("pdf", "epub", "site")]
    expected = '{\n "bytes": {\n' + ",\n".join(sizes) + '\n },\n "pages": 7\n}\n'
    assert all_three["report"].read_bytes() == expected.encode()


def test_editions_are_made_of_the_book_that_its_landing_page_names(html, tmp_path, monkeypatch):
    """Each of the three is given the same pages; folders that are not there are made, what is there is written anew."""
    given = []
    monkeypatch.setattr(editions, "contents", lambda: PARTS)
    for module, name in ((epub, "epub"), (archive, "site"), (paper, "pdf")):

        def write(*told, name=name):
            given.append((name, *told))
            told[-1].write_bytes(b"12")
            return 5

        monkeypatch.setattr(module, "write", write)
    out, report = tmp_path / "a" / "b", tmp_path / "c" / "d" / "editions.json"
    for _ in range(2):
        made = editions.editions(html, out, report)
    assert made == [out / "a-book.pdf", out / "a-book.epub", out / "a-book-site.zip"]
    book = about(html, "book/index")
    assert given[3:] == [
        ("epub", html, PARTS, book, made[1]),
        ("site", html, made[2]),
        ("pdf", html, PARTS, book, made[0]),
    ]
    assert json.loads(report.read_bytes()) == {"bytes": {"pdf": 2, "epub": 2, "site": 2}, "pages": 5}


def test_a_template_that_names_what_it_was_not_given_fails():
    """And what it is given is escaped, unless a page was built so: a blank would go out unseen."""
    with pytest.raises(UndefinedError, match="'book' is undefined"):
        write_layout("foot.html")
    made = write_layout("container.xml", package="a&b")
    assert made == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">\n'
        '  <rootfiles><rootfile full-path="a&amp;b" media-type="application/oebps-package+xml"/></rootfiles>\n</container>'
    )


def test_each_place_of_an_edition_is_linked_on_every_page_that_has_one(html, tmp_path):
    """In the words that stood there, over lines too; a page without one stays as it is, and so does the top page."""
    out = tmp_path / "fresh"
    out.mkdir()
    for name in ("a.pdf", "a.epub", "a-site.zip", "a.txt", "b.zip"):
        (out / name).write_text(name, encoding="utf-8")
    site = '<span class="edition" id="edition-site">an\n开 <b>archive</b></span>'
    files = {"book/index.html": f"{OFFER}{site}", "notebooks/01_one.html": f"{site}{site}", "index.html": OFFER}
    for name, text in files.items():
        (html / name).write_bytes(text.encode())
    pages = [html / "book" / "index.html", html / "notebooks" / "01_one.html"]
    assert editions.publish(html, out) == pages
    led = '<a class="edition" id="edition-site" href="../editions/a-site.zip" download>an\n开 <b>archive</b></a>'
    assert pages[1].read_bytes() == f"{led}{led}".encode()
    assert pages[0].read_bytes().decode() == (
        '<p><a class="edition" id="edition-pdf" href="../editions/a.pdf" download>PDF</a> '
        f'<a class="edition" id="edition-epub" href="../editions/a.epub" download>ePub</a></p>{led}'
    )
    assert (html / "index.html").read_text(encoding="utf-8") == OFFER
    assert sorted(path.name for path in (html / "editions").iterdir()) == ["a-site.zip", "a.epub", "a.pdf"]
    assert (html / "editions" / "a-site.zip").read_text(encoding="utf-8") == "a-site.zip"


def test_a_page_links_to_what_was_published_and_to_nothing_else(all_three, html):
    """An edition that was not made stays a name."""
    page = html / "book" / "index.html"
    page.write_text(frame("A Book", OFFER), encoding="utf-8")
    all_three["epub"].unlink()
    assert editions.publish(html, all_three["out"]) == [page]
    text = page.read_text(encoding="utf-8")
    assert '<a class="edition" id="edition-pdf" href="../editions/a-book.pdf" download>PDF</a>' in text
    assert '<span class="edition" id="edition-epub">ePub</span>' in text
    assert (html / "editions" / "a-book.pdf").read_bytes() == b"%PDF"
    assert editions.publish(html, all_three["out"]) == []


def test_what_is_about_a_book_is_all_used():
    """A field that no template names would be gathered for nothing."""
    folder = Path(paper.STYLE).parent
    used = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.j2"))
    assert [name for name in About.__dataclass_fields__ if f"book.{name}" not in used] == ["name"]

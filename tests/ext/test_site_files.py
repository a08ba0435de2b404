"""What stands beside the pages: the way in, the page for a lost address, sitemap, robots and feed of a published book."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
import site_files
from built import ADDRESS, pages
from lxml import etree, html
from pages import live_code, requests_elsewhere

ATOM = {"a": "http://www.w3.org/2005/Atom"}
DEEP = ("nowhere.html", "book/nowhere.html", "a/b/c/d/nowhere.html")
CHANGES = """\
# Changelog

## Unreleased

- Not yet.

## 1.1.0 (2027-03-01)

- Corrected: *Jinan* & <b>others</b>.

## [1.0.0] - 2027-01-31

First.
"""


def sitemap_problems(book: Path, top: str) -> list[str]:
    """Addresses of the sitemap that are no file of the book, and pages of it that the sitemap does not have."""
    found = [node.text for node in etree.parse(book / "sitemap.xml").iter("{*}loc")]
    lost = [
        address for address in found if not address.startswith(top) or not (book / address.removeprefix(top)).is_file()
    ]
    missing = [path.name for path in pages(book) if top + path.relative_to(book).as_posix() not in found]
    return [f"{address}: no such file" for address in lost] + [f"{name}: not in the sitemap" for name in missing]


def lost_page_problems(text: str, book: Path, top: str) -> list[str]:
    """What the page for a lost address needs and does not find, shown at addresses of any depth."""
    page = html.fromstring(text)
    wanted = page.xpath("//@href | //@src | //@action")
    found = [] if page.xpath("//style") and page.findtext(".//title") else ["no style or no title of its own"]
    for shown in (top + deep for deep in DEEP if top):
        for address in (urljoin(shown, place) for place in wanted):
            if not (address.startswith(top) and (book / address.removeprefix(top)).is_file()):
                found.append(f"{shown}: {address} is not there")
    if not top:  # the depth is not known: no link can be right
        found += [f"{place}: leads somewhere from one depth only" for place in wanted]
    return found


def root_problems(text: str, book: Path) -> list[str]:
    """What the way in does not say or where it does not lead."""
    page = html.fromstring(text)
    found = [] if page.findtext(".//title") and page.get("lang") else ["no title or no language"]
    targets = page.xpath("//meta[@http-equiv='refresh']/@content")
    return found + [target for target in targets or ["no way"] if not (book / target.partition("url=")[2]).is_file()]


def test_a_book_without_an_address_has_a_way_in_and_a_page_for_the_lost(book):
    """And no file that would speak of an address."""
    assert root_problems((book / "index.html").read_text(encoding="utf-8"), book) == []
    assert lost_page_problems((book / "404.html").read_text(encoding="utf-8"), book, "") == []
    assert [name for name in ("sitemap.xml", "robots.txt", "feed.xml") if (book / name).exists()] == []
    assert "canonical" not in (book / "index.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_published_book_is_mapped(published):
    """Every page is in the sitemap, and nothing else; robots know where it is."""
    assert sitemap_problems(published, ADDRESS) == []
    assert f"\nSitemap: {ADDRESS}sitemap.xml\n" in (published / "robots.txt").read_text(encoding="utf-8")
    root = (published / "index.html").read_text(encoding="utf-8")
    assert root_problems(root, published) == []
    assert f'<link rel="canonical" href="{ADDRESS}book/index.html">' in root


@pytest.mark.slow
def test_a_lost_address_of_any_depth_finds_back(published):
    """A host shows the page in place of the lost one, so a relative link would be lost as well."""
    text = (published / "404.html").read_text(encoding="utf-8")
    assert lost_page_problems(text, published, ADDRESS) == []
    assert urlsplit(ADDRESS).path + "book/index.html" in text
    assert requests_elsewhere(text) == live_code(text) == []


@pytest.mark.parametrize(
    ("spoil", "found"),
    [
        (lambda text: text.replace("book/index.html", "book/gone.html"), "no such file"),
        (lambda text: re.sub(r"<url>.*checked.*</url>\n", "", text), "checked.html: not in the sitemap"),
        (lambda text: text.replace(ADDRESS, "/"), "no such file"),
    ],
)
@pytest.mark.slow
def test_a_spoiled_sitemap_is_found(published, tmp_path, spoil, found):
    """A page that is gone, one that is left out, addresses that are relative."""
    copy = tmp_path / "html"
    shutil.copytree(published, copy, ignore=shutil.ignore_patterns("_sources", "_static", "_images", "_downloads"))
    text = (copy / "sitemap.xml").read_text(encoding="utf-8")
    assert spoil(text) != text
    (copy / "sitemap.xml").write_text(spoil(text), encoding="utf-8")
    assert any(found in problem for problem in sitemap_problems(copy, ADDRESS))


@pytest.mark.parametrize(
    ("text", "top"),
    [
        ('<html><title>A</title><style></style><a href="book/index.html">A</a></html>', ADDRESS),
        ('<html><title>A</title><style></style><a href="/book/index.html">A</a></html>', ADDRESS),
        ('<html><title>A</title><style></style><a href="/book/index.html">A</a></html>', ""),
        ('<html><title>A</title><link rel="stylesheet" href="_static/book.css"></html>', ADDRESS),
    ],
)
@pytest.mark.slow
def test_a_lost_page_that_is_lost_itself_is_found(published, text, top):
    """Links that begin where the reader stands, at the host instead of the book, or at a host that nobody knows."""
    assert lost_page_problems(text, published, top)


def test_a_bare_way_in_is_found(book):
    """That which the table of contents writes by itself, and one that leads nowhere."""
    assert root_problems('<meta http-equiv="refresh" content="0; url=book/index.html">', book) == [
        "no title or no language"
    ]
    assert root_problems('<html lang="en"><title>A</title></html>', book) == ["no way"]


# ------------------------------------------------------------------------------------------------------------- the feed


@pytest.fixture
def changes(monkeypatch, tmp_path) -> Path:
    """A list of changes with two released versions."""
    path = tmp_path / "CHANGELOG.md"
    path.write_text(CHANGES, encoding="utf-8")
    monkeypatch.setattr(site_files, "CHANGES", path)
    return path


def test_what_is_dated_is_released():
    """What is not released has no date, and its text goes into no other entry."""
    newer, older = site_files.releases(CHANGES)
    assert (newer.version, newer.day, older.version, older.day) == ("1.1.0", "2027-03-01", "1.0.0", "2027-01-31")
    assert newer.text == "<ul>\n<li>Corrected: <em>Jinan</em> &amp; &lt;b&gt;others&lt;/b&gt;.</li>\n</ul>"
    assert older.text == "<p>First.</p>"
    assert site_files.releases("# Changelog\n\n## Unreleased\n\n- 2027-01-31\n") == []


def small(app, tmp_path: Path, top: str):
    """Sphinx at the end of a build of one page, with the templates of the book."""
    from types import SimpleNamespace

    from jinja2 import Environment, FileSystemLoader

    folder = Path(site_files.__file__).resolve().parents[1] / "templates"
    (tmp_path / "a.html").write_text("", encoding="utf-8")
    templates = Environment(loader=FileSystemLoader(folder))
    app.builder = SimpleNamespace(
        format="html",
        get_target_uri=lambda name: f"{name}.html",
        templates=SimpleNamespace(render=lambda name, said: templates.get_template(name).render(said)),
    )
    app.config = SimpleNamespace(
        html_baseurl=top, copyright="2026", root_doc="a", html_title="A & B", language="en", html_context={}
    )
    app.env, app.outdir = SimpleNamespace(found_docs={"a", "gone"}), str(tmp_path)
    return app


def test_the_feed_has_the_released_versions(app, tmp_path, changes):
    """Atom: each entry with an id, a day and its text; ids and links are absolute."""
    book = small(app, tmp_path, "https://example.org/b")
    site_files.name_feed(book)
    assert book.config.html_context == {"feed": "feed.xml"}
    site_files.write_files(book, None)
    feed = etree.parse(tmp_path / "feed.xml")
    said = lambda path: feed.xpath(path, namespaces=ATOM)  # noqa: E731
    assert said("string(/a:feed/a:id)") == "https://example.org/b/feed.xml"
    assert said("string(/a:feed/a:title)") == "A & B: corrections and changes"
    assert said("string(/a:feed/a:updated)") == "2027-03-01T00:00:00Z"
    assert said("/a:feed/a:author/a:name/text()")
    assert [node.text for node in said("//a:entry/a:title")] == ["Version 1.1.0", "Version 1.0.0"]
    assert len({node.text for node in said("//a:id")}) == 3
    assert "<em>Jinan</em>" in said("string(//a:entry[1]/a:content)")
    assert all(address.startswith("https://example.org/b/") for address in said("//a:link/@href"))
    assert "gone" not in (tmp_path / "sitemap.xml").read_text(encoding="utf-8")


def test_without_an_address_or_a_release_there_is_no_feed(app, tmp_path, changes):
    """Its ids must be absolute, and a feed needs a day."""
    for top, text in (("", CHANGES), ("https://example.org/", "## Unreleased\n")):
        changes.write_text(text, encoding="utf-8")
        book = small(app, tmp_path, top)
        site_files.name_feed(book)
        site_files.write_files(book, None)
        assert book.config.html_context == {}
        assert not (tmp_path / "feed.xml").exists()


def test_a_build_that_failed_writes_nothing(app, tmp_path):
    """What is there stays."""
    site_files.write_files(small(app, tmp_path, ""), ValueError())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html"]


def test_it_listens_at_both_ends_of_a_build(app, safe):
    """Pages must know of the feed when they are written; the sitemap is of pages that are."""
    assert site_files.setup(app) == safe
    assert app.said == [
        ("connect", "builder-inited", site_files.name_feed),
        ("connect", "build-finished", site_files.write_files),
    ]

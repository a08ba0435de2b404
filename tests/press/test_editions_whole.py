"""The book beyond the screen, made of all its pages: every link, figure and number of them."""

from __future__ import annotations

import shutil
import zipfile

import pytest
from casebook.press import editions
from casebook.press.book import contents
from casebook.press.editions import archive, epub, paper
from casebook.press.editions.pages import about, slug
from lxml import html as markup


def test_every_link_of_the_whole_book_has_its_place(book):
    """All pages, joined as they are printed."""
    parts = contents()
    text = paper.joined(book, parts, about(book, parts[0][1][0]))
    assert paper.dangling(text) == []
    assert len(paper.headings(text)) > 300
    assert "cb.result(" not in text


def test_the_whole_book_is_an_epub(book, tmp_path):
    """All pages of _toc.yml, every figure, every link; no number has lost its entry."""
    parts = contents()
    epub.write(book, parts, about(book, parts[0][1][0]), tmp_path / "book.epub")
    assert epub.problems(tmp_path / "book.epub") == []
    with zipfile.ZipFile(tmp_path / "book.epub") as files:
        names = set(files.namelist())
        chapter = files.read("EPUB/notebooks-09-how-deep-was-the-cut.xhtml").decode()
    assert {f"EPUB/{slug(name)}.xhtml" for _, pages in parts for name in pages} <= names
    assert "<math" in chapter
    assert chapter.count('class="evidence') > 50


def test_the_archive_of_the_whole_book_has_no_dead_link(book):
    """A reader without a network has no other place to look."""
    files = archive.wanted(book)
    assert archive.dead_links(files) == []
    assert not any(name.startswith("_sources/") or name.endswith(".map") for name in files)


@pytest.mark.browser
@pytest.mark.slow
def test_the_archive_opens_by_a_double_click(book, browser, tmp_path):
    """From a file, in another folder: the way in, a chapter, its figures, nothing that fails to load."""
    archive.write(book, tmp_path / "book-site.zip")
    shutil.unpack_archive(tmp_path / "book-site.zip", tmp_path / "else where")
    page = browser.new_page()
    failed, errors = [], []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((tmp_path / "else where" / "book-site" / "index.html").as_uri())
    page.wait_for_url("**/book/index.html")
    page.click("nav.sidebar-drawer >> text=How deep was the cut?")
    page.wait_for_url("**/09_how_deep_was_the_cut.html")
    images = page.eval_on_selector_all(
        "figure img",
        "all => { for (const i of all) i.loading = 'eager'; return Promise.all(all.map(i => i.decode().then(() => i.naturalWidth))) }",
    )
    page.goto((tmp_path / "else where" / "book-site" / "search.html").as_uri() + "?q=294")
    page.wait_for_selector("#search-results li")
    page.close()
    assert images
    assert min(images) > 0
    assert failed == errors == []


def test_the_page_that_offers_them_has_a_place_for_each(book):
    """Names without a link, for nothing was published into this build."""
    page = markup.document_fromstring((book / "book" / "take-with-you.html").read_text(encoding="utf-8"))
    assert page.xpath("//span[@class='edition']/@id") == [f"edition-{kind}" for kind in editions.FILES]
    assert not page.xpath("//a[contains(@href, 'editions/')]")

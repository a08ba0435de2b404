"""Search finds numbers in every printed form, Chinese, pinyin and words, and leads to the sentence; from a file too."""

from __future__ import annotations

import gzip
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
import searched
from built import chapter_pages, pages
from pages import live_code, requests_elsewhere, unmarked_chinese


def test_search_is_the_books_own_and_asks_no_other_host(book):
    """The index of Sphinx finds no number; a page that loaded it besides would be twice as heavy."""
    html = (book / "search.html").read_text(encoding="utf-8")
    assert set(live_code(html)) <= set(live_code((book / "book" / "index.html").read_text(encoding="utf-8")))
    assert requests_elsewhere(html) == []
    assert re.findall(r'<script src="([^"?]*search[^"?]*)', html) == ["_static/search-data.js", "_static/search.js"]
    assert not list(book.glob("**/searchindex.js"))
    assert not list(book.glob("**/searchtools.js"))
    for path in chapter_pages(book):
        chapter = path.read_text(encoding="utf-8")
        assert 'rel="search"' in chapter
        assert "search-data.js" not in chapter
    weight = len(gzip.compress((book / "_static" / "search-data.js").read_bytes()))
    assert 100_000 < weight < 350_000, f"the passages weigh {weight} bytes"


def test_each_passage_has_an_address_of_its_own(book):
    """Two blocks with one id would lead to the first of them."""
    for path in pages(book):
        names = Counter(re.findall(r'<[a-z][^<>]*\sid="([^"]+)"', path.read_text(encoding="utf-8")))
        assert not [name for name, times in names.items() if times > 1], path.name


@pytest.fixture(scope="session")
def blocks(book) -> list[tuple[str, str]]:
    """The pages, read a second time."""
    return searched.read_again(book)


@pytest.fixture
def finds(browser, tmp_path):
    """The page of search of a book, opened as a file; a spoiled one if told what to put in place of what."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})

    def opened(book: Path, typed: str = "294", file: str = "", found: str = "", instead: str = ""):
        if file:
            (tmp_path / "_static").mkdir()
            for name in ("search.html", "_static/search.js", "_static/search-data.js"):
                shutil.copy(book / name, tmp_path / name)
            text = (tmp_path / file).read_text(encoding="utf-8")
            assert found in text
            (tmp_path / file).write_text(text.replace(found, instead), encoding="utf-8")
            book = tmp_path
        page = context.new_page()
        page.goto(searched.address(book, typed), wait_until="load")
        return page

    yield opened
    context.close()


@pytest.mark.browser
def test_search_finds_numbers_chinese_pinyin_and_words(book, blocks, finds):
    """In a book about numbers, each of them; from a file as well, where a page may fetch nothing."""
    page = finds(book)
    assert len(searched.QUERIES) >= 30
    assert searched.missed(page, searched.QUERIES) == []
    assert searched.mistaken(page) == []
    assert searched.miscounted(page, blocks) == []
    assert (
        page.evaluate("search.passages.filter((one) => search.places(one.text).length !== one.folded.length + 1)") == []
    )


SPOILED = {
    "a separator that stays": ("missed", "search.js", 'plain(text.replace(LEFT_OUT, ""))', "plain(text)"),
    "accents that stay": ("missed", "search.js", r'.replace(/[\u0300-\u036f]/g, "")', ""),
    "digits dropped": ("missed", "search.js", "if (term) terms.push", "if (!/^[\\d.%]+$/.test(term)) terms.push"),
    "two characters dropped": ("missed", "search.js", "if (term) terms.push", "if (!/^[一-龥]{1,2}$/.test(term)) terms.push"),
    "a value that is not first": ("missed", "search.js", "if (value && passage.value", "if (false && passage.value"),
    "pinyin unknown": ("missed", "search-data.js", '"kāifāqū":', '"kāifā":'),
    "one form of a word": ("missed", "search.js", "if (!/^[a-z]{4,}$/.test(word))", "if (word)"),
    "a number within a number": ("mistaken", "search.js", '"(?!\\\\d|\\\\.\\\\d)"', '""'),
    "words of a phrase apart": ("mistaken", "search.js", "([^\"]*)\"?|([^\\s\"]+)", "(\u0001)\"?|([^\\s\"]+)"),
    "passages left out": ("miscounted", "search-data.js", "考核", "核"),
    "an address that leads elsewhere": ("miscounted", "search-data.js", '"term-appraisal"', '"term-approval"'),
}  # fmt: skip


@pytest.mark.browser
@pytest.mark.parametrize("case", SPOILED)
def test_a_spoiled_search_is_noticed(book, blocks, finds, case):
    """The checks must be able to fail."""
    check, file, found, instead = SPOILED[case]
    page = finds(book, file=f"_static/{file}", found=found, instead=instead)
    problems = {
        "missed": lambda: searched.missed(page, searched.QUERIES),
        "mistaken": lambda: searched.mistaken(page),
        "miscounted": lambda: searched.miscounted(page, blocks),
    }
    assert problems[check]()


@pytest.mark.browser
def test_a_result_leads_to_its_sentence_by_keyboard(book, finds):
    """What is found is announced, gone through with the arrows, opened with Enter, and cleared with Escape."""
    page = finds(book, "294")
    page.locator("#search-status", has_text="passages on").wait_for()
    field, status = page.locator("#search-field"), page.locator("#search-status")
    assert status.get_attribute("aria-live") == "polite"
    assert page.locator("#search-results mark").first.inner_text() == "294"
    assert page.locator("label[for=search-field]").is_visible()
    assert page.locator("#search-results pre, #search-results .toctree-wrapper").count() == 0

    field.focus()
    field.fill("125 posts advertised")
    page.wait_for_function("location.search.includes('125')")
    link = page.locator("#search-results li li a[href*='05_what']").first
    while page.evaluate("document.activeElement.getAttribute('href')") != link.get_attribute("href"):
        before = page.evaluate("document.activeElement.outerHTML")
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.outerHTML") != before, "the arrows do not reach the result"
    page.keyboard.press("Enter")
    page.wait_for_url("**/05_what_did_28_august_set_off.html#*")
    target = page.locator(":target")
    assert "125 posts were advertised" in target.inner_text()
    assert target.evaluate("one => getComputedStyle(one).backgroundColor") != "rgba(0, 0, 0, 0)"
    box = target.bounding_box()
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 800

    page.go_back()
    page.locator("#search-status", has_text="passage").wait_for()
    assert field.input_value() == "125 posts advertised"
    field.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    assert field.input_value() == ""
    assert field.evaluate("one => one === document.activeElement")
    assert status.inner_text() == ""
    assert page.locator("#search-results li").count() == 0
    field.fill("nothing-such")
    page.locator("#search-status", has_text="Nothing found").wait_for()


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_of_search_holds(book, browser, width):
    """Long ids and Chinese must not widen it, and each result must be wide enough for a finger."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    for typed in ("开发区", "art-dept", "222,405"):
        page.goto(searched.address(book, typed), wait_until="load")
        page.locator("#search-results a").first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, typed
        heights = page.locator("#search-results li li a").evaluate_all("all => all.map((one) => one.clientHeight)")
        assert min(heights) >= 24, typed
        assert (
            unmarked_chinese(
                page.locator("#search-results").inner_html().replace("<li>", "<p>").replace("</li>", "</p>")
            )
            == []
        )
    page.close()

"""A number opens its evidence where it stands: by mouse, touch and keyboard, from a server and from a file."""

from __future__ import annotations

import re

import pytest
from built import chapter_pages

OPEN = "#card:popover-open"
NUMBER = "article p a.evidence"


@pytest.fixture(scope="module")
def chapter(book) -> str:
    """A chapter's address from the top of the book."""
    return next(path for path in chapter_pages(book) if "/09_" in path.as_posix()).relative_to(book).as_posix()


@pytest.fixture
def page(browser):
    """A page of a reader with a mouse."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, permissions=["clipboard-read", "clipboard-write"]
    )
    yield context.new_page()
    context.close()


def shown(page) -> bool:
    """Whether a card is open within the window."""
    page.wait_for_timeout(80)
    if not page.locator(OPEN).count():
        return False
    box = page.locator(OPEN).bounding_box()
    window = page.viewport_size
    return box["y"] >= 0 and box["y"] + box["height"] <= window["height"] + 1 and box["x"] >= 0 and box["x"] + box["width"] <= window["width"] + 1  # fmt: skip


@pytest.mark.browser
def test_by_mouse(page, served, chapter):
    """A click opens it; its cross, Escape and a click elsewhere close it; the page has not moved."""
    page.goto(f"{served}/{chapter}")
    number = page.locator(NUMBER).nth(3)
    for closing in (
        lambda: page.click("#card .close"),
        lambda: page.keyboard.press("Escape"),
        lambda: page.mouse.click(900, 20),
    ):
        number.click()
        assert shown(page)
        assert page.url == f"{served}/{chapter}"
        closing()
        assert not shown(page)


@pytest.mark.browser
def test_by_resting_the_pointer(page, served, chapter):
    """It opens after a moment, stays while the pointer is on it, and goes when the pointer goes."""
    page.goto(f"{served}/{chapter}")
    page.locator(NUMBER).nth(3).hover()
    page.wait_for_selector(OPEN, timeout=2000)
    box = page.locator(OPEN).bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.wait_for_timeout(500)
    assert shown(page)
    page.mouse.move(1270, 790)
    page.wait_for_selector(OPEN, state="hidden", timeout=2000)


@pytest.mark.browser
def test_by_keyboard(page, served, chapter):
    """Enter opens it and goes in; Escape closes it and goes back to the number."""
    page.goto(f"{served}/{chapter}")
    number = page.locator(NUMBER).nth(3)
    number.focus()
    page.keyboard.press("Enter")
    assert shown(page)
    assert page.evaluate("document.querySelector('#card').contains(document.activeElement)")
    page.keyboard.press("Escape")
    assert not shown(page)
    assert number.evaluate("node => node === document.activeElement")


@pytest.mark.browser
def test_by_touch_from_a_file(browser, book, chapter):
    """On a phone, with no server: the card is a sheet at the lower edge."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto((book / chapter).as_uri())
    page.locator(NUMBER).nth(3).tap()
    assert shown(page)
    box = page.locator(OPEN).bounding_box()
    assert round(box["x"]) == 0
    assert round(box["width"]) == 360
    assert round(box["y"] + box["height"]) == 740
    assert page.url == (book / chapter).as_uri()
    context.close()


@pytest.mark.browser
def test_without_script_the_link_leads_to_the_entry(browser, served, chapter):
    """The entry stands on its page of the ledger."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/{chapter}")
    page.locator(NUMBER).nth(3).click()
    page.wait_for_load_state()
    assert "/book/ledger" in page.url
    assert page.locator(f"[id='{page.url.split('#')[1]}']").count() == 1
    context.close()


@pytest.mark.browser
def test_a_number_can_be_cited(page, served, chapter):
    """The line that is copied names the number, the book and the entry."""
    page.goto(f"{served}/{chapter}")
    number = page.locator(NUMBER).nth(3)
    entry = number.get_attribute("href").split("#")[1]
    number.click()
    page.click("#card .cite")
    page.wait_for_function("document.querySelector('#card .cite').textContent === 'Copied'")
    line = page.evaluate("navigator.clipboard.readText()")
    assert entry in line
    assert "Reading a Reform" in line
    assert len(line) < 500


@pytest.mark.browser
@pytest.mark.parametrize(
    ("found", "instead"),
    [(r'id="evidence"', 'id="lost"'), (r'src="[^"]*book\.js[^"]*"', 'src="lost.js"'), (r"<h3>", "<h9>")],
)
def test_a_card_that_does_not_open_is_found(page, served, chapter, found, instead):
    """The checks above must be able to fail: no data, no script, entries of another make."""

    def spoil(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=re.sub(found, instead, answer.text()))

    page.route(f"**/{chapter}", spoil)
    page.goto(f"{served}/{chapter}")
    page.locator(NUMBER).nth(3).click()
    assert not shown(page) or not page.locator("#card #card-title").count()


@pytest.mark.browser
def test_a_link_says_what_its_number_is(page, served, chapter):
    """A list of links that reads 109, 64, 13 tells nobody anything."""
    page.goto(f"{served}/{chapter}")
    names = page.eval_on_selector_all(
        NUMBER, "links => links.map(link => [link.textContent.trim(), link.getAttribute('aria-label')])"
    )
    assert len(names) > 20
    for text, name in names:
        assert name, text
        assert name.replace("\u202f", " ").startswith(text.replace("\u202f", " ")), name
        assert len(name) > len(text) + 10

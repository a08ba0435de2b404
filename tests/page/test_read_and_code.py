"""One switch for the whole book: chapters open to be read, and unfold to be computed."""

from __future__ import annotations

import pytest
from built import chapter_pages

CODE = ".how .cell_input"


@pytest.fixture(scope="module")
def chapters(book) -> list[str]:
    """Addresses of the chapters."""
    return [path.relative_to(book).as_posix() for path in chapter_pages(book)]


@pytest.fixture
def page(browser):
    """A page of a new reader."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


def code_is_seen(page) -> bool:
    """Whether the first cell of code is seen."""
    return page.locator(CODE).first.is_visible()


@pytest.mark.browser
def test_a_chapter_opens_to_be_read(page, served, chapters):
    """Code and results on record are folded, figures and tables are not."""
    for chapter in (chapters[8], chapters[14]):
        page.goto(f"{served}/{chapter}")
        assert not code_is_seen(page)
        assert page.locator("article figure img").first.is_visible()
        assert page.locator("article .cell_output.shown table").first.is_visible()
        folded, buttons = page.locator(".how").count(), page.locator(".how-open").count()
        assert folded == buttons > 5


@pytest.mark.browser
def test_a_group_opens_by_itself(page, served, chapters):
    """By mouse and by keyboard, one without the others."""
    page.goto(f"{served}/{chapters[8]}")
    button = page.locator(".how-open").nth(1)
    button.focus()
    page.keyboard.press("Enter")
    assert page.locator(".how").nth(1).is_visible()
    assert button.get_attribute("aria-expanded") == "true"
    assert not page.locator(".how").nth(2).is_visible()
    button.click()
    assert not page.locator(".how").nth(1).is_visible()


@pytest.mark.browser
def test_the_choice_holds_for_the_whole_book(page, served, chapters):
    """The switch is reached with the Tab key, and remembered in other chapters."""
    page.goto(f"{served}/{chapters[8]}")
    switch = page.locator(".mode button", has_text="Code")
    switch.focus()
    page.keyboard.press("Space")
    assert code_is_seen(page)
    assert not page.locator(".how-open").first.is_visible()
    page.goto(f"{served}/{chapters[3]}")
    assert code_is_seen(page)
    assert page.locator(".mode button[aria-pressed=true]").inner_text() == "Code"
    page.locator(".mode button", has_text="Read").click()
    page.reload()
    assert not code_is_seen(page)


@pytest.mark.browser
@pytest.mark.parametrize(("kept", "seen"), [("read", False), ("code", True)])
def test_nothing_flashes(page, served, chapters, kept, seen):
    """A page looks as it was left before any script file has come: none comes here."""
    page.goto(f"{served}/{chapters[8]}")
    page.evaluate(f"localStorage.mode = '{kept}'")
    page.route("**/*.js*", lambda route: route.abort())
    page.reload()
    assert code_is_seen(page) is seen


@pytest.mark.browser
def test_without_script_all_is_shown(browser, served, chapters):
    """Nobody is locked out of the method."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/{chapters[8]}")
    assert code_is_seen(page)
    assert not page.locator(".how-open").first.is_visible()
    context.close()


@pytest.mark.browser
def test_a_page_without_its_style_is_found(page, served, chapters):
    """The checks above must be able to fail."""
    page.route("**/book.css*", lambda route: route.abort())
    page.goto(f"{served}/{chapters[8]}")
    assert code_is_seen(page)


@pytest.mark.browser
def test_the_tab_key_meets_numbers_and_little_else(page, served, chapters):
    """And can pass over the numbers as a group, which is remembered."""
    stops = """() => [...document.querySelectorAll('article a[href], article button, article input, article summary, article pre')]
      .filter(n => n.getClientRects().length && getComputedStyle(n).visibility === 'visible' && n.tabIndex >= 0)
      .reduce((told, n) => { told[n.matches('a.evidence') ? 'numbers' : 'others'] += 1; return told; }, {numbers: 0, others: 0})"""
    page.goto(f"{served}/{chapters[8]}")
    told = page.evaluate(stops)
    assert told["numbers"] > 60
    assert told["others"] < told["numbers"]
    page.locator(".skip-numbers").focus()
    page.keyboard.press("Enter")
    assert page.evaluate(stops) == {"numbers": 0, "others": told["others"]}
    page.goto(f"{served}/{chapters[3]}")
    assert page.evaluate(stops)["numbers"] == 0

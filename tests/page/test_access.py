"""Nobody is kept out: axe finds nothing on the pages that differ most, on a screen and a phone, in light and dark.

``make reader`` asks every page.
"""

from __future__ import annotations

from pathlib import Path

import pytest

axe = pytest.importorskip("axe_playwright_python", reason="the package axe-playwright-python is not installed")
AXE = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
ASKED = """() => axe.run({resultTypes: ['violations']}).then(found =>
  found.violations.map(v => `${v.id}: ${v.nodes.map(n => n.target.join(' ')).join(', ')}`))"""
PAGES = ("book/index.html", "book/ledger.html", "notebooks/15_a_city_made_of_cities.html", "book/references.html")

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def found(page) -> list[str]:
    """What axe finds on the page as it is shown now."""
    page.evaluate(AXE)
    return page.evaluate(ASKED)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_axe_finds_nothing(browser, served, width, scheme):
    """Contrast, names, roles, landmarks, headings, tables, what scrolls."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    for name in PAGES:
        page.goto(f"{served}/{name}")
        assert found(page) == [], f"{name}, {width} px, {scheme}"
    context.close()


def test_axe_finds_nothing_in_a_card(browser, served):
    """A card is a dialog: it has a name, and a way out."""
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto(f"{served}/notebooks/15_a_city_made_of_cities.html")
    page.locator("article p a.evidence").nth(2).click()
    page.wait_for_selector("#card:popover-open")
    assert found(page) == []
    page.close()


@pytest.mark.parametrize(
    ("spoil", "rule"),
    [
        ("document.querySelector('article p').style.color = '#aaa'", "color-contrast"),
        ("document.querySelector('article img').removeAttribute('alt')", "image-alt"),
        ("document.querySelector('.sidebar-search').removeAttribute('aria-label'); document.querySelector('.sidebar-search').placeholder = ''", "label"),
        ("document.documentElement.removeAttribute('lang')", "html-has-lang"),
    ],
)  # fmt: skip
def test_what_keeps_people_out_is_found(browser, served, spoil, rule):
    """The check must be able to fail."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{served}/book/index.html")
    page.evaluate(spoil)
    assert any(line.startswith(f"{rule}:") for line in found(page))
    page.close()

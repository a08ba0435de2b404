"""A chapter on paper: its solutions, no code, nothing left alone at the foot of a page, the same in dark mode."""

from __future__ import annotations

import io
import re

import pytest
from lxml import html

pypdf = pytest.importorskip("pypdf", reason="the package pypdf is not installed")

CHAPTER = "notebooks/09_how_deep_was_the_cut.html"
WITHOUT_PAPER = """() => {
  for (const sheet of document.styleSheets)
    for (let at = sheet.cssRules.length - 1; at >= 0; at--)
      if (sheet.cssRules[at].media?.mediaText === 'print') sheet.deleteRule(at);
}"""
INVERTED = "@media print { html[data-theme='dark'] figure img, body[data-theme='dark'] figure img { filter: invert(1) !important; } }"


def printed(browser, address: str, theme: str = "light", spoil: str = "", style: str = "") -> pypdf.PdfReader:
    """A page as a browser prints it on A4, for a reader who has chosen a theme."""
    page = browser.new_page(color_scheme=theme)
    page.add_init_script(f"localStorage.theme = {theme!r}")
    page.goto(address, wait_until="load")
    if spoil:
        page.evaluate(spoil)
    if style:
        page.add_style_tag(content=style)
    made = page.pdf(format="A4", prefer_css_page_size=True)
    page.close()
    return pypdf.PdfReader(io.BytesIO(made))


def signs(text: str) -> str:
    """A text without blanks, which a PDF does not keep."""
    return re.sub(r"\s+", "", text)


def words(page: html.HtmlElement, of: str) -> list[str]:
    """The texts of some elements of a page."""
    return [node.text_content() for node in page.xpath(of)]


def paper_problems(pages: list[str], source: str) -> list[str]:
    """What is missing on paper, or should not be there: solutions, words of links, code, number, headings left alone."""
    article = html.document_fromstring(source).find(".//article")
    for gone in article.find_class("headerlink"):
        gone.drop_tree()
    text = signs("".join(pages))
    solutions = words(article, ".//details[contains(@class, 'sd-dropdown')]//p")
    code = [line for cell in words(article, ".//*[contains(@class, 'cell_input')]//pre") for line in cell.splitlines()]
    links = [one for one in words(article, ".//section/p/a[contains(@class, 'evidence')]") if one.isascii()]
    assert solutions
    assert code
    assert links
    found = [f"not printed: {one}" for one in [*solutions, *links] if one.isascii() and signs(one) not in text]
    found += [f"printed: {line}" for line in code if len(line) > 20 and signs(line) in text]
    title = article.findtext(".//h1/span") + article.find(".//h1/span").tail
    found += [] if text.startswith(signs(title)) and title[0].isdigit() else [f"does not begin with {title}"]
    headings = {signs(one) for one in words(article, ".//h1 | .//h2 | .//h3 | .//caption")}
    for number, page in enumerate(pages[:-1], start=1):
        last = signs(page.strip().splitlines()[-1])
        found += [f"page {number} ends with a heading: {last}"] if last in headings else []
    return found


@pytest.mark.browser
@pytest.mark.slow
def test_a_chapter_on_paper_has_its_solutions_and_no_code(book, served, browser):
    """Somebody who prints a chapter for a class reads it, and does not run it."""
    pdf = printed(browser, f"{served}/{CHAPTER}")
    pages = [page.extract_text() for page in pdf.pages]
    assert paper_problems(pages, (book / CHAPTER).read_text(encoding="utf-8")) == []
    assert "Cite" not in pages[-1]
    assert "How deep was the cut?" in " ".join(pages[-1].split())  # how to cite it


@pytest.mark.browser
@pytest.mark.slow
def test_paper_is_light_whatever_the_screen_is(served, browser):
    """Ink on a black page, or a figure in colours turned round, would be what a reader at night prints."""
    light, dark = (drawn(printed(browser, f"{served}/{CHAPTER}", theme)) for theme in ("light", "dark"))
    assert light == dark


def drawn(pdf: pypdf.PdfReader) -> list[bytes]:
    """What is drawn on each page."""
    return [page.get_contents().get_data() for page in pdf.pages]


@pytest.mark.browser
@pytest.mark.slow
def test_a_page_without_the_print_style_is_found(book, served, browser):
    """The check must be able to fail: the same page as the screen has it."""
    pdf = printed(browser, f"{served}/{CHAPTER}", spoil=WITHOUT_PAPER)
    source = (book / CHAPTER).read_text(encoding="utf-8")
    found = paper_problems([page.extract_text() for page in pdf.pages], source)
    assert any(problem.startswith("printed: ") for problem in found)


@pytest.mark.browser
@pytest.mark.slow
def test_a_figure_that_is_turned_round_in_the_dark_is_found(served, browser):
    """The check must be able to fail."""
    light, dark = (drawn(printed(browser, f"{served}/{CHAPTER}", theme, style=INVERTED)) for theme in ("light", "dark"))
    assert light != dark


def test_a_heading_at_the_foot_of_a_page_is_found():
    """And a chapter without its number, a solution left out, a link without its words."""
    source = """<article><section><h1><span>9. </span>A cut<a class="headerlink">#</a></h1><p>It is
      <a class="evidence">42 %</a>.</p><h2>Data</h2><div class="cell_input"><pre>cut = before - after + 1 - 1</pre></div>
      <details class="sd-dropdown"><p>It is less.</p></details></section></article>"""
    whole = ["9. A cut\nIt is 42 %.", "Data\nIt is less."]
    assert paper_problems(whole, source) == []
    assert paper_problems(["9. A cut\nIt is 42 %.\nData", "It is less."], source) == [
        "page 1 ends with a heading: Data"
    ]
    assert paper_problems(["A cut\nIt is 42 %.", whole[1]], source) == ["does not begin with 9. A cut"]
    assert paper_problems([whole[0], "Data"], source) == ["not printed: It is less."]
    assert paper_problems(["9. A cut\nIt is .", whole[1]], source) == ["not printed: 42 %"]
    assert paper_problems([whole[0], "Data\ncut = before - after + 1 - 1\nIt is less."], source) == [
        "printed: cut = before - after + 1 - 1"
    ]

"""The book as its readers get it: built once, then looked at as text and in a real browser."""

from __future__ import annotations

import gzip
import importlib
import random
import re
import statistics
import sys
import time
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from built import chapter_pages, moved, pages
from casebook.evidence.records import chapters, stored_records
from pages import (
    evidence_links,
    figures_elsewhere,
    images_without_text,
    live_code,
    requests_elsewhere,
    unmarked_chinese,
)


def test_an_old_address_leads_on_with_its_anchor(book):
    """A link into a chapter of the first edition arrives at the chapter that now tells it, and the page does nothing else."""
    assert moved(book)
    for path, target in moved(book).items():
        html = path.read_text(encoding="utf-8")
        assert (path.parent / target).is_file()
        assert f'content="0; url={target}"' in html
        assert f'var target = "{target}";if (window.location.hash)' in html
        assert len(live_code(html)) == 1


def test_every_chapter_is_a_page(book):
    """A chapter that is missing from _toc.yml would not be built."""
    built = {path.stem for path in chapter_pages(book)}
    assert built == {path.stem for path in chapters()}


def test_no_page_asks_another_host(book):
    """A reader in China or offline would wait for it."""
    found = {path.name: requests_elsewhere(path.read_text(encoding="utf-8")) for path in pages(book)}
    assert not {name: lines for name, lines in found.items() if lines}
    for style in book.rglob("*.css"):
        assert not re.search(r"url\(['\"]?https?://", style.read_text(encoding="utf-8", errors="replace")), style.name


@pytest.mark.parametrize(
    "html",
    [
        '<script src="https://cdn.example.org/x.js"></script>',
        '<link rel="stylesheet" href="//fonts.example.org/css">',
        '<img src="https://example.org/a.png" alt="a picture">',
        '<p style="background: url(https://example.org/a.png)">x</p>',
        '<script>import("https://example.org/module.js")</script>',
    ],
)
def test_a_request_to_another_host_is_found(html):
    """The check must be able to fail."""
    assert requests_elsewhere(html)


def test_no_page_runs_a_script_but_the_themes(book):
    """A script in a cell of a table or in an output would run for every reader."""
    found = {path.name: live_code(path.read_text(encoding="utf-8")) for path in pages(book)}
    assert not {name: lines for name, lines in found.items() if lines}


@pytest.mark.parametrize(
    "html",
    [
        "<p><script>alert(1)</script></p>",
        "<script>alert(1)",
        '<script src="x.js"></script>',
        '<script src="https://example.org/_static/x.js"></script>',
        "<img src=x onerror=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        '<a href=" JavaScript:alert(1)">x</a>',
        '<a href="data:text/html,x">x</a>',
        '<iframe src="x"></iframe>',
        "<script>kernelName = 'python3'; alert(1)</script>",
    ],
)
def test_a_script_on_a_page_is_found(html):
    """The check must be able to fail."""
    assert live_code(html)


def test_every_image_has_a_text(book):
    """A reader who hears the page needs it."""
    found = [
        f"{path.name}: {line}" for path in pages(book) for line in images_without_text(path.read_text(encoding="utf-8"))
    ]
    assert not found


@pytest.mark.parametrize(
    "html",
    [
        '<img src="a.svg">',
        '<img src="a.svg" alt="">',
        '<img src="a.svg" alt="../_images/a.svg">',
        '<img alt="img" src="x">',
    ],
)
def test_an_image_without_text_is_found(html):
    """The check must be able to fail."""
    assert images_without_text(html)


def test_chinese_is_marked_as_chinese(book):
    """Without the mark a browser may take a Japanese or a calligraphic font."""
    found = {
        path.name: unmarked_chinese(path.read_text(encoding="utf-8"))
        for path in pages(book)
        if path.stem not in ("genindex", "search")
    }
    assert not {name: runs for name, runs in found.items() if runs}
    assert unmarked_chinese("<p>the zones (开发区)</p>") == ["开发区"]


def test_ledger_links_say_what_stands_behind_a_number(book):
    """Quiet links need a class, and a name that answers who hears them."""
    for path in chapter_pages(book):
        links = evidence_links(path.read_text(encoding="utf-8"))
        assert links, f"{path.name}: found no link to the ledger"
        for link in links:
            assert "evidence" in link["class"], f"{path.name}: {link['href']} is not marked as evidence"
            assert re.search(r": .+; (printed|computed here)", link.get("aria-label", "")), f"{path.name}: {link}"
    cut = [
        link
        for path in chapter_pages(book)
        for link in evidence_links(path.read_text(encoding="utf-8"))
        if link["href"].endswith("#art-dept-cut")
    ]
    assert cut
    assert all("differs" in link["class"] for link in cut)


def ledger_pages(book) -> list[Path]:
    """The pages on which the entries of the ledger stand in full."""
    return sorted((book / "book" / "ledger").glob("*.html"))


def lost_links(page: Path) -> list[str]:
    """Links of a page to a place of the book that is not there."""
    linked = re.findall(r'href="([^":#]*\.html)?#([^"]+)"', page.read_text(encoding="utf-8"))
    there = {target: places((page.parent / target).resolve() if target else page) for target, _ in linked}
    return [
        f"{page.name} leads to {target}#{anchor}, which is not there"
        for target, anchor in linked
        if anchor not in there[target]
    ]


def places(page: Path) -> set[str]:
    """The places of a page that a link can lead to; none, if there is no such page."""
    return set(re.findall(r' id="([^"]+)"', page.read_text(encoding="utf-8"))) if page.is_file() else set()


def test_ledger_entries_exist_and_lead_back(book):
    """A link to an entry that is not there, or an entry that does not lead to where it is used, would break the promise."""
    index = (book / "book" / "ledger.html").read_text(encoding="utf-8")
    wanted = {
        link["href"].split("#")[1]
        for path in chapter_pages(book)
        for link in evidence_links(path.read_text(encoding="utf-8"))
    }
    assert wanted
    assert wanted <= set(re.findall(r'<li id="([^"]+)">', index))
    assert [lost for page in [book / "book" / "ledger.html", *ledger_pages(book)] for lost in lost_links(page)] == []


def test_a_lost_link_is_found(tmp_path):
    """The check must be able to fail: no such page, no such place, no such place on the page itself."""
    (tmp_path / "there.html").write_text('<p id="here">', encoding="utf-8")
    page = tmp_path / "page.html"
    page.write_text(
        '<a href="there.html#here"><a href="gone.html#a"><a href="there.html#b"><a href="#c">', encoding="utf-8"
    )
    assert lost_links(page) == [
        f"page.html leads to {place}, which is not there" for place in ("gone.html#a", "there.html#b", "#c")
    ]


def too_heavy(page: bytes, packed: int = 60_000, raw: int = 400_000) -> bool:
    """Whether a page is more than a reader of one line should wait for."""
    return len(page) > raw or len(gzip.compress(page)) > packed


def test_no_page_of_the_ledger_is_heavy(book):
    """A thousand entries on one page took seconds to arrive, for one line."""
    found = ledger_pages(book)
    assert len(found) > 15
    pages_of = [book / "book" / "ledger.html", *found]
    assert [page.name for page in pages_of if too_heavy(page.read_bytes())] == []
    assert too_heavy(b"x" * 400_001)
    assert too_heavy(random.Random(1).randbytes(60_001))
    assert not too_heavy(b"x" * 300_000)


def cards(page: str) -> dict[str, str]:
    """Entry id to what a card shows of it: heading and lines, without the part that goes beyond a card."""
    entries = re.findall(r'<section id="([^"]+)">\n<h3>(.*?)(?=<section id=|</section>\n)', page, flags=re.DOTALL)
    return {name: text.split('<div class="beyond-card')[0] for name, text in entries}


def test_an_entry_is_short_where_a_card_shows_it(book):
    """A chapter carries a hundred of them; the words of the source and what they can mean are as long as they are."""
    shown = {}
    for page in ledger_pages(book):
        shown |= cards(page.read_text(encoding="utf-8"))
    assert len(shown) > 900
    words = re.compile(r"<li><p><strong>(?:Excerpt|Word for word|Can also mean):</strong>.*?</li>", flags=re.DOTALL)
    lines = [len(words.sub("", text.partition("</h3>")[2]).strip().encode()) for text in shown.values()]
    assert statistics.median(lines) <= 900
    long = cards('<section id="a">\n<h3>A</h3><p>b</p><div class="beyond-card container">c</div></section>\n')
    assert long == {"a": "A</h3><p>b</p>"}


def test_notebooks_and_tables_can_be_downloaded(book):
    """The download button, the tables under the figures and the archive must lead somewhere."""
    drawn = Counter(record["notebook"] for record in stored_records() if record["kind"] == "figure")
    assert drawn.total() > 30
    for path in chapter_pages(book):
        html = path.read_text(encoding="utf-8")
        assert f"../_sources/notebooks/{path.stem}.ipynb" in html, f"{path.name}: no download button"
        assert (book / "_sources" / "notebooks" / f"{path.stem}.ipynb").is_file()
        figures, tables = html.count("<figure"), html.count('class="plotted-table"')
        expected = drawn[f"{path.stem}.ipynb"]
        assert figures == tables == expected, (
            f"{path.name}: {figures} figures, {tables} tables to download, expected {expected}"
        )
    (archive,) = book.glob("_downloads/*/reading-a-reform.zip")
    with zipfile.ZipFile(archive) as bundle:
        names = set(bundle.namelist())
    wanted = [
        "notebooks/casebook/__init__.py",
        "data/claims.csv",
        "requirements.txt",
        "Makefile",
        "notebooks/casebook/drawing/fonts/OFL.txt",
    ]
    assert {f"reading-a-reform/{name}" for name in wanted} <= names
    assert not any("__pycache__" in name or name.endswith(".pyc") for name in names)


def test_formulas_become_mathml(book):
    """A formula must need no script: latex2mathml makes it when the book is built."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "book" / "ext"))
    import latex2mathml.converter

    assert "<mfrac>" in latex2mathml.converter.convert(r"\frac{a}{b}")
    for path in pages(book):
        html = path.read_text(encoding="utf-8")
        assert "MathJax" not in html, f"{path.name} loads MathJax"


def test_the_matrix_builds_once_on_one_process_and_once_on_several(monkeypatch):
    """Otherwise its two builds would say nothing on whether the pages depend on how they were shared out."""
    import anywhere

    monkeypatch.syspath_prepend(str(Path(__file__).resolve().parents[2] / "book" / "ext"))
    import faster_build

    taken = []
    for environment in (anywhere.HOME, anywhere.AWAY):
        monkeypatch.setenv("BOOK_PROCESSES", environment["BOOK_PROCESSES"])
        taken.append(importlib.reload(faster_build).PROCESSES)
    assert taken == [4, 1]


# ------------------------------------------------------------------------------------------- in a real browser


GROUND = {"light": "rgb(255, 255, 255)", "dark": "rgb(19, 20, 22)"}
FETCHED = """async () => {
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  for (const image of document.images) image.loading = 'eager';
  const late = () => [...document.images].some(image => !image.complete);
  for (let tries = 0; tries < 1000 && late(); tries++) await new Promise(done => setTimeout(done, 10));
}"""  # two frames, in which a picture takes the source that is meant for the window; then ten seconds for all to come
LOOKS = """() => {
  const article = document.querySelector('article') || document.body;
  const wide = document.documentElement.scrollWidth - window.innerWidth;
  const images = [...article.querySelectorAll('figure img')].map(i => {
    const r = i.getBoundingClientRect(); return {width: r.width, left: r.left, right: r.right, natural: i.naturalWidth, src: i.getAttribute('src')}; });
  const evidence = article.querySelector('a.evidence');
  const chinese = article.querySelector('span[lang="zh-CN"]');
  return {scheme: getComputedStyle(document.body).backgroundColor, wide, images, window: window.innerWidth,
    evidence: evidence && {colour: getComputedStyle(evidence).color, text: getComputedStyle(evidence.parentElement).color,
                           line: getComputedStyle(evidence).textDecorationStyle},
    chinese: chinese && getComputedStyle(chinese).fontFamily};
}"""


@pytest.mark.browser
@pytest.mark.slow
def test_pages_hold_in_a_browser(book, served, browser):
    """A page that scrolls sideways on a phone, a figure out of sight, a request elsewhere, an error in a script."""
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    elsewhere, errors = [], []
    page.on("request", lambda r: None if r.url.startswith((served, "data:")) else elsewhere.append(r.url))
    page.on("pageerror", lambda e: errors.append(str(e)))
    for path in pages(book):
        page.goto(f"{served}/{path.relative_to(book).as_posix()}", wait_until="load")
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.evaluate(FETCHED)  # a figure further down comes when it is near, and another one on a phone
            for scheme in ("dark", "light"):
                page.emulate_media(color_scheme=scheme)
                hold(page.evaluate(LOOKS), path, width, scheme)
    context.close()
    assert not elsewhere
    assert not errors


def hold(looks: dict, path: Path, width: int, scheme: str) -> None:
    """What a page must look like in a window of this width, in light and in dark."""
    assert looks["scheme"] == GROUND[scheme], f"{path.name}: {looks['scheme']} behind the text, expected {scheme}"
    assert looks["wide"] <= 0, f"{path.name} is {looks['wide']} px wider than a window of {width} px"
    for image in looks["images"]:
        assert image["natural"] > 0, f"{path.name}: {image['src']} is not shown"
        assert image["left"] >= 0, f"{path.name}: {image['src']} begins outside the window"
        assert image["right"] <= width, f"{path.name}: {image['src']} ends outside the window"
        assert image["width"] >= min(300, width * 0.8), f"{path.name}: {image['src']} is {image['width']} px wide"
    if looks["evidence"]:
        assert looks["evidence"]["line"] in ("dotted", "wavy", "dashed"), f"{path.name}: {looks['evidence']}"
        assert looks["evidence"]["colour"] == looks["evidence"]["text"], f"{path.name}: evidence links are not quiet"
    if looks["chinese"]:
        assert "Noto Sans SC" in looks["chinese"], f"{path.name}: Chinese text is set in {looks['chinese']}"


@pytest.mark.browser
def test_a_page_that_does_not_fit_is_found(browser, tmp_path):
    """The check must be able to fail: a table wider than the phone."""
    spoiled = tmp_path / "wide.html"
    spoiled.write_text("<article><div style='width:900px'>wide</div></article>", encoding="utf-8")
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(spoiled.as_uri())
    assert page.evaluate(LOOKS)["wide"] > 0
    page.close()


PICTURE = '<article><figure><picture><source media="(max-width: 31rem)" srcset="narrow.svg"><img src="wide.svg"></picture></figure></article>'
DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="20"/>'


@pytest.mark.browser
@pytest.mark.parametrize(("missing", "expected"), [(None, 326), ("narrow.svg", 0)])
def test_a_picture_is_waited_for_and_a_missing_one_is_found(browser, missing, expected):
    """On a phone the page asks for another file: one that comes late has come, and one that never comes is named."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})

    def answer(route):
        name = route.request.url.rpartition("/")[2]
        if name == missing:
            route.fulfill(status=404, body="")
            return
        if name == "narrow.svg":
            time.sleep(0.5)
        svg = DRAWN.format(326 if name == "narrow.svg" else 461)
        route.fulfill(body=svg, content_type="image/svg+xml") if name else route.fulfill(
            body=PICTURE, content_type="text/html"
        )

    page.route("**/*", answer)
    page.goto("http://book.example/", wait_until="load")
    page.set_viewport_size({"width": 360, "height": 800})
    page.evaluate(FETCHED)
    [image] = page.evaluate(LOOKS)["images"]
    page.close()
    assert image["natural"] == expected


def test_the_ledger_lists_its_sections_not_its_entries(book):
    """A list of a thousand entries would be a fifth of the page, on a phone too, and slow every build."""
    html = (book / "book" / "ledger" / "09.html").read_text(encoding="utf-8")
    listed = set(re.findall(r'href="#([^"]+)"', html[: html.index("<article")] + html[html.index("</article>") :]))
    assert {"claims", "results", "figures"} <= listed
    entries = set(cards(html))
    assert "depth-gap" in entries
    assert not entries & listed


def test_a_figure_of_the_landing_page_stands_over_its_own_caption(root):
    """Two of them put in each other's place would show what nobody wrote; the caption leads to the chapter."""
    text = (root / "book" / "index.md").read_text(encoding="utf-8")
    records = [record for record in stored_records() if record["kind"] == "figure"]
    chapters_of = {record["id"]: record["notebook"].removesuffix(".ipynb") for record in records}
    assert text.count("{figure} figures/") == 3
    assert figures_elsewhere(text, chapters_of) == []
    one, two = re.findall(r"figures/([\w-]+)\.svg", text)[:2]
    swapped = text.replace(f"/{one}.svg", "/.svg").replace(f"/{two}.svg", f"/{one}.svg").replace("/.svg", f"/{two}.svg")
    assert figures_elsewhere(swapped, chapters_of) == [two, one]

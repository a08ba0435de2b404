"""A built page, taken out of its frame: its text and figures without code, buttons and permalinks, its links to be led on."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urldefrag

from lxml import html as markup

__all__ = ["About", "Page", "about", "read_page", "relink", "slug"]

ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
# What a reader of paper or of a book reader has no use for.
GONE = (
    ".//script | .//style | .//button | .//template | .//svg | .//*[@id='card'] | .//summary[not(normalize-space())]"
    " | .//*[contains(concat(' ', @class, ' '), ' headerlink ') or contains(concat(' ', @class, ' '), ' how ')"
    " or contains(concat(' ', @class, ' '), ' cell_input ') or contains(concat(' ', @class, ' '), ' plotted-table ')"
    " or contains(concat(' ', @class, ' '), ' figure-links ') or contains(concat(' ', @class, ' '), ' toctree-wrapper ')"
    " or contains(concat(' ', @class, ' '), ' content-icon-container ')]"
    " | .//details[contains(@class, 'hide')]/summary | .//nav[contains(@class, 'contents')]"
)
POINTING = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers")
EMPTY = ("div", "p", "span")


@dataclass(frozen=True)
class About:
    """What the landing page says of the book."""

    name: str  # of its files
    title: str
    short: str  # the title in short
    authors: tuple[str, ...]
    version: str
    year: str
    language: str
    licences: tuple[str, ...]
    description: str
    address: str  # of the top of the published book, or nothing


@dataclass(frozen=True)
class Page:
    """A page without its frame."""

    name: str  # as in _toc.yml
    title: str
    body: markup.HtmlElement


def _parsed(html: Path, name: str) -> markup.HtmlElement:
    path = html / f"{name}.html"
    if not path.is_file():
        raise FileNotFoundError(f"_build/html/{name}.html: found no such file, expected the built book (make book)")
    return markup.document_fromstring(path.read_text(encoding="utf-8"))


def about(html: Path, front: str) -> About:
    """What the landing page says of the book.

    Raises
    ------
    FileNotFoundError
        If it was not built.
    ValueError
        If it does not say what it is.
    """
    page = _parsed(html, front)
    found = page.xpath("//script[@type='application/ld+json']")
    if not found:
        raise ValueError(f"_build/html/{front}.html: found no JSON-LD, expected title, authors and version of the book")
    said = json.loads(found[0].text)
    short = page.findtext(".//title").strip()
    return About(
        name=slug(short),
        title=said["name"],
        short=short,
        authors=tuple(author["name"] for author in said["author"]),
        version=said["version"],
        year=str(said.get("datePublished") or said["copyrightYear"])[:4],
        language=said["inLanguage"],
        licences=tuple(said["license"]),
        description=said["description"],
        address=said.get("url", "").removesuffix(f"{front}.html"),
    )


def slug(text: str) -> str:
    """A text as an id: small letters, figures and hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", text.lower()))


def read_page(html: Path, name: str) -> Page:
    """A built page without its frame.

    Parameters
    ----------
    html : Path
        The built book.
    name : str
        As in ``_toc.yml``.

    Raises
    ------
    FileNotFoundError
        If it was not built.
    ValueError
        If it has no text.
    """
    page = _parsed(html, name)
    article = page.find(".//article")
    if article is None or article.find(".//h1") is None:
        raise ValueError(f"_build/html/{name}.html: found no article with a title, expected a page of the book")
    body = deepcopy(article)
    for gone in body.xpath(GONE):
        if gone.getparent() is not None:
            gone.drop_tree()
    for source in list(body.iter("source")):  # of a picture: the parser takes the image after it for its content
        source.drop_tag()
    for details in list(body.iter("details")):
        details.tag = "div"
        details.attrib.pop("open", None)
    for summary in list(body.iter("summary")):
        summary.tag, summary.attrib["class"] = "p", "summary"
    for node in reversed(list(body.iter(*EMPTY))):  # what has lost all that was in it
        if not len(node) and not (node.text or "").strip() and not node.get("id") and node.getparent() is not None:
            node.drop_tree()
    for node in body.iter():
        for unused in ("role", "loading", "tabindex"):
            node.attrib.pop(unused, None)
    body.tag = "div"
    body.attrib.clear()
    title = " ".join(body.find(".//h1").text_content().split())
    return Page(name, title, body)


def relink(page: Page, lead: Callable[[str, str], str], rename: Callable[[str], str] = str) -> None:
    """Lead the links of a page on, and rename its ids.

    Parameters
    ----------
    page : Page
        Changed in place.
    lead : callable
        Given the place of a file of the book, such as ``notebooks/09.html``, and the id in it, where the link leads now;
        nothing takes the link away and leaves its words.
    rename : callable
        The new name of an id of this page.
    """
    own = f"{page.name}.html"
    for node in page.body.iter():
        if node.get("id"):
            node.set("id", rename(node.get("id")))
        for name in POINTING:
            if node.get(name):
                node.set(name, " ".join(map(rename, node.get(name).split())))
    for link in list(page.body.iter("a")):
        link.attrib.pop("download", None)
        # What stands behind a number in short: a reader here has no pointer to rest on it.
        link.attrib.pop("title", None)
        address = link.get("href", "")
        if not address or ELSEWHERE.match(address):
            if address.startswith("data:"):
                link.drop_tag()
            continue
        path, fragment = urldefrag(address)
        there = posixpath.normpath(posixpath.join(posixpath.dirname(own), unquote(path))) if path else own
        if led := lead(there, fragment):
            link.set("href", led)
        elif link.get("id"):
            link.attrib.pop("href")
        else:
            link.drop_tag()

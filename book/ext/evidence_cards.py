"""Put what the ledger says of a page's numbers into the page, so that a number opens its evidence where it stands.

A card is the entry itself: its section on a page of the ledger, without what stands under the class ``beyond-card``.  It
goes into the page as JSON (``<script type="application/json" id="evidence">``), which ``book.js`` opens at a number, also
from a file without a server; without script the link leads to the entry.
"""

from __future__ import annotations

import json
import posixpath
import re
from copy import deepcopy
from pathlib import Path
from urllib.parse import urldefrag

from lxml import html
from sphinx.application import Sphinx

LEDGER = "book/ledger"  # docname of the ledger; its pages stand in a folder of this name
BEYOND = "beyond-card"
LINK = re.compile(r'<a class="evidence [^>]*?href="([^"]*)"')
BLOCKS = re.compile(r"\s*(</?(?:ul|ol|li|p|div|h3)\b[^>]*>)\s*")  # around which blanks are not seen
CITE = "Cite:"  # how the line begins that quotes the number
NOISE = ("class", "id", "title", "aria-label", "role", "tabindex")
KEPT_CLASSES = {"zh"}


def cards(page: str, text: str) -> dict[str, html.HtmlElement]:
    """Id of each entry of a page of the ledger, and what of it a card shows; addresses from the top of the book.

    Parameters
    ----------
    page : str
        Address of the page, such as ``book/ledger/09.html``.
    text : str
        The page as built.
    """
    found = {}
    for section in html.fromstring(text).iter("section"):
        if section.get("id") and section.find("section") is None and section.find("h3") is not None:
            found[section.get("id")] = card(page, section)
    return found


def card(page: str, section: html.HtmlElement) -> html.HtmlElement:
    """A copy of an entry without permalink, classes, ids and the parts beyond the card."""
    entry = deepcopy(section)
    entry.tail = None
    for gone in entry.xpath(f".//*[contains(@class, '{BEYOND}')] | .//a[@class='headerlink']"):
        gone.drop_tree()
    for span in entry.xpath(".//span[not(@lang)]"):
        span.drop_tag()
    for node in entry.iter():
        classes = [name for name in node.get("class", "").split() if name in KEPT_CLASSES]
        for name in NOISE:
            node.attrib.pop(name, None)
        if node.tag == "li" and node.text_content().lstrip().startswith(CITE):
            classes.append("cite-line")
        if classes:
            node.set("class", " ".join(classes))
        if (address := node.get("href")) and not re.match(r"[a-z]+:", address):
            node.set("href", from_top(page, address))
    return entry


def from_top(page: str, address: str) -> str:
    """An address on a page as one from the top of the book."""
    path, fragment = urldefrag(address)
    there = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    return f"{there}#{fragment}" if fragment else there


def markup(entry: html.HtmlElement, page: str) -> str:
    """A card as markup, its addresses seen from a page."""
    entry = deepcopy(entry)
    for link in entry.iter("a"):
        address = link.get("href", "")
        if address and not re.match(r"[a-z]+:", address):
            path, fragment = urldefrag(address)
            there = posixpath.relpath(path, posixpath.dirname(page) or ".")
            link.set("href", f"{there}#{fragment}" if fragment else there)
    inner = "".join(html.tostring(child, encoding="unicode") for child in entry)
    return BLOCKS.sub(r"\1", re.sub(r"\s+", " ", inner))


def with_cards(page: str, text: str, known: dict[str, html.HtmlElement]) -> str:
    """A page with the cards of the numbers that it links, before its end; the page as it is where it links none."""
    ids = dict.fromkeys(urldefrag(address)[1] for address in LINK.findall(text))
    held = {name: markup(known[name], page) for name in ids if name in known}
    if not held:
        return text
    data = json.dumps(held, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    return text.replace("</body>", f'<script type="application/json" id="evidence">{data}</script>\n</body>')


def add_cards(app: Sphinx, exception: Exception | None) -> None:
    """Write the cards into all pages but the ledger's."""
    if exception or app.builder.format != "html":
        return
    top = Path(app.outdir)
    pages = {f"{name}.html": top / f"{name}.html" for name in app.env.found_docs}
    own = {page: path for page, path in pages.items() if page.startswith(LEDGER) and path.is_file()}
    known = {}
    for page, path in own.items():
        known |= cards(page, path.read_text(encoding="utf-8"))
    for page, path in pages.items():
        if page in own or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8")
        if (changed := with_cards(page, text, known)) != text:
            path.write_text(changed, encoding="utf-8", newline="\n")


def setup(app: Sphinx) -> dict:
    app.connect("build-finished", add_cards)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

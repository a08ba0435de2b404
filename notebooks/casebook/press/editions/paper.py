"""The whole book as one PDF: cover, contents with page numbers, every page of the book but the ledger's, led to each other.

The pages are joined into one file of HTML, which a browser that is there prints, with an outline and tags for screen readers.
It prints twice: only a print says on which page a chapter begins.
"""

from __future__ import annotations

import io
import os
import posixpath
import shutil
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import quote

from lxml import html as markup
from markupsafe import Markup

from ...drawing.style import FONTS
from .layout import STYLE, write_layout
from .pages import About, Page, read_page, relink, slug

__all__ = ["LEDGER", "browser", "dangling", "joined", "print_pdf", "write"]

LEDGER = "book/ledger"  # and what lies below it: tables to look things up in, which paper cannot
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
DAY = "D:20200101000000Z"  # of every PDF: the same book gives the same bytes
DEEPEST = 6  # of headings
MARGINS = {"top": "18mm", "bottom": "20mm", "left": "22mm", "right": "22mm"}


def browser() -> str:
    """The browser that prints: the one that ``CHROMIUM`` names, else the first that is there.

    Raises
    ------
    FileNotFoundError
        If there is none.
    """
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not found or not shutil.which(found):
        raise FileNotFoundError(
            f"{found or 'chromium'}: found no such browser, expected one that prints the PDF: install Chromium, or name it, "
            "as in CHROMIUM=/path/to/chrome"
        )
    return found


def write(html: Path, parts: list[tuple[str, list[str]]], book: About, target: Path) -> int:
    """Write the PDF; returns its number of pages.

    Parameters
    ----------
    html : Path
        The built book.
    parts : list
        Captions and pages, as :func:`casebook.press.book.contents` gives them.
    book : About
        What the book says of itself.
    target : Path
        The file.
    """
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import NameObject, TextStringObject

    chosen = browser()
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "book.html"
        page.write_bytes(joined(html, parts, book).encode())
        first = PdfReader(io.BytesIO(print_pdf(page, book, chosen)))
        places = first.named_destinations.items()
        numbers = {name.lstrip("/"): first.get_destination_page_number(place) + 1 for name, place in places}
        text = joined(html, parts, book, numbers)
        page.write_bytes(text.encode())
        last = PdfReader(io.BytesIO(print_pdf(page, book, chosen)))
    made = PdfWriter(clone_from=last)
    made.pdf_header = last.pdf_header
    named = headings(text)
    entries = list(_outline(made.root_object))
    if len(entries) != len(named):
        raise ValueError(f"the outline of the PDF: found {len(entries)} entries, expected {len(named)}, one a heading")
    for number, entry in enumerate(entries):  # the browser names those twice that it moved to the next page
        entry[NameObject("/Title")] = TextStringObject(named[number])
    made.add_metadata(
        {
            "/Title": book.title,
            "/Author": ", ".join(book.authors),
            "/Subject": book.description,
            "/CreationDate": DAY,
            "/ModDate": DAY,
        }
    )
    made.write(target)
    return len(made.pages)


def _outline(entry: dict) -> Iterator[dict]:
    """Every entry of an outline, from that which holds it."""
    below = entry.get("/Outlines") or entry.get("/First")
    while below is not None:
        below = below.get_object()
        yield from [below] if "/Title" in below else []
        yield from _outline(below)
        below = below.get("/Next")


def headings(text: str) -> list[str]:
    """The headings of a joined book, as its outline is to name them."""
    page = markup.document_fromstring(text)
    found = page.xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")
    return [" ".join(heading.text_content().split()) for heading in found]


def print_pdf(page: Path, book: About, chosen: str) -> bytes:
    """A file of HTML as PDF on A4, with outline, tags and the number of each page below it."""
    from playwright.sync_api import sync_playwright

    foot = write_layout("foot.html", book=book)
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=chosen, args=list(FLAGS))
        try:
            tab = running.new_page()
            tab.goto(page.as_uri(), wait_until="load")
            return tab.pdf(
                format="A4",
                margin=MARGINS,
                outline=True,
                tagged=True,
                print_background=True,
                display_header_footer=True,
                header_template="<span></span>",
                footer_template=foot,
            )
        finally:
            running.close()


def joined(html: Path, parts: list[tuple[str, list[str]]], book: About, numbers: dict[str, int] | None = None) -> str:
    """All pages as one, with their contents first.

    Parameters
    ----------
    html : Path
        The built book.
    parts : list
        Captions and pages.
    book : About
        What the book says of itself.
    numbers : dict, optional
        The number of the printed page on which each place stands, as far as it is known.
    """
    kept = [(caption, [name for name in names if not is_ledger(name)]) for caption, names in parts]
    pages = {name: read_page(html, name) for _, names in kept for name in names}
    places = {
        name: {slug(name), *(f"{slug(name)}--{one}" for one in page.body.xpath(".//@id"))}
        for name, page in pages.items()
    }
    for page in pages.values():
        _settle(page, html)
        relink(page, partial(_led, places=places, address=book.address), f"{slug(page.name)}--{{}}".format)
    told = [
        {
            "caption": caption,
            "place": f"part-{slug(caption)}",
            "pages": [
                {
                    "title": pages[name].title,
                    "place": slug(name),
                    "number": (numbers or {}).get(slug(name), ""),
                    "body": Markup(markup.tostring(pages[name].body, encoding="unicode", with_tail=False)),
                }
                for name in names
            ],
        }
        for caption, names in kept
        if names
    ]
    left_out = [name for _, names in parts for name in names if is_ledger(name)]
    return write_layout(
        "book.html",
        book=book,
        parts=told,
        style=Markup(STYLE.read_text(encoding="utf-8")),
        fonts=[(path.as_uri(), "bold" if "Bold" in path.name else "normal") for path in sorted(FONTS.glob("*.otf"))],
        cover=(html / "_static" / "cover.png").as_uri(),
        ledger=f"{book.address}{left_out[0]}.html" if left_out and book.address else "",
        left_out=bool(left_out),
    )


def is_ledger(name: str) -> bool:
    """Whether a page is the ledger or one of its pages."""
    return name == LEDGER or name.startswith(f"{LEDGER}/")


def _settle(page: Page, html: Path) -> None:
    """Put a page below its part: headings a step down, and images where they are for a file that lies elsewhere."""
    for level in range(DEEPEST - 1, 0, -1):
        for heading in list(page.body.iter(f"h{level}")):
            heading.tag = f"h{level + 1}"
    for image in page.body.iter("img"):
        place = posixpath.normpath(posixpath.join(posixpath.dirname(page.name), image.get("src")))
        image.set("src", f"{html.as_uri()}/{quote(place)}")


def _led(there: str, fragment: str, places: dict[str, set[str]], address: str) -> str:
    name = there.removesuffix(".html")
    if name in places:
        wanted = f"{slug(name)}--{fragment}"
        return f"#{wanted if fragment and wanted in places[name] else slug(name)}"
    return f"{address}{there}{f'#{fragment}' if fragment else ''}" if address else ""


def dangling(text: str) -> list[str]:
    """Links within a joined book that lead to no place in it, places that are there twice, and files that are not there."""
    page = markup.document_fromstring(text)
    ids = page.xpath("//@id")
    found = [f"{one}: two places of this name" for one in sorted({one for one in ids if ids.count(one) > 1})]
    for address in page.xpath("//a/@href"):
        if address.startswith("#"):
            found += [] if address[1:] in set(ids) else [f"{address}: no such place"]
        elif not address.startswith(("https://", "http://", "mailto:")):
            found.append(f"{address}: leads out of the book")
    return found

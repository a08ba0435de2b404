"""The book as an ePub 3: a file a page, formulas as MathML, figures as SVG, every number linked to its entry.

The parts of an ePub are few and fixed; the templates beside this module write them, and the pages go in as XHTML.
"""

from __future__ import annotations

import posixpath
import re
import uuid
import zipfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from lxml import etree
from markupsafe import Markup

from .archive import DATE
from .layout import STYLE, write_layout
from .pages import About, Page, read_page, relink, slug

__all__ = ["problems", "write"]

MIMETYPE = "application/epub+zip"
PACKAGE = "EPUB/package.opf"
REMOTE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
KINDS = {
    ".xhtml": "application/xhtml+xml",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".css": "text/css",
}
LOADING = {"src", "poster", "data"}
XHTML, OPF = "{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/opf}"


@dataclass(frozen=True)
class Item:
    """A file of the ePub: its id, its place, its kind, and what the package must say that it holds."""

    id: str
    href: str
    kind: str
    holds: str
    content: bytes


def write(html: Path, parts: list[tuple[str, list[str]]], book: About, target: Path) -> None:
    """Write the ePub.

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
    pages = [read_page(html, name) for _, names in parts for name in names]
    files = {f"{page.name}.html": f"{slug(page.name)}.xhtml" for page in pages}
    places = {f"{page.name}.html": set(page.body.xpath(".//@id")) for page in pages}
    images: dict[str, str] = {}
    items = []
    for page in pages:
        _take_images(page, images)
        relink(page, partial(_led, files=files, places=places, address=book.address))
        items.append(_item(files[f"{page.name}.html"], _xhtml(page, book)))
    titles = {page.name: page.title for page in pages}
    told = [(caption, [(files[f"{name}.html"], titles[name]) for name in names]) for caption, names in parts if names]
    items += [
        _item(place, (html / source).read_bytes()) for source, place in sorted(images.items(), key=lambda one: one[1])
    ]
    cover = _item("images/cover.png", (html / "_static" / "cover.png").read_bytes())
    style = _item("style.css", STYLE.read_bytes())
    said = {
        "book": book,
        "id": uuid.uuid5(uuid.NAMESPACE_URL, book.address or f"urn:{book.title}"),
        "parts": told,
        "items": items,
        "first": items[0],
    }
    named = {
        "META-INF/container.xml": write_layout("container.xml", package=PACKAGE),
        PACKAGE: write_layout("package.opf", **said, cover=cover, style=style, spine=[one for one in items if one.href.endswith(".xhtml")]),
        "EPUB/nav.xhtml": write_layout("nav.xhtml", **said),
        "EPUB/cover.xhtml": write_layout("cover.xhtml", **said),
    }  # fmt: skip
    with zipfile.ZipFile(target, "w") as archive:
        _put(archive, "mimetype", MIMETYPE.encode(), zipfile.ZIP_STORED)
        for name, text in named.items():
            _put(archive, name, text.encode())
        for item in [cover, style, *items]:
            _put(archive, f"EPUB/{item.href}", item.content)


def _put(archive: zipfile.ZipFile, name: str, content: bytes, how: int = zipfile.ZIP_DEFLATED) -> None:
    entry = zipfile.ZipInfo(name, DATE)
    entry.compress_type = how
    archive.writestr(entry, content)


def _item(href: str, content: bytes) -> Item:
    kind = KINDS[posixpath.splitext(href)[1]]  # not by the machine's own list, which differs
    holds = "mathml" if href.endswith(".xhtml") and b"<math" in content else ""  # a page has no drawing but as an image
    return Item(f"i-{slug(href)}", href, kind, holds, content)


def _take_images(page: Page, images: dict[str, str]) -> None:
    """Note the images of a page and lead it to their places in the ePub."""
    for image in page.body.iter("img"):
        source = posixpath.normpath(posixpath.join(posixpath.dirname(page.name), image.get("src")))
        ending = posixpath.splitext(source)[1]
        images.setdefault(source, f"images/{slug(posixpath.splitext(posixpath.basename(source))[0])}{ending}")
        image.set("src", images[source])


def _led(there: str, fragment: str, files: dict[str, str], places: dict[str, set[str]], address: str) -> str:
    if there in files:
        return f"{files[there]}#{fragment}" if fragment in places[there] else files[there]
    return f"{address}{there}{f'#{fragment}' if fragment else ''}" if address else ""


def _xhtml(page: Page, book: About) -> bytes:
    """A page as XHTML."""
    for node in page.body.iter():
        if node.tag == "a" and node.get("id") and not node.get("href"):
            node.tag = "span"
    body = Markup(etree.tostring(page.body, encoding="unicode", with_tail=False))
    return write_layout("page.xhtml", book=book, title=page.title, body=body).encode()


# ---------------------------------------------------------------------------------------------------------- a light check


def problems(path: Path) -> list[str]:
    """What a reader of ePubs would stumble over, without Java: a line each.

    The first file says what it is and is not compressed; the container leads to the package; every file that the package
    lists is there and every file there is listed; pages are well-formed, say their language, load nothing from elsewhere,
    and their links lead to a place that there is.
    """
    with zipfile.ZipFile(path) as archive:
        first, names = archive.infolist()[0], archive.namelist()
        files = {name: archive.read(name) for name in names}
    found = []
    if (first.filename, first.compress_type, files.get("mimetype")) != (
        "mimetype",
        zipfile.ZIP_STORED,
        MIMETYPE.encode(),
    ):
        found.append("mimetype: not first, not stored or not that of an ePub")
    if PACKAGE not in files or PACKAGE.encode() not in files.get("META-INF/container.xml", b""):
        return [*found, "META-INF/container.xml: does not lead to the package"]
    package = etree.fromstring(files[PACKAGE])
    listed = {f"EPUB/{item.get('href')}": item for item in package.iter(f"{OPF}item")}
    found += [f"{name}: listed and not there" for name in listed if name not in files]
    known = {"mimetype", "META-INF/container.xml", PACKAGE}
    found += [f"{name}: there and not listed" for name in files if name not in listed and name not in known]
    ids = {item.get("id") for item in listed.values()}
    found += [
        f"spine: {ref.get('idref')} is not listed"
        for ref in package.iter(f"{OPF}itemref")
        if ref.get("idref") not in ids
    ]
    trees = {}
    for name in [name for name in listed if name in files and name.endswith(".xhtml")]:
        try:
            trees[name] = etree.fromstring(files[name])
        except etree.XMLSyntaxError as error:
            found.append(f"{name}: not well-formed, {error}")
    places = {name: tree.xpath("//@id") for name, tree in trees.items()}
    for name, tree in trees.items():
        found += [] if tree.get("{http://www.w3.org/XML/1998/namespace}lang") else [f"{name}: no language"]
        found += [
            f"{name}: two places named {one}"
            for one in sorted({one for one in places[name] if places[name].count(one) > 1})
        ]
        found += [problem for node in tree.iter(etree.Element) for problem in _lost(name, node, files, places)]
    return found


def _lost(name: str, node: etree._Element, files: dict[str, bytes], places: dict[str, list[str]]) -> list[str]:
    """Addresses of an element that lead nowhere, or load something from elsewhere."""
    found = []
    for key, address in node.attrib.items():
        loads = key in LOADING or (key == "href" and node.tag == f"{XHTML}link")
        if not loads and not (key == "href" and node.tag == f"{XHTML}a"):
            continue
        if REMOTE.match(address):
            found += [f"{name}: loads {address}"] if loads else []
            continue
        path, _, fragment = address.partition("#")
        there = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
        if there not in files or (fragment and there in places and fragment not in places[there]):
            found.append(f"{name}: {address} is not there")
    return found

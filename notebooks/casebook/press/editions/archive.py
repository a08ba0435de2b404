"""An archive of the built book that opens without a server: unpacked anywhere, by a double click on ``index.html``."""

from __future__ import annotations

import posixpath
import re
import zipfile
from pathlib import Path
from urllib.parse import unquote, urldefrag

from lxml import html as markup

from .pages import ELSEWHERE

__all__ = ["DATE", "dead_links", "pack", "wanted", "write"]

DATE = (2020, 1, 1, 0, 0, 0)  # of every file: the same book gives the same bytes
# Sources, which the archive of the whole project has as well, and what only a host or a builder has a use for.
LEFT_OUT = ("_sources/", "editions/", ".buildinfo", "objects.inv", "404.html", "robots.txt", "sitemap.xml", "feed.xml")
TEXTS = {".html", ".css", ".js"}


def wanted(html: Path) -> dict[str, bytes]:
    """Place and bytes of each file: all pages, and of what lies in ``_static`` only what one of the files names.

    Links to what is left out go, with their line where it says nothing else.
    """
    files = {path.relative_to(html).as_posix(): path for path in sorted(html.rglob("*")) if path.is_file()}
    files = {name: path for name, path in files.items() if not name.startswith(LEFT_OUT)}
    found = {name: path.read_bytes() for name, path in files.items() if not name.startswith("_static/")}
    static = {name: path for name, path in files.items() if name.startswith("_static/") and not name.endswith(".map")}
    for name in [name for name in found if name.endswith(".html")]:
        found[name] = _without_lost_links(found[name].decode()).encode()
    unread = [name for name in found if Path(name).suffix in TEXTS]
    while unread:
        text = found[unread.pop()].decode(errors="replace")
        for name in [name for name in static if posixpath.basename(name) in text]:
            found[name] = static.pop(name).read_bytes()
            if Path(name).suffix in TEXTS:
                unread.append(name)
    return dict(sorted(found.items()))


def _without_lost_links(text: str) -> str:
    text = re.sub(r'\s*<span class="screen"><a href="[^"]*_sources/.*?</span>', "", text, flags=re.DOTALL)
    return re.sub(r'<a [^>]*href="[^"]*_sources/[^"]*"[^>]*>(.*?)</a>', r"\1", text, flags=re.DOTALL)


def pack(files: dict[str, bytes], folder: str, target: Path) -> None:
    """Write files into a ZIP, in a folder of their own; the same bytes for the same files."""
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(f"{folder}/{name}" if folder else name, DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)


def write(html: Path, target: Path) -> None:
    """Write the archive."""
    pack(wanted(html), target.stem, target)


def dead_links(files: dict[str, bytes]) -> list[str]:
    """Links and images of the pages that lead to no file of the archive, or to no place in it."""
    pages = {name: markup.document_fromstring(text.decode()) for name, text in files.items() if name.endswith(".html")}
    places = {name: set(page.xpath("//@id | //a/@name")) for name, page in pages.items()}
    found = []
    for name, page in pages.items():
        for address in page.xpath(
            "//a/@href | //link[not(@rel='canonical' or @rel='alternate')]/@href | //@src | //form/@action"
        ):
            path, fragment = urldefrag(address)
            if ELSEWHERE.match(address):
                continue
            there = (
                posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path).partition("?")[0]))
                if path
                else name
            )
            if there not in files:
                found.append(f"{name}: {address} is not there")
            elif fragment and there in places and unquote(fragment) not in places[there]:
                found.append(f"{name}: {address} has no such place")
    return found

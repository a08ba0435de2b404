"""What stands beside the pages: the way in at the top, the page for a lost address, and, for a published book, its maps.

``sitemap.xml``, ``robots.txt`` and ``feed.xml`` speak of absolute addresses only, and are there only where the
configuration names the place at which the book is published.  The feed has the released versions of ``CHANGELOG.md``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from citation import address, citation
from markdown_it import MarkdownIt
from sphinx.application import Sphinx

CHANGES = Path(__file__).resolve().parents[2] / "CHANGELOG.md"
FEED = "feed.xml"
RELEASE = re.compile(r"^## \[?([^\s\]]+)\]?[^\w\n]+(\d{4}-\d{2}-\d{2})\)?[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Release:
    """A released version: its number, its day, what changed, as HTML."""

    version: str
    day: str
    text: str


def releases(changes: str) -> list[Release]:
    """The dated versions of a list of changes, ``## 1.0.0 (2027-01-31)`` or the like, in its order.

    What is not released yet has no date, and is not news.
    """
    found = []
    for heading in RELEASE.finditer(changes):
        text = changes[heading.end() :].partition("\n## ")[0]
        found.append(Release(heading[1], heading[2], MarkdownIt("commonmark", {"html": False}).render(text).strip()))
    return found


def changes() -> str:
    """The list of changes; empty where a book has none."""
    return CHANGES.read_text(encoding="utf-8") if CHANGES.is_file() else ""


def name_feed(app: Sphinx) -> None:
    """Tell the pages that there is a feed, where there is one."""
    if address(app.config) and releases(changes()):
        app.config.html_context["feed"] = FEED


def write_files(app: Sphinx, exception: Exception | None) -> None:
    """Write the files beside the pages of a book that was built."""
    if exception or app.builder.format != "html":
        return
    for name, text in site_files(app).items():
        (Path(app.outdir) / name).write_text(f"{text.rstrip()}\n", encoding="utf-8", newline="\n")


def site_files(app: Sphinx) -> dict[str, str]:
    """Name and text of each file."""
    top, of = address(app.config), citation(app.config.copyright)
    pages = [app.builder.get_target_uri(name) for name in sorted(app.env.found_docs)]
    front = app.builder.get_target_uri(app.config.root_doc)
    said = {
        "title": app.config.html_title,
        "language": app.config.language,
        "front": front,
        "top": top,
        "folder": urlsplit(top).path,
        "pages": [page for page in pages if (Path(app.outdir) / page).is_file()],
        "book": of,
        "releases": releases(changes()),
        "feed": FEED,
    }
    wanted = {"index.html": "root.html", "404.html": "404.html"}
    if top:
        wanted |= {name: name for name in ("sitemap.xml", "robots.txt")}
        wanted |= {FEED: FEED} if said["releases"] else {}
    return {name: app.builder.templates.render(f"site/{template}", said) for name, template in wanted.items()}


def setup(app: Sphinx) -> dict:
    app.connect("builder-inited", name_feed)
    app.connect("build-finished", write_files)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

"""The book beyond the screen: one PDF, an ePub and an archive to read offline, made of the pages as they were built.

Everything is taken from the built pages and from ``_toc.yml``; who wrote the book, its version and its address stand in the
metadata of its landing page.  The same pages give the same bytes; those of the PDF depend on the browser that prints it.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from ..book import ROOT, contents
from . import archive, epub, paper
from .pages import about

__all__ = ["FILES", "FRESH", "HTML", "REPORT", "editions", "publish"]

HTML = ROOT / "_build" / "html"
FRESH = ROOT / "_build" / "editions"
REPORT = ROOT / "_build" / "checks" / "editions.json"  # for the page that offers them
FILES = {"pdf": ".pdf", "epub": ".epub", "site": "-site.zip"}
OFFERED = re.compile(r'<span class="edition" id="edition-(\w+)">(.*?)</span>', re.DOTALL)


def editions(html: Path = HTML, out: Path = FRESH, report: Path = REPORT) -> list[Path]:
    """Write the three editions; that which needs a browser last.

    Parameters
    ----------
    html : Path
        The built book.
    out : Path
        Where they go.
    report : Path
        Where their sizes go.

    Returns
    -------
    list of Path
        The files, in the order of :data:`FILES`.

    Raises
    ------
    FileNotFoundError
        If the book was not built, or there is no browser for the PDF; the other two are whole then.
    """
    parts = contents()
    book = about(html, parts[0][1][0])
    out.mkdir(parents=True, exist_ok=True)
    paths = {kind: out / f"{book.name}{ending}" for kind, ending in FILES.items()}
    epub.write(html, parts, book, paths["epub"])
    archive.write(html, paths["site"])
    pages = paper.write(html, parts, book, paths["pdf"])
    sizes = {kind: path.stat().st_size for kind, path in paths.items()}
    report.parent.mkdir(parents=True, exist_ok=True)
    report.write_bytes(f"{json.dumps({'bytes': sizes, 'pages': pages}, indent=1)}\n".encode())
    return list(paths.values())


def publish(html: Path = HTML, out: Path = FRESH) -> list[Path]:
    """Put the editions into the built book, and let its pages link to them: none links to a file that is not there.

    Returns
    -------
    list of Path
        The pages that link now.
    """
    (html / "editions").mkdir(exist_ok=True)
    made = {
        kind: shutil.copyfile(path, html / "editions" / path.name)
        for kind, ending in FILES.items()
        for path in out.glob(f"*{ending}")
    }
    changed = []
    for page in sorted(html.glob("*/*.html")):
        text = page.read_text(encoding="utf-8")
        linked = OFFERED.sub(lambda found: _link(found, made), text)
        if linked != text:
            page.write_bytes(linked.encode())
            changed.append(page)
    return changed


def _link(found: re.Match, made: dict[str, Path]) -> str:
    if found[1] not in made:
        return found[0]
    return (
        f'<a class="edition" id="edition-{found[1]}" href="../editions/{made[found[1]].name}" download>{found[2]}</a>'
    )

"""What a page says of itself to those who do not see it: search engines, catalogues, who passes on a link, who cites.

Description, pictures for links, metadata for scholars, JSON-LD.  What needs an absolute address stands there only where the
configuration names the place at which the book is published (``html_baseurl``).
"""

from __future__ import annotations

import json
import mimetypes
import re
from collections.abc import Iterator
from pathlib import Path

import resvg_py
from citation import Citation, address, bibtex, citation, sentence
from docutils import nodes
from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "notebooks" / "casebook" / "drawing" / "fonts"
DATASET = "book/data-dictionary"
COVER = "_static/cover.png"  # made from cover.svg
LONGEST, SHORTEST = 200, 40  # signs of a description
BESIDE = (nodes.figure, nodes.table, nodes.Admonition, nodes.topic, nodes.container, nodes.footnote)
DATA = {".csv", ".zip"}  # what of the downloads is data
SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z“‘(])")


def description(doctree: nodes.document) -> str:
    """The first paragraph of the running text, cut after a sentence; nothing where there is no text."""
    for paragraph in doctree.findall(nodes.paragraph):
        if any(isinstance(above, BESIDE) for above in _above(paragraph)) or any(paragraph.findall(nodes.math)):
            continue
        text = " ".join(paragraph.astext().split())
        if len(text) >= SHORTEST:
            return cut(text)
    return ""


def _above(node: nodes.Node) -> Iterator[nodes.Node]:
    while node.parent is not None:
        node = node.parent
        yield node


def cut(text: str, most: int = LONGEST) -> str:
    """The sentences of a text that fit; of a first one that is too long, the words that do."""
    kept, *others = SENTENCE.split(text)
    for other in others:
        if len(kept) + 1 + len(other) > most:
            break
        kept = f"{kept} {other}"
    return kept if len(kept) <= most else kept[:most].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def picture(doctree: nodes.document) -> tuple[str, str]:
    """Place and alternative text of the picture that stands for a page: its first figure as PNG, else the cover.

    Whoever makes a PNG of a figure says so on the figure, as its attribute ``png``: the name of a file in ``_images/``.
    """
    for figure in doctree.findall(nodes.figure):
        if figure.get("png"):
            image = next(figure.findall(nodes.image), None)
            return f"_images/{figure['png']}", image.get("alt", "") if image is not None else ""
    return COVER, ""


def chapters(app: Sphinx) -> dict[str, str]:
    """The numbered chapters with their numbers, in order."""
    numbers = {name: found[""] for name, found in app.env.toc_secnumbers.items() if found.get("")}
    return {name: str(number[0]) for name, number in sorted(numbers.items(), key=lambda item: item[1])}


def linked_data(app: Sphinx, page: str, said: dict, of: Citation, top: str) -> dict:
    """A page in the words of schema.org: the book, a chapter of it, the data, or another page of it."""
    common = {
        "inLanguage": app.env.metadata.get(page, {}).get("lang", app.config.language),
        "author": [{"@type": kind, "name": name} for kind, name in of.authors],
        "license": list(of.licences),
        "isAccessibleForFree": True,
    }
    book = {"@type": "Book", "name": of.title, **({"url": _url(app, top, app.config.root_doc)} if top else {})}
    whole = {"version": of.version, "copyrightYear": int(of.year)}
    whole |= {"datePublished": of.released} if of.released else {}
    numbers = chapters(app)
    if page == app.config.root_doc:
        parts = [
            {"@type": "Chapter", "position": int(number), "name": app.env.titles[name].astext()}
            | ({"url": _url(app, top, name)} if top else {})
            for name, number in numbers.items()
        ]
        own = book | whole | {"hasPart": parts}
    elif page in numbers:
        own = {"@type": ["Chapter", "ScholarlyArticle"], "name": said["title"], "headline": said["title"]}
        own |= {"position": int(numbers[page]), "isPartOf": book | whole}
    elif page == DATASET:
        own = {"@type": "Dataset", "name": f"{of.title}: {said['title']}", **whole, "isPartOf": book}
        own |= {"distribution": distributions(app, top)} if top else {}
    else:
        own = {"@type": "WebPage", "name": said["title"], "isPartOf": book | whole}
    places = {"url": said["url"], "image": said["image"]} if top else {}
    return {"@context": "https://schema.org", **own, "description": said["description"], **common, **places}


def as_script(data: dict) -> str:
    """JSON that can stand in a script: no text in it ends one or begins another."""
    return json.dumps(data, ensure_ascii=False).replace("<", r"\u003c")


def distributions(app: Sphinx, top: str) -> list[dict]:
    """The data as files that can be fetched: what the pages offer for download and is data."""
    found = sorted(name for _, name in app.env.dlfiles.values() if Path(name).suffix in DATA)
    return [
        {
            "@type": "DataDownload",
            "name": Path(name).name,
            "encodingFormat": mimetypes.guess_type(name)[0],
            "contentUrl": f"{top}_downloads/{name}",
        }
        for name in found
    ]


def _url(app: Sphinx, top: str, page: str) -> str:
    return top + app.builder.get_target_uri(page)


def add_head(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None) -> None:
    """Give the template what it needs for head and citation; pages that are no text (search, index) have neither."""
    if doctree is None:
        return
    top, of = address(app.config), citation(app.config.copyright)
    front = pagename == app.config.root_doc
    title, number = app.env.titles[pagename].astext(), chapters(app).get(pagename, "")
    url = _url(app, top, pagename) if top else ""
    image, alt = picture(doctree)
    said = {
        "title": of.title if front else title,
        "description": description(doctree) or f"{title}: {of.title}",
        "kind": "book" if front else "article",
        "url": url,
        "image": top + image if top else "",
        "alt": alt or of.title,
        "feed": f"{top}{context['feed']}" if top and context.get("feed") else "",
        "book": of,
        "front": front,
    }
    said["linked_data"] = as_script(linked_data(app, pagename, said, of, top))
    named = ("", "") if front else (title, number)
    place = "" if front else pagename.removeprefix("notebooks/").removeprefix("book/")
    key = "-".join(re.findall(r"[a-z0-9]+", f"{app.config.html_title} {place}".lower()))
    context["head"] = said
    context["cite"] = {"sentence": sentence(of, *named, url), "bibtex": bibtex(of, key, *named, url)}


def draw_cover(app: Sphinx, exception: Exception | None) -> None:
    """Draw the picture that stands for the book, with the bundled font: the same bytes on every machine."""
    if exception or app.builder.format != "html":
        return
    fonts = sorted(str(path) for path in FONTS.glob("*.otf"))
    drawn = resvg_py.svg_to_bytes(
        svg_path=str(ROOT / "book" / "static" / "cover.svg"), font_files=fonts, skip_system_fonts=True
    )
    (Path(app.outdir) / COVER).write_bytes(bytes(drawn))


def setup(app: Sphinx) -> dict:
    app.connect("html-page-context", add_head)
    app.connect("build-finished", draw_cover)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

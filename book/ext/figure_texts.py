"""Give each figure of a notebook its texts: the finding before the caption, the sources, its address, files and citation below."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from docutils import nodes
from figure_files import picture, png_is_made
from figure_records import Drawn, drawn, drawn_in
from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri

SOURCES = "../book/sources.html"


def finding(record: dict) -> nodes.strong:
    """The title of a figure, a sentence."""
    return nodes.strong(record["title"], sentence(record["title"]))


def sentence(title: str) -> str:
    """A title with a stop at its end."""
    return title if title.endswith((".", "?")) else f"{title}."


def source_line(record: dict) -> nodes.paragraph:
    """The note and the sources, each a link to its entry; the note alone where there are none."""
    line = nodes.paragraph(classes=["figure-sources"])
    if not record["cited"]:
        line += nodes.Text(record["note"])
        return line
    if record["note"]:
        line += nodes.Text(record["note"] + " ")
    line += nodes.Text("Sources: " if len(record["cited"]) > 1 else "Source: ")
    for number, (text, source_id) in enumerate(record["cited"]):
        if number:
            line += nodes.Text("; ")
        line += nodes.reference(text, text, refuri=f"{SOURCES}#source-{source_id}")
    line += nodes.Text(".")
    return line


def add_texts(app: Sphinx, doctree: nodes.document) -> None:
    """Write title and sources into every figure that is on record."""
    path = Path(app.env.doc2path(app.env.docname))
    if path.suffix != ".ipynb":
        return
    records = drawn_in(path, app.env.docname)
    for figure in doctree.findall(nodes.figure):
        for name in set(figure["names"]) & set(records):
            for caption in figure.findall(nodes.caption):
                caption.insert(0, [finding(records[name].record), nodes.Text(" ")])
            figure += nodes.legend("", source_line(records[name].record))


def add_links(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Write the last line of every figure that is on record, also where a page shows it again."""
    if app.builder.format != "html":
        return
    known = drawn(app.env)
    for figure in doctree.findall(nodes.figure):
        for image in figure.findall(picture):
            if png_is_made():
                figure["png"] = f"{image['figure']}.png"  # the picture by which the page is known elsewhere
            legends = list(figure.findall(nodes.legend))
            if not legends:
                figure += nodes.legend()
                legends = [figure.children[-1]]
            legends[0] += nodes.raw("", links(app, known[image["figure"]], docname), format="html")


def links(app: Sphinx, one: Drawn, docname: str) -> str:
    """The address of a figure, by its number; its files; and how to cite it."""
    here = app.builder.get_target_uri(docname)
    label = f"Fig. {number(app.env, one)}"
    parts = [_link(f"{app.builder.get_relative_uri(docname, one.page)}#{one.name}", label, "figure-permalink")]
    rows = one.csv.count("\n") - 1
    kinds = {"svg": "SVG", "png": "PNG", "csv": f"CSV ({rows} row{'s' * (rows != 1)})"}
    for kind, told in kinds.items():
        if kind != "png" or png_is_made():
            address = relative_uri(here, f"{app.builder.imagedir}/{one.id}.{kind}")
            parts.append(_link(address, told, "plotted-table" if kind == "csv" else "figure-file", f"{one.id}.{kind}"))
    cite = f"<details><summary>Cite</summary><p>{escape(citation(app, one))}</p></details>"
    return f'<div class="figure-links">{" ".join(parts)} {cite}</div>\n'


def _link(address: str, told: str, name: str, file: str = "") -> str:
    saved = f' download="{escape(file)}"' if file else ""
    return f'<a class="{name}" href="{escape(address)}"{saved}>{escape(told)}</a>'


def number(env, one: Drawn) -> str:
    """The number of a figure in the book."""
    numbers = env.toc_fignumbers.get(one.page, {}).get("figure", {})
    return ".".join(map(str, numbers.get(one.name, ())))


def citation(app: Sphinx, one: Drawn) -> str:
    """A figure as a reader may cite it: author, year, finding, place in the book, years of the sources, address."""
    config, title = app.config, app.env.titles[one.page].astext()
    chapter = ".".join(map(str, app.env.toc_secnumbers.get(one.page, {}).get("", ())))
    told = f"{config.author} ({config.copyright}). {sentence(one.record['title'])} "
    told += f"Fig. {number(app.env, one)} in {config.html_title}, chapter {chapter}: {sentence(title)}"
    years = sorted({year for text, _ in one.record["cited"] for year in re.findall(r"\b(?:19|20)\d\d\b", text)})
    if years:
        told += f" Sources of {years[0]}{f' to {years[-1]}' if len(years) > 1 else ''}."
    base = config.html_baseurl
    return told + (f" {base.rstrip('/')}/{app.builder.get_target_uri(one.page)}#{one.name}" if base else "")


def setup(app: Sphinx) -> dict:
    app.connect("doctree-read", add_texts)
    app.connect("doctree-resolved", add_links)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

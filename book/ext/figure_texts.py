"""Give each figure of a notebook its texts: the finding before the caption, sources and plotted table below it.

All of it stands in the output that holds the picture, so nothing else has to be kept in step.
"""

from __future__ import annotations

import base64
import json
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

SOURCES = "../book/sources.html"


def _records(path: Path) -> dict[str, tuple[dict, str]]:
    """Figure name to what is on record of it and its table as CSV."""
    found = {}
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        name = cell["metadata"].get("mystnb", {}).get("figure", {}).get("name")
        for output in cell.get("outputs", []):
            if name and "text/csv" in output.get("data", {}):
                found[name] = (output["metadata"]["casebook"], "".join(output["data"]["text/csv"]))
    return found


def finding(record: dict) -> nodes.strong:
    """The title of a figure, a sentence."""
    title = record["title"]
    return nodes.strong(title, title if title.endswith((".", "?")) else f"{title}.")


def source_line(record: dict) -> nodes.paragraph:
    """The note and the sources, each a link to its entry."""
    line = nodes.paragraph(classes=["figure-sources"])
    if record["note"]:
        line += nodes.Text(record["note"] + " ")
    line += nodes.Text("Sources: " if len(record["cited"]) > 1 else "Source: ")
    for number, (text, source_id) in enumerate(record["cited"]):
        if number:
            line += nodes.Text("; ")
        line += nodes.reference(text, text, refuri=f"{SOURCES}#source-{source_id}")
    line += nodes.Text(".")
    return line


def download(record: dict, csv: str) -> nodes.raw:
    """A link that downloads the plotted table."""
    address = "data:text/csv;base64," + base64.b64encode(("\ufeff" + csv).encode()).decode()
    rows = csv.count("\n") - 1
    html = f'<p><a class="plotted-table" download="{escape(record["id"])}.csv" href="{address}">Download the plotted table ({rows} rows, CSV)</a></p>'
    return nodes.raw("", html, format="html")


def add_texts(app: Sphinx, doctree: nodes.document) -> None:
    """Write title, sources and download into every figure that is on record."""
    path = Path(app.env.doc2path(app.env.docname))
    if path.suffix != ".ipynb":
        return
    records = _records(path)
    for figure in doctree.findall(nodes.figure):
        for name in set(figure["names"]) & set(records):
            record, csv = records[name]
            for caption in figure.findall(nodes.caption):
                caption.insert(0, [finding(record), nodes.Text(" ")])
            figure += nodes.legend("", source_line(record), download(record, csv))


def setup(app: Sphinx) -> dict:
    app.connect("doctree-read", add_texts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

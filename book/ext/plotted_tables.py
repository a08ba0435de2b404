"""Under each figure of a notebook, a link that downloads the plotted table.

The table stands as CSV in the same output as the figure, so nothing else has to be kept in step.
"""

from __future__ import annotations

import base64
import json
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx


def _tables(path: Path) -> dict[str, tuple[str, str]]:
    """Figure name to the id of the figure and its table as CSV."""
    found = {}
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        name = cell["metadata"].get("mystnb", {}).get("figure", {}).get("name")
        for output in cell.get("outputs", []):
            if name and "text/csv" in output.get("data", {}):
                record = output["metadata"]["casebook"]
                found[name] = (record["id"], "".join(output["data"]["text/csv"]))
    return found


def add_downloads(app: Sphinx, doctree: nodes.document) -> None:
    """Append the link to every figure that has a table."""
    path = Path(app.env.doc2path(app.env.docname))
    if path.suffix != ".ipynb":
        return
    tables = _tables(path)
    for figure in doctree.findall(nodes.figure):
        for name in set(figure["names"]) & set(tables):
            figure_id, csv = tables[name]
            address = "data:text/csv;base64," + base64.b64encode(("\ufeff" + csv).encode()).decode()
            rows = csv.count("\n") - 1
            html = f'<p><a class="plotted-table" download="{escape(figure_id)}.csv" href="{address}">Download the plotted table ({rows} rows, CSV)</a></p>'
            figure += nodes.legend("", nodes.raw("", html, format="html"))


def setup(app: Sphinx) -> dict:
    app.connect("doctree-read", add_downloads)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

"""A small chapter with figures on record, for the tests of what the book makes of them."""

from __future__ import annotations

import json
from pathlib import Path

from figure_records import Drawn

CSV = ["year,name\n", '2019,"开发区, a"\n', "2020,b\n", "2021,c\n"]
SVG = '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="{}pt" height="{}pt" viewBox="0 0 9 9">{}</svg>\n'
INSIDE = '\n <metadata>\n  <a/>\n </metadata>\n <!-- a text -->\n <rect width="9" height="9"/>\n'
WIDE, SLIM = SVG.format(345.6, 216, INSIDE), SVG.format(244.8, 324, "")
RECORD = {
    "id": "one",
    "title": "Half of it went",
    "note": "Rounded.",
    "cited": [["Post, 2020", "paper"], ["Town, about 2018", "notice"]],
}


def output(record: dict, csv: list[str] | str = CSV) -> dict:
    """An output with both pictures and a plotted table."""
    data = {"image/svg+xml": WIDE.splitlines(keepends=True), "text/vnd.narrow+svg": SLIM, "text/csv": csv}
    return {"data": data, "metadata": {"casebook": record}}


def cell(name: str | None, *outputs: dict) -> dict:
    """A cell whose figure has a name."""
    metadata = {"mystnb": {"figure": {"name": name}}} if name else {}
    return {"cell_type": "code", "metadata": metadata, "outputs": list(outputs)}


def notebook(folder: Path) -> Path:
    """A chapter with two figures on record, one without a name and one without a table."""
    cells = [
        {"cell_type": "markdown", "metadata": {}},
        cell("fig-one", {"name": "stdout", "text": "x"}, output(RECORD)),
        cell(None, output({**RECORD, "id": "nameless"})),
        cell("fig-bare", {"data": {"text/plain": "x"}, "metadata": {}}),
        cell("fig-two", output({**RECORD, "id": "two", "note": "", "cited": RECORD["cited"][:1]}, "a\n1\n")),
    ]
    path = folder / "01_区.ipynb"
    path.write_text(json.dumps({"cells": cells}, ensure_ascii=False), encoding="utf-8")
    return path


def one(**other) -> Drawn:
    """The first figure of the chapter, with another record."""
    return Drawn("notebooks/01", "fig-one", {**RECORD, **other}, "".join(CSV), WIDE, SLIM)

"""The figures of the chapters as they are on record: their pictures, their texts, their tables.

All of it stands in the outputs that the notebooks hold, so nothing else has to be kept in step.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

NARROW = "text/vnd.narrow+svg"
SIZE = re.compile(r'<svg[^>]* width="([\d.]+)pt" height="([\d.]+)pt"')


@dataclass(frozen=True)
class Drawn:
    """A figure on record.

    Attributes
    ----------
    page : str
        Name of its chapter, as Sphinx has it.
    name : str
        Its anchor there.
    record : dict
        Its id, its finding, its note, its sources.
    csv : str
        The table that it plots.
    wide, narrow : str
        The picture as SVG, for a screen and for a phone.
    """

    page: str
    name: str
    record: dict
    csv: str
    wide: str
    narrow: str

    @property
    def id(self) -> str:
        """Name of its files."""
        return self.record["id"]


def pixels(svg: str) -> tuple[int, int]:
    """Width and height of a picture, in pixels as a page counts them."""
    width, height = (round(float(points) * 96 / 72) for points in SIZE.search(svg).groups())
    return width, height


@cache
def drawn_in(path: Path, page: str) -> dict[str, Drawn]:
    """The figures of a notebook by their anchors."""
    found = {}
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        name = cell["metadata"].get("mystnb", {}).get("figure", {}).get("name")
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if name and "text/csv" in data:
                csv, wide, narrow = ("".join(data.get(kind, "")) for kind in ("text/csv", "image/svg+xml", NARROW))
                found[name] = Drawn(page, name, output["metadata"]["casebook"], csv, wide, narrow)
    return found


def drawn(env) -> dict[str, Drawn]:
    """The figures of all chapters by their ids."""
    pages = {page: Path(env.doc2path(page)) for page in sorted(env.found_docs)}
    chapters = {page: path for page, path in pages.items() if path.suffix == ".ipynb"}
    return {one.id: one for page, path in chapters.items() for one in drawn_in(path, page).values()}

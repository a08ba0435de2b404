"""The generated pages: made from ``data/`` and from what the executed chapters put on record, committed, held to be current.

A module gathers what a page or a group of pages says, as plain data; the template of the same name writes it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from ...evidence import tables
from ...evidence.records import NARROW_SVG, RECORD, chapters, load
from .. import book
from ..files import write_whole
from ..house import PLAN, renewed
from ..inventory import inventory_page
from ..writing import page_paths
from . import gather
from .checked import checked_page
from .chronicle import chronicle_page
from .class_server import class_server_page
from .dictionary import data_dictionary
from .forms import forms_page
from .glossary import glossary_page
from .ledger import ledger_files, strays
from .offered import offered_page
from .overview import glance_page, measures_page
from .places import places_page
from .readings import readings_page
from .series import series_page
from .sources import sources_page

__all__ = ["claims_in_use", "generated", "made_from_data", "stale_pages", "write_pages"]

MADE_FROM_DATA = {
    "glossary": glossary_page,
    "measures": measures_page,
    "at-a-glance": glance_page,
    "sources": sources_page,
    "how-it-was-read": readings_page,
    "places": places_page,
    "chronicle": chronicle_page,
    "series": series_page,
    "data": data_dictionary,
}


def made_from_data() -> dict[Path, Callable[[], str]]:
    """Path and maker of every page that is made from the data, but for those of the ledger, which are made together."""
    paths = page_paths()
    return {paths[name]: make for name, make in MADE_FROM_DATA.items() if name in paths}


def generated() -> dict[Path, str]:
    """Path and content of everything that is generated: of the pages those that the book has."""
    paths = page_paths()
    from_reports = {
        "checked": checked_page,
        "take-with-you": offered_page,
        "class-server": class_server_page,
        "forms": forms_page,
    }
    return {
        **{path: make() for path, make in made_from_data().items()},
        **ledger_files(),
        book.BOOK / "inventory.csv": inventory_page(),
        **{paths[name]: make() for name, make in from_reports.items() if name in paths},
        **front_figures(),
        PLAN: renewed(PLAN.read_bytes().decode()),
    }


def front_figures() -> dict[Path, str]:
    """The figures of the landing page, wide and narrow, taken from the outputs of the chapters that draw them.

    Raises
    ------
    ValueError
        If no chapter has one of them on record.
    """
    drawn = {}
    for path in chapters():
        for cell in load(path)["cells"]:
            for output in cell.get("outputs", []):
                name = output.get("metadata", {}).get(RECORD, {}).get("id")
                for kind, ending in (("image/svg+xml", ".svg"), (NARROW_SVG, "-narrow.svg")):
                    drawn[f"{name}{ending}"] = "".join(output.get("data", {}).get(kind, ""))
    wanted = {}
    for name in book.setting("front_figures", default=[]):
        for file in (f"{name}.svg", f"{name}-narrow.svg"):
            if not drawn.get(file):
                raise ValueError(
                    f"book/book.json, front_figures: found {name}, expected a figure that a chapter has on record"
                )
            wanted[book.BOOK / "figures" / file] = drawn[file].rstrip("\n") + "\n"
    return wanted


def claims_in_use() -> set[str]:
    """Claims that the book uses: linked in prose, shown in a table, drawn, computed with or checked."""
    used = set(gather.in_prose().used)
    for record in gather.on_record():
        used |= set(record.get("claims", []))
        if record["kind"] == "check":
            used.add(record["id"])
    return used & set(tables.table("claims")["claim_id"])


def write_pages() -> list[Path]:
    """Write the generated pages; returns those that changed."""
    changed = []
    for path, text in generated().items():
        if not path.exists() or path.read_bytes() != text.encode():
            write_whole(path, text)
            changed.append(path)
    return changed


def stale_pages() -> list[str]:
    """Generated pages that are not what the data and the notebooks give, each with the first line that differs."""
    stale = [f"book/ledger/{path.name}: found a page of no chapter, expected no such file" for path in strays()]
    for path, text in generated().items():
        name = f"{path.parent.name}/{path.name}"
        if not path.exists():
            stale.append(f"{name}: found no such file, expected the generated page (run make rerun)")
            continue
        found = path.read_bytes().decode(errors="replace").splitlines()
        expected = text.splitlines()
        for number in range(max(len(found), len(expected))):
            one = found[number] if number < len(found) else "the end of the file"
            two = expected[number] if number < len(expected) else "the end of the file"
            if one != two:
                # from a little before the first sign that differs
                start = max(0, len(os.path.commonprefix([one, two])) - 30)
                seen, wanted = one[start : start + 90], two[start : start + 90]
                stale.append(f"{name}, line {number + 1}: found {seen!r}, expected {wanted!r} (run make rerun)")
                break
    return stale

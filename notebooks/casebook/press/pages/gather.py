"""What pages are made from: the rows of the tables, what chapters put on record, where the prose links to an entry."""

from __future__ import annotations

import re
from collections.abc import Iterable
from operator import itemgetter

from myst_parser.mdit_to_docutils.base import default_slugify as slug

from ...evidence import tables
from ...evidence import verdicts as judged
from ...evidence.claims import claim, written
from ...evidence.markup import address
from ...evidence.records import chapters, load, stored_records
from .. import book
from ..audit import Audit, audit

__all__ = [
    "by", "chapter_titles", "claim_link", "claims_under_study", "in_prose", "linkable", "names", "number", "on_record", "rows", "slug", "uses",
    "verdicts",
]  # fmt: skip


def rows(name: str) -> list[dict]:
    """The rows of a table."""
    return tables.table(name).to_dict("records")


def by(given: list[dict], *columns: str) -> Iterable[tuple]:
    """Rows grouped by some columns, groups and rows in order of appearance; many small groups take pandas twenty times as long."""
    key, groups = itemgetter(*columns), {}
    for row in given:
        groups.setdefault(key(row), []).append(row)
    return groups.items()


def names(table: str = "entities", key: str = "entity_id", column: str = "name_en") -> dict[str, str]:
    """What the ids of a table are called; nothing for no id."""
    return {"": "", **tables.table(table).set_index(key)[column]}


def on_record() -> list[dict]:
    """What the chapters put on record."""
    return stored_records()


def in_prose() -> Audit:
    """What the audit of the prose found, among it where each entry is linked."""
    return audit()


def verdicts() -> dict[str, str]:
    """The verdict on each claim, by what is on record."""
    return judged.verdicts(on_record())


def claims_under_study() -> list[str]:
    """The claims of the source under study, in the order of the table."""
    return [row["claim_id"] for row in rows("claims") if row["source_id"] == book.source_under_study()]


def claim_link(claim_id: str) -> dict[str, str]:
    """A claim as a link: its figure, or its statement where it prints none, and its id; nothing for no id."""
    if not claim_id:
        return {}
    entry = claim(claim_id)
    return {"words": entry.statement if entry.qualifier == "text" else written(entry), "claim": claim_id}


def linkable(url: str) -> bool:
    """Whether an address is one of the web."""
    return bool(address(url))


def chapter_titles() -> dict[str, str]:
    """Notebook file name to ``Chapter 2 · What can a printed number mean?``."""
    titles = {}
    for path in chapters():
        cells = load(path)["cells"]
        title = re.sub(r"^#\s*", "", "".join(cells[0]["source"]).splitlines()[0]).strip()
        titles[path.name] = f"Chapter {int(path.name[:2])} · {title}"
    return titles


def uses(found: Audit, titles: dict[str, str]) -> dict[str, list[dict[str, str]]]:
    """Where the prose links to each entry: page, section and target, each once."""
    front = book.front_page()
    return {entry: _places(where, titles, front) for entry, where in found.used.items()}


def _places(where: list[tuple[str, str]], titles: dict[str, str], front: str) -> list[dict[str, str]]:
    places = []
    for file, heading in where:
        folder, _, name = file.partition("/")
        if folder == "notebooks":
            page, _, question = titles[name].partition(" · ")
            target, section = f"../{file}", "opening" if heading == question else heading.lower()
        elif folder == "book":
            page = "Landing page" if name == front else name.removesuffix(".md").replace("-", " ").capitalize()
            target, section = name, heading.lower()
        else:
            continue
        place = {"page": page, "section": section, "target": f"{target}#{slug(heading)}" if heading else target}
        if place not in places:
            places.append(place)
    return places


def number(value: float) -> str:
    """All digits of a value, thousands marked: ``14,964``, ``0.7076``."""
    return f"{value:,}".removesuffix(".0")

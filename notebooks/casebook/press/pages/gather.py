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
from ..audit.plans import chapter_of

__all__ = [
    "by", "chapter_names", "chapter_titles", "claim_link", "claims_under_study", "first_of", "in_prose", "linkable", "names", "number", "on_record", "page_name", "rows", "slug", "uses",
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


def first_of(records: list[dict], kind: str) -> dict[str, dict]:
    """The records of a kind by id, the first of each."""
    found = {}
    for record in records:
        if record["kind"] == kind:
            found.setdefault(record["id"], record)
    return found


def chapter_names(titles: dict[str, str] | None = None) -> dict[str, str]:
    """Notebook file name to what a sentence calls it: ``chapter 9``, or the title of what has no number."""
    numbered = {name for names in book.parts().values() for name in names}
    split = {name: title.partition(" · ") for name, title in (titles or chapter_titles()).items()}
    return {name: number.lower() if name in numbered else title for name, (number, _, title) in split.items()}


def uses(found: Audit, records: list[dict]) -> dict[str, dict[str, str]]:
    """Where each entry is used: chapters in the order of the book, then other pages, each with the heading of its first place.

    A chapter uses what its prose links to, and what it draws, lists, computes with or checks.  Its own title is no heading:
    it leads to the top of the page, as does the page.

    Returns
    -------
    dict of str to dict of str to str
        ``{"art-jobs": {"notebooks/05_topic.ipynb": "a-heading", "book/index.md": ""}}``.
    """
    used, titles = {}, {f"notebooks/{name}": title.partition(" · ")[2] for name, title in chapter_titles().items()}
    for entry, places in found.used.items():
        for file, heading in places:
            if file.startswith(("notebooks/", "book/")):
                used.setdefault(entry, {}).setdefault(file, "" if heading == titles.get(file, "") else slug(heading))
    for record in records:
        for entry in [*record.get("claims", []), *([record["id"]] if record["kind"] == "check" else [])]:
            used.setdefault(entry, {}).setdefault(f"notebooks/{record['notebook']}", "")
    return {
        entry: {
            file: places[file] for file in [*titles, *(name for name in places if name not in titles)] if file in places
        }
        for entry, places in used.items()
    }


def page_name(file: str, names: dict[str, str]) -> str:
    """What a sentence calls a page of ``book/``, given the names of the chapters (:func:`chapter_names`)."""
    name = file.rpartition("/")[2]
    if chapter := chapter_of(file):
        return f"Teaching {next(words for notebook, words in names.items() if int(notebook[:2]) == chapter)}"
    return "landing page" if name == book.front_page() else name.removesuffix(".md").replace("-", " ").capitalize()


def number(value: float) -> str:
    """All digits of a value, thousands marked: ``14,964``, ``0.7076``."""
    return f"{value:,}".removesuffix(".0")

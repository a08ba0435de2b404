"""The ledger: an index of all entries, the pages on which they stand in full, and a table of short lines.

An entry stands in full once: a claim of the source under study on its own page; another claim on the page of the chapter
that uses it first; a result or a figure on that of the chapter that makes it; what no chapter uses, on a page of its own.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from ...evidence.claims import GRADES, UNGRADED, claim, source
from ...evidence.verdicts import VERDICTS, verdicts
from .. import book
from ..writing import write
from . import entries, gather

__all__ = ["ledger_files", "ledger_table", "strays"]

UNUSED = "unused"  # the page of no chapter
LONGEST = 64  # signs of a line of the index
GROUPS = {"claim": "Claims", "result": "Results", "figure": "Figures"}


def ledger_files() -> dict[Path, str]:
    """Path and content of the ledger: its index, its pages, its table.

    Raises
    ------
    NotebookError, DataError
        If a chapter is not executed in order or the data break their schema.
    """
    records = gather.on_record()
    filed = _filed(records)
    titles = gather.chapter_titles()
    pages = [_page(name, filed[name], titles) for name in _names() if filed[name]]
    found = verdicts(records)
    own = [found[claim_id] for claim_id in gather.claims_under_study()]
    index = write(
        "ledger",
        pages=pages,
        claims=len(found),
        own=len(own),
        counts={verdict: own.count(verdict) for verdict in VERDICTS if verdict in own},
        results=len(gather.first_of(records, "result")),
        figures=len(gather.first_of(records, "figure")),
    )
    return {
        book.BOOK / "ledger.md": index,
        **{
            book.BOOK / "ledger" / f"{page['name']}.md": write("ledger-page", book_title=book.title(), **page)
            for page in pages
        },
        book.BOOK / "ledger.csv": ledger_table(records, filed),
    }


def strays() -> list[Path]:
    """Files in the folder of the ledger's pages that are named as none of them: a chapter that is gone leaves one."""
    return [path for path in sorted((book.BOOK / "ledger").glob("*")) if path.stem not in _names()]


def _names() -> list[str]:
    """The names of the pages, in the order of the book; the first is that of the source under study."""
    return [book.source_under_study(), *(name[:2] for name in gather.chapter_titles()), UNUSED]


def _filed(records: list[dict]) -> dict[str, list[dict]]:
    """The entries by the page on which each stands: claims, results, figures."""
    names, used = gather.chapter_names(), gather.uses(gather.in_prose(), records)
    filed = {name: [] for name in _names()}
    for entry in [*entries.claim_entries(records), *entries.result_entries(records), *entries.figure_entries(records)]:
        places = used.get(entry["id"], {})
        entry["short"] = entries.short(entry["meaning"], LONGEST)
        if entry["kind"] != "claim":
            page, file = entry["notebook"][:2], f"notebooks/{entry['notebook']}"
            made = {file: places.pop(file, "")}
            (entry["made"],) = [place for own in _used(made, names).values() for place in own]
        elif entry["source_id"] == book.source_under_study():
            page = entry["source_id"]
        else:
            first = next(iter(places), "")
            page = first.removeprefix("notebooks/")[:2] if first.startswith("notebooks/") else UNUSED
        entry["used"] = _used(places, names)
        filed[page].append(entry)
    return filed


def _used(places: dict[str, str], names: dict[str, str]) -> dict[str, list[dict[str, str]]]:
    """Where an entry is used: numbered ``chapters``, chapters without a number (``others``), and other ``pages``."""
    found = {"chapters": [], "others": [], "pages": []}
    for file, heading in places.items():
        anchor, (folder, _, name) = f"#{heading}" if heading else "", file.partition("/")
        if folder == "book":
            found["pages"].append({"words": gather.page_name(file, names), "target": f"../{name}{anchor}"})
        else:
            place = {"words": names[name].removeprefix("chapter "), "target": f"../../{file}{anchor}"}
            found["chapters" if place["words"].isdigit() else "others"].append(place)
    return found


def _page(name: str, filed: list[dict], titles: dict[str, str]) -> dict:
    """What a page says: its name, its heading, the chapter it belongs to, its entries in groups."""
    chapter = {
        notebook[:2]: {"words": words, "notebook": notebook} for notebook, words in gather.chapter_names(titles).items()
    }
    titles = {notebook[:2]: title.partition(" · ")[2] for notebook, title in titles.items()}
    kinds = [(heading, [entry for entry in filed if entry["kind"] == kind]) for kind, heading in GROUPS.items()]
    groups = [{"heading": heading, "entries": own} for heading, own in kinds if own]
    own = book.source_under_study()
    return {"name": name, "own": own, "chapter": chapter.get(name), "title": titles.get(name, ""), "groups": groups}


def ledger_table(records: list[dict], filed: dict[str, list[dict]]) -> str:
    """The ledger in short, as CSV: each entry with its verdict, its name in words, what stands behind it, and the page on which it stands.

    The names are those that a screen reader says of a number, see ``book/ext/ledger_links.py``.
    """
    lines = {}
    for claim_id, verdict in verdicts(records).items():
        entry = claim(claim_id)
        where = source(entry.source_id)
        said_by = f"{where['publisher_en']} ({GRADES.get(where['grade'], UNGRADED)})"
        if entry.source_id == book.source_under_study():
            said_by = f"the source article ({GRADES.get(where['grade'], UNGRADED).partition(':')[0]})"
        admits = f" Admits {entry.interval}." if entry.figure else ""
        told = f"Printed by {said_by}: {entry.statement}.{admits} Verdict: {verdict}."
        lines[claim_id] = (verdict, entry.statement, told)
    for record in records:
        if record["kind"] == "result":
            assumes = f" Assumes: {record['assumption']}." if record["assumption"] else ""
            told = f"Computed here: {record['shown']} · {record['meaning']}.{assumes}"
            lines.setdefault(record["id"], ("computed", record["meaning"], told))
        elif record["kind"] == "figure":
            lines.setdefault(record["id"], ("computed", record["title"], f"Drawn here: {record['title']}."))
    pages = {entry["id"]: f"book/ledger/{name}" for name, own in filed.items() for entry in own}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["entry", "verdict", "name", "evidence", "page"])
    writer.writerows((entry, *cells, pages[entry]) for entry, cells in lines.items())
    return text.getvalue()

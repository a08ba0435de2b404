"""The prose audit: no numeral in prose without its evidence.

It reads every Markdown cell, caption and page of prose.  A numeral there must be

* a link to the ledger whose text says what is on record, as rounded there,
* a year, or a date of ``data/events.csv`` or of a claim,
* the number of a chapter, part, paragraph, level, exercise or step that exists, or the minutes a chapter takes to read,
* in the plan of a class, the minutes and marks that it gives (:mod:`.plans`),
* or stand inside code, a citation or an address.

Then it reads round the links (:mod:`.prose`): the unit, the place, the year and the direction agree with the entry, words for numbers
are in a closed list, Chinese stands in the data, and what the prose says of the book is so.  What a sentence says besides is for
readers, who sign it (:mod:`casebook.press.signing`).

Numbers in headings and alternative texts, which cannot hold links, must be linked somewhere on the same page.  Numbers in
formulas are limited to small whole numbers, and phrases in code cells (titles, labels, meanings) may hold dates only: the
rest is formatted from values.  Number words from eleven up count as numerals.
"""

from __future__ import annotations

from pathlib import Path

from ...evidence import tables
from ...evidence.records import chapters, strays
from .. import book
from ..writing import page_paths
from .findings import Audit, Finding
from .links import on_record
from .markdown import audit_markdown
from .notebooks import audit_notebook, minutes_to_read
from .plans import FOLDER
from .prose import audit_prose

__all__ = [
    "Audit",
    "Finding",
    "audit",
    "audit_markdown",
    "audit_notebook",
    "minutes_to_read",
    "pages",
    "place_of",
    "stray_chapters",
]


def pages() -> list[Path]:
    """The pages of prose that people write: those of ``book/`` that are not generated, the teaching notes, the notes of ``data/``."""
    generated, notes = page_paths().values(), sorted((book.ROOT / FOLDER).glob("*.md"))
    written = [path for path in sorted(book.BOOK.glob("*.md")) if path not in generated]
    return [*written, *notes, tables.DATA / "notes.md"]


def place_of(path: Path) -> str:
    """What messages call a page: its path in the project."""
    return path.relative_to(book.ROOT).as_posix()


def stray_chapters() -> list[Finding]:
    """A finding for each notebook that is numbered as a chapter and is none."""
    wanted = "its name in _toc.yml, or the file in another folder, or no such file"
    return [Finding(f"notebooks/{path.name}", "a notebook that is no chapter", wanted) for path in strays()]


def audit() -> Audit:
    """Audit the whole book.

    Returns
    -------
    Audit
    """
    entries = on_record()
    total = Audit()
    total.findings += stray_chapters()
    for path in chapters():
        total += audit_notebook(path, entries)
    for path in pages():
        if path.exists():
            total += audit_markdown(path.read_text(encoding="utf-8"), place_of(path), entries)
    total.findings += audit_prose(
        [path for path in (*chapters(), *pages(), book.ROOT / "README.md") if path.is_file()], entries
    )
    return total

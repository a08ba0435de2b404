"""The rows that an article gives: one for each figure, date, numeral that could not be read and check, then one for itself.

The last row of an article has the marks by which a later run knows it again: of the file's bytes, and of the code that
read it.  An article without that row was not finished.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ...methods.consistency import Proposal, proposals
from ...reading.candidates import Candidate, candidates
from ...reading.documents import MOST_BYTES, UnreadableDocument, paragraphs_of
from ...reading.intervals import Interval

__all__ = ["DOCUMENT", "COLUMNS", "NUMBERS", "Mark", "bad_article", "file_mark", "reader_mark", "rows_of"]

DOCUMENT = "document"  # the kind of the row that ends an article
COLUMNS = (
    "document",  # its path in the folder
    "paragraph",  # from 1
    "kind",  # figure, date, unread, check, document
    "text",  # as printed; of a check, the figure that follows from the others
    "locator",  # where it stands: signs from … to … of the paragraph
    "low", "high", "unit", "qualifier",  # what a figure admits
    "earliest", "latest",  # the days that a date admits
    "reason",  # why it could not be read; of an article, too
    "check", "ingredients", "recomputed_low", "recomputed_high", "agrees",
    "notes",  # of an article: what was left out, guessed or looks wrong
    "file_mark", "reader_mark",
)  # fmt: skip
NUMBERS = ("low", "high", "recomputed_low", "recomputed_high")
ENGINE = Path(__file__).resolve().parents[2]
READER = ("reading/**/*.py", "reading/**/*.csv", "methods/consistency/**/*.py", "press/scan/rows.py")
BETWEEN = " ; "
LONGEST_REASON = 300


@dataclass(frozen=True)
class Mark:
    """By what a finished article is known again."""

    article: str
    file: str
    reader: str


@functools.cache
def reader_mark() -> str:
    """A checksum of the code that reads and of its tables: rows of another version are read again."""
    told = hashlib.sha256()
    for path in sorted(path for pattern in READER for path in ENGINE.glob(pattern)):
        told.update(path.read_bytes())
    return told.hexdigest()[:12]


def file_mark(path: Path) -> str:
    """A checksum of a file, read in parts; of one that is too large to be read as an article, size and time."""
    try:
        if not path.is_file():
            return ""
        told = path.stat()
        if told.st_size > MOST_BYTES:
            return f"{told.st_size}-{told.st_mtime_ns}"
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def rows_of(path: Path, article: str, reader: str = "") -> list[dict]:
    """The rows of an article, in the order of its paragraphs; of one that cannot be read, its own row with the reason.

    Parameters
    ----------
    path : Path
        The file.
    article : str
        How the table names it.
    reader : str
        The mark of the code that reads.

    Returns
    -------
    list of dict
        With keys of :data:`COLUMNS`, empty ones left out.  No error is raised.
    """
    mark = file_mark(path)
    try:
        document = paragraphs_of(path)
        rows = [
            {"document": article, "paragraph": number, **row}
            for number, paragraph in enumerate(document.paragraphs, start=1)
            for row in _of_paragraph(paragraph)
        ]
    except UnreadableDocument as error:
        return [bad_article(article, str(error).removeprefix(f"{path.name}: "), mark, reader)]
    except Exception as error:  # a fault of the reader is one bad file too
        return [bad_article(article, f"the reader failed: {type(error).__name__}: {error}", mark, reader)]
    last = {"document": article, "paragraph": len(document.paragraphs), "kind": DOCUMENT, "text": document.kind}
    return [*rows, {**last, "notes": BETWEEN.join(document.notes), "file_mark": mark, "reader_mark": reader}]


def bad_article(article: str, reason: str, mark: str, reader: str) -> dict:
    """The row of an article of which nothing was read."""
    told = " ".join(reason.split())[:LONGEST_REASON]
    return {"document": article, "kind": DOCUMENT, "reason": told, "file_mark": mark, "reader_mark": reader}


def _of_paragraph(paragraph: str) -> Iterator[dict]:
    found = candidates(paragraph)
    yield from map(_candidate, found)
    yield from map(_check, proposals(paragraph, found))


def _candidate(found: Candidate) -> dict:
    row = {"kind": found.kind, "text": found.text, "locator": _place(found), "reason": found.reason}
    if found.figure is not None:
        row |= {**_ends(found.figure.interval), "unit": found.figure.unit, "qualifier": found.figure.qualifier}
    if found.date is not None:
        row |= {"earliest": str(found.date.earliest or ""), "latest": str(found.date.latest)}
    return row


def _check(found: Proposal) -> dict:
    parts = [one.text for one in found.ingredients]
    row = {"kind": "check", "check": found.kind, "ingredients": BETWEEN.join(parts)}
    if found.printed is not None:
        figure = found.printed.figure
        row |= {"text": found.printed.text, "locator": _place(found.printed), "unit": figure.unit}
        row |= {**_ends(figure.interval), "qualifier": figure.qualifier}
    row |= {f"recomputed_{end}": value for end, value in _ends(found.recomputed).items()}
    return {**row, "agrees": "yes" if found.agrees else "no"}


def _place(found: Candidate) -> str:
    return f"{found.start}–{found.end}"


def _ends(interval: Interval) -> dict[str, float]:
    return {"low": _number(interval.low), "high": _number(interval.high)}


def _number(end) -> float:
    value = float(end)
    return int(value) if value.is_integer() and abs(value) < 2**53 else value

"""A spreadsheet of text, a row as a paragraph with its cells between bars: a workbook by openpyxl, or CSV."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

import openpyxl

from .encodings import decode
from .found import Document, UnreadableDocument
from .web import BAR

__all__ = ["read_csv", "read_workbook"]

SEPARATORS = ",;\t|"
SAMPLE = 64_000  # signs by which the separator is told


def read_csv(raw: bytes) -> Document:
    """The rows of a table in CSV, its separator found out.

    Raises
    ------
    UnreadableDocument
        If a row cannot be told from the next.
    """
    found = decode(raw)
    text = found.text.lstrip("\ufeff")
    try:
        dialect = csv.Sniffer().sniff(text[:SAMPLE], SEPARATORS)
    except csv.Error:  # one column
        dialect = csv.excel
    try:
        rows = [
            BAR.join(filter(None, map(str.strip, row))) for row in csv.reader(io.StringIO(text, newline=""), dialect)
        ]
    except csv.Error as error:
        raise UnreadableDocument(f"found a table that is no CSV ({error}): save it as CSV again") from None
    return Document(rows, "csv", found.encoding, found.notes)


def read_workbook(raw: bytes) -> Document:
    """The rows of each sheet, numbers as they are stored, shares in percent as they are shown.

    Raises
    ------
    UnreadableDocument
        If it is broken.
    """
    rows, notes = [], []
    try:
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what a sheet says of its size may be wrong
            if sheet.sheet_state != "visible":
                notes.append(f"the sheet {sheet.title!r} is hidden, and was read")
            rows += [BAR.join(filter(None, map(_shown, row))) for row in sheet.iter_rows()]
    except Exception as error:  # a broken file fails in the reader of its zip, of its XML, or in openpyxl
        raise UnreadableDocument(f"found a broken spreadsheet ({type(error).__name__}): save it again") from None
    return Document(rows, "xlsx", "", notes)


def _shown(cell) -> str:
    """A cell about as its reader sees it."""
    value, form = cell.value, getattr(cell, "number_format", "") or ""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return (
            value.strftime("%Y-%m-%d")
            if not isinstance(value, datetime) or value.time() == datetime.min.time()
            else value.isoformat(" ")
        )
    if isinstance(value, int | float) and not isinstance(value, bool):
        if form.endswith("%"):
            return f"{100 * value:.{len(form.partition('.')[2].rstrip('%'))}f}%"
        return f"{value:.15g}"
    return str(value).strip()

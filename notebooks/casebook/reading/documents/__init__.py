"""Articles as they are handed in: the paragraphs of a text, a web page, a PDF, a Word file or a spreadsheet of text.

What a file is, its first bytes say, not its name.  Nothing is lost in silence: what was left out, guessed or looks wrong
stands in the notes of the document, and a file that cannot be read raises :class:`UnreadableDocument` with the reason.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from . import office, pdf, sheets, text, web
from .found import Document, UnreadableDocument

__all__ = ["KINDS", "MOST_BYTES", "Document", "UnreadableDocument", "paragraphs_of"]

MOST_BYTES = 20 * 10**6  # of a file; a newspaper of a year is smaller
MOST_UNPACKED = 5 * MOST_BYTES  # of what a Word file or a spreadsheet holds, which is packed
KINDS: dict[str, Callable[[bytes], Document]] = {
    "text": text.read,
    "html": web.read,
    "pdf": pdf.read,
    "docx": office.read,
    "xlsx": sheets.read_workbook,
    "csv": sheets.read_csv,
}
ACCEPTED = "expected text, HTML, PDF, DOCX, XLSX or CSV"
HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
STARTS = {  # of files that are none of these
    b"\xd0\xcf\x11\xe0": "a Word or Excel file of before 2007: save it as DOCX or XLSX",
    b"{\\rtf": "an RTF file: save it as DOCX",
    b"\x89PNG": "a picture: have its text recognised first",
    b"\xff\xd8\xff": "a picture: have its text recognised first",
    b"GIF8": "a picture: have its text recognised first",
    b"\x1f\x8b": "a packed file: unpack it first",
    b"Rar!": "an archive: unpack it first",
    b"7z\xbc\xaf": "an archive: unpack it first",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
}
WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")  # of UTF-16 and UTF-32: read as text before markup is looked for


def paragraphs_of(path: Path | str) -> Document:
    """The paragraphs of a file in their order, of whatever kind it is.

    Parameters
    ----------
    path : Path or str
        A file of at most :data:`MOST_BYTES`; it is read once.

    Returns
    -------
    Document
        Paragraphs with white space as single blanks and without signs that show nothing; of a table, a row each, its
        cells between bars.

    Raises
    ------
    UnreadableDocument
        In one line: the name, what was found, what was expected, what to do.
    """
    path = Path(path)
    try:
        raw = _bytes_of(path)
        return KINDS[kind_of(raw, path.suffix.lower())](raw).cleaned()
    except UnreadableDocument as error:
        raise UnreadableDocument(f"{path.name}: {error}") from None


def _bytes_of(path: Path) -> bytes:
    """The file, if it is one, and not too large."""
    try:
        if path.is_dir():
            raise UnreadableDocument(f"found a folder, {ACCEPTED}")
        if path.exists() and not path.is_file():
            raise UnreadableDocument(f"found no common file, {ACCEPTED}")  # a pipe would be waited for
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise UnreadableDocument(
                f"found {size / 1e6:,.1f} MB, expected at most {MOST_BYTES / 1e6:,.0f} MB: divide it"
            )
        raw = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableDocument(f"found no such file, {ACCEPTED}") from None
    except OSError as error:
        raise UnreadableDocument(f"found no way to read it ({error.strerror}), {ACCEPTED}") from None
    if not raw.strip(b"\0 \t\r\n"):
        raise UnreadableDocument(f"found an empty file, {ACCEPTED}")
    return raw


def kind_of(raw: bytes, suffix: str = "") -> str:
    """What a file is, one of :data:`KINDS`.

    Parameters
    ----------
    raw : bytes
        The file.
    suffix : str
        The end of its name, as ``.csv``: only a table of text and a page without a head are told by it.

    Raises
    ------
    UnreadableDocument
        If it is none of these, saying what it is.
    """
    if raw[:1024].lstrip().startswith(b"%PDF"):
        return "pdf"
    if raw.startswith(b"PK\x03\x04"):
        return _kind_of_zip(raw)
    if found := next((told for start, told in STARTS.items() if raw.startswith(start)), ""):
        raise UnreadableDocument(f"found {found} ({ACCEPTED})")
    start = raw[:4096].replace(b"\0", b"") if raw.startswith(WIDE_MARKS) else raw[:4096]
    if HTML.search(start) or suffix in (".html", ".htm", ".xhtml"):
        return "html"
    return "csv" if suffix in (".csv", ".tsv") else "text"


def _kind_of_zip(raw: bytes) -> str:
    import io

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            members = packed.infolist()
    except zipfile.BadZipFile:
        raise UnreadableDocument(f"found a broken zip file, {ACCEPTED}: copy or save it again") from None
    unpacked = sum(member.file_size for member in members)
    if unpacked > MOST_UNPACKED:
        raise UnreadableDocument(
            f"found {unpacked / 1e6:,.0f} MB when unpacked, expected at most {MOST_UNPACKED / 1e6:,.0f} MB: divide it"
        )
    names = {member.filename for member in members}
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    raise UnreadableDocument(f"found a zip file that holds no Word file and no spreadsheet, {ACCEPTED}")

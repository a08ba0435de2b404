"""A PDF, by pypdf: its lines without running heads and page numbers, joined to paragraphs by their length."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter

import pypdf
from pypdf.errors import PyPdfError

from .found import Document, UnreadableDocument
from .lines import joined

__all__ = ["read"]

REPEATED = 0.6  # of the pages have a line at their top or bottom: a running head
FEW_PAGES = 3
EDGE = 2  # lines at the top and bottom of a page that may be one
NUMBER = re.compile(
    r"[-–—·\s]*(?:第?\s*\d{1,4}\s*页?|page\s+\d+(?:\s+of\s+\d+)?|\d+\s*/\s*\d+)[-–—·\s]*", re.IGNORECASE
)
NO_SIGN = re.compile(r"[\ue000-\uf8ff\ufffd\0-\x08\x0e-\x1f]|\(cid:\d+\)")
MOST_UNKNOWN = 0.1  # of the signs, beyond which a text says nothing
logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every fault that it repairs


def read(raw: bytes) -> Document:
    """The paragraphs of a PDF, guessed from the length of its lines.

    Raises
    ------
    UnreadableDocument
        If it is encrypted, broken, made of pictures, or its font does not say what its signs are.
    """
    pages = _pages(raw)
    text = "".join(map("".join, pages))
    if not text.strip():
        raise UnreadableDocument(f"found a PDF of pictures, {_counted(len(pages))} without text: have it recognised first (OCR)")  # fmt: skip
    unknown = len(NO_SIGN.findall(text)) / len(text)
    if unknown > MOST_UNKNOWN:
        raise UnreadableDocument(f"found that {unknown:.0%} of its signs have no meaning in its font: have it recognised first (OCR)")  # fmt: skip
    kept, dropped = _without_running(pages)
    empty = [str(number) for number, lines in enumerate(pages, start=1) if not lines]
    notes = ["paragraphs were guessed from the length of lines"]
    notes += [f"left out as running heads and page numbers: {dropped} lines"] if dropped else []
    notes += [f"without text, as pictures are: page {', '.join(empty)}"] if empty else []
    notes += [f"{unknown:.1%} of its signs have no meaning in its font"] if unknown else []
    return Document(joined([line for page in kept for line in page]), "pdf", "", notes)


def _counted(pages: int) -> str:
    return f"{pages} page{'s' if pages != 1 else ''}"


def _pages(raw: bytes) -> list[list[str]]:
    """The lines of each page that are not empty."""
    try:
        reader = pypdf.PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableDocument("found an encrypted PDF, expected one that opens without a password")
        return [[line for line in page.extract_text().splitlines() if line.strip()] for page in reader.pages]
    except UnreadableDocument:
        raise
    except pypdf.errors.DependencyError:
        raise UnreadableDocument("found an encrypted PDF, expected one that opens without a password") from None
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError) as error:
        raise UnreadableDocument(f"found a broken PDF ({type(error).__name__}): save or print it again") from None


def _without_running(pages: list[list[str]]) -> tuple[list[list[str]], int]:
    """The pages without page numbers and the lines that most of them have at an edge; and how many that were."""

    def edge(page: list[str]) -> dict[int, str]:
        at = [*range(min(EDGE, len(page))), *range(max(0, len(page) - EDGE), len(page))]
        return {number: re.sub(r"\d+", "#", page[number].strip()) for number in dict.fromkeys(at)}

    edges = [edge(page) for page in pages]
    often = Counter(line for one in edges for line in set(one.values()))
    running = {line for line, count in often.items() if len(pages) >= FEW_PAGES and count >= REPEATED * len(pages)}
    kept = [
        [line for number, line in enumerate(page) if not (number in one and (one[number] in running or NUMBER.fullmatch(line)))]
        for page, one in zip(pages, edges, strict=True)
    ]  # fmt: skip
    return kept, sum(map(len, pages)) - sum(map(len, kept))

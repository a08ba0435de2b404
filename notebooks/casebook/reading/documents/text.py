"""Plain text: its encoding found out, lines that only end at a margin joined to paragraphs."""

from __future__ import annotations

from .encodings import decode
from .found import Document
from .lines import are_wrapped, joined

__all__ = ["read"]


def read(raw: bytes) -> Document:
    """A text: a line is a paragraph, unless lines are broken at a margin."""
    found = decode(raw)
    lines = found.text.splitlines()
    if not are_wrapped(lines):
        return Document(lines, "text", found.encoding, found.notes)
    return Document(joined(lines), "text", found.encoding, [*found.notes, "lines that end at a margin were joined"])

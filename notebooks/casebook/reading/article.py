"""A text as its paragraphs, each with a checksum by which it is known again."""

from __future__ import annotations

import hashlib
import re
import unicodedata

__all__ = ["checksum", "normalised", "paragraphs"]


def normalised(text: str) -> str:
    """The text without white space, full-width forms as plain ones: what two copies of a text should share."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text: its non-empty lines, white space and full-width forms normalised."""
    return [normalised(line) for line in text.splitlines() if line.strip()]


def checksum(paragraph: str) -> str:
    """SHA-256 of a paragraph in UTF-8, in hexadecimal."""
    return hashlib.sha256(paragraph.encode()).hexdigest()

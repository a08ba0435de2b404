"""A text as its paragraphs, each with a checksum by which it is known again."""

from __future__ import annotations

import codecs
import hashlib
import re
import unicodedata

__all__ = ["checksum", "decoded", "hidden_signs", "normalised", "paragraphs"]

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark is the first half of this one
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_UNMARKED = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")  # GB18030 reads GBK and GB2312 too
_NO_TEXT = {b"%PDF": "a PDF file", b"PK\x03\x04": "a Word or zip file", b"\xd0\xcf\x11\xe0": "a Word file"}


def decoded(raw: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 and UTF-32 by their marks, else what reads as UTF-8, GB18030 or UTF-16.

    Raises
    ------
    ValueError
        If it is no text in any of these, saying what it is.
    """
    for start, name in _NO_TEXT.items():
        if raw.startswith(start):
            raise ValueError(f"found {name}")
    marked = [name for mark, name in _MARKS.items() if raw.startswith(mark)]
    for encoding in marked[:1] or _UNMARKED:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(map(_is_no_writing, text)):
            return text
    raise ValueError("found no text in UTF-8, GB18030 or UTF-16")


def _is_no_writing(sign: str) -> bool:
    """A control, a sign that stands for none, or one for private use: what the wrong encoding makes of a text."""
    return sign not in "\t\n\x0b\x0c\r\x1a\x85" and unicodedata.category(sign) in ("Cc", "Cs", "Co", "Cn")


def hidden_signs(text: str) -> dict[str, int]:
    """The signs of a text that show nothing and are no blank, by name, with how often each stands there."""
    signs = [sign for sign in text if unicodedata.category(sign) == "Cf"]
    return {f"{unicodedata.name(sign, 'a sign')} (U+{ord(sign):04X})": signs.count(sign) for sign in sorted(set(signs))}


def normalised(text: str) -> str:
    """The text without white space, full-width forms as plain ones: what two copies of a text should share."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text: its non-empty lines, white space and full-width forms normalised."""
    return [normalised(line) for line in text.splitlines() if line.strip()]


def checksum(paragraph: str) -> str:
    """SHA-256 of a paragraph in UTF-8, in hexadecimal."""
    return hashlib.sha256(paragraph.encode()).hexdigest()

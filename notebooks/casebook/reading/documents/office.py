"""A Word file, by mammoth: text that somebody put in under tracked changes counts, text that was struck out does not.

Footnotes, text boxes and tables come with it; the numbers by which a text refers to its footnotes do not.
"""

from __future__ import annotations

import io

import mammoth
from lxml import html

from .found import Document, UnreadableDocument
from .web import blocks

__all__ = ["read"]

REFERENCES = "//sup[a[starts-with(@href, '#footnote-') or starts-with(@href, '#endnote-')]] | //a[starts-with(@href, '#footnote-ref-') or starts-with(@href, '#endnote-ref-')]"


def read(raw: bytes) -> Document:
    """The paragraphs of a Word file, footnotes last.

    Raises
    ------
    UnreadableDocument
        If it is broken or empty.
    """
    try:
        made = mammoth.convert_to_html(io.BytesIO(raw), convert_image=mammoth.images.img_element(lambda image: {}))
    except Exception as error:  # a broken file fails in the reader of its zip, of its XML, or in mammoth
        raise UnreadableDocument(f"found a broken Word file ({type(error).__name__}): save it again") from None
    if not made.value.strip():
        raise UnreadableDocument("found a Word file without text, expected paragraphs")
    page = html.fromstring(f"<body>{made.value}</body>")
    for reference in page.xpath(REFERENCES):
        reference.drop_tree()
    pictures = len(page.findall(".//img"))
    notes = [f"{pictures} pictures were not read"] if pictures else []
    return Document([*blocks(page)], "docx", "", notes)

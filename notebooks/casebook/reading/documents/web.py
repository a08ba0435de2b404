"""A web page: the text of its article by trafilatura, without navigation, adverts and footer; a note tells what is left out."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

import trafilatura
from bs4.dammit import EncodingDetector
from lxml import etree, html
from lxml.html import defs

from ..article import normalised
from .encodings import decode
from .found import Document, UnreadableDocument

__all__ = ["blocks", "read"]

NO_TEXT = ("script", "style", "noscript", "template", "head", "svg")
MORE_INLINE = {"button", "data", "del", "hi", "img", "ins", "label", "mark", "ref", "ruby", "rt", "time", "u", "wbr"}
CELLS, ROWS = {"td", "th", "cell"}, {"tr", "row"}
INLINE = (defs.phrase_tags | defs.font_style_tags | defs.special_inline_tags | MORE_INLINE) - {"br", "iframe"}
BAR = " | "
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it leaves out is told in a note


def read(raw: bytes) -> Document:
    """A page: the paragraphs of its article; all of its text if none is found in it."""
    found = decode(raw, EncodingDetector.find_declared_encoding(raw, is_html=True, search_entire_document=False) or "")
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", found.text.lstrip("\ufeff"))  # lxml takes no declared encoding in a text
    try:
        page = html.fromstring(text)
    except (etree.ParserError, ValueError):
        raise UnreadableDocument("found no text in the page") from None
    for element in [*page.iter(*NO_TEXT)]:
        element.drop_tree() if element.getparent() is not None else None
    every = [*blocks(page)]
    made = trafilatura.extract(text, output_format="xml", include_comments=False, favor_recall=True)
    article = [*blocks(etree.fromstring(made.encode()))] if made else []
    if not article:
        return Document(every, "html", found.encoding, [*found.notes, "no article was found in the page: all its text was read"])  # fmt: skip
    heads = [" ".join(head.text_content().split()) for head in page.iter("h1")]
    if len(heads) == 1 and heads[0] not in article:
        article.insert(0, heads[0])  # a title that stands above the article
    return Document(article, "html", found.encoding, [*found.notes, *_left_out(every, article)])


def _left_out(every: list[str], article: list[str]) -> list[str]:
    """A note on the lines of the page that are not in its article."""
    kept = normalised("".join(article))
    out = [line for line in every if normalised(line.replace(BAR.strip(), "")) not in kept.replace(BAR.strip(), "")]
    figures = sum(any(sign.isdigit() for sign in line) for line in out)
    if not out:
        return []
    return [f"left out as no part of the article: {len(out)} lines of the page, {figures} of them with a figure"]


def blocks(tree) -> Iterator[str]:
    """The text of a tree of elements, of HTML or of what trafilatura makes of it, a block each; of a table, a row each.

    Parameters
    ----------
    tree : lxml element
    """
    parts: list[str] = []
    depth = 0  # of rows: what stands within a row ends no block

    def flush() -> str:
        told = " ".join("".join(parts).split()).strip(BAR)
        parts.clear()
        return told

    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        name = element.tag if isinstance(element.tag, str) else ""
        is_block = bool(name) and name not in INLINE
        if event == "start":
            if depth == 0 and is_block and (told := flush()):
                yield told
            depth += name in ROWS
            if name in CELLS:
                parts.append(BAR)
            elif depth and is_block:
                parts.append(" ")
            parts.append(element.text or "")
            continue
        if event == "end":
            depth -= name in ROWS
            if depth == 0 and is_block and (told := flush()):
                yield told
        if element is not tree:
            parts.append(element.tail or "")
    if told := flush():
        yield told

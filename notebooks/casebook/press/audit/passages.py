"""Prose as the sentences that somebody can hold against the evidence: of text, headings, captions, tables and formulas."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .markdown import directive, parser

__all__ = ["LEDGER_LINK", "Passage", "entries_in", "passages", "sentences"]

LEDGER_LINK = re.compile(r"\[([^\]]*)\]\(#([\w.-]+)\)")
_END = re.compile(r"(?<=[.?!。？！])(?P<after>[\"”’)\]]*)(?:[ \t]*\n\s*|\s+(?=[\"“‘(\[`$]*[A-Z0-9\u4e00-\u9fff{]))")
_NO_END = re.compile(r"(?:\b(?:e\.g|i\.e|cf|al|vs|no|nos|p|pp|ch|eq|fig|st|dr|mr|mrs|ed|eds|vol)|\b[A-Z])\.$", re.I)


@dataclass(frozen=True)
class Passage:
    """A piece of prose: ``kind`` is text, heading, table row, formula, or alternative text; links are ``[text](#id)``.

    A text keeps the ends of its source lines.
    """

    kind: str
    text: str


def passages(text: str) -> list[Passage]:
    """The prose of a text in MyST Markdown, in its order, a passage a paragraph, list item, heading or row of a table."""
    found, row, kind = [], None, "text"
    for token in parser().parse(text):
        if token.type == "heading_open":
            kind = "heading"
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            found.append(Passage("table row", " | ".join(row)))
            row = None
        elif token.type == "inline":
            words = _written(token.children)
            if row is not None:
                row.append(words)
            else:
                found.append(Passage(kind, words))
            found += [Passage("alternative text", c.content) for c in token.children if c.type == "image"]
            kind = "text"
        elif token.type in ("math_block", "amsmath", "math_block_label"):
            found.append(Passage("formula", _one_line(token.content)))
        elif token.type == "html_block":
            found.append(Passage("text", _one_line(re.sub(r"<[^>]*>", " ", token.content))))
        elif token.type in ("fence", "colon_fence"):
            found += _in_fence(token)
    return [passage for passage in found if passage.text]


def _in_fence(token) -> list[Passage]:
    name, argument, options, body = directive(token)
    if name is None:
        return [Passage("text", _one_line(line)) for line in body.splitlines()]  # commands that a reader types
    if name == "math":
        return [Passage("formula", _one_line(body))]
    found = [Passage("alternative text", options["alt"])] if options.get("alt") else []
    if name in ("figure", "image", "include", "bibliography", "toctree", "code-block", "code", "literalinclude"):
        return found + (passages(body) if name == "figure" else [])
    return found + passages(argument) + passages(body)


def _written(children: list) -> str:
    parts = []
    for child in children:
        if child.type == "link_open":
            target = child.attrs["href"]
            target = f"#{target.partition('#')[2]}" if "ledger.md#" in target else target.rpartition("/")[2]
            parts.append("[")
        elif child.type == "link_close":
            parts.append(f"]({target})")
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n")  # one sentence a source line: a line that ends as a sentence does is one
        elif child.type == "code_inline":
            parts.append(f"`{child.content}`")
        elif child.type.startswith("math_inline"):
            parts.append(f"${child.content}$")
        elif child.type == "myst_role":
            parts.append(f"{{{child.meta['name']}}}`{child.content}`")
        elif child.type == "text":
            parts.append(child.content)
    return "".join(parts).strip()


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def sentences(passage: Passage) -> list[str]:
    """The sentences of a passage; a heading, a row of a table and a formula are one each."""
    if passage.kind not in ("text", "alternative text"):
        return [_one_line(passage.text)]
    found, begin = [], 0
    for end in _END.finditer(passage.text):
        piece = passage.text[begin : end.start()]
        if not _NO_END.search(piece) and piece.count("[") == piece.count("]") and piece.count("$") % 2 == 0:
            found.append(passage.text[begin : end.end("after")])
            begin = end.end("after")
    return [_one_line(piece) for piece in [*found, passage.text[begin:]] if piece.strip()]


def entries_in(sentence: str) -> list[str]:
    """The entries of the ledger that a sentence links to, each once, in order."""
    return list(dict.fromkeys(entry for _, entry in LEDGER_LINK.findall(sentence)))

"""How much of a text stands on its slide, and what is left to the speaker: chapters are written a sentence a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from markdown_it.token import Token

from .prose import Prose

__all__ = ["named", "share"]

SENTENCES, SIGNS = 3, 330  # of prose on a slide
BESIDE = 2, 200  # where a table, a list or a formula stands there too
LISTED = 520  # signs of a list that is shown whole
ENDS = re.compile(r"(?<=[.?!])\s+(?=[A-Z\[“\"*])")
LINK = re.compile(r"\[([^\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)")
LEAD = re.compile(r"\*\*[^*]+\*\*")
FORMULAS = {"math_block", "math_block_label"}
SHOWN_WHOLE = {*FORMULAS, "table_open", "blockquote_open"}


def named(tokens: list[Token], prose: Prose, said: list[str]) -> tuple[str, str]:
    """What of a section is on its slide if its cell names what is only said, and the rest, as HTML.

    Parameters
    ----------
    tokens : list of Token
        Those under a heading.
    prose : Prose
        What writes them.
    said : list of str
        How each sentence, formula, or item of a list begins that the speaker says; all others are on the slide.

    Raises
    ------
    ValueError
        If a fence is among them, which belongs to exercises.
    """
    shown, noted = [], []
    for block in _blocks(tokens):
        kind, text = block[0].type, next((token.content for token in block if token.content), "")
        if kind == "fence":
            raise ValueError(f"found the fence {block[0].info!r} on a slide, expected prose")
        if kind == "paragraph_open":
            for_slide, for_speaker = _told(_lines(block[1].content), said)
            shown += [f"<p>{prose.inline(' '.join(for_slide))}</p>"] if for_slide else []
            noted += [f"<p>{prose.inline(' '.join(for_speaker))}</p>"] if for_speaker else []
        elif kind in ("bullet_list_open", "ordered_list_open"):
            items = [_told(ENDS.split(one.content.replace("\n", " ")), said) for one in block if one.type == "inline"]
            listed = "".join(f"<li>{prose.inline(' '.join(on))}</li>" for on, _ in items if on)
            shown += [f"<{block[0].tag}>{listed}</{block[0].tag}>"] if listed else []
            noted += [f"<p>{prose.inline(' '.join(off))}</p>" for _, off in items if off]
        else:
            (noted if _begins(text, said) else shown).append(prose.html(block))
    return "\n".join(shown), "\n".join(noted)


def _told(sentences: list[str], said: list[str]) -> tuple[list[str], list[str]]:
    """The sentences that are shown, and those that are said."""
    return [one for one in sentences if not _begins(one, said)], [one for one in sentences if _begins(one, said)]


def _begins(sentence: str, said: list[str]) -> bool:
    return _visible(sentence).strip().startswith(tuple(said))


def share(tokens: list[Token], prose: Prose, sentences: int = SENTENCES, signs: int = SIGNS) -> tuple[str, str]:
    """What of a section is on its slide, and the rest, as HTML.

    Tables, formulas with the sentence before them and lists are shown, of paragraphs that begin in bold the beginning, unless
    there is a table, and of other prose the first sentences; a long list is shown by the first sentence of each item.

    Parameters
    ----------
    tokens : list of Token
        Those under a heading.
    prose : Prose
        What writes them.
    sentences, signs : int
        How much prose is shown; at least one sentence is.

    Raises
    ------
    ValueError
        If a fence is among them, which belongs to exercises.
    """
    blocks = list(_blocks(tokens))
    tabled = any(block[0].type == "table_open" for block in blocks)
    leads = [block for block in blocks if _leads(block)]
    alone = all(block[0].type == "paragraph_open" for block in blocks) and len(leads) in (0, len(blocks))
    if sentences == SENTENCES and not alone:
        sentences, signs = BESIDE
    shown, noted, taken = [], [], 0
    for block, after in zip_longest(blocks, blocks[1:]):
        kind = block[0].type
        if kind == "fence":
            raise ValueError(f"found the fence {block[0].info!r} on a slide, expected prose")
        if kind in SHOWN_WHOLE:
            shown.append(prose.html(block))
            sentences = 0 if kind == "table_open" else sentences  # what follows a table reads it
        elif kind in ("bullet_list_open", "ordered_list_open"):
            on, off = _list(block, prose)
            shown.append(on)
            noted.append(off)
        elif kind == "paragraph_open":
            lines = _lines(block[1].content)
            if after and after[0].type in FORMULAS:
                on, off = lines[-1:], lines[:-1]  # what the formula says stands in the sentence that leads to it
            elif len(leads) > 1 and _leads(block):
                on, off = ([], lines) if tabled else (lines[:1], lines[1:])
            else:
                count = _count(lines, sentences, signs, first=not taken)
                on, off = lines[:count], lines[count:]
                sentences, signs = sentences - count, signs - len(_visible(" ".join(on)))
                if off:
                    sentences = 0  # no sentence is shown after one that is not
                on = [" ".join(on)] if len(leads) > 1 and on else on
            taken += len(on)
            shown += [f"<p>{prose.inline(line)}</p>" for line in on]
            noted += [f"<p>{prose.inline(' '.join(off))}</p>"] if off else []
        else:
            noted.append(prose.html(block))
    return "\n".join(shown), "\n".join(noted)


def _blocks(tokens: list[Token]) -> Iterator[list[Token]]:
    """The blocks of a section, each with all that is in it."""
    block = []
    for token in tokens:
        block.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield block
            block = []


def _leads(block: list[Token]) -> bool:
    """Whether a block is a paragraph that begins in bold."""
    return block[0].type == "paragraph_open" and bool(LEAD.match(block[1].content))


def _lines(text: str) -> list[str]:
    """The sentences of a paragraph; a beginning in bold goes with the first."""
    lines = text.split("\n")
    return [" ".join(lines[:2]), *lines[2:]] if LEAD.fullmatch(lines[0].strip()) else lines


def _visible(text: str) -> str:
    """A text as it will be read: without the targets of links."""
    return LINK.sub(r"\1", text)


def _count(lines: list[str], sentences: int, signs: int, first: bool) -> int:
    """How many sentences of a paragraph are shown."""
    count = 0
    for line in lines:
        signs -= len(_visible(line))
        if count >= sentences or signs < 0 and not (first and not count):
            break
        count += 1
    return count


def _list(block: list[Token], prose: Prose) -> tuple[str, str]:
    """A list, whole or the first sentence of each item, and what is left of it."""
    items = [token.content for token in block if token.type == "inline"]
    if sum(len(_visible(item)) for item in items) <= LISTED:
        return prose.html(block), ""
    on, off = [], []
    for item in items:
        first, *rest = ENDS.split(item.replace("\n", " "))
        on.append(f"<li>{prose.inline(first)}</li>")
        off += [f"<p>{prose.inline(' '.join(rest))}</p>"] if rest else []
    tag = block[0].tag
    return f"<{tag}>{''.join(on)}</{tag}>", "\n".join(off)

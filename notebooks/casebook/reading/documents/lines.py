"""Lines that end at a margin, joined to the paragraphs that they are parts of."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

__all__ = ["are_wrapped", "joined"]

FULL = 0.75  # of the width: a shorter line ends its paragraph
WIDEST = 130  # columns of a line that was broken at a margin
ENDS = re.compile(r"[.!?:;。！？：；…][\"'”’」』）)]*$")
CUT_WORD = re.compile(r"[A-Za-z]{2}-$")


def _width(line: str) -> int:
    """Columns of a line, a Chinese sign taking two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line.strip())


def _margin(lines: list[str]) -> int:
    """The width at which lines end: that of the widest but a twentieth of them."""
    widths = sorted(_width(line) for line in lines if line.strip())
    return widths[-1 - len(widths) // 20] if widths else 0


def are_wrapped(lines: list[str]) -> bool:
    """Whether most lines that another follows without a blank one between are full and end within a sentence."""
    margin = _margin(lines)
    followed = [first.strip() for first, second in pairwise(lines) if first.strip() and second.strip()]
    cut = [line for line in followed if _width(line) >= FULL * margin and not ENDS.search(line)]
    return 0 < margin <= WIDEST and len(followed) >= 2 and len(cut) > len(followed) / 2


def joined(lines: list[str]) -> list[str]:
    """The paragraphs: each ends at a blank line, or at a line that is not full."""
    margin, paragraphs, open_ = _margin(lines), [], False
    for line in lines:
        stripped = line.strip()
        if not stripped:
            open_ = False
            continue
        if open_:
            paragraphs[-1] = _with(paragraphs[-1], stripped)
        else:
            paragraphs.append(stripped)
        open_ = _width(stripped) >= FULL * margin
    return paragraphs


def _with(before: str, after: str) -> str:
    """Two lines as one: no blank beside a Chinese sign but behind a Latin letter, a word that a hyphen cut made whole."""
    if CUT_WORD.search(before) and after[:1].islower():
        return before[:-1] + after
    wide = [unicodedata.east_asian_width(sign) in "WF" for sign in (before[-1], after[0])]
    behind_a_letter = before[-1].isalpha() and not wide[0]
    return before + ("" if any(wide) and not behind_a_letter else " ") + after

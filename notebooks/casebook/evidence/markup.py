"""Write what a table or a record says into a page of Markdown, so that it stays what it is: text.

Every page and every output in Markdown takes its cells through these functions.  Nothing in a cell becomes a heading, a
link, a formula, a role or an element of HTML.
"""

from __future__ import annotations

import re

__all__ = ["address", "code", "plain"]

_SIGNS = re.compile(r"[\\`*_\[\]<>|$~{}&]")
_NOT_IN_ADDRESS = re.compile(r"[^A-Za-z0-9_.~:/?#@!&+,;=%-]")
_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
# What would open a heading, a list, a break, a directive, a comment or a target if the text began a line.
_OPENING = re.compile(r"#|[+-](?=\s|$)|\+{3}|-{3}|=+$|:(?=[\s:])|%(?=.)|\((?=.*\)=$)|(?P<number>\d+)(?=[.)](?:\s|$))")


def plain(text: str) -> str:
    """Text of a cell: what is a sign of Markdown there stays a sign, and what is one line stays one line."""
    text = _SIGNS.sub(r"\\\g<0>", _BREAKS.sub(" ", text).strip())
    if opening := _OPENING.match(text):
        at = opening.end("number") if opening["number"] else 0
        return f"{text[:at]}\\{text[at:]}"
    return text


def code(text: str) -> str:
    """Text of a cell as a span of code, in a fence longer than any within."""
    text = _BREAKS.sub(" ", text)
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence, blank = "`" * (longest + 1), " " if longest else ""
    return f"{fence}{blank}{text}{blank}{fence}"


def address(url: str) -> str:
    """The address of a page as the target of a link; empty if it is none of the web."""
    if not re.match(r"https?://", url):
        return ""
    return _NOT_IN_ADDRESS.sub(lambda sign: "".join(f"%{byte:02X}" for byte in sign.group(0).encode()), url)

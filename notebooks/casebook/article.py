"""Check locators and fragments against the text of the source article, for a reader who has it.

The text is not in the project.  ``data/article.csv`` has the number, length and hash of each paragraph, so that a changed
text is reported paragraph by paragraph.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path

from . import tables

__all__ = ["paragraphs", "verify_source"]


def _normalised(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text: its non-empty lines, white space and full-width forms normalised."""
    return [_normalised(line) for line in text.splitlines() if line.strip()]


def verify_source(path: Path) -> tuple[list[str], dict[str, int]]:
    """Hold every claim on the article against a text of it.

    Parameters
    ----------
    path : Path
        The article, UTF-8, one paragraph a line.

    Returns
    -------
    tuple of (list of str, dict)
        What does not fit, a line each; and how many paragraphs, claims and printed figures were held against the text.

    Raises
    ------
    FileNotFoundError, UnicodeDecodeError
        If the text cannot be read.
    """
    found = paragraphs(Path(path).read_text(encoding="utf-8"))
    known = tables.table("article")
    problems = []
    if len(found) != len(known):
        problems.append(f"article: found {len(found)} paragraphs, expected {len(known)}")
    first_with: dict[str, int] = {}
    for row, text in zip(known.to_dict("records"), found, strict=False):
        number, digest = row["paragraph"], hashlib.sha256(text.encode()).hexdigest()
        if digest != row["sha256"]:
            problems.append(
                f"paragraph {number}: found {len(text)} characters beginning {text[:8]!r} ({digest[:8]}), "
                f"expected {row['characters']} characters ({row['sha256'][:8]})"
            )
        elif len(text) != row["characters"]:
            problems.append(f"paragraph {number}: found {len(text)} characters, expected {row['characters']}")
        earlier = first_with.setdefault(text, number)
        repeats = None if row["repeats"] is tables.pd.NA else row["repeats"]
        if (earlier if earlier != number else None) != repeats:
            problems.append(
                f"paragraph {number}: found a repeat of {earlier if earlier != number else 'none'}, expected {repeats or 'none'}"
            )
    frame = tables.table("claims")
    own = frame[frame["source_id"] == "article"]
    figures = 0
    for row in own.to_dict("records"):
        match = re.fullmatch(r"p(\d+)", row["locator"])
        if not match or not 1 <= int(match.group(1)) <= len(found):
            problems.append(
                f"claim {row['claim_id']}: found locator {row['locator']!r}, expected a paragraph of the article, such as p14"
            )
            continue
        text = found[int(match.group(1)) - 1]
        if _normalised(row["fragment"]) not in text:
            problems.append(
                f"claim {row['claim_id']}: found no {row['fragment']!r} in paragraph {match.group(1)}, expected the fragment there"
            )
        if row["printed"]:
            figures += 1
            if _normalised(row["printed"]) not in _normalised(row["fragment"]):
                problems.append(
                    f"claim {row['claim_id']}: found no {row['printed']!r} in the fragment {row['fragment']!r}, expected the printed form there"
                )
    return problems, {"paragraphs": len(found), "claims": len(own), "figures": figures}

"""Check locators and fragments against the text of the source article, for a reader who has it.

The text is not in the project.  ``data/article.csv`` has the number, length and hash of each paragraph, so that a changed
text is reported paragraph by paragraph.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from pathlib import Path

from ..evidence import tables
from ..reading.article import checksum, normalised, paragraphs
from .book import source_under_study

__all__ = ["verify_source"]


def _repeat_problems(known) -> list[str]:
    """Where the column ``repeats`` does not follow from the hashes."""
    problems, first_with = [], {}
    for row in known.to_dict("records"):
        number = row["paragraph"]
        first = first_with.setdefault(row["sha256"], number)
        stated = None if row["repeats"] is tables.pd.NA else row["repeats"]
        earlier = first if first != number else None
        if earlier != stated:
            problems.append(f"paragraph {number}: found a repeat of {earlier or 'none'}, expected {stated or 'none'}")
    return problems


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
    digests = [checksum(text) for text in found]
    # align first, so that one paragraph more or less does not make all that follow look changed
    for change, i, k, j, m in SequenceMatcher(None, list(known["sha256"]), digests, autojunk=False).get_opcodes():
        if change == "equal":
            for row, text in zip(known.iloc[i:k].itertuples(), found[j:m], strict=True):
                if row.characters != len(text):
                    problems.append(
                        f"paragraph {row.paragraph}: found {len(text)} characters, expected {row.characters}"
                    )
            continue
        for offset in range(max(k - i, m - j)):
            stated = known.iloc[i + offset] if i + offset < k else None
            text = found[j + offset] if j + offset < m else None
            number = stated["paragraph"] if stated is not None else f"after {i}"
            one = f"{len(text)} characters beginning {text[:8]!r} ({digests[j + offset][:8]})" if text else "nothing"
            two = f"{stated['characters']} characters ({stated['sha256'][:8]})" if stated is not None else "nothing"
            problems.append(f"paragraph {number}: found {one}, expected {two}")
    problems += _repeat_problems(known)
    frame = tables.table("claims")
    own = frame[frame["source_id"] == source_under_study()]
    figures = 0
    for row in own.to_dict("records"):
        match = re.fullmatch(r"p(\d+)", row["locator"])
        if not match or not 1 <= int(match.group(1)) <= len(found):
            problems.append(
                f"claim {row['claim_id']}: found locator {row['locator']!r}, expected a paragraph of the article, such as p14"
            )
            continue
        text = found[int(match.group(1)) - 1]
        if normalised(row["fragment"]) not in text:
            problems.append(
                f"claim {row['claim_id']}: found no {row['fragment']!r} in paragraph {match.group(1)}, expected the fragment there"
            )
        if row["printed"]:
            figures += 1
            if normalised(row["printed"]) not in normalised(row["fragment"]):
                problems.append(
                    f"claim {row['claim_id']}: found no {row['printed']!r} in the fragment {row['fragment']!r}, expected the printed form there"
                )
    return problems, {"paragraphs": len(found), "claims": len(own), "figures": figures}

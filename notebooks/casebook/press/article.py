"""Check locators and fragments against the text of the source article, for a reader who has it.

The text is not in the project.  ``data/article.csv`` has the number, length and hash of each paragraph, so that a changed
text is reported paragraph by paragraph; a text of another form, order or origin is told as that, in one line.
"""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from operator import eq
from pathlib import Path

from ..evidence import tables
from ..reading import documents
from ..reading.article import checksum, decoded, hidden_signs, normalised, paragraphs
from .book import setting, source_under_study

__all__ = ["verify_source"]

HALF = 0.5  # with fewer paragraphs and fragments of the article than this share, a text is another
LONGEST = 20  # times the article, beyond which a text is not searched sign by sign
HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|p|div|br|span|article)\b[^>]*>", re.IGNORECASE)
AS_TEXT = "expected the text of the article, one paragraph a line"


def _repeat_problems(known) -> list[str]:
    """Where the column ``repeats`` does not follow from the hashes."""
    problems, first_with = [], {}
    for row in known.itertuples():
        number = row.paragraph
        first = first_with.setdefault(row.sha256, number)
        stated = None if row.repeats is tables.pd.NA else row.repeats
        earlier = first if first != number else None
        if earlier != stated:
            problems.append(f"paragraph {number}: found a repeat of {earlier or 'none'}, expected {stated or 'none'}")
    return problems


def verify_source(path: Path) -> tuple[list[str], dict[str, int]]:
    """Hold every claim on the article against a text of it.

    Parameters
    ----------
    path : Path
        The article as text, one paragraph a line; of a mini-book, the document that it was made of.

    Returns
    -------
    tuple of (list of str, dict)
        What does not fit, a line each; and how many paragraphs, claims and printed figures were held against the text.

    Raises
    ------
    FileNotFoundError, ValueError
        If there is no such file, or it holds no text.
    """
    text = _as_drafted(Path(path)) if setting("read_as", default="") else _text_of(Path(path))
    known, own = tables.table("article"), tables.table("claims")
    own = own[own["source_id"] == source_under_study()]
    found = paragraphs(text)
    held = {"paragraphs": len(found), "claims": len(own), "figures": int((own["printed"] != "").sum())}
    if whole := _wrong_as_a_whole(text, found, known, own):
        return [whole], held
    problems, stands = _paragraph_problems(found, known)
    return [*_hidden(text, problems), *problems, *_repeat_problems(known), *_claim_problems(own, stands)], held


def _as_drafted(path: Path) -> str:
    """The text of a document of any kind, a paragraph a line, read as when a mini-book was made of it."""
    return "\n".join(documents.paragraphs_of(path).paragraphs)


def _text_of(path: Path) -> str:
    if not path.is_file():
        what = "a folder" if path.is_dir() else "no such file"
        raise FileNotFoundError(f"{path}: found {what}, {AS_TEXT}")
    try:
        return decoded(path.read_bytes())
    except ValueError as error:
        raise ValueError(f"{path}: {error}, {AS_TEXT}: save or copy it as plain text in UTF-8") from None


# ---------------------------------------------------------------------------------------------- the text as a whole


def _wrong_as_a_whole(text: str, found: list[str], known, claims) -> str:
    """Why a text is not to be held against the record paragraph by paragraph; empty if it is."""
    if not found:
        return f"article: found an empty file, {AS_TEXT}"
    if mark := HTML.search(text):
        return f"article: found HTML ({mark[0][:40]}), {AS_TEXT}: open it in a browser, copy the article from there"
    digests, recorded = [checksum(one) for one in found], list(known["sha256"])
    if Counter(digests) == Counter(recorded) and digests != recorded:
        at = 1 + [*map(eq, digests, recorded)].index(False)
        return (
            f"article: found the same paragraphs in another order, from paragraph {at} on, expected that of the article"
        )
    there = len({*digests} & {*recorded}) / len({*recorded})
    if there >= HALF or sum(digest in {*recorded} for digest in digests) / len(digests) >= HALF:
        return ""
    joined = "".join(found)
    short = len(joined) <= LONGEST * known["characters"].sum()
    if short and len(found) != len(known) and _within(joined, known) >= HALF:
        return (
            f"article: found its text in {len(found)} line{'s' * (len(found) > 1)}, which do not end where its paragraphs "
            f"end, expected one paragraph a line, {len(known)} in all"
        )
    fragments = [normalised(fragment) for fragment in claims["fragment"] if fragment]
    if sum(fragment in joined for fragment in fragments) >= HALF * len(fragments) > 0:
        return ""
    same = sum(digest in {*recorded} for digest in digests)
    return (
        f"article: found another text: {same} of its {len(found)} paragraphs {'is' if same == 1 else 'are'} on record, "
        f"expected the article, of {len(known)} paragraphs"
    )


def _within(joined: str, known) -> float:
    """The share of the paragraphs on record that stand somewhere in a text without line ends."""
    sizes = known.groupby("characters")["sha256"].agg(set)
    there = set()
    for size, wanted in sizes.items():
        there |= wanted & {checksum(joined[at : at + size]) for at in range(len(joined))}
    return len(there) / known["sha256"].nunique()


# ------------------------------------------------------------------------------------------- paragraph by paragraph


def _paragraph_problems(found: list[str], known) -> tuple[list[str], dict[int, str]]:
    """What differs, and the text that stands for each paragraph on record, by its number."""
    problems = []
    if len(found) != len(known):
        problems.append(f"article: found {len(found)} paragraphs, expected {len(known)}")
    rows, digests = list(known.itertuples()), [checksum(text) for text in found]
    stands, lost, new = {}, [], []
    # align first, so that one paragraph more or less does not make all that follow look changed
    for change, i, k, j, m in SequenceMatcher(None, list(known["sha256"]), digests, autojunk=False).get_opcodes():
        if change == "equal":
            for row, text in zip(rows[i:k], found[j:m], strict=True):
                stands[row.paragraph] = text
                if len(text) != row.characters:
                    problems.append(
                        f"paragraph {row.paragraph}: found {len(text)} characters, expected {row.characters}"
                    )
            continue
        lost += [(row, j + at if j + at < m else None) for at, row in enumerate(rows[i:k])]
        new += [(at, k) for at in range(j, m)]
    return problems + _misfits(found, digests, lost, new, stands), stands


def _misfits(found: list[str], digests: list[str], lost: list, new: list, stands: dict[int, str]) -> list[str]:
    """Paragraphs that moved, changed, are missing or too many, a line each; fills `stands`."""
    moved = {}
    for row, _ in lost:
        elsewhere = [at for at, _ in new if digests[at] == row.sha256 and at not in moved.values()]
        if elsewhere:
            moved[row.paragraph] = elsewhere[0]
    taken, told = set(moved.values()), []
    for row, at in lost:
        expected = f"{row.characters} characters ({row.sha256[:8]})"
        if row.paragraph in moved:
            place = moved[row.paragraph]
            stands[row.paragraph] = found[place]
            told.append(
                (row.paragraph, f"paragraph {row.paragraph}: found as paragraph {place + 1}, expected in its place")
            )
        elif at is not None and at not in taken:
            taken.add(at)
            stands[row.paragraph] = found[at]
            told.append(
                (
                    row.paragraph,
                    f"paragraph {row.paragraph}: found {_shown(found[at], digests[at])}, expected {expected}",
                )
            )
        else:
            told.append((row.paragraph, f"paragraph {row.paragraph}: found nothing, expected {expected}"))
    told += [
        (after, f"paragraph after {after}: found {_shown(found[at], digests[at])}, expected nothing")
        for at, after in new
        if at not in taken
    ]
    return [line for _, line in sorted(told, key=lambda one: one[0])]


def _shown(text: str, digest: str) -> str:
    return f"{len(text)} characters beginning {text[:8]!r} ({digest[:8]})"


def _hidden(text: str, problems: list[str]) -> list[str]:
    """Where something differs: the signs that nobody sees and that may be the difference."""
    if not problems:
        return []
    return [f"article: found {name}, {count} times, expected none" for name, count in hidden_signs(text).items()]


def _claim_problems(claims, stands: dict[int, str]) -> list[str]:
    """Claims whose paragraph, fragment or printed form is not there."""
    problems = []
    for row in claims.itertuples():
        claim, locator = f"claim {row.claim_id}", re.fullmatch(r"p(\d+)", row.locator)
        number = int(locator[1]) if locator else 0
        if not 1 <= number <= len(tables.table("article")):
            problems.append(f"{claim}: found locator {row.locator!r}, expected a paragraph of the article, such as p14")
            continue
        if normalised(row.fragment) not in stands.get(number, ""):
            where = f"in paragraph {number}" if number in stands else f"since paragraph {number} is missing"
            problems.append(f"{claim}: found no {row.fragment!r} {where}, expected the fragment there")
        if row.printed and normalised(row.printed) not in normalised(row.fragment):
            problems.append(
                f"{claim}: found no {row.printed!r} in the fragment {row.fragment!r}, expected the printed form there"
            )
    return problems

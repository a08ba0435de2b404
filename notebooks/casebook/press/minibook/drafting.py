"""From a text to drafts: its paragraphs, claims, dates, what could not be read, and checks that its own figures allow.

A draft has what the text itself shows.  What only a person can say is marked *to do*
(:data:`casebook.evidence.cells.TO_DO`), and the schema of a mini-book says what is expected there.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace

from ...evidence.cells import TO_DO, column_of, unfit
from ...evidence.figures import figure_of
from ...evidence.rules.excerpts import OUTSIDE, stands
from ...methods.consistency import Proposal, proposals
from ...reading.article import checksum, normalised
from ...reading.candidates import Candidate, candidates
from ...reading.intervals import INFINITY
from .schema import fields_of

__all__ = ["LONGEST", "SOURCE", "Draft", "draft", "is_chinese"]

SOURCE = "source-text"  # the id of the text in the table of sources
LONGEST = 20  # signs of an excerpt
TITLE = 90  # signs that a first paragraph may have to be taken for a title
MOST = 1000  # paragraphs, as the table of them has it
WIDE = re.compile(r"[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff05\uff0e]")
HAN = re.compile(r"[\u4e00-\u9fff]")
SENTENCE = re.compile(r"[。！？；!?]|[.;](?=\s)")
NO_UNIT = ("", ": 1")  # of a figure: what is counted, and what goes to one of what, a person has to say


@dataclass
class Draft:
    """What a text gives by itself.

    Attributes
    ----------
    paragraphs : list of str
        The text, white space put in order.
    article, claims, unread, dates, checks, glosses : list of dict
        Rows of the tables of these names, by column.
    proposed : dict of str to Proposal
        The checks by their ids.
    """

    paragraphs: list[str]
    article: list[dict] = field(default_factory=list)
    claims: list[dict] = field(default_factory=list)
    unread: list[dict] = field(default_factory=list)
    dates: list[dict] = field(default_factory=list)
    checks: list[dict] = field(default_factory=list)
    glosses: list[dict] = field(default_factory=list)
    proposed: dict[str, Proposal] = field(default_factory=dict)


def is_chinese(paragraphs: list[str]) -> bool:
    """Whether a text is in Chinese: one letter in five is a Chinese character."""
    text = "".join(paragraphs)
    letters = sum(sign.isalpha() for sign in text)
    return len(HAN.findall(text)) > letters / 5


def draft(paragraphs: list[str], year: int | None = None) -> Draft:
    """Read a text.

    Parameters
    ----------
    paragraphs : list of str
        Its paragraphs.
    year : int, optional
        The year of dates that print none.

    Raises
    ------
    ValueError
        If there is no text, or no figure in it that could be read.
    """
    made = Draft([text for text in map(_in_order, paragraphs) if text])
    if not made.paragraphs:
        raise ValueError("found no text, expected an article")
    if len(made.paragraphs) > MOST:
        raise ValueError(f"found {len(made.paragraphs):,} paragraphs, expected an article of at most {MOST:,}")
    seen: dict[str, int] = {}
    for number, text in enumerate(made.paragraphs, start=1):
        made.article.append(_paragraph(number, text, seen))
        _read(made, number, text, year)
    if not made.claims:
        raise ValueError("found no figure that could be read, expected an article with figures in it")
    return made


def _in_order(text: str) -> str:
    """A paragraph with single blanks, full-width letters and digits as plain ones; Chinese punctuation stays as printed."""
    return " ".join(WIDE.sub(lambda sign: unicodedata.normalize("NFKC", sign[0]), text).split())


def _paragraph(number: int, text: str, seen: dict[str, int]) -> dict:
    digest = checksum(normalised(text))
    first = seen.setdefault(digest, number)
    is_title = number == 1 and len(text) <= TITLE and not SENTENCE.search(text[:-1]) and text[-1:] not in "。."
    return {
        "paragraph": number,
        "characters": len(normalised(text)),
        "sha256": digest,
        "role": "title" if is_title else "body",
        "repeats": first if first != number else "",
        "summary_en": TO_DO,
    }


def _read(made: Draft, number: int, text: str, year: int | None) -> None:
    """Put what one paragraph holds into the draft."""
    found, named = [], {}
    for one in candidates(text, year=year):
        if one.kind == "date":
            made.dates.append(_date(one, number, len(made.dates) + 1))
        elif one.kind == "figure":
            row, reason = _claim(one, text, number, len(named) + 1)
            if reason:
                made.unread.append(_unread(one, number, reason, len(made.unread) + 1))
                continue
            made.claims.append(row)
            found.append(replace(one, figure=figure_of(row["printed"], row["unit"])))
            named[one.start] = row["claim_id"]
            if HAN.search(row["fragment"]):
                made.glosses.append({"claim_id": row["claim_id"], "excerpt": row["fragment"], "gloss": TO_DO})
        else:
            made.unread.append(_unread(one, number, one.reason, len(made.unread) + 1))
    for proposal in proposals(text, found):
        check_id = f"check-{len(made.checks) + 1}"
        made.proposed[check_id] = proposal
        made.checks.append(_check(check_id, number, proposal, named))


def _claim(one: Candidate, text: str, number: int, count: int) -> tuple[dict, str]:
    """The row of a figure, and why it can be none; empty if it can."""
    printed, unit = one.text.strip(), one.figure.unit
    unit = TO_DO if unit in NO_UNIT else unit
    fragment = excerpt(text, one.start, one.end)
    figure = figure_of(printed, unit)
    row = {
        "claim_id": f"art-{number:02d}-{count}",
        "source_id": SOURCE,
        "locator": f"p{number}",
        "fragment": fragment,
        "printed": printed,
        "printed_at": stands(printed, fragment),
        "statement": TO_DO,
        "entity_id": TO_DO,
        "indicator_id": TO_DO,
        "value": "" if figure.value is None else decimal(figure.value),
        "low": decimal(figure.interval.low),
        "high": decimal(figure.interval.high),
        "unit": unit,
        "qualifier": figure.qualifier,
        "stage": TO_DO,
        "status": TO_DO,
        "reading": TO_DO,
    }
    if row["printed_at"] == OUTSIDE:
        return row, f"its form is longer than an excerpt may be, {LONGEST} signs"
    for column in fields_of("claims"):
        _, problems = column_of("", column, [(0, str(row.get(column["name"], "")))])
        if problems:
            return row, f"its row would not fit the table: {column['name']} {problems[0].found}"
    return row, ""


def decimal(number) -> str:
    """A number in plain decimals, at most ten places; nothing for one without an end."""
    if abs(number) == INFINITY:
        return ""
    shown = f"{float(number):.10f}".rstrip("0").removesuffix(".")
    return "0" if shown == "-0" else shown


def excerpt(text: str, start: int, end: int) -> str:
    """At most twenty signs round a figure: whole words, of its own sentence; the end of a figure that is longer itself.

    Examples
    --------
    >>> excerpt("In 2019 the town cut its offices from 40 to 25.", 38, 40)
    'its offices from 40'
    """
    if end - start > LONGEST:
        return text[end - LONGEST : end].strip()
    ends = [0, *(cut.end() for cut in SENTENCE.finditer(text) if cut.end() <= start)]
    after = next((cut.start() for cut in SENTENCE.finditer(text) if cut.start() >= end), len(text))
    parts = [at for at in range(ends[-1], after + 1) if _is_bound(text, at)]
    first = min((at for at in parts if at <= start and end - at <= LONGEST), default=start)
    last = max((at for at in parts if end <= at <= first + LONGEST), default=end)
    found = text[first:last].strip(" ,;:，、；：。")
    return found if text[start:end].strip() in found and not unfit(found) else text[start:end].strip()


def _is_bound(text: str, at: int) -> bool:
    """Whether nothing that is one stands on both sides: a word, a number."""
    return not re.fullmatch(r"[A-Za-z0-9.,%$€£¥-]{2}", text[at - 1 : at + 1])


def _unread(one: Candidate, number: int, reason: str, count: int) -> dict:
    shown = one.text.strip()[:LONGEST].strip()
    shown = shown if not unfit(shown) and not re.match(r"[=+\-@]", shown) else shown.strip("=+-@ ") or "a sign"
    return {
        "unread_id": f"unread-{count}",
        "locator": f"p{number}",
        "text": shown,
        "reason": " ".join(reason.replace("<", "less than ").split()),
        "became": TO_DO,
    }


def _date(one: Candidate, number: int, count: int) -> dict:
    date = one.date
    return {
        "date_id": f"date-{count}",
        "locator": f"p{number}",
        "printed": one.text.strip(),
        "edtf": date.edtf,
        "earliest": date.earliest.isoformat() if date.earliest else "",
        "latest": date.latest.isoformat() if date.latest else "",
    }


def _check(check_id: str, number: int, proposal: Proposal, named: dict[int, str]) -> dict:
    return {
        "check_id": check_id,
        "locator": f"p{number}",
        "kind": proposal.kind,
        "ingredients": " ".join(named[one.start] for one in proposal.ingredients),
        "printed": named[proposal.printed.start] if proposal.printed else "",
        "recomputed_low": decimal(proposal.recomputed.low),
        "recomputed_high": decimal(proposal.recomputed.high),
        "agrees": "true" if proposal.agrees else "false",
        "judged": TO_DO,
    }

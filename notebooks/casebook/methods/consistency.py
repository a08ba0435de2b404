"""Does a text agree with itself?  Figures that follow from other figures beside them, computed again.

A press text often prints a figure and what it was made from: a number before and one after with the change between them,
a part, a whole and the share, a ratio and its two numbers, a total and its parts.  :func:`proposals` finds such groups by
where the figures stand and the words between them, and holds what is printed against what follows, set against set
(:mod:`casebook.reading.intervals`): two sets that share no value contradict each other, whatever was rounded.

What is found is a proposal.  The words between two figures do not settle that they belong together; a person does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..reading.candidates import Candidate
from ..reading.intervals import Interval

__all__ = ["KINDS", "Proposal", "proposals"]

KINDS = {
    "change": "before, after and the change in per cent",
    "level": "before, after and what is left in per cent",
    "multiple": "before, after and how many times as much",
    "points": "two shares and the percentage points between them",
    "share": "a part, its whole and the share",
    "ratio": "two numbers and their ratio to one",
    "total": "parts and their total",
    "whole": "shares of one whole, which must not exceed it",
}
ENDS = re.compile(r"(?<=[。；！？!?\n])|(?<=[.;])\s+(?=[A-Z“\"(])")
BECOMES = re.compile(
    r"(?:减少?|降低?|下降|压减?|压缩|精简|整合|缩减?|归并|调整|优化|增加?|增长|升|上升|提高|扩大|跌|变|改|合并)了?[至到为成]"
    r"|\b(?:became|become|now|(?:down|up|fell|rose|cut|grew|reduced|increased|decreased|dropped|shrank|merged|brought|"
    r"went|raised|lowered|lifted|expanded|trimmed)\b[^.;]{0,24}?\b(?:to|into))\b",
    re.IGNORECASE,
)
FROM = re.compile(r"(?:从|由|自|原来?的?|原有的?|此前的?|\bfrom(?: the| some| its)?)\s*$", re.IGNORECASE)
TO = re.compile(r"^\W*(?:[^\W\d]+\W+){0,4}?to\W*(?:the|some|only|just)?\W*$", re.IGNORECASE)
TO_ZH = re.compile(r"[至到为成]$")
OF = re.compile(
    r"^[^.;,，。]{0,30}?\b(?:out of|of|among)\s+(?:the |its |their |all |these |those |some |a total of )*$", re.I
)
WHOLE_FIRST = re.compile(r"(?:中|里|内|其中)[^，。；]{0,8}$|^[^。；]{0,14}[，,]其中[^，。；]{0,10}$")
OF_FIRST = re.compile(r"\b(?:out )?of (?:the |its |their |all |these |those |some )*$", re.IGNORECASE)
LEFT = re.compile(r"(?:原来?|此前|之前|改革前)的?\W*$|\b(?:is|are|was|were|leaves?|left|to)\W*$", re.IGNORECASE)
LEFT_BEHIND = re.compile(r"^\W*of (?:what|the (?:former|old|original|earlier)|its (?:former|old))", re.IGNORECASE)
SHARE_WORDS = re.compile(r"占|比例|比重|或|即|达|\b(?:or|that is|share|percent|per cent|equal)\b|[(（]", re.IGNORECASE)
RATIO_WORDS = re.compile(r"比例|之比|竞争|录取|\b(?:ratio|competition|for each|each)\b", re.IGNORECASE)
SUM_WORDS = re.compile(
    r"(?:共计?|总计|合计|总共|一共|总数|总额)[^，。；]{0,8}$|\b(?:total of|in all|altogether|in total|totall?ing)\b[^.;]{0,12}$",
    re.I,
)
PARTS = re.compile(
    r"其中|包括|分别|\b(?:including|of (?:which|whom|them|these)|namely|made up of)\b|[:：]\s*$", re.IGNORECASE
)
NEAR = 40  # signs between two figures that one statement holds


@dataclass(frozen=True)
class Proposal:
    """Figures of a text of which one follows from the others.

    Attributes
    ----------
    kind : str
        One of :data:`KINDS`.
    ingredients : tuple of Candidate
        What it follows from, in the order of the computation: before and after, part and whole, parts.
    printed : Candidate or None
        The figure that follows; None for shares of a whole, which are held against the whole.
    recomputed : Interval
        What follows, in the unit of `printed`.
    agrees : bool
        Whether some value is both printed and recomputed.
    """

    kind: str
    ingredients: tuple[Candidate, ...]
    printed: Candidate | None
    recomputed: Interval
    agrees: bool


def proposals(text: str, found: Iterable[Candidate]) -> list[Proposal]:
    """Groups of figures in a paragraph that can be held against each other.

    Parameters
    ----------
    text : str
        The paragraph.
    found : iterable of Candidate
        Its candidates (:func:`casebook.reading.candidates.candidates`).

    Returns
    -------
    list of Proposal
        Each printed figure at most once as what follows.
    """
    figures = [one for one in found if one.kind == "figure"]
    made, used = [], set()
    for start, end in _statements(text):
        here = [one for one in figures if start <= one.start < end]
        for proposal in (*_pairs(text, here), *_totals(text, here), *_wholes(text, here)):
            if proposal.printed is None or proposal.printed.start not in used:
                made.append(proposal)
                used |= {proposal.printed.start} if proposal.printed else set()
    return made


def _statements(text: str) -> Iterator[tuple[int, int]]:
    """Sentences, and a sentence with the next where the next only says what share or change that is."""
    cuts = [0, *(cut.end() for cut in ENDS.finditer(text) if 0 < cut.end() < len(text)), len(text)]
    for at, start in enumerate(cuts[:-1]):
        end = cuts[at + 1]
        if at + 2 < len(cuts) and re.match(r"\s*(?:[Tt]hat|[Tt]his|这|即|降幅|减幅|增幅|占比)", text[end:]):
            end = cuts[at + 2]
        yield start, end


def _pairs(text: str, here: list[Candidate]) -> Iterator[Proposal]:
    """Before and after, or part and whole, with the figure behind them that follows."""
    for first, second in zip(here, here[1:], strict=False):
        if (kind := _pair_kind(text, first, second)) is None:
            continue
        behind = [one for one in here if one.start >= second.end]
        before = [one for one in here if one.end <= first.start][-1:]
        for printed in (*behind, *before):
            proposal = _follows(text, kind, first, second, printed)
            if proposal:
                yield proposal
                break


def _pair_kind(text: str, first: Candidate, second: Candidate) -> str | None:
    """``change`` for before and after, ``share`` for part and whole, ``parted`` for whole and part, ``two`` for a ratio."""
    between = text[first.end : second.start]
    if len(between) > NEAR or not _comparable(first, second):
        return None
    if BECOMES.search(between) or FROM.search(text[: first.start]) and (TO.match(between) or TO_ZH.search(between)):
        return "change"
    if second.figure.unit == "" and OF.match(between):
        return "share"
    if WHOLE_FIRST.search(between) or OF_FIRST.search(text[: first.start]) and re.match(r"[^,，]*[,，]", between):
        return "parted"
    return "two"


def _comparable(first: Candidate, second: Candidate) -> bool:
    units = {first.figure.unit, second.figure.unit}
    whole = all(one.figure.unit not in ("x", "times", ": 1") for one in (first, second))
    return whole and (len(units) == 1 or "" in units and not units & {"%", "years", "days"})


def _follows(text: str, kind: str, first: Candidate, second: Candidate, printed: Candidate) -> Proposal | None:
    """What one figure should be, given two others: by its unit and the words before it."""
    one, two = first.figure.interval, second.figure.interval
    unit, gap = printed.figure.unit, text[second.end : printed.start]
    if len(gap) > 2 * NEAR:
        return None
    if unit == "percentage points" and kind == "change" and first.figure.unit == "%":
        return _held("points", (first, second), printed, _size(two - one))
    if first.figure.unit == "%" or not _positive(one, two):
        return None
    if unit == "%" and kind == "change":
        if (
            LEFT_BEHIND.match(text[printed.end :])
            or LEFT.search(gap)
            and "原" in gap + text[printed.start : printed.end]
        ):
            return _held("level", (first, second), printed, two / one * 100)
        return _held("change", (first, second), printed, _size((two / one - 1) * 100))
    if unit in ("x", "times") and kind == "change":
        return _held("multiple", (first, second), printed, two / one)
    if unit == "%" and kind in ("share", "parted") and (SHARE_WORDS.search(gap) or len(gap) <= NEAR):
        part, whole = (one, two) if kind == "share" else (two, one)
        return _held("share", (first, second) if kind == "share" else (second, first), printed, part / whole * 100)
    if unit == ": 1" and RATIO_WORDS.search(gap):
        larger, smaller = (one, two) if one.high >= two.high else (two, one)
        order = (first, second) if larger is one else (second, first)
        return _held("ratio", order, printed, larger / smaller)
    return None


def _totals(text: str, here: list[Candidate]) -> Iterator[Proposal]:
    """A total that is called so, and the parts that are listed behind it."""
    for at, total in enumerate(here):
        if not SUM_WORDS.search(text[: total.start]):
            continue
        parts = []
        for part in here[at + 1 :]:
            if part.figure.unit != total.figure.unit or "%" in part.figure.unit:
                break
            parts.append(part)
        if len(parts) < 2 or not PARTS.search(text[total.end : parts[0].start]):
            continue
        added = parts[0].figure.interval
        for part in parts[1:]:
            added = added + part.figure.interval
        if added.high < total.figure.interval.low:
            continue  # not all parts need be named
        yield _held("total", tuple(parts), total, added)


def _wholes(text: str, here: list[Candidate]) -> Iterator[Proposal]:
    """Shares that are listed one after the other as parts of one whole."""
    shares = [one for one in here if one.figure.unit == "%"]
    if len(shares) < 2 or not re.search(
        r"分别占|各占|其余|余下|\b(?:the rest|the remaining|respectively)\b", text, re.I
    ):
        return
    added = shares[0].figure.interval
    for share in shares[1:]:
        added = added + share.figure.interval
    if added.low != float("inf"):
        yield Proposal("whole", tuple(shares), None, added, added.low <= 100)


def _positive(*sets: Interval) -> bool:
    return all(one.low > 0 and one.high != float("inf") for one in sets)


def _size(change: Interval) -> Interval:
    """A change without its sign."""
    return change * -1 if change.high <= 0 else change


def _held(kind: str, ingredients: tuple[Candidate, ...], printed: Candidate, recomputed: Interval) -> Proposal:
    return Proposal(kind, ingredients, printed, recomputed, printed.figure.interval.overlaps(recomputed))

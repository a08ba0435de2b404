"""Groups of figures in a statement, one of which follows from the others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from ...reading.candidates import Candidate
from ...reading.intervals import INFINITY, Interval
from . import wording
from .wording import SIGN

__all__ = ["KINDS", "Proposal", "proposals"]

KINDS = {
    "change": "before, after and the change in per cent",
    "left": "before, after and what is left in per cent",
    "multiple": "before, after and how many times as much",
    "points": "two shares and the percentage points between them",
    "difference": "before, after and the difference",
    "share": "a part, its whole and the share",
    "ratio": "two numbers and their ratio to one",
    "total": "parts and their total",
    "whole": "shares of one whole, which must not exceed it",
}
ENDS = re.compile(r"(?<=[。；！？!?\n])|(?<=[.;])\s+(?=[A-Z“\"(])")
GOES_ON = re.compile(r"\s*(?:That|This|Which|这|即|降幅|减幅|增幅|占比)")
BETWEEN = 2  # figures between a pair and what follows from it
LASTING = ("years", "days", "hours")  # an age, a time: no part of another
NEAR = 60  # signs between a pair of figures and what follows from it
NO_WHOLE = re.compile(
    r"\b(?:grew|rose|fell|growth|increase|decrease|up|down|interest|rate)\b|增长|下降|上升|同比|提高|增速|减少", re.I
)


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


@dataclass(frozen=True)
class _Statement:
    """A statement with a sign for each figure, and the figures in their order."""

    text: str
    figures: tuple[Candidate, ...]

    def at(self, place: int) -> Candidate:
        """The figure whose sign stands at a place."""
        return self.figures[len(re.findall(wording.FIGURE, self.text[:place]))]

    def places(self, signs: str) -> list[int]:
        """Where signs of some kinds stand."""
        return [place for place, sign in enumerate(self.text) if sign in signs]


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
    made, settled = [], set()
    for start, end in _statements(text):
        statement = _statement(text, start, end, figures)
        for proposal in _groups(statement):
            key = proposal.printed.start if proposal.printed else tuple(one.start for one in proposal.ingredients)
            if key not in settled:
                settled.add(key)
                made.append(proposal)
    return made


def _statements(text: str) -> Iterator[tuple[int, int]]:
    """Sentences, and a sentence with the next where the next only says what share or change that is."""
    cuts = [0, *(cut.end() for cut in ENDS.finditer(text) if 0 < cut.end() < len(text)), len(text)]
    for at, start in enumerate(cuts[:-1]):
        goes_on = at + 2 < len(cuts) and GOES_ON.match(text[cuts[at + 1] :])
        yield start, cuts[at + 2] if goes_on else cuts[at + 1]


def _statement(text: str, start: int, end: int, figures: list[Candidate]) -> _Statement:
    here = [one for one in figures if start <= one.start < end]
    pieces, at = [], start
    for one in here:
        pieces += [text[at : one.start], _sign(one)]
        at = one.end
    return _Statement("".join(pieces) + text[at:end].rstrip(" ."), tuple(here))


def _sign(one: Candidate) -> str:
    unit = one.figure.unit
    if one.figure.value is not None and one.figure.value < 0:
        return SIGN["?"]
    by_unit = {"%": "P", "percentage points": "Q", "x": "X", "times": "X", ": 1": "R"}
    return SIGN[by_unit.get(unit, "?" if "/" in "".join(one.figure.numbers) else "N")]


def _groups(statement: _Statement) -> Iterator[Proposal]:
    """All groups of a statement, those first that leave the least open."""
    yield from _totals(statement)
    yield from _each(statement)
    yield from _differences(statement)
    yield from _changes(statement)
    yield from _shares(statement)
    yield from _wholes(statement)


def _matches(pattern: re.Pattern, text: str) -> Iterator[re.Match]:
    """Every match, also of those that overlap."""
    at = 0
    while match := pattern.search(text, at):
        yield match
        at = match.start() + 1


def _figures(statement: _Statement, match: re.Match, *names: str) -> list[Candidate]:
    return [statement.at(match.start(name)) for name in names]


def _changes(statement: _Statement) -> Iterator[Proposal]:
    """Before and after, and the change, the points, the multiple or what is left that stands nearest to them."""
    pairs = [
        (match, *_figures(statement, match, "a", "b"))
        for pattern in wording.PAIRS
        for match in _matches(pattern, statement.text)
    ]
    for match, before, after in sorted(pairs, key=lambda pair: pair[0].end() - pair[0].start()):
        if not _alike(before, after):
            continue
        one, two = before.figure.interval, after.figure.interval
        if before.figure.unit == "%":
            for printed in _near(statement, match, SIGN["Q"]):
                yield _held("points", (before, after), printed, _size(two - one))
                break
            continue
        if not _positive(one, two):
            continue
        for place in _near_places(statement, match, SIGN["P"] + SIGN["X"]):
            if len(re.findall(wording.FIGURE, statement.text[match.end() : place])) > BETWEEN:
                break
            if any(match.end() <= other.start() and other.end() <= place for other, *two in pairs if _alike(*two)):
                continue
            printed, lead, behind = statement.at(place), statement.text[:place], statement.text[place + 1 :]
            if statement.text[place] == SIGN["X"]:
                yield _held("multiple", (before, after), printed, two / one)
            elif wording.LEFT_BEHIND.search(behind) or wording.LEFT.search(lead) and "原" in lead:
                yield _held("left", (before, after), printed, two / one * 100)
            elif wording.SHARED_BEHIND.search(behind) or re.search(r"占[^，。]{0,10}$", lead):
                continue
            else:
                yield _held("change", (before, after), printed, _size((two / one - 1) * 100))
            break


def _shares(statement: _Statement) -> Iterator[Proposal]:
    """A part, its whole, and the share that stands nearest behind them."""
    pairs = [
        (match, *_figures(statement, match, "k", "n"))
        for pattern in wording.PARTS
        for match in _matches(pattern, statement.text)
    ]
    for match, part, whole in sorted(pairs, key=lambda pair: pair[0].end() - pair[0].start()):
        one, two = part.figure.interval, whole.figure.interval
        if part.figure.unit in LASTING or not (
            _alike(part, whole) and _positive(two) and one.low >= 0 and one.high != INFINITY and one.low <= two.high
        ):
            continue
        for place in _near_places(statement, match, SIGN["P"]):
            lead, behind = statement.text[:place], statement.text[place + 1 :]
            between = statement.text[match.end() : place]
            if place < match.start() and not re.search(r"^[^.;。；]{0,6}[(（,，]", behind):
                continue
            if (
                wording.CHANGED.search(lead)
                or wording.CHANGED_BEHIND.search(behind)
                or len(re.findall(wording.FIGURE, between))
            ):
                continue
            told = match.start() <= place < match.end() or wording.SHARED.search(lead)
            if not (told or wording.SHARED_BEHIND.search(behind)):
                continue
            yield _held("share", (part, whole), statement.at(place), one / two * 100)
            break


def _differences(statement: _Statement) -> Iterator[Proposal]:
    """Two numbers, and a number that is the difference between them."""
    for pattern in wording.DIFFERENCE:
        for match in _matches(pattern, statement.text):
            before, after, printed = _figures(statement, match, "a", "b", "d")
            if _alike(before, after) and _alike(before, printed):
                yield _held(
                    "difference", (before, after), printed, _size(after.figure.interval - before.figure.interval)
                )


def _each(statement: _Statement) -> Iterator[Proposal]:
    """Applicants, posts, and how many of them there were for each."""
    for pattern in wording.EACH:
        for match in _matches(pattern, statement.text):
            many, few, printed = _figures(statement, match, "n", "k", "r")
            one, two = many.figure.interval, few.figure.interval
            if not _positive(one, two) or one.high < two.low or printed.figure.interval.high == INFINITY:
                continue
            admitted = printed.figure.interval
            if printed.figure.unit == "" and not admitted.width:  # 36 for each was rounded
                admitted = Interval(admitted.low - Fraction(1, 2), admitted.high + Fraction(1, 2), True, False)
            recomputed = one / two
            yield Proposal("ratio", (many, few), printed, recomputed, admitted.overlaps(recomputed))


def _totals(statement: _Statement) -> Iterator[Proposal]:
    """Parts that are listed and their total."""
    for pattern in wording.TOTALS:
        for match in pattern.finditer(statement.text):  # from the first part on
            total = statement.at(match.start("total"))
            places = range(match.start("parts"), match.end("parts"))
            parts = [statement.at(place) for place in places if statement.text[place] == SIGN["N"]]
            if len(parts) < 2 or not all(_alike(part, total) for part in parts):
                continue
            added = _sum(parts)
            open_list = re.search(r"其中|包括|\binclud", statement.text[match.start() : match.end()])
            if open_list and added.high < total.figure.interval.low:
                continue  # not all parts need be named
            yield _held("total", tuple(parts), total, added)


def _wholes(statement: _Statement) -> Iterator[Proposal]:
    """Shares that are listed one after the other as parts of one whole."""
    for match in wording.LISTED.finditer(statement.text):
        before = statement.text[max(0, match.start() - 24) : match.end() + 12]
        if NO_WHOLE.search(re.sub(wording.FIGURE, " ", before)):
            continue
        shares = [
            statement.at(place) for place in range(match.start(), match.end()) if statement.text[place] == SIGN["P"]
        ]
        if any(one.figure.qualifier in ("at_least", "at_most", "range") for one in shares):
            continue
        added = _sum(shares)
        yield Proposal("whole", tuple(shares), None, added, added.low <= 100)


def _near_places(statement: _Statement, match: re.Match, signs: str) -> list[int]:
    """Places of signs near a match, those behind it first, then those within and before."""
    places = [place for place in statement.places(signs) if match.start() - NEAR <= place <= match.end() + NEAR]
    return sorted(places, key=lambda place: (place < match.end(), abs(place - match.end())))


def _near(statement: _Statement, match: re.Match, signs: str) -> list[Candidate]:
    return [statement.at(place) for place in _near_places(statement, match, signs)]


def _alike(one: Candidate, two: Candidate) -> bool:
    """Whether two figures may count or measure the same; in "12 schools, 7 of them" one has no unit."""
    return (
        one is not two
        and one.figure.unit == two.figure.unit
        and "/" not in "".join(one.figure.numbers + two.figure.numbers)
    )


def _positive(*sets: Interval) -> bool:
    return all(one.low > 0 and one.high != INFINITY for one in sets)


def _sum(figures: list[Candidate]) -> Interval:
    added = figures[0].figure.interval
    for one in figures[1:]:
        added = added + one.figure.interval
    return added


def _size(change: Interval) -> Interval:
    """A change without its sign."""
    return change * -1 if change.high <= 0 else change


def _held(kind: str, ingredients: tuple[Candidate, ...], printed: Candidate, recomputed: Interval) -> Proposal:
    return Proposal(kind, ingredients, printed, recomputed, printed.figure.interval.overlaps(recomputed))

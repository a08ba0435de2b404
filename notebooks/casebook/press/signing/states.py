"""How each pair stands to its reading: never read, current, changed on one side since, or not supported."""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from dataclasses import dataclass

from .pairing import Pair
from .readings import Reading

__all__ = ["State", "left_over", "states", "summary"]

NEVER, CURRENT = "never read", "current"
SENTENCE, EVIDENCE, AGAINST = "sentence changed", "evidence changed", "not supported"
ALIKE = 0.6  # share of two sentences that is the same, from which one is taken for the other, changed


@dataclass(frozen=True)
class State:
    """A pair, how it stands, and the reading that it had: of itself, or of what it seems to have been before."""

    pair: Pair
    state: str
    reading: Reading | None = None

    @property
    def is_open(self) -> bool:
        return self.state != CURRENT

    @property
    def place(self) -> str:
        return f"{self.pair.file}, {self.pair.place}" if self.pair.place else self.pair.file

    def __str__(self) -> str:
        of = f", linked to {self.pair.entry}" if self.pair.entry else ""
        told = f"{self.place}: {self.state}: {self.pair.kind} {self.pair.text[:160]!r}{of}"
        if self.state == SENTENCE and self.reading:
            told += f"; read was {self.reading.text[:160]!r}" + (
                f", linked to {self.reading.entry}" if self.reading.entry else ""
            )
        if self.state == AGAINST and self.reading:
            told += f"; {self.reading.reader}: {self.reading.line}"
        return told


def states(pairs: list[Pair], readings: list[Reading]) -> list[State]:
    """The state of every pair, in their order."""
    by_key = {reading.key: reading for reading in readings}
    found = [_by_its_own_reading(pair, by_key.get((pair.kind, pair.text, pair.entry))) for pair in pairs]
    unread = {number: state.pair for number, state in enumerate(found) if state.state == NEVER}
    for number, reading in _changed(unread, left_over(pairs, readings)).items():
        found[number] = State(unread[number], SENTENCE, reading)
    return found


def _by_its_own_reading(pair: Pair, reading: Reading | None) -> State:
    if reading is None:
        return State(pair, NEVER)
    if reading.evidence != pair.mark:
        return State(pair, EVIDENCE, reading)
    return State(pair, AGAINST if reading.finding == "does not" else CURRENT, reading)


def left_over(pairs: list[Pair], readings: list[Reading]) -> list[Reading]:
    """Readings of what is no longer in the book: taken out, or changed."""
    there = {(pair.kind, pair.text, pair.entry) for pair in pairs}
    return [reading for reading in readings if reading.key not in there]


def _changed(unread: dict[int, Pair], stale: list[Reading]) -> dict[int, Reading]:
    """Those of some unread pairs that seem to be what was read, changed: of the same kind and file, and alike; no rows."""
    places = defaultdict(list)
    for reading in stale:
        if reading.kind != "row":
            places[reading.kind, reading.file].append(reading)
    scored = []
    for number, pair in unread.items():
        for reading in places[pair.kind, pair.file]:
            compared = difflib.SequenceMatcher(None, pair.text, reading.text)
            share = 1.0 if pair.text == reading.text else compared.real_quick_ratio() >= ALIKE and compared.ratio()
            if share >= ALIKE:
                scored.append((share + (pair.entry == reading.entry), number, reading))
    found, taken = {}, set()
    for _, number, reading in sorted(scored, key=lambda score: -score[0]):
        if number not in found and reading.key not in taken:
            found[number] = reading
            taken.add(reading.key)
    return found


def summary(found: list[State]) -> dict[str, Counter]:
    """How many pairs of each kind are in each state; of the current ones, those supported in part are counted apart."""
    counts = defaultdict(Counter)
    for state in found:
        partly = state.state == CURRENT and state.reading.finding == "in part"
        counts[state.pair.kind]["in part" if partly else state.state] += 1
    return dict(counts)

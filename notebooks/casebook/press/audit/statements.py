"""What stands round a link agrees with the entry behind it: the unit, the place, the year, the direction, and which of its twins.

A machine cannot read a sentence.  It can see that a unit follows which the entry does not have, that a place is named which is
not the entry's, that a year stands there which no entry of the sentence knows, that a word points the other way than the
entry's own, and that nothing in the paragraph tells an entry from another of the same value.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ...evidence import tables
from ...evidence.claims import Claim, source
from .links import canonical, shown_forms, unit_of
from .passages import LEDGER_LINK, entries_in

__all__ = ["Mismatch", "Statement", "mismatches"]

# Words for one unit, in any of which an entry may have it
UNITS = (
    ("people", "person", "persons", "staff", "employees", "leavers", "leaver", "newcomers", "applicants", "applicant", "competitors",
     "candidates", "members", "leaders", "leader", "officers", "arrivals"),
    ("post", "posts", "quota"), ("department", "departments", "body", "bodies", "offices", "office"),
    ("zone", "zones", "pilot", "pilots", "parks", "park"), ("city", "cities"), ("district", "districts"),
    ("province", "provinces"), ("day", "days"), ("week", "weeks"), ("month", "months"), ("year", "years", "yearly", "annual"),
    ("point", "points"), ("hectare", "hectares"), ("mask", "masks"), ("firm", "firms", "companies", "company", "enterprises"),
    ("project", "projects"), ("function", "functions", "items", "item", "tasks", "task"), ("yuan",), ("dollar", "dollars", "usd"),
    ("town", "towns", "street", "streets"),
)  # fmt: skip
# Words that point one way, and those that point the other
TURNS = (
    ({"rose", "rise", "rises", "grew", "grow", "growth", "up", "increase", "increased", "gained", "raised"},
     {"fell", "fall", "falls", "cut", "cuts", "down", "decrease", "decreased", "lost", "shrank", "less", "fewer"}),
    ({"above", "higher"}, {"below", "lower"}),
    ({"after", "later", "behind"}, {"before", "earlier", "ahead"}),
    ({"younger"}, {"older"}),
)  # fmt: skip
_SIGNED = {"+": {"rise", "above"}, "−": {"down", "below"}}
_BETWEEN = {
    "in",
    "for",
    "from",
    "of",
    "whose",
    "after",
    "by",
    "with",
    "than",
    "at",
    "on",
    "to",
    "and",
    "or",
    "moves",
    "empty",
    "against",
}
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_WORD = re.compile(r"[A-Za-z]{4,}")
_COMMON = {"the", "and", "for", "are", "was", "were", "from", "with", "that", "this", "its", "than", "not", "has", "have", "had", "which", "who",
           "what", "how", "all", "each", "one", "two", "they", "them", "their", "there", "then", "text", "printed", "same", "other", "count", "number", "figure"}  # fmt: skip


@dataclass(frozen=True)
class Statement:
    """A sentence, its links as ``[text](#id)``; the paragraph and the heading that it stands in."""

    text: str
    around: str = ""


@dataclass(frozen=True)
class Mismatch:
    """A rule, the entry, the word, and what was expected."""

    rule: str
    entry: str
    word: str
    expected: str


def mismatches(statement: Statement, entries: dict) -> Iterator[Mismatch]:
    """Every word of a statement that does not agree with what its links lead to."""
    for link in LEDGER_LINK.finditer(statement.text):
        entry = entries.get(link[2])
        if entry is None or _is_figure(entry):
            continue
        yield from _unit(statement, link, entry)
        yield from _direction(statement, link, entry)
        yield from _twin(statement, link, entry, entries)
    yield from _places(statement, entries)
    yield from _years(statement, entries)


_TOLD = ("meaning", "unit", "shown", "assumption", "identification", "void", "id")  # of a result, in words


def _own(entry: Claim | dict) -> str:
    """The words of an entry: what it states, its unit, its place."""
    if isinstance(entry, Claim):
        indicator = entry.indicator_id.replace("_", " ")
        return f"{entry.statement} {entry.unit} {entry.shown} {entry.note} {_name(entry.entity_id)} {indicator}"
    return " ".join(entry[part] for part in _TOLD if entry.get(part)).replace("-", " ")


def _with_claims(entry: Claim | dict, entries: dict) -> str:
    return " ".join([_own(entry), *(_own(claim) for claim in _claims_of(entry, entries))])


def _claims_of(entry: Claim | dict, entries: dict) -> list[Claim]:
    if isinstance(entry, Claim):
        return [entry]
    return [entries[claim] for claim in entry.get("claims", []) if isinstance(entries.get(claim), Claim)]


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", text.lower()))


# ------------------------------------------------------------------------------------------------------ the rules


_UNIT_WORD = {word: group for group in UNITS for word in group}
_TIMES = {"day", "days", "week", "weeks", "month", "months", "year", "years", "yearly", "annual"}
_AFTER = re.compile(rf" ((?:[\w’'-]+ ){{0,2}}?)({'|'.join(sorted(_UNIT_WORD, key=len, reverse=True))})\b")


def _unit(statement: Statement, link: re.Match, entry: Claim | dict) -> Iterator[Mismatch]:
    after = _AFTER.match(statement.text, link.end())
    if (
        not after
        or (isinstance(entry, Claim) and entry.figure is None)
        or not re.search(r"\d", canonical(link[1]))
        or _BETWEEN & set(after[1].split())
    ):
        return
    word, has = after[2], unit_of(entry)
    counts = _words(has) & _UNIT_WORD.keys()  # what it counts, or else all that its words name
    if word in _TIMES or not counts:
        counts = _words(_own(entry))
    if not set(_UNIT_WORD[word]) & counts:
        yield Mismatch("unit", link[2], word, f"{has or 'what it counts'}, as on record")


def _direction(statement: Statement, link: re.Match, entry: Claim | dict) -> Iterator[Mismatch]:
    before = re.findall(r"[A-Za-z]+", re.split(r"\]\([^)]*\)|[.,;:(|]", statement.text[: link.start()])[-1])[-2:]
    after = re.findall(r"[A-Za-z]+", re.split(r"[\[.,;:(|]", statement.text[link.end() :])[0])[:2]
    near, own = {word.lower() for word in (*before, *after)}, _words(_own(entry))
    own |= _SIGNED.get(shown_forms(entry)[0][0], set())
    for one, other in TURNS:
        for said, kept in ((one, other), (other, one)):
            if near & said and not near & kept and own & kept and not own & said:
                yield Mismatch("direction", link[2], min(near & said), f"{min(own & kept)!r}, as on record")


@cache
def _entities() -> dict[str, dict]:
    return {row["entity_id"]: row for row in tables.table("entities").to_dict("records")}


@cache
def _name(entity: str) -> str:
    return _entities().get(entity, {}).get("name_en", "")


@cache
def _up(entity: str) -> tuple[str, ...]:
    """An entity and all it lies in."""
    found = []
    while entity in _entities():
        found.append(entity)
        entity = _entities()[entity]["parent_id"]
    return tuple(found)


@cache
def _names() -> tuple[re.Pattern, dict[str, set[str]]]:
    named = defaultdict(set)
    for entity, row in _entities().items():
        named[row["name_en"]].add(entity)
    longest = sorted(filter(None, named), key=len, reverse=True)
    return re.compile(r"\b(?:" + ("|".join(map(re.escape, longest)) or r"(?!)") + r")\b"), named


def _places(statement: Statement, entries: dict) -> Iterator[Mismatch]:
    pattern, named = _names()
    plain = re.sub(r"\]\([^)]*\)", "]", statement.text).replace("’", "'")
    found = pattern.findall(plain)
    if not found:
        return
    named_ids = set().union(*(named[name] for name in found))
    reach = set().union(*(_up(entity) for entity in named_ids))
    for entry_id in entries_in(statement.text):
        entry = entries.get(entry_id)
        own = {claim.entity_id for claim in _claims_of(entry, entries)} if entry and not _is_figure(entry) else set()
        own &= _entities().keys()  # a draft is about no place yet
        if not own or named_ids & set().union(*(_up(entity) for entity in own)):
            continue
        wide = own | {
            _entities()[entity]["parent_id"] for entity in own if _entities()[entity]["kind"] in ("zone_group", "body")
        }
        if not reach & wide:
            where = ", ".join(sorted(map(_name, own)))
            yield Mismatch("place", entry_id, found[0], f"{where}, as on record")


def _is_figure(entry: Claim | dict) -> bool:
    return isinstance(entry, dict) and entry["kind"] == "figure"


def _years(statement: Statement, entries: dict) -> Iterator[Mismatch]:
    linked = [entries[entry] for entry in entries_in(statement.text) if entry in entries]
    plain = re.sub(r"\[[^\]]*\]\([^)]*\)|\{cite[^}]*\}`[^`]*`", " ", statement.text)
    years = dict.fromkeys(_YEAR.findall(plain))
    if not linked or not years:
        return
    claims = [claim for entry in linked for claim in _claims_of(entry, entries)]
    told = [*linked, *map(vars, claims), *(source(claim.source_id)["published"] for claim in claims), statement.around]
    known = _YEAR.findall(" ".join(map(str, told)))
    for year in years:
        if year not in known:
            first = entries_in(statement.text)[0]
            yield Mismatch("year", first, year, "a year of an entry that the sentence links to")


@cache
def _stem(word: str) -> str:
    return re.sub(r"(?:ies|es|s|ed|ing|y|e)$", "", word.lower())


def _stems(text: str) -> set[str]:
    return {_stem(word) for word in _WORD.findall(text) if word.lower() not in _COMMON}


def _twin(statement: Statement, link: re.Match, entry: Claim | dict, entries: dict) -> Iterator[Mismatch]:
    shown = canonical(shown_forms(entry)[0])
    if not re.search(r"\d", shown) or _twins(_Held(entries))[shown] < 2:
        return
    context = re.sub(r"\]\([^)]*\)", "]", f"{statement.text} {statement.around}")
    if not _stems(context) & _stems(_with_claims(entry, entries)):
        yield Mismatch("twin", link[2], link[1], "a word of what the entry says, since others have the same value")


class _Held:
    """Entries as an argument that a cache can hold."""

    def __init__(self, entries: dict) -> None:
        self.entries = entries

    def __hash__(self) -> int:
        return id(self.entries)

    def __eq__(self, other) -> bool:
        return self.entries is other.entries


@cache
def _twins(held: _Held) -> dict[str, int]:
    counted = defaultdict(int)
    for entry in held.entries.values():
        if shown_forms(entry):
            counted[canonical(shown_forms(entry)[0])] += 1
    return counted

"""Sentences changed in one place: every change of these kinds that the prose of the book offers.

A change puts another word of a closed list where a word of it stood, takes a negation out or puts one in, turns a place, a
person, a year or an id into a neighbour.  Where it stands in a caption, an alternative text, a heading or a link, that is its
kind; otherwise its list is.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

__all__ = ["KINDS", "SEED", "Change", "Text", "changed_sentence", "changes", "sample", "spoiled", "texts"]

SEED = 20200828


@dataclass(frozen=True)
class Text:
    """A piece of prose as it is stored: the file, the cell (0 for a page), and which text of it."""

    file: str
    cell: int
    part: str  # source, caption, alternative text
    words: str


@dataclass(frozen=True)
class Change:
    """One change in one text: from `begin` on, `old` became `new`."""

    kind: str
    file: str
    cell: int
    part: str
    begin: int
    old: str
    new: str

    @property
    def place(self) -> str:
        return f"{self.file}, cell {self.cell}" if self.cell else self.file

    def applied(self, words: str) -> str:
        end = self.begin + len(self.old)
        assert words[self.begin : end] == self.old, self
        return words[: self.begin] + self.new + words[end:]


# ------------------------------------------------------------------------------------------------------------- lists


def _there_and_back(*pairs: str) -> dict[str, str]:
    """``rose/fell`` as both ways of it; where a word is in several, its first counts."""
    found = {}
    for pair in pairs:
        one, other = pair.split("/")
        found.setdefault(one, other)
        found.setdefault(other, one)
    return found


def _onward(*words: str) -> dict[str, str]:
    """Each word to the next, the last to the one before it."""
    return {**dict(zip(words, words[1:], strict=False)), words[-1]: words[-2]}


NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
LISTS: dict[str, dict[str, str]] = {
    "a number word": _onward(*NUMBERS),
    "a fraction or a multiple": {
        **_onward("half", "a third", "a quarter", "a fifth", "a sixth"),
        **_there_and_back("two thirds/three quarters", "twice/ten times", "doubled/trebled", "doubling/trebling", "double/treble"),
    },
    "an ordinal": _onward("first", "second", "third", "fourth", "fifth", "sixth", "seventh") | {"last": "first"},
    "a quantifier": {
        **_there_and_back("all/few", "none/most", "many/few", "every/no", "each/no", "both/neither", "everybody/nobody"),
        **_there_and_back("always/never", "often/seldom", "some/no", "only/also", "any/every", "almost/more than"),
        "nothing": "much", "several": "all",
    },
    "a direction": _there_and_back(
        "rose/fell", "rise/fall", "rises/falls", "grew/shrank", "increase/decrease", "increased/decreased", "above/below",
        "before/after", "more/less", "fewer/more", "younger/older", "faster/slower", "higher/lower", "larger/smaller",
        "greater/smaller", "longer/shorter", "earlier/later", "better/worse", "up/down", "gained/lost", "deeper/shallower",
        "highest/lowest", "largest/smallest", "most/least", "at least/at most", "inside/outside", "agrees/differs",
    ),
    "a unit": {
        **_onward("posts", "zones", "districts", "cities", "provinces"),
        **_there_and_back("days/weeks", "months/years", "day/week", "month/year", "people/firms", "departments/bureaus", "post/zone"),
        **_there_and_back("hectares/mu", "yuan/dollars", "billion/million", "masks/gowns", "projects/functions", "points/per cent"),
        "applicants": "posts", "leavers": "newcomers", "newcomers": "leavers", "staff": "firms", "firms": "zones",
    },
    "a person or an office": _there_and_back(
        "mayor/governor", "deputy mayor/mayor", "secretary/director", "deputy director/director", "minister/mayor",
        "bureau/commission", "working committee/management committee", "executive deputy/deputy",
    ),
    "a hedge": _there_and_back(
        "about/exactly", "at least/at most", "more than/less than", "by/after", "from/until", "up to/over", "nearly/well over"
    ),
}  # fmt: skip
CAPTION, ALTERNATIVE, HEADING, LINK = "a caption", "an alternative text", "a heading", "words in a link"
NEGATION, PLACE, DATE = "a negation", "the name of a place", "a date or a year"
TWIN, BOOK, CHINESE = "an id of equal value", "the number of a chapter, an exercise or a level", "a Chinese character"
KINDS = (*LISTS, NEGATION, PLACE, DATE, TWIN, BOOK, CHINESE, LINK, CAPTION, ALTERNATIVE, HEADING)

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")  # fmt: skip
_SURNAMES = "Zhang|Sun|Ma|Wang|Yu|Liu|Zhao|Li|Yang|Xu|Chen|Lin|Wu|Zhou|Huang|Zhu|Gao|Guo|He|Hu"
PERSON = re.compile(rf"\b(?:{_SURNAMES}) [A-Z][a-z]+\b(?! (?:Zone|District|County|City))")
_LINK = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")
_LEDGER = re.compile(r"\[([^\]]*)\]\((?:[^)]*ledger\.md)?#([\w.-]+)\)")
_SILENT = re.compile(
    r"`{3,}(?!\{)[^\n]*\n.*?`{3,}|`[^`\n]+`|\$\$.*?\$\$|\$[^$\n]+\$|\{[a-z:]+\}`[^`]*`|<!--.*?-->"
    r"|^`{3,}\{(?:math|code|toctree|contents|bibliography|image|include)[^\n]*\n.*?^`{3,}|^:[\w-]+:.*?$|^---$.*?^---$"
    r"|https?://\S+|^`{3,}\{[^\n]*\}|^\([\w-]+\)=$",
    re.DOTALL | re.MULTILINE,
)
_HAN = re.compile(r"[\u4e00-\u9fff]")


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern:
    return re.compile(
        r"(?<![\w-])(" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + r")(?![\w-])", re.I
    )


def _as_before(new: str, old: str) -> str:
    """With a capital where there was one."""
    return new[0].upper() + new[1:] if old[:1].isupper() and new[:1].islower() else new


# ------------------------------------------------------------------------------------------------------------- texts


def texts(path: Path, file: str) -> list[Text]:
    """The prose of a chapter or a page, captions and alternative texts included."""
    if path.suffix != ".ipynb":
        return [Text(file, 0, "source", path.read_text(encoding="utf-8"))]
    found = []
    for number, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"], start=1):
        if cell["cell_type"] == "markdown":
            found.append(Text(file, number, "source", "".join(cell["source"])))
            continue
        shown = cell["metadata"].get("mystnb", {})
        found.append(Text(file, number, "caption", shown.get("figure", {}).get("caption", "")))
        found.append(Text(file, number, "alternative text", shown.get("image", {}).get("alt", "")))
    return [text for text in found if text.words]


def spoiled(path: Path, change: Change) -> str:
    """The file as it is stored, with one change in it."""
    stored = path.read_text(encoding="utf-8")
    if path.suffix != ".ipynb":
        return change.applied(stored)
    notebook = json.loads(stored)
    cell = notebook["cells"][change.cell - 1]
    if change.part == "source":
        cell["source"] = change.applied("".join(cell["source"])).splitlines(keepends=True)
    else:
        kept, key = (("figure", "caption"), ("image", "alt"))[change.part != "caption"]
        cell["metadata"]["mystnb"][kept][key] = change.applied(cell["metadata"]["mystnb"][kept][key])
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def changed_sentence(change: Change, words: str) -> tuple[str, str] | None:
    """The sentence before and after; None if not exactly one sentence has changed."""
    from casebook.press.audit.passages import passages, sentences

    def read(text: str) -> Counter:
        return Counter(sentence for passage in passages(text) for sentence in sentences(passage))

    before, after = read(words), read(change.applied(words))
    gone, new = [*(before - after).elements()], [*(after - before).elements()]
    return (gone[0], new[0]) if len(gone) == len(new) == 1 else None


# ----------------------------------------------------------------------------------------------------------- changes


def changes(text: Text, siblings: dict[str, list[str]], twins: dict[str, list[str]], characters: str) -> list[Change]:
    """Every change that a text offers, once each.

    Parameters
    ----------
    text : Text
        The prose.
    siblings : dict
        Name of a place or a person to others that could stand there.
    twins : dict
        Id of an entry to others with the same value.
    characters : str
        Chinese characters that the font has.
    """
    silent = [match.span() for match in _SILENT.finditer(text.words)]
    targets = [match.span(2) for match in _LINK.finditer(text.words)]
    links = [match.span(1) for match in _LEDGER.finditer(text.words)]

    def inside(begin: int, end: int, spans: list[tuple[int, int]]) -> bool:
        return any(one < end and begin < other for one, other in spans)

    found = {}
    for kind, begin, old, new in _offered(text.words, siblings, twins, characters):
        end = begin + max(len(old), 1)
        if old == new or inside(begin, end, silent) or (kind != TWIN and inside(begin, end, targets)):
            continue
        within = inside(begin, end, links)
        if kind == "a hedge" and not within:
            continue
        where = _where(text, begin, within, kind)
        found.setdefault((where, begin, old, new), Change(where, text.file, text.cell, text.part, begin, old, new))
    return list(found.values())


def _where(text: Text, begin: int, within: bool, kind: str) -> str:
    if text.part != "source":
        return CAPTION if text.part == "caption" else ALTERNATIVE
    if text.words[text.words.rfind("\n", 0, begin) + 1 :].startswith("#"):
        return HEADING
    return LINK if within and kind not in (TWIN, "a hedge") else kind


def _offered(words: str, siblings: dict, twins: dict, characters: str) -> Iterator[tuple[str, int, str, str]]:
    """Kind, place, old and new of each change, wherever it stands."""
    for kind, known in LISTS.items():
        for match in _pattern(tuple(known)).finditer(words):
            yield kind, match.start(), match[0], _as_before(known[match[0].lower()], match[0])
    yield from _negations(words)
    if siblings:
        for match in re.finditer(
            rf"\b(?:{'|'.join(map(re.escape, sorted(siblings, key=len, reverse=True)))})\b", words
        ):
            kind = "a person or an office" if PERSON.fullmatch(match[0]) else PLACE
            yield kind, match.start(), match[0], _drawn(siblings[match[0]], words, match.start())
    yield from _dates(words)
    yield from _hedges(words)
    for match in _LEDGER.finditer(words):
        if others := twins.get(match[2]):
            yield TWIN, match.start(2), match[2], _drawn(others, words, match.start())
    yield from _counted(words)
    for match in re.finditer(rf"{_HAN.pattern}+", words):
        at = match.start() + random.Random(f"{SEED} {match[0]} {match.start()}").randrange(len(match[0]))
        yield CHINESE, at, words[at], _drawn([sign for sign in characters if sign != words[at]], words, at)


def _drawn(others: list[str], words: str, at: int) -> str:
    return random.Random(f"{SEED} {words[:40]} {at}").choice(others)


def _negations(words: str) -> Iterator[tuple[str, int, str, str]]:
    for match in re.finditer(r"\b(is|are|was|were|has|have|had|can|will|do|does|did) not\b|\bcannot\b", words):
        yield NEGATION, match.start(), match[0], "can" if match[0] == "cannot" else match[1]
    for match in re.finditer(r"(?<=[a-z)\]] )(is|are|was|were|can|will)(?= (?!not\b)[a-z\[])", words):
        yield NEGATION, match.start(), match[0], f"{match[0]} not"


def _dates(words: str) -> Iterator[tuple[str, int, str, str]]:
    for match in re.finditer(r"(?<![\w.,#/-])(?:19[4-9]\d|20[0-3]\d)(?![\w%]|[.,]\d)", words):
        yield DATE, match.start(), match[0], str(int(match[0]) - 1)
    for match in re.finditer(rf"\b(?:{'|'.join(_MONTHS)})\b", words):
        if match[0] != "May" or re.match(r" \d", words[match.end() :]):
            yield DATE, match.start(), match[0], _MONTHS[(_MONTHS.index(match[0]) + 1) % 12]
    for match in re.finditer(rf"\b(\d\d?)(?= (?:{'|'.join(_MONTHS)})\b)", words):
        yield DATE, match.start(), match[0], str(int(match[0]) + (1 if int(match[0]) < 28 else -1))


def _hedges(words: str) -> Iterator[tuple[str, int, str, str]]:
    """A hedge put in where a link has none; those that it has are in the list."""
    for match in _LEDGER.finditer(words):
        if re.match(r"[\d+−]", match[1]):
            yield (
                "a hedge",
                match.start(1),
                match[1],
                _drawn(["less than ", "more than ", "not "], words, match.start()) + match[1],
            )


def _counted(words: str) -> Iterator[tuple[str, int, str, str]]:
    for match in re.finditer(r"\b(?:[Cc]hapters?|[Ee]xercises?|[Ll]evels?|[Pp]arts?|[Ss]teps?) (\d+)\b", words):
        number = int(match[1])
        yield BOOK, match.start(1), match[1], str(number + 1 if number < 3 else number - 1)


# ------------------------------------------------------------------------------------------------------------ sample


def sample(made: list[Change], size: int, seed: int = SEED) -> list[Change]:
    """Some changes of every kind in every file: of each the more, the more there are, by its root."""
    groups: dict[tuple[str, str], list[Change]] = {}
    for change in made:
        groups.setdefault((change.kind, change.file), []).append(change)
    total = sum(len(own) ** 0.5 for own in groups.values())
    chance = random.Random(seed)
    chosen = []
    for own in groups.values():
        chosen += chance.sample(own, min(len(own), max(1, round(size * len(own) ** 0.5 / total))))
    return chosen

"""Sentence by sentence: what stands round the links of a file, its words for numbers, its Chinese, what it says of the book."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ...evidence.records import chapters, load
from ..book import ROOT
from . import chinese
from .counted import counted, not_listed
from .exceptions import excepted
from .findings import Finding
from .in_chinese import in_english, is_chinese, quoted
from .passages import Passage, passages, sentences
from .plans import chapter_of
from .references import exercises_in, false_references
from .statements import Mismatch, Statement, mismatches

__all__ = ["Located", "audit_prose", "exercises_of", "located"]

_CODE = re.compile(r"`([^`]*)`")
_NO_WORDS = re.compile(r"`[^`]*`|\$[^$]*\$")
_STRANGE = re.compile(r"[¼-¾⅐-⅞①-⓿⁰¹⁴-⁹₀-₉Ⅰ-ↈ０-９]|(?<!m)[²³]")


@dataclass(frozen=True)
class Located:
    """A passage, the file and the place that it stands in, the heading above it, and whether its page is in Chinese."""

    file: str
    place: str
    heading: str
    passage: Passage
    chinese: bool = False


def located(path: Path) -> Iterator[Located]:
    """The passages of a chapter or a page in their order, captions and alternative texts included.

    Those of a page in Chinese come as :func:`~casebook.press.audit.in_chinese.in_english` reads them.
    """
    file, heading = _file(path), ""
    for place, text in _texts(path, file):
        chinese = is_chinese(text)
        for passage in passages(text):
            passage = Passage(passage.kind, in_english(passage.text)) if chinese else passage
            heading = passage.text if passage.kind == "heading" else heading
            yield Located(file, place, heading, passage, chinese)


def _file(path: Path) -> str:
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name


def _texts(path: Path, file: str) -> Iterator[tuple[str, str]]:
    if path.suffix != ".ipynb":
        yield file, path.read_text(encoding="utf-8")
        return
    for number, cell in enumerate(load(path)["cells"], start=1):
        place = f"{file}, cell {number}"
        if cell["cell_type"] == "markdown":
            yield place, "".join(cell["source"])
        else:
            shown = cell["metadata"].get("mystnb", {})
            yield place, shown.get("figure", {}).get("caption", "")
            yield place, shown.get("image", {}).get("alt", "")


def exercises_of(paths: Iterable[Path]) -> dict[int, list[int]]:
    """Each chapter with the numbers of its exercises."""
    found = {}
    for path in paths:
        cells = load(path)["cells"]
        found[int(path.name[:2])] = exercises_in(
            "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
        )
    return found


def audit_prose(paths: Iterable[Path], entries: dict) -> list[Finding]:
    """What does not agree, in all files; and the lines of the lists that nothing needs any more."""
    findings, used, words, texts = [], set(), {}, []
    exercises = exercises_of(chapters())
    for path in paths:
        number, numbers = chapter_of(_file(path)), []
        if path.suffix == ".ipynb":
            [(number, numbers)] = exercises_of([path]).items()
        if numbers != list(range(1, len(numbers) + 1)):
            told = f"the exercises {', '.join(map(str, numbers))}"
            findings.append(Finding(_file(path), told, "1, 2, 3 and so on"))
        for here in located(path):
            words.setdefault(here.file, []).extend((here.place, phrase) for phrase in counted(here.passage))
            texts.append(here.passage.text)
            findings += _in_passage(here)
            spoken = sentences(here.passage)
            for sentence in spoken:
                around = " ".join([here.heading, *(other for other in spoken if other != sentence)])
                findings += [
                    Finding(here.place, *told) for told in false_references(sentence, entries, exercises, number)
                ]
                for mismatch in mismatches(Statement(sentence, around), entries):
                    key = (mismatch.rule, here.file, mismatch.entry, mismatch.word)
                    if key in excepted():
                        used.add(key)
                    else:
                        findings.append(Finding(here.place, _said(mismatch, sentence), mismatch.expected))
    findings += not_listed(words)
    everything = "\n".join(texts)
    findings += [
        Finding("book/exceptions.csv", f"{rule}: {word!r} at {entry} in {file}", "a word that needs it")
        for rule, file, entry, word in sorted(excepted() - used)
        if file in words and not (rule == "code" and f"`{word}`" in everything)
    ]
    return findings + [
        Finding("book/chinese.csv", run, "words that stand in the prose")
        for run in chinese.listed()
        if run not in everything
    ]


def _said(mismatch: Mismatch, sentence: str) -> str:
    return f'the {mismatch.rule} "{mismatch.word}" by the link to {mismatch.entry}, in "{sentence[:120]}"'


def _in_passage(here: Located) -> Iterator[Finding]:
    text = here.passage.text
    for run in chinese.unknown_runs(quoted(text) if here.chinese else text, frozenset(chinese.listed())):
        yield Finding(
            here.place, f'"{run}"', "Chinese that stands in a table of the data, or its line in book/chinese.csv"
        )
    for term, said, expected in chinese.misnamed(text):
        yield Finding(here.place, f'"{said}" for {term}', f'"{expected}", as in the glossary')
    if here.passage.kind != "formula":
        for code in _CODE.findall(text):
            if re.fullmatch(r"[\d.,%\s]+", code) and ("code", here.file, "-", code) not in excepted():
                yield Finding(here.place, f'"{code}" as code', "a link to the ledger")
        for words in _NO_WORDS.split(text):
            for sign in _STRANGE.findall(words):
                yield Finding(here.place, f'"{sign}"', "a number in plain digits, and a link to the ledger")

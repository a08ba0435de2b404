"""What there is to sign: each sentence with each entry that it links to, each figure, each table, each row of the data."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import json
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from ...evidence import tables
from ...evidence.claims import Claim
from ...evidence.records import NARROW_SVG, RECORD, chapters, load
from ..audit import pages
from ..audit.links import on_record
from ..audit.passages import entries_in, passages, sentences
from ..book import ROOT, contents
from ..minibook.engine import MANIFEST
from ..writing import TEMPLATES

__all__ = ["Pair", "evidence_of", "mark", "of_file", "pairs", "places"]

OFF_THE_PAGE = {"remove-cell", "remove-output"}
_IN_RECORD = ("shown", "meaning", "unit", "level", "identification", "role", "void", "assumption", "claims")


@dataclass(frozen=True)
class Pair:
    """Something that is read against something.

    Attributes
    ----------
    kind : str
        ``text``, ``heading``, ``table row``, ``formula``, ``caption``, ``alternative text``, ``figure``, ``table``,
        ``comment`` (of code), ``template`` (a line of a generated page), ``row``.
    file, place : str
        Where it stands; no part of what is signed.
    text : str
        The sentence, the finding of a figure, the caption of a table, the key of a row.
    entry : str
        The id of the entry that the sentence links to, or nothing.
    evidence : str
        What the entry says, or what the figure, the table or the row holds.
    """

    kind: str
    file: str
    place: str
    text: str
    entry: str
    evidence: str

    @property
    def mark(self) -> str:
        """A short hash of the evidence, by which a change shows; nothing where there is none."""
        return mark(self.evidence)

    @property
    def name(self) -> str:
        """A short hash of the pair as it is, by which a verdict names it."""
        return mark("\n".join((self.kind, self.text, self.entry, self.evidence)))


def mark(text: str) -> str:
    """The first twelve digits of the SHA-256 of a text; nothing for no text."""
    return hashlib.sha256(text.encode()).hexdigest()[:12] if text else ""


def evidence_of(entry: Claim | dict) -> str:
    """What an entry says, a line a cell of its row: a claim with its excerpt, a result with its value, a figure's finding."""
    if isinstance(entry, Claim):
        told = {"shown": entry.shown, **_rows("claims")[entry.claim_id]}
    elif entry["kind"] == "figure":
        told = {"figure": entry["title"], "sources": entry["sources"]}
    else:
        told = {key: entry.get(key) for key in _IN_RECORD}
    return _lines(told)


def _lines(told: dict) -> str:
    return "\n".join(f"{key}: {value}" for key, value in told.items() if value not in ("", None, []))


@cache
def _rows(name: str) -> dict[str, dict[str, str]]:
    """The rows of a table as they stand in its file, by their keys; by all their cells where it has none."""
    keys = tables.key_of(tables.schema()[name])
    with (tables.DATA / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return {" ".join(row[key] for key in keys or row): row for row in csv.DictReader(file)}


def places() -> list[Path]:
    """The files whose prose is signed: chapters, pages that people write, the README."""
    return [path for path in (*chapters(), *pages(), ROOT / "README.md") if path.is_file()]


def pairs() -> list[Pair]:
    """Everything that is to be signed, in the order of the book, each once."""
    entries = on_record()
    found = [*_of_files(entries), *_of_templates(), *_of_tables(), *_of_references(), *_of_citation(), *_of_contents()]
    first = {}
    for pair in found:
        first.setdefault((pair.kind, pair.text, pair.entry), pair)
    return list(first.values())


def _of_files(entries: dict) -> Iterator[Pair]:
    for path in places():
        yield from of_file(path, entries)


def of_file(path: Path, entries: dict) -> Iterator[Pair]:
    """What there is to sign in one chapter or page."""
    file = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
    if path.suffix == ".md":
        yield from _of_prose(path.read_bytes().decode(), file, "", entries)
        return
    for number, cell in enumerate(load(path)["cells"], start=1):
        place = f"cell {number}"
        if cell["cell_type"] == "markdown":
            yield from _of_prose("".join(cell["source"]), file, place, entries)
        elif cell["cell_type"] == "code":
            yield from _of_cell(cell, file, place, entries)


def _of_prose(text: str, file: str, place: str, entries: dict, kind: str = "") -> Iterator[Pair]:
    for passage in passages(text):
        for sentence in sentences(passage):
            for entry in entries_in(sentence) or [""]:
                evidence = evidence_of(entries[entry]) if entry in entries else ""
                yield Pair(kind or passage.kind, file, place, sentence, entry, evidence)


def _of_cell(cell: dict, file: str, place: str, entries: dict) -> Iterator[Pair]:
    if OFF_THE_PAGE & set(cell["metadata"].get("tags", [])):
        return
    shown = cell["metadata"].get("mystnb", {})
    yield from _of_prose(shown.get("figure", {}).get("caption", ""), file, place, entries, "caption")
    yield from _of_prose(shown.get("image", {}).get("alt", ""), file, place, entries, "alternative text")
    for comment in _comments("".join(cell["source"])):
        yield Pair("comment", file, place, comment, "", "")
    for output in cell.get("outputs", []):
        record = output.get("metadata", {}).get(RECORD, {})
        kind = record.get("kind", "")
        if kind == "figure":
            texts = f"{record['title']} {record['note']}".strip()
            told = json.dumps({key: record[key] for key in ("cited", "sources", "claims")}, ensure_ascii=False)
            yield Pair("figure", file, place, texts, record["id"], f"{told}\n{_held(output)}")
        elif kind not in ("result", "check"):  # those say what their rows and values say
            yield Pair("table", file, place, _first_line(output), cell.get("id", ""), _held(output))


def _comments(source: str) -> list[str]:
    """The comments of some code, which a reader takes for what it does."""
    lines = io.StringIO(source).readline
    with contextlib.suppress(tokenize.TokenError):
        return [
            token.string.lstrip("# ") for token in tokenize.generate_tokens(lines) if token.type == tokenize.COMMENT
        ]
    return []


def _held(output: dict) -> str:
    """What an output holds, but not a figure once more: laid out for phones it says what it says."""
    held = output.get("data", output.get("text", ""))
    if NARROW_SVG in held:
        held = {kind: text for kind, text in held.items() if kind != NARROW_SVG}
    return json.dumps(held, ensure_ascii=False, sort_keys=True)


def _first_line(output: dict) -> str:
    data = output.get("data", {})
    text = data.get("text/markdown", data.get("text/plain", output.get("text", "")))
    return "".join(text).partition("\n")[0][:120]


def _of_templates() -> Iterator[Pair]:
    """The words of the generated pages that stand in their templates; a mini-book's were read where its engine comes from."""
    if (ROOT / MANIFEST).is_file():
        return
    for path in sorted(TEMPLATES.glob("*.j2")):
        file = path.relative_to(ROOT).as_posix()
        for number, line in enumerate(path.read_bytes().decode().splitlines(), start=1):
            words = re.sub(r"\{%.*?%\}|\{#.*?#\}", "", line).strip()
            if re.search(r"[A-Za-z]{2}", re.sub(r"\{\{.*?\}\}|<!--.*?-->", "", words)):
                yield Pair("template", file, f"line {number}", words, "", "")


def _of_tables() -> Iterator[Pair]:
    """The rows of the tables; of a series all rows of a source together, which are read against the source at once.

    By which columns rows are taken together stands in the schema, ``"signed": ["source_id"]``.
    """
    for name, rules in tables.schema().items():
        together, groups = rules.get("signed"), {}
        for key, row in _rows(name).items():
            group = " ".join(row[column] for column in together) if together else key
            groups.setdefault(group, []).append(row)
        for group, rows in groups.items():
            told = "\n".join(" · ".join(row.values()) for row in rows) if together else _lines(rows[0])
            yield Pair("row", f"data/{name}.csv", group, f"{name} {group}", "", told)


def _of_references() -> Iterator[Pair]:
    path = ROOT / "book" / "references.bib"
    if not path.is_file():
        return
    for entry in re.findall(r"^@\w+\{.*?^\}", path.read_bytes().decode(), flags=re.MULTILINE | re.DOTALL):
        key = re.match(r"@\w+\{([^,]+)", entry)[1]
        yield Pair("row", "book/references.bib", key, f"references {key}", "", " ".join(entry.split()))


def _of_citation() -> Iterator[Pair]:
    path = ROOT / "CITATION.cff"
    if not path.is_file():
        return
    for key, value in yaml.safe_load(path.read_bytes().decode()).items():
        yield Pair(
            "row", "CITATION.cff", key, f"citation {key}", "", json.dumps(value, ensure_ascii=False, default=str)
        )


def _of_contents() -> Iterator[Pair]:
    """The parts of the book: what each is called, over which pages."""
    if (ROOT / "_toc.yml").is_file():
        for caption, listed in filter(lambda part: part[0], contents(ROOT)):
            yield Pair("row", "_toc.yml", caption, f"contents {caption}", "", "\n".join(listed))

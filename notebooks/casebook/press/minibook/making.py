"""Make a mini-book of an article: a folder that passes all its own commands right away."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from markupsafe import Markup

from ...evidence.cells import TO_DO, unfit
from ...evidence.records import load
from ...reading.dates import days
from ...reading.documents import paragraphs_of
from ..audit.counted import COLUMNS, LIST, counted
from ..audit.numerals import NUMERAL
from ..audit.passages import passages
from ..book import ROOT
from ..classroom.kit import written
from ..files import write_whole
from ..writing import write
from . import chapter, engine, schema
from .drafting import SOURCE, Draft, draft, is_chinese

__all__ = ["Asked", "Made", "new"]

LANGUAGES = ("en", "zh")
PAGES = {"index": "book/index.md", "readme": "README.md", "notes": "data/notes.md"}
FILES = {"config": "_config.yml", "toc": "_toc.yml", "citation": "CITATION.cff"}
LONGEST = 300  # seconds that the first run of a mini-book may take
TEXT = "article.txt"  # where the text stands if it is to be kept


@dataclass(frozen=True)
class Asked:
    """What a person may say of an article: title, language (``en``, ``zh``), day in EDTF, publisher, whether to keep the text."""

    title: str = ""
    language: str = ""
    source_date: str = ""
    publisher: str = ""
    keep_text: bool = False


@dataclass(frozen=True)
class Made:
    """A mini-book that was made: its folder, how much of what was found, the version of its engine, what was guessed."""

    folder: Path
    paragraphs: int
    claims: int
    unread: int
    dates: int
    checks: int
    differ: int
    version: str
    notes: list[str]


def new(article: Path, folder: Path, asked: Asked | None = None) -> Made:
    """Write a mini-book; its chapter is executed, its pages are current.

    It is made beside its place and put there when it is whole.

    Parameters
    ----------
    article : Path
        The text of an article.
    folder : Path
        Where to; it must not exist, or be empty.
    asked : Asked, optional
        What a person says of the article.

    Raises
    ------
    FileNotFoundError, FileExistsError, ValueError
        If there is no article, the folder has something in it, or what was said is not of its form; in a line.
    """
    article, folder, asked = Path(article), Path(folder), asked or Asked()
    if folder.is_symlink() or folder.is_file() or folder.is_dir() and any(folder.iterdir()):
        raise FileExistsError(f"{folder}: found something there, expected no folder of that name, or an empty one")
    _require_forms(asked)
    latest = days(asked.source_date).latest if asked.source_date else None
    try:
        document = paragraphs_of(article)
        made = draft(document.paragraphs, latest.year if latest else None)
    except ValueError as error:
        told = str(error)
        raise ValueError(told if told.startswith(article.name) else f"{article.name}: {told}") from None
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as near:
        whole = Path(near) / "whole"
        whole.mkdir()
        version = _write(whole, made, asked, article, document.kind)
        _execute(whole)
        if folder.is_dir():
            folder.rmdir()
        shutil.move(whole, folder)
    differ = sum(row["agrees"] == "false" for row in made.checks)
    counts = map(len, (made.paragraphs, made.claims, made.unread, made.dates, made.checks))
    return Made(folder, *counts, differ, version, document.notes)


def _require_forms(asked: Asked) -> None:
    if asked.language and asked.language not in LANGUAGES:
        raise ValueError(f"--language: found {asked.language!r}, expected one of {', '.join(LANGUAGES)}")
    if asked.source_date:
        try:
            days(asked.source_date)
        except ValueError:
            raise ValueError(
                f"--source-date: found {asked.source_date!r}, expected a date such as 2020-11-30, 2020-11 or 2020~"
            ) from None
    for option, text in (("--title", asked.title), ("--publisher", asked.publisher)):
        if text and not _fits(text):
            raise ValueError(f"{option}: found {text!r}, expected a name in plain signs")


def _fits(text: str) -> bool:
    """Whether a name can stand in a table and on a page."""
    return not unfit(text) and not re.match(r"[=+\-@]", text)


def _write(folder: Path, made: Draft, asked: Asked, article: Path, kind: str) -> str:
    """Write all files but those that are generated; returns the version of the engine."""
    chinese = (asked.language or ("zh" if is_chinese(made.paragraphs) else "en")) == "zh"
    first = made.paragraphs[0] if made.article[0]["role"] == "title" and _fits(made.paragraphs[0]) else ""
    title = asked.title or first or article.stem.replace("_", " ")
    title = title if _fits(title) else "An article"
    tables = schema.resources()
    said = engine.install(folder, schema.marks(tables))
    rows = {
        "sources": [_source(first or title, chinese, asked)],
        "results": chapter.results(made),
        **{name: getattr(made, name) for name in tables if hasattr(made, name)},
    }
    for name, resource in tables.items():
        write_whole(folder / "data" / resource["path"], schema.as_csv(resource, rows.get(name, [])))
    name = "-".join(re.findall(r"[a-z0-9]+", title.lower()))[:40].removesuffix("-") or "mini-book"
    package = schema.package(name, title, tables)
    write_whole(folder / "data" / "datapackage.json", json.dumps(package, indent=1, ensure_ascii=False) + "\n")
    book = {"source": SOURCE, "read_as": kind, "case": [TO_DO], "signatures": "open"}
    write_whole(folder / "book" / "book.json", json.dumps(book, indent=1) + "\n")
    write_whole(folder / "notebooks" / f"{chapter.CHAPTER}.ipynb", written(chapter.notebook(made)))
    told = {
        "title": title,
        "heading": title if not NUMERAL.search(title) else "An article, read closely",
        "chapter": chapter.CHAPTER,
        "source": SOURCE,
        "quoted": Markup(json.dumps(title, ensure_ascii=False)),
        "kept": TEXT if asked.keep_text else "",
        "year": date.today().year,
    }
    for template, place in {**PAGES, **FILES}.items():
        write_whole(folder / place, write(template, schema.HERE, **told))
    _list_what_is_counted(folder)
    if asked.keep_text:
        write_whole(folder / TEXT, "".join(f"{text}\n" for text in made.paragraphs))
    return said["version"]


def _list_what_is_counted(folder: Path) -> None:
    """List what the title counts in words, as in "two bus": nothing else on the first pages counts."""
    lines = [
        f"{place},{phrase}\n"
        for place in PAGES.values()
        for passage in passages((folder / place).read_text(encoding="utf-8"))
        for phrase in counted(passage)
    ]
    if lines:
        write_whole(folder / LIST.relative_to(ROOT), f"{','.join(COLUMNS)}\n{''.join(dict.fromkeys(lines))}")


def _source(title: str, chinese: bool, asked: Asked) -> dict:
    """The row of the article in the table of sources."""
    return {
        "source_id": SOURCE,
        "title": title,
        "title_en": TO_DO if chinese else title,
        "publisher": asked.publisher or TO_DO,
        "publisher_en": (TO_DO if chinese else asked.publisher) or TO_DO,
        "kind": TO_DO,
        "published": asked.source_date,
        "read_at": "text_in_hand",
        "grade": TO_DO,
        "note": "The text studied in this book, as received.",
    }


def _execute(folder: Path) -> None:
    """Execute the chapter by the mini-book's own engine, and write its pages.

    Raises
    ------
    ValueError
        If that fails, with its last line.
    """
    command = [sys.executable, "-m", "casebook", "rerun"]
    done = subprocess.run(command, cwd=folder / "notebooks", capture_output=True, encoding="utf-8", timeout=LONGEST)
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["no message"]
        raise ValueError(f"the chapter does not run: {lines[-1]}")
    load(folder / "notebooks" / f"{chapter.CHAPTER}.ipynb")

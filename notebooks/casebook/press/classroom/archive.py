"""The student edition: one archive with the students' copies and all that they need to run, and no key.

The chapters themselves are in it as code alone, with what they put on record and without text, figures and keys: a later
chapter reads there what earlier ones found.  The edition has an inventory of its own files, which a receipt is held against.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from ...evidence.records import RECORD
from ..book import ROOT, title
from ..editions.archive import pack
from ..inventory import FILE, inventory_page
from ..writing import write
from . import copies
from .exercises import ALONE, is_key, text_of
from .kit import KIT, Chapter, chapters_of, written

__all__ = ["NAME", "PATTERNS", "code_alone", "edition", "write_archive"]

NAME = "student-edition"
GIVEN = ("student", "handout", "data")  # of the kit
FOLDERS = {"data": "sheets"}  # where data/ is that of the book
PATTERNS = (
    "LICENSE*", "requirements.txt", "notebooks/requirements.txt", "_toc.yml", "_config.yml", "book/book.json",
    "data/*.csv", "data/*.json", "data/*.txt", "notebooks/casebook/**/*.py", "notebooks/casebook/**/*.j2", "notebooks/casebook/**/*.csv", "notebooks/casebook/evidence/*.json", "notebooks/casebook/**/*.css",
    "notebooks/casebook/**/fonts/*", "notebooks/casebook/press/templates/minibook/**/*.*",
)  # fmt: skip


def code_alone(notebook: dict) -> dict:
    """A chapter's code and what it put on record, with no text, no figure and no key.

    What a key puts on record stays where it is an estimate with a level of evidence: a chapter that counts all estimates
    would count wrong without it.
    """
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code" and text_of(cell).strip()]
    kept, told = [], []
    for cell in code:
        records = [output for output in cell["outputs"] if output.get("metadata", {}).get(RECORD)]
        bare = [
            {"output_type": "display_data", "data": {}, "metadata": {RECORD: one["metadata"][RECORD]}}
            for one in records
        ]
        if is_key(cell):
            told += [one for one in bare if one["metadata"][RECORD].get("level") is not None]
        else:
            kept.append({**cell, "metadata": {}, "outputs": [one for one in bare if not _is_figure(one)]})
    if told:
        text = ["# estimates that the exercises put on record"]
        kept.append(
            {"cell_type": "code", "id": "exercises", "metadata": {"tags": ["key"]}, "source": text, "outputs": told}
        )
    cells = [cell | {"execution_count": count} for count, cell in enumerate(kept, start=1)]
    return {**notebook, "cells": cells, "metadata": {**notebook["metadata"], RECORD: ALONE}}


def _is_figure(output: dict) -> bool:
    return output["metadata"][RECORD]["kind"] == "figure"


def edition(root: Path = ROOT, chapters: list[Chapter] | None = None) -> dict[str, bytes]:
    """Place and bytes of each file of the student edition, in the order of places."""
    chapters = chapters_of([]) if chapters is None else chapters
    found = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for pattern in PATTERNS
        for path in root.glob(pattern)
        if path.is_file()
    }
    for chapter in chapters:
        found[f"notebooks/{chapter.path.name}"] = written(code_alone(chapter.notebook)).encode()
        for name in GIVEN:
            ending, content = KIT[name]
            place = f"{FOLDERS.get(name, name)}/{chapter.number}{ending}" if ending else chapter.path.name
            found[place] = content(chapter).encode()
    found["README.md"] = write("student-readme", folder=copies.FOLDER, title=title(root)).encode()
    found[FILE] = _inventory(found).encode()
    return dict(sorted(found.items()))


def _inventory(files: dict[str, bytes]) -> str:
    """The inventory of an edition, made as where it is unpacked; its chapters are those that are in it."""
    with tempfile.TemporaryDirectory(prefix="edition-") as folder:
        for place in files.keys() - {"_toc.yml"}:
            path = Path(folder) / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(files[place])
        return inventory_page(Path(folder))


def write_archive(target: Path, root: Path = ROOT) -> None:
    """Write the student edition: the same bytes for the same chapters."""
    pack(edition(root), NAME, target)

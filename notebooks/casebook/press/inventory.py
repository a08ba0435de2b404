"""What the book is made of, each part with its checksum: tables, helpers, the cells of the chapters, the lock.

The list is committed as ``book/inventory.csv``.  It tells a copy that was changed from one that was not, names the part,
and notices a cell that was deleted, which no comparison of outputs can.  Outputs of cells are not in it: those are compared
by running the cells again.
"""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path

from ..evidence.records import chapters, load
from .book import ROOT

__all__ = ["GROUPS", "changes", "digest_of", "digests", "files", "inventory_page", "parts", "recorded"]

FILE = "book/inventory.csv"
GROUPS = {
    "data": ("data/*.csv", "data/*.txt", "data/datapackage.json", "book/book.json"),
    "code": (
        "notebooks/casebook/**/*.py",
        "notebooks/casebook/evidence/*.json",
        "notebooks/casebook/reading/*.csv",
        "notebooks/casebook/press/templates/**/*.j2",
        "notebooks/casebook/press/templates/**/*.css",
        "notebooks/casebook/press/templates/minibook/**/*.*",
        "notebooks/casebook/press/templates/**/*.js",
        "notebooks/casebook/drawing/fonts/*.otf",
    ),
    "lock": ("requirements.txt",),
}


def files(root: Path = ROOT, groups: tuple[str, ...] = tuple(GROUPS)) -> dict[str, str]:
    """The files of some groups by path, with the SHA-256 of their bytes."""
    found = {}
    for group in groups:
        for path in sorted(path for pattern in GROUPS[group] for path in root.glob(pattern)):
            found[path.relative_to(root).as_posix()] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def parts(root: Path = ROOT) -> dict[str, str]:
    """Every part of the project by name, with the SHA-256 of its bytes.

    Parameters
    ----------
    root : Path
        The project's folder.

    Returns
    -------
    dict of str to str
        Files are named by their path, cells of chapters as ``notebooks/NN_topic.ipynb#cell-id``, in order.
    """
    found = files(root)
    for path in chapters(root / "notebooks"):
        for number, cell in enumerate(load(path)["cells"], start=1):
            found[f"{path.relative_to(root).as_posix()}#{cell.get('id', number)}"] = digest_of(cell)
    return found


def digest_of(cell: dict) -> str:
    """The SHA-256 of the kind and the text of a cell."""
    return hashlib.sha256(f"{cell['cell_type']}\n{''.join(cell['source'])}".encode()).hexdigest()


def group_of(part: str) -> str:
    """Which group a part belongs to: data, code, lock or cells."""
    if "#" in part:
        return "cells"
    return "data" if part.startswith(("data/", "book/")) else "code" if part.startswith("notebooks/") else "lock"


def digests(found: dict[str, str]) -> dict[str, str]:
    """One SHA-256 for each group of parts, over the names and checksums in it."""
    joined = {group: hashlib.sha256() for group in (*GROUPS, "cells")}
    for part, checksum in found.items():
        joined[group_of(part)].update(f"{checksum}  {part}\n".encode())
    return {group: digest.hexdigest() for group, digest in joined.items()}


def inventory_page(root: Path = ROOT) -> str:
    """The content of ``book/inventory.csv``."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["part", "sha256"])
    writer.writerows(parts(root).items())
    return text.getvalue()


def recorded(root: Path = ROOT) -> dict[str, str]:
    """The parts and checksums in the committed list.

    Raises
    ------
    FileNotFoundError
        If the list is missing.
    """
    with (root / FILE).open(encoding="utf-8", newline="") as file:
        return {row["part"]: row["sha256"] for row in csv.DictReader(file)}


def changes(root: Path = ROOT) -> dict[str, list[str]]:
    """How the project differs from the committed list, by group; a line for each part that was changed, lost or added."""
    now, before = parts(root), recorded(root)
    found = {group: [] for group in (*GROUPS, "cells")}
    for part in {**before, **now}:
        if part not in now:
            found[group_of(part)].append(f"{part}: not there, expected as in {FILE}")
        elif part not in before:
            found[group_of(part)].append(f"{part}: found, but not in {FILE}")
        elif now[part] != before[part]:
            found[group_of(part)].append(f"{part}: changed, found {now[part][:12]}, expected {before[part][:12]}")
    return {group: lines for group, lines in found.items() if lines}

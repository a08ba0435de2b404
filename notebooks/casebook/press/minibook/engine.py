"""What a mini-book has of the engine: the one list of what is copied, its version, and whether somebody changed it.

The version is a hash of the files themselves, so that two engines of the same version are the same to the byte.  A mini-book
keeps version, date and hashes in ``book/engine.json``.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from ..book import ROOT
from ..files import write_whole

__all__ = ["COPIED", "MANIFEST", "PLAIN", "changed_by_hand", "dated", "engine_files", "install", "manifest", "version"]

# What is copied as it is, by pattern: the engine itself, its build, and the locks that it runs on.
COPIED = (
    "notebooks/casebook/**/*",
    "notebooks/requirements.*",
    "book/ext/*.py",
    "book/static/*.css",
    "book/static/*.js",
    "book/templates/**/*",
    "requirements.*",
    "LICENSE",
)
LEFT = {"__pycache__", ".ipynb_checkpoints", ".DS_Store"}
# What every mini-book has alike and the book of this engine has not: these lie among the templates.
OWN = ROOT / "notebooks" / "casebook" / "press" / "templates" / "minibook" / "plain"
PLAIN = {
    "Makefile": "Makefile",
    "pyproject.toml": "pyproject.toml",
    "gitignore": ".gitignore",
    "test_book.py": "tests/test_book.py",
    "conftest.py": "tests/conftest.py",
    "how-to-read.md": "book/how-to-read.md",
    "data-dictionary.md": "book/data-dictionary.md",
    "logo.svg": "book/static/logo.svg",
    "cover.svg": "book/static/cover.svg",
}
MANIFEST = "book/engine.json"


def engine_files(root: Path = ROOT) -> dict[str, Path]:
    """Where each file of the engine stands in a mini-book, and where it lies here, in the order of places.

    Parameters
    ----------
    root : Path
        The project whose engine it is: a book, or a mini-book.

    Raises
    ------
    FileNotFoundError
        If the project has not all that a mini-book is made of, as a student edition.
    """
    found = {
        path.relative_to(root).as_posix(): path
        for pattern in COPIED
        for path in root.glob(pattern)
        if path.is_file() and not LEFT & {*path.parts} and path.suffix not in (".pyc", ".part")
    }
    own = root / OWN.relative_to(ROOT)
    if lacking := [name for name in PLAIN if not (own / name).is_file()]:
        raise FileNotFoundError(
            f"templates/minibook/plain/{lacking[0]}: found no such file, expected what a mini-book is made of: a student edition "
            "has it not; it is in the whole project, which whoever made the edition has"
        )
    found |= {place: own / name for name, place in PLAIN.items()}
    return dict(sorted(found.items()))


def hashes(files: dict[str, Path]) -> dict[str, str]:
    """The SHA-256 of each file by its place."""
    return {place: hashlib.sha256(path.read_bytes()).hexdigest() for place, path in files.items()}


def version(of: dict[str, str]) -> str:
    """The version of an engine, twelve digits, from the hashes of its files."""
    return hashlib.sha256("".join(f"{digest}  {place}\n" for place, digest in of.items()).encode()).hexdigest()[:12]


def manifest(folder: Path) -> dict:
    """What a mini-book says of its engine: ``version``, ``files`` and ``tables`` with their hashes; since it is kept, ``dated``.

    Raises
    ------
    ValueError
        If the folder is no mini-book.
    """
    path = Path(folder) / MANIFEST
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        if said["version"] and isinstance(said["files"], dict) and isinstance(said["tables"], dict):
            return said
    except (OSError, ValueError, KeyError, TypeError):
        pass
    raise ValueError(f"{folder}: found no {MANIFEST} of a mini-book, expected a folder that `casebook new` made")


def dated(root: Path) -> str:
    """When an engine was last changed, in UTC: as its history in git says, or a mini-book; nothing where neither does.

    Parameters
    ----------
    root : Path
        The project whose engine it is.
    """
    if (root / MANIFEST).is_file():
        return manifest(root).get("dated", "")
    command = ["git", "log", "-1", "--format=%ct", "--", *(f":(glob){pattern}" for pattern in COPIED)]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", timeout=60)
        return datetime.fromtimestamp(int(done.stdout), UTC).strftime("%Y-%m-%d %H:%M:%S")
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return ""


def changed_by_hand(folder: Path) -> list[str]:
    """Places of engine files that are not as the engine of a mini-book has them, or are gone."""
    found = []
    for place, digest in manifest(folder)["files"].items():
        path = Path(folder) / place
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            found.append(place)
    return found


def install(folder: Path, tables: dict[str, str], root: Path = ROOT) -> dict:
    """Copy the engine into a folder and write down which it is; returns what was written down.

    A file that is there to the byte is left alone, with its time, by which make knows that it need not install again.

    Parameters
    ----------
    folder : Path
        The mini-book.
    tables : dict of str to str
        Hash of the schema of each table as this engine has it.
    root : Path
        The project whose engine it is.
    """
    files = engine_files(root)
    for place, path in files.items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        if not (folder / place).is_file() or (folder / place).read_bytes() != path.read_bytes():
            shutil.copyfile(path, folder / place)
    digests = hashes(files)
    said = {"version": version(digests), "dated": dated(root), "files": digests, "tables": tables}
    write_whole(folder / MANIFEST, json.dumps(said, indent=1) + "\n")
    return said

"""What ``book/book.json`` says: the few names that are one book's and no other's (see :mod:`casebook.press.book`)."""

from __future__ import annotations

import json
from pathlib import Path

from .records import NOTEBOOKS

__all__ = ["ROOT", "case_under_study", "setting"]

ROOT = NOTEBOOKS.parent


def setting(*keys: str, root: Path = ROOT, default=None) -> str | int | dict | list:
    """What ``book/book.json`` says under some keys, one within the other; what it need not say has a default.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If it is no JSON, or says nothing under the keys; the message names them.
    """
    path = root / "book" / "book.json"
    if not path.is_file():
        raise FileNotFoundError("book/book.json: found no such file, expected the names that the pages of a book need")
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise ValueError(f"book/book.json: found {error}, expected JSON") from None
    for depth, key in enumerate(keys, start=1):
        if not isinstance(found, dict) or found.get(key) in (None, "", [], {}):
            if default is not None:
                return default
            raise ValueError(f"book/book.json: found no {'.'.join(keys[:depth])}, expected one (see press/book.py)")
        found = found[key]
    return found


def case_under_study(root: Path = ROOT) -> tuple[str, ...]:
    """The names of the case under study, as labels and columns begin with them; none where no book is beside the notebooks.

    Raises
    ------
    ValueError
        If there is a book that does not name its case.
    """
    try:
        names = setting("case", root=root)
    except FileNotFoundError:
        return ()
    if not isinstance(names, list) or not all(isinstance(name, str) and name for name in names):
        raise ValueError(f"book/book.json, case: found {names!r}, expected a list of names")
    return tuple(names)

"""The page that offers the book in other forms; how large they are it knows from the report of whoever made them last."""

from __future__ import annotations

import json
from pathlib import Path

from ..writing import write
from .checked import EDITIONS, KEPT

__all__ = ["offered_page", "size"]


def size(count: int) -> str:
    """A number of bytes in megabytes, rounded up: nobody is to load more than was said."""
    tenths = -(-count // 100_000)
    return f"{tenths / 10:.1f} MB" if tenths < 100 else f"{-(-tenths // 10)} MB"


def offered_page(folder: Path = KEPT) -> str:
    """The page in MyST Markdown; without sizes where no report was taken in."""
    path = folder / f"{EDITIONS}.json"
    measured = {}
    if path.is_file():
        report = json.loads(path.read_bytes())
        measured = {"pages": report["pages"], **{kind: size(count) for kind, count in report["bytes"].items()}}
    return write("take-with-you", measured=measured)

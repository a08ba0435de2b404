"""Write a file whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

__all__ = ["part_of", "write_whole"]


def write_whole(path: Path, text: str) -> None:
    """Write a text beside its place, then put it there: whatever happens, the old file or the new one is whole.

    Raises
    ------
    OSError
        If it cannot be written, naming the file; the old one is as it was.
    """
    part = part_of(path)
    try:
        path.parent.mkdir(exist_ok=True)
        part.write_text(text, encoding="utf-8", newline="\n")
        os.replace(part, path)
    except BaseException as error:
        with suppress(OSError):  # where nothing can be written, nothing is left over
            part.unlink()
        if isinstance(error, OSError):
            raise OSError(f"{path.parent.name}/{path.name}: not written, {error.strerror or error}") from None
        raise


def part_of(path: Path) -> Path:
    """Where the new text of a file is written first."""
    return path.with_name(f"{path.name}.part")

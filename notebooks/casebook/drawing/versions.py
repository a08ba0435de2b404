"""Whether the packages are those that the pictures and tables are made with, asked before any of them is imported.

They are the same to the byte within a minor version; another one is refused, in a sentence.
"""

from __future__ import annotations

import sys
from importlib import metadata

__all__ = ["NEEDED", "OtherKernel", "require"]

NEEDED = {"pandas": "3.1", "matplotlib": "3.11"}  # as in requirements.in


class OtherKernel(ImportError):
    """A kernel with other versions; in a notebook its sentence alone is shown, with no traceback."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


def require(needed: dict[str, str] = NEEDED) -> None:
    """Refuse a kernel that has other minor versions of some packages, or lacks one.

    Raises
    ------
    OtherKernel
        Naming what is needed, what is there and what to do.
    SystemExit
        With the same words, where a command was asked for.
    """
    found = {name: _version(name) for name in needed}
    wrong = [name for name in needed if found[name].split(".")[:2] != needed[name].split(".")]
    if not wrong:
        return
    wanted = " and ".join(f"{name} {needed[name]}" for name in wrong)
    there = " and ".join(f"{name} {found[name]}" if found[name] else f"no {name}" for name in wrong)
    if len(wrong) == 1 and found[wrong[0]]:
        there = found[wrong[0]]
    if sys.argv[0] == "-m":  # as it is while the package of `python -m` is imported
        raise SystemExit(f"this book needs {wanted}, this Python, {sys.executable}, has {there}: use that of .venv")
    raise OtherKernel(f"this book needs {wanted}, this kernel has {there}: choose the kernel of .venv")


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""

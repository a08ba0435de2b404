"""The receipt of a rerun: what was compared, what differs and why it may, and the versions it ran with."""

from __future__ import annotations

import hashlib
import platform
import re
import sys
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from .book import ROOT, title
from .comparison import Comparison
from .files import write_whole
from .writing import write

__all__ = ["LOCK", "RECEIPT", "cause", "here", "keep", "other_versions", "receipt"]

RECEIPT = ROOT / "_build" / "receipt.md"
LOCK = "requirements.txt"
SHOWN = ("ipykernel", "matplotlib", "nbclient", "numpy", "pandas", "scipy")  # versions named in every receipt


def here() -> dict:
    """This Python, as a kernel would say it (:func:`casebook.press.kernel.surroundings`)."""
    packages = {found.name: found.version for found in reversed([*metadata.distributions()])}
    return {"python": platform.python_version(), "prefix": sys.prefix, "packages": packages}


def other_versions(lock: Path = ROOT / LOCK, packages: dict[str, str] | None = None) -> list[str]:
    """Packages of the lock that are installed in another version, or not at all, a line each.

    Parameters
    ----------
    lock : Path
        The lock.
    packages : dict of str to str, optional
        Name to version of what is installed where the chapters ran; by default what is installed here.
    """
    installed = {canonicalize_name(n): v for n, v in (here()["packages"] if packages is None else packages).items()}
    found = []
    for line in re.findall(r"^([A-Za-z0-9][^\s#].*?)\s*\\?$", lock.read_text(encoding="utf-8"), flags=re.MULTILINE):
        wanted = Requirement(line)
        if wanted.marker and not wanted.marker.evaluate():
            continue
        version = installed.get(canonicalize_name(wanted.name))
        if version is None or not wanted.specifier.contains(version, prereleases=True):
            found.append(f"{wanted.name}: found {version or 'none'}, expected {str(wanted.specifier).lstrip('=')}")
    return found


def cause(changed: dict[str, list[str]], versions: list[str]) -> str:
    """Where differences can come from, given how files and packages differ from the committed ones."""
    here = [group for group in ("data", "code", "cells") if group in changed]
    versions = versions or changed.get("lock")  # another lock brings other packages
    if here and versions:
        return (
            f"The {' and '.join(here)} of this copy were changed and packages have other versions: "
            "install the lock (make env) to tell which it is."
        )
    if here:
        return f"The packages are those of the lock: differences come from the changed {' and '.join(here)}."
    if versions:
        return "Data, code and cells are those of the book: differences come from other versions of packages."
    return "Data, code, cells and packages are those of the book: differences come from this machine, or are errors."


def receipt(
    found: Comparison,
    changed: dict[str, list[str]],
    versions: list[str],
    problems: list[str],
    sums: dict[str, str],
    ran: dict,
    name: str = "",
) -> str:
    """The receipt as Markdown, with the versions of what `ran`; its last line is a checksum of all lines above.

    A `name` stands among them, so that two receipts of equal copies differ; it proves nothing of who ran what.
    Where records alone were compared, its heading says of what: a student edition.
    """
    text = write(
        "receipt",
        title=f"{title()}, student edition" if found.alone else title(),
        name=name,
        found=found,
        changed=[line for group in changed.values() for line in group],
        versions=versions,
        problems=problems,
        cause=cause(changed, versions),
        sums=sums,
        python=ran["python"],
        machine=f"{platform.system()}, {platform.machine()}",
        packages={name: ran["packages"].get(name, "none") for name in SHOWN},
        lock=LOCK,
    )
    return f"{text}\nReceipt {hashlib.sha256(text.encode()).hexdigest()}\n"


def keep(text: str) -> Path:
    """Write the receipt to ``_build/receipt.md``.

    Raises
    ------
    OSError
        If it cannot be written, naming the file.
    """
    write_whole(RECEIPT, text)
    return RECEIPT

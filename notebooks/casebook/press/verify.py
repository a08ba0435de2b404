"""The reader's receipt: rerun everything, compare everything, and say what differs, by how much, and why it may.

Every chapter is executed afresh and held against what is stored: each output of each cell to the byte, each result in full
precision against its stated tolerance.  Files are held against ``book/inventory.csv`` and installed packages against
``requirements.txt``, so that a difference that comes from another version of a package is told apart from one that comes
from other data or other code.
"""

from __future__ import annotations

import hashlib
import platform
import re
import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from ..evidence.records import NOTEBOOKS, RECORD, NotebookError, chapters, load
from . import inventory
from .files import write_whole
from .rerun import execute, in_parallel, within

__all__ = ["Comparison", "Difference", "compare", "keep", "other_versions", "receipt", "verify"]

ROOT = NOTEBOOKS.parent
RECEIPT = ROOT / "_build" / "receipt.md"
LOCK = "requirements.txt"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
SHOWN = ("ipykernel", "matplotlib", "nbclient", "numpy", "pandas", "scipy")  # versions named in every receipt


@dataclass(frozen=True)
class Difference:
    """One thing that a fresh run gave otherwise than stored: where, what, and how large the difference is."""

    place: str
    what: str
    size: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}: {self.size}"


@dataclass
class Comparison:
    """What was compared, and what differed.

    Attributes
    ----------
    cells, outputs, results : int
        Code cells executed, outputs compared to the byte, results compared in full precision.
    exact : int
        Results that were the same to the last bit.
    differences : list of Difference
        Beyond the tolerances.
    """

    cells: int = 0
    outputs: int = 0
    results: int = 0
    exact: int = 0
    differences: list[Difference] | None = None

    def __post_init__(self):
        self.differences = list(self.differences or [])

    def add(self, other: Comparison) -> None:
        """Take in what was compared elsewhere."""
        self.cells += other.cells
        self.outputs += other.outputs
        self.results += other.results
        self.exact += other.exact
        self.differences += other.differences


def compare(name: str, stored: dict, fresh: dict) -> Comparison:
    """Hold the outputs of one execution of a notebook against those of another.

    Parameters
    ----------
    name : str
        File name of the notebook, for the places of differences.
    stored, fresh : dict or nbformat.NotebookNode
        The same cells with the outputs of two executions.
    """
    found = Comparison()
    for number, (before, after) in enumerate(zip(stored["cells"], fresh["cells"], strict=True), start=1):
        if before["cell_type"] != "code":
            continue
        found.cells += 1
        place = f"notebooks/{name}, cell {number}"
        if before.get("execution_count") != after.get("execution_count"):
            size = f"found {after.get('execution_count')}, expected {before.get('execution_count')}"
            found.differences.append(Difference(place, "execution count", size))
        one, two = before.get("outputs", []), after.get("outputs", [])
        if len(one) != len(two):
            found.differences.append(Difference(place, "outputs", f"found {len(two)}, expected {len(one)}"))
            continue
        for old, new in zip(one, two, strict=True):
            found.outputs += 1
            found.add(_compare_output(place, old, new))
    return found


def _compare_output(place: str, old: dict, new: dict) -> Comparison:
    found = Comparison()
    texts, others = _texts(old), _texts(new)
    for kind in {**texts, **others}:
        if texts.get(kind) != others.get(kind):
            size = _size(texts.get(kind), others.get(kind))
            found.differences.append(Difference(place, f"output as {kind}", size))
    before, after = (dict(output.get("metadata", {}).get(RECORD, {})) for output in (old, new))
    if before.get("kind") == "result" and after.get("kind") == "result" and before["id"] == after["id"]:
        found.results += 1
        one, two, tolerance = before.pop("value"), after.pop("value"), before["tolerance"]
        found.exact += one == two
        if not within(two, one, tolerance):
            size = f"found {two!r}, expected {one!r} within {tolerance:g}"
            found.differences.append(Difference(place, f"result {before['id']}", size))
    if before != after:
        changed = sorted(key for key in {**before, **after} if before.get(key) != after.get(key))
        found.differences.append(Difference(place, "record", f"found other {', '.join(changed)}"))
    return found


def _texts(output: dict) -> dict[str, str]:
    """What an output shows, by kind."""
    if output["output_type"] == "stream":
        return {output["name"]: "".join(output["text"])}
    if output["output_type"] == "error":
        return {"error": f"{output['ename']}: {output['evalue']}"}
    return {kind: "".join(text) if not isinstance(text, dict) else str(text) for kind, text in output["data"].items()}


def _size(one: str | None, two: str | None) -> str:
    """How far two texts are apart: the greatest distance of their numbers, if nothing else differs; else the lines."""
    if one is None or two is None:
        return f"found {'none' if two is None else 'one'}, expected {'none' if one is None else 'one'}"
    if NUMBER.sub("#", one) == NUMBER.sub("#", two):
        apart = [
            abs(float(x) - float(y)) for x, y in zip(NUMBER.findall(one), NUMBER.findall(two), strict=True) if x != y
        ]
        return f"{len(apart)} numbers differ, by {max(apart):.3g} at most"
    before, after = one.splitlines(), two.splitlines()
    same = sum(x == y for x, y in zip(before, after, strict=False))
    return f"{max(len(before), len(after)) - same} of {len(before)} lines differ"


def here() -> dict:
    """This Python, as a kernel would say it (:func:`casebook.kernel.surroundings`)."""
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
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    installed = {canonicalize_name(n): v for n, v in (here()["packages"] if packages is None else packages).items()}
    found = []
    for line in re.findall(r"^([A-Za-z0-9][^\s#].*?)\s*\\?$", lock.read_text(encoding="utf-8"), flags=re.MULTILINE):
        wanted = Requirement(line)
        if wanted.marker and not wanted.marker.evaluate():
            continue
        version = installed.get(canonicalize_name(wanted.name), "none")
        if version == "none" or not wanted.specifier.contains(version, prereleases=True):
            found.append(f"{wanted.name}: found {version}, expected {str(wanted.specifier).lstrip('=')}")
    return found


def cause(changed: dict[str, list[str]], versions: list[str]) -> str:
    """Where differences can come from, given how files and packages differ from the committed ones."""
    here = [group for group in ("data", "code", "cells") if group in changed]
    versions = versions or changed.get("lock", [])  # another lock brings other packages
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


def verify(paths: list[Path] | None = None) -> tuple[bool, str]:
    """Rerun all chapters in memory and compare.

    Parameters
    ----------
    paths : list of Path, optional
        Chapters; all by default.

    Returns
    -------
    tuple of (bool, str)
        Whether everything agrees, and the receipt in Markdown.
    """
    from ..evidence.tables import check_package
    from .audit import audit

    before = inventory.parts()
    found, told = Comparison(), {}
    for name, comparison, said in sorted(in_parallel(_compare_one, paths or chapters()), key=lambda three: three[0]):
        found.add(comparison)
        told |= {name: said} if said else {}
    touched = sorted(part for part, checksum in inventory.parts().items() if before.get(part) != checksum)
    problems = [str(problem) for problem in check_package()]
    problems += [] if problems else [str(finding) for finding in audit().findings]
    problems += [f"{part}: changed while the chapters ran" for part in touched]
    own = here()
    problems += [
        f"notebooks/{name}: ran in another Python, {said['python']}, expected the one that was asked, {own['python']}"
        for name, said in told.items()
        if said["prefix"] != own["prefix"]
    ]
    ran = next(iter(told.values()), own)
    changed, versions = inventory.changes(), other_versions(packages=ran["packages"])
    text = receipt(found, changed, versions, problems, inventory.digests(before), ran)
    return not (found.differences or changed or problems), text


def keep(text: str) -> Path:
    """Write the receipt to ``_build/receipt.md``.

    Raises
    ------
    OSError
        If it cannot be written, naming the file.
    """
    RECEIPT.parent.mkdir(exist_ok=True)
    write_whole(RECEIPT, text)
    return RECEIPT


def _compare_one(path: Path) -> tuple[str, Comparison, dict]:
    said: dict = {}
    try:
        return path.name, compare(path.name, load(path), execute(path, said)), said
    except NotebookError as error:  # a cell that fails is a difference like others, not the end of the receipt
        place, _, what = str(error).partition(": ")
        return path.name, Comparison(differences=[Difference(place, "execution", what)]), said


def receipt(
    found: Comparison,
    changed: dict[str, list[str]],
    versions: list[str],
    problems: list[str],
    sums: dict[str, str],
    ran: dict,
) -> str:
    """The receipt as Markdown, with the versions of what `ran`; its last line is a checksum of all lines above."""
    altered = sum(map(len, changed.values()))
    if found.differences or problems:
        verdict = f"{len(found.differences)} outputs or results differ; {len(problems)} other problems."
    elif changed:
        verdict = f"Everything agrees with what this copy stores, but {altered} parts of it are not those of the book."
    else:
        verdict = "Everything agrees."
    lines = [
        "# Reading a Reform: receipt of a rerun",
        "",
        f"**{verdict}**",
        "",
        f"- {found.cells} cells executed, {found.outputs} outputs compared to the byte",
        f"- {found.results} results compared in full precision, {found.exact} the same to the last bit, "
        "the others to their stated tolerance"
        + (f" but {len(found.differences)} differences below" if found.differences else ""),
        "",
        "## Differences",
        "",
    ]
    if found.differences:
        lines += [*(f"- {difference}" for difference in found.differences), "", cause(changed, versions), ""]
    lines += [f"- {problem}" for problem in problems]
    lines += [""] if problems else [] if found.differences else ["None.", ""]
    lines += ["## Data and code", ""]
    lines += [f"- {group}: sha256 {digest}" for group, digest in sums.items()]
    lines += [f"- {line}" for group in changed.values() for line in group]
    lines += ["", "## Versions", ""]
    lines += [f"- Python {ran['python']} on {platform.system()}, {platform.machine()}"]
    lines += [f"- {name} {ran['packages'].get(name, 'none')}" for name in SHOWN]
    lines += [f"- not as in {LOCK}: {line}" for line in versions]
    lines += [f"- all packages as in {LOCK}"] if not versions else []
    text = "\n".join(lines) + "\n"
    return f"{text}\nReceipt {hashlib.sha256(text.encode()).hexdigest()}\n"

"""All packages of the locks as wheels, for a class without a network: a folder a system, for several versions of Python.

pip fetches wheels for another system, but asks the markers of a lock (``; sys_platform == "win32"``) of the machine that it
runs on.  So the lines that hold on the other system are picked out here, and pip is asked for exactly these, with hashes.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from packaging.requirements import Requirement

from .book import ROOT
from .files import write_whole

__all__ = ["LOCKS", "PYTHONS", "SYSTEMS", "WHEELS", "fetch", "keep", "lines_for", "surroundings", "wheels"]

WHEELS = ROOT / "_build" / "wheels"
LOCKS = ("requirements.txt", "notebooks/requirements.txt")  # what a student's notebook needs, and JupyterLab
PYTHONS = ("3.11", "3.12", "3.13")
LONGEST = 1800  # seconds for the wheels of a lock, for one system and Python
PATCHES = (
    "0",
    "99",
)  # a lock may have one line for 3.11.4 and another from 3.11.5 on: both ends of a version are asked

# Folder to the tags of wheels that pip may take, and to what the markers of a lock ask of such a system.
SYSTEMS = {
    "linux": (
        ["manylinux_2_28_x86_64", "manylinux_2_27_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"],
        {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "x86_64"},
    ),
    "macos-arm64": (
        ["macosx_14_0_arm64"],
        {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix", "platform_machine": "arm64"},
    ),
    "macos-x86_64": (
        ["macosx_14_0_x86_64"],
        {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix", "platform_machine": "x86_64"},
    ),
    "windows": (
        ["win_amd64"],
        {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
    ),
}


def surroundings(system: str, python: str) -> dict[str, str]:
    """What the markers of a lock ask, for a system of :data:`SYSTEMS` and a version of Python such as ``3.12.4``."""
    return {
        **SYSTEMS[system][1],
        "python_version": python.rpartition(".")[0],
        "python_full_version": python,
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }


def lines_for(lock: str, system: str, python: str) -> list[str]:
    """The lines of a lock that hold on a system: name, version and hashes, without the marker.

    Parameters
    ----------
    lock : str
        The text of a lock with hashes, as uv writes it.
    system, python : str
        As in :func:`surroundings`.
    """
    found, around = [], surroundings(system, python)
    for entry in lock.replace("\\\n", " ").splitlines():
        if not entry.strip() or entry.lstrip().startswith("#"):
            continue
        wanted, *hashes = entry.split(" --hash=")
        needed = Requirement(wanted.strip())
        if needed.marker is None or needed.marker.evaluate(around):
            needed.marker = None
            found.append(" ".join([str(needed), *(f"--hash={one.strip()}" for one in hashes)]))
    return found


def fetch(lines: list[str], system: str, python: str, folder: Path) -> list[str]:
    """Let pip put the wheels of some lines into a folder; one that is there already is not loaded again.

    Returns
    -------
    list of str
        Packages that have no such wheel, as ``name==1.0``: a compiler would have to make it.

    Raises
    ------
    ValueError
        If pip cannot for another reason, with what it says.
    """
    missing = []
    while (done := _download(lines, system, python, folder)).returncode:
        lost = re.search(r"No matching distribution found for ([^\s(]+)", done.stderr)
        kept = [line for line in lines if not lost or line.partition(" ")[0] != lost[1]]
        if len(kept) == len(lines):
            said = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or [done.stderr[-500:]]
            raise ValueError(f"{system}, Python {python}: pip found {' '.join(said)}; expected the wheels of the lock")
        missing.append(lost[1])
        lines = kept
    return missing


def _download(lines: list[str], system: str, python: str, folder: Path) -> subprocess.CompletedProcess:
    tags = [word for tag in SYSTEMS[system][0] for word in ("--platform", tag)]
    with tempfile.TemporaryDirectory() as made:
        asked = Path(made) / "requirements.txt"
        asked.write_text("\n".join(lines) + "\n", encoding="utf-8")
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
        command += ["--progress-bar", "off", "--only-binary=:all:", "--no-deps", "--require-hashes"]
        command += ["--python-version", python, *tags, "--dest", str(folder), "--requirement", str(asked)]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=LONGEST)


def wheels(folder: Path = WHEELS) -> Iterator[tuple[str, dict]]:
    """Fetch everything, a system after the other.

    Yields
    ------
    str, dict
        The system; how many ``wheels`` there are and their ``bytes``, and the packages that are ``missing``, by lock.
    """
    locks = {name: (ROOT / name).read_text(encoding="utf-8") for name in LOCKS}
    for system in SYSTEMS:
        into, missing = folder / system, {name: set() for name in locks}
        into.mkdir(parents=True, exist_ok=True)
        for python in PYTHONS:
            there = set()
            for patch, (name, lock) in product(PATCHES, locks.items()):
                exact = f"{python}.{patch}"
                if lines := [line for line in lines_for(lock, system, exact) if line not in there]:
                    missing[name] |= {*fetch(lines, system, exact, into)}
                    there |= {*lines}
        files = [*into.glob("*.whl")]
        yield (
            system,
            {
                "wheels": len(files),
                "bytes": sum(path.stat().st_size for path in files),
                "missing": {name: sorted(pins) for name, pins in missing.items() if pins},
            },
        )


def keep(found: dict[str, dict], folder: Path = ROOT / "_build" / "checks") -> Path:
    """Write down how much there is, where ``python -m casebook checked`` takes it into the book from; returns where."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "wheels.json"
    write_whole(path, json.dumps(found, indent=1) + "\n")
    return path

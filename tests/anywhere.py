"""Rerun and build the book under conditions in which a careless one would differ, and compare bytes.

``python tests/anywhere.py`` does it with the Python that runs it and writes ``_build/checks/anywhere-3.NN.json``;
``--summary 3.11 3.12 3.13`` puts those together.  `make matrix` calls both for every Python that is there.

The conditions of the runs "elsewhere": a path with spaces and Chinese characters, another locale and time zone, ``data/``
mounted read-only, no network, the chapters in reverse order, and all of it again.  Mounts and networks are cut off with
Linux namespaces; where there are none, the report says which condition did not hold.
"""

from __future__ import annotations

import argparse
import filecmp
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import reports
from builder import BUILD

ROOT = Path(__file__).resolve().parents[1]
LIMIT = 3600  # seconds that one run or one build may take
LEFT_OUT = shutil.ignore_patterns(
    ".git",
    ".venv",
    ".nox",
    "_build",
    "__pycache__",
    "downloads",
    ".hypothesis",
    ".*_cache",
    ".ipynb_checkpoints",
    "mutants",
)
AWAY = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "2020", "BOOK_PROCESSES": "1"}
HOME = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "PYTHONHASHSEED": "828", "BOOK_PROCESSES": "4"}


# ---------------------------------------------------------------------------------------------- cut off from the world


def namespaces() -> list[str]:
    """The command that runs another in mounts and a network of its own; empty where the system has none."""
    if sys.platform != "linux" or not shutil.which("unshare"):
        return []
    command = ["unshare", "--mount", "--net"]
    command += [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
    tried = subprocess.run([*command, "true"], capture_output=True, check=False, timeout=LIMIT)
    return command if tried.returncode == 0 else []


def cut_off(project: Path) -> dict[str, bool]:
    """Inside the namespaces: mount ``data/`` read-only, leave the loopback alone as network, and try both out.

    Returns
    -------
    dict of str to bool
        Whether the conditions hold, by trying to write a file and to reach an address.
    """
    data = str(project / "data")
    subprocess.run(["mount", "--bind", data, data], check=True, timeout=LIMIT)
    subprocess.run(["mount", "--options", "remount,bind,ro", data], check=True, timeout=LIMIT)
    _raise_loopback()
    return {"read-only data": not _can_write(project / "data"), "no network": not _can_reach("192.0.2.1")}


def _raise_loopback() -> None:
    """Kernels talk to their client over the loopback, which is down in a new network."""
    import fcntl
    import struct

    get_flags, set_flags, up = 0x8913, 0x8914, 0x1
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as handle:
        request = struct.pack("16sH14x", b"lo", 0)
        flags = struct.unpack("16sH14x", fcntl.ioctl(handle, get_flags, request))[1]
        fcntl.ioctl(handle, set_flags, struct.pack("16sH14x", b"lo", flags | up))


def _can_write(folder: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _can_reach(host: str) -> bool:
    """Whether a route to an address set aside for documentation exists; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as handle:
        try:
            handle.connect((host, 9))
        except OSError:
            return False
        return True


# ------------------------------------------------------------------------------------------------------------- runs


def chapters() -> list[str]:
    """The file names of the chapters, in order."""
    from casebook.evidence import records as evidence

    return [path.name for path in evidence.chapters(ROOT / "notebooks")]


def rerun(project: Path, names: list[str]) -> list[str]:
    """Execute chapters of a copy in this order; returns the names of those that came out other than in this project."""
    command = [sys.executable, "-m", "casebook", "rerun", *names]
    done = subprocess.run(command, cwd=project / "notebooks", capture_output=True, text=True, timeout=LIMIT)
    if done.returncode:
        return [f"the rerun failed: {done.stderr.strip()[-500:]}"]
    same, other, missing = filecmp.cmpfiles(ROOT / "notebooks", project / "notebooks", names, shallow=False)
    return sorted(other + missing)


def build(project: Path) -> Path:
    """Build the book of a copy.

    Raises
    ------
    RuntimeError
        If the strict build fails, with its last lines.
    """
    done = subprocess.run([*BUILD, "."], cwd=project, capture_output=True, text=True, check=False, timeout=LIMIT)
    if done.returncode:
        raise RuntimeError(f"the strict build in {project.name} failed:\n{done.stdout[-1500:]}{done.stderr[-1500:]}")
    return project / "_build" / "html"


def differing_files(one: Path, two: Path) -> tuple[list[str], int]:
    """Files that are not the same to the byte in two folders, and how many were compared."""
    names = {
        path.relative_to(folder).as_posix() for folder in (one, two) for path in folder.rglob("*") if path.is_file()
    }
    _, other, missing = filecmp.cmpfiles(one, two, sorted(names), shallow=False)
    return sorted(other + missing), len(names)


def elsewhere(project: Path) -> dict:
    """The runs away from home, to be called inside the namespaces."""
    held = cut_off(project) if os.environ.get("CUT_OFF") else {"read-only data": False, "no network": False}
    backwards = chapters()[::-1]
    return {"held": held, "reverse order": rerun(project, backwards), "a second time": rerun(project, backwards)}


def anywhere() -> dict:
    """All runs with this Python; chapters and files that differ are named, none means that bytes are the same."""
    stamp = reports.stamp()
    print(f"Python {stamp['python']}: at home, elsewhere (reverse order, twice), two builds.", flush=True)
    with tempfile.TemporaryDirectory(prefix="reading-a-reform-") as folder:
        home, away = Path(folder) / "home", Path(folder) / "读懂 一场 改革"
        for copy in (home, away):
            shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
        os.environ.update(HOME)
        differing = {"at home": rerun(home, chapters())}
        command, cut = [sys.executable, str(Path(__file__)), "--elsewhere", str(away)], namespaces()
        environment = {**os.environ, **AWAY, **({"CUT_OFF": "1"} if cut else {})}
        done = subprocess.run([*cut, *command], env=environment, capture_output=True, text=True, timeout=2 * LIMIT)
        if done.returncode:
            raise RuntimeError(f"the runs elsewhere failed:\n{done.stderr[-1500:]}")
        found = json.loads(done.stdout.splitlines()[-1])
        differing |= {run: found[run] for run in ("reverse order", "a second time")}
        one = build(home)
        os.environ.update(AWAY)
        files, compared = differing_files(one, build(away))
        differing["two builds"] = files
    return {
        **stamp,
        "chapters": len(chapters()),
        "files": compared,
        "held": {
            f"path {away.name!r}": True,
            f"LC_ALL={AWAY['LC_ALL']}, TZ={AWAY['TZ']}": True,
            "the book built on one process": True,
            **found["held"],
        },
        "differing": differing,
    }


# ----------------------------------------------------------------------------------------------------------- report


def summarise(versions: list[str]) -> tuple[dict, list[str]]:
    """Put the reports of several Pythons together.

    Returns
    -------
    tuple of (dict, list of str)
        The summary, and what is wrong, a line each: no Python at all, runs of different states of the project, files that
        differ, a condition that did not hold.
    """
    found = {version: reports.FRESH / f"anywhere-{version}.json" for version in versions}
    runs = {version: json.loads(path.read_text(encoding="utf-8")) for version, path in found.items() if path.is_file()}
    problems = [] if runs else ["no Python of the matrix ran, expected one at least"]
    states = [run["of"] for run in runs.values()]
    problems += [] if all(state == states[0] for state in states) else ["the project changed between the runs"]
    for version, run in runs.items():
        problems += [
            f"Python {version}, {where}: {name} is not the same, expected the bytes of the committed one"
            for where, names in run["differing"].items()
            for name in names
        ]
        problems += [
            f"Python {version}: {what} could not be arranged here" for what, held in run["held"].items() if not held
        ]
    return {
        "day": max((run["day"] for run in runs.values()), default=""),
        "python": ", ".join(run["python"] for run in runs.values()),
        "of": states[0] if states else {},
        "cores": max((run["cores"] for run in runs.values()), default=0),
        "minutes": sum(run["minutes"] for run in runs.values()),
        "missing": [version for version in versions if version not in runs],
        "runs": runs,
    }, problems


def lines_of(summary: dict, problems: list[str]) -> list[str]:
    """The summary as lines to read."""
    lines = []
    for run in summary["runs"].values():
        lines.append(f"Python {run['python']}: {run['chapters']} chapters, {run['files']} files of the book")
        lines += [f"  {where:16} {'differs' if names else 'same bytes'}" for where, names in run["differing"].items()]
    lines += [f"Python {version}: no run, since it is not here or broke off" for version in summary["missing"]]
    return lines + problems


def main() -> int:
    """Run, or sum up; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--elsewhere", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--summary", nargs="+", metavar="VERSION")
    given = parser.parse_args()
    if given.elsewhere:
        print(json.dumps(elsewhere(given.elsewhere), ensure_ascii=True))
        return 0
    if not given.summary:
        report = anywhere()
        reports.keep(f"anywhere-{'.'.join(report['python'].split('.')[:2])}", report)
        return 1 if any(report["differing"].values()) else 0
    summary, problems = summarise(given.summary)
    print("\n".join(lines_of(summary, problems)))
    reports.keep("matrix", summary)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

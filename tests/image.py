"""What can be known of the image in ``binder/Dockerfile`` without building it: what it copies, installs and starts."""

from __future__ import annotations

import json
import re
import sys
import urllib.error
import urllib.request
from pathlib import Path

from started import free_ports, started, until

ROOT = Path(__file__).resolve().parents[1]
DOCKERFILE = ROOT / "binder" / "Dockerfile"
LIMIT = 60  # seconds until a server answers


def copied(text: str) -> list[str]:
    """The sources of its COPY lines."""
    lines = re.findall(r"^COPY (.+)$", text, flags=re.M)
    return [word for line in lines for word in line.split()[:-1] if not word.startswith("--")]


def installed(text: str) -> list[str]:
    """The locks from which it installs, in their order; a line that takes packages without hashes counts for nothing."""
    lines = [line for line in re.findall(r"^RUN (.*pip install.*)$", text, flags=re.M) if "--require-hashes" in line]
    return [lock for line in lines for lock in re.findall(r"(?:-r|--requirement) (\S+)", line)]


def command(text: str) -> list[str]:
    """What it starts."""
    (line,) = re.findall(r"^CMD (\[.*\])$", text, flags=re.M)
    return json.loads(line)


def missing(text: str, tracked: list[str]) -> list[str]:
    """Sources that are no file and no folder of the project."""
    known = {*tracked, *(parent.as_posix() for name in tracked for parent in Path(name).parents)}
    return [source for source in copied(text) if source.rstrip("/") not in known or source.rstrip("/") == "."]


def serves(started_by: list[str], folder: Path, limit: float = LIMIT) -> str:
    """Start the command on the loopback, ask whether it serves, stop it; what is wrong, or nothing.

    Parameters
    ----------
    started_by : list of str
        The command of an image, which listens to every address; ``jupyter`` is that of the Python that runs.
    folder : Path
        Where it is started; a folder ``notebooks`` is in it.
    limit : float
        Seconds until it must answer.
    """
    (port,) = free_ports(1)
    words = [word.replace("0.0.0.0", "127.0.0.1") for word in started_by]
    if words[0] == "jupyter":
        words[:1] = [sys.executable, "-m", "jupyter"]
        words += [f"--port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token=", "--allow-root"]
    log = folder / "server.log"
    with started() as things:
        process = things.run(words, log, cwd=folder)
        answered = until(lambda: process.poll() is not None or _status(port), limit) and process.poll() is None
        elsewhere = [address for address, _ in things.listening() if address not in ("127.0.0.1", "::1")]
    if not answered:
        said = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return (
            f"found no server within {limit:g} seconds, expected one from {' '.join(started_by)}: {' '.join(said[-2:])}"
        )
    return ", ".join([*(f"it listens to {address}" for address in elsewhere), *things.left])


def _status(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/status", timeout=5) as answer:
            return "started" in json.load(answer)
    except (urllib.error.URLError, ConnectionError, TimeoutError, ValueError):
        return False

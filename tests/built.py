"""The book built once for all tests that look at its pages, a server for it, and a real browser."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import threading
import time
from pathlib import Path

import pytest
import yaml
from builder import BUILD

ROOT = Path(__file__).resolve().parents[1]
ADDRESS = "https://example.org/books/reform/"  # of a book that is published below the top of a host
PATIENCE = 600  # seconds that one process waits for the build of another
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


@pytest.fixture(scope="session")
def book(tmp_path_factory) -> Path:
    """The book, built strictly into a folder of its own."""
    return _built_once(tmp_path_factory, "built book")


@pytest.fixture(scope="session")
def published(book, tmp_path_factory) -> Path:
    """The book as it is built for a place on the web, ADDRESS; after the other, for both write the archive of the project."""
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    config["html"]["baseurl"] = ADDRESS
    extensions = config["sphinx"]["local_extensions"]  # whose folder is looked for from that of the configuration
    config["sphinx"]["local_extensions"] = {name: str(ROOT / folder) for name, folder in extensions.items()}
    path = tmp_path_factory.mktemp("published") / "_config.yml"
    path.write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return _built_once(tmp_path_factory, "published book", "--config", str(path))


def _built_once(tmp_path_factory, name: str, *options: str) -> Path:
    """Build the book; of several processes one builds and the others wait."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    out, said = shared / name, shared / f"{name}.said"
    try:
        out.mkdir()
    except FileExistsError:
        begun = time.monotonic()
        while not said.is_file() and time.monotonic() - begun < PATIENCE:
            time.sleep(0.2)
    else:
        command = [*BUILD, *options, "--path-output", str(out), str(ROOT)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=1200)
        kept = said.with_suffix(".part")  # renamed when it is whole: who waits reads all of it
        kept.write_text(
            "" if not done.returncode else f"{done.stdout[-3000:]}\n{done.stderr[-3000:]}", encoding="utf-8"
        )
        kept.rename(said)
    problem = said.read_text(encoding="utf-8")
    assert not problem, f"the strict build failed:\n{problem}"
    html = out / "_build" / "html"
    assert (html / "index.html").is_file(), "found no index.html, expected the landing page"
    return html


def chapter_pages(book: Path) -> list[Path]:
    """The pages of the chapters; what only leads on from an old address is none."""
    return [path for path in sorted(book.glob("notebooks/[0-9][0-9]_*.html")) if path not in moved(book)]


def moved(book: Path) -> dict[Path, str]:
    """Old addresses, and where they lead."""
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    return {book / f"{old}.html": new for old, new in config["sphinx"]["config"]["redirects"].items()}


def pages(book: Path) -> list[Path]:
    """The pages that people read."""
    return sorted([*chapter_pages(book), *(path for path in book.rglob("book/**/*.html") if path not in moved(book))])


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="session")
def served(book):
    """The book on a port of this machine."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(book)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def chromium() -> str | None:
    """The browser of this machine, if it has one."""
    return os.environ.get("CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )


@pytest.fixture(scope="session")
def browser():
    """A real browser, if this machine has one."""
    playwright = pytest.importorskip("playwright.sync_api", reason="the playwright package is not installed")
    if not chromium():
        pytest.skip("no chromium on this machine: install it, or set CHROMIUM=path")
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield running
        running.close()

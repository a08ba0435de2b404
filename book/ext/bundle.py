"""Put everything a reader needs to rerun into one archive, linked from the page "Rerun it"; and what a student needs into another."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

ROOT = Path(__file__).resolve().parents[2]
FOLDER = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))["name"]
PATTERNS = (
    "README.md", "LICENSE*", "CITATION.cff", "CHANGELOG.md", "Makefile", "requirements.*", "pyproject.toml", "_config.yml", "_toc.yml",
    "notebooks/*.ipynb", "notebooks/casebook/**/*.py", "notebooks/casebook/**/*.j2", "notebooks/casebook/**/*.css", "notebooks/casebook/**/*.js", "notebooks/casebook/**/*.woff", "notebooks/casebook/**/*.csv", "notebooks/casebook/evidence/*.json", "notebooks/casebook/**/fonts/*", "notebooks/casebook/press/templates/minibook/**/*.*", "data/*", "book/*.md", "book/ledger/*.md", "book/teach/*.md", "book/*.bib", "book/*.csv", "book/*.json", "book/checks/*.json", "noxfile.py", "notebooks/requirements.*", "tests/requirements.*",
    "book/ext/*.py", "book/static/*", "book/templates/**/*.*", "book/figures/*", "tests/**/*.py", "tests/fixtures/**/*.*",
)  # fmt: skip


def write_bundle(app: Sphinx) -> None:
    """Write the archive, named as the data package is, into ``book/downloads/``: the same bytes for the same files."""
    target = ROOT / "book" / "downloads" / f"{FOLDER}.zip"
    target.parent.mkdir(exist_ok=True)
    files = sorted({path for pattern in PATTERNS for path in ROOT.glob(pattern) if path.is_file()})
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files:
            entry = zipfile.ZipInfo(f"{FOLDER}/{path.relative_to(ROOT).as_posix()}", (2020, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes())


def begin_student_edition(app: Sphinx) -> None:
    """Begin to write ``book/downloads/student-edition.zip``, as ``python -m casebook class --archive`` does.

    In a process of its own, while the pages are read: the engine brings the packages of the chapters, which the build does
    without.  Until it is written an empty file keeps its place, so that a page may link to it.
    """
    target = ROOT / "book" / "downloads" / "student-edition.zip"
    target.parent.mkdir(exist_ok=True)
    target.touch()
    command = [sys.executable, "-m", "casebook", "class", "--archive", str(target)]
    app.student_edition = subprocess.Popen(
        command, cwd=ROOT / "notebooks", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )


def finish_student_edition(app: Sphinx, env) -> None:
    """Wait for the student edition, before the pages are written and the files copied.

    Raises
    ------
    ExtensionError
        If it was not made, with what the command said.
    """
    _, said = app.student_edition.communicate()
    if app.student_edition.returncode:
        raise ExtensionError(f"the student edition was not made: {said.strip()}")


def setup(app: Sphinx) -> dict:
    app.connect("builder-inited", write_bundle)
    app.connect("builder-inited", begin_student_edition)
    app.connect("env-updated", finish_student_edition)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

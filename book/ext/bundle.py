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
    "notebooks/*.ipynb", "notebooks/casebook/**/*.py", "notebooks/casebook/**/*.j2", "notebooks/casebook/**/*.css", "notebooks/casebook/**/*.js", "notebooks/casebook/**/*.woff", "notebooks/casebook/**/*.csv", "notebooks/casebook/**/fonts/*", "notebooks/casebook/press/templates/minibook/**/*.*", "data/*", "book/*.md", "book/ledger/*.md", "book/teach/*.md", "book/*.bib", "book/*.csv", "book/*.json", "book/checks/*.json", "noxfile.py", "notebooks/requirements.*", "tests/requirements.*",
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


def write_student_edition(app: Sphinx) -> None:
    """Write ``book/downloads/student-edition.zip``, as ``python -m casebook class --archive`` does.

    In a process of its own: the engine brings the packages of the chapters, which the build does without.
    """
    target = ROOT / "book" / "downloads" / "student-edition.zip"
    target.parent.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "casebook", "class", "--archive", str(target)]
    made = subprocess.run(command, cwd=ROOT / "notebooks", capture_output=True, text=True)
    if made.returncode:
        raise ExtensionError(f"the student edition was not made: {made.stderr.strip()}")


def setup(app: Sphinx) -> dict:
    app.connect("builder-inited", write_bundle)
    app.connect("builder-inited", write_student_edition)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

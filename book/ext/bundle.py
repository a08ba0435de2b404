"""Put everything a reader needs to rerun into one archive, linked from the page "Rerun it"."""

from __future__ import annotations

import zipfile
from pathlib import Path

from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parents[2]
FOLDER = "reading-a-reform"
PATTERNS = (
    "README.md", "LICENSE*", "CITATION.cff", "CHANGELOG.md", "Makefile", "requirements.*", "pyproject.toml", "_config.yml", "_toc.yml",
    "notebooks/*.ipynb", "notebooks/casebook/**/*.py", "notebooks/casebook/**/*.j2", "notebooks/casebook/**/*.css", "notebooks/casebook/**/fonts/*", "data/*", "book/*.md", "book/ledger/*.md", "book/teach/*.md", "book/*.bib", "book/*.csv", "book/*.json", "book/checks/*.json", "noxfile.py", "notebooks/requirements.*", "tests/requirements.*",
    "book/ext/*.py", "book/static/*", "book/templates/**/*.*", "book/figures/*", "tests/**/*.py", "tests/fixtures/**/*.*",
)  # fmt: skip


def write_bundle(app: Sphinx) -> None:
    """Write ``book/downloads/reading-a-reform.zip``: the same bytes for the same files."""
    target = ROOT / "book" / "downloads" / f"{FOLDER}.zip"
    target.parent.mkdir(exist_ok=True)
    files = sorted({path for pattern in PATTERNS for path in ROOT.glob(pattern) if path.is_file()})
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files:
            entry = zipfile.ZipInfo(f"{FOLDER}/{path.relative_to(ROOT).as_posix()}", (2020, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes())


def setup(app: Sphinx) -> dict:
    app.connect("builder-inited", write_bundle)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

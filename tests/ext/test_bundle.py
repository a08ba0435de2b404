"""The archive for those who rerun: what is in it, and the same bytes for the same files."""

from __future__ import annotations

import sys
import zipfile
from types import SimpleNamespace

import bundle
import pytest
from sphinx.errors import ExtensionError

FILES = {
    "README.md": "read", "LICENSE": "a", "LICENSE-CONTENT": "b", "Makefile": "m", "requirements.txt": "r", "_toc.yml": "t",
    "notebooks/01_a.ipynb": "{}", "notebooks/casebook/press/a.py": "1", "notebooks/casebook/press/templates/a.md.j2": "x",
    "notebooks/casebook/drawing/fonts/F.otf": "font", "notebooks/casebook/evidence/e.json": "[]", "data/claims.csv": "区", "book/index.md": "i", "book/checks/a.json": "{}",
    "book/ext/bundle.py": "b", "tests/press/test_a.py": "t", "tests/fixtures/holes/a.ipynb": "{}",
}  # fmt: skip
NOT_IN_IT = [
    "secret.txt",
    "notebooks/notes.txt",
    "_build/html/index.html",
    "book/downloads/old.zip",
    "notebooks/casebook/a.pyc",
]


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project of some files that belong into the archive, and some that do not."""
    for name, text in [*FILES.items(), *((name, "no") for name in NOT_IN_IT)]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "data" / "folder").mkdir()
    monkeypatch.setattr(bundle, "ROOT", tmp_path)
    return tmp_path


def test_the_archive_holds_what_a_rerun_needs_and_no_more(project):
    """Each file once, under one folder, in the order of names, readable, compressed, with a day that never changes."""
    bundle.write_bundle(None)
    with zipfile.ZipFile(project / "book" / "downloads" / "reading-a-reform.zip") as archive:
        entries = archive.infolist()
        assert [entry.filename for entry in entries] == sorted(f"reading-a-reform/{name}" for name in FILES)
        assert {name: archive.read(f"reading-a-reform/{name}").decode() for name in FILES} == FILES
    assert {entry.date_time for entry in entries} == {(2020, 1, 1, 0, 0, 0)}
    assert {entry.external_attr >> 16 for entry in entries} == {0o644}
    assert {entry.compress_type for entry in entries} == {zipfile.ZIP_DEFLATED}


def test_the_same_files_give_the_same_bytes(project):
    """An archive that changes with every build would change every page that links to it."""
    made = []
    for _ in range(2):
        bundle.write_bundle(None)
        made.append((project / "book" / "downloads" / "reading-a-reform.zip").read_bytes())
        (project / "README.md").touch()
    assert made[0] == made[1]


def test_a_missing_folder_is_made(project):
    """The first build of a copy has no such folder yet."""
    for path in (project / "book" / "downloads").iterdir():
        path.unlink()
    (project / "book" / "downloads").rmdir()
    bundle.write_bundle(None)
    assert (project / "book" / "downloads" / "reading-a-reform.zip").is_file()


def test_they_are_written_before_pages_are_read(app, safe):
    """The pages that link to them would warn that they are missing."""
    assert bundle.setup(app) == safe
    assert app.said == [
        ("connect", "builder-inited", bundle.write_bundle),
        ("connect", "builder-inited", bundle.begin_student_edition),
        ("connect", "env-updated", bundle.finish_student_edition),
    ]


class Running:
    """A command that is running, with what it will say."""

    def __init__(self, returncode: int = 0, stderr: str = ""):
        self.returncode, self.stderr = returncode, stderr

    def communicate(self):
        return None, self.stderr


@pytest.fixture
def building(project, monkeypatch):
    """A build in which a command is begun that ends as it is told; what was asked of it."""

    def begin(*ending):
        asked, app = [], SimpleNamespace()

        def start(command, **how):
            asked.append((command, how["cwd"]))
            return Running(*ending)

        monkeypatch.setattr(bundle.subprocess, "Popen", start)
        bundle.begin_student_edition(app)
        return app, asked

    return begin


def test_the_student_edition_is_made_by_the_command(project, building):
    """In the folder of the engine, by the Python that builds, into the folder of downloads; a page may link to it at once."""
    target = project / "book" / "downloads" / "student-edition.zip"
    app, asked = building()
    assert asked == [([sys.executable, "-m", "casebook", "class", "--archive", str(target)], project / "notebooks")]
    assert target.is_file()
    assert bundle.finish_student_edition(app, None) is None


def test_a_student_edition_that_is_not_made_stops_the_build(building):
    """With what the command said: a page would link to a file that is not there."""
    app, _ = building(1, "cell ex1: found no key\n")
    with pytest.raises(ExtensionError, match="not made: cell ex1: found no key$"):
        bundle.finish_student_edition(app, None)

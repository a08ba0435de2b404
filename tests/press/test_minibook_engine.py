"""What a mini-book has of an engine: which files, their version, and whether somebody changed one."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from pathlib import Path

import pytest
from casebook.press.minibook import engine
from elsewhere import plain_locale  # noqa: F401  (a fixture for every test here)

OWN = "notebooks/casebook/press/templates/minibook/plain"
PLACES = {
    ".gitignore": "gitignore",
    "Makefile": "Makefile",
    "book/data-dictionary.md": "data-dictionary.md",
    "book/how-to-read.md": "how-to-read.md",
    "book/static/cover.svg": "cover.svg",
    "book/static/logo.svg": "logo.svg",
    "pyproject.toml": "pyproject.toml",
    "tests/conftest.py": "conftest.py",
    "tests/test_book.py": "test_book.py",
}
COPIED = [
    "LICENSE",
    "book/ext/bundle.py",
    "book/static/a.css",
    "book/static/a.js",
    "book/templates/deep/a.html",
    "notebooks/casebook/__main__.py",
    "notebooks/casebook/deep/a.svg",
    "notebooks/requirements.txt",
    "requirements.in",
]
NOT_COPIED = [
    "book/ext/__pycache__/a.py",
    "book/ext/readme.txt",
    "book/static/own.svg",
    "data/a.csv",
    "notebooks/01_one.ipynb",
    "notebooks/casebook/.DS_Store",
    "notebooks/casebook/.ipynb_checkpoints/a.py",
    "notebooks/casebook/__pycache__/a.txt",
    "notebooks/casebook/a.part",
    "notebooks/casebook/a.pyc",
    "tests/test_other.py",
]


@pytest.fixture
def project(tmp_path) -> Path:
    """A project with an engine of a few files, and things that are none of it."""
    root = tmp_path / "project"
    for place in [*COPIED, *NOT_COPIED, *(f"{OWN}/{name}" for name in PLACES.values())]:
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_text(f"开 {place}", encoding="utf-8")
    return root


def test_the_engine_is_its_files_in_the_order_of_their_places(project):
    """No cache, no half-written file and nothing of the book itself; those of every mini-book stand where they belong."""
    own = [f"{OWN}/{name}" for name in PLACES.values()]
    wanted = {place: project / place for place in [*COPIED, *own]}
    wanted |= {place: project / OWN / name for place, name in PLACES.items()}
    found = engine.engine_files(project)
    assert found == wanted
    assert list(found) == sorted(wanted)


def test_an_engine_that_lacks_something_is_refused(project):
    """A student edition makes no mini-book, and says where one is made."""
    (project / OWN / "gitignore").unlink()
    with pytest.raises(FileNotFoundError) as refused:
        engine.engine_files(project)
    assert str(refused.value) == (
        "templates/minibook/plain/gitignore: found no such file, expected what a mini-book is made of: a student edition "
        "has it not; it is in the whole project, which whoever made the edition has"
    )


def test_a_version_is_told_by_every_place_and_every_byte(tmp_path):
    """Two engines of one version are the same: it is a hash of the hashes, as `sha256sum` lists them."""
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "b").write_bytes(b"")
    digests = engine.hashes({"x/a": tmp_path / "a", "b": tmp_path / "b"})
    one = "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"
    none = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert digests == {"x/a": one, "b": none}
    whole = hashlib.sha256(f"{one}  x/a\n{none}  b\n".encode()).hexdigest()
    assert engine.version(digests) == whole[:12]


def test_an_engine_is_installed_and_written_down(project, tmp_path):
    """What was written down is what lies there; nothing in the folder is touched but the engine."""
    folder = tmp_path / "book"
    (folder / "book" / "ext").mkdir(parents=True)
    (folder / "book" / "ext" / "bundle.py").write_text("old", encoding="utf-8")
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    said = engine.install(folder, {"claims": "m"}, project)
    files = engine.engine_files(project)
    assert said == {
        "version": engine.version(engine.hashes(files)),
        "dated": "",
        "files": engine.hashes(files),
        "tables": {"claims": "m"},
    }
    there = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    written = there.pop("book/engine.json")
    assert there == {"mine.txt": b"mine", **{place: path.read_bytes() for place, path in files.items()}}
    assert json.loads(written) == said == engine.manifest(folder)
    assert written.startswith(b'{\n "version": "')
    assert written.endswith(b"\n}\n")
    assert engine.changed_by_hand(folder) == []


def test_a_file_that_is_there_to_the_byte_is_left_alone(project, tmp_path):
    """With its time: make would install every package again if the list of them were newer than what is installed."""
    folder = tmp_path / "book"
    engine.install(folder, {}, project)
    for place in ("Makefile", "LICENSE"):
        os.utime(folder / place, (1, 1))
    (project / "LICENSE").write_text("newer", encoding="utf-8")
    engine.install(folder, {}, project)
    assert (folder / "Makefile").stat().st_mtime == 1
    assert (folder / "LICENSE").stat().st_mtime > 1
    assert (folder / "LICENSE").read_text(encoding="utf-8") == "newer"


def test_an_engine_is_dated_by_its_history_and_a_minibook_keeps_the_date(project, tmp_path, monkeypatch):
    """The last change of a file of the engine counts, whatever else changed later; without git there is no date."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    (project / "data").mkdir(exist_ok=True)
    (project / "data" / "mine.csv").write_text("id\n", encoding="utf-8")

    def git(*words: str, at: str = "") -> None:
        given = {**os.environ, "GIT_COMMITTER_DATE": at} if at else None
        who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *who, *words], cwd=project, env=given, check=True, capture_output=True, timeout=60)

    assert engine.dated(project) == ""
    git("init")
    assert engine.dated(project) == ""
    git("add", "notebooks", "LICENSE")
    git("commit", "-m", "The engine", at="2031-05-03T01:30:00+02:00")
    git("add", "data")
    git("commit", "-m", "Data", at="2031-06-01T00:00:00Z")
    assert engine.dated(project) == "2031-05-02 23:30:00"
    engine.install(tmp_path / "book", {}, project)
    assert engine.manifest(tmp_path / "book")["dated"] == engine.dated(tmp_path / "book") == "2031-05-02 23:30:00"
    monkeypatch.setenv("PATH", str(tmp_path))
    assert engine.dated(project) == ""


def test_what_somebody_changed_or_took_away_is_named(project, tmp_path):
    """All of it, in the order of the engine; a file that the engine has not is nobody's business."""
    folder = tmp_path / "book"
    engine.install(folder, {}, project)
    (folder / "Makefile").write_text("mine", encoding="utf-8")
    (folder / "LICENSE").unlink()
    (folder / "book" / "ext" / "bundle.py").unlink()
    (folder / "book" / "ext" / "bundle.py").mkdir()
    (folder / "book" / "ext" / "mine.py").write_text("mine", encoding="utf-8")
    assert engine.changed_by_hand(folder) == ["LICENSE", "Makefile", "book/ext/bundle.py"]


SAID = {"version": "1", "files": {}, "tables": {}}


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "[]",
        "{",
        "\udcff",
        *(json.dumps({key: value for key, value in SAID.items() if key != left}) for left in SAID),
        json.dumps(SAID | {"version": ""}),
        json.dumps(SAID | {"files": []}),
        json.dumps(SAID | {"tables": []}),
    ],
)
def test_a_folder_that_is_no_minibook_is_refused_in_a_line(tmp_path, text):
    """Whatever lies there under that name."""
    if text is not None:
        (tmp_path / "book").mkdir()
        (tmp_path / "book" / "engine.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(ValueError) as refused:
        engine.manifest(tmp_path)
    expected = "found no book/engine.json of a mini-book, expected a folder that `casebook new` made"
    assert str(refused.value) == f"{tmp_path}: {expected}"


def test_what_a_minibook_says_of_its_engine_is_read_as_it_stands(tmp_path):
    """With whatever else a later engine may say there, and in UTF-8."""
    said = SAID | {"files": {"开.py": "0"}, "more": 1}
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "engine.json").write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    assert engine.manifest(str(tmp_path)) == said

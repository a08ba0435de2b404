"""A newer engine for a mini-book: what it replaces, what it tells, what it refuses, what it leaves alone."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest
from casebook.evidence.tables import DataError
from casebook.press.minibook import engine, schema
from casebook.press.minibook.upgrading import upgrade
from elsewhere import plain_locale  # noqa: F401  (a fixture for every test here)

OWN = "notebooks/casebook/press/templates/minibook/plain"


def put(root: Path, files: dict[str, str]) -> None:
    """Files of a folder."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def resource(name: str, *columns: str, description: str = "Some Rows.") -> dict:
    """A table of columns of one kind."""
    fields = [{"name": one, "type": "string", "description": f"the {one}"} for one in columns]
    return {"name": name, "path": f"{name}.csv", "description": description, "schema": {"fields": fields}}


@pytest.fixture
def project(tmp_path, monkeypatch) -> Path:
    """A project with an engine of a few files and two tables for mini-books, in `wanted.json`."""
    root = tmp_path / "project"
    put(root, {f"{OWN}/{name}": name for name in engine.PLAIN})
    put(root, {f"notebooks/casebook/{name}.py": name for name in "abc"})
    want(root, resource("claims", "id", "unit"), resource("hosts", "id"))

    def resources(folder: Path) -> dict[str, dict]:
        assert folder == root / "data"
        told = json.loads((root / "wanted.json").read_text(encoding="utf-8"))
        return {one["name"]: one for one in told}

    monkeypatch.setattr(schema, "resources", resources)
    return root


def want(root: Path, *resources: dict) -> None:
    """The tables that the engine of a project has for mini-books."""
    put(root, {"wanted.json": json.dumps(resources)})


@pytest.fixture
def book(project, tmp_path) -> Path:
    """A mini-book with this engine and its tables, and one table more, of its own."""
    folder = tmp_path / "book"
    made = schema.resources(project / "data")
    package = schema.package("a", "开", made | {"mine": resource("mine", "id")})
    put(
        folder,
        {"data/datapackage.json": json.dumps(package), "data/claims.csv": "id,unit\n1,x\n", "data/hosts.csv": "id\n"},
    )
    engine.install(folder, schema.marks(made), project)
    return folder


def package_of(folder: Path) -> dict:
    """The schema of a mini-book."""
    return json.loads((folder / "data" / "datapackage.json").read_text(encoding="utf-8"))


def listing(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_with_the_same_engine_nothing_changes(book, project):
    """Not a byte but the layout of the schema, which is written anew in UTF-8."""
    before = listing(book)
    package = package_of(book)
    done = upgrade(str(book), root=project)
    version = engine.manifest(book)["version"]
    assert (done.before, done.after) == (version, version)
    assert done.replaced == done.added == done.removed == done.told == []
    after = listing(book)
    written = after.pop("data/datapackage.json")
    before.pop("data/datapackage.json")
    assert after == before
    assert written.decode("utf-8") == json.dumps(package, indent=1, ensure_ascii=False) + "\n"
    assert "开" in written.decode("utf-8")


def test_files_of_the_engine_are_replaced_added_and_removed(book, project):
    """By their hashes, in their order; what is somebody's own stays, and the new engine is written down."""
    old = engine.manifest(book)["version"]
    (project / "notebooks" / "casebook" / "b.py").unlink()
    (project / "notebooks" / "casebook" / "c.py").unlink()
    put(
        project,
        {"notebooks/casebook/a.py": "newer", f"{OWN}/Makefile": "newer", "book/ext/z.py": "z", "LICENSE": "new"},
    )
    put(book, {"book/index.md": "mine", "notebooks/casebook/mine.py": "mine"})
    done = upgrade(book, root=project)
    assert done.replaced == ["Makefile", "notebooks/casebook/a.py", f"{OWN}/Makefile"]
    assert done.added == ["LICENSE", "book/ext/z.py"]
    assert done.removed == ["notebooks/casebook/b.py", "notebooks/casebook/c.py"]
    assert (done.before, done.told) == (old, [])
    assert done.after == engine.version(engine.hashes(engine.engine_files(project))) != old
    there = listing(book)
    assert there["notebooks/casebook/a.py"] == there["Makefile"] == b"newer"
    assert there["book/index.md"] == there["notebooks/casebook/mine.py"] == b"mine"
    assert {"notebooks/casebook/b.py", "notebooks/casebook/c.py"} & set(there) == set()
    assert engine.changed_by_hand(book) == []
    assert engine.manifest(book)["version"] == done.after


def test_what_was_changed_by_hand_is_named_and_lost_only_if_that_is_asked_for(book, project):
    """Somebody's change is work."""
    put(book, {"notebooks/casebook/a.py": "mine", "Makefile": "mine"})
    (book / "notebooks" / "casebook" / "c.py").unlink()
    (project / "notebooks" / "casebook" / "c.py").unlink()
    before = listing(book)
    with pytest.raises(ValueError) as refused:
        upgrade(book, root=project)
    assert str(refused.value) == (
        f"{book}: found files of the engine changed by hand (Makefile, notebooks/casebook/a.py, notebooks/casebook/c.py), "
        "expected none: put your changes elsewhere, or lose them with --force"
    )
    assert listing(book) == before
    done = upgrade(book, True, project)
    assert done.replaced == ["Makefile", "notebooks/casebook/a.py"]
    assert done.removed == ["notebooks/casebook/c.py"]
    assert listing(book)["Makefile"] == b"Makefile"


@pytest.mark.parametrize(
    ("had", "has", "refused"),
    [
        ("2031-05-02 10:00:00", "2031-05-02 09:59:59", True),
        ("2031-05-02 10:00:00", "2031-05-02 10:00:00", False),
        ("2031-05-02 10:00:00", "2031-05-02 10:00:01", False),
        ("2031-05-02 10:00:00", "", False),
        ("", "2031-05-02 10:00:00", False),
        (None, "2031-05-02 10:00:00", False),
    ],
)
def test_an_engine_that_is_older_is_refused(book, project, monkeypatch, had, has, refused):
    """Newer files would be lost without a word; one whose day nobody knows is taken as it is, and so is one that is asked for."""
    said = engine.manifest(book) | {"dated": had}
    put(book, {engine.MANIFEST: json.dumps({key: told for key, told in said.items() if told is not None})})
    monkeypatch.setattr(engine, "dated", lambda root: has if root == project else "not asked")
    assert upgrade(book, root=project).replaced == []  # the same engine, whenever it was made
    put(book, {engine.MANIFEST: json.dumps({key: told for key, told in said.items() if told is not None})})
    put(project, {"notebooks/casebook/a.py": "other"})
    before = listing(book)
    if refused:
        with pytest.raises(ValueError) as told:
            upgrade(book, root=project)
        assert str(told.value) == (
            f"{book}: found an engine of {had} (UTC), expected one older than this of {has}: give the command in the newer "
            "book, or go back with --force"
        )
        assert listing(book) == before
    assert upgrade(book, refused, project).replaced == ["notebooks/casebook/a.py"]
    assert engine.manifest(book)["dated"] == has


def test_a_file_that_lies_where_a_new_one_belongs_is_named(book, project):
    """It is somebody's own: the engine did not put it there."""
    put(project, {"book/ext/z.py": "z", "book/ext/y.py": "y", "book/ext/x.py": "x"})
    put(book, {"book/ext/z.py": "mine", "book/ext/y.py": "mine"})
    before = listing(book)
    with pytest.raises(ValueError) as refused:
        upgrade(book, root=project)
    assert str(refused.value) == (
        f"{book}: found book/ext/y.py, book/ext/z.py, which the engine has now too, expected no such file: rename yours, or "
        "lose it with --force"
    )
    assert listing(book) == before
    assert upgrade(book, force=True, root=project).added == ["book/ext/x.py", "book/ext/y.py", "book/ext/z.py"]
    assert listing(book)["book/ext/z.py"] == b"z"


def test_a_project_is_not_upgraded_by_itself(project, book):
    """However its folder is written; nor is a folder that is no mini-book."""
    same = book / ".." / book.name
    with pytest.raises(ValueError) as refused:
        upgrade(same, root=book)
    assert str(refused.value) == f"{same}: found the project whose engine this is, expected another mini-book"
    with pytest.raises(ValueError, match="expected a folder that `casebook new` made"):
        upgrade(project, root=book)


def test_a_new_table_is_added_empty_and_one_that_is_there_is_kept(book, project):
    """Its schema goes behind those that are there; a file of that name has rows that somebody wrote."""
    dates, checks = resource("dates", "id", "day", description="Dates of the Text."), resource("checks", "id")
    want(project, resource("claims", "id", "unit"), dates, checks, resource("hosts", "id"))
    put(book, {"data/checks.csv": "id\nmine\n"})
    done = upgrade(book, root=project)
    assert done.told == ["data/dates.csv: a new table, dates of the text", "data/checks.csv: a new table, some rows"]
    assert [one["name"] for one in package_of(book)["resources"]] == ["claims", "hosts", "mine", "dates", "checks"]
    there = listing(book)
    assert (there["data/dates.csv"], there["data/checks.csv"]) == (b"id,day\n", b"id\nmine\n")
    assert engine.manifest(book)["tables"] == schema.marks(schema.resources(project / "data"))
    assert upgrade(book, root=project).told == []


OTHER_RULES = resource("claims", "id", "unit")
OTHER_RULES["schema"]["fields"][1]["type"] = "number"
OTHER_KEYS = resource("claims", "id", "unit")
OTHER_KEYS["schema"]["primaryKey"] = "id"


@pytest.mark.parametrize(
    ("newer", "told"),
    [
        (resource("claims", "id", "unit", "note", "more"), ["a new column, note: add it to the table (the note)", "a new column, more: add it to the table (the more)"]),
        (resource("claims", "unit"), ["the column id is gone: take it out of the table"]),
        (resource("claims", "mark"), ["a new column, mark: add it to the table (the mark)", "the column id is gone: take it out of the table", "the column unit is gone: take it out of the table"]),
        (OTHER_RULES, ["the column unit has other rules"]),
        (OTHER_KEYS, ["other keys, or another description"]),
        (resource("claims", "id", "unit", description="Other."), ["other keys, or another description"]),
        (resource("claims", "unit", "id"), ["its columns have another order: unit, id"]),
    ],
)  # fmt: skip
def test_what_is_new_in_a_table_is_told_and_its_rows_are_left(book, project, newer, told):
    """The schema is the engine's, the rows are somebody's; a schema that was changed by hand stays as it is."""
    want(project, newer, resource("hosts", "id"))
    by_hand = Path(book.parent / "by hand")
    put(by_hand, {name: text.decode("utf-8") for name, text in listing(book).items()})
    package = package_of(by_hand)
    package["resources"][0]["schema"]["fields"][0]["description"] = "mine"
    changed = copy.deepcopy(package)
    put(by_hand, {"data/datapackage.json": json.dumps(package)})

    assert upgrade(book, root=project).told == [f"data/claims.csv: {one}" for one in told]
    assert [one["name"] for one in package_of(book)["resources"]] == ["claims", "hosts", "mine"]
    assert package_of(book)["resources"][0] == newer
    assert listing(book)["data/claims.csv"] == b"id,unit\n1,x\n"
    assert engine.manifest(book)["tables"] == schema.marks(schema.resources(project / "data"))

    before = engine.manifest(by_hand)["tables"]
    lines = upgrade(by_hand, root=project).told
    assert len(lines) == 1
    assert lines[0].startswith("data/claims.csv: its schema was changed here and is left as it is; new would be: ")
    assert package_of(by_hand) == changed
    assert engine.manifest(by_hand)["tables"] == before


def test_changes_of_a_schema_that_is_left_are_told_in_one_line(book, project):
    """So that a person can make them by hand; tables behind it are renewed all the same."""
    package = package_of(book)
    package["resources"][0]["description"] = "Mine."
    put(book, {"data/datapackage.json": json.dumps(package)})
    want(project, resource("claims", "id", "mark"), resource("hosts", "id", "name"))
    done = upgrade(book, root=project)
    assert done.told == [
        "data/claims.csv: its schema was changed here and is left as it is; new would be: a new column, mark: add it to the "
        "table (the mark); the column unit is gone: take it out of the table",
        "data/hosts.csv: a new column, name: add it to the table (the name)",
    ]
    assert [one["schema"]["fields"][-1]["name"] for one in package_of(book)["resources"]] == ["unit", "name", "id"]


def test_a_table_that_the_engine_has_no_more_is_somebodys_own(book, project):
    """Its schema and its rows stay, and its mark is forgotten."""
    want(project, resource("hosts", "id"))
    done = upgrade(book, root=project)
    assert done.told == []
    assert [one["name"] for one in package_of(book)["resources"]] == ["claims", "hosts", "mine"]
    assert list(engine.manifest(book)["tables"]) == ["hosts"]


def test_a_schema_that_is_broken_stops_the_upgrade(book, project):
    """It is told what is wrong with it before a file of the engine is touched."""
    package = package_of(book)
    del package["resources"][2]["path"]
    put(book, {"data/datapackage.json": json.dumps(package)})
    put(project, {"notebooks/casebook/a.py": "newer"})
    with pytest.raises(DataError, match="a resource without path"):
        upgrade(book, root=project)
    assert listing(book)["notebooks/casebook/a.py"] == b"a"

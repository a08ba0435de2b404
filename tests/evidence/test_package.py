"""The schema of the tables is checked before them: each slip in it is told by table, column, finding and expectation."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from casebook import __main__ as commands
from casebook.evidence import package, tables
from casebook.evidence.package import SCHEMA, package_problems
from casebook.evidence.tables import check_package
from casebook.press.classroom.archive import edition
from casebook.press.inventory import files
from casebook.press.minibook import engine, schema

pytestmark = pytest.mark.rule
RENAMED = "it, since rules ask for it by this name: renamed?"
COLUMN = "a column with name and type"
CONSTRAINTS = "one of required, unique, pattern, enum, minimum, maximum, maxLength"


def of(said: dict, name: str) -> dict:
    """A table of the package."""
    return next(table for table in said["resources"] if table["name"] == name)


def column(said: dict, table: str, name: str) -> dict:
    """A column of a table of the package."""
    return next(field for field in of(said, table)["schema"]["fields"] if field["name"] == name)


def rules(said: dict, table: str, name: str) -> dict:
    """The constraints of a column."""
    return column(said, table, name)["constraints"]


def columns_of(name: str) -> str:
    """The columns of a table, as a message lists them."""
    return ", ".join(field["name"] for field in tables.schema()[name]["schema"]["fields"])


def misspell(part: dict, word: str, to: str) -> None:
    """Another word for a word of an object."""
    part[to] = part.pop(word)


def spoilt(folder: Path, spoil: Callable) -> list[str]:
    """What is told of a package when something in it is changed."""
    path = folder / "datapackage.json"
    said = json.loads(path.read_text(encoding="utf-8"))
    spoil(said)
    path.write_text(json.dumps(said), encoding="utf-8")
    return [str(problem).removeprefix("data/datapackage.json: ") for problem in check_package(folder)]


SLIPS = {
    "a table renamed": (lambda p: of(p, "claims").update(name="claim"), "no table claims", RENAMED),
    "a series renamed": (lambda p: of(p, "totals").update(name="total"), "no table totals", RENAMED),
    "a table that a rule can do without": (lambda p: of(p, "zones").update(name="zone"), "no table zones", RENAMED),
    "a list of nothing": (
        lambda p: column(p, "results", "claims")["list"].update(resource="claimz"),
        "the list of column claims of table results to table claimz",
        f"one of the tables: {', '.join(tables.schema())}",
    ),
    "a list of its own table": (
        lambda p: column(p, "results", "claims")["list"].update(resource=""),
        '"" as resource of list of column claims of table results',
        "the name of another table",
    ),
    "a key to no table": (
        lambda p: of(p, "claims")["schema"]["foreignKeys"][0]["reference"].update(resource="sorces"),
        "the key of column source_id of table claims to table sorces",
        f"one of the tables: {', '.join(tables.schema())}",
    ),
    "a key to no column": (
        lambda p: of(p, "claims")["schema"]["foreignKeys"][0]["reference"].update(fields="source"),
        "the key of column source_id of table claims to source of sources",
        f"one of: {columns_of('sources')}",
    ),
    "a word misspelt": (
        lambda p: misspell(column(p, "claims", "value"), "constraints", "constraint"),
        '"constraint" in column value of table claims',
        "one of name, type, title, description, edtf, to_do, list, constraints",
    ),
    "a constraint misspelt": (
        lambda p: misspell(rules(p, "panel", "year"), "minimum", "minimun"),
        '"minimun" in constraints of column year of table panel',
        CONSTRAINTS,
    ),
    "a table twice": (lambda p: p["resources"].append(of(p, "hosts")), "table hosts twice", "a name of its own for each"),
    "a file twice": (
        lambda p: of(p, "works").update(path="peers.csv"), "path peers.csv of two tables", "a file of its own for each",
    ),
    "a column twice": (
        lambda p: of(p, "hosts")["schema"]["fields"].append({"name": "host", "type": "string"}),
        "column host twice in table hosts",
        "a name of its own for each",
    ),
    "a primary key of no column": (
        lambda p: of(p, "hosts")["schema"].update(primaryKey=["publisher_en", "hots"]),
        "hots under primaryKey of table hosts",
        f"one of its columns: {columns_of('hosts')}",
    ),
    "a foreign key of no column": (
        lambda p: of(p, "claims")["schema"]["foreignKeys"][0].update(fields="sourceid"),
        "sourceid under foreignKeys of table claims",
        f"one of its columns: {columns_of('claims')}",
    ),
    "rows signed by no column": (
        lambda p: of(p, "panel").update(signed=["sources_id"]),
        "sources_id under signed of table panel",
        f"one of its columns: {columns_of('panel')}",
    ),
    "no regular expression": (
        lambda p: rules(p, "claims", "claim_id").update(pattern="("),
        '"(" as pattern of column claim_id of table claims',
        "a regular expression",
    ),
    "a number as text": (
        lambda p: rules(p, "panel", "year").update(minimum="2000"),
        '"2000" as minimum of column year of table panel',
        "a number",
    ),
    "a least text": (
        lambda p: rules(p, "claims", "claim_id").update(minimum=1),
        '"minimum" as constraints of column claim_id of table claims',
        "no minimum and no maximum where the type is no number",
    ),
    "no schema": (
        lambda p: of(p, "claims").update(schema=None),
        "null as schema of table claims",
        "the columns under fields, and the keys",
    ),
    "no table": (lambda p: p["resources"].insert(1, None), "null as table no. 2", "a table with name, path and schema"),
    "a column without type": (
        lambda p: column(p, "claims", "value").pop("type"), "no type in column value of table claims", COLUMN,
    ),
    "a column without name": (
        lambda p: of(p, "hosts")["schema"]["fields"][1].pop("name"), "no name in column no. 2 of table hosts", COLUMN,
    ),
    "an unknown type": (
        lambda p: column(p, "claims", "claim_id").update(type="strng"),
        '"strng" as type of column claim_id of table claims',
        "one of boolean, integer, number, string",
    ),
    "no columns": (
        lambda p: of(p, "hosts")["schema"].pop("fields"),
        "no fields in schema of table hosts",
        "the columns under fields, and the keys",
    ),
    "a choice of one text": (
        lambda p: rules(p, "sources", "kind").update(enum="government"),
        '"government" as enum of column kind of table sources',
        "a list of texts",
    ),
    "no tables": (lambda p: p.update(resources=[]), "[] as resources", "the tables, each with name, path and schema"),
    "nothing": (lambda p: p.clear(), "no resources in the package", "the tables, each with name, path and schema"),
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_the_schema_is_told_in_one_line(data_copy, monkeypatch, slip):
    """It would switch a check off, or end in a traceback; no table is read by a schema that is wrong."""
    monkeypatch.setattr(tables, "read_table", None)
    spoil, found, expected = SLIPS[slip]
    assert spoilt(data_copy, spoil) == [f"found {found}, expected {expected}"]


@pytest.mark.parametrize(
    ("word", "twice", "place"),
    [
        ('"name": "claim_id",', '"name": "claim_id", "type": "number",', '"type" twice in column claim_id of table claims'),
        ('"path": "claims.csv",', '"path": "claims.csv", "path": "claims.csv",', '"path" twice in table claims'),
        ('"resources":', '"resources": [], "resources":', '"resources" twice in the package'),
    ],
)  # fmt: skip
def test_a_word_that_stands_twice_is_told(data_copy, word, twice, place):
    """JSON keeps the last and says nothing of the first."""
    path = data_copy / "datapackage.json"
    text = path.read_text(encoding="utf-8").replace(word, twice, 1)
    path.write_text(text, encoding="utf-8")
    assert [str(problem) for problem in check_package(data_copy)] == [
        f"data/datapackage.json: found {place}, expected each word once"
    ]


def test_the_package_and_a_fresh_minibook_have_no_slip(tmp_path):
    """Neither is refused for a word of its own: a mini-book has fewer tables, and marks what is to do."""
    assert package_problems(tables.DATA) == []
    made = schema.package("a-book", "A book", schema.resources())
    (tmp_path / "datapackage.json").write_text(json.dumps(made), encoding="utf-8")
    assert package_problems(tmp_path) == []
    assert not {*package.TOGETHER} & {*schema.resources()}
    assert {*package.NEEDED} <= {*schema.resources()}


def test_every_object_of_the_schema_names_its_words():
    """A misspelt word of an object that takes any word would go unseen; what is expected is told by its description."""
    said = json.loads(SCHEMA.read_text(encoding="utf-8"))
    objects = [part for _, part in package._parts(said) if isinstance(part, dict) and part.get("type") == "object"]
    assert len(objects) == 8
    assert {(part["additionalProperties"], bool(part["description"])) for part in objects} == {(False, True)}


def test_the_command_tells_a_slip_and_ends_with_1(data_copy, monkeypatch, capsys):
    """It had said that all is well, or ended in a traceback."""
    monkeypatch.setattr(commands, "MOST", 50)
    said = json.loads((data_copy / "datapackage.json").read_text(encoding="utf-8"))
    said["resources"][0] = None
    (data_copy / "datapackage.json").write_text(json.dumps(said), encoding="utf-8")
    monkeypatch.setattr(tables.check_package, "__defaults__", (data_copy,))
    monkeypatch.setattr(tables.schema, "__defaults__", (data_copy,))
    assert commands.main(["data"]) == 1
    assert capsys.readouterr().err == (
        "data/datapackage.json: found null as table no. 1, expected a table with name, path and schema\n1 problem found.\n"
    )


def test_the_schema_travels_with_the_engine(root):
    """Without it `casebook data` of a copy would end in a traceback; its checksum is on record."""
    place = SCHEMA.relative_to(root).as_posix()
    assert place in edition(root, [])
    assert place in engine.engine_files(root)
    assert place in files(root, ("code",))


def test_a_chapter_does_not_wait_for_the_check(root):
    """The library is loaded only when the package is checked."""
    code = (
        "import sys; from casebook.evidence.tables import table; table('claims'); sys.exit('jsonschema' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=root / "notebooks", timeout=60).returncode == 0

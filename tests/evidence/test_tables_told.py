"""What is said of a table that cannot be read: place, finding and expectation to the letter, each on a small package."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from casebook.evidence import package as of_package
from casebook.evidence import tables
from casebook.evidence.tables import DataError, check_package, read_table, schema

AS_CSV = "a CSV table named in datapackage.json"
AS_WHOLE = "the tables, each with name, path and schema"


def field(name: str, kind: str = "string", **more) -> dict:
    return {"name": name, "type": kind, **more}


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Write a package of tables, each by its text and its columns; returns its folder.  It needs no table by name."""
    monkeypatch.setattr(of_package, "NEEDED", ())

    def write(texts: dict[str, str | bytes], columns: dict[str, list[dict]], **schemas) -> Path:
        resources = [
            {"name": name, "path": f"{name}.csv", "schema": {"fields": columns[name], **schemas.get(name, {})}}
            for name in texts
        ]
        (tmp_path / "datapackage.json").write_text(json.dumps({"resources": resources}), encoding="utf-8")
        for name, text in texts.items():
            (tmp_path / f"{name}.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
        return tmp_path

    return write


PAIR = [field("name"), field("size", "integer")]


def told(folder: Path, name: str = "made") -> list[str]:
    """The problems of a table."""
    with pytest.raises(DataError) as caught:
        read_table(name, folder)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "data/made.csv: found an empty file, expected a header and rows"),
        ("name,size\n", "data/made.csv: found a header and no rows, expected at least one row"),
        (
            "name,size\na,1\nb,2",
            "data/made.csv, row 3: found a last line with no end, expected a line end: the file may be cut off",
        ),
        (
            b"\xef\xbb\xbfname,size\na,1\n",
            "data/made.csv, row 1: found a byte order mark before the first column, as Excel's 'CSV UTF-8' writes it, "
            "expected plain UTF-8: open the file in a text editor and save it as 'UTF-8', not as 'UTF-8 with BOM'",
        ),
        (b"name,size\na,1\nb\xb0,2\n", "data/made.csv, row 3: found byte 0xb0, expected text in UTF-8"),
        (b"na\x81me,size\na,1\n", "data/made.csv, row 1: found byte 0x81, expected text in UTF-8"),
        (
            'name,size\n"a,1\n',
            "data/made.csv: found broken CSV (unexpected end of data), expected comma-separated values, quotes closed",
        ),
        (
            'name,size\n"a"b,1\n',
            "data/made.csv: found broken CSV (',' expected after '\"'), expected comma-separated values, quotes closed",
        ),
        *(
            (
                f"name{sign}size\na{sign}1\n",
                f"data/made.csv, row 1: found cells parted by {sign!r}, expected cells parted by commas: save it as CSV with commas",
            )
            for sign in (";", "|")
        ),
        (
            "name\tsize\na\t1\n",
            "data/made.csv, row 1: found cells parted by '\\t', expected cells parted by commas: save it as CSV with commas",
        ),
        ("name\na\n", "data/made.csv, row 1, column size: found no such column, expected the column, as in datapackage.json"),
        (
            "name,size,mood\na,1,b\n",
            "data/made.csv, row 1, column mood: found an extra column, expected only the columns of datapackage.json",
        ),
        (
            "Name,size\na,1\n",
            "data/made.csv, row 1, column Name: found an unknown column, expected name, which is missing: renamed?",
        ),
        ("size,name\n1,a\n", "data/made.csv, row 1: found columns size, name, expected this order: name, size"),
        ("name,size\na,1\nb\n", "data/made.csv, row 3: found 1 cells, expected 2 cells, as in the header"),
        ("name,size\na,1,2\nb,1\n", "data/made.csv, row 2: found 3 cells, expected 2 cells, as in the header"),
        ("name,size\na,1\nb,x\n", "data/made.csv, row 3, column size: found 'x', expected a whole number"),
    ],
)  # fmt: skip
def test_one_fault_is_told_once(package, text, expected):
    """Whoever has to mend a table has nothing but this line."""
    assert told(package({"made": text}, {"made": PAIR})) == [expected]


def test_all_faults_of_a_kind_are_told(package):
    """One at a time, a table would have to be mended as often as it has faults."""
    rows = package({"made": "name,size\na\nb,1\nc,2,3\n"}, {"made": PAIR})
    assert [line.partition(":")[0] for line in told(rows)] == ["data/made.csv, row 2", "data/made.csv, row 4"]
    header = package({"made": "mood,Size\na,1\n"}, {"made": PAIR})
    assert [line.partition(": found ")[0] for line in told(header)] == [
        "data/made.csv, row 1, column Size",
        "data/made.csv, row 1, column name",
        "data/made.csv, row 1, column mood",
    ]
    cells = package({"made": "name,size\n =,x\n"}, {"made": PAIR})
    assert [line.partition(":")[0] for line in told(cells)] == [
        "data/made.csv, row 2, column name",
        "data/made.csv, row 2, column size",
    ]


def test_what_stands_in_the_place_of_a_table_is_named(package):
    """A link leads out of the package, and a folder is no file."""
    folder = package({"made": "name,size\na,1\n", "other": "name,size\na,1\n"}, {"made": PAIR, "other": PAIR})
    (folder / "made.csv").unlink()
    assert told(folder) == [f"data/made.csv: found no such file, expected {AS_CSV}"]
    (folder / "made.csv").mkdir()
    assert told(folder) == [f"data/made.csv: found a folder, expected {AS_CSV}"]
    (folder / "made.csv").rmdir()
    (folder / "made.csv").symlink_to(folder / "other.csv")
    assert told(folder) == [f"data/made.csv: found a link, expected {AS_CSV}"]


def test_a_table_without_rows_is_read_where_its_schema_allows_it(package):
    """A list of open questions may be empty one day."""
    folder = package({"made": "name,size\n"}, {"made": PAIR})
    text = (folder / "datapackage.json").read_text(encoding="utf-8")
    (folder / "datapackage.json").write_text(text.replace('"path"', '"may_be_empty": true, "path"'), encoding="utf-8")
    frame = read_table("made", folder)
    assert (len(frame), [*frame.columns]) == (0, ["name", "size"])


def test_a_long_cell_is_read_and_the_limit_of_others_stays(package):
    """It is told as what is wrong with it; and other readers of CSV keep their own limit."""
    before = csv.field_size_limit()
    folder = package({"made": f"name,size\n{'a' * 200_000},1\n"}, {"made": PAIR})
    assert len(read_table("made", folder)["name"][0]) == 200_000
    package({"made": 'name,size\n"a,1\n'}, {"made": PAIR})
    told(folder)
    assert csv.field_size_limit() == before


def test_a_table_that_is_not_described_is_refused(package):
    """The message names those that are."""
    folder = package({"made": "name,size\na,1\n", "other": "name,size\na,1\n"}, {"made": PAIR, "other": PAIR})
    with pytest.raises(KeyError) as caught:
        read_table("maid", folder)
    assert caught.value.args[0] == "no table 'maid' in data/datapackage.json; there are: made, other"


def test_a_key_of_several_columns_is_their_own(package):
    """Each row that repeats an earlier one is told, with its key as it stands."""
    text = "name,size\na,1\nb,1\na,1\na,2\nb,1\n"
    folder = package({"made": text}, {"made": PAIR}, made={"primaryKey": ["name", "size"]})
    assert told(folder) == [
        f"data/made.csv, row {row}, column name+size: found ({name!r}, 1), expected a key of its own: an earlier row has it too"
        for row, name in ((4, "a"), (6, "b"))
    ]
    assert len(read_table("made", package({"made": text}, {"made": PAIR}, made={"primaryKey": "name"}))) == 5


# ---------------------------------------------------------------------------------------------------- rules of rows

BOUNDS = [field(name, "number") for name in ("value", "low", "high")]
WORDS = [field(name) for name in ("printed", "printed_at", "fragment", "source_id", "note")]


def test_bounds_and_value_of_a_claim_are_in_order(package):
    """At either end a value may lie, and not a hair beyond; a claim without one has only bounds."""
    rows = ["1,1,2", "2,1,2", "0.9,1,2", "2.5,1,2", ",3,2.5", ",2,2", "3,3,2"]
    text = "value,low,high,printed,printed_at,fragment,source_id,note\n" + "".join(f"{row},,,,,\n" for row in rows)
    assert told(package({"claims": text}, {"claims": [*BOUNDS, *WORDS]}), "claims") == [
        "data/claims.csv, row 4, column value: found 0.9, expected a value inside its interval, 1 to 2",
        "data/claims.csv, row 5, column value: found 2.5, expected a value inside its interval, 1 to 2",
        "data/claims.csv, row 6, column low: found 3, expected at most high, 2.5",
        "data/claims.csv, row 8, column low: found 3, expected at most high, 2",
        "data/claims.csv, row 8, column value: found 3, expected a value inside its interval, 3 to 2",
    ]


def test_bounds_are_not_compared_where_one_is_no_number(package):
    """Such a cell is told with its column, and nothing is computed with it."""
    text = "value,low,high,printed,printed_at,fragment,source_id,note\n1,x,0,,,,,\n"
    assert told(package({"claims": text}, {"claims": [*BOUNDS, *WORDS]}), "claims") == [
        "data/claims.csv, row 2, column low: found 'x', expected a number in plain decimals"
    ]


def test_places_in_a_circle_are_told_once_each(package):
    """Who walks from place to holder would never arrive; who walks into a circle from outside stands in none."""
    text = "entity_id,parent_id\na,b\nb,c\nc,b\nd,d\ne,a\nf,\n"
    columns = [field("entity_id"), field("parent_id")]
    assert told(package({"entities": text}, {"entities": columns}), "entities") == [
        "data/entities.csv, row 3, column parent_id: found b in c in b, expected a place that does not lie in itself",
        "data/entities.csv, row 5, column parent_id: found d in d, expected a place that does not lie in itself",
    ]


LEVELS = [field("kind"), field("level", "integer"), *map(field, ("identification", "void", "checks", "how"))]
NO_EFFECT = "is no claim of effect"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("estimate,2,placebos,,,", []),
        ("placebo,3,placebos,broken,,", []),
        ("count,,,,,", []),
        ("robustness,,placebos,,,", ["column level: found '', expected a level"]),
        ("repeat,1,,,,", ["column identification: found '', expected what identifies the effect"]),
        ("count,2,,,,", [f"column level: found '2', expected none: count {NO_EFFECT}"]),
        ("count,,placebos,,,", [f"column identification: found 'placebos', expected empty: count {NO_EFFECT}"]),
        ("count,,,broken,,", [f"column void: found 'broken', expected empty: count {NO_EFFECT}"]),
        ("count,,,,art-1,", ["column how: found '', expected a phrase if there are checks, else empty"]),
        ("count,,,,,within", ["column how: found 'within', expected a phrase if there are checks, else empty"]),
        ("count,,,,art-1,within", []),
    ],
)
def test_a_result_has_a_level_if_it_claims_an_effect(package, row, expected):
    """And only then: a level lends a count a weight that it has not."""
    folder = package({"results": f"kind,level,identification,void,checks,how\n{row}\n"}, {"results": LEVELS})
    if expected == []:
        assert len(read_table("results", folder)) == 1
    else:
        assert told(folder, "results") == [f"data/results.csv, row 2, {line}" for line in expected]


# -------------------------------------------------------------------------------------------------- across tables


def keyed(column: str, resource: str, to: str) -> dict:
    return {"foreignKeys": [{"fields": column, "reference": {"resource": resource, "fields": to}}]}


def test_a_key_leads_to_a_row_of_the_other_table(package):
    """Empty leads nowhere; a cell that is still to do is told only where its column may not be open."""
    columns = {"made": [field("name"), field("of"), field("open", to_do="a name")], "other": [field("name")]}
    keys = keyed("of", "other", "name")["foreignKeys"] + keyed("open", "other", "name")["foreignKeys"]
    text = "name,of,open\na,x,x\nb,,to do\nc,y,z\nd,to do,\n"
    folder = package({"made": text, "other": "name\nx\n"}, columns, made={"foreignKeys": keys})
    assert [str(problem) for problem in check_package(folder)] == [
        "data/made.csv, row 4, column of: found 'y', expected a name of data/other.csv",
        "data/made.csv, row 5, column of: found 'to do', expected a name of data/other.csv",
        "data/made.csv, row 4, column open: found 'z', expected a name of data/other.csv",
    ]


def test_a_key_without_a_table_leads_to_its_own(package):
    """As the place that holds another does."""
    columns = {"made": [field("name"), field("of")]}
    folder = package({"made": "name,of\na,b\nb,c\n"}, columns, made=keyed("of", "", "name"))
    assert [str(problem) for problem in check_package(folder)] == [
        "data/made.csv, row 3, column of: found 'c', expected a name of data/made.csv"
    ]


def test_each_key_of_a_list_leads_to_a_row(package):
    """Parted by blanks, and each is told that leads nowhere."""
    columns = {"made": [field("names", list={"resource": "other", "fields": "name"})], "other": [field("name")]}
    folder = package({"made": 'names\nx y\n""\nz x\n', "other": "name\nx\n"}, columns)
    assert [str(problem) for problem in check_package(folder)] == [
        "data/made.csv, row 2, column names: found 'y', expected each a name of data/other.csv",
        "data/made.csv, row 4, column names: found 'z', expected each a name of data/other.csv",
    ]


def test_what_leads_to_a_broken_table_is_not_told_besides(package):
    """The broken one is told, and every key to it would be a false alarm."""
    columns = {
        "made": [field("of"), field("names", list={"resource": "other", "fields": "name"}), field("size")],
        "other": [field("name")],
        "third": [field("name")],
    }
    keys = keyed("of", "other", "name")["foreignKeys"] + keyed("size", "third", "name")["foreignKeys"]
    texts = {"made": "of,names,size\na,b,c\n", "other": "name\n", "third": "name\nx\n"}
    assert [str(problem) for problem in check_package(package(texts, columns, made={"foreignKeys": keys}))] == [
        "data/other.csv: found a header and no rows, expected at least one row",
        "data/made.csv, row 2, column size: found 'c', expected a name of data/third.csv",
    ]


# ------------------------------------------------------------------------------------------------------ the schema


@pytest.mark.parametrize(
    ("resources", "found", "expected"),
    [
        ([], "no resources", AS_WHOLE),
        ([{"name": "a", "path": "a.csv"}], "a resource without schema", AS_WHOLE),
        ([{"schema": {}}], "a resource without name and path", AS_WHOLE),
        *(
            ([{"name": "a", "path": path, "schema": {}}], f"the path {path!r}", "the name of a CSV file in data/ itself, such as claims.csv")
            for path in ("../a.csv", "A.csv", "a.csv.bak", "a/b.csv")
        ),
    ],
)  # fmt: skip
def test_a_schema_that_describes_no_tables_is_refused(tmp_path, resources, found, expected):
    """A path that leads out of the folder is no table of the package."""
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": resources}), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        schema(tmp_path)
    assert str(caught.value) == f"data/datapackage.json: found {found}, expected {expected}"


def test_a_schema_that_is_missing_or_no_json_is_refused(tmp_path):
    """The message says where it lies."""
    with pytest.raises(DataError) as caught:
        schema(tmp_path)
    assert str(caught.value) == (
        "data/datapackage.json: found no such file, expected the schema of the data package: "
        "the folder data/ lies one level above the folder of casebook/"
    )
    (tmp_path / "datapackage.json").write_text("[", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        schema(tmp_path)
    assert str(caught.value) == (
        "data/datapackage.json: found Expecting value: line 1 column 2 (char 1), expected JSON in UTF-8"
    )


def test_words_of_the_schema_are_held_to_what_a_cell_may_hold(package):
    """They come onto the pages as the cells do."""
    columns = {"made": [field("name", description="the <b>name"), field("size", "integer", title="a\u200bb")]}
    found = [str(problem) for problem in check_package(package({"made": "name,size\na,1\n"}, columns))]
    assert found == [
        "data/datapackage.json: found 'the <b>name', expected no '<' before a letter, '/', '!' or '?': a browser would "
        "take it for markup",
        "data/datapackage.json: found ZERO WIDTH SPACE (U+200B) at sign 2 of 'a\\u200bb', expected signs that can be seen, "
        "and plain blanks",
    ]


def test_a_table_is_checked_with_what_it_refers_to(package, monkeypatch):
    """A chapter asks for one table, and gets none whose keys lead nowhere; it gets a copy each time."""
    columns = {"made": [field("name"), field("of")], "other": [field("name")]}
    texts = {"made": "name,of\na,x\nb,y\n", "other": "name\nx\n"}
    folder = package(texts, columns, made=keyed("of", "other", "name"))
    monkeypatch.setattr(tables, "DATA", folder)
    for kept in (tables._checked, tables._read_once):
        kept.cache_clear()
    monkeypatch.setattr(tables, "read_table", lambda name: read_table(name, folder))
    try:
        assert tables.table("other")["name"].tolist() == ["x"]
        with pytest.raises(DataError) as caught:
            tables.table("made")
        assert str(caught.value) == "data/made.csv, row 3, column of: found 'y', expected a name of data/other.csv"
    finally:
        for kept in (tables._checked, tables._read_once):
            kept.cache_clear()

"""A table grows article by article, is gone on with as it was left, and says the same as Parquet."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from casebook.press.scan import table
from casebook.press.scan.rows import COLUMNS, Mark
from casebook.press.scan.table import Table
from casebook.press.scan.tally import Tally

HEADER = (
    "document,paragraph,kind,text,locator,low,high,unit,qualifier,earliest,latest,reason,check,ingredients,"
    "recomputed_low,recomputed_high,agrees,notes,file_mark,reader_mark\n"
)


def figure(article: str, text: str = "5") -> dict:
    """A row of an article."""
    return {"document": article, "paragraph": 1, "kind": "figure", "text": text, "low": 5, "high": 5.5, "unit": "%"}


def end(article: str, mark: str = "m") -> dict:
    """The last row of an article."""
    return {"document": article, "paragraph": 2, "kind": "document", "file_mark": mark, "reader_mark": "v1"}


def line(row: dict) -> str:
    """A row as it stands in the file, if its cells need no quotes."""
    return ",".join(str(row.get(column, "")) for column in COLUMNS) + "\n"


def text_of(*rows: dict) -> str:
    """A whole table."""
    return HEADER + "".join(map(line, rows))


def gone_on(path: Path, is_current=lambda mark: True) -> tuple[set[str], Tally]:
    """What is kept of a table, and its count."""
    tally = Tally()
    with Table(path) as opened:
        return opened.go_on(is_current, tally), tally


@pytest.fixture
def out(tmp_path) -> Path:
    """Where the table is to stand."""
    return tmp_path / "out.csv"


# -------------------------------------------------------------------------------------------------------- what grows


def test_a_table_begins_with_its_header_in_a_folder_that_is_made(tmp_path):
    """Nobody has to make it before; one that is there is used."""
    for name in ("a", "b"):
        out = tmp_path / "deep" / "deeper" / f"{name}.csv"
        assert gone_on(out) == (set(), Tally())
        assert out.read_text(encoding="utf-8") == HEADER
    assert len(list(out.parent.iterdir())) == 2


def test_rows_are_on_disk_as_soon_as_they_are_written(out):
    """A run that is killed has lost no article; cells that a row does not have are empty, line ends stay within cells."""
    with Table(out) as opened:
        opened.go_on(lambda mark: True, Tally())
        opened.write([figure("a"), end("a")])
        assert out.read_bytes().decode() == text_of(figure("a"), end("a"))
        opened.write([{"document": "区", "text": 'x\r\ny "z"'}])
    assert out.read_bytes().decode() == text_of(figure("a"), end("a")) + '区,,,"x\r\ny ""z"""' + "," * 16 + "\n"


def test_the_bytes_do_not_depend_on_the_system(out, monkeypatch):
    """On Windows a text would else have other line ends and another encoding; here only the call can show it."""
    out.write_text(text_of(end("a")), encoding="utf-8")
    asked, usual = [], Path.open

    def opened(self, mode, *given, **how):
        asked.append((self.name, mode, given, how))
        return usual(self, mode, *given, **how)

    monkeypatch.setattr(Path, "open", opened)
    gone_on(out)
    strictly = {"encoding": "utf-8", "newline": "", "errors": None}
    assert asked == [
        ("out.csv.part", "w", (), strictly),
        ("out.csv", "r", (), {**strictly, "errors": "replace"}),
        ("out.csv", "a", (), strictly),
    ]


@pytest.mark.parametrize(("name", "found"), [("out.xlsx", ".xlsx"), ("out", "no ending"), ("out.CSV", ".CSV")])
def test_a_table_of_another_kind_is_refused(tmp_path, name, found):
    """Before anything is read."""
    with pytest.raises(ValueError) as told:
        Table(tmp_path / name)
    assert str(told.value) == f"--out {name}: found {found}, expected .csv or .parquet"


def test_what_stands_beside_a_table_is_known():
    """In the folder of the articles it is none of them."""
    assert [path.name for path in Table.beside(Path("x/out.csv"))] == ["out.csv", "out.csv.part", "out.csv.part"]
    beside = [path.name for path in Table.beside(Path("x/out.parquet"))]
    assert beside == ["out.rows.csv", "out.rows.csv.part", "out.parquet.part"]


# ------------------------------------------------------------------------------------------------------ what is kept


def test_rows_of_finished_and_current_articles_are_kept(out):
    """In their order and counted; each is asked about by its own marks, and others go."""
    out.write_text(text_of(figure("a"), end("a", "1"), figure("b"), end("b", "2"), end("c", "3")), encoding="utf-8")
    asked = []
    kept, tally = gone_on(out, lambda mark: asked.append(mark) or mark.article != "b")
    assert asked == [Mark("a", "1", "v1"), Mark("b", "2", "v1"), Mark("c", "3", "v1")]
    assert kept == {"a", "c"}
    assert out.read_text(encoding="utf-8") == text_of(figure("a"), end("a", "1"), end("c", "3"))
    assert (tally.articles, tally.kinds) == (2, {"figure": 1})
    assert [path.name for path in out.parent.iterdir()] == ["out.csv"]


def test_an_article_is_kept_once(out):
    """Two runs into one table may have read it twice."""
    out.write_text(text_of(figure("a", "1"), end("a"), figure("a", "2"), end("a")), encoding="utf-8")
    kept, tally = gone_on(out)
    assert kept == {"a"}
    assert tally.articles == 1
    assert out.read_text(encoding="utf-8") == text_of(figure("a", "1"), end("a"))


@pytest.mark.parametrize(
    ("left", "kept"),
    [
        ([figure("a"), figure("b"), end("b")], ["b"]),
        ([figure("a"), end("a"), figure("b")], ["a"]),
        ([figure("a"), end("b")], ["b"]),
        ([figure("a"), "b,1,fig\n", figure("c"), end("c")], ["c"]),
        ([figure("a"), line(figure("b"))[:-1] + ",one too many\n", end("c")], ["c"]),
        ([end("a"), "b,1,fig\n"], ["a"]),
    ],
)
def test_what_a_run_that_was_ended_left_is_passed_over(out, left, kept):
    """Rows of an article without its last do not run on into the next; a line cut off ends what was before it."""
    out.write_text(HEADER + "".join(row if isinstance(row, str) else line(row) for row in left), encoding="utf-8")
    assert gone_on(out)[0] == set(kept)
    whole = [row for row in left if isinstance(row, dict) and row["document"] in kept]
    assert out.read_text(encoding="utf-8") == text_of(*whole)


def test_an_empty_file_is_a_table_to_be_begun(out):
    """As one that was made beforehand."""
    out.write_bytes(b"")
    assert gone_on(out) == (set(), Tally())
    assert out.read_text(encoding="utf-8") == HEADER


@pytest.mark.parametrize("text", ["name,mark\nA,1\n", "\n", HEADER.replace("document", "Document"), HEADER[9:]])
def test_another_table_is_left_alone(out, text):
    """Word by word, with nothing beside it."""
    out.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError) as told:
        gone_on(out)
    assert str(told.value) == "out.csv: found another table, expected one of an earlier scan: name another file"
    assert out.read_text(encoding="utf-8") == text
    assert [path.name for path in out.parent.iterdir()] == ["out.csv"]


def test_cells_stay_as_they_are(out):
    """Long ones, those with line ends of any system, and one that was cut within a character."""
    before = csv.field_size_limit(131072)  # as Python begins; another library may have changed it
    long = "x" * 200_000
    whole = text_of(end("a"), {**end("b"), "notes": long}) + line(end("c")).replace("c,2", '"c\r\nd",2')
    out.write_bytes(whole.encode())
    assert gone_on(out)[0] == {"a", "b", "c\r\nd"}
    assert out.read_bytes() == whole.encode()
    out.write_bytes(whole.encode() + "区".encode()[:2])
    assert gone_on(out)[0] == {"a", "b", "c\r\nd"}
    assert out.read_bytes() == whole.encode()
    assert csv.field_size_limit(before) == 131072  # it holds for all CSV that the process reads


# --------------------------------------------------------------------------------------------------------- Parquet


class Batch:
    """Some rows of a table."""

    def __init__(self, rows):
        self.rows = rows

    def to_pylist(self):
        return self.rows


def in_batches(rows):
    """Two rows at a time."""
    return [Batch(rows[at : at + 2]) for at in range(0, len(rows), 2)]


class Writer:
    """Writes what is a table of Parquet to the stand-in."""

    def __init__(self, path, schema):
        self.path, self.schema, self.rows = path, dict(schema), []

    def __enter__(self):
        return self

    def write_batch(self, batch):
        self.rows += batch.to_pylist()

    def __exit__(self, kind, *_):
        self.path.write_text(json.dumps({"schema": self.schema, "rows": self.rows}), encoding="utf-8")


class Reader:
    """Reads it."""

    def __init__(self, path):
        found = json.loads(path.read_text(encoding="utf-8"))
        self.schema_arrow, self.rows = SimpleNamespace(names=list(found["schema"])), found["rows"]

    def iter_batches(self):
        return in_batches(self.rows)


@pytest.fixture
def arrow(monkeypatch):
    """What of pyarrow is used, in its place where it is not installed; with the block sizes that were asked for."""
    types = {"string": str, "double": float, "int32": int}
    sizes = []

    def open_csv(path, read_options, parse_options, convert_options):
        sizes.append(read_options.block_size)
        text = path.read_bytes().decode()
        lines = csv.reader(text.splitlines(keepends=True)) if parse_options.newlines_in_values else map(
            lambda one: one.split(","), text.splitlines()
        )  # fmt: skip
        names, *rows = lines

        def cell(name, value):
            kind = convert_options.column_types[name]
            empty = value in convert_options.null_values
            if empty and (kind != "string" or convert_options.strings_can_be_null):
                return None
            return types[kind](value)

        return in_batches([{name: cell(name, value) for name, value in zip(names, row, strict=True)} for row in rows])

    made = {name: ModuleType(name) for name in ("pyarrow", "pyarrow.csv", "pyarrow.parquet")}
    whole, reading, parquet = made.values()
    whole.csv, whole.parquet, whole.schema = reading, parquet, list
    whole.string, whole.float64, whole.int32 = lambda: "string", lambda: "double", lambda: "int32"
    reading.open_csv = open_csv
    for name in ("ReadOptions", "ParseOptions", "ConvertOptions"):
        setattr(reading, name, lambda **given: SimpleNamespace(**given))
    parquet.ParquetWriter, parquet.ParquetFile = Writer, Reader
    for name, module in made.items():
        monkeypatch.setitem(sys.modules, name, module)
    return sizes


def written(out: Path, *articles: list[dict]) -> None:
    """A table of some articles."""
    with Table(out) as opened:
        opened.go_on(lambda mark: True, Tally())
        for rows in articles:
            opened.write(rows)


ARTICLES = (
    [figure("a", "one\nline"), {**figure("a"), "low": 70.25, "recomputed_low": 7}, end("a")],
    [{**figure("b"), "recomputed_high": "inf", "low": ""}, end("b")],
)


def test_parquet_has_the_rows_with_their_types(tmp_path, arrow):
    """Numbers are numbers, an empty one is none, an empty text is a text; read in blocks of four megabytes."""
    out = tmp_path / "out.parquet"
    written(out, *ARTICLES)
    assert [path.name for path in tmp_path.iterdir()] == ["out.parquet"]
    found = json.loads(out.read_text(encoding="utf-8"))
    numbers = dict.fromkeys(("low", "high", "recomputed_low", "recomputed_high"), "double") | {"paragraph": "int32"}
    assert found["schema"] == {column: numbers.get(column, "string") for column in COLUMNS}
    assert list(found["schema"]) == list(COLUMNS)
    first, second, last, third, _ = found["rows"]
    assert first == {
        **dict.fromkeys(COLUMNS, ""), **figure("a", "one\nline"), "low": 5.0, "recomputed_low": None, "recomputed_high": None,
    }  # fmt: skip
    assert (second["low"], second["recomputed_low"], last["low"]) == (70.25, 7.0, None)
    assert (third["low"], third["recomputed_high"], third["text"]) == (None, float("inf"), "5")
    assert arrow == [4194304]


def test_a_table_of_parquet_is_gone_on_with(tmp_path, arrow):
    """As the CSV that it was made of, byte by byte, but for numbers' form: 64.0 is 64 again."""
    out = tmp_path / "out.parquet"
    written(out, *ARTICLES)
    with Table(out) as opened:
        assert opened.go_on(lambda mark: True, Tally()) == {"a", "b"}
        rows = tmp_path / "out.rows.csv"
        assert rows.read_bytes().decode() == (
            HEADER
            + 'a,1,figure,"one\nline",,5,5.5,%,,,,,,,,,,,,\n'
            + "a,1,figure,5,,70.25,5.5,%,,,,,,,7,,,,,\n"
            + line(end("a"))
            + "b,1,figure,5,,,5.5,%,,,,,,,,inf,,,,\n"
            + line(end("b"))
        )
        opened.write([end("c")])
    assert [path.name for path in tmp_path.iterdir()] == ["out.parquet"]
    documents = [row["document"] for row in json.loads(out.read_text(encoding="utf-8"))["rows"]]
    assert documents == ["a", "a", "a", "b", "b", "c"]


def test_a_run_that_broke_leaves_its_rows_and_the_old_parquet(tmp_path, arrow):
    """The next goes on with the rows, not with the older table."""
    out = tmp_path / "out.parquet"
    written(out, [end("a")])
    before = out.read_bytes()

    def breaks():
        with Table(out) as opened:
            opened.go_on(lambda mark: True, Tally())
            opened.write([end("b")])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        breaks()
    assert out.read_bytes() == before
    assert (tmp_path / "out.rows.csv").read_text(encoding="utf-8") == text_of(end("a"), end("b"))
    assert gone_on(out)[0] == {"a", "b"}


def test_another_table_of_parquet_is_left_alone(tmp_path, arrow):
    """Word by word, with nothing beside it."""
    out = tmp_path / "marks.parquet"
    text = json.dumps({"schema": {"name": "string"}, "rows": []})
    out.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError) as told:
        gone_on(out)
    assert str(told.value) == "marks.parquet: found another table, expected one of an earlier scan: name another file"
    assert out.read_text(encoding="utf-8") == text
    assert [path.name for path in tmp_path.iterdir()] == ["marks.parquet"]


@pytest.mark.parametrize("lost", ["pyarrow", "pyarrow.csv", "pyarrow.parquet"])
def test_parquet_without_its_package_is_refused_before_anything_is_read(tmp_path, arrow, monkeypatch, lost):
    """With what to do."""
    monkeypatch.setitem(sys.modules, lost, None)
    with pytest.raises(ValueError) as told:
        Table(tmp_path / "out.parquet")
    assert str(told.value) == (
        "Parquet needs pyarrow, which is not installed: install notebooks/requirements-scan.txt, or name a .csv"
    )
    assert Table(tmp_path / "out.csv").out == tmp_path / "out.csv"


def test_parquet_is_put_in_its_place_whole(tmp_path, arrow, monkeypatch):
    """Both ways: whoever reads meanwhile reads the old one."""
    moved, usual = [], table.os.replace

    def replace(part, place):
        moved.append((part.name, place.name))
        usual(part, place)

    monkeypatch.setattr(table.os, "replace", replace)
    out = tmp_path / "out.parquet"
    written(out, [end("a")])
    written(out, [end("b")])
    rows, whole = ("out.rows.csv.part", "out.rows.csv"), ("out.parquet.part", "out.parquet")
    assert moved == [rows, whole, rows, rows, whole]

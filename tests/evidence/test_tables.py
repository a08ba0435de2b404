"""The data package: valid as it stands, and every way of spoiling it is reported by place, finding and expectation."""

from __future__ import annotations

import csv
import json
import math
import unicodedata
from pathlib import Path

import pytest
from casebook.evidence import tables
from casebook.evidence.claims import figure_of
from casebook.evidence.tables import DataError, check_package, read_table
from casebook.reading.dates import order
from frictionless import Package

# ---------------------------------------------------------------------------------------------------- valid as it is


def test_package_is_valid():
    """A broken table would be read by the chapters."""
    assert [str(problem) for problem in check_package()] == []


def test_package_is_valid_by_frictionless(root):
    """An independent validator must find no error, so that our own reader is not the only judge."""
    report = Package(str(root / "data" / "datapackage.json")).validate()
    assert report.flatten(["name", "rowNumber", "fieldName", "note"]) == []
    assert [task.name for task in report.tasks] == list(tables.schema())
    assert report.valid


def test_frictionless_would_find_an_error(data_copy):
    """The independent check must not be vacuous."""
    spoil_cell(data_copy, "claims", 3, "source_id", "no-such-source")
    report = Package(str(data_copy / "datapackage.json")).validate()
    assert not report.valid
    assert "no-such-source" in " ".join(note for (note,) in report.flatten(["note"]))


def test_table_is_typed_and_a_copy():
    """A chapter that changes its frame must not change that of the next."""
    frame = tables.table("panel")
    assert frame["year"].dtype == "Int64"
    assert frame["value"].dtype == "float64"
    frame.loc[0, "value"] = -1.0
    assert tables.table("panel").loc[0, "value"] != -1.0


def test_unknown_table_is_refused_with_the_known():
    """A misspelt name must show what there is."""
    with pytest.raises(KeyError) as caught:
        tables.table("nope")
    message = str(caught.value)
    assert "no table 'nope' in data/datapackage.json" in message
    for name in tables.schema():
        assert name in message


# --------------------------------------------------------------------------------------------------------- sabotage


def rows_of(folder: Path, name: str) -> list[list[str]]:
    """The cells of a table, header first."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write_rows(folder: Path, name: str, rows: list[list[str]]) -> None:
    """Write the cells of a table back."""
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def spoil_cell(folder: Path, name: str, row: int, column: str, text: str) -> str:
    """Put `text` in a cell, rows counted as an editor counts lines; returns what stood there."""
    rows = rows_of(folder, name)
    at = rows[0].index(column)
    was, rows[row - 1][at] = rows[row - 1][at], text
    write_rows(folder, name, rows)
    return was


def only_problem(folder: Path) -> str:
    """The one line that the spoiled package is reported by."""
    problems = [str(problem) for problem in check_package(folder)]
    assert len(problems) == 1, problems
    return problems[0]


@pytest.mark.parametrize("name", list(tables.schema()))
def test_rewriting_alone_spoils_nothing(data_copy, name):
    """The sabotage below must be found for what it changes, not for having been written back."""
    write_rows(data_copy, name, rows_of(data_copy, name))
    assert read_table(name, data_copy).equals(read_table(name))


CELLS = {
    "wrong type, number": ("claims", 2, "value", "many", "found 'many', expected a number"),
    "wrong type, bound": ("claims", 2, "low", "1,5", "found '1,5', expected a number"),
    "wrong type, whole number": ("panel", 5, "year", "2015.5", "found '2015.5', expected a whole number"),
    "wrong type, truth value": ("zones", 4, "pilot_2019", "yes", "found 'yes', expected true or false"),
    "enum": ("claims", 7, "status", "rumour", "found 'rumour', expected one of rule, plan, open, result, background"),
    "form of an id": ("events", 3, "event_id", "High Tech", "found 'High Tech', expected text of the form [a-z0-9]+"),
    "empty but required": ("sources", 3, "title_en", "", "found '', expected a value: the column may not be empty"),
    "unknown source": ("claims", 9, "source_id", "nobody", "found 'nobody', expected a source_id of data/sources.csv"),
    "unknown parent": (
        "entities",
        4,
        "parent_id",
        "atlantis",
        "found 'atlantis', expected a entity_id of data/entities",
    ),
    "impossible date": ("events", 3, "date", "2020-02-30", "found '2020-02-30', expected a possible date in EDTF"),
    "date in words": ("events", 3, "date", "last spring", "found 'last spring', expected a possible date in EDTF"),
    "dates in reverse": (
        "events",
        3,
        "date",
        "2020-10/2020-08",
        "found '2020-10/2020-08', expected a possible date in",
    ),
    "below the minimum": ("panel", 2, "year", "1066", "found '1066', expected at least 2000"),
    "above the maximum": ("breaks", 2, "first_year", "2066", "found '2066', expected at most 2026"),
    "fragment too long": ("claims", 2, "fragment", "长" * 21, f"found '{'长' * 21}', expected at most 20 characters"),
}


@pytest.mark.parametrize(("name", "row", "column", "text", "found"), CELLS.values(), ids=CELLS)
def test_spoiled_cell_is_reported(data_copy, name, row, column, text, found):
    """A wrong cell must be named by file, row and column, with what was found and what was expected."""
    spoil_cell(data_copy, name, row, column, text)
    reported = next(str(p) for p in check_package(data_copy) if p.found == repr(text))
    assert reported.startswith(f"data/{name}.csv, row {row}, column {column}: {found}")


def test_one_spoiled_cell_is_one_problem(data_copy):
    """One mistake must not bury itself under its consequences."""
    spoil_cell(data_copy, "claims", 7, "status", "rumour")
    assert only_problem(data_copy).startswith("data/claims.csv, row 7, column status: found 'rumour'")


@pytest.mark.parametrize(
    ("holders", "circle"),
    [({"jinan": "laiwu"}, "jinan in laiwu in jinan"), ({"jinan": "jinan"}, "jinan in jinan")],
)
def test_a_place_within_itself_is_reported(data_copy, holders, circle):
    """Whoever looks for the city of a zone walks up from holder to holder, and would walk for ever."""
    rows = {cells[0]: row for row, cells in enumerate(rows_of(data_copy, "entities"), start=1)}
    for place, holder in holders.items():
        spoil_cell(data_copy, "entities", rows[place], "parent_id", holder)
    expected = (
        f"data/entities.csv, row {rows['jinan']}, column parent_id: found {circle}, expected a place that does not"
    )
    assert only_problem(data_copy).startswith(expected)


def claim_row(folder: Path, claim_id: str) -> int:
    """The row of a claim, as an editor counts."""
    return next(row for row, cells in enumerate(rows_of(folder, "claims"), start=1) if cells[0] == claim_id)


def test_value_outside_its_interval_is_reported(data_copy):
    """A value that its own printed form does not admit cannot be right."""
    row = claim_row(data_copy, "art-jobs")
    spoil_cell(data_copy, "claims", row, "value", "126")
    expected = f"data/claims.csv, row {row}, column value: found 126, expected a value inside its interval, 125 to 125"
    assert only_problem(data_copy) == expected


def test_low_above_high_is_reported(data_copy):
    """An interval that runs backwards is empty."""
    row = claim_row(data_copy, "art-applicants")
    spoil_cell(data_copy, "claims", row, "low", "4300")
    assert only_problem(data_copy) == f"data/claims.csv, row {row}, column low: found 4300, expected at most high, 4299"


def test_duplicate_id_is_reported(data_copy):
    """Two claims of one id could not be told apart in the ledger."""
    first = rows_of(data_copy, "claims")[1][0]
    spoil_cell(data_copy, "claims", 5, "claim_id", first)
    reported = next(str(p) for p in check_package(data_copy) if p.file == "data/claims.csv")
    expected = (
        f"data/claims.csv, row 5, column claim_id: found '{first}', expected a value of its own: row 2 has it too"
    )
    assert reported == expected


def test_duplicate_composite_key_is_reported(data_copy):
    """Two values for one place, year, indicator, vintage, territory and source would be averaged without a word."""
    rows = rows_of(data_copy, "panel")
    write_rows(data_copy, "panel", [*rows, rows[1]])
    reported = only_problem(data_copy)
    columns = "entity_id+year+indicator_id+vintage+territory+source_id"
    assert reported.startswith(f"data/panel.csv, row {len(rows) + 1}, column {columns}: found ('changqing', 2015, ")
    assert reported.endswith("expected a key of its own: an earlier row has it too")


def test_missing_column_is_reported(data_copy):
    """A column that was dropped must be named."""
    rows = rows_of(data_copy, "claims")
    at = rows[0].index("qualifier")
    write_rows(data_copy, "claims", [cells[:at] + cells[at + 1 :] for cells in rows])
    expected = (
        "data/claims.csv, row 1, column qualifier: found no such column, expected the column, as in datapackage.json"
    )
    assert only_problem(data_copy) == expected


def test_extra_column_is_reported(data_copy):
    """A column that the schema does not describe must not pass unread."""
    rows = rows_of(data_copy, "glossary")
    write_rows(data_copy, "glossary", [[*rows[0], "mood"], *([*cells, "fine"] for cells in rows[1:])])
    expected = (
        "data/glossary.csv, row 1, column mood: found an extra column, expected only the columns of datapackage.json"
    )
    assert only_problem(data_copy) == expected


def test_columns_in_wrong_order_are_reported(data_copy):
    """Swapped columns would swap their meaning for a reader who goes by position."""
    rows = rows_of(data_copy, "peers")
    write_rows(data_copy, "peers", [[cells[1], cells[0], *cells[2:]] for cells in rows])
    reported = only_problem(data_copy)
    assert reported.startswith("data/peers.csv, row 1: found columns entity_id, peer_id, group")
    assert "expected this order: peer_id, entity_id, group" in reported


def test_row_with_too_few_cells_is_reported(data_copy):
    """A lost comma shifts every cell after it."""
    rows = rows_of(data_copy, "breaks")
    rows[3] = rows[3][:-1]
    write_rows(data_copy, "breaks", rows)
    assert only_problem(data_copy) == "data/breaks.csv, row 4: found 7 cells, expected 8 cells, as in the header"


def test_broken_encoding_is_reported(data_copy):
    """A file saved as GBK must not be read as something else."""
    path = data_copy / "entities.csv"
    lines = path.read_text(encoding="utf-8").split("\n")
    raw = [line.encode("gbk" if "济南" in line else "utf-8", errors="replace") for line in lines]
    first = next(row for row, line in enumerate(lines, start=1) if "济南" in line)
    path.write_bytes(b"\n".join(raw))
    reported = next(str(p) for p in check_package(data_copy) if p.file == "data/entities.csv")
    assert reported == f"data/entities.csv, row {first}: found byte 0xbc, expected text in UTF-8"


def test_truncated_file_is_reported(data_copy):
    """A download that broke off in mid-line must not pass for a shorter table."""
    path = data_copy / "panel.csv"
    raw = path.read_bytes()
    path.write_bytes(raw[: len(raw) // 2].rsplit(b",", 1)[0])
    row = path.read_bytes().count(b"\n") + 1
    expected = f"data/panel.csv, row {row}: found a last line with no end, expected a line end: the file may be cut off"
    assert only_problem(data_copy) == expected


def test_unclosed_quote_is_reported(data_copy):
    """A quote that is never closed swallows the rest of the table into one cell."""
    path = data_copy / "measures.csv"
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[-2] = f'"{lines[-2]}'
    path.write_text("\n".join(lines), encoding="utf-8")
    reported = only_problem(data_copy)
    assert reported.startswith("data/measures.csv")
    assert "found broken CSV" in reported
    assert reported.endswith("expected comma-separated values, quotes closed")


def test_missing_file_is_reported(data_copy):
    """A table that is not there must be named."""
    (data_copy / "zones.csv").unlink()
    expected = "data/zones.csv: found no such file, expected a CSV table named in datapackage.json"
    assert only_problem(data_copy) == expected


@pytest.mark.parametrize("name", list(tables.schema()))
def test_empty_file_is_reported(data_copy, name):
    """An empty file is no table of no rows."""
    (data_copy / f"{name}.csv").write_bytes(b"")
    with pytest.raises(DataError, match=rf"^data/{name}\.csv: found an empty file, expected a header and rows$"):
        read_table(name, data_copy)


def test_missing_schema_is_reported(data_copy):
    """Without its schema no table can be checked."""
    (data_copy / "datapackage.json").unlink()
    expected = (
        r"^data/datapackage\.json: found no such file, expected the schema of the data package: the folder data/ lies"
    )
    with pytest.raises(DataError, match=expected):
        check_package(data_copy)


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        (b'{"resources": [', "Expecting value", "expected JSON in UTF-8"),
        ("{济南}".encode("gbk"), "can't decode byte", "expected JSON in UTF-8"),
        (b"{}", "found no resources", "expected the tables, each with name, path and schema"),
        (b"[]", "found no resources", "expected the tables, each with name, path and schema"),
        (
            b'{"resources": [{"name": "claims"}]}',
            "found a resource without",
            "expected the tables, each with name, path",
        ),
    ],
)
def test_broken_schema_is_reported(data_copy, text, found, expected):
    """A schema that cannot be read must be named as the culprit, not the tables."""
    (data_copy / "datapackage.json").write_bytes(text)
    with pytest.raises(DataError) as caught:
        read_table("claims", data_copy)
    message = str(caught.value)
    assert message.startswith("data/datapackage.json: found ")
    assert found in message
    assert expected in message


def test_foreign_key_is_checked_when_a_chapter_reads(data_copy, monkeypatch):
    """``table`` must refuse a row whose source is not registered, not only the full check."""
    spoil_cell(data_copy, "claims", 9, "source_id", "nobody")
    monkeypatch.setattr(tables, "DATA", data_copy)
    monkeypatch.setattr(tables, "_read_once", lambda name: read_table(name, data_copy))
    with pytest.raises(
        DataError, match=r"data/claims\.csv, row 9, column source_id: found 'nobody', expected a source_id"
    ):
        tables._checked.__wrapped__("claims")


def test_many_problems_are_counted(data_copy):
    """A hundred problems are shown as ten and a number, none lost from the list."""
    rows = rows_of(data_copy, "claims")
    at = rows[0].index("status")
    write_rows(data_copy, "claims", [rows[0], *([*cells[:at], "rumour", *cells[at + 1 :]] for cells in rows[1:])])
    with pytest.raises(DataError) as caught:
        read_table("claims", data_copy)
    assert len(caught.value.problems) == len(rows) - 1
    assert str(caught.value).endswith(f"… and {len(rows) - 11} more")


# ------------------------------------------------------------------------------------ consistency of the real tables


def number(cell: float) -> float | None:
    """A cell of a number column, None if empty."""
    return None if math.isnan(cell) else cell


def figure_problems(claims) -> list[str]:
    """Claims whose columns are not what their printed form reads."""
    problems = []
    for row in claims.to_dict("records"):
        found = (number(row["value"]), number(row["low"]), number(row["high"]), row["qualifier"])
        figure = figure_of(row["printed"], row["unit"])
        if figure is None:
            expected = (None, None, None, "date" if row["qualifier"] == "date" else "text")
            if row["unit"]:
                problems.append(
                    f"{row['claim_id']}: found the unit {row['unit']!r}, expected none where no figure is printed"
                )
        else:
            ends = [None if math.isinf(end) else float(end) for end in (figure.interval.low, figure.interval.high)]
            value = None if figure.value is None else float(figure.value)
            is_maximum = row["qualifier"] == "maximum" and figure.qualifier == "exact"
            expected = (value, *ends, "maximum" if is_maximum else figure.qualifier)
        if found != expected:
            problems.append(f"{row['claim_id']}: found {found}, expected {expected} as {row['printed']!r} reads")
        if row["qualifier"] == "date" and not row["period"]:
            problems.append(f"{row['claim_id']}: found no period, expected the date that the claim states")
    return problems


@pytest.mark.rule
def test_columns_of_claims_are_what_the_printed_form_reads():
    """A number typed beside its printed form could contradict it."""
    claims = tables.table("claims")
    assert (claims["printed"] != "").sum() > 100
    assert figure_problems(claims) == []


@pytest.mark.parametrize(
    ("claim_id", "column", "wrong", "message"),
    [
        ("art-jobs", "value", 126.0, "found (126.0, 125.0, 125.0, 'exact'), expected (125.0, 125.0, 125.0, 'exact')"),
        ("art-applicants", "low", 4200.0, "found (None, 4200.0, 4299.0, 'more_than'), expected (None, 4201.0, 4299.0"),
        (
            "art-applicants",
            "qualifier",
            "about",
            "'about'), expected (None, 4201.0, 4299.0, 'more_than') as '4200多' reads",
        ),
        ("art-mobil", "unit", "days", "found the unit 'days', expected none where no figure is printed"),
        ("art-mobil", "period", "", "found no period, expected the date that the claim states"),
        ("art-mobil", "value", 1.0, "found (1.0, None, None, 'date'), expected (None, None, None, 'date')"),
    ],
)
def test_column_that_contradicts_its_printed_form_is_found(claim_id, column, wrong, message):
    """The comparison must see a wrong number, a wrong end, a wrong qualifier and a missing period."""
    claims = tables.table("claims")
    claims.loc[claims["claim_id"] == claim_id, column] = wrong
    (problem,) = figure_problems(claims)
    assert problem.startswith(f"{claim_id}: ")
    assert message in problem


@pytest.mark.rule
def test_statements_hold_no_digits():
    """A number in a statement would bypass the printed form."""
    claims = tables.table("claims")
    assert claims.loc[claims["statement"].str.contains(r"\d"), "claim_id"].tolist() == []


def references(name: str) -> set[str]:
    """The keys of a table that another table, or a row that is itself referred to, refers to."""
    used = set()
    for other, resource in tables.schema().items():
        for key in resource["schema"].get("foreignKeys", []):
            if key["reference"]["resource"] == name and other != name:
                used |= set(tables.table(other)[key["fields"]])
    if name == "entities":
        parents = tables.table("entities").set_index("entity_id")["parent_id"]
        for entity in list(used):
            while entity:
                used.add(entity)
                entity = parents.get(entity, "")
    return used


@pytest.mark.rule
@pytest.mark.parametrize(
    ("name", "key"), [("sources", "source_id"), ("entities", "entity_id"), ("indicators", "indicator_id")]
)
def test_no_dead_rows(name, key):
    """A source, place or indicator that nothing uses is a left-over that readers would puzzle over."""
    registered = set(tables.table(name)[key])
    assert sorted(registered - references(name)) == []


def test_a_dead_row_would_be_found():
    """A registered id that nobody refers to must not count as used."""
    for name in ("sources", "entities", "indicators"):
        assert "left-over" not in references(name)
        assert references(name)


def event_problems(events, periods: dict[str, str]) -> list[str]:
    """Events whose date and that of their claim exclude each other."""
    problems = []
    for row in events[events["claim_id"] != ""].to_dict("records"):
        period = periods[row["claim_id"]]
        if not period or order(row["date"], period) != "overlap":
            problems.append(f"{row['event_id']}: found {row['date']}, expected a date within {period or 'no period'}")
    return problems


@pytest.mark.rule
def test_dates_of_events_fit_their_claims():
    """An event on a day that its own evidence excludes would be invented."""
    periods = tables.table("claims").set_index("claim_id")["period"].to_dict()
    events = tables.table("events")
    assert (events["claim_id"] != "").sum() > 20
    assert event_problems(events, periods) == []


def test_event_outside_its_claim_is_found():
    """The comparison of dates must see a year's difference."""
    periods = tables.table("claims").set_index("claim_id")["period"].to_dict()
    events = tables.table("events")
    events.loc[events["event_id"] == "jinan-mobilises", "date"] = "2021-08-28"
    assert event_problems(events, periods) == ["jinan-mobilises: found 2021-08-28, expected a date within 2020-08-28"]


TONE_MARKS = {"\N{COMBINING MACRON}", "\N{COMBINING ACUTE ACCENT}", "\N{COMBINING CARON}", "\N{COMBINING GRAVE ACCENT}"}


def without_tones(pinyin: str) -> bool:
    """Whether a romanisation has no tone mark at all."""
    return not TONE_MARKS & set(unicodedata.normalize("NFD", pinyin))


@pytest.mark.rule
def test_glossary_has_its_terms_with_tones():
    """Pinyin without tones does not tell a reader how to say the term."""
    glossary = tables.table("glossary")
    assert len(glossary) >= 60
    assert glossary.loc[glossary["pinyin"].map(without_tones), "term_zh"].tolist() == []
    assert without_tones("kaifaqu")


@pytest.mark.rule
def test_boundary_of_jinan_is_marked():
    """The merger of 2019 changes what Jinan means: a chart that crosses it must show the break."""
    breaks = tables.table("breaks")
    own = breaks[(breaks["entity_id"] == "jinan") & (breaks["kind"] == "boundary")]
    assert 2019 in own["first_year"].tolist()


def test_each_record_is_on_one_line(root):
    """A line break in a cell would make the row numbers of our messages differ from those of an editor."""
    for resource in json.loads((root / "data" / "datapackage.json").read_text(encoding="utf-8"))["resources"]:
        path = root / "data" / resource["path"]
        lines = path.read_text(encoding="utf-8").count("\n")
        assert lines == len(rows_of(root / "data", path.stem)), f"data/{path.name}: a cell holds a line break"

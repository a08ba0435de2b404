"""The compiled growth of the cities of Shandong against the yearbook: what agrees, what does not, and what the record says of it."""

from __future__ import annotations

import csv
import re
from decimal import Decimal

import pytest
from casebook.evidence import tables

CITIES, GROWTH = 16, "gdp_real_growth"
YEARS = {
    (GROWTH, "first_printed"): range(2013, 2023),
    (GROWTH, "final"): [2021],
    ("value_added_secondary_growth", "first_printed"): range(2013, 2023),
    ("value_added_secondary_growth", "final"): [2021],
    ("value_added_industry_growth", "first_printed"): [2014, *range(2016, 2023)],
    ("value_added_industry_growth", "final"): [2021],
}


def rows(folder, name: str) -> list[dict[str, str]]:
    """A table as it stands in a file of a folder; without a folder as the book reads it, whose floats give every digit back."""
    if folder is None:
        return [{column: str(cell) for column, cell in row.items()} for row in tables.table(name).to_dict("records")]
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def gaps(folder, printing: str = "first_printed") -> dict[tuple[str, int], Decimal]:
    """City and year to the distance of compiled and printed growth, in exact decimals."""
    printed = {
        (row["entity_id"], int(row["year"])): Decimal(row["value"])
        for row in rows(folder, "yearbook")
        if row["indicator_id"] == GROWTH and row["printing"] == printing
    }
    compiled = {
        (row["entity_id"], int(row["year"])): Decimal(row["value"])
        for row in rows(folder, "panel")
        if row["source_id"] == "gp-gdp" and row["indicator_id"] == GROWTH and row["vintage"] == "latest_revised"
    }
    return {key: compiled[key] - printed[key] for key in printed if key in compiled}


def told(folder) -> list[str]:
    """Where the two tables do not agree as they did when they were first held against each other."""
    found = gaps(folder)
    late = {key: gap for key, gap in found.items() if key[1] >= 2019}
    widest = max(found, key=lambda key: abs(found[key]))
    counts = {
        "values": (len(found), 160),
        "values of 2019 to 2022": (len(late), 64),
        "of them within 0.05": (sum(abs(gap) <= Decimal("0.05") for gap in late.values()), 64),
        "within 0.1": (sum(abs(gap) <= Decimal("0.1") for gap in found.values()), 111),
        "widest": ((*widest, found[widest]), ("binzhou", 2018, Decimal("1.4907"))),
        "final values of 2021 within 0.1": (
            sum(abs(gap) <= Decimal("0.1") for gap in gaps(folder, "final").values()),
            CITIES,
        ),
    }
    return [f"{what}: found {have}, expected {want}" for what, (have, want) in counts.items() if have != want]


def lead(folder) -> dict[int, Decimal]:
    """By how much industry grew faster in Jinan than in the mean of the other cities; final figures where there are."""
    values = {}
    for row in rows(folder, "yearbook"):
        if row["indicator_id"] == "value_added_industry_growth":
            values.setdefault(int(row["year"]), {})[row["entity_id"]] = Decimal(
                row["value"]
            )  # the final one comes last
    return {
        year: (own["jinan"] - sum(v for city, v in own.items() if city != "jinan") / (CITIES - 1)).quantize(
            Decimal("0.1")
        )
        for year, own in values.items()
    }


@pytest.mark.rule
def test_the_compiled_growth_is_that_of_the_yearbook():
    """The grade that a note gives to the copy rests on these counts."""
    assert told(None) == []


@pytest.mark.rule
def test_the_yearbook_is_whole():
    """A row under another city, year, indicator or printing leaves a hole."""
    yearbook = tables.table("yearbook")
    cities = set(yearbook["entity_id"])
    assert len(cities) == CITIES
    found = {
        key: own.groupby("year")["entity_id"].agg(set) for key, own in yearbook.groupby(["indicator_id", "printing"])
    }
    assert {key: list(own.index) for key, own in found.items()} == {key: list(years) for key, years in YEARS.items()}
    assert all(own.map(cities.__eq__).all() for own in found.values())
    assert set(yearbook["source_id"]) == {"sdyb-lgeaw"}


@pytest.mark.rule
def test_industry_is_told_as_it_was_read():
    """Sums do not see two values exchanged: the lead of Jinan, year by year, as it was computed from the files."""
    told = ["-1.0", "-0.1", "2.0", "1.1", "1.1", "4.7", "-3.1", "-1.8"]
    assert lead(None) == dict(zip([2014, *range(2016, 2023)], map(Decimal, told), strict=True))


def test_what_the_book_reads_is_what_the_files_have(root):
    """Without a folder the same decimals are compared as with it."""
    for printing in ("first_printed", "final"):
        assert gaps(None, printing) == gaps(root / "data", printing)
    assert lead(None) == lead(root / "data")


@pytest.mark.parametrize(
    ("table", "city", "year", "by", "what"),
    [
        ("panel", "heze", 2022, "0.06", "of them within 0.05: found 63, expected 64"),
        ("yearbook", "jinan", 2019, "-0.1", "of them within 0.05: found 63, expected 64"),
        ("yearbook", "jinan", 2018, "0.1", "within 0.1: found 110, expected 111"),
        ("panel", "jinan", 2017, "0.1", "within 0.1: found 112, expected 111"),
        ("panel", "binzhou", 2018, "-0.01", "widest: found ('binzhou', 2018, Decimal('1.4807'))"),
        ("panel", "taian", 2014, "-3", "widest: found ('taian', 2014, "),
        ("panel", "weihai", 2021, "0.05", "final values of 2021 within 0.1: found 15, expected 16"),
    ],
)
def test_a_value_that_moved_is_found(data_copy, table, city, year, by, what):
    """The check must be able to fail, by either table and in either direction."""
    path = data_copy / f"{table}.csv"
    given = rows(data_copy, table)
    (row,) = (
        row
        for row in given
        if (row["entity_id"], row["year"], row["indicator_id"]) == (city, str(year), GROWTH)
        and (row.get("printing") == "first_printed" or row["source_id"] == "gp-gdp")
    )
    row["value"] = str(Decimal(row["value"]) + Decimal(by))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, given[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(given)
    assert any(line.startswith(what) for line in told(data_copy)), told(data_copy)


def test_a_row_that_left_is_found(data_copy):
    """A city that is no longer compared must be missed."""
    path = data_copy / "yearbook.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("zibo,2020,gdp_real_growth", "zibo,2032,gdp_real_growth"), encoding="utf-8")
    assert "values: found 159, expected 160" in told(data_copy)


def test_the_note_of_the_source_says_what_was_found(root):
    """A reader of the ledger meets the counts in the note: they must be the same."""
    (note,) = [row["note"] for row in rows(root / "data", "sources") if row["source_id"] == "gp-gdp"]
    found = gaps(root / "data")
    late = [gap for (_, year), gap in found.items() if year >= 2019]
    (said,) = re.findall(
        r"(\d+) of (\d+) values of 2019 to 2022 within 0.05 points, (\d+) of all (\d+) within 0.1, the widest (\S+)",
        note,
    )
    assert said == (
        str(sum(abs(gap) <= Decimal("0.05") for gap in late)),
        str(len(late)),
        str(sum(abs(gap) <= Decimal("0.1") for gap in found.values())),
        str(len(found)),
        str(max(map(abs, found.values())).quantize(Decimal("0.1"))),
    )

"""What the rule on readings says, word for word, of small tables that are wrong in one way each."""

from __future__ import annotations

import pandas as pd
import pytest
from casebook.evidence.rules.readings import Comparison, comparisons, reading_problems, times_read

CLAIM = {
    "claim_id": "one", "source_id": "text", "qualifier": "exact", "printed": "5", "unit": "zones", "period": "2020",
    "stage": "output", "status": "result", "reading": "",
}  # fmt: skip
OTHER = CLAIM | {"claim_id": "other", "source_id": "paper", "reading": "once"}
COLUMNS = ("claim_id", "reader", "read_on", "printed", "unit", "period", "stage", "status")


def reading(reader: str = "a", **cells: str) -> dict:
    """A row of a reader, who reads what stands in the claim unless said otherwise."""
    row = {**CLAIM, "reader": reader, "read_on": "2021-03-01", **cells}
    return {column: row[column] for column in COLUMNS}


def frames(claims: list[dict], readings: list[dict], settled: list[tuple] = (), published: str | None = "") -> dict:
    """The tables that the rule holds against each other; without that of sources if nothing is known of them."""
    given = {
        "claims": pd.DataFrame(claims),
        "readings": pd.DataFrame(readings, columns=COLUMNS),
        "settled": pd.DataFrame(list(settled), columns=["claim_id", "field", "stands"]),
    }
    if published is not None:
        given["sources"] = pd.DataFrame([{"source_id": "text", "published": published}])
    return given


def told(*given, **more) -> list[str]:
    """What the rule reports."""
    return [str(problem) for problem in reading_problems(frames(*given, **more))]


BOTH = [reading("a"), reading("b")]


def test_readings_that_agree_are_no_problem():
    """A claim of another text needs none."""
    assert told([CLAIM, OTHER], BOTH) == told([OTHER], []) == told([CLAIM, OTHER], BOTH, published=None) == []


@pytest.mark.parametrize("lost", ["claims", "readings", "settled"])
def test_without_one_of_its_tables_the_rule_says_nothing(lost):
    """A table that cannot be read is reported as such, once."""
    given = frames([CLAIM], [reading("a")], [("one", "unit", "x")])
    assert reading_problems(given)
    del given[lost]
    assert reading_problems(given) == []


# ------------------------------------------------------------------------------------------------------ comparisons


def test_each_field_is_compared_in_the_order_of_the_claims_and_of_the_readers():
    """A comparison under another claim or another reader's name would be settled where nothing differs."""
    two = CLAIM | {"claim_id": "two", "stage": "input"}
    readings = [reading("b", claim_id="two", status="plan"), reading("a", claim_id="two"), reading("a", unit="posts")]
    found = comparisons(pd.DataFrame([two, OTHER, CLAIM]), pd.DataFrame(readings))
    assert found == [
        Comparison("two", "printed", ("5", "5"), "5", True, (True, True)),
        Comparison("two", "unit", ("zones", "zones"), "zones", True, (True, True)),
        Comparison("two", "period", ("2020", "2020"), "2020", True, (True, True)),
        Comparison("two", "stage", ("output", "output"), "input", True, (False, False)),
        Comparison("two", "status", ("result", "plan"), "result", False, (True, False)),
        Comparison("one", "printed", ("5",), "5", True, (True,)),
        Comparison("one", "unit", ("posts",), "zones", True, (False,)),
        Comparison("one", "period", ("2020",), "2020", True, (True,)),
        Comparison("one", "stage", ("output",), "output", True, (True,)),
        Comparison("one", "status", ("result",), "result", True, (True,)),
    ]
    assert [one.agreed for one in found] == [True, True, True, False, False, True, False, True, True, True]


def test_of_three_readers_each_must_agree():
    """The third is held against the first too."""
    readings = [reading("c", printed="6"), reading("a"), reading("b")]
    (found,) = [one for one in comparisons(pd.DataFrame([CLAIM]), pd.DataFrame(readings)) if one.field == "printed"]
    assert found == Comparison("one", "printed", ("5", "5", "6"), "5", False, (True, True, False))


def compared(field: str, table: dict, read: dict, qualifier: str = "exact") -> bool:
    """Whether the table is with its one reader in a field."""
    claim = CLAIM | {"qualifier": qualifier} | table
    found = comparisons(pd.DataFrame([claim]), pd.DataFrame([reading(**read)]))
    return next(one.agreed for one in found if one.field == field)


@pytest.mark.parametrize(
    ("table", "read", "same"),
    [
        ({"printed": "10月底", "period": ""}, {"printed": "10 月底", "period": ""}, True),
        ({"printed": "10月底", "period": "2020-10"}, {"printed": "10月", "period": "2020-10"}, False),
        ({"printed": "8月28日", "period": ""}, {"printed": "", "period": "2020-08-28"}, True),
        ({"printed": "", "period": "2020-08-28"}, {"printed": "8月28日", "period": ""}, True),
        ({"printed": "", "period": "2020-08-28"}, {"printed": "8月27日", "period": ""}, False),
        ({"printed": "", "period": "2020-08"}, {"printed": "8月31日", "period": ""}, True),
        ({"printed": "", "period": "2020-08"}, {"printed": "8月1日", "period": ""}, True),
        ({"printed": "", "period": "2020-08"}, {"printed": "9月1日", "period": ""}, False),
        ({"printed": "", "period": "2020-08"}, {"printed": "7月31日", "period": ""}, False),
        ({"printed": "", "period": "2020-08/.."}, {"printed": "2021年", "period": ""}, True),
        ({"printed": "", "period": "2020-08/.."}, {"printed": "2019年", "period": ""}, False),
        ({"printed": "", "period": "../2020-08"}, {"printed": "2019年", "period": ""}, True),
        ({"printed": "", "period": "../2020-08"}, {"printed": "2021年", "period": ""}, False),
        ({"printed": "", "period": "2020"}, {"printed": "5", "period": ""}, False),
        ({"printed": "", "period": "2020"}, {"printed": "", "period": "2021"}, True),
    ],
)
def test_a_date_stands_as_printed_or_under_period(table, read, same):
    """Either side may have it in words; at the first and the last day of a period it is still within."""
    assert compared("printed", table, read, "date") is same


@pytest.mark.parametrize(
    ("table", "read", "same"),
    [
        ({"unit": "days"}, {"unit": "weeks"}, False),
        ({"printed": "42%", "unit": "%"}, {"printed": "42%", "unit": "zones"}, True),
        ({"printed": "", "unit": "days"}, {"printed": "", "unit": "days"}, True),
        ({"printed": "", "unit": "days"}, {"printed": "", "unit": ""}, False),
    ],
)
def test_a_unit_is_that_of_the_figure_else_that_of_the_cell(table, read, same):
    """A sign of per cent says what is counted, whatever stands beside it."""
    assert compared("unit", table, read) is same


@pytest.mark.parametrize(
    ("table", "read", "same"),
    [("", "", True), ("", "2020", False), ("2020", "", False), ("2020", "2020-01/2020-12", True), ("2020", "2021", False)],
)  # fmt: skip
def test_a_period_is_its_days(table, read, same):
    """No period is another than any."""
    assert compared("period", {"period": table}, {"period": read}) is same


def test_a_dated_claim_is_compared_in_its_unit_cells():
    """A date is no figure: it carries no unit of its own."""
    dated = {"printed": "8月28日", "period": "2020-08-28", "unit": ""}
    assert compared("unit", dated, dated, "date") is True
    assert compared("unit", dated, dated | {"unit": "days"}, "date") is False


@pytest.mark.parametrize(
    ("read", "how"),
    [
        ([{}, {}], "twice"),
        ([{}], "apart"),
        ([{}, {"printed": "6"}], "apart"),
        ([{}, {"unit": "posts"}], "apart"),
        ([{}, {"period": "2021"}], "twice"),
        ([{}, {"stage": "input"}], "twice"),
        ([{}, {"status": "plan"}], "twice"),
        ([{"printed": "6"}, {"printed": "6"}], "twice"),
        ([{}, {}, {"printed": "6"}], "apart"),
    ],
)
def test_a_figure_is_read_twice_if_two_read_it_alike(read, how):
    """Whether the table follows them is another question."""
    readings = [reading(name, **cells) for name, cells in zip("abc", read, strict=False)]
    assert times_read(pd.DataFrame([OTHER, CLAIM]), pd.DataFrame(readings)) == {"one": how}


# ---------------------------------------------------------------------------------------------------- what is told


def test_a_reader_who_left_something_out_is_told_for_each_claim():
    """In the order of the claims, then of the names; the text alone is under their readings."""
    claims = [CLAIM, CLAIM | {"claim_id": "two"}, CLAIM | {"claim_id": "three"}, OTHER]
    readings = [reading("a"), reading("b", claim_id="two"), reading("c"), reading("a", claim_id="two")]
    assert told(claims, readings) == [
        "data/readings.csv: found no row of b for one, expected one: the others have theirs",
        "data/readings.csv: found no row of c for two, expected one: the others have theirs",
        *(
            f"data/readings.csv: found no row of {reader} for three, expected one: the others have theirs"
            for reader in "abc"
        ),
    ]
    claims[2]["reading"] = "once"
    assert told(claims, readings)[-1] == (
        "data/claims.csv, row 4, column reading: found 'once', expected empty: it follows from readings.csv"
    )


def test_how_often_a_claim_was_read_is_said_once():
    """By its readings, or by its cell, and never by both or by none."""
    claims = [OTHER, CLAIM | {"reading": "twice"}, OTHER | {"claim_id": "third", "reading": ""}]
    assert told(claims, BOTH) == [
        "data/claims.csv, row 3, column reading: found 'twice', expected empty: it follows from readings.csv",
        "data/claims.csv, row 4, column reading: found '', expected a word: readings.csv has no reading of it",
    ]


def test_a_difference_must_be_settled():
    """Between the readers, or between them and the table."""
    assert told([CLAIM], [reading("a", stage="input"), reading("b", unit="posts", stage="input")]) == [
        "data/settled.csv: found no row for one, unit ('zones' and 'posts' read, 'zones' in the table), "
        "expected one that says why the table stands",
        "data/settled.csv: found no row for one, stage ('input' and 'input' read, 'output' in the table), "
        "expected one that says why the table stands",
    ]


def test_what_is_settled_stands():
    """A settlement is for one claim, one field and one cell of the table."""
    readings = [reading("a"), reading("b", unit="posts")]
    assert told([CLAIM], readings, [("one", "unit", "zones")]) == []
    assert told([CLAIM], readings, [("one", "unit", "zones"), ("one", "stage", "input"), ("one", "unit2", "x")]) == [
        "data/settled.csv, row 3, column stands: found 'input', "
        "expected 'output', as in data/claims.csv, or that back as it was settled",
        "data/settled.csv, row 3: found 'output' and 'output' read, 'output' in the table, "
        "expected no row for one, stage: readers and table agree",
        "data/settled.csv, row 4, column claim_id: found 'one', expected a claim that readings.csv has",
    ]
    assert told([CLAIM], readings, [("one", "unit", "firms")]) == [
        "data/settled.csv, row 2, column stands: found 'firms', "
        "expected 'zones', as in data/claims.csv, or that back as it was settled"
    ]
    assert told([CLAIM], BOTH, [("one", "unit", "zones")]) == [
        "data/settled.csv, row 2: found 'zones' and 'zones' read, 'zones' in the table, "
        "expected no row for one, unit: readers and table agree"
    ]


def test_settlements_of_nothing_are_told_in_order():
    """Those of a claim without readings, or of none."""
    settled = [("zz", "unit", "x"), ("other", "stage", "output"), ("aa", "unit", "x")]
    assert told([CLAIM, OTHER], BOTH, settled) == [
        "data/settled.csv, row 4, column claim_id: found 'aa', expected a claim that readings.csv has",
        "data/settled.csv, row 3, column claim_id: found 'other', expected a claim that readings.csv has",
        "data/settled.csv, row 2, column claim_id: found 'zz', expected a claim that readings.csv has",
    ]


def test_a_figure_that_cannot_be_read_is_told_before_all_else():
    """In either table; a date is no figure, and another rule reads it."""
    claims = [OTHER, CLAIM | {"printed": "无数"}, CLAIM | {"claim_id": "day", "qualifier": "date", "printed": "春天"}]
    readings = [reading("a"), reading("b", printed="viele"), reading("a", claim_id="day", printed="春天")]
    first, second = told(claims, readings, [("zz", "unit", "x")])
    assert first.startswith("data/claims.csv, row 3, column printed: found cannot read '无数'")
    assert second.startswith("data/readings.csv, row 3, column printed: found cannot read 'viele' as a number")
    assert first.endswith(", expected a form that casebook.reading reads")
    assert second.endswith(", expected a form that casebook.reading reads")


@pytest.mark.parametrize(
    ("read_on", "published", "expected"),
    [
        ("2021-03-01", "", None),
        ("2021-03-01", "2021-03-01", None),
        ("2021-03-01", "2021-02", None),
        ("2021-03-01", "2021", None),
        ("2021-03-01", "../2022", None),
        ("2021-03-01", "2021-03-02", "a day after 2021-03-02"),
        ("2021-03-01", "2022~", "a day after 2022~"),
        ("2021-03", "", "one day"),
        ("2021-03", "2022", "one day"),
        ("../2021-03-01", "2020", "one day"),
    ],
)
def test_a_text_is_read_on_one_day_after_it_was_published(read_on, published, expected):
    """On the day itself it may be."""
    problem = f"data/readings.csv, row 3, column read_on: found {read_on!r}, expected {expected}"
    readings = [reading("a"), reading("b", read_on=read_on)]
    found = told([CLAIM], readings, published=published)
    assert [one for one in found if ", row 3, " in one] == ([problem] if expected else [])


def test_readings_of_a_source_that_is_not_on_record_have_no_first_day():
    """Another rule reports the source; this one holds the day alone."""
    claims = [CLAIM | {"source_id": "unknown"}]
    assert told(claims, BOTH, published="2022") == told(claims, BOTH, published=None) == []
    assert told(claims, [reading("a", read_on="2021"), reading("b")], published=None) == [
        "data/readings.csv, row 2, column read_on: found '2021', expected one day"
    ]
    stray = [*BOTH, reading("a", claim_id="gone"), reading("b", claim_id="gone")]
    assert told([CLAIM], stray, published="2021") == []

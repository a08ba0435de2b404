"""Two readings on record: what agrees, what must be settled, and what follows for how often a claim was read."""

from __future__ import annotations

import pandas as pd
import pytest
from casebook.evidence import tables
from casebook.evidence.claims import claims, how_read
from casebook.evidence.rules.readings import comparisons, reading_problems, times_read

NAMES = ("claims", "readings", "settled", "sources")


@pytest.fixture
def frames() -> dict[str, pd.DataFrame]:
    """The tables as they stand, to be spoiled."""
    return {name: tables.table(name) for name in NAMES}


def told(frames: dict) -> list[str]:
    """What the rule reports."""
    return [str(problem) for problem in reading_problems(frames)]


def put(frames: dict, table: str, column: str, text: str, **where: str) -> None:
    """Write a cell in the rows that have some values."""
    frame = frames[table]
    rows = pd.Series(True, index=frame.index)
    for name, value in where.items():
        rows &= frame[name] == value
    assert rows.any()
    frame.loc[rows, column] = text


# ------------------------------------------------------------------------------------------------------- what agrees


def small(printed: str, unit: str, period: str = "2020", qualifier: str = "exact") -> dict:
    """A row of a claim or of a reading."""
    return {
        "claim_id": "one",
        "source_id": "text",
        "qualifier": qualifier,
        "printed": printed,
        "unit": unit,
        "period": period,
        "stage": "output",
        "status": "result",
    }


def agreed(row: dict, *read: dict) -> dict[str, tuple[bool, bool]]:
    """Field to whether the readers are alike, and whether the table is with them."""
    readings = [reading | {"reader": f"reader {number}"} for number, reading in enumerate(read, start=1)]
    return {one.field: (one.alike, one.agreed) for one in comparisons(pd.DataFrame([row]), pd.DataFrame(readings))}


@pytest.mark.parametrize(
    ("one", "two", "field", "same"),
    [
        (("42%", "%"), ("４２％", "%"), "printed", True),
        (("42%", "%"), ("42.0%", "%"), "printed", False),
        (("3%—5%", "%"), ("3%-5%", "% a year"), "printed", True),
        (("3%—5%", "%"), ("3%-5%", "% a year"), "unit", True),
        (("5", "years"), ("5岁", "years"), "printed", True),
        (("5", "years"), ("5岁", "years"), "unit", True),
        (("5", "zones"), ("5", "posts"), "printed", True),
        (("5", "zones"), ("5", "posts"), "unit", False),
        (("4200多", "persons"), ("4200", "persons"), "printed", False),
        (("一周", "weeks"), ("一周", "days"), "unit", True),
        (("", ""), ("5", "zones"), "printed", False),
        (("", ""), ("", ""), "printed", True),
    ],
)
def test_figures_agree_by_what_they_admit(one, two, field, same):
    """Two ways to write one set of values are one reading; two sets are two."""
    assert agreed(small(*one), small(*one), small(*two))[field] == (same, same)


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("2020-10", "2020-10-01/2020-10-31", True),
        ("../2020-10", "../2020-10-31", True),
        ("2020-10", "2020", False),
        ("", "2020", False),
    ],
)
def test_periods_agree_by_their_days(one, two, same):
    """The same days in another notation are the same period."""
    given = small("5", "zones", one)
    assert agreed(given, given, small("5", "zones", two))["period"] == (same, same)


@pytest.mark.parametrize(
    ("printed", "period", "same"),
    [
        ("8月28日", "2020-08-28", True),
        ("8月28日", "2020-08-29", False),
        ("10月底", "../2020-10-31", True),
        ("2019年", "2020", False),
        ("2020年初", "2020", True),
        ("2020年春季", "2020", False),
    ],
)
def test_a_printed_date_agrees_with_the_period(printed, period, same):
    """The table keeps a date under period, where a reader copies it as printed."""
    row, read = small("", "", period, "date"), small(printed, "", period, "date")
    assert agreed(row, read, read)["printed"] == (True, same)


def test_the_table_against_both_readers_is_no_agreement():
    """Readers who agree with each other may both read otherwise than the table."""
    found = agreed(small("43%", "%"), small("42%", "%"), small("42%", "%"))
    assert found["printed"] == (True, False)
    assert found["stage"] == (True, True)


# --------------------------------------------------------------------------------------------------- how often read


def test_twice_follows_from_the_readings():
    """Two readers who saw the same figure have read it twice; of other sources the row says it."""
    own = tables.table("claims").query("source_id == 'article'")
    assert set(own["reading"]) == {""}
    assert times_read(tables.table("claims"), tables.table("readings")) == dict.fromkeys(own["claim_id"], "twice")
    assert {how_read(claim_id) for claim_id in own["claim_id"]} == {"twice"}
    assert how_read("lin-staff") == "once"
    assert set(claims()["reading"]) == {"twice", "once", "inferred"}
    with pytest.raises(KeyError, match="no-such-claim"):
        how_read("no-such-claim")


@pytest.mark.parametrize(("column", "text"), [("printed", "4300多"), ("unit", "firms"), ("printed", "")])
def test_readers_who_differ_are_not_two_readings(frames, column, text):
    """A figure that two read in two ways was not read twice."""
    put(frames, "readings", column, text, claim_id="art-applicants", reader="reader 2")
    assert times_read(frames["claims"], frames["readings"])["art-applicants"] == "apart"


def test_one_reader_is_not_two(frames):
    """Without the second reading nothing was read twice."""
    one = frames["readings"][frames["readings"]["reader"] == "reader 1"]
    assert set(times_read(frames["claims"], one).values()) == {"apart"}


def test_a_difference_in_rung_leaves_the_figure_read_twice(frames):
    """How often a figure was read does not depend on what it is taken for."""
    put(frames, "readings", "stage", "outcome", claim_id="art-applicants", reader="reader 2")
    assert times_read(frames["claims"], frames["readings"])["art-applicants"] == "twice"


# -------------------------------------------------------------------------------------------------------- the rule


def test_the_readings_as_they_stand(frames):
    """Every difference is settled, and nothing else."""
    assert told(frames) == []
    assert len(frames["readings"]) == 2 * len(frames["claims"].query("source_id == 'article'"))
    assert len(frames["settled"]) > 20


@pytest.mark.parametrize(
    ("table", "column", "text", "where", "found"),
    [
        ("claims", "printed", "4300多", {"claim_id": "art-applicants"}, "art-applicants, printed ('4200多' and '4200多' read"),
        ("claims", "unit", "firms", {"claim_id": "art-applicants"}, "no row for art-applicants, unit ('persons' and 'per"),
        ("claims", "stage", "outcome", {"claim_id": "art-applicants"}, "no row for art-applicants, stage ('response' and"),
        ("claims", "status", "plan", {"claim_id": "art-applicants"}, "no row for art-applicants, status ('result' and"),
        ("claims", "period", "2020-08-29", {"claim_id": "art-mobil"}, "no row for art-mobil, p"),
        ("readings", "status", "plan", {"claim_id": "art-jobs", "reader": "reader 1"}, "no row for art-jobs, status ("),
        ("claims", "reading", "once", {"claim_id": "art-jobs"}, "found 'once', expected empty: it follows from readings"),
        ("claims", "reading", "", {"claim_id": "lin-staff"}, "found '', expected a word: readings.csv has no reading of"),
        ("claims", "period", "2018", {"claim_id": "art-parks"}, "column stands: found '2020', expected '2018', as in data"),
        ("claims", "status", "result", {"claim_id": "art-quota"}, "expected no row for art-quota, status: readers and tab"),
        ("settled", "stands", "2018", {"claim_id": "art-pilots"}, "column stands: found '2018', expected '2019', as in da"),
        ("settled", "field", "status", {"claim_id": "art-pilots"}, "expected no row for art-pilots, status: readers and"),
        ("settled", "claim_id", "lin-staff", {"claim_id": "art-pilots"}, "found 'lin-staff', expected a claim that readings"),
        ("readings", "read_on", "2019-11-29", {"claim_id": "art-jobs"}, "found '2019-11-29', expected a day after 2020~"),
        ("readings", "read_on", "2026-11", {"claim_id": "art-jobs"}, "column read_on: found '2026-11', expected one day"),
        ("claims", "printed", "无数", {"claim_id": "art-jobs"}, "data/claims.csv, row 2, column printed: found cannot read"),
        ("readings", "printed", "viele", {"claim_id": "art-jobs"}, "column printed: found cannot read 'viele' as a number"),
    ],
)  # fmt: skip
def test_a_contradiction_is_found(frames, table, column, text, where, found):
    """A cell of the table, of a reading or of a settlement that no longer goes with the others."""
    put(frames, table, column, text, **where)
    assert any(found in problem for problem in told(frames)), told(frames)


def test_a_claim_that_a_reader_left_out_is_found(frames):
    """A text is under two readings as a whole."""
    readings = frames["readings"]
    frames["readings"] = readings[~(readings["claim_id"].eq("art-first") & readings["reader"].eq("reader 2"))]
    assert "data/readings.csv: found no row of reader 2 for art-first, expected one: the others have theirs" in told(
        frames
    )
    frames["readings"] = readings[readings["claim_id"] != "art-masks"]
    assert sum("for art-masks" in problem for problem in told(frames)) == 2


def test_a_difference_that_nothing_settles_is_found(frames):
    """A table that stands against its readers must say why."""
    frames["settled"] = frames["settled"].iloc[1:]
    (problem,) = told(frames)
    assert problem.startswith(
        "data/settled.csv: found no row for art-jobs, unit ('persons' and 'persons' read, 'posts' in"
    )
    assert problem.endswith("expected one that says why the table stands")


def test_the_rule_is_asked_of_the_whole_package(data_copy):
    """``casebook data`` must ask it."""
    path = data_copy / "readings.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("4200多,persons", "4300多,persons", 1), encoding="utf-8")
    (problem,) = tables.check_package(data_copy)
    assert "no row for art-applicants, printed ('4300多' and '4200多' read, '4200多' in the table)" in str(problem)

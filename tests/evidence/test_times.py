"""What the rule on times says, word for word, of small tables: sources, claims, events and dates in excerpts."""

from __future__ import annotations

import pandas as pd
import pytest
from casebook.evidence.rules.times import time_problems

SOURCE = {"source_id": "text", "published": "2020-06-05"}
CLAIM = {
    "claim_id": "one", "source_id": "text", "period": "", "status": "result", "qualifier": "exact", "fragment": "",
}  # fmt: skip
EVENT = {"event_id": "opening", "source_id": "text", "claim_id": "", "date": "2020"}
NEEDED = ("claims", "events", "exceptions", "readings", "sources")


def frames(claims=(), events=(), sources=(SOURCE,), read_on=("2021-03-01",), exceptions=()) -> dict[str, pd.DataFrame]:
    """The tables that the rule compares."""
    return {
        "claims": pd.DataFrame(list(claims), columns=list(CLAIM)),
        "events": pd.DataFrame(list(events), columns=list(EVENT)),
        "sources": pd.DataFrame(list(sources), columns=list(SOURCE)),
        "readings": pd.DataFrame({"read_on": list(read_on)}),
        "exceptions": pd.DataFrame(list(exceptions), columns=["rule", "row"]),
    }


def told(**given) -> list[str]:
    """What the rule reports."""
    return [str(problem) for problem in time_problems(frames(**given))]


@pytest.mark.parametrize("lost", NEEDED)
def test_without_one_of_its_tables_the_rule_says_nothing(lost):
    """A table that cannot be read is reported as such, once."""
    given = frames([CLAIM | {"period": "2021"}])
    assert len(time_problems(given)) == 1
    del given[lost]
    assert time_problems(given) == []


@pytest.mark.parametrize(
    ("published", "read_on", "last"),
    [
        ("2021-03-01", ["2021-03-01"], None),
        ("2021-03-02", ["2021-03-01"], "2021-03-01"),
        ("2021-03-02", ["2021-03-01", "2021-03-05", "2021-02-01"], None),
        ("2021-03-06", ["2021-03-01", "2021-03-05", "2021-02-01"], "2021-03-05"),
        ("2022", ["2021-03-01"], "2021-03-01"),
        ("2021", ["2021-03-01"], None),
        ("../2022", ["2021-03-01"], None),
        ("", ["2021-03-01"], None),
        ("2022", [], None),
    ],
)
def test_no_source_is_later_than_the_last_reading(published, read_on, last):
    """What was read had been published; of a source without a day, or without readings, nothing follows."""
    sources = [SOURCE, {"source_id": "late", "published": published}]
    expected = (
        f"data/sources.csv, row 3, column published: found {published!r}, expected a day up to {last}, "
        "the last on which anything was read"
    )
    assert told(sources=sources, read_on=read_on) == ([expected] if last else [])


def test_each_source_is_asked():
    """A source without a day must not end the list."""
    sources = [SOURCE | {"published": day} for day in ("2022", "", "2020", "2023")]
    assert [problem.split(",")[1] for problem in told(sources=sources)] == [" row 2", " row 5"]


@pytest.mark.parametrize(
    ("period", "published", "later"),
    [
        ("2020-06-05", "2020-06-05", False),
        ("2020-06-06", "2020-06-05", True),
        ("2020-06", "2020-06-05", False),
        ("2020-07", "2020-06-05", True),
        ("2020", "2020-06-05", False),
        ("2021", "2020-06-05", True),
        ("2020/2021", "2020-06-05", True),
        ("2019/2020", "2020-06-05", False),
        ("2019-01/2020-06", "2020-06-05", False),
        ("2019-01/2020-07", "2020-06-05", True),
        ("2020-06-05/..", "2020-06-05", False),
        ("2020-06-06/..", "2020-06-05", True),
        ("../2020-06-05", "2020-06-05", False),
        ("../2020-06-06", "2020-06-05", True),
        ("2020-06-30", "2020-06", False),
        ("2020-07-01", "2020-06", True),
        ("2030", "2020/..", False),
        ("2030", "", False),
        ("", "2020-06-05", False),
    ],
)
def test_no_claim_and_no_event_is_later_than_its_source(period, published, later):
    """As far as both are exact; a source without a last day excludes nothing."""
    sources = [{"source_id": "text", "published": published}]
    expected = (
        f"data/claims.csv, row 2, column period: found {period!r}, expected a time up to {published}, when text was "
        "published, or the status 'plan'"
    )
    assert told(claims=[CLAIM | {"period": period}], sources=sources) == ([expected] if later else [])
    if period:
        expected = (
            f"data/events.csv, row 2, column date: found {period!r}, expected a date up to {published}, when text was "
            "published"
        )
        assert told(events=[EVENT | {"date": period}], sources=sources) == ([expected] if later else [])


def test_a_plan_may_be_ahead_and_so_may_its_event():
    """Another claim's plan does not excuse an event."""
    plan = CLAIM | {"claim_id": "plan", "period": "2025", "status": "plan"}
    open_ = CLAIM | {"claim_id": "open", "period": "2020", "status": "open"}
    ahead = EVENT | {"date": "2025"}
    assert told(claims=[plan, open_], events=[ahead | {"claim_id": "plan"}]) == []
    assert told(claims=[open_, plan], events=[ahead | {"claim_id": "plan"}, ahead | {"claim_id": "open"}, ahead]) == [
        f"data/events.csv, row {row}, column date: found '2025', expected a date up to 2020-06-05, when text was published"
        for row in (3, 4)
    ]


def test_each_is_held_against_its_own_source():
    """Rows in other orders, and a source that is not on record, which another rule reports."""
    sources = [
        SOURCE | {"source_id": "early", "published": "2019"},
        SOURCE,
        SOURCE | {"source_id": "none", "published": ""},
    ]
    rows = [
        ("text", "2020"),
        ("early", "2020"),
        ("none", "2020"),
        ("gone", "2020"),
        ("early", "2019"),
        ("text", "2021"),
    ]
    claims = [CLAIM | {"source_id": source, "period": period} for source, period in rows]
    events = [EVENT | {"source_id": source, "date": period} for source, period in rows]
    found = [problem.partition(": found")[0] for problem in told(claims=claims, events=events, sources=sources)]
    assert found == [
        "data/claims.csv, row 3, column period",
        "data/claims.csv, row 7, column period",
        "data/events.csv, row 3, column date",
        "data/events.csv, row 7, column date",
    ]


DATED = CLAIM | {"qualifier": "date", "source_id": "undated"}


@pytest.mark.parametrize(
    ("fragment", "period", "printed"),
    [
        ("2020年3月17日印发", "2020-03-17", None),
        ("2020年3月17日印发", "2020-03", None),
        ("2020年3月17日印发", "2020-03-18", "2020年3月17日"),
        ("２０２０年３月１７日", "2020-03-18", "2020年3月17日"),
        ("8月28日", "2020-08-28", None),
        ("8月28日", "2020-08-27", "8月28日"),
        ("8月28日", "2019-12/2020-08", None),
        ("8月28日", "2020-08-29/..", "8月28日"),
        ("8月28日", "../2020-08-27", "8月28日"),
        ("10月底前", "../2020-09", "10月底"),
        ("10月底前", "../2020-10", None),
        ("5月上旬", "2020-05-11", "5月上旬"),
        ("5月上旬", "2020-05-10", None),
        ("5月中旬", "2020-05-21", "5月中旬"),
        ("5月下旬", "2020-05-20", "5月下旬"),
        ("5月", "2020-06", "5月"),
        ("2019年", "2020", "2019年"),
        ("1998年起", "2020", "1998年"),
        ("3019年", "2020", None),
        ("in March 2006", "2006-03", None),
        ("in March 2006", "2006-04", "March2006"),
        ("on 17 March 2006", "2006-03-17", None),
        ("on 17 March 2006", "2006-03-18", "17March2006"),
        ("13月", "2020-06", None),
        ("2月30日", "2020-06", None),
        ("no date", "2020-06", None),
        ("2月30日 2019年", "2020", "2019年"),
        ("", "2020", None),
        ("2019年", "", None),
    ],
)
def test_a_date_claim_holds_the_date_in_its_excerpt(fragment, period, printed):
    """A year that is not printed is that of the period; what is no date is read as none."""
    expected = (
        f"data/claims.csv, row 3, column period: found {period!r}, expected a time that holds {printed}, as in the excerpt "
        f"{fragment!r}"
    )
    assert told(claims=[CLAIM, DATED | {"fragment": fragment, "period": period}]) == ([expected] if printed else [])
    assert told(claims=[CLAIM | {"fragment": fragment, "source_id": "undated", "period": period}]) == []


@pytest.mark.parametrize(
    "month",
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
)  # fmt: skip
def test_every_month_is_known_by_its_english_name(month):
    """In one year it cannot be in the next."""
    (problem,) = told(claims=[DATED | {"fragment": f"{month} 2006", "period": "2007"}])
    assert f"expected a time that holds {month}2006, as" in problem


def test_each_date_of_each_excerpt_is_held():
    """Two dates that a period excludes are two problems; a claim without a period ends nothing."""
    claims = [DATED | {"period": ""}, CLAIM, DATED | {"period": "2020", "fragment": "2018年 2020年 2019年"}]
    assert [problem.rpartition(" holds ")[2][:5] for problem in told(claims=claims)] == ["2018年", "2019年"]


@pytest.mark.parametrize(
    ("rule", "row", "given"),
    [
        ("time of a claim", "one", {"claims": [CLAIM | {"period": "2021"}]}),
        ("time of an event", "opening", {"events": [EVENT | {"date": "2021"}]}),
        ("date in an excerpt", "one", {"claims": [DATED | {"period": "2020", "fragment": "2018年"}]}),
    ],
)
def test_an_exception_is_for_one_rule_and_one_row(rule, row, given):
    """And is told when nothing needs it."""
    assert len(told(**given)) == 1
    assert told(**given, exceptions=[(rule, row)]) == []
    assert told(exceptions=[(rule, row)]) == [
        f"data/exceptions.csv, row 2, column row: found {row!r}, expected no such row: it keeps the rule {rule!r}"
    ]
    assert len(told(**given, exceptions=[(rule, "another")])) == 2

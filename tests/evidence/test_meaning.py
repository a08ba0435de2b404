"""Rules on what rows mean, as far as a machine can hold them: addresses, times, places, and the exceptions with reasons."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd
import pytest
from casebook.evidence import tables
from casebook.evidence.rules.addresses import _borne, address_problems
from casebook.evidence.rules.grades import grade_problems
from casebook.evidence.rules.places import place_problems
from casebook.evidence.rules.relations import relation_problems
from casebook.evidence.rules.times import _later, time_problems

RULES = (address_problems, time_problems, place_problems, relation_problems, grade_problems)
NAMES = ("claims", "entities", "events", "exceptions", "hosts", "indicators", "readings", "sources", "zones")


@pytest.fixture
def frames() -> dict[str, pd.DataFrame]:
    """The tables as they stand, to be spoiled."""
    return {name: tables.table(name) for name in NAMES}


def told(frames: dict) -> list[str]:
    """What the rules report."""
    return [str(problem) for rule in RULES for problem in rule(frames)]


PLACE = re.compile(r"data/(\w+)\.csv, row (\d+), column (\w+): found (.*?), expected ")


def placed(frames: dict, problem: str) -> bool:
    """Whether what a problem has found stands in the cell that it names, or is about it."""
    table, row, column, found = PLACE.match(problem).groups()
    cell, bare = str(frames[table].iloc[int(row) - 2][column]), found.strip("'")
    return bare == cell or bool(bare and cell) and (bare in cell or cell in bare)


def put(frames: dict, table: str, key: str, column: str, text: str) -> None:
    """Write a cell in the row of a key, which stands in the first column."""
    frame = frames[table]
    rows = frame.iloc[:, 0] == key
    assert rows.any()
    frame.loc[rows, column] = text


def test_the_tables_keep_the_rules(frames):
    """Each rule holds for nearly all rows; the others are excused by name."""
    assert told(frames) == []
    excused = frames["exceptions"].query("not rule.str.startswith('pinyin')")["rule"].value_counts()
    assert excused.sum() < 0.1 * len(frames["claims"])
    assert excused.max() < 0.05 * len(frames["claims"])


SPOILED = {
    "another host": ("sources", "jn-2021", "url", "http://jinan.dzwwv.com/qcxw/202101/t20210107_7541354.htm",
                     "found 'jinan.dzwwv.com', expected a host that data/hosts.csv has for Jinan Daily (Shunwang): "),
    "the host of another publisher": ("sources", "jntc-2019", "publisher_en", "Jinan Daily",
                                      "expected a host that data/hosts.csv has for Jinan Daily"),
    "a copy called the original": ("sources", "jn-2021", "read_at", "original",
                                   "column read_at: found 'original', expected 'mirror': jinan.dzwww.com holds what"),
    "an original called a copy": ("sources", "jntc-2019", "read_at", "mirror", "found 'mirror', expected 'original'"),
    "an original without an address": ("sources", "jntc-2019", "url", "", "found '', expected an address, since it was"),
    "another year of publication": ("sources", "jn-2021", "published", "2022-01-07",
                                    "found 2021-01-07 in http://jinan.dzwww.com/qcxw/202101/t20210107_7541354.htm"),
    "a month too early": ("sources", "gx-2017b", "published", "2017-02", "expected a day from 2017-02-01 to 2017-03-10, for"),
    "a day in an address": ("sources", "jntc-2019", "url",
                            "http://jntzcjj.jinan.gov.cn/art/2018/12/31/art_88375_4766632.html", "found 2018-12-31 in http"),
    "a day a month later": ("sources", "jn-2021", "url", "http://jinan.dzwww.com/qcxw/202101/t20210207_7541354.htm",
                            "expected a day from 2021-01-07 to 2021-01-17, for it was published 2021-01-07"),
    "published after it was read": ("sources", "article", "published", "2027", "found '2027', expected a day up to 2026-"),
    "told before it was so": ("claims", "lin-econ", "period", "2021", "found '2021', expected a time up to 2020-06-05"),
    "told a month before": ("claims", "zj-134-names", "period", "2022-02", "expected a time up to 2022-01-12, when zj-2022"),
    "no longer a plan": ("claims", "hy-proj-investment", "period", "2025/2026", ""),
    "an event after its source": ("events", "hightech-posts", "date", "2016-07-02", "expected a date up to 2016-06-03"),
    "a date beside its excerpt": ("claims", "prov-317", "period", "2020-03-18", "expected a time that holds 2020年3月17日"),
    "a date in English": ("claims", "py-found-provincial", "period", "2006-04", "expected a time that holds March2006"),
    "a day of a year that is not said": ("claims", "art-mobil", "period", "2020-08-27", "expected a time that holds 8月28日"),
    "another place": ("claims", "qd-front", "entity_id", "yantai", "found 'yantai', expected an entity that statement, exc"),
    "another zone": ("claims", "art-supply", "entity_id", "lingang", "found 'lingang', expected an entity that statement"),
    "a name that is lost": ("entities", "jibei", "also", "", "found 'jibei', expected an entity that statement, excerpt"),
    "another unit": ("claims", "lin-econ", "unit", "posts", "column unit: found 'posts', expected a unit of "),
    "another indicator": ("claims", "lin-econ", "indicator_id", "departments", "expected a unit of departments: departments"),
    "a date of no date": ("claims", "prov-317", "indicator_id", "departments", "expected an indicator of dates for a date"),
    "a count of dates": ("claims", "lin-econ", "indicator_id", "event_date", "found 'event_date', expected an indicator of"),
    "a unit of an indicator": ("indicators", "departments", "unit", "bodies", "expected a unit of departments: bodies"),
    "another holder": ("entities", "huaiyin-smart-area", "parent_id", "lixia",
                       "found 'lixia', expected a place within huaiyin, which its name holds"),
    "a name that is another's": ("entities", "jibei", "name_zh", "山东商河经济开发区", "expected a place within shanghe, wh"),
    "another founding": ("zones", "mingshui", "founded", "1982-12", "found '1982-12', expected the date of a claim on it: 1"),
    "another rise": ("zones", "laiwu-gaoxin", "national_since", "2016-09", "column national_since: found '2016-09', expected"),
    "a paper called official": ("sources", "jibei-2018", "grade", "official", "expected a grade of the kind party_press: o"),
    "a copy called official": ("sources", "prov-2023", "grade", "official", "found 'official', expected official where it"),
    "an office called a copy": ("sources", "jntc-2019", "grade", "official_mirror", "found 'official_mirror', expected off"),
    "another kind": ("sources", "jn-2021", "kind", "academic", "found 'party_press', expected a grade of the kind academi"),
    "a name that sounds the same": ("entities", "huaiyin", "name_zh", "淮阴区", "expected a name that begins with one of "),
    "an exception without need": ("exceptions", "host", "row", "jn-2021", "found 'jn-2021', expected no such row: it keeps"),
    "a host without a source": ("hosts", "The Paper", "host", "a.example.org", "found 'a.example.org', expected a host wh"),
}  # fmt: skip


@pytest.mark.parametrize(("table", "key", "column", "text", "found"), SPOILED.values(), ids=SPOILED)
def test_what_breaks_a_rule_is_found(frames, table, key, column, text, found):
    """By file, row, found and expected."""
    put(frames, table, key, column, text)
    if not found:  # what is to come may come later
        assert told(frames) == []
        put(frames, table, key, "status", "result")
        found = "found '2025/2026', expected a time up to 2024-08-14, when hy-2024 was published, or the status 'plan'"
    problems = told(frames)
    assert any(found in problem for problem in problems), problems
    assert [problem for problem in problems if not placed(frames, problem)] == []


def test_a_problem_one_row_further_is_not_in_its_place(frames):
    """The check above must be able to fail: another row, another column."""
    put(frames, "claims", "lin-econ", "period", "2021")
    (problem,) = told(frames)
    row = int(PLACE.match(problem)[2])
    assert placed(frames, problem)
    assert not placed(frames, problem.replace(f"row {row}", f"row {row + 1}"))
    assert not placed(frames, problem.replace("column period", "column unit"))


EXCUSED = {
    "host": ("sources", "jn-2021", "read_at", "original"),
    "day of an address": ("sources", "jn-2021", "published", "2022-01-07"),
    "grade of a source": ("sources", "jibei-2018", "grade", "official"),
    "time of a claim": ("claims", "lin-econ", "period", "2021"),
    "time of an event": ("events", "hightech-posts", "date", "2016-07-02"),
    "date in an excerpt": ("claims", "prov-317", "period", "2020-03-16"),
}


@pytest.mark.parametrize(("rule", "spoiled"), EXCUSED.items(), ids=EXCUSED)
def test_a_row_is_excused_by_the_name_of_the_rule(frames, rule, spoiled):
    """And by no other name."""
    put(frames, *spoiled)
    assert len(told(frames)) == 1
    whole = frames["exceptions"]
    excuse = whole.iloc[:1].assign(rule=rule, row=spoiled[1])
    frames["exceptions"] = pd.concat([whole, excuse], ignore_index=True)
    assert told(frames) == []
    frames["exceptions"].loc[len(whole), "rule"] = "another"
    assert len(told(frames)) == 1


@pytest.mark.slow
def test_an_excuse_that_is_gone_is_missed(frames):
    """Each exception stands for a row that breaks its rule."""
    whole = frames["exceptions"].query("not rule.str.startswith('pinyin')")
    for at in whole.index:
        frames["exceptions"] = whole.drop(index=at)
        (problem,) = told(frames)
        assert placed(frames, problem), whole.loc[at, "row"]


@pytest.mark.parametrize(
    ("url", "first", "last"),
    [
        ("http://a.cn/art/2019/7/1/art_1.html", "2019-07-01", "2019-07-01"),
        ("http://a.cn/qcxw/202312/t20231228_13414465.htm", "2023-12-28", "2023-12-28"),
        ("https://a.cn/news/2020/1209/12679761.html", "2020-12-09", "2020-12-09"),
        ("https://a.cn/a/202007/06/WS5f02825f.html", "2020-07-06", "2020-07-06"),
        ("https://a.cn/news/202203/11797761.html", "2022-03-01", "2022-03-31"),
        ("https://a.cn/news/202212/1.html", "2022-12-01", "2022-12-31"),
        ("https://a.cn/2018/8/245160.shtml", None, None),
        ("https://a.cn/20219999/1", None, None),
    ],
)
def test_the_day_that_an_address_bears(url, first, last):
    """Addresses write dates in a dozen ways; digits that are no date are none."""
    assert _borne(url) == (first and (date.fromisoformat(first), date.fromisoformat(last)))


@pytest.mark.parametrize(
    ("period", "published", "later"),
    [
        ("2020", "2020-05-01", False),
        ("2020-05", "2020-05-01", False),
        ("2020-05-02", "2020-05-01", True),
        ("../2020-06", "2020-05-01", True),
        ("2020/..", "2020-05-01", False),
        ("2021/..", "2020-05-01", True),
        ("[2019-09-09,2020-09-09]", "2020-05-01", True),
        ("2021", "2020~", True),
    ],
)
def test_a_period_is_as_late_as_it_is_exact(period, published, later):
    """A year is not after a day in it."""
    assert _later(period, published) == later


def test_a_rule_without_its_tables_says_nothing():
    """A table that cannot be read is reported as such, once."""
    assert [rule({}) for rule in RULES] == [[]] * len(RULES)

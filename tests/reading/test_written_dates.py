"""Printed dates: the days that each form admits."""

from __future__ import annotations

from datetime import date

import pytest
from casebook.reading.numerals import UnreadableFigure
from casebook.reading.written_dates import read_date


@pytest.mark.parametrize(
    ("printed", "earliest", "latest", "edtf"),
    [
        ("8月28日", date(2020, 8, 28), date(2020, 8, 28), "2020-08-28"),
        ("28 August 2020", date(2020, 8, 28), date(2020, 8, 28), "2020-08-28"),
        ("10月上旬", date(2020, 10, 1), date(2020, 10, 10), "2020-10-01/2020-10-10"),
        ("10月中旬", date(2020, 10, 11), date(2020, 10, 20), "2020-10-11/2020-10-20"),
        ("十月中旬", date(2020, 10, 11), date(2020, 10, 20), "2020-10-11/2020-10-20"),
        ("mid-October 2020", date(2020, 10, 11), date(2020, 10, 20), "2020-10-11/2020-10-20"),
        ("10月下旬", date(2020, 10, 21), date(2020, 10, 31), "2020-10-21/2020-10-31"),
        ("late October 2020", date(2020, 10, 21), date(2020, 10, 31), "2020-10-21/2020-10-31"),
        ("截至10月底", None, date(2020, 10, 31), "../2020-10-31"),
        ("10月31日前", None, date(2020, 10, 31), "../2020-10-31"),
        ("by the end of October 2020", None, date(2020, 10, 31), "../2020-10-31"),
        ("2020年10月", date(2020, 10, 1), date(2020, 10, 31), "2020-10-01/2020-10-31"),
        ("二〇二〇年十月", date(2020, 10, 1), date(2020, 10, 31), "2020-10-01/2020-10-31"),
        ("２０２０年１０月", date(2020, 10, 1), date(2020, 10, 31), "2020-10-01/2020-10-31"),
        ("2020年2月下旬", date(2020, 2, 21), date(2020, 2, 29), "2020-02-21/2020-02-29"),
        ("2019年", date(2019, 1, 1), date(2019, 12, 31), "2019-01-01/2019-12-31"),
        ("2019-2020年", date(2019, 1, 1), date(2020, 12, 31), "2019-01-01/2020-12-31"),
        ("2019年至2020年", date(2019, 1, 1), date(2020, 12, 31), "2019-01-01/2020-12-31"),
        ("before 2020", None, date(2019, 12, 31), "../2019-12-31"),
        ("2020年前", None, date(2019, 12, 31), "../2019-12-31"),
        ("before October 2020", None, date(2020, 9, 30), "../2020-09-30"),
        ("10月前", None, date(2020, 9, 30), "../2020-09-30"),
        ("before 1 March 2020", None, date(2020, 2, 29), "../2020-02-29"),
        ("before mid-October 2020", None, date(2020, 10, 10), "../2020-10-10"),
        ("10月底前", None, date(2020, 10, 31), "../2020-10-31"),
        ("by 2020", None, date(2020, 12, 31), "../2020-12-31"),
    ],
)
def test_date_is_read(printed, earliest, latest, edtf):
    """A date read as other days would change what came first."""
    found = read_date(printed, year=2020)
    assert (found.earliest, found.latest, found.edtf) == (earliest, latest, edtf)


FORMS = {
    # in figures
    "2020-08-28": "2020-08-28", "2020/8/28": "2020-08-28", "2020.8.5": "2020-08-05",
    # of a year that is told from this one
    "今年8月": "2020-08-01/2020-08-31", "本年8月28日": "2020-08-28", "去年10月底": "2019-10-31", "前年": "2018-01-01/2018-12-31",
    "明年上半年": "2021-01-01/2021-06-30", "上年末": "2019-12-31", "当年下半年": "2020-07-01/2020-12-31",
    # parts of a year
    "上半年": "2020-01-01/2020-06-30", "2021年下半年": "2021-07-01/2021-12-31", "三季度": "2020-07-01/2020-09-30",
    "第四季度": "2020-10-01/2020-12-31", "2021年二季度": "2021-04-01/2021-06-30", "2021年Q1": "2021-01-01/2021-03-31",
    "前三季度": "2020-01-01/2020-09-30", "前11个月": "2020-01-01/2020-11-30", "2021年初": "2021-01-01/2021-01-31",
    "年初": "2020-01-01/2020-01-31", "2019年底": "2019-12-31", "年末": "2020-12-31",
    # parts of a month
    "8月初": "2020-08-01/2020-08-10", "8月上中旬": "2020-08-01/2020-08-20", "8月中下旬": "2020-08-11/2020-08-31",
    "8月末": "2020-08-31", "8月份": "2020-08-01/2020-08-31", "8月28号": "2020-08-28",
    # from one to another; what one end leaves out the other says
    "8月28日至30日": "2020-08-28/2020-08-30", "8月28-30日": "2020-08-28/2020-08-30", "8月28日—9月2日": "2020-08-28/2020-09-02",
    "2019年12月至2020年1月": "2019-12-01/2020-01-31", "2019年12月28日至2021年1月3日": "2019-12-28/2021-01-03",
    "8-10月": "2020-08-01/2020-10-31", "2019年8月—10月": "2019-08-01/2019-10-31", "8月上旬到9月中旬": "2020-08-01/2020-09-20",
    "2019年8月至2020年": "2019-08-01/2020-12-31", "2018年至2019年3月": "2018-01-01/2019-03-31",
    # open at one end
    "2018年以来": "2018-01-01/..", "8月28日起": "2020-08-28/..", "截止到10月底": "../2020-10-31", "截至2020年8月": "../2020-08-31",
    "2020年以前": "../2019-12-31", "8月之前": "../2020-07-31", "2020年8月期间": "2020-08-01/2020-08-31",
    # five-year plans
    "“十三五”期间": "2016-01-01/2020-12-31", "十四五规划": "2021-01-01/2025-12-31", "八五期间": "1991-01-01/1995-12-31",
    # English
    "August 28, 2020": "2020-08-28", "28th of August 2020": "2020-08-28", "Aug. 28 2021": "2021-08-28", "28August2021": "2021-08-28",
    "Sept 2019": "2019-09-01/2019-09-30", "August": "2020-08-01/2020-08-31", "1 May": "2020-05-01",
    "20 to 25 August 2021": "2021-08-20/2021-08-25", "August 20–25, 2021": "2021-08-20/2021-08-25",
    "from March to May 2021": "2021-03-01/2021-05-31", "between 2018 and 2019": "2018-01-01/2019-12-31",
    "2018–2019": "2018-01-01/2019-12-31", "28 August to 2 September 2021": "2021-08-28/2021-09-02",
    "March 2019 through May 2020": "2019-03-01/2020-05-31", "the third quarter of 2021": "2021-07-01/2021-09-30",
    "Q3 2021": "2021-07-01/2021-09-30", "2021 Q1": "2021-01-01/2021-03-31", "fourth quarter": "2020-10-01/2020-12-31",
    "first half of 2021": "2021-01-01/2021-06-30", "second half of last year": "2019-07-01/2019-12-31",
    "this year": "2020-01-01/2020-12-31", "last year": "2019-01-01/2019-12-31", "next year": "2021-01-01/2021-12-31",
    "end of 2021": "2021-12-31", "the beginning of 2021": "2021-01-01/2021-01-31", "start of next year": "2021-01-01/2021-01-31",
    "early March 2021": "2021-03-01/2021-03-10", "beginning of March 2021": "2021-03-01/2021-03-10",
    "end of March 2021": "2021-03-31", "late-March 2021": "2021-03-21/2021-03-31",
    "since March 2019": "2019-03-01/..", "after 28 August 2021": "2021-08-29/..", "until March 2021": "../2021-03-31",
    "as of 28 August 2021": "../2021-08-28", "through 2021": "../2021-12-31", "up to May 2021": "../2021-05-31",
    "on 28 August 2021": "2021-08-28", "in August 2021": "2021-08-01/2021-08-31", "during 2019": "2019-01-01/2019-12-31",
    "over 2021": "2021-01-01/2021-12-31",
}  # fmt: skip


@pytest.mark.parametrize(("printed", "edtf"), FORMS.items())
def test_each_form_has_its_days(printed, edtf):
    """Worked out by hand: what is left out comes from the other end or from the year that is assumed."""
    assert read_date(printed, year=2020).edtf == edtf


@pytest.mark.parametrize(
    ("printed", "why"),
    [
        ("28日", "'28日': a day without its month"),
        ("2020-8/28", "cannot read the printed date '2020-8/28'"),
        ("底", "cannot read the printed date '底'"),
        ("8月28日至", "cannot read the printed date '8月28日至'"),
        ("8月至9月至10月", "cannot read the printed date"),
        ("25 to 20 August 2021", "runs from 2021-08-25 down to 2021-08-20"),
        ("2020年8月30日至28日", "runs from 2020-08-30 down to 2020-08-28"),
        ("前12个月", "a year has no 前12个月"),
        ("5 soon 2020", "cannot read the printed date '5 soon 2020'"),
        ("fifth quarter of 2020", "cannot read the printed date 'fifth quarter of 2020'"),
    ],
)
def test_what_is_no_date_is_refused(printed, why):
    """Half a date, two ends in the wrong order, a part that nothing has."""
    with pytest.raises(UnreadableFigure, match=why):
        read_date(printed, year=2020)


@pytest.mark.parametrize(
    ("printed", "why"),
    [
        ("2020年2月30日", "month 2 of 2020 has 29 days"),
        ("2019年2月29日", "month 2 of 2019 has 28 days"),
        ("30 February 2020", "month 2 of 2020 has 29 days"),
        ("四月三十一日", "month 4 of 2020 has 30 days"),
        ("10月0日", "month 10 of 2020 has 31 days"),
        ("13月1日", "there is no month 13"),
        ("0000年", "there is no year 0"),
        ("三四月", "two numerals in a row"),
        ("2020-2019年", "runs from 2020 down to 2019"),
        ("soon", "cannot read the printed date 'soon'"),
        ("", "cannot read the printed date ''"),
    ],
)
def test_impossible_date_is_refused(printed, why):
    """A day that does not exist must not become a neighbouring one."""
    with pytest.raises(UnreadableFigure, match=why):
        read_date(printed, year=2020)


def test_date_without_a_year_is_refused():
    """A year must be stated, never guessed from the clock."""
    with pytest.raises(UnreadableFigure, match="'8月28日' has no year"):
        read_date("8月28日")

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

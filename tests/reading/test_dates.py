"""Uncertain dates: the days they admit, and what order and distance they allow."""

from datetime import date

import pytest
from casebook.reading import dates
from casebook.reading.dates import Days, days, lag, order


def day(text: str) -> date | None:
    """An ISO day, or None for an open end."""
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("2020-08-28", "2020-08-28", "2020-08-28"),
        ("2020-08", "2020-08-01", "2020-08-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2019-02", "2019-02-01", "2019-02-28"),
        ("2020", "2020-01-01", "2020-12-31"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("2020-XX", "2020-01-01", "2020-12-31"),
        ("2020-02-XX", "2020-02-01", "2020-02-29"),
        ("2020-XX-31", "2020-01-31", "2020-12-31"),
        ("{2019,2020}", "2019-01-01", "2020-12-31"),
        ("2020-10-11/2020-10-20", "2020-10-11", "2020-10-20"),
        ("2014/2016", "2014-01-01", "2016-12-31"),
        ("2019-04-23/2019-07", "2019-04-23", "2019-07-31"),
        ("../2020-10-31", "", "2020-10-31"),
        ("../2020-10", "", "2020-10-31"),
        ("2019-07/..", "2019-07-01", ""),
        ("2019-07/", "2019-07-01", ""),
        ("[2019-09-09,2020-09-09]", "2019-09-09", "2020-09-09"),
        ("2014~", "2014-01-01", "2014-12-31"),
        ("2025?", "2025-01-01", "2025-12-31"),
        ("2008%", "2008-01-01", "2008-12-31"),
        ("2020-08-10~", "2020-08-10", "2020-08-10"),
        ("2017-06~/2018-02", "2017-06-01", "2018-02-28"),
    ],
)
def test_a_date_admits_its_days(edtf, earliest, latest):
    """A bound one day off, or an open end closed, would allow an order that the source does not."""
    assert days(edtf) == Days(day(earliest), day(latest))


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("2020", "2020-01-01", "2020-12-31"), ("2020-02", "2020-02-01", "2020-02-29"), ("2020-08-28?", "2020-08-28", "2020-08-28"),
        ("2014/2016-04", "2014-01-01", "2016-04-30"), ("../2020-10", "", "2020-10-31"), ("2019-07/..", "2019-07-01", ""),
        ("[2019-09-09,2020-09-09]", "2019-09-09", "2020-09-09"), ("[2020,2018,2019]", "2018-01-01", "2020-12-31"),
    ],
)  # fmt: skip
def test_a_plain_date_is_read_without_the_library(monkeypatch, edtf, earliest, latest):
    """Its grammar takes a thousand times longer, and nearly all dates are plain."""
    monkeypatch.setattr(dates, "_parsed", None)
    assert days.__wrapped__(edtf) == Days(day(earliest), day(latest))


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("2020-02", "2020-02-01", "2020-02-29"), ("2014/2016-04", "2014-01-01", "2016-04-30"), ("../2020-10", "", "2020-10-31"),
        ("/2020-10", "", "2020-10-31"), ("2019-07/..", "2019-07-01", ""), ("2019-07/", "2019-07-01", ""), ("../..", "", ""),
        ("2020-08-28?", "2020-08-28", "2020-08-28"), ("[2019-09-09,2020-09-09]", "2019-09-09", "2020-09-09"),
    ],
)  # fmt: skip
def test_the_library_reads_a_date_by_itself(monkeypatch, edtf, earliest, latest):
    """What the short way leaves to it must come to the same days, an open end to none."""
    monkeypatch.setattr(dates, "_plain", lambda text: None)
    assert days.__wrapped__(edtf) == Days(day(earliest), day(latest))


@pytest.mark.parametrize(
    ("edtf", "message"),
    [
        ("2020-02-30", "'2020-02-30' is no date in EDTF"), ("2021-02-29", "'2021-02-29' names a day that does not exist"),
        ("../2021-02-29", "'../2021-02-29' names a day that does not exist"), ("0000", "'0000' names a day that does not exist"),
        ("2021-02-29/..", "'2021-02-29/..' names a day that does not exist"), ("autumn", "'autumn' is no date in EDTF"),
    ],
)  # fmt: skip
def test_the_library_refuses_a_date_by_itself(monkeypatch, edtf, message):
    """In the words of this module, whatever it is that the library stumbles over."""
    monkeypatch.setattr(dates, "_plain", lambda text: None)
    with pytest.raises(ValueError) as error:
        days.__wrapped__(edtf)
    assert str(error.value) == message


@pytest.mark.parametrize(
    "edtf", ["..", "2019/2020/2021", "../2020/..", "../../..", "[2019,2020", "2019,2020]", "2019,2020"]
)
def test_what_is_written_in_part_like_an_interval_or_a_choice_is_refused(edtf):
    """Half of a bracket, or an end too many, is a slip: its days are not known."""
    with pytest.raises(ValueError) as error:
        days(edtf)
    assert str(error.value) == f"{edtf!r} is no date in EDTF"


@pytest.mark.parametrize(
    ("edtf", "message"),
    [
        ("", "'' is no date in EDTF"),
        ("last autumn", "'last autumn' is no date in EDTF"),
        ("2020-13", "'2020-13' is no date in EDTF"),
        ("2020-8-28", "'2020-8-28' is no date in EDTF"),
        ("2020-02-30", "'2020-02-30' is no date in EDTF"),
        ("2021-02-29", "'2021-02-29' names a day that does not exist"),
        ("2020-04-31/..", "'2020-04-31/..' is no date in EDTF"),
        ("2020-10-20/2020-10-11", "'2020-10-20/2020-10-11' ends before it begins"),
        *(
            (text, f"{text!r}: a season has no fixed days: write the months, as an interval")
            for text in ("2020-21", "2020-24", "2020-33", "2020-41", "2020-24/2021", "2019/2020-22", "2020-24?")
        ),
        *(
            (text, f"{text!r}: significant digits are not read here: write the interval, such as 1900/1999")
            for text in ("1950S2", "1950S2/1960", "2020S4")
        ),
        *(
            (text, f"{text!r}: open sets are not read here: write an interval, such as 2020/..")
            for text in ("[2020..]", "[..2020-10]", "[2019,2020..]", "{..2020}", "[2019..2021]")
        ),
    ],
)
def test_an_impossible_date_is_refused(edtf, message):
    """A slip of the pen would move an event without a word."""
    with pytest.raises(ValueError) as error:
        days(edtf)
    assert str(error.value) == message


def test_exact_and_middle():
    """An interval drawn as a day would look sure; an open one has no middle but its end."""
    assert days("2020-08-28").is_exact
    assert not days("2020-08").is_exact
    assert not days("../2020-10-31").is_exact
    assert days("2020-10-11/2020-10-21").middle == date(2020, 10, 16)
    assert days("../2020-10-31").middle == date(2020, 10, 31)
    assert days("2019-07/..").middle == date(2019, 7, 1)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("2020-08-27", "2020-08-28", "before"),
        ("2020-08-28", "2020-08-27", "after"),
        ("2020-08-28", "2020-08-28", "overlap"),
        ("2020-08", "2020-08-31", "overlap"),
        ("2020-08", "2020-09-01", "before"),
        ("../2020-10-31", "2020-11-01", "before"),
        ("2020-11-01", "../2020-10-31", "after"),
        ("../2020-10-31", "2020-10-01", "overlap"),
        ("../2020-10-31", "../2019-12-31", "overlap"),
        ("2021/..", "2020", "after"),
        ("2021/..", "../2020", "after"),
        ("2021/..", "2019/..", "overlap"),
        ("[2019-09-09,2020-09-09]", "2020-08-28", "overlap"),
    ],
)
def test_order_is_claimed_only_when_it_is_sure(first, second, expected):
    """Two dates that share a day have no order; "by" says nothing of the start."""
    assert order(first, second) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("2020-08-28", "2020-10-31", (64, 64)),
        ("2020-08-28", "2020-10-11/2020-10-20", (44, 53)),
        ("2020-08", "2020-09", (1, 60)),
        ("2020-10-31", "2020-08-28", (-64, -64)),
        ("2020-08-28", "[2019-09-09,2020-09-09]", (-354, 12)),
        ("2020-02-28", "2020-03-01", (2, 2)),
    ],
)
def test_lag_has_a_least_and_a_greatest_length(first, second, expected):
    """A lag between uncertain dates given as one number would hide what is not known."""
    assert lag(first, second) == expected


@pytest.mark.parametrize("pair", [("2020-08-28", "../2020-10-31"), ("2020/..", "2021"), ("../2020", "2021/..")])
def test_lag_from_an_open_end_is_refused(pair):
    """ "By the end of October" has no first day to count to."""
    with pytest.raises(ValueError) as error:
        lag(*pair)
    assert str(error.value) == f"no lag between {pair[0]!r} and {pair[1]!r}: one of them is open-ended"


@pytest.mark.slow
def test_plain_dates_are_read_as_the_library_reads_them(monkeypatch):
    """The short way for ISO dates may be faster, never different: not in a bound, not in what it refuses."""
    months = ["", *(f"-{month}{day}" for month in ("00", "01", "02", "13", "21") for day in ("", "-00", "-29", "-31"))]
    ends = [year + month for year in ("1000", "2019", "2020") for month in months]
    forms = [
        "{}",
        "../{}",
        "{}/..",
        "{}/",
        "/{}",
        "{}/2020",
        "2020/{}",
        "{0}/{0}/{0}",
        "{}~",
        "2019/{}?",
        "{}%/..",
        "{}~?",
    ]

    def read(text):
        try:
            return days.__wrapped__(text)
        except ValueError as error:
            return str(error)

    texts = [form.format(end) for form in forms for end in ends]
    short = {text: read(text) for text in texts}
    monkeypatch.setattr(dates, "_plain", lambda text: None)
    assert short == {text: read(text) for text in texts}

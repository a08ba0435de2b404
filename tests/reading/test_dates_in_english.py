"""Uncertain dates in English: no doubt is lost on the way."""

import pytest
from casebook.reading.dates_in_english import english_date


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2020-08-28", "28 August 2020"),
        ("2019-07", "July 2019"),
        ("2024-02", "February 2024"),
        ("2020-12", "December 2020"),
        ("2019", "2019"),
        ("2014/2016", "2014–2016"),
        ("2020-10-11/2020-10-20", "11–20 October 2020"),
        ("2020-01/2020-06", "January – June 2020"),
        ("2019-04-23/2019-07", "23 April 2019 – 31 July 2019"),
        ("2019/2023-01-08", "1 January 2019 – 8 January 2023"),
        ("../2020-10-31", "by 31 October 2020"),
        ("../2023-02", "by the end of February 2023"),
        ("../2018", "by the end of 2018"),
        ("2019-07/..", "from July 2019"),
        ("2014~", "about 2014"),
        ("2023?", "perhaps 2023"),
        ("2008%", "perhaps about 2008"),
        ("2017-12~", "about December 2017"),
        ("2017-06~/2018-02", "about June 2017 – February 2018"),
        ("2020-08-10~", "about 10 August 2020"),
        ("2020-09-09?", "perhaps 9 September 2020"),
        ("2019~/..", "from about 2019"),
        ("[2019-09-09,2020-09-09]", "9 September 2019 or 9 September 2020"),
        ("[2019,2020-09]", "2019 or September 2020"),
    ],
)
def test_a_date_in_english(edtf, expected):
    """A lost "about" or "by" would make an uncertain date sure."""
    assert english_date(edtf) == expected

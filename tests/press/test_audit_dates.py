"""Dates and numbers of the book's parts: what is taken out of a text, what is counted as traced, and what is reported."""

from __future__ import annotations

import pytest
from casebook.press.audit.dates import without_dates
from casebook.press.audit.findings import Audit, Finding, Page

DAY, DATE = "a day that exists", "a date of data/events.csv or of a claim"
MONTH = "a month of data/events.csv or of a claim"


def read(text: str, minutes: int | None = None) -> tuple[str, dict[str, int], list[Finding]]:
    """What is left of a text, what was traced in it, and what was found."""
    page = Page("a.md", {}, Audit(), minutes=minutes)
    rest = without_dates(page, text)
    return rest, {kind: count for kind, count in page.audit.traced.items() if count}, page.audit.findings


@pytest.mark.parametrize(
    ("text", "rest", "traced"),
    [
        ("On 28 August 2020, then", "On  , then", {"dates": 1}),
        ("On 28 August then", "On   then", {"dates": 1}),
        ("From 11–20 October 2020 on", "From   on", {"dates": 2}),
        ("In July 2019 and 2020", "In   and  ", {"dates": 2}),
        ("From 2014–2016, 2017-18", "From  ,  ", {"dates": 2}),
        ("早在2019年", "早在 年", {"dates": 1}),
        ("the 2019 firms, Its 2019 firms", "the   firms, Its   firms", {"dates": 2}),
        ("2019 firms, that 2019 firms", "2019 firms, that 2019 firms", {}),
        ("2019 % of 2020 new staff", "2019 % of 2020 new staff", {}),
        ("−2019, 2019.5, 2,019, 20190", "−2019, 2019.5, 2,019, 20190", {}),
        ("1939, 1940, 2039, 2040", "1939,  ,  , 2040", {"dates": 2}),
        ("3 hundred million yuan, 4 ten thousand yuan", "3  , 4  ", {}),
        ("See Chapter 1, exercises 2, 3 and 12, LEVEL 5", "See  ,  ,  ", {"structure": 3}),
        ("tables 1–3 and figure 4", "  and  ", {"structure": 2}),
        ("15 minutes", "15 minutes", {}),
    ],
)
def test_what_is_in_order_is_taken_out_and_traced(text, rest, traced):
    """A year that only looks like one stays, to be reported as a number."""
    assert read(text) == (rest, traced, [])


@pytest.mark.parametrize(
    ("text", "rest", "traced", "findings"),
    [
        ("On 30 February 2020", "On  ", {}, [('"30 February 2020"', DAY)]),
        ("On 29 February 2019", "On  ", {}, [('"29 February 2019"', DAY)]),
        ("On 0 August 2020", "On  ", {}, [('"0 August 2020"', DAY)]),
        ("On 31 August", "On  ", {}, [('the date "31 August"', DATE)]),
        ("On 29 February", "On  ", {}, [('the date "29 February"', DATE)]),
        ("On 28 August 2019", "On  ", {}, [('the date "28 August 2019"', DATE)]),
        ("On 28 July 2020", "On  ", {}, [('the date "28 July 2020"', DATE)]),
        (
            "From 31 to 32 August 2020", "From  ", {},
            [('the date "31 to 32 August 2020"', DATE), ('"31 to 32 August 2020"', DAY)],
        ),
        ("In May 1999", "In  ", {}, [('the month "May 1999"', MONTH)]),
        ("Level 0 and 6", " ", {"structure": 1}, [('"Level 0 and 6"', "a level from 1 to 5")] * 2),
        ("exercise 13", " ", {"structure": 1}, [('"exercise 13"', "a exercise from 1 to 12")]),
    ],
)  # fmt: skip
def test_what_is_out_of_order_is_taken_out_and_reported(text, rest, traced, findings):
    """Once for each number, and not again as a number without a link."""
    assert read(text) == (rest, traced, [Finding("a.md", *told) for told in findings])


def test_minutes_are_those_of_the_chapter():
    """Where a chapter has its minutes, they are traced, and others are reported."""
    assert read("15 minutes", minutes=15) == (" ", {"structure": 1}, [])
    wrong = Finding("a.md", '"20 minutes"', "15 minutes, by the length of the chapter")
    assert read("20 minutes", minutes=15) == (" ", {"structure": 1}, [wrong])

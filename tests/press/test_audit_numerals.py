"""A numeral that nothing explains: how it is quoted, with what stands round it, and which entry is proposed."""

from __future__ import annotations

import pytest
from casebook.press.audit.findings import Audit, Finding, Page
from casebook.press.audit.numerals import report_numerals
from made_entries import FIGURE, result, stated

ENTRIES = {
    "figure": FIGURE,
    "day": stated(qualifier="text"),
    "a": stated("64", "departments"),
    "b": result("64.0", 64.0),
    "c": result("−4,200 to +64 points", [-4200.0, 64.0], "points"),
    "d": result("64", 64.0),
    "third": stated("1/3", "share"),
    "cut": stated("41.3%", "%"),
}


def reported(text: str, entries: dict) -> list[Finding]:
    page = Page("book/page.md", entries, Audit())
    report_numerals(page, text)
    return page.audit.findings


@pytest.mark.parametrize(
    ("found", "nearest"),
    [
        ("64", "; nearest on record: a (64), b (64.0), c (−4,200 to +64 points)"),
        ("−64", "; nearest on record: a (64), b (64.0), c (−4,200 to +64 points)"),
        ("-42", "; nearest on record: cut (41.3 %)"),
        ("4,200", "; nearest on record: c (−4,200 to +64 points)"),
        ("5,000", "; nearest on record: c (−4,200 to +64 points)"),
        ("65", "; nearest on record: a (64)"),
        ("13", "; nearest on record: cut (41.3 %)"),
        ("1.2.3", ""),
        ("eleven", ""),
        ("Thousands", ""),
    ],
)
def test_a_numeral_is_reported_with_what_it_may_be(found, nearest):
    """Those who wrote it need the entry's id: up to three that print it, or the one that comes nearest."""
    assert reported(f"It cut {found}.", ENTRIES) == [
        Finding(
            "book/page.md",
            f'"{found}" with no link to its evidence, in "It cut {found}."',
            f"a link to the ledger{nearest}",
        )
    ]


@pytest.mark.parametrize("entries", [{}, {"figure": FIGURE}, {"day": ENTRIES["day"]}, {"third": ENTRIES["third"]}])
def test_where_no_entry_prints_a_number_none_is_proposed(entries):
    """A figure, a name and a fraction are near no number."""
    [finding] = reported("It cut 64.", entries)
    assert finding.expected == "a link to the ledger"


def test_a_numeral_is_quoted_with_thirty_characters_on_either_side():
    """Enough to find it by, at its first place, in one line."""
    before, after = "abcdefghij klmnopqrst uvwxyz\nab ", " cdefghijkl mnopqrstuv wxyzab cd"
    [first, second] = reported(f"z{before}64{after}x{' y' * 40} 64", {})
    quoted = '"64" with no link to its evidence, in "cdefghij klmnopqrst uvwxyz ab 64 cdefghijkl mnopqrstuv wxyzab"'
    assert [first.found, second.found] == [quoted, quoted]
    [short] = reported("Of 64, then.", {})
    assert short.found == '"64" with no link to its evidence, in "Of 64, then."'


def test_every_numeral_is_reported_without_its_comma():
    """In the order in which they stand, dates apart."""
    assert [one.found.split('"')[1] for one in reported("In 2020, 1,000, and 12. Or 3.5, twenty.", {})] == [
        "1,000", "12", "3.5", "twenty",
    ]  # fmt: skip

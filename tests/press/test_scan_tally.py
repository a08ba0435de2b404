"""What a scan found is counted row by row, and told in whole sentences."""

from __future__ import annotations

from collections import Counter

from casebook.press.scan.tally import Tally

PERCENTAGE = {"kind": "figure", "unit": "%"}
CHECK = {"kind": "check", "check": "share", "unit": "%", "text": "7 %", "agrees": "yes"}


def counted(*rows: dict) -> Tally:
    """The count of some rows."""
    found = Tally()
    found.add_all(rows)
    return found


def test_rows_are_counted_by_what_they_are():
    """A percentage is a figure in per cent, not every row that has that unit; a check counts for it if it is printed."""
    rows = [
        PERCENTAGE,
        {"kind": "figure", "unit": "m"},
        {"kind": "figure"},
        {"kind": "date"},
        {"kind": "unread", "unit": "%"},
        CHECK,
        {**CHECK, "agrees": "no"},
        {**CHECK, "text": ""},
        {key: value for key, value in CHECK.items() if key != "text"},
        {**CHECK, "unit": "m", "check": "ratio", "agrees": "no"},
        {"kind": "document", "document": "a"},
        {"kind": "document", "document": "b", "reason": ""},
    ]
    assert counted(*rows) == Tally(
        articles=2,
        unread_articles=0,
        kinds=Counter(figure=3, date=1, unread=1, check=5),
        checks=Counter(share=4, ratio=1),
        disagreeing=Counter(share=1, ratio=1),
        percentages=1,
        with_ingredients=2,
        recomputed=1,
        first_unread=[],
    )


def test_the_first_ten_articles_that_were_not_read_are_named():
    """All of them are counted."""
    rows = [{"kind": "document", "document": f"{n}.txt", "reason": "empty"} for n in range(1, 13)]
    for most in (9, 10, 11):
        found = counted(*rows[:most])
        assert (found.articles, found.unread_articles) == (most, most)
        assert found.first_unread == [f"{n}.txt: empty" for n in range(1, min(most, 10) + 1)]
    told = [f"Not read: {n}.txt: empty" for n in range(1, 11)]
    assert counted(*rows[:10]).lines()[4:] == told
    assert counted(*rows).lines()[4:] == [*told, "… and 2 more"]


def test_a_line_on_the_way_says_figures_and_contradictions():
    """Thousands are marked; what was read so far is no matter of its kind."""
    found = Tally(kinds=Counter(figure=1234567, date=9), disagreeing=Counter(share=1000, whole=234))
    assert found.so_far() == "1,234,567 figures, 1,234 checks that do not agree"
    assert Tally().so_far() == "0 figures, 0 checks that do not agree"


def test_the_report_is_told_in_whole_sentences():
    """Checks by the alphabet, a share only where there is something to share."""
    found = Tally(
        articles=12345,
        unread_articles=1001,
        kinds=Counter(figure=10000, date=2000, unread=3000),
        checks=Counter(whole=1000, share=3000),
        disagreeing=Counter(share=1500),
        percentages=5000,
        with_ingredients=3000,
        recomputed=1000,
        first_unread=["a.txt: empty"],
    )
    assert found.lines() == [
        "12,345 articles, 1,001 of them not read.",
        "10,000 figures and 2,000 dates read, 3,000 numerals not.",
        "4,000 checks, 1,500 do not agree: share 1,500 of 3,000, whole 0 of 1,000.",
        "3,000 of 5,000 printed percentages stand with what they follow from, and 1,000 of these 3,000 recompute (33.3%).",
        "Not read: a.txt: empty",
        "… and 1,000 more",
    ]
    assert Tally().lines() == [
        "0 articles, 0 of them not read.",
        "0 figures and 0 dates read, 0 numerals not.",
        "0 checks, 0 do not agree: none.",
        "0 of 0 printed percentages stand with what they follow from, and 0 of these 0 recompute.",
    ]

"""What the page on the readings is told: agreement, differences in groups, and what was read of the sources, by hand."""

from __future__ import annotations

import json
from collections import Counter

import pytest
import small_book
from casebook.press.pages import readings

# claim to the cells of the first reader and of the second, where they are not those of the table: unit, period, stage, status
READ = {
    "cut": ({"stage": "outcome"}, {"stage": "outcome", "period": "2020", "status": "rule"}),
    "jobs": ({}, {}),
    "posts": ({"unit": "", "stage": "activity"}, {"period": "", "stage": "activity"}),
    "day": ({"status": "rule"}, {"status": "rule"}),
    "first": ({"status": "rule", "unit": "x"}, {"status": "rule", "unit": "x"}),
}
WHY = {
    ("cut", "period"): "By the end.", ("posts", "period"): "By the end.", ("cut", "status"): "It is told as done.",
    ("posts", "unit"): "The words say it.", ("first", "unit"): "They are counted.", ("cut", "stage"): "It was done.",
    ("posts", "stage"): "It was done.", ("day", "status"): "It was.", ("first", "status"): "It was.",
}  # fmt: skip
CUT, POSTS = {"words": "41.3 %", "claim": "cut"}, {"words": "17 posts", "claim": "posts"}


@pytest.fixture
def page(small, monkeypatch):
    """The small book as two readers read it, and what the template is given of it."""
    rows = {name: [dict(row) for row in own] for name, own in small_book.ROWS.items()}
    claims = {row["claim_id"]: row for row in rows["claims"]}
    kept = ("printed", "unit", "period", "stage", "status")
    rows["readings"] = [
        {
            "claim_id": claim_id, "reader": f"reader {number}", "read_on": f"2026-11-{30 - number}",
            **{column: claims[claim_id].get(column, "") for column in kept}, **cells,
        }
        for number in (1, 2)
        for claim_id, read in READ.items()
        for cells in [read[number - 1]]
    ]  # fmt: skip
    rows["settled"] = [
        {"claim_id": claim, "field": field, "stands": "x", "why": why} for (claim, field), why in WHY.items()
    ]
    rows["exceptions"] = [
        {"rule": "host", "row": "paper", "reason": "It is left out."},
        {"rule": "time", "row": "cut", "reason": "It is left out."},
        {"rule": "host", "row": "notice", "reason": "It is left out."},
    ]
    rows["sources"][0]["note"] = "One reading only; a summary in print was read, not the whole."
    rows["sources"][2]["note"] = "Only the English abstract was read."
    monkeypatch.setattr(small_book, "ROWS", rows)
    settings = json.loads((small / "book" / "book.json").read_text(encoding="utf-8"))
    settings["not_consulted"] = ["The archive of the city"]
    (small / "book" / "book.json").write_text(json.dumps(settings), encoding="utf-8")
    small_book.forget()
    return readings.readings_page


@pytest.fixture
def told(page, monkeypatch) -> dict:
    """What the template is given."""
    monkeypatch.setattr(readings, "write", lambda name, **given: {"template": name, **given})
    return page()


def test_agreement_is_counted_field_by_field(told):
    """By hand, of five claims: on units four times, and thrice with the table; on stages always, and thrice with it."""
    assert told["fields"] == [
        {"name": "The figure or date as printed", "alike": 5, "share": "100%", "kept": 5},
        {"name": "What is counted", "alike": 4, "share": "80%", "kept": 3},
        {"name": "When it was so", "alike": 3, "share": "60%", "kept": 3},
        {"name": "The rung of the ladder", "alike": 5, "share": "100%", "kept": 3},
        {"name": "Result, rule, plan or background", "alike": 4, "share": "80%", "kept": 2},
    ]
    assert (told["template"], told["claims"]) == ("how-it-was-read", 5)
    assert told["days"] == ["28 November 2026", "29 November 2026"]
    assert told["others"] == Counter({"once": 1})
    assert told["not_consulted"] == ["The archive of the city"]


def test_where_the_readers_differ_both_are_told_beside_the_table(told):
    """In the order of the fields; cells with one reason together, and an empty cell in words."""
    assert told["apart"] == [
        {
            "field": "What is counted", "why": "The words say it.",
            "lines": [{"read": ("none", "posts"), "table": "posts", "claims": [told_of(POSTS, "unit")]}],
        },
        {
            "field": "When it was so", "why": "By the end.",
            "lines": [
                {"read": ("October 2020", "2020"), "table": "October 2020", "claims": [told_of(CUT, "period")]},
                {"read": ("about 2019", "no date"), "table": "about 2019", "claims": [told_of(POSTS, "period")]},
            ],
        },
        {
            "field": "Result, rule, plan or background", "why": "It is told as done.",
            "lines": [{"read": ("result", "rule"), "table": "result", "claims": [told_of(CUT, "status")]}],
        },
    ]  # fmt: skip


def told_of(link: dict, field: str) -> dict:
    """What a line has of one claim: its link, and of the cell the field, the reason, the readings and the table."""
    table = {
        ("cut", "period"): "October 2020",
        ("cut", "status"): "result",
        ("posts", "unit"): "posts",
        ("posts", "period"): "about 2019",
    }
    read = {
        ("cut", "period"): ("October 2020", "2020"), ("cut", "status"): ("result", "rule"),
        ("posts", "unit"): ("none", "posts"), ("posts", "period"): ("about 2019", "no date"),
    }  # fmt: skip
    at = (link["claim"], field)
    return {"field": field, "why": WHY[at], "read": read[at], "table": table[at], **link}


def test_where_both_read_otherwise_than_the_table_claims_alike_share_a_line(told):
    """Both readers against the table is another thing than one against the other."""
    found = [
        (
            group["field"],
            group["why"],
            [(line["read"], line["table"], [one["claim"] for one in line["claims"]]) for line in group["lines"]],
        )
        for group in told["against"]
    ]
    assert found == [
        ("What is counted", "They are counted.", [(("times as many as before",) * 2, "none", ["first"])]),
        (
            "The rung of the ladder",
            "It was done.",
            [(("outcome", "outcome"), "output", ["cut"]), (("activity", "activity"), "input", ["posts"])],
        ),
        ("Result, rule, plan or background", "It was.", [(("rule", "rule"), "result", ["day", "first"])]),
    ]


def test_what_was_read_of_the_sources_is_counted(told):
    """Where, how often, how much, and what each is worth, noughts included."""
    found = told["sources"]
    assert [row["source_id"] for row in found.pop("in_part")] == ["paper", "thesis"]
    names = [
        "official", "official text, read in a copy", "party press", "other press", "academic",
        "weak: origin or wording uncertain",
    ]  # fmt: skip
    assert found == {
        "count": 3,
        "places": Counter({"text_in_hand": 1, "mirror": 1, "original": 1}),
        "without_address": 1,
        "undated": 1,
        "once": 1,
        "grades": [{"name": name, "count": count} for name, count in zip(names, (0, 1, 0, 0, 1, 1), strict=True)],
    }


def test_exceptions_are_told_by_rule_and_reason(told):
    """Two rows excused for one reason by one rule are one line."""
    assert told["exceptions"] == [
        {"rule": "Host", "reason": "It is left out.", "rows": 2},
        {"rule": "Time", "reason": "It is left out.", "rows": 1},
    ]


def test_the_page_has_a_line_for_each_difference(page):
    """What the template makes of it: two readings that are one are said once."""
    text = page()
    assert "- By the end. Read as *October 2020* and as *2020*, in the table *October 2020*: [41.3 %](#cut)." in text
    assert "Read as *rule*, in the table *result*: [28 August 2020](#day); [It was the first](#first)." in text

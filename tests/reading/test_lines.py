"""Lines that end at a margin: where the margin is, which lines are full, and how two become one."""

from __future__ import annotations

import pytest
from casebook.reading.documents import lines
from casebook.reading.documents.lines import are_wrapped, joined


@pytest.mark.parametrize(
    ("line", "width"), [("abc", 3), ("  abc  ", 3), ("改革", 4), ("改 a", 4), ("（）", 4), ("", 0)]
)
def test_a_chinese_sign_takes_two_columns(line, width):
    """Full-width marks as well; what stands before and behind counts nothing."""
    assert lines._width(line) == width


def test_the_margin_is_that_of_the_widest_but_a_twentieth():
    """One table in twenty lines does not set it; blank lines are none."""
    assert lines._margin(["a" * 40] * 19 + ["a" * 400]) == 40
    assert lines._margin(["a" * 40] * 18 + ["a" * 400]) == 400
    assert lines._margin(["", "  ", "ab"]) == 2
    assert lines._margin(["a", *["a" * 40] * 18, "a" * 400]) == 40
    assert lines._margin(["a" * width for width in range(1, 41)]) == 38
    assert lines._margin(["", " "]) == 0


FULL_LINE = "the zone has had its own treasury since "  # 39 columns, and no end of a sentence


def test_most_lines_must_be_cut_within_a_sentence():
    """Half of them are not most; two that are followed are enough, one is not."""
    assert are_wrapped([FULL_LINE, FULL_LINE, "then."])
    assert not are_wrapped([FULL_LINE, "then."])
    assert not are_wrapped([FULL_LINE, "A sentence that ends with its own line.", "Another."])
    assert are_wrapped([FULL_LINE, FULL_LINE, "A sentence that ends with its own line.", "Another."])
    assert not are_wrapped([])
    assert are_wrapped(["a", "a", "a"])


def test_a_line_is_full_from_three_quarters_of_the_margin():
    """Thirty of forty columns are full, twenty-nine are not."""
    last = "a" * 40
    assert are_wrapped(["b" * 30, "b" * 30, last])
    assert not are_wrapped(["b" * 29, "b" * 29, last])
    assert joined(["b" * 30, last]) == [f"{'b' * 30} {last}"]
    assert joined(["b" * 29, last]) == ["b" * 29, last]


def test_a_line_wider_than_any_page_was_not_broken():
    """130 columns may have been broken at a margin, 131 not."""
    assert are_wrapped(["a" * 130] * 3)
    assert not are_wrapped(["a" * 131] * 3)


@pytest.mark.parametrize("end", [*".!?:;。！？：；…", '."', "。”", ".')", "。）", ".)"])
def test_a_line_that_ends_a_sentence_is_not_cut(end):
    """With the quotation marks and brackets that close behind it."""
    closed = "a" * 38 + end
    assert not are_wrapped([closed, closed, "and so on"])
    assert are_wrapped([closed + "b", closed + "b", "and so on"])


def test_a_blank_line_and_a_short_one_end_a_paragraph():
    """What follows either begins another; blanks at the ends of a line are no part of it."""
    full = "a" * 20
    assert joined([full, " then ", "", full, "", "  ", full, "b"]) == [f"{full} then", full, f"{full} b"]
    assert joined([full, "short", full]) == [f"{full} short", full]
    assert joined([]) == joined(["", " "]) == []


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ("the admini-", "stration", "the administration"),
        ("the admini-", "Stration", "the admini- Stration"),
        ("the admini-", "sTration", "the adminisTration"),
        ("a -", "stration", "a - stration"),
        ("pages 3-", "five", "pages 3- five"),
        ("the zone", "has", "the zone has"),
        ("开发区", "改革", "开发区改革"),
        ("改革,", "体制", "改革,体制"),
        ("共有", "42个部门", "共有42个部门"),
        ("共有42", "个部门", "共有42个部门"),
        ("Jinan", "改革", "Jinan 改革"),
        ("改革a", "革", "改革a 革"),
        ("a改", "革b", "a改革b"),
        ("改革", "Jinan", "改革Jinan"),
        ("改革”", "体制", "改革”体制"),
        ("the café", "opened", "the café opened"),
        ("the café", "改革", "the café 改革"),
        ("he said”", "and left", "he said” and left"),
        ("in 2020", "“naïve”", "in 2020 “naïve”"),
        ("a cut —", "19 posts", "a cut — 19 posts"),
        ("a", "b", "a b"),
    ],
)
def test_two_lines_become_one(before, after, whole):
    """A word that was cut is whole again, Chinese is joined without a blank, and so is a number in it."""
    assert lines._with(before, after) == whole


def test_a_word_with_an_accent_keeps_its_blank():
    """Two lines of an English text that meet at one must not become one word."""
    assert joined(["the town has had its own small café", "opened since.", "", "改革以后门店", "很多"]) == [
        "the town has had its own small café opened since.",
        "改革以后门店",
        "很多",
    ]

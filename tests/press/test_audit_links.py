"""What a link to the ledger may say: every form of an entry, how phrases are brought to one spelling, and what words follow."""

from __future__ import annotations

import pytest
from casebook.press.audit import links
from casebook.press.audit.links import (
    agrees_with_record,
    canonical,
    in_words,
    numbers_in,
    on_record,
    same_days,
    shown_forms,
    whole_excerpt,
)
from made_entries import FIGURE, result, stated

CUT = stated("42%", "%")
POINTS = result("+2.1 log points", 2.1, "log points")
NEITHER = stated(qualifier="text", statement="Two zones were the First", note="none of 3")


# ------------------------------------------------------------------------------------------------------------- entries


def test_prose_may_link_to_claims_results_and_figures_only(monkeypatch):
    """A check on record is no evidence of its own, and a claim left out could be linked by nobody."""
    stored = [{"kind": kind, "id": f"a-{kind}"} for kind in ("result", "check", "figure")]
    monkeypatch.setattr(links, "stored_records", lambda: stored)
    monkeypatch.setattr(links.tables, "table", {"claims": {"claim_id": ["cut", "posts"]}}.get)
    monkeypatch.setattr(links, "claim", {"cut": CUT, "posts": NEITHER}.get)
    assert on_record() == {"cut": CUT, "posts": NEITHER, "a-result": stored[0], "a-figure": stored[2]}


@pytest.mark.parametrize(
    ("entry", "forms"),
    [
        (stated("109", "departments"), ["109"]),
        (CUT, ["42 %", "41.5 to 42.5 %"]),
        (stated("3%—5%", "% a year", qualifier="range"), ["3–5 %"]),
        (stated("4200多", "persons", qualifier="more_than"), ["more than 4,200", "4201 to 4299"]),
        (stated("至少5%", "%", qualifier="at_least"), ["at least 5 %"]),
        (stated("不超过8", "bodies", qualifier="at_most"), ["at most 8", "0 to 8"]),
        (stated("5岁", "years"), ["5 years", "4.5 to 5.5", "5"]),
        (stated("最多2倍", "times", qualifier="at_most"), ["at most 2 times", "0 to 2", "at most 2"]),
        (stated("34:1", "applicants per post"), ["34 : 1", "33.5 to 34.5", "34", "33.5 to 34.5"]),
        (
            stated("294:1", "applicants per post", qualifier="maximum"),
            ["a maximum of 294 : 1", "293.5 to 294.5", "294 : 1", "a maximum of 294", "293.5 to 294.5", "294"],
        ),
        (stated("增加一倍", "x"), ["doubled", "1.5 to 2.5", "twice", "doubling"]),
        (stated("增加两倍", "x"), ["tripled", "2.5 to 3.5"]),
        (stated("一周", "days"), ["one week", "3.5 to 10.5", "a week"]),
        (stated("10天", "days"), ["10 days", "9.5 to 10.5"]),
        (stated("1/3", "share"), ["1/3", "a third"]),
        (stated("3/4", "share"), ["3/4", "three quarters"]),
        (stated(qualifier="date", period="2020-08-28"), ["28 August 2020"]),
        (stated(qualifier="text"), ["no figure"]),
        (result("41.3 %", 41.28, "%"), ["41.3 %"]),
        (result("44 to 53 days", [44.0, 53.0], "days"), ["44 to 53 days", "at least 44 days", "at most 53 days"]),
        (result("33.6 to 34.4", [33.6, 34.4]), ["33.6 to 34.4", "at least 33.6", "at most 34.4"]),
        (
            result("−5.1 to +9.4 log points", [-5.1, 9.4], "log points"),
            ["−5.1 to +9.4 log points", "at least −5.1 log points", "at most +9.4 log points"],
        ),
        (result("12 %", [12.0, 12.0], "%"), ["12 %"]),
        (result("3 to 1", 3.0), ["3 to 1"]),
        (FIGURE, []),
    ],
)
def test_an_entry_has_these_forms(entry, forms):
    """What is no form here cannot be printed, and the first is what a message asks for."""
    assert shown_forms(entry) == forms


# ---------------------------------------------------------------------------------------------------------- spellings


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("  The Cut\u202fof\u00a0Posts \n here ", "the cut of posts here"),
        ("**42** per cent", "42%"),
        ("42 Percent", "42%"),
        ("42\u202f%", "42%"),
        ("One, two and twelve; someone, tenfold, eleven.", "1, 2–12; someone, tenfold, 11."),
        ("three–five", "3–5"),
        ("3 to 5 %", "3–5%"),
        ("3 % to 5 %", "3–5%"),
        ("3 and 5, 3—5, 3 – −5", "3–5, 3–5, 3–−5"),
        ("it rose to 5", "it rose to 5"),
        ("3 to them", "3 to them"),
        ("1,234,567 and more, 4,20", "1234567 and more, 4,20"),
        ("294 : 1, 294:1 and 2 : 10", "294:1, 294:1–2 : 10"),
    ],
)
def test_phrases_are_brought_to_one_spelling(text, spelled):
    """A number spelled in two ways must be one number, and a word with a number in it none."""
    assert canonical(text) == spelled


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("−3.5 % of 1,200", ["−3.5%", "1200"]),
        ("3–5 %", ["3", "5%"]),
        ("two thirds, 1/3, -4", ["2", "1/3", "-4"]),
        ("no figure", []),
    ],
)
def test_the_numbers_of_a_phrase_are_found(text, numbers):
    """They keep their sign and their per cent."""
    assert numbers_in(text) == numbers


# ---------------------------------------------------------------------------------------------------------- agreement


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("42 %", CUT),
        ("The 42 per cent", CUT),
        ("from 41.5 to 42.5 %", CUT),
        ("these 4 zones", stated("4", "zones")),
        ("only one zone", stated("1", "zones")),
        ("those 4", stated("4", "zones")),
        ("1st", stated("1", "rank")),
        ("22nd", stated("22", "rank")),
        ("the 3rd", stated("3", "rank")),
        ("65th", stated("65", "rank")),
        ("11th", stated("11", "rank")),
        ("112th", stated("112", "rank")),
        ("113th", stated("113", "rank")),
        ("121st", stated("121", "rank")),
        ("5 log points", result("5", 5.0, "log points")),
        ("+5 points", result("5 points", 5.0, "points")),
        ("+0.5 points", result("0.5 points", 0.5, "points")),
        ("+0.2 to 3 points", result("0.2 to 3 points", [0.2, 3.0], "points")),
        ("+2.1 log points", POINTS),
        (" 减少42% ", stated("42%", "%", fragment="部门减少42%")),
    ],
)
def test_a_link_may_say_what_is_on_record(text, entry):
    """Its form, with its unit or as an ordinal, after a hedge that changes nothing, or the words of the source."""
    assert agrees_with_record(text, entry) is True


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("43 %", CUT),
        ("the only 42 %", CUT),
        ("all 42 %", CUT),
        ("42 % of 109", CUT),
        ("+42 %", CUT),
        ("4 firms", stated("4", "zones")),
        ("4 zone s", stated("4", "zones")),
        ("1th", stated("1", "rank")),
        ("11st", stated("11", "rank")),
        ("111st", stated("111", "rank")),
        ("42 %th", CUT),
        ("++2.1 log points", POINTS),
        ("+0 points", result("0 points", 0.0, "points")),
        ("+0 to 3 points", result("0 to 3 points", [0.0, 3.0], "points")),
        ("+at least 44 days", result("44 to 53 days", [44.0, 53.0], "days")),
        ("部门减少", result("42 %", 42.0, "%")),
        ("减少4", stated("42%", "%", fragment="部门减少42%")),
        ("the figure", FIGURE),
        ("XXXX", FIGURE),
    ],
)
def test_a_link_may_say_nothing_else(text, entry):
    """Another number, a second hedge, a sign of its own or a wrong ending is not on record."""
    assert agrees_with_record(text, entry) is False


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("109个", True),
        ("到109个", True),
        ("压缩到", True),
        ("个部门", True),
        ("到", True),
        ("09个", False),
        ("10", False),
        ("压缩到1", False),
        ("减少了", False),
        ("由64减", False),
        ("由164减", True),
        (".*", False),
    ],
)
def test_words_of_a_source_are_cut_within_no_number(text, whole):
    """Half a number of the source, quoted, is another number."""
    assert whole_excerpt(text, stated(fragment="机构由164减，压缩到109个部门")) is whole


def test_words_that_stand_twice_are_whole_if_they_are_once():
    """The first place that has them may be within a longer number."""
    assert whole_excerpt("64", stated(fragment="164变为64")) is True
    assert whole_excerpt("64", stated(fragment="164变为640")) is False


# -------------------------------------------------------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("text", "entry", "wanted"),
    [
        ("none of them", stated("0", "zones"), None),
        ("nothing", stated("1", "zones"), "'nothing' to follow from 1"),
        ("never", result("0 to 2 days", [0.0, 2.0], "days"), None),
        ("no fall", result("1 to 2 days", [1.0, 2.0], "days"), "'no' to follow from 1 to 2 days"),
        ("neither", result("−2 to −1 days", [-2.0, -1.0], "days"), "'neither' to follow from −2 to −1 days"),
        ("both", stated("2", "zones"), None),
        ("Twice as many", result("3 times", 3.0, "times"), "'twice' to follow from 3 times"),
        ("half of it", stated("50%", "%"), None),
        ("half of it", result("53 %", 53.0, "%"), None),
        ("half of it", result("47 %", 47.0, "%"), None),
        ("half of it", result("54 %", 54.0, "%"), "'half' to follow from 54 %"),
        ("half of it", result("46 %", 46.0, "%"), "'half' to follow from 46 %"),
        ("half of it", result("20 to 46 %", [20.0, 46.0], "%"), "'half' to follow from 20 to 46 %"),
        ("half of it", result("20 to 60 %", [20.0, 60.0], "%"), None),
        ("half of it", stated("1/2", "share"), None),
        ("half of it", result("0.6", 0.6), "'half' to follow from 0.6"),
        ("a quarter", stated("26.3%", "% or points"), None),
        ("all of them", stated("1%", "% a year"), "'all' to follow from 1 %"),
        ("most of it", result("50 %", 50.0, "%"), "'most' to follow from 50 %"),
        ("most of it", result("51 to 99 %", [51.0, 99.0], "%"), None),
        ("most of it", result("100 %", 100.0, "%"), None),
        ("most of it", result("51 to 101 %", [51.0, 101.0], "%"), "'most' to follow from 51 to 101 %"),
        ("most of it", result("0.6", 0.6), None),
        ("a quarter", result("−1 to 0", [-1.0, 0.0]), "'quarter' to follow from −1 to 0"),
        ("all, none, half", stated("1/2", "share"), "'all' to follow from 1/2"),
        ("half", stated("64", "zones", statement="More than half of the zones"), None),
        ("half", stated("64", "zones", note="HALF"), None),
        ("half", result("64", 64.0, "", meaning="Half of the zones"), None),
        ("the first", stated("64", "zones"), "'first' to stand in what the entry states"),
        ("the cut", stated("64", "zones"), None),
        ("the two zones, first", NEITHER, None),
        ("three, none", NEITHER, None),
        ("half", NEITHER, "'half' to stand in what the entry states"),
        ("four", NEITHER, "'four' to stand in what the entry states"),
        ("second, not last", NEITHER, "'last' to stand in what the entry states"),
        ("three zones", FIGURE, None),
        ("none", FIGURE, "'none' to stand in what the entry states"),
        ("fell", FIGURE, "'fell' to stand in what the entry states"),
        ("fell", result("64", 64.0, "", meaning="How far it fell"), None),
        ("fell-back", FIGURE, None),
    ],
)
def test_words_in_a_link_follow_from_the_entry(text, entry, wanted):
    """A link that says half of a fifth, or first where nobody says so, is a false number without a digit."""
    assert in_words(text, entry) == wanted


# -------------------------------------------------------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("text", "period", "same"),
    [
        ("28 August 2020", "2020-08-28", True),
        ("  28\n August  2020 ", "2020-08-28", True),
        ("28 August", "2020-08-28", True),
        ("August 2020", "2020-08-28", True),
        ("August", "2020-08-28", True),
        ("2020", "2020-08-28", True),
        ("27 August", "2020-08-28", False),
        ("28 August 2019", "2020-08-28", False),
        ("the mayor", "2020-08-28", False),
        ("11–20 October 2020", "2020-10-11/2020-10-20", True),
        ("11 to 19 October 2020", "2020-10-11/2020-10-20", False),
        ("12–20 October 2020", "2020-10-11/2020-10-20", False),
        ("October 2020", "2020-10-01/2020-10-31", True),
        ("by 31 October 2020", "../2020-10-31", True),
        ("by 31 October", "../2020-10-31", True),
        ("31 October 2020", "../2020-10-31", False),
        ("by 28 August 2020", "2020-08-28", False),
        ("since 2020", "2020-08-28", False),
        ("from 28 August 2020", "2020-08-28/..", True),
        ("28 August 2020", "2020-08-28/..", False),
        ("9 September", "[2019-09-09,2020-09-09]", False),
    ],
)
def test_a_date_in_a_link_is_that_of_its_claim(text, period, same):
    """A month or a year that holds the day may stand for it; a day too few, or a missing "by", may not."""
    assert same_days(text, stated(qualifier="date", period=period)) is same

"""Whole texts: every numeral is read, or given with the reason, and nothing stands over anything else."""

from __future__ import annotations

import csv

import pytest
from casebook.reading.candidates import candidates, stretches
from casebook.reading.numerals import UnreadableFigure
from casebook.reading.printed import read
from hypothesis import given, settings
from hypothesis import strategies as st

steady = settings(derandomize=True, deadline=None, database=None, max_examples=60)


def told(text: str, year: int | None = 2020) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in candidates(text, year=year)]


def reads(form: str) -> bool:
    try:
        read(form)
    except UnreadableFigure:
        return False
    return True


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2020年8月28日，招聘125位人才，全国4200多人报名，竞争34:1，部门由109个减至64个，压减42%。",
            [("date", "2020年8月28日"), ("figure", "125位"), ("figure", "4200多人"), ("figure", "34:1"), ("figure", "109个"), ("figure", "64个"), ("figure", "42%")],
        ),
        ("超过79%的岗位，约三分之二的干部", [("figure", "超过79%"), ("figure", "约三分之二")]),
        ("增长1.5倍，翻了一番", [("figure", "增长1.5倍"), ("figure", "翻了一番")]),
        ("统一了一些数据，进一步提高", []),
        ("这是一个好办法", [("unread", "一个")]),
        ("万里长城不是一天建成的，千里之外", [("unread", "万里长城"), ("figure", "一天"), ("unread", "千里之外")]),
        ("The number rose from 110 to 168.", [("figure", "110"), ("figure", "168")]),
        ("Between 3 and 5 percent of the 312 posts", [("figure", "Between 3 and 5 percent"), ("figure", "312")]),
        ("46 people, 30% fewer than the 66 before", [("figure", "46"), ("figure", "30%"), ("figure", "66")]),
        ("By the end of October 2020 nearly half had left.", [("date", "By the end of October 2020"), ("figure", "nearly half")]),
        ("In 2019 it had 2019 desks.", [("date", "In 2019"), ("figure", "2019")]),
        ("A total of 1,182 permits and 5612件", [("figure", "1,182"), ("figure", "5612件")]),
        ("It cost $2.4 million, or about €2m.", [("figure", "$2.4 million"), ("figure", "about €2m")]),
        ("40 tons of it", [("unread", "40 tons")]),
        ("about 5 cranes, No. 2, at 9时30分", [("unread", "about 5"), ("unread", "No. 2"), ("unread", "9时30分")]),
        ("By 8/28/2030 it was done", [("unread", "8/28/2030")]),
        ("12 per 1,000 people; call 0531-8896", [("unread", "12 per 1,000"), ("unread", "0531-8896")]),
        ("It increased threefold", [("unread", "increased threefold")]),
        ("减少两倍，约5个，大约60左右", [("unread", "减少两倍"), ("unread", "约5个"), ("unread", "大约60左右")]),
        ("每年按3%—5%的比例", [("figure", "3%—5%")]),
        ("近3年的第三名，前10名", [("unread", "近3年"), ("unread", "第三名"), ("unread", "前10名")]),
    ],
)  # fmt: skip
def test_what_a_text_has(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("利润-3.5亿元，增长负3%", [("-3.5亿元", "(-355,000,000, -345,000,000]"), ("负3%", "(-3.5, -2.5]")]),
        ("Growth was -3% to 5%.", [("-3% to 5%", "")]),
        ("年均增长-3%~5%，气温-5到5", [("-3%~5%", ""), ("-5到5", "")]),
        ("between −3% and 5%", [("−3%", "(-3.5, -2.5]"), ("5%", "[4.5, 5.5)")]),
        ("£5-6bn for 10-20,000 people, $1.5-2m of it", [("£5-6bn", ""), ("10-20,000 people", ""), ("$1.5-2m", "")]),
        ("from 3–5 zones to 5-7 %, 500–1,000 posts", [("3–5", "[3, 5]"), ("5-7 %", "[5, 7]"), ("500–1,000", "[500, 1,000]")]),
        ("四成弱的企业，三分之一强，五成有余，六十出头", [("四成弱", ""), ("三分之一强", ""), ("五成有余", ""), ("六十出头", "")]),
        ("20-odd zones, a hundred-odd firms, a 20-year plan", [("20-odd", ""), ("a hundred-odd", ""), ("20", "[20, 20]")]),
        ("½% and ⅓ of staff in 2¾ years", [("½%", "[0.25, 0.75)"), ("⅓", "[0.3333, 0.3333]"), ("2¾ years", "")]),
        ("5G基站，“十三五”末，零头", [("5G", ""), ("十三五", "")]),
        ("a population of 1.5m, 2 million, €2m", [("1.5m", ""), ("2 million", "[1,500,000, 2,500,000)"), ("€2m", "[1,500,000, 2,500,000)")]),
    ],
)  # fmt: skip
def test_no_part_of_a_figure_is_taken_for_it(text, expected):
    """Without its sign, its other end or its hedge a number says something else: with them it is read, or left with the reason."""
    found = candidates(text, year=2020)
    assert [(one.text, str(one.figure.interval) if one.figure else "") for one in found] == expected
    assert all(one.reason for one in found if one.kind == "unread")


def test_what_is_not_read_says_why():
    (one,) = candidates("It weighs 40 tons.")
    assert one.kind == "unread"
    assert "a ton has three sizes" in one.reason
    (a,) = candidates("这是一个办法")
    assert "nothing that was counted" in a.reason


def test_a_date_without_a_year_is_told_apart():
    assert told("8月28日开会", year=2020) == [("date", "8月28日")]
    (one, *_) = candidates("8月28日开会", year=None)
    assert one.kind == "unread"


@steady
@given(
    text=st.text(
        alphabet="0123456789.,% 一二三十百千万亿多余约近从到至年月日个人家的部门fromtobutween-—、，。$", max_size=60
    )
)
def test_candidates_stand_in_order_and_cover_every_digit(text):
    """No two overlap, each is the stretch that it names, and no digit is passed over."""
    found = candidates(text, year=2020)
    at = 0
    for one in found:
        assert one.start >= at
        assert text[one.start : one.end] == one.text
        assert (one.kind == "unread") == bool(one.reason)
        at = one.end
    covered = set().union(*(range(one.start, one.end) for one in found)) if found else set()
    assert all(place in covered for place, sign in enumerate(text) if sign in "0123456789")


def test_a_figure_stands_within_one_stretch(root):
    """What is read in parts must not be cut where a figure goes on."""
    forms = [
        row["form"]
        for name in ("open", "held_out")
        for row in csv.DictReader((root / "tests" / "fixtures" / "forms" / f"{name}.csv").open(encoding="utf-8"))
    ]
    read_ones = [form for form in forms if reads(form)]
    assert len(read_ones) > 500
    assert [form for form in read_ones if stretches(form) != [form]] == []
    assert stretches("压减42%狗12%") == ["压减42%", "12%"]
    assert stretches("好几十人，狗") == ["好几十人，", ""]


# ------------------------------------------------------------------------------------------------- one by one, in full


def in_full(text: str, year: int | None = 2020) -> list[tuple[int, str, str, str]]:
    """Where each candidate begins, its text, what it is, and why it was not read."""
    found = candidates(text, year=year)
    assert [one.end - one.start for one in found] == [len(one.text) for one in found]
    assert [(one.figure is None, one.date is None) for one in found] == [
        (one.kind != "figure", one.kind != "date") for one in found
    ]
    return [(one.start, one.text, one.kind, one.reason) for one in found]


ARTICLE = "mostly a or the, and nothing that was counted"
NOT_ROUND = "a hedge on a count that is not round leaves no room by the rule"
ORDER = "it is a place in an order, no quantity"
NO_FORM = "expected a form listed in casebook.reading.forms"


@pytest.mark.parametrize(
    ("text", "start", "stretch", "reason"),
    [
        ("It weighs 40 tons.", 0, "It weighs 40 tons", "cannot read 'It weighs 40 tons': a ton has three sizes"),
        ("这是一个办法", 2, "一个", ARTICLE), ("one of them", 0, "one", ARTICLE), ("One of them", 0, "One", ARTICLE),
        ("8 cars and about 5 cranes", 11, "about 5", f"cannot read 'about 5': {NOT_ROUND}"),
        ("大约60左右", 0, "大约60左右", "cannot read '大约60左右': it is hedged twice"),
        ("近3年的工作", 0, "近3年", "cannot read '近3年': it may mean the last of these and not nearly as many: 将近 is clear"),
        ("12 per 1,000 people", 0, "12 per 1,000", "cannot read '12 per 1,000': it is a rate or a formula"),
        ("call 0531-8896", 5, "0531-8896", "cannot read '0531-8896': a number does not begin with a nought"),
        ("9时30分", 0, "9时30分", "cannot read '9时30分': it is a time of the day"),
        ("No. 2", 0, "No. 2", f"cannot read 'No. 2': {ORDER}"), ("第三名", 0, "第三名", f"cannot read '第三名': {ORDER}"),
        ("第12个", 0, "第12个", f"cannot read '第12个': {ORDER}"), ("12abc", 0, "12abc", f"cannot read '12abc' as a number: {NO_FORM}"),
        ("3,4", 0, "3,4", f"cannot read '3,4' as a number: {NO_FORM}"), ("1.5/2 of it", 0, "1.5/2", f"cannot read '1.5/2' as a number: {NO_FORM}"),
        ("一二三", 0, "一二三", "cannot read '一二三': more than two numerals in a row"),
        ("0999年", 0, "0999年", "cannot read '0999年': a number does not begin with a nought"),
        ("30% more than 66", 4, "more than 66", f"cannot read 'more than 66': {NOT_ROUND}"),
    ],
)  # fmt: skip
def test_a_numeral_that_is_not_read_has_its_reason(text, start, stretch, reason):
    """With what stands round it and makes it none."""
    assert in_full(text)[-1] == (start, stretch, "unread", reason)


def test_a_second_figure_that_is_refused_begins_behind_the_first():
    """Its words must not stand over those of the one before."""
    assert [(one.start, one.text) for one in candidates("40 tons of 30 tons")] == [(0, "40 tons"), (7, " of 30 tons")]


@pytest.mark.parametrize(("text", "stretch"), [("8月28日开会", "8月28日"), ("By 28 August they left", "By 28 August")])
def test_a_date_without_a_year_says_what_it_wants(text, stretch):
    """It is a date as soon as the year is said."""
    told = f"the printed date {stretch!r} has no year: say which year to assume"
    assert in_full(text, None) == [(0, stretch, "unread", told)]
    assert in_full(text) == [(0, stretch, "date", "")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # four digits alone are a year behind the words that say so, from 1900 to 2100
        ("had 2019 desks", [(4, "2019", "figure", "")]), ("and 1950", [(4, "1950", "date", "")]), ("and 1900", [(4, "1900", "date", "")]),
        ("and 1899", [(4, "1899", "figure", "")]), ("and 2100", [(4, "2100", "date", "")]), ("and 2101", [(4, "2101", "figure", "")]),
        ("mid-2019", [(4, "2019", "date", "")]), ("and 2,019", [(4, "2,019", "figure", "")]), ("in 19500", [(3, "19500", "figure", "")]),
        ("band 1950", [(5, "1950", "figure", "")]), ("of 2019", [(3, "2019", "date", "")]), ("Of 2019", [(3, "2019", "date", "")]),
        # a year of long ago or far ahead is none of an article
        ("1000年", [(0, "1000年", "date", "")]), ("2200年", [(0, "2200年", "date", "")]), ("2201年", [(0, "2201", "figure", "")]),
        # a range, and two figures of which one came later
        ("from 110 to 168 posts", [(5, "110 to 168", "figure", "")]), ("between 110 and 168", [(0, "between 110 and 168", "figure", "")]),
        ("rose from 110 to 168", [(10, "110", "figure", ""), (17, "168", "figure", "")]),
        ("FROM 110 to 168 it ROSE", [(5, "110", "figure", ""), (12, "168", "figure", "")]),
        ("It fell. from 110 to 168 posts", [(14, "110 to 168", "figure", "")]), ("压减；从110到168个", [(4, "110到168个", "figure", "")]),
        ("从110到168个", [(1, "110到168个", "figure", "")]), ("从3到5个，减少", [(1, "3", "figure", ""), (3, "5个", "figure", "")]),
        ("由3到5个，减少", [(1, "3", "figure", ""), (3, "5个", "figure", "")]), ("从110增至168个", [(1, "110", "figure", ""), (6, "168个", "figure", "")]),
        # words of which a numeral is a part, and numbers that look like them
        ("占十分之一", [(1, "十分之一", "figure", "")]), ("十分重要", []), ("统一3个", [(2, "3个", "figure", "")]), ("一些3个", [(2, "3个", "figure", "")]),
        ("三分之一", [(0, "三分之一", "figure", "")]), ("之一", []), ("万一", []), ("每一个", []), ("abc12 def", [(3, "12", "figure", "")]),
        # a hedge that compares is none on the number behind it
        ("It had 30% fewer than the 66 before", [(7, "30%", "figure", ""), (26, "66", "figure", "")]),
        ("It had 30 percent fewer than 70", [(7, "30 percent", "figure", ""), (29, "70", "figure", "")]),
        ("had fewer than 70", [(4, "fewer than 70", "figure", "")]),
        # the words before a figure that say nothing of it are none of it
        ("5#", [(0, "5", "figure", "")]), ("#5", [(1, "5", "figure", "")]), ("§ 12 of it", [(2, "12", "figure", "")]), ("12 34", [(0, "12", "figure", ""), (3, "34", "figure", "")]),
        ("$2.4 million", [(0, "$2.4 million", "figure", "")]), ("a dozen posts", [(0, "a dozen", "figure", "")]), ("about 40", [(0, "about 40", "figure", "")]),
        ("the three of them", [(4, "three", "figure", "")]), ("", []), ("no numeral", []),
    ],
)  # fmt: skip
def test_what_stands_round_a_numeral_says_what_it_is(text, expected):
    """A year, a range, a change, a part of a word, or the number alone."""
    assert in_full(text) == expected


@pytest.mark.parametrize(
    "word",
    [
        "in",
        "since",
        "by",
        "from",
        "to",
        "and",
        "of",
        "until",
        "before",
        "after",
        "during",
        "early",
        "late",
        "mid",
        "January",
        "August",
    ],
)
def test_behind_these_words_four_digits_are_a_year(word):
    """And so they are in capitals."""
    for text in (f"{word} 2019", f"{word.upper()} 2019"):
        assert [one.kind for one in candidates(text)] == ["date"]
    assert [one.kind for one in candidates(f"{word}s 2019")] == ["figure"]


def test_a_figure_reaches_no_farther_than_its_signs():
    """What stands behind the end of a sentence, or behind a sign that no figure has, is another."""
    for sign in "。；！？;!?\n狗":
        text = f"超过{sign}79%{sign}以上"
        assert in_full(text) == [(3, "79%", "figure", "")]

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

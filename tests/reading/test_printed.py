"""Printed figures: each form admits what it should, no more and no less."""

from __future__ import annotations

import math
import re
from fractions import Fraction

import cn2an
import pytest
from casebook.reading.in_english import in_english
from casebook.reading.intervals import Interval
from casebook.reading.numerals import UnreadableFigure
from casebook.reading.printed import agreement, read, relative_cut, roundings_that_fit
from hypothesis import assume, given, settings
from hypothesis import strategies as st

steady = settings(derandomize=True, deadline=None, database=None, max_examples=100)

INFINITY = math.inf


def half_open(low, high) -> Interval:
    """[low, high)."""
    return Interval(low, high, True, False)


def open_both(low, high) -> Interval:
    """(low, high)."""
    return Interval(low, high, False, False)


# ------------------------------------------------------------------------------------------------- forms, one by one

FORMS = [
    # printed, interval, single value, qualifier, unit, in English
    ("109", Interval(109, 109), 109, "exact", "", "109"),
    ("42%", half_open(41.5, 42.5), 42, "exact", "%", "42 %"),
    ("26.3%", half_open(26.25, 26.35), Fraction("26.3"), "exact", "%", "26.3 %"),
    ("1.50%", half_open(1.495, 1.505), Fraction("1.5"), "exact", "%", "1.50 %"),
    ("10244.33", half_open(10244.325, 10244.335), Fraction("10244.33"), "exact", "", "10,244.33"),
    ("4200多", Interval(4201, 4299), None, "more_than", "", "more than 4,200"),
    ("1000多", Interval(1001, 1999), None, "more_than", "", "more than 1,000"),
    ("300余", Interval(301, 399), None, "more_than", "", "more than 300"),
    ("30多家", Interval(31, 39), None, "more_than", "", "more than 30"),
    ("突破100000", Interval(100001, 199999), None, "more_than", "", "more than 100,000"),
    ("超过79%", open_both(79, 80), None, "more_than", "%", "more than 79 %"),
    ("近1000", Interval(901, 999), None, "less_than", "", "nearly 1,000"),
    ("近1%", open_both(0, 1), None, "less_than", "%", "nearly 1 %"),
    ("近四成", open_both(30, 40), None, "less_than", "%", "nearly 40 %"),
    ("不足20%", half_open(0, 20), None, "less_than", "%", "less than 20 %"),
    ("不足两成", half_open(0, 20), None, "less_than", "%", "less than 20 %"),
    ("不到8", Interval(0, 7), None, "less_than", "", "less than 8"),
    ("15%左右", half_open(12.5, 17.5), 15, "about", "%", "about 15 %"),
    ("约85%", half_open(82.5, 87.5), 85, "about", "%", "about 85 %"),
    ("60%左右", half_open(55, 65), 60, "about", "%", "about 60 %"),
    ("约3000", Interval(2500, 3499), 3000, "about", "", "about 3,000"),
    ("35岁左右", half_open(32.5, 37.5), 35, "about", "years", "about 35 years"),
    ("3%—5%", Interval(3, 5), None, "range", "%", "3–5 %"),
    ("2—3", Interval(2, 3), None, "range", "", "2–3"),
    ("2—3个", Interval(2, 3), None, "range", "", "2–3"),
    ("34:1", half_open(33.5, 34.5), 34, "exact", ": 1", "34 : 1"),
    ("34∶1", half_open(33.5, 34.5), 34, "exact", ": 1", "34 : 1"),
    ("增加一倍", half_open(1.5, 2.5), 2, "multiple", "x", "doubled"),
    ("翻一番", half_open(1.5, 2.5), 2, "multiple", "x", "doubled"),
    ("增加两倍", half_open(2.5, 3.5), 3, "multiple", "x", "tripled"),
    ("翻两番", half_open(3.5, 4.5), 4, "multiple", "x", "quadrupled"),
    ("3.5倍", half_open(3.45, 3.55), Fraction("3.5"), "multiple", "times", "3.5 times"),
    ("不超过2倍", Interval(0, 2), None, "at_most", "times", "at most 2 times"),
    ("至少5%", Interval(5, INFINITY), None, "at_least", "%", "at least 5 %"),
    ("不少于5%", Interval(5, INFINITY), None, "at_least", "%", "at least 5 %"),
    ("50%以上", Interval(50, INFINITY), None, "at_least", "%", "at least 50 %"),
    ("1人以上", Interval(1, INFINITY), None, "at_least", "", "at least 1"),
    ("最多8", Interval(0, 8), None, "at_most", "", "at most 8"),
    ("不超过25%", Interval(0, 25), None, "at_most", "%", "at most 25 %"),
    ("5%以下", Interval(0, 5), None, "at_most", "%", "at most 5 %"),
    ("一周", half_open(3.5, 10.5), 7, "exact", "days", "one week"),
    ("两周", half_open(10.5, 17.5), 14, "exact", "days", "2 weeks"),
    ("至少3周", Interval(21, INFINITY), None, "at_least", "days", "at least 3 weeks"),
    ("39岁", half_open(38.5, 39.5), 39, "exact", "years", "39 years"),
    ("全部", Interval(100, 100), 100, "exact", "%", "all"),
    ("４２％", half_open(41.5, 42.5), 42, "exact", "%", "42 %"),
    ("四十二", Interval(42, 42), 42, "exact", "", "42"),
    ("百分之四十二", half_open(41.5, 42.5), 42, "exact", "%", "42 %"),
    ("百分之三点五", half_open(3.45, 3.55), Fraction("3.5"), "exact", "%", "3.5 %"),
    ("百分之三点五零", half_open(3.495, 3.505), Fraction("3.5"), "exact", "%", "3.50 %"),
    ("一百零五", Interval(105, 105), 105, "exact", "", "105"),
    ("一万二千", Interval(12000, 12000), 12000, "exact", "", "12,000"),
    ("一千多", Interval(1001, 1999), None, "more_than", "", "more than 1,000"),
    ("三分之二", Interval(Fraction(2, 3), Fraction(2, 3)), Fraction(2, 3), "exact", "", "2/3"),
    ("三分之二左右", half_open(Fraction(7, 12), Fraction(17, 24)), Fraction(2, 3), "about", "", "about 2/3"),
    ("20.02万", half_open(200150, 200250), 200200, "exact", "", "200.2 thousand"),
    ("4.2千", half_open(4150, 4250), 4200, "exact", "", "4.2 thousand"),
    ("3.5百万", half_open(3450000, 3550000), 3500000, "exact", "", "3.5 million"),
    ("21.3万亿", half_open(21250 * 10**9, 21350 * 10**9), 21300 * 10**9, "exact", "", "21.3 trillion"),
    ("1.2345万", Interval(12345, 12345), 12345, "exact", "", "12,345"),
    # ranges share what stands behind the second number
    ("20-30万元", Interval(200000, 300000), None, "range", "yuan", "200,000–300,000 yuan"),
    ("3至5万人", Interval(30000, 50000), None, "range", "", "30,000–50,000"),
    ("2—3亿", Interval(2 * 10**8, 3 * 10**8), None, "range", "", "200,000,000–300,000,000"),
    ("5百—1千", Interval(500, 1000), None, "range", "", "500–1,000"),
    ("三到五成", Interval(30, 50), None, "range", "%", "30–50 %"),
    ("3成—5成", Interval(30, 50), None, "range", "%", "30–50 %"),
    ("百分之五十到六十", Interval(50, 60), None, "range", "%", "50–60 %"),
    ("两到三百万", Interval(2 * 10**6, 3 * 10**6), None, "range", "", "2,000,000–3,000,000"),
    ("二到三十亿", Interval(2 * 10**8, 3 * 10**9), None, "range", "", "200,000,000–3,000,000,000"),
    ("五到十万", Interval(50000, 100000), None, "range", "", "50,000–100,000"),
    ("百分之三至百分之五", Interval(3, 5), None, "range", "%", "3–5 %"),
    ("35—40岁", Interval(35, 40), None, "range", "years", "35–40 years"),
    ("3—5年", Interval(3, 5), None, "range", "years", "3–5 years"),
    ("2—3个月", Interval(2, 3), None, "range", "months", "2–3 months"),
    ("1—2周", Interval(7, 14), None, "range", "days", "1–2 weeks"),
    ("2—3倍", Interval(2, 3), None, "range", "times", "2–3 times"),
    ("1.5—2.5公顷", Interval(1.5, 2.5), None, "range", "hectares", "1.5–2.5 hectares"),
    # places written in signs among digits
    ("3万5千人", Interval(35000, 35000), 35000, "exact", "", "35,000"),
    ("7千3百", Interval(7300, 7300), 7300, "exact", "", "7,300"),
    ("3万2", Interval(32000, 32000), 32000, "exact", "", "32,000"),
    ("3千5", Interval(3500, 3500), 3500, "exact", "", "3,500"),
    ("1亿2000万", Interval(12 * 10**7, 12 * 10**7), 12 * 10**7, "exact", "", "120,000,000"),
    ("三千零五", Interval(3005, 3005), 3005, "exact", "", "3,005"),
    ("三千五", Interval(3500, 3500), 3500, "exact", "", "3,500"),
    ("九千九百九十九万", Interval(99990000, 99990000), 99990000, "exact", "", "99,990,000"),
    ("3万5千公顷", half_open(34500, 35500), 35000, "exact", "hectares", "35 thousand hectares"),
    # what is measured was rounded, whatever its digits
    ("百分之五十", half_open(49.5, 50.5), 50, "exact", "%", "50 %"),
    ("五十公里", half_open(49.5, 50.5), 50, "exact", "km", "50 km"),
    ("十万元", half_open(95000, 105000), 10**5, "exact", "yuan", "0.10 million yuan"),
    ("三百万元", half_open(2995000, 3005000), 3 * 10**6, "exact", "yuan", "3.00 million yuan"),
    ("3平方公里", half_open(2.5, 3.5), 3, "exact", "km2", "3 km2"),
    ("1亿元", half_open(5 * 10**7, 15 * 10**7), 10**8, "exact", "yuan", "0.1 billion yuan"),
    ("1.2亿元", half_open(115 * 10**6, 125 * 10**6), 12 * 10**7, "exact", "yuan", "0.12 billion yuan"),
    ("708亿元", half_open(70750 * 10**6, 70850 * 10**6), 708 * 10**8, "exact", "yuan", "70.8 billion yuan"),
    ("超过5亿元", open_both(5 * 10**8, 6 * 10**8), None, "more_than", "yuan", "more than 500,000,000 yuan"),
    ("约3公里", half_open(2.5, 3.5), 3, "about", "km", "about 3 km"),
    ("3吨", half_open(2.5, 3.5), 3, "exact", "tonnes", "3 tonnes"),
    ("七成", half_open(65, 75), 70, "exact", "%", "7 in 10"),
    ("约3成", half_open(25, 35), 30, "about", "%", "about 30 %"),
    ("三年", half_open(2.5, 3.5), 3, "exact", "years", "3 years"),
    ("将近三年", open_both(2, 3), None, "less_than", "years", "nearly 3 years"),
    ("将近一个月", open_both(0, 1), None, "less_than", "months", "nearly 1 month"),
    ("3个月左右", half_open(2.5, 3.5), 3, "about", "months", "about 3 months"),
    ("1/3", Interval(Fraction(1, 3), Fraction(1, 3)), Fraction(1, 3), "exact", "", "1/3"),
    ("三百分之一", Interval(Fraction(1, 300), Fraction(1, 300)), Fraction(1, 300), "exact", "", "1/300"),
    # a number of which a digit is not said
    ("百余", Interval(101, 199), None, "more_than", "", "more than 100"),
    ("30多万人", Interval(300001, 399999), None, "more_than", "", "more than 300,000"),
    ("500多亿元", open_both(5 * 10**10, 6 * 10**10), None, "more_than", "yuan", "more than 50,000,000,000 yuan"),
    ("几十", Interval(20, 99), None, "range", "", "20–99"),
    ("数十公里", half_open(20, 100), None, "range", "km", "from 20 to below 100 km"),
    ("十几年", open_both(10, 20), None, "more_than", "years", "more than 10 years"),
    ("三五个", Interval(3, 5), None, "range", "", "3–5"),
    ("十七八岁", Interval(17, 18), None, "range", "years", "17–18 years"),
    ("二三十", Interval(20, 30), None, "range", "", "20–30"),
    ("百分之七八", Interval(7, 8), None, "range", "%", "7–8 %"),
    ("more than two dozen", Interval(25, 35), None, "more_than", "", "more than 2 dozen"),
    # halves, tenths, thousandths, points
    ("一年半", half_open(1.25, 1.75), Fraction(3, 2), "exact", "years", "1½ years"),
    ("半天", half_open(0.25, 0.75), Fraction(1, 2), "exact", "days", "½ days"),
    ("三成五", half_open(34.5, 35.5), 35, "exact", "%", "35 %"),
    ("八成以上", Interval(80, 100), None, "at_least", "%", "at least 8 in 10"),
    ("千分之三", half_open(2.5, 3.5), 3, "exact", "‰", "3 ‰"),
    ("5个百分点", half_open(4.5, 5.5), 5, "exact", "percentage points", "5 percentage points"),
    ("近一半", open_both(Fraction(1, 3), Fraction(1, 2)), None, "less_than", "", "nearly 1/2"),
    ("超过三分之二", Interval(Fraction(2, 3), 1, False, True), None, "more_than", "", "more than 2/3"),
    # completed years and working days are counted
    ("18周岁", Interval(18, 18), 18, "exact", "years", "18 completed years"),
    ("35周岁以下", Interval(0, 35), None, "at_most", "years", "at most 35 years"),
    ("30个工作日", Interval(30, 30), 30, "exact", "working days", "30 working days"),
    # a growth in times adds to what was there, whatever form its number has
    ("增长2到3倍", Interval(3, 4), None, "range", "x", "3–4 times as much"),
    ("增长数倍", half_open(3, 11), None, "range", "x", "from 3 to below 11 times as much"),
    ("增长1.5倍", half_open(2.45, 2.55), Fraction("2.5"), "multiple", "x", "2.5 times as much"),
    # below nought, and money
    ("-5%", Interval(-5.5, -4.5, False, True), -5, "exact", "%", "-5 %"),
    ("$2.4bn", half_open(2350 * 10**6, 2450 * 10**6), 24 * 10**8, "exact", "US dollars", "2.4 billion US dollars"),
    ("just over 4,200", Interval(4201, 4249), None, "more_than", "", "just over 4,200"),
]
PRINTED = [row[0] for row in FORMS]
NEIGHBOURS = {"一二", "一两", "二三", "两三", "三四", "四五", "五六", "六七", "七八", "八九", "三五"}


@pytest.mark.parametrize(("printed", "interval", "value", "qualifier", "unit", "english"), FORMS, ids=PRINTED)
def test_form_is_read(printed, interval, value, qualifier, unit, english):
    """A form read as another set of values would falsify everything computed from it."""
    found = read(printed)
    assert found.interval == interval
    assert (found.value, found.qualifier, found.unit) == (value, qualifier, unit)
    assert found.text == printed
    assert in_english(printed) == english


@pytest.mark.parametrize("printed", PRINTED)
def test_english_admits_the_same(printed):
    """An English wording that admits other values than the Chinese would mistranslate the claim."""
    there = read(printed)
    back = read(in_english(there))
    assert back.interval == there.interval
    assert (back.qualifier, back.unit) == (there.qualifier, there.unit)


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("42 per cent", "42%"),
        ("42 percent", "42%"),
        ("more than 4,200", "4200多"),
        ("about 15 %", "15%左右"),
        ("around 15 per cent", "15%左右"),
        ("3 to 5 %", "3%—5%"),
        ("2 to 3", "2—3"),
        ("doubled", "增加一倍"),
        ("tripled", "增加两倍"),
        ("one week", "一周"),
        ("a week", "一周"),
        ("nearly 1,000", "近1000"),
        ("at least 5 %", "至少5%"),
        ("at most 8", "最多8"),
        ("no more than 8", "最多8"),
        ("fewer than 8", "不到8"),
        ("5 per cent or more", "至少5%"),
        ("two thirds", "三分之二"),
        ("about two thirds", "三分之二左右"),
        ("34 : 1", "34:1"),
        ("all", "全部"),
        ("200.2 thousand", "20.02万"),
        ("35,000", "3万5千"),
        ("2 to 3 million", "2—3百万"),
        ("seven in ten", "七成"),
        ("a month", "一个月"),
    ],
)
def test_english_form_is_read_as_the_chinese(english, chinese):
    """Two languages for one figure must not give two intervals."""
    assert read(english).interval == read(chinese).interval
    assert read(english).unit == read(chinese).unit


@pytest.mark.parametrize(
    ("rounding", "interval"),
    [("nearest", half_open(41.5, 42.5)), ("down", half_open(42, 43)), ("up", Interval(41, 42, False, True))],
)
def test_rounding_is_assumed_as_told(rounding, interval):
    """Another rounding than the one asked for would make the recomputation meaningless."""
    assert read("42%", rounding=rounding).interval == interval


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("三成半", "[32.5, 37.5) %"), ("近三成半", "(30, 35) %"), ("三成五", "[34.5, 35.5) %"), ("一百十人", "[110, 110] "),
        ("负3%", "(-3.5, -2.5] %"), ("¾", "[0.75, 0.75] "), ("500-1,000", "[500, 1,000] "), ("100 to 200,000", "[100, 200,000] "),
    ],
)  # fmt: skip
def test_what_is_seldom_written_so_is_read(text, found):
    """Half a tenth is no tenth, and ten behind a hundred is no hundred."""
    read_as = read(text)
    assert f"{read_as.interval} {read_as.unit}" == found


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("百十人", "nothing says how many 百"), ("千八百", "nothing says how many 千"), ("万八千", "nothing says how many 万"),
        ("八折半", "折 goes with tenths and hundredths"), ("2¾", "a number and a fraction beside it"),
        ("rose from 5 to 10", "it is told from one level to another"), ("fell from 10% to 5%", "it is told from one level to another"),
        ("100-200,000", "the thousands of its end may be those of both"), ("10 – 20,000", "the thousands of its end may be those of both"),
        ("四成弱", "how little is not said"), ("七十开外", "how far is not said"), ("20-odd", "about that or a little more"),
        ("1.5m", "metres or millions"), ("5G", "a kind of network or grams"), ("十三五", "a plan of five years"),
    ],
)  # fmt: skip
def test_what_may_mean_two_things_is_refused(text, why):
    """The other reading would be as good."""
    with pytest.raises(UnreadableFigure, match=f"^cannot read .*{re.escape(why)}"):
        read(text)


def test_unknown_rounding_is_refused():
    """A misspelt rounding must not fall back silently on another."""
    with pytest.raises(ValueError, match="rounding is 'nearest', 'down' or 'up', not 'sideways'"):
        read("42%", rounding="sideways")


def test_measured_whole_number_is_rounded():
    """A whole number that measures something is not exact, unlike a count."""
    assert read("318", count=False).interval == half_open(317.5, 318.5)
    assert read("318").interval == Interval(318, 318)


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "%",
        "abc",
        "万",
        "多",
        "more than",
        "12,34",
        "42%%",
        "1/0",
        "第一",
        *(
            f"{one}{two}{rest}"
            for one in "一二两三四五六七八九"
            for two in "一二两三四五六七八九"
            for rest in ("家", "成", "百")
            if f"{one}{two}" not in NEIGHBOURS
        ),
        "一二三",
        "二〇二〇",
        "1,2345",
        "1,23,456",
        "3 5",
        "about 3 5%",
        "3 and 5",
        "3%—5",
        "3个—5%",
        "1e5",
        "3.5万3千",
        "3万25",
        "三万零五千",
        "2千35",
        "三三百",
        "1.2.3",
        "30—40:1",
        "2019年",
        "2019—2020",
    ],
)
def test_unreadable_form_is_refused(printed):
    """A form that is not known must stop the reader by its own error, never pass as some number."""
    with pytest.raises(UnreadableFigure, match="cannot read"):
        read(printed)


@pytest.mark.parametrize(
    ("printed", "why"),
    [
        ("5—3", "runs from 5 down to 3"),
        ("5%—3%", "runs from 5 down to 3"),
        ("不到0", "below zero"),
        ("近0", "below zero"),
        ("about 4/5", "a hedge goes with a half, thirds or quarters"),
        ("四七家", "two numerals in a row that are no neighbours"),
        ("万", "nothing says how many"),
        ("近三年", "it may mean the last of these"),
        ("近一个月", "it may mean the last of these"),
        ("200 pounds", "it is money or weight"),
        ("40 tons", "a ton has three sizes"),
        ("3月", "cannot read '3月' as a number"),
        ("十二成", "a share in tenths ends at ten of them"),
        ("about from 20 to below 30", "a hedge does not go with a range"),
        ("减少一倍", "nothing falls by the whole of it or more"),
        ("three times more", "that many times as much or one more"),
        ("16:9", "the second term of a ratio is to be one"),
        ("a few", "it has no number"),
        ("well over half", "how far is not said"),
        ("不超过3-5人", "a hedge does not go with a range"),
        ("3-5%以上", "a hedge does not go with a range"),
        ("about 3–5", "a hedge does not go with a range"),
        ("约30多家", "hedged twice"),
        ("至少5%左右", "hedged twice"),
        ("2019-2020年", "it is a calendar year$"),
        ("2019—2020", "look like calendar years$"),
        ("约5个", "leaves no room by the rule"),
        ("超过5家", "leaves no room by the rule"),
        ("近2", "leaves no room by the rule"),
        ("近10", "leaves no room by the rule"),
        ("约23个", "leaves no room by the rule"),
        ("4213多", "leaves no room by the rule"),
        ("800—1万", "may or may not be that of"),
        ("1—1万", "may or may not be that of"),
        ("不足1", "less than one is none"),
        ("3万25", "may be counted in more than one way"),
        ("3%—5", "its ends have two units"),
        ("3 5", "two numbers with nothing between them"),
    ],
)
def test_refusal_says_why(printed, why):
    """A hedge that is dropped, or a range that runs backwards, would be read as something else."""
    with pytest.raises(UnreadableFigure, match=why):
        read(printed)


# -------------------------------------------------------------------------------------------------------- recomputing


def test_relative_cut_of_two_counts_is_one_number():
    """109 to 64 is a cut of 41.28 %, not of 42."""
    assert relative_cut(109, 64) == Interval(Fraction(4500, 109), Fraction(4500, 109))
    assert relative_cut(read("109"), read("64")) == relative_cut(109, 64)


def test_relative_cut_uses_each_figure_once():
    """Written as (before - after) / before the interval would be too wide."""
    before, after = read("100", count=False), read("50", count=False)
    cut = relative_cut(before, after)
    assert cut.low == 100 * (1 - Fraction("50.5") / Fraction("99.5"))
    assert cut.high == 100 * (1 - Fraction("49.5") / Fraction("100.5"))
    assert (cut.low_in, cut.high_in) == (False, False)
    careless = (before.interval - after.interval) / before.interval * 100
    assert careless.low < cut.low
    assert careless.high > cut.high


def test_relative_cut_from_zero_is_refused():
    """A cut from nothing has no meaning."""
    with pytest.raises(ZeroDivisionError, match=r"division by \[0, 0\], which reaches zero"):
        relative_cut(0, 5)


@pytest.mark.parametrize(
    ("value", "printed", "fits"),
    [
        (Fraction(4500, 109), "42%", ["up"]),
        (42, "42%", ["nearest", "down", "up"]),
        (41.5, "42%", ["nearest", "up"]),
        (42.5, "42%", ["down"]),
        (42.4, "42%", ["nearest", "down"]),
        (43, "42%", []),
        (41, "42%", []),
    ],
)
def test_roundings_that_fit(value, printed, fits):
    """Naming a rounding that cannot have printed the figure would excuse an error."""
    assert roundings_that_fit(value, printed) == fits


@pytest.mark.parametrize(
    ("printed", "recomputed", "verdict"),
    [
        ("42%", 41.5, "agrees"),
        ("42%", 42.5, "differs"),
        ("42%", Fraction(4500, 109), "differs"),
        ("42%", Interval(42.5, 43), "differs"),
        ("42%", Interval(42.4, 43), "agrees"),
        ("42%", Interval(40, 41.5, True, False), "differs"),
        ("4200多", 4200, "differs"),
        ("4200多", 4201, "agrees"),
        ("至少5%", 10**6, "agrees"),
    ],
)
def test_agreement_heeds_the_ends(printed, recomputed, verdict):
    """Intervals that only touch at an end which one of them excludes do not agree."""
    assert agreement(read(printed), recomputed) == verdict


# ------------------------------------------------------------------- printers, written without a look at the reader

TINY = Fraction(1, 10**9)


def decimal_text(steps: int, decimals: int) -> str:
    """`steps` of ten to the minus `decimals`, in digits."""
    digits = f"{abs(steps):0{decimals + 1}d}"
    text = digits if decimals == 0 else f"{digits[:-decimals]}.{digits[-decimals:]}"
    return f"-{text}" if steps < 0 else text


def rounded_text(value: Fraction, decimals: int, rounding: str) -> str:
    """`value` as a printer who rounds in that way would print it; halves go up."""
    scaled = value * 10**decimals
    steps = {"nearest": math.floor(scaled + Fraction(1, 2)), "down": math.floor(scaled), "up": math.ceil(scaled)}
    return decimal_text(steps[rounding], decimals)


def passed_text(value: int, step: int) -> str:
    """A count as "N多", N being the last round number passed; a round number as it is."""
    base = value // step * step
    return str(value) if base == value else f"{base}多"


def nearly_text(value: int, step: int) -> str:
    """A count as "近N", N being the next round number; a round number as it is."""
    base = -(-value // step) * step
    return str(value) if base == value else f"近{base}"


def significant_text(value: Fraction, significant: int) -> str:
    """`value` as "约N", N having so many significant digits; halves go up."""
    power = 0
    while value >= 10 ** (power + 1):
        power += 1
    while value < Fraction(10) ** power:
        power -= 1
    unit = Fraction(10) ** (power - significant + 1)
    steps = math.floor(value / unit + Fraction(1, 2))
    decimals = max(0, significant - 1 - power)
    return f"约{decimal_text(int(steps * unit * 10**decimals), decimals)}"


def fives_text(value: Fraction) -> str:
    """`value` as "约N%", N being the nearest multiple of five; halves go up."""
    return f"约{5 * math.floor(value / 5 + Fraction(1, 2))}%"


def assert_no_wider(interval: Interval, text: str, printer) -> None:
    """Just inside each end the printer prints `text`; outside, and on an excluded end, something else."""
    for end, end_in, inward in ((interval.low, interval.low_in, 1), (interval.high, interval.high_in, -1)):
        assert (printer(end) == text) == end_in
        assert printer(end + inward * TINY) == text
        assert printer(end - inward * TINY) != text


def assert_no_wider_count(interval: Interval, text: str, printer) -> None:
    """The same for whole numbers: the ends are printed so, their neighbours outside are not."""
    assert (interval.low_in, interval.high_in) == (True, True)
    low, high = int(interval.low), int(interval.high)
    assert (low, high) == (interval.low, interval.high)
    assert printer(low) == printer(high) == text
    assert printer(low - 1) != text
    assert printer(high + 1) != text


values = st.fractions(min_value=0, max_value=20000, max_denominator=10000)


@pytest.mark.parametrize("rounding", ["nearest", "down", "up"])
@pytest.mark.parametrize("unit", ["%", ""])
@steady
@given(value=values, decimals=st.integers(0, 3))
def test_rounded_value_is_admitted_and_no_more(rounding, unit, value, decimals):
    """The true value must be among those that the printed figure admits, and only its like."""

    def printer(v: Fraction) -> str:
        return rounded_text(v, decimals, rounding) + unit

    interval = read(printer(value), count=False, rounding=rounding).interval
    assert value in interval
    assert_no_wider(interval, printer(value), printer)


@steady
@given(value=st.integers(0, 10**7), grouped=st.booleans())
def test_count_is_exact(value, grouped):
    """A count that is printed in full admits itself only, with thousands separated or not."""
    assert read(f"{value:,}" if grouped else str(value)).interval == Interval(value, value)


@steady
@given(value=st.fractions(min_value=0, max_value=500, max_denominator=1000))
def test_ratio_is_rounded_in_its_first_term(value):
    """Applicants per post are rounded, not exact."""

    def printer(v: Fraction) -> str:
        return f"{rounded_text(v, 0, 'nearest')}:1"

    interval = read(printer(value)).interval
    assert value in interval
    assert_no_wider(interval, printer(value), printer)


@steady
@given(value=st.integers(11, 10**6), power=st.integers(1, 4), english=st.booleans())
def test_more_than_a_round_number(value, power, english):
    """The true count must be admitted; where the round number shows its step, nothing beyond the step is."""
    step = 10**power
    text = passed_text(value, step)
    base = value // step * step
    assume(base and "多" in text)
    interval = read(f"more than {base:,}" if english else text).interval
    assert value in interval
    last = base // step % 10
    if last and (last != 5 or base // step < 10):
        assert_no_wider_count(interval, text, lambda v: passed_text(v, step))


@steady
@given(base=st.integers(1, 400), power=st.integers(0, 3), data=st.data())
def test_more_than_a_round_number_in_fives(base, power, data):
    """After 15, 25, 150 or 4500 the next round number is five steps on."""
    step = 5 * 10**power
    round_number = (2 * base + 1) * step
    value = data.draw(st.integers(round_number + 1, round_number + step - 1))
    text = passed_text(value, step)
    interval = read(text).interval
    assert value in interval
    assert_no_wider_count(interval, text, lambda v: passed_text(v, step))


@steady
@given(value=st.integers(11, 10**6), power=st.integers(1, 4))
def test_nearly_a_round_number(value, power):
    """As for "more than", from below; below 1000 the round numbers lie a hundred apart."""
    step = 10**power
    assume(value > step)
    text = nearly_text(value, step)
    base = -(-value // step) * step
    assume("近" in text)
    interval = read(text).interval
    assert value in interval
    last = base // step % 10
    if last and (last != 5 or base // step < 10):
        assert_no_wider_count(interval, text, lambda v: nearly_text(v, step))


@steady
@given(value=st.fractions(min_value=1, max_value=90000, max_denominator=1000), significant=st.integers(1, 3))
def test_about_a_number_of_significant_digits(value, significant):
    """The true value must be admitted; where the number shows all its digits, nothing beyond the last is."""
    text = significant_text(value, significant)
    interval = read(text, count=False).interval
    assert value in interval
    digits = text.lstrip("约").replace(".", "").strip("0")
    shows_all = len(digits) == significant and text != "约1"
    if shows_all and (significant == 1 or not digits.endswith("5")):
        assert_no_wider(interval, text, lambda v: significant_text(v, significant))


@steady
@given(value=st.integers(10, 90000), significant=st.integers(1, 2))
def test_about_a_count_admits_whole_numbers(value, significant):
    """A count said to be about a round number lies between whole numbers, both included."""
    text = significant_text(Fraction(value), significant)
    if not text.endswith(("0", "5")):
        with pytest.raises(UnreadableFigure, match="leaves no room by the rule"):
            read(text)
        return
    interval = read(text).interval
    assert value in interval
    digits = text.lstrip("约").strip("0")
    if len(digits) == significant and (significant == 1 or not digits.endswith("5")):
        assert_no_wider_count(interval, text, lambda v: significant_text(Fraction(v), significant))


@steady
@given(value=st.fractions(min_value=Fraction(25, 2), max_value=102, max_denominator=1000))
def test_about_in_steps_of_five(value):
    """About 15 % stands for 12.5 to 17.5; about 20 % may have been rounded to tens, so it admits more."""
    text = fives_text(value)
    interval = read(text).interval
    assert value in interval
    if text.endswith("5%"):
        assert_no_wider(interval, text, fives_text)


@steady
@given(value=st.integers(100, 10**9), decimals=st.integers(1, 3))
def test_count_in_ten_thousands_keeps_its_last_place(value, decimals):
    """20.02万 was rounded to hundreds: reading it as an exact count would claim too much."""

    def printer(v: Fraction) -> str:
        return rounded_text(Fraction(v, 10**4), decimals, "nearest") + "万"

    found = read(printer(value))
    assert value in found.interval
    assert_no_wider(found.interval, printer(value), printer)
    assert read(in_english(found)).interval == found.interval


def test_a_wider_reading_would_be_noticed():
    """The tightness test itself must fail on an interval that is too wide, too narrow, or closed at the wrong end."""

    def printer(v: Fraction) -> str:
        return rounded_text(v, 0, "nearest")

    assert_no_wider(half_open(41.5, 42.5), "42", printer)
    for wrong in (half_open(41, 42.5), half_open(41.5, 43), half_open(41.6, 42.5), Interval(41.5, 42.5)):
        with pytest.raises(AssertionError):
            assert_no_wider(wrong, "42", printer)


def test_a_figure_contains_what_its_interval_contains():
    """``41.6 in read("42%")`` must ask the interval, and its text is the figure as printed and what it admits."""
    figure = read("42%")
    assert Fraction("41.5") in figure
    assert Fraction("42.5") not in figure
    assert str(figure) == "42% [41.5, 42.5)"


# ------------------------------------------------------------------------------------- forms built from their parts

WRITERS = {
    "digits": str,
    "grouped": lambda n: f"{n:,}",
    "full width": lambda n: str(n).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    "Chinese": lambda n: cn2an.an2cn(n),
    "ten thousands and thousands": lambda n: (
        f"{n // 10**4}万{n // 1000 % 10}千" if n % 1000 == 0 != n % 10**4 and 10**4 < n < 10**8 else None
    ),
    "ten thousands": lambda n: f"{n // 10**4}万" if n % 10**4 == 0 < n else None,
    "hundred millions": lambda n: f"{n // 10**8}亿" if n % 10**8 == 0 < n else None,
}
PLACES = {"ten thousands and thousands": 1000, "ten thousands": 10**4, "hundred millions": 10**8}
UNITS = {"": "", "家": "", "人": "", "个": "", "%": "%", "成": "%", "岁": "years", "倍": "times", "个月": "months",
         "年": "years", "平方公里": "km2", "亿元": "yuan", "万元": "yuan"}  # fmt: skip
FACTORS = {"成": 10, "亿元": 10**8, "万元": 10**4}
COUNTED = ("", "家", "人", "个")
HEDGES = [
    ("{}", "exact"), ("超过{}", "more_than"), ("more than {}", "more_than"), ("近{}", "nearly"), ("不足{}", "less_than"),
    ("至少{}", "at_least"), ("不超过{}", "at_most"), ("约{}", "about"), ("{}左右", "about"), ("{}以上", "at_least"),
    ("{}以下", "at_most"),
]  # fmt: skip
NUMBERS = [1, 2, 3, 5, 7, 8, 9, 10, 12, 15, 20, 23, 30, 45, 80, 99, 100, 105, 110, 150, 300, 320, 999, 1000, 1200, 2020,
           3005, 3500, 4200, 9999, 10000, 12000, 35000, 60000, 100000, 222405, 1200000, 35000000, 100000000, 1000020000]  # fmt: skip


def admitted(value: Fraction, place: Fraction, hedge: str, counted: bool, limit=None) -> Interval | None:
    """What a number shown down to `place` admits under a hedge, written from the table; None where only a refusal is right.

    A count is taken to its last digit that is not nought; a step of five where the last digit is a five behind another.
    """
    ten = Fraction(10)
    zeros = ten ** next(n for n in range(-9, 20) if value / ten ** (n + 1) % 1)  # place of the last digit not nought
    leading = value / zeros
    above = 5 * zeros if leading > 10 and leading % 10 == 5 else zeros
    below = zeros / 10 if leading == 1 and zeros > 1 else above
    if hedge == "exact":
        return Interval(value, value) if counted else half_open(value - place / 2, value + place / 2)
    if hedge in ("at_least", "at_most"):
        return Interval(value, INFINITY if limit is None else limit) if hedge == "at_least" else Interval(0, value)
    if hedge == "less_than":
        return None if counted and value == 1 else Interval(0, value - 1) if counted else half_open(0, value)
    if counted and (below if hedge == "nearly" else above) == 1:
        return None
    if hedge == "about":
        found = half_open(value - below / 2, value + above / 2)
        return Interval(math.ceil(found.low), math.ceil(found.high) - 1) if counted else found
    if hedge == "more_than":
        return Interval(value + 1, value + above - 1) if counted else open_both(value, value + above)
    return Interval(value - below + 1, value - 1) if counted else open_both(value - below, value)


def built_forms():
    """Each number in each writing, with each unit and each hedge: the text, what it admits, and its unit."""
    for number in NUMBERS:
        for name, writer in WRITERS.items():
            written = writer(number)
            if written is None:
                continue
            for unit, meaning in UNITS.items():
                if unit == "年" and number >= 1000 or unit in FACTORS and (unit == "成") != (number < 10):
                    continue
                if unit in ("万元", "亿元") and re.search("[万亿]", written):
                    continue
                factor = FACTORS.get(unit, 1)
                place = Fraction(factor * PLACES.get(name, 1))  # 3万 was rounded to ten thousands, 30000 to one
                if name == "Chinese" and number >= 10**4:  # the last place that is written; 万 and 亿 are scales
                    zeros = len(str(number)) - len(str(number).rstrip("0"))
                    place *= 10 ** (zeros if zeros < 4 else 4 if zeros < 8 else 8)
                counted = unit in COUNTED
                for form, hedge in HEDGES:
                    limit = 100 if unit == "成" else None  # tenths of something end at all of it
                    truth = admitted(Fraction(number * factor), place, hedge, counted, limit)
                    if form == "近{}" and unit in ("年", "个月"):
                        truth = None  # mostly the last so many
                    yield form.format(written + unit), truth, meaning


@pytest.mark.slow
def test_a_form_built_from_its_parts_is_read_right_or_refused():
    """Never wrong in silence: number, writing, unit and hedge, each with each."""
    forms = list(built_forms())
    wrong, refused = [], 0
    for text, truth, unit in forms:
        try:
            found = read(text)
        except UnreadableFigure:
            refused += truth is not None
            continue
        if found.interval != truth or found.unit != unit:
            wrong.append((text, str(found.interval), found.unit, str(truth), unit))
    assert wrong == [], f"{len(wrong)} of {len(forms)}: {wrong[:20]}"
    assert len(forms) > 15000
    assert refused == 0, f"{refused} of {len(forms)} forms of the table are refused"


@pytest.mark.parametrize("hedge", ["{}", "约{}", "{}以上", "不超过{}"])
@pytest.mark.parametrize("dash", ["-", "—", "至", "到", "～"])
def test_a_range_built_from_its_parts_is_read_right_or_refused(dash, hedge):
    """The scale and the unit behind the second number belong to both; with a hedge no range is read."""
    scales = {"": 1, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
    wrong = []
    for low, high in [(1, 2), (2, 3), (3, 5), (5, 8), (20, 30), (50, 60)]:
        for scale, times in scales.items():
            for unit, meaning in UNITS.items():
                if unit in ("成", "%", "倍", "岁", "年", "个月") and scale or unit in ("亿元", "万元") and scale:
                    continue
                if unit == "成" and high > 10:
                    continue
                factor = times * FACTORS.get(unit, 1)
                writers = (str, cn2an.an2cn) if high < 10 or scale not in ("百", "千") else (str,)
                for one, two in [(writer(low), writer(high)) for writer in writers]:
                    for first in (one, one + scale + unit):
                        text = hedge.format(f"{first}{dash}{two}{scale}{unit}")
                        try:
                            found = read(text)
                        except UnreadableFigure:
                            if hedge == "{}":
                                wrong.append((text, "refused"))
                            continue
                        if (
                            hedge != "{}"
                            or found.interval != Interval(low * factor, high * factor)
                            or found.unit != meaning
                        ):
                            wrong.append((text, str(found)))
    assert wrong == [], f"{len(wrong)}: {wrong[:20]}"


@steady
@given(value=st.integers(1, 10**12 - 1))
def test_a_chinese_numeral_is_read_as_another_hand_writes_it(value):
    """The reader of numerals against the writer of another library."""
    assert read(cn2an.an2cn(value)).interval == Interval(value, value)
    assert read(cn2an.an2cn(value).replace("二百", "两百").replace("二千", "两千")).interval == Interval(value, value)


@steady
@given(
    text=st.text(
        alphabet="0123456789.,%:一二两三五七十百千万亿零点成分之多余几约近超不左右以上下-—至到个人家年月周岁元",
        max_size=8,
    )
)
def test_no_text_makes_the_reader_stumble(text):
    """Whatever is printed gives a figure or the reader's own refusal, and what is read in English reads the same."""
    try:
        found = read(text)
    except UnreadableFigure:
        return
    assert read(in_english(found)).interval == found.interval

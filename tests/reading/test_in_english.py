"""A figure in English words: the usual before the rare, and its ends where no words of the reader admit the same."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from casebook.reading.in_english import in_english
from casebook.reading.intervals import Interval
from casebook.reading.numerals import UnreadableFigure
from casebook.reading.printed import Printed


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("增长5%", "up 5 %"), ("下降3成", "down 3 in 10"), ("增加10人", "up 10"), ("减少一半", "down 1/2"), ("减半", "halved"), ("翻两番", "quadrupled"),
        ("约两个月", "about 2 months"), ("1个月", "1 month"), ("1天", "1 day"), ("1小时", "1 hour"), ("约1年", "about 1 year"), ("至少1周", "at least 1 week"),
        ("1公里", "1 km"), ("2天", "2 days"), ("1.5年", "1.5 years"), ("5百公里", "0.5 thousand km"), ("1234千公里", "1,234 thousand km"),
        ("12.5公里", "12.5 km"), ("1234.5公里", "1,234.5 km"), ("七成", "7 in 10"), ("70%", "70 %"), ("全部", "all"), ("all", "all"), ("a week", "one week"),
        ("100多万亿", "more than 100,000,000,000,000"), ("999", "999"), ("1000", "1,000"),
    ],
)  # fmt: skip
def test_a_figure_has_its_usual_words(text, english):
    """Those in which the article's readers would print it."""
    assert in_english(text) == english


def test_a_count_is_said_as_one_and_a_measure_as_one():
    """What was told of the figure holds for its words, too."""
    assert in_english("318", count=False) == "318"
    assert in_english("1000", count=False) == "1,000"


def test_a_text_of_unknown_form_is_refused():
    """Nothing is made up for it."""
    with pytest.raises(UnreadableFigure):
        in_english("abc")


def made(
    interval: Interval, numbers: tuple[str, ...], unit: str = "km", qualifier: str = "range", direction: str = ""
) -> str:
    """The words for a figure that no printed form gives."""
    return in_english(Printed("a figure", interval, None, qualifier, unit, numbers, direction))


@pytest.mark.parametrize(
    ("interval", "words"),
    [
        (Interval(20, 90, True, False), "from 20 to below 90 km"), (Interval(10, 20, False, True), "above 10 and up to 20 km"),
        (Interval(10, 20, False, False), "above 10 and below 20 km"), (Interval(Fraction(3, 2), Fraction(5, 2)), "from 1.5 to 2.5 km"),
        (Interval(5, math.inf), "at least 5 km"), (Interval(7, 7), "7 km"), (Interval(Fraction(1, 3), 2), "from 1/3 to 2 km"),
        (Interval(1234, 5678), "from 1,234 to 5,678 km"), (Interval(Fraction("1234.25"), 10**7), "from 1,234.25 to 10,000,000 km"),
        (Interval(-1234, -500), "from -1,234 to -500 km"), (Interval(0, Fraction(1, 10**9)), "from 0 to 0.000000001 km"),
        (Interval(Fraction(1, 10**10), 1), "from 1/10000000000 to 1 km"), (Interval(100, 200), "from 100 to 200 km"),
    ],
)  # fmt: skip
def test_a_set_that_has_no_words_is_given_by_its_ends(interval, words):
    """Each end with whether it belongs to it, exact, and the digits in groups."""
    assert made(interval, ("1", "2")) == words


@pytest.mark.parametrize(
    ("unit", "direction", "words"),
    [
        ("", "", "from 20 to below 90"), ("x", "", "from 20 to below 90 times as much"), ("%", "", "from 20 to below 90 %"), ("years", "up", "up from 20 to below 90 years"),
    ],
)  # fmt: skip
def test_the_ends_have_the_unit_and_the_direction(unit, direction, words):
    """A multiple is said to be one, a count has none."""
    assert made(Interval(20, 90, True, False), ("1", "2"), unit, direction=direction) == words


@pytest.mark.parametrize(
    ("numbers", "interval", "words"),
    [
        (("35e3",), Interval(34500, 35500, True, False), "35 thousand km"), (("5e1",), Interval(45, 55, True, False), "from 45 to below 55 km"),
        (("5e4",), Interval(45000, 55000, True, False), "0.05 million km"), (("5e6",), Interval(4500000, 5500000, True, False), "5 million km"),
        (("12e13",), Interval(1195 * 10**11, 1205 * 10**11, True, False), "120 trillion km"),
    ],
)  # fmt: skip
def test_a_rounded_number_keeps_the_place_at_which_it_was_rounded(numbers, interval, words):
    """In thousands, millions and so on, whichever is next above that place; the last of them beyond it."""
    assert made(interval, numbers, qualifier="exact") == words

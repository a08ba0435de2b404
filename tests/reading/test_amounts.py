"""One number with its unit: how much it is, the place it was rounded in, what it counts, and the steps that it goes in."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from casebook.reading.amounts import Amount, amount, neighbours, steps
from casebook.reading.numerals import UnreadableFigure


def whole(value: int, place: int = 1, unit: str = "", **more) -> Amount:
    """A number that is whole in its unit."""
    return Amount(Fraction(value), Fraction(place), unit, **more)


def part(value: str, place: str, unit: str = "", **more) -> Amount:
    """A number with decimals or a fraction."""
    return Amount(Fraction(value), Fraction(place), unit, **more)


HALF, ALL = Fraction(1, 2), Fraction(100)
AMOUNTS = [
    # what is counted, in digits and in Chinese numerals, with its counter and without
    ("4200", whole(4200, counted=True, shown="4200")),
    ("3个", whole(3, counted=True, shown="3")),
    ("三千", whole(3000, counted=True, scale=3, shown="3000")),
    ("一百", whole(100, counted=True, scale=2, shown="100")),
    ("0", whole(0, counted=True, shown="0")),
    ("15万人", whole(150_000, 10_000, counted=True, scale=4, shown="15e4")),
    ("1百", whole(100, 100, counted=True, scale=2, shown="1e2")),
    # decimals, which what is counted has only because it was rounded in a scale
    ("1.5万人", whole(15_000, 1000, scale=4, shown="15e3")),
    ("20.02万", whole(200_200, 100, scale=4, shown="2002e2")),
    ("2.4million", whole(2_400_000, 100_000, scale=6, shown="24e5")),
    ("2million", whole(2_000_000, 10**6, scale=6, shown="2e6")),
    ("3.5", part("3.5", "0.1", shown="3.5")),
    ("3.5人", part("3.5", "0.1", shown="3.5")),
    ("三点五", part("3.5", "0.1", shown="3.5")),
    ("3.0", part("3", "0.1", shown="3.0")),
    # shares
    ("12.5%", part("12.5", "0.1", "%", shown="12.5")),
    ("百分之十二", whole(12, 1, "%", shown="12")),
    ("百分之12.5", part("12.5", "0.1", "%", shown="12.5")),
    ("千分之三", whole(3, 1, "‰", shown="3")),
    # tenths and their hundredths
    ("三成", whole(30, 10, "%", limit=ALL, shown="3e1")),
    ("十成", whole(100, 10, "%", limit=ALL, shown="10e1")),
    ("三成五", whole(35, 1, "%", limit=ALL, shown="35")),
    ("三成5", whole(35, 1, "%", limit=ALL, shown="35")),
    ("八折", whole(80, 10, "%", limit=ALL, shown="8e1")),
    ("八五折", whole(85, 1, "%", limit=ALL, shown="85")),
    ("9.5折", whole(95, 1, "%", limit=ALL, shown="95")),
    ("0.25成", part("2.5", "0.1", "%", limit=ALL, shown="2.5")),
    # what is measured
    ("1.5年", part("1.5", "0.1", "years", shown="1.5")),
    ("20年", whole(20, 1, "years", shown="20")),
    ("三年", whole(3, 1, "years", shown="3")),
    ("3周", whole(3, 1, "days", times=Fraction(7), shown="3")),
    ("3.5千米", part("3.5", "0.1", "km", shown="3.5")),
    ("3千瓦", whole(3, 1, "kW", shown="3")),
    ("3.5千瓦时", part("3.5", "0.1", "kWh", shown="3.5")),
    ("5亿元", whole(5 * 10**8, 10**8, "yuan", scale=8, shown="5e8")),
    # halves
    ("半年", part("0.5", "0.5", "years", step=HALF, shown="0.5")),
    ("半小时", part("0.5", "0.5", "hours", step=HALF, shown="0.5")),
    ("半个月", part("0.5", "0.5", "months", step=HALF, shown="0.5")),
    ("一个半月", part("1.5", "0.5", "months", step=HALF, shown="1.5")),
    ("1个半小时", part("1.5", "0.5", "hours", step=HALF, shown="1.5")),
    ("两年半", part("2.5", "0.5", "years", step=HALF, shown="2.5")),
    ("半million", whole(500_000, 500_000, step=Fraction(500_000), scale=6, shown="500000")),
    ("2个半million", whole(2_500_000, 500_000, step=Fraction(500_000), scale=6, shown="2500000")),
]


@pytest.mark.parametrize(("text", "expected"), AMOUNTS)
def test_an_amount_in_full(text, expected):
    """Its value, the place that was shown last, its unit, and whether only whole numbers are possible."""
    assert amount(text) == (expected, "")


@pytest.mark.parametrize("text", ["1.5万人", "20.02万", "2.4million", "2million", "半million", "2个半million"])
def test_a_count_with_a_hedge_is_whole(text):
    """About 1.5万 people are a number of people, though 1.5万 is none that was counted."""
    plain, _ = amount(text)
    assert not plain.counted
    assert amount(text, hedged=True) == (replace(plain, counted=True), "")


@pytest.mark.parametrize("text", ["3.5人", "3.0", "12.5%", "1.5年", "半年", "3周"])
def test_a_hedge_makes_no_count_of_what_is_measured(text):
    """Nor of decimals that were not rounded in a scale."""
    assert amount(text, hedged=True) == amount(text)


@pytest.mark.parametrize(
    ("text", "value", "place", "unit", "counted", "scale"),
    [
        ("30多万人", 300_000, 10_000, "", True, 4), ("30多万", 300_000, 10_000, "", True, 4), ("三千多公里", 3000, 1, "km", False, 3),
        ("一年多", 1, 1, "years", False, 0), ("两个多月", 2, 1, "months", False, 0), ("三个多小时", 3, 1, "hours", False, 0),
        ("两个多星期", 2, 1, "days", False, 0), ("5个多工作日", 5, 1, "working days", True, 0), ("两个多钟头", 2, 1, "hours", False, 0),
        ("2周多", 2, 1, "days", False, 0), ("百分之三多", 3, 1, "%", False, 0), ("3家多", 3, 1, "", True, 0), ("3余家", 3, 1, "", True, 0),
        ("三年半多", Fraction(7, 2), HALF, "years", False, 0), ("半天多", HALF, HALF, "days", False, 0), ("5亿多元", 5 * 10**8, 10**8, "yuan", False, 8),
        ("3千多米", 3000, 1000, "m", False, 3), 
    ],
)  # fmt: skip
def test_a_hedge_inside_an_amount_is_told(text, value, place, unit, counted, scale):
    """It stands before the scale or the unit, or behind it."""
    found, hedge = amount(text)
    assert hedge == "more_than"
    assert (found.value, found.place, found.unit, found.counted, found.scale) == (value, place, unit, counted, scale)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        *(
            (text, f"cannot read {text!r}: it may be thousands of the unit, or the unit of a thousand")
            for text in ("二千米", "一千克", "三千瓦", "三千瓦时", "五千卡", "五千伏", "十二千米", "一百二千米")
        ),
        *((text, f"cannot read {text!r} as a quantity: it is a calendar year") for text in ("2020年", "二〇二〇年", "二零二零年")),
        *(
            (text, f"cannot read {text!r} as a number: expected a form listed in casebook.reading.forms")
            for text in ("", "half", "1e5", "3个半", "半个", "半人", "3人半", "million", "元")
        ),
        *(
            (text, f"cannot read {text!r}: a share in tenths ends at ten of them")
            for text in ("95折", "十一成", "10.1成", "十成五")
        ),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused(text, told):
    """With the reason, which the reader prints."""
    with pytest.raises(UnreadableFigure) as error:
        amount(text)
    assert str(error.value) == told


@pytest.mark.parametrize(
    ("value", "below", "above"),
    [
        ("0", "1", "1"), ("1", "1", "1"), ("7", "1", "1"), ("5", "1", "1"), ("11", "1", "1"), ("999", "1", "1"),
        ("10", "1", "10"), ("100", "10", "100"), ("1000", "100", "1000"), ("20", "10", "10"), ("50", "10", "10"), ("300", "100", "100"),
        ("15", "5", "5"), ("25", "5", "5"), ("105", "5", "5"), ("150", "50", "50"), ("1500", "500", "500"),
        ("0.1", "0.1", "0.1"), ("0.01", "0.01", "0.01"), ("0.05", "0.01", "0.01"), ("0.15", "0.05", "0.05"), ("1.5", "0.5", "0.5"), ("12.5", "0.5", "0.5"),
    ],
)  # fmt: skip
def test_the_steps_of_a_number(value, below, above):
    """Those of its last digit that is not nought, a five behind another digit counting five."""
    assert steps(Fraction(value)) == (Fraction(below), Fraction(above))


def test_an_amount_has_its_own_step_or_that_of_its_digits():
    """Half years go in halves, years in years."""
    assert amount("一年多")[0].steps == (1, 1)
    assert amount("10年")[0].steps == (1, 10)
    assert amount("两年半")[0].steps == (HALF, HALF)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("三四", ("三", "四")), ("三四十", ("三十", "四十")), ("二三百人", ("二百人", "三百人")), ("十三四", ("十三", "十四")), ("七八成", ("七成", "八成")),
        ("两三", ("两", "三")), ("三五", ("三", "五")), ("三五十", ("三十", "五十")), ("三", None), ("三十", None), ("34", None), ("", None),
        ("八五折", None), ("三四折", None), ("一点三四", None), ("1.三四", None),
    ],
)  # fmt: skip
def test_two_neighbouring_digits_name_two_numbers(text, expected):
    """Unless they are decimals, or a discount."""
    assert neighbours(text) == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        *((text, "two numerals in a row that are no neighbours") for text in ("三六", "四三", "五三", "两四", "二五十", "三三")),
        *((text, "more than two numerals in a row") for text in ("三四五", "五六七十", "三五七")),
    ],
)  # fmt: skip
def test_digits_in_a_row_that_are_no_neighbours_are_refused(text, told):
    """Nobody says what they mean."""
    with pytest.raises(UnreadableFigure) as error:
        neighbours(text)
    assert str(error.value) == f"cannot read {text!r}: {told}"

"""Numerals as they are printed: which digits, which of them is the last one shown, and which scale stands behind."""

from __future__ import annotations

import re

import pytest
from casebook.reading.numerals import UnreadableFigure, normalise, numeral, shifted, whole_number


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (" ４２％ ", "42%"), ("½", "半"), ("Twenty-Five Days", "25days"), ("1,234,567", "1234567"), ("12,345 km", "12345km"), ("1,23", "1,23"),
        ("12,345,6", "12,345,6"), ("1234,567", "1234,567"), ("1 234 567 m", "1234567m"), ("(12 345)", "(12345)"),
        ("“42”", "42"), ('"42"', "42"), ("'42'", "42"), ("−5", "-5"), ("34∶1", "34:1"), ("minus 5", "-5"), ("minus x", "minusx"),
        ("5 percentage points", "5个百分点"), ("5 per cent points", "5个百分点"), ("5 pct point", "5个百分点"), ("5 percentage-point", "5个百分点"),
        ("42 per cent", "42%"), ("42-percent", "42%"), ("42 pct", "42%"), ("42 p.c.", "42%"), ("42 percents", "42percents"), ("a-percent", "a-%"),
        ("minus 5 minus 6", "-5minus6"), ("a \t b", "ab"), ("", ""),
    ],
)  # fmt: skip
def test_a_numeral_is_put_in_plain_signs(text, plain):
    """Two ways to write one number must not be two numbers."""
    assert normalise(text) == plain


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("12 34", "12 34"),
        ("1234 567", "1234 567"),
        ("1 234 5", "1 234 5"),
        ("1. 5", "1. 5"),
        ("1 .5", "1 .5"),
        ("-1  2", "-1  2"),
    ],
)
def test_two_numbers_with_nothing_between_them_are_refused(text, left):
    """Put together they would be a third."""
    with pytest.raises(
        UnreadableFigure, match=f"^{re.escape(f'cannot read {left!r}: two numbers with nothing between them')}$"
    ):
        normalise(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("4200", ("4200", 0, 0)), ("007", ("007", 0, 0)), ("0.50", ("0.50", 0, 0)), ("26.3", ("26.3", 0, 0)),
        ("20.02万", ("2002", 2, 4)), ("1.2345万", ("12345", 0, 4)), ("1.23456万", ("12345.6", 0, 4)), ("007万", ("7", 4, 4)),
        ("3million", ("3", 6, 6)), ("2.4billion", ("24", 8, 9)), ("5百", ("5", 2, 2)), ("21.3万亿", ("213", 11, 12)),
        ("三点五零", ("3.50", 0, 0)), ("三点五万", ("35", 3, 4)), ("十点零二亿", ("1002", 6, 8)), ("二点〇", ("2.0", 0, 0)),
        ("二", ("2", 0, 0)), ("两", ("2", 0, 0)), ("〇", ("0", 0, 0)), ("十", ("10", 0, 0)), ("五十", ("50", 0, 0)), ("十五", ("15", 0, 0)),
        ("百", ("100", 0, 2)), ("千", ("1000", 0, 3)), ("万", ("1", 4, 4)), ("亿", ("1", 8, 8)), ("万亿", ("1", 12, 12)),
        ("三百万", ("300", 4, 6)), ("十亿", ("10", 8, 8)), ("3万5千", ("35", 3, 3)), ("3万2", ("32", 3, 0)), ("3万2千5", ("325", 2, 0)),
        ("3万2345", ("32345", 0, 0)), ("1亿2000万", ("12000", 4, 4)), ("三万亿五千万", ("300005000", 4, 7)), ("三万五", ("35", 3, 0)),
        ("三万零五", ("30005", 0, 0)), ("一万二千", ("12", 3, 3)), ("九千九百九十九", ("9999", 0, 0)),
    ],
)  # fmt: skip
def test_a_numeral_has_its_digits_its_last_place_and_its_scale(text, found):
    """It was rounded at the last place shown, and a range shares the scale."""
    assert numeral(text) == found


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        (("20", "02", 4), ("2002", 2)), (("5", "", 0), ("5", 0)), (("05", "", 0), ("05", 0)), (("05", "", 4), ("5", 4)),
        (("0", "5", 1), ("5", 0)), (("1", "25", 1), ("12.5", 0)), (("0", "055", 1), ("0.55", 0)), (("1", "50", 0), ("1.50", 0)),
    ],
)  # fmt: skip
def test_a_scale_moves_the_point(parts, found):
    """As far as there are decimals; then it is a power of ten."""
    assert shifted(*parts) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("三千零五", (3005, 0)), ("三千〇五", (3005, 0)), ("三千零九十九", (3099, 0)), ("三千零九十", (3090, 1)), ("三万零九百九十九", (30999, 0)),
        ("三千五", (3500, 2)), ("三百五", (350, 1)), ("9999万", (99990000, 4)), ("9千", (9000, 3)), ("12", (12, 0)), ("十二", (12, 0)),
        ("一百一十", (110, 1)), ("九千九百九十九万九千九百九十九亿", (99999999 * 10**8, 8)), ("3千456", (3456, 0)),
    ],
)  # fmt: skip
def test_a_whole_number_is_split_at_its_largest_place(text, found):
    """Its value, and the place of the last sign that is written."""
    assert whole_number(text) == found


NUMERAL = "cannot read the Chinese numeral "


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("一二", "cannot read '一二': two numerals in a row may mean either, or all between them"),
        ("三百二九", "cannot read '三百二九': two numerals in a row may mean either, or all between them"),
        ("abc", f"{NUMERAL}'abc'"), ("²", f"{NUMERAL}'²'"), ("", f"{NUMERAL}''"), ("1.5", f"{NUMERAL}'1.5'"),
        ("亿", f"{NUMERAL}'亿': nothing says how many 亿"), ("百", f"{NUMERAL}'百': nothing says how many 百"),
        ("一万万", f"{NUMERAL}'万': nothing says how many 万"), ("一亿亿", f"{NUMERAL}'一亿亿': 一亿 is no number of 亿"),
        ("10000万", f"{NUMERAL}'10000万': 10000 is no number of 万"), ("十千", f"{NUMERAL}'十千': 十 is no number of 千"),
        ("10百", f"{NUMERAL}'10百': 10 is no number of 百"), ("零千", f"{NUMERAL}'零千': 零 is no number of 千"),
        ("三千零五百", f"{NUMERAL}'三千零五百': 零五百 skips no place"), ("三千零一百", f"{NUMERAL}'三千零一百': 零一百 skips no place"),
        ("三千零零", f"{NUMERAL}'三千零零': 零零 skips no place"), ("三百零十", f"{NUMERAL}'三百零十': 零十 skips no place"),
        ("3万234", f"{NUMERAL}'3万234': 234 may be counted in more than one way"),
        ("3千45", f"{NUMERAL}'3千45': 45 may be counted in more than one way"),
        ("3千000", f"{NUMERAL}'3千000': 000 may be counted in more than one way"),
    ],
)  # fmt: skip
def test_signs_that_make_no_number_are_refused(text, message):
    """Or may make more than one: the message says which signs."""
    with pytest.raises(UnreadableFigure, match=f"^{re.escape(message)}$"):
        whole_number(text)

"""Numerals as they are printed: digits, Chinese signs, words for small numbers, and the scales behind them (万, million).

A numeral keeps which of its places is the last one shown, since it was rounded there.
"""

from __future__ import annotations

import re
import unicodedata

from .number_words import in_digits

__all__ = [
    "DASH",
    "DIGITS",
    "NUMERAL",
    "ROUND_WORDS",
    "VULGAR",
    "UnreadableFigure",
    "normalise",
    "numeral",
    "shifted",
    "whole_number",
]


class UnreadableFigure(ValueError):
    """A printed form that is not known, or may mean more than one thing."""


DASH = r"(?:—+|–|-|~|至|到|(?<=[\d%])to(?=\d))"
DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
PLACES = {"亿": 8, "万": 4, "千": 3, "百": 2, "十": 1}  # largest first: a numeral is split at its largest
ROUND_WORDS = {3: "thousand", 6: "million", 9: "billion", 12: "trillion"}
SCALES = {"百": 2, "千": 3, "万": 4, "亿": 8, "百万": 6, "千万": 7, "百亿": 10, "千亿": 11, "万亿": 12} | {
    word: power for power, word in ROUND_WORDS.items()
}
VULGAR = "[¼-¾⅐-⅞]"  # a fraction in one sign
NUMERAL = r"[\d.零〇一二两三四五六七八九十百千万亿点]+(?:thousand|million|billion|trillion)?"


def normalise(text: str) -> str:
    """Lower case, ASCII signs, digits for number words, no blanks; a blank or a comma between digits must group them."""
    if re.search(rf"\d\s?{VULGAR}", text.replace("½", "半")):
        raise UnreadableFigure(f"cannot read {text!r}: a number and a fraction beside it")
    text = unicodedata.normalize("NFKC", text.replace("½", "半")).replace("⁄", "/").strip().lower()
    text = re.sub(r"(?<![\d,])\d{1,3}(?:,\d{3})+(?![\d,])", lambda m: m.group(0).replace(",", ""), text)
    text = re.sub(r"(?<![\d ])\d{1,3}(?: \d{3})+(?! ?\d)", lambda m: m.group(0).replace(" ", ""), text)
    text = in_digits(text.strip("“”\"'").replace("−", "-").replace("∶", ":"))
    text = re.sub(r"\s*(?:per\s*cent(?:age)?|pct)[\s-]+points?", "个百分点", text)
    text = re.sub(r"(?:\s*|(?<=\d)-)(?:per\s*cent|pct|p\.c\.)(?![a-z])", "%", text)
    text = re.sub(r"^(?:minus\s+|负)(?=\d)", "-", text)
    if re.search(r"\d\.?\s+\.?\d", text):
        raise UnreadableFigure(f"cannot read {text!r}: two numbers with nothing between them")
    return re.sub(r"\s+", "", text)


def numeral(text: str) -> tuple[str, int, int]:
    """A number as written: its digits, the power of ten of their last place, and the power of a scale that follows.

    4200 gives ("4200", 0, 0); 20.02万 gives ("2002", 2, 4), for it was rounded to hundreds; 3万5千 gives ("35", 3, 3).

    Raises
    ------
    UnreadableFigure
        If the signs make no number, or may make more than one.
    """
    if match := re.fullmatch(rf"(\d+)(?:\.(\d+))?({'|'.join(SCALES)})?", text):
        whole, decimals, word = match.groups()
        return *shifted(whole, decimals or "", SCALES.get(word, 0)), SCALES.get(word, 0)
    if match := re.fullmatch(rf"(.+)点([零〇一二三四五六七八九]+)({'|'.join(SCALES)})?", text):
        whole, decimals, word = match.groups()
        decimals = "".join(str(DIGITS[sign]) for sign in decimals)
        return *shifted(str(whole_number(whole)[0]), decimals, SCALES.get(word, 0)), SCALES.get(word, 0)
    if re.match("[百千万亿][一二三四五六七八九十]", text):
        raise UnreadableFigure(f"cannot read {text!r}: nothing says how many {text[0]}")
    if text[:1] in ("百", "千", "万", "亿"):
        text = f"一{text}"  # 百余 is 一百余, 万户 is 一万户
    value, place = whole_number(text)
    if not re.search(r"[万亿\d]", text):
        place = 0  # 五十 is how 50 is written, and shows its last digit as that does
    scale = sum(PLACES[sign] for sign in re.search(r"[百千万亿]*$", text).group(0))
    return str(value // 10**place), place, scale


def shifted(whole: str, decimals: str, scale: int) -> tuple[str, int]:
    """Digits and power of a number with decimals and a scale: 20, 02 and 4 give 2002 and 2."""
    if scale >= len(decimals):
        return str(int(whole + decimals)) if decimals or scale else whole, scale - len(decimals)
    return f"{int(whole + decimals[:scale])}.{decimals[scale:]}", 0


def whole_number(text: str) -> tuple[int, int]:
    """A whole number in Chinese signs, digits among them or not, and the power of ten of the last place written.

    It is split at its largest place: 三万五千 is 三 times 万 and 五千.  One sign behind a place stands for the next place
    down (三万五 is 35,000); lower places that are left out are marked (三万零五).
    """
    if re.search(r"[一二两三四五六七八九]{2}", text):
        raise UnreadableFigure(f"cannot read {text!r}: two numerals in a row may mean either, or all between them")
    for sign, power in PLACES.items():
        head, found, tail = text.rpartition(sign) if sign == "亿" else text.partition(sign)
        if not found:
            continue
        if not head and sign != "十":
            raise UnreadableFigure(f"cannot read the Chinese numeral {text!r}: nothing says how many {sign}")
        times, place = whole_number(head) if head else (1, 0)
        if not re.search(r"[万\d]", head):
            place = 0
        if not 0 < times < (10**8 if sign == "亿" else 10**4 if sign == "万" else 10):
            raise UnreadableFigure(f"cannot read the Chinese numeral {text!r}: {head} is no number of {sign}")
        if not tail:
            return times * 10**power, power + place
        rest, place = _behind_place(text, tail, power)
        return times * 10**power + rest, place
    if text in DIGITS:
        return DIGITS[text], 0
    if text.isascii() and text.isdigit():
        return int(text), 0
    raise UnreadableFigure(f"cannot read the Chinese numeral {text!r}")


def _behind_place(text: str, tail: str, power: int) -> tuple[int, int]:
    """What stands behind a place of ten to the `power`, and the power of its own last place."""
    if tail[0] in "零〇":
        rest, place = whole_number(tail[1:])
        if not 0 < rest < 10 ** (power - 1):
            raise UnreadableFigure(f"cannot read the Chinese numeral {text!r}: {tail} skips no place")
        return rest, place
    rest, place = whole_number(tail)
    if len(tail) == 1 and tail != "十":
        return rest * 10 ** (power - 1), power - 1
    if tail.isascii() and len(tail) != power or not 0 < rest < 10**power:
        raise UnreadableFigure(f"cannot read the Chinese numeral {text!r}: {tail} may be counted in more than one way")
    return rest, place

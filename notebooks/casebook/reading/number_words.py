"""English number words in digits: ``twenty-five``, ``three thousand``, ``two and a half``, ``a third``, ``nine in ten``."""

from __future__ import annotations

import re

__all__ = ["ONES", "TENS", "in_digits"]

ONES = {
    word: n
    for n, word in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
        start=1,
    )
} | {"zero": 0}
TENS = {
    word: 10 * n
    for n, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2)
}
PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
         "eighth": 8, "ninth": 9, "tenth": 10}  # fmt: skip
SPANS = "year|month|week|day|hour|minute|decade|mile|kilometre|kilometer|hectare|tonne|point|percentage point"
_WORD = "|".join((*ONES, *TENS))
_SMALL = rf"(?:{_WORD})(?:[- ](?:{'|'.join(ONES)}))?"
_NUMBER = re.compile(
    rf"\b(?:(?:{_SMALL}|an?) hundred(?:(?: and)? {_SMALL})?|{_SMALL})(?: thousand(?:(?: and)? (?:{_SMALL} hundred(?:(?: and)? {_SMALL})?|{_SMALL}))?)?\b"
    r"|\ban? thousand\b(?!s)"
)


def _value(text: str) -> int:
    """A whole number below a million, in words."""
    if " thousand" in text or text in ("a thousand", "an thousand"):
        head, _, tail = text.partition(" thousand")
        return (1 if head in ("a", "an") else _value(head)) * 1000 + (_value(tail) if tail.strip() else 0)
    if " hundred" in text:
        head, _, tail = text.partition(" hundred")
        return (1 if head in ("a", "an") else _value(head)) * 100 + (_value(tail) if tail.strip() else 0)
    return sum((ONES | TENS).get(word, 0) for word in re.findall(r"[a-z]+", text))


def in_digits(text: str) -> str:
    """A text in lower case with its number words in digits; halves of a unit as ``半``, shares in ten as ``成``.

    ``two and a half years`` becomes ``2半 years``, ``half an hour`` ``半 hour``, ``three quarters`` ``3/4``.
    """
    if not re.search("[a-z½]", text):  # most figures are printed in digits, and have nothing to put
        return text
    text = re.sub(r"\btwice\b", "2 times", text)
    text = re.sub(rf"\b({_WORD})(-?fold)\b", lambda m: f"{_value(m[1])}{m[2]}", text)
    text = re.sub(
        r"\b(?:half a|six) dozen\b|\bhalf-a-dozen\b", lambda m: "6" if "half" in m.group(0) else m.group(0), text
    )
    text = re.sub(
        r"\b(?:a|one) dozen\b|(?<![\w-])dozen\b(?!s)",
        lambda m: "1 dozen" if m.group(0) != "dozen" else m.group(0),
        text,
    )
    text = re.sub(r"\b(?:a|one) and a half\b", "1半", text)
    text = re.sub(rf"\b(?:an?|one) ({SPANS}) and a half\b", r"1半 \1", text)
    text = re.sub(rf"\b(\d+|{_SMALL}) and a half\b", lambda m: f"{m[1] if m[1].isdigit() else _value(m[1])}半", text)
    text = re.sub(r"(\d) ?½", r"\1半", text)
    text = re.sub(rf"\bhalf an? (?=(?:{SPANS})\b|million\b|billion\b|trillion\b)", "半 ", text)
    text = re.sub(rf"(?<![\w-])half[- ](?=(?:{SPANS})\b)", "半 ", text)
    text = _NUMBER.sub(lambda match: str(_value(match.group(0))), text)
    text = re.sub(r"\b(\d+) ?(?:in|out of) ?10\b(?![.,]?\d)", r"\1成", text)
    text = re.sub(r"\b(\d+) ?(?:in|out of) ?(?:every )?(\d+)\b(?![.,]\d)", r"\1/\2", text)
    text = re.sub(
        r"\b(?:a|one|1)[- ](third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b(?! (?:place|of [a-z]+ \d{4}|quarter|plan))",
        lambda m: f"1/{PARTS[m.group(1)]}",
        text,
    )
    text = re.sub(
        r"\b(\d+)[- ](thirds|quarters|fourths|fifths|sixths|sevenths|eighths|ninths|tenths)\b",
        lambda m: f"{m.group(1)}/{PARTS[m.group(2)[:-1]]}",
        text,
    )
    text = re.sub(r"\b(?:one |a )?half\b(?: of)?(?=$|[^a-z]*$)", "1/2", text)
    return re.sub(rf"\ban? (?=(?:{SPANS}|million|billion|trillion)\b)", "1 ", text)

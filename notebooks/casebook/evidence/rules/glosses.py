"""Excerpts word for word in English: each excerpt in Chinese has its gloss, and a gloss has the numbers of its excerpt.

``data/glosses.csv`` is for readers without Chinese, who could otherwise not hold a claim against its source.
"""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterator

import pandas as pd

from ...reading.article import normalised
from ..cells import TO_DO, Problem

__all__ = ["gloss_problems"]

GLOSSES = "data/glosses.csv"
CHINESE = re.compile(r"[\u3007\u3400-\u9fff]")
_MONTHS = tuple(calendar.month_name)[1:]
_MONTH = r"(?<![\d.])(1[0-2]|0?[1-9])月"


def _printed(fragment: str) -> tuple[Counter[str], set[str]]:
    """The numbers of an excerpt, and its months, which English names: 8月28日 is 28 August."""
    text = normalised(fragment)
    months = {_MONTHS[int(number) - 1] for number in re.findall(_MONTH, text)}
    return _numbers(re.sub(_MONTH, " ", text)), months


def _numbers(text: str) -> Counter[str]:
    """The numbers of a text, thousands separators taken out."""
    return Counter(re.findall(r"\d+(?:\.\d+)?", re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)))


def _number_problems(number: int, fragment: str, gloss: str) -> Iterator[Problem]:
    """Numbers and months of the excerpt that the gloss lacks, and numbers that it has of its own."""
    (wanted, months), there = _printed(fragment), _numbers(gloss)
    lost = [*(wanted - there).elements(), *sorted(month for month in months if not re.search(rf"\b{month}\b", gloss))]
    if lost:
        expected = f"also {', '.join(lost)}, as in the excerpt {fragment!r}"
        yield Problem(GLOSSES, number, "gloss", repr(gloss), expected)
    if added := [*(there - wanted).elements()]:
        expected = f"no {', '.join(added)}: it is not in the excerpt {fragment!r}"
        yield Problem(GLOSSES, number, "gloss", repr(gloss), expected)


def gloss_problems(frames: dict[str, pd.DataFrame]) -> list[Problem]:
    """Excerpts in Chinese without a gloss, and glosses that are none of the excerpt of their claim.

    A gloss is none if its claim has no excerpt in Chinese or another one, if it has Chinese characters, if what else the words can mean is
    the same again, if its numbers are others, or if the same excerpt has another gloss in an earlier row.
    """
    if not {"claims", "glosses"} <= set(frames):
        return []
    fragments = dict(zip(frames["claims"]["claim_id"], frames["claims"]["fragment"], strict=True))
    glosses, problems, first = frames["glosses"], [], {}
    glossed = set(glosses["claim_id"])
    for claim_id, fragment in fragments.items():
        if CHINESE.search(fragment) and claim_id not in glossed:
            problems.append(
                Problem(GLOSSES, None, None, f"no row for {claim_id}", f"its excerpt {fragment!r} in English")
            )
    for number, row in enumerate(glosses.to_dict("records"), start=2):
        claim_id, gloss, also = row["claim_id"], row["gloss"], row["also"]
        fragment = fragments.get(claim_id, "")
        if not CHINESE.search(fragment):
            problems.append(Problem(GLOSSES, number, "claim_id", repr(claim_id), "a claim with an excerpt in Chinese"))
            continue
        problems += [
            Problem(GLOSSES, number, column, repr(row[column]), "English, without Chinese characters")
            for column in ("gloss", "also")
            if CHINESE.search(row[column])
        ]
        if also.casefold() == gloss.casefold():
            problems.append(Problem(GLOSSES, number, "also", repr(also), "another reading than the gloss, or empty"))
        if row["excerpt"] != fragment:
            expected = f"{fragment!r}, the excerpt of the claim: read it again"
            problems.append(Problem(GLOSSES, number, "excerpt", repr(row["excerpt"]), expected))
        if gloss == TO_DO:
            continue
        problems += _number_problems(number, fragment, gloss)
        row_before, before = first.setdefault(fragment, (number, gloss))
        if gloss != before:
            expected = f"{before!r}, as in row {row_before}, which has the same excerpt"
            problems.append(Problem(GLOSSES, number, "gloss", repr(gloss), expected))
    return problems

"""Every excerpt in Chinese stands word for word in English, with its own numbers, for readers who have no Chinese."""

from __future__ import annotations

import pandas as pd
import pytest
from casebook.evidence import tables
from casebook.evidence.rules.glosses import gloss_problems


def told(excerpt: str, gloss: str, also: str = "", second: tuple[str, str] | None = None) -> list[str]:
    """What the rule reports of one claim, or of two."""
    rows = [("one", excerpt, gloss, also)]
    if second:
        rows.append(("two", second[0], second[1], ""))
    claims = pd.DataFrame([{"claim_id": row[0], "fragment": row[1]} for row in rows])
    glosses = pd.DataFrame([{"claim_id": row[0], "excerpt": row[1], "gloss": row[2], "also": row[3]} for row in rows])
    return [str(problem) for problem in gloss_problems({"claims": claims, "glosses": glosses})]


@pytest.mark.rule
def test_every_excerpt_in_chinese_has_its_gloss():
    """The tables as they stand."""
    frames = {name: tables.table(name) for name in ("claims", "glosses")}
    assert gloss_problems(frames) == []
    assert len(frames["glosses"]) == frames["claims"]["fragment"].str.contains("[\u4e00-\u9fff]").sum() > 400


@pytest.mark.parametrize(
    ("excerpt", "gloss"),
    [
        ("4200多人", "over 4,200 persons"),
        ("1313.1平方公里", "1,313.1 square kilometres"),
        ("3%—5%的比例", "a share of 3 %—5 %"),
        ("8月28日", "28 August"),
        ("2020年11月底前", "before the end of November 2020"),
        ("12月24-26日", "24–26 December"),
        ("第13位", "13th place"),
        ("１５类", "15 categories"),
        ("两成", "two tenths"),
        ("3个副职,19人竞争", "3 deputy posts, 19 persons compete"),
    ],
)
def test_the_same_numbers_are_found(excerpt, gloss):
    """A thousands separator, a month in words and another width of digits change no number."""
    assert told(excerpt, gloss) == []


@pytest.mark.parametrize(
    ("excerpt", "gloss", "also", "found"),
    [
        ("压减比例达42%", "the share cut reached 41 %", "", "expected also 42, as in the excerpt '压减比例达42%'"),
        ("压减比例达42%", "the share cut reached 41 %", "", "expected no 41: it is not in the excerpt"),
        ("压减比例达42%", "the share cut", "", "row 2, column gloss: found 'the share cut', expected also 42"),
        ("4200多人", "over 42,00 persons", "", "expected also 4200"),
        ("比例34:34", "ratio of 34", "", "expected also 34"),
        ("1.72万亿", "172 hundred million", "", "expected also 1.72"),
        ("两成", "20 per cent", "", "expected no 20"),
        ("两成", "20 of 100", "", "expected no 20, 100: it is not in the excerpt"),
        ("8月28日", "28 July", "", "expected also August"),
        ("5月19日", "it may be the 19th", "", "expected also May"),
        ("11月底", "end of January", "", "expected also November"),
        ("全会", "plenum (全会)", "", "found 'plenum (全会)', expected English, without Chinese characters"),
        ("全会", "plenum", "a 会", "column also: found 'a 会', expected English, without Chinese characters"),
        ("全会", "plenum", "Plenum", "column also: found 'Plenum', expected another reading than the gloss, or empty"),
        ("41.3 billion", "41.3 billion", "", "column claim_id: found 'one', expected a claim with an excerpt in Chin"),
        ("", "nothing", "", "column claim_id: found 'one', expected a claim with an excerpt in Chinese"),
    ],
)
def test_a_gloss_that_is_none_is_found(excerpt, gloss, also, found):
    """The rule must be able to fail, in each of its parts."""
    assert any(found in line for line in told(excerpt, gloss, also))


def test_one_excerpt_has_one_gloss():
    """Two claims from the same words may differ in what else they can mean, and not in the words."""
    assert told("全会", "plenum", "any meeting", ("全会", "plenum")) == []
    assert told("全会", "plenum", "", ("全会", "full meeting")) == [
        "data/glosses.csv, row 3, column gloss: found 'full meeting', expected 'plenum', as in row 2, which has the same excerpt"
    ]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("art-dept-cut,", "art-dept-gone,", "found 'art-dept-gone', expected a claim_id of data/claims.csv"),
        ("art-dept-cut,", "art-dept-gone,", "found no row for art-dept-cut, expected its excerpt '压减比例达42%' in"),
        ("reduction reached 42 %", "reduction reached 43 %", "expected also 42, as in the excerpt '压减比例达42%'"),
        (
            "the share of reduction reached 42 %",
            "",
            "column gloss: found '', expected a value: the column may not be empty",
        ),
    ],
)
def test_the_rule_is_asked_of_the_package(data_copy, old, new, found):
    """A gloss that lost its claim, and a claim that lost its gloss, are told with the other problems of the tables."""
    path = data_copy / "glosses.csv"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert any(found in str(problem) for problem in tables.check_package(data_copy))


def test_a_gloss_of_another_excerpt_is_found():
    """The claim's excerpt has changed since: somebody has to read it again."""
    claims = pd.DataFrame([{"claim_id": "one", "fragment": "压减比例达42%"}])
    row = {"claim_id": "one", "excerpt": "压减比例达到42%", "gloss": "the share cut reached 42 %", "also": ""}
    (problem,) = gloss_problems({"claims": claims, "glosses": pd.DataFrame([row])})
    assert str(problem) == (
        "data/glosses.csv, row 2, column excerpt: found '压减比例达到42%', "
        "expected '压减比例达42%', the excerpt of the claim: read it again"
    )

"""The pinyin of the glossary is that of a dictionary; where it is not, ``data/exceptions.csv`` says why."""

from __future__ import annotations

import json
import re

import pandas as pd
import pytest
import second_pinyin
from casebook.evidence import tables
from casebook.evidence.cells import Problem
from casebook.evidence.rules.exceptions import judged


def letters(pinyin: str) -> str:
    """Pinyin without blanks, capitals and marks between syllables: words are parted by sense, and the dictionary by sign."""
    return re.sub(r"[\s'’/-]", "", pinyin).lower()


def pinyin_problems(glossary: pd.DataFrame, exceptions: pd.DataFrame) -> list[str]:
    """Terms whose pinyin is not that of the dictionary."""
    known = json.loads(second_pinyin.FIXTURE.read_text(encoding="utf-8"))
    found = [
        (row.term_zh, Problem("data/glossary.csv", row.Index + 2, "pinyin", repr(row.pinyin), f"{known[row.term_zh]!r}, as in the dictionary"))
        for row in glossary.itertuples()
        if row.term_zh in known and letters(row.pinyin) != letters(known[row.term_zh])
    ]  # fmt: skip
    lost = [
        f"data/glossary.csv, row {row.Index + 2}: found no pinyin of {row.term_zh} in tests/fixtures/pinyin.json, "
        "expected it there (python tests/second_pinyin.py, with pypinyin)"
        for row in glossary.itertuples()
        if row.term_zh not in known
    ]
    return [*map(str, judged("pinyin", found, exceptions)), *lost]


@pytest.mark.rule
def test_pinyin_is_that_of_the_dictionary():
    """A wrong tone teaches a wrong word."""
    assert pinyin_problems(tables.table("glossary"), tables.table("exceptions")) == []


@pytest.mark.parametrize(
    ("column", "text", "found"),
    [
        ("pinyin", "kǎifàqú", "column pinyin: found 'kǎifàqú', expected 'kāi fā qū', as in the dictionary"),
        ("pinyin", "kāifā", "column pinyin: found 'kāifā', expected 'kāi fā qū', as in the dictionary"),
        ("term_zh", "发开区", "found no pinyin of 发开区 in tests/fixtures/pinyin.json, expected it there"),
    ],
)
def test_another_pinyin_is_found(column, text, found):
    """By a tone, by a syllable that is lost, by a term that the dictionary was not asked for."""
    glossary = tables.table("glossary")
    glossary.loc[glossary["term_zh"] == "开发区", column] = text
    (problem,) = pinyin_problems(glossary, tables.table("exceptions"))
    assert found in problem


def test_an_exception_is_needed_and_no_more():
    """Without its reason a term is reported; a reason without need is reported too."""
    glossary, exceptions = tables.table("glossary"), tables.table("exceptions")
    problems = pinyin_problems(glossary, exceptions[exceptions["rule"] != "pinyin"])
    assert len(problems) == (exceptions["rule"] == "pinyin").sum() > 0
    exceptions.loc[exceptions["row"] == "双一流", "row"] = "开发区"
    assert any(
        "found '开发区', expected no such row: it keeps the rule 'pinyin'" in p
        for p in pinyin_problems(glossary, exceptions)
    )


def test_the_fixture_is_what_the_dictionary_gives():
    """What is held against the glossary must not be typed by the hand that typed the glossary."""
    pytest.importorskip("pypinyin", reason="the dictionary is among what only the longest checks need")
    known = json.loads(second_pinyin.FIXTURE.read_text(encoding="utf-8"))
    assert known == second_pinyin.by_dictionary(second_pinyin.terms())
    spoiled = dict(known, 开发区="kǎi fà qú")
    assert spoiled != second_pinyin.by_dictionary(second_pinyin.terms())

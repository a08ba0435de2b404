"""Pinyin is that of a dictionary, in the glossary and in the names of places; where not, ``data/exceptions.csv`` says why."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator

import pandas as pd
import pytest
import second_pinyin
from casebook.evidence import tables
from casebook.evidence.cells import Problem
from casebook.evidence.rules.exceptions import judged

NEW = "(python tests/second_pinyin.py, with pypinyin)"


def dictionary() -> dict[str, str]:
    """Term or name to its pinyin by the dictionary."""
    return json.loads(second_pinyin.FIXTURE.read_text(encoding="utf-8"))


def letters(pinyin: str) -> str:
    """Pinyin without blanks, capitals and marks between syllables: words are parted by sense, and the dictionary by sign."""
    return re.sub(r"[\s'’/-]", "", pinyin).lower()


def toneless(pinyin: str) -> str:
    """The same without tones, as English writes the names of places."""
    return "".join(sign for sign in unicodedata.normalize("NFD", letters(pinyin)) if not unicodedata.combining(sign))


def of_terms(glossary: pd.DataFrame) -> Iterator[tuple[str, Problem]]:
    """Terms whose pinyin is not that of the dictionary."""
    known = dictionary()
    for row in glossary.itertuples():
        said = known.get(row.term_zh)
        if said is None or letters(row.pinyin) != letters(said):
            expected = (
                f"{said!r}, as in the dictionary" if said else f"{row.term_zh} in tests/fixtures/pinyin.json {NEW}"
            )
            yield row.term_zh, Problem("data/glossary.csv", row.Index + 2, "pinyin", repr(row.pinyin), expected)


def of_places(places: dict[str, tuple[str, str]]) -> Iterator[tuple[str, Problem]]:
    """Places whose English name is not the pinyin of their Chinese one."""
    known = dictionary()
    for key, (chinese, english) in places.items():
        said = known.get(chinese)
        if said is None or toneless(english) != toneless(said):
            expected = f"{said!r}, as in the dictionary" if said else f"{chinese} in tests/fixtures/pinyin.json {NEW}"
            yield (
                key,
                Problem(
                    "data/entities.csv, large_cities.csv, provinces.csv or ranks.csv",
                    None,
                    key,
                    repr(english),
                    expected,
                ),
            )


def told(rule: str, found: Iterator[tuple[str, Problem]]) -> list[str]:
    """What is found and not excused."""
    return [str(problem) for problem in judged(rule, found, tables.table("exceptions"))]


@pytest.mark.rule
def test_pinyin_is_that_of_the_dictionary():
    """A wrong tone teaches a wrong word."""
    assert told("pinyin", of_terms(tables.table("glossary"))) == []


@pytest.mark.rule
def test_places_are_called_by_their_pinyin():
    """A letter changed in a name makes another place of it."""
    places = second_pinyin.places()
    assert len(places) > 100
    assert told("pinyin of a place", of_places(places)) == []


@pytest.mark.parametrize(
    ("column", "text", "found"),
    [
        ("pinyin", "kǎifàqú", "column pinyin: found 'kǎifàqú', expected 'kāi fā qū', as in the dictionary"),
        ("pinyin", "kāifā", "column pinyin: found 'kāifā', expected 'kāi fā qū', as in the dictionary"),
        (
            "term_zh",
            "发开区",
            "found 'kāifāqū', expected 发开区 in tests/fixtures/pinyin.json (python tests/second_pinyin",
        ),
    ],
)
def test_another_pinyin_is_found(column, text, found):
    """By a tone, by a syllable that is lost, by a term that the dictionary was not asked for."""
    glossary = tables.table("glossary")
    glossary.loc[glossary["term_zh"] == "开发区", column] = text
    (problem,) = told("pinyin", of_terms(glossary))
    assert found in problem


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (("济南", "Jining"), "column jinan: found 'Jining', expected 'jǐ nán', as in the dictionary"),
        (("济宁", "Jinan"), "column jinan: found 'Jinan', expected 'jǐ níng', as in the dictionary"),
        (("挤南", "Jinan"), "column jinan: found 'Jinan', expected 挤南 in tests/fixtures/pinyin.json"),
    ],
)
def test_another_name_is_found(names, found):
    """By its English, by its Chinese, and by a sign that sounds the same."""
    (problem,) = told("pinyin of a place", of_places(second_pinyin.places() | {"jinan": names}))
    assert found in problem


def test_an_exception_is_needed_and_no_more():
    """Each reason stands for a term or a name that is not as in the dictionary."""
    exceptions = tables.table("exceptions")
    for rule, found in (
        ("pinyin", of_terms(tables.table("glossary"))),
        ("pinyin of a place", of_places(second_pinyin.places())),
    ):
        assert {key for key, _ in found} == set(exceptions.loc[exceptions["rule"] == rule, "row"]) > set()
    (problem,) = judged("pinyin", [], pd.DataFrame({"rule": ["pinyin"], "row": ["开发区"], "reason": ["none"]}))
    assert str(problem) == (
        "data/exceptions.csv, row 2, column row: found '开发区', expected no such row: it keeps the rule 'pinyin'"
    )


def test_the_fixture_is_what_the_dictionary_gives():
    """What is held against the tables must not be typed by the hand that typed them."""
    pytest.importorskip("pypinyin", reason="the dictionary is among what only the longest checks need")
    assert dictionary() == second_pinyin.by_dictionary()
    assert dictionary() | {"开发区": "kǎi fà qú"} != second_pinyin.by_dictionary()

"""The settings of a book: what it says, what it need not say, and the words that name what is missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from casebook.evidence import settings
from casebook.evidence.settings import case_under_study, setting

SAID = {
    "source": "article",
    "year": 2020,
    "none": 0,
    "no": False,
    "case": ["济南", "Jinan"],
    "measures": {"chapter": "07_g", "empty": {}, "list": ["a"], "deep": {"er": "x"}},
    "blank": "",
    "nothing": None,
    "bare": [],
}


@pytest.fixture
def root(tmp_path) -> Path:
    """A folder with a book of these settings."""
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "book.json").write_text(json.dumps(SAID, ensure_ascii=False), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        ((), SAID),
        (("source",), "article"),
        (("year",), 2020),
        (("none",), 0),
        (("no",), False),
        (("case",), ["济南", "Jinan"]),
        (("measures",), SAID["measures"]),
        (("measures", "chapter"), "07_g"),
        (("measures", "list"), ["a"]),
        (("measures", "deep", "er"), "x"),
    ],
)
def test_what_a_book_says_is_given_as_it_stands(root, keys, value):
    """A default must not take the place of what the book says, and nought is said."""
    assert setting(*keys, root=root) == setting(*keys, root=root, default="other") == value


@pytest.mark.parametrize(
    ("keys", "named"),
    [
        (("lost",), "lost"),
        (("blank",), "blank"),
        (("nothing",), "nothing"),
        (("bare",), "bare"),
        (("lost", "chapter"), "lost"),
        (("measures", "lost"), "measures.lost"),
        (("measures", "empty"), "measures.empty"),
        (("measures", "deep", "lost"), "measures.deep.lost"),
        (("measures", "lost", "er"), "measures.lost"),
        (("measures", "chapter", "more"), "measures.chapter.more"),
        (("case", "first"), "case.first"),
        (("year", "first"), "year.first"),
    ],
)
def test_what_a_book_does_not_say_has_a_default_or_is_named(root, keys, named):
    """The message goes as deep as the first key that is missing."""
    with pytest.raises(ValueError) as caught:
        setting(*keys, root=root)
    assert str(caught.value) == f"book/book.json: found no {named}, expected one (see press/book.py)"
    for default in ("other", 0, "", []):
        assert setting(*keys, root=root, default=default) == default


def test_settings_that_are_no_table_are_named(root):
    """A list has no keys."""
    (root / "book" / "book.json").write_text('["source"]', encoding="utf-8")
    with pytest.raises(ValueError) as caught:
        setting("source", root=root)
    assert str(caught.value) == "book/book.json: found no source, expected one (see press/book.py)"


def test_a_file_that_is_broken_or_missing_is_named(root):
    """A default is for what a book need not say, not for a book that cannot be read."""
    path = root / "book" / "book.json"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(ValueError) as caught:
        setting("source", root=root, default="other")
    assert str(caught.value) == (
        "book/book.json: found Expecting property name enclosed in double quotes: line 1 column 2 (char 1), expected JSON"
    )
    path.unlink()
    with pytest.raises(FileNotFoundError) as caught:
        setting("source", root=root, default="other")
    assert str(caught.value) == ("book/book.json: found no such file, expected the names that the pages of a book need")


def test_the_case_is_a_list_of_names(root):
    """Charts mark in the accent colour what begins with one of them."""
    assert case_under_study(root) == ("济南", "Jinan")
    (root / "book" / "book.json").unlink()
    assert case_under_study(root) == ()


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Jinan", "'Jinan'"),
        (["Jinan", ""], "['Jinan', '']"),
        (["Jinan", 1], "['Jinan', 1]"),
        ({"a": "b"}, "{'a': 'b'}"),
    ],
)
def test_a_case_that_is_no_list_of_names_is_refused(root, said, found):
    """The letters of a name would each be taken for a case, and an empty name for every label."""
    (root / "book" / "book.json").write_text(json.dumps({"case": said}), encoding="utf-8")
    with pytest.raises(ValueError) as caught:
        case_under_study(root)
    assert str(caught.value) == f"book/book.json, case: found {found}, expected a list of names"


def test_a_book_must_name_its_case(root):
    """A book without a case would draw every chart in one colour."""
    (root / "book" / "book.json").write_text('{"source": "article"}', encoding="utf-8")
    with pytest.raises(ValueError) as caught:
        case_under_study(root)
    assert str(caught.value) == "book/book.json: found no case, expected one (see press/book.py)"


def test_settings_are_those_of_the_book_around_the_engine():
    """Chapters ask for them without saying where."""
    project = Path(__file__).resolve().parents[2]
    assert project == settings.ROOT
    assert setting("case") == setting("case", root=project) == list(case_under_study())

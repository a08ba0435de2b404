"""The closed lists of the prose: words for numbers, Chinese, terms, exceptions; each line is needed, each lack is reported."""

import json

import pytest
from casebook.press import audit as audit_module
from casebook.press.audit import chinese, counted, exceptions, prose
from casebook.press.audit.links import on_record
from casebook.press.audit.passages import Passage

LEDGER = "../book/ledger.md#"


@pytest.fixture(scope="module")
def entries():
    return on_record()


@pytest.fixture
def findings(tmp_path, entries, monkeypatch):
    """The findings on a page of Markdown, its lists as given."""

    def of(text, phrases=(), words=(), terms=()):
        page = tmp_path / "page.md"
        page.write_text(text, encoding="utf-8")
        monkeypatch.setattr(prose, "excepted", lambda: frozenset(words))
        monkeypatch.setattr(counted, "listed", lambda: frozenset(("page.md", phrase) for phrase in phrases))
        monkeypatch.setattr(chinese, "listed", lambda: dict(terms))
        return [str(finding) for finding in prose.audit_prose([page], entries)]

    return of


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Three texts count them.", "three texts"),
        ("It was done twice.", "twice"),
        ("About two fifths of it went.", "two fifths"),
        ("Revenue rose by a half more.", "half more"),
        ("A pilot of the third round.", "third round"),
        ("For the eleventh time.", "eleventh time"),
        ("It grew tenfold.", "tenfold"),
    ],
)
def test_a_number_in_words_is_in_the_list_or_reported(findings, text, phrase):
    assert any(f'found "{phrase}", expected a link, or its line in book/counted.csv' in said for said in findings(text))
    assert findings(text, [phrase]) == []


def test_a_phrase_that_is_gone_is_reported(findings):
    assert findings("Words.", ["four texts"]) == [
        'book/counted.csv: found "four texts" of page.md, expected a phrase that stands there'
    ]


def test_words_in_links_code_and_formulas_are_not_counted():
    text = "[two](#x) `three` $four$ {cite:p}`five` one"
    assert counted.counted(Passage("text", text)) == []
    assert counted.counted(Passage("formula", "two thirds")) == []


def test_chinese_stands_in_the_data_or_in_the_list(findings):
    assert findings("The development zone (开发区) and some words (压减).") == []
    for wrong in ("竞聘下岗", "淮阴区新城", "实际使用内资"):
        assert any(f'found "{wrong}"' in said for said in findings(f"Words ({wrong})."))
    assert findings("Words (竞聘下岗).", terms={"竞聘下岗": "x"}) == []
    assert findings("Words.", terms={"竞聘下岗": "x"}) == [
        "book/chinese.csv: found 竞聘下岗, expected words that stand in the prose"
    ]


def test_a_term_has_one_english_name(findings):
    assert any("for 管委会" in said for said in findings("The municipal council (管委会) met."))
    assert not any("for 管委会" in said for said in findings("The management committee (管委会) met."))


@pytest.mark.parametrize(
    "text", ["It says `9900` there.", "About ⅞ of it.", "Some ④ of them.", "Ⅷ of them.", "４ of them.", "x⁴ of them."]
)
def test_numbers_in_other_writing_are_reported(findings, text):
    assert len(findings(text)) == 1
    assert findings("An area of 3 km² holds.") == []


def test_an_exception_is_needed_and_reported_when_it_is_not(findings):
    wrong = f"Yantai has [75 %]({LEDGER}qd-lead) adjusted teams."
    key = ("place", "page.md", "qd-lead", "Yantai")
    assert len(findings(wrong)) == 1
    assert findings(wrong, words=[key]) == []
    assert any("expected a word that needs it" in said for said in findings("Words.", words=[key]))


@pytest.mark.parametrize(
    ("reader", "text"),
    [
        (exceptions.excepted, "rule,file,entry,word,reason\nplace,a,b,c,\n"),
        (exceptions.excepted, "rule,file\n"),
        (counted.listed, "file,phrase\na,b\na,b\n"),
        (counted.listed, "phrase\n"),
        (chinese.listed, "zh,en,where\n甲乙,,x\n"),
        (chinese.listed, "zh,en,where\n开发区,zone,x\n"),
        (chinese.listed, "zh\n"),
    ],
)
def test_a_list_that_is_no_list_is_refused(tmp_path, reader, text):
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="list.csv, "):
        reader(path)


def test_captions_and_alternative_texts_are_read(tmp_path, entries, monkeypatch):
    shown = {"figure": {"caption": "Six bars."}, "image": {"alt": "Six lines."}}
    cell = {
        "cell_type": "code",
        "id": "a",
        "metadata": {"mystnb": shown},
        "source": "",
        "outputs": [],
        "execution_count": 1,
    }
    path = tmp_path / "01_page.ipynb"
    path.write_text(json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    monkeypatch.setattr(counted, "listed", lambda: frozenset())
    monkeypatch.setattr(prose, "excepted", lambda: frozenset())
    monkeypatch.setattr(chinese, "listed", lambda: {})
    said = [str(finding) for finding in prose.audit_prose([path], entries)]
    assert [text.partition(": ")[2][:18] for text in said] == ['found "six bars", ', 'found "six lines",']


def test_the_book_passes():
    """The lists as they stand, with every file that they speak of."""
    assert [str(finding) for finding in audit_module.audit().findings] == []


def test_exercises_are_numbered_as_they_follow(tmp_path, entries, monkeypatch):
    """A number that is changed stands twice, and its own is missing."""
    for name, known in (("excepted", frozenset()),):
        monkeypatch.setattr(prose, name, lambda known=known: known)
    monkeypatch.setattr(counted, "listed", lambda: frozenset())
    monkeypatch.setattr(chinese, "listed", lambda: {})
    path = tmp_path / "01_page.ipynb"

    def said(*numbers):
        text = "\n\n".join(f"```{{admonition}} Exercise {number} · think\nWhy?\n```" for number in numbers)
        cell = {"cell_type": "markdown", "id": "a", "metadata": {}, "source": text}
        path.write_text(json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
        return [str(finding) for finding in prose.audit_prose([path], entries)]

    assert said(1, 2, 3) == []
    assert said(1, 3, 3) == ["01_page.ipynb: found the exercises 1, 3, 3, expected 1, 2, 3 and so on"]

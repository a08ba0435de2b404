"""What stands round a link: a wrong unit, place, year, direction or twin is seen, and a right one is not."""

import pytest
from casebook.evidence.claims import claim
from casebook.press.audit.links import on_record
from casebook.press.audit.passages import Passage, entries_in, passages, sentences
from casebook.press.audit.references import false_references
from casebook.press.audit.statements import Statement, mismatches


@pytest.fixture(scope="module")
def entries():
    return on_record()


def found(text, entries, around=""):
    return {(one.rule, one.word) for one in mismatches(Statement(text, around), entries)}


@pytest.mark.parametrize(
    ("right", "wrong", "rule", "word"),
    [
        ("Jinan cut [109](#art-dept-before) departments.", "Jinan cut [109](#art-dept-before) zones.", "unit", "zones"),
        (
            "The smallest effect is [1.9 points](#know-mde) a year for districts.",
            "The smallest effect is [1.9 points](#know-mde) a month for districts.",
            "unit",
            "month",
        ),
        (
            "Qingdao has [75 %](#qd-lead) adjusted teams.",
            "Yantai has [75 %](#qd-lead) adjusted teams.",
            "place",
            "Yantai",
        ),
        (
            "The meeting of [28 August 2020](#art-mobil) was in 2020.",
            "The meeting of [28 August 2020](#art-mobil) was in 2016.",
            "year",
            "2016",
        ),
        (
            "The start came [14 to 45 days](#days-behind-yantai) after Yantai's plan.",
            "The start came [14 to 45 days](#days-behind-yantai) before Yantai's plan.",
            "direction",
            "before",
        ),
        (
            "Jinan stood [+2.1 log points](#cw-outside) above its mix.",
            "Jinan stood [+2.1 log points](#cw-outside) below its mix.",
            "direction",
            "below",
        ),
        ("Jinan had [13](#jn-13) zones.", "She bought [13](#jn-13) apples.", "twin", "13"),
    ],
)
def test_a_word_that_does_not_agree_with_the_entry_is_reported(right, wrong, rule, word, entries):
    assert not {one for one in found(right, entries) if one[0] == rule}
    assert (rule, word) in found(wrong, entries)


@pytest.mark.parametrize(
    "text",
    [
        "Jinan cut [109](#art-dept-before) departments in two years.",
        "The city mobilised on [28 August 2020](#art-mobil), as Qingdao had done.",
        "Words without a link rise and fall in 1950.",
    ],
)
def test_words_that_only_stand_near_are_left_alone(text, entries):
    """A second place, another unit further on and a sentence without evidence are no contradiction."""
    assert {one for one in found(text, entries) if one[0] in ("unit", "direction")} == set()


@pytest.mark.parametrize(
    ("sentence", "problem"),
    [
        ("See [Chapter 1](07_what_does_the_article_say.ipynb).", '"Chapter 1" linked to chapter 7'),
        ("Exercise 4 asks what that does.", '"Exercise 4"'),
        ("[Chapter 7](07_what_does_the_article_say.ipynb) asks it in Exercise 9.", '"Exercise 9"'),
        ("Level 4: the gap is [+2.1 log points](#cw-outside).", '"Level 4"'),
    ],
)
def test_what_is_false_of_the_book_is_reported(sentence, problem, entries):
    exercises = {7: {1, 2}, 6: {1, 2, 3}}
    assert [said for said, _ in false_references(sentence, entries, exercises, 6)] == [problem]


@pytest.mark.parametrize(
    "sentence",
    [
        "See [Chapter 7](07_what_does_the_article_say.ipynb) and Exercise 2.",
        "Exercises 1 and 3 ask it.",
        "Level 3: the gap is [+2.1 log points](#cw-outside).",
    ],
)
def test_what_is_true_of_the_book_passes(sentence, entries):
    assert list(false_references(sentence, entries, {7: {1, 2}, 6: {1, 2, 3}}, 6)) == []


# ------------------------------------------------------------------------------------------------------ sentences


def test_a_passage_is_cut_at_the_ends_of_its_sentences():
    text = "It fell, e.g. by [4 %](../book/ledger.md#a). It rose.\n`x` is new.\nA title (Smith et al. 2020) ends here! “So?” asked Q. Who\nknows."
    [one] = passages(text)
    assert sentences(one) == [
        "It fell, e.g. by [4 %](#a).", "It rose.", "`x` is new.", "A title (Smith et al. 2020) ends here!", "“So?” asked Q. Who knows.",
    ]  # fmt: skip


def test_every_kind_of_prose_is_a_passage():
    text = (
        "# A heading\n\nWords.\n\n- an item\n\n| a | b |\n|---|---|\n| [1](../book/ledger.md#x) | two |\n\n$$\na = b\n$$\n\n"
        "```{figure} x.svg\n:alt: seen\n\nA caption.\n```\n\n```{admonition} Exercise 1\n:class: x\nA task.\n```\n\n![an image](y.svg)\n"
    )
    assert [(one.kind, one.text) for one in passages(text)] == [
        ("heading", "A heading"), ("text", "Words."), ("text", "an item"), ("table row", "a | b"), ("table row", "[1](#x) | two"),
        ("formula", "a = b"), ("alternative text", "seen"), ("text", "A caption."), ("text", "Exercise 1"), ("text", "A task."),
        ("alternative text", "an image"),
    ]  # fmt: skip
    assert entries_in("[1](#x) and [2](#y), again [1](#x)") == ["x", "y"]
    assert sentences(Passage("heading", "One. Two.")) == ["One. Two."]


def test_a_claim_without_a_figure_is_linked_by_words(entries):
    """No unit and no direction is asked of a link that names a body or a person."""
    assert claim("art-title-a").figure is None
    assert found("The [mayor](#art-title-a) zones before.", entries) <= {("twin", "mayor")}

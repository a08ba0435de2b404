"""What an interval allows to say: every verdict, its words, and a sentence that is none of them."""

from __future__ import annotations

import math

import pytest
from casebook.methods.designs.conclusions import GRAMMAR, conclusion, in_words

CASES = [
    ((4.0, 9.0), "relevant, up"),
    ((4.1, 9.0), "relevant, up"),
    ((-9.0, -4.0), "relevant, down"),
    ((-3.9, 3.9), "equivalent to nought"),
    ((1.0, 3.9), "equivalent to nought"),
    ((-4.0, 3.9), "inconclusive"),
    ((-3.9, 4.0), "inconclusive"),
    ((3.9, 9.0), "inconclusive"),
    ((-5.1, 9.4), "inconclusive"),
    ((-math.inf, math.inf), "no conclusion"),
    ((4.0, math.inf), "no conclusion"),
]


@pytest.mark.parametrize(("interval", "verdict"), CASES)
def test_verdicts(interval, verdict):
    assert conclusion(interval, 4.0) == verdict


@pytest.mark.parametrize(("interval", "verdict"), CASES)
def test_each_sentence_is_of_the_grammar(interval, verdict):
    said = in_words(interval, 4.0, "the reform", "the city's product by 2023", "log points")
    assert GRAMMAR.fullmatch(said), said
    assert "inf" not in said


def test_the_sentence_says_the_ends():
    said = in_words((-5.14, 9.42), 4.0, "the reform", "the city's product", "log points")
    assert said == (
        "The evidence is uncertain about the effect of the reform on the city's product: "
        "−5.1 log points to +9.4 log points is left open."
    )
    assert "by at least 4.2 log points" in in_words((4.2, 9.0), 4.0, "the reform", "output", "log points")
    assert "lowered output, by at least 4.2 log points" in in_words(
        (-9.0, -4.2), 4.0, "the reform", "output", "log points"
    )


@pytest.mark.parametrize(
    "said",
    [
        "The reform raised growth.",
        "The evidence shows that the reform worked.",
        "The evidence shows no effect of the reform on growth.",
        "The evidence is uncertain about the effect of the reform on growth.",
        "The effect is not significant.",
    ],
)
def test_other_sentences_are_not(said):
    assert not GRAMMAR.fullmatch(said)


def test_a_smallest_effect_of_nought_and_ends_in_the_wrong_order_are_refused():
    with pytest.raises(ValueError, match="found 0 as the smallest effect of interest"):
        conclusion((-1.0, 1.0), 0)
    with pytest.raises(ValueError, match="expected the lower end first"):
        conclusion((1.0, -1.0), 2.0)

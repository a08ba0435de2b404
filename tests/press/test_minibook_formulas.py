"""How a check is carried out in a chapter: words, formula, code and the row of its result, to the letter."""

from __future__ import annotations

from fractions import Fraction
from types import SimpleNamespace

import pytest
from casebook.methods.consistency import Proposal
from casebook.press.minibook.formulas import cell_of, has_ends, held_claim, result_of, said_of
from casebook.reading.intervals import INFINITY, Interval


def figure(low, high=None):
    """A printed figure that admits what lies between two ends."""
    return SimpleNamespace(figure=SimpleNamespace(interval=Interval(low, low if high is None else high)))


def proposal(kind: str, *ingredients, printed=None, recomputed=(0, 0), agrees: bool = True) -> Proposal:
    """A check of one kind; figures that fall if it is not said otherwise."""
    return Proposal(kind, ingredients or (figure(40), figure(25)), printed, Interval(*recomputed), agrees)


BEFORE_AFTER = "$b$ before, $a$ after"
RISING = (figure(25), figure(40))


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (proposal("change"), ("the change, from before and after", BEFORE_AFTER, r"r = 100 \left( 1 - \frac{a}{b} \right)")),
        (proposal("change", *RISING), ("the change, from before and after", BEFORE_AFTER, r"r = 100 \left( \frac{a}{b} - 1 \right)")),
        (proposal("left"), ("what is left, from before and after", BEFORE_AFTER, r"r = 100 \, \frac{a}{b}")),
        (proposal("multiple"), ("how many times as much, from before and after", BEFORE_AFTER, r"r = \frac{a}{b}")),
        (proposal("points"), ("the percentage points between shares", BEFORE_AFTER, "r = b - a")),
        (proposal("points", *RISING), ("the percentage points between shares", BEFORE_AFTER, "r = a - b")),
        (proposal("difference"), ("the difference, from before and after", BEFORE_AFTER, "r = b - a")),
        (proposal("difference", *RISING), ("the difference, from before and after", BEFORE_AFTER, "r = a - b")),
        (proposal("share"), ("the share, from part and whole", "a part $p$ of a whole $w$", r"r = 100 \, \frac{p}{w}")),
        (proposal("ratio"), ("the ratio, from its numbers", "$x$ to $y$", r"r = \frac{x}{y}")),
        (proposal("total"), ("the total, from its parts", "parts $p_i$", r"r = \sum_i p_i")),
        (proposal("whole"), ("the shares of one whole, which must not exceed it", "shares $s_i$", r"r = \sum_i s_i")),
    ],
)  # fmt: skip
def test_a_check_is_told_with_its_formula(made, said):
    """A reader computes by it: a fall is printed without its sign, so its formula is turned."""
    assert said_of(made) == said


NAMED = {
    "change": ("before", "after", "(1 - after / before) * 100"),
    "left": ("before", "after", "after / before * 100"),
    "multiple": ("before", "after", "after / before"),
    "points": ("before", "after", "before - after"),
    "difference": ("before", "after", "before - after"),
    "share": ("part", "whole", "part / whole * 100"),
    "ratio": ("larger", "smaller", "larger / smaller"),
}
RISEN = {"change": "(after / before - 1) * 100", "points": "after - before", "difference": "after - before"}


@pytest.mark.parametrize("kind", NAMED)
def test_the_code_of_a_check_of_two_figures_is_five_plain_lines(kind):
    """A student reads and changes it; what is printed is held against the result only where there is something to hold."""
    first, second, formula = NAMED[kind]
    lines = [f'{first} = cb.claim("art-1").interval', f'{second} = cb.claim("art-2").interval']
    fall, rise = (f'cb.result("check-1", {one})' for one in (formula, RISEN.get(kind, formula)))
    verdict = 'cb.check("art-3", "check-1")'
    claims = ["art-1", "art-2"]
    assert cell_of("check-1", proposal(kind), claims, "art-3") == "\n".join([*lines, fall, verdict])
    assert cell_of("check-1", proposal(kind, *RISING), claims, "art-3") == "\n".join([*lines, rise, verdict])
    assert cell_of("check-1", proposal(kind), claims, "") == "\n".join([*lines, fall])


@pytest.mark.parametrize("kind", ["total", "whole"])
def test_the_code_of_a_sum_lists_its_parts(kind):
    """However many there are."""
    lines = [
        "parts = [",
        '    "a",',
        '    "b",',
        '    "c",',
        "]",
        'cb.result("sum", sum(cb.claim(part).interval for part in parts))',
    ]
    parts = (figure(1), figure(2), figure(3))
    assert cell_of("sum", proposal(kind, *parts), ["a", "b", "c"], "") == "\n".join(lines)
    held = [*lines, 'cb.check("d", "sum")']
    assert cell_of("sum", proposal(kind, *parts), ["a", "b", "c"], "d") == "\n".join(held)


def test_a_check_of_two_figures_has_two_claims():
    """One too many would be left out of the computation without a word."""
    with pytest.raises(ValueError, match="zip"):
        cell_of("check-1", proposal("share"), ["a", "b", "c"], "")
    with pytest.raises(ValueError, match="zip"):
        cell_of("check-1", proposal("share"), ["a"], "")


@pytest.mark.parametrize(
    ("before", "after", "falls"),
    [
        (figure(40, 45), figure(25, 30), True),
        (figure(40, 45), figure(35, 40), True),
        (figure(40, 45), figure(35, 41), False),
        (figure(25, 30), figure(40, 45), False),
    ],
)
def test_it_is_a_fall_only_if_it_is_one_whatever_the_figures_admit(before, after, falls):
    """Where both are possible, the formula is that of a rise, whose sign says which it was."""
    assert said_of(proposal("points", before, after))[2] == ("r = b - a" if falls else "r = a - b")
    line = "before - after" if falls else "after - before"
    assert line in cell_of("check-1", proposal("points", before, after), ["a", "b"], "")


@pytest.mark.parametrize(
    ("printed", "recomputed", "answer"),
    [
        (None, (1, 2), True),
        (None, (1, INFINITY), False),
        (None, (-INFINITY, 2), False),
        (figure(1, 2), (1, 2), True),
        (figure(1, INFINITY), (1, 2), False),
        (figure(-INFINITY, 2), (1, 2), False),
        (figure(1, 2), (-INFINITY, 2), False),
        (figure(1, 2), (1, INFINITY), False),
        (figure(-5, -3), (-2, -1), True),
    ],
)
def test_a_check_without_an_end_has_no_cell(printed, recomputed, answer):
    """A number line cannot show it; shares of a whole have nothing printed to ask."""
    assert has_ends(proposal("share", printed=printed, recomputed=recomputed)) is answer


@pytest.mark.parametrize(
    ("printed", "recomputed", "agrees", "held"),
    [
        (figure(1, 3), (2, 4), True, "art-3"),
        (figure(1, 2), (3, 4), False, "art-3"),
        (figure(1, 2), (3, 4), True, ""),
        (figure(1, 3), (2, 4), False, ""),
        (None, (1, 2), True, ""),
    ],
)
def test_a_result_is_held_against_a_claim_if_the_record_gives_the_same_verdict(printed, recomputed, agrees, held):
    """Else the chapter would contradict the table of checks."""
    assert held_claim(proposal("share", printed=printed, recomputed=recomputed, agrees=agrees), "art-3") == held


ROW = {"locator": "p12", "ingredients": "art-1 art-2", "printed": "art-3"}


@pytest.mark.parametrize(
    ("kind", "unit", "form", "meaning"),
    [
        ("change", "%", ",.1f", "the change, from before and after, in paragraph 12"),
        ("left", "%", ",.1f", "what is left, from before and after, in paragraph 12"),
        ("multiple", "times", ",.1f", "how many times as much, from before and after, in paragraph 12"),
        ("points", "percentage points", ",.1f", "the percentage points between shares, in paragraph 12"),
        ("difference", "", ",d", "the difference, from before and after, in paragraph 12"),
        ("share", "%", ",.1f", "the share, from part and whole, in paragraph 12"),
        ("ratio", "", ",.1f", "the ratio, from its numbers, in paragraph 12"),
        ("total", "", ",d", "the total, from its parts, in paragraph 12"),
        ("whole", "%", ",.1f", "the shares of one whole, which must not exceed it, in paragraph 12"),
    ],
)
def test_the_row_of_a_result_says_what_it_is_and_how_it_is_shown(kind, unit, form, meaning):
    """Of counts a sum or a difference is a count; everything else has a decimal."""
    made = proposal(kind, printed=figure(0), recomputed=(0, 0))
    assert result_of("check-1", made, ROW, "01_one") == {
        "result_id": "check-1",
        "chapter": "01_one",
        "kind": "arithmetic",
        "meaning": meaning,
        "unit": unit,
        "form": form,
        "claims": "art-1 art-2",
        "checks": "art-3",
        "how": "figures beside it",
    }


@pytest.mark.parametrize(
    "parts",
    [
        (figure(Fraction(1, 2)), figure(2)),
        (figure(2), figure(Fraction(3, 2))),
        (figure(Fraction(3, 2), 2), figure(2)),
        (figure(2), figure(1, Fraction(3, 2))),
    ],
)
def test_one_part_with_a_decimal_makes_a_sum_with_decimals(parts):
    """Its end would be shown as a count that nobody printed."""
    assert result_of("sum", proposal("total", *parts), ROW, "01_one")["form"] == ",.1f"


def test_a_result_that_nothing_prints_is_held_against_nothing():
    """And says no way in which it was."""
    row = result_of("check-1", proposal("whole"), ROW | {"printed": ""}, "01_one")
    assert (row["checks"], row["how"]) == ("", "")

"""The check of a student's copy: what it takes for an answer, what it says of it, and what goes on record."""

from __future__ import annotations

import hashlib
from fractions import Fraction

import numpy as np
import pytest
from casebook.press.classroom import practice
from casebook.reading.intervals import Interval


def test_a_mark_is_of_name_and_printed_form():
    """The same value of another result has another mark: none can be looked up in a list."""
    assert practice.mark("cut", "40.0 %") == hashlib.sha256(b"cut|40.0 %").hexdigest()
    assert practice.mark("区", "−1") == hashlib.sha256("区|−1".encode()).hexdigest()


@pytest.mark.parametrize(
    ("given", "value"),
    [
        (3, 3.0), (np.int64(3), 3.0), (np.array(2.5), 2.5), ((1, 2), Interval(1.0, 2.0)), ([1.5, 2], Interval(1.5, 2.0)),
        (np.array([1, 2]), Interval(1.0, 2.0)), (Interval(1, 2), Interval(1.0, 2.0)),
    ],
)  # fmt: skip
def test_a_number_and_two_ends_are_answers(given, value):
    """In whatever type a student's code has them; what is kept are plain numbers."""
    found = practice.as_answer(given)
    assert found == value
    assert type(found) in (float, Interval)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("12", "found '12', expected a number, or the two ends of a range"),
        ([1], "found '[1]', expected a number, or the two ends of a range"),
        ([1, 2, 3], "found '[1, 2, 3]', expected a number, or the two ends of a range"),
        ([1, "2"], "found \"[1, '2']\", expected a number, or the two ends of a range"),
        ([1, True], "found '[1, True]', expected a number, or the two ends of a range"),
        ({1, 2}, "found '{1, 2}', expected a number, or the two ends of a range"),
        (False, "found 'False', expected a number, or the two ends of a range"),
        (1j, "found '1j', expected a number, or the two ends of a range"),
        ("x" * 50, f"found '{'x' * 40}', expected a number, or the two ends of a range"),
        (float("inf"), "found inf, expected finite numbers"),
        ([1.0, float("nan")], "found [1.0, nan], expected finite numbers"),
        (np.array([1.25, np.inf]), "found [1.25  inf], expected finite numbers"),
        ((Fraction(1, 10**50), float("inf")), f"found (Fraction(1, 1{'0' * 26}, expected finite numbers"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_told_in_short(given, message):
    """What was found and what was expected; nothing of more than forty signs."""
    with pytest.raises(ValueError) as refused:
        practice.as_answer(given)
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("answer", "value", "near"),
    [
        (1.5, 1.0, True),
        (0.5, 1.0, True),
        (1.75, 1.0, False),
        (0.25, 1.0, False),
        ([1, 2], [1.5, 2.5], True),
        ([1, 2], [1.0, 3.0], False),
        ([1, 2], [2.0, 2.0], False),
        ([1, 2], 1.0, False),
        (1, [1.0, 1.0], False),
        (1, [1.0], True),
        ("1", 1.0, False),
        (None, 1.0, False),
    ],
)
def test_near_is_within_half_of_one(answer, value, near):
    """Both ends, the bound itself included."""
    assert practice.near(answer, value, 0.5) is near


@pytest.fixture
def check(monkeypatch):
    """The check of a copy with two results, and what it has shown."""
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda text, **more: shown.append((text.data, more)))
    forms = {"cut": {"form": ".1f", "unit": "%"}, "gap": {"form": "+.2f", "unit": "points"}}
    monkeypatch.setattr(practice, "registered", forms.__getitem__)
    known = {
        "cut": {"right": practice.mark("cut", "40.0 %"), "mistakes": {practice.mark("cut", "66.7 %"): "erred"}},
        "gap": {"right": practice.mark("gap", "+1.00 to +2.00 points"), "mistakes": {}},
    }
    ask = practice.practice(known)

    def asked(name: str, answer) -> tuple[str, dict]:
        ask(name, answer)
        return shown.pop()

    return asked


@pytest.mark.parametrize(
    ("name", "answer", "value", "printed", "verdict"),
    [
        ("cut", 40, 40.0, "40.0 %", "**right**, to the digits shown."),
        ("cut", 66.66, 66.66, "66.7 %", "**not yet.** Whoever has this erred."),
        ("cut", 1, 1.0, "1.0 %", "**not yet.**"),
        ("gap", (1, 2), [1.0, 2.0], "+1.00 to +2.00 points", "**right**, to the digits shown."),
        ("gap", 66.66, 66.66, "+66.66 points", "**not yet.**"),
    ],
)
def test_an_answer_is_shown_with_its_verdict_and_kept_in_full(check, name, answer, value, printed, verdict):
    """Marking reads the value on record; what is shown is rounded."""
    record = {"kind": "answer", "id": name, "value": value, "shown": printed, "verdict": verdict}
    assert check(name, answer) == (f"`{name}`: {printed} · {verdict}", {"metadata": {"casebook": record}})


def test_what_is_no_answer_goes_on_no_record(check):
    """Not yet answered, or no number."""
    for blank in (None, ...):
        assert check("gap", blank) == ("`gap`: no answer yet.", {})
    assert check("gap", "1") == ("`gap`: found '1', expected a number, or the two ends of a range.", {})
    with pytest.raises(KeyError) as refused:
        check("other", None)
    assert refused.value.args == ("no answer 'other' in this notebook: cut, gap",)

"""The page of printed forms: what a form admits, in words; and how readers fared, added up from their report."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from casebook.press.pages import forms
from casebook.reading.forms import Form, Unit


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("109", "exactly 109"),
        ("14,964", "exactly 14,964"),
        ("三分之一", "exactly 1/3"),
        ("减半", "exactly 1/2 x"),
        ("more than 4,200", "from 4,201 to 4,299"),
        ("26.3%", "from 26.25 to below 26.35 %"),
        ("增长12.3%", "from 12.25 to below 12.35 %, up"),
        ("下降3.5%", "from 3.45 to below 3.55 %, down"),
        ("第三", "nothing: it is a place in an order, no quantity"),
    ],
)
def test_what_a_form_admits_is_said_in_words(form, told):
    """A single number is no range; a change has its direction; what is refused has its reason."""
    assert forms.admits(form) == told


def counts(*numbers: int) -> dict[str, int]:
    """What became of some forms: right, dropped, wrong, refused, unread, of all."""
    return dict(zip((*forms.COUNTS, "of"), numbers, strict=True))


REPORT = {
    "first_set_aside": {"right": 9, "of": 12},
    "readers": {
        "this project": {
            "counts": {
                "open": {
                    "zh": {"figure": counts(1, 2, 3, 4, 5, 15), "date": counts(10, 20, 30, 40, 50, 150)},
                    "en": {"figure": counts(7, 0, 0, 0, 1, 8)},
                },
                "set aside": {"zh": {"figure": counts(100, 200, 300, 400, 500, 1500)}},
            }
        },
        "another": {"counts": {"open": {"en": {"date": counts(0, 1, 0, 0, 0, 1)}}}},
    },
}


@pytest.fixture
def given(monkeypatch):
    """What the template is given, of a few forms and units."""
    monkeypatch.setattr(forms, "write", lambda name, **told: {"template": name, **told})
    rows = [("more", "behind number", "4200多"), ("rounded", "rule", "26.3%"), ("below", "before", "不足20%")]
    listed = [Form(name, place, "w", "r", example, f"c {name}", f"s {name}") for name, place, example in rows]
    monkeypatch.setattr(forms, "forms", lambda: listed)
    units = [("yuan", False), ("days", True), ("x", False), ("%", False), ("yuan", False), ("people", True)]
    monkeypatch.setattr(forms, "units", lambda: [Unit(unit, "w", Fraction(1), counted, "") for unit, counted in units])
    return forms.forms_page


def test_forms_stand_in_their_groups_with_what_is_behind_them(given, tmp_path):
    """In the order of the file; a unit that is counted was not rounded, and stands not among the others."""
    found = given(tmp_path)
    more = {"example": "4200多", "admits": "from 4,201 to 4,299", "convention": "c more", "source": "s more"}
    below = {"example": "不足20%", "admits": "from 0 to below 20 %", "convention": "c below", "source": "s below"}
    rule = {
        "example": "26.3%", "admits": "from 26.25 to below 26.35 %", "convention": "c rounded", "source": "s rounded",
    }  # fmt: skip
    assert found == {
        "template": "forms",
        "groups": [
            {"title": "Above, below, about", "forms": [more, below]},
            {"title": "A digit that is not said", "forms": []},
            {"title": "Changes and multiples", "forms": []},
            {"title": "Composed forms", "forms": [rule]},
            {"title": "Read as if it were not there", "forms": []},
            {"title": "Refused", "forms": []},
        ],
        "units": ["%", "yuan"],
        "first": {},
        "readers": [],
    }


def test_readers_are_told_by_language_both_halves_together(given, tmp_path):
    """By hand: 1 + 10 + 100 right of 15 + 150 + 1500; a language that a reader was not asked in has no row."""
    (tmp_path / "forms.json").write_text(json.dumps(REPORT), encoding="utf-8")
    found = given(tmp_path)
    assert found["first"] == {"right": 9, "of": 12}
    assert found["readers"] == [
        {"name": "this project", "language": "Chinese", **counts(111, 222, 333, 444, 555, 1665)},
        {"name": "this project", "language": "English", **counts(7, 0, 0, 0, 1, 8)},
        {"name": "another", "language": "English", **counts(0, 1, 0, 0, 0, 1)},
    ]
    (tmp_path / "forms.json").write_text(json.dumps({"readers": {}}), encoding="utf-8")
    assert (given(tmp_path)["first"], given(tmp_path)["readers"]) == ({}, [])


def test_the_page_has_a_table_for_each_group_and_one_of_the_readers(tmp_path):
    """The forms of the engine; without a report no reader is praised."""
    text = forms.forms_page(tmp_path)
    assert text.startswith("# What a printed form admits\n")
    assert "| 不足20% | from 0 to below 20 % | below the number, from nought on |" in text
    assert "## How well they are read" not in text
    told = REPORT | {
        "first_set_aside": {"right": 9, "of": 12, "refused_though_readable": 2, "wrong": 1, "wrong_forms": ["x"]}
    }
    (tmp_path / "forms.json").write_text(json.dumps(told), encoding="utf-8")
    assert "| this project | English | 8 | 7 | 0 | 0 | 0 | 1 |\n" in forms.forms_page(tmp_path)

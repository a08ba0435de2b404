"""Claims shown together: none is lost, each says who said it."""

from dataclasses import replace

import IPython.display
import pytest
from casebook.evidence import facts as module
from casebook.evidence.claims import claim
from casebook.evidence.facts import comparison, facts
from casebook.reading.intervals import Interval


@pytest.fixture(autouse=True)
def shown(monkeypatch) -> list:
    """What is displayed, as (text, record)."""
    displayed = []
    monkeypatch.setattr(
        IPython.display, "display", lambda text, metadata: displayed.append((text.data, metadata["casebook"]))
    )
    return displayed


def test_facts_are_listed_with_figure_period_publisher_and_grade(shown):
    """A fact without who says it, and when, is hearsay."""
    told = ["art-dept-cut", "art-mobil", "art-first", "art-applicants"]
    facts(told)
    [(text, record)] = shown
    by = "*Press article, publisher not stated (weak)*"
    assert text.split("\n") == [
        "- [42 %](../book/ledger.md#art-dept-cut) · Reduction of internal departments as printed, "
        f"by 31 October 2020. {by}",
        f"- [28 August 2020](../book/ledger.md#art-mobil) · {claim('art-mobil').statement}. {by}",
        "- [Large-scale open recruitment for zones from the whole country is called a first in Jinan]"
        f"(../book/ledger.md#art-first), September – December 2020. {by}",
        "- [more than 4,200 persons](../book/ledger.md#art-applicants) · Applicants for the advertised posts, "
        f"September – December 2020. {by}",
    ]
    assert record == {"kind": "table", "id": "", "claims": told}


def test_facts_may_not_list_an_unknown_claim(shown):
    """A list with a gap would pass for whole."""
    with pytest.raises(KeyError, match="no claim 'zzzzzz' in data/claims.csv"):
        facts(["art-dept-cut", "zzzzzz"])
    assert not shown


def test_a_comparison_sets_printed_beside_recomputed():
    """A chart of the two would show agreement where the numbers differ, if an end were swapped."""
    found = comparison(
        [("Departments", "art-dept-cut", Interval(41, 41.25)), ("In the middle", "art-dept-cut", Interval(42, 43))]
    )
    assert found.to_dict("list") == {
        "label": ["Departments", "In the middle"],
        "printed_low": [41.5, 41.5],
        "printed_high": [42.5, 42.5],
        "found_low": [41.0, 42.0],
        "found_high": [41.25, 43.0],
        "verdict": ["differs", "agrees"],
    }
    assert {type(number) for number in found["found_low"].tolist()} == {float}


@pytest.mark.parametrize(
    ("cells", "grade", "line"),
    [
        ({}, "official", "[125 posts](../book/ledger.md#one) · Posts \\*opened\\*, 28 August 2020. *The \\_Paper\\_ (official)*"),
        ({"period": ""}, "academic", "[125 posts](../book/ledger.md#one) · Posts \\*opened\\*. *The \\_Paper\\_ (academic)*"),
        ({"qualifier": "text"}, "official_mirror",
         "[Posts \\*opened\\*](../book/ledger.md#one), 28 August 2020. *The \\_Paper\\_ (official text, read in a copy)*"),
        ({"qualifier": "text", "period": ""}, "weak_repost",
         "[Posts \\*opened\\*](../book/ledger.md#one). *The \\_Paper\\_ (weak)*"),
        ({"qualifier": "date", "figure": None}, "to do",
         "[28 August 2020](../book/ledger.md#one) · Posts \\*opened\\*. *The \\_Paper\\_ (not graded yet)*"),
    ],
)  # fmt: skip
def test_a_fact_is_one_line_that_says_what_when_and_who(shown, monkeypatch, cells, grade, line):
    """Words of a cell stay words; of a text the statement is what is linked, of a date there is no second date."""
    entry = replace(claim("art-jobs"), source_id="paper", statement="Posts *opened*", period="2020-08-28")
    sources = {"paper": {"publisher_en": "The _Paper_", "grade": grade}}
    monkeypatch.setattr(module, "claim", {"one": replace(entry, **cells)}.__getitem__)
    monkeypatch.setattr(module, "source", sources.__getitem__)
    facts(("one", "one"))
    assert shown == [(f"- {line}\n- {line}", {"kind": "table", "id": "", "claims": ["one", "one"]})]


def test_a_comparison_of_nothing_has_its_columns():
    """A chart of none must still find what it draws."""
    assert list(comparison([]).columns) == [
        "label", "printed_low", "printed_high", "found_low", "found_high", "verdict",
    ]  # fmt: skip

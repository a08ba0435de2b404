"""What stands round a link, rule by rule: where a word agrees with the entry, where it does not, and what is expected then."""

from __future__ import annotations

import pytest
from casebook.press.audit import statements
from casebook.press.audit.statements import Mismatch, Statement, mismatches
from made_entries import FIGURE, result, stated


def said(text: str, entries: dict, around: str = "") -> list[Mismatch]:
    return list(mismatches(Statement(text, around), entries))


# ---------------------------------------------------------------------------------------------------------------- unit


DEPARTMENTS = stated("109", "departments")


@pytest.mark.parametrize(
    ("text", "entry", "word", "unit"),
    [
        ("It cut [109](#a) zones.", DEPARTMENTS, "zones", "departments"),
        ("It cut [109](#a) small old zones.", DEPARTMENTS, "zones", "departments"),
        ("It cut [one](#a) firm.", stated("1", "projects"), "firm", "projects"),
        ("It had [5](#a) zones.", stated("5", "firms a day"), "zones", "firms a day"),
        ("It had [16](#a) firms.", result("16", 16.0, meaning="Zones at night"), "firms", "what it counts"),
        ("It was [5](#a) months.", stated("5岁", "years"), "months", "years"),
        ("It was [5](#a) weeks.", result("5 log points", 5.0, "log points", meaning="A month"), "weeks", "log points"),
    ],
)
def test_another_unit_behind_a_number_is_reported(text, entry, word, unit):
    """Departments that become zones in a sentence are another finding."""
    assert said(text, {"a": entry}) == [Mismatch("unit", "a", word, f"{unit}, as on record")]


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("It cut [109](#a) departments.", DEPARTMENTS),
        ("It cut [109](#a) of the zones.", DEPARTMENTS),
        ("It cut [109](#a) very small old zones.", DEPARTMENTS),
        ("It cut [109](#a).zones", DEPARTMENTS),
        ("It cut [the bodies](#a) zones.", DEPARTMENTS),
        ("It had [4](#a) applicants.", stated("4", "persons")),
        ("It had [5](#a) days.", stated("5", "firms a day")),
        ("It took [109](#a) years.", stated("109", "departments", statement="Departments, in two years")),
        ("It had [16](#a) zones.", result("16", 16.0, meaning="Zones at night")),
        ("It met on [28 August](#a) zones.", stated(qualifier="date", period="2020-08-28")),
        ("It had [4](#other) zones.", DEPARTMENTS),
        ("It had [4](#figure) zones.", DEPARTMENTS),
    ],
)
def test_a_unit_that_agrees_or_belongs_to_another_word_passes(text, entry):
    """A unit in other words, one that stands further on, and a link to no number are no contradiction."""
    assert said(text, {"a": entry, "figure": FIGURE}) == []


def test_every_link_of_a_sentence_is_looked_at():
    """A link that leads nowhere or to a figure must not hide the next."""
    entries = {"figure": FIGURE, "a": DEPARTMENTS, "b": stated("7", "firms")}
    found = said("It had [1](#other) and [2](#figure), [109](#a) zones and [7](#b) posts.", entries)
    assert [(one.entry, one.word) for one in found] == [("a", "zones"), ("b", "posts")]


# ----------------------------------------------------------------------------------------------------------- direction


UP, DOWN = result("+2.1", 2.1), result("−3.5", -3.5)
FELL = stated("4", statement="Posts fell")


@pytest.mark.parametrize(
    ("text", "entry", "word", "own"),
    [
        ("It stood [+2.1](#a) below the mix.", UP, "below", "above"),
        ("It stood [+2.1](#a) far below it.", UP, "below", "above"),
        ("Below its [+2.1](#a).", UP, "below", "above"),
        ("It fell by [+2.1](#a).", UP, "fell", "rise"),
        ("It fell down [+2.1](#a).", UP, "down", "rise"),
        ("It fell by [+2.1](#a).", result("+2.1", 2.1, meaning="It grew"), "fell", "grew"),
        ("It rose by [−3.5](#a).", DOWN, "rose", "down"),
        ("Above [−3.5](#a).", DOWN, "above", "below"),
        ("A rise of [4](#a).", FELL, "rise", "fell"),
        ("It came [4](#a) before it.", stated("4", note="Days after the plan"), "before", "after"),
        ("They were older, [4](#b); older by [4](#a).", stated("4", statement="Younger by"), "older", "younger"),
    ],
)
def test_a_word_that_points_the_other_way_is_reported(text, entry, word, own):
    """A fall told as a rise turns the finding round."""
    assert said(text, {"a": entry}) == [Mismatch("direction", "a", word, f"{own!r}, as on record")]


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("It stood [+2.1](#a) above the mix.", UP),
        ("It stood [+2.1](#a) of it all below.", UP),
        ("Below its own [+2.1](#a).", UP),
        ("It fell, by [+2.1](#a).", UP),
        ("It had [+2.1](#a), below it.", UP),
        ("It had [+2.1](#a) [below](#b).", UP),
        ("[It fell](#b) by [+2.1](#a).", UP),
        ("It fell [2.1](#a).", result("2.1", 2.1)),
        ("Rose, fell: rise fell [4](#a).", FELL),
        ("A rise of [4](#a).", stated("4", statement="Posts rose and fell")),
        ("It fell by [4](#a).", FELL),
    ],
)
def test_a_word_of_another_clause_or_of_both_ways_passes(text, entry):
    """Only the two words next to a link, within its clause, tell its direction."""
    assert said(text, {"a": entry}) == []


# --------------------------------------------------------------------------------------------------------------- place


QINGDAO = stated("75%", "%", entity_id="qingdao")
PLACES = {
    "a": QINGDAO,
    "jinan": stated("21", entity_id="jinan"),
    "pilots": stated("22", entity_id="jinan-pilots"),
    "bureau": stated("23", entity_id="jinan-investment-bureau"),
    "lingang": stated("24", entity_id="lingang"),
    "draft": stated("25", entity_id="to do"),
    "both": result("3", 3.0, claims=["jinan", "a", "lost", "figure"]),
    "figure": {**FIGURE, "claims": ["a"]},
}


@pytest.mark.parametrize(
    ("text", "entry", "place", "own"),
    [
        ("Yantai has [75 %](#a) teams.", "a", "Yantai", "Qingdao"),
        ("Yantai and Weihai have [75 %](#a) teams.", "a", "Yantai", "Qingdao"),
        ("[Yantai](#a) has [75 %](#a) teams.", "a", "Yantai", "Qingdao"),
        ("Tai’an has [75 %](#a) teams.", "a", "Tai'an", "Qingdao"),
        ("Lixia has [24](#lingang).", "lingang", "Lixia", "Jinan Lingang Economic Development Zone"),
        ("Yantai has [one](#pilots).", "pilots", "Yantai", "The four pilot zones of Jinan"),
        ("Yantai has [3](#both) teams.", "both", "Yantai", "Jinan, Qingdao"),
        ("Qingdao has [75 %](#a), [none](#draft), [1](#other), [one](#jinan).", "jinan", "Qingdao", "Jinan"),
    ],
)
def test_a_place_that_is_not_the_entrys_is_reported(text, entry, place, own):
    """A share of one city told of another is false, however right its digits are."""
    assert said(text, PLACES) == [Mismatch("place", entry, place, f"{own}, as on record")]


@pytest.mark.parametrize(
    "text",
    [
        "Qingdao has [75 %](#a) teams.",
        "Yantai, unlike Qingdao, has [75 %](#a).",
        "Shandong has [75 %](#a) teams.",
        "Lixia is in a city with [21](#jinan).",
        "Lixia knows [one](#pilots) and [another](#bureau).",
        "Qingdao has [3](#both), Jinan as well.",
        "Yantai is in [a figure](#figure).",
        "Yantai is in a [draft](#draft) and in [nothing](#other).",
        "The city has [75 %](#a), see [a page](Yantai.md).",
        "The city has [75 %](#a) teams.",
    ],
)
def test_a_place_that_holds_the_entrys_or_lies_in_it_passes(text):
    """A city may be told of its province, a district of its city, and a group of zones is where its parent is."""
    assert said(text, PLACES) == []


# ---------------------------------------------------------------------------------------------------------------- year


YEARS = {
    "a": stated("75%", "%", source_id="jn-2021", period="2020-08", note="Since 2014"),
    "result": result("3", 3.0, meaning="Posts of 2017", claims=["a"]),
    "figure": {**FIGURE, "title": "Posts of 2018"},
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In 2016 it was [75 %](#a).", [("a", "2016")]),
        ("From 2016 to 1999, not 2016, it was [75 %](#a).", [("a", "2016"), ("a", "1999")]),
        ("In 2016 it was [3](#result), [75 %](#a).", [("result", "2016")]),
        ("In 2017 it was [75 %](#a).", [("a", "2017")]),
        ("In 2020 it was [a figure](#figure).", [("figure", "2020")]),
        ("In 2014, 2020 and 2021 it was [75 %](#a).", []),
        ("In 2014, 2017, 2020 and 2021 it was [3](#result).", []),
        ("In 2018 it was [a figure](#figure).", []),
        ("In 2017 it was [75 %](#a) and [3](#result).", []),
        ("In [2016](#a), as in {cite:p}`2015` and [a page](page-2015.md).", []),
        ("In 20160 and 1850 it was [75 %](#a).", []),
        ("In 2016 it was [75 %](#other).", []),
        ("In 2016 it was so.", []),
        ("It was [75 %](#a).", []),
    ],
)
def test_a_year_is_that_of_an_entry_of_the_sentence(text, found):
    """Of the entry itself, of the claims that a result rests on, or of the day that their source was published."""
    expected = "a year of an entry that the sentence links to"
    assert said(text, YEARS) == [Mismatch("year", entry, year, expected) for entry, year in found]


def test_a_year_may_stand_in_the_paragraph():
    """A sentence goes on with the year of the one before it."""
    assert said("In 2016 and 2015 it was [75 %](#a).", YEARS, around="2016 came, 2015") == []
    assert len(said("In 2013 it was [75 %](#a).", YEARS, around="2016 came, 2015")) == 1


# --------------------------------------------------------------------------------------------------------------- twins


TWIN = "a word of what the entry says, since others have the same value"
OTHER = result("13", 13.0, meaning="Apples")
ZONES = stated(
    "13",
    "posts or zones",
    statement="Which tasks went",
    note="Since spring",
    entity_id="qingdao",
    indicator_id="by_volume",
)
REST = result(
    "1,300", 1300.0, "firms", id="at-night", meaning="Windows lit", assumption="Lamps burn", identification="Satellites",
    void="Clouded", claims=["claim"],
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "around"),
    [
        ("She bought [13](#a) pears.", ""),
        ("What [13](#a), and which?", "Which number"),
        ("Out [13](#a), [see](spring.md).", "[more](volumes.md)"),
    ],
)
def test_an_entry_that_nothing_tells_from_another_of_its_value_is_reported(text, around):
    """A link to the wrong thirteen looks as right as one to the right thirteen."""
    assert said(text, {"a": ZONES, "b": OTHER}, around) == [Mismatch("twin", "a", "13", TWIN)]


@pytest.mark.parametrize("word", ["Tasks", "zone", "post", "Spring", "Qingdao", "volumes"])
def test_any_word_of_a_claim_tells_it_from_its_twin(word):
    """Its statement, unit, note, place and indicator, in the sentence or in its paragraph."""
    assert said(f"It had [13](#a) {word}.", {"a": ZONES, "b": OTHER}) == []
    assert said("It had [13](#a).", {"a": ZONES, "b": OTHER}, around=word) == []


@pytest.mark.parametrize("word", ["Windows", "firm", "Night", "lamps", "Satellite", "clouded", "claimed"])
def test_any_word_of_a_result_and_of_its_claims_tells_it_from_its_twin(word):
    """What it means, assumes and rests on."""
    entries = {"a": REST, "b": result("1300", 1300.0), "claim": stated("5", statement="Claimed")}
    assert said(f"It had [1,300](#a): {word}.", entries) == []
    assert said("It had [1,300](#a): pears.", entries) == [Mismatch("twin", "a", "1,300", TWIN)]


def test_only_numbers_have_twins():
    """A value of its own and a date or word are told by what they say."""
    assert said("She bought [13](#a).", {"a": ZONES, "b": result("14", 14.0)}) == []
    words = {name: stated("增加一倍", "x", statement="Tasks") for name in "ab"}
    assert said("She bought [twice](#a).", words) == []


def test_the_values_on_record_are_counted_once(monkeypatch):
    """To count a thousand entries anew for each link would make the audit of the book a matter of hours."""
    asked = []
    forms = statements.shown_forms
    monkeypatch.setattr(statements, "shown_forms", lambda entry: asked.append(entry) or forms(entry))
    entries, others = {"a": ZONES, "b": OTHER, "c": stated("7")}, {"a": ZONES}
    assert len(said("She bought [13](#a).", entries)) == 1
    assert stated("7") in asked
    assert asked.clear() or len(said("She bought [13](#a).", entries)) == 1
    assert stated("7") not in asked
    assert said("She bought [13](#a).", others) == []

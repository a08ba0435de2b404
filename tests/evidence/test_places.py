"""What the rule on places says, word for word, of small tables: a claim is about what it or its source names."""

from __future__ import annotations

import pandas as pd
import pytest
from casebook.evidence.rules.places import place_problems

ENTITIES = [
    ("lixia", "Lixia District", "历下区", "Lixia; 历下", "district", "jinan"),
    ("jinan", "Jinan", "济南市", "", "city", ""),
    ("zones", "Zones of the city", "", "these zones", "zone_group", "jinan"),
    ("office", "", "编办", "", "body", "jinan"),
    ("gone", "Lost group", "", "", "zone_group", "nowhere"),
    ("nameless", "", "", "", "zone", ""),
]
CLAIM = {"claim_id": "one", "source_id": "text", "entity_id": "jinan", "statement": "", "fragment": "", "note": ""}
SOURCE = {"source_id": "text", "title": "", "title_en": "", "publisher": "", "publisher_en": ""}


def frames(claims, sources=(SOURCE,), exceptions=()) -> dict[str, pd.DataFrame]:
    """The tables that the rule compares."""
    columns = ["entity_id", "name_en", "name_zh", "also", "kind", "parent_id"]
    return {
        "claims": pd.DataFrame(list(claims), columns=list(CLAIM)),
        "entities": pd.DataFrame(ENTITIES, columns=columns),
        "sources": pd.DataFrame(list(sources), columns=list(SOURCE)),
        "exceptions": pd.DataFrame(list(exceptions), columns=["rule", "row"]),
    }


def told(*claims: dict, **given) -> list[str]:
    """What the rule reports."""
    return [str(problem) for problem in place_problems(frames(claims, **given))]


@pytest.mark.parametrize("lost", ["claims", "entities", "exceptions", "sources"])
def test_without_one_of_its_tables_the_rule_says_nothing(lost):
    """A table that cannot be read is reported as such, once."""
    given = frames([CLAIM])
    assert len(place_problems(given)) == 1
    del given[lost]
    assert place_problems(given) == []


@pytest.mark.parametrize(
    ("entity", "names"),
    [
        ("lixia", "lixia, lixia district, 历下, 历下区"),
        ("jinan", "jinan, 济南市"),
        ("zones", "jinan, these zones, zones of the city, 济南市"),
        ("office", "jinan, 济南市, 编办"),
        ("gone", "lost group"),
    ],
)
def test_a_place_is_called_by_its_names(entity, names):
    """A group or a body also by those of its holder, a district not by that of its city."""
    assert told(CLAIM, CLAIM | {"entity_id": entity, "statement": "Of Paris"})[1:] == [
        f"data/claims.csv, row 3, column entity_id: found {entity!r}, "
        f"expected an entity that statement, excerpt, note or source names: {names}"
    ]
    for name in names.split(", "):
        assert told(CLAIM | {"entity_id": entity, "statement": f"Of {name.upper()}"}) == []


@pytest.mark.parametrize("entity", ["nameless", "unknown", ""])
def test_what_has_no_name_cannot_be_asked_for(entity):
    """An entity that is not on record is reported by another rule."""
    assert told(CLAIM | {"entity_id": entity}) == []


@pytest.mark.parametrize("column", ["statement", "fragment", "note"])
def test_a_claim_names_its_place_in_any_of_its_texts(column):
    """In the words of the source, in ours, or in a note."""
    assert told(CLAIM | {column: "The zones of JINAN"}) == []
    assert told(CLAIM | {column: "济南市的"}) == []
    assert len(told(CLAIM | {column: "Jin an"})) == 1


@pytest.mark.parametrize("column", ["title", "title_en", "publisher", "publisher_en"])
def test_its_source_may_name_it(column):
    """But not the source of another claim."""
    assert told(CLAIM, sources=[SOURCE | {"source_id": "other"}, SOURCE | {column: "Jinan Daily"}]) == []
    assert len(told(CLAIM, sources=[SOURCE | {"source_id": "other", column: "Jinan Daily"}, SOURCE])) == 1
    assert len(told(CLAIM, sources=[SOURCE | {"source_id": "other", column: "Jinan Daily"}])) == 1


def test_two_texts_do_not_make_a_name_together():
    """The end of one and the beginning of the next are not one word."""
    assert len(told(CLAIM | {"statement": "Jin", "fragment": "an"})) == 1
    assert len(told(CLAIM | {"note": "Jin"}, sources=[SOURCE | {"title": "an"}])) == 1
    assert len(told(CLAIM, sources=[SOURCE | {"title": "Jin", "title_en": "an"}])) == 1


def test_an_exception_is_for_one_claim():
    """And is told when nothing needs it."""
    two = CLAIM | {"claim_id": "two"}
    excused = [("place of a claim", "one"), ("another rule", "two")]
    (problem,) = told(CLAIM, two, exceptions=excused)
    assert problem.startswith("data/claims.csv, row 3, column entity_id: found 'jinan', expected an entity")
    assert told(CLAIM | {"note": "Jinan"}, exceptions=excused) == [
        "data/exceptions.csv, row 2, column row: found 'one', expected no such row: it keeps the rule 'place of a claim'"
    ]

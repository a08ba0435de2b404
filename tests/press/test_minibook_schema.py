"""The tables of a mini-book: what they take from the book's schema, what they add, their package, marks and cells."""

from __future__ import annotations

import hashlib
import json

import pytest
from casebook.evidence import tables
from casebook.press.minibook import schema
from elsewhere import plain_locale  # noqa: F401  (a fixture for every test here)

OWN = ["unread", "dates", "checks"]
KEPT = [
    "sources", "hosts", "entities", "indicators", "claims", "readings", "settled", "glosses", "results", "events",
    "article", "glossary", "not_used", "exceptions",
]  # fmt: skip


def column(name: str, **more) -> dict:
    """A column of a table."""
    return {"name": name, "type": "string", "constraints": {"required": True}, **more}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A project whose schema has every table that a mini-book keeps, and one that it does not."""

    def known(asked):
        assert asked == tmp_path
        return {name: resource(name) for name in [*KEPT, "zones"]}

    def resource(name: str) -> dict:
        keys = [
            {"fields": "a", "reference": {"resource": to, "fields": "b"}} for to in ("zones", "sources", "", "checks")
        ]
        rules = {"fields": [column(one) for one in ("value", "low", "high", "gloss", "summary_en", "title_en")]}
        return {
            "name": name,
            "path": f"{name}.csv",
            "schema": rules | ({"foreignKeys": keys} if name == "events" else {}),
        }

    monkeypatch.setattr(tables, "schema", known)
    return tmp_path


def test_a_minibook_has_the_tables_that_suit_any_article_and_three_of_drafts(folder):
    """In the order in which they are listed; the zones of this book are nobody else's."""
    assert list(schema.resources(folder)) == [*KEPT, *OWN]


def test_tables_of_which_nothing_is_known_yet_may_be_empty(folder):
    """The others must not, for then nothing was read."""
    made = schema.resources(folder)
    assert [name for name, one in made.items() if "may_be_empty" not in one] == [
        "sources",
        "claims",
        "results",
        "article",
    ]
    assert {one["may_be_empty"] for one in made.values() if "may_be_empty" in one} == {True}


def test_keys_lead_to_tables_that_are_there(folder):
    """One to a table that was left behind would be refused; a table without keys has an empty list of them."""
    made = schema.resources(folder)
    led = [key["reference"]["resource"] for key in made["events"]["schema"]["foreignKeys"]]
    assert led == ["sources", "", "checks"]
    assert made["hosts"]["schema"]["foreignKeys"] == []


def test_a_column_that_a_person_fills_says_with_what(folder):
    """That sentence is what the list of what is left shows."""
    made = schema.resources(folder)
    told = {
        (name, one["name"]): one["to_do"]
        for name in ("sources", "glosses", "article", "events")
        for one in made[name]["schema"]["fields"]
        if "to_do" in one
    }
    assert told == {
        ("sources", "title_en"): "the title in English, in your own words if the text is in another language",
        ("glosses", "gloss"): "the excerpt word for word in English, with its numbers",
        ("article", "summary_en"): "what the paragraph says, in a phrase of your own",
    }


def test_the_values_of_claims_have_no_bounds_of_this_book(folder, monkeypatch):
    """An article may speak of a fall below nought, or of billions; every other rule stays, whether one had bounds or not."""
    known = tables.schema(folder)
    del known["claims"]["schema"]["fields"][1]["constraints"]
    monkeypatch.setattr(tables, "schema", lambda folder: known)
    made = schema.resources(folder)
    free = [
        (name, one["name"])
        for name in KEPT
        for one in made[name]["schema"]["fields"]
        if "constraints" not in one
    ]  # fmt: skip
    assert free == [("claims", "value"), ("claims", "low"), ("claims", "high")]


def test_the_schema_of_the_project_is_not_changed(monkeypatch, tmp_path):
    """A mini-book is made in the process of a book that goes on."""
    keys = [{"fields": "a", "reference": {"resource": "zones", "fields": "b"}}]
    known = {name: {"name": name, "schema": {"fields": [column("low")], "foreignKeys": [*keys]}} for name in KEPT}
    before = json.dumps(known)
    monkeypatch.setattr(tables, "schema", lambda folder: known)
    first = schema.resources(tmp_path)
    first["checks"]["schema"]["fields"].clear()
    assert json.dumps(known) == before
    assert schema.resources(tmp_path)["checks"]["schema"]["fields"] != []


def test_the_package_is_that_of_a_minibook():
    """Readers of data packages find it by these keys."""
    assert schema.package("a-town", "A Town", {"b": {"name": "b"}, "a": {"name": "a"}}) == {
        "profile": "tabular-data-package",
        "name": "a-town",
        "title": "A Town: the evidence",
        "description": "Claims, sources and checks of one article.",
        "resources": [{"name": "b"}, {"name": "a"}],
    }


def test_a_mark_is_the_same_for_the_same_schema_in_whatever_order():
    """By it a later engine knows whether somebody changed a table: it must never differ by itself."""
    text = '{"a": "\u5f00", "b": [1, 2]}'
    mark = hashlib.sha256(text.encode("utf-8")).hexdigest()
    assert schema.marks({"x": {"b": [1, 2], "a": "\u5f00"}, "y": {"a": "\u5f00", "b": [1, 2]}}) == {
        "x": mark,
        "y": mark,
    }
    assert schema.marks({"x": {"a": "\u5f00", "b": [2, 1]}})["x"] != mark


def test_a_table_is_written_with_its_columns_in_order():
    """Cells that a row lacks are empty; a row with a column that the table has not is refused."""
    table = {"schema": {"fields": [{"name": "a"}, {"name": "b"}, {"name": "c"}]}}
    rows = [{"c": 1, "a": "x,y"}, {"b": '"'}]
    assert schema.as_csv(table, rows) == 'a,b,c\n"x,y",,1\n,"""",\n'
    assert schema.as_csv(table, []) == "a,b,c\n"
    with pytest.raises(ValueError, match="'d'"):
        schema.as_csv(table, [{"d": 1}])

"""The page that says how the source under study was read: its counts, and every difference with its reason."""

from __future__ import annotations

import re

from casebook.evidence import tables
from casebook.evidence.rules.readings import comparisons
from casebook.press.pages import readings


def test_the_page_counts_what_is_on_record():
    """Agreement before settling, field by field, by another way of counting."""
    page = readings.readings_page()
    own = tables.table("readings").pivot(index="claim_id", columns="reader")
    alike = sum(own["stage", "reader 1"] == own["stage", "reader 2"])
    of_table = tables.table("claims").set_index("claim_id")["stage"]
    both = sum(
        (own["stage", "reader 1"] == own["stage", "reader 2"]) & (own["stage", "reader 1"] == of_table[own.index])
    )
    assert f"| The rung of the ladder | {alike} | {alike / len(own):.0%} | {both} |" in page
    assert f"of {len(own)} claims" in page
    grades = tables.table("sources")["grade"].value_counts()
    assert f"| academic | {grades['academic']} |" in page


def test_every_difference_stands_there_with_both_readings_and_its_reason():
    """A difference left out would look like agreement."""
    page = readings.readings_page()
    found = [one for one in comparisons(tables.table("claims"), tables.table("readings")) if not one.agreed]
    before = page.index("## What could not be consulted")
    shown = re.findall(r"\]\(#([a-z0-9-]+)\)", page[:before])
    assert sorted(shown) == sorted(one.claim_id for one in found)
    for why in tables.table("settled")["why"]:
        assert why in page.replace("\\", "")
    assert "in the table *September – December 2020*" in page
    first, second = page.index("## Where the readers differed"), page.index("## Where both read otherwise")
    assert "*11–20 October 2020* and as *October 2020*, in the table *11–20 October 2020*" in page[first:second]


def test_every_exception_stands_there_with_its_reason():
    """A row that is excused in silence would be a rule less."""
    page = readings.readings_page().replace("\\", "")
    exceptions = tables.table("exceptions")
    for reason, own in exceptions.groupby("reason"):
        rules = ", ".join(own["rule"].unique()).capitalize()
        assert f"- {rules}, {len(own)} row{'s' if len(own) > 1 else ''}: {reason}" in page


def test_no_id_is_in_sight():
    """Outside addresses, the page speaks in words."""
    page = re.sub(r"\]\([^)]*\)", "]", readings.readings_page())
    ids = {*tables.table("claims")["claim_id"], *tables.table("sources")["source_id"]} - {"article"}
    assert [one for one in ids if re.search(rf"(?<![\w-]){re.escape(one)}(?![\w-])", page)] == []


def test_sources_read_in_part_are_known_by_their_notes():
    """The note of a source says what of it was read."""
    notes = [
        "Only the opening was read.",
        "A summary on a.cn was read, not the report.",
        "only the English abstract was read",
    ]
    assert all(readings.IN_PART.search(note) for note in notes)
    assert not readings.IN_PART.search("Planned area only. The report was read.")
    assert readings._sources(
        [{"read_at": "mirror", "grade": "official", "url": "", "published": "", "note": notes[0]}]
    )["in_part"]

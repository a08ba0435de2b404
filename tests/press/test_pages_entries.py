"""What the ledger is told of each entry, as plain data: branch by branch, from a small book with some cells changed."""

from __future__ import annotations

import pytest
import small_book
from casebook.evidence.cells import TO_DO
from casebook.press.pages import entries

WEAK = "weak: origin or wording uncertain; text in hand"
RATE = {"entry": "rate", "value": "41.2 %", "said": "rate of the cut"}
DRAWING = {"entry": "drawing", "value": "figure", "said": "Half of it went"}
CUT = {"entry": "cut", "value": "41.3 %", "said": "The bodies were cut"}
JOBS = {"entry": "jobs", "value": "more than 4,200 persons", "said": "Town had applicants"}


@pytest.fixture
def given(small, monkeypatch):
    """The entry of a claim of the small book, with cells of it changed and rows of other tables put in."""

    def entry(claim_id: str, source: dict | None = None, **cells) -> dict:
        rows = {name: [dict(row) for row in own] for name, own in small_book.ROWS.items()}
        (row,) = [row for row in rows["claims"] if row["claim_id"] == claim_id]
        rows |= {name: cells.pop(name) for name in ("readings", "settled", "glosses", "not_used") if name in cells}
        row.update(cells)
        (of,) = [one for one in rows["sources"] if one["source_id"] == row["source_id"]]
        of.update(source or {})
        monkeypatch.setattr(small_book, "ROWS", rows)
        small_book.forget()
        (found,) = [one for one in entries.claim_entries(small_book.RECORDS) if one["id"] == claim_id]
        return found

    return entry


def result(**changes) -> dict:
    """What is said of one result."""
    record = {**small_book.RECORDS[0], "claims": [], **changes}
    (found,) = entries.result_entries([record])
    return found


def test_a_claim_is_told_whole(given):
    """Every cell under its own name: a copy is no original, a plan no result."""
    assert given("cut") == {
        "kind": "claim", "id": "cut", "source_id": "paper", "value": "41.3 %", "meaning": "The bodies were cut",
        "figure": {"printed": "41.3%", "admits": "rounded: from 41.25 to below 41.35 %"},
        "fragment": "减少41.3%", "paragraph": "2", "printed_at": "", "title": "A reform", "url": "https://example.org/paper",
        "publisher": "Evening Post", "dated": "30 November 2020", "grade": WEAK, "reading": "twice, independently", "who": "Town",
        "what": "bodies", "stage": "an output", "status": "a result", "period": "October 2020", "note": "", "draft": "",
        "gloss": "", "also": "", "checks": [{**small_book.RECORDS[1], "shown": "41.2 %"}], "reason": "agrees", "otherwise": [],
        "settled": [], "readers": [], "computed_in": [RATE], "not_used": "",
    }  # fmt: skip
    assert [entry["id"] for entry in entries.claim_entries(small_book.RECORDS)] == [
        "cut", "jobs", "day", "first", "posts", "share",
    ]  # fmt: skip


def test_a_claim_in_words_has_no_figure_and_a_date_no_period_beside_it(given):
    """The words are the statement, the date is the figure; neither is said twice."""
    first = given("first")
    assert (first["value"], first["figure"], first["period"], first["reason"]) == ("", None, "", "")
    day = given("day")
    assert (day["value"], day["figure"], day["period"]) == ("28 August 2020", None, "")


@pytest.mark.parametrize(
    ("printed_at", "told"),
    [
        ("other signs", "; the figure in other signs"),
        ("number alone", "; the hedge stands outside the excerpt"),
        ("not excerpted", "; the figure stands outside the excerpt"),
        ("added up", "; the figure is added up from those printed"),
        ("words not kept", ""),
    ],
)
def test_where_a_figure_is_printed_is_said(given, printed_at, told):
    """Whoever looks for it in the excerpt is to know that it is not there."""
    assert given("cut", printed_at=printed_at)["printed_at"] == told


@pytest.mark.parametrize(
    ("source", "grade"),
    [
        ({"grade": "official_mirror", "read_at": "mirror"}, "official text, read in a copy"),
        ({"grade": "official_mirror", "read_at": "original"}, "official text, read in a copy; original"),
        ({"grade": "party_press", "read_at": "mirror"}, "party press; copy"),
        ({"grade": TO_DO, "read_at": "original"}, "not graded yet; original"),
    ],
)
def test_a_grade_says_where_the_source_was_read_once(given, source, grade):
    """A grade that says it itself need not be told; one that is still to do is said to be."""
    assert given("cut", source)["grade"] == grade


def test_a_source_without_a_date_or_an_address_of_the_web_says_so(given):
    """A reader cannot follow what is no address."""
    found = given("cut", {"published": "", "url": "ftp://example.org"})
    assert (found["dated"], found["url"]) == ("undated", "")


@pytest.mark.parametrize(
    ("cells", "figure"),
    [
        ({"printed": "17", "qualifier": "exact", "unit": "posts"}, {"printed": "17", "admits": "exactly"}),
        (
            {"printed": "3到5", "qualifier": "range", "unit": "posts"},
            {"printed": "3到5", "admits": "a range: from 3 to 5 posts"},
        ),
        (
            {"printed": "约10%", "qualifier": "about", "unit": "%"},
            {"printed": "约10%", "admits": "“about”: from 9.5 to below 15 %"},
        ),
        (
            {"printed": "翻倍", "qualifier": "multiple", "unit": "x"},
            {"printed": "翻倍", "admits": "a rounded multiple: from 1.5 to below 2.5 times"},
        ),
        (
            {"printed": "0.7", "qualifier": "exact", "unit": "share"},
            {"printed": "0.7", "admits": "rounded: from 0.65 to below 0.75"},
        ),
    ],
)
def test_why_a_figure_admits_more_than_a_number_is_said(given, cells, figure):
    """Its own hedge where it has one; a number that was not rounded admits itself; a share has no unit."""
    assert given("cut", **cells)["figure"] == figure


def test_a_draft_names_what_is_still_to_do(given):
    """In words where the column is no word; nothing is made up for the names that are missing."""
    found = given("cut", entity_id=TO_DO, indicator_id=TO_DO, stage=TO_DO, status=TO_DO, reading=TO_DO)
    assert found["draft"] == "what it is about, what is measured, stage, status, reading"
    assert (found["who"], found["what"], found["stage"], found["status"]) == (TO_DO, TO_DO, TO_DO, TO_DO)
    assert found["reading"] == "by no person yet"


def read(number: int, **cells) -> dict:
    """How one reader took the claim of the cut, as the table has it but for some cells."""
    table = {"printed": "41.3%", "unit": "%", "period": "2020-10", "stage": "output", "status": "result"}
    return {"claim_id": "cut", "reader": f"reader {number}", "read_on": "2026-11-29", **table, **cells}


def test_what_readers_took_otherwise_is_told_in_words_each_once(given):
    """In the order of the fields, the first reader first; a cell left empty is no other meaning."""
    found = given(
        "cut",
        readings=[
            read(1, printed="41%", stage="activity", status="open", note="See p2 and p12, not page3."),
            read(2, printed="41%", period="2019-07", stage="outcome", status="open"),
        ],
        settled=[
            {"claim_id": "cut", "field": "stage", "stands": "output", "why": "It was done."},
            {"claim_id": "cut", "field": "status", "stands": "result", "why": "It is told so."},
            {"claim_id": "cut", "field": "printed", "stands": "41.3%", "why": "It was done."},
            {"claim_id": "jobs", "field": "unit", "stands": "persons", "why": "Persons are counted."},
        ],
    )
    assert found["otherwise"] == ["printed 41%", "dated July 2019", "an activity", "an outcome", "a rule or a report"]
    assert found["settled"] == ["It was done.", "It is told so."]
    assert found["readers"] == [{"reader": "Reader 1", "note": "See paragraph 2 and paragraph 12, not page3."}]
    assert found["reading"] == "twice, independently"


def test_what_is_counted_otherwise_is_told_and_what_is_empty_is_not(given):
    """One reader's unit alone stands there; two who differ on it are said to."""
    found = given("first", readings=[read(1, claim_id="first", printed="", unit="bodies", period="", stage="context"),
                                     read(2, claim_id="first", printed="", unit="", period="", stage="")])  # fmt: skip
    assert (found["otherwise"], found["reading"]) == (["counted in bodies"], "by two readers, who differ")


def test_a_gloss_is_that_of_its_claim(given):
    """The words of one excerpt under another would be a false translation."""
    glosses = [
        {"claim_id": "jobs", "gloss": "more than", "also": ""},
        {"claim_id": "cut", "gloss": "cut", "also": "to"},
    ]
    found = given("cut", glosses=glosses)
    assert (found["gloss"], found["also"]) == ("cut", "to")


def test_what_is_made_from_a_claim_is_linked_once(given):
    """A result that two chapters put on record is one; a table is no entry; a long meaning is cut in its middle."""
    assert given("jobs")["computed_in"] == [RATE, DRAWING]
    long = {**small_book.RECORDS[0], "meaning": "share of the internal departments of all zones that went, before"}
    (cut,) = [one for one in entries.claim_entries([long, small_book.RECORDS[0], long]) if one["id"] == "cut"]
    assert cut["computed_in"] == [
        {**RATE, "said": "share of the internal departments of… that went, before"},
        RATE,
    ]


def test_a_claim_that_is_not_used_says_why(given):
    """In the words of the table of reasons."""
    found = given("share")
    assert (found["not_used"], found["reason"], found["checks"]) == ("No question asks it", "cannot be checked", [])
    assert given("posts")["reason"] == "no result to recompute: a plan"


# ------------------------------------------------------------------------------------------------------------- results


def test_a_result_is_told_whole(small):
    """What it was computed from, what it was held against, each check once though it is on record twice."""
    records = [*small_book.RECORDS, dict(small_book.RECORDS[1])]
    found = {entry["id"]: entry for entry in entries.result_entries(records)}
    assert list(found) == ["rate", "gap", "effect", "effect-interval"]
    assert found["rate"] == {
        "kind": "result", "id": "rate", "value": "41.2 %", "meaning": "rate of the cut", "exact": "41.2125 %", "digits": "41.2125",
        "tolerance": "", "assumption": "", "from_": [CUT, JOBS], "more": [], "level": None, "notebook": "01_one.ipynb", "cell": 3,
        "held": [{"verdict": "agrees", **CUT}, {"verdict": "differs", **JOBS}],
    }  # fmt: skip
    assert found["gap"] == {
        "kind": "result", "id": "gap", "value": "1 to 2 points", "meaning": "gap to others", "exact": "", "digits": "1 to 2.000000001",
        "tolerance": "1e-06", "assumption": "no other cause", "from_": [], "more": [], "notebook": "02_two.ipynb", "cell": 8,
        "level": {
            "words": "Level 3: before and after, against an argued comparison group", "role": "placebo", "void": "another territory",
            "identification": "others as they were", "interval": None,
        },
        "held": [{"verdict": "agrees", **JOBS}],
    }  # fmt: skip
    assert found["effect"]["level"] == {
        "words": "Level 1: one group before and after, or two groups once, no adjustment", "role": "", "void": "",
        "identification": "nothing else moved",
        "interval": {"id": "effect-interval", "shown": "-1 to 5", "assumption": "towns drift alike"},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("value", "form", "exact", "digits"),
    [
        (41.2, ".1f", "", "41.2"),
        (41.2125, ".1f", "41.2125 %", "41.2125"),
        (41.25, ".2f", "", "41.25"),
        (3.5, ",d", "3.5 %", "3.5"),
        (3, "", "", "3"),
        (-1.25, "+.1f", "−1.25 %", "−1.25"),
        ([1.25, 2.0], ".1f", "1.25 to 2 %", "1.25 to 2"),
        ([2.0, -0.5], ".1f", "", "2 to −0.5"),
        (0.123456789012, ".3f", "0.123457 %", "0.123456789"),
        (0.123456789012, ".12f", "0.123457 %", "0.123456789"),
        (1.0000001, ".1f", "", "1.0000001"),
    ],
)
def test_digits_that_a_result_does_not_show_are_told_beside_it(small, value, form, exact, digits):
    """Six digits if it shows fewer; ten beyond the card; nothing twice."""
    found = result(value=value, form=form)
    assert (found["exact"], found["digits"]) == (exact, digits)


def test_a_result_without_a_unit_ends_with_its_digits(small):
    """No blank is left where a unit would stand."""
    assert result(value=3.25, unit="")["exact"] == "3.25"


def test_a_claim_in_words_is_linked_by_its_words(small, monkeypatch):
    """One that has no figure has nothing else to be known by; a long statement keeps its end."""
    words = "It was the first of all zones of the province that told its staff so, in spring"
    rows = {name: [dict(row) for row in own] for name, own in small_book.ROWS.items()}
    for row in rows["claims"]:
        if row["claim_id"] in ("first", "cut"):
            row["statement"] = words
    monkeypatch.setattr(small_book, "ROWS", rows)
    small_book.forget()
    found = result(claims=["first", "cut", *["jobs"] * 5])
    cut_short = "It was the first of all zones of the… so, in spring"
    assert found["from_"][:2] == [
        {"entry": "first", "value": cut_short, "said": ""},
        {"entry": "cut", "value": "41.3 %", "said": cut_short},
    ]
    assert found["from_"][2:] == [JOBS] * 4
    assert found["more"] == [JOBS]


def test_figures_are_told_with_the_titles_of_their_sources(small):
    """In the order of the record; the first record of a figure counts."""
    again = {**small_book.RECORDS[2], "title": "Other", "cell": 9}
    assert entries.figure_entries([*small_book.RECORDS, again]) == [
        {
            "kind": "figure", "id": "drawing", "value": "", "meaning": "Half of it went", "sources": ["A reform", "A thesis"],
            "notebook": "02_two.ipynb", "cell": 5,
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "most", "told"),
    [
        ("one two three", 13, "one two three"),
        ("one two threes", 13, "one two…"),
        ("one two three four", 17, "one two… four"),
        ("abc def ghi jkl mno", 18, "abc def ghi… mno"),
    ],
)
def test_a_text_is_cut_in_its_middle_only_if_it_is_too_long(text, most, told):
    """One that just fits is left as it is."""
    assert entries.short(text, most) == told

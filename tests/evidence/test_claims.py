"""Claims and sources: a row is read with its figure, and written with its unit."""

from dataclasses import replace

import pytest
from casebook.evidence import claims as module
from casebook.evidence import tables
from casebook.evidence.claims import (
    Claim,
    _singular,
    claim,
    claims,
    figure_of,
    how_read,
    left_to_do,
    source,
    unit_after,
    written,
)


def test_a_claim_carries_its_row_and_its_figure():
    """A claim without its interval could not be recomputed."""
    cut = claim("art-dept-cut")
    assert (cut.source_id, cut.locator, cut.shown, cut.value) == ("article", "p15", "42 %", 42)
    assert str(cut.interval) == "[41.5, 42.5)"
    assert repr(cut) == "<art-dept-cut: 42 % [41.5, 42.5)>"
    assert cut._repr_markdown_().startswith(f"**42 %** · {cut.statement}. It admits [41.5, 42.5). [art-dept-cut](")
    assert cut._repr_markdown_().endswith("[art-dept-cut](../book/ledger.md#art-dept-cut)")


def test_a_claim_without_a_figure_admits_nothing():
    """An interval made up for a claim that prints none would be invented evidence."""
    first = claim("art-first")
    assert repr(first) == "<art-first: no figure>"
    assert first._repr_markdown_() == f"**no figure** · {first.statement}. [art-first](../book/ledger.md#art-first)"


@pytest.mark.parametrize(
    ("printed", "unit", "expected"),
    [("42", "%", "[41.5, 42.5)"), ("30", "applicants per post", "[29.5, 30.5)"), ("42", "zones", "[42, 42]")],
)
def test_a_whole_number_is_a_count_unless_its_unit_is_measured(printed, unit, expected):
    """42 zones are 42; 42 per cent is anything that rounds to it."""
    assert str(figure_of(printed, unit).interval) == expected
    assert figure_of("", unit) is None


@pytest.mark.parametrize(
    ("claim_id", "expected"),
    [
        ("art-applicants", "more than 4,200"),
        ("art-quota", "about 15 %"),
        ("art-ratio-max", "a maximum of 294 : 1"),
        ("art-mobil", "28 August 2020"),
        ("art-done", "by 31 October 2020"),
        ("art-first", "no figure"),
    ],
)
def test_a_claim_is_shown_with_its_hedge(claim_id, expected):
    """A figure shown without "more than" would say what the source does not."""
    assert claim(claim_id).shown == expected


def test_a_claim_without_one_number_gives_no_value():
    """An open figure taken for a number would enter arithmetic as if it were exact."""
    with pytest.raises(
        ValueError, match=r"claim art-applicants prints no single number \(more_than\): use its interval"
    ):
        _ = claim("art-applicants").value
    with pytest.raises(ValueError, match="claim art-mobil prints no figure: it has no interval"):
        _ = claim("art-mobil").interval


def test_an_unknown_claim_names_the_nearest():
    """A misspelt id must not end in a bare KeyError."""
    with pytest.raises(KeyError, match="no claim 'art-dept-cutt' in data/claims.csv; nearest: art-dept-cut"):
        claim("art-dept-cutt")
    with pytest.raises(KeyError, match=r"no claim 'zzzzzz' in data/claims\.csv\"?$"):
        claim("zzzzzz")


def test_claims_selects_by_prefix():
    """A prefix that let others in would count the claims of another source as the article's."""
    article = claims("art-")
    assert set(article["source_id"]) == {"article"}
    assert article.loc["art-applicants", "shown"] == "more than 4,200"
    assert len(claims()) == len(tables.table("claims")) > len(article) > 0
    assert claims("no-such-").empty


def test_a_source_is_a_row():
    """A result could cite a source that is not in the data."""
    assert source("jibei-2018")["read_at"] == "mirror"
    with pytest.raises(KeyError, match="no source 'jibei-1918' in data/sources.csv"):
        source("jibei-1918")


@pytest.mark.parametrize(
    ("claim_id", "expected"),
    [
        ("art-jobs", "125 posts"),
        ("art-dept-cut", "42 %"),
        ("art-lead-degree", "doubled"),
        ("art-lead-age", "5 years"),
        ("art-ratio", "34 : 1"),
        ("art-mobil", "28 August 2020"),
        ("art-elim", "3–5 % a year"),
        ("art-invest-staff", "26.3 % or points"),
        ("art-masks-week", "one week"),
        ("art-lingang-degree", "all"),
        ("prov-paycap", "at most 2 times"),
        ("rz-open", "about 2/3"),
        ("sd-38-other", "1 zone"),
        ("xcl-build21", "50 ten thousand m2"),
        ("jng-rank", "65 in the ranking"),
        ("gx16-firms", "35 firms a day"),
        ("xcl-out24", "147 hundred million yuan"),
    ],
)
def test_a_figure_is_written_with_its_unit(claim_id, expected):
    """Once, in words, where the figure does not carry it."""
    assert written(claim(claim_id)) == expected


@pytest.mark.parametrize(
    ("claim_id", "expected"),
    [
        ("art-jobs", "posts"),
        ("art-elim", "% a year"),
        ("art-masks-week", "days"),
        ("art-lead-age", "years"),
        ("art-lead-degree", "times"),
        ("art-ratio", ""),
        ("rz-open", ""),
        ("sd-38-other", "zones"),
        ("jy-fdi24", "ten thousand USD"),
        ("jibei-contract", "hundred million yuan"),
        ("art-mobil", ""),
    ],
)
def test_an_interval_is_written_with_the_whole_unit(claim_id, expected):
    """It carries none itself."""
    assert unit_after(claim(claim_id)) == expected


def test_one_is_written_in_the_singular():
    """A plural after one reads as a slip."""
    assert _singular("posts or zones") == "post or zone"
    assert _singular("bodies") == "body"
    assert _singular("km2") == "km2"


def test_the_table_of_claims_begins_with_the_figures_and_keeps_its_order():
    """A chapter takes columns by name and rows as they stand."""
    given = tables.table("claims")
    own = given[given["claim_id"].str.startswith("art-")]
    found = claims("art-")
    assert list(found.columns) == ["shown", *[column for column in given.columns if column != "claim_id"]]
    assert list(found.index) == list(own["claim_id"])
    assert found.index.name == "claim_id"
    assert list(found["statement"]) == list(own["statement"])
    assert set(found["reading"]) == {"twice"}
    assert found["shown"].to_dict() == {claim_id: claim(claim_id).shown for claim_id in own["claim_id"]}
    assert claims("no-such-").columns.equals(found.columns)


def test_readings_on_record_go_before_what_a_row_says(monkeypatch):
    """A word in the table is for texts whose readings are not on record."""
    monkeypatch.setattr(module, "_readings", lambda: {"one": "apart", "two": "twice"})
    monkeypatch.setattr(module, "_claims", lambda: {name: {"reading": f"{name} said"} for name in ("one", "three")})
    assert [how_read(name) for name in ("one", "two", "three")] == ["apart", "twice", "three said"]
    with pytest.raises(KeyError, match="^'four'$"):
        how_read("four")


def test_what_is_left_to_do_is_named_by_column(monkeypatch):
    """A draft that passed for a claim would be cited; a sentence about what is to do is none."""
    row = {"claim_id": "one", "statement": "to do", "value": 5.0, "unit": "to do", "note": "nothing to do", "stage": ""}
    monkeypatch.setattr(module, "_claims", lambda: {"one": row, "two": {"claim_id": "two"}})
    assert left_to_do("one") == ["statement", "unit"]
    assert left_to_do("two") == []
    with pytest.raises(KeyError, match="^'three'$"):
        left_to_do("three")


def test_a_source_is_given_as_a_row_of_its_own(monkeypatch):
    """Whoever changes what they were given must not change it for the next."""
    rows = {"paper": {"source_id": "paper", "grade": "official"}}
    monkeypatch.setattr(module, "_sources", lambda: rows)
    assert source("paper") == rows["paper"]
    source("paper")["grade"] = "academic"
    assert source("paper")["grade"] == "official"
    with pytest.raises(KeyError) as caught:
        source("pape")
    assert caught.value.args == ("no source 'pape' in data/sources.csv",)


def counted(printed: str, unit: str, qualifier: str = "exact") -> Claim:
    """A claim of this figure."""
    return replace(claim("art-jobs"), figure=figure_of(printed, unit), unit=unit, qualifier=qualifier)


@pytest.mark.parametrize(
    ("printed", "unit", "whole", "left"),
    [
        ("5", "zones", "5 zones", "zones"),
        ("1", "zones", "1 zone", "zones"),
        ("1", "posts a year", "1 post a year", "posts a year"),
        ("1", "bodies", "1 body", "bodies"),
        ("5", "", "5", ""),
        ("", "zones", "no figure", ""),
        ("42%", "%", "42 %", "%"),
        ("42%", "% a year", "42 % a year", "% a year"),
        ("3", "x", "3 times", "times"),
        ("3", "share", "3", ""),
        ("3", "rank", "3 in the ranking", "in the ranking"),
        ("3", "to do", "3", ""),
        ("30", "applicants per post", "30", ""),
        ("3", "100 million yuan", "3 hundred million yuan", "hundred million yuan"),
        ("3", "10,000 USD", "3 ten thousand USD", "ten thousand USD"),
        ("3", "10,000 of 100 million yuan", "3 ten thousand of hundred million yuan", "ten thousand of hundred million yuan"),
        ("3", "xylophones", "3 xylophones", "xylophones"),
    ],
)  # fmt: skip
def test_a_unit_is_written_once_and_in_words(printed, unit, whole, left):
    """After a figure only what it does not carry, after an interval all of it."""
    entry = counted(printed, unit)
    assert (written(entry), unit_after(entry)) == (whole, left)
    assert unit_after(entry, "") == left


def test_a_maximum_is_written_with_its_unit():
    """What is written before is the whole form of the figure."""
    assert written(counted("1", "zones", "maximum")) == "a maximum of 1 zones"
    assert unit_after(counted("5", "zones"), "1") == "zone"


@pytest.mark.parametrize(
    ("unit", "one"),
    [("cities", "city"), ("posts", "post"), ("post", "post"), ("sales", "sale"), ("diesel cars", "diesel car")],
)
def test_the_singular_takes_the_last_sign_of_a_word(unit, one):
    """Within a word it stays, and each word of the unit is taken by itself."""
    assert _singular(unit) == one

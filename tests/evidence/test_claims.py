"""Claims and sources: a row is read with its figure, and written with its unit."""

import pytest
from casebook.evidence import tables
from casebook.evidence.claims import _singular, claim, claims, figure_of, source, unit_after, written


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

"""Claims, sources, dates in English, results on record, and reading the record back."""

import IPython.display
import nbformat
import pytest
from casebook.evidence import record as evidence
from casebook.evidence import tables
from casebook.evidence.record import (
    NotebookError,
    claim,
    claims,
    english_date,
    read_notebook,
    records,
    source,
    stored_records,
)
from casebook.reading.intervals import Interval
from nbformat.v4 import new_code_cell, new_notebook, new_output


@pytest.fixture(autouse=True)
def shown(monkeypatch) -> list:
    """What is displayed, as (text, record); nothing is on record before a test."""
    displayed = []
    monkeypatch.setattr(evidence, "_on_record", {})
    monkeypatch.setattr(
        IPython.display, "display", lambda text, metadata: displayed.append((text.data, metadata["casebook"]))
    )
    return displayed


# --------------------------------------------------------------------------------------------- claims and sources


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
    assert str(evidence.figure_of(printed, unit).interval) == expected
    assert evidence.figure_of("", unit) is None


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


# ------------------------------------------------------------------------------------------------- dates in English


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2020-08-28", "28 August 2020"),
        ("2019-07", "July 2019"),
        ("2024-02", "February 2024"),
        ("2020-12", "December 2020"),
        ("2019", "2019"),
        ("2014/2016", "2014–2016"),
        ("2020-10-11/2020-10-20", "11–20 October 2020"),
        ("2020-01/2020-06", "January – June 2020"),
        ("2019-04-23/2019-07", "23 April 2019 – 31 July 2019"),
        ("2019/2023-01-08", "1 January 2019 – 8 January 2023"),
        ("../2020-10-31", "by 31 October 2020"),
        ("../2023-02", "by the end of February 2023"),
        ("../2018", "by the end of 2018"),
        ("2019-07/..", "from July 2019"),
        ("2014~", "about 2014"),
        ("2023?", "perhaps 2023"),
        ("2008%", "perhaps about 2008"),
        ("2017-12~", "about December 2017"),
        ("2017-06~/2018-02", "about June 2017 – February 2018"),
        ("2020-08-10~", "about 10 August 2020"),
        ("2020-09-09?", "perhaps 9 September 2020"),
        ("2019~/..", "from about 2019"),
        ("[2019-09-09,2020-09-09]", "9 September 2019 or 9 September 2020"),
        ("[2019,2020-09]", "2019 or September 2020"),
    ],
)
def test_a_date_in_english(edtf, expected):
    """A lost "about" or "by" would make an uncertain date sure."""
    assert english_date(edtf) == expected


@pytest.mark.rule
def test_every_date_of_the_data_keeps_its_doubt():
    """Any mark of doubt in the data must reach the reader as a word."""
    dates = {*tables.table("events")["date"], *tables.table("claims")["period"], *tables.table("sources")["published"]}
    marks = {"~": "about ", "?": "perhaps ", "%": "perhaps about ", "[": " or "}
    for edtf in dates - {""}:
        words = english_date(edtf)
        assert all(word in words for mark, word in marks.items() if mark in edtf), (edtf, words)
        assert words.startswith("by ") == edtf.startswith("../"), (edtf, words)
        assert words.startswith("from ") == edtf.endswith("/.."), (edtf, words)


# ------------------------------------------------------------------------------------------------- lists and tables


def test_facts_are_listed_with_figure_period_publisher_and_grade(shown):
    """A fact without who says it, and when, is hearsay."""
    told = ["art-dept-cut", "art-mobil", "art-first", "art-applicants"]
    evidence.facts(told)
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
        evidence.facts(["art-dept-cut", "zzzzzz"])
    assert not shown


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
    assert evidence.written(claim(claim_id)) == expected


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
    assert evidence.unit_after(claim(claim_id)) == expected


def test_one_is_written_in_the_singular():
    """A plural after one reads as a slip."""
    assert evidence._singular("posts or zones") == "post or zone"
    assert evidence._singular("bodies") == "body"
    assert evidence._singular("km2") == "km2"


def test_a_comparison_sets_printed_beside_recomputed():
    """A chart of the two would show agreement where the numbers differ, if an end were swapped."""
    found = evidence.comparison(
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


# ------------------------------------------------------------------------------------------ reading the record back


def on_record(result_id: str, value: float):
    """The output of a cell that put a result on record."""
    record = {"kind": "result", "id": result_id, "value": value, "shown": f"{value:g}"}
    return new_output("display_data", {"text/plain": "x"}, metadata={"casebook": record})


def written(path, *cells):
    """A notebook with these code cells, each a tuple of execution count and outputs."""
    codes = [
        new_code_cell("f()", execution_count=count, outputs=outputs, id=f"cell-{i}")
        for i, (count, outputs) in enumerate(cells)
    ]
    nbformat.write(new_notebook(cells=codes), path)
    return path


def test_the_record_is_read_back_in_order(tmp_path):
    """A record without its cell could not be found again."""
    path = written(tmp_path / "01_a.ipynb", (1, [on_record("one", 1.0)]), (2, []), (3, [on_record("three", 3.0)]))
    assert [(r["id"], r["notebook"], r["cell"], r["cell_id"]) for r in records(path)] == [
        ("one", "01_a.ipynb", 1, "cell-0"),
        ("three", "01_a.ipynb", 3, "cell-2"),
    ]


ERROR = new_output("error", ename="KeyError", evalue="'x'", traceback=["t"])


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ([(1, []), (None, [])], "cell 2: found no execution count, expected 2: run the notebook from top to bottom"),
        ([(1, []), (3, [])], "cell 2: found execution count 3, expected 2: run the notebook from top to bottom"),
        ([(2, []), (1, [])], "cell 1: found execution count 2, expected 1: run the notebook from top to bottom"),
        ([(1, []), (2, [ERROR])], "cell 2: found the error KeyError: 'x', expected a cell that runs"),
    ],
)
def test_a_notebook_not_run_from_top_to_bottom_is_no_evidence(tmp_path, cells, message):
    """Outputs of another state of the code would pass for results."""
    path = written(tmp_path / "01_a.ipynb", *cells)
    with pytest.raises(NotebookError, match=f"^notebooks/01_a.ipynb, {message}"):
        read_notebook(path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "found no such file, expected a notebook"),
        (b'{"cells": [', "found Expecting value.*, expected a notebook in JSON"),
        (b"\xff\xfe", "found 'utf-8' codec can't decode.*, expected a notebook in JSON"),
        (b"[]", "found no cells, expected a notebook"),
        (b"{}", "found no cells, expected a notebook"),
    ],
)
def test_a_file_that_is_no_notebook_is_named(tmp_path, content, message):
    """A bare traceback of the JSON reader names no notebook."""
    path = tmp_path / "01_a.ipynb"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(NotebookError, match=f"^notebooks/01_a.ipynb: {message}"):
        read_notebook(path)


def test_two_chapters_may_share_an_id_only_with_its_value(tmp_path):
    """One address in the ledger would stand for two numbers."""
    written(tmp_path / "01_a.ipynb", (1, [on_record("share", 13.9)]))
    written(tmp_path / "02_b.ipynb", (1, []), (2, [on_record("share", 13.9)]))
    assert [r["notebook"] for r in stored_records(tmp_path)] == ["01_a.ipynb", "02_b.ipynb"]
    written(tmp_path / "02_b.ipynb", (1, []), (2, [on_record("share", 14.0)]))
    expected = "^notebooks/02_b.ipynb, cell 2: found 14 on record as share, expected 13.9 as in notebooks/01_a.ipynb$"
    with pytest.raises(NotebookError, match=expected):
        stored_records(tmp_path)


def test_effects_are_gathered_with_their_level(tmp_path):
    """A list of effects that took in a plain result, or a chapter of its own, would show what nobody claims."""

    def estimate(result_id, level):
        about = {"meaning": f"effect {result_id}", "identification": "a border" if level else ""}
        output = on_record(result_id, 2.0)
        output["metadata"]["casebook"].update(level=level, role="estimate", void="", **about)
        return output

    checked = new_output("display_data", {"text/plain": "x"}, metadata={"casebook": {"kind": "check", "id": "c"}})
    written(tmp_path / "02_a.ipynb", (1, [estimate("first", 3), estimate("plain", None), checked]))
    written(tmp_path / "11_b.ipynb", (1, [estimate("second", 1)]))
    written(tmp_path / "12_c.ipynb", (1, [estimate("own", 2)]))
    found = evidence.effects(tmp_path, before=12)
    assert found.to_dict("index") == {
        key: {"shown": "2", "meaning": f"effect {key}", "level": level, "identification": "a border", "role": "estimate",
              "void": "", "chapter": chapter}
        for key, level, chapter in (("first", 3, 2), ("second", 1, 11))
    }  # fmt: skip
    assert list(evidence.effects(tmp_path).index) == ["first", "second", "own"]


def test_chapters_are_the_numbered_notebooks_in_order(tmp_path):
    """A draft beside the chapters is none of them."""
    for name in ("10_z.ipynb", "02_b.ipynb", "draft.ipynb", "3_c.ipynb", "02_b.md"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert [path.name for path in evidence.chapters(tmp_path)] == ["02_b.ipynb", "10_z.ipynb"]

"""Chapter 18: verdicts and counts of estimates by other code, and what they do when the coding or the roles change."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import math
from collections import Counter

import casebook
import IPython.display
import pandas as pd
import pytest
from casebook.evidence import records as evidence

CHAPTER = evidence.NOTEBOOKS / "18_the_verdict.ipynb"


def cell(name: str) -> str:
    """The source of a code cell of the chapter."""
    cells = json.loads(CHAPTER.read_text(encoding="utf-8"))["cells"]
    return "".join(next(found["source"] for found in cells if found["id"] == name))


COUNTED = ("verdicts", "counts", "counts-result", "counts-record")
GRADED = ("effects", "effects-result", "effects-record")


@pytest.fixture
def run(monkeypatch):
    """Run cells, perhaps with other text, and return what they put on record and their names."""

    def cells(*sources: str) -> tuple[dict, dict]:
        record, names = {}, {"pd": pd, "cb": casebook}
        monkeypatch.setattr(casebook, "result", lambda name, value, *given, **options: record.update({name: value}))
        monkeypatch.setattr(IPython.display, "display", lambda *given, **options: None)
        with contextlib.redirect_stdout(io.StringIO()):
            for source in sources:
                exec(source, names)
        return record, names

    return cells


@pytest.fixture(scope="module")
def record() -> dict[str, float]:
    """What the executed chapter put on record."""
    return {entry["id"]: entry["value"] for entry in evidence.records(CHAPTER) if entry["kind"] == "result"}


@pytest.fixture(scope="module")
def article_claims() -> list[dict]:
    """The article's rows, read with no help of the package."""
    with (evidence.NOTEBOOKS.parent / "data" / "claims.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["claim_id"].startswith("art-")]


# ---------------------------------------------------------------------------------------------------------- verdicts


def test_the_verdicts_add_up(record, article_claims, run):
    """Every claim has one verdict; rules, plans and open ones follow from the status of their row."""
    _, names = run(cell("judged"), cell("judged-words"))
    judged = {claim_id: code for claim_id, (code, _) in names["judged"].items()}
    by_status = {"rule": "rule or plan", "plan": "rule or plan", "open": "rule or report"}
    counted = Counter(
        judged.get(row["claim_id"]) or by_status.get(row["status"], "cannot be told") for row in article_claims
    )
    short = {"contradicted": "contradicted", "depends on the reading": "reading", "cannot be told": "untold"}
    short |= {"supported": "supported", "consistent": "consistent", "rule or plan": "rule", "rule or report": "open"}
    assert set(counted) == set(short)
    assert {code: record[f"verdict-{name}"] for code, name in short.items()} == counted
    assert record["verdict-claims"] == len(article_claims) == sum(counted.values())
    figures = [row for row in article_claims if row["printed"] and row["claim_id"] not in judged]
    untold = [row for row in figures if row["status"] not in by_status]
    assert record["verdict-untold-figures"] == len(untold)


def test_two_texts_that_exclude_each_other_are_one_contradiction(run):
    """Coded from both sides, the pair of titles must still count once."""
    rest = [cell(name) for name in COUNTED]
    as_coded, _ = run(cell("judged"), *rest)
    both = cell("judged").replace('("contradicted", "mayor-2020")', '("contradicted", "art-title-b")')
    both = both.replace('("cannot be told", "art-title-a")', '("contradicted", "art-title-a")')
    assert both.count('"contradicted"') == cell("judged").count('"contradicted"') + 1
    twice, names = run(both, *rest)
    assert twice["verdict-contradicted"] == as_coded["verdict-contradicted"] == 2
    assert names["counts"]["contradicted"] == 3  # counted by rows, the pair would be two


def test_another_contradiction_is_another_count(run):
    """Sabotage: a count that cannot grow would pass the test above."""
    more = cell("judged").replace('("depends on the reading", "gx16-app")', '("contradicted", "gx16-app")')
    rest = [cell(name) for name in COUNTED]
    assert run(more, *rest)[0]["verdict-contradicted"] == 3


def test_the_mayor_is_another_man_before_and_after():
    """The title is wrong by the rows that name the mayor on both sides of the text's own dates."""
    rows = [casebook.claim(f"mayor-{year}") for year in range(2018, 2023)]
    assert all("Sun Shutao" in row.statement for row in rows)
    dates = [row.period for row in rows]
    assert dates == sorted(dates)
    assert dates[2] < casebook.claim("art-mobil").period < dates[3]
    assert "Zhang Jun" in casebook.claim("art-title-a").statement


# ---------------------------------------------------------------------------------------------------------- estimates


def toy(*rows: tuple[int, str, str]) -> pd.DataFrame:
    """Claims of effect with level, role and void, all of chapter 15."""
    return pd.DataFrame(rows, columns=["level", "role", "void"]).assign(chapter=15)


ROWS = [
    (1, "estimate", ""), (3, "estimate", ""), (3, "estimate", "two vintages"), (3, "placebo", ""),
    (2, "robustness", ""), (3, "repeat", ""), (2, "estimate", "two territories"),
]  # fmt: skip


def test_the_counts_follow_from_role_and_void(run, monkeypatch):
    """A placebo, an end of a range and a repeat are no estimates, and a void one has no level."""
    monkeypatch.setattr(casebook, "effects", lambda before: toy(*ROWS))
    found, names = run(*map(cell, GRADED))
    assert found == {"verdict-estimates": 4, "verdict-tried": 3, "verdict-void": 2, "verdict-level-most": 3}
    counted = Counter("void" if void else f"level {level}" for level, role, void in ROWS if role == "estimate")
    grades = pd.crosstab(names["answers"]["chapter"], names["grade"]).loc[15]
    assert grades.to_dict() == counted == {"level 1": 1, "level 3": 1, "void": 2}


def test_a_void_estimate_does_not_raise_the_highest_level(run, monkeypatch):
    """Sabotage: broken data of level three beside sound ones of level one."""
    monkeypatch.setattr(casebook, "effects", lambda before: toy((1, "estimate", ""), (3, "estimate", "two vintages")))
    assert run(*map(cell, GRADED))[0]["verdict-level-most"] == 1


def test_the_counts_on_record_are_those_of_the_chapters(record):
    """Read from the stored outputs of the chapters before, one record at a time."""
    levels = [r for r in evidence.stored_records(before=17) if r["kind"] == "result" and r["level"] is not None]
    once = {r["id"]: r for r in levels}.values()
    assert record["verdict-estimates"] == sum(r["role"] == "estimate" for r in once)
    assert record["verdict-tried"] == sum(r["role"] != "estimate" for r in once)
    assert record["verdict-void"] == sum(r["role"] == "estimate" and bool(r["void"]) for r in once)


def test_log_points_are_said_in_per_cent(record):
    """A gap of 31.7 log points is 37 per cent, and reading it as per cent would be five too few."""
    gap = next(r["value"] for r in evidence.stored_records(before=17) if r["id"] == "cw-first-early")
    assert record["verdict-first-percent"] == pytest.approx(100 * (math.exp(gap / 100) - 1), abs=1e-6)
    assert record["verdict-first-percent"] > gap + 4

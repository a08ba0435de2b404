"""Chapter 13: its counts from the raw table of claims, by other code, and that a wrong count would be seen."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from casebook.evidence import records as evidence

DATA = Path(__file__).resolve().parents[2] / "data"
CHAPTER = "13_outputs_are_not_outcomes.ipynb"


def rows(name: str) -> list[dict]:
    """The rows of a table, cells as text."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def record() -> dict[str, float]:
    """What the executed chapter put on record."""
    path = evidence.NOTEBOOKS / CHAPTER
    return {entry["id"]: entry["value"] for entry in evidence.records(path) if entry["kind"] == "result"}


@pytest.fixture(scope="module")
def claims() -> list[dict]:
    """All claims."""
    return rows("claims")


def of_article(claims: list[dict], **cells) -> list[dict]:
    """The claims of the article with these cells."""
    return [c for c in claims if c["source_id"] == "article" and all(c[k] == v for k, v in cells.items())]


def test_the_rungs_recount(record, claims):
    """How many claims the article and the others have, on response and on outcome, and how many are results."""
    article = of_article(claims)
    others = [c for c in claims if c["source_id"] != "article"]
    assert record["score-claims-article"] == len(article)
    assert record["score-claims-other"] == len(others)
    assert record["score-response-article"] == len(of_article(claims, stage="response"))
    outcomes_told = of_article(claims, stage="outcome")
    assert record["score-outcomes-article"] == len(outcomes_told) == 2
    assert [c["printed"] for c in outcomes_told] == ["", ""]  # told in words: no figure of the article is an outcome
    outcomes = [c for c in others if c["stage"] == "outcome"]
    assert record["score-outcomes-other"] == len(outcomes)
    assert record["score-outcome-share"] == pytest.approx(100 * len(outcomes) / len(others))
    figures = [c for c in others if c["printed"]]
    with_figure = [c for c in outcomes if c["printed"]]
    assert record["score-outcome-figures"] == pytest.approx(100 * len(with_figure) / len(figures))
    assert record["score-done"] == pytest.approx(100 * len(of_article(claims, status="result")) / len(article))


def test_applicants_are_response_and_no_outcome(claims):
    """Nobody can order outsiders to apply: all that the article has on response is on applicants."""
    assert all("applica" in c["statement"].lower() for c in of_article(claims, stage="response"))


def test_the_verdicts_recount(record, claims):
    """Each figure of the article stands in one group, and the groups add up."""
    figures = [c for c in of_article(claims) if c["printed"]]
    held = {status: {c["claim_id"] for c in figures if c["status"] == status} for status in ("rule", "plan", "open")}
    recomputed = {"art-dept-cut", "art-ratio", "art-jobs", "art-applicants", "art-pilots"}
    assert record["score-figures"] == len(figures)
    assert record["score-promises"] == len(held["rule"]) + len(held["plan"])
    assert record["score-open"] == len(held["open"]) == 1
    left = {c["claim_id"] for c in figures} - recomputed - set.union(*held.values())
    assert record["score-unchecked"] == len(left)
    parts = ("second", "own", "differs", "unchecked", "promises", "open")
    assert sum(record[f"score-{part}"] for part in parts) == record["score-figures"]


def within_jinan() -> set[str]:
    """Places of the city, whatever holds them, without the start-up area."""
    parents = {row["entity_id"]: row["parent_id"] for row in rows("entities")}

    def held(place: str) -> bool:
        return place == "jinan" or bool(parents.get(place)) and held(parents[place])

    return {place for place in parents if held(place)} - {"startup-area"}


def last_year(period: str) -> int:
    """The last year that a period names, or nought."""
    return max(map(int, re.findall(r"\d{4}", period)), default=0)


def test_the_funnel_recounts(record, claims):
    """Outcomes, results, zones of Jinan, after 2020, with a past of their own."""
    kinds, inside = {row["entity_id"]: row["kind"] for row in rows("entities")}, within_jinan()
    outcomes = [c for c in claims if c["stage"] == "outcome" and c["source_id"] != "article"]
    results = [c for c in outcomes if c["status"] == "result"]
    zone = [c for c in results if kinds[c["entity_id"]] == "zone" and c["entity_id"] in inside]
    after = [c for c in zone if last_year(c["period"]) > 2020]
    past = {(c["entity_id"], c["indicator_id"]) for c in outcomes if last_year(c["period"]) < 2019}
    paired = [c for c in after if (c["entity_id"], c["indicator_id"]) in past]
    counts = [len(results), len(zone), len(after), len(paired)]
    assert [record[f"score-funnel-{step}"] for step in ("result", "zone", "after", "pair")] == counts


def test_wrong_counts_would_be_noticed(record, claims):
    """Sabotage: response counted as outcome, or a figure that may be a rule counted as a result, is another number."""
    others = [c for c in claims if c["source_id"] != "article"]
    loose = [c for c in others if c["stage"] in ("response", "outcome")]
    assert len(loose) != record["score-outcomes-other"]
    assert record["score-unchecked"] + record["score-open"] != record["score-unchecked"]
    spoiled = [{**c, "stage": "outcome"} if c["claim_id"] == "art-ratio" else c for c in claims]
    assert len(of_article(spoiled, stage="outcome")) != record["score-outcomes-article"]
    assert len(of_article(spoiled, stage="response")) != record["score-response-article"]

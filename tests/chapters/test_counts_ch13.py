"""Chapter 13: its counts and shares from the raw tables, by other code, and that a wrong one would be seen."""

from __future__ import annotations

import csv
import json
import math
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


def test_the_stages_recount(record, claims):
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


def funnel(claims: list[dict], ranks: list[dict]) -> list[int]:
    """Outcomes, results, zones of Jinan, after 2020, with a past among claims or ranks, and of no rank or own index."""
    kinds, inside = {row["entity_id"]: row["kind"] for row in rows("entities")}, within_jinan()
    outcomes = [c for c in claims if c["stage"] == "outcome" and c["source_id"] != "article"]
    results = [c for c in outcomes if c["status"] == "result"]
    zone = [c for c in results if kinds[c["entity_id"]] == "zone" and c["entity_id"] in inside]
    after = [c for c in zone if last_year(c["period"]) > 2020]
    past = {(c["entity_id"], c["indicator_id"]) for c in outcomes if last_year(c["period"]) < 2019}
    past |= {
        ("gaoxin", r["indicator_id"]) for r in ranks if r["zone_en"] == "Jinan High-tech Zone" and int(r["year"]) < 2019
    }
    paired = [c for c in after if (c["entity_id"], c["indicator_id"]) in past]
    left = [c for c in paired if c["indicator_id"] not in ("national_rank", "national_rank_miit", "zone_index")]
    return [len(results), len(zone), len(after), len(paired), len(left)]


def test_the_funnel_recounts(record, claims):
    """Each step by other code; without the ranks the index has no past, and a step fewer would be seen."""
    ranks = rows("ranks")
    counts = funnel(claims, ranks)
    assert [record[f"score-funnel-{step}"] for step in ("result", "zone", "after", "pair", "left")] == counts
    assert funnel(claims, [])[3] == counts[3] - 1
    assert funnel([{**c, "period": c["period"].replace("2018", "2020")} for c in claims], [])[3] == 0


def test_the_index_rose_fastest_before_the_reform(record):
    """The yearly rise of each part of the zone's own index, in per cent; of points the start-ups' greatest is another."""
    parts = {}
    for row in rows("ranks"):
        if row["indicator_id"] in ("zone_index_start_ups", "zone_index_industry"):
            parts.setdefault(row["indicator_id"], {})[int(row["year"])] = float(row["value"])

    def fastest(rise) -> list[int]:
        return [max(range(2018, 2022), key=lambda year: rise(part[year], part[year - 1])) for part in parts.values()]

    years = fastest(lambda now, then: now / then)
    assert len(years) == 2
    assert record["score-index-fastest"] == years.count(2018)
    assert fastest(lambda now, then: now - then) != years


# What can be said of each figure of the article, by hand: what its own figures give, and what one other source has
AGREES = {"art-jobs", "art-applicants", "art-ratio"}
GROUPS = {
    "agrees with a second source": "second", "agrees with the article's own": "own", "differs from the article's own": "differs",
    "cannot be checked": "unchecked", "a rule or a plan": "promises", "a rule or a report": "open",
}  # fmt: skip


def group_of(figure: dict) -> str:
    """The group of the scorecard that a figure belongs to."""
    if figure["status"] in ("rule", "plan"):
        return "promises"
    if figure["status"] == "open":
        return "open"
    held = {"art-pilots": "second", "art-dept-cut": "differs", **dict.fromkeys(AGREES, "own")}
    return held.get(figure["claim_id"], "unchecked")


def scorecard(cells: list[dict]) -> dict[str, list[str]]:
    """The claims that the table of the chapter links to, by group; a row that begins with a dash goes on with the last."""
    (text,) = ("".join(c["source"]) for c in cells if "| what can be said | how many |" in "".join(c["source"]))
    found, group = {}, ""
    for row in re.findall(r"^\| (?!what|---)(.+) \|$", text, re.MULTILINE):
        said, _, figures = row.split("|", 2)
        group = group if said.startswith("–") else GROUPS[said.partition(":")[0].strip()]
        found.setdefault(group, []).extend(re.findall(r"#(art-[a-z-]+)\)", figures))
    return found


def test_the_scorecard_has_each_figure_once_and_in_its_group(record, claims):
    """The table is prose, so nothing but this holds it against the verdicts; a figure in the wrong row is seen."""
    cells = json.loads((evidence.NOTEBOOKS / CHAPTER).read_text(encoding="utf-8"))["cells"]
    figures = [c for c in of_article(claims) if c["printed"]]
    wanted = {group: sorted(c["claim_id"] for c in figures if group_of(c) == group) for group in GROUPS.values()}
    assert {group: sorted(found) for group, found in scorecard(cells).items()} == wanted
    assert {group: record[f"score-{group}"] for group in wanted} == {g: len(found) for g, found in wanted.items()}
    moved = json.loads(json.dumps(cells).replace("#art-masks-week", "#art-quota"))
    assert {group: sorted(found) for group, found in scorecard(moved).items()} != wanted


INVEST = """fdi_utilised fdi_utilised_q1q3 fdi_utilised_sum_2016_2020 fixed_asset_investment fai_growth fai_sum_2016_2020
industrial_investment industrial_investment_growth"""
INDUSTRY = """industrial_va industrial_va_growth industrial_va_growth_h1 industrial_va_fall gross_industrial_output
industrial_revenue value_added_secondary value_added_secondary_growth profit_tax"""
TRADE = "trade_total_usd trade_total_cny trade_growth trade_growth_cny exports_cny"
PRODUCT = """gdp gdp_rise gdp_gap gdp_nominal gdp_nominal_h1 gdp_real_growth gdp_real_growth_avg_2012_2021 gdp_real_growth_h1
gdp_real_growth_q1q3 night_lights_stock"""
SHOWN_BY = {
    "investment": INVEST.split(), "trade": TRADE.split(), "firms": ["new_firms_per_day", "firms_above_size"],
    "leading": ["lg-med25"], "industry": INDUSTRY.split(), "product": PRODUCT.split(),
    "revenue": ["budget_revenue", "budget_revenue_growth"], "land": [], "days": [], "cost": [], "stay": [], "residents": [],
}  # fmt: skip


def known(claims: list[dict], keys: tuple[str, ...], least: int = 2) -> dict[tuple[str, str], tuple[int, int]]:
    """For each outcome and level how many figures there are, and in how many series that reach across the reform."""
    kinds, inside = {row["entity_id"]: row["kind"] for row in rows("entities")}, within_jinan()
    said = [
        {**c, "vintage": "as printed", "territory": c["source_id"], "year": last_year(c["period"])}
        for c in claims
        if c["stage"] == "outcome" and c["status"] != "plan"
    ]
    held = [row for row in [*rows("panel"), *said] if row["entity_id"] in inside]
    found = {}
    for outcome, shows in SHOWN_BY.items():
        for level in ("zone", "district", "city"):
            mine = [
                row
                for row in held
                if kinds[row["entity_id"]] == level and {row["indicator_id"], row.get("claim_id")} & set(shows)
            ]
            series = {tuple(row[key] for key in keys) for row in mine}
            years = [{int(row["year"]) for row in mine if tuple(row[key] for key in keys) == one} for one in series]
            across = [y for y in years if sum(n < 2019 for n in y) >= 3 and sum(n > 2020 for n in y) >= least]
            found[outcome, level] = (len(mine), len(across))
    return found


STRICT = ("entity_id", "indicator_id", "vintage", "territory")


def test_the_series_recount(record, claims):
    """One row of the city has a series, five rows have nothing, and four more cells have one if breaks are overlooked."""
    strict, loose = known(claims, STRICT), known(claims, STRICT[:2])
    assert record["score-rows"] == len(SHOWN_BY)
    nothing = [o for o in SHOWN_BY if not any(strict[o, level][0] for level in ("zone", "district", "city"))]
    assert record["score-rows-nothing"] == len(nothing)
    assert record["score-series-zone"] == sum(bool(strict[o, "zone"][1]) for o in SHOWN_BY)
    assert record["score-series-city"] == sum(bool(strict[o, "city"][1]) for o in SHOWN_BY)
    gained = [cell for cell, (_, across) in loose.items() if across and not strict[cell][1]]
    assert record["score-relaxed"] == len(gained)
    assert not [level for _, level in gained if level == "zone"]
    lax = known(claims, STRICT[:2], least=0)  # sabotage: a series that ends before the reform
    assert sum(bool(across) for _, across in lax.values()) != sum(bool(across) for _, across in loose.values())


def test_the_places_of_the_model_recompute(record):
    """The climb by the error function, and a variance of the mean that forgets what the items share would be seen."""
    zones, items = 160, 13

    def climb(alike: float) -> float:
        deviation = math.sqrt(items + items * (items - 1) * alike) / items  # of the mean, from the sum's variance
        return zones * math.erf(1 / items / deviation / math.sqrt(2)) / 2

    assert record["score-items"] == items
    assert record["score-climb-apart"] == pytest.approx(climb(0))
    assert record["score-climb-alike"] == pytest.approx(climb(0.3))
    assert record["score-climb-alike"] != pytest.approx(climb(0), rel=0.1)


def test_the_weight_of_the_zone_recomputes(record, claims):
    """The zone's share of the city's product from the ends of both figures, and the made-up tenth of it."""
    ends = {
        c["claim_id"]: (float(c["low"]), float(c["high"])) for c in claims if c["claim_id"] in ("gxq-gdp20", "jn-gdp20")
    }
    (low, high), (least, most) = ends["gxq-gdp20"], ends["jn-gdp20"]
    weight = [100 * low / most, 100 * high / least]
    assert record["score-weight"] == pytest.approx(weight)
    assert record["score-gain-city"] == pytest.approx([end / 10 for end in weight])
    assert record["score-gain-net"] == pytest.approx([end / 20 for end in weight])
    assert record["score-gain-net"] != pytest.approx(record["score-gain-city"])


def test_wrong_counts_would_be_noticed(record, claims):
    """Sabotage: response counted as outcome, or a figure that may be a rule counted as a result, is another number."""
    others = [c for c in claims if c["source_id"] != "article"]
    loose = [c for c in others if c["stage"] in ("response", "outcome")]
    assert len(loose) != record["score-outcomes-other"]
    assert record["score-unchecked"] + record["score-open"] != record["score-unchecked"]
    spoiled = [{**c, "stage": "outcome"} if c["claim_id"] == "art-ratio" else c for c in claims]
    assert len(of_article(spoiled, stage="outcome")) != record["score-outcomes-article"]
    assert len(of_article(spoiled, stage="response")) != record["score-response-article"]

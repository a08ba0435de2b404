"""Chapter 18: verdicts, sizes and counts of estimates by other code, and what they do when coding, roles or sizes change."""

from __future__ import annotations

import contextlib
import io
import json
import math
import re
from collections import Counter

import casebook
import IPython.display
import numpy as np
import pandas as pd
import pytest
import second_design as second
from casebook.evidence import records as evidence

CHAPTER = evidence.NOTEBOOKS / "18_the_verdict.ipynb"
CODED = ("c18-03", "c18-04")  # the coding stands in two cells
COUNTED = ("c18-07", "c18-08", "c18-09")
GRADED = ("c18-16", "c18-17", "c18-18")
SIZED = ("c18-11", "c18-12", "c18-22")


def cell(name: str) -> str:
    """The source of a cell of the chapter."""
    cells = json.loads(CHAPTER.read_text(encoding="utf-8"))["cells"]
    [source] = ["".join(found["source"]) for found in cells if found["id"] == name]
    return source


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
    return [row for row in second.rows("claims") if row["claim_id"].startswith("art-")]


@pytest.fixture(scope="module")
def earlier() -> dict[str, float | list[float]]:
    """What the chapters before put on record, from their stored outputs alone."""
    return {
        kept["id"]: kept["value"]
        for path in sorted(evidence.NOTEBOOKS.glob("[01][0-9]_*.ipynb"))
        if path.name < CHAPTER.name
        for found in json.loads(path.read_text(encoding="utf-8"))["cells"]
        for output in found.get("outputs", [])
        if (kept := output.get("metadata", {}).get("casebook", {})).get("kind") == "result"
    }


def test_every_number_on_record_has_a_test_here(record):
    """A result that was added and that nothing here recomputes is named."""
    verdicts = {"claims", "untold-figures", *SHORT.values()}
    sizes = {"interest-city", "interest-province", "double", "odds"}
    estimates = {"estimates", "tried", "void", "level-most"}
    assert set(record) <= {f"verdict-{name}" for name in verdicts | sizes | estimates}


# ---------------------------------------------------------------------------------------------------------- verdicts

BY_STATUS = {"rule": "rule or plan", "plan": "rule or plan", "open": "rule or report"}
SHORT = {
    "supported": "supported", "consistent": "consistent", "contradicted": "contradicted",
    "depends on the reading": "reading", "rule or plan": "rule", "rule or report": "open", "cannot be told": "untold",
}  # fmt: skip


@pytest.fixture
def judged(run) -> dict[str, tuple[str, str]]:
    """The coding of the chapter: a verdict, and the claim that it rests on."""
    return run(*map(cell, CODED))[1]["judged"]


def code_of(row: dict, judged: dict, by_status: dict = BY_STATUS) -> str:
    """The verdict on a claim: as coded, or by its status, or that it cannot be told."""
    return judged[row["claim_id"]][0] if row["claim_id"] in judged else by_status.get(row["status"], "cannot be told")


def two_counts(rows: list[dict], judged: dict, by_status: dict = BY_STATUS) -> list[dict]:
    """The rows of the table of verdicts: claims, and claims that print a figure."""
    claims = Counter(code_of(row, judged, by_status) for row in rows)
    figures = Counter(code_of(row, judged, by_status) for row in rows if row["printed"])
    return [
        {"Verdict": code, "Claims of the article": claims[code], "of which print a figure": figures[code]}
        for code in SHORT
    ]


def test_the_verdicts_add_up(record, article_claims, judged):
    """Every claim has one verdict; rules, plans and open ones follow from the status of their row."""
    table = two_counts(article_claims, judged)
    assert second.as_printed(second.shown(CHAPTER, "The article's claims by verdict"), table)
    counted = {f"verdict-{SHORT[row['Verdict']]}": row["Claims of the article"] for row in table}
    assert {"verdict-supported", "verdict-contradicted", "verdict-untold"} <= set(record)
    assert {name: record[name] for name in counted if name in record} == {
        name: count for name, count in counted.items() if name in record
    }
    assert record["verdict-claims"] == len(article_claims) == sum(counted.values())
    [untold] = [row["of which print a figure"] for row in table if row["Verdict"] == "cannot be told"]
    assert record["verdict-untold-figures"] == untold


def test_another_status_or_a_claim_less_would_be_noticed(record, article_claims, judged):
    """Sabotage: what may be a rule taken for what cannot be told, a coding forgotten, a claim left out."""
    table = second.shown(CHAPTER, "The article's claims by verdict")
    fewer = {name: coded for name, coded in judged.items() if name != "art-jobs"}
    for spoiled in (
        two_counts(article_claims, judged, {"rule": "rule or plan", "plan": "rule or plan"}),
        two_counts(article_claims, fewer),
        two_counts([row for row in article_claims if row["claim_id"] != "art-rotation"], judged),
    ):
        assert not second.as_printed(table, spoiled)
        assert spoiled[-1]["of which print a figure"] != record["verdict-untold-figures"]


def named(rows: list[dict], judged: dict) -> dict[str, set[str]]:
    """The claims under each verdict."""
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(f"verdict-{SHORT[code_of(row, judged)]}", set()).add(row["claim_id"])
    return found


def test_the_register_names_the_claims_that_are_counted(article_claims, judged):
    """From a count a reader comes to its claims: each is named under its verdict and under no other."""
    registered = {row["result_id"]: set(row["claims"].split()) for row in second.rows("results")}
    found = named(article_claims, judged)
    assert {name: registered[name] for name in found if name in registered} == {
        name: claims for name, claims in found.items() if name in registered
    }
    moved = judged | {"art-jobs": ("cannot be told", "art-ratio")}  # sabotage: one claim under another verdict
    assert named(article_claims, moved)["verdict-untold"] != registered["verdict-untold"]


READS = {
    "supported": "is supported by", "consistent": "is consistent with", "contradicted": "is contradicted by",
    "cannot be told": "cannot be told from", "depends on the reading": "depends on the reading, beside",
}  # fmt: skip


def told(judged: dict, table: list[dict[str, str]]) -> bool:
    """Whether the table of verdicts says each in its words, between what the two claims say."""
    statements = {row["claim_id"]: row["statement"] for row in second.rows("claims")}
    return len(table) == len(judged) and all(
        (row["Verdict"] == READS[code])
        and row["What the article says"].startswith(statements[name])
        and row["What stands beside it"].startswith(statements[other])
        for row, (name, (code, other)) in zip(table, judged.items(), strict=True)
    )


def test_the_table_of_verdicts_says_what_is_coded(judged):
    """Row by row; sabotage: a verdict or the claim beside it changed."""
    table = second.shown(CHAPTER, "The verdicts that rest on a second claim")
    assert told(judged, table)
    assert not told(judged | {"art-done": ("supported", "ms-reform")}, table)
    assert not told(judged | {"art-done": ("consistent", "art-ratio")}, table)


def test_two_texts_that_exclude_each_other_are_one_contradiction(run):
    """Coded from both sides, the pair of titles must still count once."""
    first, later = map(cell, CODED)
    rest = [cell(name) for name in COUNTED]
    as_coded, _ = run(first, later, *rest)
    both = later.replace('("contradicted", "mayor-2020")', '("contradicted", "art-title-b")')
    both = both.replace('("cannot be told", "art-title-a")', '("contradicted", "art-title-a")')
    assert both.count('"contradicted"') == later.count('"contradicted"') + 1
    twice, names = run(first, both, *rest)
    assert twice["verdict-contradicted"] == as_coded["verdict-contradicted"] == 2
    assert names["counts"]["contradicted"] == 3  # counted by rows, the pair would be two


def test_another_contradiction_is_another_count(run):
    """Sabotage: a count that cannot grow would pass the test above."""
    first, later = map(cell, CODED)
    more = later.replace('("depends on the reading", "gx16-app")', '("contradicted", "gx16-app")')
    assert more != later
    assert run(first, more, *map(cell, COUNTED))[0]["verdict-contradicted"] == 3


def test_the_mayor_is_another_man_before_and_after():
    """The title is wrong by the rows that name the mayor on both sides of the text's own dates."""
    rows = [casebook.claim(f"mayor-{year}") for year in range(2018, 2023)]
    assert all("Sun Shutao" in row.statement for row in rows)
    dates = [row.period for row in rows]
    assert dates == sorted(dates)
    assert dates[2] < casebook.claim("art-mobil").period < dates[3]
    assert "Zhang Jun" in casebook.claim("art-title-a").statement


# ------------------------------------------------------------------------------------------------------------- sizes

DESIGNS = {
    "Jinan, large cities": ("cw-outside-interval", 2023),
    "Jinan, without the first tier": ("cw-outside-notier-interval", 2023),
    "Shandong, 2019 in the base": ("pv-late-interval", 2024),
    "Shandong, base to 2018": ("pv-early-interval", 2024),
}  # the interval of each, and the year that is read
OF = {"Jinan": "the city's product by 2023", "Shandong": "the province's product by 2024"}
A_YEAR = {"Half a point": 0.5, "One point": 1.0, "Two points": 2.0}


def interest(a_year: float, read: int, first: int = 2020) -> float:
    """So much in each year from the first to the one that is read, added up year by year."""
    total = 0.0
    for _ in range(first, read + 1):
        total += a_year
    return total


def verdict(interval: list[float], size: float) -> str:
    """What an interval allows to say of a size, by trying ten thousand effects within it."""
    tried = np.linspace(*interval, 10_001)
    large, up = abs(tried) >= size, tried > 0
    if not large.any():
        return "equivalent to nought"
    if large.all() and up.all():
        return "relevant, up"
    return "relevant, down" if large.all() and not up.any() else "inconclusive"


def by_size(earlier: dict, first: int = 2020) -> list[dict[str, str]]:
    """The rows of the table of verdicts by size."""
    return [
        {"Design": name}
        | {said: verdict(earlier[key], interest(a_year, read, first)) for said, a_year in A_YEAR.items()}
        for name, (key, read) in DESIGNS.items()
    ]


def as_nought(rows: list[dict[str, str]]) -> int:
    """Designs that would read little to no effect at two points a year."""
    return sum(row["Two points"] == "equivalent to nought" for row in rows)


def test_the_sizes_of_interest_recompute(record):
    """A point in each year: four to 2023, five to 2024; sabotage: the year before counted as well."""
    ends = {"verdict-interest-city": 2023, "verdict-interest-province": 2024}
    assert second.apart(record, {name: interest(1, read) for name, read in ends.items()}, 0) == set()
    assert second.apart(record, {name: interest(1, read, 2019) for name, read in ends.items()}, 0.5) == set(ends)


def test_the_verdicts_by_size_recompute(record, earlier):
    """Each design at half a point, one and two: none changes at the half, two at the double."""
    rows = by_size(earlier)
    assert second.shown(CHAPTER, "The verdict by the smallest effect of interest, a year") == rows
    assert record["verdict-double"] == as_nought(rows) == 2
    assert {row[said] for row in rows for said in ("Half a point", "One point")} == {"inconclusive"}


def test_another_span_or_interval_would_be_noticed(record, earlier):
    """Sabotage: a year fewer in each size, a year more, or one interval read for another."""
    for spoiled in (
        by_size(earlier, first=2021),
        by_size(earlier, first=2019),
        by_size(earlier | {"pv-late-interval": earlier["pv-early-interval"]}),
        by_size(earlier | {"cw-outside-notier-interval": earlier["cw-outside-interval"]}),
    ):
        assert as_nought(spoiled) != record["verdict-double"]


def test_the_chapter_counts_what_its_sizes_give(run, record):
    """Run with a larger size, or with a year left out, its own cells count otherwise."""
    sources = [cell(name) for name in SIZED]
    assert run(*sources)[0]["verdict-double"] == record["verdict-double"]
    larger = sources[0].replace("a_year = 1.0", "a_year = 1.5")
    shorter = sources[0].replace("range(2020, 2025)", "range(2020, 2024)")
    for spoiled in (larger, shorter):
        assert spoiled != sources[0]
        assert run(spoiled, *sources[1:])[0]["verdict-double"] != record["verdict-double"]


def signed(end: float) -> str:
    """The end of an interval as it is printed."""
    return f"{end:+.1f}".replace("-", "−")


def sentences(earlier: dict) -> list[dict[str, str]]:
    """The rows of the table in fixed words: every design is uncertain, and a single zone has too few comparisons."""
    said = []
    for name, (key, read) in DESIGNS.items():
        assert verdict(earlier[key], interest(1, read)) == "inconclusive"
        low, high = map(signed, earlier[key])
        of = OF[name.partition(",")[0]]
        uncertain = f"The evidence is uncertain about the effect of the reform and all else of its own on {of}"
        said.append(
            {
                "Design": name,
                "What the evidence says": f"{uncertain}: {low} log points to {high} log points is left open.",
            }
        )
    assert 1 + earlier["score-series-zone"] < 10  # one place of so few is more than one in ten
    few = "Too few comparisons fit to say anything about the effect of the reform on the product of a single zone."
    return [*said, {"Design": "A zone of Jinan", "What the evidence says": few}]


def test_the_table_in_fixed_words_recomputes(earlier):
    """Word by word, with the ends of each interval; sabotage: two intervals exchanged."""
    table = second.shown(CHAPTER, "Effects in fixed words")
    assert table == sentences(earlier)
    late, early = earlier["pv-late-interval"], earlier["pv-early-interval"]
    assert table != sentences(earlier | {"pv-late-interval": early, "pv-early-interval": late})


def rows_of(header: str) -> list[list[str]]:
    """The rows of a table in the chapter's text, cell by cell."""
    [text] = [
        "".join(found["source"])
        for found in json.loads(CHAPTER.read_text(encoding="utf-8"))["cells"]
        if header in "".join(found["source"])
    ]
    lines = text[text.index(header) :].split("\n\n")[0].splitlines()[2:]
    return [[part.strip() for part in line.strip("|").split("|")] for line in lines]


def test_what_the_table_of_sizes_excludes_is_excluded(earlier):
    """A gain of a point a year is open to every design, a loss of as much to some of the city's alone."""
    rows = {row[0]: row[1:] for row in rows_of("| size of an effect | excluded by |")}
    up = {key for key, read in DESIGNS.values() if earlier[key][1] < interest(1, read)}
    down = {key for key, read in DESIGNS.values() if earlier[key][0] > -interest(1, read)}
    assert up == set()
    assert (rows["One point of growth a year, up"][0], rows["One point of growth a year, up"][2]) == (
        "nothing",
        "every design",
    )
    assert down == {"pv-late-interval", "pv-early-interval"}
    assert (rows["The same, down"][0], rows["The same, down"][2]) == (
        "the province, both bases",
        "some of the city's designs",
    )
    assert earlier["cw-outside-notier-interval"][0] < earlier["cw-outside-interval"][0]
    assert earlier["cw-outside-notier-interval"][1] < earlier["cw-outside-interval"][1]


def odds(estimate: float, typical: float, belief: float = 2.0, middle: float = 0.6744897501960817) -> float:
    """The ratio of two normal densities at an estimate, from the exponents alone; half of all lies within the middle."""
    spread = typical / middle
    return math.exp((estimate**2 - (estimate - belief) ** 2) / (2 * spread**2))


def test_the_odds_recompute(record, earlier):
    """Sabotage: the median size taken for the spread, or another belief."""
    own, typical = earlier["cw-outside"], earlier["cw-outside-typical"]
    assert record["verdict-odds"] == pytest.approx(odds(own, typical), abs=1e-6)
    assert abs(record["verdict-odds"] - odds(own, typical, middle=1.0)) > 0.05
    assert abs(record["verdict-odds"] - odds(own, typical, belief=4.0)) > 0.05


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
    grades = names["grades"].loc[15]
    assert grades[grades > 0].to_dict() == counted == {"level 1": 1, "level 3": 1, "void": 2}


def test_a_void_estimate_does_not_raise_the_highest_level(run, monkeypatch):
    """Sabotage: broken data of level three beside sound ones of level one."""
    monkeypatch.setattr(casebook, "effects", lambda before: toy((1, "estimate", ""), (3, "estimate", "two vintages")))
    assert run(*map(cell, GRADED))[0]["verdict-level-most"] == 1


ROLES = ("placebo", "robustness", "repeat")  # every other kind with a level is an estimate


def with_level(before: int = 18) -> list[dict]:
    """The rows of the register that have a level, of the chapters before one."""
    return [row for row in second.rows("results") if row["level"] and int(row["chapter"][:2]) < before]


def counts(rows: list[dict], roles: tuple[str, ...] = ROLES) -> dict[str, int]:
    """How many estimates, further runs and void ones there are, and the highest level of a sound one."""
    answers = [row for row in rows if row["kind"] not in roles]
    return {
        "verdict-estimates": len(answers),
        "verdict-tried": len(rows) - len(answers),
        "verdict-void": sum(bool(row["void"]) for row in answers),
        "verdict-level-most": max(int(row["level"]) for row in answers if not row["void"]),
    }


def by_chapter(rows: list[dict]) -> list[dict]:
    """The rows of the table of levels."""
    answers = [row for row in rows if row["kind"] not in ROLES]
    said = {"void": "Void"} | {f"level {level}": f"Level {level}" for level in (1, 2, 3)}
    found = []
    for chapter in sorted({row["chapter"] for row in answers}):
        grades = Counter(
            "void" if row["void"] else f"level {row['level']}" for row in answers if row["chapter"] == chapter
        )
        found.append({"Chapter": int(chapter[:2])} | {column: grades[grade] for grade, column in said.items()})
    return found


def test_the_counts_on_record_are_those_of_the_chapters(record):
    """From the register's rows, with no help of the package."""
    assert second.apart(record, counts(with_level()), 0) == set()
    assert second.as_printed(second.shown(CHAPTER, "Estimates of an effect, right and wrong"), by_chapter(with_level()))


def test_another_count_of_estimates_would_be_noticed(record):
    """Sabotage: a chapter not read, choices varied counted as answers, a void one taken for sound."""
    table = second.shown(CHAPTER, "Estimates of an effect, right and wrong")
    assert second.apart(record, counts(with_level(16)), 0) == {"verdict-estimates", "verdict-tried"}
    assert not second.as_printed(table, by_chapter(with_level(16)))
    assert second.apart(record, counts(with_level(), ("placebo",)), 0) == {"verdict-estimates", "verdict-tried"}
    mended = [row | {"void": ""} if row["result_id"] == "cw-first-early" else row for row in with_level()]
    assert second.apart(record, counts(mended), 0) == {"verdict-void"}
    assert not second.as_printed(table, by_chapter(mended))


def other_levels(rows: list[list[str]]) -> list[str]:
    """The estimates whose level in the table of the text is not the one of their row in the register."""
    registered = {row["result_id"]: f"level {row['level']}" + (", void" if row["void"] else "") for row in with_level()}
    return [
        name for said, level, _ in rows for name in re.findall(r"#([a-z0-9-]+)\)", said) if registered[name] != level
    ]


def test_the_levels_in_the_text_are_those_on_record():
    """The table is prose, so nothing but this holds it against the register; sabotage: a level raised, a void forgotten."""
    rows = rows_of("| estimate | level | lowered by |")
    assert len(rows) == 7
    assert other_levels(rows) == []
    raised = [[said, level.replace("level 2", "level 3"), why] for said, level, why in rows]
    assert other_levels(raised) == ["cw-did-outside", "ex-cities-mean"]
    assert other_levels([[said, level.removesuffix(", void"), why] for said, level, why in rows]) == ["cw-first-early"]

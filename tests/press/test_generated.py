"""The generated pages are current, and a rerun gives the same results in full precision."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path

import pytest
from casebook.evidence import records as evidence
from casebook.evidence import tables
from casebook.evidence.verdicts import VERDICTS
from casebook.press import audit, book, pages, receipt, verify
from casebook.press.pages import overview
from casebook.press.pages.gather import slug


@pytest.mark.slow
def test_generated_pages_are_current(made, monkeypatch):
    """A ledger that lags behind the data or the notebooks would send readers to the wrong evidence."""
    monkeypatch.setattr(pages, "generated", lambda: made)
    assert pages.stale_pages() == []


def moved(made: dict[Path, str], folder: Path) -> dict[Path, str]:
    """What is generated, as of another folder for the pages."""
    return {
        folder / path.relative_to(book.BOOK) if path.is_relative_to(book.BOOK) else path: text
        for path, text in made.items()
    }


@pytest.mark.slow
def test_a_stale_page_is_found(made, tmp_path, monkeypatch):
    """The check must be able to fail, and say where."""
    spoiled = tmp_path / "book"
    shutil.copytree(book.BOOK, spoiled, ignore=shutil.ignore_patterns("downloads"))
    page = spoiled / "ledger" / "08.md"
    page.write_text(page.read_text(encoding="utf-8").replace("### 41.3 % ", "### 41.4 % ", 1), encoding="utf-8")
    monkeypatch.setattr(pages, "generated", lambda: moved(made, spoiled))
    (found,) = [line for line in pages.stale_pages() if "08.md" in line]
    assert re.search(r"ledger/08\.md, line \d+: found .*41\.4 %.*expected .*41\.3 %", found)


def test_a_stale_line_is_shown_from_where_it_differs(tmp_path, monkeypatch):
    """The first signs of a long line are the same in both, and would say nothing."""
    monkeypatch.setattr(pages, "generated", lambda: {tmp_path / "page.md": "same\n" + "a" * 500 + "new\n"})
    (tmp_path / "page.md").write_text("same\n" + "a" * 500 + "old\n", encoding="utf-8")
    (found,) = pages.stale_pages()
    assert f"line 2: found '{'a' * 30}old', expected '{'a' * 30}new'" in found


@pytest.mark.slow
def test_the_ledger_has_a_line_for_each_entry(made):
    """The pages show these lines beside a number: one that is missing would leave it bare."""
    rows = list(csv.DictReader(io.StringIO(made[book.BOOK / "ledger.csv"])))
    made_here = [r["id"] for r in evidence.stored_records() if r["kind"] in ("result", "figure")]
    assert [row["entry"] for row in rows] == [*dict.fromkeys([*tables.table("claims")["claim_id"], *made_here])]
    lines = {row["entry"]: row for row in rows}
    assert lines["art-dept-cut"] == {
        "entry": "art-dept-cut",
        "verdict": "differs",
        "name": "Reduction of internal departments as printed",
        "evidence": "Printed by the source article (weak): Reduction of internal departments as printed. "
        "Admits [41.5, 42.5). Verdict: differs.",
        "page": "book/ledger/article",
    }
    assert lines["departments-cut"]["verdict"] == "computed"
    assert lines["departments-cut"]["evidence"].startswith("Computed here: 41.3 % ")
    assert {row["verdict"] for row in rows} <= {*VERDICTS, "computed"}


@pytest.mark.slow
def test_a_missing_page_is_found(made, tmp_path, monkeypatch):
    """A page that was deleted is not current."""
    monkeypatch.setattr(pages, "generated", lambda: moved(made, tmp_path))
    found = pages.stale_pages()
    assert any("ledger.md: found no such file" in line for line in found)
    assert any("ledger/09.md: found no such file" in line for line in found)


def test_a_page_of_no_chapter_is_found(tmp_path, monkeypatch):
    """A chapter that is gone leaves its page of the ledger, which nothing renews."""
    monkeypatch.setattr(book, "BOOK", tmp_path)
    monkeypatch.setattr(pages, "generated", dict)
    (tmp_path / "ledger").mkdir()
    for name in ("01.md", "article.md", "unused.md", "77.md"):
        (tmp_path / "ledger" / name).write_text("page", encoding="utf-8")
    assert pages.stale_pages() == ["book/ledger/77.md: found a page of no chapter, expected no such file"]


def ledger_in_contents(contents: str) -> list[str]:
    """The pages of the ledger that the table of contents names below it."""
    return re.findall(r"^ {10}- file: book/ledger/(\S+)$", contents, flags=re.MULTILINE)


@pytest.mark.slow
def test_the_contents_name_every_page_of_the_ledger(made, root):
    """A page that is not named is not built, and links to its entries lead nowhere."""
    contents = (root / "_toc.yml").read_text(encoding="utf-8")
    pages_of = [path.stem for path in made if path.parent == book.BOOK / "ledger"]
    assert ledger_in_contents(contents) == pages_of
    assert ledger_in_contents(contents.replace("          - file: book/ledger/09\n", "")) != pages_of


@pytest.mark.slow
def test_a_rerun_gives_the_same_outputs_and_results(monkeypatch, tmp_path):
    """Values below the shown rounding, deleted results, side effects on the data: nbval sees none of them."""
    monkeypatch.setattr(receipt, "RECEIPT", tmp_path / "_build" / "receipt.md")
    agrees, text = verify.verify()
    receipt.keep(text)
    assert agrees, text
    assert "**Everything agrees.**" in text
    results = [record for record in evidence.stored_records() if record["kind"] == "result"]
    assert len(results) > 40
    assert f"{len(results)} results compared in full precision" in text
    assert receipt.RECEIPT.read_text(encoding="utf-8") == text


def test_no_sentence_of_the_article_is_in_the_project(article, root):
    """Scraps of twenty characters at most; the text itself stays out."""
    text = re.sub(r"\s", "", article.read_text(encoding="utf-8"))
    longest = 24
    windows = {text[i : i + longest] for i in range(len(text) - longest)}
    for path in [
        *root.glob("data/*"),
        *root.glob("book/**/*.md"),
        *root.glob("notebooks/*.ipynb"),
        *root.glob("notebooks/casebook/**/*.py"),
        *root.glob("notebooks/casebook/**/*.j2"),
    ]:
        if path.suffix == ".zip":
            continue
        own = re.sub(r"\s", "", path.read_text(encoding="utf-8"))
        shared = [own[i : i + longest] for i in range(len(own) - longest) if own[i : i + longest] in windows]
        assert not [s for s in shared if re.search(r"[\u4e00-\u9fff]{12}", s) and "创新开发区体制机制改革" not in s], (
            path.name
        )


def test_results_are_stored_in_full_precision():
    """A stored result that was rounded would hide a change below the rounding."""
    stored = {r["id"]: r for r in evidence.stored_records() if r["kind"] == "result"}
    assert stored["departments-cut"]["value"] == (1 - 64 / 109) * 100
    assert stored["departments-cut"]["shown"] == "41.3 %"


@pytest.mark.parametrize("name", ["01", "02", "03"])
def test_chapters_say_how_long_they_take(name, root):
    """Reading time is computed from the chapter, so that it cannot go stale."""
    (path,) = root.glob(f"notebooks/{name}_*.ipynb")
    notebook = json.loads(path.read_text(encoding="utf-8"))
    assert f"{audit.minutes_to_read(notebook)} minutes" in "".join(notebook["cells"][0]["source"])


def unused_claims(in_use: set[str], excused: set[str]) -> list[str]:
    """Claims that are neither used nor listed with a reason, and claims that are both."""
    known = set(tables.table("claims")["claim_id"])
    lost = [f"{c}: neither used in the book nor listed in data/not_used.csv" for c in sorted(known - in_use - excused)]
    return lost + [f"{c}: listed in data/not_used.csv, but used" for c in sorted(in_use & excused)]


@pytest.mark.rule
def test_every_claim_is_used_or_excused():
    """A fact that was gathered and is neither used nor excused is dead data."""
    excused = set(tables.table("not_used")["claim_id"])
    assert unused_claims(pages.claims_in_use(), excused) == []


def test_an_unused_claim_is_found():
    """The check must be able to fail, both ways."""
    in_use = set(tables.table("claims")["claim_id"]) - {"art-masks"}
    assert unused_claims(in_use, {"art-jobs"}) == [
        "art-masks: neither used in the book nor listed in data/not_used.csv",
        "art-jobs: listed in data/not_used.csv, but used",
    ]


def untreated_systems(headings: set[str]) -> list[str]:
    """Systems of the article that have no heading of their own."""
    return [row.system_id for row in tables.table("systems").itertuples() if row.heading not in headings]


def headings_of(path) -> set[str]:
    """The anchors of a notebook's headings."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    prose = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
    return {slug(title.strip()) for title in re.findall(r"^#+ (.+)$", prose, flags=re.M)}


@pytest.mark.rule
def test_every_system_of_the_article_has_its_place():
    """The overview of Part II must list every system and lead to where it is treated."""
    measures = tables.table("measures")
    own = measures[(measures["source_id"] == "article") & (measures["measure_id"] != "jinan-mobilisation")]
    assert (own["system_id"] != "").all()
    assert set(own["system_id"]) == set(tables.table("systems")["system_id"])
    notebook = book.chapter("measures", "chapter")
    headings = headings_of(evidence.NOTEBOOKS / notebook)
    assert untreated_systems(headings) == []
    assert untreated_systems(headings - {"rigid-elimination"}) == ["elimination"]
    page = (book.BOOK / "part-1.md").read_text(encoding="utf-8")
    for row in tables.table("systems").itertuples():
        assert f"**{row.name_en}**" in page
        assert f"{notebook}#{row.heading}" in page


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Jibei helped a food firm", "Jibei helped a food firm"),
        ("Jinan's zones", "Jinan's zones"),
        ("Zones in Laiwu put together", "zones in Laiwu put together"),
        ("A zone run by enterprises", "a zone run by enterprises"),
        ("", ""),
    ],
)
def test_a_name_keeps_its_capital_after_a_colon(sentence, found):
    """A sentence that goes on after a colon loses its capital, the name of a zone does not."""
    assert overview._lower(sentence) == found


@pytest.mark.rule
def test_every_claim_of_the_article_stands_once_at_a_glance():
    """The page of verdicts must not leave out a claim, nor count one twice."""
    page = (book.BOOK / "at-a-glance.md").read_text(encoding="utf-8")
    shown = re.findall(r"\]\(#([a-z0-9-]+)\)", page)
    own = tables.table("claims").query("source_id == 'article'")["claim_id"]
    assert sorted(shown) == sorted(own)

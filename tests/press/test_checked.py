"""The page that says how the book is checked tells what the reports tell, survivors and stale reports included."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import reports
from casebook.press.pages import checked
from casebook.press.signing import Pair, Reading, states
from casebook.press.signing.readings import signed

NOW = {"data": "1", "code": "1", "lock": "1", "cells": "1"}
STAMP = {"day": "2020-08-28", "python": "3.12.1", "cores": 2, "minutes": 7.4, "of": NOW}
ROW = {"what": "the slowest chapter", "found": 3.456, "unit": "×", "most": 6, "said": "met"}
MATRIX = {"python": "3.12.1", "files": 1234, "held": {"no network": True, "read-only data": False}}
ROOM = {
    **STAMP,
    "modules": {"reading/printed": {"mutants": 200, "killed": 181, "share": 0.905, "unreached": 0, "survivors": {}}},
    "lost": [],
}
FOUND = {
    "mutation-prose": {
        "mutants": 5000,
        "asked": 50,
        "rules": 0.3456,
        "with_signatures": 0.7567,
        "signed": 30,
        "unheard": 0,
        "kinds": {
            "a unit": {"mutants": 4000, "asked": 30, "rules": 11, "noticed": 25},
            "a negation": {"mutants": 1000, "asked": 20, "rules": 0, "noticed": 13},
        },
        "survivors": [{"kind": "a unit", "place": "README.md", "old": "a", "new": "b"}] * 12,
    },
    "mutation-data-followed": {
        "cells": 1000,
        "asked": 80,
        "share": 0.5555,
        "first": {"schema": 0.11, "rules": 0.32, "links": 0.0055, "signatures": 0.12},
        "tables": {"claims": 0.9, "panel": 0.4},
        "columns": {"a date": 0.25, "a number": 0.75},
        "survivors": [{"cell": "data/claims.csv, row 3, column note: 'a' changed to 'b'", "reason": ""}] * 31,
    },
    "mutation-data": {
        "cells": 1000,
        "asked": 100,
        "share": 0.9995,
        "first": {"schema": 0.1, "rules": 0.2, "pages": 0.6, "chapters": 0.0995},
        "survivors": [],
    },
    "mutation-data-without-pages": {
        "asked": 50,
        "share": 0.625,
        "first": {"schema": 0.1, "rules": 0.2, "chapters": 0.325},
    },
    "mutation-code": {"rooms": {"reading": ROOM}},
    "matrix": {"missing": ["3.13"], "runs": {"3.12": {**MATRIX, "differing": {"at home": [], "two builds": []}}}},
    "adversary": {
        "tried": {
            "sentences": {"tried": 31, "noticed": 3},
            "results": {"tried": 4, "noticed": 0},
            "data": {"tried": 20, "noticed": 5, "noticed_with_article": 7},
            "code": {"tried": 10, "noticed": 2},
        },
        "sentences_passed": {"a unit": 20, "a direction": 8},
    },
    "bench": {"table": [ROW, {**ROW, "what": "a page", "unit": "kB", "most": None, "said": ""}]},
    "reader": {
        "pages": 59,
        "table": [
            {
                "what": "first paint",
                "unit": "s",
                "most": 2,
                "said": "met",
                "found": {"this book": 1.4567, "another": 5.2},
            },
            {"what": "stops", "unit": "", "most": None, "said": "", "found": {"this book": 130.0, "another": None}},
        ],
    },
}


GROUP = {"planted": 20, "found": 15, "agreeing": 30, "agreeing_checked": 28, "false": 2}
SCANNED = {
    **STAMP,
    "articles": 1000,
    "percentages": 1500,
    "with_ingredients": 900,
    "recomputed": 500,
    "score": {**GROUP, "languages": {"English": GROUP}, "halves": {"set aside": GROUP}, "kinds": {"share": GROUP}},
    "speed": [{"articles": 2000, "workers": 2, "a_second": 12.34, "megabytes": 345.6}],
}


def pair(text: str, kind: str = "text") -> Pair:
    """Something that can be read."""
    return Pair(kind, "README.md", "", text, "a", "evidence")


def read(text: str, reader: str, day: str, finding: str = "supports", kind: str = "text") -> tuple[Pair, Reading]:
    """A pair and its reading."""
    return pair(text, kind), signed(pair(text, kind), reader, finding, "" if finding == "supports" else "no", day)


UNREAD = states([pair("One."), pair("Two."), pair("A drawing", "figure")], [])


def page(folder: Path, now: dict | None = None, stood=UNREAD, **changes: dict) -> str:
    """The page from made-up reports, some of them changed."""
    for name in (*checked.REPORTS, checked.TRIAL):
        report = {**STAMP, **FOUND[name], **changes.get(name.replace("-", "_"), {})}
        (folder / f"{name}.json").write_text(json.dumps(report), encoding="utf-8")
    return checked.checked_page(folder, now or NOW, stood)


def test_the_page_tells_what_the_reports_tell(tmp_path):
    """Shares are rounded down: 99.95 % is not all."""
    text = page(tmp_path)
    for said in (
        "| a word of a sentence, by the rules alone | 34.5 % |",
        "| a word of a sentence, with the signatures of those who read it | 75.6 % |",
        "| a cell of the data, everything rerun and renewed after it | 55.5 % |",
        "| a cell of the data, nothing rerun | 99.9 % |",
        "| a line of code, in the rooms that were asked | 90.5 % |",
        "it judges no meaning",
        "Of 5,000 such changes, a sample of 50 was asked, some of every kind in every file; 30 of them in a sentence that is signed.",
        "the rules alone notice **34.5 %**, rules and signatures together **75.6 %**.",
        "| a negation | 20 | 0 | 13 | 7 |\n| a unit | 30 | 11 | 25 | 5 |",
        "{download}`The 12 changes that passed <checks/mutation-prose.json>`",
        "Of 1,000 cells, a sample of 80 was asked; each standing for its column, **55.5 %** are noticed.",
        "| a signature: somebody had read the row, or a sentence on it, as it was | 12.0 % |",
        "| a link of a sentence, which says something else than the record now | 0.5 % |",
        "| a date | 25.0 % |\n| a number | 75.0 % |",
        "| `claims` | 90.0 % |",
        "{download}`The 31 cells that passed <checks/mutation-data-followed.json>`",
        "Not asked yet: `evidence`, `methods`, `drawing`, `press`, `ext`.",
        "| reading | 1 | 200 | 200 | 181 | 90.5 % | met | 28 August 2020, of what you read here |",
        "It took 7 minutes for all.",
        "Of 65 such changes 10 were noticed",
        "| a sentence, a caption, an alternative text, a page | 31 | 3 | 28 | 75.6 % |",
        "| a cell of the data, with all that belongs to it | 20 | 5 | 15 | 55.5 % |",
        "| a line of code outside the modules that mutmut changed then | 10 | 2 | 8 | 90.5 % |",
        "| a result that the code of a chapter states wrongly | 4 | 0 | 4 | not run |",
        "With the text of the article at hand, 7 of the 20 cells were noticed.",
        "| a direction | 8 |",
        "Tried on 28 August 2020 with Python 3.12.1, of what you read here.",
        "comes out with the same bytes under Python 3.12.1.",
        "Of 1,000 cells, a sample of 100 was asked, some of every column; each standing for its column, **99.9 %**",
        "| a page that is made from the data | 60.0 % |",
        "If no such page is asked, of a sample of 50, 62.5 % are noticed: 10.0 % by the schema, 20.0 % by a rule of the data, 32.5 % by a chapter, run again.",
        "No cell that was asked went unnoticed.",
        "| `reading/printed.py` | 200 | 200 | 181 | 90.5 % |",
        "| 3.12.1 | same bytes | same bytes |",
        "Not on that machine: Python 3.13.",
        "Away means: no network; the chapters in reverse order",
        "1,234 files each",
        "| the slowest chapter | 3.46 | 6 | met |",
        "| a page, in kB | 3.46 |  |  |",
        "Run on 28 August 2020 with Python 3.12.1, of what you read here; it took 7 minutes on 2 cores.",
    ):
        assert said in text, said
    assert "read-only" not in text


def test_what_is_bad_is_told(tmp_path):
    """A page that could only praise would be no report."""
    kinds = {"a unit": {"mutants": 50, "asked": 50, "rules": 50, "noticed": 50}}
    whole = page(
        tmp_path,
        mutation_prose={"asked": 5000, "survivors": [], "kinds": kinds},
        mutation_data_followed={"asked": 1000, "survivors": []},
    )
    assert "All 5,000 such changes were asked; 30 of them in a sentence that is signed." in whole
    assert "No change that was asked passed." in whole
    assert "All 1,000 cells were asked; **55.5 %** are noticed." in whole
    assert "No cell that was asked passed." in whole
    survivor = {"cell": "data/claims.csv, row 3, column note: 'a' changed to 'b'", "reason": ""}
    runs = {"3.12": {**MATRIX, "differing": {"at home": [], "two builds": ["index.html"]}}}
    text = page(
        tmp_path,
        mutation_data={"survivors": [survivor]},
        matrix={"runs": runs},
        bench={"table": [{**ROW, "said": "not met"}]},
    )
    assert "- `data/claims.csv, row 3, column note: 'a' changed to 'b'`: no reason known" in text
    assert "went unnoticed." not in text
    assert "| 3.12.1 | same bytes | differs |" in text
    assert "The same bytes come out under 0 of 1 versions of Python." in text
    assert "| the slowest chapter | 3.46 | 6 | not met |" in text


def test_the_pages_in_a_browser_stand_beside_those_of_others(tmp_path):
    """Columns of one run; what another book cannot have is blank and no nought."""
    text = page(tmp_path)
    assert "opened 59 pages" in text
    assert "Beside it, in the same run, another." in text
    assert "| what | this book | another | at most | said |" in text
    assert "| first paint, in s | 1.46 | 5.20 | 2 | met |" in text
    assert "| stops | 130.00 |  |  |  |" in text
    alone = {"table": [{**row, "found": {"this book": 1.0}} for row in FOUND["reader"]["table"]]}
    assert "Beside it, in the same run" not in page(tmp_path, reader=alone)


def test_every_cell_asked_is_no_sample(tmp_path):
    """A full run must not be told as a sample, nor a sample as a full run."""
    assert "All 100 cells were asked; **99.9 %** are noticed." in page(tmp_path, mutation_data={"cells": 100})


@pytest.mark.parametrize(
    ("group", "words", "times"), [("data", "the data", 6), ("code", "the helpers", 6), ("lock", "the lock", 3)]
)
def test_a_report_of_another_state_says_so(tmp_path, group, words, times):
    """A reader must not take yesterday's report for one of what is read; a report counts what it depends on only."""
    text = page(tmp_path, now={**NOW, group: "2"})
    assert text.count(f"; since then {words} changed; it took") == times
    assert text.count(", of what you read here;") == 6 - times
    assert (
        f"| 28 August 2020{f'; since then {words} changed' if group == 'code' else ', of what you read here'} |" in text
    )
    assert (f"Tried on 28 August 2020 with Python 3.12.1; since then {words} changed.\n" in text) == (group != "lock")


@pytest.mark.parametrize("name", checked.REPORTS)
def test_a_missing_report_is_named(tmp_path, name):
    """A page without one of its sections would hide that nobody asked."""
    page(tmp_path)
    (tmp_path / f"{name}.json").unlink()
    with pytest.raises(FileNotFoundError, match=f"book/checks/{name}.json: found no such file"):
        checked.checked_page(tmp_path, NOW, UNREAD)


def test_a_book_that_no_adversary_tried_says_nothing_of_one(tmp_path):
    """A new book has no first edition; the section goes, and nothing else."""
    page(tmp_path)
    (tmp_path / f"{checked.TRIAL}.json").unlink()
    text = checked.checked_page(tmp_path, NOW, UNREAD)
    assert "adversary" not in text
    assert "## Would a wrong line of code be noticed?" in text
    assert "## Is it the same elsewhere?" in text


def test_a_book_that_nobody_signed_says_so(tmp_path):
    """An empty list of readings must not read as one that was read."""
    text = page(tmp_path)
    assert "Nobody has signed yet: of 3 pairs, none was read and is as it was, and 3 were never read." in text
    assert "| text | 2 | 0 | 0 | 0 | 0 | 2 |\n| figure | 1 | 0 | 0 | 0 | 0 | 1 |" in text
    assert "were read and are as they were" not in text


def test_the_page_says_who_read_what_and_when(tmp_path):
    """Readers by the names they sign with, the first and the last day; what has changed since counts for nobody."""
    read_ones = [
        read("One.", "R. Ader", "2026-11-29"),
        read("Two.", "L. Ector", "2026-12-01", "in part"),
        read("Three.", "N. O. Body", "2026-12-24", "does not"),
        read("A drawing", "R. Ader", "2026-11-30", kind="figure"),
    ]
    pairs = [*(one for one, _ in read_ones), pair("Four, which nobody read and which is like no other.")]
    text = page(tmp_path, stood=states(pairs, [reading for _, reading in read_ones]))
    assert (
        "Of 5 pairs, 3 were read and are as they were, by 2 readers (L. Ector, R. Ader), "
        "from 29 November 2026 to 1 December 2026; 1 were never read."
    ) in text
    assert "| text | 4 | 1 | 1 | 0 | 1 | 1 |\n| figure | 1 | 1 | 0 | 0 | 0 | 0 |" in text
    assert "N. O. Body" not in text
    moved = [Pair("text", "README.md", "", "One.", "a", "other evidence"), pair("Two, it is said."), pair("Two.")]
    text = page(tmp_path, stood=states(moved, [read_ones[0][1], read_ones[1][1]]))
    assert "by 1 reader (L. Ector), on 1 December 2026; 1 were never read." in text
    assert "| text | 3 | 0 | 1 | 1 | 0 | 1 |" in text


def test_how_well_readers_read_is_told_where_it_was_tried(tmp_path):
    """Lines spoilt on purpose, and how many of them the readers marked; nothing where nobody tried."""
    stood = states([pair("One.")], [read("One.", "R. Ader", "2026-11-29")[1]])
    assert "spoilt on purpose" not in page(tmp_path, stood=stood)
    (tmp_path / "readers.json").write_text('{"readers": 3, "spoilt": 30, "marked": 29}', encoding="utf-8")
    said = "of 30 lines that had been spoilt on purpose in what 3 of them were given, they marked 29."
    assert said in page(tmp_path, stood=stood)


def test_many_readers_are_counted_and_not_named(tmp_path):
    read_ones = [read(f"Sentence {number}.", f"reader {number}", "2026-11-29") for number in range(6)]
    text = page(tmp_path, stood=states([one for one, _ in read_ones], [reading for _, reading in read_ones]))
    assert "by 6 readers, on 29 November 2026" in text


def test_a_sample_of_the_code_is_told_as_one(tmp_path):
    """A module counts as many changes as there are of it, asked or not; a room below its goal says so."""
    module = {"mutants": 20, "killed": 20, "share": 1.0, "unreached": 0, "survivors": {}}
    modules = {
        "reading/dates": {**module, "of": 100},
        "reading/printed": {**module, "killed": 12, "share": 0.6, "of": 60},
    }
    text = page(tmp_path, mutation_code={"rooms": {"reading": {**ROOM, "modules": modules, "there": 16}}})
    assert "they are a sample, the same in every run; if the time of a room ran out" in text
    assert "| reading | 2 of 16 | 160 | 40 | 32 | 85.0 % | not met |" in text
    assert "| `reading/printed.py` | 60 | 20 | 12 | 60.0 % |" in text
    assert "they are a sample" not in page(tmp_path)


def test_another_draw_is_told_where_all_rooms_had_one(tmp_path):
    """Tests written for what a draw had shown make a second look at it too good: the page says which it is."""
    told = "where there are samples, they are of another draw, though many changes are in both"
    assert told not in page(tmp_path)
    anew = {room: {**ROOM, "draw": 2} for room in checked.ROOMS}
    assert told in page(tmp_path, mutation_code={"rooms": anew})
    assert told not in page(tmp_path, mutation_code={"rooms": {**anew, "ext": {**ROOM, "draw": 1}}})


def test_a_module_that_could_not_be_asked_is_told(tmp_path):
    """A module without tests must not vanish from the page."""
    lost = {**ROOM, "lost": ["reading/lost.py: found no tests, expected tests/reading/test_… of its name"]}
    text = page(tmp_path, mutation_code={"rooms": {room: lost for room in checked.ROOMS}})
    assert (
        text.count(
            "| reading/lost.py: found no tests, expected tests/reading/test\\_… of its name |  |  |  | not asked |"
        )
        == 6
    )
    assert "Not asked yet" not in text
    assert "| a line of code | 90.5 % |" in text
    alone = page(tmp_path, mutation_code={"rooms": {"ext": {**lost, "modules": {}}}})
    assert "| a line of code, in the rooms that were asked | not asked |" in alone
    assert "| ext | 0 | 0 | 0 | 0 | not asked |  | 28 August 2020" in alone


def test_the_holes_are_those_of_the_fixtures(root, tmp_path):
    """A hole on the page without its notebook would be a claim without evidence, and the other way round."""
    named = [name for _, _, names in checked.HOLES for name in names]
    assert sorted(named) == sorted(path.stem for path in (root / "tests" / "fixtures" / "holes").glob("*.ipynb"))
    text = page(tmp_path)
    assert all(f"`{name}`" in text for name in named)


def test_what_was_tried_by_hand_adds_up(root):
    """The kinds of sentences that passed are all that passed, and no more was noticed than tried."""
    report = json.loads((root / "book" / "checks" / f"{checked.TRIAL}.json").read_text(encoding="utf-8"))
    assert report["tried"].keys() == checked.TRIED.keys()
    assert all(0 <= told["noticed"] <= told["tried"] for told in report["tried"].values())
    sentences = report["tried"]["sentences"]
    assert sum(report["sentences_passed"].values()) == sentences["tried"] - sentences["noticed"]
    assert list(report["sentences_passed"].values()) == sorted(report["sentences_passed"].values(), reverse=True)


def test_reports_are_taken_in(tmp_path, monkeypatch):
    """What was made here replaces what is in the book, what was not stays."""
    fresh, kept = tmp_path / "fresh", tmp_path / "kept"
    monkeypatch.setattr(reports, "FRESH", fresh)
    monkeypatch.setattr(reports, "KEPT", kept)
    kept.mkdir()
    (kept / "bench.json").write_text('{"measures": {"memory": 1}}')
    assert reports.last("bench") == {"measures": {"memory": 1}}
    assert reports.last("matrix") == {}
    reports.keep("bench", {**reports.stamp(), "measures": {"memory": 2}})
    reports.keep("anything", {})
    assert reports.last("bench")["measures"] == {"memory": 2}
    assert checked.take_in(fresh, kept) == ["bench"]
    taken = json.loads((kept / "bench.json").read_text(encoding="utf-8"))
    assert taken.keys() == {"day", "python", "cores", "of", "minutes", "measures"}
    assert 0 <= taken["minutes"] < 1
    (fresh / "editions.json").write_text("{}", encoding="utf-8")
    assert checked.take_in(fresh, kept) == ["bench", "editions"]


def test_the_reports_in_the_book_meet_their_marks(root):
    """The committed reports are those of runs that passed: a bad one must not be put on the page unseen.

    Of the code the page itself says which room is below its goal.
    """
    import mutate_data
    import mutate_prose

    kept = {
        name: json.loads((root / "book" / "checks" / f"{name}.json").read_text(encoding="utf-8"))
        for name in checked.REPORTS
    }
    assert mutate_data.failures(kept["mutation-data"]) == []
    assert mutate_prose.failures(kept["mutation-prose"]) == []
    assert not [run for run in kept["matrix"]["runs"].values() if any(run["differing"].values())]


@pytest.mark.parametrize(
    ("found", "most", "told"),
    [
        (1.504, 1.5, "1.504"),
        (0.60004, 0.6, "0.60004"),
        (1.516, 1.5, "1.52"),
        (1.4996, 1.5, "1.50"),
        (3.456, None, "3.46"),
    ],
)
def test_a_target_missed_by_a_hair_does_not_read_as_met(tmp_path, found, most, told):
    assert f"| the slowest chapter | {told} |" in page(
        tmp_path, bench={"table": [{**ROW, "found": found, "most": most}]}
    )


def test_a_scan_of_invented_articles_is_told_if_there_was_one(tmp_path):
    """Recall and precision, rounded down, by group; what it took."""
    assert "What does it find in other articles?" not in page(tmp_path)
    (tmp_path / "scan.json").write_text(json.dumps(SCANNED), encoding="utf-8")
    text = page(tmp_path)
    for said in (
        "It was asked of 1,000 invented articles",
        "It finds **75.0 %** of what does not agree; of its alarms, **88.2 %** are right.",
        "Of 1,500 printed percentages, 900 were held against figures that they follow from, and 500 of these recompute.",
        "| a part, its whole and the share | 20 | 15 | 30 | 28 | 2 |",
        "| in sentences that are set aside | 20 |",
        "| 2,000 | 2 | 12.3 | 346 |",
    ):
        assert said in text
    assert "since then the helpers changed" in page(tmp_path, {**NOW, "code": "2"})


def test_the_report_of_a_scan_is_taken_in(tmp_path):
    (tmp_path / "fresh").mkdir()
    (tmp_path / "fresh" / "scan.json").write_text("{}", encoding="utf-8")
    assert checked.take_in(tmp_path / "fresh", tmp_path / "kept") == ["scan"]

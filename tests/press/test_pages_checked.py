"""What the page on the checks is told: each report turned into what its section says, value by value."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from casebook.press.pages import checked
from casebook.press.signing import Pair, State
from casebook.press.signing.readings import signed

NOW = {"data": "1", "code": "1", "lock": "1", "cells": "1"}
STAMP = {"day": "2020-08-28", "python": "3.12.1", "cores": 2, "minutes": 7.6, "of": NOW}
RUN = {"day": "28 August 2020", "python": "3.12.1", "changed": "", "minutes": "8", "cores": 2}
FROM_CELLS = "the data and the helpers and the chapters"
MODULE = {"mutants": 20, "killed": 20, "share": 1.0, "unreached": 0, "survivors": {}}
REPORTS = {
    "mutation-prose": {
        "mutants": 50, "asked": 40, "rules": 0.3456, "with_signatures": 0.7567, "signed": 30, "survivors": ["one", "two", "three"],
        "kinds": {
            "a unit": {"mutants": 30, "asked": 30, "rules": 11, "noticed": 25},
            "a negation": {"mutants": 20, "asked": 10, "rules": 0, "noticed": 3},
        },
    },
    "mutation-data-followed": {
        "cells": 1000, "asked": 80, "share": 0.5555, "first": {"schema": 0.11, "links": 0.005}, "survivors": ["one", "two"],
        "tables": {"claims": 0.9}, "columns": {"a date": 0.25},
    },
    "mutation-data": {"cells": 1000, "asked": 100, "share": 0.9995, "first": {"rules": 0.2, "pages": 0.6}, "survivors": [{"cell": "a"}]},
    "mutation-data-without-pages": {"asked": 50, "share": 0.625, "first": {"chapters": 0.325, "schema": 0.1}},
    "mutation-code": {"rooms": {"reading": {**STAMP, "modules": {"reading/dates": MODULE}, "lost": []}}},
    "matrix": {"missing": [], "runs": {}},
    "bench": {"table": []},
    "reader": {"pages": 59, "table": [{"what": "stops", "unit": "", "most": None, "said": "", "found": {"this book": 1.0}}]},
    "adversary": {
        "sentences_passed": {"a unit": 20},
        "tried": {
            "sentences": {"tried": 31, "noticed": 3},
            "results": {"tried": 4, "noticed": 1},
            "data": {"tried": 20, "noticed": 5, "noticed_with_article": 7},
            "code": {"tried": 10, "noticed": 2},
        },
    },
    "scan": {
        "articles": 1000, "percentages": 1500, "with_ingredients": 900, "recomputed": 500, "speed": [{"articles": 2000}],
        "score": {
            "planted": 20, "found": 15, "agreeing": 30, "agreeing_checked": 28, "false": 5,
            "languages": {"English": {"planted": 1}}, "halves": {"set aside": {"planted": 2}, "new": {"planted": 4}}, "kinds": {"share": {"planted": 3}},
        },
    },
    "readers": {"readers": 3, "spoilt": 30, "marked": 29},
}  # fmt: skip
OF_SOME = ("adversary", "scan", "readers")  # without these the page is whole, too


@pytest.fixture
def told(tmp_path, monkeypatch):
    """What the template is given, some reports changed, some left out."""
    monkeypatch.setattr(checked, "write", lambda name, **given: {"template": name, **given})

    def of(leave: tuple[str, ...] = (), now: dict = NOW, **changes: dict) -> dict:
        for name, report in REPORTS.items():
            path = tmp_path / f"{name}.json"
            path.unlink(missing_ok=True)
            if name not in leave:
                path.write_text(json.dumps({**STAMP, **report, **changes.get(name.replace("-", "_"), {})}))
        return checked.checked_page(tmp_path, now, [])

    return of


def test_the_page_has_a_section_for_each_report_and_those_of_some_only_if_there(told):
    """A section that is left out says that nobody asked."""
    whole = told()
    assert whole["template"] == "checked"
    assert list(whole) == [
        "template", "holes", "prose", "followed", "data", "code", "read", "spoilt", "trial", "matrix", "bench", "reader", "scan",
    ]  # fmt: skip
    assert whole["spoilt"] == {**STAMP, **REPORTS["readers"]}
    without = told(OF_SOME)
    assert (without["spoilt"], without["trial"], without["scan"]) == ({}, {}, {})
    assert whole["holes"][1] == {
        "passes": "a cell that was never run, or was deleted",
        "fails": "counts run on without a gap",
        "names": ("no_count", "deleted_cell"),
    }


def test_without_other_word_the_page_is_of_the_project_as_it_is(tmp_path, monkeypatch):
    """Its digests and its signatures are read where nobody gives others."""
    for name in checked.REPORTS:
        (tmp_path / f"{name}.json").write_text(json.dumps({**STAMP, **REPORTS[name]}))
    pair = Pair("text", "README.md", "", "One.", "", "")
    reading = signed(pair, "R. Ader", "supports", day="2026-11-29")
    monkeypatch.setattr(checked, "write", lambda name, **given: given)
    monkeypatch.setattr(checked, "parts", lambda root: f"parts of {root.name}")
    monkeypatch.setattr(checked, "digests", lambda found: {**NOW, "data": found})
    monkeypatch.setattr(checked, "ROOT", Path("/the/project"))
    monkeypatch.setattr(checked.signing, "pairs", lambda: [pair])
    monkeypatch.setattr(checked.signing, "load", lambda: [reading])
    found = checked.checked_page(tmp_path)
    assert found["prose"]["run"]["changed"] == "the data"
    assert found["read"]["readers"] == ["R. Ader"]
    kept = {**STAMP, **REPORTS["mutation-prose"], "of": {**NOW, "data": "parts of project"}}
    (tmp_path / "mutation-prose.json").write_text(json.dumps(kept))
    assert checked.checked_page(tmp_path)["prose"]["run"]["changed"] == ""


@pytest.mark.parametrize("name", checked.REPORTS)
def test_the_report_that_is_missing_is_named_with_what_was_expected(told, name):
    """Whoever has a new book must know which check to run."""
    with pytest.raises(FileNotFoundError) as missing:
        told((name,))
    assert str(missing.value) == (f"book/checks/{name}.json: found no such file, expected the report of a long check")


def test_what_has_changed_since_a_report_is_what_it_was_made_of(told):
    """The lock is no part of what sentences and cells are asked of; the code alone is of a scan."""
    found = told(now={"data": "2", "code": "2", "lock": "2", "cells": "2"})
    everything = "the data and the helpers and the lock and the chapters"
    assert {name: section["run"]["changed"] for name, section in found.items() if "run" in section} == {
        "prose": FROM_CELLS, "followed": FROM_CELLS, "data": FROM_CELLS, "trial": FROM_CELLS,
        "matrix": everything, "bench": everything, "reader": everything, "scan": "the helpers",
    }  # fmt: skip
    assert found["code"]["rooms"]["reading"]["run"]["changed"] == "the helpers"
    same = told()
    assert all(section["run"] == RUN for section in same.values() if "run" in section)


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (1.0, "100.0 %"),
        (0.9999, "99.9 %"),
        (0.8999999999999999, "90.0 %"),  # nine tenths, summed
        (0.0019, "0.1 %"),
        (0.0, "0.0 %"),
    ],
)
def test_a_share_is_rounded_down(told, share, words):
    """All but one is not all; a sum that is off by its last bit is what it was meant to be."""
    assert told(mutation_prose={"rules": share})["prose"]["rules"] == words


def test_changed_sentences_are_told_by_kind_those_that_passed_most_first(told):
    """What is weakest stands on top."""
    found = told()["prose"]
    assert list(found["kinds"]) == ["a negation", "a unit"]
    assert found == {
        "run": RUN, "mutants": 50, "asked": 40, "signed": 30, "rules": "34.5 %", "with_signatures": "75.6 %", "survived": 3,
        "kinds": {
            "a negation": {"mutants": 20, "asked": 10, "rules": 0, "noticed": 3, "survived": 7},
            "a unit": {"mutants": 30, "asked": 30, "rules": 11, "noticed": 25, "survived": 5},
        },
    }  # fmt: skip


def test_changed_cells_are_told_by_what_noticed_them_first(told):
    """What noticed nothing stands with a nought."""
    assert told()["followed"] == {
        "run": RUN, "cells": 1000, "asked": 80, "share": "55.5 %", "survived": 2,
        "first": {
            "the schema: types, keys, references, constraints": "11.0 %",
            "a rule of the data": "0.0 %",
            "a link of a sentence, which says something else than the record now": "0.5 %",
            "a signature: somebody had read the row, or a sentence on it, as it was": "0.0 %",
        },
        "columns": {"a date": "25.0 %"},
        "tables": {"claims": "90.0 %"},
    }  # fmt: skip
    assert told()["data"] == {
        "run": RUN, "cells": 1000, "asked": 100, "share": "99.9 %", "survivors": [{"cell": "a"}],
        "first": {
            "the schema: types, keys, references, constraints": "0.0 %",
            "a rule of the data": "20.0 %",
            "a page that is made from the data": "60.0 %",
            "a chapter, run again": "0.0 %",
        },
        "apart": {"asked": 50, "share": "62.5 %", "first": {"a chapter, run again": "32.5 %", "the schema": "10.0 %"}},
    }  # fmt: skip


def test_changed_code_is_told_by_room_and_module(told):
    """By hand: (100 · 1 + 60 · 0.6) / 160 = 85 %; with the other room (136 + 40 · 0.9) / 200 = 86 %."""
    part = {**MODULE, "killed": 12, "share": 0.6, "of": 60, "unreached": 3}
    reading = {**STAMP, "modules": {"reading/dates": {**MODULE, "of": 100}, "reading/printed": part}, "there": 16,
               "lost": ["reading/lost.py: no end:", "reading/gone.py: no"]}  # fmt: skip
    press = {
        **STAMP,
        "minutes": 2.5,
        "modules": {"press/book": {**MODULE, "mutants": 40, "killed": 36, "share": 0.9}},
        "lost": [],
    }
    found = told(mutation_code={"rooms": {"reading": reading, "press": press}})["code"]
    assert found == {
        "rooms": {
            "reading": {
                "run": RUN, "mutants": 40, "of": 160, "killed": 32, "share": "85.0 %", "said": "not met", "there": 16,
                "modules": {
                    "reading/dates.py": {**MODULE, "of": 100, "share": "100.0 %"},
                    "reading/printed.py": {**part, "share": "60.0 %"},
                },
                "lost": ["reading/lost.py: no end", "reading/gone.py: no"],
            },
            "press": {
                "run": {**RUN, "minutes": "2"}, "mutants": 40, "of": 40, "killed": 36, "share": "90.0 %", "said": "met", "there": 1,
                "modules": {"press/book.py": {**MODULE, "mutants": 40, "killed": 36, "of": 40, "share": "90.0 %"}},
                "lost": [],
            },
        },
        "missing": ["evidence", "methods", "drawing", "ext"],
        "share": "86.0 %",
        "mutants": 80,
        "sampled": True,
        "drawn_anew": False,
        "minutes": 7.6 + 2.5,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "sampled"),
    [
        ({}, False),
        ({"there": 1}, False),
        ({"there": 2}, True),
        ({"modules": {"reading/dates": {**MODULE, "of": 21}}}, True),
    ],
)
def test_code_is_a_sample_if_a_change_or_a_module_was_left_out(told, change, sampled):
    """Either way the share is an estimate, and the page must say so."""
    room = {**STAMP, "modules": {"reading/dates": MODULE}, "lost": [], **change}
    assert told(mutation_code={"rooms": {"reading": room}})["code"]["sampled"] is sampled


def test_a_room_of_which_nothing_was_asked_has_no_share(told):
    """No change asked is neither all noticed nor none."""
    room = {"day": "2020-08-28", "python": "3.12.1", "of": NOW, "modules": {}, "lost": []}
    found = told(mutation_code={"rooms": {"ext": room}})["code"]
    assert (found["share"], found["minutes"], found["sampled"]) == ("not asked", 0, False)
    assert found["rooms"]["ext"] == {
        "run": {**RUN, "minutes": "", "cores": 0}, "mutants": 0, "of": 0, "killed": 0, "share": "not asked", "said": "",
        "there": 0, "modules": {}, "lost": [],
    }  # fmt: skip


def test_what_an_adversary_tried_stands_beside_what_the_machine_notices(told):
    """By hand: 31 + 4 + 20 + 10 = 65 tried, 3 + 1 + 5 + 2 = 11 noticed."""
    assert told()["trial"] == {
        "run": RUN,
        "tried": {
            "a sentence, a caption, an alternative text, a page": {"tried": 31, "noticed": 3, "machine": "75.6 %"},
            "a result that the code of a chapter states wrongly": {"tried": 4, "noticed": 1, "machine": ""},
            "a cell of the data, with all that belongs to it": {
                "tried": 20, "noticed": 5, "noticed_with_article": 7, "machine": "55.5 %",
            },
            "a line of code outside the modules that mutmut changed then": {"tried": 10, "noticed": 2, "machine": "100.0 %"},
        },
        "all": 65,
        "noticed": 11,
        "data": {"tried": 20, "noticed": 5, "noticed_with_article": 7},
        "passed": {"a unit": 20},
    }  # fmt: skip


def test_who_read_is_told_by_kind_and_state():
    """A reading against counts as read and not as held; days are the first and the last of what holds."""
    pairs = [Pair("text", "README.md", "", f"{number}", "", "") for number in range(5)]
    figure = Pair("figure", "README.md", "", "A drawing", "", "<svg/>")

    def state(pair: Pair, said: str, reader: str, day: str, finding: str = "supports") -> State:
        return State(pair, said, signed(pair, reader, finding, "why", day))

    states = [
        state(pairs[0], "current", "B", "2026-11-29"),
        state(pairs[1], "current", "A", "2026-11-30", "in part"),
        state(pairs[2], "current", "B", "2026-11-28"),
        state(pairs[3], "not supported", "C", "2026-12-24", "does not"),
        State(pairs[4], "never read"),
        state(figure, "evidence changed", "D", "2026-01-01"),
    ]
    nothing = dict.fromkeys(
        ("current", "in part", "sentence changed", "evidence changed", "not supported", "never read"), 0
    )
    assert checked.who_read(states) == {
        "pairs": 6,
        "held": 3,
        "never": 1,
        "kinds": {
            "text": {**nothing, "pairs": 5, "current": 2, "in part": 1, "not supported": 1, "never read": 1},
            "figure": {**nothing, "pairs": 1, "evidence changed": 1},
        },
        "readers": ["A", "B"],
        "days": ["28 November 2026", "30 November 2026"],
    }
    assert checked.who_read(states[:1])["days"] == ["29 November 2026"]
    assert checked.who_read([]) == {"pairs": 0, "held": 0, "never": 0, "kinds": {}, "readers": [], "days": []}


def test_what_is_the_same_elsewhere_is_held_by_every_run(told):
    """A run that was not read-only takes the word from all; a file that differs in one place takes the word from its run."""
    old = {
        "python": "3.11.7",
        "files": 12,
        "differing": {"at home": [], "away": ["a.html"]},
        "held": {"no network": True, "read-only": True},
    }
    new = {
        "python": "3.12.1",
        "files": 15,
        "differing": {"at home": [], "twice": []},
        "held": {"no network": True, "read-only": False, "one": True},
    }
    found = told(matrix={"missing": ["3.13", "3.14"], "runs": {"3.11": old, "3.12": new}})["matrix"]
    assert found == {
        "run": RUN, "missing": "3.13, 3.14", "places": ["at home", "away", "twice"], "runs": [old, new], "same": ["3.12.1"],
        "held": ["no network"], "files": 15,
    }  # fmt: skip
    assert told()["matrix"] == {
        "run": RUN, "missing": "", "places": [], "runs": [], "same": [], "held": [], "files": 0,
    }  # fmt: skip


def test_measures_are_told_with_their_units_and_marks(told):
    """What is a ratio needs no unit; what has no mark has none to miss."""
    rows = [
        {"what": "the slowest chapter", "found": 6.0, "unit": "×", "most": 6, "said": "met"},
        {"what": "a page", "found": 3.456, "unit": "kB", "most": None, "said": ""},
        {"what": "a start", "found": 1.504, "unit": "s", "most": 1.5, "said": "not met"},
    ]
    assert told(bench={"table": rows})["bench"] == {
        "run": RUN,
        "rows": [
            {"what": "the slowest chapter", "found": "6.00", "most": "6", "said": "met"},
            {"what": "a page, in kB", "found": "3.46", "most": "", "said": ""},
            {"what": "a start, in s", "found": "1.504", "most": "1.5", "said": "not met"},
        ],
    }


def test_measures_in_a_browser_are_told_book_by_book(told):
    """Every row has a cell for every book of the first; a mark missed by a hair is told with more digits."""
    rows = [
        {
            "what": "first paint",
            "unit": "s",
            "most": 2.5,
            "said": "not met",
            "found": {"this book": 2.501, "another": 5.256},
        },
        {"what": "stops", "unit": "", "most": None, "said": "", "found": {"another": None, "this book": 130.0}},
    ]
    assert told(reader={"table": rows})["reader"] == {
        "run": RUN,
        "books": ["this book", "another"],
        "pages": 59,
        "rows": [
            {"what": "first paint, in s", "found": ["2.501", "5.26"], "most": "2.5", "said": "not met"},
            {"what": "stops", "found": ["130.00", ""], "most": "", "said": ""},
        ],
    }


def test_a_scan_is_told_by_what_it_found_and_by_group(told):
    """By hand: 15 of 20 planted are 75 %; of 15 + 5 alarms 15 are right, 75 %; without any, no share of them is right."""
    score = {**REPORTS["scan"]["score"], "false": 10}
    assert told(scan={"score": score})["scan"] == {
        "run": RUN, "articles": 1000, "recall": "75.0 %", "precision": "60.0 %", "planted": 20, "found": 15, "false": 10,
        "agreeing": 30, "agreeing_checked": 28,
        "groups": {
            "in English": {"planted": 1},
            "in sentences that are set aside": {"planted": 2},
            "new": {"planted": 4},
            "a part, its whole and the share": {"planted": 3},
        },
        "percentages": 1500, "with_ingredients": 900, "recomputed": 500, "speed": [{"articles": 2000}],
    }  # fmt: skip
    none = told(scan={"score": {**score, "found": 0}})["scan"]
    assert (none["recall"], none["precision"]) == ("0.0 %", "none")


def test_reports_are_taken_into_the_book_by_their_names(tmp_path):
    """Those of every long check, in their order, as they are; what is no report stays."""
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    names = [*checked.REPORTS, "forms", "scan", "editions", "class-server", "wheels"]
    for name in (*names, "other"):
        (fresh / f"{name}.json").write_text(f'"{name} 区"', encoding="utf-8")
    (fresh / "bench.txt").write_text("x", encoding="utf-8")
    assert checked.take_in(fresh, tmp_path / "kept") == names
    kept = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "kept").iterdir()}
    assert kept == {f"{name}.json": f'"{name} 区"' for name in names}
    (fresh / "matrix.json").write_text('"new"', encoding="utf-8")
    for name in names[1:]:
        if name != "matrix":
            (fresh / f"{name}.json").unlink()
    assert checked.take_in(fresh, tmp_path / "kept") == [names[0], "matrix"]
    assert (tmp_path / "kept" / "matrix.json").read_text(encoding="utf-8") == '"new"'
    assert len(list((tmp_path / "kept").iterdir())) == len(names)

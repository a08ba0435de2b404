"""Is the mutation of data and code honest?  A mutant that nothing notices must come out as a survivor, with its cell."""

from __future__ import annotations

import csv
import random
import shutil
import signal
import subprocess
import sys
import time
import tomllib

import answers
import followed
import mutate_code
import mutate_data
import pytest
import reports
from casebook.evidence import tables
from casebook.evidence.cells import unfit
from casebook.evidence.claims import claim
from casebook.press.signing.pairing import Pair
from casebook.press.signing.readings import signed
from mutate_data import Mutant


@pytest.fixture(scope="module")
def made() -> list[Mutant]:
    """A mutant of every cell."""
    return mutate_data.mutants(tables.DATA)


# ------------------------------------------------------------------------------------------------------- changing


@pytest.mark.slow
def test_every_cell_has_its_mutant_and_none_is_as_before(made):
    """A cell left out, or "changed" to itself, would count as noticed by nobody."""
    cells = {
        (name, row, column)
        for name in tables.schema()
        for rows in [mutate_data.rows_of(tables.DATA / f"{name}.csv")]
        for row in range(2, len(rows) + 1)
        for column in rows[0]
    }
    assert {(m.table, m.row, m.column) for m in made} == cells
    assert len(made) == len(cells)
    assert [m for m in made if m.old == m.new] == []
    assert mutate_data.mutants(tables.DATA) == made
    assert mutate_data.mutants(tables.DATA, seed=1) != made


def test_no_mutant_is_refused_for_its_form(made):
    """A sign that no table may hold, a number out of bounds, an id of another form would be noticed for that alone."""
    columns = {(name, field["name"]): field for name, r in tables.schema().items() for field in r["schema"]["fields"]}
    filled = [m for m in made if m.new]
    assert len(filled) > 0.99 * len(made)
    assert [str(m) for m in filled if unfit(m.new)] == []
    assert [
        str(m)
        for m in filled
        if columns[m.table, m.column]["type"] != "boolean" and not mutate_data.fits(m.new, columns[m.table, m.column])
    ] == []


@pytest.mark.parametrize(
    ("text", "field", "others", "targets", "expected"),
    [
        ("42.9", {"type": "number"}, [], [], {"42.8"}),
        ("-3", {"type": "integer"}, [], [], {"-4"}),
        ("2019-07-10", {"type": "string", "edtf": True}, [], [], {"2019-07-11"}),
        ("2019-12-31", {"type": "string", "edtf": True}, [], [], {"2019-12-30"}),
        ("../2018", {"type": "string", "edtf": True}, [], [], {"../2019"}),
        ("2014~", {"type": "string", "edtf": True}, [], [], {"2015~"}),
        ("true", {"type": "boolean"}, [], [], {"false"}),
        ("city", {"type": "string", "constraints": {"enum": ["city", "zone"]}}, [], [], {"zone"}),
        ("jinan", {"type": "string"}, [], ["jinan", "qingdao"], {"qingdao"}),
        ("", {"type": "string"}, ["", "mu"], [], {"mu"}),
        ("", {"type": "number"}, [""], [], {"1"}),
        ("7", {"type": "string"}, [], [], set("012345689")),
        ("2026", {"type": "integer", "constraints": {"minimum": 2000, "maximum": 2026}}, [], [], {"2025"}),
        ("-2", {"type": "number", "constraints": {"minimum": -2}}, [], [], {"-1"}),
        ("ab", {"type": "string", "constraints": {"pattern": "[a-c]+"}}, [], [], {"bb", "cb", "aa", "ac"}),
        ("--", {"type": "string"}, [], [], {"---"}),
        ("a b", {"type": "string", "list": {}}, [], ["a", "b", "c"], {"c b", "a c"}),
        ("", {"type": "string", "list": {}}, [], ["a"], {"a"}),
        ("q", {"type": "string", "constraints": {"pattern": "q|11"}}, ["", "11", "q"], [], {"11"}),
    ],
)
def test_a_cell_becomes_what_could_stand_there(text, field, others, targets, expected):
    """A value of the wrong type would be noticed by its type, and tell nothing of the checks."""
    assert mutate_data.changed(text, field, others, targets, random.Random(1)) in expected


def test_one_letter_keeps_its_script():
    """A Latin letter in a Chinese name would be noticed by the script alone."""
    for seed in range(20):
        changed = mutate_data.one_letter("改革", random.Random(seed))
        assert len(changed) == 2
        assert sum(one != two for one, two in zip(changed, "改革", strict=True)) == 1
        assert min(changed) >= "\u4e00"


def test_a_sample_has_something_of_every_column(made):
    """A column never asked could hold dead data for ever."""
    chosen = mutate_data.sample(made, 600)
    assert {(m.table, m.column) for m in chosen} == {(m.table, m.column) for m in made}
    assert 450 < len(chosen) < 750
    assert len(set(chosen)) == len(chosen)
    assert mutate_data.sample(made, 600) == chosen


# ------------------------------------------------------------------------------------------------------- noticing


@pytest.mark.slow
def test_the_cheap_checks_notice_what_they_can_and_no_more(made):
    """A missing unit breaks the schema, a value its total, a hedge a rule; a word of a note needs its page."""
    row = next(m.row for m in made if m.table == "claims" and (m.column, m.old) == ("claim_id", "lin-staff"))
    chosen = [
        next(Mutant("panel", m.row, m.column, m.old, "") for m in made if (m.table, m.column) == ("panel", "unit")),
        next(m for m in made if (m.table, m.column) == ("panel", "value")),
        next(
            Mutant("claims", row, m.column, m.old, "about")
            for m in made
            if (m.table, m.row, m.column) == ("claims", row, "qualifier")
        ),
        next(m for m in made if (m.table, m.column) == ("sources", "note") and m.old),
        next(m for m in made if (m.table, m.column) == ("systems", "missing")),
    ]
    answers = mutate_data.run(chosen, ("schema", "rules"), processes=1)
    assert [answer and answer[0] for answer in answers] == ["schema", "schema", "rules", None, None]
    found = mutate_data.report(made, chosen, answers, ("schema", "rules"))
    assert [s["cell"] for s in found["survivors"]] == [str(m) for m in chosen[3:]]
    assert mutate_data.failures(found)[-1] == "2 survivors without a reason: remove the data or add a check"


@pytest.mark.slow
def test_a_page_notices_a_word(made):
    """The page of the sources shows every note: one letter of it changes the page, and the page is named."""
    chosen = [next(m for m in made if (m.table, m.column) == ("sources", "note") and m.old)]
    assert mutate_data.run(chosen, ("pages",), processes=1) == [("pages", "sources.md")]


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system cannot stop a check")
def test_a_check_that_does_not_end_is_stopped():
    """A changed cell may send a walk in a circle; the others must still be asked."""

    def too_long():
        end = time.monotonic() + 10
        while time.monotonic() < end:
            pass

    with pytest.raises(TimeoutError, match="no end after 0.2 seconds"), mutate_data.time_limit(0.2):
        too_long()


SPOILED = """
import sys
sys.path[:0] = [{tests!r}, {notebooks!r}]
import mutate_data
if __name__ == "__main__":
    try:
        mutate_data.run(mutate_data.mutants(mutate_data.ROOT / "data")[:1], ("schema",), processes=1)
    except mutate_data.NoAnswer as error:
        print(error)
"""


@pytest.mark.slow
def test_tables_that_break_a_rule_already_end_the_run_with_its_words(tmp_path, root):
    """A process that cannot start must not be started again for ever, exactly when something was found."""
    for folder in ("data", "book", "notebooks", "tests"):
        shutil.copytree(root / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__", "downloads"))
    for file in ("requirements.txt", "_toc.yml"):
        shutil.copy(root / file, tmp_path / file)
    table = tmp_path / "data" / "claims.csv"
    rows = mutate_data.rows_of(table)
    at, column = next(i for i, row in enumerate(rows) if row[0] == "art-dept-after"), rows[0].index("entity_id")
    rows[at][column] = "nowhere"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    script = tmp_path / "script.py"
    script.write_text(SPOILED.format(tests=str(tmp_path / "tests"), notebooks=str(tmp_path / "notebooks")), "utf-8")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("the checks find something though nothing was changed:\nDataError: ")
    assert f"data/claims.csv, row {at + 1}, column entity_id: found 'nowhere', expected " in done.stdout


def _never(mutant: Mutant) -> None:
    time.sleep(120)


def test_a_process_that_gives_no_answer_ends_the_run(made, monkeypatch):
    """A limit of each check does not hold where the system cannot stop one."""
    monkeypatch.setattr(mutate_data, "_start", print)
    monkeypatch.setattr(mutate_data, "_ask", _never)
    begun = time.monotonic()
    with pytest.raises(mutate_data.NoAnswer, match=r"^data/.*: no answer after 2 seconds$"):
        mutate_data.run(made[:3], longest=2)
    assert time.monotonic() - begun < 30


# ------------------------------------------------------------------------------------------------------ reporting


def mutants_of(column: str, count: int) -> list[Mutant]:
    """Mutants of the first cells of one column of a table."""
    return [Mutant("claims", row, column, "1", "2") for row in range(2, count + 2)]


def test_a_report_weighs_a_column_by_its_cells():
    """One survivor of two asked in a column of a hundred stands for fifty."""
    made = [*mutants_of("value", 100), *mutants_of("note", 100)]
    chosen = [made[0], made[1], made[100]]
    found = mutate_data.report(made, chosen, [("schema", "x"), None, ("pages", "y")], ("schema", "pages"))
    assert (found["cells"], found["asked"], found["share"]) == (200, 3, 0.75)
    assert found["first"] == {"schema": 0.25, "pages": 0.5}
    assert found["survivors"] == [
        {"cell": "data/claims.csv, row 3, column value: '1' changed to '2'", "reason": ""},
    ]
    lines = mutate_data.lines_of(found)
    assert lines[0] == "75.00% of 200 cells noticed when changed (3 asked), first by:"
    assert lines[-1] == "survived: data/claims.csv, row 3, column value: '1' changed to '2': no reason known"


@pytest.mark.parametrize(
    ("share", "unexplained", "expected"),
    [
        (1.0, 0, []),
        (0.99, 0, []),
        (0.9899, 0, ["98.99% of cells noticed, expected at least 99%"]),
        (0.995, 2, ["2 survivors without a reason: remove the data or add a check"]),
    ],
)
def test_a_report_below_the_mark_fails(share, unexplained, expected):
    """A share below the mark, or a survivor that nobody explains, must end in an error."""
    assert mutate_data.failures({"share": share, "unexplained": unexplained}) == expected


def test_a_report_tells_what_columns_hold():
    """Which kind of column lets a change pass is what a reader of the report can act on."""
    made = [
        Mutant("claims", 2, "value", "1", "2"),
        Mutant("claims", 2, "note", "a", "b"),
        Mutant("claims", 3, "note", "a", "b"),
    ]
    found = mutate_data.report(made, made, [("rules", "x"), None, ("signatures", "y")], mutate_data.FOLLOWED)
    assert found["columns"] == {"a number": 1.0, "a text": 0.5}
    assert found["first"] == {"schema": 0, "rules": 1 / 3, "links": 0, "signatures": 1 / 3}
    assert "  a text                       50.00%" in mutate_data.lines_of(found)


# ------------------------------------------------------------------------------------------- rerun and renewed after it


ROW = {"claim_id": "cut", "printed": "41.3%", "note": ""}
PAIRS = [
    Pair("row", "data/claims.csv", "cut", "claims cut", "", "claim_id: cut\nprinted: 41.3%"),
    Pair("row", "data/claims.csv", "other", "claims other", "", "claim_id: other"),
    Pair("text", "README.md", "", "[41.3 %](#cut) went.", "cut", "shown: 41.3 %"),
    Pair("figure", "README.md", "", "A drawing", "cut", "svg"),
]


def told(after: dict, evidence: str | None = None, read: list[Pair] = PAIRS) -> list[str]:
    """What readings tell of a changed row, if those of `read` were signed."""
    readings = followed.Readings(PAIRS, [signed(pair, "reader", "supports", day="2026-11-29") for pair in read])
    return [
        *readings.tell(
            "claims", ROW, {**ROW, **after}, ["claim_id"], None if evidence is None else lambda entry: evidence
        )
    ]


def test_a_signed_row_tells_that_it_changed():
    """Whatever cell it is, its key too; a row that nobody read tells nothing."""
    row = "the row claims cut was read otherwise"
    assert told({}) == []
    for change in ({"printed": "41.4%"}, {"note": "new"}, {"claim_id": "cat"}):
        assert told(change) == [row]
        assert told(change, read=PAIRS[1:]) == []
    assert told({"printed": "41.4%"}, read=[]) == []


def test_a_signed_sentence_tells_that_its_evidence_changed():
    """The entry that it links to says something else now; a figure is signed as a picture, and tells by itself."""
    sentence = "a sentence on cut was read against other evidence"
    assert told({"note": "new"}, "shown: 41.3 %", read=PAIRS[2:]) == []
    assert told({"printed": "41.4%"}, "shown: 41.4 %", read=PAIRS[2:]) == [sentence]
    assert told({"claim_id": "cat"}, "shown: 41.3 %", read=PAIRS[2:]) == [sentence]
    assert told({"printed": "41.4%"}, "shown: 41.4 %", read=PAIRS[3:]) == []


def test_a_reading_that_no_longer_holds_tells_nothing():
    """A row that was open before the change is open after it: nobody would look twice."""
    stale = [
        signed(
            Pair("row", "data/claims.csv", "cut", "claims cut", "", "before"), "reader", "supports", day="2026-11-29"
        )
    ]
    against = [signed(PAIRS[0], "reader", "does not", "wrong", "2026-11-29")]
    for readings in (stale, against):
        found = followed.Readings(PAIRS, readings)
        assert [*found.tell("claims", ROW, {**ROW, "printed": "41.4%"}, ["claim_id"])] == []


def test_a_sentence_reports_a_link_that_no_longer_agrees():
    """The claim prints another figure now: the audit sees it by the link alone."""
    entry = claim("art-dept-cut")
    sentence = f"They cut [{entry.shown}](#art-dept-cut) of departments, and [4](#other) more."
    assert followed.links([Pair("text", "a", "", sentence, "art-dept-cut", ""), PAIRS[3]]) == {
        "art-dept-cut": [sentence]
    }
    assert followed.reported([sentence], "art-dept-cut", entry) == set()
    (found,) = followed.reported([sentence], "art-dept-cut", claim("art-dept-after"))
    assert '"42 %" linked to art-dept-cut' in found


def test_a_rule_that_reads_a_page_is_seen_to_read_it(tmp_path):
    """Such a rule holds data against what would be renewed: it must not be counted."""
    one, other = tmp_path / "one.md", tmp_path / "other.md"
    one.write_text("a", encoding="utf-8")
    other.write_text("a", encoding="utf-8")
    watch = followed.Watch()
    one.read_text(encoding="utf-8")
    assert watch.any_of([one])
    assert not watch.any_of([other])
    watch.opened.clear()
    with open(other, encoding="utf-8") as file:
        file.read()
    assert watch.any_of([one, other])
    assert not watch.any_of([one])


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ({"name": "source_id", "type": "string"}, "a reference to another table"),
        ({"name": "claims", "type": "string", "list": {}}, "a reference to another table"),
        ({"name": "claim_id", "type": "string", "constraints": {"unique": True}}, "an id"),
        ({"name": "grade", "type": "string", "constraints": {"enum": ["a"]}}, "a value of a list"),
        ({"name": "year", "type": "integer"}, "a number"),
        ({"name": "value", "type": "number"}, "a number"),
        ({"name": "pilot", "type": "boolean"}, "yes or no"),
        ({"name": "date", "type": "string", "edtf": True}, "a date"),
        ({"name": "name_zh", "type": "string"}, "Chinese or as printed"),
        ({"name": "printed", "type": "string"}, "Chinese or as printed"),
        ({"name": "note", "type": "string"}, "a text"),
    ],
)
def test_a_column_is_named_by_what_it_holds(field, expected):
    """A share by kind of column says nothing if kinds are mixed up."""
    assert followed.kind_of(field, {"source_id"}) == expected


@pytest.mark.slow
def test_what_is_rerun_and_renewed_is_noticed_by_less(made):
    """A word of a note changes its page, which is renewed: without a signature it must come out as a survivor."""
    row = next(m.row for m in made if m.table == "claims" and (m.column, m.old) == ("claim_id", "art-dept-cut"))
    chosen = [
        next(Mutant("panel", m.row, m.column, m.old, "") for m in made if (m.table, m.column) == ("panel", "unit")),
        Mutant("claims", row, "printed", "42%", "43%"),
        next(m for m in made if (m.table, m.column) == ("sources", "note") and m.old),
    ]
    answers = mutate_data.run(chosen, mutate_data.FOLLOWED, processes=1)
    assert answers[0][0] == "schema"
    assert answers[1][0] in ("schema", "rules", "links")
    assert answers[2] is None or answers[2][0] == "signatures"
    found = mutate_data.report(made, chosen, answers, mutate_data.FOLLOWED)
    assert [s["cell"] for s in found["survivors"]] == [
        str(m) for m, answer in zip(chosen, answers, strict=True) if not answer
    ]


# ----------------------------------------------------------------------------------------------------------- code


def killed(count: int, **others: str) -> dict[str, str]:
    """So many mutants that were killed, and some of which something else became."""
    return {f"x_{number}": "killed" for number in range(count)} | others


def test_a_module_with_too_many_survivors_fails():
    """Killed are those that a test or the clock stopped; a mutant without a test has survived."""
    mutants = {
        "reading/printed": killed(9, y="timeout"),
        "methods/power": killed(8, y="survived", z="no tests"),
        "press/house": killed(9, u="no tests", v="no tests"),
    }
    found = {module: mutate_code.told_of(own) for module, own in mutants.items()}
    assert found["reading/printed"] == {
        "mutants": 10,
        "of": 10,
        "killed": 10,
        "share": 1.0,
        "unreached": 0,
        "survivors": {},
    }
    assert found["methods/power"]["survivors"] == {"y": "survived", "z": "no tests"}
    assert found["methods/power"]["unreached"] == 1
    assert (found["press/house"]["mutants"], found["press/house"]["unreached"]) == (11, 2)
    assert mutate_code.failures(found) == [
        "methods/power.py: 80.0% of mutants killed, expected at least 90%",
        "press/house.py: 81.8% of mutants killed, expected at least 90%",
    ]
    assert mutate_code.lines_of(found) == [
        "survived: y: survived",
        "survived: z: no tests",
        "survived: u: no tests",
        "survived: v: no tests",
        "reading/printed.py: 10 of 10 mutants killed, 100.0%",
        "methods/power.py: 8 of 10 mutants killed, 80.0%; 1 in functions that no test calls",
        "press/house.py: 9 of 11 mutants killed, 81.8%; 2 in functions that no test calls",
    ]


def test_a_module_without_tests_is_an_error(tmp_path, monkeypatch, capsys):
    """A module that nobody asks would be missed by nobody; what cannot be asked ends the run of no other."""

    def asked(place, module, tests, most, draw):
        if module == "press/broken":
            raise RuntimeError("press/broken.py: mutmut did not finish:\nbecause")
        return ({}, 0) if module == "press/only_cached" else (killed(1), 1)

    def answering(module):
        if module == "press/alone":
            raise LookupError("press/alone.py: found no tests")
        return ["tests/press/test_a.py"]

    monkeypatch.setattr(mutate_code, "ask", asked)
    monkeypatch.setattr(mutate_code, "answering", answering)
    told, lost = mutate_code.ask_room(
        tmp_path, "press", ["press/alone", "press/broken", "press/only_cached", "press/good"]
    )
    assert [*told] == ["press/good"]
    assert lost == ["press/alone.py: found no tests", "press/broken.py: mutmut did not finish:\nbecause"]
    assert "press, 4 of 4: press/good.py: 1 of 1 mutants killed, 100.0%, 0 s" in capsys.readouterr().err


TWICE = """
import sys, pytest
asked = ["-q", "-p", "no:cacheprovider", "-p", "no:nbval", "-p", "no:xdist", "--rootdir=."]
assert pytest.main([*asked, "test_a.py"]) == 0
sys.exit(pytest.main([*asked, "test_a.py::test_it[" + chr(92) + "u6570" + chr(92) + "n]"]))
"""


@pytest.mark.parametrize(("profile", "expected"), [(mutate_code.PROFILE, 0), ("", 4)])
@pytest.mark.slow
def test_a_test_is_found_by_its_id_in_a_second_run(tmp_path, profile, expected):
    """A mutant is asked in a second run of a process; a test that was not found would count as one that had noticed."""
    (tmp_path / "conftest.py").write_text(f"import pytest\n{profile}", encoding="utf-8")
    text = (
        "import pytest\n\n@pytest.mark.parametrize('one', [1], ids=['\u6570\\n'])\ndef test_it(one):\n    assert one\n"
    )
    (tmp_path / "test_a.py").write_text(text, encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", TWICE], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.returncode == expected, done.stdout


def test_of_samples_the_room_is_judged():
    """Two of ten say little of a module; a module counts as many mutants as it has."""
    small = mutate_code.told_of(killed(8, y="survived", z="survived"), 10)
    large = mutate_code.told_of(killed(10), 190)
    assert mutate_code.failures({"press/house": small | {"of": 10}}) != []
    assert mutate_code.failures({"press/house": small | {"of": 20}, "press/book": large}) == []
    assert mutate_code.failures({"press/house": small | {"of": 190}, "press/book": large}) == []
    assert mutate_code.failures({"press/house": small | {"of": 200}, "press/book": large}) == [
        "2 modules together: 89.7% of mutants killed, expected at least 90%"
    ]
    (line,) = mutate_code.lines_of({"press/book": large})
    assert line == "press/book.py: 10 of 10 mutants killed, 100.0%, a sample of 190"


def test_a_sample_is_drawn_once_and_for_all():
    """Another draw in the next run would hide what changed; a few mutants are all asked."""
    mutants = [f"casebook.press.house.x__mutmut_{number}" for number in range(50)]
    drawn = mutate_code.drawn_of(mutants, "press/house", 20)
    assert drawn == mutate_code.drawn_of(mutants, "press/house", 20)
    assert len({*drawn} & {*mutants}) == 20
    assert drawn != mutate_code.drawn_of(mutants, "press/book", 20)
    other = mutate_code.drawn_of(mutants, "press/house", 20, draw=2)
    assert drawn != other == mutate_code.drawn_of(mutants, "press/house", 20, draw=2)
    assert mutate_code.drawn_of(mutants, "press/house", 50) == mutate_code.drawn_of(mutants, "press/house", None) == []


def test_no_module_is_begun_after_some_minutes(tmp_path, monkeypatch):
    """The first is always asked; the others in an order that is the same in every run, and not that of the alphabet."""
    wanted, minute = [f"press/{letter}" for letter in "abcdefgh"], iter(range(100))
    monkeypatch.setattr(mutate_code, "ask", lambda *_: (killed(1), 1))
    monkeypatch.setattr(mutate_code, "answering", lambda module: [])
    monkeypatch.setattr(mutate_code.time, "monotonic", lambda: 60.0 * next(minute))
    told, lost = mutate_code.ask_room(tmp_path, "press", wanted, minutes=4)
    assert (len(told), lost) == (2, [])
    assert [*told] != wanted[:2]
    minute = iter(range(100))
    again, _ = mutate_code.ask_room(tmp_path, "press", wanted, minutes=4)
    assert [*again] == [*told]


def test_rooms_are_kept_apart_and_joined(tmp_path, monkeypatch):
    """A room that was asked again replaces itself and no other; one that was not asked here comes from the book."""
    monkeypatch.setattr(reports, "FRESH", tmp_path / "fresh")
    monkeypatch.setattr(reports, "KEPT", tmp_path / "kept")
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "mutation-code.json").write_text(
        '{"rooms": {"press": {"modules": 1}, "reading": {"modules": 2}}}'
    )
    mutate_code.keep_room("reading", {"modules": 3})
    mutate_code.keep_room("ext", {"modules": 4})
    assert reports.last("mutation-code-reading") == {"modules": 3}
    assert reports.last("mutation-code")["rooms"] == {
        "reading": {"modules": 3},
        "press": {"modules": 1},
        "ext": {"modules": 4},
    }
    assert [*reports.last("mutation-code")["rooms"]] == ["reading", "press", "ext"]


def test_what_a_report_lacks_is_asked_and_joined_to_it(monkeypatch, capsys):
    """In the draw that it had, and dated by the older part: its code may have changed since."""
    old = mutate_code.told_of(killed(3))
    before = {"day": "2026-11-29", "python": "3.11.7", "of": {"code": "old"}, "cores": 2, "minutes": 4.5, "draw": 3,
              "modules": {"ext/links": old}, "lost": ["ext/pages.py: no end"]}  # fmt: skip
    asked, kept = [], {}

    def ask_room(place, room, wanted, most, minutes, draw):
        asked.append((room, wanted, most, minutes, draw))
        return {"ext/pages": mutate_code.told_of(killed(2))}, []

    monkeypatch.setattr(mutate_code, "modules", lambda room: ["ext/links", "ext/pages"])
    monkeypatch.setattr(mutate_code, "lay_out", lambda *_: None)
    monkeypatch.setattr(mutate_code, "ask_room", ask_room)
    monkeypatch.setattr(mutate_code, "keep_room", kept.__setitem__)
    monkeypatch.setattr(reports, "stamp", lambda: {"day": "2026-11-30", "of": {"code": "new"}, "begun": 1000.0})
    monkeypatch.setattr(reports, "last", lambda name: {"rooms": {"ext": before}})
    assert mutate_code.main(["--room", "ext", "--rest", "--sample", "5"]) == 0
    assert asked == [("ext", ["ext/pages"], 5, None, 3)]
    assert [*kept["ext"]["modules"]] == ["ext/links", "ext/pages"]
    assert kept["ext"]["modules"]["ext/links"] == old
    told = {key: kept["ext"][key] for key in ("day", "of", "draw", "lost", "there", "begun")}
    assert told == {
        "day": "2026-11-29", "of": {"code": "old"}, "draw": 3, "lost": [], "there": 2, "begun": 1000 - 4.5 * 60
    }  # fmt: skip
    mutate_code.main(["--room", "ext", "--draw", "4"])
    assert asked[1:] == [("ext", ["ext/links", "ext/pages"], None, None, 4)]
    assert (kept["ext"]["day"], kept["ext"]["begun"]) == ("2026-11-30", 1000.0)


@pytest.fixture
def house(tmp_path):
    """A house with a room of three modules, one without a function, and some tests."""
    engine, tests = tmp_path / "notebooks" / "casebook", tmp_path / "tests"
    for path, text in (
        (engine / "press" / "__init__.py", '"""Press."""'),
        (engine / "press" / "pages" / "__init__.py", "def made(): pass"),
        (engine / "press" / "pages" / "ledger.py", "class A:\n    def f(self): pass"),
        (engine / "press" / "alone.py", "async def f(): pass"),
        (tmp_path / "book" / "ext" / "links.py", "def setup(app): pass"),
        (tests / "press" / "test_pages.py", ""),
        (tests / "press" / "test_pages_ledger.py", ""),
        (tests / "reading" / "test_ledger.py", ""),
        (tests / "press" / "more" / "test_ledger.py", ""),
        (tests / "ext" / "test_links.py", ""),
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_tests_answer_for_the_module_of_their_name(house):
    """Those of another room do not, and a module without any is named."""
    engine, tests = house / "notebooks" / "casebook", house / "tests"
    assert answers.modules("press", engine) == ["press/alone", "press/pages/__init__", "press/pages/ledger"]
    assert answers.modules("ext", engine) == ["ext/links"]
    own = ["tests/press/more/test_ledger.py", "tests/press/test_pages.py", "tests/press/test_pages_ledger.py"]
    assert answers.answering("press/pages/ledger", tests) == own
    assert answers.answering("press/pages/__init__", tests) == ["tests/press/test_pages.py"]
    assert answers.answering("ext/links", tests) == ["tests/ext/test_links.py"]
    with pytest.raises(
        LookupError, match=r"^press/alone\.py: found no tests, expected tests/press/test_… of its name$"
    ):
        answers.answering("press/alone", tests)
    named = {"press/alone": ["press/test_pages", "press/test_gone"]}
    with pytest.raises(
        LookupError, match=r"^press/alone\.py: found no tests/press/test_gone\.py, expected the tests that"
    ):
        answers.answering("press/alone", tests, named)
    assert answers.answering("press/alone", tests, {"press/alone": ["press/test_pages"]}) == [
        "tests/press/test_pages.py"
    ]


def test_every_module_has_tests_that_answer_for_it():
    """Of every room; and what is named is a module."""
    every = [module for room in answers.ROOMS for module in answers.modules(room)]
    lost = []
    for module in every:
        try:
            answers.answering(module)
        except LookupError as error:
            lost.append(str(error))
    assert lost == []
    assert set(answers.NAMED) - set(every) == set()


def test_a_run_that_breaks_off_says_why(tmp_path):
    """The last that it said is its reason, and the redrawn lines before it are of no use."""
    assert mutate_code.run_mutmut(tmp_path, ("-c", "print('a line redrawn')")) == ""
    assert "no such setting" in mutate_code.run_mutmut(tmp_path, ("-c", "raise SystemExit('no such setting')"))
    assert mutate_code.run_mutmut(tmp_path, ("-c", "raise SystemExit(1)")) == "it said nothing"
    assert mutate_code.run_mutmut(tmp_path, ("-c", "import time; time.sleep(60)"), 1) == "no end after 1 seconds"


def test_the_copy_for_mutants_is_laid_out_as_its_settings_say(tmp_path):
    """A test that read the code of the project, not of the copy, would let every mutant live."""
    for room in answers.ROOMS:
        place = tmp_path / room
        place.mkdir()
        mutate_code.lay_out(place, room)
        for module in answers.modules(room):
            assert (place / mutate_code.source_of(module)).is_file(), module
        assert (place / "book" / "ext").exists() == (room != "ext")
    shared = (place / "tests" / "conftest.py").read_text(encoding="utf-8")
    assert 'sys.path.insert(0, str(ROOT / "notebooks"))' in shared
    settings = mutate_code.settings("press/house", ["tests/press/test_house.py"])
    told = tomllib.loads(settings)["tool"]
    assert told["mutmut"]["only_mutate"] == ["src/casebook/press/house.py"]
    assert told["mutmut"]["pytest_add_cli_args_test_selection"] == ["tests/press/test_house.py"]
    assert all((place / name).exists() for name in told["mutmut"]["also_copy"])
    assert "--nbval" not in settings
    for test in mutate_code.OF_THE_PROJECT:
        assert f"--deselect={test}" in told["mutmut"]["pytest_add_cli_args"]
        file, _, name = test.partition("::")
        assert f"def {name}(" in (place / file).read_text(encoding="utf-8"), f"{test}: found no such test"


@pytest.mark.slow
def test_a_survivor_of_a_small_module_is_listed(tmp_path, monkeypatch, house):
    """The whole way, on two functions: one that its test knows by value, one that no test reaches."""
    pytest.importorskip("mutmut", reason="mutmut is installed by make mutate")
    engine = house / "notebooks" / "casebook"
    (engine / "__init__.py").write_text("", encoding="utf-8")
    (engine / "press" / "alone.py").write_text(
        "def known(a):\n    return a + 1\n\n\ndef loose(a):\n    return a * 3\n\n\ndef lost():\n    return 5\n",
        encoding="utf-8",
    )
    (house / "tests" / "conftest.py").write_text(
        "import sys\nimport pytest\nfrom pathlib import Path\n"
        'ROOT = Path(__file__).resolve().parents[1]\nsys.path.insert(0, str(ROOT / "notebooks"))\n',
        encoding="utf-8",
    )
    (house / "tests" / "press" / "test_alone.py").write_text(
        "from casebook.press.alone import known, loose\n\n\ndef test_it():\n    assert known(2) == 3\n    assert loose(0) == 0\n",
        encoding="utf-8",
    )
    (house / "data").mkdir()
    (house / "pyproject.toml").write_text('[tool.pytest.ini_options]\naddopts = ""\n', encoding="utf-8")
    monkeypatch.setattr(mutate_code, "ROOT", house)
    place = tmp_path / "place"
    place.mkdir()
    mutate_code.lay_out(place, "press")
    found, of = mutate_code.ask(place, "press/alone", ["tests/press/test_alone.py"])
    told = mutate_code.told_of(found, of)
    assert told["mutants"] == told["of"] == of
    few, there = mutate_code.ask(place, "press/alone", ["tests/press/test_alone.py"], 2)
    assert (len(few), there) == (2, of)
    assert told["unreached"] >= 1
    assert told["killed"] >= 2
    assert told["survivors"]
    assert all("loose" in mutant or "lost" in mutant for mutant in told["survivors"])
    changed = [mutate_code.changed_line(place, mutant) for mutant in told["survivors"]]
    assert any("return a * 4" in line for line in changed), changed

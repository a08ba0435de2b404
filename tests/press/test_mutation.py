"""Is the mutation of data and code honest?  A mutant that nothing notices must come out as a survivor, with its cell."""

from __future__ import annotations

import csv
import random
import shutil
import signal
import subprocess
import sys
import time

import mutate_code
import mutate_data
import pytest
from casebook.evidence import tables
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
    assert [str(m) for m in filled if tables.unfit(m.new)] == []
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


# ----------------------------------------------------------------------------------------------------------- code


def test_a_module_with_too_many_survivors_fails():
    """Killed are those that a test or the clock stopped; a mutant without a test has survived."""
    statuses = {
        "printed": {f"printed.x_{n}": "killed" for n in range(9)} | {"printed.y": "timeout"},
        "designs": {f"designs.x_{n}": "killed" for n in range(8)} | {"designs.y": "survived", "designs.z": "no tests"},
    }
    found = mutate_code.report(statuses)
    assert found["printed"] == {"mutants": 10, "killed": 10, "share": 1.0, "survivors": {}}
    assert found["designs"]["survivors"] == {"designs.y": "survived", "designs.z": "no tests"}
    assert mutate_code.failures(found) == ["designs.py: 80.0% of mutants killed, expected at least 90%"]
    assert mutate_code.lines_of(found)[-1] == "designs.py: 8 of 10 mutants killed, 80.0%"


def test_a_run_that_breaks_off_says_why(tmp_path, capfd):
    """A log is spared the redrawn lines, but not the reason of a failure."""
    assert mutate_code.run_mutmut(tmp_path, ("-c", "print('a line redrawn')")) == ""
    assert "no such setting" in mutate_code.run_mutmut(tmp_path, ("-c", "raise SystemExit('no such setting')"))
    assert capfd.readouterr().out == ""
    assert mutate_code.run_mutmut(tmp_path, ("-c", "import time; time.sleep(60)"), 1) == "no end after 1 seconds"


def test_the_copy_for_mutants_is_laid_out_as_its_settings_say(tmp_path):
    """A test that read the code of the project, not of the copy, would let every mutant live."""
    mutate_code.lay_out(tmp_path)
    settings = (tmp_path / "pyproject.toml").read_text(encoding="utf-8")
    assert 'source_paths = ["src"]' in settings
    assert "--nbval" not in settings
    shared = (tmp_path / "tests" / "conftest.py").read_text(encoding="utf-8")
    assert 'ROOT / "src"' in shared
    assert 'ROOT / "notebooks"' not in shared
    for module, test in mutate_code.TESTS.items():
        assert (tmp_path / "src" / "casebook" / f"{module}.py").is_file()
        assert f"src/casebook/{module}.py" in settings
        assert (tmp_path / "tests" / f"{test}.py").is_file()
        assert f"tests/{test}.py" in settings

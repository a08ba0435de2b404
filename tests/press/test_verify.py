"""The receipt: what a rerun gave otherwise than stored, by how much, and what it can come from."""

from __future__ import annotations

import copy
import json
import math
import re
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from casebook.evidence import tables
from casebook.press import inventory, rerun, verify
from casebook.press.classroom import archive
from casebook.press.comparison import Comparison, Difference, compare
from casebook.press.receipt import cause, other_versions, receipt


def record(result_id: str, value, tolerance: float = 0.0) -> dict:
    """A result as a notebook stores it."""
    return {"kind": "result", "id": result_id, "value": value, "tolerance": tolerance}


def shown(record_: dict, text: str = "**1** · a number") -> dict:
    """The output that shows a result."""
    return {"output_type": "display_data", "data": {"text/markdown": text}, "metadata": {"casebook": record_}}


def notebook(*outputs: dict) -> dict:
    """A notebook with a sentence and one executed cell."""
    cell = {"cell_type": "code", "id": "one", "source": "f()", "execution_count": 1, "outputs": list(outputs)}
    return {"cells": [{"cell_type": "markdown", "id": "title", "source": "# Why?"}, cell]}


def compared(before: dict, after: dict) -> list[str]:
    """The differences between two outputs, as lines."""
    return [str(difference) for difference in compare("01_a.ipynb", notebook(before), notebook(after)).differences]


# ------------------------------------------------------------------------------------------------------ comparison


def test_equal_outputs_do_not_differ():
    """A difference reported for nothing would hide the next one."""
    stored = notebook(
        shown(record("a", 1.0, 1e-6)), shown(record("b", [1.0, 2.0])), shown({"kind": "figure", "id": "f"})
    )
    fresh = copy.deepcopy(stored)
    fresh["cells"][1]["outputs"][0]["metadata"]["casebook"]["value"] = 1.0000005
    assert compare("01_a.ipynb", stored, fresh) == Comparison(cells=1, outputs=3, results=2, exact=1, differences=[])


@pytest.mark.parametrize(
    ("before", "after", "tolerance", "message"),
    [
        (1.0, 1.0000000000000002, 0.0, "found 1.0000000000000002, expected 1.0 within 0"),
        (1.0, 1.1, 0.05, "found 1.1, expected 1.0 within 0.05"),
        ([1.0, 2.0], [1.0, 2.1], 0.05, "found [1.0, 2.1], expected [1.0, 2.0] within 0.05"),
        (1.0, math.nan, 0.05, "found nan, expected 1.0 within 0.05"),
        ([1.0, 2.0], [math.nan, 2.0], 9.0, "found [nan, 2.0], expected [1.0, 2.0] within 9"),
        ([1.0, 2.0], [1.0, math.nan], 9.0, "found [1.0, nan], expected [1.0, 2.0] within 9"),
        (math.nan, 1.0, 0.05, "found 1.0, expected nan within 0.05"),
        (1.0, [1.0, 1.0], 9.0, "found [1.0, 1.0], expected 1.0 within 9"),
    ],
)
def test_a_value_beyond_its_tolerance_is_reported(before, after, tolerance, message):
    """A result that drifts below what is printed would be seen by no other test."""
    found = compared(shown(record("a", before, tolerance)), shown(record("a", after, tolerance)))
    assert found == [f"notebooks/01_a.ipynb, cell 2: result a: {message}"]


def test_the_stored_tolerance_counts():
    """Code that widens a tolerance must not pardon itself: the change is a difference, and so is the value."""
    assert compared(shown(record("a", 1.0, 0.1)), shown(record("a", 2.0, 99.0))) == [
        "notebooks/01_a.ipynb, cell 2: result a: found 2.0, expected 1.0 within 0.1",
        "notebooks/01_a.ipynb, cell 2: record: found other tolerance",
    ]


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("<path d='M 1.5 2'/>", "<path d='M 1.75 2'/>", "1 numbers differ, by 0.25 at most"),
        ("a\nb 1\nc", "a\nd 2\nc", "1 of 3 lines differ"),
        ("a\nb", "a\nb\nc", "1 of 2 lines differ"),
    ],
)
def test_a_changed_output_is_reported_with_its_size(before, after, message):
    """A coordinate that moved by a hair and a figure that is another one are not the same news."""
    one, two = (shown({"kind": "figure", "id": "f"}, text) for text in (before, after))
    assert compared(one, two) == [f"notebooks/01_a.ipynb, cell 2: output as text/markdown: {message}"]


def test_lost_and_new_parts_are_reported():
    """An output that is no longer made must not stay on the page."""
    stored, fresh = notebook(shown(record("a", 1.0)), shown(record("b", 1.0))), notebook(shown(record("a", 1.0)))
    place = "notebooks/01_a.ipynb, cell 2"
    (found,) = compare("01_a.ipynb", stored, fresh).differences
    assert str(found) == f"{place}: outputs: found 1, expected 2"
    assert compared(shown(record("a", 1.0)), shown(record("b", 1.0))) == [f"{place}: record: found other id"]
    stream = {"output_type": "stream", "name": "stderr", "text": ["UserWarning\n"]}
    assert compared(stream, shown({})) == [
        f"{place}: output as stderr: found none, expected one",
        f"{place}: output as text/markdown: found one, expected none",
    ]
    fresh = notebook(shown(record("a", 1.0)), shown(record("b", 1.0)))
    fresh["cells"][1]["execution_count"] = 2
    (found,) = compare("01_a.ipynb", stored, fresh).differences
    assert str(found) == f"{place}: execution count: found 2, expected 1"


def test_a_cell_that_fails_is_a_difference(tmp_path):
    """A student who broke a cell still gets a receipt, which says where."""
    broken = notebook()
    broken["cells"][1] |= {"source": "1 / 0", "metadata": {}}
    broken["cells"][0]["metadata"] = {}
    path = tmp_path / "01_broken.ipynb"
    path.write_text(json.dumps({**broken, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8")
    _, found, _ = verify._compare_one(path)
    assert [str(difference) for difference in found.differences] == [
        "notebooks/01_broken.ipynb, cell 2: execution: found ZeroDivisionError: division by zero, expected a cell that runs"
    ]


def test_a_rerun_keeps_the_digits_below_a_tolerance_and_no_others():
    """Two processors add in another order; what they agree on must stay as it is, what they do not must show."""
    stored = notebook(*map(shown, [record("a", 1.0, 1e-9), record("b", [1.0, 2.0], 1e-9), record("c", 1.0)]))
    fresh = notebook(
        *map(shown, [record("a", 1.0 + 1e-12, 1e-9), record("b", [1.0, 2.1], 1e-9), record("c", 1 + 1e-12)])
    )
    fresh["cells"][1]["outputs"].append(shown(record("d", 4.0)))
    rerun.settle(fresh, stored)
    assert [r["value"] for r in rerun.results_of(fresh)] == [1.0, [1.0, 2.1], 1.0 + 1e-12, 4.0]
    wider = notebook(shown(record("a", 1.2, 9.0)))
    rerun.settle(wider, notebook(shown(record("a", 1.0))))
    assert rerun.results_of(wider)[0]["value"] == 1.0, "the tolerance that counts is the one the code states now"


def test_a_number_that_an_editor_wrote_otherwise_takes_its_form_back():
    """JupyterLab saves 72.0 as 72: put back, it would show as a change where nothing changed."""
    stored = notebook(*map(shown, [record("a", 72), record("b", [0, 64.0], 1e-9), record("c", [0, 1], 1e-9)]))
    fresh = notebook(
        *map(shown, [record("a", 72.0), record("b", [0.0, 64.0], 1e-9), record("c", [0.0, 1 + 1e-12], 1e-9)])
    )
    rerun.settle(fresh, stored)
    assert repr([r["value"] for r in rerun.results_of(fresh)]) == "[72.0, [0.0, 64.0], [0.0, 1]]"


# ------------------------------------------------------------------------------------------------------- inventory


@pytest.fixture
def project(tmp_path, root) -> Path:
    """A copy of what the inventory lists, to be spoiled."""
    for folder in ("data", "notebooks", "book"):
        shutil.copytree(root / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__", "downloads"))
    shutil.copy(root / "requirements.txt", tmp_path)
    (tmp_path / inventory.FILE).write_text(inventory.inventory_page(tmp_path), encoding="utf-8", newline="\n")
    return tmp_path


def test_the_inventory_is_that_of_the_project(root):
    """A list that lags behind would call every copy changed."""
    assert inventory.changes(root) == {}


def test_every_table_and_helper_is_in_the_inventory(root):
    """Also what lies in a folder of its own: a changed byte that no digest covers would pass for none."""
    kinds = {".py", ".otf", ".csv", ".json"}
    files = {
        path for folder in ("data", "notebooks/casebook") for path in (root / folder).rglob("*") if path.suffix in kinds
    }
    assert {path.parent.name for path in files} >= {"data", "casebook", "charts", "fonts"}
    assert {path.relative_to(root).as_posix() for path in files} - set(inventory.parts(root)) == set()


def first_chapter(project: Path) -> tuple[Path, dict]:
    """The first chapter of a copy."""
    path = next(project.glob("notebooks/01_*.ipynb"))
    return path, json.loads(path.read_text(encoding="utf-8"))


def test_a_deleted_cell_is_named(project):
    """What was deleted leaves no output to compare; the last cell leaves no gap in the counts."""
    path, chapter = first_chapter(project)
    lost = chapter["cells"].pop()
    path.write_text(json.dumps(chapter), encoding="utf-8")
    name = f"notebooks/{path.name}#{lost['id']}"
    assert inventory.changes(project) == {"cells": [f"{name}: not there, expected as in book/inventory.csv"]}


def test_one_changed_byte_is_named(project):
    """In a table, in a helper, in a cell, in the lock: the part is named, and the digest of its group moves."""
    before = inventory.digests(inventory.parts(project))
    path, chapter = first_chapter(project)
    chapter["cells"][1]["source"] = [*chapter["cells"][1]["source"], " "]
    path.write_text(json.dumps(chapter), encoding="utf-8")
    for name in ("data/panel.csv", "notebooks/casebook/drawing/charts/bars.py", "requirements.txt"):
        with (project / name).open("a", encoding="utf-8") as file:
            file.write("\n")
    (project / "data" / "extra.csv").write_text("a\n", encoding="utf-8")
    found = inventory.changes(project)
    assert [line.partition(",")[0] for lines in found.values() for line in lines] == [
        "data/panel.csv: changed", "data/extra.csv: found", "notebooks/casebook/drawing/charts/bars.py: changed",
        "requirements.txt: changed", f"notebooks/{path.name}#{chapter['cells'][1]['id']}: changed",
    ]  # fmt: skip
    after = inventory.digests(inventory.parts(project))
    assert [group for group in before if before[group] != after[group]] == ["data", "code", "lock", "cells"]


def test_outputs_are_not_in_the_inventory(project):
    """Outputs are compared by running the cells; listing them would only repeat the notebook."""
    path, chapter = first_chapter(project)
    for cell in chapter["cells"]:
        cell.pop("outputs", None)
    path.write_text(json.dumps(chapter), encoding="utf-8")
    assert inventory.changes(project) == {}


# -------------------------------------------------------------------------------------------- versions, causes, text


def test_other_versions_are_found(tmp_path):
    """A package in another version, one that is missing, and one that this Python does not need."""
    lock = tmp_path / "requirements.txt"
    lock.write_text(
        "pytest==0.1 \\\n    --hash=sha256:00\n# a comment\nno-such-package==1.0 ; python_version >= '3' \\\n"
        "    --hash=sha256:00\nother==2 ; python_version < '3'\n",
        encoding="utf-8",
    )
    found = other_versions(lock)
    assert found == [f"pytest: found {pytest.__version__}, expected 0.1", "no-such-package: found none, expected 1.0"]
    elsewhere = {"PyTest": "0.1", "No_such.package": "1.0"}
    assert other_versions(lock, elsewhere) == []
    assert other_versions(lock, elsewhere | {"PyTest": "9"}) == ["pytest: found 9, expected 0.1"]


def test_the_lock_is_installed_here():
    """The suite itself runs on the versions that the book was made with."""
    assert other_versions() == []


@pytest.mark.parametrize(
    ("changed", "versions", "said"),
    [
        ({}, [], "come from this machine, or are errors"),
        ({"data": ["x"]}, [], "The packages are those of the lock: differences come from the changed data."),
        ({"data": ["x"], "cells": ["y"]}, [], "differences come from the changed data and cells."),
        (
            {},
            ["numpy"],
            "Data, code and cells are those of the book: differences come from other versions of packages.",
        ),
        ({"lock": ["x"]}, ["numpy"], "differences come from other versions of packages."),
        ({"lock": ["x"]}, [], "Data, code and cells are those of the book: differences come from other versions"),
        ({"lock": ["x"], "data": ["y"]}, [], "install the lock (make env) to tell which it is."),
        ({"code": ["x"]}, ["numpy"], "install the lock (make env) to tell which it is."),
    ],
)
def test_causes_are_told_apart(changed, versions, said):
    """A newer package must not be taken for a forged number, nor a changed number for a newer package."""
    assert said in cause(changed, versions)


def test_a_receipt_says_what_differs_and_one_byte_changes_it():
    """The last line vouches for the lines above it."""
    sums = {"data": "a" * 64}
    found = Comparison(cells=3, outputs=4, results=2, exact=1)
    ran = {"python": "3.99.1", "packages": {"numpy": "7.7.7"}}
    good = receipt(found, {}, [], [], sums, ran)
    assert "\n- Python 3.99.1 on " in good
    assert "\n- numpy 7.7.7\n" in good
    assert "\n- pandas none\n" in good
    assert "**Everything agrees.**" in good
    assert "## Differences\n\nNone.\n" in good
    assert "all packages as in requirements.txt" in good
    other = receipt(found, {}, [], [], {"data": "a" * 63 + "b"}, ran)
    stamps = [re.search(r"^Receipt ([0-9a-f]{64})$", text, re.MULTILINE).group(1) for text in (good, other)]
    assert stamps[0] != stamps[1]
    changed = receipt(found, {"data": ["data/x.csv: changed"]}, ["numpy: found 1, expected 2"], [], sums, ran)
    assert "1 parts of it are not those of the book" in changed
    assert "- not as in requirements.txt: numpy: found 1, expected 2" in changed
    found.add(
        Comparison(differences=[Difference("notebooks/01_a.ipynb, cell 2", "result a", "found 2, expected 1 within 0")])
    )
    bad = receipt(found, {}, [], ["data/x.csv, row 2: found 'y', expected a number"], sums, ran)
    assert "**1 outputs or results differ; 1 other problems.**" in bad
    assert "- notebooks/01_a.ipynb, cell 2: result a: found 2, expected 1 within 0" in bad
    assert "- data/x.csv, row 2: found 'y', expected a number" in bad
    assert "\nNone.\n" not in bad


# --------------------------------------------------------------------------------------------------- the whole way


OWN = {"python": "3.11.1", "prefix": "/here", "packages": {"numpy": "1"}}
ELSEWHERE = {"python": "3.99", "prefix": "/there", "packages": {"numpy": "9"}}
MOVED = Difference("notebooks/02_b.ipynb, cell 1", "result a", "found 2, expected 1 within 0")


@pytest.fixture
def small_run(monkeypatch):
    """A rerun of two chapters as one may plan it: what the parts say, and what went into the receipt."""
    plan = SimpleNamespace(
        results=[("02_b.ipynb", Comparison(cells=2), OWN), ("01_a.ipynb", Comparison(cells=1, exact=1), OWN)],
        before={"data/a.csv": "1", "data/b.csv": "1"},
        after={"data/a.csv": "1", "data/b.csv": "1"},
        problems=[],
        findings=[],
        changes={},
        versions=[],
        audited=0,
        asked=None,
        packages=None,
        receipt=None,
    )
    parts = iter([plan.before, plan.after])

    def in_parallel(*given):
        plan.asked = given
        return iter(plan.results)

    def audited():
        plan.audited += 1
        return SimpleNamespace(findings=plan.findings)

    def other_versions(*, packages):
        plan.packages = packages
        return plan.versions

    def written(*given):
        plan.receipt = given
        return "the receipt"

    for name, thing in {
        "in_parallel": in_parallel,
        "chapters": lambda: ["all chapters"],
        "check_package": lambda: plan.problems,
        "audit": audited,
        "here": lambda: OWN,
        "other_versions": other_versions,
        "receipt": written,
    }.items():
        monkeypatch.setattr(verify, name, thing)
    monkeypatch.setattr(verify.inventory, "parts", lambda: next(parts))
    monkeypatch.setattr(verify.inventory, "changes", lambda: plan.changes)
    monkeypatch.setattr(verify.inventory, "digests", lambda parts: {"of": parts})
    return plan


def test_where_everything_agrees_the_receipt_says_so(small_run):
    """With all that was compared, the digests from before the run, and the name that was given."""
    assert verify.verify(["one chapter"], "Anna") == (True, "the receipt")
    assert small_run.asked == (verify._compare_one, ["one chapter"])
    found = Comparison(cells=3, exact=1)
    assert small_run.receipt == (found, {}, [], [], {"of": small_run.before}, OWN, "Anna")
    assert small_run.packages == {"numpy": "1"}


def test_all_chapters_are_rerun_for_nobody_if_nothing_is_said(small_run):
    """A receipt without a name is as ever."""
    assert verify.verify() == (True, "the receipt")
    assert small_run.asked[1] == ["all chapters"]
    assert small_run.receipt[-1] == ""


@pytest.mark.parametrize(
    ("planned", "agrees"),
    [
        ({"versions": ["numpy: found 9, expected 1"]}, True),
        ({"changes": {"data": ["data/a.csv: changed"]}}, False),
        ({"problems": ["a problem"]}, False),
        ({"findings": ["a finding"]}, False),
        ({"results": [("01_a.ipynb", Comparison(differences=[MOVED]), {})]}, False),
    ],
)
def test_any_difference_is_told_and_nothing_is_excused(small_run, planned, agrees):
    """Other versions of packages explain a difference; they are none."""
    vars(small_run).update(planned)
    assert verify.verify() == (agrees, "the receipt")
    found, changed, versions, problems, *_ = small_run.receipt
    assert found.differences == ([MOVED] if "results" in planned else [])
    assert changed == planned.get("changes", {})
    assert versions == planned.get("versions", [])
    assert problems == planned.get("problems", []) + planned.get("findings", [])


def test_differences_stand_in_the_order_of_the_chapters(small_run):
    """Whichever ended first."""
    other = Difference("notebooks/01_a.ipynb, cell 1", "record", "found other id")
    small_run.results = [
        ("02_b.ipynb", Comparison(differences=[MOVED]), {}),
        ("01_a.ipynb", Comparison(differences=[other]), {}),
    ]
    verify.verify()
    assert small_run.receipt[0].differences == [other, MOVED]


def test_tables_with_problems_are_not_audited(small_run):
    """One fault would be told twice, or stop the audit."""
    small_run.problems, small_run.findings = [tables.Problem("data/a.csv", 2, "x", "'y'", "a number")], ["a finding"]
    verify.verify()
    assert small_run.receipt[3] == ["data/a.csv, row 2, column x: found 'y', expected a number"]
    assert small_run.audited == 0


def test_what_changed_while_the_chapters_ran_is_named(small_run):
    """A cell that writes to the data would vouch for itself."""
    small_run.after.update({"data/b.csv": "2", "data/a.new": "1"})
    agrees, _ = verify.verify()
    assert not agrees
    told = [f"data/{name}: changed while the chapters ran" for name in ("a.new", "b.csv")]
    assert small_run.receipt[3] == told


def test_another_python_is_named_and_its_versions_count(small_run):
    """What ran stands in the receipt, not what asked; of a chapter that never ran nothing is known."""
    small_run.results = [("01_a.ipynb", Comparison(), {}), ("02_b.ipynb", Comparison(), ELSEWHERE)]
    assert verify.verify()[0] is False
    assert small_run.receipt[3] == [
        "notebooks/02_b.ipynb: ran in another Python, 3.99, expected the one that was asked, 3.11.1"
    ]
    assert small_run.receipt[5] == ELSEWHERE
    assert small_run.packages == {"numpy": "9"}


def test_if_nothing_ran_this_python_is_named(small_run):
    """No kernel said anything."""
    small_run.results = [("01_a.ipynb", Comparison(), {})]
    verify.verify()
    assert small_run.receipt[5] == OWN


def test_a_chapter_is_held_against_its_fresh_execution(monkeypatch):
    """With what its kernel said of itself."""
    stored, fresh = notebook(shown(record("a", 1.0))), notebook(shown(record("a", 2.0)))

    def execute(path, said):
        assert path == Path("notebooks/01_a.ipynb")
        said["python"] = "3.99"
        return fresh

    monkeypatch.setattr(verify, "load", lambda path: stored)
    monkeypatch.setattr(verify, "execute", execute)
    name, found, said = verify._compare_one(Path("notebooks/01_a.ipynb"))
    assert (name, said) == ("01_a.ipynb", {"python": "3.99"})
    told = [Difference("notebooks/01_a.ipynb, cell 2", "result a", "found 2.0, expected 1.0 within 0")]
    assert found == Comparison(cells=1, outputs=1, results=1, differences=told)


@pytest.mark.parametrize(("fell", "differences"), [(1.0, 0), (2.0, 1)])
def test_a_chapter_of_a_student_edition_is_held_by_its_records(monkeypatch, fell, differences):
    """It stores no texts, no figures and no code of keys; a result that is another is a difference all the same."""
    code = lambda name, *outputs, tags=(): {  # noqa: E731
        "cell_type": "code", "id": name, "metadata": {"tags": tags}, "source": "f()", "execution_count": 1, "outputs": outputs
    }  # fmt: skip
    chapter = {"metadata": {}, "cells": [
        code("a", shown(record("a", 1.0)), shown({"kind": "figure", "id": "f"})),
        code("k", shown(record("told", 3.0) | {"level": 0}), tags=("key",)),
    ]}  # fmt: skip
    stored = archive.code_alone(chapter)
    fresh = copy.deepcopy(stored)
    fresh["cells"][0]["outputs"] = [shown(record("a", fell)), shown({"kind": "figure", "id": "f"})]
    fresh["cells"][1]["outputs"] = []
    monkeypatch.setattr(verify, "load", lambda path: stored)
    monkeypatch.setattr(verify, "execute", lambda path, said: fresh)
    _, found, _ = verify._compare_one(Path("notebooks/01_a.ipynb"))
    assert (found.cells, found.outputs, found.results, found.alone) == (1, 0, 1, True)
    assert len(found.differences) == differences


def test_the_receipt_of_a_student_edition_says_of_what_it_is():
    """Nobody is to take it for one of the whole book; one chapter of it in a run is enough."""
    found = Comparison()
    ran = {"python": "3.99.1", "packages": {}}
    assert receipt(found, {}, [], [], {}, ran).startswith("# Reading a Reform: receipt")
    found.add(Comparison(alone=True))
    found.add(Comparison())
    assert receipt(found, {}, [], [], {}, ran).startswith("# Reading a Reform, student edition: receipt")


def test_a_cell_that_fails_is_told_with_what_the_kernel_said_before(monkeypatch):
    """Its place ends at the first colon; what follows may have others."""

    def execute(path, said):
        said["python"] = "3.99"
        raise verify.NotebookError("notebooks/01_a.ipynb, cell 2: found KeyError: 'a', expected a cell that runs")

    monkeypatch.setattr(verify, "load", lambda path: notebook())
    monkeypatch.setattr(verify, "execute", execute)
    told = Difference("notebooks/01_a.ipynb, cell 2", "execution", "found KeyError: 'a', expected a cell that runs")
    found = verify._compare_one(Path("01_a.ipynb"))
    assert found == ("01_a.ipynb", Comparison(differences=[told]), {"python": "3.99"})

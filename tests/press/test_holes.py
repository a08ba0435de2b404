"""What comparing outputs does not see: each hole as a notebook that nbval passes and one of our checks must fail.

The notebooks lie in ``fixtures/holes/``; in each, one cell is sound and one is spoiled.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import checks
import nbformat
import pytest
from casebook.press import audit, comparison, rerun

HOLES = Path(__file__).parents[1] / "fixtures" / "holes"
NBVAL = ["--nbval", "--nbval-current-env", "--color=no", "-v", "-p", "no:cacheprovider", "-o", "addopts="]


def typed_numbers(path: Path) -> list[str]:
    """The prose audit."""
    return [str(finding) for finding in audit.audit_notebook(path).findings]


def other_values(path: Path) -> list[str]:
    """The comparison in full precision."""
    fresh = rerun.execute(path)
    return [
        str(difference)
        for difference in comparison.compare(path.name, nbformat.read(path, as_version=4), fresh).differences
    ]


COMPARED = (
    "expected one that is compared: image/svg+xml, text/csv, text/html, text/markdown, text/plain, text/vnd.narrow+svg"
)
CAUGHT = {
    "bitmap": (checks.compared_kinds, [f"cell 2: found an output of type image/png, {COMPARED}"]),
    "widget": (
        checks.compared_kinds,
        [f"cell 2: found an output of type application/vnd.jupyter.widget-view+json, {COMPARED}"],
    ),
    "no_count": (checks.executed_in_order, ["cell 2: found execution count None, expected 2"]),
    "deleted_cell": (checks.executed_in_order, ["cell 2: found execution count 3, expected 2"]),
    "hidden_rows": (
        checks.whole_tables,
        ["cell 2: found a table with something left out (…), expected all of it, or .head()"],
    ),
    "exempt_tag": (
        checks.no_exempt_cells,
        ["cell 2: found 'nbval-ignore-output', expected a cell whose output is compared"],
    ),
    "exempt_comment": (
        checks.no_exempt_cells,
        ["cell 2: found 'NBVAL_IGNORE_OUTPUT', expected a cell whose output is compared"],
    ),
    "clock": (checks.repeatable_code, ["cell 2: found the clock date.today(), expected a date of data/"]),
    "network": (
        checks.repeatable_code,
        [
            "cell 2: found the module urllib.request, expected no network",
            "cell 2: found the address 'https://example.org/panel.csv' in code, expected a table of data/",
        ],
    ),
    "chance": (checks.repeatable_code, ["cell 2: found np.random.default_rng() without a seed, expected one"]),
    "prose": (
        typed_numbers,
        ['notebooks/prose.ipynb, cell 2: found "65" linked to art-dept-after, expected "64", as on record'],
    ),
    "below_rounding": (
        other_values,
        ["notebooks/below_rounding.ipynb, cell 2: result share: found 41.28440366972477, expected 41.284 within 0"],
    ),
}


def passes(folder: Path, names: list[str], *options: str) -> subprocess.CompletedProcess:
    """A run of nbval over notebooks of a folder."""
    command = [sys.executable, "-m", "pytest", *NBVAL, *options, *(f"{name}.ipynb" for name in names)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=600)


@pytest.mark.slow
def test_nbval_alone_passes_each_hole():
    """If nbval saw one of these itself, the check of ours would be one too many."""
    run = passes(HOLES, sorted(CAUGHT), "--noconftest")
    verdicts = re.findall(r"(\w+)(?:\.|::)ipynb::Cell \d+ (PASSED|FAILED)", run.stdout)
    assert {name for name, _ in verdicts} == set(CAUGHT), run.stdout + run.stderr
    assert {verdict for _, verdict in verdicts} == {"PASSED"}, run.stdout
    assert run.returncode == 0


@pytest.mark.parametrize("name", sorted(CAUGHT))
def test_our_check_fails_each_hole_and_names_the_cause(name):
    """A hole that is closed on paper only would be worse than one that is known."""
    check, expected = CAUGHT[name]
    path = HOLES / f"{name}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    found = check(path) if check in (typed_numbers, other_values) else check(notebook)
    assert found == expected


def test_every_hole_has_its_case():
    """A sabotaged notebook that no test opens proves nothing."""
    assert {path.stem for path in HOLES.glob("*.ipynb")} == {*CAUGHT, "writes_data"}


@pytest.mark.slow
@pytest.mark.parametrize(("name", "status"), [("writes_data", 1), ("clock", 0)])
def test_a_cell_that_writes_to_the_data_fails_the_run(name, status, tmp_path, root):
    """To nbval the cell is right; the run as a whole must not, and must name the table; a run that writes nothing passes."""
    for folder in ("data", "book", "notebooks/casebook"):
        ignored = shutil.ignore_patterns("downloads", "__pycache__")
        shutil.copytree(root / folder, tmp_path / folder, ignore=ignored)
    (tmp_path / "tests").mkdir()
    for file in ("requirements.txt", "pyproject.toml", "tests/conftest.py", "tests/built.py", "tests/builder.py"):
        shutil.copy(root / file, tmp_path / file)
    shutil.copy(HOLES / f"{name}.ipynb", tmp_path / "notebooks" / f"01_{name}.ipynb")  # as a chapter is named
    command = [sys.executable, "-m", "pytest", "-v", "--color=no"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=600)
    assert re.findall(r"Cell \d+ (PASSED|FAILED)", run.stdout) == ["PASSED", "PASSED"], run.stdout + run.stderr
    said = "data/panel.csv: changed while the checks ran, expected that nothing writes to data/" in run.stdout
    assert (run.returncode, said) == (status, bool(status)), run.stdout + run.stderr


def test_the_helpers_of_the_chapters_are_repeatable_too(root):
    """A clock or unseeded chance in casebook would reach the chapters through the back door."""
    listing = "import sys, casebook; print(*(m.__file__ for n, m in sys.modules.items() if n.startswith('casebook.')), sep='\\n')"
    command, place = [sys.executable, "-c", listing], root / "notebooks"
    run = subprocess.run(command, cwd=place, capture_output=True, text=True, check=True, timeout=300)
    files = [Path(line) for line in run.stdout.splitlines()]
    rooms = {file.relative_to(place / "casebook").parts[0] for file in files}
    assert {"reading", "evidence", "methods", "drawing"} <= rooms
    for file in files:
        cell = {"cell_type": "code", "metadata": {}, "source": file.read_text(encoding="utf-8"), "outputs": []}
        assert checks.repeatable_code({"cells": [cell]}) == [], file

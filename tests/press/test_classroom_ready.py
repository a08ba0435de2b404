"""Whether a laptop is ready: one line that is true, and says what to do where it is not."""

from __future__ import annotations

import time

import pytest
from casebook import __main__ as commands
from casebook.evidence.records import NotebookError
from casebook.press.classroom import ready


@pytest.fixture
def laptop(monkeypatch, tmp_path):
    """A laptop on which all is well: what it has and gives can be changed."""
    chapter = tmp_path / "01_a.ipynb"
    given = {"cut": 40.0}
    stored = [{"id": "cut", "value": 40.0, "tolerance": 0.1}]
    monkeypatch.setattr(ready, "load", lambda path: {})
    monkeypatch.setattr(ready, "results_of", lambda notebook: stored)
    monkeypatch.setattr(ready, "_results", lambda path: given)
    monkeypatch.setattr(ready, "other_versions", lambda: [])
    monkeypatch.setattr(ready, "workers", Threads)
    return {"chapter": chapter, "given": given, "patch": monkeypatch}


class Threads:
    """A pool that sees what a test has changed, which a process of another start would not."""

    def __init__(self, processes):
        from concurrent.futures import ThreadPoolExecutor

        self.pool = ThreadPoolExecutor(processes)

    def __enter__(self):
        return self.pool

    def __exit__(self, *error):
        self.pool.shutdown(wait=False)


def test_all_is_well(laptop):
    """Python, chapter, time and results in a line."""
    well, line = ready.ready(laptop["chapter"])
    assert well
    assert line.startswith("ready: Python 3.")
    assert line.endswith("01_a.ipynb ran in 0 s, its 1 results are those of the book")


def raised(path):
    raise NotebookError("notebooks/01_a.ipynb, cell 3: found NameError: x, expected a cell that runs")


@pytest.mark.parametrize(
    ("patch", "line"),
    [
        ({"_results": lambda path: {"cut": 41.0}}, "01_a.ipynb gives other results (cut): the copy was changed; unpack it again"),
        ({"_results": lambda path: {}}, "01_a.ipynb gives other results (cut): the copy was changed; unpack it again"),
        ({"_results": lambda path: {}, "other_versions": lambda: ["numpy: found 1.0, expected 2.0", "tea: found none, expected 1"]},
         f"01_a.ipynb gives other results (cut): other versions of numpy; {ready.INSTALL}"),
        ({"_results": raised}, "notebooks/01_a.ipynb, cell 3: found NameError: x, expected a cell that runs; unpack the archive again"),
        ({"_results": raised, "other_versions": lambda: ["pandas: found 1.0, expected 3.0"]},
         f"notebooks/01_a.ipynb, cell 3: found NameError: x, expected a cell that runs; {ready.INSTALL}"),
        ({"_results": lambda path: time.sleep(1)}, "01_a.ipynb took more than 0.2 seconds; close other programs and try again"),
        ({"NEEDED": ("json", "no_such_package")}, f"no_such_package missing; {ready.INSTALL}"),
    ],
    ids=["other value", "no value", "other versions", "error", "error and versions", "late", "missing"],
)  # fmt: skip
def test_what_is_not_well_is_said_with_what_to_do(laptop, patch, line):
    """One line, not a traceback."""
    for name, value in patch.items():
        laptop["patch"].setattr(ready, name, value)
    assert ready.ready(laptop["chapter"], seconds=0.2) == (False, f"not ready: {line}")


def test_another_python_is_told(laptop):
    """Before anything else, which would fail in other words."""
    laptop["patch"].setattr(ready.sys, "version_info", (3, 10, 2))
    laptop["patch"].setattr(ready.platform, "python_version", lambda: "3.10.2")
    assert ready.ready() == (False, "not ready: this is Python 3.10.2; install Python 3.11, 3.12, 3.13 or 3.14")


@pytest.mark.slow
def test_this_machine_is_ready(capsys):
    """The command as a student gives it: one line, status nought."""
    assert commands.main(["ready"]) == 0
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    assert out.startswith("ready: Python 3.")

"""Whether a laptop is ready: one line that is true, and says what to do where it is not."""

from __future__ import annotations

import platform
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
    version = platform.python_version()
    assert line == f"ready: Python {version}, 01_a.ipynb ran in 0 s, its 1 results are those of the book"


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


@pytest.mark.parametrize(
    ("version", "supported"),
    [((3, 10, 2), False), ((3, 11, 0), True), ((3, 14, 9), True), ((3, 15, 0), False), ((2, 12, 0), False)],
)
def test_another_python_is_told(laptop, version, supported):
    """Before anything else, which would fail in other words."""
    number = ".".join(map(str, version))
    laptop["patch"].setattr(ready.sys, "version_info", version)
    laptop["patch"].setattr(ready.platform, "python_version", lambda: number)
    said = f"ready: Python {number}, 01_a.ipynb ran in 0 s, its 1 results are those of the book"
    if not supported:
        said = f"not ready: this is Python {number}; install Python 3.11, 3.12, 3.13 or 3.14"
    assert ready.ready(laptop["chapter"]) == (supported, said)


def test_every_package_that_is_missing_is_named(laptop):
    """In one go: whoever installs them one by one gives up."""
    laptop["patch"].setattr(ready, "NEEDED", ("no_such_a", "json", "no_such_b"))
    assert ready.ready(laptop["chapter"]) == (False, f"not ready: no_such_a, no_such_b missing; {ready.INSTALL}")


def test_the_first_chapter_is_run_in_one_process(laptop, tmp_path):
    """If none is named; its results are compared by name, within the tolerance that each has on record."""
    first, loaded, pools = tmp_path / "01_first.ipynb", [], []
    stored = [{"id": name, "value": 40.0, "tolerance": 0.1} for name in "abcdef"]
    fresh = dict.fromkeys("abcdef", 40.05) | {"b": 40.2, "c": [40.0, 40.0], "e": 39.8, "f": 41, "z": 1.0}
    laptop["patch"].setattr(ready, "chapters", lambda: [first, tmp_path / "02_b.ipynb"])
    laptop["patch"].setattr(ready, "load", lambda path: loaded.append(path) or {"of": path})
    laptop["patch"].setattr(ready, "results_of", lambda notebook: stored if notebook == {"of": first} else [])
    laptop["patch"].setattr(ready, "_results", lambda path: fresh if path == first else {})
    laptop["patch"].setattr(ready, "workers", lambda processes: pools.append(processes) or Threads(processes))
    assert ready.ready() == (
        False, "not ready: 01_first.ipynb gives other results (b, c, e): the copy was changed; unpack it again"
    )  # fmt: skip
    assert (loaded, pools) == ([first], [1])
    changed = ["numpy: found 1.0: a, expected 2.0", "tea: found none, expected 1", "scipy: found 1.0, expected 1.1"]
    laptop["patch"].setattr(ready, "other_versions", lambda: changed)
    said = f"other versions of numpy, scipy; {ready.INSTALL}"
    assert ready.ready() == (False, f"not ready: 01_first.ipynb gives other results (b, c, e): {said}")


def test_a_chapter_has_a_minute(laptop):
    """And the line says how long it took, to the second."""
    limits, times = [], iter([100.0, 107.6])

    class Pool(Threads):
        def __enter__(self):
            return self

        def submit(self, function, path):
            self.path = path
            return self

        def result(self, seconds):
            limits.append(seconds)
            return laptop["given"]

    laptop["patch"].setattr(ready, "workers", Pool)
    with laptop["patch"].context() as patch:
        patch.setattr(ready.time, "monotonic", lambda: next(times))
        well, line = ready.ready(laptop["chapter"])
    assert (well, line.partition(", ")[2]) == (True, "01_a.ipynb ran in 8 s, its 1 results are those of the book")
    assert limits == [60.0]


def test_the_results_of_a_chapter_are_those_of_its_run(monkeypatch, tmp_path):
    """By their names, of the notebook as it comes out of its execution."""
    records = [{"id": "a", "value": 1.0, "tolerance": 0.0}, {"id": "b", "value": [1.0, 2.0], "tolerance": 0.0}]
    monkeypatch.setattr(ready, "execute", lambda path: {"ran": path})
    monkeypatch.setattr(ready, "results_of", lambda notebook: records if notebook == {"ran": tmp_path} else [])
    assert ready._results(tmp_path) == {"a": 1.0, "b": [1.0, 2.0]}


@pytest.mark.slow
def test_this_machine_is_ready(capsys):
    """The command as a student gives it: one line, status nought."""
    assert commands.main(["ready"]) == 0
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    assert out.startswith("ready: Python 3.")

"""The bench names a target that is missed and a measure that moved; its parts measure what they say."""

from __future__ import annotations

import bench
import pytest

FOUND = {
    "empty": 2.0,
    "chapters": {"01_a.ipynb": 3.0, "02_b.ipynb": 2.0, "03_c.ipynb": 13.0},
    "two": 9.0,
    "memory": 321.0,
    "build": 1.0,
    "pages": {
        "a.html": {"document": 3000, "shell": 1000, "figures": 5000, "files": 4},
        "b.html": {"document": 4000, "shell": 2000, "figures": 0, "files": 4},
    },
    "test": {"wall": 30.0, "parts": {"chapters, by nbval": 20.0, "test_a": 30.0}},
}


def test_the_measures_are_ratios_of_one_run():
    """Worked by hand: seconds over seconds, nothing from elsewhere."""
    assert bench.ratios(FOUND) == {
        "median_chapter": 1.5,
        "slowest_chapter": 6.5,
        "two_processes": 0.5,
        "test_minutes": 0.5,
        "test": 0.6,
        "build_per_page": 0.5,
        "shell": 2.0,
        "page_without_figures": 5.0,
        "page_with_figures": 7.5,
        "heaviest_page": 6.0,
        "memory": 321.0,
    }
    assert bench.ratios(FOUND).keys() == bench.TARGETS.keys()


def test_a_missed_target_is_named():
    """A limit that cannot fail limits nothing."""
    assert bench.missed(bench.ratios(FOUND)) == [
        "the slowest chapter, of the same: found 6.50 ×, expected at most 6",
        "build from stored outputs: found 0.50 s a page, expected at most 0.2",
    ]
    told = "\n".join(bench.lines_of(FOUND, bench.ratios(FOUND)))
    assert told.count("not met") == 2
    assert "03_c.ipynb" in told


def test_what_moved_since_the_last_run_is_named():
    """A chapter that grows slow a little at a time would be seen too late."""
    now = bench.ratios(FOUND)
    assert bench.moved(now, now) == []
    assert bench.moved(now, {}) == []
    assert bench.moved(now, now | {"memory": 200.0, "test": 0.55}) == [
        "peak memory of the whole rerun on two processes: 200.00 MB in the last run, 321.00 now"
    ]


@pytest.mark.slow
def test_a_real_notebook_is_timed(root):
    """The ratio is of executions in one run, and no empty notebook is left behind."""
    (path,) = root.glob("notebooks/02_*.ipynb")
    found = bench.chapter_times([path], rounds=1)
    assert found["empty"] > 0
    assert 0.3 < found["chapters"][path.name] / found["empty"] < 6
    assert not (root / "notebooks" / ".empty.ipynb").exists()


def test_memory_that_is_held_is_seen():
    """The peak must rise with what the block holds."""
    import time

    with bench.Memory() as before:
        time.sleep(0.3)
    with bench.Memory() as held:
        block = bytearray(b"x" * 80_000_000)
        time.sleep(0.3)
    assert len(block) == 80_000_000
    assert before.peak + 60 < held.peak


def test_the_parts_are_read_from_what_pytest_writes(tmp_path):
    """Cells of chapters count together, tests by their file."""
    times = tmp_path / "times.xml"
    times.write_text(
        '<testsuites><testsuite><testcase classname="tests.test_a" time="1.5"/>'
        '<testcase classname="tests.test_a.TestB" time="0.5"/>'
        '<testcase classname="notebooks.01_a.ipynb" time="4"/></testsuite></testsuites>'
    )
    assert bench.parts_of(times) == {"chapters, by nbval": 4.0, "test_a": 2.0}


def test_the_pages_that_people_read_are_weighed(tmp_path):
    """A page that only leads on, the index and the search are none."""
    (tmp_path / "book").mkdir()
    for name, text in {"book/a.html": "<article>a</article>", "index.html": "x", "search.html": "<article>", "404.html": "<article>"}.items():  # fmt: skip
        (tmp_path / name).write_text(text)
    found = bench.page_weights(tmp_path)
    assert found.keys() == {"book/a.html"}
    assert found["book/a.html"]["document"] > 20


def test_tests_that_fail_are_not_timed(monkeypatch):
    """The time of a run that broke off says nothing."""

    def failing(*_, **__):
        return bench.subprocess.CompletedProcess([], 2, "1 failed", "")

    monkeypatch.setattr(bench.subprocess, "run", failing)
    with pytest.raises(RuntimeError, match="make test failed:\n1 failed"):
        bench.all_checks()


def test_the_checks_come_before_what_takes_longer(monkeypatch):
    """A quarter of an hour of timing would be lost by a test that fails after it."""

    def failing():
        raise RuntimeError("make test failed")

    def timed(*_):
        raise AssertionError("timed before the checks")

    monkeypatch.setattr(bench, "all_checks", failing)
    for name in ("chapter_times", "rerun_on_two", "build"):
        monkeypatch.setattr(bench, name, timed)
    with pytest.raises(RuntimeError, match="make test failed"):
        bench.measure([])
    monkeypatch.setattr(bench, "all_checks", lambda: "checks")
    monkeypatch.setattr(bench, "chapter_times", lambda paths: {"empty": 1.0, "chapters": paths})
    monkeypatch.setattr(bench, "rerun_on_two", lambda _: (2.0, 3.0))
    monkeypatch.setattr(bench, "build", lambda: (4.0, {}))
    assert bench.measure(["a"]) == {
        "test": "checks", "empty": 1.0, "chapters": ["a"], "two": 2.0, "memory": 3.0, "build": 4.0, "pages": {}
    }  # fmt: skip

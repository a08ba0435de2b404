"""The matrix names what is not the same elsewhere, and what could not be arranged."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import anywhere
import pytest
import reports

STATE = {"data": "1", "code": "1", "lock": "1", "cells": "1"}
SAME = {
    "day": "2020-08-28", "python": "3.12.1", "cores": 2, "of": STATE, "chapters": 17, "files": 9,
    "held": {"no network": True}, "differing": {"at home": [], "two builds": []},
}  # fmt: skip


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """Keep the report of a run, with changes."""
    monkeypatch.setattr(reports, "FRESH", tmp_path)

    def keep(version: str, **changes) -> None:
        reports.keep(f"anywhere-{version}", {**SAME, "minutes": 5.0, **changes})

    return keep


def test_runs_that_agree_are_summed_up(kept):
    """A Python that is not there is said to be missing, and is no error."""
    kept("3.11", python="3.11.7")
    kept("3.12")
    summary, problems = anywhere.summarise(["3.11", "3.12", "3.13"])
    assert problems == []
    assert (summary["python"], summary["missing"], summary["minutes"]) == ("3.11.7, 3.12.1", ["3.13"], 10.0)
    assert anywhere.lines_of(summary, problems) == [
        "Python 3.11.7: 17 chapters, 9 files of the book",
        "  at home          same bytes",
        "  two builds       same bytes",
        "Python 3.12.1: 17 chapters, 9 files of the book",
        "  at home          same bytes",
        "  two builds       same bytes",
        "Python 3.13: no run, since it is not here or broke off",
    ]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        (
            {"differing": {"at home": [], "two builds": ["index.html"]}},
            "Python 3.12, two builds: index.html is not the same, expected the bytes of the committed one",
        ),
        ({"held": {"no network": False}}, "Python 3.12: no network could not be arranged here"),
        ({"of": {**STATE, "data": "2"}}, "the project changed between the runs"),
    ],
)
def test_a_run_that_differs_is_named(kept, changes, problem):
    """A difference, a condition that did not hold, runs of two states: none may pass for agreement."""
    kept("3.11")
    kept("3.12", **changes)
    summary, problems = anywhere.summarise(["3.11", "3.12"])
    assert problems == [problem]
    assert anywhere.lines_of(summary, problems)[-1] == problem


def test_no_run_at_all_fails(kept):
    """A matrix of nothing has shown nothing."""
    assert anywhere.summarise(["3.11"])[1] == ["no Python of the matrix ran, expected one at least"]


def test_files_that_differ_are_found(tmp_path):
    """One byte, one file too many, one too few."""
    for name in ("one", "two"):
        (tmp_path / name / "pages").mkdir(parents=True)
        (tmp_path / name / "pages" / "same.html").write_text("a")
        (tmp_path / name / "index.html").write_text(name)
        (tmp_path / name / f"only {name}.html").write_text("a")
    found, compared = anywhere.differing_files(tmp_path / "one", tmp_path / "two")
    assert (found, compared) == (["index.html", "only one.html", "only two.html"], 4)


@pytest.mark.slow
def test_a_chapter_that_comes_out_otherwise_is_found(tmp_path, root):
    """A copy with another value in its data reruns to another chapter; one that does not read it stays the same."""
    copy = tmp_path / "读懂 一场 改革"
    shutil.copytree(root, copy, ignore=anywhere.LEFT_OUT)
    panel = copy / "data" / "panel.csv"
    before = panel.read_text(encoding="utf-8")
    after = re.sub(r"^(jinan,2019,gdp_real_growth,)[\d.]+(?=.*latest_revised)", r"\g<1>9.9", before, flags=re.M)
    assert after != before
    panel.write_text(after, encoding="utf-8")
    other, touched = (name for name in anywhere.chapters() if name[:2] in ("01", "14"))
    assert anywhere.rerun(copy, [other, touched]) == [touched]


NAMESPACES = anywhere.namespaces()


@pytest.mark.skipif(not NAMESPACES, reason="needs Linux namespaces")
def test_cut_off_means_no_network_and_no_writing(tmp_path):
    """The two conditions are tried out, not assumed: outside the namespaces both attempts succeed or say why."""
    (tmp_path / "data").mkdir()
    assert anywhere._can_write(tmp_path / "data")
    command = f"import anywhere, pathlib; print(anywhere.cut_off(pathlib.Path({str(tmp_path)!r})))"
    run = subprocess.run(
        [*NAMESPACES, sys.executable, "-c", command],
        cwd=Path(anywhere.__file__).parent,
        env={**os.environ, "PYTHONPATH": str(Path(anywhere.__file__).parent)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert run.stdout.strip() == "{'read-only data': True, 'no network': True}", run.stderr
    assert anywhere._can_write(tmp_path / "data"), "the mount must end with its namespace"

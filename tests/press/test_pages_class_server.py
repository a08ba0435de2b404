"""The page on servers for a class: every number from a report, and no table where there is none."""

from __future__ import annotations

import json

import pytest
from casebook.press.pages import class_server

CLASS = {
    "students": 10,
    "all_cells": 9,
    "cells": 25,
    "failures": {"student07": "no end after 300 seconds"},
    "ready": {"median": 32.9, "most": 83.9},
    "first_result": {"median": 40.6, "most": 92.5},
    "done": {"median": 54.4, "most": 101.6},
    "memory": {"median": 250.0, "most": 300},
    "around": {"hub": 110, "proxy": 30},
}
REPORT = {
    "day": "2026-11-30",
    "python": "3.11.7",
    "cores": 2,
    "chapter": "09",
    "starts": 5,
    "load": 7.5,
    "classes": [CLASS],
}


def page(folder, **reports) -> str:
    """The page from some reports."""
    for name, report in reports.items():
        (folder / f"{name.replace('_', '-')}.json").write_text(json.dumps(report), encoding="utf-8")
    return class_server.class_server_page(folder)


def test_a_class_stands_in_its_row(tmp_path):
    """Median and slowest, failures with their reason; the machine it was tried on."""
    text = page(tmp_path, class_server=REPORT)
    assert "| 10 | 9 | 1 | 33 (84) | 41 (92) | 54 (102) | 250 (300) | 140 |" in text
    assert "What failed: no end after 300 seconds." in text
    assert "opened Chapter 9 and ran its 25 code cells" in text
    assert "a machine of 2 cores, which 7.5 other processes wanted at the time; the hub" in text


def test_a_machine_is_worked_out_from_the_largest(tmp_path):
    """By hand: (20 · 300 + 140) · 1.3 = 7,982 MB."""
    assert class_server.gigabytes(20, REPORT) == 8
    larger = {**CLASS, "memory": {"median": 100, "most": 310}}
    assert class_server.gigabytes(20, {"classes": [CLASS, larger, {**CLASS, "memory": {}}]}) == 9
    assert "| 20 | 8 GB |" in page(tmp_path, class_server=REPORT)


@pytest.mark.parametrize("load", [None, 1.9])
def test_a_machine_at_rest_is_not_called_busy(tmp_path, load):
    """Or one that does not say."""
    assert "a machine of 2 cores; the hub" in page(tmp_path, class_server={**REPORT, "load": load})


def test_wheels_are_told_with_their_size(tmp_path):
    """Those that were made, rounded up."""
    text = page(tmp_path, wheels={"windows": {"wheels": 230, "bytes": 301_000_001, "missing": {}}})
    assert "| `windows` | Windows | 230 | 302 MB |" in text
    assert "| `linux` |" not in text
    assert "there is no wheel" not in text


@pytest.mark.parametrize(
    ("lock", "way_out"), [("notebooks/requirements.txt", "in another editor"), ("requirements.txt", "use a server")]
)
def test_a_system_without_a_wheel_is_told_with_a_way_out(tmp_path, lock, way_out):
    """Whoever has such a machine is to know before the lesson."""
    text = page(tmp_path, wheels={"linux": {"wheels": 2, "bytes": 9, "missing": {lock: ["a==1", "b-c==2"]}}})
    (line,) = [line for line in text.splitlines() if "there is no wheel" in line]
    assert line.startswith(f"For `linux` there is no wheel of `a==1`, `b-c==2`, which `{lock}` locks: leave")
    assert way_out in line


def test_without_a_report_nothing_is_said_of_one(tmp_path):
    """The ways are there all the same, and every table is whole."""
    text = page(tmp_path)
    assert "What a class takes" not in text
    assert text.count("| `") == 4
    for words in ("was never built by us", "We have not tried it", "its installer and `tljh-config` not"):
        assert words in text
    for full in (text, page(tmp_path, class_server=REPORT, wheels={"linux": {"wheels": 1, "bytes": 1, "missing": {}}})):
        tables = [block.splitlines() for block in full.split("\n\n") if block.startswith("| ")]
        assert len(tables) >= 2
        assert all(len({line.count("|") for line in table}) == 1 for table in tables)


@pytest.fixture
def told(monkeypatch):
    """What the template is given."""
    monkeypatch.setattr(class_server, "write", lambda name, **given: {"template": name, **given})


def test_the_report_of_a_class_is_told_value_by_value(told, tmp_path):
    """By hand: for 40 at once (40 · 300 + 180) · 1.3 = 15,834 MB; for 80 (80 · 300 + 180) · 1.3 = 31,434 MB."""
    failed = {"a": "no end", "b": "no start"}
    none = {
        **CLASS,
        "students": 2,
        "ready": {},
        "first_result": {},
        "done": {},
        "memory": {},
        "failures": failed,
        "around": {"hub": 180},
    }
    found = page(tmp_path, class_server={**REPORT, "classes": [CLASS, none]})
    met = found.pop("met")
    assert found == {"template": "class-server", "systems": {}, "folders": class_server.SYSTEMS}
    assert met == {
        "python": "3.11.7", "cores": 2, "starts": 5, "load": 7.5, "day": "30 November 2026", "chapter": 9, "cells": 25,
        "classes": [
            {
                "students": 10, "all_cells": 9, "failed": 1, "ready": "33 (84)", "first_result": "41 (92)", "done": "54 (102)",
                "memory": "250 (300)", "around": 140,
            },
            {
                "students": 2, "all_cells": 9, "failed": 2, "ready": "", "first_result": "", "done": "", "memory": "", "around": 180,
            },
        ],
        "reasons": ["no end after 300 seconds", "no end", "no start"],
        "machines": {20: 9, 40: 16, 80: 32},
        "headroom": "30",
    }  # fmt: skip
    quiet = {key: value for key, value in REPORT.items() if key != "load"}
    assert page(tmp_path, class_server=quiet)["met"]["load"] == 0


def test_wheels_are_told_by_system_in_the_order_of_the_page(told, tmp_path):
    """A system that no report has is left out, one that the page does not know too; without a report nothing was met."""
    wheels = {"wheels": 230, "bytes": 301_000_001, "missing": {"requirements.txt": ["a==1"]}}
    found = page(tmp_path, wheels={"windows": wheels, "linux": {**wheels, "wheels": 2, "missing": {}}, "other": wheels})
    assert list(found["systems"].items()) == [
        ("linux", {"words": "Linux", "wheels": 2, "size": "302 MB", "missing": {}}),
        ("windows", {"words": "Windows", "wheels": 230, "size": "302 MB", "missing": {"requirements.txt": ["a==1"]}}),
    ]
    assert found["met"] == {}

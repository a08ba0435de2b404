"""The long check of how figures are composed: what it lets pass, and that it can fail."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError

import figure_gate
import pytest
from casebook.evidence.records import stored_records

ROWS = {"one": [("Clipping", True, ""), ("Type size", False, "5 pt")], "two": [("Form", "warn", "a pie")]}


def test_a_finding_without_a_reason_fails():
    """A warning is a finding too."""
    assert figure_gate.judged(ROWS, {("one", "Type size"): "a reason"}) == [
        "figure 'two': found Form: a pie, expected it to pass or a reason in ALLOWED"
    ]


def test_an_allowance_that_is_not_needed_fails():
    """Of a gate that passes, and of a figure that is gone."""
    allowed = dict.fromkeys([("one", "Type size"), ("two", "Form"), ("one", "Clipping"), ("gone", "Form")], "a reason")
    assert figure_gate.judged(ROWS, allowed) == [
        "figure 'one': found an allowance for Clipping, expected none, for it passes",
        "figure 'gone': found an allowance for Form, expected none, for it passes",
    ]


@pytest.mark.parametrize("gate", figure_gate.NOT_ASKED)
def test_what_is_not_asked_does_not_fail(gate):
    """Each for a reason of its own."""
    assert figure_gate.judged({"one": [(gate, False, "")]}, {}) == []


def test_every_allowance_has_a_reason_and_a_figure():
    """A sentence, and a figure that a chapter publishes."""
    figures = {record["id"] for record in stored_records() if record["kind"] == "figure"}
    reasons = [*figure_gate.NOT_ASKED.values(), *figure_gate.ALLOWED.values()]
    assert [reason for reason in reasons if len(re.findall(r"\w+", reason)) < 5] == []
    assert {figure for figure, _ in figure_gate.ALLOWED} <= figures


def test_without_the_gates_the_check_says_so(monkeypatch, capsys):
    """It does not pass on nothing."""

    def missing(name):
        raise PackageNotFoundError(name)

    monkeypatch.setattr(figure_gate, "distribution", missing)
    assert figure_gate.main() == 2
    assert "figure-gate is not installed" in capsys.readouterr().err

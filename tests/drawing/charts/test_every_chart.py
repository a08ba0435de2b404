"""No kind of chart goes untested."""

from __future__ import annotations

import re
from pathlib import Path

from casebook.drawing import charts


def test_every_kind_of_chart_has_a_test():
    """A test that calls it; what is no chart is a list of rungs and a table of breaks."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    called = set(re.findall(r"\bcharts\.(\w+)\(", text))
    assert set(charts.__all__) - called == {"RUNGS", "breaks_of"}

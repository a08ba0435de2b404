"""A small chart that is drawn otherwise than it was looked at is noticed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import matplotlib.pyplot as plt
import pytest
from casebook.drawing.publish import svg
from casebook.drawing.style import canvas
from on_record import RECORD, hold, stored


@pytest.fixture
def drawn():
    """A line of some width, as SVG."""

    def draw(width: float = 2) -> list[str]:
        fig, ax = canvas(2)
        ax.plot([1, 2, 3], [1, 3, 2], lw=width)
        return [svg(fig)]

    yield draw
    plt.close("all")


def test_a_thicker_line_is_another_drawing(drawn, tmp_path, monkeypatch):
    """Renewed once it is held; drawn again it is the same, a tenth of a point thicker it is not, and it is there to look at."""
    record, seen = tmp_path / "charts.csv", tmp_path / "seen"
    with pytest.raises(
        AssertionError, match=r"^test_a::test_b: found the drawing \w+, which is not on record: look at _build"
    ):
        hold("test_a::test_b", drawn(), record, seen)
    monkeypatch.setenv("RENEW", "charts")
    hold("test_a::test_b", drawn(), record, seen)
    hold("test_a::test_c", drawn(3), record, seen)
    monkeypatch.delenv("RENEW")
    hold("test_a::test_b", drawn(), record, seen)
    assert [*stored(record)] == ["test_a::test_b", "test_a::test_c"]
    with pytest.raises(
        AssertionError, match=r"^test_a::test_b: found the drawing \w+, expected \w+: look at _build/charts/test-a"
    ):
        hold("test_a::test_b", drawn(2.1), record, seen)
    assert (seen / "test-a--test-b-1.svg").read_text(encoding="utf-8") == drawn(2.1)[0]


def test_no_drawing_is_on_record_of_a_test_that_is_gone():
    """A renamed test would leave its old drawing behind."""
    folder = RECORD.parents[1] / "drawing" / "charts"
    for test in stored():
        stem, _, name = test.partition("::")
        assert f"def {name.partition('[')[0]}(" in (folder / f"{stem}.py").read_text(encoding="utf-8"), test
    assert len(stored()) > 40


def test_what_another_test_left_open_is_not_its_drawing(tmp_path):
    """A figure that is open when a chart's test begins is closed before it draws."""
    source = Path(__file__).parent / "charts" / "conftest.py"
    (tmp_path / "conftest.py").write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "test_a.py").write_text(
        "import matplotlib.pyplot as plt\n\ndef test_one():\n    plt.figure(figsize=(2, 2))\n\n"
        "def test_two():\n    assert plt.get_fignums() == []\n",
        encoding="utf-8",
    )
    paths = os.pathsep.join([str(RECORD.parents[1]), str(RECORD.parents[2] / "notebooks")])
    asked = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:nbval",
        "-p",
        "no:cacheprovider",
        "--rootdir=.",
        "test_a.py",
    ]
    ran = subprocess.run(
        asked, cwd=tmp_path, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True, timeout=60
    )
    assert "2 passed" in ran.stdout, ran.stdout

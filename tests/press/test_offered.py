"""The page that offers the book in other forms: sizes from a report, or none."""

from __future__ import annotations

import json

import pytest
from casebook.press.pages import offered


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (1, "0.1 MB"),
        (900_000, "0.9 MB"),
        (900_001, "1.0 MB"),
        (9_900_000, "9.9 MB"),
        (9_900_001, "10 MB"),
        (10_400_000, "11 MB"),
    ],
)
def test_a_size_is_rounded_up(count, told):
    """Nobody is to load more than was said."""
    assert offered.size(count) == told


def test_sizes_are_those_of_the_report(tmp_path):
    """Each in the row of its form; none is typed."""
    report = {"bytes": {"pdf": 12_000_000, "epub": 800_000, "site": 4_400_000}, "pages": 321}
    (tmp_path / "editions.json").write_text(json.dumps(report), encoding="utf-8")
    rows = [line for line in offered.offered_page(tmp_path).splitlines() if line.startswith("| [")]
    assert [line.rsplit("|", 2)[1].strip() for line in rows] == ["12 MB", "0.8 MB", "4.4 MB"]
    assert "without the ledger; 321 pages |" in rows[0]


def test_without_a_report_no_size_is_said(tmp_path):
    """The forms can be made all the same."""
    page = offered.offered_page(tmp_path)
    assert "MB" not in page
    assert "size" not in page
    assert page.count("{.edition #edition-") == 3
    assert len({line.count("|") for line in page.splitlines() if line.startswith("|")}) == 1

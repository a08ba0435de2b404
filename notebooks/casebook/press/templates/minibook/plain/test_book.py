"""The checks of this book; its chapters are executed again and compared by nbval, beside these."""

from pathlib import Path

from casebook.evidence.tables import check_package
from casebook.press.audit import audit
from casebook.press.minibook.engine import changed_by_hand
from casebook.press.pages import stale_pages
from casebook.press.signing import asked, suspect, unsigned


def test_the_tables_are_as_their_schema_says():
    assert [str(problem) for problem in check_package()] == []


def test_every_number_in_prose_has_its_evidence():
    assert [str(finding) for finding in audit().findings] == []


def test_what_was_read_is_still_the_same():
    assert suspect() == []
    if asked():
        assert unsigned() == ([], [])


def test_the_generated_pages_are_current():
    assert stale_pages() == []


def test_the_engine_is_as_it_was_copied():
    assert changed_by_hand(Path(__file__).resolve().parents[1]) == []

"""Shared fixtures, and the closing lines that say how much was compared."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from built import book, browser, published, served  # noqa: F401  (fixtures)

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "notebooks"))


@pytest.fixture
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture
def data_copy(tmp_path) -> Path:
    """A copy of ``data/`` that a test may spoil."""
    return Path(shutil.copytree(ROOT / "data", tmp_path / "data"))


@pytest.fixture(scope="session")
def article() -> Path:
    """The text of the source article, for those who have it: beside the project, or where ARTICLE points."""
    from mutate_data import article_text

    if path := article_text():
        return path
    pytest.skip("the text of the article is not in the project: set ARTICLE=path/to/article.txt to check against it")


DATA_BEFORE = pytest.StashKey[dict]()


def data_parts() -> dict[str, str]:
    """The tables of ``data/`` with their checksums."""
    from casebook.press.inventory import files

    return files(ROOT, ("data",))


def side_effects(config) -> list[str]:
    """Tables that are not as they were when the run began."""
    before = config.stash.get(DATA_BEFORE, None)
    if before is None:
        return []
    now = data_parts()
    return [
        f"{part}: changed while the checks ran, expected that nothing writes to data/"
        for part in sorted({*before, *now})
        if before.get(part) != now.get(part)
    ]


def pytest_sessionstart(session):
    """Remember the data: no cell and no test may write to it."""
    if not hasattr(session.config, "workerinput"):  # one process of several watches
        session.config.stash[DATA_BEFORE] = data_parts()


def pytest_sessionfinish(session, exitstatus):
    """A run with side effects on the data has failed, whatever its cells gave."""
    if side_effects(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter, exitstatus, config):
    """How many cells nbval compared, how many claims were recomputed, how many numbers in prose were traced."""
    if config.option.collectonly:
        return
    cells = [r for r in terminalreporter.stats.get("passed", []) if ".ipynb::" in r.nodeid]
    failed = [r for r in terminalreporter.stats.get("failed", []) if ".ipynb::" in r.nodeid]
    terminalreporter.section("what was checked")
    for line in side_effects(config):
        terminalreporter.write_line(line, red=True)
    for report in terminalreporter.stats.get("passed", []):
        for what, told in report.user_properties:  # what a test that passed still wants to be read
            terminalreporter.write_line(f"{what}: {told}")
    terminalreporter.write_line(f"cells that nbval executed and compared: {len(cells)} ({len(failed)} failed)")
    try:
        from casebook.evidence.records import stored_records
        from casebook.press.audit import audit

        records = stored_records()
        checks = [r for r in records if r["kind"] == "check"]
        traced = audit().traced
    except Exception as error:  # the checks themselves have reported it
        terminalreporter.write_line(f"the record could not be read: {error}")
        return
    results = sum(r["kind"] == "result" for r in records)
    terminalreporter.write_line(f"claims recomputed: {len({r['id'] for r in checks})}; results on record: {results}")
    terminalreporter.write_line(
        f"numbers in prose traced: {sum(traced.values())} ({traced['links']} linked to the ledger, "
        f"{traced['dates']} years and dates, {traced['structure']} chapter and section numbers)"
    )
    terminalreporter.write_line("rendered book: _build/html/index.html (make book)")

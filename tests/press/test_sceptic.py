"""A sceptic changes one value in the data: the checks say so, until the chapter is rerun and the prose put right."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHAPTER = "14_four_ways_to_find_an_effect_that_is_not_there.ipynb"


@pytest.fixture
def copy(tmp_path, root) -> Path:
    """A copy of the project that a test may spoil."""
    for folder in ("data", "notebooks", "book"):
        shutil.copytree(
            root / folder,
            tmp_path / folder,
            ignore=shutil.ignore_patterns("__pycache__", "downloads", ".ipynb_checkpoints"),
        )
    for name in ("requirements.txt", "_toc.yml", "_config.yml"):
        shutil.copy(root / name, tmp_path)
    return tmp_path


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess:
    """A command of the copy."""
    command = [sys.executable, "-m", "casebook", *arguments]
    place = project / "notebooks"
    return subprocess.run(command, cwd=place, capture_output=True, text=True, check=False, timeout=1200)


def only(project: Path, chapter: str) -> subprocess.CompletedProcess:
    """What ``verify`` does, for one chapter of the copy."""
    code = (
        "import sys; from casebook.evidence.records import NOTEBOOKS; from casebook.press.verify import verify; "
        f"agrees, text = verify([NOTEBOOKS / {chapter!r}]); print(text); sys.exit(not agrees)"
    )
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=project / "notebooks",
        capture_output=True,
        text=True,
        check=False,
        timeout=1200,
    )


def spoil(path: Path, old: str, new: str) -> None:
    """Change one line of a table."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{path.name}: found {text.count(old)} times {old!r}, expected it once"
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.slow
def test_one_changed_value_of_the_panel_is_followed_to_the_prose(copy):
    """Result, ledger entry and prose belong together: each must be found out of step."""
    row = "jinan,2019,gdp_real_growth,{},%,latest_revised,"
    lines = (copy / "data" / "panel.csv").read_text(encoding="utf-8").splitlines()
    (stored,) = [line for line in lines if line.startswith("jinan,2019,gdp_real_growth,") and "latest_revised" in line]
    value = stored.split(",")[3]
    changed = stored.replace(f",{value},", f",{float(value) + 1:.1f},", 1)
    assert row.split("{")[0] in stored
    spoil(copy / "data" / "panel.csv", stored + "\n", changed + "\n")

    before = only(copy, CHAPTER)
    assert before.returncode == 1
    assert f"result artefact-jinan-real: found {float(value) + 1:.1f}, expected {float(value):.1f}" in before.stdout
    assert "- data/panel.csv: changed, found " in before.stdout
    assert "The packages are those of the lock: differences come from the changed data." in before.stdout

    assert run(copy, "rerun", CHAPTER).returncode == 0
    entry = (copy / "book" / "ledger" / "14.md").read_text(encoding="utf-8").split("{#artefact-jinan-real}\n")[1][:80]
    assert entry.startswith(f"### {float(value) + 1:.1f} % ")

    after = run(copy, "audit")
    assert after.returncode == 1
    assert f"notebooks/{CHAPTER}" in after.stderr
    assert (
        f'found "{float(value):.1f} %" linked to artefact-jinan-real, expected "{float(value) + 1:.1f} %", as on record'
        in after.stderr
    )


def test_one_changed_claim_is_found(copy):
    """A count that no longer fits its printed form, and a ledger that lags behind."""
    spoil(copy / "data" / "claims.csv", ",109,109,109,departments,", ",109,119,109,departments,")
    found = run(copy, "data")
    assert found.returncode == 1
    assert "data/claims.csv" in found.stderr
    assert "found 119, expected at most high, 109" in found.stderr

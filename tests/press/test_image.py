"""The image for a class, as far as it can be known without building it."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path

import image
import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = image.DOCKERFILE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def tracked() -> list[str]:
    """The files of the project, as a host that builds the image has them."""
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("not a copy that git knows")
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    return done.stdout.splitlines()


def locks_of_make(makefile: str) -> list[str]:
    """The locks that the environment of a hub is made from."""
    recipe = re.search(r"^_build/hub/installed:.*\n((?:\t.*\n)+)", makefile, flags=re.M)[1]
    return re.findall(r"\$\(INSTALL\) (\S+)", recipe)


def test_all_that_it_copies_is_in_the_project(tracked):
    """Also the chapters and the data, without which no cell runs."""
    assert image.missing(TEXT, tracked) == []
    assert {"notebooks", "data"} <= set(image.copied(TEXT))


def test_a_source_that_is_not_there_is_found(tracked):
    """Or one that is made here and in no copy of git; or everything, with what lies about."""
    spoiled = TEXT.replace("COPY --chown=${NB_UID} data data", "COPY --chown=${NB_UID} _build/html daten ./")
    assert spoiled != TEXT
    assert image.missing(spoiled, tracked) == ["_build/html", "daten"]
    assert image.missing("COPY . .\n", tracked) == ["."]


def test_its_packages_are_those_of_the_hub_that_is_tried():
    """The same locks in the same order, with hashes: what was tried here is what a class gets."""
    locks = locks_of_make((ROOT / "Makefile").read_text(encoding="utf-8"))
    assert image.installed(TEXT) == locks
    assert set(locks) <= set(image.copied(TEXT))
    assert len(locks) == 3


@pytest.mark.parametrize(
    ("words", "instead"),
    [(" -r notebooks/requirements.txt", ""), ("--require-hashes ", ""), ("tests/hub-req", "tests/req")],
)
def test_other_packages_are_found(words, instead):
    """A lock left out, another in its place, hashes not asked for."""
    spoiled = TEXT.replace(f"{words}", instead)
    assert spoiled != TEXT
    assert image.installed(spoiled) != locks_of_make((ROOT / "Makefile").read_text(encoding="utf-8"))


def test_nobody_is_root_in_it():
    """The last word on who runs it comes before the command, and names the account that was made."""
    users = re.findall(r"^USER (.+)$", TEXT, flags=re.M)
    assert users == ["${NB_USER}"]
    assert TEXT.index("\nUSER ") < TEXT.index("\nCMD ")
    assert "--uid ${NB_UID} ${NB_USER}" in TEXT


@pytest.mark.skipif(importlib.util.find_spec("jupyterlab") is None, reason="needs JupyterLab, as make lab installs it")
@pytest.mark.slow
def test_its_command_starts_a_server(tmp_path):
    """On the loopback, where nobody else can ask it."""
    (tmp_path / "notebooks").mkdir()
    assert image.serves(image.command(TEXT), tmp_path) == ""


@pytest.mark.slow
def test_a_command_that_starts_none_is_found(tmp_path):
    """One that ends at once, and one that goes on and never answers."""
    found = image.serves([sys.executable, "-c", "raise SystemExit('no such option')"], tmp_path)
    assert found.startswith("found no server within 60 seconds")
    assert found.endswith("no such option")
    assert "within 1 seconds" in image.serves([sys.executable, "-c", "import time; time.sleep(60)"], tmp_path, 1)

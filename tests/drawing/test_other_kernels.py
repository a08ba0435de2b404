"""A kernel with other packages, as whoever opens a notebook or asks a command in it sees it: in a Python of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHOOSE = "choose the kernel of .venv"


def installed(folder: Path, **found: str) -> Path:
    """A folder in which packages say that they are of some version."""
    for name, version in found.items():
        (folder / f"{name}-{version}.dist-info").mkdir(parents=True)
        text = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        (folder / f"{name}-{version}.dist-info" / "METADATA").write_text(text, encoding="utf-8")
    return folder


def test_a_notebook_shows_the_sentence_and_no_traceback(tmp_path, root):
    """In the notebook as it is opened: the import is all that has run."""
    ask = "from IPython.core.interactiveshell import InteractiveShell as S; S.instance().run_cell('import casebook as cb')"
    environment = {**os.environ, "PYTHONPATH": str(installed(tmp_path, matplotlib="3.10.9"))}
    command = [sys.executable, "-c", ask]
    done = subprocess.run(command, cwd=root / "notebooks", env=environment, capture_output=True, text=True, timeout=300)
    assert done.stdout.strip() == f"this book needs matplotlib 3.11, this kernel has 3.10.9: {CHOOSE}"
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize("hidden", [[], ["pandas", "matplotlib"]])
def test_a_command_in_another_python_says_which(tmp_path, root, hidden):
    """Whoever forgets the environment is told in one line, also where no package is there at all."""
    environment = {**os.environ, "PYTHONPATH": str(installed(tmp_path, pandas="2.3.1"))}
    options = ["-S"] if hidden else []  # without the packages that are installed
    command = [sys.executable, *options, "-m", "casebook", "audit"]
    done = subprocess.run(command, cwd=root / "notebooks", env=environment, capture_output=True, text=True, timeout=300)
    there = "pandas 2.3.1 and no matplotlib" if hidden else "2.3.1"
    wanted = "pandas 3.1 and matplotlib 3.11" if hidden else "pandas 3.1"
    assert done.returncode == 1
    assert done.stderr == f"this book needs {wanted}, this Python, {sys.executable}, has {there}: use that of .venv\n"

"""A kernel with other packages is refused in a sentence that says what is needed, what is there and what to do."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from casebook.drawing import versions


def installed(folder: Path, **found: str) -> Path:
    """A folder in which packages say that they are of some version."""
    for name, version in found.items():
        (folder / f"{name}-{version}.dist-info").mkdir(parents=True)
        text = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        (folder / f"{name}-{version}.dist-info" / "METADATA").write_text(text, encoding="utf-8")
    return folder


CHOOSE = "choose the kernel of .venv"


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ({"matplotlib": "3.10.9"}, f"this book needs matplotlib 3.11, this kernel has 3.10.9: {CHOOSE}"),
        ({"matplotlib": "3.12.0"}, f"this book needs matplotlib 3.11, this kernel has 3.12.0: {CHOOSE}"),
        (
            {"pandas": "2.3.1", "matplotlib": "3.10.9"},
            f"this book needs pandas 3.1 and matplotlib 3.11, this kernel has pandas 2.3.1 and matplotlib 3.10.9: {CHOOSE}",
        ),
        ({"pandas": "3.10.0"}, f"this book needs pandas 3.1, this kernel has 3.10.0: {CHOOSE}"),
    ],
)
def test_a_kernel_with_other_versions_is_refused(tmp_path, monkeypatch, found, said):
    """Not by an error from the middle of a chart."""
    monkeypatch.syspath_prepend(installed(tmp_path, **found))
    with pytest.raises(versions.OtherKernel) as caught:
        versions.require()
    assert str(caught.value) == said


def test_a_later_patch_is_not_refused(tmp_path, monkeypatch):
    """Pictures are the same to the byte within a minor version."""
    monkeypatch.syspath_prepend(installed(tmp_path, pandas="3.1.99", matplotlib="3.11.99"))
    versions.require()


def test_a_package_that_is_not_there_is_named():
    """Instead of a version."""
    with pytest.raises(
        versions.OtherKernel, match=f"^this book needs no-such 1.0, this kernel has no no-such: {CHOOSE}$"
    ):
        versions.require({"no-such": "1.0"})


def test_a_command_is_ended_with_the_sentence(tmp_path, monkeypatch):
    """In the process that was asked: it names its Python and shows no traceback."""
    monkeypatch.syspath_prepend(installed(tmp_path, matplotlib="3.10.9"))
    monkeypatch.setattr(sys, "argv", ["-m", "audit"])
    with pytest.raises(SystemExit) as caught:
        versions.require()
    assert caught.value.code == (
        f"this book needs matplotlib 3.11, this Python, {sys.executable}, has 3.10.9: use that of .venv"
    )


def test_the_sentence_is_all_that_a_notebook_shows():
    """IPython asks the error itself for its lines."""
    assert versions.OtherKernel("a sentence")._render_traceback_() == ["a sentence"]


def test_the_versions_are_those_of_the_requirements(root):
    """Two lists of one thing must not part."""
    text = (root / "requirements.in").read_text(encoding="utf-8")
    assert dict(re.findall(r"^(pandas|matplotlib)>=([\d.]+),<", text, flags=re.M)) == versions.NEEDED

"""Wheels for other systems: the lines of a lock that hold there, and pip asked for these."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile

import pytest
from casebook import __main__ as commands
from casebook.press import wheels

LOCK = """# a comment
everywhere==1.0 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
    # via something
only-there==2.0 ; sys_platform == 'win32' \\
    --hash=sha256:cc
old==2.10 ; python_full_version < '3.11.5' \\
    --hash=sha256:dd
old==4.1 ; python_full_version >= '3.11.5' \\
    --hash=sha256:ee
with-extra[more]==3.0 ; os_name != 'nt' and implementation_name == 'cpython' \\
    --hash=sha256:ff
"""


@pytest.mark.parametrize(
    ("system", "python", "expected"),
    [
        ("windows", "3.11.0", ["everywhere==1.0", "only-there==2.0", "old==2.10"]),
        ("linux", "3.11.99", ["everywhere==1.0", "old==4.1", "with-extra[more]==3.0"]),
        ("macos-arm64", "3.13.0", ["everywhere==1.0", "old==4.1", "with-extra[more]==3.0"]),
    ],
)
def test_markers_are_asked_of_the_other_system(system, python, expected):
    """Not of the machine that asks; and no marker is left for pip to ask again."""
    lines = wheels.lines_for(LOCK, system, python)
    assert [line.split(" --hash=")[0] for line in lines] == expected
    assert lines[0] == "everywhere==1.0 --hash=sha256:aa --hash=sha256:bb"
    assert not any(";" in line for line in lines)


@pytest.mark.parametrize("system", wheels.SYSTEMS)
@pytest.mark.parametrize("python", [f"{python}.{patch}" for python in wheels.PYTHONS for patch in wheels.PATCHES])
def test_the_locks_have_one_version_of_a_package_for_each_system(system, python):
    """What only Windows needs is there for Windows alone."""
    locks = [(wheels.ROOT / name).read_text(encoding="utf-8") for name in wheels.LOCKS]
    lines = [line for lock in locks for line in wheels.lines_for(lock, system, python)]
    names = [pin.partition("==")[0] for pin in {re.sub(r"\[.*?\]| .*", "", line) for line in lines}]
    assert len(names) == len(set(names))
    assert {"pandas", "jupyterlab", "ipykernel"} <= set(names)
    assert ("pywinpty" in names) == (system == "windows")
    assert ("appnope" in names) == system.startswith("macos")


@pytest.fixture
def index(tmp_path, monkeypatch):
    """A folder with one wheel for Windows, asked in place of any index; and the line of a lock for it."""
    place = tmp_path / "index"
    place.mkdir()
    wheel = place / "tiny-1.0-cp312-cp312-win_amd64.whl"
    with zipfile.ZipFile(wheel, "w") as packed:
        packed.writestr("tiny.py", "")
        packed.writestr("tiny-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n")
        packed.writestr("tiny-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: cp312-cp312-win_amd64\n")
        packed.writestr("tiny-1.0.dist-info/RECORD", "")
    settings = {"PIP_CONFIG_FILE": "/dev/null", "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(place)}
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    return f"tiny==1.0 --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}"


@pytest.mark.slow
def test_a_wheel_of_another_system_is_fetched(index, tmp_path):
    """Whatever this one is."""
    wheels.fetch([index], "windows", "3.12.99", tmp_path / "windows")
    assert [path.name for path in (tmp_path / "windows").iterdir()] == ["tiny-1.0-cp312-cp312-win_amd64.whl"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("system", "python", "hashed"),
    [("linux", "3.12.99", True), ("windows", "3.13.99", True), ("windows", "3.12.99", False)],
)
def test_a_wheel_that_does_not_fit_is_said(index, tmp_path, system, python, hashed):
    """Of another system, of another Python, or not the one that was locked."""
    line = index if hashed else index[:-4] + "0000"
    with pytest.raises(ValueError, match=rf"^{system}, Python {python}: found no wheel of every package, .*ERROR"):
        wheels.fetch([line], system, python, tmp_path / "there")


def test_each_end_of_a_version_is_asked_once(tmp_path, monkeypatch):
    """Where both ends of a version want the same, pip is asked once; sizes are those of the files."""
    asked = []

    def fetch(lines, system, python, folder):
        asked.append((system, python))
        (folder / f"a-{python}.whl").write_bytes(b"12345")

    monkeypatch.setattr(wheels, "fetch", fetch)
    monkeypatch.setattr(wheels, "lines_for", lambda lock, system, python: [str(python in ("3.11.0", "3.13.0"))])
    found = dict(wheels.wheels(tmp_path))
    of_one = ["3.11.0", "3.11.99", "3.12.99", "3.13.0", "3.13.99"]
    assert asked == [(system, python) for system in wheels.SYSTEMS for python in of_one]
    assert found == dict.fromkeys(wheels.SYSTEMS, {"wheels": 5, "bytes": 25})


def test_sizes_are_told_and_kept(tmp_path, monkeypatch, capsys):
    """In megabytes at the terminal, in bytes for the book."""
    told = {"linux": {"wheels": 3, "bytes": 2_400_000_000}}
    kept = []
    monkeypatch.setattr(wheels, "wheels", lambda: iter(told.items()))
    monkeypatch.setattr(wheels, "keep", lambda found: kept.append(found))
    assert commands.main(["wheels"]) == 0
    assert "for Python 3.11, 3.12 and 3.13." in capsys.readouterr().out
    assert kept == [told]
    monkeypatch.undo()
    assert json.loads(wheels.keep(told, tmp_path / "checks").read_text(encoding="utf-8")) == told

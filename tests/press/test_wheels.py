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
@pytest.mark.parametrize(("system", "python"), [("linux", "3.12.99"), ("windows", "3.13.99")])
def test_a_package_without_a_wheel_there_is_named(index, tmp_path, system, python):
    """Of another system, of another Python; what has one is loaded all the same."""
    assert wheels.fetch([index], system, python, tmp_path / "there") == ["tiny==1.0"]


@pytest.mark.slow
def test_a_wheel_that_is_not_the_locked_one_is_refused(index, tmp_path):
    """Whatever else it fits."""
    with pytest.raises(ValueError, match=r"^windows, Python 3\.12\.99: pip found ERROR: THESE PACKAGES DO NOT MATCH"):
        wheels.fetch([index[:-4] + "0000"], "windows", "3.12.99", tmp_path / "there")


def test_each_line_is_asked_once_for_a_python(tmp_path, monkeypatch):
    """The second end of a version, and the second lock, only for what they want besides; sizes are those of the files."""
    asked = []

    def fetch(lines, system, python, folder):
        asked.append((system, python, lines))
        (folder / f"{lines[0]}-{python}.whl").write_bytes(b"12345")
        return [line for line in lines if line == "lab" and system == "windows"]

    def lines_for(lock, system, python):
        return ["old" if python == "3.11.0" else "new", *(["lab"] if lock.startswith("anyio") else [])]

    monkeypatch.setattr(wheels, "fetch", fetch)
    monkeypatch.setattr(wheels, "lines_for", lines_for)
    found = dict(wheels.wheels(tmp_path))
    of_one = [("3.11.0", ["old"]), ("3.11.0", ["lab"]), ("3.11.99", ["new"])]
    of_one += [(python, lines) for python in ("3.12.0", "3.13.0") for lines in (["new"], ["lab"])]
    assert asked == [(system, *told) for system in wheels.SYSTEMS for told in of_one]
    everywhere = {"wheels": 7, "bytes": 35, "missing": {}}
    windows = {**everywhere, "missing": {"notebooks/requirements.txt": ["lab"]}}
    assert found == {**dict.fromkeys(wheels.SYSTEMS, everywhere), "windows": windows}


def test_sizes_are_told_and_kept(tmp_path, monkeypatch, capsys):
    """In megabytes at the terminal, in bytes for the book."""
    told = {"linux": {"wheels": 3, "bytes": 2_400_000_000, "missing": {"a.txt": ["b==1"]}}}
    kept = []
    monkeypatch.setattr(wheels, "wheels", lambda: iter(told.items()))
    monkeypatch.setattr(wheels, "keep", lambda found: kept.append(found))
    assert commands.main(["wheels"]) == 0
    said = capsys.readouterr().out
    assert "for Python 3.11, 3.12 and 3.13." in said
    assert "_build/wheels/linux: 3 wheels, 2,400 MB\n  a.txt: found no wheel of b==1 for this system" in said
    assert kept == [told]
    monkeypatch.undo()
    assert json.loads(wheels.keep(told, tmp_path / "checks").read_text(encoding="utf-8")) == told

"""Wheels for other systems: the lines of a lock that hold there, and pip asked for these."""

from __future__ import annotations

import hashlib
import json
import re
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace

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


# ---------------------------------------------------------------------------------------------------- what pip is asked


@pytest.fixture
def pip(monkeypatch):
    """What pip was asked each time, with the lines that it was given; it answers what ``answers`` holds, then that all is well."""
    told = SimpleNamespace(asked=[], lines=[], how=None, answers=[])

    def run(command, **how):
        told.how = how
        told.asked.append(command)
        told.lines.append(Path(command[-1]).read_bytes().decode())
        return told.answers.pop(0) if told.answers else SimpleNamespace(returncode=0, stderr="")

    monkeypatch.setattr(wheels.subprocess, "run", run)
    return told


def says(text: str) -> SimpleNamespace:
    """What pip says when it cannot."""
    return SimpleNamespace(returncode=1, stderr=text)


def test_pip_is_asked_for_wheels_of_the_other_system_and_nothing_else(pip, tmp_path):
    """With the hashes of the lock, into the folder, and it may not wait for ever."""
    assert wheels.fetch(["a==1 --hash=sha256:aa", "b==2"], "linux", "3.12.99", tmp_path / "linux") == []
    [asked] = pip.asked
    tags = ["manylinux_2_28_x86_64", "manylinux_2_27_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"]
    assert asked[:4] == [sys.executable, "-m", "pip", "download"]
    assert [asked[at + 1] for at, word in enumerate(asked) if word == "--platform"] == tags
    options = [word for word in asked[4:] if word not in ("--platform", *tags)]
    assert options[:-1] == [
        "--quiet", "--disable-pip-version-check", "--progress-bar", "off", "--only-binary=:all:", "--no-deps",
        "--require-hashes", "--python-version", "3.12.99", "--dest", str(tmp_path / "linux"), "--requirement",
    ]  # fmt: skip
    assert pip.lines == ["a==1 --hash=sha256:aa\nb==2\n"]
    assert pip.how == {"capture_output": True, "text": True, "check": False, "timeout": 1800}
    assert not Path(asked[-1]).exists(), "what was asked lies about"


def test_packages_without_a_wheel_are_named_and_the_others_asked_again(pip, tmp_path):
    """One after the other, as pip names them; a name that begins with another's is another."""
    lines = ["a==1.0 --hash=sha256:aa", "b==2 --hash=sha256:bb", "a==1 --hash=sha256:cc"]
    pip.answers = [
        says("ERROR: No matching distribution found for a==1 (from versions: none)"),
        says("ERROR: x\nERROR: No matching distribution found for b==2\n"),
    ]
    assert wheels.fetch(lines, "windows", "3.12.0", tmp_path) == ["a==1", "b==2"]
    left = [lines, lines[:2], lines[:1]]
    assert pip.lines == ["\n".join(some) + "\n" for some in left]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("WARNING: slow\nERROR: one\nnote\nERROR: two\n", "ERROR: one ERROR: two"),
        ("x" + "y" * 500, "y" * 500),
        ("ERROR: No matching distribution found for c==3", "ERROR: No matching distribution found for c==3"),
    ],
)
def test_what_else_pip_cannot_is_told_in_its_words(pip, tmp_path, said, told):
    """Its errors, or the end of what it said; a package that nobody asked for is no package without a wheel."""
    pip.answers = [says(said)]
    with pytest.raises(ValueError) as error:
        wheels.fetch(["a==1 --hash=sha256:aa"], "windows", "3.12.0", tmp_path)
    assert str(error.value) == f"windows, Python 3.12.0: pip found {told}; expected the wheels of the lock"
    assert len(pip.asked) == 1


@pytest.mark.parametrize(
    ("system", "asked"),
    [
        ("linux", ("linux", "Linux", "posix", "x86_64")),
        ("macos-arm64", ("darwin", "Darwin", "posix", "arm64")),
        ("windows", ("win32", "Windows", "nt", "AMD64")),
    ],
)
def test_a_system_answers_every_marker(system, asked):
    """As Python answers there; a version in short is the version without its last number."""
    names = ("sys_platform", "platform_system", "os_name", "platform_machine")
    assert wheels.surroundings(system, "3.12.4") == {
        **dict(zip(names, asked, strict=True)),
        "python_version": "3.12",
        "python_full_version": "3.12.4",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }


def test_lines_of_a_lock_may_be_indented_empty_or_without_hashes():
    """As an editor may leave them."""
    lock = "\n  # a comment\n  one==1.0  \nTwo[b,a]==2 ; os_name == 'nt' \\\n    --hash=sha256:aa  \n\n"
    assert wheels.lines_for(lock, "windows", "3.12.0") == ["one==1.0", "Two[a,b]==2 --hash=sha256:aa"]
    assert wheels.lines_for(lock, "linux", "3.12.0") == ["one==1.0"]


def test_what_there_is_is_kept_where_the_book_takes_it_from(tmp_path):
    """In a folder that is made, in place of the last; line by line, so that a change can be read."""
    for found in ({"linux": {"wheels": 1}}, {"linux": {"wheels": 2}}):
        path = wheels.keep(found, tmp_path / "_build" / "checks")
        assert path == tmp_path / "_build" / "checks" / "wheels.json"
    assert path.read_text(encoding="utf-8") == '{\n "linux": {\n  "wheels": 2\n }\n}\n'


def test_wheels_are_counted_in_folders_that_are_made(tmp_path, monkeypatch):
    """Other files there are none; a second time nothing is in the way, and what is missing is told in order, once."""
    monkeypatch.setattr(wheels, "fetch", lambda lines, system, python, folder: ["b==1", "a==1"])
    monkeypatch.setattr(wheels, "lines_for", lambda lock, system, python: [f"x {len(lock)} {python}"])
    monkeypatch.setattr(wheels, "SYSTEMS", {"linux": None})
    lost = {name: ["a==1", "b==1"] for name in wheels.LOCKS}
    for there in (0, 1):
        place = tmp_path / "_build" / "wheels"
        found = list(wheels.wheels(place))
        assert found == [("linux", {"wheels": there, "bytes": 4 * there, "missing": lost})]
        (place / "linux" / "a.whl").write_bytes(b"1234")
        (place / "linux" / "a.txt").write_bytes(b"1234")

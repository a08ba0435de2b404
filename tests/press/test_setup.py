"""Set-up: which Python, which installer, a folder that moves, a chapter that is opened elsewhere; each with a way out."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from builder import BUILD
from casebook.evidence import records
from casebook.evidence.records import NotebookError
from casebook.press import rerun

ROOT = Path(__file__).resolve().parents[2]
needs_make = pytest.mark.skipif(
    shutil.which("make") is None or sys.platform == "win32", reason="needs make and a shell"
)

# A Python of another version by its own account, which notes what it is asked and makes environments of itself.
PYTHON = """#!/bin/sh
echo "$0 $*" >> "{log}"
case "$1" in
-c) exec "{real}" -c "import sys, platform
sys.version_info, platform.python_version = ({version}, 0, 'final', 0), lambda: '{dotted}.0'
$2" ;;
esac
case "$2" in
venv) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
pip) [ "$3" != config ] || printf '%s' "$PIP_SAYS"; [ "$3" != install ] || exit ${{INSTALLS:-0}} ;;
esac
"""
UV = """#!/bin/sh
echo "uv $*" >> "{log}"
[ "$1" != venv ] || { mkdir -p .venv/bin && : > .venv/bin/python; }
[ "$1" != pip ] || exit ${INSTALLS:-0}
"""


@pytest.fixture
def machine(tmp_path):
    """A machine with some Pythons on its path and the Makefile: ``machine("3.14")(*what to make, **environment)``."""
    log, place, project = tmp_path / "log", tmp_path / "bin", tmp_path / "project"
    place.mkdir()
    project.mkdir()
    shutil.copy(ROOT / "Makefile", project)
    (project / "requirements.txt").write_text("", encoding="utf-8")
    for tool in ("sh", "make", "rm", "touch", "mkdir", "cp", "grep", "env", "awk", "test", "printf", "echo"):
        if found := shutil.which(tool):
            (place / tool).symlink_to(found)

    def command(name: str, text: str) -> None:
        (place / name).write_text(text, encoding="utf-8")
        (place / name).chmod(0o755)

    def with_pythons(*versions: str, uv: bool = False):
        for version in versions:
            given = {"log": log, "real": sys.executable, "version": version.replace(".", ", "), "dotted": version}
            command(f"python{version}", PYTHON.format(**given))
        if uv:
            command("uv", UV.replace("{log}", str(log)))

        def make(*asked: str, **environment: str) -> tuple[int, str, list[str]]:
            log.write_text("", encoding="utf-8")
            around = {"PATH": str(place), "HOME": str(tmp_path), **environment}
            done = subprocess.run(
                ["make", *asked], cwd=project, env=around, capture_output=True, text=True, check=False, timeout=60
            )
            return done.returncode, done.stdout + done.stderr, log.read_text(encoding="utf-8").splitlines()

        return make

    with_pythons.project = project
    return with_pythons


def installer(log: list[str]) -> str:
    """Which installer put the packages in."""
    (line,) = [line for line in log if re.search(r"pip install", line)]
    return "uv" if line.startswith("uv ") else "pip"


@needs_make
@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13", "3.14"])
def test_any_python_of_the_lock_is_found_alone(machine, version):
    """Also if it is the newest, or the only one."""
    status, told, log = machine("3.10", version)("env")
    assert status == 0, told
    assert f"Making the environment in .venv with python{version}" in told
    assert installer(log) == "pip"


@needs_make
@pytest.mark.parametrize("versions", [(), ("3.10",), ("3.15",)])
def test_no_python_of_the_lock_is_said(machine, versions):
    """With what can be done."""
    status, told, _ = machine(*versions)("env")
    assert status == 2
    assert told.startswith(
        "No Python 3.11, 3.12, 3.13 or 3.14 found. Install one, or name it: make PYTHON=/path/to/python\n"
    )


@needs_make
@pytest.mark.parametrize(
    ("asked", "said"),
    [("python3.10", "Python 3.10.0"), ("python3.15", "Python 3.15.0"), ("nowhere", "no Python that runs")],
)
def test_a_python_that_does_not_fit_removes_nothing(machine, asked, said):
    """The environment that works is kept."""
    kept = machine.project / ".venv" / "kept"
    kept.parent.mkdir()
    kept.touch()
    status, told, log = machine("3.10", "3.11", "3.15")("env", f"PYTHON={asked}")
    assert status == 2
    assert told.startswith(
        f"{asked} is {said}, and the book needs Python 3.11, 3.12, 3.13 or 3.14: name another, as in make "
    )
    assert "Nothing was changed." in told
    assert kept.exists()
    assert not any("venv" in line for line in log)


@needs_make
@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "uv"),
        ({"PIP_SAYS": "global.timeout='60'"}, "uv"),
        ({"PIP_SAYS": "global.index-url='https://mirror.example.org/simple'"}, "pip"),
        ({"PIP_SAYS": ":env:.index-url='https://mirror.example.org/simple'"}, "pip"),
        ({"PIP_SAYS": "global.extra-index-url='https://mirror.example.org/simple'"}, "pip"),
        ({"PIP_SAYS": "install.find-links='/wheels'"}, "pip"),
        ({"PIP_SAYS": "global.proxy='http://proxy.example.org'"}, "pip"),
        ({"PIP_SAYS": "global.cert='/ca.crt'"}, "pip"),
        ({"PIP_SAYS": "global.index-url='x'", "UV_DEFAULT_INDEX": "https://mirror.example.org/simple"}, "uv"),
        ({"PIP_SAYS": "global.index-url='x'", "UV_DEFAULT_INDEX": ""}, "pip"),
    ],
)
def test_a_mirror_of_pip_is_not_passed_by(machine, environment, expected):
    """It does not read pip.conf: behind a mirror it would ask an index that cannot be reached."""
    status, told, log = machine("3.12", uv=True)("env", **environment)
    assert status == 0, told
    assert installer(log) == expected


@needs_make
def test_the_settings_of_uv_count_too(machine, tmp_path):
    """Whoever told uv of the mirror is served by uv."""
    (tmp_path / ".config" / "uv").mkdir(parents=True)
    (tmp_path / ".config" / "uv" / "uv.toml").write_text('index-url = "https://mirror.example.org"\n', encoding="utf-8")
    _, _, log = machine("3.12", uv=True)("env", PIP_SAYS="global.index-url='x'")
    assert installer(log) == "uv"


@needs_make
@pytest.mark.parametrize("uv", [True, False])
def test_packages_that_cannot_be_installed_are_told_with_a_way_out(machine, uv):
    """And the environment does not count as made."""
    make = machine("3.12", uv=uv)
    status, told, _ = make("env", INSTALLS="1")
    assert status == 2
    assert (
        "Not installed: requirements.txt. The lines above say why. If the index cannot be reached, name a mirror"
        in told
    )
    assert not (machine.project / ".venv" / "installed").exists()
    assert make("env")[0] == 0
    assert (machine.project / ".venv" / "installed").exists()


# -------------------------------------------------------------------------------------------------- a moved folder


def commands_of_scripts(makefile: str) -> list[str]:
    """Lines that call a script of the environment, which names the folder where it was installed."""
    expanded = makefile.replace("$(BIN)", ".venv/bin").replace("$(RUN)", ".venv/bin/python")
    return re.findall(r"\.venv/bin/(?!python\b)[\w-]+", expanded)


def test_make_calls_no_script_that_names_the_folder():
    """A project that was moved or renamed goes on working."""
    assert commands_of_scripts((ROOT / "Makefile").read_text(encoding="utf-8")) == []
    assert commands_of_scripts("\t@$(BIN)/jupyter-book build\n\t@$(RUN) -m x") == [".venv/bin/jupyter-book"]


def test_the_builder_of_the_tests_is_that_of_make():
    """By the Python that runs; and it is there."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert f"JUPYTER_BOOK := $(RUN) -c '{BUILD[2]}'" in makefile
    assert f"@$(JUPYTER_BOOK) {' '.join(BUILD[3:])} ." in makefile
    done = subprocess.run([*BUILD[:3], "--version"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0
    assert "Jupyter Book" in done.stdout


# -------------------------------------------------------------------------------------------------------- no make


def commands_of(target: str) -> list[str]:
    """What a target runs, the Python of the environment written out."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    recipe = re.search(rf"^{target}:.*\n((?:\t.*\n)+)", makefile, flags=re.M).group(1)
    return re.findall(r"-m (casebook \w+|jupyterlab notebooks|pytest -n 2 --dist loadfile)", recipe)


@pytest.mark.parametrize("target", ["test", "lab", "rerun", "pages", "verify"])
def test_what_make_does_stands_on_the_page_for_those_without(target):
    """A receipt that only make can write is not for everybody."""
    page = (ROOT / "book" / "rerun.md").read_text(encoding="utf-8")
    (line,) = [line for line in page.splitlines() if re.match(rf"\| `make {target}`(, the receipt)? \|", line)]
    (command,) = commands_of(target)
    assert command in line


# ------------------------------------------------------------------------------------------------- a chapter alone


@pytest.fixture
def elsewhere(tmp_path) -> Path:
    """A chapter downloaded into a folder of its own."""
    folder = tmp_path / "my folder"
    folder.mkdir()
    return Path(shutil.copy(ROOT / "notebooks" / "08_what_can_a_printed_number_mean.ipynb", folder))


def bring(folder: Path, *names: str) -> None:
    """Put folders of the project beside each other."""
    for name in names:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, folder / Path(name).name, ignore=ignored)


@pytest.mark.slow
def test_a_chapter_alone_says_what_it_lacks(elsewhere):
    """The line that fails names the folder and the page: no word of the package can, for it is not there."""
    with pytest.raises(NotebookError, match="found ModuleNotFoundError: No module named 'casebook'"):
        rerun.execute(elsewhere)
    ask = 'import casebook as cb  # the folder beside this notebook (page "Rerun it")'
    assert ask in elsewhere.read_text(encoding="utf-8").replace('\\"', '"')
    page = (ROOT / "book" / "rerun.md").read_text(encoding="utf-8")
    assert page.startswith("# Rerun it\n")
    assert "No module named 'casebook'" in page
    assert "It needs the folder `casebook/` beside it and the folder `data/` one level up" in page


@pytest.mark.slow
def test_a_chapter_without_the_data_says_where_they_belong(elsewhere):
    """The folder is looked for one level up, and that is said."""
    bring(elsewhere.parent, "notebooks/casebook", "data")
    expected = (
        r"data/datapackage\.json: found no such file, expected .*: the folder data/ lies one level above the folder"
    )
    with pytest.raises(NotebookError, match=expected):
        rerun.execute(elsewhere)


@pytest.mark.slow
def test_a_chapter_with_package_and_data_runs_anywhere(elsewhere):
    """As the page says: the package beside it, the data one level up, nothing else."""
    bring(elsewhere.parent, "notebooks/casebook")
    bring(elsewhere.parents[1], "data")
    before = records.load(elsewhere)
    fresh = rerun.execute(elsewhere)
    assert [cell.get("outputs") for cell in fresh.cells if cell.cell_type == "code"]
    assert rerun.results_of(fresh) == rerun.results_of(before)


def test_the_page_names_the_chapters_that_read_others():
    """They do not run beside the package alone."""
    paths = records.chapters()
    readers = [path for path in paths if re.search(r"cb\.(values|effects)\(", path.read_text(encoding="utf-8"))]
    assert readers
    page = (ROOT / "book" / "rerun.md").read_text(encoding="utf-8")
    named = re.search(r"; (Chapters? [^;.]+?) also needs? the other chapters beside", page)
    assert [path.name[:2] for path in readers] == re.findall(r"\d+", named[1])


# ------------------------------------------------------------------------------------------------ notes and answers


@pytest.mark.slow
def test_a_notebook_of_a_readers_own_is_not_checked(tmp_path):
    """Answers beside the chapters are no chapter: with its name as the page says, a copy may hold what it likes."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "notebooks").mkdir()
    for name in ("05_a", "my_05"):
        shutil.copy(ROOT / "tests" / "fixtures" / "wrong_text.ipynb", tmp_path / "notebooks" / f"{name}.ipynb")
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "notebooks"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert "05_a.ipynb" in done.stdout
    assert "my_05.ipynb" not in done.stdout
    assert "`my_05.ipynb`" in (ROOT / "book" / "rerun.md").read_text(encoding="utf-8")

"""The rooms of the engine: who may use whom, that nothing runs in a circle, and that no module outgrows its subject.

What is asked is the code itself, read by ``ast``: an import within a function counts as any other.
"""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = "casebook"
ROOMS = {  # room to the rooms that it may use
    "reading": set(),
    "evidence": {"reading"},
    "methods": {"reading"},
    "drawing": {"evidence", "reading"},
    "press": {"reading", "evidence", "methods", "drawing"},
}
DOORS = {
    "",
    "__main__",
}  # the way in for a chapter and the one for a person: they use every room, and no room uses them
FILES = {"methods": ("casebook.evidence", "csv", "io", "os", "pathlib", "sqlite3")}  # what a room may not import at all
LONGEST, LONG = 600, 350


@pytest.fixture(scope="module")
def engine(pytestconfig) -> Path:
    """The folder of the engine."""
    return pytestconfig.rootpath / "notebooks" / PACKAGE


def modules(package: Path) -> dict[str, Path]:
    """Module to file, named from the package down: ``reading.dates``; a folder by its own name."""
    named = {}
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package).with_suffix("").parts
        named[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return named


def imports(module: str, path: Path) -> list[tuple[int, str]]:
    """Line and full name of each thing that a module imports, wherever in it."""
    found = []
    inside = [PACKAGE, *filter(None, module.split("."))]
    folder = inside if path.name == "__init__.py" else inside[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            start = folder[: len(folder) - node.level + 1] if node.level else []
            base = ".".join([*start, *filter(None, [node.module])])
            found += [(node.lineno, f"{base}.{alias.name}") for alias in node.names]
    return found


def arrows(package: Path) -> dict[str, dict[str, int]]:
    """Module to the modules of the package that it uses, with the line of the first import of each.

    ``from .tables import table`` uses ``tables``; ``from . import tables`` too.
    """
    named = modules(package)
    drawn = {module: {} for module in named}
    for module, path in named.items():
        for line, name in imports(module, path):
            if name != PACKAGE and not name.startswith(f"{PACKAGE}."):
                continue
            parts = name.split(".")[1:]
            while ".".join(parts) not in named:
                parts.pop()
            used = ".".join(parts)
            if used != module:
                drawn[module].setdefault(used, line)
    return drawn


def wrong_arrows(package: Path) -> list[str]:
    """Imports that no room may have, with file and line."""
    problems = []
    named = modules(package)
    for module, used in arrows(package).items():
        room = module.split(".")[0]
        if room in DOORS:
            continue
        where = f"{named[module].relative_to(package.parent)}"
        if room not in ROOMS:
            problems.append(f"{where}: found a module in no room, expected one of {', '.join(ROOMS)}")
            continue
        allowed = ROOMS[room] | {room}
        problems += [
            f"{where}, line {line}: found an import of {other or PACKAGE}, expected only {', '.join(sorted(allowed))}"
            for other, line in used.items()
            if other.split(".")[0] not in allowed
        ]
    for room, barred in FILES.items():
        problems += [
            f"{path.relative_to(package.parent)}, line {line}: found an import of {name}, expected none in {room}"
            for module, path in named.items()
            if module.split(".")[0] == room
            for line, name in imports(module, path)
            if any(name == other or name.startswith(f"{other}.") for other in barred)
        ]
    return problems


def circle(package: Path) -> list[str]:
    """Modules that use each other in a circle; empty if there is none.

    A folder's ``__init__`` gathers what lies in it; a module that names its folder (``from . import tables``) means
    the module beside it, which is what :func:`arrows` gives.
    """
    try:
        list(TopologicalSorter({module: set(used) for module, used in arrows(package).items()}).static_order())
    except CycleError as error:
        return [module or PACKAGE for module in error.args[1]]
    return []


def lengths(package: Path) -> dict[str, int]:
    """File to its number of lines."""
    return {
        str(path.relative_to(package)): len(path.read_text(encoding="utf-8").splitlines())
        for path in modules(package).values()
    }


# ------------------------------------------------------------------------------------------------------- the engine


def test_no_room_reaches_up(engine):
    """Reading must stay usable without the tables, methods without a file, and everything without the press."""
    assert wrong_arrows(engine) == []


def test_every_room_is_there_and_used(engine):
    """A room misspelt in the rules above would be allowed everything."""
    found = {module.split(".")[0] for module in arrows(engine)}
    assert found == {*ROOMS, *DOORS}
    between = {
        (module.split(".")[0], other.split(".")[0])
        for module, used in arrows(engine).items()
        for other in used
        if module.split(".")[0] in ROOMS
    }
    assert {("evidence", "reading"), ("methods", "reading"), ("drawing", "evidence"), ("press", "evidence")} <= between


def test_nothing_runs_in_a_circle(engine):
    """Two modules that need each other are one subject in two files, or two subjects in the wrong place."""
    assert circle(engine) == []


def test_no_module_outgrows_its_subject(engine, record_property):
    """One subject rarely takes more than 350 lines, and never 600; those between are named in the summary."""
    found = lengths(engine)
    long = sorted((file for file in found if found[file] > LONG), key=found.get, reverse=True)
    record_property(
        f"modules of more than {LONG} lines", ", ".join(f"{file} ({found[file]})" for file in long) or "none"
    )
    assert {file: lines for file, lines in found.items() if lines > LONGEST} == {}


# --------------------------------------------------------------------------------------------------------- sabotage


@pytest.fixture
def small(tmp_path):
    """Write a small engine: one sound module a room, and those given."""

    def write(**given: str) -> Path:
        package = tmp_path / PACKAGE
        texts = {f"{room}/__init__.py": "" for room in ROOMS} | {
            "__init__.py": "from .evidence.tables import table\n",
            "__main__.py": "from .press import pages\n",
            "reading/dates.py": "import re\n",
            "evidence/tables.py": "from ..reading.dates import days\n\n\ndef table():\n    pass\n",
            "methods/cuts.py": "from ..reading import dates\n",
            "drawing/style.py": "from ..evidence.tables import table\n",
            "press/pages.py": "from ..evidence import tables\nfrom ..drawing import style\n",
        }
        for name, text in (texts | {f"{key.replace('__in__', '/')}.py": text for key, text in given.items()}).items():
            (package / name).parent.mkdir(parents=True, exist_ok=True)
            (package / name).write_text(text, encoding="utf-8")
        return package

    return write


def test_a_sound_engine_passes(small):
    """The cases below must fail for what they plant and for nothing else."""
    package = small()
    assert wrong_arrows(package) == []
    assert circle(package) == []
    assert lengths(package)["evidence/tables.py"] == 5


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("from ..evidence import tables\n", "evidence.tables"),
        ("from ..evidence.tables import table\n", "evidence.tables"),
        ("import casebook.press.pages\n", "press.pages"),
        ("from casebook.drawing import style\n", "drawing.style"),
        ("from .. import table\n", "casebook"),
        ("import casebook as cb\n", "casebook"),
        ("def late():\n    from ..evidence.tables import table\n", "evidence.tables"),
        ("if True:\n    from ..evidence.tables import table\n", "evidence.tables"),
    ],
)
def test_an_upward_import_is_found(small, text, used):
    """At the top or hidden in a function, relative or not."""
    line = 1 if text.count("\n") == 1 else 2
    assert wrong_arrows(small(reading__in__dates=text)) == [
        f"casebook/reading/dates.py, line {line}: found an import of {used}, expected only reading"
    ]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"methods__in__cuts": "from ..evidence import tables\n"}, ["evidence.tables", "casebook.evidence.tables"]),
        ({"methods__in__cuts": "from pathlib import Path\n"}, ["pathlib.Path"]),
        ({"drawing__in__style": "from ..methods import cuts\n"}, ["methods.cuts"]),
        ({"evidence__in__tables": "from ..methods.cuts import cut\n"}, ["methods.cuts"]),
    ],
)
def test_a_sideways_import_is_found(small, given, expected):
    """Methods take numbers, not tables; a chart does not compute what it draws."""
    found = wrong_arrows(small(**given))
    assert [problem.partition("import of ")[2].partition(",")[0] for problem in found] == expected


def test_a_module_in_no_room_is_found(small):
    """A drawer for everything is the end of a house."""
    assert wrong_arrows(small(helpers="import re\n")) == [
        "casebook/helpers.py: found a module in no room, expected one of reading, evidence, methods, drawing, press"
    ]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            {"press__in__one": "from .two import a\n", "press__in__two": "def f():\n    from . import one\n"},
            {"press.one", "press.two"},
        ),
        (
            {"press__in____init__": "from .one import a\n", "press__in__one": "from . import b\n"},
            {"press", "press.one"},
        ),
    ],
)
def test_a_circle_is_found(small, given, expected):
    """Also one that a late import hides."""
    assert set(circle(small(**given))) == expected


def test_a_long_module_is_counted(small):
    """The bound is on lines as an editor counts them."""
    package = small(press__in__long="\n".join(["x = 1"] * 601) + "\n")
    assert {file for file, lines in lengths(package).items() if lines > LONGEST} == {"press/long.py"}

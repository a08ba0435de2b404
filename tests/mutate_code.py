"""Does any test notice when a line of code changes?  ``make mutate`` asks it of every line, with mutmut, room by room.

A copy of the project is laid out as mutmut wants it; then, module by module, every operator, number, name and string in its
functions is changed in turn and the tests that answer for it (:mod:`answers`) are run, but for those marked slow.  A mutant
that no test notices is listed, and one in a function that no test calls counts as not noticed.  A module of which too many
survive fails the run, and so does a module without tests.

``python tests/mutate_code.py --room reading`` asks one room; ``--only press/pages/ledger`` one module, and keeps no report;
``--sample 40`` at most so many mutants of a module; ``--minutes 10`` as many modules of a room as that allows.  Both are drawn
once and for all, unless another draw is asked for: whoever writes tests for what one draw has shown needs ``--draw 2``.
``--rest`` asks the modules that the last report of a room lacks, in the same draw, and joins them to it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import reports
from answers import EXTENSIONS, ROOMS, answering, modules

ROOT = Path(__file__).resolve().parents[1]
LEAST = 0.9  # share of the mutants of each module that the tests must kill
LIMIT = 3600  # seconds for a module
KILLED = {"killed", "timeout", "segfault"}  # an endless loop does not pass unseen
# They hold the project against what it stores of itself, from which every changed line of code, or a sentence that is not
# signed yet, differs.
OF_THE_PROJECT = (
    "tests/press/test_verify.py::test_the_inventory_is_that_of_the_project",
    "tests/press/test_signing.py::test_all_was_read_as_it_stands",
)
UNREACHED = "in functions that no test calls"
# A mutant must meet the same examples as the next one, and not too many: it is met thousands of times.  What the test before
# it kept must not answer for it.  In a second run of a process pytest would escape an id again, find no test of that name, and
# seem to have noticed the mutant.  The closing lines of the suite, which audit the whole book, are of no use here.
PROFILE = """

import os
import sys

import _pytest.python
from hypothesis import settings

settings.register_profile("mutants", derandomize=True, max_examples=60, deadline=None, database=None)
settings.load_profile("mutants")
escaped = _pytest.python.ascii_escaped


def escaped_once(value):  # a backslash that is there stays one
    return escaped(value if isinstance(value, bytes) else value.encode("ascii", "backslashreplace"))


_pytest.python.ascii_escaped = escaped_once


@pytest.fixture(autouse=True)
def nothing_kept():
    if os.environ.get("MUTANT_UNDER_TEST") == "stats":  # mutmut counts calls in this process; in others it cannot
        del os.environ["MUTANT_UNDER_TEST"]
    for name, module in list(sys.modules.items()):
        if name.startswith("casebook"):
            for thing in list(vars(module).values()):
                if callable(getattr(thing, "cache_clear", None)) and thing.__module__.startswith("casebook"):
                    thing.cache_clear()


def pytest_sessionstart(session):
    pass


def pytest_sessionfinish(session, exitstatus):
    pass


def pytest_terminal_summary(terminalreporter, exitstatus, config):
    pass
"""


# ------------------------------------------------------------------------------------------------------- laying out


def lay_out(place: Path, room: str) -> None:
    """A copy of the project at `place` as mutmut wants it to ask a room: the code in ``src/``."""
    leave = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", "downloads")
    shutil.copytree(ROOT / "notebooks", place / "src", ignore=leave)
    for name in ("tests", "data", "book"):
        shutil.copytree(ROOT / name, place / name, ignore=leave)
    if room == EXTENSIONS:  # the tests must not find them where they are not changed
        shutil.move(place / "book" / "ext", place / "ext")
        for path in (place / "ext").glob("*.py"):
            shutil.copy(path, place / "src")
    for path in ROOT.iterdir():
        if path.is_file() and path.name != "pyproject.toml":
            shutil.copy(path, place)
    with (place / "tests" / "conftest.py").open("a", encoding="utf-8") as shared:
        shared.write(PROFILE)


def source_of(module: str) -> str:
    """The file of a module in the copy."""
    name = module.removeprefix(f"{EXTENSIONS}/") if module.startswith(f"{EXTENSIONS}/") else f"casebook/{module}"
    return f"src/{name}.py"


def settings(module: str, tests: list[str]) -> str:
    """The settings of pytest and mutmut for one module."""
    own = re.sub(
        r"^addopts = .*$",
        'addopts = "-p no:cacheprovider -p no:nbval -p no:xdist -p no:anyio"',
        (ROOT / "pyproject.toml").read_text(encoding="utf-8"),
        flags=re.M,
    )
    copied = sorted(path.name for path in ROOT.iterdir() if path.is_file() and path.name != "pyproject.toml")
    return f"""{own}
[tool.mutmut]
source_paths = ["src"]
only_mutate = {json.dumps([source_of(module)])}
also_copy = {json.dumps(["data", "book", *copied])}
mutate_only_covered_lines = false
use_git_change_detection = false
track_dependencies = false
pytest_add_cli_args = {json.dumps(["-m", "not slow and not browser", *(f"--deselect={test}" for test in OF_THE_PROJECT)])}
pytest_add_cli_args_test_selection = {json.dumps(tests)}
"""


# ------------------------------------------------------------------------------------------------------------ asking


RUN = ("-m", "mutmut", "run", "--max-children", "2")


def run_mutmut(place: Path, command: Sequence[str] = RUN, limit: float = LIMIT) -> str:
    """Run mutmut on a copy; returns nothing if it finished, else the last of what it said.

    It redraws a line some thousand times, which fills a log and hides which module it is.
    """
    kept = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        ran = subprocess.run([sys.executable, *command], cwd=place, check=False, timeout=limit, env=environment, **kept)
    except subprocess.TimeoutExpired:
        return f"no end after {limit:g} seconds"
    return (ran.stdout or "it said nothing")[-1500:].strip() if ran.returncode else ""


def ask(
    place: Path, module: str, tests: list[str], most: int | None = None, draw: int = 1
) -> tuple[dict[str, str], int]:
    """Mutant to what became of it, for one module of a copy, of all or of a sample of `most`; and how many there are.

    Raises
    ------
    RuntimeError
        If mutmut does not finish: its tests fail though nothing was changed, or reach nothing.
    """
    shutil.rmtree(place / "mutants", ignore_errors=True)
    (place / "mutants" / "notebooks").mkdir(parents=True)  # where tests and pages look for the code
    (place / "mutants" / "src").symlink_to("notebooks")  # and where mutmut puts it
    everything = all_mutants(place, source_of(module))
    if not everything:
        return {}, 0
    drawn = drawn_of(everything, module, most, draw)
    (place / "pyproject.toml").write_text(settings(module, tests), encoding="utf-8")
    if told := run_mutmut(place, (*RUN, *(drawn or ["*"]))):  # named, so that tests that are not found end the run
        raise RuntimeError(f"{module}.py: mutmut did not finish:\n{told}")
    found = statuses(place, source_of(module))
    return {name: found[name] for mutant in drawn or everything if (name := mutant.removeprefix("casebook."))}, len(
        everything
    )


def drawn_of(mutants: list[str], module: str, most: int | None, draw: int = 1) -> list[str]:
    """The mutants of a module that are asked about, the same whenever a draw is asked for; none of them if all are."""
    return sorted(by_chance(module, draw).sample(mutants, most)) if most and most < len(mutants) else []


def by_chance(name: str, draw: int) -> random.Random:
    """What a draw for a module or a room is made with."""
    return random.Random(name if draw == 1 else f"{name} {draw}")


def statuses(place: Path, source: str) -> dict[str, str]:
    """Mutant to what became of it, as mutmut left them under `place`."""
    from mutmut.stats import status_by_exit_code

    kept = json.loads((place / "mutants" / f"{source}.meta").read_text(encoding="utf-8"))
    return {
        mutant.removeprefix("casebook."): status_by_exit_code[code] for mutant, code in kept["exit_code_by_key"].items()
    }


NAMES = """
import pathlib, sys
from mutmut.mutation.file_mutation import mutate_file_contents
from mutmut.utils.format_utils import get_mutant_name
path = pathlib.Path(sys.argv[1])
for name in mutate_file_contents(str(path), path.read_text(encoding="utf-8"), None, set()).mutant_names:
    print(get_mutant_name(path, name))
"""


def all_mutants(place: Path, source: str) -> list[str]:
    """The names of all mutants of a file of the copy, reached or not."""
    command = [sys.executable, "-c", NAMES, source]
    ran = subprocess.run(command, cwd=place, capture_output=True, text=True, check=True, timeout=60)
    return ran.stdout.splitlines()


def changed_line(place: Path, mutant: str) -> str:
    """What the mutant changed, as mutmut shows it: the first line taken away and the first put in."""
    for name in (f"casebook.{mutant}", mutant):
        command = [sys.executable, "-m", "mutmut", "show", name]
        shown = subprocess.run(command, cwd=place, capture_output=True, text=True, timeout=60).stdout
        if lines := [line for line in shown.splitlines() if re.match(r"[-+](?![-+])", line)]:
            return " | ".join(line[:100] for line in lines[:2])
    return ""


# --------------------------------------------------------------------------------------------------------- reporting


def told_of(mutants: dict[str, str], of: int | None = None) -> dict:
    """Mutants of a module that were asked about, of how many, those killed and those in functions that no test calls."""
    killed = sum(status in KILLED for status in mutants.values())
    survivors = {mutant: status for mutant, status in mutants.items() if status not in KILLED}
    return {
        "mutants": len(mutants),
        "of": len(mutants) if of is None else of,
        "killed": killed,
        "share": killed / len(mutants) if mutants else 1.0,
        "unreached": sum(status == "no tests" for status in survivors.values()),
        "survivors": survivors,
    }


def lines_of(told: dict[str, dict]) -> list[str]:
    """The report on some modules as lines to read."""
    lines = [f"survived: {m}: {status}" for module in told.values() for m, status in module["survivors"].items()]
    return lines + [
        f"{module}.py: {of['killed']:,} of {of['mutants']:,} mutants killed, {of['share']:.1%}"
        + (f", a sample of {of['of']:,}" if of["of"] > of["mutants"] else "")
        + (f"; {of['unreached']} {UNREACHED}" if of["unreached"] else "")
        for module, of in told.items()
    ]


def failures(told: dict[str, dict]) -> list[str]:
    """Why a report on some modules is not good enough; nothing if it is.

    A module is judged if all its mutants were asked about; of samples, which are small, the modules together.
    """
    lines = [
        f"{module}.py: {of['share']:.1%} of mutants killed, expected at least {LEAST:.0%}"
        for module, of in told.items()
        if of["share"] < LEAST and not sampled(of)
    ]
    if any(map(sampled, told.values())) and (share := estimate(told)) < LEAST:
        lines.append(f"{len(told)} modules together: {share:.1%} of mutants killed, expected at least {LEAST:.0%}")
    return lines


def sampled(module: dict) -> bool:
    """Whether only some of the mutants of a module were asked about."""
    return module.get("of", 0) > module["mutants"]


def estimate(told: dict[str, dict]) -> float:
    """The share of the mutants of some modules that are killed, each module counting as many mutants as it has."""
    return sum(of["of"] * of["share"] for of in told.values()) / max(1, sum(of["of"] for of in told.values()))


def joined(rooms: dict[str, dict]) -> dict:
    """The reports of rooms as one, the rooms in their order."""
    return {"rooms": {room: rooms[room] for room in ROOMS if room in rooms}}


def goes_on(stamp: dict, before: dict) -> dict:
    """The stamp of a run that goes on with a report: of the older run, whose code it may not be any more, and its minutes."""
    older = {key: before[key] for key in ("day", "python", "of", "cores") if key in before}
    return {**stamp, **older, "begun": stamp["begun"] - 60 * before.get("minutes", 0)}


def keep_room(room: str, found: dict) -> None:
    """Keep the report of a room, and join it with those of the other rooms that are kept."""
    reports.keep(f"mutation-code-{room}", found)
    kept = {other: reports.last(f"mutation-code-{other}", here=True) for other in ROOMS}
    before = reports.last("mutation-code").get("rooms", {})
    reports.keep("mutation-code", joined(before | {other: report for other, report in kept.items() if report}))


# -------------------------------------------------------------------------------------------------------------- main


def ask_room(
    place: Path, room: str, wanted: list[str], most: int | None = None, minutes: float | None = None, draw: int = 1
) -> tuple[dict[str, dict], list[str]]:
    """What became of the mutants of some modules, told as it comes; and what could not be asked.

    Given some minutes, no module is begun after them, and which are left out is left to chance.
    """
    told, lost, started = {}, [], time.monotonic()
    order = wanted if minutes is None else by_chance(room, draw).sample(wanted, len(wanted))
    for number, module in enumerate(order, start=1):
        begun = time.monotonic()
        if minutes is not None and begun - started > 60 * minutes:
            break
        try:
            mutants, of = ask(place, module, answering(module), most, draw)
        except (LookupError, RuntimeError) as error:
            lost.append(str(error))
            print(f"{room}, {number} of {len(wanted)}: {error}", file=sys.stderr, flush=True)
            continue
        if not mutants:
            continue  # its functions are all behind a decorator, which mutmut leaves alone
        told[module] = told_of(mutants, of)
        survivors = told[module]["survivors"]
        told[module]["survivors"] = {m: f"{status}; {changed_line(place, m)}" for m, status in survivors.items()}
        seconds = time.monotonic() - begun
        line = lines_of({module: {**told[module], "survivors": {}}})[0]
        print(f"{room}, {number} of {len(wanted)}: {line}, {seconds:.0f} s", file=sys.stderr, flush=True)
    return told, lost


def main(arguments: list[str] | None = None) -> int:
    """Ask the rooms, print and keep their reports; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--room", action="append", choices=ROOMS, help="one room, or several; all by default")
    parser.add_argument("--only", action="append", help="one module, or several, such as press/pages/ledger")
    parser.add_argument("--sample", type=int, help="at most so many mutants of a module, instead of all")
    parser.add_argument("--minutes", type=float, help="begin no module of a room after so many minutes")
    parser.add_argument("--draw", type=int, default=1, help="another draw of modules and mutants than the first")
    parser.add_argument("--rest", action="store_true", help="the modules that the last report lacks, joined to it")
    given = parser.parse_args(arguments)
    wanted = {room: modules(room) for room in given.room or ROOMS}
    if given.only:
        wanted = {room: [m for m in modules(room) if m in given.only] for room in ROOMS}
        if lost := set(given.only) - {module for own in wanted.values() for module in own}:
            parser.error(f"no such module: {', '.join(sorted(lost))}")
    problems = []
    for room, own in wanted.items():
        if not own:
            continue
        before = reports.last("mutation-code").get("rooms", {}).get(room, {}) if given.rest else {}
        had, draw = before.get("modules", {}), before.get("draw", given.draw)
        left = [module for module in own if module not in had]
        stamp = goes_on(reports.stamp(), before)
        with tempfile.TemporaryDirectory() as folder:
            lay_out(Path(folder), room)
            told, lost = ask_room(Path(folder), room, left, given.sample, given.minutes, draw)
        told = had | told
        print("\n".join(lines_of(told)))
        problems += [*failures(told), *lost]
        if not given.only:
            told = {module: told[module] for module in own if module in told}
            lost_lines = [line.splitlines()[0] for line in lost]
            kept = {"modules": told, "there": len(own), "draw": draw, "lost": lost_lines}
            keep_room(room, stamp | kept)
    for line in problems:
        print(f"Not good enough: {line}", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

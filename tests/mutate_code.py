"""Does any test notice when a line of the core changes?  ``make mutate`` asks it of every line, with mutmut.

The core is the reading of printed figures and dates, the claims, the register and the record, and the designs.  A copy of
the project is laid out as mutmut wants it, every operator, number, name and string of these modules is changed in turn,
and their tests are run.  A mutant that no test notices is listed; a module of which too many survive fails the run.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import reports

ROOT = Path(__file__).resolve().parents[1]
TESTS = {  # module of the core to the tests that answer for it
    "reading/intervals": "reading/test_intervals",
    "reading/numerals": "reading/test_printed",
    "reading/printed": "reading/test_printed",
    "reading/written_dates": "reading/test_written_dates",
    "reading/dates_in_english": "reading/test_dates_in_english",
    "evidence/claims": "evidence/test_claims",
    "evidence/register": "evidence/test_register",
    "evidence/records": "evidence/test_records",
    "evidence/facts": "evidence/test_facts",
    "methods/designs/comparison": "methods/test_designs",
    "methods/designs/synthetic": "methods/test_designs",
    "methods/designs/placebo": "methods/test_designs",
    "methods/designs/randomisation": "methods/test_designs",
    "methods/designs/power": "methods/test_designs",
}
LEAST = 0.9  # share of the mutants of each module that the tests must kill
LIMIT = 4 * 3600  # seconds for all of them
KILLED = {"killed", "timeout", "segfault"}  # an endless loop does not pass unseen
SETTINGS = f"""
[tool.mutmut]
source_paths = ["src"]
only_mutate = {json.dumps([f"src/casebook/{module}.py" for module in TESTS])}
also_copy = ["data", "book", "requirements.txt"]
pytest_add_cli_args_test_selection = {json.dumps(sorted({f"tests/{file}.py" for file in TESTS.values()}))}
"""
# A mutant must meet the same examples as the next one, and not too many: it is met thousands of times.
PROFILE = """

from hypothesis import settings

settings.register_profile("mutants", derandomize=True, max_examples=60, deadline=None, database=None)
settings.load_profile("mutants")
"""


def lay_out(place: Path) -> None:
    """A copy of the project at `place` as mutmut wants it: the code in ``src/``, which the tests then read."""
    leave = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
    shutil.copytree(ROOT / "notebooks", place / "src", ignore=leave)
    for name in ("tests", "data", "book"):
        shutil.copytree(ROOT / name, place / name, ignore=leave)
    shutil.copy(ROOT / "requirements.txt", place)
    (place / "pyproject.toml").write_text(
        re.sub(
            r"^addopts = .*$",
            'addopts = "-p no:cacheprovider -p no:nbval -p no:xdist"',
            (ROOT / "pyproject.toml").read_text(encoding="utf-8"),
            flags=re.M,
        )
        + SETTINGS,
        encoding="utf-8",
    )
    shared = place / "tests" / "conftest.py"
    text = shared.read_text(encoding="utf-8")
    assert 'ROOT / "notebooks"' in text
    shared.write_text(text.replace('ROOT / "notebooks"', 'ROOT / "src"') + PROFILE, encoding="utf-8")


def statuses(place: Path) -> dict[str, dict[str, str]]:
    """Module to mutant to what became of it, as mutmut left them under `place`."""
    from mutmut.stats import status_by_exit_code

    found = {}
    for module in TESTS:
        kept = json.loads((place / "mutants" / "src" / "casebook" / f"{module}.py.meta").read_text(encoding="utf-8"))
        found[module] = {
            mutant.removeprefix("casebook."): status_by_exit_code[code]
            for mutant, code in kept["exit_code_by_key"].items()
        }
    return found


def report(found: dict[str, dict[str, str]]) -> dict:
    """Mutants, killed, share and survivors of each module."""
    return {
        module: {
            "mutants": len(mutants),
            "killed": sum(status in KILLED for status in mutants.values()),
            "share": sum(status in KILLED for status in mutants.values()) / len(mutants),
            "survivors": {mutant: status for mutant, status in mutants.items() if status not in KILLED},
        }
        for module, mutants in found.items()
    }


def lines_of(modules: dict) -> list[str]:
    """The report as lines to read."""
    lines = [f"survived: {m}: {status}" for told in modules.values() for m, status in told["survivors"].items()]
    return lines + [
        f"{module}.py: {told['killed']:,} of {told['mutants']:,} mutants killed, {told['share']:.1%}"
        for module, told in modules.items()
    ]


def failures(modules: dict) -> list[str]:
    """Why a report is not good enough; nothing if it is."""
    return [
        f"{module}.py: {told['share']:.1%} of mutants killed, expected at least {LEAST:.0%}"
        for module, told in modules.items()
        if told["share"] < LEAST
    ]


def run_mutmut(
    place: Path, command: Sequence[str] = ("-m", "mutmut", "run", "--max-children", "2"), limit: float = LIMIT
) -> str:
    """Run mutmut on a copy; returns nothing if it finished, else the last of what it said.

    It redraws a line some thousand times, which is of use to who looks on and fills a log.
    """
    kept = {} if sys.stdout.isatty() else {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    try:
        ran = subprocess.run([sys.executable, *command], cwd=place, check=False, timeout=limit, **kept)
    except subprocess.TimeoutExpired:
        return f"no end after {limit:g} seconds"
    return (ran.stdout or "see above")[-3000:] if ran.returncode else ""


def main() -> int:
    """Run mutmut on a copy, print and keep the report; returns the exit status."""
    stamp = reports.stamp()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        lay_out(place)
        if told := run_mutmut(place):
            print(f"mutmut did not finish:\n{told}", file=sys.stderr)
            return 1
        found = report(statuses(place))
        for told in found.values():
            told["survivors"] = {
                mutant: f"{status}; {changed_line(place, mutant)}" for mutant, status in told["survivors"].items()
            }
    print("\n".join(lines_of(found)))
    reports.keep("mutation-code", stamp | {"modules": found})
    told = failures(found)
    for line in told:
        print(f"Not good enough: {line}", file=sys.stderr)
    return 1 if told else 0


def changed_line(place: Path, mutant: str) -> str:
    """What the mutant changed, as mutmut shows it: the first line taken away and the first put in."""
    command = [sys.executable, "-m", "mutmut", "show", f"casebook.{mutant}"]
    shown = subprocess.run(command, cwd=place, capture_output=True, text=True, timeout=60).stdout
    lines = [line for line in shown.splitlines() if re.match(r"[-+](?![-+])", line)]
    return " | ".join(line[:100] for line in lines[:2])


if __name__ == "__main__":
    sys.exit(main())

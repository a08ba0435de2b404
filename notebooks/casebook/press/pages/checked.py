"""The page that says how this book is checked, from the reports of the long checks in ``book/checks/``.

``make mutate``, ``make matrix`` and ``make bench`` leave their reports in ``_build/checks/``; ``make checked`` takes those
into the book.  The report of what was tried by hand, ``adversary.json``, is written by hand as well.  Every number of the
page comes from these reports.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

from ...reading.dates_in_english import english_date
from ..book import ROOT
from ..files import write_whole
from ..inventory import digests, parts
from ..writing import write

__all__ = ["REPORTS", "checked_page", "measured", "take_in"]

FRESH = ROOT / "_build" / "checks"
KEPT = ROOT / "book" / "checks"
TRIAL = "adversary"
REPORTS = ("mutation-data", "mutation-data-without-pages", "mutation-code", "matrix", "bench")

# What nbval passes, what fails here, and the notebooks in tests/fixtures/holes/ that show both.
HOLES = [
    (
        "a bitmap or a widget, which it skips",
        "every output must be a text, a table or an SVG figure, all compared to the byte",
        ("bitmap", "widget"),
    ),
    ("a cell that was never run, or was deleted", "counts run on without a gap", ("no_count", "deleted_cell")),
    ("rows that the output leaves out", "tables are shown whole", ("hidden_rows",)),
    (
        "digits that the output rounds away",
        "results are on record in full precision, and compared within a stated tolerance",
        ("below_rounding",),
    ),
    ("a number typed in a sentence", "a number in prose must be the one on record", ("prose",)),
    ("a cell exempt by a tag or a comment", "neither is admitted", ("exempt_tag", "exempt_comment")),
    (
        "the clock, the network, chance without a seed",
        "code that asks for them is refused",
        ("clock", "network", "chance"),
    ),
    ("a cell that writes to the data", "the tables are the same before and after", ("writes_data",)),
]
KINDS = {
    "schema": "the schema: types, keys, references, constraints",
    "rules": "a rule of the data",
    "pages": "a page that is made from the data",
    "chapters": "a chapter, run again",
}
GROUPS = {"data": "the data", "code": "the helpers", "lock": "the lock", "cells": "the chapters"}
TRIED = {
    "sentences": "a sentence, a caption, an alternative text, a page",
    "results": "a result that the code of a chapter states wrongly",
    "data": "a cell of the data, with all that belongs to it",
    "code": "a line of code outside the modules that mutmut changes",
}


def take_in(fresh: Path = FRESH, kept: Path = KEPT) -> list[str]:
    """Copy the reports that were made here into the book; returns their names."""
    kept.mkdir(exist_ok=True)
    names = [name for name in REPORTS if (fresh / f"{name}.json").is_file()]
    for name in names:
        write_whole(kept / f"{name}.json", (fresh / f"{name}.json").read_text(encoding="utf-8"))
    return names


def _report(folder: Path, name: str) -> dict:
    path = folder / f"{name}.json"
    if not path.is_file():
        raise FileNotFoundError(f"book/checks/{path.name}: found no such file, expected the report of a long check")
    return json.loads(path.read_text(encoding="utf-8"))


def _percent(share: float) -> str:
    """A share of what was noticed, rounded down: all but one is not all."""
    return f"{math.floor(1000 * share + 1e-9) / 10:.1f} %"


def measured(found: float, most: float | None) -> str:
    """A measure with two decimals; with more if its target, the most that it may be, is missed by less than they show."""
    digits = 2
    while most is not None and found > most >= float(f"{found:.{digits}f}"):
        digits += 1
    return f"{found:.{digits}f}"


def _run(report: dict, now: dict[str, str], groups: tuple[str, ...] = tuple(GROUPS)) -> dict:
    """When a report was made, what it took, and which of what it was made of has changed since."""
    return {
        "day": english_date(report["day"]),
        "python": report["python"],
        "changed": " and ".join(
            words for group, words in GROUPS.items() if group in groups and report["of"][group] != now[group]
        ),
        "minutes": f"{report['minutes']:.0f}" if "minutes" in report else "",
        "cores": report.get("cores", 0),
    }


def _data(report: dict, apart: dict, now: dict[str, str]) -> dict:
    return {
        "run": _run(report, now, ("data", "code", "cells")),
        "cells": report["cells"],
        "asked": report["asked"],
        "share": _percent(report["share"]),
        "first": {words: _percent(report["first"].get(kind, 0)) for kind, words in KINDS.items()},
        "survivors": report["survivors"],
        "apart": {
            "asked": apart["asked"],
            "share": _percent(apart["share"]),
            "first": {KINDS[kind].partition(":")[0]: _percent(share) for kind, share in apart["first"].items()},
        },
    }


def _code(report: dict, now: dict[str, str]) -> dict:
    modules = {f"{name}.py": {**told, "share": _percent(told["share"])} for name, told in report["modules"].items()}
    killed = sum(told["killed"] for told in modules.values()) / sum(told["mutants"] for told in modules.values())
    return {"run": _run(report, now, ("code",)), "modules": modules, "share": _percent(killed)}


def _trial(report: dict, now: dict[str, str]) -> dict:
    tried = {words: report["tried"][kind] for kind, words in TRIED.items()}
    return {
        "run": _run(report, now, ("data", "code", "cells")),
        "tried": tried,
        "all": sum(told["tried"] for told in report["tried"].values()),
        "noticed": sum(told["noticed"] for told in report["tried"].values()),
        "data": report["tried"]["data"],
        "passed": report["sentences_passed"],
    }


def _matrix(report: dict, now: dict[str, str]) -> dict:
    runs = [*report["runs"].values()]
    asked = dict.fromkeys(what for run in runs for what in run["held"])
    return {
        "run": _run(report, now),
        "missing": ", ".join(report["missing"]),
        "places": [*dict.fromkeys(place for run in runs for place in run["differing"])],
        "runs": runs,
        "same": [run["python"] for run in runs if not any(run["differing"].values())],
        "held": [what for what in asked if all(run["held"].get(what) for run in runs)],
        "files": max((run["files"] for run in runs), default=0),
    }


def _bench(report: dict, now: dict[str, str]) -> dict:
    rows = [
        {
            "what": f"{row['what']}, in {row['unit']}" if row["unit"] != "×" else row["what"],
            "found": measured(row["found"], row["most"]),
            "most": "" if row["most"] is None else f"{row['most']:g}",
            "said": row["said"],
        }
        for row in report["table"]
    ]
    return {"run": _run(report, now), "rows": rows}


def checked_page(folder: Path = KEPT, now: dict[str, str] | None = None) -> str:
    """The page in MyST Markdown.

    Parameters
    ----------
    folder : Path
        Where the reports are, one JSON file for each of :data:`REPORTS`.
    now : dict, optional
        Digests of the project as it is, by group; computed by default.

    Raises
    ------
    FileNotFoundError
        If a report is missing, naming it.
    """
    reports = {name: _report(folder, name) for name in (*REPORTS, TRIAL)}
    now = digests(parts(ROOT)) if now is None else now
    return write(
        "checked",
        holes=[{"passes": passes, "fails": fails, "names": names} for passes, fails, names in HOLES],
        data=_data(reports["mutation-data"], reports["mutation-data-without-pages"], now),
        code=_code(reports["mutation-code"], now),
        trial=_trial(reports[TRIAL], now),
        matrix=_matrix(reports["matrix"], now),
        bench=_bench(reports["bench"], now),
    )

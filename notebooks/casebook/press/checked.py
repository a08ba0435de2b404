"""The page that says how this book is checked, from the reports of the long checks in ``book/checks/``.

``make mutate``, ``make matrix`` and ``make bench`` leave their reports in ``_build/checks/``; ``make checked`` takes those
into the book.  The report of what was tried by hand, ``adversary.json``, is written by hand as well.  Every number of the
page comes from these reports.
"""

from __future__ import annotations

import json
import math
import shutil
from pathlib import Path

from ..evidence.records import NOTEBOOKS
from ..reading.dates_in_english import english_date
from .inventory import digests, parts

__all__ = ["REPORTS", "checked_page", "measured", "take_in"]

ROOT = NOTEBOOKS.parent
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
        shutil.copy(fresh / f"{name}.json", kept / f"{name}.json")
    return names


def _report(folder: Path, name: str) -> dict:
    path = folder / f"{name}.json"
    if not path.is_file():
        raise FileNotFoundError(f"book/checks/{path.name}: found no such file, expected the report of a long check")
    return json.loads(path.read_text(encoding="utf-8"))


def _percent(share: float) -> str:
    """A share of what was noticed, rounded down: all but one is not all."""
    return f"{math.floor(1000 * share + 1e-9) / 10:.1f} %"


def _when(report: dict, now: dict[str, str], groups: tuple[str, ...] = ("data", "code", "lock", "cells")) -> str:
    """When a report was made, whether what it was made of is still the same, and what it took."""
    took = f"it took {report['minutes']:.0f} minutes on {report['cores']} cores"
    return f"Run on {english_date(report['day'])} with Python {report['python']}{_since(report, now, groups)}; {took}."


def _since(report: dict, now: dict[str, str], groups: tuple[str, ...]) -> str:
    words = {"data": "the data", "code": "the helpers", "lock": "the lock", "cells": "the chapters"}
    changed = [words[group] for group in groups if report["of"][group] != now[group]]
    return f"; since then {' and '.join(changed)} changed" if changed else ", of what you read here"


def _table(head: list[str], rows: list[list[str]], numbers: bool = True) -> list[str]:
    def line(cells: list[str]) -> str:
        return f"| {' | '.join(cells)} |"

    return [line(head), line(["---", *["---:" if numbers else "---"] * (len(head) - 1)]), *map(line, rows), ""]


def _holes() -> list[str]:
    rows = [[passes, fails, ", ".join(f"`{name}`" for name in names)] for passes, fails, names in HOLES]
    return [
        "## What comparing outputs does not see",
        "",
        "nbval executes every cell again and compares its outputs with the stored ones.",
        "What it does not see, another check does; for each there is a spoiled notebook that nbval passes and our check must fail.",
        "",
        *_table(["nbval passes", "what fails here", "in `tests/fixtures/holes/`"], rows, numbers=False),
    ]


def _data(report: dict, apart: dict, now: dict[str, str]) -> list[str]:
    if report["asked"] < report["cells"]:
        asked = (
            f"Of {report['cells']:,} cells, a sample of {report['asked']:,} was asked, some of every column; "
            f"each standing for its column, **{_percent(report['share'])}** are noticed."
        )
    else:
        asked = f"All {report['cells']:,} cells were asked; **{_percent(report['share'])}** are noticed."
    lines = [
        "## Would a wrong cell be noticed?",
        "",
        "One cell of `data/` is changed to another value that could stand there, and the checks are asked; then the next.",
        "No checksum is asked, nothing is rerun or renewed in between, and the first check to notice counts.",
        _when(report, now, ("data", "code", "cells")),
        asked,
        "",
        *_table(
            ["first noticed by", "share of cells"],
            [[words, _percent(report["first"].get(kind, 0))] for kind, words in KINDS.items()],
        ),
        "A page that shows a table row by row notices any change, but only a reader can say which of the two is wrong.",
        f"If no such page is asked, of a sample of {apart['asked']:,}, {_percent(apart['share'])} are noticed: "
        + ", ".join(f"{_percent(share)} by {KINDS[kind].split(':')[0]}" for kind, share in apart["first"].items())
        + ".",
        "The rest is shown to the reader and enters no computation.",
        "",
    ]
    if not report["survivors"]:
        return [*lines, "No cell that was asked went unnoticed.", ""]
    survivors = [f"- `{s['cell']}`: {s['reason'] or 'no reason known'}" for s in report["survivors"]]
    return [*lines, "Not noticed:", "", *survivors, ""]


def _code(report: dict, now: dict[str, str]) -> list[str]:
    rows = [
        [f"`{module}.py`", f"{told['mutants']:,}", f"{told['killed']:,}", _percent(told["share"])]
        for module, told in report["modules"].items()
    ]
    return [
        "## Would a wrong line of code be noticed?",
        "",
        "mutmut changes every operator, number, name and string of the three modules that read figures, keep the evidence and compute the designs, and runs their tests.",
        _when(report, now, ("code",)),
        "",
        *_table(["module", "changes", "noticed", "share"], rows),
        "{download}`The changes that no test noticed <checks/mutation-code.json>`, one by one.",
        "",
    ]


def _trial(report: dict, now: dict[str, str]) -> list[str]:
    tried, passed = report["tried"], report["sentences_passed"]
    rows = [
        [
            words,
            f"{tried[kind]['tried']}",
            f"{tried[kind]['noticed']}",
            f"{tried[kind]['tried'] - tried[kind]['noticed']}",
        ]
        for kind, words in TRIED.items()
    ]
    data = tried["data"]
    when = f"Tried on {english_date(report['day'])} with Python {report['python']}"
    return [
        "## What the checks do not see",
        "",
        "The share of cells above holds for a change that nobody follows up: what is stored is then of another state, and comparing shows it.",
        "Whoever changes something and reruns renews what is stored.",
        "From then on the checks compare the project with itself, and see a change only where a linked number moves or a test works the case by hand.",
        "How much passes was tried by hand: changes that are wrong and look right, all chapters run again, all pages renewed, every check asked.",
        f"{when}{_since(report, now, ('data', 'code', 'cells'))}.",
        "",
        *_table(["changed, then rerun", "tried", "noticed", "passed"], rows),
        f"With the text of the article at hand, {data['noticed_with_article']} of the {data['tried']} cells are noticed.",
        "Charts are among the code: a picture is compared with the picture that the same code draws, so a wrong colour or an axis cut short is stored as the new one.",
        "",
        "A sentence is bound to its evidence by its numerals.",
        "What else it says of them, only a reader can hold against the entry behind the link.",
        "",
        *_table(
            ["changed in the sentences that passed", "sentences"],
            [[words, str(count)] for words, count in passed.items()],
        ),
    ]


def _matrix(report: dict, now: dict[str, str]) -> list[str]:
    runs = report["runs"].values()
    where = list(dict.fromkeys(place for run in runs for place in run["differing"]))
    rows = [[run["python"], *("differs" if run["differing"][w] else "same bytes" for w in where)] for run in runs]
    held = [
        what for what in dict.fromkeys(w for run in runs for w in run["held"]) if all(r["held"].get(what) for r in runs)
    ]
    conditions = [f"`{what}`" if "=" in what or "'" in what else what for what in held]
    missing = [f"Not on that machine: Python {', '.join(report['missing'])}."] if report["missing"] else []
    return [
        "## Is it the same elsewhere?",
        "",
        "Every chapter is run again and the book is built, at home and away.",
        _when(report, now),
        *missing,
        "",
        *_table(["Python", *where], rows, numbers=False),
        f"Away means: {'; '.join(conditions)}; the chapters in reverse order, and all of it a second time.",
        f"The two builds are compared to the byte, {max((run['files'] for run in runs), default=0):,} files each.",
        "",
    ]


def measured(found: float, most: float | None) -> str:
    """A measure with two decimals; with more if its target, the most that it may be, is missed by less than they show."""
    digits = 2
    while most is not None and found > most >= float(f"{found:.{digits}f}"):
        digits += 1
    return f"{found:.{digits}f}"


def _bench(report: dict, now: dict[str, str]) -> list[str]:
    rows = [
        [
            f"{row['what']}, in {row['unit']}" if row["unit"] != "×" else row["what"],
            measured(row["found"], row["most"]),
            "" if row["most"] is None else f"{row['most']:g}",
            row["said"],
        ]
        for row in report["table"]
    ]
    return [
        "## How long does it take?",
        "",
        "All measured in one run, as ratios where ratios travel between machines.",
        _when(report, now),
        "",
        *_table(["what", "found", "at most", ""], rows),
    ]


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
    modules, runs = reports["mutation-code"]["modules"].values(), reports["matrix"]["runs"].values()
    killed = sum(told["killed"] for told in modules) / sum(told["mutants"] for told in modules)
    tried = reports[TRIAL]["tried"].values()
    same = [run["python"] for run in runs if not any(run["differing"].values())]
    lines = [
        "# How this book is checked",
        "",
        "<!-- Generated by `python -m casebook ledger` from book/checks/. Do not edit. -->",
        "",
        f"Change one cell of the data and nothing else, and a check notices in {_percent(reports['mutation-data']['share'])} of cases, "
        f"in {_percent(reports['mutation-data-without-pages']['share'])} if pages made from the data do not count; "
        f"change one line of the core, and a test notices in {_percent(killed)}.",
        f"Change a sentence, a cell with all that belongs to it, or a line outside that core, rerun, and most of it passes: of {sum(told['tried'] for told in tried)} such changes, made by hand to look right, "
        f"{sum(told['noticed'] for told in tried)} were noticed.",
        f"Every chapter and every page comes out with the same bytes under Python {', '.join(same)}."
        if len(same) == len(runs)
        else f"The same bytes come out under {len(same)} of {len(runs)} versions of Python.",
        "What is missed stands below, with the rest of what was measured.",
        "",
        *_holes(),
        *_data(reports["mutation-data"], reports["mutation-data-without-pages"], now),
        *_code(reports["mutation-code"], now),
        *_trial(reports[TRIAL], now),
        *_matrix(reports["matrix"], now),
        "## Your own receipt",
        "",
        "`make verify` runs every chapter on your machine, compares every output and every result, and writes a receipt: the versions that the kernel named, checksums, what was compared, what differs and by how much.",
        "One changed byte of data or code changes its checksums.",
        "A copy that was changed and rerun agrees with itself: whoever takes a receipt holds its four checksums against the book's.",
        "A difference that comes only from another version of a package is named as such.",
        "",
        *_bench(reports["bench"], now),
        "## Run these yourself",
        "",
        "`make test` takes minutes and asks everything but the last four sections.",
        "`make mutate`, `make matrix` and `make bench` take as long as they say above; `make mutate FULL=1` asks every cell.",
        "`make checked` puts what they found here on this page.",
    ]
    return "\n".join(lines).rstrip() + "\n"

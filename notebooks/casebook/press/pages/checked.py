"""The page that says how this book is checked, from the reports of the long checks in ``book/checks/``.

``make mutate``, ``make matrix``, ``make bench``, ``make reader`` and ``make scan-bench`` leave their reports in ``_build/checks/``; ``make checked`` takes those
into the book.  The report of what an adversary tried by hand, ``adversary.json``, is written by hand as well.  Every number
of the page comes from these reports, and who read the book from the sign-off (:mod:`casebook.press.signing`).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from pathlib import Path

from ...reading.dates_in_english import english_date
from .. import signing
from ..book import ROOT
from ..files import write_whole
from ..inventory import digests, parts
from ..writing import write

__all__ = [
    "CLASS_SERVER",
    "EDITIONS",
    "KEPT",
    "REPORTS",
    "SCAN",
    "WHEELS",
    "checked_page",
    "measured",
    "take_in",
    "who_read",
]

FRESH = ROOT / "_build" / "checks"
KEPT = ROOT / "book" / "checks"
TRIAL = "adversary"
EDITIONS = "editions"  # how large they are, for the page that offers them
CLASS_SERVER = "class-server"  # how a class fared on a hub, for the page on servers
WHEELS = "wheels"  # how large they are, for the same page
FORMS = "forms"  # how readers of figures fare on the forms, for the page of forms
SCAN = "scan"  # how many planted inconsistencies a scan of invented articles finds
SPOILT = "readers"  # lines spoilt on purpose in what readers were given, and how many they marked
REPORTS = (
    "mutation-prose", "mutation-data-followed", "mutation-data", "mutation-data-without-pages", "mutation-code", "matrix", "bench", "reader",
)  # fmt: skip

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
FOLLOWED = {
    "schema": KINDS["schema"],
    "rules": KINDS["rules"],
    "links": "a link of a sentence, which says something else than the record now",
    "signatures": "a signature: somebody had read the row, or a sentence on it, as it was",
}
ROOMS = ("reading", "evidence", "methods", "drawing", "press", "ext")
GOAL = 0.9  # of a room: the share of the changes of its code that is noticed
GROUPS = {"data": "the data", "code": "the helpers", "lock": "the lock", "cells": "the chapters"}
TRIED = {
    "sentences": "a sentence, a caption, an alternative text, a page",
    "results": "a result that the code of a chapter states wrongly",
    "data": "a cell of the data, with all that belongs to it",
    "code": "a line of code outside the modules that mutmut changed then",
}
SCANNED = {  # in a scan: the halves of the sentences, and the kinds of groups
    "English": "in English",
    "Chinese": "in Chinese",
    "listed": "in sentences that whoever mends the rules may see",
    "set aside": "in sentences that are set aside",
    "change": "before, after and the change in per cent",
    "difference": "before, after and the difference",
    "share": "a part, its whole and the share",
    "parts": "parts and their total",
    "ratio": "two numbers and their ratio",
    "shares": "shares of one whole",
    "points": "two shares and the points between them",
}
STATES = ("current", "in part", "sentence changed", "evidence changed", "not supported", "never read")


def take_in(fresh: Path = FRESH, kept: Path = KEPT) -> list[str]:
    """Copy the reports that were made here into the book; returns their names."""
    kept.mkdir(exist_ok=True)
    names = [
        name for name in (*REPORTS, FORMS, SCAN, EDITIONS, CLASS_SERVER, WHEELS) if (fresh / f"{name}.json").is_file()
    ]
    for name in names:
        write_whole(kept / f"{name}.json", (fresh / f"{name}.json").read_bytes().decode())
    return names


def _report(folder: Path, name: str) -> dict:
    path = folder / f"{name}.json"
    if not path.is_file():
        raise FileNotFoundError(f"book/checks/{path.name}: found no such file, expected the report of a long check")
    return json.loads(path.read_bytes())


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


def _prose(report: dict, now: dict[str, str]) -> dict:
    kinds = {kind: {**told, "survived": told["asked"] - told["noticed"]} for kind, told in report["kinds"].items()}
    return {
        "run": _run(report, now, ("data", "code", "cells")),
        **{key: report[key] for key in ("mutants", "asked", "signed")},
        "rules": _percent(report["rules"]),
        "with_signatures": _percent(report["with_signatures"]),
        "kinds": dict(sorted(kinds.items(), key=lambda kind: -kind[1]["survived"])),
        "survived": len(report["survivors"]),
    }


def _followed(report: dict, now: dict[str, str]) -> dict:
    return {
        "run": _run(report, now, ("data", "code", "cells")),
        "cells": report["cells"],
        "asked": report["asked"],
        "share": _percent(report["share"]),
        "first": {words: _percent(report["first"].get(kind, 0)) for kind, words in FOLLOWED.items()},
        "columns": {holds: _percent(share) for holds, share in report["columns"].items()},
        "tables": {name: _percent(share) for name, share in report["tables"].items()},
        "survived": len(report["survivors"]),
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
    """The rooms that were asked, each with its run and its modules; and those that were not."""
    rooms = {}
    for room, told in report["rooms"].items():
        modules = told["modules"]
        mutants, killed = (sum(module[key] for module in modules.values()) for key in ("mutants", "killed"))
        rooms[room] = {
            "run": _run(told, now, ("code",)),
            "mutants": mutants,
            "of": sum(_all_of(module) for module in modules.values()),
            "killed": killed,
            "share": _share(share := _estimate(modules.values())),
            "said": "" if share is None else "met" if share >= GOAL else "not met",
            "there": told.get("there", len(modules)),
            "modules": {
                f"{name}.py": {**own, "of": _all_of(own), "share": _percent(own["share"])}
                for name, own in modules.items()
            },
            "lost": [line.rstrip(":") for line in told["lost"]],
        }
    return {
        "rooms": rooms,
        "missing": [room for room in ROOMS if room not in rooms],
        "share": _share(
            _estimate([module for told in report["rooms"].values() for module in told["modules"].values()])
        ),
        "mutants": sum(room["mutants"] for room in rooms.values()),
        "sampled": any(room["of"] > room["mutants"] or room["there"] > len(room["modules"]) for room in rooms.values()),
        "drawn_anew": all(told.get("draw", 1) > 1 for told in report["rooms"].values()),
        "minutes": sum(float(told.get("minutes", 0)) for told in report["rooms"].values()),
    }


def _all_of(module: dict) -> int:
    """How many changes of a module there are, of which a sample may have been asked."""
    return module.get("of", module["mutants"])


def _estimate(modules: Iterable[dict]) -> float | None:
    """The share that was noticed, each module counting as many changes as there are of it; None if nothing was asked."""
    there = sum(_all_of(module) for module in modules)
    return sum(_all_of(module) * module["share"] for module in modules) / there if there else None


def _share(share: float | None) -> str:
    return "not asked" if share is None else _percent(share)


def _trial(report: dict, now: dict[str, str], machine: dict[str, str]) -> dict:
    """What an adversary tried, each kind beside what the machine's run of that kind notices today, if there is one."""
    tried = {words: {**report["tried"][kind], "machine": machine.get(kind, "")} for kind, words in TRIED.items()}
    return {
        "run": _run(report, now, ("data", "code", "cells")),
        "tried": tried,
        "all": sum(told["tried"] for told in report["tried"].values()),
        "noticed": sum(told["noticed"] for told in report["tried"].values()),
        "data": report["tried"]["data"],
        "passed": report["sentences_passed"],
    }


def who_read(states: list[signing.State]) -> dict:
    """Who held the book against its evidence: pairs by kind and state, the readers by name, the first and the last day.

    A reading that no longer holds, because its sentence or its evidence changed, counts for nobody.
    """
    held = [state.reading for state in states if state.state == "current"]
    kinds = {
        kind: {"pairs": sum(counts.values()), **{name: counts.get(name, 0) for name in STATES}}
        for kind, counts in signing.summary(states).items()
    }
    days = sorted(reading.read_on for reading in held)
    return {
        "pairs": len(states),
        "held": len(held),
        "never": sum(told["never read"] for told in kinds.values()),
        "kinds": kinds,
        "readers": sorted({reading.reader for reading in held}),
        "days": [english_date(day) for day in dict.fromkeys((days[0], days[-1]))] if days else [],
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


def _scan(report: dict, now: dict[str, str]) -> dict:
    """What a scan found in invented articles, by language and kind, and what it took as their number grew."""
    score = report["score"]
    groups = {**score["languages"], **score["halves"], **score["kinds"]}
    return {
        "run": _run(report, now, ("code",)),
        "articles": report["articles"],
        "recall": _percent(score["found"] / score["planted"]),
        "precision": _percent(score["found"] / (score["found"] + score["false"])) if score["found"] else "none",
        **{key: score[key] for key in ("planted", "found", "false", "agreeing", "agreeing_checked")},
        "groups": {SCANNED.get(name, name): told for name, told in groups.items()},
        **{key: report[key] for key in ("percentages", "with_ingredients", "recomputed", "speed")},
    }


def _reader(report: dict, now: dict[str, str]) -> dict:
    """The pages in a real browser, this book beside others; a measure that a book cannot have is left blank."""
    books = list(report["table"][0]["found"])
    rows = [
        {
            "what": f"{row['what']}, in {row['unit']}" if row["unit"] else row["what"],
            "found": [
                "" if row["found"][book] is None else measured(row["found"][book], row["most"]) for book in books
            ],
            "most": "" if row["most"] is None else f"{row['most']:g}",
            "said": row["said"],
        }
        for row in report["table"]
    ]
    return {"run": _run(report, now), "books": books, "pages": report["pages"], "rows": rows}


def checked_page(
    folder: Path = KEPT, now: dict[str, str] | None = None, states: list[signing.State] | None = None
) -> str:
    """The page in MyST Markdown.

    Parameters
    ----------
    folder : Path
        Where the reports are, one JSON file for each of :data:`REPORTS`, that of an adversary and that on the
        readers if there are such.
    now : dict, optional
        Digests of the project as it is, by group; computed by default.
    states : list of State, optional
        How each pair stands to its reading; as the book is by default.

    Raises
    ------
    FileNotFoundError
        If a report is missing, naming it.
    """
    reports = {name: _report(folder, name) for name in REPORTS}
    now = digests(parts(ROOT)) if now is None else now
    states = signing.states(signing.pairs(), signing.load()) if states is None else states
    prose, followed = _prose(reports["mutation-prose"], now), _followed(reports["mutation-data-followed"], now)
    code = _code(reports["mutation-code"], now)
    machine = {"sentences": prose["with_signatures"], "data": followed["share"], "code": code["share"]}
    tried = (folder / f"{TRIAL}.json").is_file()
    scanned = (folder / f"{SCAN}.json").is_file()
    return write(
        "checked",
        holes=[{"passes": passes, "fails": fails, "names": names} for passes, fails, names in HOLES],
        prose=prose,
        followed=followed,
        data=_data(reports["mutation-data"], reports["mutation-data-without-pages"], now),
        code=code,
        read=who_read(states),
        spoilt=_report(folder, SPOILT) if (folder / f"{SPOILT}.json").is_file() else {},
        trial=_trial(_report(folder, TRIAL), now, machine) if tried else {},
        matrix=_matrix(reports["matrix"], now),
        bench=_bench(reports["bench"], now),
        reader=_reader(reports["reader"], now),
        scan=_scan(_report(folder, SCAN), now) if scanned else {},
    )

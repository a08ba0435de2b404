"""How much of what is planted in a thousand invented articles a scan finds, and what it takes: ``make scan-bench``.

The articles are those of :mod:`scan_articles`.  A planted inconsistency counts as found if a check of its paragraph does not
agree and rests on figures of its group; a check that does not agree and rests on anything else is a false alarm.  Speed and
memory are measured on growing folders with one process and with two.  The report goes to ``_build/checks/scan.json``;
what was missed or taken wrongly, by template, to ``_build/checks/scan-missed.md``: half of the templates, the others are set
aside.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
import tempfile
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import reports
from bench import Memory
from casebook.press.scan import scan
from casebook.press.scan.rows import BETWEEN
from scan_articles import KINDS, Group, write_articles

ARTICLES = 1000  # of which recall and precision are asked
SIZES = (250, 500, 1000, 2000)
WORKERS = (1, 2)
EXAMPLES = 2  # sentences of each template in the list of what was missed


def bare(figure: str) -> str:
    """A figure without the words round its number, so that "nearly 71 %" and "71%" are one: its digits, or its letters."""
    number = re.search(r"\d+(?:\.\d+)?", figure.replace(",", ""))  # of a ratio to one, the first
    return number.group() if number else "".join(sign for sign in figure.lower() if sign.isalnum())


def is_same(one: str, other: str) -> bool:
    """Whether two figures are one, whatever words stand with them."""
    one, other = bare(one), bare(other)
    return one == other or (not one[:1].isascii() or one.isalpha()) and (one in other or other in one)


def set_aside(template: str) -> bool:
    """Whether a sentence belongs to the half that is never listed: who mends a rule by the list does not see these."""
    return zlib.crc32(template.encode()) % 2 == 0


def rests_on(check: dict, group: Group) -> bool:
    """Whether every figure of a check is one of the group's."""
    texts = [*check["ingredients"].split(BETWEEN), *filter(None, [check["text"]])]
    return all(any(is_same(text, figure) for figure in group.figures) for text in texts)


def language(group: Group) -> str:
    """The language of its article."""
    return "English" if group.sentence.isascii() else "Chinese"


def scored(groups: Iterable[Group], checks: Iterable[dict]) -> dict:
    """What was found of what is planted.

    Parameters
    ----------
    groups : iterable of Group
        Every group of the articles.
    checks : iterable of dict
        The rows of the table that are checks.

    Returns
    -------
    dict
        ``planted``, ``found`` and ``false``, counts; ``recall`` and ``precision`` of inconsistencies; ``covered``, the share of
        groups that agree of which a check says so; ``kinds``, ``languages`` and ``halves``, the same by each; ``templates``, by outcome.
    """
    by_place = defaultdict(list)
    for row in checks:
        by_place[row["document"], int(row["paragraph"])].append(row)
    told, outcomes, false, used = Counter(), defaultdict(list), [], set()
    for group in groups:
        here = by_place[group.article, group.paragraph]
        own = [row for row in here if rests_on(row, group)]
        used.update(id(row) for row in own)
        agreeing = {row["agrees"] for row in own}
        if group.agrees:
            outcome = "false alarm" if "no" in agreeing else "agrees" if agreeing else "no check"
            false += [(group, row) for row in own if row["agrees"] == "no"]
        else:
            outcome = "found" if "no" in agreeing else "taken for right" if agreeing else "missed"
        half = "set aside" if set_aside(group.template) else "listed"
        for key in ("all", group.kind, language(group), half):
            told[key, outcome] += 1
        outcomes[outcome, group.template].append(group.sentence)
    strays = [row for rows in by_place.values() for row in rows if id(row) not in used]
    alarms = [row for row in strays if row["agrees"] == "no"]
    found, planted = told["all", "found"], sum(told["all", one] for one in ("found", "missed", "taken for right"))
    wrong = len(false) + len(alarms)
    return {
        "planted": planted,
        "found": found,
        "taken_for_right": told["all", "taken for right"],
        "agreeing": sum(told["all", one] for one in ("agrees", "no check", "false alarm")),
        "agreeing_checked": told["all", "agrees"],
        "false": wrong,
        "false_of_asides": len(alarms),
        "recall": round(found / planted, 4) if planted else None,
        "precision": round(found / (found + wrong), 4) if found + wrong else None,
        "kinds": {kind: _of(told, kind) for kind in KINDS},
        "languages": {name: _of(told, name) for name in ("English", "Chinese")},
        "halves": {name: _of(told, name) for name in ("listed", "set aside")},
        "templates": _by_template(outcomes),
        "strays": [f"{row['check']}: {row['ingredients']} → {row['text']}" for row in strays][:40],
    }


def _of(told: Counter, key: str) -> dict[str, int]:
    planted = [told[key, one] for one in ("found", "missed", "taken for right")]
    agreeing = [told[key, one] for one in ("agrees", "no check", "false alarm")]
    return {
        "planted": sum(planted),
        "found": planted[0],
        "agreeing": sum(agreeing),
        "agreeing_checked": agreeing[0],
        "false": agreeing[2],
    }


def _by_template(outcomes: dict) -> dict[str, dict]:
    told = defaultdict(dict)
    for (outcome, template), sentences in sorted(outcomes.items()):
        if set_aside(template):
            continue
        told[outcome][template] = {"count": len(sentences), "sentences": sentences[:EXAMPLES]}
    return dict(told)


def checks_of(table: Path) -> list[dict]:
    """The checks of a table."""
    with table.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["kind"] == "check"]


def measured(folder: Path, table: Path, workers: int) -> dict:
    """A scan from nothing: seconds and peak memory."""
    table.unlink(missing_ok=True)
    with Memory() as memory:
        begun = time.perf_counter()
        found = scan(folder, table, workers=workers)
        seconds = time.perf_counter() - begun
    return {
        "articles": found.articles,
        "workers": workers,
        "seconds": round(seconds, 2),
        "a_second": round(found.articles / seconds, 1),
        "megabytes": round(memory.peak, 1),
    }


def again(folder: Path, table: Path) -> float:
    """Seconds of a second scan, which finds everything read."""
    begun = time.perf_counter()
    scan(folder, table, workers=1, say=lambda _: None)
    return round(time.perf_counter() - begun, 2)


def report(articles: int, sizes: Iterable[int], seed: int) -> dict:
    """Everything that is asked."""
    with tempfile.TemporaryDirectory() as made:
        work = Path(made)
        groups = write_articles(work / "asked", articles, seed)
        found = scan(work / "asked", work / "asked.csv")
        score = scored(groups, checks_of(work / "asked.csv"))
        speed = []
        for size in sizes:
            write_articles(work / f"{size}", size, seed + 1)
            speed += [measured(work / f"{size}", work / f"{size}.csv", workers) for workers in WORKERS]
        second = again(work / f"{size}", work / f"{size}.csv") if speed else None
    return {
        "articles": articles,
        "seed": seed,
        "unread_articles": found.unread_articles,
        "figures": found.kinds["figure"],
        "dates": found.kinds["date"],
        "unread": found.kinds["unread"],
        "percentages": found.percentages,
        "with_ingredients": found.with_ingredients,
        "recomputed": found.recomputed,
        "score": score,
        "speed": speed,
        "second_run_seconds": second,
    }


def lines_of(found: dict) -> list[str]:
    """The report for a terminal."""
    score = found["score"]
    told = [
        f"{found['articles']:,} articles: {score['found']} of {score['planted']} planted inconsistencies found, "
        f"{score['false']} false alarms; {score['agreeing_checked']} of {score['agreeing']} right groups were checked."
    ]
    told += [f"  {name:<11} {of}" for name, of in {**score["languages"], **score["halves"], **score["kinds"]}.items()]
    told += [
        f"  {row['articles']:>5} articles, {row['workers']} workers: {row['a_second']:>6} a second, {row['megabytes']:,.0f} MB"
        for row in found["speed"]
    ]
    return told


def missed_page(score: dict) -> str:
    """What was missed or taken wrongly, template by template."""
    lines = ["# What the scan missed or took wrongly", ""]
    for outcome in ("missed", "no check", "taken for right", "false alarm"):
        lines += [f"## {outcome}", ""]
        for template, told in sorted(score["templates"].get(outcome, {}).items(), key=lambda one: -one[1]["count"]):
            lines += [f"- {told['count']} × `{template}`", *(f"  - {sentence}" for sentence in told["sentences"])]
        lines.append("")
    return "\n".join([*lines, "## checks of figures that have nothing to do with each other", "", *(f"- {one}" for one in score["strays"]), ""])  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, keep; returns the exit status."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--articles", type=int, default=ARTICLES)
    asked.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args(arguments)
    stamp = reports.stamp()
    found = report(given.articles, given.sizes, given.seed)
    print("\n".join(lines_of(found)))
    reports.FRESH.mkdir(parents=True, exist_ok=True)
    (reports.FRESH / "scan-missed.md").write_text(missed_page(found["score"]), encoding="utf-8", newline="\n")
    score = {key: value for key, value in found["score"].items() if key not in ("templates", "strays")}
    reports.keep("scan", {**stamp, **found, "score": score})
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""How well printed forms are read, by this project's reader and by others: ``make forms-bench``.

The corpus is ``tests/fixtures/forms/``: ``open.csv``, on which this project's reader was written, and ``held_out.csv``, set
aside until it was.  Each reader gets the forms of the languages and kinds (figures, dates) that it is for.  cn2an is in the
lock; the others run in an interpreter of their own, ``--with quantulum3=/there/bin/python``: see :mod:`forms_peers`.

**The sets are this project's conventions.**  That "more than 600" ends below 700, or that ¥ is refused, no other reader
promises.  What the conventions do not bend: a plain number that is read as another, a numeral in words that is not read.

Each answer falls in one of five columns.

*right*
    The set of values: both ends agree.  This project's reader must also agree on whether an end is in the set; others need not.
    A single number is right for what is exact, and for a measure, which admits what rounds to that number: 42 for 42%.
    A share may be given as part of one (0.42), weeks in weeks; the other units are not asked for.
*dropped*
    A single number that is the printed numeral, scale included, but not what is around it: the hedge (600 for "more than
    600", 100 for 上百), the range (one of its ends, or both as two numbers that nothing joins), the second term of a ratio, the
    word that turns it (2 for 增长2倍, which is three times; 2 for 翻两番; 3 for 三成).  Where a digit is not said there is no such
    numeral: 100 for 几百 is wrong.
    For dates: days within a longer span (of an open one, those with its end), the month or year of which only a part or
    the end is meant, the year for "before" that year.
*wrong*
    Another number or date, given in silence; any at all for a form that is to be refused; several numbers, if one of them is
    neither right nor a printed numeral (2 and 5 for "two in five", 3 and 0.5 for 三年半).
*refused*
    Nothing given, and the form is to be refused.
*unread*
    Nothing given, though the form can be read; an error of the package counts so too.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from math import inf, log2

import forms_peers
import reports

FORMS = reports.ROOT / "tests" / "fixtures" / "forms"
HALVES = {"open": "open", "set aside": "held_out"}
COLUMNS = ("right", "dropped", "wrong", "refused", "unread")
OWN = "this project"
# When the half set aside was first opened, before its kinds were put right
FIRST = {"right": 454, "refused_though_readable": 4, "wrong": 2, "of": 460, "wrong_forms": ["3.5千米", "增至5倍"]}
SHARES = {"%": 100, "‰": 1000, "percentage points": 100, "basis points": 10000}
SIMPLE = tuple(Fraction(part) for part in ("1/4", "1/3", "1/2", "2/3", "3/4"))
TENTHS = "成折"
LIMIT = 900  # seconds that a reader may take


# -------------------------------------------------------------------------------------------------------- numbers


def _number(text: str) -> Fraction | float:
    return float(text) if text in ("inf", "-inf") else Fraction(text)


def _same(one, other) -> bool:
    if inf in (abs(one), abs(other)):
        return one == other
    return abs(one - other) <= Fraction(1, 10**9) * max(abs(one), abs(other))


def printed(row: dict) -> list[Fraction]:
    """The numbers that would be the printed one, from the right set and its qualifier; none where a digit is not said."""
    low, high = _number(row["lowest"]), _number(row["highest"])
    count = low != high and row["low_included"] == row["high_included"] == "yes"  # whole numbers, ends turned inward
    found = {
        "exact": lambda: [(low + high) / 2],
        "multiple": lambda: [(low + high) / 2],
        "more_than": lambda: [low - 1 if count else low],
        "less_than": lambda: [high + 1 if count else high],
        "at_least": lambda: [low],
        "at_most": lambda: [high],
        "range": lambda: [low, high],
        "about": lambda: [(low + high) / 2, (low + high + 1) / 2] + [n for n in _round() if low <= n <= high],
        "": lambda: [low] if row["why"].startswith("reaching") else [10] if "十几" in row["form"] else [],
    }[row["qualifier"]]()
    if "growth" in row["kind"] + row["why"]:
        found += [number - 1 for number in found]
    if row["kind"] == "doubling" and "番" in row["form"]:
        found += [Fraction(log2(number)) for number in found]
    if row["unit"] == "%" and set(TENTHS) & set(row["form"]):
        found += [number / 10 for number in found]
    return found + [Fraction(1)] if row["kind"] == "ratio" else found


def _round() -> list[Fraction]:
    """Numbers whose steps up and down are not the same, so that they are not the middle of what "about" admits."""
    return [*SIMPLE, *(Fraction(10) ** power for power in range(13))]


def _scales(row: dict) -> list[int]:
    """By what a number may be divided, if it is given as a share of one or in weeks."""
    weeks = row["unit"] == "days" and ("周" in row["form"] or "week" in row["form"])
    return [1] + ([SHARES[row["unit"]]] if row["unit"] in SHARES else []) + ([7] if weeks else [])


def figure(row: dict, given: list) -> str:
    """Right, dropped or wrong, for one number or set of numbers that was given for a figure."""
    low, high = _number(given[0]), _number(given[1])
    ends = _number(row["lowest"]), _number(row["highest"])
    included = [row["low_included"] == "yes", row["high_included"] == "yes"]
    for scale in _scales(row):
        if _same(low * scale, ends[0]) and _same(high * scale, ends[1]):
            return "right" if given[2:] in ([], included) else "wrong"
    if low != high:
        return "wrong"
    for scale in _scales(row):
        if row["qualifier"] in ("exact", "multiple") and not given[2:] and _same(low * scale, sum(ends) / 2):
            return "right"
    return (
        "dropped" if any(_same(low * scale, number) for scale in _scales(row) for number in printed(row)) else "wrong"
    )


# ---------------------------------------------------------------------------------------------------------- dates


def _day(text: str, open_end: date) -> date:
    return open_end if text == ".." else date.fromisoformat(text)


def days(row: dict, given: list) -> str:
    """Right, dropped or wrong, for the days that were given for a date."""
    if given[:2] == [row["lowest"], row["highest"]]:
        return "right"
    try:
        low, high = _day(given[0], date.min), _day(given[1], date.max)
    except ValueError:  # the year 3, or 31 June
        return "wrong"
    first, last = _day(row["lowest"], date.min), _day(row["highest"], date.max)
    if first == date.min:  # by, until, before: the day or the year that is named
        return "dropped" if low <= last <= high or low == last + timedelta(1) else "wrong"
    if last == date.max:
        return "dropped" if low <= first <= high else "wrong"
    return "dropped" if first <= low <= high <= last or low <= first <= last <= high else "wrong"


# --------------------------------------------------------------------------------------------------------- scores


def score(row: dict, given: list) -> str:
    """The column of an answer; `given` as in :mod:`forms_peers`."""
    refused = row["lowest"] == "refused"
    if not given:
        return "refused" if refused else "unread"
    if refused:
        return "wrong"
    judge = days if row["reading"] == "date" else figure
    found = [min((judge(row, way) for way in ways), key=COLUMNS.index) for ways in given]
    if len(found) == 1:
        return found[0]
    return "wrong" if "wrong" in found else "dropped"


def own(rows: list[dict]) -> list[dict]:
    """The answers of this project's reader."""
    from casebook.reading.printed import UnreadableFigure, read
    from casebook.reading.written_dates import read_date

    told = []
    for row in rows:
        try:
            if row["reading"] == "date":
                found = read_date(row["form"], year=int(row["year"]) if row["year"] else None)
                way = [str(end or "..") for end in (found.earliest, found.latest)]
            else:
                found = read(row["form"]).interval
                way = [str(found.low), str(found.high), found.low_in, found.high_in]
        except UnreadableFigure as error:
            told.append({"id": row["id"], "given": [], "says": str(error)})
        else:
            told.append({"id": row["id"], "given": [[way]]})
    return told


def elsewhere(name: str, python: str, rows: list[dict]) -> tuple[dict, list[dict]]:
    """The versions and answers of a reader in another interpreter, its order of sets fixed: quantulum3's answers hang on it.

    Raises
    ------
    RuntimeError
        If it does not run; the message is the last that it said.
    """
    asked = "".join(
        json.dumps({key: row[key] for key in ("id", "language", "reading", "form", "year")}) + "\n" for row in rows
    )
    command = [python, "-W", "ignore", forms_peers.__file__, name]
    fixed = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}
    done = subprocess.run(
        command, input=asked, capture_output=True, encoding="utf-8", check=False, timeout=LIMIT, env=fixed
    )
    if done.returncode:
        raise RuntimeError(f"{name} does not run in {python}: {(done.stderr.strip().splitlines() or ['no word'])[-1]}")
    versions, *told = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return versions, told


def rows_for(name: str) -> list[dict]:
    """The forms that a reader is for, each with its half."""
    languages, readings = (("zh", "en"), ("figure", "date")) if name == OWN else forms_peers.PACKAGES[name][1:]
    found = []
    for half, file in HALVES.items():
        with (FORMS / f"{file}.csv").open(encoding="utf-8", newline="") as lines:
            found += [{**row, "half": half} for row in csv.DictReader(lines)]
    return [row for row in found if row["language"] in languages and row["reading"] in readings]


def counted(rows: list[dict], told: list[dict]) -> dict:
    """The five columns for each half, language and reading, and how many of the wrong were to be refused."""
    answers, counts = {one["id"]: one["given"] for one in told}, {}
    for row in rows:
        place = counts.setdefault(row["half"], {}).setdefault(row["language"], {})
        place = place.setdefault(row["reading"], Counter(dict.fromkeys((*COLUMNS, "wrong_to_be_refused", "of"), 0)))
        column = score(row, answers[row["id"]])
        place.update([column, "of"] + ["wrong_to_be_refused"] * (column == "wrong" and row["lowest"] == "refused"))
    return counts


def missed(rows: list[dict], told: list[dict]) -> list[dict]:
    """The forms that are not right and not rightly refused, with the answer."""
    answers = {one["id"]: one for one in told}
    found = []
    for row in rows:
        answer = answers[row["id"]]
        if (column := score(row, answer["given"])) not in ("right", "refused"):
            shown = {"id": row["id"], "half": row["half"], "form": row["form"], "column": column}
            found.append({**shown, "expected": [row["lowest"], row["highest"]], "given": answer["given"]})
    return found


def table(readers: dict) -> list[str]:
    """The counts for the terminal."""
    heads = "".join(f"{column:>9}" for column in (*COLUMNS, "of"))
    lines = [f"{'reader':24}{'half':11}{'':4}{'':8}{heads}"]
    for name, reader in readers.items():
        for half, languages in reader["counts"].items():
            for language, readings in languages.items():
                for reading, found in readings.items():
                    numbers = "".join(f"{found[column]:>9}" for column in (*COLUMNS, "of"))
                    lines.append(f"{name:24}{half:11}{language:4}{reading:8}{numbers}")
    return lines


def ask(name: str, python: str | None, rows: list[dict]) -> tuple[dict, list[dict]]:
    """The versions and answers of a reader, here if no other interpreter is named."""
    if python:
        return elsewhere(name, python, rows)
    if name == OWN:
        return {"python": platform.python_version(), "packages": {}}, own(rows)
    return forms_peers.versions(name), forms_peers.answers(name, rows)


def main() -> int:
    """Ask every reader, print the table, keep the report; returns the exit status: 1 if a reader that is asked does not run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--with", action="append", default=[], metavar="NAME=PYTHON", dest="peers")
    peers = {OWN: None, "cn2an": None} | dict(peer.partition("=")[::2] for peer in parser.parse_args().peers)
    if unknown := set(peers) - {OWN, *forms_peers.PACKAGES}:
        parser.error(f"no reader {', '.join(unknown)}: expected one of {', '.join(forms_peers.PACKAGES)}")
    stamp, readers, wanting, not_run = reports.stamp(), {}, {}, {}
    for name, python in peers.items():
        rows = rows_for(name)
        try:
            found, told = ask(name, python, rows)
        except (RuntimeError, OSError, subprocess.TimeoutExpired) as error:
            not_run[name] = str(error)
            print(f"Not run: {error}", file=sys.stderr)
            continue
        readers[name] = {**found, "raised": sum("raised" in one for one in told), "counts": counted(rows, told)}
        wanting[name] = missed(rows, told)
    not_asked = [name for name in forms_peers.PACKAGES if name not in peers]
    own_missed = [f"{OWN}, {one['column']}: {one['form']} ({one['half']})" for one in wanting[OWN]]
    print("\n".join(table(readers) + own_missed))
    found = {"readers": readers, "own_missed": wanting[OWN], "first_set_aside": FIRST}
    reports.keep("forms", {**stamp, **found, "not_run": not_run, "not_asked": not_asked})
    reports.keep("forms-missed", wanting)  # too long for the book
    return 1 if not_run else 0


if __name__ == "__main__":
    sys.exit(main())

"""Does anything notice when a cell of the data changes?  ``make mutate`` asks it of each cell, one at a time.

A mutant is one cell of one table, changed to another value that could stand there: the last digit one higher, another id
of the table that is referred to, another value of the list, a date one step on, one letter.  The checks are run on it in
the order of their cost, and the first that notices is its kind:

``schema``    types, constraints, keys and the rules across tables (:mod:`casebook.evidence.tables`)
``rules``     the tests of the data that need nothing but the data
``pages``     a page that is made from the data, against the one in the book
``chapters``  a chapter that reads the table, run again: its outputs, its results in full precision, its record

No checksum is asked.  ``python tests/mutate_data.py --full`` takes every cell; without it a sample, the same each time.

``--followed`` asks as if somebody had rerun and renewed after the change, so that no page and no chapter can be compared
(:mod:`followed`): schema, rules that read no page, and

``links``       a sentence whose link to the changed claim no longer says what is on record
``signatures``  the row, or a sentence on it, that was signed as it was
"""

from __future__ import annotations

import argparse
import csv
import importlib
import json
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import reports
from followed import Readings, Watch, kind_of, links, reported

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "notebooks"), str(ROOT / "tests")]

KINDS = ("schema", "rules", "pages", "chapters")
FOLLOWED = ("schema", "rules", "links", "signatures")
SAMPLE = 1200  # cells, spread over the tables by the root of their size
SAMPLE_FOLLOWED = 1200
SAMPLE_WITHOUT_PAGES = 200  # fewer, since most must then wait for every chapter that reads their table
SEED = 20200828
TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
LIMIT = 60  # seconds for one check: one that does not end is noticed too
LONGEST = 1800  # seconds until the next answer: a process that gives none has failed


@dataclass(frozen=True)
class Mutant:
    """One cell changed; `row` counts as an editor does, the header being row 1."""

    table: str
    row: int
    column: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"data/{self.table}.csv, row {self.row}, column {self.column}: {self.old!r} changed to {self.new!r}"


# ------------------------------------------------------------------------------------------------------ changing


def rows_of(path: Path) -> list[list[str]]:
    """The cells of a table, header first."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def one_letter(text: str, chance: random.Random) -> str:
    """The text with one letter or digit replaced by another of its script; a dash where there is neither."""
    places = [at for at, sign in enumerate(text) if sign.isalnum()]
    if not places:
        return text + "-"
    at = chance.choice(places)
    sign = text[at]
    script = next(
        (s for s in ("0123456789", "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", TONES) if sign in s),
        "区改革市委年会",
    )
    return text[:at] + chance.choice([other for other in script if other != sign]) + text[at + 1 :]


def last_digit(text: str, step: int = 1) -> str:
    """The number with its last digit one higher, nine falling to eight; or one lower, nought rising to one."""
    at = max(place for place, sign in enumerate(text) if sign.isdigit())
    digit = int(text[at]) + step
    return text[:at] + str(digit if 0 <= digit <= 9 else digit - 2 * step) + text[at + 1 :]


def step_on(date: str) -> str:
    """The date with its last number one higher or, where there is no such day, one lower."""
    from casebook.reading.dates import days

    *_, last = re.finditer(r"\d+", date)
    for step in (1, -1):
        moved = f"{date[: last.start()]}{int(last[0]) + step:0{len(last[0])}d}{date[last.end() :]}"
        try:
            days(moved)
        except ValueError:
            continue
        return moved
    raise ValueError(date)


def fits(text: str, field: dict) -> bool:
    """Whether a column could hold a text or a number, by its pattern and its bounds."""
    rules = field.get("constraints", {})
    if field["type"] in ("number", "integer"):
        return rules.get("minimum", float(text)) <= float(text) <= rules.get("maximum", float(text))
    return re.fullmatch(rules.get("pattern", ".*"), text) is not None


def changed(text: str, field: dict, others: list[str], targets: list[str], chance: random.Random) -> str:
    """Another value that the cell could hold; of a list of keys, one is another."""
    if "list" in field and text:
        keys = text.split()
        lost, new = chance.choice(keys), chance.choice([target for target in targets if target not in keys])
        return " ".join(new if key == lost else key for key in keys)
    if targets:
        return chance.choice([target for target in targets if target != text])
    if options := [value for value in field.get("constraints", {}).get("enum", []) if value != text]:
        return chance.choice(options)
    if field["type"] == "boolean":
        return "false" if text == "true" else "true"
    if not text:  # what is said nowhere is said
        filled = [other for other in others if other]
        return chance.choice(filled) if filled else "1"
    if field["type"] in ("number", "integer"):
        higher = last_digit(text)
        return higher if fits(higher, field) else last_digit(text, -1)
    if field.get("edtf"):
        return step_on(text)
    drawn = (one_letter(text, chance) for _ in range(100))
    if fit := next((other for other in drawn if fits(other, field)), ""):
        return fit
    return chance.choice([other for other in others if other not in ("", text)])  # a pattern that few letters meet


def mutants(folder: Path, seed: int = SEED) -> list[Mutant]:
    """A mutant of each cell of each table of `folder`, the same for the same seed."""
    from casebook.evidence import tables

    resources = tables.schema(folder)
    cells = {name: rows_of(folder / resource["path"]) for name, resource in resources.items()}

    def column(name: str, field: str) -> list[str]:
        at = cells[name][0].index(field)
        return [row[at] for row in cells[name][1:]]

    made = []
    for name, resource in resources.items():
        keys = {key["fields"]: key["reference"] for key in resource["schema"].get("foreignKeys", [])}
        for at, field in enumerate(resource["schema"]["fields"]):
            others = sorted(set(column(name, field["name"])))
            reference = keys.get(field["name"], field.get("list"))
            targets = sorted(set(column(reference["resource"] or name, reference["fields"]))) if reference else []
            for number, row in enumerate(cells[name][1:], start=2):
                chance = random.Random(f"{seed} {name} {number} {field['name']}")
                made.append(
                    Mutant(name, number, field["name"], row[at], changed(row[at], field, others, targets, chance))
                )
    return made


def sample(made: list[Mutant], size: int, seed: int = SEED) -> list[Mutant]:
    """Some mutants of every column of every table: of each column the more, the longer it is, by its root."""
    columns: dict[tuple[str, str], list[Mutant]] = {}
    for mutant in made:
        columns.setdefault((mutant.table, mutant.column), []).append(mutant)
    total = sum(len(own) ** 0.5 for own in columns.values())
    chance = random.Random(seed)
    chosen = []
    for own in columns.values():
        chosen += chance.sample(own, min(len(own), max(1, round(size * len(own) ** 0.5 / total))))
    return chosen


# ------------------------------------------------------------------------------------------------------- noticing


def article_text() -> Path | None:
    """The text of the article, for those who have it (see ``article`` in conftest.py)."""
    places = (os.environ.get("ARTICLE"), ROOT.parent / "shared" / "source" / "article.txt")
    return next((Path(place) for place in places if place and Path(place).is_file()), None)


def rules() -> dict:
    """Name and call of every test that is marked as a rule of the data, once for each of its parameters."""
    found = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        if "pytest.mark.rule\n" not in path.read_text(encoding="utf-8"):
            continue
        sys.path.insert(0, str(path.parent))
        module = importlib.import_module(path.stem)
        for name, function in vars(module).items():
            marks = {mark.name: mark for mark in getattr(function, "pytestmark", [])}
            if "rule" not in marks:
                continue
            if "parametrize" not in marks:
                found[name] = function
                continue
            names, values = marks["parametrize"].args
            for given in values:
                found[f"{name}[{given}]"] = partial(function, **dict(zip(names, given, strict=True)))
    return found


@contextmanager
def time_limit(seconds: float):
    """Raise TimeoutError in the block after some seconds, where the system can."""

    def stop(*_):
        raise TimeoutError(f"no end after {seconds} seconds")

    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


class Book:
    """The book over a copy of the data that can be spoiled, cell by cell, with the checks of some kinds."""

    def __init__(self, kinds: tuple[str, ...] = KINDS):
        import matplotlib

        matplotlib.use("agg")
        from casebook.drawing import publish
        from casebook.evidence import records as evidence
        from casebook.evidence import tables
        from casebook.press import audit, pages
        from casebook.press.article import verify_source
        from casebook.press.pages import gather
        from IPython.core.interactiveshell import InteractiveShell

        self.tables, self.evidence, self.pages_of = tables, evidence, pages
        self.verify_source, self.article = verify_source, article_text()
        self.folder = Path(tempfile.mkdtemp()) / "data"
        shutil.copytree(ROOT / "data", self.folder)
        self.shell = InteractiveShell.instance()
        self.shell.colors = "nocolor"
        publish.svg = lambda figure: ""  # the plotted table beside it is compared, the drawing of it takes longest
        traced, on_record = audit.audit(), evidence.stored_records()
        gather.audit, gather.stored_records = lambda: traced, lambda *_, **__: on_record

        self.spoiled, self.read, self.frames = "", set(), {}
        self.watch, self.renewed = None, []
        if "signatures" in kinds:
            self._follow()
        whole, checked = tables.read_table, tables._checked

        def read_table(name, folder=None):
            self.read.add(name)
            if name not in self.frames:
                self.frames[name] = whole(name, self.folder)
            return self.frames[name].copy()

        def traced_check(name):
            self.read.add(name)
            return checked(name)

        tables.DATA, tables.read_table, tables._checked = self.folder, read_table, traced_check
        self.caches = [checked, tables._read_once, *self._caches()]
        self.rules, self.mutant = rules(), None
        os.chdir(ROOT / "notebooks")
        parts = {"rules": self.rules, "pages": self.pages(), "chapters": [path.name for path in evidence.chapters()]}
        self.kinds, self.stored, self.readers, cost = kinds, {}, {}, {}
        for kind in [kind for kind in kinds if kind in parts]:
            for name in parts[kind]:
                self.forget()
                self.read.clear()
                if self.watch:
                    self.watch.opened.clear()
                begun = time.perf_counter()
                self.stored[kind, name] = self.made(kind, name)
                if self.watch and self.watch.any_of(self.renewed):
                    del self.stored[kind, name]  # it holds the data against a page, which would be renewed
                    continue
                cost[kind, name] = time.perf_counter() - begun
                self.readers[kind, name] = set(self.read)
        self.in_turn = sorted(self.stored, key=cost.get)  # the fastest that could notice first
        for kind, name in self.stored:  # a part that changes by itself would notice everything
            self.forget()
            assert self.made(kind, name) == self.stored[kind, name], f"{name} differs though nothing was changed"
            assert kind != "rules" or self.stored[kind, name] is None, (
                f"{name} does not hold though nothing was changed: {self.stored[kind, name]}"
            )

    @staticmethod
    def _caches() -> list:
        """What the rooms keep of the tables; that a text is a date, which glyphs there are, how a template reads, depends on none."""
        keeping = re.compile(r"casebook\.(evidence\.(?!cells$)|press\.(?!writing$)|drawing\.tables$)")
        modules = [module for name, module in sys.modules.items() if keeping.match(name)]
        things = [thing for module in modules for thing in vars(module).values() if hasattr(thing, "cache_clear")]
        return list({id(thing): thing for thing in things}.values())

    def forget(self) -> None:
        """Forget what was read."""
        for cached in self.caches:
            cached.cache_clear()

    def pages(self) -> dict:
        """Name and maker of every page that is made from the data."""
        return {path.name: make for path, make in self.pages_of.made_from_data().items()} | {
            "ledger": self.pages_of.ledger_files
        }

    def made(self, kind: str, name: str):
        """What a rule says, which is nothing as long as it holds; a page; the outputs of a chapter."""
        try:
            with time_limit(LIMIT):
                if kind == "rules":
                    return self.rules[name]()
                if kind == "pages":
                    return self.pages()[name]()
                return self.outputs(self.evidence.NOTEBOOKS / name)
        except Exception as error:  # noqa: BLE001 - a rule that cannot be asked is broken too, and a page is none
            return f"{type(error).__name__}: {str(error)[:200]}"

    def outputs(self, path: Path) -> list[str]:
        """What the cells of a chapter give, in this process, up to the first that fails."""
        from IPython.utils.capture import capture_output

        self.evidence._on_record.clear()
        self.shell.reset(new_session=False)
        given = []
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] != "code":
                continue
            with capture_output() as captured:
                ran = self.shell.run_cell("".join(cell["source"]))
            if not ran.success:
                return [*given, repr(ran.error_in_exec or ran.error_before_exec)]
            given += [json.dumps([o.data, o.metadata], sort_keys=True, default=str) for o in captured.outputs]
            given += [captured.stdout, "" if ran.result is None else repr(ran.result)]
        return given

    def spoil(self, mutant: Mutant) -> None:
        """Write the table with the one cell changed."""
        path = ROOT / "data" / self.tables.schema()[mutant.table]["path"]
        rows = rows_of(path)
        at = rows[0].index(mutant.column)
        assert rows[mutant.row - 1][at] == mutant.old, mutant
        rows[mutant.row - 1][at] = mutant.new
        with (self.folder / path.name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
        self.spoiled, self.mutant = mutant.table, mutant
        self.frames.pop(mutant.table, None)
        self.forget()

    def heal(self) -> None:
        """Put the last spoiled table back."""
        name = f"{self.spoiled}.csv"
        shutil.copy(ROOT / "data" / name, self.folder / name)
        self.frames.pop(self.spoiled, None)
        self.spoiled = ""
        self.forget()

    def noticed(self, mutant: Mutant) -> tuple[str, str] | None:
        """The kind and the name of the first check that notices, None if none does."""
        self.spoil(mutant)
        try:
            return next((found for kind in self.kinds for found in getattr(self, f"by_{kind}")(mutant.table)), None)
        finally:
            self.heal()

    def by_schema(self, table: str):
        """The problems that the schema and the keys give."""
        for problem in self.tables.check_package(self.folder):
            yield "schema", str(problem)

    def by_rules(self, table: str):
        """The rules that no longer hold."""
        if self.article and table in ("article", "claims"):
            for problem in self.verify_source(self.article)[0]:
                yield "rules", problem
        yield from self._no_longer("rules", table)

    def by_pages(self, table: str):
        """The pages that are no longer as they were."""
        yield from self._no_longer("pages", table)

    def by_chapters(self, table: str):
        """The chapters whose outputs are no longer as they were."""
        yield from self._no_longer("chapters", table)

    def _follow(self) -> None:
        """Make ready for a change that is followed up: what was read, which sentence links where, which files are renewed."""
        from casebook.press import signing
        from casebook.press.audit.links import on_record
        from casebook.press.writing import page_paths

        pairs, self.entries = signing.pairs(), on_record()
        self.readings, self.links = Readings(pairs, signing.load()), links(pairs)
        claims = [entry for entry in self.links if entry in set(self.tables.table("claims")["claim_id"])]
        self.reported = {entry: reported(self.links[entry], entry, self.entries[entry]) for entry in claims}
        self.watch, self.renewed = (
            Watch(),
            [*page_paths().values(), *(ROOT / "book").glob("ledger/*"), ROOT / "book" / "ledger.csv"],
        )

    def by_links(self, table: str):
        """The sentences whose link to the changed claim is reported, and was not before."""
        entry = self._row(ROOT / "data").get("claim_id")
        if table == "claims" and self.mutant.column != "claim_id" and entry in self.links:
            now = reported(self.links[entry], entry, self._claim(entry))
            yield from (("links", problem) for problem in sorted(now - self.reported[entry]))

    def by_signatures(self, table: str):
        """The readings that no longer hold: of the row, of the sentences on it."""
        from casebook.press.signing.pairing import evidence_of

        key = self.tables.schema()[table]["schema"]["primaryKey"]
        told = {
            "claims": lambda entry: evidence_of(self._claim(entry)),
            "results": lambda entry: evidence_of({**self.entries[entry], self.mutant.column: self.mutant.new}),
        }.get(table)
        before, after = self._row(ROOT / "data"), self._row(self.folder)
        for found in self.readings.tell(table, before, after, [key] if isinstance(key, str) else key, told):
            yield "signatures", found

    def _claim(self, claim_id: str):
        """A claim, read from the tables as they are now."""
        from casebook.evidence.claims import claim

        return claim(claim_id)

    def _row(self, folder: Path) -> dict[str, str]:
        """The row of the mutant as it stands in a folder."""
        header, *rows = rows_of(folder / f"{self.mutant.table}.csv")
        return dict(zip(header, rows[self.mutant.row - 2], strict=True))

    def _no_longer(self, kind: str, table: str):
        for other, name in self.in_turn:
            if other == kind and table in self.readers.get((kind, name), ()):
                if (now := self.made(kind, name)) != self.stored[kind, name]:
                    yield kind, f"{name}: {now}" if kind == "rules" else name


# -------------------------------------------------------------------------------------------------------- running

_book: Book | None = None
_failed = ""


class NoAnswer(RuntimeError):
    """The checks cannot be asked: they find something though nothing was changed, or they do not end."""


def _start(kinds: tuple[str, ...]) -> None:
    global _book, _failed
    try:
        _book = Book(kinds)
    except Exception as error:  # noqa: BLE001 - told by the first answer: a process that cannot start says nothing
        _failed = f"the checks find something though nothing was changed:\n{type(error).__name__}: {error}"


def _ask(mutant: Mutant) -> tuple[str, str] | None:
    if _book is None:
        raise NoAnswer(_failed)
    return _book.noticed(mutant)


def run(
    chosen: list[Mutant], kinds: tuple[str, ...] = KINDS, processes: int = 2, longest: float = LONGEST
) -> list[tuple[str, str] | None]:
    """What notices each mutant, in the order given: kind and name of the check, None if nothing does.

    Raises
    ------
    NoAnswer
        If the checks find something though nothing was changed, with its words, or if no answer comes for `longest` seconds.
    """
    from casebook.press.workers import workers

    started, answers = time.monotonic(), []
    with workers(processes, _start, (kinds,), "spawn") as pool:
        for mutant, future in [(mutant, pool.submit(_ask, mutant)) for mutant in chosen]:
            try:
                answers.append(future.result(longest))
            except TimeoutError:
                raise NoAnswer(f"{mutant}: no answer after {longest:g} seconds") from None
            if len(answers) % 200 == 0:
                each = (time.monotonic() - started) / len(answers)
                print(f"{len(answers)} of {len(chosen)} cells asked, {each:.2f} s a cell", file=sys.stderr, flush=True)
    return answers


# ------------------------------------------------------------------------------------------------------ reporting

# Why a survivor may stay: table, column, and the reason that the report gives.
REASONS: dict[tuple[str, str], str] = {}
LEAST = 0.99  # share of cells to be noticed


def report(made: list[Mutant], chosen: list[Mutant], answers: list, kinds: tuple[str, ...]) -> dict:
    """The report of a run.

    Parameters
    ----------
    made : list of Mutant
        A mutant of every cell that there is.
    chosen : list of Mutant
        Those that were asked about.
    answers : list
        What noticed each of `chosen`, as :func:`run` gives it.
    kinds : tuple of str
        The kinds of checks that were asked, in order.

    Returns
    -------
    dict
        ``cells``, ``asked``; ``share`` of all cells that is noticed, each column of a sample standing for its cells;
        ``first``, the share that each kind is the first to notice; ``tables``, the share by table; ``columns``, by what a
        column holds; ``survivors``, each with its reason; ``unexplained``, how many have none.
    """
    size = Counter((m.table, m.column) for m in made)
    asked = Counter((m.table, m.column) for m in chosen)
    weight = [size[m.table, m.column] / asked[m.table, m.column] for m in chosen]
    total = sum(weight)
    first = dict.fromkeys(kinds, 0.0)
    by_table: dict[str, list[float]] = {}
    by_column: dict[str, list[float]] = {}
    holding = column_kinds()
    survivors = []
    for mutant, heavy, answer in zip(chosen, weight, answers, strict=True):
        holds = holding[mutant.table, mutant.column]
        for seen in by_table.setdefault(mutant.table, [0.0, 0.0]), by_column.setdefault(holds, [0.0, 0.0]):
            seen[0] += heavy * (answer is not None)
            seen[1] += heavy
        if answer is None:
            reason = REASONS.get((mutant.table, mutant.column), "")
            survivors.append({"cell": str(mutant), "reason": reason})
        else:
            first[answer[0]] += heavy
    return {
        "cells": len(made),
        "asked": len(chosen),
        "share": sum(first.values()) / total,
        "first": {kind: part / total for kind, part in first.items()},
        "tables": {name: noticed / of for name, (noticed, of) in by_table.items()},
        "columns": {holds: noticed / of for holds, (noticed, of) in sorted(by_column.items())},
        "survivors": survivors,
        "unexplained": sum(not survivor["reason"] for survivor in survivors),
        "article_at_hand": article_text() is not None,
    }


def column_kinds() -> dict[tuple[str, str], str]:
    """Table and column to what the column holds, in words."""
    from casebook.evidence import tables

    found = {}
    for name, resource in tables.schema(ROOT / "data").items():
        references = {key["fields"] for key in resource["schema"].get("foreignKeys", [])}
        for field in resource["schema"]["fields"]:
            found[name, field["name"]] = kind_of(field, references)
    return found


def lines_of(found: dict) -> list[str]:
    """The report as lines to read."""
    lines = [
        f"{found['share']:.2%} of {found['cells']:,} cells noticed when changed ({found['asked']:,} asked), first by:",
        *(f"  {kind:<9} {share:7.2%}" for kind, share in found["first"].items()),
        "by table:",
        *(f"  {name:<12} {share:7.2%}" for name, share in found["tables"].items()),
        "by what the column holds:",
        *(f"  {holds:<27} {share:7.2%}" for holds, share in found["columns"].items()),
    ]
    if not found["article_at_hand"]:
        lines.append("The text of the article was not at hand: its fragments and hashes were held against nothing.")
    lines += [f"survived: {s['cell']}: {s['reason'] or 'no reason known'}" for s in found["survivors"]]
    return lines


def failures(found: dict) -> list[str]:
    """Why a report is not good enough; nothing if it is."""
    told = []
    if found["share"] < LEAST:
        told.append(f"{found['share']:.2%} of cells noticed, expected at least {LEAST:.0%}")
    if found["unexplained"]:
        told.append(f"{found['unexplained']} survivors without a reason: remove the data or add a check")
    return told


def main(arguments: list[str] | None = None) -> int:
    """Change cells, ask the checks, print and keep the report; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--full", action="store_true", help="every cell, not a sample")
    parser.add_argument("--sample", type=int, help="how many cells, about")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--without-pages", action="store_true", help="ask no page that is made from the data")
    how.add_argument("--followed", action="store_true", help="ask as if all were rerun and renewed after the change")
    parser.add_argument("--processes", type=int, default=2, help="how many processes")
    given = parser.parse_args(arguments)
    kinds = tuple(kind for kind in KINDS if not (given.without_pages and kind == "pages"))
    kinds = FOLLOWED if given.followed else kinds
    name = "followed" if given.followed else "without-pages" if given.without_pages else ""
    size = {"followed": SAMPLE_FOLLOWED, "without-pages": SAMPLE_WITHOUT_PAGES}.get(name, SAMPLE)
    from casebook.evidence.tables import check_package

    if problems := check_package(ROOT / "data"):
        print("\n".join(map(str, problems[:20])), file=sys.stderr)
        return 1
    stamp, made = reports.stamp(), mutants(ROOT / "data")
    chosen = made if given.full else sample(made, given.sample or size)
    try:
        answers = run(chosen, kinds, given.processes)
    except NoAnswer as error:
        print(error, file=sys.stderr)
        return 1
    found = report(made, chosen, answers, kinds)
    print("\n".join(lines_of(found)))
    reports.keep(f"mutation-data-{name}" if name else "mutation-data", stamp | found)
    told = [] if name else failures(found)
    for line in told:
        print(f"Not good enough: {line}", file=sys.stderr)
    return 1 if told else 0


if __name__ == "__main__":
    import mutate_data  # by its name, since the shell that runs chapters takes the place of __main__

    sys.exit(mutate_data.main())

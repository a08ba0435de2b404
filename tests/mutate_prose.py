"""Does anything notice when a word of the prose changes?  ``make mutate`` asks it of about a thousand changes of one word.

A mutant is one change in one sentence of a chapter, a caption, an alternative text, a page or the README
(:mod:`spoiled_prose`).  Two things are asked, the cheaper first:

``rules``       the audit of the prose (:mod:`casebook.press.audit`): is there a finding that was not there before?
``signatures``  the sign-off (:mod:`casebook.press.signing`): was the sentence signed as it was, and is not as it is?

A rule sees a word that cannot be right; only a reader can judge the rest, and a signature says that one has.  So both shares
are told, and a machine that notices a changed sentence by its signature has judged nothing.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

import reports
from spoiled_prose import KINDS, PERSON, Change, Text, changed_sentence, changes, sample, spoiled, texts

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = 1000  # changes, spread over kinds and files by the root of how many there are
LONGEST = 1800  # seconds until the next answer
COPIED = ("notebooks", "book", "data")


# ------------------------------------------------------------------------------------------------------------ making


def all_changes() -> list[Change]:
    """Every change of every text of the book."""
    from casebook.press.signing.pairing import places

    found = [text for path in places() for text in texts(path, path.relative_to(ROOT).as_posix())]
    return changes_of(found)


def changes_of(prose: list[Text]) -> list[Change]:
    """Every change of some texts, with the places, the persons, the entries and the characters that the book has."""
    whole = "\n".join(text.words for text in prose)
    siblings, twins = {**places_beside(), **persons_beside(whole)}, entries_beside()
    characters = "".join(sorted({sign for sign in whole if "\u4e00" <= sign <= "\u9fff"}))
    return [change for text in prose for change in changes(text, siblings, twins, characters)]


def places_beside() -> dict[str, list[str]]:
    """The name of each place with those of its kind in the same place, or of its kind anywhere."""
    from casebook.evidence import tables

    rows = [row for row in tables.table("entities").to_dict("records") if " (" not in row["name_en"]]
    found = {}
    for row in rows:
        kin = [other for other in rows if other["kind"] == row["kind"] and other["name_en"] != row["name_en"]]
        near = [other["name_en"] for other in kin if other["parent_id"] == row["parent_id"]]
        if others := near or [other["name_en"] for other in kin]:
            found[row["name_en"]] = others
    return found


def persons_beside(whole: str) -> dict[str, list[str]]:
    """The name of each person in the prose with the others."""
    names = sorted(set(PERSON.findall(whole)))
    return {name: [other for other in names if other != name] for name in names if len(names) > 1}


def entries_beside() -> dict[str, list[str]]:
    """The id of each claim and result with those that show the same."""
    from casebook.press.audit.links import canonical, on_record, shown_forms

    groups = defaultdict(list)
    for entry, told in on_record().items():
        if forms := shown_forms(told):
            groups[canonical(forms[0])].append(entry)
    return {
        entry: [other for other in own if other != entry] for own in groups.values() for entry in own if len(own) > 1
    }


# ------------------------------------------------------------------------------------------------------------ asking


class Book:
    """A copy of the book, of which one file at a time is spoiled, with its rules and its signatures."""

    def __init__(self, root: Path = ROOT, folder: Path | None = None):
        self.root = Path(folder or tempfile.mkdtemp()) / "book"
        leave = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", "downloads", "ext", "static")
        for name in COPIED:
            shutil.copytree(root / name, self.root / name, ignore=leave)
        for path in root.iterdir():
            if path.is_file():
                shutil.copy(path, self.root)
        for name in [name for name in sys.modules if name.partition(".")[0] == "casebook"]:
            del sys.modules[name]  # what is asked is the copy
        sys.path.insert(0, str(self.root / "notebooks"))
        from casebook.evidence.records import chapters
        from casebook.press.audit import audit_markdown, audit_notebook, chinese, place_of, prose
        from casebook.press.audit.links import on_record
        from casebook.press.signing import load, pairing

        self.audit_markdown, self.audit_notebook, self.prose = audit_markdown, audit_notebook, prose
        self.place_of, self.pairing, self.entries = place_of, pairing, on_record()
        self.readings = {reading.key: reading for reading in load()}
        exercises = prose.exercises_of(chapters())
        own = prose.exercises_of
        prose.exercises_of = lambda _: exercises | own([path for path in self.open if path.suffix == ".ipynb"])
        self.open: list[Path] = []  # the file that is asked about
        runs = {run: {path for path in pairing.places() if run in path.read_text("utf-8")} for run in chinese.listed()}
        self.elsewhere = {run: {*found} for run, found in runs.items()}
        self.before: dict[str, tuple[Counter, list]] = {}

    def findings(self, path: Path) -> Counter:
        """What the rules find in one file."""
        self.open = [path]
        if path.suffix == ".ipynb":
            found = self.audit_notebook(path, self.entries).findings
        elif path.parent != self.root:
            found = self.audit_markdown(path.read_text(encoding="utf-8"), self.place_of(path), self.entries).findings
        else:
            found = []  # the README holds no link to the ledger, and is read as prose only
        told = [*found, *self.prose.audit_prose([path], self.entries)]
        return Counter(str(one) for one in told if not self._in_another_file(one, path))

    def _in_another_file(self, finding, path: Path) -> bool:
        """Whether a finding is that Chinese of the list stands nowhere, when another file has it."""
        return finding.place == "book/chinese.csv" and bool(self.elsewhere.get(finding.found, set()) - {path})

    def is_signed(self, pair) -> bool:
        """Whether a pair has been read as it is, and found supported."""
        reading = self.readings.get((pair.kind, pair.text, pair.entry))
        return reading is not None and reading.evidence == pair.mark and reading.finding != "does not"

    def pairs(self, path: Path) -> list:
        """What there is to sign in one file."""
        return list(self.pairing.of_file(path, self.entries))

    def answer(self, change: Change) -> tuple[bool, bool, bool, str, str] | None:
        """Whether the rules notice, whether the sentence was signed, whether its signature tells; old and new sentence.

        None if the change is none of exactly one sentence.
        """
        path = self.root / change.file
        if change.file not in self.before:
            self.before[change.file] = self.findings(path), self.pairs(path)
        findings, pairs = self.before[change.file]
        words = next(
            text.words for text in texts(path, change.file) if (text.cell, text.part) == (change.cell, change.part)
        )
        sentence = changed_sentence(change, words)
        if sentence is None:
            return None
        old, new = sentence
        stored = path.read_text(encoding="utf-8")
        path.write_text(spoiled(path, change), encoding="utf-8")
        try:
            by_rules = bool(self.findings(path) - findings)
            was_signed = any(self.is_signed(pair) for pair in pairs if pair.text == old)
            tells = was_signed and any(not self.is_signed(pair) for pair in self.pairs(path) if pair.text == new)
        finally:
            path.write_text(stored, encoding="utf-8")
        return by_rules, was_signed, tells, old, new


_book: Book | None = None


def _start(root: Path) -> None:
    global _book
    _book = Book(root)


def _ask(change: Change):
    return _book.answer(change)


def run(chosen: list[Change], processes: int = 2, root: Path = ROOT) -> list:
    """The answer to each change, in the order given, as :meth:`Book.answer` gives it."""
    from casebook.press.workers import workers

    begun, answers = time.monotonic(), []
    with workers(processes, _start, (root,), "spawn") as pool:
        for future in [pool.submit(_ask, change) for change in sorted(chosen, key=lambda change: change.file)]:
            answers.append(future.result(LONGEST))
            if len(answers) % 100 == 0:
                each = (time.monotonic() - begun) / len(answers)
                print(f"{len(answers)} of {len(chosen)} changes asked, {each:.2f} s each", file=sys.stderr, flush=True)
    by_change = dict(zip(sorted(chosen, key=lambda change: change.file), answers, strict=True))
    return [by_change[change] for change in chosen]


# --------------------------------------------------------------------------------------------------------- reporting


def report(made: list[Change], chosen: list[Change], answers: list) -> dict:
    """The report of a run.

    Returns
    -------
    dict
        ``mutants``, how many there are; ``asked``; of all that there are the share that the ``rules`` notice and the share
        that rules or ``signatures`` do, each kind and file of a sample standing for its own; ``signed``, how many of those
        asked are of a sentence that is signed; ``unheard``, how many of these no signature told; ``kinds``, by kind; and
        the ``survivors``.
    """
    asked = [(change, answer) for change, answer in zip(chosen, answers, strict=True) if answer is not None]
    size = Counter((change.kind, change.file) for change in made)
    drawn = Counter((change.kind, change.file) for change, _ in asked)
    kinds = {
        kind: {"mutants": sum(change.kind == kind for change in made), "asked": 0, "rules": 0, "noticed": 0}
        for kind in KINDS
    }
    total = by_rules = by_both = 0.0
    survivors = []
    for change, (rules, _, tells, old, new) in asked:
        heavy = size[change.kind, change.file] / drawn[change.kind, change.file]
        own = kinds[change.kind]
        own["asked"] += 1
        own["rules"] += rules
        own["noticed"] += rules or tells
        total, by_rules, by_both = total + heavy, by_rules + heavy * rules, by_both + heavy * (rules or tells)
        if not (rules or tells):
            survivors.append(
                {"kind": change.kind, "place": change.place, "old": _around(old, new), "new": _around(new, old)}
            )
    return {
        "mutants": len(made),
        "asked": len(asked),
        "rules": by_rules / total if total else 0.0,
        "with_signatures": by_both / total if total else 0.0,
        "signed": sum(answer[1] for _, answer in asked),
        "unheard": sum(answer[1] and not (answer[0] or answer[2]) for _, answer in asked),
        "kinds": {kind: told for kind, told in kinds.items() if told["asked"]},
        "survivors": survivors,
    }


def _around(text: str, other: str) -> str:
    """The part of a sentence that differs from another, with some words before and behind."""
    start = next((at for at, (one, two) in enumerate(zip(text, other, strict=False)) if one != two), 0)
    return text[max(0, start - 40) : start + 60].strip()


def lines_of(found: dict) -> list[str]:
    """The report as lines to read."""
    lines = [f"survived: {s['place']}: {s['kind']}: {s['old']!r} changed to {s['new']!r}" for s in found["survivors"]]
    lines += [
        f"{kind}: {told['asked']} asked, {told['rules']} noticed by the rules, {told['noticed']} with signatures"
        for kind, told in found["kinds"].items()
    ]
    return [
        *lines,
        f"of {found['mutants']:,} changes {found['asked']:,} asked, {found['signed']} of them in signed sentences; "
        f"{found['rules']:.1%} noticed by the rules alone, {found['with_signatures']:.1%} with signatures",
    ]


def failures(found: dict) -> list[str]:
    """Why a report is not good enough; nothing if it is: a signed sentence that changed must come out as changed."""
    if found["unheard"]:
        return [
            f"{found['unheard']} changes of signed sentences that neither a rule nor a signature told, expected none"
        ]
    return []


def main(arguments: list[str] | None = None) -> int:
    """Change sentences, ask rules and signatures, print and keep the report; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--full", action="store_true", help="every change, not a sample")
    parser.add_argument("--sample", type=int, default=SAMPLE, help="how many changes, about")
    parser.add_argument("--processes", type=int, default=2, help="how many processes")
    given = parser.parse_args(arguments)
    stamp, made = reports.stamp(), all_changes()
    chosen = made if given.full else sample(made, given.sample)
    found = report(made, chosen, run(chosen, given.processes))
    print("\n".join(lines_of(found)))
    reports.keep("mutation-prose", stamp | found)
    told = failures(found)
    for line in told:
        print(f"Not good enough: {line}", file=sys.stderr)
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())

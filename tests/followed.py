"""What still notices a changed cell when somebody reruns the chapters and renews the pages after changing it.

Nothing is stored any more that the change could be held against, but for the prose and the signatures: a link that no longer
says what is on record, a row that is no longer as somebody read it, a sentence whose evidence is no longer what it was.
"""

from __future__ import annotations

import os
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

__all__ = ["Readings", "Watch", "kind_of", "links", "reported"]


class Watch:
    """The files that are opened while it is on."""

    def __init__(self) -> None:
        self.opened: set[str] = set()
        sys.addaudithook(self._heard)

    def _heard(self, event: str, arguments: tuple) -> None:
        if event == "open" and isinstance(arguments[0], str | os.PathLike):
            self.opened.add(os.fspath(arguments[0]))

    def any_of(self, paths: list[Path]) -> bool:
        """Whether one of these files was opened since the watch was cleared."""
        return any(str(path) in self.opened for path in paths)


def links(pairs: list) -> dict[str, list[str]]:
    """Entry to the sentences that link to it, each once."""
    found = defaultdict(dict)
    for pair in pairs:
        if pair.entry and pair.kind not in ("figure", "table"):
            found[pair.entry][pair.text] = None
    return {entry: [*texts] for entry, texts in found.items()}


def reported(sentences: list[str], entry_id: str, entry) -> set[str]:
    """What the audit reports of the links of some sentences to one entry, and of the words round them."""
    from casebook.press.audit import audit_markdown
    from casebook.press.audit.passages import LEDGER_LINK
    from casebook.press.audit.statements import Statement, mismatches

    told, entries = set(), {entry_id: entry}
    for sentence in sentences:
        own = [
            f"[{words}](ledger.md#{linked})" for words, linked in LEDGER_LINK.findall(sentence) if linked == entry_id
        ]
        told |= {str(finding) for finding in audit_markdown("\n\n".join(own), "prose", entries).findings}
        told |= {
            f"{found.rule}: {found.word}: {sentence[:60]}"
            for found in mismatches(Statement(sentence, sentence), entries)
        }
    return told


class Readings:
    """What was read, as long as it is as it was read: rows of the tables, and the sentences on each entry.

    Parameters
    ----------
    pairs : list of Pair
        What there is to sign, nothing being changed.
    readings : list of Reading
        What was signed.
    """

    def __init__(self, pairs: list, readings: list):
        by_key = {reading.key: reading for reading in readings}

        def is_current(pair) -> bool:
            reading = by_key.get((pair.kind, pair.text, pair.entry))
            return reading is not None and reading.evidence == pair.mark and reading.finding != "does not"

        current = [pair for pair in pairs if is_current(pair)]
        self.rows = {pair.text: pair.mark for pair in current if pair.kind == "row"}
        self.on_entry = defaultdict(set)
        for pair in current:
            if pair.entry and pair.kind not in ("figure", "table"):
                self.on_entry[pair.entry].add(pair.mark)

    def tell(
        self, table: str, before: dict[str, str], after: dict[str, str], key: list[str], evidence=None
    ) -> Iterator[str]:
        """What of a changed row was read otherwise.

        Parameters
        ----------
        table : str
            Its table.
        before, after : dict
            The row, column to cell.
        key : list of str
            The columns of its key.
        evidence : callable, optional
            What an entry of the ledger says after the change, by its id; None if the row is no entry.
        """
        from casebook.evidence.tables import schema
        from casebook.press.signing.pairing import _lines, mark

        if together := schema()[table].get("signed"):
            for row in (before, after):
                if (name := f"{table} {' '.join(row[column] for column in together)}") in self.rows and before != after:
                    yield f"the rows {name} were read otherwise"
            return
        name, renamed = (f"{table} {' '.join(row[column] for column in key)}" for row in (before, after))
        if name in self.rows and (renamed != name or mark(_lines(after)) != self.rows[name]):
            yield f"the row {name} was read otherwise"
        entry = before[key[0]]
        if evidence is not None and self.on_entry.get(entry):
            told = mark(evidence(entry)) if renamed == name else ""
            if self.on_entry[entry] != {told}:
                yield f"a sentence on {entry} was read against other evidence"


def kind_of(field: dict, references: set[str]) -> str:
    """What a column holds, in words: an id, a reference, a value of a list, a number, a date, yes or no, Chinese, a text."""
    rules = field.get("constraints", {})
    if field["name"] in references or "list" in field:
        return "a reference to another table"
    if rules.get("unique"):
        return "an id"
    if "enum" in rules:
        return "a value of a list"
    if field["type"] in ("number", "integer"):
        return "a number"
    if field["type"] == "boolean":
        return "yes or no"
    if field.get("edtf"):
        return "a date"
    if re.search(r"_zh$|^(fragment|title|publisher|printed)$", field["name"]):
        return "Chinese or as printed"
    return "a text"

"""Where pairs are read: one at a time at the keyboard, or in a sheet that is filled in and taken back."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from ..book import ROOT
from .pairing import Pair, pairs
from .readings import FINDINGS, Reading, load, signed, take, write
from .states import State, left_over, states

__all__ = ["SHEET", "Taken", "ask", "open_states", "sheet", "shown", "take_sheet"]

SHEET = ["name", "state", "place", "kind", "was", "text", "entry", "evidence", "finding", "line"]
ANSWERS = {"s": "supports", "p": "in part", "d": "does not"}
QUESTION = "[s] supports  [p] in part  [d] does not  [n] next  [q] leave: "


@dataclass(frozen=True)
class Taken:
    """What became of some verdicts: how many went on record, how many readings went with what they were of."""

    signed: int
    dropped: int


def open_states(where: Iterable[str] = (), there: list[Pair] | None = None) -> list[State]:
    """The pairs that are to be read, in the order of the book.

    Parameters
    ----------
    where : iterable of str
        Only files with one of these in their names; all if none is given.
    there : list of Pair, optional
        What there is; by default it is read from the files.

    Raises
    ------
    ValueError
        If no file has one of the words in its name.
    """
    wanted, there = list(where), pairs() if there is None else there
    if lost := [word for word in wanted if not any(word in pair.file for pair in there)]:
        raise ValueError(
            f"found no file to sign with {' or '.join(map(repr, lost))} in its name, expected a part of one, as data/claims"
        )
    found = states(there, load())
    return [
        state for state in found if state.is_open and (not wanted or any(word in state.pair.file for word in wanted))
    ]


def shown(state: State) -> str:
    """A pair as its reader meets it: where it stands, what it was, what it is, what it is held against."""
    pair = state.pair
    lines = [f"{state.place} · {pair.kind} · {state.state}"]
    if state.reading and state.reading.text != pair.text:
        lines += ["was:", f"  {state.reading.text}"]
    lines += ["reads:", f"  {pair.text}"]
    if pair.kind in ("figure", "table"):
        lines += [
            "evidence:",
            f"  {pair.entry}: look at it on its page, and at the table that it plots",
            f"  {_told(pair)}",
        ]
    elif pair.evidence:
        lines += [
            f"evidence{f' ({pair.entry})' if pair.entry else ''}:",
            *(f"  {line}" for line in pair.evidence.splitlines()),
        ]
    else:
        lines += ["evidence:", "  it links to none: what stands beside it, or nothing that could be false"]
    return "\n".join(lines)


def ask(reader: str, where: Iterable[str] = (), answer: Callable[[str], str] = input, tell=print) -> Taken:
    """Show one open pair after another, and put each verdict on record as it is given; the end of input is leaving.

    Parameters
    ----------
    reader : str
        Who reads; not who wrote.
    where : iterable of str
        Only files with one of these in their names.
    answer, tell : callable
        How to ask and to show, for tests.
    """
    count = dropped = 0
    there = pairs()
    for state in open_states(where, there):
        tell(f"\n{shown(state)}")
        try:
            while (given := answer(QUESTION).strip().lower()) not in (*ANSWERS, "n", "q"):
                tell("One of s, p, d, n, q.")
            line = answer("What is not supported? ").strip() if given in ("p", "d") else ""
        except EOFError:
            tell("")  # what follows stands in a line of its own
            break
        if given == "q":
            break
        if given == "n":
            continue
        dropped += _put([(state, signed(state.pair, reader, ANSWERS[given], line))], there)
        count += 1
    return Taken(count, dropped)


def _put(verdicts: list[tuple[State, Reading]], there: list[Pair]) -> int:
    """Put verdicts on record; returns how many readings went, of what is no longer in these files or of files that are gone."""
    readings = load()
    for state, reading in verdicts:
        readings = take(readings, reading, state.reading)
    files = {state.pair.file for state, _ in verdicts}
    stale = left_over(there, readings)
    gone = [reading for reading in stale if reading.file in files or not (ROOT / reading.file).exists()]
    write([reading for reading in readings if reading not in gone])
    return len(gone)


def _told(pair: Pair) -> str:
    """The evidence as far as it can be told in words: of a figure its sources; it is looked at on its page."""
    if pair.kind == "figure":
        return pair.evidence.partition("\n")[0]
    return "" if pair.kind == "table" else pair.evidence


def sheet(states_: list[State], out=None) -> None:
    """Write open pairs as CSV, with two empty columns for the verdict."""
    lines = csv.writer(out or sys.stdout, lineterminator="\n")
    lines.writerow(SHEET)
    for state in states_:
        pair = state.pair
        was = state.reading.text if state.reading and state.reading.text != pair.text else ""
        lines.writerow(
            [pair.name, state.state, state.place, pair.kind, was, pair.text, pair.entry, _told(pair), "", ""]
        )


def take_sheet(path: Path, reader: str) -> Taken:
    """Put the verdicts of a sheet on record; lines without a finding are left open.

    Raises
    ------
    ValueError
        If the file is no such sheet, a line names no open pair (it has changed since the sheet was written, or is signed), or
        its verdict is none; then nothing is put on record.
    """
    rows = _rows(Path(path))
    there = pairs()
    by_name: dict[str, State] = {state.pair.name: state for state in open_states((), there)}
    verdicts = []
    for number, row in enumerate(rows, start=2):
        finding = (row["finding"] or "").strip()
        if not finding:
            continue
        state = by_name.get(row["name"])
        if state is None:
            raise ValueError(
                f"{path}, row {number}: found {row['name']}, which is no open pair, expected one as it stands now: write the sheet again"
            )
        if finding not in FINDINGS:
            raise ValueError(f"{path}, row {number}: found the finding {finding!r}, expected {', '.join(FINDINGS)}")
        try:
            verdicts.append((state, signed(state.pair, reader, finding, row["line"] or "")))
        except ValueError as error:
            raise ValueError(f"{path}, row {number}: {error}") from None
    return Taken(len(verdicts), _put(verdicts, there) if verdicts else 0)


def _rows(path: Path) -> list[dict[str, str]]:
    """The rows of a sheet, by its columns."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        lines = csv.DictReader(io.StringIO(text, newline=""))
        head, rows = lines.fieldnames or [], list(lines)
    except OSError as error:
        raise ValueError(f"{path}: found {error.strerror or error}, expected a sheet with verdicts") from None
    except UnicodeDecodeError as error:
        where = f"byte {error.start + 1}"
        raise ValueError(f"{path}, {where}: found no UTF-8, expected it: save the sheet as CSV in UTF-8") from None
    except csv.Error as error:
        raise ValueError(f"{path}: found {error}, expected CSV with commas") from None
    if not {"name", "finding", "line"} <= {*head}:
        told = ", ".join(head) or "none"
        remedy = "" if len(head) > 1 else ", with commas between: save the sheet as CSV with commas"
        raise ValueError(f"{path}: found the columns {told}, expected name, finding and line{remedy}")
    return rows

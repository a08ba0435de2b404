"""Claims, sources and results: from a sentence to its evidence.

A claim is what a source says; it stands in ``data/claims.csv``.  A result is what a notebook computes; :func:`result`
shows it and puts it on record in the metadata of the cell's own output, so that no second file can go stale.
:func:`check` holds one against the other.  :func:`records` reads the record back from an executed notebook, and the
ledger is made from that.
"""

from __future__ import annotations

import difflib
import json
import math
import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

import pandas as pd

from ..reading.intervals import Interval, as_interval
from ..reading.printed import Printed, agreement, in_english, read
from . import tables
from .markup import plain

__all__ = [
    "Claim",
    "claim",
    "claims",
    "source",
    "result",
    "check",
    "comparison",
    "effects",
    "facts",
    "GRADES",
    "records",
    "stored_records",
    "chapters",
    "load",
    "strays",
    "NotebookError",
    "NOTEBOOKS",
]

NOTEBOOKS = Path(__file__).resolve().parents[2]
LEDGER = "../book/ledger.md"
RECORD = "casebook"
NUMBERED = "[0-9][0-9]_*.ipynb"

# What an estimate is for: an answer to the question, a run where no effect can be, a choice varied, or an answer told again
ROLES = ("estimate", "placebo", "robustness", "repeat")

# Maryland Scientific Methods Scale (Farrington et al. 2002), as the What Works Centre for Local Economic Growth scores it.
# One rule for all: the level is that of the design, the form of the comparison.  An estimate whose data are broken (another
# territory, another definition, another vintage on one side) keeps the level of its form and is void.
LEVELS = {
    1: "Level 1: one group before and after, or two groups once, no adjustment",
    2: "Level 2: as level 1, with controls that do not remove selection",
    3: "Level 3: before and after, against an argued comparison group",
    4: "Level 4: quasi-random variation, its assumptions tested",
    5: "Level 5: random assignment",
}


@dataclass(frozen=True)
class Claim:
    """What a source says: one row of ``data/claims.csv`` with its printed figure read.

    Attributes
    ----------
    claim_id, source_id, locator, fragment, statement, entity_id, indicator_id, unit, period, stage, status, note : str
        The cells of the row.
    figure : Printed or None
        The printed figure and what it admits; None for dates, names and lists.
    """

    claim_id: str
    source_id: str
    locator: str
    fragment: str
    statement: str
    entity_id: str
    indicator_id: str
    unit: str
    period: str
    stage: str
    status: str
    note: str
    qualifier: str
    figure: Printed | None

    @property
    def interval(self) -> Interval:
        """The values that the printed figure admits, in the claim's unit.

        Raises
        ------
        ValueError
            If the claim prints no figure.
        """
        if self.figure is None:
            raise ValueError(f"claim {self.claim_id} prints no figure: it has no interval")
        return self.figure.interval

    @property
    def value(self) -> int | Fraction:
        """The single number printed, whole numbers as int.

        Raises
        ------
        ValueError
            If the claim prints no single number (a range, "more than", a date).
        """
        if self.figure is None or self.figure.value is None:
            raise ValueError(f"claim {self.claim_id} prints no single number ({self.qualifier}): use its interval")
        value = self.figure.value
        return int(value) if value.denominator == 1 else value

    @property
    def shown(self) -> str:
        """The figure or date in English, such as ``42 %``, ``more than 4,200`` or ``28 August 2020``."""
        if self.figure is not None:
            words = in_english(self.figure)
            return f"a maximum of {words}" if self.qualifier == "maximum" else words
        return english_date(self.period) if self.qualifier == "date" else "no figure"

    def _repr_markdown_(self) -> str:
        admits = f" It admits {self.interval}." if self.figure is not None else ""
        return f"**{plain(self.shown)}** · {plain(self.statement)}.{admits} [{self.claim_id}]({LEDGER}#{self.claim_id})"

    def __repr__(self) -> str:
        admits = f" {self.interval}" if self.figure is not None else ""
        return f"<{self.claim_id}: {self.shown}{admits}>"


# Units in which a whole number is still a measurement that somebody rounded; all other whole numbers are counts.
MEASURED_UNITS = ("%", "years", "yuan", "USD", "km2", "hectares", "m2", "x", "share", "ratio", "applicants per post")


def figure_of(printed: str, unit: str) -> Printed | None:
    """Read the ``printed`` cell of a claim, given its unit; None if the cell is empty.

    Raises
    ------
    casebook.reading.numerals.UnreadableFigure
        If the form is not known.
    """
    if not printed:
        return None
    measured = any(word in unit for word in MEASURED_UNITS)
    return read(printed, count=False) if measured else read(printed)


@cache
def _claims() -> dict[str, dict]:
    return {row["claim_id"]: row for row in tables.table("claims").to_dict("records")}


@cache
def claim(claim_id: str) -> Claim:
    """The claim of that id, its printed figure read.

    Raises
    ------
    KeyError
        If there is none; the message names the nearest.
    """
    known = _claims()
    if claim_id not in known:
        import difflib

        near = difflib.get_close_matches(claim_id, known, n=3)
        raise KeyError(f"no claim {claim_id!r} in data/claims.csv" + (f"; nearest: {', '.join(near)}" if near else ""))
    row = known[claim_id]
    kept = [name for name in Claim.__dataclass_fields__ if name != "figure"]
    return Claim(**{name: row[name] for name in kept}, figure=figure_of(row["printed"], row["unit"]))


def claims(prefix: str = "") -> pd.DataFrame:
    """The table of claims, those whose id starts with `prefix`, indexed by id, with the figure in English (``shown``)."""
    frame = tables.table("claims")
    frame = frame[frame["claim_id"].str.startswith(prefix)].set_index("claim_id")
    frame.insert(0, "shown", [claim(claim_id).shown for claim_id in frame.index])
    return frame


@cache
def _sources() -> dict[str, dict]:
    return {row["source_id"]: row for row in tables.table("sources").to_dict("records")}


def source(source_id: str) -> dict:
    """The row of ``data/sources.csv`` as a dictionary.

    Raises
    ------
    KeyError
        If there is none.
    """
    if source_id not in _sources():
        raise KeyError(f"no source {source_id!r} in data/sources.csv")
    return dict(_sources()[source_id])


def english_date(edtf: str) -> str:
    """An EDTF date in English: ``28 August 2020``, ``11–20 October 2020``, ``by 31 October 2020``, ``July 2019``."""
    from ..reading.dates import days

    def day(moment: date) -> str:
        return f"{moment.day} {moment:%B %Y}"

    span = days(edtf)
    hedge = "about " if "~" in edtf else "perhaps " if "?" in edtf else "perhaps about " if "%" in edtf else ""
    if span.earliest is None:
        stated = english_date(edtf.partition("/")[2].strip("~?%"))
        return f"by {hedge}{stated}" if stated[0].isdigit() and " " in stated else f"by the end of {hedge}{stated}"
    if span.latest is None:
        return f"from {hedge}{english_date(edtf.partition('/')[0].strip('~?%'))}"
    if edtf.startswith("["):
        return " or ".join(english_date(part.strip()) for part in edtf.strip("[]").split(","))
    if span.is_exact:
        return hedge + day(span.latest)
    one, two = span.earliest, span.latest
    if (one.month, one.day, two.month, two.day) == (1, 1, 12, 31):
        return hedge + (str(one.year) if one.year == two.year else f"{one.year}–{two.year}")
    if (
        one.day == 1
        and (two.toordinal() + 1 == _next_month(two).toordinal())
        and (one.year, one.month) == (two.year, two.month)
    ):
        return f"{hedge}{one:%B %Y}"
    if one.day == 1 and _next_month(two) == date.fromordinal(two.toordinal() + 1):
        return f"{hedge}{one:%B}{'' if one.year == two.year else f' {one.year}'} – {two:%B %Y}"
    if (one.year, one.month) == (two.year, two.month):
        return f"{hedge}{one.day}–{day(two)}"
    return f"{hedge}{day(one)} – {day(two)}"


def _next_month(moment: date) -> date:
    return date(moment.year + moment.month // 12, moment.month % 12 + 1, 1)


# ------------------------------------------------------------------------------------------------ results on record

_on_record: dict[str, dict] = {}


@cache
def _register() -> dict[str, dict]:
    return {row["result_id"]: row for row in tables.table("results").to_dict("records")}


def registered(result_id: str) -> dict:
    """What ``data/results.csv`` says of a result: everything but its value.

    Returns
    -------
    dict
        ``chapter``, ``kind``, ``meaning``, ``unit``, ``form`` (a format specification), ``tolerance``, ``level`` (or
        None), ``identification``, ``void``, ``assumption``, ``claims`` and ``checks`` (lists of claim ids), ``sources``
        (list of source ids), ``how``.

    Raises
    ------
    KeyError
        If there is no such row; the message names the nearest.
    """
    if result_id not in _register():
        near = difflib.get_close_matches(result_id, _register(), n=3)
        raise KeyError(
            f"no result {result_id!r} in data/results.csv" + (f"; nearest: {', '.join(near)}" if near else "")
        )
    row = dict(_register()[result_id])
    for column in ("claims", "sources", "checks"):
        row[column] = row[column].split()
    row["level"] = None if pd.isna(row["level"]) else int(row["level"])
    row["tolerance"] = 0.0 if pd.isna(row["tolerance"]) else float(row["tolerance"])
    row["form"] = row["form"].replace("signed ", "+")
    return row


def result(result_id: str, value) -> None:
    """Show a computed result and put it on record in the cell's output.

    What it is, its unit, how it is printed, what it rests on and how sure it is stand in ``data/results.csv``.

    Parameters
    ----------
    result_id : str
        Its identifier there, written out, so that it can be searched.
    value : number or Interval
        The result in full precision, in the unit on record.

    Raises
    ------
    KeyError
        If ``data/results.csv`` has no such row.
    ValueError
        If an earlier cell put another value on record under the id, or if `value` is not finite.
    """
    from IPython.display import Markdown, display

    row = registered(result_id)
    ends = (value.low, value.high) if isinstance(value, Interval) else (value, value)
    if not all(math.isfinite(end) for end in ends):
        raise ValueError(f"result {result_id!r} is not finite: {value}")
    exact = as_interval(value)
    record = {
        "kind": "result",
        "id": result_id,
        "value": [float(exact.low), float(exact.high)] if isinstance(value, Interval) else float(exact.low),
        "shown": _shown(value, row["form"], row["unit"]),
        **{key: row[key] for key in ("form", "unit", "meaning", "claims", "assumption", "tolerance", "level")},
        "identification": row["identification"],
        **({"role": row["kind"], "void": row["void"]} if row["level"] is not None else {}),
    }
    earlier = _on_record.get(result_id)
    if earlier and earlier["value"] != record["value"]:
        raise ValueError(f"result {result_id!r} is on record as {earlier['shown']}: choose another id")
    _on_record[result_id] = {**record, "exact": exact}
    text = f"**{plain(record['shown'])}** · {plain(record['meaning'])} [{result_id}]({LEDGER}#{result_id})"
    display(Markdown(text), metadata={RECORD: record})


def _shown(value, form: str, unit: str) -> str:
    joined = unit if unit.startswith(" ") or not unit else f" {unit}"
    if not isinstance(value, Interval):
        return f"{_formatted(value, form)}{joined}"
    low, high = _formatted(value.low, form), _formatted(value.high, form)
    return f"{low}{joined}" if low == high else f"{low} to {high}{joined}"


def _formatted(value, form: str) -> str:
    number = float(value)
    whole = form.endswith("d")
    text = format(round(number) if whole else number, form)
    return text.replace("-", "−")


def check(claim_id: str, result_id: str) -> None:
    """Hold a claim against a result on record: does any value satisfy both?

    Parameters
    ----------
    claim_id : str
        The claim, as printed.
    result_id : str
        A result that :func:`result` put on record earlier in the same notebook, in the claim's unit.  Its row in
        ``data/results.csv`` names the claim and says how the result was reached.

    Raises
    ------
    KeyError
        If the claim or the result does not exist.
    ValueError
        If the register does not hold the result against this claim.
    """
    from IPython.display import Markdown, display

    stated = claim(claim_id)
    if result_id not in _on_record:
        raise KeyError(f"no result {result_id!r} on record in this notebook: call result() first")
    row, found = registered(result_id), _on_record[result_id]
    if claim_id not in row["checks"]:
        raise ValueError(f"data/results.csv, result {result_id!r}: found no {claim_id!r} in checks")
    verdict = agreement(stated.interval, found["exact"])  # the stored value does not say whether its ends are in
    record = {"kind": "check", "id": claim_id, "result": result_id, "verdict": verdict, "how": row["how"]}
    text = (
        f"Printed: [{plain(stated.shown)}]({LEDGER}#{claim_id}), which admits {stated.interval}. "
        f"Recomputed: [{plain(found['shown'])}]({LEDGER}#{result_id}), from {plain(row['how'])}. **It {verdict}.**"
    )
    display(Markdown(text), metadata={RECORD: record})


GRADES = {
    "official": "official",
    "official_mirror": "official text, read in a copy",
    "party_press": "party press",
    "other_press": "other press",
    "academic": "academic",
    "weak_repost": "weak: origin or wording uncertain",
}


def facts(claim_ids: list[str]) -> None:
    """Show claims as a list with linked figures, period, publisher and grade, and put their use on record.

    Parameters
    ----------
    claim_ids : list of str
        Claims, in the order of the list.

    Raises
    ------
    KeyError
        If a claim does not exist.
    """
    from IPython.display import Markdown, display

    lines = []
    for claim_id in claim_ids:
        entry = claim(claim_id)
        where = source(entry.source_id)
        when = f", {english_date(entry.period)}" if entry.period and entry.qualifier != "date" else ""
        shown = entry.statement if entry.qualifier == "text" else written(entry)
        said = when if entry.qualifier == "text" else f" · {plain(entry.statement)}{when}"
        grade = GRADES[where["grade"]].partition(":")[0]
        lines.append(f"- [{plain(shown)}]({LEDGER}#{claim_id}){said}. *{plain(where['publisher_en'])} ({grade})*")
    display(Markdown("\n".join(lines)), metadata={RECORD: {"kind": "table", "id": "", "claims": list(claim_ids)}})


# Units that are written otherwise than the column gives them; a share is a number.
UNIT_WORDS = {"x": "times", "share": "", "rank": "in the ranking", "applicants per post": ""}
ROUND_NUMBERS = {"100 million": "hundred million", "10,000": "ten thousand"}


def written(entry: Claim) -> str:
    """A claim's figure with its unit, such as ``125 posts``, ``3–5 % a year``, ``one week``; a date as it is."""
    return f"{entry.shown} {unit_after(entry, entry.shown)}".rstrip()


def unit_after(entry: Claim, shown: str = "") -> str:
    """What is left to write of a claim's unit after a form of its figure, or after its interval, which carries none.

    Parameters
    ----------
    entry : Claim
        The claim.
    shown : str
        What is written before: ``entry.shown``, which may carry the unit or a part of it; empty for an interval.

    Returns
    -------
    str
        Words that begin without a blank; empty if nothing is left.
    """
    if entry.figure is None or not entry.unit:
        return ""
    unit = entry.unit.removeprefix(entry.figure.unit).lstrip() if shown else entry.unit
    unit = UNIT_WORDS.get(unit, unit)
    for digits, words in ROUND_NUMBERS.items():
        unit = unit.replace(digits, words)
    return _singular(unit) if shown == "1" else unit


def _singular(unit: str) -> str:
    return re.sub(r"s\b", "", re.sub(r"ies\b", "y", unit))


def comparison(triples: list[tuple[str, str, Interval]]) -> pd.DataFrame:
    """Printed figures beside recomputed ones, for a chart.

    Parameters
    ----------
    triples : list of (label, claim id, Interval)
        The recomputed interval is in the claim's unit.

    Returns
    -------
    pandas.DataFrame
        Columns ``label``, ``printed_low``, ``printed_high``, ``found_low``, ``found_high``, ``verdict``.
    """
    rows = []
    for label, claim_id, found in triples:
        printed = claim(claim_id).interval
        ends = [float(end) for end in (printed.low, printed.high, found.low, found.high)]
        rows.append([label, *ends, agreement(printed, found)])
    columns = ["label", "printed_low", "printed_high", "found_low", "found_high", "verdict"]
    return pd.DataFrame(rows, columns=columns)


# --------------------------------------------------------------------------------------- reading the record back


class NotebookError(ValueError):
    """A notebook that cannot be read as evidence: not executed, executed out of order, or broken."""


def load(path: Path) -> dict:
    """A notebook as a dictionary, executed or not.

    Raises
    ------
    NotebookError
        If the file is missing or is no notebook of this format, naming it.
    """
    path = Path(path)
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NotebookError(f"notebooks/{path.name}: found no such file, expected a notebook") from None
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise NotebookError(f"notebooks/{path.name}: found {error}, expected a notebook in JSON") from None
    if not isinstance(notebook, dict) or "cells" not in notebook:
        raise NotebookError(f"notebooks/{path.name}: found no cells, expected a notebook of format 4")
    if notebook.get("nbformat", 4) != 4:
        raise NotebookError(
            f"notebooks/{path.name}: found format {notebook['nbformat']}, expected a notebook of format 4"
        )
    return notebook


def read_notebook(path: Path) -> dict:
    """An executed notebook as a dictionary.

    Raises
    ------
    NotebookError
        If the file is missing, is no notebook, or was not executed once from top to bottom; the message names notebook,
        cell, what was found and what was expected.
    """
    path = Path(path)
    notebook = load(path)
    expected = 0
    for number, cell in enumerate(notebook["cells"], start=1):
        if cell["cell_type"] != "code" or not "".join(cell["source"]).strip():
            continue
        expected += 1
        count = cell.get("execution_count")
        if count != expected:
            found = "no execution count" if count is None else f"execution count {count}"
            raise NotebookError(
                f"notebooks/{path.name}, cell {number}: found {found}, expected {expected}: "
                "run the notebook from top to bottom (make rerun)"
            )
        for output in cell.get("outputs", []):
            if output["output_type"] == "error":
                raise NotebookError(
                    f"notebooks/{path.name}, cell {number}: found the error {output['ename']}: {output['evalue']}, "
                    "expected a cell that runs"
                )
    return notebook


def records(path: Path) -> list[dict]:
    """What an executed notebook put on record, in order, each with ``notebook`` and ``cell`` added.

    Raises
    ------
    NotebookError
        As for :func:`read_notebook`.
    """
    found = []
    for number, cell in enumerate(read_notebook(path)["cells"], start=1):
        for output in cell.get("outputs", []):
            record = output.get("metadata", {}).get(RECORD)
            if record:
                found.append({**record, "notebook": Path(path).name, "cell": number, "cell_id": cell.get("id", "")})
    return found


def chapters(folder: Path = NOTEBOOKS) -> list[Path]:
    """The notebooks of the book, in the order of ``_toc.yml``; where there is none, those with a number."""
    folder = Path(folder)
    contents = folder.parent / "_toc.yml"
    if not contents.is_file():
        return sorted(folder.glob(NUMBERED))
    listed = re.findall(r"^\s*- file: notebooks/(\S+)\s*$", contents.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [folder / f"{name.removesuffix('.ipynb')}.ipynb" for name in listed]


def strays(folder: Path = NOTEBOOKS) -> list[Path]:
    """Notebooks that are numbered as chapters and are none, such as a copy that an editor made."""
    return sorted(set(Path(folder).glob(NUMBERED)) - set(chapters(folder)))


def stored_records(folder: Path = NOTEBOOKS, before: int | None = None) -> list[dict]:
    """What all chapters put on record, or those before a given chapter.

    Raises
    ------
    NotebookError
        If a notebook is not executed in order, or if two chapters put different values on record under one id.
    """
    found, seen = [], {}
    for path in chapters(folder):
        if before is not None and int(path.name[:2]) >= before:
            continue
        for record in records(path):
            if record["kind"] == "result":
                earlier = seen.setdefault(record["id"], record)
                if earlier["value"] != record["value"]:
                    raise NotebookError(
                        f"notebooks/{record['notebook']}, cell {record['cell']}: found {record['shown']} on record as "
                        f"{record['id']}, expected {earlier['shown']} as in notebooks/{earlier['notebook']}"
                    )
            found.append(record)
    return found


def effects(folder: Path = NOTEBOOKS, before: int | None = None) -> pd.DataFrame:
    """Every claim of effect that the chapters put on record, right or wrong, with its level of evidence.

    Parameters
    ----------
    folder : Path
        Where the chapters are.
    before : int, optional
        Only chapters before this one, so that a chapter need not have run itself.

    Returns
    -------
    pandas.DataFrame
        Indexed by result id: ``shown``, ``meaning``, ``level`` (Maryland scale), ``identification``, ``role``
        (an estimate, or a placebo, a robustness check, a repeat), ``void`` (what is broken in its data), ``chapter``.

    Raises
    ------
    NotebookError
        As for :func:`stored_records`.
    """
    rows = {
        record["id"]: [
            record["shown"],
            record["meaning"],
            record["level"],
            record["identification"],
            record["role"],
            record["void"],
            int(record["notebook"][:2]),
        ]
        for record in stored_records(folder, before)
        if record["kind"] == "result" and record["level"] is not None
    }
    columns = ["shown", "meaning", "level", "identification", "role", "void", "chapter"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)

"""The register of results: what a notebook computes is shown, put on record and held against what was printed.

``data/results.csv`` says everything of a result but its value.  :func:`result` puts the value on record in the metadata of
the cell's own output, so that no second file can go stale; :func:`check` holds a claim against it.
"""

from __future__ import annotations

import difflib
import math
from functools import cache

import pandas as pd

from ..reading.intervals import Interval, as_interval
from ..reading.printed import agreement
from . import tables
from .claims import LEDGER, claim
from .markup import plain
from .records import RECORD

__all__ = ["LEVELS", "check", "on_record", "registered", "result", "shown"]

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
        "shown": shown(value, row["form"], row["unit"]),
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


def shown(value, form: str, unit: str) -> str:
    """A result as the book prints it, such as ``41.3 %`` or ``40 to 70 days``.

    Parameters
    ----------
    value : number or Interval
        The result.
    form, unit : str
        As ``data/results.csv`` has them (see :func:`registered`).
    """
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


def on_record() -> dict[str, dict]:
    """What :func:`result` has put on record in this notebook so far, by id."""
    return dict(_on_record)

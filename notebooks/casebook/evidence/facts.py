"""Claims shown together: as a list with figures and sources, or beside what was recomputed."""

from __future__ import annotations

import pandas as pd

from ..reading.dates_in_english import english_date
from ..reading.intervals import Interval
from ..reading.printed import agreement
from .claims import GRADES, LEDGER, UNGRADED, claim, source, written
from .markup import plain
from .records import RECORD

__all__ = ["comparison", "facts"]


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
        grade = GRADES.get(where["grade"], UNGRADED).partition(":")[0]
        lines.append(f"- [{plain(shown)}]({LEDGER}#{claim_id}){said}. *{plain(where['publisher_en'])} ({grade})*")
    display(Markdown("\n".join(lines)), metadata={RECORD: {"kind": "table", "id": "", "claims": list(claim_ids)}})


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

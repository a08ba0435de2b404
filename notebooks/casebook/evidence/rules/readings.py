"""Two readings of one text, held against each other and against the table that was made of it.

``data/readings.csv`` has what each reader read, word for word; ``data/settled.csv`` says why the table stands where not
all of them agree.  Whether a claim was read twice alike follows from these, and is written down nowhere.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import pandas as pd

from ...reading.article import normalised
from ...reading.dates import days
from ...reading.numerals import UnreadableFigure
from ...reading.printed import Printed
from ...reading.written_dates import read_date
from ..cells import Problem
from ..figures import figure_of

__all__ = ["ALIKE", "APART", "FIELDS", "Comparison", "comparisons", "reading_problems", "times_read"]

FIELDS = ("printed", "unit", "period", "stage", "status")
ALIKE, APART = "twice", "apart"
CLAIMS, READINGS, SETTLED = "data/claims.csv", "data/readings.csv", "data/settled.csv"


@dataclass(frozen=True)
class Comparison:
    """One field of one claim as two readers have it, and as the table has it.

    Attributes
    ----------
    claim_id, field : str
        Where.
    read : tuple of str
        The cells of the readers, in the order of their names.
    table : str
        The cell of the table.
    alike : bool
        Whether the readers agree with each other.
    kept : tuple of bool
        Whether the table agrees with each of them.
    """

    claim_id: str
    field: str
    read: tuple[str, ...]
    table: str
    alike: bool
    kept: tuple[bool, ...]

    @property
    def agreed(self) -> bool:
        """Whether readers and table are all of one mind."""
        return self.alike and all(self.kept)


def _figure(row: dict) -> Printed | None:
    """The figure of a row; none where a date is printed."""
    return None if row["dated"] else figure_of(row["printed"], row["unit"])


def _same_printed(one: dict, two: dict) -> bool:
    if one["dated"]:
        return _same_date(one, two)
    figures = _figure(one), _figure(two)
    return figures[0] == figures[1] or (None not in figures and figures[0].interval == figures[1].interval)


def _same_date(one: dict, two: dict) -> bool:
    """Whether two printed dates are the same; one that is not printed here stands under period in its row."""
    if normalised(one["printed"]) == normalised(two["printed"]):
        return True
    printed, other = (one, two) if one["printed"] else (two, one)
    if other["printed"]:
        return False
    span = days(other["period"])
    try:
        read = read_date(printed["printed"], year=span.latest.year if span.latest else None)
    except UnreadableFigure:
        return False
    ends = (span.earliest or read.latest, span.latest or read.latest)
    return ends[0] <= read.latest and (read.earliest or read.latest) <= ends[1]


def _unit(row: dict) -> str:
    """What is counted: the unit that the figure carries, else the cell."""
    figure = _figure(row)
    return (figure.unit if figure else "") or row["unit"]


def _same_period(one: dict, two: dict) -> bool:
    return one["period"] == two["period"] or (
        "" not in (one["period"], two["period"]) and days(one["period"]) == days(two["period"])
    )


def _same(field: str, one: dict, two: dict) -> bool:
    """Whether two rows say the same in a field: the same set of values, the same days, the same word."""
    if field == "printed":
        return _same_printed(one, two)
    if field == "unit":
        return _unit(one) == _unit(two)
    return _same_period(one, two) if field == "period" else one[field] == two[field]


def comparisons(claims: pd.DataFrame, readings: pd.DataFrame) -> list[Comparison]:
    """Each field of each claim that readers read, in the order of the claims.

    Raises
    ------
    casebook.reading.numerals.UnreadableFigure
        If a reader's figure is of no known form.
    """
    read = defaultdict(list)
    for row in readings.sort_values("reader", kind="stable").to_dict("records"):
        read[row["claim_id"]].append(row)
    found = []
    for row in claims.to_dict("records"):
        dated = {"dated": row["qualifier"] == "date"}
        own, rows = row | dated, [reading | dated for reading in read[row["claim_id"]]]
        found += [
            Comparison(
                row["claim_id"],
                field,
                tuple(reading[field] for reading in rows),
                own[field],
                all(_same(field, rows[0], other) for other in rows[1:]),
                tuple(_same(field, reading, own) for reading in rows),
            )
            for field in FIELDS
            if rows
        ]
    return found


def times_read(claims: pd.DataFrame, readings: pd.DataFrame) -> dict[str, str]:
    """Claim id to how it was read, for claims with readings on record.

    Returns
    -------
    dict of str to str
        ``twice`` if two readers' printed forms admit the same values in the same unit, ``apart`` if not.
    """
    found = {}
    for compared in comparisons(claims, readings):
        alike = len(compared.read) > 1 and (compared.alike or compared.field not in ("printed", "unit"))
        found[compared.claim_id] = ALIKE if alike and found.get(compared.claim_id) != APART else APART
    return found


def _roll_problems(claims: pd.DataFrame, readings: pd.DataFrame) -> list[Problem]:
    """Claims of a text under two readings that a reader left out, and claims with readings that say how often they were read."""
    read = defaultdict(set)
    for row in readings.itertuples():
        read[row.claim_id].add(row.reader)
    readers = set(readings["reader"])
    sources = set(claims.loc[claims["claim_id"].isin(read), "source_id"])
    problems = []
    for number, row in enumerate(claims.to_dict("records"), start=2):
        claim_id = row["claim_id"]
        if row["source_id"] in sources:
            problems += [
                Problem(READINGS, None, None, f"no row of {reader} for {claim_id}", "one: the others have theirs")
                for reader in sorted(readers - read[claim_id])
            ]
        said, on_record = row["reading"], claim_id in read
        if bool(said) == on_record:
            expected = (
                "empty: it follows from readings.csv" if on_record else "a word: readings.csv has no reading of it"
            )
            problems.append(Problem(CLAIMS, number, "reading", repr(said), expected))
    return problems


def _settled_problems(found: list[Comparison], settled: pd.DataFrame) -> list[Problem]:
    """Differences that nothing settles, settlements of what does not differ, and cells that changed since they were settled."""
    reasons, stood = {}, {}
    for number, row in enumerate(settled.to_dict("records"), start=2):
        key = (row["claim_id"], row["field"])
        reasons[key], stood[key] = number, row["stands"]
    problems = []
    for compared in found:
        key = (compared.claim_id, compared.field)
        shown = f"{' and '.join(map(repr, compared.read))} read, {compared.table!r} in the table"
        if not compared.agreed and key not in reasons:
            what = f"no row for {compared.claim_id}, {compared.field} ({shown})"
            problems.append(Problem(SETTLED, None, None, what, "one that says why the table stands"))
        elif key in reasons and stood[key] != compared.table:
            expected = f"{compared.table!r}, as in data/claims.csv, or that back as it was settled"
            problems.append(Problem(SETTLED, reasons[key], "stands", repr(stood[key]), expected))
        if compared.agreed and key in reasons:
            expected = f"no row for {compared.claim_id}, {compared.field}: readers and table agree"
            problems.append(Problem(SETTLED, reasons[key], None, shown, expected))
    lost = set(reasons) - {(compared.claim_id, compared.field) for compared in found}
    problems += [
        Problem(SETTLED, reasons[key], "claim_id", repr(key[0]), "a claim that readings.csv has")
        for key in sorted(lost)
    ]
    return problems


def _unreadable(file: str, rows: pd.DataFrame, dated: set[str]) -> list[Problem]:
    """Figures of no known form."""
    problems = []
    for number, row in enumerate(rows.to_dict("records"), start=2):
        if row["claim_id"] not in dated:
            try:
                figure_of(row["printed"], row["unit"])
            except UnreadableFigure as error:
                problems.append(Problem(file, number, "printed", str(error), "a form that casebook.reading reads"))
    return problems


def _day_problems(claims: pd.DataFrame, readings: pd.DataFrame, sources: pd.DataFrame | None) -> list[Problem]:
    """Readings on no single day, or before their source was published."""
    source_of = dict(zip(claims["claim_id"], claims["source_id"], strict=True))
    published = {} if sources is None else dict(zip(sources["source_id"], sources["published"], strict=True))
    problems = []
    for number, row in enumerate(readings.to_dict("records"), start=2):
        read_on, since = days(row["read_on"]), published.get(source_of.get(row["claim_id"]), "")
        if not read_on.is_exact:
            problems.append(Problem(READINGS, number, "read_on", repr(row["read_on"]), "one day"))
        elif since and days(since).earliest and read_on.latest < days(since).earliest:
            problems.append(Problem(READINGS, number, "read_on", repr(row["read_on"]), f"a day after {since}"))
    return problems


def reading_problems(frames: dict[str, pd.DataFrame]) -> list[Problem]:
    """What readings, settlements and claims say against each other."""
    if not {"claims", "readings", "settled"} <= set(frames):
        return []
    claims, readings = frames["claims"], frames["readings"]
    dated = set(claims.loc[claims["qualifier"] == "date", "claim_id"])
    if problems := _unreadable(CLAIMS, claims, dated) + _unreadable(READINGS, readings, dated):
        return problems
    return [
        *_day_problems(claims, readings, frames.get("sources")),
        *_roll_problems(claims, readings),
        *_settled_problems(comparisons(claims, readings), frames["settled"]),
    ]

"""What is dated: no source after it was read, no claim after its source, no date claim beside the date in its excerpt."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from ...reading.article import normalised
from ...reading.dates import days, order
from ...reading.numerals import UnreadableFigure
from ...reading.written_dates import read_date
from ..cells import Problem
from .exceptions import judged

__all__ = ["time_problems"]

CLAIMS, EVENTS, SOURCES = "data/claims.csv", "data/events.csv", "data/sources.csv"
AHEAD = "plan"  # the status of what is still to come
_LAST_DATE = re.compile(r"\d{4}(?:-\d{2}){0,2}(?!.*\d{4})")
_PRINTED = re.compile(
    r"(?:[12]\d{3}年)?\d{1,2}月(?:\d{1,2}日|上旬|中旬|下旬|底|初)?|[12]\d{3}年|"
    r"(?:\d{1,2})?(?:January|February|March|April|May|June|July|August|September|October|November|December)[12]\d{3}"
)


def _later(period: str, published: str) -> bool:
    """Whether a period begins or ends after a publication, as far as the period is exact: 2020 is not after May 2020."""
    span, known = days(period), days(published).latest
    if known is None:
        return False
    begins = span.earliest is not None and span.earliest > known
    if span.latest is None:
        return begins
    last = _LAST_DATE.search(period)[0]
    return begins or last > known.isoformat()[: len(last)]


def _of_sources(sources: pd.DataFrame, readings: pd.DataFrame) -> Iterator[Problem]:
    """Sources published after the last day on which anything was read."""
    if readings.empty:
        return
    read_on = max(days(day).latest for day in readings["read_on"])
    for number, row in enumerate(sources.to_dict("records"), start=2):
        if row["published"] and (first := days(row["published"]).earliest) and first > read_on:
            expected = f"a day up to {read_on}, the last on which anything was read"
            yield Problem(SOURCES, number, "published", repr(row["published"]), expected)


def _of_claims(claims: pd.DataFrame, published: dict[str, str]) -> Iterator[tuple[str, Problem]]:
    """Claims on what came after their source, unless they are plans."""
    for number, row in enumerate(claims.to_dict("records"), start=2):
        since = published.get(row["source_id"], "")
        if row["period"] and since and row["status"] != AHEAD and _later(row["period"], since):
            expected = f"a time up to {since}, when {row['source_id']} was published, or the status {AHEAD!r}"
            yield row["claim_id"], Problem(CLAIMS, number, "period", repr(row["period"]), expected)


def _of_events(events: pd.DataFrame, published: dict[str, str], ahead: set[str]) -> Iterator[tuple[str, Problem]]:
    """Events after their source, unless their claim is a plan."""
    for number, row in enumerate(events.to_dict("records"), start=2):
        since = published.get(row["source_id"], "")
        if since and row["claim_id"] not in ahead and _later(row["date"], since):
            expected = f"a date up to {since}, when {row['source_id']} was published"
            yield row["event_id"], Problem(EVENTS, number, "date", repr(row["date"]), expected)


def _of_excerpts(claims: pd.DataFrame) -> Iterator[tuple[str, Problem]]:
    """Date claims whose excerpt bears a date that their period excludes."""
    for number, row in enumerate(claims.to_dict("records"), start=2):
        if row["qualifier"] != "date" or not row["period"]:
            continue
        span = days(row["period"])
        year = (span.latest or span.earliest).year
        for printed in _PRINTED.findall(normalised(row["fragment"])):
            try:
                read = read_date(printed, year=year)
            except UnreadableFigure:
                continue
            if order(read.edtf, row["period"]) != "overlap":
                expected = f"a time that holds {printed}, as in the excerpt {row['fragment']!r}"
                yield row["claim_id"], Problem(CLAIMS, number, "period", repr(row["period"]), expected)


def time_problems(frames: dict[str, pd.DataFrame]) -> list[Problem]:
    """Sources, claims and events whose times exclude each other."""
    if not {"claims", "events", "exceptions", "readings", "sources"} <= set(frames):
        return []
    claims, sources, exceptions = frames["claims"], frames["sources"], frames["exceptions"]
    published = dict(zip(sources["source_id"], sources["published"], strict=True))
    ahead = set(claims.loc[claims["status"] == AHEAD, "claim_id"])
    return [
        *_of_sources(sources, frames["readings"]),
        *judged("time of a claim", _of_claims(claims, published), exceptions),
        *judged("time of an event", _of_events(frames["events"], published, ahead), exceptions),
        *judged("date in an excerpt", _of_excerpts(claims), exceptions),
    ]

"""The address of a source: its host is known for its publisher, and a day that it bears is about that of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta

import pandas as pd

from ...reading.dates import days
from ..cells import Problem
from .exceptions import judged

__all__ = ["address_problems"]

SOURCES, HOSTS = "data/sources.csv", "data/hosts.csv"
READ_AT = {"own": "original", "copy": "mirror"}
LATER = timedelta(days=10)  # a copy, or a page put up later, follows the text within days
_DAYS = (
    re.compile(r"(?<!\d)(20[0-2]\d)[-/](\d{1,2})[-/](\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(20[0-2]\d)[-/]?(\d\d)[-/]?(\d\d)(?!\d)"),
)
_MONTH = re.compile(r"/(20[0-2]\d)/?(0[1-9]|1[0-2])/")


def _host(url: str) -> str:
    """The host of an address; empty if it is none of the web."""
    match = re.match(r"https?://([^/:?#]+)", url)
    return match[1].lower() if match else ""


def _borne(url: str) -> tuple[date, date] | None:
    """The first and the last day that an address may bear; None if it bears none."""
    for pattern in _DAYS:
        for match in pattern.finditer(url):
            with suppress(ValueError):  # digits that are no date
                day = date(*map(int, match.groups()))
                return day, day
    if match := _MONTH.search(url):
        year, month = map(int, match.groups())
        return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return None


def _of_hosts(sources: pd.DataFrame, hosts: pd.DataFrame) -> Iterator[tuple[str, Problem]]:
    """Addresses at hosts that are not known for their publisher, or read elsewhere than the host says."""
    known = {(row["publisher_en"], row["host"]): row["holds"] for row in hosts.to_dict("records")}
    for number, row in enumerate(sources.to_dict("records"), start=2):
        if not row["url"]:
            if row["read_at"] == "original":
                problem = Problem(SOURCES, number, "url", "''", "an address, since it was read where it was published")
                yield row["source_id"], problem
            continue
        host, publisher = _host(row["url"]), row["publisher_en"]
        holds = known.get((publisher, host))
        if holds is None:
            own = sorted(other for name, other in known if name == publisher)
            expected = f"a host that data/hosts.csv has for {publisher}" + (f": {', '.join(own)}" if own else "")
            yield row["source_id"], Problem(SOURCES, number, "url", repr(host), expected)
        elif row["read_at"] != READ_AT[holds]:
            expected = f"{READ_AT[holds]!r}: {host} holds what {publisher} publishes as its {holds}"
            yield row["source_id"], Problem(SOURCES, number, "read_at", repr(row["read_at"]), expected)


def _of_days(sources: pd.DataFrame) -> Iterator[tuple[str, Problem]]:
    """Addresses that bear a day before the source was published, or more than some days after."""
    for number, row in enumerate(sources.to_dict("records"), start=2):
        borne, published = _borne(row["url"]), days(row["published"]) if row["published"] else None
        if borne and published and published.earliest and published.latest:
            first, last = borne
            if last < published.earliest or first > published.latest + LATER:
                expected = f"a day from {published.earliest} to {published.latest + LATER}, for it was published {row['published']}"
                yield row["source_id"], Problem(SOURCES, number, "url", f"{first} in {row['url']}", expected)


def _idle(sources: pd.DataFrame, hosts: pd.DataFrame) -> list[Problem]:
    """Hosts that no source is read at."""
    used = {(row["publisher_en"], _host(row["url"])) for row in sources.to_dict("records") if row["url"]}
    return [
        Problem(HOSTS, number, "host", repr(row["host"]), f"a host where a source of {row['publisher_en']} was read")
        for number, row in enumerate(hosts.to_dict("records"), start=2)
        if (row["publisher_en"], row["host"]) not in used
    ]


def address_problems(frames: dict[str, pd.DataFrame]) -> list[Problem]:
    """Addresses that do not go with publisher, place of reading and day of publication."""
    if not {"sources", "hosts", "exceptions"} <= set(frames):
        return []
    sources, hosts, exceptions = frames["sources"], frames["hosts"], frames["exceptions"]
    problems = judged("host", _of_hosts(sources, hosts), exceptions) + _idle(sources, hosts)
    return problems + judged("day of an address", _of_days(sources), exceptions)

"""What an audit finds and traces, and the page that it reads."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Audit", "Finding", "Page"]


@dataclass(frozen=True)
class Finding:
    """A number without its evidence: where, what was found, what was expected."""

    place: str
    found: str
    expected: str

    def __str__(self) -> str:
        return f"{self.place}: found {self.found}, expected {self.expected}"


@dataclass
class Audit:
    """What an audit found: findings, and how many numbers it traced, by kind."""

    findings: list[Finding] = field(default_factory=list)
    traced: dict[str, int] = field(default_factory=lambda: {"links": 0, "dates": 0, "structure": 0})
    used: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def trace(self, kind: str, count: int = 1) -> None:
        self.traced[kind] += count

    def __iadd__(self, other: Audit) -> Audit:
        self.findings += other.findings
        for kind, count in other.traced.items():
            self.trace(kind, count)
        for entry, places in other.used.items():
            self.used.setdefault(entry, []).extend(places)
        return self


@dataclass
class Page:
    place: str
    entries: dict
    audit: Audit
    minutes: int | None = None
    link_numbers: set[str] = field(default_factory=set)
    deferred: list[tuple[str, str]] = field(default_factory=list)  # headings and alternative texts
    heading: str = ""
    file: str = ""
    chinese: bool = False  # read as in_chinese.py does

    def report(self, found: str, expected: str) -> None:
        self.audit.findings.append(Finding(self.place, found, expected))

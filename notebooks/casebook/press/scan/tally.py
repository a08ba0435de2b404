"""What a scan found, counted as rows go by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from .rows import DOCUMENT

__all__ = ["Tally"]

MOST_NAMED = 10  # articles that were not read


@dataclass
class Tally:
    """Counts of a table.

    Attributes
    ----------
    articles, unread_articles : int
        All articles, and those of which nothing could be read.
    kinds : Counter
        Rows by kind: figure, date, unread, check.
    checks, disagreeing : Counter
        Checks by kind, and those that do not recompute.
    percentages, with_ingredients, recomputed : int
        Printed percentages; those that follow from other figures of their paragraph; those of them that recompute.
    first_unread : list of str
        The first articles that were not read, each with its reason.
    """

    articles: int = 0
    unread_articles: int = 0
    kinds: Counter = field(default_factory=Counter)
    checks: Counter = field(default_factory=Counter)
    disagreeing: Counter = field(default_factory=Counter)
    percentages: int = 0
    with_ingredients: int = 0
    recomputed: int = 0
    first_unread: list[str] = field(default_factory=list)

    def add_all(self, rows: Iterable[dict]) -> None:
        """Count the rows of an article, as they are written or as they are read back."""
        for row in rows:
            self._add(row)

    def _add(self, row: dict) -> None:
        kind, unit = row["kind"], row.get("unit", "")
        if kind == DOCUMENT:
            self.articles += 1
            if row.get("reason"):
                self.unread_articles += 1
                if len(self.first_unread) < MOST_NAMED:
                    self.first_unread.append(f"{row['document']}: {row['reason']}")
            return
        self.kinds[kind] += 1
        self.percentages += kind == "figure" and unit == "%"
        if kind == "check":
            agrees = row["agrees"] == "yes"
            self.checks[row["check"]] += 1
            self.disagreeing[row["check"]] += not agrees
            of_percentage = unit == "%" and bool(row.get("text"))
            self.with_ingredients += of_percentage
            self.recomputed += of_percentage and agrees

    def so_far(self) -> str:
        """A few words for a line on how far it is."""
        return f"{self.kinds['figure']:,} figures, {self.disagreeing.total():,} checks that do not agree"

    def lines(self) -> list[str]:
        """The report at the end."""
        share = f" ({self.recomputed / self.with_ingredients:.1%})" if self.with_ingredients else ""
        told = [
            f"{self.articles:,} articles, {self.unread_articles:,} of them not read.",
            f"{self.kinds['figure']:,} figures and {self.kinds['date']:,} dates read, {self.kinds['unread']:,} numerals not.",
            f"{self.checks.total():,} checks, {self.disagreeing.total():,} do not agree: "
            + (", ".join(f"{kind} {self.disagreeing[kind]:,} of {count:,}" for kind, count in sorted(self.checks.items())) or "none")
            + ".",
            f"{self.with_ingredients:,} of {self.percentages:,} printed percentages stand with what they follow from, "
            f"and {self.recomputed:,} of these {self.with_ingredients:,} recompute{share}.",
        ]  # fmt: skip
        rest = self.unread_articles - len(self.first_unread)
        return [*told, *(f"Not read: {one}" for one in self.first_unread), *([f"… and {rest:,} more"] if rest else [])]

"""The glossary, from ``data/glossary.csv``."""

from __future__ import annotations

from ..writing import write
from . import gather

__all__ = ["glossary_page"]


def glossary_page() -> str:
    """The glossary in MyST Markdown; of two terms with one English name, the later is told by its Chinese one."""
    terms, seen = sorted(gather.rows("glossary"), key=lambda row: row["en"].lower()), set()
    for term in terms:
        name = term["en"]
        if name.lower() in seen:
            term["en"] = f"{name} ({term['term_zh']})"
        seen.add(name.lower())
    return write("glossary", terms=terms)

"""The prose of a notebook, its captions and alternative texts, and the phrases of its code."""

from __future__ import annotations

import ast
import math
import re
from functools import lru_cache
from pathlib import Path

from ...evidence import tables
from ...evidence.records import load
from ..book import source_under_study
from ..saved import FOR_SLIDES
from .findings import Audit, Page
from .links import on_record
from .markdown import read_markdown, settle_deferred
from .numerals import report_numerals

__all__ = ["audit_notebook", "minutes_to_read"]

WORDS_A_MINUTE = 130  # reading a second language, with figures; code cells counted apart
MINUTES_A_CODE_CELL = 0.5


def minutes_to_read(notebook: dict) -> int:
    """Minutes that a chapter takes to read, rounded up to five: its words, and half a minute for each open code cell."""
    text = " ".join("".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "markdown")
    text = re.sub(r"\]\([^)]*\)|`[^`]*`|[:`{}#*|]", " ", text)
    tags = [
        set(c.get("metadata", {}).get("tags", ())) - FOR_SLIDES for c in notebook["cells"] if c["cell_type"] == "code"
    ]
    cells = tags.count(set())  # folded cells have one
    return math.ceil((len(text.split()) / WORDS_A_MINUTE + cells * MINUTES_A_CODE_CELL) / 5) * 5


def audit_notebook(path: Path, entries: dict | None = None) -> Audit:
    """Audit the prose, captions, alternative texts and phrases of a notebook.

    Returns
    -------
    Audit
    """
    notebook = load(path)
    file = f"notebooks/{path.name}"
    result = Audit()
    page = Page(file, on_record() if entries is None else entries, result, minutes=minutes_to_read(notebook), file=file)
    for number, cell in enumerate(notebook["cells"], start=1):
        page.place = f"{file}, cell {number}"
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            read_markdown(page, source)
        elif cell["cell_type"] == "code":
            shown = cell.get("metadata", {}).get("mystnb", {})
            if caption := shown.get("figure", {}).get("caption"):
                read_markdown(page, caption)
            if alt := shown.get("image", {}).get("alt"):
                page.deferred.append((page.place, alt))
            _read_code(page, source)
    settle_deferred(page)
    return result


def _read_code(page: Page, source: str) -> None:
    """Phrases in code may hold dates, no typed numbers; and no number may be typed that a claim of the article prints."""
    lines = [line for line in source.splitlines() if not line.lstrip().startswith(("%", "!"))]
    try:
        tree = ast.parse("\n".join(lines))
    except SyntaxError:
        return
    typed = _article_values()
    for value in [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]:
        if isinstance(value, str):
            if re.search(r"[A-Za-z]\w*\s|\s\w*[A-Za-z]", value):
                report_numerals(page, value)
        elif value in typed:
            page.report(f"the number {value} typed in code", f"cb.claim({typed[value]!r}).value")


@lru_cache(maxsize=1)
def _article_values() -> dict:
    """Figures of the article that no layout would use: 30 and up, or with decimals."""
    frame = tables.table("claims")
    own = frame[(frame["source_id"] == source_under_study()) & frame["value"].notna()]
    return {
        value: claim_id
        for claim_id, value in zip(own["claim_id"], own["value"], strict=True)
        if value >= 30 and value != 100 or value != int(value)
    }

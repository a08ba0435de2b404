"""Tables in words: a frame as a reader meets it, with no id, no code of a machine and no index that nobody needs."""

from __future__ import annotations

import html
import re
from functools import cache
from numbers import Number

import numpy as np
import pandas as pd

from ..evidence import tables

__all__ = ["show"]

CODE = re.compile(r"[a-z0-9]+(_[a-z0-9]+)+|True|False|NaN|nan|None|<NA>|NaT")
HAN = re.compile(r"[\u3400-\u9fff\u3007]+(?:[，。、：；·“”\u3000-\u303f\u3400-\u9fff]*[\u3400-\u9fff])?")
KEYS = {
    "claims": "claim_id",
    "results": "result_id",
    "sources": "source_id",
    "measures": "measure_id",
    "events": "event_id",
}


@cache
def _ids() -> set[str]:
    """Identifiers of the tables that look like no word: kebab-case, with a hyphen."""
    there = {name: column for name, column in KEYS.items() if name in tables.schema()}
    return {key for name, column in there.items() for key in tables.table(name)[column] if "-" in key}


def show(
    frame: pd.DataFrame | pd.Series, names: dict | None = None, *, caption: str, forms: dict | None = None
) -> None:
    """Show a table in words: caption, headers, yes and no, numbers to the right.

    Parameters
    ----------
    frame : pandas.DataFrame or pandas.Series
        What is shown.  Its index is shown only if `names` names it; name it in the frame, or ``"index"`` stands for it.
    names : dict of str to str, optional
        Column to header, in the order shown; a unit belongs into the header.  By default all columns under their names.
    caption : str
        What the table is, as a phrase or a sentence.
    forms : dict of str to str, optional
        Format specification of a column of numbers, such as ``",.1f"``.

    Raises
    ------
    ValueError
        If a header or a cell is a code of the machine (snake_case, an id of a table, True, NaN), or the table is empty.
    KeyError
        If `names` has a column that the frame lacks.
    """
    from IPython.display import display

    frame = frame.to_frame() if isinstance(frame, pd.Series) else frame
    names = {column: str(column) for column in frame.columns} if names is None else names
    index = frame.index.name or "index"
    if index in names and index not in frame.columns:
        frame = frame.reset_index(names=index)
    if frame.empty:
        raise ValueError(f"table {caption!r}: found no row")
    forms = forms or {}
    columns = {column: [_cell(value, forms.get(column, "")) for value in frame[column]] for column in names}
    if codes := sorted({text for text in [*names.values(), *sum(columns.values(), [])] if _is_code(text)}):
        raise ValueError(f"table {caption!r}: found {', '.join(codes)}, expected words")
    numeric = [
        pd.api.types.is_numeric_dtype(frame[column]) and not pd.api.types.is_bool_dtype(frame[column])
        for column in names
    ]
    rows = list(zip(*columns.values(), strict=True))
    display(
        {
            "text/html": _as_html(caption, list(names.values()), rows, numeric),
            "text/plain": _as_text(caption, names, rows),
        },
        raw=True,
    )


def _is_code(text: str) -> bool:
    return bool(CODE.fullmatch(text)) or "-" in text and text in _ids()


def _cell(value, form: str) -> str:
    if isinstance(value, str) and value:
        return value
    if isinstance(value, str) or pd.isna(value):
        return "–"
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    text = format(value, form) if form else f"{value:g}" if isinstance(value, float) else str(value)
    return text.replace("-", "−") if isinstance(value, Number) else text


def _marked(text: str) -> str:
    """Text for a page, Chinese marked as such."""
    return HAN.sub(lambda run: f'<span lang="zh-CN" class="zh">{run.group(0)}</span>', html.escape(text))


def _as_html(caption: str, headers: list[str], rows: list[tuple[str, ...]], numeric: list[bool]) -> str:
    def cell(tag: str, text: str, right: bool, scope: str = "") -> str:
        extra = (f' scope="{scope}"' if scope else "") + (' class="number"' if right else "")
        return f"<{tag}{extra}>{_marked(text)}</{tag}>"

    head = "".join(cell("th", text, right, "col") for text, right in zip(headers, numeric, strict=True))
    body = [
        cell("th", row[0], numeric[0], "row")
        + "".join(cell("td", text, right) for text, right in zip(row[1:], numeric[1:], strict=True))
        for row in rows
    ]
    lines = [f"<caption>{_marked(caption)}</caption>", f"<thead><tr>{head}</tr></thead>", "<tbody>"]
    lines += [f"<tr>{line}</tr>" for line in body]
    return "\n".join(['<table class="words">', *lines, "</tbody>", "</table>"])


def _as_text(caption: str, names: dict, rows: list[tuple[str, ...]]) -> str:
    return "\n".join([caption, " | ".join(names.values()), *(" | ".join(row) for row in rows)])

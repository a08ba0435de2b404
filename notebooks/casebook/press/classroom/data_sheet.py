"""The data of a chapter as a spreadsheet, in words: the claims and results that it uses, for those who do not code."""

from __future__ import annotations

import csv
import io
import re

from ...evidence import tables
from ...evidence.claims import claim, claims, source, written
from ...reading.dates_in_english import english_date
from .exercises import exercises, is_key, linked, text_of

__all__ = ["COLUMNS", "data_sheet", "entries_of"]

COLUMNS = ("name", "kind", "what it says", "figure", "low", "high", "unit", "place", "when", "source", "publisher")
WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")


def entries_of(notebook: dict) -> list[str]:
    """The claims and results that a chapter names in its prose, captions, code and outputs, keys left out, in order."""
    found: dict[str, None] = {}
    for cell in notebook["cells"]:
        if is_key(cell):
            continue
        text = text_of(cell)
        caption = cell["metadata"].get("mystnb", {}).get("figure", {}).get("caption", "")
        found |= dict.fromkeys(linked(text + caption) if cell["cell_type"] == "markdown" else [])
        if cell["cell_type"] == "code":
            found |= dict.fromkeys([*WORD.findall(text), *linked(caption)])
    return list(found)


def data_sheet(notebook: dict, records: dict[str, dict]) -> str:
    """The sheet as CSV; no answer of an exercise of the chapter is in it.

    Parameters
    ----------
    notebook : dict
        The chapter.
    records : dict of str to dict
        What all chapters put on record, by name.
    """
    hidden = {answer["id"] for exercise in exercises(notebook) for answer in exercise.answers}
    known = set(claims().index)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in entries_of(notebook):
        if entry in known:
            writer.writerow(map(_harmless, _claim_row(entry)))
        elif records.get(entry, {}).get("kind") == "result" and entry not in hidden:
            writer.writerow(map(_harmless, _result_row(records[entry])))
    return text.getvalue()


def _claim_row(entry: str) -> list[str]:
    told = claim(entry)
    origin, place = source(told.source_id), _places().get(told.entity_id, "")
    interval = told.interval if told.figure is not None else None
    ends = [_number(end) for end in (interval.low, interval.high)] if interval else ["", ""]
    when = english_date(told.period) if told.period else ""
    return [entry, "claim", told.statement, written(told), *ends, told.unit, place, when, origin["title_en"],
            origin["publisher_en"]]  # fmt: skip


def _result_row(record: dict) -> list[str]:
    ends = record["value"] if isinstance(record["value"], list) else [record["value"]] * 2
    return [record["id"], "result", record["meaning"], record["shown"], *map(_number, ends), record["unit"], "", "",
            f"computed in {record['notebook'].removesuffix('.ipynb')}", ""]  # fmt: skip


def _places() -> dict[str, str]:
    return dict(tables.table("entities")[["entity_id", "name_en"]].to_numpy())


def _number(end) -> str:
    number = float(end)
    return "" if number in (float("inf"), float("-inf")) else f"{number:.10g}"


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; a number may begin with its sign."""
    text = str(cell)
    number = re.fullmatch(r"[+-]?[\d.]+(?:e[+-]?\d+)?", text)
    return text if number or not text.startswith(("=", "+", "-", "@")) else text.lstrip("=+-@ ")

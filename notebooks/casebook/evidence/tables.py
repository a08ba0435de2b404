"""Read the tables of ``data/`` by their schema.

:func:`table` gives a typed frame or raises :class:`DataError`, which names every problem by file, row, column, what was
found and what was expected.  The schema is ``data/datapackage.json`` (Frictionless Data Package); the same package is
validated in full with the frictionless library by the tests.  This reader exists because a chapter must start quickly.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
from functools import cache
from pathlib import Path

import pandas as pd

from .cells import TEXT, TO_DO, DataError, Problem, column_of
from .package import key_of, load, package_problems
from .rules import ACROSS_TABLES
from .rules.excerpts import excerpt_problems

__all__ = ["DATA", "TEXT", "DataError", "Problem", "check_package", "key_of", "read_table", "schema", "table"]

DATA = Path(__file__).resolve().parents[3] / "data"


def schema(folder: Path = DATA) -> dict[str, dict]:
    """The resources of the data package by name, in order.

    Raises
    ------
    DataError
        If ``datapackage.json`` is missing, is no JSON or describes no tables.
    """
    package = load(folder)
    resources = package.get("resources") if isinstance(package, dict) else None
    expected = "the tables, each with name, path and schema"
    if not resources:
        raise DataError([Problem("data/datapackage.json", None, None, "no resources", expected)])
    for resource in resources:
        if lacking := [key for key in ("name", "path", "schema") if key not in resource]:
            found = f"a resource without {' and '.join(lacking)}"
            raise DataError([Problem("data/datapackage.json", None, None, found, expected)])
        if not re.fullmatch(r"[a-z0-9_]+\.csv", str(resource["path"])):
            found, expected = (
                f"the path {resource['path']!r}",
                "the name of a CSV file in data/ itself, such as claims.csv",
            )
            raise DataError([Problem("data/datapackage.json", None, None, found, expected)])
    return {resource["name"]: resource for resource in resources}


def table(name: str) -> pd.DataFrame:
    """One table of ``data/`` as a typed frame, its foreign keys checked.

    Parameters
    ----------
    name : str
        A resource of ``datapackage.json``, such as ``"claims"``.

    Returns
    -------
    pandas.DataFrame
        A copy; strings are empty, not missing, where a text cell is empty; numbers may be missing (NaN).

    Raises
    ------
    DataError
        If the file breaks its schema, naming file, row, column, found and expected.
    KeyError
        If there is no such table.
    """
    return _checked(name).copy()


@cache
def _checked(name: str) -> pd.DataFrame:
    frame = _read_once(name)
    if problems := _foreign_key_problems(name, frame, DATA, _read_once):
        raise DataError(problems)
    return frame


@cache
def _read_once(name: str) -> pd.DataFrame:
    """A table of ``data/``, its foreign keys not checked; kept, since other tables refer to it."""
    return read_table(name)


def check_package(folder: Path = DATA) -> list[Problem]:
    """Every problem in every table of `folder`: types, constraints, keys, foreign keys, rules across tables; or, if there are
    any, those of its schema alone."""
    if problems := package_problems(folder):
        return problems
    frames = {}
    for name in schema(folder):
        try:
            frames[name] = read_table(name, folder)
        except DataError as error:
            problems += error.problems
    for name, frame in frames.items():
        problems += _foreign_key_problems(name, frame, folder, lambda other: frames.get(other))
    for rule in ACROSS_TABLES:
        problems += rule(frames)
    return problems


def read_table(name: str, folder: Path = DATA) -> pd.DataFrame:
    """One table as a typed frame, its own schema checked but not its foreign keys.

    Raises
    ------
    DataError, KeyError
        As for :func:`table`.
    """
    resources = schema(folder)
    if name not in resources:
        raise KeyError(f"no table {name!r} in data/datapackage.json; there are: {', '.join(resources)}")
    resource = resources[name]
    file = f"data/{resource['path']}"
    rows = _rows(Path(folder) / resource["path"], file)
    if not rows or len(rows) < 2 and not resource.get("may_be_empty"):
        raise DataError([Problem(file, None, None, "a header and no rows", "at least one row")])
    fields = resource["schema"]["fields"]
    header = [field["name"] for field in fields]
    problems = _header_problems(file, rows[0], header)
    if problems:
        raise DataError(problems)
    body = []
    for number, cells in enumerate(rows[1:], start=2):
        if len(cells) != len(header):
            problems.append(
                Problem(file, number, None, f"{len(cells)} cells", f"{len(header)} cells, as in the header")
            )
        else:
            body.append((number, cells))
    if problems:
        raise DataError(problems)
    columns = {}
    for position, field in enumerate(fields):
        cells = [(number, row[position]) for number, row in body]
        columns[field["name"]], found = column_of(file, field, cells)
        problems += found
    frame = pd.DataFrame(columns, columns=header)
    problems += _key_problems(file, frame, key_of(resource))
    problems += _row_problems(name, file, frame)
    if problems:
        raise DataError(problems)
    return frame


def _rows(path: Path, file: str) -> list[list[str]]:
    if path.is_symlink() or not path.is_file():
        found = "a link" if path.is_symlink() else "a folder" if path.is_dir() else "no such file"
        raise DataError([Problem(file, None, None, found, "a CSV table named in datapackage.json")])
    raw = path.read_bytes()
    if raw.startswith(b"\xef\xbb\xbf"):
        found = "a byte order mark before the first column, as Excel's 'CSV UTF-8' writes it"
        expected = "plain UTF-8: open the file in a text editor and save it as 'UTF-8', not as 'UTF-8 with BOM'"
        raise DataError([Problem(file, 1, None, found, expected)])
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        found = f"byte 0x{raw[error.start]:02x}"
        raise DataError([Problem(file, row, None, found, "text in UTF-8")]) from None
    if not text:
        raise DataError([Problem(file, None, None, "an empty file", "a header and rows")])
    if not text.endswith("\n"):
        row = text.count("\n") + 1
        raise DataError([Problem(file, row, None, "a last line with no end", "a line end: the file may be cut off")])
    before = csv.field_size_limit(len(text))  # a long cell is told as what is wrong with it, not as broken CSV
    try:
        return list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise DataError(
            [Problem(file, None, None, f"broken CSV ({error})", "comma-separated values, quotes closed")]
        ) from None
    finally:
        csv.field_size_limit(before)


def _header_problems(file: str, found: list[str], expected: list[str]) -> list[Problem]:
    if len(found) == 1 < len(expected) and (sign := re.search(r"[;\t|]", found[0])):
        return [
            Problem(file, 1, None, f"cells parted by {sign[0]!r}", "cells parted by commas: save it as CSV with commas")
        ]
    missing = [name for name in expected if name not in found]
    extra = [name for name in found if name not in expected]
    problems = []
    for name in list(extra):
        if near := difflib.get_close_matches(name.lower(), missing, n=1):
            problems.append(Problem(file, 1, name, "an unknown column", f"{near[0]}, which is missing: renamed?"))
            missing.remove(near[0])
            extra.remove(name)
    problems += [Problem(file, 1, name, "no such column", "the column, as in datapackage.json") for name in missing]
    problems += [Problem(file, 1, name, "an extra column", "only the columns of datapackage.json") for name in extra]
    if not problems and found != expected:
        problems.append(Problem(file, 1, None, f"columns {', '.join(found)}", f"this order: {', '.join(expected)}"))
    return problems


def _key_problems(file: str, frame: pd.DataFrame, columns: list[str]) -> list[Problem]:
    if len(columns) < 2:
        return []
    doubled = frame.loc[frame.duplicated(columns), columns].astype(object)
    shown = "+".join(columns)
    return [
        Problem(file, index + 2, shown, repr(tuple(key)), "a key of its own: an earlier row has it too")
        for index, *key in doubled.itertuples(name=None)
    ]


def _row_problems(name: str, file: str, frame: pd.DataFrame) -> list[Problem]:
    """Rules across cells: in claims, low ≤ value ≤ high, and the figure stands where the row says; in entities, no place
    lies within itself; in results, a level comes with its identification, and only a claim of effect has one."""
    if name == "entities":
        return _circle_problems(file, frame)
    if name == "results":
        return _level_problems(file, frame)
    if name != "claims" or any(frame[column].dtype == object for column in ("value", "low", "high")):
        return []  # a cell that is no number is reported with its column
    problems = []
    for row in frame[["value", "low", "high"]].itertuples():
        if row.low > row.high:
            problems.append(Problem(file, row.Index + 2, "low", f"{row.low:g}", f"at most high, {row.high:g}"))
        if not pd.isna(row.value) and not row.low <= row.value <= row.high:
            expected = f"a value inside its interval, {row.low:g} to {row.high:g}"
            problems.append(Problem(file, row.Index + 2, "value", f"{row.value:g}", expected))
    return problems + excerpt_problems(file, frame)


def _level_problems(file: str, results: pd.DataFrame) -> list[Problem]:
    """Claims of effect without level or identification, levels of other results, checks that say not how."""
    problems = []
    for number, row in enumerate(results.to_dict("records"), start=2):
        of_effect = row["kind"] in ("estimate", "placebo", "robustness", "repeat")
        if of_effect == pd.isna(row["level"]):
            expected = "a level" if of_effect else f"none: {row['kind']} is no claim of effect"
            found = "" if pd.isna(row["level"]) else str(row["level"])
            problems.append(Problem(file, number, "level", repr(found), expected))
        for column, expected in (("identification", "what identifies the effect"), ("void", "empty")):
            if of_effect < bool(row[column]) or (column == "identification" and of_effect > bool(row[column])):
                expected = expected if of_effect else f"empty: {row['kind']} is no claim of effect"
                problems.append(Problem(file, number, column, repr(row[column]), expected))
        if bool(row["checks"]) != bool(row["how"]):
            problems.append(Problem(file, number, "how", repr(row["how"]), "a phrase if there are checks, else empty"))
    return problems


def _circle_problems(file: str, places: pd.DataFrame) -> list[Problem]:
    """Places that lie within themselves, a problem a circle: who walks from place to holder would never arrive."""
    rows = {place: row for row, place in enumerate(places["entity_id"], start=2)}
    holders = dict(zip(places["entity_id"], places["parent_id"], strict=True))
    problems, seen = [], set()
    for place in holders:
        walked = []
        while place and place not in seen:
            walked.append(place)
            seen.add(place)
            place = holders.get(place, "")
        if place in walked:
            circle = " in ".join([*walked[walked.index(place) :], place])
            problems.append(Problem(file, rows[place], "parent_id", circle, "a place that does not lie in itself"))
    return problems


def _foreign_key_problems(name: str, frame: pd.DataFrame, folder: Path, get) -> list[Problem]:
    resource = schema(folder)[name]
    problems = []
    for field in resource["schema"]["fields"]:
        if "list" in field and (target := get(field["list"]["resource"])) is not None:
            known = set(target[field["list"]["fields"]])
            expected = f"each a {field['list']['fields']} of data/{schema(folder)[field['list']['resource']]['path']}"
            problems += [
                Problem(f"data/{resource['path']}", index + 2, field["name"], repr(key), expected)
                for index, cell in frame[field["name"]].items()
                for key in cell.split()
                if key not in known
            ]
    open_columns = {field["name"] for field in resource["schema"]["fields"] if field.get("to_do")}
    for key in resource["schema"].get("foreignKeys", []):
        column, reference = key["fields"], key["reference"]
        other = reference["resource"] or name
        target = get(other)
        if target is None:  # it has problems of its own, reported there
            continue
        left = ["", TO_DO] if column in open_columns else [""]
        lost = frame[column][~frame[column].isin(left) & ~frame[column].isin(target[reference["fields"]])]
        expected = f"a {reference['fields']} of data/{schema(folder)[other]['path']}"
        problems += [
            Problem(f"data/{resource['path']}", index + 2, column, repr(value), expected)
            for index, value in lost.items()
        ]
    return problems

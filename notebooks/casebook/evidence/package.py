"""What ``data/datapackage.json`` itself may say: a slip in it would switch a check of the tables off.

Its words stand in ``datapackage.schema.json``, a JSON Schema; here is what such a schema cannot say: names that stand twice,
what refers to nothing, and the tables that the engine asks for by name.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from .cells import DataError, Problem, unfit
from .rules.totals import SERIES

__all__ = ["key_of", "load", "package_problems"]

FILE = "data/datapackage.json"
SCHEMA = Path(__file__).with_name("datapackage.schema.json")
# What rules and pages ask for by name in any book; and what a book has all of, or nothing: a rule rests if one is missing.
NEEDED = (
    "sources", "hosts", "entities", "indicators", "claims", "readings", "settled", "glosses", "results", "events",
    "article", "glossary", "exceptions",
)  # fmt: skip
TOGETHER = (*SERIES, "totals", "zones")


def load(folder: Path, pairs: Callable | None = None):
    """The data package as it stands; `pairs` takes the keys of each object with their values, in place of a dict.

    Raises
    ------
    DataError
        If the file is missing or is no JSON.
    """
    try:
        return json.loads((Path(folder) / "datapackage.json").read_text(encoding="utf-8"), object_pairs_hook=pairs)
    except FileNotFoundError:
        expected = "the schema of the data package: the folder data/ lies one level above the folder of casebook/"
        raise DataError([Problem(FILE, None, None, "no such file", expected)]) from None
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise DataError([Problem(FILE, None, None, str(error), "JSON in UTF-8")]) from None


def key_of(resource: dict) -> list[str]:
    """The columns that make a row of a table its own, by its resource; none if the schema names none."""
    key = resource["schema"].get("primaryKey", [])
    return [key] if isinstance(key, str) else key


def package_problems(folder: Path) -> list[Problem]:
    """Everything in the data package of `folder` that no reader of its tables could go by, once each."""
    twice = []

    def once(pairs: list[tuple]) -> dict:
        made = dict(pairs)
        twice.extend((made, key) for key in _repeated(key for key, _ in pairs))
        return made

    package = load(folder, once)
    paths = {id(part): path for path, part in _parts(package)}  # none of an object that a later word has replaced
    told = [
        (f"{json.dumps(word)} twice in {_place(package, paths.get(id(made), ()))}", "each word once")
        for made, word in twice
    ]
    told += _misspelt(package)
    if not told:
        told = [why for _, part in _parts(package) if isinstance(part, str) and (why := unfit(part))]
        told += _lost(package["resources"])
    return [Problem(FILE, None, None, *why) for why in dict.fromkeys(told)]


def _parts(part, path: tuple = ()) -> Iterator[tuple[tuple, object]]:
    """Every part of some JSON with its path, itself first."""
    yield path, part
    inner = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, one in inner:
        yield from _parts(one, (*path, key))


def _place(package, path) -> str:
    """A path in words, from the inside out: ``minimum of column year of table panel``."""
    words, part, kinds = [], package, {"resources": "table", "fields": "column"}
    for above, key in zip([None, *path], path, strict=False):
        part = part[key]
        if isinstance(key, int):
            name = part.get("name") if isinstance(part, dict) else None
            kind = kinds.get(above, above)
            words[-1:] = [f"{kind} {name}" if isinstance(name, str) else f"{kind} no. {key + 1}"]
        else:
            words.append(key)
    shown = [word for word in words[:-1] if word not in ("schema", "constraints")] + words[-1:]
    return " of ".join(reversed(shown)) or "the package"


def _misspelt(package) -> Iterator[tuple[str, str]]:
    """What breaks the JSON Schema, as found and expected."""
    import jsonschema  # here, since no chapter needs it

    kind = jsonschema.Draft202012Validator
    rules = kind(json.loads(SCHEMA.read_text(encoding="utf-8")), format_checker=kind.FORMAT_CHECKER)
    for error in rules.iter_errors(package):
        place, part, known = _place(package, error.absolute_path), error.instance, error.schema.get("properties", {})
        if error.validator == "required":
            lacking = [word for word in error.validator_value if word not in part]
            yield f"no {' and no '.join(lacking)} in {place}", error.schema["description"]
        elif error.validator == "additionalProperties":
            for word in (word for word in part if word not in known):
                yield f"{json.dumps(word)} in {place}", f"one of {', '.join(known)}"
        else:
            text = json.dumps(part, ensure_ascii=False)
            yield f"{text if len(text) <= 80 else text[:80] + '…'} as {place}", error.schema["description"]


def _repeated(names: Iterable[str]) -> list[str]:
    """The names that stand more than once."""
    return [name for name, count in Counter(names).items() if count > 1]


def _lost(tables: list[dict]) -> Iterator[tuple[str, str]]:
    """Names that stand twice, tables that are missing, and what refers to a table or column that is not there."""
    columns = {table["name"]: [column["name"] for column in table["schema"]["fields"]] for table in tables}
    missing = {*NEEDED, *(TOGETHER if {*TOGETHER} & {*columns} else ())} - {*columns}
    yield from ((f"no table {name}", "it, since rules ask for it by this name: renamed?") for name in sorted(missing))
    for name in _repeated(table["name"] for table in tables):
        yield f"table {name} twice", "a name of its own for each"
    for path in _repeated({table["name"]: table["path"] for table in tables}.values()):
        yield f"path {path} of two tables", "a file of its own for each"
    for table in tables:
        own, schema, at = columns[table["name"]], table["schema"], f"table {table['name']}"
        for name in _repeated(own):
            yield f"column {name} twice in {at}", "a name of its own for each"
        keys = schema.get("foreignKeys", [])
        named = {
            "primaryKey": key_of(table),
            "signed": table.get("signed", []),
            "foreignKeys": [k["fields"] for k in keys],
        }
        for word, name in ((word, name) for word, names in named.items() for name in names if name not in own):
            yield f"{name} under {word} of {at}", f"one of its columns: {', '.join(own)}"
        references = [(f"the key of column {key['fields']}", key["reference"]) for key in keys]
        references += [(f"the list of column {c['name']}", c["list"]) for c in schema["fields"] if "list" in c]
        for what, to in references:
            there = to["resource"] or table["name"]
            if there not in columns and there not in missing:
                yield f"{what} of {at} to table {there}", f"one of the tables: {', '.join(columns)}"
            elif there in columns and to["fields"] not in columns[there]:
                yield f"{what} of {at} to {to['fields']} of {there}", f"one of: {', '.join(columns[there])}"

"""Bring a mini-book to this engine: what is the engine's is replaced, what is somebody's work is not touched."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from ...evidence import tables
from ..book import ROOT
from ..files import write_whole
from . import engine, schema

__all__ = ["Upgraded", "upgrade"]


@dataclass
class Upgraded:
    """What an upgrade did.

    Attributes
    ----------
    before, after : str
        Versions of the engine.
    replaced, added, removed : list of str
        Files of the engine.
    told : list of str
        What is new in the tables, and what is left to a person, a line each.
    """

    before: str
    after: str
    replaced: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


def upgrade(folder: Path, force: bool = False, root: Path = ROOT) -> Upgraded:
    """Replace the engine of a mini-book.

    Parameters
    ----------
    folder : Path
        The mini-book.
    force : bool
        Replace files of the engine too that somebody changed by hand.
    root : Path
        The project whose engine it gets.

    Raises
    ------
    ValueError
        If the folder is no mini-book, or this project itself, if its engine is newer than this one, or files of it were
        changed by hand; they are named.
    """
    folder = Path(folder)
    before = engine.manifest(folder)
    if folder.resolve() == root.resolve():
        raise ValueError(f"{folder}: found the project whose engine this is, expected another mini-book")
    if (changed := engine.changed_by_hand(folder)) and not force:
        raise ValueError(
            f"{folder}: found files of the engine changed by hand ({', '.join(changed)}), expected none: put your changes "
            "elsewhere, or lose them with --force"
        )
    files = engine.engine_files(root)
    new = engine.hashes(files)
    had, has = before.get("dated", ""), engine.dated(root)
    if had > has != "" and before["version"] != engine.version(new) and not force:
        raise ValueError(
            f"{folder}: found an engine of {had} (UTC), expected one older than this of {has}: give the command in the newer "
            "book, or go back with --force"
        )
    strange = [place for place in sorted(set(new) - set(before["files"])) if (folder / place).exists()]
    if strange and not force:
        raise ValueError(
            f"{folder}: found {', '.join(strange)}, which the engine has now too, expected no such file: rename yours, or "
            "lose it with --force"
        )
    wanted = schema.resources(root / "data")
    done = Upgraded(before["version"], engine.version(new))
    done.told = _renew_tables(folder, before["tables"], wanted)
    for place in sorted(set(before["files"]) - set(new)):
        (folder / place).unlink(missing_ok=True)
        done.removed.append(place)
    for place, digest in new.items():
        if place not in before["files"]:
            done.added.append(place)
        elif before["files"][place] != digest or place in changed:
            done.replaced.append(place)
    kept = {name: mark for name, mark in before["tables"].items() if name in wanted}
    engine.install(folder, kept | schema.marks(_as_they_are(folder, wanted)), root)
    return done


def _schema_of(folder: Path) -> dict:
    return json.loads((folder / "data" / "datapackage.json").read_text(encoding="utf-8"))


def _as_they_are(folder: Path, wanted: dict[str, dict]) -> dict[str, dict]:
    """The tables of this engine whose schema the mini-book has now."""
    there = {resource["name"]: resource for resource in _schema_of(folder)["resources"]}
    return {name: resource for name, resource in wanted.items() if there.get(name) == resource}


def _renew_tables(folder: Path, before: dict[str, str], wanted: dict[str, dict]) -> list[str]:
    """Renew the schema of each table that nobody changed, add those that are new; returns what a person should know."""
    package = _schema_of(folder)
    there = {resource["name"]: resource for resource in package["resources"]}
    now, told = schema.marks(there), []
    for name, resource in wanted.items():
        file = f"data/{resource['path']}"
        if name not in there:
            if not (folder / file).exists():
                write_whole(folder / file, schema.as_csv(resource, []))
            package["resources"].append(resource)
            told.append(f"{file}: a new table, {resource['description'].rstrip('.').lower()}")
        elif there[name] != resource:
            changes = list(_changes(there[name], resource))
            if now[name] == before.get(name):
                package["resources"][package["resources"].index(there[name])] = resource
                told += [f"{file}: {change}" for change in changes]
            else:
                told.append(
                    f"{file}: its schema was changed here and is left as it is; new would be: {'; '.join(changes)}"
                )
    write_whole(folder / "data" / "datapackage.json", json.dumps(package, indent=1, ensure_ascii=False) + "\n")
    tables.schema(folder / "data")  # which says what is wrong with it
    return told


def _changes(old: dict, new: dict):
    """What is new in the schema of a table, in words."""
    one, two = ({c["name"]: c for c in resource["schema"]["fields"]} for resource in (old, new))
    for name in two:
        if name not in one:
            yield f"a new column, {name}: add it to the table ({two[name]['description']})"
        elif one[name] != two[name]:
            yield f"the column {name} has other rules"
    yield from (f"the column {name} is gone: take it out of the table" for name in one if name not in two)
    if list(one) != list(two) and set(one) == set(two):
        yield f"its columns have another order: {', '.join(two)}"
    if list(one.items()) == list(two.items()):
        yield "other keys, or another description"

"""The house in one picture: rooms, modules and who uses whom, read from the code itself."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Module", "modules", "picture", "renewed"]

ENGINE = Path(__file__).resolve().parents[1]
PLAN = ENGINE / "README.md"
FROM, TO = "<!-- picture: made by `python -m casebook ledger` -->", "<!-- end of the picture -->"


@dataclass(frozen=True)
class Module:
    """A file of the engine: its room, its name within it, its lines, the first sentence of its docstring, what it uses."""

    room: str
    name: str
    lines: int
    says: str
    uses: frozenset[str]


def modules(engine: Path = ENGINE) -> list[Module]:
    """The modules of all rooms, in the order of rooms and names.

    Parameters
    ----------
    engine : Path
        The folder ``casebook``.
    """
    rooms = sorted(path.parent.name for path in engine.glob("*/__init__.py"))
    found = []
    for room in rooms:
        for path in sorted((engine / room).rglob("*.py")):
            source = path.read_text(encoding="utf-8")
            parts = path.relative_to(engine / room).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            tree = ast.parse(source)
            says = (ast.get_docstring(tree) or "").split("\n\n")[0].replace("\n", " ")
            found.append(Module(room, name, len(source.splitlines()), says, _rooms_used(tree, path, engine, rooms)))
    return found


def _rooms_used(tree: ast.AST, path: Path, engine: Path, rooms: list[str]) -> frozenset[str]:
    """The other rooms from which a module imports."""
    depth = len(path.relative_to(engine).parts) - 1  # folders between the engine and the file
    used = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level == depth + 1 and node.module:
            used.add(node.module.split(".")[0])
    return frozenset(used & set(rooms)) - {path.relative_to(engine).parts[0]}


def picture(engine: Path = ENGINE) -> str:
    """The rooms, from the roof down, with what each may lean on; then a line a module."""
    found = modules(engine)
    uses = {}
    for module in found:
        uses.setdefault(module.room, set()).update(module.uses)
    order = sorted(uses, key=lambda room: (-_height(room, uses), room))
    width = max(map(len, order))
    lines = [
        f"{room:<{width}}  leans on {', '.join(sorted(uses[room], key=order.index)) or 'nothing'}" for room in order
    ]
    told = ["```text", *lines, "```", ""]
    for room in order:
        own = [module for module in found if module.room == room]
        told += [f"### {room}", "", *(module.says for module in own if not module.name), ""]
        told += ["| module | lines | subject |", "| --- | ---: | --- |"]
        told += [f"| `{module.name}` | {module.lines} | {module.says} |" for module in own if module.name]
        told.append("")
    return "\n".join(told)


def _height(room: str, uses: dict[str, set[str]]) -> int:
    """How many floors lie below a room."""
    return 1 + max((_height(other, uses) for other in uses[room]), default=0)


def renewed(text: str, engine: Path = ENGINE) -> str:
    """The page with today's picture between its marks.

    Raises
    ------
    ValueError
        If a mark is missing.
    """
    if FROM not in text or TO not in text:
        raise ValueError(f"{PLAN.name}: found no marks for the picture, expected {FROM} and {TO}")
    before, after = text.split(FROM)[0], text.split(TO)[1]
    return f"{before}{FROM}\n\n{picture(engine)}\n{TO}{after}"

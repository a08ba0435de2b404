"""Which tests answer for a module: those of its room that have its name, or those that are named here."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENGINE = ROOT / "notebooks" / "casebook"
EXTENSIONS = "ext"  # the small extensions of the build, in book/ext/, tested in tests/ext/
ROOMS = ("reading", "evidence", "methods", "drawing", "press", EXTENSIONS)

# Module to its tests, where names do not tell; a file by its path in tests/, without .py.
NAMED = {
    "reading/article": ["reading/test_paragraphs"],
    "reading/numerals": ["reading/test_numerals", "reading/test_printed"],
    "reading/amounts": ["reading/test_amounts", "reading/test_printed", "reading/test_forms"],
    "reading/number_words": ["reading/test_printed", "reading/test_forms"],
    "reading/in_english": ["reading/test_in_english", "reading/test_printed"],
    **{f"methods/consistency/{name}": ["methods/test_consistency"] for name in ("groups", "wording")},
    "evidence/cells": ["evidence/test_cells", "evidence/test_tables"],
    "evidence/tables": ["evidence/test_tables", "evidence/test_tables_told"],
    "evidence/figures": ["evidence/test_claims"],
    **{
        f"evidence/rules/{name}": ["evidence/test_meaning"]
        for name in ("addresses", "exceptions", "grades", "relations")
    },
    **{f"evidence/rules/{name}": ["evidence/test_meaning", f"evidence/test_{name}"] for name in ("places", "times")},
    **{f"evidence/rules/{name}": [f"evidence/test_{name}"] for name in ("excerpts", "glosses")},
    "evidence/rules/readings": ["evidence/test_readings", "evidence/test_readings_told"],
    "evidence/rules/totals": ["evidence/test_totals"],
    "evidence/settings": ["evidence/test_settings", "press/test_writing"],
    "methods/bounds/competition": ["chapters/test_bounds_ch11"],
    "methods/bounds/cuts": ["chapters/test_bounds_ch04", "chapters/test_bounds_ch09", "methods/test_bounds_cuts"],
    "methods/bounds/functions": ["chapters/test_bounds_ch12", "methods/test_bounds_functions"],
    "methods/bounds/inequality": ["chapters/test_bounds_ch11", "methods/test_bounds_inequality"],
    "methods/bounds/staff": ["chapters/test_bounds_ch10", "methods/test_bounds_staff"],
    **{
        f"drawing/{name}": [f"drawing/test_{name}", "drawing/test_read_back"]
        for name in ("artists", "picture", "read_texts")
    },
    "drawing/read_back": ["drawing/test_read_back", "drawing/test_read_back_apart"],
    "drawing/colours": ["drawing/test_colours", "drawing/test_colours_apart"],
    "drawing/narrow": ["drawing/test_narrow", "drawing/test_narrow_steps"],
    "drawing/publish": ["drawing/test_publish", "drawing/test_publish_texts"],
    "drawing/style": ["drawing/test_style", "drawing/test_publish"],
    "drawing/tables": ["drawing/test_tables_in_words"],
    "press/book": ["press/test_writing"],
    **{
        f"press/classroom/{name}": ["press/test_classroom", "press/test_classroom_kit"]
        for name in ("archive", "commands")
    },
    "press/classroom/exercises": [f"press/test_classroom{part}" for part in ("", "_kit", "_convention")],
    "press/comparison": ["press/test_verify", "press/test_comparison"],
    "press/editions/pages": ["press/test_editions", "press/test_editions_pages"],
    "press/inventory": ["press/test_inventory", "press/test_verify"],
    "press/kernel": ["press/test_rerun", "press/test_execution"],
    "press/pages/entries": ["press/test_pages_entries", "press/test_pages_ledger"],
    "press/pages/gather": ["press/test_pages", "press/test_pages_ledger"],
    "press/receipt": ["press/test_receipt", "press/test_verify"],
    "press/rerun": ["press/test_rerun", "press/test_execution"],
    "press/saved": ["press/test_rerun", "press/test_saved"],
    "press/scan/__init__": ["press/test_scan", "press/test_scan_folder"],
    "press/templates/minibook/plain/test_book": ["press/test_minibook_plain"],
    "press/workers": ["press/test_rerun", "press/test_workers"],
    **{
        f"press/audit/{name}": ["press/test_audit_lists", "press/test_prose"]
        for name in ("counted", "exceptions", "lists")
    },
    **{f"press/audit/{name}": [f"press/test_audit_{name}", "press/test_prose"] for name in ("chinese", "prose")},
    **{
        f"press/audit/{name}": [f"press/test_audit_{name}", "press/test_statements"]
        for name in ("passages", "statements")
    },
    **{
        f"press/audit/{name}": [f"press/test_audit_{name}", "press/test_audit"]
        for name in ("dates", "links", "markdown", "notebooks", "numerals")
    },
    **{f"press/audit/{name}": ["press/test_audit_book", "press/test_audit"] for name in ("__init__", "findings")},
    "press/audit/references": ["press/test_audit_references", "press/test_statements"],
}


def modules(room: str, engine: Path = ENGINE) -> list[str]:
    """The modules of a room that have a function, as ``press/pages/ledger``."""
    folder = engine.parents[1] / "book" / "ext" if room == EXTENSIONS else engine / room
    found = []
    for path in sorted(folder.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if any(isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) for node in ast.walk(tree)):
            found.append(f"{room}/{path.relative_to(folder).with_suffix('').as_posix()}")
    return found


def answering(module: str, tests: Path = ROOT / "tests", named: dict[str, list[str]] = NAMED) -> list[str]:
    """The files of tests that answer for a module, by their paths from the project's folder.

    They are named after the module, after it and the folders it lies in, or after one of these folders, in the room of the
    same name: for ``press/pages/ledger`` they are ``test_ledger``, ``test_pages_ledger`` and ``test_pages``.

    Raises
    ------
    LookupError
        If there is none, or one that is named here is not there.
    """
    if module in named:
        found = [tests / f"{name}.py" for name in named[module]]
    else:
        room, *names = [part for part in module.split("/") if part != "__init__"]
        names = names or [room]
        own = {f"test_{name}.py" for name in (*names, "_".join(names))}
        found = sorted(path for path in (tests / room).rglob("test_*.py") if path.name in own)
    lost = [path.relative_to(tests.parent).as_posix() for path in found if not path.is_file()]
    if lost:
        raise LookupError(f"{module}.py: found no {', '.join(lost)}, expected the tests that tests/answers.py names")
    if not found:
        raise LookupError(f"{module}.py: found no tests, expected tests/{module.split('/')[0]}/test_… of its name")
    return [path.relative_to(tests.parent).as_posix() for path in found]

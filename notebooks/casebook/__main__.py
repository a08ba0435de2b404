"""Commands: ``python -m casebook COMMAND``, run in the folder ``notebooks/``.

rerun [NOTEBOOK …]       execute the chapters in place, then renew the generated pages
ledger [--check]         renew the generated pages; with --check, say which are stale
audit                    no numeral in prose without its evidence
data                     hold every table against its schema
verify-source ARTICLE    hold locators and fragments against the text of the article
verify                   execute the chapters, compare with what is stored, write a receipt to _build/receipt.md
checked                  take the reports of the long checks into the book
font REGULAR BOLD        renew the bundled font from full Noto Sans CJK fonts
"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

MOST = 50  # problems of the tables that are worth reading at once
STOPPED = {
    "rerun": "The chapters named above are new, the others and all pages are as they were: run it again.",
    "verify": "No receipt was written.",
}


def _report(problems: list[str], passed: str, most: int | None = None) -> int:
    for problem in problems[:most]:
        print(problem, file=sys.stderr)
    if most is not None and len(problems) > most:
        print(f"… and {len(problems) - most:,} more", file=sys.stderr)
    if problems:
        print(f"{len(problems)} problem{'s' if len(problems) != 1 else ''} found.", file=sys.stderr)
        return 1
    print(passed)
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Run a command; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m casebook", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("rerun").add_argument("notebooks", nargs="*", type=Path)
    commands.add_parser("ledger").add_argument("--check", action="store_true")
    commands.add_parser("audit")
    commands.add_parser("data")
    commands.add_parser("verify-source").add_argument("article", type=Path)
    commands.add_parser("verify")
    commands.add_parser("checked")
    font = commands.add_parser("font")
    font.add_argument("regular", type=Path)
    font.add_argument("bold", type=Path)
    given = parser.parse_args(arguments)
    try:
        return _run(given)
    except ModuleNotFoundError as error:
        print(
            f"{error.name}: found no such package in this Python, {sys.executable}; make env installs it",
            file=sys.stderr,
        )
    except (ValueError, KeyError, OSError) as error:
        print(error.args[0] if isinstance(error, KeyError) else error, file=sys.stderr)
    except BrokenProcessPool:
        print("A process that executed chapters was ended from outside, as where memory runs out.", file=sys.stderr)
    except KeyboardInterrupt:
        print(f"\nStopped. {STOPPED.get(given.command, '')}".rstrip(), file=sys.stderr)
        return 130
    return 1


def _name_strays() -> None:
    from .press.audit import stray_chapters

    for finding in stray_chapters():
        print(f"Left alone: {finding}", file=sys.stderr)


def _run(given: argparse.Namespace) -> int:
    if given.command == "rerun":
        from .press import ledger, rerun

        paths = [path.resolve() for path in given.notebooks] or None
        _name_strays()
        print("Executing the chapters, two at a time.")
        changed = rerun.rerun(paths)
        print("Changed: " + (", ".join(changed) or "none"))
        pages = [path.name for path in ledger.write_pages()]
        print("Pages renewed: " + (", ".join(pages) or "none") + ". Now read `git diff`, then run `make test`.")
        return 0
    if given.command == "ledger":
        from .press import ledger
        from .press.audit import stray_chapters

        if given.check:
            return _report([*map(str, stray_chapters()), *ledger.stale_pages()], "The generated pages are current.")
        _name_strays()
        print("Renewed: " + (", ".join(path.name for path in ledger.write_pages()) or "none, all were current"))
        return 0
    if given.command == "audit":
        from .press.audit import audit

        found = audit()
        traced = found.traced
        passed = (
            f"{sum(traced.values())} numbers in prose traced: {traced['links']} linked to the ledger, "
            f"{traced['dates']} years and dates, {traced['structure']} chapter and section numbers."
        )
        return _report([str(finding) for finding in found.findings], passed)
    if given.command == "data":
        from .evidence.tables import check_package, read_table, schema

        problems = [str(problem) for problem in check_package()]
        rows = sum(len(read_table(name)) for name in schema()) if not problems else 0
        return _report(problems, f"{len(schema())} tables, {rows:,} rows, as their schema says.", MOST)
    if given.command == "verify-source":
        from .press.article import verify_source

        problems, held = verify_source(given.article)
        passed = f"{held['paragraphs']} paragraphs, {held['claims']} claims and {held['figures']} printed figures stand as recorded."
        return _report(problems, passed)
    if given.command == "verify":
        from .press.verify import keep, verify

        print("Executing the chapters, two at a time, and comparing every output and result.")
        agrees, text = verify()
        print(f"\n{text}", flush=True)  # first of all: a receipt that cannot be written is not lost
        path = keep(text)
        print(f"Written to {path.parent.name}/{path.name}.")
        return 0 if agrees else 1
    if given.command == "checked":
        from .press import checked, ledger

        print("Taken in: " + (", ".join(checked.take_in()) or "none: run make mutate, make matrix, make bench first"))
        print("Renewed: " + (", ".join(path.name for path in ledger.write_pages()) or "none, all were current"))
        return 0
    from .drawing.font import renew

    print("Written: " + ", ".join(path.name for path in renew(given.regular, given.bold)))
    return 0


if __name__ == "__main__":
    sys.exit(main())

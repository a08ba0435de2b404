"""Commands for a person: ``python -m casebook COMMAND``, run in the folder ``notebooks/``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from .press.minibook.commands import declare

MOST = 50  # problems of the tables that are worth reading at once
MOST_OF_A_TEXT = 20  # of the article
LONGEST_NAME = 100  # in a receipt
WHOLE = "Each page is whole, the old one or the new one: run it again."
STOPPED = {
    "rerun": "The chapters are new. Each page is whole, the old one or the new one: make pages renews them all.",
    "ledger": WHOLE,
    "checked": WHOLE,
    "verify": "No chapter was changed, and no receipt was written.",
    "wheels": "What is there is whole and is not loaded again: give the same command once more.",
    "class": "Each file of the kit is whole, the old one or the new one: run it again.",
    "grade": "No table of marks was written, and no submission was changed.",
    "new": "No folder was written.",
    "upgrade": "Some files of the engine may be of the newer one: give the same command again, with --force.",
    "scan": "What was read is in the table: the same command goes on from there.",
    "editions": "Those that are in _build/editions/ may be of another build.",
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
    given = _parser().parse_args(arguments)
    try:
        return COMMANDS[given.command][1](given)
    except ModuleNotFoundError as error:
        print(
            f"{error.name}: found no such package in this Python, {sys.executable}; make env installs it",
            file=sys.stderr,
        )
    except (ValueError, KeyError, OSError) as error:
        print(error.args[0] if isinstance(error, KeyError) else error, file=sys.stderr)
    except BrokenProcessPool:
        print("A process that executed chapters was ended from outside, as where memory runs out.", file=sys.stderr)
    except KeyboardInterrupt as stop:
        print(f"\nStopped. {str(stop) or STOPPED.get(given.command, '')}".rstrip(), file=sys.stderr)
        return 130
    return 1


def _name_strays() -> None:
    from .press.audit import stray_chapters

    for finding in stray_chapters():
        print(f"Left alone: {finding}", file=sys.stderr)


def _renewed() -> str:
    from .press.pages import write_pages

    return ", ".join(path.name for path in write_pages())


def _rerun(given: argparse.Namespace) -> int:
    from .press.rerun import rerun

    paths = [path.resolve() for path in given.notebooks] or None
    _name_strays()
    print("Executing the chapters, two at a time.")
    print("Changed: " + (", ".join(rerun(paths)) or "none"))
    print(f"Pages renewed: {_renewed() or 'none'}. Now read `git diff`, then run `make test`.")
    return 0


def _ledger(given: argparse.Namespace) -> int:
    from .press.audit import stray_chapters
    from .press.pages import stale_pages

    if given.check:
        return _report([*map(str, stray_chapters()), *stale_pages()], "The generated pages are current.")
    _name_strays()
    print(f"Renewed: {_renewed() or 'none, all were current'}")
    return 0


def _audit(given: argparse.Namespace) -> int:
    from .press.audit import audit
    from .press.signing import asked, suspect, unsigned

    found = audit()
    unread, gone = unsigned() if asked() else (suspect(), [])
    traced = found.traced
    passed = (
        f"{sum(traced.values())} numbers in prose traced: {traced['links']} linked to the ledger, "
        f"{traced['dates']} years and dates, {traced['structure']} chapter and section numbers; "
        f"{'every sentence read' if asked() else 'signatures are still open'}."
    )
    return _report([*map(str, found.findings), *unread, *gone], passed)


def _sign(given: argparse.Namespace) -> int:
    from .press.signing import desk

    if given.sheet:
        desk.sheet(desk.open_states(given.files))
        return 0
    if not given.reader:
        print("Who reads? Say --reader NAME; it is not who wrote.", file=sys.stderr)
        return 1
    taken = desk.take_sheet(given.verdicts, given.reader) if given.verdicts else desk.ask(given.reader, given.files)
    gone = f"; {taken.dropped} readings of what is no longer in the book taken out" if taken.dropped else ""
    print(f"{taken.signed} signed{gone}, {len(desk.open_states()):,} open. Pages renewed: {_renewed() or 'none'}.")
    return 0


def _data(given: argparse.Namespace) -> int:
    from .evidence.tables import check_package, read_table, schema

    if problems := [str(problem) for problem in check_package()]:
        return _report(problems, "", MOST)
    rows = [len(read_table(name)) for name in schema()]
    return _report([], f"{len(rows)} tables, {sum(rows):,} rows, as their schema says.")


def _verify_source(given: argparse.Namespace) -> int:
    from .press.article import verify_source

    problems, held = verify_source(given.article)
    passed = f"{held['paragraphs']} paragraphs, {held['claims']} claims and {held['figures']} printed figures stand as recorded."
    return _report(problems, passed, MOST_OF_A_TEXT)


def _verify(given: argparse.Namespace) -> int:
    from .press.receipt import keep
    from .press.verify import verify

    print("Executing the chapters, two at a time, and comparing every output and result.")
    agrees, text = verify(bearer=_name(given.name))
    print(f"\n{text}", flush=True)  # first of all: a receipt that cannot be written is not lost
    try:
        path = keep(text)
    except OSError as error:
        raise OSError(f"{error}; the receipt stands above, to be copied") from None
    print(f"Written to {path.parent.name}/{path.name}.")
    return 0 if agrees else 1


def _name(said: str | None) -> str:
    """A name as it goes into a receipt: one line, not empty, not endless."""
    name = " ".join((said or "").split())
    if said is not None and not 0 < len(name) <= LONGEST_NAME:
        raise ValueError(f"--for: found {said!r}, expected a name or a number of at most {LONGEST_NAME} signs")
    return name


def _classroom(given: argparse.Namespace) -> int:
    from .press.classroom import commands

    return commands.COMMANDS[given.command](given)


def _checked(given: argparse.Namespace) -> int:
    from .press.pages.checked import take_in

    print("Taken in: " + (", ".join(take_in()) or "none: run make mutate, make matrix, make bench first"))
    print(f"Renewed: {_renewed() or 'none, all were current'}")
    return 0


def _editions(given: argparse.Namespace) -> int:
    from .press import editions

    print("Making the editions of the book in _build/html. The PDF is printed by a browser, which takes a minute.")
    for path in editions.editions():
        print(f"Written: {path.parent.name}/{path.name}, {path.stat().st_size / 1e6:.1f} MB")
    if given.publish:
        pages = editions.publish()
        print("Put into the book, and linked from: " + (", ".join(page.name for page in pages) or "no page"))
    return 0


def _wheels(given: argparse.Namespace) -> int:
    from .press import wheels

    versions = f"{', '.join(wheels.PYTHONS[:-1])} and {wheels.PYTHONS[-1]}"
    print(f"Loading the wheels of every package, for Python {versions}. That is a gigabyte or more.", flush=True)
    found = {}
    for system, told in wheels.wheels():
        found[system] = told
        print(f"_build/wheels/{system}: {told['wheels']} wheels, {told['bytes'] / 1e6:,.0f} MB", flush=True)
        for lock, pins in told["missing"].items():
            print(f"  {lock}: found no wheel of {', '.join(pins)} for this system", flush=True)
    wheels.keep(found)
    return 0


def _scan(given: argparse.Namespace) -> int:
    from .press.scan import scan

    out = given.out or Path(f"{given.folder.resolve().name}.csv")
    engine = {"engine": given.engine, "scheduler": given.scheduler, "workers": given.workers, "limit": given.limit}
    found = scan(given.folder, out, **engine)
    print("\n".join(found.lines()))
    print(f"Written: {out}")
    return 0


def _decks(given: argparse.Namespace) -> int:
    from .press import decks

    for path in decks.write_decks(given.chapters, given.book):
        print(f"Written: {path.relative_to(decks.FRESH.parents[2]).as_posix()}, {path.stat().st_size / 1e3:.0f} kB")
    return 0


def _font(given: argparse.Namespace) -> int:
    from .drawing.font import renew

    print("Written: " + ", ".join(path.name for path in renew(given.regular, given.bold)))
    return 0


def _minibook(given: argparse.Namespace) -> int:
    from .press.minibook import commands

    return getattr(commands, given.command)(given)


def _positive(said: str) -> int:
    """A whole number from one on."""
    if not said.isascii() or not said.isdigit() or not int(said):
        raise argparse.ArgumentTypeError(f"found {said!r}, expected a whole number from 1 on")
    return int(said)


# What each command does in a line, and the function that does it.
COMMANDS: dict[str, tuple[str, Callable[[argparse.Namespace], int]]] = {
    "rerun": ("execute the chapters in place, then renew the generated pages", _rerun),
    "ledger": ("renew the generated pages; with --check, say which are stale", _ledger),
    "audit": ("no numeral in prose without its evidence, no sentence that nobody has held against it", _audit),
    "sign": ("read open pairs of a sentence and its evidence, one at a time, and put the verdicts on record", _sign),
    "data": ("hold every table against its schema", _data),
    "verify-source": ("hold locators and fragments against the text of the article", _verify_source),
    "verify": ("execute the chapters, compare, write a receipt to _build/receipt.md", _verify),
    "class": (
        "make the copies, keys, rubrics, checks, data, handouts and decks of chapters in _build/class/",
        _classroom,
    ),
    "grade": ("mark the notebooks in a folder; this runs the code of whoever wrote them, with your rights", _classroom),
    "ready": ("say in a line whether this laptop is ready for class", _classroom),
    "checked": ("take the reports of the long checks into the book", _checked),
    "editions": ("make one PDF, an ePub and an archive to read offline from the built book", _editions),
    "wheels": ("load the wheels of every package, for a class without a network, into _build/wheels", _wheels),
    "decks": ("make the slides of chapters, a file each in _build/class/decks/", _decks),
    "new": (
        "make a mini-book of an article: draft claims, checks, a chapter, pages, in a folder of its own",
        _minibook,
    ),
    "todo": ("list what is still to be filled by a person, and where", _minibook),
    "upgrade": ("bring a mini-book to this engine; data, chapters and pages stay as they are", _minibook),
    "scan": (
        "read a folder of articles into a table of figures, dates and checks; a second run goes on with it",
        _scan,
    ),
    "font": ("renew the bundled font from full Noto Sans CJK fonts", _font),
}


def _parser() -> argparse.ArgumentParser:
    lines = "\n".join(f"  {name:<14} {words}" for name, (words, _) in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="python -m casebook",
        description=__doc__.replace("``", ""),
        epilog=f"commands, each with its own --help:\n{lines}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", help="one of those below")
    of = {name: commands.add_parser(name, description=words) for name, (words, _) in COMMANDS.items()}
    of["rerun"].add_argument("notebooks", nargs="*", type=Path, metavar="NOTEBOOK", help="all chapters by default")
    of["ledger"].add_argument("--check", action="store_true", help="write nothing")
    of["sign"].add_argument("files", nargs="*", metavar="WORD", help="only files with one of these in their names")
    of["sign"].add_argument("--reader", metavar="NAME", help="who reads, and did not write")
    of["sign"].add_argument(
        "--sheet", action="store_true", help="write the open pairs as CSV, with columns for the verdicts"
    )
    of["sign"].add_argument("--verdicts", type=Path, metavar="FILE", help="take the verdicts of such a sheet")
    of["verify-source"].add_argument("article", type=Path, metavar="ARTICLE", help="its text, one paragraph a line")
    of["verify"].add_argument("--for", dest="name", metavar="NAME", help="for whom the receipt is made out")
    of["class"].add_argument("chapters", nargs="*", metavar="CHAPTER", help="by number, as 9; all by default")
    of["class"].add_argument(
        "--export", choices=("nbgrader", "otter"), help="assignments for one of these, in place of the kit"
    )
    of["class"].add_argument(
        "--archive", type=Path, metavar="FILE", help="the student edition alone, all chapters in one file"
    )
    of["grade"].add_argument("chapter", metavar="CHAPTER", help="by number, as 9")
    of["grade"].add_argument("folder", type=Path, metavar="FOLDER", help="what was handed in, NAME.ipynb each")
    of["grade"].add_argument("--out", type=Path, metavar="FILE", help="the table; _build/class/grades.csv by default")
    of["editions"].add_argument("--publish", action="store_true", help="put them into the built book, and link to them")
    of["decks"].add_argument("chapters", nargs="*", metavar="CHAPTER", help="numbers, as in 9 15; all by default")
    of["decks"].add_argument(
        "--book", default="", metavar="TOP", help="where the built book lies, as in ../../html/: numbers link to it"
    )
    declare(of)
    of["scan"].add_argument("folder", type=Path, metavar="FOLDER", help="of articles: text, HTML, PDF, DOCX, XLSX, CSV")
    of["scan"].add_argument(
        "--out", type=Path, metavar="FILE", help="the table, .csv or .parquet; FOLDER.csv by default"
    )
    of["scan"].add_argument("--workers", type=_positive, default=0, metavar="N", help="processes; the cores by default")
    of["scan"].add_argument(
        "--limit", type=_positive, default=60, metavar="SECONDS", help="that one article may take; 60 by default"
    )
    of["scan"].add_argument("--engine", choices=("processes", "dask"), default="processes", help="where they are read")
    of["scan"].add_argument(
        "--scheduler", default="", metavar="ADDRESS", help="of Dask; a cluster of this machine by default"
    )
    of["font"].add_argument("regular", type=Path, metavar="REGULAR")
    of["font"].add_argument("bold", type=Path, metavar="BOLD")
    return parser


if __name__ == "__main__":
    sys.exit(main())

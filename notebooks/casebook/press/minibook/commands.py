"""The commands for mini-books: ``new``, ``todo``, ``upgrade``."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

__all__ = ["declare", "new", "todo", "upgrade"]


def declare(of: dict[str, argparse.ArgumentParser]) -> None:
    """Declare what the commands take."""
    of["new"].add_argument("article", type=Path, metavar="ARTICLE", help="its text")
    of["new"].add_argument("folder", type=Path, metavar="FOLDER", help="where to; it must not exist, or be empty")
    of["new"].add_argument("--title", default="", help="of the mini-book; by default that of the article")
    of["new"].add_argument("--language", default="", metavar="zh|en", help="of the article; found out by default")
    of["new"].add_argument(
        "--source-date", default="", metavar="DATE", help="when it was published, in EDTF: 2020-11-30"
    )
    of["new"].add_argument("--publisher", default="", help="who published it")
    of["new"].add_argument("--keep-text", action="store_true", help="put the text itself into the folder too")
    of["todo"].add_argument("--count", action="store_true", help="only how much is left in each file")
    of["upgrade"].add_argument("folder", type=Path, metavar="FOLDER", help="a mini-book")
    of["upgrade"].add_argument("--force", action="store_true", help="replace files too that were changed by hand")


def new(given: argparse.Namespace) -> int:
    """Make a mini-book, and say what was found."""
    from .making import Asked, new

    said = {name: getattr(given, name) for name in Asked.__dataclass_fields__}
    made = new(given.article, given.folder, Asked(**said))
    for note in made.notes:
        print(f"Note: {note}", file=sys.stderr)
    print(
        f"Written: {made.folder}, with engine {made.version}.\n"
        f"{made.paragraphs} paragraphs, {made.claims} figures as draft claims, {made.unread} numerals not read, "
        f"{made.dates} dates, {made.checks} checks proposed, of which {made.differ} differ.\n"
        f"Next: cd {made.folder / 'notebooks'} && python -m casebook todo"
    )
    return 0


def todo(given: argparse.Namespace) -> int:
    """List what is left to do; the exit status is 0 when nothing is, and the tables are as their schema says."""
    from ...evidence.tables import check_package
    from .todo import left

    problems, found = check_package(), left()
    if not found and not problems:
        print("Nothing is left to do.")
        return 0
    if given.count:
        for file, count in Counter(one.file for one in found).items():
            print(f"{file}: {count}")
    for one in [] if given.count else found:
        print(one)
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print(f"{len(problems):,} problem{'s' if len(problems) != 1 else ''} found in the tables.", file=sys.stderr)
    print(f"{len(found):,} left to do.", file=sys.stderr)
    return 1


def upgrade(given: argparse.Namespace) -> int:
    """Bring a mini-book to this engine, and say what changed."""
    from .upgrading import upgrade

    done = upgrade(given.folder, given.force)
    if done.before == done.after and not done.told and not done.replaced:
        print(f"{given.folder} has this engine, {done.after}, already.")
        return 0
    print(f"{given.folder}: engine {done.before} → {done.after}")
    for what in ("replaced", "added", "removed"):
        for place in getattr(done, what):
            print(f"{what}: {place}")
    for line in done.told:
        print(line)
    print(
        f"Data, chapters and pages are as they were. Next: cd {given.folder / 'notebooks'} && python -m casebook rerun"
    )
    return 0

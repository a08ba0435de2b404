"""The commands for a class: ``class``, ``grade``, ``ready``."""

from __future__ import annotations

import argparse

__all__ = ["COMMANDS", "hand_out", "mark", "say_ready"]


def hand_out(given: argparse.Namespace) -> int:
    """Write the kit, an export or the student edition, and say what is in it."""
    from . import kit
    from .exports import EXPORTS

    if given.archive:
        from . import archive

        if given.chapters:
            raise ValueError(
                f"--archive: found chapter {', '.join(given.chapters)}, expected no number: the student edition holds all "
                "chapters, for later ones read what earlier ones found"
            )
        archive.write_archive(given.archive)
        print(f"Written: {given.archive.name}, {given.archive.stat().st_size / 1e6:.1f} MB")
        return 0
    made = EXPORTS[given.export](given.chapters) if given.export else kit.make(given.chapters)
    for folder in sorted({path.parent for path in made}):
        count = sum(path.parent == folder for path in made)
        print(f"{folder.relative_to(kit.ROOT).as_posix()}/: {count} file{'s' if count > 1 else ''}")
    print(
        f"Masters with all answers: {given.export} makes the students' files of them."
        if given.export
        else "Hand out student/, handout/ and data/; keep the others to yourself."
    )
    return 0


def mark(given: argparse.Namespace) -> int:
    """Mark what was handed in, and say where the table is."""
    from .grade import WARNING, grade

    print(WARNING)
    path, rows, lacking = grade(given.chapter, given.folder, given.out)
    if lacking:
        print(f"Not limited on this system: {', '.join(sorted(lacking))}.")
    print(
        f"Written: {path.name}, {len({row['name'] for row in rows})} notebooks. Words are marked by hand, by the rubric."
    )
    return 0


def say_ready(given: argparse.Namespace) -> int:
    """Say in a line whether a laptop is ready."""
    from .ready import ready

    well, line = ready()
    print(line)
    return 0 if well else 1


COMMANDS = {"class": hand_out, "grade": mark, "ready": say_ready}

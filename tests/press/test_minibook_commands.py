"""The commands for mini-books: what they take, what they print, and their exit status."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest
from casebook.evidence import tables
from casebook.press.minibook import commands, making, todo, upgrading
from casebook.press.minibook.making import Asked, Made
from casebook.press.minibook.upgrading import Upgraded

HELP = {
    "new": [
        "ARTICLE its text",
        "FOLDER where to; it must not exist, or be empty",
        "--title TITLE of the mini-book; by default that of the article",
        "--language zh|en of the article; found out by default",
        "--source-date DATE when it was published, in EDTF: 2020-11-30",
        "--publisher PUBLISHER who published it",
        "--keep-text put the text itself into the folder too",
    ],
    "todo": ["--count only how much is left in each file"],
    "upgrade": ["FOLDER a mini-book", "--force replace files too that were changed by hand"],
}


@pytest.fixture
def of() -> dict[str, argparse.ArgumentParser]:
    """The commands, as they are declared."""
    parsers = {name: argparse.ArgumentParser(prog=name) for name in HELP}
    commands.declare(parsers)
    return parsers


@pytest.mark.parametrize("name", HELP)
def test_each_command_says_what_it_takes(of, name, monkeypatch):
    """A line for each, in the order in which a person needs them."""
    monkeypatch.setenv("COLUMNS", "400")
    lines = [line.split() for line in of[name].format_help().splitlines() if line.startswith("  ")]
    assert " ".join(word for line in lines if line[0] != "-h," for word in line) == " ".join(HELP[name])


@pytest.mark.parametrize(
    ("name", "given", "taken"),
    [
        ("new", ["a.txt", "b"], {}),
        (
            "new",
            ["a.txt", "b", "--title", "T", "--language", "zh", "--source-date", "2020", "--publisher", "P", "--keep-text"],
            {"title": "T", "language": "zh", "source_date": "2020", "publisher": "P", "keep_text": True},
        ),
        ("todo", [], {"count": False}),
        ("todo", ["--count"], {"count": True}),
        ("upgrade", ["b"], {"folder": Path("b"), "force": False}),
        ("upgrade", ["b", "--force"], {"folder": Path("b"), "force": True}),
    ],
)  # fmt: skip
def test_what_is_not_said_is_left_open(of, name, given, taken):
    """The article says then what it can."""
    nothing = {"title": "", "language": "", "source_date": "", "publisher": "", "keep_text": False}
    expected = {"article": Path("a.txt"), "folder": Path("b"), **nothing, **taken} if name == "new" else taken
    assert vars(of[name].parse_args(given)) == expected


def test_a_new_minibook_is_told_with_what_was_found_and_what_comes_next(of, monkeypatch, capsys, tmp_path):
    """Notes go where warnings go; the numbers are those of the drafts."""
    asked = []
    made = Made(tmp_path / "b", 6, 31, 2, 4, 7, 3, "0123456789ab", ["the first was guessed", "and the second"])
    monkeypatch.setattr(making, "new", lambda *given: asked.append(given) or made)
    given = of["new"].parse_args(
        ["a.txt", "b", "--title", "T", "--language", "en", "--source-date", "2020", "--publisher", "P", "--keep-text"]
    )
    assert commands.new(given) == 0
    assert asked == [(Path("a.txt"), Path("b"), Asked("T", "en", "2020", "P", True))]
    said = capsys.readouterr()
    assert said.err == "Note: the first was guessed\nNote: and the second\n"
    assert said.out == (
        f"Written: {tmp_path / 'b'}, with engine 0123456789ab.\n"
        "6 paragraphs, 31 figures as draft claims, 2 numerals not read, 4 dates, 7 checks proposed, of which 3 differ.\n"
        f"Next: cd {tmp_path / 'b' / 'notebooks'} && python -m casebook todo\n"
    )


OPEN = [todo.Open("b.csv", f"row {number}", "unit", "what") for number in (2, 3)] + [todo.Open("a.md", "", "", "why")]
LINES = "b.csv, row 2, unit: what\nb.csv, row 3, unit: what\na.md: why\n"


BROKEN = [
    tables.Problem("data/b.csv", None, None, "no such file", "a CSV table"),
    tables.Problem("c", 2, "d", "e", "f"),
]


@pytest.mark.parametrize(
    ("found", "count", "broken", "out", "err", "status"),
    [
        ([], False, [], "Nothing is left to do.\n", "", 0),
        ([], True, [], "Nothing is left to do.\n", "", 0),
        (OPEN, False, [], LINES, "3 left to do.\n", 1),
        (OPEN, True, [], "b.csv: 2\na.md: 1\n", "3 left to do.\n", 1),
        (OPEN[:1] * 2000, False, [], LINES[:25] * 2000, "2,000 left to do.\n", 1),
        ([], False, BROKEN[:1], "", f"{BROKEN[0]}\n1 problem found in the tables.\n0 left to do.\n", 1),
        (OPEN, False, BROKEN, LINES, f"{BROKEN[0]}\n{BROKEN[1]}\n2 problems found in the tables.\n3 left to do.\n", 1),
    ],
)
def test_what_is_left_is_listed_or_counted(of, monkeypatch, capsys, found, count, broken, out, err, status):
    """All of it; a table that cannot be read is no table of which nothing is left, and the exit status says so."""
    monkeypatch.setattr(todo, "left", lambda: found)
    monkeypatch.setattr(tables, "check_package", lambda: broken)
    assert commands.todo(of["todo"].parse_args(["--count"] if count else [])) == status
    said = capsys.readouterr()
    assert (said.out, said.err) == (out, err)


NEXT = f"Data, chapters and pages are as they were. Next: cd {Path('b') / 'notebooks'} && python -m casebook rerun\n"


@pytest.mark.parametrize(
    ("done", "out"),
    [
        (Upgraded("1", "1"), "b has this engine, 1, already.\n"),
        (Upgraded("1", "2"), f"b: engine 1 → 2\n{NEXT}"),
        (Upgraded("1", "1", told=["data/a.csv: new"]), f"b: engine 1 → 1\ndata/a.csv: new\n{NEXT}"),
        (Upgraded("1", "1", replaced=["x"]), f"b: engine 1 → 1\nreplaced: x\n{NEXT}"),
        (
            Upgraded("1", "2", ["r", "s"], ["a"], ["m"], ["t", "u"]),
            f"b: engine 1 → 2\nreplaced: r\nreplaced: s\nadded: a\nremoved: m\nt\nu\n{NEXT}",
        ),
    ],
)
def test_an_upgrade_tells_each_file_and_each_table(of, monkeypatch, capsys, done, out):
    """And what to do next, unless there was nothing to do."""
    asked = []
    monkeypatch.setattr(upgrading, "upgrade", lambda *given: asked.append(given) or done)
    assert commands.upgrade(of["upgrade"].parse_args(["b", "--force"])) == 0
    assert asked == [(Path("b"), True)]
    assert capsys.readouterr().out == out

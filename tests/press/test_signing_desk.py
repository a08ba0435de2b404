"""The desk and the sheet: what a reader is shown, asked and told, and what goes on record of it."""

from __future__ import annotations

import csv
from dataclasses import replace

import pytest
from casebook.press.signing import desk
from casebook.press.signing.desk import QUESTION, Taken
from casebook.press.signing.pairing import Pair
from casebook.press.signing.readings import Reading, load, signed, write
from casebook.press.signing.states import State

DAY = "2026-11-29"
LINKED = Pair("text", "book/page.md", "", "It fell by [42 %](#cut).", "cut", "shown: 42 %\nnote: x")
BARE = Pair("text", "book/page.md", "", "Nobody speaks.", "", "")
FIGURE = Pair("figure", "notebooks/01_a.ipynb", "cell 3", "It fell", "drawing", '{"cited": []}\n{"image":\n1}')
TABLE = Pair("table", "notebooks/01_a.ipynb", "cell 4", "| a |", "t1", '{"text": "| a |"}')
ROW = Pair("row", "data/claims.csv", "cut", "claims cut", "", "grade: weak\nunit: %")
BOOK = [LINKED, BARE, FIGURE, TABLE, ROW]
BESIDE = "evidence:\n  it links to none: what stands beside it, or nothing that could be false"
LOOK = "look at it on its page, and at the table that it plots"


@pytest.fixture
def path(monkeypatch, tmp_path):
    """The readings of a small book, whose files are there."""
    kept = tmp_path / "signed.csv"
    for pair in BOOK:
        (tmp_path / pair.file).parent.mkdir(exist_ok=True)
        (tmp_path / pair.file).write_text("", encoding="utf-8")
    monkeypatch.setattr(desk, "ROOT", tmp_path)
    monkeypatch.setattr(desk, "pairs", lambda: list(BOOK))
    monkeypatch.setattr(desk, "load", lambda: load(kept))
    monkeypatch.setattr(desk, "write", lambda found: write(found, kept))
    return kept


def said(*answers: str, reader: str = "R. Ader", where: tuple[str, ...] = ()) -> tuple[Taken, list[str], list[str]]:
    """What became of some answers, what the reader was shown, and what was asked."""
    left, shown, asked = iter(answers), [], []

    def answer(question: str) -> str:
        asked.append(question)
        return next(left)

    return desk.ask(reader, where, answer=answer, tell=shown.append), shown, asked


def on_record(path) -> list[tuple[str, str, str, str]]:
    """The readings in their order: text, reader, finding, line."""
    return [(one.text, one.reader, one.finding, one.line) for one in load(path)]


# ------------------------------------------------------------------------------------------------------ what is shown


@pytest.mark.parametrize(
    ("pair", "told"),
    [
        (
            LINKED,
            f"book/page.md · text · never read\nreads:\n  {LINKED.text}\nevidence (cut):\n  shown: 42 %\n  note: x",
        ),
        (BARE, f"book/page.md · text · never read\nreads:\n  Nobody speaks.\n{BESIDE}"),
        (replace(BARE, entry="lost"), f"book/page.md · text · never read\nreads:\n  Nobody speaks.\n{BESIDE}"),
        (
            FIGURE,
            "notebooks/01_a.ipynb, cell 3 · figure · never read\nreads:\n  It fell\n"
            f'evidence:\n  drawing: {LOOK}\n  {{"cited": []}}',
        ),
        (
            TABLE,
            f"notebooks/01_a.ipynb, cell 4 · table · never read\nreads:\n  | a |\nevidence:\n  t1: {LOOK}\n  ",
        ),
        (ROW, "data/claims.csv, cut · row · never read\nreads:\n  claims cut\nevidence:\n  grade: weak\n  unit: %"),
    ],
    ids=lambda given: getattr(given, "kind", ""),
)
def test_a_pair_is_shown_with_what_it_is_held_against(pair, told):
    """A figure is looked at on its page; of its outputs only the sources can be told in words."""
    assert desk.shown(State(pair, "never read")) == told


def test_what_was_read_is_shown_where_it_was_other_words():
    """The same words under changed evidence are not said twice."""
    was = signed(replace(BARE, text="Somebody speaks."), "A", "supports", day=DAY)
    shown = f"book/page.md · text · sentence changed\nwas:\n  Somebody speaks.\nreads:\n  Nobody speaks.\n{BESIDE}"
    assert desk.shown(State(BARE, "sentence changed", was)) == shown
    same = replace(was, text=BARE.text)
    assert desk.shown(State(BARE, "evidence changed", same)) == (
        f"book/page.md · text · evidence changed\nreads:\n  Nobody speaks.\n{BESIDE}"
    )


def test_what_is_open_is_asked_by_file(path):
    """Any of some words may stand in its name; what is read is not asked again."""
    write([signed(FIGURE, "A", "supports", day=DAY), signed(BARE, "A", "in part", "x", DAY)], path)

    def texts(*where: str) -> list[str]:
        return [state.pair.text for state in desk.open_states(where)]

    assert texts() == [LINKED.text, TABLE.text, ROW.text]
    assert texts("notebooks/") == [TABLE.text]
    assert texts("claims", "page") == [LINKED.text, ROW.text]
    assert [state.pair for state in desk.open_states(iter(["a"]), [LINKED, BARE])] == [LINKED]
    assert desk.open_states((), []) == []
    write([signed(ROW, "A", "supports", day=DAY)], path)
    assert texts("claims") == []


def test_a_word_that_no_file_has_is_refused(path):
    """Else a slip of the hand would look like a file that is read already."""
    with pytest.raises(ValueError, match="found no file") as refused:
        desk.open_states(["claims", "none", "pege"])
    assert str(refused.value) == (
        "found no file to sign with 'none' or 'pege' in its name, expected a part of one, as data/claims"
    )


# ------------------------------------------------------------------------------------------------------- one at a time


def test_answers_go_on_record_as_they_are_given(path):
    """Capitals and blanks are no other answer; only a finding that is not full support needs a reason; q leaves the rest."""
    taken, shown, asked = said(" S ", "what?", "n", "D", "  the axis ", "q", reader=" R. Ader ")
    assert taken == Taken(signed=2, dropped=0)
    assert on_record(path) == [
        (LINKED.text, "R. Ader", "supports", ""),
        ("It fell", "R. Ader", "does not", "the axis"),
    ]
    states = [State(pair, "never read") for pair in (LINKED, BARE, FIGURE, TABLE)]
    pages = [f"\n{desk.shown(state)}" for state in states]
    assert shown == [*pages[:2], "One of s, p, d, n, q.", *pages[2:]]
    assert asked == [QUESTION] * 4 + ["What is not supported? ", QUESTION]


def test_all_that_is_open_is_asked_unless_the_reader_leaves(path):
    """Each once, in the order of the book; what is passed over is asked another time."""
    taken, shown, _ = said("n", "n", "p", "of one", "n", "s")
    assert (taken, len(shown)) == (Taken(2, 0), 5)
    taken, shown, _ = said("s", where=("claims",))
    assert (taken, shown) == (Taken(0, 0), [])
    taken, shown, _ = said("q", where=("page",))
    assert (taken, [one.splitlines()[1] for one in shown]) == (Taken(0, 0), ["book/page.md · text · never read"])


@pytest.mark.parametrize(
    ("given", "count"), [(["s", EOFError], 1), (["s", "d", EOFError], 1), ([EOFError], 0), (["?", EOFError], 0)]
)
def test_the_end_of_input_is_leaving(path, given, count):
    """What was signed is kept, a verdict without its reason is none, and what follows has a line of its own."""
    left, shown = iter(given), []

    def answer(question: str) -> str:
        if (said := next(left)) is EOFError:
            raise EOFError
        return said

    assert desk.ask("A", answer=answer, tell=shown.append) == Taken(count, 0)
    assert shown[-1] == ""
    assert [text for text, *_ in on_record(path)] == [LINKED.text][:count]


def gone(text: str, file: str) -> Reading:
    """A reading of what is no longer in the book."""
    return signed(replace(BARE, text=text, file=file, kind="heading"), "A", "supports", day=DAY)


def test_readings_of_what_is_gone_go_with_their_file(path):
    """Each file takes its own along, and any verdict those of files that are gone; a file that nobody read keeps its own."""
    kept = [
        gone("Old row", "data/claims.csv"),
        gone("Old page", "book/page.md"),
        gone("Old chapter", "notebooks/01_a.ipynb"),
    ]
    write([*kept, gone("Lost", "book/lost.md"), gone("Lost, too", "book/lost.md")], path)
    taken, _, _ = said("s", "n", "s", "q")
    assert taken == Taken(signed=2, dropped=4)
    assert [text for text, *_ in on_record(path)] == [LINKED.text, "Old row", "It fell"]


# ------------------------------------------------------------------------------------------------------------ the sheet


HEAD = "name,state,place,kind,was,text,entry,evidence,finding,line\n"


def test_a_sheet_has_a_line_for_each_open_pair(path, tmp_path, capsys):
    """What was read where it was other words; of a figure its sources, of a table nothing: it is looked at."""
    was = replace(signed(BARE, "A", "supports", day=DAY), text="Somebody speaks.")
    changed = replace(signed(LINKED, "A", "supports", day=DAY), evidence="x")
    states = [
        State(LINKED, "evidence changed", changed),
        State(BARE, "sentence changed", was),
        *(State(pair, "never read") for pair in (FIGURE, TABLE, ROW)),
    ]
    told = (
        f'{HEAD}{LINKED.name},evidence changed,book/page.md,text,,It fell by [42 %](#cut).,cut,"shown: 42 %\nnote: x",,\n'
        f"{BARE.name},sentence changed,book/page.md,text,Somebody speaks.,Nobody speaks.,,,,\n"
        f'{FIGURE.name},never read,"notebooks/01_a.ipynb, cell 3",figure,,It fell,drawing,"{{""cited"": []}}",,\n'
        f'{TABLE.name},never read,"notebooks/01_a.ipynb, cell 4",table,,| a |,t1,,,\n'
        f'{ROW.name},never read,"data/claims.csv, cut",row,,claims cut,,"grade: weak\nunit: %",,\n'
    )
    desk.sheet(states)
    assert capsys.readouterr().out == told
    with (tmp_path / "sheet.csv").open("w", encoding="utf-8", newline="") as out:
        desk.sheet(states, out)
    assert (tmp_path / "sheet.csv").read_text(encoding="utf-8") == told
    assert capsys.readouterr().out == ""


def filled(tmp_path, *verdicts: tuple, head: tuple[str, ...] = ("name", "finding", "line"), mark: str = ""):
    """A sheet with some verdicts, each a name, a finding and a line."""
    path = tmp_path / "sheet.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(mark)
        csv.writer(file).writerows([head, *verdicts])
    return path


def test_a_sheet_is_taken_with_what_was_filled_in(path, tmp_path):
    """Blanks say nothing, a mark before the first sign neither, and a line without a finding is left open."""
    write([gone("Old page", "book/page.md"), gone("Old row", "data/claims.csv")], path)
    rows = [
        (LINKED.name, " supports ", ""),
        (BARE.name, " ", "x"),
        (ROW.name,),
        (FIGURE.name, "does not", " 「区」 "),
        (TABLE.name, "supports"),
    ]
    assert desk.take_sheet(filled(tmp_path, *rows, mark="\ufeff"), "R. Ader") == Taken(signed=3, dropped=1)
    assert on_record(path) == [
        ("It fell by [42 %](#cut).", "R. Ader", "supports", ""),
        ("Old row", "A", "supports", ""),
        ("It fell", "R. Ader", "does not", "「区」"),
        ("| a |", "R. Ader", "supports", ""),
    ]


def test_a_sheet_without_verdicts_changes_nothing(path, tmp_path, monkeypatch):
    """Not even what is no longer in the book goes."""
    monkeypatch.setattr(desk, "write", lambda found: pytest.fail("the file of readings was written"))
    assert desk.take_sheet(filled(tmp_path), "R. Ader") == Taken(0, 0)
    assert desk.take_sheet(str(filled(tmp_path, (BARE.name, "", ""))), "R. Ader") == Taken(0, 0)


@pytest.mark.parametrize(
    ("rows", "head", "message"),
    [
        ([("a", "b")], ("name", "finding"), ": found the columns name, finding, expected name, finding and line"),
        (
            [(BARE.name, "", ""), ("0123456789ab", "supports", "")],
            ("name", "finding", "line"),
            ", row 3: found 0123456789ab, which is no open pair, expected one as it stands now: write the sheet again",
        ),
        (
            [(BARE.name, "yes", "")],
            ("name", "finding", "line"),
            ", row 2: found the finding 'yes', expected supports, in part, does not",
        ),
        (
            [(LINKED.name, "supports", ""), (BARE.name, "in part")],
            ("name", "finding", "line"),
            ", row 3: found 'in part' without a line, expected what is not supported",
        ),
    ],
)
def test_a_sheet_that_cannot_be_taken_is_refused_with_its_row(path, tmp_path, rows, head, message):
    """Nothing of it goes on record, so that it can be mended and taken again."""
    sheet = filled(tmp_path, *rows, head=head)
    with pytest.raises(ValueError, match="sheet") as refused:
        desk.take_sheet(sheet, "R. Ader")
    assert str(refused.value) == f"{sheet}{message}"
    assert not path.exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b"name;finding;line\r\n1;supports;a, b\r\n",
            ": found the columns name;finding;line, expected name, finding and line, with commas between: save the sheet as "
            "CSV with commas",
        ),
        (
            b"",
            ": found the columns none, expected name, finding and line, with commas between: save the sheet as CSV with commas",
        ),
        ("name,finding,line\n".encode("utf-16"), ", byte 1: found no UTF-8, expected it: save the sheet as CSV in UTF-8"),
        (
            "name,finding,line\n1,in part,区\n".encode("gb18030"),
            ", byte 29: found no UTF-8, expected it: save the sheet as CSV in UTF-8",
        ),
        (b"name,finding,line\n" + b"x" * 140_000, ": found field larger than field limit (131072), expected CSV with commas"),
        (None, ": found No such file or directory, expected a sheet with verdicts"),
    ],
    ids=["semicolons", "empty", "utf-16", "gb18030", "a long cell", "no file"],
)  # fmt: skip
def test_a_file_that_is_no_sheet_is_named(path, tmp_path, content, message):
    """With what was found in it, and how to save it."""
    csv.field_size_limit(131072)  # as Python begins; another library may have changed it
    sheet = tmp_path / "sheet.csv"
    if content is not None:
        sheet.write_bytes(content)
    with pytest.raises(ValueError, match="sheet") as refused:
        desk.take_sheet(sheet, "R. Ader")
    assert str(refused.value) == f"{sheet}{message}"


def test_a_sheet_signed_by_nobody_is_refused(path, tmp_path):
    """The name of the reader is a part of what is put on record."""
    sheet = filled(tmp_path, (BARE.name, "supports", ""))
    with pytest.raises(ValueError, match="row 2: found no reader, expected who read it$"):
        desk.take_sheet(sheet, " ")


def test_the_book_is_read_once(path, tmp_path, monkeypatch):
    """It takes seconds, which nobody is to wait for twice, at the keyboard or with a sheet."""
    calls = []
    monkeypatch.setattr(desk, "pairs", lambda: calls.append("read") or list(BOOK))
    said("s", "q")
    assert calls == ["read"]
    desk.take_sheet(filled(tmp_path, (BARE.name, "supports", "")), "R. Ader")
    assert calls == ["read"] * 2

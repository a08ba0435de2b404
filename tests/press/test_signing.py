"""Sign-off: a sentence, its evidence, a figure or a row that has changed since it was read is seen; position is no change."""

import csv
import io
import json
from dataclasses import replace

import pytest
from casebook.__main__ import main
from casebook.evidence.claims import claim
from casebook.evidence.records import NARROW_SVG
from casebook.press import signing
from casebook.press.signing import desk, pairing, readings
from casebook.press.signing.pairing import Pair, evidence_of, pairs
from casebook.press.signing.readings import load, signed, take, write
from casebook.press.signing.states import left_over, states, summary

DAY = "2026-11-29"
CUT = Pair("text", "book/page.md", "", "It fell by [42 %](#art-dept-cut).", "art-dept-cut", "shown: 42 %")
PLAIN = Pair("text", "book/page.md", "", "Nobody speaks who lost a post.", "", "")
DRAWN = Pair("figure", "notebooks/01_a.ipynb", "cell 3", "Departments fell", "cut", "<svg/>")
ROW = Pair("row", "data/claims.csv", "art-dept-cut", "claims art-dept-cut", "", "grade: weak")
BOOK = [CUT, PLAIN, DRAWN, ROW]


@pytest.fixture
def read():
    """All of the small book, read by somebody."""
    return [signed(pair, "reader 1", "supports", day=DAY) for pair in BOOK]


def state_of(pairs_, readings_):
    return [state.state for state in states(pairs_, readings_)]


def test_what_nobody_read_is_never_read(read):
    assert state_of(BOOK, []) == ["never read"] * 4
    assert state_of(BOOK, read) == ["current"] * 4
    assert left_over(BOOK, read) == []


def test_where_a_pair_stands_does_not_count(read):
    moved = [replace(pair, file="notebooks/09_b.ipynb", place="cell 99") for pair in BOOK]
    assert state_of(moved, read) == ["current"] * 4


@pytest.mark.parametrize(
    ("pair", "changed", "state"),
    [
        (CUT, {"text": "It rose by [42 %](#art-dept-cut)."}, "sentence changed"),
        (CUT, {"text": "It fell by [42 %](#art-quota).", "entry": "art-quota"}, "sentence changed"),
        (PLAIN, {"text": "Many speak who lost a post."}, "sentence changed"),
        (CUT, {"evidence": "shown: 42 %\nnote: x"}, "evidence changed"),
        (DRAWN, {"evidence": "<svg></svg>"}, "evidence changed"),
        (DRAWN, {"text": "Departments rose"}, "sentence changed"),
        (ROW, {"evidence": "grade: official"}, "evidence changed"),
    ],
)
def test_a_change_on_either_side_is_suspect(pair, changed, state, read):
    book = [replace(one, **changed) if one == pair else one for one in BOOK]
    found = states(book, read)
    assert [one.state for one in found if one.is_open] == [state]
    told = str(next(one for one in found if one.is_open))
    assert told.startswith(pair.file)
    assert state in told
    if state == "sentence changed":
        assert pair.text in told


def test_what_is_taken_out_is_left_over(read):
    assert [reading.text for reading in left_over(BOOK[1:], read)] == [CUT.text]


def test_a_sentence_of_another_subject_is_new_and_not_changed(read):
    new = replace(PLAIN, text="Qingdao mobilised first, in the spring of that year, by a video meeting.")
    assert state_of([CUT, new, DRAWN, ROW], read)[1] == "never read"
    assert len(left_over([CUT, new, DRAWN, ROW], read)) == 1


def test_a_verdict_against_stays_open_and_says_why(read):
    against = take(read, signed(CUT, "reader 2", "does not", "no rise is meant", DAY))
    [one] = [state for state in states(BOOK, against) if state.is_open]
    assert one.state == "not supported"
    assert str(one).endswith("reader 2: no rise is meant")
    partly = take(read, signed(CUT, "reader 2", "in part", "of one zone", DAY))
    assert summary(states(BOOK, partly))["text"] == {"in part": 1, "current": 1}


@pytest.mark.parametrize(
    ("reader", "finding", "line"),
    [("reader 1", "maybe", ""), ("reader 1", "in part", " "), ("reader 1", "does not", ""), ("  ", "supports", "")],
)
def test_a_verdict_without_reason_or_reader_is_refused(reader, finding, line):
    with pytest.raises(ValueError, match="found "):
        signed(CUT, reader, finding, line, DAY)


def test_readings_are_kept_and_read_back(tmp_path, read):
    path = tmp_path / "signed.csv"
    write(read, path)
    assert sorted(load(path), key=str) == sorted(read, key=str)
    text = path.read_text(encoding="utf-8")
    write(list(reversed(load(path))), path)
    assert path.read_text(encoding="utf-8") == text
    assert load(tmp_path / "none.csv") == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("kind,file", "sort,file", "row 1: found sort,file"),
        (",supports,", ",perhaps,", "found the finding 'perhaps'"),
        (",supports,", ",does not,", "without a line"),
        (DAY, "yesterday", "found the day 'yesterday'"),
        ("reader 1", "", "found no reader"),
    ],
)
def test_a_file_that_is_spoilt_is_refused(tmp_path, read, old, new, message):
    path = tmp_path / "signed.csv"
    write(read[:1], path)
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        load(path)


def test_a_pair_stands_once_in_the_file(tmp_path, read):
    path = tmp_path / "signed.csv"
    write(read[:1], path)
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[1]]) + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match="row 3: found the pair of row 2 again"):
        load(path)


# ------------------------------------------------------------------------------------------------------------ the desk


@pytest.fixture
def small(monkeypatch, tmp_path):
    """The small book and a file of readings of its own."""
    path = tmp_path / "signed.csv"
    monkeypatch.setattr(desk, "pairs", lambda: list(BOOK))
    monkeypatch.setattr(desk, "load", lambda: load(path))
    monkeypatch.setattr(desk, "write", lambda found: write(found, path))
    return path


def test_a_person_reads_one_pair_at_a_time(small):
    said, answers = [], iter(["x", "s", "p", "only of one", "n", "q"])
    taken = desk.ask("reader 1", answer=lambda _: next(answers), tell=said.append)
    assert taken.signed == 2
    assert {(r.text, r.finding, r.line) for r in load(small)} == {
        (CUT.text, "supports", ""),
        (PLAIN.text, "in part", "only of one"),
    }
    assert "evidence (art-dept-cut):\n  shown: 42 %" in said[0]
    assert "One of s, p, d, n, q." in said
    assert len([one for one in said if "reads:" in one]) == 4


def test_readings_of_a_file_that_is_gone_go_with_the_next_verdict(small, read, monkeypatch, tmp_path):
    """A chapter that was renamed has nobody to ask about it; one that is there keeps its readings until it is read."""
    monkeypatch.setattr(desk, "ROOT", tmp_path)
    (tmp_path / "there.md").write_text("", encoding="utf-8")
    gone = replace(read[1], file="gone.md", text="Nobody is left.")
    there = replace(read[1], file="there.md", text="Somebody is left.")
    write([gone, there], small)
    answers = iter(["s", "q"])
    assert desk.ask("reader 1", answer=lambda _: next(answers), tell=lambda _: None).dropped == 1
    assert [reading.text for reading in load(small) if reading.file in ("gone.md", "there.md")] == [there.text]


def test_only_some_files_are_asked(small):
    said = []
    desk.ask("reader 1", ["notebooks/"], answer=lambda _: "q", tell=said.append)
    assert len(said) == 1
    assert "Departments fell" in said[0]


def test_what_is_no_longer_there_goes_when_its_file_is_read(small, monkeypatch):
    write([signed(PLAIN, "reader 1", "supports", day=DAY)], small)
    new = replace(PLAIN, text="Many speak who lost a post.")
    monkeypatch.setattr(desk, "pairs", lambda: [new])
    said, answers = [], iter(["s"])
    desk.ask("reader 2", answer=lambda _: next(answers), tell=said.append)
    assert f"was:\n  {PLAIN.text}" in said[0]
    assert [(r.text, r.reader) for r in load(small)] == [(new.text, "reader 2")]


def filled(findings, tmp_path, change=lambda row: None):
    """A sheet of the open pairs with verdicts in it."""
    out = io.StringIO()
    desk.sheet(desk.open_states(), out)
    rows = list(csv.DictReader(io.StringIO(out.getvalue())))
    for row, (finding, line) in zip(rows, findings, strict=False):
        row["finding"], row["line"] = finding, line
        change(row)
    path = tmp_path / "sheet.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.DictWriter(file, desk.SHEET)
        lines.writeheader()
        lines.writerows(rows)
    return path


def test_verdicts_come_back_from_a_sheet(small, tmp_path):
    path = filled([("supports", ""), ("", ""), ("in part", "the axis")], tmp_path)
    assert desk.take_sheet(path, "reader 3").signed == 2
    assert {(r.text, r.reader, r.finding) for r in load(small)} == {
        (CUT.text, "reader 3", "supports"),
        (DRAWN.text, "reader 3", "in part"),
    }
    assert len(desk.open_states()) == 2


@pytest.mark.parametrize(
    ("findings", "change", "message"),
    [
        (
            [("supports", "")],
            lambda row: row.update(name="000000000000"),
            "row 2: found 000000000000, which is no open pair",
        ),
        ([("supports", ""), ("yes", "")], lambda row: None, "row 3: found the finding 'yes'"),
        ([("does not", "")], lambda row: None, "row 2: found 'does not' without a line"),
    ],
)
def test_a_sheet_with_a_wrong_line_changes_nothing(small, tmp_path, findings, change, message):
    with pytest.raises(ValueError, match=message):
        desk.take_sheet(filled(findings, tmp_path, change), "reader 3")
    assert load(small) == []


def test_a_sheet_of_yesterday_does_not_sign_what_changed_today(small, tmp_path, monkeypatch):
    """A verdict is on a pair as it was shown, not on its place."""
    path = filled([("supports", "")], tmp_path)
    monkeypatch.setattr(desk, "pairs", lambda: [replace(CUT, evidence="shown: 43 %"), *BOOK[1:]])
    with pytest.raises(ValueError, match="no open pair"):
        desk.take_sheet(path, "reader 3")


def test_nobody_signs_without_a_name(capsys):
    assert main(["sign"]) == 1
    assert "Who reads?" in capsys.readouterr().err


def test_there_is_no_way_to_sign_all(capsys):
    """One pair at a time: no option takes a finding for many."""
    with pytest.raises(SystemExit):
        main(["sign", "--help"])
    options = capsys.readouterr().out
    assert "--all" not in options
    assert "--finding" not in options


# ------------------------------------------------------------------------------------------------------------ the book


@pytest.fixture(scope="module")
def there():
    return pairs()


def test_everything_that_is_read_is_a_pair(there):
    """Text, heads, captions, tables, figures, rows, words of templates and comments: none escapes."""
    kinds = {pair.kind for pair in there}
    assert kinds == {
        "text", "heading", "table row", "formula", "caption", "alternative text", "figure", "table", "comment", "template", "row",
    }  # fmt: skip
    files = {pair.file for pair in there}
    assert {"README.md", "book/index.md", "book/references.bib", "CITATION.cff", "data/claims.csv"} <= files
    assert [pair.text for pair in there if pair.file == "data/readings.csv"] == [
        "readings reader 1",
        "readings reader 2",
    ]
    assert len({(pair.kind, pair.text, pair.entry) for pair in there}) == len(there)


def test_the_evidence_of_a_claim_is_its_whole_row():
    told = evidence_of(claim("art-dept-cut"))
    for part in ("shown: 42 %", "fragment: ", "source_id: article", "period: ", "note: "):
        assert part in told


@pytest.mark.parametrize("record", [{"shown": "41.4 %"}, {"meaning": "x"}, {"void": "two territories"}, {"level": 2}])
def test_the_evidence_of_a_result_is_its_value_and_its_row(record):
    entry = {
        "kind": "result",
        "id": "cut",
        "shown": "41.3 %",
        "meaning": "of the departments",
        "unit": "%",
        "level": None,
        "void": "",
    }
    assert evidence_of(entry) != evidence_of({**entry, **record})


def test_a_spoilt_sentence_in_a_chapter_is_found(tmp_path, monkeypatch):
    """From the file to the message: cell, sentence, what it was."""
    cell = {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "Nobody speaks who lost a post."}
    path = tmp_path / "01_page.ipynb"

    def book(source):
        path.write_text(
            json.dumps({"cells": [{**cell, "source": source}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
        )
        return list(pairing._of_files({}))

    monkeypatch.setattr(pairing, "places", lambda: [path])
    monkeypatch.setattr(pairing, "ROOT", tmp_path)
    read = [signed(pair, "reader 1", "supports", day=DAY) for pair in book("Nobody speaks who lost a post.")]
    [one] = states(book("Many speak who lost a post."), read)
    assert str(one) == (
        "01_page.ipynb, cell 1: sentence changed: text 'Many speak who lost a post.'; read was 'Nobody speaks who lost a post.'"
    )


@pytest.mark.parametrize(
    ("part", "new"),
    [
        ("record", {"cited": [["Xinhua", "xh"]]}),
        ("record", {"claims": ["art-b"]}),
        ("data", {"image/svg+xml": "<svg/>"}),
    ],
)
def test_a_figure_is_signed_with_its_sources(part, new, tmp_path):
    """A wrong source under a right picture is a wrong figure."""

    def marks(record, data):
        output = {"output_type": "display_data", "data": data, "metadata": {"casebook": record}}
        cell = {"cell_type": "code", "id": "a", "metadata": {}, "source": "", "outputs": [output], "execution_count": 1}
        return [pair.mark for pair in pairing._of_cell(cell, "01_a.ipynb", "cell 1", {}) if pair.kind == "figure"]

    record = {
        "kind": "figure",
        "id": "cut",
        "title": "It fell",
        "note": "",
        "cited": [["A", "a"]],
        "sources": ["a"],
        "claims": [],
    }
    data = {"image/svg+xml": "<svg></svg>", "text/csv": "a"}
    changed = marks({**record, **new}, data) if part == "record" else marks(record, {**data, **new})
    assert len(changed) == 1
    assert changed != marks(record, data)


def test_a_figure_laid_out_for_phones_needs_no_second_signature():
    """It says what the wide one says; that it is the same figure is compared on every rerun."""

    def marks(data):
        record = {
            "kind": "figure",
            "id": "cut",
            "title": "It fell",
            "note": "",
            "cited": [],
            "sources": [],
            "claims": [],
        }
        output = {"output_type": "display_data", "data": data, "metadata": {"casebook": record}}
        cell = {"cell_type": "code", "id": "a", "metadata": {}, "source": "", "outputs": [output], "execution_count": 1}
        return [pair.mark for pair in pairing._of_cell(cell, "01_a.ipynb", "cell 1", {})]

    wide = {"image/svg+xml": "<svg/>", "text/csv": "a"}
    assert marks({**wide, NARROW_SVG: "<svg>slim</svg>"}) == marks(wide)
    assert marks({**wide, "text/html": "<b>other</b>"}) != marks(wide)


@pytest.fixture
def book_of(monkeypatch):
    """The small book and some readings in the place of those of this book."""

    def put(pairs_, readings_):
        monkeypatch.setattr(signing, "pairs", lambda: pairs_)
        monkeypatch.setattr(signing, "load", lambda: readings_)

    return put


def test_what_is_not_signed_and_what_is_no_longer_so_are_two_lists(book_of, read):
    """The first asks for a reader of everything, the second only for one of what somebody had read."""
    new = replace(PLAIN, text="Qingdao mobilised first, in the spring of that year, by a video meeting.")
    changed = replace(CUT, evidence="shown: 43 %")
    old = replace(read[0], file="book/old.md", text="x" * 161)
    bare = replace(read[1], file="book/old.md", text="It rose.", kind="heading")
    book_of([new, changed, DRAWN, ROW], [read[0], *read[2:], old, bare])
    again = "read what stands there now: python -m casebook sign"
    gone = [
        f"book/old.md: signed and no longer in the book: text '{'x' * 160}', linked to art-dept-cut; {again}",
        f"book/old.md: signed and no longer in the book: heading 'It rose.'; {again}",
    ]
    suspect = f"book/page.md: evidence changed: text '{CUT.text}', linked to art-dept-cut"
    assert signing.unsigned() == ([f"book/page.md: never read: text '{new.text}'", suspect], gone)
    assert signing.suspect() == [suspect, *gone]
    book_of(BOOK, read)
    assert signing.unsigned() == ([], [])
    assert signing.suspect() == []


@pytest.mark.parametrize(
    ("told", "asked"), [({}, True), ({"signatures": "asked"}, True), ({"signatures": "open"}, False)]
)
def test_a_book_may_leave_its_signatures_open(monkeypatch, told, asked):
    """One that is being written cannot have been read; only its own word says so."""
    monkeypatch.setattr(signing, "setting", lambda name, default: told.get(name, default))
    assert signing.asked() is asked


def test_all_was_read_as_it_stands():
    """The rule of the book: have it read, `python -m casebook sign`, or put it back as it was."""
    assert signing.asked()
    assert signing.unsigned() == ([], [])


def test_the_file_is_in_its_order():
    """So that two people who sign do not move each other's lines."""
    kept = load()
    assert kept == sorted(kept, key=lambda r: (r.file, r.kind, r.text, r.entry))
    assert readings.SIGNED.name == "signed.csv"

"""The file of what was read: a line a reading, refused with its place as soon as one is not what it should be."""

from __future__ import annotations

from datetime import date

import pytest
from casebook.press.signing.pairing import Pair, mark
from casebook.press.signing.readings import Reading, load, signed, take, write

HEAD = "kind,file,text,entry,evidence,reader,read_on,finding,line\n"
CUT = Reading(
    "text", "book/b.md", "It fell, 「区」.", "cut", "0123456789ab", "R. Ader", "2026-11-29", "in part", "of one"
)
PLAIN = Reading("text", "book/a.md", "It fell.", "", "", "L. Ector", "2026-11-30", "supports", "")
FILE = f"""{HEAD}text,book/a.md,It fell.,,,L. Ector,2026-11-30,supports,
text,book/b.md,"It fell, 「区」.",cut,0123456789ab,R. Ader,2026-11-29,in part,of one
"""


@pytest.fixture
def path(tmp_path):
    """Where the readings are."""
    return tmp_path / "signed.csv"


def test_readings_are_written_and_read_word_for_word(path):
    """In an order of their own, so that two who sign at once do not move each other's lines."""
    write([CUT, PLAIN], path)
    assert path.read_text(encoding="utf-8") == FILE
    assert load(path) == [PLAIN, CUT]
    write([], path)
    assert path.read_text(encoding="utf-8") == HEAD
    assert load(path) == []
    path.unlink()
    assert load(path) == []


def test_the_order_is_by_file_kind_text_and_entry(path):
    """One after the other: the first that differs decides."""
    given = [
        Reading(kind, file, text, entry, "", "R. Ader", "2026-11-29", "supports")
        for file in ("a", "b")
        for kind in ("heading", "text")
        for text in ("x", "y")
        for entry in ("", "cut")
        if file == "a" or (kind, text, entry) == ("heading", "x", "")
    ]
    for turned in (given, given[::-1]):
        write(turned, path)
        assert [(one.file, one.kind, one.text, one.entry) for one in _read(path)] == [
            (one.file, one.kind, one.text, one.entry) for one in given
        ]


def _read(path) -> list[Reading]:
    """The lines of a file as readings, though a pair may stand there twice."""
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    return [Reading(*line.split(",")) for line in lines]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", f"row 1: found nothing, expected {HEAD.strip()}"),
        ("sort,file\n", f"row 1: found sort,file, expected {HEAD.strip()}"),
        (f"{FILE}text,book/c.md\n", "row 4: found 2 cells, expected 9"),
        (
            FILE.replace("supports", "perhaps"),
            "row 2: found the finding 'perhaps', expected supports, in part, does not",
        ),
        (FILE.replace("of one", " "), "row 3: found 'in part' without a line, expected what is not supported"),
        (FILE.replace("L. Ector", " "), "row 2: found no reader, expected who read it"),
        (FILE.replace("2026-11-30", "30.11.2026"), "row 2: found the day '30.11.2026', expected one like 2026-11-29"),
        (FILE.replace("2026-11-30", "2026-11-300"), "row 2: found the day '2026-11-300', expected one like 2026-11-29"),
        (
            f"{FILE}text,book/c.md,It fell.,,,A,2026-01-01,supports,\n",
            "row 4: found the pair of row 2 again, expected each once",
        ),
    ],
)
def test_a_line_that_is_not_what_it_should_be_is_named(path, text, message):
    """By its row, with what was found and what was expected; nothing is read past it."""
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="^book/signed.csv, row ") as refused:
        load(path)
    assert str(refused.value) == f"book/signed.csv, {message}"


def test_a_pair_is_signed_as_it_is():
    """With the mark of its evidence and the day; blanks at the ends say nothing."""
    pair = Pair("text", "book/b.md", "cell 3", "It fell.", "cut", "shown: 42 %")
    assert signed(pair, " R. Ader ", " in part ", " of one ", "2026-11-29") == Reading(
        "text", "book/b.md", "It fell.", "cut", mark("shown: 42 %"), "R. Ader", "2026-11-29", "in part", "of one"
    )
    today = signed(pair, "R. Ader", "supports")
    assert (today.read_on, today.line) == (date.today().isoformat(), "")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (("R. Ader", "maybe", ""), "found the finding 'maybe', expected supports, in part, does not"),
        (("R. Ader", "does not", " "), "found 'does not' without a line, expected what is not supported"),
        (("  ", "supports", ""), "found no reader, expected who read it"),
        (("R. Ader", "supports", "", "today"), "found the day 'today', expected one like 2026-11-29"),
    ],
)
def test_what_cannot_be_put_on_record_is_refused_with_its_reason(given, message):
    """A verdict without a reason is worth nothing to whoever is to mend the sentence."""
    with pytest.raises(ValueError, match="^found ") as refused:
        signed(Pair("text", "book/b.md", "", "It fell.", "", ""), *given)
    assert str(refused.value) == message


def test_a_new_reading_takes_the_place_of_the_old_one_and_of_what_it_renews():
    """Else a sentence that was changed would keep the verdict on what it was."""
    again = Reading("text", "book/c.md", "It fell.", "", "", "R. Ader", "2026-12-01", "supports")
    assert take([CUT, PLAIN], again) == [CUT, again]
    assert take([CUT, PLAIN], again, CUT) == [again]
    other = Reading("text", "book/a.md", "It rose.", "", "", "R. Ader", "2026-12-01", "supports")
    assert take([CUT, PLAIN], other) == [CUT, PLAIN, other]
    assert take([CUT, PLAIN], other, PLAIN) == [CUT, other]
    assert take([], other, PLAIN) == [other]

"""The table of forms: every example is read as the page says, every form of the corpus as its author wrote, and a file overrides it."""

from __future__ import annotations

import csv
import importlib
import math
import re
from fractions import Fraction
from pathlib import Path

import pytest
from babel import Locale
from babel.units import get_unit_name
from casebook.evidence import figures, settings
from casebook.reading import forms as table
from casebook.reading.numerals import UnreadableFigure
from casebook.reading.printed import read
from casebook.reading.written_dates import read_date

CORPUS = Path(__file__).parents[1] / "fixtures" / "forms"
HALVES = ("open", "held_out")


def rows(half: str) -> list[dict[str, str]]:
    with (CORPUS / f"{half}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def fault(row: dict[str, str]) -> str:
    """What is not as its author wrote it; empty if all is."""
    year = int(row["year"]) if row["year"] else None
    try:
        found = read_date(row["form"], year=year) if row["reading"] == "date" else read(row["form"])
    except UnreadableFigure as error:
        return "" if row["lowest"] == "refused" else f"refused: {error}"
    if row["lowest"] == "refused":
        return f"read as {found}"
    if row["reading"] == "date":
        ends = tuple(end.isoformat() if end else ".." for end in (found.earliest, found.latest))
        return "" if ends == (row["lowest"], row["highest"]) else f"read as {ends}"
    got = found.interval
    high = math.inf if row["highest"] == "inf" else Fraction(row["highest"])
    same = (got.low, got.high) == (Fraction(row["lowest"]), high)
    same &= (got.low_in, got.high_in) == (row["low_included"] == "yes", row["high_included"] == "yes")
    same &= found.direction == row["direction"] and row["qualifier"] in ("", found.qualifier)
    same &= {"times": "x"}.get(found.unit, found.unit) == row["unit"]
    return "" if same else f"read as {got} {found.unit} {found.qualifier} {found.direction}"


@pytest.mark.parametrize("half", HALVES)
def test_every_form_of_the_corpus_is_read_as_its_author_wrote(half):
    """Written from the conventions alone; half was set aside before the reader was widened."""
    wrong = [(row["form"], told) for row in rows(half) if (told := fault(row))]
    assert wrong == []
    assert len(rows(half)) > 450
    assert sum(row["lowest"] == "refused" for row in rows(half)) > 80


@pytest.mark.parametrize(
    ("column", "value"),
    [("lowest", "1"), ("highest", "7"), ("high_included", "yes"), ("unit", "km"), ("lowest", "refused")],
)
def test_a_wrong_value_in_the_corpus_is_seen(column, value):
    """The comparison must fail on each column that it compares."""
    row = next(row for row in rows("open") if row["form"] == "12.3%")
    assert fault(row) == ""
    assert fault(row | {column: value})


@pytest.mark.parametrize("form", table.forms(), ids=lambda form: form.form)
def test_the_example_of_a_form_is_what_it_says(form):
    """An example that is read, or refused for the reason that its row gives."""
    if form.place != "refused":
        assert read(form.example)
        return
    with pytest.raises(UnreadableFigure) as told:
        read(form.example)
    assert form.reads_as in str(told.value) or form.form == "no-phone"


def test_every_row_is_complete_and_its_place_known():
    for form in table.forms():
        assert form.place in table.PLACES
        assert form.example
        assert form.convention
        assert form.source
        assert form.place == "rule" or form.words


def test_units_have_no_groups_and_their_names_are_those_of_the_repository():
    """Names in Chinese and English as the Common Locale Data Repository has them, where it has the unit."""
    chinese, english = Locale("zh"), Locale("en")
    asked = 0
    for unit in table.units():
        assert "(" not in unit.words
        pattern = re.compile(unit.words)
        kind, _, code = unit.cldr.partition(" ")
        if kind == "currency":
            names = [chinese.currencies[code], english.currencies[code].lower().replace(" ", "")]
        elif unit.cldr:
            names = [get_unit_name(unit.cldr, locale="zh"), get_unit_name(unit.cldr, locale="en")]
            names = [name.lower().replace(" ", "") for name in names if name]
        else:
            continue
        asked += 1
        assert any(pattern.fullmatch(name) for name in names), (unit.unit, names)
    assert asked > 35


@pytest.fixture
def override(tmp_path):
    """A file of forms, which the test writes; the forms of the engine again afterwards."""

    def written(*rows: str) -> Path:
        path = tmp_path / "forms.csv"
        path.write_text("\n".join((",".join(table.COLUMNS), *rows)) + "\n", encoding="utf-8")
        return path

    yield written
    table.use()


def test_a_file_overrides_a_convention_and_adds_forms(override):
    """Whoever holds that 几 begins with three says so in a file; 数十 then is from thirty on."""
    assert str(read("数十家").interval) == "[20, 99]"
    table.use(
        override(
            "several-zh,several,几|数,3..9,数十,from three on,a dictionary",
            "well-nigh,before,wellnigh,nearly,well nigh 40,as nearly,mine",
        )
    )
    assert str(read("数十家").interval) == "[30, 99]"
    assert read("well nigh 40").interval == read("nearly 40").interval
    table.use()
    assert str(read("数十家").interval) == "[20, 99]"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("a,nowhere,x,1,x,y,z", "row 2: found the place 'nowhere', expected one of before"),
        ("a,before,(x,nearly,x,y,z", "row 2: found words that are no regular expression"),
    ],
)
def test_an_override_that_cannot_be_used_is_refused_and_changes_nothing(override, row, told):
    with pytest.raises(ValueError, match=re.escape(told)):
        table.use(override(row))
    assert str(read("数十家").interval) == "[20, 99]"


def test_an_override_with_other_columns_is_refused(tmp_path):
    path = tmp_path / "forms.csv"
    path.write_text("form,words\na,b\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"found the columns form, words, expected form, place"):
        table.use(path)


def test_a_book_overrides_forms_by_a_file_of_its_own(override, monkeypatch):
    """``book/forms.csv`` is taken when figures of the tables are first read."""
    path = override("several-zh,several,几|数,3..9,数十,from three on,a dictionary")
    monkeypatch.setattr(settings, "ROOT", path.parent / "no book")
    importlib.reload(figures)
    assert str(read("数十家").interval) == "[20, 99]"
    (path.parent / "book").mkdir()
    path.rename(path.parent / "book" / "forms.csv")
    monkeypatch.setattr(settings, "ROOT", path.parent)
    importlib.reload(figures)
    assert str(read("数十家").interval) == "[30, 99]"
    monkeypatch.undo()
    importlib.reload(figures)


def test_a_place_without_words_is_found_in_no_text():
    """Not even in an empty one, which a pattern of nothing would be found in."""
    for place in ("rule", "no such place"):
        pattern = re.compile(table.words().any_of(place))
        assert not any(pattern.search(text) for text in ("", "a", "XXXX"))


def test_a_place_is_found_at_the_start_at_the_end_and_as_a_whole():
    """With what is left of the text; where it is not, the text stays as it was."""
    known = table.words()
    form, rest = known.at_start("before", "about40")
    assert (form.place, form.reads_as, rest) == ("before", "about", "40")
    assert known.at_start("before", "40about") == (None, "40about")
    form, rest = known.at_end("behind unit", "40个左右")
    assert (form.place, form.reads_as, rest) == ("behind unit", "about", "40个")
    assert known.at_end("behind unit", "左右40个") == (None, "左右40个")
    assert known.at_end("behind unit", "左右") == (None, "左右")
    assert known.whole("before", "about").reads_as == "about"
    assert known.whole("before", "about40") is None


def test_the_unit_of_a_word():
    """Its whole word; a counter has none, and neither has nothing."""
    known = table.words()
    assert [known.unit(word) and known.unit(word).unit for word in ("周", "km", "家", "", "kmkm")] == [
        "days", "km", None, None, None
    ]  # fmt: skip
    assert known.unit("周").times == 7
    assert (known.unit("周").counted, known.unit("个工作日").counted) == (False, True)


def test_the_refusals_of_an_override_name_all_that_is_expected(override, tmp_path):
    """All columns, and all places, so that the file can be put right at once; the second row is the third line."""
    path = tmp_path / "other.csv"
    path.write_text("form,words\na,b\n", encoding="utf-8")
    with pytest.raises(ValueError) as error:
        table.use(path)
    assert str(error.value) == f"other.csv: found the columns form, words, expected {', '.join(table.COLUMNS)}"
    with pytest.raises(ValueError) as error:
        table.use(override("a,before,x,nearly,x,y,z", "b,nowhere,x,1,x,y,z"))
    assert str(error.value) == (
        f"forms.csv, row 3: found the place 'nowhere', expected one of {', '.join(table.PLACES)}"
    )
    with pytest.raises(ValueError) as error:
        table.use(override("a,before,(x,nearly,x,y,z"))
    assert str(error.value) == (
        "forms.csv, row 2: found words that are no regular expression: missing ), unterminated subpattern at position 0"
    )


def test_a_refused_override_leaves_the_one_before_in_force(override, tmp_path):
    """Not the forms of the engine alone."""
    table.use(override("several-zh,several,几|数,3..9,数十,from three on,a dictionary"))
    bad = tmp_path / "bad.csv"
    bad.write_text("form\na\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"^bad\.csv: found the columns form, expected"):
        table.use(bad)
    assert str(read("数十家").interval) == "[30, 99]"


def test_a_cell_of_an_override_keeps_its_lines_as_they_are(override, tmp_path):
    """A convention of two lines, written on Windows, is not changed on the way."""
    path = tmp_path / "lines.csv"
    path.write_bytes(",".join(table.COLUMNS).encode() + b'\r\na,before,zz,nearly,zz 40,"one\r\ntwo",mine\r\n')
    table.use(path)
    assert table.forms()[-1] == table.Form("a", "before", "zz", "nearly", "zz 40", "one\r\ntwo", "mine")
    table.use()

"""A cell by itself: what no table may hold, what its column expects, and the words that say so."""

from __future__ import annotations

import pandas as pd
import pytest
from casebook.evidence.cells import TO_DO, DataError, Problem, column_of, unfit

SEEN = "signs that can be seen, and plain blanks"
MARKUP = "no '<' before a letter, '/', '!' or '?': a browser would take it for markup"
FORMULA = "text that does not begin with = + - or @: a spreadsheet would compute it"
DATE = "a possible date in EDTF, such as 2020-08-28 or ../2020-10-31"
FILLED = "a value: the column may not be empty"

# ------------------------------------------------------------------------------------------------------------ signs


@pytest.mark.parametrize(
    "text",
    ["", "a", "a b", "济南 42 %", "a < b", "a <", "<3", "é", "x²", "②", "1,234.5", "⅓", "“a” – b", "x=1", "a" * 300],
)
def test_plain_text_of_any_script_is_fit(text):
    """A rule against what hides must not keep out what people write."""
    assert unfit(text) is None


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("a\tb", r"TAB (U+0009) at sign 2 of 'a\tb'", SEEN),
        ("\x00", r"NULL (U+0000) at sign 1 of '\x00'", SEEN),
        ("ab\n", r"LINE FEED (U+000A) at sign 3 of 'ab\n'", SEEN),
        ("a\rb", r"CARRIAGE RETURN (U+000D) at sign 2 of 'a\rb'", SEEN),
        ("\x1b[0m", r"ESCAPE (U+001B) at sign 1 of '\x1b[0m'", SEEN),
        ("\x07", r"a sign without a name (U+0007) at sign 1 of '\x07'", SEEN),
        ("济\u200b南", r"ZERO WIDTH SPACE (U+200B) at sign 2 of '济\u200b南'", SEEN),
        ("a\xa0b", r"NO-BREAK SPACE (U+00A0) at sign 2 of 'a\xa0b'", SEEN),
        ("a\u3164", "HANGUL FILLER (U+3164) at sign 2 of 'a\u3164'", SEEN),
        ("a\ufe0f", "VARIATION SELECTOR-16 (U+FE0F) at sign 2 of 'a\ufe0f'", SEEN),
        ("４2", "FULLWIDTH DIGIT FOUR (U+FF14) at sign 1 of '４2'", "digits from 0 to 9"),
        ("a٣", "ARABIC-INDIC DIGIT THREE (U+0663) at sign 2 of 'a٣'", "digits from 0 to 9"),
        ("四٣\u200b", "ARABIC-INDIC DIGIT THREE (U+0663) at sign 2 of '四٣\\u200b'", "digits from 0 to 9"),
        (" a", "' a'", "no blank at either end"),
        ("a ", "'a '", "no blank at either end"),
        (" ", "' '", "no blank at either end"),
        ("济 ", "'济 '", "no blank at either end"),
        ("a <b>", "'a <b>'", MARKUP),
        ("</p", "'</p'", MARKUP),
        ("济<Z", "'济<Z'", MARKUP),
        ("<!--", "'<!--'", MARKUP),
        ("<?x", "'<?x'", MARKUP),
        ("x" * 198 + "<b", repr("x" * 198 + "<b"), MARKUP),
        ("x" * 199 + "<b", f"{'x' * 199 + '<'!r}… of 201 characters", MARKUP),
        ("x" * 2000 + "<b", f"{'x' * 200!r}… of 2,002 characters", MARKUP),
    ],
)  # fmt: skip
def test_what_no_table_may_hold_is_named(text, found, expected):
    """A message must show what cannot be seen, by name and by its place."""
    assert unfit(text) == (found, expected)


# --------------------------------------------------------------------------------------------------------- problems


@pytest.mark.parametrize(
    ("row", "column", "place"),
    [
        (7, "unit", "data/a.csv, row 7, column unit"),
        (None, "unit", "data/a.csv, column unit"),
        (1, None, "data/a.csv, row 1"),
        (0, "", "data/a.csv, row 0"),
        (None, None, "data/a.csv"),
    ],
)
def test_a_problem_says_where_as_far_as_is_known(row, column, place):
    """Whoever mends a table goes by these words."""
    assert str(Problem("data/a.csv", row, column, "'x'", "'y'")) == f"{place}: found 'x', expected 'y'"


def test_a_problem_shows_what_hides_in_it():
    """A message with a sign that cannot be seen, or that clears the screen, would hide what it is about."""
    problem = Problem("data/a\u200b.csv", None, None, "济\x1b", "\x07 or b c")
    assert str(problem) == (
        "data/a[ZERO WIDTH SPACE (U+200B)].csv: found 济[ESCAPE (U+001B)], "
        "expected [a sign without a name (U+0007)] or b c"
    )


@pytest.mark.parametrize(("count", "last"), [(1, "f1"), (10, "f10"), (11, "… and 1 more"), (13, "… and 3 more")])
def test_an_error_shows_ten_problems_and_counts_the_rest(count, last):
    """A hundred lines of one mistake would push the first off the screen."""
    problems = [Problem(f"f{number}", None, None, "a", "b") for number in range(1, count + 1)]
    error = DataError(problems)
    lines = [f"f{number}: found a, expected b" for number in range(1, min(count, 10) + 1)]
    assert str(error).split("\n") == lines + ([last] if count > 10 else [])
    assert error.problems is problems


# ---------------------------------------------------------------------------------------------------------- columns


def read(texts: list[str], kind: str = "string", rules: dict | None = None, **more) -> tuple[list, list[tuple]]:
    """The values of a column, and its problems as (row, found, expected)."""
    field = {"name": "c", "type": kind, **more} | ({} if rules is None else {"constraints": rules})
    values, problems = column_of("data/a.csv", field, list(enumerate(texts, start=2)))
    assert {(problem.file, problem.column) for problem in problems} <= {("data/a.csv", "c")}
    return values.tolist(), [(problem.row, problem.found, problem.expected) for problem in problems]


@pytest.mark.parametrize(
    ("kind", "texts", "values", "dtype"),
    [
        ("number", ["0", "-1.50", "12"], [0.0, -1.5, 12.0], "float64"),
        ("integer", ["0", "-10", "007"], [0, -10, 7], "Int64"),
        ("boolean", ["true", "false"], [True, False], "boolean"),
        ("string", ["济南", "", "1.0", "true"], ["济南", "", "1.0", "true"], "str"),
    ],
)
def test_a_column_is_read_as_its_type(kind, texts, values, dtype):
    """A year read as text would be sorted and compared as text."""
    found, problems = column_of("data/a.csv", {"name": "c", "type": kind}, list(enumerate(texts, start=2)))
    assert (found.tolist(), problems) == (values, [])
    assert found.dtype == dtype


@pytest.mark.parametrize("kind", ["number", "integer", "boolean"])
def test_an_empty_cell_is_no_value(kind):
    """Nothing taken for nought would enter the sums."""
    found, problems = column_of("data/a.csv", {"name": "c", "type": kind}, [(2, "")])
    assert found.isna().tolist() == [True]
    assert problems == []


NUMBER, WHOLE, TRUTH = "a number in plain decimals", "a whole number", "true or false"


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        *(("number", text, NUMBER) for text in ("1,5", "1.", ".5", "+1", "1e3", "-", "nan", "inf", "-0", "-0.0", "a1", "1a")),
        ("number", "1 0", NUMBER),
        *(("integer", text, WHOLE) for text in ("1.0", "-", "1a", "a1", "-0", "-00", "1_0")),
        *(("boolean", text, TRUTH) for text in ("yes", "True", "0", "FALSE")),
    ],
)  # fmt: skip
def test_what_is_not_of_its_type_is_refused(kind, text, expected):
    """Two ways to write one number, or a sign without a number, leave open what was meant."""
    assert read([text], kind)[1] == [(2, repr(text), expected)]


def test_a_number_beyond_all_bounds_is_refused():
    """It would be read as infinite, and every mean with it."""
    (problem,) = read(["9" * 400], "number")[1]
    assert problem == (2, f"{'9' * 200!r}… of 400 characters", NUMBER)
    assert read(["-0.5"], "number") == ([-0.5], [])


@pytest.mark.parametrize(
    ("kind", "rules", "text", "expected"),
    [
        ("string", {"enum": ["a", "b"]}, "c", "one of a, b"),
        ("string", {"enum": ["a", "b"]}, "b", ""),
        ("integer", {"enum": ["1", "2"]}, "3", "one of 1, 2"),
        ("string", {}, "=1", FORMULA),
        ("string", {}, "-a", FORMULA),
        ("string", {}, "@a", FORMULA),
        ("string", {}, "a; +b", ""),
        ("string", {}, "a;+b", FORMULA),
        ("string", {}, "a,-b", FORMULA),
        ("string", {}, "a-b", ""),
        ("integer", {}, "-1", ""),
        ("string", {"pattern": "[a-z]+"}, "ab", ""),
        ("string", {"pattern": "[a-z]+"}, "ab1", "text of the form [a-z]+"),
        ("string", {"pattern": "[a-z]+"}, "1ab", "text of the form [a-z]+"),
        ("number", {"minimum": 2}, "2", ""),
        ("number", {"minimum": 2}, "1.9", "at least 2"),
        ("number", {"maximum": 2}, "2", ""),
        ("number", {"maximum": 2}, "2.1", "at most 2"),
        ("integer", {"minimum": 2, "maximum": 4}, "3", ""),
        ("integer", {"minimum": 2, "maximum": 4}, "1", "at least 2"),
        ("integer", {"minimum": 2, "maximum": 4}, "5", "at most 4"),
        ("string", {"maxLength": 2}, "济南", ""),
        ("string", {"maxLength": 2}, "济南市", "at most 2 characters"),
        ("string", {"pattern": "[a-z]+", "maxLength": 2}, "abc", "at most 2 characters"),
    ],
)
def test_what_a_column_expects_is_said(kind, rules, text, expected):
    """At the bound itself a value is still good."""
    assert read([text], kind, rules)[1] == ([(2, repr(text), expected)] if expected else [])


@pytest.mark.parametrize(("text", "possible"), [("2020-08-28", True), ("../2020-10", True), ("2020-02-30", False)])
def test_a_column_of_dates_holds_possible_dates(text, possible):
    """The thirtieth of February is of the right form, and no day."""
    assert read([text], edtf=True)[1] == ([] if possible else [(2, repr(text), DATE)])
    assert read([text], edtf=False)[1] == []


@pytest.mark.parametrize("kind", ["number", "integer", "boolean", "string"])
def test_a_required_cell_may_not_be_empty(kind):
    """Only where the schema says so."""
    assert read([""], kind, {"required": True})[1] == [(2, "''", FILLED)]
    assert read([""], kind, {})[1] == read([""], kind)[1] == []


def test_of_two_mistakes_the_first_is_told():
    """A sign that cannot be seen explains why the word is not one of those expected."""
    rules = {"enum": ["a"], "pattern": "a", "maxLength": 1}
    assert read(["a "], rules=rules)[1] == [(2, "'a '", "no blank at either end")]
    assert read(["bc"], rules=rules)[1] == [(2, "'bc'", "one of a")]


def test_each_cell_is_told_with_its_own_row():
    """The same mistake twice has to be mended twice, and good cells between are kept."""
    values, problems = read(["1", "x", "2", "x"], "integer")
    assert values == [1, None, 2, None]
    assert problems == [(3, "'x'", WHOLE), (5, "'x'", WHOLE)]
    assert read(["a", "b ", "c"])[0] == ["a", "", "c"]
    assert read(["3", "9"], "integer", {"maximum": 4}) == ([3, 9], [(3, "'9'", "at most 4")])


def test_a_spoiled_column_keeps_its_values_as_objects():
    """A type forced on cells that do not fit it would fail before anything is told."""
    found, _ = column_of("data/a.csv", {"name": "c", "type": "boolean"}, [(2, "true"), (3, "x")])
    assert found.dtype == object


def test_a_value_of_its_own_is_had_once():
    """The second is told, with the row of the first; empty cells and cells to do are nobody's."""
    twice = ["a", "b", "a", "", "", "a", TO_DO, TO_DO]
    assert read(twice, rules={"unique": True})[1] == [
        (4, "'a'", "a value of its own: row 2 has it too"),
        (7, "'a'", "a value of its own: row 2 has it too"),
    ]
    assert read(twice, rules={"unique": False})[1] == read(twice)[1] == []
    assert read(["x ", "x "], rules={"unique": True})[1] == [
        (2, "'x '", "no blank at either end"),
        (3, "'x '", "no blank at either end"),
    ]


@pytest.mark.parametrize("kind", ["number", "integer", "boolean"])
def test_a_cell_to_do_has_no_value_yet(kind):
    """A draft is no number, and only columns that say so may have drafts."""
    found, problems = column_of("data/a.csv", {"name": "c", "type": kind, "to_do": "the value"}, [(2, TO_DO)])
    assert (found.isna().tolist(), problems) == ([True], [])
    assert len(read([TO_DO], kind)[1]) == 1


def test_a_text_to_do_says_so():
    """Whatever the column expects of a text that is done."""
    assert read([TO_DO], rules={"enum": ["a"]}, to_do="a word") == (["to do"], [])
    assert read([TO_DO], rules={"enum": ["a"]}) == (["to do"], [(2, "'to do'", "one of a")])
    assert read([""], rules={"required": True}, to_do="a word")[1] == [(2, "''", FILLED)]


def test_a_column_without_rows_has_its_type():
    """A table with a header alone is a table."""
    found, problems = column_of("data/a.csv", {"name": "c", "type": "integer"}, [])
    assert found.equals(pd.Series([], dtype="Int64"))
    assert problems == []

"""What differs between two executions of a notebook is told by its place, its kind and its size."""

from __future__ import annotations

import pytest
from casebook.press.comparison import Comparison, Difference, compare


def result(name: str = "a", value: float | list = 1.0, tolerance: float = 0.5, **more) -> dict:
    """What a result puts on record."""
    return {"kind": "result", "id": name, "value": value, "tolerance": tolerance, **more}


def shown(record: dict | None = None, **data) -> dict:
    """An output with what it shows, by kind, and what it puts on record."""
    metadata = {} if record is None else {"metadata": {"casebook": record}}
    data = {kind.replace("_", "/"): text for kind, text in data.items()}
    return {"output_type": "display_data", "data": data, **metadata}


def code(*outputs: dict, count: int | None = 1) -> dict:
    """An executed cell."""
    return {"cell_type": "code", "execution_count": count, "outputs": list(outputs)}


def compared(before: list[dict], after: list[dict]) -> Comparison:
    """The comparison of two executions of the same cells."""
    return compare("01_a.ipynb", {"cells": before}, {"cells": after})


def told(before: dict, after: dict) -> list[tuple[str, str]]:
    """What differs between two outputs, each in the first cell: what, and by how much."""
    found = compared([code(before)], [code(after)]).differences
    assert {difference.place for difference in found} <= {"notebooks/01_a.ipynb, cell 1"}
    return [(difference.what, difference.size) for difference in found]


TEXT = {"cell_type": "markdown"}


def test_cells_and_outputs_are_counted_and_sentences_are_not():
    """The receipt says how much was compared; the place of a cell counts the sentences before it."""
    before = [TEXT, code(shown(), shown()), TEXT, code(), code(shown(text_plain="a"))]
    after = [TEXT, code(shown(), shown()), TEXT, code(), code(shown(text_plain="b"))]
    differs = Difference("notebooks/01_a.ipynb, cell 5", "output as text/plain", "1 of 1 lines differ")
    assert compared(before, after) == Comparison(cells=3, outputs=3, differences=[differs])


def test_cells_that_differ_in_number_are_no_two_executions():
    """A cell without a partner would be passed over."""
    with pytest.raises(ValueError, match="shorter"):
        compared([TEXT, code()], [TEXT])


def test_the_cells_after_one_that_differs_are_compared_too():
    """Every difference is in the receipt, not the first."""
    before = [code(count=1), TEXT, code(shown()), code(shown(text_plain="a"), shown(text_plain="b"))]
    after = [code(count=None), TEXT, code(), code(shown(text_plain="c"), shown(text_plain="d"))]
    place = "notebooks/01_a.ipynb, cell "
    assert list(map(str, compared(before, after).differences)) == [
        f"{place}1: execution count: found None, expected 1",
        f"{place}3: outputs: found 0, expected 1",
        f"{place}4: output as text/plain: 1 of 1 lines differ",
        f"{place}4: output as text/plain: 1 of 1 lines differ",
    ]
    assert compared(before, after).outputs == 2


def test_a_cell_that_was_never_run_has_neither_count_nor_outputs():
    """As an editor may leave it."""
    bare = {"cell_type": "code"}
    assert compared([bare], [code(count=None)]) == Comparison(cells=1)
    assert compared([code(count=None)], [bare]) == Comparison(cells=1)
    assert list(map(str, compared([bare], [code(shown(), count=3)]).differences)) == [
        "notebooks/01_a.ipynb, cell 1: execution count: found 3, expected None",
        "notebooks/01_a.ipynb, cell 1: outputs: found 1, expected 0",
    ]
    assert list(map(str, compared([code(shown(), count=3)], [bare]).differences)) == [
        "notebooks/01_a.ipynb, cell 1: execution count: found None, expected 3",
        "notebooks/01_a.ipynb, cell 1: outputs: found 0, expected 1",
    ]


@pytest.mark.parametrize(
    ("before", "after", "differs"),
    [
        (result(), result(), False),
        (result(), result(value=1.5), False),
        (result(), result(value=1.75), True),
    ],
)
def test_results_are_counted_as_exact_or_within_their_tolerance(before, after, differs):
    """Equal to the last bit, within what is stated, or beyond it: three kinds of news."""
    found = compared([code(shown(before))], [code(shown(after))])
    assert (found.results, found.exact) == (1, int(before == after))
    size = f"found {after['value']!r}, expected 1.0 within 0.5"
    own = [Difference("notebooks/01_a.ipynb, cell 1", "result a", size)]
    assert found.differences == (own if differs else [])


@pytest.mark.parametrize(
    ("before", "after", "results", "size"),
    [
        (result(), result("b"), 0, "found other id"),
        (result(), {"kind": "check", "id": "a"}, 0, "found other kind, tolerance, value"),
        ({"kind": "check", "id": "a"}, result(), 0, "found other kind, tolerance, value"),
        (result(unit="%", note=""), result(unit="m", note="x"), 1, "found other note, unit"),
        (result(), None, 0, "found other id, kind, tolerance, value"),
        (None, result(), 0, "found other id, kind, tolerance, value"),
        ({"kind": "check", "id": "a", "value": 1}, {"kind": "check", "id": "a", "value": 2}, 0, "found other value"),
    ],
)
def test_a_record_that_is_another_is_told_by_what_differs(before, after, results, size):
    """A value is held against its tolerance only where both are the same result."""
    assert told(shown(before), shown(after)) == [("record", size)]
    assert compared([code(shown(before))], [code(shown(after))]).results == results


def test_what_is_compared_is_left_as_it_is():
    """The notebook is still to be written."""
    record = result()
    compared([code(shown(record))], [code(shown(record))])
    assert record == result()


def test_each_kind_of_output_is_held_for_itself():
    """Lines or one text, a printed line, an error, and data that are no text."""
    assert told(shown(text_plain=["a\n", "b"]), shown(text_plain="a\nb")) == []
    assert told(shown(text_plain=["a\n", "b"]), shown(text_plain="ab")) == [
        ("output as text/plain", "2 of 2 lines differ")
    ]
    assert told(shown(a="x", b="y", c="z"), shown(c="z", b="w", d="v")) == [
        ("output as a", "found none, expected one"),
        ("output as b", "1 of 1 lines differ"),
        ("output as d", "found one, expected none"),
    ]
    one, two = ({"output_type": "stream", "name": "stdout", "text": text} for text in (["a\n", "b"], "a\nb"))
    assert told(one, two) == []
    assert told(one, {**two, "text": "a"}) == [("output as stdout", "1 of 2 lines differ")]
    error = {"output_type": "error", "ename": "KeyError", "evalue": "'a'", "traceback": ["elsewhere"]}
    assert told(error, {**error, "traceback": []}) == []
    assert told(error, {**error, "ename": "TypeError"}) == [("output as error", "1 of 1 lines differ")]
    assert told(error, {**error, "evalue": "'b'"}) == [("output as error", "1 of 1 lines differ")]
    assert told(shown(error="KeyError: 'a'"), error) == [], "an error is shown as its name and its words"
    assert told(shown(json={"x": 1}), shown(json={"x": 1})) == []
    assert told(shown(json={"x": 1}), shown(json={"x": 3.5})) == [
        ("output as json", "1 numbers differ, by 2.5 at most")
    ]
    assert told(shown(json={"x": 1}), shown(json={"y": 1})) == [("output as json", "1 of 1 lines differ")]


@pytest.mark.parametrize(
    ("one", "two", "size"),
    [
        ("a 1 b 2 c 3", "a 1 b 2.5 c -4", "2 numbers differ, by 7 at most"),
        ("x 1e3", "x 1000.5", "1 numbers differ, by 0.5 at most"),
        ("x 1.23456", "x 0", "1 numbers differ, by 1.23 at most"),
        ("x 1", "x 1.0", "1 numbers differ, by 0 at most"),
        ("1\n2", "1\n3", "1 numbers differ, by 1 at most"),
        ("1\na\n2", "1\nb\n3", "2 of 3 lines differ"),
        ("a\nb\nc", "a", "2 of 3 lines differ"),
        ("a", "a\nb\nc", "2 of 1 lines differ"),
        ("", "a", "1 of 0 lines differ"),
    ],
)
def test_the_size_of_a_difference_is_that_of_its_numbers_or_its_lines(one, two, size):
    """A coordinate that moved by a hair and a figure that is another one are not the same news."""
    assert told(shown(text_plain=one), shown(text_plain=two)) == [("output as text/plain", size)]


def test_comparisons_add_up():
    """Chapter by chapter; what was taken in is not changed by what follows."""
    first, second = Difference("a", "b", "c"), Difference("d", "e", "f")
    total, one = Comparison(), Comparison(1, 2, 3, 4, [first])
    total.add(one)
    total.add(Comparison(10, 20, 30, 40, [second]))
    assert total == Comparison(11, 22, 33, 44, [first, second])
    assert one.differences == [first]
    assert str(first) == "a: b: c"
    given = [first]
    Comparison(differences=given).add(Comparison(differences=[second]))
    assert given == [first]
    assert Comparison().differences == []

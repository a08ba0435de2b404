"""How a pair stands to what was read: which reading is taken for it when it has changed, and what is said of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from casebook.press.signing.pairing import Pair, mark
from casebook.press.signing.readings import Reading
from casebook.press.signing.states import State, left_over, states, summary


def pair(text: str, entry: str = "", kind: str = "text", file: str = "book/a.md", evidence: str = "e") -> Pair:
    """Something that is read, on a page."""
    return Pair(kind, file, "", text, entry, evidence)


def reading(text: str, entry: str = "", kind: str = "text", file: str = "book/a.md", **more: str) -> Reading:
    """Somebody's reading of such a pair."""
    told = {"evidence": mark("e"), "reader": "R. Ader", "read_on": "2026-11-29", "finding": "supports", "line": ""}
    return Reading(kind, file, text, entry, **(told | more))


def stood(pairs: list[Pair], readings: list[Reading]) -> list[tuple[str, Reading | None]]:
    """The states of some pairs, and the readings that they had."""
    found = states(pairs, readings)
    assert [state.pair for state in found] == pairs
    return [(state.state, state.reading) for state in found]


def test_a_pair_has_the_reading_of_itself():
    """A verdict against stays open, one in part does not; changed evidence comes before either."""
    one, two = pair("One.", "a"), pair("Two.")
    for finding, state in (("supports", "current"), ("in part", "current"), ("does not", "not supported")):
        read = reading("One.", "a", finding=finding)
        assert stood([one, two], [read]) == [(state, read), ("never read", None)]
        changed = replace(read, evidence=mark("other"))
        assert stood([two, one], [changed]) == [("never read", None), ("evidence changed", changed)]


def test_what_is_open_is_all_that_is_not_current():
    """Whoever asks what there is to read is not to be told what is read."""
    assert [State(pair("One."), state).is_open for state in ("current", "never read", "not supported")] == [
        False, True, True,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "was", "state"),
    [
        ("abcdefghij", "abcdefklmn", "sentence changed"),  # six of ten signs, just alike enough
        ("abcdefghij", "abcdeklmno", "never read"),
        ("abcdefg", "abc", "sentence changed"),  # three of both, twice counted, of ten
        ("abcdefgh", "abc", "never read"),
        ("a " * 150, "a " * 150, "sentence changed"),  # the same, though of signs that are everywhere
    ],
)
def test_a_changed_sentence_is_known_by_what_it_has_in_common(text, was, state):
    """Three fifths of the signs; the same words that link elsewhere are the same words."""
    read = reading(was, "b")
    assert stood([pair(text, "a")], [read]) == [(state, read if state == "sentence changed" else None)]


@pytest.mark.parametrize(
    "other", [{"kind": "heading"}, {"file": "book/b.md"}, {"kind": "row", "file": "book/a.md"}], ids=str
)
def test_what_was_read_elsewhere_or_of_another_kind_is_not_the_same_changed(other):
    """A heading is no sentence; a sentence on another page is another."""
    assert stood([pair("One more.")], [reading("One mare.", **other)]) == [("never read", None)]


def test_a_row_that_is_new_is_not_an_old_one_changed():
    """Its key is its name: a row of another key is another row, however alike; what stands beside it is asked all the same."""
    row = pair("claims art-jobs", kind="row")
    old = reading("claims art-job", kind="row")
    sentence, was = pair("It fell by half."), reading("It fell by a half.")
    assert stood([row, sentence], [old, was]) == [("never read", None), ("sentence changed", was)]


def test_the_most_alike_are_taken_together_each_once():
    """The order on the page does not say which sentence was which; a link that is the same says more than a word."""
    far, near = pair("It fell by one half, they say, in towns."), pair("It fell by one half, they say.")
    was = reading("It fell by one half, they said.")
    assert stood([far, near], [was]) == [("never read", None), ("sentence changed", was)]
    other = reading("It fell by one third, they say, in towns.")
    assert stood([near, far], [other, was]) == [("sentence changed", was), ("sentence changed", other)]
    linked, same = reading("It fell by some half, they say.", "a"), reading("It fell by one half, they say.", "b")
    assert stood([pair("It fell by one half, they say.", "a")], [same, linked]) == [("sentence changed", linked)]
    assert stood([pair("It fell by one half, they say.", "c")], [linked, same]) == [("sentence changed", same)]


def test_of_two_that_are_as_much_alike_the_first_counts():
    """What is found must not depend on anything but the book and the file."""
    first, second = reading("It fell by x half."), reading("It fell by y half.")
    assert stood([pair("It fell by z half.")], [first, second]) == [("sentence changed", first)]
    both = [pair("It fell by v half."), pair("It fell by w half.")]
    assert stood(both, [first, second]) == [("sentence changed", first), ("sentence changed", second)]


def test_readings_of_what_is_gone_are_left_over():
    """Kind, text and entry make a pair: one of them changed, it is another."""
    pairs = [pair("One.", "a")]
    gone = [reading("One.", "b"), reading("One.", "a", kind="heading"), reading("Two.", "a")]
    assert left_over(pairs, [reading("One.", "a", file="book/b.md"), *gone]) == gone


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (State(pair("One."), "never read"), "book/a.md: never read: text 'One.'"),
        (
            State(Pair("figure", "notebooks/01_a.ipynb", "cell 3", "It fell", "cut", ""), "never read"),
            "notebooks/01_a.ipynb, cell 3: never read: figure 'It fell', linked to cut",
        ),
        (
            State(pair("One.", "a"), "sentence changed", reading("Won.", "b")),
            "book/a.md: sentence changed: text 'One.', linked to a; read was 'Won.', linked to b",
        ),
        (
            State(pair("One."), "sentence changed", reading("Won.")),
            "book/a.md: sentence changed: text 'One.'; read was 'Won.'",
        ),
        (
            State(pair("x" * 161), "sentence changed", reading("y" * 161)),
            f"book/a.md: sentence changed: text '{'x' * 160}'; read was '{'y' * 160}'",
        ),
        (
            State(pair("One."), "not supported", reading("One.", finding="does not", line="no rise")),
            "book/a.md: not supported: text 'One.'; R. Ader: no rise",
        ),
        (
            State(pair("One."), "evidence changed", reading("One.", line="x")),
            "book/a.md: evidence changed: text 'One.'",
        ),
        (State(pair("One."), "sentence changed"), "book/a.md: sentence changed: text 'One.'"),
        (State(pair("One."), "not supported"), "book/a.md: not supported: text 'One.'"),
    ],
)
def test_a_state_says_where_what_and_why(state, told):
    """A line is all that whoever runs the checks has to go by."""
    assert str(state) == told


def test_pairs_are_counted_by_kind_and_state():
    """Support in part is counted apart from support, and only where it still holds."""
    partly = reading("One.", finding="in part", line="of one zone")
    found = [
        State(pair("One."), "current", partly),
        State(pair("Two."), "current", reading("Two.")),
        State(pair("Three."), "current", reading("Three.")),
        State(pair("Four."), "evidence changed", partly),
        State(pair("Head", kind="heading"), "never read"),
    ]
    assert summary(found) == {
        "text": {"in part": 1, "current": 2, "evidence changed": 1},
        "heading": {"never read": 1},
    }
    assert summary([]) == {}
    assert type(summary(found)) is dict

"""What the prose says of the book itself: the chapter of a link, an exercise, a level; what is wrong and what it should be."""

from __future__ import annotations

import pytest
from casebook.press.audit.references import exercises_in, false_references
from made_entries import FIGURE, result, stated

EXERCISES = {2: [1, 2], 3: [1, 2, 3, 4], 12: []}
ENTRIES = {
    "cut": stated("109", "departments"), "figure": FIGURE, "none": result("5", 5.0, level=None),
    "three": result("5", 5.0, level=3), "five": result("7", 7.0, level=5),
}  # fmt: skip


def test_the_exercises_of_a_chapter_are_its_boxes_of_that_title():
    """In the order in which they stand, whatever their number of backticks."""
    text = "```{admonition} Exercise 2 · think\n```\n````{exercise}  Exercise 12\n````\nExercise 3\n```{note} Exercise 4\n```"
    assert exercises_in(text) == [2, 12]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("See [Chapter 2](02_how.ipynb), [chapters 12](12_who.ipynb) and [it](03_x.ipynb).", []),
        ("See [Chapter 12](02_how.ipynb).", [('"Chapter 12" linked to chapter 2', "Chapter 2")]),
        ("[a](03_x.ipynb), [see chapter 3](12_who.ipynb)", [('"see chapter 3" linked to chapter 12', "Chapter 12")]),
        ("Exercises 1 and 2, exercise 3–4.", []),
        ("Exercise 5.", [('"Exercise 5"', "an exercise that exists: 1, 2, 3, 4")]),
        ("Exercises 1, 2 to 6 here.", [('"Exercises 1, 2 to 6"', "an exercise that exists: 1, 2, 3, 4")]),
        ("[It](02_how.ipynb) has Exercise 2.", []),
        ("[It](02_how.ipynb) has Exercise 3.", [('"Exercise 3"', "an exercise that exists: 1, 2")]),
        ("[One](02_a.ipynb) or [two](03_b.ipynb): Exercise 3.", []),
        ("[It](12_who.ipynb) has Exercise 1.", [('"Exercise 1"', "an exercise that exists: there is none")]),
        ("[It](13_new.ipynb) has Exercise 1.", [('"Exercise 1"', "an exercise that exists: there is none")]),
        ("Level 3: [5](#three).", []),
        ("Level 4: [5](#none), [109](#cut), [a](#figure), [b](#lost).", []),
        ("Level 4: [5](#three).", [('"Level 4"', "level 3, as on record")]),
        ("Levels 2 to 4: [7](#five), [5](#three).", [('"Levels 2 to 4"', "level 3 or 5, as on record")]),
        ("Levels 2 to 5: [7](#five).", []),
        ("Level 4.", []),
        (
            "Levels 1, level 2: Exercise 8, exercise 9, [5](#three).",
            [
                ('"Exercise 8"', "an exercise that exists: 1, 2, 3, 4"),
                ('"exercise 9"', "an exercise that exists: 1, 2, 3, 4"),
                ('"Levels 1"', "level 3, as on record"),
                ('"level 2"', "level 3, as on record"),
            ],
        ),
    ],
)
def test_what_is_said_of_the_book_is_so(sentence, found):
    """In a sentence of the third chapter."""
    assert list(false_references(sentence, ENTRIES, EXERCISES, 3)) == found


def test_on_a_page_that_is_no_chapter_an_exercise_may_be_of_any():
    """Unless the sentence links to one."""
    assert list(false_references("Exercise 9.", ENTRIES, EXERCISES, None)) == []
    assert len(list(false_references("[It](02_how.ipynb) has Exercise 9.", ENTRIES, EXERCISES, None))) == 1

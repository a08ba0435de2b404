"""The convention of exercises: a task and its key apart, what it costs said, no answer given away; and that each check can fail."""

from __future__ import annotations

import pytest
import small_chapter
from casebook.evidence.records import NotebookError, chapters, load
from casebook.press.audit import pages
from casebook.press.classroom import convention, exercises
from casebook.reading.intervals import Interval
from small_chapter import cell, code, result, told


@pytest.fixture(scope="module")
def book() -> dict[str, dict]:
    """All chapters by file name."""
    return {path.name: load(path) for path in chapters()}


@pytest.mark.parametrize("path", chapters(), ids=lambda path: path.name[:2])
def test_a_chapter_keeps_the_convention(path):
    """So that a student's copy can be made of it; the cases below show that each check can fail."""
    assert convention.problems(load(path)) == []


def test_no_answer_stands_elsewhere_unlisted(book):
    """What the chapters and the pages for readers show besides the keys; notes for lecturers may show all."""
    read = {page.name: page.read_text(encoding="utf-8") for page in pages() if page.parent.name != "teach"}
    assert convention.unlisted(convention.elsewhere(book, read)) == []


def test_all_exercises_are_found(book):
    """A pattern that finds none would pass every check: counted once more, by their titles."""
    titles = sum("{admonition} Exercise" in "".join(cell["source"]) for nb in book.values() for cell in nb["cells"])
    found = [exercise for notebook in book.values() for exercise in exercises.exercises(notebook)]
    assert len(found) == titles > 60
    assert {exercise.kind for exercise in found} == set(exercises.KINDS)


# ------------------------------------------------------------------------------------------- a chapter to be spoiled


@pytest.fixture
def chapter() -> dict:
    """A small chapter in good order."""
    return small_chapter.chapter()


def test_the_small_chapter_passes(chapter):
    """The sabotage below proves something only if the chapter was in order."""
    assert convention.problems(chapter) == []


def test_an_exercise_is_read_as_it_is_written(chapter):
    """Task, key, answers, what is given, and mistakes."""
    think, compute, turn = exercises.exercises(chapter)
    assert (think.name, think.title, think.task, think.keys) == ("ex1", "think", "Why?", (("Solution", "Because."),))
    assert [answer["id"] for answer in compute.answers] == ["cut"]
    assert compute.given == ("start",)
    assert compute.mistakes == (exercises.Mistake("66.7 %", "divided by what was left", "cut"),)
    assert [one["id"] for one in compute.solution] == ["ex2-solution"]
    assert (turn.kind, turn.minutes, turn.marks, turn.solution, turn.answers) == ("your turn", 10, 4, (), ())


def one_cell(chapter):
    cell(chapter, "ex1")["source"] += "\n\n```{dropdown} Solution\nBecause.\n```"


def no_key(chapter):
    chapter["cells"].remove(cell(chapter, "ex1-key"))


def other_name(chapter):
    cell(chapter, "ex1")["id"] = "first"


def stray_key(chapter):
    cell(chapter, "data")["metadata"]["tags"] = ["key"]


def foreign_key(chapter):
    cell(chapter, "ex1-key")["id"] = "ex2-hint"


def no_exercise(chapter):
    cell(chapter, "ex1")["source"] = "Why?"


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (one_cell, "cell ex1: found its key in the same cell, expected it in 'ex1-key'"),
        (no_key, "cell ex1: found no key after it, expected 'ex1-key'"),
        (other_name, "cell 5: found the id 'first', expected 'ex1' for a task"),
        (stray_key, "cell data: found the tag 'key', expected it after a task alone"),
        (foreign_key, "cell ex2-hint: found the tag 'key', expected the folded key 'ex1-key'"),
        (no_exercise, "cell ex1: found no exercise, expected an {admonition}"),
    ],
)
def test_cells_that_are_not_apart_are_reported(chapter, spoil, message):
    """A student's copy would show the key, or lose the task."""
    spoil(chapter)
    assert message in convention.problems(chapter)


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("ex1", {"minutes": 0}, "cell ex1: found 0 minutes, expected a whole number from 1"),
        ("ex1", {"marks": "2"}, "cell ex1: found '2' marks, expected a whole number from 1"),
        ("ex1", {"kind": "guess"}, "cell ex1: found the kind 'guess' and the title 'think', expected one of think, compute, your turn in both"),
        ("ex1", {"kind": "compute"}, "cell ex1: found the kind 'compute' and the title 'think', expected one of think, compute, your turn in both"),
        ("ex1", {"minutes": 40}, "found exercises of 60 minutes, expected 20 to 45"),
        ("ex2", {"given": ["start", "cut"]}, "cell ex2: found 'cut' as given, expected a result of its key that the task links to"),
        ("ex2", {"mistakes": []}, "cell ex2: found no mistake, expected at least one that somebody would make"),
        ("ex2", {"mistakes": [["40.0 %", "x", "cut"]]}, "cell ex2: found the mistake '40.0 %', expected another value than the answer"),
        ("ex2", {"mistakes": [["0.4", "x", "cut"]]}, "cell ex2: found the mistake '0.4', expected the form of '40.0 %'"),
        ("ex2", {"mistakes": [["none", "x", "cut"]]}, "cell ex2: found the mistake 'none', expected the form of '40.0 %'"),
        ("ex2", {"mistakes": [["6.0 %", " ", "cut"]]}, "cell ex2: found nothing on the mistake '6.0 %', expected what whoever has it did"),
        ("ex2", {"mistakes": [["6.0 %", "x", "start"]]}, "cell ex2: found a mistake of 'start', expected one of its answers: cut"),
    ],
)  # fmt: skip
def test_what_an_exercise_says_of_itself_is_checked(chapter, name, change, message):
    """Minutes and marks add up to a plan, and mistakes are told to students."""
    told(chapter, name).update(change)
    assert message in convention.problems(chapter)


@pytest.mark.parametrize("lost", ["minutes", "marks", "kind"])
def test_what_an_exercise_does_not_say_is_reported(chapter, lost):
    """A task without minutes is in no plan."""
    del told(chapter, "ex1")[lost]
    assert convention.problems(chapter) == [
        f"cell ex1: found no {lost} in its metadata, expected an exercise (press/classroom/exercises.py)"
    ]
    with pytest.raises(NotebookError, match=f"no {lost}"):
        exercises.exercises(chapter)


def test_a_computed_exercise_has_values_and_marks_for_each(chapter):
    """One mark a value: with fewer, one would earn nothing."""
    told(chapter, "ex2")["marks"] = 1
    cell(chapter, "ex2-solution")["outputs"].append({"metadata": {"casebook": result("more", 1.0, "1.0 %")}})
    assert "cell ex2: found 1 marks for 2 values, expected one for each" in convention.problems(chapter)
    cell(chapter, "ex2-solution")["outputs"] = []
    assert "cell ex2: found no result on record in its key, expected what it asks for" in convention.problems(chapter)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Show that it is 40.0 %.", "cell ex2: found '40.0 %', its answer cut, expected a task without it"),
        ("Show [it](../book/ledger.md#cut).", "cell ex2: found a link to its answer cut, expected none"),
    ],
)
def test_a_task_that_holds_its_answer_is_reported(chapter, text, message):
    """In its words or behind a link."""
    cell(chapter, "ex2")["source"] = cell(chapter, "ex2")["source"].replace("How deep", f"{text}\nHow deep")
    assert convention.problems(chapter) == [message]


def test_a_number_that_only_looks_like_the_answer_passes(chapter):
    """A check that refuses honest tasks would be switched off."""
    cell(chapter, "ex2")["source"] = cell(chapter, "ex2")["source"].replace("How", "Of 140.0 % or 40.05 %: how")
    assert convention.problems(chapter) == []


def test_a_name_that_only_a_key_binds_is_reported(chapter):
    """Whoever leaves out exercise 2, or has the student's copy, could not run the cell."""
    chapter["cells"].insert(-1, code("ex3-solution", "again = result + sum(gone for gone in [1])", tags=("key",)))
    assert convention.problems(chapter) == [
        "cell ex3-solution: found the name 'result', which only the key of ex2 binds, expected it bound outside"
    ]
    chapter["cells"].append(code("later", "print(again, [result for result in (1, 2)])"))
    assert convention.problems(chapter)[1:] == [
        "cell later: found the name 'again', which only the key of ex3 binds, expected it bound outside"
    ]
    cell(chapter, "data")["source"] += "\nresult = again = 1"
    assert convention.problems(chapter) == []


def test_an_answer_that_stands_elsewhere_is_listed_with_its_reason(chapter, tmp_path):
    """In the text, in a caption, on a page; the key may show it."""
    listed = tmp_path / "shown_elsewhere.csv"
    assert convention.elsewhere({"01_a.ipynb": chapter}, {"p.md": "[100](ledger.md#start)"}) == set()
    cell(chapter, "title")["source"] += "\nBy [40.0 %](../book/ledger.md#cut)."
    found = convention.elsewhere({"01_a.ipynb": chapter}, {"p.md": "[40.0 %](ledger.md#cut)"})
    assert found == {("cut", "01_a.ipynb"), ("cut", "p.md")}
    listed.write_text("result,file,reason\ncut,p.md,said\nold,p.md, \n", encoding="utf-8")
    assert convention.unlisted(found, listed) == [
        "01_a.ipynb: found the answer cut, expected a key without echo, or a line in book/shown_elsewhere.csv",
        "book/shown_elsewhere.csv: found old in p.md, which shows it no more",
        "book/shown_elsewhere.csv: found no reason for old",
    ]
    cell(chapter, "title")["source"] = "# Did it fall?"
    cell(chapter, "data")["metadata"]["mystnb"] = {"figure": {"caption": "By [40.0 %](../book/ledger.md#cut)."}}
    assert convention.elsewhere({"01_a.ipynb": chapter}, {}) == {("cut", "01_a.ipynb")}


def page(*cells: dict) -> dict:
    """A notebook of these cells."""
    return {"cells": list(cells)}


def asks(number: int, name: str = "", more: str = "") -> dict:
    """A task of ten minutes, under a name of its own."""
    told = {"kind": "think", "minutes": 10, "marks": 1}
    cell = small_chapter.task(number, "think", "Why?", **told)
    return {**cell, "id": name or cell["id"], "source": cell["source"] + more}


ADMONITION = "```{admonition} Note\nx\n```"
AGAIN = small_chapter.key(1, "b") | {"id": "ex1-again"}
PROSE = small_chapter.markdown("p", "Between.")


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ([asks(1), small_chapter.key(1, "a"), asks(12), small_chapter.key(12, "b")], []),
        ([PROSE, asks(1, "ex2"), small_chapter.key(1, "a")],
         ["cell 2: found the id 'ex2', expected 'ex1' for a task", "cell ex2: found no key after it, expected 'ex2-key'"]),
        ([{key: value for key, value in asks(1).items() if key != "id"}], ["cell 1: found the id '', expected 'ex1' for a task"]),
        ([asks(1, more="\n\n```{dropdown} S\na\n```"), small_chapter.key(1, "a")],
         ["cell ex1: found its key in the same cell, expected it in 'ex1-key'"]),
        ([small_chapter.markdown("ex3", "x")],
         ["cell ex3: found no exercise, expected an {admonition}", "cell ex3: found no key after it, expected 'ex3-key'"]),
        ([asks(1), small_chapter.key(1, "a"), AGAIN], ["cell ex1-again: found the tag 'key', expected the folded key 'ex1-key'"]),
        ([asks(1), {**small_chapter.key(1, "a"), "source": "Open."}], ["cell ex1-key: found the tag 'key', expected the folded key 'ex1-key'"]),
        ([asks(1), {**small_chapter.key(1, "a"), "source": f"{ADMONITION}\n\n```{{dropdown}} S\na\n```"}],
         ["cell ex1-key: found the tag 'key', expected the folded key 'ex1-key'"]),
        ([asks(1), small_chapter.key(1, "a"), PROSE, code("k", "1", tags=("key",))],
         ["cell k: found the tag 'key', expected it after a task alone"]),
        ([asks(1), small_chapter.key(1, "a"), code("x", "1"), code("k", "1", tags=("key",))], []),
        ([asks(2), asks(1), small_chapter.key(1, "a"), asks(3)],
         ["cell ex2: found no key after it, expected 'ex2-key'", "cell ex3: found no key after it, expected 'ex3-key'"]),
        ([code("ex1", "{admonition} Exercise 1")], ["cell ex1: found no key after it, expected 'ex1-key'"]),
    ],
    ids=["in order", "other number", "no id", "folded in", "bare", "two keys", "open key", "box", "late key", "code", "no keys", "code for a task"],
)  # fmt: skip
def test_tasks_and_keys_stand_next_to_each_other(cells, found):
    """All that is wrong is told at once, cell by cell."""
    kept = [line for line in convention.problems(page(*cells)) if "of 10 minutes" not in line]
    assert kept == found


def test_all_problems_of_an_exercise_are_told_in_order(chapter):
    """What it costs, what it gives away, what it expects; then what the chapter lacks as a whole."""
    told(chapter, "ex2").update(
        kind="sum", minutes=0, marks=0.5, given=["lost", "start"], mistakes=[["40.0 %", "", "cut"]]
    )
    told(chapter, "ex1").update(minutes=1)
    told(chapter, "ex3").update(minutes=18, mistakes=[["3", "x", "y"]])
    chapter["cells"].append(code("later", "gone, result"))
    assert convention.problems(chapter) == [
        "cell ex2: found the kind 'sum' and the title 'compute', expected one of think, compute, your turn in both",
        "cell ex2: found 0 minutes, expected a whole number from 1",
        "cell ex2: found 0.5 marks, expected a whole number from 1",
        "cell ex2: found 'lost' as given, expected a result of its key that the task links to",
        "cell ex2: found the mistake '40.0 %', expected another value than the answer",
        "cell ex2: found nothing on the mistake '40.0 %', expected what whoever has it did",
        "cell ex3: found a mistake of 'y', expected one of its answers: ",
        "found exercises of 19 minutes, expected 20 to 45",
        "cell later: found the name 'result', which only the key of ex2 binds, expected it bound outside",
    ]


@pytest.mark.parametrize(("minutes", "well"), [(9, False), (10, True), (35, True), (36, False)])
def test_the_exercises_of_a_chapter_fit_into_a_lesson(chapter, minutes, well):
    """With twice five and this: from twenty to forty-five minutes; a chapter without exercises has none to fit."""
    told(chapter, "ex1")["minutes"] = told(chapter, "ex2")["minutes"] = 5
    told(chapter, "ex3")["minutes"] = minutes
    found = [] if well else [f"found exercises of {minutes + 10} minutes, expected 20 to 45"]
    assert convention.problems(chapter) == found
    assert convention.problems(page(PROSE)) == []


def test_one_mark_is_the_least(chapter):
    """As is one minute, and one mark for the one value that is computed."""
    told(chapter, "ex1").update(marks=1, minutes=1)
    told(chapter, "ex2").update(marks=1, minutes=20)
    assert convention.problems(chapter) == []
    told(chapter, "ex2")["kind"] = "think"
    cell(chapter, "ex2")["source"] = cell(chapter, "ex2")["source"].replace("compute", "think: compute")
    told(chapter, "ex2").update(mistakes=[], marks=1)
    more = code("x", "", result("more", 1.0, "1.0 %"))
    cell(chapter, "ex2-solution")["outputs"] += more["outputs"]
    assert convention.problems(chapter) == []


@pytest.mark.parametrize(
    ("text", "leaks"),
    [
        ("40.0 %", True), ("(40.0 %)", True), ("40.0 %, or", True), ("40.0 %.", True), ("40.0 %.5", False), ("40.0 %,5", False),
        ("40.0 %x", False), ("40.0 %%", False), ("1,40.0 %", False), (".40.0 %", False), ("x40.0 %", False), ("40x0 %", False),
        ("[40.0 %](a.md)", False), ("[x] 40.0 % (y)", True),
    ],
)  # fmt: skip
def test_an_answer_in_a_task_is_one_that_stands_alone(chapter, text, leaks):
    """As the text of a link it is one that the task gives; inside of another number it is none."""
    cell(chapter, "ex2")["source"] = cell(chapter, "ex2")["source"].replace("How deep", f"Of {text}\nHow deep")
    expected = ["cell ex2: found '40.0 %', its answer cut, expected a task without it"] if leaks else []
    assert convention.problems(chapter) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("40.0 %", 40.0),
        ("−2.8 to +6.4 log points", Interval(-2.8, 6.4)),
        ("1,234.5 posts", 1234.5),
        ("-3", -3.0),
        ("1 of 2 of 3", 1.0),
        ("−1,000 to −20", Interval(-1000.0, -20.0)),
    ],
)
def test_a_printed_form_is_read_back(text, value):
    """A number, or the two ends of a range."""
    assert convention.as_value(text) == value


def test_a_mistake_has_the_form_of_its_answer(chapter):
    """Of a range, too; a number in its place is none."""
    more = result("reach", [-1.0, 2.0], "−1.0 to +2.0 %", "+.1f")
    cell(chapter, "ex2-solution")["outputs"] += code("x", "", more)["outputs"]
    told(chapter, "ex2")["mistakes"] = [
        ["−3.0 to +4.0 %", "erred", "reach"],
        ["+3.0 %", "erred", "reach"],
        ["−3 to 4", "erred", "reach"],
    ]
    assert convention.problems(chapter) == [
        "cell ex2: found the mistake '−3 to 4', expected the form of '−1.0 to +2.0 %'"
    ]


def test_names_are_those_of_the_key_before(chapter):
    """A key may use what it binds, and what an ordinary cell or Python has; the code before the tasks may not use it."""
    chapter["cells"].insert(-1, code("ex3-solution", "a = 1; b = print(a, before, cut)", tags=("key",)))
    chapter["cells"].insert(0, code("first", "b; a"))
    assert convention.problems(chapter) == [
        "cell first: found the name 'a', which only the key of ex3 binds, expected it bound outside",
        "cell first: found the name 'b', which only the key of ex3 binds, expected it bound outside",
        "cell ex3-solution: found the name 'cut', which only the key of ex2 binds, expected it bound outside",
    ]


def test_what_stands_elsewhere_is_sorted_and_listed_once(chapter, tmp_path):
    """Without a list, all of it is new; of an exercise that is not computed nothing is an answer."""
    found = {("b", "x.md"), ("a", "z.md"), ("a", "y.md")}
    assert convention.rows_of(tmp_path / "none.csv") == []
    assert convention.unlisted(found, tmp_path / "none.csv") == [
        f"{name}: found the answer {entry}, expected a key without echo, or a line in book/none.csv"
        for entry, name in (("a", "y.md"), ("a", "z.md"), ("b", "x.md"))
    ]
    listed = tmp_path / "listed.csv"
    rows = "".join(
        f"{entry},{name},because 区\n" for entry, name in [*sorted(found, reverse=True), ("c", "x.md"), ("b", "w.md")]
    )
    listed.write_text(f"result,file,reason\n{rows}", encoding="utf-8")
    assert convention.rows_of(listed)[0] == {"result": "b", "file": "x.md", "reason": "because 区"}
    assert convention.unlisted(found, listed) == [
        "book/listed.csv: found b in w.md, which shows it no more", "book/listed.csv: found c in x.md, which shows it no more"
    ]  # fmt: skip
    shown = small_chapter.markdown("m", "[x](ledger.md#cut)", mystnb={"figure": {"caption": "[y](ledger.md#cut)"}})
    other = page(code("c", "[z](ledger.md#cut)"), small_chapter.markdown("n", "x", mystnb={"figure": {}}))
    read = {"a.ipynb": chapter, "b.ipynb": page(shown), "c.ipynb": other}
    assert convention.elsewhere(read, {}) == {("cut", "b.ipynb")}
    told(chapter, "ex2")["kind"] = "think"
    assert convention.elsewhere(read, {}) == set()


def test_a_chapter_that_is_not_there_is_named():
    """By its number, and those that are."""
    with pytest.raises(NotebookError, match=r"found no chapter 77, expected some of 01, 02"):
        exercises.chosen(["1", "77"])
    assert [number for number, _, _ in exercises.chosen(["9", "01"])] == ["09", "01"]


def test_names_are_told_apart_on_every_python():
    """What a function, a lambda or a comprehension binds is its own; what it takes from outside is used."""
    source = (
        "import os.path as o\nimport json\nfrom a import b\nfor i in rows: pass\nwith f() as g: total = 1\n"
        "def cut(a, /, c, *d, e=k):\n    gone = a - c\n    return gone / zones\n"
        "class Box: size = n\nr = [x for x in y if x > q]\ns = {p: v for p, v in w}\nz = lambda t: t + h\ntotal += 1"
    )
    bound, used = convention._bound_and_used(source)
    assert bound == {"o", "json", "b", "i", "g", "total", "cut", "Box", "r", "s", "z"}
    assert used == {"rows", "f", "k", "zones", "n", "y", "q", "w", "h"}

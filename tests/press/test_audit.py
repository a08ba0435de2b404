"""The prose audit: which forms of a number it lets pass, and which it reports with what words."""

import json
import shutil

import pytest
from casebook.evidence.claims import claim
from casebook.evidence.records import NOTEBOOKS, chapters
from casebook.press.audit import audit, audit_markdown, audit_notebook, minutes_to_read, pages

LEDGER = "../book/ledger.md#"
SPOILT = NOTEBOOKS / "07_what_does_the_article_say.ipynb"

ENTRIES = {
    name: claim(name)
    for name in (
        "art-applicants", "art-dept-after", "art-dept-cut", "art-done", "art-elim", "art-lead-degree", "art-lingang-n",
        "art-masks-week", "art-mobil", "art-pilots", "art-quota", "art-ratio-max", "art-title-a",
    )
}  # fmt: skip
ENTRIES["departments-cut"] = {
    "kind": "result",
    "id": "departments-cut",
    "value": 4500 / 109,
    "shown": "41.3 %",
    "unit": "%",
}
ENTRIES["days-lingang"] = {
    "kind": "result", "id": "days-lingang", "value": [44.0, 53.0], "shown": "44 to 53 days", "unit": "days"
}  # fmt: skip
ENTRIES["ladder"] = {"kind": "figure", "id": "ladder", "title": "No outcome among them", "sources": ["article"]}


def found(text: str) -> list[str]:
    """The findings on a page of Markdown, as printed."""
    return [str(finding) for finding in audit_markdown(text, "book/page.md", ENTRIES).findings]


def link(text: str, entry: str) -> str:
    """A link to the ledger."""
    return f"The text says [{text}]({LEDGER}{entry}) of it."


# ------------------------------------------------------------------------------------------------- what may stand


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("42 %", "art-dept-cut"),
        ("42%", "art-dept-cut"),
        ("42 per cent", "art-dept-cut"),
        ("**42 %**", "art-dept-cut"),
        ("only 42 %", "art-dept-cut"),
        ("41.5 to 42.5 %", "art-dept-cut"),
        ("the printed cut", "art-dept-cut"),
        ("压减比例达42%", "art-dept-cut"),
        ("达42%", "art-dept-cut"),
        ("64", "art-dept-after"),
        ("more than 4,200", "art-applicants"),
        ("4201 to 4299", "art-applicants"),
        ("about 15 %", "art-quota"),
        ("3–5 %", "art-elim"),
        ("3 to 5 %", "art-elim"),
        ("three to five per cent", "art-elim"),
        ("four", "art-pilots"),
        ("4 zones", "art-pilots"),
        ("a maximum of 294 : 1", "art-ratio-max"),
        ("294:1", "art-ratio-max"),
        ("294", "art-ratio-max"),
        ("doubled", "art-lead-degree"),
        ("twice", "art-lead-degree"),
        ("a week", "art-masks-week"),
        ("28 August 2020", "art-mobil"),
        ("by 31 October 2020", "art-done"),
        ("mayor", "art-title-a"),
        ("41.3 %", "departments-cut"),
        ("44 to 53 days", "days-lingang"),
        ("44–53 days", "days-lingang"),
        ("at least 44 days", "days-lingang"),
        ("at most 53 days", "days-lingang"),
        ("a ladder", "ladder"),
    ],
)
def test_a_link_that_says_what_is_on_record_passes(text, entry):
    """An audit that refuses honest spellings would be switched off."""
    page = audit_markdown(link(text, entry), "book/page.md", ENTRIES)
    assert page.findings == []
    assert page.traced["links"] == 1
    assert page.used == {entry: [("book/page.md", "")]}


@pytest.mark.parametrize(
    ("text", "kind", "traced"),
    [
        ("In 2020 the city moved.", "dates", 1),
        ("From 2019 to 2020, and in 2014–2016.", "dates", 3),
        ("The words 早在2019年 stand there.", "dates", 1),
        ("It met on 28 August 2020.", "dates", 1),
        ("It met on 28 August.", "dates", 1),
        ("On 11–20 October 2020 and by 30 November 2020.", "dates", 3),
        ("The opinion of July 2019.", "dates", 1),
        ("See Chapter 2 and chapters 3–5.", "structure", 2),
        ("Exercise 3 is on level 2, paragraph 15.", "structure", 3),
        ("See [Chapter 2](02_how_did_it_happen.ipynb).", "structure", 1),
        ("Chapter [8](../notebooks/08_what_can_a_printed_number_mean.ipynb) reads figures.", "structure", 1),
    ],
)
def test_dates_and_chapters_pass(text, kind, traced):
    """Years and dates of the data, and parts of the book, need no link; they are counted."""
    page = audit_markdown(text, "book/page.md", ENTRIES)
    assert page.findings == []
    assert page.traced[kind] == traced


@pytest.mark.parametrize(
    "text",
    [
        "Two readers, four rungs, ten fingers.",
        "Run `x[45] = 109` first.",
        "```python\nx = 109\n```",
        "```{code-block} python\nx = 109\n```",
        "    x = 109  # an indented block is code",
        "As shown before {cite:p}`x2020` and by {cite:t}`y45`.",
        "Read <https://example.org/2020/45>.",
        "Read [the page](https://example.org/art_45_109.html).",
        "[the page][p]\n\n[p]: https://example.org/45",
        "Measured in hundred million yuan, that is 亿元, or in ten thousand yuan.",
        "In per cent a share $1 - a/b$ is written $100 (1 - a/b)$.",
        "<div class='w45'>words</div>",
        "<!-- 45 -->",
        "% 45, a comment\nWords.",
        "(label-45)=\nWords.",
    ],
)
def test_what_is_no_number_of_ours_passes(text):
    """Code, citations, addresses, units and small number words are not evidence."""
    assert found(text) == []


def test_a_number_in_a_heading_or_alt_text_passes_when_linked_on_the_page():
    """Headings and alternative texts cannot hold links; the page must."""
    linked = link("41.3 %", "departments-cut")
    assert found(f"# A cut of 41.3 %\n\n{linked}") == []
    assert found(f"![A cut of 41.3 %](x.svg)\n\n{linked}") == []
    assert found(f"```{{figure}} x.svg\n:alt: A cut of 41.3 %\n\nWords.\n```\n\n{linked}") == []


# ------------------------------------------------------------------------------------------------- what may not


@pytest.mark.parametrize(
    ("text", "entry", "expected"),
    [
        ("41.4 %", "departments-cut", '"41.3 %", as on record'),
        ("41 %", "departments-cut", '"41.3 %", as on record'),
        ("41.28 %", "departments-cut", '"41.3 %", as on record'),
        ("41.3", "departments-cut", '"41.3 %", as on record'),
        ("about 41.3 %", "departments-cut", '"41.3 %", as on record'),
        ("some 41.3 %", "departments-cut", '"41.3 %", as on record'),
        ("all 64", "art-dept-after", '"64", as on record'),
        ("41.3 % of 109", "departments-cut", '"41.3 %", as on record'),
        ("−41.3 %", "departments-cut", '"41.3 %", as on record'),
        ("4,200", "art-applicants", '"more than 4,200", as on record'),
        ("4200", "art-applicants", '"more than 4,200", as on record'),
        ("nearly 4,200", "art-applicants", '"more than 4,200", as on record'),
        ("15 %", "art-quota", '"about 15 %", as on record'),
        ("3 %", "art-elim", '"3–5 %", as on record'),
        ("five", "art-pilots", '"4", as on record'),
        ("640", "art-dept-after", '"64", as on record'),
        ("6", "art-dept-after", '"64", as on record'),
        ("64 %", "art-dept-after", '"64", as on record'),
        ("twelve", "art-lingang-n", '"20", as on record'),
        ("44 days", "days-lingang", '"44 to 53 days", as on record'),
        ("at least 53 days", "days-lingang", '"44 to 53 days", as on record'),
        ("压减比例达43%", "art-dept-cut", '"42 %", as on record'),
        ("41.3 %", "departments-cutt", "a claim or result on record; nearest: departments-cut, art-dept-cut"),
        ("the cut", "zzzz", "a claim or result on record"),
    ],
)
def test_a_link_that_says_something_else_is_reported(text, entry, expected):
    """A wrong rounding, a dropped hedge or a dead link is worse than no link: it looks checked."""
    assert found(link(text, entry)) == [f'book/page.md: found "{text}" linked to {entry}, expected {expected}']


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("It cut 64 departments.", "64"),
        ("It cut 41.3 % of them.", "41.3"),
        ("A fall of −5 was seen.", "−5"),
        ("There were 4,200 of them.", "4,200"),
        ("There were 2,019 firms.", "2,019"),
        ("There were 2020 applicants.", "2020"),
        ("There were 2019 firms.", "2019"),
        ("It rose by 2020 per cent.", "2020"),
        ("It rose by 2020.5 in all.", "2020.5"),
        ("It takes 15 minutes.", "15"),
        ("There were twelve firms.", "twelve"),
        ("Twenty firms left.", "Twenty"),
        ("Hundreds of firms left.", "Hundreds"),
        ("It cost 45 hundred million yuan.", "45"),
        ("The words 达42% stand there.", "42"),
        ("**64** departments", "64"),
        ("- 64 departments", "64"),
        ("| a | b |\n|---|---|\n| x | 64 |", "64"),
        ("term\n: 64 departments", "64"),
        ("> 64 departments", "64"),
        ("Words.[^1]\n\n[^1]: 64 departments", "64"),
        ("```{admonition} Exercise 1 · think\n:class: exercise\n64 departments\n```", "64"),
        ("```{admonition} All 64 departments\nWords.\n```", "64"),
        ("```{dropdown} Solution\n64 departments\n```", "64"),
        (":::{note}\n64 departments\n:::", "64"),
        ("::::{grid}\n:::{grid-item-card} 64 departments\nWords.\n:::\n::::", "64"),
        ("```{note}\n---\nclass: x\n---\n64 departments\n```", "64"),
        ("```{figure} x.svg\n:alt: words\n\n64 departments\n```", "64"),
        ("```{list-table} Of 64 departments\n* - a\n  - b\n```", "64"),
        ("<p>64 departments</p>", "64"),
        ("<span>64</span> departments", "64"),
        ("{abbr}`GDP (64 departments)`", "64"),
        ("[64 departments](02_how_did_it_happen.ipynb)", "64"),
        ("[64 departments](https://example.org)", "64"),
        ("[64 departments](#data)", "64"),
    ],
)
def test_a_number_without_a_link_is_reported_wherever_it_stands(text, number):
    """A number in a table, a box, a caption or HTML is read as much as one in a paragraph."""
    [finding] = found(text)
    assert finding.startswith(f'book/page.md: found "{number}" with no link to its evidence, in "')
    assert ", expected a link to the ledger" in finding


def test_a_number_without_a_link_is_told_where_it_may_belong():
    """The writer needs the id, not only the refusal."""
    assert found("It left 64 departments.") == [
        'book/page.md: found "64" with no link to its evidence, in "It left 64 departments.", '
        "expected a link to the ledger; nearest on record: art-dept-after (64)"
    ]
    assert found("A cut of 41.2 %.")[0].endswith("nearest on record: departments-cut (41.3 %)")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("It met on 30 February 2020.", 'found "30 February 2020", expected a day that exists'),
        ("It met on 29 February 2021.", 'found "29 February 2021", expected a day that exists'),
        (
            "It met on 31 August 2020.",
            'found the date "31 August 2020", expected a date of data/events.csv or of a claim',
        ),
        (
            "It met on 28 August 2019.",
            'found the date "28 August 2019", expected a date of data/events.csv or of a claim',
        ),
        (
            "It met on 1 January 2020.",
            'found the date "1 January 2020", expected a date of data/events.csv or of a claim',
        ),
        ("It met in May 1999.", 'found the month "May 1999", expected a month of data/events.csv or of a claim'),
        ("See Chapter 99.", 'found "Chapter 99", expected a chapter from 1 to 19'),
        ("See chapters 2 and 99.", 'found "chapters 2 and 99", expected a chapter from 1 to 19'),
        ("See Chapter 0.", 'found "Chapter 0", expected a chapter from 1 to 19'),
        ("It is level 6.", 'found "level 6", expected a level from 1 to 5'),
        ("See paragraph 31.", 'found "paragraph 31", expected a paragraph from 1 to 30'),
        (
            "A cut $c = 1 - 64/109$.",
            "found \"64\" in the formula 'c = 1 - 64/109', expected symbols, and numbers up to 10 or 100 only",
        ),
        (
            "$$c = 0.413$$",
            "found \"0.413\" in the formula 'c = 0.413', expected symbols, and numbers up to 10 or 100 only",
        ),
        (
            "```{math}\nc = 42\n```",
            "found \"42\" in the formula 'c = 42', expected symbols, and numbers up to 10 or 100 only",
        ),
        (
            "# A cut of 41.4 %\n\n" + link("41.3 %", "departments-cut"),
            'found "41.4" in the heading or alternative text "A cut of 41.4 %", '
            "expected a number linked to its evidence on the same page",
        ),
        (
            "![64 departments](x.svg)",
            'found "64" in the heading or alternative text "64 departments", '
            "expected a number linked to its evidence on the same page",
        ),
        (
            "```{figure} x.svg\n:alt: 64 departments\n\nWords.\n```",
            'found "64" in the heading or alternative text "64 departments", '
            "expected a number linked to its evidence on the same page",
        ),
        (
            "```{image} x.svg\n---\nalt: 64 departments\n---\n```",
            'found "64" in the heading or alternative text "64 departments", '
            "expected a number linked to its evidence on the same page",
        ),
        *(
            (
                f"```{{{name}}} html\n64 departments\n```",
                f"found the directive {{{name}}}, expected a directive the audit knows, so that no prose escapes it",
            )
            for name in ("table", "raw", "include", "eval-rst", "my-box")
        ),
    ],
)
def test_a_number_out_of_order_is_reported_with_its_reason(text, message):
    """An impossible date, a chapter that does not exist or a typed formula must be named as such."""
    assert [text for text in found(text) if message in text] == [f"book/page.md: {message}"]


def test_a_formula_reports_each_of_its_numbers():
    """One number reported and the other left would take two rounds to correct."""
    assert [text.split('"')[1] for text in found("A cut $c = 1 - 64/109$.")] == ["64", "109"]


# ------------------------------------------------------------------------------------------------------- notebooks


@pytest.fixture
def notebook(tmp_path):
    """A copy of a chapter that a test may spoil, and a function that audits it after a change."""
    path = tmp_path / SPOILT.name
    shutil.copy(SPOILT, path)

    def audited(change) -> list[str]:
        content = json.loads(path.read_text(encoding="utf-8"))
        change(content["cells"])
        path.write_text(json.dumps(content), encoding="utf-8")
        return [str(finding) for finding in audit_notebook(path).findings]

    return audited


def replaced(kind: str, old: str, new: str):
    """A change: `old` becomes `new` in the first cell of that kind that has it."""

    def change(cells):
        cell = next(c for c in cells if c["cell_type"] == kind and old in "".join(c["source"]))
        cell["source"] = "".join(cell["source"]).replace(old, new, 1)

    return change


def number_of(cell_id: str) -> int:
    """The number that messages give a cell of the chapter that is spoilt."""
    cells = json.loads(SPOILT.read_text(encoding="utf-8"))["cells"]
    return [cell["id"] for cell in cells].index(cell_id) + 1


def test_an_unspoiled_copy_is_clean(notebook):
    """The sabotage below proves something only if the copy was clean."""
    assert notebook(lambda cells: None) == []


def test_a_wrong_reading_time_is_reported(notebook):
    """Minutes that were typed once and never again."""
    minutes = minutes_to_read(json.loads(SPOILT.read_text(encoding="utf-8")))
    spoiled = replaced("markdown", f"{minutes} minutes", f"{minutes + 25} minutes")
    assert notebook(spoiled) == [
        f'notebooks/{SPOILT.name}, cell 1: found "{minutes + 25} minutes", '
        f"expected {minutes} minutes, by the length of the chapter"
    ]


def test_a_number_typed_in_a_title_is_reported(notebook):
    """A figure's title would keep its number when the data change."""
    [finding] = notebook(replaced("code", "{repeated:.1f} %", "13.9 %"))
    place = f"notebooks/{SPOILT.name}, cell {number_of('strip')}"
    assert finding.startswith(f'{place}: found "13.9" with no link to its evidence, in "Repeats make 13.9 % of the')


def test_a_figure_of_the_article_typed_in_code_is_reported(notebook):
    """Code that types what the article prints is not tied to the claim."""
    finding = notebook(replaced("code", "repeated = again", "departments = 109\nrepeated = again"))
    place = f"notebooks/{SPOILT.name}, cell {number_of('repeats')}"
    assert finding == [f"{place}: found the number 109 typed in code, expected cb.claim('art-dept-before').value"]


def test_a_number_in_caption_or_alt_text_is_reported(notebook):
    """Caption and alternative text stand in metadata, where no reader of the notebook sees them change."""

    def spoil(cells):
        shown = next(cell for cell in cells if cell["id"] == "strip")["metadata"]["mystnb"]
        shown["figure"]["caption"] += " It has 4,220 characters."
        shown["image"]["alt"] = "Bars for 31 paragraphs"

    caption, alt = notebook(spoil)
    place = f"notebooks/{SPOILT.name}, cell {number_of('strip')}"
    assert caption.startswith(f'{place}: found "4,220" with no link to its evidence')
    assert alt == (
        f'{place}: found "31" in the heading or alternative text "Bars for 31 paragraphs", '
        "expected a number linked to its evidence on the same page"
    )


def test_minutes_to_read_counts_words_and_cells():
    """A reading time that ignores code would promise a chapter too short; 130 words and two cells a minute."""

    def chapter(words: int, cells: int) -> dict:
        prose = {"cell_type": "markdown", "source": ["word " * words]}
        return {"cells": [prose, *[{"cell_type": "code", "source": ["f()"]}] * cells]}

    assert minutes_to_read(chapter(130 * 5, 0)) == 5
    assert minutes_to_read(chapter(130 * 5 + 1, 0)) == 10
    assert minutes_to_read(chapter(130 * 5, 1)) == 10
    assert minutes_to_read(chapter(130 * 5, 10)) == 10
    hidden = {"cells": [{"cell_type": "markdown", "source": ["`a b c` [word](d e f)"] * 400}]}
    assert minutes_to_read(hidden) == 5


# -------------------------------------------------------------------------------------------------------- the book


def test_the_book_has_no_number_without_its_evidence():
    """The whole book, as it stands."""
    book = audit()
    assert [str(finding) for finding in book.findings] == []
    assert all(count > 0 for count in book.traced.values()), book.traced
    assert {place.split("/")[0] for places in book.used.values() for place, _ in places} >= {"notebooks"}


def test_the_audit_reads_every_chapter_and_every_written_page():
    """A page left out of the audit may say anything."""
    names = {path.name for path in pages()}
    assert {"index.md", "how-to-read.md", "teaching.md", "notes.md"} <= names
    assert chapters() == sorted(NOTEBOOKS.glob("*.ipynb")), "a notebook that is no chapter: move or remove it"

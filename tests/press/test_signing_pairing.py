"""What there is to sign, pair by pair: a book of two pages, a chapter, two tables and a template, written down here."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
import small_book
from casebook.evidence import tables
from casebook.evidence.claims import Claim
from casebook.evidence.records import NARROW_SVG
from casebook.press.signing import pairing
from casebook.press.signing.pairing import Pair, evidence_of, mark, of_file, pairs

CUT = {
    "kind": "result",
    "id": "cut",
    "shown": "42 %",
    "meaning": "of all",
    "unit": "",
    "level": None,
    "claims": ["a", "b"],
    "cell": 3,
}
DRAWN = {
    "kind": "figure",
    "id": "drawing",
    "title": "It fell",
    "note": "In 区.",
    "sources": ["paper"],
    "cited": [["A", "paper"]],
    "claims": [],
}
ENTRIES = {"cut": CUT, "drawing": DRAWN}
OF_CUT = "shown: 42 %\nmeaning: of all\nclaims: ['a', 'b']"
PAGE = """\
# Head

It fell by [42 %](#cut) and [3](#gap), [drawn](#drawing). It rose, 区.

![A view](x.svg)

| a | b |
| --- | --- |
| [1](#cut) | 2 |

$$x = 1$$
"""
TEXT = "It fell by [42 %](#cut) and [3](#gap), [drawn](#drawing)."
OF_PAGE = [
    ("heading", "Head", "", ""),
    ("text", TEXT, "cut", OF_CUT),
    ("text", TEXT, "gap", ""),
    ("text", TEXT, "drawing", "figure: It fell\nsources: ['paper']"),
    ("text", "It rose, 区.", "", ""),
    ("alternative text", "A view", "", ""),
    ("table row", "a | b", "", ""),
    ("table row", "[1](#cut) | 2", "cut", OF_CUT),
    ("formula", "x = 1", "", ""),
]


def output(record: dict | None = None, **held) -> dict:
    """An output of a cell, perhaps with what it puts on record."""
    return {"output_type": "display_data", "metadata": {"casebook": record} if record else {}, **held}


def code(source: str | list[str] = "", *outputs: dict, name: str = "c", **metadata) -> dict:
    """A cell of code."""
    return {"cell_type": "code", "id": name, "metadata": metadata, "source": source, "outputs": list(outputs)}


def markdown(source: str | list[str]) -> dict:
    """A cell of text."""
    return {"cell_type": "markdown", "id": "m", "metadata": {}, "source": source}


@pytest.fixture
def book(tmp_path, monkeypatch):
    """The folder of the book; nothing in it as yet."""
    for name in ("book", "data", "notebooks", "templates"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(pairing, "ROOT", tmp_path)
    monkeypatch.setattr(pairing, "TEMPLATES", tmp_path / "templates")
    monkeypatch.setattr(tables, "DATA", tmp_path / "data")
    monkeypatch.setattr(tables, "schema", dict)
    monkeypatch.setattr(pairing, "on_record", lambda: ENTRIES)
    monkeypatch.setattr(pairing, "chapters", lambda: [tmp_path / "notebooks" / "01_a.ipynb"])
    monkeypatch.setattr(pairing, "pages", lambda: [tmp_path / "book" / "a.md", tmp_path / "data" / "notes.md"])
    small_book.forget()
    yield tmp_path
    small_book.forget()


def put(book: Path, name: str, text: str) -> Path:
    """Put a file into the book."""
    (book / name).write_text(text, encoding="utf-8")
    return book / name


def chapter(book: Path, *cells: dict) -> Path:
    """Put a chapter of some cells into the book."""
    return put(
        book, "notebooks/01_a.ipynb", json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    )


def told(found) -> list[tuple[str, str, str, str]]:
    """Pairs without their places."""
    return [(pair.kind, pair.text, pair.entry, pair.evidence) for pair in found]


# ----------------------------------------------------------------------------------------------------------------- prose


def test_each_sentence_is_a_pair_with_each_entry_that_it_links_to(book):
    """A sentence without a link is one with none; an entry that is not there has no evidence."""
    found = list(of_file(put(book, "book/a.md", PAGE), ENTRIES))
    assert told(found) == OF_PAGE
    assert {(pair.file, pair.place) for pair in found} == {("book/a.md", "")}


def test_a_page_elsewhere_goes_by_its_name(book, tmp_path_factory):
    """It is no part of the book, and has no place in it."""
    page = tmp_path_factory.mktemp("elsewhere") / "other.md"
    page.write_text("One.\n", encoding="utf-8")
    assert list(of_file(page, {})) == [Pair("text", "other.md", "", "One.", "", "")]


def test_a_chapter_is_read_cell_by_cell(book):
    """Cells count from one; what is neither text nor code says nothing to a reader."""
    raw = {"cell_type": "raw", "id": "r", "metadata": {}, "source": "Raw."}
    bare = {"cell_type": "code", "id": "d", "metadata": {}, "source": "x = 1  # one"}  # never run: it has no outputs
    path = chapter(book, markdown(["# A\n", "\n", "It fell by [42 %](#cut)."]), raw, bare)
    file = "notebooks/01_a.ipynb"
    assert list(of_file(path, ENTRIES)) == [
        Pair("heading", file, "cell 1", "A", "", ""),
        Pair("text", file, "cell 1", "It fell by [42 %](#cut).", "cut", OF_CUT),
        Pair("comment", file, "cell 3", "one", "", ""),
    ]


# ------------------------------------------------------------------------------------------------------------------ code


def of_cell(book: Path, cell: dict) -> list[tuple[str, str, str, str]]:
    """What there is to sign in a cell of code."""
    found = list(of_file(chapter(book, cell), ENTRIES))
    assert {(pair.file, pair.place) for pair in found} <= {("notebooks/01_a.ipynb", "cell 1")}
    return told(found)


def test_a_cell_has_its_caption_its_words_for_who_cannot_see_its_comments_and_its_outputs(book):
    """A caption is a caption whatever it would be as a text; it is held against what it links to."""
    shown = {"figure": {"caption": "It fell, [42 %](#cut). So it did."}, "image": {"alt": "A line that falls."}}
    cell = code(["# one\n", "x = 1  ## two\n"], output(data={"text/plain": "3"}), name="t1", mystnb=shown)
    assert of_cell(book, cell) == [
        ("caption", "It fell, [42 %](#cut).", "cut", OF_CUT),
        ("caption", "So it did.", "", ""),
        ("alternative text", "A line that falls.", "", ""),
        ("comment", "one", "", ""),
        ("comment", "two", "", ""),
        ("table", "3", "t1", '{"text/plain": "3"}'),
    ]


@pytest.mark.parametrize(("tag", "there"), [("remove-cell", False), ("remove-output", False), ("hide-input", True)])
def test_what_is_off_the_page_is_not_signed(book, tag, there):
    """Nobody can read it; code that is folded away can be opened."""
    cell = code("# one", output(data={"text/plain": "3"}), tags=["other", tag])
    assert [kind for kind, *_ in of_cell(book, cell)] == (["comment", "table"] if there else [])


def test_code_that_is_cut_off_has_no_comments(book):
    """What Python cannot read, a reader is not asked about."""
    assert of_cell(book, code("# one\nx = (1,")) == []
    assert of_cell(book, code("x = '# no comment'  # a # b")) == [("comment", "a # b", "", "")]


def test_a_figure_is_held_against_its_sources_and_what_it_shows(book):
    """Not against itself laid out for phones; its title and its note are what it says."""
    data = {"text/plain": "p", "image/svg+xml": "<svg>区</svg>", NARROW_SVG: "<svg>slim</svg>"}
    of_figure = '{"cited": [["A", "paper"]], "sources": ["paper"], "claims": []}'
    held = '{"image/svg+xml": "<svg>区</svg>", "text/plain": "p"}'
    assert of_cell(book, code("", output(DRAWN, data=data))) == [
        ("figure", "It fell In 区.", "drawing", f"{of_figure}\n{held}")
    ]
    (found,) = of_cell(book, code("", output({**DRAWN, "note": "", "claims": ["区"]}, data={"text/plain": "p"})))
    assert found == ("figure", "It fell", "drawing", f'{of_figure[:-3]}["区"]}}\n{{"text/plain": "p"}}')


def test_a_result_and_a_check_say_what_their_rows_say(book):
    """They are signed with the entry, not once more as a table; any other output is a table."""
    found = of_cell(
        book,
        code(
            "",
            output(CUT, data={"text/plain": "42"}),
            output({"kind": "check", "id": "cut"}, data={"text/plain": "agrees"}),
            output({"kind": "table", "id": ""}, data={"text/plain": "a"}),
            {"output_type": "stream", "name": "stdout", "text": ["b\n", "c"]},
            {"output_type": "error", "traceback": []},
        ),
    )
    assert found == [
        ("table", "a", "c", '{"text/plain": "a"}'),
        ("table", "b", "c", '["b\\n", "c"]'),
        ("table", "", "c", '""'),
    ]


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ({"text/plain": "plain", "text/markdown": ["| a |\n", "| b |"]}, "| a |"),
        ({"text/plain": ["pl", "ain\nmore"]}, "plain"),
        ({"text/plain": "x" * 121}, "x" * 120),
        ({"text/html": "<b>"}, ""),
    ],
)
def test_a_table_is_called_by_its_first_line(book, data, line):
    """As it is read, in Markdown where there is such; no longer than a line."""
    ((kind, text, _, evidence),) = of_cell(book, code("", output(data=data)))
    assert (kind, text, evidence) == ("table", line, json.dumps(data, sort_keys=True))


def test_a_cell_without_an_id_is_signed_by_its_words(book):
    """Older notebooks give none; the pair is then known by its first line."""
    cell = code("", output(data={"text/plain": "3"}))
    del cell["id"]
    assert of_cell(book, cell) == [("table", "3", "", '{"text/plain": "3"}')]


# -------------------------------------------------------------------------------------------------------------- evidence


def test_the_evidence_of_a_claim_is_every_cell_of_its_row(book, monkeypatch):
    """As the file has it, and the figure as it is shown; what is empty says nothing."""
    put(book, "data/claims.csv", "\ufeffclaim_id,unit,note\r\ncut,%,\r\nother,x,「区」\r\n")
    monkeypatch.setattr(tables, "schema", lambda: {"claims": {"schema": {"primaryKey": "claim_id"}}})
    empty = dict.fromkeys(Claim.__dataclass_fields__, "")
    other = Claim(**{**empty, "claim_id": "other", "figure": None, "qualifier": "date", "period": "2020-08-28"})
    assert evidence_of(other) == "shown: 28 August 2020\nclaim_id: other\nunit: x\nnote: 「区」"


def test_the_evidence_of_what_is_computed_is_what_is_on_record():
    """Not where it stands; a level or a rule that does not hold for it is left out, a nought is none of these."""
    full = {
        **CUT, "unit": "%", "level": 3, "identification": "others", "role": "placebo", "void": "territory", "assumption": "none",
        "notebook": "01_a.ipynb",
    }  # fmt: skip
    assert evidence_of(full) == (
        "shown: 42 %\nmeaning: of all\nunit: %\nlevel: 3\nidentification: others\nrole: placebo\nvoid: territory\n"
        "assumption: none\nclaims: ['a', 'b']"
    )
    assert evidence_of({"kind": "result", "shown": 0, "claims": []}) == "shown: 0"
    assert evidence_of({**DRAWN, "sources": []}) == "figure: It fell"


def test_a_mark_is_twelve_digits_of_what_was_read():
    """Nothing has none; a pair is named by all that it is, its place left out."""
    assert mark("") == ""
    assert mark("区") == hashlib.sha256("区".encode()).hexdigest()[:12]
    pair = Pair("text", "book/a.md", "cell 1", "One.", "cut", "shown: 1")
    assert pair.mark == mark("shown: 1")
    assert pair.name == hashlib.sha256(b"text\nOne.\ncut\nshown: 1").hexdigest()[:12]


# ------------------------------------------------------------------------------------------------- what is not in prose


def of_book(book: Path) -> list[Pair]:
    """What there is to sign in a book without prose."""
    chapter(book)
    return pairs()


def test_the_words_of_templates_are_signed_line_by_line(book):
    """Where words stand that a reader meets: not in what is filled in, in what is left out, or in what steers."""
    put(
        book,
        "templates/b.md.j2",
        "{% if x %}Some words{# none #}{% endif %}  \n{{ only.data }}\n<!-- Do not edit. -->\na b 1\n",
    )
    put(book, "templates/a.md.j2", "\n  At {{ x|plain }}, <!-- no --> it 区\n")
    put(book, "templates/c.txt", "Not a template\n")
    assert of_book(book) == [
        Pair("template", "templates/a.md.j2", "line 2", "At {{ x|plain }}, <!-- no --> it 区", "", ""),
        Pair("template", "templates/b.md.j2", "line 1", "Some words", "", ""),
    ]


def test_a_minibook_is_not_asked_for_the_templates_of_its_engine(book):
    """They were read where the engine comes from; what its own pages hold is asked for as ever."""
    put(book, "templates/a.md.j2", "Some words\n")
    put(book, "book/a.md", "One.\n")
    chapter(book)
    own = Pair("text", "book/a.md", "", "One.", "", "")
    assert pairs() == [own, Pair("template", "templates/a.md.j2", "line 1", "Some words", "", "")]
    put(book, "book/engine.json", "{}")
    assert pairs() == [own]


def test_rows_are_signed_one_by_one_or_those_of_a_source_together(book, monkeypatch):
    """As the schema says; a series is read against its source at once."""
    put(book, "data/places.csv", "place_id,name,note\nland,Land,\ntown,Town,「区」\n")
    put(book, "data/panel.csv", "place,year,source,value\nland,2018,a,1\nland,2019,b,2\ntown,2018,a,3\n")
    schema = {
        "places": {"schema": {"primaryKey": "place_id"}},
        "panel": {"schema": {"primaryKey": ["place", "year"]}, "signed": ["place", "source"]},
    }
    monkeypatch.setattr(tables, "schema", lambda: schema)

    def row(name: str, group: str, evidence: str) -> Pair:
        return Pair("row", f"data/{name}.csv", group, f"{name} {group}", "", evidence)

    places = [
        row("places", "land", "place_id: land\nname: Land"),
        row("places", "town", "place_id: town\nname: Town\nnote: 「区」"),
    ]
    assert of_book(book) == [
        *places,
        row("panel", "land a", "land · 2018 · a · 1"),
        row("panel", "land b", "land · 2019 · b · 2"),
        row("panel", "town a", "town · 2018 · a · 3"),
    ]
    schema["panel"]["signed"] = ["source"]
    small_book.forget()
    assert of_book(book) == [
        *places,
        row("panel", "a", "land · 2018 · a · 1\ntown · 2018 · a · 3"),
        row("panel", "b", "land · 2019 · b · 2"),
    ]
    del schema["panel"]["signed"]
    assert [pair.place for pair in of_book(book)] == ["land", "town", "land 2018", "land 2019", "town 2018"]


def test_each_row_of_a_table_without_a_key_is_signed(book, monkeypatch):
    """None may stand for the others; what is said twice is read once."""
    put(book, "data/notes.csv", "place,note\nland,dry\nland,wet\nland,dry\n")
    monkeypatch.setattr(tables, "schema", lambda: {"notes": {"schema": {}}})
    assert of_book(book) == [
        Pair("row", "data/notes.csv", "land dry", "notes land dry", "", "place: land\nnote: dry"),
        Pair("row", "data/notes.csv", "land wet", "notes land wet", "", "place: land\nnote: wet"),
    ]


def test_references_and_the_citation_are_signed(book):
    """Each entry by its key, in one line; each line of the citation by what it says."""
    put(book, "book/references.bib", "% @no\n@article{one,\n  title = {区 {A}},\n}\n@book{two-2,\n  title = {B}\n}\n")
    put(book, "CITATION.cff", "title: 区\nauthors:\n- name: A\ndate-released: 2026-11-30\n")
    bib, cff = "book/references.bib", "CITATION.cff"
    assert of_book(book) == [
        Pair("row", bib, "one", "references one", "", "@article{one, title = {区 {A}}, }"),
        Pair("row", bib, "two-2", "references two-2", "", "@book{two-2, title = {B} }"),
        Pair("row", cff, "title", "citation title", "", '"区"'),
        Pair("row", cff, "authors", "citation authors", "", '[{"name": "A"}]'),
        Pair("row", cff, "date-released", "citation date-released", "", '"2026-11-30"'),
    ]


def test_the_parts_of_the_book_are_signed(book):
    """A part renamed says something else of each of its chapters; so does a chapter that has moved to another part."""
    part = "- caption: Part I\n  chapters:\n  - file: a\n    sections: [{file: b}]\n"
    put(book, "_toc.yml", f"format: jb-book\nroot: book/index\nparts:\n{part}- chapters: [{{file: c}}]\n")
    assert of_book(book) == [Pair("row", "_toc.yml", "Part I", "contents Part I", "", "a\nb")]


def test_prose_is_read_in_the_order_of_the_book_and_each_pair_once(book):
    """The first place counts; a page that is not there is none, and templates come after what people write."""
    chapter(book, markdown("One."), markdown("Two."), markdown("One."))
    put(book, "book/a.md", "Two.\n\nThree.\n\n# One.\n")
    put(book, "README.md", "Three.\n\nFour, [42 %](#cut).\n")
    put(book, "templates/a.md.j2", "Five\n")
    put(book, "CITATION.cff", "title: One.\n")
    assert pairing.places() == [book / "notebooks" / "01_a.ipynb", book / "book" / "a.md", book / "README.md"]
    assert [(pair.kind, pair.file, pair.place, pair.text, pair.entry) for pair in pairs()] == [
        ("text", "notebooks/01_a.ipynb", "cell 1", "One.", ""),
        ("text", "notebooks/01_a.ipynb", "cell 2", "Two.", ""),
        ("text", "book/a.md", "", "Three.", ""),
        ("heading", "book/a.md", "", "One.", ""),
        ("text", "README.md", "", "Four, [42 %](#cut).", "cut"),
        ("template", "templates/a.md.j2", "line 1", "Five", ""),
        ("row", "CITATION.cff", "title", "citation title", ""),
    ]
    assert pairs()[4].evidence == OF_CUT

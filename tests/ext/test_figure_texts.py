"""Each figure of a chapter gets its finding, its sources and its whole table."""

from __future__ import annotations

import base64
import json
import re
from types import SimpleNamespace

import figure_texts
import pytest
from docutils import nodes
from docutils.utils import new_document

CSV = ["year,name\n", '2019,"开发区, a"\n', "2020,b\n", "2021,c\n"]
RECORD = {
    "id": "a&b",
    "title": "Half of it went",
    "note": "Rounded.",
    "cited": [["Post, 2020", "paper"], ["Town", "notice"]],
}


def cell(name: str | None, *outputs: dict) -> dict:
    """A cell whose figure has a name."""
    metadata = {"mystnb": {"figure": {"name": name}}} if name else {}
    return {"cell_type": "code", "metadata": metadata, "outputs": list(outputs)}


def output(record: dict, csv: list[str] | str = CSV) -> dict:
    """An output with a plotted table."""
    return {"data": {"image/svg+xml": "<svg/>", "text/csv": csv}, "metadata": {"casebook": record}}


@pytest.fixture
def chapter(tmp_path):
    """A chapter with two figures on record, one without a name and one without a table."""
    cells = [
        {"cell_type": "markdown", "metadata": {}},
        cell("fig-one", {"name": "stdout", "text": "x"}, output(RECORD)),
        cell(None, output(RECORD)),
        cell("fig-bare", {"data": {"text/plain": "x"}, "metadata": {}}),
        cell("fig-two", output({**RECORD, "id": "two", "note": "", "cited": RECORD["cited"][:1]}, "a\n1\n")),
    ]
    path = tmp_path / "01_区.ipynb"
    path.write_text(json.dumps({"cells": cells}, ensure_ascii=False), encoding="utf-8")
    return path


def test_figures_on_record_are_found_by_their_names(chapter):
    """A figure that takes another's texts would say what it does not show."""
    found = figure_texts._records(chapter)
    assert {name: record["id"] for name, (record, _) in found.items()} == {"fig-one": "a&b", "fig-two": "two"}
    assert found["fig-one"][1] == "".join(CSV)
    assert found["fig-two"][1] == "a\n1\n"


@pytest.mark.parametrize(
    ("title", "told"), [("It went", "It went."), ("It went.", "It went."), ("Did it?", "Did it?"), ("1.5", "1.5.")]
)
def test_a_finding_ends_as_a_sentence(title, told):
    """It stands before the caption: without its end the two would be read as one."""
    node = figure_texts.finding({"title": title})
    assert (node.astext(), node.rawsource) == (told, title)
    assert isinstance(node, nodes.strong)


def test_sources_are_links_in_their_order():
    """Each leads to its own entry; one source is no plural."""
    line = figure_texts.source_line(RECORD)
    assert line.astext() == "Rounded. Sources: Post, 2020; Town."
    assert line["classes"] == ["figure-sources"]
    assert [(link.astext(), link["refuri"]) for link in line.findall(nodes.reference)] == [
        ("Post, 2020", "../book/sources.html#source-paper"),
        ("Town", "../book/sources.html#source-notice"),
    ]
    alone = figure_texts.source_line({**RECORD, "note": "", "cited": RECORD["cited"][:1]})
    assert alone.astext() == "Source: Post, 2020."
    assert [link.rawsource for link in alone.findall(nodes.reference)] == ["Post, 2020"]


def test_the_download_is_the_whole_table():
    """The last row too, in an encoding that a spreadsheet reads, under a name that no sign breaks."""
    node = figure_texts.download(RECORD, "".join(CSV))
    html = node.astext()
    data = re.search(r'href="data:text/csv;base64,([^"]+)"', html)[1]
    assert base64.b64decode(data).decode("utf-8") == "\ufeff" + "".join(CSV)
    assert re.sub(r'href="[^"]*"', "href", html) == (
        '<p><a class="plotted-table" download="a&amp;b.csv" href>Download the plotted table (3 rows, CSV)</a></p>'
    )
    assert node["format"] == "html"


def page(*names: str) -> nodes.document:
    """A page with figures of some names."""
    document = new_document("page")
    for name in names:
        figure = nodes.figure("", nodes.image(), nodes.caption("", "The caption."))
        figure["names"] = [name]
        document += figure
    return document


def test_texts_stand_round_the_picture(chapter):
    """The finding before the caption, sources and table below; a figure that is not on record stays as it is."""
    document = page("fig-two", "fig-none", "fig-one")
    environment = SimpleNamespace(docname="notebooks/01", doc2path={"notebooks/01": str(chapter)}.__getitem__)
    figure_texts.add_texts(SimpleNamespace(env=environment), document)
    two, none, one = document.findall(nodes.figure)
    assert next(one.findall(nodes.caption)).astext() == "Half of it went. The caption."
    legend = one.children[-1]
    assert isinstance(legend, nodes.legend)
    assert [type(child) for child in legend.children] == [nodes.paragraph, nodes.raw]
    assert legend.children[0].astext() == "Rounded. Sources: Post, 2020; Town."
    assert "(3 rows, CSV)" in legend.children[1].astext()
    assert two.children[-1].children[0].astext() == "Source: Post, 2020."
    assert "(1 rows, CSV)" in two.children[-1].children[1].astext()
    assert none.astext().strip() == "The caption."


def test_a_page_that_is_no_chapter_is_left_alone(tmp_path):
    """It has no outputs to read."""
    (tmp_path / "a.md").write_text("x", encoding="utf-8")
    document = page("fig-one")
    environment = SimpleNamespace(docname="a", doc2path=lambda _: str(tmp_path / "a.md"))
    figure_texts.add_texts(SimpleNamespace(env=environment), document)
    assert document.astext().strip() == "The caption."


def test_it_listens_when_a_page_was_read(app, safe):
    """Later the picture would have left the output that holds its record."""
    assert figure_texts.setup(app) == safe
    assert app.said == [("connect", "doctree-read", figure_texts.add_texts)]

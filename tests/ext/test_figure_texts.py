"""Each figure of a chapter gets its finding, its sources, its address, its files and its citation."""

from __future__ import annotations

from types import SimpleNamespace

import figure_texts
import pytest
from docutils import nodes
from docutils.utils import new_document
from figure_files import picture
from some_figures import RECORD, notebook, one


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
    assert line.astext() == "Rounded. Sources: Post, 2020; Town, about 2018."
    assert line["classes"] == ["figure-sources"]
    assert [(link.astext(), link["refuri"]) for link in line.findall(nodes.reference)] == [
        ("Post, 2020", "../book/sources.html#source-paper"),
        ("Town, about 2018", "../book/sources.html#source-notice"),
    ]
    alone = figure_texts.source_line({**RECORD, "note": "", "cited": RECORD["cited"][:1]})
    assert alone.astext() == "Source: Post, 2020."
    assert [link.rawsource for link in alone.findall(nodes.reference)] == ["Post, 2020"]


def test_what_was_invented_names_no_source():
    """The note alone says so: no "Source:" with nothing behind it."""
    assert figure_texts.source_line({**RECORD, "note": "Invented.", "cited": []}).astext() == "Invented."


def page(*names: str) -> nodes.document:
    """A page with figures of some names."""
    document = new_document("page")
    for name in names:
        figure = nodes.figure("", nodes.image(), nodes.caption("", "The caption."))
        figure["names"] = [name]
        document += figure
    return document


def test_texts_stand_round_the_picture(tmp_path):
    """The finding before the caption, the sources below; a figure that is not on record stays as it is."""
    document, path = page("fig-two", "fig-none", "fig-one"), notebook(tmp_path)
    environment = SimpleNamespace(docname="notebooks/01", doc2path={"notebooks/01": str(path)}.__getitem__)
    figure_texts.add_texts(SimpleNamespace(env=environment), document)
    two, none, first = document.findall(nodes.figure)
    assert next(first.findall(nodes.caption)).astext() == "Half of it went. The caption."
    legend = first.children[-1]
    assert isinstance(legend, nodes.legend)
    assert legend.astext() == "Rounded. Sources: Post, 2020; Town, about 2018."
    assert two.children[-1].astext() == "Source: Post, 2020."
    assert none.astext().strip() == "The caption."


def test_a_page_that_is_no_chapter_is_left_alone(tmp_path):
    """It has no outputs to read."""
    (tmp_path / "a.md").write_text("x", encoding="utf-8")
    document = page("fig-one")
    environment = SimpleNamespace(docname="a", doc2path=lambda _: str(tmp_path / "a.md"))
    figure_texts.add_texts(SimpleNamespace(env=environment), document)
    assert document.astext().strip() == "The caption."


# ------------------------------------------------------------------------------------------------- the last line


@pytest.fixture
def book(monkeypatch):
    """A book whose third chapter has the figure, as its second; PNGs are made."""
    env = SimpleNamespace(
        toc_fignumbers={"notebooks/01": {"figure": {"fig-one": (3, 2)}}},
        toc_secnumbers={"notebooks/01": {"": (3,)}},
        titles={"notebooks/01": nodes.title("", "How deep & why?")},
    )
    builder = SimpleNamespace(
        format="html",
        imagedir="_images",
        get_target_uri=lambda page: f"{page}.html",
        get_relative_uri=lambda here, page: "" if here == page else f"../{page}.html",
    )
    config = SimpleNamespace(author="A. Reader", copyright="2026", html_title="A Book", html_baseurl="")
    monkeypatch.setattr(figure_texts, "png_is_made", lambda: True)
    monkeypatch.setattr(figure_texts, "drawn", lambda env: {"one": one()})
    return SimpleNamespace(env=env, builder=builder, config=config)


def test_the_last_line_leads_to_the_figure_and_to_its_files(book):
    """By its number; files under a name that says whose they are; without script."""
    line = figure_texts.links(book, one(), "notebooks/01")
    assert line.startswith(
        '<div class="figure-links"><a class="figure-permalink" href="#fig-one">Fig. 3.2</a> '
        '<a class="figure-file" href="../_images/one.svg" download="one.svg">SVG</a> '
        '<a class="figure-file" href="../_images/one.png" download="one.png">PNG</a> '
        '<a class="plotted-table" href="../_images/one.csv" download="one.csv">CSV (3 rows)</a> '
        "<details><summary>Cite</summary><p>A. Reader (2026). Half of it went. Fig. 3.2 in A Book, chapter 3: How deep"
    )
    assert "How deep &amp; why?" in line


def test_a_file_that_is_not_made_is_not_offered(book, monkeypatch):
    """Where PNGs cannot be made."""
    monkeypatch.setattr(figure_texts, "png_is_made", lambda: False)
    line = figure_texts.links(book, one(), "notebooks/01")
    assert ">SVG<" in line
    assert "png" not in line.lower()


def test_a_figure_that_is_shown_again_leads_to_its_chapter(book):
    """Its address is there."""
    assert 'href="../notebooks/01.html#fig-one">Fig. 3.2' in figure_texts.links(book, one(), "book/index")


def test_a_figure_is_cited_with_what_finds_it_again(book):
    """Author, year, finding, place; the years of the sources; the address, where the book has one."""
    told = "A. Reader (2026). Half of it went. Fig. 3.2 in A Book, chapter 3: How deep & why?"
    assert figure_texts.citation(book, one()) == f"{told} Sources of 2018 to 2020."
    book.config.html_baseurl = "https://example.org/book/"
    assert figure_texts.citation(book, one(cited=[["Post, 2020", "paper"]])) == (
        f"{told} Sources of 2020. https://example.org/book/notebooks/01.html#fig-one"
    )
    assert "Sources" not in figure_texts.citation(book, one(cited=[["Town", "notice"]]))


@pytest.mark.parametrize("legend", [True, False])
def test_the_line_stands_last(book, legend):
    """Below the sources, or alone where a page shows a figure again."""
    figure = nodes.figure("", picture(figure="one"), nodes.caption("", "The caption."))
    document = new_document("page")
    document += [figure, nodes.figure("", nodes.image())]
    if legend:
        figure += nodes.legend("", nodes.paragraph("", "Sources."))
    figure_texts.add_links(book, document, "notebooks/01")
    (found,) = document.findall(nodes.legend)
    assert found.parent is figure
    assert found.children[-1].astext().startswith('<div class="figure-links">')
    assert len(found.children) == 1 + legend


def test_another_format_has_no_links_to_files(book):
    """They are not there."""
    book.builder.format = "latex"
    document = new_document("page")
    document += nodes.figure("", picture(figure="one"))
    figure_texts.add_links(book, document, "notebooks/01")
    assert list(document.findall(nodes.raw)) == []


def test_it_listens_when_a_page_was_read_and_when_numbers_are_known(app, safe):
    """Later the picture would have left the output that holds its record."""
    assert figure_texts.setup(app) == safe
    assert app.said == [
        ("connect", "doctree-read", figure_texts.add_texts),
        ("connect", "doctree-resolved", figure_texts.add_links),
    ]

"""How the book is cited: read from its file, written as a sentence and for BibTeX."""

from __future__ import annotations

from types import SimpleNamespace

import citation
import pytest

SAID = """\
cff-version: 1.2.0
title: "A Book: on 5 % & more"
authors:
  - name: "The Readers"
  - {given-names: Ada, family-names: Lin}
license: MIT
version: 1.10
"""


@pytest.fixture
def of(tmp_path):
    """The citation of a small book."""
    path = tmp_path / "CITATION.cff"
    path.write_text(SAID, encoding="utf-8")
    return citation.citation("2026", path)


def test_authors_version_year_and_licence_are_those_of_the_file(of, tmp_path):
    """A body is no person; the year is that of the release, before there is one that of the copyright."""
    assert of.authors == (("Organization", "The Readers"), ("Person", "Ada Lin"))
    assert (of.year, of.released, of.licences) == ("2026", "", ("https://spdx.org/licenses/MIT.html",))
    path = tmp_path / "released.cff"
    path.write_text(
        SAID.replace("license: MIT", "license: [MIT, CC-BY-4.0]\ndate-released: 2027-01-31"), encoding="utf-8"
    )
    later = citation.citation("2026", path)
    assert (later.year, later.released) == ("2027", "2027-01-31")
    assert later.licences[1] == "https://spdx.org/licenses/CC-BY-4.0.html"


def test_a_file_that_lacks_something_is_refused(tmp_path):
    """A citation without its author would be copied as it is."""
    path = tmp_path / "CITATION.cff"
    path.write_text("title: A\nversion: 1\nlicense: MIT\n", encoding="utf-8")
    with pytest.raises(KeyError, match="authors"):
        citation.citation("2026", path)


def test_a_page_is_cited_within_the_book(of):
    """With its number where it has one and its address where there is one; a question keeps its mark."""
    assert citation.sentence(of) == "The Readers, Ada Lin (2026). A Book: on 5 % & more, version 1.1."
    assert citation.sentence(of, "What is it?", "3", "https://example.org/3.html") == (
        "The Readers, Ada Lin (2026). What is it? In A Book: on 5 % & more, version 1.1, chapter 3. https://example.org/3.html"
    )
    assert "(2026). Data. In A Book" in citation.sentence(of, "Data")


def test_bibtex_escapes_what_tex_would_read(of):
    """A per cent sign begins a comment there."""
    assert citation.bibtex(of, "a-book") == (
        "@book{a-book,\n  author = {{The Readers} and {Ada Lin}},\n  title = {A Book: on 5 \\% \\& more},\n"
        "  year = {2026},\n  note = {Version 1.1},\n}"
    )
    chapter = citation.bibtex(of, "a-book-3", "It", "3", "https://example.org/a_b")
    assert chapter.startswith("@incollection{a-book-3,\n")
    assert "  chapter = {3},\n" in chapter
    assert "  booktitle = {A Book: on 5 \\% \\& more},\n" in chapter
    assert "  url = {https://example.org/a_b},\n" in chapter


@pytest.mark.parametrize(
    ("given", "expected"),
    [("", ""), (None, ""), ("https://example.org", "https://example.org/"), ("http://a.b/c/", "http://a.b/c/")],
)
def test_the_address_ends_with_a_slash(given, expected):
    """None is none: nothing may be made of it that looks like one."""
    assert citation.address(SimpleNamespace(html_baseurl=given)) == expected


@pytest.mark.parametrize("given", ["example.org", "/books/", "ftp://example.org", "https://"])
def test_what_is_no_address_of_the_web_is_refused(given):
    """A relative one would be written where an absolute one is due."""
    with pytest.raises(ValueError, match="_config.yml, html.baseurl"):
        citation.address(SimpleNamespace(html_baseurl=given))

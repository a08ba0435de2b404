"""Prose as passages and sentences: which words are read, as what, in which order, and where a sentence ends."""

from __future__ import annotations

import pytest
from casebook.press.audit.passages import Passage, entries_in, passages, sentences


def read(text: str) -> list[tuple[str, str]]:
    return [(passage.kind, passage.text) for passage in passages(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# One\n\nTwo\n\nthree", [("heading", "One"), ("text", "Two"), ("text", "three")]),
        (
            "| a | b |\n|---|---|\n| 1 | |\n\nWords",
            [("table row", "a | b"), ("table row", "1 | "), ("text", "Words")],
        ),
        (
            "# A ![bar](x.svg) b ![line](y.svg)\n\nWords",
            [("heading", "A  b"), ("alternative text", "bar"), ("alternative text", "line"), ("text", "Words")],
        ),
        ("$$\na  =\nb\n$$", [("formula", "a = b")]),
        ("$$\na = b\n$$ (label)", [("formula", "a = b")]),
        ("\\begin{equation}\na = b\n\\end{equation}", [("formula", "\\begin{equation} a = b \\end{equation}")]),
        ("<p>One <b>two</b>\nthree</p>", [("text", "One two three")]),
        ("![](x.svg)", []),
        ("```\nmake  book\n\nls\n```", [("text", "make book"), ("text", "ls")]),
        ("```{math}\na  =\nb\n```", [("formula", "a = b")]),
        ("```{figure} x.svg\n:alt: seen\n\nA caption\n```", [("alternative text", "seen"), ("text", "A caption")]),
        ("```{figure} x.svg\n\nA caption\n```", [("text", "A caption")]),
        ("```{image} x.svg\n:alt: seen\n\nno prose\n```", [("alternative text", "seen")]),
        (":::{note} Of this\nThat\n:::", [("text", "Of this"), ("text", "That")]),
        *(
            (f"```{{{name}}} argument\nbody\n```", [])
            for name in ("image", "include", "bibliography", "toctree", "code-block", "code", "literalinclude")
        ),
    ],
)
def test_every_piece_of_prose_is_read_as_what_it_is(text, found):
    """A caption, a row or an alternative text that is not read may say anything."""
    assert read(text) == found


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("See [the *cut*](../book/ledger.md#art-cut) of it", "See [the cut](#art-cut) of it"),
        ("[a](ledger.md#b#c)", "[a](#b#c)"),
        ("[a](../notebooks/02_how.ipynb) [b](03_who.ipynb)", "[a](02_how.ipynb) [b](03_who.ipynb)"),
        ("[a](#here)", "[a](#here)"),
        ("one\ntwo\\\nthree", "one\ntwo\nthree"),
        ("`x = 1` and $a = b$", "`x = 1` and $a = b$"),
        ("As {cite:p}`smith` says", "As {cite:p}`smith` says"),
    ],
)
def test_links_code_formulas_and_roles_stay_visible(text, written):
    """The rules tell a number in a link or in code from one that stands free."""
    assert read(text) == [("text", written)]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("One. Two? Three! four", ["One.", "Two?", "Three! four"]),
        ("“One.” Two.) [Three](#a).] 4", ["“One.”", "Two.)", "[Three](#a).]", "4"]),
        ("One.\ntwo  words\nthree", ["One.", "two words three"]),
        ("一。二？三", ["一。二？三"]),
        ("一。 二", ["一。", "二"]),
        ("E.g. This, by A. Smith et al. They, p. 3.", ["E.g. This, by A. Smith et al. They, p. 3."]),
        ("[One. Two](#a) three. Four", ["[One. Two](#a) three.", "Four"]),
        ("$a. B$ is. Four", ["$a. B$ is.", "Four"]),
        ("One. [Two. Three](#a). Four", ["One.", "[Two. Three](#a).", "Four"]),
        (" \n ", []),
        ("One. ", ["One."]),
    ],
)
def test_a_text_is_cut_where_its_sentences_end(text, cut):
    """An abbreviation, a link and a formula are cut nowhere; a sentence keeps what closes it."""
    assert sentences(Passage("text", text)) == cut
    assert sentences(Passage("alternative text", text)) == cut


@pytest.mark.parametrize("kind", ["heading", "table row", "formula"])
def test_a_heading_a_row_and_a_formula_are_one_sentence(kind):
    """Their words belong together whatever dots they have."""
    assert sentences(Passage(kind, " One. Two.\nThree ")) == ["One. Two. Three"]


def test_the_entries_of_a_sentence_are_told_once_in_order():
    """A link with an empty text and an id with dots and hyphens are links, too."""
    assert entries_in("[b](#b-1.x), [](#a), [c](#b-1.x), [d](page.md), [e](#c)") == ["b-1.x", "a", "c"]

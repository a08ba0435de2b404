"""A page of Markdown piece by piece: directives and their options, what a link does to a page, headings, formulas, other pages."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from casebook.press.audit import markdown
from casebook.press.audit.findings import Audit, Finding
from casebook.press.audit.markdown import audit_markdown, directive
from made_entries import FIGURE, result, stated

ENTRIES = {
    "cut": result("109", 109.0, "departments"), "day": stated(qualifier="date", period="2020-08-28"),
    "mayor": stated(qualifier="text", statement="The mayor"), "share": result("42 %", 42.0, "%"), "figure": FIGURE,
    "said": stated("42%", "%", fragment="减少42%"),
}  # fmt: skip


@pytest.fixture(autouse=True)
def no_drafts(monkeypatch):
    """The entries of these tests are in no table, so nothing of them is left to do but of one."""
    monkeypatch.setattr(markdown, "left_to_do", lambda name: ["unit", "period"] if name == "mayor" else [])


def audited(text: str) -> Audit:
    return audit_markdown(text, "book/page.md", ENTRIES)


def told(text: str) -> list[tuple[str, str]]:
    return [(one.found, one.expected) for one in audited(text).findings]


def link(text: str, entry: str) -> str:
    return f"[{text}](ledger.md#{entry})"


# ---------------------------------------------------------------------------------------------------------- directives


@pytest.mark.parametrize(
    ("info", "content", "read"),
    [
        ("python", "x = 1\n", (None, "", {}, "x = 1\n")),
        (" {note}  Of this ", "a\nb\n", ("note", "Of this", {}, "a\nb")),
        ("{code-block} x", ":alt:  seen \n:class: y\nbody\n:no: option", ("code-block", "x", {"alt": "seen", "class": "y"}, "body\n:no: option")),
        ("{a:b}", "---\nalt: seen  \n no\nclass: y\n---\n:name: z\nbody", ("a:b", "", {"alt": "seen", "class": "y", "name": "z"}, "body")),
        ("{note}", " --- \nalt: x", ("note", "", {"alt": "x"}, "")),
        ("{note}", "", ("note", "", {}, "")),
    ],
)  # fmt: skip
def test_a_directive_is_read_with_its_options_and_its_body(info, content, read):
    """An option read as prose, or prose as an option, escapes its rule."""
    assert directive(SimpleNamespace(info=info, content=content)) == read


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("11\n12", ["11", "12"]),
        ("```{note} 11\n12\n```", ["11", "12"]),
        ("```{figure} 11.svg\n12\n```", ["12"]),
        ("::::{grid} 11\n12\n::::", ["12"]),
        ("```{admonition} 11\n:class: x13\n12\n```", ["11", "12"]),
        ("```{code-block} 11\n12\n```", []),
        ("```{image} 11.svg\n:alt: 12\n```", ["12"]),
        ("```{note} a\n:alt: 12\n```", []),
        ("```{math}\nx = 12\n```", ["12"]),
        ("```\n12\n```", []),
        ("\\begin{equation}\nx = 12\n\\end{equation}", ["12"]),
        ("$$x = 12$$ (label)", ["12"]),
        ("$$\nx = 12\n$$", ["12"]),
        ("<p>11 <b class='12'>a13</b> 14</p>", ["11", "14"]),
    ],
)
def test_the_numbers_of_every_block_are_read_once(text, found):
    """The argument of a figure or a grid is no prose, nor is code."""
    assert [said.split('"')[1] for said, _ in told(text)] == found


def test_an_included_page_passes_only_if_it_is_generated(monkeypatch, tmp_path):
    """What is made from the record is checked as the record."""
    monkeypatch.setattr(markdown, "ROOT", tmp_path)
    monkeypatch.setattr(markdown, "page_paths", lambda: {"ledger": tmp_path / "book" / "ledger.md"})
    assert told("```{include} ledger.md\n```") == []
    unknown = ("the directive {include}", "a directive the audit knows, so that no prose escapes it")
    assert told("```{include} ../ledger.md\n```\n\n```{include} page.md\n```") == [unknown, unknown]


@pytest.mark.parametrize(
    ("formula", "numbers"),
    [
        ("x_{12} = 10 + 100, 11.", ["12", "11"]),
        ("101 - 0.5, a12 \\cdot 3", ["101", "0.5"]),
        ("\\alpha9 + 1{,}5", []),
    ],
)
def test_a_formula_has_small_whole_numbers_only(formula, numbers):
    """Up to ten, and a hundred; a number that was found out belongs into a link."""
    expected = "symbols, and numbers up to 10 or 100 only"
    assert told(f"${formula}$") == [(f'"{number}" in the formula {formula!r}', expected) for number in numbers]


# --------------------------------------------------------------------------------------------------------------- links


@pytest.mark.parametrize(
    ("text", "traced"),
    [
        (link("109", "cut"), {"links": 1}),
        (f"{link('109', 'cut')} and {link('42 %', 'share')}", {"links": 2}),
        (link("the cut", "cut"), {"links": 1}),
        (link("28 August", "day"), {"links": 1}),
        (link("减少42%", "said"), {"links": 1}),
        ("[2](notebooks/02_how.ipynb), [ 12 ](12_who.ipynb)", {"structure": 2}),
        ("[Chapter 2](02_how.ipynb)", {"structure": 1}),
        ("[a](https://example.org/12), <http://example.org/13>", {}),
        ("[a](x/02_how.ipynb), [b](page.md)", {}),
        ("{abbr}`GDP <12>`, {cite:p}`x12`, a *b* **c**2", {}),
    ],
)
def test_links_in_order_are_traced(text, traced):
    """Each once, by its kind."""
    page = audited(text)
    assert page.findings == []
    assert {kind: count for kind, count in page.traced.items() if count} == traced


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        (link("110", "cut"), '"110" linked to cut', '"109", as on record'),
        (link("half", "share"), '"half" linked to share', "'half' to follow from 42 %"),
        (link("12", "figure"), '"12" linked to figure', '"figure", as on record'),
        (link("twelve", "day"), '"twelve" linked to day', '"28 August 2020", as on record'),
        (link("27 August", "day"), '"27 August" linked to day', '"28 August 2020", as on record'),
        (link("May", "day"), '"May" linked to day', '"28 August 2020", as on record'),
        (link("减少4", "said"), '"减少4" linked to said', '"42 %", as on record'),
        (link("减少", "cut"), '"减少" linked to cut', '"109", as on record'),
        (link("four cuts", "cut"), '"four cuts" linked to cut', '"109", as on record'),
        (link("a", "cutt"), '"a" linked to cutt', "a claim or result on record; nearest: cut"),
        (link("a", "sair"), '"a" linked to sair', "a claim or result on record; nearest: said, share"),
        (link("a", "zzz"), '"a" linked to zzz', "a claim or result on record"),
        (
            link("the mayor", "mayor"), '"the mayor" linked to mayor',
            "a claim that is no draft: data/claims.csv has yet to say its unit, period",
        ),
        ("[12 bodies](page.md)", '"12" with no link to its evidence, in "12 bodies"', None),
        ("[12 bodies](https://example.org)", '"12" with no link to its evidence, in "\ufffc 12 bodies"', None),
        ("[12 bodies](02_how.ipynb)", '"12" with no link to its evidence, in "12 bodies"', None),
        ("{abbr}`12 <x>`", '"12" with no link to its evidence, in "12"', None),
    ],
)  # fmt: skip
def test_a_link_out_of_order_is_reported_with_what_is_on_record(text, found, expected):
    """Once, with the whole text of the link."""
    [(said, wanted)] = told(text)
    assert said == found
    assert expected is None or wanted == expected


def test_where_an_entry_is_used_is_remembered_with_its_heading():
    """The ledger leads back to every sentence that rests on an entry, also to one that is wrong."""
    text = f"{link('109', 'cut')}\n\n# The *first* `x` {link('109', 'cut')} cut\n\n{link('110', 'cut')}"
    page = audited(text)
    assert page.used == {"cut": [("book/page.md", ""), ("book/page.md", ""), ("book/page.md", "The first  109 cut")]}
    assert len(page.findings) == 1


def test_headings_and_alternative_texts_are_held_against_the_whole_page():
    """Whichever comes first; each number once."""
    expected = "a number linked to its evidence on the same page"
    text = "# Of 109 and 12, 42\n\n{}\n\n![13](x.svg)"
    page = audited(text.format(f"{link('109', 'cut')}, {link('42 %', 'share')}"))
    assert page.findings == [
        Finding("book/page.md", '"12" in the heading or alternative text "Of 109 and 12, 42"', expected),
        Finding("book/page.md", '"13" in the heading or alternative text "13"', expected),
    ]
    assert page.traced == {"links": 4, "dates": 0, "structure": 0}


def test_a_page_in_chinese_is_read_as_english():
    """Its links and its text; words of the source stay as they are."""
    front = "---\nlang: zh\n---\n\n"
    assert told(f"{front}由{link('109', 'cut')}个，{link('减少42%', 'said')}，三成。") == [
        ('"30" with no link to its evidence, in "由 \ufffc 个, \ufffc, 30 %."', "a link to the ledger; nearest on record: day (28 August 2020)")
    ]  # fmt: skip
    assert told(f"{front}{link('三成', 'cut')}") == [('"30 %" linked to cut', '"109", as on record')]


def test_entries_are_those_on_record_unless_given(monkeypatch):
    """A page may be audited alone."""
    monkeypatch.setattr(markdown, "on_record", lambda: ENTRIES)
    assert audit_markdown(link("109", "cut"), "page.md").findings == []
    assert audit_markdown(link("109", "cut"), "page.md", {}).findings[0].place == "page.md"

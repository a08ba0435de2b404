"""Is the mutation of the prose honest?  A change that nothing notices must come out as a survivor, with its sentence."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import mutate_prose
import pytest
import spoiled_prose
from casebook.evidence.claims import claim
from casebook.press.signing.pairing import Pair
from casebook.press.signing.readings import signed, write
from spoiled_prose import CAPTION, CHINESE, DATE, HEADING, LINK, NEGATION, PLACE, TWIN, Change, Text, changes

SIBLINGS = {"Jinan": ["Qingdao"], "Zhang Jun": ["Sun Shutao"]}
TWINS = {"one-id": ["other-id"]}


def offered(words: str, part: str = "source", file: str = "book/a.md") -> set[tuple[str, str, str]]:
    """Kind, old and new of every change that a text offers."""
    made = changes(Text(file, 0, part, words), SIBLINGS, TWINS, "区")
    return {(change.kind, change.old, change.new) for change in made}


# ------------------------------------------------------------------------------------------------------------ changing


@pytest.mark.parametrize(
    ("words", "change"),
    [
        ("Three texts count.", ("a number word", "Three", "Four")),
        ("It took twelve weeks.", ("a number word", "twelve", "eleven")),
        ("About half went.", ("a fraction or a multiple", "half", "a third")),
        ("It is twice that.", ("a fraction or a multiple", "twice", "ten times")),
        ("A pilot of the first round.", ("an ordinal", "first", "second")),
        ("Nobody speaks.", ("a quantifier", "Nobody", "Everybody")),
        ("Departments fell faster.", ("a direction", "faster", "slower")),
        ("The year after.", ("a direction", "after", "before")),
        ("posts at home", ("a unit", "posts", "zones")),
        ("The mayor said.", ("a person or an office", "mayor", "governor")),
        ("Zhang Jun said.", ("a person or an office", "Zhang Jun", "Sun Shutao")),
        ("It was in Jinan.", (PLACE, "Jinan", "Qingdao")),
        ("Whether it is shown.", (NEGATION, "is", "is not")),
        ("It is not shown.", (NEGATION, "is not", "is")),
        ("It cannot be told.", (NEGATION, "cannot", "can")),
        ("In June 2020 it met.", (DATE, "2020", "2019")),
        ("In June 2020 it met.", (DATE, "June", "July")),
        ("On 28 August they met.", (DATE, "28", "27")),
        ("On 27 August they met.", (DATE, "27", "28")),
        ("They had [4 %](ledger.md#one-id).", ("a hedge", "4 %", "not 4 %")),
        ("Ends [by 30 November](ledger.md#a).", ("a hedge", "by", "after")),
        ("They had [4 %](ledger.md#one-id).", (TWIN, "one-id", "other-id")),
        ("They had [none](#one-id).", (LINK, "none", "most")),
        ("See [Chapter 1](01_a.ipynb).", ("the number of a chapter, an exercise or a level", "1", "2")),
        ("Exercise 5 asks.", ("the number of a chapter, an exercise or a level", "5", "4")),
        ("named 改革 there", (CHINESE, "改", "区")),
        ("## The naive answer, after all\n\ntext", (HEADING, "after", "before")),
    ],
)
def test_a_change_is_what_its_kind_says(words, change):
    """Each word of a list to its neighbour, a place to its sibling, an id to one that shows the same."""
    kind, old, new = change
    if kind == "a hedge" and old == "4 %":
        assert {(k, o) for k, o, _ in offered(words)} >= {(kind, old)}
    elif kind == CHINESE:
        assert any(k == CHINESE and o in "改革" and n == "区" for k, o, n in offered(words))
    else:
        assert change in offered(words)


def test_code_formulas_addresses_and_roles_are_left_alone():
    """A change there is none of a sentence."""
    words = (
        "`after` $after$ {cite:p}`after2013` [text](after.md) <https://example.org/after>\n\n```\nafter two\n```\n\n"
        "```{math}\nafter\n```\n\n<!-- after -->\n(after)=\n"
    )
    assert offered(words) == set()


def test_a_caption_and_an_alternative_text_are_kinds_of_their_own():
    """Whatever list the word is of."""
    assert offered("Three bars.", "caption") == {(CAPTION, "Three", "Four")}
    assert offered("Three bars.", "alternative text") == {("an alternative text", "Three", "Four")}


def test_a_hedge_is_one_within_a_link_only():
    """Outside, "by" is a word like others."""
    assert not [kind for kind, *_ in offered("It ends by June, from about five.") if kind == "a hedge"]


def test_the_prose_of_a_notebook_is_all_of_it_and_a_change_is_put_back_whole(tmp_path):
    """Text, caption and alternative text; the rest of the file stays as it is."""
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": ["# After\n", "two"]},
        {"cell_type": "code", "metadata": {}, "source": ["after"], "outputs": []},
        {
            "cell_type": "code",
            "metadata": {"mystnb": {"figure": {"caption": "Red: after."}, "image": {"alt": "Two bars, 区"}}},
            "source": ["x"],
            "outputs": [],
        },
    ]
    path = tmp_path / "01_a.ipynb"
    path.write_text(json.dumps({"cells": cells}, ensure_ascii=False), encoding="utf-8")
    found = spoiled_prose.texts(path, "notebooks/01_a.ipynb")
    assert [(text.cell, text.part, text.words) for text in found] == [
        (1, "source", "# After\ntwo"),
        (3, "caption", "Red: after."),
        (3, "alternative text", "Two bars, 区"),
    ]
    for number, part, begin, old, new, place in (
        (1, "source", 8, "two", "three", lambda c: "".join(c[0]["source"])),
        (3, "caption", 5, "after", "before", lambda c: c[2]["metadata"]["mystnb"]["figure"]["caption"]),
        (3, "alternative text", 0, "Two", "Three", lambda c: c[2]["metadata"]["mystnb"]["image"]["alt"]),
    ):
        change = Change("x", "notebooks/01_a.ipynb", number, part, begin, old, new)
        after = json.loads(spoiled_prose.spoiled(path, change))["cells"]
        assert place(after) == place(cells).replace(old, new)
        after[number - 1] = cells[number - 1]
        assert ["".join(cell["source"]) for cell in after] == ["".join(cell["source"]) for cell in cells]
        assert [cell["metadata"] for cell in after] == [cell["metadata"] for cell in cells]


def test_only_a_change_of_one_sentence_counts():
    """A change that breaks a table or a link apart tells nothing of words."""
    words = "One rose. Two fell.\n\nThree."
    change = Change("x", "a.md", 0, "source", 4, "rose", "fell")
    assert spoiled_prose.changed_sentence(change, words) == ("One rose.", "One fell.")
    assert spoiled_prose.changed_sentence(Change("x", "a.md", 0, "source", 8, ".", ","), words) is None
    same = Change("x", "a.md", 0, "source", 9, " ", "  ")
    assert spoiled_prose.changed_sentence(same, words) is None


def test_a_sample_has_something_of_every_kind_in_every_file():
    """A kind that is never asked could pass for ever."""
    made = [
        Change(kind, file, 0, "source", n, "a", "b")
        for kind in "xy"
        for file in "ab"
        for n in range(100 if kind == "x" else 4)
    ]
    chosen = spoiled_prose.sample(made, 20)
    assert {(change.kind, change.file) for change in chosen} == {(k, f) for k in "xy" for f in "ab"}
    assert chosen == spoiled_prose.sample(made, 20)
    assert sum(change.kind == "x" for change in chosen) > sum(change.kind == "y" for change in chosen)


def test_every_kind_is_offered_by_the_book():
    """A list whose words stand nowhere asks nothing."""
    made = mutate_prose.all_changes()
    assert {change.kind for change in made} == set(spoiled_prose.KINDS)
    assert len(made) == len(set(made)) > 5000
    assert all(change.old != change.new for change in made)


# ------------------------------------------------------------------------------------------------------------- asking

PAGE = """# A page

Of the departments [{cut}](ledger.md#art-dept-cut) were cut.

Nobody speaks who lost a post.

Everything is told by officials.
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """A book of one page, one of whose sentences is signed; with the engine and the data of the project."""
    root, own = tmp_path_factory.mktemp("book"), mutate_prose.ROOT
    for name in ("data", "notebooks/casebook"):
        shutil.copytree(own / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "notes.md"))
    (root / "book").mkdir()
    shutil.copy(own / "book" / "book.json", root / "book")
    (root / "data" / "notes.md").write_text("Notes.\n", encoding="utf-8")
    (root / "README.md").write_text("# A book\n", encoding="utf-8")
    (root / "book" / "index.md").write_text(PAGE.format(cut=claim("art-dept-cut").shown), encoding="utf-8")
    (root / "_toc.yml").write_text(
        "root: book/index\nparts:\n- caption: Part I\n  numbered: true\n  chapters:\n  - file: notebooks/01_a\n",
        encoding="utf-8",
    )
    cells = [{"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# A chapter"}]
    (root / "notebooks" / "01_a.ipynb").write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}), "utf-8")
    told = Pair("text", "book/index.md", "", "Everything is told by officials.", "", "")
    write([signed(told, "reader", "supports", day="2026-11-29")], root / "book" / "signed.csv")
    return root


def at(root: Path, old: str, new: str, kind: str) -> Change:
    """A change of the page."""
    words = (root / "book" / "index.md").read_text(encoding="utf-8")
    return Change(kind, "book/index.md", 0, "source", words.index(old), old, new)


@pytest.mark.slow
def test_rules_and_signatures_notice_what_they_can_and_no_more(project):
    """A hedge in a link breaks a rule; a negation in a signed sentence only its signature; the rest survives and is listed."""
    cut = claim("art-dept-cut").shown
    chosen = [
        at(project, cut, f"less than {cut}", "a hedge"),
        at(project, "is told", "is not told", NEGATION),
        at(project, "Nobody", "Everybody", "a quantifier"),
        at(project, "A page", "A page", HEADING),
    ]
    stored = (project / "book" / "index.md").read_bytes()
    found = mutate_prose.run(chosen, processes=1, root=project)
    assert [answer and answer[:3] for answer in found] == [
        (True, False, False),
        (False, True, True),
        (False, False, False),
        None,
    ]
    assert found[2][3:] == ("Nobody speaks who lost a post.", "Everybody speaks who lost a post.")
    assert (project / "book" / "index.md").read_bytes() == stored, "the project itself was spoiled"
    told = mutate_prose.report([*chosen, chosen[2]], chosen, found)
    assert (told["mutants"], told["asked"], told["signed"], told["unheard"]) == (5, 3, 1, 0)
    assert told["rules"] == pytest.approx(1 / 4)
    assert told["with_signatures"] == pytest.approx(2 / 4)
    assert told["kinds"]["a quantifier"] == {"mutants": 2, "asked": 1, "rules": 0, "noticed": 0}
    assert told["kinds"][NEGATION] == {"mutants": 1, "asked": 1, "rules": 0, "noticed": 1}
    assert told["survivors"] == [
        {
            "kind": "a quantifier",
            "place": "book/index.md",
            "old": "Nobody speaks who lost a post.",
            "new": "Everybody speaks who lost a post.",
        }
    ]
    lines = mutate_prose.lines_of(told)
    assert lines[0].startswith("survived: book/index.md: a quantifier: 'Nobody speaks")
    assert lines[-1].endswith("25.0% noticed by the rules alone, 50.0% with signatures")
    assert mutate_prose.failures(told) == []


def test_a_signed_sentence_that_changes_unheard_fails_the_run():
    """A signature that does not tell is none."""
    change = Change(NEGATION, "a.md", 0, "source", 0, "is", "is not")
    told = mutate_prose.report([change], [change], [(False, True, False, "It is.", "It is not.")])
    assert mutate_prose.failures(told) == [
        "1 changes of signed sentences that neither a rule nor a signature told, expected none"
    ]

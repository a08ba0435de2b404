"""The audit of sentences as a whole: which passages it reads, what it tells of each, and which lines of its lists are needed."""

from __future__ import annotations

import json

import pytest
from casebook.press.audit import chinese, counted, prose
from casebook.press.audit.findings import Finding
from casebook.press.audit.passages import Passage
from casebook.press.audit.prose import Located, audit_prose, exercises_of, located
from made_entries import result, stated

PLAIN = "a number in plain digits, and a link to the ledger"
FRONT = "---\nlang: zh-CN\n---\n\n"
ENTRIES = {"cut": stated("109", "departments"), "gap": result("+2", 2.0, level=3)}


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with a chapter of one exercise; the lists as given, otherwise empty, and a function that audits its files."""
    monkeypatch.setattr(prose, "ROOT", tmp_path)
    files = {}

    def audited(*texts: tuple[str, object], exceptions=(), phrases=(), words=()) -> list[Finding]:
        for name, content in texts:
            files[name] = tmp_path / name
            files[name].parent.mkdir(parents=True, exist_ok=True)
            text = content if isinstance(content, str) else json.dumps({"cells": content})
            files[name].write_text(text, encoding="utf-8")
        monkeypatch.setattr(prose, "chapters", lambda: [path for path in files.values() if path.suffix == ".ipynb"])
        monkeypatch.setattr(prose, "excepted", lambda: frozenset(exceptions))
        monkeypatch.setattr(counted, "listed", lambda: frozenset(phrases))
        monkeypatch.setattr(chinese, "listed", lambda: dict.fromkeys(words, "x"))
        return audit_prose(files.values(), ENTRIES)

    return audited


def markdown(text: str) -> dict:
    return {"cell_type": "markdown", "metadata": {}, "source": text.splitlines(keepends=True)}


def code(**shown) -> dict:
    return {"cell_type": "code", "metadata": {"mystnb": shown} if shown else {}, "source": ["Words = 1"]}


def exercise(number: int) -> str:
    return f"```{{admonition}} Exercise {number} · think\nWhy?\n```"


# ------------------------------------------------------------------------------------------------------------ passages


def test_the_passages_of_a_chapter_come_with_their_cell_and_heading(tmp_path, monkeypatch):
    """A message that names another cell, or a sentence held against another heading, sends the writer astray."""
    path = tmp_path / "notebooks" / "01_one.ipynb"
    path.parent.mkdir()
    shown = code(figure={"caption": "A caption"}, image={"alt": "A bar"})
    cells = [markdown("Before\n\n# First\n\nWords"), code(), shown, markdown("## Second"), code(figure={})]
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    monkeypatch.setattr(prose, "ROOT", tmp_path)
    file = "notebooks/01_one.ipynb"
    assert list(located(path)) == [
        Located(file, f"{file}, cell 1", "", Passage("text", "Before")),
        Located(file, f"{file}, cell 1", "First", Passage("heading", "First")),
        Located(file, f"{file}, cell 1", "First", Passage("text", "Words")),
        Located(file, f"{file}, cell 3", "First", Passage("text", "A caption")),
        Located(file, f"{file}, cell 3", "First", Passage("text", "A bar")),
        Located(file, f"{file}, cell 4", "Second", Passage("heading", "Second")),
    ]


def test_the_passages_of_a_page_in_chinese_are_read_as_english(tmp_path):
    """The rules know English words alone; a page outside the project is called by its name."""
    path = tmp_path / "page.md"
    path.write_text(f"{FRONT}## 机构\n\n由[109](ledger.md#cut)个部门", encoding="utf-8")
    *_, heading, text = located(path)
    assert heading == Located("page.md", "page.md", " body ", Passage("heading", " body "), chinese=True)
    assert text == Located("page.md", "page.md", " body ", Passage("text", "由[109](#cut) departments "), chinese=True)
    path.write_text("机构 109", encoding="utf-8")
    assert list(located(path)) == [Located("page.md", "page.md", "", Passage("text", "机构 109"), chinese=False)]


def test_the_exercises_of_chapters_are_those_of_their_markdown(tmp_path):
    """A sentence that sends a reader to an exercise is held against them."""
    for name, cells in (
        ("01_one.ipynb", [markdown(exercise(1)), markdown(f"{exercise(2)}\n\n{exercise(4)}")]),
        ("12_two.ipynb", [{**markdown(exercise(1)), "cell_type": "code"}]),
    ):
        (tmp_path / name).write_text(json.dumps({"cells": cells}), encoding="utf-8")
    assert exercises_of(sorted(tmp_path.iterdir())) == {1: [1, 2, 4], 12: []}


# ------------------------------------------------------------------------------------------------------------ findings


def test_exercises_out_of_order_are_reported_for_their_chapter(project):
    """A number that stands twice sends half the class to another exercise."""
    name = "notebooks/01_one.ipynb"
    assert project((name, [markdown(exercise(1)), markdown(exercise(2))])) == []
    assert project((name, [markdown(exercise(2)), markdown(exercise(3))])) == [
        Finding(name, "the exercises 2, 3", "1, 2, 3 and so on")
    ]
    assert project((name, [markdown(exercise(1)), markdown(exercise(1))])) == [
        Finding(name, "the exercises 1, 1", "1, 2, 3 and so on")
    ]


def test_an_exercise_is_looked_for_in_the_chapter_that_speaks_of_it(project):
    """In a chapter its own, in a plan those of the chapter that the plan is for, elsewhere none."""
    one = ("notebooks/01_one.ipynb", [markdown(exercise(1)), markdown("See Exercise 2.")])
    two = ("notebooks/02_two.ipynb", [markdown(exercise(1)), markdown(f"{exercise(2)}\n\nSee Exercise 2.")])
    plan, page = ("book/teach/01.md", "See Exercise 2."), ("book/page.md", "See Exercise 2.")
    assert project(one, two, plan, page) == [
        Finding("notebooks/01_one.ipynb, cell 2", '"Exercise 2"', "an exercise that exists: 1"),
        Finding("book/teach/01.md", '"Exercise 2"', "an exercise that exists: 1"),
    ]


def test_a_level_is_that_of_the_entry(project):
    """The entries reach the rules that look at what the prose says of the book."""
    assert project(("page.md", "On level 4 it is [+2](book/ledger.md#gap).")) == [
        Finding("page.md", '"level 4"', "level 3, as on record")
    ]


def test_what_does_not_agree_is_quoted_with_the_first_of_its_sentence(project):
    """The rule, the word, the entry, and up to a hundred and twenty characters to find it by."""
    sentence = f"It cut [109](book/ledger.md#cut) zones {'and so on ' * 10}and on."
    quoted = f"It cut [109](#cut) zones {'and so on ' * 9}and s"
    assert len(quoted) == 120
    assert project(("page.md", f"Before. {sentence} After.")) == [
        Finding("page.md", f'the unit "zones" by the link to cut, in "{quoted}"', "departments, as on record")
    ]


def test_a_sentence_is_held_against_its_paragraph_and_its_heading(project):
    """The year that a sentence takes up may stand in either."""
    assert project(("page.md", "# Of 2015\n\nIn 2016 it was so. Then, in 2015 and 2016, [+2](ledger.md#gap).")) == []
    [finding] = project(("page.md", "# Of 2015\n\nIn 2016 it was so.\n\nThen, in 2015 and 2016, [+2](ledger.md#gap)."))
    assert finding.found == 'the year "2016" by the link to gap, in "Then, in 2015 and 2016, [+2](#gap)."'


# ------------------------------------------------------------------------------------------------------------ the lists


def test_an_exception_holds_for_its_rule_file_entry_and_word(project):
    """One that is not needed in a file that was read is reported; one of a file that was not read may be."""
    wrong = ("page.md", "It cut [109](ledger.md#cut) zones.")
    needed = ("unit", "page.md", "cut", "zones")
    stale = [("unit", "page.md", "cut", "posts"), ("code", "page.md", "-", "99"), ("unit", "other.md", "cut", "zones")]
    assert project(wrong, exceptions=[needed]) == []
    assert project(wrong, exceptions=[needed, *stale]) == [
        Finding("book/exceptions.csv", "code: '99' at - in page.md", "a word that needs it"),
        Finding("book/exceptions.csv", "unit: 'posts' at cut in page.md", "a word that needs it"),
    ]


def test_a_number_in_code_needs_its_exception(project):
    """Backticks must not hide a number from the audit; where one is a name it has its line."""
    page = ("page.md", "# `12`\n\nThe file `12` and `x1` and `4,5 %` of it.")
    exceptions = [("code", "page.md", "-", "12"), ("unit", "page.md", "-", "12")]
    assert project(page, exceptions=exceptions) == [
        Finding("page.md", '"4,5 %" as code', "a link to the ledger"),
        Finding("book/exceptions.csv", "unit: '12' at - in page.md", "a word that needs it"),
    ]


def test_a_number_in_words_needs_its_line(project):
    """Each passage of each file is looked at."""
    page, other = ("page.md", "# Two zones\n\nOf three posts."), ("other.md", "Two zones.")
    expected = "a link, or its line in book/counted.csv"
    assert project(page, other, phrases=[("page.md", "two zones")]) == [
        Finding("page.md", '"three posts"', expected),
        Finding("other.md", '"two zones"', expected),
    ]


def test_chinese_needs_its_line_and_a_line_its_chinese(project):
    """On an English page every run of it; on a page in Chinese what is quoted."""
    known = "Chinese that stands in a table of the data, or its line in book/chinese.csv"
    page, other = ("page.md", "Words (竞聘下岗)."), ("other.md", "Words (竞聘升岗, 开发区).")
    chinese_page = ("zh.md", f"{FRONT}下岗竞聘，各有“升岗竞聘”一说。")
    assert project(page, other, chinese_page, words=["竞聘下岗", "竞聘平岗"]) == [
        Finding("other.md", '"竞聘升岗"', known),
        Finding("zh.md", '"升岗竞聘"', known),
        Finding("book/chinese.csv", "竞聘平岗", "words that stand in the prose"),
    ]


def test_a_term_has_the_english_of_the_glossary(project):
    """Two names for one body make two bodies of it."""
    [finding] = project(("page.md", "The municipal council (管委会) met."))
    assert (finding.place, finding.found) == ("page.md", '"The municipal council" for 管委会')
    assert finding.expected.startswith('"management committee')
    assert finding.expected.endswith('", as in the glossary')


def test_numbers_in_other_signs_are_reported(project):
    """But in code and formulas, and for an area."""
    page = "About ⅞ and Ⅷ, `①`, $x²$, 3 km², 5 km`m`²."
    assert project(("page.md", page)) == [Finding("page.md", f'"{sign}"', PLAIN) for sign in "⅞Ⅷ²"]
    assert project(("page.md", "$$\nx² `4`\n$$")) == []

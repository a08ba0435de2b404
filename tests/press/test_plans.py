"""The plan of a class: its own minutes and marks may stand without evidence, if they add up and are those of the chapter."""

import pytest
from casebook.press.audit import audit, audit_markdown, pages, place_of, plans

NOTE = "book/teach/02.md"
PLAN = "| step | 5 | 10 |\n| --- | ---: | ---: |\n| opening | 2 | 4 |\n| at the board | 3 | **6** |\n"
EXERCISES = "| exercise | kind | minutes | marks |\n| --- | --- | ---: | ---: |\n| Exercise 1 | think | 10 | 4 |\n| 2 | compute | 15 | 3 |\n"


def found(text: str, place: str = NOTE) -> list[str]:
    return [str(finding) for finding in audit_markdown(text, place, {}).findings]


@pytest.fixture
def chapter(monkeypatch):
    """A chapter of two exercises, of which one says its minutes and marks."""
    monkeypatch.setattr(
        plans, "exercises_of", lambda number: {1: {"minutes": 10, "marks": 4}, 2: {}} if number == 2 else {}
    )


def test_a_plan_that_adds_up_may_say_its_minutes():
    assert found(PLAN) == []
    assert (
        found(
            "Give it 10 minutes, 2–3 marks; at minute 20 stop, from minutes 20 to 40 they work. Questions 1, 3 and 4. Week\u00a03, weeks 1 to 14. Slides 14 to 16, of 20 pairs, with 40 students."
        )
        == []
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (PLAN.replace("| 4 |", "| 5 |"), "found 11 minutes in the plan of 10, expected 10 minutes"),
        (PLAN.replace("| 2 |", "| – |"), "found 3 minutes in the plan of 5, expected 5 minutes"),
        (PLAN.replace("opening", "opening with 45 firms"), '"45" with no link to its evidence'),
        (PLAN.replace("| 2 |", "| 2 of 45 |"), '"45" with no link to its evidence'),
        ("| zone | 2017 |\n| --- | --- |\n| A | 45 |\n", "found 45 minutes in the plan of 2017"),
        ("On 45 slides, in 45 zones of 20 pairs.", '"45" with no link to its evidence'),
        ("In 45 weeks they were done.", '"45" with no link to its evidence'),
        ("They cut 45 offices in 10 minutes.", '"45" with no link to its evidence'),
    ],
)
def test_any_other_number_needs_its_evidence(text, told):
    assert any(told in said for said in found(text)), found(text)


def test_other_pages_have_no_plan():
    assert any('"10"' in said for said in found(PLAN, "book/teaching.md"))
    assert any('"10"' in said for said in found("Give it 10 minutes.", "book/teaching.md"))


def test_exercises_are_those_of_the_chapter(chapter):
    assert found(EXERCISES) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("| 10 | 4 |", "| 12 | 4 |", 'found "12" minutes for Exercise 1, expected 10, as the chapter has'),
        ("| 10 | 4 |", "| 10 | 5 |", 'found "5" marks for Exercise 1, expected 4, as the chapter has'),
        ("| 2 | compute", "| 3 | compute", 'found "3" in the table of exercises, expected an exercise of the chapter'),
        ("| 2 | compute | 15 | 3 |\n", "", "expected Exercise 2 of the chapter in it"),
    ],
)
def test_exercises_that_are_not_those_of_the_chapter_are_named(chapter, old, new, told):
    assert old in EXERCISES
    assert any(told in said for said in found(EXERCISES.replace(old, new)))


def test_the_exercises_of_a_chapter_are_read_from_it():
    assert sorted(plans.exercises_of(2)) == [1, 2, 3]
    assert plans.exercises_of(None) == {}


def test_a_note_is_for_the_chapter_of_its_name():
    names = (NOTE, "book/teach/case.md", "book/ledger/02.md", "book/teaching.md")
    assert [plans.chapter_of(name) for name in names] == [2, None, None, None]


def test_the_audit_reads_the_notes():
    """A page left out of the audit may say anything."""
    notes = {place_of(path) for path in pages()} & {f"{plans.FOLDER}/{number:02}.md" for number in range(1, 19)}
    assert len(notes) >= 5
    read = {file for places in audit().used.values() for file, _ in places}
    assert notes <= read

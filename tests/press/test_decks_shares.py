"""What of a section stands on its slide, and what is left to the speaker, to the letter."""

from __future__ import annotations

import pytest
from casebook.press.decks.prose import Prose
from casebook.press.decks.shares import named, share

TABLE = "| a |\n| --- |\n| b |"
TABLED = "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>b</td>\n</tr>\n</tbody>\n</table>\n"
QUOTED = "<blockquote>\n<p>Q.</p>\n</blockquote>\n"
FORMULA = Prose().html(Prose().parse("$$a = b$$"))


def paragraphs(*texts: str) -> str:
    """Each text as a paragraph."""
    return "\n".join(f"<p>{text}</p>" for text in texts)


def bold(title: str, rest: str) -> str:
    """A sentence that begins in bold."""
    return f"<strong>{title}</strong> {rest}"


def shared(source: str, **most: int) -> tuple[str, str]:
    """What is shown of a text, and what is not; a blank line between the parts is no matter."""
    prose = Prose()
    shown, noted = share(prose.parse(source), prose, **most)
    return shown, noted.strip("\n")


def long(signs: int, letter: str = "a") -> str:
    """A sentence of so many signs."""
    return f"{letter * (signs - 1)}."


@pytest.mark.parametrize(
    ("source", "shown", "noted"),
    [
        ("", "", ""),
        ("One.\nTwo.\nThree.", paragraphs("One.", "Two.", "Three."), ""),
        ("One.\nTwo.\nThree.\nFour.\nFive.", paragraphs("One.", "Two.", "Three."), paragraphs("Four. Five.")),
        ("One.\n\nTwo.\n\nThree.\n\nFour.", paragraphs("One.", "Two.", "Three."), paragraphs("Four.")),
        (f"{long(328)}\nB.\nC.", paragraphs(long(328), "B."), paragraphs("C.")),
        (f"{long(329)}\nB.", paragraphs(long(329)), paragraphs("B.")),
        (f"{long(900)}\nB.", paragraphs(long(900)), paragraphs("B.")),
        (f"{long(900)}\n\nB.", paragraphs(long(900)), paragraphs("B.")),
        (f"One.\n{long(327)}\nC.", paragraphs("One."), paragraphs(f"{long(327)} C.")),
        (f"One.\n{long(326)}\nC.", paragraphs("One.", long(326)), paragraphs("C.")),
        (f"{long(200)}\n\n{long(130)}\n\nC.", paragraphs(long(200), long(130)), paragraphs("C.")),
        (f"{long(200)}\n\n{long(131)}\n\nC.", paragraphs(long(200)), paragraphs(long(131), "C.")),
        (f"{long(100)}\n{long(100)}\n\n{long(129)}", paragraphs(long(100), long(100), long(129)), ""),
        (f"{long(100)}\n{long(100)}\n\n{long(130)}", paragraphs(long(100), long(100)), paragraphs(long(130))),
        (f"[One](x.md#{'b' * 400}) is.\nTwo.", paragraphs('<span class="linked">One</span> is.', "Two."), ""),
        (f"A [b](x_(c)_{'b' * 400}) is.\nTwo.", paragraphs('A <span class="linked">b</span> is.', "Two."), ""),
    ],
)
def test_of_prose_the_first_sentences_are_shown(source, shown, noted):
    """Three of them, if they are short enough, and the first in any case; none after one that is not shown."""
    assert shared(source) == (shown, noted)


@pytest.mark.parametrize(
    ("source", "shown", "noted"),
    [
        (f"One.\nTwo.\nThree.\n\n{TABLE}", f"{paragraphs('One.', 'Two.')}\n{TABLED}", paragraphs("Three.")),
        (f"One.\n\n{TABLE}\n\nAfter.", f"{paragraphs('One.')}\n{TABLED}", paragraphs("After.")),
        (f"{TABLE}\n\nAfter.", TABLED, paragraphs("After.")),
        ("> Q.\n\nOne.\nTwo.\nThree.", f"{QUOTED}\n{paragraphs('One.', 'Two.')}", paragraphs("Three.")),
        (f"> Q.\n\n{long(198)}\nB.\nC.", f"{QUOTED}\n{paragraphs(long(198), 'B.')}", paragraphs("C.")),
        (f"> Q.\n\n{long(199)}\nB.", f"{QUOTED}\n{paragraphs(long(199))}", paragraphs("B.")),
        ("One.\n\n---\n\nTwo.\nThree.", paragraphs("One.", "Two."), f"<hr />\n\n{paragraphs('Three.')}"),
    ],
)
def test_beside_what_is_shown_whole_there_is_less_prose(source, shown, noted):
    """Two sentences; none after a table, which they would read out."""
    assert shared(source) == (shown, noted)


@pytest.mark.parametrize(
    ("source", "shown", "noted"),
    [
        ("One.\nSo\n\n$$a = b$$\n\nTwo.\nThree.\nFour.", paragraphs("So") + f"\n{FORMULA}\n" + paragraphs("Two.", "Three."),
         paragraphs("One.", "Four.")),
        (f"So\n\n$$a = b$$\n\n{long(300)}", paragraphs("So") + f"\n{FORMULA}", paragraphs(long(300))),
        (f"$$a = b$$\n\n{long(300)}\nB.", f"{FORMULA}\n{paragraphs(long(300))}", paragraphs("B.")),
    ],
)  # fmt: skip
def test_a_formula_has_the_sentence_that_leads_to_it(source, shown, noted):
    """Without it nobody knows what its letters stand for."""
    assert shared(source) == (shown, noted)


def test_a_formula_with_a_name_is_one_too():
    """So that the text can refer to it."""
    shown, noted = shared("One.\nSo\n\n$$a$$ (eq)")
    assert shown.startswith(paragraphs("So") + '\n<div id="eq"')
    assert noted == paragraphs("One.")


@pytest.mark.parametrize(
    ("source", "shown", "noted"),
    [
        ("**A.**\nOne.\nTwo.\n\n**B.** Three.\nFour.\nFive.", paragraphs(bold("A.", "One."), bold("B.", "Three.")),
         paragraphs("Two.", "Four. Five.")),
        ("**A.** One.\nTwo.\nThree.\nFour.", paragraphs(bold("A.", "One."), "Two.", "Three."), paragraphs("Four.")),
        ("**A.** One.\nTwo.\n\nThree.", paragraphs(bold("A.", "One."), "Two."), paragraphs("Three.")),
        ("One.\nTwo.\nThree.\n\n**A.** Four.\nFive.\n\n**B.** Six.", paragraphs("One. Two.", bold("A.", "Four."), bold("B.", "Six.")),
         paragraphs("Three.", "Five.")),
        (f"**A.** One.\nTwo.\n\n**B.** Three.\n\n{TABLE}", TABLED, paragraphs(bold("A.", "One. Two."), bold("B.", "Three."))),
        (f"**A.** {long(900)}\n\n**B.** {long(900)}", paragraphs(bold("A.", long(900)), bold("B.", long(900))), ""),
        (f"**A.** One.\n\n**B.** Two.\n\n{long(300)}\nC.", paragraphs(bold("A.", "One."), bold("B.", "Two.")),
         paragraphs(f"{long(300)} C.")),
    ],
)  # fmt: skip
def test_of_paragraphs_that_begin_in_bold_the_beginning_is_shown(source, shown, noted):
    """A beginning on a line of its own goes with the sentence after it; beside a table they are left to the speaker."""
    assert shared(source) == (shown, noted)


def test_a_beginning_in_bold_may_have_a_blank_after_it():
    """An editor leaves it there, and nobody sees it."""
    shown, noted = shared("**A.** \nOne.\nTwo.\n\n**B.** Three.")
    assert "One." in shown
    assert noted == paragraphs("Two.")


@pytest.mark.parametrize(
    ("source", "shown", "noted"),
    [
        ("- One. Two.\n- Three.", "<ul>\n<li>One. Two.</li>\n<li>Three.</li>\n</ul>\n", ""),
        ("- One.\n\nA.\nB.\nC.", f"<ul>\n<li>One.</li>\n</ul>\n\n{paragraphs('A.', 'B.')}", paragraphs("C.")),
        (f"- {long(516)} B.\n- C.", f"<ul><li>{long(516)}</li><li>C.</li></ul>", paragraphs("B.")),
        (f"- {long(515)} B.\n- C.", f"<ul>\n<li>{long(515)} B.</li>\n<li>C.</li>\n</ul>\n", ""),
        (f"1. {long(600)}\n   B. C.\n2. D\n   d.\n   E.", f"<ol><li>{long(600)}</li><li>D d.</li></ol>", paragraphs("B. C.", "E.")),
        (f"- [A](x.md#{'b' * 600}) is. B.", '<ul>\n<li><span class="linked">A</span> is. B.</li>\n</ul>\n', ""),
        (f"- **A.** One. Two.\n- {long(600)}", f"<ul><li>{bold('A.', 'One.')}</li><li>{long(600)}</li></ul>", paragraphs("Two.")),
    ],
)  # fmt: skip
def test_a_list_is_shown_whole_or_by_its_first_sentences(source, shown, noted):
    """As many items as there are, whatever their length: a list cut off in the middle would count wrong."""
    assert shared(source) == (shown, noted)


def test_how_much_is_shown_may_be_asked_for():
    """A key has more room than a section, whatever else stands there."""
    five = "One.\nTwo.\nThree.\nFour.\nFive."
    assert shared(f"> Q.\n\n{five}", sentences=4) == (
        f"{QUOTED}\n{paragraphs('One.', 'Two.', 'Three.', 'Four.')}", paragraphs("Five.")
    )  # fmt: skip
    assert shared(five, signs=8) == (paragraphs("One.", "Two."), paragraphs("Three. Four. Five."))


# -------------------------------------------------------------------------------------------------- what a cell names


def test_what_is_named_is_said_and_all_else_is_shown():
    """Sentences of paragraphs and items, whole lists, and what has no sentences; a link counts as its text."""
    prose = Prose()
    source = (
        "One [2](a.md#b).\nTwo.\nThree.\n\nTwo again.\n\n- Four. Two five. Two\n  more. Six.\n- Two.\n- Seven\n  and on.\n\n"
        f"1. Two.\n\n* * *\n\n{TABLE}\n\n$$a = b$$\n\n> Q.\n\n1. Nine."
    )
    tokens = prose.parse(source)
    shown, noted = named(tokens, prose, ["Two", "One 2", "a ="])
    assert shown == (
        f"{paragraphs('Three.')}\n<ul><li>Four. Six.</li><li>Seven and on.</li></ul>\n<hr />\n\n{TABLED}\n{QUOTED}\n"
        "<ol><li>Nine.</li></ol>"
    )
    assert noted == (
        paragraphs('One <span class="linked">2</span>. Two.', "Two again.", "Two five. Two more.", "Two.", "Two.")
        + f"\n{FORMULA}"
    )


def test_a_table_is_named_by_its_first_cell():
    """And a quotation by its first words."""
    prose = Prose()
    tokens = prose.parse(f"{TABLE}\n\n> Q.\n\nOne.")
    assert named(tokens, prose, ["a"]) == (f"{QUOTED}\n{paragraphs('One.')}", TABLED)
    assert named(tokens, prose, ["Q"]) == (f"{TABLED}\n{paragraphs('One.')}", QUOTED)
    assert named(tokens, prose, []) == (f"{TABLED}\n{QUOTED}\n{paragraphs('One.')}", "")


def test_a_fence_is_on_no_slide():
    """It is an exercise or a directive, and would be shown raw."""
    prose = Prose()
    for write in (lambda tokens: share(tokens, prose), lambda tokens: named(tokens, prose, [])):
        with pytest.raises(ValueError) as refused:
            write(prose.parse("One.\n\n```{note}\nA.\n```"))
        assert str(refused.value) == "found the fence '{note}' on a slide, expected prose"

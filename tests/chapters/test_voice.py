"""What is known comes first: the part that tells the reform says little of what is not, and keeps its maxims few."""

import json
import re

import pytest
from casebook.evidence.settings import ROOT
from casebook.press import book

NEGATION = re.compile(r"\b(?:not|no|none|nor|never|neither|nothing|nobody|nowhere|cannot|without)\b", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_][\w’'-]*|\d[\d.,]*")
# a short subject, and what it is not: a thing, or a reason; no report of what a text leaves out ("the year is not printed")
MAXIM = re.compile(
    r"(?:^|(?<=[.:;?] ))[A-Z][\w’' -]{2,40} (?:is|are) (?:no|not (?:an?|the|its|their|because|to)|never) [\w’' *-]{2,40}(?=[.;])",
    re.MULTILINE,
)
MOST_NEGATIONS = 1.4  # in a hundred words
MOST_MAXIMS = 6  # in the book
PART = "Part I"


def prose_of(notebook: str) -> str:
    """The text of a chapter, with what its links say and without where they lead."""
    cells = json.loads((ROOT / "notebooks" / notebook).read_text(encoding="utf-8"))["cells"]
    text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    return re.sub(r"\{[\w:]+\}`[^`]*`", "", re.sub(r"\]\([^)]*\)", "]", text)).replace("[", "").replace("]", "")


def negations(text: str) -> float:
    """Negations in a hundred words."""
    return 100 * len(NEGATION.findall(text)) / len(WORD.findall(text))


def maxims(text: str) -> list[str]:
    """Short sentences that say of one thing only what it is not: "A district is not its zone."."""
    return [found[0].strip() for found in MAXIM.finditer(text) if len(found[0].split()) <= 9]


def test_the_story_says_what_is_known():
    """Counted over the whole part, exercises and all."""
    text = "\n".join(prose_of(name) for name in book.parts()[PART])
    assert negations(text) <= MOST_NEGATIONS


def test_the_maxims_of_the_book_are_few():
    """Six of the form "X is not Y" can be remembered."""
    found = [maxim for names in book.parts().values() for name in names for maxim in maxims(prose_of(name))]
    assert len(found) <= MOST_MAXIMS, found


@pytest.mark.parametrize(
    ("text", "rate"),
    [("It fell.", 0), ("Nobody knows, and no text says. One two three four.", 20), ("Not without [it].", 200 / 3)],
)
def test_negations_are_counted(text, rate):
    """The count must be able to exceed its bound."""
    assert negations(text) == pytest.approx(rate)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A district is not its zone.", ["A district is not its zone"]),
        ("Both rose. Later is not because of it.\nIt ended.", ["Later is not because of it"]),
        ("The zone that reformed first in the whole of the city is not the one that the article names.", []),
        ("The name is printed. The year is not printed.", []),
    ],
)
def test_a_maxim_is_found(text, found):
    """The pattern meets what it is meant for, and no ordinary sentence."""
    assert maxims(text) == found

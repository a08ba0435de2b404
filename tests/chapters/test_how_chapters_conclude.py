"""How Parts II and III conclude: a table of what is admitted and excluded, and fixed words for every effect."""

import json
import re

import pytest
from casebook.evidence.settings import ROOT
from casebook.methods.designs.conclusions import GRAMMAR
from casebook.press import book

PARTS = ("Part II", "Part III")
PAGES = ("index", "ten-minutes", "how-to-read", "teaching")
HEADER = "| question | admitted | excluded | under which assumption |"

# the reform, or its parts, as what does something to an outcome
CAUSE = r"(?:[Tt]he|[Tt]his|[Ii]ts) (?:\w+ )?(?:reform|reorganisation|opinion|cut|cuts|pilots?|mobilisation)"
DID = (
    r"(?:did (?:not )?|has (?:not )?|have (?:not )?)?"
    r"(?:worked|failed|paid off|succeeded|rais(?:e|ed)|lift(?:ed)?|lower(?:ed)?|boost(?:ed)?|increas(?:e|ed)|improv(?:e|ed)|harm(?:ed)?|"
    r"speed(?:ed)?|sped|slow(?:ed)?|caus(?:e|ed)|cost|brought (?:about|growth|[−+\\d])|had (?:an?|no|little) (?:\w+ )?effect|made a difference|"
    r"(?:made|left) (?:firms|the economy|zones|the city) (?:better|worse|richer|poorer))"
)
EFFECT = re.compile(rf"\b{CAUSE} {DID}\b")
# what only supposes, asks, quotes or bounds states no effect
SUPPOSED = re.compile(
    r"\?|\b[Ii]f\b|\b[Ss]uppose|\b[Ww]hether\b|\bwould\b|\bcould\b|\bsays? that\b|\bclaims?\b|\bbeliev|\bbelieves\b|[“\"”]|\bexclude|"
    r"\bnot shown\b|\bin which the reform\b|\bto prove\b"
)


def sections(notebook: dict) -> dict[str, str]:
    """The text of each section of a chapter, by its heading."""
    text = "\n".join("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def closing_table(notebook: dict) -> list[str]:
    """What is wrong with the table at a chapter's end: its header, its rows, its cells."""
    said = sections(notebook).get("What we can say", "")
    lines = [line for line in said.splitlines() if line.startswith("|")]
    if HEADER not in lines:
        return [f"found no table {HEADER!r} under 'What we can say', expected one"]
    rows = [line.strip("|").split("|") for line in lines[lines.index(HEADER) + 2 :]]
    problems = [] if 1 <= len(rows) <= 4 else [f"found {len(rows)} rows in it, expected one to four"]
    for row in rows:
        cells = [cell.strip() for cell in row]
        if len(cells) != 4 or not all(cells):
            problems.append(f"found the row {cells}, expected four cells and none empty")
    return problems


def sentences(text: str) -> list[str]:
    """The sentences of a text, with what its links say and without where they lead."""
    plain = re.sub(r"\{[\w:]+\}`[^`]*`", "", re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text))
    return [
        part.strip(" *-|")
        for line in plain.splitlines()
        for part in re.split(r"(?<=[.!?])\s+|\|", line)
        if part.strip()
    ]


def stated_effects(text: str) -> list[str]:
    """Sentences that state what the reform did to an outcome and are in none of the fixed forms."""
    return [
        said
        for said in sentences(text)
        if EFFECT.search(said) and not SUPPOSED.search(said) and not GRAMMAR.fullmatch(said)
    ]


def notebook(name: str) -> dict:
    return json.loads((ROOT / "notebooks" / name).read_text(encoding="utf-8"))


CHAPTERS = [name for part, names in book.parts().items() if part in PARTS for name in names]


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_ends_with_what_is_admitted_and_excluded(name):
    assert closing_table(notebook(name)) == []


@pytest.mark.parametrize("name", [*CHAPTERS, *PAGES])
def test_effects_are_told_in_fixed_words(name):
    if name in PAGES:
        text = (ROOT / "book" / f"{name}.md").read_text(encoding="utf-8")
    else:
        text = "\n".join("".join(cell["source"]) for cell in notebook(name)["cells"] if cell["cell_type"] == "markdown")
    assert stated_effects(text) == []


def a_chapter(table: str) -> dict:
    return {"cells": [{"cell_type": "markdown", "source": f"# A\n## What we can say\n\n{table}\n\n## Exercises\n"}]}


def test_a_table_without_a_cell_or_a_row_is_reported():
    row = "| Did it? | 1 to 2 | more | none |"
    whole = f"{HEADER}\n| --- | --- | --- | --- |\n{row}"
    assert closing_table(a_chapter(whole)) == []
    assert closing_table(a_chapter("| claim | evidence |\n| --- | --- |\n| a | b |")) != []
    assert closing_table(a_chapter(whole.replace("| more ", "| "))) != []
    assert closing_table(a_chapter(whole.removesuffix(row))) == ["found 0 rows in it, expected one to four"]
    assert closing_table(a_chapter("\n".join([whole, *[row] * 4]))) == ["found 5 rows in it, expected one to four"]
    assert closing_table({"cells": []}) != []


@pytest.mark.parametrize(
    "said",
    [
        "The reform raised growth by two points.",
        "The reform worked.",
        "The reform has failed.",
        "The reform had no effect on the city's product.",
        "The provincial opinion lifted [all cities](a.md#b).",
        "The cut made firms better off.",
        "Since 2020 the reform has improved service.",
    ],
)
def test_an_effect_in_other_words_is_found(said):
    """Whatever the number or the sign, such a sentence has to take one of the fixed forms."""
    assert stated_effects(f"Before it nothing. {said} After it nothing.") != []


@pytest.mark.parametrize(
    "said",
    [
        "The evidence is uncertain about the effect of the reform on the city's product: −5.1 log points to +9.4 log points is left open.",
        "The evidence shows that the reform raised output, by at least 4.2 log points.",
        "Suppose the reform raised growth in every city.",
        "Whether the reform worked cannot be seen.",
        "The reform was ordered in July.",
        "The cut is printed 42 %.",
        "Did the reform work?",
    ],
)
def test_fixed_words_suppositions_and_deeds_pass(said):
    assert stated_effects(said) == []

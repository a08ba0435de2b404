"""What a text gives by itself: drafts that a person has to finish, nothing passed over, nothing made up."""

from __future__ import annotations

import pytest
from casebook.evidence.cells import TO_DO, column_of
from casebook.press.minibook import chapter, drafting, schema
from casebook.reading.article import normalised

TEXT = [
    "A town trims its offices",
    "In 2019 the offices were cut from 40 to 25, a fall of 42 per cent. Of 120 staff, 30 moved, or 25%.",
    "More than 4,200 people applied for 125 posts, a ratio of 34:1.",
]
CHINESE = ["机构由120个减少到72个，精简40%。", "机构由120个减少到72个，精简40%。"]


def test_each_figure_becomes_a_draft_with_its_place_and_what_it_admits():
    """What the text shows is there, and what only a person can say is marked."""
    rows = {row["claim_id"]: row for row in drafting.draft(TEXT).claims}
    more = rows["art-03-1"]
    assert (more["printed"], more["low"], more["high"], more["value"]) == ("More than 4,200", "4201", "4299", "")
    assert (more["locator"], more["qualifier"], more["unit"]) == ("p3", "more_than", TO_DO)
    fall = rows["art-02-3"]
    assert (fall["printed"], fall["unit"], fall["low"], fall["high"]) == ("42 per cent", "%", "41.5", "42.5")
    assert {fall[name] for name in ("statement", "entity_id", "indicator_id", "stage", "status", "reading")} == {TO_DO}


@pytest.mark.parametrize("text", [TEXT, CHINESE])
def test_an_excerpt_stands_in_its_paragraph_and_is_short(text):
    """At most twenty signs, with the figure in them."""
    made = drafting.draft(text)
    for row in made.claims:
        assert 0 < len(row["fragment"]) <= drafting.LONGEST
        assert row["printed"] in row["fragment"]
        assert normalised(row["fragment"]) in normalised(made.paragraphs[int(row["locator"][1:]) - 1])


def test_checks_are_proposed_with_their_ingredients():
    """The fall is not that of the counts, share and ratio are."""
    found = {row["kind"]: row for row in drafting.draft(TEXT).checks}
    assert found["change"]["agrees"] == "false"
    assert (found["change"]["ingredients"], found["change"]["printed"]) == ("art-02-1 art-02-2", "art-02-3")
    assert (found["share"]["agrees"], found["ratio"]["agrees"]) == ("true", "true")
    assert {row["judged"] for row in found.values()} == {TO_DO}


def test_a_repeated_paragraph_names_the_first_and_has_glosses():
    """By its checksum; each Chinese excerpt is to be glossed."""
    made = drafting.draft(CHINESE)
    assert [row["repeats"] for row in made.article] == ["", 1]
    assert {row["claim_id"] for row in made.glosses} == {row["claim_id"] for row in made.claims}


def test_every_row_fits_the_schema():
    """Each cell of each table, by the rules of its column."""
    made = drafting.draft([*TEXT, *CHINESE, "A loss of -3% was met by ４２％ elsewhere."])
    for name in ("claims", "article", "unread", "dates", "checks", "glosses"):
        for column in schema.fields_of(name):
            cells = [(n, str(row.get(column["name"], ""))) for n, row in enumerate(getattr(made, name), start=2)]
            assert column_of(name, column, cells)[1] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ([], "found no text"),
        (["  ", "\u3000"], "found no text"),
        (["No figure stands here."], "found no figure"),
        (["5 rooms."] * 1001, "found 1,001 paragraphs"),
    ],
)
def test_a_text_that_gives_nothing_is_refused(text, told):
    """In one line, which says what was expected."""
    with pytest.raises(ValueError, match=rf"^{told}.*expected an article") as refused:
        drafting.draft(text)
    assert "\n" not in str(refused.value)


def test_the_language_is_found_out():
    """A place name in Chinese makes no Chinese text."""
    assert drafting.is_chinese(CHINESE)
    assert not drafting.is_chinese([*TEXT, "Jinan (济南)"])


def test_a_chapter_has_a_cell_for_each_check_that_has_ends():
    """A result needs both ends: a share of at least so much has none."""
    made = drafting.draft([*TEXT, "Of at least 100 staff, 30 moved, or 30%."])
    cells = {cell["id"]: "".join(cell["source"]) for cell in chapter.notebook(made)["cells"]}
    results = {row["result_id"] for row in chapter.results(made)}
    for row in made.checks:
        ended = bool(row["recomputed_low"] and row["recomputed_high"])
        assert (row["check_id"] in cells) == ended == (row["check_id"] in results)
    lines = [line for cell in chapter.notebook(made)["cells"] if cell["cell_type"] == "code" for line in cell["source"]]
    assert max(map(len, lines)) <= 79


def test_a_text_without_checks_still_has_its_chapter():
    """No table of nothing, and a task for the reader."""
    made = drafting.draft(["The town has 40 offices."])
    cells = {cell["id"]: "".join(cell["source"]) for cell in chapter.notebook(made)["cells"]}
    assert "held-table" not in cells
    assert "To do: look for one" in cells["checks"]


def test_to_do_is_refused_where_the_schema_does_not_ask_for_it():
    """Elsewhere it is a word like any other, and breaks the rules of its column."""
    column = {"name": "stage", "type": "string", "constraints": {"enum": ["input"]}}
    assert column_of("claims", column, [(2, TO_DO)])[1] != []
    assert column_of("claims", column | {"to_do": "the rung"}, [(2, TO_DO)])[1] == []
    number = {"name": "low", "type": "number"}
    assert column_of("claims", number, [(2, TO_DO)])[1] != []


KINDS_OF_CHECK = {
    "change": "In all the offices were cut from 40 to 25, a fall of 42 per cent.",
    "points": "The share rose from 40% to 52%, up 12 percentage points.",
    "share": "Of 120 staff, 30 moved, or 25%.",
    "ratio": "More than 4,200 people applied for 125 posts, a ratio of 34:1.",
    "total": "共90人，其中男40人、女50人。",
    "left": "机构由40个减少到30个，为原来的75%。",
}


def test_every_kind_of_check_has_its_formula():
    """A kind that consistency learns must be known here, to the schema of the table too."""
    from casebook.methods.consistency import KINDS
    from casebook.press.minibook import formulas

    listed = next(column for column in schema.fields_of("checks") if column["name"] == "kind")["constraints"]["enum"]
    assert set(formulas.WORDS) == set(KINDS) == set(listed)


@pytest.mark.parametrize("kind", KINDS_OF_CHECK)
def test_the_code_of_a_check_computes_what_was_proposed(kind):
    """The formula on the page is that of the proposal."""
    from types import SimpleNamespace

    from casebook.evidence.figures import figure_of
    from casebook.press.minibook import formulas

    made = drafting.draft([KINDS_OF_CHECK[kind]])
    row = next(row for row in made.checks if row["kind"] == kind)
    proposal, found = made.proposed[row["check_id"]], {}
    claims = {one["claim_id"]: figure_of(one["printed"], one["unit"]) for one in made.claims}
    cb = SimpleNamespace(
        claim=lambda name: claims[name], result=lambda name, value: found.update({name: value}), check=lambda *_: None
    )
    code = formulas.cell_of(row["check_id"], proposal, row["ingredients"].split(), row["printed"])
    exec(code, {"cb": cb})
    assert found == {row["check_id"]: proposal.recomputed}


def test_a_rounded_count_is_not_held_against_its_exact_claim():
    """ "36 for each" agrees with 36.2 by the proposal; by the record of the claim, a count, it would differ."""
    from dataclasses import replace

    from casebook.press.minibook import formulas

    made = drafting.draft([KINDS_OF_CHECK["change"]])
    proposal = made.proposed["check-1"]
    assert formulas.held_claim(proposal, "art-01-3") == "art-01-3"
    assert formulas.held_claim(replace(proposal, agrees=not proposal.agrees), "art-01-3") == ""
    assert formulas.held_claim(replace(proposal, printed=None), "") == ""

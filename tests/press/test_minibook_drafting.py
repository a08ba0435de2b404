"""What a text gives by itself: drafts that a person has to finish, nothing passed over, nothing made up."""

from __future__ import annotations

import hashlib
from datetime import date
from types import SimpleNamespace

import pytest
from casebook.evidence.cells import TO_DO, column_of
from casebook.press.minibook import chapter, drafting, schema
from casebook.reading.article import normalised
from casebook.reading.candidates import Candidate

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


# ------------------------------------------------------------------------------------------------------- row by row


def claim(name: str, printed: str, fragment: str, value: str, low: str, high: str, **more) -> dict:
    """The row of a draft claim: what the text shows, and what is to do."""
    _, number, _ = name.split("-")
    open_cells = dict.fromkeys(("statement", "entity_id", "indicator_id", "unit", "stage", "status", "reading"), TO_DO)
    shown = {"claim_id": name, "source_id": "source-text", "locator": f"p{int(number)}", "fragment": fragment}
    shown |= {"printed": printed, "printed_at": "", "value": value, "low": low, "high": high, "qualifier": "exact"}
    return open_cells | shown | more


def test_the_claims_of_a_text_are_these_rows():
    """Numbered in their paragraph; a unit that the figure does not print is for a person to say, an open end is empty."""
    made = drafting.draft(
        ["Rooms", "It has 40 rooms, or 25% of all.", "It cost $40.5 million; at least 5 and about 300 came."]
    )
    assert made.claims == [
        claim("art-02-1", "40", "It has 40 rooms, or", "40", "40", "40"),
        claim("art-02-2", "25%", "has 40 rooms, or 25%", "25", "24.5", "25.5", unit="%"),
        claim("art-03-1", "$40.5 million", "cost $40.5 million", "40500000", "40450000", "40550000", unit="US dollars"),
        claim("art-03-2", "at least 5", "at least 5 and", "", "5", "", qualifier="at_least"),
        claim("art-03-3", "about 300", "5 and about 300", "300", "250", "349", qualifier="about"),
    ]
    assert made.glosses == []


def test_the_checks_of_a_text_are_these_rows():
    """Numbered through the text; shares of one whole have no figure that prints what follows."""
    made = drafting.draft([KINDS_OF_CHECK["change"], "住房占30%，商店占40%，工厂占20%。"])
    assert made.checks == [
        {
            "check_id": "check-1", "locator": "p1", "kind": "change", "ingredients": "art-01-1 art-01-2", "printed": "art-01-3",
            "recomputed_low": "37.5", "recomputed_high": "37.5", "agrees": "false", "judged": TO_DO,
        },
        {
            "check_id": "check-2", "locator": "p2", "kind": "whole", "ingredients": "art-02-1 art-02-2 art-02-3", "printed": "",
            "recomputed_low": "88.5", "recomputed_high": "91.5", "agrees": "true", "judged": TO_DO,
        },
    ]  # fmt: skip
    assert list(made.proposed) == ["check-1", "check-2"]
    assert [proposal.kind for proposal in made.proposed.values()] == ["change", "whole"]


def test_what_could_not_be_read_and_the_dates_are_these_rows():
    """Numbered through the text, each with its paragraph; a date without a beginning has an empty cell."""
    made = drafting.draft(["It had 1,00 lamps before 2020.", "It has 5 rooms since the 1990s, and since June 2021."])
    reason = "as a number: expected a form listed in casebook.reading.forms"
    assert made.unread == [
        {"unread_id": "unread-1", "locator": "p1", "text": "1,00 lamps", "reason": f"cannot read '1,00lamps' {reason}", "became": TO_DO},
        {"unread_id": "unread-2", "locator": "p2", "text": "1990s", "reason": f"cannot read '1990s' {reason}", "became": TO_DO},
    ]  # fmt: skip
    assert [(row["date_id"], row["locator"], row["printed"]) for row in made.dates] == [
        ("date-1", "p1", "before 2020"),
        ("date-2", "p2", "since June 2021"),
    ]
    assert made.dates[0] == {
        "date_id": "date-1", "locator": "p1", "printed": "before 2020", "edtf": "../2019-12-31", "earliest": "", "latest": "2019-12-31",
    }  # fmt: skip


def candidate(text: str, kind: str, **more) -> Candidate:
    """A stretch of the paragraph in which it is looked for."""
    return Candidate(2, 2 + len(text.strip()), text, kind, **more)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (" 12 rooms ", "12 rooms"),
        ("1234567890123456789 12", "1234567890123456789"),
        ("123456789012345678901", "12345678901234567890"),
        ("=5", "5"),
        ("+5 -", "5"),
        ("@ 5", "5"),
        ("-5=", "5"),
        ("5=", "5="),
        ("=", "a sign"),
        ("= 5<b=", "5<b"),
    ],
)
def test_what_was_not_read_is_shown_as_a_table_can_hold_it(monkeypatch, text, shown):
    """At most twenty signs, and none in front that a spreadsheet would compute with."""
    one = candidate(text, "unread", reason="a  < b,\nand c")
    figure = Candidate(2, 3, "5", "figure", figure=SimpleNamespace(unit=""))
    monkeypatch.setattr(drafting, "candidates", lambda text, year: [one, figure])
    row = drafting.draft(["A 5 b"]).unread[0]
    assert (row["text"], row["reason"]) == (shown, "a less than b, and c")


@pytest.mark.parametrize(
    ("earliest", "latest", "cells"),
    [(None, date(2020, 1, 2), ("", "2020-01-02")), (date(2020, 1, 2), None, ("2020-01-02", ""))],
)
def test_a_date_that_is_open_has_an_empty_end(monkeypatch, earliest, latest, cells):
    """No day is made up."""
    day = candidate(" since June ", "date", date=SimpleNamespace(edtf="2020/..", earliest=earliest, latest=latest))
    figure = Candidate(2, 3, "5", "figure", figure=SimpleNamespace(unit=""))
    monkeypatch.setattr(drafting, "candidates", lambda text, year: [day, figure])
    row = drafting.draft(["A 5 b"]).dates[0]
    assert (row["printed"], row["edtf"], row["earliest"], row["latest"]) == ("since June", "2020/..", *cells)


def test_a_figure_that_no_excerpt_can_bear_is_not_read():
    """It is listed with the reason, and those behind it are numbered as if it were not there."""
    long = "more than one hundred and twenty-three thousand"
    made = drafting.draft([f"There came {long} people to 40 towns."])
    assert [row["claim_id"] for row in made.claims] == ["art-01-1"]
    assert made.claims[0]["printed"] == "40"
    assert [(row["unread_id"], row["text"], row["reason"]) for row in made.unread] == [
        ("unread-1", "more than one hundre", "its form is longer than an excerpt may be, 20 signs")
    ]


def test_a_figure_whose_row_would_not_fit_its_table_is_not_read(monkeypatch):
    """The column is named; a claim that its own table refuses would stop the whole book."""
    rules = [
        {"name": "note", "type": "string"},
        {"name": "low", "type": "number", "constraints": {"maximum": 30}},
        {"name": "high", "type": "number", "constraints": {"maximum": 30}},
    ]
    monkeypatch.setattr(drafting, "fields_of", lambda name: {"claims": rules}[name])
    made = drafting.draft(["It has 40 rooms and 25 halls."])
    assert [row["printed"] for row in made.claims] == ["25"]
    assert [(row["text"], row["reason"]) for row in made.unread] == [
        ("40", "its row would not fit the table: low '40'")
    ]


def test_a_day_without_a_year_is_of_the_year_that_is_given():
    """And is not read without."""
    text = ["On 3 May 12 rooms were opened."]
    assert [row["edtf"] for row in drafting.draft(text, 2021).dates] == ["2021-05-03"]
    assert drafting.draft(text).dates == []


def test_a_paragraph_is_known_by_its_signs_without_blanks():
    """The text itself is in no table: its length and its checksum say whether a text is the same."""
    made = drafting.draft(["Some  rooms", "\u3000It has\t５ rooms, in block Ａ. ", "", "Some rooms"])
    assert made.paragraphs == ["Some rooms", "It has 5 rooms, in block A.", "Some rooms"]
    title, body, again = made.article
    digest = hashlib.sha256(b"Somerooms").hexdigest()
    assert title == {
        "paragraph": 1,
        "characters": 9,
        "sha256": digest,
        "role": "title",
        "repeats": "",
        "summary_en": TO_DO,
    }
    assert (body["paragraph"], body["characters"], body["role"], body["repeats"]) == (2, 21, "body", "")
    assert again == title | {"paragraph": 3, "role": "body", "repeats": 1}


@pytest.mark.parametrize(
    ("first", "role"),
    [
        ("A town", "title"),
        ("A town?", "title"),
        ("A town: e.g.one", "title"),
        ("A town.", "body"),
        ("一座城市。", "body"),
        ("A town!?", "body"),
        ("A town. Its offices", "body"),
        ("A town? Its offices", "body"),
        ("一座城市；机构", "body"),
        ("a" * 90, "title"),
        ("a" * 91, "body"),
        ("a" * 90 + "?", "body"),
    ],
)
def test_a_first_paragraph_is_a_title_if_it_is_short_and_no_sentence(first, role):
    """It names the book; a second one never does."""
    made = drafting.draft([first, "5 rooms", "no sentence"])
    assert [row["role"] for row in made.article] == [role, "body", "body"]


@pytest.mark.parametrize(
    ("text", "answer"), [("四" + "abcd", False), ("四" + "abc", True), ("四 1234567890 ... ab", True), ("abc", False), ("", False)]
)  # fmt: skip
def test_a_text_is_chinese_if_more_than_one_letter_in_five_is(text, answer):
    """Digits and signs are no letters."""
    assert drafting.is_chinese([text[:2], text[2:]]) is answer


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (float("inf"), ""),
        (-float("inf"), ""),
        (0, "0"),
        (-1e-12, "0"),
        (1 / 3, "0.3333333333"),
        (-2.5, "-2.5"),
        (100, "100"),
        (40500000, "40500000"),
    ],
)
def test_a_number_is_written_in_plain_decimals(number, shown):
    """A table holds it as a person would; what has no end has no number."""
    assert drafting.decimal(number) == shown


@pytest.mark.parametrize(
    ("text", "figure", "excerpt"),
    [
        ("In 2019 the town cut its offices from 40 to 25.", "40", "its offices from 40"),
        ("a b c d e f g h i j k 40 a b c d e f g h", "40", "c d e f g h i j k 40"),
        ("40 a b c d e f g h i j", "40", "40 a b c d e f g h i"),
        ("ABCDEFGHIJKLMNOPQRSTUVWXYZ 40 ABCDEFGHIJKLMNOPQRSTUVWXYZ", "40", "40"),
        ("abcdefghijklmnopqr 40 abcdefghijklmnopqrstuvwxyz", "40", "40"),
        ("abcdefghijklmnopq 40", "40", "abcdefghijklmnopq 40"),
        ("abcdefghijklmnopqrstuvwxyz40 rooms", "40", "40 rooms"),
        ("with 40abcdefghijklmnopqrstuvwxyz", "40", "with 40"),
        ("abcdefghijklmnopqrstuvwxyz40abcdefghijklmnopqrstuvwxyz", "40", "40"),
        ("It rose. The 40 stay! Now go", "40", "The 40 stay"),
        ("It rose.The 40 stay; go", "40", "It rose.The 40 stay"),
        ("更多。40个部门；其他事情", "40", "40个部门"),
        ("更多！改革40；其他", "40", "改革40"),
        ("No? 40? Yes", "40", "40"),
        ("No. 40. Yes", "40", "40"),
        ("now, 40, ", "40", "now, 40"),
        ("，40、", "40", "40"),
        ("X 40 X", "40", "X 40 X"),
        ("<b 40 people", "40", "40"),
        ("cost $40.5 each", "40.5", "cost $40.5 each"),
        ("A. x 12345678901234567890 y", "12345678901234567890", "12345678901234567890"),
        ("x 123456789012345678901 y", "123456789012345678901", "23456789012345678901"),
        ("x 12345678901234567 890 y", "12345678901234567 890", "2345678901234567 890"),
        ("it has 40, and", "40, ", "it has 40, and"),
        ("now 40,", "40,", "40,"),
    ],
)
def test_an_excerpt_has_whole_words_of_its_own_sentence(text, figure, excerpt):
    """As many as twenty signs can hold, before the figure rather than behind it."""
    start = text.index(figure)
    assert drafting.excerpt(text, start, start + len(figure)) == excerpt


def test_a_text_that_is_too_long_or_has_no_figure_is_refused_in_these_words(monkeypatch):
    """Whoever gave it knows what to give instead; as many paragraphs as may be are taken."""
    monkeypatch.setattr(drafting, "MOST", 1200)
    for paragraphs, told in (
        ([" "], "found no text, expected an article"),
        (["5"] * 1201, "found 1,201 paragraphs, expected an article of at most 1,200"),
        (["No figure stands here."], "found no figure that could be read, expected an article with figures in it"),
    ):
        with pytest.raises(ValueError) as refused:
            drafting.draft(paragraphs)
        assert str(refused.value) == told
    monkeypatch.setattr(drafting, "MOST", 2)
    assert len(drafting.draft(["5", "6"]).claims) == 2

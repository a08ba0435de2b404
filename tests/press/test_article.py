"""The claims on the article are held against its text, and every kind of misfit is reported by paragraph or claim."""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from pathlib import Path

import pytest
from casebook import __main__ as commands
from casebook.evidence import tables
from casebook.press import article as article_check
from casebook.press.article import _repeat_problems, verify_source
from casebook.reading.article import paragraphs

TEXT = [
    "某市开发区改革",
    "内设机构由109个精简到64个,压减42%。",
    "某区公开竞聘,共有4200多人报名。",
    "内设机构由109个精简到64个,压减42%。",
    "改革仍在进行。",
]
CLAIMS = [
    # id, locator, fragment, printed
    ("bodies-before", "p2", "由109个精简", "109"),
    ("bodies-cut", "p2", "压减42%", "42%"),
    ("applicants", "p3", "4200多人报名", "4200多"),
    ("goes-on", "p5", "仍在进行", ""),
]


def header(name: str) -> list[str]:
    """The columns of a table, from the real schema."""
    return [field["name"] for field in tables.schema()[name]["schema"]["fields"]]


def write_table(folder: Path, name: str, rows: list[dict]) -> None:
    """A table with the columns of the real one; cells that are not given are empty."""
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header(name), restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def article_rows(text: list[str]) -> list[dict]:
    """What ``article.csv`` says of a text."""
    return [
        {
            "paragraph": number,
            "characters": len(line),
            "sha256": hashlib.sha256(line.encode()).hexdigest(),
            "role": "body",
            "repeats": text.index(line) + 1 if text.index(line) + 1 != number else "",
            "summary_en": "A paragraph",
        }
        for number, line in enumerate(text, start=1)
    ]


def claim_rows(claims: list[tuple[str, ...]]) -> list[dict]:
    """Rows of ``claims.csv`` for short claims on the article; a fifth cell says where the figure stands."""
    filled = {
        "source_id": "article",
        "statement": "A claim",
        "entity_id": "jinan",
        "indicator_id": "event",
        "qualifier": "text",
        "stage": "output",
        "status": "result",
        "reading": "once",
    }
    names = ("claim_id", "locator", "fragment", "printed", "printed_at")
    return [dict(zip(names, claim, strict=False)) | filled for claim in claims]


@pytest.fixture
def held_against(tmp_path, monkeypatch):
    """Verify a text against a small data folder: ``held_against(text, claims)`` gives problems and counts."""
    folder = tmp_path / "small"
    folder.mkdir()
    resources = [tables.schema()[name] for name in ("article", "claims")]
    (folder / "datapackage.json").write_text(json.dumps({"resources": resources}), encoding="utf-8")
    monkeypatch.setattr(tables, "table", lambda name: tables.read_table(name, folder))

    def verify(text: list[str] | str | bytes, claims=CLAIMS, known=TEXT) -> tuple[list[str], dict[str, int]]:
        write_table(folder, "article", article_rows(known))
        write_table(folder, "claims", claim_rows(claims))
        path = folder / "text.txt"
        text = "\n".join(text) + "\n" if isinstance(text, list) else text
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return verify_source(path)

    return verify


def test_text_that_fits_is_passed_and_counted(held_against):
    """A pass that had held nothing against the text would be worth nothing."""
    assert held_against(TEXT) == ([], {"paragraphs": 5, "claims": 4, "figures": 3})


def test_width_and_white_space_do_not_matter(held_against):
    """A text saved with full-width digits, spaces or blank lines is still the same text."""
    spaced = ["", TEXT[0], "", "  内设机构由１０９个 精简到６４个，压减４２％。", *TEXT[2:]]
    assert held_against(spaced)[0] == []
    assert paragraphs(" ４２％ \n\n　\n内 设\n") == ["42%", "内设"]


def test_changed_paragraph_is_reported(held_against):
    """One changed character must be reported by its paragraph, and no other paragraph with it."""
    changed = [*TEXT[:4], "改革已在进行。"]
    problems, counts = held_against(changed, CLAIMS[:3])
    digests = [hashlib.sha256(line.encode()).hexdigest()[:8] for line in (changed[4], TEXT[4])]
    assert problems == [
        f"paragraph 5: found 7 characters beginning '改革已在进行。' ({digests[0]}), expected 7 characters ({digests[1]})"
    ]
    assert counts == {"paragraphs": 5, "claims": 3, "figures": 3}


def test_changed_figure_is_reported_by_paragraph_and_claim(held_against):
    """A figure that changed in the text must be reported as the claim that cites it, too."""
    problems, _ = held_against([*TEXT[:2], TEXT[2].replace("4200", "4300"), *TEXT[3:]])
    assert len(problems) == 2
    assert problems[0].startswith("paragraph 3: found 18 characters beginning '某区公开竞聘,共'")
    assert problems[1] == "claim applicants: found no '4200多人报名' in paragraph 3, expected the fragment there"


def test_missing_paragraph_is_reported(held_against):
    """A text that lacks a paragraph must be said to, and those that follow are not changed by that."""
    problems, counts = held_against([TEXT[0], *TEXT[2:]])
    assert problems[0] == "article: found 4 paragraphs, expected 5"
    assert [p for p in problems if p.startswith("paragraph")] == [problems[1]]
    assert problems[1].startswith("paragraph 2: found nothing, expected ")
    assert problems[2:] == [
        "claim bodies-before: found no '由109个精简' since paragraph 2 is missing, expected the fragment there",
        "claim bodies-cut: found no '压减42%' since paragraph 2 is missing, expected the fragment there",
    ]
    assert counts["paragraphs"] == 4


def test_added_paragraph_is_reported(held_against):
    """A text with a paragraph too many is another text."""
    problems, _ = held_against([*TEXT, "结束。"])
    assert problems[0] == "article: found 6 paragraphs, expected 5"
    assert len(problems) == 2
    assert problems[1].startswith("paragraph after 5: found 3 characters beginning '结束。'")
    assert problems[1].endswith("expected nothing")


def test_fragment_of_another_paragraph_is_reported(held_against):
    """A fragment that stands elsewhere in the article is cited by a wrong locator."""
    moved = [("applicants", "p2", "4200多人报名", "4200多"), *CLAIMS[:2]]
    problems, _ = held_against(TEXT, moved)
    assert problems == ["claim applicants: found no '4200多人报名' in paragraph 2, expected the fragment there"]


@pytest.mark.parametrize("locator", ["p6", "p0", "page 2", "2", "p2-3"])
def test_wrong_locator_is_reported(held_against, locator):
    """A locator that leads nowhere cannot be followed."""
    problems, _ = held_against(TEXT, [("bodies-cut", locator, "压减42%", "42%")])
    expected = f"claim bodies-cut: found locator '{locator}', expected a paragraph of the article, such as p14"
    assert problems == [expected]


def test_figure_that_is_not_in_its_fragment_is_reported(held_against):
    """A printed form that the fragment does not hold was not read there; of the article, the form is kept sign by sign."""
    with pytest.raises(tables.DataError, match="found '', expected 'not excerpted', since '43%' is so in the excerpt"):
        held_against(TEXT, [("bodies-cut", "p2", "压减42%", "43%")])
    problems, _ = held_against(TEXT, [("bodies-cut", "p2", "压减42%", "百分之42", "other signs")])
    assert problems == [
        "claim bodies-cut: found no '百分之42' in the fragment '压减42%', expected the printed form there"
    ]


def test_repeat_that_is_no_repeat_is_reported(held_against, monkeypatch):
    """Two paragraphs said to be the same must be the same, or one source would count as two."""
    rows = article_rows(TEXT)
    rows[3]["repeats"] = 1
    monkeypatch.setattr(sys.modules[__name__], "article_rows", lambda _: rows)
    problems, _ = held_against(TEXT)
    assert problems == ["paragraph 4: found a repeat of 2, expected 1"]


def test_text_that_is_not_there_is_an_error(tmp_path):
    """A wrong path must not count as a text without problems."""
    with pytest.raises(FileNotFoundError, match=r"nowhere\.txt: found no such file, expected the text of the article"):
        verify_source(tmp_path / "nowhere.txt")
    with pytest.raises(FileNotFoundError, match="found a folder, expected the text of the article"):
        verify_source(tmp_path)


# ---------------------------------------------------------------------------------------- texts of another form


ENCODINGS = ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_text_may_be_in_any_encoding_that_editors_write(held_against, encoding):
    """A mark that nobody sees, or the encoding of an older Windows, is no difference of the text."""
    assert held_against("\n".join(TEXT).encode(encoding))[0] == []
    problems, _ = held_against("\n".join([*TEXT[:4], "改革已在进行。"]).encode(encoding), CLAIMS[:3])
    assert [line.partition(":")[0] for line in problems] == ["paragraph 5"]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n\n"])
def test_line_ends_of_any_system_end_a_paragraph(held_against, end):
    """Windows and old Macs end lines otherwise."""
    assert held_against(end.join(TEXT))[0] == []


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"\0" * 100, "found no text in UTF-8, GB18030 or UTF-16"),
        (bytes(range(256)), "found no text in UTF-8, GB18030 or UTF-16"),
        (b"%PDF-1.7\n\xff", "found a PDF file"),
        (b"PK\x03\x04\xff", "found a Word or zip file"),
    ],
)
def test_a_file_without_text_is_named(held_against, raw, found):
    """The name of the file, what it is, and what to do."""
    with pytest.raises(
        ValueError, match=rf"text\.txt: {found}, expected the text .* save or copy it as plain text in UTF"
    ):
        held_against(raw)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "article: found an empty file, "),
        (" \n\n", "article: found an empty file, "),
        (
            ["另一篇文章。", "没有关系。", "一行。"],
            "article: found another text: 0 of its 3 paragraphs are on record, ",
        ),
        (["另一篇文章。", TEXT[4], "一行。"], "article: found another text: 1 of its 3 paragraphs is on record, "),
        ([TEXT[2], *TEXT[:2], *TEXT[3:]], "article: found the same paragraphs in another order, from paragraph 1 on, "),
        ([*TEXT[:3], TEXT[4], TEXT[3]], "article: found the same paragraphs in another order, from paragraph 4 on, "),
        (["".join(TEXT)], "article: found its text in 1 line, which do not end where its paragraphs end, "),
        (
            "\n".join(text[at : at + 5] for text in TEXT for at in range(0, len(text), 5)),
            "article: found its text in 18 lines, which do not end where its paragraphs end, expected one paragraph a line, 5 in",
        ),
        (
            "<!DOCTYPE html>\n" + "".join(f"<p>\n{text}\n</p>\n" for text in TEXT),
            "article: found HTML (<!DOCTYPE html>), ",
        ),
        ("".join(f'<p class="a">{text}</p>' for text in TEXT), 'article: found HTML (<p class="a">), '),
    ],
)
def test_a_text_wrong_as_a_whole_is_told_in_one_line(held_against, text, found):
    """Eighty lines that each say that a paragraph is missing say nothing."""
    (problem,) = held_against(text)[0]
    assert problem.startswith(found)
    assert ", expected " in problem


def test_a_part_of_the_text_is_not_another_text(held_against):
    """Whoever has the beginning only is told what is missing."""
    problems, _ = held_against(TEXT[:2], CLAIMS[:2])
    assert problems[0] == "article: found 2 paragraphs, expected 5"
    assert [line.partition(":")[0] for line in problems[1:]] == ["paragraph 3", "paragraph 4", "paragraph 5"]


def test_the_text_among_other_lines_is_found(held_against):
    """A page copied whole has its menu above and its imprint below: the claims still stand where they stand."""
    problems, _ = held_against(["首页", *TEXT, "版权所有"])
    assert [line.partition(": found ")[0] for line in problems] == ["article", "paragraph after 0", "paragraph after 5"]


def test_punctuation_changed_throughout_is_not_another_text(held_against):
    """Each paragraph differs by a sign, the fragments stand: it is the article, and each paragraph is told."""
    problems, _ = held_against([text + "." for text in TEXT])
    assert [line.partition(":")[0] for line in problems] == [f"paragraph {n}" for n in range(1, 6)]


def test_a_paragraph_that_moved_is_told_once(held_against):
    """Not as one that is missing and one too many; its claims moved with it."""
    problems, _ = held_against([TEXT[4], *TEXT[:3], "新。"])
    assert (
        problems[0] == "paragraph 4: found 2 characters beginning '新。' (1aab5a6c), expected 22 characters (e21d72fc)"
    )
    assert problems[1:] == ["paragraph 5: found as paragraph 1, expected in its place"]


def test_signs_that_nobody_sees_are_named_first(held_against):
    """Otherwise a reader compares two texts that look the same."""
    problems, _ = held_against([text.replace("改", "改\u200b") for text in TEXT], CLAIMS[2:3])
    assert problems[0] == "article: found ZERO WIDTH SPACE (U+200B), 2 times, expected none"
    assert len(problems) == 3


HELD = {"paragraphs": 30, "claims": 46, "figures": 28}


def test_at_most_twenty_lines_are_printed(monkeypatch, capsys):
    """The first say enough."""
    monkeypatch.setattr(article_check, "verify_source", lambda _: ([f"paragraph {n}" for n in range(1, 78)], HELD))
    assert commands.main(["verify-source", "text.txt"]) == 1
    told = capsys.readouterr().err.splitlines()
    assert told[19:] == ["paragraph 20", "… and 57 more", "77 problems found."]


WANTED = "expected the text of the article, one paragraph a line"
HTML = "expected the text of the article, one paragraph a line: open it in a browser, copy the article from there"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", f"found an empty file, {WANTED}"),
        (f"a <DIV class='{'x' * 40}'> b", f"found HTML (<DIV class='{'x' * 28}), {HTML}"),
        (
            [TEXT[0], TEXT[2], TEXT[1], *TEXT[3:]],
            "found the same paragraphs in another order, from paragraph 2 on, expected that of the article",
        ),
        (
            ["".join(TEXT[:3]), "".join(TEXT[3:])],
            "found its text in 2 lines, which do not end where its paragraphs end, expected one paragraph a line, 5 in all",
        ),
        (
            ["".join(TEXT)],
            "found its text in 1 line, which do not end where its paragraphs end, expected one paragraph a line, 5 in all",
        ),
        (
            ["甲", TEXT[4], TEXT[4], "乙", "丙"],
            "found another text: 2 of its 5 paragraphs are on record, expected the article, of 5 paragraphs",
        ),
        (
            ["甲", TEXT[4], "丙"],
            "found another text: 1 of its 3 paragraphs is on record, expected the article, of 5 paragraphs",
        ),
    ],
)
def test_why_a_text_is_wrong_as_a_whole_is_told_word_by_word(held_against, text, told):
    """A reader is to know what to do with the file."""
    assert held_against(text)[0] == [f"article: {told}"]


ABSENT = [("absent", "p1", "无", "")]  # a claim whose fragment stands nowhere


@pytest.mark.parametrize(
    ("text", "known", "claims", "whole"),
    [
        (["一", "二"], ["一", "二", "三", "四"], ABSENT, False),  # half of the article
        (["一", "二", "甲", "乙"], ["一", "二", *"三四五"], ABSENT, False),  # half of the text
        (["一", "甲", "乙"], ["一", "二", "三"], ABSENT, True),
        (["一二", "甲"], ["一", "二", "三", "四"], ABSENT, True),  # half of it within longer lines
        (["一二", "甲", "乙", "丙"], ["一", "二", "三", "四"], ABSENT, True),  # as many lines as paragraphs
        (["甲一", "乙"], ["一二三", "四五六"], [("x", "p1", "一", "")], False),
        (["甲一", "乙"], ["一二三", "四五六"], [("x", "p1", "一", ""), ("y", "p2", "四", "")], False),
        (
            ["甲一", "乙"],
            ["一二三", "四五六"],
            [("x", "p1", "一", ""), ("y", "p2", "四", ""), ("z", "p2", "五", "")],
            True,
        ),
        (["甲一", "乙"], ["一二三", "四五六"], [("x", "p1", "", "")], True),
    ],
)
def test_half_of_the_article_is_enough_to_know_it_by(held_against, text, known, claims, whole):
    """Of its paragraphs, of the text, of paragraphs within lines, or of fragments; with less it is told in one line."""
    problems, _ = held_against(text, claims, known)
    told = [line for line in problems if line.startswith(("article: found another text", "article: found its text"))]
    assert told == (problems if whole else [])


def test_a_text_far_longer_than_the_article_is_not_searched_sign_by_sign(held_against):
    """It would take minutes; up to twenty times its length it is."""
    problems, _ = held_against(["一二" + "甲" * 38], ABSENT, ["一", "二"])
    assert problems[0].startswith("article: found its text in 1 line")
    problems, _ = held_against(["一二" + "甲" * 39], ABSENT, ["一", "二"])
    assert problems[0].startswith("article: found another text: 0 of its 1 paragraphs are on record")


def mark(text: str) -> str:
    """The beginning of the checksum of a paragraph."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def test_all_that_differs_is_told_in_the_order_of_the_paragraphs(held_against):
    """One changed, one lost, one moved, two too many; each claim is held against what stands for its paragraph."""
    known = ["一", "二", "三", "四", "五", "六", "七", "八"]
    text = ["一", "乙乙", "三", "甲", "五", "八", "六", "丙丙丙", "丁"]
    claims = [("moved", "p8", "八", ""), ("changed", "p2", "乙", ""), ("lost", "p7", "七", "")]
    assert held_against(text, claims, known)[0] == [
        "article: found 9 paragraphs, expected 8",
        f"paragraph 2: found 2 characters beginning '乙乙' ({mark('乙乙')}), expected 1 characters ({mark('二')})",
        f"paragraph 4: found 1 characters beginning '甲' ({mark('甲')}), expected 1 characters ({mark('四')})",
        f"paragraph 7: found 3 characters beginning '丙丙丙' ({mark('丙丙丙')}), expected 1 characters ({mark('七')})",
        "paragraph 8: found as paragraph 6, expected in its place",
        f"paragraph after 8: found 1 characters beginning '丁' ({mark('丁')}), expected nothing",
        "claim lost: found no '七' in paragraph 7, expected the fragment there",
    ]


def test_of_paragraphs_with_the_same_words_each_is_found_once(held_against):
    """Two that moved are two, and what stands too many is told."""
    known = ["一", "同", "同", "二", "三", "四"]
    assert held_against(["一", "二", "三", "四", "同", "同", "同"], [("first", "p1", "一", "")], known)[0] == [
        "article: found 7 paragraphs, expected 6",
        "paragraph 2: found as paragraph 5, expected in its place",
        "paragraph 3: found as paragraph 6, expected in its place",
        f"paragraph after 6: found 1 characters beginning '同' ({mark('同')}), expected nothing",
    ]


def test_what_stands_too_many_is_told_in_its_order(held_against):
    """As it stands in the text, whatever its length."""
    assert held_against([*TEXT, "丙丙丙", "乙乙"])[0][1:] == [
        f"paragraph after 5: found 3 characters beginning '丙丙丙' ({mark('丙丙丙')}), expected nothing",
        f"paragraph after 5: found 2 characters beginning '乙乙' ({mark('乙乙')}), expected nothing",
    ]


def test_words_that_stand_often_in_a_long_text_are_held_in_their_places(held_against):
    """Between two that changed, such a paragraph is still the one that it was."""
    known = [f"第{n}段" for n in range(1, 201)]
    for number in (50, 100, 150, 200):
        known[number - 1] = "同"
    text = [*known]
    text[98] = text[100] = "甲"
    problems, _ = held_against(text, [("first", "p1", "第1段", "")], known)
    assert [line.partition(":")[0] for line in problems] == ["paragraph 99", "paragraph 101"]


def test_a_length_on_record_that_is_wrong_is_told(held_against, monkeypatch):
    """The words are the same, so one of the two columns was written by hand."""
    rows = article_rows(TEXT)
    rows[2]["characters"] += 1
    monkeypatch.setattr(sys.modules[__name__], "article_rows", lambda _: rows)
    assert held_against(TEXT)[0] == ["paragraph 3: found 18 characters, expected 19"]


@pytest.mark.parametrize(
    ("number", "stated", "told"),
    [
        (2, 1, "paragraph 3: found a repeat of none, expected 1"),
        (3, "", "paragraph 4: found a repeat of 2, expected none"),
    ],
)
def test_what_repeats_another_is_said_and_nothing_else(held_against, monkeypatch, number, stated, told):
    """Both ways."""
    rows = article_rows(TEXT)
    rows[number]["repeats"] = stated
    monkeypatch.setattr(sys.modules[__name__], "article_rows", lambda _: rows)
    assert held_against(TEXT)[0] == [told]


def test_claims_on_other_sources_are_not_held_against_the_text(held_against, monkeypatch):
    """Their fragments stand elsewhere."""
    rows = claim_rows([*CLAIMS, ("other", "p2", "elsewhere", "")])
    rows[-1]["source_id"] = "notice"
    monkeypatch.setattr(sys.modules[__name__], "claim_rows", lambda _: rows)
    assert held_against(TEXT) == ([], {"paragraphs": 5, "claims": 4, "figures": 3})


def test_a_document_is_read_as_when_the_book_was_made_of_it(held_against, monkeypatch):
    """Its paragraphs are then those on record, whatever kind of file it is."""
    asked = []

    def paragraphs_of(path):
        asked.append(path.name)
        return article_check.documents.Document(TEXT, "docx")

    monkeypatch.setattr(article_check, "setting", lambda name, default: {"read_as": "docx"}.get(name, default))
    monkeypatch.setattr(article_check.documents, "paragraphs_of", paragraphs_of)
    assert held_against(b"PK\x03\x04")[0] == []
    assert asked == ["text.txt"]


def test_a_file_that_cannot_be_read_is_told_word_by_word(held_against, tmp_path):
    """What was found, what was expected, and what to do."""
    for path, found in ((tmp_path / "nowhere.txt", "no such file"), (tmp_path, "a folder")):
        with pytest.raises(FileNotFoundError) as lost:
            verify_source(path)
        assert str(lost.value) == f"{path}: found {found}, {WANTED}"
    with pytest.raises(ValueError) as broken:
        held_against(b"%PDF-1.7\n\xff")
    path = tmp_path / "small" / "text.txt"
    assert str(broken.value).startswith(f"{path}: found a PDF file")
    assert str(broken.value).endswith(f", {WANTED}: save or copy it as plain text in UTF-8")
    assert broken.value.__suppress_context__


# -------------------------------------------------------------------------------------------------- with the real text


def test_real_text_fits(article):
    """Locators, fragments and figures must stand in the article where the table says."""
    problems, counts = verify_source(article)
    own = tables.table("claims").query("source_id == 'article'")
    assert problems == []
    assert counts == {
        "paragraphs": len(tables.table("article")),
        "claims": len(own),
        "figures": int((own["printed"] != "").sum()),
    }
    assert min(counts.values()) > 20


def spoiled(text: str, fragments: list[str]) -> str | None:
    """A paragraph with one character changed that no fragment needs; None if each is needed."""
    for at, character in enumerate(text):
        other = text[:at] + ("乙" if character == "甲" else "甲") + text[at + 1 :]
        if not character.isspace() and all(fragment in other for fragment in fragments):
            return other
    return None


def test_one_changed_character_of_the_real_text_is_found(article, tmp_path):
    """A single character in any paragraph must be reported by that paragraph and by no other."""
    texts = paragraphs(article.read_text(encoding="utf-8"))
    claims = tables.table("claims").query("source_id == 'article'")
    known = tables.table("article").set_index("paragraph")
    path = tmp_path / "copy.txt"
    tried = 0
    for number, text in enumerate(texts, start=1):
        own = claims.loc[claims["locator"] == f"p{number}", "fragment"]
        other = spoiled(text, [paragraphs(fragment)[0] for fragment in own if fragment])
        if texts.count(text) > 1 or other is None:
            continue
        path.write_text("\n".join([*texts[: number - 1], other, *texts[number:]]) + "\n", encoding="utf-8")
        problems, _ = verify_source(path)
        characters, digest = known.loc[number, ["characters", "sha256"]]
        assert len(problems) == 1, problems
        assert problems[0].startswith(f"paragraph {number}: found {characters} characters beginning ")
        assert problems[0].endswith(f"expected {characters} characters ({digest[:8]})")
        tried += 1
    assert tried == sum(texts.count(text) == 1 for text in texts)


@pytest.mark.rule
def test_repeats_follow_from_the_hashes():
    """A paragraph that repeats another has its words: same hash, same length, said in one column."""
    known = tables.table("article")
    assert _repeat_problems(known) == []
    assert known.groupby("sha256")["characters"].nunique().max() == 1

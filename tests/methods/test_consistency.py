"""Figures that follow from others: found by the words between them, held set against set, and nothing else taken for it."""

from __future__ import annotations

import pytest
from casebook.methods.consistency import KINDS, groups, proposals
from casebook.reading.candidates import candidates


def found(text: str) -> list[tuple[str, bool]]:
    return [(one.kind, one.agrees) for one in proposals(text, candidates(text, year=2020))]


RIGHT_AND_WRONG = [
    # kind, a text that agrees with itself, the figure to spoil, and what it is spoilt to
    ("change", "部门由109个减至64个，压减41.3%。", "41.3%", "45%"),
    ("change", "The 64 offices became 19, a cut of 70 percent.", "70", "77"),
    ("change", "Ashby now has 509 posts, down from 1,048, a reduction of 51.4 per cent.", "51.4", "58.4"),
    ("change", "The office employs 46 people, 30% fewer than the 66 of a year before.", "30%", "38%"),
    ("left", "机构由120个减至60个，为原来的50%。", "50%", "60%"),
    ("multiple", "Visits rose from 110 to 330, three times as many.", "330", "660"),
    ("points", "比重由20%提高到26%，提高6个百分点。", "6个", "9个"),
    ("difference", "公交线路从115条减至29条，净减86条。", "86", "79"),
    ("difference", "Fairlea closed 27 of its 166 seals, leaving 139.", "139", "142"),
    ("share", "Of 312 applicants, 78 (25%) were hired.", "25%", "35%"),
    ("share", "参加考试200人，合格150人，合格率75%。", "75%", "85%"),
    ("ratio", "招聘125位人才，4200多人报名，竞争比例34:1。", "34:1", "44:1"),
    ("ratio", "The 83 vacancies drew 546 applications, 7 per vacancy.", "7 per", "9 per"),
    ("total", "总计招聘300人，其中编内180人，聘用120人。", "120", "160"),
    ("total", "22 shops were merged, 17 closed and 36 kept, 75 in all.", "75", "85"),
    ("whole", "投票结果为赞成31%、反对34%、弃权35%。", "35%", "45%"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "right", "figure", "spoilt"), RIGHT_AND_WRONG, ids=[row[1][:24] for row in RIGHT_AND_WRONG]
)
def test_what_agrees_agrees_and_what_was_spoilt_does_not(kind, right, figure, spoilt):
    assert figure in right
    assert (kind, True) in found(right)
    assert all(agrees for _, agrees in found(right))
    assert (kind, False) in found(right.replace(figure, spoilt))


def test_every_kind_is_tried():
    assert {row[0] for row in RIGHT_AND_WRONG} == set(KINDS)


@pytest.mark.parametrize(
    "text",
    [
        "Last year the council had 40 members and spent 12% of its budget on travel.",
        "The town has 12 schools and 3 libraries; 45% of residents use them.",
        "全市有企业300家，从业人员5000人，占全市的12%。",
        "投资12亿元，建设项目8个，完成率90%。",
        "Sales rose 12% to 45 units.",
        "GDP grew 6%, exports 8%, investment 9% and sales 90%.",
        "Jinan has 12 zones. Binzhou has 6.",
    ],
)
def test_figures_that_do_not_belong_together_are_left_alone(text):
    """A proposal where there is none costs the reader's trust."""
    assert [pair for pair in found(text) if not pair[1]] == []


def test_rounding_is_no_contradiction():
    """42 % of 109 is not what 64 of them leave; 41 % is, and so is "about 40 %"."""
    text = "部门由109个减至64个，压减{}。"
    assert found(text.format("41%")) == [("change", True)]
    assert found(text.format("约40%")) == [("change", True)]
    assert found(text.format("42%")) == [("change", False)]


def test_a_share_in_the_next_sentence_belongs_to_the_pair_only_if_it_says_so():
    text = "The 64 offices became 19. {} a cut of 50%."
    assert ("change", False) in found(text.format("That is"))
    assert found(text.format("Elsewhere there was")) == []


def test_parts_that_are_not_all_named_are_no_contradiction():
    assert found("共有干部120人，其中男性70人，女性40人。") == []
    assert found("共有干部120人，其中男性70人，女性55人。") == [("total", False)]


def test_each_printed_figure_follows_once():
    text = "The number of posts fell from 64 to 19, or 70 percent, a cut of 70 percent."
    printed = [one.printed.start for one in proposals(text, candidates(text)) if one.printed]
    assert len(printed) == len(set(printed))


def test_a_kind_that_is_held_the_wrong_way_is_seen(monkeypatch):
    """If before and after were exchanged, what agrees would not."""
    held = groups._held
    monkeypatch.setattr(groups, "_held", lambda kind, parts, printed, set_: held(kind, parts, printed, set_ + 20))
    assert found("部门由109个减至64个，压减41.3%。") == [("change", False)]

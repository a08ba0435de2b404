"""Figures that follow from others: found by the words between them, held set against set, and nothing else taken for it."""

from __future__ import annotations

import importlib.util
import re

import pytest
from casebook.methods.consistency import KINDS, groups, proposals, wording
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


# ------------------------------------------------------------------------------------------ group by group, in full


def groups_of(text: str) -> list[tuple[str, str, str, str, bool]]:
    """Each group of a text: its kind, what it follows from, the printed figure, what follows, and whether they agree."""
    return [
        (
            one.kind, " ".join(part.text for part in one.ingredients), one.printed.text if one.printed else "",
            str(one.recomputed), one.agrees,
        )
        for one in proposals(text, candidates(text, year=2020))
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("109个部门减至64个，压减41.3%。", [("change", "109个 64个", "41.3%", "[41.28, 41.28]", True)]),
        ("Visits rose from 200 to 201, up 0.5%.", [("change", "200 201", "0.5%", "[0.5, 0.5]", True)]),
        ("The offices fell from 100 to 60, that is 40%.", [("change", "100 60", "40%", "[40, 40]", True)]),
        ("原有机构由100个减至60个，压减40%。", [("change", "100个 60个", "40%", "[40, 40]", True)]),
        ("机构由100个减至60个，占全市的12%，压减40%。", [("change", "100个 60个", "40%", "[40, 40]", True)]),
        ("Staff fell from 100 to 60, 12% of all, a cut of 40%.", [("change", "100 60", "40%", "[40, 40]", True)]),
        ("机构由100个减至60个，为原来的60%。", [("left", "100个 60个", "60%", "[60, 60]", True)]),
        ("Visits fell from 100 to 60, 60% of what it was.", [("left", "100 60", "60%", "[60, 60]", True)]),
        ("Visits rose from 110 to 330, three times as many.", [("multiple", "110 330", "three times as many", "[3, 3]", True)]),
        ("收入由100元增至300元，为原来的3倍。", [("multiple", "100元 300元", "3倍", "(2.98, 3.02)", True)]),
        ("Funds fell from 100 yuan to 60 yuan, a cut of 40%.", [("change", "100 yuan 60 yuan", "40%", "(39.2, 40.8)", True)]),
        ("比重由20%提高到26%，提高6个百分点。", [("points", "20% 26%", "6个百分点", "(5, 7)", True)]),
        ("比重由26%降低到20%，降低6个百分点。", [("points", "26% 20%", "6个百分点", "(5, 7)", True)]),
    ],
)  # fmt: skip
def test_before_and_after_and_what_follows(text, expected):
    """The words around a share say whether it is the change, what is left, or the share of something else."""
    assert groups_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "机构由100个减至60个，压减40%，人员由200人减至150人，压减25%。",
            [("change", "100个 60个", "40%", "[40, 40]", True), ("change", "200人 150人", "25%", "[25, 25]", True)],
        ),
        (
            "比重由20%提高到26%，提高6个百分点，另一比重由30%提高到35%，提高5个百分点。",
            [("points", "20% 26%", "6个百分点", "(5, 7)", True), ("points", "30% 35%", "5个百分点", "(4, 6)", True)],
        ),
        (
            "Of 40 posts, 30 (75%) were filled, and of 50 bids, 20 (40%) were met.",
            [("share", "20 50", "40%", "[40, 40]", True), ("share", "30 40", "75%", "[75, 75]", True)],
        ),
        (
            "Ashby cut 12 posts, 3 more, 15 in all. Visits rose from 110 to 330, three times as many.",
            [("total", "12 3", "15", "[15, 15]", True), ("multiple", "110 330", "three times as many", "[3, 3]", True)],
        ),
        (
            "甲31%、乙34%、丙35%；丁31%、戊34%、己45%。",
            [("whole", "31% 34% 35%", "", "[98.5, 101.5)", True), ("whole", "31% 34% 45%", "", "[108.5, 111.5)", False)],
        ),
    ],
)  # fmt: skip
def test_every_group_of_a_text_is_found(text, expected):
    """The first that is found must not end the search."""
    assert groups_of(text) == expected


LEFT_ALONE = [
    # nought, an open end, different units, and what is no number of things
    "Visits rose from 0 to 5, up 100%.",
    "Funds fell from 100 yuan to 60, a cut of 40%.",
    "比重由20%提高到26个，提高6个百分点。",
    "收入由100元增至-300元，增长300%。",
    "资金从115元减至29元，净减86条。",
    "资金从115元减至29条，净减86元。",
    "资金从115条减至29元，净减86条。",
    # a share of another whole, of a part that is greater than it, or with another figure between
    "30 of 40 posts, or 60 people, or 75%.",
    "or 75% that is 30 of 40 posts.",
    "Of 40 posts, 30 were filled, a cut of 25%.",
    "Of 40 posts, 30 were filled and 75% lower.",
    "40个岗位中有30个，75%降幅。",
    "Of 40 posts, 30 are in town and 75% elsewhere.",
    "Of 312 applicants, 313 (100%) were hired.",
    "Of at least 40 posts, 30 (75%) were filled.",
    "Of 40 posts, at least 30 (75%) were filled.",
    "Of 40 posts, 30 yuan (75%) were filled.",
    "40个岗位中有30个75%。",
    # a total of one part, or of parts that are not counted alike
    "22 shops and 75 in all.",
    "12所学校：3所小学，4元初中，5所高中。",
    # shares that are rates of change, or of which one leaves the sum open
    "增长31%、34%、45%。",
    "up 31%, 34% and 45%.",
    "甲31%、乙34%、丙至少45%。",
    "甲31%、乙34%、丙至多45%。",
    "甲31%、乙34%、丙40%–45%。",
    # fewer applicants than posts, or a ratio without an upper end
    "The 30 vacancies drew 4 applications, 7 per vacancy.",
    "The 4 vacancies drew 26 applications, at least 6 per vacancy.",
    "The 4 vacancies drew at least 26 applications, 7 per vacancy.",
    "The 0 vacancies drew 26 applications, 7 per vacancy.",
]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_cannot_be_held_against_each_other_is_left_alone(text):
    """Whether they agree is no question where one does not follow from the others."""
    assert groups_of(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("机构由0个减至60个，由90个减至54个，压减40%。", ("change", "90个 54个", "40%", "[40, 40]", True)),
        ("机构由100个减至60元，由90个减至54个，压减40%。", ("change", "90个 54个", "40%", "[40, 40]", True)),
        ("比重由20%升到26%，机构由100个减至60个，压减40%。", ("change", "100个 60个", "40%", "[40, 40]", True)),
        ("12 of 9 posts, 30 of 40 bids, or 75%.", ("share", "30 40", "75%", "[75, 75]", True)),
        ("or 75% (or 50% that is 30 of 40 posts).", ("share", "30 40", "75%", "[75, 75]", True)),
        ("or 75% (of 40 posts, 30 were filled, a cut of 25%).", ("share", "30 40", "75%", "[75, 75]", True)),
        ("or 75% (of 40 posts, 30 were filled and 25% lower).", ("share", "30 40", "75%", "[75, 75]", True)),
        ("or 75% (of 40 posts, 30 were filled and 25% elsewhere).", ("share", "30 40", "75%", "[75, 75]", True)),
        ("22 shops and 75 in all; 3 inns, 4 bars, 7 in all.", ("total", "3 4", "7", "[7, 7]", True)),
        (
            "The 30 posts drew 4 bids, 7 per post, and the 4 rooms drew 26 bids, 7 per room.",
            ("ratio", "26 4", "7", "[6.5, 6.5]", True),
        ),
        (
            "Growth was 31%, 34% and 45%: much was said of it in the town: the votes were 31% for, 34% against and 45% blank.",
            ("whole", "31% 34% 45%", "", "[108.5, 111.5)", False),
        ),
        (
            "The votes were at least 31% for, 34% against and 45% blank: much was said; 31% for, 34% against and 45% blank.",
            ("whole", "31% 34% 45%", "", "[108.5, 111.5)", False),
        ),
    ],
)
def test_what_is_passed_over_hides_nothing_behind_it(text, expected):
    """The next pair, or the next share, may be the one that belongs."""
    assert groups_of(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Of 312 applicants, 0 (0%) were hired.", ("share", "0 312", "0%", "[0, 0]", True)),
        ("Of 312 applicants, 312 (100%) were hired.", ("share", "312 312", "100%", "[100, 100]", True)),
        ("Of 40 posts, about 30 (75%) were filled.", ("share", "about 30 40", "75%", "[62.5, 85]", True)),
        ("75% of the 40 posts: 30.", ("share", "30 40", "75%", "[75, 75]", True)),
        ("Of 40 posts, 30 were filled and 75% of them in town.", ("share", "30 40", "75%", "[75, 75]", True)),
        ("(75%), 30 of 40 posts were filled.", ("share", "30 40", "75%", "[75, 75]", True)),
        ("公交线路从29条增至115条，净增86条。", ("difference", "29条 115条", "86条", "[86, 86]", True)),
        ("The 120 comprise 70 men and 40 women.", ("total", "70 40", "120", "[110, 110]", False)),
        ("The 120 schools: including 70 old and 60 new.", ("total", "70 60", "120", "[130, 130]", False)),
        ("12所学校中，小学3所、初中4所、高中5所 .", ("total", "3所 4所 5所", "12所", "[12, 12]", True)),
        ("投票结果为甲25%、乙25%、丙26%、丁26%。", ("whole", "25% 25% 26% 26%", "", "[100, 104)", True)),
        ("投票结果为甲25%、乙25%、丙26%、丁27%。", ("whole", "25% 25% 26% 27%", "", "[101, 105)", False)),
    ],
)
def test_the_bounds_of_what_agrees(text, expected):
    """A part may be nothing or everything, and shares exceed the whole only if all that was rounded up cannot mend it."""
    assert groups_of(text) == [expected]


@pytest.mark.parametrize(
    ("bids", "each", "agrees"),
    [("29", "7", True), ("26", "7", True), ("26", "6", False), ("30", "7", False), ("30", "8", True), ("30", "7.5", True), ("4", "1", True)],
)  # fmt: skip
def test_a_number_for_each_was_rounded_to_a_whole(bids, each, agrees):
    """From half below to under half above: 6.5 for each are seven, not six."""
    quotient = {"29": "7.25", "26": "6.5", "30": "7.5", "4": "1"}[bids]
    assert groups_of(f"The 4 vacancies drew {bids} applications, {each} per vacancy.") == [
        ("ratio", f"{bids} 4", each, f"[{quotient}, {quotient}]", agrees)
    ]


def test_a_ratio_to_one_admits_what_it_was_rounded_from():
    """7:1 are up to seven and a half for each."""
    assert groups_of("招聘4位人才，26人报名，竞争比例7:1。") == [("ratio", "26人 4位", "7:1", "[6.5, 6.5]", True)]
    assert groups_of("招聘100位人才，751人报名，竞争比例7:1。") == [
        ("ratio", "751人 100位", "7:1", "[7.51, 7.51]", False)
    ]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("The 64 offices became 19, down 20%, or 30%.", "20%"),
        ("Up 10% and 20%, the 64 offices became 19.", "20%"),
        ("Up 20%, the 64 offices became 19, up 30%.", "30%"),
        ("机构由64个减至19个40%，又50%。", "40%"),
    ],
)
def test_the_nearest_share_is_taken(text, printed):
    """One behind the pair before one that stands ahead of it, and of these the nearest."""
    assert [one.printed.text for one in proposals(text, candidates(text))] == [printed]


@pytest.mark.parametrize(
    ("text", "longest"),
    [("The 64 offices became 19 {} 70%.", 58), ("Up 70% {} 64 offices became 19.", 57)],
)
def test_a_share_that_stands_far_off_is_of_something_else(text, longest):
    """Sixty signs between it and the pair, the blanks and the sign itself counted."""
    assert len(groups_of(text.format("x" * longest))) == 1
    assert groups_of(text.format("x" * (longest + 1))) == []


@pytest.mark.parametrize(
    ("text", "longest"),
    [("增长{}31%、34%、45%。", 22), ("甲31%、乙34%、丙45%，{}增长。", 9)],
)
def test_a_word_of_growth_near_the_shares_says_that_they_are_no_parts(text, longest):
    """Up to 24 signs ahead of them and 12 behind; farther off it speaks of something else."""
    assert groups_of(text.format("某" * longest)) == []
    assert [one[0] for one in groups_of(text.format("某" * (longest + 1)))] == ["whole"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("该市有12个县。45个部门减至36个，压减20%。", [("change", "45个 36个", "20%", "[20, 20]", True)]),
        (
            "The 64 offices became 16. That is a cut of 50%. That is 60%.",
            [("change", "64 16", "50%", "[75, 75]", False)],
        ),
        (
            "Of 40 posts, 30 were filled. That is 75%. Of 50 posts, 20 (30%) were cut.",
            [("share", "30 40", "75%", "[75, 75]", True), ("share", "20 50", "30%", "[40, 40]", False)],
        ),
        ("The 64 offices became 16. Elsewhere 3 came. That is a cut of 50%.", []),
        (
            "It was so. The 64 offices became 16. That is 75%.",
            [("change", "64 16", "75%", "[75, 75]", True)],
        ),
    ],
)
def test_a_sentence_is_read_with_the_next_that_goes_on(text, expected):
    """With one, not with two, and with none that speaks of its own; a figure may open a sentence."""
    assert groups_of(text) == expected


def test_a_year_is_no_ingredient():
    """Beside two numbers it would pass for the third."""
    assert groups_of("2019年有64个部门，2020年减至16个，压减75%。") == [
        ("change", "64个 16个", "75%", "[75, 75]", True)
    ]


def test_those_come_first_that_leave_the_least_open():
    """A total, what there is for each, a difference, a change, a share, and last what must not exceed the whole."""
    text = (
        "Of 40 posts, 30 (75%) were kept; costs fell from 80 yuan to 60 yuan, a cut of 25%; votes were 31% for, 34% against "
        "and 35% blank; 3 inns, 4 bars, 7 in all; 4 posts drew 26 bids, 7 per post; lost 48 from 64 to 16."
    )
    assert groups_of(text) == [
        ("total", "3 4", "7", "[7, 7]", True),
        ("ratio", "26 4", "7", "[6.5, 6.5]", True),
        ("difference", "64 16", "48", "[48, 48]", True),
        ("change", "80 yuan 60 yuan", "25%", "(23.9, 26.09)", True),
        ("share", "30 40", "75%", "[75, 75]", True),
        ("whole", "31% 34% 35%", "", "[98.5, 101.5)", True),
    ]


# ------------------------------------------------------------------------------------------------- the patterns


@pytest.fixture(scope="module")
def made_anew():
    """The module of the patterns, made a second time: those in use were made when it was first imported."""
    spec = importlib.util.find_spec(wording.__name__)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def signs(text: str) -> str:
    """A statement as the patterns meet it, its figures written as in them."""
    for name, sign in wording.SIGN.items():
        text = text.replace(f"«{name}»", sign)
    return text


@pytest.mark.parametrize(
    ("pattern", "statement", "matches"),
    [
        ("«N» of «N»", "«N» OF «N»", True),  # capitals are no other words
        ("«N» of «N»", "«N» of «P»", False),
        *((f"a «{name}»", f"a «{name}»", True) for name in "NPQXR"),
        ("a «S»", "a «N»", True), ("a «S»", "a «P»", True), ("a «S»", "a «Q»", False), ("a «S»", "a S", False),
        ("«N»~to", f"«N»{'x' * 24}to", True), ("«N»~to", f"«N»{'x' * 25}to", False), ("«N»~to", "«N»to", True),
        ("«N»~~to", f"«N»{'x' * 60}to", True), ("«N»~~to", f"«N»{'x' * 61}to", False), ("«N»~~to", "«N»to", True),
        *(("«N»~to", f"«N» x{sign}x to", False) for sign in ("«N»", "«?»", *"。；;.!?")),
        *(("«N»~~to", f"«N» x{sign}x to", False) for sign in ("«N»", "«?»", *"。；;.!?")),
    ],
)  # fmt: skip
def test_a_pattern_stands_for_figures_and_for_gaps(made_anew, pattern, statement, matches):
    """A gap that ran past a figure or the end of a sentence would join what does not belong together."""
    assert bool(made_anew._pattern(pattern).fullmatch(signs(statement))) == matches


@pytest.mark.parametrize("gap", ["~", "~~"])
def test_a_gap_is_as_short_as_can_be(made_anew, gap):
    """The nearest word is meant, not the last."""
    assert made_anew._pattern(f"«N»{gap}to").search(signs("«N» to go to")).group() == signs("«N» to")


def test_the_patterns_in_use_are_those_of_the_words(made_anew):
    """None has kept a sign of the short notation, which no text would meet."""
    every = [*wording.PAIRS, *wording.PARTS, *wording.DIFFERENCE, *wording.EACH, *wording.TOTALS, wording.LISTED]
    assert not [one.pattern for one in every if re.search("[«»~]", one.pattern)]
    assert [one.pattern for one in every] == [
        one.pattern
        for listed in (made_anew.PAIRS, made_anew.PARTS, made_anew.DIFFERENCE, made_anew.EACH, made_anew.TOTALS)
        for one in listed
    ] + [made_anew.LISTED.pattern]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "平均年龄由46.5岁降至39.8岁，下降6.7岁，35岁以下干部占比达到四成，比改革前增加一倍。",
            [("difference", ["46.5岁", "39.8岁"], "6.7岁", True)],
        ),
        (
            "312项压缩到198项，减少114项，平均办理时限从15个工作日缩短至6个工作日，缩短60%。",
            [("change", ["15个工作日", "6个工作日"], "60%", True)],
        ),
        ("从15天缩短到6天，缩短9天。", [("difference", ["15天", "6天"], "9天", True)]),
        (
            "It went from 40 to 30 desks and from 20 to 15 rooms, a cut of 25%.",
            [("change", ["20", "15"], "25%", True)],
        ),
    ],
)
def test_what_follows_belongs_to_the_nearest_pair(text, expected):
    """A share of years by years, or a change of what stands further off, would raise an alarm about nothing."""
    found = proposals(text, candidates(text))
    told = [(one.kind, [part.text for part in one.ingredients], one.printed.text, one.agrees) for one in found]
    assert told == expected

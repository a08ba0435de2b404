"""A page in Chinese is held to the rules for English prose: numbers, dates, units, places, words for numbers, quotations."""

import pytest
from casebook.evidence import tables
from casebook.press.audit import audit_markdown, chinese, counted, prose
from casebook.press.audit.in_chinese import in_english, is_chinese, quoted
from casebook.press.audit.links import on_record
from casebook.press.audit.statements import Statement, mismatches

FRONT = "---\nlang: zh-CN\n---\n\n"
LEDGER = "ledger.md#"


@pytest.fixture(scope="module")
def entries():
    return on_record()


@pytest.fixture
def numbers(entries):
    """The findings on the numbers of a page in Chinese."""
    return lambda text: [str(found) for found in audit_markdown(FRONT + text, "page.md", entries).findings]


@pytest.fixture
def said(tmp_path, entries, monkeypatch):
    """The findings on the sentences of a page, in Chinese unless told, with no line in any list."""

    def of(text, front=FRONT, phrases=()):
        page = tmp_path / "page.md"
        page.write_text(front + text, encoding="utf-8")
        monkeypatch.setattr(prose, "excepted", lambda: frozenset())
        monkeypatch.setattr(counted, "listed", lambda: frozenset(("page.md", phrase) for phrase in phrases))
        monkeypatch.setattr(chinese, "listed", lambda: {})
        return [str(found) for found in prose.audit_prose([page], entries)]

    return of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FRONT, True),
        ("---\nlang: zh\n---\n", True),
        ("---\nlang: en\n---\n", False),
        ("---\ntitle: zh\n---\n", False),
        ("---\n- zh\n---\n", False),
        ("lang: zh-CN\n", False),
        ("# 题\n", False),
        ("\n" + FRONT, False),
    ],
)
def test_a_page_says_in_its_front_matter_that_it_is_in_chinese(text, expected):
    """Chinese in an English page must not lift the check of its runs."""
    assert is_chinese(text) is expected


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("[109](#a)个部门", "[109](#a) departments "),
        ("[4,200多](#a)人", "[more than 4,200](#a) people "),
        ("[44至53天](#a)", "[44 to 53 days](#a)"),
        ("[−5.1至+9.4个对数点](#a)", "[−5.1 to +9.4 log points](#a)"),
        ("[每年+1.3个百分点](#a)", "[+1.3 points a year](#a)"),
        ("[约三分之一](#a)", "[about 1/3](#a)"),
        ("[不到7%](#a)和[至少50%](#a)", "[less than 7%](#a)和[at least 50%](#a)"),
        ("2020年8月28日", " 28 August 2020 "),
        ("8月28日，10月中旬", " 28 August, 11–20 October "),
        ("截至2020年10月底", " by 31 October 2020 "),
        ("2020年11月30日前", " by 30 November 2020 "),
        ("截至2022年2月", " by the end of February 2022 "),
        ("2014—2019年", " 2014–2019 "),
        ("第3章，练习2，第3级", " Chapter 3, exercise 2, level 3 "),
        ("四个方面", " four 个方面 "),
        ("四个试点", " four pilot "),
        ("第二轮，", " second 轮, "),
        ("十五项", " 15 项 "),
        ("三成，百分之五，一半，翻一番", "30 %, 5 %, half, doubled "),
        ("一个", "一个"),
        ("万一", "万一"),
        ("“四个方面”四个", "“四个方面” four 个 "),
        ("plain", "plain"),
    ],
)
def test_what_the_rules_look_at_is_read_as_english(text, english):
    """Each kind of word once; what no list has stays."""
    assert in_english(text) == english


def test_a_short_name_of_several_places_is_that_of_the_city():
    """The zone of a city is often called as the city is; two zones of one name are neither."""
    names = tables.table("entities").set_index("entity_id")["name_en"]
    assert in_english("日照") == f" {names['rizhao']} "
    assert in_english("临港") == f" {names['lingang']} "
    assert in_english("运河") == "运河"


def test_what_is_quoted_is_taken_out_whole():
    assert quoted("甲“乙，丙”丁“戊”") == "“乙，丙”\n“戊”"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (f"由[109]({LEDGER}art-dept-before)个减为[64]({LEDGER}art-dept-after)个。", f"减为[65]({LEDGER}art-dept-after)个。"),
        (f"[4,200多]({LEDGER}art-applicants)人报名。", f"[4,200]({LEDGER}art-applicants)人报名。"),
        (f"影响在[−5.1至+9.4个对数点]({LEDGER}cw-outside-interval)之间。", f"[−5.1至9.4个对数点]({LEDGER}cw-outside-interval)。"),
        (f"差[每年−3.5个百分点]({LEDGER}cw-before-after)。", f"差[每年3.5个百分点]({LEDGER}cw-before-after)。"),
        (f"[2020年8月28日]({LEDGER}art-mobil)开会。", f"[2020年8月27日]({LEDGER}art-mobil)开会。"),
        (f"[截至10月底]({LEDGER}art-done)完成。", f"[10月31日]({LEDGER}art-done)完成。"),
        (f"学历[翻了一番]({LEDGER}art-lead-degree)。", f"学历[增加一半]({LEDGER}art-lead-degree)。"),
        (f"没有[统计]({LEDGER}after-counts-city)。", f"[一半]({LEDGER}after-counts-city)。"),
        (f"“[109个压缩到64个]({LEDGER}art-dept-before)”。", f"“[109个压缩到6]({LEDGER}art-dept-before)”。"),
        ("2020年8月28日开会。", "2020年8月29日开会。"),
        ("2020年3月17日以后。", "2020年3月18日以后。"),
        ("见第3章，50分钟，第1题。", "见第30章。"),
        ("证据为第3级。", "证据为第8级。"),
        ("2020年3月。", "2020年13月。"),
        ("有四个方面。", "有十五个方面。"),
        ("约占一些。", "约占42%。"),
        ("各有一份。", "各有三成。"),
    ],
)  # fmt: skip
def test_a_number_in_a_page_in_chinese_is_that_on_record(numbers, right, wrong):
    """The sabotaged case of each kind must be found."""
    assert numbers(right) == []
    assert len(numbers(wrong)) == 1


@pytest.mark.parametrize(
    ("right", "wrong", "found"),
    [
        (f"[109]({LEDGER}art-dept-before)个部门。", f"[109]({LEDGER}art-dept-before)人。", "the unit"),
        (f"青岛的班子有[75%]({LEDGER}qd-lead)作了调整。", f"烟台的班子有[75%]({LEDGER}qd-lead)作了调整。", "the place"),
        (f"年龄下降[5岁]({LEDGER}art-lead-age)。", f"年龄上升[5岁]({LEDGER}art-lead-age)。", "the direction"),
        (f"临港有[20]({LEDGER}art-lingang-n)人上岗。", f"共有[20]({LEDGER}art-lingang-n)。", "the twin"),
        ("各有“竞聘上岗”一说。", "各有“竞聘下岗”一说。", '"竞聘下岗"'),
    ],
)
def test_what_stands_round_a_link_agrees_with_its_entry(said, right, wrong, found):
    """As in English: unit, place, direction, twins; and what is quoted stands in the data."""
    assert said(right) == []
    assert [one for one in said(wrong) if found in one]


def test_a_year_beside_a_link_is_one_of_its_entry(entries):
    """The rule reads the sentence as English has it."""
    for year, found in (("2020年", []), ("2017年", ["year"])):
        sentence = in_english(f"{year}的班子交流[74%](#art-rotation)。")
        assert [one.rule for one in mismatches(Statement(sentence, "领导班子 leadership"), entries)] == found


def test_a_number_in_words_is_in_the_list_or_reported(said):
    """The phrase is the number, its measure and what is counted."""
    assert any('found "four 个方面"' in one for one in said("有四个方面。"))
    assert said("有四个方面。", phrases=["four 个方面"]) == []


def test_chinese_outside_quotations_is_free_only_where_the_page_says_so(said):
    """Without the front matter the same words need their line."""
    assert said("这些字不在任何一张表里。") == []
    assert any("expected Chinese that stands in a table" in one for one in said("这些字不在任何一张表里。", front=""))

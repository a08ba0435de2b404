"""The teaching case in Chinese has the form that is set for such cases, and tells without praise or mockery."""

from __future__ import annotations

import re

import pytest
from casebook.press.book import BOOK

PAGE = BOOK / "teaching-case.md"
CASE = ["引言", "背景", "过程", "决策点", "后续"]
NOTE = ["教学目的与用途", "启发思考题", "分析思路", "理论依据", "背景信息", "关键要点", "建议课堂计划", "参考文献"]
PLANS = [50, 90, 180]
LONGEST_ABSTRACT = 300
JUDGING = (
    "成功", "失败", "显著", "优秀", "卓越", "创新性", "成效", "重大", "有力", "扎实", "亮点", "典范", "标杆", "圆满", "辉煌", "走过场", "形式主义", "折腾",
    "可笑", "荒唐", "闹剧", "先进", "领先", "率先", "充分", "极大", "大幅", "有效", "积极",
)  # fmt: skip


def plain(text: str) -> str:
    """A text as it is read: links without their addresses, no marks of Markdown, no blanks."""
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text).translate(dict.fromkeys(map(ord, "*# \n")))


def part(text: str, heading: str) -> str:
    """What stands below a heading, its headings of lower level with it."""
    found = re.search(
        rf"^(#+) (?:[一二三四五六七八九十]+、)?{heading}[^\n]*\n(.*?)(?=^#{{1,2}} |\Z)", text, re.M | re.S
    )
    return found[2] if found else ""


def faults(text: str) -> list[str]:
    """What is not as it is set, for a page and for a spoiled one."""
    found = []
    headings = re.findall(r"^#+ (.*)$", text, re.M)
    for wanted in ("摘要", "案例正文", *CASE, "案例使用说明", *NOTE, "英文标题与摘要"):
        if not any(wanted in heading for heading in headings):
            found.append(f"no heading {wanted}")
    abstract = plain(part(text, "摘要").partition("**关键词")[0])
    if not 100 <= len(abstract) <= LONGEST_ABSTRACT:
        found.append(f"an abstract of {len(abstract)} signs")
    title = text.partition("\n# ")[2].partition("\n")[0]
    found += [f"a judgement: {word}" for word in JUDGING if word in title + abstract]
    signs = len(re.findall(r"[\u4e00-\u9fff]", plain(text)))
    if not 5000 <= signs <= 8000:
        found.append(f"{signs} Chinese characters")
    plans = re.findall(r"^\*\*(\d+)分钟.*?\n\n((?:\|.*\n)+)", text, re.M)
    if [int(minutes) for minutes, _ in plans] != PLANS:
        found.append("plans of other lengths")
    for minutes, rows in plans:
        spent = sum(map(int, re.findall(r"^\| (\d+)分钟 \|", rows, re.M)))
        if spent != int(minutes):
            found.append(f"a plan of {minutes} minutes that takes {spent}")
    asked = re.findall(r"^(\d+)\. ", part(text, "案例使用说明").partition("### 三、")[0], re.M)
    answered = re.findall(r"^\*\*第(\d+)题。", text, re.M)
    if asked != answered or asked != [str(number) for number in range(1, len(asked) + 1)]:
        found.append("questions and analyses that differ")
    found += [f"no question {number}" for number in sorted(set(re.findall(r"第(\d+)题", text)) - set(asked))]
    if re.search(r"[！!]", re.sub(r"!\[", "", text)):
        found.append("an exclamation mark")
    return found


@pytest.fixture(scope="module")
def text() -> str:
    return PAGE.read_text(encoding="utf-8")


def test_the_case_has_the_form_that_is_set(text):
    assert faults(text) == []


SPOILED = {
    "no heading 引言": ("### 引言", "### 开头"),
    "no heading 关键要点": ("### 六、关键要点", "### 六、要点"),
    "an abstract of": ("**关键词：**", "句" * 150 + "\n\n**关键词：**"),
    "a judgement: 成功": ("使用说明讨论", "改革取得成功。\n使用说明讨论"),
    "a judgement: 走过场": ("# 济南市", "# 走过场的济南市"),
    "a plan of 90 minutes that takes 95": ("| 30分钟 |", "| 35分钟 |"),
    "plans of other lengths": ("**180分钟", "**170分钟"),
    "questions and analyses that differ": ("**第7题。**", "**第9题。**"),
    "no question 9": ("背景与第1题", "背景与第9题"),
    "an exclamation mark": ("请决定：", "请决定！"),
    "Chinese characters": ("### 七、后续", "字" * 3000 + "\n\n### 七、后续"),
}


@pytest.mark.parametrize("fault", SPOILED)
def test_a_spoiled_case_is_noticed(text, fault):
    """Each of the rules must be able to fail."""
    right, wrong = SPOILED[fault]
    assert right in text
    assert any(fault in found for found in faults(text.replace(right, wrong, 1)))


def test_what_is_given_to_a_class_fits_a_session(text):
    """The body can be read before class in the minutes that the plan says, at a hundred to three hundred characters a minute."""
    signs = len(re.findall(r"[\u4e00-\u9fff]", plain(part(text, "案例正文"))))
    minutes = int(re.search(r"读案例正文（(\d+)分钟）", text)[1])
    assert 100 <= signs / minutes <= 300

"""A page in Chinese, read by the rules for English prose: what the rules look at, in English, by closed lists.

A page says in its front matter that it is in Chinese, ``lang: zh-CN``.  Its numerals, dates, units, hedges and words of
direction are then read as English, its terms as the glossary has them and its places as the entities are called, and every rule
of the audit applies to the outcome: numbers in links, dates on record, unit, place, year and direction.  All other words are
left as they are, so the outcome is no translation and is shown to nobody but in a finding.

What stands in quotation marks is quoted and stays Chinese: that it stands in the data is checked as on any page.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

import yaml

from ...evidence import tables
from ...reading.dates_in_english import english_date
from ...reading.numerals import UnreadableFigure, whole_number
from ...reading.written_dates import read_date
from .links import HAN

__all__ = ["in_english", "is_chinese", "quoted"]

_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_QUOTED = re.compile(r"(“[^”]*”)")

_DATE = re.compile(
    r"(?:截至|截止到?)?(?P<year>\d{4}年)?\d{1,2}月(?:\d{1,2}日|[上中下]旬|底|初)?(?:以前|之前|前)?|(?:截至)?\d{4}年(?:以前|之前|前)?"
)
_YEARS = re.compile(r"(?<!\d)(\d{4})年?(?:—|–|至)(\d{4})年")
_ANY_YEAR = 2020  # a leap year, for days that are printed without one

_NUMERAL = re.compile(
    r"(第?)([零〇一二两三四五六七八九十百千万亿]+)(?:([个名项家类条级年天周次份页人位所座轮步章种方层组道句处])([\u4e00-\u9fff]{0,2}))?"
)
_WORDS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")

# Behind a figure
_UNITS = {
    "个内设机构": "departments", "个部门": "departments", "个内设部门": "departments", "个机构": "bodies", "人次": "applicants",
    "名工作人员": "staff", "名干部": "people", "名": "people", "人": "people", "个岗位": "posts", "个职位": "posts", "个副职": "posts",
    "个开发区": "zones", "家开发区": "zones", "个试点": "pilots", "天": "days", "岁": "years", "年": "years", "周": "weeks", "个百分点": "points",
    "个对数点": "log points", "只口罩": "masks", "只": "masks", "家企业": "firms", "项职能": "functions", "个主导产业": "industries", "项举措": "measures",
    "万亿元": "trillion yuan", "亿元": "hundred million yuan", "倍": "times",
}  # fmt: skip
# Anywhere
_SAID = {
    "至少": "at least ", "不少于": "at least ", "至多": "at most ", "最多": "at most ", "不超过": "at most ", "超过": "more than ", "不到": "less than ",
    "大约": "about ", "约": "about ", "翻了一番": " doubled ", "翻一番": " doubled ", "翻番": " doubled ", "两倍": " twice ", "一半": " half ", "半数": " half ", "过半": " most ",
    "上升": " rose ", "增长": " grew ", "增加": " increased ", "提高": " raised ", "下降": " fell ", "减少": " fell ", "降低": " fell ", "压减": " fell ",
    "高于": " above ", "低于": " below ", "没有": " none ", "无一": " none ", "全部": " all ", "首次": " first ", "首个": " first ", "最后": " last ",
    "未": " not ", "不": " not ", "部门": " department ", "机构": " body ", "举措": " measure ", "数字": " figure ", "岗位": " post ", "减幅": " cut ",
    "报名": " applied ", "学历": " degree ", "年龄": " age ", "招商": " investment promotion ", "文章": " article ", "核对": " checked ",
}  # fmt: skip
_MARKS = str.maketrans(
    {"，": ", ", "。": ". ", "；": "; ", "：": ": ", "？": "? ", "！": "! ", "、": ", ", "（": " (", "）": ") ", "％": "%"}
)  # fmt: skip


def is_chinese(text: str) -> bool:
    """Whether a page says in its front matter that it is in Chinese."""
    front = _FRONT.match(text)
    said = yaml.safe_load(front[1]) if front else None
    return isinstance(said, dict) and str(said.get("lang", "")).partition("-")[0] == "zh"


def quoted(text: str) -> str:
    """What a text in Chinese has in quotation marks."""
    return "\n".join(_QUOTED.findall(text))


def in_english(text: str) -> str:
    """What the rules of the audit look at in a text in Chinese, in English; the rest as it is.

    Parameters
    ----------
    text : str
        Prose, its links as ``[text](#id)``.

    Returns
    -------
    str
        ``[109](#a)个部门，截至2020年10月底`` gives ``[109](#a) departments, by 31 October 2020``.
    """
    return "".join(
        piece if piece.startswith("“") or not HAN.search(piece) else _read(piece) for piece in _QUOTED.split(text)
    )


def _read(text: str) -> str:
    text = re.sub(r"第\s*(\d+)\s*([章段])", lambda m: f" {'Chapter' if m[2] == '章' else 'paragraph'} {m[1]} ", text)
    text = re.sub(r"第\s*(\d+)\s*级", r" level \1 ", text)
    text = re.sub(r"练习\s*(\d+)", r" exercise \1 ", text)
    text = re.sub(r"\d+\s*分钟|第\s*\d+\s*题", " ", text)  # of a lesson and of its questions: the page's own
    text = re.sub(r"每年([+−]?[\d.]+)个百分点", r"\1 points a year", text)
    text = _DATE.sub(_date, _YEARS.sub(r" \1–\2 ", text))
    text = re.sub(r"(?<=\d)(?:至|到|—)(?=[\d+−])", " to ", text)
    text = re.sub(
        r"([一二三四五六七八九])分之([一二两三四五六七八九])", lambda m: f"{_value(m[2])}/{_value(m[1])}", text
    )
    text = re.sub(r"百分之([一二三四五六七八九十百]+)", lambda m: f"{_value(m[1])} %", text)
    text = re.sub(r"([1-9一二三四五六七八九])成(?![为立功员果本])", lambda m: f"{10 * _value(m[1])} %", text)
    text = re.sub(r"(\d[\d,]*)多(?=[\]个名项人家]|$)", r"more than \1", text)
    text = re.sub(rf"(?<=[\d)%])(?:{_any(_UNITS)})", lambda m: f" {_UNITS[m[0]]} ", text)
    pattern, named = _names()
    text = pattern.sub(lambda m: f" {named[m[0]]} ", text)
    text = re.sub(_any(_SAID), lambda m: _SAID[m[0]], text)
    text = re.sub(r" {2,}", " ", _NUMERAL.sub(_number, text).translate(_MARKS))
    return re.sub(r"(?<=\[) | (?=[],.;:?!)])", "", text)


def _any(words: dict[str, str]) -> str:
    """A pattern for any of some words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _date(match: re.Match) -> str:
    month = re.fullmatch(r"截[至止]到?(.*月)", match[0])
    try:
        said = english_date(read_date(month[1] if month else match[0], year=_ANY_YEAR).edtf)
    except UnreadableFigure:
        return match[0]  # its numbers are reported as such
    said = f"by the end of {said}" if month else said
    return f" {said if re.search(r'[0-9]{4}年', match[0]) else said.replace(f' {_ANY_YEAR}', '')} "


def _value(signs: str) -> int:
    return whole_number(signs)[0]


def _number(match: re.Match) -> str:
    """A numeral in words: from eleven on in digits, which need a link; below in English, which the list of counted words has."""
    ordinal, signs, measure, after = match.groups()
    try:
        value = _value(signs)
    except UnreadableFigure:
        return match[0]
    if value <= 1 or (value <= 10 and not measure and not ordinal):
        return match[0]  # 一 is mostly an article, and a sign alone mostly part of a word
    said = str(value) if value > 10 else (_ORDINALS if ordinal else _WORDS)[value]
    term = match.string[match.end() :].startswith(" ")  # in English by now, and needs no measure
    return f" {said} {'' if term and not after else (measure or '') + (after or '')} "


@cache
def _names() -> tuple[re.Pattern, dict[str, str]]:
    """Terms of the glossary and names of entities with their English.

    A short name that several have is that of the city, district or province, if only one of them is any.
    """
    named = {
        row["term_zh"]: re.sub(r"\s*\([^)]*\)", "", row["en"]) for row in tables.table("glossary").to_dict("records")
    }
    called: dict[str, list[dict]] = defaultdict(list)
    for row in tables.table("entities").to_dict("records"):
        for name in {row["name_zh"], *map(str.strip, row["also"].split(";"))}:
            if HAN.search(name):
                called[name].append(row)
    for name, rows in called.items():
        chosen = rows if len(rows) == 1 else [row for row in rows if row["kind"] in ("city", "district", "province")]
        if len(chosen) == 1:
            named[name] = chosen[0]["name_en"]
    named = {name: english for name, english in named.items() if len(name) > 1}  # a sign alone is mostly part of a word
    return re.compile(_any(named)), named

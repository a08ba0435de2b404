"""Invented articles, English and Chinese, with groups of figures that agree, that do not, and figures that have nothing
to do with each other.

What is planted is known: :func:`article` gives the paragraphs and, for each group, its paragraph, its kind, its figures and
whether they agree.  The sentences were written without the rules that are to find them.
"""

from __future__ import annotations

import math
import random
from dataclasses import asdict, dataclass
from fractions import Fraction
from pathlib import Path

from handed_in import write_docx

__all__ = ["KINDS", "Group", "article", "write_articles"]

KINDS = ("change", "difference", "share", "parts", "ratio", "shares", "points")
PLANTED = 0.4  # of the groups do not agree
TELLING = 0.55  # of the paragraphs have a group
FORMATS = (("txt", 60), ("html", 20), ("docx", 10), ("legacy", 10))  # "legacy": GB18030 for Chinese, Windows-1252 else


@dataclass(frozen=True)
class Group:
    """Figures of one paragraph of which one follows from the others.

    Attributes
    ----------
    article : str
        The file.
    paragraph : int
        From 1, the title being the first.
    kind : str
        One of :data:`KINDS`.
    template : str
        The sentence with its slots: what a miss is listed by.
    figures : tuple of str
        As printed.
    agrees : bool
        Whether some value is both printed and what follows.
    """

    article: str
    paragraph: int
    kind: str
    template: str
    figures: tuple[str, ...]
    agrees: bool
    sentence: str


# ------------------------------------------------------------------------------------------------------- sentences

EN_THINGS = [
    "departments",
    "posts",
    "offices",
    "committees",
    "permits",
    "seals",
    "schools",
    "clinics",
    "complaints",
    "vehicles",
    "shops",
    "depots",
]
EN_SOME = {"posts", "permits", "complaints", "vehicles"}  # of which there may be thousands
ZH_THINGS = [
    ("内设机构", "个"), ("岗位", "个"), ("工作人员", "人"), ("审批事项", "项"), ("处室", "个"), ("投诉", "件"),
    ("公交线路", "条"), ("企业", "家"), ("学校", "所"), ("门店", "家"), ("网点", "个"), ("车辆", "辆"),
]  # fmt: skip
ZH_SOME = {"岗位", "工作人员", "投诉", "企业", "车辆"}
EN_PLACES = [
    "Ashby",
    "Calder",
    "Dunmore",
    "Eastwick",
    "Fairlea",
    "Garrow",
    "Hollin",
    "Inverbeg",
    "Kelso",
    "Larkhill",
    "Merrow",
    "Northam",
]
ZH_PLACES = ["临水", "东岭", "白石", "青桥", "南塘", "西渡", "长坪", "河口", "松原里", "云台", "花溪镇", "石门湾"]

EN = {
    "cut": (
        "The number of {thing} fell from {a} to {b}, a cut of {p}.",
        "{Place} now has {b} {thing}, down from {a}, a reduction of {p}.",
        "Of {a} {thing}, only {b} were left, {p} fewer.",
        "{Thing} were cut by {p}, from {a} to {b}.",
        "The council reduced its {thing} from {a} to {b}, or by {p}.",
        "Before the merger there were {a} {thing}; afterwards there were {b}, a drop of {p}.",
        "{Place} had {a} {thing} last spring and has {b} today, which is {p} less.",
        "The {thing} shrank by {p} to {b}, from {a} a year earlier.",
        "Where {a} {thing} once stood, {b} remain: {p} are gone.",
        "With {b} {thing} instead of {a}, {place} has trimmed {p}.",
    ),
    "rise": (
        "The number of {thing} rose from {a} to {b}, an increase of {p}.",
        "{Thing} grew by {p}, from {a} to {b}.",
        "{Place} counted {b} {thing}, up {p} from {a} the year before.",
        "There were {a} {thing} when the scheme began; there are {b} now, a rise of {p}.",
        "From {a}, the {thing} climbed to {b}, a gain of {p}.",
        "{Thing} went up {p} to {b}; the year before there had been {a}.",
    ),
    "fewer": (
        "The number of {thing} fell from {a} to {b}, that is, {d} fewer.",
        "{Place} closed {d} of its {a} {thing}, leaving {b}.",
        "{Thing} dropped by {d}, from {a} to {b}.",
        "After {d} {thing} had gone, {b} of the {a} remained.",
    ),
    "more": (
        "The number of {thing} rose by {d}, from {a} to {b}.",
        "{Place} added {d} {thing} to its {a} and now has {b}.",
    ),
    "share": (
        "Of the {n} {thing}, {k} were moved, {p} of the total.",
        "{k} of {n} {thing} were new, or {p}.",
        "{k} of the {n} {thing} in {place} passed the inspection, a share of {p}.",
        "In all, {k} out of {n} {thing} took part ({p}).",
        "{P} of the {n} {thing}, {k} in number, are run by the town.",
        "The survey covered {n} {thing}; {k} of them, {p}, reported a loss.",
        "A total of {n} {thing} were reviewed, and {k}, or {p}, were approved.",
        "{k} {thing} were affected, which is {p} of all {n}.",
        "Among {n} {thing} there were {k} without a head, {p}.",
    ),
    "parts": (
        "The {n} {thing} comprise {x} in the north, {y} in the centre and {z} in the south.",
        "There are {n} {thing}: {x} large ones, {y} medium ones and {z} small ones.",
        "{x} {thing} were merged, {y} closed and {z} kept, {n} in all.",
        "{Place} has {x} public, {y} private and {z} mixed {thing}, a total of {n}.",
        "In total {n} {thing} were handed over, of which {x} went to the city, {y} to the district and {z} to the towns.",
        "Altogether {n} {thing} applied, {x} from {place}, {y} from the county and {z} from elsewhere.",
    ),
    "ratio": (
        "{n} people applied for {k} posts, a ratio of {r} to 1.",
        "With {n} applicants for {k} places, there were {r} for each place.",
        "The {k} vacancies drew {n} applications, {r} per vacancy.",
        "{r} candidates competed for each post: {n} for {k} posts.",
    ),
    "shares": (
        "Of the revenue, {s} came from fees, {t} from rents and {u} from grants.",
        "By age, {s} were under thirty, {t} between thirty and fifty and {u} older.",
        "{S} of the staff voted for the plan, {t} against it and {u} abstained.",
        "Coal makes up {s} of the supply, gas {t} and wind {u}.",
    ),
    "points": (
        "The share rose from {s} to {t}, by {d} percentage points.",
        "Turnout was {t}, up {d} percentage points from {s}.",
        "The vacancy rate went from {s} to {t}, {d} percentage points more.",
    ),
}  # fmt: skip
ZH = {
    "cut": (
        "{thing}由{a}{m}减少到{b}{m}，精简{p}。",
        "{thing}从{a}{m}压减至{b}{m}，减幅达{p}。",
        "{place}原有{thing}{a}{m}，改革后保留{b}{m}，减少了{p}。",
        "改革前，{thing}共{a}{m}；改革后为{b}{m}，下降{p}。",
        "{thing}精简{p}，由{a}{m}变为{b}{m}。",
        "{place}将{a}{m}{thing}整合为{b}{m}，压缩{p}。",
        "{thing}数量从{a}{m}降至{b}{m}，降幅{p}。",
        "目前{thing}仅{b}{m}，比原来的{a}{m}减少{p}。",
        "与上年的{a}{m}相比，今年{thing}只有{b}{m}，缩减{p}。",
    ),
    "rise": (
        "{thing}由{a}{m}增加到{b}{m}，增长{p}。",
        "{place}{thing}达到{b}{m}，比上年的{a}{m}增长{p}。",
        "{thing}从{a}{m}增至{b}{m}，增幅为{p}。",
        "{thing}增长{p}，由{a}{m}扩大到{b}{m}。",
        "上年{thing}为{a}{m}，今年升至{b}{m}，上升{p}。",
    ),
    "fewer": (
        "{thing}由{a}{m}减少到{b}{m}，减少{d}{m}。",
        "{place}撤销{d}{m}{thing}，由{a}{m}减为{b}{m}。",
        "{thing}从{a}{m}减至{b}{m}，净减{d}{m}。",
    ),
    "more": (
        "{thing}由{a}{m}增加到{b}{m}，新增{d}{m}。",
        "{place}新增{thing}{d}{m}，总数从{a}{m}增至{b}{m}。",
    ),
    "share": (
        "{n}{m}{thing}中，有{k}{m}完成调整，占{p}。",
        "{place}共有{thing}{n}{m}，其中{k}{m}为新设，占比{p}。",
        "参加考核的{thing}共{n}{m}，合格{k}{m}，合格率{p}。",
        "全部{n}{m}{thing}里，{k}{m}已划转，占总数的{p}。",
        "{k}{m}{thing}受到影响，占{n}{m}的{p}。",
        "纳入统计的{thing}为{n}{m}，{k}{m}（{p}）出现亏损。",
        "占{p}的{k}{m}{thing}由镇里管理，全区合计{n}{m}。",
    ),
    "parts": (
        "{place}共有{thing}{n}{m}，其中东部{x}{m}、中部{y}{m}、西部{z}{m}。",
        "{n}{m}{thing}中，大型{x}{m}，中型{y}{m}，小型{z}{m}。",
        "合并{thing}{x}{m}、撤销{y}{m}、保留{z}{m}，合计{n}{m}。",
        "移交{thing}{n}{m}：市级{x}{m}，区级{y}{m}，镇级{z}{m}。",
        "公办{x}{m}、民办{y}{m}、混合{z}{m}，{thing}总数为{n}{m}。",
    ),
    "ratio": (
        "{n}人报名竞争{k}个岗位，报名比例为{r}:1。",
        "{k}个岗位吸引{n}人报名，竞争比达{r}比1。",
        "共有{n}人应聘{k}个职位，平均{r}人竞争一个职位。",
    ),
    "shares": (
        "收入中，收费占{s}，租金占{t}，补助占{u}。",
        "从年龄看，三十岁以下占{s}，三十至五十岁占{t}，五十岁以上占{u}。",
        "投票结果为赞成{s}、反对{t}、弃权{u}。",
    ),
    "points": (
        "比重由{s}提高到{t}，提高{d}个百分点。",
        "投票率为{t}，比上届的{s}上升{d}个百分点。",
        "空置率从{s}升至{t}，上升{d}个百分点。",
    ),
}
EN_ASIDE = (
    "The budget fell by {p} while {n} households asked for help.",
    "The mayor, {age}, took office on {day} {month} {year}.",
    "A ticket costs {c} pounds, and the {k} routes run until 11 p.m.",
    "In {year} the town had {n} inhabitants; {p} of its roads were unpaved.",
    "Inflation stood at {p}, and {k} bakeries raised their prices by {c} pence.",
    "The hall seats {n} and was built in {year} by {k} volunteers.",
    "Some {p} of readers agreed, in a poll of a newspaper with {n} subscribers.",
    "Room {k} on floor {c} was closed for {d} days.",
    "Rents rose {p} in {place} and {q} in {place2}.",
    "The plan has {c} chapters, {k} annexes and a foreword of {d} pages.",
    "Unemployment is {p} among men and {q} among women.",
    "A survey of {n} firms asked {k} questions and cost {c} million pounds.",
    "The river rose {c} metres, and {n} people left {k} villages.",
    "She had worked there for {d} years when {p} of the grant was withdrawn.",
    "From {year} on, {k} inspectors visited {n} sites; sick leave fell {p}.",
    "Nobody answered the letters.",
    "The chair thanked the staff and promised a report.",
    "Much of it had been said before, and in the same words.",
)
ZH_ASIDE = (
    "全年财政收入下降{p}，{n}户家庭申请补助。",
    "主任现年{age}岁，{year}年{mon}月{day}日到任。",
    "票价{c}元，{k}条线路运行至23时。",
    "{year}年全镇人口{n}人，{p}的道路没有硬化。",
    "物价上涨{p}，{k}家面包店每个涨价{c}角。",
    "礼堂有{n}个座位，{year}年由{k}名志愿者建成。",
    "{place}租金上涨{p}，{place2}上涨{q}。",
    "规划共{c}章、{k}个附件，前言{d}页。",
    "男性失业率为{p}，女性失业率为{q}。",
    "调查涉及企业{n}家，提出{k}个问题，耗资{c}万元。",
    "水位上涨{c}米，{k}个村的{n}人转移。",
    "自{year}年起，{k}名检查员走访{n}处，病假下降{p}。",
    "会议要求进一步统一思想，提高认识。",
    "来信一直没有答复。",
    "有关负责人表示将适时公布情况。",
)
TITLES = {
    "en": "Fewer desks, same work: a year of change in {place}",
    "zh": "{place}一年来的变化：减的是机构，不减的是事",
}
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
SMALL = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
HAN = "零一二三四五六七八九"


# --------------------------------------------------------------------------------------------------------- figures


def _count(dice: random.Random, language: str, value: int) -> str:
    """A whole number as a newspaper prints it."""
    if language == "en":
        return SMALL[value] if 2 <= value <= 12 and dice.random() < 0.4 else f"{value:,}"
    if 10 < value < 100 and value % 10 and dice.random() < 0.1:
        tens = HAN[value // 10] if value >= 20 else ""
        return f"{tens}十{HAN[value % 10]}"
    return str(value)


def _percent(dice: random.Random, language: str, value: Fraction, agrees: bool, other: list[Fraction]) -> str:
    """A share as printed: one that `value` would have been printed so, or one that is clearly not.

    `other` holds what a careless writer could have computed in its place: of another base, the rest, the digits turned round.
    """
    value, style = 100 * value, dice.choice(("plain", "plain", "tenth", "tenth", "more", "nearly", "about"))
    if style in ("more", "nearly") and (value == int(value) or not 3 < value < 98):
        style = "plain"
    if style == "about" and not 8 < value < 92:
        style = "tenth"
    if not agrees:
        wrong = [100 * one for one in other if abs(100 * one - value) > 12 and 1 < 100 * one < 100]
        shift = Fraction(dice.choice((-1, 1)) * dice.randint(30, 150), 10)
        shifted = value + shift if 2 < value + shift < 98 else value - shift
        told = dice.choice([*wrong, shifted, shifted])
        if abs(told - value) < 3 or not 1 < told < 100:
            told = value + 4 if value < 90 else value - 4
        if style in ("more", "nearly", "about"):
            told = value + 11 if value < 80 else value - 21
            style = {"about": "about", "more": "more" if told > value else "nearly", "nearly": "nearly"}[style]
        value = told
    digits = {
        "plain": str(_rounded(value)),
        "tenth": f"{_rounded(10 * value) / 10:.1f}",
        "more": str(math.floor(value)),
        "nearly": str(math.ceil(value)),
        "about": str(_rounded(value)),
    }[style]
    if language == "en":
        lead = {"more": "more than ", "nearly": "nearly ", "about": "about "}.get(style, "")
        return lead + digits + dice.choice(("%", "%", " percent", " per cent"))
    lead = {"more": dice.choice(("超过", "逾")), "nearly": "近", "about": "约"}.get(style, "")
    return f"{lead}{digits}%"


def _rounded(value: Fraction) -> int:
    return math.floor(value + Fraction(1, 2))


def _size(dice: random.Random, many: bool) -> int:
    return dice.randint(200, 6000) if many and dice.random() < 0.6 else dice.randint(14, 190)


def _off(dice: random.Random, value: int) -> int:
    """A number that is not the right one: some more, some less, two digits changed about."""
    turned = str(value)[::-1].lstrip("0")
    choices = [value + dice.randint(1, max(2, value // 8)), max(1, value - dice.randint(1, max(2, value // 8)))]
    if turned and 0 < abs(int(turned) - value) < value:
        choices.append(int(turned))
    return dice.choice([one for one in choices if one != value])


def _slots(dice: random.Random, language: str, form: str, agrees: bool, many: bool) -> dict[str, str]:
    """The figures of a group."""

    def count(value: int) -> str:
        return _count(dice, language, value)

    if form in ("cut", "rise", "fewer", "more"):
        before = _size(dice, many)
        grows = form in ("rise", "more")
        while True:
            after = (
                dice.randint(before + before // 12 + 1, before * 19 // 10)
                if grows
                else dice.randint(max(2, before // 6), before * 9 // 10)
            )
            if after != before and 10 * abs(after - before) > before // 2:
                break
        if form in ("fewer", "more"):
            gap = abs(after - before)
            return {"a": count(before), "b": count(after), "d": count(gap if agrees else _off(dice, gap))}
        change = Fraction(abs(after - before), before)
        other = [Fraction(abs(after - before), after), Fraction(after, before)]
        return {"a": count(before), "b": count(after), "p": _percent(dice, language, change, agrees, other)}
    if form == "share":
        whole = _size(dice, many)
        part = dice.randint(max(2, whole // 12), whole * 9 // 10)
        share = Fraction(part, whole)
        return {"n": count(whole), "k": count(part), "p": _percent(dice, language, share, agrees, [1 - share, Fraction(part, whole - part)])}  # fmt: skip
    if form == "parts":
        parts = [dice.randint(3, 900 if many else 40) for _ in range(3)]
        total = sum(parts) if agrees else _off(dice, sum(parts))
        while total <= max(parts):
            total = sum(parts) + dice.randint(2, 9)
        return {"n": count(total), **dict(zip("xyz", map(count, parts), strict=True))}
    if form == "ratio":
        posts = dice.randint(3, 90)
        people = posts * dice.randint(2, 40) + dice.randint(0, posts - 1)
        ratio = _rounded(Fraction(people, posts))
        return {"n": f"{people:,}" if language == "en" else str(people), "k": str(posts), "r": str(ratio if agrees else ratio + max(2, ratio // 4))}  # fmt: skip
    if form == "shares":
        first, second = dice.randint(12, 45), dice.randint(10, 35)
        third = 100 - first - second
        if not agrees:
            third += dice.randint(4, 14)
        return dict(zip("stu", (f"{one}%" for one in (first, second, third)), strict=True))
    first, gap = dice.randint(8, 60) + dice.choice((0, 0.5)), dice.randint(2, 20)
    told = gap if agrees else gap + dice.choice((1, 2, 3)) * dice.choice((1, 1, -1 if gap > 4 else 1))
    return {"s": f"{first:g}%", "t": f"{first + gap:g}%", "d": str(told)}


FORMS = {
    "cut": "change", "rise": "change", "fewer": "difference", "more": "difference", "share": "share", "parts": "parts",
    "ratio": "ratio", "shares": "shares", "points": "points",
}  # fmt: skip
WEIGHTS = {"cut": 5, "rise": 3, "fewer": 2, "more": 1, "share": 5, "parts": 4, "ratio": 2, "shares": 2, "points": 2}


def _group(dice: random.Random, language: str) -> tuple[str, str, tuple[str, ...], bool, str]:
    """A sentence with a group: kind, template, figures, whether it agrees, the sentence."""
    form = dice.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
    template = dice.choice((EN if language == "en" else ZH)[form])
    agrees = dice.random() >= PLANTED
    if language == "en":
        thing = dice.choice(EN_THINGS)
        slots = _slots(dice, language, form, agrees, thing in EN_SOME)
        place = dice.choice(EN_PLACES)
        words = {"thing": thing, "Thing": thing.capitalize(), "place": place, "Place": place}
        words |= {"P": slots.get("p", "")[:1].upper() + slots.get("p", "")[1:], "S": slots.get("s", "")}
    else:
        thing, measure = dice.choice(ZH_THINGS)
        slots = _slots(dice, language, form, agrees, thing in ZH_SOME)
        words = {"thing": thing, "m": measure, "place": dice.choice(ZH_PLACES)}
    sentence = template.format(**slots, **words)
    if language == "en":
        sentence = sentence[0].upper() + sentence[1:]
    return FORMS[form], template, tuple(slots.values()), agrees, sentence


def _aside(dice: random.Random, language: str) -> str:
    """A sentence whose figures follow from nothing."""
    places = EN_PLACES if language == "en" else ZH_PLACES
    first, second = dice.sample(places, 2)
    text = dice.choice(EN_ASIDE if language == "en" else ZH_ASIDE)
    return text.format(
        p=f"{dice.randint(2, 60)}%", q=f"{dice.randint(2, 60)}%", n=_count(dice, language, dice.randint(200, 9000)),
        k=_count(dice, language, dice.randint(13, 60)), c=dice.randint(2, 9), d=dice.randint(3, 30),
        age=dice.randint(38, 64), day=dice.randint(1, 28), mon=dice.randint(1, 12), month=dice.choice(MONTHS),
        year=dice.randint(1950, 2024), place=first, place2=second,
    )  # fmt: skip


def article(number: int, seed: int = 1) -> tuple[str, list[str], list[Group]]:
    """One article: its language, its paragraphs (the title first), its groups, at most one in a paragraph.

    Parameters
    ----------
    number, seed : int
        The same two give the same article.
    """
    dice = random.Random(f"{seed}-{number}")
    language = "zh" if number % 2 else "en"
    paragraphs = [TITLES[language].format(place=dice.choice(EN_PLACES if language == "en" else ZH_PLACES))]
    groups = []
    for at in range(2, dice.randint(7, 14)):
        sentences = [_aside(dice, language) for _ in range(dice.randint(0, 2))]
        if dice.random() < TELLING or not sentences:
            kind, template, figures, agrees, sentence = _group(dice, language)
            sentences.insert(dice.randint(0, len(sentences)), sentence)
            groups.append(Group("", at, kind, template, figures, agrees, sentence))
        paragraphs.append((" " if language == "en" else "").join(sentences))
    return language, paragraphs, groups


# ----------------------------------------------------------------------------------------------------------- files

PAGE = """<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News 24</a></li><li><a href="/top">Top 10</a></li></ul></nav>
<main><article><h1>{title}</h1>
{body}
</article></main>
<aside><h2>Most read</h2><ol><li><a href="/1">Five things to know</a></li><li><a href="/2">90 % off</a></li></ol></aside>
<footer>© 2019 The Paper, 12 High Street. Tel 0555 123 456</footer></body></html>
"""


def write_articles(folder: Path, number: int, seed: int = 1, formats: tuple = FORMATS) -> list[Group]:
    """Write `number` articles into a folder, a hundred in each of its folders; returns every group, with its file."""
    every = []
    for at in range(number):
        language, paragraphs, groups = article(at, seed)
        names, weights = zip(*formats, strict=True)
        form = random.Random(f"form-{seed}-{at}").choices(names, weights)[0]
        within = Path(f"{at // 100:03d}") / f"article-{at:05d}.{'txt' if form == 'legacy' else form}"
        (folder / within).parent.mkdir(parents=True, exist_ok=True)
        _write(folder / within, form, language, paragraphs)
        every += [Group(**{**asdict(group), "article": within.as_posix()}) for group in groups]
    return every


def _write(path: Path, form: str, language: str, paragraphs: list[str]) -> None:
    text = "\n".join(paragraphs) + "\n"
    if form == "html":
        body = "\n".join(f"<p>{one}</p>" for one in paragraphs[1:])
        path.write_text(PAGE.format(language=language, title=paragraphs[0], body=body), encoding="utf-8")
    elif form == "docx":
        write_docx(path, paragraphs)
    else:
        encoding = "utf-8" if form == "txt" else "gb18030" if language == "zh" else "cp1252"
        path.write_bytes(text.encode(encoding))

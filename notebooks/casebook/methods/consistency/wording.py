"""The words by which figures are told to belong together, as patterns on a statement in which each figure is one sign.

A statement is written with a sign for each figure, by its kind: ``N`` a number, ``P`` per cent, ``Q`` percentage points, ``X``
a multiple, ``R`` a ratio to one.  The signs are those of :data:`SIGN`, which no text has.  In the patterns here they are
capitals in guillemets, such as «N»; ``~`` is a short gap without another figure, ``~~`` a longer one.
"""

from __future__ import annotations

import re

__all__ = [
    "CHANGED",
    "CHANGED_BEHIND",
    "DIFFERENCE",
    "EACH",
    "FIGURE",
    "LEFT",
    "LEFT_BEHIND",
    "LISTED",
    "PAIRS",
    "PARTS",
    "SHARED",
    "SHARED_BEHIND",
    "SIGN",
    "TOTALS",
]

SIGN = {"N": "\ue001", "P": "\ue002", "Q": "\ue003", "X": "\ue004", "R": "\ue005", "?": "\ue006"}
FIGURE = "[\ue001-\ue006]"


def _pattern(text: str) -> re.Pattern:
    for name, sign in SIGN.items():
        text = text.replace(f"«{name}»", sign)
    text = text.replace("«S»", f"[{SIGN['N']}{SIGN['P']}]")
    gap = "[^\ue001-\ue006。；;.!?]"
    return re.compile(text.replace("~~", f"{gap}{{0,60}}?").replace("~", f"{gap}{{0,24}}?"), re.IGNORECASE)


_DOWN_UP = r"减少?|降低?|下降|下滑|回落|压减?|压缩|精简|裁撤?|整合|缩减?|归并|合并|调整|优化|增加?|新?增至|增长|上?升|提高|提升|扩大?|扩充|跌|变|改"
_VERB = (
    r"became|become|fell|rose|dropped|declined|grew|shrank|climbed|jumped|slid|went|came|moved|reduced|increased|decreased|cut"
    r"|merged|brought|raised|lowered|lifted|expanded|trimmed|slimmed|down|up|pared|swelled"
)

# Before and after: the groups a and b; of shares as of numbers
PAIRS = [
    _pattern(text)
    for text in (
        r"\bfrom ~(?P<a>«S»)~~\b(?:to|into) ~(?P<b>«S»)",
        rf"(?P<a>«S»)~~\b(?:{_VERB})\b~\b(?:to|into|only) ~(?P<b>«S»)",
        r"(?P<a>«S»)~~\b(?:became|become) ~(?P<b>«S»)",
        r"(?P<b>«S»)~~\b(?:down|up|reduced|compared with|against|instead of|after|as against) (?:from )?~(?P<a>«S»)",
        r"(?P<b>«S»)~~\b(?:down|up) ~«Q»~\bfrom ~(?P<a>«S»)",
        r"(?P<b>«S»), (?:up|down) ~«Q» ~from ~(?P<a>«S»)",
        r"\b(?:had|were|was|employed|ran|counted|used to~)\b~(?P<a>«N»)~~\b(?:has|have|are|is|now|today|afterwards|left|later)\b~(?P<b>«N»)",
        r"\b(?:had|were|was)\b~(?P<a>«N»)~~[;:]~~\b(?:there are|are|is|now|today|afterwards)\b~(?P<b>«N»)",
        r"\bof ~(?P<a>«N»)~~\bonly~(?P<b>«N»)~\b(?:left|remain\w*|survived?|kept)\b",
        r"(?:从|由|自)~(?P<a>«S»)~[至到为成]~(?P<b>«S»)",
        rf"(?P<a>«S»)~(?:{_DOWN_UP})了?[至到为成]~(?P<b>«S»)",
        r"(?:原有?|原来|原先|上年|去年|此前|之前|过去|改革前|合并前|年初)~(?P<a>«S»)~~(?:现|今年|如今|目前|改革后|合并后|年末|年底|调整后)~(?P<b>«S»)",
        r"(?:现有?|今年|如今|目前|改革后)~(?P<b>«S»)~~(?:原有?|原来|上年|去年|此前|改革前)~(?P<a>«S»)",
        r"(?P<b>«P»)[^。；]{0,6}比~(?P<a>«P»)",
        r"(?P<b>«N»)~«P» (?:fewer|less|more|higher|lower|up|down|below|above|better|worse)\b~(?P<a>«N»)",
        r"(?P<b>«N»)~~\b(?:a year (?:earlier|before|ago)|previously|formerly|earlier|last year|before that|the year before)\b~(?P<a>«N»)",
        r"(?P<a>«N»)~~\b(?:a year (?:later|on)|afterwards|since then|by now|this year|these days|after the (?:reform|merger|change))\b~(?P<b>«N»)",
        r"\bonce ~(?P<a>«N»)~~\b(?:now|today|only)\b~(?P<b>«N»)",
        r"(?P<b>«N»)[^。；]{0,6}[，,]?[比较]~(?P<a>«N»)~(?:减|降|增|升|多|少|下|上|压|缩)",
        r"(?P<a>«N»)~~(?:改革后|合并后|调整后|整合后|如今|现在|目前|今年|现)[^。；\ue001-\ue006]{0,12}?(?P<b>«N»)",
        r"(?P<a>«N»)[^。；\ue001-\ue006]{0,10}«P»[^。；\ue001-\ue006]{0,8}[至到为成]~(?P<b>«N»)",
    )
]
# Part and whole: the groups k and n
PARTS = [
    _pattern(text)
    for text in (
        r"(?P<k>«N»)[^.;]{0,24}?\b(?:out of|of|among) (?:a total of |the |its |their |all |these |those |some |his |our )*~(?P<n>«N»)",
        r"\b(?:out of|of|among) (?:a total of |the |its |their |all |these |those |some )*(?P<n>«N»)~~,~~(?P<k>«N»)",
        r"\b(?:a total of|in all|altogether) ~(?P<n>«N»)~~(?:and|of (?:which|whom|them|these)|,)~(?P<k>«N»)",
        r"(?P<n>«N»)~(?:中|里|内)(?:[，,]?有)?~(?P<k>«N»)",
        r"(?P<n>«N»)[^。；]{0,14}[，,]?其中~(?P<k>«N»)",
        r"(?P<k>«N»)[^。；]{0,20}?占~(?P<n>«N»)",
        r"(?:共|总|全部|合计)~(?P<n>«N»)~~(?P<k>«N»)",
        r"(?P<k>«N»)[^.;]{0,30}?«P»[^.;]{0,6}\b(?:out of|of|among) (?:a total of |the |its |their |all |these |those |some )*~(?P<n>«N»)",
        r"«P» of (?:a total of |the |its |their |all |these |those |some )*~(?P<n>«N»)~~(?P<k>«N»)",
        r"(?P<n>«N»)~~(?P<k>«N»)~ of (?:them|these|those|which|whom)\b",
        r"(?P<n>«N»)~~\b(?:including|of which|of whom|among them|of them)\b~(?P<k>«N»)",
        r"(?P<n>«N») ~\b(?:applied|applicants|applications|candidates|took part|voted|were asked|were invited|were checked|were inspected|sat)\b~~(?P<k>«N»)",
        r"(?P<k>«N»)~~\b(?:out of|from among|from) (?:a total of |the |its |their |all |these |those |some )*~(?P<n>«N»)",
        r"(?P<n>«N»)~~(?:已|有|合格|通过|完成|办结|到位|录取|签约|入选|建成|达标|同意|参加)~(?P<k>«N»)",
        r"(?P<n>«N»)[^。；]{0,14}[，,、]~(?P<k>«N»)",
    )
]
CHANGED = _pattern(
    r"(?:\b(?:cut|drop|fall|decline|reduction|decrease|loss|rise|increase|growth|gain|change|down|up|by|fell|rose|dropped|grew"
    r"|reduced|increased|decreased|declined|shrank|cutting|lost)\b[^.;]{0,16}|(?:减少?|降|压减?|压缩|精简|裁|缩减?|增长?|上?升|提高|扩大?|幅)[^，。；]{0,8})$"
)
CHANGED_BEHIND = _pattern(
    r"^\W{0,3}(?:less|fewer|more|lower|higher|smaller|larger|cut|drop|fall|rise|increase|decrease|decline|reduction|down|up)\b|^的?(?:降幅|减幅|增幅)"
)
LEFT = _pattern(r"(?:\b(?:to|left|leaves|remain\w*|is|are) ~|(?:剩|只?为|相当于)~原~)$")
LEFT_BEHIND = _pattern(r"^\W*of (?:what|the (?:former|old|original|earlier)|its (?:former|old))")
SHARED = _pattern(
    r"(?:占|比例|比重|率|\brate of|\bproportion of|\bshare of|\bor|\bthat is|\bequal to|\bi\.e\.|[(（,，]|即|达)[^。；.;]{0,12}$"
)
SHARED_BEHIND = _pattern(r"^\W{0,3}(?:of the (?:total|whole|staff|posts)|of all|of them|were|was|had)\b")
# A number that is the difference of two others
DIFFERENCE = [
    _pattern(text)
    for text in (
        r"\b(?:by|lost|gained|added|shed|cut|closed|abolished|dropped|hired|opened)\b ~(?P<d>«N»)~~\bfrom ~(?P<a>«N»)~~\bto ~(?P<b>«N»)",
        r"\bfrom ~(?P<a>«N»)~~\bto ~(?P<b>«N»)~~\b(?:by|of|net|loss of|gain of|cut of|drop of|rise of|increase of|reduction of|decrease of) ~(?P<d>«N»)",
        r"\b(?:added|opened|hired|gained|built|bought) ~(?P<d>«N»)~~\bto (?:its|the|their) ~(?P<a>«N»)~~\b(?:has|have|is|are|now|making)\b~(?P<b>«N»)",
        r"\b(?:closed|cut|abolished|shed|lost|sold|dropped|scrapped|dismissed) ~(?P<d>«N») of (?:its|the|their)~(?P<a>«N»)~~\b(?:leaving|left|kept|keeping)\b ~(?P<b>«N»)",
        r"\bafter ~(?P<d>«N»)~~\b(?:gone|left|closed|been)\b~~(?P<b>«N») of (?:its|the|their) ~(?P<a>«N»)~\b(?:remain|stay|were left|survive)",
        r"(?:撤销|裁撤|取消|减少|精简|压减|关闭|净减|分流)了?~(?P<d>«N»)~~(?:从|由)~(?P<a>«N»)~[至到为成]~(?P<b>«N»)",
        r"(?:新增|增加|净增|增设|扩招|补充|新建)了?~(?P<d>«N»)~~(?:从|由)~(?P<a>«N»)~[至到为成]~(?P<b>«N»)",
        r"(?:从|由)~(?P<a>«N»)~[至到为成]~(?P<b>«N»)~(?:净减|净增|减少|增加|共减|共增|撤销|新增|净减少|净增加|下降|降低|缩短|压减|提高|上升|延长)了?~(?P<d>«N»)",
    )
]
# Applicants for a post: the groups n, k and r, where r may be a ratio or a rounded number of each
EACH = [
    _pattern(text)
    for text in (
        r"(?P<n>«N»)~~(?P<k>«N»)~~(?P<r>«R»)",
        r"(?P<k>«N»)~~(?P<n>«N»)~~(?P<r>«R»)",
        r"(?P<r>«R»)~~(?P<n>«N»)~~(?P<k>«N»)",
        r"(?P<n>«N»)~~(?P<k>«N»)~~平均~(?P<r>«N»)[^。；]{0,4}(?:竞争|争夺|争|抢|应聘)",
        r"(?P<k>«N»)~~(?P<n>«N»)~~平均~(?P<r>«N»)[^。；]{0,4}(?:竞争|争夺|争|抢|应聘)",
        r"(?P<r>«N») (?:\w+ )?(?:competed |applied )?(?:for|to) (?:each|every)\b~~(?P<n>«N»)~\bfor ~(?P<k>«N»)",
        r"(?P<k>«N»)~~(?:drew|attracted|received|had) ~(?P<n>«N»)~~(?P<r>«N»)[^.;]{0,16}?\b(?:per|a|for each|for every|each)\b",
        r"(?P<n>«N»)~~\bfor ~(?P<k>«N»)~~(?P<r>«N»)[^.;]{0,16}?\b(?:per|a|for each|for every|each)\b",
    )
]
_WORDS = "[^\ue001-\ue006。；;.!?]"
_PART = rf"(?:«N»{_WORDS}{{0,24}}?(?:[、，,和]|\band\b){_WORDS}{{0,16}}(?=«N»))"
# A total and its parts: the group total, and all that stands in the group parts
TOTALS = [
    _pattern(text)
    for text in (
        rf"(?P<total>«N»)~\b(?:comprises?|consists? of|includes?|are made up of|is made up of|made up of|namely|split into)\b[^\ue001-\ue006.;]{{0,12}}(?P<parts>(?:{_PART})+[^\ue001-\ue006.;]{{0,20}}«N»)",
        rf"(?P<parts>(?:{_PART})+[^\ue001-\ue006.;]{{0,20}}«N»)[^\ue001-\ue006.;]{{0,24}}?(?:, |\b)(?:a total of|altogether|in total|in all|making)\b ?(?P<total>«N»)",
        rf"(?P<parts>(?:{_PART})+)[^\ue001-\ue006.;]{{0,16}}?(?P<total>«N») (?:in all|altogether|in total|all told)\b",
        rf"(?:共有?|总计|合计|一共|总数)~(?P<total>«N»)~(?:其中|包括|分别为?|[:：])[^\ue001-\ue006。；]{{0,10}}(?P<parts>(?:{_PART})+[^\ue001-\ue006。；]{{0,12}}«N»)",
        rf"(?P<total>«N»)[^\ue001-\ue006.;:]{{0,24}}(?::|—|–| - )[^\ue001-\ue006.;]{{0,12}}(?P<parts>(?:{_PART})+[^\ue001-\ue006.;]{{0,20}}«N»)",
        rf"\bof (?:the |its |their |these |those |all )?(?P<total>«N»)[^\ue001-\ue006.;]{{0,24}},[^\ue001-\ue006.;]{{0,8}}(?P<parts>(?:{_PART}){{2,}}[^\ue001-\ue006.;]{{0,20}}«N»)",
        rf"(?P<parts>(?:{_PART})+[^\ue001-\ue006.;]{{0,20}}«N»)[^\ue001-\ue006.;]{{0,24}}?[,;] ?(?P<total>«N») (?:together|combined|between them|overall)\b",
        rf"(?P<total>«N»)[^\ue001-\ue006。；]{{0,10}}[，,：:]?(?:分别[是为]|由|即|包含|涵盖|分为)[^\ue001-\ue006。；]{{0,10}}(?P<parts>(?:{_PART})+[^\ue001-\ue006。；]{{0,12}}«N»)",
        rf"(?P<total>«N»)[^\ue001-\ue006。；]{{0,8}}[：:][^\ue001-\ue006。；]{{0,10}}(?P<parts>(?:{_PART})+[^\ue001-\ue006。；]{{0,12}}«N»)",
        rf"(?P<total>«N»)[^\ue001-\ue006。；]{{0,6}}(?:中|里)，?[^\ue001-\ue006。；]{{0,6}}(?P<parts>(?:{_PART}){{2,}}[^\ue001-\ue006。；]{{0,8}}«N»)(?=[。；]|$)",
        rf"(?P<parts>(?:{_PART})+[^\ue001-\ue006。；]{{0,12}}«N»)[^\ue001-\ue006。；]{{0,6}}(?:共计|合计|总计|一共|共)[^\ue001-\ue006。；]{{0,4}}(?P<total>«N»)",
        rf"(?P<parts>(?:{_PART})+)[^\ue001-\ue006。；]{{0,4}}(?:共计|合计|总计|一共|共)[^\ue001-\ue006。；]{{0,4}}(?P<total>«N»)",
    )
]
# Three or more shares of one whole, told one after the other
_BETWEEN = "[^\ue002-\ue005。；;!?]"
LISTED = _pattern(rf"(?P<shares>(?:«P»{_BETWEEN}{{0,40}}?(?:[、，,]|\band\b){_BETWEEN}{{0,30}}(?=«P»)){{2,}}«P»)")

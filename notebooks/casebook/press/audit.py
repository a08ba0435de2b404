"""The prose audit: no numeral in prose without its evidence.

It reads every Markdown cell, caption and page of prose.  A numeral there must be

* a link to the ledger whose text says what is on record, as rounded there,
* a year, or a date of ``data/events.csv`` or of a claim,
* the number of a chapter, part, paragraph, level, exercise or step that exists, or the minutes a chapter takes to read,
* or stand inside code, a citation or an address.

It reads numerals, not sentences: what a sentence says of its numbers, the name, the unit, the direction, is for readers.

Numbers in headings and alternative texts, which cannot hold links, must be linked somewhere on the same page.  Numbers in
formulas are limited to small whole numbers, and phrases in code cells (titles, labels, meanings) may hold dates only: the
rest is formatted from values.  Number words from eleven up count as numerals.
"""

from __future__ import annotations

import ast
import calendar
import json
import math
import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from ..evidence import tables
from ..evidence.claims import Claim, claim
from ..evidence.records import NOTEBOOKS, chapters, stored_records, strays
from ..reading.dates import days

__all__ = ["Audit", "Finding", "audit", "audit_markdown", "audit_notebook", "minutes_to_read"]

BOOK = NOTEBOOKS.parent / "book"
GENERATED = {
    *("ledger.md", "glossary.md", "data-dictionary.md", "part-2.md", "at-a-glance.md"),
    *("sources.md", "places.md", "chronicle.md", "series.md", "checked.md"),
}
PLANNED_CHAPTERS = 17
PARTS = 5
WORDS_A_MINUTE = 130  # reading a second language, with figures; code cells counted apart
MINUTES_A_CODE_CELL = 0.5

_PROSE_DIRECTIVES = {
    "admonition", "attention", "caution", "card", "danger", "dropdown", "epigraph", "error", "exercise", "figure", "grid",
    "grid-item", "grid-item-card", "hint", "important", "list-table", "margin", "note", "seealso", "sidebar", "solution",
    "tab-item", "tab-set", "tip", "topic", "warning",
}  # fmt: skip
_SILENT_DIRECTIVES = {
    "bibliography", "code", "code-block", "code-cell", "contents", "image", "literalinclude", "math", "tableofcontents",
    "toctree",
}  # fmt: skip

_MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
_MONTH = "|".join(_MONTHS)
_NUMBER_WORDS = (
    "eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|"
    "eighty|ninety|hundreds?|thousands?|millions?|billions?|dozens?"
)
_NO_WORD_BEFORE = r"(?<![^\W\u4e00-\u9fff])(?<![.,])"  # a Chinese character stands against its number: 达42%
_NUMERAL = re.compile(rf"{_NO_WORD_BEFORE}[−-]?\d[\d,.]*(?:\d|(?<=\d))|\b(?:{_NUMBER_WORDS})\b", re.IGNORECASE)
_WORD_VALUES = dict(
    zip(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        map(str, range(1, 13)),
        strict=True,
    )
)


@dataclass(frozen=True)
class Finding:
    """A number without its evidence: where, what was found, what was expected."""

    place: str
    found: str
    expected: str

    def __str__(self) -> str:
        return f"{self.place}: found {self.found}, expected {self.expected}"


@dataclass
class Audit:
    """What an audit found: findings, and how many numbers it traced, by kind."""

    findings: list[Finding] = field(default_factory=list)
    traced: dict[str, int] = field(default_factory=lambda: {"links": 0, "dates": 0, "structure": 0})
    used: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def trace(self, kind: str, count: int = 1) -> None:
        self.traced[kind] += count

    def __iadd__(self, other: Audit) -> Audit:
        self.findings += other.findings
        for kind, count in other.traced.items():
            self.trace(kind, count)
        for entry, places in other.used.items():
            self.used.setdefault(entry, []).extend(places)
        return self


# ------------------------------------------------------------------------------------------------------ the record


def on_record() -> dict[str, Claim | dict]:
    """Everything that prose may link to: claims, and the results and figures that the executed chapters put on record."""
    entries: dict[str, Claim | dict] = {claim_id: claim(claim_id) for claim_id in tables.table("claims")["claim_id"]}
    for record in stored_records():
        if record["kind"] in ("result", "figure"):
            entries[record["id"]] = record
    return entries


def shown_forms(entry: Claim | dict) -> list[str]:
    """The forms in which prose may print an entry, the first being the one on record."""
    shown = entry.shown if isinstance(entry, Claim) else entry.get("shown", "")
    forms = [shown]
    if isinstance(entry, dict) and isinstance(entry.get("value"), list) and " to " in shown:
        least, _, most = shown.removesuffix(entry["unit"]).strip().partition(" to ")
        unit = shown.removeprefix(f"{least} to {most}")
        forms += [f"at least {least}{unit}", f"at most {most}{unit}"]
    if isinstance(entry, Claim) and entry.figure is not None:
        ends = entry.interval
        if entry.qualifier != "range" and ends.low != ends.high:
            unit = " %" if entry.figure.unit == "%" else ""
            forms += [f"{float(ends.low):g} to {float(ends.high):g}{unit}"]
        if entry.qualifier == "maximum":
            forms.append(shown.removeprefix("a maximum of "))
        if entry.figure.unit == ": 1":
            forms += [form.replace(" : 1", "") for form in forms]
        if entry.figure.unit in ("years", "times"):
            forms.append(shown.removesuffix(f" {entry.figure.unit}"))
        if entry.figure.unit == "x":
            forms += ["twice", "doubling", "doubled"] if shown == "doubled" else []
        if entry.figure.unit == "days":
            forms.append("a week")
    return [form for form in forms if form]


def canonical(text: str) -> str:
    """A phrase with its numbers in one spelling: 42 per cent, 42% and 42 % alike; four and 4; 3–5, 3 to 5."""
    text = text.lower().replace("\u202f", " ").replace("\u00a0", " ").replace("**", "").replace("*", "")
    text = re.sub(r"\b(" + "|".join(_WORD_VALUES) + r")\b", lambda m: _WORD_VALUES[m.group(1)], text)
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    text = re.sub(r"\s*(?:per cent|percent|%)", "%", text)
    text = re.sub(r"(?<=[\d%])\s*(?:–|—|to|and)\s*(?=[\d−])", "–", text)
    text = re.sub(r"(\d)%–", r"\1–", text)
    text = re.sub(r"\s*:\s*1\b", ":1", text)
    return re.sub(r"\s+", " ", text).strip()


def _numbers(text: str) -> list[str]:
    return re.findall(r"[−-]?\d+(?:\.\d+)?(?:/\d+)?%?", canonical(text).replace("–", " "))


def agrees_with_record(text: str, entry: Claim | dict) -> bool:
    """Whether a link text prints an entry as it is on record: the same numbers, and its hedge ("more than", "about").

    The words of the source itself are in order too: any part of the fragment that is in Chinese.
    """
    canonical_text = canonical(text)
    if isinstance(entry, Claim) and re.search(r"[\u4e00-\u9fff]", text) and text.strip() in entry.fragment:
        return True
    for form in shown_forms(entry):
        wanted = canonical(form)
        if re.search(rf"(?<![\w.]){re.escape(wanted)}(?![\w.]*\d)(?!%)", canonical_text) and _numbers(text) == _numbers(
            form
        ):
            return True
    return False


# ---------------------------------------------------------------------------------------------------------- dates


@lru_cache(maxsize=1)
def _known_dates() -> list[str]:
    return [*tables.table("events")["date"], *filter(None, tables.table("claims")["period"])]


@lru_cache(maxsize=1)
def _known_days() -> set[tuple[int, int, int]]:
    """The days that the data name; not those that only bound a month or a year: nobody dated anything to them."""
    named = [match for text in _known_dates() for match in re.findall(r"(\d{4})-(\d\d)-(\d\d)", text)]
    return {tuple(map(int, day)) for day in named}


def _is_known_day(day: int, month: int, year: int | None) -> bool:
    return any((d, m) == (day, month) and year in (None, y) for y, m, d in _known_days())


@lru_cache(maxsize=1)
def _known_months() -> set[tuple[int, int]]:
    spans = [days(text) for text in _known_dates()]
    return {(moment.year, moment.month) for span in spans for moment in {span.earliest, span.latest} - {None}}


def _is_known_month(month: int, year: int) -> bool:
    return (year, month) in _known_months()


_YEAR = r"(?:19[4-9]\d|20[0-3]\d)"
_DAY_MONTH = re.compile(rf"\b(\d{{1,2}})(?:\s*(?:–|-|to|and)\s*(\d{{1,2}}))?\s+({_MONTH})(?:\s+({_YEAR}))?\b")
_MONTH_YEAR = re.compile(rf"\b({_MONTH})\s+({_YEAR})\b")
_YEARS = re.compile(rf"{_NO_WORD_BEFORE}(?<![−-])({_YEAR})(?:\s*[–-]\s*({_YEAR}|\d\d))?(?![\w,]*\d)(?!\.\d)")
_NOT_A_YEAR = re.compile(
    r"\s*(?:%|per\s*cent|percent|[a-z-]*\s?(?:people|persons|staff|firms|posts|zones|applicants|yuan|bodies|departments|"
    r"masks|items|cities|claims|masks|cells|rows|euros?|dollars?|km|hectares|metres)\b)"
)
_BEFORE_A_YEAR = re.compile(
    r"\b(?:the|its|in|of|since|by|from|until|before|after|during|between|and|to|for|about)\s+$", re.I
)
_STRUCTURE = re.compile(
    r"\b(chapters?|parts?|sections?|paragraphs?|levels?|exercises?|steps?|figures?|tables?|promises?)\s+"
    r"(\d+)((?:\s*(?:,|–|-|to|and|or)\s*\d+)*)",
    re.IGNORECASE,
)
_UNITS = re.compile(r"\b(?:hundred million|ten thousand|million|billion) (?:yuan|US dollars|dollars)\b")
_MINUTES = re.compile(r"\b(\d+) minutes\b")


@dataclass
class _Page:
    place: str
    entries: dict
    audit: Audit
    minutes: int | None = None
    link_numbers: set[str] = field(default_factory=set)
    deferred: list[tuple[str, str]] = field(default_factory=list)  # headings and alternative texts
    heading: str = ""
    file: str = ""

    def report(self, found: str, expected: str) -> None:
        self.audit.findings.append(Finding(self.place, found, expected))


def _without_dates(page: _Page, text: str) -> str:
    """Take out the dates and section numbers that are in order, and report those that are not."""
    text = _UNITS.sub(" ", text)

    def day_month(match: re.Match) -> str:
        first, last, month, year = match.groups()
        for day in filter(None, (first, last)):
            number, in_year = _MONTHS[month], int(year) if year else None
            if not 1 <= int(day) <= calendar.monthrange(in_year or 2020, number)[1]:
                page.report(f'"{match.group(0)}"', "a day that exists")
            elif not _is_known_day(int(day), number, in_year):
                page.report(f'the date "{match.group(0)}"', "a date of data/events.csv or of a claim")
            else:
                page.audit.trace("dates")
        return " "

    def month_year(match: re.Match) -> str:
        if not _is_known_month(_MONTHS[match.group(1)], int(match.group(2))):
            page.report(f'the month "{match.group(0)}"', "a month of data/events.csv or of a claim")
        else:
            page.audit.trace("dates")
        return " "

    def years(match: re.Match) -> str:
        after, before = text_now[match.end() :], text_now[: match.start()]
        if _NOT_A_YEAR.match(after) and not re.search(r"\b(?:the|its)\s+$", before, re.I):
            return match.group(0)  # a number that only looks like a year: leave it to be reported
        page.audit.trace("dates")
        return " "

    def structure(match: re.Match) -> str:
        kind = match.group(1).lower().rstrip("s")
        limit = {
            "chapter": PLANNED_CHAPTERS, "part": PARTS, "level": 5, "paragraph": len(tables.table("article")),
            "promise": 3, "step": 12, "exercise": 12,
        }.get(kind, 12)  # fmt: skip
        for number in re.findall(r"\d+", match.group(0)):
            if not 1 <= int(number) <= limit:
                page.report(f'"{match.group(0)}"', f"a {kind} from 1 to {limit}")
        page.audit.trace("structure")
        return " "

    def minutes(match: re.Match) -> str:
        if page.minutes is None:
            return match.group(0)
        if int(match.group(1)) != page.minutes:
            page.report(f'"{match.group(0)}"', f"{page.minutes} minutes, by the length of the chapter")
        page.audit.trace("structure")
        return " "

    for pattern, rule in (
        (_MINUTES, minutes),
        (_STRUCTURE, structure),
        (_DAY_MONTH, day_month),
        (_MONTH_YEAR, month_year),
    ):
        text = pattern.sub(rule, text)
    text_now = text
    return _YEARS.sub(years, text)


def _report_numerals(page: _Page, text: str) -> None:
    for match in _NUMERAL.finditer(_without_dates(page, text)):
        found = match.group(0).rstrip(".,")
        page.report(
            f'"{found}" with no link to its evidence, in "{_around(text, found)}"', _nearest(found, page.entries)
        )


def _around(text: str, found: str) -> str:
    at = text.find(found)
    return re.sub(r"\s+", " ", text[max(0, at - 30) : at + len(found) + 30]).strip()


def _nearest(found: str, entries: dict) -> str:
    number = re.sub(r"[^\d.]", "", found)
    near = [
        key
        for key, entry in entries.items()
        if number and any(re.sub(r"[^\d.]", "", n) == number for f in shown_forms(entry) for n in _numbers(f))
    ]
    if not near and number:

        def distance(key):
            values = [
                float(re.sub(r"[^\d.]", "", n) or "inf")
                for f in shown_forms(entries[key])
                for n in _numbers(f)
                if "/" not in n
            ]
            return min((abs(value - float(number)) for value in values), default=math.inf)

        try:
            near = sorted(entries, key=distance)[:1]
        except ValueError:
            near = []
    named = ", ".join(f"{key} ({shown_forms(entries[key])[0]})" for key in near[:3])
    return "a link to the ledger" + (f"; nearest on record: {named}" if named else "")


# ---------------------------------------------------------------------------------------------------- Markdown


@lru_cache(maxsize=1)
def _parser():
    from markdown_it.renderer import RendererHTML
    from myst_parser.config.main import MdParserConfig
    from myst_parser.parsers.mdit import create_md_parser

    extensions = {"dollarmath", "amsmath", "colon_fence", "deflist", "attrs_inline", "attrs_block", "smartquotes"} - {
        "smartquotes"
    }
    return create_md_parser(MdParserConfig(enable_extensions=extensions), RendererHTML)


def _read_markdown(page: _Page, text: str, depth: int = 0) -> None:
    tokens = _parser().parse(text)
    heading = False
    for token in tokens:
        if token.type == "heading_open":
            heading = True
        elif token.type == "heading_close":
            heading = False
        elif token.type == "inline":
            _read_inline(page, token, heading)
        elif token.type in ("fence", "colon_fence"):
            _read_fence(page, token, depth)
        elif token.type in ("math_block", "amsmath", "math_block_label"):
            _read_formula(page, token.content)
        elif token.type == "html_block":
            _report_numerals(page, re.sub(r"<[^>]*>", " ", token.content))


def _read_fence(page: _Page, token, depth: int) -> None:
    match = re.match(r"\{([\w:-]+)\}\s*(.*)", token.info.strip())
    if not match:
        return
    name, argument = match.groups()
    if name == "math":
        _read_formula(page, token.content)
    if name in ("figure", "image"):
        page.deferred += [(page.place, alt) for alt in re.findall(r"^:?alt:(.*)", token.content, re.MULTILINE)]
    if name in _SILENT_DIRECTIVES:
        return
    if name not in _PROSE_DIRECTIVES:
        page.report(f"the directive {{{name}}}", "a directive the audit knows, so that no prose escapes it")
        return
    lines = token.content.splitlines()
    if lines and lines[0].strip() == "---":
        end = next((i for i, line in enumerate(lines[1:], 1) if line.strip() == "---"), len(lines))
        lines = lines[end + 1 :]
    while lines and re.match(r":[\w-]+:", lines[0]):
        lines = lines[1:]
    if name not in ("figure", "grid", "grid-item-card", "card") or name in ("grid-item-card", "card"):
        _read_markdown(page, argument, depth + 1)
    _read_markdown(page, "\n".join(lines), depth + 1)


def _read_formula(page: _Page, formula: str) -> None:
    for number in re.findall(r"(?<![\w.\\])\d[\d,.]*", re.sub(r"\\text\{[^}]*\}", lambda m: m.group(0), formula)):
        plain = number.rstrip(".,")
        if not (plain.isdigit() and (int(plain) <= 10 or int(plain) == 100)):
            page.report(f'"{plain}" in the formula {formula.strip()!r}', "symbols, and numbers up to 10 or 100 only")


def _read_inline(page: _Page, token, heading: bool) -> None:
    prose, link, link_text = [], None, []
    plain = []
    for child in token.children or []:
        if child.type == "link_open":
            link, link_text = child.attrs.get("href", ""), []
        elif child.type == "link_close":
            _read_link(page, str(link), "".join(link_text), prose)
            plain += link_text
            link = None
        elif child.type in ("text", "softbreak", "hardbreak"):
            text = child.content if child.type == "text" else " "
            (link_text if link is not None else prose).append(text)
            if link is None:
                plain.append(text)
        elif child.type == "math_inline":
            _read_formula(page, child.content)
            prose.append(" \ufffc ")
        elif child.type == "myst_role" and not child.meta["name"].startswith("cite:"):
            (link_text if link is not None else prose).append(re.sub(r"<[^>]*>$", " ", child.content))
        elif child.type == "image":
            page.deferred.append((page.place, f"{child.content}"))
        else:
            (link_text if link is not None else prose).append(
                "\ufffc" if child.type not in ("em_open", "em_close", "strong_open", "strong_close") else ""
            )
    if heading:
        page.heading = "".join(plain).strip()
        page.deferred.append((page.place, "".join(prose)))
    else:
        _report_numerals(page, "".join(prose))


def _read_link(page: _Page, href: str, text: str, prose: list[str]) -> None:
    if "ledger.md#" not in href:
        if href.startswith(("http://", "https://")):
            prose.append(" \ufffc ")  # an address or the title of a work: not our number
            if href != text:
                prose.append(text)
        elif match := re.search(r"notebooks/(\d\d)_|^(\d\d)_", href):
            number = int(match.group(1) or match.group(2))
            if text.strip() == str(number):
                page.audit.trace("structure")  # a chapter by its number
            else:
                prose.append(text)
        else:
            prose.append(text)
        return
    prose.append(" \ufffc ")
    entry_id = href.split("#", 1)[1]
    entry = page.entries.get(entry_id)
    if entry is None:
        import difflib

        near = difflib.get_close_matches(entry_id, page.entries, n=3)
        page.report(
            f'"{text}" linked to {entry_id}',
            "a claim or result on record" + (f"; nearest: {', '.join(near)}" if near else ""),
        )
        return
    page.audit.used.setdefault(entry_id, []).append((page.file, page.heading))
    numbers = _numbers(text)
    if isinstance(entry, Claim) and entry.figure is None and not agrees_with_record(text, entry):
        _report_numerals(page, text)  # a date or a name: any numeral must be a date in order
        page.audit.trace("links")
    elif not numbers and not agrees_with_record(text, entry) and not _NUMERAL.search(text):
        page.audit.trace("links")  # words only: "the printed cut"
    elif not agrees_with_record(text, entry):
        page.report(f'"{text}" linked to {entry_id}', f'"{shown_forms(entry)[0]}", as on record')
    else:
        page.audit.trace("links")
        page.link_numbers |= set(numbers)


def _settle_deferred(page: _Page) -> None:
    """Headings and alternative texts: their numbers must be linked somewhere on the page."""
    for place, text in page.deferred:
        page.place = place
        rest = _without_dates(page, text)
        for match in _NUMERAL.finditer(rest):
            found = match.group(0).rstrip(".,")
            number = canonical(found).rstrip("%")
            if not any(number == other.rstrip("%") for other in page.link_numbers):
                page.report(
                    f'"{found}" in the heading or alternative text "{text.strip()}"',
                    "a number linked to its evidence on the same page",
                )
            else:
                page.audit.trace("links")


def audit_markdown(text: str, place: str, entries: dict | None = None) -> Audit:
    """Audit a page of Markdown.

    Parameters
    ----------
    text : str
        MyST Markdown.
    place : str
        Name of the file for messages.
    entries : dict, optional
        What is on record; by default everything in the project.

    Returns
    -------
    Audit
    """
    result = Audit()
    page = _Page(place, on_record() if entries is None else entries, result, file=place)
    _read_markdown(page, text)
    _settle_deferred(page)
    return result


def minutes_to_read(notebook: dict) -> int:
    """Minutes that a chapter takes to read, rounded up to five: its words, and half a minute for each open code cell."""
    text = " ".join("".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "markdown")
    text = re.sub(r"\]\([^)]*\)|`[^`]*`|[:`{}#*|]", " ", text)
    cells = sum(c["cell_type"] == "code" and not c["metadata"].get("tags") for c in notebook["cells"])
    return math.ceil((len(text.split()) / WORDS_A_MINUTE + cells * MINUTES_A_CODE_CELL) / 5) * 5


def audit_notebook(path: Path, entries: dict | None = None) -> Audit:
    """Audit the prose, captions, alternative texts and phrases of a notebook.

    Returns
    -------
    Audit
    """
    path = Path(path)
    notebook = json.loads(path.read_text(encoding="utf-8"))
    file = f"notebooks/{path.name}"
    result = Audit()
    page = _Page(
        file, on_record() if entries is None else entries, result, minutes=minutes_to_read(notebook), file=file
    )
    for number, cell in enumerate(notebook["cells"], start=1):
        page.place = f"{file}, cell {number}"
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            _read_markdown(page, source)
        elif cell["cell_type"] == "code":
            shown = cell.get("metadata", {}).get("mystnb", {})
            _read_markdown(page, shown.get("figure", {}).get("caption", ""))
            page.deferred.append((page.place, shown.get("image", {}).get("alt", "")))
            _read_code(page, source)
    _settle_deferred(page)
    return result


def _read_code(page: _Page, source: str) -> None:
    """Phrases in code may hold dates, no typed numbers; and no number may be typed that a claim of the article prints."""
    lines = [line for line in source.splitlines() if not line.lstrip().startswith(("%", "!"))]
    try:
        tree = ast.parse("\n".join(lines))
    except SyntaxError:
        return
    typed = _article_values()
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if re.search(r"[A-Za-z]\w*\s|\s\w*[A-Za-z]", node.value):
                _report_numerals(page, node.value)
        elif (
            isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) and not isinstance(node.value, bool)
        ):
            if node.value in typed:
                page.report(f"the number {node.value} typed in code", f"cb.claim({typed[node.value]!r}).value")


@lru_cache(maxsize=1)
def _article_values() -> dict:
    """Figures of the article that no layout would use: 30 and up, or with decimals."""
    frame = tables.table("claims")
    own = frame[(frame["source_id"] == "article") & frame["value"].notna()]
    return {
        value: claim_id
        for claim_id, value in zip(own["claim_id"], own["value"], strict=True)
        if value >= 30 and value != 100 or value != int(value)
    }


def pages() -> list[Path]:
    """The pages of prose that people write: those of ``book/`` that are not generated, and the notes of ``data/``."""
    return [path for path in sorted(BOOK.glob("*.md")) if path.name not in GENERATED] + [tables.DATA / "notes.md"]


def stray_chapters() -> list[Finding]:
    """A finding for each notebook that is numbered as a chapter and is none."""
    wanted = "its name in _toc.yml, or the file in another folder, or no such file"
    return [Finding(f"notebooks/{path.name}", "a notebook that is no chapter", wanted) for path in strays()]


def audit() -> Audit:
    """Audit the whole book.

    Returns
    -------
    Audit
    """
    entries = on_record()
    total = Audit()
    total.findings += stray_chapters()
    for path in chapters():
        total += audit_notebook(path, entries)
    for path in pages():
        if path.exists():
            place = f"{path.parent.name}/{path.name}"
            total += audit_markdown(path.read_text(encoding="utf-8"), place, entries)
    return total

"""Prose in MyST Markdown, read as the book reads it: what is text there, a link, a heading, a formula, a directive."""

from __future__ import annotations

import calendar
import difflib
import re
from functools import lru_cache

from ...evidence.claims import Claim, left_to_do
from ..book import ROOT
from ..writing import page_paths
from .dates import without_dates
from .findings import Audit, Page
from .in_chinese import in_english, is_chinese
from .links import (
    HAN,
    agrees_with_record,
    canonical,
    in_words,
    numbers_in,
    on_record,
    same_days,
    shown_forms,
    whole_excerpt,
)
from .numerals import NUMERAL, report_numerals
from .plans import read_tables

__all__ = ["audit_markdown", "directive", "parser", "read_markdown", "settle_deferred"]

_PROSE_DIRECTIVES = {
    "admonition", "attention", "caution", "card", "danger", "dropdown", "epigraph", "error", "exercise", "figure", "grid",
    "grid-item", "grid-item-card", "hint", "important", "list-table", "margin", "note", "seealso", "sidebar", "solution",
    "tab-item", "tab-set", "tip", "topic", "warning",
}  # fmt: skip
_SILENT_DIRECTIVES = {
    "bibliography", "code", "code-block", "code-cell", "contents", "image", "literalinclude", "math", "tableofcontents",
    "toctree",
}  # fmt: skip


@lru_cache(maxsize=1)
def parser():
    from markdown_it.renderer import RendererHTML
    from myst_parser.config.main import MdParserConfig
    from myst_parser.parsers.mdit import create_md_parser

    extensions = {"dollarmath", "amsmath", "colon_fence", "deflist", "attrs_inline", "attrs_block", "smartquotes"} - {
        "smartquotes"
    }
    return create_md_parser(MdParserConfig(enable_extensions=extensions), RendererHTML)


def read_markdown(page: Page, text: str) -> None:
    tokens = parser().parse(text)
    of_the_plan = read_tables(page, tokens)
    for at, token in enumerate(tokens):
        if token.type == "inline" and at not in of_the_plan:
            _read_inline(page, token, heading=tokens[at - 1].type == "heading_open")
        elif token.type in ("fence", "colon_fence"):
            _read_fence(page, token)
        elif token.type in ("math_block", "amsmath", "math_block_label"):
            _read_formula(page, token.content)
        elif token.type == "html_block":
            report_numerals(page, re.sub(r"<[^>]*>", " ", token.content))


def _is_generated(page: Page, path: str) -> bool:
    """Whether a page takes in a generated one, whose numbers come from the record."""
    return (ROOT / page.file).parent.joinpath(path).resolve() in {made.resolve() for made in page_paths().values()}


def directive(token) -> tuple[str | None, str, dict[str, str], str]:
    """The name of a directive (None if a fence is none), its argument, its options and its body."""
    match = re.match(r"\{([\w:-]+)\}\s*(.*)", token.info.strip())
    if not match:
        return None, "", {}, token.content
    lines, options = token.content.splitlines(), {}
    if lines and lines[0].strip() == "---":
        end = next((i for i, line in enumerate(lines[1:], 1) if line.strip() == "---"), len(lines))
        options = dict(re.findall(r"^([\w-]+):\s*(.*?)\s*$", "\n".join(lines[1:end]), re.MULTILINE))
        lines = lines[end + 1 :]
    while lines and (option := re.match(r":([\w-]+):\s*(.*)", lines[0])):
        options[option[1]] = option[2].strip()
        lines = lines[1:]
    return match[1], match[2], options, "\n".join(lines)


def _read_fence(page: Page, token) -> None:
    name, argument, options, body = directive(token)
    if name is None:
        return
    if name == "math":
        _read_formula(page, token.content)
    if name in ("figure", "image") and "alt" in options:
        page.deferred.append((page.place, options["alt"]))
    if name == "include" and _is_generated(page, argument):
        return  # checked as what it is made from
    if name in _SILENT_DIRECTIVES:
        return
    if name not in _PROSE_DIRECTIVES:
        page.report(f"the directive {{{name}}}", "a directive the audit knows, so that no prose escapes it")
        return
    if name not in ("figure", "grid"):
        read_markdown(page, argument)
    read_markdown(page, body)


def _read_formula(page: Page, formula: str) -> None:
    for number in re.findall(r"(?<![\w.\\])\d[\d,.]*", formula):
        plain = number.rstrip(".,")
        if not (plain.isdigit() and (int(plain) <= 10 or int(plain) == 100)):
            page.report(f'"{plain}" in the formula {formula.strip()!r}', "symbols, and numbers up to 10 or 100 only")


def _read_inline(page: Page, token, heading: bool) -> None:
    prose, link_text, plain = [], [], []
    said = prose  # or the text of a link, within one
    for child in token.children:
        if child.type == "link_open":
            href, link_text = child.attrs["href"], []
            said = link_text
        elif child.type == "link_close":
            _read_link(page, href, "".join(link_text), prose)
            plain += link_text
            said = prose
        elif child.type in ("text", "softbreak", "hardbreak"):
            text = child.content if child.type == "text" else " "
            said.append(text)
            if said is prose:
                plain.append(text)
        elif child.type == "math_inline":
            _read_formula(page, child.content)
            prose.append(" \ufffc ")
        elif child.type == "myst_role" and not child.meta["name"].startswith("cite:"):
            said.append(re.sub(r"<[^>]*>$", " ", child.content))
        elif child.type == "image":
            page.deferred.append((page.place, child.content))
        else:
            said.append("\ufffc" if child.type not in ("em_open", "em_close", "strong_open", "strong_close") else "")
    said = in_english("".join(prose)) if page.chinese else "".join(prose)
    if heading:
        page.heading = "".join(plain).strip()
        page.deferred.append((page.place, said))
    else:
        report_numerals(page, said)


def _read_link(page: Page, href: str, text: str, prose: list[str]) -> None:
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
    entry_id = href.partition("#")[2]
    entry = page.entries.get(entry_id)
    if entry is None:
        near = difflib.get_close_matches(entry_id, page.entries)
        page.report(
            f'"{text}" linked to {entry_id}',
            "a claim or result on record" + (f"; nearest: {', '.join(near)}" if near else ""),
        )
        return
    page.audit.used.setdefault(entry_id, []).append((page.file, page.heading))
    if isinstance(entry, Claim) and (lacking := left_to_do(entry_id)):
        expected = f"a claim that is no draft: data/claims.csv has yet to say its {', '.join(lacking)}"
        page.report(f'"{text}" linked to {entry_id}', expected)
    if page.chinese and not (isinstance(entry, Claim) and whole_excerpt(text.strip(), entry)):
        text = in_english(text).strip()
    numbers = numbers_in(text)
    if agrees_with_record(text, entry):
        page.audit.trace("links")
        page.link_numbers |= {number.rstrip("%") for number in numbers}
    elif isinstance(entry, Claim) and entry.figure is None and _is_date(text):
        if entry.qualifier != "date" or not same_days(text, entry):
            page.report(f'"{text}" linked to {entry_id}', f'"{entry.shown}", as on record')
        page.audit.trace("links")
    elif (
        (HAN.search(text) and not page.chinese)
        or NUMERAL.search(text)
        or (numbers and not (isinstance(entry, Claim) and entry.figure is None))
    ):
        page.report(f'"{text}" linked to {entry_id}', f'"{(shown_forms(entry) or [entry_id])[0]}", as on record')
    elif wanted := in_words(text, entry):
        page.report(f'"{text}" linked to {entry_id}', wanted)
    else:
        page.audit.trace("links")  # words that name it: "the printed cut"


def _is_date(text: str) -> bool:
    return bool(re.search(rf"\d|\b(?:{'|'.join(list(calendar.month_name)[1:])})\b", text)) and not HAN.search(text)


def settle_deferred(page: Page) -> None:
    """Headings and alternative texts: their numbers must be linked somewhere on the page."""
    for place, text in page.deferred:
        page.place = place
        rest = without_dates(page, text)
        for match in NUMERAL.finditer(rest):
            found = match.group(0)
            if canonical(found) not in page.link_numbers:
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
    page = Page(place, on_record() if entries is None else entries, result, file=place, chinese=is_chinese(text))
    read_markdown(page, text)
    settle_deferred(page)
    return result

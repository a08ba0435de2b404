"""The prose of a chapter as HTML for a slide: links to the book, citations, formulas as MathML, Chinese marked as such."""

from __future__ import annotations

import posixpath
import re
from functools import cache

import latex2mathml.converter
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.myst_role import myst_role_plugin
from pybtex.database import Person, parse_file

from ..book import BOOK

__all__ = ["Prose", "marked"]

# As on the pages of the book: the signs between Chinese characters belong to them.
CHINESE = re.compile(r"[\u2e80-\u9fff\uff00-\uffef《》、。·]*[\u3400-\u9fff][\u2e80-\u9fff\uff00-\uffef《》、。·…]*")
TAG = re.compile(r"(<[^>]*>)")
TITLED = re.compile(r"(.*?)\s*<[^<>]+>", re.DOTALL)
LOCAL = re.compile(r"(?:\.\./)?(?:[\w-]+/)*[\w-]+\.(?:md|ipynb)(?:#[\w.:-]+)?")
FOLDER = "notebooks"  # of the chapters, from the top of the book


class Prose:
    """Reads the Markdown of chapters and writes it as HTML.

    Parameters
    ----------
    top : str
        The top of the built book as seen from where the HTML will lie; if empty, links become their text.
    """

    def __init__(self, top: str = "") -> None:
        self.top = top
        self.reader = MarkdownIt("commonmark", {"html": False}).enable("table")
        self.reader.use(dollarmath_plugin, renderer=_formula).use(myst_role_plugin)
        rules = {"link_open": self._opened, "link_close": self._closed, "myst_role": _role, "heading_open": _bold}
        rules |= {"math_inline": _inline, "heading_close": _bold_ends, "image": _image}
        self.reader.renderer.rules |= rules

    def parse(self, text: str) -> list[Token]:
        """The tokens of a text."""
        return self.reader.parse(text)

    def html(self, tokens: list[Token]) -> str:
        """Tokens as HTML."""
        return marked(self.reader.renderer.render(tokens, self.reader.options, {}))

    def inline(self, text: str) -> str:
        """A sentence, or a heading, as HTML."""
        return marked(self.reader.renderInline(text))

    def address(self, link: str) -> str:
        """Where a link of a chapter leads from the deck; nothing if the deck stands alone, or it leads out of the book."""
        if not self.top or not LOCAL.fullmatch(link):
            return ""
        path, mark, place = link.partition("#")
        there = posixpath.normpath(posixpath.join(FOLDER, path))
        return f"{self.top}{posixpath.splitext(there)[0]}.html{mark}{place}"

    def _opened(self, tokens, index, _options, _env) -> str:
        led = self.address(str(tokens[index].attrGet("href") or ""))
        return f'<a href="{escapeHtml(led)}">' if led else '<span class="linked">'

    def _closed(self, tokens, index, _options, _env) -> str:
        opened = next(t for t in reversed(tokens[:index]) if t.type == "link_open")
        return "</a>" if self.address(str(opened.attrGet("href") or "")) else "</span>"


def marked(html: str) -> str:
    """HTML with its Chinese marked, for fonts and voices, and each number kept beside its per cent sign."""
    parts = TAG.split(html)
    parts[::2] = [
        CHINESE.sub(r'<span lang="zh-CN">\g<0></span>', re.sub(r"(?<=\d) (?=%)", "\u202f", part)) for part in parts[::2]
    ]
    return "".join(parts)


def _formula(content: str, options: dict) -> str:
    made = latex2mathml.converter.convert(content, display="block" if options["display_mode"] else "inline")
    return made.replace(' xmlns="http://www.w3.org/1998/Math/MathML"', "")  # needless in HTML


def _inline(tokens, index, _options, _env) -> str:
    return _formula(tokens[index].content, {"display_mode": False})


def _bold(*_) -> str:
    return '<p class="heading">'


def _bold_ends(*_) -> str:
    return "</p>"


def _image(*_) -> str:
    raise ValueError(
        "found an image in prose, expected figures of code cells only: they have their text and their table"
    )


def _role(tokens, index, _options, _env) -> str:
    name, content = tokens[index].meta["name"], tokens[index].content
    if name in ("cite:t", "cite:p"):
        return escapeHtml(_cited(content.split(","), brackets=name == "cite:p"))
    titled = TITLED.fullmatch(content)
    if name in ("ref", "doc", "term", "numref") and titled:
        return escapeHtml(titled[1])
    raise ValueError(f"found the role {{{name}}}`{content}`, expected a citation, or a reference with words of its own")


def _cited(keys: list[str], brackets: bool) -> str:
    """Citations by author and year, as the pages have them."""
    known = references()
    if lost := [key for key in keys if key.strip() not in known]:
        raise ValueError(f"found the citation of {', '.join(lost)}, expected a reference of book/references.bib")
    named = [known[key.strip()] for key in keys]
    if brackets:
        return f"({'; '.join(f'{who}, {year}' for who, year in named)})"
    return " and ".join(f"{who} ({year})" for who, year in named)


@cache
def references() -> dict[str, tuple[str, str]]:
    """The references of the book: authors in short, and the year."""
    path = BOOK / "references.bib"
    entries = parse_file(str(path)).entries if path.is_file() else {}
    return {key: (_authors(entry), entry.fields.get("year", "no date")) for key, entry in entries.items()}


def _authors(entry) -> str:
    people = entry.persons.get("author") or entry.persons.get("editor") or []
    names = [_surname(person) for person in people] or [entry.fields.get("title", entry.key)]
    return " and ".join(names) if len(names) < 3 else f"{names[0]} et al."


def _surname(person: Person) -> str:
    return " ".join([*person.prelast_names, *person.last_names]).strip("{}")

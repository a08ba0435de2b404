"""The passages that the page "Search" looks through: every block of text of the built pages, with its address.

A reader searches for numbers and for Chinese, of which an index of words keeps little: to it ``42 %`` and a word of two
characters are none.  So there is no such index.  The passages go into one script, which a page opened as a file can load
too, and ``search.js`` looks through them all.

A passage is what an address leads to: a paragraph, a row of a table, a term with its definitions, an entry of the ledger.
Those without an id get one here, in the HTML: the tables of the notebooks come as HTML and never are nodes of docutils.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from docutils import nodes
from lxml import html
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

LEDGER = "book/ledger"
CHAPTERS = "notebooks/"
NOT_SEARCHED = ("book/teach/", "book/teaching-case")  # for lecturers: their keys are not what a student is to find
DATA = "_static/search-data.js"
LEFT_OVER = ("_static/searchtools.js", "_static/language_data.js")  # of the search of Sphinx, copied with its theme
# Lines of an entry that file it: they repeat what stands above them, or list entries that are found by themselves.
FILING = (
    "About:",
    "Also from:",
    "Cell:",
    "Cite:",
    "Computed in:",
    "Computed with",
    "Drawn in:",
    "From:",
    "On other pages:",
    "Read:",
    "Sources:",
    "Tolerance",
    "Used in:",
)

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LEAVES = ("p", "dt", "dd", "li", "td", "th", "caption", "figcaption", *HEADINGS)
PASSED_OVER = ".//pre|.//script|.//style|.//button|.//summary|.//svg|.//nav" + "".join(
    f"|.//*[contains(concat(' ', @class, ' '), ' {name} ')]"
    for name in ("headerlink", "how", "plotted-table", "toctree-wrapper")
)
# What holds no block of its own, or belongs to the block before it, then the blocks.
WITHOUT_ID = re.compile(
    r"<(?P<whole>pre|script|svg|math|button|summary|dd)\b.*?</(?P=whole)>"
    r"|<(?P<row>tr)(?P<of_row>\s[^>]*)?>(?P<cells>.*?)</tr>"
    r"|<(?P<block>p|dt|caption)(?P<of_block>\s[^>]*)?>",
    re.DOTALL,
)
COUNTED = re.compile(r"p\d+")
BLANK = re.compile(r"[ \t\r\n]+")  # no other: thin spaces are part of what is printed
_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
PINYIN = re.compile(rf"([\u4e00-\u9fff]+),? ((?:[a-zü’']*[{_TONES}][a-zü’'{_TONES}]*[ -]?)+)")


@dataclass
class Passage:
    """What an address leads to.  One with a value begins with a title of its own; it is empty for a term."""

    id: str
    text: str
    value: str | None = None


@dataclass
class Section:
    """A heading, and the passages below it."""

    id: str
    heading: str
    passages: list[Passage] = field(default_factory=list)


@dataclass
class Page:
    """A page, and what kind it is."""

    address: str
    title: str
    kind: str
    sections: list[Section] = field(default_factory=list)


class WithoutWordIndex(StandaloneHTMLBuilder):
    """The builder of the pages, without the search index of Sphinx, which takes its time and would be read by nobody."""

    def load_indexer(self, docnames: Iterable[str]) -> None:
        """Load nothing: where some pages are built again there is no index of before, and that is no warning."""

    def index_page(self, pagename: str, doctree: nodes.document, title: str) -> None:
        """Take nothing in."""

    def dump_search_index(self) -> None:
        """Write nothing."""


def name_blocks(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None) -> None:
    """Give ids to the blocks of a page; the ledger's entries have theirs."""
    if doctree is not None and not pagename.startswith(LEDGER):
        context["body"] = with_ids(context["body"])


def with_ids(body: str) -> str:
    """HTML whose paragraphs, rows, terms and captions have ids: ``p1``, ``p2``, and so on.

    They are counted, not made from the text: counted ids compress to a few bytes each.
    """
    number = 0

    def named(match: re.Match) -> str:
        nonlocal number
        tag = match["row"] or match["block"]
        attributes = match["of_row"] or match["of_block"] or ""
        if tag is None or " id=" in attributes:
            return match[0]
        number += 1
        return match[0].replace(f"<{tag}", f'<{tag} id="p{number}"', 1)

    return WITHOUT_ID.sub(named, body)


def read_page(text: str, docname: str, address: str) -> Page | None:
    """The passages of a built page, or nothing where there is no article, as on a page that only leads on."""
    article = html.fromstring(text).find(".//article")
    title = None if article is None else article.find(".//h1")
    if title is None:
        return None
    for element in article.xpath(PASSED_OVER):
        element.drop_tree()
    page = Page(address, _words(title), _kind(article, docname))
    of_ledger = page.kind == "ledger"
    for owner, leaves in groupby(_leaves(article), lambda leaf: _owner(leaf, of_ledger)):
        section = next(owner.iterancestors("section"))
        if not page.sections or page.sections[-1].id != section.get("id"):
            page.sections.append(Section(section.get("id"), _words(section.find("*"))))
        named = next(element for element in (owner, *owner.iterancestors()) if element.get("id"))
        a_line = of_ledger and named.tag == "li"  # of the ledger's list of entries, with the id of what it leads to
        if owner.tag not in HEADINGS and not a_line:
            page.sections[-1].passages.append(_passage(named.get("id"), owner, list(leaves)))
    return page


def _kind(article: html.HtmlElement, docname: str) -> str:
    """What a page is, for the order of what is found."""
    if docname.startswith(LEDGER):
        return "ledger"
    if article.find_class("glossary"):
        return "glossary"
    return "chapter" if docname.startswith(CHAPTERS) else "other"


def _leaves(article: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """The blocks that hold words and no other block."""
    for block in article.iter(*LEAVES):
        if next(block.iterdescendants(*LEAVES), None) is None and _words(block):
            yield block


def _owner(leaf: html.HtmlElement, of_ledger: bool) -> html.HtmlElement:
    """What a block is found with: its entry, its row or its term, or itself."""
    if of_ledger:
        for section in leaf.iterancestors("section"):
            if section.find("h3") is not None:
                return section
    for element in (leaf, *leaf.iterancestors("tr", "dd")):
        if element.tag == "dd":
            return next(element.itersiblings("dt", preceding=True))
        if element.tag == "tr":
            return element
    return leaf


def _passage(name: str, owner: html.HtmlElement, leaves: list[html.HtmlElement]) -> Passage:
    """What a reader finds, a line a block."""
    lines = [_words(leaf) for leaf in leaves]
    if owner.tag != "section":
        return Passage(name, "\n".join(lines), "" if owner.tag == "dt" else None)
    lines = [line for line in lines if not line.startswith(FILING)]
    # "42 % · Reduction of departments" is the heading of an entry, or the line below it
    return Passage(name, "\n".join(lines), next((line.partition(" · ")[0] for line in lines[:2] if " · " in line), ""))


def _words(element: html.HtmlElement) -> str:
    """The text of an element, as it is read: Chinese joined to what it stands in."""
    return BLANK.sub(" ", element.text_content()).strip(" ")


def as_data(page: Page) -> list:
    """A page as the script has it: a passage whose counted id is the next one is its text alone."""
    last, sections = 0, []
    for section in page.sections:
        kept = []
        for passage in section.passages:
            if passage.id == f"p{last + 1}" and passage.value is None:
                kept.append(passage.text)
            else:
                kept.append([passage.id, passage.text, *([] if passage.value is None else [passage.value])])
            last = int(passage.id[1:]) if COUNTED.fullmatch(passage.id) else last
        sections.append([section.id, section.heading, kept])
    return [page.address, page.title, page.kind, sections]


def pinyin(pages: list[Page]) -> dict[str, str]:
    """Chinese by its pinyin, as written with tones, wherever the two stand side by side."""
    return {
        said.rstrip(" -"): written
        for page in pages
        for section in page.sections
        for passage in section.passages
        for written, said in PINYIN.findall(passage.text.replace("\n", " "))
    }


def write_passages(app: Sphinx, exception: Exception | None) -> None:
    """Write the passages of all pages, in the order of the book, as a script."""
    if exception or app.builder.name != "html":
        return
    out = Path(app.outdir)
    read = (
        read_page(path.read_text(encoding="utf-8"), docname, app.builder.get_target_uri(docname))
        for docname in in_order(app.env)
        if not docname.startswith(NOT_SEARCHED) and (path := Path(app.builder.get_outfilename(docname))).is_file()
    )
    pages = [page for page in read if page]
    data = {"pages": [as_data(page) for page in pages], "pinyin": pinyin(pages)}
    line = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    (out / DATA).write_text(f"window.searchData = {line};\n", encoding="utf-8")
    for name in LEFT_OVER:
        (out / name).unlink(missing_ok=True)


def in_order(env) -> list[str]:
    """The names of the pages, as the contents list them."""
    listed, waiting = [], [env.config.root_doc]
    while waiting:
        name = waiting.pop(0)
        if name not in listed:
            listed.append(name)
            waiting = [*env.toctree_includes.get(name, ()), *waiting]
    return listed


def setup(app: Sphinx) -> dict:
    app.add_builder(WithoutWordIndex, override=True)
    app.connect("html-page-context", name_blocks, priority=900)
    app.connect("build-finished", write_passages, priority=400)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

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
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from docutils import nodes
from lxml import html
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

LEDGER = "book/ledger"
DATA = "_static/search-data.js"
LEFT_OVER = ("_static/searchtools.js", "_static/language_data.js")  # of the search of Sphinx, copied with its theme
# Lines of an entry that file it: they repeat what stands above them, or list entries that are found by themselves.
FILING = ("About:", "Cite:", "Computed with", "Drawn in:", "From:", "Read:", "Sources:", "Tolerance", "Used in:")

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LEAVES = ("p", "dt", "dd", "li", "td", "th", "caption", "figcaption", *HEADINGS)
PASSED_OVER = ".//pre|.//script|.//style|.//button|.//summary|.//svg|.//nav" + "".join(
    f"|.//*[contains(concat(' ', @class, ' '), ' {name} ')]"
    for name in ("headerlink", "how", "plotted-table", "toctree-wrapper", "skip-numbers")
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


class WithoutWordIndex(StandaloneHTMLBuilder):
    """The builder of the pages, without the search index of Sphinx, which takes its time and would be read by nobody."""

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


def read_page(text: str, docname: str) -> list | None:
    """A page as its title, its kind, and its sections: each an id, a heading, and passages of an id and a text.

    The text of a passage has a line a block.  One with a third part begins with a title of its own; the part is the
    value of an entry, and empty for a term.
    """
    article = html.fromstring(text).find(".//article")
    title = None if article is None else article.find(".//h1")
    if title is None:
        return None
    for element in article.xpath(PASSED_OVER):
        element.drop_tree()
    of_ledger = docname.startswith(LEDGER)
    sections: list[list] = []
    for owner, leaves in groupby(_leaves(article), lambda leaf: _owner(leaf, of_ledger)):
        section = next((above for above in owner.iterancestors("section")), article)
        if not sections or sections[-1][0] != section.get("id"):
            sections.append([section.get("id"), _words(section.find("*")), []])
        if owner.tag not in HEADINGS:
            sections[-1][2].append(_passage(owner, list(leaves)))
    kind = "ledger" if of_ledger else "glossary" if article.find(".//dl[@class='simple glossary']") is not None else ""
    return [_words(title), kind, sections]


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
    for element in (leaf, *leaf.iterancestors("tr", "dt", "dd")):
        if element.tag == "dd":
            return next(element.itersiblings("dt", preceding=True))
        if element.tag in ("tr", "dt"):
            return element
    return leaf


def _passage(owner: html.HtmlElement, leaves: list[html.HtmlElement]) -> list[str]:
    """The id and the words of what a reader finds."""
    entry = owner.tag == "section"
    lines = [line for leaf in leaves if not ((line := _words(leaf)).startswith(FILING) and entry)]
    name = next(element.get("id") for element in (owner, *owner.iterancestors()) if element.get("id"))
    if entry:  # "42 % · Reduction of departments" is its heading, or the line below it
        value = next((line.partition(" · ")[0] for line in lines[:2] if " · " in line), "")
        return [name, "\n".join(lines), value]
    return [name, "\n".join(lines), *([""] if owner.tag == "dt" else [])]


def _words(element: html.HtmlElement) -> str:
    """The text of an element, as it is read: Chinese joined to what it stands in."""
    return BLANK.sub(" ", element.text_content()).strip(" ")


def short(pages: list[list]) -> list[list]:
    """The same pages, where a passage with the next of the counted ids is its text alone."""
    shortened = []
    for title, kind, sections in pages:
        last, kept = 0, []
        for name, heading, passages in sections:
            kept.append([name, heading, []])
            for passage in passages:
                following = passage[0] == f"p{last + 1}" and len(passage) == 2
                kept[-1][2].append(passage[1] if following else passage)
                last = int(passage[0][1:]) if COUNTED.fullmatch(passage[0]) else last
        shortened.append([title, kind, kept])
    return shortened


def pinyin(pages: list[list]) -> dict[str, str]:
    """Chinese by its pinyin, as written with tones, wherever the two stand side by side."""
    return {
        said.rstrip(" -"): written
        for _, _, sections in pages
        for _, _, passages in sections
        for _, text, *_ in passages
        for written, said in PINYIN.findall(text.replace("\n", " "))
    }


def write_passages(app: Sphinx, exception: Exception | None) -> None:
    """Write the passages of all pages, in the order of the book, as a script."""
    if exception or app.builder.name != "html":
        return
    out = Path(app.outdir)
    pages = {}
    for docname in in_order(app.env):
        path = Path(app.builder.get_outfilename(docname))
        if path.is_file() and (page := read_page(path.read_text(encoding="utf-8"), docname)):
            pages[app.builder.get_target_uri(docname)] = page
    read = list(pages.values())
    data = {"pages": [[name, *page] for name, page in zip(pages, short(read), strict=True)], "pinyin": pinyin(read)}
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

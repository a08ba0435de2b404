"""Chinese is marked as Chinese, with the signs that belong to it, and a number keeps its per cent sign."""

from __future__ import annotations

from functools import partial
from types import SimpleNamespace

import chinese_text
import pytest
from docutils import nodes
from docutils.utils import new_document


def marked(text: str, parent: nodes.Element | None = None) -> list[tuple[str, str]]:
    """The pieces of a text after the transform: what is marked, by its language, and what is not."""
    document = new_document("page")
    holder = nodes.paragraph() if parent is None else parent
    holder += nodes.Text(text)
    document += holder
    chinese_text.MarkChinese(document).run()
    return [
        (child.get("lang"), child.astext()) if isinstance(child, nodes.inline) else ("", child.astext())
        for child in holder.children
    ]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("zones (开发区) there", [("", "zones ("), ("zh-CN", "开发区"), ("", ") there")]),
        ("「减少了」", [("zh-CN", "「减少了」")]),
        ("改革，开放。End", [("zh-CN", "改革，开放。"), ("", "End")]),
        ("管委会+公司", [("zh-CN", "管委会"), ("", "+"), ("zh-CN", "公司")]),
        ("41.3 % less", [("", "41.3\u202f% less")]),
        ("is 5 % 区", [("", "is 5\u202f% "), ("zh-CN", "区")]),
        ("a % of it", [("", "a % of it")]),
        ("plain", [("", "plain")]),
        ("naïve", [("", "naïve")]),
    ],
)
def test_a_text_is_cut_at_its_chinese(text, pieces):
    """A run that is lost, doubled or out of order would change what the page says."""
    assert marked(text) == pieces


@pytest.mark.parametrize(
    "parent",
    [nodes.literal, nodes.title, nodes.term, nodes.literal_block, nodes.raw, partial(nodes.inline, classes=["zh"])],
)
def test_code_titles_and_what_is_marked_stay_as_they_are(parent):
    """A mark within a title would stand in the contents as text."""
    assert marked("开发区 5 %", parent()) == [("", "开发区 5 %")]


def test_every_text_of_a_page_is_read():
    """Plain words and code come before Chinese, and do not end the search for it."""
    document = new_document("page")
    for node in (
        nodes.paragraph("", "plain"),
        nodes.literal("", "区"),
        nodes.paragraph("", "区"),
        nodes.paragraph("", "革"),
    ):
        document += node
    chinese_text.MarkChinese(document).run()
    assert [node.astext() for node in document.findall(nodes.inline)] == ["区", "革"]


def test_a_run_keeps_its_text_for_search():
    """The index and the reader's copy take the text of the node, and the style its class."""
    document = new_document("page")
    document += nodes.paragraph("", "", nodes.inline("", "", nodes.Text("开发区 here"), classes=["other"]))
    chinese_text.MarkChinese(document).run()
    (run,) = [node for node in document.findall(nodes.inline) if node.get("lang")]
    assert (run.astext(), run.rawsource, run["classes"], run["lang"]) == ("开发区", "开发区", ["zh"], "zh-CN")


def page_in_chinese(*paragraphs: nodes.paragraph, lang: str = "zh-CN") -> nodes.document:
    """A page after the transform, whose front matter names its language."""
    document = new_document("page")
    document.settings.env = SimpleNamespace(docname="page", metadata={"page": {"lang": lang}})
    document += list(paragraphs)
    chinese_text.MarkChinese(document).run()
    return document


def lines(*pieces: str) -> nodes.paragraph:
    """A paragraph as the parser makes it, the ends of source lines being nodes of their own."""
    return nodes.paragraph("", "", *(nodes.Text(piece) for piece in pieces))


@pytest.mark.parametrize(
    ("pieces", "joined"),
    [
        (("一句。", "\n", "又一句。"), "一句。又一句。"),
        (("一句。", "\n", "2020年。"), "一句。2020年。"),
        (("year 2020", "\n", "年底"), "year 2020年底"),
        (("one", "\n", "two。", "\n", "three"), "one\ntwo。three"),
        (("约束。", " 期限"), "约束。期限"),
        (("Keywords:", " zones"), "Keywords: zones"),
        (("一句。", "", " "), "一句。"),
        (("\n",), "\n"),
    ],
)
def test_a_page_in_chinese_has_no_blanks_at_the_ends_of_source_lines(pieces, joined):
    """A browser shows each as a blank, which Chinese does not have; between English words it stays."""
    assert page_in_chinese(lines(*pieces)).astext() == joined
    assert lines(*pieces).astext() == "".join(pieces)


def test_a_page_in_chinese_marks_what_is_english():
    """The article has the language of the page, so it is the English abstract that needs its own."""
    document = page_in_chinese(lines("一句。"), lines("One sentence."), lines("一句 with words"), lines("34 %"))
    assert [one["classes"] for one in document.findall(nodes.paragraph)] == [[], ["language-en"], [], []]
    assert not list(document.findall(nodes.inline))


@pytest.mark.parametrize("lang", ["", "en"])
def test_any_other_page_marks_its_chinese(lang):
    """A page that says nothing is in the language of the book."""
    document = page_in_chinese(lines("zone (区)", "\n", "区"), lang=lang)
    assert [one.astext() for one in document.findall(nodes.inline)] == ["区", "区"]
    assert document.astext() == "zone (区)\n区"


class Page:
    """What a writer of HTML has."""

    def __init__(self):
        self.body = []

    def starttag(self, node, name, end):
        return f"<{name} of {node['classes']}>{end}"


def test_a_marked_run_says_its_language_in_html():
    """A screen reader takes the voice from the attribute."""
    page = Page()
    chinese_text._visit_inline(page, nodes.inline("区", "区", lang="zh-CN"))
    chinese_text._depart_inline(page, None)
    chinese_text._visit_inline(page, nodes.inline("a", "a", classes=["x"]))
    assert page.body == ['<span lang="zh-CN" class="zh">', "</span>", "<span of ['x']>"]


def test_it_works_for_pages_of_html_and_reads_in_parallel(app, safe):
    """What LaTeX would write of it is not asked for."""
    assert chinese_text.setup(app) == safe
    assert app.said == [
        ("add_post_transform", chinese_text.MarkChinese),
        (
            "add_node",
            nodes.inline,
            {"override": True, "html": (chinese_text._visit_inline, chinese_text._depart_inline)},
        ),
    ]
    assert chinese_text.MarkChinese.formats == ("html",)

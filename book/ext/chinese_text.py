"""Mark runs of Chinese as ``lang="zh-CN"``, so that a browser takes a Chinese font and a screen reader a Chinese voice.

A page that is in Chinese as a whole says so in its front matter, ``lang: zh-CN``, and its article has the attribute.  There the
paragraphs without Chinese are marked as English, and the ends of source lines between Chinese are no blanks.

Also keeps a number and its per cent sign on one line.
"""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

_CHINESE = re.compile(
    r"[\u2e80-\u9fff\uff00-\uffef「」『』《》、。·]*[\u3400-\u9fff][\u2e80-\u9fff\uff00-\uffef「」『』《》、。·…]*"
)
_SIGN = re.compile(r"[\u2e80-\u9fff\uff00-\uffef“”…]")  # that nothing stands apart from


class MarkChinese(SphinxPostTransform):
    default_priority = 700
    formats = ("html",)

    def run(self, **kwargs) -> None:
        if self._is_page_in_chinese():
            for paragraph in self.document.findall(nodes.paragraph):
                _join_lines(paragraph)
                if re.search(r"[A-Za-z]{3}", paragraph.astext()) and not _CHINESE.search(paragraph.astext()):
                    paragraph["classes"].append("language-en")  # docutils writes it as lang="en"
            return
        for text in list(self.document.findall(nodes.Text)):
            if text.isascii() and " %" not in text:
                continue
            parent = text.parent
            if isinstance(
                parent, (nodes.FixedTextElement, nodes.literal, nodes.raw, nodes.title, nodes.term)
            ) or _is_marked(parent):
                continue
            content = re.sub(r"(?<=\d) (?=%)", "\u202f", str(text))
            pieces, at = [], 0
            for match in _CHINESE.finditer(content):
                if match.start() > at:
                    pieces.append(nodes.Text(content[at : match.start()]))
                run = nodes.inline(match.group(0), match.group(0), classes=["zh"], lang="zh-CN")
                pieces.append(run)
                at = match.end()
            if pieces or content != str(text):
                if at < len(content):
                    pieces.append(nodes.Text(content[at:]))
                parent.replace(text, pieces)

    def _is_page_in_chinese(self) -> bool:
        env = getattr(self.document.settings, "env", None)
        return env is not None and str(env.metadata[env.docname].get("lang", "")).startswith("zh")


def _join_lines(paragraph: nodes.paragraph) -> None:
    """Take out what a browser would show as a blank next to Chinese: ends of source lines, and the blank that Markdown wants behind 。**"""
    whole, at = paragraph.astext(), 0
    for text in list(paragraph.findall(nodes.Text)):
        before, after = whole[max(at - 1, 0) : at], whole[at + 1 : at + 2]
        if (str(text) == "\n" and _SIGN.search(before + after)) or (text.startswith(" ") and _SIGN.match(before)):
            new = [nodes.Text(text[1:])] if text[1:] else []
            text.parent.children[:] = [
                one for child in text.parent.children for one in (new if child is text else [child])
            ]
        at += len(text)


def _is_marked(node: nodes.Node) -> bool:
    return isinstance(node, nodes.inline) and "zh" in node.get("classes", [])


def _visit_inline(translator, node: nodes.inline) -> None:
    if "lang" in node:
        translator.body.append(f'<span lang="{node["lang"]}" class="zh">')
    else:
        translator.body.append(translator.starttag(node, "span", ""))


def _depart_inline(translator, node: nodes.inline) -> None:
    translator.body.append("</span>")


def setup(app: Sphinx) -> dict:
    app.add_post_transform(MarkChinese)
    app.add_node(nodes.inline, override=True, html=(_visit_inline, _depart_inline))
    return {"parallel_read_safe": True, "parallel_write_safe": True}

"""Mark runs of Chinese as ``lang="zh-CN"``, so that a browser takes a Chinese font and a screen reader a Chinese voice.

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


class MarkChinese(SphinxPostTransform):
    default_priority = 700
    formats = ("html",)

    def run(self, **kwargs) -> None:
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

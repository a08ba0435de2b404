"""The shell of a page: Furo's style and script and the book's own, and nothing of what extensions add for features not used.

Jupyter Book puts 22 files on every page, 835 kB of them before a word is read.  A page of this book needs those of
:data:`STYLES` and :data:`SCRIPTS`; what it uses of the others' styles (folded solutions, cards, cells) stands in ``book.css``.
"""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.application import Sphinx

STYLES = ("_static/pygments.css", "_static/styles/furo.css", "_static/book.css")
SCRIPTS = ("_static/scripts/furo.js",)
# What a checker of accessibility objects to in the markup of others, and what stands there instead.
MENDED = (
    (' role="heading"', ""),  # the captions of the list of pages: a heading needs a level
    ('<summary aria-label="Toggle hidden content">', "<summary>"),  # hides the words that are there
    (' role="doc-biblioentry"', ""),  # it went out of the standard
    ('<div role="list" class="citation-list">', '<div class="citation-list">'),  # no list without items
)
EMPTY_HEAD = re.compile(r"<th( class=\"head[^\"]*\")?>\s*(?:<p></p>)?\s*</th>")  # the corner of a table heads nothing


def keep_needed(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None) -> None:
    """Leave on the page the files that it needs, and mend the markup of others."""
    context["css_files"] = [file for file in context["css_files"] if _name(file) in STYLES]
    context["script_files"] = [file for file in context["script_files"] if _name(file) in SCRIPTS]
    context["furo_navigation_tree"] = mended(context.get("furo_navigation_tree", ""))
    context["body"] = mended(context.get("body", ""))
    context["has_code"] = 'class="how' in context["body"]


def mended(html: str) -> str:
    """Markup as a reader with a screen reader needs it, without the scripts of the live-code service."""
    html = re.sub(r"<script\b.*?</script>", "", html, flags=re.DOTALL)
    for found, instead in MENDED:
        html = html.replace(found, instead)
    return EMPTY_HEAD.sub(r"<td\1></td>", html)


def _name(file) -> str:
    return re.sub(r"\?.*", "", str(getattr(file, "filename", file) or ""))


def setup(app: Sphinx) -> dict:
    app.connect("html-page-context", keep_needed, priority=1000)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

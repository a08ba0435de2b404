"""Let each line of the ledger's index answer to the id of the entry that it leads to, so that ``ledger.html#ID`` stays an address.

The entry itself has the id on another page; a target of the same name here would be a second one.  On all pages the words of
a link stand in it bare: Sphinx wraps them, a tenth of what an entry weighs.
"""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

PAGE = "book/ledger"


def answer_to_ids(app: Sphinx, doctree: nodes.document) -> None:
    """Give the lines of the index their ids, and tell the parser of Markdown, which asks for those of headings only."""
    if app.env.docname != PAGE:
        return
    known = app.env.metadata[PAGE].setdefault("myst_slugs", {})
    for line in doctree.findall(nodes.list_item):
        link = next(line.findall(addnodes.pending_xref), None)
        if link is not None and not link.get("refdomain"):
            line["ids"].append(link["reftarget"])
            known[link["reftarget"]] = (line.line, link["reftarget"], link.astext())


def bare_words(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Take the wrapper off the words of each link within the book."""
    for link in doctree.findall(nodes.reference):
        wrapped = link.children[0] if len(link.children) == 1 else None
        if isinstance(wrapped, nodes.inline) and "std" in wrapped["classes"]:
            link.children = []
            link.extend(wrapped.children)


def setup(app: Sphinx) -> dict:
    app.connect("doctree-read", answer_to_ids)
    app.connect("doctree-resolved", bare_words)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

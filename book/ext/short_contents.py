"""Keep the ledger's entries out of the lists of contents of its pages: a thousand lines that every page of the book would copy."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

PAGES = "book/ledger/"


def keep_sections(app: Sphinx, env) -> None:
    """Leave the sections of each page in its contents; entries are reached by links and by search."""
    for name, contents in env.tocs.items():
        if not name.startswith(PAGES):
            continue
        for title in contents.children:
            for sections in [child for child in title.children if isinstance(child, nodes.bullet_list)]:
                for section in sections.children:
                    section.children = [child for child in section.children if not isinstance(child, nodes.bullet_list)]


def setup(app: Sphinx) -> dict:
    app.connect("env-updated", keep_sections)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

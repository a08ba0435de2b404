"""Leave out the scripts of the live-code service (thebe), which this book does not offer.

Jupyter Book puts them on every page, and declares one constant twice, which a browser reports as an error.
"""

from __future__ import annotations

from sphinx.application import Sphinx


def drop_scripts(app: Sphinx, pagename: str, templatename: str, context: dict, doctree) -> None:
    """Take the scripts out of the page's list."""

    def is_thebe(script) -> bool:
        return (
            "thebe"
            in f"{getattr(script, 'filename', script)} {getattr(script, 'attributes', {}).get('body', '')}".lower()
        )

    context["script_files"] = [script for script in context.get("script_files", []) if not is_thebe(script)]


def setup(app: Sphinx) -> dict:
    app.connect("html-page-context", drop_scripts, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

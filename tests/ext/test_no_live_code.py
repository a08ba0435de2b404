"""The scripts of a service that the book does not offer are left out, and no others."""

from __future__ import annotations

import no_live_code


class Script:
    """A script as Sphinx lists it; what it is called as an object says nothing of it."""

    def __init__(self, filename: str = "", body: str | None = None):
        self.filename, self.attributes = filename, {} if body is None else {"body": body}

    def __repr__(self) -> str:
        return "thebe"


class Bare:
    """A script with a file and nothing else."""

    filename = "_static/bare.js"

    def __repr__(self) -> str:
        return "thebe"


def test_the_scripts_of_the_service_go_and_the_others_stay():
    """By their file, by what they run, whatever the capitals; in their order."""
    kept = [
        "_static/doctools.js",
        Script("_static/search.js"),
        Script(body="let a = 1"),
        Bare(),
    ]
    gone = [
        "_static/sphinx-thebe.js",
        Script("https://example.org/THEBE/lib.js"),
        Script(body="const thebe_selector = 1"),
    ]
    gone.append(Script(body="THEBE"))
    context = {"script_files": [kept[0], gone[0], kept[1], *gone[1:], *kept[2:]], "title": "a"}
    no_live_code.drop_scripts(None, "page", "page.html", context, None)
    assert context == {"script_files": kept, "title": "a"}


def test_a_page_without_scripts_has_none_after_it():
    """A page of another kind must not end the build."""
    context = {}
    no_live_code.drop_scripts(None, "page", "page.html", context, None)
    assert context == {"script_files": []}


def test_it_listens_after_the_extensions_that_add_them(app, safe):
    """At the usual time the list would not be whole yet."""
    assert no_live_code.setup(app) == safe
    assert app.said == [("connect", "html-page-context", no_live_code.drop_scripts, {"priority": 900})]

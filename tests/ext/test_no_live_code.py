"""The scripts of a service that the book does not offer are left out, and no others."""

from __future__ import annotations

from types import SimpleNamespace

import no_live_code


def script(filename: str = "", body: str | None = None) -> SimpleNamespace:
    """A script as Sphinx lists it."""
    return SimpleNamespace(filename=filename, attributes={} if body is None else {"body": body})


def test_the_scripts_of_the_service_go_and_the_others_stay():
    """By their file, by what they run, whatever the capitals; in their order."""
    kept = [
        "_static/doctools.js",
        script("_static/search.js"),
        script(body="let a = 1"),
        SimpleNamespace(filename="b.js"),
    ]
    gone = [
        "_static/sphinx-thebe.js",
        script("https://example.org/THEBE/lib.js"),
        script(body="const thebe_selector = 1"),
    ]
    context = {"script_files": [kept[0], gone[0], kept[1], gone[1], gone[2], *kept[2:]], "title": "a"}
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

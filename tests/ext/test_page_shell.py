"""A page loads what it needs, and its markup keeps nobody out."""

from __future__ import annotations

from types import SimpleNamespace

import page_shell
import pytest


def shelled(**given) -> dict:
    """What is left of a page's context."""
    context = {"css_files": [], "script_files": [], "furo_navigation_tree": "", "body": "", **given}
    page_shell.keep_needed(None, "page", "page.html", context, None)
    return context


def test_files_of_unused_features_are_left_out():
    """Each would be loaded by every reader."""
    files = ["_static/pygments.css", "_static/styles/furo.css", "_static/sphinx-design.min.css", "_static/book.css"]
    styles = [SimpleNamespace(filename=f"{name}?v=1") for name in files]
    scripts = [SimpleNamespace(filename=name) for name in ("_static/scripts/furo.js", "_static/clipboard.min.js", None)]
    context = shelled(css_files=styles, script_files=scripts)
    assert [file.filename for file in context["css_files"]] == [f"{files[i]}?v=1" for i in (0, 1, 3)]
    assert [file.filename for file in context["script_files"]] == ["_static/scripts/furo.js"]


@pytest.mark.parametrize(
    ("html", "mended"),
    [
        ('<p class="caption" role="heading">Part I</p>', '<p class="caption">Part I</p>'),
        ('<summary aria-label="Toggle hidden content">\nx', "<summary>\nx"),
        ("<p>a</p><script>kernelName = 'python3'</script><p>b</p>", "<p>a</p><p>b</p>"),
        ('<script type="text/x-thebe-config">\n{}\n</script>', ""),
        ('<div class="citation" id="a" role="doc-biblioentry">', '<div class="citation" id="a">'),
        ('<div role="list" class="citation-list">', '<div class="citation-list">'),
        ('<th class="head text-right"><p></p></th>', '<td class="head text-right"></td>'),
        ('<th class="head"><p>Place</p></th>', '<th class="head"><p>Place</p></th>'),
        ("<p>descriptive</p>", "<p>descriptive</p>"),
    ],
)
def test_markup_of_others_is_mended(html, mended):
    """A heading without a level, a name that hides the words, a script that nobody uses."""
    assert shelled(body=html)["body"] == mended
    assert page_shell.mended(html) == mended


def test_only_a_page_with_code_gets_the_switch():
    """On others it would do nothing."""
    assert shelled(body='<div class="how docutils container">x</div>')["has_code"] is True
    assert shelled(body="<p>How this was made</p>")["has_code"] is False


def test_it_comes_after_those_who_add_files(app, safe):
    """Sphinx hands the page on in the order of priorities."""
    assert page_shell.setup(app) == safe
    assert app.said == [("connect", "html-page-context", page_shell.keep_needed, {"priority": 1000})]

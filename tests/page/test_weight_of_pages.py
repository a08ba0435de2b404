"""What a browser loads for a page has a limit, and the limit holds."""

from __future__ import annotations

import gzip

import pytest
from built import pages
from weights import HEAVIEST, LEDGER, MEDIAN, SHELL, heavy, weight, weights


def test_no_page_of_the_book_is_heavy(book):
    """Most readers of a chapter have a phone, and some a slow line."""
    found = weights(pages(book))
    assert len(found) > 50
    assert not heavy(found)


def test_a_page_is_weighed_with_all_that_it_loads(tmp_path):
    """What is not counted grows."""
    made = {
        "a.css": "a{background:url('f.woff2')}" * 3,
        "b.js": "let b;",
        "f.woff2": "font" * 9,
        "i.svg": "<svg/>",
        "n.svg": "<svg></svg>",
    }
    for name, text in made.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    page = tmp_path / "page.html"
    page.write_text(
        '<html><head><link rel="stylesheet" href="a.css?v=1"><script src="b.js"></script></head><body><article>'
        '<picture><source media="x" srcset="n.svg"><img src="i.svg"></picture></article></body></html>',
        encoding="utf-8",
    )
    size = {name: len(gzip.compress((tmp_path / name).read_bytes(), mtime=0)) for name in made}
    found = weight(page)
    assert found["shell"] == size["a.css"] + size["b.js"] + size["f.woff2"]
    assert found["figures"] == max(size["i.svg"], size["n.svg"])
    assert found["files"] == 3
    assert found["document"] == len(gzip.compress(page.read_bytes(), mtime=0))


@pytest.mark.parametrize(
    ("name", "told", "said"),
    [
        ("notebooks/a.html", {"document": 1, "shell": SHELL + 1}, "found a shell of"),
        ("notebooks/a.html", {"document": HEAVIEST, "shell": 1}, "without figures, expected at most 120000"),
        ("ledger/09.html", {"document": LEDGER + 1, "shell": 1}, "expected a page of the ledger"),
        ("book/ledger.html", {"document": LEDGER + 1, "shell": 1}, "expected a page of the ledger"),
    ],
)
def test_a_heavy_page_is_found(name, told, said):
    """The check must be able to fail."""
    light = {f"notebooks/{number}.html": {"document": 1000, "shell": 1000} for number in range(9)}
    assert not heavy(light)
    assert [line for line in heavy({**light, name: told}) if line.startswith(name)][0].count(said) == 1


def test_a_book_of_heavy_pages_is_found():
    """None over the limit of a page, and all together too heavy."""
    found = {f"notebooks/{number}.html": {"document": MEDIAN, "shell": 1} for number in range(9)}
    assert heavy(found) == [f"the median page: found {MEDIAN + 1} bytes without figures, expected at most {MEDIAN}"]

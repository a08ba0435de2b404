"""What is measured in a browser is told with its mark, and a book that misses one is said to."""

from __future__ import annotations

import pytest
import reader

MET = {name: (most if most is not None else 7.0) for name, (_, _, most) in reader.MEASURES.items()}


def said(**found) -> dict[str, str]:
    """What the table says of each measure of this book, if some are other than their marks."""
    rows = reader.table({"this book": {**MET, **found}, "another": dict.fromkeys(MET)})
    return dict(zip(reader.MEASURES, (row["said"] for row in rows), strict=True))


def test_a_measure_at_its_mark_meets_it():
    """A measure without a mark is only shown."""
    assert set(said().values()) == {"met", ""}
    assert [name for name, word in said().items() if not word] == [
        name for name, (_, _, most) in reader.MEASURES.items() if most is None
    ]


@pytest.mark.parametrize("name", [name for name, (_, _, most) in reader.MEASURES.items() if most is not None])
def test_a_measure_over_its_mark_is_named(name):
    """A limit that cannot fail limits nothing."""
    assert [found for found, word in said(**{name: reader.MEASURES[name][2] + 0.01}).items() if word == "not met"] == [
        name
    ]


def test_the_pages_are_those_that_people_read(tmp_path):
    """No search, no index, nothing that only leads on; of another book axe is asked of two."""
    (tmp_path / "book").mkdir()
    for name in ("book/index.html", "book/a.html", "search.html", "404.html", "index.html"):
        (tmp_path / name).write_text("x" if name == "index.html" else "<article>" + "cell_input" * ("a.html" in name))
    site = reader.Site(tmp_path, "book/index.html", "book/a.html", None)
    assert [path.name for path in site.pages] == ["a.html", "index.html"]
    assert [path.name for path in site.chapters] == ["a.html"]
    assert site.asked == site.pages
    other = reader.Site(tmp_path, "book/a.html", "book/a.html", None, own=False)
    assert [path.name for path in other.asked] == ["a.html", "a.html"]


@pytest.mark.browser
@pytest.mark.slow
def test_what_keeps_a_reader_waiting_or_out_is_seen(browser, tmp_path):
    """Measured on a page made for it: a shift, an error, a request elsewhere, a picture without words, a wide table."""
    import axe_playwright_python

    (tmp_path / "a.html").write_text(
        "<html lang=en><head><title>a</title></head><body><article role=main><h1>A</h1><p>text</p><img src=gone.png>"
        "<div style='width:2000px'>wide</div><script>console.error('x')</script></article></body></html>"
    )
    site = reader.Site(tmp_path, "a.html", "a.html", None)
    server, address = reader.serve(tmp_path)
    axe = (reader.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    try:
        found = reader.looked_through(browser, address, site, axe)
        seconds, shift = reader.painted(browser, f"{address}a.html")
    finally:
        server.shutdown()
    assert any("image-alt" in line for line in found["axe"]["a.html"])
    assert any("x" in line for line in found["errors"])
    assert found["wide"] == ["a.html at 1280 px", "a.html at 320 px", "a.html at 360 px"]
    assert 0.3 < seconds < 10
    assert shift >= 0

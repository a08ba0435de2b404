"""The archive to read offline: which files it has, what is taken out of its pages, how it is packed, and dead links."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from casebook.press.editions import archive
from elsewhere import plain_locale  # noqa: F401  (a fixture for every test here)


def put(html: Path, files: dict[str, str]) -> Path:
    """A built book of these files."""
    for name, text in files.items():
        (html / name).parent.mkdir(parents=True, exist_ok=True)
        (html / name).write_bytes(text.encode("latin-1"))
    return html


def test_of_what_is_static_only_that_goes_along_which_a_file_names(tmp_path):
    """Through any number of them: a page names a style, which names a script, which names a letter; a map is of no use."""
    html = put(
        tmp_path,
        {
            "z.html": '<link href="_static/one.css">',
            "b/a.html": "x",
            "data.csv": "seven.js",
            "_static/one.css": "url(two.js) one.css.map \xe9",
            "_static/one.css.map": "{}",
            "_static/two.js": "deep/three.woff",
            "_static/deep/three.woff": "four.js",
            "_static/four.js": "",
            "_static/five.js": "six.js",
            "_static/six.js": "",
            "_static/seven.js": "",
            "_static.txt": "",
        },
    )
    found = archive.wanted(html)
    assert list(found) == [
        "_static.txt", "_static/deep/three.woff", "_static/one.css", "_static/two.js", "b/a.html", "data.csv", "z.html",
    ]  # fmt: skip
    assert found["_static/one.css"] == b"url(two.js) one.css.map \xe9"
    assert found["z.html"] == b'<link href="_static/one.css">'


def test_what_only_a_host_or_a_builder_uses_stays_out(tmp_path):
    """By its place; a file of such a name elsewhere is a page like any other."""
    out = ["_sources/a.md", "editions/a.pdf", ".buildinfo", "objects.inv", "404.html", "robots.txt", "sitemap.xml", "feed.xml"]  # fmt: skip
    stays = ["book/404.html", "book/editions/a.txt", "book/robots.txt"]
    assert list(archive.wanted(put(tmp_path, dict.fromkeys([*out, *stays], "x")))) == stays


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ('<p>a\n <span class="screen"><a href="../_sources/a.md">source</a>\n as written</span> b</p>', "<p>a b</p>"),
        ('<p><a class="x" href="_sources/a.md" download><b>1</b>\n2</a> <a href="_sources/b.md">3</a></p>', "<p><b>1</b>\n2 3</p>"),
        ('<p><span class="screen"><a href="a.html">x</a></span> <a href="sources/a.md">y</a></p>',
         '<p><span class="screen"><a href="a.html">x</a></span> <a href="sources/a.md">y</a></p>'),
    ],
)  # fmt: skip
def test_links_to_sources_go_with_their_line_or_leave_their_words(tmp_path, text, left):
    """The sources are not in the archive; what else stands on the page stays, in UTF-8."""
    (tmp_path / "a.html").write_text(f"{text} 开", encoding="utf-8")
    (tmp_path / "a.txt").write_text(text, encoding="utf-8", newline="")
    found = archive.wanted(tmp_path)
    assert found["a.html"].decode("utf-8") == f"{left} 开"
    assert found["a.txt"].decode("utf-8") == text


@pytest.mark.parametrize(("folder", "name"), [("book-site", "book-site/b/a.txt"), ("", "b/a.txt")])
def test_a_file_is_packed_with_its_place_its_rights_and_one_date(tmp_path, folder, name):
    """Whoever unpacks it can read it; the same files give the same bytes."""
    archive.pack({"b/a.txt": b"x" * 99, "c": b"y"}, folder, tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as made:
        first, second = made.infolist()
        assert made.read(first) == b"x" * 99
    assert (first.filename, second.filename) == (name, f"{folder}/c" if folder else "c")
    assert first.compress_type == second.compress_type == zipfile.ZIP_DEFLATED
    assert first.external_attr == 0o644 << 16
    assert first.date_time == (2020, 1, 1, 0, 0, 0)


def test_an_archive_unpacks_into_a_folder_of_its_own_name(tmp_path):
    """Else its files would lie among those of the reader."""
    archive.write(put(tmp_path / "html", {"index.html": "x", "b/a.html": "y"}), tmp_path / "a-site.zip")
    with zipfile.ZipFile(tmp_path / "a-site.zip") as made:
        assert {name: made.read(name) for name in made.namelist()} == {
            "a-site/b/a.html": b"y",
            "a-site/index.html": b"x",
        }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('<a href="#">x</a><a href="#here">x</a><a href="a.html#here">x</a><p id="here">x</p>', []),
        ('<a href="#gone">x</a><a href="../c.html#q">x</a>', ["#gone has no such place", "../c.html#q has no such place"]),
        ('<a href="../c.html#p">x</a><a href="../c.html#n">x</a><a href="../c.html#a%20b">x</a><a href="../c.html?q=1#p">x</a>', []),
        ('<a href="../a%20b.txt#p">x</a><a href="../a b.txt">x</a>', []),
        ('<a href="https://a.b/">x</a><a href="mailto:a@b.c">x</a><img src="data:image/png;base64,A"><script src="//a.b/c.js"></script>', []),
        ('<a href="c.html">x</a><img src="i.png"><form action="s.html"></form>', ["c.html is not there", "i.png is not there", "s.html is not there"]),
        ('<link rel="canonical" href="k.html"><link rel="alternate" href="l.xml"><link rel="next" href="m.html">', ["m.html is not there"]),
        ('<a href="https://a.b/">x</a><a href="c.html">x</a>', ["c.html is not there"]),
        ('<link href="n.css"><area href="o.html">', ["n.css is not there"]),
    ],
)  # fmt: skip
def test_dead_links_are_told_page_by_page_as_they_stand(text, found):
    """A link, an image, a form; addresses on the web are not asked for."""
    files = {
        "b/a.html": text.encode(),
        "c.html": '<p id="p">开</p><a name="n">x</a><p id="a b"></p>'.encode(),
        "a b.txt": b"<a href='gone.html'>",
    }
    assert archive.dead_links(files) == [f"b/a.html: {one}" for one in found]

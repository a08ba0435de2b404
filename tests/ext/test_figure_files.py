"""Each figure has files with names that stay, and both pictures on the page."""

from __future__ import annotations

import sys
from html.parser import HTMLParser
from types import SimpleNamespace

import figure_files
import figure_records
import pytest
from docutils import nodes
from docutils.utils import new_document
from some_figures import CSV, SLIM, notebook


@pytest.fixture
def build(tmp_path):
    """A build of a book with one chapter and one page."""
    (tmp_path / "notebooks").mkdir()
    paths = {"notebooks/01": notebook(tmp_path / "notebooks"), "book/index": tmp_path / "book" / "index.md"}
    env = SimpleNamespace(found_docs=set(paths), docname="notebooks/01", doc2path=lambda page: str(paths[page]))
    builder = SimpleNamespace(format="html", name="html", imagedir="_images", imgpath="../_images")
    folders = {"doctreedir": str(tmp_path / "_build" / ".doctrees"), "outdir": str(tmp_path / "_build" / "html")}
    return SimpleNamespace(env=env, builder=builder, **folders)


@pytest.fixture
def without_png(monkeypatch):
    """A machine without resvg_py."""
    monkeypatch.setattr(figure_files, "find_spec", lambda name: None)


def written(build) -> dict[str, str]:
    """The files that wait to be copied."""
    figure_files.write_files(build, build.env, [])
    return {path.name: path.read_text(encoding="utf-8") for path in figure_files.store(build).iterdir()}


def test_both_pictures_are_written_without_what_nobody_sees(build, without_png):
    """Under the name of the figure."""
    found = written(build)
    assert sorted(found) == ["one-narrow.svg", "one.svg", "two-narrow.svg", "two.svg"]
    assert found["one-narrow.svg"] == SLIM
    assert found["one.svg"].split("\n")[2:] == [' <rect width="9" height="9"/>', "</svg>", ""]


def test_a_picture_that_changed_loses_its_png(build, without_png):
    """One that did not keeps it: to draw it takes longest of all."""
    written(build)
    store = figure_files.store(build)
    for name in ("one", "two"):
        (store / f"{name}.png").write_bytes(b"old")
    (store / "one.svg").write_text("<svg/>", encoding="utf-8")
    figure_files.write_files(build, build.env, [])
    assert [(store / f"{name}.png").exists() for name in ("one", "two")] == [False, True]


def test_without_the_package_a_line_says_so(build, without_png, monkeypatch):
    """And the build goes on."""
    said = []
    monkeypatch.setattr(figure_files.logger, "info", said.append)
    written(build)
    assert said == ["resvg_py is not installed: the figures are offered without PNG"]
    assert build.pngs is None
    figure_files.copy_files(build, None)


def test_pngs_are_drawn_at_twice_the_width(build):
    """Of the wide pictures, and only of those that have none."""
    pytest.importorskip("resvg_py", reason="resvg_py is not installed")
    store = figure_files.store(build)
    store.mkdir(parents=True)
    for name in ("one", "one-narrow", "two"):
        (store / f"{name}.svg").write_text(SLIM, encoding="utf-8")
    (store / "two.png").write_bytes(b"kept")
    figure_files.make_pngs(store)
    made = (store / "one.png").read_bytes()
    assert made.startswith(b"\x89PNG")
    assert [int.from_bytes(made[at : at + 4], "big") for at in (16, 20)] == [653, 864]
    assert (store / "two.png").read_bytes() == b"kept"
    assert not (store / "one-narrow.png").exists()


def test_the_files_are_put_beside_the_images(build, without_png, tmp_path):
    """The whole table, in an encoding that a spreadsheet reads, and the narrow picture, which no page names as its image."""
    written(build)
    (figure_files.store(build) / "one.png").write_bytes(b"png")
    figure_files.copy_files(build, None)
    target = tmp_path / "_build" / "html" / "_images"
    assert sorted(path.name for path in target.iterdir()) == [
        "one-narrow.svg", "one.csv", "one.png", "two-narrow.svg", "two.csv",
    ]  # fmt: skip
    assert (target / "one.csv").read_bytes().decode("utf-8") == "\ufeff" + "".join(CSV)


@pytest.mark.parametrize(("name", "failed"), [("epub", None), ("html", ValueError("x"))])
def test_nothing_is_put_into_a_book_of_another_kind(build, without_png, tmp_path, name, failed):
    """Nor after a build that failed."""
    written(build)
    build.builder.name = name
    figure_files.copy_files(build, failed)
    assert not (tmp_path / "_build" / "html").exists()


def test_pngs_that_are_not_whole_are_told(build, without_png, monkeypatch):
    """A page would offer a file that is not there; in a strict build the warning ends it."""
    written(build)
    told = []
    monkeypatch.setattr(figure_files.logger, "warning", lambda text, code: told.append(text % code))
    for code in (0, 3):
        build.pngs = SimpleNamespace(wait=lambda code=code: code, returncode=code)
        figure_files.copy_files(build, None)
    assert told == ["resvg_py ended with 3, expected 0: the PNGs of the figures are not whole"]


@pytest.mark.parametrize(("format_", "begun"), [("html", True), ("latex", False)])
def test_another_process_draws_the_pngs(build, monkeypatch, format_, begun):
    """While the pages are built, and only for pages."""
    monkeypatch.setattr(figure_files, "find_spec", lambda name: name == "resvg_py" or None)
    monkeypatch.setattr(figure_files.subprocess, "Popen", lambda command: ("begun", command))
    build.builder.format = format_
    figure_files.write_files(build, build.env, [])
    command = [sys.executable, figure_files.__file__, str(figure_files.store(build))]
    assert build.pngs == (("begun", command) if begun else None)


# ------------------------------------------------------------------------------------------------- on the page


def page(*figures: tuple[str, str]) -> nodes.document:
    """A page with figures, each by its anchor and the address of its image."""
    document = new_document("page")
    for name, uri in figures:
        figure = nodes.figure("", nodes.image(uri=uri, alt="A & B"), nodes.caption("", "The caption."))
        figure["names"] = [name]
        document += figure
    return document


def test_a_chapter_names_the_files_of_its_figures(build):
    """By their anchors; what is not on record stays as it is."""
    document = page(("fig-none", "x.svg"), ("fig-two", "hash.svg"), ("fig-one", "hash2.svg"))
    figure_files.use_files(build, document)
    none, two, one = document.findall(nodes.image)
    assert (type(none), none["uri"]) == (nodes.image, "x.svg")
    assert [(node["figure"], node["uri"], node["first"]) for node in (two, one)] == [
        ("two", "../_build/figures/two.svg", True),
        ("one", "../_build/figures/one.svg", False),
    ]
    assert (one["alt"], one["wide"], one["narrow"]) == ("A & B", (461, 288), (326, 432))


def test_a_page_that_shows_a_figure_again_names_the_same_files(build):
    """By the name of the file; a picture of its own stays."""
    build.env.docname = "book/index"
    document = page(("landing", "figures/one.svg"), ("other", "figures/logo.svg"))
    figure_files.use_files(build, document)
    one, other = document.findall(nodes.image)
    assert one["uri"] == "../_build/figures/one.svg"
    assert type(other) is nodes.image


def html(build, first: bool) -> str:
    """The picture as the page has it."""
    document = page(("fig-one", "x.svg"))
    figure_files.use_files(build, document)
    (node,) = document.findall(figure_files.picture)
    node["first"] = first
    writer = SimpleNamespace(builder=build.builder, body=[])
    figure_files.visit_picture(writer, node)
    figure_files.depart_picture(writer, node)
    return "".join(writer.body)


class Tags(HTMLParser):
    """The tags of a piece of a page."""

    def __init__(self, text: str):
        super().__init__()
        self.found: list[tuple[str, dict]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def test_both_pictures_stand_on_the_page_with_their_sizes(build):
    """So that nothing shifts when they come; only the first is fetched before it is near."""
    (_, _), (_, source), (_, image) = Tags(html(build, first=False)).found
    assert source == {
        "media": "(max-width: 31rem)", "srcset": "../_images/one-narrow.svg", "width": "326", "height": "432",
    }  # fmt: skip
    assert image == {
        "src": "../_images/one.svg", "alt": "A & B", "width": "461", "height": "288", "loading": "lazy",
        "decoding": "async",
    }  # fmt: skip
    assert "loading" not in html(build, first=True)


def test_letters_of_the_wide_picture_are_never_under_twelve_pixels():
    """Where the narrow one ends, the column is as wide as the wide one: margins take 32 pixels."""
    rem = float(figure_files.PHONE.removeprefix("(max-width: ").removesuffix("rem)"))
    assert rem * 16 - 32 >= 4.8 * 96


def test_an_ebook_has_the_picture_as_an_image(build):
    """A reader for ebooks lists its files beforehand."""
    build.builder.name = "epub"
    seen = []
    node = figure_files.picture(uri="x")
    figure_files.visit_picture(SimpleNamespace(builder=build.builder, body=[], visit_image=seen.append), node)
    assert seen == [node]


def test_it_comes_before_sphinx_looks_for_files(app, safe):
    """What a page needs is asked at the same moment."""
    assert figure_files.setup(app) == safe
    pair = (figure_files.visit_picture, figure_files.depart_picture)
    assert app.said == [
        ("add_node", figure_files.picture, {"html": pair}),
        ("connect", "env-before-read-docs", figure_files.write_files),
        ("connect", "doctree-read", figure_files.use_files, {"priority": 400}),
        ("connect", "build-finished", figure_files.copy_files, {"priority": 400}),
    ]
    assert figure_records.drawn is figure_files.drawn

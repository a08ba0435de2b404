"""Every block of a page becomes a passage with an address; code, contents and what only files an entry do not."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import search_index
from lxml import html
from search_index import Page, Passage, Section, as_data, in_order, pinyin, read_page, with_ids

BODY = """<section id="cut"><h1><span class="section-number">9. </span>The cut<a class="headerlink" title="Link">¶</a></h1>
<p>From <a class="evidence" title="Admits 109" aria-label="a number" href="#x">109</a> departments
to 64 (<span lang="zh-CN">开发区</span>, kāifāqū).</p>
<nav class="contents"><ul><li><p>The data</p></li></ul></nav>
<div class="toctree-wrapper"><ul><li>A list of pages</li></ul></div>
<button type="button" class="how-open">How this was computed</button>
<div class="how docutils"><p>64 on record</p><pre>code</pre></div>
<section id="data"><h2>The data</h2><p id="own">Said <em>before</em></p><div><pre>&lt;p&gt; + more_code</pre></div>
<p>It takes <math><mi>b</mi></math> and 41.3\u202f%</p>
<table><caption>Counts</caption><thead><tr><th>Place</th></tr></thead>
<tbody><tr class="a"><th><p>Jinan</p></th><td>109 → 64</td></tr></tbody></table>
<dl class="simple"><dt>cut</dt><dd><p>What is gone.</p></dd><dd><p>Not a fall.</p></dd></dl>
<p class="late">The end<a class="plotted-table">table</a></p></section></section>"""


def page(body: str) -> str:
    """A built page with a frame round its article."""
    return f"<html><body><nav><p>Chapters</p></nav><article>{body}</article><p>Below</p></body></html>"


def texts(read: Page) -> dict[str, str]:
    """The passages of a page by their ids."""
    return {passage.id: passage.text for section in read.sections for passage in section.passages}


def test_blocks_get_ids_and_nothing_else_changes():
    """Paragraphs, captions, rows and terms are counted; code and what belongs to a row or a term is not touched."""
    named = with_ids(BODY)
    tags = [(element.tag, element.get("id")) for element in html.fromstring(named).iter() if element.get("id")]
    assert tags == [
        *[("section", "cut"), ("p", "p1"), ("p", "p2"), ("p", "p3"), ("section", "data"), ("p", "own"), ("p", "p4")],
        *[("caption", "p5"), ("tr", "p6"), ("tr", "p7"), ("dt", "p8"), ("p", "p9")],
    ]
    without = named
    for number in range(1, 10):
        without = without.replace(f' id="p{number}"', "", 1)
    assert without == BODY
    assert '<tr id="p7" class="a"><th><p>Jinan</p>' in named


@pytest.mark.parametrize("body", ["<pre><p>x</p></pre>", "<script>'<p>'</script>", "<path d='M0'/>", '<p id="a">x</p>'])
def test_what_is_no_block_stays_as_it_is(body):
    """An id in code would show, and one more would take the place of one that links lead to."""
    assert with_ids(body) == body


def test_a_page_is_read_as_its_passages():
    """In their order, without the titles of links, code, contents and frame; a row and a term are each one passage."""
    read = read_page(page(with_ids(BODY)), "notebooks/09_cut", "notebooks/09_cut.html")
    assert (read.address, read.title, read.kind) == ("notebooks/09_cut.html", "9. The cut", "chapter")
    assert [(section.id, section.heading) for section in read.sections] == [("cut", "9. The cut"), ("data", "The data")]
    assert texts(read) == {
        "p1": "From 109 departments to 64 (开发区, kāifāqū).",
        "own": "Said before",
        "p4": "It takes b and 41.3\u202f%",
        "p5": "Counts",
        "p6": "Place",
        "p7": "Jinan\n109 → 64",
        "p8": "cut\nWhat is gone.\nNot a fall.",
        "p9": "The end",
    }
    assert {passage.id: passage.value for passage in read.sections[1].passages if passage.value is not None} == {
        "p8": ""
    }


@pytest.mark.parametrize("skipped", search_index.PASSED_OVER.split("|"))
def test_what_is_passed_over_would_be_found_otherwise(skipped, monkeypatch):
    """Each part of the list is needed: without it something that is no text of the book would be found."""
    kept = "|".join(path for path in search_index.PASSED_OVER.split("|") if path != skipped)
    body = (
        "<section id='a'><h1>A</h1><p id='p'>word<a class='headerlink'>¶</a><a class='plotted-table'>t</a><script>s</script>"
        "<style>s</style><button>b</button><svg>g</svg></p><pre><p id='code'>c</p></pre><details><summary><p id='s'>s</p>"
        "</summary></details><nav><p id='n'>n</p></nav><div class='x how'><p id='h'>h</p></div>"
        "<div class='toctree-wrapper'><p id='t'>t</p></div></section>"
    )
    assert texts(read_page(page(body), "book/a", "")) == {"p": "word"}
    monkeypatch.setattr(search_index, "PASSED_OVER", kept)
    assert texts(read_page(page(body), "book/a", "")) != {"p": "word"}


ENTRIES = """<section id="ledger"><h1>The ledger</h1><p>What it is.</p><ul><li id="far"><p>2 · elsewhere</p></li></ul>
<section id="claims"><h2>Claims</h2>
<section id="art-cut"><h3>42\u202f% · Departments<a class="headerlink">¶</a></h3><ul><li><p>Printed: 42%</p></li>
<li><p>Used in: chapter 9</p></li><li><p>Note: 109 less.</p></li></ul></section>
<section id="art-old"><h3>art-old</h3><p><strong>109</strong> departments · Before</p></section>
<section id="art-said"><h3>It was said</h3><ul><li><p>Printed: no</p></li><li><p>Note: a · b</p></li></ul></section>
</section></section>"""


def test_an_entry_is_one_passage_with_its_value():
    """It is found as a whole, by its value; lines that file it and lines that lead to it are left out."""
    read = read_page(page(ENTRIES), "book/ledger/09", "book/ledger/09.html")
    assert read.kind == "ledger"
    assert [(section.id, section.passages) for section in read.sections] == [
        ("ledger", [Passage("ledger", "What it is.")]),
        (
            "claims",
            [
                Passage("art-cut", "42\u202f% · Departments\nPrinted: 42%\nNote: 109 less.", "42\u202f%"),
                Passage("art-old", "art-old\n109 departments · Before", "109 departments"),
                Passage("art-said", "It was said\nPrinted: no\nNote: a · b", ""),
            ],
        ),
    ]


def test_elsewhere_a_third_heading_is_no_entry():
    """Only the ledger has entries."""
    read = read_page(page(ENTRIES), "book/other", "book/other.html")
    assert read.kind == "other"
    assert all(passage.value is None for section in read.sections for passage in section.passages)


def test_a_glossary_is_known_by_its_terms():
    """Its terms come before prose."""
    body = "<section id='g'><h1>Words</h1><dl class='simple glossary'><dt id='t'>zone</dt><dd><p>开发区 kāifāqū.</p></dd></dl></section>"
    read = read_page(page(body), "book/words", "book/words.html")
    assert (read.kind, texts(read)) == ("glossary", {"t": "zone\n开发区 kāifāqū."})


@pytest.mark.parametrize("text", ["<html><body>moved</body></html>", page("<p>no heading</p>")])
def test_a_page_that_only_leads_on_has_no_passages(text):
    """An old address is no page."""
    assert read_page(text, "book/old", "book/old.html") is None


def test_chinese_is_known_by_its_sound_where_both_are_printed():
    """With or without a comma, over a line, in several words; not where English or nothing follows."""
    said = [
        "开发区\n经济开发区 jīngjì kāifāqū. An area",
        "posts (编制, biānzhì) are",
        "剥离 (hiving off)",
        "合同引资额 hétóng yǐnzī’é",
        "一事一议 yī shì yī yì. A",
        "试点 shìdiǎn - the pilots; 代管\ndàiguǎn",
    ]
    read = Page("a", "A", "other", [Section("a", "A", [Passage("x", text) for text in said])])
    assert pinyin([read]) == {
        "jīngjì kāifāqū": "经济开发区",
        "biānzhì": "编制",
        "hétóng yǐnzī’é": "合同引资额",
        "yī shì yī yì": "一事一议",
        "shìdiǎn": "试点",
        "dàiguǎn": "代管",
    }


def test_the_data_leave_out_the_ids_that_can_be_counted():
    """They are a tenth of its bytes; where a number is passed over, or an id is not counted, it is written."""
    passages = [
        Passage("p1", "a"),
        Passage("own", "b"),
        Passage("p2", "c"),
        Passage("p5", "d"),
        Passage("p6", "e"),
        Passage("p7", "f", ""),
    ]
    data = as_data(Page("a.html", "A", "other", [Section("s", "S", passages[:3]), Section("t", "T", passages[3:])]))
    assert data == [
        *["a.html", "A", "other"],
        [["s", "S", ["a", ["own", "b"], "c"]], ["t", "T", [["p5", "d"], "e", ["p7", "f", ""]]]],
    ]


def test_pages_come_in_the_order_of_the_contents():
    """A page below another comes after it, and none comes twice."""
    listed = {"index": ["a", "b"], "a": ["a1", "b"], "b": ["b1"]}
    environment = SimpleNamespace(config=SimpleNamespace(root_doc="index"), toctree_includes=listed)
    assert in_order(environment) == ["index", "a", "a1", "b", "b1"]


@pytest.fixture
def built(tmp_path):
    """Sphinx at the end of a build of two pages, of which one leads on."""
    (tmp_path / "_static").mkdir()
    for name in search_index.LEFT_OVER:
        (tmp_path / name).write_text("of Sphinx")
    (tmp_path / "a.html").write_text(
        page("<section id='a'><h1>A</h1><p id='p1'>开发区 kāifāqū</p></section>"), encoding="utf-8"
    )
    (tmp_path / "b.html").write_text("<p>moved</p>")
    builder = SimpleNamespace(
        name="html",
        get_outfilename=lambda name: str(tmp_path / f"{name}.html"),
        get_target_uri=lambda name: f"{name}.html",
    )
    listed = SimpleNamespace(config=SimpleNamespace(root_doc="a"), toctree_includes={"a": ["b", "not built"]})
    return SimpleNamespace(builder=builder, env=listed, outdir=str(tmp_path)), tmp_path


def test_the_passages_are_written_as_a_script(built):
    """A page opened as a file may fetch no data, but may load a script; the scripts of Sphinx's own search go."""
    app, out = built
    search_index.write_passages(app, None)
    written = (out / search_index.DATA).read_text(encoding="utf-8")
    pages, said = '[["a.html","A","other",[["a","A",["开发区 kāifāqū"]]]]]', '{"kāifāqū":"开发区"}'
    assert written == f'window.searchData = {{"pages":{pages},"pinyin":{said}}};\n'
    assert not any((out / name).exists() for name in search_index.LEFT_OVER)
    search_index.write_passages(app, None)  # again, when they are gone
    assert (out / search_index.DATA).read_text(encoding="utf-8") == written


def test_a_failed_build_and_another_builder_write_nothing(built):
    """What stands from the last build is not touched."""
    app, out = built
    search_index.write_passages(app, ValueError())
    app.builder.name = "epub"
    search_index.write_passages(app, None)
    assert not (out / search_index.DATA).exists()
    assert all((out / name).exists() for name in search_index.LEFT_OVER)


def test_pages_with_a_source_get_ids_and_the_ledger_keeps_its_own():
    """A page that Sphinx makes itself has no body; the ledger's thousand entries need no second id."""
    for name, doctree, expected in (
        ("book/a", 1, '<p id="p1">x</p>'),
        ("book/ledger/09", 1, "<p>x</p>"),
        ("search", None, "<p>x</p>"),
    ):
        context = {"body": "<p>x</p>"}
        search_index.name_blocks(None, name, "page.html", context, doctree)
        assert context["body"] == expected


def test_sphinx_makes_no_index_of_words(app, safe):
    """Its builder takes nothing in and writes nothing."""
    assert search_index.setup(app) == safe
    assert app.said == [
        ("add_builder", search_index.WithoutWordIndex, {"override": True}),
        ("connect", "html-page-context", search_index.name_blocks, {"priority": 900}),
        ("connect", "build-finished", search_index.write_passages, {"priority": 400}),
    ]
    builder = search_index.WithoutWordIndex.__new__(search_index.WithoutWordIndex)
    builder.indexer = None  # asked for anything, it would fail
    assert builder.load_indexer(["a"]) is None
    assert builder.index_page("a", None, "A") is None
    assert builder.dump_search_index() is None

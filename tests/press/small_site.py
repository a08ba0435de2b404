"""A small built book for what is made of its pages: a landing page, a chapter, a ledger."""

from __future__ import annotations

import json
from pathlib import Path

from lxml import html as markup

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe0def46b8"
    "0000000049454e44ae426082"
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><path d="M0 0H40"/></svg>'
SAID = {
    "name": "A Book: on zones & more",
    "author": [{"name": "Ada Lin"}, {"name": "The Readers"}],
    "version": "1.2",
    "copyrightYear": 2026,
    "inLanguage": "en",
    "license": ["https://spdx.org/licenses/MIT.html"],
    "description": "What became of the zones.",
}
FRONT = """<section id="a-book"><h1>A Book<a class="headerlink" href="#a-book">¶</a></h1>
<p>See <a class="evidence" title="Printed" href="ledger.html#cut">41.3 %</a>, <a href="../notebooks/01_one.html#data">the data</a>,
<a href="../notebooks/01_one.html#gone">gone</a>, <a href="../_downloads/x/all.zip" download>all</a> and
<a href="https://example.org/a">elsewhere</a>.</p><div class="toctree-wrapper compound"></div></section>"""
ONE = """<div class="content-icon-container">Icons</div><section id="one"><h1><span class="section-number">1. </span>One?<a class="headerlink" href="#one">¶</a></h1>
<button class="how-open">How</button><div class="how" id="how-1"><div class="cell_input"><pre>cut = before - after</pre></div></div>
<section id="data"><h2><span class="section-number">1.1. </span>Data<a class="headerlink" href="#data">¶</a></h2>
<p>Formula <math xmlns="http://www.w3.org/1998/Math/MathML"><mi>c</mi></math> (<a href="#one">top</a>), 开发区.</p>
<figure id="fig-a"><picture><source srcset="../_images/a-narrow.svg"><img src="../_images/a.svg" alt="A line." loading="lazy"></picture>
<figcaption><p>Fig. 1.1</p><p><a class="plotted-table" href="data:text/csv;base64,AA==">Download</a></p><div class="figure-links"><a href="../_images/a.svg">SVG</a></div></figcaption></figure>
<details class="sd-dropdown"><summary>Solution<svg viewbox="0 0 1 1"></svg></summary>
<p>It is less.</p></details></section></section>"""
LEDGER = """<section id="the-ledger"><h1>The ledger</h1><section id="cut"><h3>41.3 %</h3>
<p><a href="../notebooks/01_one.html#data">Chapter 1</a></p></section></section>"""
PARTS = [("", ["book/index"]), ("Part I · The reform", ["notebooks/01_one"]), ("Use it", ["book/ledger"])]


def frame(title: str, article: str, head: str = "") -> str:
    """A page as it is built."""
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}
      <link rel="stylesheet" href="../_static/book.css"></head><body><nav><a href="../book/index.html">A Book</a></nav><main><article role="main">
      {article}</article></main><p>Text. <span class="screen"><a href="../_sources/{title}.md" download>Download this page</a>
      as it was written.</span></p></body></html>"""


def build(html: Path, address: str = "") -> Path:
    """A small built book."""
    said = SAID | ({"url": f"{address}book/index.html"} if address else {})
    script = f'<script type="application/ld+json">{json.dumps(said)}</script>'
    pages = {
        "book/index.html": frame("A Book", FRONT, script),
        "notebooks/01_one.html": frame("One", ONE),
        "book/ledger.html": frame("Ledger", LEDGER),
    }
    files = {
        "index.html": '<meta http-equiv="refresh" content="0; url=book/index.html"><a href="book/index.html">A Book</a>',
        **pages,
        "_images/a.svg": SVG,
        "_images/a-narrow.svg": SVG,
        "_static/book.css": 'body { background: url("paper.svg") } /*# sourceMappingURL=book.css.map */',
        "_static/book.css.map": "{}",
        "_static/paper.svg": SVG,
        "_static/unused.js": "1",
        "_sources/One.md": "# One",
        "_downloads/x/all.zip": "zip",
        "404.html": "<p>Lost</p>",
        ".buildinfo": "x",
    }
    for name, text in files.items():
        (html / name).parent.mkdir(parents=True, exist_ok=True)
        (html / name).write_text(text, encoding="utf-8")
    (html / "_static" / "cover.png").write_bytes(PIXEL)
    return html


def words(node: markup.HtmlElement) -> str:
    """The text of an element, blanks as one."""
    return " ".join(node.text_content().split())

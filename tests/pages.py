"""Checks on a built page, as functions of its HTML: each returns what is wrong, a line each."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_LOADING = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "link": "href",
}
ENTRY = re.compile(r"(?:^|/)ledger(?:/[\w-]+)?\.html#")  # a line of the ledger's index, or an entry in full
_HARMLESS_LINKS = {"canonical", "author", "license", "search", "next", "prev", "index"}


class _Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.loads: list[tuple[str, str]] = []
        self.images: list[dict] = []
        self.links: list[dict] = []
        self.styles: list[str] = []

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag in _LOADING and attributes.get(_LOADING[tag]):
            if not (tag == "link" and attributes.get("rel") in _HARMLESS_LINKS):
                self.loads.append((tag, attributes[_LOADING[tag]]))
        if tag == "img":
            self.images.append(attributes)
        if tag == "a":
            self.links.append(attributes)
        if attributes.get("style"):
            self.styles.append(attributes["style"])


def _read(html: str) -> _Page:
    page = _Page()
    page.feed(html)
    return page


def requests_elsewhere(html: str) -> list[str]:
    """Addresses on other hosts that a browser would fetch to show the page."""
    page = _read(html)
    found = [f"<{tag}> loads {address}" for tag, address in page.loads if re.match(r"(https?:)?//", address)]
    found += [f"style loads {style}" for style in page.styles if re.search(r"url\(['\"]?(https?:)?//", style)]
    found += [f"script loads {m}" for m in re.findall(r"""(?:import|fetch)\s*\(?\s*["'](https?://[^"']+)""", html)]
    return found


def images_without_text(html: str) -> list[str]:
    """Images with no alternative text, or with a file name for one."""
    return [
        f"image {image.get('src')}: alternative text {image.get('alt')!r}"
        for image in _read(html).images
        if "logo" not in (image.get("class") or "")
        and (
            not (image.get("alt") or "").strip() or re.search(r"\.(svg|png)$", image["alt"]) or " " not in image["alt"]
        )
    ]


def unmarked_chinese(html: str) -> list[str]:
    """Chinese characters in the text of an article's paragraphs that are not marked as Chinese, nor is the article."""
    if re.search(r'<article[^>]* lang="zh-CN"', html):
        return []
    found = []
    for paragraph in re.findall(r"<p(?:\s[^>]*)?>(.*?)</p>", html, flags=re.DOTALL):
        plain = re.sub(r'<span lang="zh-CN"[^>]*>.*?</span>', "", paragraph, flags=re.DOTALL)
        plain = re.sub(r"<code.*?</code>|<[^>]*>", "", plain, flags=re.DOTALL)
        found += re.findall(r"[\u4e00-\u9fff]+", plain)
    return found


def evidence_links(html: str) -> list[dict]:
    """The links to the ledger, as attributes."""
    return [link for link in _read(html).links if ENTRY.search(link.get("href") or "")]


# What the frame of a page runs.
_OWN_FILES = r"(\.\./)*_static/[\w./-]+\.js(\?[\w=&.-]*)?"
_OWN_SCRIPTS = (
    r"document\.body\.dataset\.theme = localStorage\.getItem\(\"theme\"\) \|\| \"auto\";",
    r"try \{ document\.documentElement\.dataset\.mode = localStorage\.mode \|\| \"read\" \} "
    r"catch \{ document\.documentElement\.dataset\.mode = \"read\" \}\s+"
    r"document\.documentElement\.classList\.remove\(\"no-js\"\)",
)
_DATA = {"application/json", "application/ld+json"}  # which a browser keeps and does not run


class _Live(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found: list[str] = []
        self.script: list[str] | None = None
        self.data = False

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "script":
            source = attributes.get("src")
            if source is not None and not re.fullmatch(_OWN_FILES, source):
                self.found.append(f"<script> loads {source}")
            self.script, self.data = [], attributes.get("type") in _DATA
        elif tag in ("iframe", "object", "embed", "base", "applet"):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on"):
                self.found.append(f"<{tag} {name}={value!r}>")
            if re.match(r"[\s\0-\x20]*(javascript|vbscript|data:text/html)", value or "", re.IGNORECASE):
                self.found.append(f"<{tag} {name}={value!r}>")

    def handle_data(self, data):
        if self.script is not None:
            self.script.append(data)

    def handle_endtag(self, tag):
        if tag == "script":
            self._script_ends()

    def close(self):
        super().close()
        if self.script is not None:
            self.found.append("<script> that does not end")

    def _script_ends(self):
        body, self.script = "".join(self.script or []).strip(), None
        if self.data:
            return
        if body and not any(re.fullmatch(own, body, flags=re.DOTALL) for own in _OWN_SCRIPTS):
            self.found.append(f"<script> runs {body[:80]}")


def live_code(html: str) -> list[str]:
    """What a browser would run on the page that is not the theme's own: scripts, handlers, addresses that are scripts."""
    page = _Live()
    page.feed(html)
    page.close()
    return page.found


def figures_elsewhere(text: str, chapters: dict[str, str]) -> list[str]:
    """Figures of a page that stand over a caption which leads to another chapter than theirs, or to none.

    Parameters
    ----------
    text : str
        The page, with figures such as ``figures/cut-panels.svg``.
    chapters : dict
        The notebook of each figure, such as ``{"cut-panels": "09_how_deep_was_the_cut"}``.
    """
    found = re.findall(r"^```\{figure\} figures/([\w-]+)\.svg\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    return [name for name, caption in found if f"/{chapters.get(name)}.ipynb)" not in caption]

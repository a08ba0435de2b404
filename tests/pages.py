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
    """Chinese characters in the text of an article's paragraphs that are not marked as Chinese."""
    found = []
    for paragraph in re.findall(r"<p>(.*?)</p>", html, flags=re.DOTALL):
        plain = re.sub(r'<span lang="zh-CN"[^>]*>.*?</span>', "", paragraph, flags=re.DOTALL)
        plain = re.sub(r"<code.*?</code>|<[^>]*>", "", plain, flags=re.DOTALL)
        found += re.findall(r"[\u4e00-\u9fff]+", plain)
    return found


def evidence_links(html: str) -> list[dict]:
    """The links to the ledger, as attributes."""
    return [link for link in _read(html).links if "ledger.html#" in (link.get("href") or "")]

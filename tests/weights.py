"""What a browser loads for a page, weighed as a server sends it: the document, the shell, the figures.

The *shell* is everything but the document and its figures: styles, scripts, fonts, icons.  A figure in two renderings counts
once, with the heavier.
"""

from __future__ import annotations

import gzip
import re
import statistics
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html

# Bytes, compressed.
SHELL, MEDIAN, HEAVIEST, LEDGER = 25_000, 60_000, 120_000, 60_000


@cache
def sent(path: Path) -> int:
    """Bytes of a file as a server sends it; nought for one that is not there."""
    return len(gzip.compress(path.read_bytes(), mtime=0)) if path.is_file() else 0


def weight(page: Path) -> dict[str, int]:
    """Bytes of a page's ``document``, ``shell`` and ``figures``, and the number of ``files`` that it loads besides."""
    tree = html.fromstring(page.read_text(encoding="utf-8"))
    shell = tree.xpath("//link[@rel='stylesheet' or contains(@rel, 'icon') or @rel='preload']/@href | //script/@src")
    shell += tree.xpath("//img[contains(@class, 'logo') or ancestor::nav]/@src")
    heaviest = []
    for image in tree.xpath("//*[self::article or self::main]//img"):
        drawn = [image.get("src"), *image.xpath("ancestor::picture/source/@srcset")]
        heaviest.append(max((file for file in map(lambda a: local(page, a), drawn) if file), key=sent, default=None))
    styles = {file for file in (local(page, address) for address in shell) if file}
    for style in [file for file in styles if file.suffix == ".css"]:  # and the fonts and pictures that it names
        named = re.findall(r"url\([\"']?([^)\"'#?]+)", style.read_text(encoding="utf-8"))
        styles |= {file for file in (local(style, address) for address in named) if file}
    return {
        "document": sent(page),
        "shell": sum(sent(file) for file in styles),
        "figures": sum(sent(file) for file in {file for file in heaviest if file}),
        "files": len(styles),
    }


def local(page: Path, address: str) -> Path | None:
    """The file that an address on a page names; None for another host, for data, or for a file that is not there."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path:
        return None
    file = (page.parent / unquote(parts.path)).resolve()
    return file if file.is_file() else None


def weights(pages: list[Path]) -> dict[str, dict[str, int]]:
    """The weight of each page, by folder and name."""
    return {f"{page.parent.name}/{page.name}": weight(page) for page in pages}


def heavy(found: dict[str, dict[str, int]]) -> list[str]:
    """What is heavier than it may be, a line each: found, expected.

    Parameters
    ----------
    found : dict
        As :func:`weights` gives it.
    """
    alone = {name: told["document"] + told["shell"] for name, told in found.items()}
    problems = [
        f"{name}: found a shell of {told['shell']} bytes, expected at most {SHELL}"
        for name, told in found.items()
        if told["shell"] > SHELL
    ]
    problems += [
        f"{name}: found {size} bytes without figures, expected at most {HEAVIEST}"
        for name, size in alone.items()
        if size > HEAVIEST
    ]
    problems += [
        f"{name}: found {told['document']} bytes, expected a page of the ledger of at most {LEDGER}"
        for name, told in found.items()
        if "ledger" in name and told["document"] > LEDGER
    ]
    if (median := statistics.median(alone.values())) > MEDIAN:
        problems.append(f"the median page: found {median:.0f} bytes without figures, expected at most {MEDIAN}")
    return problems

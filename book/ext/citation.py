"""How the book and its pages are cited, from ``CITATION.cff`` and the configuration: nothing of it is typed again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml
from sphinx.config import Config

FILE = Path(__file__).resolve().parents[2] / "CITATION.cff"
LICENCE = "https://spdx.org/licenses/{}.html"


@dataclass(frozen=True)
class Citation:
    """What a citation of the book needs."""

    title: str
    authors: tuple[tuple[str, str], ...]  # of schema.org, Person or Organization, and the name
    version: str
    year: str
    released: str  # a date, or nothing before the first release
    licences: tuple[str, ...]  # their addresses

    @property
    def names(self) -> str:
        """The authors in a line."""
        return ", ".join(name for _, name in self.authors)


def citation(copyright: str, path: Path = FILE) -> Citation:
    """Read the citation of the book.

    Parameters
    ----------
    copyright : str
        What the configuration has; its year counts while nothing is released.
    path : Path
        The file in the Citation File Format.

    Raises
    ------
    KeyError
        If title, authors, version or licence are missing, naming it.
    """
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    released = str(said.get("date-released") or "")
    licences = said["license"] if isinstance(said["license"], list) else [said["license"]]
    return Citation(
        title=said["title"],
        authors=tuple(_author(author) for author in said["authors"]),
        version=str(said["version"]),
        year=released[:4] or re.search(r"\d{4}|$", copyright)[0],
        released=released,
        licences=tuple(LICENCE.format(name) for name in licences),
    )


def _author(author: dict) -> tuple[str, str]:
    if "name" in author:
        return "Organization", author["name"]
    return "Person", f"{author['given-names']} {author['family-names']}"


def address(config: Config) -> str:
    """Where the book is published, with a slash at its end; nothing where the configuration names no place.

    Raises
    ------
    ValueError
        If it is no address of the web.
    """
    found = (config.html_baseurl or "").strip()
    if found and not re.match(r"https?://[^/\s]+", found):
        raise ValueError(f"_config.yml, html.baseurl: found {found!r}, expected an address, as in https://example.org/")
    return f"{found.rstrip('/')}/" if found else ""


def sentence(of: Citation, title: str = "", number: str = "", url: str = "") -> str:
    """A page as a list of works names it; the book where there is no title."""
    who = f"{of.names} ({of.year})."
    book = f"{of.title}, version {of.version}"
    what = f"{title.rstrip('.')}{'' if title.endswith('?') else '.'} In {book}" if title else book
    chapter = f", chapter {number}" if number else ""
    return f"{who} {what}{chapter}.{f' {url}' if url else ''}"


def bibtex(of: Citation, key: str, title: str = "", number: str = "", url: str = "") -> str:
    """The same for BibTeX."""
    fields = {"author": " and ".join(f"{{{_escaped(name)}}}" for _, name in of.authors)}
    fields |= {"title": _escaped(title), "booktitle": _escaped(of.title)} if title else {"title": _escaped(of.title)}
    fields |= {"year": of.year, "chapter": number, "note": f"Version {_escaped(of.version)}", "url": url}
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{'incollection' if title else 'book'}{{{key},\n{lines}}}"


def _escaped(text: str) -> str:
    """A text that BibTeX prints as it is."""
    return re.sub(r"([&%#_$])", r"\\\1", text)

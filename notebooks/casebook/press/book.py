"""What is one book's and no other's: its title, its contents, and the few names that its pages need.

The title stands in ``_config.yml``, parts and chapters in ``_toc.yml``, everything else in ``book/book.json``:

source
    The source under study, an id of ``data/sources.csv``.
case
    The names of the case under study, as labels and columns of figures begin with them: what they name is drawn in the
    accent colour.
front_figures
    The figures of the landing page, by the names they have on record.
measures
    ``page``, the page that lists the measures one by one; ``chapter``, the notebook that treats them.
series
    ``joined_in``, the notebook that shows what comes of joining series that do not belong together.
places
    Words of the page of places: ``zones``, its heading, ``about_zones``, and ``pilot_2019``, what a zone marked so is.
counted
    What the prose counts besides chapters, parts, paragraphs and levels, and how far: ``{"promise": 3}``.
read_as
    The kind of document that the source was read from; its text is then held against the record by the same reader.
signatures
    ``open`` while a book is being written: the audit then fails for readings that no longer hold, not for what nobody has
    read.  Not said, every pair is asked for.
not_consulted
    What could not be read, a sentence each, besides what the notes of the sources say.

Of these a book must have ``source`` and ``case``; the others where a page of its ``_toc.yml`` asks for them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import yaml

from ..evidence.settings import ROOT, setting

__all__ = [
    "BOOK",
    "ROOT",
    "chapter",
    "contents",
    "front_page",
    "part_of",
    "parts",
    "setting",
    "source_under_study",
    "title",
]

BOOK = ROOT / "book"
PART = re.compile(r"Part [IVX]+\b")


def _yaml(name: str, root: Path) -> dict:
    path = root / name
    if not path.is_file():
        raise FileNotFoundError(f"{name}: found no such file, expected it beside the folder book/")
    return _parsed(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=8)
def _parsed(text: str) -> dict:
    """Some YAML, which is read often and parsed slowly; whoever takes it changes nothing in it."""
    return yaml.safe_load(text) or {}


def title(root: Path = ROOT) -> str:
    """The title of the book."""
    found = _yaml("_config.yml", root).get("title")
    if not found:
        raise ValueError("_config.yml: found no title, expected the title of the book")
    return found


def source_under_study(root: Path = ROOT) -> str:
    """The source that the book is about, an id of ``data/sources.csv``."""
    return setting("source", root=root)


def front_page(root: Path = ROOT) -> str:
    """The file name of the landing page in ``book/``."""
    found = _yaml("_toc.yml", root).get("root")
    if not found:
        raise ValueError("_toc.yml: found no root, expected the landing page")
    return f"{found.split('/')[-1]}.md"


def contents(root: Path = ROOT) -> list[tuple[str, list[str]]]:
    """All pages in the order of ``_toc.yml``: the caption of each part with its pages, those below a page after it.

    Returns
    -------
    list of tuple of str and list of str
        ``[("", ["book/index"]), ("Part I · The reform", ["notebooks/01_what_is_a_zone", …]), …]``
    """
    toc = _yaml("_toc.yml", root)

    def below(entry: dict) -> list[str]:
        inner = [page for part in entry.get("sections", []) for page in below(part)]
        return [entry["file"], *inner] if "file" in entry else inner

    told = [(part.get("caption", ""), part["chapters"]) for part in toc.get("parts", [])]
    return [("", [toc["root"]])] + [
        (caption, [page for one in listed for page in below(one)]) for caption, listed in told
    ]


def parts(root: Path = ROOT) -> dict[str, list[str]]:
    """The numbered parts of the book with the file names of their notebooks.

    Returns
    -------
    dict of str to list of str
        ``{"Part I": ["01_what_does_the_article_say.ipynb", …]}``, in the order of ``_toc.yml``.

    Raises
    ------
    ValueError
        If the caption of a numbered part does not begin with ``Part`` and a Roman number.
    """
    found = {}
    for part in _yaml("_toc.yml", root).get("parts", []):
        if not part.get("numbered"):
            continue
        name = PART.match(part["caption"])
        if not name:
            raise ValueError(
                f"_toc.yml: found the numbered part {part['caption']!r}, expected 'Part I · …' or the like"
            )
        found[name[0]] = [f"{entry['file'].split('/')[-1]}.ipynb" for entry in part["chapters"]]
    return found


def part_of(notebook: str, root: Path = ROOT) -> str:
    """The part that a chapter belongs to, such as ``Part II``.

    Raises
    ------
    ValueError
        If none does.
    """
    for part, notebooks in parts(root=root).items():
        if notebook in notebooks:
            return part
    raise ValueError(f"_toc.yml: found no numbered part with notebooks/{notebook}, expected one")


def chapter(*keys: str, root: Path = ROOT) -> str:
    """The file name of a chapter that ``book/book.json`` names under some keys.

    Raises
    ------
    ValueError
        If it names none, or one that ``_toc.yml`` does not have.
    """
    name = f"{setting(*keys, root=root)}.ipynb"
    if not any(name in notebooks for notebooks in parts(root=root).values()):
        raise ValueError(f"book/book.json, {'.'.join(keys)}: found {name}, expected a chapter of _toc.yml")
    return name

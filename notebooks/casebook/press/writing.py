"""Generated pages are templates: what a page says is gathered as plain data, and ``templates/NAME.md.j2`` writes it.

Nothing of a table or a record reaches a page but through a filter, which makes it text (:mod:`casebook.evidence.markup`):
a template that forgets one fails, as does one that names what it was not given.

plain, code, address
    Text, a span of code, the target of a link on the web.
name
    An id, or the target of a link within the book.
markdown
    Markdown that stays what it is: what people wrote into the schema, ``data/notes.md`` and the exercises.
line
    A line of the receipt, which is read as it is.
thousands
    A whole number, thousands marked.
"""

from __future__ import annotations

import re
from functools import cache
from numbers import Number
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Undefined
from markupsafe import Markup

from ..evidence import markup, tables
from ..reading.printed import Interval
from . import book

__all__ = ["TEMPLATES", "environment", "page_paths", "write"]

TEMPLATES = Path(__file__).parent / "templates"
SUFFIX = ".md.j2"
NO_PAGES = {"receipt", "ledger-page"}  # written for one reader, and no part of the book; written once a chapter


def page_paths() -> dict[str, Path]:
    """Where the page of each template stands: in ``book/`` under the same name, but for those of other names.

    A book has those that its ``_toc.yml`` names, and the page of the data, which is their README too.
    """
    listed = {page for _, pages in book.contents() for page in pages}
    named = [path.name.removesuffix(SUFFIX) for path in sorted(TEMPLATES.glob(f"*{SUFFIX}"))]
    paths = {name: book.BOOK / f"{name}.md" for name in named if name not in NO_PAGES and f"book/{name}" in listed}
    if page := book.setting("measures", "page", default=""):
        paths["measures"] = book.BOOK / f"{page}.md"
    return {**paths, "data": tables.DATA / "README.md"}


def _as_written(value):
    """What a template may write: what a filter has made text, numbers and intervals."""
    if isinstance(value, Number | Interval | Undefined) or hasattr(value, "__html__"):
        return value
    raise TypeError(f"found {str(value)[:60]!r} written as it is, expected a filter: plain, code, address or name")


def _known(value):
    """What a filter was given; a name without a value is no text."""
    return str(value) if isinstance(value, Undefined) else value  # which raises, naming it


def _name(text: str) -> Markup:
    if not re.fullmatch(r"[\w./#-]+", _known(text)):
        raise ValueError(f"found {text!r}, expected an id or a place in the book")
    return Markup(text)


@cache
def environment(folder: Path) -> Environment:
    """The environment of the templates in a folder.

    Automatic escaping, which is for HTML, changes nothing: what is written is a number, or a filter has marked it as text.
    """
    made = Environment(
        loader=FileSystemLoader(folder),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        autoescape=True,
        finalize=_as_written,
    )
    made.filters |= {
        "plain": lambda text: Markup(markup.plain(_known(text))),
        "code": lambda text: Markup(markup.code(_known(text))),
        "address": lambda url: Markup(markup.address(_known(url))),
        "name": _name,
        "markdown": lambda text: Markup(_known(text)),
        "line": lambda thing: Markup(" ".join(str(thing).split())),
        "thousands": lambda number: Markup(f"{number:,}"),
    }
    return made


def write(template: str, folder: Path = TEMPLATES, **said) -> str:
    """A page from its template.

    Parameters
    ----------
    template : str
        Its name, without ``.md.j2``.
    folder : Path
        Where it lies.
    **said
        What it says, as plain data.

    Raises
    ------
    jinja2.UndefinedError
        If it names what it was not given.
    TypeError
        If it writes a text that no filter has made text.
    """
    return environment(folder).get_template(f"{template}{SUFFIX}").render(**said).rstrip() + "\n"

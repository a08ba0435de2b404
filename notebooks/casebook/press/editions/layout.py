"""The templates of the editions: XML and HTML, so what is written is escaped unless it is ``Markup``, of a page that was built."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

__all__ = ["STYLE", "write_layout"]

FOLDER = Path(__file__).parents[1] / "templates" / "editions"
STYLE = FOLDER / "edition.css"
LAYOUTS = Environment(
    loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


def write_layout(name: str, **said) -> str:
    """A file from its template.

    Parameters
    ----------
    name : str
        Its name, without ``.j2``.
    **said
        What it says.
    """
    return LAYOUTS.get_template(f"{name}.j2").render(**said)

"""Decks: a chapter as slides for fifty minutes, one file of HTML, made of the committed notebook alone."""

from __future__ import annotations

import base64
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ...evidence.records import NOTEBOOKS, read_notebook
from .. import book
from ..files import write_whole
from .slides import slides

__all__ = ["FRESH", "chapters", "deck", "letters", "write_decks"]

FRESH = book.ROOT / "_build" / "class" / "decks"
FOLDER = Path(__file__).parents[1] / "templates" / "decks"
LAYOUTS = Environment(
    loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


def deck(path: Path, top: str = "") -> str:
    """A chapter as slides.

    Parameters
    ----------
    path : Path
        The executed notebook.
    top : str
        The top of the built book as seen from the deck, such as ``../../html/``: numbers link to their entries there.
        Without it the deck stands alone, and a number is its text.

    Returns
    -------
    str
        A file of HTML that loads nothing.

    Raises
    ------
    NotebookError
        If the notebook was not executed in order.
    ValueError
        If none of its cells has the tag ``slide``, or a fence in it is no exercise and no key.
    """
    path = Path(path)
    return LAYOUTS.get_template("deck.html.j2").render(
        book=book.title(),
        chapter=int(path.name[:2]),
        slides=slides(read_notebook(path)["cells"], path.name, top),
        letters=letters(),
        style=Markup((FOLDER / "deck.css").read_text(encoding="utf-8")),
        script=Markup((FOLDER / "deck.js").read_text(encoding="utf-8")),
    )


def letters() -> Markup:
    """The font of formulas as a rule of CSS: without one that knows formulas brackets and sums do not grow."""
    font = base64.b64encode((FOLDER / "math.woff").read_bytes()).decode("ascii")
    return Markup(
        f'@font-face {{ font-family: "Deck Math"; src: url("data:font/woff;base64,{font}") format("woff"); }}'
    )  # noqa: S704


def chapters(numbers: list[str] | None = None, folder: Path = NOTEBOOKS) -> list[Path]:
    """The chapters of the numbered parts, or those of some numbers.

    Raises
    ------
    ValueError
        If there is no chapter of a number.
    """
    found = {name[:2]: Path(folder) / name for names in book.parts().values() for name in names}
    asked = [f"{number:0>2}" for number in numbers or found]
    if unknown := [number for number in asked if number not in found]:
        raise ValueError(f"chapter {', '.join(unknown)}: found none, expected one of {', '.join(found)}")
    return [found[number] for number in asked]


def write_decks(numbers: list[str] | None = None, top: str = "", out: Path = FRESH) -> list[Path]:
    """Write the decks of chapters, ``NN.html`` each; all of the numbered parts by default."""
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for path in chapters(numbers):
        written.append(out / f"{path.name[:2]}.html")
        write_whole(written[-1], deck(path, top))
    return written

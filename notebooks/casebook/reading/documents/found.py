"""What a file holds once it is read, and why another cannot be."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field, replace

from ..article import hidden_signs

__all__ = ["Document", "UnreadableDocument"]


class UnreadableDocument(ValueError):
    """A file that cannot be read, with the reason in one line."""


@dataclass(frozen=True)
class Document:
    """A file as its paragraphs.

    Attributes
    ----------
    paragraphs : list of str
        In their order, none empty.
    kind : str
        ``text``, ``html``, ``pdf``, ``docx``, ``xlsx`` or ``csv``.
    encoding : str
        How its text was encoded; empty for kinds that say so themselves.
    notes : list of str
        What was left out, guessed or looks wrong, a line each.
    """

    paragraphs: list[str]
    kind: str
    encoding: str = ""
    notes: list[str] = field(default_factory=list)

    def cleaned(self) -> Document:
        """The same, white space as single blanks, without signs that show nothing, which are named in a note.

        Raises
        ------
        UnreadableDocument
            If nothing is left.
        """
        hidden = hidden_signs("".join(self.paragraphs))
        shown = (" ".join(_shown(one).split()) for one in self.paragraphs)
        paragraphs = [one for one in shown if one]
        if not paragraphs:
            raise UnreadableDocument("found no text in it, expected paragraphs")
        told = ", ".join(f"{count} {name}" for name, count in hidden.items())
        return replace(self, paragraphs=paragraphs, notes=[*self.notes, *([f"taken out: {told}"] if told else [])])


def _shown(paragraph: str) -> str:
    """A paragraph without format characters, such as a soft hyphen or a blank of no width, which would cut a figure in two."""
    return "".join(sign for sign in paragraph if unicodedata.category(sign) != "Cf")

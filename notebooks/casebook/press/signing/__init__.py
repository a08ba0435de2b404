"""Sign-off: somebody who did not write a sentence has held it against its evidence, and it is still the same.

The unit is a pair of a sentence and an entry that it links to; a sentence without a link is a pair with none.  Captions,
alternative texts, headings, formulas, figures, tables, the rows of the tables of data and of the bibliography are signed
likewise.  Where a pair stands does not count.  ``book/signed.csv`` keeps what was read, the verdict, by whom and when.
"""

from ..book import setting
from .pairing import Pair, pairs
from .readings import FINDINGS, Reading, load, take, write
from .states import State, left_over, states, summary

__all__ = [
    "FINDINGS",
    "Pair",
    "Reading",
    "State",
    "asked",
    "load",
    "pairs",
    "states",
    "summary",
    "suspect",
    "take",
    "unsigned",
    "write",
]


def unsigned() -> tuple[list[str], list[str]]:
    """Every pair that is not signed as it is now, and every reading of what is no longer in the book, as a line each."""
    there, readings = pairs(), load()
    found = [str(state) for state in states(there, readings) if state.is_open]
    return found, [_gone(reading) for reading in left_over(there, readings)]


def asked() -> bool:
    """Whether the audit fails for what nobody has read: ``book/book.json`` may say that ``signatures`` are ``open`` as yet."""
    return setting("signatures", default="") != "open"


def suspect() -> list[str]:
    """What was signed and is no longer so: a sentence or its evidence changed, or went; or a reader found no support."""
    there, readings = pairs(), load()
    found = [str(state) for state in states(there, readings) if state.is_open and state.reading]
    return found + [_gone(reading) for reading in left_over(there, readings)]


def _gone(reading: Reading) -> str:
    of = f", linked to {reading.entry}" if reading.entry else ""
    return f"{reading.file}: signed and no longer in the book: {reading.kind} {reading.text[:160]!r}{of}; read what stands there now: python -m casebook sign"

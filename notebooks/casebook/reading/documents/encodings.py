"""How a text is encoded: what its mark says, else UTF-8 if it is that, else what chardet takes it for.

A guess is told in a note, with a test of its own: in a Chinese text nearly all signs are among the frequent ones that GB
2312-80 and Big5 put into their first levels; in one that was decoded wrongly they are not.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

import chardet

from .found import UnreadableDocument

__all__ = ["Decoded", "decode", "frequent_share"]

SAMPLE = 100_000  # bytes from which an encoding is guessed
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark is the first half of this one
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
CONTROLS = re.compile(r"[\0-\x08\x0e-\x19\x1b-\x1f\ufffe\uffff]")
PRIVATE = re.compile(r"[\ue000-\uf8ff]")
CONTROLS_AND_PRIVATE = re.compile(f"{CONTROLS.pattern}|{PRIVATE.pattern}")
WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "ascii": "utf-8", "iso-8859-1": "cp1252"}
FREQUENT, DOUBTFUL = 0.95, 0.8  # share of frequent signs: below the last a text whose encoding was guessed is refused
CHINESE_ENCODINGS = ("gb18030", "big5hkscs")
FEW = 12  # Chinese signs of which a share says something
CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
KANA_OR_HANGUL = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")
# UTF-8 read as Windows-1252 or GBK, and what is left of signs lost on the way
GARBLED = re.compile(
    r"Ã[\u0080-\u00bf]|â€[\u0080-\uffff]|Â[\u00a0-\u00bf]|ï»¿|[äåæçèé][\u0080-\u00bf¸¹º»¼½¾]{1,2}|锟斤拷|烫烫|鈥[\u4e00-\u9fff]"
)
LOST = "\ufffd"


@dataclass(frozen=True)
class Decoded:
    """A text, its encoding, and what is doubtful about it."""

    text: str
    encoding: str
    notes: list[str]


def decode(raw: bytes, declared: str = "") -> Decoded:
    """The text of some bytes.

    Parameters
    ----------
    raw : bytes
        A whole file.
    declared : str
        The encoding that the file itself names, as a web page does.

    Raises
    ------
    UnreadableDocument
        If it is no text in any encoding that is known, or its signs are those of none.
    """
    text, encoding, notes = _read(raw, declared)
    return Decoded(text, encoding, [*notes, *_doubts(text, encoding)])


def _read(raw: bytes, declared: str) -> tuple[str, str, list[str]]:
    marked = raw.startswith(tuple(MARKS))
    tried = [] if marked or not declared else [WIDER.get(declared.lower(), declared.lower())]
    notes = []
    for encoding in [*tried, "utf-8"]:
        text = _strictly(raw, encoding) if not marked else None
        if text is not None:
            return text, encoding, notes
        if encoding in tried:
            notes.append(f"it says that it is {declared}, and it is not")
    if marked:
        return _by_mark(raw)
    told = chardet.detect(raw[:SAMPLE])
    encoding = WIDER.get((told["encoding"] or "").lower(), (told["encoding"] or "").lower())
    text = _strictly(raw, encoding) if encoding else None
    if text is None:
        raise UnreadableDocument("found no text in an encoding known here, expected text: save it in UTF-8")
    return text, encoding, [*notes, f"nothing in it says its encoding: read as {encoding}"]


def _by_mark(raw: bytes) -> tuple[str, str, list[str]]:
    encoding = next(name for mark, name in MARKS.items() if raw.startswith(mark))
    text = _strictly(raw, encoding)
    if text is None:
        raise UnreadableDocument("found another encoding than its mark says: save it in UTF-8")
    return text, encoding, []


def _strictly(raw: bytes, encoding: str) -> str | None:
    """The text, if all of it reads in this encoding and holds no control; of a guess, no sign for private use either."""
    try:
        text = raw.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    controls = CONTROLS if encoding.startswith("utf") else CONTROLS_AND_PRIVATE
    return None if controls.search(text) else text


def frequent_share(text: str, encoding: str = "utf-8") -> float | None:
    """The share of Chinese signs in the first level of GB 2312-80 (rows 16 to 55) or of Big5 (A440 to C67E).

    Of a text in a Chinese encoding, all letters are asked that are not ASCII: what is decoded wrongly has kana and Greek too.

    Parameters
    ----------
    text, encoding : str
        A text and how it was decoded.

    Returns
    -------
    float or None
        None if there are too few such signs, or if it is a text in Japanese or Korean.
    """
    signs = CHINESE.findall(text[:SAMPLE])
    if encoding in CHINESE_ENCODINGS:
        signs = [sign for sign in text[:SAMPLE] if not sign.isascii() and sign.isalpha()]
    elif len(KANA_OR_HANGUL.findall(text[:SAMPLE])) > len(signs) / 5:
        return None
    return sum(map(_is_frequent, signs)) / len(signs) if len(signs) >= FEW else None


def _is_frequent(sign: str) -> bool:
    simplified, traditional = sign.encode("gb2312", "ignore"), sign.encode("big5", "ignore")
    return b"\xb0\xa1" <= simplified <= b"\xd7\xfe" or b"\xa4\x40" <= traditional <= b"\xc6\x7e"


def _doubts(text: str, encoding: str) -> list[str]:
    """What of a text looks as if it had been decoded wrongly, here or before."""
    notes, share = [], frequent_share(text, encoding)
    if share is not None and share < DOUBTFUL and not encoding.startswith("utf"):
        raise UnreadableDocument(
            f"found that {1 - share:.0%} of its Chinese signs are rare ones, as of a text in another encoding: save it in UTF-8"
        )
    if share is not None and share < FREQUENT:
        notes.append(f"{1 - share:.0%} of its Chinese signs are rare ones: is its encoding right?")
    if lost := text.count(LOST):
        notes.append(f"{lost} signs were lost before it came here (U+FFFD)")
    if private := len(PRIVATE.findall(text)):
        notes.append(f"{private} signs have a meaning in their font alone, or are those of another encoding")
    if garbled := GARBLED.findall(text):
        notes.append(f"garbled in {len(garbled)} places, as {garbled[0]!r}: it was once read in another encoding")
    return notes

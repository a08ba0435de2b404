"""Chinese in prose stands somewhere in the data, and a term of the glossary has the same English wherever both stand together.

What stands in no table is in ``book/chinese.csv``: words of the source that no claim quotes, with their paragraph, and words that a
reader may need, such as the name of a paper to ask an office for.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from ...evidence import tables
from ..book import BOOK
from .lists import lines_of

__all__ = ["LIST", "RUN", "known_texts", "listed", "misnamed", "unknown_runs"]

LIST = BOOK / "chinese.csv"
COLUMNS = ["zh", "en", "where"]

RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff〇]+")
_WHERE = {
    "glossary": ("term_zh", "not_to_confuse", "definition"), "entities": ("name_zh",), "indicators": ("name_zh", "definition"),
    "events": ("title_zh",), "systems": ("name_zh", "heading", "missing"), "measures": ("instrument_zh", "what"),
    "sources": ("title", "publisher", "note"), "claims": ("fragment", "printed", "note", "statement"), "zones": ("leading_industries", "note"),
    "offices": ("person_zh", "office_zh"), "bodies": ("name_zh",), "diffusion": ("title_zh",), "large_cities": ("city_zh",), "provinces": ("province_zh",), "ranks": ("zone_zh", "note"), "breaks": ("label", "description"), "peers": ("what", "how_chosen", "like_for_like", "note"),
}  # fmt: skip


@cache
def known_texts() -> frozenset[str]:
    """Every run of Chinese in the columns of the data that hold terms, names, titles and excerpts."""
    found = set()
    for name, columns in _WHERE.items():
        if name not in tables.schema():
            continue
        frame = tables.table(name)
        for column in columns:
            if column in frame:
                for text in frame[column].astype(str):
                    found |= set(RUN.findall(text))
    return frozenset(found)


def unknown_runs(text: str, also: frozenset[str] = frozenset()) -> list[str]:
    """The runs of Chinese in a text that stand nowhere in the data and in no list of others.

    A run that is part of a longer one passes, since an excerpt may be quoted in part.
    """
    known = (_joined(known_texts()), _joined(also))
    return [run for run in dict.fromkeys(RUN.findall(text)) if not any(run in texts for texts in known)]


@lru_cache(maxsize=8)
def _joined(runs: frozenset[str]) -> str:
    return "\n".join(runs)


@cache
def listed(path: Path = LIST) -> dict[str, str]:
    """The Chinese of ``book/chinese.csv``, with its English.

    Raises
    ------
    ValueError
        As for :func:`~casebook.press.audit.lists.lines_of`, and if a line is not Chinese, or is what the tables have.
    """
    found = {}
    for number, (run, english, _) in lines_of(path, COLUMNS):
        if not RUN.fullmatch(run) or run in known_texts():
            raise ValueError(f"book/{path.name}, row {number}: found {run}, expected Chinese that no table has")
        found[run] = english
    return found


# English, perhaps in quotation marks, and Chinese in brackets behind it
_TOGETHER = re.compile(r"([A-Za-z'’\- ]+)[\"”]? \(([\u4e00-\u9fff+]+)([,;][^)]*)?\)")


@cache
def _english() -> dict[str, list[str]]:
    """Each term with the English that it may have: that of the glossary, and the forms that its column ``forms`` lists."""
    rows = tables.table("glossary").to_dict("records")
    return {
        row["term_zh"]: [_bare(form) for form in (row["en"], *str(row.get("forms", "")).split(";")) if form.strip()]
        for row in rows
    }


def _bare(english: str) -> str:
    """English to compare: small letters, no explanation in brackets, no plural, no hyphen, no article."""
    plain = re.sub(r"\([^)]*\)", "", english).lower().replace("-", " ").replace("’", "'").strip()
    return re.sub(r"(?<=\w{3})(?:ies|s|y)\b", "", re.sub(r"\s+", " ", plain))


def misnamed(text: str) -> list[tuple[str, str, str]]:
    """Terms of the glossary whose English before the brackets is another: the term, what stands there, what is expected."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return [
        (zh, said.strip()[-40:], " or ".join(_english()[zh]))
        for said, zh, also in _TOGETHER.findall(re.sub(r"\s+", " ", plain))
        if zh in _english() and not any(_bare(said).endswith(form) or form in _bare(also) for form in _english()[zh])
    ]

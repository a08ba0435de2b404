"""The pinyin of the glossary's terms and of the names of places by a dictionary that is not ours.

``python tests/second_pinyin.py`` writes it to ``tests/fixtures/pinyin.json``, so that every run of the tests can hold the
tables against it; the dictionary itself, pypinyin, is among what only the longest checks need.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FIXTURE = ROOT / "tests" / "fixtures" / "pinyin.json"
PLACES = ("district", "city", "province")


def short_name(row: dict) -> str:
    """What a place is called in Chinese without its rank, such as 济南 for 济南市."""
    return next((name for name in row["also"].split("; ") if name and not name.isascii()), row["name_zh"])


def terms() -> list[str]:
    """The terms of the glossary."""
    from casebook.evidence import tables

    return list(tables.table("glossary")["term_zh"])


def places() -> dict[str, tuple[str, str]]:
    """Key of each place to its Chinese and its English name: entities by id, others by their Chinese name."""
    from casebook.evidence import tables

    rows = tables.table("entities").to_dict("records")
    own = {row["entity_id"]: (short_name(row), row["name_en"]) for row in rows if row["kind"] in PLACES}
    for name, place in (("large_cities", "city"), ("provinces", "province")):
        frame = tables.table(name)
        own |= {zh: (zh, en) for zh, en in zip(frame[f"{place}_zh"], frame[f"{place}_en"], strict=True)}
    ranks = tables.table("ranks")
    for zh, en in zip(ranks["zone_zh"], ranks["zone_en"], strict=True):
        if not re.search(r"\d", zh):  # the zones of a province together are no place
            own[zh] = zh.removesuffix("高新区"), en.removesuffix(" High-tech Zone")
    return own


def by_dictionary() -> dict[str, str]:
    """Chinese term or name to its syllables with tone marks, by pypinyin; what is no Chinese sign is left out."""
    from pypinyin import Style, pinyin

    wanted = dict.fromkeys([*terms(), *(zh for zh, _ in places().values())])
    signs = {term: "".join(re.findall(r"[\u4e00-\u9fff]", term)) for term in wanted}
    return {term: " ".join(syllable[0] for syllable in pinyin(own, style=Style.TONE)) for term, own in signs.items()}


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "notebooks"))
    FIXTURE.write_text(json.dumps(by_dictionary(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

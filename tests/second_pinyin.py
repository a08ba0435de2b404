"""The pinyin of the glossary's terms by a dictionary that is not ours.

``python tests/second_pinyin.py`` writes it to ``tests/fixtures/pinyin.json``, so that every run of the tests can hold the
glossary against it; the dictionary itself, pypinyin, is among what only the longest checks need.
"""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FIXTURE = ROOT / "tests" / "fixtures" / "pinyin.json"


def terms() -> list[str]:
    """The terms of the glossary, in its order."""
    with (ROOT / "data" / "glossary.csv").open(encoding="utf-8", newline="") as file:
        return [row["term_zh"] for row in csv.DictReader(file)]


def by_dictionary(wanted: list[str]) -> dict[str, str]:
    """Term to its syllables with tone marks, by pypinyin; what is no Chinese sign is left out."""
    from pypinyin import Style, pinyin

    signs = {term: "".join(re.findall(r"[\u4e00-\u9fff]", term)) for term in wanted}
    return {term: " ".join(syllable[0] for syllable in pinyin(own, style=Style.TONE)) for term, own in signs.items()}


if __name__ == "__main__":
    written = json.dumps(by_dictionary(terms()), ensure_ascii=False, indent=1)
    FIXTURE.write_text(written + "\n", encoding="utf-8")

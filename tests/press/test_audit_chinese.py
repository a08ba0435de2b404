"""Chinese in prose is that of the data, whole or in part, and its English is that of the glossary in any of its forms."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest
from casebook.press.audit import chinese
from casebook.press.audit.chinese import misnamed, unknown_runs

GLOSSARY = [
    {"term_zh": "管委会", "en": "Management-committee (of a zone)", "forms": "", "not_to_confuse": "甲乙", "definition": "丙丁"},
    {"term_zh": "开发区", "en": "zones", "forms": "pilot’s  zone; ;opening-up cities", "not_to_confuse": "", "definition": ""},
    {"term_zh": "一+一", "en": "bus", "forms": "", "not_to_confuse": "", "definition": ""},
]  # fmt: skip


@pytest.fixture
def glossary(monkeypatch):
    """A glossary of three terms as the only table."""
    frame = pd.DataFrame(GLOSSARY)
    monkeypatch.setattr(chinese, "tables", SimpleNamespace(schema=lambda: ["glossary"], table=lambda name: frame))
    for kept in (chinese.known_texts, chinese._english):
        kept.cache_clear()
    yield
    for kept in (chinese.known_texts, chinese._english):
        kept.cache_clear()


@pytest.mark.parametrize(
    ("text", "also", "unknown"),
    [
        ("管委会 and 甲乙, 丙丁", (), []),
        ("委会 and 发区", (), []),
        ("乙丙 or 会管, again 乙丙, 甲", (), ["乙丙", "会管"]),
        ("戊己庚 or 己庚, 庚辛", ("戊己庚", "辛壬"), ["庚辛"]),
        ("〇甲乙", (), ["〇甲乙"]),
        ("no Chinese", (), []),
    ],
)
def test_chinese_that_no_table_and_no_list_has_is_told_once_in_order(glossary, text, also, unknown):
    """A quotation may be a part of an excerpt, but not of two that do not stand together."""
    assert unknown_runs(text, frozenset(also)) == unknown


@pytest.mark.parametrize(
    "text",
    [
        "A Management Committee (管委会) met.",
        "Two management\ncommittees (管委会) met.",
        "A “management committee” (管委会) met.",
        "A [management committee](page.md) (管委会) met.",
        "A council (管委会, a management-committee) met.",
        "A council (管委会; the Management committees) met.",
        "The zone (开发区), a pilot's zone (开发区), an opening up city (开发区).",
        "A pilot’s zone (开发区) has a bus (一+一).",
        "A council (竞聘) met, a council 管委会 sat.",
    ],
)
def test_a_term_in_any_of_its_forms_passes(glossary, text):
    """Capitals, hyphens, apostrophes, plurals and quotation marks make no other name."""
    assert misnamed(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A council (管委会) met.", [("管委会", "A council", "management committee")]),
        ("A [council](page.md) (管委会) met.", [("管委会", "A council", "management committee")]),
        ("A management committee council (管委会) met.", [("管委会", "A management committee council", "management committee")]),
        ("A council (管委会, committee) met.", [("管委会", "A council", "management committee")]),
        ("a [b](c) [d](e) council\n (管委会)", [("管委会", "a b d council", "management committee")]),
        (
            "The park (开发区), the car (一+一).",
            [("开发区", "The park", "zone or pilot's zone or opening up cit"), ("一+一", "the car", "bus")],
        ),
        (
            "abcd abcd abcd abcd abcd abcd abcd abcd council's (管委会)",
            [("管委会", " abcd abcd abcd abcd abcd abcd council's", "management committee")],
        ),
    ],
)  # fmt: skip
def test_a_term_by_another_name_is_told_with_its_own(glossary, text, told):
    """The term, the last forty characters before it, and every name that it may have."""
    assert misnamed(text) == told

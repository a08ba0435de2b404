"""A book of three rows a table, to read pages of: what it says can be held in the head.

Cells that a table has and that are not given here are empty, so that a new column of the project's schema changes nothing.
"""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path

import pandas as pd
from casebook.evidence import tables
from casebook.evidence.cells import column_of
from casebook.press import book
from casebook.press.audit import Audit
from casebook.press.pages import gather

SCHEMA = tables.schema()

ROWS: dict[str, list[dict[str, str]]] = {
    "sources": [
        {
            "source_id": "paper", "title": "一场改革", "title_en": "A reform", "publisher": "晚报", "publisher_en": "Evening Post",
            "kind": "party_press", "published": "2020-11-30", "url": "https://example.org/paper", "read_at": "text_in_hand",
            "grade": "weak_repost",
        },
        {
            "source_id": "notice", "title": "通知", "title_en": "Notice on zones", "publisher": "市政府", "publisher_en": "City government",
            "kind": "government", "published": "2019-07~", "url": "ftp://example.org", "read_at": "mirror", "grade": "official_mirror",
            "licence": "CC BY 4.0", "note": "Read in part.",
        },
        {
            "source_id": "thesis", "title_en": "A thesis", "publisher_en": "University", "kind": "academic", "read_at": "original",
            "grade": "academic",
        },
    ],
    "entities": [
        {"entity_id": "land", "name_en": "Land", "name_zh": "国", "kind": "country"},
        {"entity_id": "town", "name_en": "Town", "name_zh": "城", "kind": "city", "parent_id": "land"},
        {"entity_id": "north", "name_en": "North Zone", "kind": "zone_group", "parent_id": "town"},
        {"entity_id": "east", "name_en": "A zone in the east", "name_zh": "东", "kind": "zone", "parent_id": "town"},
    ],
    "indicators": [
        {"indicator_id": "bodies", "name_en": "Bodies", "name_zh": "机构", "definition": "Bodies of a zone.", "unit": "bodies", "stage": "output"},
        {"indicator_id": "growth", "name_en": "Growth", "definition": "Growth of output", "unit": "%", "stage": "outcome"},
    ],
    "claims": [
        {
            "claim_id": "cut", "source_id": "paper", "locator": "p2", "fragment": "减少41.3%", "printed": "41.3%", "value": "41.3", "low": "41.25",
            "high": "41.35", "statement": "The bodies were cut", "entity_id": "town", "indicator_id": "bodies", "unit": "%",
            "qualifier": "exact", "period": "2020-10", "stage": "output", "status": "result", "reading": "twice",
        },
        {
            "claim_id": "jobs", "source_id": "paper", "locator": "p3", "fragment": "4200多", "printed": "4200多", "low": "4201", "high": "4299",
            "statement": "Town had applicants", "entity_id": "north", "indicator_id": "growth", "unit": "persons",
            "qualifier": "more_than", "stage": "response", "status": "open", "reading": "inferred", "note": "For all zones",
        },
        {
            "claim_id": "day", "source_id": "paper", "locator": "p4", "fragment": "8月28日", "statement": "The city met", "entity_id": "town",
            "indicator_id": "bodies", "qualifier": "date", "period": "2020-08-28", "stage": "activity", "status": "result", "reading": "once",
        },
        {
            "claim_id": "first", "source_id": "paper", "locator": "p4", "statement": "It was the first", "entity_id": "town",
            "indicator_id": "bodies", "qualifier": "text", "stage": "context", "status": "result", "reading": "once",
        },
        {
            "claim_id": "posts", "source_id": "notice", "fragment": "17项", "printed": "17", "value": "17", "low": "17", "high": "17",
            "statement": "Posts are to go", "entity_id": "land", "indicator_id": "bodies", "unit": "posts", "qualifier": "exact",
            "period": "2019~", "stage": "input", "status": "plan", "reading": "once",
        },
        {
            "claim_id": "share", "source_id": "thesis", "fragment": "约10%", "printed": "约10%", "value": "10", "low": "9.5", "high": "10.5",
            "statement": "A tenth went", "entity_id": "land", "indicator_id": "growth", "unit": "%", "qualifier": "about",
            "stage": "outcome", "status": "background", "reading": "once",
        },
    ],
    "events": [
        {
            "event_id": "meeting", "date": "2020-08-28", "title_en": "The meeting", "title_zh": "动员", "actor": "town", "zone_id": "north",
            "lane": "city", "part": "mobilisation", "source_id": "paper", "claim_id": "day",
        },
        {"event_id": "plan", "date": "2019~", "title_en": "The plan", "actor": "land", "zone_id": "", "lane": "national", "part": "opinion"},
        {
            "event_id": "end", "date": "../2020-10", "title_zh": "完成", "actor": "north", "zone_id": "north", "lane": "zone", "part": "aftermath",
            "source_id": "notice", "claim_id": "first",
        },
    ],
    "systems": [
        {
            "system_id": "lists", "name_en": "Lists", "name_zh": "清单", "heading": "the-lists", "family": "industry_and_services",
            "missing": "Town by town, what became of it",
        },
        {"system_id": "pay", "name_en": "Pay", "name_zh": "薪酬", "heading": "the-pay", "family": "pay_and_assessment", "missing": "A sum"},
    ],
    "measures": [
        {
            "measure_id": "cutting", "instrument_en": "Cutting", "instrument_zh": "精简", "family": "pay_and_assessment", "entity_id": "town",
            "scope": "local_case", "what": "Bodies are cut", "claim_id": "cut", "source_id": "paper", "system_id": "lists",
        },
        {
            "measure_id": "telling", "instrument_en": "Telling", "family": "organisation", "entity_id": "land", "scope": "province",
            "what": "It is told", "claim_id": "", "source_id": "", "system_id": "",
        },
        {
            "measure_id": "again", "instrument_zh": "再", "family": "organisation", "entity_id": "land", "scope": "city", "what": "It is cut again",
            "claim_id": "cut", "source_id": "notice", "system_id": "lists",
        },
        {
            "measure_id": "winning", "instrument_en": "Winning", "family": "organisation", "entity_id": "land", "scope": "city",
            "what": "It wins", "claim_id": "first", "source_id": "paper", "system_id": "lists",
        },
        {
            "measure_id": "hiring", "instrument_en": "Hiring", "family": "organisation", "entity_id": "land", "scope": "city",
            "what": "Posts are filled", "claim_id": "jobs", "source_id": "paper", "system_id": "lists",
        },
        {
            "measure_id": "tenth", "instrument_en": "Tenth", "family": "organisation", "entity_id": "land", "scope": "city",
            "what": "A tenth goes", "claim_id": "share", "source_id": "thesis", "system_id": "lists",
        },
    ],
    "article": [
        {"paragraph": "1", "characters": "25", "role": "title", "summary_en": "Title"},
        {"paragraph": "2", "characters": "390", "role": "body", "speakers": "The mayor", "summary_en": "The cut"},
        {"paragraph": "3", "characters": "390", "role": "fragment", "repeats": "2", "summary_en": "The cut again"},
    ],
    "zones": [
        {
            "entity_id": "north", "level": "strategy_area", "type": "economic", "district": "Lixia", "founded": "1991-03", "national_since": "2015-09",
            "approved_area_ha": "14964", "other_area": "over 140 km2", "leading_industries": "medicine", "pilot_2019": "true",
            "first_treated": "2019~", "status_after_2020": "merged", "source_id": "paper", "reading": "direct", "note": "By the text.",
        },
        {"entity_id": "east", "level": "national", "type": "high-tech", "pilot_2019": "false", "source_id": "notice", "reading": "inferred"},
        {"entity_id": "town", "level": "provincial", "type": "bonded", "district": "All", "pilot_2019": "false", "approved_area_ha": "12.5",
         "source_id": "notice", "reading": "unverified"},
    ],
    "peers": [
        {
            "peer_id": "one", "entity_id": "town", "group": "city_total", "what": "bodies", "before_claim": "jobs", "after_claim": "posts",
            "cut_claim": "cut", "how_chosen": "By the text", "like_for_like": "true", "note": "As printed.",
        },
        {"peer_id": "two", "entity_id": "east", "group": "merger", "what": "staff", "cut_claim": "share", "how_chosen": "By name", "like_for_like": "false"},
    ],
    "panel": [
        {"entity_id": "town", "year": "2018", "indicator_id": "growth", "value": "5.5", "unit": "%", "vintage": "first_published", "territory": "old_city", "source_id": "paper"},
        {"entity_id": "town", "year": "2019", "indicator_id": "growth", "value": "1234.0", "unit": "%", "vintage": "first_published", "territory": "old_city", "source_id": "paper", "note": "Estimated"},
        {"entity_id": "town", "year": "2020", "indicator_id": "growth", "value": "7", "unit": "% a year", "vintage": "as_revised", "territory": "new_city", "source_id": "notice", "note": "Revised"},
        {"entity_id": "town", "year": "2021", "indicator_id": "growth", "value": "8", "unit": "%", "vintage": "as_revised", "territory": "new_city", "source_id": "notice", "note": "Revised"},
        {"entity_id": "land", "year": "2018", "indicator_id": "growth", "value": "9", "unit": "%", "vintage": "as_revised", "territory": "whole", "source_id": "notice"},
        {"entity_id": "land", "year": "2018", "indicator_id": "bodies", "value": "3", "unit": "bodies", "vintage": "as_revised", "territory": "whole", "source_id": "thesis"},
    ],
    "large_cities": [
        {"city_zh": "北京", "city_en": "Beijing", "year": "2010", "gdp_real_growth_percent": "10.4", "gdp_nominal_100m_yuan": "14964", "vintage": "as_revised", "source_id": "paper"},
        {"city_zh": "北京", "city_en": "Beijing", "year": "2011", "gdp_real_growth_percent": "8.1", "vintage": "as_revised", "source_id": "paper", "note": "No level"},
        {"city_zh": "上海", "city_en": "Shanghai", "year": "2010", "gdp_nominal_100m_yuan": "17915.5", "vintage": "first", "source_id": "notice"},
    ],
    "provinces": [
        {"province_zh": "山东", "province_en": "Shandong", "year": "2015", "real_growth_percent": "7.753", "basis": "mean_of_cities", "vintage": "compiled", "source_id": "paper", "note": "Weak"},
        {"province_zh": "山东", "province_en": "Shandong", "year": "2016", "real_growth_percent": "7.5", "basis": "official", "vintage": "after_fifth_census", "source_id": "notice"},
    ],
    "ranks": [
        {"zone_zh": "东高新区", "zone_en": "East High-tech Zone", "province_en": "Shandong", "year": "2020", "indicator_id": "bodies", "value": "43", "reading": "inferred", "source_id": "notice", "note": "40 + 3 = 43"},
        {"zone_zh": "东高新区", "zone_en": "East High-tech Zone", "province_en": "Shandong", "year": "2021", "indicator_id": "bodies", "value": "40", "of": "157", "reading": "read", "source_id": "notice"},
        {"zone_zh": "东高新区", "zone_en": "East High-tech Zone", "province_en": "Shandong", "year": "2021", "indicator_id": "growth", "value": "112.6", "reading": "read", "source_id": "paper"},
    ],
    "yearbook": [
        {"entity_id": "town", "year": "2020", "indicator_id": "growth", "value": "8.2", "printing": "first_printed", "source_id": "notice"},
        {"entity_id": "town", "year": "2021", "indicator_id": "growth", "value": "5.7", "printing": "first_printed", "source_id": "notice"},
        {"entity_id": "town", "year": "2021", "indicator_id": "growth", "value": "4.4", "printing": "final", "source_id": "notice"},
    ],
    "breaks": [
        {"break_id": "merger", "kind": "boundary", "entity_id": "town", "indicator_id": "", "first_year": "2019", "label": "East joins", "description": "Levels leap.", "source_id": "paper"},
        {"break_id": "census", "kind": "vintage", "entity_id": "land", "indicator_id": "growth", "first_year": "2020", "label": "Census", "description": "Rates shift.", "source_id": ""},
    ],
    "glossary": [
        {"term_zh": "开发区", "pinyin": "kāifāqū", "en": "zone", "definition": "An area.", "not_to_confuse": "A district."},
        {"term_zh": "区", "pinyin": "qū", "en": "Zone", "definition": "A part."},
        {"term_zh": "竞聘", "pinyin": "jìngpìn", "en": "appointment", "definition": "By competition."},
    ],
    "not_used": [{"claim_id": "share", "reason": "No question asks it"}],
}  # fmt: skip


def _record(kind: str, name: str, notebook: str, cell: int, **more) -> dict:
    return {"kind": kind, "id": name, "notebook": notebook, "cell": cell, "claims": [], **more}


_COMPUTED = {
    "assumption": "", "tolerance": 0.0, "unit": "", "form": ".1f", "identification": "", "level": None, "role": "", "void": "",
}  # fmt: skip
RECORDS = [
    _record("result", "rate", "01_one.ipynb", 3, **_COMPUTED | {"meaning": "rate of the cut", "unit": "%", "shown": "41.2 %", "value": 41.2125, "claims": ["cut", "jobs"]}),
    _record("check", "cut", "01_one.ipynb", 4, result="rate", how="counts of bodies", verdict="agrees"),
    _record("figure", "drawing", "02_two.ipynb", 5, title="Half of it went", note="", sources=["paper", "thesis"], cited=[], claims=["jobs"]),
    _record("table", "", "02_two.ipynb", 6, claims=["jobs", "posts"]),
    _record("table", "", "02_two.ipynb", 7, claims=["jobs"]),
    _record("result", "gap", "02_two.ipynb", 8, **_COMPUTED | {
        "meaning": "gap to others", "unit": "points", "shown": "1 to 2 points", "value": [1.0, 2.000000001], "tolerance": 1e-6, "assumption": "no other cause",
        "level": 3, "role": "placebo", "void": "another territory", "identification": "others as they were"}),
    _record("result", "effect", "02_two.ipynb", 9, **_COMPUTED | {
        "meaning": "effect", "shown": "3", "value": 3.0, "level": 1, "role": "estimate", "identification": "nothing else moved"}),
    _record("result", "effect-interval", "02_two.ipynb", 9, **_COMPUTED | {
        "meaning": "effects left open", "shown": "-1 to 5", "value": [-1.0, 5.0], "assumption": "towns drift alike"}),
    _record("check", "jobs", "02_two.ipynb", 10, result="gap", how="rows", verdict="agrees"),
    _record("check", "jobs", "02_two.ipynb", 11, result="rate", how="sums", verdict="differs"),
    _record("result", "rate", "02_two.ipynb", 12, **_COMPUTED | {"meaning": "rate again", "shown": "41.2 %", "value": 41.2125}),
]  # fmt: skip
USED = {
    "cut": [("notebooks/01_one.ipynb", "What is one?"), ("notebooks/01_one.ipynb", "The Data"), ("notebooks/01_one.ipynb", "The Data"),
            ("book/front.md", ""), ("book/how-to.md", "A Number"), ("data/notes.md", "Notes"), ("README.md", "x")],
    "gap": [("notebooks/02_two.ipynb", "Exercises")],
    "drawing": [("book/how-to.md", "Figures")],
}  # fmt: skip
SETTINGS = {
    "source": "paper",
    "front_figures": ["drawing"],
    "measures": {"page": "part-one", "chapter": "02_two"},
    "series": {"joined_in": "01_one"},
    "places": {"zones": "The zones of Town", "about_zones": "The zones as read", "pilot_2019": "One of the pilots"},
}
CONTENTS = """\
root: book/front
parts:
- caption: Part I · One
  numbered: true
  chapters:
  - file: notebooks/01_one
- caption: Part II · Two
  numbered: true
  chapters:
  - file: notebooks/02_two
"""


def frame(name: str) -> pd.DataFrame:
    """A table of the small book, with the columns of the project's schema."""
    columns = {}
    for field in SCHEMA[name]["schema"]["fields"]:
        cells = [(row, given.get(field["name"], "")) for row, given in enumerate(ROWS.get(name, []), start=2)]
        loose = {**field, "constraints": {}}  # what is no cell of the small book may be empty
        columns[field["name"]], _ = column_of(f"data/{name}.csv", loose, cells)
    return pd.DataFrame(columns)


def forget() -> None:
    """Nothing that was read before may answer."""
    for name, module in list(sys.modules.items()):
        if name.startswith("casebook"):
            for thing in list(vars(module).values()):
                if callable(getattr(thing, "cache_clear", None)) and thing.__module__.startswith("casebook"):
                    thing.cache_clear()


def write(folder: Path) -> Path:
    """The files of the small book: contents, settings, two chapters."""
    (folder / "book").mkdir()
    (folder / "notebooks").mkdir()
    (folder / "_toc.yml").write_text(CONTENTS, encoding="utf-8")
    (folder / "_config.yml").write_text("title: A small book\n", encoding="utf-8")
    (folder / "book" / "book.json").write_text(json.dumps(SETTINGS), encoding="utf-8")
    for name, title in (("01_one", "# What is one?\n\nOne is."), ("02_two", "#  What is two?")):
        cells = [{"cell_type": "markdown", "id": "t", "metadata": {}, "source": title.splitlines(keepends=True)}]
        text = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
        (folder / "notebooks" / f"{name}.ipynb").write_text(text, encoding="utf-8")
    return folder


def take_the_place(monkeypatch, folder: Path) -> Path:
    """Let every page be made from the small book."""
    root = write(folder)
    forget()
    monkeypatch.setattr(tables, "table", frame)
    monkeypatch.setattr(tables, "read_table", lambda name, folder=None: frame(name))
    paths = sorted((root / "notebooks").glob("*.ipynb"))
    monkeypatch.setattr(gather, "chapters", lambda: paths)
    monkeypatch.setattr(gather, "stored_records", lambda: [dict(record) for record in RECORDS])
    monkeypatch.setattr(gather, "audit", lambda: Audit(used=USED))
    for name in ("setting", "title", "source_under_study", "front_page", "parts", "part_of", "chapter"):
        monkeypatch.setattr(book, name, partial(getattr(book, name), root=root))
    return root

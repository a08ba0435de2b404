"""Generated pages say what the tables of the small book say: read whole, so that no word of a row is lost, turned or doubled."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest
import small_book
from casebook.evidence import tables
from casebook.evidence.records import NARROW_SVG
from casebook.press import book, pages
from casebook.press.audit import Audit
from casebook.press.pages import chronicle, dictionary, gather, glossary, overview, places, series, sources

GLANCE = """\
## Agrees (1)

- [41.3 %](#cut) · The bodies were cut

## Differs (1)

- [more than 4,200 persons](#jobs) · Town had applicants

## No figure (2)

- [28 August 2020](#day) · The city met
- [It was the first](#first)
"""
MEASURES = """\
**Lists** (清单)
: Claimed: the bodies were cut ([41.3 %](#cut), agrees); it was the first ([said without a figure](#first)); Town had applicants ([more than 4,200 persons](#jobs), differs); a tenth went ([about 10 %](#share)).
: Missing: Town by town, what became of it.
: Treated in [chapter 2](../notebooks/02_two.ipynb#the-lists).

**Pay** (薪酬)
: Claimed: .
: Missing: a sum.
: Treated in [chapter 2](../notebooks/02_two.ipynb#the-pay).
"""
SOURCES = """\
(source-paper)=
**[A reform (一场改革)](<https://example.org/paper>)**
: Evening Post (晚报), 30 November 2020. `paper`
: Party press; grade: weak: origin or wording uncertain; read as a text in hand.

(source-notice)=
**Notice on zones (通知)**
: City government (市政府), about July 2019. `notice`
: Government; grade: official text, read in a copy; read in a copy; licence: CC BY 4.0.
: Read in part.

(source-thesis)=
**A thesis**
: University, undated. `thesis`
: Academic; grade: academic; read where it was published.
"""
CHRONICLE = """\
## Events

- **28 August 2020**: The meeting (动员). Town; North Zone; city; mobilisation; source: [paper](#source-paper); stated: [28 August 2020](#day). `meeting`
- **about 2019**: The plan. Land; national; opinion; source: none. `plan`
- **by the end of October 2020**: 完成. North Zone; zone; aftermath; source: [notice](#source-notice); stated: [It was the first](#first). `end`

## Measures

- **Cutting (精简)**: Bodies are cut. Town; pay and assessment; local case; source: [paper](#source-paper); stated: [41.3 %](#cut); system: Lists, industry and services. `cutting`
- **Telling**: It is told. Land; organisation; province; source: none. `telling`
- **再**: It is cut again. Land; organisation; city; source: [notice](#source-notice); stated: [41.3 %](#cut); system: Lists, industry and services. `again`
- **Winning**: It wins. Land; organisation; city; source: [paper](#source-paper); stated: [It was the first](#first); system: Lists, industry and services. `winning`
- **Hiring**: Posts are filled. Land; organisation; city; source: [paper](#source-paper); stated: [more than 4,200 persons](#jobs); system: Lists, industry and services. `hiring`
- **Tenth**: A tenth goes. Land; organisation; city; source: [thesis](#source-thesis); stated: [about 10 %](#share); system: Lists, industry and services. `tenth`

## The article, paragraph by paragraph

1. Title (title, 25 characters).
2. The cut (body, 390 characters). Quoted: The mayor.
3. The cut again (fragment, 390 characters; repeats paragraph 2).
"""
PLACES = """\
The zones as read, the cases elsewhere that chapters compare with, and every place and body.
What is not listed of a zone was not read.

## The zones of Town

**North Zone**
: Strategy area, economic; Lixia. One of the pilots. `north`
: Founded March 1991; national since September 2015; reform first known about 2019; 14,964 hectares approved; over 140 km2; medicine; merged.
: Source: [paper](#source-paper), direct. By the text.

**A zone in the east (东)**
: National, high-tech; district not read. `east`
: Source: [notice](#source-notice), inferred.

**Town (城)**
: Provincial, bonded; All. `town`
: 12.5 hectares approved.
: Source: [notice](#source-notice), unverified.

## Cases elsewhere

**Town**: bodies
: City total; before: [more than 4,200 persons](#jobs); after: [17 posts](#posts); cut: [41.3 %](#cut). `one`
: By the text; before and after count the same. As printed.

**A zone in the east**: staff
: Merger; cut: [about 10 %](#share). `two`
: By name; before and after do not count the same.

## Every place and body

- Land (国): country. `land`
- Town (城): city in Land. `town`
- North Zone: zone group in Town. `north`
- A zone in the east (东): zone in Town. `east`
"""
SERIES = """\
Values of two vintages or of two territories do not make one series: chapter 1 shows what happens if they are joined.

## Growth

Growth of output. In \\% or % a year. `growth`

**Town**
: First published, old city, [paper](#source-paper). 2018: 5.5, 2019: 1,234. *2019: Estimated*
: As revised, new city, [notice](#source-notice). 2020: 7, 2021: 8. *2020, 2021: Revised*

**Land**
: As revised, whole, [notice](#source-notice). 2018: 9

## Bodies

Bodies of a zone. In bodies. `bodies`

**Land**
: As revised, whole, [thesis](#source-thesis). 2018: 3

## Growth and GDP of the large cities

Growth in per cent a year; GDP in hundred million yuan.

**Beijing (北京)**
: Growth, as revised, [paper](#source-paper). 2010: 10.4, 2011: 8.1
: GDP, as revised, [paper](#source-paper). 2010: 14,964, 2011: none. *2011: No level*

**Shanghai (上海)**
: Growth, first, [notice](#source-notice). 2010: none
: GDP, first, [notice](#source-notice). 2010: 17,915.5

## Growth of the provinces

Real growth in per cent a year. A *mean of cities* is no official figure of the province, and weaker than one.

**Shandong (山东)**
: Mean of cities, compiled, [paper](#source-paper). 2015: 7.753. *2015: Weak*
: Official, after fifth census, [notice](#source-notice). 2016: 7.5

## Growth in the yearbook of Shandong

Growth in per cent a year, in comparable prices, as first printed in the yearbook and as final a year later.

**Town**
: Growth, first printed, [notice](#source-notice). 2020: 8.2, 2021: 5.7
: Growth, final, [notice](#source-notice). 2021: 4.4

## Ranks of high-tech zones

Places in the yearly evaluation of the national high-tech zones, and what was said of them.
The year is that by which the evaluation is called; how many zones were ranked stands behind a place where it is printed.

**East High-tech Zone (东高新区)**
: Bodies, [notice](#source-notice). 2020: 43 (inferred), 2021: 40 of 157. *2020: 40 + 3 = 43*
: Growth, [paper](#source-paper). 2021: 112.6

## Where series break

- **Town, 2019**: East joins (boundary; all series). Levels leap. Source: [paper](#source-paper). `merger`
- **Land, 2020**: Census (vintage; Growth). Rates shift. Source: none. `census`
"""
GLOSSARY = """\
```{glossary}
appointment
  竞聘 *jìngpìn*. By competition.

zone
  开发区 *kāifāqū*. An area.
  Not to be confused with: A district.

Zone (区)
  区 *qū*. A part.
```
"""


@pytest.mark.parametrize(
    ("maker", "told"),
    [
        (overview.glance_page, GLANCE),
        (overview.measures_page, MEASURES),
        (sources.sources_page, SOURCES),
        (chronicle.chronicle_page, CHRONICLE),
        (places.places_page, PLACES),
        (series.series_page, SERIES),
        (glossary.glossary_page, GLOSSARY),
    ],
    ids=lambda given: getattr(given, "__name__", ""),
)
def test_a_page_says_what_its_tables_say(small, maker, told):
    """A year off by one, a source exchanged, a copy called an original: each changes a line here."""
    opening = told.splitlines()[0]
    page = maker()
    assert page[page.index(opening) :] == told
    assert page.startswith("# ")


def test_a_part_is_named_where_its_measures_are_told(small):
    """The page of measures has the name of the part that treats them."""
    assert overview.measures_page().startswith("# Part II at a glance\n")


# ------------------------------------------------------------------------------------------------------ what is gathered


def test_rows_are_grouped_in_the_order_in_which_they_come():
    """A group that is sorted would move a place, one that is split would show it twice."""
    rows = [{"a": "z", "b": 1}, {"a": "y", "b": 2}, {"a": "z", "b": 3}]
    assert [*gather.by(rows, "a")] == [("z", [rows[0], rows[2]]), ("y", [rows[1]])]
    assert [*gather.by(rows, "a", "b")] == [(("z", 1), [rows[0]]), (("y", 2), [rows[1]]), (("z", 3), [rows[2]])]


def test_names_and_titles_are_those_of_the_tables(small):
    """No id has no name, and a chapter's title is its first line."""
    assert gather.names() == {
        "": "",
        "land": "Land",
        "town": "Town",
        "north": "North Zone",
        "east": "A zone in the east",
    }
    assert gather.names("systems", "system_id", "name_zh") == {"": "", "lists": "清单", "pay": "薪酬"}
    assert gather.chapter_titles() == {
        "01_one.ipynb": "Chapter 1 · What is one?",
        "02_two.ipynb": "Chapter 2 · What is two?",
    }
    assert gather.claims_under_study() == ["cut", "jobs", "day", "first"]
    assert gather.rows("not_used") == [{"claim_id": "share", "reason": "No question asks it"}]


def test_a_title_is_the_first_line_without_its_mark(small, tmp_path):
    """What stands below the title is no part of it."""
    path = tmp_path / "notebooks" / "01_one.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"][0]["source"] = ["#One\n", "# Two\n"]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert gather.chapter_titles()["01_one.ipynb"] == "Chapter 1 · One"


def test_a_claim_is_linked_by_its_figure_or_its_statement(small):
    """A claim without a figure would otherwise be linked by the words "no figure"."""
    assert gather.claim_link("") == {}
    assert gather.claim_link("jobs") == {"words": "more than 4,200 persons", "claim": "jobs"}
    assert gather.claim_link("first") == {"words": "It was the first", "claim": "first"}
    assert gather.claim_link("day") == {"words": "28 August 2020", "claim": "day"}
    assert gather.verdicts() == {
        "cut": "agrees", "jobs": "differs", "day": "no figure", "first": "no figure", "posts": "plan, not a result",
        "share": "cannot be checked",
    }  # fmt: skip


def test_a_use_is_told_once_and_leads_to_its_section(small):
    """The opening of a chapter has its title for a heading; what is no page of the book is no use."""
    one, two = "notebooks/01_one.ipynb", "notebooks/02_two.ipynb"
    assert gather.uses(Audit(used=small_book.USED), []) == {
        "cut": {one: "", "book/front.md": "", "book/how-to.md": "a-number"},
        "gap": {two: "exercises"},
        "drawing": {"book/how-to.md": "figures"},
    }
    only_notes = Audit(used={"a": [("data/notes.md", "Notes"), ("book/front.md", "A")]})
    assert gather.uses(only_notes, []) == {"a": {"book/front.md": "a"}}
    turned = Audit(used={"a": [("book/front.md", ""), (two, "Exercises"), (two, "End"), (one, "The Data")]})
    assert list(gather.uses(turned, [])["a"].items()) == [(one, "the-data"), (two, "exercises"), ("book/front.md", "")]


def test_what_a_chapter_draws_lists_computes_or_checks_it_uses(small):
    """A claim that stands in a table only would seem to be used by no chapter."""
    found = gather.uses(Audit(), small_book.RECORDS)
    one, two = "notebooks/01_one.ipynb", "notebooks/02_two.ipynb"
    assert found == {"cut": {one: ""}, "jobs": {one: "", two: ""}, "posts": {two: ""}}
    bare = {"kind": "check", "id": "day", "notebook": "02_two.ipynb"}
    assert gather.uses(Audit(), [bare]) == {"day": {two: ""}}
    assert gather.uses(Audit(used={"day": [(two, "Exercises")]}), [bare]) == {"day": {two: "exercises"}}
    assert gather.uses(Audit(), [r for r in small_book.RECORDS if r["kind"] == "result"]) == {
        "cut": {one: ""}, "jobs": {one: ""},
    }  # fmt: skip


def test_a_chapter_is_called_by_its_number_or_by_its_title(small, monkeypatch):
    """The appendix has no number on its page."""
    assert gather.chapter_names() == {"01_one.ipynb": "chapter 1", "02_two.ipynb": "chapter 2"}
    monkeypatch.setattr(book, "parts", lambda: {"Part I": ["01_one.ipynb"]})
    assert gather.chapter_names() == {"01_one.ipynb": "chapter 1", "02_two.ipynb": "What is two?"}
    named = [
        gather.page_name(f"book/{name}.md", gather.chapter_names())
        for name in ("front", "ten-minutes", "more/short-words", "teach/01", "teach/02")
    ]
    assert named == ["landing page", "Ten minutes", "Short words", "Teaching chapter 1", "Teaching What is two?"]
    assert gather.chapter_names({"01_one.ipynb": "Chapter 7 · Seven"}) == {"01_one.ipynb": "chapter 7"}


def test_a_title_may_have_a_dot_of_its_own(small, monkeypatch, tmp_path):
    """Only the first parts the number from the title."""
    path = tmp_path / "notebooks" / "02_two.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace("What is two?", "Two · or three"), encoding="utf-8")
    monkeypatch.setattr(book, "parts", lambda: {"Part I": ["01_one.ipynb"]})
    assert gather.chapter_names() == {"01_one.ipynb": "chapter 1", "02_two.ipynb": "Two · or three"}
    used = Audit(used={"cut": [("notebooks/02_two.ipynb", "Two · or three")]})
    assert gather.uses(used, []) == {"cut": {"notebooks/02_two.ipynb": ""}}


def test_a_source_that_nobody_graded_says_so(small, monkeypatch):
    """One that is to be graded is not taken for one of a grade."""
    rows = [{**row, "grade": "to do"} if row["source_id"] == "thesis" else row for row in small_book.ROWS["sources"]]
    monkeypatch.setattr(small_book, "ROWS", {**small_book.ROWS, "sources": rows})
    assert ": Academic; grade: not graded yet; read where it was published.\n" in sources.sources_page()


def test_the_first_record_of_an_id_counts(small):
    """Two chapters may put one result on record; its words are those of the first."""
    found = gather.first_of(small_book.RECORDS, "result")
    assert [*found] == ["rate", "gap", "effect", "effect-interval"]
    assert found["rate"]["meaning"] == "rate of the cut"


@pytest.mark.parametrize(
    ("value", "told"), [(14964.0, "14,964"), (0.7076, "0.7076"), (10.05, "10.05"), (1000, "1,000"), (100.0, "100")]
)
def test_a_number_keeps_all_its_digits(value, told):
    """A nought too few, or a decimal that nobody printed."""
    assert gather.number(value) == told


def test_only_an_address_of_the_web_is_a_link():
    """A reader who follows it must arrive."""
    assert gather.linkable("https://example.org") is True
    assert gather.linkable("ftp://example.org") is False


# -------------------------------------------------------------------------------------------------- the data dictionary


PACKAGE = {
    "description": "A small package.",
    "resources": [
        {
            "name": "glossary",
            "path": "glossary.csv",
            "description": "The *terms*",
            "schema": {
                "primaryKey": "term_zh",
                "fields": [
                    {"name": "term_zh", "type": "string", "description": "", "constraints": {"required": True, "unique": True}},
                    {"name": "since", "type": "string", "description": "When", "edtf": True},
                    {"name": "kind", "type": "string", "description": "Which", "constraints": {"enum": ["a_b", "c"], "required": False}},
                ],
            },
        },
        {
            "name": "claims",
            "path": "claims.csv",
            "description": "The claims",
            "schema": {
                "primaryKey": ["claim_id", "year"],
                "fields": [
                    {"name": "claim_id", "type": "string", "description": "Its id"},
                    {"name": "term", "type": "integer", "description": "Its term"},
                    {"name": "like", "type": "string", "description": "Its like"},
                ],
                "foreignKeys": [
                    {"fields": "term", "reference": {"resource": "glossary", "fields": "term_zh"}},
                    {"fields": "like", "reference": {"resource": "", "fields": "claim_id"}},
                ],
            },
        },
    ],
}  # fmt: skip
DICTIONARY = """\
A small package. A [Frictionless Data Package](https://specs.frictionlessdata.io/data-package/): one CSV file a table, UTF-8, one fact a row.

Some *notes*: 区.

## Tables

| table | rows | what it holds |
| --- | ---: | --- |
| [glossary.csv](#glossarycsv) | 3 | The *terms* |
| [claims.csv](#claimscsv) | 6 | The claims |

### glossary.csv

The *terms* Key: `term_zh`.

| column | type | meaning |
| --- | --- | --- |
| `term_zh` | string, required | Identifier |
| `since` | string (EDTF) | When |
| `kind` | string | Which. One of: `a_b`, `c` |

### claims.csv

The claims Key: `claim_id`, `year`.

| column | type | meaning |
| --- | --- | --- |
| `claim_id` | string | Its id |
| `term` | integer | Its term. Refers to `glossary.term_zh` |
| `like` | string | Its like. Refers to `claims.claim_id` |

## Claims not used

- `share` A tenth went: No question asks it

## Codebook

| indicator | what it measures | unit | rung |
| --- | --- | --- | --- |
| `bodies` Bodies (机构) | Bodies of a zone. | bodies | output |
| `growth` Growth | Growth of output | % | outcome |
"""


def test_the_dictionary_says_what_the_schema_says(small, monkeypatch, tmp_path):
    """A column that is not required, or refers to another table, would lead a user astray."""
    monkeypatch.setattr(tables, "DATA", tmp_path)
    (tmp_path / "datapackage.json").write_text(json.dumps(PACKAGE, ensure_ascii=False), encoding="utf-8")
    (tmp_path / "notes.md").write_text("\n\nSome *notes*: 区.\n\n", encoding="utf-8")
    page = dictionary.data_dictionary()
    assert page[page.index("A small package.") :] == DICTIONARY
    (tmp_path / "notes.md").unlink()
    page = dictionary.data_dictionary()
    assert page[page.index("A small package.") :] == DICTIONARY.replace("Some *notes*: 区.\n\n", "")


def test_of_a_table_without_a_key_none_is_told(small, monkeypatch, tmp_path):
    """A list of remarks may hold one twice."""
    package = copy.deepcopy(PACKAGE)
    del package["resources"][0]["schema"]["primaryKey"]
    monkeypatch.setattr(tables, "DATA", tmp_path)
    (tmp_path / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False), encoding="utf-8")
    page = dictionary.data_dictionary()
    assert DICTIONARY.count(" Key: `term_zh`.") == 1
    expected = DICTIONARY.replace("Some *notes*: 区.\n\n", "").replace(" Key: `term_zh`.", "")
    assert page[page.index("A small package.") :] == expected


# ------------------------------------------------------------------------------------------------- which pages, and when


def test_claims_in_use_are_linked_drawn_computed_with_or_checked(small, monkeypatch):
    """A claim that only stands in the tables is not used, nor is an entry that is no claim."""
    assert pages.claims_in_use() == {"cut", "jobs", "posts"}
    monkeypatch.setattr(gather, "audit", lambda: Audit(used={"gap": [], "day": []}))
    assert pages.claims_in_use() == {"cut", "jobs", "posts", "day"}
    checked = {"kind": "check", "id": "share", "result": "gap", "claims": []}
    shown = {"kind": "table", "id": "first"}
    monkeypatch.setattr(gather, "stored_records", lambda: [checked, shown])
    assert pages.claims_in_use() == {"day", "share"}


def chapter(folder: Path, *outputs: dict) -> Path:
    """A chapter with a cell of text and one of code."""
    cells = [{"cell_type": "markdown", "source": "# A"}, {"cell_type": "code", "source": "", "outputs": list(outputs)}]
    path = folder / "03_three.ipynb"
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    return path


def figure(name: str, svg: list[str], narrow: list[str] | None = None) -> dict:
    """An output that holds a picture, and perhaps a narrow one."""
    data = {"image/svg+xml": svg} | ({NARROW_SVG: narrow} if narrow else {})
    return {"output_type": "display_data", "data": data, "metadata": {"casebook": {"id": name}}}


@pytest.mark.parametrize("ending", ["", "\n", " \n", "X\n"])
def test_the_front_figure_is_that_of_its_chapter(small, monkeypatch, tmp_path, ending):
    """The picture of the name, whole, with one line end at its end."""
    plain = {"output_type": "stream", "name": "stdout", "text": ["x"]}
    other = figure("other", ["<svg>no</svg>"], narrow=["<svg>nor this</svg>"])
    drawing = figure("drawing", ["<svg>\n", f"yes</svg>{ending}"], narrow=["<svg>\n", f"slim</svg>{ending}"])
    path = chapter(tmp_path, plain, other, drawing)
    monkeypatch.setattr(pages, "chapters", lambda: [path])
    monkeypatch.setattr(book, "BOOK", tmp_path / "book")
    figures, last = tmp_path / "book" / "figures", ending.replace("\n", "")
    assert pages.front_figures() == {
        figures / "drawing.svg": f"<svg>\nyes</svg>{last}\n", figures / "drawing-narrow.svg": f"<svg>\nslim</svg>{last}\n",
    }  # fmt: skip
    for lacking in (figure("other", ["<svg/>"], narrow=["<svg/>"]), figure("drawing", ["<svg/>"])):
        monkeypatch.setattr(pages, "chapters", lambda lacking=lacking: [chapter(tmp_path, lacking)])
        with pytest.raises(
            ValueError,
            match=r"^book/book\.json, front_figures: found drawing, expected a figure that a chapter has on record$",
        ):
            pages.front_figures()


def test_a_book_may_have_no_figure_in_front(small, monkeypatch):
    """One that names none is not refused, though its chapters draw."""
    monkeypatch.setattr(pages, "chapters", list)
    (small / "book" / "book.json").write_text("{}", encoding="utf-8")
    small_book.forget()
    assert pages.front_figures() == {}


def test_everything_that_is_generated_has_its_maker(monkeypatch, tmp_path):
    """A file that is listed under another's maker would be overwritten with it."""
    monkeypatch.setattr(book, "BOOK", tmp_path)
    monkeypatch.setattr(tables, "DATA", tmp_path / "data")
    monkeypatch.setattr(pages, "MADE_FROM_DATA", {name: lambda name=name: name for name in pages.MADE_FROM_DATA})
    monkeypatch.setattr(pages, "PLAN", tmp_path / "PLAN.md")
    (tmp_path / "PLAN.md").write_text("house 区", encoding="utf-8")
    for name in ("inventory_page", "checked_page", "offered_page", "class_server_page", "forms_page"):
        monkeypatch.setattr(pages, name, lambda name=name: name)
    ledger = {tmp_path / "ledger.md": "index", tmp_path / "ledger" / "01.md": "page", tmp_path / "ledger.csv": "table"}
    monkeypatch.setattr(pages, "ledger_files", lambda: ledger)
    monkeypatch.setattr(pages, "front_figures", lambda: {tmp_path / "a.svg": "svg"})
    monkeypatch.setattr(pages, "renewed", lambda text: f"new {text}")
    found = {path.relative_to(tmp_path).as_posix(): text for path, text in pages.generated().items()}
    pages_of_reports = {
        "checked": "checked_page", "take-with-you": "offered_page", "class-server": "class_server_page", "forms": "forms_page",
    }  # fmt: skip
    same = ("glossary", "at-a-glance", "sources", "how-it-was-read", "places", "chronicle", "series")
    assert found == {
        **{f"{name}.md": name for name in same},
        "part-1.md": "measures",
        "data/README.md": "data",
        "ledger.md": "index",
        "ledger/01.md": "page",
        "ledger.csv": "table",
        "inventory.csv": "inventory_page",
        **{f"{name}.md": maker for name, maker in pages_of_reports.items()},
        "a.svg": "svg",
        "PLAN.md": "new house 区",
    }


def test_a_book_has_the_pages_that_its_contents_name(monkeypatch, tmp_path):
    """What is not listed is not made: it would be a page that no reader finds."""
    monkeypatch.setattr(pages, "page_paths", lambda: {"places": tmp_path / "places.md", "forms": tmp_path / "forms.md"})
    assert pages.made_from_data() == {tmp_path / "places.md": places.places_page}
    monkeypatch.setattr(pages, "made_from_data", dict)
    monkeypatch.setattr(pages, "ledger_files", dict)
    monkeypatch.setattr(pages, "front_figures", dict)
    monkeypatch.setattr(pages, "inventory_page", str)
    monkeypatch.setattr(pages, "forms_page", lambda: "forms")
    monkeypatch.setattr(pages, "renewed", str)
    assert pages.generated() == {
        book.BOOK / "inventory.csv": "",
        tmp_path / "forms.md": "forms",
        pages.PLAN: pages.PLAN.read_text(encoding="utf-8"),
    }


def test_only_pages_that_changed_are_written(monkeypatch, tmp_path):
    """Who reads the list of renewed files takes it for the list of what is new; a file that is no text is renewed too."""
    new, old, same, broken = (tmp_path / name / "a.md" for name in ("new", "old", "same", "broken"))
    for path, text in ((old, b"before"), (same, "区\n".encode()), (broken, b"\xff")):
        path.parent.mkdir()
        path.write_bytes(text)
    monkeypatch.setattr(pages, "generated", lambda: {new: "new\n", old: "after\n", same: "区\n", broken: "x\n"})
    assert pages.write_pages() == [new, old, broken]
    assert [path.read_text(encoding="utf-8") for path in (new, old, same, broken)] == [
        "new\n",
        "after\n",
        "区\n",
        "x\n",
    ]
    assert pages.write_pages() == []


def test_a_page_that_is_stale_is_told_by_its_first_other_line(monkeypatch, tmp_path):
    """From a little before the sign that differs, no more than a line is long; a page that ends early or late too."""
    folder = tmp_path / "book"
    folder.mkdir()
    long = "x" * 100
    stored = {"a.md": f"one\n{long}two{long}\nthree\n", "b.md": "one\n", "c.md": "one\ntwo\n", "d.md": "区\n"}
    for name, text in stored.items():
        (folder / name).write_text(text, encoding="utf-8")
    made = {"a.md": f"one\n{long}2{long}\n3\n", "b.md": "one\ntwo\n", "c.md": "one\n", "d.md": "区\n", "e.md": "one\n"}
    monkeypatch.setattr(pages, "generated", lambda: {folder / name: text for name, text in made.items()})
    monkeypatch.setattr(pages, "strays", lambda: [folder / "ledger" / "99.md"])
    before = "x" * 30
    assert pages.stale_pages() == [
        "book/ledger/99.md: found a page of no chapter, expected no such file",
        f"book/a.md, line 2: found {before + 'two' + 'x' * 57!r}, expected {before + '2' + 'x' * 59!r} (run make rerun)",
        "book/b.md, line 2: found 'the end of the file', expected 'two' (run make rerun)",
        "book/c.md, line 2: found 'two', expected 'the end of the file' (run make rerun)",
        "book/e.md: found no such file, expected the generated page (run make rerun)",
    ]
    (folder / "d.md").write_bytes(b"\xff\n")
    assert "book/d.md, line 1: found '\ufffd', expected '区' (run make rerun)" in pages.stale_pages()

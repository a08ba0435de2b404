"""A mini-book made of a short text, its engine and its first run left out: each file, each name, each refusal."""

from __future__ import annotations

import csv
import json
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from casebook.evidence.package import package_problems
from casebook.evidence.records import NotebookError
from casebook.press.minibook import making, schema
from casebook.press.minibook.making import Asked, Made, new
from elsewhere import plain_locale  # noqa: F401  (a fixture for every test here)

TITLE = "A town trims its offices"
TEXT = "On 3 May the offices were cut from 40 to 25, a fall of 42 per cent. It has 99 rooms and dozens of 1,00 lamps."
CHINESE = "机构由120个减少到72个，精简40%。"
CHAPTER = "01_does_it_agree_with_itself"


@pytest.fixture
def asked_of(monkeypatch) -> dict[str, list]:
    """What was asked of the engine and of the first run, in place of both; a run can be told to go wrong."""
    kept = {"installed": [], "run": [], "goes": lambda folder: SimpleNamespace(returncode=0, stderr="")}

    def install(folder: Path, tables: dict[str, str]) -> dict:
        kept["installed"].append(tables)
        return {"version": "0123456789ab", "files": {}, "tables": tables}

    def run(command: list[str], **more) -> SimpleNamespace:
        kept["run"].append((command, more))
        return kept["goes"](more["cwd"].parent)

    monkeypatch.setattr(making.engine, "install", install)
    monkeypatch.setattr(making, "subprocess", SimpleNamespace(run=run))
    monkeypatch.setattr(making, "date", SimpleNamespace(today=lambda: date(2031, 12, 31)))
    return kept


@pytest.fixture
def make(asked_of, tmp_path):
    """Make a mini-book of some paragraphs, in a file of a name; returns its folder."""

    def made(*paragraphs: str, name: str = "my_own_article.txt", **asked) -> Path:
        path = tmp_path / "in" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes("\n\n".join(paragraphs).encode("utf-8"))
        return new(path, tmp_path / "out" / "book", Asked(**asked)).folder

    return made


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of a table."""
    with (folder / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def text_of(folder: Path, place: str) -> str:
    """A file of a mini-book."""
    return (folder / place).read_bytes().decode("utf-8")


# ------------------------------------------------------------------------------------------------------------ as a whole


def test_a_minibook_is_told_with_how_much_of_what_was_found(asked_of, tmp_path):
    """The numbers are those of its tables; notes of the document come along, and nothing else is left beside it."""
    article = tmp_path / "a.txt"
    article.write_bytes(f"{TITLE}\n\n{TEXT}\n\n{CHINESE}\n\nIt opened in June 2020.".encode("gbk"))
    made = new(str(article), str(tmp_path / "deep" / "er" / "book"))
    folder = tmp_path / "deep" / "er" / "book"
    assert made == Made(
        folder=folder,
        paragraphs=len(rows(folder, "article")),
        claims=len(rows(folder, "claims")),
        unread=len(rows(folder, "unread")),
        dates=len(rows(folder, "dates")),
        checks=len(rows(folder, "checks")),
        differ=1,
        version="0123456789ab",
        notes=["nothing in it says its encoding: read as gb18030"],
    )
    assert (made.paragraphs, made.claims, made.checks) == (4, 8, 2)
    assert min(made.unread, made.dates) > 0
    assert [row["agrees"] for row in rows(folder, "checks")] == ["false", "true"]
    assert [path.name for path in folder.parent.iterdir()] == ["book"]


def test_it_is_made_beside_its_place_and_run_there_by_its_own_engine(asked_of, make, tmp_path):
    """Nobody finds half of it: it is put in its place when the run has gone well; an empty folder may be there."""
    seen = []

    def goes(folder: Path) -> SimpleNamespace:
        seen.append(
            (folder, sorted(path.name for path in folder.iterdir()), list((tmp_path / "out" / "book").iterdir()))
        )
        return SimpleNamespace(returncode=0, stderr="a warning")

    asked_of["goes"] = goes
    (tmp_path / "out" / "book").mkdir(parents=True)
    folder = make(TITLE, TEXT)
    whole, names, there = seen[0]
    assert whole.parent.parent == tmp_path / "out"
    assert whole.parent.name.startswith(".book-")
    assert names == ["CITATION.cff", "README.md", "_config.yml", "_toc.yml", "book", "data", "notebooks"]
    assert there == []
    assert asked_of["run"] == [
        (
            [sys.executable, "-m", "casebook", "rerun"],
            {"cwd": whole / "notebooks", "capture_output": True, "encoding": "utf-8", "timeout": 300},
        )
    ]
    assert asked_of["installed"] == [schema.marks(schema.resources())]
    assert sorted(path.name for path in folder.iterdir()) == names
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["book"]


@pytest.mark.parametrize(
    ("said", "told"),
    [("Traceback\n  x\nValueError: no such claim\n\n", "ValueError: no such claim"), (" \n", "no message")],
)
def test_a_chapter_that_does_not_run_is_told_in_a_line_and_leaves_nothing(asked_of, make, tmp_path, said, told):
    """The last line says why."""
    asked_of["goes"] = lambda folder: SimpleNamespace(returncode=1, stderr=said)
    with pytest.raises(ValueError) as refused:
        make(TITLE, TEXT)
    assert str(refused.value) == f"the chapter does not run: {told}"
    assert list((tmp_path / "out").iterdir()) == []


def test_a_run_that_leaves_no_notebook_is_told(asked_of, make):
    """Whatever its exit status."""

    def goes(folder: Path) -> SimpleNamespace:
        (folder / "notebooks" / f"{CHAPTER}.ipynb").write_text("{", encoding="utf-8")
        return SimpleNamespace(returncode=0, stderr="")

    asked_of["goes"] = goes
    with pytest.raises(NotebookError, match=f"notebooks/{CHAPTER}.ipynb"):
        make(TITLE, TEXT)


@pytest.mark.parametrize("kind", ["file", "folder", "link"])
def test_a_place_that_is_taken_is_refused(asked_of, tmp_path, kind):
    """A file, a folder with something in it, a link: none of it is touched, and nothing is made."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    folder = tmp_path / "there"
    if kind == "file":
        folder.write_text("mine", encoding="utf-8")
    elif kind == "folder":
        folder.mkdir()
        (folder / "mine").write_text("mine", encoding="utf-8")
    else:
        (tmp_path / "empty").mkdir()
        folder.symlink_to(tmp_path / "empty")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(FileExistsError) as refused:
        new(tmp_path / "a.txt", folder)
    assert str(refused.value) == f"{folder}: found something there, expected no folder of that name, or an empty one"
    assert sorted(tmp_path.rglob("*")) == before
    assert asked_of["run"] == []


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"language": "fr"}, "--language: found 'fr', expected one of en, zh"),
        ({"source_date": "soon"}, "--source-date: found 'soon', expected a date such as 2020-11-30, 2020-11 or 2020~"),
        ({"title": "=1+1"}, "--title: found '=1+1', expected a name in plain signs"),
        ({"title": "a <b>"}, "--title: found 'a <b>', expected a name in plain signs"),
        ({"publisher": "@post"}, "--publisher: found '@post', expected a name in plain signs"),
        ({"title": "Fine", "publisher": "-a"}, "--publisher: found '-a', expected a name in plain signs"),
    ],
)
def test_what_was_said_of_an_article_must_be_of_its_form(make, tmp_path, asked, told):
    """It is told by the name of the option, before anything is made."""
    with pytest.raises(ValueError) as refused:
        make(TITLE, TEXT, **asked)
    assert str(refused.value) == told
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("No figure stands here.", "a.txt: found no figure that could be read, expected an article with figures in it"),
        ("", "a.txt: found an empty file, expected text, HTML, PDF, DOCX, XLSX or CSV"),
    ],
)
def test_an_article_that_gives_nothing_is_named_once(make, tmp_path, text, told):
    """Whoever found it: the reader of documents names it itself."""
    with pytest.raises(ValueError) as refused:
        make(text, name="a.txt")
    assert str(refused.value) == told
    assert not (tmp_path / "out").exists()


# ------------------------------------------------------------------------------------------------------------- its files


def test_every_table_is_written_with_what_is_known(make):
    """Drafts in their tables, the others with a header and no rows; the schema names all of them."""
    folder = make(TITLE, TEXT, CHINESE, source_date="2021")
    package = json.loads(text_of(folder, "data/datapackage.json"))
    assert package["resources"] == list(schema.resources().values())
    assert package_problems(folder / "data") == []
    filled = {one["name"]: len(rows(folder, one["name"])) for one in package["resources"]}
    assert {name for name, count in filled.items() if count} == {
        "sources", "claims", "glosses", "results", "article", "unread", "dates", "checks",
    }  # fmt: skip
    assert text_of(folder, "data/hosts.csv") == "publisher_en,host,holds\n"
    assert [row["claim_id"] for row in rows(folder, "glosses")] == ["art-03-1", "art-03-2", "art-03-3"]
    assert [row["result_id"] for row in rows(folder, "results")][-2:] == ["check-2", "share-hedged"]
    assert text_of(folder, "data/datapackage.json").startswith('{\n "profile": "tabular-data-package",\n')
    assert text_of(folder, "data/datapackage.json").endswith("\n}\n")


def test_its_chapter_and_settings_are_written(make):
    """By whom it was read is kept, so that the text can be held against the record by the same reader."""
    folder = make(TITLE, TEXT)
    assert text_of(folder, "book/book.json") == (
        '{\n "source": "source-text",\n "read_as": "text",\n "case": [\n  "to do"\n ],\n "signatures": "open"\n}\n'
    )
    chapter = json.loads(text_of(folder, f"notebooks/{CHAPTER}.ipynb"))
    assert chapter["cells"][0]["source"][0] == "# Does the article agree with itself?\n"
    assert f"      - file: notebooks/{CHAPTER}\n" in text_of(folder, "_toc.yml")
    assert "          - file: book/ledger/source-text\n" in text_of(folder, "_toc.yml")
    assert f"(../notebooks/{CHAPTER}.ipynb)" in text_of(folder, "book/index.md")
    assert 'copyright: "2031"\n' in text_of(folder, "_config.yml")
    assert text_of(folder, "data/notes.md").startswith("Fragments and claims follow the text of the article")


TO_DO = {
    "source_id": "source-text", "title": TITLE, "title_en": TITLE, "publisher": "to do", "publisher_en": "to do", "kind": "to do",
    "published": "", "url": "", "read_at": "text_in_hand", "grade": "to do", "licence": "",
    "note": "The text studied in this book, as received.",
}  # fmt: skip


@pytest.mark.parametrize(
    ("paragraphs", "asked", "row"),
    [
        ([TITLE, TEXT], {}, {}),
        ([TITLE, TEXT], {"publisher": "The Post", "source_date": "2021-11"}, {"publisher": "The Post", "publisher_en": "The Post", "published": "2021-11"}),
        ([TITLE, TEXT], {"language": "zh", "publisher": "The Post"}, {"title_en": "to do", "publisher": "The Post"}),
        ([TITLE, TEXT], {"title": "My view"}, {}),
        ([TEXT], {"title": "My view"}, {"title": "My view", "title_en": "My view"}),
        ([TEXT], {}, {"title": "my own article", "title_en": "my own article"}),
        (["精简机构", CHINESE], {}, {"title": "精简机构", "title_en": "to do"}),
        (["精简机构", CHINESE], {"language": "en", "publisher": "报"}, {"title": "精简机构", "title_en": "精简机构", "publisher": "报", "publisher_en": "报"}),
        (["=A title", TEXT], {}, {"title": "my own article", "title_en": "my own article"}),
    ],
)  # fmt: skip
def test_the_source_has_what_was_said_of_it_and_what_its_text_shows(make, paragraphs, asked, row):
    """The title is that of the article, not that of the book; what nobody said is to do."""
    assert rows(make(*paragraphs, **asked), "sources") == [TO_DO | row]


@pytest.mark.parametrize(
    ("first", "asked", "file", "title", "name", "heading"),
    [
        (TITLE, {}, "a.txt", TITLE, "a-town-trims-its-offices", TITLE),
        (TITLE, {"title": "My view"}, "a.txt", "My view", "my-view", "My view"),
        ("A town trims 3 offices", {}, "a.txt", "A town trims 3 offices", "a-town-trims-3-offices", "An article, read closely"),
        (TEXT, {}, "my_own_text.txt", "my own text", "my-own-text", "my own text"),
        (TEXT, {}, "=sum.txt", "An article", "an-article", "An article"),
        ("精简机构", {"title": "精简"}, "a.txt", "精简", "mini-book", "精简"),
        (TITLE, {"title": "Abcdefghij " * 4 + "k"}, "a.txt", "Abcdefghij " * 4 + "k", "abcdefghij-abcdefghij-abcdefghij-abcdefg", "Abcdefghij " * 4 + "k"),
        (TITLE, {"title": "a" * 39 + " b"}, "a.txt", "a" * 39 + " b", "a" * 39, "a" * 39 + " b"),
    ],
)  # fmt: skip
def test_a_book_is_named_after_what_was_asked_for_the_article_or_its_file(
    make, first, asked, file, title, name, heading
):
    """A heading with a number in it would need evidence for it; a name for machines has plain letters and an end."""
    folder = make(first, TEXT, name=file, **asked)
    package = json.loads(text_of(folder, "data/datapackage.json"))
    assert (package["name"], package["title"]) == (name, f"{title}: the evidence")
    assert title in text_of(folder, "data/datapackage.json")
    for place in ("_config.yml", "CITATION.cff"):
        assert f'\ntitle: "{title}"\n' in text_of(folder, place)
    assert text_of(folder, "README.md").startswith(f"# {title}\n")
    assert text_of(folder, "book/index.md").startswith(f"# {heading}\n")


@pytest.mark.parametrize(
    ("title", "listed"),
    [
        (TITLE, None),
        ("Harwick merges its two bus operators", [("book/index.md", "two bus"), ("README.md", "two bus")]),
        ("A Half; half the town, three", [(f, w) for f in ("book/index.md", "README.md") for w in ("half", "half the", "three")]),
        ("Two of 3 offices", [("README.md", "two of")]),
    ],
)  # fmt: skip
def test_what_a_title_counts_in_words_is_listed_for_the_audit(make, title, listed):
    """The pages that carry it were refused by the first audit; a heading that does not carry it needs no line."""
    path = make(TITLE, TEXT, title=title) / "book" / "counted.csv"
    told = "file,phrase\n" + "".join(f"{file},{phrase}\n" for file, phrase in listed or [])
    assert (path.read_text(encoding="utf-8") if path.exists() else None) == (told if listed else None)


@pytest.mark.parametrize(("said", "edtf"), [("2021-11", "2021-05-03"), ("1999", "1999-05-03")])
def test_a_day_without_a_year_is_of_the_year_in_which_the_article_appeared(make, said, edtf):
    """As its readers took it."""
    assert [row["edtf"] for row in rows(make(TITLE, TEXT, source_date=said), "dates")] == [edtf]


@pytest.mark.parametrize("said", ["", "2021/.."])
def test_without_a_year_a_day_has_none(make, said):
    """None is made up; a date without an end has no year either."""
    folder = make(TITLE, TEXT, source_date=said)
    assert rows(folder, "dates") == []
    reason = "the printed date 'On 3 May the' has no year: say which year to assume"
    assert rows(folder, "unread")[0]["reason"] == reason


def test_the_text_is_kept_only_if_that_is_asked_for(make):
    """It is somebody's work; the readme says where it is, or that it is nowhere."""
    folder = make(TITLE, TEXT, CHINESE, keep_text=True)
    assert text_of(folder, "article.txt") == f"{TITLE}\n{TEXT}\n{CHINESE}\n"
    assert "The text of the article is in `article.txt`." in text_of(folder, "README.md")


def test_the_text_is_in_no_file_if_it_is_not_asked_for(make):
    """Not a whole sentence of it."""
    folder = make(TITLE, TEXT)
    assert not (folder / "article.txt").exists()
    assert "The text of the article itself is not in this folder" in text_of(folder, "README.md")
    assert not [path for path in folder.rglob("*") if path.is_file() and TEXT[:40].encode() in path.read_bytes()]

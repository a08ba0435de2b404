"""Mini-books made of invented articles: every command, the build, what a person does in them, and a newer engine."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from builder import BUILD
from casebook.press.minibook import engine, todo
from casebook.press.minibook.making import Asked, new
from casebook.press.minibook.upgrading import upgrade

ARTICLES = Path(__file__).resolve().parents[1] / "fixtures" / "articles"
CASES = {"en": ("norbury.txt", {"25 per cent", "38:1"}), "zh": ("qinghe.txt", {"30%", "75：1"})}
pytestmark = pytest.mark.slow


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    """A command in a mini-book."""
    command = [sys.executable, "-m", "casebook", *arguments]
    return subprocess.run(
        command, cwd=folder / "notebooks", capture_output=True, text=True, encoding="utf-8", timeout=600
    )


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of a table."""
    with (folder / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def put(folder: Path, name: str, told: list[dict[str, str]]) -> None:
    """Write a table back."""
    with (folder / "data" / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(told[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(told)


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> dict[str, Path]:
    """A mini-book in each language."""
    base = tmp_path_factory.mktemp("minibooks")
    for language, (name, _) in CASES.items():
        new(ARTICLES / name, base / language, Asked(publisher="The Invented Post", source_date="2021-11-30"))
    return {language: base / language for language in CASES}


@pytest.fixture
def copied(made, tmp_path) -> Path:
    """A mini-book that a test may change."""
    return Path(shutil.copytree(made["en"], tmp_path / "book"))


@pytest.mark.parametrize("language", CASES)
def test_planted_inconsistencies_are_found(made, language):
    """Both, whatever else is proposed."""
    printed = {row["claim_id"]: row["printed"] for row in rows(made[language], "claims")}
    differ = {printed.get(row["printed"]) for row in rows(made[language], "checks") if row["agrees"] == "false"}
    assert differ >= CASES[language][1]


def test_the_page_of_the_chapter_gives_a_minibook_with_its_checks(root, tmp_path):
    """Chapter 19 invites to try it: its chapter runs, and as many checks are proposed as there, each to be judged."""
    new(root / "data" / "your_turn.txt", tmp_path / "port", Asked())
    checks = rows(tmp_path / "port", "checks")
    assert [row["kind"] for row in checks] == ["change", "total", "ratio", "share", "change", "points"]
    assert sum(row["agrees"] == "false" for row in checks) == 3
    assert {row["judged"] for row in checks} == {"to do"}


@pytest.mark.parametrize("language", CASES)
def test_every_command_passes_right_away(made, language):
    """On the folder as it was made; what only a person can do is left, and counted."""
    article = str(ARTICLES / CASES[language][0])
    for command in (
        ["data"], ["ledger", "--check"], ["audit"], ["verify-source", article], ["class"], ["decks"], ["ready"], ["checked"],
        ["sign", "--sheet"], ["verify", "--for", "A. Student"], ["ledger"], ["rerun"], ["ledger", "--check"],
    ):  # fmt: skip
        done = run(made[language], *command)
        assert done.returncode == 0, f"{command}: {done.stdout[-500:]} {done.stderr[-1500:]}"
    left = run(made[language], "todo")
    assert left.returncode == 1
    assert "data/claims.csv, row 2, statement: the claim in English" in left.stdout


@pytest.mark.parametrize("language", CASES)
def test_the_pages_are_built_without_a_warning(made, language, tmp_path):
    """Strictly, as its make book does."""
    done = subprocess.run(
        [*BUILD, "--path-output", str(tmp_path), str(made[language])],
        cwd=made[language],
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout[-1500:] + done.stderr[-1500:]
    assert "WARNING" not in done.stdout + done.stderr
    html = tmp_path / "_build" / "html"
    assert "draft:" in (html / "book" / "ledger" / "source-text.html").read_text(encoding="utf-8")
    assert (html / "index.html").is_file()


def test_its_own_checks_pass_and_notice_a_change(copied):
    """Those that it brings along: cells, tables, prose, pages, engine."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly"]
    done = subprocess.run(command, cwd=copied, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout[-2000:]
    (copied / "book" / "index.md").write_text("# A book\n\nIt has 17 rooms.\n", encoding="utf-8")
    assert subprocess.run(command, cwd=copied, capture_output=True, text=True, timeout=600).returncode == 1


def test_the_text_stays_out_unless_asked_for(made, tmp_path):
    """No file has a whole sentence of it."""
    sentence = "A permit took 12 days in 2019 and takes 5 days now"
    holding = [p for p in made["en"].rglob("*") if p.is_file() and sentence.encode() in p.read_bytes()]
    assert holding == []
    new(ARTICLES / "norbury.txt", tmp_path / "kept", Asked(keep_text=True))
    assert sentence in (tmp_path / "kept" / "article.txt").read_text(encoding="utf-8")


def test_a_link_to_a_draft_is_refused_until_the_draft_is_filled(copied):
    """The same sentence passes once a person has said what the figure counts."""
    page = copied / "book" / "index.md"
    page.write_text("# A town\n\nIt had [48](ledger.md#art-03-1) departments.\n", encoding="utf-8")
    refused = run(copied, "audit")
    assert refused.returncode == 1
    assert "expected a claim that is no draft: data/claims.csv has yet to say its statement" in refused.stderr
    put(
        copied,
        "entities",
        [{"entity_id": "town", "name_en": "Norbury", "name_zh": "", "also": "", "kind": "city", "parent_id": ""}],
    )
    put(copied, "indicators", [
        {"indicator_id": "departments", "name_en": "Departments", "name_zh": "", "definition": "Departments of a town hall", "unit": "departments", "stage": "output"},
    ])  # fmt: skip
    told = rows(copied, "claims")
    told[0] |= {
        "statement": "Departments of Norbury before the reform", "entity_id": "town", "indicator_id": "departments",
        "unit": "departments", "stage": "output", "status": "result", "reading": "once",
    }  # fmt: skip
    put(copied, "claims", told)
    assert run(copied, "data").returncode == 0, run(copied, "data").stderr
    done = run(copied, "audit")
    assert done.returncode == 0, done.stderr


def test_nothing_is_left_when_all_is_filled(copied):
    """One open cell is named with its row and column; when there is none, the exit status says so."""
    for path in (copied / "data").glob("*.csv"):
        path.write_text(path.read_text(encoding="utf-8").replace("to do", "done"), encoding="utf-8")
    for path in (*(copied / "notebooks").glob("*.ipynb"), copied / "book" / "index.md", copied / "book" / "book.json"):
        path.write_text(
            path.read_text(encoding="utf-8").replace("To do:", "Done:").replace("to do", "town"), encoding="utf-8"
        )
    (copied / "data" / "notes.md").unlink()
    assert todo.left(copied) == []
    told = rows(copied, "checks")
    told[1]["judged"] = "to do"
    put(copied, "checks", told)
    assert [str(one).split(":")[0] for one in todo.left(copied)] == ["data/checks.csv, row 3, judged"]


def test_an_upgrade_replaces_the_engine_and_keeps_the_work(copied):
    """A mini-book of an older engine: a file that was otherwise, one that is gone now, a table with a column less."""
    page, chapter = copied / "book" / "index.md", next((copied / "notebooks").glob("*.ipynb"))
    page.write_text("# Mine\n", encoding="utf-8")
    kept = {path: path.read_bytes() for path in (page, chapter, *(copied / "data").glob("*.csv"))}
    said = engine.manifest(copied)
    older = copied / "notebooks" / "casebook" / "reading" / "numerals.py"
    older.write_text("OLD = 1\n", encoding="utf-8")
    gone = copied / "notebooks" / "casebook" / "gone.py"
    gone.write_text("", encoding="utf-8")
    package = json.loads((copied / "data" / "datapackage.json").read_text(encoding="utf-8"))
    claims = next(resource for resource in package["resources"] if resource["name"] == "claims")
    claims["schema"]["fields"].pop()
    (copied / "data" / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    from casebook.press.minibook.schema import marks

    said["tables"] |= marks({"claims": claims})
    places = {place: copied / place for place in (*said["files"], "notebooks/casebook/gone.py")}
    said["files"] = engine.hashes(places)
    (copied / engine.MANIFEST).write_text(json.dumps(said), encoding="utf-8")
    done = upgrade(copied)
    assert done.replaced == ["notebooks/casebook/reading/numerals.py"]
    assert done.removed == ["notebooks/casebook/gone.py"]
    assert [line for line in done.told if "a new column, note" in line]
    assert {path: path.read_bytes() for path in kept} == kept
    assert engine.changed_by_hand(copied) == []
    assert not gone.exists()
    again = upgrade(copied)
    assert (again.replaced, again.removed, again.told, again.before) == ([], [], [], done.after)


def test_an_upgrade_refuses_what_was_changed_by_hand(copied):
    """It names the file; forced, it replaces it."""
    path = copied / "book" / "ext" / "mathml.py"
    path.write_text(path.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"changed by hand \(book/ext/mathml\.py\), expected none"):
        upgrade(copied)
    assert "# mine" in path.read_text(encoding="utf-8")
    assert upgrade(copied, force=True).replaced == ["book/ext/mathml.py"]
    assert "# mine" not in path.read_text(encoding="utf-8")


def test_a_schema_that_somebody_changed_is_left_as_it_is(copied):
    """And said so."""
    path = copied / "data" / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    package["resources"][0]["schema"]["fields"][0]["description"] = "Mine"
    path.write_text(json.dumps(package), encoding="utf-8")
    assert any("was changed here and is left as it is" in line for line in upgrade(copied).told)
    assert json.loads(path.read_text(encoding="utf-8")) == package


def test_a_folder_that_is_no_minibook_is_not_upgraded(tmp_path, root):
    """Nor is a book upgraded by itself."""
    for folder in (tmp_path, root):
        with pytest.raises(ValueError, match="expected a folder that `casebook new` made"):
            upgrade(folder)


@pytest.mark.parametrize(
    ("article", "asked", "told"),
    [
        ("no such file", Asked(), "found no such file, expected"),
        ("", Asked(), "found an empty file, expected"),
        ("binary", Asked(), "expected text"),
        ("5 rooms", Asked(language="fr"), "--language: found 'fr'"),
        ("5 rooms", Asked(source_date="soon"), "--source-date: found 'soon'"),
        ("5 rooms", Asked(title="=1+1"), "--title: found '=1"),
    ],
)
def test_bad_input_gives_one_line_and_leaves_nothing(tmp_path, article, asked, told):
    """No half folder stays behind."""
    path = tmp_path / "in" / "article.txt"
    path.parent.mkdir()
    if article != "no such file":
        path.write_bytes(b"\x00\x01\xff\xfe\x00" * 9 if article == "binary" else article.encode())
    with pytest.raises((ValueError, OSError)) as refused:
        new(path, tmp_path / "out", asked)
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)
    assert [one.name for one in tmp_path.iterdir()] == ["in"]


@pytest.mark.parametrize("kind", ["html", "gbk"])
def test_a_document_of_another_kind_is_read_alike_by_both(tmp_path, kind):
    """What `new` read from a web page or another encoding, verify-source reads again; a changed figure is told."""
    path = tmp_path / f"article.{'html' if kind == 'html' else 'txt'}"
    text = (ARTICLES / ("norbury.txt" if kind == "html" else "qinghe.txt")).read_text(encoding="utf-8")
    if kind == "html":
        inner = "".join(f"<p>{line}</p>" for line in text.splitlines() if line)
        page = f"<!DOCTYPE html><html><head><title>A</title></head><body><article>{inner}</article></body></html>"
        path.write_text(page, encoding="utf-8")
    else:
        path.write_bytes(text.encode("gbk"))
    made = new(path, tmp_path / "book")
    assert made.differ >= 2
    assert run(made.folder, "verify-source", str(path)).returncode == 0
    path.write_bytes(path.read_bytes().replace(b"640", b"641").replace(b"860", b"861"))
    assert run(made.folder, "verify-source", str(path)).returncode == 1


def test_a_folder_with_something_in_it_is_refused(tmp_path):
    """Nothing in it is touched."""
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError, match="expected no folder of that name, or an empty one"):
        new(ARTICLES / "norbury.txt", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_the_engine_is_named_in_one_place_without_caches(root):
    """What is copied holds nothing of this book."""
    files = engine.engine_files(root)
    assert not [place for place in files if "__pycache__" in place or place.endswith(".pyc")]
    assert {"notebooks/casebook/__main__.py", "requirements.txt", "Makefile", "book/ext/bundle.py"} <= set(files)
    assert not [place for place in files if place.startswith("data/") or place.endswith(".ipynb")]
    digests = engine.hashes(files)
    assert engine.version(digests) == engine.version(dict(digests)) != engine.version(digests | {"Makefile": "0"})

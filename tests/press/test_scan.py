"""A folder of articles becomes one table, whatever is in the folder and however often the run is stopped."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import time
from collections import Counter
from types import SimpleNamespace

import adverse_articles
import pytest
from casebook import __main__ as commands
from casebook.press import scan as scanning
from casebook.press.scan import engines, rows, scan, tally
from handed_in import write_docx, write_pdf

AGREES = "The number of posts fell from 64 to 19, a cut of 70.3 %."
DIFFERS = "门店由64个减少到19个，精简80%。"
UNREAD = "On 5 July 2019 they left it at some 3.4.5 posts."


def said(path) -> list[dict]:
    """The rows of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ends(path) -> dict[str, dict]:
    """The last row of each article."""
    return {row["document"]: row for row in said(path) if row["kind"] == "document"}


@pytest.fixture
def folder(tmp_path):
    """Four articles, one of them in a folder of its own."""
    made = tmp_path / "articles"
    (made / "within").mkdir(parents=True)
    (made / "a.txt").write_text(f"Fewer desks\n{AGREES}\n", encoding="utf-8")
    (made / "within" / "b.txt").write_bytes(DIFFERS.encode("gbk"))
    (made / "c.txt").write_text(UNREAD, encoding="utf-8")
    write_docx(made / "d.docx", [AGREES])
    return made


def quietly(folder, out, **settings):
    """A scan without a word, by one process."""
    return scan(folder, out, **{"workers": 1, "say": lambda _: None, **settings})


@pytest.fixture
def read_here(monkeypatch):
    """Articles are read in this process: what is asked is the table."""
    taken = []

    def here(tasks, *_):
        for task in tasks:
            taken.append(task.article)
            yield task.read()

    monkeypatch.setitem(engines.ENGINES, "processes", here)
    return taken


# --------------------------------------------------------------------------------------------------------------- rows


def test_rows_of_an_article(folder):
    """A figure with what it admits, a check with what it was recomputed from, then the article itself."""
    found = rows.rows_of(folder / "a.txt", "a.txt", "v1")
    assert [row["kind"] for row in found] == ["figure", "figure", "figure", "check", "document"]
    assert all(set(row) <= set(rows.COLUMNS) for row in found)
    printed = found[2]
    assert (printed["paragraph"], printed["text"], printed["unit"]) == (2, "70.3 %", "%")
    assert (printed["low"], printed["high"]) == (70.25, 70.35)
    start, end = map(int, printed["locator"].split("–"))
    assert AGREES[start:end] == "70.3 %"
    check = found[3]
    assert (check["check"], check["ingredients"], check["text"], check["agrees"]) == (
        "change",
        "64 ; 19",
        "70.3 %",
        "yes",
    )
    assert check["recomputed_low"] == pytest.approx(70.3125)
    assert found[4] == {
        "document": "a.txt",
        "paragraph": 2,
        "kind": "document",
        "text": "text",
        "notes": "",
        "file_mark": rows.file_mark(folder / "a.txt"),
        "reader_mark": "v1",
    }


def test_a_date_and_what_could_not_be_read(folder):
    found = rows.rows_of(folder / "c.txt", "c.txt")
    date = next(row for row in found if row["kind"] == "date")
    assert (date["earliest"], date["latest"]) == ("2019-07-05", "2019-07-05")
    assert next(row for row in found if row["kind"] == "unread")["reason"]


def test_a_fault_of_the_reader_is_one_bad_file(folder, monkeypatch):
    monkeypatch.setattr(rows, "candidates", lambda _: 1 / 0)
    (row,) = rows.rows_of(folder / "a.txt", "a.txt")
    assert row["reason"] == "the reader failed: ZeroDivisionError: division by zero"


# -------------------------------------------------------------------------------------------------------------- table


def test_a_folder_becomes_a_table(folder, tmp_path, read_here):
    found = quietly(folder, tmp_path / "out.csv")
    assert list(ends(tmp_path / "out.csv")) == ["a.txt", "c.txt", "d.docx", "within/b.txt"]
    checks = {row["document"]: row["agrees"] for row in said(tmp_path / "out.csv") if row["kind"] == "check"}
    assert checks == {"a.txt": "yes", "d.docx": "yes", "within/b.txt": "no"}
    assert (found.articles, found.unread_articles) == (4, 0)
    assert (found.percentages, found.with_ingredients, found.recomputed) == (3, 3, 2)
    assert found.kinds == Counter(row["kind"] for row in said(tmp_path / "out.csv") if row["kind"] != "document")


def test_a_second_run_reads_what_is_new_or_changed(folder, tmp_path, read_here):
    out = tmp_path / "out.csv"
    first = quietly(folder, out)
    before = out.read_bytes()
    read_here.clear()
    assert quietly(folder, out) == first
    assert read_here == []
    assert out.read_bytes() == before
    (folder / "a.txt").write_text(AGREES.replace("70.3", "60.3"), encoding="utf-8")
    (folder / "e.txt").write_text(AGREES, encoding="utf-8")
    (folder / "c.txt").unlink()
    found = quietly(folder, out)
    assert read_here == ["a.txt", "e.txt"]
    assert sorted(ends(out)) == ["a.txt", "d.docx", "e.txt", "within/b.txt"]
    assert (found.articles, found.with_ingredients, found.recomputed) == (4, 4, 2)
    assert [row["agrees"] for row in said(out) if row["document"] == "a.txt" and row["kind"] == "check"] == ["no"]


def test_another_version_of_the_reader_reads_again(folder, tmp_path, read_here, monkeypatch):
    quietly(folder, tmp_path / "out.csv")
    read_here.clear()
    monkeypatch.setattr(scanning, "reader_mark", lambda: "another")
    quietly(folder, tmp_path / "out.csv")
    assert len(read_here) == 4


@pytest.mark.parametrize("cut", [1, 7, 40, 160, 400])
def test_a_table_that_was_cut_anywhere_is_made_whole(folder, tmp_path, read_here, cut):
    out = tmp_path / "out.csv"
    found = quietly(folder, out)
    whole = out.read_bytes()
    out.write_bytes(whole[:-cut])
    assert quietly(folder, out) == found
    assert sorted(out.read_bytes().splitlines()) == sorted(whole.splitlines())


def test_an_article_without_its_last_row_is_not_taken_for_finished(folder, tmp_path, read_here):
    """The sabotage: with the last row of a.txt gone, its rows must not run on into the next article's."""
    out = tmp_path / "out.csv"
    quietly(folder, out)
    lines = out.read_text(encoding="utf-8").splitlines(keepends=True)
    out.write_text("".join(line for line in lines if not line.startswith("a.txt,2,document")), encoding="utf-8")
    read_here.clear()
    quietly(folder, out)
    assert read_here == ["a.txt"]
    assert Counter(row["document"] for row in said(out))["a.txt"] == 5


def test_another_table_is_not_written_over(folder, tmp_path, read_here):
    out = tmp_path / "marks.csv"
    out.write_text("name,mark\nA,1\n", encoding="utf-8")
    with pytest.raises(ValueError, match="found another table, expected one of an earlier scan"):
        quietly(folder, out)
    assert out.read_text(encoding="utf-8") == "name,mark\nA,1\n"


def test_a_table_within_the_folder_is_no_article(folder, read_here):
    quietly(folder, folder / "out.csv")
    quietly(folder, folder / "out.csv")
    assert "out.csv" not in ends(folder / "out.csv")


def test_parquet_says_what_csv_says_and_is_gone_on_with(folder, tmp_path, read_here):
    parquet = pytest.importorskip("pyarrow.parquet")
    quietly(folder, tmp_path / "out.csv")
    quietly(folder, tmp_path / "out.parquet")
    read_here.clear()
    quietly(folder, tmp_path / "out.parquet")
    assert read_here == []
    found = parquet.read_table(tmp_path / "out.parquet")
    assert found.schema.field("low").type == "double"
    first = found.to_pylist()[2]
    assert (first["text"], first["low"], first["check"]) == ("70.3 %", 70.25, "")
    assert found.num_rows == len(said(tmp_path / "out.csv"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["articles", "out.csv", "out.parquet"]


def test_parquet_without_pyarrow_has_a_clear_line(folder, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(
        ValueError, match="Parquet needs pyarrow, which is not installed: install notebooks/requirements-scan.txt"
    ):
        quietly(folder, tmp_path / "out.parquet")


def test_dask_that_is_not_there_has_a_clear_line(folder, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ValueError, match="--engine dask needs dask and distributed"):
        quietly(folder, tmp_path / "out.csv", engine="dask")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"out": "out.xlsx"}, "found .xlsx, expected .csv or .parquet"),
        ({"engine": "ray"}, "found ray, expected processes or dask"),
        ({"scheduler": "tcp://127.0.0.1:1"}, "expected --engine dask"),
        ({"folder": "nowhere"}, "found no such folder, expected a folder of articles"),
        ({"folder": "articles/a.txt"}, "found a file, expected a folder of articles"),
        ({"folder": "articles/none"}, "found no file in it, expected articles"),
    ],
)
def test_what_cannot_be_done_is_said(folder, tmp_path, given, told):
    (folder / "none").mkdir()
    settings = {key: value for key, value in given.items() if key not in ("out", "folder")}
    with pytest.raises(ValueError, match=told):
        quietly(tmp_path / given.get("folder", "articles"), tmp_path / given.get("out", "out.csv"), **settings)


def test_a_name_that_a_spreadsheet_would_compute(folder, tmp_path, read_here):
    (folder / "=1+1.txt").write_text(AGREES, encoding="utf-8")
    quietly(folder, tmp_path / "out.csv")
    assert "./=1+1.txt" in ends(tmp_path / "out.csv")
    read_here.clear()
    quietly(folder, tmp_path / "out.csv")
    assert read_here == []


# ---------------------------------------------------------------------------------------------------------- processes


@pytest.mark.slow
def test_nothing_stops_a_run(folder, tmp_path):
    """Binaries, empty files, 50 MB, GBK, a PDF of pictures: a row each with the reason, and nothing else is lost."""
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 99)
    (folder / "empty.txt").write_bytes(b"")
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(50 * 10**6)
    write_pdf(folder / "pictures.pdf", [[]])
    (folder / "slow.txt").write_text("12,345.67 more than nearly 89% or so; " * 20_000, encoding="utf-8")
    lines = []
    found = scan(folder, tmp_path / "out.csv", workers=2, limit=6, say=lines.append)
    reasons = {name: row["reason"] for name, row in ends(tmp_path / "out.csv").items()}
    assert (found.articles, found.unread_articles) == (9, 5)
    assert [reasons[name] for name in ("a.txt", "c.txt", "d.docx", "within/b.txt")] == [""] * 4
    assert "no text in an encoding known here" in reasons["binary.txt"]
    assert "an empty file" in reasons["empty.txt"]
    assert "50.0 MB, expected at most 20 MB" in reasons["huge.txt"]
    assert "a PDF of pictures" in reasons["pictures.pdf"]
    assert "not read within 6 seconds" in reasons["slow.txt"]
    assert list(ends(tmp_path / "out.csv")) == sorted(reasons, key=lambda name: ("/" in name, name))


ADVERSE = {"b": "it was not read within 3 seconds", "d": "the process that read it was ended", "e": "MemoryError"}


def adverse(folder) -> list:
    """Good articles and bad ones by turns."""
    kinds = {"b": adverse_articles.Hangs, "d": adverse_articles.Dies, "e": adverse_articles.TakesAll}
    return [kinds.get(name, engines.Task)(folder / "a.txt", name, "") for name in "abcdefg"]


@pytest.mark.parametrize("engine", ["processes", pytest.param("dask", marks=pytest.mark.slow)])
@pytest.mark.slow
def test_an_article_that_hangs_or_ends_its_process_is_one_bad_article(folder, engine):
    if engine == "dask":
        pytest.importorskip("distributed")
    found = {given[-1]["document"]: given for given in engines.ENGINES[engine](adverse(folder), 2, 3.0, "")}
    assert list(found) == list("abcdefg")
    for name, given in found.items():
        assert len(given) == (1 if name in ADVERSE else 5)
        assert ADVERSE.get(name, "") in given[-1].get("reason", "")


@pytest.mark.slow
def test_both_engines_give_the_same_bytes(folder, tmp_path):
    """With one process or two, here or by Dask."""
    pytest.importorskip("distributed")
    for name, settings in {"one": {}, "two": {"workers": 2}, "dask": {"engine": "dask", "workers": 2}}.items():
        quietly(folder, tmp_path / f"{name}.csv", **settings)
    assert (
        (tmp_path / "one.csv").read_bytes()
        == (tmp_path / "two.csv").read_bytes()
        == (tmp_path / "dask.csv").read_bytes()
    )


def test_articles_are_taken_as_they_are_needed():
    """A folder without an end is no trouble."""
    submitted = []

    def endless():
        while True:
            yield len(submitted)

    given = engines._in_order(endless(), 5, lambda task: submitted.append(task) or task, lambda task, _: [task])
    assert [next(given) for _ in range(3)] == [[0], [1], [2]]
    assert len(submitted) == 7


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_a_run_that_is_killed_is_gone_on_with(folder, tmp_path, root):
    """Killed, not asked to stop: what was written holds, and no process lives on."""
    for number in range(60):
        (folder / f"more-{number:02d}.txt").write_text(f"{AGREES}\n" * 3, encoding="utf-8")
    out = tmp_path / "out.csv"
    command = [sys.executable, "-m", "casebook", "scan", str(folder), "--out", str(out), "--workers", "1"]
    run = subprocess.Popen(command, cwd=root / "notebooks", start_new_session=True, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while time.monotonic() < until and not (out.exists() and out.read_text(encoding="utf-8").count(",document,") > 5):
        time.sleep(0.02)
    run.kill()
    run.wait(timeout=60)
    until = time.monotonic() + 10
    while _lives(run.pid) and time.monotonic() < until:
        time.sleep(0.1)
    assert not _lives(run.pid), "a process lives on"
    lines = []
    found = scan(folder, out, workers=1, say=lines.append)
    assert "of 64 articles were read before and have not changed" in lines[0]
    assert (found.articles, found.unread_articles) == (64, 0)
    assert set(Counter(row["document"] for row in said(out) if "more-" in row["document"]).values()) == {13}


def _lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


# --------------------------------------------------------------------------------------------------------------- report


def test_the_report_at_the_end():
    found = tally.Tally()
    check = {"kind": "check", "check": "share", "unit": "%", "text": "7 %"}
    found.add_all(
        [
            {"kind": "figure", "unit": "%"},
            {"kind": "figure", "unit": "%"},
            {"kind": "figure", "unit": ""},
            {"kind": "unread"},
            {**check, "agrees": "yes"},
            {**check, "agrees": "no"},
            {**check, "agrees": "no", "text": "", "check": "whole"},
            {"kind": "document", "document": "a.txt"},
        ]
    )
    found.add_all({"kind": "document", "document": f"b{n}.txt", "reason": "found an empty file"} for n in range(12))
    lines = found.lines()
    assert lines[:4] == [
        "13 articles, 12 of them not read.",
        "3 figures and 0 dates read, 1 numerals not.",
        "3 checks, 2 do not agree: share 1 of 2, whole 1 of 1.",
        "2 of 2 printed percentages stand with what they follow from, and 1 of these 2 recompute (50.0%).",
    ]
    assert lines[4] == "Not read: b0.txt: found an empty file"
    assert lines[-1] == "… and 2 more"
    assert tally.Tally().lines()[2] == "0 checks, 0 do not agree: none."


def test_progress_is_told_now_and_then(folder, tmp_path, read_here, monkeypatch):
    monkeypatch.setattr(scanning, "EVERY", 0)
    lines = []
    scan(folder, tmp_path / "out.csv", say=lines.append)
    assert len(lines) == 4
    assert lines[-1].startswith("4 of 4 articles, ")


def test_the_command(folder, tmp_path, capsys, read_here):
    assert commands.main(["scan", str(folder), "--out", str(tmp_path / "out.csv")]) == 0
    assert "3 of 3 printed percentages stand with what they follow from" in capsys.readouterr().out
    assert commands.main(["scan", str(tmp_path / "nowhere")]) == 1
    assert "found no such folder" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        commands.main(["scan", str(folder), "--workers", "0"])
    assert "expected a whole number from 1 on" in capsys.readouterr().err


def test_a_dask_worker_that_may_start_no_process_has_a_clear_line(folder, monkeypatch):
    monkeypatch.setattr(engines.multiprocessing, "current_process", lambda: SimpleNamespace(daemon=True))
    with pytest.raises(ValueError, match="start it with --no-nanny"):
        engines._read_guarded(engines.Task(folder / "a.txt", "a.txt", ""), 1.0)

"""A folder is read file by file: which files, by what names, with which engine, and what is said of it meanwhile."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from casebook.press import scan as scanning
from casebook.press.scan import engines, scan, tally


@pytest.fixture
def folder(tmp_path) -> Path:
    """Files of which none is read."""
    made = tmp_path / "articles"
    for name in ("b.txt", "a.txt", "z/c.txt", "y/d.txt", ".hidden", ".git/e.txt"):
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text("x", encoding="utf-8")
    (made / "empty").mkdir()
    (made / "link").symlink_to(made / "y", target_is_directory=True)
    return made


@pytest.fixture
def engine(monkeypatch):
    """An engine that reads nothing: what it was asked, and whether it was ended; ``fails`` is an error at an article."""
    told = SimpleNamespace(asked=None, ended=False, fails={})

    def read(tasks, *given):
        told.asked = ([(task.path, task.article, task.reader) for task in tasks], *given)
        try:
            for task in tasks:
                if task.article in told.fails:
                    raise told.fails[task.article]
                yield task.failed("not read here")
            yield [{"kind": "nothing that was asked for"}]
        finally:
            told.ended = True

    monkeypatch.setitem(engines.ENGINES, "processes", read)
    monkeypatch.setitem(engines.ENGINES, "dask", read)
    monkeypatch.setattr(scanning, "reader_mark", lambda: "v1")
    return told


NAMES = ["a.txt", "b.txt", "y/d.txt", "z/c.txt"]


def test_articles_are_all_files_that_show(folder):
    """In the order of the names, folder by folder; a link to a folder may lead round in a ring."""
    found = [path.relative_to(folder).as_posix() for path in scanning.articles_in(folder)]
    assert found == NAMES


@pytest.mark.parametrize(("name", "found"), [("articles/a.txt", "a file"), ("nowhere", "no such folder")])
def test_what_is_no_folder_is_named(folder, tmp_path, name, found):
    """With the path that was given."""
    with pytest.raises(ValueError) as told:
        list(scanning.articles_in(tmp_path / name))
    assert str(told.value) == f"{tmp_path / name}: found {found}, expected a folder of articles"


def test_an_engine_is_asked_for_each_article_by_its_place_and_its_name(folder, tmp_path, engine, monkeypatch):
    """With as many processes as there are cores, a minute each, and no scheduler, if nothing else is said."""
    monkeypatch.setattr(os, "cpu_count", lambda: 7)
    told = scan(str(folder), str(tmp_path / "out.csv"))
    assert engine.asked == ([(folder / name, name, "v1") for name in NAMES], 7, 60.0, "")
    assert engine.ended
    assert (told.articles, told.unread_articles) == (4, 4)
    assert told.first_unread[0] == "a.txt: not read here"


def test_what_is_said_of_engine_and_limit_is_passed_on(folder, tmp_path, engine, monkeypatch):
    """Where the number of cores is unknown, one process is started."""
    scan(folder, tmp_path / "one.csv", workers=3, engine="dask", scheduler="tcp://1", limit=2.5)
    assert engine.asked[1:] == (3, 2.5, "tcp://1")
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    scan(folder, tmp_path / "two.csv")
    assert engine.asked[1] == 1


def test_the_usual_engine_is_that_of_processes(folder, tmp_path, engine, monkeypatch):
    """Dask is for those who ask for it."""
    monkeypatch.delitem(engines.ENGINES, "dask")
    assert scan(folder, tmp_path / "out.csv").articles == 4
    with pytest.raises(ValueError, match=r"^--engine: found dask, expected processes$"):
        scan(folder, tmp_path / "out.csv", engine="dask")


def test_what_cannot_be_done_is_said_before_anything_is_written(folder, tmp_path, engine):
    """Word by word."""
    with pytest.raises(ValueError) as told:
        scan(folder, tmp_path / "out.csv", engine="ray")
    assert str(told.value) == "--engine: found ray, expected processes or dask"
    with pytest.raises(ValueError) as told:
        scan(folder / "empty", tmp_path / "out.csv")
    assert str(told.value) == f"{folder / 'empty'}: found no file in it, expected articles"
    assert [path.name for path in tmp_path.iterdir()] == ["articles"]


def test_the_table_and_what_stands_beside_it_are_no_articles(folder, engine, monkeypatch):
    """Also by a path that leads there by a detour, and while it is written."""
    for name in ("out.csv", "out.csv.part"):
        (folder / name).touch()
    monkeypatch.chdir(folder / "y")
    scan(folder, Path("../out.csv"))
    assert [name for _, name, _ in engine.asked[0]] == NAMES


def test_only_what_is_new_or_changed_is_read(folder, tmp_path, engine):
    """The rest is told in a line; what is gone, or was read by another reader, goes."""
    lines, out = [], tmp_path / "out.csv"
    scan(folder, out, say=lines.append)
    assert lines == []
    (folder / "a.txt").write_text("y", encoding="utf-8")
    (folder / "b.txt").unlink()
    told = scan(folder, out, say=lines.append)
    assert [name for _, name, _ in engine.asked[0]] == ["a.txt"]
    assert lines == ["2 of 3 articles were read before and have not changed."]
    assert told.articles == 3


def test_how_far_it_is_is_told_every_five_seconds(folder, tmp_path, engine, monkeypatch):
    """With the pace since the beginning and what was found so far."""
    clock = iter([100.0, 104.0, 105.0, 109.0, 110.5])
    monkeypatch.setattr(scanning, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    monkeypatch.setattr(tally.Tally, "so_far", lambda self: f"{self.articles} counted")
    lines = []
    scan(folder, tmp_path / "out.csv", say=lines.append)
    assert lines == ["2 of 4 articles, 0.4 a second; 2 counted", "4 of 4 articles, 0.4 a second; 4 counted"]


def test_lines_go_where_errors_go(folder, tmp_path, engine, monkeypatch, capsys):
    """What is printed may be kept in a file."""
    monkeypatch.setattr(scanning, "EVERY", -1.0)
    scan(folder, tmp_path / "out.csv")
    told = capsys.readouterr()
    assert told.out == ""
    assert [line.split(", ")[0] for line in told.err.splitlines()] == [f"{n} of 4 articles" for n in range(1, 5)]


def test_a_run_that_breaks_keeps_what_was_read_and_ends_its_processes(folder, tmp_path, engine):
    """The next goes on from there."""
    engine.fails = {"y/d.txt": KeyboardInterrupt()}
    with pytest.raises(KeyboardInterrupt):
        scan(folder, tmp_path / "out.csv")
    assert engine.ended
    engine.fails = {}
    scan(folder, tmp_path / "out.csv", say=lambda line: None)
    assert [name for _, name, _ in engine.asked[0]] == NAMES[2:]


@pytest.mark.parametrize(
    ("name", "told"),
    [("=1.txt", "./=1.txt"), ("+1.txt", "./+1.txt"), ("-1.txt", "./-1.txt"), ("@a.txt", "./@a.txt"), ("a=1", "a=1")],
)
def test_a_name_that_a_spreadsheet_would_compute_is_led_in(tmp_path, engine, name, told):
    """And found again by the next run."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / name).write_text("x", encoding="utf-8")
    scan(folder, tmp_path / "out.csv")
    assert engine.asked[0] == [(folder / name, told, "v1")]
    engine.asked = None
    scan(folder, tmp_path / "out.csv", say=lambda line: None)
    assert engine.asked is None


def test_a_name_that_is_no_text_can_be_written(tmp_path, engine):
    """Some old disks have such names; a table in UTF-8 has a mark for the sign."""
    folder = tmp_path / "articles"
    folder.mkdir()
    try:
        (Path(os.fsdecode(os.fsencode(folder) + b"/a\xff.txt"))).touch()
    except OSError:
        pytest.skip("this system knows no such names")
    scan(folder, tmp_path / "out.csv")
    assert engine.asked[0][0][1] == "a?.txt"

"""A rerun uses the kernel of its own Python, names what breaks, and ends: with its parent, at an interrupt, in time."""

from __future__ import annotations

import ast
import asyncio
import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import checks
import pytest
import yaml
from casebook import __main__ as commands
from casebook.evidence import records as evidence
from casebook.evidence.records import NotebookError
from casebook.press import audit, book, files, inventory, kernel, pages, receipt, rerun, saved, verify, workers

TESTS = Path(__file__).parents[1]


def write(path: Path, *sources: str, **changes) -> Path:
    """A notebook of code cells that were never run."""
    cells = [
        {"cell_type": "code", "id": f"c{n}", "metadata": {}, "source": s, "execution_count": None, "outputs": []}
        for n, s in enumerate(sources)
    ]
    whole = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **changes}
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path


def said_by(notebook: dict) -> str:
    """What the first cell printed."""
    return "".join(notebook["cells"][0]["outputs"][0]["text"]).strip()


# ------------------------------------------------------------------------------------------------------- the kernel


@pytest.fixture
def foreign(tmp_path, monkeypatch) -> Path:
    """A kernel of a reader's own under the usual name: another Python by its own account, with another pandas."""
    place = tmp_path / "jupyter" / "kernels" / "python3"
    older = tmp_path / "packages" / "pandas-0.0.1.dist-info"
    for folder in (place, older):
        folder.mkdir(parents=True)
    (older / "METADATA").write_text("Metadata-Version: 2.1\nName: pandas\nVersion: 0.0.1\n", encoding="utf-8")
    script = tmp_path / "start.py"
    script.write_text(
        f"import sys\nopen({str(tmp_path / 'used')!r}, 'w').close()\nsys.prefix = 'elsewhere'\n"
        f"sys.path.insert(0, {str(older.parent)!r})\n"
        "from ipykernel import kernelapp\nkernelapp.launch_new_instance()\n",
        encoding="utf-8",
    )
    argv = [sys.executable, str(script), "-f", "{connection_file}"]
    spec = {"argv": argv, "display_name": "Mine", "language": "python"}
    (place / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    monkeypatch.setenv("JUPYTER_PATH", str(place.parents[1]))
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(place.parents[1]))
    return tmp_path / "used"


def test_a_rerun_uses_no_kernel_but_its_own(tmp_path, foreign):
    """A reader's kernel of that name may have other packages, and the receipt would tell of packages that never ran."""
    fresh = rerun.execute(write(tmp_path / "01_a.ipynb", "import sys; print(sys.executable, sys.prefix)"))
    assert said_by(fresh) == f"{sys.executable} {sys.prefix}"
    assert not foreign.exists()


def test_a_notebook_is_executed_where_a_loop_runs_already(tmp_path):
    """As in a notebook that asks for it, or beside a browser that is driven."""
    path = write(tmp_path / "01_a.ipynb", "print(6 * 7)")

    async def ask():
        return rerun.execute(path)

    assert said_by(asyncio.run(ask())) == "42"


def test_what_a_cell_prints_is_one_output_however_it_arrives(tmp_path):
    """A slow machine sends a line in pieces: in several outputs, it would differ from the same line sent at once."""
    slow = "import sys\nfor word in ('one', 'two'):\n    print(word, end=' ')\n    sys.stdout.flush()"
    fresh = rerun.execute(write(tmp_path / "01_a.ipynb", slow))
    assert [output["text"] for output in fresh.cells[0].outputs] == ["one two "]


@pytest.mark.slow
def test_the_comparison_of_the_tests_uses_no_kernel_but_its_own(tmp_path, foreign, root):
    """The same for nbval, with the project's own settings."""
    shutil.copy(root / "pyproject.toml", tmp_path)
    path = write(tmp_path / "01_a.ipynb", "import sys; assert sys.prefix != 'elsewhere'")
    command = [sys.executable, "-m", "pytest", "--color=no", "--noconftest", path.name]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert "1 passed" in done.stdout, done.stdout + done.stderr
    assert not foreign.exists()


@pytest.mark.slow
def test_the_receipt_names_what_the_kernel_says_of_itself(tmp_path, foreign, monkeypatch):
    """If the wrong kernel ran all the same, its versions must stand in the receipt, and that it was another."""
    spec = json.loads((tmp_path / "jupyter" / "kernels" / "python3" / "kernel.json").read_text(encoding="utf-8"))
    monkeypatch.setattr(kernel, "get_kernel_dict", lambda: spec)
    monkeypatch.setattr(verify, "in_parallel", map)
    agrees, text = verify.verify([write(tmp_path / "01_a.ipynb", "x = 1", "1 / 0")], "Anna")
    assert foreign.exists()
    assert not agrees
    assert "\nMade out for Anna.\n" in text
    assert "\n- pandas 0.0.1\n" in text
    assert "- not as in requirements.txt: pandas: found 0.0.1, expected " in text
    assert "- notebooks/01_a.ipynb: ran in another Python, " in text


def test_the_kernel_of_this_python_says_what_this_python_says(tmp_path):
    """No difference, no line: the same names and versions, inside and outside."""
    said: dict = {}
    rerun.execute(write(tmp_path / "01_a.ipynb", "1"), said)
    assert said == receipt.here()


@pytest.mark.parametrize("command", ["rerun", "verify"])
def test_a_python_without_kernel_is_told_in_one_line(command, tmp_path, root):
    """Whoever has only half of the packages is told which one is missing, not shown a traceback."""
    (tmp_path / "ipykernel.py").write_text("raise ModuleNotFoundError('none here', name='ipykernel')", encoding="utf-8")
    asked = [sys.executable, "-m", "casebook", command] + (
        ["08_what_can_a_printed_number_mean.ipynb"] * (command == "rerun")
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(asked, cwd=root / "notebooks", env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"ipykernel: found no such package in this Python, {sys.executable}; make env installs it"
    ]


# ------------------------------------------------------------------------------------------------------- what breaks


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("import os\nos._exit(3)", "that the kernel ended"),
        ("import time\ntime.sleep(60)", "no end after 3 seconds"),
    ],
)
@pytest.mark.slow
def test_a_cell_that_fails_ends_the_kernel_or_never_ends_is_named(tmp_path, monkeypatch, source, found):
    """One line with notebook and cell; the cell before it is none of the three."""
    monkeypatch.setattr(rerun, "LIMIT", 3)
    path = write(tmp_path / "01_a.ipynb", "x = 1", source, "x = 2")
    with pytest.raises(NotebookError) as error:
        rerun.execute(path)
    assert str(error.value) == f"notebooks/01_a.ipynb, cell 2: found {found}, expected a cell that runs"


@pytest.mark.slow
def test_a_kernel_that_does_not_start_is_named(tmp_path, monkeypatch):
    """With the chapter for which it was started, and not as a traceback."""
    argv = [sys.executable, "-c", "raise SystemExit(1)"]
    monkeypatch.setattr(kernel, "get_kernel_dict", lambda: {"argv": argv, "display_name": "", "language": "python"})
    with pytest.raises(
        NotebookError, match=r"^notebooks/01_a\.ipynb: found Kernel died .*, expected a kernel that starts$"
    ):
        rerun.execute(write(tmp_path / "01_a.ipynb", "1"))


NO_KERNEL = """
import sys
from pathlib import Path
sys.path.insert(0, {notebooks!r})
from casebook.press import kernel, rerun
argv = [sys.executable, "-c", "raise SystemExit(1)"]
kernel.get_kernel_dict = lambda: dict(argv=argv, display_name="", language="python")
rerun.STARTS = 1
try:
    rerun.execute(Path({path!r}))
except ValueError as error:
    print(error)
"""


@pytest.mark.slow
def test_a_kernel_that_did_not_start_says_no_more_at_the_end(tmp_path, root):
    """The client would clean up what never was, and complain when the process ends."""
    path = write(tmp_path / "01_a.ipynb", "1")
    script = NO_KERNEL.format(notebooks=str(root / "notebooks"), path=str(path))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert done.stdout.startswith("notebooks/01_a.ipynb: found Kernel died")
    assert "Exception ignored" not in done.stderr


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "Expecting value: line 1 column 1 (char 0), expected a notebook in JSON"),
        ('{"cells": [', "Expecting value: line 1 column 12 (char 11), expected a notebook in JSON"),
        ('{"worksheets": [], "nbformat": 3, "metadata": {}}', "no cells, expected a notebook of format 4"),
        ('{"cells": [], "nbformat": 3, "metadata": {}}', "format 3, expected a notebook of format 4"),
        ("<<<<<<< HEAD\n{}", "Expecting value: line 1 column 1 (char 0), expected a notebook in JSON"),
    ],
)
def test_a_file_that_is_no_notebook_is_named(tmp_path, monkeypatch, capsys, text, found):
    """Which of the chapters it is, also for the commands that do not run it."""
    path = tmp_path / "notebooks" / "01_a.ipynb"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    assert commands.main(["rerun", str(path)]) == 1
    assert capsys.readouterr().err == f"notebooks/01_a.ipynb: found {found}\n"
    with pytest.raises(NotebookError, match=r"^notebooks/01_a\.ipynb: found "):
        inventory.parts(tmp_path)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ({}, "no cell_type and no source"),
        ({"cell_type": "code"}, "no source"),
        (None, "no cell_type and no source"),
        ("x", "no cell_type and no source"),
    ],
)
def test_a_cell_that_is_none_is_named(tmp_path, capsys, cell, found):
    """JSON that parses may still be no notebook."""
    path = tmp_path / "01_a.ipynb"
    sound = {"cell_type": "markdown", "metadata": {}, "source": "x"}
    path.write_text(json.dumps({"cells": [sound, cell], "nbformat": 4, "metadata": {}}), encoding="utf-8")
    assert commands.main(["rerun", str(path)]) == 1
    assert capsys.readouterr().err == f"notebooks/01_a.ipynb, cell 2: found {found}, expected a cell of format 4\n"


FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="needs a device that is always full")
def test_a_full_disk_leaves_the_old_page_and_names_the_file(tmp_path, monkeypatch):
    """A page cut off in the middle would be worse than an old one."""
    page = tmp_path / "ledger.md"
    page.write_text("old\n", encoding="utf-8")
    (tmp_path / "ledger.md.part").symlink_to(FULL)  # where the new text goes first
    monkeypatch.setattr(pages, "generated", lambda: {page: "new\n" * 10})
    with pytest.raises(OSError, match=rf"^{tmp_path.name}/ledger\.md: not written, No space left on device$"):
        pages.write_pages()
    assert page.read_text(encoding="utf-8") == "old\n"
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.md"]
    assert pages.write_pages() == [page]
    assert page.read_text(encoding="utf-8") == "new\n" * 10


def test_a_page_cut_off_within_a_character_is_renewed(tmp_path, monkeypatch):
    """What a fault left must not stop the command that heals it."""
    page = tmp_path / "ledger.md"
    page.write_bytes("济南".encode()[:-1])
    monkeypatch.setattr(pages, "generated", lambda: {page: "济南\n"})
    assert "expected '济南'" in pages.stale_pages()[0]
    assert pages.write_pages() == [page]
    assert pages.stale_pages() == []


@pytest.mark.slow
def test_a_receipt_that_cannot_be_written_is_not_lost(tmp_path, monkeypatch, capsys):
    """In a tree that nobody may write to, all chapters have run before that is noticed."""
    (tmp_path / "_build").write_text("no folder", encoding="utf-8")
    monkeypatch.setattr(receipt, "RECEIPT", tmp_path / "_build" / "receipt.md")
    monkeypatch.setattr(verify, "in_parallel", lambda *_: iter([]))
    assert commands.main(["verify"]) == 1
    told = capsys.readouterr()
    assert "# Reading a Reform: receipt of a rerun" in told.out
    assert "\nReceipt " in told.out
    assert told.err.startswith("_build/receipt.md: not written, ")
    assert told.err.endswith("; the receipt stands above, to be copied\n")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs a folder that may not be written to")
def test_in_a_tree_that_is_read_only_the_file_is_named(tmp_path):
    """By its own name, not by a number of the system."""
    tmp_path.chmod(0o500)
    with pytest.raises(OSError, match=r"^_build/receipt\.md: not written, Permission denied$"):
        files.write_whole(tmp_path / "_build" / "receipt.md", "text\n")


# ------------------------------------------------------------------------------------------------- other editors

SAVED = {
    "JupyterLab": {
        "notebook": {"language_info": {"codemirror_mode": {"name": "ipython", "version": 3}, "version": "3.12.1"}},
        "cell": {
            "execution": {"iopub.execute_input": "2026-01-01T00:00:00Z"},
            "jp-MarkdownHeadingCollapsed": True,
            "scrolled": True,
            "jupyter": {"outputs_hidden": False},
            "editable": True,
            "slideshow": {"slide_type": ""},
        },
    },
    "VS Code": {
        "notebook": {"kernelspec": {"display_name": ".venv (3.12.1)", "language": "python", "name": "python3"}},
        "cell": {"vscode": {"languageId": "python"}},
    },
    "the old Notebook": {"notebook": {"toc": {"base_numbering": 1}, "widgets": {}}, "cell": {"ExecuteTime": {}, "collapsed": True, "trusted": True}},
}  # fmt: skip


def whole_numbers(part):
    """JSON with 72 for 72.0, as editors written in JavaScript save it."""
    if isinstance(part, dict):
        return {key: whole_numbers(value) for key, value in part.items()}
    if isinstance(part, list):
        return [whole_numbers(value) for value in part]
    return int(part) if isinstance(part, float) and part.is_integer() else part


def saved_by(editor: str, notebook: dict) -> dict:
    """A chapter as an editor saves it."""
    notebook = whole_numbers(notebook)
    for key, value in SAVED[editor]["notebook"].items():
        notebook["metadata"][key] = notebook["metadata"].get(key, {}) | value
    for cell in notebook["cells"]:
        cell["metadata"] |= SAVED[editor]["cell"]
        if editor == "the old Notebook":  # which knows no names of cells
            del cell["id"]
    return notebook | ({"nbformat_minor": 4} if editor == "the old Notebook" else {})


@pytest.fixture
def chapter_copy(tmp_path, root) -> Path:
    """A chapter in a project of its own."""
    place = tmp_path / "notebooks"
    for folder in ("data", "notebooks/casebook"):
        shutil.copytree(root / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    path = Path(shutil.copy(root / "notebooks" / "08_what_can_a_printed_number_mean.ipynb", place))
    (tmp_path / "book").mkdir()
    (tmp_path / inventory.FILE).write_text(inventory.inventory_page(tmp_path), encoding="utf-8")
    return path


@pytest.mark.slow
@pytest.mark.parametrize("editor", SAVED)
def test_a_chapter_saved_by_another_editor_comes_back_as_it_was(chapter_copy, editor):
    """The tests say what to do, and after it not a byte differs."""
    before = chapter_copy.read_bytes()
    saved = saved_by(editor, json.loads(before))
    text = json.dumps(saved, indent=4).replace("\n", "\r\n")
    chapter_copy.write_bytes(text.encode())
    told = [*checks.clean_metadata(saved), *checks.named_cells(saved)]
    assert told
    assert all(line.endswith("(make rerun)") for line in told), told
    assert rerun.rerun([chapter_copy]) == [chapter_copy.name]
    assert chapter_copy.read_bytes() == before


@pytest.mark.slow
def test_what_differs_only_by_line_ends_is_written_anew(chapter_copy):
    """Checksums are of bytes."""
    before = chapter_copy.read_bytes()
    chapter_copy.write_bytes(before.replace(b"\n", b"\r\n"))
    assert rerun.rerun([chapter_copy]) == [chapter_copy.name]
    assert chapter_copy.read_bytes() == before
    assert rerun.rerun([chapter_copy]) == []


def test_only_a_cell_whose_text_is_known_gets_its_name_back(chapter_copy):
    """A cell that was changed as well, or that is new, is named by a person."""
    notebook = json.loads(chapter_copy.read_text(encoding="utf-8"))
    names = [cell["id"] for cell in notebook["cells"]]
    del notebook["cells"][2]["id"]
    notebook["cells"][3]["id"] = "8a1bc03d"
    notebook["cells"][4] |= {"id": "9b2cd14e", "source": "other"}
    kept = [cell["id"] for cell in saved.as_kept(notebook, chapter_copy)["cells"]]
    assert kept == [*names[:4], "9b2cd14e", *names[5:]]
    del notebook["cells"][4]["id"]
    kept = saved.as_kept(notebook, chapter_copy)
    assert "id" not in kept["cells"][4]
    assert kept["nbformat_minor"] == 5


def test_a_chapter_keeps_what_an_exercise_says_of_itself(chapter_copy):
    """Its minutes and marks, and the tag of its key; what an editor adds goes."""
    notebook = json.loads(chapter_copy.read_text(encoding="utf-8"))
    told = {"casebook": {"minutes": 5}, "tags": ["key"]}
    notebook["cells"][0]["metadata"] = told | {"slideshow": {"slide_type": "slide"}}
    assert saved.as_kept(notebook, chapter_copy)["cells"][0]["metadata"] == told


def test_a_notebook_that_is_no_chapter_keeps_its_metadata(chapter_copy):
    """The slides of a teacher are no business of ours; timing is."""
    notebook = json.loads(chapter_copy.read_text(encoding="utf-8"))
    notebook["cells"][0]["metadata"] = {"slideshow": {"slide_type": "slide"}, "execution": {}}
    kept = saved.as_kept(notebook, chapter_copy.with_name("my_slides.ipynb"))
    assert kept["cells"][0]["metadata"] == {"slideshow": {"slide_type": "slide"}}


# -------------------------------------------------------------------------------------------------- chapters or not


def test_chapters_are_those_of_the_table_of_contents(tmp_path):
    """In its order; a copy that an editor made beside them is none, and is named."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    for name in ("01_a", "02_b", "02_b-Copy1", "draft"):
        write(folder / f"{name}.ipynb")
    assert [path.name for path in evidence.chapters(folder)] == ["01_a.ipynb", "02_b-Copy1.ipynb", "02_b.ipynb"]
    listed = (
        "parts:\n  - chapters:\n      - file: book/rerun\n      - file: notebooks/02_b\n      - file: notebooks/01_a\n"
    )
    (tmp_path / "_toc.yml").write_text(listed, encoding="utf-8")
    assert [path.name for path in evidence.chapters(folder)] == ["02_b.ipynb", "01_a.ipynb"]
    assert [path.name for path in evidence.strays(folder)] == ["02_b-Copy1.ipynb"]


def test_the_chapters_are_all_that_the_table_of_contents_lists(root):
    """The list is read without the package that reads such files: both must find the same, in the order of the numbers."""
    contents = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))
    listed = [chapter["file"] for part in contents["parts"] for chapter in part["chapters"]]
    names = [path.name for path in evidence.chapters()]
    assert [f"notebooks/{Path(name).stem}" for name in names] == [f for f in listed if f.startswith("notebooks/")]
    numbered = sum(map(len, book.parts(root).values()))
    assert [int(name[:2]) for name in names[:numbered]] == list(range(1, numbered + 1))
    assert all(int(name[:2]) > numbered for name in names[numbered:])
    assert evidence.strays() == []


@pytest.mark.slow
def test_a_stray_notebook_is_named_by_every_command(tmp_path, monkeypatch, capsys):
    """Taken for a chapter it would be linked from the ledger and stop the build."""
    stray = tmp_path / "05_x-Copy1.ipynb"
    monkeypatch.setattr(audit, "strays", lambda: [stray])
    said = f"notebooks/{stray.name}: found a notebook that is no chapter, expected its name in _toc.yml, or the file in another folder, or no such file"
    assert str(audit.audit().findings[0]) == said
    monkeypatch.setattr(pages, "stale_pages", lambda: [])
    monkeypatch.setattr(pages, "write_pages", lambda: [])
    monkeypatch.setattr(rerun, "rerun", lambda _: [])
    for command, status in ((["audit"], 1), (["ledger", "--check"], 1), (["ledger"], 0), (["rerun"], 0)):
        assert commands.main(command) == status
        assert said in capsys.readouterr().err


# ------------------------------------------------------------------------------------------------------- ends in time


def alive(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    import psutil

    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def until(true, seconds: float = 30) -> bool:
    """Whether something comes true within some seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.1)
    return False


SLEEPERS = """
import os, sys, time
from pathlib import Path
sys.path.insert(0, {notebooks!r})
from casebook.press.rerun import in_parallel
def sleep(path):
    path.write_text(str(os.getpid()))
    time.sleep(120)
if __name__ == "__main__":
    list(in_parallel(sleep, [Path({folder!r}) / name for name in ("one", "two")]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_workers_end_with_their_parent(tmp_path, root):
    """A rerun that was killed must not go on writing chapters."""
    script = tmp_path / "script.py"
    script.write_text(SLEEPERS.format(notebooks=str(root / "notebooks"), folder=str(tmp_path)), encoding="utf-8")
    parent = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.DEVNULL)
    written = [tmp_path / "one", tmp_path / "two"]
    try:
        assert until(lambda: all(path.exists() and path.read_text() for path in written))
    finally:
        parent.kill()
        parent.wait(10)
    pids = [int(path.read_text()) for path in written]
    ended = until(lambda: not any(map(alive, pids)))
    for pid in filter(alive, pids):  # leave none behind if this fails
        os.kill(pid, signal.SIGKILL)
    assert ended, "the workers live on"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_an_interrupt_stops_at_once_and_says_what_is_new(tmp_path, root):
    """No tracebacks of workers, and no chapters rewritten behind the reader's back."""
    slow = [write(tmp_path / f"0{n}_a.ipynb", "import time\ntime.sleep(30)") for n in range(1, 6)]
    before = [path.read_bytes() for path in slow]
    command = [sys.executable, "-u", "-m", "casebook", "rerun", *map(str, slow)]
    running = subprocess.Popen(
        command,
        cwd=root / "notebooks",
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert "Executing" in running.stdout.readline()
    time.sleep(4)
    os.killpg(running.pid, signal.SIGINT)
    begun = time.monotonic()
    try:
        _, told = running.communicate(timeout=20)
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
    assert time.monotonic() - begun < 10
    assert told == "\nStopped. All chapters and pages are as they were: run it again.\n"
    assert running.returncode == 130
    assert [path.read_bytes() for path in slow] == before


def test_an_interrupt_says_which_chapters_are_new(tmp_path, monkeypatch):
    """By what is in the files, not by what was told so far; and half of a chapter is not left beside it."""
    one, two = (write(tmp_path / f"0{n}_a.ipynb", "1") for n in (1, 2))

    def interrupted(*_):
        one.write_text("{}", encoding="utf-8")
        files.part_of(two).write_text("half", encoding="utf-8")
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr(rerun, "in_parallel", interrupted)
    expected = r"^New: 01_a\.ipynb\. The other chapters and all pages are as they were: run it again\.$"
    with pytest.raises(KeyboardInterrupt, match=expected):
        rerun.rerun([one, two])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["01_a.ipynb", "02_a.ipynb"]


@pytest.mark.parametrize(
    ("command", "where", "said"),
    [
        (
            "rerun",
            "write_pages",
            "The chapters are new. Each page is whole, the old one or the new one: make pages renews",
        ),
        ("ledger", "write_pages", "Each page is whole, the old one or the new one: run it again."),
        ("verify", "verify", "No chapter was changed, and no receipt was written."),
    ],
)
def test_an_interrupt_elsewhere_says_what_is_new_too(monkeypatch, capsys, command, where, said):
    """Between the chapters and the last page as well."""

    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(rerun, "rerun", lambda _: [])
    monkeypatch.setattr(pages if where == "write_pages" else verify, where, interrupted)
    assert commands.main([command]) == 130
    told = capsys.readouterr().err
    assert told.startswith(f"\nStopped. {said}")
    assert told.count("\n") == 2


def test_a_page_whose_writing_is_interrupted_is_whole(tmp_path, monkeypatch):
    """The old one stays, and nothing lies beside it."""
    page = tmp_path / "ledger.md"
    page.write_text("old\n", encoding="utf-8")

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(files.os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        files.write_whole(page, "new\n")
    assert page.read_text(encoding="utf-8") == "old\n"
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.md"]


DEAF = """
import multiprocessing, sys
from pathlib import Path
sys.path.insert(0, {notebooks!r})
from casebook.press.rerun import execute
from casebook.press.workers import workers
if __name__ == "__main__":
    with workers(1, method={method!r}) as pool:
        print(*(process.pid for process in multiprocessing.active_children()), flush=True)
        notebook = pool.submit(execute, Path({path!r})).result(100)
        print(notebook.cells[0].outputs[0].text.strip())
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_workers_are_deaf_to_an_interrupt(method, tmp_path, root):
    """While they import as well as while a notebook runs in them: only the parent answers, and says what is new."""
    begun = tmp_path / "begun"
    source = f"import time\nopen({str(begun)!r}, 'w').close()\ntime.sleep(2)\nprint('ran on')"
    notebook, script = write(tmp_path / "01_a.ipynb", source), tmp_path / "script.py"
    text = DEAF.format(notebooks=str(root / "notebooks"), method=method, path=str(notebook))
    script.write_text(text, encoding="utf-8")
    command = [sys.executable, str(script)]
    asked = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        (worker,) = map(int, asked.stdout.readline().split())
        for _ in range(5):  # from its first moment
            os.kill(worker, signal.SIGINT)
            time.sleep(0.1)
        assert until(begun.exists)
        os.kill(worker, signal.SIGINT)
        told = asked.communicate(timeout=60)
    finally:
        if asked.poll() is None:
            asked.kill()
    assert told == ("ran on\n", "")


def test_a_failure_stops_the_others(tmp_path):
    """What waits is not begun, and what runs is ended: the message must not come a minute later."""
    slow = [write(tmp_path / f"0{n}_a.ipynb", "import time\ntime.sleep(100)") for n in range(1, 4)]
    begun = time.monotonic()
    with pytest.raises(NotebookError, match="cell 1: found ZeroDivisionError"):
        rerun.rerun([write(tmp_path / "09_z.ipynb", "1 / 0"), *slow])
    assert time.monotonic() - begun < 30


def _wait(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def _left_by_an_error(pids: list[int]) -> None:
    with workers.workers(1) as pool:
        pids.append(pool.submit(_wait, 0).result(30))
        pool.submit(_wait, 100).result(1)


def test_a_pool_that_is_left_leaves_no_process():
    """By an error as well as by its end."""
    with workers.workers(1) as pool:
        pid = pool.submit(_wait, 0).result(30)
    assert not alive(pid)
    with pytest.raises(TimeoutError):
        _left_by_an_error(pids := [])
    assert pids
    assert not any(map(alive, pids))


def waits_without_limit(text: str) -> list[str]:
    """Calls that wait for another process and would wait for ever."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        call = ast.unparse(node.func)
        waits = call in ("subprocess.run", "subprocess.check_output", "subprocess.check_call")
        waits = waits or (node.func.attr in ("communicate", "wait") and not node.args)
        if waits and not any(keyword.arg == "timeout" for keyword in node.keywords):
            found.append(f"line {node.lineno}: {call} without timeout")
        elif node.func.attr in ("Pool", "map_async", "imap", "starmap"):
            found.append(f"line {node.lineno}: {call}, whose broken workers are started again for ever")
    return found


@pytest.mark.parametrize(
    "path", [*TESTS.rglob("*.py"), *TESTS.parent.glob("notebooks/casebook/**/*.py")], ids=lambda p: p.name
)
def test_nothing_waits_for_ever(path):
    """Checks that hang have found something and never say what."""
    assert waits_without_limit(path.read_text(encoding="utf-8")) == []


def test_a_wait_for_ever_is_found():
    """The check must be able to fail."""
    text = "subprocess.run(a)\nsubprocess.run(a, timeout=1)\np.wait()\np.wait(3)\np.communicate(timeout=1)\nc.Pool(2)"
    assert [line.partition(":")[0] for line in waits_without_limit(text)] == ["line 1", "line 3", "line 6"]


def test_a_file_is_written_whole(tmp_path):
    """The new text, the same line ends everywhere, nothing beside it."""
    files.write_whole(tmp_path / "a.md", "一\n")
    assert (tmp_path / "a.md").read_bytes() == "一\n".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]

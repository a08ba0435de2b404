"""A class on a hub: who failed is counted, and nothing is left running; tried on a hub of a few lines."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import class_server
import nbformat
import psutil
import pytest
import started as starting
import tornado.httpserver
import tornado.web
import tornado.websocket
from class_server import Student, attend, counted

TESTS = Path(__file__).resolve().parents[1]
needs_surroundings = pytest.mark.skipif(sys.platform == "win32", reason="needs sessions and signals")


# ------------------------------------------------------------------------------------------------------ bookkeeping


def test_what_a_class_met_is_counted():
    """Worked by hand: medians and slowest of those who got there; a failure with its reason; cells that are missing."""
    students = [
        Student("a", 1.0, 2.0, 4.0, 3, memory=200),
        Student("b", 2.0, 3.0, 9.0, 3, memory=260),
        Student("c", 6.0, None, None, 0, memory=130, failed="TimeoutError: no end"),
        Student("d", 3.0, 4.0, 5.0, 2, memory=210),
    ]
    found = counted(students, 3)
    assert (found["students"], found["all_cells"], found["cells"]) == (4, 2, 3)
    assert found["failures"] == {"c": "TimeoutError: no end", "d": "2 of 3 cells"}
    assert found["ready"] == {"median": 2.5, "most": 6.0}
    assert found["first_result"] == {"median": 3.0, "most": 4.0}
    assert found["memory"] == {"median": 205.0, "most": 260}


def test_a_class_in_which_nobody_came_far_is_told_too():
    """A line with nothing to take a median of."""
    found = counted([Student("a", failed="no server")], 3)
    assert found["first_result"] == {}
    assert class_server.told(found) == "1 students: 0 ran all 3 cells\n  a: no server"


def test_a_student_who_fails_stops_nobody_else():
    """An error, no end in time, another output: each is that student's."""

    async def error():
        raise OSError("cell 3: gone")

    async def works(student, seconds=0.0, differences=0):
        await asyncio.sleep(seconds)
        student.cells, student.differences = 3, differences

    async def all_of_them(a, b, c, d):
        attending = [
            attend(error(), a),
            attend(works(b, 60), b, 0.05),
            attend(works(c, differences=2), c),
            attend(works(d), d),
        ]
        await asyncio.gather(*attending)

    students = [Student(name) for name in "abcd"]
    class_server.apart(all_of_them(*students))
    assert [student.failed for student in students] == [
        "OSError: cell 3: gone",
        "no end after 0.05 seconds",
        "2 outputs differ from the book's",
        "",
    ]


@pytest.mark.parametrize(
    "spoilt", [{"failures": {"a": "gone"}}, {"elsewhere": ["0.0.0.0"]}, {"left": ["process 7 still runs"]}]
)
def test_a_class_passes_if_nothing_is_wrong(spoilt):
    """Neither with a student who failed, nor with a port open to others, nor with anything left."""
    found = {"failures": {}, "elsewhere": [], "left": []}
    assert class_server.passed(found)
    assert not class_server.passed(found | spoilt)


# ------------------------------------------------------------------------------------------------------ a small hub

NOTEBOOK = nbformat.v4.new_notebook(
    cells=[
        nbformat.v4.new_markdown_cell("# A chapter"),
        nbformat.v4.new_code_cell("one", execution_count=1),
        nbformat.v4.new_code_cell(
            "two", execution_count=2, outputs=[nbformat.v4.new_output("stream", name="stdout", text="a line\n")]
        ),
    ]
)
SHOWN = {"one": [], "two": ["a ", "line\n"]}  # a line may come in pieces


class SmallHub(tornado.web.RequestHandler):
    """Answers as a hub and the servers behind it do, as far as a student asks."""

    asked: list[str] = []

    def get(self, path):
        if path.endswith("student03") and "/users/" in path:
            return self.write({"servers": {}})  # its server did not start
        if "/users/" in path:
            return self.write({"servers": {"": {"ready": self.asked.count(path) > 0 or self.asked.append(path)}}})
        return self.write({"content": NOTEBOOK})

    def post(self, path):
        if path.endswith("/server") and path not in self.asked:  # the first time, it is too busy
            self.asked.append(path)
            self.set_header("Retry-After", "0.01")
            return self.set_status(429)
        if path.endswith("/tokens"):
            return self.write({"token": "own"})
        if path.endswith("/sessions"):
            assert json.loads(self.request.body)["path"] == "notebooks/a.ipynb"
            return self.write({"kernel": {"id": "k"}})
        return self.set_status(201)


class SmallKernel(tornado.websocket.WebSocketHandler):
    """Runs no code, and says what a kernel would; that of the second student raises at its second cell."""

    count = 0

    def on_message(self, text):
        asked = json.loads(text)
        self.count += 1
        wrong = "student02" in self.request.path and asked["content"]["code"] == "two"

        def say(kind, content, parent=asked["header"]):
            told = {"header": {"msg_type": kind}, "msg_type": kind, "parent_header": parent, "metadata": {}}
            self.write_message(json.dumps(told | {"content": content}))

        say("status", {"execution_state": "idle"}, {"msg_id": "of another"})
        for piece in SHOWN[asked["content"]["code"]]:
            say("stream", {"name": "stdout", "text": piece + "?" * ("student04" in self.request.path)})
        failed = {"status": "error", "ename": "ValueError", "evalue": "no such row"}
        say("execute_reply", failed if wrong else {"status": "ok", "execution_count": self.count})
        say("status", {"execution_state": "idle"})


def test_students_run_a_chapter_through_the_api(monkeypatch):
    """One sees what the book prints; of one a cell fails, one has no server, one sees something else."""
    monkeypatch.setattr(class_server, "PAUSE", 0.01)
    students = [Student(f"student{number:02}") for number in range(1, 5)]

    async def day():
        app = tornado.web.Application([(r"(/user/.*/channels)", Channels), (r"(/.*)", SmallHub)])
        server = tornado.httpserver.HTTPServer(app)
        (port,) = starting.free_ports(1)
        server.listen(port, "127.0.0.1")
        try:
            hub = class_server.Hub(f"http://127.0.0.1:{port}", "lecturer")
            await class_server.lesson(hub, students, "notebooks/a.ipynb")
        finally:
            server.stop()
            await server.close_all_connections()

    class_server.apart(day())
    assert [student.failed for student in students] == [
        "",
        "RuntimeError: cell 3: ValueError: no such row",
        "RuntimeError: the server did not start",
        "1 outputs differ from the book's",
    ]
    assert [student.cells for student in students] == [2, 1, 0, 2]
    assert students[0].ready <= students[0].first_result <= students[0].done
    assert students[1].first_result is None


class Channels(SmallKernel):
    """The path of a kernel has a group that is of no use here."""

    def open(self, path):
        assert self.request.headers["Authorization"] == "token own"


# ------------------------------------------------------------------------------------------------ nothing left running

# Starts another that leaves the session, does not hear a request to end, and listens; as servers of a hub may.
DETACHED = """
import signal, socket, subprocess, sys, time
if len(sys.argv) == 2:
    subprocess.Popen([sys.executable, __file__, sys.argv[1], "again"], start_new_session=True)
else:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    listening = socket.create_server(("127.0.0.1", int(sys.argv[1])))
    time.sleep(60)
"""


@pytest.fixture
def detached(tmp_path) -> tuple[list[str], int]:
    """A command whose child is hard to end, and the port of the child."""
    (port,) = starting.free_ports(1)
    (tmp_path / "detached.py").write_text(DETACHED, encoding="utf-8")
    return [sys.executable, str(tmp_path / "detached.py"), str(port)], port


@needs_surroundings
@pytest.mark.slow
@pytest.mark.parametrize("stop", [None, RuntimeError, signal.SIGINT, signal.SIGTERM])
def test_nothing_is_left_running(detached, tmp_path, monkeypatch, stop):
    """Whichever way the block is left."""
    monkeypatch.setattr(starting, "PATIENCE", 2)
    command, port = detached
    usual = signal.getsignal(signal.SIGTERM)
    expected = {None: contextlib.nullcontext(), RuntimeError: pytest.raises(RuntimeError)}
    with expected.get(stop, pytest.raises(KeyboardInterrupt)), starting.started() as things:
        things.run(command, tmp_path / "log")
        assert starting.until(lambda: starting.answers(port), 30)
        assert things.listening() == [("127.0.0.1", port)]
        if isinstance(stop, signal.Signals):
            os.kill(os.getpid(), stop)
            time.sleep(5)
        elif stop:
            raise stop
    assert things.left == []
    assert things.processes() == []
    assert not starting.answers(port)
    assert signal.getsignal(signal.SIGTERM) == usual


@needs_surroundings
@pytest.mark.slow
def test_what_is_left_is_said(detached, tmp_path, monkeypatch, capsys):
    """A stop that stops nothing must not pass for one."""
    monkeypatch.setattr(starting, "PATIENCE", 1)
    command, port = detached
    with monkeypatch.context() as broken:
        broken.setattr(psutil.Process, "kill", lambda process: None)
        with starting.started() as things:
            things.run(command, tmp_path / "log")
            assert starting.until(lambda: starting.answers(port), 30)
    (process,) = things.processes()
    assert things.left == [f"process {process.pid} still runs", f"port {port} still answers"]
    assert f"Left: port {port} still answers." in capsys.readouterr().err
    things.stop()
    assert things.left == []


@needs_surroundings
@pytest.mark.slow
def test_memory_is_that_of_the_processes_asked(tmp_path):
    """A process that keeps fifty megabytes has them."""
    code = "x = b'1' * 50_000_000; import time; print('there', flush=True); time.sleep(60)"
    with starting.started() as things:
        things.run([sys.executable, "-c", code], tmp_path / "log")
        assert starting.until(lambda: "there" in (tmp_path / "log").read_text(), 30)
        assert 50e6 < starting.memory(things.processes()) < 90e6
    assert starting.memory([]) == 0


def test_an_interrupt_keeps_no_report(monkeypatch, capsys):
    """Half a class is none."""

    def interrupted(number, chapter):
        raise KeyboardInterrupt

    kept = []
    monkeypatch.setattr(class_server.reports, "keep", lambda *told: kept.append(told))
    monkeypatch.setattr(class_server.image, "serves", lambda *asked: "")
    monkeypatch.setattr(class_server, "hold", interrupted)
    assert class_server.main(["--students", "3"]) == 130
    assert kept == []
    assert "everything that was started" in capsys.readouterr().err


@pytest.mark.parametrize(("wrong", "failed", "status"), [("", {}, 0), ("", {"a": "gone"}, 1), ("no server", {}, 1)])
def test_the_status_is_that_of_all_classes_and_of_the_image(monkeypatch, wrong, failed, status):
    """And the report is kept in each case."""
    kept = []
    found = counted([Student("a", 1.0, 2.0, 3.0, 5, memory=9, failed=failed.get("a", ""))], 5)
    monkeypatch.setattr(class_server.reports, "keep", lambda *told: kept.append(told))
    monkeypatch.setattr(class_server.image, "serves", lambda *asked: wrong)
    monkeypatch.setattr(class_server, "hold", lambda number, chapter: found | {"elsewhere": [], "left": []})
    assert class_server.main(["--students", "3", "4"]) == status
    ((name, report),) = kept
    assert (name, len(report["classes"]), report["image"]) == ("class-server", 2, wrong)


def test_the_hub_listens_to_this_machine_alone():
    """Every address in its settings."""
    text = (TESTS / "hub_config.py").read_text(encoding="utf-8")
    addresses = [word.split("://")[1] for word in text.split('"') if "http://" in word]
    assert len(addresses) == 3
    assert all(address.startswith("127.0.0.1:") for address in addresses)
    assert (
        subprocess.run(
            [sys.executable, "-m", "py_compile", str(TESTS / "hub_config.py")], check=False, timeout=60
        ).returncode
        == 0
    )

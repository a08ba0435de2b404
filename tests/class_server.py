"""A class on a JupyterHub of this machine: ``make class-server-check``.

So many students at once start a server each, open a chapter, run every code cell of it, and hold what they see against what
the book prints: through a real hub, its proxy, its servers and kernels, all on the loopback.  Told are the memory that a
student takes, the seconds to the first result and to the last cell, and who failed and why; kept in
``_build/checks/class-server.json``.  Everything that is started is stopped, also by an interrupt, and seen to be gone.

    python tests/class_server.py --students 10 20 --chapter 15
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import secrets
import shutil
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import image
import nbformat
import reports
from started import Started, answers, free_ports, memory, started, until
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

ROOT = Path(__file__).resolve().parents[1]
STUDENTS = (10,)
CHAPTER = "15"  # pandas, an optimiser and figures: one of those that take most
STARTS = 5  # servers that the hub starts at once; the others are told to ask again
LIMIT = 300  # seconds that a student waits in all, and that the hub gives a server to start
HUB_LIMIT = 90  # seconds until the hub answers
PAUSE = 0.5  # seconds between two questions to the hub
MEGABYTE = 1_000_000


@dataclass
class Student:
    """What one student met: seconds since the click on "start", cells, and what went wrong, if anything did."""

    name: str
    ready: float | None = None
    first_result: float | None = None
    done: float | None = None
    cells: int = 0
    differences: int = 0
    memory: int | None = None
    failed: str = ""


class Hub:
    """The API of a hub, asked with a token."""

    def __init__(self, address: str, token: str):
        self.address, self.token = address, token

    def request(self, path: str, token: str = "", **options) -> HTTPRequest:
        """A request to the hub or a server behind it."""
        around = {"Authorization": f"token {token or self.token}", "Content-Type": "application/json"}
        return HTTPRequest(self.address + path, headers=around, request_timeout=LIMIT, **options)

    async def ask(self, path: str, token: str = "", method: str = "GET", body: dict | None = None):
        """The answer in JSON, None if it is empty."""
        sent = json.dumps(body or {}) if method == "POST" else None
        answer = await AsyncHTTPClient().fetch(self.request(path, token, method=method, body=sent))
        return json.loads(answer.body) if answer.body else None


async def server_of(hub: Hub, name: str) -> str:
    """Start the server of a student and wait until it is there; returns a token of the student's own."""
    await hub.ask(f"/hub/api/users/{name}", method="POST")
    token = (await hub.ask(f"/hub/api/users/{name}/tokens", method="POST"))["token"]
    while True:
        try:
            await hub.ask(f"/hub/api/users/{name}/server", method="POST")
            break
        except HTTPClientError as error:
            if error.code != 429:
                raise
            await asyncio.sleep(float(error.response.headers.get("Retry-After", PAUSE)))
    while True:
        told = (await hub.ask(f"/hub/api/users/{name}"))["servers"].get("")
        if told and told["ready"]:
            return token
        if not told:
            raise RuntimeError("the server did not start")
        await asyncio.sleep(PAUSE)


def since(begun: float) -> float:
    """Seconds since then, to a hundredth."""
    return round(time.monotonic() - begun, 2)


def message(code: str) -> dict:
    """A request to a kernel to run some code."""
    header = {
        "msg_id": uuid.uuid4().hex,
        "msg_type": "execute_request",
        "session": "",
        "username": "",
        "version": "5.3",
    }
    content = {"code": code, "silent": False, "store_history": True, "allow_stdin": False, "stop_on_error": True}
    return {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}


async def run_cell(kernel, cell: dict) -> None:
    """Run a cell in a kernel, put what it shows and its count into it.

    Raises
    ------
    RuntimeError
        If it ends in an error, or the kernel goes.
    """
    asked, shown, idle, reply = message(cell["source"]), [], False, None
    await kernel.write_message(json.dumps(asked))
    while not (idle and reply):
        text = await kernel.read_message()
        if text is None:
            raise RuntimeError("the kernel went")
        told = json.loads(text)
        if told["parent_header"].get("msg_id") != asked["header"]["msg_id"]:
            continue
        kind, content = told["msg_type"], told["content"]
        if kind == "status":
            idle = content["execution_state"] == "idle"
        elif kind == "execute_reply":
            reply = content
        elif kind in ("stream", "display_data", "execute_result", "error"):
            last = shown[-1] if shown else {}
            if kind == "stream" and last.get("name") == content["name"]:
                last["text"] += content["text"]
            else:
                shown.append(nbformat.v4.output_from_msg(told))
    if reply["status"] != "ok":
        raise RuntimeError(f"{reply.get('ename')}: {reply.get('evalue')}")
    cell["outputs"], cell["execution_count"] = shown, reply["execution_count"]


async def work(hub: Hub, student: Student, chapter: str, begun: float) -> None:
    """Start a server, open a chapter, run its cells from top to bottom; what is met is noted in the student."""
    from casebook.press.comparison import compare

    token = await server_of(hub, student.name)
    student.ready = since(begun)
    own = f"/user/{student.name}/api"
    stored = (await hub.ask(f"{own}/contents/{chapter}?content=1", token))["content"]
    fresh = nbformat.from_dict(json.loads(json.dumps(stored)))
    wanted = {"path": chapter, "name": chapter, "type": "notebook", "kernel": {"name": "python3"}}
    session = await hub.ask(f"{own}/sessions", token, "POST", wanted)
    channels = hub.request(f"{own}/kernels/{session['kernel']['id']}/channels", token)
    channels.url = channels.url.replace("http", "ws", 1)
    kernel = await websocket_connect(channels)
    try:
        for number, cell in enumerate(fresh.cells, start=1):
            if cell.cell_type != "code":
                continue
            try:
                await run_cell(kernel, cell)
            except RuntimeError as error:
                raise RuntimeError(f"cell {number}: {error}") from None
            student.cells += 1
            if cell.outputs and student.first_result is None:
                student.first_result = since(begun)
    finally:
        kernel.close()
    student.done = since(begun)
    student.differences = len(compare(Path(chapter).name, stored, fresh).differences)


async def attend(working, student: Student, limit: float = LIMIT) -> None:
    """Let a student work for so long; whatever stops them is noted as their failure, and stops nobody else."""
    try:
        async with asyncio.timeout(limit):
            await working
    except TimeoutError:
        student.failed = f"no end after {limit:g} seconds"
    except Exception as error:  # one student's trouble is a finding of the check, of whatever kind
        student.failed = f"{type(error).__name__}: {error}"
    else:
        student.failed = f"{student.differences} outputs differ from the book's" if student.differences else ""


async def lesson(hub: Hub, students: list[Student], chapter: str) -> None:
    """All students at once."""
    AsyncHTTPClient.configure(None, max_clients=4 * len(students), max_body_size=100 * MEGABYTE)
    begun = time.monotonic()
    await asyncio.gather(*(attend(work(hub, student, chapter, begun), student) for student in students))


def counted(students: list[Student], cells: int) -> dict:
    """What a class met, from what its students met: medians and the slowest, and every failure with its reason.

    Parameters
    ----------
    students : list of Student
    cells : int
        Code cells of the chapter.
    """

    def of(what: str) -> dict:
        found = [value for student in students if (value := getattr(student, what)) is not None]
        return {"median": round(statistics.median(found), 1), "most": round(max(found), 1)} if found else {}

    for student in students:
        if not student.failed and student.cells != cells:
            student.failed = f"{student.cells} of {cells} cells"
    failures = {student.name: student.failed for student in students if student.failed}
    return {
        "students": len(students),
        "all_cells": len(students) - len(failures),
        "cells": cells,
        "failures": failures,
        **{what: of(what) for what in ("ready", "first_result", "done", "memory")},
    }


def homes(folder: Path, students: list[Student]) -> None:
    """For each student a folder with a copy of the chapters and the data, as a lecturer would hand out."""
    left_out = shutil.ignore_patterns("__pycache__", ".*")
    for student in students:
        for name in ("notebooks", "data"):
            shutil.copytree(ROOT / name, folder / student.name / name, ignore=left_out)


def weigh(things: Started, students: list[Student]) -> dict[str, float]:
    """Megabytes of each student's server and kernel, put into the student; of hub and proxy, returned."""
    own, others = {student.name: [] for student in students}, {"hub": [], "proxy": []}
    for process in things.processes():
        around = process.environ()
        if name := around.get("JUPYTERHUB_USER"):
            own[name].append(process)
        else:
            others["proxy" if any("http-proxy" in word for word in process.cmdline()) else "hub"].append(process)
    for student in students:
        student.memory = round(memory(own[student.name]) / MEGABYTE) if own[student.name] else None
    return {name: round(memory(processes) / MEGABYTE) for name, processes in others.items()}


def apart(lesson: Coroutine):
    """Run a coroutine in a thread of its own: a browser that a test drives may leave its loop to this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, lesson).result()


def hold(number: int, chapter: Path) -> dict:
    """A class of so many, from the start of its hub to its end."""
    students = [Student(f"student{one:02}") for one in range(1, number + 1)]
    cells = sum(cell["cell_type"] == "code" for cell in nbformat.read(chapter, 4).cells)
    ports, token = free_ports(3), secrets.token_hex(16)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made, started() as things:
        folder = Path(made)
        homes(folder, students)
        given = {"folder": made, "ports": ports, "token": token, "starts": STARTS, "limit": LIMIT}
        things.around |= {"CLASS_HUB": json.dumps(given), "PYTHONPATH": str(ROOT / "tests")}
        log = folder / "hub.log"
        command = [sys.executable, "-m", "jupyterhub", "--config", str(ROOT / "tests" / "hub_config.py")]
        hub_process = things.run(command, log, cwd=folder)
        until(lambda: hub_process.poll() is not None or all(map(answers, ports)), HUB_LIMIT)
        if hub_process.poll() is not None or not all(map(answers, ports)):
            raise RuntimeError(f"found no hub within {HUB_LIMIT} seconds, expected one; it says:\n{_end(log)}")
        hub = Hub(f"http://127.0.0.1:{ports[0]}", token)
        apart(lesson(hub, students, f"notebooks/{chapter.name}"))
        around = weigh(things, students)
        elsewhere = sorted({address for address, _ in things.listening() if address not in ("127.0.0.1", "::1")})
        if any(student.failed for student in students):
            print(_end(log), file=sys.stderr)
    found = counted(students, cells) | {"around": around, "elsewhere": elsewhere, "left": things.left}
    return found | {"each": [asdict(student) for student in students]}


def _end(log: Path, count: int = 2000) -> str:
    return log.read_text(encoding="utf-8", errors="replace")[-count:]


def told(found: dict) -> str:
    """What a class met, in a line."""
    first, done, kept = (found[what] for what in ("first_result", "done", "memory"))
    line = f"{found['students']} students: {found['all_cells']} ran all {found['cells']} cells"
    if done:
        line += f"; first result after {first['median']} s (slowest {first['most']} s), all cells after {done['median']} s ({done['most']} s)"
    if kept:
        line += f"; {kept['median']:.0f} MB a student (most {kept['most']:.0f} MB)"
    return line + "".join(f"\n  {name}: {why}" for name, why in found["failures"].items())


def passed(found: dict) -> bool:
    """Whether nobody failed, nothing listened to other machines, nothing was left running."""
    return not (found["failures"] or found["elsewhere"] or found["left"])


def load() -> float | None:
    """How many processes want the cores of this machine before anything is started; None where it does not say."""
    return round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None


def main(arguments: list[str] | None = None) -> int:
    """Hold the classes, print, keep; returns the exit status."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--students", type=int, nargs="+", default=list(STUDENTS), help="how many at once, a class each")
    asked.add_argument("--chapter", default=CHAPTER, help="its two digits")
    given = asked.parse_args(arguments)
    (chapter,) = (ROOT / "notebooks").glob(f"{given.chapter}_*.ipynb")
    report = {**reports.stamp(), "load": load(), "chapter": given.chapter, "starts": STARTS, "classes": []}
    try:
        with tempfile.TemporaryDirectory() as made:
            (Path(made) / "notebooks").mkdir()
            wrong = image.serves(image.command(image.DOCKERFILE.read_text(encoding="utf-8")), Path(made))
        report["image"] = wrong
        print(f"The command of the image: {wrong or 'serves'}", flush=True)
        for number in given.students:
            found = hold(number, chapter)
            print(told(found), flush=True)
            report["classes"].append(found)
    except KeyboardInterrupt:
        print("Stopped, with everything that was started; no report was kept.", file=sys.stderr)
        return 130
    reports.keep("class-server", report)
    return 0 if all(map(passed, report["classes"])) and not report["image"] else 1


if __name__ == "__main__":
    sys.exit(main())

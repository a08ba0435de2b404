"""How long and how much, as ratios, all measured in one run: ``make bench``.

Ratios travel between machines; seconds do not.  What is measured, and the target of each, stands in :data:`TARGETS`; the
table goes to the terminal, everything to ``_build/checks/bench.json``, and what changed since the last run is named.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import threading
import time
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

import reports
from builder import BUILD
from weights import HEAVIEST, MEDIAN, SHELL, weights

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "notebooks"))
ROUNDS = 7  # the start of a kernel alone takes a tenth of a second more or less, from one time to the next
LIMIT = 3600  # seconds that the checks or a build may take
RERUNS = 3  # of all chapters, two at a time
IMPORTS = "import pandas as pd\nimport casebook as cb"  # the first cell of every chapter
CHANGE = 0.25  # a measure that moved by more than this share since the last run is named

# name: (what it is, unit, most that it may be)
TARGETS = {
    "median_chapter": ("the median chapter, of an empty notebook with the same imports", "×", 1.5),
    "slowest_chapter": ("the slowest chapter, of the same", "×", 6.0),
    "two_processes": ("the whole rerun on two processes, of the serial sum", "×", 0.6),
    "test_minutes": ("make test on two processes", "minutes", 4.0),
    "test": ("make test on two processes, of the sum of its parts", "×", None),
    "build_per_page": ("build from stored outputs", "s a page", 0.2),
    "shell": ("what a page loads besides its text and figures, compressed", "kB", SHELL / 1000),
    "page_without_figures": ("the median page with all that it loads but its figures, compressed", "kB", MEDIAN / 1000),
    "page_with_figures": ("the same with its figures", "kB", None),
    "heaviest_page": ("the heaviest page with all that it loads but its figures, compressed", "kB", HEAVIEST / 1000),
    "memory": ("peak memory of the whole rerun on two processes", "MB", 500),
}


# ---------------------------------------------------------------------------------------------------------- time


def seconds(call, rounds: int = 1) -> float:
    """Median time of a call."""
    taken = []
    for _ in range(rounds):
        begin = time.perf_counter()
        call()
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken)


def empty_notebook() -> Path:
    """An empty notebook with the imports of a chapter, where the chapters are; whoever asked removes it."""
    import nbformat
    from casebook.evidence.records import NOTEBOOKS

    place = NOTEBOOKS / ".empty.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(IMPORTS)]), place)
    return place


def _execute(path: Path) -> None:
    from casebook.press.rerun import execute

    execute(path)


def chapter_times(paths: list[Path], rounds: int = ROUNDS) -> dict:
    """Seconds of the empty notebook and of each chapter, one at a time, each in a kernel of its own.

    Chapters and empty notebook take turns, so that a machine that slows down slows both.
    """
    place = empty_notebook()
    try:
        _execute(place)  # warm the file cache
        empty, taken = [], {path.name: [] for path in paths}
        for _ in range(rounds):
            for path in paths:
                taken[path.name].append(seconds(lambda path=path: _execute(path)))
                empty.append(seconds(lambda: _execute(place)))
    finally:
        place.unlink(missing_ok=True)
    return {"empty": statistics.median(empty), "chapters": {name: statistics.median(t) for name, t in taken.items()}}


class Memory:
    """The peak memory of this process and all it started, in MB, while the block runs: shared pages count once each."""

    def __enter__(self):
        import psutil

        self.peak, self._over, self._own = 0.0, threading.Event(), psutil.Process()
        self._watch = threading.Thread(target=self._look, daemon=True)
        self._watch.start()
        return self

    def __exit__(self, *_):
        self._over.set()
        self._watch.join()

    def _look(self) -> None:
        import psutil

        while not self._over.wait(0.1):
            total = 0
            for process in [self._own, *self._own.children(recursive=True)]:
                try:
                    found = process.memory_full_info()
                except psutil.Error:  # it has just ended
                    continue
                total += getattr(found, "pss", found.uss)
            self.peak = max(self.peak, total / 1e6)


def rerun_on_two(paths: list[Path]) -> tuple[float, float]:
    """Seconds of all chapters, two at a time, the median of some reruns; peak memory of them all."""
    from casebook.press.rerun import in_parallel

    with Memory() as memory:
        taken = seconds(lambda: list(in_parallel(_execute, paths)), RERUNS)
    return taken, memory.peak


def all_checks() -> dict:
    """Wall-clock seconds of ``make test``, and of each of its parts, from the times that pytest writes down.

    Raises
    ------
    RuntimeError
        If the tests fail: their time would be that of something else.
    """
    with tempfile.TemporaryDirectory() as folder:
        times = Path(folder) / "times.xml"
        command = ["make", "--no-print-directory", "test", f"ARGS=--junitxml={times}"]
        begin = time.perf_counter()
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=LIMIT)
        wall = time.perf_counter() - begin
        if done.returncode:
            raise RuntimeError(f"make test failed:\n{done.stdout[-1500:]}")
        return {"wall": wall, "parts": parts_of(times)}


def parts_of(times: Path) -> dict[str, float]:
    """Seconds of each part of the tests, longest first: the files of tests, and the chapters that nbval ran."""
    parts = Counter()
    for case in ElementTree.parse(times).getroot().iter("testcase"):
        where = case.get("classname") or case.get("file") or ""
        part = next((word for word in where.split(".") if word.startswith("test_")), "chapters, by nbval")
        parts[part] += float(case.get("time"))
    return dict(parts.most_common())


# ---------------------------------------------------------------------------------------------------------- pages


def build() -> tuple[float, dict]:
    """Seconds of a strict build from nothing but the stored outputs, and the weights of its pages."""
    with tempfile.TemporaryDirectory() as folder:
        places = iter(Path(folder) / str(number) for number in range(ROUNDS))

        def once():
            place = next(places)  # an empty folder each time: nothing is left over that would spare work
            asked = [*BUILD, "--path-output", str(place), str(ROOT)]
            subprocess.run(asked, capture_output=True, check=True, timeout=LIMIT)

        return seconds(once, ROUNDS), page_weights(Path(folder) / "0" / "_build" / "html")


def page_weights(html: Path) -> dict[str, dict[str, int]]:
    """What a browser loads for each page that people read, in bytes: see :mod:`weights`."""
    found = [page for page in sorted(html.rglob("*.html")) if "<article" in page.read_text(encoding="utf-8")]
    return weights([page for page in found if page.name not in ("genindex.html", "search.html", "404.html")])


# --------------------------------------------------------------------------------------------------------- report


def measure(paths: list[Path]) -> dict:
    """Everything, in one run; raw seconds, bytes and MB.  The checks come first: where one fails, nothing else is asked."""
    print("All checks.", flush=True)
    found = {"test": all_checks()}
    print("Timing the chapters, one at a time.", flush=True)
    found |= chapter_times(paths)
    print("The whole rerun, two at a time.", flush=True)
    found["two"], found["memory"] = rerun_on_two(paths)
    print("A build from nothing but the stored outputs.", flush=True)
    found["build"], found["pages"] = build()
    return found


def ratios(found: dict) -> dict[str, float]:
    """The measures of :data:`TARGETS`, from what was measured."""
    own = [taken / found["empty"] for taken in found["chapters"].values()]
    pages = found["pages"].values()
    without = [(page["document"] + page["shell"]) / 1000 for page in pages]
    return {
        "median_chapter": statistics.median(own),
        "slowest_chapter": max(own),
        "two_processes": found["two"] / sum(found["chapters"].values()),
        "test_minutes": found["test"]["wall"] / 60,
        "test": found["test"]["wall"] / sum(found["test"]["parts"].values()),
        "build_per_page": found["build"] / len(found["pages"]),
        "shell": max(page["shell"] for page in pages) / 1000,
        "page_without_figures": statistics.median(without),
        "page_with_figures": statistics.median(
            size + page["figures"] / 1000 for size, page in zip(without, pages, strict=True)
        ),
        "heaviest_page": max(without),
        "memory": found["memory"],
    }


def table(measures: dict[str, float]) -> list[dict]:
    """The measures with their words, units, targets, and whether each is met; a measure without a target is only shown."""
    return [
        {
            "what": what,
            "found": measures[name],
            "unit": unit,
            "most": most,
            "said": "" if most is None else "met" if measures[name] <= most else "not met",
        }
        for name, (what, unit, most) in TARGETS.items()
    ]


def missed(measures: dict[str, float]) -> list[str]:
    """The targets that are not met, a line each."""
    from casebook.press.pages.checked import measured

    return [
        f"{row['what']}: found {measured(row['found'], row['most'])} {row['unit']}, expected at most {row['most']:g}"
        for row in table(measures)
        if row["said"] == "not met"
    ]


def moved(measures: dict[str, float], last: dict[str, float]) -> list[str]:
    """The measures that are no longer what they were in the last run, a line each."""
    return [
        f"{what}: {last[name]:.2f} {unit} in the last run, {measures[name]:.2f} now"
        for name, (what, unit, _) in TARGETS.items()
        if name in last and abs(measures[name] - last[name]) > CHANGE * last[name]
    ]


def lines_of(found: dict, measures: dict[str, float]) -> list[str]:
    """The table for the terminal."""
    from casebook.press.pages.checked import measured

    lines = [f"Empty notebook: {found['empty']:.2f} s. Each chapter, of it:"]
    lines += [f"  {name:46} {taken / found['empty']:6.2f} ×" for name, taken in found["chapters"].items()]
    lines += ["The parts of make test, in seconds of one process:"]
    lines += [f"  {part:46} {taken:6.1f} s" for part, taken in found["test"]["parts"].items()]
    lines += ["The pages, compressed: document, what it loads besides, figures:"]
    lines += [
        f"  {name:46} " + " ".join(f"{page[kind] / 1000:6.1f}" for kind in ("document", "shell", "figures")) + " kB"
        for name, page in found["pages"].items()
    ]
    lines += ["In all:"]
    for row in table(measures):
        target = "" if row["most"] is None else f"at most {row['most']:g}: {row['said']}"
        lines.append(f"  {row['what']:66} {measured(row['found'], row['most']):>7} {row['unit']:9}{target}")
    return lines


def main() -> int:
    """Measure, print, compare, keep; returns the exit status."""
    from casebook.evidence.records import chapters

    stamp, last = reports.stamp(), reports.last("bench").get("measures", {})
    found = measure(chapters())
    measures = ratios(found)
    print("\n".join(lines_of(found, measures)))
    for line in moved(measures, last) or (["Nothing moved since the last run."] if last else []):
        print(line)
    told = missed(measures)
    reports.keep("bench", {**stamp, "table": table(measures), "measures": measures, "missed": told, **found})
    for line in told:
        print(f"Target missed: {line}", file=sys.stderr)
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())

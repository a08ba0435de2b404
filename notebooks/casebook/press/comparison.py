"""Two executions of a notebook held against each other: outputs to the byte, results in full precision."""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import eq

from ..evidence.records import RECORD
from .rerun import within

__all__ = ["Comparison", "Difference", "compare"]

NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")


@dataclass(frozen=True)
class Difference:
    """One thing that a fresh run gave otherwise than stored: where, what, and how large the difference is."""

    place: str
    what: str
    size: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}: {self.size}"


@dataclass
class Comparison:
    """What was compared, and what differed.

    Attributes
    ----------
    cells, outputs, results : int
        Code cells executed, outputs compared to the byte, results compared in full precision.
    exact : int
        Results that were the same to the last bit.
    differences : list of Difference
        Beyond the tolerances.
    alone : bool
        Whether records alone were compared, as in a student edition, which stores no texts.
    """

    cells: int = 0
    outputs: int = 0
    results: int = 0
    exact: int = 0
    differences: list[Difference] | None = None
    alone: bool = False

    def __post_init__(self):
        self.differences = list(self.differences or [])

    def add(self, other: Comparison) -> None:
        """Take in what was compared elsewhere."""
        self.cells += other.cells
        self.outputs += other.outputs
        self.results += other.results
        self.exact += other.exact
        self.differences += other.differences
        self.alone |= other.alone


def compare(name: str, stored: dict, fresh: dict) -> Comparison:
    """Hold the outputs of one execution of a notebook against those of another.

    Parameters
    ----------
    name : str
        File name of the notebook, for the places of differences.
    stored, fresh : dict or nbformat.NotebookNode
        The same cells with the outputs of two executions.
    """
    found = Comparison()
    for number, (before, after) in enumerate(zip(stored["cells"], fresh["cells"], strict=True), start=1):
        if before["cell_type"] != "code":
            continue
        found.cells += 1
        place = f"notebooks/{name}, cell {number}"
        if before.get("execution_count") != after.get("execution_count"):
            size = f"found {after.get('execution_count')}, expected {before.get('execution_count')}"
            found.differences.append(Difference(place, "execution count", size))
        one, two = before.get("outputs", []), after.get("outputs", [])
        if len(one) != len(two):
            found.differences.append(Difference(place, "outputs", f"found {len(two)}, expected {len(one)}"))
            continue
        for old, new in zip(one, two, strict=True):
            found.outputs += 1
            found.add(_compare_output(place, old, new))
    return found


def _compare_output(place: str, old: dict, new: dict) -> Comparison:
    found = Comparison()
    texts, others = _texts(old), _texts(new)
    for kind in {**texts, **others}:
        if texts.get(kind) != others.get(kind):
            size = _size(texts.get(kind), others.get(kind))
            found.differences.append(Difference(place, f"output as {kind}", size))
    before, after = (dict(output.get("metadata", {}).get(RECORD, {})) for output in (old, new))
    if before.get("kind") == "result" and after.get("kind") == "result" and before["id"] == after["id"]:
        found.results += 1
        one, two, tolerance = before.pop("value"), after.pop("value"), before["tolerance"]
        found.exact += one == two
        if not within(two, one, tolerance):
            size = f"found {two!r}, expected {one!r} within {tolerance:g}"
            found.differences.append(Difference(place, f"result {before['id']}", size))
    if before != after:
        changed = sorted(key for key in {**before, **after} if before.get(key) != after.get(key))
        found.differences.append(Difference(place, "record", f"found other {', '.join(changed)}"))
    return found


def _texts(output: dict) -> dict[str, str]:
    """What an output shows, by kind."""
    if output["output_type"] == "stream":
        return {output["name"]: "".join(output["text"])}
    if output["output_type"] == "error":
        return {"error": f"{output['ename']}: {output['evalue']}"}
    return {kind: "".join(text) if not isinstance(text, dict) else str(text) for kind, text in output["data"].items()}


def _size(one: str | None, two: str | None) -> str:
    """How far two texts are apart: the greatest distance of their numbers, if nothing else differs; else the lines."""
    if one is None or two is None:
        return f"found {'none' if two is None else 'one'}, expected {'none' if one is None else 'one'}"
    if NUMBER.sub("#", one) == NUMBER.sub("#", two):
        apart = [
            abs(float(x) - float(y)) for x, y in zip(NUMBER.findall(one), NUMBER.findall(two), strict=True) if x != y
        ]
        return f"{len(apart)} numbers differ, by {max(apart):.3g} at most"
    before, after = one.splitlines(), two.splitlines()
    same = sum(map(eq, before, after))
    return f"{max(len(before), len(after)) - same} of {len(before)} lines differ"

"""The figures of a chapter, drawn anew on data that were moved a little, and as they are stored."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path

import casebook
import IPython.display
import numpy as np
from casebook.evidence import register, tables

VALUES = {
    "panel": ["value"],
    "large_cities": ["gdp_real_growth_percent", "gdp_nominal_100m_yuan"],
    "provinces": ["real_growth_percent"],
    "yearbook": ["value"],
}


def drawn(monkeypatch, chapter: Path, perturbed: float) -> dict[str, str]:
    """The figures of a chapter, its cells run here with every value of its series moved by that share of itself."""
    shown, exact = {}, tables.table

    def display(data, raw=False, metadata=None):
        if raw and metadata:
            shown[metadata["casebook"]["id"]] = data["image/svg+xml"]

    def moved(name, *given, **options):
        frame, chance = exact(name, *given, **options), np.random.default_rng(1)
        return frame.assign(
            **{
                column: frame[column] * (1 + perturbed * chance.standard_normal(len(frame)))
                for column in VALUES.get(name, [])
            }
        )

    monkeypatch.setattr(IPython.display, "display", display)
    monkeypatch.setattr(casebook, "table", moved)
    monkeypatch.setattr(register, "_on_record", {})
    names: dict = {}
    for cell in json.loads(chapter.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            with contextlib.redirect_stdout(io.StringIO()):
                exec("".join(cell["source"]), names)
    return shown


def stored(chapter: Path) -> dict[str, str]:
    """The figures of a chapter as they are stored."""
    return {
        output["metadata"]["casebook"]["id"]: "".join(output["data"]["image/svg+xml"])
        for cell in json.loads(chapter.read_text(encoding="utf-8"))["cells"]
        for output in cell.get("outputs", [])
        if "image/svg+xml" in output.get("data", {})
    }

"""The page on servers for a class: what a class takes, from the report of one that was tried, and how large its wheels are."""

from __future__ import annotations

import json
import math
from pathlib import Path

from ...reading.dates_in_english import english_date
from ..writing import write
from .checked import CLASS_SERVER, KEPT, WHEELS
from .offered import size

__all__ = ["class_server_page", "gigabytes"]

SIZES = (20, 40, 80)  # students at once, for whom a machine is worked out
HEADROOM = 1.3  # a student opens a second chapter, and a system wants some for itself
SYSTEMS = {
    "linux": "Linux",
    "macos-arm64": "macOS, Apple's own processors",
    "macos-x86_64": "macOS, Intel's",
    "windows": "Windows",
}


def gigabytes(students: int, report: dict) -> int:
    """Memory of a machine for so many at once, in whole gigabytes, rounded up.

    The most that any student was seen to take, for each, with hub and proxy as they were for the largest class, and
    :data:`HEADROOM`.
    """
    most = max(told["memory"].get("most", 0) for told in report["classes"])
    around = max(sum(told["around"].values()) for told in report["classes"])
    return math.ceil((students * most + around) * HEADROOM / 1000)


def _class(told: dict) -> dict:
    """A row of the table: how a class fared."""
    seconds = {
        what: f"{told[what]['median']:.0f} ({told[what]['most']:.0f})" if told[what] else ""
        for what in ("ready", "first_result", "done")
    }
    return {
        **seconds,
        "students": told["students"],
        "all_cells": told["all_cells"],
        "failed": len(told["failures"]),
        "memory": f"{told['memory']['median']:.0f} ({told['memory']['most']:.0f})" if told["memory"] else "",
        "around": sum(told["around"].values()),
    }


def class_server_page(folder: Path = KEPT) -> str:
    """The page in MyST Markdown; without what no report tells.

    Parameters
    ----------
    folder : Path
        Where the reports of ``make class-server-check`` and ``make wheels`` are, if there are such.
    """

    def report(name: str) -> dict:
        path = folder / f"{name}.json"
        return json.loads(path.read_bytes()) if path.is_file() else {}

    tried, sizes = report(CLASS_SERVER), report(WHEELS)
    met = {}
    if tried:
        met = {
            **{key: tried[key] for key in ("python", "cores", "starts")},
            "load": tried.get("load") or 0,
            "day": english_date(tried["day"]),
            "chapter": int(tried["chapter"]),
            "cells": tried["classes"][0]["cells"],
            "classes": [_class(told) for told in tried["classes"]],
            "reasons": [why for told in tried["classes"] for why in told["failures"].values()],
            "machines": {students: gigabytes(students, tried) for students in SIZES},
            "headroom": f"{100 * (HEADROOM - 1):.0f}",
        }
    systems = {
        name: {
            "words": words,
            "wheels": sizes[name]["wheels"],
            "size": size(sizes[name]["bytes"]),
            "missing": sizes[name]["missing"],
        }
        for name, words in SYSTEMS.items()
        if name in sizes
    }
    return write("class-server", met=met, systems=systems, folders=SYSTEMS)

"""A chapter of three exercises, to be read, copied and spoiled."""

from __future__ import annotations

import copy


def markdown(name: str, text: str, **metadata) -> dict:
    """A Markdown cell."""
    return {"cell_type": "markdown", "id": name, "metadata": metadata, "source": text}


def code(name: str, text: str, *records: dict, tags: tuple[str, ...] = ()) -> dict:
    """A code cell with what it put on record."""
    outputs = [
        {
            "output_type": "display_data",
            "data": {"text/markdown": f"**{record.get('shown')}**"},
            "metadata": {"casebook": record},
        }
        for record in records
    ]
    return {
        "cell_type": "code", "id": name, "metadata": {"tags": list(tags)}, "source": text, "outputs": outputs,
        "execution_count": 1,
    }  # fmt: skip


def result(name: str, value, shown: str, form: str = ".1f", unit: str = "%", **more) -> dict:
    """A result on record."""
    told = {"kind": "result", "id": name, "value": value, "shown": shown, "form": form, "unit": unit, "tolerance": 0.0}
    return told | {"meaning": f"the {name}", "level": None, "notebook": "01_a.ipynb"} | more


def task(number: int, title: str, body: str, **told) -> dict:
    """A task."""
    text = f"```{{admonition}} Exercise {number} · {title}\n:class: exercise\n{body}\n```"
    return markdown(f"ex{number}", text, casebook=told)


def key(number: int, text: str) -> dict:
    """Its key."""
    return markdown(f"ex{number}-key", f"```{{dropdown}} Solution\n{text}\n```", tags=["key"])


CHAPTER = {
    "cells": [
        markdown("title", "# Did it fall?\n\nSee [100](../book/ledger.md#start), {cite:p}`one,two` and [Chapter 2](02_b.ipynb)."),
        code("data", "before, after = 100, 60"),
        markdown("aside", "## Questions\n\n```{dropdown} What is it?\nA secret.\n```"),
        markdown("exercises", "## Exercises"),
        task(1, "think", "Why?", kind="think", minutes=10, marks=2),
        key(1, "Because."),
        task(
            2, "compute", "How deep is the cut, from [100](../book/ledger.md#start)?", kind="compute", minutes=10, marks=3,
            given=["start"], mistakes=[["66.7 %", "divided by what was left", "cut"]],
        ),
        key(2, "It is [40.0 %](../book/ledger.md#cut)."),
        code("ex2-solution", "def cut(a, b):\n    gone = a - b\n    return 100 * gone / a\n\nresult = cut(before, after)",
             result("cut", 40.0, "40.0 %"), result("start", 100.0, "100", "d", ""), tags=("hide-cell", "key")),
        task(3, "your turn", "Write, with $x^2$ and 区.", kind="your turn", minutes=10, marks=4),
        key(3, "A point each."),
        markdown("sources", "## Sources"),
    ],
    "metadata": {},
    "nbformat": 4,
    "nbformat_minor": 5,
}  # fmt: skip


def chapter() -> dict:
    """A small chapter in good order."""
    return copy.deepcopy(CHAPTER)


def cell(notebook: dict, name: str) -> dict:
    """The cell of that id."""
    return next(one for one in notebook["cells"] if one["id"] == name)


def told(notebook: dict, name: str) -> dict:
    """What the task of that id says of itself."""
    return cell(notebook, name)["metadata"]["casebook"]

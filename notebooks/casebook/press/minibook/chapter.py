"""The chapter of a new mini-book: question, naive answer, what the figures admit, checks, figure, exercises.

Its words stand in ``templates/minibook/chapter.md.j2``, cell by cell; what it computes is code that a student reads and changes.
"""

from __future__ import annotations

import json
import re

from markupsafe import Markup

from ...evidence.register import shown
from ..saved import KERNEL
from ..writing import write
from .drafting import SOURCE, Draft
from .formulas import cell_of, has_ends, held_claim, result_of, said_of
from .schema import HERE

__all__ = ["CHAPTER", "notebook", "results"]

CHAPTER = f"{1:02d}_does_it_agree_with_itself"  # the first of a book, and by now its only one
SHOWN, DRAWN = 8, 4  # checks that have a cell of their own, and those in the figure
CELL = re.compile(r"^%%% (\w+) ([\w-]+)(?: (\{.*\}))?\n", re.MULTILINE)


def notebook(made: Draft) -> dict:
    """The chapter, not executed.

    Parameters
    ----------
    made : Draft
        What the text gives.
    """
    checks = [_check(row, made) for row in _with_cells(made)]
    drawn = [one for one in checks if one["printed"]][:DRAWN]
    text = write(
        "chapter",
        HERE,
        checks=checks,
        more=len(made.checks) > len(checks),
        drawn=drawn,
        counts=_counts(made),
        unread=len(made.unread),
        dates=len(made.dates),
        source=SOURCE,
        mistakes=Markup(json.dumps(_mistakes(made))),
    )
    return {"cells": list(_cells(text)), "metadata": KERNEL, "nbformat": 4, "nbformat_minor": 5}


def _with_cells(made: Draft) -> list[dict]:
    """The checks that have a cell of their own."""
    return [row for row in made.checks if has_ends(made.proposed[row["check_id"]])][:SHOWN]


def _check(row: dict, made: Draft) -> dict:
    proposal = made.proposed[row["check_id"]]
    said, signs, formula = said_of(proposal)
    printed = held_claim(proposal, row["printed"])
    return {
        "id": row["check_id"],
        "printed": printed,
        "paragraph": row["locator"][1:],
        "said": said[0].upper() + said[1:],
        "signs": Markup(signs),
        "formula": Markup(formula),
        "code": Markup(cell_of(row["check_id"], proposal, row["ingredients"].split(), printed)),
    }


def _cells(text: str):
    """The cells of a chapter, from its template: ``%%% kind name {metadata}`` and what follows."""
    parts = CELL.split(text)[1:]
    for at in range(0, len(parts), 4):
        kind, name, metadata, body = parts[at : at + 4]
        cell = {
            "cell_type": kind,
            "id": name,
            "metadata": json.loads(metadata) if metadata else {},
            "source": body.strip("\n").splitlines(keepends=True),
        }
        yield cell | ({"execution_count": None, "outputs": []} if kind == "code" else {})


def results(made: Draft) -> list[dict]:
    """The rows of the register for all that the chapter computes."""
    count = {"chapter": CHAPTER, "kind": "count", "form": "d"}
    share = {"chapter": CHAPTER, "kind": "arithmetic", "form": ".1f", "unit": "%"}
    found = [
        {"result_id": "figures-read", "meaning": "figures of the text that the reader read", **count},
        {"result_id": "figures-hedged", "meaning": "figures that admit more than the number shown", **count},
    ]
    if _counts(made)["made"]:
        found += [
            {"result_id": "checks-made", "meaning": "printed figures that follow from others", **count},
            {"result_id": "checks-equal", "meaning": "figures that equal what is computed", **count},
            {"result_id": "checks-differ", "meaning": "figures that differ from all that is computed", **count},
        ]
    found += [result_of(row["check_id"], made.proposed[row["check_id"]], row, CHAPTER) for row in _with_cells(made)]
    return [
        *found,
        {"result_id": "share-hedged", "meaning": "share of the figures that admit more than the number shown", **share},
    ]


def _counts(made: Draft) -> dict[str, int]:
    """What the chapter says in its sentences, and its cells compute: figures, checks, how many of each."""
    checks = [row for row in made.checks if row["printed"]]
    value = {row["claim_id"]: row["value"] for row in made.claims}
    return {
        "read": len(made.claims),
        "hedged": sum(row["low"] != row["high"] for row in made.claims),
        "made": len(checks),
        "equal": sum(row["recomputed_low"] == row["recomputed_high"] == value[row["printed"]] for row in checks),
        "differ": sum(row["agrees"] == "false" for row in checks),
    }


def _mistakes(made: Draft) -> list[list[str]]:
    """The wrong answers to expect of the exercise that is computed: the other share, and the count for the share."""
    hedged, read = _counts(made)["hedged"], len(made.claims)
    right, other = 100 * hedged / read, 100 * (read - hedged) / read
    told = [(other, "took those that admit one number"), (hedged, "gave the count, and not the share")]
    said = [[shown(value, ".1f", "%"), says, "share-hedged"] for value, says in told]
    return [one for one in said if one[0] != shown(right, ".1f", "%")]

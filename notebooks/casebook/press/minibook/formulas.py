"""How a proposed check is carried out in a chapter: the formula, the lines of code, and the row of its result."""

from __future__ import annotations

from ...methods.consistency import Proposal
from ...reading.intervals import INFINITY

__all__ = ["WORDS", "cell_of", "has_ends", "held_claim", "result_of", "said_of"]

WORDS = {  # of each kind: what follows from what, what its signs stand for, and the formula
    "change": (
        "the change, from before and after",
        "$b$ before, $a$ after",
        "r = 100 \\left( \\frac{a}{b} - 1 \\right)",
    ),
    "left": ("what is left, from before and after", "$b$ before, $a$ after", "r = 100 \\, \\frac{a}{b}"),
    "multiple": ("how many times as much, from before and after", "$b$ before, $a$ after", "r = \\frac{a}{b}"),
    "points": ("the percentage points between shares", "$b$ before, $a$ after", "r = a - b"),
    "difference": ("the difference, from before and after", "$b$ before, $a$ after", "r = a - b"),
    "share": ("the share, from part and whole", "a part $p$ of a whole $w$", "r = 100 \\, \\frac{p}{w}"),
    "ratio": ("the ratio, from its numbers", "$x$ to $y$", "r = \\frac{x}{y}"),
    "total": ("the total, from its parts", "parts $p_i$", "r = \\sum_i p_i"),
    "whole": ("the shares of one whole, which must not exceed it", "shares $s_i$", "r = \\sum_i s_i"),
}
_OF_A_FALL = {"change": "r = 100 \\left( 1 - \\frac{a}{b} \\right)", "points": "r = b - a", "difference": "r = b - a"}
# The names of the ingredients and the line that computes with them; where a fall is printed without its sign, it is turned.
_LINES = {
    "change": (("before", "after"), "(after / before - 1) * 100"),
    "left": (("before", "after"), "after / before * 100"),
    "multiple": (("before", "after"), "after / before"),
    "points": (("before", "after"), "after - before"),
    "difference": (("before", "after"), "after - before"),
    "share": (("part", "whole"), "part / whole * 100"),
    "ratio": (("larger", "smaller"), "larger / smaller"),
}
_TURNED = {"change": "(1 - after / before) * 100", "points": "before - after", "difference": "before - after"}
_UNITS = {"change": "%", "left": "%", "share": "%", "whole": "%", "points": "percentage points", "multiple": "times"}


def has_ends(proposal: Proposal) -> bool:
    """Whether what follows has a least and a greatest value, as a result and a drawing need, and so has what is printed."""
    printed = proposal.printed.figure.interval if proposal.printed else proposal.recomputed
    return max(map(abs, (proposal.recomputed.low, proposal.recomputed.high, printed.low, printed.high))) < INFINITY


def held_claim(proposal: Proposal, printed: str) -> str:
    """The claim that a result is held against; empty where none prints it, or where a whole number was rounded ("36 for
    each"), which the record of the claim, a count, does not say.
    """
    if not proposal.printed:
        return ""
    return printed if proposal.printed.figure.interval.overlaps(proposal.recomputed) == proposal.agrees else ""


def _falls(proposal: Proposal) -> bool:
    before, after = (one.figure.interval for one in proposal.ingredients[:2])
    return after.high <= before.low


def said_of(proposal: Proposal) -> tuple[str, str, str]:
    """What follows from what, what the signs of the formula stand for, and the formula: that of a fall where it is one."""
    said, signs, formula = WORDS[proposal.kind]
    turned = proposal.kind in _OF_A_FALL and _falls(proposal)
    return said, signs, _OF_A_FALL[proposal.kind] if turned else formula


def cell_of(check_id: str, proposal: Proposal, ingredients: list[str], printed: str) -> str:
    """The code of a check: ingredients, formula, result, verdict.

    Parameters
    ----------
    check_id : str
        The id of the check, which is that of its result.
    proposal : Proposal
        What is to be held against what.
    ingredients : list of str
        The claims of the ingredients.
    printed : str
        The claim that prints what follows; empty for shares of a whole.
    """
    kind = proposal.kind
    if kind in _LINES:
        names, formula = _LINES[kind]
        formula = _TURNED[kind] if kind in _TURNED and _falls(proposal) else formula
        lines = [f'{name} = cb.claim("{claim}").interval' for name, claim in zip(names, ingredients, strict=True)]
        lines.append(f'cb.result("{check_id}", {formula})')
    else:
        lines = ["parts = [", *(f'    "{claim}",' for claim in ingredients), "]"]
        lines.append(f'cb.result("{check_id}", sum(cb.claim(part).interval for part in parts))')
    if printed:
        lines.append(f'cb.check("{printed}", "{check_id}")')
    return "\n".join(lines)


def result_of(check_id: str, proposal: Proposal, row: dict, chapter: str) -> dict:
    """The row of the register for a check."""
    counts = proposal.kind in ("total", "difference") and all(end == int(end) for end in _ends(proposal))
    held = held_claim(proposal, row["printed"])
    return {
        "result_id": check_id,
        "chapter": chapter,
        "kind": "arithmetic",
        "meaning": f"{WORDS[proposal.kind][0]}, in paragraph {row['locator'][1:]}",
        "unit": _UNITS.get(proposal.kind, ""),
        "form": ",d" if counts else ",.1f",
        "claims": row["ingredients"],
        "checks": held,
        "how": "figures beside it" if held else "",
    }


def _ends(proposal: Proposal) -> list:
    return [end for one in proposal.ingredients for end in (one.figure.interval.low, one.figure.interval.high)]

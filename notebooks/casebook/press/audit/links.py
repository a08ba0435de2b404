"""A link to the ledger says what is on record: the same numbers in a form that the entry admits."""

from __future__ import annotations

import re

from ...evidence import tables
from ...evidence.claims import Claim, claim
from ...evidence.records import stored_records

__all__ = ["agrees_with_record", "canonical", "numbers_in", "on_record", "shown_forms"]

_WORD_VALUES = dict(
    zip(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        map(str, range(1, 13)),
        strict=True,
    )
)


def on_record() -> dict[str, Claim | dict]:
    """Everything that prose may link to: claims, and the results and figures that the executed chapters put on record."""
    entries: dict[str, Claim | dict] = {claim_id: claim(claim_id) for claim_id in tables.table("claims")["claim_id"]}
    for record in stored_records():
        if record["kind"] in ("result", "figure"):
            entries[record["id"]] = record
    return entries


def shown_forms(entry: Claim | dict) -> list[str]:
    """The forms in which prose may print an entry, the first being the one on record."""
    shown = entry.shown if isinstance(entry, Claim) else entry.get("shown", "")
    forms = [shown]
    if isinstance(entry, dict) and isinstance(entry.get("value"), list) and " to " in shown:
        least, _, most = shown.removesuffix(entry["unit"]).strip().partition(" to ")
        unit = shown.removeprefix(f"{least} to {most}")
        forms += [f"at least {least}{unit}", f"at most {most}{unit}"]
    if isinstance(entry, Claim) and entry.figure is not None:
        ends = entry.interval
        if entry.qualifier != "range" and ends.low != ends.high:
            unit = " %" if entry.figure.unit == "%" else ""
            forms += [f"{float(ends.low):g} to {float(ends.high):g}{unit}"]
        if entry.qualifier == "maximum":
            forms.append(shown.removeprefix("a maximum of "))
        if entry.figure.unit == ": 1":
            forms += [form.replace(" : 1", "") for form in forms]
        if entry.figure.unit in ("years", "times"):
            forms.append(shown.removesuffix(f" {entry.figure.unit}"))
        if entry.figure.unit == "x":
            forms += ["twice", "doubling", "doubled"] if shown == "doubled" else []
        if entry.figure.unit == "days":
            forms.append("a week")
    return [form for form in forms if form]


def canonical(text: str) -> str:
    """A phrase with its numbers in one spelling: 42 per cent, 42% and 42 % alike; four and 4; 3–5, 3 to 5."""
    text = text.lower().replace("\u202f", " ").replace("\u00a0", " ").replace("**", "").replace("*", "")
    text = re.sub(r"\b(" + "|".join(_WORD_VALUES) + r")\b", lambda m: _WORD_VALUES[m.group(1)], text)
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    text = re.sub(r"\s*(?:per cent|percent|%)", "%", text)
    text = re.sub(r"(?<=[\d%])\s*(?:–|—|to|and)\s*(?=[\d−])", "–", text)
    text = re.sub(r"(\d)%–", r"\1–", text)
    text = re.sub(r"\s*:\s*1\b", ":1", text)
    return re.sub(r"\s+", " ", text).strip()


def numbers_in(text: str) -> list[str]:
    return re.findall(r"[−-]?\d+(?:\.\d+)?(?:/\d+)?%?", canonical(text).replace("–", " "))


def agrees_with_record(text: str, entry: Claim | dict) -> bool:
    """Whether a link text prints an entry as it is on record: the same numbers, and its hedge ("more than", "about").

    The words of the source itself are in order too: any part of the fragment that is in Chinese.
    """
    canonical_text = canonical(text)
    if isinstance(entry, Claim) and re.search(r"[\u4e00-\u9fff]", text) and text.strip() in entry.fragment:
        return True
    for form in shown_forms(entry):
        wanted = canonical(form)
        if re.search(rf"(?<![\w.]){re.escape(wanted)}(?![\w.]*\d)(?!%)", canonical_text) and numbers_in(
            text
        ) == numbers_in(form):
            return True
    return False

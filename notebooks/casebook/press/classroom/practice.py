"""The check of a student's copy: it tells right from wrong, and holds no answer.

Of each answer the copy has the SHA-256 of its name and its printed form, and of each wrong answer to expect the same with
what whoever has it did.  Practice is to the digits that the book prints; marks are to the tolerance (:mod:`.grade`).  A
number of few digits can be guessed by trying all; practice is no secret.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Sequence
from numbers import Real

from ...evidence.records import RECORD
from ...evidence.register import registered, shown
from ...reading.intervals import Interval

__all__ = ["as_answer", "mark", "near", "practice"]


def mark(result_id: str, printed: str) -> str:
    """The SHA-256 of an answer's name and its printed form."""
    return hashlib.sha256(f"{result_id}|{printed}".encode()).hexdigest()


def as_answer(answer) -> float | Interval:
    """What a student gave, as a number or as an interval.

    Parameters
    ----------
    answer : number, Interval or a sequence of two numbers
        As given.

    Raises
    ------
    ValueError
        If it is neither, or not finite; says what was expected.
    """
    ends = (answer.low, answer.high) if isinstance(answer, Interval) else answer
    ends = ends.tolist() if hasattr(ends, "tolist") else ends  # a number or an array of numpy
    pair = isinstance(ends, Sequence) and not isinstance(ends, str) and len(ends) == 2
    numbers = list(ends) if pair else [ends]
    if not all(isinstance(number, Real) and not isinstance(number, bool) for number in numbers):
        raise ValueError(f"found {str(answer)[:40]!r}, expected a number, or the two ends of a range")
    if not all(math.isfinite(number) for number in numbers):
        raise ValueError(f"found {str(answer)[:40]}, expected finite numbers")
    return Interval(*map(float, numbers)) if pair else float(numbers[0])


def near(answer, value: float | list[float], tolerance: float) -> bool:
    """Whether an answer is a number, or two ends, within a tolerance of those expected."""
    try:
        found = as_answer(answer)
    except ValueError:
        return False
    one = [found.low, found.high] if isinstance(found, Interval) else [found]
    two = value if isinstance(value, list) else [value]
    return len(one) == len(two) and all(abs(float(x) - y) <= tolerance for x, y in zip(one, two, strict=True))


def practice(known: dict[str, dict]) -> Callable[[str, object], None]:
    """A function that says whether an answer is right.

    Parameters
    ----------
    known : dict
        Name of a result to ``right``, its mark, and ``mistakes``, marks of wrong answers with what they show.

    Returns
    -------
    callable
        ``check(name, answer)``: shows the verdict, and puts the answer on record in the output, where marking finds it.
    """
    from IPython.display import Markdown, display

    def check(result_id: str, answer) -> None:
        """Say whether an answer is right to the digits that the book prints."""
        if result_id not in known:
            raise KeyError(f"no answer {result_id!r} in this notebook: {', '.join(known)}")
        if answer is None or answer is ...:
            display(Markdown(f"`{result_id}`: no answer yet."))
            return
        try:
            value = as_answer(answer)
        except ValueError as error:
            display(Markdown(f"`{result_id}`: {error}."))
            return
        row = registered(result_id)
        printed = shown(value, row["form"], row["unit"])
        verdict = _verdict(known[result_id], mark(result_id, printed))
        record = {
            "kind": "answer",
            "id": result_id,
            "value": [float(value.low), float(value.high)] if isinstance(value, Interval) else value,
            "shown": printed,
            "verdict": verdict,
        }
        display(Markdown(f"`{result_id}`: {printed} · {verdict}"), metadata={RECORD: record})

    return check


def _verdict(known: dict, found: str) -> str:
    if found == known["right"]:
        return "**right**, to the digits shown."
    if found in known["mistakes"]:
        return f"**not yet.** Whoever has this {known['mistakes'][found]}."
    return "**not yet.**"

"""A receipt word by word: what was compared, what differs and why it may, what it ran with."""

from __future__ import annotations

import hashlib
import platform
import sys
from importlib import metadata

import pytest
from casebook import __main__ as commands
from casebook.press import receipt as module
from casebook.press.comparison import Comparison, Difference
from casebook.press.receipt import LOCK, here, keep, other_versions, receipt

RAN = {
    "python": "3.99.1",
    "packages": {name: f"1.{n}" for n, name in enumerate(("ipykernel", "matplotlib", "nbclient", "numpy", "pandas"))},
}
SUMS = {"data": "a1", "code": "b2"}
VERSIONS = """\
## Versions

- Python 3.99.1 on Here, x86
- ipykernel 1.0
- matplotlib 1.1
- nbclient 1.2
- numpy 1.3
- pandas 1.4
- scipy none
"""
GOOD = f"""\
# A small book: receipt of a rerun

**Everything agrees.**

- 3 cells executed, 4 outputs compared to the byte
- 2 results compared in full precision, 1 the same to the last bit, the others to their stated tolerance

## Differences

None.

## Data and code

- data: sha256 a1
- code: sha256 b2

{VERSIONS}- all packages as in requirements.txt
"""
CHANGED = f"""\
# A small book: receipt of a rerun

**Everything agrees with what this copy stores, but 2 parts of it are not those of the book.**

- 3 cells executed, 4 outputs compared to the byte
- 2 results compared in full precision, 1 the same to the last bit, the others to their stated tolerance

## Differences

None.

## Data and code

- data: sha256 a1
- code: sha256 b2
- data/x.csv: changed
- requirements.txt: changed

{VERSIONS}- not as in requirements.txt: numpy: found 1, expected 2
- not as in requirements.txt: pandas: found none, expected 3
"""
BAD = f"""\
# A small book: receipt of a rerun

**1 outputs or results differ; 1 other problems.**

- 3 cells executed, 4 outputs compared to the byte
- 2 results compared in full precision, 1 the same to the last bit, the others to their stated tolerance but 1 differences below

## Differences

- notebooks/01_a.ipynb, cell 2: result a: found 2, expected 1 within 0

The packages are those of the lock: differences come from the changed data.

- data/x.csv, row 2: found 'y', expected a number

## Data and code

- data: sha256 a1
- code: sha256 b2
- data/x.csv: changed

{VERSIONS}- all packages as in requirements.txt
"""


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch, tmp_path):
    """Another book on another machine."""
    monkeypatch.setattr(module, "title", lambda: "A small book")
    monkeypatch.setattr(platform, "system", lambda: "Here")
    monkeypatch.setattr(platform, "machine", lambda: "x86")
    monkeypatch.setattr(module, "RECEIPT", tmp_path / "_build" / "receipt.md")


def compared(*differences: Difference) -> Comparison:
    """What a rerun gave."""
    return Comparison(cells=3, outputs=4, results=2, exact=1, differences=[*differences])


@pytest.mark.parametrize(
    ("found", "changed", "versions", "problems", "told"),
    [
        (compared(), {}, [], [], GOOD),
        (
            compared(),
            {"data": ["data/x.csv: changed"], "lock": ["requirements.txt: changed"]},
            ["numpy: found 1, expected 2", "pandas: found none, expected 3"],
            [],
            CHANGED,
        ),
        (
            compared(Difference("notebooks/01_a.ipynb, cell 2", "result a", "found 2, expected 1 within 0")),
            {"data": ["data/x.csv: changed"]},
            [],
            ["data/x.csv, row 2: found 'y', expected a number"],
            BAD,
        ),
    ],
)
def test_a_receipt_says_what_was_found(found, changed, versions, problems, told):
    """Whoever hands it in is judged by it; the last line is a checksum of all lines above."""
    text = receipt(found, changed, versions, problems, SUMS, RAN)
    body, _, stamp = text.rpartition("\nReceipt ")
    assert body == told
    assert stamp == hashlib.sha256(told.encode()).hexdigest() + "\n"


def test_a_receipt_made_out_to_a_name_has_it_under_its_checksum():
    """Two students with equal copies hand in different receipts; without a name nothing changes."""
    found = Comparison(cells=3, outputs=4, results=2, exact=1)
    texts = [receipt(found, {}, [], [], SUMS, RAN, name) for name in ("", "Anna\n# 7", "Ben")]
    assert texts[1].startswith("# A small book: receipt of a rerun\n\nMade out for Anna # 7.\n\n**Everything agrees.**")
    assert texts[0] == texts[2].replace("Made out for Ben.\n\n", "").replace(texts[2].split()[-1], texts[0].split()[-1])
    for text in texts:
        body, _, last = text.rpartition("\nReceipt ")
        assert last.strip() == hashlib.sha256(body.encode()).hexdigest()
    assert len({text.split()[-1] for text in texts}) == 3


@pytest.mark.parametrize(
    ("given", "name"),
    [(None, ""), ("Anna", "Anna"), ("  Anna \n B ", "Anna B"), ("", None), (" ", None), ("a" * 101, None)],
)
def test_a_name_is_a_line(given, name):
    """Not empty, not endless; without one the receipt is as ever."""
    if name is None:
        with pytest.raises(ValueError, match="--for: found .*, expected a name or a number of at most 100 signs"):
            commands._name(given)
    else:
        assert commands._name(given) == name


def test_a_receipt_is_kept_where_it_is_said(tmp_path):
    """In a folder that is made, in place of the last one."""
    for text in ("one 区\n", "two 区\n"):
        assert keep(text) == tmp_path / "_build" / "receipt.md"
        assert (tmp_path / "_build" / "receipt.md").read_text(encoding="utf-8") == text


def test_this_python_says_what_it_is():
    """A receipt with the versions of another kernel would vouch for nothing."""
    said = here()
    assert said["python"] == platform.python_version()
    assert said["prefix"] == sys.prefix
    assert said["packages"]["pandas"] == metadata.version("pandas")
    assert said.keys() == {"python", "prefix", "packages"}


def test_of_two_that_are_installed_the_first_on_the_path_counts(monkeypatch):
    """It is the one that is imported."""

    class Found:
        def __init__(self, name, version):
            self.name, self.version = name, version

    monkeypatch.setattr(metadata, "distributions", lambda: [Found("a", "2"), Found("a", "1"), Found("b", "3")])
    assert here()["packages"] == {"a": "2", "b": "3"}


def test_versions_are_held_against_the_lock(tmp_path):
    """Names however they are written, a version before its release, a package that this Python does not need, extras, comments."""
    lock = tmp_path / LOCK
    lock.write_text(
        "one==1.0 \\\n    --hash=sha256:00\n    # via two\n# a comment\nTwo_a.b==2.0\n"
        "three[extra]==3.0 ; python_version >= '3' \\\n    --hash=sha256:00\nfour==4 ; python_version < '3'\nfive==5.0rc1\n# 区\nsix==6\nseven>=7\n",
        encoding="utf-8",
    )
    installed = {"One": "1.0", "two-a-b": "2.0", "three": "3.0", "five": "5.0rc1", "seven": "8.0b1"}
    assert other_versions(lock, {**installed, "six": "6"}) == []
    assert other_versions(lock, {**installed, "One": "1.1", "five": "5.0"}) == [
        "one: found 1.1, expected 1.0",
        "five: found 5.0, expected 5.0rc1",
        "six: found none, expected 6",
    ]


BOTH = "of this copy were changed and packages have other versions: install the lock (make env) to tell which it is."
OTHER_VERSIONS = "Data, code and cells are those of the book: differences come from other versions of packages."


@pytest.mark.parametrize(
    ("changed", "versions", "told"),
    [
        (
            {},
            [],
            "Data, code, cells and packages are those of the book: differences come from this machine, or are errors.",
        ),
        ({"cells": ["x"]}, [], "The packages are those of the lock: differences come from the changed cells."),
        (
            {"code": ["x"], "data": ["y"]},
            [],
            "The packages are those of the lock: differences come from the changed data and code.",
        ),
        ({}, ["numpy"], OTHER_VERSIONS),
        ({"lock": ["x"]}, [], OTHER_VERSIONS),
        ({"lock": ["x"]}, ["numpy"], OTHER_VERSIONS),
        ({"data": ["x"], "cells": ["y"]}, ["numpy"], f"The data and cells {BOTH}"),
        ({"code": ["x"], "lock": ["y"]}, [], f"The code {BOTH}"),
    ],
)
def test_a_cause_is_told_in_a_sentence(changed, versions, told):
    """A newer package must not be taken for a forged number, nor a changed number for a newer package."""
    assert module.cause(changed, versions) == told


def test_a_difference_under_other_versions_is_told_as_such():
    """The receipt names the cause that its own versions give."""
    found = compared(Difference("notebooks/01_a.ipynb, cell 2", "result a", "found 2, expected 1 within 0"))
    assert f"\n\n{OTHER_VERSIONS}\n\n" in receipt(found, {}, ["numpy: found 1, expected 2"], [], SUMS, RAN)


def test_the_lock_of_the_project_and_what_is_installed_are_asked_by_default(monkeypatch):
    """A reader's receipt is made without naming either."""
    monkeypatch.setattr(module, "here", lambda: {"packages": {}})
    lost = other_versions()
    assert f"pandas: found none, expected {metadata.version('pandas')}" in lost
    assert module.SHOWN == ("ipykernel", "matplotlib", "nbclient", "numpy", "pandas", "scipy")

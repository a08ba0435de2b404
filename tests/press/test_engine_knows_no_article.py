"""The engine serves any article: no place, no source and no chapter of this one stands in its code.

Docstrings may give an example; code and comments may not.  What belongs to the article stands in ``data/``, in a
notebook or in ``book/``.
"""

from __future__ import annotations

import ast
import csv
import io
import re
import tokenize
from functools import cache
from pathlib import Path

import pytest

ROOMS = ("", "reading", "evidence", "methods", "drawing", "press")
COMMON = {"country", "province"}  # kinds of places that any article on the country may name
STAYS: dict[tuple[str, str], str] = {  # (file, word): why it must stay
    ("casebook/evidence/package.py", "article"): "the table of paragraphs has the same name",
}


def article_words(root: Path) -> dict[str, str]:
    """Word to what it is: places and bodies below the province, the chapters' file names."""
    words = {}
    with (root / "data" / "entities.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["kind"] not in COMMON:
                words |= dict.fromkeys((row["entity_id"], row["name_en"], row["name_zh"]), f"the {row['kind']}")
    words |= {path.stem: "the chapter" for path in (root / "notebooks").glob("[0-9][0-9]_*.ipynb")}
    words.pop("", None)
    return words


@cache
def without_docstrings(text: str) -> list[tuple[int, str]]:
    """Line and text of each name, string and comment of some code, docstrings left out."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    told = {
        node.body[0].lineno
        for node in ast.walk(ast.parse(text))
        if isinstance(node, documented) and ast.get_docstring(node) is not None
    }
    kinds = {tokenize.NAME, tokenize.STRING, tokenize.COMMENT, getattr(tokenize, "FSTRING_MIDDLE", tokenize.STRING)}
    return [
        (token.start[0], token.string)
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type in kinds and not (token.type == tokenize.STRING and token.start[0] in told)
    ]


@cache
def source_literals(text: str) -> list[int]:
    """Lines where the id of the article's source is written out; the table of its paragraphs has the same name."""
    tree = ast.parse(text)
    tables = {
        id(argument)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and re.search(r"(table|rows|add_argument)$", ast.unparse(node.func))
        for argument in node.args
    }
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in tables
        and (node.value == "article" or re.search(r"""['"]article['"]""", node.value))
    ]


def found_in(text: str, words: dict[str, str]) -> list[tuple[int, str, str]]:
    """Line, word and what it is, for each word of the article in some code."""
    one, patterns = _patterns(tuple(words))
    found = [
        (line, word, words[word])
        for line, token in without_docstrings(text)
        if one.search(token)
        for word, pattern in patterns.items()
        if pattern.search(token)
    ]
    return sorted({*found, *((line, "article", "the source") for line in source_literals(text))})


@cache
def _patterns(words: tuple[str, ...]) -> tuple[re.Pattern, dict[str, re.Pattern]]:
    """What finds any of the words, and what finds each."""
    whole = {word: rf"(?<![A-Za-z0-9]){re.escape(word)}(?![A-Za-z0-9])" for word in words}
    compiled = {word: re.compile(pattern, re.IGNORECASE) for word, pattern in whole.items()}
    return re.compile("|".join(whole.values()), re.IGNORECASE), compiled


def engine_files(root: Path, room: str) -> list[Path]:
    """The files of a room; of no room, those beside the rooms."""
    folder = root / "notebooks" / "casebook"
    return sorted((folder / room).rglob("*.py") if room else folder.glob("*.py"))


@pytest.mark.parametrize("room", ROOMS)
def test_no_word_of_the_article_stands_in_the_engine(root, room):
    """Whoever takes the engine to another article must not meet this one in it."""
    words = article_words(root)
    problems = []
    for path in engine_files(root, room):
        file = str(path.relative_to(root / "notebooks"))
        problems += [
            f"{file}, line {line}: found {word!r}, {what}, expected it in data/, a notebook or book/"
            for line, word, what in found_in(path.read_text(encoding="utf-8"), words)
            if (file, word) not in STAYS
        ]
    assert problems == []


def test_every_exception_is_still_needed(root):
    """An exception that outlived its reason would let the word back in."""
    words = article_words(root)
    used = {
        (str(path.relative_to(root / "notebooks")), word)
        for room in ROOMS
        for path in engine_files(root, room)
        for _, word, _ in found_in(path.read_text(encoding="utf-8"), words)
    }
    assert [stays for stays in STAYS if stays not in used] == []
    assert all(len(reason.split()) > 3 for reason in STAYS.values())


def test_the_words_are_those_of_the_article(root):
    """A list of words that lost its places would find nothing."""
    words = article_words(root)
    assert {"jinan", "Jinan", "济南市", "rizhao-edz", "Lixia"} <= {*words}
    assert not {"china", "Shandong", ""} & {*words}
    assert sum(what == "the chapter" for what in words.values()) > 10


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ('colour = "red" if label.startswith("Jinan") else "blue"', "Jinan"),
        ("JINAN = 1", "jinan"),
        ("of_jinan = 1", "jinan"),
        ('rows = table("panel").query("entity_id == \'jinan\'")', "jinan"),
        ('title = f"The zones of Jinan, {count}"', "jinan"),
        ("x = 1  # as in Jinan", "jinan"),
        ('name = "济南市"', "济南市"),
        ('key = "rizhao-edz"', "rizhao-edz"),
        ('own = frame["source_id"] == "article"', "article"),
        ("own = frame.query(\"source_id == 'article'\")", "article"),
        ('CHAPTER = "02_how_did_it_happen.ipynb"', "02_how_did_it_happen"),
    ],
)
def test_a_planted_word_is_found(code, word):
    """Sabotage: in a string, a name, a comment; in either script."""
    words = {"jinan": "a", "Jinan": "a", "济南市": "a", "rizhao-edz": "a", "02_how_did_it_happen": "a"}
    assert word in {found for _, found, _ in found_in(code, words)}


@pytest.mark.parametrize(
    "code",
    [
        '"""As for Jinan."""\n\nx = 1',
        'def f():\n    """``jinan`` is an example."""\n    return 1',
        'frame = tables.table("article")',
        'commands.add_parser("verify-source").add_argument("article", type=Path)',
        'text = "the article says"',
        "jinanese = 1",
    ],
)
def test_what_is_no_word_of_the_article_passes(code):
    """An example in a docstring, the table of paragraphs, an argument of a command, part of a longer word."""
    assert found_in(code, {"jinan": "a", "Jinan": "a"}) == []

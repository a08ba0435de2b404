"""The benchmark of a scan counts right: what is planted, what is found, what is a false alarm."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest
import scan_articles
import scan_bench
from scan_articles import Group

GROUP = Group("a.txt", 2, "change", "t", ("64", "19", "nearly 71%"), False, "64 to 19, nearly 71%")


def check(agrees: str, ingredients: str = "64 ; 19", text: str = "71%", place: tuple = ("a.txt", "2")) -> dict:
    """A row of a table."""
    return {
        "document": place[0],
        "paragraph": place[1],
        "ingredients": ingredients,
        "text": text,
        "agrees": agrees,
        "check": "change",
    }


@pytest.mark.parametrize(
    ("agrees", "checks", "told"),
    [
        (False, [check("no")], {"found": 1, "false": 0}),
        (False, [check("yes")], {"found": 0, "taken_for_right": 1}),
        (False, [], {"found": 0, "false": 0, "recall": 0}),
        (False, [check("no", "64 ; 12")], {"found": 0, "false": 1, "false_of_asides": 1}),
        (False, [check("no", "6 ; 9")], {"found": 0, "false": 1}),
        (False, [check("no", place=("a.txt", "3"))], {"found": 0, "false": 1}),
        (True, [check("yes")], {"planted": 0, "agreeing_checked": 1, "false": 0}),
        (True, [check("no")], {"agreeing_checked": 0, "false": 1, "precision": 0}),
        (False, [check("no"), check("no", "5 ; 6", "7%")], {"found": 1, "false": 1, "precision": 0.5}),
    ],
)
def test_what_counts_as_found(agrees, checks, told):
    group = Group(**{**GROUP.__dict__, "agrees": agrees})
    found = scan_bench.scored([group], checks)
    assert {key: found[key] for key in told} == told


def test_figures_are_one_whatever_stands_with_them():
    assert scan_bench.is_same("about 1,234 posts", "1234")
    assert scan_bench.is_same("近七成", "七成")
    assert scan_bench.is_same("ten", "Ten of them")
    assert not scan_bench.is_same("4", "64")
    assert not scan_bench.is_same("7.1", "71")


def test_the_same_seed_gives_the_same_articles():
    assert scan_articles.article(5) == scan_articles.article(5)
    assert scan_articles.article(5) != scan_articles.article(5, seed=2)


def test_what_is_planted_is_wrong_and_the_rest_is_right():
    """By plain arithmetic: a figure that agrees is within what it prints, one that does not is clearly outside."""
    asked = Counter()
    for number in range(300):
        for group in scan_articles.article(number)[2]:
            figures = [_value(figure) for figure in group.figures]
            if None in figures:
                continue
            asked[group.kind, group.agrees] += 1
            assert _off(group.kind, figures) is not group.agrees, group
    assert len(asked) == 2 * len(scan_articles.KINDS)
    assert min(asked.values()) > 20


def _value(figure: str) -> Fraction | None:
    digits = scan_bench.bare(figure)
    return Fraction(digits) if digits[:1].isdigit() else None


def _off(kind: str, figures: list[Fraction]) -> bool:
    if kind == "change":
        before, after, printed = figures
        return abs(100 * abs(after - before) / before - printed) > 1
    if kind == "difference":
        before, after, printed = figures
        return abs(after - before) != printed
    if kind == "share":
        whole, part, printed = figures
        return abs(100 * part / whole - printed) > 1
    if kind == "parts":
        whole, *parts = figures
        return sum(parts) != whole
    if kind == "ratio":
        people, posts, printed = figures
        return abs(people / posts - printed) > 1
    if kind == "shares":
        return sum(figures) > 100
    first, second, printed = figures
    return second - first != printed


def test_every_kind_is_written_in_both_languages():
    assert set(scan_articles.EN) == set(scan_articles.ZH) == set(scan_articles.FORMS)
    assert set(scan_articles.FORMS.values()) == set(scan_articles.KINDS)


def test_half_of_the_sentences_is_never_listed():
    templates = [text for of in (scan_articles.EN, scan_articles.ZH) for texts in of.values() for text in texts]
    aside = [text for text in templates if scan_bench.set_aside(text)]
    assert 0.35 < len(aside) / len(templates) < 0.65
    groups = [Group("a.txt", 2, "change", text, ("1", "2", "3%"), False, "") for text in templates]
    page = scan_bench.missed_page(scan_bench.scored(groups, []))
    assert not [text for text in aside if f"`{text}`" in page]
    assert [text for text in templates if f"`{text}`" in page]


def test_articles_are_written_in_several_forms(tmp_path):
    groups = scan_articles.write_articles(tmp_path, 30)
    names = {path.suffix for path in tmp_path.rglob("*.*")}
    assert {".txt", ".html", ".docx"} <= names
    assert all((tmp_path / group.article).is_file() for group in groups)


@pytest.mark.slow
def test_a_small_run_gives_a_report(monkeypatch, tmp_path):
    """Everything that the page tells, from a handful of articles."""
    monkeypatch.setattr(scan_bench, "WORKERS", (1,))
    found = scan_bench.report(12, (4,), 1)
    assert found["unread_articles"] == 0
    assert found["speed"][0]["articles"] == 4
    assert found["score"]["planted"] + found["score"]["agreeing"] > 30
    assert found["second_run_seconds"] < found["speed"][0]["seconds"]

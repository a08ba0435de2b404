"""The chapter of a new mini-book: its cells, the numbers of its sentences, the rows of its results."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest
from casebook.methods.consistency import Proposal
from casebook.press.minibook import chapter
from casebook.press.minibook.drafting import Draft
from casebook.reading.intervals import INFINITY, Interval

NUMBER = "01_does_it_agree_with_itself"


def figure(low, high):
    """A printed figure that admits what lies between two ends."""
    return SimpleNamespace(figure=SimpleNamespace(interval=Interval(low, high)))


def share(
    at: int, low=25, high=25, agrees: bool = True, printed: bool = True, paragraph: int = 7
) -> tuple[dict, Proposal]:
    """A check of a share printed as 25, by its row and what was proposed."""
    row = {
        "check_id": f"check-{at}",
        "locator": f"p{paragraph}",
        "ingredients": "art-part art-whole",
        "printed": "art-share" if printed else "",
        "recomputed_low": str(low),
        "recomputed_high": str(high),
        "agrees": "true" if agrees else "false",
    }
    held = figure(25, 25) if printed else None
    return row, Proposal("share", (figure(30, 30), figure(120, 120)), held, Interval(low, high), agrees)


def drafted(*checks: tuple[dict, Proposal], claims: int = 4, hedged: int = 1, unread: int = 0, dates: int = 0) -> Draft:
    """A draft with so many claims, of which some admit more than one number, and these checks."""
    made = Draft(["text"])
    made.claims = [
        {"claim_id": f"art-{number}", "value": "25", "low": "24" if number < hedged else "25", "high": "25"}
        for number in range(claims)
    ]
    made.claims[-1]["claim_id"] = "art-share"
    made.checks = [row for row, _ in checks]
    made.proposed = {row["check_id"]: proposal for row, proposal in checks}
    made.unread, made.dates = [{}] * unread, [{}] * dates
    return made


def cells(made: Draft) -> dict[str, str]:
    """The text of each cell."""
    return {cell["id"]: "".join(cell["source"]) for cell in chapter.notebook(made)["cells"]}


def test_a_notebook_is_one_of_its_format_and_was_not_executed():
    """Jupyter opens it, and the run that follows fills it: code has no outputs yet, text never has any."""
    made = chapter.notebook(drafted(share(1)))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    assert (made["nbformat"], made["nbformat_minor"], made["metadata"]["kernelspec"]) == (4, 5, kernel)
    assert list(made) == ["cells", "metadata", "nbformat", "nbformat_minor"]
    assert made["cells"][1] == {
        "cell_type": "code",
        "id": "imports",
        "metadata": {},
        "source": ["import pandas as pd\n", "import casebook as cb  # the folder beside this notebook"],
        "execution_count": None,
        "outputs": [],
    }
    assert made["cells"][2]["source"][:2] == ["## The data\n", "\n"]
    assert list(made["cells"][2]) == ["cell_type", "id", "metadata", "source"]
    assert made["cells"][3]["metadata"] == {"tags": ["slide"]}
    assert {cell["cell_type"] for cell in made["cells"]} == {"code", "markdown"}


ALWAYS = [
    "title", "imports", "data", "data-table", "naive", "naive-count", "better", "hedged", "hedged-then", "forms-figure",
    "checks", "wrong", "say", "ex1", "ex1-key", "ex2", "ex2-key", "ex2-share", "ex3", "ex3-key", "sources",
]  # fmt: skip


@pytest.mark.parametrize(
    ("made", "more"),
    [
        (drafted(), []),
        (drafted(unread=1), ["unread", "unread-table"]),
        (drafted(dates=1), ["dates", "dates-table"]),
        (
            drafted(share(1)),
            ["naive-equal", "naive-then", "check-1-said", "check-1", "held", "held-table", "differ-then", "held-figure"],
        ),
        (drafted(share(1, printed=False)), ["check-1-said", "check-1"]),
        (drafted(share(1, high=INFINITY)), ["naive-equal", "naive-then", "held", "held-table", "differ-then"]),
    ],
)  # fmt: skip
def test_a_chapter_has_cells_for_what_there_is_and_no_others(made, more):
    """A table of nothing would stop it."""
    found = list(cells(made))
    assert sorted(found) == sorted([*ALWAYS, *more])
    assert [name for name in found if name in ALWAYS] == ALWAYS


def test_a_check_is_said_and_computed_with_its_paragraph():
    """The sentence begins with a capital, the formula is no text that a filter would change."""
    found = cells(drafted(share(1, paragraph=12)))
    said = r"The share, from part and whole (paragraph 12; a part $p$ of a whole $w$):"
    assert found["check-1-said"] == said + "\n\n$$" + r"r = 100 \, \frac{p}{w}" + "$$"
    assert found["check-1"] == (
        'part = cb.claim("art-part").interval\n'
        'whole = cb.claim("art-whole").interval\n'
        'cb.result("check-1", part / whole * 100)\n'
        'cb.check("art-share", "check-1")'
    )
    assert 'cb.check("' not in cells(drafted(share(1, agrees=False)))["check-1"]


MANY = [
    share(1, 20, 24, agrees=False),
    share(2, 25, 25),
    share(3, 24, 25),
    share(4, 25, 26),
    share(5, 24, 24, agrees=False),
    share(6, printed=False),
    share(7, 26, 25 + 1, agrees=False),
    share(8, high=INFINITY),
]


def test_the_sentences_say_the_numbers_that_the_cells_compute():
    """Figures, those that admit more, checks with a printed figure, those that equal it, and those that differ."""
    found = cells(drafted(*MANY, claims=9, hedged=5))
    assert found["naive-then"].splitlines()[:3] == [
        "Figures that the reader read: [9](../book/ledger.md#figures-read).",
        "Printed figures among them that follow from others: [7](../book/ledger.md#checks-made).",
        "Those of them that equal what is computed: [1](../book/ledger.md#checks-equal).",
    ]
    assert found["hedged-then"] == (
        "Figures that admit more than the number shown: [5](../book/ledger.md#figures-hedged) of "
        "[9](../book/ledger.md#figures-read) that the reader read."
    )
    assert found["differ-then"].splitlines()[0] == (
        "Figures that differ from all that is computed: [3](../book/ledger.md#checks-differ) of "
        "[7](../book/ledger.md#checks-made) that follow from others."
    )


@pytest.mark.parametrize(
    ("shown", "drawn", "named", "pictured", "more"),
    [
        (8, 4, [1, 2, 3, 4, 5, 6, 7], [1, 2, 3, 4], True),
        (3, 4, [1, 2, 3], [1, 2, 3], True),
        (8, 2, [1, 2, 3, 4, 5, 6, 7], [1, 2], True),
    ],
)
def test_of_many_checks_the_first_have_a_cell_and_a_picture(monkeypatch, shown, drawn, named, pictured, more):
    """A chapter that is read has an end; the table has them all, and says so."""
    monkeypatch.setattr(chapter, "SHOWN", shown)
    monkeypatch.setattr(chapter, "DRAWN", drawn)
    made = drafted(*MANY)
    found = cells(made)
    numbers = range(1, 9)
    assert [number for number in numbers if f"check-{number}" in found] == named
    chosen = ", ".join(f'"check-{number}"' for number in pictured)
    assert found["held-figure"].splitlines()[0] == f"chosen = [{chosen}]"
    assert found["held"] == "All of them together, with those that have no cell of their own:"
    results = [row["result_id"] for row in chapter.results(made)]
    assert [number for number in numbers if f"check-{number}" in results] == named


@pytest.mark.parametrize(
    ("judged", "left"),
    [
        (["to do", "yes: one sentence", "no doubt of it"], ["check-1", "check-2", "check-3"]),
        (["no: other years", "to do", "yes: no: is not its first word"], ["check-2", "check-3"]),
        (["No, other places", "no", "NO : other units"], []),
    ],
)
def test_a_check_that_was_judged_no_is_neither_counted_nor_tabled(judged, left):
    """Its row stays in the table of checks with the reason; the cells of the chapter pass it over, as the readme says."""
    found, results, tabled = cells(drafted(*MANY[:3])), {}, []
    rows = [row | {"judged": said} for (row, _), said in zip(MANY[:3], judged, strict=True)]
    table = pd.DataFrame(rows).assign(
        recomputed_low=[20.0, 25.0, 24.0], recomputed_high=[24.0, 25.0, 25.0], agrees=[False, True, True]
    )
    cb = SimpleNamespace(
        table={"checks": table}.get,
        claim=lambda _: SimpleNamespace(figure=SimpleNamespace(value=25.0), shown="25 %"),
        result=results.__setitem__,
        show=lambda frame, *_, **__: tabled.extend(frame["check_id"]),
    )
    exec(found["naive-equal"] + "\n" + found["held-table"], {"cb": cb})
    equal, differ = int("check-2" in left), int("check-1" in left)
    assert results == {"checks-made": len(left), "checks-equal": equal, "checks-differ": differ}
    assert tabled == left


def test_a_check_that_nothing_prints_is_not_pictured():
    """There would be nothing to hold it against; if each has a cell, nothing is said of others."""
    found = cells(drafted(share(1, printed=False), share(2), share(3)))
    assert found["held-figure"].splitlines()[0] == 'chosen = ["check-2", "check-3"]'
    assert found["held"] == "All of them together:"


@pytest.mark.parametrize(
    ("claims", "hedged", "mistakes"),
    [
        (4, 1, [["75.0 %", "took those that admit one number", "share-hedged"],
                ["1.0 %", "gave the count, and not the share", "share-hedged"]]),
        (4, 2, [["2.0 %", "gave the count, and not the share", "share-hedged"]]),
        (4, 0, [["100.0 %", "took those that admit one number", "share-hedged"]]),
        (100, 30, [["70.0 %", "took those that admit one number", "share-hedged"]]),
        (3, 1, [["66.7 %", "took those that admit one number", "share-hedged"],
                ["1.0 %", "gave the count, and not the share", "share-hedged"]]),
    ],
)  # fmt: skip
def test_the_wrong_answers_to_expect_are_wrong(claims, hedged, mistakes):
    """One that happens to be right is no mistake, and would be marked down."""
    made = {cell["id"]: cell for cell in chapter.notebook(drafted(claims=claims, hedged=hedged))["cells"]}
    exercise = {"kind": "compute", "marks": 3, "minutes": 10, "mistakes": mistakes}
    assert made["ex2"]["metadata"] == {"casebook": exercise}


def test_the_article_is_named_where_its_pages_and_figures_are():
    """By the id that the table of sources has."""
    found = cells(drafted())
    assert "[the ledger](../book/ledger/source-text.md)" in found["data"]
    assert '["source-text"]' in found["forms-figure"]


COUNT = {"chapter": NUMBER, "kind": "count", "form": "d"}


def test_the_register_has_a_row_for_all_that_is_computed():
    """In the order of the chapter; without a check nothing is said of checks."""
    read = [
        {"result_id": "figures-read", "meaning": "figures of the text that the reader read", **COUNT},
        {"result_id": "figures-hedged", "meaning": "figures that admit more than the number shown", **COUNT},
    ]
    last = {
        "result_id": "share-hedged", "meaning": "share of the figures that admit more than the number shown",
        "chapter": NUMBER, "kind": "arithmetic", "form": ".1f", "unit": "%",
    }  # fmt: skip
    check = {
        "result_id": "check-1", "chapter": NUMBER, "kind": "arithmetic", "meaning": "the share, from part and whole, in paragraph 7",
        "unit": "%", "form": ",.1f", "claims": "art-part art-whole", "checks": "art-share", "how": "figures beside it",
    }  # fmt: skip
    assert chapter.results(drafted()) == [*read, last]
    assert chapter.results(drafted(share(1))) == [
        *read,
        {"result_id": "checks-made", "meaning": "printed figures that follow from others", **COUNT},
        {"result_id": "checks-equal", "meaning": "figures that equal what is computed", **COUNT},
        {"result_id": "checks-differ", "meaning": "figures that differ from all that is computed", **COUNT},
        check,
        last,
    ]

"""Chapter 19: its results by other code than the reader's and the rules', from the invented page as it stands in ``data/``."""

import json
import re
from fractions import Fraction

import pytest
from casebook.evidence import tables
from casebook.evidence.records import NOTEBOOKS, chapters, records
from casebook.press.book import ROOT

CHAPTER = NOTEBOOKS / "19_your_turn.ipynb"
PAGE = tables.DATA / "your_turn.txt"
HALF = Fraction(1, 2)


@pytest.fixture(scope="module")
def page() -> str:
    return PAGE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def record() -> dict:
    """The results of the chapter, by id without its beginning."""
    found = {one["id"]: one["value"] for one in records(CHAPTER) if one["kind"] == "result"}
    assert all(key.startswith("turn-") for key in found)
    return {key.removeprefix("turn-"): value for key, value in found.items()}


def numbers(pattern: str, text: str) -> list[int]:
    """The whole numbers that a sentence of the page prints."""
    return [int(number.replace(",", "")) for number in re.search(pattern, text).groups()]


def rounds_to(value, printed: int) -> bool:
    """Whether a value is printed so, to the nearest whole number."""
    return printed - HALF <= value < printed + HALF


def five(text: str) -> dict[str, bool]:
    """Whether each figure that has its ingredients beside it follows from them."""
    before, after, cut = numbers(r"from (\d+) to (\d+), a reduction of (\d+) percent", text)
    total, *parts = numbers(r"In all (\d+) officers moved out: (\d+) to \w+, (\d+) to \w+ and (\d+) to", text)
    people, posts, mean = numbers(r"More than ([\d,]+) people applied for the (\d+) posts.* (\d+) to 1", text)
    first, last, fewer = numbers(r"cut from (\d+) to (\d+), or by (\d+) percent", text)
    share, now, gain = numbers(r"(\d+) percent in 2029 to (\d+) percent, a gain of (\d+) percentage points", text)
    step = 10 ** (len(str(people)) - len(str(people).rstrip("0")))
    return {
        "departments": rounds_to((1 - Fraction(after, before)) * 100, cut),
        "officers": sum(parts) == total,
        "mean": any(rounds_to(Fraction(n, posts), mean) for n in range(people + 1, people + step)),
        "forms": rounds_to((1 - Fraction(last, first)) * 100, fewer),
        "online": now - share - 1 < gain + HALF and gain - HALF < now - share + 1,
    }


def test_the_page_contradicts_itself_in_two_places(page, record):
    assert five(page) == {"departments": True, "officers": False, "mean": True, "forms": False, "online": True}
    assert record["contradictions"] == 2
    assert record["groups"] == len(five(page)) + record["false"]
    assert record["alarms"] == record["contradictions"] + record["false"]


@pytest.mark.parametrize(
    ("was", "becomes", "which"),
    [
        ("57 to 50", "57 to 49", "forms"),
        ("14 to the night", "12 to the night", "officers"),
        ("61 percent, a gain of 24", "61 percent, a gain of 25", "online"),
        ("31 to 1.", "33 to 1.", "mean"),
        ("39 percent", "38 percent", "departments"),
    ],
)
def test_another_figure_is_noticed(page, was, becomes, which):
    """The code above must be able to say otherwise, one group at a time."""
    assert was in page
    told, changed = five(page), five(page.replace(was, becomes))
    assert {name for name in told if told[name] != changed[name]} == {which}


def test_what_follows_is_what_is_on_record(page, record):
    before, after = numbers(r"departments have been cut from (\d+) to (\d+)", page)
    first, last = numbers(r"forms for a port call were cut from (\d+) to (\d+)", page)
    people, posts = numbers(r"More than ([\d,]+) people applied for the (\d+) posts", page)
    share, now = numbers(r"(\d+) percent in 2029 to (\d+) percent", page)
    assert record["departments-cut"] == pytest.approx(100 - 100 * after / before)
    assert record["papers-cut"] == pytest.approx(100 - 100 * last / first)
    assert record["papers-new-base"] == pytest.approx(100 * (first - last) / last)
    assert record["ratio-face"] == pytest.approx(people / posts)
    assert record["ratio"] == pytest.approx([(people + 1) / posts, (people + 99) / posts])
    assert record["ratio-narrow"] == pytest.approx([(people + 1) / posts, (people + 49) / posts])
    assert record["online-gain"] == [now - share - 1, now - share + 1]


def test_the_phrase_on_the_staff_settles_nothing(page, record):
    """Nearly a quarter is both totals of the officers, in per cent of the staff."""
    total, *parts = numbers(r"In all (\d+) officers moved out: (\d+) to \w+, (\d+) to \w+ and (\d+) to", page)
    [staff] = numbers(r"staff of (\d+)", page)
    shares = [100 * total / staff, 100 * sum(parts) / staff]
    assert [record["share-printed"], record["share-added"]] == pytest.approx(shares)
    assert all(20 < share < 25 for share in shares)
    assert not 100 * 70 / staff < 25  # another total would have been noticed


def test_every_numeral_is_counted(page, record):
    """Figures, dates and what was refused, against a plain count of the digits and number words of the page."""
    digits = re.findall(r"\d[\d,.]*\d|\d", page)
    words = re.findall(r"\b(?:quarter|third|one)\b", page)
    in_dates = 1 + 1 + 1 + 1  # 4 March 2031, June 2029, in 2029
    joined = 2  # 31 to 1, 5 to 7
    assert len(digits) - in_dates - joined + words.count("quarter") == record["figures"]
    assert record["unread"] == len(words) - words.count("quarter")
    assert record["dates"] == 3
    assert record["paragraphs"] == len([line for line in page.splitlines() if line])


def closed(notebook: dict) -> bool:
    """Whether a chapter ends with the table of what is admitted and excluded."""
    text = "\n".join("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    return "## What we can say\n\n| question | admitted | excluded | under which assumption |" in text


def rests_on_the_page(text: str) -> list[str]:
    """The links of a text to what the invented page gives."""
    return re.findall(r"ledger\.md#(turn-[\w-]+)", text)


def test_the_chapter_ends_as_others_do():
    notebook = json.loads(CHAPTER.read_text(encoding="utf-8"))
    assert closed(notebook)
    spoiled = json.loads(CHAPTER.read_text(encoding="utf-8").replace("| question | admitted |", "| question | said |"))
    assert not closed(spoiled)


def test_nothing_of_an_invented_page_is_evidence():
    """Its results rest on no claim and no source, say that it is invented, and no other chapter or front page has them."""
    rows = tables.table("results").query("result_id.str.startswith('turn-')")
    assert set(rows["chapter"]) == {CHAPTER.stem}
    assert set(rows["claims"]) | set(rows["sources"]) | set(rows["checks"]) | set(rows["level"].dropna()) == {""}
    assert all("invented page" in meaning for meaning in rows["meaning"])
    others = [path for path in chapters() if path != CHAPTER] + list((ROOT / "book").glob("*.md"))
    for path in others:
        if path.name not in ("ledger.md",):
            assert rests_on_the_page(path.read_text(encoding="utf-8")) == [], path.name
    assert rests_on_the_page("[two](ledger.md#turn-contradictions)") == ["turn-contradictions"]
    opening = "".join(json.loads(CHAPTER.read_text(encoding="utf-8"))["cells"][0]["source"])
    assert "**invented**" in opening
    assert "nothing here is evidence on Jinan" in opening

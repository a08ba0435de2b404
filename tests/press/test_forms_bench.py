"""The bench of forms tells what is right, dropped, wrong and refused apart."""

from __future__ import annotations

import sys

import forms_bench
import pytest

FIGURE = {"reading": "figure", "language": "en", "kind": "", "form": "", "unit": "", "why": "", "year": ""}


def row(lowest: str, highest: str, qualifier: str = "exact", included: str = "yes no", **more) -> dict:
    """A form of the corpus, made up."""
    low, high = included.split()
    ends = {"lowest": lowest, "highest": highest, "low_included": low, "high_included": high}
    return {**FIGURE, **ends, "qualifier": qualifier, **more}


PERCENT = row("41.5", "42.5", unit="%")
MORE = row("601", "699", "more_than", "yes yes")
ABOUT = row("950", "1499", "about", "yes yes")
RANGE = row("20", "25", "range", "yes yes")
GROWTH = row("2.5", "3.5", "multiple", unit="x", kind="multiple of growth", form="增长2倍")
FANS = row("7.5", "8.5", "multiple", unit="x", kind="doubling", form="翻三番")
UNSAID = row("200", "999", "", "yes yes", form="几百户", why="几 as a number")
REACHING = row("100", "199", "", "yes yes", form="上百家", why="reaching")
RATIO = row("11.5", "12.5", unit=": 1", kind="ratio", form="12:1")
WEEKS = row("38.5", "45.5", unit="days", form="6周")
REFUSED = row("refused", "", "")


@pytest.mark.parametrize(
    ("form", "numbers", "column"),
    [
        (PERCENT, ["42"], "right"),
        (PERCENT, ["0.42"], "right"),
        (PERCENT, [["41.5", "42.5"]], "right"),
        (PERCENT, ["43"], "wrong"),
        (PERCENT, ["41.6"], "wrong"),  # in the set, but not what is printed
        (PERCENT, ["-42"], "wrong"),
        (PERCENT, ["4200"], "wrong"),
        (PERCENT, [], "unread"),
        (MORE, [["601", "699"]], "right"),
        (MORE, ["600"], "dropped"),
        (MORE, ["601"], "wrong"),
        (MORE, ["60"], "wrong"),
        (MORE, [["600", "inf"]], "wrong"),
        (ABOUT, ["1000"], "dropped"),
        (ABOUT, ["1100"], "wrong"),
        (RANGE, [["20", "25"]], "right"),
        (RANGE, ["20", "25"], "dropped"),
        (RANGE, ["25"], "dropped"),
        (RANGE, ["22.5"], "wrong"),
        (RANGE, ["20", "7"], "wrong"),
        (GROWTH, ["3"], "right"),
        (GROWTH, ["2"], "dropped"),
        (GROWTH, ["4"], "wrong"),
        (FANS, ["8"], "right"),
        (FANS, ["3"], "dropped"),
        (FANS, ["6"], "wrong"),
        (UNSAID, ["100"], "wrong"),
        (REACHING, ["100"], "dropped"),
        (RATIO, ["12"], "right"),
        (RATIO, ["12", "1"], "dropped"),
        (RATIO, ["12", "2"], "wrong"),
        (WEEKS, ["6"], "right"),
        (WEEKS, ["42"], "right"),
        (WEEKS, ["7"], "wrong"),
        (REFUSED, [], "refused"),
        (REFUSED, ["6"], "wrong"),
    ],
)
def test_a_figure_falls_in_its_column(form, numbers, column):
    """A number that is near, or in the set, is not for that the right one."""
    given = [[number if isinstance(number, list) else [number, number]] for number in numbers]
    assert forms_bench.score(form, given) == column


def test_this_projects_reader_must_know_its_ends():
    """A peer is not asked whether 42.5 is printed as 42%; who says, must say it rightly, and 42 alone is not the set."""
    assert forms_bench.score(PERCENT, [[["41.5", "42.5", True, False]]]) == "right"
    assert forms_bench.score(PERCENT, [[["41.5", "42.5", True, True]]]) == "wrong"
    assert forms_bench.score(PERCENT, [[["42", "42", True, True]]]) != "right"


@pytest.mark.parametrize(
    ("lowest", "highest", "given", "column"),
    [
        ("2021-02-01", "2021-02-28", [["2021-02-01", "2021-02-28"]], "right"),
        ("2021-02-01", "2021-02-28", [["2020-02-01", "2020-02-29"], ["2021-02-01", "2021-02-28"]], "right"),
        ("2021-02-01", "2021-02-28", [["2021-02-09", "2021-02-09"]], "dropped"),
        ("2021-02-01", "2021-02-28", [["2021-03-01", "2021-03-31"]], "wrong"),
        ("2021-02-01", "2021-02-28", [["2021-02-20", "2021-03-02"]], "wrong"),
        ("2021-12-31", "2021-12-31", [["2021-01-01", "2021-12-31"]], "dropped"),
        ("2012-01-01", "..", [["2012-01-01", ".."]], "right"),
        ("2012-01-01", "..", [["2012-01-01", "2012-12-31"]], "dropped"),
        ("2012-01-01", "..", [["2019-07-02", "2019-07-02"]], "wrong"),
        ("..", "2014-12-31", [["2015-01-01", "2015-12-31"]], "dropped"),  # before 2015
        ("..", "2020-11-30", [["2019-07-02", "2019-07-02"]], "wrong"),  # eleven months and thirty days ago
        ("2017-01-01", "2017-12-31", [["3-01-01", "3-12-31"]], "wrong"),
        ("refused", "", [["2021-02-01", "2021-02-28"]], "wrong"),
    ],
)
def test_a_date_falls_in_its_column(lowest, highest, given, column):
    """The ways in which one date may be meant are offered, and the best of them counts."""
    form = row(lowest, highest, "", reading="date")
    assert forms_bench.score(form, [given]) == column


def test_the_counts_add_up_and_tell_what_was_to_be_refused():
    """Two wrong ones, one of them of a form to be refused."""
    rows = [{**form, "id": str(n), "half": "open"} for n, form in enumerate([PERCENT, MORE, REFUSED, RANGE])]
    given = ["42", "7", "6", "20"]
    told = [{"id": str(n), "given": [[[number, number]]]} for n, number in enumerate(given)]
    found = forms_bench.counted(rows, told)["open"]["en"]["figure"]
    assert found == {"right": 1, "dropped": 1, "wrong": 2, "refused": 0, "unread": 0, "wrong_to_be_refused": 1, "of": 4}
    assert [one["id"] for one in forms_bench.missed(rows, told)] == ["1", "2", "3"]


def test_a_peer_is_asked_in_another_interpreter():
    """It gets the forms, not the answers; one that does not import is named, not scored as refusing all."""
    asked = [{**row("350", "350"), "id": "a", "form": "三百五", "language": "zh"}]
    versions, told = forms_bench.elsewhere("cn2an", sys.executable, asked)
    assert versions["packages"].keys() == {"cn2an"}
    assert [forms_bench.score(asked[0], one["given"]) for one in told] == ["right"]
    with pytest.raises(RuntimeError, match="recognizers-text-suite does not run in .*No module named"):
        forms_bench.elsewhere("recognizers-text-suite", sys.executable, asked)

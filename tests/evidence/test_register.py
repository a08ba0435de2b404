"""The register of results: what a cell gives is an id and a value, and everything else is looked up."""

from __future__ import annotations

import json
import math
import shutil

import IPython.display
import pytest
from casebook.evidence import register as evidence
from casebook.evidence import tables
from casebook.evidence.records import stored_records, values
from casebook.evidence.register import check, registered, result
from casebook.press.audit import audit
from casebook.reading.intervals import Interval

ROW = {
    "result_id": "shape", "chapter": "01_a", "kind": "arithmetic", "meaning": "a shape", "unit": "", "form": ".1f",
    "tolerance": float("nan"), "tolerance_reason": "", "level": None, "identification": "", "void": "", "assumption": "",
    "claims": "", "sources": "", "checks": "", "how": "",
}  # fmt: skip


@pytest.fixture(autouse=True)
def shown(monkeypatch) -> list:
    """What is displayed, as (text, record); nothing is on record before a test."""
    displayed = []
    monkeypatch.setattr(evidence, "_on_record", {})
    monkeypatch.setattr(
        IPython.display, "display", lambda text, metadata: displayed.append((text.data, metadata["casebook"]))
    )
    return displayed


@pytest.fixture
def register(monkeypatch):
    """Write the row of a result into the register."""
    rows = {}
    monkeypatch.setattr(evidence, "_register", lambda: rows)

    def write(result_id: str = "shape", **cells):
        rows[result_id] = {**ROW, "result_id": result_id, **cells}

    return write


def test_a_result_is_shown_and_put_on_record(shown, register):
    """The ledger is made from the record: what it lacks, no reader can find."""
    register(
        "cut", kind="estimate", meaning="of the departments cut", unit="%", claims="art-dept-before art-dept-after",
        assumption="same zones", tolerance=1e-9, level=1, identification="before and after", void="two territories",
    )  # fmt: skip
    result("cut", 100 * 45 / 109)
    text, record = shown[0]
    assert text == "**41.3 %** · of the departments cut [cut](../book/ledger.md#cut)"
    assert record == {
        "kind": "result", "id": "cut", "value": 4500 / 109, "shown": "41.3 %", "form": ".1f", "unit": "%",
        "meaning": "of the departments cut", "claims": ["art-dept-before", "art-dept-after"],
        "assumption": "same zones", "tolerance": 1e-9, "level": 1, "identification": "before and after",
        "role": "estimate", "void": "two territories",
    }  # fmt: skip
    assert json.loads(json.dumps(record)) == record


@pytest.mark.parametrize(
    ("value", "form", "unit", "expected", "stored"),
    [
        (-3.25, ".1f", "", "−3.2", -3.25),
        (3.25, "signed .1f", "points", "+3.2 points", 3.25),
        (4220, ",d", "", "4,220", 4220.0),
        (Interval(44, 53), "d", "days", "44 to 53 days", [44.0, 53.0]),
        (Interval(44.1, 44.2), ".0f", "%", "44 %", [44.1, 44.2]),
    ],
)
def test_a_result_is_shown_in_its_form(shown, register, value, form, unit, expected, stored):
    """A wrong sign, separator or unit would be printed in every sentence that links to it."""
    register(form=form, unit=unit)
    result("shape", value)
    assert (shown[0][1]["shown"], shown[0][1]["value"]) == (expected, stored)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, Interval(0, math.inf)])
def test_a_result_must_be_finite(shown, register, value):
    """A division by nothing must not reach the page."""
    register()
    with pytest.raises(ValueError, match="result 'shape' is not finite"):
        result("shape", value)
    assert not shown


def test_a_result_needs_its_row(shown):
    """A number with no meaning on record is none."""
    with pytest.raises(KeyError, match="no result 'departments-cu' in data/results.csv; nearest: departments-cut"):
        result("departments-cu", 41.3)
    assert not shown


def test_a_result_may_not_change_under_its_id(shown, register):
    """A link would lead to one of two numbers, depending on the cell."""
    register(form="d", unit="days")
    result("shape", 1)
    result("shape", 1)
    with pytest.raises(ValueError, match="result 'shape' is on record as 1 days: choose another id"):
        result("shape", 2)
    assert len(shown) == 2


def test_a_row_is_read_with_its_lists():
    """A list read as one key would lead nowhere."""
    row = registered("departments-cut")
    assert row["claims"] == ["art-dept-before", "art-dept-after"]
    assert row["checks"] == ["art-dept-cut"]
    assert (row["level"], row["tolerance"], row["unit"]) == (None, 0.0, "%")


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        (41.5, "agrees"),
        (42.4999, "agrees"),
        (42.5, "differs"),
        (100 * 45 / 109, "differs"),
        (Interval(41, 41.5), "agrees"),
        (Interval(41, 41.5, True, False), "differs"),
    ],
)
def test_a_check_says_whether_both_can_hold(shown, register, value, verdict):
    """An open end taken for a closed one, or a rounding forgiven, would turn a difference into agreement."""
    register("cut", form=".2f", unit="%", checks="art-dept-cut", how="two printed counts")
    result("cut", value)
    check("art-dept-cut", "cut")
    text, record = shown[1]
    assert record == {
        "kind": "check", "id": "art-dept-cut", "result": "cut", "verdict": verdict, "how": "two printed counts"
    }  # fmt: skip
    assert text.startswith("Printed: [42 %](../book/ledger.md#art-dept-cut), which admits [41.5, 42.5). Recomputed: [")
    assert text.endswith(f"from two printed counts. **It {verdict}.**")


def test_a_check_needs_both_sides_and_its_row(shown, register):
    """A check against nothing would pass in silence."""
    register("cut", checks="art-dept-cut art-mobil", how="two printed counts")
    with pytest.raises(KeyError, match=r"no result 'cut' on record in this notebook: call result\(\) first"):
        check("art-dept-cut", "cut")
    result("cut", 1)
    with pytest.raises(KeyError, match="no claim 'zzzzzz' in data/claims.csv"):
        check("zzzzzz", "cut")
    with pytest.raises(ValueError, match="data/results.csv, result 'cut': found no 'art-ratio' in checks"):
        check("art-ratio", "cut")
    with pytest.raises(ValueError, match="claim art-mobil prints no figure: it has no interval"):
        check("art-mobil", "cut")
    assert len(shown) == 1


# --------------------------------------------------------------------------------------------- rows and words, whole


def test_a_row_is_given_with_its_lists_and_numbers(register):
    """Whoever changes what they were given must not change the register."""
    register(
        "rise", claims="a b", sources="s", checks="", level=3.0, tolerance=0.5, form="signed .1f", unit="points", role="x",
    )  # fmt: skip
    expected = {
        **ROW, "result_id": "rise", "claims": ["a", "b"], "sources": ["s"], "checks": [], "level": 3, "tolerance": 0.5,
        "form": "+.1f", "unit": "points", "role": "x",
    }  # fmt: skip
    assert registered("rise") == expected
    assert (type(registered("rise")["level"]), type(registered("rise")["tolerance"])) == (int, float)
    registered("rise")["claims"] = "changed"
    assert registered("rise") == expected
    register("plain", level=float("nan"))
    assert (registered("plain")["level"], registered("plain")["tolerance"]) == (None, 0.0)


def test_an_unknown_result_is_told_with_the_three_nearest(register):
    """A misspelt id must not end in a bare KeyError, nor in a list of all there are."""
    for name in ("share-one", "share-two", "share-ten", "share-six", "quite-other"):
        register(name)
    with pytest.raises(KeyError) as caught:
        registered("share-on")
    said, near = caught.value.args[0].split("; nearest: ")
    assert said == "no result 'share-on' in data/results.csv"
    assert near.split(", ")[0] == "share-one"
    assert len(near.split(", ")) == 3
    with pytest.raises(KeyError) as caught:
        registered("zzz")
    assert caught.value.args == ("no result 'zzz' in data/results.csv",)


@pytest.mark.parametrize(
    ("value", "form", "unit", "expected"),
    [
        (34, "d", " : 1", "34 : 1"),
        (5, "d", "", "5"),
        (5, "d", "zones", "5 zones"),
        (4.5, "d", "", "4"),
        (4.6, "d", "", "5"),
        (4.6, ".0f", "", "5"),
        (-1234.56, ",.1f", "yuan", "−1,234.6 yuan"),
        (-3, "+d", "", "−3"),
        (Interval(40, 70), "d", "days", "40 to 70 days"),
        (Interval(40, 70), "d", "", "40 to 70"),
        (Interval(-2, -1), ".1f", "%", "−2.0 to −1.0 %"),
        (Interval(30, 34), "d", " : 1", "30 to 34 : 1"),
        (Interval(1.01, 1.02), ".1f", "%", "1.0 %"),
    ],
)
def test_a_value_is_written_in_its_form_and_unit(value, form, unit, expected):
    """A unit that brings its own blank gets no other, and two ends that look alike are one."""
    assert evidence.shown(value, form, unit) == expected


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (math.nan, "result 'shape' is not finite: nan"),
        (Interval(-math.inf, 0), "result 'shape' is not finite: (−∞, 0]"),
    ],
)
def test_what_is_not_finite_is_told_in_these_words(register, value, message):
    """With the value, which says what was divided by nothing."""
    register()
    with pytest.raises(ValueError) as caught:
        result("shape", value)
    assert str(caught.value) == message
    assert evidence.on_record() == {}


def test_a_plain_result_has_no_role_on_record(shown, register):
    """Only a claim of effect is an estimate or is void; an interval is kept exact beside its two ends."""
    register(form="d", unit="days", kind="count", meaning="*days* of work", void="ignored", identification="")
    result("shape", Interval(40, 70, True, False))
    text, record = shown[0]
    assert text == "**40 to 70 days** · \\*days\\* of work [shape](../book/ledger.md#shape)"
    assert record == {
        "kind": "result", "id": "shape", "value": [40.0, 70.0], "shown": "40 to 70 days", "form": "d", "unit": "days",
        "meaning": "*days* of work", "claims": [], "assumption": "", "tolerance": 0.0, "level": None, "identification": "",
    }  # fmt: skip
    assert evidence.on_record() == {"shape": {**record, "exact": Interval(40, 70, True, False)}}
    evidence.on_record().clear()
    assert list(evidence.on_record()) == ["shape"]


def test_a_result_that_changes_is_told_with_what_stands(register):
    """And what stands stays on record."""
    register(form="d", unit="days")
    result("shape", Interval(1, 2))
    with pytest.raises(ValueError) as caught:
        result("shape", Interval(1, 3))
    assert str(caught.value) == "result 'shape' is on record as 1 to 2 days: choose another id"
    assert evidence.on_record()["shape"]["value"] == [1.0, 2.0]


def test_a_check_is_shown_word_for_word(shown, register):
    """Both sides are linked, with the way from one to the other."""
    register("cut", form=".1f", unit="_%_", checks="art-dept-cut", how="two *printed* counts")
    result("cut", 100 * 45 / 109)
    check("art-dept-cut", "cut")
    text, record = shown[1]
    assert text == (
        "Printed: [42 %](../book/ledger.md#art-dept-cut), which admits [41.5, 42.5). "
        "Recomputed: [41.3 \\_%\\_](../book/ledger.md#cut), from two \\*printed\\* counts. **It differs.**"
    )
    assert record["how"] == "two *printed* counts"


def test_a_check_without_a_side_is_told_in_these_words(register):
    """What to do is said, or where the row stands."""
    register("cut", checks="art-mobil")
    with pytest.raises(KeyError) as caught:
        check("art-dept-cut", "cut")
    assert caught.value.args == ("no result 'cut' on record in this notebook: call result() first",)
    result("cut", 1)
    with pytest.raises(ValueError) as caught:
        check("art-dept-cut", "cut")
    assert str(caught.value) == "data/results.csv, result 'cut': found no 'art-dept-cut' in checks"


# ------------------------------------------------------------------------------------------------------- the table


@pytest.fixture
def spoil(root, tmp_path):
    """Change one cell of the register in a copy of the data; gives the problems found."""

    def change(result_id: str, column: str, text: str) -> list[str]:
        folder = tmp_path / "data"
        shutil.copytree(root / "data", folder)
        frame = tables.pd.read_csv(folder / "results.csv", dtype=str, keep_default_na=False)
        frame.loc[frame["result_id"] == result_id, column] = text
        frame.to_csv(folder / "results.csv", index=False, lineterminator="\n")
        return [str(problem) for problem in tables.check_package(folder)]

    return change


@pytest.mark.parametrize(
    ("result_id", "column", "text", "expected"),
    [
        ("departments-cut", "claims", "art-dept-before art-dept-aft", "found 'art-dept-aft', expected each a claim_id"),
        ("departments-cut", "checks", "art-dept-cu", "found 'art-dept-cu', expected each a claim_id"),
        ("departments-cut", "sources", "nowhere", "found 'nowhere', expected each a source_id"),
        ("departments-cut", "form", "1f", "expected text of the form"),
        ("departments-cut", "level", "3", "expected none: arithmetic is no claim of effect"),
        ("departments-cut", "how", "", "expected a phrase if there are checks"),
        ("cw-outside", "level", "", "expected a level"),
        ("cw-outside", "identification", "", "expected what identifies the effect"),
        ("cw-outside", "level", "6", "expected at most 5"),
        ("cw-outside", "kind", "guess", "expected one of count"),
    ],
)
def test_a_spoiled_row_is_reported(spoil, result_id, column, text, expected):
    """Keys into claims and sources, levels and forms are held by the table, so that no cell need repeat them."""
    problems = spoil(result_id, column, text)
    assert any(expected in problem and problem.startswith("data/results.csv, row ") for problem in problems), problems


def test_a_result_takes_no_id_of_a_claim():
    """Two entries of the ledger would share an address."""
    assert set(tables.table("results")["result_id"]).isdisjoint(tables.table("claims")["claim_id"])


# ------------------------------------------------------------------------------------------- table, cells and prose


def apart(rows: dict[str, str], records: list[dict], used: set[str]) -> list[str]:
    """Rows that no cell computes, results without a row or of another chapter, results that nothing on a page uses."""
    computed = {}
    for record in records:
        if record["kind"] == "result":
            computed.setdefault(record["id"], record["notebook"].removesuffix(".ipynb"))
    problems = [f"data/results.csv: found {key}, which no cell computes" for key in rows if key not in computed]
    problems += [
        f"{chapter}: found the result {key} without a row" for key, chapter in computed.items() if key not in rows
    ]
    problems += [
        f"data/results.csv: found {key} of {rows[key]}, expected {chapter}, which computes it"
        for key, chapter in computed.items()
        if rows.get(key, chapter) != chapter
    ]
    held = {record["result"] for record in records if record["kind"] == "check"}
    problems += [
        f"{computed[key]}: found {key}, which no sentence and no table uses"
        for key in computed
        if key not in used | held
    ]
    return problems


def test_a_row_a_result_and_a_use_imply_each_other():
    """A row without its cell is a promise, a cell without its row a number with no meaning, and an unused one a burden."""
    rows = tables.table("results").set_index("result_id")["chapter"].to_dict()
    assert apart(rows, stored_records(), set(audit().used)) == []


def test_what_is_apart_is_found():
    """The check must be able to fail, each way."""
    record = {"kind": "result", "id": "cut", "notebook": "02_b.ipynb"}
    assert apart({"cut": "02_b"}, [record], {"cut"}) == []
    assert apart({"cut": "02_b", "rise": "02_b"}, [record], {"cut"}) == [
        "data/results.csv: found rise, which no cell computes"
    ]
    assert apart({}, [record], {"cut"}) == ["02_b: found the result cut without a row"]
    assert apart({"cut": "01_a"}, [record], {"cut"}) == [
        "data/results.csv: found cut of 01_a, expected 02_b, which computes it"
    ]
    assert apart({"cut": "02_b"}, [record], set()) == ["02_b: found cut, which no sentence and no table uses"]


def loose(rows: dict[str, dict], values: dict) -> list[str]:
    """Tolerances above a thousandth of their value for which the row gives no reason."""
    found = []
    for key, row in rows.items():
        value = values[key]
        size = max(map(abs, value)) if isinstance(value, list) else abs(value)
        if not tables.pd.isna(row["tolerance"]) and row["tolerance"] > size / 1000 and not row["tolerance_reason"]:
            found.append(
                f"data/results.csv: {key}: found the tolerance {row['tolerance']:g} of {size:g}, expected a reason"
            )
    return found


def test_a_tolerance_is_a_thousandth_or_says_why():
    """A tolerance as large as the value would let any value pass."""
    rows = tables.table("results").set_index("result_id").to_dict("index")
    assert loose(rows, values()) == []
    wide = {"x": {"tolerance": 0.5, "tolerance_reason": ""}}
    assert len(loose(wide, {"x": [1.0, 2.0]})) == 1
    assert loose({"x": {"tolerance": 0.5, "tolerance_reason": "drawn by lot"}}, {"x": 2.0}) == []
    assert loose({"x": {"tolerance": 0.002, "tolerance_reason": ""}}, {"x": [1.0, 2.0]}) == []

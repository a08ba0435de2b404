"""Every claim of effect carries its level of evidence and one line of identification."""

from __future__ import annotations

import re

from casebook.evidence import records as evidence

# An estimate of what the reform did, right or wrong; not powers, thresholds, checks of a method or effects on an invented outcome
CLAIM_OF_EFFECT = re.compile(r"\b(effect of|effect on|as an effect|as the effect|estimate)\b", re.IGNORECASE)
NO_CLAIM = re.compile(
    r"placebo|power|detectable|invented|simulat|weight|smallest|specification|p-value|share of|number of|count|"
    r"of studies|moves the odds",
    re.IGNORECASE,
)
# in the chapters that compare, every result in points is an estimate, unless it says what else it is
COMPARING = ("14", "15", "16")
NO_ESTIMATE = re.compile(
    r"placebo|error|rounding|climb|fall of the mean|artefact|share|moved back|lead of Jinan over|"
    r"^smallest (?:effect|difference)\b.*\bthat the rank test sees\b|growth of \d{4} lay below the mean\b",
    re.IGNORECASE,
)


def without_level(records: list[dict]) -> list[str]:
    """Results that claim an effect and say nothing of its level."""
    return [
        f"notebooks/{r['notebook']}, cell {r['cell']}: {r['id']} ({r['shown']} {r['meaning']}) has no level of evidence"
        for r in records
        if r["kind"] == "result"
        and CLAIM_OF_EFFECT.search(r["meaning"])
        and not NO_CLAIM.search(r["meaning"])
        and r["level"] is None
    ]


def test_every_claim_of_effect_has_its_level():
    """A number that says what the reform did must say how it could know."""
    assert without_level(evidence.stored_records()) == []


def unlabelled_estimates(records: list[dict]) -> list[str]:
    """Results in points of the comparing chapters that carry no level and do not say what else they are."""
    return [
        f"notebooks/{r['notebook']}, cell {r['cell']}: {r['id']} ({r['shown']} {r['meaning']}) has no level of evidence"
        for r in records
        if r["kind"] == "result"
        and r["notebook"][:2] in COMPARING
        and "point" in r["unit"]
        and r["level"] is None
        and not NO_ESTIMATE.search(r["meaning"])
    ]


def test_every_estimate_of_the_comparing_chapters_has_its_level():
    """A gap between Jinan and its comparison is an estimate of an effect, whatever it is called."""
    assert unlabelled_estimates(evidence.stored_records()) == []
    gap = {"kind": "result", "id": "x", "shown": "+2 log points", "meaning": "gap of Jinan in 2023", "level": None,
           "unit": "log points", "notebook": "15_x.ipynb", "cell": 4}  # fmt: skip
    assert len(unlabelled_estimates([gap])) == 1
    for said in (
        "smallest gap of Jinan, all pools",
        "smallest effect on the city's product, all pools",
        "gap of Jinan that the rank test sees",
        "by which Shandong's product of 2024 lay below the mean of its mixes",
    ):
        assert len(unlabelled_estimates([{**gap, "meaning": said}])) == 1
    for said in (
        "smallest effect on the city's product that the rank test sees in four of five cases",
        "by which Shandong's growth of 2019 lay below the mean of the other provinces",
    ):
        assert unlabelled_estimates([{**gap, "meaning": said}]) == []


def test_a_claim_of_effect_without_level_is_found():
    """The check must be able to fail."""
    record = {
        "kind": "result",
        "id": "x",
        "shown": "3 %",
        "meaning": "effect of the reform on growth",
        "level": None,
        "notebook": "15_x.ipynb",
        "cell": 4,
    }
    assert without_level([record]) == [
        "notebooks/15_x.ipynb, cell 4: x (3 % effect of the reform on growth) has no level of evidence"
    ]
    assert without_level([{**record, "level": 1}]) == []


def test_levels_come_with_identification_and_stay_below_four():
    """No design in this book has quasi-random variation: a level of four or five would be a mistake."""
    effects = evidence.effects()
    assert len(effects) >= 1
    assert effects["level"].between(1, 3).all()
    assert (effects["identification"].str.len() > 20).all()


# ------------------------------------------------------------------------------- one rule for levels, roles and voids

# The form of a comparison stands before the colon of its identification, and has one level in every chapter
FORMS = {
    "none": 1,
    "difference in differences": 2,
    "synthetic control": 3,
    "synthetic control of another city": 3,
    "synthetic control of a province": 3,
    "synthetic control of a province before the opinion": 3,
    "synthetic controls of sixteen cities that share one province and are counted as sixteen": 2,
}
BROKEN = re.compile(r"first[- ]published|published levels|\btwo (?:territories|definitions|vintages)\b", re.IGNORECASE)
PLACEBO = re.compile(r"placebo|moved back|before the roll-out|fitted 2010 to 2015", re.IGNORECASE)
VARIED = re.compile(r"^(?:least|most|median)\b|\bwithout\b|\bridge\b|\ba year$|\bless that of \d{4}\b", re.IGNORECASE)


def of_effect(records: list[dict]) -> list[dict]:
    """The claims of effect among the records."""
    return [r for r in records if r["kind"] == "result" and r["level"] is not None]


def other_levels(records: list[dict]) -> list[str]:
    """Claims of effect whose level is not that of their form, or whose form the comparing chapters do not name."""
    problems = []
    for r in of_effect(records):
        form = r["identification"].partition(":")[0]
        if form not in FORMS and r["notebook"][:2] in COMPARING:
            problems.append(f"{r['id']}: found the form {form!r}, expected one of {', '.join(FORMS)}")
        elif r["level"] != FORMS.get(form, r["level"]):
            problems.append(f"{r['id']}: found level {r['level']}, expected {FORMS[form]}, the level of: {form}")
    return problems


def broken_and_not_void(records: list[dict]) -> list[str]:
    """Claims of effect of the comparing chapters that say that their data are broken and are not void."""
    return [
        f"{r['id']}: found no void, expected the reason why its data are broken"
        for r in of_effect(records)
        if BROKEN.search(f"{r['meaning']} {r['identification']}") and not r["void"]
    ]


def other_roles(records: list[dict]) -> list[str]:
    """Placebos, choices varied and answers told again that would be counted as estimates."""
    wanted = {}
    for r in of_effect(records):
        if PLACEBO.search(r["meaning"]):
            wanted[r["id"]] = (r["role"], ("placebo",))
        elif VARIED.search(r["meaning"]):
            wanted[r["id"]] = (r["role"], ("robustness", "repeat"))
    return [
        f"{key}: found the role {role}, expected {' or '.join(roles)}"
        for key, (role, roles) in wanted.items()
        if role not in roles
    ]


EFFECT = {
    "kind": "result", "id": "x", "shown": "+2 log points", "meaning": "gap of Jinan in 2023", "unit": "log points",
    "level": 3, "identification": "synthetic control: no other shock", "role": "estimate", "void": "",
    "notebook": "15_x.ipynb", "cell": 4,
}  # fmt: skip


def test_a_design_has_one_level_in_every_chapter():
    """The same comparison cannot be level 2 in one chapter and level 3 in the next, and no form is named for nothing."""
    records = evidence.stored_records()
    assert other_levels(records) == []
    compared = [r for r in of_effect(records) if r["notebook"][:2] in COMPARING]
    assert {r["identification"].partition(":")[0] for r in compared} == set(FORMS)


def test_another_level_of_a_design_is_found():
    """Sabotage: a difference in differences at level 3, a synthetic control at level 2, a form that nobody named."""
    assert other_levels([EFFECT]) == []
    did = {**EFFECT, "identification": "difference in differences: parallel trends"}
    assert other_levels([did]) == ["x: found level 3, expected 2, the level of: difference in differences"]
    assert other_levels([{**did, "level": 2}]) == []
    assert other_levels([{**did, "notebook": "08_x.ipynb"}]) != []
    assert other_levels([{**EFFECT, "level": 2}]) == ["x: found level 2, expected 3, the level of: synthetic control"]
    province = {**EFFECT, "identification": "synthetic control of a province: no other shock", "level": 2}
    assert other_levels([province]) != []
    assert other_levels([{**province, "level": 3}]) == []
    witnesses = next(form for form in FORMS if "counted as sixteen" in form)
    assert other_levels([{**EFFECT, "identification": f"{witnesses}: no other shock"}]) != []
    unnamed = {**EFFECT, "identification": "no other shock to Jinan"}
    assert other_levels([unnamed])[0].startswith("x: found the form 'no other shock to Jinan', expected one of none, ")
    assert other_levels([{**unnamed, "notebook": "08_x.ipynb"}]) == []


def test_estimates_on_broken_data_are_void():
    """A level says nothing of an estimate on two territories, two definitions or two vintages."""
    records = evidence.stored_records()
    assert broken_and_not_void(records) == []
    void = {r["id"] for r in of_effect(records) if r["void"]}
    assert void == {
        "artefact-jinan-naive", "artefact-laiwu-naive", "artefact-fdi-naive", "artefact-did-published",
        "artefact-did-territory", "rank-risen", "cw-first-early",
    }  # fmt: skip


def test_broken_data_that_are_not_void_are_found():
    """Sabotage: each way to say it, in the meaning or in the identification."""
    for said in ("gap on first-published levels", "rise on published levels", "fall across two definitions"):
        assert broken_and_not_void([{**EFFECT, "meaning": said}]) != []
        assert broken_and_not_void([{**EFFECT, "meaning": said, "void": "two vintages"}]) == []
    assert broken_and_not_void([{**EFFECT, "identification": "none: one city, on two territories"}]) != []
    assert broken_and_not_void([EFFECT]) == []


def test_only_answers_are_counted_as_estimates():
    """Placebos and the ends of a choice varied are no answers of their own."""
    records = evidence.stored_records()
    assert other_roles(records) == []
    roles = [r["role"] for r in of_effect(records) if r["notebook"][:2] in COMPARING]
    assert {"estimate", "placebo", "robustness", "repeat"} == set(roles)


def test_a_placebo_that_counts_as_an_estimate_is_found():
    """Sabotage: a placebo, an end of leaving one out, a ridge, and the same answer a year."""
    for said in ("the design moved back to 2010", "a placebo in time", "gap of 2019, before the roll-out"):
        assert other_roles([{**EFFECT, "meaning": said}]) == ["x: found the role estimate, expected placebo"]
        assert other_roles([{**EFFECT, "meaning": said, "role": "placebo"}]) == []
    for said in (
        "least with one donor left out",
        "gap without Wuhan",
        "gap, both pools, ridge one",
        "gap of 2023, a year",
    ):
        assert other_roles([{**EFFECT, "meaning": said}]) == [
            "x: found the role estimate, expected robustness or repeat"
        ]
        assert other_roles([{**EFFECT, "meaning": said, "role": "repeat"}]) == []
    assert other_roles([EFFECT]) == []


def without_interval(records: list[dict]) -> list[str]:
    """Answers of level 3 whose data are whole, without the interval that the placebos leave open, or outside of it."""
    results = {r["id"]: r for r in records if r["kind"] == "result"}
    problems = []
    for r in results.values():
        if r["level"] != 3 or r["void"] or r["role"] != "estimate":
            continue
        interval = results.get(f"{r['id']}-interval")
        if interval is None:
            problems.append(f"{r['id']}: found no result {r['id']}-interval, expected what it leaves open")
        elif not (interval["unit"] == r["unit"] and interval["value"][0] <= r["value"] <= interval["value"][1]):
            problems.append(f"{r['id']}: found {r['shown']}, expected it within {interval['shown']}")
    return problems


def test_every_answer_of_level_three_has_its_interval():
    """An estimate says what it leaves open, and so what it excludes."""
    records = evidence.stored_records()
    assert without_interval(records) == []
    assert any(r["id"].endswith("-interval") for r in records if r["kind"] == "result")


def test_an_answer_without_or_outside_its_interval_is_named():
    answer = {
        "kind": "result",
        "id": "a",
        "level": 3,
        "void": "",
        "role": "estimate",
        "value": 2.0,
        "unit": "x",
        "shown": "2 x",
    }
    bound = {
        "kind": "result",
        "id": "a-interval",
        "level": None,
        "value": [-1.0, 1.0],
        "unit": "x",
        "shown": "-1 to 1 x",
    }
    assert without_interval([answer]) == ["a: found no result a-interval, expected what it leaves open"]
    assert without_interval([answer, bound]) == ["a: found 2 x, expected it within -1 to 1 x"]
    assert without_interval([answer, {**bound, "value": [-1.0, 3.0]}]) == []
    assert without_interval([answer, {**bound, "value": [-1.0, 3.0], "unit": "y"}]) != []
    assert without_interval([{**answer, "void": "two territories"}]) == []

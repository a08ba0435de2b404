"""Every claim of effect carries its level of evidence and one line of identification."""

from __future__ import annotations

import re

from casebook import evidence

# An estimate of what the reform did, right or wrong; not powers, thresholds, checks of a method or effects on an invented outcome
CLAIM_OF_EFFECT = re.compile(r"\b(effect of|effect on|as an effect|as the effect|estimate)\b", re.IGNORECASE)
NO_CLAIM = re.compile(
    r"placebo|power|detectable|invented|simulat|weight|smallest|specification|p-value|share of|number of|count|"
    r"of studies|moves the odds",
    re.IGNORECASE,
)
# in the chapters that compare, every result in points is an estimate, unless it says what else it is
COMPARING = ("14", "15")
NO_ESTIMATE = re.compile(
    r"placebo|error|rounding|climb|fall of the mean|artefact|share|moved back|lead of Jinan over", re.IGNORECASE
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

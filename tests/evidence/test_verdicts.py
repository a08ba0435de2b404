"""Verdicts: every claim has one, and it is one of a closed list."""

from casebook.evidence import tables
from casebook.evidence.verdicts import VERDICTS, verdicts


def test_every_claim_has_a_verdict():
    """A claim with no verdict would stand in the ledger as if it had been checked."""
    found = verdicts()
    assert set(found) == set(tables.table("claims")["claim_id"])
    assert set(found.values()) <= set(VERDICTS)
    assert found["art-dept-cut"] == "differs"
    assert found["art-ratio"] == "agrees"
    assert found["art-elim"] == "rule, not a result"


def test_without_a_check_a_claim_is_what_its_row_says():
    """Given records are asked, and no others; a rule and a plan are told apart; one check that differs is enough."""
    found, claims = verdicts([]), tables.table("claims").set_index("claim_id")
    assert not {"agrees", "differs"} & {*found.values()}
    assert found["art-ratio"] == "cannot be checked"
    printed = claims[claims["printed"] != ""]
    for status, verdict in (("rule", "rule, not a result"), ("plan", "plan, not a result"), ("open", "rule or report")):
        assert {found[claim_id] for claim_id in printed.index[printed["status"] == status]} == {verdict}
    checks = [{"kind": "check", "id": "art-ratio", "verdict": verdict} for verdict in ("differs", "agrees")]
    assert verdicts(checks)["art-ratio"] == verdicts(checks[::-1])["art-ratio"] == "differs"
    assert verdicts([{"kind": "result", "id": "art-ratio", "verdict": "agrees"}])["art-ratio"] == "cannot be checked"

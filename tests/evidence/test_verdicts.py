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
